//! Places without a name that are told by what is beside them: "the flat above the bakery on Wellesley Road", "a house two
//! doors from the chapel", "works in the chip shop on Quay Street".
//!
//! A word of place ("above", "opposite", "doors from") counts between somebody's dwelling, or a verb of living, and a
//! landmark that people know. It is likely where somebody is said to live there, where doors are counted, and where the
//! street is told; all else is possible: public prose has flats above shops too.

use super::super::caseless::{is_one_of, strip_end, strip_start};
use super::super::cues::Asker;
use super::premises::STREETS;
use super::report;
use super::walk::{before, ends_with_one_of, next_word, word_at, word_start};
use crate::fold::Reading;
use crate::{Confidence, Evidence, Findings, Kind, Span, Unfinished};

/// What a phrase says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// So many doors from a landmark.
    Doors,
    /// Beside a landmark.
    Beside,
    /// Where two streets meet.
    Corner,
    /// Somebody goes there: a landmark and its street follow.
    Goes,
}

const LEADS: &[(&str, Lead)] = &[
    ("doors from ", Lead::Doors),
    ("doors down from ", Lead::Doors),
    ("doors up from ", Lead::Doors),
    ("doors along from ", Lead::Doors),
    ("doors away from ", Lead::Doors),
    ("next door to ", Lead::Beside),
    ("above ", Lead::Beside),
    ("over the ", Lead::Beside),
    ("over a ", Lead::Beside),
    ("over an ", Lead::Beside),
    ("behind ", Lead::Beside),
    ("beneath ", Lead::Beside),
    ("underneath ", Lead::Beside),
    ("below the ", Lead::Beside),
    ("below a ", Lead::Beside),
    ("opposite ", Lead::Beside),
    ("next to ", Lead::Beside),
    ("beside ", Lead::Beside),
    ("adjoining ", Lead::Beside),
    ("adjacent to ", Lead::Beside),
    ("facing the ", Lead::Beside),
    ("backing onto ", Lead::Beside),
    ("across from ", Lead::Beside),
    ("across the road from ", Lead::Beside),
    ("across the street from ", Lead::Beside),
    ("at the back of ", Lead::Beside),
    ("at the rear of ", Lead::Beside),
    ("to the rear of ", Lead::Beside),
    ("round the corner from ", Lead::Beside),
    ("around the corner from ", Lead::Beside),
    ("on the corner of ", Lead::Corner),
    ("works at the ", Lead::Goes),
    ("works in the ", Lead::Goes),
    ("works at a ", Lead::Goes),
    ("works in a ", Lead::Goes),
    ("worked at the ", Lead::Goes),
    ("worked in the ", Lead::Goes),
    ("worked at a ", Lead::Goes),
    ("worked in a ", Lead::Goes),
    ("working at the ", Lead::Goes),
    ("working in the ", Lead::Goes),
    ("working at a ", Lead::Goes),
    ("working in a ", Lead::Goes),
    ("job at the ", Lead::Goes),
    ("job in the ", Lead::Goes),
    ("job at a ", Lead::Goes),
    ("job in a ", Lead::Goes),
    ("shift at the ", Lead::Goes),
    ("drinks at the ", Lead::Goes),
    ("drinks in the ", Lead::Goes),
    ("worships at the ", Lead::Goes),
    ("prays at the ", Lead::Goes),
    ("attends the ", Lead::Goes),
    ("attends a ", Lead::Goes),
    ("attended the ", Lead::Goes),
    ("pupil at the ", Lead::Goes),
    ("pupil at a ", Lead::Goes),
    ("goes to the ", Lead::Goes),
    ("staying at the ", Lead::Goes),
    ("staying at a ", Lead::Goes),
    ("staying in the ", Lead::Goes),
    ("staying in a ", Lead::Goes),
    ("stays at the ", Lead::Goes),
    ("stayed at the ", Lead::Goes),
    ("stayed at a ", Lead::Goes),
];

/// Returns the words that lead to a finding.
pub(in crate::detect) fn words() -> impl Iterator<Item = &'static str> {
    LEADS.iter().map(|(words, _)| *words)
}

/// What somebody lives in.
const DWELLINGS: &[&str] = &[
    "flat",
    "house",
    "bungalow",
    "maisonette",
    "bedsit",
    "apartment",
    "studio",
    "room",
    "rooms",
    "cottage",
    "caravan",
    "annexe",
    "lodgings",
    "digs",
    "home",
    "property",
    "place",
    "hostel",
    "refuge",
    "houseboat",
    "narrowboat",
    "squat",
    "chalet",
    "farmhouse",
    "address",
];

/// Verbs of living, behind which no dwelling need be named.
const LIVING: &[&str] = &[
    "lives", "lived", "living", "live", "stays", "stayed", "staying", "resides", "resided", "residing", "lodges",
    "lodged", "lodging", "sleeps", "slept", "sleeping", "hid", "hides", "hiding", "moved in",
];

/// Words before a dwelling that say it is somebody's.
const TIES: &[&str] = &[
    "lives in",
    "lived in",
    "living in",
    "live in",
    "lives at",
    "lived at",
    "living at",
    "stays in",
    "stayed in",
    "staying in",
    "stays at",
    "stayed at",
    "staying at",
    "resides in",
    "residing in",
    "rents",
    "rented",
    "renting",
    "owns",
    "moved to",
    "moved into",
    "home is",
    "home was",
    "address is",
    "address was",
    "hiding in",
    "hid in",
    "sleeping in",
    "slept in",
    "resident of",
    "tenant of",
    "occupant of",
    "arrested at",
    "arrested in",
    "arrested outside",
    "found at",
    "found in",
    "seen at",
    "seen outside",
    "seen leaving",
    "traced to",
    "lodging in",
    "lodges in",
    "returned to",
    "went back to",
    "released to",
    "bailed to",
    "died in",
    "died at",
    "lodgings in",
    "has",
    "shares",
    "shared",
    "his",
    "her",
    "their",
    "whose",
];

/// Words between an article and a dwelling.
const ADJECTIVES: &[&str] = &[
    "small",
    "little",
    "rented",
    "council",
    "basement",
    "terraced",
    "detached",
    "semi-detached",
    "derelict",
    "empty",
    "old",
    "new",
    "former",
    "shared",
    "furnished",
    "white",
    "tiny",
    "static",
    "bed",
    "two-bedroom",
    "one-bedroom",
    "three-bedroom",
    "ground-floor",
    "first-floor",
    "second-floor",
    "top-floor",
    "upstairs",
    "downstairs",
];

/// Words between a dwelling and where it is.
const BETWEEN: &[&str] = &["directly", "immediately", "just", "right", "situated", "located", "almost"];

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
const SCHOOLS: &[&str] = &["school", "nursery", "college", "academy"];

pub(super) fn find(reading: &Reading<'_>, findings: &mut Findings<'_>) -> Result<(), Unfinished> {
    let text = reading.text();
    let bytes = text.as_bytes();
    for found in reading.cues(Asker::Described)? {
        let Some((_, lead)) = LEADS.get(found.word) else { continue };
        if found.start.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric) {
            continue;
        }
        let span = Span::new(found.start, found.end);
        match lead {
            Lead::Goes => goes(text, span, findings),
            Lead::Doors => beside(text, counted_from(text, span.start), span.end, *lead, findings),
            _ => beside(text, span.start, span.end, *lead, findings),
        }
    }
    Ok(())
}

/// "works in the chip shop on Quay Street": the street says which.
fn goes(text: &str, lead: Span, findings: &mut Findings<'_>) {
    let Some(mark) = landmark(text, lead.end) else { return };
    let Some(end) = street(text, mark.end) else { return };
    let own = mark.of(text).unwrap_or_default();
    let last = own.rsplit([' ', '\n']).next().unwrap_or_default();
    let kind = if is_one_of(last, SCHOOLS) { Kind::SCHOOL } else { Kind::PREMISES };
    report(findings, Span::new(mark.start, end), kind, Confidence::Likely, Evidence::Context);
}

/// Reports the dwelling that ends at `at` with the landmark that starts at `end`.
fn beside(text: &str, at: usize, end: usize, lead: Lead, findings: &mut Findings<'_>) {
    let place = if lead == Lead::Corner {
        street(text, end.saturating_sub(1)).map(|end| (end, true))
    } else {
        beside_what(text, end)
    };
    let Some((end, has_street)) = place else { return };
    let ahead = before(text, at, 64);
    let near = without_last(ahead, BETWEEN);
    if ends_with_one_of(near, LIVING) {
        report(findings, Span::new(at, end), Kind::PREMISES, Confidence::Likely, Evidence::Context);
        return;
    }
    let near = near.trim_end();
    let noun = word_start(near, near.len());
    if !is_one_of(near.get(noun..).unwrap_or_default(), DWELLINGS) || ahead.len() - near.len() > 24 {
        return;
    }
    let start = at - ahead.len() + noun;
    let mut rest = near.get(..noun).unwrap_or_default();
    for _ in 0..2 {
        rest = without_last(rest, ADJECTIVES);
    }
    let definite = ends_with_one_of(rest, &["the"]);
    let tied = rest.trim_end().ends_with("'s")
        || ends_with_one_of(rest, TIES)
        || ends_with_one_of(without_last(rest, &["the", "a", "an"]), TIES);
    let likely = tied || lead == Lead::Doors || has_street && definite;
    let confidence = if likely { Confidence::Likely } else { Confidence::Possible };
    report(findings, Span::new(start, end), Kind::PREMISES, confidence, Evidence::Context);
}

/// Returns a text without its last word, where that is one of a list.
fn without_last<'t>(text: &'t str, list: &[&str]) -> &'t str {
    let trimmed = text.trim_end_matches([' ', '\n']);
    list.iter()
        .find_map(|word| {
            strip_end(trimmed, word).filter(|rest| !rest.ends_with(|c: char| c.is_alphanumeric() || c == '-'))
        })
        .unwrap_or(text)
}

/// Returns where the number of doors starts that stands before `at`: "two", "a couple of", "3".
fn counted_from(text: &str, at: usize) -> usize {
    const COUNTS: &[&str] = &[
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "a few",
        "a couple of",
        "several",
        "some",
        "couple of",
        "few",
    ];
    let ahead = before(text, at, 24);
    let trimmed = ahead.trim_end_matches([' ', '\n']);
    let number = trimmed.trim_end_matches(|c: char| c.is_ascii_digit());
    let rest = if number.len() < trimmed.len() {
        number
    } else {
        COUNTS.iter().find_map(|word| strip_end(trimmed, word)).unwrap_or(ahead)
    };
    at - (ahead.len() - rest.len())
}

/// Returns where the landmark that starts at `at` ends, with its street, and whether it has one.
fn beside_what(text: &str, at: usize) -> Option<(usize, bool)> {
    let mark = landmark(text, at)?;
    Some(street(text, mark.end).map_or((mark.end, false), |end| (end, true)))
}

/// Returns the landmark that starts at `at`, behind an article: "the bakery", "St Mary's Church", "the Red Lion".
fn landmark(text: &str, at: usize) -> Option<Span> {
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
fn street(text: &str, at: usize) -> Option<usize> {
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
