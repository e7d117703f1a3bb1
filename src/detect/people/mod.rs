//! Names of people in prose, on forms and in records.
//!
//! A reading goes in; `PERSON` findings with a role come out. The detector walks from capital to capital: what stands
//! together with capitals is looked at once, word by word, against titles, ranks, lists of names and the words around.
//! Labels ("Name:") and names of fields speak for themselves, whatever the case of what follows. The lists are evidence,
//! not proof: a word that is also a place or an ordinary word needs more.

mod brand;
mod doubt;
mod forms;
mod inn;
pub(crate) mod known;
mod locale;
mod persons;
mod roles;
mod sex;
mod tagged;
pub(crate) mod tagger;
mod thing;
mod told;
mod vocabulary;
mod words;

use std::collections::HashMap;

use super::caseless::{is_one_of, strip_end};
use super::quasi;
use crate::fold::Reading;
use crate::place;
use crate::{Confidence, Detector, DetectorId, Evidence, EvidenceSet, Findings, Kind, Role, Span, Unfinished};
pub(crate) use forms::{forms, needs_capital};
pub(crate) use persons::{Mention, Spelling, formal, persons, says_also_called, short_forms};
pub(crate) use roles::{done_to, more_protective, role_of_noun, suffered};
pub(crate) use sex::Sex;
use vocabulary::{
    Lead, bars_person_after, is_ambiguous, is_namesake, is_nobody, is_particle, is_person_noun, is_person_verb,
    is_suffix, makes_no_person,
};
use words::{Set, Word, look_up};

/// Finds names of people; with the tagger, of places and bodies too.
pub(crate) struct People {
    /// Whether the statistical tagger is asked too.
    tagger: bool,
}

/// The most words that are looked at together.
const LONGEST_CHUNK: usize = 12;
/// The most words of one name.
const LONGEST_NAME: usize = 5;

impl People {
    /// Returns the detector, with or without the statistical tagger; lists and weights are read now.
    pub(crate) fn new(tagger: bool) -> Self {
        words::load();
        if tagger {
            tagger::built_in();
        }
        Self { tagger }
    }
}

/// Returns whether a word before an institution's name could belong to a person instead.
pub(crate) fn marks_a_person(word: &str) -> bool {
    let known = look_up(word);
    vocabulary::is_lead_word(word) || known.given() == 3 && !known.is_place() && !is_ambiguous(word)
}

/// Returns whether a word with a capital is a name that many bear.
pub(crate) fn may_be_a_name(word: &str) -> bool {
    let known = look_up(word);
    word.starts_with(is_capital) && (known.given() >= 2 || known.surname() >= 2) && !known.is_ordinary()
}

/// Returns whether a word is an ordinary one and nobody's name.
pub(crate) fn is_plain_word(word: &str) -> bool {
    let known = look_up(word);
    known.is_ordinary() && known.given() == 0 && known.surname() == 0
}

impl Detector for People {
    fn id(&self) -> DetectorId {
        DetectorId::fixed("people")
    }

    fn kinds(&self) -> Vec<Kind> {
        let mut kinds = vec![Kind::PERSON, Kind::fixed("COLLAR_NUMBER")];
        if self.tagger {
            kinds.extend([Kind::LOCATION, Kind::ORGANIZATION]);
        }
        kinds
    }

    fn detect(&self, reading: &Reading<'_>, findings: &mut Findings<'_>) -> Result<(), Unfinished> {
        if let Some(field) = reading.field() {
            in_field(reading.text(), field, findings);
        }
        behind_labels(reading.text(), findings);
        let mut names = Vec::new();
        let is_mixed = reading.text().bytes().any(|b| b.is_ascii_alphanumeric());
        let mut chunk = Chunk { text: reading.text(), words: Vec::with_capacity(LONGEST_CHUNK), last: 0, is_mixed };
        let mut done = 0;
        for at in reading.marks().capital_starts() {
            if at < done || is_inside_word(reading.text(), at) {
                continue;
            }
            done = chunk.collect(at);
            chunk.judge(&mut names);
            chunk.last = names.last().map_or(0, |name| name.span.end);
        }
        join_quoted(reading.text(), &mut names);
        told::add(reading.text(), &mut names);
        chunk.repeats(reading, &mut names);
        if self.tagger && !reading.is_rejoined() {
            tagged::add(reading.text(), &mut names, findings)?;
        }
        share_roles(reading.text(), &mut names);
        slips(reading, &mut names);
        names.retain(|name| {
            let text = reading.text();
            !inn::is_named(text, name.span)
                && !brand::is_named(text, name.span)
                && !is_row_of_letters(text, name)
                && (is_told_of(text, name) || !is_none_in_context(text, name))
        });
        numbers_of_officers(reading.text(), &names, findings);
        for name in names {
            let detector = if is_by_model(&name) { tagged::ID } else { self.id() };
            if let Some(finding) = findings.push(name.span, Kind::PERSON, name.confidence, name.evidence, detector) {
                finding.role = name.role;
            }
        }
        Ok(())
    }
}

/// Returns whether the words around a name, of which nothing tells of somebody, make a ship, a firm or a place of it.
fn is_none_in_context(text: &str, name: &Name) -> bool {
    thing::is_named(text, name.span)
        || brand::is_firm(text, name.span)
        || (is_by_model(name) || name.confidence < Confidence::Certain)
            && locale::is_named(text, name.span, name.confidence == Confidence::Possible)
}

/// Returns whether nothing but the model speaks for a name.
fn is_by_model(name: &Name) -> bool {
    name.evidence == EvidenceSet::of(Evidence::Model)
}

/// Returns whether the text tells of somebody: a role, or an age or a home behind the name.
fn is_told_of(text: &str, name: &Name) -> bool {
    let behind = text.get(name.span.end..).unwrap_or_default();
    let set_off = behind.strip_prefix(", ").or_else(|| behind.strip_prefix(" (")).unwrap_or_default();
    let digits = set_off.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let closes = set_off.get(digits..).is_some_and(|rest| {
        rest.is_empty()
            || rest.starts_with([',', '.', ';', ')'])
            || rest.starts_with(" of ")
            || rest.starts_with(" from ")
    });
    let aged = (1..=3).contains(&digits) && closes || set_off.starts_with("aged ");
    name.role != Role::Unknown || aged || set_off.starts_with("of ") || set_off.starts_with("who ")
}

/// Returns whether nothing but letters that stand alone was taken for a name, as in "bands A B C", with no title before them.
fn is_row_of_letters(text: &str, name: &Name) -> bool {
    let words = name.span.of(text).unwrap_or_default();
    // "R v M": who stands behind the letter has been left out.
    if words.len() == 1 && text.get(..name.span.start).is_some_and(|before| before.ends_with(" v ")) {
        return true;
    }
    name.confidence == Confidence::Possible
        && words.is_ascii()
        && words.split([' ', '\n', '.', '-']).all(|word| word.chars().nth(1).is_none())
}

/// Reports the number behind an officer's name: "PC Holt 71482". A year is none.
fn numbers_of_officers(text: &str, names: &[Name], findings: &mut Findings<'_>) {
    for name in names.iter().filter(|name| name.role == Role::Officer) {
        let behind = text.get(name.span.end..).unwrap_or_default();
        let joint = [" (", ", ", " "].into_iter().find(|joint| behind.starts_with(joint)).unwrap_or_default();
        let number = behind.get(joint.len()..).filter(|_| !joint.is_empty()).unwrap_or_default();
        let figures = number.bytes().take(7).take_while(u8::is_ascii_digit).count();
        let year = figures == 4 && (number.starts_with("19") || number.starts_with("20"));
        let ends = !number.get(figures..).is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | ':' | '%'))
                || rest.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        });
        // "told PC Holt 400 people", "PC Holt, 1200 miles"
        let counts = number
            .get(figures..)
            .and_then(|rest| rest.strip_prefix(' '))
            .is_some_and(|rest| (figures < 4 || joint == ", ") && rest.starts_with(char::is_lowercase));
        if (3..=6).contains(&figures) && !year && ends && !counts {
            let start = text.len() - number.len();
            let (span, evidence) = (Span::new(start, start + figures), EvidenceSet::of(Evidence::Office));
            findings.push(
                span,
                Kind::fixed("COLLAR_NUMBER"),
                Confidence::Likely,
                evidence,
                DetectorId::fixed("people"),
            );
        }
    }
}

/// A name that was found.
struct Name {
    span: Span,
    confidence: Confidence,
    evidence: EvidenceSet,
    role: Role,
}

/// Returns whether an apostrophe or hyphen ties what starts at `at` to the word before.
fn is_inside_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let mut chars = before.chars().rev();
    matches!(chars.next(), Some('\'' | '-')) && chars.next().is_some_and(char::is_alphabetic)
}

/// Words with capitals that stand together.
struct Chunk<'t> {
    text: &'t str,
    words: Vec<Span>,
    /// Where the last name before the chunk ends.
    last: usize,
    /// Whether the text has Latin letters.
    is_mixed: bool,
}

impl<'t> Chunk<'t> {
    /// Collects the words from `at` on and returns where the next chunk may start.
    fn collect(&mut self, at: usize) -> usize {
        self.words.clear();
        let mut start = at;
        loop {
            let end = word_end(self.text, start);
            self.words.push(Span::new(start, end));
            if self.words.len() == LONGEST_CHUNK {
                // The next chunk overlaps this one, so that no name is cut in two.
                let next = self.words.get(LONGEST_CHUNK - LONGEST_NAME).map_or(end, |word| word.start);
                return next.max(at + 1);
            }
            let Some(next) = self.next_word(start, end) else { return end.max(at + 1) };
            start = next;
        }
    }

    /// Returns where the next word of the chunk starts, if it goes on behind the word `start..end`.
    fn next_word(&mut self, start: usize, end: usize) -> Option<usize> {
        let word = self.text.get(start..end)?;
        let mut at = end;
        let short = || is_single(word) || vocabulary::lead(&[word]).is_some() || word.eq_ignore_ascii_case("st");
        if self.text.get(at..)?.starts_with('.') && short() {
            at += 1;
        }
        let rest = self.text.get(at..)?;
        let spaced = rest.strip_prefix([' ', '\n']);
        let rest = match spaced {
            Some(rest) if !rest.starts_with('\n') => rest,
            None if at > end => rest, // "J.R."
            _ => return None,
        };
        let next = self.text.len() - rest.len();
        let first = rest.chars().next()?;
        if is_capital(first) {
            return Some(next);
        }
        // Particles in small letters: "Anna van der Berg".
        let end = word_end(self.text, next);
        let word = self.text.get(next..end)?;
        if let Some(dash) = word.bytes().position(|byte| byte == b'-')
            && word.get(dash + 1..)?.starts_with(is_capital)
            && is_particle(word.get(..dash)?)
        {
            return Some(next);
        }
        if is_particle(word) && self.words.len() + 1 < LONGEST_CHUNK {
            let mut after = end;
            let mut particle = Span::new(next, end);
            for _ in 0..3 {
                let behind = self.text.get(after..)?.strip_prefix([' ', '-'])?;
                let from = self.text.len() - behind.len();
                if behind.starts_with(is_capital) {
                    self.words.push(particle);
                    return Some(from);
                }
                let to = word_end(self.text, from);
                if !is_particle(self.text.get(from..to)?) {
                    return None;
                }
                particle.end = to;
                after = to;
            }
        }
        None
    }

    fn word(&self, index: usize) -> Option<&'t str> {
        self.words.get(index)?.of(self.text)
    }

    /// Looks for names in the chunk.
    fn judge(&self, names: &mut Vec<Name>) {
        if self.is_plain_word() || self.words.iter().any(|word| word.len() > LONGEST_WORD) {
            return;
        }
        let mut at = 0;
        let mut bound = 0;
        while at < self.words.len() {
            let found = self
                .led(at)
                .or_else(|| self.numbered(at))
                .or_else(|| self.listed(at, bound))
                .or_else(|| self.alone(at));
            match found {
                Some((name, next)) => {
                    names.extend(name);
                    at = next.max(at + 1);
                    bound = at;
                }
                None => at += 1,
            }
        }
    }

    /// Returns whether it is one word that is no name, title or rank, as at the start of most sentences.
    fn is_plain_word(&self) -> bool {
        let (1, Some(word)) = (self.words.len(), self.word(0)) else { return false };
        let known = words::whole(word);
        let nameless = known.is_in(Set::Nobody) || known.is_ordinary() && known.given() == 0 && known.surname() == 0;
        nameless && !known.is_in(Set::Lead) && word.bytes().all(|byte| byte.is_ascii_alphabetic())
    }

    /// Finds "Hill was attacked" where a Sandra Hill is named elsewhere: single words that are too common to be looked for
    /// by themselves, where the words around speak of a person. So is "Trask was punched" where a PC Owen Trask is named:
    /// what is told here may be why a name has to go that would stay.
    fn repeats(&mut self, reading: &Reading<'_>, names: &mut Vec<Name>) {
        const MOST: usize = 64;
        let mut common: Vec<&str> = Vec::new();
        for name in names.iter() {
            let text = name.span.of(self.text).unwrap_or_default();
            if common.len() == MOST || !text.contains([' ', '\n']) {
                continue;
            }
            for word in [text.split([' ', '\n']).next(), text.rsplit([' ', '\n']).next()].into_iter().flatten() {
                let sought = forms::counts_alone(word) && name.confidence < Confidence::Likely;
                if word.len() > 1 && !sought && !common.contains(&word) {
                    common.push(word);
                }
            }
        }
        if common.is_empty() {
            return;
        }
        let found = names.len();
        let mut nearest = 0;
        for at in reading.marks().capital_starts() {
            let span = Span::new(at, word_end(self.text, at));
            let word = span.of(self.text).unwrap_or_default();
            if !is_one_of(word, &common) || is_inside_word(self.text, at) {
                continue;
            }
            while nearest < found && names.get(nearest).is_some_and(|name| name.span.end <= at) {
                nearest += 1;
            }
            let inside = nearest < found && names.get(nearest).is_some_and(|name| name.span.overlaps(span));
            self.words.clear();
            self.words.push(span);
            let spoken = self.speaks_of_a_person(0, 1) || self.has_relative(0) || self.is_dealt_with(0);
            if !inside && spoken && !self.follows_a_capital(at) {
                let evidence = EvidenceSet::of(Evidence::Repeat).with(Evidence::Grammar);
                names.extend(self.name(0, 1, Confidence::Likely, evidence, None));
            }
        }
    }

    /// Returns whether the word before `at` has a capital, as in "Castle Hill".
    fn follows_a_capital(&self, at: usize) -> bool {
        let Some(before) = self.text.get(..at).and_then(|before| before.strip_suffix(' ')) else { return false };
        before.chars().rev().take(LONGEST_WORD).take_while(|c| c.is_alphabetic()).last().is_some_and(is_capital)
    }

    /// A name behind a title, a rank or an office. Also passes over a rank without a name.
    fn led(&self, at: usize) -> Option<(Option<Name>, usize)> {
        if self
            .words
            .get(at)
            .is_some_and(|span| self.text.get(span.start..).is_some_and(|text| vocabulary::dotted_rank(text).is_some()))
        {
            let taken = self.take_name(at + 2, false);
            let evidence = EvidenceSet::of(Evidence::Office);
            return Some((self.name(at + 2, taken, Confidence::Certain, evidence, Some(Lead::Rank)), at + 2 + taken));
        }
        if !self.word(at).is_some_and(vocabulary::may_lead) {
            return None;
        }
        let ahead: Vec<&str> = (at..self.words.len().min(at + 6)).filter_map(|index| self.word(index)).collect();
        let (mut len, mut lead) = vocabulary::lead(&ahead)?;
        while let Some((more, next)) = ahead.get(len..).and_then(vocabulary::lead) {
            len += more;
            lead = if next == Lead::Title { lead } else { next };
        }
        let from = at + len;
        let kin = ahead.first().is_some_and(|word| vocabulary::calls_kin(word)) && self.is_called_kin(from);
        let taken = self.take_name(from, lead == Lead::Title).max(usize::from(kin));
        if taken == 0 {
            return Some((None, from));
        }
        // "the Sir Robert Peel Centre": a title that things are named with.
        // "MS Teams", "Sister Company", "Canon Printer".
        let soft = len == 1 && ahead.first().is_some_and(|word| vocabulary::is_soft_title(word));
        if soft && !kin && !self.looks_like_name(at, from) {
            return Some((None, from + 1));
        }
        let honour = ahead.first().is_some_and(|word| is_one_of(word, &["sir", "dame", "lord", "lady"]));
        if honour && self.word(from + taken).is_some_and(makes_no_person) && !self.is_all_capitals(at, 2) {
            return Some((None, from + taken + 1));
        }
        // Who was a constable does not act in public any more.
        let before = self.before(at).rsplit([' ', '-']).next().unwrap_or_default();
        let past = roles::is_of_the_past(before) || ahead.first().is_some_and(|first| roles::is_of_the_past(first));
        let lead = if past && lead == Lead::Rank { Lead::Title } else { lead };
        let evidence = if lead == Lead::Title { Evidence::Title } else { Evidence::Office };
        let name = self.name(from, taken, Confidence::Certain, EvidenceSet::of(evidence), Some(lead));
        Some((name, from + taken))
    }

    /// Returns whether one short word with a capital stands behind "Auntie", as in "Auntie Dot", and nothing else with one.
    fn is_called_kin(&self, from: usize) -> bool {
        self.word(from)
            .is_some_and(|word| word.len() < 12 && !is_upper(word) && word.bytes().all(|b| b.is_ascii_alphabetic()))
            && self.words.len() == from + 1
    }

    /// Returns whether the word at `from` can be a name behind a title at `at` that is an ordinary word or abbreviation too.
    fn looks_like_name(&self, at: usize, from: usize) -> bool {
        let (Some(title), Some(word)) = (self.word(at), self.word(from)) else { return false };
        let known = look_up(word);
        let abbreviation = is_upper(title) && title.len() == 2 && !is_upper(word);
        let namesake = vocabulary::is_namesake(title, word);
        !abbreviation && !namesake && (!known.is_ordinary() || known.given() >= 2 || known.surname() >= 2)
    }

    /// A name behind a rank and a number: "PC 1234 Ray".
    fn numbered(&self, at: usize) -> Option<(Option<Name>, usize)> {
        if at > 0 {
            return None;
        }
        let before = self.before(at);
        // Where the number is withheld, a label stands in its place.
        let before = if before.ends_with(']') { self.before_label(at)? } else { before };
        let rank = before.trim_end_matches(|c: char| c.is_ascii_digit());
        if rank.len() == before.len() && !rank.ends_with(' ') {
            return None;
        }
        let lead = lead_at_end(rank.strip_suffix(' ')?)?;
        let taken = self.take_name(at, false);
        let name = || self.name(at, taken, Confidence::Certain, EvidenceSet::of(Evidence::Office), Some(lead));
        (taken > 0).then(|| (name(), at + taken))
    }

    /// Returns what stands before the label in square brackets that stands before the chunk, a space at the end.
    fn before_label(&self, at: usize) -> Option<&'t str> {
        const LONGEST: usize = 96;
        let start = self.words.get(at)?.start;
        let from = self.text.ceil_char_boundary(start.saturating_sub(LONGEST));
        let before = self.text.get(from..start)?;
        before.rfind('[').and_then(|open| before.get(..open)).filter(|rank| rank.ends_with(' '))
    }

    /// Returns how many words from `from` on make up a name whose start is already certain.
    fn take_name(&self, from: usize, anything: bool) -> usize {
        let mut taken = 0;
        while taken < LONGEST_NAME {
            let Some(word) = self.word(from + taken) else { break };
            let known = look_up(word);
            let initial = is_single(word);
            let name_like = known.given() > 0 || known.surname() > 0 || !known.is_ordinary() || anything && taken == 0;
            if is_nobody(word)
                || makes_no_person(word) && known.surname() < 2
                || !(name_like || initial || is_particle(word))
                || taken > 0 && is_suffix(word)
            {
                break;
            }
            if taken > 0 && (known.is_ordinary() && is_person_verb(word) || makes_no_person(word)) {
                break;
            }
            taken += 1;
        }
        // An initial or a particle alone is no name.
        let telling = (from..from + taken)
            .filter_map(|index| self.word(index))
            .any(|word| word.chars().count() > 1 && !is_particle(word));
        if telling { taken } else { 0 }
    }

    /// A name of two words or more that the lists know.
    fn listed(&self, at: usize, bound: usize) -> Option<(Option<Name>, usize)> {
        let first = self.word(at)?;
        if at > bound && self.word(at - 1).is_some_and(bars_person_after)
            || is_nobody(first)
            || self.follows_a_vessel(at)
        {
            return None;
        }
        if self.is_a_town(at) {
            return Some((None, at + 2));
        }
        if bars_person_after(first) && first.chars().count() > 1 && self.names_a_sovereign(at) {
            return Some((None, at + 2));
        }
        if bars_person_after(first) && look_up(first).surname() < 3 && !is_one_of(first, &["prince", "princess"]) {
            return None;
        }
        if is_upper(first)
            && (2..4).contains(&first.len())
            && self.word(at + 1).is_some_and(|next| !is_upper(next))
            && look_up(first).given() < 2
            && look_up(first).surname() < 2
        {
            // "UK Indie", "AA Route": an abbreviation.
            return None;
        }
        if let Some(found) = self.surname_first(at) {
            return Some(found);
        }
        let known = look_up(first);
        if first == "U" && matches!(self.word(at + 1), Some("S" | "N" | "K")) {
            // "U.S. Marines"
            return Some((None, at + 2));
        }
        let initials =
            (at..self.words.len()).take(3).take_while(|index| self.word(*index).is_some_and(is_single)).count();
        let dotted =
            self.words.get(at).is_some_and(|span| self.text.get(span.end..).is_some_and(|rest| rest.starts_with('.')));
        if initials > 0 && (dotted || initials > 1 || !matches!(first, "A" | "I")) {
            return self.after_initials(at, initials);
        }
        if known.given() == 0 && !self.is_spoken_of(at) {
            return None;
        }
        let len = self.length_of_name(at);
        if len < 2 {
            return None;
        }
        if self.word(at + len).is_some_and(|next| makes_no_person(next) && !self.is_all_capitals(at, len))
            || self.is_possessed_by_a_thing(at + len - 1)
        {
            return Some((None, at + len + 1));
        }
        let last = look_up(self.word(at + len - 1)?);
        let told = self.noun_before(at) || self.is_aged(at + len - 1);
        let after = self.after(at + len - 1);
        let house = after.strip_prefix(' ').is_some_and(|rest| {
            let thing = rest.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
            vocabulary::HOUSES.contains(&thing)
        });
        if len == 2 && !told && (house || is_namesake(first, self.word(at + 1)?)) {
            return Some((None, at + len));
        }
        let confidence = self.confidence(at, len, known, last)?;
        let mut evidence = EvidenceSet::default();
        for (is, kind) in [
            (known.given() > 0, Evidence::GivenName),
            (last.surname() > 0, Evidence::Surname),
            (self.speaks_of_a_person(at, len), Evidence::Grammar),
        ] {
            if is {
                evidence = evidence.with(kind);
            }
        }
        Some((self.name(at, len, confidence, evidence, None), at + len))
    }

    /// Returns whether it says where somebody or something is: "a man from Little Compton".
    fn is_a_town(&self, at: usize) -> bool {
        const INTO: &[&str] = &["from", "in", "near", "at", "outside"];
        let (Some(first), Some(last)) = (self.words.get(at), self.words.get(at + 1)) else { return false };
        let known = look_up(first.of(self.text).unwrap_or_default());
        (known.given() < 2 || is_one_of(first.of(self.text).unwrap_or_default(), &["little"]))
            && INTO.contains(&self.before(at).rsplit([' ', '\n']).next().unwrap_or_default())
            && Span::new(first.start, last.end)
                .of(self.text)
                .is_some_and(|name| place::look_up(name).any(|place| place.kind().is_settlement()))
    }

    /// `SMITH, John` and `SMITH John`.
    fn surname_first(&self, at: usize) -> Option<(Option<Name>, usize)> {
        let (surname, span) = (self.word(at)?, *self.words.get(at)?);
        if let Some(name) = self.listed_surname_first(surname, span) {
            return Some((Some(name), at + 1));
        }
        if !is_upper(surname) || surname.len() < 2 {
            return None;
        }
        let behind = self.text.get(span.end..)?;
        if let Some(rest) = behind.strip_prefix(", ").or_else(|| behind.strip_prefix(",\n")) {
            let from = self.text.len() - rest.len();
            let end = word_end(self.text, from);
            let given = self.text.get(from..end)?;
            let known = look_up(given);
            let own = look_up(surname);
            if !given.starts_with(is_capital)
                || known.given() == 0
                || is_nobody(given)
                || own.is_ordinary() && own.surname() < 2
                || makes_no_person(surname)
                || is_person_noun(surname)
                || roles::is_role_noun(surname)
            {
                return None;
            }
            // Middle names follow.
            let mut last = end;
            for _ in 0..2 {
                let Some(rest) = self
                    .text
                    .get(last..)
                    .and_then(|rest| rest.strip_prefix(' '))
                    .filter(|rest| rest.starts_with(is_capital))
                else {
                    break;
                };
                let start = self.text.len() - rest.len();
                let end = word_end(self.text, start);
                let word = self.text.get(start..end)?;
                if is_nobody(word) || look_up(word).given() == 0 && word.chars().count() > 1 {
                    break;
                }
                last = end;
            }
            let evidence = EvidenceSet::of(Evidence::GivenName).with(Evidence::Shape);
            let confidence = if known.given() >= 2 && own.surname() > 0 || own.is_unknown() {
                Confidence::Likely
            } else {
                Confidence::Possible
            };
            let span = Span::new(span.start, last);
            let role = roles::role(self.text, span, None);
            return Some((Some(Name { span, confidence, evidence, role }), at + 1));
        }
        let given = self.word(at + 1)?;
        if is_upper(given)
            || look_up(given).given() < 2
            || is_ambiguous(given)
            || makes_no_person(surname)
            || is_nobody(surname)
        {
            return None;
        }
        let own = look_up(surname);
        if own.is_ordinary() && own.surname() < 2 || own.given() == 3 {
            return None;
        }
        let evidence = EvidenceSet::of(Evidence::GivenName).with(Evidence::Shape);
        Some((self.name(at, 2, Confidence::Likely, evidence, None), at + 2))
    }

    /// `Smith, John` alone on its line or before a date of birth.
    fn listed_surname_first(&self, surname: &str, span: Span) -> Option<Name> {
        let own = look_up(surname);
        if self.words.len() > 1 || own.surname() < 2 || own.is_place() || makes_no_person(surname) || is_nobody(surname)
        {
            return None;
        }
        let before = self.text.get(..span.start)?;
        if !(before.is_empty() || before.ends_with('\n')) {
            return None;
        }
        let rest = self.text.get(span.end..)?.strip_prefix(", ")?;
        let from = self.text.len() - rest.len();
        let end = word_end(self.text, from);
        let given = self.text.get(from..end)?;
        let known = look_up(given);
        let after = self.text.get(end..)?;
        let ends = after.is_empty()
            || after.starts_with(['\n', '(', ';', '\t'])
            || [" (", " DOB", " born", ", DOB", ", born", " - "].iter().any(|follows| after.starts_with(follows));
        let fits = given.starts_with(is_capital) && known.given() >= 2 && !known.is_place() && !is_nobody(given);
        let evidence = EvidenceSet::of(Evidence::GivenName).with(Evidence::Surname).with(Evidence::Shape);
        let span = Span::new(span.start, end);
        (fits && ends).then(|| Name {
            span,
            confidence: Confidence::Likely,
            evidence,
            role: roles::role(self.text, span, None),
        })
    }

    /// `J. Smith`, `J R Smith`.
    fn after_initials(&self, at: usize, initials: usize) -> Option<(Option<Name>, usize)> {
        let surname = self.word(at + initials)?;
        let known = look_up(surname);
        if is_nobody(surname)
            || makes_no_person(surname)
            || vocabulary::may_lead(surname) && known.surname() < 2
            || known.is_ordinary() && known.surname() < 2
            || surname.chars().count() < 2
            || is_upper(surname) && surname.len() < 4
        {
            return None;
        }
        if self.word(at + initials + 1).is_some_and(makes_no_person) {
            return None;
        }
        let confidence = match known.surname() {
            2.. if !known.is_ordinary() || initials > 1 => Confidence::Likely,
            2.. => Confidence::Possible,
            _ if known.is_unknown() || known.surname() == 1 => Confidence::Possible,
            _ => return None,
        };
        let len = initials + 1;
        Some((self.name(at, len, confidence, EvidenceSet::of(Evidence::Surname).with(Evidence::Shape), None), at + len))
    }

    /// Returns how many words from `at` on could be one name.
    fn length_of_name(&self, at: usize) -> usize {
        let capitals = self.is_all_capitals(at, 2);
        // "Sandra Church, 34," is somebody, "Sandra Church" may be a church.
        let told = self.noun_before(at) || self.is_aged(at + 1) || self.is_dealt_with(at) || self.says(at + 1);
        let mut len = 1;
        while len < LONGEST_NAME {
            let Some(word) = self.word(at + len) else { break };
            let known = look_up(word);
            let initial = is_single(word);
            let mixed = is_upper(word) && word.len() > 1 && !capitals && !self.word(at).is_some_and(is_upper);
            let surname_in_capitals = mixed && known.surname() > 0 && !known.is_ordinary();
            let fits = initial
                || is_particle(word) && self.words.len() > at + len + 1
                || known.surname() >= 2
                || known.given() >= 2
                || !known.is_ordinary() && (!mixed || surname_in_capitals);
            if is_nobody(word)
                || makes_no_person(word)
                    && (len > 1 || known.surname() < 3 || known.given() == 0 && known.is_ordinary())
                    && !(len == 1 && known.surname() == 3 && told)
                || !fits
                || is_suffix(word)
                || vocabulary::lead(&[word]).is_some() && known.surname() < 3
            {
                break;
            }
            if known.is_ordinary() && (is_person_verb(word) || len > 1 && capitals && known.surname() < 3) {
                break;
            }
            len += 1;
        }
        // A name does not end in an initial or a particle.
        while len > 1
            && self.word(at + len - 1).is_some_and(|word| is_single(word) || is_particle(word) && !is_surname(word))
        {
            len -= 1;
        }
        len
    }

    fn is_all_capitals(&self, at: usize, len: usize) -> bool {
        (at..at + len).filter_map(|index| self.word(index)).all(|word| is_upper(word) && word.len() > 1)
    }

    /// Returns how sure it is that `len` words from `at` on are a name.
    fn confidence(&self, at: usize, len: usize, first: Word, last: Word) -> Option<Confidence> {
        let (word, end) = (self.word(at)?, self.word(at + len - 1)?);
        let spoken = self.speaks_of_a_person(at, len) || self.is_joined(at) || self.is_dealt_with(at);
        let ambiguous = is_ambiguous(word);
        let start = at == 0 && self.starts_sentence();
        if ambiguous || first.is_place() {
            let surname = last.surname() >= 2 && !is_ambiguous(end);
            let clear = surname && !last.is_ordinary() && !last.is_place();
            return match (spoken, clear) {
                (true, _) if last.surname() >= 2 || !last.is_ordinary() && !last.is_place() => Some(Confidence::Likely),
                (false, true) if !first.is_place() => {
                    Some(if start { Confidence::Possible } else { Confidence::Likely })
                }
                (false, true) => Some(Confidence::Possible),
                (false, false) if surname && last.surname() == 3 && !start && !first.is_place() => {
                    Some(Confidence::Possible)
                }
                _ => None,
            };
        }
        if last.is_place() && last.surname() < 2 && !spoken {
            return None;
        }
        match (first.given(), last.surname()) {
            (3, 2..) | (2, 3) => Some(Confidence::Likely),
            (2, 2) => Some(if last.is_ordinary() && !spoken { Confidence::Possible } else { Confidence::Likely }),
            (3, _) if !last.is_ordinary() || spoken => Some(Confidence::Likely),
            (2, _) if spoken => Some(Confidence::Likely),
            (2, _) if !last.is_ordinary() && !first.is_ordinary() => Some(Confidence::Possible),
            (1, 2..) if spoken => Some(Confidence::Likely),
            (1, _) if !first.is_ordinary() && !last.is_ordinary() => Some(Confidence::Possible),
            (_, _) if !first.is_ordinary() && !last.is_ordinary() && (spoken || last.surname() >= 2) => {
                Some(Confidence::Possible)
            }
            _ => None,
        }
    }

    /// A given name alone, where the words around speak of a person.
    fn alone(&self, at: usize) -> Option<(Option<Name>, usize)> {
        let word = self.word(at)?;
        let known = look_up(word);
        if is_foreign(word) {
            return self.foreign(at);
        }
        if self.named_before(at) {
            let len = self.take_name(at, !known.is_ordinary());
            let next = self.word(at + len);
            if len > 0
                && !next.is_some_and(makes_no_person)
                && !self.is_possessed_by_a_thing(at + len - 1)
                && !bars_person_after(word)
            {
                return Some((
                    self.name(at, len, Confidence::Certain, EvidenceSet::of(Evidence::Label), None),
                    at + len,
                ));
            }
        }
        let single = self.word(at + 1).is_none() || self.word(at + 1).is_some_and(is_nobody);
        if single && known.given() > 0 && !is_nobody(word) && self.is_kin_apart(at) {
            let evidence = EvidenceSet::of(Evidence::GivenName).with(Evidence::Grammar);
            return Some((self.name(at, 1, Confidence::Likely, evidence, None), at + 1));
        }
        let name_like = known.given() >= 2
            || known.surname() >= 2 && !known.is_ordinary()
            || known.is_unknown() && word.chars().count() > 2;
        if !single
            || !name_like
            || is_ambiguous(word)
            || is_nobody(word)
            || makes_no_person(word)
            || self.is_possessed_by_a_thing(at)
        {
            return None;
        }
        if at > 0 && self.word(at - 1).is_some_and(bars_person_after) {
            return None;
        }
        let listed = known.given() == 3 || known.given() == 2 && !known.is_place();
        let sure = self.is_aged(at) && !known.is_place() && (listed || self.is_aged_apart(at))
            || self.noun_before(at) && (listed || known.is_unknown() && !is_upper(word))
            || listed && self.has_relative(at)
            || listed && !known.is_place() && !known.is_ordinary() && (self.says(at) || self.said_by(at));
        if !sure {
            return None;
        }
        let set_off = || self.is_aged(at) && self.after(at).starts_with(", ") && self.is_aged_apart(at);
        // "a man called Rebin"
        let called = || [" called", " named"].iter().any(|called| strip_end(self.before(at), called).is_some());
        let confidence = if listed || set_off() || called() { Confidence::Likely } else { Confidence::Possible };
        Some((self.name(at, 1, confidence, EvidenceSet::of(Evidence::Grammar), None), at + 1))
    }

    /// Returns whether the word is set off behind a word for a relative: "her mother, Dawn, rang".
    fn is_kin_apart(&self, at: usize) -> bool {
        let Some(before) = self.before(at).strip_suffix(',') else { return false };
        let mut words = before.rsplit([' ', '\n']);
        let (noun, whose) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let owned = is_one_of(whose, &["his", "her", "their", "my", "our", "your"]) || whose.ends_with("'s");
        owned && quasi::is_kin(noun) && self.after(at).starts_with([',', ')', '.'])
    }

    /// Words of another script in a text that has Latin letters too.
    fn foreign(&self, at: usize) -> Option<(Option<Name>, usize)> {
        let len = (at..self.words.len()).take(4).take_while(|index| self.word(*index).is_some_and(is_foreign)).count();
        let evidence = EvidenceSet::of(Evidence::Shape);
        Some((self.is_mixed.then(|| self.name(at, len, Confidence::Possible, evidence, None)).flatten(), at + len))
    }

    fn name(
        &self,
        at: usize,
        len: usize,
        confidence: Confidence,
        evidence: EvidenceSet,
        lead: Option<Lead>,
    ) -> Option<Name> {
        let span = self.words.get(at)?.union(*self.words.get(at + len - 1)?);
        let behind = self.text.get(span.end..).unwrap_or_default().trim_start_matches([',', ' ']);
        let suffix = behind.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        let lead = lead
            .filter(|lead| *lead != Lead::Title || !matches!(suffix, "KC" | "QC"))
            .or_else(|| self.has_office_letters(span, suffix).then_some(Lead::Office))
            .or_else(|| self.office_beside(at, span))
            .or_else(|| self.shared_lead(at));
        let in_office = lead.is_some_and(|lead| lead != Lead::Title);
        let evidence = if in_office { evidence.with(Evidence::Office) } else { evidence };
        Some(Name { span, confidence, evidence, role: roles::role(self.text, span, lead) })
    }

    /// Returns whether letters of an office stand behind the name. "Jane Holt, MS sufferer" holds none.
    fn has_office_letters(&self, span: Span, suffix: &str) -> bool {
        let set_off = self.text.get(span.end..).is_some_and(|rest| rest.starts_with(','));
        vocabulary::OFFICE_SUFFIXES.contains(&suffix) && !(set_off && matches!(suffix, "MS" | "AM"))
    }

    /// Returns the rank or office of several behind which the name is one of several: "PCs Ann Moss, Jo Ray and Lee Grant".
    fn shared_lead(&self, at: usize) -> Option<Lead> {
        const MOST: usize = 8;
        let before = self.before_list(at);
        let mut names = before.strip_suffix(" and").or_else(|| before.strip_suffix(','))?;
        for _ in 0..MOST {
            let mut words = names.rsplit(' ').take(LONGEST_NAME).take_while(|word| word.starts_with(is_capital));
            if let Some(several) = words.find(|word| is_one_of(word, vocabulary::RANKS_OF_SEVERAL)) {
                return vocabulary::lead(&[several]).map(|(_, lead)| lead);
            }
            let (others, name) = names.rsplit_once(", ")?;
            if !name.split(' ').all(|word| word.starts_with(is_capital)) {
                return None;
            }
            names = others;
        }
        None
    }

    /// Returns what stands before the word, as far as a list of names goes.
    fn before_list(&self, at: usize) -> &'t str {
        const LONGEST: usize = 160;
        let start = self.words.get(at).map_or(0, |span| span.start);
        let from = self.text.ceil_char_boundary(start.saturating_sub(LONGEST));
        self.text.get(from..start).unwrap_or_default().trim_end_matches([' ', '\n'])
    }

    /// Returns the rank or office that is set off by commas beside the name: "the Chief Constable, Ann Moss," or
    /// "Ann Moss, Chief Constable".
    fn office_beside(&self, at: usize, span: Span) -> Option<Lead> {
        let behind = self.text.get(span.end..)?;
        let set_off = behind.is_empty() || behind.starts_with([',', '.', ')', '\n']);
        if let Some(before) = self.before(at).strip_suffix(',').filter(|_| set_off)
            && let Some(lead) = lead_at_end(before)
        {
            return Some(lead);
        }
        let to = self.text.floor_char_boundary((span.end + 60).min(self.text.len()));
        let apposition = self.text.get(span.end..to)?.strip_prefix(", ")?;
        let apposition =
            apposition.strip_prefix("the ").or_else(|| apposition.strip_prefix("a ")).unwrap_or(apposition);
        let words: Vec<&str> = apposition.split([' ', '\n']).take(6).collect();
        let plain: Vec<&str> = words.iter().map(|word| word.trim_end_matches([',', '.', ')'])).collect();
        let (len, lead) = vocabulary::lead(&plain).filter(|(_, lead)| *lead != Lead::Title)?;
        // "Jane Holt, Detective Inspector Moss and others" names two people.
        let ends = words.get(len - 1)? != plain.get(len - 1)?;
        let goes_on = words.get(len).is_none_or(|next| next.starts_with(char::is_lowercase));
        (ends || goes_on).then_some(lead)
    }

    /// Returns whether a ship's or a house's kind stands before the name: "the trawler Mary Rose".
    fn follows_a_vessel(&self, at: usize) -> bool {
        let before = self.before(at);
        let start = before.rfind(|c: char| !c.is_ascii_alphabetic()).map_or(0, |at| at + 1);
        vocabulary::VESSELS.contains(&before.get(start..).unwrap_or_default())
    }

    /// Returns whether the words at `at` are a sovereign's: "King Edward", not "Prince Okafor".
    fn names_a_sovereign(&self, at: usize) -> bool {
        let (Some(first), Some(second)) = (self.word(at), self.word(at + 1)) else { return false };
        let known = look_up(second);
        is_one_of(first, &["king", "queen", "prince", "princess"])
            && known.given() >= 2
            && (self.words.len() == at + 2
                || self.word(at + 2).is_some_and(|next| is_upper(next) || makes_no_person(next)))
    }

    /// Returns whether the name is joined to one just before it: "Ann Moss and Mark Young".
    fn is_joined(&self, at: usize) -> bool {
        let Some(span) = self.words.get(at).filter(|_| self.last > 0) else { return false };
        matches!(self.text.get(self.last..span.start), Some(", " | " and " | ", and "))
    }

    /// Returns whether a word before the name takes a person: "told", "signed by".
    fn is_dealt_with(&self, at: usize) -> bool {
        let before = self.before(at);
        let mut words = before.rsplit(|c: char| !c.is_ascii_alphabetic());
        let (last, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        vocabulary::DEALINGS.contains(&last)
            || matches!(last, "to" | "with") && vocabulary::WORDS_WITH.contains(&second)
            || last == "by" && vocabulary::DOINGS.contains(&second)
    }

    /// Returns whether what follows is said or done by people only.
    fn says(&self, index: usize) -> bool {
        let after = self.after(index);
        let Some(rest) = after.strip_prefix([' ', '\n']) else { return false };
        let verb = rest.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        vocabulary::SAYINGS.contains(&verb)
    }

    /// Returns whether "said" or the like stands before the name.
    fn said_by(&self, at: usize) -> bool {
        let before = self.before(at);
        let start = before.rfind(|c: char| !c.is_ascii_alphabetic()).map_or(0, |at| at + 1);
        vocabulary::DEALINGS.contains(&before.get(start..).unwrap_or_default())
    }

    fn starts_sentence(&self) -> bool {
        let Some(first) = self.words.first() else { return true };
        let before = self
            .text
            .get(..first.start)
            .unwrap_or_default()
            .trim_end_matches([' ', '"', '\'', '(', '*', '_', '#', '-']);
        before.is_empty() || before.ends_with(['.', '!', '?', ':', '\n'])
    }

    fn before(&self, at: usize) -> &'t str {
        let start = self.words.get(at).map_or(0, |span| span.start);
        let from = self.text.ceil_char_boundary(start.saturating_sub(40));
        self.text.get(from..start).unwrap_or_default().trim_end_matches([' ', '\n'])
    }

    fn after(&self, index: usize) -> &'t str {
        let end = self.words.get(index).map_or(self.text.len(), |span| span.end);
        let to = self.text.floor_char_boundary((end + 40).min(self.text.len()));
        self.text.get(end..to).unwrap_or_default()
    }

    /// Returns whether words before the name or behind it are those that go with a person.
    fn speaks_of_a_person(&self, at: usize, len: usize) -> bool {
        let last = at + len - 1;
        self.noun_before(at) || self.is_aged(last) || self.verb_after(last) || self.is_described(last)
    }

    /// Returns whether what somebody is stands behind the name: ", a roofer", ", the victim", ", his sister".
    fn is_described(&self, index: usize) -> bool {
        const MOST: usize = 5;
        let Some(rest) = self.after(index).strip_prefix(", ") else { return false };
        let mut words = rest.split([' ', '\n']).take(MOST);
        let article =
            words.next().is_some_and(|word| matches!(word, "a" | "an" | "the" | "his" | "her" | "their" | "my"));
        let is_somebody = |word: &str| is_person_noun(word) || roles::is_role_noun(word) || quasi::is_trade(word);
        article
            && words
                .map(|word| (word.trim_end_matches([',', '.', ')']), word.ends_with([',', '.', ')'])))
                .scan(false, |ended, (word, ends)| {
                    if *ended {
                        None
                    } else {
                        *ended = ends;
                        Some(word)
                    }
                })
                .any(is_somebody)
    }

    /// Returns whether the words at `at` may be a name that no list knows, for what is said of it.
    fn is_spoken_of(&self, at: usize) -> bool {
        let Some(next) = self.word(at + 1) else { return false };
        let (own, second) = (look_up(self.word(at).unwrap_or_default()), look_up(next));
        let first = self.word(at).unwrap_or_default();
        let plausible = !own.is_ordinary()
            && !bars_person_after(first)
            && !is_particle(first)
            && first.chars().count() > 1
            && !second.is_ordinary()
            && !own.is_place()
            && (!second.is_place() || second.surname() == 3);
        let listed = second.surname() >= 2 && !is_upper(next) && !makes_no_person(next);
        plausible
            && (listed
                || self.noun_before(at)
                || self.is_aged(at + 1)
                || second.surname() >= 2 && self.verb_after(at + 1))
    }

    fn verb_after(&self, index: usize) -> bool {
        let after = self.after(index);
        let after = after
            .strip_prefix(' ')
            .or_else(|| after.strip_prefix('\n'))
            .or_else(|| after.strip_prefix(", "))
            .unwrap_or(after);
        let verb = after.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        !verb.is_empty() && is_person_verb(verb)
    }

    fn noun_before(&self, at: usize) -> bool {
        let before = self.before(at).trim_end_matches([',', ' ', '"', '-']);
        let mut words = before.rsplit(|c: char| !c.is_ascii_alphabetic() && c != '-');
        let (last, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        is_person_noun(last)
            || matches!(last, "is" | "was") && is_person_noun(second)
            || last == "of" && vocabulary::KIN.contains(&second)
    }

    /// Returns whether an age behind the name is set off on both sides, as after a name and not in a list of figures.
    fn is_aged_apart(&self, index: usize) -> bool {
        let after = self.after(index);
        after.starts_with(" (")
            || after.contains("aged ")
            || after
                .strip_prefix(", ")
                .is_some_and(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(','))
    }

    /// `, 34,` or ` (34)` or `, aged 34` behind the name.
    fn is_aged(&self, index: usize) -> bool {
        let after = self.after(index);
        let Some(rest) = after.strip_prefix(", ").or_else(|| after.strip_prefix(" (")) else {
            return after.starts_with(" aged ");
        };
        let rest = rest.strip_prefix("aged ").unwrap_or(rest);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        (1..=2).contains(&digits)
            && rest.get(digits..).is_some_and(|rest| rest.is_empty() || rest.starts_with([',', ')', '.', ' ', ';']))
            && !rest.get(digits..).is_some_and(|rest| rest.starts_with(" January") || rest.starts_with(" per"))
    }

    /// `'s mother` behind the name.
    fn has_relative(&self, index: usize) -> bool {
        let Some(rest) = self.after(index).strip_prefix("'s ") else { return false };
        let noun = rest.split(|c: char| !c.is_ascii_alphabetic() && c != '-').next().unwrap_or_default();
        is_person_noun(noun)
            || ["family", "parents", "home", "house", "phone", "body", "death", "children"].contains(&noun)
    }

    /// `'s Law`, `'s Hospital` behind the word.
    fn is_possessed_by_a_thing(&self, index: usize) -> bool {
        self.words.get(index).is_some_and(|word| is_possessed_by_a_thing(self.text, word.end))
    }

    /// `named as`, `known as` before the name.
    fn named_before(&self, at: usize) -> bool {
        const NAMED: &[&str] = &[
            "named as",
            "known as",
            "identified as",
            "named only as",
            "calls himself",
            "calls herself",
            "goes by",
            "true name",
            "real name",
            "a.k.a.",
            "aka",
            "nicknamed",
        ];
        let before = self.before(at).trim_end_matches(['"', '\'', ' ']);
        // All of them end in one of these.
        if !before.ends_with(['s', 'S', 'y', 'Y', '.', 'a', 'A', 'd', 'D', 'f', 'F', 'e', 'E']) {
            return false;
        }
        NAMED.iter().any(|named| strip_end(before, named).is_some())
    }
}

/// Returns whether the word that ends at `end` owns a thing that is named with a capital: "Holt's Law".
fn is_possessed_by_a_thing(text: &str, end: usize) -> bool {
    let Some(rest) = text.get(end..).and_then(|rest| rest.strip_prefix("'s ")) else { return false };
    let noun = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    noun.starts_with(is_capital) && makes_no_person(noun)
}

/// Returns the rank or office that `text` ends in.
fn lead_at_end(text: &str) -> Option<Lead> {
    let mut from = text.len();
    let mut found = None;
    for _ in 0..5 {
        let head = text.get(..from)?.trim_end_matches([' ', '\n', '.']);
        let start = head.rfind(|c: char| !c.is_ascii_alphabetic()).map_or(0, |at| at + 1);
        let words: Vec<&str> = text.get(start..)?.split([' ', '\n', '.']).filter(|word| !word.is_empty()).collect();
        if let Some((len, lead)) = vocabulary::lead(&words)
            && len == words.len()
            && lead != Lead::Title
        {
            found = Some(lead);
        }
        if start == 0 || !text.get(..start)?.ends_with([' ', '\n', '.']) {
            break;
        }
        from = start;
    }
    found
}

/// Returns whether a word is one character.
fn is_single(word: &str) -> bool {
    word.len() <= 4 && word.chars().count() == 1
}

fn is_surname(word: &str) -> bool {
    look_up(word).surname() >= 2
}

fn is_capital(c: char) -> bool {
    c.is_uppercase() || c > '\u{24f}' && c.is_alphabetic()
}

fn is_upper(word: &str) -> bool {
    word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
}

/// Returns whether a word is of a script that is neither Latin nor a mere symbol.
fn is_foreign(word: &str) -> bool {
    let is_other = |c: char| c > '\u{24f}' && c.is_alphabetic() && !('\u{1e00}'..='\u{1eff}').contains(&c);
    let mut letters = word.chars();
    // "33.8 µg" and "47 kΩ" are measures.
    letters.next().is_some_and(is_other) && !letters.next().is_some_and(|c| c.is_ascii_alphabetic())
}

/// The longest word that is looked at, in bytes.
const LONGEST_WORD: usize = 64;

/// Returns where the word that starts at `at` ends: hyphens and apostrophes inside it belong to it, `'s` does not.
fn word_end(text: &str, at: usize) -> usize {
    let Some(rest) = text.get(at..) else { return text.len() };
    let bytes = rest.as_bytes();
    let first = bytes.get(..LONGEST_WORD + 1).unwrap_or(bytes);
    let letters = first.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(first.len());
    if letters > 0 && rest.as_bytes().get(letters).is_none_or(|byte| byte.is_ascii() && !b"'-".contains(byte)) {
        return at + letters;
    }
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        if offset > LONGEST_WORD {
            break;
        }
        let joins = matches!(c, '\'' | '-') && offset > 0 && chars.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !c.is_alphabetic() && !joins {
            break;
        }
        if c == '\'' && is_possessive(rest.get(offset..).unwrap_or_default()) {
            break;
        }
        end = offset + c.len_utf8();
    }
    at + end.max(rest.chars().next().map_or(0, char::len_utf8))
}

fn is_possessive(rest: &str) -> bool {
    let mut chars = rest.chars().skip(1);
    matches!(chars.next(), Some('s' | 'S')) && !chars.next().is_some_and(char::is_alphanumeric)
}

/// Finds what stands behind "Name:" and other labels, whatever its case.
fn behind_labels(text: &str, findings: &mut Findings<'_>) {
    for colon in memchr::memchr_iter(b':', text.as_bytes()) {
        let from = text.ceil_char_boundary(colon.saturating_sub(vocabulary::LONGEST_LABEL + 8));
        let before = text.get(from..colon).unwrap_or_default();
        let before = before.strip_suffix("(s)").unwrap_or(before);
        let line =
            before.rfind(['\n', '.', ';', ',', '|', '(']).map_or(before, |at| before.get(at + 1..).unwrap_or_default());
        if !line.bytes().any(|byte| byte.is_ascii_alphabetic()) {
            continue; // "10:30"
        }
        let label = plain_words(line);
        let own = vocabulary::label(&label).or_else(|| {
            // "Victim's name:", "the suspect:"
            let last = label.strip_prefix("the ").unwrap_or(&label).replace(" s ", " ");
            vocabulary::label(&last)
        });
        let Some(role) = own else { continue };
        let rest = text.get(colon + 1..).unwrap_or_default();
        let start = colon + 1 + (rest.len() - rest.trim_start_matches([' ', '*', '_', '"']).len());
        if let Some(span) = value(text, start).filter(|span| !is_one_of(&label, MAILS) || is_full_name(text, *span)) {
            let told = roles::role(text, span, None);
            report(findings, span, roles::more_protective(role, told), Evidence::Label);
        }
    }
}

/// Labels that speak of people, and over e-mail and in letters of what it is about and whom to ask.
const MAILS: &[&str] = &["subject", "contact"];

/// Returns whether both of two words or more are known from names.
fn is_full_name(text: &str, span: Span) -> bool {
    let mut words = span.of(text).unwrap_or_default().split([' ', ',']).filter(|word| !word.is_empty());
    let names = |word: &str| word.starts_with(is_capital) && look_up(word).given() + look_up(word).surname() > 1;
    matches!((words.next(), words.next()), (Some(first), Some(second)) if names(first) && names(second))
}

/// Reports the value of a field that holds a name.
fn in_field(text: &str, field: &str, findings: &mut Findings<'_>) {
    let name = super::context::field_words(field);
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(role) = vocabulary::label(&name) else { return };
    let start = text.len() - text.trim_start().len();
    if let Some(span) =
        value(text, start).filter(|span| text.get(span.end..).is_some_and(|rest| rest.trim().len() < 24))
    {
        report(findings, span, role, Evidence::Field);
    }
}

fn report(findings: &mut Findings<'_>, span: Span, role: Role, evidence: Evidence) {
    let detector = DetectorId::fixed("people");
    if let Some(finding) = findings.push(span, Kind::PERSON, Confidence::Certain, EvidenceSet::of(evidence), detector) {
        finding.role = role;
    }
}

/// Returns the words of a text in lower case, one space apart.
fn plain_words(text: &str) -> String {
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.join(" ")
}

/// What stands on forms where there is no name.
const NO_NAME: &[&str] = &[
    "unknown",
    "n",
    "none",
    "not",
    "nil",
    "withheld",
    "redacted",
    "tbc",
    "tba",
    "anonymous",
    "yes",
    "no",
    "see",
    "as",
    "the",
    "a",
    "an",
    "is",
    "was",
    "that",
    "this",
    "if",
    "in",
    "we",
    "it",
    "he",
    "she",
    "they",
    "you",
    "to",
    "for",
    "of",
    "on",
    "at",
    "what",
    "who",
    "how",
    "male",
    "female",
    "name",
    "re",
    "fw",
    "fwd",
];

/// Returns the span of a name at `start`: one to five words of letters, up to the end of the line or a stop.
fn value(text: &str, start: usize) -> Option<Span> {
    let start = behind_titles(text, start)?;
    let mut end = start;
    let mut at = start;
    let mut count = 0;
    let mut comma = false;
    while count < LONGEST_NAME {
        let rest = text.get(at..)?;
        if !rest.starts_with(char::is_alphabetic) {
            break;
        }
        let stop = word_end(text, at);
        let word = text.get(at..stop)?;
        let known = look_up(word);
        let lower = word.starts_with(char::is_lowercase);
        let verb = lower && known.is_ordinary() && known.given() < 2 && known.surname() < 2;
        if is_one_of(word, NO_NAME) || count > 0 && (verb || is_nobody(word)) {
            break;
        }
        if count == 0 && verb && known.surname() == 0 {
            return None;
        }
        (end, count) = (stop, count + 1);
        let behind = text.get(stop..)?;
        let dotted =
            behind.strip_prefix('.').filter(|_| word.chars().count() == 1 || vocabulary::lead(&[word]).is_some());
        let behind = dotted.unwrap_or(behind);
        let next = match behind.strip_prefix(", ") {
            Some(next) if !comma && count == 1 && is_upper(word) => {
                comma = true;
                next
            }
            _ => match behind.strip_prefix(' ') {
                Some(next) => next,
                None => break,
            },
        };
        at = text.len() - next.len();
    }
    (count > 0).then(|| Span::new(start, end))
}

/// Returns where the name starts: titles before it are not part of it.
fn behind_titles(text: &str, start: usize) -> Option<usize> {
    let mut at = start;
    for _ in 0..4 {
        let stop = word_end(text, at);
        let behind = text.get(stop..)?.trim_start_matches(['.', ' ']);
        let next = text.len() - behind.len();
        if next == stop || vocabulary::lead(&[text.get(at..stop)?]).is_none() {
            break;
        }
        at = next;
    }
    Some(at)
}

/// The longest name in quotation marks between a given name and a surname, in bytes.
const LONGEST_QUOTED: usize = 24;

/// Joins `Jason 'Jase' Muldoon` into one name, where a name is known on either side of the quotation.
fn join_quoted(text: &str, names: &mut Vec<Name>) {
    let quotes: Vec<(usize, u8)> = memchr::memchr2_iter(b'"', b'\'', text.as_bytes())
        .filter_map(|at| text.as_bytes().get(at).map(|quote| (at, *quote)))
        .collect();
    names.sort_by_key(|name| name.span);
    let mut joined: Vec<Name> = Vec::new();
    for pair in quotes.windows(2) {
        let &[(open, mark), (close, end)] = pair else { continue };
        let (inner, before, after) = (open + 1..close, text.get(..open), text.get(close + 1..));
        let (Some(inner), Some(before), Some(after)) = (text.get(inner), before, after) else { continue };
        let named = inner.len() <= LONGEST_QUOTED && inner.split(' ').all(|word| word.starts_with(is_capital));
        let nobody = inner.split(' ').any(is_nobody);
        let (Some(before), Some(after)) = (before.strip_suffix(' '), after.strip_prefix(' ')) else { continue };
        let last = before.rfind([' ', '\n']).map_or(0, |at| at + 1);
        let next = text.len() - after.len();
        let end_of_next = word_end(text, next);
        let given = before.get(last..).unwrap_or_default();
        let surname = text.get(next..end_of_next).unwrap_or_default();
        let fits = |word: &str| word.starts_with(is_capital) && !is_nobody(word) && word.ends_with(char::is_alphabetic);
        // "Reginald "Reg" Ashby": a short form is an ordinary word too.
        let nobody = nobody && look_up(given).given() < 2;
        if mark != end || !named || nobody || !fits(given) || !fits(surname) {
            continue;
        }
        let mut span = Span::new(last, end_of_next);
        let (evidence, confidence) = (EvidenceSet::of(Evidence::Shape), Confidence::Likely);
        let mut one = Name { span, confidence, evidence, role: Role::Unknown };
        let mut known = false;
        // Names reach no further than a few words.
        let nearest = names.partition_point(|name| name.span.start < last).saturating_sub(2);
        let near = names.iter().skip(nearest).take_while(|name| name.span.start < end_of_next);
        for name in near.filter(|name| name.span.end > last) {
            known |= name.span.start < open || name.span.end > close;
            span = span.union(name.span);
            one.evidence = one.evidence.union(name.evidence);
            one.role = roles::more_protective(one.role, name.role);
        }
        if known || look_up(given).given() >= 2 {
            one.span = span;
            one.role = roles::more_protective(one.role, roles::role(text, span, None));
            joined.push(one);
        }
    }
    let taken: Vec<Span> = joined.iter().map(|name| name.span).collect();
    let is_inside = |span: Span| {
        let after = taken.partition_point(|one| one.start <= span.start);
        after.checked_sub(1).and_then(|at| taken.get(at)).is_some_and(|one| one.contains(span))
    };
    names.retain(|name| !is_inside(name.span));
    names.append(&mut joined);
    names.sort_by_key(|name| name.span);
}

/// Returns what the words before a name at `start` tell of the person's sex.
pub(crate) fn sex_before(text: &str, start: usize) -> Option<Sex> {
    const REACH: usize = 24;
    let from = text.ceil_char_boundary(start.saturating_sub(REACH));
    Sex::told_before(text.get(from..start).unwrap_or_default())
}

/// Gives every mention of a person the role that protects most of those that are told of the person anywhere in the text.
///
/// A role in which people are named as a rule is handed on only to mentions that tell nothing of their own.
fn share_roles(text: &str, names: &mut [Name]) {
    if names.len() < 2 {
        return;
    }
    let mentions: Vec<Mention<'_>> = names
        .iter()
        .map(|name| Mention {
            name: name.span.of(text).unwrap_or_default(),
            office: name.evidence.has(Evidence::Office) || roles::is_public(name.role),
            other_name_of: None,
            sex: sex_before(text, name.span.start),
            place: name.span.start,
        })
        .collect();
    let persons = persons(&mentions, Spelling::Exact);
    let mut told = vec![Role::Unknown; names.len()];
    for (name, person) in names.iter().zip(&persons) {
        if let Some(role) = told.get_mut(*person) {
            *role = roles::more_protective(*role, name.role);
        }
    }
    for (name, person) in names.iter_mut().zip(&persons) {
        let role = told.get(*person).copied().unwrap_or_default();
        name.role = roles::more_protective(name.role, role);
    }
    share_among_colleagues(text, names);
}

/// Gives a surname alone that two people share their role where all who are called that are named as a rule: it does
/// not matter which of two officers Selby is meant.
fn share_among_colleagues(text: &str, names: &mut [Name]) {
    let is_untold =
        |name: &Name| name.role == Role::Unknown && !name.span.of(text).unwrap_or_default().contains([' ', '\n']);
    if !names.iter().any(is_untold) {
        return;
    }
    let mut bearers: HashMap<String, Role> = HashMap::new();
    for name in names.iter().filter(|name| !is_untold(name)) {
        let own = name.span.of(text).unwrap_or_default().to_lowercase();
        for word in own.split([' ', '\n']) {
            let role = bearers.entry(word.to_owned()).or_insert(name.role);
            let both_stay = roles::is_public(*role) && roles::is_public(name.role);
            *role = if both_stay { roles::more_protective(*role, name.role) } else { Role::Unknown };
        }
    }
    for name in names.iter_mut().filter(|name| is_untold(name)) {
        let own = name.span.of(text).unwrap_or_default().to_lowercase();
        name.role = bearers.get(&own).copied().filter(|role| roles::is_public(*role)).unwrap_or_default();
    }
}

/// Finds a rare surname of somebody who is not named as a rule where it stands alone with one letter wrong.
fn slips(reading: &Reading<'_>, names: &mut Vec<Name>) {
    let text = reading.text();
    let last = |name: &Name| {
        let own = name.span.of(text).unwrap_or_default();
        own.rsplit([' ', '\n']).next().unwrap_or_default().to_lowercase()
    };
    let private = names.iter().filter(|name| !roles::is_public(name.role) && name.confidence >= Confidence::Likely);
    let mut rare: Vec<String> = private.map(last).filter(|surname| persons::is_rare(surname)).collect();
    rare.sort_unstable();
    rare.dedup();
    rare.truncate(persons::MOST_RARE);
    if rare.is_empty() {
        return;
    }
    let mut taken: Vec<Span> = names.iter().map(|name| name.span).collect();
    taken.sort_unstable();
    let mut added = Vec::new();
    for at in reading.marks().capital_starts() {
        let span = Span::new(at, word_end(text, at));
        let word = span.of(text).unwrap_or_default();
        if !(persons::SHORTEST_RARE..=LONGEST_WORD).contains(&word.len()) || is_inside_word(text, at) {
            continue;
        }
        let nearest = taken.partition_point(|name| name.end <= at);
        if taken.get(nearest).is_some_and(|name| name.overlaps(span)) || !look_up(word).is_unknown() {
            continue;
        }
        let own = word.to_lowercase();
        if rare.iter().any(|known| persons::is_slip(known, &own)) {
            let role = roles::role(text, span, None);
            let evidence = EvidenceSet::of(Evidence::Repeat).with(Evidence::Shape);
            added.push(Name { span, confidence: Confidence::Possible, evidence, role });
        }
    }
    names.append(&mut added);
}

#[cfg(test)]
mod tests;
