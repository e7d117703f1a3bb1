//! What lists say of a word: given name, surname, place, ordinary word, and which words it is used like.
//!
//! A hash goes in, two bits of evidence for each list and a cluster come out; the words themselves are not kept. The
//! table is used where it lies, four bytes a word: 17 bits of evidence and 15 of fingerprint, so that about one unlisted
//! word in twenty thousand looks listed. Evidence is a feature of the model, never a verdict.

use super::tokens::Token;

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known(u32);

/// The bits of evidence in a slot; what is above is the fingerprint.
const EVIDENCE: u32 = 0x1_ffff;
/// The coarser clusters, one byte for each of the finer ones.
pub(super) const CLUSTERS: usize = 512;

impl Known {
    /// Returns what is known from levels of 0 to 3 and a cluster of 0 to 511.
    #[cfg(feature = "train")]
    #[must_use]
    pub fn of(given: u32, surname: u32, place: u32, ordinary: u32, cluster: u32) -> Self {
        Self((given & 3) | (surname & 3) << 2 | (place & 3) << 4 | (ordinary & 3) << 6 | (cluster & 511) << 8)
    }

    /// Returns the levels of the four lists, two bits each.
    pub(super) fn lists(self) -> u64 {
        u64::from(self.0 & 0xff)
    }

    /// Returns the levels, one bit each: is it listed well.
    pub(super) fn coarse(self) -> u64 {
        let high = self.lists() >> 1 & 0x55;
        let low = self.lists() & 0x55;
        // A list says yes at the upper two levels; for names any level counts.
        high | (low & 0x05)
    }

    pub(super) fn cluster(self) -> u64 {
        u64::from(self.0 >> 8 & 511)
    }

    pub(super) fn is_place(self) -> bool {
        self.0 >> 4 & 3 != 0
    }
}

/// The table, where it lies.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon<'w> {
    slots: &'w [u8],
    coarse: &'w [u8],
}

fn mix(hash: u64) -> u64 {
    let hash = (hash ^ hash >> 29).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (hash ^ hash >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

/// Returns the first slot, of so many, and the fingerprint of a word.
fn place(hash: u64, slots: usize) -> (usize, u32) {
    let mixed = mix(hash);
    let index = ((mixed >> 32) * slots as u64) >> 32;
    (usize::try_from(index).unwrap_or(0), mixed as u32 & !EVIDENCE)
}

/// Returns the hash under which a place of two words, or one more word, stands.
#[must_use]
pub fn join(first: u64, second: u64) -> u64 {
    first.rotate_left(17) ^ second.wrapping_mul(0x2545_f491_4f6c_dd1d)
}

impl<'w> Lexicon<'w> {
    pub(super) fn new(slots: &'w [u8], coarse: &'w [u8]) -> Self {
        Self { slots, coarse }
    }

    /// Returns what is known of the word with that hash.
    #[must_use]
    pub fn look_up(&self, hash: u64) -> Known {
        let count = self.slots.len() / 4;
        let (mut at, tag) = place(hash, count);
        for _ in 0..64 {
            let Some(slot) = self.slots.get(at * 4..at * 4 + 4).and_then(|bytes| bytes.try_into().ok()) else { break };
            let slot = u32::from_le_bytes(slot);
            if slot == 0 {
                break;
            }
            if slot & !EVIDENCE == tag {
                return Known(slot & EVIDENCE);
            }
            at = if at + 1 == count { 0 } else { at + 1 };
        }
        Known::default()
    }

    /// Returns the coarser cluster, of 64, of what is known.
    pub(super) fn coarse(&self, known: Known) -> u64 {
        self.coarse.get(known.cluster() as usize).copied().map_or(0, u64::from)
    }

    /// Returns what is known of a token and remembers it there.
    pub(super) fn know(&self, token: &mut Token) -> Known {
        *token.known.get_or_insert_with(|| self.look_up(token.hash))
    }
}

/// Writes the slots of a table for `words`; the surest entries should come first, for what finds no room is left out.
#[cfg(feature = "train")]
#[must_use]
pub fn write(words: &[(u64, Known)], count: usize) -> Vec<u8> {
    let mut slots = vec![0_u32; count];
    for (hash, known) in words {
        let (mut at, tag) = place(*hash, count);
        for _ in 0..64 {
            let Some(slot) = slots.get_mut(at) else { break };
            if *slot == 0 {
                *slot = tag | known.0;
                break;
            }
            if *slot & !EVIDENCE == tag {
                break;
            }
            at = if at + 1 == count { 0 } else { at + 1 };
        }
    }
    slots.into_iter().flat_map(u32::to_le_bytes).collect()
}
