//! Writing the audit of one document.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Engine, Replaced, give_back};
use crate::audit::{self, AUDIT_FORMAT, AuditOutcome, Entry, Hypothesis, Kept, Place, UnreadRecord, ValueDigest};
use crate::format::{Format, Written};
use crate::outcome::{Origin, Reason};
use crate::resolve::{Found, Item};
use crate::{Audit, Document, Kind, Role};

/// What an audit is written from.
pub(super) struct Record<'a, 'd> {
    pub(super) engine: &'a Engine,
    pub(super) input: &'a [u8],
    pub(super) format: Format,
    pub(super) document: &'a Document<'d>,
    pub(super) origins: &'a [Origin],
}

impl Record<'_, '_> {
    pub(super) fn released(
        &self,
        found: Vec<Found>,
        items: Vec<Item>,
        replaced: Vec<Replaced>,
        written: &Written,
    ) -> Audit {
        let mut audit = self.start(AuditOutcome::Released, found, items);
        audit.output = Some(audit::released_record(&written.bytes));
        let mut lines = Lines::of(&written.bytes);
        for ((entry, replaced), span) in audit.entries.iter_mut().zip(replaced).zip(&written.placed) {
            entry.place =
                Some(Place { start: span.start as u64, end: span.end as u64, line: lines.line_of(span.start) });
            entry.replacement = replaced.text;
            entry.treatment = replaced.treatment.into();
        }
        audit
    }

    pub(super) fn refused(&self, found: Vec<Found>, items: Vec<Item>, reasons: &[Reason]) -> Audit {
        let mut audit = self.start(AuditOutcome::Refused, found, items);
        audit.reasons = reasons.to_vec();
        audit
    }

    fn start(&self, outcome: AuditOutcome, found: Vec<Found>, items: Vec<Item>) -> Audit {
        let about = &self.engine.about;
        let kept = self.kept(&found);
        let entries = self.entries(found, items);
        Audit {
            audit: AUDIT_FORMAT.to_owned(),
            tool: env!("CARGO_PKG_VERSION").to_owned(),
            outcome,
            reasons: Vec::new(),
            policy: about.policy.clone(),
            format: self.format.name().to_owned(),
            input: audit::input_record(self.input, self.engine.key.as_ref()),
            output: None,
            detectors: about.detectors.clone(),
            key: about.key.clone(),
            entries,
            kept,
            expired: about.expired.clone(),
            looked_for: about.looked_for.clone(),
            not_looked_for: about.not_looked_for.clone(),
            unread: self
                .document
                .unread
                .iter()
                .map(|unread| UnreadRecord { place: unread.place.clone(), reason: unread.reason.clone() })
                .collect(),
        }
    }

    /// Returns the entries of `items`. Made from the last on, so that what they are made from is given back meanwhile.
    fn entries(&self, mut found: Vec<Found>, mut items: Vec<Item>) -> Vec<Entry> {
        let mut entries = Vec::with_capacity(items.len());
        while let Some(item) = items.pop() {
            let origin = self.origins.get(items.len());
            let number = u32::try_from(items.len() + 1).unwrap_or(u32::MAX);
            entries.extend(origin.and_then(|origin| self.entry(&item, &found, origin, number)));
            found.truncate(item.first());
            give_back(&mut items);
            give_back(&mut found);
        }
        entries.reverse();
        entries
    }

    fn entry(&self, item: &Item, found: &[Found], origin: &Origin, number: u32) -> Option<Entry> {
        let lead = item.lead(found)?;
        let key = self.engine.key.as_ref();
        let decision = &item.decision;
        Some(Entry {
            number,
            kind: lead.finding.kind.clone(),
            role: lead.finding.role,
            subject: item.subject + 1,
            place: None,
            field: origin.address.field(),
            rule: Arc::clone(&decision.rule),
            level: decision.level,
            ground: Arc::clone(&decision.ground),
            harm: Arc::clone(&decision.harm),
            likelihood: Arc::clone(&decision.likelihood),
            review_when: Arc::clone(&decision.review_when),
            treatment: decision.treatment.name().into(),
            replacement: Arc::default(),
            hypotheses: hypotheses(item, found),
            digest: key.map(|key| ValueDigest::of(key, &lead.finding.kind, &item.identity)),
        })
    }

    /// Counts what was found and stays.
    fn kept(&self, found: &[Found]) -> Vec<Kept> {
        let mut counts: BTreeMap<(Kind, Role, String, String), u32> = BTreeMap::new();
        for one in found.iter().filter(|one| !one.is_withheld()) {
            let reason = if one.public {
                "public by nature or by the policy's contacts".to_owned()
            } else {
                self.engine.policy.reason_to_keep(&one.decision)
            };
            let rule = if one.public { "public".to_owned() } else { one.decision.rule.to_string() };
            let key = (one.finding.kind.clone(), one.finding.role, rule, reason);
            let count = counts.entry(key).or_default();
            *count = count.saturating_add(1);
        }
        counts.into_iter().map(|((kind, role, rule, reason), count)| Kept { kind, role, rule, reason, count }).collect()
    }
}

/// Returns everything that an item was taken for.
fn hypotheses(item: &Item, found: &[Found]) -> Vec<Hypothesis> {
    let ranked = item.hypotheses(found);
    let mut hypotheses: Vec<Hypothesis> = Vec::with_capacity(ranked.len());
    for one in ranked {
        let finding = &one.finding;
        let hypothesis = Hypothesis {
            kind: finding.kind.clone(),
            role: finding.role,
            confidence: finding.confidence,
            evidence: finding.evidence,
            detector: finding.detector.clone(),
        };
        if !hypotheses.contains(&hypothesis) {
            hypotheses.push(hypothesis);
        }
    }
    hypotheses
}

/// Counts lines as places are asked for in order.
struct Lines<'b> {
    bytes: &'b [u8],
    at: usize,
    line: u64,
}

impl<'b> Lines<'b> {
    fn of(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0, line: 1 }
    }

    fn line_of(&mut self, at: usize) -> u64 {
        let gone = self.bytes.get(self.at..at).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', gone).count() as u64;
        self.at = self.at.max(at);
        self.line
    }
}
