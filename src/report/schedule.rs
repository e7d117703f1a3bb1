//! The publishable schedule: what was withheld, on which exemption and why, for the reader of a refusal notice.
//!
//! FOIA s.17(1) asks for the fact, the exemption and why it applies. Items about the same person are not tied together
//! and roles are not told: both would be disclosures of their own.

use std::io::{self, Write};

use super::name_of;
use crate::{Audit, Entry};

impl Audit {
    pub(super) fn write_schedule_markdown(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "# Schedule of withheld information\n")?;
        if self.entries.is_empty() {
            return writeln!(out, "Nothing was withheld.");
        }
        writeln!(out, "| No. | Where | What | Exemption | Why | In its place |\n|---|---|---|---|---|---|")?;
        for entry in &self.entries {
            let [number, place, what, ground, why, now] = row(entry).map(|cell| markdown_cell(&cell));
            writeln!(out, "| {number} | {place} | {what} | {ground} | {why} | {now} |")?;
        }
        writeln!(out, "\nDecided under the policy {} {}.", self.policy.name, self.policy.version)
    }

    /// RFC 4180, with a header.
    pub(super) fn write_schedule_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "number,where,what,exemption,why,in_its_place\r\n")?;
        for entry in &self.entries {
            write!(out, "{}\r\n", row(entry).map(|cell| csv_cell(&cell)).join(","))?;
        }
        Ok(())
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
        (harm, "would") => format!("disclosure would cause: {harm}"),
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
