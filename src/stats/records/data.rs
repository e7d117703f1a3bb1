//! A data set: named columns, each value coded by a number.
//!
//! CSV streams in; every distinct text of a column is kept once and each row holds its code. Code 0 is a missing value.
//! What is not a rectangle of UTF-8 cells under distinct names is an error with line and column, never a shorter table.

use std::cell::Cell;
use std::collections::HashMap;
use std::fmt;
use std::io::{self, BufRead, BufReader, Cursor, Read};

use super::role::{self, ColumnRole};
use crate::format::csv_separator;
use crate::{Error, ErrorKind, Result};

/// Records as columns of codes.
#[derive(Clone, Debug)]
pub struct Records {
    columns: Vec<Column>,
    rows: usize,
    separator: u8,
}

/// One column of [`Records`]. Its `Debug` form holds no values.
#[derive(Clone)]
pub struct Column {
    name: String,
    role: ColumnRole,
    guessed: bool,
    /// The text of each code; the first stands for a missing value.
    values: Vec<Box<str>>,
    codes: Vec<u32>,
}

/// The code of a missing value.
pub(super) const MISSING: u32 = 0;

/// What stands for a missing value beside an empty cell, in any case. A dash and a star are how others withhold one.
const MISSING_MARKS: &[&str] = &["na", "n/a", "nan", "null", "?", "*", "-", ".", ".."];

impl Records {
    /// Reads CSV (RFC 4180) whose first record is the header; commas, semicolons or tabs separate, whichever the header
    /// has most of. Roles are guessed from names and values.
    ///
    /// # Errors
    /// [`ErrorKind::Input`] with line and column for what is not UTF-8, rows of different length, columns without
    /// distinct names, a quote that is never closed, or more than 4,294,967,294 rows.
    pub fn from_csv(reader: impl Read) -> Result<Self> {
        let mut reader = BufReader::new(reader);
        let mut head = Vec::new();
        reader.read_until(b'\n', &mut head).map_err(|error| input(format!("the data cannot be read: {error}")))?;
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
        let header = std::str::from_utf8(head)
            .map_err(|_| input("the header is not UTF-8; save the file as UTF-8").at_line(1, 1))?;
        if header.trim().is_empty() {
            return Err(input("there is no header; the first line has to name the columns").at_line(1, 1));
        }
        let separator = csv_separator(header);
        let quotes = Cell::new(0);
        let counted = Quotes { inner: Cursor::new(head).chain(reader), seen: &quotes };
        let mut csv = csv::ReaderBuilder::new().delimiter(separator).from_reader(counted);
        let names = csv.headers().map_err(broken)?.clone();
        let mut readers: Vec<ColumnReader> = names.iter().map(|_| ColumnReader::default()).collect();
        let mut record = csv::ByteRecord::new();
        let (mut rows, mut line) = (0_usize, 1);
        while csv.read_byte_record(&mut record).map_err(broken)? {
            line = record.position().map_or(line, |position| usize::try_from(position.line()).unwrap_or(usize::MAX));
            for (index, (cell, column)) in record.iter().zip(&mut readers).enumerate() {
                let text = std::str::from_utf8(cell)
                    .map_err(|_| input("a cell is not UTF-8; save the file as UTF-8").at_line(line, index + 1))?;
                column.push(text);
            }
            rows += 1;
        }
        // Behind a quote that is never closed the rest of the file would be one cell.
        if quotes.get() % 2 == 1 {
            let message = "a quote is never closed (quotes are odd in number); look from here upwards";
            return Err(input(message).at_line(line, 1));
        }
        if u32::try_from(rows).is_err() {
            return Err(input("there are too many rows; split the file"));
        }
        let columns = readers.into_iter().zip(&names).enumerate().map(|(index, (column, name))| {
            column.finish(if name.trim().is_empty() { format!("column {}", index + 1) } else { name.trim().to_owned() })
        });
        let mut records = Self { columns: columns.collect(), rows, separator };
        records.reject_double_names()?;
        for column in &mut records.columns {
            column.role = role::guess(column);
        }
        Ok(records)
    }

    fn reject_double_names(&self) -> Result<()> {
        let mut seen = HashMap::new();
        for (index, column) in self.columns.iter().enumerate() {
            if let Some(first) = seen.insert(column.name.as_str(), index) {
                let message = format!("columns {} and {} have the same name; give each its own", first + 1, index + 1);
                return Err(input(message).at_line(1, index + 1));
            }
        }
        Ok(())
    }

    /// Returns the columns in the order of the file.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Returns the number of records.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Returns whether there are no records.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Returns the records with the column `name` in `role`, as the caller says.
    ///
    /// # Errors
    /// [`ErrorKind::Input`] when there is no such column; the message names the nearest one.
    pub fn with_role(mut self, name: &str, role: ColumnRole) -> Result<Self> {
        let index = self.index(name)?;
        if let Some(column) = self.columns.get_mut(index) {
            column.role = role;
            column.guessed = false;
        }
        Ok(self)
    }

    /// Returns the records with the roles that the caller names. Once any quasi-identifier or sensitive column is named,
    /// the names of that role are the whole list: other columns that were guessed to be of it become
    /// [`ColumnRole::Other`]. A guessed direct identifier stays one unless it is named otherwise.
    ///
    /// # Errors
    /// As [`Records::with_role`].
    pub fn with_roles<'n>(mut self, named: impl IntoIterator<Item = (&'n str, ColumnRole)>) -> Result<Self> {
        let named: Vec<_> = named.into_iter().collect();
        for role in [ColumnRole::Quasi, ColumnRole::Sensitive] {
            if named.iter().any(|(_, named)| *named == role) {
                for column in self.columns.iter_mut().filter(|column| column.role == role) {
                    column.role = ColumnRole::Other;
                }
            }
        }
        for (name, role) in named {
            self = self.with_role(name, role)?;
        }
        Ok(self)
    }

    /// Returns the place of the column `name`.
    pub(super) fn index(&self, name: &str) -> Result<usize> {
        let near = || {
            let distance = |column: &&Column| strsim::damerau_levenshtein(&column.name, name);
            self.columns.iter().min_by_key(distance).map_or("", |column| column.name.as_str())
        };
        let found = self.columns.iter().position(|column| column.name == name);
        found.ok_or_else(|| input(format!("there is no column {name:?}; did you mean {:?}?", near())))
    }

    /// Returns the columns of a role with their places.
    pub(super) fn of_role(&self, role: ColumnRole) -> impl Iterator<Item = (usize, &Column)> {
        self.columns.iter().enumerate().filter(move |(_, column)| column.role == role)
    }

    /// Returns how many people each row stands for: one, or what a count column says.
    ///
    /// # Errors
    /// When there are two count columns, or a cell of it is no whole number; the message names line and column.
    pub(super) fn weights(&self) -> Result<Option<Vec<u64>>> {
        let mut counts = self.of_role(ColumnRole::Count);
        let Some((index, column)) = counts.next() else { return Ok(None) };
        if counts.next().is_some() {
            return Err(input("two columns hold counts of people; say which one does"));
        }
        let parsed: Vec<Option<u64>> =
            column.values.iter().map(|value| value.parse::<u32>().ok().map(u64::from)).collect();
        let weight = |(row, code): (usize, &u32)| {
            parsed.get(*code as usize).copied().flatten().ok_or_else(|| {
                let message = format!("the count in record {} is no whole number", row + 1);
                input(message).at_line(row + 2, index + 1)
            })
        };
        column.codes.iter().enumerate().map(weight).collect::<Result<Vec<u64>>>().map(Some)
    }

    /// Returns the separator of the file.
    pub(super) fn separator(&self) -> u8 {
        self.separator
    }
}

impl Column {
    /// Returns its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns what it is to an intruder.
    #[must_use]
    pub fn role(&self) -> ColumnRole {
        self.role
    }

    /// Returns whether its role is a guess.
    #[must_use]
    pub fn is_guessed(&self) -> bool {
        self.guessed
    }

    /// Returns the text of each code; the first is that of a missing value.
    pub(super) fn values(&self) -> &[Box<str>] {
        &self.values
    }

    /// Returns the text of a code.
    pub(super) fn value(&self, code: u32) -> &str {
        self.values.get(code as usize).map_or("", AsRef::as_ref)
    }

    /// Returns the code of every row.
    pub(super) fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// Returns how many rows have no value.
    pub(super) fn missing(&self) -> usize {
        self.codes.iter().filter(|code| **code == MISSING).count()
    }
}

impl fmt::Debug for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let distinct = self.values.len() - 1;
        f.debug_struct("Column").field("role", &self.role).field("distinct", &distinct).finish_non_exhaustive()
    }
}

/// Counts the quotes that are read.
struct Quotes<'c, R> {
    inner: R,
    seen: &'c Cell<usize>,
}

impl<R: Read> Read for Quotes<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = self.inner.read(buffer)?;
        let new = memchr::memchr_iter(b'"', buffer.get(..len).unwrap_or_default()).count();
        self.seen.set(self.seen.get().wrapping_add(new));
        Ok(len)
    }
}

/// A column while it is read.
struct ColumnReader {
    known: HashMap<Box<str>, u32>,
    codes: Vec<u32>,
    /// The text and code of the row before: tables are often sorted.
    last: (String, u32),
    missing: Option<Box<str>>,
}

impl Default for ColumnReader {
    fn default() -> Self {
        Self { known: HashMap::new(), codes: Vec::new(), last: (String::new(), MISSING), missing: None }
    }
}

impl ColumnReader {
    fn push(&mut self, cell: &str) {
        let text = cell.trim();
        let code = if text == self.last.0 {
            self.last.1
        } else if is_missing(text) {
            self.missing.get_or_insert_with(|| text.into());
            MISSING
        } else if let Some(code) = self.known.get(text) {
            *code
        } else {
            // Never more codes than rows, of which there are fewer than u32::MAX.
            let code = u32::try_from(self.known.len() + 1).unwrap_or(u32::MAX);
            self.known.insert(text.into(), code);
            code
        };
        if text != self.last.0 {
            self.last.0.clear();
            self.last.0.push_str(text);
            self.last.1 = code;
        }
        self.codes.push(code);
    }

    fn finish(self, name: String) -> Column {
        let mut known: Vec<(Box<str>, u32)> = self.known.into_iter().collect();
        known.sort_unstable_by_key(|(_, code)| *code);
        let mut values = vec![self.missing.unwrap_or_default()];
        values.extend(known.into_iter().map(|(text, _)| text));
        Column { name, role: ColumnRole::Other, guessed: true, values, codes: self.codes }
    }
}

/// Returns whether a trimmed cell says that there is no value.
fn is_missing(text: &str) -> bool {
    text.is_empty() || text.len() <= 4 && MISSING_MARKS.iter().any(|mark| text.eq_ignore_ascii_case(mark))
}

pub(super) fn input(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Input, message)
}

/// Turns an error of the reader into one that quotes nothing.
fn broken(error: csv::Error) -> Error {
    let line = error.position().map_or(0, |position| usize::try_from(position.line()).unwrap_or(usize::MAX));
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            let message = format!("a row has {len} cells where the header has {expected_len}");
            input(message).at_line(line, usize::try_from(*expected_len.min(len)).unwrap_or(0) + 1)
        }
        csv::ErrorKind::Utf8 { err, .. } => {
            input("a cell is not UTF-8; save the file as UTF-8").at_line(line.max(1), err.field() + 1)
        }
        csv::ErrorKind::Io(error) => input(format!("the data cannot be read: {error}")),
        _ => input("this is not CSV that can be read"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;

    #[test]
    fn cells_become_codes_and_missing_values_zero() {
        let records =
            Records::from_csv("\u{feff}town; age\nFrinmouth ;21\n?;21\nWix;\nFrinmouth;30\n".as_bytes()).unwrap();
        assert_eq!(records.len(), 4);
        assert_eq!(records.columns()[0].codes(), [1, 0, 2, 1]);
        assert_eq!(records.columns()[1].name(), "age");
        assert_eq!(records.columns()[1].codes(), [1, 1, 0, 2]);
        assert_eq!(records.columns()[0].missing(), 1);
        assert!(!format!("{records:?}").contains("Frinmouth"), "Debug quotes no value");
    }

    #[test]
    fn what_is_no_table_is_an_error_with_its_place() {
        for (csv, place, says) in [
            (&b"a,b\n1\n"[..], Some((2, 2)), "1 cells where the header has 2"),
            (b"a,b\n1,2\n1,2,3\n", Some((3, 3)), "3 cells"),
            (b"a,b\n1,\xff\n", Some((2, 2)), "UTF-8"),
            (b"a,\xff\n1,2\n", Some((1, 1)), "header"),
            (b"a,a\n1,2\n", Some((1, 2)), "same name"),
            (b"", Some((1, 1)), "no header"),
            (b"a,b\n1,\"2\n3,4\n", Some((2, 1)), "never closed"),
        ] {
            let error = Records::from_csv(csv).unwrap_err();
            assert_eq!(error.line(), place, "{error}");
            assert!(error.to_string().contains(says), "{error}");
        }
    }

    #[test]
    fn a_count_column_has_whole_numbers() {
        let read = |csv: &str| Records::from_csv(csv.as_bytes()).unwrap().with_role("n", ColumnRole::Count).unwrap();
        assert_eq!(read("a,n\nx,3\ny,0\n").weights().unwrap(), Some(vec![3, 0]));
        let error = read("a,n\nx,3\ny,-1\n").weights().unwrap_err();
        assert_eq!(error.line(), Some((3, 2)));
    }

    #[test]
    fn naming_quasi_identifiers_makes_the_list_whole() {
        let records = Records::from_csv("town,sex,name\nWix,f,Ann Lee\n".as_bytes()).unwrap();
        let named = records.clone().with_roles([("sex", ColumnRole::Quasi)]).unwrap();
        let roles: Vec<ColumnRole> = named.columns().iter().map(Column::role).collect();
        assert_eq!(roles, [ColumnRole::Other, ColumnRole::Quasi, ColumnRole::Direct]);
        let error = records.with_role("twon", ColumnRole::Quasi).unwrap_err();
        assert!(error.to_string().contains("did you mean \"town\""), "{error}");
    }
}
