//! What HTML and Markdown share: two parts over one text, and edits that leave the markup between their pieces alone.
//!
//! The first part is what a reader sees, so that `07700 <b title="…">900 123</b>` reads together; the second, at
//! [`Address::Markup`], is what stands in the markup itself: attributes, link targets, comments, scripts. Both count
//! bytes of the same text and their segments never overlap. Both are always there, even when one holds nothing.

use super::splice::Splice;
use super::text::Source;
use super::{Change, Edit, Written};
use crate::{Address, Document, Join, Part, Segment, Span};

/// Gathers the segments of a text with markup, in the order of the text.
pub(super) struct Segmenter {
    prose: Vec<Segment>,
    aside: Vec<Segment>,
    /// How the next prose continues what was read before.
    pending: Join,
}

impl Segmenter {
    pub(super) fn new() -> Self {
        Self { prose: Vec::new(), aside: Vec::new(), pending: Join::Block }
    }

    /// Notes that the next prose stands at least as far apart from the last as `join` says.
    pub(super) fn apart(&mut self, join: Join) {
        if distance(join) > distance(self.pending) {
            self.pending = join;
        }
    }

    /// Returns whether the next prose goes on in the same line.
    pub(super) fn goes_on(&self) -> bool {
        self.pending == Join::Inline
    }

    /// Adds what a reader sees.
    pub(super) fn prose(&mut self, span: Span) {
        if span.is_empty() {
            return;
        }
        match self.prose.last_mut() {
            Some(last) if self.pending == Join::Inline && last.span.end == span.start => last.span.end = span.end,
            _ => self.prose.push(Segment { span, join: self.pending }),
        }
        self.pending = Join::Inline;
    }

    /// Adds what stands in the markup.
    pub(super) fn aside(&mut self, span: Span, join: Join) {
        if !span.is_empty() {
            self.aside.push(Segment { span, join });
        }
    }

    /// Stretches the last addition to the markup to `end`.
    pub(super) fn stretch_aside(&mut self, end: usize) {
        if let Some(last) = self.aside.last_mut() {
            last.span.end = end;
        }
    }

    /// Returns the document.
    pub(super) fn finish(self, source: Source<'_>) -> Document<'_> {
        let whole = Span::new(source.start, source.start + source.text.len());
        let part = |address, mut segments: Vec<Segment>| {
            if segments.is_empty() {
                // Without segments the whole text would be read as prose.
                segments.push(Segment { span: Span::new(0, 0), join: Join::Block });
            }
            let mut part = Part::plain(address, source.text).at(whole);
            part.segments = segments.into();
            part
        };
        let parts = vec![part(Address::Text, self.prose), part(Address::Markup, self.aside)];
        Document { parts, unread: Vec::new() }
    }
}

fn distance(join: Join) -> u8 {
    match join {
        Join::Inline => 0,
        Join::Line => 1,
        Join::Block => 2,
    }
}

/// A stretch of the text that goes, and what stands there instead.
pub(super) struct Piece {
    pub(super) span: Span,
    /// The number of the edit whose replacement stands here, if it is here.
    pub(super) edit: Option<usize>,
    /// The part that the piece belongs to.
    pub(super) part: usize,
    pub(super) text: String,
}

/// What a format has to say about writing.
pub(super) struct Rules {
    /// Changes the pieces of all edits before they are written.
    pub(super) cut: fn(text: &str, edits: &[Edit], pieces: &mut Vec<Piece>),
    /// Returns what has to stand between what was written and a replacement so that no markup arises where they meet;
    /// the third text is what follows.
    pub(super) seam: fn(before: &[u8], replacement: &str, after: &[u8]) -> &'static str,
}

/// Writes the edits, each cut into pieces over the segments of its part. The replacement stands in the place of the first
/// piece.
pub(super) fn write(document: &Document<'_>, mut splice: Splice<'_>, edits: &[Edit], rules: Rules) -> Written {
    let Rules { cut, seam } = rules;
    let Some(whole) = document.parts.first() else { return splice.finish() };
    let mut pieces = Vec::with_capacity(edits.len());
    for (number, edit) in edits.iter().enumerate() {
        let segments = document.parts.get(edit.part).map_or(&[][..], |part| &*part.segments);
        add_pieces(segments, number, edit, &mut pieces);
    }
    cut(&whole.text, edits, &mut pieces);
    pieces.sort_by_key(|piece: &Piece| piece.span);
    let start = whole.origin().start;
    let mut changes = Vec::with_capacity(pieces.len());
    let mut done = 0;
    for piece in &pieces {
        let span = Span::new(piece.span.start.max(done), piece.span.end.max(done));
        done = span.end;
        splice.keep_to(start + span.start);
        let written = splice.written().len() - start;
        splice.skip_to(start + span.end);
        splice.put(seam(splice.written(), &piece.text, splice.rest()));
        match piece.edit {
            Some(edit) => splice.place(edit, &piece.text),
            None => splice.put(&piece.text),
        }
        changes.push((span, Span::new(written, splice.written().len() - start)));
    }
    for part in 0..document.parts.len() {
        for (source, written) in &changes {
            splice.note(Change { part, source: *source, written: *written });
        }
    }
    splice.finish()
}

/// Adds the pieces of `edit` that lie in `segments`, or all of it when none does.
fn add_pieces(segments: &[Segment], number: usize, edit: &Edit, pieces: &mut Vec<Piece>) {
    let before = pieces.len();
    let from = segments.partition_point(|segment| segment.span.end <= edit.span.start);
    let touched = segments.get(from..).unwrap_or_default().iter().take_while(|s| s.span.start < edit.span.end);
    for segment in touched {
        let start = segment.span.start.max(edit.span.start);
        let span = Span::new(start, segment.span.end.min(edit.span.end));
        pieces.push(Piece { span, edit: None, part: edit.part, text: String::new() });
    }
    if pieces.len() == before {
        pieces.push(Piece { span: edit.span, edit: None, part: edit.part, text: String::new() });
    }
    if let Some(first) = pieces.get_mut(before) {
        first.edit = Some(number);
        edit.replacement.as_ref().clone_into(&mut first.text);
    }
}
