//! Findings in SARIF 2.1.0 (OASIS), for code-review tools. No text of the document is in it.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use withhold::{Confidence, Outcome};

use crate::check::Checked;

/// Returns the log of a run.
pub(crate) fn log(checked: &[Checked]) -> String {
    let kinds: BTreeSet<&str> =
        checked.iter().flat_map(|one| one.outcome.regions()).map(|region| region.kind.as_str()).collect();
    let rules: Vec<Value> = kinds.iter().map(|kind| json!({ "id": kind, "name": kind })).collect();
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
    let artifact = json!({ "uri": one.name.replace(' ', "%20") });
    let mut results: Vec<Value> = one
        .outcome
        .regions()
        .iter()
        .zip(&one.places)
        .map(|(region, (line, column))| {
            let level = if region.confidence == Confidence::Possible { "note" } else { "warning" };
            let ground = if region.ground.is_empty() { "no ground needed" } else { &region.ground };
            let message = format!("{} of {} ({}): {} by {}, {ground}", region.kind, region.role, region.confidence, region.treatment.name(), region.rule);
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
