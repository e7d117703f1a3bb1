//! Invented sentences, and what the tagger finds in them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use proptest::prelude::*;

use super::*;

fn found(text: &str, label: Label) -> Vec<&str> {
    let mut mentions = Vec::new();
    built_in().unwrap().tag(text, &mut Scratch::default(), |mention| {
        if mention.label == label {
            mentions.push(&text[mention.span.start..mention.span.end]);
        }
    });
    mentions
}

/// Names of many origins, written in many ways, that nothing announces.
const PEOPLE: &[(&str, &[&str])] = &[
    ("Nobody had seen Tamsin Polkinghorne since the fair closed.", &["Tamsin Polkinghorne"]),
    (
        "On Friday Oluwadamilare Akintola-Reid drove to Frinmouth with Bukola.",
        &["Oluwadamilare Akintola-Reid", "Bukola"],
    ),
    ("It was Siobhán O'Hagan's phone that rang.", &["O'Hagan"]),
    (
        "She lent the van to Khaled al-Mutairi and to Anneke van der Zwaag.",
        &["Khaled al-Mutairi", "Anneke van der Zwaag"],
    ),
    ("POLICE NAME MAN FOUND DEAD IN FRINMOUTH AS MARCUS TREVANION", &["MARCUS TREVANION"]),
    ("my cousin wojciech zalewski saw it from the bus", &["wojciech zalewski"]),
    (
        "Present: Harpreet Sandhu-Gill, Nguyen Thi Lan, Delroy McFarlane",
        &["Harpreet Sandhu-Gill", "Nguyen Thi Lan", "Delroy McFarlane"],
    ),
];

#[test]
fn people_are_found_whatever_their_origin_and_case() {
    for (text, names) in PEOPLE {
        let found = found(text, Label::Person);
        for name in *names {
            assert!(found.iter().any(|own| own.contains(name)), "{name} of {text}: {found:?}");
        }
    }
}

#[test]
fn places_and_bodies_are_told_from_people() {
    let text = "Officers from Colchester met the Environment Agency in Norwich and Ipswich on Tuesday.";
    assert_eq!(found(text, Label::Location), ["Colchester", "Norwich", "Ipswich"]);
    assert_eq!(found(text, Label::Organization), ["Environment Agency"]);
    assert!(found(text, Label::Person).is_empty());
}

#[test]
fn what_a_release_puts_in_the_place_of_a_name_is_no_name() {
    for text in [
        "[name withheld] met Person A. Person B left.",
        "The [NHS number] and the [National Insurance number withheld]",
    ] {
        assert!(Label::ALL.iter().all(|label| found(text, *label).is_empty()), "{text}");
    }
}

#[test]
fn weights_of_another_version_or_length_are_refused() {
    let file = include_bytes!("weights.bin");
    assert!(Model::read(file).is_some());
    assert!(Model::read(&file[..file.len() - 1]).is_none());
    let mut other = file[..4096].to_vec();
    other[7] ^= 1;
    assert!(Model::read(&other).is_none());
    assert!(file.len() <= 4_000_000, "the crate carries at most 4 MB of weights");
}

proptest! {
    /// Bounds, order and repeatability hold whatever comes in.
    #[test]
    fn any_text_is_read_without_trouble(text in "\\PC{0,80}|[ A-Za-c.'&\\n\\[\\]-]{0,120}|([A-Z][a-z]{1,70}[é中 ]){0,20}") {
        let (mut once, mut twice) = (Vec::new(), Vec::new());
        let mut scratch = Scratch::default();
        built_in().unwrap().tag(&text, &mut scratch, |mention| once.push(mention));
        built_in().unwrap().tag(&text, &mut scratch, |mention| twice.push(mention));
        prop_assert_eq!(&once, &twice);
        for mention in once {
            prop_assert!(mention.span.of(&text).is_some_and(|name| !name.is_empty()));
            prop_assert!((0.0..=1.001).contains(&mention.score));
        }
    }
}
