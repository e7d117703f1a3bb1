//! Whom a noun counts: subjects, people in general, staff, or things.
//!
//! The lists are data (`people.toml`). A word goes in; its class, its role and whether it is a plural come out. A noun that is
//! in no list counts no people.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::words::Text;
use crate::Role;

/// Whom a noun counts, the most protected first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Class {
    /// Members of a group that is sensitive by itself.
    Supervised,
    /// Children, victims, witnesses, suspects.
    Vulnerable,
    Person,
    Staff,
    Thing,
}

/// What is known of a noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Noun {
    pub(crate) class: Class,
    pub(crate) role: Role,
    pub(crate) plural: bool,
    /// Which word it is.
    pub(crate) at: usize,
}

impl Class {
    /// Returns whether its members are people whom a release may be about.
    pub(crate) fn is_subject(self) -> bool {
        self <= Self::Person
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    people: Vec<Group>,
    places: Places,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    class: Class,
    role: Role,
    nouns: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Places {
    dwellings: Vec<String>,
    small: Vec<String>,
    counted: Vec<String>,
    cases: Vec<String>,
}

/// Every noun, singular and plural.
#[derive(Default)]
struct Lexicon {
    people: HashMap<String, (Class, Role, bool)>,
    dwellings: HashMap<String, bool>,
    small: HashMap<String, bool>,
    counted: HashMap<String, bool>,
    cases: HashMap<String, bool>,
}

static LEXICON: LazyLock<Result<Lexicon, String>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("people.toml")).map_err(|error| error.to_string())?;
    let mut lexicon = Lexicon::default();
    for group in file.people {
        for noun in &group.nouns {
            let (one, many) = forms(noun);
            lexicon.people.insert(many, (group.class, group.role, true));
            lexicon.people.entry(one).or_insert((group.class, group.role, false));
        }
    }
    let lists = [
        (file.places.dwellings, &mut lexicon.dwellings),
        (file.places.small, &mut lexicon.small),
        (file.places.counted, &mut lexicon.counted),
        (file.places.cases, &mut lexicon.cases),
    ];
    for (nouns, list) in lists {
        for noun in nouns {
            let (one, many) = forms(&noun);
            list.insert(many, true);
            list.insert(one, false);
        }
    }
    Ok(lexicon)
});

/// Returns singular and plural.
fn forms(noun: &str) -> (String, String) {
    if let Some((one, many)) = noun.split_once('/') {
        return (one.to_owned(), many.to_owned());
    }
    let many = match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if noun.ends_with(['s', 'x']) || noun.ends_with("ch") || noun.ends_with("sh") => format!("{noun}es"),
        _ => format!("{noun}s"),
    };
    (noun.to_owned(), many)
}

/// Returns whether the lists were read; without them nothing can be looked for.
pub(crate) fn are_read() -> bool {
    LEXICON.is_ok()
}

/// Returns what a word says of people, if it is a noun for any.
pub(crate) fn of(text: &Text<'_>, at: usize) -> Option<Noun> {
    let word = text.word(at);
    let lexicon = LEXICON.as_ref().ok()?;
    let (class, role, plural) = match lexicon.people.get(word) {
        Some(known) => *known,
        None => by_ending(word)?,
    };
    Some(Noun { class, role, plural, at })
}

/// Returns what the ending of a word says: "policemen", "servicewoman", "evacuees".
fn by_ending(word: &str) -> Option<(Class, Role, bool)> {
    const NOT: &[&str] =
        &["women", "men", "woman", "specimen", "regimen", "abdomen", "omen", "acumen", "roman", "german", "human"];
    const NOT_EE: &[&str] = &["degrees", "committees", "guarantees", "coffees", "levees", "jubilees", "pedigrees"];
    if word.len() > 5 && !NOT.contains(&word) {
        let staff = word.starts_with("police")
            || word.starts_with("fire")
            || word.starts_with("chair")
            || word.starts_with("crew");
        let class = if staff { Class::Staff } else { Class::Person };
        let role = if staff { Role::Officer } else { Role::Unknown };
        if word.ends_with("men") && word != "women" && !word.ends_with("imen") {
            return Some((class, role, true));
        }
        if word.ends_with("woman") || word.ends_with("sman") {
            return Some((class, role, false));
        }
        if word.ends_with("ees") && !NOT_EE.contains(&word) {
            return Some((Class::Person, Role::Unknown, true));
        }
    }
    None
}

/// Returns whether a word is a place below a district.
pub(crate) fn is_small_place(word: &str) -> bool {
    LEXICON.as_ref().is_ok_and(|lexicon| lexicon.small.contains_key(word))
}

/// Returns whether a word is a place where people live or are together, of any kind below a district.
pub(crate) fn is_dwelling(word: &str) -> bool {
    is_small_place(word) || LEXICON.as_ref().is_ok_and(|lexicon| lexicon.dwellings.contains_key(word))
}

/// Returns whether a word is the plural of a place or time that is counted: "wards".
pub(crate) fn is_counted(word: &str) -> bool {
    LEXICON.as_ref().is_ok_and(|lexicon| lexicon.counted.contains_key(word))
}

/// Returns whether a word stands for one person each: "cases".
pub(crate) fn is_case(word: &str) -> bool {
    LEXICON.as_ref().is_ok_and(|lexicon| lexicon.cases.contains_key(word))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn class(word: &str) -> Option<(Class, bool)> {
        of(&Text::of(word), 0).map(|noun| (noun.class, noun.plural))
    }

    #[test]
    fn nouns_are_known_in_both_numbers() {
        assert!(are_read(), "{:?}", LEXICON.as_ref().err());
        assert_eq!(class("children"), Some((Class::Vulnerable, true)));
        assert_eq!(class("woman"), Some((Class::Person, false)));
        assert_eq!(class("witnesses"), Some((Class::Vulnerable, true)));
        assert_eq!(class("secretaries"), Some((Class::Staff, true)));
        assert_eq!(class("policemen"), Some((Class::Staff, true)));
        assert_eq!(class("businesswoman"), Some((Class::Person, false)));
        assert_eq!(class("boats"), None);
        assert_eq!(class("degrees"), None);
        assert_eq!(class("specimen"), None);
        assert!(is_small_place("hostel") && is_counted("wards") && is_case("cases"));
    }
}
