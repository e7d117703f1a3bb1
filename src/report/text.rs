//! The internal record in words.

use std::io::{self, Write};

use super::name_of;
use crate::{Audit, AuditOutcome, Entry, Evidence};

impl Audit {
    pub(super) fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        self.write_text_of(self.entries.len(), out)
    }

    /// Writes what is said of `withheld` entries, and those that the audit holds.
    pub(super) fn write_text_of(&self, withheld: usize, out: &mut dyn Write) -> io::Result<()> {
        let what = match self.outcome {
            AuditOutcome::Released => "Released",
            AuditOutcome::Refused => "Refused",
        };
        writeln!(
            out,
            "{what} under policy {} {}, {} withheld.",
            self.policy.name,
            self.policy.version,
            items(withheld)
        )?;
        for reason in &self.reasons {
            writeln!(out, "Reason: {}.", reason.message)?;
        }
        for entry in &self.entries {
            entry.write_text(out)?;
        }
        if !self.kept.is_empty() {
            writeln!(out, "\nFound and kept:")?;
            for kept in &self.kept {
                writeln!(out, "  {} × {} ({}): {}", kept.count, name_of(&kept.kind), kept.role, kept.reason)?;
            }
        }
        for unread in &self.unread {
            writeln!(out, "\nNot read: {}: {}", unread.place, unread.reason)?;
        }
        for known in &self.known {
            writeln!(out, "Put beside {known}")?;
        }
        for expired in &self.expired {
            writeln!(out, "Expired, not applied: {expired}")?;
        }
        let off = self.not_looked_for.len();
        writeln!(
            out,
            "\nLooked for {} kinds; {off} detectors were switched off (see the JSON audit).",
            self.looked_for.len()
        )?;
        writeln!(out, "Input   {} bytes, {}", self.input.bytes, self.input.digest)?;
        if let Some(output) = &self.output {
            writeln!(out, "Release {} bytes, {}", output.bytes, output.digest)?;
        }
        writeln!(out, "Policy  {}", self.policy.digest)?;
        writeln!(out, "Numbers {}", self.policy.profiles)?;
        if let Some(register) = &self.register {
            let (version, entries) = (&register.version, register.entries);
            writeln!(out, "People  {} ({version}, {entries} entries, {} expired)", register.digest, register.expired)?;
        }
        writeln!(out, "Rows    {} (withhold {})", self.detectors, self.tool)
    }
}

impl Entry {
    fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        let place = match (&self.place, &self.field) {
            (Some(place), Some(field)) => format!("{field}, bytes {}..{}", place.start, place.end),
            (Some(place), None) => format!("line {}, bytes {}..{}", place.line, place.start, place.end),
            (None, Some(field)) => field.clone(),
            (None, None) => "not released".to_owned(),
        };
        let sure = self.hypotheses.first();
        let confidence = sure.map_or("", |h| h.confidence.as_str());
        writeln!(out, "\n{:>3}  {} of {} ({confidence}) at {place}", self.number, name_of(&self.kind), self.role)?;
        let ground = if self.ground.is_empty() { "no ground needed" } else { &self.ground };
        writeln!(out, "     {} by {} `{}`: {ground}", self.treatment, self.level.name(), self.rule)?;
        if !self.harm.is_empty() {
            let likely = if self.likelihood.is_empty() { "" } else { " — " };
            writeln!(out, "     harm: {}{likely}{}", self.harm, self.likelihood)?;
        }
        if !self.review_when.is_empty() {
            writeln!(out, "     look again when: {}", self.review_when)?;
        }
        if let Some(first) = sure {
            writeln!(
                out,
                "     evidence: {} ({})",
                first.evidence.iter().map(Evidence::as_str).collect::<Vec<_>>().join(", "),
                first.detector
            )?;
        }
        let others: Vec<String> =
            self.hypotheses.iter().skip(1).map(|h| format!("{} ({})", h.kind, h.confidence)).collect();
        if !others.is_empty() {
            writeln!(out, "     could also be: {}", others.join(", "))?;
        }
        Ok(())
    }
}

fn items(count: usize) -> String {
    match count {
        0 => "nothing".to_owned(),
        1 => "one item".to_owned(),
        count => format!("{count} items"),
    }
}
