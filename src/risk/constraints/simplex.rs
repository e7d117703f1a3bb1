//! A linear programme in exact arithmetic: can the statements all hold, and how far can a sum go?
//!
//! The tableau expresses basic numbers by the others: `divisor * basic = sum of entry * nonbasic`, every entry a whole
//! number (Edmonds' fraction-free pivoting), so nothing is ever rounded; for tables the divisor stays 1. Feasibility is
//! the general simplex of Dutertre and de Moura (2006), whose choice by smallest index (Bland) always ends; optimising is
//! the primal simplex for bounded numbers. Floating-point solvers were left aside: a verdict would hang on their
//! tolerance, and a widely used one logs the values that are withheld here. A test holds the results against one.

use super::propagate::{Range, floor};
use super::{Fault, Row};

/// The programme and its present corner.
#[derive(Clone)]
pub(super) struct Tableau {
    /// By row, by column: entries of the basic numbers, times the divisor.
    entries: Vec<Vec<i64>>,
    divisor: i64,
    /// Which number each row is of.
    basic: Vec<usize>,
    /// Which number each column is of.
    nonbasic: Vec<usize>,
    /// Where each number stands.
    place: Vec<Place>,
    ranges: Vec<Range>,
    /// The value of each column's number.
    at: Vec<i128>,
    /// The value of each row's number, times the divisor.
    above: Vec<i128>,
    /// The statement behind each number from `structural` on.
    rows: Vec<usize>,
    structural: usize,
}

#[derive(Clone, Copy)]
enum Place {
    Row(usize),
    Column(usize),
}

/// How far a sum can go.
pub(super) enum Optimum {
    /// The value rounded towards what whole numbers allow.
    At(i128),
    Unlimited,
}

impl Tableau {
    /// Returns the tableau of some rows (index and row) over numbers with `ranges`; the rows' variables index these.
    pub(super) fn new(rows: &[(usize, Row)], mut ranges: Vec<Range>) -> Self {
        let structural = ranges.len();
        let mut entries = Vec::with_capacity(rows.len());
        for (_, row) in rows {
            let mut line = vec![0; structural];
            for (variable, coefficient) in &row.terms {
                if let Some(entry) = line.get_mut(*variable) {
                    *entry = *coefficient;
                }
            }
            entries.push(line);
            ranges
                .push(Range { least: row.least.map_or(NO_LEAST, i128::from), greatest: row.greatest.map(i128::from) });
        }
        let place = (0..structural).map(Place::Column).chain((0..rows.len()).map(Place::Row)).collect();
        Self {
            entries,
            divisor: 1,
            basic: (structural..structural + rows.len()).collect(),
            nonbasic: (0..structural).collect(),
            place,
            at: ranges.iter().take(structural).map(|range| range.least).collect(),
            above: vec![0; rows.len()],
            ranges,
            rows: rows.iter().map(|(index, _)| *index).collect(),
            structural,
        }
    }

    /// Narrows the range of a number.
    pub(super) fn narrow(&mut self, variable: usize, range: Range) {
        if let Some(place) = self.ranges.get_mut(variable) {
            *place = range;
        }
        if let (Some(Place::Column(column)), Some(range)) = (self.place.get(variable), self.ranges.get(variable))
            && let Some(at) = self.at.get_mut(*column)
        {
            *at = (*at).max(range.least).min(range.greatest.unwrap_or(i128::MAX));
        }
    }

    /// Goes to a corner at which all statements hold; pivots are taken from `work`.
    pub(super) fn satisfy(&mut self, work: &mut u64) -> Result<(), Fault> {
        self.measure()?;
        loop {
            let Some((row, wanted, raise)) = self.worst()? else { return Ok(()) };
            let mut chosen: Option<(usize, usize)> = None;
            for (column, (entry, variable)) in self.line(row).iter().zip(&self.nonbasic).enumerate() {
                let up = (*entry > 0) == raise;
                if *entry == 0 || chosen.is_some_and(|(_, best)| best < *variable) || !self.may_move(column, up) {
                    continue;
                }
                chosen = Some((column, *variable));
            }
            let Some((column, _)) = chosen else { return Err(Fault::Contradiction(self.conflict(row))) };
            self.pivot(row, column, wanted, work)?;
        }
    }

    /// Maximises a sum from a corner at which all statements hold, and stays at the best corner.
    pub(super) fn maximise(&mut self, terms: &[(usize, i64)], work: &mut u64) -> Result<Optimum, Fault> {
        loop {
            let rates = self.rates(terms)?;
            let mut chosen: Option<(usize, usize, bool)> = None;
            for (column, (rate, variable)) in rates.iter().zip(&self.nonbasic).enumerate() {
                let up = *rate > 0;
                if *rate == 0 || chosen.is_some_and(|(_, best, _)| best < *variable) || !self.may_move(column, up) {
                    continue;
                }
                chosen = Some((column, *variable, up));
            }
            let Some((column, _, up)) = chosen else { return Ok(Optimum::At(self.value(terms)?)) };
            match self.first_stop(column, up)? {
                None => return Ok(Optimum::Unlimited),
                Some(Stop::Own(value)) => {
                    if let Some(at) = self.at.get_mut(column) {
                        *at = value;
                    }
                    *work = work.checked_sub(1).ok_or(Fault::TooMuchWork)?;
                    self.measure()?;
                }
                Some(Stop::Row(row, value)) => self.pivot(row, column, value, work)?,
            }
        }
    }

    /// Returns the value of each number when all are whole, or else the first that is not, and what it lies above.
    pub(super) fn point(&self) -> Result<Vec<i128>, (usize, i128)> {
        let divisor = i128::from(self.divisor);
        let mut point = Vec::with_capacity(self.structural);
        for variable in 0..self.structural {
            let value = match self.place.get(variable) {
                Some(Place::Column(column)) => self.at.get(*column).copied().unwrap_or_default(),
                Some(Place::Row(row)) => {
                    let above = self.above.get(*row).copied().unwrap_or_default();
                    if above.checked_rem(divisor).unwrap_or_default() != 0 {
                        return Err((variable, floor(above, divisor)));
                    }
                    above.checked_div(divisor).unwrap_or_default()
                }
                None => 0,
            };
            point.push(value);
        }
        Ok(point)
    }

    /// Returns the statements that the programme is made of.
    pub(super) fn statements(&self) -> Vec<usize> {
        self.rows.clone()
    }

    /// Returns the present range of a number.
    pub(super) fn range(&self, variable: usize) -> Range {
        self.ranges.get(variable).copied().unwrap_or(Range { least: 0, greatest: None })
    }

    fn line(&self, row: usize) -> &[i64] {
        self.entries.get(row).map_or(&[], Vec::as_slice)
    }

    /// Works out the values of the basic numbers anew.
    fn measure(&mut self) -> Result<(), Fault> {
        let moved: Vec<(usize, i128)> = self.at.iter().copied().enumerate().filter(|(_, value)| *value != 0).collect();
        for (line, above) in self.entries.iter().zip(&mut self.above) {
            let mut sum: i128 = 0;
            for (column, value) in &moved {
                let entry = i128::from(line.get(*column).copied().unwrap_or_default());
                sum = entry.checked_mul(*value).and_then(|term| sum.checked_add(term)).ok_or(Fault::Overflow)?;
            }
            *above = sum;
        }
        Ok(())
    }

    /// Returns the row of the smallest number that is out of its range, the end it must reach, and whether that is up.
    fn worst(&self) -> Result<Option<(usize, i128, bool)>, Fault> {
        let mut worst: Option<(usize, usize, i128, bool)> = None;
        for (row, (variable, above)) in self.basic.iter().zip(&self.above).enumerate() {
            if worst.is_some_and(|(_, best, ..)| best < *variable) {
                continue;
            }
            let Some(range) = self.ranges.get(*variable) else { continue };
            if let Some(least) = range.floor()
                && *above < self.times(least)?
            {
                worst = Some((row, *variable, least, true));
            } else if let Some(greatest) = range.greatest
                && *above > self.times(greatest)?
            {
                worst = Some((row, *variable, greatest, false));
            }
        }
        Ok(worst.map(|(row, _, wanted, raise)| (row, wanted, raise)))
    }

    fn times(&self, value: i128) -> Result<i128, Fault> {
        value.checked_mul(i128::from(self.divisor)).ok_or(Fault::Overflow)
    }

    fn may_move(&self, column: usize, up: bool) -> bool {
        let range = self.nonbasic.get(column).and_then(|variable| self.ranges.get(*variable));
        let (Some(range), Some(at)) = (range, self.at.get(column)) else { return false };
        if up { range.greatest.is_none_or(|greatest| *at < greatest) } else { *at > range.least }
    }

    /// Returns the statements of a row that cannot hold together.
    fn conflict(&self, row: usize) -> Vec<usize> {
        let in_line =
            self.line(row).iter().zip(&self.nonbasic).filter(|(entry, _)| **entry != 0).map(|(_, variable)| *variable);
        let all = in_line.chain(self.basic.get(row).copied());
        all.filter_map(|variable| self.rows.get(variable.checked_sub(self.structural)?).copied()).collect()
    }

    /// Returns by how much a sum grows with each column's number, times the divisor.
    fn rates(&self, terms: &[(usize, i64)]) -> Result<Vec<i128>, Fault> {
        let mut rates = vec![0_i128; self.nonbasic.len()];
        for (variable, coefficient) in terms {
            let coefficient = i128::from(*coefficient);
            match self.place.get(*variable) {
                Some(Place::Column(column)) => {
                    if let Some(rate) = rates.get_mut(*column) {
                        let own = self.times(coefficient)?;
                        *rate = rate.checked_add(own).ok_or(Fault::Overflow)?;
                    }
                }
                Some(Place::Row(row)) => {
                    for (rate, entry) in rates.iter_mut().zip(self.line(*row)).filter(|(_, entry)| **entry != 0) {
                        let term = coefficient.checked_mul(i128::from(*entry)).ok_or(Fault::Overflow)?;
                        *rate = rate.checked_add(term).ok_or(Fault::Overflow)?;
                    }
                }
                None => {}
            }
        }
        Ok(rates)
    }

    /// Returns the value of a sum, rounded down to a whole number.
    fn value(&self, terms: &[(usize, i64)]) -> Result<i128, Fault> {
        let mut sum: i128 = 0;
        for (variable, coefficient) in terms {
            let above = match self.place.get(*variable) {
                Some(Place::Column(column)) => self.times(self.at.get(*column).copied().unwrap_or_default())?,
                Some(Place::Row(row)) => self.above.get(*row).copied().unwrap_or_default(),
                None => 0,
            };
            let term = above.checked_mul(i128::from(*coefficient)).ok_or(Fault::Overflow)?;
            sum = sum.checked_add(term).ok_or(Fault::Overflow)?;
        }
        Ok(floor(sum, i128::from(self.divisor)))
    }

    /// Returns what first stops a column's number on its way: its own range, or a row's number at the end of its range.
    fn first_stop(&self, column: usize, up: bool) -> Result<Option<Stop>, Fault> {
        let at = self.at.get(column).copied().unwrap_or_default();
        let own = self.nonbasic.get(column).and_then(|variable| self.ranges.get(*variable)).copied();
        let end = own.and_then(|range| if up { range.greatest } else { range.floor() });
        // The way to a stop is `far / steep`, both positive.
        let mut best: Option<(i128, i128, usize, Stop)> = None;
        for (row, line) in self.entries.iter().enumerate() {
            let entry = i128::from(line.get(column).copied().unwrap_or_default());
            let (Some(variable), Some(above)) = (self.basic.get(row), self.above.get(row)) else { continue };
            let Some(range) = self.ranges.get(*variable).filter(|_| entry != 0) else { continue };
            let rises = (entry > 0) == up;
            let end = if rises { range.greatest } else { range.floor() };
            let Some(end) = end else { continue };
            let far = self.times(end)?.checked_sub(*above).ok_or(Fault::Overflow)?.abs();
            let steep = entry.abs();
            let nearer = match &best {
                None => true,
                Some((other_far, other_steep, other, _)) => {
                    let own = far.checked_mul(*other_steep).ok_or(Fault::Overflow)?;
                    let others = other_far.checked_mul(steep).ok_or(Fault::Overflow)?;
                    own < others || own == others && variable < other
                }
            };
            if nearer {
                best = Some((far, steep, *variable, Stop::Row(row, end)));
            }
        }
        let Some(end) = end else { return Ok(best.map(|(.., stop)| stop)) };
        let own_far = end.checked_sub(at).ok_or(Fault::Overflow)?.abs();
        Ok(Some(match best {
            Some((far, steep, _, stop)) if far < own_far.checked_mul(steep).ok_or(Fault::Overflow)? => stop,
            _ => Stop::Own(end),
        }))
    }

    /// Makes the number of `row` nonbasic at `value` and that of `column` basic.
    fn pivot(&mut self, row: usize, column: usize, value: i128, work: &mut u64) -> Result<(), Fault> {
        *work = work.checked_sub(1).ok_or(Fault::TooMuchWork)?;
        let pivot_line = self.line(row).to_vec();
        let pivot = i128::from(pivot_line.get(column).copied().unwrap_or_default());
        let divisor = i128::from(self.divisor);
        let sign = if pivot < 0 { -1 } else { 1 };
        let used: Vec<(usize, i128)> = pivot_line
            .iter()
            .enumerate()
            .filter(|(at, entry)| **entry != 0 && *at != column)
            .map(|(at, entry)| (at, i128::from(*entry)))
            .collect();
        for (index, line) in self.entries.iter_mut().enumerate() {
            let factor = i128::from(line.get(column).copied().unwrap_or_default());
            if index == row || factor == 0 && pivot.abs() == divisor {
                continue; // what does not have the number stays as it is
            }
            if pivot.abs() != divisor {
                for (at, entry) in line.iter_mut().enumerate().filter(|(at, entry)| **entry != 0 && *at != column) {
                    // Exact together with what follows; kept apart only where the pivot line is zero.
                    if pivot_line.get(at).copied().unwrap_or_default() == 0 {
                        *entry = narrowed(i128::from(*entry) * sign * pivot / divisor)?;
                    }
                }
            }
            for (at, other) in &used {
                if let Some(entry) = line.get_mut(*at) {
                    let left = i128::from(*entry).checked_mul(pivot).ok_or(Fault::Overflow)?;
                    let right = factor.checked_mul(*other).ok_or(Fault::Overflow)?;
                    let new = left.checked_sub(right).ok_or(Fault::Overflow)? / divisor;
                    *entry = narrowed(new * sign)?;
                }
            }
            if let Some(entry) = line.get_mut(column) {
                *entry = narrowed(factor * sign)?;
            }
        }
        if let Some(line) = self.entries.get_mut(row) {
            for (at, entry) in line.iter_mut().enumerate() {
                *entry = narrowed(if at == column { divisor * sign } else { -i128::from(*entry) * sign })?;
            }
        }
        self.divisor = narrowed(pivot.abs())?;
        if let (Some(basic), Some(nonbasic)) = (self.basic.get_mut(row), self.nonbasic.get_mut(column)) {
            std::mem::swap(basic, nonbasic);
            if let Some(place) = self.place.get_mut(*basic) {
                *place = Place::Row(row);
            }
            if let Some(place) = self.place.get_mut(*nonbasic) {
                *place = Place::Column(column);
            }
        }
        if let Some(at) = self.at.get_mut(column) {
            *at = value;
        }
        self.measure()
    }
}

/// What stops a number on its way.
enum Stop {
    /// The end of its own range.
    Own(i128),
    /// A row's number at this end of its range.
    Row(usize, i128),
}

/// Stands for no lower limit: numbers of people have one, statements may not.
const NO_LEAST: i128 = i128::MIN;

impl Range {
    /// Returns the lower limit, if there is one.
    fn floor(self) -> Option<i128> {
        Some(self.least).filter(|least| *least != NO_LEAST)
    }
}

fn narrowed(number: i128) -> Result<i64, Fault> {
    i64::try_from(number).map_err(|_| Fault::Overflow)
}

/// Returns the negative of a sum: its maximum is the negative of the sum's minimum.
pub(super) fn negated(terms: &[(usize, i64)]) -> Result<Vec<(usize, i64)>, Fault> {
    terms.iter().map(|(variable, c)| Ok((*variable, c.checked_neg().ok_or(Fault::Overflow)?))).collect()
}
