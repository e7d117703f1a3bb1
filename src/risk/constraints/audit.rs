//! The audit of a system, in the order that works: fixed point, elimination, programme, whole numbers.

use super::derivation::{self, Derivation, Given};
use super::eliminate::{Combination, Echelon};
use super::propagate::{self, Cause, Event, Range, Ranges, Side, Trail, propagate, reach};
use super::simplex::{Tableau, negated};
use super::whole::{self, Extreme};
use super::{Expression, Fault, Interval, Row, System, Unsolved};

/// How much work an audit may take.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    pub(super) steps: u64,
}

/// What a reader can work out about one quantity.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The feasibility interval: the least and the greatest that it can be.
    pub interval: Interval,
    /// How that comes out.
    pub derivation: Derivation,
}

impl Default for Limits {
    fn default() -> Self {
        Self { steps: 1_000_000 }
    }
}

impl Limits {
    /// Returns the limits with at most `steps` pivots of the linear programme in one audit.
    #[must_use]
    pub fn with_steps(mut self, steps: u64) -> Self {
        self.steps = steps;
        self
    }
}

impl Answer {
    /// Returns the value, when there is only one.
    #[must_use]
    pub fn exact(&self) -> Option<i64> {
        self.interval.exact()
    }
}

/// A system with all that does not depend on the question worked out.
pub(super) struct Worked<'s> {
    pub(super) system: &'s System,
    pub(super) ranges: Ranges,
    pub(super) trail: Trail,
    pub(super) combinations: Vec<Combination>,
    echelon: Echelon,
    pub(super) parts: Vec<Component>,
    /// For each variable, its component and its place there.
    home: Vec<Option<(usize, usize)>>,
    pub(super) work: u64,
}

/// Unknowns that statements tie together, and the programme over them.
pub(super) struct Component {
    pub(super) variables: Vec<usize>,
    pub(super) rows: Vec<usize>,
    pub(super) tableau: Tableau,
    /// Whole points that fit every statement.
    pub(super) points: Vec<Vec<i128>>,
}

/// A sum within one component, by places there.
pub(super) type Terms = Vec<(usize, i64)>;

impl System {
    /// Returns, for each quantity, the least and the greatest that it can be, and how that comes out.
    ///
    /// Every step is exact. A quantity is a variable or a sum; a difference is answered when it has a lower limit.
    ///
    /// # Errors
    /// [`Unsolved::Contradiction`] when no numbers fit the statements; [`Unsolved::NotFinished`] when the numbers are
    /// too large for exact arithmetic or the limits are reached. There is then no verdict for any quantity.
    pub fn audit(&self, quantities: &[Expression], limits: &Limits) -> Result<Vec<Answer>, Unsolved> {
        let mut worked = Worked::of(self, limits).map_err(|fault| self.unsolved(fault))?;
        quantities.iter().map(|one| worked.answer(one).map_err(|fault| self.unsolved(fault))).collect()
    }
}

impl<'s> Worked<'s> {
    pub(super) fn of(system: &'s System, limits: &Limits) -> Result<Self, Fault> {
        if system.overflowed {
            return Err(Fault::Overflow);
        }
        let mut ranges: Ranges = system.bounds.iter().map(|bounds| Range::of(*bounds)).collect();
        if ranges.iter().any(|range| range.greatest.is_some_and(|greatest| greatest < range.least)) {
            return Err(Fault::Contradiction(Vec::new()));
        }
        let of = propagate::rows_of(&system.rows, ranges.len());
        let (mut trail, mut combinations) = (Trail::new(), Vec::new());
        let echelon = loop {
            propagate(&system.rows, &of, &mut ranges, &mut trail)?;
            let echelon = match Echelon::of(&system.rows, &ranges) {
                Ok(echelon) => echelon,
                // Fractions that do not fit leave the question to the programme, which is exact as well.
                Err(Fault::Overflow) => break Echelon::default(),
                Err(fault) => return Err(fault),
            };
            if !fix(&echelon, &mut ranges, &mut trail, &mut combinations)? {
                break echelon;
            }
        };
        let mut worked = Self {
            system,
            ranges,
            trail,
            combinations,
            echelon,
            parts: Vec::new(),
            home: Vec::new(),
            work: limits.steps,
        };
        worked.split()?;
        Ok(worked)
    }

    /// Makes a component of all unknowns that statements tie together, and finds a whole point of each.
    fn split(&mut self) -> Result<(), Fault> {
        let rows = &self.system.rows;
        let open = |variable: usize| self.ranges.get(variable).is_some_and(|range| range.exact().is_none());
        let mut live: Vec<usize> = Vec::new();
        let mut group: Vec<usize> = (0..self.ranges.len()).collect();
        for (index, row) in rows.iter().enumerate() {
            let (low, high) = reach(&row.terms, &self.ranges)?;
            let met = |end: Option<i64>, other: Option<i128>, at_most: bool| match (end.map(i128::from), other) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(end), Some(other)) => {
                    if at_most {
                        other <= end
                    } else {
                        other >= end
                    }
                }
            };
            if met(row.least, low, false) && met(row.greatest, high, true) {
                continue; // it holds whatever the numbers are
            }
            live.push(index);
            let mut unknown = row.terms.iter().map(|(variable, _)| *variable).filter(|variable| open(*variable));
            let Some(first) = unknown.next() else { continue };
            for other in unknown {
                let (one, other) = (root(&group, first), root(&group, other));
                if let Some(place) = group.get_mut(one.max(other)) {
                    *place = one.min(other);
                }
            }
        }
        let mut number = vec![None; self.ranges.len()];
        let mut parts: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
        self.home = vec![None; self.ranges.len()];
        for variable in (0..self.ranges.len()).filter(|variable| open(*variable)) {
            let root = root(&group, variable);
            let part = *number.get(root).unwrap_or(&None);
            let part = part.unwrap_or_else(|| {
                parts.push((Vec::new(), Vec::new()));
                parts.len() - 1
            });
            if let Some(number) = number.get_mut(root) {
                *number = Some(part);
            }
            if let (Some((variables, _)), Some(home)) = (parts.get_mut(part), self.home.get_mut(variable)) {
                *home = Some((part, variables.len()));
                variables.push(variable);
            }
        }
        for index in live {
            let first = rows.get(index).and_then(|row| row.terms.iter().find_map(|(v, _)| *self.home.get(*v)?));
            if let Some((_, of)) = first.and_then(|(part, _)| parts.get_mut(part)) {
                of.push(index);
            }
        }
        for (variables, rows) in parts {
            let local =
                rows.iter().map(|index| Ok((*index, self.localised(*index)?))).collect::<Result<Vec<_>, Fault>>()?;
            let ranges = variables.iter().filter_map(|variable| self.ranges.get(*variable).copied()).collect();
            let mut tableau = Tableau::new(&local, ranges);
            let point = whole::any(&mut tableau, &mut self.work)?;
            self.parts.push(Component { variables, rows, tableau, points: vec![point] });
        }
        Ok(())
    }

    /// Returns a row over the places of its component, without the numbers that are known.
    fn localised(&self, index: usize) -> Result<Row, Fault> {
        let Some(row) = self.system.rows.get(index) else { return Err(Fault::Overflow) };
        let (mut terms, mut known) = (Vec::new(), 0_i128);
        for (variable, coefficient) in &row.terms {
            match self.home.get(*variable) {
                Some(Some((_, place))) => terms.push((*place, *coefficient)),
                _ => known = plus(known, self.known_term(*variable, *coefficient)?)?,
            }
        }
        let less = |end: i64| {
            let left = i128::from(end).checked_sub(known).ok_or(Fault::Overflow)?;
            i64::try_from(left).map_err(|_| Fault::Overflow)
        };
        let (least, greatest) = (row.least.map(less).transpose()?, row.greatest.map(less).transpose()?);
        Ok(Row { terms, least, greatest, source: String::new() })
    }

    fn known_term(&self, variable: usize, coefficient: i64) -> Result<i128, Fault> {
        let value = self.ranges.get(variable).map_or(0, |range| range.least);
        value.checked_mul(i128::from(coefficient)).ok_or(Fault::Overflow)
    }

    /// Returns the part of a sum that is known, and what is left of it in each component.
    pub(super) fn pieces(&self, terms: &[(usize, i64)]) -> Result<(i128, Vec<(usize, Terms)>), Fault> {
        let (mut known, mut pieces) = (0, Vec::<(usize, Terms)>::new());
        for (variable, coefficient) in terms {
            match self.home.get(*variable) {
                Some(Some((part, place))) => match pieces.iter_mut().find(|(other, _)| other == part) {
                    Some((_, piece)) => piece.push((*place, *coefficient)),
                    None => pieces.push((*part, vec![(*place, *coefficient)])),
                },
                _ => known = plus(known, self.known_term(*variable, *coefficient)?)?,
            }
        }
        Ok((known, pieces))
    }

    fn answer(&mut self, quantity: &Expression) -> Result<Answer, Fault> {
        let terms = self.system.terms(quantity).ok_or(Fault::Overflow)?;
        self.answer_terms(&terms)
    }

    pub(super) fn answer_terms(&mut self, terms: &[(usize, i64)]) -> Result<Answer, Fault> {
        let bounds = reach(terms, &self.ranges)?;
        if let (Some(low), Some(high)) = bounds
            && low == high
        {
            let interval = interval(low, Some(high))?;
            return Ok(Answer { interval, derivation: derivation::chain(self, terms, interval, Given::Bounds) });
        }
        if let Ok(Some(combination)) = self.echelon.value_of(terms, &self.ranges)
            && let Some(value) = combination.value.as_whole()
        {
            let interval = interval(value, Some(value))?;
            let derivation = derivation::chain(self, terms, interval, Given::Combination(&combination));
            return Ok(Answer { interval, derivation });
        }
        let (known, pieces) = self.pieces(terms)?;
        let (mut least, mut greatest) = (known, Some(known));
        for (part, piece) in &pieces {
            let Some(component) = self.parts.get_mut(*part) else { continue };
            let (low, high) = component.extremes(piece, &mut self.work)?;
            least = plus(least, low)?;
            greatest = match greatest.zip(high) {
                Some((sum, high)) => Some(plus(sum, high)?),
                None => None,
            };
        }
        let found = interval(least, greatest)?;
        let given = if bounds == (Some(least), greatest) { Given::Bounds } else { Given::Programme(&pieces) };
        Ok(Answer { interval: found, derivation: derivation::chain(self, terms, found, given) })
    }
}

impl Component {
    /// Returns the least and greatest of a sum over whole numbers.
    pub(super) fn extremes(&mut self, terms: &[(usize, i64)], work: &mut u64) -> Result<(i128, Option<i128>), Fault> {
        let high = self.greatest(terms, work)?;
        let low = self.greatest(&negated(terms)?, work)?;
        // A sum of counts has a lower limit. A difference may have none, and no answer to give it in.
        let low = low.and_then(i128::checked_neg).ok_or(Fault::TooMuchWork)?;
        Ok((low, high))
    }

    fn greatest(&mut self, terms: &[(usize, i64)], work: &mut u64) -> Result<Option<i128>, Fault> {
        let mut best: Option<(i128, usize)> = None;
        for (index, point) in self.points.iter().enumerate() {
            let value = value_at(terms, point)?;
            if best.is_none_or(|(other, _)| value > other) {
                best = Some((value, index));
            }
        }
        let ranges: Vec<Range> = (0..self.variables.len()).map(|variable| self.tableau.range(variable)).collect();
        let (_, top) = reach(terms, &ranges)?;
        let Some((value, index)) = best else { return Err(Fault::TooMuchWork) };
        if top == Some(value) {
            return Ok(top);
        }
        let known = (value, self.points.get(index).cloned().unwrap_or_default());
        match whole::greatest(&mut self.tableau, terms, known, work)? {
            Extreme::Unlimited => Ok(None),
            Extreme::At(best, point) => {
                if best != value && self.points.len() < MOST_POINTS {
                    self.points.push(point);
                }
                Ok(Some(best))
            }
        }
    }
}

/// The most points that are kept to spare work.
const MOST_POINTS: usize = 1024;

/// Returns the value of a sum at a point.
pub(super) fn value_at(terms: &[(usize, i64)], point: &[i128]) -> Result<i128, Fault> {
    let mut sum = 0;
    for (place, coefficient) in terms {
        let value = point.get(*place).copied().unwrap_or_default();
        sum = plus(sum, value.checked_mul(i128::from(*coefficient)).ok_or(Fault::Overflow)?)?;
    }
    Ok(sum)
}

/// Fixes the numbers that equations alone give, and returns whether any was unknown before.
fn fix(
    echelon: &Echelon,
    ranges: &mut Ranges,
    trail: &mut Trail,
    combinations: &mut Vec<Combination>,
) -> Result<bool, Fault> {
    let mut any = false;
    for (variable, combination) in echelon.known() {
        let Some(range) = ranges.get_mut(variable) else { continue };
        let involved = || Fault::Contradiction(combination.made_of.iter().map(|(row, _)| *row).collect());
        let value = combination.value.as_whole().ok_or_else(involved)?;
        if value < range.least || range.greatest.is_some_and(|greatest| value > greatest) {
            return Err(involved());
        }
        *range = Range { least: value, greatest: Some(value) };
        for side in [Side::Least, Side::Greatest] {
            trail.push(Event { variable, side, cause: Cause::Combination(combinations.len()), value });
        }
        combinations.push(combination);
        any = true;
    }
    Ok(any)
}

fn root(group: &[usize], mut of: usize) -> usize {
    while let Some(next) = group.get(of).filter(|next| **next != of) {
        of = *next;
    }
    of
}

fn plus(a: i128, b: i128) -> Result<i128, Fault> {
    a.checked_add(b).ok_or(Fault::Overflow)
}

fn interval(least: i128, greatest: Option<i128>) -> Result<Interval, Fault> {
    let fit = |number: i128| i64::try_from(number).map_err(|_| Fault::Overflow);
    Ok(Interval { least: fit(least)?, greatest: greatest.map(fit).transpose()? })
}
