//! Whole numbers: branch and bound over the exact linear programme.
//!
//! A corner of the programme may have fractions that no count of people can have; then one such number is split into the
//! values below and above, until the best corner is whole. The work is bounded; what is not finished is an error.

use super::Fault;
use super::propagate::Range;
use super::simplex::{Optimum, Tableau};

/// A point of whole numbers that fits every statement, and the value of a sum there.
pub(super) type Best = Option<(i128, Vec<i128>)>;

/// The greatest value of a sum over whole numbers.
pub(super) enum Extreme {
    /// With a point at which it is reached.
    At(i128, Vec<i128>),
    Unlimited,
}

/// Returns some whole point, or the contradiction.
pub(super) fn any(root: &mut Tableau, work: &mut u64) -> Result<Vec<i128>, Fault> {
    root.satisfy(work)?;
    let involved = root.statements();
    match search(root, &[], None, work)? {
        Some((_, point)) => Ok(point),
        None => Err(Fault::Contradiction(involved)),
    }
}

/// Returns the greatest value of a sum. `root` is satisfied and has whole points; `known` is the best of those found.
pub(super) fn greatest(
    root: &mut Tableau,
    terms: &[(usize, i64)],
    known: (i128, Vec<i128>),
    work: &mut u64,
) -> Result<Extreme, Fault> {
    // Where the programme has no limit and some point is whole, whole points have no limit either (Meyer 1974).
    let Optimum::At(top) = root.maximise(terms, work)? else { return Ok(Extreme::Unlimited) };
    if top <= known.0 {
        return Ok(Extreme::At(known.0, known.1));
    }
    Ok(match search(root, terms, Some(known), work)? {
        Some((value, point)) => Extreme::At(value, point),
        None => Extreme::Unlimited,
    })
}

fn search(root: &Tableau, terms: &[(usize, i64)], mut best: Best, work: &mut u64) -> Result<Best, Fault> {
    let mut open = vec![root.clone()];
    while let Some(mut node) = open.pop() {
        *work = work.checked_sub(1).ok_or(Fault::TooMuchWork)?;
        match node.satisfy(work) {
            Ok(()) => {}
            Err(Fault::Contradiction(_)) => continue,
            Err(fault) => return Err(fault),
        }
        let Optimum::At(top) = node.maximise(terms, work)? else { continue };
        if best.as_ref().is_some_and(|(value, _)| top <= *value) {
            continue;
        }
        match node.point() {
            Ok(point) => {
                best = Some((top, point));
                if terms.is_empty() {
                    break;
                }
            }
            Err((variable, below)) => {
                let range = node.range(variable);
                let above = below.checked_add(1).ok_or(Fault::Overflow)?;
                let mut upper = node.clone();
                upper.narrow(variable, Range { least: above, ..range });
                node.narrow(variable, Range { greatest: Some(below), ..range });
                open.push(upper);
                open.push(node);
            }
        }
    }
    Ok(best)
}
