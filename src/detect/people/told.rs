//! Names that only the words around tell: "Sandy, as he is known", "J.D., 16, schoolboy", "my neighbours, the Kaminskis".
//!
//! A text goes in with the names that were found; what no list knows and no title leads is added.

use super::roles;
use super::words::look_up;
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

/// What stands between a noun for a person, or a verb, and a name.
const NAMING: &[&str] = &[" called ", " named ", " the name ", " the name of ", " known as "];
/// Nouns for one person who is called something.
const SOMEBODY: &[&str] = &[
    "woman",
    "man",
    "boy",
    "girl",
    "lad",
    "guy",
    "bloke",
    "chap",
    "lady",
    "someone",
    "somebody",
    "person",
    "friend",
    "mate",
    "dealer",
    "kid",
    "female",
    "male",
    "baby",
    "youth",
    "teenager",
    "neighbour",
    "prisoner",
    "inmate",
    "lodger",
    "tenant",
    "colleague",
    "girlfriend",
    "boyfriend",
    "partner",
    "child",
    "son",
    "daughter",
    "brother",
    "sister",
];
/// Whom a neighbour or a friend calls by telephone.
const RUNG: &[&str] = &[
    "crimestoppers",
    "childline",
    "samaritans",
    "police",
    "ambulance",
    "victim",
    "action",
    "coastguard",
    "shelter",
    "refuge",
    "women's",
    "citizens",
    "age",
    "emergency",
    "social",
    "environmental",
    "security",
    "reception",
    "the",
];
/// Verbs before "the name" by which somebody is called.
const GIVING: &[&str] = &["gives", "gave", "giving", "using", "uses", "by"];

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
    for open in memchr::memchr_iter(b'(', text.as_bytes()) {
        found.extend(behind_a_name(text, open, names));
    }
    for lead in NAMING {
        let places = memchr::memmem::find_iter(text.as_bytes(), lead);
        found.extend(places.filter_map(|at| named_by(text, at, at + lead.len())));
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

/// Returns the other name in brackets behind a name: "Kelly Ann Marsh ("Osh")", "Ada Cole (née Umeh)", "Samira Aden (Amal)".
fn behind_a_name(text: &str, open: usize, names: &[Name]) -> Option<(Span, Role)> {
    const BORN: &[&str] = &["née ", "nee ", "formerly ", "born ", "aka ", "a.k.a. ", "AKA "];
    let end = open.checked_sub(1).filter(|_| text.get(..open).is_some_and(|before| before.ends_with(' ')))?;
    let before = names.iter().find(|name| name.span.end == end)?;
    let inside = text.get(open + 1..)?;
    let inside = inside.get(..inside.find(')').filter(|len| *len < 48)?)?;
    let born = BORN.iter().find_map(|born| inside.strip_prefix(born));
    let other = born.unwrap_or(inside).trim_start_matches(['"', '\'']);
    let quoted = other.len() < inside.len() && born.is_none();
    let start = open + 1 + inside.len() - other.len();
    let other = other.trim_end_matches(['"', '\'']);
    let word =
        |word: &str| word.starts_with(is_capital) && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\''));
    let names_one = !other.is_empty() && other.split(' ').count() <= 3 && other.split(' ').all(word);
    let listed = other.len() > 2 && !other.bytes().all(|byte| byte.is_ascii_uppercase()) && look_up(other).given() >= 2;
    (names_one && (born.is_some() || quoted || listed)).then(|| (Span::new(start, start + other.len()), before.role))
}

/// Returns the word behind "a woman called", "gives the name", "goes by the name of".
fn named_by(text: &str, at: usize, start: usize) -> Option<(Span, Role)> {
    let ahead = text.get(..at)?.rsplit(|c: char| !(c.is_alphabetic() || c == '-')).next()?;
    let by_noun = text.get(at..start).is_some_and(|lead| !lead.contains("name "));
    if !is_one_of(ahead, if by_noun { SOMEBODY } else { GIVING }) {
        return None;
    }
    let start = start + usize::from(text.get(start..)?.starts_with(['"', '\'']));
    let end = word_end(text, start);
    let word = text.get(start..end)?;
    // "a neighbour called Crimestoppers", "a friend called Essex Police": rang them
    let span = Span::new(start, end);
    let next = text.get(end..).and_then(|behind| behind.strip_prefix(' ')).unwrap_or_default();
    let next = next.get(..word_end(next, 0)).unwrap_or_default();
    let known = look_up(next);
    let firm = next.starts_with(is_capital) && known.is_ordinary() && known.given() < 2 && known.surname() < 2;
    let rang = is_one_of(word, RUNG)
        || firm
        || word.bytes().all(|byte| byte.is_ascii_uppercase())
        || crate::place::is_in_name_of_body(text, span);
    // "a man called Detective Hale", "a boy called The Kid" are read elsewhere.
    (!rang
        && word.starts_with(is_capital)
        && word.len() > 2
        && !is_nobody(word)
        && !super::vocabulary::is_lead_word(word))
    .then(|| (Span::new(start, end), Role::Unknown))
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
        assert_eq!(told("His hat was stolen by a woman called Precious."), ["Precious"]);
        assert_eq!(told("Bed 4, male, gives the name Prince"), ["Prince"]);
        assert_eq!(told("A report called Precious Time gives the name of the ship"), [""; 0]);
        assert_eq!(told("The area, as he is known"), [""; 0]);
        assert_eq!(told("in the U.S., 16 states"), [""; 0]);
    }
}
