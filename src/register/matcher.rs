//! Finding registered people in a text.
//!
//! A reading goes in; findings with the role of an entry come out. One walk over the words asks of each whether it may belong
//! to a name; only pairs of such words, numbers, and what stands at an `@` are made into forms, and only forms that pass a
//! filter cost a keyed digest. A name that many bear, or that is not quite the registered one, is looked at again with the
//! dates, streets and identifiers near it.

mod details;
mod names;

use std::sync::Arc;

use super::filter::{ALONE, FIRST, LAST, PLACE};
use super::form::Form;
use super::spelling::skeleton;
use super::{People, Register};
use crate::fold::Reading;
use crate::{Confidence, Date, Detector, DetectorId, Evidence, EvidenceSet, Findings, Kind, Role, Span, Unfinished};
use details::{Near, Weak};
use names::Named;

/// Finds people of a register.
pub(crate) struct Protected {
    register: Arc<Register>,
    today: Option<Date>,
}

const ID: &str = "register";

impl Protected {
    /// Returns the detector; entries that have expired before `today` are passed over.
    pub(crate) fn new(register: Arc<Register>, today: Option<Date>) -> Self {
        Self { register, today }
    }
}

/// Returns what audits call the entry that a finding is tied to.
pub(crate) fn reference_in(detector: &DetectorId) -> Option<&str> {
    detector.as_str().strip_prefix(ID)?.strip_prefix('/')
}

impl Detector for Protected {
    fn id(&self) -> DetectorId {
        DetectorId::fixed(ID)
    }

    fn kinds(&self) -> Vec<Kind> {
        let mut kinds = vec![Kind::PERSON, Kind::DATE_OF_BIRTH, Kind::fixed("UK_POSTCODE")];
        kinds.extend_from_slice(&self.register.kinds);
        kinds
    }

    fn detect(&self, reading: &Reading<'_>, findings: &mut Findings<'_>) -> Result<(), Unfinished> {
        let mut search = Search::new(&self.register, reading);
        reading.marks().each_word(|start, end| search.word(start, end));
        if reading.is_rejoined() {
            reading.marks().each_word(|start, end| search.run_together(start, end));
        }
        let mut near = Near::new(&search);
        for name in &search.named {
            let settled = near.settle(name);
            let (Some(confidence), people) = (settled.confidence, settled.people.as_deref()) else { continue };
            let evidence = EvidenceSet::of(Evidence::Register);
            let evidence = if people.is_some() { evidence.with(Evidence::Context) } else { evidence };
            let people: Vec<u32> = match people {
                Some(tied) => tied.to_vec(),
                None => name.people.told.iter().map(|told| told.subject).collect(),
            };
            self.report(&people, name.span, &Kind::PERSON, (confidence, evidence), findings);
            for (span, kind) in settled.weak {
                self.report(&people, span, &kind, (Confidence::Certain, evidence), findings);
            }
        }
        for one in &search.found {
            let people: Vec<u32> = one.people.told.iter().map(|told| told.subject).collect();
            let sure = (Confidence::Certain, EvidenceSet::of(Evidence::Register));
            self.report(&people, one.span, &one.kind, sure, findings);
        }
        Ok(())
    }
}

impl Protected {
    /// Reports a finding for every role of those who may be meant.
    fn report(
        &self,
        people: &[u32],
        span: Span,
        kind: &Kind,
        (confidence, evidence): (Confidence, EvidenceSet),
        findings: &mut Findings<'_>,
    ) {
        let mut meant: Vec<(Role, u32)> = Vec::with_capacity(people.len());
        for subject in people {
            let person = self.register.person(*subject);
            if person.holds(self.today) && !meant.contains(&(person.role, *subject)) {
                meant.push((person.role, *subject));
            }
        }
        let only = match meant.as_slice() {
            [(_, only)] => Some(*only),
            _ => None,
        };
        meant.dedup_by_key(|(role, _)| *role);
        for (role, _) in meant {
            let id = match only {
                Some(subject) => DetectorId::new(&format!("{ID}/{}", self.register.secret.reference(subject))),
                None => self.id(),
            };
            if let Some(finding) = findings.push(span, kind.clone(), confidence, evidence, id) {
                finding.role = role;
            }
        }
    }
}

/// A detail that gives somebody away by itself.
struct Found {
    span: Span,
    kind: Kind,
    people: People,
}

/// A word of the text.
#[derive(Clone, Copy, Default)]
struct Word {
    start: usize,
    end: usize,
    hash: u64,
    /// What it may be of a name: see [`FIRST`].
    bits: u8,
    capital: bool,
    digit: bool,
    /// Whether it has letters outside ASCII.
    foreign: bool,
    /// Whether an underscore ties it to the word before, as in a handle.
    tied: bool,
    /// Whether a name cannot go on from the word before.
    parted: bool,
}

impl Word {
    fn len(&self) -> usize {
        self.end - self.start
    }
}

/// How many words back a name or an identifier may start; a power of two.
const BACK: usize = 8;

/// A walk over the words of a reading.
struct Search<'r> {
    register: &'r Register,
    text: &'r str,
    /// The last words, in a ring.
    words: [Word; BACK],
    /// Where in the ring the latest stands.
    latest: usize,
    form: Form,
    named: Vec<Named>,
    found: Vec<Found>,
    /// Whether the text has capitals, so that two ordinary words in small letters are no name.
    has_capitals: bool,
    /// Postcodes and house numbers, for looking at them again beside names.
    weak: Vec<(Span, Weak)>,
}

impl<'r> Search<'r> {
    fn new(register: &'r Register, reading: &'r Reading<'_>) -> Self {
        let words = [Word { parted: true, ..Word::default() }; BACK];
        let text = reading.text();
        let has_capitals = reading.marks().capital_starts().nth(text.len() / A_CAPITAL_IN).is_some();
        Self {
            register,
            text,
            words,
            latest: 0,
            form: Form::default(),
            named: Vec::new(),
            found: Vec::new(),
            weak: Vec::new(),
            has_capitals,
        }
    }

    /// Returns the word so many places before the latest.
    fn back(&self, places: usize) -> Option<&Word> {
        self.words.get(self.latest.wrapping_sub(places) % BACK).filter(|word| word.end > 0)
    }

    fn text_of(&self, word: &Word) -> &'r str {
        self.text.get(word.start..word.end).unwrap_or_default()
    }

    fn word(&mut self, start: usize, end: usize) {
        let bytes = self.text.as_bytes();
        let (hash, looks) = self.register.secret.words.look(bytes.get(start..).unwrap_or_default(), end - start);
        let first = bytes.get(start).copied().unwrap_or_default();
        let before = self.back(0).map_or(0, |word| word.end);
        let mut word = Word {
            start,
            end,
            hash,
            bits: if looks.foreign { self.foreign_bits(start, end) } else { self.register.gate.bits(hash) },
            capital: first.is_ascii_uppercase() || looks.foreign,
            digit: looks.digit,
            foreign: looks.foreign,
            tied: false,
            parted: false,
        };
        let spaced = start == before + 1 && bytes.get(before) == Some(&b' ');
        if !spaced {
            word.parted = self.is_parted(before, start);
            word.tied = start == before + 1 && bytes.get(before) == Some(&b'_');
        }
        self.latest = self.latest.wrapping_add(1);
        if let Some(slot) = self.words.get_mut(self.latest % BACK) {
            *slot = word;
        }
        if word.digit || word.tied || self.back(1).is_some_and(|before| before.digit) && word.len() <= details::SHORT {
            self.numbered();
        }
        if bytes.get(end) == Some(&b'@') || start > 0 && bytes.get(start - 1) == Some(&b'@') {
            self.at_sign();
        }
        if word.bits != 0 {
            self.named(word);
        } else if !word.parted && self.back(1).is_some_and(|before| before.bits != 0) {
            self.unnamed(word);
        }
    }

    /// Returns what a word with letters outside ASCII may be: it is asked for in one spelling.
    fn foreign_bits(&self, start: usize, end: usize) -> u8 {
        let lower = self.text.get(start..end).unwrap_or_default().to_lowercase();
        let bits = |word: &str| self.register.gate.bits(self.register.secret.words.of(word.as_bytes(), word.len()));
        bits(&lower) | bits(&skeleton(&lower))
    }

    /// Returns whether what stands between two words parts names: the end of a sentence, a blank line, a wide gap.
    fn is_parted(&self, before: usize, start: usize) -> bool {
        let Some(gap) = self.text.get(before..start) else { return true };
        let breaks = gap.bytes().filter(|b| *b == b'\n').count();
        if gap.len() > WIDEST_GAP || breaks > 1 {
            return true;
        }
        let short = self.back(0).is_some_and(|word| word.end - word.start <= 2);
        gap.contains(['!', '?', ';', ':', '=', '|']) || gap.contains('.') && !short
    }
}

/// A text with fewer words with a capital than one in so many bytes is one in small letters.
const A_CAPITAL_IN: usize = 1_000;

/// The most bytes between two pieces of one name.
const WIDEST_GAP: usize = crate::value::WIDEST_GAP;
