//! What can go wrong before an answer exists: a bad policy, a bad key, bytes that are not what they claim.
//!
//! Whether a document may go out is an [`Outcome`](crate::Outcome), never an error. Messages name the place and the
//! remedy and never quote the document.

use std::fmt;

/// The result of an operation that may fail with an [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A bad policy, key or input.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}{place}")]
pub struct Error {
    kind: ErrorKind,
    message: String,
    place: Place,
}

/// What an [`Error`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The policy cannot be used.
    Policy,
    /// A detector row cannot be used.
    Row,
    /// The input is not what it claims to be.
    Input,
    /// The key cannot be used.
    Key,
    /// An audit cannot be read.
    Audit,
    /// A register, or an entry for one, cannot be read.
    Register,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Nowhere,
    Line { line: usize, column: usize },
    Byte(usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nowhere => Ok(()),
            Self::Line { line, column } => write!(f, " (line {line}, column {column})"),
            Self::Byte(offset) => write!(f, " (byte {offset})"),
        }
    }
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), place: Place::Nowhere }
    }

    pub(crate) fn at_line(mut self, line: usize, column: usize) -> Self {
        self.place = Place::Line { line, column };
        self
    }

    pub(crate) fn at_byte(mut self, offset: usize) -> Self {
        self.place = Place::Byte(offset);
        self
    }

    /// Returns an error about a policy, for a caller whose layers cannot be loaded. The message names place and remedy.
    #[must_use]
    pub fn policy(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Policy, message)
    }

    /// Returns what the error is about.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Returns the line and column (both from 1) of the policy or input at which it was noticed, where known.
    #[must_use]
    pub fn line(&self) -> Option<(usize, usize)> {
        match self.place {
            Place::Line { line, column } => Some((line, column)),
            _ => None,
        }
    }
}
