//! The search view: the text as a reader would take it, mapped back to the bytes that stand there.
//!
//! A part goes in; one main [`Reading`] of all its prose and, where something was spaced out or broken over lines, a few
//! short extra readings come out. In a reading dashes are `-`, quotes are straight, every space is one `' '`, digits are
//! ASCII, Latin letters have no accents, zero-width characters are gone and HTML entities are decoded; case stays. Every
//! span of a reading maps to source bytes that cover at least what was read. Plain ASCII costs one pass and no map entry.

mod cells;
mod characters;
mod entities;
mod lanes;
mod map;
mod marks;
mod rejoin;

use std::borrow::Cow;
use std::cell::OnceCell;

use crate::detect::Unfinished;
use crate::detect::cues::{Asker, Cue, Cues};
use crate::{Join, Part, Segment, Span};
pub(crate) use cells::cells;
use characters::Folded;
pub(crate) use lanes::{LANES, Lanes};
pub(crate) use map::SpanMap;
pub(crate) use marks::Marks;
pub(crate) use rejoin::begins_a_line;

/// A text to search, with the way back to the source.
#[derive(Clone)]
pub struct Reading<'t> {
    text: String,
    map: SpanMap,
    marks: Marks,
    field: Option<&'t str>,
    sort: Sort,
    /// The words that lead the grammar detectors, once one of them has asked.
    cues: OnceCell<Option<Cues>>,
}

/// What a reading is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// The whole part.
    Whole,
    /// A short piece, and where it was put together.
    Rejoined(Span),
    /// The same, with figures for the letters there that look like them.
    Guessed(Span),
    /// A cell of a table in a text, its column's head for its field.
    Cell,
}

/// Prints lengths, never text.
impl std::fmt::Debug for Reading<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reading").field("bytes", &self.text.len()).field("rejoined", &self.is_rejoined()).finish()
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

    /// Returns whether this is a short extra reading of a broken or spaced-out place or of a cell, not the whole part.
    #[must_use]
    pub fn is_rejoined(&self) -> bool {
        self.sort != Sort::Whole
    }

    /// Returns whether `span` tells more than the main reading does: in a short extra reading it must cross a seam.
    pub(crate) fn is_news(&self, span: Span) -> bool {
        match self.sort {
            Sort::Whole | Sort::Cell => true,
            Sort::Rejoined(seam) | Sort::Guessed(seam) => span.start < seam.end && span.end > seam.start,
        }
    }

    /// Returns whether letters were read as figures: then a shape alone tells nothing.
    pub(crate) fn is_guess(&self) -> bool {
        matches!(self.sort, Sort::Guessed(_))
    }

    /// Returns whether this is a cell of a table in a text: what its field does not speak for is found in the whole text.
    pub(crate) fn is_cell(&self) -> bool {
        self.sort == Sort::Cell
    }

    /// Returns the span of the part's source text that was read as `span` of [`text`](Self::text).
    #[must_use]
    pub fn to_source(&self, span: Span) -> Span {
        self.map.to_source(span)
    }

    /// Returns the cues that one detector asks for.
    ///
    /// # Errors
    /// [`Unfinished`] when the text could not be searched for them.
    pub(crate) fn cues(&self, asker: Asker) -> Result<impl Iterator<Item = Cue>, Unfinished> {
        let cues = self.cues.get_or_init(|| Cues::of(self)).as_ref();
        let cues = cues.ok_or_else(|| Unfinished { reason: "its words cannot be searched for".to_owned() })?;
        Ok(cues.asked_by(asker))
    }

    /// Returns where digits, capitals and words stand, as bit masks.
    pub(crate) fn marks(&self) -> &Marks {
        &self.marks
    }

    fn finish(text: String, map: SpanMap, field: Option<&'t str>, sort: Sort) -> Self {
        let marks = Marks::of(&text);
        Self { text, map, marks, field, sort, cues: OnceCell::new() }
    }
}

/// Returns the readings of a part: the whole of it first, then the short ones.
pub(crate) fn readings<'t>(part: &'t Part<'_>) -> Vec<Reading<'t>> {
    let whole = [Segment { span: Span::new(0, part.text.len()), join: Join::Block }];
    let segments = if part.segments.is_empty() { whole.as_slice() } else { &*part.segments };
    let mut writer = Writer::default();
    writer.text.reserve(part.text.len());
    for segment in segments {
        writer.join(segment);
        if let Some(text) = segment.span.of(&part.text) {
            writer.fold(text, segment.span.start);
        }
    }
    let field = part.field.as_deref();
    let main = Reading::finish(writer.text, writer.map, field, Sort::Whole);
    let extra = rejoin::windows(main.text(), main.marks());
    let mut readings = vec![main];
    for window in extra {
        if let Some(main) = readings.first() {
            let map = window.map_through(&main.map);
            let sort = if window.is_guess { Sort::Guessed(window.seam) } else { Sort::Rejoined(window.seam) };
            readings.push(Reading::finish(window.text, map, field, sort));
        }
    }
    readings
}

/// Returns `text` folded as a plain text would be, for comparing values.
pub(crate) fn fold_text(text: &str) -> Cow<'_, str> {
    if plain_prefix(text.as_bytes()) == text.len() {
        return Cow::Borrowed(text);
    }
    let mut writer = Writer::default();
    writer.fold(text, 0);
    Cow::Owned(writer.text)
}

/// Builds a folded text and its map.
#[derive(Default)]
struct Writer {
    text: String,
    map: SpanMap,
}

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
            let after_space = self.text.ends_with([' ', '\n']) && rest.starts_with(' ')
                || self.text.ends_with(' ') && rest.starts_with('\n');
            let plain = if after_space { 0 } else { plain_prefix(rest.as_bytes()) };
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
        if first == '\n'
            || (first == '\r' && !after.starts_with('\n'))
            || matches!(first, '\u{85}' | '\u{2028}' | '\u{2029}')
        {
            if self.text.ends_with(' ') {
                self.text.pop();
            }
            self.emit(Folded::Char('\n'), base + at, len);
            return len + quote_marks(after);
        }
        if first == '\r' {
            return len; // the line feed after it is the break
        }
        if characters::is_space(first) {
            // Runs of spaces are one space, and lines do not start with any.
            if !self.text.ends_with([' ', '\n']) {
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
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let lanes = Lanes::of(rest);
        let next = rest.get(LANES).copied();
        let filled = u64::MAX >> LANES.saturating_sub(rest.len());
        let behind = |bits: u64, next: bool| (bits & filled) >> 1 | u64::from(next) << (LANES - 1);
        let next_is_blank = next.is_some_and(|next| next <= b' ' || next >= 0x80);
        let (space, special) = (lanes.is(b' '), !lanes.within(0x20, 0x7e));
        // What most of a text is made of: then only spaces are blank.
        let (line, blank) = if special == 0 { (0, space) } else { (lanes.is(b'\n'), !lanes.within(0x21, 0x7f)) };
        // A space folds to itself unless a blank or something odd follows it.
        let odd = special & !line | lanes.is(b'&');
        let mut stops = odd | space & behind(blank, next_is_blank);
        if line != 0 {
            // A line break does unless marks or spaces follow it.
            let mark = space | lanes.is(b'\t') | lanes.is(b'>') | lanes.is(b'|');
            let next_is_mark = next.is_some_and(|next| matches!(next, b' ' | b'\t' | b'>' | b'|'));
            stops |= line & behind(mark, next_is_mark);
        }
        let here = rest.len().min(LANES);
        let plain = (stops.trailing_zeros() as usize).min(here);
        at += plain;
        if plain < here {
            break;
        }
    }
    at
}

/// Returns the length of what an e-mail client puts at the start of a quoted line: spaces and `>`.
fn quote_marks(line: &str) -> usize {
    line.bytes().take_while(|b| matches!(b, b' ' | b'\t' | b'>')).count()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

    use proptest::prelude::*;

    use super::*;
    use crate::Address;

    /// Source, and how it reads.
    const READS_AS: &[(&str, &str)] = &[
        ("plain text, as it is.", "plain text, as it is."),
        ("“Don’t” – he said…", "\"Don't\" - he said..."),
        ("07700\u{a0}900\u{2009}123", "07700 900 123"),
        ("０７７００ ９００１２３", "07700 900123"),
        ("٠٧٧٠٠ 900123", "07700 900123"),
        ("AB\u{200b}12\u{ad}34\u{2060}56C", "AB123456C"),
        ("0̶7̶7̶00", "07700"),
        ("José Núñez, Łukasz Østby, Groß", "Jose Nunez, Lukasz Ostby, Gross"),
        ("e\u{301}clair", "eclair"),
        ("АB123456С", "AB123456C"),         // Cyrillic А and С in a word with ASCII
        ("Анна Каренина", "Анна Каренина"), // a word all in Cyrillic stays what it is
        ("jane&#64;mail.example &amp;#64; &commat;", "jane@mail.example @ @"),
        ("fish &amp; chips & peas", "fish & chips & peas"),
        ("a&nbsp;b&shy;c", "a bc"),
        ("two  spaces\tand tabs \u{3000} here", "two spaces and tabs here"),
        ("> quoted\n> line\r\n>> deeper", "> quoted\nline\ndeeper"),
        ("end \n  start", "end\nstart"),
        ("para\r\n\r\npara", "para\n\npara"),
        ("Smith¹ and Jones", "Smith and Jones"), // a footnote mark
        ("⁰⁷⁷⁰⁰", "07700"),
        ("①②③", "123"),
        ("ﬁre", "fire"),
        ("𝐉𝐨𝐡𝐧", "John"),
        ("10 km² £5", "10 km £5"),
    ];

    #[test]
    fn texts_read_as_a_reader_takes_them() {
        for (source, wanted) in READS_AS {
            assert_eq!(&*fold_text(source), *wanted, "from {source:?}");
        }
    }

    #[test]
    fn spans_map_back_to_what_was_read() {
        let part = Part::plain(Address::Text, "Ring “0７７\u{200b}00\u{a0}900123” now");
        let readings = readings(&part);
        let view = readings[0].text();
        let at = view.find("07700 900123").unwrap();
        let source = readings[0].to_source(Span::new(at, at + 12));
        assert_eq!(source.of(&part.text).unwrap(), "0７７\u{200b}00\u{a0}900123");
    }

    #[test]
    fn pieces_are_read_together_too() {
        for (source, wanted) in [
            ("call 0 7 7 0 0 9 0 0 1 2 3 now", "call 07700900123 now"),
            ("A-B-1-2-3-4-5-6-C", "AB123456C"),
            ("number AB12\n3456C here", "number AB123456C here"),
            ("> number AB12\n> 3456C here", "> number AB123456C here"),
            ("in Welling-\nton Road", "in Wellington Road"),
            ("jane@\nmail.example", "jane@mail.example"),
            ("PNC 2 0 1 2 / 0 3 9 4 7 7 3 H.", "PNC 20120394773H."),
            ("passport 53340-\n1372", "passport 533401372"),
            ("passport 53340=\n1372", "passport 533401372"),
            ("?tel=07700%20900123&x", "?tel=07700 900123&x"),
            ("sort code 2O-45-77", "sort code 20-45-77"),
            ("call O77OO 9OO l23 now", "call 07700 900 123 now"),
        ] {
            let part = Part::plain(Address::Text, source);
            let readings = readings(&part);
            let found = readings.iter().skip(1).find(|reading| reading.text().contains(wanted));
            let Some(found) = found else { panic!("{source:?} is not read as {wanted:?}") };
            let whole = found.to_source(Span::new(0, found.text().len()));
            assert!(whole.of(source).is_some(), "{source:?} maps to character boundaries");
        }
    }

    /// Marks are kept in blocks of 64 bytes; a run may start anywhere in one.
    #[test]
    fn spaced_letters_are_read_together_wherever_they_start() {
        for before in 0..130 {
            let source = format!("{} 0 7 7 0 0 9 0 0 1 2 3 now", "x".repeat(before));
            let part = Part::plain(Address::Text, source.as_str());
            let found = readings(&part).iter().skip(1).any(|reading| reading.text().contains("07700900123 now"));
            assert!(found, "{before} letters before");
        }
    }

    #[test]
    fn segments_join_as_their_markup_says() {
        let text = "07700 **900 123** next";
        let segment = |start, end, join| Segment { span: Span::new(start, end), join };
        let mut part = Part::plain(Address::Text, text);
        part.segments =
            vec![segment(0, 6, Join::Block), segment(8, 15, Join::Inline), segment(18, 22, Join::Block)].into();
        let readings = readings(&part);
        assert_eq!(readings[0].text(), "07700 900 123\n\nnext");
        assert_eq!(readings[0].to_source(Span::new(0, 13)), Span::new(0, 15));
    }

    proptest! {
        #[test]
        fn every_span_maps_into_the_source(text in "\\PC{0,60}|[ a-c0-2\\n>&;#é\u{a0}\u{200b}-]{0,80}") {
            let part = Part::plain(Address::Text, text.as_str());
            for reading in readings(&part) {
                let places: Vec<usize> = reading.text().char_indices().map(|(at, _)| at).chain([reading.text().len()]).collect();
                for pair in places.windows(2) {
                    let source = reading.to_source(Span::new(pair[0], pair[1]));
                    prop_assert!(source.of(&text).is_some(), "{source:?} of {text:?}");
                }
                let whole = reading.to_source(Span::new(0, reading.text().len()));
                prop_assert!(reading.text().is_empty() || whole.of(&text).is_some());
            }
        }

        #[test]
        fn folding_what_is_folded_changes_nothing(text in "[ a-zA-Z0-2.,é\u{a0}\u{200b}–“Жç-]{0,80}") {
            let once = fold_text(&text);
            prop_assert_eq!(fold_text(&once), once.as_ref());
        }
    }
}
