//! Reading bytes into a document and writing the edited document back.
//!
//! Bytes and a [`Format`] go in, a [`Document`] comes out; edits of its parts go in, bytes in the same format come out
//! with every byte outside the edits as it was. What a format cannot read it refuses with an error. What was written
//! reads again as the same parts at the same places.

mod csv;
mod html;
mod json;
mod markdown;
mod markup;
mod splice;
mod text;

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use crate::{Document, Error, ErrorKind, Result, Span};
#[cfg(feature = "stats")]
pub(crate) use csv::separator as csv_separator;
use splice::Splice;

/// How the bytes of a document are to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Plain text in UTF-8.
    #[default]
    Text,
    /// Markdown (CommonMark): its text is read, its markup is kept.
    Markdown,
    /// HTML: its text, attributes and comments are read, its markup is kept.
    Html,
    /// One JSON document (RFC 8259).
    Json,
    /// One JSON document a line.
    JsonLines,
    /// Comma-separated values (RFC 4180), the first record being the header. Semicolons and tabs separate too when the
    /// header has more of them.
    Csv,
}

/// Names of formats, the first of each being the one that is printed, with the usual extensions of file names.
const NAMES: &[(&str, Format)] = &[
    ("text", Format::Text),
    ("txt", Format::Text),
    ("markdown", Format::Markdown),
    ("md", Format::Markdown),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("xhtml", Format::Html),
    ("json", Format::Json),
    ("jsonl", Format::JsonLines),
    ("ndjson", Format::JsonLines),
    ("csv", Format::Csv),
    ("tsv", Format::Csv),
];

impl Format {
    /// Returns the format that files with `extension` (with or without its dot, in any case) are in, if it is known.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        let name = extension.strip_prefix('.').unwrap_or(extension);
        NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, format)| *format)
    }

    /// Returns the name, as [`from_str`](FromStr::from_str) takes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(_, format)| *format == self).map_or("text", |(name, _)| name)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Self::from_extension(name).ok_or_else(|| {
            Error::new(ErrorKind::Input, "unknown format; known are text, markdown, html, json, jsonl and csv")
        })
    }
}

/// A change to a part: `replacement` stands in the place of `span`.
#[derive(Clone)]
pub(crate) struct Edit {
    /// Index of the part.
    pub(crate) part: usize,
    /// What goes, in bytes of the part's text.
    pub(crate) span: Span,
    /// What stands there instead, in the terms of the part's text (JSON escapes and CSV quotes undone).
    pub(crate) replacement: Arc<str>,
}

/// A document with its edits made.
pub(crate) struct Written {
    /// The document.
    pub(crate) bytes: Vec<u8>,
    /// Where each edit's replacement stands in `bytes`, in the order of the edits.
    pub(crate) placed: Vec<Span>,
    /// How the text of each part changed, by part and then by place. An edit may take several changes where markup
    /// stands in it, and both parts of a text with markup change together.
    pub(crate) changes: Vec<Change>,
}

/// A change of a part's text, in bytes of the text before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// Index of the part.
    pub(crate) part: usize,
    /// What went.
    pub(crate) source: Span,
    /// What stands there now, in the text of the same part when the written document is read.
    pub(crate) written: Span,
}

/// Returns the document that `bytes` hold.
///
/// # Errors
/// [`ErrorKind::Input`](crate::ErrorKind::Input) when they are not what `format` says.
pub(crate) fn read(bytes: &[u8], format: Format) -> Result<Document<'_>> {
    match format {
        Format::Text => text::read(bytes),
        Format::Markdown => markdown::read(bytes),
        Format::Html => html::read(bytes),
        Format::Json => json::read(bytes),
        Format::JsonLines => json::read_lines(bytes),
        Format::Csv => csv::read(bytes),
    }
}

/// Returns `bytes` with `edits` made. `document` is what [`read`] made of them; `edits` are sorted and apart.
///
/// # Errors
/// [`ErrorKind::Input`](crate::ErrorKind::Input) when an edit does not lie in its part, or when the format has no way
/// to hold the result.
pub(crate) fn write(document: &Document<'_>, bytes: &[u8], format: Format, edits: &[Edit]) -> Result<Written> {
    check(document, edits)?;
    let splice = Splice::new(bytes, edits.len());
    match format {
        Format::Text => Ok(splice::plain(document, splice, edits)),
        Format::Markdown => Ok(markup::write(document, splice, edits, markdown::RULES)),
        Format::Html => Ok(markup::write(document, splice, edits, html::RULES)),
        Format::Json | Format::JsonLines => Ok(json::write(document, splice, edits)),
        Format::Csv => csv::write(document, splice, edits),
    }
}

/// Refuses edits that are not sorted, not apart, or not on character boundaries of their part.
fn check(document: &Document<'_>, edits: &[Edit]) -> Result<()> {
    let mut before = (0, 0);
    for edit in edits {
        let text = document.parts.get(edit.part).map_or("", |part| &part.text);
        if (edit.part, edit.span.start) < before || edit.span.of(text).is_none() {
            return Err(Error::new(ErrorKind::Input, "an edit does not lie in the text that it is for"));
        }
        before = (edit.part, edit.span.end);
    }
    Ok(())
}

/// Returns `replacement` in a form that does not read as markup where it will stand; `after` is the text behind it.
pub(crate) fn dress(format: Format, replacement: Arc<str>, after: &str) -> Arc<str> {
    match format {
        Format::Markdown => markdown::dress(&replacement, after).into(),
        Format::Html => html::dress(&replacement).into(),
        // Their writers quote and escape.
        Format::Text | Format::Json | Format::JsonLines | Format::Csv => replacement,
    }
}

#[cfg(test)]
mod tests;
