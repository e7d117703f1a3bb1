//! Whom a noun counts: subjects, people in general, staff, or things.
//!
//! The lists are data (`people.toml`). A word goes in; its class, its role and whether it is a plural come out. A noun that is
//! in no list counts no people.

use std::sync::LazyLock;

use serde::Deserialize;

use super::facts::Facts;
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

/// A noun in one of its numbers, and what it says.
type Known = (String, Class, Role, bool);

static FILE: LazyLock<Result<File, String>> =
    LazyLock::new(|| toml::from_str(include_str!("people.toml")).map_err(|error| error.to_string()));

/// Every noun for people, plurals first; before them what endings say.
static NOUNS: LazyLock<Result<Vec<Known>, String>> = LazyLock::new(|| {
    let file = FILE.as_ref().map_err(Clone::clone)?;
    let mut nouns: Vec<Known> =
        ENDINGS.iter().map(|(class, role, plural)| (String::new(), *class, *role, *plural)).collect();
    for group in &file.people {
        for noun in &group.nouns {
            let (one, many) = forms(noun);
            if one != many {
                nouns.push((one, group.class, group.role, false));
            }
            nouns.push((many, group.class, group.role, true));
        }
    }
    // What stands in two lists is of the first, the more protected one.
    let mut seen = std::collections::BTreeSet::new();
    nouns.retain(|(word, ..)| word.is_empty() || seen.insert(word.clone()));
    Ok(nouns)
});

/// Returns the nouns for people, by their place.
pub(super) fn list() -> Result<&'static [Known], String> {
    NOUNS.as_ref().map(Vec::as_slice).map_err(Clone::clone)
}

/// Returns the words for places and cases with the fact that each tells.
pub(super) fn places() -> Result<Vec<(Facts, String)>, String> {
    let file = FILE.as_ref().map_err(Clone::clone)?;
    let small = Facts::SMALL_PLACE.and(Facts::DWELLING);
    let lists = [
        (Facts::DWELLING, &file.places.dwellings),
        (small, &file.places.small),
        (Facts::COUNTED, &file.places.counted),
        (Facts::CASE, &file.places.cases),
    ];
    let both = |(facts, nouns): (Facts, &'static Vec<String>)| {
        nouns.iter().map(|noun| forms(noun)).flat_map(move |(one, many)| [(facts, one), (facts, many)])
    };
    Ok(lists.into_iter().flat_map(both).collect())
}

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

/// Returns what a word says of people, if it is a noun for any.
pub(crate) fn of(text: &Text<'_>, at: usize) -> Option<Noun> {
    let place = text.facts(at).noun()?;
    let (_, class, role, plural) = NOUNS.as_ref().ok()?.get(place)?;
    Some(Noun { class: *class, role: *role, plural: *plural, at })
}

/// What endings say: "policemen", "policewoman", "gunmen", "servicewoman".
const ENDINGS: [(Class, Role, bool); 4] = [
    (Class::Staff, Role::Officer, true),
    (Class::Staff, Role::Officer, false),
    (Class::Person, Role::Unknown, true),
    (Class::Person, Role::Unknown, false),
];

/// Returns the place in the list, and the class, of what the ending of a word says: "policemen", "servicewoman", "evacuees".
pub(super) fn by_ending(word: &str) -> Option<(usize, Class)> {
    const NOT: &[&str] = &["specimen", "regimen", "abdomen", "roman", "german", "human"];
    const NOT_EE: &[&str] = &["degrees", "committees", "guarantees", "coffees", "levees", "jubilees", "pedigrees"];
    let staff = ["police", "fire", "chair", "crew"].iter().any(|start| word.starts_with(start));
    let first = if staff { 0 } else { 2 };
    let people = word.ends_with("men") && !NOT.contains(&word);
    let person = word.ends_with("woman") || word.ends_with("sman");
    let done_to = word.ends_with("ees") && !NOT_EE.contains(&word);
    let place = if people || done_to { Some(first) } else { person.then_some(first + 1) }?;
    ENDINGS.get(place).map(|(class, ..)| (place, *class))
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
        assert!(list().is_ok(), "{:?}", list().err());
        assert_eq!(class("children"), Some((Class::Vulnerable, true)));
        assert_eq!(class("woman"), Some((Class::Person, false)));
        assert_eq!(class("witnesses"), Some((Class::Vulnerable, true)));
        assert_eq!(class("secretaries"), Some((Class::Staff, true)));
        assert_eq!(class("policemen"), Some((Class::Staff, true)));
        assert_eq!(class("businesswoman"), Some((Class::Person, false)));
        assert_eq!(class("boats"), None);
        assert_eq!(class("degrees"), None);
        assert_eq!(class("specimen"), None);
    }
}
