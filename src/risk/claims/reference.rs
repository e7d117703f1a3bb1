//! Numbers that count nobody: references, ages, times, dates, addresses, money, the sides of a ratio.

use super::facts::Facts;
use super::nouns;
use super::words::{Form, Text};

/// Returns whether a number is a reference, an age, a time, an amount of money or part of a compound.
pub(crate) fn is_reference(text: &Text<'_>, at: usize, end: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| text.word(before));
    let figures = (at..end).any(|at| text.form(at) == Some(Form::Figures));
    let marked = before == "£"
        || before == "$"
        || before == "€"
        || before == "§"
        || before == "#"
        || before == "/"
        || before == "@";
    let after = text.word(end);
    let glued_after = text.is_glued(end)
        && matches!(after, "-" | "/" | "%" | "°" | "+" | "\"" | ":" | "&")
        && !(after == ":" || after == "\"");
    // "Section 2", "Flat 2"; a number in words is a reference behind few words only.
    let numbered_word = text.is(at.wrapping_sub(1), Facts::REFERENCE)
        && (figures
            || [
                "aged", "age", "ages", "part", "phase", "level", "number", "section", "turned", "stage", "table",
                "page",
            ]
            .contains(&before));
    let year = figures
        && end == at + 1
        && !text.word(at).contains(',')
        && text.word(at).len() == 4
        && (text.word(at).starts_with("19") || text.word(at).starts_with("20"));
    let date = MONTHS.contains(&after) || MONTHS.contains(&before) && figures;
    // "2 Mill Lane": figures and then a name; not "2 Polish prisoners".
    let people =
        text.form(end + 1) == Some(Form::Letters) && !text.is_capital(end + 1) && nouns::of(text, end + 1).is_some();
    let address = figures
        && end == at + 1
        && text.is_capital(end)
        && text.form(end) == Some(Form::Letters)
        && nouns::of(text, end).is_none()
        && !people;
    // Groups of figures are a telephone number or a reference.
    let neighbour = |at: usize| matches!(text.form(at), Some(Form::Figures | Form::Mixed));
    let grouped = figures
        && (neighbour(end)
            || at.checked_sub(1).is_some_and(neighbour)
            || text.word(at).len() > 6 && !text.word(at).contains(','));
    // "Their average age was 34".
    let age = (at.saturating_sub(3)..at).any(|at| text.is_one_of(at, &["age", "ages", "aged"]))
        && !text.is_one_of(at.wrapping_sub(1), &["of", ",", "and", "which", "whom"]);
    // "aged 20, 21 and 22"
    let listed =
        (at.saturating_sub(8)..at).rev().find(|at| text.is_one_of(*at, &["aged", "ages"])).is_some_and(|aged| {
            (aged + 1..at).all(|at| {
                text.is(at, Facts::FIGURES.and(Facts::NUMERAL))
                    || text.is_one_of(at, &[",", "and", "to", "from", "between", "-"])
            })
        });
    // "Ben Marsh, 12, was hurt", "[name withheld], 12, was hurt"
    let named = text.is_capital(at.wrapping_sub(2)) && text.is_capital(at.wrapping_sub(3));
    let set_off = figures
        && text.word(at).len() <= 2
        && before == ","
        && (named || text.word(at.wrapping_sub(2)) == "]")
        && matches!(after, "," | "." | ";");
    let bracketed = figures && before == "(" && after == ")";
    // "Protocol No. 11"
    let numbered = figures
        && before == "."
        && text.is_one_of(at.wrapping_sub(2), &["no", "nos", "art", "arts", "para", "paras", "fig", "vol", "pp", "ch"]);
    // "open from nine to five"
    let hours = text.has(at.saturating_sub(5), at, &["open", "opens"])
        && text.is_one_of(at.wrapping_sub(1), &["to", "from", "until", "till", "at"]);
    let leading_zero = figures && text.word(at).starts_with('0');
    marked
        || glued_after
        || numbered_word
        || year
        || date
        || address
        || grouped
        || age
        || listed
        || set_off
        || bracketed
        || numbered
        || leading_zero
        || hours
}

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Returns whether a number is a side of a ratio: "outnumber women two to one".
pub(super) fn is_ratio(text: &Text<'_>, start: usize, end: usize) -> bool {
    const RATIO: &[&str] = &["outnumber", "outnumbers", "outnumbered", "outnumbering", "ratio"];
    let side = text.word(end) == "to" || text.word(start.wrapping_sub(1)) == "to";
    side && text.has(start.saturating_sub(8), start, RATIO)
}

/// Returns whether a number is the age of the youngest or the oldest.
pub(super) fn is_extreme(text: &Text<'_>, start: usize) -> bool {
    let before = text.is_one_of(start.wrapping_sub(1), &["is", "was", "aged", "being", "just", "only", "at"]);
    before && text.has(start.saturating_sub(8), start, &["youngest", "oldest", "eldest"])
}
