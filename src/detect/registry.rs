//! The rows: one TOML table a shape, with everything that is known of it.
//!
//! TOML text goes in, checked [`Row`]s come out. A row says what it matches, which check its characters must pass, which
//! words make it surer, the harm of a disclosure, and texts that it must and must never match; tests run every row over
//! every other row's examples. What a row cannot say in these keys is grammar and belongs in Rust.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::check;
use crate::{Confidence, Error, ErrorKind, Kind, Result};

/// One shape of identifying detail, as read from a TOML table.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Unique id in kebab-case; findings name it.
    pub id: String,
    /// What it finds.
    pub kind: Kind,
    /// The name that an officer would use.
    pub name: String,
    /// ISO 3166 code of the country that issues it; rows of countries other than `gb` are off until a policy turns them on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Shapes in `regex` syntax, ASCII, without bounds, anchors or captures.
    #[serde(default)]
    pub patterns: Vec<String>,
    /// Shapes in plain signs: `9` is a digit, `A` a letter, everything else itself: `42/999999/99`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub templates: Vec<String>,
    /// Whether case matters.
    #[serde(default)]
    pub case: bool,
    /// Rare literals near which the patterns are tried, for shapes without a digit, `@`, `/` or `#`.
    #[serde(default)]
    pub anchors: Vec<String>,
    /// What must not stand next to a match.
    #[serde(default)]
    pub bounds: Bounds,
    /// The name of the function that the characters must pass.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<String>,
    /// How sure a match is when nothing around it speaks for it; absent or `none`: not reported.
    #[serde(default, deserialize_with = "confidence_or_none", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub alone: Option<Confidence>,
    /// How sure a match is with a context phrase near.
    #[serde(default, deserialize_with = "confidence_or_none", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub near: Option<Confidence>,
    /// How sure a match is with a label directly before it, or in a field of that name.
    #[serde(default, deserialize_with = "confidence_or_none", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub labelled: Option<Confidence>,
    /// Phrases that stand directly before a value.
    #[serde(default)]
    pub labels: Vec<String>,
    /// Phrases that stand near a value.
    #[serde(default)]
    pub context: Vec<String>,
    /// Texts that veto a match when they stand directly before it.
    #[serde(default)]
    pub not_before: Vec<String>,
    /// Texts that veto a match when they stand directly after it.
    #[serde(default)]
    pub not_after: Vec<String>,
    /// Record field names that say what the value is.
    #[serde(default)]
    pub fields: Vec<String>,
    /// Whether it is public by nature: what lies inside it is not withheld by rules.
    #[serde(default)]
    pub public: bool,
    /// What may happen to somebody when it is disclosed.
    #[serde(default)]
    pub harm: String,
    /// Where the format is defined.
    #[serde(default)]
    pub references: Vec<String>,
    /// Texts in which it must be found, the value between `«` and `»`.
    #[serde(default)]
    pub must: Vec<String>,
    /// Texts in which it must find nothing.
    #[serde(default)]
    pub never: Vec<String>,
}

/// What must not stand next to a match of a [`Row`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Bounds {
    /// No ASCII letter or digit.
    #[default]
    Word,
    /// No digit.
    Digit,
    /// No ASCII letter or digit, and no other number behind a space: a table of figures is no value.
    Figures,
}

fn confidence_or_none<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> std::result::Result<Option<Confidence>, D::Error> {
    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Level {
        None,
        Possible,
        Likely,
        Certain,
    }
    Ok(match Level::deserialize(deserializer)? {
        Level::None => None,
        Level::Possible => Some(Confidence::Possible),
        Level::Likely => Some(Confidence::Likely),
        Level::Certain => Some(Confidence::Certain),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowFile {
    #[serde(rename = "theme")]
    _theme: String,
    row: Vec<Row>,
}

/// The built-in files, by theme.
pub(crate) const FILES: &[(&str, &str)] = &[
    ("uk", include_str!("builtin/uk.toml")),
    ("phone", include_str!("builtin/phone.toml")),
    ("justice", include_str!("builtin/justice.toml")),
    ("contact", include_str!("builtin/contact.toml")),
    ("device", include_str!("builtin/device.toml")),
    ("finance", include_str!("builtin/finance.toml")),
    ("place", include_str!("builtin/place.toml")),
    ("world", include_str!("builtin/world.toml")),
    ("public", include_str!("builtin/public.toml")),
];

static BUILTIN: LazyLock<Result<Vec<Row>>> = LazyLock::new(|| {
    let mut rows = Vec::new();
    for (theme, text) in FILES {
        rows.extend(parse(text, theme)?);
    }
    Ok(rows)
});

/// Returns the built-in rows, in the order of their files.
///
/// # Errors
/// When a built-in file is broken, which a test rules out.
pub fn builtin_rows() -> Result<&'static [Row]> {
    BUILTIN.as_ref().map(Vec::as_slice).map_err(Clone::clone)
}

/// Returns the rows of a TOML text; `source` is the name used in errors.
///
/// # Errors
/// [`ErrorKind::Row`] with line and column for a key, check or pattern that cannot be used.
pub(crate) fn parse(text: &str, source: &str) -> Result<Vec<Row>> {
    let file: RowFile = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let (line, column) = line_column(text, at);
        Error::new(ErrorKind::Row, format!("rows `{source}`: {}", error.message())).at_line(line, column)
    })?;
    for row in &file.row {
        row.validate(source)?;
    }
    Ok(file.row)
}

/// Checks that no two rows have the same id, whether they are switched on or not.
///
/// # Errors
/// [`ErrorKind::Row`] when two have.
pub(crate) fn reject_twins<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Result<()> {
    let mut seen = BTreeSet::new();
    match rows.into_iter().find(|row| !seen.insert(row.id.as_str())) {
        Some(row) => Err(Error::new(ErrorKind::Row, format!("two rows have the id `{}`; rename one", row.id))),
        None => Ok(()),
    }
}

/// Returns line and column, from 1, of byte `at`.
pub(crate) fn line_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..text.floor_char_boundary(at)).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let column = before.get(line_start..).map_or(0, |line| line.chars().count());
    (before.bytes().filter(|b| *b == b'\n').count() + 1, column + 1)
}

impl Row {
    /// Returns its patterns, with the templates as patterns behind them.
    pub fn shapes(&self) -> impl Iterator<Item = String> + '_ {
        self.patterns.iter().cloned().chain(self.templates.iter().map(|template| pattern_of(template)))
    }

    /// Returns whether the row works without being turned on by a policy.
    #[must_use]
    pub fn is_on_by_default(&self) -> bool {
        self.country.as_deref().is_none_or(|country| country.eq_ignore_ascii_case("gb"))
    }

    pub(crate) fn validate(&self, source: &str) -> Result<()> {
        let fail =
            |what: String| Err(Error::new(ErrorKind::Row, format!("rows `{source}`, row `{}`: {what}", self.id)));
        if self.id.is_empty() || !self.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            return fail("the id must be lower-case letters, digits and `-`".to_owned());
        }
        if self.patterns.is_empty() && self.templates.is_empty() {
            return fail("at least one pattern or template is needed".to_owned());
        }
        if let Some(name) = &self.check
            && check::lookup(name).is_none()
        {
            return fail(format!("there is no check `{name}`"));
        }
        if self.alone.is_none() && self.labels.is_empty() && self.context.is_empty() && self.fields.is_empty() {
            return fail("it can never report: give `alone`, `labels`, `context` or `fields`".to_owned());
        }
        Ok(())
    }
}

/// Returns the pattern that a template stands for.
fn pattern_of(template: &str) -> String {
    let mut pattern = String::with_capacity(template.len() * 4);
    for c in template.chars() {
        match c {
            '9' => pattern.push_str("[0-9]"),
            'A' => pattern.push_str("[A-Za-z]"),
            ' ' => pattern.push_str("[ -]?"),
            c if c.is_ascii_alphanumeric() => pattern.push(c),
            c => {
                pattern.push('\\');
                pattern.push(c);
            }
        }
    }
    pattern
}
