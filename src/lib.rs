//! `withhold` decides what may leave the building.
//!
//! Text, records and tables go in. What comes out is a [`Release`] with an [`Audit`] of what was withheld, or a [`Refusal`]
//! that says why. It is made for press offices and Freedom-of-Information desks: a [`Policy`] says which details stay,
//! which go, and on what ground; the audit says what was done and holds none of it.
//!
//! ```
//! use withhold::{Engine, Outcome, Policy};
//!
//! let engine = Engine::new(Policy::builtin("press")?)?;
//! let statement = "Mr Darren Oakfield can be reached on 07700 900461. Call 101 with information.";
//! let Outcome::Released(release) = engine.release_text(statement)? else { panic!("it is refused") };
//!
//! assert!(!release.text().contains("Oakfield"));
//! assert!(!release.text().contains("900461"));
//! assert!(release.text().contains("101"));
//!
//! let entry = &release.audit().entries[0];
//! assert_eq!(entry.kind.as_str(), "PERSON");
//! assert!(entry.ground.contains("s.40(2)"));
//! assert!(!release.audit().to_json().contains("Oakfield"));
//! # Ok::<(), withhold::Error>(())
//! ```
//!
//! # The tour
//!
//! - [`Policy`]: `press`, `foi`, `court` and `internal` are built in; [`Policy::from_toml`] reads a body's own, which can
//!   extend them. Statutory bars are above every permission.
//! - [`Engine`]: made once from a policy, shared between threads. [`Engine::release`] takes bytes and a [`Format`];
//!   [`Engine::release_text`] and [`Engine::release_record`] are shorter ways. A [`Key`] makes tokens and digests possible.
//! - [`Outcome`]: only an engine makes a [`Release`], and only when every step finished: all parts read, all detectors
//!   done, and no withheld value left in the written bytes.
//! - [`Audit`]: JSON of a published form, a text view, and the schedule that may be published; [`Audit::verify`] checks it
//!   against input, policy and release.
//! - [`register`]: people who must never appear, in a form that can be checked against and not read.
//! - [`risk`]: what a reader can work out from numbers: one exact system of statements about counts of people.
//!   [`Engine::release_with`] puts earlier releases and tables ([`risk::Known`]) beside a document.
//! - [`place`]: the gazetteer by which places are coarsened.
//! - [`Detector`] and rows ([`EngineBuilder::rows`]): what a caller adds is worth as much as what is built in.
//!
//! # What it does not do
//!
//! It does no input or output, reads no clock and draws no randomness. Rules, lists and a statistical tagger find names, and
//! miss some; of earlier releases it weighs the numbers that the caller puts beside a document, and nothing else. Every audit
//! lists what was looked for and what was not.
//!
//! # Features
//!
//! - `cli`: the `withhold` binary.
//! - `schema`: JSON Schemas of the policy file and of the audit.
//! - `train`: what the program that trains the tagger of names shares with it; not for anybody else.
//! - `stats`: records and tables of numbers, in `withhold::stats`.
#![forbid(unsafe_code)]

mod audit;
mod date;
mod detect;
mod document;
mod engine;
mod error;
mod finding;
mod fold;
mod format;
mod grapheme;
mod key;
mod numeral;
mod outcome;
pub mod place;
mod policy;
mod postcode;
mod prove;
mod public;
pub mod register;
mod report;
mod resolve;
pub mod risk;
mod sieve;
mod span;
#[cfg(feature = "stats")]
pub mod stats;
mod sweep;
mod treat;
mod value;

pub use audit::{
    AUDIT_FORMAT, Audit, AuditOutcome, DigestRecord, Entry, Hypothesis, Kept, NotLookedFor, Place, PolicyRecord,
    RegisterRecord, UnreadRecord, Verification,
};
pub use date::Date;
pub use detect::registry::{Bounds, Row, builtin_rows};
pub use detect::{Detector, Findings, Unfinished};
pub use document::{Address, Document, Join, Part, Pointer, Segment, Segments, Unread};
pub use engine::{Engine, EngineBuilder, Gathered, Long, Sink, Window};
pub use error::{Error, ErrorKind, Result};
pub use finding::{Confidence, DetectorId, Evidence, EvidenceSet, Finding, Kind, Role};
pub use fold::Reading;
pub use format::Format;
pub use key::Key;
pub use outcome::{Outcome, Reason, ReasonCode, Refusal, Region, Release};
pub use policy::{Coarseness, Decision, Level, Policy, Treatment};
pub use report::{AuditWriter, View};
pub use span::Span;

/// What the training program of the tagger shares with inference. Not for anybody else, and not stable.
#[cfg(feature = "train")]
#[doc(hidden)]
pub mod training {
    pub use crate::detect::people::tagger::training::*;

    /// Returns what the detector of names, rules and tagger together, finds in a plain text.
    #[must_use]
    pub fn findings(text: &str) -> Vec<crate::Finding> {
        use crate::Detector;
        let part = crate::Part::plain(crate::Address::Text, text);
        let people = crate::detect::people::People::new(true);
        let mut found = Vec::new();
        for reading in crate::fold::readings(&part) {
            let _ = people.detect(&reading, &mut crate::Findings::new(&reading, &mut found));
        }
        found
    }

    /// Calls `read` with the main reading of a plain text.
    pub fn with_reading<T>(text: &str, read: impl FnOnce(&crate::Reading<'_>) -> T) -> Option<T> {
        let part = crate::Part::plain(crate::Address::Text, text);
        crate::fold::readings(&part).first().map(read)
    }
}

/// The example of the README is compiled and run like any other.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
