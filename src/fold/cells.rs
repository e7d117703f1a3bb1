//! Tables in texts, Markdown or with tabs between cells: every cell is read by itself, with the head of its column as its
//! field, as a cell of a file of comma-separated values is.
//!
//! The first row is the head when the row below it rules it off, or when its cells are short words without figures. Only what
//! the head speaks for counts in such a reading; all else is found in the text as a whole.

use super::{Reading, Sort, Writer};
use crate::{Address, Part, Span};

/// The longest head, in bytes.
const LONGEST_HEAD: usize = 40;
/// The longest cell that is read with its head.
const LONGEST_CELL: usize = 256;
/// The most columns that are looked at.
const MOST_COLUMNS: usize = 64;
/// From this many figures on, a cell of nothing else may be more than a count.
const FIGURES: usize = 5;

/// Returns a reading of each cell below a head.
pub(crate) fn cells<'t>(part: &'t Part<'_>) -> impl Iterator<Item = Reading<'t>> {
    let text: &str = &part.text;
    let is_read = part.address != Address::Markup && memchr::memchr2(b'|', b'\t', text.as_bytes()).is_some();
    let mut table = None;
    let lines = lines(if is_read { text } else { "" });
    lines.flat_map(move |line| {
        let row = Row::of(text, line);
        let known =
            table.take().filter(|table: &Table| row.as_ref().is_some_and(|row| row.separator == table.separator));
        let mut read = Vec::new();
        table = match (row, known) {
            (None, _) => None,
            (Some(row), None) => Some(Table::under(text, row)),
            (Some(row), Some(table)) => table.read(text, row, &mut read),
        };
        read
    })
}

/// Returns the lines of a text, without their ends.
fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let span = Span::new(start, start + line.trim_end_matches('\r').len());
        start += line.len() + 1;
        span
    })
}

/// A line with cells.
struct Row {
    separator: u8,
    cells: Vec<Span>,
}

impl Row {
    fn of(text: &str, line: Span) -> Option<Self> {
        let words = line.of(text)?;
        let separator = [b'|', b'\t'].into_iter().find(|separator| words.as_bytes().contains(separator))?;
        let mut at = line.start;
        let mut cells = Vec::new();
        for cell in words.split(char::from(separator)).take(MOST_COLUMNS) {
            let blank = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`' | '>');
            let head = cell.len() - cell.trim_start_matches(blank).len();
            let value = cell.trim_matches(blank);
            cells.push(Span::new(at + head, at + head + value.len()));
            at += cell.len() + 1;
        }
        Some(Self { separator, cells })
    }

    /// Returns whether it is the line under a head: `|---|:--:|`.
    fn is_rule(&self, text: &str) -> bool {
        self.separator == b'|'
            && self.values(text).any(|cell| cell.contains('-'))
            && self.values(text).all(|cell| cell.bytes().all(|b| matches!(b, b'-' | b':' | b' ')))
    }

    fn values<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        self.cells.iter().filter_map(|cell| cell.of(text))
    }

    /// Returns whether its cells read like heads though no rule says so.
    fn looks_like_head(&self, text: &str) -> bool {
        let short = |cell: &str| {
            cell.len() <= LONGEST_HEAD
                && cell.bytes().any(|b| b.is_ascii_alphabetic())
                && !cell.bytes().any(|b| b.is_ascii_digit())
        };
        self.values(text).filter(|cell| !cell.is_empty()).count() > 1
            && self.values(text).all(|cell| cell.is_empty() || short(cell))
    }
}

/// A table that is being read.
struct Table {
    separator: u8,
    heads: Vec<Span>,
    /// Whether the heads are sure; before the second row that is not known.
    is_headed: bool,
}

impl Table {
    fn under(text: &str, head: Row) -> Self {
        Self { separator: head.separator, is_headed: head.looks_like_head(text), heads: head.cells }
    }

    /// Adds the readings of the cells of a row.
    fn read<'t>(mut self, text: &'t str, row: Row, read: &mut Vec<Reading<'t>>) -> Option<Self> {
        if row.is_rule(text) {
            self.is_headed = true;
            return Some(self);
        }
        if !self.is_headed {
            return Some(self);
        }
        let named = |spans: &[Span]| spans.iter().filter(|span| !span.is_empty()).count();
        // Where there are two columns the first may hold labels.
        let is_list = named(&self.heads) == 2;
        let columns = self.heads.iter().zip(&row.cells).filter(|(head, _)| !head.is_empty()).enumerate();
        for (column, (head, cell)) in columns {
            let (Some(head), Some(value)) = (head.of(text), cell.of(text)) else { continue };
            let is_label = is_list && column == 0 && !value.bytes().any(|b| b.is_ascii_digit());
            if !is_label && !value.is_empty() && value.len() <= LONGEST_CELL && !is_count(value, head) {
                let mut writer = Writer::default();
                writer.fold(value, cell.start);
                read.push(Reading::finish(writer.text, writer.map, Some(head), Sort::Cell));
            }
        }
        Some(self)
    }
}

/// Returns whether a cell holds a small number that its head does not call a number of somebody's.
fn is_count(value: &str, head: &str) -> bool {
    const NAMES: &[&str] =
        &["no", "nos", "number", "num", "ref", "reference", "id", "age", "collar", "shoulder", "warrant"];
    let figures = value.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.' | b' ' | b'%'));
    let mut words = head.split(|c: char| !c.is_ascii_alphabetic());
    let is_named = words.any(|word| NAMES.iter().any(|name| word.eq_ignore_ascii_case(name)));
    figures && value.bytes().filter(u8::is_ascii_digit).count() < FIGURES && !is_named
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        let part = Part::plain(Address::Text, text);
        let cell = |reading: Reading<'_>| {
            let whole = reading.to_source(Span::new(0, reading.text().len()));
            assert_eq!(whole.of(text).unwrap(), reading.text());
            (reading.field().unwrap().to_owned(), reading.text().to_owned())
        };
        cells(&part).map(cell).collect()
    }

    fn wanted(cells: &[(&str, &str)]) -> Vec<(String, String)> {
        cells.iter().map(|(head, cell)| ((*head).to_owned(), (*cell).to_owned())).collect()
    }

    #[test]
    fn cells_are_read_with_the_heads_of_their_columns() {
        let markdown =
            "Seen:\n\n| Name | **NHS number** | Age |\n|---|:--:|---|\n| Mia Holt | `9434765918` | 14 |\n\n| x | y |";
        let cells = [("Name", "Mia Holt"), ("NHS number", "9434765918"), ("Age", "14")];
        assert_eq!(read(markdown), wanted(&cells));
        let quoted = "> Name | PNC | Note\r\n> Mia Holt | 12/394773H |\r\n";
        assert_eq!(read(quoted), wanted(&[("Name", "Mia Holt"), ("PNC", "12/394773H")]));
        let tabs = "Name\tCollar number\tPC\nHolt\t4521\t12\nMarsh\t4522\t4523\n";
        let cells = [("Name", "Holt"), ("Collar number", "4521"), ("Name", "Marsh"), ("Collar number", "4522")];
        assert_eq!(read(tabs), wanted(&cells));
    }

    #[test]
    fn a_cell_of_two_columns_is_no_label_when_it_has_figures() {
        let text = "| Account | Sort code |\n|---|---|\n| 31926819 | 204577 |";
        assert_eq!(read(text), wanted(&[("Account", "31926819"), ("Sort code", "204577")]));
    }

    #[test]
    fn a_list_of_labels_has_no_head_for_them() {
        assert_eq!(read("Name | Mia Holt\nNHS number | 9434765918"), wanted(&[("Mia Holt", "9434765918")]));
        assert_eq!(read("12 | 14\n15 | 16"), []);
        assert_eq!(read("a | b\n\nc | d"), []);
        assert_eq!(read("no table"), []);
    }
}
