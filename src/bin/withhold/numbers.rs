//! What an officer is told of numbers: in what way they give something away, what may be said instead, and, where values are
//! shown, how a reader works it out.

use std::fmt::Write;

use withhold::risk::{Profiles, Way, disclosures};
use withhold::{Entry, Format};

use crate::input::Document;

/// Returns what the entry of an audit says of numbers, and what may be said instead; nothing for other kinds.
pub(crate) fn advice(entry: &Entry) -> Option<String> {
    let evidence = entry.hypotheses.iter().flat_map(|hypothesis| &hypothesis.evidence);
    let way = evidence.filter_map(|name| Way::ALL.into_iter().find(|way| way.evidence().as_str() == name)).next()?;
    Some(format!("{}; may be said: {}", way.meaning(), way.cautious_wording()))
}

/// Returns how a reader works numbers out, a line for each: for the officer's own eyes.
pub(crate) fn derivations(document: &Document, profiles: &Profiles) -> String {
    let mut out = String::new();
    let prose = matches!(document.format, Format::Text | Format::Markdown);
    let text = std::str::from_utf8(&document.bytes).ok().filter(|_| prose);
    for one in text.and_then(|text| disclosures(text, profiles).ok()).into_iter().flatten() {
        if let Some(derivation) = one.derivation.filter(|derivation| !derivation.steps.is_empty()) {
            let _ = writeln!(out, "{}: {derivation}", document.name);
        }
    }
    out
}
