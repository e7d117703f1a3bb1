#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use std::fmt::Write;

use super::*;
use crate::risk::Profile;

const FOUND: &str = include_str!("cases/found.txt");
const HARMLESS: &str = include_str!("cases/harmless.txt");

fn profiles() -> Profiles {
    Profiles { general: Profile::builtin("foi-lt5").unwrap(), sensitive: Profile::builtin("sensitive-le5").unwrap() }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// Returns what is surely found.
fn found(text: &str) -> Vec<Disclosure> {
    let mut found = disclosures(text, &profiles()).unwrap();
    found.retain(|one| one.confidence >= Confidence::Likely);
    found
}

fn shown(text: &str) -> String {
    let mut shown = String::new();
    for one in disclosures(text, &profiles()).unwrap() {
        let derived =
            one.derived.map(|derived| format!("{}..{:?}", derived.least, derived.greatest)).unwrap_or_default();
        let chain = one.derivation.as_ref().map(ToString::to_string).unwrap_or_default();
        let span = one.span.of(text).unwrap_or_default();
        write!(shown, "\n    {} {} {derived} [{chain}] «{span}»", one.way.evidence().as_str(), one.confidence).unwrap();
    }
    shown
}

#[test]
fn what_gives_somebody_away_is_found_with_what_is_worked_out() {
    let (mut missed, mut count) = (String::new(), 0);
    let mut right = 0;
    for line in lines(FOUND) {
        let [way, derived, text] = line.splitn(3, " | ").collect::<Vec<_>>()[..] else { panic!("{line}") };
        count += 1;
        let hit = found(text).iter().any(|one| {
            let exact = one.derived.and_then(Interval::exact);
            one.way.evidence().as_str() == way && (derived == "-" || exact == derived.parse().ok())
        });
        right += usize::from(hit);
        if !hit {
            write!(missed, "\n{line}{}", shown(text)).unwrap();
        }
    }
    assert!(count >= 40);
    assert!(right == count, "{right} of {count}:{missed}");
}

#[test]
fn harmless_numbers_stay() {
    let (mut wrong, mut count) = (String::new(), 0);
    for text in lines(HARMLESS) {
        count += 1;
        if !found(text).is_empty() {
            write!(wrong, "\n{text}{}", shown(text)).unwrap();
        }
    }
    assert!(count >= 30);
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn official_prose_gives_nobody_away() {
    let official = include_str!("../../../tests/clean/official.txt");
    let mut wrong = String::new();
    for text in official.split("\n\n") {
        if !found(text).is_empty() {
            write!(wrong, "\n{text}{}", shown(text)).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_is_passed_over_gives_nobody_away() {
    let official = include_str!("../../../tests/clean/official.txt");
    let cases = lines(FOUND).filter_map(|line| line.splitn(3, " | ").nth(2)).chain(lines(HARMLESS));
    let mut wrong = String::new();
    // Long enough that nothing is read for being short.
    let filler = "The road is open again and the signs have been put back where they were. ".repeat(20);
    let spaced = cases.map(|case| format!("{filler}\n\n{case}\n\n{filler}"));
    for text in official.split("\n\n").map(str::to_owned).chain([official.to_owned()]).chain(spaced) {
        let part = Part::plain(Address::Text, text.as_str());
        let reading = &fold::readings(&part)[0];
        let read = |stretches: &[claims::Stretch]| {
            let mut found = of_stretches(reading.text(), stretches, &profiles()).unwrap();
            found.retain(|one| one.way != Way::Unread);
            found.iter().map(|one| (one.span, one.way, one.derived)).collect::<Vec<_>>()
        };
        let (gated, all) = (read(&claims::stretches(reading)), read(&[claims::whole(reading.text())]));
        if gated != all {
            write!(wrong, "\n{}{}{gated:?}\n{all:?}", text.replace(&filler, ""), shown(&text)).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
