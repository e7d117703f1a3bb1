//! How far what is known of a class is from what is known of everybody (Li, Li and Venkatasubramanian, t-Closeness:
//! Privacy Beyond k-Anonymity and l-Diversity, ICDE 2007).
//!
//! The measure is the earth mover's distance, from 0 (the class is like everybody) to 1. Between values without an order
//! every move costs the same; between ordered ones a move costs the ranks it passes. Both are summed over the values of
//! the class alone, with sums over everybody worked out once, so that a small class costs little however many values
//! there are.

/// How far two sensitive values are from each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Distance {
    /// All different values are equally far apart.
    Equal,
    /// Values are ranked; neighbours are near.
    Ordered,
}

impl Distance {
    /// Returns the name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Ordered => "ordered",
        }
    }
}

/// What is known of everybody.
pub(super) struct Everybody {
    distance: Distance,
    people: f64,
    /// For each rank, the people with a value of it or below.
    below: Vec<u64>,
    /// For each rank, the sum of `below` over the ranks under it.
    sums: Vec<f64>,
}

impl Everybody {
    /// Returns the distribution of people by rank.
    pub(super) fn of(counts: &[u64], distance: Distance) -> Self {
        let mut below = Vec::with_capacity(counts.len());
        let mut sums = Vec::with_capacity(counts.len() + 1);
        let (mut people, mut sum) = (0_u64, 0.0);
        for count in counts {
            people += count;
            below.push(people);
            sums.push(sum);
            sum += people as f64;
        }
        sums.push(sum);
        Self { distance, people: people as f64, below, sums }
    }

    /// Returns the distance of a class, given as rank and people, ranks rising.
    pub(super) fn distance_of(&self, class: &[(u32, u64)]) -> f64 {
        let members = class.iter().map(|(_, people)| people).sum::<u64>() as f64;
        if members == 0.0 || self.people == 0.0 {
            return 0.0;
        }
        match self.distance {
            Distance::Equal => self.equal(class, members),
            Distance::Ordered => self.ordered(class, members),
        }
    }

    /// Half the sum of |p - q|, which is the sum of p - q where it is positive: nowhere outside the class.
    fn equal(&self, class: &[(u32, u64)], members: f64) -> f64 {
        let everybody =
            |rank: u32| self.below_of(rank as usize) - (rank as usize).checked_sub(1).map_or(0.0, |r| self.below_of(r));
        class.iter().map(|(rank, people)| (*people as f64 / members - everybody(*rank) / self.people).max(0.0)).sum()
    }

    /// The sum over ranks of |P - Q| for the cumulative shares, over one less than the number of ranks. P is constant
    /// between two values of the class and Q rises, so each stretch is cut once where they cross.
    fn ordered(&self, class: &[(u32, u64)], members: f64) -> f64 {
        let last = self.below.len().saturating_sub(1);
        if last == 0 {
            return 0.0;
        }
        let (mut total, mut from, mut seen) = (0.0, 0, 0_u64);
        let stops = class.iter().map(|(rank, people)| (*rank as usize, *people)).chain([(last, 0)]);
        for (rank, people) in stops {
            let share = seen as f64 / members;
            total += self.stretch(from, rank, share);
            (from, seen) = (rank.max(from), seen + people);
        }
        total / last as f64
    }

    /// Returns the sum of |share - Q| over the ranks from `from` up to but not with `to`.
    fn stretch(&self, from: usize, to: usize, share: f64) -> f64 {
        let Some(ranks) = self.below.get(from..to) else { return 0.0 };
        let crossing = from + ranks.partition_point(|below| (*below as f64) < share * self.people);
        let sum = |a: usize, b: usize| (self.sum_of(b) - self.sum_of(a)) / self.people;
        let under = share * (crossing - from) as f64 - sum(from, crossing);
        let over = sum(crossing, to) - share * (to - crossing) as f64;
        under + over
    }

    fn below_of(&self, rank: usize) -> f64 {
        self.below.get(rank).map_or(0.0, |below| *below as f64)
    }

    fn sum_of(&self, rank: usize) -> f64 {
        self.sums.get(rank).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]

    use proptest::prelude::*;

    use super::*;

    /// Example 3 and section 4.3 of the paper: salaries of 3k to 11k, nine values, one person each.
    #[test]
    fn the_example_of_the_paper() {
        let everybody = Everybody::of(&[1; 9], Distance::Ordered);
        // {3k, 4k, 5k} is at 0.375 and {6k, 8k, 11k} at 0.167.
        assert!((everybody.distance_of(&[(0, 1), (1, 1), (2, 1)]) - 0.375).abs() < 1e-9);
        assert!((everybody.distance_of(&[(3, 1), (5, 1), (8, 1)]) - 1.0 / 6.0).abs() < 1e-3);
        let equal = Everybody::of(&[1; 9], Distance::Equal);
        assert!((equal.distance_of(&[(0, 1), (1, 1), (2, 1)]) - 2.0 / 3.0).abs() < 1e-9);
    }

    proptest! {
        /// Against the sums as they are written in the paper.
        #[test]
        fn both_distances_are_the_sums_of_the_paper(
            counts in prop::collection::vec((0_u64..6, 0_u64..6), 2..12)
        ) {
            let class: Vec<u64> = counts.iter().map(|(class, _)| *class).collect();
            let all: Vec<u64> = counts.iter().map(|(class, rest)| class + rest).collect();
            let (n, m) = (all.iter().sum::<u64>() as f64, class.iter().sum::<u64>() as f64);
            prop_assume!(m > 0.0);
            let difference: Vec<f64> = class.iter().zip(&all).map(|(p, q)| *p as f64 / m - *q as f64 / n).collect();
            let equal: f64 = difference.iter().map(|d| d.abs()).sum::<f64>() / 2.0;
            let mut sum = 0.0;
            let ordered: f64 = difference.iter().map(|d| { sum += d; f64::abs(sum) }).sum::<f64>() / (all.len() - 1) as f64;
            let present: Vec<(u32, u64)> = (0..).zip(class).filter(|(_, people)| *people > 0).collect();
            prop_assert!((Everybody::of(&all, Distance::Equal).distance_of(&present) - equal).abs() < 1e-9);
            prop_assert!((Everybody::of(&all, Distance::Ordered).distance_of(&present) - ordered).abs() < 1e-9);
        }
    }
}
