//! Places without a name that are told by what is beside them: "the flat above the bakery on Wellesley Road", "a house two
//! doors from the chapel", "works in the chip shop on Quay Street".
//!
//! A word of place ("above", "opposite", "doors from") counts between somebody's dwelling, or a verb of living, and a
//! landmark that people know. It is likely where somebody is said to live there, where doors are counted, and where the
//! street is told; all else is possible: public prose has flats above shops too.

use super::super::caseless::{is_one_of, strip_end};
use super::super::cues::Asker;
use super::landmark::{SCHOOLS, landmark, street};
use super::premises::workplace;
use super::report;
use super::walk::{before, ends_with_one_of};
use crate::fold::Reading;
use crate::{Confidence, Evidence, Findings, Kind, Span, Unfinished};

/// What a phrase says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// So many doors from a landmark.
    Doors,
    /// Next door to a landmark.
    NextDoor,
    /// Beside a landmark.
    Beside,
    /// Where two streets meet.
    Corner,
    /// Somebody goes there: a landmark and its street follow.
    Goes,
    /// Somebody keeps it, if the word before is one for people.
    Keeps,
    /// Somebody works as something, somewhere.
    As,
}

const LEADS: &[(&str, Lead)] = &[
    ("doors from ", Lead::Doors),
    ("doors down from ", Lead::Doors),
    ("doors up from ", Lead::Doors),
    ("doors along from ", Lead::Doors),
    ("doors away from ", Lead::Doors),
    ("next door to ", Lead::NextDoor),
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
    ("runs the ", Lead::Keeps),
    ("run the ", Lead::Keeps),
    ("runs a ", Lead::Keeps),
    ("owns the ", Lead::Keeps),
    ("own the ", Lead::Keeps),
    ("owns a ", Lead::Keeps),
    ("owned the ", Lead::Keeps),
    ("keeps the ", Lead::Keeps),
    ("manages the ", Lead::Keeps),
    ("works as ", Lead::As),
    ("worked as ", Lead::As),
    ("working as ", Lead::As),
    ("works part-time ", Lead::As),
    ("works full-time ", Lead::As),
    ("works nights ", Lead::As),
    ("works weekends ", Lead::As),
    ("works shifts ", Lead::As),
    ("volunteers at the ", Lead::Goes),
    ("volunteers in the ", Lead::Goes),
    ("teaches at the ", Lead::Goes),
    ("taught at the ", Lead::Goes),
    ("teacher at the ", Lead::Goes),
    ("cleaner at the ", Lead::Goes),
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

/// Who keeps a shop.
const PEOPLE: &[&str] = &[
    "he", "she", "they", "who", "parents", "family", "couple", "father", "mother", "brother", "sister", "husband",
    "wife", "partner", "uncle", "aunt", "son", "daughter", "suspect", "victim", "man", "woman",
];

/// What somebody lives in.
const DWELLINGS: &[&str] = &[
    "block of flats",
    "tent",
    "boat",
    "shed",
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
    "sleeps in",
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
    "ground floor",
    "first floor",
    "second floor",
    "third floor",
    "top floor",
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
            Lead::Goes => goes(text, span.end, findings),
            Lead::Keeps if ends_with_one_of(before(text, span.start, 24), PEOPLE) => goes(text, span.end, findings),
            Lead::Keeps => {}
            Lead::As => works_as(text, span.end, findings),
            Lead::Doors => beside(text, counted_from(text, span.start), span.end, *lead, findings),
            _ => beside(text, span.start, span.end, *lead, findings),
        }
    }
    Ok(())
}

/// "works in the chip shop on Quay Street": the street says which.
fn goes(text: &str, at: usize, findings: &mut Findings<'_>) {
    let Some(mark) = landmark(text, at) else { return };
    let Some(end) = street(text, mark.end) else { return };
    let own = mark.of(text).unwrap_or_default();
    let last = own.rsplit([' ', '\n']).next().unwrap_or_default();
    let kind = if is_one_of(last, SCHOOLS) { Kind::SCHOOL } else { Kind::PREMISES };
    report(findings, Span::new(mark.start, end), kind, Confidence::Likely, Evidence::Context);
}

/// "works as a porter at the Royal Hotel": `at` is behind the "as".
fn works_as(text: &str, at: usize, findings: &mut Findings<'_>) {
    let to = text.floor_char_boundary((at + 48).min(text.len()));
    let Some(own) = text.get(at..to).map(str::to_ascii_lowercase) else { return };
    let sentence = own.split(['.', ';', '!', '?', '\n']).next().unwrap_or_default();
    let places = ["at ", "in "].iter().filter_map(|word| {
        let found = sentence.find(word)?;
        (found == 0 || sentence.get(..found)?.ends_with(' ')).then_some(at + found + word.len())
    });
    if let Some(place) = places.min() {
        goes(text, place, findings);
        if ends_with_one_of(before(text, place, 8), &["at"]) {
            workplace(text, place, findings);
        }
    }
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
    if ends_with_one_of(near, LIVING) || is_living_with(near) {
        report(findings, Span::new(at, end), Kind::PREMISES, Confidence::Likely, Evidence::Context);
        return;
    }
    // "His flat is above the shop": what says where goes, the flat stays.
    let told = without_last(near, &["is", "was"]);
    if told.len() < near.len() {
        let says_where = ends_with_one_of(told, LIVING) || dwelling_in(told).is_some_and(|(_, rest)| is_tied(rest));
        if says_where {
            report(findings, Span::new(at, end), Kind::PREMISES, Confidence::Likely, Evidence::Context);
        }
        return;
    }
    let near = near.trim_end_matches([' ', '\n', ',']);
    let Some((noun, rest)) = dwelling_in(near).filter(|_| ahead.len() - near.len() < 24) else { return };
    let sure = lead == Lead::Doors || ends_with_one_of(rest, &["the"]) && (has_street || lead == Lead::NextDoor);
    let confidence = if sure || is_tied(rest) { Confidence::Likely } else { Confidence::Possible };
    report(findings, Span::new(at - ahead.len() + noun, end), Kind::PREMISES, confidence, Evidence::Context);
}

/// Returns where the dwelling starts with which a text ends, and what stands before it and its adjectives.
fn dwelling_in(text: &str) -> Option<(usize, &str)> {
    let text = text.trim_end_matches([' ', '\n']);
    let noun = DWELLINGS.iter().find_map(|dwelling| {
        let rest = strip_end(text, dwelling)?;
        (!rest.ends_with(|c: char| c.is_alphanumeric() || c == '-')).then_some(rest.len())
    })?;
    let mut rest = text.get(..noun)?;
    for _ in 0..2 {
        rest = without_last(rest, ADJECTIVES);
    }
    Some((noun, rest))
}

/// Returns whether what stands before a dwelling says that it is somebody's.
fn is_tied(before: &str) -> bool {
    before.trim_end().ends_with("'s")
        || ends_with_one_of(before, TIES)
        || ends_with_one_of(without_last(before, &["the", "a", "an"]), TIES)
}

/// Returns whether a text ends in "stays with his aunt".
fn is_living_with(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let Some((ahead, with)) = lower.rsplit_once(" with ") else { return false };
    with.split_whitespace().count() <= 3 && !with.contains(['.', ',', ';']) && ends_with_one_of(ahead, LIVING)
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
