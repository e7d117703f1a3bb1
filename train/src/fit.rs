//! Fitting: a linear-chain conditional random field over the chunks, by AdaGrad (Duchi, Hazan and Singer 2011).
//!
//! Features seen fewer than three times are left out. While fitting, the letters of a word and of its neighbours are
//! hidden at random, so that shape, lists and context must carry too. At the end the features that matter most are kept,
//! as many as the file has rows, and the rest is fitted again without the others.

use std::collections::HashMap;

use withhold::training::{Model, OTHER_WORDS, OWN_WORD, Row, TAGS, Token, chances, row_of, tell, with_reading};

use crate::corpus::{Document, Gold, Span};
use crate::random::Random;

/// How many rows the file has: a power of two.
pub const ROWS: usize = 1 << 18;
const RATE: f32 = 0.05;
/// How often, in a hundred, a feature, a word's own letters, the letters around it are hidden.
const HIDE: usize = 10;
const HIDE_OWN: usize = 30;
const HIDE_OTHERS: usize = 10;
const EPOCHS: usize = 6;
const LAST_EPOCHS: usize = 3;
/// How much more a token of a body counts than another: bodies are as many as people and far less alike.
const BODIES: f32 = 1.4;
const DECAY: f32 = 2e-6;

#[derive(Default)]
pub struct Instances {
    /// Chunk after chunk: where its tokens begin.
    chunks: Vec<u32>,
    tags: Vec<u8>,
    /// Where the features of each token begin.
    starts: Vec<u32>,
    hashes: Vec<u64>,
    templates: Vec<u8>,
}

impl Instances {
    pub fn tokens(&self) -> usize {
        self.tags.len()
    }

    pub fn add(&mut self, model: &Model<'_>, document: &Document, forget: usize, random: &mut Random) {
        with_reading(&document.text, |reading| {
            let mut number = None;
            let mut last: Option<usize> = None;
            let mut unscored = false;
            let mut start = self.tags.len();
            let forgets = |_: &Token| forget > 0 && random.chance(forget);
            let mut pending: Vec<(usize, Token, Vec<u64>, Vec<u8>)> = Vec::new();
            tell(model, reading.text(), forgets, |chunk, token, features| {
                pending.push((chunk, token, features.hashes().to_vec(), features.templates().to_vec()));
            });
            for (chunk, token, hashes, templates) in pending {
                if number != Some(chunk) {
                    self.close(start, unscored);
                    (number, last, unscored, start) = (Some(chunk), None, false, self.tags.len());
                }
                let span = reading.to_source(withhold::Span::new(token.start as usize, token.end as usize));
                let gold = document.spans.iter().position(|gold| gold.start < span.end && gold.end > span.start);
                let tag = match gold.map(|index| (index, &document.spans[index])) {
                    Some((_, Span { gold: Gold::Unscored, .. })) => {
                        unscored = true;
                        0
                    }
                    Some((index, span)) => {
                        let label = match span.gold {
                            Gold::Person => 1,
                            Gold::Location => 2,
                            _ => 3,
                        };
                        label * 2 - usize::from(last != Some(index))
                    }
                    None => 0,
                };
                last = gold;
                self.tags.push(tag as u8);
                self.starts.push(self.hashes.len() as u32);
                self.hashes.extend(hashes);
                self.templates.extend(templates);
            }
            self.close(start, unscored);
        });
    }

    fn close(&mut self, start: usize, unscored: bool) {
        if self.tags.len() == start {
            return;
        }
        if unscored {
            let hashes = self.starts[start] as usize;
            self.tags.truncate(start);
            self.starts.truncate(start);
            self.hashes.truncate(hashes);
            self.templates.truncate(hashes);
        } else {
            self.chunks.push(start as u32);
        }
    }
}

pub struct Fitted {
    /// Kept features: hash and weights.
    pub features: Vec<(u64, [f32; TAGS])>,
    pub follows: [[f32; TAGS]; TAGS],
}

struct Weights {
    rows: Vec<[f32; 8]>,
    squares: Vec<[f32; 8]>,
    follows: [[f32; 8]; 8],
    follow_squares: [[f32; 8]; 8],
    dead: Vec<bool>,
}

pub fn fit(instances: &Instances, random: &mut Random) -> Fitted {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for hash in &instances.hashes {
        *counts.entry(*hash).or_default() += 1;
    }
    let mut kept: Vec<u64> = counts.iter().filter(|(_, count)| **count >= 3).map(|(hash, _)| *hash).collect();
    kept.sort_unstable();
    let index: HashMap<u64, u32> = kept.iter().enumerate().map(|(index, hash)| (*hash, index as u32)).collect();
    let ids: Vec<u32> = instances.hashes.iter().map(|hash| index.get(hash).copied().unwrap_or(u32::MAX)).collect();
    eprintln!("{} tokens, {} features, {} kept", instances.tokens(), counts.len(), kept.len());
    let count_of: Vec<u32> = kept.iter().map(|hash| counts[hash]).collect();
    drop((counts, index));

    let mut weights = Weights {
        rows: vec![[0.0; 8]; kept.len()],
        squares: vec![[1e-3; 8]; kept.len()],
        follows: [[-30.0; 8]; 8],
        follow_squares: [[1e-1; 8]; 8],
        dead: vec![false; kept.len()],
    };
    for from in 0..TAGS {
        for to in 0..TAGS {
            // Inside only behind its own kind.
            if to == 0 || to % 2 == 1 || from == to || from + 1 == to {
                weights.follows[from][to] = 0.0;
            }
        }
    }
    let mut order: Vec<usize> = (0..instances.chunks.len()).collect();
    for epoch in 0..EPOCHS {
        random.shuffle(&mut order);
        let loss = weights.pass(instances, &ids, &order, random);
        eprintln!("epoch {epoch}: loss {loss:.4}");
    }
    // Keep what matters, within the pairs of rows of the file.
    let shift = 64 - ROWS.trailing_zeros();
    let importance = |at: usize| {
        let row = &weights.rows[at];
        let mean: f32 = row.iter().take(TAGS).sum::<f32>() / TAGS as f32;
        let spread: f32 = row.iter().take(TAGS).map(|weight| (weight - mean).powi(2)).sum();
        spread * (count_of[at].min(200) as f32).sqrt()
    };
    let mut by_importance: Vec<(f32, usize)> = (0..kept.len()).map(|at| (importance(at), at)).collect();
    by_importance.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut used = vec![[None; 2]; ROWS / 2];
    let mut live = 0;
    for (_, at) in &by_importance {
        let (pair, mark) = row_of(kept[*at], shift);
        let place = &mut used[pair];
        let free = place.iter().position(Option::is_none);
        match free {
            Some(free) if !place.contains(&Some(mark)) => {
                place[free] = Some(mark);
                live += 1;
            }
            _ => weights.dead[*at] = true,
        }
    }
    eprintln!("{live} features find room");
    for _ in 0..LAST_EPOCHS {
        random.shuffle(&mut order);
        let loss = weights.pass(instances, &ids, &order, random);
        eprintln!("again: loss {loss:.4}");
    }
    let features = kept
        .iter()
        .enumerate()
        .filter(|(at, _)| !weights.dead[*at])
        .map(|(at, hash)| (*hash, std::array::from_fn(|tag| weights.rows[at][tag])))
        .collect();
    let follows = std::array::from_fn(|from| std::array::from_fn(|to| weights.follows[from][to]));
    Fitted { features, follows }
}

impl Weights {
    fn pass(&mut self, instances: &Instances, ids: &[u32], order: &[usize], random: &mut Random) -> f64 {
        let mut loss = 0.0_f64;
        let (mut forward, mut marginals) = (Vec::new(), Vec::new());
        let mut scores: Vec<Row> = Vec::new();
        let mut active: Vec<Vec<u32>> = Vec::new();
        for chunk in order {
            let from = instances.chunks[*chunk] as usize;
            let to = instances.chunks.get(*chunk + 1).map_or(instances.tags.len(), |to| *to as usize);
            scores.clear();
            active.resize_with((to - from).max(active.len()), Vec::new);
            for token in from..to {
                let start = instances.starts[token] as usize;
                let end = instances.starts.get(token + 1).map_or(ids.len(), |end| *end as usize);
                let (hide_own, hide_others) = (random.chance(HIDE_OWN), random.chance(HIDE_OTHERS));
                let mut row = [0.0; 8];
                let active = &mut active[token - from];
                active.clear();
                for at in start..end {
                    let template = instances.templates[at];
                    let hidden =
                        hide_own && OWN_WORD.contains(&template) || hide_others && OTHER_WORDS.contains(&template);
                    let id = ids[at];
                    if hidden || random.chance(HIDE) || id == u32::MAX || self.dead[id as usize] {
                        continue;
                    }
                    active.push(id);
                    for (cell, weight) in row.iter_mut().zip(&self.rows[id as usize]) {
                        *cell += weight;
                    }
                }
                scores.push(row);
            }
            let follows: [[f32; 8]; 8] =
                std::array::from_fn(|from| std::array::from_fn(|to| self.follows[from][to].exp()));
            chances(&scores, &follows, &mut forward, &mut marginals);
            for token in from..to {
                let gold = instances.tags[token] as usize;
                let row = &marginals[token - from];
                loss -= f64::from(row[gold].max(1e-9)).ln();
                let weight = if gold >= 5 { BODIES } else { 1.0 };
                let gradient: [f32; 8] = std::array::from_fn(|tag| {
                    if tag < TAGS { weight * (f32::from(u8::from(tag == gold)) - row[tag]) } else { 0.0 }
                });
                if gradient.iter().all(|part| part.abs() < 1e-3) {
                    continue;
                }
                for id in &active[token - from] {
                    let (weights, squares) = (&mut self.rows[*id as usize], &mut self.squares[*id as usize]);
                    for tag in 0..8 {
                        let step = gradient[tag] - DECAY * weights[tag];
                        squares[tag] += step * step;
                        weights[tag] += RATE * step / squares[tag].sqrt().max(0.1);
                    }
                }
                // The factors between tags, by the chances of pairs taken as independent given the neighbours.
                if token > from {
                    let last = &marginals[token - from - 1];
                    let was = instances.tags[token - 1] as usize;
                    let mut both = [[0.0_f32; 8]; 8];
                    let mut sum = 0.0;
                    for a in 0..TAGS {
                        for b in 0..TAGS {
                            let joint = last[a] * follows[a][b].min(1e3) * row[b];
                            both[a][b] = joint;
                            sum += joint;
                        }
                    }
                    for a in 0..TAGS {
                        for b in 0..TAGS {
                            if self.follows[a][b] < -20.0 {
                                continue;
                            }
                            let step = f32::from(u8::from(a == was && b == gold)) - both[a][b] / sum.max(1e-9);
                            self.follow_squares[a][b] += step * step;
                            self.follows[a][b] += 0.02 * step / self.follow_squares[a][b].sqrt().max(0.3);
                        }
                    }
                }
            }
        }
        loss / instances.tags.len() as f64
    }
}

/// Writes the file that the library reads.
pub fn write(fitted: &Fitted, lists: &crate::lists::Lists, memory: f32, thresholds: [f32; 9]) -> Vec<u8> {
    let mut sizes: Vec<f32> =
        fitted.features.iter().flat_map(|(_, row)| row.iter().map(|weight| weight.abs())).collect();
    sizes.sort_by(f32::total_cmp);
    let most = sizes.get(sizes.len() * 9995 / 10_000).copied().unwrap_or(1.0).max(0.1);
    let scale = most / 127.0;
    let mut file = Vec::new();
    file.extend(withhold::training::MAGIC);
    file.extend((lists.slots.len() as u32 / 4).to_le_bytes());
    file.extend((lists.bodies.len() as u32 / 4).to_le_bytes());
    file.extend((ROWS as u32).to_le_bytes());
    file.extend(scale.to_le_bytes());
    file.extend(memory.to_le_bytes());
    file.extend(thresholds.iter().flat_map(|threshold| threshold.to_le_bytes()));
    file.extend(fitted.follows.iter().flatten().flat_map(|weight| weight.to_le_bytes()));
    file.extend(&lists.coarse);
    file.extend(&lists.slots);
    file.extend(&lists.bodies);
    let mut rows = vec![0_u8; ROWS * 8];
    let shift = 64 - ROWS.trailing_zeros();
    for (hash, weights) in &fitted.features {
        let (pair, mark) = row_of(*hash, shift);
        for half in 0..2 {
            let at = pair * 16 + half * 8;
            if rows[at + 7] == 0 {
                for (tag, weight) in weights.iter().enumerate() {
                    rows[at + tag] = (weight / scale).round().clamp(-127.0, 127.0) as i8 as u8;
                }
                rows[at + 7] = mark as u8;
                break;
            }
        }
    }
    file.extend(rows);
    file
}
