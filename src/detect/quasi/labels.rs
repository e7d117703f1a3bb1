//! What stands behind a label on a form ("Nationality: Romanian") or in a field of a record.

use crate::detect::caseless::is_one_of;
use crate::detect::context::field_words;
use crate::{Confidence, Kind, Span};

/// The longest value, in bytes.
const LONGEST: usize = 60;
/// What stands on forms where nothing is told.
const NOTHING: &[&str] = &[
    "unknown",
    "n",
    "n/a",
    "na",
    "none",
    "not",
    "nil",
    "no",
    "-",
    "refused",
    "declined",
    "tbc",
    "withheld",
    "redacted",
    "unspecified",
    "yes",
    "all",
    "see",
];
/// What a sex is called on forms.
const SEXES: &[&str] =
    &["m", "f", "male", "female", "man", "woman", "boy", "girl", "non-binary", "trans", "transgender", "x"];

/// Returns the span of the value behind a label that ends at `end`.
pub(super) fn read(text: &str, end: usize, kind: &Kind) -> Option<Span> {
    let rest = text.get(end..)?;
    let start = end + rest.len() - rest.trim_start_matches([' ', '*', '_', '\t']).len();
    let line = text.get(start..)?;
    let short = line.get(..line.floor_char_boundary(LONGEST.min(line.len())))?;
    // No word is cut in two.
    let line = if short.len() < line.len() { short.rsplit_once(' ').map_or(short, |(whole, _)| whole) } else { short };
    let listed = *kind == Kind::HEALTH || *kind == Kind::DISTINGUISHING_MARK;
    let stop = |c: char| matches!(c, '\n' | ';' | '|' | '.' | '[') || c == ',' && !listed;
    let value = line.split(stop).next()?.trim_end();
    // Another label may follow on the line: "NATIONALITY: BRITISH OCCUPATION: PORTER".
    let value = match value.find(": ") {
        Some(colon) => value.get(..colon)?.rsplit_once(' ')?.0.trim_end(),
        None => value,
    };
    is_telling(value, kind).then(|| Span::new(start, start + value.len()))
}

fn is_telling(value: &str, kind: &Kind) -> bool {
    let first = value.split([' ', ',']).next().unwrap_or_default();
    let told = !first.is_empty() && !is_one_of(first, NOTHING) && first.starts_with(char::is_alphanumeric);
    // "by ethnicity: 62% of those": a statistic.
    let share = first.starts_with(|c: char| c.is_ascii_digit()) && (first.ends_with('%') || value.contains("per cent"));
    told && !share && (*kind != Kind::SEX || is_one_of(value, SEXES))
}

/// Names of fields, as words, with what they hold.
const FIELDS: &[(&str, Kind)] = &[
    ("occupation", Kind::OCCUPATION),
    ("job", Kind::OCCUPATION),
    ("job title", Kind::OCCUPATION),
    ("profession", Kind::OCCUPATION),
    ("nationality", Kind::NRP),
    ("ethnicity", Kind::NRP),
    ("ethnic origin", Kind::NRP),
    ("ethnic group", Kind::NRP),
    ("religion", Kind::NRP),
    ("faith", Kind::NRP),
    ("sex", Kind::SEX),
    ("gender", Kind::SEX),
    ("disability", Kind::HEALTH),
    ("medical condition", Kind::HEALTH),
    ("medical conditions", Kind::HEALTH),
    ("diagnosis", Kind::HEALTH),
    ("relationship", Kind::KINSHIP),
    ("relationship to victim", Kind::KINSHIP),
    ("relationship to suspect", Kind::KINSHIP),
    ("year group", Kind::SCHOOL_YEAR),
    ("school year", Kind::SCHOOL_YEAR),
    ("distinguishing marks", Kind::DISTINGUISHING_MARK),
    ("marks and scars", Kind::DISTINGUISHING_MARK),
    ("tattoos", Kind::DISTINGUISHING_MARK),
];

/// Returns the span of the value of a field that holds a quasi-identifier, its kind, and how sure that is.
///
/// Tables of figures have columns of such names too: what is special about somebody is only possible there.
pub(super) fn in_field(text: &str, field: &str) -> Option<(Span, Kind, Confidence)> {
    let name = field_words(field);
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, kind) = FIELDS.iter().find(|(known, _)| *known == name)?;
    let start = text.len() - text.trim_start().len();
    let value = text.trim();
    let special = [Kind::NRP, Kind::HEALTH, Kind::DISTINGUISHING_MARK].contains(kind);
    let confidence = if special { Confidence::Possible } else { Confidence::Certain };
    let told = is_telling(value, kind) && value.len() <= LONGEST;
    told.then(|| (Span::new(start, start + value.len()), kind.clone(), confidence))
}
