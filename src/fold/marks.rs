//! Where digits, word characters and capitals stand, one bit a byte.
//!
//! The scanner and the name detector jump from bit to bit instead of looking at every byte.

use super::lanes::{LANES, Lanes};

/// Bit masks over a folded text, 64 bytes to a word.
#[derive(Clone, Default)]
pub(crate) struct Marks {
    /// Digits, `@`, `/` and `#`: nearly every identifier holds one.
    pub(crate) triggers: Vec<u64>,
    /// Every byte of letters and digits, of any script.
    pub(crate) words: Vec<u64>,
    /// ASCII capitals, and first bytes of letters outside ASCII.
    pub(crate) capitals: Vec<u64>,
    /// ASCII letters that stand directly behind a digit.
    after_digits: Vec<u64>,
}

impl Marks {
    /// Returns the masks of `text`.
    pub(crate) fn of(text: &str) -> Self {
        let blocks = text.len().div_ceil(LANES);
        let mut marks = Self {
            triggers: Vec::with_capacity(blocks),
            words: Vec::with_capacity(blocks),
            capitals: Vec::with_capacity(blocks),
            after_digits: Vec::with_capacity(blocks),
        };
        let mut carry = 0;
        let mut foreign_blocks = Vec::new();
        for (index, block) in text.as_bytes().chunks(LANES).enumerate() {
            let lanes = Lanes::of(block);
            let digits = lanes.within(b'0', b'9');
            marks.triggers.push(digits | lanes.is(b'@') | lanes.is(b'/') | lanes.is(b'#'));
            let letters = lanes.letters();
            marks.words.push(digits | letters);
            marks.after_digits.push(letters & (digits << 1 | carry));
            carry = digits >> (LANES - 1);
            marks.capitals.push(lanes.within(b'A', b'Z'));
            let foreign = lanes.within(0xc0, 0xff);
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

    /// Calls `each` with the bytes at which a word starts.
    pub(crate) fn each_word_start(&self, each: impl FnMut(usize)) {
        each_place(self.starts(), each);
    }

    /// Returns the bytes at which a word starts with a capital.
    pub(crate) fn capital_starts(&self) -> impl Iterator<Item = usize> + '_ {
        places(self.starts().zip(&self.capitals).map(|(starts, capitals)| starts & capitals))
    }

    /// Calls `each` with the bytes at which a word starts or a letter follows a digit.
    pub(crate) fn each_phrase_start(&self, each: impl FnMut(usize)) {
        each_place(self.starts().zip(&self.after_digits).map(|(starts, behind)| starts | behind), each);
    }

    /// Calls `each` with where every word starts and ends.
    #[inline]
    pub(crate) fn each_word(&self, mut each: impl FnMut(usize, usize)) {
        let mut open = None;
        for (block, words) in self.words.iter().enumerate() {
            let base = block * LANES;
            let mut bits = *words;
            if let Some(start) = open {
                let more = bits.trailing_ones() as usize;
                if more == LANES {
                    continue;
                }
                each(start, base + more);
                bits &= u64::MAX << more;
                open = None;
            }
            while bits != 0 {
                let from = bits.trailing_zeros() as usize;
                let to = from + (bits >> from).trailing_ones() as usize;
                if to == LANES {
                    open = Some(base + from);
                    break;
                }
                each(base + from, base + to);
                bits &= u64::MAX << to;
            }
        }
        if let Some(start) = open {
            each(start, self.words.len() * LANES);
        }
    }

    /// Calls `each` with the ASCII letters that stand directly before or behind a digit, more often than once perhaps.
    pub(crate) fn each_letter_beside_digit(&self, each: impl FnMut(usize)) {
        let mut next = self.triggers.iter().zip(&self.words).map(|(triggers, words)| triggers & words).skip(1);
        let blocks =
            self.triggers.iter().zip(&self.words).zip(&self.after_digits).map(move |((triggers, words), behind)| {
                let digits = triggers & words;
                let before = digits >> 1 | next.next().unwrap_or(0) << (LANES - 1);
                behind | words & !digits & before
            });
        each_place(blocks, each);
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

/// Calls `each` with the places of the bits that are set, in order.
fn each_place(blocks: impl Iterator<Item = u64>, mut each: impl FnMut(usize)) {
    for (block, mut bits) in blocks.enumerate() {
        while bits != 0 {
            each(block * LANES + bits.trailing_zeros() as usize);
            bits &= bits - 1;
        }
    }
}

fn set(mask: &mut [u64], at: usize) {
    if let Some(bits) = mask.get_mut(at / 64) {
        *bits |= 1 << (at % 64);
    }
}
