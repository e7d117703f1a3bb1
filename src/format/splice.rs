//! Writes a document by copying its bytes and putting something else in the place of a few of them.

use super::{Change, Edit, Written};
use crate::{Document, Span};

/// A document being written: input bytes are kept or skipped in order, and text is put between them.
pub(super) struct Splice<'b> {
    input: &'b [u8],
    at: usize,
    out: Vec<u8>,
    placed: Vec<Span>,
    changes: Vec<Change>,
}

impl<'b> Splice<'b> {
    pub(super) fn new(input: &'b [u8], edits: usize) -> Self {
        let out = Vec::with_capacity(input.len() + edits * 16);
        Self { input, at: 0, out, placed: vec![Span::default(); edits], changes: Vec::with_capacity(edits) }
    }

    /// Returns the input.
    pub(super) fn input(&self) -> &'b [u8] {
        self.input
    }

    /// Returns what was written so far.
    pub(super) fn written(&self) -> &[u8] {
        &self.out
    }

    /// Returns the input from where it was neither kept nor skipped.
    pub(super) fn rest(&self) -> &'b [u8] {
        self.input.get(self.at..).unwrap_or_default()
    }

    /// Copies the input up to `to`.
    pub(super) fn keep_to(&mut self, to: usize) {
        self.out.extend_from_slice(self.input.get(self.at..to).unwrap_or_default());
        self.skip_to(to);
    }

    /// Leaves the input up to `to` out.
    pub(super) fn skip_to(&mut self, to: usize) {
        self.at = self.at.max(to);
    }

    /// Writes `text`.
    pub(super) fn put(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    /// Writes the replacement of the edit number `edit`.
    pub(super) fn place(&mut self, edit: usize, text: &str) {
        let start = self.out.len();
        self.put(text);
        if let Some(placed) = self.placed.get_mut(edit) {
            *placed = Span::new(start, self.out.len());
        }
    }

    /// Notes a change of a part's text.
    pub(super) fn note(&mut self, change: Change) {
        self.changes.push(change);
    }

    /// Notes the changes that `edits` make to the text of one part, after `before` bytes put at its start.
    pub(super) fn note_edits(&mut self, edits: &[Edit], before: usize) {
        let (mut at, mut written) = (0, before);
        for edit in edits {
            written += edit.span.start - at;
            let end = written + edit.replacement.len();
            self.note(Change { part: edit.part, source: edit.span, written: Span::new(written, end) });
            (at, written) = (edit.span.end, end);
        }
    }

    /// Returns the document, with the rest of the input.
    pub(super) fn finish(mut self) -> Written {
        self.keep_to(self.input.len());
        Written { bytes: self.out, placed: self.placed, changes: self.changes }
    }
}

/// Returns the edits by part, each with the number of its first.
pub(super) fn by_part(edits: &[Edit]) -> impl Iterator<Item = (usize, &[Edit])> {
    let mut first = 0;
    edits.chunk_by(|one, next| one.part == next.part).map(move |chunk| {
        let number = first;
        first += chunk.len();
        (number, chunk)
    })
}

/// Returns `text` with `edits` made.
pub(super) fn edited(text: &str, edits: &[Edit]) -> String {
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        result.push_str(text.get(at..edit.span.start).unwrap_or_default());
        result.push_str(&edit.replacement);
        at = edit.span.end;
    }
    result.push_str(text.get(at..).unwrap_or_default());
    result
}

/// Writes parts whose text stands in the input as it is.
pub(super) fn plain(document: &Document<'_>, mut splice: Splice<'_>, edits: &[Edit]) -> Written {
    for (first, chunk) in by_part(edits) {
        let start = chunk.first().and_then(|edit| document.parts.get(edit.part)).map_or(0, |part| part.origin().start);
        for (number, edit) in chunk.iter().enumerate() {
            splice.keep_to(start + edit.span.start);
            splice.place(first + number, &edit.replacement);
            splice.skip_to(start + edit.span.end);
        }
        splice.note_edits(chunk, 0);
    }
    splice.finish()
}
