//! How a number comes out, as a chain that an officer can read: "9 missing - 2 abroad = 7 not abroad".
//!
//! A derivation holds the numbers that the audit of a release must not hold: it is for the officer's own eyes. Its `Debug`
//! prints no number.

use std::collections::BTreeSet;
use std::fmt;

use super::audit::{Terms, Worked};
use super::eliminate::Combination;
use super::fraction::Fraction;
use super::propagate::{Cause, Side};
use super::{Interval, Row};

/// How a number comes out.
#[derive(Clone, PartialEq, Eq)]
pub struct Derivation {
    /// The last means that was needed.
    pub method: Method,
    /// The steps, each resting on those before it.
    pub steps: Vec<Step>,
}

/// The means by which a number comes out, the simplest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Method {
    /// It is stated, or nothing is said of it.
    Stated,
    /// Statements with one unknown left, and bounds.
    Subtraction,
    /// Several statements added and subtracted.
    Combination,
    /// All whole numbers that fit the statements.
    Programme,
}

/// One step of a derivation.
#[derive(Clone, PartialEq, Eq)]
pub struct Step {
    /// What is worked out, in figures and names.
    pub text: String,
    /// The labels of the statements that it rests on.
    pub sources: Vec<String>,
}

/// The steps, or nothing when it is stated.
impl fmt::Display for Derivation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.steps.iter().enumerate() {
            write!(f, "{}{}", if index == 0 { "" } else { "; " }, step.text)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Derivation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Derivation").field("method", &self.method).field("steps", &self.steps.len()).finish()
    }
}

impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Step").field("sources", &self.sources).finish_non_exhaustive()
    }
}

/// By what an interval was found.
pub(super) enum Given<'a> {
    Bounds,
    Combination(&'a Combination),
    Programme(&'a [(usize, Terms)]),
}

/// The most steps that are told, and the most labels of one step.
const MOST: usize = 12;

/// Returns how the interval of a sum comes out.
pub(super) fn chain(worked: &Worked<'_>, terms: &[(usize, i64)], interval: Interval, given: Given<'_>) -> Derivation {
    let mut teller = Teller { worked, told: BTreeSet::new(), steps: Vec::new(), method: Method::Stated };
    let end = worked.trail.len();
    match given {
        Given::Bounds => {
            for (variable, _) in terms {
                teller.explain(*variable, Side::Least, end);
                teller.explain(*variable, Side::Greatest, end);
            }
            if let [(_, coefficient)] = terms
                && *coefficient == 1
            {
                // The last step says it.
            } else if !terms.is_empty() {
                teller.push(Method::Subtraction, teller.sum(terms, interval), Vec::new());
            }
        }
        Given::Combination(combination) => {
            for (variable, _) in terms {
                teller.explain(*variable, Side::Least, end);
            }
            teller.combination(combination, &format!("{} {}", phrase(interval), teller.names(terms)));
        }
        Given::Programme(pieces) => {
            let rows: Vec<usize> = pieces
                .iter()
                .filter_map(|(part, _)| worked.parts.get(*part))
                .flat_map(|part| part.rows.clone())
                .collect();
            let text = format!(
                "of all whole numbers that fit {} statements: {} {}",
                rows.len(),
                phrase(interval),
                teller.names(terms)
            );
            let sources = worked.system.sources(rows);
            teller.push(Method::Programme, text, sources);
        }
    }
    Derivation { method: teller.method, steps: teller.steps }
}

struct Teller<'w, 's> {
    worked: &'w Worked<'s>,
    /// Events that are told.
    told: BTreeSet<usize>,
    steps: Vec<Step>,
    method: Method,
}

impl Teller<'_, '_> {
    fn push(&mut self, method: Method, text: String, sources: Vec<String>) {
        self.method = self.method.max(method);
        if self.steps.iter().any(|step| step.text == text) {
            return;
        }
        let mut sources = sources;
        if sources.len() > MOST {
            let more = sources.len() - MOST;
            sources.truncate(MOST);
            sources.push(format!("and {more} more"));
        }
        self.steps.push(Step { text, sources });
    }

    /// Tells how one end of a range came to be, by events before `before`.
    fn explain(&mut self, variable: usize, side: Side, before: usize) {
        let Some(index) = self.last(variable, side, before) else { return };
        if self.told.len() >= MOST * 4 || !self.told.insert(index) {
            return;
        }
        let Some(event) = self.worked.trail.get(index).copied() else { return };
        let row = match event.cause {
            Cause::Row(row) => row,
            Cause::Combination(at) => {
                if let Some(combination) = self.worked.combinations.get(at) {
                    self.combination(combination, &format!("{} {}", event.value, self.name(variable)));
                }
                return;
            }
        };
        let Some(row) = self.worked.system.rows.get(row) else { return };
        let own = row.terms.iter().find(|(other, _)| *other == variable).map_or(1, |(_, coefficient)| *coefficient);
        for (other, coefficient) in row.terms.iter().filter(|(other, _)| *other != variable) {
            // A greatest comes from the least of what is taken away and the greatest of what is added.
            let same = (*coefficient > 0) == (own > 0);
            let needed = if (side == Side::Greatest) == same { Side::Least } else { Side::Greatest };
            self.explain(*other, needed, index);
        }
        if row.terms.len() > 1 && self.steps.len() < MOST {
            let text = self.step(row, variable, own, side, index, event.value);
            self.push(Method::Subtraction, text, vec![row.source.clone()]);
        }
    }

    fn last(&self, variable: usize, side: Side, before: usize) -> Option<usize> {
        let events = self.worked.trail.get(..before)?;
        events.iter().rposition(|event| event.variable == variable && event.side == side)
    }

    /// Returns the value of one end of a range just before an event.
    fn value(&self, variable: usize, side: Side, before: usize) -> Option<i128> {
        if let Some(event) = self.last(variable, side, before).and_then(|index| self.worked.trail.get(index)) {
            return Some(event.value);
        }
        let bounds = self.worked.system.bounds.get(variable)?;
        match side {
            Side::Least => Some(i128::from(bounds.least)),
            Side::Greatest => bounds.greatest.map(i128::from),
        }
    }

    /// Tells a row solved for one of its numbers.
    fn step(&self, row: &Row, variable: usize, own: i64, side: Side, before: usize, value: i128) -> String {
        let (mut added, mut taken) = (Vec::new(), Vec::new());
        let mut all_exact = true;
        let ends = if (side == Side::Greatest) == (own > 0) { row.greatest } else { row.least };
        if let Some(end) = ends.filter(|end| *end != 0) {
            let positive = (end > 0) == (own > 0);
            if positive { &mut added } else { &mut taken }.push(end.unsigned_abs().to_string());
        }
        for (other, coefficient) in row.terms.iter().filter(|(other, _)| *other != variable) {
            let same = (*coefficient > 0) == (own > 0);
            let needed = if (side == Side::Greatest) == same { Side::Least } else { Side::Greatest };
            let least = self.value(*other, Side::Least, before);
            let exact = least == self.value(*other, Side::Greatest, before);
            all_exact &= exact;
            let limit = match needed {
                _ if exact => "",
                Side::Least => "at least ",
                Side::Greatest => "at most ",
            };
            let times = match coefficient.unsigned_abs() {
                1 => String::new(),
                times => format!("{times} x "),
            };
            let end = self.value(*other, needed, before).unwrap_or_default();
            let text = format!("{times}{limit}{end} {}", self.name(*other)).trim_end().to_owned();
            if same { taken.push(text) } else { added.push(text) }
        }
        let mut left = added.join(" + ");
        for text in taken {
            left = if left.is_empty() { format!("0 - {text}") } else { format!("{left} - {text}") };
        }
        if left.is_empty() {
            left.push('0');
        }
        let divided = match own.unsigned_abs() {
            1 => String::new(),
            divisor => {
                left = format!("({left})");
                format!(" / {divisor}")
            }
        };
        let limit = match side {
            _ if all_exact && row.least == row.greatest => "",
            Side::Least => "at least ",
            Side::Greatest => "at most ",
        };
        format!("{left}{divided} = {limit}{value} {}", self.name(variable)).trim_end().to_owned()
    }

    /// Tells statements that are added and subtracted.
    fn combination(&mut self, combination: &Combination, result: &str) {
        let mut text = String::new();
        for (row, factor) in combination.made_of.iter().take(MOST) {
            let Some(row) = self.worked.system.rows.get(*row) else { continue };
            let (negative, times) = factor.told();
            let joint = match (text.is_empty(), negative) {
                (true, false) => "",
                (true, true) => "-",
                (false, false) => " + ",
                (false, true) => " - ",
            };
            let times = if times == "1" { String::new() } else { format!("{times} x ") };
            text = format!("{text}{joint}{times}[{}]", row.source);
        }
        if let Some(more) = combination.made_of.len().checked_sub(MOST).filter(|more| *more > 0) {
            text = format!("{text} and {more} more");
        }
        let sources = self.worked.system.sources(combination.made_of.iter().map(|(row, _)| *row).collect());
        self.push(Method::Combination, format!("{text} = {result}"), sources);
    }

    fn name(&self, variable: usize) -> &str {
        self.worked.system.names.get(variable).map_or("", String::as_str)
    }

    /// Returns the names of a sum: "abroad + in prison".
    fn names(&self, terms: &[(usize, i64)]) -> String {
        let mut text = String::new();
        for (variable, coefficient) in terms {
            let joint = match (text.is_empty(), *coefficient < 0) {
                (true, false) => "",
                (true, true) => "-",
                (false, false) => " + ",
                (false, true) => " - ",
            };
            let times = match coefficient.unsigned_abs() {
                1 => String::new(),
                times => format!("{times} x "),
            };
            text = format!("{text}{joint}{times}{}", self.name(*variable));
        }
        text
    }

    fn sum(&self, terms: &[(usize, i64)], interval: Interval) -> String {
        format!("{} = {}", self.names(terms), phrase(interval))
    }
}

impl Fraction {
    /// Returns whether it is negative, and its size as text.
    fn told(self) -> (bool, String) {
        let (above, below) = self.parts();
        let size = above.unsigned_abs();
        (above < 0, if below == 1 { size.to_string() } else { format!("{size}/{below}") })
    }
}

/// Returns an interval in words: "7", "2 to 5", "at least 3".
fn phrase(interval: Interval) -> String {
    match interval.greatest {
        Some(greatest) if greatest == interval.least => greatest.to_string(),
        Some(greatest) => format!("{} to {greatest}", interval.least),
        None => format!("at least {}", interval.least),
    }
}
