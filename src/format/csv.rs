//! Comma-separated values (RFC 4180): a part for every cell, with the header of its column as its field.
//!
//! The first record is the header. The separator is whichever of comma, semicolon and tab stands most often in it
//! outside quotes, a comma if none does. Records may have any number of cells. A cell of no bytes has no part, and a cell
//! whose text goes is written as `""`, so that what was written has the same cells. Blank lines are no records.
//!
//! A cell must not turn into a formula because of an edit: when its new text starts with `=`, `+`, `-`, `@`, a tab or a
//! carriage return and the edit brought that to the front, an apostrophe is put before it. Quotes would not help:
//! spreadsheets look at the text inside them (OWASP, CSV Injection).

use std::borrow::Cow;
use std::sync::Arc;

use super::splice::{self, Splice};
use super::text::Source;
use super::{Change, Edit, Written};
use crate::{Address, Document, Error, ErrorKind, Part, Result, Span};

/// What may separate cells, the likeliest first.
const SEPARATORS: [u8; 3] = *b",;\t";

/// Returns a part for every cell that has text.
pub(super) fn read(bytes: &[u8]) -> Result<Document<'_>> {
    let source = Source::of(bytes)?;
    let separator = separator(source.text);
    let mut parts = Vec::new();
    let mut header: Vec<Option<Arc<str>>> = Vec::new();
    let (mut at, mut row, mut column) = (0, 0_u32, 0_u32);
    while at < source.text.len() {
        if column == 0 && matches!(source.text.as_bytes().get(at), Some(b'\r' | b'\n')) {
            at += 1; // a blank line, or the second half of a line break
            continue;
        }
        let cell = Cell::at(source.text, at, separator)?;
        let text = cell.text(source.text);
        if row == 0 {
            header.push(Some(text.trim()).filter(|name| !name.is_empty()).map(Arc::from));
        }
        if !cell.raw.is_empty() {
            let origin = Span::new(source.start + cell.raw.start, source.start + cell.raw.end);
            let mut part = Part::plain(Address::Cell { row, column }, text).at(origin);
            part.field = header.get(column as usize).filter(|_| row > 0).cloned().flatten();
            parts.push(part);
        }
        at = cell.raw.end + 1;
        column += 1;
        if source.text.as_bytes().get(cell.raw.end) != Some(&separator) {
            (row, column) = (row + 1, 0);
        }
    }
    Ok(Document { parts, unread: Vec::new() })
}

/// Returns the byte that separates cells.
pub(crate) fn separator(text: &str) -> u8 {
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut quoted = false;
    for byte in text.trim_start_matches(['\r', '\n']).bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => break,
            _ if quoted => {}
            _ => {
                for (count, separator) in counts.iter_mut().zip(SEPARATORS) {
                    *count += usize::from(byte == separator);
                }
            }
        }
    }
    let mut best = (0, b',');
    for candidate in counts.into_iter().zip(SEPARATORS) {
        if candidate.0 > best.0 {
            best = candidate;
        }
    }
    best.1
}

/// Where a cell stands.
struct Cell {
    /// The cell with its quotes.
    raw: Span,
    /// Where the text behind the closing quote starts, for a cell that starts with a quote.
    tail: Option<usize>,
}

impl Cell {
    /// Returns the cell that starts at `at`.
    fn at(text: &str, at: usize, separator: u8) -> Result<Self> {
        let bytes = text.as_bytes();
        let end_from = |from: usize| {
            let rest = bytes.get(from..).unwrap_or_default();
            from + memchr::memchr3(separator, b'\r', b'\n', rest).unwrap_or(rest.len())
        };
        if bytes.get(at) != Some(&b'"') {
            return Ok(Self { raw: Span::new(at, end_from(at)), tail: None });
        }
        let mut quote = at + 1;
        loop {
            let Some(found) = bytes.get(quote..).and_then(|rest| memchr::memchr(b'"', rest)) else {
                let before = text.get(..at).unwrap_or_default();
                let line = before.rfind('\n').map_or(before, |end| before.get(end + 1..).unwrap_or_default());
                let message = "a cell starts with a quote that is never closed";
                let lines = before.bytes().filter(|b| *b == b'\n').count();
                return Err(Error::new(ErrorKind::Input, message).at_line(lines + 1, line.chars().count() + 1));
            };
            quote += found + 1;
            if bytes.get(quote) != Some(&b'"') {
                return Ok(Self { raw: Span::new(at, end_from(quote)), tail: Some(quote) });
            }
            quote += 1;
        }
    }

    /// Returns the text: quotes undone, and whatever stands behind the closing quote.
    fn text<'t>(&self, source: &'t str) -> Cow<'t, str> {
        let Some(tail) = self.tail else { return Cow::Borrowed(self.raw.of(source).unwrap_or_default()) };
        let inside = source.get(self.raw.start + 1..tail - 1).unwrap_or_default();
        let behind = source.get(tail..self.raw.end).unwrap_or_default();
        if behind.is_empty() && !inside.contains('"') {
            return Cow::Borrowed(inside);
        }
        Cow::Owned(inside.replace("\"\"", "\"") + behind)
    }
}

/// Writes the edited cells in their places, with quotes where they need them.
pub(super) fn write(document: &Document<'_>, mut splice: Splice<'_>, edits: &[Edit]) -> Result<Written> {
    let before = Source::of(splice.input())?;
    let separator_before = separator(before.text);
    for (first, chunk) in splice::by_part(edits) {
        let Some((index, part)) = chunk.first().and_then(|edit| Some((edit.part, document.parts.get(edit.part)?)))
        else {
            continue;
        };
        let new = splice::edited(&part.text, chunk);
        let guard = if becomes_formula(&part.text, &new, chunk) { "'" } else { "" };
        let is_header = matches!(part.address, Address::Cell { row: 0, .. });
        splice.keep_to(part.origin().start);
        let quoted = splice.rest().first() == Some(&b'"') || needs_quotes(&new, separator_before, is_header);
        write_cell(&mut splice, &part.text, (guard, quoted), first, chunk);
        splice.skip_to(part.origin().end);
        if !guard.is_empty() {
            splice.note(Change { part: index, source: Span::new(0, 0), written: Span::new(0, guard.len()) });
        }
        splice.note_edits(chunk, guard.len());
    }
    let written = splice.finish();
    if separator(Source::of(&written.bytes)?.text) != separator_before {
        let message = "with its header edited, it is no longer clear what separates the cells";
        return Err(Error::new(ErrorKind::Input, message));
    }
    Ok(written)
}

fn write_cell(splice: &mut Splice<'_>, text: &str, (guard, quoted): (&str, bool), first: usize, edits: &[Edit]) {
    let quote = if quoted { "\"" } else { "" };
    let cell = |text: &str| if quoted { text.replace('"', "\"\"") } else { text.to_owned() };
    splice.put(quote);
    splice.put(guard);
    let mut at = 0;
    for (number, edit) in edits.iter().enumerate() {
        splice.put(&cell(text.get(at..edit.span.start).unwrap_or_default()));
        splice.place(first + number, &cell(&edit.replacement));
        at = edit.span.end;
    }
    splice.put(&cell(text.get(at..).unwrap_or_default()));
    splice.put(quote);
}

/// Returns whether a cell of `text` cannot stand without quotes. A header has quotes around everything that could pass
/// for a separator, so that the separator is found again.
fn needs_quotes(text: &str, separator: u8, is_header: bool) -> bool {
    let tells = |byte: u8| {
        matches!(byte, b'\r' | b'\n') || byte == separator || is_header && (byte == b'"' || SEPARATORS.contains(&byte))
    };
    text.is_empty() || text.starts_with('"') || text.bytes().any(tells)
}

/// Returns whether the edits brought a character to the front of the cell that spreadsheets take for a formula.
fn becomes_formula(old: &str, new: &str, edits: &[Edit]) -> bool {
    let touched = edits.first().is_some_and(|edit| edit.span.start == 0);
    touched && old != new && new.starts_with(['=', '+', '-', '@', '\t', '\r'])
}
