//! Exact elimination over the rationals: what the equations alone give, whatever the bounds.
//!
//! The equations that still have unknowns go in and their reduced echelon form comes out, each row with the multiples of
//! the statements that it is made of. A quantity that the form reduces to a number is known exactly to every reader, and
//! the multiples tell how: "row A + row B - column C". It finds what interval arithmetic cannot, such as the last cell of
//! several interlocking totals (Langsrud's Gaussian elimination for table suppression).

use std::collections::BTreeMap;

use super::fraction::Fraction;
use super::propagate::Ranges;
use super::{Fault, Row};

/// Sparse: variable or row index, and its coefficient, none of them zero.
type Sparse = BTreeMap<usize, Fraction>;

/// An equation: a sum of unknowns is a number.
#[derive(Clone, Default)]
struct Equation {
    terms: Sparse,
    value: Option<Fraction>,
    /// How often each statement is taken.
    made_of: Sparse,
}

/// The equations in reduced echelon form, by pivot.
#[derive(Default)]
pub(super) struct Echelon {
    equations: BTreeMap<usize, Equation>,
}

/// A quantity that equations alone give.
pub(super) struct Combination {
    pub(super) value: Fraction,
    /// Statement and how often it is taken.
    pub(super) made_of: Vec<(usize, Fraction)>,
}

impl Equation {
    fn number(&self) -> Fraction {
        self.value.unwrap_or(Fraction::ZERO)
    }

    /// Takes `factor` times `other` away.
    fn subtract(&mut self, other: &Self, factor: Fraction) -> Option<()> {
        subtract(&mut self.terms, &other.terms, factor)?;
        subtract(&mut self.made_of, &other.made_of, factor)?;
        self.value = Some(self.number().minus(other.number().times(factor)?)?);
        Some(())
    }

    fn divide(&mut self, divisor: Fraction) -> Option<()> {
        for coefficient in self.terms.values_mut().chain(self.made_of.values_mut()) {
            *coefficient = coefficient.over(divisor)?;
        }
        self.value = Some(self.number().over(divisor)?);
        Some(())
    }
}

fn subtract(from: &mut Sparse, other: &Sparse, factor: Fraction) -> Option<()> {
    for (key, coefficient) in other {
        let left = from.get(key).copied().unwrap_or(Fraction::ZERO).minus(coefficient.times(factor)?)?;
        if left.is_zero() {
            from.remove(key);
        } else {
            from.insert(*key, left);
        }
    }
    Some(())
}

impl Echelon {
    /// Reduces the equations among `rows`; numbers that `ranges` fixes are no unknowns.
    pub(super) fn of(rows: &[Row], ranges: &Ranges) -> Result<Self, Fault> {
        let mut echelon = Self::default();
        for (index, row) in rows.iter().enumerate() {
            let Some(value) = row.least.filter(|least| Some(*least) == row.greatest) else { continue };
            let mut equation = Equation {
                made_of: Sparse::from([(index, Fraction::whole(1))]),
                value: Some(Fraction::whole(i128::from(value))),
                ..Equation::default()
            };
            for (variable, coefficient) in &row.terms {
                let coefficient = Fraction::whole(i128::from(*coefficient));
                match ranges.get(*variable).and_then(|range| range.exact()) {
                    Some(known) => {
                        let known = coefficient.times(Fraction::whole(known)).ok_or(Fault::Overflow)?;
                        equation.value = Some(equation.number().minus(known).ok_or(Fault::Overflow)?);
                    }
                    None => drop(equation.terms.insert(*variable, coefficient)),
                }
            }
            echelon.add(equation)?;
        }
        Ok(echelon)
    }

    fn add(&mut self, mut equation: Equation) -> Result<(), Fault> {
        self.reduce(&mut equation).ok_or(Fault::Overflow)?;
        let Some((pivot, coefficient)) = equation.terms.first_key_value().map(|(key, value)| (*key, *value)) else {
            return if equation.number().is_zero() {
                Ok(())
            } else {
                Err(Fault::Contradiction(equation.made_of.into_keys().collect()))
            };
        };
        equation.divide(coefficient).ok_or(Fault::Overflow)?;
        for other in self.equations.values_mut() {
            if let Some(factor) = other.terms.get(&pivot).copied() {
                other.subtract(&equation, factor).ok_or(Fault::Overflow)?;
            }
        }
        self.equations.insert(pivot, equation);
        Ok(())
    }

    /// Takes the pivots out of an equation.
    fn reduce(&self, equation: &mut Equation) -> Option<()> {
        let pivots: Vec<usize> =
            equation.terms.keys().filter(|key| self.equations.contains_key(key)).copied().collect();
        for pivot in pivots {
            if let (Some(other), Some(factor)) = (self.equations.get(&pivot), equation.terms.get(&pivot).copied()) {
                equation.subtract(other, factor)?;
            }
        }
        Some(())
    }

    /// Returns the numbers that have an equation of their own: variable, value, and what it is made of.
    pub(super) fn known(&self) -> impl Iterator<Item = (usize, Combination)> {
        self.equations.iter().filter(|(_, equation)| equation.terms.len() == 1).map(|(variable, equation)| {
            let made_of = equation.made_of.iter().map(|(row, factor)| (*row, *factor)).collect();
            (*variable, Combination { value: equation.number(), made_of })
        })
    }

    /// Returns the value of a sum when equations alone give it.
    pub(super) fn value_of(&self, terms: &[(usize, i64)], ranges: &Ranges) -> Result<Option<Combination>, Fault> {
        let mut equation = Equation::default();
        for (variable, coefficient) in terms {
            let coefficient = Fraction::whole(i128::from(*coefficient));
            match ranges.get(*variable).and_then(|range| range.exact()) {
                Some(known) => {
                    let known = coefficient.times(Fraction::whole(known)).ok_or(Fault::Overflow)?;
                    equation.value = Some(equation.number().minus(known).ok_or(Fault::Overflow)?);
                }
                None => drop(equation.terms.insert(*variable, coefficient)),
            }
        }
        self.reduce(&mut equation).ok_or(Fault::Overflow)?;
        if !equation.terms.is_empty() {
            return Ok(None);
        }
        // terms = 0 + what was subtracted: the number and the multiples have the opposite sign.
        let opposite = |fraction: Fraction| Fraction::ZERO.minus(fraction).ok_or(Fault::Overflow);
        let value = opposite(equation.number())?;
        let made_of = equation
            .made_of
            .into_iter()
            .map(|(row, factor)| Ok((row, opposite(factor)?)))
            .collect::<Result<_, Fault>>()?;
        Ok(Some(Combination { value, made_of }))
    }
}
