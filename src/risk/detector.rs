//! Numbers of people, unique descriptions and tactical knowledge as findings.
//!
//! A reading goes in; `SMALL_COUNT`, `UNIQUE_DESCRIPTION` and `TACTIC` come out, each over the clause or the sentence that would
//! have to go. What is worked out stays here: a finding and the audit name only the way in which it comes out. What is
//! released is looked at again like any text, so that what is left gives nothing away either.

use super::claims::{self, Stretch};
use super::disclosure::{Disclosure, of_known, of_stretches};
use super::known::Known;
use super::profile::Profiles;
use crate::detect::window::windows;
use crate::fold::Reading;
use crate::{Detector, DetectorId, EvidenceSet, Findings, Kind, Span, Unfinished};

/// Finds what numbers give away.
pub(crate) struct Numbers {
    profiles: Profiles,
}

impl Numbers {
    /// Returns the detector for the profiles of a policy.
    pub(crate) fn new(profiles: &Profiles) -> Self {
        Self { profiles: profiles.clone() }
    }
}

impl Detector for Numbers {
    fn id(&self) -> DetectorId {
        DetectorId::fixed("numbers")
    }

    fn kinds(&self) -> Vec<Kind> {
        vec![Kind::SMALL_COUNT, Kind::TACTIC, Kind::UNIQUE_DESCRIPTION]
    }

    fn detect(&self, reading: &Reading<'_>, findings: &mut Findings<'_>) -> Result<(), Unfinished> {
        let look = |text: &str, stretches: &[Stretch]| of_stretches(text, stretches, &self.profiles);
        detect(reading, findings, &self.id(), &look)
    }
}

/// Finds what numbers give away together with what is known already.
pub(crate) struct Together<'k> {
    known: &'k Known,
    profiles: &'k Profiles,
}

impl<'k> Together<'k> {
    /// Returns the detector for the profiles of a policy, or none where nothing is known.
    pub(crate) fn of(known: &'k Known, profiles: &'k Profiles) -> Option<Self> {
        (!known.is_empty()).then_some(Self { known, profiles })
    }
}

impl Detector for Together<'_> {
    fn id(&self) -> DetectorId {
        DetectorId::fixed("numbers")
    }

    fn kinds(&self) -> Vec<Kind> {
        vec![Kind::SMALL_COUNT]
    }

    fn detect(&self, reading: &Reading<'_>, findings: &mut Findings<'_>) -> Result<(), Unfinished> {
        let look = |text: &str, stretches: &[Stretch]| of_known(text, stretches, self.known, self.profiles);
        detect(reading, findings, &self.id(), &look)
    }
}

/// How the stretches of a window are looked at.
type Look<'l> = dyn Fn(&str, &[Stretch]) -> Result<Vec<Disclosure>, Unfinished> + 'l;

/// Looks at a reading window by window.
fn detect(
    reading: &Reading<'_>,
    findings: &mut Findings<'_>,
    id: &DetectorId,
    look: &Look<'_>,
) -> Result<(), Unfinished> {
    // A piece of a broken line is no sentence, nor is a cell of a few words.
    if reading.is_rejoined() || memchr::memchr_iter(b' ', reading.text().as_bytes()).take(FEWEST).count() < FEWEST {
        return Ok(());
    }
    let stretches = claims::stretches(reading);
    if stretches.is_empty() {
        return Ok(());
    }
    for window in windows(reading.text()) {
        let Some(text) = window.of(reading.text()) else { continue };
        let inside: Vec<Stretch> = stretches.iter().filter_map(|stretch| stretch.within(window)).collect();
        for one in joined(look(text, &inside)?, text) {
            let span = Span::new(window.start + one.span.start, window.start + one.span.end);
            let evidence = EvidenceSet::of(one.way.evidence());
            if let Some(finding) = findings.push(span, one.way.kind(), one.confidence, evidence, id.clone()) {
                finding.role = one.role;
            }
        }
    }
    Ok(())
}

/// The fewest spaces in a text that can give somebody away.
const FEWEST: usize = 2;

/// Makes one of neighbours with nothing but spaces between them: one wording stands for all of them, and their number is not
/// told.
fn joined(found: Vec<Disclosure>, text: &str) -> Vec<Disclosure> {
    let mut joined: Vec<Disclosure> = Vec::new();
    for one in found {
        let last =
            joined.iter_mut().rev().find(|last| last.way.kind() == one.way.kind() && last.confidence == one.confidence);
        if let Some(last) = last {
            let between = Span::new(last.span.end, one.span.start);
            let near =
                last.span.end >= one.span.start || between.of(text).is_some_and(|gap| gap.chars().all(|c| c == ' '));
            if near {
                last.span = last.span.union(one.span);
                continue;
            }
        }
        joined.push(one);
    }
    joined
}
