//! From scores to tags: forward and backward over a chunk, so that each token has the chance of each tag.
//!
//! A chunk's scores go in; chances come out that sum to one for each token. What stands outside chunks costs nothing. The
//! chances are those of a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001).

use super::model::TAGS;

/// The chance, score or factor of each tag; the eighth place is padding.
pub type Row = [f32; 8];

/// Returns into `chances` the chance of each tag of each token, by the scores and the factors from tag to tag.
pub fn chances(scores: &[Row], follows: &[Row; 8], forward: &mut Vec<Row>, chances: &mut Vec<Row>) {
    forward.clear();
    chances.clear();
    let mut last: Option<Row> = None;
    for scores in scores {
        let own = factors(scores);
        let reached = match last {
            Some(last) => step(&last, follows),
            None => *follows.first().unwrap_or(&[0.0; 8]),
        };
        let mut row = [0.0; 8];
        for ((cell, own), reached) in row.iter_mut().zip(own).zip(reached) {
            *cell = own * reached;
        }
        scale(&mut row);
        forward.push(row);
        last = Some(row);
    }
    let mut behind = [1.0; 8];
    for (scores, row) in scores.iter().zip(forward.iter()).rev() {
        let mut both = *row;
        for (cell, behind) in both.iter_mut().zip(behind) {
            *cell *= behind;
        }
        scale(&mut both);
        chances.push(both);
        let mut own = factors(scores);
        for (cell, behind) in own.iter_mut().zip(behind) {
            *cell *= behind;
        }
        let mut before = [0.0; 8];
        for (cell, follows) in before.iter_mut().zip(follows) {
            *cell = follows.iter().zip(own).map(|(follows, own)| follows * own).sum();
        }
        scale(&mut before);
        behind = before;
    }
    chances.reverse();
}

fn step(last: &Row, follows: &[Row; 8]) -> Row {
    let mut row = [0.0; 8];
    for (own, follows) in last.iter().zip(follows) {
        for (cell, follows) in row.iter_mut().zip(follows) {
            *cell += own * follows;
        }
    }
    row
}

/// Returns the exponentials of scores, the greatest being 1.
fn factors(scores: &Row) -> Row {
    let most = scores.iter().take(TAGS).copied().fold(f32::MIN, f32::max);
    let mut factors = [0.0; 8];
    for (factor, score) in factors.iter_mut().zip(scores).take(TAGS) {
        *factor = (score - most).exp();
    }
    factors
}

/// Makes the cells sum to one.
fn scale(row: &mut Row) {
    let sum: f32 = row.iter().sum();
    if sum > 0.0 {
        for cell in row {
            *cell /= sum;
        }
    }
}

/// Returns into `tags` the likeliest tags, by the chances of each and the factors from tag to tag.
pub fn likeliest(chances: &[Row], tags: &mut Vec<u8>) {
    tags.clear();
    let mut last = 0_u8;
    for row in chances {
        // The tag with the greatest chance; inside only behind its own kind.
        let label = |tag: usize| tag.div_ceil(2);
        let mut sums = [0.0_f32; 4];
        for (tag, chance) in row.iter().take(TAGS).enumerate() {
            if let Some(sum) = sums.get_mut(label(tag)) {
                *sum += chance;
            }
        }
        let best = sums
            .iter()
            .enumerate()
            .fold((0, f32::MIN), |best, (index, sum)| if *sum > best.1 { (index, *sum) } else { best })
            .0;
        let tag = if best == 0 {
            0
        } else {
            let (begin, inside) =
                (row.get(best * 2 - 1).copied().unwrap_or(0.0), row.get(best * 2).copied().unwrap_or(0.0));
            let goes_on = usize::from(last).div_ceil(2) == best && inside >= begin;
            (best * 2 - usize::from(!goes_on)) as u8
        };
        tags.push(tag);
        last = tag;
    }
}
