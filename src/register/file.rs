//! The blind register as bytes, version 1: what stands where, written by one function and read by another.
//!
//! ```text
//! magic        20 bytes, "withhold register 1\n"
//! header       numbers of entries, records and of the bytes of each section; the version that its owner gave it
//! key check    16 bytes of HMAC over all before: a wrong key is told from a broken file
//! gate         two bits a slot, under a keystream
//! subjects     role and expiry of each entry, 3 bytes each, under a keystream
//! kinds        names of the kinds of identifiers, under a keystream
//! forms, slips two Bloom filters with a secret hash
//! counts       a byte a bucket: how many records it has
//! records      7 bytes each: bits of a digest, and what it tells under bits of the same digest
//! seal         32 bytes of HMAC over the SHA-256 of all before
//! ```
//!
//! Numbers are little-endian. Nothing is allocated by a number that the file claims before the file is known to be as long
//! as all its numbers together say.

use sha2::{Digest as _, Sha256};

use super::secret::{SEAL, Secret};
use crate::{Error, ErrorKind, Result};

const MAGIC: &[u8; 20] = b"withhold register 1\n";
/// The bytes of the key check.
const CHECK: usize = 16;
/// The longest version, in bytes.
pub(super) const LONGEST_VERSION: usize = 64;
/// The bytes of a record.
pub(super) const RECORD: usize = 7;
/// The bytes of a subject.
pub(super) const SUBJECT: usize = 3;

/// The numbers of a register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) entries: u32,
    pub(super) records: u32,
    /// Two to this power is the number of buckets.
    pub(super) bucket_bits: u8,
    pub(super) gate: u32,
    pub(super) kinds: u32,
    pub(super) forms: u32,
    pub(super) slips: u32,
    pub(super) version: String,
}

/// The sections of a register, for writing.
pub(super) struct Sections<'s> {
    pub(super) gate: &'s [u8],
    pub(super) subjects: &'s [u8],
    pub(super) kinds: &'s [u8],
    pub(super) forms: &'s [u8],
    pub(super) slips: &'s [u8],
    pub(super) counts: &'s [u8],
    pub(super) records: &'s [u8],
}

/// Where sections stand in the bytes of a register, each as start and end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) gate: (usize, usize),
    pub(super) subjects: (usize, usize),
    pub(super) kinds: (usize, usize),
    pub(super) forms: (usize, usize),
    pub(super) slips: (usize, usize),
    pub(super) counts: (usize, usize),
    pub(super) records: (usize, usize),
}

impl Header {
    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for number in [self.entries, self.records, self.gate, self.kinds, self.forms, self.slips] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        bytes.push(self.bucket_bits);
        bytes.push(u8::try_from(self.version.len()).unwrap_or(u8::MAX));
        bytes.extend_from_slice(self.version.as_bytes());
        bytes
    }

    /// Returns the header that `bytes` start with, and its length.
    fn of(bytes: &[u8]) -> Result<(Self, usize)> {
        if !is_register(bytes) {
            return Err(broken("this is no register made by `withhold register build`"));
        }
        let mut rest = bytes.get(MAGIC.len()..).unwrap_or_default();
        let mut number = || -> Result<u32> {
            let (first, others) = rest.split_first_chunk::<4>().ok_or_else(cut_short)?;
            rest = others;
            Ok(u32::from_le_bytes(*first))
        };
        let numbers = [number()?, number()?, number()?, number()?, number()?, number()?];
        let [entries, records, gate, kinds, forms, slips] = numbers;
        let [bucket_bits, len, rest @ ..] = rest else { return Err(cut_short()) };
        let version = rest.get(..usize::from(*len)).ok_or_else(cut_short)?;
        let version =
            std::str::from_utf8(version).ok().filter(|text| text.len() <= LONGEST_VERSION && is_printable(text));
        let version = version.ok_or_else(|| broken("its version is no text"))?.to_owned();
        let header = Self { entries, records, bucket_bits: *bucket_bits, gate, kinds, forms, slips, version };
        let len = header.to_bytes().len();
        Ok((header, len))
    }

    /// Returns where the sections stand behind a header of `len` bytes, and where they end.
    fn layout(&self, len: usize) -> Option<(Layout, usize)> {
        let sane = self.bucket_bits <= 28
            && self.gate.is_power_of_two()
            && self.forms > 0
            && self.forms.is_multiple_of(64)
            && self.slips > 0
            && self.slips.is_multiple_of(64);
        let mut at = len.checked_add(CHECK).filter(|_| sane)?;
        let mut section = |size: usize| {
            let start = at;
            at = at.checked_add(size)?;
            Some((start, at))
        };
        let layout = Layout {
            gate: section(self.gate as usize)?,
            subjects: section((self.entries as usize).checked_mul(SUBJECT)?)?,
            kinds: section(self.kinds as usize)?,
            forms: section(self.forms as usize)?,
            slips: section(self.slips as usize)?,
            counts: section(1 << self.bucket_bits)?,
            records: section((self.records as usize).checked_mul(RECORD)?)?,
        };
        Some((layout, at))
    }
}

/// Returns whether `bytes` start as a blind register does.
pub(super) fn is_register(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Returns whether a version may stand in a terminal and in an audit.
pub(super) fn is_printable(version: &str) -> bool {
    !version.is_empty() && version.chars().all(|c| c.is_alphanumeric() || " .-_/:+()".contains(c))
}

/// Returns the version of the register in `bytes`, which the secret is derived with.
pub(super) fn version_of(bytes: &[u8]) -> Result<String> {
    Ok(Header::of(bytes)?.0.version)
}

/// Returns the bytes of a register and their digest, which its audits name.
pub(super) fn write(header: &Header, sections: &Sections<'_>, secret: &Secret) -> (Vec<u8>, [u8; 32]) {
    let mut bytes = header.to_bytes();
    let check = secret.check(&bytes);
    bytes.extend_from_slice(&check);
    for (section, purpose) in [(sections.gate, "gate"), (sections.subjects, "subjects"), (sections.kinds, "kinds")] {
        let start = bytes.len();
        bytes.extend_from_slice(section);
        secret.cover(purpose, bytes.get_mut(start..).unwrap_or_default());
    }
    for section in [sections.forms, sections.slips, sections.counts, sections.records] {
        bytes.extend_from_slice(section);
    }
    let digest: [u8; 32] = Sha256::digest(&bytes).into();
    bytes.extend_from_slice(&secret.seal(&digest));
    (bytes, digest)
}

/// Checks the bytes of a register against its key, and returns its numbers, where its sections stand, and its digest.
///
/// # Errors
/// [`ErrorKind::Key`] when the key does not fit; [`ErrorKind::Register`] for what is cut short or was changed.
pub(super) fn read(bytes: &[u8], secret: &Secret) -> Result<(Header, Layout, [u8; 32])> {
    let (header, len) = Header::of(bytes)?;
    let check = bytes.get(len..len + CHECK).ok_or_else(cut_short)?;
    if secret.check(bytes.get(..len).unwrap_or_default()) != check {
        return Err(Error::new(ErrorKind::Key, "the key does not fit this register"));
    }
    let (layout, end) = header.layout(len).ok_or_else(|| broken("its numbers cannot be"))?;
    let body = bytes.get(..end).ok_or_else(cut_short)?;
    let seal = bytes.get(end..end + SEAL).ok_or_else(cut_short)?;
    if bytes.len() != end + SEAL {
        return Err(broken("something stands behind its end"));
    }
    let digest: [u8; 32] = Sha256::digest(body).into();
    if secret.seal(&digest) != seal {
        return Err(broken("it was changed since it was made"));
    }
    Ok((header, layout, digest))
}

fn broken(what: &str) -> Error {
    Error::new(ErrorKind::Register, format!("the register cannot be used: {what}"))
}

fn cut_short() -> Error {
    broken("it is cut short")
}
