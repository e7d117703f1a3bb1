//! A table of counts out of CSV: labels on the left and on top, numbers or marks in the cells.
//!
//! The first record is the header. Columns on the left that hold no numbers are labels, one dimension each; the columns of
//! numbers are one more. Every cell must be a whole number or a known mark; anything else is an error with its line and
//! column, for a cell that is not understood must not pass for one in which nothing is. Notes may stand below the table.

use std::collections::HashMap;
use std::fmt;

use super::dimension::Dimension;
use super::mark::Printed;
use crate::format::csv_separator;
use crate::{Error, ErrorKind, Result};

/// A table of counts of people. Its `Debug` form holds no numbers.
#[derive(Clone)]
pub struct Table {
    pub(super) name: String,
    pub(super) source: String,
    pub(super) separator: u8,
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// The line of the file, from 1, of each row.
    pub(super) lines: Vec<usize>,
    /// Lines of text below the table.
    pub(super) notes: Vec<String>,
    pub(super) dimensions: Vec<Dimension>,
    pub(super) entries: Vec<Entry>,
}

/// One cell of a table.
#[derive(Clone)]
pub(super) struct Entry {
    /// Its row in `rows`, from 0.
    pub(super) row: usize,
    /// Its column, from 0.
    pub(super) column: usize,
    /// Its category in each dimension.
    pub(super) at: Vec<usize>,
    pub(super) printed: Printed,
}

/// The most cells that are read.
const MOST_CELLS: usize = 1_000_000;

/// Words of headers over numbers that are no counts.
const RATES: [&str; 7] = ["%", "percent", "per cent", "rate per", "average", "mean age", "median"];

/// Headers of label columns that hold numbers.
const NUMBERED: [&str; 6] = ["year", "age", "month", "quarter", "ward code", "code"];

impl Table {
    /// Reads a table from CSV (RFC 4180) in UTF-8; `name` stands in messages.
    ///
    /// Totals are recognised by their names ("Total", "All") and by their sums. Marks of suppression are read with their
    /// meaning.
    ///
    /// # Errors
    /// [`ErrorKind::Input`] with line and column for rows of different length, cells that are no whole numbers, negative
    /// numbers, percentages and rates (they give the counts back), labels that stand twice, and totals that do not add up.
    pub fn from_csv(name: &str, csv: &[u8]) -> Result<Self> {
        Self::with_labels(name, csv, None)
    }

    /// Reads a table as [`Table::from_csv`], with `labels` columns of labels on the left.
    ///
    /// # Errors
    /// As [`Table::from_csv`].
    pub fn with_labels(name: &str, csv: &[u8], labels: Option<usize>) -> Result<Self> {
        Reader { name, text: text_of(csv)? }.read(labels)
    }

    /// Returns the name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the number of cells with a number or a mark.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns whether there are no cells.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns the number of columns of numbers.
    pub(super) fn columns(&self) -> usize {
        self.header.len() - self.entries.iter().map(|entry| entry.column).min().unwrap_or(0)
    }

    /// Returns a table with this separator as CSV, notes below it.
    pub(super) fn text_of(&self, header: &[String], rows: &[Vec<String>], notes: &[String]) -> Result<String> {
        let unwritten = |_| input("the table cannot be written");
        let mut writer = csv::WriterBuilder::new().delimiter(self.separator).flexible(true).from_writer(Vec::new());
        writer.write_record(header).map_err(unwritten)?;
        for row in rows {
            writer.write_record(row).map_err(unwritten)?;
        }
        for note in notes {
            let filler = std::iter::repeat_n("", header.len().saturating_sub(1));
            writer.write_record(std::iter::once(note.as_str()).chain(filler)).map_err(unwritten)?;
        }
        let bytes = writer.into_inner().map_err(|_| input("the table cannot be written"))?;
        String::from_utf8(bytes).map_err(|_| input("the table cannot be written"))
    }

    /// Returns where a cell stands, for a reader: line and column of the file from 1, and its labels.
    pub(super) fn place(&self, entry: &Entry) -> String {
        let label =
            |(dimension, category): (&Dimension, &usize)| dimension.labels.get(*category).cloned().unwrap_or_default();
        let labels: Vec<String> = self.dimensions.iter().zip(&entry.at).map(label).collect();
        let line = self.lines.get(entry.row).copied().unwrap_or(0);
        format!("line {line}, column {} ({})", entry.column + 1, labels.join(", "))
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table").field("name", &self.name).field("cells", &self.entries.len()).finish_non_exhaustive()
    }
}

pub(super) fn input(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Input, message)
}

fn text_of(csv: &[u8]) -> Result<&str> {
    let csv = csv.strip_prefix(b"\xef\xbb\xbf").unwrap_or(csv);
    std::str::from_utf8(csv).map_err(|error| {
        let before = csv.get(..error.valid_up_to()).unwrap_or_default();
        let line = before.iter().filter(|b| **b == b'\n').count() + 1;
        input("the table is not UTF-8; save the file as UTF-8").at_line(line, 1)
    })
}

struct Reader<'a> {
    name: &'a str,
    text: &'a str,
}

impl Reader<'_> {
    fn read(&self, labels: Option<usize>) -> Result<Table> {
        let separator = csv_separator(self.text);
        if memchr::memchr_iter(b'"', self.text.as_bytes()).count() % 2 == 1 {
            return Err(input("a quote is never closed (quotes are odd in number)").at_line(1, 1));
        }
        let mut records = self.records(separator)?;
        let notes = take_notes(&mut records);
        let mut records = records.into_iter();
        let Some((_, header)) = records.next() else {
            return Err(input("there is no header; the first line has to name the columns").at_line(1, 1));
        };
        let body: Vec<(usize, Vec<String>)> = records.collect();
        for (line, cells) in &body {
            if cells.len() != header.len() {
                let message = format!(
                    "a row has {} cells where the header has {}; every row needs the same",
                    cells.len(),
                    header.len()
                );
                return Err(input(message).at_line(*line, cells.len().min(header.len()) + 1));
            }
        }
        if body.is_empty() {
            return Err(input("the table has a header and no rows").at_line(2, 1));
        }
        if body.len().saturating_mul(header.len()) > MOST_CELLS {
            return Err(input(format!("the table has more than {MOST_CELLS} cells; split it")));
        }
        let labels = match labels {
            Some(labels) if labels < header.len() => labels,
            Some(_) => return Err(input("all columns are said to hold labels; one has to hold numbers")),
            None => guess_labels(&header, &body),
        };
        if labels >= header.len() {
            return Err(input("no column holds numbers").at_line(2, 1));
        }
        reject_rates(&header, labels)?;
        let lines: Vec<usize> = body.iter().map(|(line, _)| *line).collect();
        let rows: Vec<Vec<String>> = body.into_iter().map(|(_, cells)| cells).collect();
        let (dimensions, entries) = entries(&header, &rows, &lines, labels)?;
        let mut table = Table {
            name: self.name.to_owned(),
            source: self.text.to_owned(),
            separator,
            header,
            rows,
            lines,
            notes,
            dimensions,
            entries,
        };
        super::dimension::find_totals(&mut table)?;
        Ok(table)
    }

    /// Returns line and cells of each record.
    fn records(&self, separator: u8) -> Result<Vec<(usize, Vec<String>)>> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(self.text.as_bytes());
        let mut records = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|_| input("this is not CSV that can be read"))?;
            let line = record.position().map_or(1, |place| usize::try_from(place.line()).unwrap_or(usize::MAX));
            records.push((line, record.iter().map(|cell| cell.trim().to_owned()).collect()));
        }
        Ok(records)
    }
}

/// Takes lines off the end in which only the first cell says anything: notes. A row of the table has more.
fn take_notes(records: &mut Vec<(usize, Vec<String>)>) -> Vec<String> {
    let mut notes = Vec::new();
    while records.len() > 1 {
        let is_note = records.last().is_some_and(|(_, cells)| {
            cells.iter().skip(1).all(String::is_empty)
                && (cells.len() > 1 || records.first().is_some_and(|(_, h)| h.len() > 1))
        });
        if !is_note {
            break;
        }
        notes.extend(records.pop().and_then(|(_, cells)| cells.into_iter().next()).filter(|note| !note.is_empty()));
    }
    notes.reverse();
    notes
}

/// Returns how many columns on the left hold labels: all up to the first in which most cells are numbers or marks.
fn guess_labels(header: &[String], body: &[(usize, Vec<String>)]) -> usize {
    let is_numbers = |column: usize| {
        let cells = body.iter().filter_map(|(_, cells)| cells.get(column));
        let (mut numbers, mut all) = (0, 0);
        for cell in cells {
            all += 1;
            numbers += usize::from(Printed::of(cell).is_some() || is_figure(cell));
        }
        let name = header.get(column).map(|name| name.to_lowercase()).unwrap_or_default();
        let is_last = column + 1 == header.len();
        numbers * 2 > all && (is_last || !NUMBERED.contains(&name.as_str()))
    };
    (1..header.len()).find(|column| is_numbers(*column)).unwrap_or(if header.len() == 1 { 0 } else { header.len() - 1 })
}

/// Returns whether a cell is written like a number, though it may be none that counts people: "-3", "2.5", "12%". A column of
/// such is no column of labels.
fn is_figure(cell: &str) -> bool {
    let figure = cell.strip_prefix(['-', '+', '\u{2212}']).unwrap_or(cell);
    figure.starts_with(|c: char| c.is_ascii_digit()) && figure.chars().all(|c| c.is_ascii_digit() || ".,% ".contains(c))
}

/// Refuses columns of percentages and rates: with the total they give every count back.
fn reject_rates(header: &[String], labels: usize) -> Result<()> {
    for (column, name) in header.iter().enumerate().skip(labels) {
        let name = name.to_lowercase();
        if RATES.iter().any(|word| name.contains(word)) {
            let message = "this column holds percentages or rates, from which counts can be worked out; take it out";
            return Err(input(message).at_line(1, column + 1));
        }
    }
    Ok(())
}

fn entries(
    header: &[String],
    rows: &[Vec<String>],
    lines: &[usize],
    labels: usize,
) -> Result<(Vec<Dimension>, Vec<Entry>)> {
    let mut dimensions: Vec<Dimension> = header.iter().take(labels).map(|name| Dimension::new(name)).collect();
    let numbers = header.len() - labels;
    if numbers > 1 {
        let mut top = Dimension::new("");
        for (column, name) in header.iter().enumerate().skip(labels) {
            let next = top.labels.len();
            if name.is_empty() || top.category(name) != next {
                let message = "columns of numbers need names of their own";
                return Err(input(message).at_line(1, column + 1));
            }
        }
        dimensions.push(top);
    }
    let mut entries = Vec::new();
    let mut seen: HashMap<Vec<usize>, usize> = HashMap::new();
    let mut above: Vec<String> = vec![String::new(); labels];
    for ((row, cells), line) in rows.iter().enumerate().zip(lines) {
        let mut at = Vec::with_capacity(dimensions.len());
        for (column, ((cell, above), dimension)) in cells.iter().zip(&mut above).zip(&mut dimensions).enumerate() {
            // A label that is left out is that of the row above, as in printed tables; the last one has to stand.
            if !cell.is_empty() {
                above.clone_from(cell);
            } else if column + 1 == labels || above.is_empty() {
                return Err(input("a label is missing").at_line(*line, column + 1));
            }
            at.push(dimension.category(above));
        }
        if let Some(first) = seen.insert(at.clone(), *line) {
            return Err(input(format!("this row has the same labels as line {first}")).at_line(*line, 1));
        }
        for (number, (column, cell)) in cells.iter().enumerate().skip(labels).enumerate() {
            let printed = Printed::of(cell).ok_or_else(|| {
                let what = match cell.as_str() {
                    "" => "an empty cell; write 0 or a mark such as [c]",
                    cell if cell.starts_with(['-', '\u{2212}']) => "a negative number, which no count of people is",
                    cell if cell.ends_with('%') => {
                        "a percentage, from which counts can be worked out; take the column out"
                    }
                    _ => "neither a whole number nor a mark such as [c]",
                };
                input(format!("the cell holds {what}")).at_line(*line, column + 1)
            })?;
            let mut at = at.clone();
            if numbers > 1 {
                at.push(number);
            }
            entries.push(Entry { row, column, at, printed });
        }
    }
    Ok((dimensions, entries))
}
