//! Steps from word to word, bounded, in both directions.

use crate::detect::caseless::strip_end;

/// Returns the word that starts at `at`: letters, with hyphens, apostrophes and full stops of abbreviations inside.
pub(super) fn word_at(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    let mut end = 0;
    for (offset, c) in rest.char_indices().take(32) {
        let joins =
            matches!(c, '\'' | '-') && rest.get(offset + 1..).is_some_and(|rest| rest.starts_with(char::is_alphabetic));
        if !c.is_alphabetic() && !joins {
            break;
        }
        end = offset + c.len_utf8();
    }
    rest.get(..end).unwrap_or_default()
}

/// Returns where the next word starts behind `end`: one space, line break or `. ` of an abbreviation away.
pub(super) fn next_word(text: &str, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let rest = rest.strip_prefix(". ").or_else(|| rest.strip_prefix([' ', '\n']))?;
    rest.starts_with(char::is_alphabetic).then(|| text.len() - rest.len())
}

/// Returns the start of the word that ends at `end`.
pub(super) fn word_start(text: &str, end: usize) -> usize {
    let before = text.get(..end).unwrap_or_default();
    let mut start = end;
    for (offset, c) in before.char_indices().rev().take(32) {
        let joins =
            matches!(c, '\'' | '-') && before.get(..offset).is_some_and(|rest| rest.ends_with(char::is_alphabetic));
        if !c.is_alphabetic() && !joins {
            break;
        }
        start = offset;
    }
    start
}

/// Words of a sentence in capitals that no name begins with or goes over.
const SHOUTED: &[&str] = &[
    "AT", "ON", "WITH", "IN", "TO", "FROM", "BY", "IS", "WAS", "THE", "HIS", "HER", "LIVES", "LIVED", "LIVING",
    "ATTENDS", "ATTENDED", "LEFT", "NEAR", "OUTSIDE", "STAYED", "STAYING", "A", "AN", "HE", "SHE", "FOR", "WHO",
];

/// Returns the start of the capitalised words that stand directly before `end`, at most `most` of them.
///
/// Small words ("of", "and", "the") are walked over only when a capital stands before them.
pub(super) fn capitals_before(text: &str, end: usize, most: usize) -> usize {
    let mut start = end;
    let mut at = end;
    for _ in 0..most {
        let Some(gap) = text.get(..at).filter(|before| before.ends_with([' ', '\n', '.'])) else { break };
        let gap = gap.trim_end_matches(['.', ' ', '\n']);
        if at - gap.len() > 2 || gap.is_empty() {
            break;
        }
        let from = word_start(text, gap.len());
        let word = text.get(from..gap.len()).unwrap_or_default();
        let small = ["of", "and", "the", "on", "with", "in", "y", "yr", "upon"].contains(&word)
            || ["OF", "AND", "UPON"].contains(&word);
        if word.is_empty() || !small && !word.starts_with(char::is_uppercase) || SHOUTED.contains(&word) {
            break;
        }
        at = from;
        if !small {
            start = from;
        }
    }
    start
}

/// What stands between a phrase and the value behind it.
const JOINTS: [char; 8] = [' ', '\n', '"', '\'', '*', '_', ':', ','];

/// Returns whether `text` ends with one of the phrases, as whole words, whatever its case.
pub(super) fn ends_with_one_of(text: &str, phrases: &[&str]) -> bool {
    let text = text.trim_end_matches(JOINTS);
    phrases.iter().any(|phrase| ends_with(text, phrase))
}

/// Many phrases that a text may end with, by their last letters.
pub(super) struct Endings {
    phrases: &'static [&'static str],
    /// For each last letter one bit a phrase.
    by_last: [u128; 32],
}

impl Endings {
    /// Returns the endings `phrases`, at most 128.
    pub(super) const fn new(phrases: &'static [&'static str]) -> Self {
        assert!(phrases.len() <= 128, "one bit a phrase");
        let mut by_last = [0; 32];
        let (mut bit, mut rest) = (1_u128, phrases);
        while let Some((phrase, others)) = rest.split_first() {
            if let Some(last) = phrase.as_bytes().last()
                && let Some((_, from)) = by_last.split_at_mut_checked((*last & 31) as usize)
                && let Some(bits) = from.first_mut()
            {
                *bits |= bit;
            }
            (bit, rest) = (bit.wrapping_shl(1), others);
        }
        Self { phrases, by_last }
    }

    /// Returns whether `text` ends with one of them, as [`ends_with_one_of`] does.
    pub(super) fn end(&self, text: &str) -> bool {
        let text = text.trim_end_matches(JOINTS);
        let last = text.bytes().last().and_then(|last| self.by_last.get(usize::from(last & 31)));
        let mut bits = last.copied().unwrap_or(0);
        while bits != 0 {
            let phrase = self.phrases.get(bits.trailing_zeros() as usize);
            if phrase.is_some_and(|phrase| ends_with(text, phrase)) {
                return true;
            }
            bits &= bits - 1;
        }
        false
    }
}

/// Returns whether `text` ends with `phrase` as whole words, whatever its case.
fn ends_with(text: &str, phrase: &str) -> bool {
    strip_end(text, phrase).is_some_and(|before| !before.ends_with(char::is_alphanumeric))
}

/// Returns the text before `at`, at most `len` bytes of it.
pub(super) fn before(text: &str, at: usize, len: usize) -> &str {
    text.get(text.ceil_char_boundary(at.saturating_sub(len))..at).unwrap_or_default()
}
