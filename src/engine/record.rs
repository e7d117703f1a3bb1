//! Writing the audit of one document.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Engine, Round, give_back};
use crate::audit::{self, AUDIT_FORMAT, AuditOutcome, Entry, Hypothesis, Kept, Place, UnreadRecord, ValueDigest};
use crate::format::Format;
use crate::outcome::{Origin, Outcome, Reason, Refusal, Release};
use crate::policy::{Decision, Policy};
use crate::resolve::{Found, Item};
use crate::{Address, Audit, Document, Kind, Role};

/// What an audit is written from.
pub(super) struct Record<'a, 'd> {
    pub(super) engine: &'a Engine,
    pub(super) input: &'a [u8],
    pub(super) format: Format,
    pub(super) document: &'a Document<'d>,
    /// The names of what was put beside it.
    pub(super) known: &'a [String],
    /// What was found and stays.
    pub(super) kept: Vec<Kept>,
}

impl Record<'_, '_> {
    /// Returns the release of what `round` wrote.
    ///
    /// The addresses of `origins` are those in the released document: a withheld member name is in no pointer.
    pub(super) fn released(&self, found: Vec<Found>, round: Round, origins: Vec<Origin>) -> Outcome {
        let Round { items, replaced, mut written, .. } = round;
        written.changes = Vec::new();
        let mut audit = self.start(AuditOutcome::Released, found, items, &origins);
        audit.output = Some(audit::released_record(&written.bytes));
        let mut lines = Lines::of(&written.bytes);
        for ((entry, replaced), span) in audit.entries.iter_mut().zip(replaced).zip(&written.placed) {
            entry.place =
                Some(Place { start: span.start as u64, end: span.end as u64, line: lines.line_of(span.start) });
            entry.replacement = replaced.text;
            entry.treatment = replaced.treatment.into();
        }
        Outcome::Released(Release { document: written.bytes, audit, origins })
    }

    /// Returns the refusal for `reasons`.
    pub(super) fn refused(&self, found: Vec<Found>, items: Vec<Item>, reasons: Vec<Reason>) -> Outcome {
        let hidden = names_are_withheld(self.document, &items);
        let origins = origins(self.document, &items, |_| hidden.then_some(Address::Text));
        let mut audit = self.start(AuditOutcome::Refused, found, items, &origins);
        audit.reasons.clone_from(&reasons);
        Outcome::Refused(Refusal { reasons, audit, origins })
    }

    fn start(&self, outcome: AuditOutcome, found: Vec<Found>, items: Vec<Item>, origins: &[Origin]) -> Audit {
        let about = &self.engine.about;
        let entries = self.entries(found, items, origins);
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
            register: about.register.clone(),
            entries,
            kept: self.kept.clone(),
            known: self.known.to_vec(),
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
    fn entries(&self, mut found: Vec<Found>, mut items: Vec<Item>, origins: &[Origin]) -> Vec<Entry> {
        let mut entries = Vec::with_capacity(items.len());
        while let Some(item) = items.pop() {
            let origin = origins.get(items.len());
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
}

/// Counts what was found and stays.
pub(super) fn kept(policy: &Policy, found: &[Found]) -> Vec<Kept> {
    /// What is counted together: kind, role, whether it is public, rule and reason.
    type Like<'f> = (&'f Kind, Role, bool, &'f str, &'f str);
    let mut counts: BTreeMap<Like<'_>, (u32, &Decision)> = BTreeMap::new();
    for one in found.iter().filter(|one| !one.is_withheld()) {
        let (finding, decision) = (&one.finding, &one.decision);
        let key = (&finding.kind, finding.role, one.public, &*decision.rule, &*decision.harm);
        let (count, _) = counts.entry(key).or_insert((0, decision));
        *count = count.saturating_add(1);
    }
    let mut all: Vec<Kept> = Vec::with_capacity(counts.len());
    for ((kind, role, public, rule, _), (count, decision)) in counts {
        let (rule, reason) = if public {
            ("public", "public by nature or by the policy's contacts".to_owned())
        } else {
            (rule, policy.reason_to_keep(decision))
        };
        let same = |one: &&mut Kept| one.kind == *kind && one.role == role && one.rule == rule && one.reason == reason;
        match all.iter_mut().find(same) {
            Some(one) => one.count = one.count.saturating_add(count),
            None => all.push(Kept { kind: kind.clone(), role, rule: rule.to_owned(), reason, count }),
        }
    }
    all.sort_by(|a, b| (&a.kind, a.role, &a.rule, &a.reason).cmp(&(&b.kind, b.role, &b.rule, &b.reason)));
    all
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

/// Returns whether a member name is withheld: then pointers of a refused document would tell it.
fn names_are_withheld(document: &Document<'_>, items: &[Item]) -> bool {
    items.iter().any(|item| document.parts.get(item.part).is_some_and(|part| matches!(part.address, Address::Key(_))))
}

/// Returns where `items` stand; `address` gives that of a part, where it is not the part's own.
pub(super) fn origins(
    document: &Document<'_>,
    items: &[Item],
    address: impl Fn(usize) -> Option<Address>,
) -> Vec<Origin> {
    let origin = |item: &Item| {
        let part = document.parts.get(item.part)?;
        let address = address(item.part).unwrap_or_else(|| part.address.clone());
        Some(Origin { address, span: item.span, input: part.in_input(item.span) })
    };
    items.iter().map(|item| origin(item).unwrap_or_default()).collect()
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
