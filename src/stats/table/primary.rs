//! Which cells must not be printed for their own sake.
//!
//! Counts of people: the minimum frequency of a profile, its zeros, and groups in which everybody shares a trait. Sums of
//! amounts: (n, k)-dominance and the p% rule over who contributed (Hundepool et al., Statistical Disclosure Control, Wiley
//! 2012, chapter 4).

use super::net::Net;
use crate::risk::{Profile, Zeros};

/// Why a cell is not printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// It counts few people.
    Small,
    /// It counts nobody, and zeros are not printed.
    Zero,
    /// It counts everybody of a group, so that it tells something of each of them.
    Everybody,
}

impl Reason {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Small => "the number is below the profile's threshold",
            Self::Zero => "the profile prints no zeros",
            Self::Everybody => "everybody in a group shares the trait",
        }
    }
}

/// Returns for each cell why it must not be printed, if it must not. A cell that is not printed has none.
pub(super) fn reasons(net: &Net, profile: &Profile) -> Vec<Option<Reason>> {
    let numbers = net.numbers();
    let mut reasons: Vec<Option<Reason>> = numbers
        .iter()
        .map(|number| match number {
            Some(0) => (profile.zeros == Zeros::Hidden).then_some(Reason::Zero),
            Some(number) => profile.hides(*number).then_some(Reason::Small),
            None => None,
        })
        .collect();
    if profile.zeros != Zeros::Shown {
        for full in full_parts(net, &numbers) {
            if let Some(reason) = reasons.get_mut(full) {
                reason.get_or_insert(Reason::Everybody);
            }
        }
    }
    reasons
}

/// Returns the zeros beside a part that counts everybody: where it is hidden they may be, too.
pub(super) fn zeros_beside(net: &Net) -> Vec<usize> {
    let numbers = net.numbers();
    let full = full_parts(net, &numbers);
    let beside = net.equations.iter().filter(|equation| equation.parts.iter().any(|part| full.contains(part)));
    let zero = |part: &usize| numbers.get(*part) == Some(&Some(0));
    let mut zeros: Vec<usize> = beside.flat_map(|equation| equation.parts.iter().copied().filter(zero)).collect();
    zeros.sort_unstable();
    zeros.dedup();
    zeros
}

/// Returns the parts that are the whole of a total of several parts, all others being nothing.
fn full_parts(net: &Net, numbers: &[Option<u64>]) -> Vec<usize> {
    let number = |cell: &usize| numbers.get(*cell).copied().flatten();
    let mut full = Vec::new();
    for equation in net.equations.iter().filter(|equation| equation.parts.len() > 1) {
        let counted: Vec<usize> = equation.parts.iter().copied().filter(|part| number(part) != Some(0)).collect();
        if let [only] = counted.as_slice()
            && number(only).is_some()
        {
            full.push(*only);
        }
    }
    full.sort_unstable();
    full.dedup();
    full
}

/// Returns whether the `n` largest contributions make up more than `k` per cent of their sum: the cell of a table of
/// amounts is then not printed. Negative contributions count by their size.
#[must_use]
pub fn is_dominated(contributions: &[i64], n: usize, k: f64) -> bool {
    let mut sizes: Vec<u64> = contributions.iter().map(|amount| amount.unsigned_abs()).collect();
    sizes.sort_unstable_by_key(|size| std::cmp::Reverse(*size));
    let sum: f64 = sizes.iter().map(|size| *size as f64).sum();
    let largest: f64 = sizes.iter().take(n).map(|size| *size as f64).sum();
    sum > 0.0 && largest * 100.0 > k * sum
}

/// Returns whether the second largest contributor could estimate the largest to within `p` per cent from the sum: the cell
/// of a table of amounts is then not printed. Negative contributions count by their size.
#[must_use]
pub fn is_estimable(contributions: &[i64], p: f64) -> bool {
    let mut sizes: Vec<u64> = contributions.iter().map(|amount| amount.unsigned_abs()).collect();
    sizes.sort_unstable_by_key(|size| std::cmp::Reverse(*size));
    let Some(largest) = sizes.first() else { return false };
    let rest: f64 = sizes.iter().skip(2).map(|size| *size as f64).sum();
    *largest > 0 && rest * 100.0 < p * *largest as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_held_to_dominance_and_p_per_cent() {
        assert!(is_dominated(&[80, 10, 10], 1, 75.0) && !is_dominated(&[50, 30, 20], 1, 75.0));
        assert!(is_dominated(&[50, 40, 10], 2, 85.0) && !is_dominated(&[], 2, 85.0));
        // The second (30) knows the sum (110): the first is 80 at most, and 80 - 10 at least: within 12.5%.
        assert!(is_estimable(&[80, 30, -10], 15.0) && !is_estimable(&[80, 30, 10], 10.0));
        assert!(is_estimable(&[5], 10.0) && !is_estimable(&[], 10.0));
    }
}
