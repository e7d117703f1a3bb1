//! Tables that may go out: hidden, rounded or joined until nothing can be worked out.
//!
//! What was written is read and checked once more, together with what is out already, and only what passes is a
//! [`TableRelease`]. All hidden cells carry the same mark, explained below the table, so that it does not tell which of them
//! is small. A table that needs nothing goes out byte for byte as it came.

use serde::Serialize;

use super::attack::Knowledge;
use super::check::{AT_LEAST_ONE, TableCheck, ZERO_INCLUDED, check};
use super::dimension::ROUNDED;
use super::net::Net;
use super::primary::{self, Reason};
use super::read::{Table, input};
use super::redesign::redesign;
use super::suppress::suppress;
use super::{mark::Printed, round};
use crate::risk::{Profile, Zeros};
use crate::{Key, Result};

/// What is done to a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum TableMethod {
    /// Cells are hidden, as few as can be; totals stay if they can.
    Suppress,
    /// Numbers are rounded to the profile's base, or to 5.
    Round,
    /// Categories are joined; what cannot be told goes, and its total stays.
    Redesign,
}

/// How tables are released.
#[derive(Clone, Debug, Default)]
pub struct TableOptions {
    method: Option<TableMethod>,
    hides_totals: bool,
    key: Option<Key>,
}

impl TableOptions {
    /// Returns the usual options: rounding where the profile hides nothing, else hiding; totals stay.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the options with this method.
    #[must_use]
    pub fn with_method(mut self, method: TableMethod) -> Self {
        self.method = Some(method);
        self
    }

    /// Returns the options with totals hidden as readily as other cells. Else a total is hidden only if it is small itself
    /// or nothing else helps.
    #[must_use]
    pub fn with_totals_hidden(mut self) -> Self {
        self.hides_totals = true;
        self
    }

    /// Returns the options with a key: rounding is then drawn with it, and totals add up where they can.
    #[must_use]
    pub fn with_key(mut self, key: Key) -> Self {
        self.key = Some(key);
        self
    }
}

/// What became of tables.
#[derive(Clone, Debug)]
pub enum TableOutcome {
    /// They may go out.
    Released(TableRelease),
    /// They may not.
    Refused(TableRefusal),
}

/// Tables that may go out.
#[derive(Clone, Debug)]
pub struct TableRelease {
    tables: Vec<WrittenTable>,
    method: TableMethod,
    changes: Vec<String>,
    check: TableCheck,
    is_fewest: bool,
}

/// One table as it may go out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WrittenTable {
    /// Its name.
    pub name: String,
    /// The table as CSV.
    pub csv: String,
}

/// Why tables may not go out.
#[derive(Clone, Debug)]
pub struct TableRefusal {
    reasons: Vec<String>,
}

#[derive(Serialize)]
struct AuditRecord<'a> {
    format: &'static str,
    method: TableMethod,
    fewest: bool,
    changes: &'a [String],
    check: &'a TableCheck,
}

impl TableRelease {
    /// Returns the tables in the order in which they came.
    #[must_use]
    pub fn tables(&self) -> &[WrittenTable] {
        &self.tables
    }

    /// Returns what was done.
    #[must_use]
    pub fn method(&self) -> TableMethod {
        self.method
    }

    /// Returns what was done to each cell or category, in words, without numbers.
    #[must_use]
    pub fn changes(&self) -> &[String] {
        &self.changes
    }

    /// Returns the check of what was written, with what is left of every hidden cell.
    #[must_use]
    pub fn check(&self) -> &TableCheck {
        &self.check
    }

    /// Returns whether no safe choice hides fewer cells; always so for methods that hide none.
    #[must_use]
    pub fn is_fewest(&self) -> bool {
        self.is_fewest
    }

    /// Returns the audit as JSON: what was done and what is left of every hidden cell. It holds no hidden number.
    #[must_use]
    pub fn audit_json(&self) -> String {
        let Self { method, changes, check, is_fewest, .. } = self;
        let record = AuditRecord { format: "withhold-tables/1", method: *method, fewest: *is_fewest, changes, check };
        serde_json::to_string_pretty(&record).unwrap_or_default()
    }
}

impl TableRefusal {
    /// Returns the reasons, with remedies.
    #[must_use]
    pub fn reasons(&self) -> &[String] {
        &self.reasons
    }
}

/// Returns `tables` as they may go out under `profile`, beside `earlier` ones that are out already.
///
/// # Errors
/// As [`check`](super::check()).
pub fn release(tables: &[Table], earlier: &[Table], profile: &Profile, options: &TableOptions) -> Result<TableOutcome> {
    let hides = profile.hide_to >= profile.hide_from;
    let usual = if hides || profile.round_to <= 1 { TableMethod::Suppress } else { TableMethod::Round };
    let method = options.method.unwrap_or(usual);
    let done = match method {
        TableMethod::Suppress => hide(tables, earlier, profile, options)?,
        TableMethod::Round => rounded(tables, profile, options)?,
        TableMethod::Redesign => joined(tables, profile)?,
    };
    let done = match done {
        Ok(done) => done,
        Err(reasons) => return Ok(TableOutcome::Refused(TableRefusal { reasons })),
    };
    let written: Vec<WrittenTable> = tables
        .iter()
        .zip(done.texts)
        .map(|(table, csv)| WrittenTable { name: table.name.clone(), csv: csv.unwrap_or_else(|| table.source.clone()) })
        .collect();
    let reread = |(table, written): (&Table, &WrittenTable)| {
        Table::with_labels(&written.name, written.csv.as_bytes(), Some(table.header.len() - table.columns()))
    };
    let again: Vec<Table> = tables.iter().zip(&written).map(reread).collect::<Result<_>>()?;
    // A rounded table is held to what can be worked out, not to the size of what is printed.
    let check = check(&again, earlier, &printed_profile(profile, method))?;
    if !check.passes() {
        let mut reasons: Vec<String> =
            check.failures.iter().map(|failure| format!("{}: {}", failure.place, failure.message)).collect();
        reasons.push(REMEDY.to_owned());
        return Ok(TableOutcome::Refused(TableRefusal { reasons }));
    }
    let (changes, is_fewest) = (done.changes, done.is_fewest);
    Ok(TableOutcome::Released(TableRelease { tables: written, method, changes, check, is_fewest }))
}

const REMEDY: &str = "join categories (--method redesign), give the total without its parts, or give no breakdown";

/// Returns the profile by which printed numbers are judged after a method.
fn printed_profile(profile: &Profile, method: TableMethod) -> Profile {
    let mut profile = profile.clone();
    if method == TableMethod::Round {
        profile.round_to = base(&profile);
        (profile.hide_from, profile.hide_to, profile.low_to) = (1, 0, profile.low_to);
        profile.zeros = Zeros::Shown;
    }
    profile
}

fn base(profile: &Profile) -> u64 {
    if profile.round_to > 1 { profile.round_to } else { 5 }
}

/// Changed tables: no text for one that stays as it is.
struct Done {
    texts: Vec<Option<String>>,
    changes: Vec<String>,
    is_fewest: bool,
}

type Tried = Result<std::result::Result<Done, Vec<String>>>;

fn hide(tables: &[Table], earlier: &[Table], profile: &Profile, options: &TableOptions) -> Tried {
    let all: Vec<&Table> = tables.iter().chain(earlier).collect();
    let net = Net::of(&all)?;
    let reasons = primary::reasons(&net, profile);
    let out_already = printed_earlier(&net, tables.len(), earlier);
    let marked: Vec<bool> = net.cells.iter().map(|cell| cell.printed.number().is_none()).collect();
    let known: Vec<String> = reasons
        .iter()
        .zip(&net.cells)
        .zip(&out_already)
        .filter(|((reason, _), out)| reason.is_some() && **out)
        .map(|((_, cell), _)| format!("{}: the number has been published; repeat the earlier wording", cell.place))
        .collect();
    if !known.is_empty() {
        return Ok(Err(known));
    }
    let primary: Vec<bool> = reasons.iter().zip(&marked).map(|(reason, marked)| reason.is_some() || *marked).collect();
    let zeros_beside = if profile.zeros == Zeros::Shown { Vec::new() } else { primary::zeros_beside(&net) };
    let may_be_zero = profile.zeros == Zeros::Hidden
        || !zeros_beside.is_empty()
        || super::check::knowledge(&all, profile).least == 0 && marked.contains(&true);
    let reach = if profile.round_to > 1 { profile.round_to / 2 } else { 0 };
    let knowledge = Knowledge {
        least: i64::from(!may_be_zero),
        low: profile.low_to.max(2),
        reach: i64::try_from(reach).unwrap_or(0),
        fewest: profile.fewest_values,
    };
    let costs = |totals: usize| -> Vec<Option<u64>> {
        let cost = |(index, cell): (usize, &super::net::Cell)| {
            let number = cell.printed.number()?;
            let zero = number == 0 && !zeros_beside.contains(&index);
            (!zero && cell.totals <= totals && out_already.get(index) == Some(&false)).then_some(number)
        };
        net.cells.iter().enumerate().map(cost).collect()
    };
    let most = net.cells.iter().map(|cell| cell.totals).max().unwrap_or(0);
    let stages = if options.hides_totals { most..=most } else { 0..=most };
    let mut found = None;
    for totals in stages {
        found = suppress(&net, &primary, &costs(totals), &knowledge)?;
        if found.is_some() {
            break;
        }
    }
    let Some(found) = found else {
        return Ok(Err(vec![format!("even with everything else hidden a number can be worked out; {REMEDY}")]));
    };
    let mut texts = Vec::new();
    let [nearest, _] = ROUNDED;
    for (table, cells) in tables.iter().zip(&net.of_table) {
        let print = |entry: usize| {
            let cell = cells.get(entry).copied().unwrap_or(usize::MAX);
            match net.cells.get(cell).map(|cell| cell.printed) {
                _ if found.hidden.get(cell) == Some(&true) && marked.get(cell) == Some(&false) => {
                    Some(profile.mark.clone())
                }
                Some(Printed::Number(number)) if profile.round_to > 1 => {
                    Some(round::nearest(number, profile.round_to).to_string())
                }
                _ => None,
            }
        };
        let mut note = format!("{} A number is withheld so that nobody can be identified from it.", profile.mark);
        let what = if may_be_zero { ZERO_INCLUDED } else { AT_LEAST_ONE };
        note.push_str(&format!(" It may be any number, {what}."));
        if profile.round_to > 1 {
            note.push_str(&format!(" Other numbers are rounded {nearest}{}.", profile.round_to));
        }
        note.push_str(&format!(" Profile {}.", profile.label()));
        texts.push(rewrite(table, print, note)?);
    }
    let changes = found.hidden.iter().zip(&net.cells).zip(reasons).zip(&marked).filter_map(
        |(((hidden, cell), reason), marked)| {
            let why = reason.map_or("it would give a hidden number away", Reason::as_str);
            (*hidden && !*marked).then(|| format!("{}: hidden, {why}", cell.place))
        },
    );
    Ok(Ok(Done { texts, changes: changes.collect(), is_fewest: found.is_fewest }))
}

/// Returns for each cell whether an earlier table, which stands after the first ones in the net, prints it.
fn printed_earlier(net: &Net, tables: usize, earlier: &[Table]) -> Vec<bool> {
    let mut printed = vec![false; net.cells.len()];
    for (table, cells) in earlier.iter().zip(net.of_table.iter().skip(tables)) {
        for (entry, cell) in table.entries.iter().zip(cells) {
            if let Some(slot) = printed.get_mut(*cell) {
                *slot |= entry.printed.number().is_some();
            }
        }
    }
    printed
}

/// Returns a table with some cells printed otherwise and a note below it, or `None` when all stay as they are.
fn rewrite(table: &Table, print: impl Fn(usize) -> Option<String>, note: String) -> Result<Option<String>> {
    let mut rows = table.rows.clone();
    let mut is_changed = false;
    for (index, entry) in table.entries.iter().enumerate() {
        let Some(text) = print(index) else { continue };
        let cell = rows.get_mut(entry.row).and_then(|row| row.get_mut(entry.column));
        let cell = cell.ok_or_else(|| input("a cell is not where it was read"))?;
        if Printed::of(&text) != Some(entry.printed) {
            *cell = text;
            is_changed = true;
        }
    }
    let mut notes = table.notes.clone();
    notes.push(note);
    is_changed.then(|| table.text_of(&table.header, &rows, &notes)).transpose()
}

fn rounded(tables: &[Table], profile: &Profile, options: &TableOptions) -> Tried {
    let all: Vec<&Table> = tables.iter().collect();
    let net = Net::of(&all)?;
    let base = base(profile);
    let (numbers, adds_up) = match &options.key {
        Some(key) => round::controlled(&net, base, key),
        None => (net.numbers().iter().map(|n| n.map(|n| round::nearest(n, base))).collect(), false),
    };
    let mut texts = Vec::new();
    let [nearest, up_or_down] = ROUNDED;
    for (table, cells) in tables.iter().zip(&net.of_table) {
        let print = |entry: usize| {
            let cell = *cells.get(entry)?;
            let number = net.cells.get(cell)?.printed.number()?;
            if options.key.is_none() && (1..=profile.low_to).contains(&number) {
                return Some(profile.low_mark.clone());
            }
            numbers.get(cell).copied().flatten().map(|number| number.to_string())
        };
        let how = match &options.key {
            Some(_) => format!("Numbers are rounded {up_or_down}{base}."),
            None if profile.low_to > 0 => {
                format!("Numbers are rounded {nearest}{base}; {} is 1 to {}.", profile.low_mark, profile.low_to)
            }
            None => format!("Numbers are rounded {nearest}{base}."),
        };
        let sums =
            if adds_up { "" } else { " Totals are rounded on their own and need not be the sum of their parts." };
        texts.push(rewrite(table, print, format!("{how}{sums} Profile {}.", profile.label()))?);
    }
    let changes = vec![format!("all numbers rounded to multiples of {base}")];
    Ok(Ok(Done { texts, changes, is_fewest: true }))
}

fn joined(tables: &[Table], profile: &Profile) -> Tried {
    let (mut texts, mut changes) = (Vec::new(), Vec::new());
    for table in tables {
        let Some(design) = redesign(table, profile)? else {
            let reason = format!(
                "{}: no joining of categories leaves a table that may be printed; give no breakdown",
                table.name
            );
            return Ok(Err(vec![reason]));
        };
        let is_changed = !design.steps.is_empty();
        let notes =
            [table.notes.clone(), vec![format!("Categories are joined. Profile {}.", profile.label())]].concat();
        let text = || design.table.text_of(&design.table.header, &design.table.rows, &notes);
        texts.push(is_changed.then(text).transpose()?);
        changes.extend(design.steps.into_iter().map(|step| format!("{}: {step}", table.name)));
    }
    Ok(Ok(Done { texts, changes, is_fewest: true }))
}
