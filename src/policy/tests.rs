#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use proptest::prelude::*;

use super::*;
use crate::detect::offence::Offence;
use crate::{DetectorId, EvidenceSet, Finding, Role, Span};

const BASE: &str = "[policy]\nname = \"t\"\nversion = \"1\"\n[default]\ntreatment = \"mask\"\nground = \"s.40(2)\"\n";

fn finding(kind: &str, role: Role, confidence: Confidence) -> Finding {
    Finding {
        span: Span::new(0, 1),
        kind: Kind::new(kind),
        role,
        confidence,
        evidence: EvidenceSet::default(),
        detector: DetectorId::fixed("test"),
    }
}

fn decide(policy: &Policy, kind: &str, role: Role, offences: Offences) -> Decision {
    let circumstances = Circumstances { offences, address: &Address::Text, field: None };
    policy.decide(&finding(kind, role, Confidence::Likely), &circumstances, "x")
}

fn error(policy: &str) -> Error {
    Policy::from_toml(policy, "t").map(|_| ()).expect_err("the policy is taken")
}

#[test]
fn every_built_in_policy_reads_and_reads_again_the_same() {
    for name in Policy::BUILTIN {
        let policy = Policy::builtin(name).unwrap();
        assert_eq!(policy.name(), name);
        assert_eq!(policy.lint(), [""; 0], "{name}");
        let again = Policy::from_toml(policy.to_toml(), name).unwrap();
        assert_eq!(again.digest(), policy.digest(), "{name}");
        assert_eq!(again.layers(), policy.layers(), "{name}");
    }
    assert_eq!(Policy::builtin("press").unwrap().layers(), ["foi 2026.1", "press 2026.1"]);
}

#[test]
fn the_template_is_a_policy() {
    let policy = Policy::from_toml(Policy::template(), "template").unwrap();
    assert_eq!(policy.rows().len(), 1);
    assert!(policy.clone().with_today(Date::new(2026, 11, 25).unwrap()).lint().is_empty());
    assert_eq!(policy.lint().len(), 2, "without a date nothing that expires applies");
}

#[test]
fn a_bar_beats_a_permission_beats_a_rule_beats_the_default() {
    let press = Policy::builtin("press").unwrap();
    let sexual = Offences::default().with(Offence::Sexual);
    let none = Offences::default();
    assert_eq!(decide(&press, "PERSON", Role::Officer, sexual).treatment, Treatment::Keep);
    assert_eq!(decide(&press, "PERSON", Role::Victim, sexual).level, Level::Bar);
    assert_eq!(decide(&press, "PERSON", Role::Victim, none).level, Level::Rule);
    assert_eq!(decide(&press, "PERSON", Role::Child, none).level, Level::Bar);
    assert_eq!(decide(&press, "NEVER_HEARD_OF", Role::Unknown, none).level, Level::Default);
    let barred = format!(
        "{BASE}[[bar]]\nid = \"b\"\nkinds = [\"PERSON\"]\ntreatment = \"mask\"\nground = \"s.40(2)\"\n\
         [[allow]]\nkinds = [\"PERSON\"]\nreason = \"r\"\n"
    );
    let policy = Policy::from_toml(&barred, "t").unwrap();
    assert_eq!(decide(&policy, "PERSON", Role::Officer, none).level, Level::Bar);
}

/// The audit must name the statute, though a rule asks for something stricter than the bar.
#[test]
fn a_bar_keeps_its_ground_when_a_rule_is_stricter() {
    let text = format!(
        "{BASE}[[bar]]\nid = \"b\"\nkinds = [\"AGE\"]\ntreatment = {{ coarsen = \"band\" }}\n\
         ground = \"s.44(1); Sexual Offences (Amendment) Act 1992 s.1\"\n\
         [[rule]]\nid = \"r\"\nkinds = [\"AGE\"]\ntreatment = \"remove\"\nground = \"s.40(2)\"\n"
    );
    let decision = decide(&Policy::from_toml(&text, "t").unwrap(), "AGE", Role::Victim, Offences::default());
    assert_eq!((decision.treatment, decision.level), (Treatment::Remove, Level::Bar));
    assert_eq!((&*decision.rule, &*decision.ground), ("b", "s.44(1); Sexual Offences (Amendment) Act 1992 s.1"));
}

#[test]
fn a_bar_over_whole_values_waits_for_its_offence() {
    let text = format!(
        "{BASE}[[bar]]\nid = \"b\"\ncolumns = [\"note\"]\noffences = [\"sexual\"]\ntreatment = \"remove\"\nground = \"s.40(2)\"\n"
    );
    let policy = Policy::from_toml(&text, "t").unwrap();
    let at = |offences| Circumstances { offences, address: &Address::Text, field: Some("note") };
    assert!(policy.withholds_whole(&at(Offences::default().with(Offence::Sexual))));
    assert!(!policy.withholds_whole(&at(Offences::default().with(Offence::Fgm))));
    assert!(!policy.withholds_whole(&at(Offences::default())));
}

#[test]
fn the_most_protective_of_a_level_wins() {
    let rule = |id: &str, treatment: &str| {
        format!("[[rule]]\nid = \"{id}\"\nkinds = [\"AGE\"]\ntreatment = {treatment}\nground = \"s.40(2)\"\n")
    };
    let text =
        format!("{BASE}{}{}{}", rule("a", "\"label\""), rule("b", "\"remove\""), rule("c", "{ coarsen = \"band\" }"));
    let policy = Policy::from_toml(&text, "t").unwrap();
    assert_eq!(&*decide(&policy, "AGE", Role::Unknown, Offences::default()).rule, "b");
    assert_eq!(policy.lint().len(), 2, "two rules never decide: {:?}", policy.lint());
}

#[test]
fn what_expires_does_not_apply_after_its_day_or_without_a_date() {
    let text = format!("{BASE}[[allow]]\nid = \"a\"\nkinds = [\"AGE\"]\nreason = \"r\"\nexpires = 2026-06-30\n");
    let policy = Policy::from_toml(&text, "t").unwrap();
    let level = |policy: &Policy| decide(policy, "AGE", Role::Unknown, Offences::default()).level;
    assert_eq!(level(&policy), Level::Default);
    assert_eq!(level(&policy.clone().with_today(Date::new(2026, 6, 30).unwrap())), Level::Allow);
    let after = policy.with_today(Date::new(2026, 7, 1).unwrap());
    assert_eq!(level(&after), Level::Default);
    assert_eq!(after.expired(), ["permission `a`"]);
}

#[test]
fn fields_are_matched_by_pointer_and_by_name() {
    let text = format!(
        "{BASE}[[rule]]\nid = \"f\"\ncolumns = [\"home address\"]\ntreatment = \"label\"\nground = \"s.40(2)\"\n"
    );
    let policy = Policy::from_toml(&text, "t").unwrap();
    let at = |field| Circumstances { offences: Offences::default(), address: &Address::Text, field };
    assert!(policy.withholds_whole(&at(Some("homeAddress"))));
    assert!(policy.withholds_whole(&at(Some("HOME_ADDRESS"))));
    assert!(!policy.withholds_whole(&at(Some("address"))));
    assert!(!policy.withholds_whole(&at(None)));
}

#[test]
fn errors_name_the_line_and_the_near_word() {
    let rule = |line: &str| {
        format!("{BASE}[[rule]]\nid = \"a\"\n{line}\nkinds = [\"AGE\"]\ntreatment = \"label\"\nground = \"s.40(2)\"\n")
    };
    for (policy, line, wanted) in [
        (rule("kindz = [\"AGE\"]"), 9, "did you mean `kinds`?"),
        (rule("roles = [\"victm\"]"), 9, "did you mean `victim`?"),
        (rule("reason = \"r\""), 9, "belong to an `[[allow]]`"),
        (rule("offences = [\"arson\"]"), 9, "unknown offence `arson`"),
        (rule("min_confidence = \"sure\""), 9, "unknown confidence"),
        (rule("likelihood = \"maybe\""), 9, "would be likely"),
        (rule("").replace("AGE", "UK_NIN0"), 10, "did you mean `UK_NINO`?"),
        (rule("").replace("\"label\"", "\"labels\""), 11, "did you mean `label`?"),
        (rule("").replace("\"label\"", "\"keep\""), 11, "[[allow]]"),
        (rule("").replace("\"label\"", "{ coarsen = \"parish\" }"), 11, "unknown coarseness"),
        (
            rule("").replacen(
                "treatment = \"label\"\nground = \"s.40(2)\"",
                "treatment = \"label\"\nground = \"s.40\"",
                1,
            ),
            12,
            "name the paragraph",
        ),
        (format!("{BASE}[[allow]]\nreason = \"r\"\n"), 8, "lets everything out"),
        (format!("{BASE}[[allow]]\nkinds = [\"*\"]\nreason = \"r\"\n"), 8, "lets everything out"),
        (format!("{BASE}[[allow]]\nkinds = [\"AGE\"]\nvalues = []\nreason = \"r\"\n"), 9, "`values` is empty"),
        (rule("roles = [\"victim\"]").replace("kinds = [\"AGE\"]", "columns = [\"home\"]"), 9, "leave out `roles`"),
        (format!("{BASE}[[allow]]\nkinds = [\"AGE\"]\n"), 8, "needs a `reason`"),
        (format!("{BASE}[[allow]]\nkinds = [\"AGE\"]\nreason = \"r\"\nexpires = \"soon\"\n"), 10, "2026-11-24"),
        (BASE.replace("[default]", "[defualt]"), 4, "did you mean `default`?"),
        (format!("{BASE}[detectors]\noff = [\"uk-nin\"]\n"), 8, "there is no detector"),
    ] {
        let error = error(&policy);
        assert!(error.to_string().contains(wanted), "{error}\n{policy}");
        assert_eq!(error.line().map(|(line, _)| line), Some(line), "{error}\n{policy}");
    }
}

#[test]
fn sections_thirty_and_thirty_one_may_not_cover_the_same_information() {
    let rule = |id: &str, roles: &str, ground: &str| {
        format!(
            "[[rule]]\nid = \"{id}\"\nkinds = [\"AGE\"]\nroles = [\"{roles}\"]\ntreatment = \"label\"\nground = \"{ground}\"\n"
        )
    };
    let text = format!("{BASE}{}{}", rule("a", "witness", "s.30(1)(a)"), rule("b", "witness", "s.31(1)(b)"));
    assert!(error(&text).to_string().contains("may not both cover the same information"));
    let apart = format!("{BASE}{}{}", rule("a", "witness", "s.30(1)(a)"), rule("b", "victim", "s.31(1)(b)"));
    assert!(Policy::from_toml(&apart, "t").is_ok());
    let neither = format!("{BASE}{}{}", rule("a", "witness", "s.30(3)"), rule("b", "witness", "s.31(3)"));
    assert!(Policy::from_toml(&neither, "t").is_ok());
}

#[test]
fn layers_may_not_go_round_or_take_each_others_ids() {
    let mut load = |_: &str| Ok(BASE.replace("version", "extends = [\"b\"]\nversion"));
    let round = BASE.replace("version", "extends = [\"a\"]\nversion");
    let error = Policy::from_toml_with(&round, "t", &mut load).map(|_| ()).unwrap_err();
    assert!(error.to_string().contains("in a circle"), "{error}");
    let taken = "[policy]\nname = \"t\"\nversion = \"1\"\nextends = [\"foi\"]\n[[allow]]\nid = \"names\"\nkinds = [\"AGE\"]\nreason = \"r\"\n";
    assert!(super::tests::error(taken).to_string().contains("stands in two layers"));
    assert!(
        super::tests::error("[policy]\nname = \"t\"\nversion = \"1\"\nextends = [\"fio\"]\n")
            .to_string()
            .contains("did you mean `foi`?")
    );
}

proptest! {
    /// Adding a rule or a bar never makes a decision less protective.
    #[test]
    fn one_more_rule_never_reveals_more(
        kind in prop::sample::select(&["PERSON", "AGE", "UK_NINO", "ODD"][..]),
        named in prop::sample::select(&["PERSON", "AGE", "UK_NINO", "*"][..]),
        role in prop::sample::select(Role::ALL.to_vec()),
        confidence in prop::sample::select(&[Confidence::Possible, Confidence::Likely, Confidence::Certain][..]),
        min in prop::sample::select(&["possible", "likely", "certain"][..]),
        treatment in prop::sample::select(&["mask", "label", "remove", "alias", "refuse"][..]),
        section in prop::sample::select(&["rule", "bar"][..]),
        base in prop::sample::select(&Policy::BUILTIN[..]),
    ) {
        let head = format!("[policy]\nname = \"t\"\nversion = \"1\"\nextends = [\"{base}\"]\n");
        let more = format!("[[{section}]]\nid = \"more\"\nkinds = [\"{named}\"]\nmin_confidence = \"{min}\"\ntreatment = \"{treatment}\"\nground = \"s.40(2)\"\n");
        let circumstances = Circumstances { offences: Offences::default(), address: &Address::Text, field: None };
        let of = |text: &str| {
            let policy = Policy::from_toml(text, "t").unwrap();
            policy.decide(&finding(kind, role, confidence), &circumstances, "x")
        };
        let (before, after) = (of(&head), of(&format!("{head}{more}")));
        // A rule takes a kind out of the default's hands; among rules, bars and permissions nothing becomes milder.
        let held = after.treatment >= before.treatment || before.level == Level::Default && before.treatment != Treatment::Keep;
        prop_assert!(held, "{before:?} became {after:?}");
    }
}

#[test]
fn a_policy_names_the_profiles_and_changes_their_numbers() {
    let default = Policy::builtin("foi").unwrap();
    assert_eq!(default.profiles().general.name, "foi-lt5");
    assert_eq!(default.profiles().sensitive.name, "sensitive-le5");
    let text = "[policy]\nname = \"own\"\nversion = \"1\"\nextends = [\"foi\"]\n\n[counts]\nprofile = \"health-7r5\"\nchange = { hide_to = 9 }\n";
    let own = Policy::from_toml(text, "own").unwrap();
    assert_eq!(own.profiles().general.label(), "health-7r5 2026.1 changed");
    assert!(own.profiles().general.hides(9));
    let again = Policy::from_toml(own.to_toml(), "again").unwrap();
    assert_eq!(again.profiles(), own.profiles());
    assert_eq!(again.to_toml(), own.to_toml());
    assert_ne!(Policy::from_toml(&text.replace('9', "8"), "own").unwrap().digest(), own.digest());
    let wrong = Policy::from_toml(&text.replace("health-7r5", "healh-7r5"), "own").unwrap_err();
    assert_eq!(wrong.line(), Some((7, 11)));
    assert!(wrong.to_string().contains("did you mean `health-7r5`?"), "{wrong}");
}
