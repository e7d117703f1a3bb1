//! What speaks against a person whom the model alone has seen.
//!
//! A mention goes in with its text and how sure the model is; the answer is whether it is nobody: what the vocabulary knows,
//! an ordinary word with a capital, letters of a reference, a county or a large town, part of a street, a building or a
//! firm. The model has seen less of police and council prose than the people who wrote those lists.

use super::words::look_up;
use super::{is_capital, is_possessed_by_a_thing, roles, vocabulary};
use crate::place;
use crate::{Confidence, Span};

/// Returns whether a mention that no rule has seen is nobody.
pub(super) fn is_nobody(text: &str, span: Span, confidence: Confidence) -> bool {
    is_known_to_be_none(text, span)
        || is_no_more_than_a_function(text, span)
        || is_home_of_somebody(text, span)
        || are_two_counties(text, span)
        || is_of_a_firm(text, span)
        || confidence == Confidence::Possible && is_hardly_one(text, span)
        || confidence <= Confidence::Likely
            && (opens_with_a_noun(text, span)
                || is_a_county(text, span)
                || is_in_a_city(text, span)
                || is_a_building(text, span)
                || is_coined(text, span))
}

/// Returns whether a mention is the name of a company or of a body of the kingdom: "Trentside Civils plc", "Innovate UK".
fn is_of_a_firm(text: &str, span: Span) -> bool {
    const FORMS: &[&str] = &["plc", "PLC", "Plc", "Ltd", "Limited", "LLP", "CIC", "Inc", "GmbH"];
    let behind = text.get(span.end..).and_then(|behind| behind.strip_prefix(' ')).unwrap_or_default();
    let form = behind.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    FORMS.contains(&form) || span.of(text).is_some_and(|own| own.ends_with(" UK"))
}

/// Returns whether the last of several words is what buildings, waters and quarters of towns are called: "Naburn Lock",
/// "Cornhill Quarter"; or the first is what such are called in Wales: "Ysbyty Ystrad Fawr".
fn is_a_building(text: &str, span: Span) -> bool {
    const LAST: &[&str] = &[
        "Lock",
        "Quarter",
        "Weir",
        "Wharf",
        "Reservoir",
        "Barrage",
        "Interchange",
        "Roundabout",
        "Junction",
        "Estuary",
        "Marina",
        "Arena",
        "Stadium",
        "Museum",
        "Library",
        "Infirmary",
        "Viaduct",
        "Tunnel",
        "Bypass",
        "Depot",
        "Stand",
        "Locks",
    ];
    const FIRST: &[&str] =
        &["Ysbyty", "Ysgol", "Canolfan", "Neuadd", "Coleg", "Prifysgol", "Cyngor", "Llyn", "Afon", "Castell"];
    let Some((first, rest)) = span.of(text).and_then(|own| own.split_once([' ', '\n'])) else { return false };
    let last = rest.rsplit([' ', '\n']).next().unwrap_or_default();
    FIRST.contains(&first) || LAST.contains(&last) && look_up(first).given() < 2
}

/// Returns whether a single word is coined as bodies are: "Merseytravel", "Northlink".
fn is_coined(text: &str, span: Span) -> bool {
    const ENDS: &[&str] = &[
        "travel", "rail", "link", "water", "power", "homes", "housing", "works", "track", "watch", "aid", "lines",
        "networks",
    ];
    const SHORTEST: usize = 4;
    let own = span.of(text).unwrap_or_default();
    let known = look_up(own);
    let coined = ENDS.iter().any(|end| own.strip_suffix(end).is_some_and(|stem| stem.len() >= SHORTEST));
    coined && !own.contains([' ', '\n']) && known.given() == 0 && known.surname() == 0
}

/// Returns whether a single word says where somebody is from whose age stands before it: "Jane Holt, 34, of Leigh".
fn is_home_of_somebody(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).and_then(|before| before.strip_suffix(", of "));
    before.is_some_and(|age| age.ends_with(|c: char| c.is_ascii_digit()))
        && span.of(text).is_some_and(|word| !word.contains([' ', '\n']))
}

/// How many words of the name of a prison stand before its last.
const PRISON: usize = 3;

/// Returns whether a mention begins with what a prison is called by, or is the short name of a function before a rank:
/// "HMP Ford Down", "SIO DCI Anna Holt".
fn is_no_more_than_a_function(text: &str, span: Span) -> bool {
    let own = span.of(text).unwrap_or_default();
    let is_prison = |word: &str| matches!(word, "HMP" | "HMYOI" | "YOI");
    let before = text.get(..span.start).unwrap_or_default().trim_end_matches(' ').rsplit(' ');
    let named_before = before.take(PRISON).take_while(|word| word.starts_with(is_capital)).any(is_prison);
    if is_prison(own.split(' ').next().unwrap_or_default()) || named_before {
        return true;
    }
    let rest = text.get(span.end..).and_then(|rest| rest.strip_prefix(' ')).unwrap_or_default();
    let next = rest.get(..super::word_end(rest, 0)).unwrap_or_default();
    let short = own.len() < 5 && own.bytes().all(|byte| byte.is_ascii_uppercase());
    short && super::is_upper(next) && vocabulary::lead(&[next]).is_some_and(|(_, lead)| lead == vocabulary::Lead::Rank)
}

/// Last words of streets, buildings and bodies, behind which a weak mention is no person.
const PLACES: &[&str] = &[
    "Street", "Road", "Lane", "Place", "Way", "Avenue", "Court", "House", "View", "Hospital", "Square", "Terrace",
    "Crescent", "Drive", "Close", "Gardens", "Station", "Bay", "Beach", "Moor", "Valley", "Island", "Marines", "Navy",
    "Regiment", "Rovers", "United", "City", "Town", "Princess", "Lough", "Loch", "Quay", "Market", "Common", "Canal",
    "Priory", "Abbey",
];

/// Returns whether a mention of which the model is not sure is hardly one: an ordinary word with a capital ("Smoke alarms"), letters
/// that stand for a body, part of a street or a building.
fn is_hardly_one(text: &str, span: Span) -> bool {
    let own = span.of(text).unwrap_or_default();
    let behind = text.get(span.end..).unwrap_or_default();
    let next = behind.strip_prefix([' ', '\n']).unwrap_or_default();
    let next = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let Some((first, last)) = own.split_once([' ', '\n']) else {
        let known = look_up(own);
        let letters = (2..=6).contains(&own.len())
            && own.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-')
            && known.given() < 2
            && known.surname() < 2;
        let singular = |word: &str| is_plain(word) || word.strip_suffix('s').is_some_and(is_plain);
        let ordinary = own.split('-').all(|part| part == "Non" || singular(part)) || is_compound(own);
        let verb = vocabulary::is_person_verb(next)
            && !matches!(next, "will" | "has" | "have" | "is" | "are" | "was" | "were");
        // "Smoke alarms", "Red flags"
        let compound = known.is_ordinary() && known.given() < 3 && known.surname() < 3 && is_plain(next) && !verb;
        // "a plain-English summary"
        let adjective = own.starts_with(char::is_lowercase) && own.contains('-') && own.contains(is_capital);
        // "Cashable savings", "Tenderers must"
        let derived = known.given() == 0
            && known.surname() == 0
            && DERIVED.iter().any(|end| own.strip_suffix(end).is_some_and(|stem| stem.len() > 3))
            && next.starts_with(char::is_lowercase);
        return letters
            || ordinary && !verb
            || compound
            || adjective
            || derived
            || is_well_known_place(own) && !verb
            || PLACES.contains(&next) && known.given() < 3;
    };
    let last = last.rsplit([' ', '\n']).next().unwrap_or_default();
    let given = look_up(first).given() == 3;
    !given && (PLACES.contains(&last) || PLACES.contains(&next)) || PLACES.contains(&first)
}

/// Ends of words that no name has.
const DERIVED: &[&str] =
    &["able", "ible", "erers", "tion", "tions", "ment", "ments", "ness", "isation", "ically", "ability"];

/// Returns whether a word is a county, a police area or a large town: "Devon", "Cambridge", "Northumbria".
fn is_well_known_place(word: &str) -> bool {
    const LARGE: u64 = 50_000;
    place::look_up(word).any(|place| {
        place.is_british()
            && (!place.kind().is_settlement() || place.population().is_some_and(|population| population >= LARGE))
    })
}

fn is_area(name: &str) -> bool {
    place::look_up(name).any(|place| place.is_british() && !place.kind().is_settlement())
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default()
}

/// Returns whether a mention is a county or the area of a force that no word near makes a person: "Northumbria's dog section".
fn is_a_county(text: &str, span: Span) -> bool {
    let own = span.of(text).unwrap_or_default();
    let behind = text.get(span.end..).unwrap_or_default();
    let next = first_word(behind.strip_prefix([' ', '\n']).unwrap_or_default());
    is_area(own) && look_up(own).given() < 2 && !vocabulary::is_person_verb(next)
}

/// Returns whether a mention is the first of two counties: "Devon and Cornwall".
fn are_two_counties(text: &str, span: Span) -> bool {
    let other = text.get(span.end..).and_then(|behind| behind.strip_prefix(" and ")).map(first_word);
    other.is_some_and(is_area) && span.of(text).is_some_and(is_area)
}

/// Returns whether a mention begins with a large town that is nobody's given name: "Manchester Piccadilly", "Hackney Carriage
/// Stand".
fn is_in_a_city(text: &str, span: Span) -> bool {
    let first = span.of(text).and_then(|own| own.split_once(' ')).map(|(first, _)| first);
    first.is_some_and(|first| look_up(first).given() < 2 && is_well_known_place(first))
}

/// Returns whether a mention is an ordinary word with which a sentence begins: "Signs and roundels are being put up".
fn opens_with_a_noun(text: &str, span: Span) -> bool {
    let own = span.of(text).unwrap_or_default();
    let ahead = text.get(..span.start).unwrap_or_default();
    let opens = ahead.is_empty() || ahead.ends_with(['\n']) || ahead.trim_end().ends_with(['.', ':']);
    let next = text.get(span.end..).and_then(|rest| rest.strip_prefix(' ')).unwrap_or_default();
    let next = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let noun = own.strip_suffix('s').unwrap_or(own);
    // "Wills that have been proved"
    if opens
        && noun.len() < own.len()
        && look_up(own).given() < 3
        && matches!(next, "that" | "which" | "are" | "were" | "have")
    {
        return true;
    }
    // "Park rangers say"
    let agents = ["ers", "ors", "ists"].iter().any(|end| next.ends_with(end)) && is_plain(next);
    if opens && agents && look_up(own).is_ordinary() && look_up(own).given() < 3 {
        return true;
    }
    opens
        && is_plain(own)
        && is_plain(noun)
        && next.starts_with(char::is_lowercase)
        && !vocabulary::is_person_verb(next)
}

/// Returns whether a word is an ordinary one and hardly anybody's name.
fn is_plain(word: &str) -> bool {
    let known = look_up(word);
    known.is_ordinary() && known.given() < 2 && known.surname() < 2
}

/// Returns whether a word is two ordinary ones together: "Groundwater", "Floodline".
fn is_compound(word: &str) -> bool {
    const SHORTEST: usize = 4;
    let known = look_up(word);
    known.given() == 0
        && known.surname() == 0
        && (SHORTEST..word.len().saturating_sub(SHORTEST - 1))
            .any(|at| word.split_at_checked(at).is_some_and(|(one, other)| is_plain(one) && is_plain(other)))
}

/// Returns whether the vocabulary says that a single word is nobody where it stands.
fn is_known_to_be_none(text: &str, span: Span) -> bool {
    let word = span.of(text).unwrap_or_default();
    if word.contains([' ', '\n']) {
        return false;
    }
    let own = look_up(word);
    // "Bystander Elliot Reeve" at the start of a sentence.
    let role = roles::is_role_noun(word) && own.given() == 0 && own.surname() < 3;
    // "the London Borough of Hackney"
    let is_place = || place::look_up(word).next().is_some();
    // "the residents of Walton-on-the-Naze"
    let body = || (word.contains("-on-") || place::is_in_name_of_body(text, span)) && is_place();
    // "HMICFRS", "D.O.B."
    let short = || {
        let consonants = word.split(|c: char| "AEIOUY".contains(c)).any(|run| run.len() > 3);
        word.bytes().all(|byte| byte.is_ascii_uppercase()) && consonants || matches!(word, "D.O.B" | "D.O.B.")
    };
    // "NATTRAN/WM/S247/0000"
    let reference = || {
        let rest = text.get(span.end..).unwrap_or_default();
        let code = rest.split([' ', '\n', ',']).next().unwrap_or_default();
        rest.starts_with('/') && code.bytes().any(|byte| byte.is_ascii_digit()) && word.chars().all(is_capital)
    };
    // "stand part of the Bill"; "Det" of a rank that goes on
    let ahead = text.get(..span.start).unwrap_or_default();
    let bill = || word == "Bill" && (ahead.ends_with("the ") || ahead.ends_with("this "));
    // "Part IVA of the Act"
    let part = || {
        word.chars().all(is_capital)
            && ["Part ", "Schedule ", "Title ", "Table "].iter().any(|led| ahead.ends_with(led))
    };
    let rank = || matches!(word, "Det" | "Supt" | "Insp" | "Sgt" | "Const");
    let nobody = short()
        || bill()
        || rank()
        || part()
        || reference()
        || role
        || vocabulary::is_nobody(word)
        || vocabulary::makes_no_person(word) && own.surname() < 2;
    nobody || is_possessed_by_a_thing(text, span.end) || body()
}
