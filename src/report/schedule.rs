//! The publishable schedule: what was withheld, on which exemption and why, for the reader of a refusal notice.
//!
//! FOIA s.17(1) asks for the fact, the exemption and why it applies. Items about the same person are not tied together
//! and roles are not told: both would be disclosures of their own.

use std::fmt::Write;

use super::name_of;
use crate::{Audit, Entry};

impl Audit {
    /// Returns the publishable schedule in Markdown.
    #[must_use]
    pub fn schedule_markdown(&self) -> String {
        let mut out = String::from("# Schedule of withheld information\n\n");
        if self.entries.is_empty() {
            out.push_str("Nothing was withheld.\n");
            return out;
        }
        out.push_str("| No. | Where | What | Exemption | Why | In its place |\n|---|---|---|---|---|---|\n");
        for entry in &self.entries {
            let [number, place, what, ground, why, now] = row(entry).map(|cell| markdown_cell(&cell));
            let _ = writeln!(out, "| {number} | {place} | {what} | {ground} | {why} | {now} |");
        }
        let _ = writeln!(out, "\nDecided under the policy {} {}.", self.policy.name, self.policy.version);
        out
    }

    /// Returns the publishable schedule as CSV (RFC 4180), with a header.
    #[must_use]
    pub fn schedule_csv(&self) -> String {
        let mut out = String::from("number,where,what,exemption,why,in_its_place\r\n");
        for entry in &self.entries {
            let cells = row(entry).map(|cell| csv_cell(&cell));
            let _ = write!(out, "{}\r\n", cells.join(","));
        }
        out
    }
}

/// Returns the cells of one entry.
fn row(entry: &Entry) -> [String; 6] {
    let place = match (&entry.place, &entry.field) {
        (_, Some(field)) => field.clone(),
        (Some(place), None) => format!("line {}", place.line),
        (None, None) => String::new(),
    };
    let why = match (&*entry.harm, &*entry.likelihood) {
        ("", _) => String::new(),
        (harm, "") => harm.to_owned(),
        (harm, likelihood) => format!("disclosure {likelihood} to cause: {harm}"),
    };
    [
        entry.number.to_string(),
        place,
        name_of(&entry.kind).into_owned(),
        entry.ground.to_string(),
        why,
        entry.replacement.to_string(),
    ]
}

fn markdown_cell(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace(['\n', '\r'], " ")
}

/// Returns a cell that no spreadsheet takes for a formula.
fn csv_cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}
