//! Intervals: what each statement says about one number when the others are within their bounds, to a fixed point.
//!
//! A statement with one unknown left gives that unknown exactly: this is the elimination of single unknowns, and with
//! intervals it goes on where nothing is exact yet. Every bound that comes out holds for every solution, also when the
//! work is cut short. The trail keeps which statement gave which bound, so that it can be told.

use std::collections::{BTreeSet, VecDeque};

use super::{Fault, Interval, Row};

/// The bounds of each variable.
pub(super) type Ranges = Vec<Range>;

/// The numbers that a variable can still be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) least: i128,
    pub(super) greatest: Option<i128>,
}

/// The two ends of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Least,
    Greatest,
}

/// A statement has moved one end of a range.
#[derive(Clone, Copy)]
pub(super) struct Event {
    pub(super) variable: usize,
    pub(super) side: Side,
    pub(super) cause: Cause,
    pub(super) value: i128,
}

/// What moved it.
#[derive(Clone, Copy)]
pub(super) enum Cause {
    /// One statement.
    Row(usize),
    /// Several statements together, by their place among the combinations.
    Combination(usize),
}

/// The ends that were moved, in order.
pub(super) type Trail = Vec<Event>;

impl Range {
    pub(super) fn of(interval: Interval) -> Self {
        Self { least: i128::from(interval.least), greatest: interval.greatest.map(i128::from) }
    }

    pub(super) fn exact(self) -> Option<i128> {
        self.greatest.filter(|greatest| *greatest == self.least)
    }

    fn is_empty(self) -> bool {
        self.greatest.is_some_and(|greatest| greatest < self.least)
    }
}

/// Which rows speak of each variable.
pub(super) fn rows_of(rows: &[Row], variables: usize) -> Vec<Vec<usize>> {
    let mut of = vec![Vec::new(); variables];
    for (index, row) in rows.iter().enumerate() {
        for (variable, _) in &row.terms {
            if let Some(list) = of.get_mut(*variable) {
                list.push(index);
            }
        }
    }
    of
}

/// How often, on average, a row is looked at before the search for a fixed point is cut short.
const VISITS: usize = 64;

/// Tightens `ranges` until no statement says more, or for long enough.
pub(super) fn propagate(rows: &[Row], of: &[Vec<usize>], ranges: &mut Ranges, trail: &mut Trail) -> Result<(), Fault> {
    let mut queue: VecDeque<usize> = (0..rows.len()).collect();
    let mut waits = vec![true; rows.len()];
    let mut visits = rows.len().saturating_mul(VISITS);
    while let Some(index) = queue.pop_front() {
        if visits == 0 {
            return Ok(());
        }
        visits -= 1;
        if let Some(waits) = waits.get_mut(index) {
            *waits = false;
        }
        let from = trail.len();
        tighten(index, rows, ranges, trail)?;
        for event in trail.get(from..).unwrap_or_default() {
            for other in of.get(event.variable).into_iter().flatten() {
                if let Some(waits) = waits.get_mut(*other).filter(|waits| !**waits) {
                    *waits = true;
                    queue.push_back(*other);
                }
            }
        }
    }
    Ok(())
}

/// The least or greatest that a sum can be: the finite part, and how many of its terms have no limit.
#[derive(Clone, Copy, Default)]
struct Reach {
    finite: i128,
    unlimited: usize,
}

impl Reach {
    fn add(&mut self, term: Option<i128>) -> Result<(), Fault> {
        match term {
            Some(term) => self.finite = self.finite.checked_add(term).ok_or(Fault::Overflow)?,
            None => self.unlimited += 1,
        }
        Ok(())
    }

    /// Puts the new end of a term in the place of the old one.
    fn replace(&mut self, old: Option<i128>, new: Option<i128>) -> Result<(), Fault> {
        match old {
            Some(old) => self.finite = self.finite.checked_sub(old).ok_or(Fault::Overflow)?,
            None => self.unlimited = self.unlimited.saturating_sub(1),
        }
        self.add(new)
    }

    /// Returns the sum of all terms but `term`, if it has a limit.
    fn without(self, term: Option<i128>) -> Result<Option<i128>, Fault> {
        match (term, self.unlimited) {
            (Some(term), 0) => Ok(Some(self.finite.checked_sub(term).ok_or(Fault::Overflow)?)),
            (None, 1) => Ok(Some(self.finite)),
            _ => Ok(None),
        }
    }
}

/// Returns the least (`low`) or greatest that `coefficient` times the variable can be, `None` without a limit.
fn end_of(coefficient: i64, range: Range, low: bool) -> Result<Option<i128>, Fault> {
    let end = if (coefficient > 0) == low { Some(range.least) } else { range.greatest };
    end.map(|end| end.checked_mul(i128::from(coefficient)).ok_or(Fault::Overflow)).transpose()
}

/// Returns the range of a sum.
pub(super) fn reach(terms: &[(usize, i64)], ranges: &[Range]) -> Result<(Option<i128>, Option<i128>), Fault> {
    let (mut low, mut high) = (Reach::default(), Reach::default());
    for (variable, coefficient) in terms {
        let Some(range) = ranges.get(*variable) else { continue };
        low.add(end_of(*coefficient, *range, true)?)?;
        high.add(end_of(*coefficient, *range, false)?)?;
    }
    let end = |reach: Reach| (reach.unlimited == 0).then_some(reach.finite);
    Ok((end(low), end(high)))
}

fn tighten(index: usize, rows: &[Row], ranges: &mut Ranges, trail: &mut Trail) -> Result<(), Fault> {
    let Some(row) = rows.get(index) else { return Ok(()) };
    let (mut low, mut high) = (Reach::default(), Reach::default());
    for (variable, coefficient) in &row.terms {
        let Some(range) = ranges.get(*variable) else { continue };
        low.add(end_of(*coefficient, *range, true)?)?;
        high.add(end_of(*coefficient, *range, false)?)?;
    }
    let (least, greatest) = (row.least.map(i128::from), row.greatest.map(i128::from));
    let too_much = greatest.is_some_and(|greatest| low.unlimited == 0 && low.finite > greatest);
    let too_little = least.is_some_and(|least| high.unlimited == 0 && high.finite < least);
    if too_much || too_little {
        return Err(Fault::Contradiction(behind(trail, rows, index)));
    }
    for (variable, coefficient) in &row.terms {
        let Some(range) = ranges.get_mut(*variable) else { continue };
        let (own_low, own_high) = (end_of(*coefficient, *range, true)?, end_of(*coefficient, *range, false)?);
        // coefficient * variable <= greatest - (least of the rest), and >= least - (greatest of the rest)
        let (rest_low, rest_high) = (low.without(own_low)?, high.without(own_high)?);
        let top = greatest.zip(rest_low).map(|(end, rest)| end.checked_sub(rest).ok_or(Fault::Overflow)).transpose()?;
        let bottom =
            least.zip(rest_high).map(|(end, rest)| end.checked_sub(rest).ok_or(Fault::Overflow)).transpose()?;
        let divisor = i128::from(*coefficient);
        let (above, below) = if divisor > 0 { (top, bottom) } else { (bottom, top) };
        let before = *range;
        if let Some(value) = above.map(|above| floor(above, divisor))
            && range.greatest.is_none_or(|greatest| value < greatest)
        {
            range.greatest = Some(value);
            trail.push(Event { variable: *variable, side: Side::Greatest, cause: Cause::Row(index), value });
        }
        if let Some(value) = below.map(|below| ceiling(below, divisor)).filter(|value| *value > range.least) {
            range.least = value;
            trail.push(Event { variable: *variable, side: Side::Least, cause: Cause::Row(index), value });
        }
        if range.is_empty() {
            return Err(Fault::Contradiction(behind(trail, rows, index)));
        }
        if *range != before {
            low.replace(own_low, end_of(*coefficient, *range, true)?)?;
            high.replace(own_high, end_of(*coefficient, *range, false)?)?;
        }
    }
    Ok(())
}

/// Returns a row, and the rows that led to the bounds it was looked at with.
fn behind(trail: &Trail, rows: &[Row], index: usize) -> Vec<usize> {
    let variables =
        |row: usize| rows.get(row).into_iter().flat_map(|row| row.terms.iter().map(|(variable, _)| *variable));
    let mut wanted: BTreeSet<usize> = variables(index).collect();
    let mut involved = BTreeSet::from([index]);
    for event in trail.iter().rev() {
        if let Cause::Row(row) = event.cause
            && wanted.contains(&event.variable)
            && involved.insert(row)
        {
            wanted.extend(variables(row));
        }
    }
    involved.into_iter().collect()
}

/// Returns the quotient rounded down; the divisor is not zero.
pub(super) fn floor(number: i128, divisor: i128) -> i128 {
    let quotient = number.checked_div(divisor).unwrap_or_default();
    let inexact = number.checked_rem(divisor).unwrap_or_default() != 0;
    if inexact && (number < 0) != (divisor < 0) { quotient - 1 } else { quotient }
}

/// Returns the quotient rounded up; the divisor is not zero.
pub(super) fn ceiling(number: i128, divisor: i128) -> i128 {
    let quotient = number.checked_div(divisor).unwrap_or_default();
    let inexact = number.checked_rem(divisor).unwrap_or_default() != 0;
    if inexact && (number < 0) == (divisor < 0) { quotient + 1 } else { quotient }
}
