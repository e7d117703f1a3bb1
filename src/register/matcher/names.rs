//! Names of registered people: pairs of words in any order, initials, short forms, surnames written together or apart, other
//! spellings, one letter wrong.

use super::{ALONE, FIRST, Found, LAST, Search, Word};
use crate::detect::people::known;
use crate::register::build::SHORTEST_SLIP;
use crate::register::form::{each_neighbour, each_shorter};
use crate::register::name::{called, spelled};
use crate::register::record::Strength;
use crate::register::spelling::skeleton;
use crate::register::{People, detail};
use crate::{Confidence, Span};

/// A name that is registered.
pub(super) struct Named {
    pub(super) span: Span,
    pub(super) people: People,
    /// How sure it is without a second detail; not at all where it is none.
    pub(super) confidence: Option<Confidence>,
    /// The skeleton of the surname, beside which weak details are registered.
    pub(super) surname: String,
}

/// The most words between a given name and a surname that are neither.
const MOST_BETWEEN: usize = 2;
/// How many words back a given name may stand, particles included.
const REACH: usize = 6;
/// The fewest letters of a word that may be another spelling or a slip.
const SHORTEST_SPELLING: usize = 4;

/// A name as the text has it.
#[derive(Clone, Copy)]
struct Written<'t> {
    /// What the given name may be short for, or itself, or the initial.
    call: &'t str,
    given: &'t str,
    surname: &'t str,
    manner: Manner,
}

/// In what manner a name is written.
#[derive(Clone, Copy, Default)]
struct Manner {
    /// Whether a word of it has no capital.
    small: bool,
    /// Whether the words read as another name in the order in which they stand.
    doubtful: bool,
}

/// How a word of the text stands for a given name.
#[derive(Clone, Copy)]
enum Given {
    Word(Word),
    Initial(char),
}

impl Search<'_> {
    /// Looks for a name that ends with the latest word, which may be one of a name.
    pub(super) fn named(&mut self, last: Word) {
        if last.digit {
            return;
        }
        if last.bits == FIRST | LAST && (last.foreign || self.register.gate.bits(last.hash ^ ALONE) & FIRST != 0) {
            self.alone(last);
        }
        if last.parted {
            return;
        }
        if let Some(before) = self.back(1).copied().filter(|word| !word.digit) {
            self.turned_round(before, last);
            if last.bits & LAST != 0 && before.bits == 0 && self.is_open(before) {
                self.slip_of_given(before, last);
            }
        }
        if last.bits & LAST != 0 {
            self.each_given_before(|search, given, first, places| search.surname_behind(given, first, last, places));
        }
    }

    /// Looks for a name that ends with the latest word, which is of no name as it is written.
    pub(super) fn unnamed(&mut self, last: Word) {
        let Some(before) = self.back(1).copied().filter(|word| !word.digit) else { return };
        if last.len() <= 3 {
            self.turned_round(before, last);
        }
        let turned = || self.text.get(before.end..last.start).is_some_and(|gap| gap.starts_with(','));
        if !last.digit && !turned() && self.is_open(last) {
            self.each_given_before(|search, _, first, _| search.slip_of_surname(first, last));
        }
    }

    /// Hands on the words before the latest that may be the given name of its surname.
    fn each_given_before(&mut self, mut take: impl FnMut(&mut Self, Given, Word, usize)) {
        let mut between = 0;
        for places in 1..=REACH {
            let Some(before) = self.back(places).copied().filter(|word| !word.digit) else { return };
            if let Some(initial) = self.initial(before) {
                take(self, Given::Initial(initial), before, places);
            }
            if before.bits & FIRST != 0 && before.len() > 1 {
                take(self, Given::Word(before), before, places);
            }
            if before.parted {
                return;
            }
            match before {
                middle if between < MOST_BETWEEN && self.may_stand_between(middle) => between += 1,
                middle if self.is_particle(middle) => {}
                _ => return,
            }
        }
    }

    /// Looks for a surname before the given name that the latest word is.
    fn turned_round(&mut self, before: Word, last: Word) {
        if before.bits & LAST != 0 {
            let apostrophe = self.text.get(before.end..last.start).is_some_and(|gap| gap.contains('\''));
            if let Some(initial) = self.initial(last).filter(|_| !apostrophe) {
                self.surname_before(Given::Initial(initial), before, last);
            }
            if last.bits & FIRST != 0 && last.len() > 1 {
                self.surname_before(Given::Word(last), before, last);
            }
        }
        let turned = || self.text.get(before.end..last.start).is_some_and(|gap| gap.starts_with(','));
        if before.bits == 0 && last.bits & FIRST != 0 && turned() && self.is_open(before) {
            self.slip_of_surname(last, before);
        }
    }

    /// Tries the latest word, alone and together with those before it, as the surname behind a given name.
    fn surname_behind(&mut self, given: Given, first: Word, last: Word, places: usize) {
        if matches!(given, Given::Initial(_)) && first.len() > 1 && self.is_upper(last) {
            return; // of "AL ABELS" nobody can tell
        }
        let span = Span::new(first.start, last.end);
        let small = !(first.capital && last.capital);
        if self.is_prose(small, first, last) {
            return;
        }
        let manner = Manner { small, doubtful: false };
        let surname = self.lower(last);
        self.attempt(given, &surname, span, manner);
        if places > 1 {
            let pieces = (0..places).rev().filter_map(|at| self.back(at).copied());
            let together: String = pieces.map(|word| self.lower(word)).collect();
            self.attempt(given, &together, span, manner);
        }
    }

    /// Tries the word before the latest, alone and together with those before it, as the surname of the latest.
    fn surname_before(&mut self, given: Given, before: Word, last: Word) {
        let small = !(before.capital && last.capital);
        if self.is_prose(small, last, before) {
            return;
        }
        let turned =
            self.is_upper(before) || self.text.get(before.end..last.start).is_some_and(|gap| gap.contains(','));
        let doubtful = !turned && known::reads_as_name(self.text_of(&before), self.text_of(&last));
        let manner = Manner { small, doubtful };
        let mut surname = self.lower(before);
        self.attempt(given, &surname, Span::new(before.start, last.end), manner);
        for places in 2..4 {
            if self.back(places - 1).is_none_or(|word| word.parted) {
                return;
            }
            let Some(piece) =
                self.back(places).copied().filter(|word| word.bits & LAST != 0 || self.is_particle(*word))
            else {
                return;
            };
            surname.insert_str(0, &self.lower(piece));
            self.attempt(given, &surname, Span::new(piece.start, last.end), manner);
        }
    }

    /// Looks up one given name, under every name that it may be short for, with one surname.
    fn attempt(&mut self, given: Given, surname: &str, span: Span, manner: Manner) {
        let skeleton_of_surname = skeleton(surname);
        match given {
            Given::Initial(initial) => {
                let form = self.form.initial(initial, &skeleton_of_surname);
                if let Some(people) = self.register.find_if_likely(form) {
                    let call = initial.encode_utf8(&mut [0; 4]).to_owned();
                    let written = Written { call: &call, given: "", surname, manner };
                    self.take(people, written, span, skeleton_of_surname);
                }
            }
            Given::Word(word) => {
                let given = self.lower(word);
                for call in called(&given) {
                    let own = skeleton(call);
                    let form = self.form.name(&own, &skeleton_of_surname);
                    if let Some(people) = self.register.find_if_likely(form) {
                        let written = Written { call, given: &given, surname, manner };
                        self.take(people, written, span, skeleton_of_surname.clone());
                    }
                }
            }
        }
    }

    /// Takes a name that is registered. Words in small letters that are ordinary too need a second detail; so does another
    /// spelling, which is a name of its own, unless no list knows the surname.
    fn take(&mut self, people: People, written: Written<'_>, span: Span, surname: String) {
        let own = self.register.secret.spelling(&spelled(written.call, written.surname));
        let strength = people.told.iter().filter(|told| told.note == own).map(|told| told.strength).min();
        let is_ordinary = |word: &str| !word.is_empty() && known::is_ordinary(word);
        // Of very many who share a form not every spelling is told.
        let strength = if people.many { strength.or(Some(Strength::Common)) } else { strength };
        let confidence = match strength {
            _ if written.manner.small && (is_ordinary(written.given) || is_ordinary(written.surname)) => None,
            Some(Strength::Sure) if !written.manner.doubtful => Some(Confidence::Certain),
            Some(Strength::Sure | Strength::Common) => Some(Confidence::Possible),
            None if is_open(written.surname) => return self.take_unsure(people, span, surname),
            Some(Strength::Weak) | None => None,
        };
        self.named.push(Named { span, people, confidence, surname });
    }

    /// A name of one word, or a handle of letters alone.
    fn alone(&mut self, word: Word) {
        let plain = self.lower(word);
        let span = Span::new(word.start, word.end);
        if detail::is_telling(plain.as_bytes())
            && let Some(people) = self.register.find_if_likely(self.form.identifier(&plain))
        {
            self.identified(span, people);
        }
        let before = self.text.get(..word.start).unwrap_or_default();
        if !word.capital && !before.ends_with(['"', '\'', '@']) {
            return;
        }
        let written = skeleton(&plain);
        if let Some(people) = self.register.find_if_likely(self.form.name("", &written)) {
            let words = Written { call: "", given: "", surname: &plain, manner: Manner::default() };
            self.take(people, words, span, written);
        }
    }

    /// A given name and a surname without a space between: `D a r r e n O a k f i e l d`, closed up.
    pub(super) fn run_together(&mut self, start: usize, end: usize) {
        let Some(word) = self.text.get(start..end).filter(|word| (5..=40).contains(&word.len()) && word.is_ascii())
        else {
            return;
        };
        for at in 2..word.len() - 1 {
            let (before, behind) = word.split_at_checked(at).unwrap_or_default();
            let words = self.register.secret.words;
            let bits = |half: &str| self.register.gate.bits(words.of(half.as_bytes(), half.len()));
            let (one, other) = (bits(before), bits(behind));
            let half = |start, end, bits| Word { start, end, bits, capital: true, ..Word::default() };
            let (before_at, behind_at) = (half(start, start + at, one), half(start + at, end, other));
            let span = Span::new(start, end);
            if one & FIRST != 0 && other & LAST != 0 {
                self.attempt(Given::Word(before_at), &behind.to_ascii_lowercase(), span, Manner::default());
            }
            if one & LAST != 0 && other & FIRST != 0 {
                self.attempt(Given::Word(behind_at), &before.to_ascii_lowercase(), span, Manner::default());
            }
        }
    }

    /// Takes an identifier that is registered.
    pub(super) fn identified(&mut self, span: Span, people: People) {
        let kind = people.told.first().and_then(|told| self.register.kinds.get(usize::from(told.note))).cloned();
        if let Some(kind) = kind {
            self.found.push(Found { span, kind, people });
        }
    }

    /// A given name and a word that is nobody's name as it is written: another spelling of a surname, or one letter wrong.
    fn slip_of_surname(&mut self, first: Word, last: Word) {
        if first.bits & FIRST == 0 || first.len() < 2 {
            return;
        }
        let (given, written) = (self.lower(first), skeleton(&self.lower(last)));
        let span = Span::new(first.start.min(last.start), last.end.max(first.end));
        for call in called(&given) {
            let own = skeleton(call);
            if let Some(people) = self.register.find_if_likely(self.form.name(&own, &written)) {
                self.take_unsure(people, span, written.clone());
                continue;
            }
            if written.len() + 1 < SHORTEST_SLIP || !self.may_be_slip(&own, &written) {
                continue;
            }
            let Self { register, form, .. } = self;
            let mut found = None;
            each_neighbour(&written, |surname| {
                if surname.as_bytes().first() == written.as_bytes().first() {
                    found =
                        register.find_if_likely(form.name(&own, surname)).map(|people| (people, surname.to_owned()));
                }
                found.is_some()
            });
            if let Some((people, surname)) = found {
                self.take_unsure(people, span, surname);
            }
        }
    }

    /// Returns whether a letter left out of a surname, of both or of either, makes it a registered one of that given name.
    fn may_be_slip(&mut self, given: &str, surname: &str) -> bool {
        let Self { register, form, .. } = self;
        let mut may = register.may_slip(form.slip(given, surname));
        each_shorter(surname, |shorter| {
            may = may || register.may_slip(form.slip(given, shorter));
        });
        may
    }

    /// A word that is nobody's name as it is written before a rare surname: another spelling of a given name, or one letter
    /// wrong.
    fn slip_of_given(&mut self, first: Word, last: Word) {
        let (given, surname) = (self.lower(first), self.lower(last));
        let (own, written) = (skeleton(&given), skeleton(&surname));
        let span = Span::new(first.start, last.end);
        if let Some(people) = self.register.find_if_likely(self.form.name(&own, &written)) {
            self.take_unsure(people, span, written);
            return;
        }
        let Some(initial) = own.chars().next().filter(|_| known::is_rare_surname(&surname)) else { return };
        let plain = given.chars().next().unwrap_or(initial);
        let beside = self.register.may_hold(self.form.initial(plain, &written));
        if !beside || own.len() + 1 < SHORTEST_SPELLING {
            return;
        }
        let Self { register, form, .. } = self;
        let mut found = None;
        each_neighbour(&own, |given| {
            if given.starts_with(initial) {
                found = register.find_if_likely(form.name(given, &written));
            }
            found.is_some()
        });
        if let Some(people) = found {
            self.take_unsure(people, span, written);
        }
    }

    /// Takes a name that is not written as it is registered.
    fn take_unsure(&mut self, people: People, span: Span, surname: String) {
        let confidence = match people.told.iter().map(|told| told.strength).min() {
            Some(Strength::Sure) => Some(Confidence::Likely),
            Some(Strength::Common) => Some(Confidence::Possible),
            Some(Strength::Weak) | None => None,
        };
        self.named.push(Named { span, people, confidence, surname });
    }

    fn lower(&self, word: Word) -> String {
        let text = self.text_of(&word);
        if text.is_ascii() { text.to_ascii_lowercase() } else { text.to_lowercase() }
    }

    /// Returns the initial that a word is: one capital, a letter with a stop, or the first of several capitals: `DM`.
    fn initial(&self, word: Word) -> Option<char> {
        if word.len() > 3 {
            return None;
        }
        let text = self.text_of(&word);
        let mut chars = text.chars();
        let first = chars.next().filter(|c| c.is_alphabetic())?;
        let more = chars.as_str();
        let stopped = || self.text.get(word.end..).is_some_and(|rest| rest.starts_with('.'));
        let initials = more.bytes().all(|b| b.is_ascii_uppercase());
        let is_one = if more.is_empty() { first.is_uppercase() || stopped() } else { first.is_uppercase() && initials };
        is_one.then(|| first.to_lowercase().next().unwrap_or(first))
    }

    /// Returns whether two words in small letters are ordinary ones in a text that has capitals.
    fn is_prose(&self, small: bool, given: Word, surname: Word) -> bool {
        let ordinary = |word: Word| word.len() > 1 && known::is_ordinary(self.text_of(&word));
        small && self.has_capitals && (ordinary(given) || ordinary(surname))
    }

    fn is_upper(&self, word: Word) -> bool {
        self.text_of(&word).bytes().all(|b| !b.is_ascii_lowercase())
    }

    /// Returns whether a word may be a name that is not written as it should be: no list holds it.
    fn is_open(&self, word: Word) -> bool {
        is_open(self.text_of(&word))
    }

    fn is_particle(&self, word: Word) -> bool {
        word.len() <= 5 && known::is_particle(self.text_of(&word))
    }

    fn may_stand_between(&self, word: Word) -> bool {
        word.capital || word.bits & FIRST != 0 || self.initial(word).is_some()
    }
}

/// Returns whether a word may be a name that is not written as it should be: no list holds it.
fn is_open(word: &str) -> bool {
    word.len() >= SHORTEST_SPELLING && known::is_unknown(word)
}
