//! What was read: parts with their text, and what could not be read.
//!
//! A format turns bytes into a [`Document`]: one [`Part`] for a plain text, one for each string of a record. A part keeps
//! its text as the reader of the release would see it (JSON escapes and CSV quotes undone); markup stays in the text and
//! the [`Segment`]s say which ranges are prose. What a format could not read stands in `unread`, never silently dropped.

use std::borrow::Cow;
use std::fmt;

use crate::Span;

/// A document as read, before anything is looked for.
#[derive(Clone, Default)]
pub struct Document<'a> {
    /// Its parts, in reading order.
    pub parts: Vec<Part<'a>>,
    /// Places that hold something that was not read.
    pub unread: Vec<Unread>,
}

/// One text of a document, with its own offsets.
#[derive(Clone)]
pub struct Part<'a> {
    /// Where the part stands in its document.
    pub address: Address,
    /// The record field or column that holds it: evidence for what it is.
    pub field: Option<Cow<'a, str>>,
    /// The text; spans of findings and edits count its bytes.
    pub text: Cow<'a, str>,
    /// Which ranges are prose, in order and without overlap; empty means all of it.
    pub segments: Vec<Segment>,
    /// Where the part's own bytes stand in the input, quotes and escapes included.
    pub origin: Span,
}

/// Where a part stands in its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// The whole of a text.
    Text,
    /// A value of a JSON document, by JSON Pointer (RFC 6901).
    Value(String),
    /// The name of a member of a JSON object, by the pointer of the member.
    Key(String),
    /// A CSV cell; `row` counts records from 0, the header included, `column` from 0.
    Cell {
        /// Record number.
        row: u32,
        /// Column number.
        column: u32,
    },
}

/// A range of prose inside a part that has markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Where, in bytes of the part's text.
    pub span: Span,
    /// How it continues the segment before it.
    pub join: Join,
}

/// How a segment continues the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// Inside the same word or sentence: `<b>`, `**`.
    Inline,
    /// In another line: table cells, list items, line breaks.
    Line,
    /// In another block: paragraphs, attributes, comments.
    Block,
}

/// Something that was not read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Where it stands.
    pub place: String,
    /// Why it was not read.
    pub reason: String,
}

impl<'a> Document<'a> {
    /// Returns a document of one plain text.
    #[must_use]
    pub fn of_text(text: &'a str) -> Self {
        Self { parts: vec![Part::plain(Address::Text, text)], unread: Vec::new() }
    }
}

impl<'a> Part<'a> {
    /// Returns a part whose whole text is prose and stands in the input as it is.
    #[must_use]
    pub fn plain(address: Address, text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        let origin = Span::new(0, text.len());
        Self { address, field: None, text, segments: Vec::new(), origin }
    }
}

/// Prints lengths, never text: a part may hold what is to be withheld.
impl fmt::Debug for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part").field("bytes", &self.text.len()).field("segments", &self.segments.len()).finish()
    }
}

/// Prints lengths, never text.
impl fmt::Debug for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document").field("parts", &self.parts.len()).field("unread", &self.unread).finish()
    }
}
