//! Landmarks: what people find their way by, and the street that a landmark stands in.

use super::super::caseless::{is_one_of, strip_start};
use super::premises::STREETS;
use super::walk::{ends_with_one_of, next_word, word_at};
use crate::Span;

/// Last words of what people find their way by.
const LANDMARKS: &[&str] = &[
    "bakery",
    "baker's",
    "bakers",
    "butcher's",
    "butchers",
    "shop",
    "chippy",
    "takeaway",
    "restaurant",
    "cafe",
    "café",
    "pub",
    "bar",
    "inn",
    "off-licence",
    "newsagent",
    "newsagent's",
    "newsagents",
    "store",
    "stores",
    "supermarket",
    "chemist",
    "chemist's",
    "chemists",
    "pharmacy",
    "launderette",
    "laundrette",
    "salon",
    "barber",
    "barber's",
    "barbers",
    "hairdresser's",
    "hairdressers",
    "bookmaker's",
    "bookmakers",
    "bookie's",
    "bookies",
    "bank",
    "garage",
    "station",
    "church",
    "chapel",
    "mosque",
    "temple",
    "synagogue",
    "gurdwara",
    "cathedral",
    "school",
    "nursery",
    "college",
    "library",
    "surgery",
    "dentist",
    "dentist's",
    "dentists",
    "hospital",
    "clinic",
    "park",
    "playground",
    "cemetery",
    "graveyard",
    "churchyard",
    "hall",
    "centre",
    "club",
    "gym",
    "cinema",
    "theatre",
    "hotel",
    "hostel",
    "house",
    "office",
    "pier",
    "quay",
    "harbour",
    "marina",
    "mill",
    "windmill",
    "tower",
    "stop",
    "memorial",
    "green",
    "roundabout",
    "crossing",
    "bridge",
    "allotments",
    "florist",
    "florist's",
    "florists",
    "parlour",
    "undertaker's",
    "undertakers",
    "director's",
    "directors",
    "vicarage",
    "rectory",
    "hut",
    "ground",
    "boatyard",
    "site",
    "factory",
    "warehouse",
    "depot",
    "yard",
    "stables",
    "farm",
    "kennels",
    "box",
    "market",
    "post",
    "bandstand",
    "lighthouse",
    "pond",
    "co-op",
    "workshop",
    "grocer's",
    "grocers",
    "abattoir",
];

/// Landmarks to which children go.
pub(super) const SCHOOLS: &[&str] = &["school", "nursery", "college", "academy"];

/// Returns the landmark that starts at `at`, behind an article: "the bakery", "St Mary's Church", "the Red Lion".
pub(super) fn landmark(text: &str, at: usize) -> Option<Span> {
    let rest = text.get(at..)?;
    let rest = ["the ", "a ", "an ", "his ", "her ", "their ", "our "]
        .iter()
        .find_map(|article| strip_start(rest, article))
        .unwrap_or(rest);
    let start = text.len() - rest.len();
    let has_article = start > at || text.get(..at).is_some_and(|ahead| ends_with_one_of(ahead, &["the", "a", "an"]));
    let mut next = start;
    let mut found = None;
    let mut capitals = 0;
    for count in 0..5 {
        let word = word_at(text, next);
        if word.is_empty()
            || is_one_of(word, &["on", "in", "at", "of", "off", "and", "was", "is", "were", "who", "that", "with"])
        {
            break;
        }
        let end = next + word.len();
        let capital = word.starts_with(char::is_uppercase);
        if is_one_of(word, LANDMARKS) {
            found = Some(end);
        } else if capital
            && (count == capitals)
            && (has_article
                || capitals > 0
                || is_one_of(
                    word,
                    &["st", "tesco", "asda", "aldi", "lidl", "sainsbury's", "boots", "greggs", "iceland", "mcdonald's"],
                ))
        {
            // A name by itself: the pub is the "Red Lion", and goes on as long as its capitals do.
            capitals += 1;
            found = Some(end);
        } else if found.is_some() {
            break;
        }
        match next_word(text, end) {
            Some(at) if !text.get(end..).is_some_and(|rest| rest.starts_with('.')) || is_one_of(word, &["st"]) => {
                next = at
            }
            _ => break,
        }
    }
    found.map(|end| Span::new(start, end))
}

/// Returns where the street ends that follows at `at`: " on Wellesley Road", " in Mill Lane and Quay Street".
pub(super) fn street(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let joint = [" on ", " in ", " off ", " at ", ", ", "\non ", "\nin ", " "]
        .iter()
        .find_map(|joint| strip_start(rest, joint))?;
    let joint = strip_start(joint, "the ").unwrap_or(joint);
    let mut next = text.len() - joint.len();
    let mut found = None;
    for count in 0..8 {
        let word = word_at(text, next);
        let and = found.is_some() && word == "and";
        if !word.starts_with(char::is_uppercase) && !and {
            break;
        }
        let end = next + word.len();
        if count > 0 && is_one_of(word, STREETS) {
            found = Some(end);
        }
        match next_word(text, end) {
            Some(at) if !text.get(end..).is_some_and(|rest| rest.starts_with('.')) || is_one_of(word, &["st"]) => {
                next = at
            }
            _ => break,
        }
    }
    found
}
