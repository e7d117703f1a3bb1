//! Kinship: "his step-daughter", "Kofi's aunt", "stepfather of the complainant".
//!
//! A noun of kinship counts where a word makes it somebody's. "A parent and his or her partner" is nobody's.

use super::near::{self, Near, is_capital, is_function, is_somebody};
use super::rows::{PREFIXES, is_kin};
use crate::Span;
use crate::detect::caseless::is_one_of;

/// Nouns behind a noun of kinship that make it a thing's.
const THINGS: &[&str] = &[
    "agency",
    "agencies",
    "organisation",
    "organisations",
    "body",
    "bodies",
    "force",
    "forces",
    "ship",
    "company",
    "paper",
    "tongue",
    "figure",
    "town",
    "towns",
    "track",
    "charity",
    "council",
    "councils",
    "institution",
    "firm",
    "site",
    "engine",
    "room",
    "bed",
    "beds",
    "companies",
    "country",
    "nature",
];

/// Words before a noun of kinship that belong to it.
const KEPT: &[&str] = &[
    "former",
    "estranged",
    "youngest",
    "eldest",
    "oldest",
    "younger",
    "older",
    "elder",
    "twin",
    "late",
    "adopted",
    "adoptive",
    "foster",
    "half",
    "step",
    "long-term",
    "common-law",
    "unborn",
    "ex",
    "new",
    "biological",
    "only",
    "little",
    "big",
    "civil",
];

/// Words that make what follows somebody's.
const OWNERS: &[&str] = &["his", "her", "their", "my", "whose"];

/// Returns the span of a relation whose noun stands at `noun`, if it is somebody's.
pub(super) fn read(text: &str, noun: Span) -> Option<Span> {
    let start = start_of(text, noun.start)?;
    let end = end_of(text, noun.end)?;
    let after = near::after(text, end);
    if is_one_of(after.at(0), THINGS) || is_kin(after.at(0)) {
        return None;
    }
    let before = near::before(text, start);
    if !is_owned(&before) && !is_of(&after) {
        return None;
    }
    Some(Span::new(with_kept(text, start), end))
}

/// Returns where the noun starts with what a hyphen ties to it; `None` where that makes it another word.
fn start_of(text: &str, start: usize) -> Option<usize> {
    let Some(head) = text.get(..start)?.strip_suffix('-') else { return Some(start) };
    let from = head.rfind(|c: char| !c.is_alphanumeric() && c != '-').map_or(0, |at| at + 1);
    let prefix = head.get(from..)?;
    is_one_of(prefix, PREFIXES).then_some(from)
}

fn end_of(text: &str, end: usize) -> Option<usize> {
    match text.get(end..)?.strip_prefix('-') {
        Some(rest) if rest.get(..6).is_some_and(|law| law.eq_ignore_ascii_case("in-law")) => Some(end + 7),
        Some(_) => None,
        None => Some(end),
    }
}

fn is_owned(before: &Near<'_>) -> bool {
    let owner = before.modifiers(3);
    let (word, earlier) = (before.at(owner), before.at(owner + 1));
    if is_one_of(word, OWNERS) {
        // "his or her partner" is anybody's.
        return !is_one_of(earlier, &["or", "/"]);
    }
    let Some(owner_noun) = word.strip_suffix("'s").or_else(|| word.strip_suffix("'S")) else { return false };
    let article = is_one_of(earlier, &["a", "an", "each", "every", "any", "no"]);
    !article && (is_capital(owner_noun) || is_somebody(owner_noun) || is_kin(owner_noun))
}

/// Returns whether "of Kofi", "of the complainant" follows.
fn is_of(after: &Near<'_>) -> bool {
    let (of, whom, noun) = (after.at(0), after.at(1), after.at(2));
    is_one_of(of, &["of", "to"])
        && (is_capital(whom) && !is_function(whom) && of.eq_ignore_ascii_case("of")
            || is_one_of(whom, &["the", "this", "that"]) && is_somebody(noun))
}

/// Returns where the words that belong to the noun start: "former", "youngest".
fn with_kept(text: &str, mut start: usize) -> usize {
    for _ in 0..2 {
        let before = text.get(..start).unwrap_or_default().trim_end_matches([' ', '\n']);
        let from = before.rfind(|c: char| !c.is_alphabetic() && c != '-').map_or(0, |at| at + 1);
        if !is_one_of(before.get(from..).unwrap_or_default(), KEPT) {
            break;
        }
        start = from;
    }
    start
}
