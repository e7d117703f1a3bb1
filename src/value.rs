//! What counts as the same value, however it is written.
//!
//! A value is compared by its letters and digits alone, in lower case, in the folded view: `07700 900123`,
//! `07700-900-123` and full-width digits are the same. An occurrence must start and end at the bound of a word, and its
//! pieces may stand at most [`WIDEST_GAP`] bytes apart. Values that say nothing by themselves (an age in figures, a year)
//! have no occurrence elsewhere: `34` is not searched for in the rest of a document.

use crate::{Kind, fold};

/// The most bytes that may separate two pieces of one value.
pub(crate) const WIDEST_GAP: usize = 3;

/// A withheld value in the form in which other occurrences are recognised.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Value {
    /// Its letters and digits in lower case, folded.
    pub(crate) letters: String,
    /// Whether an occurrence must start with a capital: the value is an ordinary word too ("Will", "Rose").
    pub(crate) capital: bool,
}

/// Prints the length, never the value.
impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Value({} bytes)", self.letters.len())
    }
}

impl Value {
    /// Returns the value of `source`, the text of a finding, or `None` when it says nothing by itself.
    pub(crate) fn of(kind: &Kind, source: &str) -> Option<Self> {
        Self::of_folded(kind, &fold::fold_text(source))
    }

    /// Returns the value of a text that is folded already.
    pub(crate) fn of_folded(kind: &Kind, folded: &str) -> Option<Self> {
        let letters = letters_of(folded);
        let digits = letters.bytes().filter(u8::is_ascii_digit).count();
        let telling = match letters.chars().count() {
            0 | 1 => false,
            _ if digits == letters.len() => digits > 4,
            len => len > 3 || *kind == Kind::PERSON,
        };
        // An age is anybody's; a field that a policy names whole may hold any words; numbers and descriptions are clauses
        // that mean something only where they stand.
        let clauses = [Kind::SMALL_COUNT, Kind::UNIQUE_DESCRIPTION, Kind::TACTIC];
        // A trait in one word ("daughter", "Polish") is many people's; of several words it is a description that may come again.
        let traits = [Kind::OCCUPATION, Kind::KINSHIP, Kind::HEALTH, Kind::DISTINGUISHING_MARK];
        let common = [Kind::SEX, Kind::SCHOOL_YEAR, Kind::NRP].contains(kind)
            || traits.contains(kind) && !folded.trim().contains([' ', '-', '\n']);
        let everywhere = *kind == Kind::AGE || *kind == Kind::FIELD || common || clauses.contains(kind);
        (telling && !everywhere).then_some(Self { letters, capital: false })
    }
}

/// Returns the letters and digits of a folded text, in lower case.
pub(crate) fn letters_of(folded: &str) -> String {
    let mut letters = String::with_capacity(folded.len());
    push_letters(&mut letters, folded);
    letters
}

/// Appends the letters and digits of a folded text, in lower case.
pub(crate) fn push_letters(letters: &mut String, folded: &str) {
    for c in folded.chars().filter(|c| c.is_alphanumeric()) {
        if c.is_ascii() {
            letters.push(c.to_ascii_lowercase());
        } else {
            letters.extend(c.to_lowercase());
        }
    }
}
