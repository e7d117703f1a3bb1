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
    if !is_british(own) || is_one_of(next, DOES) {
        return false;
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
        return is_one_of(last, PARTS) || goes_on_a_list(before) && !behind.starts_with("'s");
    }
    weak || own.contains([' ', '-']) || is_one_of(last, WHERE) || goes_on_a_list(before) || heads_a_list(behind)
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
        assert!(!named("Mr Lincoln said", "Lincoln"));
        assert!(!named("told Preston he", "Preston"));
    }
}
