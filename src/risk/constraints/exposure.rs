//! When a quantity is not protected: one value is left, one value is left for a member of the group, or too few are.
//!
//! A member of a group knows the cell that they are counted in, and so that it is not zero. The rules say whose knowledge
//! is tried; each number that could be zero is asked: if somebody is counted there, what is left for that person?

use super::audit::{Limits, Worked, value_at};
use super::propagate::Range;
use super::simplex::negated;
use super::whole::{self, Extreme};
use super::{Answer, Expression, Fault, System, Unsolved, Variable};

/// What a protected quantity must withstand.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rules {
    fewest: u64,
    members: Vec<Variable>,
}

/// What a reader can do to a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Exposure {
    /// Enough values are left for everybody.
    Protected,
    /// More than one value is left, but fewer than the rules ask for.
    Narrow,
    /// One value is left for a member of the group, who knows where they are counted.
    Insider,
    /// One value is left for every reader.
    Exact,
}

/// What came of one protected quantity.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The worst that a reader can do.
    pub exposure: Exposure,
    /// What a reader can work out.
    pub answer: Answer,
}

impl Default for Rules {
    /// Two values must be left, and nobody's own knowledge is tried.
    fn default() -> Self {
        Self { fewest: 2, members: Vec::new() }
    }
}

impl Rules {
    /// Returns the rules with at least `fewest` values to be left: 3 in sensitive profiles. Less than 2 is raised to 2.
    #[must_use]
    pub fn with_fewest(mut self, fewest: u64) -> Self {
        self.fewest = fewest.max(2);
        self
    }

    /// Returns the rules with the knowledge of a member counted in each of `cells` tried.
    #[must_use]
    pub fn with_members(mut self, cells: impl IntoIterator<Item = Variable>) -> Self {
        self.members = cells.into_iter().collect();
        self
    }
}

impl System {
    /// Returns a verdict on each quantity.
    ///
    /// # Errors
    /// As [`audit`](Self::audit).
    pub fn expose(&self, quantities: &[Expression], rules: &Rules, limits: &Limits) -> Result<Vec<Verdict>, Unsolved> {
        let mut worked = Worked::of(self, limits).map_err(|fault| self.unsolved(fault))?;
        // All intervals first: the points that they leave spare most of the work for insiders.
        let terms: Option<Vec<_>> = quantities.iter().map(|one| self.terms(one)).collect();
        let terms = terms.ok_or_else(|| self.unsolved(Fault::Overflow))?;
        let answers: Result<Vec<_>, _> = terms.iter().map(|terms| worked.answer_terms(terms)).collect();
        let answers = answers.map_err(|fault| self.unsolved(fault))?;
        let verdicts = answers.into_iter().zip(&terms).map(|(answer, terms)| {
            let exposure = worked.exposure(&answer, terms, rules)?;
            Ok(Verdict { exposure, answer })
        });
        verdicts.collect::<Result<_, Fault>>().map_err(|fault| self.unsolved(fault))
    }
}

impl Worked<'_> {
    fn exposure(&mut self, answer: &Answer, terms: &[(usize, i64)], rules: &Rules) -> Result<Exposure, Fault> {
        let values = answer.interval.values();
        if values == Some(1) {
            return Ok(Exposure::Exact);
        }
        for member in &rules.members {
            if self.is_known_to(*member, terms)? {
                return Ok(Exposure::Insider);
            }
        }
        Ok(if values.is_some_and(|values| values < rules.fewest) { Exposure::Narrow } else { Exposure::Protected })
    }

    /// Returns whether one value of a sum is left when `member` is at least one.
    fn is_known_to(&mut self, member: Variable, terms: &[(usize, i64)]) -> Result<bool, Fault> {
        let (_, own) = self.pieces(&[(member.0, 1)])?;
        let Some((part, place)) = own.first().and_then(|(part, own)| Some((*part, own.first()?.0))) else {
            return Ok(false); // the number is known to everybody
        };
        let (_, pieces) = self.pieces(terms)?;
        for (other, piece) in &pieces {
            let Some(component) = self.parts.get_mut(*other) else { continue };
            if *other != part {
                let (low, high) = component.extremes(piece, &mut self.work)?;
                if high != Some(low) {
                    return Ok(false);
                }
            }
        }
        let Some((_, piece)) = pieces.iter().find(|(other, _)| *other == part) else { return Ok(false) };
        let Some(component) = self.parts.get_mut(part) else { return Ok(false) };
        let range = component.tableau.range(place);
        if range.least >= 1 {
            return Ok(false); // they learn nothing that others do not know
        }
        let mut seen = None;
        for point in component.points.iter().filter(|point| point.get(place).is_some_and(|value| *value >= 1)) {
            let value = value_at(piece, point)?;
            if *seen.get_or_insert(value) != value {
                return Ok(false);
            }
        }
        let mut tableau = component.tableau.clone();
        tableau.narrow(place, Range { least: 1, ..range });
        let point = match whole::any(&mut tableau, &mut self.work) {
            Ok(point) => point,
            Err(Fault::Contradiction(_)) => return Ok(false), // nobody can be counted there
            Err(fault) => return Err(fault),
        };
        let value = value_at(piece, &point)?;
        component.points.push(point.clone());
        let high = whole::greatest(&mut tableau, piece, (value, point.clone()), &mut self.work)?;
        let low = whole::greatest(
            &mut tableau,
            &negated(piece)?,
            (value.checked_neg().ok_or(Fault::Overflow)?, point),
            &mut self.work,
        )?;
        Ok(match (low, high) {
            (Extreme::At(low, _), Extreme::At(high, _)) => low.checked_neg() == Some(high),
            _ => false,
        })
    }
}
