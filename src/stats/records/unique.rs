//! Which few facts single somebody out: minimal sets of quasi-identifiers whose values only one record has.
//!
//! The search is that of SUDA2 (Manning, Haglin and Keane, A recursive search algorithm for statistical disclosure
//! assessment, Data Mining and Knowledge Discovery 16, 2008): facts in the order of their rarity, within the records that
//! have a fact the rarer sets of what remains, and a set counts only if each smaller one is shared. The scores are those of
//! Elliot, Manning and Ford (2002): a record counts the more, the smaller its sets. A missing value is no fact, and no
//! record is taken to have it: that finds more, never fewer.

use serde::Serialize;

use super::classes::Codes;
use super::data::MISSING;

/// What a search for minimal unique sets found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct UniqueSets {
    /// The most columns a set may have.
    pub largest: usize,
    /// The sets by their columns, the smallest and commonest first.
    pub sets: Vec<UniqueSet>,
    /// How many records at least one set singles out.
    pub records: usize,
    /// The records with the highest scores, numbered from 1, at most ten.
    pub riskiest: Vec<usize>,
    /// Whether the search came to its end; if not, there may be more sets.
    pub is_complete: bool,
}

/// Columns whose values together single records out, none of them to spare.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UniqueSet {
    /// Their names.
    pub columns: Vec<String>,
    /// How many records they single out.
    pub records: usize,
}

/// How many records the search may look at before it gives up.
const LIMIT: u64 = 400_000_000;

/// A minimal unique set: the record, and its columns as bits.
type Found = (u32, u64);

/// Returns the minimal unique sets of up to `largest` columns over `rows`. A row that stands for several people is to be
/// given twice. At most 64 columns are searched.
pub(super) fn search(columns: &[Codes<'_>], names: &[&str], rows: &[u32], largest: usize) -> UniqueSets {
    let mut suda = Suda { columns, ranks: Vec::new(), work: 0 };
    suda.rank(rows);
    let facts = suda.facts(rows);
    let found = if rows.len() > 1 { suda.sets(rows, &facts, 0, largest) } else { Vec::new() };
    let is_complete = suda.work <= LIMIT && columns.len() <= 64;
    let mut by_columns: std::collections::BTreeMap<(u32, u64), usize> = std::collections::BTreeMap::new();
    let mut scores: std::collections::BTreeMap<u32, f64> = std::collections::BTreeMap::new();
    for (row, mask) in &found {
        let size = mask.count_ones();
        *by_columns.entry((size, *mask)).or_default() += 1;
        let weight: f64 = (size as usize..=largest).map(|i| columns.len().saturating_sub(i).max(1) as f64).product();
        *scores.entry(*row).or_default() += weight;
    }
    let mut sets: Vec<((u32, u64), usize)> = by_columns.into_iter().collect();
    sets.sort_by_key(|((size, mask), records)| (*size, std::cmp::Reverse(*records), *mask));
    let named =
        |mask: u64| names.iter().enumerate().filter(move |(i, _)| mask >> i & 1 == 1).map(|(_, n)| (*n).to_owned());
    let sets = sets.into_iter().map(|((_, mask), records)| UniqueSet { columns: named(mask).collect(), records });
    let mut riskiest: Vec<(u32, f64)> = scores.iter().map(|(row, score)| (*row, *score)).collect();
    riskiest.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    UniqueSets {
        largest,
        sets: sets.collect(),
        records: scores.len(),
        riskiest: riskiest.iter().take(10).map(|(row, _)| *row as usize + 1).collect(),
        is_complete,
    }
}

struct Suda<'a> {
    columns: &'a [Codes<'a>],
    /// For each column and code, the place in the order of rarity, from 1.
    ranks: Vec<Vec<u32>>,
    work: u64,
}

/// A value of a column, and the rows at hand that have it.
struct Fact {
    rank: u32,
    column: usize,
    rows: Vec<u32>,
}

impl Suda<'_> {
    /// Ranks all facts by the number of rows that have them.
    fn rank(&mut self, rows: &[u32]) {
        let mut supports: Vec<(u32, usize, usize)> = Vec::new();
        for (index, column) in self.columns.iter().enumerate().take(64) {
            let mut counts = vec![0_u32; column.count];
            for code in rows.iter().filter_map(|row| column.of.get(*row as usize)) {
                if let Some(count) = counts.get_mut(*code as usize) {
                    *count += 1;
                }
            }
            supports.extend(counts.iter().enumerate().skip(1).map(|(code, count)| (*count, index, code)));
            self.ranks.push(vec![0; column.count]);
        }
        supports.sort_unstable();
        for (rank, (_, column, code)) in (1_u32..).zip(supports) {
            if let Some(place) = self.ranks.get_mut(column).and_then(|ranks| ranks.get_mut(code)) {
                *place = rank;
            }
        }
    }

    fn code(&self, row: u32, column: usize) -> u32 {
        self.columns.get(column).and_then(|column| column.of.get(row as usize)).copied().unwrap_or(MISSING)
    }

    /// Returns the facts of `rows`, the rarest of all rows first.
    fn facts(&self, rows: &[u32]) -> Vec<Fact> {
        let mut all: Vec<(u32, usize, u32)> = Vec::with_capacity(rows.len() * self.ranks.len());
        for row in rows {
            for (column, ranks) in self.ranks.iter().enumerate() {
                let code = self.code(*row, column);
                if code != MISSING {
                    all.push((ranks.get(code as usize).copied().unwrap_or(0), column, *row));
                }
            }
        }
        all.sort_unstable();
        all.chunk_by(|a, b| a.0 == b.0)
            .filter_map(|same| {
                let (rank, column, _) = *same.first()?;
                Some(Fact { rank, column, rows: same.iter().map(|(_, _, row)| *row).collect() })
            })
            .collect()
    }

    /// Returns the minimal sets that are unique among `rows`, of facts ranked above `above` and at most `most` of them.
    fn sets(&mut self, rows: &[u32], facts: &[Fact], above: u32, most: usize) -> Vec<Found> {
        let mut found = Vec::new();
        self.work = self.work.saturating_add((rows.len() * self.ranks.len()) as u64);
        if most == 0 || self.work > LIMIT {
            return found;
        }
        for fact in facts.iter().filter(|fact| fact.rank > above) {
            match fact.rows.as_slice() {
                [row] => found.push((*row, 1 << fact.column)),
                // A fact that all rows have is one to spare.
                shared if shared.len() == rows.len() || most == 1 => {}
                shared => {
                    let inner = self.facts(shared);
                    for (row, mask) in self.sets(shared, &inner, fact.rank, most - 1) {
                        if self.is_shared(row, mask, rows) {
                            found.push((row, mask | 1 << fact.column));
                        }
                    }
                }
            }
        }
        found
    }

    /// Returns whether another of `rows` has what `row` has in the columns of `mask`.
    fn is_shared(&mut self, row: u32, mask: u64, rows: &[u32]) -> bool {
        let mut columns = (0..self.ranks.len()).filter(|column| mask >> column & 1 == 1);
        let wanted: Vec<(usize, u32)> = columns.by_ref().map(|column| (column, self.code(row, column))).collect();
        let mut matches =
            rows.iter().filter(|other| wanted.iter().all(|(column, code)| self.code(**other, *column) == *code));
        let shared = matches.by_ref().take(2).count() == 2;
        self.work = self.work.saturating_add(rows.len() as u64);
        shared
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Against every set of every record, tried one by one.
        #[test]
        fn the_sets_are_those_of_the_definition(rows in prop::collection::vec(prop::array::uniform4(0_u32..4), 2..14)) {
            let columns: Vec<Vec<u32>> = (0..4).map(|c| rows.iter().map(|row| row[c]).collect()).collect();
            let codes: Vec<Codes<'_>> = columns.iter().map(|of| Codes { of, count: 4 }).collect();
            let all: Vec<u32> = (0..rows.len() as u32).collect();
            let mut suda = Suda { columns: &codes, ranks: Vec::new(), work: 0 };
            suda.rank(&all);
            let facts = suda.facts(&all);
            let found: BTreeSet<Found> = suda.sets(&all, &facts, 0, 3).into_iter().collect();
            let support = |row: &[u32; 4], mask: u64| rows.iter().filter(|other| {
                (0..4).all(|c| mask >> c & 1 == 0 || row[c] == other[c])
            }).count();
            let mut expected = BTreeSet::new();
            for (index, row) in rows.iter().enumerate() {
                for mask in 1_u64..16 {
                    let facts: Vec<usize> = (0..4).filter(|c| mask >> c & 1 == 1).collect();
                    let known = facts.iter().all(|c| row[*c] != MISSING);
                    let minimal = facts.iter().all(|c| support(row, mask & !(1 << c)) > 1);
                    if known && facts.len() <= 3 && support(row, mask) == 1 && minimal {
                        expected.insert((index as u32, mask));
                    }
                }
            }
            prop_assert_eq!(found, expected);
        }
    }
}
