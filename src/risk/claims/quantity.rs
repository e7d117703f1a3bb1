//! Quantities in English: figures and number words with the words that bound them.
//!
//! A place in a text goes in; the amount that is read there comes out, with where it ends. "At least two", "between six and
//! nine", "fewer than five", "22 per cent", "half", "one in three", "none", "all but one", "both", "the rest", "another two".

use super::facts::Facts;
use super::words::{Form, Text};
use crate::numeral;

/// How many, as a reader takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Amount {
    /// A number or a range of numbers.
    Number {
        least: i64,
        greatest: Option<i64>,
        about: bool,
    },
    None,
    All,
    /// All but so many.
    AllBut(i64),
    /// All of two.
    Both,
    /// None of two.
    Neither,
    /// So many thousandths, rounded to `step` thousandths; `parts` is the fraction as said.
    Share {
        per_mille: i64,
        step: i64,
        parts: Option<(i64, i64)>,
    },
    /// What is left, if told how many.
    Rest(Option<i64>),
    /// So many besides those before.
    More(i64),
}

/// An amount and where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Read {
    pub(crate) amount: Amount,
    /// The word behind it.
    pub(crate) end: usize,
    /// Whether it is "the nine", "those nine": they have been spoken of, or are all there are.
    pub(crate) definite: bool,
}

impl Amount {
    pub(crate) fn exactly(number: i64) -> Self {
        Self::Number { least: number, greatest: Some(number), about: false }
    }

    /// Returns the number, when it is told exactly.
    pub(crate) fn exact(self) -> Option<i64> {
        match self {
            Self::Number { least, greatest: Some(greatest), about: false } if least == greatest => Some(least),
            Self::Both => Some(2),
            Self::More(number) => Some(number),
            _ => None,
        }
    }
}

/// Words that say nothing about how many.
const EMPTY: &[&str] = &["only", "just", "exactly", "precisely", "some", "fully", "another", "estimated", "remaining"];
const ABOUT: &[&str] =
    &["about", "around", "approximately", "roughly", "nearly", "almost", "circa", "some", "perhaps", "maybe"];

/// Figures and number words.
const NUMBERS: Facts = Facts::FIGURES.and(Facts::NUMERAL);

/// Returns whether an amount can start at a word, as far as its first words tell: most words say no.
pub(crate) fn may_start(text: &Text<'_>, at: usize) -> bool {
    let next = at + 1;
    if text.is(at, NUMBERS) {
        return true;
    }
    match text.word(at) {
        "all" | "everyone" | "everybody" | "none" | "nobody" | "no" | "both" | "neither" | "each" | "every"
        | "another" => true,
        "not" => text.is_one_of(next, &["one", "a"]),
        "without" => text.is_one_of(next, &["exception"]),
        "to" => text.after(next, "a man|woman").is_some(),
        "the" => {
            text.is(next, NUMBERS)
                || text
                    .is_one_of(next, &["whole", "entire", "rest", "remainder", "others", "other", "remaining", "last"])
        }
        _ => {
            text.any(next, at + 5, NUMBERS.and(Facts::ORDINAL))
                || text.is_one_of(next, &["quarter", "fifth", "further"])
        }
    }
}

/// Returns the amount that is read at a word.
pub(crate) fn read(text: &Text<'_>, at: usize) -> Option<Read> {
    if !may_start(text, at) {
        return None;
    }
    if text.is(at, Facts::LEAD)
        && let Some(read) = in_phrases(text, at)
    {
        return Some(read);
    }
    share(text, at).or_else(|| bounded(text, at))
}

/// Reads an amount that is no number, or starts with a word that is none.
fn in_phrases(text: &Text<'_>, at: usize) -> Option<Read> {
    let found = |amount, end| Some(Read { amount, end, definite: false });
    let besides = |next: usize| number(text, next).and_then(|(number, end)| found(Amount::More(number), end));
    match text.word(at) {
        "all" | "everyone" | "everybody" => {
            let but = text.after_any(
                at + 1,
                &[
                    "but|except|bar|apart|save|excluding",
                    "other than",
                    "with the exception of",
                    "of them but|except|bar|save",
                ],
            );
            if let Some(end) = but {
                let (number, end) = number(text, text.after(end, "from|for").unwrap_or(end))?;
                return found(Amount::AllBut(number), end);
            }
            if let Some(end) = text.after_any(at, &["all the others", "everyone else"]) {
                return found(Amount::Rest(None), end);
            }
            (text.word(at + 1) == "of").then(|| found(Amount::All, at + 1))?
        }
        "without" => found(Amount::All, text.after(at + 1, "exception")?),
        "to" => found(Amount::All, text.after(at + 1, "a man|woman")?),
        "nobody" => found(Amount::None, at + 1),
        "none" => found(Amount::None, at + 1),
        "not" => found(Amount::None, text.after_any(at + 1, &["a single one", "a single|one", "one"])?),
        "no" if text.word(at + 1) == "one" => found(Amount::None, at + 2),
        "no" => {
            let other = ["more", "fewer", "less", "other", "longer", "such", "further", "-", "."];
            (!text.is_one_of(at + 1, &other)).then(|| found(Amount::exactly(0), at + 1))?
        }
        "the" => {
            if let Some(end) = text.after(at + 1, "rest|remainder|others") {
                return found(Amount::Rest(None), end);
            }
            let next = text.after_any(at + 1, &["other|remaining", "last remaining"])?;
            match number(text, next) {
                Some((number, end)) => found(Amount::Rest(Some(number)), end),
                None => found(Amount::Rest(None), next),
            }
        }
        "another" => besides(at + 1),
        "a" | "an" => besides(text.after(at + 1, "further|additional")?),
        "both" => {
            let end = text.after(at + 1, "the|these|those").unwrap_or(at + 1);
            found(Amount::Both, end)
        }
        "neither" => found(Amount::Neither, at + 1),
        "each" | "every" => match text.after_any(at + 1, &["single one", "one", "and every one"]) {
            Some(end) => found(Amount::All, end),
            None => (text.word(at + 1) == "of").then(|| found(Amount::All, at + 1))?,
        },
        _ => None,
    }
}

/// Reads a number with the words that bound it.
fn bounded(text: &Text<'_>, at: usize) -> Option<Read> {
    let found = |least, greatest, about, end| {
        Some(Read { amount: Amount::Number { least, greatest, about }, end, definite: false })
    };
    if text.is(at, NUMBERS) {
        return plain(text, at, at, false);
    }
    let bound = matches!(
        text.word(at),
        "at" | "no"
            | "not"
            | "a"
            | "as"
            | "up"
            | "more"
            | "over"
            | "upwards"
            | "in"
            | "fewer"
            | "less"
            | "under"
            | "below"
            | "between"
            | "just"
            | "well"
    );
    if bound && let Some(read) = within_bounds(text, at) {
        return Some(read);
    }
    if text.is_one_of(at, ABOUT) {
        let (number, end) = number(text, at + 1)?;
        // About a small number is that number.
        let near = if number < 10 { 0 } else { number / 10 };
        return found(number - near, number.checked_add(near), number >= 10, end);
    }
    let definite =
        text.after_any(at, &["the", "those", "these", "our", "all the", "all of the", "all", "his", "her", "their"]);
    let from = definite.or_else(|| text.is_one_of(at, EMPTY).then_some(at + 1)).unwrap_or(at);
    plain(text, at, from, definite.is_some())
}

/// Reads "at least two", "between six and nine".
fn within_bounds(text: &Text<'_>, at: usize) -> Option<Read> {
    let found = |least, greatest, about, end| {
        Some(Read { amount: Amount::Number { least, greatest, about }, end, definite: false })
    };
    let least = ["at least", "no fewer|less than", "not fewer|less than", "a minimum of"];
    let most = ["at most", "up to", "no more than", "not more than", "a maximum of", "as many as"];
    let strictly_more = ["more than", "over", "upwards of", "in excess of"];
    let strictly_less = ["fewer than", "less than", "under", "below"];
    if let Some(next) = text.after_any(at, &least) {
        let (number, end) = number(text, next)?;
        return found(number, None, false, end);
    }
    if let Some(next) = text.after_any(at, &most) {
        let (number, end) = number(text, next)?;
        return found(0, Some(number), false, end);
    }
    if let Some(next) = text.after_any(at, &strictly_more) {
        let (number, end) = number(text, next)?;
        return found(number.checked_add(1)?, None, false, end);
    }
    if let Some(next) = text.after_any(at, &strictly_less) {
        let (number, end) = number(text, next)?;
        return found(0, Some(number.checked_sub(1)?.max(0)), false, end);
    }
    if let Some(next) = text.after(at, "between") {
        let (low, end) = number(text, next)?;
        let (high, end) = number(text, text.after(end, "and")?)?;
        return (low <= high).then(|| found(low, Some(high), false, end))?;
    }
    if let Some(next) = text.after_any(at, &["just over|under", "a little over|under", "well over|under"]) {
        let (number, end) = number(text, next)?;
        return found(number.checked_sub(number / 10 + 1)?.max(0), number.checked_add(number / 10 + 1), true, end);
    }
    None
}

/// Reads a number with what stands behind it: "six or seven", "two to four", "ten or more".
fn plain(text: &Text<'_>, at: usize, from: usize, definite: bool) -> Option<Read> {
    let found = |least, greatest, about, end| {
        Some(Read { amount: Amount::Number { least, greatest, about }, end, definite: false })
    };
    let (low, end) = number(text, from)?;
    if text.word(at) == "all" {
        return Some(Read { amount: Amount::All, end: from, definite: true });
    }
    // "six or seven", "two to four", "6-7"
    let joint =
        text.after_any(end, &["or", "to"]).or_else(|| (text.word(end) == "-" && text.is_glued(end)).then_some(end + 1));
    let high = joint.and_then(|joint| number(text, joint)).filter(|(high, _)| *high > low && !definite);
    if let Some((high, end)) = high {
        return found(low, Some(high), false, end);
    }
    if let Some(end) = text.after_any(end, &["or more", "or so"]) {
        return found(low, None, true, end);
    }
    if let Some(end) = text.after_any(end, &["or fewer|less"]) {
        return found(0, Some(low), false, end);
    }
    Some(Read { amount: Amount::exactly(low), end, definite })
}

/// Reads a share: "22 per cent", "half", "two thirds", "one in three".
fn share(text: &Text<'_>, at: usize) -> Option<Read> {
    let at = if text.is_one_of(at, ABOUT) || text.is_one_of(at, EMPTY) || text.is_one_of(at, &["over", "under"]) {
        at + 1
    } else {
        at
    };
    let bounds = ["more than", "less|fewer than", "just over|under", "up to", "at least|most"];
    let at = Some(at).filter(|at| !text.is(*at, NUMBERS)).and_then(|at| text.after_any(at, &bounds)).unwrap_or(at);
    if let Some((tenths, end)) = tenths(text, at)
        && text.is_one_of(end, &["%", "per", "percent"])
        && let Some(end) = text.after_any(end, &["%", "per cent", "percent"])
    {
        let (per_mille, step) = (tenths, if text.word(at).contains('.') { 1 } else { 10 });
        return Some(Read { amount: Amount::Share { per_mille, step, parts: None }, end, definite: false });
    }
    let fraction = |above: i64, below: i64, end| {
        let per_cent = above.checked_mul(200)?.checked_add(below)?.checked_div(below.checked_mul(2)?)?;
        let amount = Amount::Share { per_mille: per_cent.checked_mul(10)?, step: 10, parts: Some((above, below)) };
        Some(Read { amount, end, definite: false })
    };
    if text.is_one_of(at, &["half", "one", "a"])
        && let Some(end) = text.after_any(at, &["half", "one half", "a half"])
    {
        // "half a dozen", "half past", "half an hour"
        return if text.is_one_of(end, &["a", "an", "past", "hour", "term", "-"]) { None } else { fraction(1, 2, end) };
    }
    const PARTS: [(&str, i64); 16] = [
        ("third", 3),
        ("thirds", 3),
        ("quarter", 4),
        ("quarters", 4),
        ("fifth", 5),
        ("fifths", 5),
        ("sixth", 6),
        ("sixths", 6),
        ("seventh", 7),
        ("eighth", 8),
        ("eighths", 8),
        ("ninth", 9),
        ("tenth", 10),
        ("tenths", 10),
        ("twelfth", 12),
        ("sevenths", 7),
    ];
    let (above, next) = match text.word(at) {
        "a" | "an" => (1, at + 1),
        _ => number(text, at)?,
    };
    let next = if text.word(next) == "-" && text.is_glued(next) { next + 1 } else { next };
    let part = text.word(next);
    // "Of the 20, a quarter have reoffended"; "a third was released" is a third man.
    let of = text.word(next + 1) == "of"
        || (above > 1 || part == "quarter") && text.is_one_of(next + 1, &["have", "had", "were", "are", "did", "will"]);
    if of
        && let Some((_, below)) = PARTS.iter().find(|(name, _)| *name == part)
        && above < *below
    {
        return fraction(above, *below, next + 1);
    }
    // "one in three", "3 in 10"; "nine out of ten callers" in words is a manner of speaking, in figures it may be a count.
    let spoken = || text.after(next, "out of").filter(|then| text.is_one_of(*then, &["ten", "hundred"]));
    if let Some(then) = text.after(next, "in").or_else(spoken)
        && let Some((below, end)) = number(text, then)
        && above < below
        && (text.is_one_of(end, &["of", "are", "were", "is", "was", "has", "have", "had"])
            || super::nouns::of(text, end).is_some())
    {
        return fraction(above, below, end);
    }
    None
}

/// Returns a percentage in thousandths.
fn tenths(text: &Text<'_>, at: usize) -> Option<(i64, usize)> {
    if text.form(at) == Some(Form::Mixed) {
        let (whole, part) = text.word(at).split_once('.')?;
        let first = part.bytes().next().filter(u8::is_ascii_digit)? - b'0';
        return Some((whole.parse::<i64>().ok()?.checked_mul(10)?.checked_add(i64::from(first))?, at + 1));
    }
    let (number, end) = number(text, at)?;
    Some((number.checked_mul(10)?, end))
}

/// The largest number that is read: more people than there are.
const LARGEST: i64 = 100_000_000_000;

/// Returns the number at a word, in figures or words, and where it ends.
pub(crate) fn number(text: &Text<'_>, at: usize) -> Option<(i64, usize)> {
    if text.is_one_of(at, &["a", "half", "one"])
        && let Some(read) = in_dozens(text, at)
    {
        return Some(read);
    }
    if text.word(at) == "nil" && text.is_one_of(at.wrapping_sub(1), &[":"]) {
        return Some((0, at + 1));
    }
    if text.word(at) == "dozen" && text.is_one_of(at.wrapping_sub(1), &["the", "those", "these", "another", "this"]) {
        return Some((12, at + 1));
    }
    if text.is_one_of(at, &["pair", "couple", "duo", "trio"])
        && super::mentions::opens_clause(text, at)
        && (text.is(at + 1, Facts::PREDICATE) || text.word(at + 1).ends_with("ed"))
    {
        return Some((if text.word(at) == "trio" { 3 } else { 2 }, at + 1)); // a headline
    }
    if text.form(at) == Some(Form::Figures) {
        let number: i64 = text.word(at).replace(',', "").parse().ok().filter(|number| *number <= LARGEST)?;
        let scaled = match text.word(at + 1) {
            "million" => Some(1_000_000),
            "thousand" => Some(1_000),
            "hundred" => Some(100),
            _ => None,
        };
        return match scaled {
            Some(scale) => Some((number.checked_mul(scale)?, at + 2)),
            None => Some((number, at + 1)),
        };
    }
    in_words(text, at)
}

/// Returns what is counted in couples and dozens.
fn in_dozens(text: &Text<'_>, at: usize) -> Option<(i64, usize)> {
    if let Some(end) = text.after_any(at, &["a couple", "a pair", "a duo"]) {
        // "a pair of the seven" is of the seven; "a pair of men" is two men.
        let end =
            if text.is_one_of(end, &["of"]) && !text.is_one_of(end + 1, &["the", "those", "these", "them", "whom"]) {
                end + 1
            } else {
                end
            };
        return (text.word(at + 1) == "couple" || text.word(end - 1) == "of" || text.word(end) == "of")
            .then_some((2, end));
    }
    if let Some(end) = text.after_any(at, &["half a dozen", "half-a-dozen"]) {
        return Some((6, end));
    }
    if let Some(end) = text.after_any(at, &["a dozen", "one dozen"]) {
        return Some((12, end));
    }
    if let Some(end) = text.after_any(at, &["a trio of"]) {
        return Some((3, end));
    }
    if let Some(end) = text.after_any(at, &["a single one", "a single"]) {
        return Some((1, end));
    }
    None
}

/// Returns a number in words: "twenty-one", "a hundred and two", "three thousand".
fn in_words(text: &Text<'_>, at: usize) -> Option<(i64, usize)> {
    let scale = |word: &str| match word {
        "hundred" => Some(100),
        "thousand" => Some(1_000),
        "million" => Some(1_000_000),
        "dozen" => Some(12),
        _ => None,
    };
    let (mut total, mut group, mut end) = (0_i64, 0_i64, at);
    let mut next = if text.word(at) == "a" && scale(text.word(at + 1)).is_some_and(|scale| scale != 12) {
        group = 1;
        at + 1
    } else {
        at
    };
    while next < at + 12 {
        let word = text.word(next);
        if let Some(value) = numeral::value(word).map(i64::from) {
            // "twenty one" is a number, "nine two" is two.
            let fits = end == at && group == 0
                || group % 100 == 0 && group > 0 && value < 100
                || group % 10 == 0 && group % 100 >= 20 && value < 10;
            if !fits && group != 0 {
                break;
            }
            group = group.checked_add(value)?;
        } else if let Some(scale) = scale(word).filter(|_| group > 0) {
            if scale >= 1_000 {
                total = total.checked_add(group.checked_mul(scale)?)?;
                group = 0;
            } else {
                group = group.checked_mul(scale)?;
            }
        } else {
            break;
        }
        next += 1;
        end = next;
        // A hyphen between tens and units; "and" behind a hundred.
        let tens = text.word(next) == "-"
            && text.is_glued(next)
            && group % 10 == 0
            && numeral::value(text.word(next + 1)).is_some_and(|unit| (1..10).contains(&unit));
        let and = text.word(next) == "and"
            && (group % 100 == 0 && group > 0 || total > 0 && group == 0)
            && numeral::value(text.word(next + 1)).is_some()
            && group >= 100;
        if tens && group > 0 || and {
            next += 1;
        }
    }
    let number = total.checked_add(group)?;
    (end > at && number <= LARGEST).then_some((number, end))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn amount(source: &str) -> Option<(Amount, usize)> {
        read(&Text::of(source), 0).map(|read| (read.amount, read.end))
    }

    #[test]
    fn numbers_are_read_in_figures_and_words() {
        for (source, wanted) in [
            ("9 men", 9),
            ("1,208 replies", 1_208),
            ("nine", 9),
            ("twenty-one", 21),
            ("twenty one", 21),
            ("a hundred and two", 102),
            ("three hundred", 300),
            ("two thousand four hundred and six", 2_406),
            ("a dozen", 12),
            ("half a dozen", 6),
            ("a couple of men", 2),
            ("1.2 million", 0),
            ("12 thousand", 12_000),
            ("ninety-nine", 99),
            ("a single man", 1),
            ("zero", 0),
            ("two dozen", 24),
        ] {
            let found = number(&Text::of(source), 0).map(|(number, _)| number);
            assert_eq!(found, (wanted != 0 || source == "zero").then_some(wanted), "{source}");
        }
        assert_eq!(number(&Text::of("nine two"), 0), Some((9, 1)));
        assert_eq!(number(&Text::of("99999999999999999999"), 0), None);
        assert_eq!(number(&Text::of("a man"), 0), None);
    }

    #[test]
    fn amounts_have_their_bounds() {
        let range = |least, greatest| Amount::Number { least, greatest, about: false };
        for (source, wanted) in [
            ("nine men", Amount::exactly(9)),
            ("at least two", range(2, None)),
            ("no fewer than three", range(3, None)),
            ("more than two", range(3, None)),
            ("fewer than five", range(0, Some(4))),
            ("up to six", range(0, Some(6))),
            ("between six and nine", range(6, Some(9))),
            ("two or three", range(2, Some(3))),
            ("6-7 men", range(6, Some(7))),
            ("none of them", Amount::None),
            ("not one of the six", Amount::None),
            ("all but one of", Amount::AllBut(1)),
            ("all except for two of", Amount::AllBut(2)),
            ("all of them", Amount::All),
            ("all eleven men", Amount::All),
            ("both men", Amount::Both),
            ("neither of the two", Amount::Neither),
            ("the rest", Amount::Rest(None)),
            ("the remaining seven", Amount::Rest(Some(7))),
            ("the other two", Amount::Rest(Some(2))),
            ("another three", Amount::More(3)),
            ("a further two", Amount::More(2)),
            ("some 22% of", Amount::Share { per_mille: 220, step: 10, parts: None }),
            ("4.2 per cent", Amount::Share { per_mille: 42, step: 1, parts: None }),
            ("half of", Amount::Share { per_mille: 500, step: 10, parts: Some((1, 2)) }),
            ("a third of", Amount::Share { per_mille: 330, step: 10, parts: Some((1, 3)) }),
            ("two-thirds of", Amount::Share { per_mille: 670, step: 10, parts: Some((2, 3)) }),
            ("one in three of", Amount::Share { per_mille: 330, step: 10, parts: Some((1, 3)) }),
        ] {
            assert_eq!(amount(source).map(|(amount, _)| amount), Some(wanted), "{source}");
        }
        for source in ["half past two", "half an hour", "the man", "some men", "a third man", "over there"] {
            assert_eq!(amount(source), None, "{source}");
        }
    }
}
