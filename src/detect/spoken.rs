//! Telephone numbers dictated in words: "oh seven seven double oh, nine hundred" as far as digits go.
//!
//! A reading goes in; `PHONE_NUMBER` findings come out. Runs start at the words that telephone numbers start with when they
//! are spoken, so prose without them costs one search.

use super::check::phone::is_national;
use super::cues::Asker;
use crate::fold::Reading;
use crate::numeral;
use crate::{Confidence, Detector, DetectorId, Evidence, EvidenceSet, Findings, Kind, Span, Unfinished};

/// Finds numbers in words.
pub(crate) struct Spoken;

/// How telephone numbers start when they are spoken.
pub(super) const STARTS: &[&str] = &["oh ", "zero", "nought", "naught", "double", "triple", "treble", "plus four"];

/// The most digits of one number.
const MOST: usize = 20;
/// The fewest digits that are reported.
const FEWEST: usize = 7;

impl Spoken {
    /// Returns the detector.
    pub(crate) fn new() -> Self {
        Self
    }
}

impl Detector for Spoken {
    fn id(&self) -> DetectorId {
        DetectorId::fixed("spoken")
    }

    fn kinds(&self) -> Vec<Kind> {
        vec![Kind::PHONE_NUMBER]
    }

    fn detect(&self, reading: &Reading<'_>, findings: &mut Findings<'_>) -> Result<(), Unfinished> {
        let text = reading.text();
        let mut done = 0;
        for found in reading.cues(Asker::Spoken)? {
            let inside = found
                .start
                .checked_sub(1)
                .and_then(|at| text.as_bytes().get(at))
                .is_some_and(u8::is_ascii_alphanumeric);
            if inside || found.start < done {
                continue;
            }
            let (digits, end) = dictated(text, found.start);
            if digits.len() < FEWEST {
                continue;
            }
            done = end;
            let national = match digits.as_slice() {
                [0, national @ ..] | [4, 4, national @ ..] => is_national(national),
                _ => false,
            };
            let (confidence, evidence) = if national {
                (Confidence::Likely, EvidenceSet::of(Evidence::Check))
            } else {
                (Confidence::Possible, EvidenceSet::of(Evidence::Shape))
            };
            findings.push(Span::new(found.start, end), Kind::PHONE_NUMBER, confidence, evidence, self.id());
        }
        Ok(())
    }
}

/// Returns the digits that are dictated from `at` on, and where the last of them ends.
fn dictated(text: &str, at: usize) -> (Vec<u32>, usize) {
    let mut digits = Vec::new();
    let (mut at, mut end, mut times) = (at, at, 1);
    while digits.len() < MOST {
        let rest = text.get(at..).unwrap_or_default();
        let len = rest.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
        let word = rest.get(..len).unwrap_or_default();
        match meaning(word) {
            Some(Said::Times(many)) => times = many,
            Some(Said::Digit(digit)) => {
                digits.extend(std::iter::repeat_n(digit, times));
                (times, end) = (1, at + len);
            }
            Some(Said::Plus) => {}
            None if len > 0 && len < 7 && word.bytes().all(|b| b.is_ascii_digit()) => {
                digits.extend(word.bytes().map(|b| u32::from(b - b'0')));
                end = at + len;
            }
            None => break,
        }
        let behind = text.get(at + len..).unwrap_or_default();
        let gap = behind.bytes().take(3).take_while(|b| matches!(b, b' ' | b',' | b'-' | b'\n' | b'.')).count();
        if gap == 0 {
            break;
        }
        at += len + gap;
    }
    (digits, end)
}

/// What a word means when a number is dictated.
enum Said {
    Digit(u32),
    Times(usize),
    Plus,
}

fn meaning(word: &str) -> Option<Said> {
    if let Some(digit) = numeral::value(word).filter(|value| *value < 10) {
        return Some(Said::Digit(digit));
    }
    match word.to_ascii_lowercase().as_str() {
        "oh" | "o" | "nought" | "naught" => Some(Said::Digit(0)),
        "double" => Some(Said::Times(2)),
        "triple" | "treble" => Some(Said::Times(3)),
        "plus" => Some(Said::Plus),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;
    use crate::detect::examples::found_by;

    fn found(text: &str) -> Vec<(&str, Confidence)> {
        found_by(&Spoken::new(), text, None)
            .into_iter()
            .map(|finding| (finding.span.of(text).unwrap(), finding.confidence))
            .collect()
    }

    #[test]
    fn dictated_numbers_are_found() {
        for (text, wanted) in [
            (
                "ring oh seven seven double oh nine double oh one two three now",
                "oh seven seven double oh nine double oh one two three",
            ),
            ("Zero seven seven zero zero, nine zero zero, 123.", "Zero seven seven zero zero, nine zero zero, 123"),
            (
                "plus four four seven seven double zero nine double zero one two three",
                "plus four four seven seven double zero nine double zero one two three",
            ),
        ] {
            assert_eq!(found(text), [(wanted, Confidence::Likely)], "{text}");
        }
    }

    #[test]
    fn talk_of_numbers_is_no_number() {
        for text in [
            "Oh no, not again.",
            "double the number of officers",
            "from zero to one hundred",
            "Zero or one or two",
            "a triple murder in 2019",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
