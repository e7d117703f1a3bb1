//! Two-way tables by their graph: rows and columns are points, hidden cells are lines between them.
//!
//! A hidden cell can be another number only if one can go round a cycle from it, adding one in one cell and taking one away
//! in the next (Gusfield, A graph theoretic approach to statistical data security, SIAM J. Comput. 17(3), 1988). Cells from
//! which nothing can be taken can only be added to, which is why cycles have directions. Going round once moves each cell
//! by one; how often that can be done is how many numbers are left, whole ones, for such tables are totally unimodular.
//! This is the quick test while cells are chosen; what is released is held to the exact system as well.

use std::collections::VecDeque;

use super::attack::Knowledge;
use super::net::Net;

/// A two-way table with its totals: lines from row to column, one a cell.
pub(super) struct Grid {
    rows: usize,
    /// For each cell of the net its row, its column, and whether it is a total in exactly one direction (it then counts
    /// against its line).
    places: Vec<(usize, usize, bool)>,
    numbers: Vec<u64>,
}

/// The hidden cells of a grid, numbered on their own, and how far each can be changed.
#[derive(Clone)]
struct Graph {
    /// For each hidden cell: its number in the net, its points (row, then column), and whether it is a total.
    cells: Vec<(usize, usize, usize, bool)>,
    rows: usize,
    /// For each point (rows, then columns) the cells that end there.
    at: Vec<Vec<usize>>,
    /// For each cell how often one can be taken away.
    slack: Vec<u64>,
}

/// Which way a cell is changed, as the graph sees it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// From row to column.
    Forth,
    /// From column to row.
    Back,
}

impl Grid {
    /// Returns the grid of a net that is one: every cell in one sum or total along each of two dimensions, all printed.
    pub(super) fn of(net: &Net) -> Option<Self> {
        let numbers: Vec<u64> = net.numbers().into_iter().collect::<Option<_>>()?;
        let mut dimensions: Vec<usize> = net.equations.iter().map(|equation| equation.dimension).collect();
        dimensions.sort_unstable();
        dimensions.dedup();
        let [across, down] = dimensions.as_slice() else { return None };
        let mut places = vec![(usize::MAX, usize::MAX, false); net.cells.len()];
        let (mut rows, mut columns) = (0, 0);
        for equation in &net.equations {
            let is_row = equation.dimension == *across;
            debug_assert!(is_row || equation.dimension == *down, "there are two dimensions");
            let number = if is_row { &mut rows } else { &mut columns };
            for cell in equation.all() {
                let place = places.get_mut(cell)?;
                let slot = if is_row { &mut place.0 } else { &mut place.1 };
                if *slot != usize::MAX {
                    return None; // a total of totals: no plain table
                }
                *slot = *number;
            }
            let total = places.get_mut(equation.total)?;
            total.2 = !total.2;
            *number += 1;
        }
        let is_whole = places.iter().all(|(row, column, _)| *row != usize::MAX && *column != usize::MAX);
        is_whole.then_some(Self { rows, places, numbers })
    }

    /// Returns the hidden cells for which too few numbers are left, for every reader or for somebody counted in one of them.
    pub(super) fn failing(&self, hidden: &[bool], knowledge: &Knowledge) -> Vec<usize> {
        let graph = self.graph(hidden, knowledge);
        let fails = |(place, (cell, ..)): (usize, &(usize, usize, usize, bool))| {
            self.is_exposed(&graph, place, knowledge).then_some(*cell)
        };
        graph.cells.iter().enumerate().filter_map(fails).collect()
    }

    /// Returns whether too few numbers are left for `cell`.
    pub(super) fn fails(&self, cell: usize, hidden: &[bool], knowledge: &Knowledge) -> bool {
        let graph = self.graph(hidden, knowledge);
        let place = graph.cells.iter().position(|(own, ..)| *own == cell);
        place.is_some_and(|place| self.is_exposed(&graph, place, knowledge))
    }

    fn is_exposed(&self, graph: &Graph, place: usize, knowledge: &Knowledge) -> bool {
        if graph.values(place, knowledge.fewest) < knowledge.fewest {
            return true;
        }
        // A member knows that their own cell is not nothing. Going round once takes one from a cell at most, so that this
        // tells something only where there is one to take.
        let alone = |(_, (cell, ..)): &(usize, &(usize, usize, usize, bool))| self.numbers.get(*cell) == Some(&1);
        knowledge.least == 0
            && graph.cells.iter().enumerate().filter(alone).any(|(member, _)| {
                let mut graph = graph.clone();
                if let Some(slack) = graph.slack.get_mut(member) {
                    *slack = 0;
                }
                graph.values(place, 2) < 2
            })
    }

    fn graph(&self, hidden: &[bool], knowledge: &Knowledge) -> Graph {
        let least = u64::try_from(knowledge.least).unwrap_or(0);
        let (mut cells, mut slack) = (Vec::new(), Vec::new());
        for (cell, ((row, column, total), number)) in self.places.iter().zip(&self.numbers).enumerate() {
            if hidden.get(cell) == Some(&true) {
                cells.push((cell, *row, self.rows + column, *total));
                slack.push(number.saturating_sub(least));
            }
        }
        let points = cells.iter().map(|(_, _, column, _)| column + 1).max().unwrap_or(0);
        let mut at = vec![Vec::new(); points];
        for (place, (_, row, column, _)) in cells.iter().enumerate() {
            for point in [*row, *column] {
                if let Some(list) = at.get_mut(point) {
                    list.push(place);
                }
            }
        }
        Graph { cells, rows: self.rows, at, slack }
    }
}

impl Graph {
    /// Returns how many numbers a cell can be, but no more than `enough`.
    fn values(&self, cell: usize, enough: u64) -> u64 {
        let more = enough.saturating_sub(1);
        let forth = self.clone().room(cell, Way::Forth, more);
        1 + forth + if forth < more { self.clone().room(cell, Way::Back, more - forth) } else { 0 }
    }

    /// Returns how often `cell` can be changed that way, up to `most`.
    fn room(&mut self, cell: usize, way: Way, most: u64) -> u64 {
        let mut times = 0;
        while times < most && self.can(cell, way) {
            let Some(cycle) = self.cycle(cell, way) else { break };
            for (changed, way) in cycle.into_iter().chain([(cell, way)]) {
                self.change(changed, way);
            }
            times += 1;
        }
        times
    }

    /// Returns whether a cell can be changed that way: added to always, taken from down to its least.
    fn can(&self, cell: usize, way: Way) -> bool {
        self.adds(cell, way) || self.slack.get(cell).is_some_and(|slack| *slack > 0)
    }

    /// Forth adds to a plain cell and takes from a total, which stands on the other side of its sum.
    fn adds(&self, cell: usize, way: Way) -> bool {
        let is_total = self.cells.get(cell).is_some_and(|(.., total)| *total);
        (way == Way::Forth) != is_total
    }

    fn change(&mut self, cell: usize, way: Way) {
        let adds = self.adds(cell, way);
        if let Some(slack) = self.slack.get_mut(cell) {
            *slack = if adds { slack.saturating_add(1) } else { slack.saturating_sub(1) };
        }
    }

    /// Returns the other cells of a shortest cycle through `cell`, with the way each is changed.
    fn cycle(&self, cell: usize, way: Way) -> Option<Vec<(usize, Way)>> {
        let (_, row, column, _) = *self.cells.get(cell)?;
        let (from, to) = if way == Way::Forth { (column, row) } else { (row, column) };
        let mut before: Vec<Option<(usize, Way, usize)>> = vec![None; self.at.len()];
        let mut open = VecDeque::from([from]);
        while let Some(point) = open.pop_front() {
            if point == to {
                break;
            }
            let step = if point < self.rows { Way::Forth } else { Way::Back };
            for next_cell in
                self.at.get(point).into_iter().flatten().filter(|next| **next != cell && self.can(**next, step))
            {
                let Some((_, row, column, _)) = self.cells.get(*next_cell) else { continue };
                let next = if step == Way::Forth { *column } else { *row };
                if let Some(slot) = before.get_mut(next).filter(|slot| slot.is_none() && next != from) {
                    *slot = Some((*next_cell, step, point));
                    open.push_back(next);
                }
            }
        }
        let mut cycle = Vec::new();
        let mut point = to;
        while point != from {
            let (cell, way, previous) = before.get(point).copied().flatten()?;
            cycle.push((cell, way));
            point = previous;
        }
        Some(cycle)
    }
}
