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
