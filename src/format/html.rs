//! HTML: text, attributes, comments and scripts are read; tags stay as they are.
//!
//! The tokenizer follows section 13.2.5 of the HTML Standard as far as it decides what is text and what is a tag. Where a
//! browser would drop something (an unfinished tag, an unknown name, an attribute nobody knows), it is read all the same:
//! whoever opens the file sees it. Character references stay in the text; the folded view decodes them.

use super::Edit;
use super::markup::{Piece, Rules, Segmenter};
use super::text::Source;
use crate::{Document, Join, Result, Span};

/// How HTML is written.
pub(super) const RULES: Rules = Rules { cut, seam };

/// Elements that stand in a line of text. Names that are not of HTML are displayed like these.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "basefont", "bdi", "bdo", "big", "blink", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "slot",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// Elements that start another line.
const LINE: &[&str] = &[
    "br", "caption", "dd", "dt", "legend", "li", "optgroup", "option", "summary", "tbody", "td", "tfoot", "th",
    "thead", "tr",
];

/// Elements that start another block.
const BLOCK: &[&str] = &[
    "address",
    "applet",
    "area",
    "article",
    "aside",
    "audio",
    "base",
    "bgsound",
    "blockquote",
    "body",
    "button",
    "canvas",
    "center",
    "circle",
    "col",
    "colgroup",
    "datalist",
    "defs",
    "desc",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "g",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "iframe",
    "image",
    "img",
    "input",
    "line",
    "link",
    "main",
    "map",
    "marquee",
    "math",
    "menu",
    "meta",
    "meter",
    "nav",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "ol",
    "output",
    "p",
    "param",
    "path",
    "picture",
    "plaintext",
    "polygon",
    "pre",
    "progress",
    "rect",
    "script",
    "search",
    "section",
    "select",
    "source",
    "style",
    "svg",
    "symbol",
    "table",
    "template",
    "text",
    "textarea",
    "title",
    "track",
    "tspan",
    "ul",
    "use",
    "video",
    "xmp",
];

/// Elements whose content is no markup.
const RAW: [&str; 8] = ["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"];

/// Attribute names that say nothing about anyone. Other names are read.
const ATTRIBUTES: &[&str] = &[
    "abbr",
    "accept",
    "accept-charset",
    "accesskey",
    "action",
    "align",
    "allow",
    "allowfullscreen",
    "alt",
    "aria-controls",
    "aria-current",
    "aria-describedby",
    "aria-expanded",
    "aria-haspopup",
    "aria-hidden",
    "aria-label",
    "aria-labelledby",
    "aria-live",
    "aria-modal",
    "aria-selected",
    "async",
    "autocomplete",
    "autofocus",
    "autoplay",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "charset",
    "checked",
    "cite",
    "class",
    "color",
    "cols",
    "colspan",
    "content",
    "contenteditable",
    "controls",
    "coords",
    "crossorigin",
    "d",
    "datetime",
    "decoding",
    "default",
    "defer",
    "dir",
    "disabled",
    "download",
    "draggable",
    "enctype",
    "face",
    "fill",
    "for",
    "form",
    "formaction",
    "frameborder",
    "headers",
    "height",
    "hidden",
    "high",
    "href",
    "hreflang",
    "http-equiv",
    "id",
    "inputmode",
    "integrity",
    "is",
    "itemprop",
    "itemscope",
    "itemtype",
    "kind",
    "label",
    "lang",
    "list",
    "loading",
    "loop",
    "low",
    "max",
    "maxlength",
    "media",
    "method",
    "min",
    "minlength",
    "multiple",
    "muted",
    "name",
    "nonce",
    "novalidate",
    "nowrap",
    "onclick",
    "onload",
    "open",
    "optimum",
    "pattern",
    "ping",
    "placeholder",
    "poster",
    "preload",
    "property",
    "readonly",
    "referrerpolicy",
    "rel",
    "required",
    "reversed",
    "role",
    "rows",
    "rowspan",
    "sandbox",
    "scope",
    "scrolling",
    "selected",
    "shape",
    "size",
    "sizes",
    "slot",
    "span",
    "spellcheck",
    "src",
    "srcdoc",
    "srclang",
    "srcset",
    "start",
    "step",
    "stroke",
    "style",
    "tabindex",
    "target",
    "title",
    "translate",
    "type",
    "usemap",
    "valign",
    "value",
    "viewbox",
    "width",
    "wrap",
    "xml:lang",
    "xmlns",
];

/// Returns the text of a page and what stands in its markup.
pub(super) fn read(bytes: &[u8]) -> Result<Document<'_>> {
    let source = Source::of(bytes)?;
    let mut segments = Segmenter::new();
    scan(source.text, Span::new(0, source.text.len()), &mut segments);
    Ok(segments.finish(source))
}

/// Adds the segments of the HTML that stands in `span` of `text`.
pub(super) fn scan(text: &str, span: Span, segments: &mut Segmenter) {
    let bytes = text.as_bytes().get(..span.end).unwrap_or_default();
    let mut scanner = Scanner { bytes, segments, endless: [false; RAW.len()] };
    scanner.run(span.start);
}

struct Scanner<'t, 's> {
    bytes: &'t [u8],
    segments: &'s mut Segmenter,
    /// For each raw element, whether no end tag of it is left: looked for once, so that time stays linear.
    endless: [bool; RAW.len()],
}

impl Scanner<'_, '_> {
    fn run(&mut self, start: usize) {
        let (mut text, mut at) = (start, start);
        while let Some(found) = self.rest(at).and_then(|rest| memchr::memchr(b'<', rest)) {
            let open = at + found;
            if !self.opens(open) {
                at = open + 1;
                continue;
            }
            self.text(text, open);
            let Some(end) = self.markup(open) else {
                // Never closed: a browser drops it, we read it.
                self.segments.apart(Join::Block);
                self.segments.prose(Span::new(open, self.bytes.len()));
                return;
            };
            (text, at) = (end, end);
        }
        self.text(text, self.bytes.len());
    }

    fn rest(&self, at: usize) -> Option<&[u8]> {
        self.bytes.get(at..)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// Returns where `needle` ends, at or behind `at`.
    fn behind(&self, at: usize, needle: &[u8]) -> Option<usize> {
        memchr::memmem::find(self.rest(at)?, needle).map(|found| at + found + needle.len())
    }

    /// Returns whether the `<` at `open` starts markup.
    fn opens(&self, open: usize) -> bool {
        match self.byte(open + 1) {
            Some(b'!' | b'?' | b'/') => self.byte(open + 2).is_some(),
            Some(byte) => byte.is_ascii_alphabetic(),
            None => false,
        }
    }

    /// Reads the markup whose `<` stands at `open` and returns its end, or `None` when it has none.
    fn markup(&mut self, open: usize) -> Option<usize> {
        match (self.byte(open + 1)?, self.byte(open + 2)) {
            (b'!', _) if self.rest(open)?.starts_with(b"<!--") => self.comment(open + 4),
            (b'!' | b'?', _) => self.declaration(open + 2),
            (b'/', Some(b'>')) => Some(open + 3),
            (b'/', Some(byte)) if byte.is_ascii_alphabetic() => self.tag(open + 2).map(|tag| tag.end),
            (b'/', _) => self.declaration(open + 2),
            _ => {
                let tag = self.tag(open + 1)?;
                Some(tag.raw.and_then(|raw| self.raw(raw, tag.end)).unwrap_or(tag.end))
            }
        }
    }

    fn comment(&mut self, start: usize) -> Option<usize> {
        if self.rest(start)?.starts_with(b">") {
            return Some(start + 1);
        }
        if self.rest(start)?.starts_with(b"->") {
            return Some(start + 2);
        }
        let mut at = start;
        loop {
            let dashes = self.behind(at, b"--")?;
            let end = match (self.byte(dashes), self.byte(dashes + 1)) {
                (Some(b'>'), _) => dashes + 1,
                (Some(b'!'), Some(b'>')) => dashes + 2,
                _ => {
                    at = dashes - 1;
                    continue;
                }
            };
            self.segments.aside(Span::new(start, dashes - 2), Join::Block);
            return Some(end);
        }
    }

    /// Reads a document type, a processing instruction or what browsers take for a comment.
    fn declaration(&mut self, start: usize) -> Option<usize> {
        let end = self.behind(start, b">")?;
        if !is_plain_doctype(self.bytes.get(start..end - 1)?) {
            self.segments.aside(Span::new(start, end - 1), Join::Block);
        }
        Some(end)
    }

    /// Reads a tag from its name on.
    fn tag(&mut self, start: usize) -> Option<Tag> {
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
        let name_end = start + self.rest(start)?.iter().position(is_end)?;
        // What has no `>` is no tag, and nothing of it may be added twice.
        let end = self.tag_end(name_end)?;
        let name = self.bytes.get(start..name_end)?;
        self.segments.apart(display(name));
        let mut bare = false;
        if !is_known(name) {
            self.segments.aside(Span::new(start, name_end), Join::Block);
            bare = true;
        }
        let mut at = name_end;
        while let Some(attribute) = self.attribute(at) {
            self.add(&attribute, &mut bare);
            at = attribute.end;
        }
        let raw = RAW.iter().position(|raw| name.eq_ignore_ascii_case(raw.as_bytes()));
        Some(Tag { end, raw })
    }

    /// Returns the end of the tag whose attributes start at `at`.
    fn tag_end(&self, mut at: usize) -> Option<usize> {
        while let Some(attribute) = self.attribute(at) {
            at = attribute.end;
        }
        at = self.skip(at, |byte| byte.is_ascii_whitespace() || byte == b'/');
        (self.byte(at)? == b'>').then_some(at + 1)
    }

    /// Returns the first attribute at or behind `at` in a tag, or `None` where the tag ends.
    fn attribute(&self, at: usize) -> Option<Attribute> {
        let start = self.skip(at, |byte| byte.is_ascii_whitespace() || byte == b'/');
        if self.byte(start)? == b'>' {
            return None;
        }
        // A `=` that stands first belongs to the name.
        let name_end = self.skip(start + 1, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>' | b'='));
        let name = Span::new(start, name_end);
        let sign = self.skip(name_end, |byte| byte.is_ascii_whitespace());
        if self.byte(sign) != Some(b'=') {
            return Some(Attribute { name, value: None, end: name_end });
        }
        let value = self.skip(sign + 1, |byte| byte.is_ascii_whitespace());
        match self.byte(value)? {
            quote @ (b'"' | b'\'') => {
                let end = value + 1 + memchr::memchr(quote, self.rest(value + 1)?)?;
                Some(Attribute { name, value: Some(Span::new(value + 1, end)), end: end + 1 })
            }
            _ => {
                let end = self.skip(value, |byte| !byte.is_ascii_whitespace() && byte != b'>');
                Some(Attribute { name, value: Some(Span::new(value, end)), end })
            }
        }
    }

    fn skip(&self, at: usize, skipped: impl Fn(u8) -> bool) -> usize {
        let rest = self.rest(at).unwrap_or_default();
        at + rest.iter().take_while(|byte| skipped(**byte)).count()
    }

    /// Adds what an attribute holds; `bare` tells whether the last addition was a name without a value, which the next
    /// such name goes on from.
    fn add(&mut self, attribute: &Attribute, bare: &mut bool) {
        let name = self.bytes.get(attribute.name.start..attribute.name.end).unwrap_or_default();
        let named = !contains(ATTRIBUTES, name);
        match attribute.value {
            None if named && *bare => self.segments.stretch_aside(attribute.name.end),
            None if named => {
                self.segments.aside(attribute.name, Join::Block);
                *bare = true;
            }
            None => *bare = false,
            Some(value) => {
                if named {
                    self.segments.aside(attribute.name, Join::Block);
                }
                self.segments.aside(value, if named { Join::Line } else { Join::Block });
                *bare = false;
            }
        }
    }

    /// Reads the content of a raw element and returns where its end tag starts.
    fn raw(&mut self, raw: usize, start: usize) -> Option<usize> {
        let name = RAW.get(raw)?.as_bytes();
        let endless = self.endless.get_mut(raw)?;
        if *endless {
            return None;
        }
        let mut at = start;
        let end = loop {
            let Some(found) = self.bytes.get(at..).and_then(|rest| memchr::memmem::find(rest, b"</")) else {
                *endless = true;
                return None;
            };
            at += found + 2;
            let named = self.bytes.get(at..at + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
            let closed = self.bytes.get(at + name.len()).is_some_and(|b| b.is_ascii_whitespace() || b"/>".contains(b));
            if named && closed {
                break at - 2;
            }
        };
        if matches!(name, b"script" | b"style") {
            self.segments.aside(Span::new(start, end), Join::Block);
        } else {
            self.segments.prose(Span::new(start, end));
        }
        Some(end)
    }

    /// Adds `start..end` as text. Blank lines in the source are no blocks on the page, so only their first break is read.
    fn text(&mut self, start: usize, end: usize) {
        let text = self.bytes.get(start..end).unwrap_or_default();
        if !self.segments.goes_on() && text.iter().all(u8::is_ascii_whitespace) {
            return;
        }
        let mut from = start;
        let mut at = start;
        while let Some(found) = self.bytes.get(at..end).and_then(|rest| memchr::memchr(b'\n', rest)) {
            let line = at + found + 1;
            let space = self.bytes.get(line..end).unwrap_or_default();
            let blank = space.iter().take_while(|b| b.is_ascii_whitespace()).count();
            if space.iter().take(blank).any(|b| *b == b'\n') {
                self.segments.prose(Span::new(from, line));
                from = line + blank;
            }
            at = line + blank;
        }
        self.segments.prose(Span::new(from, end));
    }
}

struct Tag {
    end: usize,
    /// Which of [`RAW`] it starts.
    raw: Option<usize>,
}

struct Attribute {
    name: Span,
    value: Option<Span>,
    end: usize,
}

/// Returns whether the sorted list `names` has `name`, in any case.
fn contains(names: &[&str], name: &[u8]) -> bool {
    let lower = |byte: u8| byte.to_ascii_lowercase();
    names.binary_search_by(|known| known.bytes().cmp(name.iter().copied().map(lower))).is_ok()
}

fn is_known(name: &[u8]) -> bool {
    contains(INLINE, name) || contains(LINE, name) || contains(BLOCK, name)
}

fn display(name: &[u8]) -> Join {
    if contains(LINE, name) {
        Join::Line
    } else if contains(BLOCK, name) {
        Join::Block
    } else {
        Join::Inline
    }
}

/// Returns whether `declaration` is a document type as the standards give it, which says nothing about anyone.
fn is_plain_doctype(declaration: &[u8]) -> bool {
    let lower = declaration.to_ascii_lowercase();
    let Some(rest) =
        lower.strip_prefix(b"doctype").map(|rest| rest.trim_ascii()).and_then(|rest| rest.strip_prefix(b"html"))
    else {
        return false;
    };
    let quoted = rest.split(|byte| matches!(byte, b'"' | b'\'')).map(|piece| piece.trim_ascii());
    quoted.into_iter().all(|piece| {
        let known = [&b"-//w3c//dtd "[..], b"http://www.w3.org/tr/", b"about:legacy-compat"];
        let plain = piece.iter().all(|b| b.is_ascii_alphanumeric() || b" /:.-".contains(b)) && piece.len() <= 60;
        matches!(piece, b"" | b"public" | b"system") || plain && known.iter().any(|known| piece.starts_with(known))
    })
}

/// Keeps replacements inside attribute values that have no quotes around them.
#[allow(clippy::ptr_arg, reason = "one type for the rules of every format")]
fn cut(text: &str, _: &[Edit], pieces: &mut Vec<Piece>) {
    let bytes = text.as_bytes();
    for piece in pieces.iter_mut().filter(|piece| piece.part == 1 && piece.edit.is_some()) {
        let before = bytes.get(..piece.span.start).unwrap_or_default();
        let start = before.iter().rposition(|b| b.is_ascii_whitespace() || matches!(b, b'"' | b'\'' | b'<' | b'='));
        let lead = before.get(..start.map_or(0, |at| at + 1)).unwrap_or_default();
        if lead.trim_ascii_end().ends_with(b"=") {
            piece.text = piece.text.replace(' ', "&#32;").replace('\n', "&#10;").replace('\t', "&#9;");
        }
    }
}

/// Returns an empty comment where a `<` of the text would otherwise come to open a tag.
fn seam(before: &[u8], replacement: &str, after: &[u8]) -> &'static str {
    let next = replacement.bytes().next().or_else(|| after.first().copied()).unwrap_or(b' ');
    let opens = match before {
        [.., b'<'] => next.is_ascii_alphabetic() || matches!(next, b'!' | b'?' | b'/'),
        _ => false,
    };
    if opens { "<!---->" } else { "" }
}

/// Returns `replacement` with character references for what could be markup in text or in an attribute.
pub(super) fn dress(replacement: &str) -> String {
    let mut dressed = String::with_capacity(replacement.len());
    for character in replacement.chars() {
        match character {
            '&' => dressed.push_str("&amp;"),
            '<' => dressed.push_str("&lt;"),
            '>' => dressed.push_str("&gt;"),
            '"' => dressed.push_str("&quot;"),
            '\'' => dressed.push_str("&#39;"),
            _ => dressed.push(character),
        }
    }
    dressed
}
