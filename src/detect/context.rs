//! Which rows the words around a value speak for.
//!
//! Labels stand directly before a value, context phrases anywhere near it. Both are whole-word phrases: "card" never
//! matches inside "discard". Words are compared by hash of their lower-case ASCII form, so a lookup costs no allocation;
//! a hash that collides could only make a value look surer than it is.

use std::collections::HashMap;

use crate::sieve::Sieve;

/// A phrase table: from the words of a phrase to the rows that it speaks for.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    rows: HashMap<u64, Vec<u16>, BuildIdentity>,
    firsts: Sieve<64>,
    lasts: Sieve<64>,
    longest: usize,
}

/// A set of rows.
#[derive(Clone, Debug, Default)]
pub(super) struct RowSet(Vec<u64>);

impl RowSet {
    pub(super) fn clear(&mut self, rows: usize) {
        self.0.clear();
        self.0.resize(rows.div_ceil(64), 0);
    }

    pub(super) fn insert(&mut self, row: u16) {
        if let Some(word) = self.0.get_mut(usize::from(row) / 64) {
            *word |= 1 << (row % 64);
        }
    }

    /// Returns whether the sets have a row in common.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(own, other)| own & other != 0)
    }

    pub(super) fn has(&self, row: u16) -> bool {
        self.0.get(usize::from(row) / 64).is_some_and(|word| word & 1 << (row % 64) != 0)
    }
}

impl Phrases {
    /// Adds `phrase` for `row`; words are split at everything that is not a letter or digit.
    pub(super) fn add(&mut self, phrase: &str, row: u16) {
        let hashes: Vec<u64> = words(phrase).map(|word| hash_word(word.as_bytes())).collect();
        let (Some(first), Some(last)) = (hashes.first(), hashes.last()) else { return };
        self.firsts.insert(*first as usize);
        self.lasts.insert(*last as usize);
        self.longest = self.longest.max(hashes.len());
        self.rows.entry(hash_phrase(hashes.iter())).or_default().push(row);
    }

    fn may_end(&self, word: u64) -> bool {
        self.lasts.has(word as usize)
    }

    /// Adds to `found` the rows of every phrase that starts in `words`.
    pub(super) fn anywhere(&self, words: &[u64], found: &mut RowSet) {
        for (at, first) in words.iter().enumerate() {
            if !self.firsts.has(*first as usize) {
                continue;
            }
            for len in 1..=self.longest {
                let Some(phrase) = words.get(at..at + len) else { break };
                self.collect(phrase.iter(), found);
            }
        }
    }

    /// Adds to `found` the rows of every phrase that ends with the first of `words`, the nearest first.
    fn before(&self, words: &[u64], found: &mut RowSet) {
        for len in 1..=self.longest.min(words.len()) {
            self.collect(words.iter().take(len).rev(), found);
        }
    }

    fn collect<'w>(&self, phrase: impl Iterator<Item = &'w u64>, found: &mut RowSet) {
        if let Some(rows) = self.rows.get(&hash_phrase(phrase)) {
            for row in rows {
                found.insert(*row);
            }
        }
    }
}

/// How far before a value its label may start, in bytes.
const LABEL_REACH: usize = 72;
/// How many connecting words may stand between label and value.
const MOST_CONNECTORS: usize = 4;
/// How far context reaches before and after a value.
const CONTEXT_BEFORE: usize = 80;
const CONTEXT_AFTER: usize = 50;

/// Words that may stand between a label and its value.
const CONNECTORS: &[&str] = &[
    "no",
    "nos",
    "num",
    "number",
    "numbers",
    "ref",
    "refs",
    "reference",
    "references",
    "id",
    "is",
    "was",
    "are",
    "code",
    "of",
    "the",
    "a",
    "an",
    "as",
    "to",
    "at",
    "on",
    "for",
    "his",
    "her",
    "their",
    "my",
    "our",
    "your",
    "given",
    "under",
    "s",
];

/// Reads the words around values; its buffers are reused.
#[derive(Debug)]
pub(super) struct Surroundings {
    connectors: Vec<u64>,
    words: Vec<u64>,
}

impl Default for Surroundings {
    fn default() -> Self {
        Self { connectors: CONNECTORS.iter().map(|word| hash_word(word.as_bytes())).collect(), words: Vec::new() }
    }
}

impl Surroundings {
    /// Adds to `found` the rows whose label stands directly before `start`.
    pub(super) fn labels(&mut self, phrases: &Phrases, text: &str, start: usize, found: &mut RowSet) {
        let from = start.saturating_sub(LABEL_REACH);
        let before = text.as_bytes().get(from..start).unwrap_or_default();
        // Words cut off at the far end are none.
        let mut ahead = label_words(before).take_while(|(at, _)| *at > 0 || from == 0).map(|(_, word)| hash_word(word));
        self.words.clear();
        for skipped in 0..=MOST_CONNECTORS {
            self.words.extend(ahead.by_ref().take((skipped + 1).saturating_sub(self.words.len())));
            let Some(word) = self.words.get(skipped).copied() else { return };
            if phrases.may_end(word) {
                self.words.extend(ahead.by_ref().take((skipped + phrases.longest).saturating_sub(self.words.len())));
                phrases.before(self.words.get(skipped..).unwrap_or_default(), found);
            }
            if !self.connectors.contains(&word) {
                return;
            }
        }
    }

    /// Adds to `found` the rows with a context phrase near `start..end`, not beyond a blank line.
    pub(super) fn near(&mut self, phrases: &Phrases, text: &str, start: usize, end: usize, found: &mut RowSet) {
        let from = text.ceil_char_boundary(start.saturating_sub(CONTEXT_BEFORE));
        let to = text.floor_char_boundary((end + CONTEXT_AFTER).min(text.len()));
        let before = text.get(from..start).unwrap_or_default();
        let before = before.rfind("\n\n").and_then(|blank| before.get(blank..)).unwrap_or(before);
        let after = text.get(end..to).unwrap_or_default();
        let after = after.find("\n\n").and_then(|blank| after.get(..blank)).unwrap_or(after);
        for side in [before, after] {
            self.words.clear();
            self.words.extend(words(side).map(|word| hash_word(word.as_bytes())));
            phrases.anywhere(&self.words, found);
        }
    }
}

/// Returns the words before a value among which its label may stand, the nearest first, each with where it starts: they go
/// back to a blank line or to the end of a sentence. One blank line may stand between the value and its label, as on forms.
fn label_words(before: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut end = before.len();
    let (mut breaks, mut most) = (0, 2);
    std::iter::from_fn(move || {
        while let Some((byte, head)) = before.get(..end).and_then(<[u8]>::split_last) {
            if byte.is_ascii_alphanumeric() {
                let len = before.get(..end)?.iter().rev().take_while(|b| b.is_ascii_alphanumeric()).count();
                let word = before.get(end - len..end)?;
                end -= len;
                most = most.min(breaks.max(1));
                return Some((end, word));
            }
            breaks += usize::from(*byte == b'\n');
            // The last cell of a row is no label of the first cell of the next.
            if *byte == b'\n' && before.get(end) == Some(&b'|') {
                break;
            }
            let ends_sentence = matches!(byte, b'!' | b'?' | b';')
                || (*byte == b'.' && matches!(before.get(end), Some(b' ' | b'\n')) && !after_abbreviation(head));
            if breaks > most || ends_sentence {
                break;
            }
            end -= 1;
        }
        end = 0;
        None
    })
}

/// Returns whether the full stop after `before` belongs to an abbreviation such as `No.` or `D.O.B.`.
fn after_abbreviation(before: &[u8]) -> bool {
    let len = before.iter().rev().take_while(|b| b.is_ascii_alphabetic()).count();
    let word = before.get(before.len() - len..).unwrap_or_default();
    len == 1
        || [
            "no", "nos", "ref", "tel", "num", "mob", "reg", "dob", "op", "ext", "exh", "inc", "occ", "cust", "acc",
            "acct", "nat", "ins",
        ]
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known.as_bytes()))
}

/// Returns the words of `text`: runs of ASCII letters and digits, split again where a small letter meets a capital.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}

/// Returns a field name as words: `dateOfBirth`, `date_of_birth` and `Date of birth` are the same.
pub(super) fn field_words(field: &str) -> String {
    let mut out = String::with_capacity(field.len() + 4);
    let mut lower = false;
    for c in field.chars() {
        if lower && c.is_ascii_uppercase() {
            out.push(' ');
        }
        lower = c.is_ascii_lowercase() || c.is_ascii_digit();
        out.push(if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' });
    }
    out
}

fn hash_word(word: &[u8]) -> u64 {
    // FNV-1a over the lower-case bytes.
    word.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
    })
}

fn hash_phrase<'w>(words: impl Iterator<Item = &'w u64>) -> u64 {
    words.fold(0x9e37_79b9_7f4a_7c15, |hash, word| (hash.rotate_left(23) ^ word).wrapping_mul(0x0100_0000_01b3))
}

/// Hashes that are used as they are.
#[derive(Clone, Debug, Default)]
struct BuildIdentity;

#[derive(Default)]
struct Identity(u64);

impl std::hash::BuildHasher for BuildIdentity {
    type Hasher = Identity;
    fn build_hasher(&self) -> Identity {
        Identity(0)
    }
}

impl std::hash::Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }
    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}
