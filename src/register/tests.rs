#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use super::*;

const LIST: &str = r#"
{"id": "w1", "role": "witness", "names": ["Darren Michael Oakfield", "Bigsy"], "dob": "1979-03-14", "addresses": ["12 Mill Lane, Frinmouth, CO99 4QT"], "vehicles": "AB51 KLM", "phones": "+44 7700 900461", "handles": ["@big_daz79"], "emails": "darren.oak@mail.example", "identifiers": [{"kind": "UK_NINO", "value": "QQ 12 34 56 C"}]}
{"id": "o1", "role": "offender", "names": "John Smith", "dob": "2 May 1984", "addresses": "The Old Forge, Quay Street, Frinmouth, CO98 1AA", "handles": "wolfpacker"}
{"id": "v1", "role": "victim", "names": "Muhammad al-Masri"}
{"id": "v2", "role": "victim", "names": "Kieran Doyle-Watts"}
{"id": "i1", "role": "informant", "names": "Anna van der Berg", "expires": "2026-01-31"}
{"id": "c1", "role": "child", "names": "Oleksandr Shevchenko"}
{"id": "c2", "role": "child", "names": "Siobhan O'Brien"}
{"id": "s1", "role": "suspect", "names": "Jürgen Müller"}
{"id": "s2", "role": "suspect", "names": "Bob Tolliver"}
{"id": "s3", "role": "suspect", "names": "Carlos Alvarez Ruizmendes"}
"#;

fn key() -> Key {
    Key::new(*b"a key for tests only").unwrap()
}

fn blind() -> Vec<u8> {
    let mut builder = Builder::new(&key(), "2026.1").unwrap();
    builder.add_all(LIST.as_bytes()).unwrap();
    builder.finish().unwrap().into_bytes()
}

fn register() -> Arc<Register> {
    Arc::new(Register::open(blind(), &key()).unwrap())
}

/// Returns what is found, as text, role and confidence, each name once.
fn found(text: &str) -> Vec<String> {
    let mentions = register().mentions(text, None).unwrap();
    mentions.iter().map(|m| format!("{} {} {}", m.span.of(text).unwrap(), m.role, m.confidence)).collect()
}

#[test]
fn a_name_is_found_in_any_order_and_form() {
    for (text, wanted) in [
        ("We spoke to Darren Oakfield today.", "Darren Oakfield witness certain"),
        ("DARREN OAKFIELD", "DARREN OAKFIELD witness certain"),
        ("darren oakfield was there", "darren oakfield witness certain"),
        ("OAKFIELD, Darren", "OAKFIELD, Darren witness certain"),
        ("Oakfield Darren", "Oakfield Darren witness certain"),
        ("Darren Michael Oakfield", "Darren Michael Oakfield witness certain"),
        ("Mr D. Oakfield said", "D. Oakfield witness certain"),
        ("D.M. Oakfield", "D.M. Oakfield witness certain"),
        ("DM Oakfield", "DM Oakfield witness certain"),
        ("Oakfield, D.", "Oakfield, D witness certain"),
        ("Daz Oakfield", "Daz Oakfield witness certain"),
        ("Dar\u{200b}ren Oakf\u{456}eld's car", "Dar\u{200b}ren Oakf\u{456}eld witness certain"),
        ("Darren\nOakfield", "Darren\nOakfield witness certain"),
        ("D a r r e n Oakfield", "D a r r e n Oakfield witness certain"),
        ("Robert Tolliver", "Robert Tolliver suspect certain"),
        ("Rob Tolliver", "Rob Tolliver suspect certain"),
        ("Mohammed Al-Masri", "Mohammed Al-Masri victim certain"),
        ("MASRI, Mohamed", "MASRI, Mohamed victim possible"),
        ("Kieran Doyle Watts", "Kieran Doyle Watts victim certain"),
        ("Kieran Watts", "Kieran Watts victim possible"),
        ("Doyle-Watts, Kieran", "Doyle-Watts, Kieran victim certain"),
        ("Anna van der Berg", "Anna van der Berg informant certain"),
        ("Anna Vanderberg", "Anna Vanderberg informant certain"),
        ("Alexander Shevchenko", "Alexander Shevchenko child certain"),
        ("Aleksandr Schewtschenko", "Aleksandr Schewtschenko child certain"),
        ("Олександр Шевченко", "Олександр Шевченко child certain"),
        ("Siobhan O’Brien", "Siobhan O’Brien child possible"),
        ("Siobhan OBrien", "Siobhan OBrien child possible"),
        ("Jurgen Mueller", "Jurgen Mueller suspect certain"),
        ("Jürgen Müller", "Jürgen Müller suspect certain"),
        ("Darren Oakfeild", "Darren Oakfeild witness likely"),
        ("Daren Oakfield", "Daren Oakfield witness likely"),
        ("Darrren Oakfield", "Darrren Oakfield witness likely"),
        ("Darrin Oakfeld", ""),
        ("Carlos Alvarez", "Carlos Alvarez suspect possible"),
        ("known as Bigsy", "Bigsy witness possible"),
        ("John Smith", "John Smith offender possible"),
    ] {
        let all = found(text);
        assert!(
            if wanted.is_empty() { all.is_empty() } else { all.iter().any(|one| one == wanted) },
            "{text}: {all:?}"
        );
    }
}

#[test]
fn details_are_found_however_they_are_written() {
    for (text, wanted) in [
        ("ring 07700 900461 now", "07700 900461 witness certain"),
        ("+44 (0)7700-900-461", "+44 (0)7700-900-461 witness certain"),
        ("0 7 7 0 0 9 0 0 4 6 1", "0 7 7 0 0 9 0 0 4 6 1 witness certain"),
        ("a grey car, ab51klm,", "ab51klm witness certain"),
        ("AB51 KLM", "AB51 KLM witness certain"),
        ("QQ123456C", "QQ123456C witness certain"),
        ("write to Darren.Oak@mail.example.", "Darren.Oak@mail.example witness certain"),
        ("posted by @Big_Daz79:", "@Big_Daz79 witness certain"),
        ("posted by big_daz79", "big_daz79 witness certain"),
        ("posted by wolfpacker", "wolfpacker offender certain"),
        ("of 12 Mill Lane, Frinmouth", "12 Mill Lane, Frinmouth witness certain"),
        ("of 12 Mill Ln in Frinmouth", "12 Mill Ln in Frinmouth witness certain"),
        ("12 Mill Lane\nCO994QT", "12 Mill Lane\nCO994QT witness certain"),
        ("The Old Forge, Quay Street, CO98 1AA", "The Old Forge, Quay Street, CO98 1AA offender certain"),
    ] {
        let all = found(text);
        assert!(all.iter().any(|one| one == wanted), "{text}: {all:?}");
    }
}

#[test]
fn a_common_name_needs_a_second_detail() {
    for text in [
        "John Smith, born 2 May 1984, was seen.",
        "SMITH, John (02/05/84)",
        "Johnny Smith, whose date of birth is the second of May nineteen eighty-four",
        "J. Smith, d.o.b. 1984-05-02",
        "John Smith, known online as wolfpacker",
        "John Smith of CO98 1AA",
    ] {
        let all = found(text);
        assert!(
            all.iter().any(|one| one.ends_with("offender certain") && one.contains("mith") || one.starts_with("SMITH")),
            "{text}: {all:?}"
        );
    }
    assert_eq!(found("John Smith, born 3 May 1984, was seen."), ["John Smith offender possible"]);
    let all = found("John Smith was born on 2 May 1984.");
    assert!(all.contains(&"2 May 1984 offender certain".to_owned()), "{all:?}");
}

#[test]
fn other_people_are_not_found() {
    for text in [
        "Denise Oakfield spoke.",
        "Darren Oakford spoke.",
        "We met Darren. Oakfield is a village.",
        "The council will decide on 12 Mill Lane, Otherton.",
        "Call 07700 900462 or AB51 KLN.",
        "born on 14 March 1979",
        "the old forge and the quay",
        "Michael Smith and John Oakfield",
        "CO99 4QT",
    ] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}

#[test]
fn an_expired_entry_is_passed_over_and_one_without_a_date_is_not() {
    let register = register();
    let count = |today| register.mentions("Anna van der Berg", today).unwrap().len();
    assert!(count(None) > 0 && count(Date::new(2026, 1, 31)) > 0);
    assert_eq!(count(Date::new(2026, 2, 1)), 0);
    assert_eq!(register.expired(Date::new(2026, 2, 1).unwrap()), 1);
}

#[test]
fn mentions_of_one_entry_have_one_reference() {
    let register = register();
    let text = "Darren Oakfield, 07700 900461";
    let mentions = register.mentions(text, None).unwrap();
    assert_eq!(mentions.len(), 2);
    assert!(mentions.iter().all(|mention| mention.reference == Some(register.reference(0))));
    assert_eq!(mentions[1].kind, Kind::PHONE_NUMBER);
}

#[test]
fn a_wrong_key_does_not_fit_and_a_changed_file_is_refused() {
    let bytes = blind();
    let wrong = Register::open(bytes.clone(), &Key::new(*b"another key of tests").unwrap()).unwrap_err();
    assert_eq!(wrong.kind(), ErrorKind::Key);
    assert!(wrong.to_string().contains("does not fit"));
    for at in (0..bytes.len()).step_by(97).chain([bytes.len() - 1]) {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        assert!(Register::open(changed, &key()).is_err(), "byte {at}");
    }
    for len in (0..bytes.len()).step_by(131) {
        assert!(Register::open(&bytes[..len], &key()).is_err(), "{len} bytes");
    }
    assert!(Register::open(*b"", &key()).is_err());
}

#[test]
fn the_file_holds_nothing_that_is_registered() {
    let bytes = blind();
    let lower: Vec<u8> = bytes.iter().map(u8::to_ascii_lowercase).collect();
    for word in [
        "oakfield",
        "darren",
        "bigsy",
        "900461",
        "ab51",
        "klm",
        "mill",
        "frinmouth",
        "co99",
        "witness",
        "nino",
        "masri",
    ] {
        assert!(!lower.windows(word.len()).any(|window| window == word.as_bytes()), "{word}");
    }
}

#[test]
fn two_versions_have_nothing_in_common_and_one_is_always_the_same() {
    let make = |version: &str| {
        let mut builder = Builder::new(&key(), version).unwrap();
        builder.add_all(LIST.as_bytes()).unwrap();
        builder.finish().unwrap().into_bytes()
    };
    assert_eq!(make("1"), make("1"));
    let (one, other) = (make("1"), make("2"));
    let records = |bytes: &[u8]| bytes[bytes.len() - 800..].chunks(7).map(<[u8]>::to_vec).collect::<Vec<_>>();
    let known = records(&one);
    assert!(records(&other).iter().all(|record| !known.contains(record)));
}

#[test]
fn many_people_of_one_name_are_told_apart_by_a_second_detail() {
    let list: String = (0..40)
        .map(|n| format!("{{\"id\": \"{n}\", \"role\": \"victim\", \"name\": \"Peter Wrenfield\", \"dob\": \"19{}-03-14\", \"phone\": \"07700 9001{n:02}\"}}\n", 50 + n))
        .collect();
    let register = Arc::new(Register::clear_from(list.as_bytes(), "test").unwrap());
    let name =
        |text: &str| register.mentions(text, None).unwrap().into_iter().find(|m| m.kind == Kind::PERSON).unwrap();
    assert_eq!(name("Peter Wrenfield").confidence, Confidence::Possible);
    let tied = name("Peter Wrenfield, born 14/03/1983");
    assert_eq!((tied.confidence, tied.reference), (Confidence::Certain, Some(register.reference(33))));
    let tied = name("Peter Wrenfield on 07700 900139");
    assert_eq!((tied.confidence, tied.reference), (Confidence::Certain, Some(register.reference(39))));
}

#[test]
fn versions_are_short_and_printable() {
    for version in ["", "a\nb", "\u{1b}[0m", &"x".repeat(65)] {
        assert_eq!(Builder::new(&key(), version).unwrap_err().kind(), ErrorKind::Register);
    }
}
