//! What is withheld in other windows of a long text, kept small enough for a text that does not fit in memory.
//!
//! A value is kept as the hash of its letters, with what it was taken for; its text is not. A window is read word by word
//! as [`Sweep`](super::Sweep) reads it, and what stands there under a known hash comes out as a value to sweep for. Two
//! values of one hash count as one, which withholds too much and never too little.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::{Beginnings, LONGEST, lower};
use crate::fold::Reading;
use crate::resolve::Found;
use crate::value::{Value, WIDEST_GAP};

/// The values withheld in every window that was read so far.
#[derive(Default)]
pub(crate) struct Elsewhere {
    entries: HashMap<u64, Entry, BuildHasherDefault<Hashed>>,
    /// What values were taken for, each once; the spans mean nothing here.
    templates: Vec<Found>,
    /// The names of which entries are forms.
    names: Names,
    beginnings: Beginnings,
    /// Values too long to be told by their words.
    long: Vec<(Value, Entry)>,
}

/// What is known of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Where its full name stands, or [`ITSELF`].
    name: u32,
    /// Its template, and in the last bit whether an occurrence must start with a capital.
    template: u32,
}

/// The value is the form of no other.
const ITSELF: u32 = u32::MAX;

impl Entry {
    fn new(template: u32, name: u32, capital: bool) -> Self {
        Self { name, template: template << 1 | u32::from(capital) }
    }

    fn template(self) -> usize {
        (self.template >> 1) as usize
    }

    fn asks_capital(self) -> bool {
        self.template & 1 == 1
    }
}

/// Names one behind the other, each with its length in two bytes before it.
#[derive(Default)]
struct Names {
    bytes: Vec<u8>,
    last: u32,
}

impl Names {
    /// Returns where `name` stands, or [`ITSELF`] where there is no room for it.
    fn add(&mut self, name: &str) -> u32 {
        if self.at(self.last) == Some(name) {
            return self.last;
        }
        let (Ok(at), Ok(len)) = (u32::try_from(self.bytes.len()), u16::try_from(name.len())) else { return ITSELF };
        self.bytes.extend(len.to_le_bytes());
        self.bytes.extend(name.as_bytes());
        self.last = at;
        at
    }

    fn at(&self, at: u32) -> Option<&str> {
        let (len, rest) = self.bytes.get(at as usize..)?.split_first_chunk::<2>()?;
        std::str::from_utf8(rest.get(..usize::from(u16::from_le_bytes(*len)))?).ok()
    }
}

/// The most letters of a value that is looked for in other windows than its own.
const LONGEST_CARRIED: usize = 4096;

impl Elsewhere {
    /// Returns whether nothing is known.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.long.is_empty()
    }

    /// Adds the values of a finding that is withheld, and returns whether one of them is new or treated more protectively
    /// than before. `name` is the full name or value of which they are forms.
    pub(crate) fn add(&mut self, found: &Found, name: &str, values: Vec<Value>) -> bool {
        let mut grew = false;
        for value in values {
            let letters = value.letters.chars().count();
            let known = match () {
                () if letters > LONGEST_CARRIED => continue,
                () if letters > LONGEST => self.long.iter().find(|(known, _)| *known == value).map(|(_, entry)| *entry),
                () => self.entries.get(&hash_of(&value.letters)).copied(),
            };
            let capital = value.capital && known.is_none_or(Entry::asks_capital);
            let entry = match known.filter(|known| !self.is_weaker(*known, found)) {
                Some(known) if known.asks_capital() == capital => continue,
                Some(known) => Entry { template: known.template ^ 1, ..known },
                None => {
                    let own = value.letters == name;
                    Entry::new(self.template_of(found), if own { ITSELF } else { self.names.add(name) }, capital)
                }
            };
            grew = true;
            self.insert(value, letters, entry);
        }
        grew
    }

    fn insert(&mut self, value: Value, letters: usize, entry: Entry) {
        if letters > LONGEST {
            self.long.retain(|(known, _)| *known != value);
            self.long.push((value, entry));
            return;
        }
        self.beginnings.insert(&value.letters);
        self.entries.insert(hash_of(&value.letters), entry);
    }

    /// Returns whether `known` withholds less than `found` does.
    fn is_weaker(&self, known: Entry, found: &Found) -> bool {
        self.template(known).is_some_and(|one| one.decision.treatment < found.decision.treatment)
    }

    fn template_of(&mut self, found: &Found) -> u32 {
        let same = |one: &Found| {
            let (a, b) = (&one.finding, &found.finding);
            let alike = (&a.kind, a.role, a.confidence, &a.detector, a.evidence)
                == (&b.kind, b.role, b.confidence, &b.detector, b.evidence);
            alike && one.decision == found.decision
        };
        let template = self.templates.iter().position(same).unwrap_or_else(|| {
            self.templates.push(found.clone());
            self.templates.len() - 1
        });
        u32::try_from(template).unwrap_or(u32::MAX >> 1)
    }

    /// Returns the full name of which a text with these letters is a form.
    pub(crate) fn name_of(&self, letters: &str) -> Option<&str> {
        self.names.at(self.entries.get(&hash_of(letters)).filter(|_| !self.entries.is_empty())?.name)
    }

    /// Returns what an entry was taken for.
    pub(crate) fn template(&self, entry: Entry) -> Option<&Found> {
        self.templates.get(entry.template())
    }

    /// Calls back with every known value that stands in a reading.
    pub(crate) fn each_in(&self, reading: &Reading<'_>, mut call: impl FnMut(Value, Entry)) {
        if self.entries.is_empty() {
            return;
        }
        let text = reading.text();
        reading.marks().each_word_start(|at| {
            let Some(rest) = text.get(at..).filter(|rest| self.beginnings.may_start(rest.as_bytes())) else { return };
            self.at(rest, &mut call);
        });
    }

    /// Calls back with the values too long to be told by their words, wherever they stand.
    pub(crate) fn long(&self) -> impl Iterator<Item = &(Value, Entry)> {
        self.long.iter()
    }

    fn at(&self, rest: &str, call: &mut impl FnMut(Value, Entry)) {
        let longest = self.beginnings.longest_from(rest);
        if longest == 0 {
            return;
        }
        let (mut hash, mut count, mut gap) = (SEED, 0, 0);
        let mut under = |hash: u64, end: usize| {
            if let Some(entry) = self.entries.get(&hash) {
                let letters = rest.get(..end).unwrap_or_default().chars().filter(|c| c.is_alphanumeric());
                let letters = letters.flat_map(lower).map(|c| c.to_ascii_lowercase()).collect();
                call(Value { letters, capital: entry.asks_capital() }, *entry);
            }
        };
        for (end, c) in rest.char_indices() {
            if c.is_alphanumeric() {
                gap = 0;
                for lower in lower(c) {
                    hash = mix(hash, lower);
                    count += 1;
                }
                if count > longest {
                    return;
                }
                continue;
            }
            if gap == 0 {
                under(hash, end);
            }
            gap += c.len_utf8();
            if gap > WIDEST_GAP {
                return;
            }
        }
        if gap == 0 {
            under(hash, rest.len());
        }
    }
}

/// Prints how much is known, never what.
impl std::fmt::Debug for Elsewhere {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Elsewhere").field("values", &self.entries.len()).finish()
    }
}

/// Hands on what is a hash already.
#[derive(Default)]
pub(crate) struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        // The high bits of FNV are the well mixed ones, and a table looks at both ends.
        self.0 = hash ^ hash.rotate_left(32);
    }
}

/// FNV-1a with 64 bits (Fowler, Noll, Vo; RFC 9923), over letters in lower case.
fn hash_of(letters: &str) -> u64 {
    letters.chars().fold(SEED, mix)
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

fn mix(hash: u64, letter: char) -> u64 {
    (hash ^ u64::from(letter.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
}
