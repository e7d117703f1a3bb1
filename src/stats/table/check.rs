//! What must not be printed, and what a reader works out of what is not.
//!
//! Tables and a profile go in; a [`TableCheck`] comes out that names every cell that is too small to be printed and every
//! hidden cell that can be worked out, exactly, by a member of it, or too nearly. It quotes no number that was hidden: an
//! interval is told only where several numbers are left.

use std::fmt::Write;

use serde::Serialize;

use super::attack::{self, Knowledge, Left};
use super::dimension::{ROUNDED, rounded_to};
use super::net::Net;
use super::primary;
use super::read::{Table, input};
use crate::Result;
use crate::risk::{Exposure, Profile, Unsolved};

/// What came of a check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TableCheck {
    /// Name and version of the profile.
    pub profile: String,
    /// The tables.
    pub tables: Vec<String>,
    /// How many different numbers they hold.
    pub cells: usize,
    /// Every hidden cell with what is left of it.
    pub hidden: Vec<HiddenCell>,
    /// What falls short; empty if nothing does.
    pub failures: Vec<TableFailure>,
    /// What a reader of this check has to know.
    pub notes: Vec<String>,
}

/// What a reader can work out about one hidden cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct HiddenCell {
    /// Where it stands.
    pub place: String,
    /// The least that it can be; left out where it is exactly known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<i64>,
    /// The greatest that it can be; left out where it is exactly known or without limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub greatest: Option<i64>,
    /// `protected`, `narrow`, `insider` or `exact`.
    pub exposure: &'static str,
}

/// One cell that falls short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TableFailure {
    /// Where it stands.
    pub place: String,
    /// Why, in words.
    pub message: String,
}

impl TableCheck {
    /// Returns whether nothing falls short.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.failures.is_empty()
    }

    /// Returns the check as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Returns the check for a reader.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        let (cells, hidden) = (self.cells, self.hidden.len());
        let _ = writeln!(out, "{cells} numbers, {hidden} hidden, profile {}", self.profile);
        for cell in &self.hidden {
            let left = match (cell.least, cell.greatest) {
                (Some(least), Some(greatest)) => format!("{least} to {greatest}"),
                (Some(least), None) => format!("{least} or more"),
                _ => "exactly known".to_owned(),
            };
            let _ = writeln!(out, "{}: {left} ({})", cell.place, cell.exposure);
        }
        for note in &self.notes {
            let _ = writeln!(out, "note: {note}");
        }
        for TableFailure { place, message } in &self.failures {
            let _ = writeln!(out, "falls short: {place}: {message}");
        }
        out
    }
}

/// Stands in a note below a table whose marks may be nothing.
pub(super) const ZERO_INCLUDED: &str = "zero included";
/// Stands in a note below a table whose marks are never nothing.
pub(super) const AT_LEAST_ONE: &str = "at least 1";

/// Returns what must not be printed of `tables` under `profile`, and what can be worked out of them together with `earlier`
/// ones, which are out already.
///
/// # Errors
/// [`ErrorKind::Input`](crate::ErrorKind::Input) when tables contradict each other or their totals do not add up, and when
/// the attack is too large to be finished: there is then no verdict.
pub fn check(tables: &[Table], earlier: &[Table], profile: &Profile) -> Result<TableCheck> {
    let all: Vec<&Table> = tables.iter().chain(earlier).collect();
    let net = Net::of(&all)?;
    let mut notes = Vec::new();
    let own = own_cells(&net, tables.len());
    let mut failures: Vec<TableFailure> = primary::reasons(&net, profile)
        .into_iter()
        .zip(&net.cells)
        .zip(&own)
        .filter(|(_, own)| **own)
        .filter_map(|((reason, cell), _)| {
            Some(TableFailure { place: cell.place.clone(), message: reason?.as_str().to_owned() })
        })
        .collect();
    let hidden: Vec<bool> = net.cells.iter().map(|cell| cell.printed.number().is_none()).collect();
    let mut knowledge = knowledge(&all, profile);
    if knowledge.reach > 0 {
        notes.push(format!("printed numbers are taken to be rounded, by {} at most", knowledge.reach));
    }
    let left = match attack::solve(&net, &hidden, &knowledge, None) {
        Err(Unsolved::Contradiction { .. }) if knowledge.least > 0 => {
            notes.push(
                "some mark stands for zero, though zeros are printed: each mark is taken to be possibly zero"
                    .to_owned(),
            );
            knowledge.least = 0;
            attack::left(&net, &hidden, &knowledge, None)?
        }
        other => other.map_err(|error| input(error.to_string()))?,
    };
    failures.extend(left.iter().filter_map(|left| failure(&net, left)));
    Ok(TableCheck {
        profile: profile.label(),
        tables: all.iter().map(|table| table.name.clone()).collect(),
        cells: net.cells.len(),
        hidden: left.iter().map(|left| hidden_cell(&net, left)).collect(),
        failures,
        notes,
    })
}

/// Returns for each cell whether one of the first tables holds it.
fn own_cells(net: &Net, tables: usize) -> Vec<bool> {
    let mut own = vec![false; net.cells.len()];
    for cell in net.of_table.iter().take(tables).flatten() {
        if let Some(own) = own.get_mut(*cell) {
            *own = true;
        }
    }
    own
}

/// Returns what readers of these tables know.
pub(super) fn knowledge(tables: &[&Table], profile: &Profile) -> Knowledge {
    let says = |words: &str| tables.iter().any(|table| table.notes.iter().any(|note| note.contains(words)));
    let prints_zeros = tables.iter().any(|table| table.entries.iter().any(|entry| entry.printed.number() == Some(0)));
    let base = profile.round_to.max(1);
    let is_rounded = base > 1 && tables.iter().all(|table| rounded_to(table).is_multiple_of(base));
    let [_, up_or_down] = ROUNDED;
    let reach = match (is_rounded, says(up_or_down)) {
        (_, true) => tables.iter().map(|table| rounded_to(table)).max().unwrap_or(1).saturating_sub(1),
        (true, false) => base / 2,
        (false, false) => 0,
    };
    Knowledge {
        least: i64::from((prints_zeros || says(AT_LEAST_ONE)) && !says(ZERO_INCLUDED)),
        low: profile.low_to.max(2),
        reach: i64::try_from(reach).unwrap_or(0),
        fewest: profile.fewest_values,
    }
}

fn failure(net: &Net, left: &Left) -> Option<TableFailure> {
    let message = match left.exposure {
        Exposure::Protected => return None,
        Exposure::Exact => "the hidden number can be worked out exactly".to_owned(),
        Exposure::Insider => "somebody who is counted in a hidden number can work this one out exactly".to_owned(),
        Exposure::Narrow => format!(
            "only {} numbers are left for the hidden one, too few for the profile",
            left.interval.values().unwrap_or_default()
        ),
    };
    let place = net.cells.get(left.cell).map(|cell| cell.place.clone()).unwrap_or_default();
    Some(TableFailure { place, message })
}

pub(super) fn hidden_cell(net: &Net, left: &Left) -> HiddenCell {
    let is_exact = left.interval.exact().is_some();
    HiddenCell {
        place: net.cells.get(left.cell).map(|cell| cell.place.clone()).unwrap_or_default(),
        least: (!is_exact).then_some(left.interval.least),
        greatest: left.interval.greatest.filter(|_| !is_exact),
        exposure: match left.exposure {
            Exposure::Protected => "protected",
            Exposure::Narrow => "narrow",
            Exposure::Insider => "insider",
            _ => "exact",
        },
    }
}
