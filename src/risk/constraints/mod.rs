//! One system of linear statements over whole numbers, and what a reader can work out from it.
//!
//! Sentences, table cells and margins, rounded figures, percentages and marks of suppression go in as variables (numbers
//! that are never negative) and statements about sums of them, each with the label of its source. For any protected
//! quantity the least and the greatest value come out, with a chain that an officer can follow. All arithmetic is exact:
//! a verdict never hangs on a rounding error, and what overflows or takes too long is an error, never a verdict. The
//! audit goes in the order that works: single unknowns and intervals to a fixed point, exact elimination, a linear
//! programme in exact arithmetic for what is left, and whole numbers by branch and bound.
//!
//! ```
//! use withhold::risk::{Expression, Limits, System};
//!
//! let mut system = System::new();
//! let missing = system.count("missing");
//! let abroad = system.count("abroad");
//! let here = system.count("not abroad");
//! system.equal(&Expression::from(missing), 9, "sentence 1");
//! system.equal(&Expression::from(abroad), 2, "sentence 1");
//! system.equal(&Expression::sum([abroad, here]).minus(missing), 0, "the whole and its parts");
//!
//! let answers = system.audit(&[here.into()], &Limits::default())?;
//! assert_eq!(answers[0].exact(), Some(7));
//! assert_eq!(answers[0].derivation.to_string(), "9 missing - 2 abroad = 7 not abroad");
//! # Ok::<(), withhold::risk::Unsolved>(())
//! ```

mod audit;
mod derivation;
mod eliminate;
mod exposure;
mod fraction;
mod propagate;
mod simplex;
#[cfg(test)]
mod tests;
mod whole;

use std::fmt;

pub use audit::{Answer, Limits};
pub use derivation::{Derivation, Method, Step};
pub use exposure::{Exposure, Rules, Verdict};

/// A system of statements about whole numbers that are not negative.
#[derive(Clone, Default)]
pub struct System {
    names: Vec<String>,
    /// What is known of each variable before any statement.
    bounds: Vec<Interval>,
    rows: Vec<Row>,
    /// A statement could not be kept exactly; nothing is answered.
    overflowed: bool,
}

/// One number of a [`System`]: a count of people, a cell, a margin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Variable(usize);

/// The whole numbers from `least` to `greatest`, both included; without `greatest` there is no upper limit.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The smallest number.
    pub least: i64,
    /// The largest number, if there is one.
    pub greatest: Option<i64>,
}

/// A sum of variables with whole coefficients.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expression {
    terms: Vec<(Variable, i64)>,
}

/// A statement: a sum of variables lies between two numbers.
#[derive(Clone)]
struct Row {
    /// Variable and coefficient, by variable, none of them zero.
    terms: Vec<(usize, i64)>,
    least: Option<i64>,
    greatest: Option<i64>,
    source: String,
}

/// Why a system gives no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unsolved {
    /// No numbers fit all the statements: the totals do not add up.
    #[error("the numbers do not add up: {}", .sources.join("; "))]
    Contradiction {
        /// The labels of statements that cannot all be true, in the order in which they were made.
        sources: Vec<String>,
    },
    /// It was not finished: the numbers are too large for exact arithmetic, or there are too many to try.
    #[error("the numbers were not worked out: {reason}")]
    NotFinished {
        /// Why.
        reason: &'static str,
    },
}

/// What went wrong in a step, before the labels of its statements are looked up.
#[derive(Clone, Debug)]
enum Fault {
    /// These rows cannot all be true.
    Contradiction(Vec<usize>),
    Overflow,
    TooMuchWork,
}

impl System {
    /// Returns a system without variables.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a number of which nothing is known but that it is not negative; `name` stands in derivations ("abroad").
    pub fn count(&mut self, name: impl Into<String>) -> Variable {
        self.variable(name, Interval::COUNT)
    }

    /// Adds a number within `bounds`, such as a suppressed cell from 1 to 4. A negative lower bound is raised to 0.
    pub fn variable(&mut self, name: impl Into<String>, bounds: Interval) -> Variable {
        self.names.push(name.into());
        self.bounds.push(Interval { least: bounds.least.max(0), greatest: bounds.greatest });
        Variable(self.names.len() - 1)
    }

    /// States that the expression is `value`. `source` says where that is told: a sentence, a cell.
    pub fn equal(&mut self, expression: &Expression, value: i64, source: impl Into<String>) {
        self.state(expression, Some(value), Some(value), source);
    }

    /// States that the expression is `value` or more.
    pub fn at_least(&mut self, expression: &Expression, value: i64, source: impl Into<String>) {
        self.state(expression, Some(value), None, source);
    }

    /// States that the expression is `value` or less.
    pub fn at_most(&mut self, expression: &Expression, value: i64, source: impl Into<String>) {
        self.state(expression, None, Some(value), source);
    }

    /// States that the expression lies in `interval`: a rounded figure, a band.
    pub fn within(&mut self, expression: &Expression, interval: Interval, source: impl Into<String>) {
        self.state(expression, Some(interval.least), interval.greatest, source);
    }

    /// States that `part` is `per_mille` thousandths of `whole`, rounded to `step` thousandths (10 for whole per cents).
    ///
    /// Both ends of the rounding are taken in: how halves were rounded is not known.
    pub fn share(&mut self, part: Variable, whole: Variable, per_mille: i64, step: i64, source: impl Into<String>) {
        let source = source.into();
        // 2000 * part lies between (2 * per_mille - step) * whole and (2 * per_mille + step) * whole.
        let (Some(least), Some(greatest)) = (
            per_mille.checked_mul(2).and_then(|twice| twice.checked_sub(step)),
            per_mille.checked_mul(2).and_then(|twice| twice.checked_add(step)),
        ) else {
            self.overflowed = true;
            return;
        };
        self.at_least(&Expression::default().and(part, 2000).and(whole, -least.max(0)), 0, source.clone());
        self.at_most(&Expression::default().and(part, 2000).and(whole, -greatest), 0, source);
    }

    /// Returns the number of variables.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Returns whether there is no variable.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Returns the name of a variable, empty for one of another system.
    #[must_use]
    pub fn name(&self, variable: Variable) -> &str {
        self.names.get(variable.0).map_or("", String::as_str)
    }

    fn state(&mut self, expression: &Expression, least: Option<i64>, greatest: Option<i64>, source: impl Into<String>) {
        match self.terms(expression) {
            Some(terms) => self.rows.push(Row { terms, least, greatest, source: source.into() }),
            None => self.overflowed = true,
        }
    }

    /// Returns the terms of an expression, each variable once; `None` when a coefficient is too large, or a variable is of
    /// another system and has no meaning here.
    fn terms(&self, expression: &Expression) -> Option<Vec<(usize, i64)>> {
        let mut terms: Vec<(usize, i64)> = Vec::with_capacity(expression.terms.len());
        let mut sorted = expression.terms.clone();
        sorted.sort_unstable_by_key(|(variable, _)| *variable);
        for (variable, coefficient) in sorted {
            match terms.last_mut() {
                Some((last, sum)) if *last == variable.0 => *sum = sum.checked_add(coefficient)?,
                _ if variable.0 < self.names.len() => terms.push((variable.0, coefficient)),
                _ => return None,
            }
        }
        terms.retain(|(_, coefficient)| *coefficient != 0);
        Some(terms)
    }

    /// Returns the labels of rows, each once, in order.
    fn sources(&self, mut rows: Vec<usize>) -> Vec<String> {
        rows.sort_unstable();
        let mut sources: Vec<String> = Vec::new();
        for row in rows.into_iter().filter_map(|row| self.rows.get(row)) {
            if !sources.contains(&row.source) {
                sources.push(row.source.clone());
            }
        }
        sources
    }

    fn unsolved(&self, fault: Fault) -> Unsolved {
        match fault {
            Fault::Contradiction(rows) => Unsolved::Contradiction { sources: self.sources(rows) },
            Fault::Overflow => Unsolved::NotFinished { reason: "a number is too large for exact arithmetic" },
            Fault::TooMuchWork => Unsolved::NotFinished { reason: "there are too many ways to fill in the numbers" },
        }
    }
}

/// Prints sizes, never a number.
impl fmt::Debug for System {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("System").field("variables", &self.names.len()).field("statements", &self.rows.len()).finish()
    }
}

impl Interval {
    /// Any count: nothing is known but that it is not negative.
    pub const COUNT: Self = Self { least: 0, greatest: None };

    /// Returns the whole numbers from `least` to `greatest`; an end below the start is raised to the start.
    #[must_use]
    pub fn new(least: i64, greatest: i64) -> Self {
        Self { least, greatest: Some(greatest.max(least)) }
    }

    /// Returns the one number, if there is no other.
    #[must_use]
    pub fn exact(self) -> Option<i64> {
        self.greatest.filter(|greatest| *greatest == self.least)
    }

    /// Returns how many whole numbers there are, or `None` without an upper limit.
    #[must_use]
    pub fn values(self) -> Option<u64> {
        let width = self.greatest?.checked_sub(self.least)?;
        u64::try_from(width).ok()?.checked_add(1)
    }
}

/// Prints whether it is one number, never which: it may be protected.
impl fmt::Debug for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.exact().is_some() { "Interval(exact)" } else { "Interval(open)" })
    }
}

impl Expression {
    /// Returns the sum of variables, each once.
    #[must_use]
    pub fn sum(variables: impl IntoIterator<Item = Variable>) -> Self {
        Self { terms: variables.into_iter().map(|variable| (variable, 1)).collect() }
    }

    /// Returns the expression with `coefficient` times `variable` added.
    #[must_use]
    pub fn and(mut self, variable: Variable, coefficient: i64) -> Self {
        self.terms.push((variable, coefficient));
        self
    }

    /// Returns the expression with `variable` added.
    #[must_use]
    pub fn plus(self, variable: Variable) -> Self {
        self.and(variable, 1)
    }

    /// Returns the expression with `variable` taken away.
    #[must_use]
    pub fn minus(self, variable: Variable) -> Self {
        self.and(variable, -1)
    }
}

impl From<Variable> for Expression {
    fn from(variable: Variable) -> Self {
        Self::sum([variable])
    }
}
