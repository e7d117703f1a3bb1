//! Secondary suppression: which cells to hide beside those that must be, so that no reader can work them out.
//!
//! The fewest possible are sought for tables of up to 400 cells. A smallest choice is made that meets what is known to be
//! needed (every line has none or several hidden cells); a reader's attack shows which cells are still exposed; for each of
//! them a set of cells is derived of which one has to be hidden, and the choice is made again, until the attack fails. Each
//! such set holds for every safe choice, so the first safe one is among the smallest. This is the scheme of Fischetti and
//! Salazar-González (Models and algorithms for optimizing cell suppression in tabular data with linear constraints, JASA
//! 95(451), 2000) with the attacker's programme as oracle. Above 400 cells, or when the work grows too much, cells are chosen
//! one by one and those that are not needed are printed again; that they are the fewest is then not claimed.

use super::attack::{self, Knowledge};
use super::cover::{Cover, Covered, Cut, cover};
use super::cycle::Grid;
use super::net::Net;
use crate::Result;
use crate::risk::Exposure;

/// A safe choice of hidden cells.
#[derive(Clone, Debug)]
pub(super) struct Suppression {
    pub(super) hidden: Vec<bool>,
    /// Whether no safe choice hides fewer cells.
    pub(super) is_fewest: bool,
}

/// Tables of more cells, totals aside, are not searched for the fewest.
const EXACT: usize = 400;

/// Steps of all searches for a smallest choice.
const STEPS: u64 = 1_000_000;

/// How often a choice is made again before the exact search is given up.
const ROUNDS: usize = 200;

/// How much work attacks may take, all together, before the exact search is given up, in units of a programme over a
/// hundred hidden cells; half as much again is for what comes then.
const WORK: u64 = 1_500;

/// The attacker of one table.
struct Attacker<'n> {
    net: &'n Net,
    grid: Option<Grid>,
    knowledge: Knowledge,
    /// The work so far; what the graph settles does not count.
    work: u64,
}

/// Returns a choice of hidden cells with `primary` among them that protects all of them, or `None` if even hiding all that
/// may be hidden does not. `costs` says what each cell costs; `None` where it may not be hidden.
///
/// # Errors
/// When an attack cannot be finished.
pub(super) fn suppress(
    net: &Net,
    primary: &[bool],
    costs: &[Option<u64>],
    knowledge: &Knowledge,
) -> Result<Option<Suppression>> {
    let grid = Grid::of(net).filter(|_| knowledge.reach == 0);
    let mut attacker = Attacker { net, grid, knowledge: *knowledge, work: 0 };
    // Rounded totals do not fix a single hidden cell.
    let mut lines: Vec<(usize, Vec<usize>)> =
        net.equations.iter().map(|equation| (equation.dimension, equation.all().collect())).collect();
    lines.sort_by_key(|(dimension, _)| *dimension);
    let lines: Vec<Vec<usize>> = lines.into_iter().map(|(_, line)| line).filter(|_| knowledge.reach == 0).collect();
    let mut cuts = Vec::new();
    if net.cells.iter().filter(|cell| cell.totals == 0).count() <= EXACT
        && let Some(found) = exact(&mut attacker, primary, costs, &lines, &mut cuts)?
    {
        return Ok(found);
    }
    heuristic(&mut attacker, primary, costs, &lines, &cuts)
}

/// Returns the fewest, or `None` when it would take too long; `cuts` holds what every safe choice was found to need.
fn exact(
    attacker: &mut Attacker<'_>,
    primary: &[bool],
    costs: &[Option<u64>],
    lines: &[Vec<usize>],
    cuts: &mut Vec<Cut>,
) -> Result<Option<Option<Suppression>>> {
    let mut steps = STEPS;
    for _ in 0..ROUNDS {
        let hidden = match cover(&Cover { lines, cuts, costs }, primary, &mut steps) {
            Covered::Fewest(hidden) => hidden,
            Covered::Some(_) | Covered::Unknown => return Ok(None),
            Covered::None => return Ok(Some(None)),
        };
        let failing = attacker.failing(&hidden)?;
        if failing.is_empty() {
            return Ok(Some(Some(Suppression { hidden, is_fewest: true })));
        }
        for cell in failing.into_iter().take(4) {
            let any_of = attacker.widest_failure(cell, &hidden, costs)?;
            if any_of.is_empty() && primary.get(cell) == Some(&true) {
                return Ok(Some(None)); // hiding everything does not protect it
            }
            cuts.push(Cut { when: cell, any_of });
        }
        if attacker.work > WORK {
            return Ok(None);
        }
    }
    Ok(None)
}

/// Hides cells one by one until nothing is exposed, then prints again what is not needed.
fn heuristic(
    attacker: &mut Attacker<'_>,
    primary: &[bool],
    costs: &[Option<u64>],
    lines: &[Vec<usize>],
    cuts: &[Cut],
) -> Result<Option<Suppression>> {
    let of_cell = attacker.net.equations_of();
    let mut hidden = primary.to_vec();
    loop {
        hidden = match cover(&Cover { lines, cuts, costs }, &hidden, &mut 0) {
            Covered::Fewest(hidden) | Covered::Some(hidden) => hidden,
            // Its own choices led nowhere: all that may be hidden is.
            Covered::None | Covered::Unknown => {
                primary.iter().zip(costs).map(|(hidden, cost)| *hidden || cost.is_some()).collect()
            }
        };
        let failing = attacker.failing(&hidden)?;
        if failing.is_empty() {
            break;
        }
        // The cheapest cell on the lines of each exposed one, or of the lines of those on its lines.
        let mut any = false;
        for cell in failing {
            let near = neighbours(attacker.net, &of_cell, &hidden, cell);
            let cheapest =
                near.into_iter().filter_map(|other| Some((costs.get(other).copied().flatten()?, other))).min();
            if let Some((_, other)) = cheapest {
                any |= hidden.get(other) == Some(&false);
                if let Some(slot) = hidden.get_mut(other) {
                    *slot = true;
                }
            }
        }
        if !any {
            return Ok(None);
        }
    }
    // Dearest first; each one costs an attack.
    let mut extra: Vec<(u64, usize)> = (0..hidden.len())
        .filter(|cell| hidden.get(*cell) == Some(&true) && primary.get(*cell) == Some(&false))
        .map(|cell| (costs.get(cell).copied().flatten().unwrap_or(0), cell))
        .collect();
    extra.sort_unstable_by(|a, b| b.cmp(a));
    for (_, cell) in extra.into_iter().take(RETRIED) {
        let mut fewer = hidden.clone();
        if let Some(slot) = fewer.get_mut(cell) {
            *slot = false;
        }
        if attacker.failing(&fewer)?.is_empty() {
            hidden = fewer;
        }
        if attacker.work > WORK / 2 * 3 {
            break;
        }
    }
    Ok(Some(Suppression { hidden, is_fewest: false }))
}

/// The most cells that are tried to be printed again.
const RETRIED: usize = 200;

/// Returns cells that are printed on the lines of `cell`, or if there are none on the lines of the hidden cells there.
fn neighbours(net: &Net, of_cell: &[Vec<usize>], hidden: &[bool], cell: usize) -> Vec<usize> {
    let mut lines: Vec<usize> = of_cell.get(cell).cloned().unwrap_or_default();
    for _ in 0..4 {
        let cells: Vec<usize> =
            lines.iter().filter_map(|line| net.equations.get(*line)).flat_map(|line| line.all()).collect();
        let printed: Vec<usize> = cells.iter().copied().filter(|other| hidden.get(*other) == Some(&false)).collect();
        if !printed.is_empty() {
            return printed;
        }
        lines = cells.iter().filter_map(|other| of_cell.get(*other)).flatten().copied().collect();
        lines.sort_unstable();
        lines.dedup();
    }
    Vec::new()
}

/// Returns the work of one attack on so many hidden cells.
fn work(hidden: &[bool]) -> u64 {
    let count = hidden.iter().filter(|hidden| **hidden).count() as u64;
    count.saturating_pow(3) / 1_000_000 + 1
}

impl Attacker<'_> {
    /// Returns the hidden cells that are exposed.
    fn failing(&mut self, hidden: &[bool]) -> Result<Vec<usize>> {
        if let Some(grid) = &self.grid {
            return Ok(grid.failing(hidden, &self.knowledge));
        }
        self.work += 10 * work(hidden);
        let left = attack::left(self.net, hidden, &self.knowledge, None)?;
        Ok(left.into_iter().filter(|left| left.exposure != Exposure::Protected).map(|left| left.cell).collect())
    }

    fn fails(&mut self, cell: usize, hidden: &[bool]) -> Result<bool> {
        if let Some(grid) = &self.grid {
            return Ok(grid.fails(cell, hidden, &self.knowledge));
        }
        self.work += work(hidden);
        let left = attack::left(self.net, hidden, &self.knowledge, Some(cell))?;
        Ok(left.iter().any(|left| left.exposure != Exposure::Protected))
    }

    /// Hides as many more cells as leave `cell` exposed and returns the others: one of those has to be hidden in every
    /// safe choice, for hiding fewer never exposes less.
    fn widest_failure(&mut self, cell: usize, hidden: &[bool], costs: &[Option<u64>]) -> Result<Vec<usize>> {
        let mut wide = hidden.to_vec();
        let mut open: Vec<usize> = (0..hidden.len())
            .filter(|other| hidden.get(*other) == Some(&false) && costs.get(*other).copied().flatten().is_some())
            .collect();
        let mut needed = Vec::new();
        // Halves of what is left, so that a few attacks settle many cells.
        let mut groups = vec![std::mem::take(&mut open)];
        while let Some(group) = groups.pop() {
            let mut wider = wide.clone();
            for other in &group {
                if let Some(slot) = wider.get_mut(*other) {
                    *slot = true;
                }
            }
            if group.is_empty() || self.fails(cell, &wider)? {
                wide = wider;
            } else if let [only] = group.as_slice() {
                needed.push(*only);
            } else {
                let (one, two) = group.split_at(group.len() / 2);
                groups.push(one.to_vec());
                groups.push(two.to_vec());
            }
        }
        needed.sort_unstable();
        Ok(needed)
    }
}
