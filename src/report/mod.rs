//! Views of an audit: for the officer's screen, and for the world.
//!
//! An [`Audit`](crate::Audit) goes in, text comes out. The text view is the internal record in words; the schedule holds
//! what a refusal notice under FOIA s.17(1) needs and no more: no detector, no confidence, no digest, no role.

mod long;
mod schedule;
mod text;

use std::borrow::Cow;
use std::io::{self, Write};

use crate::detect::registry::builtin_rows;
use crate::{Audit, Kind};

pub use long::AuditWriter;

/// A view of an audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum View {
    /// The record: JSON, version 1.
    Json,
    /// For an officer's screen.
    Text,
    /// The publishable schedule in Markdown.
    ScheduleMarkdown,
    /// The publishable schedule as CSV (RFC 4180), with a header.
    ScheduleCsv,
}

impl Audit {
    /// Writes a view of the audit, entry by entry: nothing of the size of the audit is held. No view has a withheld value.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, view: View, out: &mut dyn Write) -> io::Result<()> {
        match view {
            View::Json => serde_json::to_writer_pretty(out, self).map_err(io::Error::from),
            View::Text => self.write_text(out),
            View::ScheduleMarkdown => self.write_schedule_markdown(out),
            View::ScheduleCsv => self.write_schedule_csv(out),
        }
    }

    /// Returns the audit as JSON, version 1.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.view(View::Json)
    }

    /// Returns the audit as text for an officer's screen. It holds no withheld value.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.view(View::Text)
    }

    /// Returns the publishable schedule in Markdown.
    #[must_use]
    pub fn schedule_markdown(&self) -> String {
        self.view(View::ScheduleMarkdown)
    }

    /// Returns the publishable schedule as CSV (RFC 4180), with a header.
    #[must_use]
    pub fn schedule_csv(&self) -> String {
        self.view(View::ScheduleCsv)
    }

    fn view(&self, view: View) -> String {
        let mut bytes = Vec::new();
        // Writing into memory does not fail, and every view is text.
        match self.write(view, &mut bytes) {
            Ok(()) => String::from_utf8(bytes).unwrap_or_default(),
            Err(_) => String::new(),
        }
    }
}

/// Returns what an officer calls a kind: `UK_NINO` is a National Insurance number.
pub(crate) fn name_of(kind: &Kind) -> Cow<'static, str> {
    let name = match kind.as_str() {
        "PERSON" => "name",
        "STREET_ADDRESS" => "address",
        "PHONE_NUMBER" => "telephone number",
        "EMAIL_ADDRESS" => "e-mail address",
        "DATE_OF_BIRTH" => "date of birth",
        "URL" => "web address",
        "VIN" => "vehicle identification number",
        "IMEI" => "telephone serial number (IMEI)",
        "UK_NINO" => "National Insurance number",
        "UK_NHS" => "NHS number",
        "UK_CHI" => "CHI number",
        "UK_PNC_ID" => "PNC ID",
        "UK_CRO" => "CRO number",
        "UK_UTR" => "tax reference",
        "UK_URN" => "unique reference number",
        "UK_BANK_ACCOUNT" => "bank account",
        "IBAN_CODE" => "bank account (IBAN)",
        "CREDIT_CARD" => "card number",
        "CRYPTO" => "crypto-currency address",
        "IP_ADDRESS" => "IP address",
        "MAC_ADDRESS" => "MAC address",
        "WHAT3WORDS" => "what3words address",
        "FIELD" => "field",
        "UK_PASSPORT" => "passport number",
        "COURT_CASE_NUMBER" => "court case number",
        "INCIDENT_REFERENCE" => "incident reference",
        "COORDINATES" => "coordinates",
        "KINSHIP" => "relationship",
        "NRP" => "nationality or belief",
        "HEALTH" => "health detail",
        "DISTINGUISHING_MARK" => "mark",
        // What it is called must be true of every number, zero included.
        "SMALL_COUNT" => "breakdown",
        "UNIQUE_DESCRIPTION" => "description",
        "TACTIC" => "operational detail",
        other => {
            // The first row of a kind has its plainest name.
            let row = builtin_rows().unwrap_or_default().iter().find(|row| row.kind == *kind);
            return row.map_or_else(|| other.replace('_', " ").to_lowercase().into(), |row| row.name.as_str().into());
        }
    };
    name.into()
}
