//! What a body has decided: bars, permissions, rules and the default.
//!
//! A policy file goes in (TOML, layers included); for each finding a [`Decision`] comes out. Precedence is
//! **bar > allow > rule > default**; among what matches at one level the most protective treatment wins. Adding a bar or
//! a rule never reveals more.

use crate::Date;

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
    pub rule: std::sync::Arc<str>,
    /// The ground, as cited: `s.38(1)(b)`; empty where none is needed.
    pub ground: std::sync::Arc<str>,
    /// The harm that the ground guards against.
    pub harm: std::sync::Arc<str>,
}

/// A policy, resolved and checked.
#[derive(Clone, Debug)]
pub struct Policy {
    today: Option<Date>,
}
