//! Checks of British identifiers.

use super::{Check, digits};
use crate::postcode;

/// Returns the check that rows call `name`.
pub(super) fn lookup(name: &str) -> Option<Check> {
    Some(match name {
        "nino" => nino,
        "nhs" => nhs,
        "chi" => chi,
        "driving-licence" => driving_licence,
        "vehicle-current" => vehicle_current,
        "postcode" => postcode,
        "postcode-or-special" => postcode_or_special,
        "sort-code" => sort_code,
        _ => return None,
    })
}

fn compact(text: &str) -> Vec<u8> {
    text.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_uppercase()).collect()
}

/// National Insurance number: letters that are never used (HMRC, NIM39110).
fn nino(text: &str) -> bool {
    let bytes = compact(text);
    let (Some(first), Some(second)) = (bytes.first(), bytes.get(1)) else { return false };
    let pair = bytes.get(..2).unwrap_or_default();
    !b"DFIQUV".contains(first)
        && !b"DFIOQUV".contains(second)
        && ![b"BG", b"GB", b"KN", b"NK", b"NT", b"TN", b"ZZ"].iter().any(|banned| pair == *banned)
}

/// NHS number: mod 11 (NHS Data Dictionary).
fn nhs(text: &str) -> bool {
    let numbers: Vec<u32> = digits(text).collect();
    let Some((check, nine)) = numbers.split_last() else { return false };
    let sum: u32 = nine.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    nine.len() == 9 && nine.iter().any(|digit| Some(digit) != nine.first()) && (11 - sum % 11) % 11 == *check
}

/// CHI number: a date of birth in front, mod 11 behind (NHS Scotland).
fn chi(text: &str) -> bool {
    let numbers: Vec<u32> = digits(text).collect();
    let two = |at: usize| numbers.get(at).zip(numbers.get(at + 1)).map_or(99, |(a, b)| a * 10 + b);
    (1..=31).contains(&two(0)) && (1..=12).contains(&two(2)) && nhs(text)
}

/// Driving licence: month, 50 added for women, and day of birth (DVLA, INF1D).
fn driving_licence(text: &str) -> bool {
    let bytes = compact(text);
    let two = |at: usize| {
        let (Some(a), Some(b)) = (bytes.get(at), bytes.get(at + 1)) else { return 99 };
        u32::from(a.wrapping_sub(b'0')) * 10 + u32::from(b.wrapping_sub(b'0'))
    };
    let month = two(6) % 50;
    bytes.len() == 16 && two(6) < 63 && (1..=12).contains(&month) && (1..=31).contains(&two(8))
}

/// Current registration marks: age identifiers 02 to 49 and 51 to 99, letters in use (DVLA, INF104).
fn vehicle_current(text: &str) -> bool {
    let bytes = compact(text);
    let area = bytes.get(..2).unwrap_or_default();
    let age = digits(text).take(4).fold(0, |age, digit| age * 10 + digit);
    let last = bytes.get(4..).unwrap_or_default();
    let word = ["WAS", "AND", "THE", "FOR", "NOT", "ARE", "HAS", "MAY", "BUT", "ALL", "CAN", "HAD"]
        .iter()
        .any(|word| last == word.as_bytes());
    // "ON 12 JAN"
    let date = text.as_bytes().get(2) == Some(&b' ')
        && crate::detect::moment::month_of(text.get(text.len().saturating_sub(3)..).unwrap_or_default()).is_some();
    !word
        && !date
        && (2..=99).contains(&age)
        && age != 50
        && !area.iter().any(|b| b"IQZ".contains(b))
        && !last.iter().any(|b| b"IQ".contains(b))
}

/// Postcode: an area in use; not an ordinal ("B1 2nd floor").
fn postcode(text: &str) -> bool {
    let letters: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
    let ordinal = ["st", "nd", "rd", "th"].iter().any(|end| text.ends_with(end));
    !ordinal && postcode::is_area(&letters)
}

/// Postcodes of armed forces, overseas territories and the old girobank, or one with its space.
fn postcode_or_special(text: &str) -> bool {
    const TERRITORIES: [&str; 9] = ["ASCN", "BBND", "BIQQ", "FIQQ", "PCRN", "SIQQ", "STHL", "TDCU", "TKCA"];
    let upper = text.to_ascii_uppercase();
    let head = upper.get(..4).unwrap_or_default();
    upper == "GIR 0AA" || head == "BFPO" || TERRITORIES.contains(&head) || postcode(text)
}

/// Sort code: the first pair is a bank's range in use, which 00 is not (Pay.UK directory).
fn sort_code(text: &str) -> bool {
    digits(text).count() == 6 && !text.starts_with("00")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_check_digit_in_eleven_fits_a_number() {
        for serial in (400_000_000_u32..400_200_000).step_by(977) {
            let fits = (0..10).filter(|check| nhs(&format!("{serial}{check}"))).count();
            assert!(fits <= 1, "{serial}");
        }
        assert!(nhs("943 476 5919"));
        assert!(!nhs("000 000 0000"));
    }

    #[test]
    fn prefixes_follow_the_rules_of_the_revenue() {
        let mut good = 0;
        for first in 'A'..='Z' {
            for second in 'A'..='Z' {
                good += usize::from(nino(&format!("{first}{second}123456C")));
            }
        }
        assert_eq!(good, 20 * 19 - 7);
    }

    #[test]
    fn a_postcode_has_an_area_in_use() {
        assert!(postcode("CO15 4AB") && postcode("ze1 2ab") && postcode("M1 1AE"));
        assert!(!postcode("MP3 4GB") && !postcode("B1 2nd"));
    }
}
