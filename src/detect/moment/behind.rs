//! Ages and dates behind names, words for persons and signs of sex, with no word of age or birth.

use super::age::{PERSONS, ends_clause, follows_in_a_band, is_said_of_somebody, report_years, role_at};
use super::birth::date_at;
use super::{digits, report};
use crate::detect::caseless::{is_one_of, starts_with_one_of, strip_start};
use crate::fold::Reading;
use crate::{Confidence, Evidence, Findings, Kind, Role, Span};

/// Reports `, 34,`, `(34)` and `(14/03/1979)` behind a name, "34yo" and "she is 34".
pub(super) fn behind_names(reading: &Reading<'_>, findings: &mut Findings<'_>) {
    let text = reading.text();
    let bytes = text.as_bytes();
    for at in reading.marks().trigger_places() {
        let open = at.checked_sub(1).and_then(|before| bytes.get(before));
        if !bytes.get(at).is_some_and(u8::is_ascii_digit) || open.is_some_and(u8::is_ascii_alphanumeric) {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let bracket = open == Some(&b'(');
        let spaced = matches!(open, Some(b' ' | b'\n'));
        let comma = spaced && at.checked_sub(2).and_then(|before| bytes.get(before)) == Some(&b',');
        if bracket {
            in_brackets(text, at, rest, findings);
        }
        let len = digits(rest);
        if !(1..=2).contains(&len) {
            continue;
        }
        let span = Span::new(at, at + len);
        let after = rest.get(len..).unwrap_or_default();
        let before = text.get(..at - usize::from(spaced || bracket)).unwrap_or_default();
        if spaced && !comma && after.starts_with(['/', '.', '-']) {
            behind_name(at, rest, before, findings);
        }
        let unit = unit_of_years(after);
        let behind = after.get(unit..).unwrap_or_default();
        if let Some(end) =
            ["y.o.", " y.o.", "yo", " yo", "y.o", " y.o"].iter().find_map(|unit| strip_start(after, unit))
            && !end.starts_with(char::is_alphanumeric)
        {
            let role = role_at(rest.get(..len).unwrap_or_default());
            let span = Span::new(at, text.len() - end.len());
            report(findings, span, Kind::AGE, Confidence::Likely, Evidence::Shape, role);
        } else if is_behind_sex(text, at) && !behind.starts_with(char::is_alphanumeric) && !follows_in_a_band(behind) {
            report_years(text, Span::new(at, at + len + unit), findings);
        } else if comma && unit > 0 && starts_with_one_of(behind, &[", of ", ", from "]) && ends_with_name(before) {
            // "Derek Marsh, 34 years; Ann Holt, 12 years" are sentences.
            report_years(text, Span::new(at, at + len + unit), findings);
        } else if bracket && after.starts_with(')') && (ends_with_name(before) || may_be_in_brackets(before, len))
            || bracket && unit > 0 && behind.starts_with(')') && ends_with_person(before)
            || comma
                && closes_age(after)
                && (ends_with_name(before) || ends_with_person(before) || ends_with_given(before))
            || spaced && !comma && ends_clause(after) && is_said_of_somebody(before) && !counts_on(after)
        {
            report_years(text, span, findings);
        }
    }
}

/// Returns the length of " years", " yrs" or "yrs" behind a number.
pub(super) fn unit_of_years(after: &str) -> usize {
    let gap = usize::from(after.starts_with([' ', '\n']));
    let unit = super::word(after.get(gap..).unwrap_or_default());
    if is_one_of(unit, &["years", "year", "yrs", "yr"]) { gap + unit.len() } else { 0 }
}

/// Returns whether `at` stands behind a sign of somebody's sex, as in "(F, 14)" and "victim M/15".
fn is_behind_sex(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let Some(head) = [", ", "/", " "].iter().find_map(|joint| before.strip_suffix(joint)) else { return false };
    let from = head.ceil_char_boundary(head.len().saturating_sub(6));
    let sign =
        head.get(from..).unwrap_or_default().rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let ahead = head.get(..head.len() - sign.len()).unwrap_or_default();
    let open = ahead.ends_with(['(', '[']);
    match sign {
        "M" | "F" => open || ahead.ends_with(' ') && ends_with_person(ahead),
        _ => open && is_one_of(sign, &["male", "female"]),
    }
}

/// Returns whether a number of `len` figures in brackets behind `before` can be an age: "a girl (9)", "the driver (34)".
/// Behind other words for persons one figure may be the number of a note.
fn may_be_in_brackets(before: &str, len: usize) -> bool {
    const YOUNG: &[&str] =
        &["boy", "girl", "child", "son", "daughter", "brother", "sister", "toddler", "niece", "nephew"];
    const KIN: &[&str] = &[
        "mother",
        "father",
        "daughter",
        "brother",
        "sister",
        "teenager",
        "driver",
        "caller",
        "grandmother",
        "grandfather",
    ];
    let word = last_word(before.strip_suffix(' ').unwrap_or(before));
    // "her son Jack (7)"
    let named = word.starts_with(char::is_uppercase).then(|| before.trim_end().strip_suffix(word)).flatten();
    if named.is_some_and(|ahead| is_one_of(last_word(ahead.trim_end()), YOUNG)) {
        return true;
    }
    is_one_of(word, YOUNG) || len == 2 && (is_one_of(word, PERSONS) || is_one_of(word, KIN))
}

/// Returns the word that a text ends with, of at most sixteen bytes.
fn last_word(text: &str) -> &str {
    let tail = text.get(text.ceil_char_boundary(text.len().saturating_sub(16))..).unwrap_or_default();
    tail.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default()
}

/// Returns whether what follows "is 34" makes it a count, or is read elsewhere.
fn counts_on(after: &str) -> bool {
    strip_start(after, " at the time").is_some()
        || [" and ", " or ", ", "].iter().any(|joint| strip_start(after, joint).is_some_and(|rest| digits(rest) > 0))
}

/// Reports the date at `at`, behind a bracket behind a name.
fn in_brackets(text: &str, at: usize, rest: &str, findings: &mut Findings<'_>) {
    let Some(len) = date_at(rest) else { return };
    let before = text.get(..at.saturating_sub(1)).unwrap_or_default();
    if rest.get(len..).is_some_and(|rest| rest.starts_with(')')) && ends_with_name(before) {
        let (span, kind) = (Span::new(at, at + len), Kind::DATE_OF_BIRTH);
        report(findings, span, kind, Confidence::Likely, Evidence::Shape, Role::Unknown);
    }
}

/// Reports the date at `at` behind a name: with "b" between, or, as lists of nominals have it, a surname in capitals and a year
/// of the last century.
fn behind_name(at: usize, rest: &str, before: &str, findings: &mut Findings<'_>) {
    let Some(len) = date_at(rest) else { return };
    let born = before.strip_suffix(" b").or_else(|| before.strip_suffix(" B"));
    let name = born.unwrap_or(before).trim_end_matches([' ', ',']);
    let from = name.ceil_char_boundary(name.len().saturating_sub(48));
    let shouted = name.get(from..).unwrap_or_default().rsplit([' ', '\n']).take(2).any(|word| {
        word.chars().count() > 2
            && word.trim_end_matches(',').chars().all(|c| c.is_uppercase() || matches!(c, '\'' | '-'))
    });
    let year = rest.get(len.saturating_sub(4)..len).unwrap_or_default();
    if (born.is_some() || shouted && year.starts_with("19")) && ends_with_name(name) {
        let (span, kind) = (Span::new(at, at + len), Kind::DATE_OF_BIRTH);
        report(findings, span, kind, Confidence::Likely, Evidence::Shape, Role::Unknown);
    }
}

/// Returns whether what follows ", 34" lets it be an age.
fn closes_age(after: &str) -> bool {
    if after.starts_with([',', ';']) {
        // A number more makes a list of it: "Pages 12, 14", "vol. 28, 61-72".
        let rest = after.get(1..).unwrap_or_default();
        return digits(rest.strip_prefix(' ').unwrap_or(rest)) == 0;
    }
    let verbs = [" of ", ". ", " from ", " denied", " admitted", " pleaded", " appeared", " died", " who ", " told "];
    starts_with_one_of(after, &verbs)
}

/// Returns whether a text ends in a word for one person: "a man,".
fn ends_with_person(before: &str) -> bool {
    is_one_of(last_word(before.trim_end_matches([' ', '\n', ','])), PERSONS)
}

/// Returns whether a text ends in a given name, or in any name behind a relation: "Rufus,", "his friend Kayden,".
fn ends_with_given(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\n', ',']);
    let name = last_word(before);
    let ahead = before.get(..before.len() - name.len()).unwrap_or_default();
    let related = || {
        let word = last_word(ahead.trim_end());
        crate::detect::quasi::is_kin(word)
            || is_one_of(word, &["friend", "pal", "classmate", "baby", "toddler", "pupil"])
    };
    let is_name =
        name.starts_with(char::is_uppercase) && name.chars().all(char::is_alphabetic) && !is_one_of(name, NOBODY);
    is_name
        && !is_one_of(name, &["April", "May", "June", "August"])
        && (crate::detect::people::marks_a_person(name) || ahead.ends_with(' ') && related())
}

/// Words in capitals that are no part of a person's name: bodies, regions, offences, pieces of documents.
const NOBODY: &[&str] = &[
    "Section",
    "Table",
    "Figure",
    "Rule",
    "Part",
    "Article",
    "Item",
    "Page",
    "Act",
    "Order",
    "Schedule",
    "Level",
    "Grade",
    "Council",
    "Court",
    "Police",
    "Committee",
    "Office",
    "Board",
    "Ministry",
    "Department",
    "Agency",
    "Commission",
    "Report",
    "Inquiry",
    "Review",
    "Bill",
    "Regulations",
    "Guidance",
    "Policy",
    "Service",
    "Authority",
    "Group",
    "Tribunal",
    "Notice",
    "Strategy",
    "Plan",
    "Times",
    "Gazette",
    "News",
    "Herald",
    "House",
    "Lords",
    "Commons",
    "Appeal",
    "Home",
    "Crown",
    "High",
    "Supreme",
    "Public",
    "Criminal",
    "Violent",
    "Drug",
    "Drugs",
    "Theft",
    "Vehicle",
    "Sexual",
    "Domestic",
    "Damage",
    "Robbery",
    "Burglary",
    "Possession",
    "Weapons",
    "Offences",
    "Crime",
    "North",
    "South",
    "East",
    "West",
    "Northern",
    "Southern",
    "Eastern",
    "Western",
    "Greater",
    "Great",
    "Upper",
    "Lower",
    "Central",
    "County",
    "City",
    "Borough",
    "District",
    "Ward",
    "New",
    "Old",
    "Road",
    "Street",
    "Team",
    "Unit",
    "Force",
    "Constabulary",
    "University",
    "College",
    "School",
    "Hospital",
    "Trust",
    "Party",
    "Union",
    "Association",
    "Society",
    "Foundation",
    "Network",
    "Centre",
    "Institute",
    "Institution",
    "The",
    "Total",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Rights",
    "Code",
    "Standards",
    "Note",
    "Annex",
    "Appendix",
    "Chapter",
    "Clause",
    "Paragraph",
    "Question",
    "Version",
    "Volume",
];

/// Returns whether a text ends in two words with capitals that could be a name.
fn ends_with_name(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\n']);
    let from = before.ceil_char_boundary(before.len().saturating_sub(48));
    let tail = before.get(from..).unwrap_or_default();
    let mut words = tail.rsplit([' ', '\n']).filter(|word| !word.is_empty());
    let (Some(last), Some(first)) = (words.next(), words.next()) else { return false };
    let capital = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '-' | '.' | ','))
    };
    let nobody = |word: &str| {
        let word = word.trim_end_matches([',', '.']);
        is_one_of(word, NOBODY)
    };
    capital(last) && capital(first) && !nobody(last) && !nobody(first) && last.chars().count() > 1
}
