//! Dates of birth and ages.
//!
//! A reading goes in; `DATE_OF_BIRTH` and `AGE` findings come out. A date counts only where words speak of birth, or in
//! brackets behind a name as forms have it; hearings, meetings and offences have dates too. A year alone is not reported,
//! nor is a band of ages: both are what a release may say instead.

mod age;
mod behind;
mod birth;

use age::{aged, at_the_time, when, years_old};
use behind::behind_names;
use birth::{born, born_short};
pub(crate) use birth::{date_at, month_of};

use super::caseless::is_one_of;
use super::cues::Asker;
use crate::fold::Reading;
use crate::numeral;
use crate::{Confidence, Detector, DetectorId, Evidence, EvidenceSet, Findings, Kind, Role, Span, Unfinished};

/// Finds dates of birth and ages.
pub(crate) struct Moments;

impl Moments {
    /// Returns the detector.
    pub(crate) fn new() -> Self {
        Self
    }
}

/// What leads to a finding.
#[derive(Clone, Copy)]
enum Lead {
    /// A word of birth, before or behind the date.
    Birth,
    /// "b." directly before the date.
    ShortBirth,
    /// "year-old" behind the number.
    YearOld,
    /// "aged" before the number.
    Aged,
    /// "years of age" behind the number.
    OfAge,
    /// "was 9 at the time".
    AtTheTime,
    /// "when he was 9".
    When,
}

const LEADS: &[(&str, Lead)] = &[
    ("born", Lead::Birth),
    ("birth", Lead::Birth),
    ("dob", Lead::Birth),
    ("dobs", Lead::Birth),
    ("d.o.b", Lead::Birth),
    ("birthday", Lead::Birth),
    ("b.", Lead::ShortBirth),
    ("birthdate", Lead::Birth),
    ("d o b", Lead::Birth),
    ("d/o/b", Lead::Birth),
    ("b/d", Lead::Birth),
    ("d of b", Lead::Birth),
    ("ganwyd", Lead::Birth),
    ("ganed", Lead::Birth),
    ("dyddiad geni", Lead::Birth),
    ("year-old", Lead::YearOld),
    ("year old", Lead::YearOld),
    ("years-old", Lead::YearOld),
    ("years old", Lead::YearOld),
    ("yr-old", Lead::YearOld),
    ("yr old", Lead::YearOld),
    ("y/o", Lead::YearOld),
    ("yrs old", Lead::YearOld),
    ("month-old", Lead::YearOld),
    ("months old", Lead::YearOld),
    ("month old", Lead::YearOld),
    ("months-old", Lead::YearOld),
    ("week-old", Lead::YearOld),
    ("weeks old", Lead::YearOld),
    ("day-old", Lead::YearOld),
    ("year-\nold", Lead::YearOld),
    ("year\nold", Lead::YearOld),
    ("years\nold", Lead::YearOld),
    ("month-\nold", Lead::YearOld),
    ("aged", Lead::Aged),
    ("age ", Lead::Aged),
    ("age: ", Lead::Aged),
    ("age is ", Lead::Aged),
    ("age was ", Lead::Aged),
    ("age as ", Lead::Aged),
    ("turned ", Lead::Aged),
    ("age\n", Lead::Aged),
    ("age of ", Lead::Aged),
    ("age of victim: ", Lead::Aged),
    ("age of child: ", Lead::Aged),
    ("age of complainant: ", Lead::Aged),
    ("age of suspect: ", Lead::Aged),
    ("age of witness: ", Lead::Aged),
    ("man of ", Lead::Aged),
    ("woman of ", Lead::Aged),
    ("boy of ", Lead::Aged),
    ("girl of ", Lead::Aged),
    ("schoolboy of ", Lead::Aged),
    ("schoolgirl of ", Lead::Aged),
    ("youngster of ", Lead::Aged),
    ("teenager of ", Lead::Aged),
    ("years of age", Lead::OfAge),
    ("years of\nage", Lead::OfAge),
    ("years\nof age", Lead::OfAge),
    ("when he was ", Lead::When),
    ("when she was ", Lead::When),
    ("when i was ", Lead::When),
    ("when they were ", Lead::When),
    ("at the time", Lead::AtTheTime),
];

/// Returns the words that lead to a finding.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    LEADS.iter().map(|(words, _)| *words)
}

impl Detector for Moments {
    fn id(&self) -> DetectorId {
        DetectorId::fixed("moments")
    }

    fn kinds(&self) -> Vec<Kind> {
        vec![Kind::DATE_OF_BIRTH, Kind::AGE]
    }

    fn detect(&self, reading: &Reading<'_>, findings: &mut Findings<'_>) -> Result<(), Unfinished> {
        let text = reading.text();
        if let Some(field) = reading.field() {
            in_field(text, field, findings);
        }
        for found in reading.cues(Asker::Moments)? {
            let Some((_, lead)) = LEADS.get(found.word) else { continue };
            if is_letter_at(text, found.start.checked_sub(1)) && !matches!(lead, Lead::YearOld | Lead::OfAge) {
                continue;
            }
            match lead {
                Lead::Birth if !is_letter_at(text, Some(found.end)) => born(text, found.start, found.end, findings),
                Lead::YearOld if !is_letter_at(text, Some(found.end)) => {
                    years_old(text, found.start, found.end, findings)
                }
                Lead::ShortBirth => born_short(text, found.start, found.end, findings),
                Lead::AtTheTime => at_the_time(text, found.start, findings),
                Lead::When => when(text, found.end, findings),
                Lead::OfAge => years_old(text, found.start, found.end, findings),
                Lead::Aged => aged(text, found.start, found.end, findings),
                _ => {}
            }
        }
        behind_names(reading, findings);
        Ok(())
    }
}

fn is_letter_at(text: &str, at: Option<usize>) -> bool {
    at.and_then(|at| text.as_bytes().get(at)).is_some_and(u8::is_ascii_alphanumeric)
}

/// Returns how many digits `text` starts with, five at most.
fn digits(text: &str) -> usize {
    text.bytes().take(5).take_while(u8::is_ascii_digit).count()
}

/// Returns the word that `text` starts with, hyphens and all: `twenty-first`.
fn word(text: &str) -> &str {
    let len = text.bytes().take(16).take_while(|b| b.is_ascii_alphabetic() || *b == b'-').count();
    text.get(..len).unwrap_or_default()
}

/// Returns whether a word tells a number of years.
fn is_numeral(word: &str) -> bool {
    numeral::value(word).is_some_and(|value| value > 0)
}

fn report(findings: &mut Findings<'_>, span: Span, kind: Kind, confidence: Confidence, evidence: Evidence, role: Role) {
    let detector = DetectorId::fixed("moments");
    if let Some(finding) = findings.push(span, kind, confidence, EvidenceSet::of(evidence), detector) {
        finding.role = role;
    }
}

fn in_field(text: &str, field: &str, findings: &mut Findings<'_>) {
    let words = super::context::field_words(field);
    let words: Vec<&str> = words.split_whitespace().collect();
    let whole = Span::new(text.len() - text.trim_start().len(), text.trim_end().len());
    if whole.is_empty() {
        return;
    }
    let is_birth = (words.windows(3).any(|words| words == ["d", "o", "b"])
        || ["dob", "birth", "birthdate", "birthday", "born"].iter().any(|word| words.contains(word)))
        && !words.contains(&"place");
    if is_birth && (text.bytes().any(|b| b.is_ascii_digit()) || date_at(text.trim()).is_some()) {
        report(findings, whole, Kind::DATE_OF_BIRTH, Confidence::Certain, Evidence::Field, Role::Unknown);
    }
    let value = whole.of(text).unwrap_or_default();
    let figures = digits(value);
    let number = value.get(..figures).filter(|number| !number.is_empty()).unwrap_or(value);
    let is_number = (1..=3).contains(&figures) || value.split(['-', ' ']).all(is_numeral);
    let unit = value.get(number.len()..).unwrap_or_default().trim();
    let units = ["", "years", "year", "yrs", "yr", "y", "yo", "y/o", "y.o.", "years old", "yrs old", "years of age"];
    let is_age =
        words.last() == Some(&"age") || words.starts_with(&["age"]) && words.len() == 2 && words.contains(&"years");
    if is_age && is_number && is_one_of(unit, &units) {
        report(findings, whole, Kind::AGE, Confidence::Certain, Evidence::Field, age::role_at(number));
    }
}

#[cfg(test)]
mod tests;
