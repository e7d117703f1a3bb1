//! The record of what was withheld, where in the released document, on what ground, and how that was known.
//!
//! It has nowhere to put a withheld value: an entry holds positions of the *released* document, the words that stand
//! there now, and, when the caller gives a key, a keyed digest by which two audits can be matched. Version 1 of the
//! format is what these types serialise to.

use std::borrow::Cow;
use std::sync::Arc;

use hmac::{Hmac, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::outcome::Reason;
use crate::{Confidence, DetectorId, Error, ErrorKind, EvidenceSet, Key, Kind, Level, Policy, Result, Role};

/// The name and version of the format.
pub const AUDIT_FORMAT: &str = "withhold-audit/1";

/// What was withheld from one document, and what its release rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Audit {
    /// Name and version of this format: `withhold-audit/1`.
    pub audit: String,
    /// Version of the library.
    pub tool: String,
    /// Whether the document was released.
    pub outcome: AuditOutcome,
    /// Why it was refused; empty for a release.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
    /// The policy that decided.
    pub policy: PolicyRecord,
    /// How the input was read: `text`, `json` …
    pub format: String,
    /// Digest of the input.
    pub input: DigestRecord,
    /// Digest of the released document; none when it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<DigestRecord>,
    /// Digest of every detector and row that looked, with its version.
    pub detectors: String,
    /// Eight characters that tell keys apart; none when no key was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The register of protected people that the document was checked against; none when there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register: Option<RegisterRecord>,
    /// What was withheld, in the order of the document.
    pub entries: Vec<Entry>,
    /// What was found and stays, by the permission or threshold that lets it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<Kept>,
    /// The names of earlier releases and tables whose numbers were put beside those of the document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<String>,
    /// Permissions of the policy that have expired and did not apply.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expired: Vec<String>,
    /// The kinds that were looked for.
    pub looked_for: Arc<[Kind]>,
    /// The detectors that were switched off.
    pub not_looked_for: Arc<[NotLookedFor]>,
    /// What could not be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<UnreadRecord>,
}

/// Whether a document went out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum AuditOutcome {
    /// It did.
    Released,
    /// It did not.
    Refused,
}

/// The policy that decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PolicyRecord {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its resolved text, which holds every number of its profiles.
    pub digest: String,
    /// The profiles for numbers of people, in general and for sensitive groups: `foi-lt5 2026.1, sensitive-le5 2026.1`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub profiles: String,
}

/// The register that a document was checked against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegisterRecord {
    /// The version that its owner gave it.
    pub version: String,
    /// SHA-256 of its blind form.
    pub digest: String,
    /// How many people it protects, expired entries included.
    pub entries: u32,
    /// How many of its entries had expired on the day that was given.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub expired: u32,
}

/// Length and digest of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DigestRecord {
    /// Length in bytes.
    pub bytes: u64,
    /// `sha256:` or, for an input read with a key, `hmac-sha256:`, and 64 hexadecimal digits.
    pub digest: String,
}

/// One withheld region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Number in the document, from 1.
    pub number: u32,
    /// What it is.
    pub kind: Kind,
    /// Who it is about.
    pub role: Role,
    /// Entries about the same value or person have the same number.
    pub subject: u32,
    /// Where its replacement stands; none when the document was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The field of the record that holds it: a JSON Pointer or a cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The bar or rule that withholds it; `default` for the default.
    pub rule: Arc<str>,
    /// The level of the policy that speaks.
    pub level: Level,
    /// The ground, as cited, with its paragraph.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub ground: Arc<str>,
    /// The harm that the ground guards against.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub harm: Arc<str>,
    /// How likely the harm is held to be: `would` or `would be likely`.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub likelihood: Arc<str>,
    /// What ends the need to withhold it.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub review_when: Arc<str>,
    /// What was done: `remove`, `label`, `alias`, `coarsen`, `mask`, `token`, `review` or `refuse`.
    pub treatment: Cow<'static, str>,
    /// What stands in its place.
    pub replacement: Arc<str>,
    /// Everything it was taken for, the leading one first.
    pub hypotheses: Vec<Hypothesis>,
    /// Keyed digest of the value; none without a key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<ValueDigest>,
}

/// A range of the released document, in UTF-8 bytes, half-open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// First byte.
    pub start: u64,
    /// One past the last byte.
    pub end: u64,
    /// Line of the first byte, from 1.
    pub line: u64,
}

/// One thing a region was taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Hypothesis {
    /// What it was taken for.
    pub kind: Kind,
    /// Who it would be about.
    pub role: Role,
    /// How sure the detector is.
    pub confidence: Confidence,
    /// On what evidence.
    pub evidence: EvidenceSet,
    /// Which detector.
    pub detector: DetectorId,
}

/// The keyed digest of a withheld value, by which two audits can be matched by whoever holds the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "Cow<'_, str>")]
pub struct ValueDigest([u8; 32]);

/// What a digest of a value starts with.
const VALUE_DIGEST: &str = "hmac-sha256:";

impl ValueDigest {
    pub(crate) fn of(key: &Key, kind: &Kind, identity: &str) -> Self {
        Self(key.digest("value", &[kind.as_str().as_bytes(), identity.as_bytes()]))
    }
}

impl std::fmt::Display for ValueDigest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{VALUE_DIGEST}{}", hex(&self.0))
    }
}

impl From<ValueDigest> for String {
    fn from(digest: ValueDigest) -> Self {
        digest.to_string()
    }
}

impl TryFrom<Cow<'_, str>> for ValueDigest {
    type Error = &'static str;

    fn try_from(text: Cow<'_, str>) -> std::result::Result<Self, Self::Error> {
        let digits = text.strip_prefix(VALUE_DIGEST).unwrap_or_default().as_bytes();
        let (pairs, []) = digits.as_chunks::<2>() else { return Err("a digest has an even number of digits") };
        let mut bytes = [0; 32];
        if pairs.len() != bytes.len() {
            return Err("a digest is `hmac-sha256:` and 64 hexadecimal digits");
        }
        for (byte, pair) in bytes.iter_mut().zip(pairs) {
            let digits = pair.map(|digit| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok()));
            let [Some(high), Some(low)] = digits else { return Err("a digest has hexadecimal digits") };
            *byte = high << 4 | low;
        }
        Ok(Self(bytes))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for ValueDigest {
    fn schema_name() -> Cow<'static, str> {
        "ValueDigest".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^hmac-sha256:[0-9a-f]{64}$",
            "description": "The keyed digest of a withheld value, by which two audits can be matched by whoever holds the key."
        })
    }
}

/// Findings that stay, by what lets them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// What they are.
    pub kind: Kind,
    /// Who they are about.
    pub role: Role,
    /// The permission, or the rule whose threshold they do not reach.
    pub rule: String,
    /// Why they may stay.
    pub reason: String,
    /// How many they are.
    pub count: u32,
}

/// A detector that was switched off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NotLookedFor {
    /// What it would have found.
    pub kind: Kind,
    /// Its id.
    pub detector: String,
    /// Why it was off.
    pub reason: String,
}

/// Something that was not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UnreadRecord {
    /// Where it stands.
    pub place: String,
    /// Why it was not read.
    pub reason: String,
}

/// What [`Audit::verify`] looked at, and whether it fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// Each thing that was checked, in words, and whether it fits.
    pub checks: Vec<(String, bool)>,
}

impl Verification {
    /// Returns whether everything that was checked fits.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.checks.iter().all(|(_, fits)| *fits)
    }
}

impl Audit {
    /// Returns the audit that `json` holds.
    ///
    /// # Errors
    /// [`ErrorKind::Audit`] with line and column when it is not an audit of this version.
    pub fn from_json(json: &str) -> Result<Self> {
        let audit: Self = serde_json::from_str(json).map_err(|error| {
            // The message of serde could quote the text; its class and place say enough.
            Error::new(
                ErrorKind::Audit,
                format!("this is no audit of the form {AUDIT_FORMAT}: {:?} error", error.classify()),
            )
            .at_line(error.line(), error.column())
        })?;
        if audit.audit != AUDIT_FORMAT {
            return Err(Error::new(ErrorKind::Audit, format!("the audit is not of the form {AUDIT_FORMAT}")));
        }
        Ok(audit)
    }

    /// Returns the JSON Schema of this version.
    #[cfg(feature = "schema")]
    #[must_use]
    pub fn schema() -> String {
        serde_json::to_string_pretty(&schemars::schema_for!(Self)).unwrap_or_default()
    }

    /// Checks the audit against what it speaks of; what is not given is not checked.
    ///
    /// With a released document, every entry's replacement must stand where the entry says.
    #[must_use]
    pub fn verify(
        &self,
        input: Option<&[u8]>,
        policy: Option<&Policy>,
        released: Option<&[u8]>,
        key: Option<&Key>,
    ) -> Verification {
        let mut checks = Vec::new();
        if let Some(input) = input {
            let fits = match (&self.key, key) {
                (Some(_), None) => None,
                (Some(name), Some(key)) => Some(*name == key_name(key) && self.input == input_record(input, Some(key))),
                (None, _) => Some(self.input == input_record(input, None)),
            };
            match fits {
                Some(fits) => checks.push(("the input is the one that was read".to_owned(), fits)),
                None => checks.push(("the input can be checked only with the key".to_owned(), false)),
            }
        }
        if let Some(policy) = policy {
            checks.push(("the policy is the one that decided".to_owned(), self.policy == PolicyRecord::of(policy)));
        }
        if let Some(released) = released {
            let fits = self.output.as_ref() == Some(&released_record(released));
            checks.push(("the released document is the one that was written".to_owned(), fits));
            let placed = self.entries.iter().all(|entry| entry.stands_in(released, &self.format));
            checks.push(("every replacement stands where its entry says".to_owned(), placed));
        }
        let numbered = self.entries.iter().zip(1..).all(|(entry, number)| entry.number == number);
        checks.push(("the entries are numbered without a gap".to_owned(), numbered));
        Verification { checks }
    }
}

impl Entry {
    fn stands_in(&self, released: &[u8], format: &str) -> bool {
        let Some(place) = self.place else { return false };
        let (Ok(start), Ok(end)) = (usize::try_from(place.start), usize::try_from(place.end)) else { return false };
        let Some(text) = released.get(start..end) else { return false };
        // Formats with escapes or quotes of their own may write a replacement differently.
        format != "text" || text == self.replacement.as_bytes()
    }
}

impl RegisterRecord {
    pub(crate) fn of(register: &crate::register::Register, today: Option<crate::Date>) -> Self {
        Self {
            version: register.version().to_owned(),
            digest: register.digest(),
            entries: register.entries(),
            expired: today.map_or(0, |today| register.expired(today)),
        }
    }
}

impl PolicyRecord {
    pub(crate) fn of(policy: &Policy) -> Self {
        Self {
            name: policy.name().to_owned(),
            version: policy.version().to_owned(),
            digest: policy.digest().to_owned(),
            profiles: format!("{}, {}", policy.profiles().general.label(), policy.profiles().sensitive.label()),
        }
    }
}

/// Returns what the audit says of an input: with a key a guess cannot be confirmed by whoever holds only the audit.
pub(crate) fn input_record(input: &[u8], key: Option<&Key>) -> DigestRecord {
    let mut digester = Digester::of_input(key);
    digester.update(input);
    digester.finish()
}

/// Returns what the audit says of a released document.
pub(crate) fn released_record(released: &[u8]) -> DigestRecord {
    let mut digester = Digester::of_release();
    digester.update(released);
    digester.finish()
}

/// Takes length and digest of a document that comes in pieces.
pub(crate) struct Digester {
    bytes: u64,
    state: State,
}

enum State {
    Plain(Sha256),
    Keyed(Box<Hmac<Sha256>>),
}

impl Digester {
    /// Begins what the audit says of an input.
    pub(crate) fn of_input(key: Option<&Key>) -> Self {
        let Some(key) = key else { return Self::of_release() };
        let mut mac = key.begin("input");
        mac.update(&[0]);
        Self { bytes: 0, state: State::Keyed(Box::new(mac)) }
    }

    /// Begins what the audit says of a released document.
    pub(crate) fn of_release() -> Self {
        Self { bytes: 0, state: State::Plain(Sha256::new()) }
    }

    pub(crate) fn update(&mut self, piece: &[u8]) {
        self.bytes += piece.len() as u64;
        match &mut self.state {
            State::Plain(hash) => hash.update(piece),
            State::Keyed(mac) => mac.update(piece),
        }
    }

    pub(crate) fn finish(self) -> DigestRecord {
        let digest = match self.state {
            State::Plain(hash) => format!("sha256:{}", hex(&hash.finalize())),
            State::Keyed(mac) => format!("hmac-sha256:{}", hex(&mac.finalize().into_bytes())),
        };
        DigestRecord { bytes: self.bytes, digest }
    }
}

/// Returns eight characters that tell keys apart and say nothing of them.
pub(crate) fn key_name(key: &Key) -> String {
    hex(&key.digest("key", &[b""])).chars().take(8).collect()
}

/// Returns lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from(half + if half < 10 { b'0' } else { b'a' - 10 });
    let mut out = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        out.push(digit(byte >> 4));
        out.push(digit(byte & 15));
    }
    out
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

fn is_empty(text: &Arc<str>) -> bool {
    text.is_empty()
}
