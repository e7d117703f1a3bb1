//! The forms in which a text may name a registered person, as bytes that are digested.
//!
//! A form is a letter that says what it is, and its pieces apart by a zero byte. Forms of names are made of skeletons
//! ([`spelling`](super::spelling)), so that spellings of one name are one form. Whoever makes a register and whoever
//! searches a text builds forms with the functions of this module alone.

use super::spelling::skeleton;
use crate::Date;

/// A form under construction; its memory is used again for the next one.
#[derive(Default)]
pub(super) struct Form(Vec<u8>);

impl Form {
    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    fn start(&mut self, what: u8) {
        self.0.clear();
        self.0.push(what);
    }

    fn piece(&mut self, piece: &str) -> &mut Self {
        self.0.extend_from_slice(piece.as_bytes());
        self.0.push(0);
        self
    }

    /// A name by the skeletons of given name and surname; a single name has no given one.
    pub(super) fn name(&mut self, given: &str, surname: &str) -> &[u8] {
        self.start(b'n');
        self.piece(given).piece(surname);
        &self.0
    }

    /// An initial and a surname.
    pub(super) fn initial(&mut self, initial: char, surname: &str) -> &[u8] {
        self.start(b'i');
        self.piece(initial.encode_utf8(&mut [0; 4])).piece(surname);
        &self.0
    }

    /// An identifier in plain form.
    pub(super) fn identifier(&mut self, plain: &str) -> &[u8] {
        self.start(b'x');
        self.piece(plain);
        &self.0
    }

    /// A house, by number or name, and its postcode.
    pub(super) fn house(&mut self, house: &str, postcode: &str) -> &[u8] {
        self.start(b'h');
        self.piece(house).piece(postcode);
        &self.0
    }

    /// A house, its street (empty for a house by its name) and its town.
    pub(super) fn town(&mut self, house: &str, street: &str, town: &str) -> &[u8] {
        self.start(b't');
        self.piece(house).piece(street).piece(town);
        &self.0
    }

    /// A date of birth beside the skeleton of a surname.
    pub(super) fn born(&mut self, surname: &str, date: Date) -> &[u8] {
        self.start(b'b');
        let date = date.to_string();
        self.piece(surname).piece(&date);
        &self.0
    }

    /// A house and its street beside a name.
    pub(super) fn street(&mut self, surname: &str, house: &str, street: &str) -> &[u8] {
        self.start(b's');
        self.piece(surname).piece(house).piece(street);
        &self.0
    }

    /// A postcode beside a name.
    pub(super) fn postcode(&mut self, surname: &str, postcode: &str) -> &[u8] {
        self.start(b'c');
        self.piece(surname).piece(postcode);
        &self.0
    }

    /// A given name, and a surname of which one letter is left out: what a slip and the name have in common.
    pub(super) fn slip(&mut self, given: &str, surname: &str) -> &[u8] {
        self.start(b'f');
        self.piece(given).piece(surname);
        &self.0
    }
}

/// Hands on `word` with each of its letters left out.
pub(super) fn each_shorter(word: &str, mut take: impl FnMut(&str)) {
    let mut shorter = String::with_capacity(word.len());
    let mut last = None;
    for (at, c) in word.char_indices() {
        // Of two equal letters in a row either gives the same.
        if last != Some(c) {
            shorter.clear();
            shorter.push_str(word.get(..at).unwrap_or_default());
            shorter.push_str(word.get(at + c.len_utf8()..).unwrap_or_default());
            take(&shorter);
        }
        last = Some(c);
    }
}

/// Hands on every word of small ASCII letters from which `word` differs by one letter, one missing, one too many, or two
/// exchanged; until `take` returns true.
pub(super) fn each_neighbour(word: &str, mut take: impl FnMut(&str) -> bool) {
    let mut found = false;
    each_shorter(word, |shorter| found = found || take(shorter));
    if found {
        return;
    }
    let mut other = String::with_capacity(word.len() + 1);
    let bounds = word.char_indices().map(|(at, _)| at).chain([word.len()]);
    for at in bounds {
        let (before, behind) = word.split_at_checked(at).unwrap_or((word, ""));
        let mut letters = behind.chars();
        let next = letters.next();
        let rest = letters.as_str();
        let mut try_with = |pieces: [&str; 3]| {
            other.clear();
            pieces.iter().for_each(|piece| other.push_str(piece));
            take(&other)
        };
        for letter in 'a'..='z' {
            let letter = letter.encode_utf8(&mut [0; 4]).to_owned();
            if try_with([before, &letter, behind]) || next.is_some() && try_with([before, &letter, rest]) {
                return;
            }
        }
        if let (Some(next), Some(second)) = (next, rest.chars().next()) {
            let swapped: String = [second, next].into_iter().collect();
            let rest = rest.get(second.len_utf8()..).unwrap_or_default();
            if try_with([before, &swapped, rest]) {
                return;
            }
        }
    }
}

/// Returns the skeleton of a surname of several pieces, which may be written together or apart.
pub(super) fn joined(pieces: &[&str]) -> String {
    skeleton(&pieces.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_a_letter_away() {
        let reaches = |from: &str, to: &str| {
            let mut found = false;
            each_neighbour(from, |word| {
                found |= word == to;
                found
            });
            found
        };
        for (slip, name) in [
            ("oakfeld", "oakfield"),
            ("oakfiield", "oakfield"),
            ("oakfoeld", "oakfield"),
            ("okafield", "oakfield"),
            ("akfield", "oakfield"),
            ("oakfiel", "oakfield"),
        ] {
            assert!(reaches(slip, name), "{slip}");
        }
        assert!(!reaches("oakford", "oakfield"));
    }

    #[test]
    fn pieces_are_told_apart() {
        let (mut one, mut other) = (Form::default(), Form::default());
        assert_ne!(one.name("ab", "c"), other.name("a", "bc"));
        assert_ne!(one.name("a", "b"), other.slip("a", "b"));
    }
}
