//! Exact fractions. What does not fit gives `None`, which becomes "not finished" and never a verdict.

/// A fraction in lowest terms; the denominator is positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fraction {
    above: i128,
    below: i128,
}

impl Fraction {
    pub(super) const ZERO: Self = Self { above: 0, below: 1 };

    pub(super) fn whole(number: i128) -> Self {
        Self { above: number, below: 1 }
    }

    fn reduced(above: i128, below: i128) -> Option<Self> {
        let divisor = greatest_common_divisor(above.checked_abs()?, below.checked_abs()?);
        if below == 0 || divisor == 0 {
            return None;
        }
        let (above, below) = (above / divisor, below / divisor);
        Some(if below < 0 {
            Self { above: above.checked_neg()?, below: below.checked_neg()? }
        } else {
            Self { above, below }
        })
    }

    pub(super) fn is_zero(self) -> bool {
        self.above == 0
    }

    /// Returns the number when it is whole.
    pub(super) fn as_whole(self) -> Option<i128> {
        (self.below == 1).then_some(self.above)
    }

    /// Returns what stands above and below the line.
    pub(super) fn parts(self) -> (i128, i128) {
        (self.above, self.below)
    }

    pub(super) fn times(self, other: Self) -> Option<Self> {
        if self.below == 1 && other.below == 1 {
            return Some(Self::whole(self.above.checked_mul(other.above)?));
        }
        Self::reduced(self.above.checked_mul(other.above)?, self.below.checked_mul(other.below)?)
    }

    pub(super) fn over(self, other: Self) -> Option<Self> {
        Self::reduced(self.above.checked_mul(other.below)?, self.below.checked_mul(other.above)?)
    }

    pub(super) fn minus(self, other: Self) -> Option<Self> {
        if self.below == 1 && other.below == 1 {
            return Some(Self::whole(self.above.checked_sub(other.above)?));
        }
        let above = self.above.checked_mul(other.below)?.checked_sub(other.above.checked_mul(self.below)?)?;
        Self::reduced(above, self.below.checked_mul(other.below)?)
    }
}

fn greatest_common_divisor(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::Fraction;

    #[test]
    fn fractions_are_exact_and_overflow_is_told() {
        let third = Fraction::whole(1).over(Fraction::whole(3)).unwrap();
        let sixth = third.times(Fraction::whole(1).over(Fraction::whole(2)).unwrap()).unwrap();
        assert_eq!(third.minus(sixth).unwrap(), sixth);
        assert_eq!(third.over(sixth).unwrap().as_whole(), Some(2));
        assert_eq!(sixth.as_whole(), None);
        assert!(Fraction::whole(1).over(Fraction::ZERO).is_none());
        assert!(Fraction::whole(i128::MAX).times(Fraction::whole(2)).is_none());
        assert!(Fraction::whole(i128::MIN).minus(Fraction::whole(1)).is_none());
    }
}
