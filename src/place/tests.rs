#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use std::collections::BTreeMap;

use super::*;
use crate::Span;

fn above(name: &str) -> Vec<Vec<String>> {
    look_up(name).map(|place| place.parents().map(|area| area.to_string()).collect()).collect()
}

#[test]
fn the_table_is_whole_and_sorted() {
    assert!(TABLE.len() > 50_000 && TABLE.aliases() > 500);
    let key = |at: u32| table::key(Place(at).name()).unwrap();
    let mut kinds: BTreeMap<PlaceKind, u32> = BTreeMap::new();
    for at in 0..TABLE.len() {
        let place = Place(at);
        assert!(at == 0 || key(at - 1) <= key(at), "{} is out of order", place.name());
        assert!(TABLE.named(&key(at)).contains(&at), "{} is not found", place.name());
        assert!(place.parents().count() < 8);
        match place.kind() {
            PlaceKind::Continent => assert!(place.parent().is_none()),
            PlaceKind::Country => assert_eq!(place.country(), Some(place)),
            _ => assert!(place.country().is_some(), "{} is nowhere", place.name()),
        }
        for area in place.parents() {
            let kind = area.kind();
            assert!(!kind.is_settlement() && area.contains(place) && !place.contains(area), "{}", place.name());
        }
        if let Some((latitude, longitude)) = place.coordinates() {
            assert!(latitude.abs() <= 90.0 && longitude.abs() <= 180.0);
        }
        *kinds.entry(place.kind()).or_default() += 1;
    }
    for at in 1..TABLE.aliases() {
        assert!(TABLE.alias_name(at - 1) <= TABLE.alias_name(at));
    }
    assert!((0..TABLE.aliases()).all(|at| TABLE.alias(at).is_some()));
    // The 43 of England and Wales, and one each of Scotland and Northern Ireland.
    assert_eq!(kinds[&PlaceKind::PoliceArea], 45);
    assert_eq!(kinds[&PlaceKind::Nation], 4);
    assert!(kinds[&PlaceKind::Country] >= 249 && kinds[&PlaceKind::District] >= 280);
}

#[test]
fn every_british_place_lies_in_one_nation_and_near_its_district() {
    let mut settlements = 0;
    for place in (0..TABLE.len()).map(Place).filter(|place| place.is_british() && place.kind().is_settlement()) {
        settlements += 1;
        let (latitude, longitude) = place.coordinates().unwrap();
        assert!((49.0..61.5).contains(&latitude) && (-9.0..2.5).contains(&longitude), "{}", place.name());
        if let Some((y, x)) = place.parent().and_then(Place::coordinates) {
            // The Highlands are large.
            assert!((y - latitude).abs() < 1.9 && (x - longitude).abs() < 3.2, "{}", place.name());
        }
    }
    assert!(settlements > 25_000, "{settlements}");
}

#[test]
fn names_are_found_however_they_are_written() {
    for (written, name) in [
        ("Frinton", "Frinton-on-Sea"),
        ("FRINTON ON SEA", "Frinton-on-Sea"),
        ("frinton-on-sea", "Frinton-on-Sea"),
        ("Clacton", "Clacton-on-Sea"),
        ("St Osyth", "Saint Osyth"),
        ("Abertawe", "Swansea"),
        ("the Isle of Wight", "Isle of Wight"),
        ("Isle of Wight", "Isle of Wight"),
        ("Herts", "Hertfordshire"),
        ("the UK", "United Kingdom"),
        ("U.S.", "United States"),
        ("Malaga", "Málaga"),
        ("PSNI", "Police Service of Northern Ireland"),
    ] {
        let found: Vec<&str> = look_up(written).map(Place::name).collect();
        assert!(found.contains(&name), "{written}: {found:?}");
    }
    assert_eq!(
        look_up("Frinmouth").count() + look_up("").count() + look_up("the ").count() + look_up("Москва").count(),
        0
    );
}

#[test]
fn what_contains_what() {
    assert_eq!(above("Frinton-on-Sea"), [["Tendring", "Essex", "England", "the United Kingdom"]]);
    assert!(above("Alicante").contains(&vec!["Spain".to_owned()]));
    assert!(above("Newport").len() > 5);
    assert!(above("Truro").iter().any(|above| above == &["Cornwall", "England", "the United Kingdom"]));
    assert!(above("Lerwick").iter().any(|above| above == &["the Shetland Islands", "Scotland", "the United Kingdom"]));
    let essex = look_up("Essex").find(|place| place.kind() == PlaceKind::County).unwrap();
    let clacton = look_up("Clacton").next().unwrap();
    assert!(essex.contains(clacton) && !clacton.contains(essex));
    assert!(look_up("Essex Police").next().unwrap().contains(clacton));
    assert!(
        look_up("Southend-on-Sea").any(|place| place.police_area().is_some_and(|area| area.name() == "Essex Police"))
    );
    assert!(
        look_up("Skipton").any(|place| place.police_area().is_some_and(|area| area.name() == "North Yorkshire Police"))
    );
    assert_eq!(clacton.population().map(|people| people / 10_000), Some(5));
    let (latitude, longitude) = clacton.coordinates().unwrap();
    assert!((latitude - 51.79).abs() < 0.01 && (longitude - 1.156).abs() < 0.01);
    assert!(!format!("{clacton:?}").contains("Clacton"));
}

fn meant_by(marked: &str) -> Option<Vec<String>> {
    let start = marked.find('«').unwrap();
    let text = marked.replace('«', "");
    let end = text.find('»').unwrap();
    let text = text.replace('»', "");
    meant(&text, Span::new(start, end), &mut Surroundings::default())
        .map(|meant| meant.shared().map(|area| area.to_string()).collect())
}

#[test]
fn a_name_is_narrowed_only_where_the_text_says_so() {
    for (text, shared) in [
        ("in «Frinton».", Some("Tendring")),
        ("in «Newport».", Some("the United Kingdom")),
        ("in «Newport», Shropshire.", Some("Telford and Wrekin")),
        ("in «Newport» (Isle of Wight).", Some("the Isle of Wight")),
        ("Essex Police searched a house in «Newport».", Some("the United Kingdom")),
        ("in «Richmond».", None),
        ("in «Richmond», North Yorkshire.", Some("North Yorkshire")),
        ("in «Richmond, North Yorkshire».", Some("North Yorkshire")),
        ("North Yorkshire Police searched a house in «Richmond».", Some("North Yorkshire")),
        ("in «Boston».", None),
        ("in «Boston», Lincolnshire.", Some("Lincolnshire")),
        ("in «Birmingham».", Some("the West Midlands")),
        ("in «London».", Some("Greater London")),
        ("in «Alicante».", Some("Spain")),
        ("in «Springfield».", None),
        ("in «Springfield», Essex.", Some("Chelmsford")),
        ("in «Springfield», Cornwall.", None),
        ("in «Melbourne».", None),
        ("in north «Essex».", Some("England")),
        ("in «north Essex».", Some("Essex")),
        ("in «Cambridge».", None),
        ("in «Cambridge», Essex Police said.", Some("Cambridgeshire")),
        ("in «Manchester», in Leeds, and to Washington, in the United States", Some("Greater Manchester")),
        ("in «Essex», and then in the United States", Some("England")),
        ("in «Austin», in the United States", Some("Texas")),
        ("in «Georgia».", None),
        ("in «Frinmouth».", None),
        ("in «Tenerife».", Some("Spain")),
    ] {
        let got = meant_by(text).and_then(|areas| areas.first().cloned());
        assert_eq!(got.as_deref(), shared, "{text}: {:?}", meant_by(text));
    }
}
