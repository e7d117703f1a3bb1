//! A coarser table instead of one with holes.
//!
//! Neighbouring categories are joined until no cell has to be hidden, at each step the pair that leaves the fewest such
//! cells and joins the fewest people; a breakdown of which only one category is left goes, and its total stays.

use std::collections::HashMap;

use super::net::Net;
use super::primary;
use super::read::{Table, input};
use crate::Result;
use crate::risk::Profile;

/// What was joined.
pub(super) struct Redesign {
    pub(super) table: Table,
    /// What was done, step by step, in labels.
    pub(super) steps: Vec<String>,
}

/// Two categories of a dimension to be joined, or one to be left out.
#[derive(Clone, Copy)]
struct Join {
    dimension: usize,
    one: usize,
    other: Option<usize>,
}

/// Returns a coarser table of which no cell has to be hidden, or `None` when there is none.
pub(super) fn redesign(table: &Table, profile: &Profile) -> Result<Option<Redesign>> {
    let mut design = Redesign { table: table.clone(), steps: Vec::new() };
    loop {
        let hidden = to_hide(&design.table, profile)?;
        if hidden.is_empty() {
            return Ok(Some(design));
        }
        let mut best: Option<(usize, u64, Table, String)> = None;
        for join in joins(&design.table, &hidden) {
            let (coarser, people, step) = apply(&design.table, join)?;
            let Some(coarser) = coarser else { continue };
            let left = to_hide(&coarser, profile)?.len();
            if best.as_ref().is_none_or(|(fewest, least, ..)| (left, people) < (*fewest, *least)) {
                best = Some((left, people, coarser, step));
            }
        }
        let Some((_, _, coarser, step)) = best else { return Ok(None) };
        design.table = coarser;
        design.steps.push(step);
    }
}

/// Returns the entries that must not be printed.
fn to_hide(table: &Table, profile: &Profile) -> Result<Vec<usize>> {
    let net = Net::of(&[table])?;
    let reasons = primary::reasons(&net, profile);
    let own = net.of_table.first().cloned().unwrap_or_default();
    let is_hidden = |cell: &usize| {
        reasons.get(*cell).is_some_and(Option::is_some)
            || net.cells.get(*cell).is_some_and(|c| c.printed.number().is_none())
    };
    Ok(own.iter().enumerate().filter(|(_, cell)| is_hidden(cell)).map(|(entry, _)| entry).collect())
}

/// Returns the steps that concern entries to be hidden, each once.
fn joins(table: &Table, hidden: &[usize]) -> Vec<Join> {
    let mut seen: Vec<(usize, usize, Option<usize>)> = Vec::new();
    for entry in hidden.iter().filter_map(|entry| table.entries.get(*entry)) {
        for (index, (dimension, own)) in table.dimensions.iter().zip(&entry.at).enumerate() {
            if dimension.is_total(*own) {
                continue;
            }
            let group: Vec<usize> = match dimension.parts.iter().find(|parts| parts.contains(own)) {
                Some(parts) => parts.iter().copied().filter(|part| !dimension.is_total(*part)).collect(),
                None => (0..dimension.labels.len()).filter(|part| !dimension.is_total(*part)).collect(),
            };
            let mut group = group;
            group.sort_unstable();
            let Some(place) = group.iter().position(|other| other == own) else { continue };
            let before = place.checked_sub(1).and_then(|before| group.get(before));
            for other in [before, group.get(place + 1)].into_iter().flatten() {
                seen.push((index, (*own).min(*other), Some((*own).max(*other))));
            }
            if group.len() == 1 && dimension.parts.iter().any(|parts| parts.contains(own)) {
                seen.push((index, *own, None));
            }
        }
    }
    seen.sort_unstable();
    seen.dedup();
    seen.into_iter().map(|(dimension, one, other)| Join { dimension, one, other }).collect()
}

/// Returns the table after one step, how many people are joined, and what was done; no table where nothing would be left.
fn apply(table: &Table, join: Join) -> Result<(Option<Table>, u64, String)> {
    let Some(dimension) = table.dimensions.get(join.dimension) else { return Err(input("there is no such dimension")) };
    let label = |at: usize| dimension.labels.get(at).cloned().unwrap_or_default();
    let own = label(join.one);
    let (joined, step) = match join.other.map(label) {
        Some(other) => {
            let joined = format!("{own} and {other}");
            (Some(joined.clone()), format!("joined as {joined:?}"))
        }
        None => (None, format!("left out the breakdown into {own:?} and kept its total")),
    };
    let concerns = |at: usize| at == join.one || Some(at) == join.other;
    let people = table
        .entries
        .iter()
        .filter(|entry| entry.at.get(join.dimension).is_some_and(|at| concerns(*at)))
        .filter_map(|entry| entry.printed.number())
        .sum();
    let labels = table.header.len() - table.columns();
    let text = if join.dimension < labels {
        by_rows(table, join.dimension, labels, &concerns, joined.as_deref())?
    } else {
        by_columns(table, labels, &concerns, joined.as_deref())?
    };
    let Some(text) = text else { return Ok((None, people, step)) };
    let mut coarser = Table::with_labels(&table.name, text.as_bytes(), Some(labels))?;
    coarser.notes.clone_from(&table.notes);
    Ok((Some(coarser), people, step))
}

/// Joins rows by the label in one column.
fn by_rows(
    table: &Table,
    column: usize,
    labels: usize,
    concerns: &impl Fn(usize) -> bool,
    joined: Option<&str>,
) -> Result<Option<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut known: HashMap<Vec<String>, usize> = HashMap::new();
    for (row, cells) in table.rows.iter().enumerate() {
        let entry = table.entries.iter().find(|entry| entry.row == row);
        let at = |dimension: usize| entry.and_then(|entry| entry.at.get(dimension)).copied().unwrap_or(0);
        let label = |index: usize| {
            table.dimensions.get(index).and_then(|d| d.labels.get(at(index))).cloned().unwrap_or_default()
        };
        let mut own: Vec<String> = (0..labels).map(label).collect();
        if concerns(at(column)) {
            match (joined, own.get_mut(column)) {
                (Some(joined), Some(slot)) => joined.clone_into(slot),
                _ => continue,
            }
        }
        let numbers = cells.get(labels..).unwrap_or_default();
        match known.get(&own).and_then(|known| rows.get_mut(*known)) {
            Some(row) => {
                for (sum, cell) in row.iter_mut().skip(labels).zip(numbers) {
                    *sum = add(sum, cell);
                }
            }
            None => {
                known.insert(own.clone(), rows.len());
                rows.push(own.into_iter().chain(numbers.iter().cloned()).collect());
            }
        }
    }
    if rows.is_empty() { Ok(None) } else { table.text_of(&table.header, &rows, &[]).map(Some) }
}

/// Joins columns of numbers.
fn by_columns(
    table: &Table,
    labels: usize,
    concerns: &impl Fn(usize) -> bool,
    joined: Option<&str>,
) -> Result<Option<String>> {
    let first = (0..table.columns()).find(|column| concerns(*column));
    let kept: Vec<usize> = (0..table.columns())
        .filter(|column| !concerns(*column) || joined.is_some() && Some(*column) == first)
        .collect();
    if kept.is_empty() {
        return Ok(None);
    }
    let pick = |cells: &[String], sum: bool| -> Vec<String> {
        let numbers = cells.get(labels..).unwrap_or_default();
        let mut row: Vec<String> = cells.get(..labels).unwrap_or_default().to_vec();
        for column in &kept {
            let mut cell = numbers.get(*column).cloned().unwrap_or_default();
            if Some(*column) == first
                && let Some(joined) = joined
            {
                cell = if sum {
                    numbers
                        .iter()
                        .enumerate()
                        .filter(|(at, _)| concerns(*at))
                        .fold("0".to_owned(), |sum, (_, c)| add(&sum, c))
                } else {
                    joined.to_owned()
                };
            }
            row.push(cell);
        }
        row
    };
    let header = pick(&table.header, false);
    let rows: Vec<Vec<String>> = table.rows.iter().map(|cells| pick(cells, true)).collect();
    table.text_of(&header, &rows, &[]).map(Some)
}

/// Returns the sum of two cells; a mark stays a mark.
fn add(one: &str, other: &str) -> String {
    use super::mark::Printed;
    match (Printed::of(one), Printed::of(other)) {
        (Some(Printed::Number(one)), Some(Printed::Number(other))) => one.saturating_add(other).to_string(),
        (Some(Printed::Number(_)), _) => other.to_owned(),
        _ => one.to_owned(),
    }
}
