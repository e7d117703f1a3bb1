//! Names of people, places and bodies to put into sentences.

use crate::random::Random;

pub struct Origin {
    pub name: String,
    pub given: Vec<String>,
    pub surname: Vec<String>,
}

pub struct Names {
    pub origins: Vec<Origin>,
    /// Rarer given names and surnames from the word lists, of no known origin.
    pub listed_given: Vec<String>,
    pub listed_surnames: Vec<String>,
    pub towns: Vec<String>,
    pub countries: Vec<(String, String)>,
    pub words: Vec<String>,
    pub bodies: Vec<String>,
}

/// The names of one person.
#[derive(Clone, Debug)]
pub struct Person {
    pub given: String,
    pub surname: String,
    pub full: String,
}

/// How many bodies of a hundred are of the list.
const LISTED: usize = 35;
const NAMES: &str = include_str!("../data/names.txt");
const PLACES: &str = include_str!("../data/places.txt");

/// Returns countries and what their people are called.
pub fn countries() -> Vec<(String, String)> {
    PLACES
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.split("; "))
        .filter_map(|entry| {
            let words: Vec<&str> = entry.split(' ').collect();
            // "Costa Rica Costa Rican", "Northern Ireland Northern Irish": halves of equal length.
            let half = words.len() / 2;
            match words.len() {
                0 | 1 => None,
                2 => Some((words[0].to_owned(), words[1].to_owned())),
                3 => Some((words[..2].join(" "), words[2].to_owned())),
                4 if words[1] == "and" || words[0] == "United" => Some((words[..3].join(" "), words[3].to_owned())),
                _ => Some((words[..half].join(" "), words[half..].join(" "))),
            }
        })
        .collect()
}

/// Returns names by origin: those for training or those kept for measuring.
pub fn origins(held_out: bool) -> Vec<Origin> {
    let mut origins: Vec<Origin> = Vec::new();
    for line in NAMES.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split(' ');
        let (Some(origin), Some(kind)) = (words.next(), words.next()) else { continue };
        let names: Vec<String> = words
            .enumerate()
            .filter(|(index, _)| (index % 4 == 3) == held_out)
            .map(|(_, name)| name.replace("van-den-", "van den "))
            .collect();
        if origins.last().is_none_or(|last| last.name != origin) {
            origins.push(Origin { name: origin.to_owned(), given: Vec::new(), surname: Vec::new() });
        }
        if let Some(last) = origins.last_mut() {
            if kind == "given" { last.given = names } else { last.surname = names }
        }
    }
    origins
}

fn capitalised(word: &str) -> String {
    let mut out = String::new();
    let mut start = true;
    for c in word.chars() {
        if start {
            out.extend(c.to_uppercase())
        } else {
            out.push(c)
        }
        start = matches!(c, '-' | '\'' | ' ');
    }
    out
}

impl Names {
    pub fn of(words: &[crate::lists::Word], held_out: bool) -> Self {
        let mut names = Self {
            origins: origins(held_out),
            listed_given: Vec::new(),
            listed_surnames: Vec::new(),
            towns: Vec::new(),
            countries: countries(),
            words: Vec::new(),
            bodies: crate::lists::bodies().map(str::to_owned).collect(),
        };
        for word in words
            .iter()
            .filter(|word| word.text.len() > 2 && word.text.chars().all(|c| c.is_alphabetic() || c == '-' || c == '\''))
        {
            // Every fifth word is kept for measuring.
            if (crate::random::Random::new(word.text.bytes().map(u64::from).sum()).below(5) == 0) != held_out {
                continue;
            }
            if word.given >= 1 && word.ordinary == 0 && word.surname <= word.given && word.place == 0 {
                names.listed_given.push(capitalised(&word.text));
            }
            if word.surname >= 1 && word.place == 0 {
                names.listed_surnames.push(capitalised(&word.text));
            }
            if word.place >= 2 || word.place == 1 && word.rank >= 0 && word.given == 0 {
                names.towns.push(capitalised(&word.text));
            }
            if word.ordinary == 3 && word.given == 0 && word.surname == 0 && (1500..20000).contains(&word.rank) {
                names.words.push(capitalised(&word.text));
            }
        }
        names
    }

    pub fn person(&self, random: &mut Random) -> Person {
        let origin = random.below(self.origins.len());
        self.person_of(origin, random)
    }

    pub fn person_of(&self, origin: usize, random: &mut Random) -> Person {
        let mixed = random.below(12) == 0;
        let origin = &self.origins[origin];
        let other = random.pick(&self.origins);
        let listed = random.chance(25);
        let given = if listed && random.chance(60) {
            random.pick(&self.listed_given).clone()
        } else {
            random.pick(&origin.given).clone()
        };
        let surname = if listed {
            random.pick(&self.listed_surnames).clone()
        } else if mixed {
            random.pick(&other.surname).clone()
        } else {
            random.pick(&origin.surname).clone()
        };
        let mut surname = surname;
        if origin.name == "hispanic" && random.chance(20) {
            surname = format!("{surname} {}", random.pick(&origin.surname));
        }
        if matches!(origin.name.as_str(), "british" | "irish" | "caribbean") && random.chance(8) {
            surname = format!("{surname}-{}", random.pick(&origin.surname));
        }
        if origin.name == "arabic" && random.chance(12) {
            surname = format!(
                "{} {} {surname}",
                random.pick(&["bin", "ibn", "Abu", "Abdul", "Bin", "Al"]),
                random.pick(&origin.given)
            );
        }
        if origin.name == "westeuropean" && random.chance(15) {
            surname = format!(
                "{} {surname}",
                random.pick(&["van", "von", "de", "van der", "de la", "di", "Van", "De", "Le"])
            );
        }
        let full = match random.below(20) {
            0 => format!("{given} {} {surname}", random.pick(&origin.given)),
            1 => format!("{given} {}. {surname}", initial(random.pick(&origin.given).as_str())),
            2 if random.chance(50) => format!("{}. {surname}", initial(&given)),
            3 if origin.name == "eastasian" => format!("{surname} {given}"),
            4..10 if origin.name == "eastasian" => format!("{surname} {given}"),
            _ => format!("{given} {surname}"),
        };
        Person { given, surname, full }
    }

    pub fn town(&self, random: &mut Random) -> String {
        if random.chance(6) {
            return village(random);
        }
        if random.chance(12) {
            let second = random.pick(&[
                "Bay", "Hills", "Valley", "Beach", "Springs", "Heights", "Park", "Green", "Cross", "Heath", "Common",
                "Bridge",
            ]);
            return format!("{} {second}", random.pick(&self.towns));
        }
        if random.chance(8) {
            let first = random.pick(&[
                "New", "Port", "San", "Santa", "St", "East", "West", "North", "South", "Great", "Little", "Upper",
                "El", "La", "Fort", "Mount", "Lake",
            ]);
            return format!("{first} {}", random.pick(&self.towns));
        }
        random.pick(&self.towns).clone()
    }

    pub fn body(&self, random: &mut Random) -> String {
        if random.chance(LISTED) {
            return random.pick(&self.bodies).clone();
        }
        let town = self.town(random);
        let surname = random.pick(&self.listed_surnames).clone();
        let country = random.pick(&self.countries).clone();
        let word = random.pick(&self.words).clone();
        let word2 = random.pick(&self.words).clone();
        let acronym: String = (0..2 + random.below(4)).map(|_| char::from(b'A' + random.below(26) as u8)).collect();
        match random.below(30) {
            0 => format!(
                "{surname} {}",
                random.pick(&[
                    "Ltd",
                    "Inc",
                    "Corp",
                    "Group",
                    "Holdings",
                    "Plc",
                    "AG",
                    "SA",
                    "Industries",
                    "& Co",
                    "Partners",
                    "LLP"
                ])
            ),
            1 => format!(
                "{word} {}",
                random.pick(&[
                    "Ltd",
                    "Inc",
                    "Corp",
                    "Group",
                    "Systems",
                    "Technologies",
                    "Energy",
                    "Airlines",
                    "Bank",
                    "Insurance",
                    "Pharmaceuticals",
                    "Motors",
                    "Media"
                ])
            ),
            2 => format!(
                "{surname} & {} {}",
                random.pick(&self.listed_surnames),
                random.pick(&["Sons", "Co", "Partners", "Ltd"])
            ),
            3 => format!(
                "{town} {}",
                random.pick(&["United", "City", "Rovers", "Town", "Athletic", "Wanderers", "FC", "Albion", "Rangers"])
            ),
            4 => format!(
                "{town} {}",
                random.pick(&["Council", "City Council", "Borough Council", "County Council", "District Council"])
            ),
            5 => format!("University of {town}"),
            6 => format!("{town} University"),
            7 => format!("Bank of {}", country.0),
            8 => format!(
                "{} {}",
                country.1,
                random.pick(&[
                    "Football Association",
                    "Red Cross",
                    "Airways",
                    "National Bank",
                    "Press Agency",
                    "Communist Party",
                    "Navy",
                    "Air Force",
                    "Supreme Court"
                ])
            ),
            9..13 => acronym,
            13 => format!("{} Police", town),
            14 => format!(
                "{town} {}",
                random.pick(&["Crown Court", "Magistrates' Court", "County Court", "District Court"])
            ),
            15 => format!(
                "Ministry of {}",
                random.pick(&[
                    "Defence",
                    "Justice",
                    "Health",
                    "Foreign Affairs",
                    "Finance",
                    "Interior",
                    "Education",
                    "Agriculture"
                ])
            ),
            16 => format!(
                "{word} {word2} {}",
                random.pick(&[
                    "Party",
                    "Front",
                    "Movement",
                    "Union",
                    "Foundation",
                    "Trust",
                    "Association",
                    "Society",
                    "Alliance",
                    "League"
                ])
            ),
            17 => format!(
                "{town} {}",
                random.pick(&[
                    "Tigers", "Bulls", "Eagles", "Bears", "Lions", "Kings", "Sox", "Giants", "Hawks", "Rockets",
                    "Braves", "Cubs", "Rangers"
                ])
            ),
            18 => format!(
                "{town} {}",
                random.pick(&[
                    "General Hospital",
                    "Infirmary",
                    "Hospital",
                    "Primary School",
                    "Academy",
                    "High School",
                    "Fire Brigade",
                    "Chamber of Commerce"
                ])
            ),
            19 => format!("{surname}"),
            20 => word,
            21 => format!("{town}"),
            22 => format!(
                "National {word} {}",
                random.pick(&["Agency", "Authority", "Council", "Commission", "Union", "Service"])
            ),
            23 => format!("{} {}", country.0, random.pick(&["Airlines", "Telecom", "Power", "Steel", "Oil"])),
            24 => format!(
                "Department of {} and {}",
                random.pick(&["Health", "Trade", "Energy", "Justice", "Transport"]),
                random.pick(&["Social Care", "Industry", "Security", "Housing"])
            ),
            25 => format!(
                "{} {}",
                random.pick(&["Real", "Inter", "Dynamo", "Sporting", "Racing", "Olympique", "Bayer", "Ajax"]),
                town
            ),
            _ => random
                .pick(&[
                    "United Nations",
                    "European Union",
                    "NATO",
                    "Home Office",
                    "Reuters",
                    "World Bank",
                    "Treasury",
                    "Senate",
                    "Parliament",
                    "Congress",
                    "Supreme Court",
                    "BBC",
                    "Red Cross",
                    "European Commission",
                    "High Court",
                    "House of Commons",
                    "OPEC",
                    "IMF",
                    "Crown Prosecution Service",
                    "National Crime Agency",
                    "Labour Party",
                    "Security Council",
                    "CNN",
                    "FBI",
                    "Pentagon",
                    "State Department",
                    "White House",
                    "Federal Reserve",
                    "Environment Agency",
                    "Crimestoppers",
                    "Hezbollah",
                    "Taliban",
                ])
                .to_string(),
        }
    }
}

/// Returns the name of a village that no list holds, made as those of Britain are.
fn village(random: &mut Random) -> String {
    const FIRST: &[&str] = &[
        "Ash", "Bar", "Beck", "Bram", "Brent", "Brad", "Chel", "Clap", "Cold", "Crow", "Dun", "Earl", "East", "Elm",
        "Fen", "Frin", "Gold", "Gos", "Had", "Har", "Hol", "Hex", "Jay", "Kel", "Kirk", "Lang", "Lit", "Lyn", "Mar",
        "Mel", "Mid", "Nor", "Oak", "Pen", "Pick", "Rad", "Red", "Rom", "Sal", "Shen", "Sto", "Sut", "Swan", "Tad",
        "Thax", "Thorn", "Til", "Tre", "Wal", "Wee", "Wen", "Whit", "Win", "Wiv", "Wood", "Yar", "Aber", "Llan",
        "Inver", "Bally", "Kil", "Strath",
    ];
    const LAST: &[&str] = &[
        "by", "bury", "combe", "dale", "den", "field", "fleet", "ford", "ham", "hampton", "hurst", "ing", "ingham",
        "ley", "low", "mere", "minster", "mouth", "ness", "over", "port", "sea", "stead", "stoke", "stone", "thorpe",
        "ton", "wick", "wold", "worth", "wen",
    ];
    let name = format!("{}{}", random.pick(FIRST), random.pick(LAST));
    match random.below(14) {
        0 => format!("{name}-on-Sea"),
        1 => format!("{} {name}", random.pick(&["Great", "Little", "Upper", "Lower", "North", "South", "Old", "High"])),
        2 => format!("{name} {}", random.pick(&["Green", "Common", "Magna", "St Mary", "Heath", "Bay", "Cross"])),
        _ => name,
    }
}

fn initial(name: &str) -> char {
    name.chars().next().unwrap_or('J')
}
