//! JSON and JSON Lines: a part for every string, number and member name, with its JSON Pointer.
//!
//! `serde_json` says whether the text is JSON (RFC 8259); a small walk over the raw text then finds where each value
//! stands. Nothing is written again but what was edited: spaces, order, escapes and big numbers stay as they are. Members
//! of one name in one object are all read. The walk keeps its own stack, so that brackets never use up the thread's.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::de::IgnoredAny;

use super::splice::{self, Splice};
use super::text::Source;
use super::{Change, Edit, Written};
use crate::document::Tree;
use crate::{Address, Document, Error, ErrorKind, Part, Pointer, Result, Span};

/// How deep brackets may stand in each other: what most readers of JSON, `serde_json` among them, take.
const DEEPEST: usize = 128;

/// Returns the parts of one JSON document.
pub(super) fn read(bytes: &[u8]) -> Result<Document<'_>> {
    let source = Source::of(bytes)?;
    validate(source.text, 0)?;
    let mut reader = Reader::default();
    let root = reader.tree.root();
    reader.walk(source.text, source.start, root)?;
    reader.finish(source)
}

/// Returns the parts of a JSON document on each line; the first step of their pointers is the line, from 0.
pub(super) fn read_lines(bytes: &[u8]) -> Result<Document<'_>> {
    let source = Source::of(bytes)?;
    let mut reader = Reader::default();
    let outside = reader.tree.root();
    let mut at = source.start;
    for (number, line) in source.text.split('\n').enumerate() {
        if !line.trim_matches([' ', '\t', '\r']).is_empty() {
            validate(line, number)?;
            let root = reader.tree.element(outside, u32::try_from(number).unwrap_or(u32::MAX));
            reader.walk(line, at, root)?;
        }
        at += line.len() + 1;
    }
    reader.finish(source)
}

/// Refuses what is not one JSON document; `line` is the number of its first line, from 0.
fn validate(text: &str, line: usize) -> Result<()> {
    let Err(error) = serde_json::from_str::<IgnoredAny>(text) else { return Ok(()) };
    let message = if error.is_eof() { "the JSON ends too early" } else { "this is not JSON" };
    Err(Error::new(ErrorKind::Input, message).at_line(line + error.line(), error.column()))
}

/// What a walk over JSON comes upon. Strings have their quotes.
enum Token {
    Name(Span),
    Text(Span),
    Number(Span),
    /// `true`, `false` or `null`.
    Word,
    Open,
    Close,
}

/// The tokens of a text that is known to be JSON.
struct Tokens<'t> {
    bytes: &'t [u8],
    at: usize,
    /// For each open bracket, whether it is an object's.
    objects: Vec<bool>,
    /// Whether a string here would be the name of a member.
    name_next: bool,
}

impl<'t> Tokens<'t> {
    fn of(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, objects: Vec::new(), name_next: false }
    }

    /// Returns the end of the string whose opening quote stands at `at`.
    fn string_end(&self, at: usize) -> usize {
        let mut at = at + 1;
        while let Some(found) = self.bytes.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
            at += found;
            if self.bytes.get(at) == Some(&b'"') {
                return at + 1;
            }
            at += 2;
        }
        self.bytes.len()
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            let start = self.at;
            let byte = *self.bytes.get(start)?;
            self.at += 1;
            match byte {
                b'{' | b'[' => {
                    self.name_next = byte == b'{';
                    self.objects.push(self.name_next);
                    return Some(Token::Open);
                }
                b'}' | b']' => {
                    self.objects.pop();
                    self.name_next = false;
                    return Some(Token::Close);
                }
                b',' => self.name_next = self.objects.last().copied().unwrap_or(false),
                b':' => self.name_next = false,
                b'"' => {
                    self.at = self.string_end(start);
                    let span = Span::new(start, self.at);
                    return Some(if self.name_next { Token::Name(span) } else { Token::Text(span) });
                }
                b'-' | b'0'..=b'9' => {
                    let rest = self.bytes.get(start..).unwrap_or_default().iter();
                    let len = rest.take_while(|b| matches!(b, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')).count();
                    self.at = start + len;
                    return Some(Token::Number(Span::new(start, self.at)));
                }
                b't' | b'f' | b'n' => {
                    let rest = self.bytes.get(start..).unwrap_or_default().iter();
                    self.at = start + rest.take_while(|b| b.is_ascii_lowercase()).count();
                    return Some(Token::Word);
                }
                _ => {}
            }
        }
    }
}

/// Gathers places, and the texts that stand there, before they become parts that share the places.
#[derive(Default)]
struct Reader<'t> {
    tree: Tree,
    found: Vec<Found>,
    /// The numbers of names by their raw form.
    names: HashMap<&'t str, u32>,
}

/// Where a text stands, with its quotes.
struct Found {
    start: u32,
    end: u32,
    node: u32,
    field: u32,
    is_key: bool,
}

/// An open object or array.
struct Frame {
    node: u32,
    /// The name of the member that holds it, or that holds the arrays around it.
    field: u32,
    elements: u32,
}

/// Stands for the missing name of an element or of the outermost value.
const NAMELESS: u32 = u32::MAX;

impl<'t> Reader<'t> {
    /// Reads the JSON document `text`, which starts at byte `base` of the input and whose outermost place is `root`.
    fn walk(&mut self, text: &'t str, base: usize, root: u32) -> Result<()> {
        let mut open: Vec<Frame> = Vec::new();
        let mut name = NAMELESS;
        let mut member = NAMELESS;
        for token in Tokens::of(text) {
            if matches!(token, Token::Close) {
                open.pop();
                continue;
            }
            if let Token::Name(span) = token {
                name = self.name(text, span, base)?;
                let object = open.last().map_or(root, |frame| frame.node);
                member = self.tree.member(object, name);
                self.find(span, base, member, NAMELESS, true);
                continue;
            }
            let (node, field) = match open.last_mut() {
                None => (root, NAMELESS),
                Some(_) if member != NAMELESS => (member, name),
                Some(frame) => {
                    let index = frame.elements;
                    frame.elements += 1;
                    (self.tree.element(frame.node, index), frame.field)
                }
            };
            (name, member) = (NAMELESS, NAMELESS);
            match token {
                Token::Open if open.len() == DEEPEST => {
                    let message = format!("the JSON has brackets more than {DEEPEST} deep; nothing reads that safely");
                    return Err(Error::new(ErrorKind::Input, message));
                }
                Token::Open => open.push(Frame { node, field, elements: 0 }),
                Token::Text(span) | Token::Number(span) => self.find(span, base, node, field, false),
                Token::Word | Token::Close | Token::Name(_) => {}
            }
        }
        Ok(())
    }

    /// Returns the number of the name that stands in `span`, with its quotes.
    fn name(&mut self, text: &'t str, span: Span, base: usize) -> Result<u32> {
        let raw = inside(text, span);
        if let Some(number) = self.names.get(raw) {
            return Ok(*number);
        }
        let number = self.tree.name(&decode(raw, base + span.start + 1)?);
        self.names.insert(raw, number);
        Ok(number)
    }

    fn find(&mut self, span: Span, base: usize, node: u32, field: u32, is_key: bool) {
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let (start, end) = (narrow(base + span.start), narrow(base + span.end));
        self.found.push(Found { start, end, node, field, is_key });
    }

    fn finish(self, source: Source<'t>) -> Result<Document<'t>> {
        drop(self.names);
        let tree = Arc::new(self.tree);
        let mut parts = Vec::with_capacity(self.found.len());
        for found in self.found {
            let origin = Span::new(found.start as usize, found.end as usize);
            let span = Span::new(origin.start - source.start, origin.end - source.start);
            let raw = span.of(source.text).unwrap_or_default();
            let text = match raw.starts_with('"') {
                true => decode(inside(source.text, span), origin.start + 1)?,
                false => Cow::Borrowed(raw),
            };
            let pointer = Pointer::new(&tree, found.node);
            let address = if found.is_key { Address::Key(pointer) } else { Address::Value(pointer) };
            let mut part = Part::plain(address, text).at(origin);
            part.field = tree.name_at(found.field).map(Arc::clone);
            parts.push(part);
        }
        Ok(Document { parts, unread: Vec::new() })
    }
}

/// Returns what stands between the quotes of the string at `span`.
fn inside(text: &str, span: Span) -> &str {
    text.get(span.start + 1..span.end.saturating_sub(1)).unwrap_or_default()
}

/// Returns the text that the raw string `raw` stands for; it starts at byte `base` of the input.
fn decode(raw: &str, base: usize) -> Result<Cow<'_, str>> {
    let Some(first) = memchr::memchr(b'\\', raw.as_bytes()) else { return Ok(Cow::Borrowed(raw)) };
    let mut text = String::with_capacity(raw.len());
    text.push_str(raw.get(..first).unwrap_or_default());
    let mut at = first;
    while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
        let Some((character, len)) = escape(rest) else {
            let message = "a JSON string has half a surrogate pair, which stands for no character";
            return Err(Error::new(ErrorKind::Input, message).at_byte(base + at));
        };
        text.push(character);
        let rest = rest.get(len..).unwrap_or_default();
        let plain = memchr::memchr(b'\\', rest.as_bytes()).unwrap_or(rest.len());
        text.push_str(rest.get(..plain).unwrap_or_default());
        at += len + plain;
    }
    Ok(Cow::Owned(text))
}

/// Returns the character that the escape at the start of `raw` stands for, and the length of the escape.
fn escape(raw: &str) -> Option<(char, usize)> {
    let character = match raw.as_bytes().get(1)? {
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'u' => return unicode_escape(raw),
        plain => char::from(*plain),
    };
    Some((character, 2))
}

fn unicode_escape(raw: &str) -> Option<(char, usize)> {
    let unit = |at: usize| u16::from_str_radix(raw.get(at..at + 4)?, 16).ok();
    let first = unit(2)?;
    if let Some(character) = char::from_u32(u32::from(first)) {
        return Some((character, 6));
    }
    if raw.get(6..8) != Some("\\u") {
        return None;
    }
    let pair = char::decode_utf16([first, unit(8)?]).next()?.ok()?;
    Some((pair, 12))
}

/// Writes the edited strings, numbers and names in their places.
pub(super) fn write(document: &Document<'_>, mut splice: Splice<'_>, edits: &[Edit]) -> Written {
    let mut names = Names::of(document, edits);
    for (first, chunk) in splice::by_part(edits) {
        let Some(part) = chunk.first().and_then(|edit| document.parts.get(edit.part)) else { continue };
        let origin = part.origin();
        splice.keep_to(origin.start);
        let raw = std::str::from_utf8(splice.input().get(origin.start..origin.end).unwrap_or_default());
        let after = names.suffix(part, chunk);
        match raw.ok().filter(|raw| raw.starts_with('"')) {
            Some(raw) => {
                write_string(&mut splice, origin.start + 1, raw, first, chunk);
                splice.keep_to(origin.end - 1);
                splice.put(&after);
            }
            None => {
                write_number(&mut splice, &part.text, first, chunk);
                splice.skip_to(origin.end);
            }
        }
        splice.note_edits(chunk, 0);
        if !after.is_empty() {
            let end = splice::edited(&part.text, chunk).len();
            let (source, written) = (Span::new(part.text.len(), part.text.len()), Span::new(end, end + after.len()));
            splice.note(Change { part: chunk.first().map_or(0, |edit| edit.part), source, written });
        }
    }
    splice.finish()
}

/// Writes the edits of the string whose raw form, with quotes, is `raw`; `start` is where it stands behind its quote.
fn write_string(splice: &mut Splice<'_>, start: usize, raw: &str, first: usize, edits: &[Edit]) {
    let mut cursor = Cursor { raw: raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default(), at: 0, text: 0 };
    for (number, edit) in edits.iter().enumerate() {
        splice.keep_to(start + cursor.advance(edit.span.start));
        splice.place(first + number, &escaped(&edit.replacement));
        splice.skip_to(start + cursor.advance(edit.span.end));
    }
}

/// Writes an edited number: as a number if it still is one, else as a string.
fn write_number(splice: &mut Splice<'_>, text: &str, first: usize, edits: &[Edit]) {
    let quote = if is_number(&splice::edited(text, edits)) { "" } else { "\"" };
    splice.put(quote);
    let mut at = 0;
    for (number, edit) in edits.iter().enumerate() {
        splice.put(text.get(at..edit.span.start).unwrap_or_default());
        splice.place(first + number, &escaped(&edit.replacement));
        at = edit.span.end;
    }
    splice.put(text.get(at..).unwrap_or_default());
    splice.put(quote);
}

/// A place in a raw string and the same place in its text.
struct Cursor<'t> {
    raw: &'t str,
    at: usize,
    text: usize,
}

impl Cursor<'_> {
    /// Goes on to byte `to` of the text and returns where that stands in the raw string.
    fn advance(&mut self, to: usize) -> usize {
        while self.text < to {
            let rest = self.raw.get(self.at..).unwrap_or_default();
            let plain = memchr::memchr(b'\\', rest.as_bytes()).unwrap_or(rest.len()).min(to - self.text);
            if plain > 0 {
                self.at += plain;
                self.text += plain;
                continue;
            }
            let Some((character, len)) = escape(rest) else { break };
            self.at += len;
            self.text += character.len_utf8();
        }
        self.at
    }
}

/// Returns `text` as it stands in a JSON string.
fn escaped(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                result.push('\\');
                result.push(character);
            }
            '\n' => result.push_str("\\n"),
            '\r' => result.push_str("\\r"),
            '\t' => result.push_str("\\t"),
            '\0'..='\u{1f}' => result.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => result.push(character),
        }
    }
    result
}

/// Returns whether `text` is a number of JSON (RFC 8259, section 6).
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (text, exponent) = match text.split_once(['e', 'E']) {
        Some((text, exponent)) => (text, exponent.strip_prefix(['-', '+']).unwrap_or(exponent)),
        None => (text, "0"),
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    digits(whole) && (whole == "0" || !whole.starts_with('0')) && digits(fraction) && digits(exponent)
}

/// The names in every object that has an edited name, so that no two members come to share one.
#[derive(Default)]
struct Names {
    taken: HashSet<(u32, String)>,
    /// The last number given to a name.
    given: HashMap<(u32, String), u32>,
}

impl Names {
    fn of(document: &Document<'_>, edits: &[Edit]) -> Self {
        let object = |index: usize| match document.parts.get(index).map(|part| &part.address) {
            Some(Address::Key(pointer)) => pointer.parent(),
            _ => None,
        };
        let edited: HashSet<usize> =
            edits.iter().map(|edit| edit.part).filter(|part| object(*part).is_some()).collect();
        let objects: HashSet<u32> = edited.iter().filter_map(|part| object(*part)).collect();
        let mut names = Self::default();
        if objects.is_empty() {
            return names;
        }
        for (index, part) in document.parts.iter().enumerate() {
            if let Some(object) = object(index).filter(|object| objects.contains(object) && !edited.contains(&index)) {
                names.taken.insert((object, part.text.clone().into_owned()));
            }
        }
        names
    }

    /// Returns what is to stand behind the edited name of a member so that no other member has the same.
    fn suffix(&mut self, part: &Part<'_>, edits: &[Edit]) -> String {
        let Address::Key(pointer) = &part.address else { return String::new() };
        let Some(object) = pointer.parent() else { return String::new() };
        let name = splice::edited(&part.text, edits);
        if self.taken.insert((object, name.clone())) {
            return String::new();
        }
        let given = self.given.entry((object, name.clone())).or_insert(1);
        loop {
            *given += 1;
            let suffix = format!(" ({given})");
            if self.taken.insert((object, format!("{name}{suffix}"))) {
                return suffix;
            }
        }
    }
}
