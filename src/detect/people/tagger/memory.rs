//! What the rest of a document says of a word.
//!
//! The chances of all words of a document go in; what the same word was taken for elsewhere is added to its scores, so
//! that "Harlow said" in one line helps "Harlow, Frinmouth" in another. A word never speaks for itself.

use super::decode::Row;

/// From which chance on a label needs no more support.
const SURE: f32 = 0.9;

/// Where the words of a document stand, by their hashes.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    /// The hash of a word and its place among the scores, in order.
    words: Vec<(u64, u32)>,
    /// The places whose scores were changed, in order.
    changed: Vec<u32>,
}

impl Memory {
    pub(super) fn clear(&mut self) {
        self.words.clear();
        self.changed.clear();
    }

    pub(super) fn note(&mut self, word: u64, place: usize) {
        if let Ok(place) = u32::try_from(place) {
            self.words.push((word, place));
        }
    }

    /// Adds to `scores` what is remembered, `weight` times the mean chance of each label, and returns the places changed.
    pub(super) fn recall(&mut self, weight: f32, chances: &[Row], scores: &mut [Row]) -> &[u32] {
        self.words.sort_unstable();
        for same in self.words.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            let labels = |place: u32| chances.get(place as usize).map_or([0.0; 4], labels);
            let mut all = [0.0_f32; 4];
            for (_, place) in same {
                for (sum, chance) in all.iter_mut().zip(labels(*place)) {
                    *sum += chance;
                }
            }
            let others = (same.len() - 1) as f32;
            for (_, place) in same {
                let Some(row) = scores.get_mut(*place as usize) else { continue };
                let own = labels(*place);
                // What is sure already, and said to be the same elsewhere, stays so.
                let agrees = |(own, all): (&f32, &f32)| *own > SURE && *all - *own > SURE * others;
                if own.iter().zip(&all).any(agrees) {
                    continue;
                }
                for (tag, score) in row.iter_mut().enumerate().take(super::model::TAGS) {
                    let label = tag.div_ceil(2);
                    let (all, own) = (all.get(label).copied().unwrap_or(0.0), own.get(label).copied().unwrap_or(0.0));
                    *score += weight * (all - own) / others;
                }
                self.changed.push(*place);
            }
        }
        self.changed.sort_unstable();
        &self.changed
    }
}

/// Returns the chance of each label: none, person, location, organization.
pub(super) fn labels(row: &Row) -> [f32; 4] {
    let [outside, person, in_person, place, in_place, body, in_body, _] = *row;
    [outside, person + in_person, place + in_place, body + in_body]
}
