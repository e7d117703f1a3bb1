//! Official prose without anybody's details comes back as it is: withholding too much is an error as real as a leak.

#![allow(missing_docs, reason = "a test")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use std::fmt::Write;

use withhold::{Engine, Format, Outcome, Policy};

const OFFICIAL: &str = include_str!("clean/official.txt");

fn paragraphs() -> Vec<&'static str> {
    OFFICIAL.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).collect()
}

#[test]
fn at_most_two_findings_are_withheld_from_two_hundred_clean_paragraphs() {
    let paragraphs = paragraphs();
    assert!(paragraphs.len() >= 200, "{} paragraphs", paragraphs.len());
    for policy in ["press", "foi", "court", "internal"] {
        let engine = Engine::new(Policy::builtin(policy).unwrap()).unwrap();
        let (mut withheld, mut shown) = (0, String::new());
        for paragraph in &paragraphs {
            let outcome = engine.release_text(paragraph).unwrap();
            for region in outcome.regions() {
                withheld += 1;
                let text = &paragraph[region.span.start..region.span.end];
                writeln!(shown, "{} {} ({}) in {paragraph}", region.kind, text, region.detector).unwrap();
            }
        }
        assert!(withheld <= 2, "{policy} withholds {withheld}:\n{shown}");
    }
}

#[test]
fn a_clean_document_comes_back_byte_for_byte_in_every_format() {
    let engine = Engine::new(Policy::builtin("press").unwrap()).unwrap();
    let clean = paragraphs().into_iter().find(|p| engine.release_text(p).unwrap().regions().is_empty()).unwrap();
    let json = serde_json::json!({ "note": clean, "number": 12, "list": [clean, null, true] });
    let json = serde_json::to_string_pretty(&json).unwrap();
    for (format, document) in [
        (Format::Text, format!("\u{feff}{clean}\r\n\r\n“{clean}”")),
        (Format::Markdown, format!("# Title\n\n* {clean}\n* **{clean}**\n")),
        (Format::Html, format!("<html><body class=a><p>{clean}<br>{clean}</body>")),
        (Format::Json, json),
        (Format::Csv, format!("a;b\r\n\"{clean}\";2\r\n")),
    ] {
        let Outcome::Released(release) = engine.release(document.as_bytes(), format).unwrap() else {
            panic!("{format:?} is refused")
        };
        assert_eq!(release.text(), document, "{format:?}");
    }
}
