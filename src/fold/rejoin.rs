//! Places where one thing was written in pieces: spaced-out letters, lines broken inside a number or word, percent codes;
//! and numbers with letters that look like figures.
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
    /// Whether letters were read as figures: then a shape alone tells nothing.
    pub(super) is_guess: bool,
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
        Self { text: String::new(), seam: Span::default(), is_guess: false, kept: Vec::new() }
    }

    fn take(&mut self, main: &str, span: Span) {
        if let Some(text) = span.of(main) {
            self.kept.push(Kept { window: self.text.len(), main: span.start });
            self.text.push_str(text);
        }
    }

    /// Appends what is read for the one byte at `at`.
    fn put(&mut self, read: u8, at: usize) {
        self.kept.push(Kept { window: self.text.len(), main: at });
        self.text.push(char::from(read));
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
    percent_codes(text, &mut found);
    letters_for_figures(text, marks, &mut found);
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
            let run = run_from(bytes, run_start(bytes, start, done));
            if run.len() >= SPACED_OUT {
                found.push(close_up(text, &run));
            }
            done = run.last().map_or(start, |last| *last) + 1;
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

/// Returns where the characters of the run stand that starts at `start`: each alone, one separator apart or one between
/// spaces, as in `2 0 1 2 / 0 3`.
fn run_from(bytes: &[u8], start: usize) -> Vec<usize> {
    let word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let mut run = vec![start];
    let mut at = start;
    while at - start < LONGEST_RUN {
        let next = match bytes.get(at + 1..).unwrap_or_default() {
            [b' ', mark, b' ', ..] if is_separator(*mark) => at + 4,
            [separator, ..] if is_separator(*separator) => at + 2,
            _ => break,
        };
        if !word(next) || word(next + 1) {
            break;
        }
        run.push(next);
        at = next;
    }
    run
}

/// Returns a run of single characters without its separators, with a little of the text around it.
fn close_up(text: &str, run: &[usize]) -> Window {
    let mut window = Window::new();
    let (Some(start), Some(last)) = (run.first(), run.last()) else { return window };
    let before = boundary_before(text, start.saturating_sub(REACH));
    window.take(text, Span::new(before, *start));
    let from = window.text.len();
    for at in run {
        window.take(text, Span::new(*at, at + 1));
    }
    window.seam = Span::new(from, window.text.len());
    window.take(text, Span::new(last + 1, boundary_after(text, last + 1 + REACH)));
    window
}

/// The fewest characters on both sides of a break that may be one number.
const FEWEST_BROKEN: usize = 6;

/// Finds line breaks inside something that has digits, `@` or a hyphen at the break, and reads it without the break. A `=`
/// before the break is that of quoted-printable text (RFC 2045, section 6.7).
fn broken_lines(text: &str, found: &mut Vec<Window>) {
    let bytes = text.as_bytes();
    for at in memchr::memchr_iter(b'\n', bytes) {
        let soft = bytes.get(at.wrapping_sub(1)) == Some(&b'=');
        let end = at - usize::from(soft);
        let token_before = bytes.get(..end).unwrap_or_default().iter().rev().take(24).take_while(|b| is_token(**b));
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
        let telling = telling_before || telling_after;
        if before == 0 || after == 0 || telling && before + after < FEWEST_BROKEN {
            continue;
        }
        if soft {
            found.push(without(text, Span::new(end, at + 1)));
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
        if ended || begins_a_line(bytes.get(at + 1..at + 1 + after).unwrap_or_default()) {
            continue;
        }
        if hyphen && (!telling_before || telling_after) {
            // In a number the hyphen may be its own: it is read both ways.
            found.push(without(text, Span::new(at - 1, at + 1)));
        }
        if !plain_word && (telling || dangling) && (!hyphen || telling_before) {
            found.push(without(text, Span::new(at, at + 1)));
        }
    }
}

/// Returns whether a word belongs to the line that it begins and not to a value at the end of the line before: the rank before
/// a name, or a label with its colon.
pub(crate) fn begins_a_line(token: &[u8]) -> bool {
    const RANKS: [&[u8]; 17] = [
        b"PC", b"DC", b"PS", b"DS", b"DI", b"CI", b"DP", b"IP", b"AP", b"CPS", b"DCI", b"DCS", b"PCSO", b"SGT", b"OIC",
        b"FLO", b"SIO",
    ];
    let word = token.strip_suffix(b":").unwrap_or(token);
    let is_label = word.len() < token.len() && word.iter().all(u8::is_ascii_alphabetic);
    is_label || RANKS.contains(&word)
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

/// Returns the text around `gap` without it.
fn without(text: &str, gap: Span) -> Window {
    let mut window = Window::new();
    let bytes = text.as_bytes();
    let before = boundary_before(text, gap.start.saturating_sub(REACH));
    let lines = memchr::memrchr_iter(b'\n', bytes.get(before..gap.start).unwrap_or_default()).nth(LINES - 1);
    window.take(text, Span::new(lines.map_or(before, |line| before + line + 1), gap.start));
    // A finding has to reach over the place of the break.
    let seam = window.text.len();
    window.seam = Span::new(seam, seam);
    let after = boundary_after(text, gap.end + REACH);
    let lines = memchr::memchr_iter(b'\n', bytes.get(gap.end..after).unwrap_or_default()).nth(LINES - 1);
    window.take(text, Span::new(gap.end, lines.map_or(after, |line| gap.end + line)));
    window
}

/// Finds percent codes of spaces and signs (RFC 3986, section 2.1), as in `07700%20900123`, and reads what they stand for.
fn percent_codes(text: &str, found: &mut Vec<Window>) {
    let bytes = text.as_bytes();
    let mut done = 0;
    for at in memchr::memchr_iter(b'%', bytes) {
        if at < done || percent_code(bytes, at).is_none() {
            continue;
        }
        let (from, to) = (at.saturating_sub(REACH).max(done), (at + LONGEST_RUN).min(bytes.len()));
        let from = boundary_before(text, from).min(at);
        let mut window = Window::new();
        window.take(text, Span::new(from, at));
        let seam = window.text.len();
        let (mut next, mut end) = (at, at);
        while let Some(byte) = bytes.get(next).filter(|byte| next < to && byte.is_ascii_graphic()) {
            let code = percent_code(bytes, next);
            window.put(code.unwrap_or(*byte), next);
            next += if code.is_some() { 3 } else { 1 };
            end = next;
        }
        window.seam = Span::new(seam, window.text.len());
        done = end;
        found.push(window);
    }
}

/// Returns the space or sign whose percent code stands at `at`.
fn percent_code(bytes: &[u8], at: usize) -> Option<u8> {
    let [b'%', high, low] = bytes.get(at..at + 3)? else { return None };
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let code = u8::try_from(digit(high)? * 16 + digit(low)?).ok()?;
    (code == b' ' || code.is_ascii_punctuation()).then_some(code)
}

/// The fewest figures, letters that look like figures included, of a number that is read with letters in it.
const FEWEST_FIGURES: usize = 6;

/// Finds numbers in which letters stand for figures, `O` for 0, `I` and `l` for 1, and reads them as figures.
fn letters_for_figures(text: &str, marks: &Marks, found: &mut Vec<Window>) {
    let bytes = text.as_bytes();
    let mut done = 0;
    marks.each_letter_beside_digit(|at| {
        if at < done || bytes.get(at).copied().and_then(figure_for).is_none() {
            return;
        }
        let Some(word) = figures_around(bytes, at) else { return };
        let mut number = word;
        while let Some(more) = figures_before(bytes, number.start).filter(|more| more.start >= done) {
            number.start = more.start;
        }
        while let Some(more) = figures_behind(bytes, number.end).filter(|more| more.end - word.start < LONGEST_RUN) {
            number.end = more.end;
        }
        done = number.end;
        let figures = number.of(text).unwrap_or_default().bytes().filter(u8::is_ascii_alphanumeric).count();
        if figures >= FEWEST_FIGURES {
            found.push(with_figures(text, number));
        }
    });
}

/// Returns the figure that a letter looks like.
fn figure_for(letter: u8) -> Option<u8> {
    match letter {
        b'O' | b'o' => Some(b'0'),
        b'I' | b'l' => Some(b'1'),
        _ => None,
    }
}

/// Returns the word that `at` stands in, if it is all figures and letters that look like them and can be a number's.
fn figures_around(bytes: &[u8], at: usize) -> Option<Span> {
    let before = bytes.get(..at)?.iter().rev().take_while(|b| b.is_ascii_alphanumeric()).take(LONGEST_RUN).count();
    let behind = bytes.get(at..)?.iter().take_while(|b| b.is_ascii_alphanumeric()).take(LONGEST_RUN).count();
    let word = Span::new(at - before, at + behind);
    let letters = bytes.get(word.start..word.end)?;
    let all = letters.iter().all(|b| b.is_ascii_digit() || figure_for(*b).is_some());
    // "I" is a word, and so is "lo".
    let zeros = letters.len() > 1 && letters.iter().all(|b| figure_for(*b) == Some(b'0'));
    (all && (zeros || letters.iter().any(u8::is_ascii_digit))).then_some(word)
}

/// Returns the word of figures that ends at most three separators before `at`.
fn figures_before(bytes: &[u8], at: usize) -> Option<Span> {
    let gap = bytes.get(..at)?.iter().rev().take(3).take_while(|b| is_separator(**b)).count();
    let last = at.checked_sub(gap + 1).filter(|_| gap > 0)?;
    bytes.get(last).filter(|b| b.is_ascii_alphanumeric())?;
    figures_around(bytes, last)
}

/// Returns the word of figures that starts at most three separators behind `at`.
fn figures_behind(bytes: &[u8], at: usize) -> Option<Span> {
    let gap = bytes.get(at..)?.iter().take(3).take_while(|b| is_separator(**b)).count();
    bytes.get(at + gap).filter(|b| gap > 0 && b.is_ascii_alphanumeric())?;
    figures_around(bytes, at + gap)
}

/// Returns the text around a number, with figures in the number for the letters that look like them.
fn with_figures(text: &str, number: Span) -> Window {
    let mut window = Window::new();
    window.take(text, Span::new(boundary_before(text, number.start.saturating_sub(REACH)), number.start));
    let seam = window.text.len();
    for (at, byte) in (number.start..number.end).zip(number.of(text).unwrap_or_default().bytes()) {
        window.put(figure_for(byte).unwrap_or(byte), at);
    }
    window.seam = Span::new(seam, window.text.len());
    window.is_guess = true;
    window.take(text, Span::new(number.end, boundary_after(text, number.end + REACH)));
    window
}

/// Returns the start of the word that `at` stands in, so that a window never starts in the middle of one.
fn boundary_before(text: &str, at: usize) -> usize {
    if at == 0 {
        return 0;
    }
    let from = text.ceil_char_boundary(at);
    let rest = text.get(from..text.floor_char_boundary(from + REACH)).unwrap_or_default();
    from + rest.find([' ', '\n']).unwrap_or(if rest.len() < REACH { 0 } else { rest.len() })
}

/// Returns a place at most a word after `at` where a word ends.
fn boundary_after(text: &str, at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    let to = text.floor_char_boundary(at);
    let from = text.ceil_char_boundary(to.saturating_sub(REACH));
    let before = text.get(from..to).unwrap_or_default();
    before.rfind([' ', '\n']).map_or(to, |space| from + space)
}
