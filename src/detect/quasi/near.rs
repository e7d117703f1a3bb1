//! The words next to a place within its sentence, and what kinds of words they are.

use crate::detect::caseless::is_one_of;
use crate::numeral;

/// The most words and marks that are looked at on one side.
const MOST: usize = 12;
/// The longest word, in bytes.
const LONGEST: usize = 40;

/// Words and marks on one side of a place, the nearest first.
#[derive(Clone, Copy)]
pub(super) struct Near<'t> {
    tokens: [&'t str; MOST],
    len: usize,
}

impl<'t> Near<'t> {
    /// Returns the word or mark at `index`, or an empty one.
    pub(super) fn at(&self, index: usize) -> &'t str {
        self.all().get(index).copied().unwrap_or_default()
    }

    pub(super) fn all(&self) -> &[&'t str] {
        self.tokens.get(..self.len).unwrap_or_default()
    }

    /// Returns whether one of the nearest `most` is one of a list.
    pub(super) fn has(&self, most: usize, list: &[&str]) -> bool {
        self.all().iter().take(most).any(|word| is_one_of(word, list))
    }

    /// Returns how many words that may describe a noun stand nearest, at most `most`.
    pub(super) fn modifiers(&self, most: usize) -> usize {
        self.all().iter().take(most).take_while(|word| is_modifier(word)).count()
    }

    fn push(&mut self, token: &'t str) {
        if let Some(slot) = self.tokens.get_mut(self.len) {
            *slot = token;
            self.len += 1;
        }
    }
}

/// Returns what stands before `at`, back to the start of the sentence.
pub(super) fn before(text: &str, at: usize) -> Near<'_> {
    let mut near = Near { tokens: [""; MOST], len: 0 };
    let mut head = text.get(..at).unwrap_or_default();
    while near.len < MOST {
        let trimmed = head.trim_end_matches(' ');
        head = match trimmed.strip_suffix('\n') {
            Some(line) if line.trim_end_matches(' ').ends_with('\n') => break,
            Some(line) => line.trim_end_matches(' '),
            None => trimmed,
        };
        let Some(last) = head.chars().next_back() else { break };
        if matches!(last, '.' | '!' | '?' | ';') {
            break;
        }
        let len = if last.is_alphanumeric() { word_before(head) } else { last.len_utf8() };
        let (rest, token) = head.split_at_checked(head.len() - len).unwrap_or_default();
        near.push(token);
        head = rest;
    }
    near
}

/// Returns what stands behind `at`, up to the end of the sentence.
pub(super) fn after(text: &str, at: usize) -> Near<'_> {
    let mut near = Near { tokens: [""; MOST], len: 0 };
    let mut rest = text.get(at..).unwrap_or_default();
    while near.len < MOST {
        let trimmed = rest.trim_start_matches(' ');
        rest = match trimmed.strip_prefix('\n') {
            Some(line) if line.starts_with('\n') => break,
            Some(line) => line.trim_start_matches(' '),
            None => trimmed,
        };
        let Some(first) = rest.chars().next() else { break };
        if matches!(first, '.' | '!' | '?' | ';') {
            break;
        }
        let len = if first.is_alphanumeric() { word_len(rest) } else { first.len_utf8() };
        let (token, behind) = rest.split_at_checked(len).unwrap_or_default();
        near.push(token);
        rest = behind;
    }
    near
}

/// Returns how long the word is that `text` starts with: hyphens and apostrophes inside belong to it.
pub(super) fn word_len(text: &str) -> usize {
    let mut len = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '-' | '\'') && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if at > LONGEST || !c.is_alphanumeric() && !joins {
            break;
        }
        len = at + c.len_utf8();
    }
    len
}

fn word_before(text: &str) -> usize {
    let mut len = 0;
    let mut chars = text.char_indices().rev().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '-' | '\'') && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if text.len() - at > LONGEST || !c.is_alphanumeric() && !joins {
            break;
        }
        len = text.len() - at;
    }
    len
}

/// Small words that end a phrase.
const FUNCTION: &[&str] = &[
    "of", "and", "or", "the", "a", "an", "to", "in", "by", "with", "who", "whom", "whose", "that", "which", "as",
    "for", "from", "is", "was", "are", "were", "be", "been", "has", "had", "have", "at", "on", "but", "nor", "not",
    "his", "her", "their", "my", "our", "your", "its", "he", "she", "they", "it", "i", "we", "you", "when", "while",
    "since", "until", "after", "before", "then", "said", "says", "told", "under", "over", "into", "if", "this",
    "these", "those", "no", "any", "each", "every", "both", "all", "more", "than", "about",
];

/// Returns whether a word ends the phrase that a noun stands in.
pub(super) fn is_function(word: &str) -> bool {
    is_one_of(word, FUNCTION)
}

/// Returns whether a word may stand between an article and a noun: in small letters, or an age.
pub(super) fn is_modifier(word: &str) -> bool {
    let small = word.starts_with(char::is_lowercase) && !is_function(word) && !word.ends_with("'s");
    small || word.ends_with("-year-old") || word.ends_with("-month-old")
}

/// Returns whether something starts as a name does.
pub(super) fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Returns whether nothing, or a mark that ends a phrase, stands there.
pub(super) fn ends_phrase(token: &str) -> bool {
    token.is_empty() || matches!(token, "," | ")" | ":" | "\"" | "-" | "–" | "—")
}

/// Returns whether a word stands for one person without a name.
pub(super) fn is_pronoun(word: &str) -> bool {
    is_one_of(word, &["he", "she", "who", "i", "him", "his", "her", "hers", "my", "whose"])
}

/// Words for one person.
const SOMEBODY: &[&str] = &[
    "man",
    "woman",
    "male",
    "female",
    "boy",
    "girl",
    "child",
    "baby",
    "toddler",
    "teenager",
    "youth",
    "youngster",
    "lad",
    "gentleman",
    "lady",
    "pensioner",
    "victim",
    "complainant",
    "survivor",
    "deceased",
    "witness",
    "suspect",
    "defendant",
    "accused",
    "offender",
    "prisoner",
    "informant",
    "source",
    "pupil",
    "student",
    "schoolboy",
    "schoolgirl",
    "caller",
    "detainee",
    "attacker",
    "patient",
];

/// Returns whether a word is a noun for one person whom a text speaks of.
pub(super) fn is_somebody(word: &str) -> bool {
    is_one_of(word, SOMEBODY)
}

/// Words for many, or for anybody.
const GROUPS: &[&str] = &[
    "people",
    "those",
    "persons",
    "individuals",
    "everyone",
    "anyone",
    "someone",
    "anybody",
    "patients",
    "victims",
    "children",
    "adults",
    "men",
    "women",
    "callers",
    "staff",
    "residents",
    "pupils",
    "students",
    "offenders",
    "witnesses",
    "suspects",
    "members",
    "they",
    "you",
    "officers",
    "families",
    "parents",
    "carers",
    "users",
    "person",
    "individual",
    "applicants",
    "boys",
    "girls",
    "employees",
    "prisoners",
];

/// Returns whether the words speak of many, or of anybody.
pub(super) fn is_general(near: &Near<'_>) -> bool {
    near.has(MOST, GROUPS)
}

/// Returns whether the words speak of one person: a pronoun, a noun for somebody, or a name.
pub(super) fn is_personal(near: &Near<'_>) -> bool {
    near.all().iter().any(|word| is_pronoun(word) || is_somebody(word)) || has_name(near)
}

/// Returns whether a word may be a name: with a capital, and at the start of the sentence only where a verb or a mark follows.
pub(super) fn has_name(near: &Near<'_>) -> bool {
    let whole = near.len < MOST;
    near.all().iter().enumerate().any(|(at, word)| {
        let first = whole && at + 1 == near.len;
        let adverbs = ["still", "also", "now", "later", "then", "never", "only", "already", "once"];
        let next =
            near.all().iter().take(at).rev().find(|word| !is_one_of(word, &adverbs)).copied().unwrap_or_default();
        let said = is_one_of(
            next,
            &["is", "was", "has", "had", "who", "whose", ",", "suffers", "suffered", "lives", "works", "worked"],
        );
        is_capital(word) && !is_function(word) && word.len() > 1 && (!first || said)
    })
}

/// Returns whether a word is a number, an age included.
pub(super) fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit()) && !word.is_empty() || numeral::value(word).is_some()
}
