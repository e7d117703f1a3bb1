//! What an officer is told of numbers: in what way they give something away, what may be said instead, and, where values are
//! shown, how a reader works it out.

use std::fmt::Write;

use withhold::risk::{Known, Profiles, Way, disclosures_with};
use withhold::{Entry, Format};

/// Returns what the entry of an audit says of numbers, and what may be said instead; nothing for other kinds.
pub(crate) fn advice(entry: &Entry) -> Option<String> {
    let has = |way: &Way| entry.hypotheses.iter().any(|hypothesis| hypothesis.evidence.has(way.evidence()));
    let ways: Vec<Way> = Way::ALL.into_iter().filter(has).collect();
    let meanings: Vec<&str> = ways.iter().map(|way| way.meaning()).collect();
    Some(format!("{}; may be said: {}", meanings.join("; "), ways.first()?.cautious_wording()))
}

/// Returns how a reader works numbers out, a line for each: for the officer's own eyes.
pub(crate) fn derivations(name: &str, bytes: &[u8], format: Format, known: &Known, profiles: &Profiles) -> String {
    let mut out = String::new();
    let prose = matches!(format, Format::Text | Format::Markdown);
    let text = std::str::from_utf8(bytes).ok().filter(|_| prose);
    for one in text.and_then(|text| disclosures_with(text, known, profiles).ok()).into_iter().flatten() {
        if let Some(derivation) = one.derivation.filter(|derivation| !derivation.steps.is_empty()) {
            let _ = writeln!(out, "{name}: {derivation}");
        }
    }
    out
}
