//! What words tell of somebody's sex: a title, a relation, a given name that nearly only one sex bears (`sexes.txt`).
//!
//! It only tells people with one surname apart. Where nothing is told, anybody may be meant.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::detect::caseless::is_one_of;

/// A sex, as a title has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sex {
    Female,
    Male,
}

const FEMALE: &[&str] = &[
    "mrs",
    "ms",
    "miss",
    "dame",
    "lady",
    "baroness",
    "wife",
    "mother",
    "sister",
    "daughter",
    "niece",
    "aunt",
    "auntie",
    "widow",
    "girlfriend",
    "mum",
    "gran",
    "nan",
    "grandmother",
    "granddaughter",
    "stepdaughter",
    "step-daughter",
    "stepmother",
    "step-mother",
    "fiancee",
    "fiancée",
    "ex-wife",
    "woman",
    "girl",
    "she",
];
const MALE: &[&str] = &[
    "mr",
    "sir",
    "lord",
    "husband",
    "father",
    "brother",
    "son",
    "nephew",
    "uncle",
    "widower",
    "boyfriend",
    "dad",
    "grandad",
    "grandfather",
    "grandson",
    "stepson",
    "step-son",
    "stepfather",
    "step-father",
    "stepdad",
    "fiance",
    "fiancé",
    "ex-husband",
    "man",
    "boy",
];

static GIVEN: LazyLock<HashMap<&str, Sex>> = LazyLock::new(|| {
    let mut given = HashMap::new();
    for line in include_str!("sexes.txt").lines() {
        let mut words = line.split_ascii_whitespace();
        let sex = match words.next() {
            Some("f") => Sex::Female,
            Some("m") => Sex::Male,
            _ => continue,
        };
        words.for_each(|name| {
            given.insert(name, sex);
        });
    }
    given
});

impl Sex {
    /// Returns what the last word before a name tells: "Mrs ", "his wife, ".
    pub(crate) fn told_before(before: &str) -> Option<Self> {
        let head = before.trim_end_matches([' ', '\n', '.', ',']);
        let start = head.rfind(|c: char| !c.is_alphabetic() && c != '-').map_or(0, |at| at + 1);
        let word = head.get(start..)?;
        if before.len() - head.len() > 2 {
            return None;
        }
        if is_one_of(word, FEMALE) { Some(Self::Female) } else { is_one_of(word, MALE).then_some(Self::Male) }
    }

    /// Returns the sex of nearly all who have the given name, in lower case.
    pub(super) fn of_given(given: &str) -> Option<Self> {
        GIVEN.get(given).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_relations_and_given_names_tell_a_sex() {
        assert_eq!(Sex::told_before("We met Mrs "), Some(Sex::Female));
        assert_eq!(Sex::told_before("with his wife, "), Some(Sex::Female));
        assert_eq!(Sex::told_before("Mr. "), Some(Sex::Male));
        assert_eq!(Sex::told_before("a statement by "), None);
        assert_eq!(Sex::told_before("the man said "), None);
        assert_eq!(Sex::of_given("giles"), Some(Sex::Male));
        assert_eq!(Sex::of_given("robin"), None);
    }
}
