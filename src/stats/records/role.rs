//! What a column is to an intruder, guessed from its name and its values.
//!
//! A guess is a suggestion for the officer, who confirms it; where name and values say nothing, a column whose every value
//! is different is taken for a reference of somebody, and any other for nothing in particular.

use std::fmt;
use std::str::FromStr;

use super::data::{Column, MISSING};
use crate::postcode::Postcode;
use crate::treat::month_and_year;

/// What a column is to somebody who wants to know more than the file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ColumnRole {
    /// Identifies somebody by itself: a name, a number, an address. Never released.
    Direct,
    /// Identifies somebody together with others and may be known from elsewhere: age, sex, town, dates.
    Quasi,
    /// What must not be learned of somebody: an offence, a diagnosis.
    Sensitive,
    /// How many people a row stands for.
    Count,
    /// Nothing of the above; released as it is.
    Other,
}

/// Names of roles, as they are typed.
const NAMES: [(&str, ColumnRole); 5] = [
    ("direct", ColumnRole::Direct),
    ("quasi", ColumnRole::Quasi),
    ("sensitive", ColumnRole::Sensitive),
    ("count", ColumnRole::Count),
    ("other", ColumnRole::Other),
];

impl ColumnRole {
    /// Returns the name, as [`from_str`](FromStr::from_str) takes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(_, role)| *role == self).map_or("other", |(name, _)| name)
    }
}

impl fmt::Display for ColumnRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for ColumnRole {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)).map(|(_, role)| *role);
        found.ok_or_else(|| "expected direct, quasi, sensitive, count or other".to_owned())
    }
}

/// Words of column names; the first that fits decides. A name of several words needs all of an entry's.
const WORDS: &[(&str, ColumnRole)] = &[
    ("ward name", ColumnRole::Quasi),
    ("district name", ColumnRole::Quasi),
    ("area name", ColumnRole::Quasi),
    ("town name", ColumnRole::Quasi),
    ("school name", ColumnRole::Quasi),
    ("offence name", ColumnRole::Sensitive),
    ("name", ColumnRole::Direct),
    ("surname", ColumnRole::Direct),
    ("forename", ColumnRole::Direct),
    ("firstname", ColumnRole::Direct),
    ("lastname", ColumnRole::Direct),
    ("fullname", ColumnRole::Direct),
    ("alias", ColumnRole::Direct),
    ("address", ColumnRole::Direct),
    ("street", ColumnRole::Direct),
    ("email", ColumnRole::Direct),
    ("mail", ColumnRole::Direct),
    ("phone", ColumnRole::Direct),
    ("telephone", ColumnRole::Direct),
    ("mobile", ColumnRole::Direct),
    ("nino", ColumnRole::Direct),
    ("ssn", ColumnRole::Direct),
    ("nhs", ColumnRole::Direct),
    ("passport", ColumnRole::Direct),
    ("licence", ColumnRole::Direct),
    ("vrm", ColumnRole::Direct),
    ("registration", ColumnRole::Direct),
    ("pnc", ColumnRole::Direct),
    ("cro", ColumnRole::Direct),
    ("collar", ColumnRole::Direct),
    ("warrant", ColumnRole::Direct),
    ("handle", ColumnRole::Direct),
    ("username", ColumnRole::Direct),
    ("ip", ColumnRole::Direct),
    ("reference", ColumnRole::Direct),
    ("urn", ColumnRole::Direct),
    ("people count", ColumnRole::Count),
    ("persons", ColumnRole::Count),
    ("count", ColumnRole::Count),
    ("frequency", ColumnRole::Count),
    ("freq", ColumnRole::Count),
    ("offence", ColumnRole::Sensitive),
    ("offense", ColumnRole::Sensitive),
    ("crime", ColumnRole::Sensitive),
    ("conviction", ColumnRole::Sensitive),
    ("sentence", ColumnRole::Sensitive),
    ("disposal", ColumnRole::Sensitive),
    ("outcome", ColumnRole::Sensitive),
    ("diagnosis", ColumnRole::Sensitive),
    ("disease", ColumnRole::Sensitive),
    ("illness", ColumnRole::Sensitive),
    ("condition", ColumnRole::Sensitive),
    ("medication", ColumnRole::Sensitive),
    ("hiv", ColumnRole::Sensitive),
    ("salary", ColumnRole::Sensitive),
    ("income", ColumnRole::Sensitive),
    ("wage", ColumnRole::Sensitive),
    ("benefit", ColumnRole::Sensitive),
    ("allegation", ColumnRole::Sensitive),
    ("misconduct", ColumnRole::Sensitive),
    ("age", ColumnRole::Quasi),
    ("sex", ColumnRole::Quasi),
    ("gender", ColumnRole::Quasi),
    ("dob", ColumnRole::Quasi),
    ("birth", ColumnRole::Quasi),
    ("born", ColumnRole::Quasi),
    ("date", ColumnRole::Quasi),
    ("year", ColumnRole::Quasi),
    ("month", ColumnRole::Quasi),
    ("postcode", ColumnRole::Quasi),
    ("zip", ColumnRole::Quasi),
    ("zipcode", ColumnRole::Quasi),
    ("town", ColumnRole::Quasi),
    ("city", ColumnRole::Quasi),
    ("ward", ColumnRole::Quasi),
    ("district", ColumnRole::Quasi),
    ("area", ColumnRole::Quasi),
    ("county", ColumnRole::Quasi),
    ("region", ColumnRole::Quasi),
    ("country", ColumnRole::Quasi),
    ("place", ColumnRole::Quasi),
    ("location", ColumnRole::Quasi),
    ("station", ColumnRole::Quasi),
    ("school", ColumnRole::Quasi),
    ("job", ColumnRole::Quasi),
    ("occupation", ColumnRole::Quasi),
    ("employer", ColumnRole::Quasi),
    ("workclass", ColumnRole::Quasi),
    ("education", ColumnRole::Quasi),
    ("marital", ColumnRole::Quasi),
    ("relationship", ColumnRole::Quasi),
    ("race", ColumnRole::Quasi),
    ("ethnicity", ColumnRole::Quasi),
    ("ethnic", ColumnRole::Quasi),
    ("nationality", ColumnRole::Quasi),
    ("language", ColumnRole::Quasi),
    ("religion", ColumnRole::Quasi),
    ("rank", ColumnRole::Quasi),
    ("height", ColumnRole::Quasi),
    ("weight", ColumnRole::Quasi),
    ("disability", ColumnRole::Quasi),
];

/// How many distinct values are looked at.
const SAMPLE: usize = 400;

/// Returns the likeliest role of a column.
pub(super) fn guess(column: &Column) -> ColumnRole {
    let values: Vec<&str> = column.values().iter().skip(1).take(SAMPLE).map(AsRef::as_ref).collect();
    let most = |is: fn(&str) -> bool| !values.is_empty() && values.iter().filter(|v| is(v)).count() * 2 > values.len();
    if most(is_contact) {
        return ColumnRole::Direct;
    }
    let words = words(column.name());
    let named = |entry: &str| entry.split(' ').all(|word| words.iter().any(|own| own == word || is_plural(own, word)));
    if let Some((_, role)) = WORDS.iter().find(|(entry, _)| named(entry)) {
        return *role;
    }
    if most(|value| Postcode::last_in(value).is_some()) || most(is_date) {
        return ColumnRole::Quasi;
    }
    let all_differ = column.values().len() > 20 && column.values().len() == column.codes().len() + 1;
    let is_row_number = column.codes().iter().zip(0_usize..).all(|(code, row)| {
        let first = column.value(1).parse::<usize>().unwrap_or(usize::MAX);
        *code != MISSING && first <= 1 && column.value(*code).parse() == Ok(row + first)
    });
    let is_reference =
        words.iter().any(|word| matches!(word.as_str(), "id" | "ref" | "no" | "number" | "key" | "uuid"));
    if !is_row_number && (all_differ && !most(is_decimal) || is_reference) {
        ColumnRole::Direct
    } else {
        ColumnRole::Other
    }
}

fn is_plural(own: &str, word: &str) -> bool {
    own.strip_suffix('s') == Some(word)
}

/// Returns the words of a name such as `dateOfBirth`, `DATE_OF_BIRTH` or `date of birth`, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in name.chars() {
        if !c.is_alphanumeric() || c.is_uppercase() && before.is_lowercase() {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Returns whether a value is an e-mail address or a telephone number.
fn is_contact(value: &str) -> bool {
    let mail = value.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let dialled = value.bytes().all(|b| b.is_ascii_digit() || matches!(b, b' ' | b'+' | b'-' | b'(' | b')'));
    mail || dialled && (10..=13).contains(&digits) && value.starts_with(['0', '+'])
}

fn is_date(value: &str) -> bool {
    value.bytes().filter(|b| matches!(b, b'-' | b'/' | b' ')).count() == 2
        && month_and_year(value).is_some_and(|(month, year)| month > 0 && (1880..=2100).contains(&year))
}

fn is_decimal(value: &str) -> bool {
    value.contains('.') && value.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::super::Records;
    use super::*;

    fn guessed(name: &str, values: &[&str]) -> ColumnRole {
        let csv = format!("{name},x\n{}", values.iter().map(|v| format!("\"{v}\",1\n")).collect::<String>());
        Records::from_csv(csv.as_bytes()).unwrap().columns()[0].role()
    }

    #[test]
    fn names_tell() {
        for (name, role) in [
            ("Full name", ColumnRole::Direct),
            ("victimSurname", ColumnRole::Direct),
            ("DATE_OF_BIRTH", ColumnRole::Quasi),
            ("ward name", ColumnRole::Quasi),
            ("ages", ColumnRole::Quasi),
            ("Offence", ColumnRole::Sensitive),
            ("count", ColumnRole::Count),
            ("remarks", ColumnRole::Other),
            ("message", ColumnRole::Other),
            ("stage", ColumnRole::Other),
        ] {
            assert_eq!(guessed(name, &["x", "y", "x"]), role, "{name}");
        }
    }

    #[test]
    fn values_tell() {
        assert_eq!(guessed("c1", &["ann@mail.example", "bo@mail.example"]), ColumnRole::Direct);
        assert_eq!(guessed("c1", &["07700 900123", "+44 7700 900124"]), ColumnRole::Direct);
        assert_eq!(guessed("c1", &["CO15 4AB", "CO15 4AD"]), ColumnRole::Quasi);
        assert_eq!(guessed("c1", &["2026-11-24", "24/11/2025"]), ColumnRole::Quasi);
        let references: Vec<String> = (0..40).map(|n| format!("R{}", n * 7)).collect();
        let references: Vec<&str> = references.iter().map(String::as_str).collect();
        assert_eq!(guessed("c1", &references), ColumnRole::Direct);
        let rows: Vec<String> = (1..40).map(|n| n.to_string()).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        assert_eq!(guessed("id", &rows), ColumnRole::Other, "a row number says nothing of anybody");
    }
}
