#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use std::fmt::Write;

use super::*;
use crate::Finding;
use crate::detect::examples::{assert_nothing_in, cases, found_by, unmark};

fn found(text: &str, field: Option<&str>) -> Vec<Finding> {
    found_by(&Places::new(), text, field)
}

const PLACES: &[(&str, &str)] = &[
    ("He lives at «12 Mill Lane», Frinmouth.", "STREET_ADDRESS"),
    ("of «12a Mill Lane»", "STREET_ADDRESS"),
    ("at «12-14 Church Street»", "STREET_ADDRESS"),
    ("«Flat 3, 12 Mill Lane»", "STREET_ADDRESS"),
    ("«Flat 2, 17 Wellesley\nRoad, Frinmouth-on-Sea CO99 4QT», was", "STREET_ADDRESS"),
    ("«Flat 2B, Hartley House» was searched", "STREET_ADDRESS"),
    ("«Rose Cottage, Back Lane», Frinmouth", "STREET_ADDRESS"),
    ("«12 MILL LANE» FRINMOUTH", "STREET_ADDRESS"),
    ("«12 mill lane» frinmouth", "STREET_ADDRESS"),
    ("«14 Heol y Bryn», Pontdu", "STREET_ADDRESS"),
    ("«3/2, 14 Kirk Wynd», Dunmouth", "STREET_ADDRESS"),
    ("«4 St John's Road» is", "STREET_ADDRESS"),
    ("«12 The Street», Frinmouth", "STREET_ADDRESS"),
    ("«12 Quay Street, Frinmouth,\nEssex CO99 4QT» today", "STREET_ADDRESS"),
    ("He lives in «Wellesley Road».", "STREET_ADDRESS"),
    ("Jane Holt, 34, of «Marsh Close», was", "STREET_ADDRESS"),
    ("**«12 Mill Lane»**", "STREET_ADDRESS"),
    ("moved to «2a Mount Pleasant», Thornby", "STREET_ADDRESS"),
    ("Jane Holt, 34, formerly of «Marsh Mews», was", "STREET_ADDRESS"),
    ("left «Rowan House approved premises» on", "PREMISES"),
    ("at the «hostel in Wellesley Road» all", "PREMISES"),
    ("She stayed at «Fairhaven women's refuge» then", "PREMISES"),
    ("He works at the «Red Lion» in town", "PREMISES"),
    ("a pupil at «Frinmouth Primary School», was", "SCHOOL"),
    ("She attends the «Ashdene Academy».", "SCHOOL"),
    ("a teacher at «St Osyth's Church of England Primary School»", "SCHOOL"),
];

const HARMLESS: &[&str] = &[
    "Next meeting: 12 January 2027, Village Hall Road entrance",
    "The A133 Clacton Road was closed.",
    "A consultation on Station Road runs until May.",
    "2 people in the street were hurt.",
    "12 officers drove down the lane.",
    "Section 2 Mill Lane order",
    "On 12 March Street lighting was discussed.",
    "In 2026 Road safety improved.",
    "Approved premises are run by the Probation Service.",
    "There are 14 primary schools and a College of Policing.",
    "The University of Essex is a research body.",
    "The hostel sector and the refuge sector were consulted.",
    "High Street improvements cost £1.2m.",
    "Of 41 wards in the borough, 6 were clear.",
    "Work on Phase 2 of the sea defences",
    "between 2 and 4 close to the shore",
    "Quarter 3 View the report on line.",
    "He works at a bakery.",
    "45 Commando and 3 Para took part in the parade.",
    "The Police Staff College and the Royal College of Nursing",
    "It took 12 weeks to place the order in the park.",
];

#[test]
fn places_are_found() {
    let mut wrong = String::new();
    for (marked, kind) in PLACES {
        let (text, values) = unmark(marked);
        let findings = found(&text, None);
        // What lies inside a longer finding is covered by it.
        let longest = |f: &&Finding| findings.iter().all(|other| other.span == f.span || !other.span.contains(f.span));
        let got: Vec<(&str, String)> =
            findings.iter().filter(longest).map(|f| (f.span.of(&text).unwrap(), f.kind.to_string())).collect();
        if got != [(values[0].0.of(&text).unwrap(), (*kind).to_owned())] {
            writeln!(wrong, "{marked}: {got:?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn harmless_prose_has_no_places() {
    assert_nothing_in(&Places::new(), HARMLESS);
}

/// Takes the marks out of a case, and says what stands between them: where, what kind, how sure.
fn read_case(marked: &str) -> (String, Vec<(Span, Kind, Option<Confidence>)>) {
    let (text, values) = unmark(marked);
    let read = |(span, code): (Span, &str)| {
        let kind = match code.as_bytes()[0] {
            b'a' => Kind::STREET_ADDRESS,
            b'p' => Kind::PREMISES,
            b's' => Kind::SCHOOL,
            _ => panic!("{marked}"),
        };
        let confidence = match &code[1..] {
            "" => None,
            "1" => Some(Confidence::Possible),
            "2" => Some(Confidence::Likely),
            "3" => Some(Confidence::Certain),
            _ => panic!("{marked}"),
        };
        (span, kind, confidence)
    };
    (text, values.into_iter().map(read).collect())
}

#[test]
fn every_case_is_found_with_its_bounds() {
    let mut wrong = String::new();
    for marked in cases(include_str!("cases/found.txt")) {
        let (text, wanted) = read_case(&marked);
        let findings = found(&text, None);
        // Findings of a kind that overlap cover one place together.
        let mut got: Vec<(Span, Kind, Confidence)> = Vec::new();
        let within = |f: &Finding| findings.iter().any(|other| other.kind != f.kind && other.span.contains(f.span));
        let mut sorted: Vec<&Finding> = findings.iter().filter(|f| !within(f)).collect();
        sorted.sort_by_key(|f| (f.span.start, f.span.end));
        for f in sorted {
            match got.last_mut() {
                Some((span, kind, confidence)) if *kind == f.kind && f.span.start < span.end => {
                    span.end = span.end.max(f.span.end);
                    *confidence = (*confidence).max(f.confidence);
                }
                _ => got.push((f.span, f.kind.clone(), f.confidence)),
            }
        }
        let fits = got.len() == wanted.len()
            && got.iter().zip(&wanted).all(|((span, kind, sure), (wanted_span, wanted_kind, wanted_sure))| {
                span == wanted_span
                    && kind == wanted_kind
                    && wanted_sure.map_or(*sure >= Confidence::Likely, |wanted| *sure == wanted)
            });
        if !fits {
            let got: Vec<_> =
                got.iter().map(|(span, kind, sure)| (span.of(&text).unwrap(), kind.as_str(), *sure)).collect();
            writeln!(wrong, "{marked}: {got:?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn no_harmless_case_has_a_place() {
    assert_nothing_in(&Places::new(), cases(include_str!("cases/harmless.txt")));
}

#[test]
fn fields_speak_for_their_values() {
    assert_eq!(found("The Old Mill", Some("home_address"))[0].kind, Kind::STREET_ADDRESS);
    assert_eq!(found("Ashdene", Some("school"))[0].kind, Kind::SCHOOL);
    for field in ["address", "addr1", "address_line_1", "Address 2", "street", "homeAddress", "houseNumber", "house_no"]
    {
        assert_eq!(found("12 odd", Some(field))[0].kind, Kind::STREET_ADDRESS, "{field}");
    }
    for field in ["school", "schoolName", "school_2"] {
        assert_eq!(found("St J", Some(field))[0].kind, Kind::SCHOOL, "{field}");
    }
    for field in ["email_address", "ip_address", "mac address", "line_no", "name", "number", "address_type", "1"] {
        assert!(found("jane", Some(field)).is_empty(), "{field}");
    }
}

#[test]
fn numbered_streets_are_found_in_every_frame() {
    let mut missed = String::new();
    for number in [1, 12, 147, 1203] {
        for name in ["Mill", "Church", "St Mary's", "Upper Quay", "Old Mill", "Queen Elizabeth"] {
            for street in [
                "Street", "Road", "Lane", "Avenue", "Close", "Drive", "Crescent", "Way", "Court", "Gardens", "Grove",
                "Hill", "Terrace", "Walk", "Square",
            ] {
                for frame in ["of {} was", "Address: {}", "at {}.", "{} is empty", "({})", "“{}”"] {
                    let address = format!("{number} {name} {street}");
                    let text = frame.replace("{}", &address);
                    if !found(&text, None).iter().any(|f| f.span.of(&text).unwrap() == address) {
                        writeln!(missed, "{text}").unwrap();
                    }
                }
            }
        }
    }
    assert!(missed.is_empty(), "\n{missed}");
}

/// How a text looks when it was copied from elsewhere; what stands in it stays the same.
fn disguises(text: &str) -> [String; 4] {
    let wide = |c: char| char::from_u32(u32::from(c) - 0x30 + 0xff10).unwrap();
    [
        text.replace(' ', "\u{a0}"),
        text.chars().map(|c| if c.is_ascii_digit() { wide(c) } else { c }).collect(),
        text.chars().flat_map(|c| [Some(c), c.is_ascii_alphanumeric().then_some('\u{200b}')]).flatten().collect(),
        text.replace('\n', "\r\n> "),
    ]
}

#[test]
fn cases_are_found_in_disguise() {
    let mut wrong = String::new();
    for marked in cases(include_str!("cases/found.txt")) {
        let (text, _) = read_case(&marked);
        let kinds = |text: &str| found(text, None).iter().map(|f| (f.kind.clone(), f.confidence)).collect::<Vec<_>>();
        let plain = kinds(&text);
        for disguised in disguises(&text) {
            if kinds(&disguised) != plain {
                writeln!(wrong, "{disguised}").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn most_cases_are_found_in_capitals() {
    let (mut all, mut missed) = (0, String::new());
    for marked in cases(include_str!("cases/found.txt")) {
        let (text, wanted) = read_case(&marked);
        let shouted = text.to_ascii_uppercase();
        let findings = found(&shouted, None);
        for (span, ..) in wanted {
            all += 1;
            let value = span.of(&shouted).unwrap();
            // Several findings may cover it together; an article at its start tells nothing.
            let from = span.start + if value.starts_with("THE ") { 4 } else { 0 };
            let covered = |at| findings.iter().any(|f| f.span.start <= at && at < f.span.end);
            if !(from..span.end).all(|at| covered(at) || [b' ', b','].contains(&shouted.as_bytes()[at])) {
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
            "Flat ", "12", "a", ", ", "\n", "\n\n", " ", "-", "/", ".", "Mill", "Lane", "Road", "Heol", "Ysgol ", "Lôn", "é",
            "House", "the hostel", " in ", " at ", "First Floor", "CO99 4QT", "CO994QT", "School", "lives in ", "St. ", "'",
            "Rhodfa'r", " of ", "**", "\u{a0}", "１２", "Ward", "works at ", "Jane Holt", "Unit ", "Court", "c/o ", "é́",
        ]), 0..14)) {
            let text: String = pieces.concat();
            for finding in found(&text, None) {
                prop_assert!(finding.span.of(&text).is_some_and(|value| !value.is_empty()), "{:?}", text);
            }
        }
    }
}
