//! Street addresses: number and street, flat and house, house name and street, with what follows up to the postcode.

use super::super::caseless::{is_one_of, strip_end, strip_start};
use super::super::cues::Asker;
use super::super::people;
use super::report;
use super::walk::{Endings, before, capitals_before, ends_with_one_of, next_word, word_at, word_start};
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
    "trem", "gerddi", "parc", "dan", "gwel", "tir", "pwll", "nant", "cwm", "rhiw", "allt", "glan", "coed", "cefn",
    "gelli", "twyn", "stad", "sgwar",
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
    for at in reading.marks().trigger_places() {
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
            let (end, posted) = up_to_postcode(text, span.end);
            let confidence = if posted { Confidence::Certain } else { Confidence::Likely };
            report(findings, Span::new(span.start, end), Kind::STREET_ADDRESS, confidence, Evidence::Shape);
            done = end;
        }
    }
    without_number(reading, findings)
}

/// Words before a number that make it the number of a piece of text or of a grade.
static NUMBERED: Endings = Endings::new(&[
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
    "table",
    "figure",
    "item",
    "appendix",
    "annex",
    "chapter",
    "clause",
    "question",
    "band",
    "stage",
    "tier",
    "bus",
    "route",
    "junction",
    "platform",
    "stop",
]);

/// Words before a year.
static BEFORE_YEARS: Endings = Endings::new(&[
    "the",
    "in",
    "since",
    "of",
    "by",
    "from",
    "until",
    "to",
    "a",
    "this",
    "during",
    "for",
    "and",
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
]);

/// Words behind which an address is meant, whatever its letters.
static TOLD: Endings = Endings::new(&[
    "address",
    "address is",
    "address was",
    "address as",
    "lives at",
    "lived at",
    "living at",
    "live at",
    "resides at",
    "residing at",
    "staying at",
    "stayed at",
    "home at",
    "home is",
    "house at",
    "flat at",
    "arrested at",
    "moved to",
    "c/o",
]);

/// Returns where the house number at `at` and the street behind it end, and whether small letters did not matter.
fn numbered(text: &str, at: usize) -> Option<(usize, bool)> {
    let rest = text.get(at..)?;
    let ahead = before(text, at, 32);
    let clock = ahead.strip_suffix(':').is_some_and(|ahead| ahead.ends_with(|c: char| c.is_ascii_digit()));
    if clock || ahead.ends_with(['£', '$', '.', '/', '%', '#']) && !ahead.ends_with("c/o ") || NUMBERED.end(ahead) {
        return None;
    }
    let mut len = rest.bytes().take_while(u8::is_ascii_digit).count();
    if len > 4 {
        return None;
    }
    let year = len == 4 && (rest.starts_with("19") || rest.starts_with("20")) && BEFORE_YEARS.end(ahead);
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
    // "12 a Mill Lane"
    let apart = ["a ", "b ", "c ", "d ", "A ", "B ", "C ", "D "].iter().find_map(|letter| rest.strip_prefix(*letter));
    let rest = apart.filter(|rest| rest.starts_with(char::is_uppercase)).unwrap_or(rest);
    if !rest.starts_with(char::is_alphabetic) {
        return None;
    }
    let told = TOLD.end(ahead) || starts_with_flat(ahead);
    let (end, sure) = street(text, text.len() - rest.len(), told)?;
    let company =
        [" plc", " Ltd", " Limited", " LLP"].iter().any(|form| text.get(end..).is_some_and(|t| t.starts_with(form)));
    let bare = !told && !up_to_postcode(text, end).1;
    if bare && (year || company && !sure) {
        return None;
    }
    Some((end, sure))
}

/// Returns whether a flat's number ends the text: "flat 4, ".
fn starts_with_flat(ahead: &str) -> bool {
    let number = ahead.trim_end_matches([' ', '\n', ',']);
    let flat = number.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    number.len() - flat.len() <= 4 && ends_with_one_of(flat, &["flat", "apartment", "apt", "maisonette", "unit"])
}

/// Words before "Court" that make it a court of law.
const COURTS: &[&str] =
    &["crown", "county", "high", "family", "magistrates", "magistrates'", "supreme", "youth", "district", "appeal"];

/// Returns where the street name that starts at `start` ends, and whether it is beyond doubt.
///
/// Where `told` that an address follows, a street may end in any known word in small letters.
fn street(text: &str, start: usize, told: bool) -> Option<(usize, bool)> {
    let mut at = start;
    let mut capitals = true;
    let mut found = None;
    let mut last = String::new();
    let mut small = 0;
    for count in 0..6 {
        let word = word_at(text, at);
        if word.is_empty() {
            break;
        }
        let capital = word.starts_with(char::is_uppercase);
        let end = at + word.len();
        let lower = word.to_ascii_lowercase();
        if count == 0 && capital && is_welsh(&lower) {
            let end = welsh_end(text, end);
            return (end > at + word.len()).then_some((end, true));
        }
        let the_street = count == 1 && capital && last == "the";
        let mount = capital && lower == "pleasant" && last == "mount";
        let law = lower == "court" && COURTS.contains(&last.as_str());
        let doubtful = DOUBTFUL.contains(&lower.as_str());
        // "buses 25 and 49 will use Easter Road"
        if capital && small > 1 {
            break;
        }
        small += usize::from(!capital && !["of", "the", "on", "and"].contains(&lower.as_str()));
        if mount || count > 0 && STREETS.contains(&lower.as_str()) && (capital || !capitals && (told || !doubtful)) {
            found = Some((end, capital));
        } else if (count > 0 || the_street) && doubtful && !law && (capital && capitals || told && !capitals) {
            found = Some((end, false));
        } else if found.is_some() {
            break;
        } else if !(capital && matches!(lower.as_str(), "st" | "new" | "the"))
            && NOT_IN_A_NAME.contains(&lower.as_str())
        {
            // "12 The Street", "4 St John's Road" and "3 New Road" go on.
            break;
        }
        capitals &= capital;
        let Some(next) = next_word(text, end) else { break };
        // A sentence ends at a full stop that no abbreviation explains.
        if text.get(end..).is_some_and(|rest| rest.starts_with('.')) && !["st", "mt"].contains(&lower.as_str()) {
            break;
        }
        last = lower;
        at = next;
    }
    found
}

/// Returns whether a street of Wales may begin with a word, whose article may hang on it: "Rhodfa'r".
fn is_welsh(lower: &str) -> bool {
    WELSH.contains(&lower.split('\'').next().unwrap_or_default())
}

/// Returns where a street ends whose first word, which says that it is one, ends at `end`.
fn welsh_end(text: &str, mut end: usize) -> usize {
    let mut named = end;
    for _ in 0..4 {
        let Some(next) = next_word(text, end) else { break };
        let word = word_at(text, next);
        let small = is_one_of(word, &["y", "yr", "the", "uchaf", "isaf"]);
        if !word.starts_with(char::is_uppercase) && !small || text.get(end..next).is_some_and(|gap| gap.contains('.')) {
            break;
        }
        end = next + word.len();
        named = end;
    }
    named
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
    "no.",
    "number",
    "c/o",
    "caravan",
    "berth",
];

/// Returns where an address starts whose house number stands at `at`: a flat and a house may stand before it.
fn with_flat(text: &str, at: usize) -> usize {
    let ahead = before(text, at, 48);
    let ahead = ahead.rfind("\n\n").and_then(|blank| ahead.get(blank + 2..)).unwrap_or(ahead);
    // "12 and 14 Mill Lane"
    let pair = [" and ", " & "].iter().find_map(|joint| Some((strip_end(ahead, joint)?, joint.len())));
    if let Some((first, joint)) = pair {
        let len = first.bytes().rev().take(5).take_while(u8::is_ascii_digit).count();
        let free =
            first.get(..first.len() - len).is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '\n', '(']));
        return if (1..=4).contains(&len) && free { at - joint - len } else { at };
    }
    let lower = ahead.to_ascii_lowercase();
    let mut start = at;
    let words = lower.char_indices().filter(|(at, c)| {
        c.is_alphanumeric() && !lower.get(..*at).is_some_and(|before| before.ends_with(char::is_alphanumeric))
    });
    let starts: Vec<usize> = words.map(|(at, _)| at).collect();
    for dwelling in DWELLINGS {
        let stands = |at: &&usize| lower.get(**at..).is_some_and(|rest| rest.starts_with(dwelling));
        let Some(found) = starts.iter().rev().find(stands).copied() else { continue };
        let between = lower.get(found + dwelling.len()..).unwrap_or_default();
        // "no 4", not "not" and not "no doubt about it"
        let numbered = !matches!(*dwelling, "no" | "no." | "number") || {
            let rest = between.trim_start_matches([' ', '.', '\n']);
            rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit())
        };
        if !numbered || between.starts_with(char::is_alphabetic) {
            continue;
        }
        let harmless = between.chars().filter(|c| matches!(c, '.' | ';' | ':' | '!' | '?')).count() == 0
            && between.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count() <= 4
            && (between.contains(',')
                || between.contains('\n')
                || between.trim().is_empty()
                || between.trim().len() <= 4);
        if harmless {
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
    // "First Floor Flat, 12 Mill Lane"
    start = start.min(at - ahead.len() + floor_before(&lower).unwrap_or(ahead.len()));
    // "Rose Cottage, 12 Mill Lane"
    let house = ahead.trim_end_matches([' ', '\n', ',']);
    if start == at && house.len() < ahead.len() && ahead.get(house.len()..).is_some_and(|gap| gap.contains([',', '\n']))
    {
        let end = at - ahead.len() + house.len();
        let word = word_start(text, end);
        if is_house(text.get(word..end).unwrap_or_default()) {
            start = capitals_before(text, word, 3);
        }
    }
    start
}

/// Returns where the floor of a house starts that `lower` ends with: "first floor flat, ".
fn floor_before(lower: &str) -> Option<usize> {
    const FLOORS: &[&str] = &[
        "floor", "flat", "ground", "first", "second", "third", "fourth", "fifth", "top", "upper", "lower", "basement",
        "rear", "front", "garden", "left", "right", "middle",
    ];
    let mut rest =
        lower.strip_suffix(", ").or_else(|| lower.strip_suffix(",\n")).or_else(|| lower.strip_suffix('\n'))?;
    let mut found = None;
    for _ in 0..4 {
        let head = rest.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
        let word = rest.get(head.len()..)?;
        let ordinal = word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 4 && word.len() > 2;
        if !FLOORS.contains(&word) && !ordinal || found.is_none() && !["floor", "flat"].contains(&word) {
            break;
        }
        found = Some(head.len());
        let Some(next) = head.strip_suffix([' ', '\n', '-']) else { break };
        rest = next;
    }
    found
}

/// Returns whether the names of houses end in a word.
fn is_house(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && is_one_of(word, HOUSES)
}

/// Returns a flat in a named house: "Flat 2B, Hartley House". `at` is its number.
fn flat_alone(text: &str, at: usize) -> Option<Span> {
    let ahead = before(text, at, 24);
    let flat = ends_with_one_of(ahead, &["flat", "apartment", "apt", "maisonette"]);
    if !flat && !ends_with_one_of(ahead, &["room", "unit"]) {
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
        .or_else(|| behind.strip_prefix([' ', '\n']))
        .filter(|name| name.starts_with(char::is_uppercase));
    let mut end = at + len;
    let mut last = "";
    if let Some(name) = name {
        let mut next = text.len() - name.len();
        for _ in 0..4 {
            let word = word_at(text, next);
            if !word.starts_with(char::is_uppercase) {
                break;
            }
            last = word;
            end = next + word.len();
            match next_word(text, end) {
                Some(at) => next = at,
                None => break,
            }
        }
    }
    // Rooms and units are of courses and meetings too, and rates are flat.
    let told = if flat {
        !last.is_empty() || ends_clause(behind)
    } else {
        is_house(last) || is_one_of(last, &["park", "centre", "works", "yard", "arcade"])
    };
    (len <= 4 && told).then(|| Span::new(start, end))
}

/// Returns whether nothing behind "Flat 3" makes the number count something.
fn ends_clause(behind: &str) -> bool {
    let Some(rest) = behind.strip_prefix([' ', '\n']) else {
        return !behind.starts_with(['%', '.'])
            || behind.get(1..).is_none_or(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
    };
    let word = rest.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    !is_one_of(
        word,
        &["per", "rate", "rates", "fee", "percentage", "pence", "pounds", "weeks", "days", "months", "years"],
    )
}

/// How far behind a street its postcode may stand.
const POSTCODE_REACH: usize = 96;

/// Returns the end of the address when a postcode follows within a few short parts, and whether one does.
fn up_to_postcode(text: &str, end: usize) -> (usize, bool) {
    let to = text.floor_char_boundary((end + POSTCODE_REACH).min(text.len()));
    let rest = text.get(end..to).unwrap_or_default();
    // An address in small letters goes on in small letters.
    let small_letters = text.get(word_start(text, end)..).is_some_and(|word| word.starts_with(char::is_lowercase));
    let mut at = 0;
    let mut parts = 0;
    for word in rest.split_inclusive([' ', '\n', ',']) {
        let bare = word.trim_matches([' ', '\n', ',', '.']);
        if !bare.is_empty() {
            let starts = bare.starts_with(char::is_uppercase) || bare.starts_with(|c: char| c.is_ascii_digit());
            let small =
                ["on", "the", "of", "in", "upon", "near", "nr", "le", "by", "next", "under", "y"].contains(&bare);
            if !starts && !small && !small_letters || parts > 8 {
                break;
            }
            parts += 1;
            let from = end + at;
            if let Some(len) = postcode_at(text.get(from..).unwrap_or_default()) {
                return (from + len, true);
            }
        }
        // "St. Osyth", "Nr. Frinmouth", and the stop of "12 High St."
        let abbreviation = is_one_of(bare, &["", "st", "nr", "co"]);
        if word.trim_end().ends_with('.') && !abbreviation {
            break;
        }
        at += word.len();
    }
    (end, false)
}

/// Returns the length of the postcode that `text` starts with.
fn postcode_at(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let run = bytes.iter().take(8).take_while(|b| b.is_ascii_alphanumeric()).count();
    let gap = usize::from(run <= 4);
    let outward = if gap == 1 { run } else { run.checked_sub(3)? };
    let head = text.get(..outward)?;
    let letters = head.bytes().take_while(u8::is_ascii_alphabetic).count();
    let inward = bytes.get(outward + gap..outward + gap + 3)?;
    let shaped = (gap == 0 || matches!(bytes.get(outward), Some(b' ' | b'\n')))
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
    "estate",
];

/// Words that say somebody lives or stays where they lead.
static LIVES: Endings = Endings::new(&[
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
    "searched",
    "friend in",
    "friend's in",
    "friends in",
    "mother in",
    "father in",
    "sister in",
    "brother in",
    "parents in",
    "family in",
    "partner in",
    "girlfriend in",
    "boyfriend in",
    "man from",
    "woman from",
    "boy from",
    "girl from",
    "couple from",
    "family from",
    "teenager from",
    "pensioner from",
    "his address",
    "her address",
    "their address",
    "home address",
    "address is",
    "address was",
    "address given as",
]);

/// Words behind which even a doubtful word ends the name of a street, or a house.
static AT_HOME: Endings = Endings::new(&[
    "lives at",
    "lives on",
    "lived at",
    "lived on",
    "living at",
    "living on",
    "resides at",
    "residing at",
    "staying at",
    "home at",
    "home on",
    "his address",
    "her address",
    "their address",
    "home address",
    "address is",
    "address was",
    "tenant of",
]);

/// Words behind which a house or a small street stands, but an area of a town as well.
static IN_HOME: Endings = Endings::new(&[
    "lives in",
    "lived in",
    "living in",
    "staying in",
    "resides in",
    "residing in",
    "home in",
    "flat in",
    "house in",
    "room in",
    "bedsit in",
    "moved to",
    "moved into",
    "address in",
]);

/// What leads to a street without a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Nothing but a street ends so.
    Street,
    /// A street or a house, or much else.
    Doubtful,
    /// A block of flats or a house.
    Block,
    /// A street, a park, or an area of a town.
    Area,
    /// The first word of a street of Wales.
    Welsh,
}

/// Words that lead to a street without a number; those that end it have the space before them.
const ENDINGS: &[(&str, Ending)] = &[
    (" street", Ending::Street),
    (" st", Ending::Street),
    (" rd", Ending::Street),
    (" road", Ending::Street),
    (" lane", Ending::Street),
    (" avenue", Ending::Street),
    (" crescent", Ending::Street),
    (" cres", Ending::Street),
    (" ave", Ending::Street),
    (" gdns", Ending::Street),
    (" terrace", Ending::Street),
    (" mews", Ending::Street),
    (" grove", Ending::Street),
    (" gardens", Ending::Street),
    (" drive", Ending::Street),
    (" close", Ending::Street),
    (" wynd", Ending::Street),
    (" parade", Ending::Street),
    (" broadway", Ending::Street),
    (" esplanade", Ending::Street),
    (" promenade", Ending::Street),
    (" boulevard", Ending::Street),
    (" causeway", Ending::Street),
    (" embankment", Ending::Street),
    (" highway", Ending::Street),
    (" alley", Ending::Street),
    (" way", Ending::Doubtful),
    (" row", Ending::Doubtful),
    (" rise", Ending::Doubtful),
    (" walk", Ending::Doubtful),
    (" place", Ending::Doubtful),
    (" square", Ending::Doubtful),
    (" yard", Ending::Doubtful),
    (" view", Ending::Doubtful),
    (" villas", Ending::Doubtful),
    (" brae", Ending::Doubtful),
    (" house", Ending::Block),
    (" court", Ending::Block),
    (" mansions", Ending::Block),
    (" tower", Ending::Block),
    (" heights", Ending::Block),
    (" cottage", Ending::Block),
    (" hill", Ending::Area),
    (" park", Ending::Area),
    (" green", Ending::Area),
    (" quay", Ending::Area),
    ("heol ", Ending::Welsh),
    ("ffordd ", Ending::Welsh),
    ("stryd ", Ending::Welsh),
    ("rhodfa", Ending::Welsh),
    ("lon ", Ending::Welsh),
];

/// Returns the words that lead to a street.
pub(in crate::detect) fn words() -> impl Iterator<Item = &'static str> {
    ENDINGS.iter().map(|(word, _)| *word)
}

/// Finds streets without a number where somebody is said to live, and houses with a name in a street.
fn without_number(reading: &Reading<'_>, findings: &mut Findings<'_>) -> Result<(), Unfinished> {
    let text = reading.text();
    let bytes = text.as_bytes();
    for found in reading.cues(Asker::Streets)? {
        let Some((_, ending)) = ENDINGS.get(found.word) else { continue };
        if *ending == Ending::Welsh {
            welsh(text, found.start, findings);
            continue;
        }
        let capital = bytes.get(found.start + 1).is_some_and(u8::is_ascii_uppercase);
        let ends = capital && !bytes.get(found.end).is_some_and(u8::is_ascii_alphanumeric);
        // "in St Andrews"
        let saint = found.end - found.start == 3
            && text.get(found.end..).is_some_and(|rest| {
                rest.starts_with([' ', '.', '\''])
                    && rest.get(1..).is_some_and(|rest| rest.trim_start_matches(' ').starts_with(char::is_alphabetic))
            });
        if !ends || saint {
            continue;
        }
        let start = capitals_before(text, found.start + 1, 3);
        if start > found.start {
            continue;
        }
        // In "Jane Holt of Marsh Close" the name of a person is no part of the street's.
        let of = text
            .get(start..found.start)
            .and_then(|name| name.rfind(" of ").or_else(|| name.rfind(" OF ")))
            .map(|of| start + of + 4);
        let start = of
            .filter(|of| {
                let ahead = before(text, *of, 48);
                is_of_somebody(ahead) || AT_HOME.end(ahead)
            })
            .unwrap_or(start);
        if *ending == Ending::Area && ends_with_one_of(before(text, found.start, 16), &["caravan", "holiday"]) {
            continue; // a site that takes guests
        }
        let ahead = before(text, start, 48);
        let house = if *ending == Ending::Block { None } else { house_before(text, start, found.start) };
        let lives = match ending {
            Ending::Street => LIVES.end(ahead) || is_of_somebody(ahead),
            Ending::Doubtful | Ending::Block => AT_HOME.end(ahead) || IN_HOME.end(ahead),
            Ending::Area | Ending::Welsh => AT_HOME.end(ahead),
        };
        let number = number_behind(text, found.end).filter(|_| *ending == Ending::Street);
        if house.is_none() && !lives && number.is_none() {
            continue;
        }
        let (end, posted) = up_to_postcode(text, number.unwrap_or(found.end));
        let confidence = if posted { Confidence::Certain } else { Confidence::Likely };
        let block = *ending == Ending::Block && !posted;
        let kind = if block { Kind::PREMISES } else { Kind::STREET_ADDRESS };
        let evidence = if house.is_some() { Evidence::Shape } else { Evidence::Context };
        report(findings, Span::new(house.unwrap_or(start), end), kind, confidence, evidence);
    }
    Ok(())
}

/// Returns where the number of a house ends that stands behind its street: "Tern Crescent no 17", "Mill Lane, number 12".
fn number_behind(text: &str, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let rest = rest.strip_prefix(',').unwrap_or(rest).strip_prefix(' ')?;
    let figures = ["no. ", "no ", "number "].iter().find_map(|lead| strip_start(rest, lead))?;
    let len = figures.bytes().take_while(u8::is_ascii_digit).count();
    let letter = figures.get(len..)?.bytes().take_while(u8::is_ascii_alphabetic).count();
    let behind = figures.get(len + letter..)?;
    let closes = !behind.starts_with(|c: char| c.is_alphanumeric() || c == '/');
    ((1..=3).contains(&len) && letter <= 1 && closes).then(|| text.len() - behind.len())
}

/// "Heol y Bryn 4", "lives in Heol y Bryn": `start` is where the first word stands.
fn welsh(text: &str, start: usize, findings: &mut Findings<'_>) {
    let word = word_at(text, start);
    let inside = text.get(..start).is_some_and(|before| before.ends_with(char::is_alphanumeric));
    if inside || !word.starts_with(char::is_uppercase) || !is_welsh(&word.to_ascii_lowercase()) {
        return;
    }
    let end = welsh_end(text, start + word.len());
    let rest = text.get(end..).unwrap_or_default();
    let number = rest.strip_prefix(' ').unwrap_or_default().bytes().take_while(u8::is_ascii_digit).count();
    let behind = rest.get(1 + number..).unwrap_or_default();
    let numbered = (1..=3).contains(&number) && !behind.starts_with(char::is_alphanumeric);
    let ahead = before(text, start, 48);
    if end == start + word.len() || !numbered && !LIVES.end(ahead) && !is_of_somebody(ahead) {
        return;
    }
    let (end, _) = up_to_postcode(text, if numbered { end + 1 + number } else { end });
    let evidence = if numbered { Evidence::Shape } else { Evidence::Context };
    report(findings, Span::new(start, end), Kind::STREET_ADDRESS, Confidence::Likely, evidence);
}

/// Returns where a named house starts that stands before the street at `at`, or on the line above the rest of its name.
///
/// "Rose Cottage, Back Lane": the name of the street goes on to `last`.
fn house_before(text: &str, at: usize, last: usize) -> Option<usize> {
    if let Some(line) = text.get(at..last).and_then(|name| name.find('\n')) {
        let word = word_start(text, at + line);
        return (word > at && is_house(text.get(word..at + line)?)).then_some(at);
    }
    let ahead = text.get(..at)?;
    let house = ahead.strip_suffix(", ").or_else(|| ahead.strip_suffix(",\n")).or_else(|| ahead.strip_suffix('\n'))?;
    let word = word_start(text, house.len());
    let start = capitals_before(text, word, 3);
    (is_house(house.get(word..)?) && start < word).then_some(start)
}

/// What may stand before the "of" of somebody's address: "Jane Holt, 34, formerly of Mill Lane".
const ADVERBS: &[&str] = &[" formerly", " previously", " latterly", " originally", " now", " also", " both", " all"];

/// Returns whether a person stands before: "Jane Holt, of", "34, of", "Jane Holt, from" or "Jane Holt of".
fn is_of_somebody(ahead: &str) -> bool {
    let ahead = ahead.trim_end();
    let from = strip_end(ahead, ", from");
    let Some(person) = from.or_else(|| strip_end(ahead, " of")) else { return false };
    let person = ADVERBS.iter().find_map(|adverb| strip_end(person, adverb)).unwrap_or(person);
    let name = person.trim_end_matches(',');
    let mut words = name.rsplit([' ', '\n']);
    let (last, first) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let age = !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit());
    if from.is_some() {
        return age || capital(last) && capital(first);
    }
    if name.len() == person.len() {
        return capital(last) && people::marks_a_person(first);
    }
    age || capital(last)
}
