//! What a detector reports: where, what kind, who it is about, how sure, and on what evidence.
//!
//! A finding is a span with reasons, never a copy of the text. Kinds are strings in the field's usual form, so that a
//! caller's own kind is worth as much as a built-in one.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::Span;

/// One thing found in a part of a document.
///
/// The span counts bytes of the *source text* of the part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where, in bytes of the part's source text.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Who it is about, as far as the words around tell.
    pub role: Role,
    /// How sure the detector is.
    pub confidence: Confidence,
    /// Why it was reported.
    pub evidence: EvidenceSet,
    /// Which detector reported it.
    pub detector: DetectorId,
}

/// What a finding is: `PERSON`, `UK_NINO`, `STREET_ADDRESS` …
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kind(Name);

/// The id of the detector or row that made a finding: `uk-nino`, `people` …
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DetectorId(Name);

/// A short string that is cheap to clone, whether built in or made at run time.
#[derive(Clone)]
enum Name {
    Fixed(&'static str),
    Made(Arc<str>),
}

impl Name {
    fn as_str(&self) -> &str {
        match self {
            Self::Fixed(name) => name,
            Self::Made(name) => name,
        }
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}
impl Eq for Name {}
impl std::hash::Hash for Name {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}
impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Name {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}
impl Serialize for Name {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        Ok(Self::Made(Arc::from(text.as_ref())))
    }
}

macro_rules! name_type {
    ($type:ident) => {
        impl $type {
            /// Returns the name as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }

            /// Returns a name made at run time, such as one read from a policy.
            #[must_use]
            pub fn new(name: &str) -> Self {
                Self(Name::Made(Arc::from(name)))
            }

            /// Returns a built-in name.
            #[must_use]
            pub const fn fixed(name: &'static str) -> Self {
                Self(Name::Fixed(name))
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
name_type!(Kind);
name_type!(DetectorId);

/// Describes a type that is written as a string, or as a list of such.
#[cfg(feature = "schema")]
macro_rules! string_schema {
    ($type:ident, $schema:tt) => {
        impl schemars::JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!($schema)
            }
        }
    };
}
#[cfg(feature = "schema")]
string_schema!(Kind, { "type": "string", "description": "A kind of detail, such as PERSON or UK_NINO." });
#[cfg(feature = "schema")]
string_schema!(DetectorId, { "type": "string", "description": "The id of a detector or row, such as people or uk-nino." });
#[cfg(feature = "schema")]
string_schema!(EvidenceSet, {
    "type": "array",
    "items": { "type": "string" },
    "description": "The reasons for a finding, such as shape, check or label."
});

impl Kind {
    /// A natural person's name.
    pub const PERSON: Self = Self::fixed("PERSON");
    /// A postal address or the part of one that leads to a door.
    pub const STREET_ADDRESS: Self = Self::fixed("STREET_ADDRESS");
    /// A building tied to people: hostel, refuge, approved premises, place of worship.
    pub const PREMISES: Self = Self::fixed("PREMISES");
    /// A school, college or nursery.
    pub const SCHOOL: Self = Self::fixed("SCHOOL");
    /// A date of birth.
    pub const DATE_OF_BIRTH: Self = Self::fixed("DATE_OF_BIRTH");
    /// A person's age.
    pub const AGE: Self = Self::fixed("AGE");
    /// A place without a door: town, village, district.
    pub const LOCATION: Self = Self::fixed("LOCATION");
    /// A body of people: company, agency, club.
    pub const ORGANIZATION: Self = Self::fixed("ORGANIZATION");
    /// A telephone number.
    pub const PHONE_NUMBER: Self = Self::fixed("PHONE_NUMBER");
    /// The whole value of a record field that the policy names.
    pub const FIELD: Self = Self::fixed("FIELD");
    /// A sex, where it stands with an age or behind a label.
    pub const SEX: Self = Self::fixed("SEX");
    /// What somebody does for a living.
    pub const OCCUPATION: Self = Self::fixed("OCCUPATION");
    /// How somebody is related to another person: "step-daughter".
    pub const KINSHIP: Self = Self::fixed("KINSHIP");
    /// The year or the form of a pupil.
    pub const SCHOOL_YEAR: Self = Self::fixed("SCHOOL_YEAR");
    /// Somebody's nationality, ethnic group, religion or political group.
    pub const NRP: Self = Self::fixed("NRP");
    /// An illness, a disability or another state of somebody's health.
    pub const HEALTH: Self = Self::fixed("HEALTH");
    /// A mark on the body: tattoo, scar, birthmark.
    pub const DISTINGUISHING_MARK: Self = Self::fixed("DISTINGUISHING_MARK");
    /// A number of people that gives some of them away, by itself or together with others.
    pub const SMALL_COUNT: Self = Self::fixed("SMALL_COUNT");
    /// A description that fits one person.
    pub const UNIQUE_DESCRIPTION: Self = Self::fixed("UNIQUE_DESCRIPTION");
    /// What the police know, watch or are about to do.
    pub const TACTIC: Self = Self::fixed("TACTIC");
}

/// Who a finding is about (`DOMAIN`: subject roles). Unknown is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Role {
    /// Convicted or cautioned.
    Offender,
    /// Arrested, wanted, charged or accused.
    Suspect,
    /// A person against whom an offence was or may have been committed, complainants included.
    Victim,
    /// Saw, heard or reported it.
    Witness,
    /// A confidential source.
    Informant,
    /// Under eighteen.
    Child,
    /// Police officer or staff acting publicly.
    Officer,
    /// Minister, commissioner, judge, council officer or other holder of a public office.
    Official,
    /// Working for the press.
    Journalist,
    /// Made the request that is answered.
    Requester,
    /// A relative of somebody whom the text speaks of.
    Relative,
    /// Named as a member of the public in no other role.
    Public,
    /// Not told by the text.
    #[default]
    Unknown,
}

impl Role {
    /// Every role, in the order in which they are listed to users.
    pub const ALL: [Self; 13] = [
        Self::Offender,
        Self::Suspect,
        Self::Victim,
        Self::Witness,
        Self::Informant,
        Self::Child,
        Self::Officer,
        Self::Official,
        Self::Journalist,
        Self::Requester,
        Self::Relative,
        Self::Public,
        Self::Unknown,
    ];

    /// Returns the role as written in policies and audits.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Offender => "offender",
            Self::Suspect => "suspect",
            Self::Victim => "victim",
            Self::Witness => "witness",
            Self::Informant => "informant",
            Self::Child => "child",
            Self::Officer => "officer",
            Self::Official => "official",
            Self::Journalist => "journalist",
            Self::Requester => "requester",
            Self::Relative => "relative",
            Self::Public => "public",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How sure a detector is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// The shape fits, and so do harmless readings.
    Possible,
    /// More likely than not.
    Likely,
    /// Labelled, registered or of a form that nothing else has.
    Certain,
}

impl Confidence {
    /// Returns the level as written in policies and audits.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Possible => "possible",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }

    /// Returns the level as a number from 0 to 1, for callers that sort by score.
    #[must_use]
    pub fn score(self) -> f64 {
        match self {
            Self::Possible => 0.4,
            Self::Likely => 0.75,
            Self::Certain => 0.95,
        }
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One reason for a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Evidence {
    /// The characters have the shape of the kind.
    Shape,
    /// Its check digit or number plan fits.
    Check,
    /// Its check digit does not fit, though a label says what it is.
    CheckFailed,
    /// A label stands directly before it.
    Label,
    /// A word that goes with the kind stands near.
    Context,
    /// The record's field name says what it is.
    Field,
    /// A title stands before it (Mr, Dr, Mrs).
    Title,
    /// A rank or office stands before or after it.
    Office,
    /// A word is in the list of given names.
    GivenName,
    /// A word is in the list of surnames.
    Surname,
    /// The words around it speak of a person.
    Grammar,
    /// Another place in the document has the same value or a form of it.
    Repeat,
    /// It was read after joining a broken line, closing up spaced-out letters or taking letters for figures.
    Rejoined,
    /// The caller named it.
    Caller,
    /// It became visible only in the text as it would have been released.
    SecondLook,
    /// The statistical model of names takes it for one.
    Model,
    /// A number of people is small.
    SmallCount,
    /// The remainder of a group can be worked out.
    Complement,
    /// All but a few: the few can be worked out.
    AllBut,
    /// A share of few people is a number of them.
    SmallBase,
    /// Nobody or everybody: a fact about each of them.
    ZeroOrAll,
    /// An exact value of one of a few.
    Extreme,
    /// Two totals differ by a few.
    Differencing,
    /// So many in so many places.
    Pigeonhole,
    /// The words of a refusal say what is refused.
    RefusalLeak,
    /// The description fits one person.
    Unique,
    /// It tells what the police know, watch or plan.
    TacticalKnowledge,
    /// A number near a sensitive group was not understood.
    UnreadNumber,
    /// It is in the register of people who must not appear.
    Register,
}

impl Evidence {
    /// Every reason, in the order in which they are listed.
    pub const ALL: [Self; 29] = [
        Self::Shape,
        Self::Check,
        Self::CheckFailed,
        Self::Label,
        Self::Context,
        Self::Field,
        Self::Title,
        Self::Office,
        Self::GivenName,
        Self::Surname,
        Self::Grammar,
        Self::Repeat,
        Self::Rejoined,
        Self::Caller,
        Self::SecondLook,
        Self::Model,
        Self::SmallCount,
        Self::Complement,
        Self::AllBut,
        Self::SmallBase,
        Self::ZeroOrAll,
        Self::Extreme,
        Self::Differencing,
        Self::Pigeonhole,
        Self::RefusalLeak,
        Self::Unique,
        Self::TacticalKnowledge,
        Self::UnreadNumber,
        Self::Register,
    ];

    /// Returns the reason as written in audits.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Shape => "shape",
            Self::Check => "check",
            Self::CheckFailed => "check-failed",
            Self::Label => "label",
            Self::Context => "context",
            Self::Field => "field",
            Self::Title => "title",
            Self::Office => "office",
            Self::GivenName => "given-name",
            Self::Surname => "surname",
            Self::Grammar => "grammar",
            Self::Repeat => "repeat",
            Self::Rejoined => "rejoined",
            Self::Caller => "caller",
            Self::SecondLook => "second-look",
            Self::Model => "model",
            Self::SmallCount => "small-count",
            Self::Complement => "complement",
            Self::AllBut => "all-but",
            Self::SmallBase => "small-base",
            Self::ZeroOrAll => "zero-or-all",
            Self::Extreme => "extreme",
            Self::Differencing => "differencing",
            Self::Pigeonhole => "pigeonhole",
            Self::RefusalLeak => "refusal-leak",
            Self::Unique => "unique",
            Self::TacticalKnowledge => "tactic",
            Self::UnreadNumber => "unread-number",
            Self::Register => "register",
        }
    }
}

/// The reasons for a finding, as a small set.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct EvidenceSet(u32);

impl EvidenceSet {
    /// Returns the set with one reason.
    #[must_use]
    pub fn of(evidence: Evidence) -> Self {
        Self(1 << evidence as u8)
    }

    /// Returns the set with `evidence` added.
    #[must_use]
    pub fn with(self, evidence: Evidence) -> Self {
        Self(self.0 | 1 << evidence as u8)
    }

    /// Returns the reasons of both sets.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns whether `evidence` is in the set.
    #[must_use]
    pub fn has(self, evidence: Evidence) -> bool {
        self.0 & (1 << evidence as u8) != 0
    }

    /// Returns the reasons in listing order.
    pub fn iter(self) -> impl Iterator<Item = Evidence> {
        Evidence::ALL.into_iter().filter(move |e| self.has(*e))
    }
}

impl fmt::Debug for EvidenceSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl Serialize for EvidenceSet {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Evidence::as_str))
    }
}

impl<'de> Deserialize<'de> for EvidenceSet {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let names = Vec::<Cow<'de, str>>::deserialize(deserializer)?;
        names.iter().try_fold(Self::default(), |set, name| {
            let evidence = Evidence::ALL.into_iter().find(|evidence| evidence.as_str() == name);
            Ok(set.with(evidence.ok_or_else(|| serde::de::Error::custom("unknown evidence"))?))
        })
    }
}
