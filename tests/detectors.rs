//! What a policy switches off, and what a caller adds.

#![allow(missing_docs, reason = "a test")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use withhold::{
    Confidence, Detector, DetectorId, Engine, Evidence, EvidenceSet, Findings, Kind, Outcome, Policy, Reading, Role,
    Span, Unfinished,
};

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

/// Finds code names, and knows whose may stay only while a number stands beside them.
struct Codenames;

impl Detector for Codenames {
    fn id(&self) -> DetectorId {
        DetectorId::new("codenames")
    }

    fn kinds(&self) -> Vec<Kind> {
        vec![Kind::new("CODENAME")]
    }

    fn detect(&self, reading: &Reading<'_>, findings: &mut Findings<'_>) -> Result<(), Unfinished> {
        let text = reading.text();
        for (lead, role) in [("source ", Role::Informant), ("handler ", Role::Officer)] {
            let Some(at) = text.find(lead).filter(|_| role != Role::Officer || text.contains("900123")) else {
                continue;
            };
            let start = at + lead.len();
            let end = start + text[start..].find(' ').unwrap_or(0);
            let evidence = EvidenceSet::of(Evidence::Label);
            if let Some(found) =
                findings.push(Span::new(start, end), Kind::new("CODENAME"), Confidence::Certain, evidence, self.id())
            {
                found.role = role;
            }
        }
        Ok(())
    }
}

#[test]
fn what_may_stay_no_longer_once_it_is_written_is_withheld() {
    let policy = "[policy]\nname = \"t\"\nversion = \"1\"\nextends = [\"press\"]\nkinds = [\"CODENAME\"]\n
[[allow]]\nid = \"handlers\"\nkinds = [\"CODENAME\"]\nroles = [\"officer\"]\nreason = \"public\"\n
[[rule]]\nid = \"codenames\"\nkinds = [\"CODENAME\"]\ntreatment = \"label\"\nground = \"s.40(2)\"\nharm = \"h\"\n";
    let engine = Engine::builder(Policy::from_toml(policy, "t").unwrap()).detector(Codenames).build().unwrap();
    let kept = engine.release_text("The handler bramblewick was there.").unwrap();
    assert!(kept.regions().is_empty());
    // In what is written the number that let the handler stay is gone.
    let text = "The source bramblewick rang 07700 900123, said the handler bramblewick last night.";
    let Outcome::Released(release) = engine.release_text(text).unwrap() else { panic!("refused") };
    assert!(!release.text().contains("bramblewick"), "{}", release.text());
    assert_eq!(release.audit().entries.len(), 3);
}
