//! Writing the audit of one document.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Engine, Round};
use crate::audit::{self, AUDIT_FORMAT, AuditOutcome, Entry, Hypothesis, Kept, Place, UnreadRecord, ValueDigest};
use crate::format::Format;
use crate::outcome::Reason;
use crate::resolve::{Found, Item};
use crate::{Address, Audit, Document, Kind, Role};

/// What an audit is written from.
pub(super) struct Record<'a, 'd> {
    pub(super) engine: &'a Engine,
    pub(super) input: &'a [u8],
    pub(super) format: Format,
    pub(super) document: &'a Document<'d>,
    pub(super) found: &'a [Found],
    pub(super) items: &'a [Item],
}

impl Record<'_, '_> {
    pub(super) fn released(&self, round: &Round, addresses: &[Option<Address>]) -> Audit {
        let mut audit = self.start(AuditOutcome::Released, addresses);
        audit.output = Some(audit::released_record(&round.written.bytes));
        let mut lines = Lines::of(&round.written.bytes);
        for ((entry, replacement), span) in audit.entries.iter_mut().zip(&round.replacements).zip(&round.written.placed)
        {
            entry.place =
                Some(Place { start: span.start as u64, end: span.end as u64, line: lines.line_of(span.start) });
            entry.replacement = Arc::clone(&replacement.text);
            entry.treatment = replacement.done.name().into();
        }
        audit
    }

    pub(super) fn refused(&self, reasons: &[Reason], addresses: &[Option<Address>]) -> Audit {
        let mut audit = self.start(AuditOutcome::Refused, addresses);
        audit.reasons = reasons.to_vec();
        audit
    }

    fn start(&self, outcome: AuditOutcome, addresses: &[Option<Address>]) -> Audit {
        let about = &self.engine.about;
        let mut entries = Vec::with_capacity(self.items.len());
        entries.extend((0..self.items.len()).filter_map(|index| self.entry(index, addresses.get(index)?.as_ref())));
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
            kept: self.kept(),
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

    fn entry(&self, index: usize, address: Option<&Address>) -> Option<Entry> {
        let item = self.items.get(index)?;
        let lead = item.lead(self.found)?;
        let part = self.document.parts.get(item.part)?;
        let key = self.engine.key.as_ref();
        let decision = &item.decision;
        Some(Entry {
            number: u32::try_from(index + 1).unwrap_or(u32::MAX),
            kind: lead.finding.kind.clone(),
            role: lead.finding.role,
            subject: item.subject + 1,
            place: None,
            field: address.unwrap_or(&part.address).field(),
            rule: Arc::clone(&decision.rule),
            level: decision.level,
            ground: Arc::clone(&decision.ground),
            harm: Arc::clone(&decision.harm),
            likelihood: Arc::clone(&decision.likelihood),
            review_when: Arc::clone(&decision.review_when),
            treatment: decision.treatment.name().into(),
            replacement: Arc::default(),
            hypotheses: self.hypotheses(item),
            digest: key.map(|key| ValueDigest::of(key, &lead.finding.kind, &item.identity)),
        })
    }

    fn hypotheses(&self, item: &Item) -> Vec<Hypothesis> {
        let mut hypotheses: Vec<Hypothesis> = Vec::with_capacity(item.findings.len());
        for one in item.findings.iter().filter_map(|index| self.found.get(*index)) {
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

    /// Counts what was found and stays.
    fn kept(&self) -> Vec<Kept> {
        let mut counts: BTreeMap<(Kind, Role, String, String), u32> = BTreeMap::new();
        for one in self.found.iter().filter(|one| !one.is_withheld()) {
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
