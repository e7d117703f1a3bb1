//! Records made coarser until they may go out.
//!
//! Direct identifiers go; quasi-identifiers become coarser by the levels that lose least ([`Method::Lattice`]) or box by
//! box ([`Method::Mondrian`]); rows that still stand out are left out, up to a limit. The rows are written in the order of
//! their cells, so that a place in the file tells nothing. What was written is read and checked once more, and only what
//! passes is a [`RecordsRelease`].

use std::collections::BTreeMap;

use serde::Serialize;

use super::check::{Check, Requirement, ranks};
use super::classes::{Classes, Codes};
use super::closeness::{Distance, Everybody};
use super::data::{Column, input};
use super::hierarchy::{Hierarchy, Ladder};
use super::lattice::{self, Problem};
use super::{ColumnRole, Records, mondrian};
use crate::Result;

/// How quasi-identifiers become coarser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Method {
    /// One level a column for all rows, the best of all combinations.
    Lattice,
    /// Row by row as fine as the neighbours allow; nobody is left out.
    Mondrian,
}

/// How records may be made coarser.
#[derive(Clone, Debug)]
pub struct Recoding {
    method: Option<Method>,
    limit: f64,
    hierarchies: BTreeMap<String, Hierarchy>,
}

impl Default for Recoding {
    fn default() -> Self {
        Self { method: None, limit: 0.02, hierarchies: BTreeMap::new() }
    }
}

impl Recoding {
    /// Returns the usual recoding: the lattice where it is small enough, else Mondrian; at most 2% of people left out;
    /// hierarchies that suit the values.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the recoding by this method.
    #[must_use]
    pub fn with_method(mut self, method: Method) -> Self {
        self.method = Some(method);
        self
    }

    /// Returns the recoding with at most this share of people left out, from 0 to 1. A number outside becomes the nearer
    /// end, and what is no number becomes 0.
    #[must_use]
    pub fn with_limit(mut self, share: f64) -> Self {
        self.limit = if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) };
        self
    }

    /// Returns the recoding with a hierarchy of its own for `column`.
    #[must_use]
    pub fn with_hierarchy(mut self, column: impl Into<String>, hierarchy: Hierarchy) -> Self {
        self.hierarchies.insert(column.into(), hierarchy);
        self
    }
}

/// What became of records: they go out, or the reasons why not.
#[derive(Clone, Debug)]
pub enum RecordsOutcome {
    /// They may go out.
    Released(RecordsRelease),
    /// They may not.
    Refused(RecordsRefusal),
}

/// Records that may go out.
#[derive(Clone)]
pub struct RecordsRelease {
    csv: String,
    check: Check,
    loss: Loss,
}

/// Prints lengths, no values.
impl std::fmt::Debug for RecordsRelease {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RecordsRelease").field("csv", &self.csv.len()).field("loss", &self.loss).finish_non_exhaustive()
    }
}

impl RecordsRelease {
    /// Returns the records as CSV.
    #[must_use]
    pub fn csv(&self) -> &str {
        &self.csv
    }

    /// Returns the check of what was written.
    #[must_use]
    pub fn check(&self) -> &Check {
        &self.check
    }

    /// Returns what was lost.
    #[must_use]
    pub fn loss(&self) -> &Loss {
        &self.loss
    }
}

/// Why records may not go out.
#[derive(Clone, Debug)]
pub struct RecordsRefusal {
    reasons: Vec<String>,
    check: Check,
}

impl RecordsRefusal {
    /// Returns the reasons, with remedies.
    #[must_use]
    pub fn reasons(&self) -> &[String] {
        &self.reasons
    }

    /// Returns the check of the records as they came in.
    #[must_use]
    pub fn check(&self) -> &Check {
        &self.check
    }
}

/// What a release lost.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Loss {
    /// How it was made coarser.
    pub method: Method,
    /// The direct identifiers that were taken out.
    pub removed: Vec<String>,
    /// Each quasi-identifier.
    pub columns: Vec<ColumnLoss>,
    /// The people left out.
    pub left_out: u64,
    /// The mean loss of a cell of a quasi-identifier, from 0 (nothing) to 1 (everything): the share of other values that
    /// it might stand for; a cell left out counts 1 (Iyengar, KDD 2002).
    pub mean: f64,
    /// The sum over people of how many are alike, those left out being alike to all (discernibility: Bayardo and Agrawal,
    /// ICDE 2005).
    pub discernibility: u64,
    /// The mean number of people in a class, in units of k (LeFevre et al., 2006).
    pub average_class: f64,
}

/// What one column lost.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ColumnLoss {
    /// Its name.
    pub column: String,
    /// Its level, 0 being the values themselves; none where it differs from row to row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<usize>,
    /// The highest level, at which nothing is told.
    pub top: usize,
    /// The mean loss of a cell that was kept.
    pub mean: f64,
}

impl Loss {
    /// Returns the loss for a reader.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        for name in &self.removed {
            out.push_str(&format!("{name}: taken out\n"));
        }
        for ColumnLoss { column, level, top, mean } in &self.columns {
            let level = level.map_or_else(|| "row by row".to_owned(), |level| format!("level {level} of {top}"));
            out.push_str(&format!("{column}: {level}, loss {mean:.3}\n"));
        }
        out.push_str(&format!(
            "{} people left out; mean loss {:.3}; discernibility {}; average class {:.2} times k\n",
            self.left_out, self.mean, self.discernibility, self.average_class
        ));
        out
    }
}

/// From here on Mondrian is the usual method.
const LARGE: usize = 200_000;

impl Records {
    /// Returns the records made coarser until `requirement` holds, or the reasons why not.
    ///
    /// # Errors
    /// [`ErrorKind::Input`](crate::ErrorKind::Input) as [`Records::check`], for a hierarchy that does not fit its column,
    /// and for more combinations of levels than the lattice method takes.
    pub fn release(&self, requirement: &Requirement, recoding: &Recoding) -> Result<RecordsOutcome> {
        let quasi = self.quasi()?;
        for name in recoding.hierarchies.keys() {
            self.index(name)?;
        }
        let ladders: Vec<Ladder> = quasi
            .iter()
            .map(|column| match recoding.hierarchies.get(column.name()) {
                Some(hierarchy) => Ladder::of(column, hierarchy),
                None => Ladder::of(column, &Hierarchy::suited(column)),
            })
            .collect::<Result<_>>()?;
        let codes: Vec<Codes<'_>> = quasi.iter().map(|column| column.coded()).collect();
        let weights = self.weights()?;
        let people = weights.as_ref().map_or(self.len() as u64, |weights| weights.iter().sum());
        let sensitive: Vec<(Vec<u32>, Everybody)> =
            self.of_role(ColumnRole::Sensitive).map(|(_, column)| ranked(column, weights.as_deref())).collect();
        let problem = Problem {
            ladders: &ladders,
            columns: &codes,
            weights: weights.as_deref(),
            sensitive: &sensitive,
            requirement,
            limit: (recoding.limit * people as f64) as u64,
        };
        let is_small = self.len() <= LARGE && lattice::nodes(&ladders) <= lattice::MOST_NODES / 10;
        let method = recoding.method.unwrap_or(if is_small { Method::Lattice } else { Method::Mondrian });
        let mut reasons = Vec::new();
        let candidates = match method {
            Method::Lattice => {
                lattice::search(&problem)?.iter().map(|s| Coarse::by_level(&problem, &s.levels)).collect()
            }
            Method::Mondrian => mondrian::cut(&problem, self.len())
                .map(|boxes| Coarse::by_box(&problem, &boxes))
                .into_iter()
                .collect::<Vec<_>>(),
        };
        if candidates.is_empty() {
            reasons.push(self.why_not(requirement, recoding, method));
        }
        if !candidates.is_empty() {
            reasons.push("everybody would be left out".to_owned());
        }
        // Leaving rows out shifts what is known of everybody, so that t is only sure once it was measured again.
        for coarse in candidates.iter().filter(|coarse| self.is_empty() || coarse.kept.contains(&true)).take(ATTEMPTS) {
            let csv = self.write(coarse)?;
            let written = self.reread(&csv)?;
            let check = written.check(requirement)?;
            if check.passes() {
                let loss = self.loss(method, &quasi, &problem, coarse, people, requirement);
                return Ok(RecordsOutcome::Released(RecordsRelease { csv, check, loss }));
            }
            reasons = check.failures.into_iter().map(|failure| failure.message).collect();
        }
        Ok(RecordsOutcome::Refused(RecordsRefusal { reasons, check: self.check(requirement)? }))
    }

    fn why_not(&self, requirement: &Requirement, recoding: &Recoding, method: Method) -> String {
        let k = requirement.k();
        let remedy = "release fewer columns, or a table of counts instead";
        match method {
            Method::Lattice => format!(
                "no levels make {k} people alike and every sensitive column {} diverse with at most {:.1}% left out; {remedy}",
                requirement.diversity(),
                recoding.limit * 100.0
            ),
            Method::Mondrian => format!(
                "all people together are fewer than {k}, or their sensitive values are not {} diverse; {remedy}",
                requirement.diversity()
            ),
        }
    }

    /// Writes the records: direct identifiers out, quasi-identifiers as in `coarse`, rows in the order of their cells.
    fn write(&self, coarse: &Coarse) -> Result<String> {
        let mut coarse_columns = coarse.columns.iter();
        let (mut names, mut sources) = (Vec::new(), Vec::new());
        for column in self.columns().iter().filter(|column| column.role() != ColumnRole::Direct) {
            names.push(column.name());
            sources.push(match column.role() {
                ColumnRole::Quasi => coarse_columns.next().map(Source::Told),
                _ => Some(Source::Kept(column)),
            });
        }
        let mut writer = csv::WriterBuilder::new().delimiter(self.separator()).from_writer(Vec::new());
        writer.write_record(&names).map_err(|_| unwritten())?;
        let mut ends = Vec::with_capacity(self.len() + 1);
        let mut end = |writer: &mut csv::Writer<Vec<u8>>| -> Result<()> {
            writer.flush().map_err(|_| unwritten())?;
            ends.push(writer.get_ref().len());
            Ok(())
        };
        end(&mut writer)?;
        for (row, _) in coarse.kept.iter().enumerate().filter(|(_, kept)| **kept) {
            for source in &sources {
                let cell = source.as_ref().map_or("", |source| source.cell(row));
                writer.write_field(cell).map_err(|_| unwritten())?;
            }
            writer.write_record(None::<&[u8]>).map_err(|_| unwritten())?;
            end(&mut writer)?;
        }
        let written = writer.into_inner().map_err(|_| unwritten())?;
        let mut lines: Vec<&[u8]> =
            ends.windows(2).filter_map(|pair| written.get(*pair.first()?..*pair.last()?)).collect();
        lines.sort_unstable();
        let mut sorted = written.get(..ends.first().copied().unwrap_or(0)).unwrap_or_default().to_vec();
        sorted.reserve(written.len());
        lines.iter().for_each(|line| sorted.extend_from_slice(line));
        String::from_utf8(sorted).map_err(|_| unwritten())
    }

    /// Reads what was written with the roles of these columns.
    fn reread(&self, csv: &str) -> Result<Self> {
        let named = self.columns().iter().filter(|column| column.role() != ColumnRole::Direct);
        let mut records = Self::from_csv(csv.as_bytes())?;
        for column in named {
            records = records.with_role(column.name(), column.role())?;
        }
        Ok(records)
    }

    fn loss(
        &self,
        method: Method,
        quasi: &[&Column],
        problem: &Problem<'_>,
        coarse: &Coarse,
        people: u64,
        requirement: &Requirement,
    ) -> Loss {
        let weight = |row: usize| problem.weights.map_or(1, |w| w.get(row).copied().unwrap_or(0));
        let kept: u64 = coarse.kept.iter().enumerate().filter(|(_, kept)| **kept).map(|(row, _)| weight(row)).sum();
        let left_out = people - kept;
        let mut sum = left_out as f64 * quasi.len() as f64;
        let columns = quasi.iter().zip(&coarse.columns).zip(problem.ladders).map(|((column, told), ladder)| {
            let lost = |(row, label): (usize, &u32)| {
                told.losses.get(*label as usize).copied().unwrap_or(1.0) * weight(row) as f64
            };
            let rows = told.labels.iter().enumerate().filter(|(row, _)| coarse.kept.get(*row) == Some(&true));
            let lost: f64 = rows.map(lost).sum();
            sum += lost;
            ColumnLoss {
                column: column.name().to_owned(),
                level: told.level,
                top: ladder.levels.len() - 1,
                mean: lost / kept.max(1) as f64,
            }
        });
        let columns: Vec<ColumnLoss> = columns.collect();
        let codes: Vec<Codes<'_>> =
            coarse.columns.iter().map(|told| Codes { of: &told.labels, count: told.texts.len() }).collect();
        let is_kept = |row: &&u32| coarse.kept.get(**row as usize) == Some(&true);
        let sizes: Vec<u64> = Classes::of(&codes, self.len())
            .iter()
            .map(|rows| rows.iter().filter(is_kept).map(|row| weight(*row as usize)).sum())
            .filter(|size| *size > 0)
            .collect();
        let square = |size: &u64| size.saturating_mul(*size);
        let removed = self.of_role(ColumnRole::Direct).map(|(_, column)| column.name().to_owned());
        Loss {
            method,
            removed: removed.collect(),
            columns,
            left_out,
            mean: sum / (people.max(1) as f64 * quasi.len().max(1) as f64),
            discernibility: sizes.iter().map(square).fold(left_out.saturating_mul(people), u64::saturating_add),
            average_class: kept as f64 / sizes.len().max(1) as f64 / requirement.k() as f64,
        }
    }
}

fn unwritten() -> crate::Error {
    input("the records cannot be written")
}

/// Where the cells of a column come from.
enum Source<'a> {
    Told(&'a Coarsened),
    Kept(&'a Column),
}

impl Source<'_> {
    fn cell(&self, row: usize) -> &str {
        match self {
            Self::Told(told) => {
                let label = told.labels.get(row).and_then(|label| told.texts.get(*label as usize));
                label.map_or("", String::as_str)
            }
            Self::Kept(column) => column.codes().get(row).map_or("", |code| column.value(*code)),
        }
    }
}

/// How many solutions are written and measured again before the answer is no.
const ATTEMPTS: usize = 8;

/// Quasi-identifiers made coarser.
struct Coarse {
    columns: Vec<Coarsened>,
    /// For each row whether it goes out.
    kept: Vec<bool>,
}

struct Coarsened {
    /// For each row the number of its text.
    labels: Vec<u32>,
    texts: Vec<String>,
    /// What each text loses.
    losses: Vec<f64>,
    level: Option<usize>,
}

impl Coarse {
    fn by_level(problem: &Problem<'_>, levels: &[usize]) -> Self {
        let rows = problem.columns.first().map_or(0, |column| column.of.len());
        let columns: Vec<Coarsened> = problem
            .ladders
            .iter()
            .zip(problem.columns)
            .zip(levels)
            .filter_map(|((ladder, column), index)| {
                let level = ladder.levels.get(*index)?;
                let label = |code: &u32| level.map.get(*code as usize).copied().unwrap_or(0);
                Some(Coarsened {
                    labels: column.of.iter().map(label).collect(),
                    texts: level.labels.clone(),
                    losses: level.loss.clone(),
                    level: Some(*index),
                })
            })
            .collect();
        let codes: Vec<Codes<'_>> =
            columns.iter().map(|told| Codes { of: &told.labels, count: told.texts.len() }).collect();
        let mut kept = vec![true; rows];
        let mut scratch = Vec::new();
        for class in Classes::of(&codes, rows).iter() {
            let weight = |row: &u32| problem.weights.map_or(1, |w| w.get(*row as usize).copied().unwrap_or(0));
            let people: u64 = class.iter().map(weight).sum();
            let mixed = || class.iter().copied();
            if people < problem.requirement.k() || !lattice::is_mixed(problem, mixed, true, &mut scratch) {
                for row in class {
                    if let Some(kept) = kept.get_mut(*row as usize) {
                        *kept = false;
                    }
                }
            }
        }
        Self { columns, kept }
    }

    fn by_box(problem: &Problem<'_>, boxes: &mondrian::Boxes) -> Self {
        let rows = problem.columns.first().map_or(0, |column| column.of.len());
        let columns = problem.ladders.iter().zip(problem.columns).map(|(ladder, column)| {
            let mut told = Coarsened { labels: vec![0; rows], texts: Vec::new(), losses: Vec::new(), level: None };
            let mut known: BTreeMap<String, u32> = BTreeMap::new();
            for own in boxes.iter() {
                let codes = own.iter().filter_map(|row| column.of.get(*row as usize).copied());
                let mondrian::Told { text, loss } = mondrian::told(ladder, codes);
                let next = u32::try_from(told.texts.len()).unwrap_or(u32::MAX);
                let label = *known.entry(text.clone()).or_insert(next);
                if label == next {
                    told.texts.push(text);
                    told.losses.push(loss);
                }
                for row in own {
                    if let Some(place) = told.labels.get_mut(*row as usize) {
                        *place = label;
                    }
                }
            }
            told
        });
        Self { columns: columns.collect(), kept: vec![true; rows] }
    }
}

/// Returns for each row the rank of its sensitive value, and what is known of everybody.
pub(super) fn ranked(column: &Column, weights: Option<&[u64]>) -> (Vec<u32>, Everybody) {
    let (ranks, is_number) = ranks(column);
    let rows: Vec<u32> = column.codes().iter().map(|code| ranks.get(*code as usize).copied().unwrap_or(0)).collect();
    let mut counts = vec![0_u64; ranks.iter().max().copied().unwrap_or(0) as usize + 1];
    for (row, rank) in rows.iter().enumerate() {
        if let Some(count) = counts.get_mut(*rank as usize) {
            *count += weights.map_or(1, |w| w.get(row).copied().unwrap_or(0));
        }
    }
    let distance = if is_number { Distance::Ordered } else { Distance::Equal };
    (rows, Everybody::of(counts.get(1..).unwrap_or_default(), distance))
}
