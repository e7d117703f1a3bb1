//! Classes by cutting: for data too large or too fine for a search over levels.
//!
//! All rows start as one box. A box is cut at the median of its widest column as long as both halves still meet the
//! requirement (LeFevre, DeWitt and Ramakrishnan, Mondrian Multidimensional K-Anonymity, ICDE 2006, strict partitioning);
//! what cannot be cut becomes a class and is told by the least that covers its values. Nobody is left out. A missing value
//! is a value of its own, below all others.

use std::ops::Range;

use super::data::MISSING;
use super::hierarchy::{Ladder, STAR};
use super::lattice::{Problem, is_mixed};

/// Rows in boxes.
pub(super) struct Boxes {
    /// The rows, box by box.
    order: Vec<u32>,
    /// Where in `order` each box starts and ends.
    ranges: Vec<(usize, usize)>,
}

/// What a box tells of one column.
pub(super) struct Told {
    pub(super) text: String,
    /// From 0 (one value) to 1 (any value).
    pub(super) loss: f64,
}

impl Boxes {
    /// Returns the rows of each box.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.ranges.iter().map(|(start, end)| self.order.get(*start..*end).unwrap_or_default())
    }
}

/// Returns the boxes, or `None` when not even all rows together meet the requirement.
pub(super) fn cut(problem: &Problem<'_>, rows: usize) -> Option<Boxes> {
    let mut cutter = Cutter::of(problem, rows);
    if !cutter.meets(0..rows) {
        return None;
    }
    let mut ranges = Vec::new();
    let mut open = vec![(0, rows)];
    while let Some((start, end)) = open.pop() {
        match cutter.cut(start..end) {
            Some(middle) => open.extend([(middle, end), (start, middle)]),
            None => ranges.push((start, end)),
        }
    }
    Some(Boxes { order: cutter.order, ranges })
}

/// Cuts boxes in place: the rows of a box stand together, with the places of their values, so that a box is read in order.
struct Cutter<'p, 'a> {
    problem: &'p Problem<'a>,
    /// The rows.
    order: Vec<u32>,
    /// The places of a row's values in the order of their columns, in the order of the rows.
    places: Vec<u32>,
    /// How many places each column has.
    widths: Vec<u32>,
    bounds: Vec<(u32, u32)>,
    values: Vec<u32>,
    /// Rows above a cut, and their places, while the others move up.
    above: (Vec<u32>, Vec<u32>),
    scratch: Vec<(u32, u64)>,
}

impl<'p, 'a> Cutter<'p, 'a> {
    fn of(problem: &'p Problem<'a>, rows: usize) -> Self {
        let mut places = Vec::with_capacity(rows * problem.columns.len());
        let mut columns: Vec<_> = problem
            .ladders
            .iter()
            .zip(problem.columns)
            .map(|(ladder, column)| {
                column.of.iter().map(|code| ladder.order.get(*code as usize).copied().unwrap_or(MISSING))
            })
            .collect();
        for _ in 0..rows {
            places.extend(columns.iter_mut().filter_map(Iterator::next));
        }
        let widths =
            problem.ladders.iter().map(|ladder| ladder.order.iter().max().copied().unwrap_or(0).max(1)).collect();
        Self {
            problem,
            order: (0..u32::try_from(rows).unwrap_or(u32::MAX)).collect(),
            places,
            widths,
            bounds: Vec::new(),
            values: Vec::new(),
            above: (Vec::new(), Vec::new()),
            scratch: Vec::new(),
        }
    }

    /// Returns whether the rows of a range meet the requirement.
    fn meets(&mut self, range: Range<usize>) -> bool {
        let rows = self.order.get(range).unwrap_or_default();
        let weight = |row: &u32| self.problem.weights.map_or(1, |w| w.get(*row as usize).copied().unwrap_or(0));
        let people = if self.problem.weights.is_none() { rows.len() as u64 } else { rows.iter().map(weight).sum() };
        people >= self.problem.requirement.k()
            && is_mixed(self.problem, || rows.iter().copied(), true, &mut self.scratch)
    }

    /// Puts the rows of a box below a cut first and returns where the others start, or `None` where no cut meets the
    /// requirement.
    fn cut(&mut self, range: Range<usize>) -> Option<usize> {
        if self.problem.weights.is_none() && range.len() < self.fewest().saturating_mul(2) {
            return None;
        }
        self.bound(range.clone());
        let mut columns: Vec<(f64, usize)> = self
            .bounds
            .iter()
            .zip(&self.widths)
            .map(|((low, high), width)| f64::from(high - low) / f64::from(*width))
            .zip(0..)
            .filter(|(width, _)| *width > 0.0)
            .collect();
        columns.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        columns.iter().find_map(|(_, column)| self.cut_at_median(&range, *column))
    }

    fn fewest(&self) -> usize {
        usize::try_from(self.problem.requirement.k()).unwrap_or(usize::MAX)
    }

    /// Returns the places of the rows of a range, row by row.
    fn places(&self, range: &Range<usize>) -> impl Iterator<Item = &[u32]> {
        let stride = self.widths.len();
        self.places.get(range.start * stride..range.end * stride).unwrap_or_default().chunks_exact(stride.max(1))
    }

    /// Works out the least and greatest place of each column.
    fn bound(&mut self, range: Range<usize>) {
        let mut bounds = std::mem::take(&mut self.bounds);
        bounds.clear();
        bounds.resize(self.widths.len(), (u32::MAX, 0));
        for own in self.places(&range) {
            for (place, (low, high)) in own.iter().zip(&mut bounds) {
                *low = (*low).min(*place);
                *high = (*high).max(*place);
            }
        }
        self.bounds = bounds;
    }

    fn cut_at_median(&mut self, range: &Range<usize>, column: usize) -> Option<usize> {
        let mut values = std::mem::take(&mut self.values);
        values.clear();
        values.extend(self.places(range).map(|own| own.get(column).copied().unwrap_or(MISSING)));
        let middle = values.len() / 2;
        let (below, median, _) = values.select_nth_unstable(middle);
        let (median, before) = (*median, below.iter().max().copied());
        let low = self.bounds.get(column).map_or(0, |(low, _)| *low);
        // The median goes up; where nothing would stay below it, it goes down and those above it are cut off.
        let last = if before.is_some_and(|before| before < median) {
            before.unwrap_or(low)
        } else if low < median {
            below.iter().filter(|place| **place < median).max().copied().unwrap_or(low)
        } else {
            median
        };
        let count = |last: u32| values.iter().filter(|place| **place <= last).count();
        let found = [last, median].into_iter().find_map(|last| {
            let left = count(last);
            let (fewest, others) = (self.fewest(), values.len() - left);
            let hopeless = left == 0 || others == 0 || self.problem.weights.is_none() && left.min(others) < fewest;
            (!hopeless).then(|| self.divide(range, column, last))?
        });
        self.values = values;
        found
    }

    /// Divides rows into those up to `last` and those above it, and returns where these start if both meet the requirement.
    fn divide(&mut self, range: &Range<usize>, column: usize, last: u32) -> Option<usize> {
        let stride = self.widths.len();
        let (mut rows, mut places) = std::mem::take(&mut self.above);
        rows.clear();
        places.clear();
        let mut middle = range.start;
        for from in range.clone() {
            let own = from * stride..(from + 1) * stride;
            let row = self.order.get(from).copied().unwrap_or(0);
            if self.places.get(own.start + column).is_some_and(|place| *place <= last) {
                self.places.copy_within(own, middle * stride);
                self.order.get_mut(middle).into_iter().for_each(|slot| *slot = row);
                middle += 1;
            } else {
                places.extend_from_slice(self.places.get(own).unwrap_or_default());
                rows.push(row);
            }
        }
        let above = self.order.get_mut(middle..range.end).unwrap_or_default();
        above.iter_mut().zip(&rows).for_each(|(slot, row)| *slot = *row);
        let above = self.places.get_mut(middle * stride..range.end * stride).unwrap_or_default();
        above.iter_mut().zip(&places).for_each(|(slot, place)| *slot = *place);
        self.above = (rows, places);
        (self.meets(range.start..middle) && self.meets(middle..range.end)).then_some(middle)
    }
}

/// Returns what a box tells of one column: the value, the least step that covers all values, both ends, or a star.
pub(super) fn told(ladder: &Ladder, codes: impl Iterator<Item = u32>) -> Told {
    let mut codes: Vec<u32> = codes.collect();
    let place = |code: &u32| ladder.order.get(*code as usize).copied().unwrap_or(0);
    codes.sort_unstable_by_key(place);
    codes.dedup();
    let exact = |code: &u32| {
        ladder.levels.first().and_then(|level| level.labels.get(*code as usize)).map_or("", String::as_str)
    };
    let others = ladder.order.iter().max().copied().unwrap_or(0).saturating_sub(1).max(1);
    let (first, last) = match codes.as_slice() {
        [only] => return Told { text: exact(only).to_owned(), loss: 0.0 },
        // A value that is missing must not be told to lie in a band.
        [first, .., last] if *first != MISSING => (*first, *last),
        _ => return Told { text: STAR.to_owned(), loss: 1.0 },
    };
    let spread = f64::from(place(&last).saturating_sub(place(&first))) / f64::from(others);
    if ladder.has_ranges && is_number(exact(&first)) && is_number(exact(&last)) {
        let from = if exact(&first).starts_with('-') { "from " } else { "" };
        return Told { text: format!("{from}{} to {}", exact(&first), exact(&last)), loss: spread };
    }
    for level in ladder.levels.iter().skip(1) {
        let mut labels = codes.iter().map(|code| level.map.get(*code as usize));
        let label = labels.next().flatten();
        if let Some(label) = label.filter(|label| **label != MISSING && labels.all(|other| other == Some(label))) {
            let text = level.labels.get(*label as usize).cloned().unwrap_or_default();
            return Told { text, loss: level.loss.get(*label as usize).copied().unwrap_or(1.0) };
        }
    }
    match codes.as_slice() {
        [_, _] | [_, _, _] => {
            let text = codes.iter().map(exact).collect::<Vec<_>>().join(" or ");
            Told { text, loss: (codes.len() - 1) as f64 / f64::from(others) }
        }
        _ => Told { text: STAR.to_owned(), loss: 1.0 },
    }
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok_and(f64::is_finite)
}
