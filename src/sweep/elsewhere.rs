//! What is withheld in other windows of a long text, kept small enough for a text that does not fit in memory.
//!
//! A value is kept as the hash of its letters, with what it was taken for; its text is not. A window is read word by word
//! as [`Sweep`](super::Sweep) reads it, and what stands there under a known hash comes out as a value to sweep for. Two
//! values of one hash count as one, which withholds too much and never too little.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Beginnings, LONGEST, lower};
use crate::fold::Reading;
use crate::resolve::Found;
use crate::value::{Value, WIDEST_GAP};

/// The values withheld in every window that was read so far.
#[derive(Default)]
pub(crate) struct Elsewhere {
    entries: HashMap<u64, Entry>,
    /// What values were taken for, each once; the spans mean nothing here.
    templates: Vec<Found>,
    /// The people and values of whom the entries are forms.
    identities: Vec<Arc<str>>,
    beginnings: Beginnings,
    /// The most letters of a value.
    longest: usize,
    /// Values too long to be told by their words.
    long: Vec<(Value, Entry)>,
}

/// What is known of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    template: u32,
    identity: u32,
    /// Whether an occurrence must start with a capital.
    capital: bool,
}

/// The most letters of a value that is looked for in other windows than its own.
const LONGEST_CARRIED: usize = 4096;

impl Elsewhere {
    /// Returns whether nothing is known.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.long.is_empty()
    }

    /// Adds the values of a finding that is withheld, and returns whether one of them is new or treated more protectively
    /// than before.
    pub(crate) fn add(&mut self, found: &Found, identity: &Arc<str>, values: Vec<Value>) -> bool {
        let (mut grew, mut own) = (false, None);
        for value in values {
            let letters = value.letters.chars().count();
            let known = match () {
                () if letters > LONGEST_CARRIED => continue,
                () if letters > LONGEST => self.long.iter().find(|(known, _)| *known == value).map(|(_, entry)| *entry),
                () => self.entries.get(&hash_of(&value.letters)).copied(),
            };
            let stronger = known.filter(|known| !self.is_weaker(*known, found));
            let mut entry = stronger.unwrap_or_else(|| *own.get_or_insert_with(|| self.entry(found, identity)));
            entry.capital = value.capital && known.is_none_or(|known| known.capital);
            if known != Some(entry) {
                grew = true;
                self.insert(value, letters, entry);
            }
        }
        grew
    }

    fn insert(&mut self, value: Value, letters: usize, entry: Entry) {
        if letters > LONGEST {
            self.long.retain(|(known, _)| *known != value);
            self.long.push((value, entry));
            return;
        }
        self.longest = self.longest.max(letters);
        self.beginnings.insert(&value.letters);
        self.entries.insert(hash_of(&value.letters), entry);
    }

    /// Returns whether `known` withholds less than `found` does.
    fn is_weaker(&self, known: Entry, found: &Found) -> bool {
        self.template(known).is_some_and(|one| one.decision.treatment < found.decision.treatment)
    }

    fn entry(&mut self, found: &Found, identity: &Arc<str>) -> Entry {
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
        if self.identities.last() != Some(identity) {
            self.identities.push(Arc::clone(identity));
        }
        let narrow = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        Entry { template: narrow(template), identity: narrow(self.identities.len() - 1), capital: false }
    }

    /// Returns the name or value of which a text with these letters is a form.
    pub(crate) fn identity_of(&self, letters: &str) -> Option<&Arc<str>> {
        let entry = self.entries.get(&hash_of(letters)).filter(|_| !self.entries.is_empty())?;
        self.identities.get(entry.identity as usize)
    }

    /// Returns what an entry was taken for.
    pub(crate) fn template(&self, entry: Entry) -> Option<&Found> {
        self.templates.get(entry.template as usize)
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
        let (mut hash, mut count, mut gap) = (SEED, 0, 0);
        let mut under = |hash: u64, end: usize| {
            if let Some(entry) = self.entries.get(&hash) {
                let letters = rest.get(..end).unwrap_or_default().chars().filter(|c| c.is_alphanumeric());
                let letters = letters.flat_map(lower).map(|c| c.to_ascii_lowercase()).collect();
                call(Value { letters, capital: entry.capital }, *entry);
            }
        };
        for (end, c) in rest.char_indices() {
            if c.is_alphanumeric() {
                gap = 0;
                for lower in lower(c) {
                    hash = mix(hash, lower);
                    count += 1;
                }
                if count > self.longest {
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

/// FNV-1a with 64 bits (Fowler, Noll, Vo; RFC 9923), over letters in lower case.
fn hash_of(letters: &str) -> u64 {
    letters.chars().fold(SEED, mix)
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

fn mix(hash: u64, letter: char) -> u64 {
    (hash ^ u64::from(letter.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
}
