//! The best levels for all columns at once.
//!
//! Every combination of levels is a node of a lattice. What asks only for larger or more mixed classes holds for every
//! node above one for which it holds, so one test settles many nodes: paths are built from the bottom up and searched by
//! halving (Flash: Kohlmayer, Prasser, Eckert, Kemper and Kuhn, Flash: Efficient, Stable and Optimal k-Anonymity, PASSAT
//! 2012; the tagging goes back to El Emam et al., OLA, JAMIA 16(5), 2009). Of the nodes for which it holds the one that
//! loses least is found by going through them in the order of the least they can lose, so it is the best of all, left out
//! rows included. A missing value is a value of its own here, which asks for more than a check does.

use super::check::Requirement;
use super::classes::{Classes, Codes};
use super::closeness::Everybody;
use super::data::{MISSING, input};
use super::diversity::{Diversity, Spread};
use super::hierarchy::Ladder;
use crate::Result;

/// The most nodes that are searched.
pub(super) const MOST_NODES: usize = 1_000_000;

/// What is asked of the classes, and of what.
pub(super) struct Problem<'a> {
    pub(super) ladders: &'a [Ladder],
    pub(super) columns: &'a [Codes<'a>],
    /// People of each row; one where there are none.
    pub(super) weights: Option<&'a [u64]>,
    /// For each sensitive column the rank of every row from 1 (0 is missing), and everybody.
    pub(super) sensitive: &'a [(Vec<u32>, Everybody)],
    pub(super) requirement: &'a Requirement,
    /// How many people may be left out.
    pub(super) limit: u64,
}

/// A combination of levels for which the requirement holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Solution {
    /// The level of each column.
    pub(super) levels: Vec<usize>,
    /// The mean loss of a cell; a cell left out has lost everything.
    pub(super) loss: f64,
}

/// Returns the number of nodes.
pub(super) fn nodes(ladders: &[Ladder]) -> usize {
    ladders.iter().fold(1_usize, |nodes, ladder| nodes.saturating_mul(ladder.levels.len()))
}

/// Returns the solutions that were looked at, the best first; none when there is none.
///
/// # Errors
/// When there are too many combinations.
pub(super) fn search(problem: &Problem<'_>) -> Result<Vec<Solution>> {
    let nodes = nodes(problem.ladders);
    if nodes > MOST_NODES {
        let message = format!(
            "there are {nodes} combinations of levels, more than {MOST_NODES}; use the Mondrian method, fewer \
             quasi-identifiers or hierarchies with fewer steps"
        );
        return Err(input(message));
    }
    let table = Table::of(problem);
    let mut lattice = Lattice::of(problem.ladders, nodes);
    lattice.classify(|levels| table.left_out(levels, false).is_some());
    let mut candidates: Vec<(f64, usize)> =
        lattice.holding().map(|node| (table.least_loss(&lattice.levels(node)), node)).collect();
    candidates.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut solutions: Vec<Solution> = Vec::new();
    let mut best = f64::INFINITY;
    for (least, node) in candidates {
        if least > best {
            break;
        }
        let levels = lattice.levels(node);
        if let Some(out) = table.left_out(&levels, true) {
            let loss = table.loss(&levels, &out);
            best = best.min(loss);
            solutions.push(Solution { levels, loss });
        }
    }
    solutions.sort_by(|a, b| a.loss.total_cmp(&b.loss).then_with(|| a.levels.cmp(&b.levels)));
    Ok(solutions)
}

/// The rows that differ in the data, and their labels on every level.
struct Table<'p, 'a> {
    problem: &'p Problem<'a>,
    /// The rows of each tuple.
    tuples: Classes,
    people: Vec<u64>,
    all: u64,
    /// By column and level: the label of each tuple, and how many labels there are.
    labels: Vec<Vec<(Vec<u32>, usize)>>,
    /// By column and level: the mean loss of a cell.
    losses: Vec<Vec<f64>>,
}

impl<'p, 'a> Table<'p, 'a> {
    fn of(problem: &'p Problem<'a>) -> Self {
        let rows = problem.columns.first().map_or(0, |column| column.of.len());
        let tuples = Classes::of(problem.columns, rows);
        let weight = |rows: &[u32]| problem.weights.map_or(rows.len() as u64, |w| sum_of(w, rows));
        let people: Vec<u64> = tuples.iter().map(weight).collect();
        let all = people.iter().sum::<u64>();
        let first: Vec<u32> = tuples.iter().filter_map(|rows| rows.first().copied()).collect();
        let labels: Vec<Vec<(Vec<u32>, usize)>> = problem
            .ladders
            .iter()
            .zip(problem.columns)
            .map(|(ladder, column)| {
                let codes: Vec<u32> = first.iter().filter_map(|row| column.of.get(*row as usize).copied()).collect();
                let on = |level: &super::hierarchy::Level| {
                    let label = |code: &u32| level.map.get(*code as usize).copied().unwrap_or(0);
                    (codes.iter().map(label).collect(), level.labels.len())
                };
                ladder.levels.iter().map(on).collect()
            })
            .collect();
        let losses = problem
            .ladders
            .iter()
            .zip(&labels)
            .map(|(ladder, on)| {
                let mean = |(level, (labels, _)): (&super::hierarchy::Level, &(Vec<u32>, usize))| {
                    let lost = |label: &u32| level.loss.get(*label as usize).copied().unwrap_or(1.0);
                    let sum: f64 = labels.iter().zip(&people).map(|(label, people)| lost(label) * *people as f64).sum();
                    sum / all.max(1) as f64
                };
                ladder.levels.iter().zip(on).map(mean).collect()
            })
            .collect();
        Self { problem, tuples, people, all, labels, losses }
    }

    /// Returns the mean loss if nobody were left out.
    fn least_loss(&self, levels: &[usize]) -> f64 {
        let of = |(losses, level): (&Vec<f64>, &usize)| losses.get(*level).copied().unwrap_or(1.0);
        self.losses.iter().zip(levels).map(of).sum::<f64>() / levels.len().max(1) as f64
    }

    /// Returns the mean loss when the tuples of `out` are left out.
    fn loss(&self, levels: &[usize], out: &[u32]) -> f64 {
        let mut lost = self.least_loss(levels) * self.all as f64;
        for tuple in out {
            let people = self.people.get(*tuple as usize).copied().unwrap_or(0) as f64;
            let kept: f64 = self
                .labels
                .iter()
                .zip(self.problem.ladders)
                .zip(levels)
                .map(|((on, ladder), level)| {
                    let label =
                        on.get(*level).and_then(|(labels, _)| labels.get(*tuple as usize)).copied().unwrap_or(0);
                    ladder.levels.get(*level).and_then(|level| level.loss.get(label as usize)).copied().unwrap_or(1.0)
                })
                .sum();
            lost += people * (1.0 - kept / levels.len().max(1) as f64);
        }
        lost / self.all.max(1) as f64
    }

    /// Returns the tuples that fall short and are left out, or `None` when there are more than may be. Without `whole`
    /// only what holds for every node above is asked.
    fn left_out(&self, levels: &[usize], whole: bool) -> Option<Vec<u32>> {
        let requirement = self.problem.requirement;
        let codes: Vec<Codes<'_>> = self
            .labels
            .iter()
            .zip(levels)
            .filter_map(|(on, level)| on.get(*level))
            .map(|(of, count)| Codes { of, count: *count })
            .collect();
        let classes = Classes::of(&codes, self.people.len());
        let asks_more = whole || requirement.diversity().is_monotone();
        let (mut out, mut people_out) = (Vec::new(), 0_u64);
        let mut scratch = Vec::new();
        for class in classes.iter() {
            let people = sum_of(&self.people, class);
            let holds = people >= requirement.k() && (!asks_more || self.is_mixed(class, whole, &mut scratch));
            if !holds {
                people_out += people;
                if people_out > self.problem.limit {
                    return None;
                }
                out.extend_from_slice(class);
            }
        }
        Some(out)
    }

    /// Returns whether the sensitive values of a class of tuples are mixed as required.
    fn is_mixed(&self, class: &[u32], whole: bool, scratch: &mut Vec<(u32, u64)>) -> bool {
        let rows = || class.iter().flat_map(|tuple| self.tuples.rows(*tuple as usize)).copied();
        is_mixed(self.problem, rows, whole, scratch)
    }
}

/// Returns whether the sensitive values of `rows` are as mixed as required; t is asked only of a `whole` requirement.
pub(super) fn is_mixed<I: Iterator<Item = u32>>(
    problem: &Problem<'_>,
    rows: impl Fn() -> I,
    whole: bool,
    scratch: &mut Vec<(u32, u64)>,
) -> bool {
    let weight = |row: u32| problem.weights.map_or(1, |w| w.get(row as usize).copied().unwrap_or(0));
    problem.sensitive.iter().all(|(ranks, everybody)| {
        scratch.clear();
        if let Diversity::Distinct(l) = problem.requirement.diversity()
            && (!whole || problem.requirement.closeness().is_none())
            && l <= FEW
        {
            return has_distinct(l, rows().filter(|row| weight(*row) > 0), ranks, scratch);
        }
        scratch.extend(rows().filter_map(|row| Some((ranks.get(row as usize)?.checked_sub(1)?, weight(row)))));
        scratch.sort_unstable_by_key(|(rank, _)| *rank);
        scratch.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        scratch.retain(|(_, people)| *people > 0);
        let spread = Spread::of(scratch.iter().map(|(_, people)| *people));
        let near = |t: f64| everybody.distance_of(scratch) <= t + 1e-9;
        problem.requirement.diversity().holds(&spread) && (!whole || problem.requirement.closeness().is_none_or(near))
    })
}

/// Up to so many distinct values are looked for one by one.
const FEW: u32 = 16;

/// Returns whether rows have at least `l` distinct values, looking at no more of them than that takes.
fn has_distinct(l: u32, rows: impl Iterator<Item = u32>, ranks: &[u32], seen: &mut Vec<(u32, u64)>) -> bool {
    for row in rows {
        if seen.len() >= l as usize {
            break;
        }
        let rank = ranks.get(row as usize).copied().unwrap_or(MISSING);
        if rank != MISSING && seen.iter().all(|(known, _)| *known != rank) {
            seen.push((rank, 1));
        }
    }
    seen.len() >= l as usize
}

fn sum_of(people: &[u64], of: &[u32]) -> u64 {
    of.iter().filter_map(|index| people.get(*index as usize)).sum()
}

/// What is known of each node.
#[derive(Clone, Copy, PartialEq)]
enum Tag {
    Unknown,
    Holds,
    Fails,
}

/// All combinations of levels; a node is numbered like a figure with a digit a column.
struct Lattice {
    /// The number of levels of each column, and what one level counts in a node's number.
    radices: Vec<(usize, usize)>,
    tags: Vec<Tag>,
}

impl Lattice {
    fn of(ladders: &[Ladder], nodes: usize) -> Self {
        let mut step = 1;
        let radices = ladders.iter().map(|ladder| {
            let radix = (ladder.levels.len(), step);
            step *= ladder.levels.len();
            radix
        });
        Self { radices: radices.collect(), tags: vec![Tag::Unknown; nodes] }
    }

    fn levels(&self, node: usize) -> Vec<usize> {
        self.radices.iter().map(|(count, step)| node / step % count).collect()
    }

    fn height(&self, node: usize) -> usize {
        self.radices.iter().map(|(count, step)| node / step % count).sum()
    }

    fn tag(&self, node: usize) -> Tag {
        self.tags.get(node).copied().unwrap_or(Tag::Fails)
    }

    fn holding(&self) -> impl Iterator<Item = usize> {
        self.tags.iter().enumerate().filter(|(_, tag)| **tag == Tag::Holds).map(|(node, _)| node)
    }

    /// Tags every node, asking `holds` of as few as halving paths allows.
    fn classify(&mut self, mut holds: impl FnMut(&[usize]) -> bool) {
        let mut order: Vec<usize> = (0..self.tags.len()).collect();
        order.sort_by_key(|node| self.height(*node));
        for start in order {
            if self.tag(start) != Tag::Unknown {
                continue;
            }
            let path = self.path(start);
            let (mut low, mut high) = (0, path.len());
            while low < high {
                let middle = low + (high - low) / 2;
                let Some(node) = path.get(middle).copied() else { break };
                if holds(&self.levels(node)) {
                    self.spread(node, Tag::Holds);
                    high = middle;
                } else {
                    self.spread(node, Tag::Fails);
                    low = middle + 1;
                }
            }
        }
    }

    /// Returns a path upwards over untagged nodes.
    fn path(&self, start: usize) -> Vec<usize> {
        let mut path = vec![start];
        let mut at = start;
        while let Some(next) = self.above(at).find(|next| self.tag(*next) == Tag::Unknown) {
            path.push(next);
            at = next;
        }
        path
    }

    fn above(&self, node: usize) -> impl Iterator<Item = usize> {
        self.radices
            .iter()
            .filter(move |(count, step)| node / step % count + 1 < *count)
            .map(move |(_, step)| node + step)
    }

    fn below(&self, node: usize) -> impl Iterator<Item = usize> {
        self.radices
            .iter()
            .filter(move |(count, step)| !(node / step).is_multiple_of(*count))
            .map(move |(_, step)| node - step)
    }

    /// Tags a node and all above it (they hold too) or below it (they fail too).
    fn spread(&mut self, node: usize, tag: Tag) {
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            let Some(place) = self.tags.get_mut(node).filter(|place| **place != tag) else { continue };
            *place = tag;
            let next: Vec<usize> =
                if tag == Tag::Holds { self.above(node).collect() } else { self.below(node).collect() };
            open.extend(next.into_iter().filter(|next| self.tag(*next) == Tag::Unknown));
        }
    }
}
