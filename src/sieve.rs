//! One bit a number, so that most of what is looked up costs one test.
//!
//! Numbers go in and are asked for again; those that are equal modulo the size count as one. A sieve never denies what it
//! holds: whoever it lets through is compared.

/// A sieve of 64 bits a block.
#[derive(Clone, Debug)]
pub(crate) struct Sieve<const BLOCKS: usize>([u64; BLOCKS]);

impl<const BLOCKS: usize> Default for Sieve<BLOCKS> {
    fn default() -> Self {
        Self([0; BLOCKS])
    }
}

impl<const BLOCKS: usize> Sieve<BLOCKS> {
    pub(crate) fn insert(&mut self, number: usize) {
        if let Some(bits) = self.0.get_mut(number / 64 % BLOCKS) {
            *bits |= 1 << (number % 64);
        }
    }

    /// Lets everything through.
    pub(crate) fn open(&mut self) {
        self.0 = [u64::MAX; BLOCKS];
    }

    pub(crate) fn has(&self, number: usize) -> bool {
        self.0.get(number / 64 % BLOCKS).is_some_and(|bits| bits & 1 << (number % 64) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_in_is_there() {
        let mut sieve = Sieve::<2>::default();
        for number in [0, 63, 64, 127] {
            assert!(!sieve.has(number));
            sieve.insert(number);
            assert!(sieve.has(number) && sieve.has(number + 128) && !sieve.has(5) && !sieve.has(69));
        }
        sieve.open();
        assert!(sieve.has(5));
    }
}
