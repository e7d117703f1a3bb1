//! The last look at what was written: no withheld value may stand in it.
//!
//! The bytes to be released go in, read again by their format; the places where a withheld value survives come out. The
//! search is written apart from the sweep that found the values: it strips a reading down to letters and digits and looks
//! for all values at once. A value that survives makes the answer a refusal.

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memmem;

use crate::fold::{LANES, Lanes, Reading};
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
/// The most values that are held before equal ones are joined.
const MANY: usize = 4096;

/// A reading stripped to its letters and digits, in lower case.
#[derive(Default)]
struct Stripped {
    letters: Vec<u8>,
    /// Every so often, where a byte of `letters` stands in the reading.
    milestones: Vec<(usize, usize)>,
}

/// Letters between two milestones.
const MILE: usize = 256;

/// Stands where two words are too far apart to be one value.
const BREAK: u8 = 0;

impl Prover {
    /// Returns the prover of `values`.
    ///
    /// # Errors
    /// When there are too many of them to be searched for.
    pub(crate) fn new(all: impl IntoIterator<Item = Value>) -> Result<Self> {
        let mut values = Vec::new();
        let mut most = MANY;
        for value in all {
            values.push(value);
            if values.len() > most {
                join_equal(&mut values);
                most = most.max(2 * values.len());
            }
        }
        join_equal(&mut values);
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
        let text = reading.text();
        let stripped = Stripped::of(text);
        let mut survivors = Vec::new();
        self.each_match(&stripped.letters, |value, start, end| {
            let span = stripped.place(text, start, end.saturating_sub(1));
            let asks_capital = self.values.get(value).is_some_and(|value| value.capital);
            if is_whole(text, span) && (!asks_capital || is_capital(text, span.start)) && !permitted(span) {
                survivors.push(span);
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
        stripped.letters.reserve(text.len());
        let bytes = text.as_bytes();
        let (mut at, mut end) = (0, 0);
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let lanes = Lanes::of(rest);
            let foreign = lanes.within(0x80, 0xff);
            let mut letters =
                (lanes.within(b'0', b'9') | lanes.letters()) & !(!0_u64).unbounded_shl(foreign.trailing_zeros());
            while letters != 0 {
                let start = at + letters.trailing_zeros() as usize;
                let run = (letters >> letters.trailing_zeros()).trailing_ones();
                letters &= (!0_u64).unbounded_shl(letters.trailing_zeros() + run);
                stripped.join(start - end, start);
                end = start + run as usize;
                stripped.letters.extend_from_slice(bytes.get(start..end).unwrap_or_default());
            }
            at += foreign.trailing_zeros().min(LANES as u32) as usize;
            if foreign == 0 {
                continue;
            }
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
            if c.is_alphanumeric() {
                stripped.join(at - end, at);
                for lower in c.to_lowercase() {
                    stripped.letters.extend_from_slice(lower.encode_utf8(&mut [0; 4]).as_bytes());
                }
                end = at + c.len_utf8();
            }
            at += c.len_utf8();
        }
        stripped.letters.make_ascii_lowercase();
        stripped
    }

    /// Gets ready for a letter at `at` that stands `gap` bytes behind the last one.
    fn join(&mut self, gap: usize, at: usize) {
        if gap > WIDEST_GAP {
            self.letters.push(BREAK);
        }
        if self.milestones.last().is_none_or(|(letter, _)| self.letters.len() - letter >= MILE) {
            self.milestones.push((self.letters.len(), at));
        }
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

/// Joins values of the same letters: the one without regard to capitals comes first and asks for more.
fn join_equal(values: &mut Vec<Value>) {
    values.sort_unstable();
    values.dedup_by(|b, a| a.letters == b.letters);
}

/// Returns whether `span` starts and ends where words do.
fn is_whole(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).and_then(|before| before.chars().next_back());
    let after = text.get(span.end..).and_then(|after| after.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

fn is_capital(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| rest.starts_with(char::is_uppercase))
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
        let values = values.iter().filter_map(|value| Value::of(&Kind::PERSON, value));
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
            let sweep = Sweep::new([(value, 0)]);
            let mut swept = Vec::new();
            sweep.run(&readings[0], |span, _| swept.push(span));
            proven.sort();
            swept.sort();
            prop_assert_eq!(swept, proven);
        }
    }
}
