//! Findings in SARIF 2.1.0 (OASIS), for code-review tools. No text of the document is in it.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use withhold::{Confidence, Outcome};

use crate::check::Checked;

/// Returns the log of a run.
pub(crate) fn log(checked: &[Checked]) -> String {
    let kinds: BTreeSet<&str> =
        checked.iter().flat_map(|one| &one.regions).map(|region| region.kind.as_str()).collect();
    let describe = |id: &str, text: String| json!({ "id": id, "name": id, "shortDescription": { "text": text } });
    let mut rules: Vec<Value> =
        kinds.iter().map(|kind| describe(kind, format!("A detail of kind {kind} that would be withheld"))).collect();
    rules.push(describe("refused", "A document that would not be released".to_owned()));
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "withhold", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": checked.iter().flat_map(results).collect::<Vec<_>>(),
        }],
    });
    serde_json::to_string_pretty(&log).unwrap_or_default()
}

fn results(one: &Checked) -> Vec<Value> {
    let artifact = json!({ "uri": uri(&one.name) });
    let mut results: Vec<Value> = one
        .regions
        .iter()
        .zip(&one.places)
        .map(|(region, (line, column))| {
            let level = if region.confidence == Confidence::Possible { "note" } else { "warning" };
            let ground = if region.ground.is_empty() { "no ground needed" } else { &region.ground };
            let message = format!("{} of {} ({}): {} by {}, {ground}", region.kind, region.role, region.confidence, region.treatment, region.rule);
            json!({
                "ruleId": region.kind.as_str(),
                "level": level,
                "message": { "text": message },
                "locations": [{ "physicalLocation": {
                    "artifactLocation": artifact,
                    "region": { "startLine": line, "startColumn": column, "byteOffset": region.input.start, "byteLength": region.input.len() },
                } }],
            })
        })
        .collect();
    if let Outcome::Refused(refusal) = &one.outcome {
        for reason in refusal.reasons() {
            results.push(json!({
                "ruleId": "refused",
                "level": "error",
                "message": { "text": reason.message },
                "locations": [{ "physicalLocation": { "artifactLocation": artifact } }],
            }));
        }
    }
    results
}

/// Returns a file name as a relative URI reference (RFC 3986): what is not unreserved is percent-encoded.
fn uri(name: &str) -> String {
    let mut uri = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}
