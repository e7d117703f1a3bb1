//! The name of a registered person, taken apart into what a text may say of it.
//!
//! A name goes in as its owner wrote it; given names, and the surname in its pieces, come out. Titles go, `Oakfield, Darren`
//! and `OAKFIELD Darren` are turned round, a name in quotation marks is a given name, particles stay with the surname.

use super::form::joined;
use super::spelling::{skeleton, standard};
use crate::detect::people::known;
use crate::detect::people::{formal, short_forms};
use crate::fold::fold_text;

/// A name in small letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) given: Vec<String>,
    /// The pieces of the surname in their order, particles among them; the only word of a single name.
    pub(super) surname: Vec<String>,
}

/// A surname, or one piece of it, by which somebody may be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Surname {
    pub(super) skeleton: String,
    /// Its letters as they are written.
    pub(super) plain: String,
    /// Whether it is all of the surname.
    pub(super) whole: bool,
}

impl Name {
    /// Returns the names that a text for a name stands for: itself and, for one with umlauts and the like, the other way of
    /// writing these (DIN 5007-2).
    pub(super) fn all_of(text: &str) -> Vec<Self> {
        let mut names: Vec<Self> = Self::of(&fold_text(text)).into_iter().collect();
        if text.contains(['ä', 'ö', 'ü', 'Ä', 'Ö', 'Ü', 'ø', 'Ø', 'å', 'Å']) {
            let mut other = String::with_capacity(text.len());
            for c in text.chars() {
                match c {
                    'ä' | 'Ä' => other.push_str("ae"),
                    'ö' | 'Ö' | 'ø' | 'Ø' => other.push_str("oe"),
                    'ü' | 'Ü' => other.push_str("ue"),
                    'å' | 'Å' => other.push_str("aa"),
                    c => other.push(c),
                }
            }
            if let (Some(own), Some(other)) = (names.first().cloned(), Self::of(&fold_text(&other))) {
                names.push(Self { given: own.given, surname: other.surname.clone() });
                names.push(Self { given: other.given.clone(), surname: own.surname });
                names.push(other);
            }
            names.sort_unstable_by(|a, b| (&a.given, &a.surname).cmp(&(&b.given, &b.surname)));
            names.dedup();
        }
        names
    }

    fn of(folded: &str) -> Option<Self> {
        let (before, behind) = match folded.split_once(',') {
            Some((surname, given)) if given.chars().any(char::is_alphabetic) => (surname, Some(given)),
            _ => (folded, None),
        };
        let tokens = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<String>>();
        let mut words = tokens(before);
        let surname_first = behind.is_some();
        if let Some(given) = behind {
            let surname = words;
            words = tokens(given);
            words.retain(|word| !known::is_suffix(word.trim_matches('.')));
            return Self::from(words, surname);
        }
        while words.len() > 1 && words.first().is_some_and(|word| known::is_title(word.trim_matches('.'))) {
            words.remove(0);
        }
        while words.len() > 2 && words.last().is_some_and(|word| known::is_suffix(word.trim_matches(['.', ',']))) {
            words.pop();
        }
        let upper = |word: Option<&String>| {
            word.is_some_and(|word| {
                word.len() > 1 && word.chars().any(char::is_alphabetic) && *word == word.to_uppercase()
            })
        };
        if !surname_first && words.len() > 1 && upper(words.first()) && !upper(words.last()) {
            words.rotate_left(1); // "OAKFIELD Darren"
        }
        let mut from = words.len().saturating_sub(1);
        while from > 1 && words.get(from - 1).is_some_and(|word| known::is_particle(&letters(word).concat())) {
            from -= 1;
        }
        let surname = words.split_off(from);
        Self::from(words, surname)
    }

    fn from(given: Vec<String>, surname: Vec<String>) -> Option<Self> {
        let pieces = |words: Vec<String>| words.iter().flat_map(|word| letters(word)).collect::<Vec<_>>();
        let name = Self { given: pieces(given), surname: pieces(surname) };
        let told = name.surname.iter().any(|piece| piece.chars().nth(1).is_some());
        (told && name.given.len() <= MOST_PIECES && name.surname.len() <= MOST_PIECES).then_some(name)
    }

    /// Returns the surname and, where it has several pieces, each that is no particle.
    pub(super) fn surnames(&self) -> Vec<Surname> {
        let pieces: Vec<&str> = self.surname.iter().map(String::as_str).collect();
        let mut all = vec![Surname { skeleton: joined(&pieces), plain: pieces.concat(), whole: true }];
        if pieces.len() > 1 {
            for piece in pieces.iter().filter(|piece| piece.chars().nth(1).is_some() && !known::is_particle(piece)) {
                all.push(Surname { skeleton: skeleton(piece), plain: (*piece).to_owned(), whole: false });
            }
        }
        all
    }

    /// Returns what the person may be called by the first given name: itself and every name that it may be short for.
    pub(super) fn calls(&self) -> Vec<&str> {
        self.given.first().map(|first| called(first)).unwrap_or_default()
    }

    /// Hands on every word that may stand for the given name in a text.
    pub(super) fn each_given_word(&self, mut take: impl FnMut(&str)) {
        for given in &self.given {
            for name in called(given) {
                take(name);
                short_forms(name).iter().for_each(|short| take(short));
            }
        }
    }
}

/// The most pieces of the given names, and of the surname.
const MOST_PIECES: usize = 8;

/// Returns a given name and every name that it may be short for.
pub(super) fn called(given: &str) -> Vec<&str> {
    let mut names = vec![given];
    names.extend(formal(given));
    names.dedup();
    names
}

/// Returns the runs of letters and digits of a word, in small letters.
fn letters(word: &str) -> Vec<String> {
    word.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()).map(str::to_lowercase).collect()
}

/// Returns what tells two spellings with one skeleton apart: equal for spellings that the list joins.
pub(super) fn spelled(given: &str, surname: &str) -> String {
    format!("{}\0{}", standard(given), standard(surname))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

    use super::*;

    fn of(text: &str) -> String {
        let name = Name::all_of(text).remove(0);
        format!("{}|{}", name.given.join(" "), name.surname.join(" "))
    }

    #[test]
    fn names_come_apart_however_they_are_written() {
        for (text, wanted) in [
            ("Darren Michael Oakfield", "darren michael|oakfield"),
            ("OAKFIELD, Darren Michael", "darren michael|oakfield"),
            ("OAKFIELD Darren", "darren|oakfield"),
            ("Mr Darren Oakfield", "darren|oakfield"),
            ("Anna van der Berg", "anna|van der berg"),
            ("Kieran Doyle-Watts", "kieran|doyle watts"),
            ("Jean-Paul O'Brien", "jean paul|o brien"),
            ("Jason 'Jase' Muldoon", "jason jase|muldoon"),
            ("Bigsy", "|bigsy"),
            ("José Núñez", "jose|nunez"),
        ] {
            assert_eq!(of(text), wanted, "{text}");
        }
        assert!(Name::all_of("J").is_empty() && Name::all_of(" , ").is_empty());
        assert_eq!(Name::all_of("Jürgen Müller").len(), 4);
        assert_eq!(Name::all_of("Jörg Moss").len(), 2);
    }

    #[test]
    fn a_surname_is_known_by_its_pieces() {
        let plain = |text: &str| -> Vec<String> {
            Name::all_of(text)[0].surnames().into_iter().map(|surname| surname.plain).collect()
        };
        assert_eq!(plain("Kieran Doyle-Watts"), ["doylewatts", "doyle", "watts"]);
        assert_eq!(plain("Anna van der Berg"), ["vanderberg", "berg"]);
        assert_eq!(plain("Ann Moss"), ["moss"]);
    }
}
