//! Finding: detectors look at a folded reading of a part and report spans with reasons.
//!
//! Shapes are rows of data ([`registry`], `builtin/*.toml`) that one scanner ([`pattern`]) tries together; names, dates
//! and addresses have grammar and are Rust behind the same [`Detector`] trait. A caller's own detector is worth as much
//! as a built-in one. A detector that did not finish says so, and the answer becomes a refusal.

mod caseless;
pub(crate) mod check;
mod context;
pub(crate) mod cues;
#[cfg(test)]
mod examples;
pub(crate) mod moment;
pub(crate) mod offence;
pub(crate) mod pattern;
pub(crate) mod people;
mod phrasebook;
pub(crate) mod place;
pub(crate) mod quasi;
pub(crate) mod registry;
pub(crate) mod spoken;
mod trial;
pub(crate) mod window;

use crate::fold::Reading;
use crate::{Confidence, DetectorId, Evidence, EvidenceSet, Finding, Kind, Role, Span};

/// Something that looks for one theme of identifying detail.
///
/// The order in which detectors run never changes the answer.
pub trait Detector: Send + Sync {
    /// Returns the id that findings and the audit name.
    fn id(&self) -> DetectorId;

    /// Returns the kinds it can report: the audit lists them as looked for.
    fn kinds(&self) -> Vec<Kind>;

    /// Reports what stands in `reading`.
    ///
    /// # Errors
    /// [`Unfinished`] when it could not look at all of it; the document is then refused.
    fn detect(&self, reading: &Reading<'_>, findings: &mut Findings<'_>) -> Result<(), Unfinished>;
}

/// A detector's admission that it did not look at everything.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("detector did not finish: {reason}")]
pub struct Unfinished {
    /// Why, without quoting the text.
    pub reason: String,
}

/// Collects what detectors report about one reading, with spans mapped back to the source.
#[derive(Debug)]
pub struct Findings<'a> {
    reading: &'a Reading<'a>,
    found: &'a mut Vec<Finding>,
}

impl<'a> Findings<'a> {
    pub(crate) fn new(reading: &'a Reading<'a>, found: &'a mut Vec<Finding>) -> Self {
        Self { reading, found }
    }

    /// Reports a finding; `span` counts bytes of the reading's text. Empty spans are passed over.
    ///
    /// The finding can be given a role through what is returned.
    pub fn push(
        &mut self,
        span: Span,
        kind: Kind,
        confidence: Confidence,
        evidence: EvidenceSet,
        detector: DetectorId,
    ) -> Option<&mut Finding> {
        if span.is_empty() || !self.reading.is_news(span) {
            return None;
        }
        let told = [Evidence::Label, Evidence::Field, Evidence::Check, Evidence::Context];
        if self.reading.is_guess() && !told.into_iter().any(|evidence_of| evidence.has(evidence_of))
            || self.reading.is_cell() && !evidence.has(Evidence::Field)
        {
            return None;
        }
        let evidence = if self.reading.is_rejoined() && !self.reading.is_cell() {
            evidence.with(Evidence::Rejoined)
        } else {
            evidence
        };
        self.found.push(Finding {
            span: self.reading.to_source(span),
            kind,
            role: Role::Unknown,
            confidence,
            evidence,
            detector,
        });
        self.found.last_mut()
    }
}
