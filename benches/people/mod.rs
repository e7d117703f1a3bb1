//! Invented people for measuring a register, and the ways in which a text may name them, made by a small seeded generator.
//!
//! Names are put together from the word list of the detector of names; telephone numbers start with 0999, which no range in
//! use does.

#![allow(dead_code, reason = "each user calls some of it")]

use std::collections::{HashMap, HashSet};

/// A linear congruential generator (Knuth's MMIX constants).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn pick<'a>(&mut self, of: &'a [String]) -> &'a str {
        &of[self.below(of.len())]
    }

    fn letters(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'A' + self.below(26) as u8)).collect()
    }
}

pub(crate) struct Person {
    pub(crate) given: String,
    pub(crate) middle: String,
    pub(crate) surname: String,
    pub(crate) born: (usize, usize, usize),
    pub(crate) house: usize,
    pub(crate) street: String,
    pub(crate) town: String,
    pub(crate) postcode: String,
    pub(crate) plate: String,
    pub(crate) phone: String,
    pub(crate) handle: String,
}

/// Makes people of whom no two have the same full name.
pub(crate) struct People {
    random: Random,
    given: Vec<String>,
    surnames: Vec<String>,
    names: HashSet<(u32, u32)>,
    made: usize,
}

const STREETS: &[&str] =
    &["Mill Lane", "Wellesley Road", "Station Road", "Church Street", "Quay Street", "Marsh Close"];

impl People {
    pub(crate) fn new(seed: u64) -> Self {
        let mut given = Vec::new();
        let mut surnames = Vec::new();
        for line in include_str!("../../src/detect/people/names.txt").lines() {
            let (word, code) = line.split_at(line.len() - 1);
            let code = match code.as_bytes()[0] {
                letter @ b'A'..=b'Z' => letter - b'A',
                letter @ b'a'..=b'z' => letter - b'a' + 26,
                _ => 63, // ordinary words and places are names of few
            };
            let capital = word[..1].to_uppercase() + &word[1..];
            if code < 16 && word.len() > 2 && code & 3 >= 2 {
                given.push(capital.clone());
            }
            if code < 16 && word.len() > 3 && code >> 2 & 3 >= 1 {
                surnames.push(capital);
            }
        }
        Self { random: Random::new(seed), given, surnames, names: HashSet::new(), made: 0 }
    }

    pub(crate) fn one(&mut self) -> Person {
        let (given, surname) = loop {
            let name = (self.random.below(self.given.len()), self.random.below(self.surnames.len()));
            if self.names.insert((name.0 as u32, name.1 as u32)) {
                break name;
            }
        };
        let random = &mut self.random;
        self.made += 1;
        let (given, surname) = (self.given[given].clone(), self.surnames[surname].clone());
        let number = self.made + 1_000_000;
        Person {
            middle: random.pick(&self.given).to_owned(),
            born: (1940 + random.below(70), 1 + random.below(12), 1 + random.below(28)),
            // No two have the same address or plate.
            house: 1 + self.made % 400,
            street: STREETS[self.made / 400 % STREETS.len()].to_owned(),
            town: format!("{}mouth", self.surnames[self.made / 2_400 * 7 % self.surnames.len()]),
            postcode: format!(
                "{}{} {}{}",
                random.letters(2),
                1 + random.below(99),
                random.below(10),
                random.letters(2)
            ),
            plate: plate(self.made * 7_919),
            phone: format!("0999{} {:06}", number % 10, number / 10 % 1_000_000),
            handle: format!("@{}_{}{}", given.to_lowercase(), random.letters(3).to_lowercase(), random.below(10_000)),
            given,
            surname,
        }
    }
}

fn plate(number: usize) -> String {
    let letter = |place: u32| char::from(b'A' + (number / 26_usize.pow(place) % 26) as u8);
    let (digits, last) = (number / 26_usize.pow(4) % 100, letter(6));
    format!("{}{}{digits:02} {}{}{last}", letter(0), letter(1), letter(2), letter(3))
}

impl Person {
    /// Returns the person as a line of JSON Lines.
    pub(crate) fn json(&self, index: usize) -> String {
        const ROLES: [&str; 5] = ["offender", "witness", "victim", "informant", "child"];
        let (year, month, day) = self.born;
        format!(
            "{{\"id\":\"s{index}\",\"role\":\"{}\",\"name\":\"{} {} {}\",\"dob\":\"{year}-{month:02}-{day:02}\",\"address\":\"{} {}, {}, {}\",\
             \"vehicle\":\"{}\",\"phone\":\"{}\",\"handle\":\"{}\"}}\n",
            ROLES[index % ROLES.len()],
            self.given,
            self.middle,
            self.surname,
            self.house,
            self.street,
            self.town,
            self.postcode,
            self.plate,
            self.phone,
            self.handle
        )
    }

    /// Returns the name of a way to tell of the person, and a sentence that does.
    pub(crate) fn told(&self, way: usize, random: &mut Random) -> (&'static str, String) {
        let Self { given, middle, surname, .. } = self;
        let full = format!("{given} {surname}");
        let initial = &given[..1];
        let (year, month, day) = self.born;
        let (way, what) = match way % WAYS {
            0 => ("full name", full),
            1 => ("surname first", format!("{}, {given}", surname.to_uppercase())),
            2 => ("turned round", format!("{surname} {given}")),
            3 => ("capitals", full.to_uppercase()),
            4 => ("small letters", full.to_lowercase()),
            5 => ("initial", format!("{initial}. {surname}")),
            6 => ("two initials", format!("{initial}{} {surname}", &middle[..1])),
            7 => ("middle name", format!("{given} {middle} {surname}")),
            8 => ("over a line", format!("{given}\n{surname}")),
            9 => ("zero width", full.chars().flat_map(|c| [c, '\u{200b}']).collect()),
            10 => ("look-alikes", full.replace('a', "\u{430}").replace('e', "\u{435}").replace('o', "\u{43e}")),
            11 => (
                "spaced",
                full.chars().filter(|c| *c != ' ').map(|c| format!("{c} ")).collect::<String>().trim_end().to_owned(),
            ),
            12 => (
                "full width",
                full.chars().map(|c| if c == ' ' { c } else { char::from_u32(c as u32 + 0xfee0).unwrap() }).collect(),
            ),
            13 => ("short name", self.short().map_or(full, |short| format!("{short} {surname}"))),
            14 => ("initial and birth", format!("{initial} {surname} (born {day}/{month:02}/{year})")),
            15 => ("telephone", format!("+44 (0){}", self.phone[1..].replace(' ', "-"))),
            16 => ("vehicle", self.plate.replace(' ', if random.below(2) == 0 { "" } else { " " }).to_lowercase()),
            17 => ("handle", self.handle.replace('@', "")),
            18 => ("address", format!("{} {}, {}", self.house, self.street.replace("Road", "Rd"), self.town)),
            _ => ("house and postcode", format!("{} {} {}", self.house, self.street, self.postcode.replace(' ', ""))),
        };
        (way, format!("Officers were told about {what} on Tuesday."))
    }

    /// Returns the person's name with one letter wrong, not the first.
    pub(crate) fn misspelled(&self, random: &mut Random) -> String {
        let at = 1 + random.below(self.surname.len() - 2);
        let (before, behind) = self.surname.split_at(at);
        let letter = char::from(b'a' + random.below(26) as u8);
        let slip = match random.below(4) {
            0 => format!("{before}{}", &behind[1..]),
            1 => format!("{before}{letter}{behind}"),
            2 => format!("{before}{letter}{}", &behind[1..]),
            _ => format!("{before}{}{}{}", &behind[1..2], &behind[..1], &behind[2..]),
        };
        format!("Officers were told about {} {slip} on Tuesday.", self.given)
    }

    fn short(&self) -> Option<String> {
        let given = self.given.to_lowercase();
        let lines = include_str!("../../src/detect/people/nicknames.txt").lines();
        let short = lines.filter_map(|line| line.split_once(' ')).find(|(name, _)| *name == given)?.1;
        let short = short.split(' ').next()?;
        Some(short[..1].to_uppercase() + &short[1..])
    }
}

/// The forms of the names of some people, to tell who is a stranger to them: short forms, listed spellings, either order.
pub(crate) struct Forms {
    names: HashSet<(String, String)>,
    nicknames: HashMap<&'static str, Vec<&'static str>>,
    spellings: HashMap<&'static str, &'static str>,
}

impl Forms {
    pub(crate) fn of(people: &[Person]) -> Self {
        let mut nicknames: HashMap<&str, Vec<&str>> = HashMap::new();
        for line in include_str!("../../src/detect/people/nicknames.txt").lines().filter(|line| !line.starts_with('#'))
        {
            let (name, shorts) = line.split_once(' ').unwrap();
            shorts.split(' ').for_each(|short| nicknames.entry(short).or_default().push(name));
        }
        let mut spellings = HashMap::new();
        for line in include_str!("../../src/register/spellings.txt").lines().filter(|line| !line.starts_with('#')) {
            let first = line.split(' ').next().unwrap();
            spellings.extend(line.split(' ').map(|word| (word, first)));
        }
        let mut forms = Self { names: HashSet::new(), nicknames, spellings };
        for person in people {
            forms.names.extend(forms.of_name(&person.given, &person.surname));
        }
        forms
    }

    fn of_name(&self, given: &str, surname: &str) -> Vec<(String, String)> {
        let standard = |word: &str| self.spellings.get(word).copied().unwrap_or(word).to_owned();
        let given = given.to_lowercase();
        let calls =
            std::iter::once(given.as_str()).chain(self.nicknames.get(given.as_str()).into_iter().flatten().copied());
        calls.map(|call| (standard(call), standard(&surname.to_lowercase()))).collect()
    }

    /// Returns whether somebody's name is a form of a name of these people.
    pub(crate) fn hold(&self, person: &Person) -> bool {
        let mut own = self.of_name(&person.given, &person.surname);
        own.extend(self.of_name(&person.surname, &person.given));
        own.iter().any(|(one, other)| {
            let turned = (other.clone(), one.clone());
            self.names.contains(&(one.clone(), other.clone())) || self.names.contains(&turned)
        })
    }
}

/// In how many ways [`Person::told`] tells of a person.
pub(crate) const WAYS: usize = 20;
