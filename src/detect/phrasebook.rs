//! Phrases that are looked up where words start.
//!
//! A list of phrases goes in once; the places of a reading at which one stands come out, whatever its case. A phrase may
//! begin with something that is no letter (" road", "[at]"): what counts is its first letter or digit, which has to start a
//! word or follow a digit ("34yrs old"). Whether the phrase ends with a word is the business of whoever asks.

use crate::Span;
use crate::fold::Reading;

/// The phrases, by the first two bytes from their first letter on.
#[derive(Default)]
pub(super) struct Phrasebook {
    phrases: Vec<Phrase>,
    /// For each pair of first bytes, where its phrases start in `by_start`; one more at the end.
    starts: Vec<u16>,
    /// Indexes of the phrases, grouped by their first bytes.
    by_start: Vec<u16>,
}

struct Phrase {
    text: String,
    /// Bytes before its first letter or digit.
    before: usize,
    /// The bytes from there on as a number, as far as they go.
    head: u32,
    mask: u32,
}

/// Pairs of first bytes that are told apart: five bits of each, so that the case of ASCII letters does not matter.
const PAIRS: usize = 1 << 10;

/// Why a phrase cannot be looked up where words start.
#[derive(Debug)]
pub(super) struct NoStart;

impl Phrasebook {
    /// Returns the book of `phrases`.
    ///
    /// # Errors
    /// [`NoStart`] when a phrase has no letter or digit, or nothing behind its first one, or there are too many.
    pub(super) fn new<'p>(phrases: impl IntoIterator<Item = &'p str>) -> Result<Self, NoStart> {
        let mut book = Self::default();
        let mut pairs = Vec::new();
        for text in phrases {
            let before = text.find(char::is_alphanumeric).ok_or(NoStart)?;
            let rest = text.as_bytes().get(before..).unwrap_or_default();
            let pair = pair(rest).ok_or(NoStart)?;
            pairs.push((pair, u16::try_from(book.phrases.len()).map_err(|_| NoStart)?));
            let mask = u32::MAX >> (8 * 4_usize.saturating_sub(rest.len()));
            book.phrases.push(Phrase { text: text.to_owned(), before, head: head(rest) & mask, mask });
        }
        pairs.sort_unstable();
        book.starts = (0..=PAIRS)
            .map(|pair| u16::try_from(pairs.partition_point(|(own, _)| *own < pair)).map_err(|_| NoStart))
            .collect::<Result<_, _>>()?;
        book.by_start = pairs.into_iter().map(|(_, index)| index).collect();
        Ok(book)
    }

    /// Calls `report` with the index and the span of every phrase that stands in `reading`, in order of their words.
    pub(super) fn find(&self, reading: &Reading<'_>, mut report: impl FnMut(usize, Span)) {
        let bytes = reading.text().as_bytes();
        reading.marks().each_phrase_start(|at| {
            let rest = bytes.get(at..).unwrap_or_default();
            let Some(pair) = pair(rest) else { return };
            let head = head(rest);
            let (from, to) = (self.starts.get(pair).copied(), self.starts.get(pair + 1).copied());
            let alike = usize::from(from.unwrap_or(0))..usize::from(to.unwrap_or(0));
            for index in self.by_start.get(alike).unwrap_or_default() {
                let Some(phrase) = self.phrases.get(usize::from(*index)) else { continue };
                if (head ^ phrase.head) & phrase.mask != 0 {
                    continue;
                }
                let Some(start) = at.checked_sub(phrase.before) else { continue };
                let span = Span::new(start, start + phrase.text.len());
                let there = bytes.get(span.start..span.end);
                if there.is_some_and(|there| there.eq_ignore_ascii_case(phrase.text.as_bytes())) {
                    report(usize::from(*index), span);
                }
            }
        });
    }
}

fn pair(bytes: &[u8]) -> Option<usize> {
    let [first, second, ..] = bytes else { return None };
    Some(usize::from(first & 31) << 5 | usize::from(second & 31))
}

/// Returns the first four bytes as a number that does not depend on the case of ASCII letters.
fn head(bytes: &[u8]) -> u32 {
    let head = bytes.first_chunk().copied().unwrap_or_else(|| {
        let mut head = [0; 4];
        head.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        head
    });
    u32::from_le_bytes(head) | 0x2020_2020
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::string_slice)]

    use super::*;
    use crate::{Address, Part, fold};

    #[test]
    fn phrases_are_found_where_words_start() {
        let book = Phrasebook::new(["yrs old", " road", "[at]", "sex", "дом"]).unwrap();
        let found = |text: &str| {
            let part = Part::plain(Address::Text, text);
            let mut found = Vec::new();
            book.find(&fold::readings(&part)[0], |_, span| found.push(text[span.start..span.end].to_owned()));
            found
        };
        assert_eq!(found("34yrs old, 3 YRS OLD, in Mill Road"), ["yrs old", "YRS OLD", " Road"]);
        assert_eq!(found("jane[at]mail, Sexton, Essex, byroad, wyrs old"), ["[at]", "Sex"]);
        assert_eq!(found("road"), [""; 0]);
        assert_eq!(found("дом"), ["дом"]);
    }

    #[test]
    fn a_phrase_needs_a_start() {
        for phrase in ["", "--", "x", "- x"] {
            assert!(Phrasebook::new([phrase]).is_err(), "{phrase}");
        }
    }
}
