//! Equivalence classes: the rows that nobody can tell apart by their quasi-identifiers.
//!
//! Columns of codes go in; rows in the order of their classes come out, by one counting sort a column, so that no two
//! different rows can meet in a hash. A missing value is a wildcard where [`Neighbours`] say so: somebody who knows all
//! about a person cannot rule a row out by a value that is not there.

use super::data::MISSING;

/// Rows in classes.
pub(super) struct Classes {
    /// The rows, class by class.
    order: Vec<u32>,
    /// Where in `order` each class ends.
    ends: Vec<u32>,
}

/// One column of codes with the number of different codes.
#[derive(Clone, Copy)]
pub(super) struct Codes<'a> {
    pub(super) of: &'a [u32],
    pub(super) count: usize,
}

impl Classes {
    /// Returns the classes of `rows` rows that have the same code in every column, in the order of their codes.
    pub(super) fn of(columns: &[Codes<'_>], rows: usize) -> Self {
        let mut order: Vec<u32> = (0..u32::try_from(rows).unwrap_or(u32::MAX)).collect();
        let mut next = vec![0; rows];
        let mut counts: Vec<u32> = Vec::new();
        for column in columns.iter().rev() {
            sort_by(column, &mut order, &mut next, &mut counts);
        }
        // A class starts where any column changes.
        let mut starts = vec![false; rows];
        for column in columns {
            let mut before = None;
            for (row, start) in order.iter().zip(&mut starts) {
                let code = column.of.get(*row as usize);
                *start |= code != before;
                before = code;
            }
        }
        let mut ends: Vec<u32> =
            starts.iter().zip(0_u32..).skip(1).filter_map(|(start, at)| start.then_some(at)).collect();
        if rows > 0 {
            ends.push(u32::try_from(rows).unwrap_or(u32::MAX));
        }
        Self { order, ends }
    }

    /// Returns the number of classes.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the rows of each class.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let rows = self.order.get(start as usize..*end as usize).unwrap_or_default();
            start = *end;
            rows
        })
    }

    /// Returns the rows of class `index`.
    pub(super) fn rows(&self, index: usize) -> &[u32] {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(index).copied().unwrap_or(start);
        self.order.get(start as usize..end as usize).unwrap_or_default()
    }
}

/// Sorts rows by one column and keeps the order of rows with the same code (Knuth, TAOCP 3, 5.2, distribution counting).
fn sort_by(column: &Codes<'_>, order: &mut Vec<u32>, next: &mut Vec<u32>, counts: &mut Vec<u32>) {
    if column.count <= 1 {
        return;
    }
    counts.clear();
    counts.resize(column.count, 0);
    for code in column.of {
        if let Some(count) = counts.get_mut(*code as usize) {
            *count += 1;
        }
    }
    let mut start = 0;
    for count in counts.iter_mut() {
        (*count, start) = (start, start + *count);
    }
    for row in order.iter() {
        let code = column.of.get(*row as usize).copied().unwrap_or(0);
        if let Some(at) = counts.get_mut(code as usize) {
            if let Some(place) = next.get_mut(*at as usize) {
                *place = *row;
            }
            *at += 1;
        }
    }
    std::mem::swap(order, next);
}

/// For each class, the classes that agree with it wherever neither misses a value, itself among them.
pub(super) enum Neighbours {
    /// Nothing is missing: each class stands for itself.
    None,
    /// The classes that agree with each.
    Of(Vec<Vec<u32>>),
    /// Finding them would have taken too long: a missing value counts as a value of its own, which finds smaller classes.
    TooMany,
}

/// The most work that finding neighbours may take: classes looked at, and pairs found.
const LIMIT: usize = 100_000_000;

impl Neighbours {
    /// Returns the neighbours of all classes.
    pub(super) fn of(columns: &[Codes<'_>], classes: &Classes) -> Self {
        if columns.iter().all(|column| !column.of.contains(&MISSING)) {
            return Self::None;
        }
        // A class has the codes of its first row; classes that miss the same columns form a group.
        let first: Vec<u32> = classes.iter().filter_map(|rows| rows.first().copied()).collect();
        let code = |class: u32, column: &Codes<'_>| {
            first.get(class as usize).and_then(|row| column.of.get(*row as usize)).copied().unwrap_or(MISSING)
        };
        let pattern =
            |class: u32| -> Vec<bool> { columns.iter().map(|column| code(class, column) == MISSING).collect() };
        let mut groups: std::collections::BTreeMap<Vec<bool>, Vec<u32>> = std::collections::BTreeMap::new();
        for (class, _) in (0_u32..).zip(&first) {
            groups.entry(pattern(class)).or_default().push(class);
        }
        if groups.len().saturating_mul(classes.len()) > LIMIT {
            return Self::TooMany;
        }
        let mut neighbours: Vec<Vec<u32>> = (0_u32..).zip(&first).map(|(class, _)| vec![class]).collect();
        let mut pairs = 0_usize;
        let mut groups: Vec<(Vec<bool>, Vec<u32>)> = groups.into_iter().collect();
        groups.sort_by_key(|(_, classes)| classes.len());
        for (index, (missing, few)) in groups.iter().enumerate() {
            for (other_missing, many) in groups.iter().skip(index) {
                let same = missing == other_missing;
                if same {
                    continue; // two classes that miss the same columns differ in another one
                }
                let shared: Vec<&Codes<'_>> = columns
                    .iter()
                    .zip(missing.iter().zip(other_missing))
                    .filter_map(|(column, (a, b))| (!a && !b).then_some(column))
                    .collect();
                let key = |class: u32| -> Vec<u32> { shared.iter().map(|column| code(class, column)).collect() };
                let mut by_key: std::collections::HashMap<Vec<u32>, Vec<u32>> = std::collections::HashMap::new();
                for class in few {
                    by_key.entry(key(*class)).or_default().push(*class);
                }
                let mut wanted = Vec::with_capacity(shared.len());
                for class in many {
                    wanted.clear();
                    wanted.extend(shared.iter().map(|column| code(*class, column)));
                    for other in by_key.get(&wanted).into_iter().flatten() {
                        pairs += 1;
                        if pairs > LIMIT / 10 {
                            return Self::TooMany;
                        }
                        for (one, two) in [(*class, *other), (*other, *class)] {
                            if let Some(list) = neighbours.get_mut(one as usize) {
                                list.push(two);
                            }
                        }
                    }
                }
            }
        }
        Self::Of(neighbours)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Against a map of whole rows.
        #[test]
        fn classes_are_the_rows_that_are_alike(rows in prop::collection::vec((0_u32..3, 0_u32..4, 0_u32..2), 0..60)) {
            let columns: [Vec<u32>; 3] =
                [rows.iter().map(|r| r.0).collect(), rows.iter().map(|r| r.1).collect(), rows.iter().map(|r| r.2).collect()];
            let codes: Vec<Codes<'_>> = columns.iter().map(|of| Codes { of, count: 4 }).collect();
            let classes = Classes::of(&codes, rows.len());
            let mut expected: BTreeMap<_, Vec<u32>> = BTreeMap::new();
            for (index, row) in (0_u32..).zip(&rows) {
                expected.entry(*row).or_default().push(index);
            }
            let found: Vec<Vec<u32>> = classes.iter().map(<[u32]>::to_vec).collect();
            prop_assert_eq!(&found, &expected.values().cloned().collect::<Vec<_>>());
            // Neighbours against the definition.
            let agree = |a: &[u32], b: &[u32]| codes.iter().all(|c| {
                let (a, b) = (c.of[a[0] as usize], c.of[b[0] as usize]);
                a == b || a == MISSING || b == MISSING
            });
            let neighbours = match Neighbours::of(&codes, &classes) {
                Neighbours::None => (0..classes.len() as u32).map(|class| vec![class]).collect(),
                Neighbours::Of(lists) => lists,
                Neighbours::TooMany => panic!("sixty rows are not too many"),
            };
            for (a, mut list) in neighbours.into_iter().enumerate() {
                list.sort_unstable();
                let expected: Vec<u32> =
                    (0..classes.len()).filter(|b| agree(&found[a], &found[*b])).map(|b| b as u32).collect();
                prop_assert_eq!(list, expected);
            }
        }
    }
}
