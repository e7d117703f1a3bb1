//! What a reader works out of a table with marks in it.
//!
//! A net of cells, which of them are hidden, and what is known of marks go in; for every hidden cell the least and greatest
//! number that it can be come out, with whether that protects it. The work is done by the one system of statements that
//! prose and ledger use too ([`System`]), in exact arithmetic; what it cannot finish is an error, never a verdict.

use super::mark::{Mark, Printed};
use super::net::Net;
use super::read::input;
use crate::Result;
use crate::risk::{Exposure, Expression, Interval, Limits, Rules, System, Unsolved, Variable};

/// What readers know beside the numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Knowledge {
    /// The least that a mark can stand for: 1 where zeros are printed.
    pub(super) least: i64,
    /// The largest number that is printed as low.
    pub(super) low: u64,
    /// How far a printed number can be from the true one: 2 when it was rounded to the nearest 5.
    pub(super) reach: i64,
    /// So many values must be left for a hidden cell.
    pub(super) fewest: u64,
}

/// What is left of one hidden cell.
#[derive(Clone, Debug)]
pub(super) struct Left {
    pub(super) cell: usize,
    pub(super) interval: Interval,
    pub(super) exposure: Exposure,
}

/// More hidden cells than this are not worked out.
const MOST_HIDDEN: usize = 4_000;

/// Returns what is left of every hidden cell, in order, or of `only` one.
///
/// # Errors
/// [`Unsolved`] as a message: numbers that do not add up, or more work than allowed.
pub(super) fn left(net: &Net, hidden: &[bool], knowledge: &Knowledge, only: Option<usize>) -> Result<Vec<Left>> {
    solve(net, hidden, knowledge, only).map_err(|error| input(error.to_string()))
}

/// Returns the same with the reason in its own form.
pub(super) fn solve(
    net: &Net,
    hidden: &[bool],
    knowledge: &Knowledge,
    only: Option<usize>,
) -> Result<Vec<Left>, Unsolved> {
    let is_hidden = |cell: usize| hidden.get(cell).copied().unwrap_or(true);
    let cells: Vec<usize> = (0..net.cells.len()).filter(|cell| is_hidden(*cell)).collect();
    if cells.len() > MOST_HIDDEN {
        return Err(Unsolved::NotFinished {
            reason: "more than 4,000 cells are hidden; split the table or merge categories",
        });
    }
    let mut system = System::new();
    let mut variables: Vec<Option<Variable>> = vec![None; net.cells.len()];
    for (index, (cell, slot)) in net.cells.iter().zip(&mut variables).enumerate() {
        let bounds = match cell.printed {
            _ if is_hidden(index) && cell.printed.number().is_some() => {
                Mark::Withheld.interval(knowledge.least, knowledge.low)
            }
            Printed::Mark(mark) => mark.interval(knowledge.least, knowledge.low),
            Printed::Number(number) if knowledge.reach > 0 => around(number, knowledge.reach),
            Printed::Number(_) => continue,
        };
        *slot = Some(system.variable(&cell.place, bounds));
    }
    for equation in &net.equations {
        let mut sum = Expression::default();
        let mut known = 0_i64;
        let mut any = false;
        for (cell, sign) in equation.parts.iter().map(|part| (*part, 1)).chain([(equation.total, -1)]) {
            match variables.get(cell).copied().flatten() {
                Some(variable) => (sum, any) = (sum.and(variable, sign), true),
                None => {
                    let number = net.cells.get(cell).and_then(|cell| cell.printed.number()).unwrap_or(0);
                    known = known.saturating_sub(sign.saturating_mul(i64::try_from(number).unwrap_or(i64::MAX)));
                }
            }
        }
        if any {
            system.equal(&sum, known, equation.source.clone());
        }
    }
    let asked: Vec<usize> = only.map_or_else(|| cells.clone(), |only| vec![only]);
    let quantities: Vec<Expression> =
        asked.iter().filter_map(|cell| variables.get(*cell).copied().flatten()).map(Expression::from).collect();
    // Where a mark means at least one, everybody knows what a member of the cell knows.
    let members =
        cells.iter().filter(|_| knowledge.least == 0).filter_map(|cell| variables.get(*cell).copied().flatten());
    let rules = Rules::default().with_fewest(knowledge.fewest).with_members(members);
    let verdicts = system.expose(&quantities, &rules, &Limits::default())?;
    let left = asked.into_iter().zip(verdicts);
    Ok(left
        .map(|(cell, verdict)| Left { cell, interval: verdict.answer.interval, exposure: verdict.exposure })
        .collect())
}

/// Returns what a rounded number can have been.
fn around(number: u64, reach: i64) -> Interval {
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    Interval::new(number.saturating_sub(reach).max(0), number.saturating_add(reach))
}
