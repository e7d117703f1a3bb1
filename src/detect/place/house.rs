//! Houses by their names alone: "lives at The Old Forge, Longhorsley", "at Low Fold Farm, Oxenhope", "7 The Paddocks, Oadby".
//!
//! A name counts behind words of living, or where it ends in a word for a house in the country and a place of the gazetteer
//! follows; a number and "The" where a town follows. Towns, bodies and what the public goes to are none.

use super::super::cues::Asker;
use super::report;
use super::walk::word_at;
use crate::detect::caseless::is_one_of;
use crate::fold::Reading;
use crate::place;
use crate::{Confidence, Evidence, Findings, Kind, Span, Unfinished};

/// What leads to a house.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// Words of living.
    Lives,
    /// A word for a house in the country.
    House,
    /// "The" behind a number.
    The,
    /// A farm or a home that is somebody's: "her parents' farm, ".
    Owned,
}

const LEADS: &[(&str, Lead)] = &[
    (" lives at ", Lead::Lives),
    (" live at ", Lead::Lives),
    (" lived at ", Lead::Lives),
    (" living at ", Lead::Lives),
    (" home is ", Lead::Lives),
    (" home at ", Lead::Lives),
    (" home, ", Lead::Owned),
    (" farm, ", Lead::Owned),
    (" house, ", Lead::Owned),
    (" halls, ", Lead::Owned),
    (" cottage, ", Lead::Owned),
    (" resides at ", Lead::Lives),
    (" staying at ", Lead::Lives),
    (" moved to ", Lead::Lives),
    (" address is ", Lead::Lives),
    (" Farm, ", Lead::House),
    (" Cottage, ", Lead::House),
    (" Farmhouse, ", Lead::House),
    (" Rectory, ", Lead::House),
    (" Vicarage, ", Lead::House),
    (" Barn, ", Lead::House),
    (" Forge, ", Lead::House),
    (" Croft, ", Lead::House),
    (" Bungalow, ", Lead::House),
    (" Smithy, ", Lead::House),
    (" Cottages, ", Lead::House),
    (" The ", Lead::The),
];

/// Last words of what the public goes to, and of bodies: nobody's house.
const PUBLIC: &[&str] = &[
    "Hospital",
    "Station",
    "Prison",
    "Court",
    "School",
    "College",
    "University",
    "Academy",
    "Airport",
    "Barracks",
    "Centre",
    "Church",
    "Castle",
    "Hotel",
    "Inn",
    "Arms",
    "Stadium",
    "Park",
    "Museum",
    "Library",
    "Hall",
    "Police",
    "Council",
    "Street",
    "Road",
    "Crown",
    "Infirmary",
    "Hospice",
    "Clinic",
    "Palace",
];

/// Returns the words that lead to houses.
pub(in crate::detect) fn words() -> impl Iterator<Item = &'static str> {
    LEADS.iter().map(|(word, _)| *word)
}

pub(super) fn find(reading: &Reading<'_>, findings: &mut Findings<'_>) -> Result<(), Unfinished> {
    let text = reading.text();
    for found in reading.cues(Asker::Houses)? {
        let Some((word, lead)) = LEADS.get(found.word) else { continue };
        let own = text.get(found.start..found.start + word.len()).unwrap_or_default();
        // "Farm", and "FARM" in a text of capitals, but no farm.
        let as_written = own == *word || own.bytes().all(|byte| !byte.is_ascii_lowercase());
        let house = match lead {
            Lead::Lives => named(text, found.start + word.len(), true),
            Lead::Owned if is_owned(text, found.start) => named(text, found.start + word.len(), false),
            Lead::House if as_written => house(text, found.start, found.start + word.len() - 2),
            Lead::The if as_written => numbered(text, found.start),
            _ => None,
        };
        if let Some(span) = house {
            report(findings, span, Kind::STREET_ADDRESS, Confidence::Likely, Evidence::Context);
        }
    }
    Ok(())
}

/// Returns the capitalised words from `at` on, "The" and small Welsh and English words between them included.
fn capitals(text: &str, at: usize) -> (Span, &str) {
    const MOST: usize = 5;
    let (mut end, mut next, mut last) = (at, at, "");
    for _ in 0..MOST {
        let word = word_at(text, next);
        let small = is_one_of(word, &["of", "the", "y", "yr", "and", "on"]) && end > at;
        if !small && !word.starts_with(char::is_uppercase) || is_one_of(word, &["near", "since", "in", "with", "for"]) {
            break;
        }
        let behind = next + word.len();
        if !small {
            (end, last) = (behind, word);
        }
        if !text.get(behind..).is_some_and(|rest| rest.starts_with(' ')) {
            break;
        }
        next = behind + 1;
    }
    (Span::new(at, end), last)
}

/// "The Old Forge, Longhorsley" behind words of living: two words or more that are no town.
fn named(text: &str, at: usize, the: bool) -> Option<Span> {
    let (span, last) = capitals(text, at);
    let name = span.of(text)?;
    let behind = text.get(span.end..)?;
    let closes = behind.is_empty()
        || behind.starts_with([',', '.', ';', '\n', ')'])
        || behind.starts_with(" block ")
        || behind.starts_with(" with ");
    let led = the && (name.starts_with("The ") || name.starts_with("THE "));
    let several = name.contains(' ');
    let public = PUBLIC.contains(&last) || place::look_up(name).next().is_some();
    // A house is told from a town by the place behind it.
    let placed = behind.strip_prefix(", ").is_some_and(|rest| {
        is_place(rest.strip_prefix("near ").or_else(|| rest.strip_prefix("NEAR ")).unwrap_or(rest))
    });
    (several && closes && !public && (led || placed || behind.starts_with(" block "))).then_some(span)
}

/// "Low Fold Farm" before a comma and a place: `at` is the space before its last word, `end` where that ends.
fn house(text: &str, at: usize, end: usize) -> Option<Span> {
    let before = text.get(..at)?;
    let mut start = at;
    for word in before.rsplit(' ').take(3) {
        if !word.starts_with(char::is_uppercase) || word.ends_with([',', '.', ':']) {
            break;
        }
        start = start.checked_sub(word.len() + usize::from(start < at))?;
    }
    let name = text.get(start..end)?;
    let led = text.get(..start)?.trim_end_matches([' ', '\n']);
    let lead = led.rsplit([' ', '\n', '(']).next().unwrap_or_default();
    let at_home = is_one_of(lead, &["at", "of", "from", "near"]) || led.ends_with([',', ':']);
    let rest = text.get(end + 2..)?;
    (start < at && at_home && is_place(rest) && place::look_up(name).next().is_none()).then(|| Span::new(start, end))
}

/// "7 The Paddocks, Oadby": `at` is the space behind the number.
fn numbered(text: &str, at: usize) -> Option<Span> {
    let before = text.get(..at)?;
    let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    let start = before.len() - digits;
    let bounded = !before.get(..start)?.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '£'));
    let (span, last) = capitals(text, at + 1);
    let words = span.of(text)?.split(' ').count();
    let behind = text.get(span.end..)?;
    let placed = behind.strip_prefix(", ").is_some_and(is_place);
    let ends = placed || behind.starts_with(['.', '\n']) && before.get(..start)?.ends_with(" at ");
    ((1..=3).contains(&digits) && bounded && (2..=3).contains(&words) && ends && !PUBLIC.contains(&last))
        .then(|| Span::new(start, span.end))
}

/// Returns whether somebody's stands before: "her parents' farm", "his halls".
fn is_owned(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let word = before.rsplit([' ', '\n']).next().unwrap_or_default();
    is_one_of(word, &["his", "her", "their", "my", "our", "family"])
        || ["'s", "'S", "s'", "S'"].iter().any(|own| word.ends_with(own))
}

/// Returns whether a text starts with a place of the gazetteer, of one to three words.
fn is_place(text: &str) -> bool {
    (1..=3).any(|words| {
        let end = text.match_indices([' ', ',', '.', '\n', ';', ')']).nth(words - 1).map_or(text.len(), |(at, _)| at);
        text.get(..end).is_some_and(|name| {
            name.starts_with(char::is_uppercase) && place::look_up(name).any(place::Place::is_british)
        })
    })
}
