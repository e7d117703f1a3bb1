//! Names that only the words around tell: "Sandy, as he is known", "J.D., 16, schoolboy", "my neighbours, the Kaminskis".
//!
//! A text goes in with the names that were found; what no list knows and no title leads is added.

use super::roles;
use super::{Name, is_capital, is_nobody, word_end};
use crate::detect::caseless::is_one_of;
use crate::{Confidence, Evidence, EvidenceSet, Role, Span};

/// What stands behind a name by which somebody goes.
const CALLED: &[&str] = &[
    ", as he is known",
    ", as she is known",
    ", as they are known",
    ", as he was known",
    ", as she was known",
    ", as he calls himself",
    ", as she calls herself",
    ", as everyone calls",
    ", as everybody calls",
    ", as friends call",
    ", as the log calls",
    ", as locals call",
    ", as he is called",
    ", as she is called",
    ", as the regulars call",
    ", as the file calls",
];
/// Nouns for people who bear one surname together.
const TOGETHER: &[&str] = &[
    "neighbours",
    "family",
    "couple",
    "friends",
    "tenants",
    "parents",
    "in-laws",
    "relatives",
    "grandparents",
    "owners",
    "occupants",
    "complainants",
];

/// Adds what the words around tell to be names.
pub(super) fn add(text: &str, names: &mut Vec<Name>) {
    let mut found: Vec<(Span, Role)> = Vec::new();
    for comma in memchr::memchr_iter(b',', text.as_bytes()) {
        let behind = text.get(comma..).unwrap_or_default();
        if behind.starts_with(", as ") && CALLED.iter().any(|called| behind.starts_with(called)) {
            found.extend(word_before(text, comma).map(|span| (span, Role::Unknown)));
        } else if let Some(age) = behind.strip_prefix(", ") {
            found.extend(initials_before(text, comma, age));
            found.extend(surname_of_several(text, comma));
        }
    }
    let known = names.len();
    for (span, told) in found {
        // Names reach no further than a few words, and are in order.
        let first = names.get(..known).unwrap_or_default().partition_point(|name| name.span.end <= span.start);
        if names.get(first).is_some_and(|name| first < known && name.span.overlaps(span)) {
            continue;
        }
        let role = roles::more_protective(told, roles::role(text, span, None));
        names.push(Name { span, confidence: Confidence::Likely, evidence: EvidenceSet::of(Evidence::Grammar), role });
    }
    names.sort_by_key(|name| name.span);
}

/// Returns the word with a capital that ends at `end`.
fn word_before(text: &str, end: usize) -> Option<Span> {
    let before = text.get(..end)?;
    let start = before
        .rfind(|c: char| !(c.is_alphabetic() || c == '-'))
        .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let word = text.get(start..end)?;
    (word.starts_with(is_capital) && word.chars().count() > 2 && !is_nobody(word)).then(|| Span::new(start, end))
}

/// Returns initials with full stops before an age: "J.D., 16".
fn initials_before(text: &str, comma: usize, age: &str) -> Option<(Span, Role)> {
    let digits = age.bytes().take_while(u8::is_ascii_digit).count();
    let years: u32 = age.get(..digits).filter(|_| (1..=2).contains(&digits))?.parse().ok()?;
    let ends = age.get(digits..)?.starts_with([',', '.', ';', ')', ' ']);
    let before = text.get(..comma)?;
    let start =
        before.len() - before.bytes().rev().take_while(|byte| byte.is_ascii_uppercase() || *byte == b'.').count();
    let initials = before.get(start..)?;
    let state = matches!(initials, "U.S." | "U.K." | "E.U." | "U.N." | "a.m." | "P.S.");
    let pairs = !state
        && initials.len() >= 4
        && initials.len() <= 6
        && initials.as_bytes().chunks(2).all(|pair| matches!(pair, [letter, b'.'] if letter.is_ascii_uppercase()));
    let role = if years < 18 { Role::Child } else { Role::Unknown };
    (ends && pairs && (3..100).contains(&years)).then(|| (Span::new(start, comma), role))
}

/// Returns the surname of several people behind the comma: "my neighbours, the Kaminskis".
fn surname_of_several(text: &str, comma: usize) -> Option<(Span, Role)> {
    let start = comma + ", the ".len();
    text.get(comma..).filter(|behind| behind.starts_with(", the "))?;
    let noun = text.get(..comma)?.rsplit(|c: char| !(c.is_alphabetic() || c == '-')).next()?;
    let end = word_end(text, start);
    let word = text.get(start..end)?;
    let named = word.starts_with(is_capital) && word.ends_with('s') && word.len() > 4 && !is_nobody(word);
    (named && is_one_of(noun, TOGETHER)).then(|| (Span::new(start, end), Role::Unknown))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn what_is_told_is_a_name() {
        let told = |text: &str| {
            let mut names = Vec::new();
            add(text, &mut names);
            names.iter().map(|name| name.span.of(text).unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(told("Sandy, as he is known at the club, was seen."), ["Sandy"]);
        assert_eq!(told("W3 - J.D., 16, schoolboy."), ["J.D."]);
        assert_eq!(told("My neighbours, the Kaminskis, saw it."), ["Kaminskis"]);
        assert_eq!(told("The area, as he is known"), [""; 0]);
        assert_eq!(told("in the U.S., 16 states"), [""; 0]);
    }
}
