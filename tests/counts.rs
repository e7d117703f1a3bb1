//! Numbers of people: what is left is the same whatever the number was, and no audit holds what is worked out.

#![allow(missing_docs, reason = "a test")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use withhold::{Engine, Outcome, Policy, Release};

fn engine(policy: &str) -> Engine {
    Engine::new(Policy::builtin(policy).unwrap()).unwrap()
}

fn released(text: &str) -> Release {
    let Outcome::Released(release) = engine("press").release_text(text).unwrap() else { panic!("{text} is refused") };
    release
}

/// A refusal must be true for zero as well: whatever number is withheld, what is released is the same bytes.
#[test]
fn what_is_left_is_the_same_for_none_three_and_nine() {
    for (before, after, left) in [
        ("Nine offenders are missing; ", " are abroad.", "Nine offenders are missing."),
        ("Nine offenders are missing. ", " of them are abroad. We go on.", "Nine offenders are missing. We go on."),
        ("We go on. Of the nine, ", " had offended against children.", "We go on."),
    ] {
        for number in ["none", "three", "all nine", "nine", "3", "five", "eight"] {
            let number = if after.starts_with(" of") && number == "all nine" { "all" } else { number };
            let text = format!("{before}{number}{after}");
            assert_eq!(released(&text).text(), left, "{text}");
        }
    }
}

#[test]
fn no_view_of_an_audit_holds_what_is_worked_out() {
    let release = released("Of the eleven complainants in Weeley, four have moved. The youngest of the three is 16.");
    let audit = release.audit();
    let views = [audit.to_json(), audit.to_text(), audit.schedule_markdown(), audit.schedule_csv()];
    for (index, view) in views.iter().enumerate() {
        for value in ["eleven", "four", "seven", "= 7", "three", "sixteen", "moved", "youngest"] {
            assert!(!view.contains(value), "view {index} has {value}: {view}");
        }
    }
    assert!(views[0].contains("\"complement\"") && views[0].contains("foi-lt5 2026.1"), "{}", views[0]);
    assert!(!views[2].contains("complement") && !views[2].contains("small"), "{}", views[2]);
}

#[test]
fn numbers_stay_inside_the_body() {
    let text = "Nine are missing; two are overseas. We know which countries.";
    let Outcome::Released(release) = engine("internal").release_text(text).unwrap() else { panic!("it is refused") };
    assert_eq!(release.text(), text);
    assert!(release.audit().kept.iter().any(|kept| kept.kind.as_str() == "SMALL_COUNT"));
}

/// Whatever a text is made of, time grows with its length and nothing panics.
#[test]
fn repeated_numbers_do_not_multiply_the_work() {
    let engine = engine("press");
    for piece in [
        "two of the nine men are abroad, ",
        "nine ",
        "one of them of the three of whom ",
        "the only man in the only ",
        "of the ",
    ] {
        let _ = engine.release_text(&piece.repeat(2_000)).unwrap();
    }
}

/// Texts that are safe alone and not together.
#[test]
fn an_earlier_release_gives_away_what_a_text_alone_does_not() {
    let together = |policy: &str, earlier: &str, text: &str| {
        let known = withhold::risk::Known::new().with_text("june.txt", earlier).unwrap();
        let engine = engine(policy);
        let alone = engine.release_text(text).unwrap();
        assert!(alone.audit().entries.is_empty(), "{text} is not safe alone");
        let Outcome::Released(release) = engine.release_with(text.as_bytes(), withhold::Format::Text, &known).unwrap()
        else {
            panic!("{text} is refused")
        };
        assert_eq!(release.audit().known, ["june.txt"]);
        release.text().to_owned()
    };
    for (earlier, text, left) in [
        (
            "There are 15 registered offenders in the district.",
            "We go on. There are 14 registered offenders in the district without Eastgate.",
            "We go on.",
        ),
        (
            "We go on. There are 14 registered offenders in the district without Eastgate.",
            "We go on. There are 15 registered offenders in the district.",
            "We go on.",
        ),
        ("Nine offenders are missing.", "We go on. Seven of the missing offenders are in this country.", "We go on."),
        (
            "There were 23 people on the register in the town.",
            "We go on. 21 people on the register in the town were seen.",
            "We go on.",
        ),
    ] {
        assert_eq!(together("press", earlier, text), left, "{earlier} {text}");
    }
    for (earlier, text) in [
        // Other people, another place, staff, the same number, many between them.
        ("There are 15 registered offenders in the district.", "We go on. There are 14 patients in the district."),
        (
            "There are 15 registered offenders in the north.",
            "We go on. There are 14 registered offenders in the south.",
        ),
        ("There are 15 officers in the district.", "We go on. There are 14 officers in the district without Eastgate."),
        (
            "There are 15 registered offenders in the district.",
            "We go on. There are 15 registered offenders in the district.",
        ),
        (
            "There are 802 registered offenders in the county.",
            "We go on. 412 registered offenders in the county are under 40.",
        ),
    ] {
        assert_eq!(together("press", earlier, text), text, "{earlier}");
    }
}

#[cfg(feature = "stats")]
#[test]
fn a_text_gives_away_the_cells_of_a_table() {
    use withhold::risk::{Interval, Known, disclosures_with};
    use withhold::stats::table::Table;

    let table = Table::from_csv(
        "wards.csv",
        b"Ward,Registered offenders\nEastgate,[c]\nNorthfield,[c]\nSouthway,40\nTotal,55\n",
    );
    let policy = Policy::builtin("press").unwrap();
    let profiles = policy.profiles();
    let known = Known::new().with_table(&table.unwrap(), profiles).unwrap();
    assert!(!format!("{known:?}").contains("40"));
    let found = |text: &str| disclosures_with(text, &known, profiles).unwrap();

    let told = found("There were 12 registered offenders in Northfield.");
    let east = told.iter().find(|one| one.derived.and_then(Interval::exact) == Some(3)).unwrap();
    let chain = east.derivation.as_ref().unwrap().to_string();
    assert!(chain.contains("this text") && chain.contains("Total (wards.csv)"), "{chain}");
    assert!(found("There were 12 registered offenders in Frinmouth.").is_empty());
    assert!(found("There were 12 boats in Northfield.").is_empty());
    assert!(found("There were 40 registered offenders in Southway.").is_empty(), "it is printed");

    let release = engine("press").release_with(
        b"We go on. There were 12 registered offenders in Northfield.",
        withhold::Format::Text,
        &known,
    );
    let Outcome::Released(release) = release.unwrap() else { panic!("it is refused") };
    assert_eq!(release.text(), "We go on.");
    assert!(!release.audit().to_json().contains("Northfield"));
}
