//! The search view: the text as a reader would take it, mapped back to the bytes that stand there.
//!
//! A part goes in; one main [`Reading`] of all its prose and, where something was spaced out or broken over lines, a few
//! short extra readings come out. In a reading dashes are `-`, quotes are straight, every space is one `' '`, digits are
//! ASCII, Latin letters have no accents, zero-width characters are gone and HTML entities are decoded; case stays. Every
//! span of a reading maps to source bytes that cover at least what was read. Plain ASCII costs one pass and no map entry.

mod characters;
mod entities;
mod map;
mod marks;
mod rejoin;

use crate::{Join, Part, Segment, Span};
use characters::Folded;
pub(crate) use map::SpanMap;
pub(crate) use marks::Marks;

/// A text to search, with the way back to the source.
#[derive(Clone)]
pub struct Reading<'t> {
    text: String,
    map: SpanMap,
    marks: Marks,
    field: Option<&'t str>,
    rejoined: bool,
}

/// Prints lengths, never text.
impl std::fmt::Debug for Reading<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reading").field("bytes", &self.text.len()).field("rejoined", &self.rejoined).finish()
    }
}

impl<'t> Reading<'t> {
    /// Returns the folded text. A line break is one `\n`, a blank line two.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the name of the record field that holds the text, if there is one.
    #[must_use]
    pub fn field(&self) -> Option<&'t str> {
        self.field
    }

    /// Returns whether this is a short extra reading of a broken or spaced-out place, not the whole part.
    #[must_use]
    pub fn is_rejoined(&self) -> bool {
        self.rejoined
    }

    /// Returns the span of the part's source text that was read as `span` of [`text`](Self::text).
    #[must_use]
    pub fn to_source(&self, span: Span) -> Span {
        self.map.to_source(span)
    }

    /// Returns where digits, capitals and words stand, as bit masks.
    pub(crate) fn marks(&self) -> &Marks {
        &self.marks
    }

    fn finish(text: String, map: SpanMap, field: Option<&'t str>, rejoined: bool) -> Self {
        let marks = Marks::of(&text);
        Self { text, map, marks, field, rejoined }
    }
}

/// Returns the readings of a part: the whole of it first, then the short ones.
pub(crate) fn readings<'t>(part: &'t Part<'_>) -> Vec<Reading<'t>> {
    let whole = [Segment { span: Span::new(0, part.text.len()), join: Join::Block }];
    let segments = if part.segments.is_empty() { whole.as_slice() } else { part.segments.as_slice() };
    let mut writer = Writer::default();
    writer.text.reserve(part.text.len());
    for segment in segments {
        writer.join(segment);
        if let Some(text) = segment.span.of(&part.text) {
            writer.fold(text, segment.span.start);
        }
    }
    let field = part.field.as_deref();
    let main = Reading::finish(writer.text, writer.map, field, false);
    let extra = rejoin::windows(main.text(), main.marks());
    let mut readings = vec![main];
    for window in extra {
        if let Some(main) = readings.first() {
            let map = window.map_through(&main.map);
            let reading = Reading::finish(window.text, map, field, true);
            readings.push(reading);
        }
    }
    readings
}

/// Returns `text` folded as a plain text would be, for comparing values.
pub(crate) fn fold_text(text: &str) -> String {
    let mut writer = Writer::default();
    writer.fold(text, 0);
    writer.text
}

/// Builds a folded text and its map.
#[derive(Default)]
struct Writer {
    text: String,
    map: SpanMap,
}

/// Bytes at which the fast path stops to look closer.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = byte < 0x20 || byte >= 0x7f || byte == b'&' as usize;
        byte += 1;
    }
    table
};

impl Writer {
    /// Starts a segment: another line or block is set off by line breaks that map to no bytes.
    fn join(&mut self, segment: &Segment) {
        let breaks = match segment.join {
            Join::Inline => 0,
            Join::Line => 1,
            Join::Block => 2,
        };
        if self.text.is_empty() {
            return;
        }
        let present = self.text.bytes().rev().take_while(|b| *b == b'\n').count();
        for _ in present..breaks {
            self.map.push(self.text.len(), segment.span.start, 1, 0);
            self.text.push('\n');
        }
    }

    /// Appends the folded form of `text`, whose first byte is `base` in the source.
    fn fold(&mut self, text: &str, base: usize) {
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let plain = plain_prefix(rest.as_bytes());
            if plain > 0 {
                self.copy(rest.get(..plain).unwrap_or_default(), base + at);
                at += plain;
                continue;
            }
            at += self.special(text, at, base);
        }
    }

    fn copy(&mut self, plain: &str, source: usize) {
        self.map.push(self.text.len(), source, 1, 1);
        self.text.push_str(plain);
    }

    /// Folds what stands at `at`, at least one character, and returns how many bytes it was.
    fn special(&mut self, text: &str, at: usize, base: usize) -> usize {
        let Some(rest) = text.get(at..) else { return 1 };
        if let Some(entity) = entities::decode(rest) {
            let after = rest.get(entity.len..).unwrap_or_default();
            self.emit(characters::fold(entity.character, &self.text, after), base + at, entity.len);
            return entity.len;
        }
        let Some(first) = rest.chars().next() else { return 1 };
        let len = first.len_utf8();
        let after = rest.get(len..).unwrap_or_default();
        if first == '\n' || (first == '\r' && !after.starts_with('\n')) || matches!(first, '\u{85}' | '\u{2028}' | '\u{2029}') {
            self.emit(Folded::Char('\n'), base + at, len);
            return len + quote_marks(after);
        }
        if characters::is_space(first) {
            let next = after.chars().next();
            let collapses = next.is_none_or(|c| characters::is_space(c) || c == '\n');
            if !(collapses && next.is_some()) {
                self.emit(Folded::Char(' '), base + at, len);
            }
            return len;
        }
        self.emit(characters::fold(first, &self.text, after), base + at, len);
        len
    }

    fn emit(&mut self, folded: Folded, source: usize, source_len: usize) {
        let start = self.text.len();
        match folded {
            Folded::Nothing => return,
            Folded::Char(c) => self.text.push(c),
            Folded::Text(text) => self.text.push_str(&text),
        }
        self.map.push(start, source, self.text.len() - start, source_len);
    }
}

/// Returns how many leading bytes fold to themselves.
fn plain_prefix(bytes: &[u8]) -> usize {
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == b' ' {
            let next = bytes.get(at + 1).copied().unwrap_or(b'x');
            if next == b' ' || next < 0x20 || next >= 0x80 {
                return at;
            }
        } else if SPECIAL.get(usize::from(*byte)).copied().unwrap_or(true) {
            // A line break folds to itself unless marks or spaces follow it.
            let next = bytes.get(at + 1).copied().unwrap_or(b'x');
            if *byte != b'\n' || matches!(next, b' ' | b'\t' | b'>' | b'|') {
                return at;
            }
        }
    }
    bytes.len()
}

/// Returns the length of what an e-mail client puts at the start of a quoted line: spaces and `>`.
fn quote_marks(line: &str) -> usize {
    line.bytes().take_while(|b| matches!(b, b' ' | b'\t' | b'>')).count()
}
