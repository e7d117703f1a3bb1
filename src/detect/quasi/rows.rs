//! The rows of words that lead to a quasi-identifier (`rows.toml`), and which row a word is of.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::Kind;
use crate::detect::caseless::is_one_of;

/// A row: words, what they tell, and how the words around them are read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    #[cfg_attr(not(test), expect(dead_code, reason = "for the tests"))]
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) read: Read,
    words: Vec<String>,
    /// Texts in which what stands between « and » is found.
    #[cfg_attr(not(test), expect(dead_code, reason = "for the tests"))]
    pub(super) must: Vec<String>,
    /// Texts in which nothing of the kind is found.
    #[cfg_attr(not(test), expect(dead_code, reason = "for the tests"))]
    pub(super) never: Vec<String>,
}

/// The grammar by which the words around are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Read {
    Kinship,
    Job,
    Trade,
    SchoolYear,
    Nationality,
    Ethnicity,
    Belief,
    Condition,
    State,
    Mark,
    Label,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    row: Vec<Row>,
}

/// The rows and, for each word in order, its row.
struct Rows {
    rows: Vec<Row>,
    of: Vec<usize>,
}

static ROWS: LazyLock<Result<Rows, String>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("rows.toml")).map_err(|error| error.to_string())?;
    let of = file.row.iter().enumerate().flat_map(|(row, known)| known.words.iter().map(move |_| row)).collect();
    Ok(Rows { rows: file.row, of })
});

/// Returns every row.
///
/// # Errors
/// Why the file cannot be read.
pub(super) fn list() -> Result<&'static [Row], &'static str> {
    ROWS.as_ref().map(|rows| rows.rows.as_slice()).map_err(String::as_str)
}

/// Returns the words of all rows, or `None` when the rows cannot be read.
pub(crate) fn words() -> Option<impl Iterator<Item = &'static str>> {
    Some(list().ok()?.iter().flat_map(|row| &row.words).map(String::as_str))
}

/// Returns the row of the word with that number.
pub(super) fn row_of(word: usize) -> Option<&'static Row> {
    let rows = ROWS.as_ref().ok()?;
    rows.rows.get(*rows.of.get(word)?)
}

/// The nouns of kinship and the last words of occupations, in lower case.
struct Nouns {
    kin: Vec<&'static str>,
    trades: Vec<&'static str>,
}

static NOUNS: LazyLock<Nouns> = LazyLock::new(|| {
    let rows = list().unwrap_or_default();
    let of =
        |read: Read| rows.iter().filter(move |row| row.read == read).flat_map(|row| &row.words).map(String::as_str);
    let mut trades: Vec<&str> = of(Read::Trade).filter_map(|words| words.rsplit(' ').next()).collect();
    trades.sort_unstable();
    trades.dedup();
    Nouns { kin: of(Read::Kinship).collect(), trades }
});

/// What may stand before a noun of kinship, tied by a hyphen.
pub(super) const PREFIXES: &[&str] = &["step", "ex", "half", "grand", "great", "foster", "co", "great-grand"];

/// Returns whether a word says how somebody is related to another: "sister", "step-daughter", "mother-in-law".
pub(crate) fn is_kin(word: &str) -> bool {
    let word = word.strip_suffix("-in-law").unwrap_or(word);
    let is_known = |word: &str| word.len() > 1 && is_one_of(word, &NOUNS.kin);
    match word.rsplit_once('-') {
        Some((prefix, noun)) => is_one_of(prefix, PREFIXES) && is_known(noun),
        None => is_known(word),
    }
}

/// Returns whether a word is the last one of an occupation that the rows name.
pub(crate) fn is_trade(word: &str) -> bool {
    is_one_of(word, &NOUNS.trades)
}
