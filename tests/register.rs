//! The register at a smaller scale: what is planted is found, who is not in it is not, and the file tells nothing.

#![allow(missing_docs, reason = "a test")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

#[path = "../benches/people/mod.rs"]
mod people;

use std::sync::{Arc, LazyLock};

use people::{People, Person, Random, WAYS};
use proptest::prelude::*;
use withhold::register::{Builder, Register};
use withhold::{Confidence, Engine, ErrorKind, Format, Key, Kind, Outcome, Policy, Role};

const ENTRIES: usize = 20_000;

fn key() -> Key {
    Key::new(*b"a key for tests only").unwrap()
}

struct Made {
    members: Vec<Person>,
    strangers: Vec<Person>,
    bytes: Vec<u8>,
    register: Arc<Register>,
}

static MADE: LazyLock<Made> = LazyLock::new(|| {
    let mut people = People::new(1);
    let members: Vec<Person> = (0..ENTRIES).map(|_| people.one()).collect();
    let strangers = (0..4_000).map(|_| people.one()).collect();
    let mut builder = Builder::new(&key(), "test").unwrap();
    let list: String = members.iter().enumerate().map(|(index, person)| person.json(index)).collect();
    builder.add_all(list.as_bytes()).unwrap();
    let bytes = builder.finish().unwrap().into_bytes();
    let register = Arc::new(Register::open(bytes.clone(), &key()).unwrap());
    Made { members, strangers, bytes, register }
});

fn is_found(member: usize, way: usize, random: &mut Random) -> Result<(), String> {
    let made = &*MADE;
    let (way, text) = made.members[member].told(way, random);
    let reference = made.register.reference(u32::try_from(member).unwrap());
    let mentions = made.register.mentions(&text, None).unwrap();
    // Of a name that several bear no entry is told.
    let own = mentions.iter().any(|mention| mention.reference.as_ref().is_none_or(|own| *own == reference));
    own.then_some(()).ok_or(format!("{way}: {text:?}"))
}

#[test]
fn planted_people_are_found_in_every_form() {
    let mut random = Random::new(7);
    let missed: Vec<String> = (0..2_000)
        .filter_map(|index| is_found(random.below(ENTRIES), index % WAYS, &mut Random::new(index as u64)).err())
        .collect();
    assert!(missed.len() <= 20, "{} of 2000 are missed: {missed:#?}", missed.len());
}

#[test]
fn strangers_are_not_found() {
    let made = &*MADE;
    let mut hits = Vec::new();
    for person in &made.strangers {
        let (year, month, day) = person.born;
        let text = format!(
            "{} {} of {} {}, {} {}, born {day}/{month}/{year}, drives {}; call {} or {}.",
            person.given,
            person.surname,
            person.house,
            person.street,
            person.town,
            person.postcode,
            person.plate,
            person.phone,
            person.handle,
        );
        let mentions = made.register.mentions(&text, None).unwrap();
        hits.extend(mentions.iter().map(|m| format!("{} {}", m.span.of(&text).unwrap(), m.confidence)));
    }
    assert!(hits.len() <= 1, "{hits:#?}");
}

/// As `strings` and `grep -i` would look for it. Eight bytes do not stand in noise by chance.
#[test]
fn the_file_holds_no_value_in_clear() {
    let made = &*MADE;
    let lower = made.bytes.to_ascii_lowercase();
    let windows: std::collections::HashSet<&[u8]> = lower.windows(8).collect();
    for person in &made.members {
        let full = format!("{} {}", person.given, person.surname).to_lowercase();
        for value in [
            full.replace(' ', ""),
            full,
            person.phone.replace(' ', ""),
            person.plate.to_lowercase(),
            person.handle.to_lowercase(),
        ] {
            let Some(start) = value.as_bytes().get(..8) else { continue };
            assert!(!windows.contains(start), "a value stands in the file");
        }
    }
    let printable =
        made.bytes.chunk_by(|a, b| (0x20..0x7f).contains(a) && (0x20..0x7f).contains(b)).map(<[u8]>::len).max();
    assert!(printable.unwrap() < 40, "a long run of text stands in the file");
}

#[test]
fn a_wrong_key_is_an_error_that_says_so() {
    let error = Register::open(MADE.bytes.clone(), &Key::new(*b"some other key of 24 byte").unwrap()).unwrap_err();
    assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Key, "the key does not fit this register"));
}

const LIST: &str = "id,role,name,dob,telephone,handle\n\
    w1,witness,Darren Oakfield,14/03/1979,07700 900461,@big_daz79\n\
    i1,informant,Priya Wrenfield,,,\n\
    s1,suspect,John Smith,2 May 1984,,\n";

fn engine(policy: &str) -> Engine {
    let register = Arc::new(Register::clear_from(LIST.as_bytes(), "clear").unwrap());
    Engine::builder(Policy::builtin(policy).unwrap()).register(register).build().unwrap()
}

fn released(outcome: &Outcome) -> &withhold::Release {
    match outcome {
        Outcome::Released(release) => release,
        Outcome::Refused(refusal) => panic!("refused: {:?}", refusal.reasons()),
    }
}

#[test]
fn policies_rule_on_the_role_of_an_entry() {
    let outcome = engine("foi").release_text("Thanks go to Priya Wrenfield and to darren oakfield.").unwrap();
    let release = released(&outcome);
    assert!(!release.text().contains("Wrenfield") && !release.text().contains("oakfield"));
    let [informant, witness] = &release.audit().entries[..] else { panic!("two are withheld") };
    assert_eq!((informant.role, &*informant.rule, &*informant.ground), (Role::Informant, "sources", "s.30(2)"));
    assert_eq!((witness.kind.clone(), witness.role), (Kind::PERSON, Role::Witness));
    assert_eq!(witness.hypotheses[0].confidence, Confidence::Certain);
}

#[test]
fn details_of_one_entry_are_one_subject() {
    let text = "Oakfield, Darren called from 07700 900461. Another call came from 07700 900999, and big_daz79 wrote.";
    let outcome = engine("foi").release_text(text).unwrap();
    let subjects: Vec<(String, u32)> =
        released(&outcome).audit().entries.iter().map(|entry| (entry.kind.to_string(), entry.subject)).collect();
    assert_eq!(subjects.len(), 4, "{subjects:?}");
    assert!(
        subjects[0].1 == subjects[1].1 && subjects[1].1 == subjects[3].1 && subjects[1].1 != subjects[2].1,
        "{subjects:?}"
    );
}

#[test]
fn the_audit_names_the_register_and_nobody_in_it() {
    let outcome = engine("press").release_text("Darren Oakfield, 07700 900461.").unwrap();
    let audit = released(&outcome).audit();
    let record = audit.register.as_ref().unwrap();
    assert_eq!((record.version.as_str(), record.entries), ("clear", 3));
    assert!(record.digest.starts_with("sha256:"));
    let json = audit.to_json();
    assert!(json.contains("register/") && !json.contains("Oakfield") && !json.contains("w1"), "{json}");
}

#[test]
fn names_split_by_markup_and_escapes_are_found() {
    for (format, text) in [
        (Format::Html, "<p>Dar<b>ren</b> Oak<i>fi</i>eld</p>"),
        (Format::Html, "<p>Darren <a href=\"x\">Oakfield</a></p>"),
        (Format::Html, "<p>Darren&#32;Oakf&#105;eld</p>"),
        (Format::Markdown, "**Darren** *Oak*field"),
        (Format::Json, r#"{"note": "darren\u0020oakfield"}"#),
        (Format::Csv, "note\n\"oakfield, darren\"\n"),
    ] {
        let outcome = engine("foi").release(text.as_bytes(), format).unwrap();
        let found =
            outcome.audit().entries.iter().any(|entry| entry.role == Role::Witness && entry.kind == Kind::PERSON);
        assert!(found, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(20_261_126), ..ProptestConfig::with_cases(400) })]

    #[test]
    fn every_form_of_an_entry_is_found_in_any_text(member in 0..ENTRIES, way in 0..WAYS, before in "[a-z ,.“”\n]{0,40}", behind in "[a-z ,.é]{0,40}") {
        let made = &*MADE;
        let (way, told) = made.members[member].told(way, &mut Random::new(1));
        // Ways that a name of two or three letters, or a text around, makes another are told of in docs/register.md.
        prop_assume!(made.members[member].surname.len() > 4);
        let text = format!("{before}. {told} {behind}");
        let reference = made.register.reference(u32::try_from(member).unwrap());
        let mentions = made.register.mentions(&text, None).unwrap();
        let own = mentions.iter().any(|mention| mention.reference.as_ref().is_none_or(|own| *own == reference));
        prop_assert!(own, "{way}: {text:?}");
    }

    #[test]
    fn a_file_of_noise_is_an_error(mut bytes in prop::collection::vec(any::<u8>(), 0..400), start in any::<bool>(), at in 20_usize..60, byte in any::<u8>()) {
        if start {
            // A true start, and behind it numbers that may claim anything.
            let mut head = MADE.bytes[..60].to_vec();
            head[at] = byte;
            head.append(&mut bytes);
            bytes = head;
        }
        prop_assert!(Register::open(bytes, &key()).is_err());
    }

    #[test]
    fn any_text_is_searched(text in "\\PC{0,80}|[A-Da-d0-9@ .,\n'-]{0,120}") {
        MADE.register.mentions(&text, None).unwrap();
    }
}
