//! Ages and dates behind names and words for persons, with no word of age or birth.

use super::age::{PERSONS, ends_clause, is_said_of_somebody, report_years, role_at};
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
        if let Some(end) = ["yo", " yo"].iter().find_map(|unit| strip_start(after, unit))
            && !end.starts_with(char::is_alphanumeric)
        {
            let role = role_at(rest.get(..len).unwrap_or_default());
            let span = Span::new(at, text.len() - end.len());
            report(findings, span, Kind::AGE, Confidence::Likely, Evidence::Shape, role);
        } else if bracket && after.starts_with(')') && ends_with_name(before)
            || comma && closes_age(after) && (ends_with_name(before) || ends_with_person(before))
            || spaced && !comma && ends_clause(after) && is_said_of_somebody(before) && !counts_on(after)
        {
            report_years(text, span, findings);
        }
    }
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
    let before = before.trim_end_matches([' ', '\n', ',']);
    let word = before.get(before.ceil_char_boundary(before.len().saturating_sub(16))..).unwrap_or_default();
    let word = word.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    is_one_of(word, PERSONS)
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
