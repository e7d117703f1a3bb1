//! Which offences a document speaks of: some give their complainants anonymity by statute.

use super::cues::Asker;
use crate::fold::Reading;

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

impl Offence {
    /// The names that policies use.
    pub(crate) const NAMES: [(&str, Self); 5] = [
        ("sexual", Self::Sexual),
        ("trafficking", Self::Trafficking),
        ("fgm", Self::Fgm),
        ("forced-marriage", Self::ForcedMarriage),
        ("domestic", Self::Domestic),
    ];

    /// Returns the offence that policies call `name`.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, offence)| *offence)
    }
}

impl Offences {
    /// Returns the set with one more offence.
    pub(crate) fn with(self, offence: Offence) -> Self {
        Self(self.0 | 1 << offence as u8)
    }

    /// Returns the offences of both sets.
    pub(crate) fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns whether the two sets share an offence.
    pub(crate) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// Phrases that speak of an offence. Each counts only as whole words; over-inclusion protects.
const PHRASES: &[(&str, Offence)] = &[
    ("rape", Offence::Sexual),
    ("raped", Offence::Sexual),
    ("rapes", Offence::Sexual),
    ("raping", Offence::Sexual),
    ("rapist", Offence::Sexual),
    ("sexual", Offence::Sexual),
    ("sexually", Offence::Sexual),
    ("sex offender", Offence::Sexual),
    ("sex offenders", Offence::Sexual),
    ("sex offence", Offence::Sexual),
    ("sex offences", Offence::Sexual),
    ("sex with a child", Offence::Sexual),
    ("indecent", Offence::Sexual),
    ("indecently", Offence::Sexual),
    ("groomed", Offence::Sexual),
    ("grooming", Offence::Sexual),
    ("voyeurism", Offence::Sexual),
    ("upskirting", Offence::Sexual),
    ("molested", Offence::Sexual),
    ("paedophile", Offence::Sexual),
    ("paedophiles", Offence::Sexual),
    ("flashed at", Offence::Sexual),
    ("trafficked", Offence::Trafficking),
    ("trafficking", Offence::Trafficking),
    ("modern slavery", Offence::Trafficking),
    ("fgm", Offence::Fgm),
    ("genital mutilation", Offence::Fgm),
    ("forced marriage", Offence::ForcedMarriage),
    ("forced to marry", Offence::ForcedMarriage),
    ("domestic abuse", Offence::Domestic),
    ("domestic violence", Offence::Domestic),
    ("coercive control", Offence::Domestic),
    ("coercive behaviour", Offence::Domestic),
];

/// Returns the phrases that speak of an offence.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    PHRASES.iter().map(|(phrase, _)| *phrase)
}

/// Returns the offences that a reading speaks of; all of them when that cannot be told.
pub(crate) fn spoken_of(reading: &Reading<'_>) -> Offences {
    let Ok(cues) = reading.cues(Asker::Offences) else {
        return Offence::NAMES.iter().fold(Offences::default(), |all, (_, offence)| all.with(*offence));
    };
    let bytes = reading.text().as_bytes();
    let is_letter = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    let mut offences = Offences::default();
    for cue in cues {
        if is_letter(cue.start.checked_sub(1)) || is_letter(Some(cue.end)) {
            continue;
        }
        if let Some((_, offence)) = PHRASES.get(cue.word) {
            offences = offences.with(*offence);
        }
    }
    offences
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;
    use crate::{Address, Part, fold};

    #[test]
    fn offences_are_told_by_whole_words() {
        let of = |text: &str| spoken_of(&fold::readings(&Part::plain(Address::Text, text))[0]);
        let sexual = Offences::default().with(Offence::Sexual);
        for text in ["She was raped in 2019.", "registered SEX OFFENDERS", "a sexual assault", "indecent images"] {
            assert_eq!(of(text), sexual, "{text}");
        }
        for text in ["a therapist", "grapes and rapeseed", "drapes", "the Essex offenders", "sextant"] {
            assert_eq!(of(text), Offences::default(), "{text}");
        }
        assert_eq!(of("victims of Modern Slavery"), Offences::default().with(Offence::Trafficking));
        assert_eq!(of("FGM"), Offences::default().with(Offence::Fgm));
    }
}
