//! The weights: how they lie in their file, and how they are added up.
//!
//! The file is used in place. Behind a header with a version stand the scores of one tag after another, the thresholds,
//! the lexicon, the listed bodies and the rows. A row is seven signed bytes, one a tag, and a byte of fingerprint; a feature is looked for in
//! two neighbouring rows, so that of what was never seen in training nearly nothing is taken for what was.

use super::bodies::Bodies;
use super::lexicon::{CLUSTERS, Lexicon};

/// How many tags there are: outside, and begin and inside of each label.
pub const TAGS: usize = 7;

/// The first bytes of the file: its name and the version of its layout.
pub const MAGIC: [u8; 8] = *b"wh-tag\x00\x02";
/// The weights of the crate.
static WEIGHTS: &[u8] = include_bytes!("weights.bin");

/// A model whose rows and lists are used where they lie.
#[derive(Clone, Debug)]
pub struct Model<'w> {
    pub(super) lexicon: Lexicon<'w>,
    pub(super) bodies: Bodies<'w>,
    rows: &'w [u8],
    shift: u32,
    scale: f32,
    /// How much the same word elsewhere in the document counts.
    pub(super) memory: f32,
    /// For each label: from which score on a mention is possible, likely, certain.
    pub(super) thresholds: [[f32; 3]; 3],
    /// The factor from one tag to the next.
    pub(super) follows: [[f32; 8]; 8],
}

/// Reads one number after another.
struct Numbers<'w>(&'w [u8]);

impl<'w> Numbers<'w> {
    fn bytes(&mut self, len: usize) -> Option<&'w [u8]> {
        let (own, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(own)
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.bytes(4)?.try_into().ok()?))
    }

    fn f32(&mut self) -> Option<f32> {
        self.u32().map(f32::from_bits).filter(|number| number.is_finite())
    }
}

impl<'w> Model<'w> {
    /// Returns the model in `file`, or `None` when the file is not of this version or is damaged.
    #[must_use]
    pub fn read(file: &'w [u8]) -> Option<Self> {
        let mut numbers = Numbers(file);
        if numbers.bytes(MAGIC.len())? != MAGIC {
            return None;
        }
        let slots = numbers.u32()? as usize;
        let bodies = numbers.u32()? as usize;
        let rows = numbers.u32()? as usize;
        let (scale, memory) = (numbers.f32()?, numbers.f32()?);
        let mut thresholds = [[0.0; 3]; 3];
        for threshold in thresholds.iter_mut().flatten() {
            *threshold = numbers.f32()?;
        }
        let mut follows = [[0.0; 8]; 8];
        for row in follows.iter_mut().take(TAGS) {
            for cell in row.iter_mut().take(TAGS) {
                *cell = numbers.f32()?.exp();
            }
        }
        let coarse = numbers.bytes(CLUSTERS)?;
        let lexicon = Lexicon::new(numbers.bytes(slots.checked_mul(4)?)?, coarse);
        let bodies = Bodies::new(numbers.bytes(bodies.checked_mul(4)?)?);
        let rows =
            if rows.is_power_of_two() && rows >= 2 { numbers.bytes(rows.checked_mul(8)?)? } else { return None };
        let shift = 64 - (rows.len() / 8).trailing_zeros();
        numbers.0.is_empty().then_some(Self { lexicon, bodies, rows, shift, scale, memory, thresholds, follows })
    }

    /// Returns the weights of the crate.
    pub(super) fn built_in() -> Option<Model<'static>> {
        Model::read(WEIGHTS)
    }

    /// Returns the scores of the tags of a token that has `features`.
    ///
    /// Weights are added four to a word of 64 bits, 16 bits each, every weight made positive first: `MOST` of them fit.
    pub(super) fn score(&self, features: &[u64]) -> [f32; 8] {
        const HALF: u64 = 0x00ff_00ff_00ff_00ff;
        const SIGNS: u64 = 0x8080_8080_8080_8080;
        let (mut even, mut odd) = (0_u64, 0_u64);
        for feature in features {
            let (at, mark) = row_of(*feature, self.shift);
            let Some(pair) = self.rows.get(at * 16..at * 16 + 16).and_then(|pair| pair.first_chunk::<16>()) else {
                continue;
            };
            let pair = u128::from_le_bytes(*pair);
            let (first, second) = (pair as u64, (pair >> 64) as u64);
            let own = |row: u64| if row >> 56 == mark { row } else { 0 };
            let row = (own(first) | own(second)) ^ SIGNS;
            even += row & HALF;
            odd += row >> 8 & HALF;
        }
        let bias = 128 * features.len() as i32;
        let sum = |lanes: u64, lane: u32| ((lanes >> (16 * lane) & 0xffff) as i32 - bias) as f32 * self.scale;
        [sum(even, 0), sum(odd, 0), sum(even, 1), sum(odd, 1), sum(even, 2), sum(odd, 2), sum(even, 3), 0.0]
    }
}

/// Returns the pair of rows of a feature, of two to the `64 - shift` rows, and its fingerprint, which is never 0.
#[must_use]
pub fn row_of(feature: u64, shift: u32) -> (usize, u64) {
    let pair = usize::try_from(feature >> shift >> 1).unwrap_or(0);
    (pair, (feature & 0xff).max(1))
}
