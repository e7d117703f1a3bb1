//! The properties of every release, over generated texts. The functions are those that the fuzz targets call.

#![allow(missing_docs, reason = "a test")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

#[path = "properties/mod.rs"]
mod holds;

use std::sync::LazyLock;

use proptest::prelude::*;
use withhold::{Engine, Format, Policy, Span};

static STRICT: LazyLock<Engine> = LazyLock::new(holds::strict);
static PRESS: LazyLock<Engine> = LazyLock::new(|| Engine::new(Policy::builtin("press").unwrap()).unwrap());

/// Pieces of which texts are made: identifiers, names, words that go with them, and what is put between to hide them.
const PIECES: &[&str] = &[
    "07700 900123",
    "QQ123456C",
    "AB12 CDE",
    "CO99 4QT",
    "jane.holt@mail.example",
    "943 476 5919",
    "2012/0394773H",
    "4929 1234 5678 9013",
    "14/03/1979",
    "born on",
    "DOB",
    "aged 34",
    "a 34-year-old man",
    "Mr John Smith",
    "SMITH, John",
    "Smith",
    "Jane Holt",
    "said Inspector Ann Moss",
    "the victim",
    "was arrested",
    "12 Mill Lane",
    "Frinmouth Primary School",
    "tel:",
    "NI number",
    "NHS",
    "101",
    "0800 555 111",
    "section 31(1)(a)",
    "[name withheld: s.40(2)]",
    "[withheld]",
    "Person A",
    "in his 30s",
    "the",
    "of",
    ",",
    ".",
    ";",
    ":",
    "(",
    ")",
    "\u{200b}",
    "\u{a0}",
    "\n",
    "\n\n",
    "> ",
    "**",
    "e\u{301}",
    "\u{1f468}\u{200d}\u{1f469}",
    "０７７００",
    "Ж",
    "&nbsp;",
    "&#64;",
    "-",
    "/",
    "@",
    "#",
    "1",
    "99",
    "A",
    "é",
    "\u{202e}",
    "\r\n",
    "\t",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => "\\PC{0,6}"];
    prop::collection::vec((piece, prop::bool::weighted(0.8)), 0..14)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, space)| if space { piece + " " } else { piece }).collect())
}

/// A text of letters that no detector knows, and spans of it.
fn planted() -> impl Strategy<Value = (String, Vec<Span>)> {
    // Single spaces and ASCII: such a text reads as it stands, so its spans are those of its reading.
    ("[a-e]{1,6}( [a-e]{1,6}){1,9}", prop::collection::vec((0_usize..60, 1_usize..12), 1..5)).prop_map(
        |(text, places)| {
            let bound = |at: usize| at.min(text.len());
            let spans = places.iter().map(|(at, len)| Span::new(bound(*at), bound(at + len)));
            let spans = spans.filter(|span| !span.is_empty()).collect();
            (text, spans)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(20_261_125), ..ProptestConfig::with_cases(400) })]

    #[test]
    fn of_texts_under_a_strict_policy(text in text()) {
        holds::all(&STRICT, text.as_bytes(), Format::Text);
    }

    #[test]
    fn of_texts_under_the_press_policy(text in text()) {
        holds::all(&PRESS, text.as_bytes(), Format::Text);
    }

    #[test]
    fn of_markup(text in text()) {
        holds::all(&STRICT, text.as_bytes(), Format::Markdown);
        holds::all(&STRICT, format!("<p title=\"{text}\">{text}<br>{text}</p>").as_bytes(), Format::Html);
    }

    #[test]
    fn of_records(texts in prop::collection::vec(text(), 1..4)) {
        let json = serde_json::json!({ "note": texts[0], "phone": 7_700_900_123_u64, "more": texts }).to_string();
        holds::all(&STRICT, json.as_bytes(), Format::Json);
        let cells: Vec<String> = texts.iter().map(|text| format!("\"{}\"", text.replace('"', "\"\""))).collect();
        let csv = format!("name,{}\nx,{}\n", vec!["note"; cells.len()].join(","), cells.join(","));
        holds::all(&STRICT, csv.as_bytes(), Format::Csv);
    }

    #[test]
    fn of_findings_that_overlap((text, spans) in planted()) {
        holds::findings_are_covered(&text, &spans);
        let (first, second) = spans.split_at(spans.len() / 2);
        holds::order_does_not_matter(&text, first, second);
        if let Some((more, fewer)) = spans.split_last() {
            holds::one_more_finding_reveals_no_more(&text, fewer, *more);
        }
    }

    #[test]
    fn of_policies_that_grow(text in text(), kind in prop::sample::select(&["PERSON", "PHONE_NUMBER", "AGE", "*"][..])) {
        let addition = format!("[[rule]]\nid = \"more\"\nkinds = [\"{kind}\"]\ntreatment = \"remove\"\nground = \"s.38(1)(a)\"\n");
        let policy = "[policy]\nname = \"case\"\nversion = \"1\"\nextends = [\"press\"]\n";
        holds::stricter_policy_reveals_no_more(&text, policy, &addition);
    }
}
