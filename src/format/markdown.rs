//! Markdown (CommonMark with tables, footnotes, task lists, strikethrough and front matter): prose, code and HTML are read.
//!
//! `pulldown-cmark` says what is text. Whatever lies between its texts and holds a letter, a digit or a character outside
//! ASCII (link targets, definitions, info strings) is read as markup, so nothing depends on its understanding everything.
//! Writing keeps every byte outside the edits, but for emphasis that an edit cuts: its marks would stand there as stars.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::markup::{Piece, Rules, Segmenter};
use super::text::Source;
use super::{Edit, html};
use crate::{Document, Join, Result, Span};

/// How Markdown is written.
pub(super) const RULES: Rules = Rules { cut, seam: |_, _, _| "" };

/// Returns what a reader of the rendered text sees, and what stands in the markup.
pub(super) fn read(bytes: &[u8]) -> Result<Document<'_>> {
    let source = Source::of(bytes)?;
    let mut reader = Reader { text: source.text, segments: Segmenter::new(), done: 0 };
    for (event, range) in parser(source.text).into_offset_iter() {
        reader.event(&event, Span::new(range.start, range.end));
    }
    reader.gap(source.text.len());
    Ok(reader.segments.finish(source))
}

fn parser(text: &str) -> Parser<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    Parser::new_ext(text, options)
}

struct Reader<'t> {
    text: &'t str,
    segments: Segmenter,
    /// Everything before has been read.
    done: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Start(Tag::HtmlBlock) => {
                self.segments.apart(Join::Block);
                self.html(span);
                self.segments.apart(Join::Block);
            }
            Event::Start(Tag::Item) => {
                self.segments.apart(Join::Line);
                self.number(span);
            }
            Event::Start(tag) => self.segments.apart(join(&tag.to_end())),
            Event::End(tag) => self.segments.apart(join(tag)),
            Event::Text(_) | Event::SoftBreak => self.prose(span),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => self.prose(inside_code(self.text, span)),
            Event::InlineHtml(_) | Event::Html(_) => self.html(span),
            Event::HardBreak => self.segments.apart(Join::Line),
            Event::Rule => self.segments.apart(Join::Block),
            Event::TaskListMarker(_) => self.skip(span),
            // Its label is read as what lies between.
            Event::FootnoteReference(_) => {}
        }
    }

    fn prose(&mut self, span: Span) {
        if let Some(span) = self.begin(span) {
            self.segments.prose(span);
        }
    }

    fn html(&mut self, span: Span) {
        if let Some(span) = self.begin(span) {
            html::scan(self.text, span, &mut self.segments);
        }
    }

    fn skip(&mut self, span: Span) {
        let _ = self.begin(span);
    }

    /// Reads the number of a list item with the item: it may be the start of a date.
    fn number(&mut self, item: Span) {
        let text = item.of(self.text).unwrap_or_default();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let marker = text.bytes().skip(digits).take_while(|b| matches!(b, b'.' | b')' | b' ')).count();
        if digits > 0 {
            self.prose(Span::new(item.start, item.start + digits + marker));
        }
    }

    /// Reads what lies before `span` and returns what is new in it.
    fn begin(&mut self, span: Span) -> Option<Span> {
        self.gap(span.start);
        let new = Span::new(span.start.max(self.done), span.end);
        self.done = self.done.max(span.end);
        (!new.is_empty()).then_some(new)
    }

    /// Reads what lies between the last text and `end`, if it may be more than marks.
    fn gap(&mut self, end: usize) {
        let Some(gap) = self.text.get(self.done..end) else { return };
        if gap.bytes().any(|b| b.is_ascii_alphanumeric() || !b.is_ascii()) {
            let blank = |c: char| c.is_ascii_whitespace();
            let front = |c: char| blank(c) || matches!(c, ']' | '(' | '[' | '<' | '!' | '>' | '*' | '`' | '|');
            let back = |c: char| blank(c) || matches!(c, ')' | ']' | '[' | '>' | '"' | '\'' | '*' | '`' | '|');
            let start = end - gap.trim_start_matches(front).len();
            let end = self.done + gap.trim_end_matches(back).len();
            self.segments.aside(Span::new(start, end), Join::Block);
        }
        self.done = end;
    }
}

/// Returns how far apart an element stands from its surroundings.
fn join(tag: &TagEnd) -> Join {
    match tag {
        TagEnd::Emphasis
        | TagEnd::Strong
        | TagEnd::Strikethrough
        | TagEnd::Superscript
        | TagEnd::Subscript
        | TagEnd::Link => Join::Inline,
        TagEnd::Item | TagEnd::TableCell | TagEnd::TableRow | TagEnd::TableHead => Join::Line,
        _ => Join::Block,
    }
}

/// Returns the span without the marks around it, as many at the end as at the start.
fn inside_code(text: &str, span: Span) -> Span {
    let code = span.of(text).unwrap_or_default();
    let first = code.bytes().next().filter(|b| matches!(b, b'`' | b'$'));
    let marks = code.bytes().take_while(|b| Some(*b) == first).count();
    if marks == 0 || marks * 2 >= code.len() {
        return span;
    }
    Span::new(span.start + marks, span.end - marks)
}

/// Keeps line ends before the marks of quotes and lists, and takes the marks of emphasis that an edit cuts.
fn cut(text: &str, edits: &[Edit], pieces: &mut Vec<Piece>) {
    for piece in pieces.iter_mut() {
        let gone = piece.span.of(text).unwrap_or_default();
        let kept = gone.len() - gone.trim_end_matches(['\r', '\n']).len();
        piece.span.end -= kept;
    }
    let prose = edits.partition_point(|edit| edit.part == 0);
    let edits = edits.get(..prose).unwrap_or_default();
    if edits.is_empty() {
        return;
    }
    for (event, range) in parser(text).into_offset_iter() {
        let whole = Span::new(range.start, range.end);
        let inside = match event {
            Event::Start(Tag::Emphasis) => within(whole, 1),
            Event::Start(Tag::Strong) => within(whole, 2),
            Event::Start(Tag::Strikethrough) => {
                let marks = whole.of(text).unwrap_or_default().bytes().take_while(|b| *b == b'~').count();
                within(whole, marks.min(2))
            }
            Event::Code(_) => inside_code(text, whole),
            _ => continue,
        };
        let over = |at: usize| {
            let before = edits.partition_point(|edit| edit.span.start < at);
            edits.get(before.wrapping_sub(1)).filter(|edit| edit.span.end > at)
        };
        let cuts = match event {
            // Marks of code stay as long as any code does: without them it would be markup.
            Event::Code(_) => over(inside.start).is_some_and(|edit| edit.span.end >= inside.end),
            _ => over(inside.start).is_some() || over(inside.end).is_some(),
        };
        if cuts {
            for span in [Span::new(whole.start, inside.start), Span::new(inside.end, whole.end)] {
                pieces.push(Piece { span, edit: None, part: 0, text: String::new() });
            }
        }
    }
}

fn within(span: Span, marks: usize) -> Span {
    Span::new(span.start + marks, span.end.saturating_sub(marks))
}

/// Returns `replacement` with backslashes where it would otherwise be markup.
///
/// Brackets only get them where what follows would make a link or a definition of them: `[withheld]` alone is text.
pub(super) fn dress(replacement: &str, after: &str) -> String {
    let link = after.starts_with(['(', '[', ':']);
    let mut dressed = String::with_capacity(replacement.len() + 4);
    let digits = replacement.bytes().take_while(u8::is_ascii_digit).count();
    for (at, character) in replacement.char_indices() {
        let escaped = match character {
            '[' | ']' => link,
            '*' | '_' | '`' | '~' | '<' | '\\' | '|' | '&' => true,
            '#' | '+' | '-' | '=' | '>' => at == 0,
            '.' | ')' => {
                digits > 0
                    && at == digits
                    && replacement
                        .get(at + 1..)
                        .is_none_or(|rest| rest.trim_start().len() < rest.len() || rest.is_empty())
            }
            _ => false,
        };
        if escaped {
            dressed.push('\\');
        }
        dressed.push(character);
    }
    dressed
}
