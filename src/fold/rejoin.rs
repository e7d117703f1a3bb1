//! Places where one thing was written in pieces: spaced-out letters, and lines broken inside a number or word.
//!
//! Each place becomes a short text of its own in which the pieces stand together, so that detectors read it like any
//! other. The whole text is read unchanged as well.

use super::map::SpanMap;
use super::marks::Marks;
use crate::Span;

/// A short text made from a window of the main reading by leaving bytes out.
pub(super) struct Window {
    pub(super) text: String,
    /// Where pieces were put together, one byte on each side included.
    pub(super) seam: Span,
    kept: Vec<Kept>,
}

/// A run of bytes taken over unchanged.
struct Kept {
    window: usize,
    main: usize,
}

/// How far a window reaches to both sides of a broken line.
const REACH: usize = 48;
/// How many line breaks it reaches over on each side: a label may stand on a line of its own, a column of figures is not
/// read as a whole for each of its lines.
const LINES: usize = 3;
/// The fewest single characters in a row that count as spaced out.
const SPACED_OUT: usize = 5;
/// The longest spaced-out run that is read as one.
const LONGEST_RUN: usize = 256;

impl Window {
    fn new() -> Self {
        Self { text: String::new(), seam: Span::default(), kept: Vec::new() }
    }

    fn take(&mut self, main: &str, span: Span) {
        if let Some(text) = span.of(main) {
            self.kept.push(Kept { window: self.text.len(), main: span.start });
            self.text.push_str(text);
        }
    }

    /// Returns the map from the window to the source, through the map of the main reading.
    pub(super) fn map_through(&self, main: &SpanMap) -> SpanMap {
        let mut map = SpanMap::default();
        for (index, kept) in self.kept.iter().enumerate() {
            let end = self.kept.get(index + 1).map_or(self.text.len(), |next| next.window);
            main.copy(Span::new(kept.main, kept.main + end - kept.window), kept.window, &mut map);
        }
        map
    }
}

/// Returns the windows of `text` in which something may be broken or spaced out.
pub(super) fn windows(text: &str, marks: &Marks) -> Vec<Window> {
    let mut found = spaced_out(text, marks);
    broken_lines(text, &mut found);
    found
}

/// Finds runs of single characters with one separator between: `0 7 7 0 0 …`, `A-B-1-2`.
fn spaced_out(text: &str, marks: &Marks) -> Vec<Window> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut previous = 0_u64;
    let mut done = 0;
    for (index, words) in marks.words.iter().enumerate() {
        let next = marks.words.get(index + 1).copied().unwrap_or(0);
        let single = words & !(words << 1 | previous >> 63) & !(words >> 1 | next << 63);
        previous = *words;
        let mut runs = single & single >> 2;
        while runs != 0 {
            let start = index * 64 + runs.trailing_zeros() as usize;
            runs &= runs - 1;
            if start < done {
                continue;
            }
            let start = run_start(bytes, start, done);
            let end = run_end(bytes, start);
            if (end - start).div_ceil(2) >= SPACED_OUT {
                found.push(close_up(text, start, end));
            }
            done = end.max(start + 1);
        }
    }
    found
}

/// Returns where the run that was noticed at `start` begins: its first characters may stand in the block of marks before.
fn run_start(bytes: &[u8], mut start: usize, done: usize) -> usize {
    let word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    while start >= done + 2
        && bytes.get(start - 1).is_some_and(|b| is_separator(*b))
        && word(start - 2)
        && !start.checked_sub(3).is_some_and(word)
    {
        start -= 2;
    }
    start
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b' ' | b'-' | b'.' | b'_' | b'/' | b'\n' | b'*')
}

/// Returns the end of the run of single characters, each one separator apart, that starts at `start`.
fn run_end(bytes: &[u8], start: usize) -> usize {
    let word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let mut end = start + 1;
    while end - start < LONGEST_RUN
        && bytes.get(end).is_some_and(|b| is_separator(*b))
        && word(end + 1)
        && !word(end + 2)
    {
        end += 2;
    }
    end
}

/// Returns the run `start..end` without its separators, with a little of the text around it.
fn close_up(text: &str, start: usize, end: usize) -> Window {
    let mut window = Window::new();
    let before = boundary_before(text, start.saturating_sub(REACH));
    window.take(text, Span::new(before, start));
    let from = window.text.len();
    for at in (start..end).step_by(2) {
        window.take(text, Span::new(at, at + 1));
    }
    window.seam = Span::new(from, window.text.len());
    window.take(text, Span::new(end, boundary_after(text, end + REACH)));
    window
}

/// Finds line breaks inside something that has digits, `@` or a hyphen at the break, and reads it without the break.
fn broken_lines(text: &str, found: &mut Vec<Window>) {
    let bytes = text.as_bytes();
    for at in memchr::memchr_iter(b'\n', bytes) {
        let token_before = bytes.get(..at).unwrap_or_default().iter().rev().take(24).take_while(|b| is_token(**b));
        let token_after = bytes.get(at + 1..).unwrap_or_default().iter().take(24).take_while(|b| is_token(**b));
        let (mut before, mut telling_before) = (0, false);
        for byte in token_before {
            before += 1;
            telling_before |= byte.is_ascii_digit() || *byte == b'@';
        }
        let (mut after, mut telling_after) = (0, false);
        for byte in token_after {
            after += 1;
            telling_after |= byte.is_ascii_digit() || *byte == b'@';
        }
        if before == 0 || after == 0 {
            continue;
        }
        let hyphen = bytes.get(at.wrapping_sub(1)) == Some(&b'-');
        // A full stop ends a sentence, unless the word before it has dots of its own: "www.mail.⏎example".
        let word = bytes.get(at - before..at.saturating_sub(1)).unwrap_or_default();
        let dangling = match bytes.get(at.wrapping_sub(1)) {
            Some(b'@' | b'/' | b'_') => true,
            Some(b'.') => word.contains(&b'.'),
            _ => false,
        };
        // A plain word before a whole e-mail address is a word: "write to⏎jane@mail.example".
        let plain_word =
            !telling_before && !dangling && !hyphen && has_at(bytes.get(at + 1..at + 1 + after).unwrap_or_default());
        let ended = ends_address(bytes.get(at - before..at).unwrap_or_default())
            && !goes_on(bytes.get(at + 1..at + 1 + after).unwrap_or_default());
        if !plain_word && !ended && (telling_before || telling_after || hyphen || dangling) {
            found.push(without_break(text, at, hyphen && !telling_before));
        }
    }
}

fn has_at(token: &[u8]) -> bool {
    token.contains(&b'@')
}

/// Returns whether a token is a whole e-mail address, up to the last part of its domain.
fn ends_address(token: &[u8]) -> bool {
    let Some(at) = token.iter().rposition(|byte| *byte == b'@') else { return false };
    let domain = token.get(at + 1..).unwrap_or_default();
    let last = domain.rsplit(|byte| *byte == b'.').next().unwrap_or_default();
    last.len() >= 2 && last.len() < domain.len() && last.iter().all(u8::is_ascii_alphabetic)
}

/// Returns whether a token can be the rest of a domain: it has a sign of one, or a dot before small letters.
fn goes_on(token: &[u8]) -> bool {
    let dotted = token.windows(2).any(|pair| matches!(pair, [b'.' | b'-', next] if next.is_ascii_lowercase()));
    token.first().is_some_and(|byte| matches!(byte, b'.' | b'-' | b'_') || byte.is_ascii_lowercase() && dotted)
}

fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'@' | b'.' | b'-' | b'_' | b'+' | b'/' | b':')
}

fn without_break(text: &str, at: usize, hyphen: bool) -> Window {
    let mut window = Window::new();
    let end = if hyphen { at.saturating_sub(1) } else { at };
    let bytes = text.as_bytes();
    let before = boundary_before(text, at.saturating_sub(REACH));
    let lines = memchr::memrchr_iter(b'\n', bytes.get(before..at).unwrap_or_default()).nth(LINES - 1);
    window.take(text, Span::new(lines.map_or(before, |line| before + line + 1), end));
    // A finding has to reach over the place of the break.
    let seam = window.text.len();
    window.seam = Span::new(seam, seam);
    let after = boundary_after(text, at + 1 + REACH);
    let lines = memchr::memchr_iter(b'\n', bytes.get(at + 1..after).unwrap_or_default()).nth(LINES - 1);
    window.take(text, Span::new(at + 1, lines.map_or(after, |line| at + 1 + line)));
    window
}

/// Returns the start of the word that `at` stands in, so that a window never starts in the middle of one.
fn boundary_before(text: &str, at: usize) -> usize {
    if at == 0 {
        return 0;
    }
    let from = text.ceil_char_boundary(at);
    let rest = text.get(from..).unwrap_or_default();
    from + rest.find([' ', '\n']).map_or(0, |space| space.min(REACH))
}

/// Returns a place at most a word after `at` where a word ends.
fn boundary_after(text: &str, at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    let to = text.floor_char_boundary(at);
    let before = text.get(..to).unwrap_or_default();
    before.rfind([' ', '\n']).filter(|space| to - space < REACH).unwrap_or(to)
}
