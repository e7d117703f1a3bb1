//! Edits fall on grapheme boundaries: an accent or a joined emoji is never cut in two (UAX #29).

use unicode_segmentation::{GraphemeCursor, GraphemeIncomplete};

use crate::Span;

/// Returns `span` widened to grapheme boundaries of `text`; only neighbours outside ASCII cost more than two looks.
pub(crate) fn widen(text: &str, span: Span) -> Span {
    let bytes = text.as_bytes();
    let simple = |at: usize| {
        let before = at.checked_sub(1).and_then(|b| bytes.get(b));
        match (before, bytes.get(at)) {
            (Some(before), Some(after)) => {
                before.is_ascii() && after.is_ascii() && !(*before == b'\r' && *after == b'\n')
            }
            _ => true,
        }
    };
    let start = if simple(span.start) { span.start } else { boundary(text, span.start, false) };
    let end = if simple(span.end) { span.end } else { boundary(text, span.end, true) };
    Span::new(start, end)
}

/// Returns the grapheme boundary at `at`, or else the next one in the given direction.
fn boundary(text: &str, at: usize, forward: bool) -> usize {
    let at = if forward { text.ceil_char_boundary(at) } else { text.floor_char_boundary(at) };
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    if cursor.is_boundary(text, 0) == Ok(true) {
        return at;
    }
    let moved: Result<Option<usize>, GraphemeIncomplete> =
        if forward { cursor.next_boundary(text, 0) } else { cursor.prev_boundary(text, 0) };
    moved.ok().flatten().unwrap_or(if forward { text.len() } else { 0 })
}
