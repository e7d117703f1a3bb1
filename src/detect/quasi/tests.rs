#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use std::collections::BTreeSet;
use std::fmt::Write;

use super::*;
use crate::Finding;
use crate::detect::examples::{assert_nothing_in, cases, found_by, unmark};

/// Returns what is found of a kind, in order, each once.
fn found(text: &str, kind: &Kind) -> Vec<Span> {
    let found = found_by(&Quasi, text, None);
    let of_kind =
        found.into_iter().filter(|finding| finding.kind == *kind && finding.confidence > Confidence::Possible);
    of_kind.map(|finding| finding.span).collect::<BTreeSet<_>>().into_iter().collect()
}

#[test]
fn every_row_finds_what_it_must_and_nothing_else_of_its_kind() {
    let mut wrong = String::new();
    for row in rows::list().unwrap() {
        assert!(row.must.len() >= 2 && !row.never.is_empty(), "{} has too few texts", row.id);
        for marked in &row.must {
            let (text, values) = unmark(marked);
            let wanted: Vec<Span> = values.iter().map(|(span, _)| *span).collect();
            let spans = found(&text, &row.kind);
            if spans != wanted {
                let shown: Vec<&str> = spans.iter().map(|span| &text[span.start..span.end]).collect();
                writeln!(wrong, "{}: {marked}: {shown:?}", row.id).unwrap();
            }
        }
        for text in &row.never {
            for span in found(text, &row.kind) {
                writeln!(wrong, "{}: {text}: {}", row.id, &text[span.start..span.end]).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn ids_are_unique() {
    let rows = rows::list().unwrap();
    let ids: BTreeSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids.len(), rows.len());
}

#[test]
fn nothing_is_found_in_official_prose() {
    assert_nothing_in(&Quasi, cases(include_str!("cases/harmless.txt")));
}

#[test]
fn fields_of_records_tell_what_they_hold() {
    let kind = |field: &str, value: &str| found_by(&Quasi, value, Some(field)).into_iter().map(|one| one.kind).next();
    assert_eq!(kind("Occupation", "bus driver"), Some(Kind::OCCUPATION));
    assert_eq!(kind("ethnicOrigin", "White British"), Some(Kind::NRP));
    assert_eq!(kind("gender", "F"), Some(Kind::SEX));
    assert_eq!(kind("gender", "see note"), None);
    assert_eq!(kind("notes", "bus driver"), None);
    assert_eq!(kind("religion", "not stated"), None);
}

/// Names that stand for people, with the roles that other detectors would tell.
fn tied(text: &str, people: &[(&str, Role)]) -> Vec<(String, Role, Confidence)> {
    let mut findings = found_by(&Quasi, text, None);
    for (name, role) in people {
        let at = text.find(name).expect("the name stands in the text");
        findings.push(Finding {
            span: Span::new(at, at + name.len()),
            kind: Kind::PERSON,
            role: *role,
            confidence: Confidence::Likely,
            evidence: EvidenceSet::default(),
            detector: DetectorId::fixed("people"),
        });
    }
    let mut backwards: Vec<Finding> = findings.iter().rev().cloned().collect();
    tie(text, &mut findings);
    tie(text, &mut backwards);
    backwards.reverse();
    assert_eq!(findings, backwards, "the order of the findings tells nothing");
    let own = findings.into_iter().filter(|finding| finding.detector == ID);
    own.map(|one| (text[one.span.start..one.span.end].to_owned(), one.role, one.confidence)).collect()
}

#[test]
fn a_quasi_identifier_has_the_role_of_whom_it_is_about() {
    let holt = &[("Jane Holt", Role::Victim)];
    let role = |text: &str, people: &[(&str, Role)]| tied(text, people)[0].1;
    assert_eq!(role("Jane Holt, a nurse, was attacked.", holt), Role::Victim);
    assert_eq!(role("The complainant, a nurse, told the court.", &[]), Role::Victim);
    assert_eq!(role("The complainant rang at once. She works as a nurse in the town.", &[]), Role::Victim);
    assert_eq!(role("He was jailed for raping his step-daughter.", &[]), Role::Victim);
    assert_eq!(role("A Polish student was robbed.", &[]), Role::Victim);
    assert_eq!(role("The source, a taxi driver, rang.", &[]), Role::Informant);
    assert_eq!(role("Dean Mole, 34, a roofer, was arrested.", &[("Dean Mole", Role::Suspect)]), Role::Suspect);
    assert_eq!(role("He is a nurse.", &[]), Role::Unknown);
}

#[test]
fn a_relation_of_a_child_counts_where_somebody_is_accused() {
    let kai = ("Kai", Role::Child);
    let role = |text: &str, people: &[(&str, Role)]| tied(text, people)[0].1;
    assert_eq!(role("Ann Moss looked for her son Kai.", &[kai, ("Ann Moss", Role::Unknown)]), Role::Unknown);
    assert_eq!(role("Lee Moss hit his son Kai.", &[kai, ("Lee Moss", Role::Offender)]), Role::Child);
}

#[test]
fn health_of_nobody_in_particular_is_only_possible() {
    let sure = |text: &str, people: &[(&str, Role)]| tied(text, people)[0].2;
    assert_eq!(sure("A man who has dementia left home.", &[]), Confidence::Possible);
    assert_eq!(sure("Lee Moss, who has dementia, left home.", &[("Lee Moss", Role::Unknown)]), Confidence::Likely);
}

#[test]
fn a_name_makes_the_noun_before_it_an_occupation() {
    let found = tied("It was confirmed by paramedic Ann Moss.", &[("Ann Moss", Role::Unknown)]);
    assert_eq!(found, [("paramedic".to_owned(), Role::Unknown, Confidence::Likely)]);
    assert_eq!(tied("The Nurse Association met.", &[])[0].2, Confidence::Possible);
}
