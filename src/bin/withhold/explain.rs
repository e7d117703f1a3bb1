//! `withhold explain`: what is looked for, why, and what the policy does with it.

use std::collections::BTreeMap;
use std::fmt::Write;

use withhold::{Confidence, Engine, Kind, Role, Row, builtin_rows};

use crate::args::{Explain, Options};
use crate::input;
use crate::output::{self, Failure, Status};

pub(crate) fn run(args: &Explain, options: &Options) -> Result<Status, Failure> {
    let engine = input::engine(options)?;
    let rows = builtin_rows()?;
    let Some(what) = &args.what else {
        output::print(&list(&engine, rows))?;
        return Ok(Status::Fine);
    };
    let mut out = String::new();
    for row in rows.iter().filter(|row| row.id == *what || row.kind.as_str().eq_ignore_ascii_case(what)) {
        describe(row, &mut out);
    }
    let kind = kind_of(&engine, rows, what);
    if let Some(kind) = kind {
        decisions(&engine, &kind, &mut out);
    } else if let Some(rule) = rule(&engine, what) {
        out.push_str(&rule);
    }
    if out.is_empty() {
        return Err(unknown(&engine, rows, what));
    }
    output::print(&out)?;
    Ok(Status::Fine)
}

/// Returns every kind with what finds it.
fn list(engine: &Engine, rows: &[Row]) -> String {
    let mut kinds: BTreeMap<&str, Vec<&str>> =
        engine.looked_for().iter().map(|kind| (kind.as_str(), Vec::new())).collect();
    for row in rows {
        kinds.entry(row.kind.as_str()).or_default().push(&row.id);
    }
    let mut out = String::new();
    for (kind, rows) in kinds {
        let on = engine.looked_for().iter().any(|known| known.as_str() == kind);
        let found_by = if rows.is_empty() { "grammar".to_owned() } else { rows.join(", ") };
        let _ = writeln!(out, "{} {kind:<26} {found_by}", if on { "on " } else { "off" });
    }
    out
}

fn describe(row: &Row, out: &mut String) {
    let level = |confidence: Option<Confidence>| confidence.map_or("not reported", Confidence::as_str);
    let _ = writeln!(out, "{} — {} ({})", row.id, row.name, row.kind);
    if let Some(country) = &row.country {
        let _ = writeln!(out, "  country     {country}: switched on with [detectors] countries = [\"{country}\"]");
    }
    if row.public {
        let _ = writeln!(out, "  public      what lies inside it stays, unless a bar speaks");
    } else {
        let _ = writeln!(out, "  harm        {}", row.harm);
    }
    let _ = writeln!(out, "  alone       {}", level(row.alone));
    if !row.context.is_empty() {
        let _ = writeln!(out, "  near        {} with: {}", level(row.near), row.context.join(", "));
    }
    if !row.labels.is_empty() {
        let _ = writeln!(out, "  labelled    {} by: {}", level(row.labelled), row.labels.join(", "));
    }
    if let Some(check) = &row.check {
        let _ = writeln!(out, "  check       {check}");
    }
    let _ = writeln!(out, "  finds       {}", row.must.join(" | "));
    let _ = writeln!(out, "  passes over {}", row.never.join(" | "));
    let _ = writeln!(out, "  references  {}\n", row.references.join("; "));
}

fn kind_of(engine: &Engine, rows: &[Row], what: &str) -> Option<Kind> {
    let known = engine.looked_for().iter().find(|kind| kind.as_str().eq_ignore_ascii_case(what));
    let of_row =
        rows.iter().find(|row| row.id == what || row.kind.as_str().eq_ignore_ascii_case(what)).map(|row| &row.kind);
    known.or(of_row).cloned()
}

/// Adds what the policy does with a kind, by role and confidence.
fn decisions(engine: &Engine, kind: &Kind, out: &mut String) {
    let policy = engine.policy();
    let _ = writeln!(out, "{kind} under policy {} {}:", policy.name(), policy.version());
    for role in Role::ALL {
        let mut said: Vec<String> = Vec::new();
        for confidence in [Confidence::Certain, Confidence::Likely, Confidence::Possible] {
            let decision = policy.decision(kind, role, confidence);
            let ground = if decision.ground.is_empty() { String::new() } else { format!(", {}", decision.ground) };
            said.push(format!("{confidence}: {} by `{}`{ground}", decision.treatment.name(), decision.rule));
        }
        let _ = writeln!(out, "  {role:<11} {}", said.join("; "));
    }
}

/// Returns the text of a bar, permission or rule of the policy.
fn rule(engine: &Engine, id: &str) -> Option<String> {
    let table: toml::Table = toml::from_str(engine.policy().to_toml()).ok()?;
    ["bar", "allow", "rule"].iter().find_map(|section| {
        let clauses = table.get(*section)?.as_array()?;
        let clause = clauses.iter().find(|clause| clause.get("id").and_then(toml::Value::as_str) == Some(id))?;
        Some(format!("[[{section}]]\n{}", toml::to_string_pretty(clause).ok()?))
    })
}

fn unknown(engine: &Engine, rows: &[Row], what: &str) -> Failure {
    let kinds = engine.looked_for().iter().map(Kind::as_str);
    let names = kinds.chain(rows.iter().flat_map(|row| [row.id.as_str(), row.kind.as_str()]));
    let lower = what.to_lowercase();
    let near = names.map(|name| (strsim::damerau_levenshtein(&lower, &name.to_lowercase()), name)).min();
    let near = near
        .filter(|(distance, name)| *distance <= 1 + name.len() / 4)
        .map(|(_, name)| format!("; did you mean `{name}`?"));
    Failure::Message(format!(
        "there is no kind, row or rule `{what}`{}",
        near.unwrap_or_else(|| "; `withhold explain` lists them".to_owned())
    ))
}
