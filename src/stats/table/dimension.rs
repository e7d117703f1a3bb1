//! One way in which a table is broken down, and which of its categories are totals of others.
//!
//! A category is a total by its name ("Total", "All", "North total") or because it is the sum of all others on every line.
//! By name or by sum, the numbers must add up wherever all of them are printed; a total that does not is an error.

use std::collections::HashMap;

use super::mark::Printed;
use super::read::{Table, input};
use crate::Result;

/// A breakdown: town, sex, offence.
#[derive(Clone)]
pub(super) struct Dimension {
    /// The header of its label column; empty for that of the columns of numbers.
    pub(super) name: String,
    /// Its categories in the order of the file.
    pub(super) labels: Vec<String>,
    /// For each category those of which it is the total; none where it is no total.
    pub(super) parts: Vec<Vec<usize>>,
    known: HashMap<String, usize>,
}

impl Dimension {
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), labels: Vec::new(), parts: Vec::new(), known: HashMap::new() }
    }

    /// Returns the place of a category, in any case; a new one is added.
    pub(super) fn category(&mut self, label: &str) -> usize {
        let next = self.labels.len();
        let place = *self.known.entry(label.to_lowercase()).or_insert(next);
        if place == next {
            self.labels.push(label.to_owned());
            self.parts.push(Vec::new());
        }
        place
    }

    /// Returns whether a category is the total of others.
    pub(super) fn is_total(&self, category: usize) -> bool {
        self.parts.get(category).is_some_and(|parts| !parts.is_empty())
    }

    /// Returns the categories that are no totals under `category`, itself if it is none.
    pub(super) fn leaves(&self, category: usize) -> Vec<usize> {
        let mut leaves = Vec::new();
        let mut open = vec![category];
        while let Some(category) = open.pop() {
            match self.parts.get(category).filter(|parts| !parts.is_empty()) {
                Some(parts) => open.extend(parts),
                None => leaves.push(category),
            }
        }
        leaves.sort_unstable();
        leaves.dedup();
        leaves
    }
}

/// How a label speaks of a total.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    /// Of everything: "Total", "All".
    Whole,
    /// Of what stands before or behind it: "North total", "Total North".
    Part,
    No,
}

const WHOLE: [&str; 14] = [
    "total",
    "totals",
    "all",
    "overall",
    "sum",
    "grand total",
    "both",
    "both sexes",
    "all ages",
    "all people",
    "all persons",
    "everyone",
    "force total",
    "all offences",
];

fn named(label: &str) -> Named {
    let label = label.trim().trim_end_matches(':').to_lowercase();
    if WHOLE.contains(&label.as_str()) {
        return Named::Whole;
    }
    let is_part = ["total ", "subtotal", "sub-total"].iter().any(|word| label.starts_with(word))
        || [" total", " totals", " subtotal", " sub-total"].iter().any(|word| label.ends_with(word));
    if is_part { Named::Part } else { Named::No }
}

/// The numbers of a table by category of one dimension and the categories of the others.
type Lines = HashMap<Vec<usize>, Vec<Option<Printed>>>;

/// Finds the totals of every dimension and checks that they add up.
pub(super) fn find_totals(table: &mut Table) -> Result<()> {
    for index in 0..table.dimensions.len() {
        let by_line = by_line(table, index);
        let Some(dimension) = table.dimensions.get(index) else { continue };
        let parts = parts_of(dimension, &by_line);
        if let Some(dimension) = table.dimensions.get_mut(index) {
            dimension.parts = parts;
        }
        check_sums(table, index)?;
    }
    Ok(())
}

/// Returns the cells along dimension `index`, by the categories of the other dimensions.
fn by_line(table: &Table, index: usize) -> Lines {
    let width = table.dimensions.get(index).map_or(0, |dimension| dimension.labels.len());
    let mut by_line: Lines = HashMap::new();
    for entry in &table.entries {
        let mut others = entry.at.clone();
        let own = if index < others.len() { others.remove(index) } else { continue };
        let line = by_line.entry(others).or_insert_with(|| vec![None; width]);
        if let Some(cell) = line.get_mut(own) {
            *cell = Some(entry.printed);
        }
    }
    by_line
}

/// Returns for each category those of which it is the total.
fn parts_of(dimension: &Dimension, lines: &Lines) -> Vec<Vec<usize>> {
    let count = dimension.labels.len();
    let names: Vec<Named> = dimension.labels.iter().map(|label| named(label)).collect();
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); count];
    // Totals of parts: the run of plain categories before them, or else behind them, that adds up.
    let mut taken = vec![false; count];
    for (total, _) in names.iter().enumerate().filter(|(_, name)| **name == Named::Part) {
        let plain = |at: &usize| names.get(*at) == Some(&Named::No) && taken.get(*at) == Some(&false);
        let before: Vec<usize> = (0..total).rev().take_while(plain).collect();
        let behind: Vec<usize> = (total + 1..count).take_while(plain).collect();
        let found = [before, behind].into_iter().find_map(|run| {
            (1..=run.len())
                .rev()
                .filter_map(|len| run.get(..len))
                .find(|run| adds_up(lines, total, run))
                .map(<[usize]>::to_vec)
        });
        for part in found.iter().flatten() {
            if let Some(taken) = taken.get_mut(*part) {
                *taken = true;
            }
        }
        if let Some(slot) = parts.get_mut(total) {
            *slot = found.unwrap_or_default();
        }
    }
    // The whole is the sum of everything that is in no other total.
    let is_whole = |at: &usize| names.get(*at) == Some(&Named::Whole);
    let whole = (0..count).rev().find(is_whole).or_else(|| by_sum(lines, count, &parts, &taken));
    if let Some(whole) = whole {
        let free = |at: &usize| *at != whole && taken.get(*at) == Some(&false) && !is_whole(at);
        let all: Vec<usize> = (0..count).filter(free).collect();
        if let Some(slot) = parts.get_mut(whole).filter(|_| !all.is_empty()) {
            *slot = all;
        }
    }
    parts
}

/// Returns the first or last category if it is the sum of all others on every line: of two lines at least, for on one line
/// that may be chance.
fn by_sum(lines: &Lines, count: usize, parts: &[Vec<usize>], taken: &[bool]) -> Option<usize> {
    let telling =
        lines.values().filter(|line| line.iter().flatten().filter_map(|cell| cell.number()).any(|n| n > 0)).count();
    if count < 3 || telling < 2 || parts.iter().any(|parts| !parts.is_empty()) {
        return None;
    }
    [count - 1, 0].into_iter().find(|total| {
        let others: Vec<usize> = (0..count).filter(|at| at != total && taken.get(*at) == Some(&false)).collect();
        let complete =
            lines.values().filter(|line| line.iter().all(|cell| cell.and_then(Printed::number).is_some())).count();
        complete >= 2 && complete * 2 > lines.len() && adds_up(lines, *total, &others)
    })
}

/// Returns whether a category is the sum of others wherever all of them are printed, and can be elsewhere.
fn adds_up(lines: &Lines, total: usize, parts: &[usize]) -> bool {
    lines.values().all(|line| {
        let number = |at: usize| line.get(at).copied().flatten().and_then(Printed::number);
        let sum: u64 = parts.iter().filter_map(|part| number(*part)).sum();
        let complete =
            parts.iter().all(|part| line.get(*part).is_some_and(|cell| cell.is_none_or(|c| c.number().is_some())));
        number(total).is_none_or(|total| if complete { total == sum } else { total >= sum })
    })
}

/// Checks every total of one dimension against its parts.
fn check_sums(table: &Table, index: usize) -> Result<()> {
    // In a table of rounded numbers sums differ by a little; that the whole is rounded shows in its numbers.
    let base = rounded_to(table);
    let by_line = by_line(table, index);
    let Some(dimension) = table.dimensions.get(index) else { return Ok(()) };
    for entry in &table.entries {
        let mut others = entry.at.clone();
        let own = if index < others.len() { others.remove(index) } else { continue };
        let Some(parts) = dimension.parts.get(own).filter(|parts| !parts.is_empty()) else { continue };
        let (Some(total), Some(line)) = (entry.printed.number(), by_line.get(&others)) else { continue };
        let cells = || parts.iter().filter_map(|part| line.get(*part).copied().flatten());
        let sum: u64 = cells().filter_map(Printed::number).sum();
        let complete = cells().all(|cell| cell.number().is_some());
        let slack = if base > 1 { base * (parts.len() as u64 + 1) / 2 } else { 0 };
        if sum > total + slack || complete && total > sum + slack {
            let message = "the total is not the sum of its parts; correct the table, or name the column otherwise";
            return Err(input(message).at_line(table.lines.get(entry.row).copied().unwrap_or(0), entry.column + 1));
        }
    }
    Ok(())
}

/// Words of a note before the base that numbers were rounded to.
pub(super) const ROUNDED: [&str; 2] = ["to the nearest ", "up or down to a multiple of "];

/// Returns the base that a note says numbers are rounded to; else the greatest of 10, 5 and 3 that divides every number of
/// a table with more than a few; else 1.
pub(super) fn rounded_to(table: &Table) -> u64 {
    let told = ROUNDED.iter().find_map(|words| table.notes.iter().find_map(|note| note.split_once(words)));
    let digits = |rest: &str| rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok();
    if let Some(base) = told.and_then(|(_, rest)| digits(rest)).filter(|base| (1..=1_000).contains(base)) {
        return base;
    }
    let numbers: Vec<u64> =
        table.entries.iter().filter_map(|entry| entry.printed.number()).filter(|n| *n > 0).collect();
    let all = |base: &u64| numbers.len() >= 4 && numbers.iter().all(|number| number.is_multiple_of(*base));
    [10, 5, 3].into_iter().find(all).unwrap_or(1)
}
