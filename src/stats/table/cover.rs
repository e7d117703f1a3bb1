//! The fewest cells that have to be hidden beside others.
//!
//! Lines (a total and its parts) and cuts go in; a smallest choice of cells comes out with which no line has exactly one
//! hidden cell and every cut that applies is hit. Branch and bound by deepening: as many cells as the bound says, then one
//! more. The bound is the number of violated statements that share no cell, each of which costs one more cell. Choices are
//! tried in a fixed order, so the result is the same for the same table.

/// What a choice of hidden cells has to meet.
pub(super) struct Cover<'a> {
    /// The cells of each line.
    pub(super) lines: &'a [Vec<usize>],
    pub(super) cuts: &'a [Cut],
    /// What each cell costs to hide beside others of the same number; `None` where it may not be.
    pub(super) costs: &'a [Option<u64>],
}

/// At least one of these cells has to be hidden, if `when` is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) when: usize,
    pub(super) any_of: Vec<usize>,
}

/// What came of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Covered {
    /// No choice hides fewer.
    Fewest(Vec<bool>),
    /// A choice, but there may be smaller ones.
    Some(Vec<bool>),
    /// There is no choice.
    None,
    /// None was found in so many steps.
    Unknown,
}

struct Search<'c, 'a> {
    cover: &'c Cover<'a>,
    /// The lines of each cell, and whether a cut speaks of it.
    lines_of: Vec<Vec<usize>>,
    in_cut: Vec<bool>,
    hidden: Vec<bool>,
    /// Cells that were tried already at a step before.
    banned: Vec<bool>,
    steps: u64,
}

/// How one depth ended.
enum Depth {
    Found,
    /// Nothing at this depth.
    Not,
    OutOfSteps,
}

/// Hides cells beside `hidden` until everything is met, taking at most `steps`, which are counted down.
pub(super) fn cover(cover: &Cover<'_>, hidden: &[bool], steps: &mut u64) -> Covered {
    let mut search = Search::of(cover, hidden, *steps);
    let greedy = search.greedy();
    let free = cover.costs.iter().zip(hidden).filter(|(cost, hidden)| cost.is_some() && !**hidden).count();
    let most = greedy.as_ref().map_or(free + 1, |greedy| count(greedy) - count(hidden));
    search.hidden = hidden.to_vec();
    let Some(mut depth) = search.bound() else { return Covered::None };
    while depth < most {
        let done = search.deepen(depth);
        *steps = search.steps;
        match done {
            Depth::Found => return Covered::Fewest(search.hidden),
            Depth::OutOfSteps => return greedy.map_or(Covered::Unknown, Covered::Some),
            Depth::Not => depth += 1,
        }
    }
    greedy.map_or(Covered::None, Covered::Fewest)
}

fn count(hidden: &[bool]) -> usize {
    hidden.iter().filter(|hidden| **hidden).count()
}

impl<'c, 'a> Search<'c, 'a> {
    fn of(cover: &'c Cover<'a>, hidden: &[bool], steps: u64) -> Self {
        let mut lines_of = vec![Vec::new(); hidden.len()];
        for (line, cells) in cover.lines.iter().enumerate() {
            for cell in cells {
                if let Some(lines) = lines_of.get_mut(*cell) {
                    lines.push(line);
                }
            }
        }
        let mut in_cut = vec![false; hidden.len()];
        for cell in cover.cuts.iter().flat_map(|cut| &cut.any_of) {
            if let Some(slot) = in_cut.get_mut(*cell) {
                *slot = true;
            }
        }
        Self { cover, lines_of, in_cut, hidden: hidden.to_vec(), banned: vec![false; hidden.len()], steps }
    }

    fn is_hidden(&self, cell: usize) -> bool {
        self.hidden.get(cell).copied().unwrap_or(false)
    }

    fn may_hide(&self, cell: usize) -> bool {
        !self.is_hidden(cell)
            && self.banned.get(cell) == Some(&false)
            && self.cover.costs.get(cell).copied().flatten().is_some()
    }

    /// Returns for each violated statement the cells that would mend it.
    fn violated(&self) -> Vec<Vec<usize>> {
        let free = |cells: &[usize]| cells.iter().copied().filter(|cell| self.may_hide(*cell)).collect();
        let one = |line: &&Vec<usize>| line.iter().filter(|cell| self.is_hidden(**cell)).take(2).count() == 1;
        let lines = self.cover.lines.iter().filter(one).map(|line| free(line));
        let missed = |cut: &&Cut| self.is_hidden(cut.when) && !cut.any_of.iter().any(|cell| self.is_hidden(*cell));
        lines.chain(self.cover.cuts.iter().filter(missed).map(|cut| free(&cut.any_of))).collect()
    }

    /// Returns how many cells have to be hidden at least, or `None` when a statement cannot be mended.
    fn bound(&self) -> Option<usize> {
        self.bound_of(&self.violated())
    }

    fn bound_of(&self, violated: &[Vec<usize>]) -> Option<usize> {
        if violated.iter().any(Vec::is_empty) {
            return None;
        }
        // Lines come dimension by dimension, so that a packing from either end is a good one.
        let pack = |order: &mut dyn Iterator<Item = &Vec<usize>>| {
            let mut taken = vec![false; self.hidden.len()];
            let mut packed = 0;
            for cells in order {
                if cells.iter().all(|cell| taken.get(*cell) == Some(&false)) {
                    packed += 1;
                    for cell in cells {
                        if let Some(taken) = taken.get_mut(*cell) {
                            *taken = true;
                        }
                    }
                }
            }
            packed
        };
        let (forth, back): (usize, usize) = (pack(&mut violated.iter()), pack(&mut violated.iter().rev()));
        let mut short: Vec<&Vec<usize>> = violated.iter().collect();
        short.sort_by_key(|cells| cells.len());
        Some(forth.max(back).max(pack(&mut short.into_iter())))
    }

    /// Returns the cells that mend the hardest statement, the best first; empty when nothing is violated.
    fn choices(&self, violated: &[Vec<usize>]) -> Vec<usize> {
        let Some(hardest) = violated.iter().min_by_key(|cells| cells.len()) else { return Vec::new() };
        let mends = |cell: usize| violated.iter().filter(|cells| cells.contains(&cell)).count();
        let breaks = |cell: usize| {
            let untouched =
                |line: &&Vec<usize>| line.contains(&cell) && !line.iter().any(|other| self.is_hidden(*other));
            self.cover.lines.iter().filter(untouched).count()
        };
        let cost = |cell: usize| self.cover.costs.get(cell).copied().flatten().unwrap_or(u64::MAX);
        let mut choices: Vec<(std::cmp::Reverse<usize>, usize, u64, usize)> =
            hardest.iter().map(|cell| (std::cmp::Reverse(mends(*cell)), breaks(*cell), cost(*cell), *cell)).collect();
        choices.sort_unstable();
        // In a two-way table untouched lines are alike: what one of them does, all do.
        let mut has_fresh = false;
        let mut is_first = |cell: &usize| !self.is_fresh(*cell, hardest) || !std::mem::replace(&mut has_fresh, true);
        choices.into_iter().map(|(.., cell)| cell).filter(|cell| is_first(cell)).collect()
    }

    /// Returns whether the line of `cell` that crosses `hardest` is like any other that nothing was decided of.
    fn is_fresh(&self, cell: usize, hardest: &[usize]) -> bool {
        let Some([one, two]) = self.lines_of.get(cell).map(Vec::as_slice) else { return false };
        let along = |line: &usize| {
            self.cover.lines.get(*line).is_some_and(|cells| hardest.iter().all(|cell| cells.contains(cell)))
        };
        let crossing = match (along(one), along(two)) {
            (true, false) => two,
            (false, true) => one,
            _ => return false, // a cut
        };
        let Some((total, parts)) = self.cover.lines.get(*crossing).and_then(|cells| cells.split_last()) else {
            return false;
        };
        let is_cut = |cell: &usize| self.in_cut.get(*cell) == Some(&true);
        !self.is_hidden(*total)
            && self.cover.costs.get(*total) == Some(&None)
            && parts.iter().all(|part| self.may_hide(*part) && !is_cut(part))
    }

    fn set(&mut self, cell: usize, hidden: bool) {
        if let Some(slot) = self.hidden.get_mut(cell) {
            *slot = hidden;
        }
    }

    fn ban(&mut self, cell: usize, banned: bool) {
        if let Some(slot) = self.banned.get_mut(cell) {
            *slot = banned;
        }
    }

    /// Mends one statement after the other by its best cell.
    fn greedy(&mut self) -> Option<Vec<bool>> {
        loop {
            let violated = self.violated();
            if violated.is_empty() {
                return Some(self.hidden.clone());
            }
            let best = self.choices(&violated).first().copied()?;
            self.set(best, true);
        }
    }

    /// Looks for a choice of at most `depth` more cells.
    fn deepen(&mut self, depth: usize) -> Depth {
        let Some(left) = self.steps.checked_sub(1) else { return Depth::OutOfSteps };
        self.steps = left;
        let violated = self.violated();
        if violated.is_empty() {
            return Depth::Found;
        }
        if self.bound_of(&violated).is_none_or(|bound| bound > depth) {
            return Depth::Not;
        }
        let choices = self.choices(&violated);
        let mut result = Depth::Not;
        let mut tried = Vec::new();
        for cell in choices {
            self.set(cell, true);
            match self.deepen(depth - 1) {
                Depth::Not => {}
                other => {
                    result = other;
                    break;
                }
            }
            self.set(cell, false);
            // What comes without this cell has been tried with it.
            self.ban(cell, true);
            tried.push(cell);
        }
        for cell in tried {
            self.ban(cell, false);
        }
        result
    }
}
