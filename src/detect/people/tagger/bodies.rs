//! Names of bodies that are listed: companies, papers, parties, clubs, ministries of the world.
//!
//! The tokens of a run go in; what part of a listed name each of them is comes out. A name lies in the table as the hashes
//! of its beginnings, one token longer each, with a bit that tells whether a name goes on behind it and one that tells
//! whether a name ends there; the words themselves are not kept. The table is used where it lies, four bytes a beginning:
//! two bits and 30 of fingerprint. That a name is listed is a feature of the model, never a verdict.

use super::lexicon::join;

/// What stands before the first token of a name, so that a beginning is never taken for a word.
const SEED: u64 = 0x51ed_270b_9f65_21a3;
/// A name goes on behind this beginning.
const GOES_ON: u32 = 1;
/// A name ends with this beginning.
const ENDS: u32 = 2;
/// The longest name, in tokens.
const LONGEST: usize = 10;

/// Which part of a listed name a token is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Part {
    /// None.
    #[default]
    None,
    /// All of it.
    Whole,
    /// Its first token.
    First,
    /// A token between the first and the last.
    Inner,
    /// Its last token.
    Last,
}

/// The table, where it lies.
#[derive(Clone, Copy, Debug)]
pub struct Bodies<'w> {
    slots: &'w [u8],
}

/// Returns the first slot, of so many, and the fingerprint of a beginning.
fn place(hash: u64, slots: usize) -> (usize, u32) {
    let mixed = (hash ^ hash >> 31).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let index = ((mixed >> 32) * slots as u64) >> 32;
    (usize::try_from(index).unwrap_or(0), mixed as u32 & !(GOES_ON | ENDS))
}

impl<'w> Bodies<'w> {
    pub(super) fn new(slots: &'w [u8]) -> Self {
        Self { slots }
    }

    /// Returns the two bits of a beginning.
    fn look_up(&self, hash: u64) -> u32 {
        let count = self.slots.len() / 4;
        let (mut at, tag) = place(hash, count);
        for _ in 0..64 {
            let Some(slot) = self.slots.get(at * 4..at * 4 + 4).and_then(|bytes| bytes.try_into().ok()) else { break };
            let slot = u32::from_le_bytes(slot);
            if slot == 0 {
                break;
            }
            if slot & !(GOES_ON | ENDS) == tag {
                return slot & (GOES_ON | ENDS);
            }
            at = if at + 1 == count { 0 } else { at + 1 };
        }
        0
    }

    /// Returns how many of the first tokens are the longest listed name, 0 when they begin none.
    pub(super) fn longest(&self, tokens: impl Iterator<Item = u64>) -> usize {
        let (mut hash, mut longest) = (SEED, 0);
        for (index, token) in tokens.take(LONGEST).enumerate() {
            hash = join(hash, token);
            let bits = self.look_up(hash);
            if bits & ENDS != 0 {
                longest = index + 1;
            }
            if bits & GOES_ON == 0 {
                break;
            }
        }
        longest
    }
}

/// Writes the table of names, each the hashes of its tokens.
#[cfg(feature = "train")]
#[must_use]
pub fn write_bodies(names: &[Vec<u64>], count: usize) -> Vec<u8> {
    let mut beginnings = std::collections::BTreeMap::<u64, u32>::new();
    for name in names.iter().filter(|name| name.len() <= LONGEST) {
        let mut hash = SEED;
        for (index, token) in name.iter().enumerate() {
            hash = join(hash, *token);
            *beginnings.entry(hash).or_default() |= if index + 1 == name.len() { ENDS } else { GOES_ON };
        }
    }
    let mut slots = vec![0_u32; count];
    for (hash, bits) in beginnings {
        let (mut at, tag) = place(hash, count);
        for _ in 0..64 {
            let Some(slot) = slots.get_mut(at) else { break };
            if *slot == 0 || *slot & !(GOES_ON | ENDS) == tag {
                *slot |= tag | bits;
                break;
            }
            at = if at + 1 == count { 0 } else { at + 1 };
        }
    }
    slots.into_iter().flat_map(u32::to_le_bytes).collect()
}
