//! What counts as the same detail: identifiers, postcodes, addresses and dates, however they are written.
//!
//! A text goes in, folded; a plain form comes out that is equal for all usual ways of writing the detail. The same
//! functions are used when a register is made and when a text is searched.

use crate::Date;
use crate::detect::moment;
use crate::numeral;

/// The fewest letters and digits of an identifier with a letter in it.
pub(super) const SHORTEST: usize = 5;
/// The fewest digits of a number without letters.
const SHORTEST_NUMBER: usize = 6;
/// The most letters and digits of an identifier.
pub(super) const LONGEST: usize = 64;

/// Returns the plain form of an identifier: letters and digits in lower case, a telephone number without its prefixes.
///
/// Nothing comes of one that is too short to be told from other things.
pub(super) fn identifier(folded: &str) -> Option<String> {
    let plain = crate::value::letters_of(folded);
    is_telling(plain.as_bytes()).then(|| without_prefix(&plain).to_owned())
}

/// Returns whether an identifier in plain form is long enough to be looked for.
pub(super) fn is_telling(plain: &[u8]) -> bool {
    let number = plain.iter().all(u8::is_ascii_digit);
    (if number { SHORTEST_NUMBER } else { SHORTEST }..=LONGEST).contains(&plain.len())
}

/// Returns a number without `00`, the country code of the United Kingdom and the zero of the area: `+44 (0)7700 900461`,
/// `0044 7700 900461` and `07700 900461` are one (Ofcom, national telephone numbering plan). Others stay.
pub(super) fn without_prefix(plain: &str) -> &str {
    if plain.len() < 9 || !plain.bytes().all(|b| b.is_ascii_digit()) {
        return plain;
    }
    let number = plain.strip_prefix("00").unwrap_or(plain);
    let number = number.strip_prefix("44").filter(|rest| rest.len() >= 9).unwrap_or(number);
    number.strip_prefix('0').unwrap_or(number)
}

/// Returns a postcode in capitals without its space, or `None` for what has not its form (BS 7666, annex C).
pub(super) fn postcode(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
    let bytes = plain.as_bytes();
    let (outward, inward) = bytes.split_at_checked(bytes.len().checked_sub(3)?)?;
    let area = outward.iter().take_while(|b| b.is_ascii_uppercase()).count();
    let district = outward.get(area..)?;
    let fits = (1..=2).contains(&area)
        && matches!(district, [b'0'..=b'9'] | [b'0'..=b'9', b'0'..=b'9' | b'A'..=b'Z'])
        && matches!(inward, [b'0'..=b'9', b'A'..=b'Z', b'A'..=b'Z']);
    fits.then_some(plain)
}

/// An address, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PostalAddress {
    /// The number of the house, or its name.
    pub(super) house: String,
    pub(super) street: Option<String>,
    /// Places behind the street, at most two.
    pub(super) towns: Vec<String>,
    pub(super) postcode: Option<String>,
}

/// The most words of a street.
pub(super) const STREET_WORDS: usize = 4;
/// The most words of a town.
pub(super) const TOWN_WORDS: usize = 3;

impl PostalAddress {
    /// Returns the address that a folded text tells, pieces apart by commas, semicolons or lines.
    pub(super) fn of(folded: &str) -> Option<Self> {
        let (rest, postcode) = split_postcode(folded.trim());
        let mut pieces: Vec<Vec<&str>> = rest
            .split([',', ';', '\n'])
            .map(|piece| piece.split_whitespace().collect::<Vec<_>>())
            .filter(|piece| !piece.is_empty())
            .collect();
        // "12" and "Mill Lane" in pieces of their own.
        if let Some(at) = pieces.iter().position(|piece| matches!(piece.as_slice(), [only] if is_house_number(only)))
            && at + 1 < pieces.len()
        {
            let mut number = pieces.remove(at);
            if let Some(street) = pieces.get_mut(at) {
                number.append(street);
                *street = number;
            }
        }
        let numbered = pieces.iter().position(|piece| house_and_street(piece).is_some());
        let mut address = Self { postcode, ..Self::default() };
        let behind = match numbered.and_then(|at| Some((at, house_and_street(pieces.get(at)?)?))) {
            Some((at, (house, street))) => {
                address.house = plain(house);
                address.street = Some(street_name(street));
                at + 1
            }
            None => {
                address.house = pieces.first().map(|piece| plain(&piece.concat()))?;
                address.street = pieces.get(1).map(|piece| street_name(piece));
                2
            }
        };
        address.towns =
            pieces.iter().skip(behind).take(2).map(|piece| words(piece)).filter(|t| !t.is_empty()).collect();
        (!address.house.is_empty()).then_some(address)
    }
}

fn split_postcode(text: &str) -> (&str, Option<String>) {
    let bound = |c: char| c.is_whitespace() || c == ',';
    let mut from = text.len();
    for _ in 0..2 {
        let before = text.get(..from).unwrap_or_default().trim_end_matches(bound);
        from = before.rfind(bound).map_or(0, |at| at + 1);
        let last = text.get(from..).unwrap_or_default();
        if let Some(found) = postcode(last) {
            return (text.get(..from).unwrap_or_default().trim_end_matches(bound), Some(found));
        }
    }
    (text, None)
}

/// Returns whether a word is the number of a house: `12`, `12a`.
pub(super) fn is_house_number(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    (1..=4).contains(&digits) && word.len() <= digits + 1 && word.bytes().skip(digits).all(|b| b.is_ascii_alphabetic())
}

/// Returns the last number in a piece that has words behind it, with these.
fn house_and_street<'p>(piece: &'p [&'p str]) -> Option<(&'p str, &'p [&'p str])> {
    let at = piece.iter().rposition(|word| is_house_number(word))?;
    let street = piece.get(at + 1..).filter(|street| !street.is_empty())?;
    Some((piece.get(at)?, street))
}

fn plain(text: &str) -> String {
    crate::value::letters_of(text)
}

fn words(words: &[&str]) -> String {
    words.iter().map(|word| plain(word)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What streets are called, and the ways in which it is shortened.
const STREET_TYPES: &[(&str, &[&str])] = &[
    ("road", &["rd"]),
    ("street", &["st", "str"]),
    ("avenue", &["ave", "av"]),
    ("lane", &["ln", "la"]),
    ("drive", &["dr", "drv"]),
    ("close", &["cl"]),
    ("court", &["ct", "crt"]),
    ("crescent", &["cres", "cr"]),
    ("gardens", &["gdns", "gdn"]),
    ("grove", &["gr", "gro"]),
    ("square", &["sq"]),
    ("place", &["pl"]),
    ("terrace", &["ter", "terr", "tce"]),
    ("park", &["pk"]),
    ("way", &[]),
    ("walk", &["wlk"]),
    ("mews", &[]),
    ("hill", &[]),
    ("row", &[]),
    ("view", &["vw"]),
    ("rise", &[]),
    ("green", &["grn"]),
    ("parade", &["pde"]),
    ("quay", &[]),
];

/// Returns whether streets are called that.
pub(super) fn is_street_type(word: &str) -> bool {
    let is = |known: &str| known.eq_ignore_ascii_case(word);
    STREET_TYPES.iter().any(|(whole, short)| is(whole) || short.iter().any(|short| is(short)))
}

/// Returns the words of a street in lower case, with what it is called spelled out.
pub(super) fn street_name(street: &[&str]) -> String {
    let mut name = words(street);
    if let Some((before, last)) = name.rsplit_once(' ')
        && let Some((whole, _)) = STREET_TYPES.iter().find(|(_, short)| short.contains(&last))
    {
        name = format!("{before} {whole}");
    }
    name
}

/// A date that a text tells, and how much of the text.
pub(super) fn date_at(text: &str) -> Option<(usize, Vec<Date>)> {
    let len = moment::date_at(text)?;
    let dates = dates_of(text.get(..len)?);
    (!dates.is_empty()).then_some((len, dates))
}

/// Returns the days that a written date may be: the day before the month first, then the other way; of a year of two
/// digits the last century first.
pub(super) fn dates_of(text: &str) -> Vec<Date> {
    let mut numbers: Vec<(usize, u32)> = Vec::new();
    let (mut month, mut year_words) = (None, Vec::new());
    for piece in pieces(text) {
        if let Ok(number) = piece.parse::<u32>() {
            numbers.push((piece.len(), number));
        } else if let Some(named) = moment::month_of(piece) {
            month = Some(named);
        } else if let Some(number) = ordinal(piece) {
            // "twenty-first" comes in two pieces.
            match year_words.pop() {
                Some(tens) if month.is_none() => numbers.push((2, tens + number)),
                _ => numbers.push((2, number)),
            }
        } else if let Some(number) = numeral::value(piece) {
            year_words.push(number);
        } else if piece.eq_ignore_ascii_case("thousand") {
            year_words.push(1_000);
        } else if piece.eq_ignore_ascii_case("hundred") {
            year_words.push(100);
        }
    }
    if let Some(year) = year_in_words(&year_words) {
        numbers.push((4, year));
    }
    let mut dates = Vec::new();
    let mut add = |year: (usize, u32), month: u32, day: u32| {
        let years = if year.0 <= 2 { vec![1900 + year.1, 2000 + year.1] } else { vec![year.1] };
        let whole =
            |year: u32| Date::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        for date in years.into_iter().filter_map(whole) {
            if !dates.contains(&date) {
                dates.push(date);
            }
        }
    };
    match (month, numbers.as_slice()) {
        (Some(month), [day, year]) => add(*year, month, day.1),
        (None, [(4, year), month, day]) => add((4, *year), month.1, day.1),
        (None, [day, month, year]) => {
            add(*year, month.1, day.1);
            add(*year, day.1, month.1);
        }
        (None, [(8, run)]) => {
            add((4, run % 10_000), run / 10_000 % 100, run / 1_000_000);
            add((4, run / 10_000), run / 100 % 100, run % 100);
        }
        _ => {}
    }
    dates
}

/// Returns the runs of digits and of letters; endings of ordinals are left out.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let from = at + bytes.get(at..)?.iter().position(u8::is_ascii_alphanumeric)?;
            let digits = bytes.get(from).is_some_and(u8::is_ascii_digit);
            let same = |b: &&u8| b.is_ascii_alphanumeric() && b.is_ascii_digit() == digits;
            at = from + bytes.get(from..)?.iter().take_while(same).count();
            let piece = text.get(from..at)?;
            if !["st", "nd", "rd", "th"].iter().any(|end| piece.eq_ignore_ascii_case(end)) {
                return Some(piece);
            }
        }
    })
}

fn ordinal(word: &str) -> Option<u32> {
    const WORDS: [&str; 19] = [
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
    ];
    if let Some(at) = WORDS.iter().position(|known| word.eq_ignore_ascii_case(known)) {
        return u32::try_from(at + 1).ok();
    }
    [("twentieth", 20), ("thirtieth", 30)]
        .into_iter()
        .find(|(known, _)| word.eq_ignore_ascii_case(known))
        .map(|(_, n)| n)
}

/// Returns the year that number words tell: nineteen seventy-nine, two thousand and four, nineteen hundred.
fn year_in_words(words: &[u32]) -> Option<u32> {
    let sum = |rest: &[u32]| rest.iter().sum::<u32>();
    match words {
        [2, 1_000, rest @ ..] => Some(2_000 + sum(rest)),
        [century @ 18..=20, 100, rest @ ..] | [century @ 18..=20, rest @ ..]
            if !rest.is_empty() || words.len() == 2 =>
        {
            Some(century * 100 + sum(rest)).filter(|year| *year < 2_100)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

    use super::*;

    #[test]
    fn a_number_is_the_same_with_any_prefix() {
        for text in ["07700 900461", "+44 7700 900461", "+44 (0)7700-900-461", "0044 7700 900461", "447700900461"] {
            assert_eq!(identifier(text).as_deref(), Some("7700900461"), "{text}");
        }
        assert_eq!(identifier("AB51 KLM").as_deref(), Some("ab51klm"));
        assert_eq!(identifier("@big_daz79").as_deref(), Some("bigdaz79"));
        assert_eq!(identifier("4417"), None);
    }

    #[test]
    fn addresses_come_apart() {
        let of = |text: &str| {
            let address = PostalAddress::of(text).unwrap();
            let (street, postcode) = (address.street.unwrap_or_default(), address.postcode.unwrap_or_default());
            format!("{}|{street}|{}|{postcode}", address.house, address.towns.join("+"))
        };
        assert_eq!(of("12 Mill Lane, Frinmouth, CO99 4QT"), "12|mill lane|frinmouth|CO994QT");
        assert_eq!(of("Flat 2, 12A Mill Ln, Frinmouth CO994QT"), "12a|mill lane|frinmouth|CO994QT");
        assert_eq!(of("12, St John's Rd\nGreat Frinmouth\nEssex"), "12|st johns road|great frinmouth+essex|");
        assert_eq!(of("The Old Forge, Mill Lane, Frinmouth"), "theoldforge|mill lane|frinmouth|");
        assert_eq!(PostalAddress::of("  "), None);
    }

    #[test]
    fn dates_are_days_however_they_are_written() {
        for text in [
            "14/03/1979",
            "14.3.1979",
            "1979-03-14",
            "14 March 1979",
            "14th of March 1979",
            "March 14, 1979",
            "14-Mar-1979",
            "14031979",
            "19790314",
            "14.3.79",
            "the fourteenth of March nineteen seventy-nine",
        ] {
            let dates = dates_of(text);
            assert_eq!(dates.first().map(Date::to_string).as_deref(), Some("1979-03-14"), "{text}");
        }
        let in_words = "the twenty-first of May two thousand and four";
        assert_eq!(dates_of(in_words).first().map(Date::to_string).as_deref(), Some("2004-05-21"));
        let both: Vec<String> = dates_of("04/03/1979").iter().map(Date::to_string).collect();
        assert_eq!(both, ["1979-03-04", "1979-04-03"]);
        assert_eq!(dates_of("March 1979"), []);
    }
}
