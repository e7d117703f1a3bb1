//! Health of one person: "who has dementia", "diagnosed with schizophrenia", "The girl is autistic.", "a heroin addict".
//!
//! What is said of people in general, of services and of charities is nobody's.

use super::near::{self, Near, is_capital, is_function, is_general, is_personal, is_somebody};
use super::rows::is_kin;
use crate::Span;
use crate::detect::caseless::is_one_of;

/// Words that give a condition to somebody.
const GIVES: &[&str] = &[
    "has",
    "had",
    "have",
    "having",
    "suffers",
    "suffer",
    "suffered",
    "suffering",
    "diagnosed",
    "living",
    "lives",
    "lived",
    "with",
    "treated",
    "developed",
    "contracted",
    "battling",
    "survived",
    "history",
    "from",
];

/// Returns the span of a condition that somebody has.
pub(super) fn condition(text: &str, word: Span) -> Option<Span> {
    let (before, after) = (near::before(text, word.start), near::after(text, word.end));
    if is_capital(after.at(0)) && !is_function(after.at(0)) && !is_capital_text(word.of(text)?) || is_general(&before) {
        return None;
    }
    let most = before.modifiers(3);
    let owned = is_one_of(before.at(most), &["his", "her", "my"])
        && is_one_of(after.at(0), &["", ",", "and", "had", "was", "is", ")"]);
    let given = before.has(5, GIVES) && is_personal(&before);
    // "has" must be the person's: "The force has a policy on dementia".
    let straight = before
        .all()
        .iter()
        .take(4)
        .position(|word| is_one_of(word, GIVES))
        .is_some_and(|at| before.all().iter().take(at).all(|word| is_modifier_of_condition(word)));
    (owned || given && straight).then_some(word)
}

fn is_modifier_of_condition(word: &str) -> bool {
    near::is_modifier(word) || is_one_of(word, &["a", "of", "from", "with", "for", "and", "both", "been"])
}

/// Returns whether a word has no small letter.
fn is_capital_text(word: &str) -> bool {
    !word.contains(char::is_lowercase)
}

/// Returns the span of a state of health that somebody is in.
pub(super) fn state(text: &str, word: Span) -> Option<Span> {
    let (before, after) = (near::before(text, word.start), near::after(text, word.end));
    if is_general(&before) || text.get(word.end..).is_some_and(|rest| rest.starts_with(['-', '\''])) {
        return None;
    }
    let own = word.of(text)?;
    // "a wheelchair": somebody must use it or be in it.
    if own.eq_ignore_ascii_case("a wheelchair") {
        return (is_one_of(before.at(0), &["in", "using"]) && is_personal(&before)).then_some(word);
    }
    if own.starts_with("uses") || own.starts_with("self-harm") {
        return is_subject(&before, 0).then_some(word);
    }
    if is_somebody(after.at(0)) || is_kin(after.at(0)) {
        return Some(word);
    }
    let between = before.all().iter().take(4).take_while(|word| !is_one_of(word, SAID)).count();
    let said = between < 4
        && is_one_of(before.at(between), SAID)
        && before
            .all()
            .iter()
            .take(between)
            .all(|word| near::is_modifier(word) || near::is_number(word) || *word == "not");
    let beside = before.at(0) == "," && is_somebody(before.at(1)) && (own.starts_with("a ") || own.starts_with("an "));
    (said && is_subject(&before, between + 1) || beside).then_some(word)
}

const SAID: &[&str] = &["is", "was", "became", "been", "being", "feels", "felt", "'s"];

/// Returns whether a person is spoken of within a few words from `from` on.
fn is_subject(before: &Near<'_>, from: usize) -> bool {
    let mut subject = before.all().iter().skip(from).take(4);
    subject.any(|word| {
        near::is_pronoun(word)
            || is_somebody(word)
            || is_kin(word)
            || is_capital(word) && !is_function(word) && word.len() > 1
    })
}
