//! Places that a model takes for people: "shuttles from Dalton", "bathing at Whitby, Sandsend and Runswick Bay".
//!
//! A name goes in with its text; the answer is whether it is a place of the gazetteer that the words around tell of as one.

use super::words::look_up;
use crate::Span;
use crate::detect::caseless::is_one_of;
use crate::place;

/// Words behind which a place stands.
const WHERE: &[&str] = &[
    "at",
    "in",
    "near",
    "from",
    "to",
    "between",
    "via",
    "around",
    "outside",
    "through",
    "off",
    "towards",
    "of",
    "north",
    "south",
    "east",
    "west",
    "into",
    "across",
    "beyond",
    "serving",
    "covering",
    "throughout",
    "central",
    "greater",
    "upper",
    "lower",
    "inner",
    "outer",
    "isle",
];
/// Words before the part of a county.
const PARTS: &[&str] =
    &["north", "south", "east", "west", "central", "mid", "greater", "upper", "lower", "inner", "outer"];
/// Rivers and waters whose names a model takes for people.
const RIVERS: &[&str] = &[
    "Tyne",
    "Thames",
    "Severn",
    "Trent",
    "Mersey",
    "Humber",
    "Tees",
    "Wear",
    "Clyde",
    "Tay",
    "Forth",
    "Avon",
    "Ouse",
    "Wye",
    "Usk",
    "Taff",
    "Bann",
    "Lagan",
    "Foyle",
    "Medway",
    "Solent",
    "Tamar",
    "Exe",
    "Aire",
    "Calder",
    "Derwent",
    "Tweed",
    "Spey",
    "Lomond",
    "Windermere",
];
/// What waters and islands are called before "of".
const WATERS: &[&str] =
    &["Firth of ", "Isle of ", "Isles of ", "River ", "Vale of ", "Sound of ", "Kyles of ", "Glasgow and "];
/// Words behind a name that people, and no places, are the subject of.
const DOES: &[&str] = &[
    "said", "says", "told", "added", "was", "is", "has", "had", "who", "whose", "did", "denied", "admitted", "pleaded",
    "went", "came", "left", "lives", "lived", "knew", "saw", "heard", "rang", "called", "asked", "wrote", "died",
    "grabbed", "got",
];

/// Returns whether a name is a place here; `weak` is one of which the model is not sure.
pub(super) fn is_named(text: &str, name: Span, weak: bool) -> bool {
    let (Some(own), Some(before), Some(behind)) = (name.of(text), text.get(..name.start), text.get(name.end..)) else {
        return false;
    };
    // "the Firth of Clyde"
    if WATERS.iter().any(|led| before.ends_with(led)) {
        return true;
    }
    let next = behind.trim_start_matches([' ', '\n']).split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    if weak && RIVERS.contains(&own) && !is_one_of(next, DOES) {
        return true;
    }
    // "flood gates along the Dee estuary"
    if before.ends_with("the ")
        && is_one_of(next, &["estuary", "catchment", "valley", "floodplain", "basin", "tributary"])
    {
        return true;
    }
    if is_on_a_road(text, name) && !is_one_of(next, DOES) {
        return true;
    }
    if !is_british(own) {
        return false;
    }
    // "the line from Wednesbury to Brierley Hill has reached …"
    if own.contains(' ') && ends_a_way(before) {
        return true;
    }
    if is_one_of(next, DOES) {
        return false;
    }
    // "Market Weighton", of which the second word was taken for a name
    let ahead_word = before.strip_suffix(' ').and_then(|rest| rest.rsplit([' ', '\n']).next()).unwrap_or_default();
    if ahead_word.starts_with(char::is_uppercase)
        && look_up(ahead_word).given() < 2
        && text.get(name.start - ahead_word.len() - 1..name.end).is_some_and(is_british)
    {
        return true;
    }
    // "Reginald "Reg" Ashby", "Owen Ashby"
    let ahead = before.trim_end_matches([' ', '\n']);
    let led = ahead.rsplit([' ', '\n', '(']).next().unwrap_or_default();
    if ahead.ends_with(['"', '\'', ']'])
        || led.starts_with(char::is_uppercase)
            && led.ends_with(char::is_alphabetic)
            && !WHERE.contains(&led.to_lowercase().as_str())
    {
        return false;
    }
    let weak = weak && look_up(own).surname() < 2;
    let last = before.trim_end_matches([' ', '\n']).rsplit([' ', '\n', '(']).next().unwrap_or_default();
    let first = own.split([' ', '\n']).next().unwrap_or_default();
    // "Campbeltown and Arran"; "at Jordan's" is no place.
    if look_up(first).given() >= 2 {
        let listed = goes_on_a_list(before) || weak && heads_a_list(behind);
        return is_one_of(last, PARTS) || listed && !behind.starts_with("'s");
    }
    // "a letter to Preston" may be to somebody.
    let towards = is_one_of(last, &["to", "from", "of", "between", "via"]) && look_up(own).surname() >= 2;
    weak || own.contains([' ', '-'])
        || is_one_of(last, WHERE) && !towards
        || goes_on_a_list(before)
        || heads_a_list(behind)
}

/// Returns whether a name says where a road is closed: "the A38 between Marsh Mills and Deep Lane".
fn is_on_a_road(text: &str, name: Span) -> bool {
    const REACH: usize = 70;
    let from = text.ceil_char_boundary(name.start.saturating_sub(REACH));
    let before = text.get(from..name.start).unwrap_or_default();
    let before = before.rsplit(['.', ';', '\n']).next().unwrap_or_default();
    let mut words = before.split(' ');
    let road = words.any(|word| {
        let number = word.strip_prefix(['A', 'M', 'B']).unwrap_or_default();
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'(' | b'M' | b')'))
    });
    let rest: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let between = rest.iter().any(|word| matches!(*word, "between" | "from" | "at" | "near"));
    let only_names = rest.iter().all(|word| {
        word.starts_with(char::is_uppercase)
            || matches!(
                *word,
                "between"
                    | "from"
                    | "and"
                    | "to"
                    | "at"
                    | "near"
                    | "of"
                    | "the"
                    | "is"
                    | "in"
                    | "both"
                    | "directions"
                    | "closed"
                    | "shut"
                    | "junction"
                    | "exit"
            )
    });
    road && between && only_names
}

/// Returns whether a text ends with the beginning of a way: "from Wednesbury to", "between Leigh and".
fn ends_a_way(before: &str) -> bool {
    [(" to ", "from"), (" and ", "between")].iter().any(|(joint, opens)| {
        let Some(from) = before.strip_suffix(joint) else { return false };
        let mut words = from.rsplit([' ', '\n']).skip_while(|word| word.starts_with(char::is_uppercase));
        words.next().is_some_and(|word| is_one_of(word, &[opens])) && is_place(from, true)
    })
}

fn is_british(name: &str) -> bool {
    place::look_up(name).any(place::Place::is_british)
}

/// Returns whether the last word before the comma or "and" ahead of a name is a place too.
fn goes_on_a_list(before: &str) -> bool {
    let kept = before.trim_end_matches([' ', '\n']);
    let Some(kept) = kept.strip_suffix(',').or_else(|| kept.strip_suffix(" and")).or_else(|| kept.strip_suffix(" or"))
    else {
        return false;
    };
    is_place(kept.trim_end_matches(','), true)
}

/// Returns whether a name is followed by a comma or "and" and another place.
fn heads_a_list(behind: &str) -> bool {
    let rest =
        behind.strip_prefix(", ").or_else(|| behind.strip_prefix(" and ")).or_else(|| behind.strip_prefix(" or "));
    rest.is_some_and(|rest| is_place(rest, false))
}

/// Returns whether a text ends, or begins, with the name of a place of one to three words.
fn is_place(text: &str, ends: bool) -> bool {
    (1..=3_usize).any(|words| {
        let name = if ends {
            text.rmatch_indices([' ', '\n'])
                .nth(words - 1)
                .map_or(text, |(at, _)| text.get(at + 1..).unwrap_or_default())
        } else {
            let (at, _) = text.match_indices([' ', '\n', ',', '.', ';']).nth(words - 1).unwrap_or((text.len(), ""));
            text.get(..at).unwrap_or_default()
        };
        let known = look_up(name);
        name.starts_with(char::is_uppercase) && is_british(name) && known.given() == 0 && known.surname() < 2
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn places_are_told_from_people() {
        let named = |text: &str, name: &str| {
            let start = text.find(name).unwrap();
            is_named(text, Span::new(start, start + name.len()), false)
        };
        assert!(named("a shuttle from Goathland.", "Goathland"));
        assert!(named("Stockport, Carlisle and Durham came out best", "Carlisle"));
        assert!(named("The tram from Wednesbury to Brierley Hill has reached Dudley.", "Brierley Hill"));
        assert!(!named("She ran from Leigh. Brierley Hill has her coat.", "Brierley Hill"));
        assert!(named("gates along the Dee estuary", "Dee"));
        assert!(!named("Mr Lincoln said", "Lincoln"));
        assert!(!named("told Preston he", "Preston"));
    }
}
