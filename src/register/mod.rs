//! The protected register: people who must never appear, in a form that can be checked against and not read.
//!
//! [`Entry`] is a person in clear; [`Builder`] turns entries into the *blind* form, a file of keyed digests; [`Register`] is
//! that file, opened with its key, for [`EngineBuilder::register`](crate::EngineBuilder::register). What a text says of a
//! registered person becomes a finding with the role of the entry, so that policies rule on it like on any other. The file
//! tells nothing without the key, and with the key it only answers guesses; `docs/register.md` says what that is worth.

mod build;
mod detail;
mod entry;
mod file;
mod filter;
mod form;
mod matcher;
mod name;
mod record;
mod secret;
mod spelling;

use std::sync::Arc;

use crate::fold;
use crate::{Address, Confidence, Date, Detector, Error, ErrorKind, Findings, Key, Kind, Part, Result, Role, Span};
pub use build::{Blind, Builder};
pub use entry::{Entry, Identifier};
use file::{Header, Layout};
use filter::{Bloom, Gate};
pub(crate) use matcher::{Protected, reference_in};
use record::{Packing, Person, Told};
use secret::Secret;

/// A register that a text can be checked against. It is read-only; share it by [`Arc`].
pub struct Register {
    bytes: Vec<u8>,
    header: Header,
    layout: Layout,
    digest: [u8; 32],
    secret: Secret,
    gate: Gate,
    kinds: Vec<Kind>,
    packing: Packing,
    /// The first record of each bucket.
    starts: Vec<u32>,
}

/// What a text says of a registered person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where, in bytes of the text.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// The role of the entry.
    pub role: Role,
    /// How sure it is that the entry is meant.
    pub confidence: Confidence,
    /// What audits call the entry; none where several people bear the name.
    pub reference: Option<String>,
}

/// Who shares a form.
struct People {
    /// What names the form for looking up one of very many.
    name: [u8; 16],
    told: Vec<Told>,
    /// Whether there are more than are told.
    many: bool,
}

/// The most people that are told of one form; more are recognised one by one.
const MOST_TOLD: u8 = 4;

/// The key of clear registers, which are secret to nobody who has them.
const CLEAR: &[u8] = b"a register in clear";

impl Register {
    /// Opens a blind register. The bytes are kept as they are; nothing is copied out of them but the gate.
    ///
    /// # Errors
    /// [`ErrorKind::Key`] when the key does not fit; [`ErrorKind::Register`] for what is no register, is cut short, or was
    /// changed since it was made.
    pub fn open(bytes: impl Into<Vec<u8>>, key: &Key) -> Result<Self> {
        let bytes = bytes.into();
        let secret = Secret::of(key, &file::version_of(&bytes)?)?;
        let (header, layout, digest) = file::read(&bytes, &secret)?;
        let section = |(start, end): (usize, usize)| bytes.get(start..end).unwrap_or_default();
        let mut gate = section(layout.gate).to_vec();
        secret.cover("gate", &mut gate);
        let mut kinds = section(layout.kinds).to_vec();
        secret.cover("kinds", &mut kinds);
        let kinds = String::from_utf8(kinds).map_err(|_| broken("its kinds are no text"))?;
        let kinds = kinds.lines().filter(|kind| !kind.is_empty()).map(Kind::new).collect();
        let mut starts = Vec::with_capacity((layout.counts.1 - layout.counts.0).saturating_add(1));
        let mut first = 0_u32;
        for count in section(layout.counts) {
            starts.push(first);
            first = first.saturating_add(u32::from(*count));
        }
        starts.push(first);
        if first != header.records {
            return Err(broken("its buckets do not hold its records"));
        }
        let packing = Packing::for_entries(header.entries);
        Ok(Self { header, layout, digest, secret, gate: Gate::of(gate), kinds, packing, starts, bytes })
    }

    /// Returns a register of entries in clear, for tests and small use: it exists in memory only.
    ///
    /// # Errors
    /// As [`Builder::add`] and [`Builder::finish`].
    pub fn clear<'e>(version: &str, entries: impl IntoIterator<Item = &'e Entry>) -> Result<Self> {
        let key = Key::new(CLEAR)?;
        let mut builder = Builder::new(&key, version)?;
        for entry in entries {
            builder.add(entry)?;
        }
        Self::open(builder.finish()?.into_bytes(), &key)
    }

    /// Returns a register of entries in clear, streamed as CSV, or as JSON Lines when the first byte is `{`.
    ///
    /// # Errors
    /// As [`Entry::each_in_csv`] and [`Entry::each_in_json_lines`].
    pub fn clear_from(bytes: &[u8], version: &str) -> Result<Self> {
        let key = Key::new(CLEAR)?;
        let mut builder = Builder::new(&key, version)?;
        builder.add_all(bytes)?;
        Self::open(builder.finish()?.into_bytes(), &key)
    }

    /// Returns whether `bytes` start as a blind register does.
    #[must_use]
    pub fn is_blind(bytes: &[u8]) -> bool {
        file::is_register(bytes)
    }

    /// Returns the version that its owner gave it.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.header.version
    }

    /// Returns the number of entries, expired ones included.
    #[must_use]
    pub fn entries(&self) -> u32 {
        self.header.entries
    }

    /// Returns the number of forms and details that it recognises.
    #[must_use]
    pub fn records(&self) -> u32 {
        self.header.records
    }

    /// Returns the length in bytes of the blind form.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Returns whether there is no entry in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.header.entries == 0
    }

    /// Returns the digest that audits name: `sha256:` and 64 hexadecimal digits.
    #[must_use]
    pub fn digest(&self) -> String {
        format!("sha256:{}", crate::audit::hex(&self.digest))
    }

    /// Returns what audits call the entry that came as the `index`-th, from 0, when the register was made.
    #[must_use]
    pub fn reference(&self, index: u32) -> String {
        self.secret.reference(index)
    }

    /// Returns how many entries have expired before `today`.
    #[must_use]
    pub fn expired(&self, today: Date) -> u32 {
        let mut subjects = self.section(self.layout.subjects).to_vec();
        self.secret.cover("subjects", &mut subjects);
        let (people, _) = subjects.as_chunks::<{ file::SUBJECT }>();
        let expired = people.iter().filter(|person| !Person::of(**person).holds(Some(today)));
        u32::try_from(expired.count()).unwrap_or(u32::MAX)
    }

    /// Returns what a plain text says of registered people, in order, without a policy.
    ///
    /// # Errors
    /// [`ErrorKind::Input`] when a detector did not finish.
    pub fn mentions(self: &Arc<Self>, text: &str, today: Option<Date>) -> Result<Vec<Mention>> {
        let part = Part::plain(Address::Text, text);
        let protected = Protected::new(Arc::clone(self), today);
        let mut found = Vec::new();
        for reading in fold::readings(&part) {
            let detected = protected.detect(&reading, &mut Findings::new(&reading, &mut found));
            detected.map_err(|error| Error::new(ErrorKind::Input, error.to_string()))?;
        }
        let mut mentions: Vec<Mention> = found
            .into_iter()
            .map(|finding| Mention {
                span: finding.span,
                kind: finding.kind,
                role: finding.role,
                confidence: finding.confidence,
                reference: reference_in(&finding.detector).map(str::to_owned),
            })
            .collect();
        let order = |mention: &Mention| (mention.span, mention.kind.clone(), mention.role, mention.reference.clone());
        mentions.sort_by_key(|mention| (order(mention), std::cmp::Reverse(mention.confidence)));
        mentions.dedup_by(|b, a| order(a) == order(b));
        Ok(mentions)
    }

    fn section(&self, (start, end): (usize, usize)) -> &[u8] {
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// Returns whether a form may be in it; most that are not, are not.
    fn may_hold(&self, form: &[u8]) -> bool {
        Bloom::has(self.section(self.layout.forms), self.secret.forms.of(form))
    }

    /// Returns whether a name with a letter left out may be in it.
    fn may_slip(&self, form: &[u8]) -> bool {
        Bloom::has(self.section(self.layout.slips), self.secret.forms.of(form))
    }

    /// Returns who shares a form; nothing where nobody does.
    fn find(&self, form: &[u8]) -> Option<People> {
        let digest = self.secret.digest(form);
        let first = self.record(self.secret.slot(&digest, 0))?;
        let mut people = People { name: digest.name_owned(), told: vec![first], many: false };
        let mut more = first.more;
        while let (true, Ok(count)) = (more, u8::try_from(people.told.len())) {
            if count == MOST_TOLD {
                people.many = true;
                break;
            }
            let Some(next) = self.record(self.secret.slot(&digest, count)) else { break };
            people.told.push(next);
            more = next.more;
        }
        Some(people)
    }

    /// Returns who shares a form that has passed the filter.
    fn find_if_likely(&self, form: &[u8]) -> Option<People> {
        if self.may_hold(form) { self.find(form) } else { None }
    }

    /// Returns whether `subject` is one of those who share a form.
    fn is_one_of(&self, people: &People, subject: u32) -> bool {
        people.told.iter().any(|told| told.subject == subject)
            || people.many
                && self.record(self.secret.tie(&people.name, subject)).is_some_and(|told| told.subject == subject)
    }

    fn record(&self, slot: secret::Slot) -> Option<Told> {
        let bucket = self.packing.bucket(slot.place, self.header.bucket_bits);
        let (first, end) = (*self.starts.get(bucket)? as usize, *self.starts.get(bucket + 1)? as usize);
        let records = self.section(self.layout.records);
        let (records, _) = records.get(first * file::RECORD..end * file::RECORD)?.as_chunks::<{ file::RECORD }>();
        let told = records.iter().find_map(|record| self.packing.open(record, slot))?;
        (told.subject < self.header.entries).then_some(told)
    }

    fn person(&self, subject: u32) -> Person {
        let at = subject as usize * file::SUBJECT;
        let covered = self.section(self.layout.subjects).get(at..at + file::SUBJECT).unwrap_or_default();
        let block = self.secret.block("subjects", u32::try_from(at / secret::BLOCK).unwrap_or(u32::MAX));
        let stream = block.get(at % secret::BLOCK..).unwrap_or_default();
        let mut bytes = [0; file::SUBJECT];
        bytes.iter_mut().zip(covered.iter().zip(stream)).for_each(|(byte, (one, other))| *byte = one ^ other);
        Person::of(bytes)
    }
}

fn broken(what: &str) -> Error {
    Error::new(ErrorKind::Register, format!("the register cannot be used: {what}"))
}

/// Prints numbers, never what it holds.
impl std::fmt::Debug for Register {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Register")
            .field("version", &self.header.version)
            .field("entries", &self.header.entries)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
