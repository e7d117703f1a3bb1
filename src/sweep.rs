//! Every other occurrence of a withheld value.
//!
//! Values go in, with the finding each comes from; the spans at which one stands in a reading come out. The text is read
//! word by word once, whatever the number of values: what starts with a word is looked up at the end of each word behind it,
//! and only what is known there is compared. So a thousand people with one given name cost no more than one.

mod elsewhere;

use crate::Span;
use crate::fold::Reading;
use crate::sieve::Sieve;
use crate::value::{Value, WIDEST_GAP};

pub(crate) use elsewhere::{Elsewhere, Entry, Hashed};

/// The values to look for, by their letters.
#[derive(Default)]
pub(crate) struct Sweep {
    values: Vec<(Value, usize)>,
    /// Their indexes, sorted by the key of all their letters.
    by_key: Vec<(u32, u32)>,
    beginnings: Beginnings,
    /// Values so long that comparing them at every word that starts alike would cost too much.
    long: Vec<(Value, usize)>,
}

/// What values begin with, so that most words of a text cost one test.
#[derive(Default)]
struct Beginnings {
    /// One bit a pair of first letters, for words of two and for letters that stand apart.
    pairs: Sieve<16>,
    /// One bit for three first letters: what most words of a text fail.
    triples: Sieve<512>,
    /// For each start the most letters of a value: zero for what most words of a text start with.
    longest: Longest,
    /// Whether a value has one first letter, two, and so on.
    lengths: [bool; KEY],
}

impl Beginnings {
    fn insert(&mut self, letters: &str) {
        let start = letters.chars().take(KEY).fold(SEED, mix);
        let len = letters.chars().count();
        if let Some(length) = self.lengths.get_mut(len.min(KEY).wrapping_sub(1)) {
            *length = true;
        }
        self.longest.insert(start, len);
        match letters.as_bytes() {
            [first, second, rest @ ..] if first.is_ascii() && second.is_ascii() => {
                self.pairs.insert(pair(*first, *second));
                match rest {
                    [third, ..] if third.is_ascii() => self.triples.insert(triple(*first, *second, *third)),
                    [_, ..] => self.triples.open(),
                    // A word of three letters or more is no value of two.
                    [] => {}
                }
            }
            _ => {
                self.pairs.open();
                self.triples.open();
            }
        }
    }

    /// Returns whether a value may start with the word that starts with `bytes`.
    fn may_start(&self, bytes: &[u8]) -> bool {
        match bytes {
            [first, second, rest @ ..] if first.is_ascii() && second.is_ascii_alphanumeric() => match rest {
                [third, ..] if third.is_ascii_alphanumeric() => self.triples.has(triple(*first, *second, *third)),
                _ => self.pairs.has(pair(*first, *second)),
            },
            _ => true,
        }
    }

    /// Returns how many letters a value has at the most that starts as `rest` does, 0 where none does.
    fn longest_from(&self, rest: &str) -> usize {
        let mut key = SEED;
        if let Some(first @ [_, _, _, _]) = rest.as_bytes().first_chunk::<KEY>()
            && first.iter().all(u8::is_ascii_alphanumeric)
        {
            // The same for letters that stand together, as they mostly do.
            return first.iter().zip(&self.lengths).fold(0, |longest, (letter, length)| {
                key = mix(key, char::from(*letter));
                if *length { longest.max(self.longest.of(key)) } else { longest }
            });
        }
        letters(rest).flat_map(lower).zip(&self.lengths).fold(0, |longest, (letter, length)| {
            key = mix(key, letter);
            if *length { longest.max(self.longest.of(key)) } else { longest }
        })
    }
}

/// A number of letters for each of 1,024 keys; keys that are equal modulo that count as one.
struct Longest([u16; 1024]);

impl Default for Longest {
    fn default() -> Self {
        Self([0; 1024])
    }
}

impl Longest {
    fn insert(&mut self, key: u32, len: usize) {
        if let Some(known) = self.0.get_mut(key as usize % 1024) {
            *known = (*known).max(u16::try_from(len).unwrap_or(u16::MAX));
        }
    }

    fn of(&self, key: u32) -> usize {
        self.0.get(key as usize % 1024).map_or(0, |len| usize::from(*len))
    }
}

/// The most bytes of a value that is compared word by word.
const LONGEST: usize = 256;

/// How many first letters of a value decide whether it may start with a word.
const KEY: usize = 4;

impl Sweep {
    /// Returns the sweep for values, each with the finding it comes from.
    pub(crate) fn new(values: impl IntoIterator<Item = (Value, usize)>) -> Self {
        let mut sweep = Self::default();
        for (value, source) in values {
            sweep.add(value, source);
        }
        sweep.by_key.sort_unstable();
        sweep
    }

    fn add(&mut self, value: Value, source: usize) {
        if value.letters.len() > LONGEST {
            self.long.push((value, source));
            return;
        }
        let Ok(index) = u32::try_from(self.values.len()) else { return };
        self.by_key.push((value.letters.chars().fold(SEED, mix), index));
        self.beginnings.insert(&value.letters);
        self.values.push((value, source));
    }

    /// Returns whether there is nothing to look for.
    pub(crate) fn is_empty(&self) -> bool {
        self.values.is_empty() && self.long.is_empty()
    }

    /// Calls `report` with the span in the reading and the source of every occurrence.
    pub(crate) fn run(&self, reading: &Reading<'_>, mut report: impl FnMut(Span, usize)) {
        if self.is_empty() {
            return;
        }
        let text = reading.text();
        self.run_long(text, &mut report);
        reading.marks().each_word_start(|at| {
            if text.as_bytes().get(at..).is_some_and(|word| self.beginnings.may_start(word)) {
                self.at(text, at, &mut report);
            }
        });
    }

    /// Finds long values by a search that is linear however much a text repeats itself.
    ///
    /// Occurrences that overlap each other are found once; the prover looks for what is left of them.
    fn run_long(&self, text: &str, report: &mut impl FnMut(Span, usize)) {
        if self.long.is_empty() {
            return;
        }
        let mut letters = String::with_capacity(text.len());
        let mut places = Vec::with_capacity(text.len());
        for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            letters.extend(c.to_lowercase());
            places.resize(letters.len(), at);
        }
        for (value, source) in &self.long {
            for found in memchr::memmem::find_iter(letters.as_bytes(), value.letters.as_bytes()) {
                let Some(at) = places.get(found).copied() else { continue };
                let inside = text.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric));
                if let Some(end) = occurrence(text, at, value).filter(|_| !inside) {
                    report(Span::new(at, end), *source);
                }
            }
        }
    }

    /// Reports the values that start at `at`: each can only end where a word does.
    fn at(&self, text: &str, at: usize, report: &mut impl FnMut(Span, usize)) {
        let Some(rest) = text.get(at..) else { return };
        let longest = self.beginnings.longest_from(rest);
        if longest == 0 {
            return;
        }
        let (mut key, mut count, mut gap) = (SEED, 0, 0);
        for c in rest.chars() {
            if c.is_alphanumeric() {
                gap = 0;
                for lower in lower(c) {
                    key = mix(key, lower);
                    count += 1;
                }
                if count > longest {
                    return;
                }
                continue;
            }
            if gap == 0 {
                self.under(key, text, at, report);
            }
            gap += c.len_utf8();
            if gap > WIDEST_GAP {
                return;
            }
        }
        if gap == 0 {
            self.under(key, text, at, report);
        }
    }

    fn under(&self, key: u32, text: &str, at: usize, report: &mut impl FnMut(Span, usize)) {
        let from = self.by_key.partition_point(|(known, _)| *known < key);
        let alike = self.by_key.get(from..).unwrap_or_default().iter().take_while(|(known, _)| *known == key);
        for (_, index) in alike {
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

/// Returns a letter in lower case, which may be several.
fn lower(c: char) -> impl Iterator<Item = char> {
    let plain = c.is_ascii().then_some(c);
    let others = (!c.is_ascii()).then(|| c.to_lowercase());
    plain.into_iter().chain(others.into_iter().flatten())
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

/// Returns a number for two first letters, whatever their case.
fn pair(first: u8, second: u8) -> usize {
    usize::from(first & 31) << 5 | usize::from(second & 31)
}

/// Returns a number for three first letters, whatever their case.
fn triple(first: u8, second: u8, third: u8) -> usize {
    pair(first, second) << 5 | usize::from(third & 31)
}

const SEED: u32 = 0x811c_9dc5;

/// Returns the key with one more letter; all letters outside ASCII count as one, so that their case does not matter.
fn mix(key: u32, letter: char) -> u32 {
    let letter = if letter.is_ascii() { letter.to_ascii_lowercase() as u32 } else { 0x80 };
    let hash = (key ^ letter).wrapping_mul(0x0100_0193);
    hash ^ hash >> 15
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

    use super::*;
    use crate::{Address, Kind, Part, fold};

    fn occurrences<'t>(text: &'t str, values: &[Value]) -> Vec<&'t str> {
        let part = Part::plain(Address::Text, text);
        let readings = fold::readings(&part);
        let sweep = Sweep::new(values.iter().cloned().zip(0..));
        let mut found = Vec::new();
        sweep.run(&readings[0], |span, _| found.push(readings[0].to_source(span)));
        found.into_iter().map(|span| span.of(text).unwrap()).collect()
    }

    fn value(text: &str) -> Value {
        Value::of(&Kind::PERSON, text).unwrap()
    }

    #[test]
    fn a_value_is_the_same_however_it_is_written() {
        let text = "Smith; SMITH's car, Smithson, (smith) S\u{ad}mith, Sm\u{131}th, ＳＭＩＴＨ.";
        let wanted = ["Smith", "SMITH", "smith", "S\u{ad}mith", "Sm\u{131}th", "ＳＭＩＴＨ"];
        assert_eq!(occurrences(text, &[value("Smith")]), wanted);
        let text = "07700 900123, 07700-900-123, 07700900123, 0770090012, 07700 900 1234";
        assert_eq!(occurrences(text, &[value("07700 900123")]), ["07700 900123", "07700-900-123", "07700900123"]);
    }

    #[test]
    fn pieces_that_stand_apart_are_not_one_value() {
        assert_eq!(occurrences("John   Smith; John.\n Smith; John said Smith", &[value("John Smith")]).len(), 2);
        assert_eq!(occurrences("John (the) Smith, John --- Smith", &[value("John Smith")]), [""; 0]);
    }

    #[test]
    fn an_ordinary_word_counts_only_with_a_capital() {
        let mut rose = value("Rose");
        rose.capital = true;
        assert_eq!(occurrences("Rose rose at ROSE House", &[rose]), ["Rose", "ROSE"]);
    }

    #[test]
    fn short_names_and_other_scripts_are_found() {
        assert_eq!(occurrences("Ms Li and LI-Wei, lily", &[value("Li")]), ["Li", "LI"]);
        assert_eq!(occurrences("Иван и ИВАН, Иванов", &[value("Иван")]), ["Иван", "ИВАН"]);
    }

    #[test]
    fn values_with_one_beginning_are_told_apart() {
        let values = ["James", "James Holt", "James Holt Moss", "James Holte"].map(value);
        let text = "James Holt-Moss, james holte and James";
        let wanted = ["James", "James Holt", "James Holt-Moss", "james", "james holte", "James"];
        assert_eq!(occurrences(text, &values), wanted);
    }

    #[test]
    fn long_values_are_found_like_short_ones() {
        let long = "www.a1".repeat(100);
        let text = format!("{long}, x{long} and ({long})");
        assert_eq!(occurrences(&text, &[value(&long)]), [long.as_str(), long.as_str()]);
    }

    #[test]
    fn what_says_nothing_by_itself_has_no_value() {
        assert_eq!(Value::of(&Kind::AGE, "34"), None);
        assert_eq!(Value::of(&Kind::DATE_OF_BIRTH, "1979"), None);
        assert_eq!(Value::of(&Kind::PERSON, "J"), None);
        assert!(Value::of(&Kind::DATE_OF_BIRTH, "14/03/1979").is_some());
    }
}
