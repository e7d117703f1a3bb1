//! Which offences a document speaks of: some give their complainants anonymity by statute.

/// A set of offences that a bar may be tied to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Offences(u8);

/// An offence that a bar may be tied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Offence {
    /// Sexual offences (Sexual Offences (Amendment) Act 1992 s.2).
    Sexual,
    /// Human trafficking (the same Act, as amended by the Modern Slavery Act 2015 sch.5).
    Trafficking,
    /// Female genital mutilation (Female Genital Mutilation Act 2003 s.4A).
    Fgm,
    /// Forced marriage (Anti-social Behaviour, Crime and Policing Act 2014 s.122A).
    ForcedMarriage,
    /// Domestic abuse.
    Domestic,
}

impl Offences {
    /// Returns the set with one more offence.
    pub(crate) fn with(self, offence: Offence) -> Self {
        Self(self.0 | 1 << offence as u8)
    }

    /// Returns whether `offence` is in the set.
    pub(crate) fn has(self, offence: Offence) -> bool {
        self.0 & 1 << offence as u8 != 0
    }
}
