//! The last look at what was written: no withheld value may stand in it.
//!
//! The bytes to be released go in, read again by their format; the places where a withheld value survives come out. The
//! search is written apart from the sweep that found the values: it strips a reading down to letters and digits and looks
//! for all values at once. A value that survives makes the answer a refusal.

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memmem;

use crate::fold::Reading;
use crate::value::{Value, WIDEST_GAP};
use crate::{Error, ErrorKind, Result, Span};

/// Every withheld value, ready to be searched for.
pub(crate) struct Prover {
    values: Vec<Value>,
    searcher: Searcher,
}

/// How the values are searched for.
enum Searcher {
    /// Few values: each by itself, which costs nothing to prepare.
    Each,
    /// Many values: all at once.
    Together(AhoCorasick),
}

/// Values of more bytes are not searched for in their own overlaps.
const LONG: usize = 256;
/// The most values that are searched for one by one.
const FEW: usize = 48;

/// A reading stripped to its letters and digits, in lower case.
#[derive(Default)]
struct Stripped {
    letters: Vec<u8>,
    /// For each byte of `letters`, what is true of it.
    flags: Vec<u8>,
    /// Every so often, where a byte of `letters` stands in the reading.
    milestones: Vec<(usize, usize)>,
    /// Whether the next letter starts a word.
    starts: bool,
}

const STARTS_WORD: u8 = 1;
const ENDS_WORD: u8 = 2;
const CAPITAL: u8 = 4;
/// Letters between two milestones.
const MILE: usize = 1024;

/// Stands where two words are too far apart to be one value.
const BREAK: u8 = 0;

impl Prover {
    /// Returns the prover of `values`.
    ///
    /// # Errors
    /// When there are too many of them to be searched for.
    pub(crate) fn new(mut values: Vec<Value>) -> Result<Self> {
        values.sort_by(|a, b| (&a.letters, a.capital).cmp(&(&b.letters, b.capital)));
        values.dedup_by(|b, a| a.letters == b.letters); // the one without regard to capitals comes first and asks for more
        if values.len() <= FEW {
            return Ok(Self { values, searcher: Searcher::Each });
        }
        let searcher = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(values.iter().map(|value| &value.letters))
            .map_err(|error| {
                Error::new(ErrorKind::Input, format!("too many withheld values to search for: {error}"))
            })?;
        Ok(Self { values, searcher: Searcher::Together(searcher) })
    }

    /// Returns the spans of `reading` in which a withheld value stands, except where `permitted` says that it may.
    pub(crate) fn survivors(&self, reading: &Reading<'_>, permitted: impl Fn(Span) -> bool) -> Vec<Span> {
        if self.values.is_empty() {
            return Vec::new();
        }
        let stripped = Stripped::of(reading.text());
        let mut survivors = Vec::new();
        self.each_match(&stripped.letters, |value, start, end| {
            let last = end.saturating_sub(1);
            let whole = stripped.has(start, STARTS_WORD) && stripped.has(last, ENDS_WORD);
            let capital = stripped.has(start, CAPITAL);
            let asks_capital = self.values.get(value).is_some_and(|value| value.capital);
            if whole && (capital || !asks_capital) {
                let span = stripped.place(reading.text(), start, last);
                if !permitted(span) {
                    survivors.push(span);
                }
            }
        });
        survivors
    }

    /// Calls `report` with value, start and end of every occurrence, overlapping ones too.
    fn each_match(&self, letters: &[u8], mut report: impl FnMut(usize, usize, usize)) {
        match &self.searcher {
            Searcher::Together(searcher) => {
                for found in searcher.find_overlapping_iter(letters) {
                    report(found.pattern().as_usize(), found.start(), found.end());
                }
            }
            Searcher::Each => {
                for (index, value) in self.values.iter().enumerate() {
                    let finder = memmem::Finder::new(value.letters.as_bytes());
                    let mut from = 0;
                    while let Some(found) = letters.get(from..).and_then(|rest| finder.find(rest)) {
                        let start = from + found;
                        report(index, start, start + value.letters.len());
                        // Of a long value one occurrence is enough to refuse: its overlaps would cost too much.
                        from = start + if value.letters.len() > LONG { value.letters.len() } else { 1 };
                    }
                }
            }
        }
    }
}

impl Stripped {
    fn of(text: &str) -> Self {
        let mut stripped = Self::default();
        stripped.letters.reserve(text.len() + text.len() / 4);
        stripped.flags.reserve(text.len() + text.len() / 4);
        let (mut at, mut end) = (0, 0);
        while let Some(byte) = text.as_bytes().get(at) {
            if byte.is_ascii_alphanumeric() {
                let rest = text.as_bytes().get(at..).unwrap_or_default();
                let run = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
                stripped.join(at - end, at);
                stripped.push_ascii(rest.get(..run).unwrap_or_default());
                at += run;
                end = at;
            } else if byte.is_ascii() {
                at += 1;
            } else {
                let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
                if c.is_alphanumeric() {
                    stripped.join(at - end, at);
                    stripped.push(c);
                    end = at + c.len_utf8();
                }
                at += c.len_utf8();
            }
        }
        stripped.end_word();
        stripped
    }

    /// Gets ready for a letter at `at` that stands `gap` bytes behind the last one.
    fn join(&mut self, gap: usize, at: usize) {
        self.starts = gap > 0 || self.letters.is_empty();
        if !self.starts {
            return;
        }
        self.end_word();
        if gap > WIDEST_GAP {
            self.letters.push(BREAK);
            self.flags.push(0);
        }
        if self.milestones.last().is_none_or(|(letter, _)| self.letters.len() - letter >= MILE) {
            self.milestones.push((self.letters.len(), at));
        }
    }

    fn end_word(&mut self) {
        if let Some(flags) = self.flags.last_mut() {
            *flags |= ENDS_WORD;
        }
    }

    /// Appends letters and digits.
    fn push_ascii(&mut self, letters: &[u8]) {
        let first = self.flags.len();
        self.letters.extend(letters.iter().map(u8::to_ascii_lowercase));
        self.flags.extend(letters.iter().map(|letter| u8::from(letter.is_ascii_uppercase()) * CAPITAL));
        if let Some(flags) = self.flags.get_mut(first) {
            *flags |= u8::from(self.starts) * STARTS_WORD;
        }
    }

    /// Appends a letter outside ASCII, which may be several in lower case.
    fn push(&mut self, c: char) {
        let capital = u8::from(c.is_uppercase()) * CAPITAL;
        let first = self.flags.len();
        for lower in c.to_lowercase() {
            self.letters.extend_from_slice(lower.encode_utf8(&mut [0; 4]).as_bytes());
        }
        self.flags.resize(self.letters.len(), capital);
        if let Some(flags) = self.flags.get_mut(first) {
            *flags |= u8::from(self.starts) * STARTS_WORD;
        }
    }

    fn has(&self, index: usize, flag: u8) -> bool {
        self.flags.get(index).is_some_and(|flags| flags & flag != 0)
    }

    /// Returns where the letters `first` to `last` stand in `text`.
    fn place(&self, text: &str, first: usize, last: usize) -> Span {
        let mile = self.milestones.partition_point(|(letter, _)| *letter <= first);
        let (mut letter, from) =
            mile.checked_sub(1).and_then(|mile| self.milestones.get(mile)).copied().unwrap_or((0, 0));
        let mut start = None;
        for (at, c) in text.get(from..).unwrap_or_default().char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            while self.letters.get(letter) == Some(&BREAK) {
                letter += 1;
            }
            if letter >= first && start.is_none() {
                start = Some(from + at);
            }
            letter += c.to_lowercase().map(char::len_utf8).sum::<usize>();
            if letter > last {
                return Span::new(start.unwrap_or(from), from + at + c.len_utf8());
            }
        }
        Span::new(start.unwrap_or(from), text.len())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

    use proptest::prelude::*;

    use super::*;
    use crate::sweep::Sweep;
    use crate::{Address, Kind, Part, fold};

    fn survivors<'t>(text: &'t str, values: &[&str]) -> Vec<&'t str> {
        let part = Part::plain(Address::Text, text);
        let readings = fold::readings(&part);
        let values = values.iter().filter_map(|value| Value::of(&Kind::PERSON, value)).collect();
        let prover = Prover::new(values).unwrap();
        prover
            .survivors(&readings[0], |_| false)
            .iter()
            .map(|span| readings[0].to_source(*span).of(text).unwrap())
            .collect()
    }

    #[test]
    fn a_survivor_is_found_in_any_guise() {
        let text = "the 0\u{200b}7700 9００123 of J. SMITH’s aunt";
        assert_eq!(survivors(text, &["07700900123", "J Smith", "Aunty"]), ["0\u{200b}7700 9００123", "J. SMITH"]);
        assert_eq!(survivors("Smithson and Ann Lee", &["Smith", "Annle"]), [""; 0]);
    }

    #[test]
    fn places_are_right_far_into_a_text() {
        let text = format!("{} Weiß — Mott", "x, ".repeat(5000));
        assert_eq!(
            survivors(&text, &["Weiss Mott"]),
            ["Weiß — Mott"],
            "a dash between two spaces is not too wide a gap"
        );
        assert_eq!(survivors(&text, &["Mott"]), ["Mott"]);
    }

    proptest! {
        /// The two searches were written apart and agree on what an occurrence is.
        #[test]
        fn what_the_sweep_finds_survives_and_nothing_else(text in "([ab1é]{1,3}[ .,-]{1,4}){0,12}", value in "[ab1]{2,4}") {
            let part = Part::plain(Address::Text, text.as_str());
            let readings = fold::readings(&part);
            let Some(value) = Value::of(&Kind::PERSON, &value) else { return Ok(()) };
            let prover = Prover::new(vec![value.clone()]).unwrap();
            let mut proven = prover.survivors(&readings[0], |_| false);
            let mut sweep = Sweep::default();
            sweep.add(value, 0);
            let mut swept = Vec::new();
            sweep.run(&readings[0], |span, _| swept.push(span));
            proven.sort();
            swept.sort();
            prop_assert_eq!(swept, proven);
        }
    }
}
