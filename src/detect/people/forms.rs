//! The other forms in which a text may call somebody whose full name is known.

use super::vocabulary::{is_particle, is_too_common, makes_no_person};
use super::words::look_up;
use crate::value::push_letters;

/// A form of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NameForm {
    /// Its letters in lower case, without spaces.
    pub(crate) letters: String,
    /// Whether it counts only with a capital: it is an ordinary word too.
    pub(crate) capital: bool,
}

/// Returns the forms of a folded name, itself left out unless it is one word.
///
/// Forms that would be found everywhere are left out: an initial, "May", "Street".
pub(crate) fn forms(name: &str) -> Vec<NameForm> {
    let mut words: Vec<&str> = words_of(name).collect();
    let mut forms = Vec::with_capacity(10);
    if let Some((surname, _)) = name.split_once(',') {
        let surname = words_of(surname).count().min(words.len());
        words.rotate_left(surname); // "Smith, John" is John Smith
    }
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return forms };
    if words.len() == 1 {
        if counts_alone(first) {
            add(&mut forms, &[first], is_ordinary(first));
        }
        return forms;
    }
    // The surname with its particles: "van der Berg".
    let mut from = words.len() - 1;
    while from > 1 && words.get(from - 1).is_some_and(|word| is_particle(word)) {
        from -= 1;
    }
    let (given, surnames) = words.split_at_checked(from).unwrap_or_default();
    let surname = surnames.concat();
    if counts_alone(last) {
        add(&mut forms, &[&surname], surnames.len() == 1 && is_ordinary(last));
    }
    if counts_alone(first) && first.chars().count() > 2 {
        add(&mut forms, &[first], true);
    }
    let initials: String = given.iter().filter_map(|word| word.chars().next()).flat_map(char::to_lowercase).collect();
    if let Some(initial) = initials.get(..initials.chars().next().map_or(0, char::len_utf8)) {
        add(&mut forms, &[initial, &surname], false);
        add(&mut forms, &[&initials, &surname], false);
        if initial != "s" {
            add(&mut forms, &[&surname, initial], false); // "Holt S" is written like "Holt's"
        }
    }
    add(&mut forms, &[first, &surname], false);
    add(&mut forms, &[&surname, first], false);
    add(&mut forms, &[&surname, &given.concat()], false);
    for short in super::persons::short_forms(&first.to_lowercase()) {
        if counts_alone(short) && !look_up(short).is_ordinary() && !look_up(short).is_place() {
            add(&mut forms, &[short], true);
        }
        add(&mut forms, &[short, &surname], false);
    }
    // "Kevin "Mouse" Tranter": what he is called.
    if let Some(nickname) = nickname(name) {
        add(&mut forms, &[nickname], true);
    }
    // One half of a double-barrelled surname.
    if let Some((one, other)) = last.split_once('-') {
        for half in [one, other].into_iter().filter(|half| counts_alone(half) && half.len() > 3) {
            add(&mut forms, &[half], is_ordinary(half));
            add(&mut forms, &[first, half], false);
        }
    }
    forms
}

/// Returns the one word that stands in quotes inside a name.
fn nickname(name: &str) -> Option<&str> {
    let mut pieces = name.split(['"', '\'']);
    let (before, inner, after) = (pieces.next()?, pieces.next()?, pieces.next()?);
    let alone = before.ends_with(' ') && after.starts_with(' ') && inner.chars().all(char::is_alphabetic);
    (alone && inner.chars().count() > 2 && !is_too_common(inner)).then_some(inner)
}

/// Returns whether a folded name is one ordinary word, so that it is looked for only where it has a capital.
pub(crate) fn needs_capital(name: &str) -> bool {
    let mut words = words_of(name);
    matches!((words.next(), words.next()), (Some(word), None) if counts_alone(word) && is_ordinary(word))
}

pub(super) fn words_of(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-').filter(|word| !word.is_empty())
}

fn add(forms: &mut Vec<NameForm>, pieces: &[&str], capital: bool) {
    let mut letters = String::with_capacity(pieces.iter().map(|piece| piece.len()).sum());
    for piece in pieces {
        push_letters(&mut letters, piece);
    }
    let form = NameForm { letters, capital };
    if form.letters.chars().count() > 1 && !forms.contains(&form) {
        forms.push(form);
    }
}

/// Returns whether a single word of a name is looked for by itself.
pub(super) fn counts_alone(word: &str) -> bool {
    word.chars().count() > 1 && !is_too_common(word) && !makes_no_person(word) && !super::vocabulary::is_nobody(word)
}

fn is_ordinary(word: &str) -> bool {
    look_up(word).is_ordinary() || word.chars().count() < 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Vec<String> {
        forms(name).into_iter().map(|form| form.letters).collect()
    }

    #[test]
    fn a_name_has_its_usual_forms() {
        let wanted = [
            "oakfield",
            "darren",
            "doakfield",
            "dmoakfield",
            "oakfieldd",
            "darrenoakfield",
            "oakfielddarren",
            "oakfielddarrenmichael",
            "daz",
            "dazoakfield",
            "dazza",
            "dazzaoakfield",
        ];
        assert_eq!(of("Darren Michael Oakfield"), wanted);
        assert!(of("SMITH, John").contains(&"johnsmith".to_owned()));
        assert!(of("Anna van der Berg").contains(&"vanderberg".to_owned()));
        assert!(of("Jo Smith-Jones").contains(&"jones".to_owned()));
    }

    #[test]
    fn names_that_are_words_need_a_capital() {
        let capital =
            |name: &str, form: &str| forms(name).iter().find(|f| f.letters == form.to_lowercase()).map(|f| f.capital);
        assert_eq!(capital("Rose Thornton", "Rose"), Some(true));
        assert_eq!(capital("Owen Price", "Price"), Some(true));
        assert_eq!(capital("Owen Brown", "Brown"), Some(true));
        assert_eq!(capital("Owen Okafor", "Okafor"), Some(false));
        assert_eq!(capital("Will Okafor", "Will"), None);
        assert_eq!(capital("Sandra Hill", "Hill"), None);
    }

    #[test]
    fn initials_and_orders_are_forms() {
        let of = of("John Paul O'Brien");
        for form in ["jobrien", "jpobrien", "obrienj", "johnobrien", "obrienjohn", "obrienjohnpaul"] {
            assert!(of.contains(&form.to_owned()), "{form}: {of:?}");
        }
    }

    #[test]
    fn what_stands_everywhere_is_no_form() {
        let forms = of("May Street");
        assert!(!forms.contains(&"may".to_owned()) && !forms.contains(&"street".to_owned()), "{forms:?}");
        assert_eq!(of("J"), [""; 0]);
        assert!(of("Kevin \"Mouse\" Tranter").contains(&"mouse".to_owned()));
    }
}
