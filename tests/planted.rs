//! A thousand generated statements with identifiers of every kind planted in them, plain and in disguise.
//!
//! Numbers with check digits are made here from the definition of each scheme, apart from the checks under test. Nothing
//! planted may be left in the release or in any view of the audit.

#![allow(missing_docs, reason = "a test")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use std::collections::BTreeMap;
use std::fmt::Write;

use withhold::{Engine, Outcome, Policy};

/// A linear congruential generator (Knuth's MMIX constants).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }

    fn of(&mut self, letters: &str) -> char {
        letters.chars().nth(self.below(letters.len())).unwrap()
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

fn values(digits: &str) -> Vec<u32> {
    digits.chars().filter_map(|c| c.to_digit(10)).collect()
}

/// NHS number: mod 11 over nine digits (NHS Data Dictionary).
fn nhs(random: &mut Random) -> String {
    loop {
        let nine = format!("{}{}", 4 + random.below(3), random.digits(8));
        let sum: u32 = values(&nine).iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
        let check = (11 - sum % 11) % 11;
        if check != 10 {
            return format!("{} {} {}{check}", &nine[..3], &nine[3..6], &nine[6..]);
        }
    }
}

const CHECK_LETTERS: &[u8] = b"ZABCDEFGHJKLMNPQRTUVWXY";

/// PNC ID: year and serial mod 23 (Ministry of Justice, PNCIdentifier).
fn pnc(random: &mut Random) -> String {
    let (year, serial) = (1990 + random.below(30), 1 + random.below(9_999_999));
    let letter = CHECK_LETTERS[(year % 100 * 10_000_000 + serial) % 23] as char;
    format!("{year}/{serial:07}{letter}")
}

/// CRO number: serial and year mod 23 (Ministry of Justice, CROIdentifier).
fn cro(random: &mut Random) -> String {
    let (year, serial) = (60 + random.below(39), 10_000 + random.below(900_000));
    let letter = CHECK_LETTERS[(year * 1_000_000 + serial) % 23] as char;
    format!("{serial}/{year}{letter}")
}

/// Luhn check digit (ISO/IEC 7812-1).
fn luhn(body: &str) -> String {
    let sum: u32 = values(body)
        .iter()
        .rev()
        .enumerate()
        .map(|(index, digit)| match (index % 2, digit * 2) {
            (0, double) if double > 9 => double - 9,
            (0, double) => double,
            _ => *digit,
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// IBAN of a British account: mod 97 (ISO 13616).
fn iban(random: &mut Random) -> String {
    let bban = format!("NWBK{}", random.digits(14));
    let numeral = |text: &str| text.chars().map(|c| c.to_digit(36).unwrap().to_string()).collect::<String>();
    let remainder = numeral(&format!("{bban}GB00")).bytes().fold(0_u64, |r, b| (r * 10 + u64::from(b - b'0')) % 97);
    format!("GB{:02}{bban}", 98 - remainder)
}

fn nino(random: &mut Random) -> String {
    let prefix = random.pick(&["AB", "CE", "JK", "WM", "PX", "SR", "HL"]);
    format!("{prefix} {} {} {} {}", random.digits(2), random.digits(2), random.digits(2), random.of("ABCD"))
}

/// What is planted: a name, how it is labelled, how it stands without a label, and a generator.
struct Plant {
    name: &'static str,
    labelled: &'static str,
    bare: Option<&'static str>,
    make: fn(&mut Random) -> String,
}

const GIVEN: &[&str] =
    &["James", "Aisha", "Oliver", "Priya", "Kwame", "Siobhan", "Carlos", "Leah", "Owen", "Zainab", "Tomasz", "Mei"];
const SURNAMES: &[&str] =
    &["Harlow", "Begum", "Okafor", "Nowak", "Sharma", "Docherty", "Whitcombe", "Alvarez", "Thornton", "O'Brien"];
const STREETS: &[&str] =
    &["Mill Lane", "Wellesley Road", "Church Street", "Quay Street", "Marsh Close", "Orchard Avenue"];

const PLANTS: &[Plant] = &[
    Plant {
        name: "nino",
        labelled: "His National Insurance number is {}.",
        bare: Some("The form said {} at the top."),
        make: nino,
    },
    Plant { name: "nhs", labelled: "Her NHS number is {}.", bare: None, make: nhs },
    Plant { name: "pnc", labelled: "PNC ID: {}", bare: Some("The file {} was opened."), make: pnc },
    Plant { name: "cro", labelled: "CRO number {}", bare: None, make: cro },
    Plant {
        name: "card",
        labelled: "Card number {}.",
        bare: Some("He paid with {} online."),
        make: |r| luhn(&format!("4{}", r.digits(14))),
    },
    Plant { name: "iban", labelled: "IBAN {}", bare: Some("The money went to {} in May."), make: iban },
    Plant { name: "imei", labelled: "IMEI {}", bare: None, make: |r| luhn(&format!("35{}", r.digits(12))) },
    Plant {
        name: "mobile",
        labelled: "Telephone: {}",
        bare: Some("Ring {} after six."),
        make: |r| format!("07700 900{}", r.digits(3)),
    },
    Plant {
        name: "landline",
        labelled: "Tel. {}",
        bare: Some("He gave {} as a contact."),
        make: |r| format!("020 7946 0{}", r.digits(3)),
    },
    Plant {
        name: "international",
        labelled: "Phone {}",
        bare: Some("Call {} from abroad."),
        make: |r| format!("+44 7700 900{}", r.digits(3)),
    },
    Plant {
        name: "email",
        labelled: "E-mail: {}",
        bare: Some("Write to {} soon."),
        make: |r| {
            format!(
                "{}.{}{}@mail.example",
                r.pick(&["jan", "lou", "max"]),
                r.pick(&["holt", "reed", "moss"]),
                r.digits(2)
            )
        },
    },
    Plant {
        name: "postcode",
        labelled: "Postcode: {}",
        bare: Some("It was posted from {} on Monday."),
        make: |r| {
            format!(
                "CO{} {}{}{}",
                1 + r.below(16),
                r.below(10),
                r.of("ABDEFGHJLNPQRSTUWXYZ"),
                r.of("ABDEFGHJLNPQRSTUWXYZ")
            )
        },
    },
    Plant {
        name: "vehicle",
        labelled: "Registration {}",
        bare: Some("A grey Astra, {}, was seen."),
        make: |r| {
            format!(
                "A{}{} {}{}{}",
                r.of("ABEKLMNOPRSTUVWXY"),
                51 + r.below(20),
                r.of("ABCDEFGHJKLMNOPRSTUVWXYZ"),
                r.of("ABCDEFGHJKLMNOPRSTUVWXYZ"),
                r.of("ABCDEFGHJKLMNOPRSTUVWXYZ")
            )
        },
    },
    Plant {
        name: "prison",
        labelled: "Prison number {}",
        bare: None,
        make: |r| format!("A{}{}{}", r.digits(4), r.of("ABCDEFGH"), r.of("ABCDEFGH")),
    },
    Plant { name: "crn", labelled: "Probation CRN {}", bare: None, make: |r| format!("X{}", r.digits(6)) },
    Plant {
        name: "custody",
        labelled: "Custody record number {}",
        bare: None,
        make: |r| format!("42CL/{}/26", r.digits(5)),
    },
    Plant { name: "ipv4", labelled: "IP address {}", bare: None, make: |r| format!("203.0.113.{}", 1 + r.below(254)) },
    Plant {
        name: "mac",
        labelled: "MAC address {}",
        bare: Some("The router {} was found."),
        make: |r| (0..6).map(|_| format!("{:02X}", r.below(256))).collect::<Vec<_>>().join(":"),
    },
    Plant {
        name: "grid",
        labelled: "Grid reference {}",
        bare: None,
        make: |r| format!("TM {} {}", r.digits(4), r.digits(4)),
    },
    Plant {
        name: "coordinates",
        labelled: "Coordinates {}",
        bare: Some("He parked at {} overnight."),
        make: |r| format!("51.8{}, 1.2{}", r.digits(4), r.digits(4)),
    },
    Plant {
        name: "what3words",
        labelled: "what3words: {}",
        bare: Some("He was found at {} later."),
        make: |r| {
            format!(
                "///{}.{}.{}",
                r.pick(&["filled", "drill", "oasis"]),
                r.pick(&["count", "candle", "meter"]),
                r.pick(&["soap", "ivory", "plank"])
            )
        },
    },
    Plant {
        name: "birth",
        labelled: "Date of birth: {}",
        bare: Some("He was born on {} in the town."),
        make: |r| format!("{:02}/{:02}/19{}", 1 + r.below(28), 1 + r.below(12), 50 + r.below(50)),
    },
    Plant { name: "account", labelled: "Sort code 20-00-00, account number {}", bare: None, make: |r| r.digits(8) },
    Plant {
        name: "utr",
        labelled: "Unique taxpayer reference {}",
        bare: None,
        make: |r| format!("{}{}", 1 + r.below(9), r.digits(9)),
    },
    Plant {
        name: "passport",
        labelled: "Passport number {}",
        bare: None,
        make: |r| format!("{}{}", 1 + r.below(9), r.digits(8)),
    },
    Plant {
        name: "address",
        labelled: "Address: {}, Frinmouth",
        bare: Some("He lives at {}, Frinmouth."),
        make: |r| format!("{} {}", 1 + r.below(180), r.pick(STREETS)),
    },
    Plant {
        name: "name",
        labelled: "Name: {}",
        bare: Some("Officers spoke to {} on Friday."),
        make: |r| format!("{} {}", r.pick(GIVEN), r.pick(SURNAMES)),
    },
    Plant {
        name: "title",
        labelled: "Complainant: {}",
        bare: Some("A neighbour, {}, heard a noise."),
        make: |r| format!("{} {}", r.pick(&["Mr", "Mrs", "Ms", "Dr"]), r.pick(SURNAMES)),
    },
];

const PROSE: &[&str] = &[
    "The force gave no further details.",
    "Enquiries go on, and the road is open again.",
    "A spokesperson said that patrols had been stepped up.",
    "The council will look at the plans next month.",
];

/// Writes a value, given the name of its kind, so that a reader still sees it.
type Disguise = fn(&str, &str) -> String;

/// Ways to write a statement so that a reader still sees the value.
const DISGUISES: &[(&str, Disguise)] = &[
    ("plain", |_, value| value.to_owned()),
    ("upper", |_, value| value.to_uppercase()),
    ("zero-width", |_, value| {
        let middle = value.char_indices().nth(value.chars().count() / 2).map_or(0, |(at, _)| at);
        format!("{}\u{200b}{}", &value[..middle], &value[middle..])
    }),
    ("full-width", |_, value| {
        let wide = |c: char| c.to_digit(10).and_then(|digit| char::from_u32(0xff10 + digit)).unwrap_or(c);
        value.chars().map(wide).collect()
    }),
    ("no-break", |_, value| value.replace(' ', "\u{a0}")),
    ("wrapped", |_, value| value.replacen(' ', "\n", 1)),
    ("quoted", |_, value| format!("“{value}”")),
    ("emphasis", |_, value| format!("**{value}**")),
];

fn letters(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkd().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}

/// Tally of one kind: how often it was planted, and how often it was left somewhere.
type Tally = BTreeMap<(&'static str, &'static str), (u32, u32)>;

fn plant(engine: &Engine, random: &mut Random, labelled: bool, tally: &mut Tally, left: &mut String) {
    for (disguise, write) in DISGUISES {
        for one in PLANTS {
            let Some(frame) = Some(one.labelled).filter(|_| labelled).or(one.bare.filter(|_| !labelled)) else {
                continue;
            };
            let value = (one.make)(random);
            let shown = write(one.name, &value);
            let text = format!("{} {} {}", random.pick(PROSE), frame.replace("{}", &shown), random.pick(PROSE));
            let count = tally.entry((one.name, disguise)).or_default();
            count.0 += 1;
            let Outcome::Released(release) = engine.release_text(&text).unwrap() else {
                panic!("{} is refused", one.name)
            };
            let audit = release.audit();
            let views = [release.text().to_owned(), audit.to_json(), audit.to_text(), audit.schedule_markdown()];
            if views.iter().any(|view| letters(view).contains(&letters(&value))) {
                count.1 += 1;
                writeln!(left, "{} {disguise}: {text}", one.name).unwrap();
            }
        }
    }
}

fn planted(labelled: bool, rounds: usize) -> (Tally, String) {
    let engine = Engine::new(Policy::builtin("press").unwrap()).unwrap();
    let mut random = Random(42);
    let (mut tally, mut left) = (Tally::new(), String::new());
    for _ in 0..rounds {
        plant(&engine, &mut random, labelled, &mut tally, &mut left);
    }
    (tally, left)
}

#[test]
fn every_labelled_identifier_is_withheld_in_every_disguise() {
    let (tally, left) = planted(true, 4);
    let statements: u32 = tally.values().map(|count| count.0).sum();
    assert!(statements >= 800, "{statements} statements were made");
    assert!(left.is_empty(), "\n{left}");
}

#[test]
fn nearly_every_identifier_without_a_label_is_withheld() {
    let (tally, left) = planted(false, 4);
    let (made, missed) = tally.values().fold((0, 0), |(made, missed), count| (made + count.0, missed + count.1));
    assert!(made >= 400, "{made} statements were made");
    assert!(f64::from(missed) <= f64::from(made) * 0.02, "{missed} of {made} are left:\n{left}");
}
