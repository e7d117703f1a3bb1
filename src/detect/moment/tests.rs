#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use std::fmt::Write;

use super::*;
use crate::Finding;
use crate::detect::examples::{assert_nothing_in, cases, found_by, unmark};

fn found(text: &str, field: Option<&str>) -> Vec<Finding> {
    found_by(&Moments::new(), text, field)
}

const MOMENTS: &[(&str, &str)] = &[
    ("She was born on «14 March 1979» in town.", "DATE_OF_BIRTH"),
    ("DOB «14/03/79»", "DATE_OF_BIRTH"),
    ("d.o.b.: «14.3.1979»", "DATE_OF_BIRTH"),
    ("PRITCHARD B/D «23.8.91»", "DATE_OF_BIRTH"),
    ("Date of birth: «1979-03-14»", "DATE_OF_BIRTH"),
    ("born in «March 1979»", "DATE_OF_BIRTH"),
    ("born on «the fourteenth of March nineteen seventy-nine» here", "DATE_OF_BIRTH"),
    ("born «March 14, 1979»", "DATE_OF_BIRTH"),
    ("SMITH, John («14/03/1979»)", "DATE_OF_BIRTH"),
    ("his birthday is on «14 March»", "DATE_OF_BIRTH"),
    ("«14/03/1979» (DOB)", "DATE_OF_BIRTH"),
    ("was born to a family here on «14th Mar 1979».", "DATE_OF_BIRTH"),
    ("ganwyd / born «14 Mawrth 1979»", "DATE_OF_BIRTH"),
    ("a «34-year-old» man", "AGE"),
    ("a «34 year old» woman", "AGE"),
    ("He is «34 years old».", "AGE"),
    ("a man «aged 34» was", "AGE"),
    ("Age: «34»", "AGE"),
    ("Jane Holt, «34», of town", "AGE"),
    ("Jane Holt («34») left", "AGE"),
    ("a «thirty-four-year-old» man", "AGE"),
    ("a «six-month-old» baby", "AGE"),
    ("a girl of «14» was", "AGE"),
    ("he is «14 years of age»", "AGE"),
    ("She turned «18» in May", "AGE"),
    ("a pupil, was «9» at the time", "AGE"),
];

const HARMLESS: &[&str] = &[
    "The meeting was held on 14 March 2026.",
    "A 200-year-old church and a 20-year-old report",
    "people aged 18 to 24, children aged 10 or over, under-18s",
    "Just over 29 per cent are aged 65 or over.",
    "10 to 17 year olds and 18-24 year olds",
    "a 12-year sentence for a crime of 2012",
    "the average age of 34 in the force",
    "born in 1979",
    "He is in his 30s.",
    "in the newborn unit on 14 March 2026",
    "Stubborn resistance until 14 March 2026",
    "Minutes of the Audit Committee, 17 September 2025, item 6",
    "the Court of Appeal (14 March 2026) said",
    "Section 31 and Table 4, 12 rows",
    "at the age of criminal responsibility",
    "Work in Zones B and D, 12 in all",
    "Pages 12, 14, 16",
];

#[test]
fn moments_are_found() {
    let mut wrong = String::new();
    for (marked, kind) in MOMENTS {
        let (text, values) = unmark(marked);
        let mut got: Vec<(Span, String)> = found(&text, None).iter().map(|f| (f.span, f.kind.to_string())).collect();
        got.dedup();
        if got != [(values[0].0, (*kind).to_owned())] {
            let got: Vec<_> = got.iter().map(|(span, kind)| (span.of(&text).unwrap(), kind)).collect();
            writeln!(wrong, "{marked}: {got:?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn harmless_prose_has_no_moments() {
    assert_nothing_in(&Moments::new(), HARMLESS);
}

#[test]
fn every_case_is_found_with_its_bounds() {
    let mut wrong = String::new();
    for marked in cases(include_str!("cases/found.txt")) {
        let (text, values) = unmark(&marked);
        let of_code = |code: &str| {
            let kind = if code.starts_with('b') { Kind::DATE_OF_BIRTH } else { Kind::AGE };
            let role = match code.chars().last() {
                Some('!') => Role::Child,
                Some('v') => Role::Victim,
                _ => Role::Unknown,
            };
            (kind, role)
        };
        let wanted: Vec<_> = values.into_iter().map(|(span, code)| (span, of_code(code).0, of_code(code).1)).collect();
        let findings = found(&text, None);
        let sure = findings.iter().all(|f| f.confidence >= Confidence::Likely);
        let mut got: Vec<_> = findings.iter().map(|f| (f.span, f.kind.clone(), f.role)).collect();
        got.sort_by_key(|(span, ..)| span.start);
        got.dedup();
        if got != wanted || !sure {
            let got: Vec<_> =
                got.iter().map(|(span, kind, role)| (span.of(&text).unwrap(), kind.as_str(), *role)).collect();
            writeln!(wrong, "{marked}: {got:?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn no_harmless_case_has_a_moment() {
    assert_nothing_in(&Moments::new(), cases(include_str!("cases/harmless.txt")));
}

#[test]
fn every_form_of_a_date_is_found_behind_every_label() {
    const FORMS: &[&str] = &[
        "14/03/1979",
        "14/3/79",
        "14-03-1979",
        "14.03.1979",
        "14 03 1979",
        "1979-03-14",
        "1979/03/14",
        "03/14/1979",
        "14031979",
        "14 March 1979",
        "14th March 1979",
        "14th of March 1979",
        "14 Mar 1979",
        "14 Mar. 1979",
        "14-Mar-1979",
        "14-Mar-79",
        "March 14, 1979",
        "March 14th 1979",
        "Mar 14 1979",
        "the fourteenth of March 1979",
        "MARCH 1979",
    ];
    const LABELS: &[&str] = &[
        "DOB {}",
        "Date of birth: {}",
        "born on {}.",
        "D.O.B. {}",
        "birthday: {}",
        "(b. {})",
        "Birth date {}",
        "{} (DOB)",
        "He was born, his mother said, on {}",
    ];
    let mut missed = String::new();
    for form in FORMS {
        for label in LABELS {
            let text = label.replace("{}", form);
            if !found(&text, None).iter().any(|f| f.span.of(&text).unwrap() == *form) {
                writeln!(missed, "{text}").unwrap();
            }
        }
    }
    assert!(missed.is_empty(), "\n{missed}");
}

#[test]
fn fields_and_children() {
    assert_eq!(found("14031979", Some("dateOfBirth"))[0].kind, Kind::DATE_OF_BIRTH);
    assert_eq!(found("9", Some("age"))[0].role, Role::Child);
    assert_eq!(found("a 14-year-old girl", None)[0].role, Role::Child);
    assert_eq!(found("a six-year-old boy", None)[0].role, Role::Child);
    assert_eq!(found("a sixty-year-old man", None)[0].role, Role::Unknown);
}

#[test]
fn most_cases_are_found_in_capitals() {
    let (mut all, mut missed) = (0, String::new());
    for marked in cases(include_str!("cases/found.txt")) {
        let (text, values) = unmark(&marked);
        let shouted = text.to_ascii_uppercase();
        let findings = found(&shouted, None);
        for (span, _) in values {
            all += 1;
            if !findings.iter().any(|f| f.span.of(&shouted).unwrap().contains(span.of(&shouted).unwrap())) {
                writeln!(missed, "{shouted}").unwrap();
            }
        }
    }
    let lost = missed.lines().count();
    assert!(lost * 100 <= all, "{lost} of {all}\n{missed}");
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever stands next to what, nothing panics and every span stands on characters.
        #[test]
        fn pieces_in_any_order_are_read(pieces in proptest::collection::vec(proptest::sample::select(vec![
            "born ", "on ", "DOB", ": ", "14", "/", "03", "1979", " March ", "Mar", ".", ",", "(", ")", " b. ", "aged ",
            "-year-old", "yo", " at the time", "when she was ", "nine", "thirty-four", "Jane Holt", ", ", "\n", " of ",
            "the ", "fourteenth", "é", "１４", "\u{200b}", "age of ", "man", " is ", "140379", "'79", "Mawrth", "nd",
        ]), 0..14)) {
            let text: String = pieces.concat();
            for finding in found(&text, None) {
                prop_assert!(finding.span.of(&text).is_some_and(|value| !value.is_empty()), "{:?}", text);
            }
        }
    }
}
