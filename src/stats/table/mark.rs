//! What stands in a cell: a number, or a mark in the place of one, with what the mark says.
//!
//! A mark is data too. Where zeros are printed, a mark for a withheld number means at least one; "fewer than five" means at
//! most four. The marks are those of the Government Analysis Function (guidance of 2022: letters in square brackets) and
//! older ones that are still met.

use crate::risk::Interval;

/// What is printed in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Printed {
    Number(u64),
    Mark(Mark),
}

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// The number is withheld: `[c]`, `*`.
    Withheld,
    /// It is smaller than this: `<5`.
    Below(u64),
    /// It rounds to nothing but is not nothing: `[low]`.
    Low,
    /// It is not there, whatever the reason: `..`, `[x]`, `-`. It may be nothing.
    Absent,
}

/// Marks in lower case, with what they say.
const MARKS: &[(&str, Mark)] = &[
    ("[c]", Mark::Withheld),
    ("c", Mark::Withheld),
    ("*", Mark::Withheld),
    ("**", Mark::Withheld),
    ("#", Mark::Withheld),
    ("[s]", Mark::Withheld),
    ("s", Mark::Withheld),
    ("suppressed", Mark::Withheld),
    ("withheld", Mark::Withheld),
    ("[low]", Mark::Low),
    ("low", Mark::Low),
    ("~", Mark::Low),
    ("[x]", Mark::Absent),
    ("[z]", Mark::Absent),
    ("[u]", Mark::Absent),
    ("..", Mark::Absent),
    ("...", Mark::Absent),
    (":", Mark::Absent),
    (".", Mark::Absent),
    ("-", Mark::Absent),
    ("\u{2013}", Mark::Absent),
    ("\u{2014}", Mark::Absent),
    ("n/a", Mark::Absent),
];

/// Words before a limit.
const BELOW: [&str; 5] = ["<", "fewer than ", "less than ", "under ", "below "];

impl Printed {
    /// Returns what a cell says, or `None` when it is neither a whole number nor a known mark.
    pub(super) fn of(cell: &str) -> Option<Self> {
        let text = cell.trim().to_lowercase();
        if let Some((_, mark)) = MARKS.iter().find(|(known, _)| *known == text) {
            return Some(Self::Mark(*mark));
        }
        if let Some(limit) = BELOW.iter().find_map(|word| text.strip_prefix(word)) {
            let limit = number(limit).or_else(|| crate::numeral::value(limit.trim()).map(u64::from))?;
            return (limit > 0).then_some(Self::Mark(Mark::Below(limit)));
        }
        if let Some(limit) = text.strip_prefix("<=").or_else(|| text.strip_prefix('\u{2264}')) {
            return Some(Self::Mark(Mark::Below(number(limit)?.checked_add(1)?)));
        }
        number(&text).map(Self::Number)
    }

    /// Returns the number, if one is printed.
    pub(super) fn number(self) -> Option<u64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Mark(_) => None,
        }
    }
}

impl Mark {
    /// Returns what the mark leaves open. `least` is 1 where zeros are printed, else 0; `low` is the largest low number.
    pub(super) fn interval(self, least: i64, low: u64) -> Interval {
        match self {
            Self::Withheld => Interval { least, greatest: None },
            Self::Below(limit) => Interval::new(least, i64::try_from(limit - 1).unwrap_or(i64::MAX)),
            Self::Low => Interval::new(1, i64::try_from(low.max(1)).unwrap_or(i64::MAX)),
            Self::Absent => Interval::COUNT,
        }
    }
}

/// Returns a whole number with or without commas or spaces between its thousands.
fn number(text: &str) -> Option<u64> {
    let text = text.trim();
    let groups: Vec<&str> = text.split([',', ' ', '\u{a0}', '\u{202f}']).collect();
    let is_digits = |group: &&str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let (first, rest) = groups.split_first()?;
    let well_grouped = rest.is_empty() || first.len() <= 3 && rest.iter().all(|group| group.len() == 3);
    if !groups.iter().all(is_digits) || !well_grouped {
        return None;
    }
    // Larger numbers are no counts of people, and sums of these stay far from overflow.
    groups.concat().parse().ok().filter(|number| *number <= 1 << 40)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_with_their_meaning() {
        for (cell, printed) in [
            ("0", Some(Printed::Number(0))),
            ("1,234", Some(Printed::Number(1234))),
            (" 12 345 ", Some(Printed::Number(12345))),
            ("[C]", Some(Printed::Mark(Mark::Withheld))),
            ("*", Some(Printed::Mark(Mark::Withheld))),
            ("<5", Some(Printed::Mark(Mark::Below(5)))),
            ("< 10", Some(Printed::Mark(Mark::Below(10)))),
            ("fewer than five", Some(Printed::Mark(Mark::Below(5)))),
            ("[low]", Some(Printed::Mark(Mark::Low))),
            ("..", Some(Printed::Mark(Mark::Absent))),
            ("-", Some(Printed::Mark(Mark::Absent))),
            ("-3", None),
            ("3.5", None),
            ("12%", None),
            ("1,23", None),
            ("many", None),
            ("", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(Printed::of(cell), printed, "{cell}");
        }
    }
}
