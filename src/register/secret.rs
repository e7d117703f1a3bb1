//! Everything that is made with the key of a register.
//!
//! A key of the register's own is derived from the caller's key and the version of the register, so that two versions have
//! nothing in common; from it come the digests of forms, the secrets of the filters and the keystream, each for its purpose
//! (HMAC-SHA-256, RFC 2104, as a pseudo-random function). Keys are wiped from memory when dropped.

use zeroize::Zeroizing;

use super::filter::{FormHash, WordHash};
use crate::{Key, Result};

/// The bytes of a seal.
pub(super) const SEAL: usize = 32;

/// The secrets of one register.
pub(super) struct Secret {
    key: Key,
    pub(super) words: WordHash,
    pub(super) forms: FormHash,
}

/// What a form is digested to.
#[derive(Clone, Copy)]
pub(super) struct Digest([u8; 32]);

/// Where the record of a form stands, and what covers what it tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) place: u64,
    pub(super) pad: u64,
}

impl Secret {
    /// Returns the secrets of the register with that version.
    pub(super) fn of(key: &Key, version: &str) -> Result<Self> {
        let own = Zeroizing::new(key.digest("register/1", &[version.as_bytes()]));
        let key = Key::new(own.to_vec())?;
        let words = Zeroizing::new(key.digest("words", &[]));
        let forms = Zeroizing::new(key.digest("forms", &[]));
        Ok(Self { words: WordHash::new(&words), forms: FormHash::new(&forms), key })
    }

    pub(super) fn digest(&self, form: &[u8]) -> Digest {
        Digest(self.key.digest("form", &[form]))
    }

    /// Returns the slot of the `index`-th record of a form.
    pub(super) fn slot(&self, digest: &Digest, index: u8) -> Slot {
        match index {
            0 => Slot::of(&digest.0),
            _ => Slot::of(&self.key.digest("more", &[digest.name(), &[index]])),
        }
    }

    /// Returns the slot of the record which says that one of very many who share a form is that subject.
    pub(super) fn tie(&self, name: &[u8; 16], subject: u32) -> Slot {
        Slot::of(&self.key.digest("tie", &[name, &subject.to_le_bytes()]))
    }

    /// Returns six bits that tell spellings with one skeleton apart.
    pub(super) fn spelling(&self, spelled: &str) -> u8 {
        (self.forms.of(spelled.as_bytes()) & 63) as u8
    }

    /// Returns what an audit calls an entry: whoever has key and clear register can tell who it is.
    pub(super) fn reference(&self, subject: u32) -> String {
        let digest = self.key.digest("reference", &[&subject.to_le_bytes()]);
        crate::audit::hex(digest.get(..5).unwrap_or_default())
    }

    pub(super) fn check(&self, header: &[u8]) -> [u8; 16] {
        Digest(self.key.digest("check", &[header])).name_owned()
    }

    pub(super) fn seal(&self, digest: &[u8; 32]) -> [u8; SEAL] {
        self.key.digest("seal", &[digest])
    }

    /// Covers or uncovers a section: blocks of the keystream are digests of their number.
    pub(super) fn cover(&self, purpose: &str, section: &mut [u8]) {
        for (number, block) in (0_u32..).zip(section.chunks_mut(BLOCK)) {
            let stream = self.block(purpose, number);
            block.iter_mut().zip(stream).for_each(|(byte, cover)| *byte ^= cover);
        }
    }

    /// Returns one block of the keystream of a section.
    pub(super) fn block(&self, purpose: &str, number: u32) -> [u8; BLOCK] {
        let digest = self.key.digest("stream", &[purpose.as_bytes(), &number.to_le_bytes()]);
        *digest.first_chunk().unwrap_or(&[0; BLOCK])
    }
}

/// The bytes of a block of the keystream: of a digest, as many as hold whole subjects.
pub(super) const BLOCK: usize = 30;

impl Digest {
    /// Returns the half that names the form.
    pub(super) fn name(&self) -> &[u8; 16] {
        self.0.first_chunk().unwrap_or(&[0; 16])
    }

    pub(super) fn name_owned(&self) -> [u8; 16] {
        *self.name()
    }
}

impl Slot {
    fn of(digest: &[u8; 32]) -> Self {
        let (numbers, _) = digest.as_chunks::<8>();
        let number = |index: usize| numbers.get(index).map_or(0, |bytes| u64::from_le_bytes(*bytes));
        Self { place: number(2), pad: number(3) }
    }
}
