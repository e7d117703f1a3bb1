//! Filters that most words of a text fail, so that few of them cost a keyed digest.
//!
//! [`Gate`] asks of a single word whether it may belong to a name: two bits a slot, by a fast keyed hash (multiply and
//! fold, with secret multipliers). That hash is no pseudo-random function, so at rest the gate lies under a keystream of
//! HMAC-SHA-256. [`Bloom`] asks of a whole form (given name and surname, an identifier) by SipHash-1-3 with a secret key, and
//! stands in the file as it is: without the key its bits are noise.

use siphasher::sip::SipHasher13;

/// What a word of a name can be.
pub(super) const FIRST: u8 = 1;
/// A surname, or a piece of one.
pub(super) const LAST: u8 = 2;

/// A keyed hash of one word, whatever the case of its ASCII letters.
#[derive(Clone, Copy)]
pub(super) struct WordHash {
    seed: u64,
    multiplier: u64,
}

/// Turns ASCII capitals into small letters, eight at a time, and leaves digits as they are.
const SMALL: u64 = 0x2020_2020_2020_2020;

impl WordHash {
    pub(super) fn new(secret: &[u8; 32]) -> Self {
        let (pieces, _) = secret.as_chunks::<8>();
        let number = |index: usize| pieces.get(index).map_or(0, |piece| u64::from_le_bytes(*piece));
        Self { seed: number(0), multiplier: number(1) | 1 }
    }

    /// Returns the hash of the first `len` bytes of `text`; what stands behind them may be anything.
    pub(super) fn of(self, text: &[u8], len: usize) -> u64 {
        self.look(text, len).0
    }

    /// Returns the hash of the first `len` bytes of `text`, and what is among them.
    pub(super) fn look(self, text: &[u8], len: usize) -> (u64, Looks) {
        let mut hash = self.seed ^ len as u64;
        let (mut at, mut digits, mut foreign) = (0, 0, 0);
        while at < len {
            let left = len - at;
            let mask = if left < 8 { (1 << (8 * left)) - 1 } else { u64::MAX };
            let piece = word_at(text, at) & mask;
            foreign |= piece & HIGH;
            // Of letters and digits only digits have neither of the two highest bits.
            digits |= !(piece | piece << 1) & HIGH & mask;
            hash = fold(hash ^ ((piece | SMALL) & mask), self.multiplier);
            at += 8;
        }
        (hash, Looks { digit: digits != 0, foreign: foreign != 0 })
    }
}

/// What a word has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Looks {
    /// A digit.
    pub(super) digit: bool,
    /// A letter outside ASCII.
    pub(super) foreign: bool,
}

/// The highest bit of each byte.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Returns eight bytes from `at` on; zeros stand for those behind the end.
fn word_at(text: &[u8], at: usize) -> u64 {
    let rest = text.get(at..).unwrap_or_default();
    match rest.first_chunk::<8>() {
        Some(whole) => u64::from_le_bytes(*whole),
        None => rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
    }
}

fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

/// Two bits a slot: whether a word may be a given name, or a surname, of the register.
pub(super) struct Gate {
    slots: Vec<u8>,
    mask: u64,
}

impl Gate {
    /// Returns an empty gate for so many words.
    pub(super) fn with_room_for(words: usize) -> Self {
        let slots = (words.max(32) * SLOTS_A_WORD).next_power_of_two();
        Self::of(vec![0; slots / 4])
    }

    /// Returns the gate with these slots; their number must be a power of two.
    pub(super) fn of(slots: Vec<u8>) -> Self {
        let mask = (slots.len() as u64 * 4).wrapping_sub(1);
        Self { slots, mask }
    }

    pub(super) fn add(&mut self, hash: u64, bits: u8) {
        let slot = hash & self.mask;
        if let Some(byte) = self.slots.get_mut((slot / 4) as usize) {
            *byte |= bits << (slot % 4 * 2);
        }
    }

    /// Returns [`FIRST`], [`LAST`], both or neither.
    pub(super) fn bits(&self, hash: u64) -> u8 {
        let slot = hash & self.mask;
        self.slots.get((slot / 4) as usize).map_or(0, |byte| byte >> (slot % 4 * 2) & 3)
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.slots
    }
}

/// With so many slots a word one in about twenty words that are no names gets through.
const SLOTS_A_WORD: usize = 16;

/// What is added to the hash of a word that is a name by itself, so that few names are looked up alone.
pub(super) const ALONE: u64 = 0x9e37_79b9_7f4a_7c15;
/// What is added to the hash of the first word of a street ([`FIRST`]) or a town ([`LAST`]).
pub(super) const PLACE: u64 = 0xc2b2_ae3d_27d4_eb4f;

/// The secret of the filters of forms.
#[derive(Clone, Copy)]
pub(super) struct FormHash(SipHasher13);

impl FormHash {
    pub(super) fn new(secret: &[u8; 32]) -> Self {
        let mut key = [0; 16];
        key.iter_mut().zip(secret).for_each(|(to, from)| *to = *from);
        Self(SipHasher13::new_with_key(&key))
    }

    pub(super) fn of(&self, form: &[u8]) -> u64 {
        self.0.hash(form)
    }
}

/// A Bloom filter in blocks of 64 bytes (Putze, Sanders and Singler 2007): three bits a form, all in one block.
#[derive(Clone, Copy)]
pub(super) struct Bloom;

/// The bytes of a block.
const BLOCK: usize = 64;

impl Bloom {
    /// Returns an empty filter for so many forms, at `bits` bits a form.
    pub(super) fn with_room_for(forms: usize, bits: usize) -> Vec<u8> {
        vec![0; (forms * bits).div_ceil(8 * BLOCK).max(1) * BLOCK]
    }

    pub(super) fn add(filter: &mut [u8], hash: u64) {
        let block = block_of(filter.len(), hash);
        for (byte, bit) in places(hash) {
            if let Some(byte) = filter.get_mut(block + byte) {
                *byte |= bit;
            }
        }
    }

    pub(super) fn has(filter: &[u8], hash: u64) -> bool {
        let block = block_of(filter.len(), hash);
        places(hash).all(|(byte, bit)| filter.get(block + byte).is_some_and(|byte| byte & bit != 0))
    }
}

fn block_of(len: usize, hash: u64) -> usize {
    let blocks = (len / BLOCK) as u64;
    ((u128::from(hash) * u128::from(blocks)) >> 64) as usize * BLOCK
}

/// Returns byte and bit of each of the three bits: nine bits of the hash each.
fn places(hash: u64) -> impl Iterator<Item = (usize, u8)> {
    (0..3).map(move |index| {
        let bit = hash >> (9 * index) & 0x1ff;
        ((bit / 8) as usize, 1 << (bit % 8))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]

    use super::*;

    #[test]
    fn a_word_has_one_hash_wherever_it_stands() {
        let hash = WordHash::new(&[7; 32]);
        let text = b"x Oakfield OAKFIELD oakfield Oakfields Wolstenholme-Smythe";
        let at = |from: usize, len: usize| hash.of(&text[from..], len);
        assert_eq!(at(2, 8), at(11, 8));
        assert_eq!(at(2, 8), at(20, 8));
        assert_ne!(at(2, 8), at(29, 9));
        assert_eq!(hash.of(b"wolstenholme", 12), at(39, 12));
        assert_eq!(hash.of(b"smythe", 6), at(52, 6));
        let looks = |text: &str| hash.look(text.as_bytes(), text.len()).1;
        assert_eq!(looks("Oakfields"), Looks { digit: false, foreign: false });
        assert_eq!(looks("Oakfield9"), Looks { digit: true, foreign: false });
        assert_eq!(looks("Иван"), Looks { digit: false, foreign: true });
        assert!(!hash.look(b"ab 12", 2).1.digit);
    }

    #[test]
    fn filters_never_deny_what_they_hold() {
        let (words, forms) = (WordHash::new(&[1; 32]), FormHash::new(&[2; 32]));
        let mut gate = Gate::with_room_for(1_000);
        let mut bloom = Bloom::with_room_for(1_000, 8);
        for number in 0..1_000_u32 {
            let word = number.to_le_bytes();
            gate.add(words.of(&word, 4), 1 + (number % 2) as u8);
            Bloom::add(&mut bloom, forms.of(&word));
        }
        for number in 0..1_000_u32 {
            let word = number.to_le_bytes();
            assert!(gate.bits(words.of(&word, 4)) & (1 + (number % 2) as u8) != 0);
            assert!(Bloom::has(&bloom, forms.of(&word)));
        }
        let strangers = || (1_000_000..1_010_000_u32).map(u32::to_le_bytes);
        let passed = strangers().filter(|word| Bloom::has(&bloom, forms.of(word))).count();
        assert!(passed < 800, "{passed} of 10,000 pass the filter of forms");
        let passed = strangers().filter(|word| gate.bits(words.of(word, 4)) != 0).count();
        assert!(passed < 800, "{passed} of 10,000 pass the gate");
    }
}
