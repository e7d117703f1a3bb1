//! Checks of police and justice identifiers.

use super::{Check, digits};
use crate::detect::caseless::is_one_of;
use crate::detect::moment::month_of;

/// Returns the check that rows call `name`.
pub(super) fn lookup(name: &str) -> Option<Check> {
    Some(match name {
        "pnc" => pnc,
        "cro" => cro,
        "operation" => operation,
        _ => return None,
    })
}

/// Check letters of PNC IDs and CRO numbers: I, O and S are not used (Ministry of Justice, hmpps-person-record).
const LETTERS: &[u8; 23] = b"ZABCDEFGHJKLMNPQRTUVWXY";

fn check_letter(number: u64) -> Option<u8> {
    LETTERS.get((number % 23) as usize).copied()
}

fn number(text: &str) -> u64 {
    digits(text).take(12).fold(0, |number, digit| number * 10 + u64::from(digit))
}

fn last_letter(text: &str) -> Option<u8> {
    text.bytes().last().map(|b| b.to_ascii_uppercase())
}

/// PNC ID: two digits of the year and the serial number of seven digits, mod 23.
fn pnc(text: &str) -> bool {
    let Some((year, serial)) = text.split_once(['/', ' ', '-']) else {
        // Without a slash the serial has all its seven digits.
        let count = digits(text).count();
        let (year, serial) = (number(text) / 10_000_000, number(text) % 10_000_000);
        return matches!(count, 9 | 11) && check_letter(year % 100 * 10_000_000 + serial) == last_letter(text);
    };
    check_letter(number(year) % 100 * 10_000_000 + number(serial)) == last_letter(text)
}

/// CRO number: the year and the serial number, of six digits or, in the `SF` form, as it is, mod 23.
fn cro(text: &str) -> bool {
    let is_file = text.get(..2).is_some_and(|head| head.eq_ignore_ascii_case("sf"));
    let Some((first, second)) = text.split_once('/') else { return false };
    let value = if is_file {
        let serial: String = second.chars().filter(char::is_ascii_digit).collect();
        format!("{}{serial}", number(first) % 100).parse().unwrap_or(0)
    } else {
        number(second) % 100 * 1_000_000 + number(first)
    };
    check_letter(value) == last_letter(text)
}

/// Words that follow "Operation" in its ordinary sense.
const ORDINARY: &[&str] = &[
    "and",
    "or",
    "of",
    "the",
    "in",
    "on",
    "for",
    "by",
    "is",
    "was",
    "has",
    "manual",
    "manuals",
    "centre",
    "center",
    "room",
    "rooms",
    "theatre",
    "order",
    "orders",
    "support",
    "manager",
    "team",
    "plan",
    "plans",
    "commander",
    "instructions",
    "policy",
    "procedure",
    "procedures",
    "department",
    "during",
    "under",
    "must",
    "will",
    "may",
    "time",
    "times",
    "hours",
    "cost",
    "costs",
    "name",
    "names",
    "rules",
    "guide",
    "date",
    "dates",
    "notice",
    "period",
    "from",
    "to",
    "with",
    "mrs",
    "miss",
    "doctor",
    "police",
    "officers",
    "since",
    "after",
    "before",
    "until",
    "when",
    "while",
    "where",
    "they",
    "she",
    "this",
    "that",
    "these",
    "there",
    "our",
    "all",
    "are",
    "were",
    "had",
    "code",
    "licence",
];

/// An operation's code name: a word that is not one of the ordinary companions.
fn operation(text: &str) -> bool {
    let word = text.split_whitespace().nth(1).unwrap_or_default();
    !is_one_of(word, ORDINARY) && month_of(word).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_letters_of_published_examples() {
        assert!(pnc("2012/0394773H") && pnc("12/394773H") && pnc("2012/394773H"));
        assert!(cro("29906/12J"));
    }

    #[test]
    fn one_letter_in_twenty_three_fits() {
        for serial in (1..9_999_999_u32).step_by(99_991) {
            let fits = |check: &dyn Fn(char) -> bool| ('A'..='Z').filter(|letter| check(*letter)).count();
            assert_eq!(fits(&|letter| pnc(&format!("2019/{serial:07}{letter}"))), 1);
            assert_eq!(fits(&|letter| pnc(&format!("19{serial:07}{letter}"))), 1);
            let short = serial % 1_000_000;
            assert_eq!(fits(&|letter| cro(&format!("{short}/94{letter}"))), 1);
            assert_eq!(fits(&|letter| cro(&format!("SF94/{short}{letter}"))), 1);
        }
    }
}
