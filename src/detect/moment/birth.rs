//! Dates behind and before words of birth, and how a date may be written.

use super::{digits, is_letter_at, is_numeral, report, word};
use crate::date::MONTHS;
use crate::detect::caseless::{is_one_of, strip_start};
use crate::{Confidence, Evidence, Findings, Kind, Role, Span};

/// How far from a word of birth its date may stand.
const BIRTH_REACH: usize = 44;

/// Words between a word of birth and a date that make it the date of something else.
const OTHER_DATES: &[&str] = &[
    "letter",
    "letters",
    "response",
    "request",
    "requested",
    "hearing",
    "decision",
    "report",
    "reported",
    "dated",
    "meeting",
    "email",
    "withheld",
    "redacted",
    "disclosed",
    "arrested",
    "charged",
    "released",
    "died",
    "convicted",
    "sentenced",
    "until",
    "after",
    "before",
    "between",
    "since",
];

/// Words that may stand between a date and the word of birth behind it.
const TO_BIRTH: &[&str] =
    &["is", "was", "being", "given", "as", "recorded", "her", "his", "their", "my", "the", "date", "of", "victim", "s"];

/// Reports the date behind or before a word of birth.
pub(super) fn born(text: &str, start: usize, end: usize, findings: &mut Findings<'_>) {
    if let Some(span) = date_behind(text, end).or_else(|| date_before(text, start)) {
        let (kind, role) = (Kind::DATE_OF_BIRTH, Role::Unknown);
        report(findings, span, kind, Confidence::Certain, Evidence::Context, role);
    }
}

/// Returns the first date behind a word of birth that ends at `end`, in its sentence.
fn date_behind(text: &str, end: usize) -> Option<Span> {
    let to = text.floor_char_boundary((end + BIRTH_REACH).min(text.len()));
    let mut at = end;
    while at < to {
        let rest = text.get(at..)?;
        // The sentence ends: what follows is another date.
        if rest.starts_with(". ") && at > end + 1 || rest.starts_with(['!', '?', ';']) {
            return None;
        }
        // A form may have a blank line between its label and what is filled in.
        if rest.starts_with("\n\n") && text.get(end..at).is_none_or(|gap| gap.trim() != ":") {
            return None;
        }
        if !is_letter_at(text, at.checked_sub(1)) {
            let gap = text.get(end..at)?;
            let direct = !gap.bytes().any(|b| b.is_ascii_alphanumeric());
            if let Some(len) = date_at(rest).or_else(|| if direct { six_figures(rest) } else { None }) {
                let mut words = gap.split(|c: char| !c.is_ascii_alphabetic());
                let other = words.any(|word| is_one_of(word, OTHER_DATES));
                return (!other).then(|| Span::new(at, at + len));
            }
        }
        at += rest.chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// Returns the date in "14/03/1979 (DOB)" or "14/03/1979 is her date of birth", where the word of birth is at `start`.
fn date_before(text: &str, start: usize) -> Option<Span> {
    let mut at = text.ceil_char_boundary(start.saturating_sub(BIRTH_REACH));
    while at < start {
        let rest = text.get(at..)?;
        if !is_letter_at(text, at.checked_sub(1))
            && let Some(len) = date_at(rest)
            && let Some(gap) = text.get(at + len..start)
        {
            let mut words = gap.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).peekable();
            // On another line it is another entry, unless a sentence runs on.
            let bound =
                gap.contains("\n\n") || gap.contains(['.', ';']) || gap.contains('\n') && words.peek().is_none();
            let told = words.peek().is_none_or(|first| is_one_of(first, &["is", "was", "being", "given", "recorded"]));
            if !bound && told && words.all(|word| is_one_of(word, TO_BIRTH)) {
                return Some(Span::new(at, at + len));
            }
        }
        at += rest.chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// Reports the date behind "b." in brackets or behind a name; in lists "b." is a number.
pub(super) fn born_short(text: &str, start: usize, end: usize, findings: &mut Findings<'_>) {
    let before = text.get(..start).unwrap_or_default();
    let name = before.trim_end_matches([' ', ',']);
    let word = name.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    if !before.ends_with('(') && !word.starts_with(char::is_uppercase) {
        return;
    }
    let rest = text.get(end..).unwrap_or_default();
    let date = rest.trim_start_matches([' ', '\n']);
    let at = text.len() - date.len();
    if at <= end + 1
        && let Some(len) = date_at(date)
    {
        let (span, kind) = (Span::new(at, at + len), Kind::DATE_OF_BIRTH);
        report(findings, span, kind, Confidence::Certain, Evidence::Context, Role::Unknown);
    }
}

/// Month names in Welsh.
const WELSH_MONTHS: [&str; 12] = [
    "ionawr",
    "chwefror",
    "mawrth",
    "ebrill",
    "mai",
    "mehefin",
    "gorffennaf",
    "awst",
    "medi",
    "hydref",
    "tachwedd",
    "rhagfyr",
];

/// Returns the length of the date of a day, or of a month of a year, that `text` starts with.
pub(crate) fn date_at(text: &str) -> Option<usize> {
    let first = *text.as_bytes().first()?;
    if first.is_ascii_digit() {
        return figures(text).or_else(|| day_month(text));
    }
    if !first.is_ascii_alphabetic() {
        return None;
    }
    month_first(text).or_else(|| in_words(text))
}

fn is_number(text: &str, len: usize, most: u32) -> bool {
    text.get(..len).and_then(|number| number.parse::<u32>().ok()).is_some_and(|number| (1..=most).contains(&number))
}

/// `14/03/1979`, `14.3.79`, `14 03 1979`, `14 / 03 / 1979`, `1979-03-14`, `14031979`, `19790314`.
fn figures(text: &str) -> Option<usize> {
    let first = digits(text);
    let run = text.bytes().take(9).take_while(u8::is_ascii_digit).count();
    if run == 8 {
        let century = |at: usize| text.get(at..at + 2).is_some_and(|century| century == "19" || century == "20");
        let day_first = is_number(text, 2, 31) && is_number(text.get(2..)?, 2, 12) && century(4);
        let year_first = century(0) && is_number(text.get(4..)?, 2, 12) && is_number(text.get(6..)?, 2, 31);
        return (day_first || year_first).then_some(8);
    }
    let spaced =
        [" / ", " - ", " . "].into_iter().find(|joint| text.get(first..).is_some_and(|t| t.starts_with(joint)));
    let joint = match spaced {
        Some(joint) => joint,
        None => text.get(first..first + 1).filter(|joint| matches!(*joint, "/" | "." | "-" | " "))?,
    };
    let gap = first + joint.len();
    let second = digits(text.get(gap..)?);
    if !text.get(gap + second..)?.starts_with(joint) {
        return None;
    }
    let third_at = gap + second + joint.len();
    let third = digits(text.get(third_at..)?);
    let end = third_at + third;
    let ends = !text.as_bytes().get(end).is_some_and(u8::is_ascii_alphanumeric);
    let day_first = (1..=2).contains(&first) && (1..=2).contains(&second) && (third == 4 || third == 2);
    let year_first = first == 4 && (1..=2).contains(&second) && (1..=2).contains(&third);
    let shape = if day_first {
        let (one, two) = (text, text.get(gap..)?);
        is_number(one, first, 31) && is_number(two, second, 12)
            || is_number(one, first, 12) && is_number(two, second, 31)
    } else {
        year_first && is_number(text.get(gap..)?, second, 12) && is_number(text.get(third_at..)?, third, 31)
    };
    (shape && ends).then_some(end)
}

/// `140379`, which only a label directly before it makes a date.
fn six_figures(text: &str) -> Option<usize> {
    let run = text.bytes().take(7).take_while(u8::is_ascii_digit).count();
    let ends = !text.as_bytes().get(6).is_some_and(u8::is_ascii_alphanumeric);
    (run == 6 && ends && is_number(text, 2, 31) && is_number(text.get(2..)?, 2, 12)).then_some(6)
}

/// Returns the length of the month's name that `text` starts with.
fn month(text: &str) -> Option<usize> {
    let len = text.bytes().take(12).take_while(u8::is_ascii_alphabetic).count();
    let word = text.get(..len)?;
    let is = |name: &str, len: usize| name.get(..len).is_some_and(|name| name.eq_ignore_ascii_case(word));
    let english = |month: &&str| is(month, month.len()) || is(month, 3) || len == 4 && is(month, 4);
    let welsh = |month: &&str| is(month, month.len());
    let known = len >= 3 && MONTHS.iter().any(english) || WELSH_MONTHS.iter().any(welsh);
    // The stop of "Mar. 1979", not the one that ends a sentence.
    let stopped = text.get(len..).and_then(|rest| rest.strip_prefix(". ")).is_some_and(|rest| digits(rest) > 0);
    known.then(|| len + usize::from(len <= 4 && stopped))
}

/// Returns the number, 1 to 12, of the month that a word names, whole or shortened.
pub(crate) fn month_of(word: &str) -> Option<u32> {
    month(word).filter(|len| *len == word.len())?;
    let is = |name: &str| name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let at = MONTHS.iter().position(|name| is(name)).or_else(|| WELSH_MONTHS.iter().position(|name| is(name)))?;
    u32::try_from(at + 1).ok()
}

/// Returns the length of `text` up to a year behind a gap of spaces, commas and `of`.
fn year(text: &str) -> Option<usize> {
    let gap = text.len() - text.trim_start_matches([' ', ',', '\n', '\'', '-', '/']).len();
    let rest = text.get(gap..)?;
    let len = digits(rest);
    let number = rest.get(..len)?;
    let fits = len == 4 && (number.starts_with("19") || number.starts_with("20")) || len == 2 && gap > 0;
    (fits && !rest.as_bytes().get(len).is_some_and(u8::is_ascii_alphanumeric)).then_some(gap + len)
}

/// Returns the length of the day of a month in figures: `14`, `14th`.
fn day(text: &str) -> Option<usize> {
    let len = digits(text);
    let ordinal = text.get(len..len + 2).is_some_and(|end| is_one_of(end, &["st", "nd", "rd", "th"]));
    ((1..=2).contains(&len) && is_number(text, len, 31)).then_some(len + if ordinal { 2 } else { 0 })
}

/// Returns the length of the day of a month in words: `fourteenth`.
fn day_in_words(text: &str) -> Option<usize> {
    let word = word(text);
    is_one_of(word, SPOKEN).then_some(word.len())
}

/// `14 March 1979`, `14th of March`, `14-Mar-79`.
fn day_month(text: &str) -> Option<usize> {
    let mut at = day(text)?;
    let rest = text.get(at..)?;
    let joint = ["\nof ", " of ", " ", "\n", "-", "/", "."]
        .iter()
        .find(|joint| strip_start(rest, joint).is_some())
        .unwrap_or(&"");
    at += joint.len();
    at += month(text.get(at..)?)?;
    let rest = text.get(at..)?;
    // "14Mar79" has nothing between month and year.
    let tight = joint.is_empty() && digits(rest) == 2 && !rest.as_bytes().get(2).is_some_and(u8::is_ascii_alphanumeric);
    if rest.starts_with(char::is_alphabetic) {
        return None;
    }
    Some(at + if tight { 2 } else { year(rest).unwrap_or(0) })
}

/// `March 14, 1979`, `March 1979`.
fn month_first(text: &str) -> Option<usize> {
    let month = month(text)?;
    let rest = text.get(month..)?;
    let space = rest.strip_prefix([' ', '\n'])?;
    if let Some(day) = day(space) {
        let at = month + 1 + day;
        return Some(at + year(text.get(at..)?).unwrap_or(0));
    }
    if let Some(the) = strip_start(space, "the ")
        && let Some(day) = day_in_words(the)
    {
        let at = text.len() - the.len() + day;
        return Some(at + year(text.get(at..)?).unwrap_or(0));
    }
    Some(month + year(rest)?)
}

/// Number words that dates are spoken with.
const SPOKEN: &[&str] = &[
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "thirtieth",
    "thirty-first",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
];

/// Returns whether years are spoken with a word: `nineteen seventy-nine`, `two thousand and four`.
fn is_of_a_year(word: &str) -> bool {
    is_numeral(word) || is_one_of(word, &["thousand", "and", "hundred", "oh"])
}

/// `the fourteenth of March nineteen seventy-nine`.
fn in_words(text: &str) -> Option<usize> {
    let start = strip_start(text, "the ").map_or(0, |rest| text.len() - rest.len());
    let mut at = start + day_in_words(text.get(start..)?)?;
    let rest = text.get(at..)?;
    let joint = [" day of ", " of ", "\nof ", " "].iter().find(|joint| strip_start(rest, joint).is_some())?;
    at += joint.len();
    at += month(text.get(at..)?)?;
    let mut end = at;
    for _ in 0..8 {
        let Some(rest) = text.get(end..).and_then(|rest| rest.strip_prefix([' ', '-', '\n', ','])) else { break };
        let skip = text.len() - rest.len();
        let len = rest.bytes().take(12).take_while(u8::is_ascii_alphabetic).count();
        if !rest.get(..len).is_some_and(is_of_a_year) {
            break;
        }
        end = skip + len;
    }
    Some(end + if end == at { year(text.get(at..)?).unwrap_or(0) } else { 0 })
}
