//! Where digits, word characters and capitals stand, one bit a byte.
//!
//! The scanner and the name detector jump from bit to bit instead of looking at every byte.

/// Bit masks over a folded text, 64 bytes to a word.
#[derive(Clone, Default)]
pub(crate) struct Marks {
    /// Digits, `@`, `/` and `#`: nearly every identifier holds one.
    pub(crate) triggers: Vec<u64>,
    /// Every byte of letters and digits, of any script.
    pub(crate) words: Vec<u64>,
    /// ASCII capitals, and first bytes of letters outside ASCII.
    pub(crate) capitals: Vec<u64>,
}

const TRIGGER: u8 = 1;
const WORD: u8 = 2;
const CAPITAL: u8 = 4;
const FOREIGN: u8 = 8;

#[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, within bounds")]
const CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        let mut class = 0;
        if b.is_ascii_digit() || b == b'@' || b == b'/' || b == b'#' {
            class |= TRIGGER;
        }
        if b.is_ascii_alphanumeric() {
            class |= WORD;
        }
        if b.is_ascii_uppercase() {
            class |= CAPITAL;
        }
        if b >= 0xc0 {
            class |= FOREIGN;
        }
        table[byte] = class;
        byte += 1;
    }
    table
};

impl Marks {
    /// Returns the masks of `text`.
    pub(crate) fn of(text: &str) -> Self {
        let blocks = text.len().div_ceil(64);
        let mut marks = Self {
            triggers: Vec::with_capacity(blocks),
            words: Vec::with_capacity(blocks),
            capitals: Vec::with_capacity(blocks),
        };
        let mut foreign_blocks = Vec::new();
        for (index, block) in text.as_bytes().chunks(64).enumerate() {
            let (mut triggers, mut words, mut capitals, mut foreign) = (0_u64, 0_u64, 0_u64, 0_u64);
            for (bit, byte) in block.iter().enumerate() {
                let class = u64::from(CLASS.get(usize::from(*byte)).copied().unwrap_or(0));
                triggers |= (class & 1) << bit;
                words |= (class >> 1 & 1) << bit;
                capitals |= (class >> 2 & 1) << bit;
                foreign |= (class >> 3) << bit;
            }
            marks.triggers.push(triggers);
            marks.words.push(words);
            marks.capitals.push(capitals);
            if foreign != 0 {
                foreign_blocks.push((index, foreign));
            }
        }
        for (index, foreign) in foreign_blocks {
            marks.add_foreign(text, index, foreign);
        }
        marks
    }

    /// Marks the letters and digits outside ASCII whose first bytes are the bits `foreign` of a block.
    fn add_foreign(&mut self, text: &str, block: usize, mut foreign: u64) {
        while foreign != 0 {
            let at = block * 64 + foreign.trailing_zeros() as usize;
            foreign &= foreign - 1;
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()).filter(|c| c.is_alphanumeric()) else {
                continue;
            };
            for byte in at..at + c.len_utf8() {
                set(&mut self.words, byte);
            }
            if c.is_alphabetic() {
                set(&mut self.capitals, at);
            }
        }
    }

    /// Returns the bytes at which a word starts.
    pub(crate) fn word_starts(&self) -> impl Iterator<Item = usize> + '_ {
        places(self.starts())
    }

    /// Returns the bytes at which a word starts with a capital.
    pub(crate) fn capital_starts(&self) -> impl Iterator<Item = usize> + '_ {
        places(self.starts().zip(&self.capitals).map(|(starts, capitals)| starts & capitals))
    }

    /// Returns the places of digits, `@`, `/` and `#`.
    pub(crate) fn trigger_places(&self) -> impl Iterator<Item = usize> + '_ {
        places(self.triggers.iter().copied())
    }

    fn starts(&self) -> impl Iterator<Item = u64> + '_ {
        let mut carry = 0;
        self.words.iter().map(move |words| {
            let starts = words & !(words << 1 | carry);
            carry = words >> 63;
            starts
        })
    }
}

/// Returns the places of the bits that are set, in order.
fn places(blocks: impl Iterator<Item = u64>) -> impl Iterator<Item = usize> {
    blocks.enumerate().filter(|(_, bits)| *bits != 0).flat_map(|(block, mut bits)| {
        std::iter::from_fn(move || {
            let place = (bits != 0).then(|| block * 64 + bits.trailing_zeros() as usize)?;
            bits &= bits - 1;
            Some(place)
        })
    })
}

fn set(mask: &mut [u64], at: usize) {
    if let Some(bits) = mask.get_mut(at / 64) {
        *bits |= 1 << (at % 64);
    }
}
