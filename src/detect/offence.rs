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

/// What speaks of an offence: a first word, and the words of which one must follow it, if any must.
///
/// Each counts only as whole words; over-inclusion protects. Sharing intimate images is a sexual offence since the Online
/// Safety Act 2023 s.188.
const PHRASES: &[(&str, &[&str], Offence)] = &[
    ("rape", &[], Offence::Sexual),
    ("raped", &[], Offence::Sexual),
    ("rapes", &[], Offence::Sexual),
    ("raping", &[], Offence::Sexual),
    ("rapist", &[], Offence::Sexual),
    ("rapists", &[], Offence::Sexual),
    ("sexual", &[], Offence::Sexual),
    ("sexually", &[], Offence::Sexual),
    (
        "sex",
        &[
            "offender",
            "offenders",
            "offence",
            "offences",
            "attack",
            "attacks",
            "assault",
            "crime",
            "crimes",
            "with a child",
        ],
        Offence::Sexual,
    ),
    ("indecent", &[], Offence::Sexual),
    ("indecently", &[], Offence::Sexual),
    ("intimate", &["image", "images", "photograph", "photographs"], Offence::Sexual),
    ("revenge", &["porn", "pornography"], Offence::Sexual),
    ("groomed", &[], Offence::Sexual),
    ("grooming", &[], Offence::Sexual),
    ("voyeur", &[], Offence::Sexual),
    ("voyeurism", &[], Offence::Sexual),
    ("upskirting", &[], Offence::Sexual),
    ("incest", &[], Offence::Sexual),
    ("molested", &[], Offence::Sexual),
    ("molesting", &[], Offence::Sexual),
    ("paedophile", &[], Offence::Sexual),
    ("paedophiles", &[], Offence::Sexual),
    ("paedophilia", &[], Offence::Sexual),
    ("flashed", &["at"], Offence::Sexual),
    ("exposed", &["himself", "themselves"], Offence::Sexual),
    ("trafficked", &[], Offence::Trafficking),
    ("trafficker", &[], Offence::Trafficking),
    ("traffickers", &[], Offence::Trafficking),
    ("trafficking", &[], Offence::Trafficking),
    ("modern", &["slavery", "slave", "slaves"], Offence::Trafficking),
    ("fgm", &[], Offence::Fgm),
    ("genital", &["mutilation", "cutting"], Offence::Fgm),
    ("forced", &["marriage", "marriages", "to marry", "into marriage"], Offence::ForcedMarriage),
    ("domestic", &["abuse", "violence", "assault", "abuser"], Offence::Domestic),
    ("domestically", &["abused"], Offence::Domestic),
    ("coercive", &["control", "and controlling", "behaviour", "or controlling"], Offence::Domestic),
];

/// Returns the words that lead to an offence.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    PHRASES.iter().map(|(word, ..)| *word)
}

/// Returns the offences that a reading speaks of; all of them when that cannot be told.
pub(crate) fn spoken_of(reading: &Reading<'_>) -> Offences {
    let Ok(cues) = reading.cues(Asker::Offences) else {
        return Offence::NAMES.iter().fold(Offences::default(), |all, (_, offence)| all.with(*offence));
    };
    let bytes = reading.text().as_bytes();
    let mut offences = Offences::default();
    for cue in cues {
        let rest = bytes.get(cue.end..).unwrap_or_default();
        let inside = cue.start.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
        if inside || rest.first().is_some_and(u8::is_ascii_alphanumeric) {
            continue;
        }
        if let Some((_, followers, offence)) = PHRASES.get(cue.word)
            && (followers.is_empty() || followers.iter().any(|words| follows(rest, words)))
        {
            offences = offences.with(*offence);
        }
    }
    offences
}

/// Returns whether `rest` goes on with `words`, on this line or, wrapped, on the next.
fn follows(rest: &[u8], words: &str) -> bool {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\n' | b'-');
    let Some((gap, rest)) = rest.split_first() else { return false };
    let Some((start, after)) = rest.split_at_checked(words.len()) else { return false };
    let alike = |(one, other): (&u8, u8)| one.eq_ignore_ascii_case(&other) || is_space(one) && other == b' ';
    is_space(gap) && start.iter().zip(words.bytes()).all(alike) && !after.first().is_some_and(u8::is_ascii_alphanumeric)
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
        for text in [
            "She was raped in 2019.",
            "RAPE",
            "registered SEX OFFENDERS",
            "registered sex\noffenders",
            "sex-offender register",
            "a sexual assault",
            "indecent images",
            "child sexual exploitation",
            "sharing intimate\nimages",
            "**rape**",
        ] {
            assert_eq!(of(text), sexual, "{text}");
        }
        for text in [
            "a therapist",
            "grapes and rapeseed",
            "drapes",
            "the Essex offenders",
            "sextant",
            "sex and age of staff",
            "the same-sex marriage Act",
            "domestic flights",
            "domestic abuseless",
            "a modern station",
            "they were forced to leave",
            "stalking",
            "exposed brickwork",
        ] {
            assert_eq!(of(text), Offences::default(), "{text}");
        }
        assert_eq!(of("victims of Modern Slavery"), Offences::default().with(Offence::Trafficking));
        assert_eq!(of("FGM"), Offences::default().with(Offence::Fgm));
        assert_eq!(of("domestic\nviolence"), Offences::default().with(Offence::Domestic));
        assert_eq!(of("She was forced\nto marry him."), Offences::default().with(Offence::ForcedMarriage));
    }

    #[test]
    fn policies_name_offences() {
        for (name, offence) in Offence::NAMES {
            assert_eq!(Offence::from_name(name), Some(offence));
        }
        assert_eq!(Offence::from_name("theft"), None);
    }
}
