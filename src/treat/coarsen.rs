//! Something less precise: what a value is coarsened to, or nothing when it is not understood.
//!
//! Every result is derived from the parsed value alone and is no finding of its own when the release is read again.

use super::{Replacement, area};

use crate::date::MONTHS;
use crate::fold::fold_text;
use crate::place::Surroundings;
use crate::policy::{Coarseness, Treatment};
use crate::postcode::Postcode;
use crate::value::letters_of;
use crate::{Kind, Span, numeral, risk};

/// Returns the coarser form of the region `span` of `part`, or `None` when it is not understood; `near` is what was heard there.
pub(super) fn coarsen(
    part: &str,
    span: Span,
    kind: &Kind,
    to: Coarseness,
    near: &mut Surroundings,
) -> Option<Replacement> {
    let text = fold_text(span.of(part)?);
    let plain = |text: String| Replacement { span, text: text.into(), done: Treatment::Coarsen(to) };
    match kind.as_str() {
        "UK_POSTCODE" => postcode(&text, to).map(|place| around(part, span, place, to)),
        "STREET_ADDRESS" | "PREMISES" => {
            let own = postcode(&text, to).map(|place| (span.end, place));
            own.or_else(|| area::of_address(part, span, &text, to, near))
                .map(|(end, place)| around(part, Span::new(span.start, end), place, to))
        }
        "LOCATION" => area::of_place(part, span, &text, to, near).map(|(span, text)| Replacement {
            span,
            text: text.into(),
            done: Treatment::Coarsen(to),
        }),
        "COORDINATES" => coordinates(&text, to).map(plain),
        "GRID_REFERENCE" => grid(&text, to).map(plain),
        "DATE_OF_BIRTH" | "DATE_TIME" => date(part, span, &text, to),
        "AGE" => age(part, span, &text, to),
        "UNIQUE_DESCRIPTION" => description(part, span, &text, to).map(plain),
        // A band of any other number would tell its first digit and its length.
        "SMALL_COUNT" | "COUNT" | "QUANTITY" => number(&text, to).map(plain),
        _ => None,
    }
    // What has the same letters and digits is not coarser.
    .filter(|coarse| letters_of(&fold_text(&coarse.text)) != letters_of(&text))
}

/// Returns whoever it is without what sets them apart; `None` where a sentence says nothing else of them.
fn description(part: &str, span: Span, text: &str, to: Coarseness) -> Option<String> {
    let before = part.get(..span.start)?.trim_end();
    let said = ["is", "was", "are", "were", "be", "been", "being"];
    let last = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    if to != Coarseness::Band || said.iter().any(|word| last.eq_ignore_ascii_case(word)) {
        return None;
    }
    let noun = if risk::counts_staff(text) { "an officer" } else { "a person" };
    let opens = before.is_empty() || before.ends_with(['.', '!', '?', ':', '\n', '"', '”', '“']);
    Some(if opens { noun.replacen('a', "A", 1) } else { noun.to_owned() })
}

fn postcode(text: &str, to: Coarseness) -> Option<String> {
    let postcode = Postcode::last_in(text)?;
    match to {
        Coarseness::District => Some(postcode.district),
        Coarseness::Town => Some(format!("the {} area", postcode.town.trim_start_matches("the "))),
        Coarseness::County => Some(postcode.county.to_owned()),
        Coarseness::Country => Some(postcode.country.to_owned()),
        Coarseness::Abroad if is_british(postcode.country) => Some("the United Kingdom".to_owned()),
        _ => None,
    }
}

/// Returns whether a country of the postcode table lies in the United Kingdom: the Crown dependencies do not.
fn is_british(country: &str) -> bool {
    !["the Channel Islands", "the Isle of Man"].contains(&country)
}

/// Puts an area where an address stood: "lives at 2 Mill Lane, CO15 4AB" becomes "lives in the Colchester area".
fn around(part: &str, span: Span, place: String, to: Coarseness) -> Replacement {
    let before = part.get(..span.start).unwrap_or_default();
    let is_at = to != Coarseness::District && before.ends_with(" at ");
    let (span, text) = if is_at { (Span::new(span.start - 3, span.end), format!("in {place}")) } else { (span, place) };
    Replacement { span, text: text.into(), done: Treatment::Coarsen(to) }
}

/// Cuts decimals off: two leave about a kilometre, one about ten, none about a hundred.
fn coordinates(text: &str, to: Coarseness) -> Option<String> {
    let keep = match to {
        Coarseness::District => 2,
        Coarseness::Town => 1,
        Coarseness::County => 0,
        _ => return None,
    };
    let numbers: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit() && c != '.' && c != '-').filter(|word| word.contains('.')).collect();
    let other = text.chars().any(|c| !c.is_ascii_digit() && !matches!(c, '.' | '-' | ',' | ';' | '/' | ' ' | '\n'));
    if other || numbers.is_empty() || numbers.len() > 2 {
        return None; // letters of the compass and degree signs: not taken apart here
    }
    let cut = numbers.iter().map(|number| {
        let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
        match (keep, decimals.get(..keep)) {
            (0, _) | (_, None) => whole.to_owned(),
            (_, Some(decimals)) => format!("{whole}.{decimals}"),
        }
    });
    Some(cut.collect::<Vec<_>>().join(", "))
}

/// Cuts figures off a National Grid reference: 1 km, 10 km, the 100 km square.
fn grid(text: &str, to: Coarseness) -> Option<String> {
    let figures = match to {
        Coarseness::District => 2,
        Coarseness::Town => 1,
        Coarseness::County => 0,
        _ => return None,
    };
    let square: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let half = digits.len() / 2;
    if square.len() != 2 || half < figures || !digits.len().is_multiple_of(2) {
        return None;
    }
    let (east, north) = digits.split_at_checked(half)?;
    Some(format!("{}{}{}", square.to_ascii_uppercase(), east.get(..figures)?, north.get(..figures)?))
}

/// Two figures of a birth year up to this are of this century.
const LATEST: u32 = 15;
/// From this on they are of the last one; what lies between may be either, and is not guessed.
const EARLIEST: u32 = 31;

/// Returns month (0 when it is not told) and year of a date in figures or words.
pub(crate) fn month_and_year(text: &str) -> Option<(u32, u32)> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let named = words.iter().find_map(|word| month_of(word));
    let figures: Vec<(usize, u32)> = words
        .iter()
        .filter_map(|word| {
            let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            Some((digits.len(), digits.parse().ok()?))
        })
        .collect();
    let full = figures.iter().find(|(len, _)| *len == 4).map(|(_, year)| *year);
    let short = || {
        figures.last().filter(|(len, _)| *len == 2 && figures.len() > 1).and_then(|(_, year)| match *year {
            ..=LATEST => Some(2000 + year),
            EARLIEST.. => Some(1900 + year),
            _ => None,
        })
    };
    let year = full.or_else(short).or_else(|| year_in_words(&words))?;
    let month = named.or_else(|| {
        let first_is_year = figures.first().is_some_and(|(len, _)| *len == 4);
        let month = figures.get(1).map(|(_, month)| *month);
        let (day, month) = (figures.first().map(|(_, day)| *day), month);
        match (first_is_year, day, month) {
            (true, _, month) => month,
            (false, Some(day), Some(month)) if month > 12 && day <= 12 => Some(day), // month first
            (false, _, month) => month,
        }
    });
    Some((month.filter(|month| (1..=12).contains(month)).unwrap_or(0), year))
}

/// Returns the number of the month that a word names or shortens to three letters or more.
fn month_of(word: &str) -> Option<u32> {
    let begins = |month: &&str| month.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let index = MONTHS.iter().position(|month| word.len() >= 3 && begins(month))?;
    u32::try_from(index + 1).ok()
}

/// Returns a year such as `nineteen seventy-nine`.
fn year_in_words(words: &[String]) -> Option<u32> {
    // The day is told before the month: "the twenty-first of March nineteen seventy-nine".
    let year = words.get(words.iter().position(|word| month_of(word).is_some())? + 1..)?;
    let (base, rest) = match year {
        [two, thousand, rest @ ..] if two == "two" && thousand == "thousand" => (2000, rest),
        [century, rest @ ..] if century == "nineteen" => (1900, rest),
        [century, rest @ ..] if century == "twenty" => (2000, rest),
        _ => return None,
    };
    let rest: u32 = rest.iter().filter_map(|word| numeral::value(word)).sum();
    Some(base + rest)
}

fn date(part: &str, span: Span, text: &str, to: Coarseness) -> Option<Replacement> {
    let (month, year) = month_and_year(text).filter(|(_, year)| (1880..=2100).contains(year))?;
    let coarse = match to {
        Coarseness::Month => format!("{} {year}", MONTHS.get((month as usize).checked_sub(1)?)?),
        Coarseness::Year => year.to_string(),
        Coarseness::Band => format!("the {}s", year / 10 * 10),
        _ => return None,
    };
    // "on 14 March 1979" becomes "in 1979".
    let before = part.get(..span.start)?;
    let (span, text) = match before.ends_with(" on ") {
        true => (Span::new(span.start - 3, span.end), format!("in {coarse}")),
        false => (span, coarse),
    };
    Some(Replacement { span, text: text.into(), done: Treatment::Coarsen(to) })
}

/// Nouns that follow "34-year-old", with the pronoun that goes with them.
const NOUNS: &[(&str, &str)] = &[
    ("man", "his"),
    ("boy", "his"),
    ("father", "his"),
    ("son", "his"),
    ("brother", "his"),
    ("husband", "his"),
    ("male", "his"),
    ("grandfather", "his"),
    ("woman", "her"),
    ("girl", "her"),
    ("mother", "her"),
    ("daughter", "her"),
    ("sister", "her"),
    ("wife", "her"),
    ("female", "her"),
    ("grandmother", "her"),
    ("person", "their"),
    ("victim", "their"),
    ("driver", "their"),
    ("suspect", "their"),
    ("pedestrian", "their"),
    ("cyclist", "their"),
    ("passenger", "their"),
    ("resident", "their"),
    ("motorcyclist", "their"),
    ("offender", "their"),
    ("student", "their"),
    ("pupil", "their"),
    ("child", "their"),
    ("baby", "their"),
    ("toddler", "their"),
];

fn age(part: &str, span: Span, text: &str, to: Coarseness) -> Option<Replacement> {
    if to != Coarseness::Band {
        return None;
    }
    let years = years_of(text)?;
    let after = part.get(span.end..)?;
    let before = part.get(..span.start)?;
    let noun = after.strip_prefix(' ').and_then(|rest| {
        let len = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let word = rest.get(..len)?;
        NOUNS.iter().find(|(noun, _)| word.eq_ignore_ascii_case(noun)).map(|(_, pronoun)| (word, *pronoun))
    });
    // "a boy of 14", "a woman, 27", "two men, aged 30 and 27": the word before goes with the figure.
    let pronoun_at_end = |ahead: &str| {
        let ahead = ahead.trim_end_matches([' ', ',']);
        let last = ahead.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        NOUNS.iter().find(|(noun, _)| last.eq_ignore_ascii_case(noun)).map(|(_, pronoun)| *pronoun)
    };
    let of = before.strip_suffix(" of ").and_then(pronoun_at_end);
    let aged = before.strip_suffix("aged ").filter(|rest| rest.ends_with([' ', ',']));
    let told = of.or_else(|| pronoun_at_end(aged.unwrap_or(before)));
    let whose = noun.map(|(_, pronoun)| pronoun).or(told).unwrap_or("their");
    let band = match years {
        0..18 => "under 18".to_owned(),
        18..25 => "aged between 18 and 24".to_owned(),
        25..30 => format!("in {whose} late 20s"),
        30..90 => format!("in {whose} {}s", years / 10 * 10),
        _ => "aged 90 or over".to_owned(),
    };
    let done = Treatment::Coarsen(to);
    let Some((word, _)) = noun else {
        // "A 34-year-old Kim Holt": there is no noun behind which the band could stand.
        if text.to_ascii_lowercase().ends_with("-old") || before.ends_with(" a ") || before.ends_with(" an ") {
            return None;
        }
        if before.ends_with("turned ") {
            return None;
        }
        let start = match (of, aged) {
            (Some(_), _) => span.start - "of ".len(),
            (None, Some(rest)) if !band.starts_with("under") => rest.len(),
            _ => span.start,
        };
        return Some(Replacement { span: Span::new(start, span.end), text: band.into(), done });
    };
    // "an 18-year-old woman": the article goes with the noun now.
    let article = ["An ", "an ", "A ", "a "]
        .into_iter()
        .find(|article| before.strip_suffix(article).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)));
    let start = span.start - article.map_or(0, str::len);
    let lead = article.map_or("", |article| if article.starts_with('A') { "A " } else { "a " });
    let span = Span::new(start, span.end + 1 + word.len());
    Some(Replacement { span, text: format!("{lead}{word} {band}").into(), done })
}

/// Returns the years that an age tells, in figures or words.
fn years_of(text: &str) -> Option<u32> {
    let lower = text.to_ascii_lowercase();
    if lower.contains("month") || lower.contains("week") || lower.contains("-day") {
        return Some(0);
    }
    let digits: String =
        lower.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).take(3).collect();
    if !digits.is_empty() {
        return digits.parse().ok();
    }
    let words = lower.split(|c: char| !c.is_ascii_alphabetic()).filter_map(numeral::value);
    let mut any = false;
    let sum = words.inspect(|_| any = true).take(2).sum();
    any.then_some(sum)
}

fn number(text: &str, to: Coarseness) -> Option<String> {
    let text = text.trim();
    let is_number = !text.is_empty() && text.len() <= 12 && text.bytes().all(|b| b.is_ascii_digit() || b == b',');
    if to != Coarseness::Band || !is_number {
        return None;
    }
    let value: u64 = text.replace(',', "").parse().ok()?;
    let step = 10_u64.pow(u32::try_from(value.to_string().len().saturating_sub(1)).ok()?).max(10);
    let low = value / step * step;
    Some(if low == 0 { format!("fewer than {step}") } else { format!("{low} to {}", low + step - 1) })
}
