#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use std::io::Cursor;

use proptest::prelude::*;

use super::*;
use crate::{AuditOutcome, Policy};

const PARAGRAPHS: &[&str] = &[
    "Police are looking for Marwen Tolleth, 34, who was last seen in Ashgrove Road on Tuesday evening.\n\n",
    "Tolleth drives a silver van, AB12 CDE, and may be reached on 07700 900123.\n\n",
    "A spokesperson said: \u{201c}We would ask anybody who has seen the van to call 101.\u{201d}\n\n",
    "The council meets on 4 March to set the budget for the year. It spent \u{a3}1.2 million on roads.\n\n",
    "Mrs Odette Farrow, a neighbour, told officers that she heard a car at night.\n\n",
    "Mrs Farrow later wrote to odette.farrow@mail.example about it.\n\n",
    "Call 07700-900-123 with information.\n\n",
    "The officer in the case is DC Brannock Yewdale. Yewdale took the first statement.\n\n",
    "Crime reference 42/118734/26 should be quoted.\n\n",
    "Under section 17 of the Freedom of Information Act 2000 a notice must say why.\n\n",
];

fn engine(policy: &str) -> Engine {
    Engine::new(Policy::from_toml(policy, "test").unwrap()).unwrap()
}

fn press() -> Engine {
    engine("[policy]\nname = \"t\"\nversion = \"1\"\nextends = [\"press\"]\n[detectors]\noff = [\"numbers\"]\n")
}

fn long(engine: &Engine, text: &str, size: usize) -> (Audit, Gathered) {
    let mut gathered = Gathered::default();
    let long = engine.release_in_windows(&mut Cursor::new(text), &mut gathered, size).unwrap();
    assert_eq!(long.entries, gathered.entries.len() as u64);
    (long.audit, gathered)
}

/// What must be the same however a text is read.
fn told(regions: &[Region]) -> Vec<(Span, Kind)> {
    regions.iter().map(|region| (region.input, region.kind.clone())).collect()
}

#[test]
fn a_value_withheld_in_one_window_is_withheld_in_all() {
    let filler = PARAGRAPHS[3].repeat(8);
    let text =
        format!("{}{filler}{}{filler}{}", PARAGRAPHS[6].replace("900-123", "900-456"), PARAGRAPHS[1], PARAGRAPHS[0]);
    let (audit, gathered) = long(&press(), &text, 512);
    assert_eq!(audit.outcome, AuditOutcome::Released);
    assert!(!gathered.text.contains("Tolleth") && !gathered.text.contains("900456"), "{}", gathered.text);
    let of_person: Vec<u32> =
        gathered.entries.iter().filter(|entry| entry.kind == Kind::PERSON).map(|entry| entry.subject).collect();
    assert_eq!(of_person.len(), 2);
    assert_eq!(of_person[0], of_person[1], "the surname alone is the same person in another window");
}

#[test]
fn aliases_hold_in_every_window() {
    let alias = engine(
        "[policy]\nname = \"t\"\nversion = \"1\"\n[default]\nground = \"s.38(1)(b)\"\nharm = \"h\"\ntreatment = \"alias\"\nmin_confidence = \"possible\"\n",
    );
    let filler = PARAGRAPHS[3].repeat(8);
    let text = format!("{}{filler}{}{filler}{}", PARAGRAPHS[4], PARAGRAPHS[0], PARAGRAPHS[5]);
    let (_, gathered) = long(&alias, &text, 512);
    let whole = alias.release_text(&text).unwrap().released().unwrap();
    assert_eq!(gathered.text, whole.text());
}

#[test]
fn places_and_digests_are_those_of_the_whole() {
    let text = PARAGRAPHS.concat().repeat(4);
    let (mut audit, gathered) = long(&press(), &text, 700);
    assert_eq!(told(&gathered.regions), told(&press().release_text(&text).unwrap().regions()));
    audit.entries = gathered.entries;
    let checked = audit.verify(Some(text.as_bytes()), None, Some(gathered.text.as_bytes()), None);
    assert!(checked.is_good(), "{checked:?}");
    let lines = |at: u64| 1 + gathered.text[..usize::try_from(at).unwrap()].matches('\n').count() as u64;
    assert!(audit.entries.iter().filter_map(|entry| entry.place).all(|place| place.line == lines(place.start)));
}

#[test]
fn what_refuses_a_document_refuses_a_long_one_and_nothing_is_left() {
    let refuse = engine(
        "[policy]\nname = \"t\"\nversion = \"1\"\nextends = [\"press\"]\n[[rule]]\nid = \"no-mail\"\nkinds = [\"EMAIL_ADDRESS\"]\n\
         treatment = \"refuse\"\nground = \"s.38(1)(b)\"\nharm = \"h\"\n",
    );
    let text = format!("{}{}", PARAGRAPHS.concat(), PARAGRAPHS[5]);
    let (audit, gathered) = long(&refuse, &text, 512);
    assert_eq!(audit.outcome, AuditOutcome::Refused);
    assert_eq!(audit.reasons.len(), 1);
    assert!(gathered.text.is_empty() && gathered.entries.is_empty() && audit.output.is_none());
}

#[test]
fn bytes_that_are_no_text_are_told_by_their_place_in_the_whole() {
    let mut bytes = PARAGRAPHS[3].repeat(40).into_bytes();
    let bad = bytes.len() - 7;
    bytes[bad] = 0xff;
    let error = press().release_in_windows(&mut Cursor::new(bytes), &mut Gathered::default(), 512).unwrap_err();
    assert!(error.to_string().contains(&format!("byte {bad}")), "{error}");
}

#[test]
fn one_line_is_cut_between_words_and_never_inside_a_finding() {
    let text = PARAGRAPHS.concat().replace(['\n', '.'], " ").repeat(6);
    let (audit, gathered) = long(&press(), &text, 600);
    assert_eq!(audit.outcome, AuditOutcome::Released);
    for secret in ["Tolleth", "900123", "Farrow", "AB12"] {
        assert!(!gathered.text.contains(secret), "{secret}");
    }
}

#[test]
fn what_cannot_be_cut_is_an_error() {
    let error = press().release_in_windows(&mut Cursor::new("x".repeat(20_000)), &mut Gathered::default(), 512);
    assert!(error.unwrap_err().to_string().contains("no place to cut"));
    let (_, short) = long(&press(), "", 512);
    assert!(short.text.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn windows_find_what_the_whole_text_finds(
        order in prop::collection::vec(0..PARAGRAPHS.len(), 1..60),
        size in 256_usize..4096,
    ) {
        let text: String = order.iter().map(|index| PARAGRAPHS[*index]).collect();
        let engine = press();
        let (_, gathered) = long(&engine, &text, size);
        let whole = engine.release_text(&text).unwrap();
        prop_assert_eq!(told(&gathered.regions), told(&whole.regions()));
        let whole = whole.released().unwrap();
        prop_assert_eq!(gathered.text.as_str(), whole.text());
    }
}
