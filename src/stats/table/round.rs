//! Numbers rounded to a base, so that small differences tell nothing.
//!
//! Without a key every number goes to the nearest multiple. With a key the choice between the multiple below and the one
//! above is drawn, repeatably: the same table and key give the same numbers, so that asking again tells nothing more. In
//! two-way tables the rounded totals are the sums of the rounded cells (controlled rounding: Cox, A constructive procedure
//! for unbiased controlled rounding, JASA 82(398), 1987); elsewhere totals are rounded on their own. Multiples of the base
//! stay as they are, and on average nothing is added or taken away.

use super::net::Net;
use crate::Key;

/// Returns the nearest multiple, halves going up.
pub(super) fn nearest(number: u64, base: u64) -> u64 {
    let base = base.max(1);
    number.saturating_add(base / 2) / base * base
}

/// Returns every number rounded to a multiple beside it by draws of `key`, and whether totals add up.
pub(super) fn controlled(net: &Net, base: u64, key: &Key) -> (Vec<Option<u64>>, bool) {
    let base = base.max(1);
    let numbers = net.numbers();
    if let Some(rounded) = Fractions::of(net, base, key).and_then(Fractions::solve) {
        return (rounded.into_iter().map(Some).collect(), true);
    }
    let round = |(number, cell): (&Option<u64>, &super::net::Cell)| {
        let number = (*number)?;
        let over = number % base;
        let draw = Draw { key, base }.below(&format!("{} {number}", cell.identity), base);
        Some(number - over + if draw < over { base } else { 0 })
    };
    (numbers.iter().zip(&net.cells).map(round).collect(), false)
}

/// Draws that only the holder of the key can foresee.
struct Draw<'k> {
    key: &'k Key,
    base: u64,
}

impl Draw<'_> {
    /// Returns a number below `bound` for what is to be decided.
    fn below(&self, what: &str, bound: u64) -> u64 {
        let digest = self.key.digest("round", &[format!("{} {what}", self.base).as_bytes()]);
        let bytes: [u8; 8] = digest.first_chunk().copied().unwrap_or_default();
        // 64 bits over a base of some units: the bias is far below what any table shows.
        u64::from_be_bytes(bytes) % bound.max(1)
    }
}

/// A two-way table in which every cell is above a multiple of the base by a remainder.
struct Fractions<'k> {
    draw: Draw<'k>,
    base: u64,
    /// The multiple below each cell.
    floors: Vec<u64>,
    /// What each cell is above it, from 0 to the base.
    above: Vec<u64>,
    /// For each cell its two lines and whether it counts against both its sums.
    ends: Vec<[usize; 2]>,
    is_total: Vec<bool>,
    lines: usize,
    table: String,
}

impl<'k> Fractions<'k> {
    /// Returns the table if every cell lies in exactly one sum of each of two dimensions.
    fn of(net: &Net, base: u64, key: &'k Key) -> Option<Self> {
        let numbers: Vec<u64> = net.numbers().into_iter().collect::<Option<_>>()?;
        let mut dimensions: Vec<usize> = net.equations.iter().map(|equation| equation.dimension).collect();
        dimensions.sort_unstable();
        dimensions.dedup();
        let [across, _] = dimensions.as_slice() else { return None };
        let mut ends = vec![[usize::MAX; 2]; numbers.len()];
        let mut is_total = vec![false; numbers.len()];
        for (line, equation) in net.equations.iter().enumerate() {
            for cell in equation.all() {
                let end = ends.get_mut(cell)?.get_mut(usize::from(equation.dimension != *across))?;
                if *end != usize::MAX {
                    return None;
                }
                *end = line;
            }
            let total = is_total.get_mut(equation.total)?;
            *total = !*total;
        }
        if ends.iter().flatten().any(|line| *line == usize::MAX) {
            return None;
        }
        Some(Self {
            draw: Draw { key, base },
            base,
            floors: numbers.iter().map(|number| number / base * base).collect(),
            above: numbers.iter().map(|number| number % base).collect(),
            ends,
            is_total,
            lines: net.equations.len(),
            table: net
                .cells
                .iter()
                .zip(&numbers)
                .map(|(cell, number)| format!("{} {number};", cell.identity))
                .collect(),
        })
    }

    fn solve(mut self) -> Option<Vec<u64>> {
        let mut step = 0_u64;
        while let Some(start) = (0..self.above.len()).find(|cell| self.is_open(*cell)) {
            let cycle = self.cycle(start)?;
            // The cells of a cycle move in turn up and down; how far until one of them is a multiple, either way?
            let rises = |way: &bool, cell: &usize| *way != self.is_total.get(*cell).copied().unwrap_or(false);
            let above = |cell: &usize| self.above.get(*cell).copied().unwrap_or(0);
            let room = |cell: &usize, up: bool| if up { self.base - above(cell) } else { above(cell) };
            let forth = cycle.iter().map(|(cell, way)| room(cell, rises(way, cell))).min()?;
            let back = cycle.iter().map(|(cell, way)| room(cell, !rises(way, cell))).min()?;
            let goes_forth = self.draw.below(&format!("{} {step}", self.table), forth + back) < back;
            let by = if goes_forth { forth } else { back };
            let moves: Vec<(usize, bool)> =
                cycle.iter().map(|(cell, way)| (*cell, rises(way, cell) == goes_forth)).collect();
            for (cell, up) in moves {
                let slot = self.above.get_mut(cell)?;
                *slot = if up { *slot + by } else { slot.checked_sub(by)? };
            }
            step += 1;
        }
        Some(self.floors.iter().zip(&self.above).map(|(floor, above)| floor + above).collect())
    }

    fn is_open(&self, cell: usize) -> bool {
        self.above.get(cell).is_some_and(|above| *above > 0 && *above < self.base)
    }

    /// Returns a cycle of open cells, each with the way it is gone through: true from its first line to its second.
    fn cycle(&self, start: usize) -> Option<Vec<(usize, bool)>> {
        // No line has only one open cell, for its remainders make up a multiple: one can always go on until a line is
        // met again.
        let mut path: Vec<(usize, bool)> = Vec::new();
        let mut met: Vec<Option<usize>> = vec![None; self.lines];
        let (mut line, mut last) = (self.ends.get(start)?[0], usize::MAX);
        loop {
            if let Some(first) = met.get(line).copied().flatten() {
                return path.get(first..).map(<[(usize, bool)]>::to_vec);
            }
            *met.get_mut(line)? = Some(path.len());
            let next = (0..self.ends.len()).find(|cell| {
                *cell != last && self.is_open(*cell) && self.ends.get(*cell).is_some_and(|ends| ends.contains(&line))
            })?;
            let [one, two] = *self.ends.get(next)?;
            let forth = one == line;
            path.push((next, forth));
            line = if forth { two } else { one };
            last = next;
        }
    }
}
