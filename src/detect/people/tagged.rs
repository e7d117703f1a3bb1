//! What the statistical tagger adds to the names that grammar and lists have found.
//!
//! The text and its names go in; the names come out longer, surer and more, and places and bodies are reported. A mention
//! that a rule has seen keeps the role that the rule gave it. What the vocabulary knows to be nobody stays nobody: the
//! model has seen less of police and council prose than the people who wrote those lists.

use super::tagger::{self, Label, Mention, Scratch};
use super::words::look_up;
use super::{LONGEST_NAME, Name, is_capital, is_possessed_by_a_thing, roles, vocabulary};
use crate::detect::window::windows;
use crate::place;
use crate::{Confidence, DetectorId, Evidence, EvidenceSet, Findings, Kind, Span, Unfinished};

/// The id under which findings of the tagger alone are reported.
pub(super) const ID: DetectorId = DetectorId::fixed("tagger");

/// Adds people to `names` and reports places and bodies.
///
/// # Errors
/// When the weights cannot be read: then nothing was looked at.
pub(super) fn add(text: &str, names: &mut Vec<Name>, findings: &mut Findings<'_>) -> Result<(), Unfinished> {
    let model =
        tagger::built_in().ok_or_else(|| Unfinished { reason: "the weights of the tagger are damaged".to_owned() })?;
    split_lists(text, names);
    names.sort_by_key(|name| name.span);
    let known: Vec<Span> = names.iter().map(|name| name.span).collect();
    let mut scratch = Scratch::default();
    for window in windows(text) {
        let Some(own) = window.of(text) else { continue };
        model.tag(own, &mut scratch, |mut mention| {
            mention.span = Span::new(window.start + mention.span.start, window.start + mention.span.end);
            match mention.label {
                Label::Person => person(text, mention, &known, names),
                Label::Location if place::is_in_name_of_body(text, mention.span) => {}
                Label::Location => report(mention, Kind::LOCATION, findings),
                Label::Organization => report(mention, Kind::ORGANIZATION, findings),
            }
        });
    }
    Ok(())
}

/// How many names that start before a place are looked at for one that reaches over it.
const NEAREST: usize = 8;

fn report(mention: Mention, kind: Kind, findings: &mut Findings<'_>) {
    findings.push(mention.span, kind, mention.confidence, EvidenceSet::of(Evidence::Model), ID);
}

/// Makes a known name surer or longer, or adds one; the first of `names` are those of the rules, found at `known`, in order.
fn person(text: &str, mention: Mention, known: &[Span], names: &mut Vec<Name>) {
    let Some(span) = without_titles(text, mention.span).filter(|span| !is_of_an_alias(text, *span)) else { return };
    let mut seen = false;
    let after = known.partition_point(|name| name.start < span.end);
    let near = names.get_mut(after.saturating_sub(NEAREST)..after).unwrap_or_default();
    for name in near.iter_mut().filter(|name| name.span.overlaps(span)) {
        seen = true;
        name.evidence = name.evidence.with(Evidence::Model);
        if mention.confidence >= Confidence::Likely {
            name.span = name.span.union(span);
            name.confidence = name.confidence.max(mention.confidence);
        }
    }
    if seen
        || is_known_to_be_none(text, span)
        || is_no_more_than_a_function(text, span)
        || is_home_of_somebody(text, span)
        || mention.confidence == Confidence::Possible && is_hardly_one(text, span)
        || mention.confidence <= Confidence::Likely
            && (opens_with_a_noun(text, span) || is_a_county(text, span) || is_in_a_city(text, span))
        || are_two_counties(text, span)
    {
        return;
    }
    let (confidence, evidence) = (mention.confidence, EvidenceSet::of(Evidence::Model));
    names.push(Name { span, confidence, evidence, role: roles::role(text, span, None) });
}

/// Lines shorter than this are lines of a list, in bytes; prose that was broken into lines has longer ones.
const LIST_LINE: usize = 40;

/// Takes names apart that the rules have read over the end of a short line, as in a list of names one a line.
fn split_lists(text: &str, names: &mut Vec<Name>) {
    let mut at = 0;
    while let Some(name) = names.get_mut(at) {
        let own = name.span.of(text).unwrap_or_default();
        if let Some(end) = own.find('\n').map(|len| name.span.start + len)
            && end - text.get(..end).and_then(|before| before.rfind('\n')).map_or(0, |line| line + 1) < LIST_LINE
        {
            let rest = Span::new(end + 1, name.span.end);
            let (confidence, evidence, role) = (name.confidence, name.evidence, name.role);
            name.span.end = end;
            names.push(Name { span: rest, confidence, evidence, role });
        }
        at += 1;
    }
}

/// Returns the span behind titles, ranks and offices and without `'s`, or `None` where nothing else is there.
fn without_titles(text: &str, span: Span) -> Option<Span> {
    const BETWEEN: [char; 3] = [' ', '\n', '.'];
    let own = within_sentence(span.of(text)?);
    let own = own.strip_suffix("'s").unwrap_or(own);
    let end = span.start + own.len();
    let mut rest = own.get(vocabulary::dotted_rank(own).unwrap_or(0)..)?;
    for _ in 0..LONGEST_NAME {
        let words: Vec<&str> = rest.split(BETWEEN).filter(|word| !word.is_empty()).take(4).collect();
        let Some((len, _)) = vocabulary::lead(&words) else { break };
        for word in words.iter().take(len) {
            rest = rest.strip_prefix(word)?.trim_start_matches(BETWEEN);
        }
    }
    rest.starts_with(char::is_alphabetic).then(|| Span::new(end - rest.len(), end))
}

/// Returns whether a mention is an alias, or the letter of one, and what follows it: "A. Det Insp" in "Person A. Det Insp".
fn is_of_an_alias(text: &str, span: Span) -> bool {
    let own = span.of(text).unwrap_or_default();
    let before = text.get(..span.start).and_then(|before| before.strip_suffix(' ')).unwrap_or_default();
    let start = before.rfind(|c: char| !c.is_ascii_alphabetic()).map_or(0, |at| at + 1);
    let (noun, own) = match own.split_once(' ') {
        Some((noun, own)) if is_alias_noun(noun) => (noun, own),
        _ => (before.get(start..).unwrap_or_default(), own),
    };
    let letter = own.len() - own.trim_start_matches(|c: char| c.is_ascii_uppercase()).len();
    let rest = own.get(letter..).unwrap_or_default();
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_nobody = |rest: &str| {
        let rest_span = Span::new(span.end - rest.len(), span.end);
        let words: Vec<&str> = rest.split([' ', '\n', '.']).filter(|word| !word.is_empty()).take(4).collect();
        // A title behind begins the next name, and tells of it without this mention.
        let is_next = letter < own.len() && vocabulary::lead(&words).is_some();
        rest.is_empty() || is_next || is_alias_noun(rest) || without_titles(text, rest_span).is_none()
    };
    letter == 1 && is_alias_noun(noun) && is_nobody(rest)
}

/// Returns whether a release may call somebody that, with a letter behind.
fn is_alias_noun(word: &str) -> bool {
    word.starts_with(is_capital) && (matches!(word, "Person" | "Relative") || roles::is_role_noun(word))
}

/// Returns a name up to the full stop that ends a sentence: one behind a word that is no initial and no abbreviation.
fn within_sentence(name: &str) -> &str {
    const SHORTEST: usize = 4;
    let ends = |(at, _): &(usize, &str)| {
        let (before, after) = name.split_at_checked(*at).unwrap_or_default();
        let word = before.bytes().rev().take_while(|byte| !matches!(byte, b' ' | b'\n' | b'.')).count();
        word >= SHORTEST && !after.get(1..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
    };
    name.match_indices('.').find(ends).map_or(name, |(at, _)| name.get(..at).unwrap_or(name))
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
    let rank = || matches!(word, "Det" | "Supt" | "Insp" | "Sgt" | "Const");
    let nobody = short()
        || bill()
        || rank()
        || reference()
        || role
        || vocabulary::is_nobody(word)
        || vocabulary::makes_no_person(word) && own.surname() < 2;
    nobody || is_possessed_by_a_thing(text, span.end) || body()
}
