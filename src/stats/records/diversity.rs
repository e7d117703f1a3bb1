//! How many different things a class leaves open about its members (Machanavajjhala, Kifer, Gehrke and
//! Venkitasubramaniam, l-Diversity: Privacy Beyond k-Anonymity, ACM TKDD 1(1), 2007).

use std::fmt;
use std::str::FromStr;

/// What l-diversity asks of every class, for every sensitive column.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Diversity {
    /// At least so many different values.
    Distinct(u32),
    /// The entropy of the values is at least log of this number.
    Entropy(f64),
    /// The commonest value is less than `c` times as common as all from the `l`-th on together.
    Recursive {
        /// The factor.
        c: f64,
        /// The rank from which the rarer values are summed.
        l: u32,
    },
}

impl Diversity {
    /// Returns whether a class with these numbers of people by value, the commonest first, is diverse enough.
    pub(super) fn holds(self, spread: &Spread) -> bool {
        match self {
            Self::Distinct(l) => spread.distinct >= u64::from(l),
            Self::Entropy(l) => spread.entropy + 1e-9 >= l,
            Self::Recursive { c, l } => spread.is_recursive(c, l),
        }
    }

    /// Returns whether joining a class that passes with one that does not always passes.
    pub(super) fn is_monotone(self) -> bool {
        matches!(self, Self::Distinct(_))
    }
}

impl fmt::Display for Diversity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Distinct(l) => write!(f, "distinct {l}"),
            Self::Entropy(l) => write!(f, "entropy {l}"),
            Self::Recursive { c, l } => write!(f, "recursive ({c}, {l})"),
        }
    }
}

impl FromStr for Diversity {
    type Err = String;

    /// Reads `2`, `distinct:2`, `entropy:2.5` or `recursive:3:2` (c, then l).
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || "expected a number, distinct:L, entropy:L or recursive:C:L with L at least 1".to_owned();
        let fields: Vec<&str> = text.split(':').collect();
        let whole = |text: &str| text.parse().ok().filter(|l| *l >= 1).ok_or_else(wrong);
        let real =
            |text: &str, least: f64| text.parse().ok().filter(|x: &f64| x.is_finite() && *x >= least).ok_or_else(wrong);
        match fields.as_slice() {
            [l] | ["distinct", l] => Ok(Self::Distinct(whole(l)?)),
            ["entropy", l] => Ok(Self::Entropy(real(l, 1.0)?)),
            ["recursive", c, l] => Ok(Self::Recursive { c: real(c, 0.0)?, l: whole(l)? }),
            _ => Err(wrong()),
        }
    }
}

/// The sensitive values of one class.
pub(super) struct Spread {
    /// Different values; a missing one is none.
    pub(super) distinct: u64,
    /// The number of equally common values that would be as uncertain: e to the power of the entropy.
    pub(super) entropy: f64,
    /// People by value, the commonest first.
    ranked: Vec<u64>,
}

impl Spread {
    /// Returns the spread of people by value; `counts` leaves out those whose value is missing.
    pub(super) fn of(counts: impl Iterator<Item = u64>) -> Self {
        let mut ranked: Vec<u64> = counts.filter(|count| *count > 0).collect();
        ranked.sort_unstable_by_key(|count| std::cmp::Reverse(*count));
        let total = ranked.iter().sum::<u64>() as f64;
        let share = |count: &u64| *count as f64 / total;
        let entropy: f64 = ranked.iter().map(|count| -share(count) * share(count).ln()).sum();
        let entropy = if ranked.is_empty() { 0.0 } else { entropy.exp() };
        Self { distinct: ranked.len() as u64, entropy, ranked }
    }

    fn is_recursive(&self, c: f64, l: u32) -> bool {
        let Some(most) = self.ranked.first() else { return false };
        let rest: u64 = self.ranked.iter().skip(l.saturating_sub(1) as usize).sum();
        (*most as f64) < c * rest as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread(counts: &[u64]) -> Spread {
        Spread::of(counts.iter().copied())
    }

    #[test]
    fn definitions_hold_on_sets_worked_by_hand() {
        // Four values, equally common: entropy-diverse to exactly four.
        let even = spread(&[2, 2, 2, 2]);
        assert!(Diversity::Entropy(4.0).holds(&even) && !Diversity::Entropy(4.1).holds(&even));
        // 3, 2, 1: -(1/2 ln 1/2 + 1/3 ln 1/3 + 1/6 ln 1/6) = 1.0114, e to it = 2.7495.
        let uneven = spread(&[1, 3, 2]);
        assert!((uneven.entropy - 2.7495).abs() < 1e-4);
        assert!(Diversity::Distinct(3).holds(&uneven) && !Diversity::Distinct(4).holds(&uneven));
        // (c, 2): 3 < c (2 + 1) asks c > 1; (c, 3): 3 < c · 1 asks c > 3.
        assert!(Diversity::Recursive { c: 1.01, l: 2 }.holds(&uneven));
        assert!(!Diversity::Recursive { c: 1.0, l: 2 }.holds(&uneven));
        assert!(!Diversity::Recursive { c: 3.0, l: 3 }.holds(&uneven));
        assert!(!Diversity::Distinct(1).holds(&spread(&[])), "where every value is missing nothing is diverse");
    }

    #[test]
    fn requirements_are_read() {
        assert_eq!("2".parse(), Ok(Diversity::Distinct(2)));
        assert_eq!("entropy:1.5".parse(), Ok(Diversity::Entropy(1.5)));
        assert_eq!("recursive:3:2".parse(), Ok(Diversity::Recursive { c: 3.0, l: 2 }));
        for wrong in ["0", "-1", "entropy:nan", "recursive:3", "entropy:inf", "x"] {
            assert!(wrong.parse::<Diversity>().is_err(), "{wrong}");
        }
    }
}
