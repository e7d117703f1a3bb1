//! Views of an audit: for the officer's screen, and for the world.
//!
//! An [`Audit`](crate::Audit) goes in, text comes out. The text view is the internal record in words; the schedule holds
//! what a refusal notice under FOIA s.17(1) needs and no more: no detector, no confidence, no digest, no role.

mod schedule;
mod text;

use crate::Kind;
use crate::detect::registry::builtin_rows;

/// Returns what an officer calls a kind: `UK_NINO` is a National Insurance number.
pub(crate) fn name_of(kind: &Kind) -> String {
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
        // What it is called must be true of every number, zero included.
        "SMALL_COUNT" => "breakdown",
        "UNIQUE_DESCRIPTION" => "description",
        "TACTIC" => "operational detail",
        other => {
            // The first row of a kind has its plainest name.
            let row = builtin_rows().unwrap_or_default().iter().find(|row| row.kind == *kind);
            return row.map_or_else(|| other.replace('_', " ").to_lowercase(), |row| row.name.clone());
        }
    };
    name.to_owned()
}
