//! The number plan of telephones.

use super::{Check, digits};

/// Returns the check that rows call `name`.
pub(super) fn lookup(name: &str) -> Option<Check> {
    Some(match name {
        "uk-phone" => uk_phone,
        "international-phone" => international_phone,
        _ => return None,
    })
}

/// Returns whether digits after the leading 0 are a number of the National Telephone Numbering Plan (Ofcom).
pub(crate) fn is_national(national: &[u32]) -> bool {
    let all_same = national.windows(2).all(|pair| pair.first() == pair.last());
    let plan = match (national.first(), national.len()) {
        (Some(1 | 2 | 3 | 5 | 7 | 8 | 9), 10) => true,
        // A few areas have numbers of nine digits (Brampton, Bolton …), and so have some old freephone numbers.
        (Some(1 | 8), 9) => true,
        _ => false,
    };
    plan && !all_same
}

fn uk_phone(text: &str) -> bool {
    // An extension is not part of the number.
    let main = text.find(|c: char| c.is_ascii_alphabetic()).map_or(text, |at| text.get(..at).unwrap_or(text));
    let mut numbers: Vec<u32> = digits(main).collect();
    let international = main.starts_with('+') || numbers.starts_with(&[0, 0]);
    if international {
        let skip = if main.starts_with('+') { 2 } else { 4 };
        numbers.drain(..skip.min(numbers.len()));
        if numbers.first() == Some(&0) {
            numbers.remove(0);
        }
        return is_national(&numbers);
    }
    if numbers.first() != Some(&0) {
        return false;
    }
    numbers.remove(0);
    // Groups of a date or a time start with two digits; an area code has at least three.
    let first = main.trim_start_matches('(').bytes().take_while(u8::is_ascii_digit).count();
    first >= 3 && is_national(&numbers)
}

/// E.164: country code and number have 8 to 15 digits.
fn international_phone(text: &str) -> bool {
    let count = digits(text).count();
    (8..=15).contains(&count) && !text.starts_with("+44")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plan_knows_lengths_and_first_digits() {
        for good in [
            "07700 900123",
            "020 7946 0123",
            "(01632) 960123",
            "+44 (0)7700 900123",
            "0044 7700 900123",
            "01204 96012",
            "01632 960123 ext 12",
        ] {
            assert!(uk_phone(good), "{good}");
        }
        for bad in ["04700 900123", "07700 90012", "01/02/2026 10", "0000000000", "01-02-2026 11", "+44 4700 900123"] {
            assert!(!uk_phone(bad), "{bad}");
        }
    }
}
