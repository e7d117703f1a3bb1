//! Tables as one net of cells: cells that mean the same people are one, and every total is an equation.
//!
//! Tables go in; cells with their numbers, and equations between them, come out. Two dimensions are the same where their
//! headers or all their categories are. A cell is known by the people it counts: a total over all categories of a dimension
//! is the cell of a table that has no such dimension, and a total over fewer is one of its own, so that a later table
//! without one district is seen beside an earlier one with it.

use std::collections::{BTreeMap, HashMap};

use super::mark::Printed;
use super::read::{Table, input};
use crate::Result;

/// Cells and the equations between them.
pub(super) struct Net {
    pub(super) cells: Vec<Cell>,
    pub(super) equations: Vec<Equation>,
    /// The cells of each table, in the order of its entries.
    pub(super) of_table: Vec<Vec<usize>>,
}

/// One number of people.
pub(super) struct Cell {
    /// What is printed; a number where any table prints one.
    pub(super) printed: Printed,
    /// Where it stands first, for a reader.
    pub(super) place: String,
    /// How many dimensions it is a total in.
    pub(super) totals: usize,
    /// What it counts, in words that do not depend on the table: what a keyed choice is made with.
    pub(super) identity: String,
}

/// A total is the sum of its parts.
pub(super) struct Equation {
    pub(super) total: usize,
    pub(super) parts: Vec<usize>,
    /// The dimension it sums over: equations of one dimension rarely share cells.
    pub(super) dimension: usize,
    pub(super) source: String,
}

impl Equation {
    /// Returns the total and its parts.
    pub(super) fn all(&self) -> impl Iterator<Item = usize> + '_ {
        self.parts.iter().copied().chain([self.total])
    }
}

/// The people that a cell counts: for each dimension the categories, none where it is over all.
type Key = Vec<(usize, Vec<String>)>;

impl Net {
    /// Returns the net of tables.
    ///
    /// # Errors
    /// When two tables print different numbers for the same people, or a total lacks a part and does not add up.
    pub(super) fn of(tables: &[&Table]) -> Result<Self> {
        let classes = classes(tables);
        let whole = wholes(tables, &classes);
        let mut net = Self { cells: Vec::new(), equations: Vec::new(), of_table: Vec::new() };
        let mut known: HashMap<Key, usize> = HashMap::new();
        for (table, classes) in tables.iter().zip(&classes) {
            let mut own = Vec::with_capacity(table.entries.len());
            for entry in &table.entries {
                let key = key(table, &entry.at, classes, &whole);
                let totals =
                    table.dimensions.iter().zip(&entry.at).filter(|(dimension, at)| dimension.is_total(**at)).count();
                let place = if tables.len() > 1 {
                    format!("{}, {}", table.name, table.place(entry))
                } else {
                    table.place(entry)
                };
                let index = *known.entry(key.clone()).or_insert(net.cells.len());
                match net.cells.get_mut(index) {
                    Some(cell) => cell.meet(entry.printed, &place)?,
                    None => {
                        let identity = format!("{key:?}");
                        net.cells.push(Cell { printed: entry.printed, place, totals, identity });
                    }
                }
                own.push(index);
            }
            net.of_table.push(own);
        }
        for (index, (table, classes)) in tables.iter().zip(&classes).enumerate() {
            net.sum(table, index, classes)?;
        }
        Ok(net)
    }

    /// Adds the equations of one table.
    fn sum(&mut self, table: &Table, index: usize, classes: &[usize]) -> Result<()> {
        let own = self.of_table.get(index).cloned().unwrap_or_default();
        let place: HashMap<&[usize], usize> =
            table.entries.iter().zip(&own).map(|(entry, cell)| (entry.at.as_slice(), *cell)).collect();
        let mut seen: std::collections::HashSet<(usize, Vec<usize>)> =
            self.equations.iter().map(|equation| (equation.total, equation.parts.clone())).collect();
        for (entry, cell) in table.entries.iter().zip(&own) {
            for (which, (dimension, class)) in table.dimensions.iter().zip(classes).enumerate() {
                let Some(under) = entry.at.get(which).and_then(|at| dimension.parts.get(*at)) else { continue };
                let mut parts = Vec::with_capacity(under.len());
                for part in under {
                    let mut at = entry.at.clone();
                    if let Some(slot) = at.get_mut(which) {
                        *slot = *part;
                    }
                    // A combination without a row of its own counts nobody: the sums were checked with it as nothing.
                    parts.extend(place.get(at.as_slice()));
                }
                parts.sort_unstable();
                if !parts.is_empty() && seen.insert((*cell, parts.clone())) {
                    let source = format!("the total in {}", table.place(entry));
                    self.equations.push(Equation { total: *cell, parts, dimension: *class, source });
                }
            }
        }
        Ok(())
    }

    /// Returns the numbers of all cells; `None` for a mark.
    pub(super) fn numbers(&self) -> Vec<Option<u64>> {
        self.cells.iter().map(|cell| cell.printed.number()).collect()
    }

    /// Returns for each cell the equations that it is in.
    pub(super) fn equations_of(&self) -> Vec<Vec<usize>> {
        let mut of = vec![Vec::new(); self.cells.len()];
        for (index, equation) in self.equations.iter().enumerate() {
            for cell in equation.all() {
                if let Some(list) = of.get_mut(cell) {
                    list.push(index);
                }
            }
        }
        of
    }
}

impl Cell {
    /// Takes in what another table prints for the same people.
    fn meet(&mut self, printed: Printed, place: &str) -> Result<()> {
        match (self.printed, printed) {
            (Printed::Number(own), Printed::Number(other)) if own != other => Err(input(format!(
                "the tables print different numbers for the same people: {} and {place}; if the people are not the same, \
                 check the tables one by one or name their columns differently",
                self.place
            ))),
            (Printed::Mark(_), Printed::Number(_)) => {
                self.printed = printed;
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

/// Returns for each dimension of each table the number of what it breaks down by; the same number is the same breakdown.
fn classes(tables: &[&Table]) -> Vec<Vec<usize>> {
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    let mut by_labels: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    let mut next = 0;
    let mut classes = Vec::new();
    for table in tables {
        let mut own: Vec<usize> = Vec::new();
        for dimension in &table.dimensions {
            let name = dimension.name.trim().to_lowercase();
            let mut labels: Vec<String> = leaves(dimension).into_iter().collect();
            labels.sort_unstable();
            let named = by_name.get(&name).filter(|_| !name.is_empty());
            let alike = by_labels.get(&labels).filter(|_| labels.len() > 1);
            // Two dimensions of one table are never the same.
            let class = named.or(alike).copied().filter(|class| !own.contains(class)).unwrap_or(next);
            next = next.max(class + 1);
            if !name.is_empty() {
                by_name.entry(name).or_insert(class);
            }
            by_labels.entry(labels).or_insert(class);
            own.push(class);
        }
        classes.push(own);
    }
    classes
}

fn leaves(dimension: &super::dimension::Dimension) -> Vec<String> {
    let all = dimension.labels.iter().enumerate();
    all.filter(|(at, _)| !dimension.is_total(*at)).map(|(_, label)| label.to_lowercase()).collect()
}

/// Returns all categories of each breakdown over all tables.
fn wholes(tables: &[&Table], classes: &[Vec<usize>]) -> BTreeMap<usize, Vec<String>> {
    let mut wholes: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (table, classes) in tables.iter().zip(classes) {
        for (dimension, class) in table.dimensions.iter().zip(classes) {
            let whole = wholes.entry(*class).or_default();
            whole.extend(leaves(dimension));
            whole.sort_unstable();
            whole.dedup();
        }
    }
    wholes
}

fn key(table: &Table, at: &[usize], classes: &[usize], wholes: &BTreeMap<usize, Vec<String>>) -> Key {
    let mut key: Key = Vec::new();
    for ((dimension, category), class) in table.dimensions.iter().zip(at).zip(classes) {
        let label = |leaf: usize| dimension.labels.get(leaf).map(|label| label.to_lowercase()).unwrap_or_default();
        let mut leaves: Vec<String> = dimension.leaves(*category).into_iter().map(label).collect();
        leaves.sort_unstable();
        let is_whole = dimension.is_total(*category) && wholes.get(class) == Some(&leaves);
        if !is_whole {
            key.push((*class, leaves));
        }
    }
    key.sort_unstable();
    key
}
