//! Occupations: "works as a midwife", "a 31-year-old roofer", "the victim, a taxi driver," "paramedic Ann Moss".
//!
//! An occupation counts where a phrase or a sentence gives it to one person. Who holds it in general ("the nurse in charge")
//! and several of them are nobody. An age before the noun gives the sex too.

use super::near::{self, Near, ends_phrase, is_capital, is_function, is_modifier, is_number, is_personal, is_somebody};
use super::rows::{is_kin, is_trade};
use crate::detect::caseless::is_one_of;
use crate::detect::people;
use crate::{Confidence, Kind, Role, Span};

/// The most words of an occupation.
const LONGEST: usize = 5;

/// Nouns that tell a sex.
const SEXES: &[&str] = &["man", "woman", "boy", "girl", "male", "female", "schoolboy", "schoolgirl"];

/// Nouns that end as trades do and are none, or are what somebody is at the time.
const NO_TRADES: &[&str] = &[
    "driver",
    "passenger",
    "rider",
    "prisoner",
    "offender",
    "teenager",
    "murderer",
    "killer",
    "pensioner",
    "stranger",
    "attacker",
    "burglar",
    "owner",
    "user",
    "member",
    "customer",
    "walker",
    "lover",
    "sufferer",
    "youngster",
    "former",
    "other",
    "another",
    "later",
    "together",
    "however",
    "never",
    "either",
    "whether",
    "number",
    "matter",
    "order",
    "victor",
    "minor",
    "junior",
    "senior",
    "major",
    "survivor",
    "neighbour",
    "intruder",
    "dealer",
    "drinker",
    "smoker",
    "trafficker",
    "abuser",
    "stalker",
    "robber",
    "shoplifter",
    "swimmer",
    "runner",
    "rambler",
    "boater",
    "settler",
    "foreigner",
    "villager",
    "toddler",
    "newcomer",
    "carer",
    "holidaymaker",
    "reoffender",
    "absconder",
    "partner",
    "father",
    "mother",
    "brother",
    "sister",
    "daughter",
    "banner",
    "under",
    "over",
    "pedestrian",
    "motorist",
    "cyclist",
    "motorcyclist",
    "civilian",
    "man",
    "woman",
    "gentleman",
    "englishman",
    "chairman",
    "corner",
    "summer",
    "winter",
    "lady",
    "worker",
    "agent",
    "guard",
    "landlord",
];

/// What an age, a verb or "by trade" leads to: the span, and its kind.
pub(super) fn job(text: &str, cue: Span) -> Option<(Span, Kind)> {
    let words = cue.of(text)?;
    if words.starts_with(['y', 'Y']) {
        return behind_age(text, cue.end);
    }
    if words.starts_with("by ") || words.starts_with("BY ") {
        let before = near::before(text, cue.start);
        let most = before.modifiers(LONGEST);
        let article = is_one_of(before.at(most), &["a", "an"]);
        return (article && most > 0).then(|| (first_of(&before, most, text, cue.start), Kind::OCCUPATION));
    }
    let works = is_one_of(words.split(' ').next()?, &["works", "worked", "working"]);
    if works && !is_personal(&near::before(text, cue.start)) {
        return None;
    }
    let rest = text.get(cue.end..)?;
    let at = cue.end + rest.len() - rest.trim_start_matches([' ', '\n']).len();
    let (article, from) = behind_article(text, at);
    let phrase = phrase(text, from)?;
    let trades = phrase.trade.is_some() || article;
    let span = Span::new(from, phrase.trade.unwrap_or(phrase.end));
    (trades && !phrase.ends_in_thing).then_some((span, Kind::OCCUPATION))
}

/// Returns the span from the start of the farthest of the `most` nearest words to `end`.
fn first_of(before: &Near<'_>, most: usize, text: &str, end: usize) -> Span {
    let head = text.get(..end).unwrap_or_default().trim_end_matches([' ', '\n']);
    // An age, and what stands before it, is no part of the occupation.
    let own = before.all().iter().take(most).take_while(|word| !word.contains("-old")).count();
    let mut start = head.len();
    for word in before.all().iter().take(own) {
        let Some(earlier) = head.get(..start).map(|head| head.trim_end_matches([' ', '\n'])) else { break };
        start = earlier.len() - word.len().min(earlier.len());
    }
    Span::new(start, head.len())
}

/// Returns whether an article stands at `at`, and where what follows it starts.
fn behind_article(text: &str, at: usize) -> (bool, usize) {
    let rest = text.get(at..).unwrap_or_default();
    let len = near::word_len(rest);
    if !rest.get(..len).is_some_and(|word| is_one_of(word, &["a", "an", "the"])) {
        return (false, at);
    }
    let behind = rest.get(len..).unwrap_or_default();
    (true, at + len + behind.len() - behind.trim_start_matches([' ', '\n']).len())
}

/// A noun phrase without its article.
struct Phrase {
    end: usize,
    /// Where the last word that is a trade ends.
    trade: Option<usize>,
    ends_in_thing: bool,
}

/// Reads the words of a phrase from `from` on: small letters, up to a small word or a mark.
fn phrase(text: &str, from: usize) -> Option<Phrase> {
    let mut found = Phrase { end: from, trade: None, ends_in_thing: false };
    let mut at = from;
    for _ in 0..LONGEST {
        let rest = text.get(at..)?;
        let len = near::word_len(rest);
        let word = rest.get(..len).filter(|word| is_modifier(word))?;
        found.end = at + len;
        found.ends_in_thing = is_one_of(
            word,
            &[
                "deterrent",
                "filter",
                "library",
                "base",
                "hub",
                "buffer",
                "guide",
                "result",
                "whole",
                "team",
                "group",
                "point",
                "unit",
                "partnership",
            ],
        );
        // "a taxi driver", not "a driver": who drives may be no more than that.
        if may_be_trade(word) && !(at == from && is_one_of(word, NO_TRADES)) {
            found.trade = Some(at + len);
        }
        let behind = rest.get(len..)?;
        let next = behind.trim_start_matches([' ', '\n']);
        let word = next.get(..near::word_len(next)).unwrap_or_default();
        if next.len() == behind.len() || !is_modifier(word) || is_number(word) {
            break;
        }
        at += len + behind.len() - next.len();
    }
    (found.end > from).then_some(found)
}

/// Returns whether a word may be the last one of an occupation.
fn may_be_trade(word: &str) -> bool {
    let ends = ["er", "or", "ist", "ian", "man", "woman", "smith", "monger", "wright"];
    is_trade(word)
        || word.len() > 4 && ends.iter().any(|end| word.ends_with(end)) && !is_one_of(word, NO_TRADES) && !is_kin(word)
}

/// Reads "31-year-old roofer" and "34-year-old man".
fn behind_age(text: &str, end: usize) -> Option<(Span, Kind)> {
    let rest = text.get(end..)?.strip_prefix([' ', '\n'])?;
    let mut from = text.len() - rest.len();
    // "a 30-year-old Romanian lorry driver"
    let len = near::word_len(rest);
    if rest.get(..len).is_some_and(is_capital) {
        from += len + 1;
    }
    let phrase = phrase(text, from)?;
    let words = text.get(from..phrase.end)?;
    if let Some(sex) = words.split([' ', '\n']).take(3).find(|word| is_one_of(word, SEXES)) {
        let at = from + words.find(sex)?;
        return Some((Span::new(at, at + sex.len()), Kind::SEX));
    }
    phrase.trade.map(|end| (Span::new(from, end), Kind::OCCUPATION))
}

/// Reads a noun for an occupation at `noun`: its span with the words that belong to it, and how sure it is.
pub(super) fn trade(text: &str, noun: Span) -> Option<(Span, Confidence)> {
    let (before, after) = (near::before(text, noun.start), near::after(text, noun.end));
    if text.get(noun.end..).is_some_and(|rest| rest.starts_with(['-', '\''])) {
        return None;
    }
    let most = before.modifiers(4);
    let own = before.all().iter().take(most).take_while(|word| !word.contains("-old")).count();
    let (article, earlier) = (before.at(most), before.at(most + 1));
    let span = if own > 0 { Span::new(first_of(&before, most, text, noun.start).start, noun.end) } else { noun };
    let one = is_one_of(article, &["a", "an"]);
    let any = one || is_one_of(article, &["the", "his", "her"]);
    let close = ends_phrase(after.at(0))
        || is_one_of(
            after.at(0),
            &["from", "of", "at", "in", "who", "whose", "with", "on", "and", "by", "for", "said"],
        );
    // "Jane Holt, a roofer,", "the victim, a taxi driver,"
    let set_beside = |mark: &str, whom: &str| {
        mark == "," && (is_capital(whom) || is_number(whom) || is_somebody(whom) || whom == ")")
    };
    if any && close && set_beside(earlier, before.at(most + 2)) {
        return Some((span, Confidence::Likely));
    }
    // "John Smith, 44, taxi driver, of Maldon"
    if ends_phrase(after.at(0)) && set_beside(article, earlier) && is_number(earlier) {
        return Some((span, Confidence::Likely));
    }
    let is = is_one_of(earlier, &["is", "was", "am", "became", "being", "remains"]);
    let subject = before
        .all()
        .iter()
        .skip(most + 2)
        .take(4)
        .any(|word| near::is_pronoun(word) || is_capital(word) && !is_function(word));
    if one && is && close && subject {
        return Some((span, Confidence::Likely));
    }
    // "a steward aged 50"
    if one && after.at(0).eq_ignore_ascii_case("aged") {
        return Some((span, Confidence::Likely));
    }
    // "robbed a taxi driver", "A nurse was attacked"
    let suffers = people::done_to(earlier) != Role::Unknown;
    let suffered = is_one_of(after.at(0), &["was", "were", "has", "had"])
        && (people::suffered(after.at(1)) != Role::Unknown || people::suffered(after.at(2)) != Role::Unknown);
    if one && (suffers || suffered) {
        return Some((span, Confidence::Likely));
    }
    // "Paramedic Ann Moss": likely only where a name is found there.
    let named = is_capital(after.at(0)) && !is_function(after.at(0)) && after.at(0).len() > 1;
    named.then_some((noun, Confidence::Possible))
}
