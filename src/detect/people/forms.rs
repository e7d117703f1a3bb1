//! The other forms in which a text may call somebody whose full name is known.

use super::vocabulary::{is_particle, is_too_common, makes_no_person};
use super::words::look_up;

/// A form of a name, in words one space apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NameForm {
    pub(crate) words: String,
    /// Whether it counts only with a capital: it is an ordinary word too.
    pub(crate) capital: bool,
}

/// Returns the forms of a folded name, itself left out unless it is one ordinary word.
///
/// Forms that would be found everywhere are left out: an initial, "May", "Street".
pub(crate) fn forms(name: &str) -> Vec<NameForm> {
    let reversed = name.split_once(',').map(|(surname, given)| format!("{} {}", given.trim(), surname.trim()));
    let ordered = reversed.as_deref().unwrap_or(name);
    let words: Vec<&str> = ordered
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-')
        .filter(|word| !word.is_empty())
        .collect();
    let mut forms = Vec::new();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return forms };
    if words.len() == 1 {
        if counts_alone(first) {
            add(&mut forms, (*first).to_owned(), needs_capital(first));
        }
        return forms;
    }
    // The surname with its particles: "van der Berg".
    let mut from = words.len() - 1;
    while from > 1 && words.get(from - 1).is_some_and(|word| is_particle(word)) {
        from -= 1;
    }
    let surname = words.get(from..).unwrap_or_default().join(" ");
    if counts_alone(last) {
        add(&mut forms, surname.clone(), words.len() - from == 1 && needs_capital(last));
    }
    if counts_alone(first) && first.chars().count() > 2 {
        add(&mut forms, (*first).to_owned(), true);
    }
    let given = words.get(..from).unwrap_or_default();
    let initials: String = given.iter().filter_map(|word| word.chars().next()).collect();
    if let Some(initial) = initials.chars().next() {
        add(&mut forms, format!("{initial} {surname}"), false);
        add(&mut forms, format!("{initials} {surname}"), false);
        add(&mut forms, format!("{surname} {initial}"), false);
    }
    add(&mut forms, format!("{first} {surname}"), false);
    add(&mut forms, format!("{surname} {first}"), false);
    add(&mut forms, format!("{surname} {}", given.join(" ")), false);
    // One half of a double-barrelled surname.
    if let Some((one, other)) = last.split_once('-') {
        for half in [one, other].into_iter().filter(|half| counts_alone(half) && half.len() > 3) {
            add(&mut forms, half.to_owned(), needs_capital(half));
            add(&mut forms, format!("{first} {half}"), false);
        }
    }
    forms
}

fn add(forms: &mut Vec<NameForm>, words: String, capital: bool) {
    let form = NameForm { words, capital };
    if form.words.chars().filter(|c| c.is_alphanumeric()).count() > 1 && !forms.contains(&form) {
        forms.push(form);
    }
}

/// Returns whether a word may be looked for by itself.
/// Returns whether a single word of a name is looked for by itself.
pub(super) fn counts_alone(word: &str) -> bool {
    word.chars().count() > 1 && !is_too_common(word) && !makes_no_person(word) && !super::vocabulary::is_nobody(word)
}

fn needs_capital(word: &str) -> bool {
    look_up(word).is_ordinary() || word.chars().count() < 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Vec<String> {
        forms(name).into_iter().map(|form| form.words).collect()
    }

    #[test]
    fn a_name_has_its_usual_forms() {
        let wanted = [
            "Oakfield",
            "Darren",
            "D Oakfield",
            "DM Oakfield",
            "Oakfield D",
            "Darren Oakfield",
            "Oakfield Darren",
            "Oakfield Darren Michael",
        ];
        assert_eq!(of("Darren Michael Oakfield"), wanted);
        assert!(of("SMITH, John").contains(&"John SMITH".to_owned()));
        assert!(of("Anna van der Berg").contains(&"van der Berg".to_owned()));
        assert!(of("Jo Smith-Jones").contains(&"Jones".to_owned()));
    }

    #[test]
    fn names_that_are_words_need_a_capital() {
        let capital = |name: &str, form: &str| forms(name).iter().find(|f| f.words == form).map(|f| f.capital);
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
        for form in ["J O'Brien", "JP O'Brien", "O'Brien J", "John O'Brien", "O'Brien John", "O'Brien John Paul"] {
            assert!(of.contains(&form.to_owned()), "{form}: {of:?}");
        }
    }

    #[test]
    fn what_stands_everywhere_is_no_form() {
        let forms = of("May Street");
        assert!(!forms.contains(&"May".to_owned()) && !forms.contains(&"Street".to_owned()), "{forms:?}");
        assert_eq!(of("J"), [""; 0]);
    }
}
