#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use std::fmt::Write;

use super::*;
use crate::{Address, Finding, Part, fold};

fn found(text: &str, field: Option<&str>) -> Vec<Finding> {
    let mut part = Part::plain(Address::Text, text);
    part.field = field.map(Into::into);
    let mut found = Vec::new();
    for reading in fold::readings(&part).iter().filter(|reading| !reading.is_rejoined()) {
        Places::new().detect(reading, &mut Findings::new(reading, &mut found)).unwrap();
    }
    found
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
    ("left «Rowan House approved premises» on", "PREMISES"),
    ("at the «hostel in Wellesley Road» all", "PREMISES"),
    ("She stayed at «Fairhaven women's refuge» then", "PREMISES"),
    ("He works at the «Red Lion» in town", "PREMISES"),
    ("a pupil at «Frinmouth Primary School», was", "SCHOOL"),
    ("She attends the «Ashdene Academy».", "SCHOOL"),
    ("a teacher at «St Osyth's Church of England Primary School»", "SCHOOL"),
];

const HARMLESS: &[&str] = &[
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
        let text = marked.replace(['«', '»'], "");
        let wanted = marked.split('«').nth(1).unwrap().split('»').next().unwrap();
        let findings = found(&text, None);
        // What lies inside a longer finding is covered by it.
        let longest = |f: &&Finding| findings.iter().all(|other| other.span == f.span || !other.span.contains(f.span));
        let got: Vec<(&str, String)> =
            findings.iter().filter(longest).map(|f| (f.span.of(&text).unwrap(), f.kind.to_string())).collect();
        if got != [(wanted, (*kind).to_owned())] {
            writeln!(wrong, "{marked}: {got:?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn harmless_prose_has_no_places() {
    let mut wrong = String::new();
    for text in HARMLESS {
        for finding in found(text, None) {
            writeln!(wrong, "{text}: {}", finding.span.of(text).unwrap()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn fields_speak_for_their_values() {
    assert_eq!(found("The Old Mill", Some("home_address"))[0].kind, Kind::STREET_ADDRESS);
    assert_eq!(found("Ashdene", Some("school"))[0].kind, Kind::SCHOOL);
    assert!(found("jane", Some("email_address")).is_empty());
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
