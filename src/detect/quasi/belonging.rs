//! Nationality, ethnic group and belief of one person: "a Polish man", "She is Vietnamese.", "of Somali origin", "a Muslim".

use super::near::{self, Near, ends_phrase, is_capital, is_function, is_modifier, is_pronoun, is_somebody};
use super::rows::{Read, is_kin, is_trade};
use crate::Span;
use crate::detect::caseless::{is_one_of, strip_start};

/// Nouns for one person behind an adjective, besides those that speak of somebody.
const ONE: &[&str] = &[
    "national",
    "citizen",
    "immigrant",
    "migrant",
    "refugee",
    "tourist",
    "worker",
    "pedestrian",
    "cyclist",
    "motorist",
];
/// What an origin is called.
const ORIGINS: &[&str] =
    &["descent", "origin", "heritage", "nationality", "background", "appearance", "ethnicity", "extraction", "birth"];

/// Returns the span of the word where it is said of one person.
pub(super) fn read(text: &str, word: Span, read: Read) -> Option<Span> {
    let own = word.of(text)?;
    if !is_capital(own) && !matches!(read, Read::Ethnicity) && !own.starts_with("converted") {
        return None;
    }
    let rest = text.get(word.end..)?;
    if own.starts_with(['c', 'C']) && own.contains(" to ") || strip_start(rest, "-born").is_some() {
        return Some(word);
    }
    if rest.starts_with(['-', '\'']) {
        return None;
    }
    let (before, after) = (near::before(text, word.start), near::after(text, word.end));
    let of = is_one_of(before.at(0), &["of", "with"]) && is_one_of(after.at(0), ORIGINS);
    let fits = match read {
        Read::Ethnicity => {
            of || is_somebody(after.at(0)) || is_said(&before, &after) || is_a_member(own, &before, &after)
        }
        Read::Belief => of || is_of_somebody(&after) || is_said(&before, &after) || is_a_member(own, &before, &after),
        _ => of || is_of_somebody(&after) && !teaches(own, &after) || is_said(&before, &after),
    };
    fits.then_some(word)
}

/// Returns whether a noun for one person follows, at most two words on.
fn is_of_somebody(after: &Near<'_>) -> bool {
    let between = after.all().iter().take(2).take_while(|word| is_modifier(word) && !is_one(word)).count();
    is_one(after.at(between)) && !is_capital(after.at(between + 1))
}

fn is_one(word: &str) -> bool {
    let leads = is_one_of(word, &["leader", "director", "manager", "coach"]);
    is_somebody(word) || is_one_of(word, ONE) || is_trade(word) && !leads || is_kin(word)
}

/// Returns whether the word is said of a person: "She is Polish.", "he was Jewish and".
fn is_said(before: &Near<'_>, after: &Near<'_>) -> bool {
    let is = is_one_of(before.at(0), &["is", "was"]);
    let subject = before
        .all()
        .iter()
        .skip(1)
        .take(3)
        .any(|word| is_pronoun(word) || is_somebody(word) || is_trade(word) || is_kin(word))
        || is_capital(before.at(1)) && !is_function(before.at(1));
    let ends = ends_phrase(after.at(0)) || is_one_of(after.at(0), &["and", "but", "by", "with", "or"]);
    is && subject && ends
}

/// Returns whether the word is a noun for one: "a Muslim,", "a practising Catholic".
fn is_a_member(own: &str, before: &Near<'_>, after: &Near<'_>) -> bool {
    let article = before.at(before.modifiers(2));
    let ends = ends_phrase(after.at(0)) || is_one_of(after.at(0), &["who", "and", "from", "by", "but", "whose"]);
    is_capital(own) && is_one_of(article, &["a", "an"]) && ends
}

/// Returns whether a language is taught: "an English teacher".
fn teaches(own: &str, after: &Near<'_>) -> bool {
    let languages =
        ["english", "french", "german", "spanish", "italian", "russian", "chinese", "japanese", "latin", "welsh"];
    is_one_of(own, &languages) && after.has(2, &["teacher", "tutor", "lecturer", "student", "translator", "professor"])
}
