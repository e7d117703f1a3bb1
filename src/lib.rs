//! `withhold` decides what may leave the building.
#![forbid(unsafe_code)]

mod date;
mod detect;
mod document;
mod error;
mod finding;
mod fold;
mod format;
mod grapheme;
mod key;
mod policy;
mod prove;
mod resolve;
mod span;
mod sweep;
mod treat;
mod value;

pub use date::Date;
pub use detect::{Detector, Findings, Unfinished};
pub use document::{Address, Document, Join, Part, Pointer, Segment, Segments, Unread};
pub use error::{Error, ErrorKind, Result};
pub use finding::{Confidence, DetectorId, Evidence, EvidenceSet, Finding, Kind, Role};
pub use fold::Reading;
pub use format::Format;
pub use key::Key;
pub use policy::{Coarseness, Decision, Level, Policy, Treatment};
pub use span::Span;
