//! Quasi-identifiers: sex with an age, occupation, kinship, school year, nationality and belief, health, marks.
//!
//! A reading goes in; findings come out where the words around say that one person is meant. Words are rows (`rows.toml`);
//! what must stand around them is grammar, a file a kind. Each is harmless in most sentences: what is withheld depends on
//! whom it is about, which [`tie()`] tells when all detectors have looked. "The only …" is found with numbers of people.

mod belonging;
mod health;
mod kinship;
mod labels;
mod marks;
mod near;
mod occupation;
mod rows;
mod school;
mod tie;

use self::rows::Read;
use super::cues::Asker;
use crate::fold::Reading;
use crate::{Confidence, Detector, DetectorId, Evidence, EvidenceSet, Findings, Kind, Role, Span, Unfinished};

pub(crate) use rows::{is_kin, is_trade, words};
pub(crate) use tie::tie;

/// The id of the detector.
pub(crate) const ID: DetectorId = DetectorId::fixed("quasi");

/// The kinds of a quasi-identifier.
pub(crate) const KINDS: [Kind; 7] =
    [Kind::SEX, Kind::OCCUPATION, Kind::KINSHIP, Kind::SCHOOL_YEAR, Kind::NRP, Kind::HEALTH, Kind::DISTINGUISHING_MARK];

/// Finds quasi-identifiers.
pub(crate) struct Quasi;

impl Detector for Quasi {
    fn id(&self) -> DetectorId {
        ID
    }

    fn kinds(&self) -> Vec<Kind> {
        KINDS.to_vec()
    }

    fn detect(&self, reading: &Reading<'_>, findings: &mut Findings<'_>) -> Result<(), Unfinished> {
        rows::list().map_err(|reason| Unfinished { reason: reason.to_owned() })?;
        let text = reading.text();
        if let Some((span, kind, confidence)) = reading.field().and_then(|field| labels::in_field(text, field)) {
            findings.push(span, kind, confidence, EvidenceSet::of(Evidence::Field), ID);
        }
        for cue in reading.cues(Asker::Quasi)? {
            let span = Span::new(cue.start, cue.end);
            let Some(row) = rows::row_of(cue.word).filter(|_| is_whole(text, span)) else { continue };
            let (likely, grammar) = (Confidence::Likely, Evidence::Grammar);
            let of_row = |span: Span| (span, row.kind.clone(), likely, grammar);
            let found = match row.read {
                Read::Kinship => kinship::read(text, span).map(of_row),
                Read::Job => occupation::job(text, span).map(|(span, kind)| (span, kind, likely, grammar)),
                Read::Trade => {
                    occupation::trade(text, span).map(|(span, sure)| (span, row.kind.clone(), sure, grammar))
                }
                Read::SchoolYear => school::read(text, span).map(of_row),
                Read::Nationality | Read::Ethnicity | Read::Belief => belonging::read(text, span, row.read).map(of_row),
                Read::Condition => health::condition(text, span).map(of_row),
                Read::State => health::state(text, span).map(of_row),
                Read::Mark => marks::read(text, span).map(of_row),
                Read::Label => labels::read(text, span.end, &row.kind)
                    .map(|span| (span, row.kind.clone(), Confidence::Certain, Evidence::Label)),
            };
            let Some((span, kind, confidence, evidence)) = found else { continue };
            let child = kind == Kind::SCHOOL_YEAR;
            if let Some(finding) = findings.push(span, kind, confidence, EvidenceSet::of(evidence), ID) {
                finding.role = if child { Role::Child } else { Role::Unknown };
            }
        }
        Ok(())
    }
}

/// Returns whether a cue stands there as whole words.
fn is_whole(text: &str, cue: Span) -> bool {
    let inside = |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)).is_some_and(u8::is_ascii_alphanumeric);
    // "34yrs old" has its own cue; a label ends in its colon.
    !inside(cue.start.checked_sub(1))
        && (text.get(..cue.end).is_some_and(|words| words.ends_with(':')) || !inside(Some(cue.end)))
}

#[cfg(test)]
mod tests;
