//! What a reader can work out: the numbers of people that a release gives away without printing them.
//!
//! Sentences, table cells with their totals, rounded figures and marks of suppression all become one system of linear
//! statements over whole numbers ([`System`]); it is asked what a reader can ask: the least and the greatest that a
//! protected number can be. What is found goes through the policy like any other finding.

mod constraints;
mod profile;

pub use constraints::{
    Answer, Derivation, Exposure, Expression, Interval, Limits, Method, Rules, Step, System, Unsolved, Variable,
    Verdict,
};
pub(crate) use profile::Changes;
pub use profile::{Profile, Profiles, Zeros};
