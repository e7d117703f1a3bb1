//! Sixty-four bytes looked at together: a question goes in, one bit a byte comes out.
//!
//! The first byte has the lowest bit. A block that is shorter than 64 bytes is filled up with spaces; whoever asks about
//! spaces has to know its length.

use wide::i8x16;

/// How many bytes are looked at together.
pub(crate) const LANES: usize = 64;

/// Sixty-four bytes of a text.
pub(crate) struct Lanes([i8x16; 4]);

impl Lanes {
    /// Returns the first 64 bytes of `bytes`, filled up with spaces.
    #[inline]
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut block = [b' '; LANES];
        match bytes.first_chunk() {
            Some(whole) => block = *whole,
            None => block.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from),
        }
        let (mut quarters, _) = block.as_chunks::<16>();
        Self(std::array::from_fn(|_| {
            let quarter = quarters.split_off_first().copied().unwrap_or_default();
            i8x16::from(quarter.map(u8::cast_signed))
        }))
    }

    /// Returns where the byte `wanted` stands.
    pub(crate) fn is(&self, wanted: u8) -> u64 {
        let wanted = i8x16::splat(wanted.cast_signed());
        self.ask(|bytes| bytes.simd_eq(wanted))
    }

    /// Returns where a byte from `first` to `last` stands; both are on the same side of 0x80.
    pub(crate) fn within(&self, first: u8, last: u8) -> u64 {
        let (first, last) = (i8x16::splat(first.cast_signed()), i8x16::splat(last.cast_signed()));
        self.ask(|bytes| bytes.simd_ge(first) & bytes.simd_le(last))
    }

    /// Returns where an ASCII letter stands, of either case.
    pub(crate) fn letters(&self) -> u64 {
        let (case, first, last) = (i8x16::splat(0x20), i8x16::splat(0x61), i8x16::splat(0x7a));
        self.ask(|bytes| {
            let small = bytes | case;
            small.simd_ge(first) & small.simd_le(last)
        })
    }

    #[inline]
    fn ask(&self, question: impl Fn(i8x16) -> i8x16) -> u64 {
        self.0.iter().rev().fold(0, |bits, quarter| bits << 16 | u64::from(question(*quarter).to_bitmask()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]

    use super::*;

    #[test]
    fn every_byte_at_every_place_is_told_right() {
        for byte in 0..=u8::MAX {
            for place in 0..LANES {
                let mut bytes = [b' '; LANES];
                bytes[place] = byte;
                let lanes = Lanes::of(&bytes);
                let bit = |is: bool| if is { 1 << place } else { 0 };
                assert_eq!(lanes.is(b'@'), bit(byte == b'@'), "{byte:#x}");
                assert_eq!(lanes.within(b'0', b'9'), bit(byte.is_ascii_digit()), "{byte:#x}");
                assert_eq!(lanes.within(0xc0, 0xff), bit(byte >= 0xc0), "{byte:#x}");
                assert_eq!(lanes.letters(), bit(byte.is_ascii_alphabetic()), "{byte:#x}");
            }
        }
    }

    #[test]
    fn a_short_block_is_filled_up_with_spaces() {
        for len in 0..LANES {
            let text = "a".repeat(len);
            assert_eq!(Lanes::of(text.as_bytes()).letters(), (1 << len) - 1);
            assert_eq!(Lanes::of(text.as_bytes()).is(b' '), !((1 << len) - 1));
        }
    }
}
