//! Texts for measuring, made by a small seeded generator: press-like prose of three densities, records, hostile input.
//!
//! Everybody and every number in them is invented. Half of the documents have typographic quotes, dashes and spaces.

#![allow(dead_code, reason = "each user calls some of it")]

/// A linear congruential generator (Knuth's MMIX constants): the same texts on every machine.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    pub(crate) fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }
}

const GIVEN: &[&str] =
    &["James", "Aisha", "Oliver", "Priya", "Marta", "Kwame", "Siobhan", "Wei", "Carlos", "Leah", "Owen", "Zainab"];
const SURNAMES: &[&str] =
    &["Harlow", "Begum", "Okafor", "Nowak", "Penhale", "Sharma", "Docherty", "Whitcombe", "Alvarez", "Trent"];
const STREETS: &[&str] =
    &["Mill Lane", "Wellesley Road", "Station Road", "Church Street", "Quay Street", "Marsh Close"];
const CLEAN: &[&str] = &[
    "The force published its annual statement on Tuesday and said that the budget had risen by four per cent.",
    "Officers will be on patrol in the town centre over the weekend, and the station desk opens at eight.",
    "“We are grateful for the patience of residents,” a spokesperson said, “and the road is now open again.”",
    "The council’s report – its third this year – covers parking, lighting and the state of the sea wall.",
    "A public meeting about the plans for the new custody suite will be held at the town hall next month.",
    "Under section 16 of the Act a public authority has a duty to give advice and assistance to applicants.",
    "The unit dealt with fewer calls than in the year before, and most of them were closed within a day.",
    "It isn’t possible to say how long the works will take; drivers are asked to leave more time.",
];

/// How many clean sentences stand between two identifiers.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Density {
    Clean,
    Sparse,
    Dense,
}

fn identifying(random: &mut Random) -> String {
    let (given, surname) = (random.pick(GIVEN), random.pick(SURNAMES));
    match random.below(8) {
        0 => format!("{given} {surname}, {}, was arrested on Friday.", 18 + random.below(60)),
        1 => format!("Mr {surname} can be reached on 07700 900{}.", random.digits(3)),
        2 => format!(
            "The address given was {} {}, Frinmouth CO{} {}QT.",
            1 + random.below(99),
            random.pick(STREETS),
            10 + random.below(9),
            random.below(9)
        ),
        3 => format!("A grey car, AB{} KLM, was seen outside the house.", 51 + random.below(20)),
        4 => format!("E-mail {}.{}@mail.example with anything you know.", given.to_lowercase(), surname.to_lowercase()),
        5 => format!(
            "Her National Insurance number is QQ {} {} {} C.",
            random.digits(2),
            random.digits(2),
            random.digits(2)
        ),
        6 => format!("He was born on {} March 19{}.", 1 + random.below(28), 50 + random.below(49)),
        _ => format!("The witness, {given} {surname}, said the man ran towards {}.", random.pick(STREETS)),
    }
}

/// Returns a document of about `len` bytes.
pub(crate) fn document(random: &mut Random, density: Density, len: usize) -> String {
    let plain = random.below(2) == 0;
    let every = match density {
        Density::Clean => usize::MAX,
        Density::Sparse => 4,
        Density::Dense => 1,
    };
    let mut text = String::with_capacity(len + 200);
    let mut sentence = 0;
    while text.len() < len {
        sentence += 1;
        if sentence % every == 0 {
            text.push_str(&identifying(random));
        } else {
            text.push_str(random.pick(CLEAN));
        }
        text.push_str(if sentence % 5 == 0 { "\n\n" } else { " " });
    }
    if plain { ascii(&text) } else { text }
}

/// Returns documents of about 2 KB, 1 MB in all.
pub(crate) fn documents(density: Density) -> Vec<String> {
    let mut random = Random::new(density as u64 + 1);
    (0..500).map(|_| document(&mut random, density, 2_000)).collect()
}

/// Returns the text with its typographic characters made ASCII.
pub(crate) fn ascii(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '“' | '”' => '"',
            '’' | '‘' => '\'',
            '–' | '—' => '-',
            c => c,
        })
        .collect()
}

/// Returns a CSV table of `rows` people.
pub(crate) fn csv(rows: usize) -> String {
    let mut random = Random::new(9);
    let mut text = String::from("id,name,dob,phone,email,postcode,town,note\n");
    for id in 0..rows {
        let (given, surname) = (random.pick(GIVEN), random.pick(SURNAMES));
        let (day, year) = (1 + random.below(28), 50 + random.below(49));
        let (phone, code) = (random.digits(3), 1 + random.below(9));
        let note = random.pick(CLEAN);
        text.push_str(&format!(
            "{id},{given} {surname},{day:02}/03/19{year},07700 900{phone},{}@mail.example,CO1{code} {code}QT,Frinmouth,\"{note}\"\n",
            surname.to_lowercase()
        ));
    }
    text
}

/// Returns texts of about `len` bytes that are made to cost time.
pub(crate) fn hostile(len: usize) -> Vec<(&'static str, String)> {
    let fill = |piece: &str| piece.repeat(len / piece.len() + 1);
    let mut random = Random::new(3);
    let mixed: String = (0..len).map(|_| char::from(0x20 + random.below(95) as u8)).collect();
    vec![
        ("digits", fill("1234567890")),
        ("spaced-digits", fill("1 2 3 4 5 6 7 8 9 0 ")),
        ("at", fill("@")),
        ("a-at", fill("a@a.")),
        ("letters", fill("a")),
        ("quotes", fill("“‘")),
        ("marks", fill("e\u{301}\u{302}")),
        ("dots", fill("1.2.3.4.")),
        ("phones", fill("07700 900123 ")),
        ("capitals", fill("Ann Lee Mary Smith ")),
        ("all-capitals", fill("SMITH JONES ")),
        ("hex", fill("de:ad:be:ef:")),
        ("slashes", fill("///")),
        ("streets", fill("12 Mill Lane ")),
        ("breaks", fill("1\n")),
        ("entities", fill("&amp;#64;")),
        ("random", mixed),
    ]
}
