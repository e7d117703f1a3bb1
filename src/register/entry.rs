//! The clear form of a register: CSV or JSON Lines, one protected person a line.
//!
//! Bytes go in, entries come out one after another. A key or column that is not known, a role or date that is none, or a
//! line without id or name is an error with its line; no message quotes a value.

use std::io::{BufRead, BufReader, Read};

use serde::Deserialize;
use zeroize::Zeroize;

use crate::{Date, Error, ErrorKind, Kind, Result, Role};

/// One protected person: who it is, in which role, and every detail by which a text could give them away.
///
/// As JSON: `{"id": "op-12", "role": "witness", "names": ["Darren Oakfield"], "born": ["1979-03-14"], …}`. A list of one
/// may be written as a string.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Entry {
    /// What the owner of the register calls the person. It is not in a blind register.
    pub id: String,
    /// In which role the person is protected; absent: `unknown`, which is protected too.
    pub role: Role,
    /// Full names, other names and names used in the street.
    #[serde(alias = "name", deserialize_with = "one_or_more")]
    pub names: Vec<String>,
    /// Dates of birth, in any usual form; where day and month could be exchanged, the day comes first.
    #[serde(alias = "dob", alias = "date_of_birth", deserialize_with = "one_or_more")]
    pub born: Vec<String>,
    /// Addresses, pieces apart by commas or lines: `12 Mill Lane, Frinmouth, CO99 4QT`.
    #[serde(alias = "address", deserialize_with = "one_or_more")]
    pub addresses: Vec<String>,
    /// Registrations of vehicles.
    #[serde(alias = "vehicle", deserialize_with = "one_or_more")]
    pub vehicles: Vec<String>,
    /// Telephone numbers, with or without a country code.
    #[serde(alias = "telephone", alias = "phone", alias = "phones", deserialize_with = "one_or_more")]
    pub telephones: Vec<String>,
    /// Names used on the internet, with or without `@`.
    #[serde(alias = "handle", deserialize_with = "one_or_more")]
    pub handles: Vec<String>,
    /// E-mail addresses.
    #[serde(alias = "email", deserialize_with = "one_or_more")]
    pub emails: Vec<String>,
    /// Other identifiers, each with its kind: `{"UK_NINO": "QQ 12 34 56 C"}`.
    pub identifiers: Vec<Identifier>,
    /// The last day on which the person is protected; absent: until the register is replaced.
    #[serde(deserialize_with = "day")]
    pub expires: Option<Date>,
}

/// An identifier of a kind of its own.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identifier {
    /// What it is.
    pub kind: Kind,
    /// The identifier, in any usual form.
    pub value: String,
}

/// Prints numbers of details, never a value.
impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Entry").field("role", &self.role).field("names", &self.names.len()).finish_non_exhaustive()
    }
}

/// Prints the kind, never the value.
impl std::fmt::Debug for Identifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Identifier").field("kind", &self.kind).finish_non_exhaustive()
    }
}

fn one_or_more<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMore {
        One(String),
        More(Vec<String>),
    }
    Ok(match OneOrMore::deserialize(deserializer)? {
        OneOrMore::One(one) => vec![one],
        OneOrMore::More(more) => more,
    })
}

fn day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| text.parse().map_err(serde::de::Error::custom)).transpose()
}

impl Entry {
    /// Wipes every value from memory.
    pub(super) fn wipe(&mut self) {
        self.id.zeroize();
        for list in self.lists() {
            list.zeroize();
        }
        self.identifiers.iter_mut().for_each(|identifier| identifier.value.zeroize());
    }

    fn lists(&mut self) -> [&mut Vec<String>; 7] {
        [
            &mut self.names,
            &mut self.born,
            &mut self.addresses,
            &mut self.vehicles,
            &mut self.telephones,
            &mut self.handles,
            &mut self.emails,
        ]
    }

    /// Reads JSON Lines, an entry a line, and hands on each entry; blank lines are passed over.
    ///
    /// # Errors
    /// [`ErrorKind::Register`] with the line of what is no entry, and whatever error `take` returns.
    pub fn each_in_json_lines(reader: impl Read, mut take: impl FnMut(Self) -> Result<()>) -> Result<()> {
        let mut reader = BufReader::with_capacity(1 << 16, reader);
        let (mut line, mut number) = (Vec::new(), 0);
        loop {
            line.zeroize();
            line.clear();
            number += 1;
            let read = reader.by_ref().take(LONGEST_LINE + 1).read_until(b'\n', &mut line);
            let len = read.map_err(|error| wrong(format!("the register cannot be read: {error}")))?;
            if len == 0 {
                return Ok(());
            }
            if len as u64 > LONGEST_LINE {
                return Err(wrong("the line is longer than a megabyte").at_line(number, 1));
            }
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let entry: Self = serde_json::from_slice(&line).map_err(|error| {
                // The message of serde could quote a value; what kind of error it is and where says enough.
                let what = match error.classify() {
                    serde_json::error::Category::Data => "a key or value that no entry has",
                    _ => "no JSON",
                };
                wrong(format!("{what}; see docs/register.md")).at_line(number, error.column().max(1))
            })?;
            entry.check().map_err(|message| wrong(message).at_line(number, 1))?;
            take(entry)?;
        }
    }

    /// Reads CSV with a header and hands on each entry. The columns are those of JSON; a column named after a kind, in
    /// capitals, holds identifiers of that kind. Several values of a cell stand apart by `|`; in all columns but those of
    /// names and addresses also by `;`.
    ///
    /// # Errors
    /// [`ErrorKind::Register`] with the line of what is no entry, and whatever error `take` returns.
    pub fn each_in_csv(reader: impl Read, mut take: impl FnMut(Self) -> Result<()>) -> Result<()> {
        let mut csv = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(reader);
        let broken = |error: csv::Error| {
            let line = error.position().map_or(1, csv::Position::line);
            let what = match error.kind() {
                csv::ErrorKind::Io(error) => format!("the register cannot be read: {error}"),
                csv::ErrorKind::Utf8 { .. } => "not UTF-8".to_owned(),
                _ => "a row with more or fewer cells than the header".to_owned(),
            };
            wrong(what).at_line(usize::try_from(line).unwrap_or(usize::MAX), 1)
        };
        let header = csv.headers().map_err(broken)?.clone();
        let columns = header.iter().map(Column::of).collect::<Option<Vec<_>>>();
        let columns = columns.ok_or_else(|| {
            wrong(format!("a column that no entry has; columns are {COLUMNS}, or a kind such as UK_NINO")).at_line(1, 1)
        })?;
        let mut row = csv::StringRecord::new();
        while csv.read_record(&mut row).map_err(broken)? {
            let line = row.position().map_or(0, csv::Position::line);
            let at = |error: Error| error.at_line(usize::try_from(line).unwrap_or(usize::MAX), 1);
            let mut entry = Self::default();
            for (column, cell) in columns.iter().zip(&row).filter(|(_, cell)| !cell.is_empty()) {
                column.fill(&mut entry, cell).map_err(|message| at(wrong(message)))?;
            }
            entry.check().map_err(|message| at(wrong(message)))?;
            take(entry)?;
        }
        Ok(())
    }

    fn check(&self) -> Result<(), &'static str> {
        if self.id.is_empty() {
            return Err("an entry without an id");
        }
        let empty = self.names.is_empty() && self.addresses.is_empty() && self.vehicles.is_empty();
        if empty && self.telephones.is_empty() && self.handles.is_empty() && self.emails.is_empty() {
            return if self.identifiers.is_empty() { Err("an entry without any detail to look for") } else { Ok(()) };
        }
        Ok(())
    }
}

/// The longest line of JSON Lines, in bytes.
const LONGEST_LINE: u64 = 1 << 20;

const COLUMNS: &str =
    "id, role, name, names, born, address, vehicle, telephone, handle, email, expires (or their plurals)";

/// What a column of CSV holds.
enum Column {
    Id,
    Role,
    Names,
    Born,
    Addresses,
    Vehicles,
    Telephones,
    Handles,
    Emails,
    Expires,
    Kind(Kind),
}

impl Column {
    fn of(name: &str) -> Option<Self> {
        let plain: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        Some(match plain.as_str() {
            "id" | "subject" | "subjectid" => Self::Id,
            "role" => Self::Role,
            "name" | "names" | "alias" | "aliases" | "knownas" => Self::Names,
            "born" | "dob" | "dateofbirth" => Self::Born,
            "address" | "addresses" => Self::Addresses,
            "vehicle" | "vehicles" => Self::Vehicles,
            "telephone" | "telephones" | "phone" | "phones" => Self::Telephones,
            "handle" | "handles" => Self::Handles,
            "email" | "emails" => Self::Emails,
            "expires" => Self::Expires,
            _ => {
                let kind = name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
                return (kind && !name.is_empty()).then(|| Self::Kind(Kind::new(name)));
            }
        })
    }

    fn fill(&self, entry: &mut Entry, cell: &str) -> Result<(), &'static str> {
        let several = |also: char| cell.split(['|', also]).map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned);
        match self {
            Self::Id => cell.clone_into(&mut entry.id),
            Self::Role => {
                let role = Role::ALL.into_iter().find(|role| cell.eq_ignore_ascii_case(role.as_str()));
                entry.role = role.ok_or("a role that there is not; see docs/register.md")?;
            }
            Self::Names => entry.names.extend(several('|')),
            Self::Born => entry.born.extend(several(';')),
            Self::Addresses => entry.addresses.extend(several('|')),
            Self::Vehicles => entry.vehicles.extend(several(';')),
            Self::Telephones => entry.telephones.extend(several(';')),
            Self::Handles => entry.handles.extend(several(';')),
            Self::Emails => entry.emails.extend(several(';')),
            Self::Expires => {
                entry.expires = Some(cell.parse().map_err(|_| "an expiry that is no date such as 2026-11-24")?)
            }
            Self::Kind(kind) => {
                entry.identifiers.extend(several(';').map(|value| Identifier { kind: kind.clone(), value }));
            }
        }
        Ok(())
    }
}

fn wrong(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Register, message)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

    use super::*;

    fn json(text: &str) -> Result<Vec<Entry>> {
        let mut entries = Vec::new();
        Entry::each_in_json_lines(text.as_bytes(), |entry| {
            entries.push(entry);
            Ok(())
        })?;
        Ok(entries)
    }

    fn csv(text: &str) -> Result<Vec<Entry>> {
        let mut entries = Vec::new();
        Entry::each_in_csv(text.as_bytes(), |entry| {
            entries.push(entry);
            Ok(())
        })?;
        Ok(entries)
    }

    #[test]
    fn both_forms_hold_the_same() {
        let from_json = json(
            r#"{"id": "a", "role": "witness", "name": "Darren Oakfield", "dob": "1979-03-14", "vehicles": ["AB51 KLM"],
            "identifiers": [{"kind": "UK_NINO", "value": "QQ 12 34 56 C"}], "expires": "2030-01-31"}"#
                .replace('\n', " ")
                .as_str(),
        );
        let from_csv = csv(
            "id,role,name,dob,vehicle,UK_NINO,expires\na,Witness,Darren Oakfield,1979-03-14,AB51 KLM,QQ 12 34 56 C,2030-01-31\n",
        );
        let (from_json, from_csv) = (from_json.unwrap(), from_csv.unwrap());
        let all = |entry: &Entry| {
            let other = entry.identifiers[0].clone();
            (
                entry.names.clone(),
                entry.role,
                entry.born.clone(),
                entry.vehicles.clone(),
                other.kind,
                other.value,
                entry.expires,
            )
        };
        assert_eq!(all(&from_json[0]), all(&from_csv[0]));
        assert_eq!(from_csv[0].expires.map(|day| day.to_string()).as_deref(), Some("2030-01-31"));
    }

    #[test]
    fn what_is_wrong_is_named_by_line_and_not_quoted() {
        for (error, line) in [
            (json("{\"id\":\"a\",\"name\":\"Ann Moss\"}\n{\"id\":\"b\",\"nmae\":\"Oakfield\"}").unwrap_err(), 2),
            (json("{\"id\":\"a\",\"role\":\"Oakfield\"}").unwrap_err(), 1),
            (json("\n\n{\"name\":\"Oakfield\"}").unwrap_err(), 3),
            (csv("id,name,Oakfield\na,b,c\n").unwrap_err(), 1),
            (csv("id,role,name\na,Oakfield,Moss\n").unwrap_err(), 2),
            (csv("id,name\na,Moss\nb,Oakfield,more\n").unwrap_err(), 3),
        ] {
            assert_eq!(error.kind(), ErrorKind::Register);
            assert_eq!(error.line().unwrap().0, line, "{error}");
            assert!(!error.to_string().contains("Oakfield"), "{error}");
        }
    }

    #[test]
    fn nothing_of_an_entry_is_printed() {
        let entries = csv("id,name,telephone\na,Darren Oakfield,07700 900461\n").unwrap();
        let printed = format!("{entries:?}");
        assert!(!printed.contains("Oakfield") && !printed.contains("900461"), "{printed}");
    }
}
