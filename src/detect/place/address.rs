//! Street addresses: number and street, flat and house, house name and street, with what follows up to the postcode.

use super::super::cues::Asker;
use super::report;
use super::walk::{before, capitals_before, ends_with_one_of, next_word, word_at, word_start};
use crate::fold::Reading;
use crate::{Confidence, Evidence, Findings, Kind, Span, Unfinished};

/// Words that end the name of a street and hardly anything else.
const STREETS: &[&str] = &[
    "street",
    "road",
    "lane",
    "avenue",
    "crescent",
    "terrace",
    "mews",
    "grove",
    "gardens",
    "drive",
    "close",
    "rd",
    "ave",
    "ln",
    "cres",
    "terr",
    "gdns",
    "wynd",
    "brae",
    "vennel",
    "loan",
    "parade",
    "broadway",
    "esplanade",
    "promenade",
    "boulevard",
    "causeway",
    "embankment",
    "highway",
    "alley",
    "arcade",
];

/// Words that end the name of a street and much else: they count with capitals only.
const DOUBTFUL: &[&str] = &[
    "way",
    "place",
    "court",
    "park",
    "hill",
    "end",
    "view",
    "side",
    "row",
    "green",
    "walk",
    "rise",
    "square",
    "fields",
    "yard",
    "mount",
    "bank",
    "quay",
    "villas",
    "close",
    "st",
    "dr",
    "cl",
    "ct",
    "pl",
    "sq",
    "gate",
    "croft",
    "dene",
    "vale",
    "heights",
    "cottages",
    "buildings",
    "house",
    "common",
    "chase",
    "mead",
    "meadow",
    "meadows",
    "ridge",
    "field",
    "wharf",
    "path",
    "passage",
    "circus",
    "mall",
    "approach",
    "link",
    "hollow",
    "copse",
    "spinney",
    "leas",
    "leys",
    "garth",
    "fold",
    "reach",
    "haven",
    "point",
    "parkway",
    "bridge",
    "gait",
    "neuk",
    "cottage",
    "lodge",
    "tower",
    "mansions",
    "flats",
    "hall",
    "barn",
    "farm",
];

/// Words that begin the name of a street in Wales.
const WELSH: &[&str] = &[
    "heol", "ffordd", "stryd", "lon", "rhodfa", "clos", "maes", "bryn", "cwrt", "rhes", "llys", "cae", "pen", "tan",
    "trem", "gerddi", "parc", "dan", "gwel", "tir",
];

/// Words that stand between a number and a street word in sentences that are about something else.
const NOT_IN_A_NAME: &[&str] = &[
    "in",
    "on",
    "at",
    "to",
    "for",
    "from",
    "per",
    "were",
    "was",
    "is",
    "are",
    "and",
    "or",
    "people",
    "men",
    "women",
    "officers",
    "cars",
    "vehicles",
    "houses",
    "homes",
    "residents",
    "incidents",
    "metres",
    "miles",
    "yards",
    "hours",
    "days",
    "weeks",
    "months",
    "years",
    "minutes",
    "times",
    "of",
    "a",
    "an",
    "that",
    "which",
    "who",
    "near",
    "along",
    "by",
    "cases",
    "new",
    "complaints",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "per",
    "cent",
    "pm",
    "am",
    "million",
    "thousand",
    "hundred",
    "st",
    "nd",
    "rd",
    "th",
    "act",
    "the",
    "schools",
    "shops",
    "wards",
    "council",
    "police",
    "had",
    "have",
    "has",
    "with",
    "into",
    "off",
    "out",
    "up",
    "down",
    "as",
    "be",
    "more",
    "other",
];

pub(super) fn find(reading: &Reading<'_>, findings: &mut Findings<'_>) -> Result<(), Unfinished> {
    let text = reading.text();
    let bytes = text.as_bytes();
    let mut done = 0;
    for (block, triggers) in reading.marks().triggers.iter().enumerate() {
        let mut bits = *triggers;
        while bits != 0 {
            let at = block * 64 + bits.trailing_zeros() as usize;
            bits &= bits - 1;
            let starts = bytes.get(at).is_some_and(u8::is_ascii_digit)
                && !at.checked_sub(1).and_then(|b| bytes.get(b)).is_some_and(u8::is_ascii_alphanumeric);
            if at < done || !starts {
                continue;
            }
            if let Some((end, sure)) = numbered(text, at) {
                let start = with_flat(text, at);
                let (end, posted) = up_to_postcode(text, end);
                let confidence = if posted || start < at || sure { Confidence::Certain } else { Confidence::Likely };
                report(findings, Span::new(start, end), Kind::STREET_ADDRESS, confidence, Evidence::Shape);
                done = end;
            } else if let Some(span) = flat_alone(text, at) {
                let (end, _) = up_to_postcode(text, span.end);
                report(findings, Span::new(span.start, end), Kind::STREET_ADDRESS, Confidence::Likely, Evidence::Shape);
                done = end;
            }
        }
    }
    without_number(reading, findings)
}

/// Returns where the house number at `at` and the street behind it end, and whether small letters did not matter.
fn numbered(text: &str, at: usize) -> Option<(usize, bool)> {
    let rest = text.get(at..)?;
    let ahead = before(text, at, 16);
    if ahead.ends_with(['£', '$', '.', '/', ':', '(', '%', '#']) && !ahead.ends_with("c/o ") && !ahead.ends_with('(')
        || ends_with_one_of(
            ahead,
            &[
                "section",
                "s",
                "article",
                "rule",
                "part",
                "page",
                "paragraph",
                "schedule",
                "regulation",
                "phase",
                "level",
                "grade",
                "form",
            ],
        )
    {
        return None;
    }
    let mut len = rest.bytes().take_while(u8::is_ascii_digit).count();
    if len > 4 {
        return None;
    }
    let tail = |len: usize| rest.get(len..).unwrap_or_default();
    // 12a, 12-14, 12/3
    if tail(len).starts_with(|c: char| c.is_ascii_alphabetic()) && !tail(len + 1).starts_with(char::is_alphanumeric) {
        len += 1;
    }
    if let Some(more) = tail(len).strip_prefix(['-', '/']) {
        let digits = more.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=4).contains(&digits) && !more.get(digits..).is_some_and(|rest| rest.starts_with(['/', '-'])) {
            len += 1 + digits;
            if tail(len).starts_with(|c: char| c.is_ascii_alphabetic())
                && !tail(len + 1).starts_with(char::is_alphanumeric)
            {
                len += 1;
            }
        }
    }
    let rest = tail(len);
    let rest = rest
        .strip_prefix(", ")
        .or_else(|| rest.strip_prefix(",\n"))
        .or_else(|| rest.strip_prefix([' ', '\n']))
        .or_else(|| rest.strip_prefix("** "))
        .unwrap_or("");
    if !rest.starts_with(char::is_alphabetic) {
        return None;
    }
    street(text, text.len() - rest.len())
}

/// Returns where the street name that starts at `start` ends, and whether it is beyond doubt.
fn street(text: &str, start: usize) -> Option<(usize, bool)> {
    let mut at = start;
    let mut capitals = true;
    let mut found = None;
    for count in 0..6 {
        let word = word_at(text, at);
        if word.is_empty() {
            break;
        }
        let capital = word.starts_with(char::is_uppercase);
        let end = at + word.len();
        let lower = word.to_ascii_lowercase();
        if count == 0 && WELSH.contains(&lower.as_str()) && capital {
            let mut end = end;
            for _ in 0..3 {
                let Some(next) = next_word(text, end) else { break };
                let word = word_at(text, next);
                if !word.starts_with(char::is_uppercase) && !["y", "yr", "the", "uchaf", "isaf"].contains(&word) {
                    break;
                }
                end = next + word.len();
            }
            return (end > at + word.len()).then_some((end, true));
        }
        let the_street = count == 1 && capital && word_at(text, start).eq_ignore_ascii_case("the");
        if count > 0
            && STREETS.contains(&lower.as_str())
            && (capital || !capitals && !DOUBTFUL.contains(&lower.as_str()))
        {
            found = Some((end, capital));
        } else if (count > 0 || the_street) && DOUBTFUL.contains(&lower.as_str()) && capital && capitals {
            found = Some((end, false));
        } else if found.is_some() {
            break;
        } else if count == 0 && lower == "the" && capital
            || capital
                && matches!(lower.as_str(), "st" | "march" | "may" | "new")
                && !matches!(lower.as_str(), "march" | "may")
        {
            // "12 The Street", "4 St John's Road", "3 New Road"
        } else if NOT_IN_A_NAME.contains(&lower.as_str()) {
            break;
        }
        capitals &= capital;
        let Some(next) = next_word(text, end) else { break };
        // A sentence ends at a full stop that no abbreviation explains.
        if text.get(end..).is_some_and(|rest| rest.starts_with('.')) && !["st", "mt"].contains(&lower.as_str()) {
            break;
        }
        at = next;
    }
    found.map(|(end, sure)| {
        (if text.get(end..).is_some_and(|rest| rest.starts_with('.') && end - start < 3) { end + 1 } else { end }, sure)
    })
}

/// Words that stand before the number of a dwelling inside a house.
const DWELLINGS: &[&str] = &[
    "flat",
    "apartment",
    "apt",
    "unit",
    "room",
    "maisonette",
    "studio",
    "plot",
    "block",
    "basement flat",
    "ground floor flat",
    "first floor flat",
    "no",
    "number",
    "c/o",
    "caravan",
    "berth",
];

/// Returns where an address starts whose house number stands at `at`: a flat and a house may stand before it.
fn with_flat(text: &str, at: usize) -> usize {
    let ahead = before(text, at, 48);
    let ahead = ahead.rfind("\n\n").and_then(|blank| ahead.get(blank + 2..)).unwrap_or(ahead);
    let lower = ahead.to_ascii_lowercase();
    let mut start = at;
    for dwelling in DWELLINGS {
        let Some(found) = lower.rfind(dwelling) else { continue };
        let free = !lower.get(..found).is_some_and(|before| before.ends_with(char::is_alphanumeric));
        let between = lower.get(found + dwelling.len()..).unwrap_or_default();
        let harmless = between.chars().filter(|c| matches!(c, '.' | ';' | ':' | '!' | '?')).count() == 0
            && between.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count() <= 4
            && (between.contains(',')
                || between.contains('\n')
                || between.trim().is_empty()
                || between.trim().len() <= 4);
        if free && harmless {
            start = start.min(at - ahead.len() + found);
        }
    }
    // "3/2, 14 Kirk Wynd": a flat of a Scottish tenement.
    if let Some(flat) = ahead.strip_suffix(", ") {
        let len = flat.bytes().rev().take_while(|b| b.is_ascii_digit() || *b == b'/').count();
        if (3..=5).contains(&len) && flat.get(flat.len() - len..).is_some_and(|flat| flat.contains('/')) {
            start = start.min(at - 2 - len);
        }
    }
    // "Rose Cottage, 12 Mill Lane"
    if start == at && (ahead.ends_with(", ") || ahead.ends_with(",\n")) {
        let end = at - 2;
        let word = word_start(text, end);
        let house = text.get(word..end).unwrap_or_default().to_ascii_lowercase();
        if HOUSES.contains(&house.as_str()) {
            start = capitals_before(text, word, 3);
        }
    }
    start
}

/// Returns a flat in a named house: "Flat 2B, Hartley House". `at` is its number.
fn flat_alone(text: &str, at: usize) -> Option<Span> {
    let ahead = before(text, at, 24);
    if !ends_with_one_of(ahead, &["flat", "apartment", "apt", "maisonette", "room"]) {
        return None;
    }
    let word = ahead.trim_end_matches([' ', '\n']);
    let start = word_start(text, at - (ahead.len() - word.len()));
    let rest = text.get(at..)?;
    let len = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let behind = rest.get(len..)?;
    let name = behind
        .strip_prefix(", ")
        .or_else(|| behind.strip_prefix(",\n"))
        .or_else(|| behind.strip_prefix(' '))
        .filter(|name| name.starts_with(char::is_uppercase));
    let mut end = at + len;
    if let Some(name) = name {
        let mut next = text.len() - name.len();
        for _ in 0..4 {
            let word = word_at(text, next);
            if !word.starts_with(char::is_uppercase) {
                break;
            }
            end = next + word.len();
            match next_word(text, end) {
                Some(at) => next = at,
                None => break,
            }
        }
    }
    (len <= 4).then(|| Span::new(start, end))
}

/// How far behind a street its postcode may stand.
const POSTCODE_REACH: usize = 96;

/// Returns the end of the address when a postcode follows within a few short parts, and whether one does.
fn up_to_postcode(text: &str, end: usize) -> (usize, bool) {
    let to = text.floor_char_boundary((end + POSTCODE_REACH).min(text.len()));
    let rest = text.get(end..to).unwrap_or_default();
    let mut at = 0;
    let mut parts = 0;
    for word in rest.split_inclusive([' ', '\n', ',']) {
        let bare = word.trim_end_matches([' ', '\n', ',', '.']);
        if !bare.is_empty() {
            let starts = bare.starts_with(char::is_uppercase) || bare.starts_with(|c: char| c.is_ascii_digit());
            let small = ["on", "the", "of", "in", "upon", "near", "le", "by", "next", "under", "y"].contains(&bare);
            if !starts && !small || parts > 8 {
                break;
            }
            parts += 1;
            let from = end + at;
            if let Some(len) = postcode_at(text.get(from..).unwrap_or_default()) {
                return (from + len, true);
            }
        }
        if word.trim_end().ends_with('.') {
            break;
        }
        at += word.len();
    }
    (end, false)
}

/// Returns the length of the postcode that `text` starts with.
fn postcode_at(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let outward = bytes.iter().take(5).take_while(|b| b.is_ascii_alphanumeric()).count();
    let gap = usize::from(matches!(bytes.get(outward), Some(b' ' | b'\n')));
    let head = text.get(..outward)?;
    let letters = head.bytes().take_while(u8::is_ascii_alphabetic).count();
    let inward = bytes.get(outward + gap..outward + gap + 3)?;
    let shaped = gap == 1
        && (1..=2).contains(&letters)
        && (letters + 1..=letters + 2).contains(&outward)
        && head.as_bytes().get(letters).copied().is_some_and(|b| b.is_ascii_digit())
        && inward.first().is_some_and(u8::is_ascii_digit)
        && inward.iter().skip(1).all(u8::is_ascii_alphabetic)
        && !bytes.get(outward + gap + 3).is_some_and(u8::is_ascii_alphanumeric);
    shaped.then_some(outward + gap + 3)
}

/// Names that houses end in.
const HOUSES: &[&str] = &[
    "cottage",
    "house",
    "farm",
    "lodge",
    "villa",
    "barn",
    "hall",
    "bungalow",
    "manor",
    "grange",
    "mill",
    "bakery",
    "rectory",
    "vicarage",
    "court",
    "mansions",
    "stables",
    "annexe",
    "farmhouse",
    "oasthouse",
];

/// Words that say somebody lives or stays where they lead.
const LIVES: &[&str] = &[
    "lives in",
    "lives on",
    "lives at",
    "lived in",
    "lived on",
    "lived at",
    "living in",
    "living on",
    "living at",
    "home in",
    "home on",
    "home at",
    "house in",
    "house on",
    "flat in",
    "flat on",
    "bungalow in",
    "address in",
    "address on",
    "resides in",
    "resides at",
    "residing in",
    "residing at",
    "resident of",
    "staying in",
    "staying at",
    "stayed in",
    "moved to",
    "moved into",
    "property in",
    "property on",
    "bedsit in",
    "room in",
    "address at",
    "tenant of",
    "hostel in",
    "hostel on",
    "home is in",
    "home is on",
    "door in",
    "neighbour in",
    "relative in",
    "mother's in",
    "lodging in",
    "lodgings in",
    "arrested in",
    "arrested at",
    "visited",
    "searched",
];

/// Returns the words that end the name of a street, with the space before them; shorter ones are too common.
pub(in crate::detect) fn words() -> impl Iterator<Item = &'static str> {
    ENDINGS.iter().copied()
}

/// Endings of street names that lead to a street without a number.
const ENDINGS: &[&str] = &[
    " street",
    " road",
    " lane",
    " avenue",
    " crescent",
    " terrace",
    " mews",
    " grove",
    " gardens",
    " drive",
    " close",
    " wynd",
    " parade",
    " broadway",
    " esplanade",
    " promenade",
    " boulevard",
    " causeway",
    " embankment",
    " highway",
    " alley",
];

/// Finds streets without a number where somebody is said to live, and houses with a name in a street.
fn without_number(reading: &Reading<'_>, findings: &mut Findings<'_>) -> Result<(), Unfinished> {
    let text = reading.text();
    for found in reading.cues(Asker::Streets)? {
        let capital = text.as_bytes().get(found.start + 1).is_some_and(u8::is_ascii_uppercase);
        let ends = capital && !text.as_bytes().get(found.end).is_some_and(u8::is_ascii_alphanumeric);
        let start = capitals_before(text, found.start + 1, 3);
        if !ends || start > found.start {
            continue;
        }
        let ahead = before(text, start, 48);
        if let Some(house) = house_before(text, start) {
            let (end, _) = up_to_postcode(text, found.end);
            report(findings, Span::new(house, end), Kind::STREET_ADDRESS, Confidence::Likely, Evidence::Shape);
        } else if ends_with_one_of(ahead, LIVES) || is_of_somebody(ahead) {
            let (end, _) = up_to_postcode(text, found.end);
            report(findings, Span::new(start, end), Kind::STREET_ADDRESS, Confidence::Likely, Evidence::Context);
        }
    }
    Ok(())
}

/// Returns where a named house starts that stands before the street at `at`: "Rose Cottage, Back Lane".
fn house_before(text: &str, at: usize) -> Option<usize> {
    let ahead = text.get(..at)?;
    let house = ahead.strip_suffix(", ").or_else(|| ahead.strip_suffix(",\n"))?;
    let word = word_start(text, house.len());
    let name = house.get(word..)?;
    let known = HOUSES.contains(&name.to_ascii_lowercase().as_str()) && name.starts_with(char::is_uppercase);
    let start = capitals_before(text, word, 3);
    (known && start < word).then_some(start)
}

/// Returns whether a person stands before: "Jane Holt, of" or "34, of".
fn is_of_somebody(ahead: &str) -> bool {
    let Some(person) = ahead.trim_end().strip_suffix(" of").map(|rest| rest.trim_end_matches(',')) else {
        return false;
    };
    let last = person.rsplit(' ').next().unwrap_or_default();
    ahead.trim_end().ends_with(", of")
        && (last.starts_with(char::is_uppercase) || last.bytes().all(|b| b.is_ascii_digit()) && !last.is_empty())
}
