//! Places that lead to people: street addresses, premises, schools.
//!
//! A reading goes in; `STREET_ADDRESS`, `PREMISES` and `SCHOOL` findings come out. Addresses start from a number at which a
//! street follows, the rest from the few words that name such places. A street without a number counts only where
//! somebody is said to live there: roads are closed, widened and argued about in public prose all the time.

mod address;
mod described;
mod house;
mod landmark;
mod premises;
mod walk;

use crate::fold::Reading;
use crate::{Confidence, Detector, DetectorId, Evidence, EvidenceSet, Findings, Kind, Span, Unfinished};

/// Finds addresses, premises and schools.
pub(crate) struct Places;

impl Places {
    /// Returns the detector.
    pub(crate) fn new() -> Self {
        Self
    }
}

impl Detector for Places {
    fn id(&self) -> DetectorId {
        DetectorId::fixed("places")
    }

    fn kinds(&self) -> Vec<Kind> {
        vec![Kind::STREET_ADDRESS, Kind::PREMISES, Kind::SCHOOL]
    }

    fn detect(&self, reading: &Reading<'_>, findings: &mut Findings<'_>) -> Result<(), Unfinished> {
        if let Some(kind) = reading.field().and_then(kind_of_field) {
            let text = reading.text().trim();
            let start = reading.text().len() - reading.text().trim_start().len();
            if !text.is_empty() {
                report(findings, Span::new(start, start + text.len()), kind, Confidence::Certain, Evidence::Field);
            }
        }
        address::find(reading, findings)?;
        described::find(reading, findings)?;
        house::find(reading, findings)?;
        premises::find(reading, findings)
    }
}

pub(super) use address::words as street_words;
pub(super) use described::words as described_words;
pub(super) use house::words as house_words;
pub(super) use premises::words as premises_words;

fn report(findings: &mut Findings<'_>, span: Span, kind: Kind, confidence: Confidence, evidence: Evidence) {
    findings.push(span, kind, confidence, EvidenceSet::of(evidence), DetectorId::fixed("places"));
}

/// Returns what a record field of that name holds.
fn kind_of_field(field: &str) -> Option<Kind> {
    let words = super::context::field_words(field);
    let mut words: Vec<&str> =
        words.split_whitespace().map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit())).collect();
    // "address_line_1" and "school_name" are an address and a school.
    while matches!(words.last(), Some(&("" | "name" | "number" | "no"))) && words.len() > 1 {
        words.pop();
    }
    let other = ["email", "mail", "ip", "mac", "web", "wallet", "url"].iter().any(|other| words.contains(other));
    match *words.last()? {
        "address" | "addr" | "street" | "line" | "road" | "house" | "flat"
            if !other && (words.last() != Some(&"line") || words.contains(&"address") || words.contains(&"addr")) =>
        {
            Some(Kind::STREET_ADDRESS)
        }
        "school" | "college" | "nursery" => Some(Kind::SCHOOL),
        "hostel" | "premises" | "refuge" | "workplace" => Some(Kind::PREMISES),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
