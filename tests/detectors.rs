//! What a policy switches off, and what a caller adds.

#![allow(missing_docs, reason = "a test")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use withhold::{Engine, Policy};

fn kinds(detectors: &str, text: &str) -> Vec<String> {
    let policy = format!("[policy]\nname = \"t\"\nversion = \"1\"\nextends = [\"press\"]\n[detectors]\n{detectors}\n");
    let engine = Engine::new(Policy::from_toml(&policy, "t").unwrap()).unwrap();
    engine.release_text(text).unwrap().regions().iter().map(|region| region.kind.to_string()).collect()
}

#[test]
fn a_detector_that_is_off_takes_no_kind_away_from_the_others() {
    let text = "Ring 07700 900123 or write to PO Box 1234.";
    assert_eq!(kinds("off = [\"spoken\"]", text), ["PHONE_NUMBER", "STREET_ADDRESS"]);
    assert_eq!(kinds("off = [\"places\", \"spoken\"]", text), ["PHONE_NUMBER", "STREET_ADDRESS"]);
}

#[test]
fn a_kind_that_is_off_is_reported_by_nobody() {
    let text =
        "Ring 07700 900123, or oh seven seven double oh nine double oh one two three. He was born on 14 March 1979.";
    assert_eq!(kinds("kinds_off = [\"PHONE_NUMBER\"]", text), ["DATE_OF_BIRTH"]);
    assert_eq!(kinds("kinds_off = [\"AGE\"]", "A 14-year-old girl, born on 14 March 2011."), ["DATE_OF_BIRTH"]);
}

#[test]
fn no_row_takes_the_id_of_one_that_is_off() {
    let row = |id: &str| {
        format!(
            "[policy]\nname = \"t\"\nversion = \"1\"\nextends = [\"press\"]\n\
             [[row]]\nid = \"{id}\"\nkind = \"BADGE\"\nname = \"badge\"\npatterns = ['B\\d{{4}}']\n\
             alone = \"likely\"\nharm = \"it names somebody\"\n\
             must = [\"badge «B1234»\", \"«B9999» was seen\"]\nnever = [\"AB1234\", \"B12345\"]\n"
        )
    };
    let build = |id: &str| Engine::new(Policy::from_toml(&row(id), "t").unwrap());
    build("badge").unwrap();
    for taken in ["email", "us-ssn"] {
        let error = build(taken).unwrap_err().to_string();
        assert!(error.contains(&format!("two rows have the id `{taken}`")), "{error}");
    }
}
