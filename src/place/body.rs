//! Places in the names of courts, bodies and offices: "Chelmsford Crown Court", "the Bishop of Chelmsford".
//!
//! In that of a court or a body they are nobody's location; in any of them another place would make another court of it. A prison, a hospital or a school is
//! left out: it may be where somebody is.

use super::look_up;
use crate::Span;

/// Words that make a body of the place before them.
const BODIES: &[&str] = &[
    "council",
    "police",
    "constabulary",
    "magistrates",
    "magistrates'",
    "magistrate's",
    "coroner",
    "coroners",
    "coroner's",
    "coroners'",
    "probation",
    "nhs",
    "ambulance",
    "university",
    "cathedral",
    "assizes",
];

/// Pairs of words that do.
const PAIRS: &[&str] = &[
    "crown court",
    "county court",
    "combined court",
    "youth court",
    "family court",
    "high court",
    "sheriff court",
    "civil justice",
    "justice centre",
    "fire service",
    "fire and",
    "health board",
    "health authority",
    "county hall",
];

/// What may stand between a place and such a word.
const BETWEEN: &[&str] =
    &["city", "county", "district", "borough", "town", "parish", "metropolitan", "community", "royal", "and"];

/// What stands before a place that names a body.
const BODIES_OF: &[&str] = &[
    "borough of",
    "university of",
    "court at",
    "court sitting at",
    "nhs",
    "police service of",
    "bank of",
    "church of",
    "diocese of",
];

/// What stands before a place that names an office: the place is one, and no other may stand there.
const OFFICES_OF: &[&str] = &[
    "bishop of",
    "archbishop of",
    "archdeacon of",
    "dean of",
    "mayor of",
    "mp for",
    "member of parliament for",
    "court in",
    "coroner for",
    "commissioner for",
    "recorder of",
    "lieutenant of",
    "sheriff of",
    "duke of",
    "duchess of",
    "earl of",
    "countess of",
    "prince of",
    "princess of",
    "marquess of",
    "constituency of",
];

/// Returns whether the place at `span` of a text stands in the name of a court or a body.
pub(crate) fn is_in_name_of_body(text: &str, span: Span) -> bool {
    is_followed(text, span, |whole, _, body| {
        look_up(whole).next().is_some() || look_up(&format!("{whole} {body}")).next().is_some()
    }) || is_led(text, span, BODIES_OF)
}

/// Returns whether it may stand in such a name, or in that of an office: also where two places are joined and no list holds
/// them together.
pub(crate) fn may_be_in_name_of_body(text: &str, span: Span) -> bool {
    let is_apart = |second: &str, body: &str| look_up(&format!("{second} {body}")).next().is_some();
    is_followed(text, span, |_, second, body| !is_apart(second, body))
        || is_led(text, span, BODIES_OF)
        || is_led(text, span, OFFICES_OF)
}

/// Returns whether a word for a body follows; `is_joined` decides where an "and" stands between, by both places, the second
/// and the word.
fn is_followed(text: &str, span: Span, is_joined: impl Fn(&str, &str, &str) -> bool) -> bool {
    let own = text.get(span.end..).unwrap_or_default();
    let mut at = if own.starts_with("'s") { 2 } else { 0 };
    // Where the second place starts.
    let mut second = None;
    for _ in 0..6 {
        let Some(next) = own.get(at..).and_then(|rest| rest.strip_prefix([' ', '\n', '-'])) else { return false };
        let word = word(next);
        let lower = word.to_ascii_lowercase();
        let after = next.get(word.len()..).and_then(|rest| rest.strip_prefix(' ')).unwrap_or_default();
        let pair = format!("{lower} {}", self::word(after).to_ascii_lowercase());
        if BODIES.contains(&lower.as_str()) || PAIRS.contains(&pair.as_str()) {
            let Some(start) = second else { return true };
            let whole = text.get(span.start..span.end + at).unwrap_or_default();
            return is_joined(whole, own.get(start..at).unwrap_or_default(), word);
        }
        let goes_on = BETWEEN.contains(&lower.as_str())
            || second.is_some()
                && (word.starts_with(char::is_uppercase) || ["of", "on", "upon", "the"].contains(&word));
        if !goes_on {
            return false;
        }
        at += 1 + word.len();
        if lower == "and" {
            second = Some(at + 1);
        }
    }
    false
}

fn is_led(text: &str, span: Span, phrases: &[&str]) -> bool {
    let before = text.get(text.ceil_char_boundary(span.start.saturating_sub(64))..span.start).unwrap_or_default();
    if is_led_by(before, phrases) {
        return true;
    }
    // The second half of "the Royal Borough of Kensington and Chelsea".
    let Some(first) = before.strip_suffix(" and ") else { return false };
    let start = first.rfind(" of ").map_or(0, |at| at + 4);
    let own = first.get(start..).unwrap_or_default();
    let whole = format!("{own} and {}", span.of(text).unwrap_or_default());
    is_led_by(first.get(..start).unwrap_or_default(), phrases) && look_up(&whole).next().is_some()
}

fn is_led_by(before: &str, phrases: &[&str]) -> bool {
    let Some(before) = before.strip_suffix(" the ").or_else(|| before.strip_suffix([' ', '\n'])) else { return false };
    phrases.iter().any(|phrase| {
        let Some((rest, end)) = before.len().checked_sub(phrase.len()).and_then(|at| before.split_at_checked(at))
        else {
            return false;
        };
        end.eq_ignore_ascii_case(phrase) && !rest.ends_with(char::is_alphanumeric)
    })
}

/// Returns the word with which a text begins, apostrophes included.
fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn unmark(marked: &str) -> (String, Span) {
        let start = marked.find('«').unwrap();
        let text = marked.replace('«', "");
        let end = text.find('»').unwrap();
        (text.replace('»', ""), Span::new(start, end))
    }

    #[test]
    fn no_other_place_may_stand_in_the_name_of_an_office() {
        for (marked, wanted) in [
            ("the Bishop of «Chelmsford»", true),
            ("the court in «Chelmsford»", true),
            ("at «Bradford» and Keighley Magistrates' Court", true),
            ("in «Clacton» and Essex Police said", false),
            ("a man of «Chelmsford»", false),
        ] {
            let (text, span) = unmark(marked);
            assert_eq!(may_be_in_name_of_body(&text, span), wanted, "{marked}");
        }
    }

    #[test]
    fn a_court_and_a_body_are_told_from_a_location() {
        for (marked, wanted) in [
            ("at «Chelmsford» Crown Court", true),
            ("at «CHELMSFORD» CROWN COURT", true),
            ("at «Southend-on-Sea» Magistrates' Court", true),
            ("at the Crown Court at «Chelmsford»", true),
            ("«Essex» Police said", true),
            ("«Essex» County Fire and Rescue Service", true),
            ("«Tendring» District Council", true),
            ("the London Borough of «Hackney»", true),
            ("the Royal Borough of Kensington and «Chelsea»", true),
            ("«Devon» and Cornwall Police", true),
            ("in «Clacton» and Essex Police said", false),
            ("«Avon» and Somerset Constabulary", true),
            ("«Bath» and North East Somerset Council", true),
            ("in «Clacton» and Essex Police said", false),
            ("in «Clacton» and spoke to the police", false),
            ("in «Chelmsford».", false),
            ("in «Chelmsford» on Friday the council", false),
            ("a court in the town of «Chelmsford»", false),
            ("was held at HMP «Chelmsford»", false),
            ("in «Colchester» Hospital", false),
            ("«Frinton» Road", false),
        ] {
            let (text, span) = unmark(marked);
            assert_eq!(is_in_name_of_body(&text, span), wanted, "{marked}");
        }
    }
}
