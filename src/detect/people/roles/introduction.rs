//! Who is introduced by the sentence before: "A man has been charged. Lee Holt, 34, of Mill Road, …".
//!
//! Statements say first what happened to somebody without a name, and then give the name with an age or a home. The role is
//! taken only where the sentence before tells one role, and nothing else could be meant.

use super::words::SUFFERED;
use super::{ANYBODY, SKIPPED, sentence_end, words};
use crate::Role;
use crate::detect::caseless::is_one_of;
use crate::detect::people::vocabulary;

/// How far back the sentence before may start, in bytes.
const REACH: usize = 280;
/// The most words between the noun for somebody and what was done to them: "A woman who stole from her employer has been".
const BETWEEN: usize = 14;

/// More words for anybody, that start a story.
const PEOPLE: &[&str] = &[
    "people",
    "men",
    "women",
    "pensioner",
    "teenager",
    "grandmother",
    "grandfather",
    "widow",
    "widower",
    "motorcyclist",
    "biker",
    "shopkeeper",
    "customer",
    "resident",
    "student",
    "worker",
    "walker",
    "swimmer",
    "tourist",
];

/// Returns what the sentence before says of somebody whose name starts the next one and is followed by an age or a home.
pub(super) fn role(text: &str, start: usize, after: &str) -> Role {
    let set_off = after.strip_prefix(", ").or_else(|| after.strip_prefix(" (")).unwrap_or_default();
    let aged = set_off.starts_with(|c: char| c.is_ascii_digit()) || set_off.starts_with("aged ");
    if !aged && !set_off.starts_with("of ") && !set_off.starts_with("from ") {
        return Role::Unknown;
    }
    let from = text.ceil_char_boundary(start.saturating_sub(REACH));
    let before = text.get(from..start).unwrap_or_default();
    if words(sentence_end(before)).any(|word| vocabulary::lead(&[word]).is_none()) {
        return Role::Unknown;
    }
    let own = sentence_end(before).len();
    let earlier = before.get(..before.len() - own).unwrap_or_default();
    let earlier = earlier.trim_end_matches(|c: char| !c.is_alphanumeric());
    told(sentence_end(earlier))
}

/// Returns the one role that a sentence tells of somebody without a name.
fn told(sentence: &str) -> Role {
    let near: Vec<&str> = words(sentence).collect();
    let mut told = Role::Unknown;
    for (at, noun) in near.iter().enumerate() {
        if !is_one_of(noun, ANYBODY) && !is_one_of(noun, PEOPLE) {
            continue;
        }
        let introduced = near
            .get(at.saturating_sub(4)..at)
            .unwrap_or_default()
            .iter()
            .any(|word| is_one_of(word, &["a", "an", "two", "three"]) || crate::numeral::value(word).is_some());
        let role = if introduced { fate(near.get(at + 1..).unwrap_or_default()) } else { Role::Unknown };
        match (told, role) {
            (_, Role::Unknown) => {}
            (Role::Unknown, _) => told = role,
            (one, other) if one == other => {}
            // "A man was arrested after a woman was stabbed.": it may be either.
            _ => return Role::Unknown,
        }
    }
    told
}

/// Returns what the first passive, or death, among the next words tells.
fn fate(rest: &[&str]) -> Role {
    let rest: Vec<&&str> = rest.iter().take(BETWEEN).filter(|word| !is_one_of(word, SKIPPED)).collect();
    for (at, word) in rest.iter().enumerate() {
        if is_one_of(word, ANYBODY) || is_one_of(word, PEOPLE) {
            break;
        }
        if word.eq_ignore_ascii_case("died") {
            return Role::Victim;
        }
        if is_one_of(word, &["was", "were", "has", "have", "is", "got"])
            && let Some(role) = rest.get(at + 1).and_then(|verb| SUFFERED.role_of(verb))
        {
            return role;
        }
    }
    Role::Unknown
}
