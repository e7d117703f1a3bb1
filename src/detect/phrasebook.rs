//! Phrases that are looked up where words start.
//!
//! A list of phrases goes in once; the places of a reading at which one stands come out, whatever its case. A phrase may
//! begin with something that is no letter (" road", "[at]"): what counts is its first letter or digit, which has to start a
//! word or follow a digit ("34yrs old"). Whether the phrase ends with a word is the business of whoever asks.
//!
//! A phrase is looked up by its longest word, which is mostly its rarest: "the bar at" by "bar".

use crate::Span;
use crate::fold::Reading;
use crate::sieve::Sieve;

/// The phrases, by the first three bytes of a word of theirs.
#[derive(Default)]
pub(super) struct Phrasebook {
    phrases: Vec<Phrase>,
    /// For each slot, where its phrases start in `by_start`; one more at the end.
    starts: Vec<u16>,
    /// The phrases, grouped by their slots.
    by_start: Vec<Start>,
    /// One bit a slot that has phrases: what most words of a text fail.
    filled: Sieve<{ SLOTS / 64 }>,
}

/// How a phrase goes on from the word by which it is looked up.
struct Start {
    phrase: u16,
    /// Eight bytes, of which those of the mask count.
    head: u64,
    mask: u64,
}

struct Phrase {
    text: String,
    /// Bytes before the word by which it is looked up.
    before: usize,
    /// Bytes before its first letter or digit.
    lead: usize,
}

/// Into how many slots the first three bytes are sorted.
const SLOTS: usize = 1 << 12;

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
        let mut slots = Vec::new();
        for text in phrases {
            let lead = text.find(char::is_alphanumeric).ok_or(NoStart)?;
            let before = longest_word(text, lead);
            let index = u16::try_from(book.phrases.len()).map_err(|_| NoStart)?;
            match text.as_bytes().get(before..).unwrap_or_default() {
                [first, second] => slots.extend((0..=u8::MAX).map(|third| (slot(*first, *second, third), index))),
                [first, second, third, ..] => slots.push((slot(*first, *second, *third), index)),
                _ => return Err(NoStart),
            }
            book.phrases.push(Phrase { text: text.to_owned(), before, lead });
        }
        slots.sort_unstable();
        slots.dedup();
        book.starts = (0..=SLOTS)
            .map(|slot| u16::try_from(slots.partition_point(|(own, _)| *own < slot)).map_err(|_| NoStart))
            .collect::<Result<_, _>>()?;
        slots.iter().for_each(|(slot, _)| book.filled.insert(*slot));
        for (_, index) in slots {
            let phrase = book.phrases.get(usize::from(index)).ok_or(NoStart)?;
            let rest = phrase.text.as_bytes().get(phrase.before..).unwrap_or_default();
            let mask = u64::MAX >> (8 * 8_usize.saturating_sub(rest.len()));
            book.by_start.push(Start { phrase: index, head: head(rest) & mask, mask });
        }
        Ok(book)
    }

    /// Calls `report` with the index and the span of every phrase that stands in `reading`, in order of their words.
    pub(super) fn find(&self, reading: &Reading<'_>, mut report: impl FnMut(usize, Span)) {
        let bytes = reading.text().as_bytes();
        reading.marks().each_phrase_start(|at| {
            let slot = match bytes.get(at..) {
                Some([first, second, third, ..]) => slot(*first, *second, *third),
                Some([first, second]) => slot(*first, *second, 0),
                _ => return,
            };
            if self.filled.has(slot) {
                self.compare(bytes, at, slot, &mut report);
            }
        });
    }

    fn compare(&self, bytes: &[u8], at: usize, slot: usize, report: &mut impl FnMut(usize, Span)) {
        let (Some(from), Some(to)) = (self.starts.get(slot), self.starts.get(slot + 1)) else { return };
        let head = head(bytes.get(at..).unwrap_or_default());
        for candidate in self.by_start.get(usize::from(*from)..usize::from(*to)).unwrap_or_default() {
            if (head ^ candidate.head) & candidate.mask != 0 {
                continue;
            }
            let Some(phrase) = self.phrases.get(usize::from(candidate.phrase)) else { continue };
            let Some(start) = at.checked_sub(phrase.before) else { continue };
            let span = Span::new(start, start + phrase.text.len());
            let there = bytes.get(span.start..span.end).unwrap_or_default();
            if there.eq_ignore_ascii_case(phrase.text.as_bytes())
                && (phrase.lead == phrase.before || starts_word(bytes, start + phrase.lead))
            {
                report(usize::from(candidate.phrase), span);
            }
        }
    }
}

/// Returns the first eight bytes as a number that does not depend on the case of ASCII letters.
fn head(bytes: &[u8]) -> u64 {
    let head = bytes.first_chunk().copied().unwrap_or_else(|| {
        let mut head = [0; 8];
        head.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        head
    });
    u64::from_le_bytes(head) | 0x2020_2020_2020_2020
}

/// Returns where the longest word of a phrase starts, of those that another character follows.
fn longest_word(phrase: &str, lead: usize) -> usize {
    let mut words = Vec::new();
    let mut at = lead;
    for word in phrase.get(lead..).unwrap_or_default().split(|c: char| !c.is_alphanumeric()) {
        words.push((word.len(), at));
        at += word.len() + 1;
    }
    // Where several are as long, the first; a character that parts words may be longer than a byte, then only the first.
    let parted = phrase.chars().all(|c| c.is_alphanumeric() || c.is_ascii());
    words
        .into_iter()
        .filter(|_| parted)
        .max_by_key(|(len, at)| (*len, std::cmp::Reverse(*at)))
        .map_or(lead, |(_, at)| at)
}

/// Returns whether a word starts at `at`, or a letter follows a digit there.
fn starts_word(bytes: &[u8], at: usize) -> bool {
    match at.checked_sub(1).and_then(|before| bytes.get(before)) {
        Some(before) if before.is_ascii_digit() => bytes.get(at).is_some_and(u8::is_ascii_alphabetic),
        Some(before) => before.is_ascii() && !before.is_ascii_alphabetic(),
        None => true,
    }
}

/// Returns the slot of a text by its first three bytes, whatever the case of ASCII letters.
fn slot(first: u8, second: u8, third: u8) -> usize {
    let head = u32::from_le_bytes([first, second, third, 0]) | 0x0020_2020;
    (head.wrapping_mul(0x9e37_79b1) >> 20) as usize // Knuth's multiplicative hash
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice)]

    use super::*;
    use crate::{Address, Part, fold};

    #[test]
    fn phrases_are_found_where_words_start() {
        let book = Phrasebook::new(["yrs old", " road", "[at]", "sex", "b.", "the bar at ", "дом"]).unwrap();
        let found = |text: &str| {
            let part = Part::plain(Address::Text, text);
            let mut found = Vec::new();
            book.find(&fold::readings(&part)[0], |_, span| found.push(text[span.start..span.end].to_owned()));
            found
        };
        assert_eq!(found("34yrs old, 3 YRS OLD, in Mill Road"), ["yrs old", "YRS OLD", " Road"]);
        assert_eq!(found("jane[at]mail, Sexton, Essex, byroad, wyrs old"), ["[at]", "Sex"]);
        assert_eq!(found("road"), [""; 0]);
        assert_eq!(found("at the bar at night, soothe bar at"), ["the bar at "]);
        assert_eq!(found("B.1, b. 2 and b."), ["B.", "b.", "b."]);
        assert_eq!(found("дом"), ["дом"]);
    }

    #[test]
    fn a_phrase_needs_a_start() {
        for phrase in ["", "--", "x", "- x"] {
            assert!(Phrasebook::new([phrase]).is_err(), "{phrase}");
        }
    }
}
