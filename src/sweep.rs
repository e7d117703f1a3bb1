//! Every other occurrence of a withheld value.
//!
//! Values go in, with the finding each comes from; the spans at which one stands in a reading come out. The text is read
//! word by word once, whatever the number of values: a word is looked up by its first letters, and only then compared.

use std::collections::HashMap;

use crate::Span;
use crate::fold::Reading;
use crate::value::{Value, WIDEST_GAP};

/// The values to look for, by their first letters.
#[derive(Default)]
pub(crate) struct Sweep {
    values: Vec<(Value, usize)>,
    by_start: HashMap<u32, Vec<u32>>,
    /// One bit a start, so that most words cost one test.
    starts: [u64; 16],
}

/// How many letters a value is looked up by.
const KEY: usize = 4;

impl Sweep {
    /// Adds a value that comes from the finding `source`.
    pub(crate) fn add(&mut self, value: Value, source: usize) {
        let key = key_of(value.letters.chars());
        let Ok(index) = u32::try_from(self.values.len()) else { return };
        if let Some(bits) = self.starts.get_mut((key as usize >> 6) % 16) {
            *bits |= 1 << (key % 64);
        }
        self.by_start.entry(key).or_default().push(index);
        self.values.push((value, source));
    }

    /// Returns whether there is nothing to look for.
    pub(crate) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Calls `report` with the span in the reading and the source of every occurrence.
    pub(crate) fn run(&self, reading: &Reading<'_>, mut report: impl FnMut(Span, usize)) {
        let text = reading.text();
        for (block, starts) in reading.marks().word_starts().enumerate() {
            let mut bits = starts;
            while bits != 0 {
                let at = block * 64 + bits.trailing_zeros() as usize;
                bits &= bits - 1;
                self.at(text, at, &mut report);
            }
        }
    }

    fn at(&self, text: &str, at: usize, report: &mut impl FnMut(Span, usize)) {
        let Some(rest) = text.get(at..) else { return };
        let full = key_of(letters(rest).take(KEY));
        self.under(full, text, at, report);
        let word = rest.chars().take(KEY).take_while(|c| c.is_alphanumeric()).count();
        if (1..KEY).contains(&word) {
            // A value of fewer letters than the key: the word itself is the key.
            let short = key_of(rest.chars().take(word));
            if short != full {
                self.under(short, text, at, report);
            }
        }
    }

    fn under(&self, key: u32, text: &str, at: usize, report: &mut impl FnMut(Span, usize)) {
        if self.starts.get((key as usize >> 6) % 16).is_none_or(|bits| bits & 1 << (key % 64) == 0) {
            return;
        }
        for index in self.by_start.get(&key).map(Vec::as_slice).unwrap_or_default() {
            if let Some((value, source)) = self.values.get(*index as usize)
                && let Some(end) = occurrence(text, at, value)
            {
                report(Span::new(at, end), *source);
            }
        }
    }
}

/// Returns where the occurrence of `value` that starts at `at` ends.
fn occurrence(text: &str, at: usize, value: &Value) -> Option<usize> {
    let rest = text.get(at..)?;
    if value.capital && !rest.starts_with(char::is_uppercase) {
        return None;
    }
    let mut wanted = value.letters.chars();
    let mut next = wanted.next();
    let mut gap = 0;
    let mut chars = rest.char_indices();
    for (offset, c) in &mut chars {
        let Some(letter) = next else {
            return (!c.is_alphanumeric()).then_some(at + offset - gap);
        };
        if c.is_alphanumeric() {
            if !same_letter(c, letter, &mut wanted) {
                return None;
            }
            gap = 0;
            next = wanted.next();
        } else {
            gap += c.len_utf8();
            if gap > WIDEST_GAP {
                return None;
            }
        }
    }
    next.is_none().then_some(text.len() - gap)
}

/// Returns whether `c` in lower case is `letter`, taking more from `wanted` where one character lowers to several.
fn same_letter(c: char, letter: char, wanted: &mut std::str::Chars<'_>) -> bool {
    if c.is_ascii() {
        return c.to_ascii_lowercase() == letter;
    }
    let mut lower = c.to_lowercase();
    lower.next() == Some(letter) && lower.all(|more| wanted.next() == Some(more))
}

/// Returns the letters and digits of `text`, up to a gap that is too wide.
fn letters(text: &str) -> impl Iterator<Item = char> {
    let mut gap = 0;
    text.chars()
        .map_while(move |c| {
            gap = if c.is_alphanumeric() { 0 } else { gap + c.len_utf8() };
            (gap <= WIDEST_GAP).then_some(c)
        })
        .filter(|c| c.is_alphanumeric())
}

/// Returns the key of the first letters; all letters outside ASCII count as one, so that their case does not matter.
fn key_of(letters: impl Iterator<Item = char>) -> u32 {
    let hash = letters.take(KEY).fold(0x811c_9dc5_u32, |hash, c| {
        let letter = if c.is_ascii() { c.to_ascii_lowercase() as u32 } else { 0x80 };
        (hash ^ letter).wrapping_mul(0x0100_0193)
    });
    hash ^ hash >> 15
}
