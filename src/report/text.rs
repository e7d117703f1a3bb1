//! The internal record in words.

use std::fmt::Write;

use super::name_of;
use crate::{Audit, AuditOutcome, Entry};

impl Audit {
    /// Returns the audit as text for an officer's screen. It holds no withheld value.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        self.write_text(&mut out);
        out
    }

    fn write_text(&self, out: &mut String) {
        let what = match self.outcome {
            AuditOutcome::Released => "Released",
            AuditOutcome::Refused => "Refused",
        };
        let _ = writeln!(
            out,
            "{what} under policy {} {}, {} withheld.",
            self.policy.name,
            self.policy.version,
            items(self.entries.len())
        );
        for reason in &self.reasons {
            let _ = writeln!(out, "Reason: {}.", reason.message);
        }
        for entry in &self.entries {
            entry.write_text(out);
        }
        if !self.kept.is_empty() {
            let _ = writeln!(out, "\nFound and kept:");
            for kept in &self.kept {
                let _ = writeln!(out, "  {} × {} ({}): {}", kept.count, name_of(&kept.kind), kept.role, kept.reason);
            }
        }
        for unread in &self.unread {
            let _ = writeln!(out, "\nNot read: {}: {}", unread.place, unread.reason);
        }
        for expired in &self.expired {
            let _ = writeln!(out, "Expired, not applied: {expired}");
        }
        let off = self.not_looked_for.len();
        let _ = writeln!(
            out,
            "\nLooked for {} kinds; {off} detectors were switched off (see the JSON audit).",
            self.looked_for.len()
        );
        let _ = writeln!(out, "Input   {} bytes, {}", self.input.bytes, self.input.digest);
        if let Some(output) = &self.output {
            let _ = writeln!(out, "Release {} bytes, {}", output.bytes, output.digest);
        }
        let _ = writeln!(out, "Policy  {}", self.policy.digest);
        let _ = writeln!(out, "Numbers {}", self.policy.profiles);
        let _ = writeln!(out, "Rows    {} (withhold {})", self.detectors, self.tool);
    }
}

impl Entry {
    fn write_text(&self, out: &mut String) {
        let place = match (&self.place, &self.field) {
            (Some(place), Some(field)) => format!("{field}, bytes {}..{}", place.start, place.end),
            (Some(place), None) => format!("line {}, bytes {}..{}", place.line, place.start, place.end),
            (None, Some(field)) => field.clone(),
            (None, None) => "not released".to_owned(),
        };
        let sure = self.hypotheses.first();
        let confidence = sure.map_or("", |h| h.confidence.as_str());
        let _ =
            writeln!(out, "\n{:>3}  {} of {} ({confidence}) at {place}", self.number, name_of(&self.kind), self.role);
        let ground = if self.ground.is_empty() { "no ground needed" } else { &self.ground };
        let _ = writeln!(out, "     {} by {} `{}`: {ground}", self.treatment, self.level, self.rule);
        if !self.harm.is_empty() {
            let likely = if self.likelihood.is_empty() { "" } else { " — " };
            let _ = writeln!(out, "     harm: {}{likely}{}", self.harm, self.likelihood);
        }
        if !self.review_when.is_empty() {
            let _ = writeln!(out, "     look again when: {}", self.review_when);
        }
        if let Some(first) = sure {
            let _ = writeln!(out, "     evidence: {} ({})", first.evidence.join(", "), first.detector);
        }
        let others: Vec<String> =
            self.hypotheses.iter().skip(1).map(|h| format!("{} ({})", h.kind, h.confidence)).collect();
        if !others.is_empty() {
            let _ = writeln!(out, "     could also be: {}", others.join(", "));
        }
    }
}

fn items(count: usize) -> String {
    match count {
        0 => "nothing".to_owned(),
        1 => "one item".to_owned(),
        count => format!("{count} items"),
    }
}
