//! What a reader can work out: the numbers of people that a release gives away without printing them.
//!
//! Sentences, table cells with their totals, rounded figures and marks of suppression all become one system of linear
//! statements over whole numbers ([`System`]); it is asked what a reader can ask: the least and the greatest that a
//! protected number can be. What is found goes through the policy like any other finding.

mod claim;
mod claims;
mod constraints;
mod detector;
mod disclosure;
mod known;
mod profile;

pub use claim::{Claim, Mode, Unit, claims};
pub use constraints::{
    Answer, Derivation, Exposure, Expression, Interval, Limits, Method, Rules, Step, System, Unsolved, Variable,
    Verdict,
};
pub(crate) use detector::{Numbers, Together};
pub use disclosure::{Disclosure, Way, disclosures, disclosures_with};
pub use known::Known;
#[cfg(feature = "stats")]
pub(crate) use known::words_of;
#[cfg(feature = "stats")]
pub(crate) use known::{Context, Count};
pub(crate) use profile::Changes;
pub use profile::{Profile, Profiles, Zeros};

/// Returns whether a word is a noun for people whom a release may be about.
#[cfg(feature = "stats")]
pub(crate) fn counts_subjects(word: &str) -> bool {
    claims::facts_of(word).has(claims::Facts::SUBJECT)
}

/// Returns whether a text speaks of staff.
pub(crate) fn counts_staff(text: &str) -> bool {
    let text = claims::Text::of(text);
    let mut nouns = (0..text.words.len()).filter_map(|at| claims::noun_at(&text, at));
    nouns.any(|noun| noun.class == claims::Class::Staff)
}
