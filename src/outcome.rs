//! The answer: a release with its audit, or a refusal that says why.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::{Address, Audit, Confidence, DetectorId, Entry, Kind, Role, Span};

/// Whether a document may go out.
#[derive(Clone, Debug)]
#[must_use]
pub enum Outcome {
    /// It may, in the form that the release holds.
    Released(Release),
    /// It may not.
    Refused(Refusal),
}

/// A document that may go out, proved to hold no withheld value. Only [`Engine`](crate::Engine) makes one.
#[derive(Clone)]
pub struct Release {
    pub(crate) document: Vec<u8>,
    pub(crate) audit: Audit,
    pub(crate) origins: Vec<Origin>,
}

/// A document that may not go out, and why.
#[derive(Clone, Debug)]
pub struct Refusal {
    pub(crate) reasons: Vec<Reason>,
    pub(crate) audit: Audit,
    pub(crate) origins: Vec<Origin>,
}

/// Why a document may not go out. The message never quotes it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reason {
    /// What kind of reason it is.
    pub code: ReasonCode,
    /// What an officer reads.
    pub message: String,
}

/// The kinds of reasons for a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ReasonCode {
    /// A rule refuses documents that hold such a detail.
    Refuse,
    /// A rule holds such documents for a person to look at.
    Review,
    /// A detector did not look at everything.
    Unfinished,
    /// Something in the document could not be read.
    Unread,
    /// A withheld value was still there in what would have gone out.
    Survivor,
    /// Withholding one detail kept bringing others to light.
    Unsettled,
}

/// One region of the input that is withheld: the union of everything found there.
///
/// It holds positions and reasons, never the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Where the part stands in which it was found.
    pub address: Address,
    /// Where, in bytes of the part's text (JSON escapes and CSV quotes undone).
    pub span: Span,
    /// Where, in bytes of the input; the whole of a JSON string or CSV cell where that has escapes.
    pub input: Span,
    /// The kind that leads.
    pub kind: Kind,
    /// Who it is about.
    pub role: Role,
    /// How sure the leading detector is.
    pub confidence: Confidence,
    /// The leading detector.
    pub detector: DetectorId,
    /// What was done to it, or would be: see [`Entry::treatment`].
    pub treatment: Cow<'static, str>,
    /// The bar or rule that says so; `default` for the default.
    pub rule: Arc<str>,
    /// The ground, as cited; empty where there is none.
    pub ground: Arc<str>,
}

/// Where a region stands in the input: what its audit entry does not hold.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    pub(crate) address: Address,
    pub(crate) span: Span,
    pub(crate) input: Span,
}

impl Default for Origin {
    fn default() -> Self {
        Self { address: Address::Text, span: Span::default(), input: Span::default() }
    }
}

/// Returns the regions of entries that stand at `origins`.
fn regions(origins: &[Origin], audit: &Audit) -> Vec<Region> {
    let region = |(origin, entry): (&Origin, &Entry)| {
        let lead = entry.hypotheses.first()?;
        Some(Region {
            address: origin.address.clone(),
            span: origin.span,
            input: origin.input,
            kind: entry.kind.clone(),
            role: entry.role,
            confidence: lead.confidence,
            detector: lead.detector.clone(),
            treatment: entry.treatment.clone(),
            rule: Arc::clone(&entry.rule),
            ground: Arc::clone(&entry.ground),
        })
    };
    origins.iter().zip(&audit.entries).filter_map(region).collect()
}

impl Outcome {
    /// Returns the audit.
    #[must_use]
    pub fn audit(&self) -> &Audit {
        match self {
            Self::Released(release) => &release.audit,
            Self::Refused(refusal) => &refusal.audit,
        }
    }

    /// Returns what is withheld, in the order of the input; made anew at each call.
    #[must_use]
    pub fn regions(&self) -> Vec<Region> {
        match self {
            Self::Released(release) => release.regions(),
            Self::Refused(refusal) => refusal.regions(),
        }
    }

    /// Returns the release, or `None` for a refusal.
    #[must_use]
    pub fn released(self) -> Option<Release> {
        match self {
            Self::Released(release) => Some(release),
            Self::Refused(_) => None,
        }
    }

    /// Returns the refusal, or `None` for a release.
    #[must_use]
    pub fn refused(self) -> Option<Refusal> {
        match self {
            Self::Released(_) => None,
            Self::Refused(refusal) => Some(refusal),
        }
    }
}

impl Release {
    /// Returns the document as it may go out, in the format of the input.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.document
    }

    /// Returns the document as text. Every format that is read is UTF-8.
    #[must_use]
    pub fn text(&self) -> &str {
        str::from_utf8(&self.document).unwrap_or_default()
    }

    /// Returns the document and gives up the rest.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.document
    }

    /// Returns what was withheld, where, and on what ground.
    #[must_use]
    pub fn audit(&self) -> &Audit {
        &self.audit
    }

    /// Returns what is withheld, in the order of the input; made anew at each call.
    #[must_use]
    pub fn regions(&self) -> Vec<Region> {
        regions(&self.origins, &self.audit)
    }
}

/// Prints the length of the document, not its text.
impl fmt::Debug for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Release").field("bytes", &self.document.len()).field("regions", &self.origins.len()).finish()
    }
}

impl Refusal {
    /// Returns why the document may not go out; at least one reason.
    #[must_use]
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    /// Returns what was found; its entries have no place, as nothing was released.
    #[must_use]
    pub fn audit(&self) -> &Audit {
        &self.audit
    }

    /// Returns what would have been withheld, in the order of the input; made anew at each call.
    #[must_use]
    pub fn regions(&self) -> Vec<Region> {
        regions(&self.origins, &self.audit)
    }
}
