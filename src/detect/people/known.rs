//! What the lists say of words, for those who compare names with names they were given.

use super::words::look_up;
use super::{persons, vocabulary};

/// Returns whether so many people bear the name, both in lower case, that it tells nobody by itself: John Smith.
pub(crate) fn is_common_name(given: &str, surname: &str) -> bool {
    look_up(given).given() == 3 && look_up(surname).surname() == 3
}

/// Returns whether no list holds the word.
pub(crate) fn is_unknown(word: &str) -> bool {
    look_up(word).is_unknown()
}

/// Returns whether the word is an ordinary one, in whatever else it may be used.
pub(crate) fn is_ordinary(word: &str) -> bool {
    look_up(word).is_ordinary()
}

/// Returns whether the word is a given name rather than anything else.
pub(crate) fn is_given(word: &str) -> bool {
    look_up(word).given() > 0
}

/// Returns whether two words are a given name and a surname in that order, as far as the lists know.
pub(crate) fn reads_as_name(given: &str, surname: &str) -> bool {
    look_up(given).given() >= 2 && look_up(surname).surname() > 0
}

/// Returns whether a surname, in lower case, is so rare that another that differs by a letter is a slip for it.
pub(crate) fn is_rare_surname(surname: &str) -> bool {
    persons::is_rare(surname)
}

/// Returns whether the word is a small one inside names: van, de, al.
pub(crate) fn is_particle(word: &str) -> bool {
    vocabulary::is_particle(word)
}

/// Returns whether titles, ranks and offices start with the word.
pub(crate) fn is_title(word: &str) -> bool {
    vocabulary::is_lead_word(word)
}

/// Returns whether the word stands behind names and is not part of them.
pub(crate) fn is_suffix(word: &str) -> bool {
    vocabulary::is_suffix(word)
}
