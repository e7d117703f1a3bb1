//! What was read: parts with their text, and what could not be read.
//!
//! A format turns bytes into a [`Document`]: one [`Part`] for a plain text, one for each string of a record. A part keeps
//! its text as the reader of the release would see it (JSON escapes and CSV quotes undone); markup stays in the text and
//! the [`Segment`]s say which ranges are prose. What a format could not read stands in `unread`, never silently dropped.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use crate::Span;

/// A document as read, before anything is looked for.
#[derive(Clone, Default)]
pub struct Document<'a> {
    /// Its parts, in reading order.
    pub parts: Vec<Part<'a>>,
    /// Places that hold something that was not read.
    pub unread: Vec<Unread>,
}

/// One text of a document, with its own offsets.
///
/// A table has a part for every cell, so parts are small: a name that many share stands once, places are 32 bits wide.
#[derive(Clone)]
pub struct Part<'a> {
    /// Where the part stands in its document.
    pub address: Address,
    /// The record field or column that holds it: evidence for what it is.
    pub field: Option<Arc<str>>,
    /// The text; spans of findings and edits count its bytes.
    pub text: Cow<'a, str>,
    /// Which ranges are prose, in order and without overlap; empty means all of it.
    pub segments: Segments,
    /// Start and end of the part's own bytes in the input.
    origin: (u32, u32),
}

/// Where a part stands in its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// The whole of a text.
    Text,
    /// What stands in the markup of a text: attributes, link targets, comments, scripts. Its offsets are those of the text.
    Markup,
    /// A value of a JSON document.
    Value(Pointer),
    /// The name of a member of a JSON object, by the pointer of the member.
    Key(Pointer),
    /// A CSV cell; `row` counts records from 0, the header included, `column` from 0.
    Cell {
        /// Record number.
        row: u32,
        /// Column number.
        column: u32,
    },
}

impl Address {
    /// Returns the place within a record as an officer reads it, or `None` for a text.
    #[must_use]
    pub fn field(&self) -> Option<String> {
        match self {
            Self::Text | Self::Markup => None,
            Self::Value(pointer) => Some(pointer.to_string()),
            Self::Key(pointer) => Some(format!("name of {pointer}")),
            Self::Cell { row, column } => Some(format!("row {}, column {}", row + 1, column + 1)),
        }
    }
}

/// A JSON Pointer (RFC 6901); in JSON Lines its first step is the number of the line, from 0. Printed as one.
#[derive(Clone)]
pub struct Pointer {
    tree: Arc<Tree>,
    node: u32,
}

/// Every place of a JSON document, each as a step from the place around it, so that a million pointers cost a few bytes each.
#[derive(Default)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    names: Vec<Arc<str>>,
}

/// A step into an object or an array.
#[derive(Clone, Copy)]
struct Node {
    parent: u32,
    /// The element's number, or the number of the member's name with [`NAMED`] set.
    step: u32,
}

/// Marks a step as the name of a member. No text of `u32::MAX` bytes has so many elements.
const NAMED: u32 = 1 << 31;
/// The parent of the outermost value.
const OUTSIDE: u32 = u32::MAX;

impl Tree {
    /// Returns the number of a new outermost place.
    pub(crate) fn root(&mut self) -> u32 {
        self.push(OUTSIDE, 0)
    }

    /// Returns the number of the place of the element `index` of `parent`.
    pub(crate) fn element(&mut self, parent: u32, index: u32) -> u32 {
        self.push(parent, index & !NAMED)
    }

    /// Returns the number of the place of the member of `parent` whose name is number `name`.
    pub(crate) fn member(&mut self, parent: u32, name: u32) -> u32 {
        self.push(parent, name | NAMED)
    }

    /// Returns the number of a name, for [`member`](Self::member).
    pub(crate) fn name(&mut self, name: &str) -> u32 {
        self.names.push(name.into());
        u32::try_from(self.names.len() - 1).unwrap_or(OUTSIDE) & !NAMED
    }

    /// Returns a name by its number.
    pub(crate) fn name_at(&self, number: u32) -> Option<&Arc<str>> {
        self.names.get(number as usize)
    }

    fn push(&mut self, parent: u32, step: u32) -> u32 {
        self.nodes.push(Node { parent, step });
        u32::try_from(self.nodes.len() - 1).unwrap_or(OUTSIDE)
    }

    fn node(&self, node: u32) -> Option<Node> {
        self.nodes.get(node as usize).copied()
    }
}

impl Pointer {
    pub(crate) fn new(tree: &Arc<Tree>, node: u32) -> Self {
        Self { tree: Arc::clone(tree), node }
    }

    /// Returns the number of the object or array around it, or `None` at the outermost value.
    pub(crate) fn parent(&self) -> Option<u32> {
        self.tree.node(self.node).map(|node| node.parent).filter(|parent| *parent != OUTSIDE)
    }

    /// Returns its nodes, the innermost first, without the outermost.
    fn steps(&self) -> impl Iterator<Item = Node> + '_ {
        let next = |node: &Node| self.tree.node(node.parent);
        std::iter::successors(self.tree.node(self.node), next).take_while(|node| node.parent != OUTSIDE)
    }

    fn same_step(&self, one: Node, other: &Self, another: Node) -> bool {
        match (one.step & NAMED, another.step & NAMED) {
            (0, 0) => one.step == another.step,
            (NAMED, NAMED) => self.tree.name_at(one.step & !NAMED) == other.tree.name_at(another.step & !NAMED),
            _ => false,
        }
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let steps: Vec<Node> = self.steps().collect();
        for node in steps.iter().rev() {
            if node.step & NAMED == 0 {
                write!(f, "/{}", node.step)?;
                continue;
            }
            let name = self.tree.name_at(node.step & !NAMED).map_or("", |name| name);
            write!(f, "/{}", name.replace('~', "~0").replace('/', "~1"))?;
        }
        Ok(())
    }
}

/// Prints how deep it points: names of members come from the document and may be what is to be withheld.
impl fmt::Debug for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pointer").field("steps", &self.steps().count()).finish()
    }
}

impl PartialEq for Pointer {
    fn eq(&self, other: &Self) -> bool {
        let (mut own, mut others) = (self.steps(), other.steps());
        loop {
            match (own.next(), others.next()) {
                (None, None) => return true,
                (Some(one), Some(another)) if self.same_step(one, other, another) => {}
                _ => return false,
            }
        }
    }
}

impl Eq for Pointer {}

/// The segments of a part: none for most parts, which is why they take one pointer there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(clippy::box_collection, reason = "a boxed slice is two pointers, in every cell of a table")]
pub struct Segments(Option<Box<Vec<Segment>>>);

impl From<Vec<Segment>> for Segments {
    fn from(segments: Vec<Segment>) -> Self {
        Self(Some(segments).filter(|segments| !segments.is_empty()).map(Box::new))
    }
}

impl Deref for Segments {
    type Target = [Segment];

    fn deref(&self) -> &[Segment] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }
}

/// A range of prose inside a part that has markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Where, in bytes of the part's text.
    pub span: Span,
    /// How it continues the segment before it.
    pub join: Join,
}

/// How a segment continues the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// Inside the same word or sentence: `<b>`, `**`.
    Inline,
    /// In another line: table cells, list items, line breaks.
    Line,
    /// In another block: paragraphs, attributes, comments.
    Block,
}

/// Something that was not read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Where it stands.
    pub place: String,
    /// Why it was not read.
    pub reason: String,
}

impl<'a> Document<'a> {
    /// Returns a document of one plain text.
    #[must_use]
    pub fn of_text(text: &'a str) -> Self {
        Self { parts: vec![Part::plain(Address::Text, text)], unread: Vec::new() }
    }
}

impl<'a> Part<'a> {
    /// Returns a part whose whole text is prose and stands in the input as it is.
    #[must_use]
    pub fn plain(address: Address, text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        let whole = Span::new(0, text.len());
        Self { address, field: None, text, segments: Segments::default(), origin: (0, 0) }.at(whole)
    }

    /// Returns the part with `origin` as the place of its own bytes in the input, quotes and escapes included.
    #[must_use]
    pub fn at(mut self, origin: Span) -> Self {
        // Formats refuse longer texts.
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.origin = (narrow(origin.start), narrow(origin.end));
        self
    }

    /// Returns where the part's own bytes stand in the input, quotes and escapes included.
    #[must_use]
    pub fn origin(&self) -> Span {
        Span::new(self.origin.0 as usize, self.origin.1 as usize)
    }

    /// Returns where `span` of the part's text stands in the input: exactly, or the whole part where escapes stand in it.
    pub(crate) fn in_input(&self, span: Span) -> Span {
        let origin = self.origin();
        let around = origin.len().saturating_sub(self.text.len());
        match (&self.text, around) {
            // Quotes on both sides, or none.
            (Cow::Borrowed(_), 0 | 2) => {
                let from = origin.start + around / 2;
                Span::new(from + span.start, from + span.end)
            }
            _ => origin,
        }
    }
}

/// Prints lengths, never text: a part may hold what is to be withheld.
impl fmt::Debug for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part").field("bytes", &self.text.len()).field("segments", &self.segments.len()).finish()
    }
}

/// Prints lengths, never text.
impl fmt::Debug for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document").field("parts", &self.parts.len()).field("unread", &self.unread).finish()
    }
}
