//! Where digits, word characters and capitals stand, one bit a byte.
//!
//! The scanner and the name detector jump from bit to bit instead of looking at every byte. Bytes outside ASCII count as
//! word bytes here; whoever needs to know decodes the character.

/// Bit masks over a folded text, 64 bytes to a word.
#[derive(Clone, Default)]
pub(crate) struct Marks {
    /// Digits, `@`, `/` and `#`: nearly every identifier holds one.
    pub(crate) triggers: Vec<u64>,
    /// ASCII letters and digits, and every byte outside ASCII.
    pub(crate) words: Vec<u64>,
    /// ASCII capitals, and first bytes of characters outside ASCII.
    pub(crate) capitals: Vec<u64>,
}

const TRIGGER: u8 = 1;
const WORD: u8 = 2;
const CAPITAL: u8 = 4;

const CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        let mut class = 0;
        if b.is_ascii_digit() || b == b'@' || b == b'/' || b == b'#' {
            class |= TRIGGER;
        }
        if b.is_ascii_alphanumeric() || b >= 0x80 {
            class |= WORD;
        }
        if b.is_ascii_uppercase() || b >= 0xc0 {
            class |= CAPITAL;
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
        let mut marks =
            Self { triggers: Vec::with_capacity(blocks), words: Vec::with_capacity(blocks), capitals: Vec::with_capacity(blocks) };
        for block in text.as_bytes().chunks(64) {
            let (mut triggers, mut words, mut capitals) = (0_u64, 0_u64, 0_u64);
            for (bit, byte) in block.iter().enumerate() {
                let class = u64::from(CLASS.get(usize::from(*byte)).copied().unwrap_or(0));
                triggers |= (class & 1) << bit;
                words |= (class >> 1 & 1) << bit;
                capitals |= (class >> 2) << bit;
            }
            marks.triggers.push(triggers);
            marks.words.push(words);
            marks.capitals.push(capitals);
        }
        marks
    }

    /// Returns the bytes at which a word starts, a block of 64 at a time.
    pub(crate) fn word_starts(&self) -> impl Iterator<Item = u64> + '_ {
        let mut carry = 0;
        self.words.iter().map(move |words| {
            let starts = words & !(words << 1 | carry);
            carry = words >> 63;
            starts
        })
    }
}
