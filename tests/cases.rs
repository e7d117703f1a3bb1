//! The cases in `tests/cases/*.md`: prose that a press officer can read, and what must come of it.
//!
//! A case is a `##` section: a sentence on why, optionally a policy in a `toml` block (else `press`), the input in a
//! `text`, `markdown`, `html`, `json`, `jsonl` or `csv` block, and then one of
//! - `released`: exactly what is released,
//! - `unchanged` (empty): the input comes back byte for byte,
//! - `refused`: the codes of the reasons;
//!
//! and optionally `audit`: a line an entry, `KIND role treatment rule ground`. With `BLESS=1` the outcomes are written
//! into the files; read the difference.

#![allow(missing_docs, reason = "a test")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use std::fmt::Write;
use std::path::PathBuf;

use withhold::{Engine, Format, Outcome, Policy};

/// A fenced block of a case.
#[derive(Clone)]
struct Block {
    info: String,
    body: String,
}

#[derive(Default)]
struct Case {
    title: String,
    blocks: Vec<Block>,
}

fn files() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "md"));
    files.sort();
    files
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut open: Option<Block> = None;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches('\n');
        match &mut open {
            Some(block) if bare == "```" => {
                block.body.pop();
                let block = block.clone();
                cases.last_mut().expect("a block stands in a case").blocks.push(block);
                open = None;
            }
            Some(block) => block.body.push_str(line),
            None => {
                if let Some(title) = bare.strip_prefix("## ") {
                    cases.push(Case { title: title.to_owned(), blocks: Vec::new() });
                } else if let Some(info) = bare.strip_prefix("```") {
                    open = Some(Block { info: info.to_owned(), body: String::new() });
                }
            }
        }
    }
    cases
}

impl Case {
    fn block(&self, info: &str) -> Option<&str> {
        self.blocks.iter().find(|block| block.info == info).map(|block| block.body.as_str())
    }

    fn input(&self) -> (Format, &str) {
        let formats = ["text", "markdown", "html", "json", "jsonl", "csv"];
        let (name, text) =
            formats.iter().find_map(|name| Some((name, self.block(name)?))).expect("a case has an input");
        (name.parse().unwrap(), text)
    }

    fn outcome(&self) -> Outcome {
        let policy = match self.block("toml") {
            Some(toml) => Policy::from_toml(toml, &self.title).unwrap(),
            None => Policy::builtin("press").unwrap(),
        };
        let (format, input) = self.input();
        Engine::new(policy).unwrap().release(input.as_bytes(), format).unwrap()
    }

    /// Returns the blocks that should stand under the input.
    fn wanted(&self) -> Vec<Block> {
        let outcome = self.outcome();
        let block = |info: &str, body: String| Block { info: info.to_owned(), body };
        let mut wanted = vec![match &outcome {
            Outcome::Released(release) if release.text() == self.input().1 => block("unchanged", String::new()),
            Outcome::Released(release) => block("released", release.text().to_owned()),
            Outcome::Refused(refusal) => {
                let codes = refusal.reasons().iter().map(|reason| format!("{:?}", reason.code).to_lowercase());
                block("refused", codes.collect::<Vec<_>>().join("\n"))
            }
        }];
        if self.block("audit").is_some() {
            let mut lines = String::new();
            for entry in &outcome.audit().entries {
                let (kind, role) = (&entry.kind, entry.role);
                writeln!(lines, "{kind} {role} {} {} {}", entry.treatment, entry.rule, entry.ground).unwrap();
            }
            wanted.push(block("audit", lines.trim_end().to_owned()));
        }
        wanted
    }
}

fn is_outcome(info: &str) -> bool {
    matches!(info, "released" | "unchanged" | "refused" | "audit")
}

#[test]
fn every_case_comes_out_as_written() {
    let mut wrong = String::new();
    let mut count = 0;
    for path in files() {
        let text = std::fs::read_to_string(&path).unwrap();
        for case in cases(&text) {
            count += 1;
            for wanted in case.wanted() {
                let written = case.block(&wanted.info);
                if written != Some(wanted.body.as_str()) {
                    let file = path.file_name().unwrap().to_string_lossy();
                    writeln!(
                        wrong,
                        "{file}: {}\n--- {}\n{}\n--- but written is\n{}\n",
                        case.title,
                        wanted.info,
                        wanted.body,
                        written.unwrap_or("nothing")
                    )
                    .unwrap();
                }
            }
        }
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, blessed(&text)).unwrap();
        }
    }
    assert!(count >= 60, "only {count} cases were read");
    assert!(wrong.is_empty() || std::env::var_os("BLESS").is_some(), "\n{wrong}");
}

/// Returns the file with the outcomes of its cases written into it.
fn blessed(text: &str) -> String {
    let mut out = String::new();
    for (index, section) in text.split("\n## ").enumerate() {
        if index == 0 {
            out.push_str(section);
            continue;
        }
        let section = format!("## {section}");
        let parsed = cases(&section);
        let case = parsed.first().unwrap();
        let mut kept = String::from("\n");
        let mut skipping = false;
        for line in section.split_inclusive('\n') {
            if let Some(info) = line.trim_end().strip_prefix("```").filter(|info| !info.is_empty()) {
                skipping = is_outcome(info);
            }
            if !skipping {
                kept.push_str(line);
            } else if line.trim_end() == "```" {
                skipping = false;
            }
        }
        let kept = kept.trim_end();
        out.push_str(kept);
        for block in case.wanted() {
            let body = if block.body.is_empty() { String::new() } else { format!("{}\n", block.body) };
            write!(out, "\n\n```{}\n{body}```", block.info).unwrap();
        }
        out.push('\n');
    }
    out
}
