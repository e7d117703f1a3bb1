//! The cells of tables as numbers that readers know, to be put beside a text.
//!
//! Tables go in; a number or a mark for every cell comes out, with the words of its labels, and which cells add up to which.
//! What a table says of all its cells stands in its name, in the headers of its labels and in its notes.

use std::collections::BTreeSet;

use super::check::knowledge;
use super::mark::Printed;
use super::net::Net;
use super::read::{Entry, Table};
use crate::Result;
use crate::risk::{Context, Count, Interval, Profile, counts_subjects, words_of};

/// Cells, and of each total its place and those of its parts.
pub(crate) type Cells = (Vec<Count>, Vec<(usize, Vec<usize>)>);

/// Returns the cells of tables that are one net.
///
/// # Errors
/// When two tables print different numbers for the same people.
pub(crate) fn known_cells(tables: &[Table], profile: &Profile) -> Result<Cells> {
    let all: Vec<&Table> = tables.iter().collect();
    let net = Net::of(&all)?;
    let knowledge = knowledge(&all, profile);
    let mut counts: Vec<Option<Count>> = net.cells.iter().map(|_| None).collect();
    for (table, cells) in tables.iter().zip(&net.of_table) {
        let context = context(table);
        for (entry, cell) in table.entries.iter().zip(cells) {
            let (Some(slot), Some(cell)) = (counts.get_mut(*cell), net.cells.get(*cell)) else { continue };
            if slot.is_some() {
                continue; // told by the table before
            }
            let value = match cell.printed {
                Printed::Mark(mark) => mark.interval(knowledge.least, knowledge.low),
                Printed::Number(number) => {
                    let number = i64::try_from(number).unwrap_or(i64::MAX);
                    let reach = knowledge.reach;
                    Interval::new(number.saturating_sub(reach).max(0), number.saturating_add(reach))
                }
            };
            *slot = Some(Count {
                words: labels(table, entry),
                context: Some(context.clone()),
                value,
                without: false,
                hidden: cell.printed.number().is_none(),
                name: format!("{} ({})", named(table, entry), table.name()),
            });
        }
    }
    let sums = net.equations.into_iter().map(|equation| (equation.total, equation.parts)).collect();
    Ok((counts.into_iter().flatten().collect(), sums))
}

/// Returns the words of the labels of a cell; totals have none.
fn labels(table: &Table, entry: &Entry) -> BTreeSet<String> {
    let dimensions = table.dimensions.iter().zip(&entry.at).filter(|(dimension, at)| !dimension.is_total(**at));
    dimensions.filter_map(|(dimension, at)| dimension.labels.get(*at)).flat_map(|label| words_of(label)).collect()
}

/// Returns the labels of a cell as a derivation names it.
fn named(table: &Table, entry: &Entry) -> String {
    let labels = table.dimensions.iter().zip(&entry.at).filter_map(|(dimension, at)| dimension.labels.get(*at));
    labels.map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// Returns what a table says of all its cells.
fn context(table: &Table) -> Context {
    let headers = table.dimensions.iter().map(|dimension| dimension.name.as_str());
    let file = table.name().rsplit(['/', '\\']).next().unwrap_or_default();
    let said = headers.chain(table.notes.iter().map(String::as_str)).chain([file]);
    let words: BTreeSet<String> = said.flat_map(words_of).collect();
    let labels = table.dimensions.iter().flat_map(|dimension| &dimension.labels).flat_map(|label| words_of(label));
    let tells_whom = words.iter().cloned().chain(labels).any(|word| counts_subjects(&word));
    Context { words, tells_whom }
}
