//! Numbers, handles and addresses of registered people, and the weak details beside a name.

use super::{BACK, FIRST, Found, LAST, PLACE, Search, Word};
use crate::register::detail::{self, STREET_WORDS, TOWN_WORDS};
use crate::register::form::Form;
use crate::register::{People, Register};
use crate::value::{letters_of, push_letters};
use crate::{Confidence, Date, Kind, Span};

use super::names::Named;

/// The most letters of a piece of an identifier that has no digit.
pub(super) const SHORT: usize = 4;
/// The most letters and digits of an identifier in pieces.
const LONGEST: usize = 32;
/// How far from a postcode the number or name of its house may stand.
const TO_POSTCODE: usize = 100;
/// How far from a name a second detail may stand.
const NEAR: usize = 300;
/// The most details of one sort that are looked at beside a name.
const MOST_NEAR: usize = 12;

/// A detail that tells nothing by itself.
pub(super) enum Weak {
    Postcode(String),
    House,
}

impl Search<'_> {
    /// Looks for what ends with the latest word and has a digit.
    pub(super) fn numbered(&mut self) {
        let Some(last) = self.back(0).copied() else { return };
        self.identifier(last);
        let word = self.text_of(&last);
        if last.digit && detail::is_house_number(word) {
            self.weak.push((Span::new(last.start, last.end), Weak::House));
            self.address(last);
        }
        let len = word.len();
        if last.digit && len == 3 || (5..=7).contains(&len) {
            self.postcode(last, len == 3);
        }
    }

    /// Looks for an identifier of one or several pieces.
    fn identifier(&mut self, last: Word) {
        let mut buffer = [0_u8; LONGEST];
        let (mut from, mut has_digit, mut behind) = (LONGEST, last.tied, None);
        for places in 0..BACK {
            let Some(word) = self.back(places).copied() else { return };
            let text = self.text_of(&word);
            let joined = behind.is_none_or(|behind: Word| is_joint(self.text.get(word.end..behind.start)));
            let tied = word.tied || behind.is_some_and(|behind: Word| behind.tied);
            if !joined || text.len() > from || !(word.digit || tied || text.len() <= SHORT) || !text.is_ascii() {
                return;
            }
            from -= text.len();
            let piece = buffer.get_mut(from..).unwrap_or_default().iter_mut();
            piece.zip(text.bytes()).for_each(|(to, byte)| *to = byte.to_ascii_lowercase());
            (has_digit, behind) = (has_digit || word.digit, Some(word));
            let Some(plain) = buffer.get(from..).and_then(|plain| std::str::from_utf8(plain).ok()) else { return };
            if has_digit && detail::is_telling(plain.as_bytes()) {
                let form = self.form.identifier(detail::without_prefix(plain));
                if let Some(people) = self.register.find_if_likely(form) {
                    let start = if self.text.get(..word.start).is_some_and(|b| b.ends_with('+')) { 1 } else { 0 };
                    self.identified(Span::new(word.start - start, last.end), people);
                }
            }
        }
    }

    /// Looks for the e-mail address or handle whose `@` touches the latest word.
    pub(super) fn at_sign(&mut self) {
        let Some(word) = self.back(0).copied() else { return };
        let bytes = self.text.as_bytes();
        let Some(at) = word.start.checked_sub(1).filter(|at| bytes.get(*at) == Some(&b'@')) else { return };
        let is_local = |b: &u8| b.is_ascii_alphanumeric() || b"._%+-".contains(b);
        let before = bytes.get(..at).unwrap_or_default();
        let local = before.iter().rev().take(detail::LONGEST).take_while(|b| is_local(b)).count();
        let behind = bytes.get(word.start..).unwrap_or_default();
        let mut len = behind.iter().take(detail::LONGEST).take_while(|b| is_local(b) && **b != b'%').count();
        while behind.get(len.wrapping_sub(1)).is_some_and(|b| !b.is_ascii_alphanumeric()) {
            len -= 1;
        }
        for (start, end) in [(at - local, word.start + len), (at, word.start + len), (at, word.end)] {
            let span = Span::new(start, end.max(word.end));
            let plain = letters_of(span.of(self.text).unwrap_or_default());
            if detail::is_telling(plain.as_bytes())
                && let Some(people) = self.register.find_if_likely(self.form.identifier(detail::without_prefix(&plain)))
            {
                self.identified(span, people);
                return;
            }
        }
    }

    /// Looks for a street and a town behind the number of a house.
    fn address(&mut self, number: Word) {
        let (mut streets, mut towns) = (Vec::new(), [("", 0, false); STREET_WORDS + TOWN_WORDS + 1]);
        let count = words_behind(self.text, number.end, &mut towns);
        let words = towns.get(..count).unwrap_or_default();
        if !looks_like_street(words) {
            return;
        }
        if !words.first().is_some_and(|(word, _, _)| self.may_be_place(word, FIRST)) {
            return;
        }
        let house = self.text_of(&number).to_ascii_lowercase();
        for street_words in 1..=STREET_WORDS.min(count) {
            let (street, behind) = words.split_at_checked(street_words).unwrap_or_default();
            if street.iter().skip(1).any(|(_, _, parted)| *parted) {
                return;
            }
            streets.clear();
            streets.extend(street.iter().map(|(word, _, _)| *word));
            let street = detail::street_name(&streets);
            // "12 Mill Lane in Frinmouth"
            let behind = match behind.split_first() {
                Some((("in", _, _), rest)) => rest,
                _ => behind,
            };
            if !behind.first().is_some_and(|(word, _, _)| self.may_be_place(word, LAST)) {
                continue;
            }
            let mut town = String::new();
            for (word, end, _) in behind.iter().take(TOWN_WORDS) {
                if !town.is_empty() {
                    town.push(' ');
                }
                push_letters(&mut town, word);
                let form = self.form.town(&house, &street, &town);
                if let Some(people) = self.register.find_if_likely(form) {
                    let span = Span::new(number.start, *end);
                    self.found.push(Found { span, kind: Kind::STREET_ADDRESS, people });
                }
            }
        }
    }

    /// Returns whether a street or a town of the register starts with a word.
    fn may_be_place(&self, word: &str, bits: u8) -> bool {
        let hash = |plain: &str| self.register.secret.words.of(plain.as_bytes(), plain.len());
        let plain = word.bytes().all(|b| b.is_ascii_alphanumeric());
        let hash = if plain { hash(word) } else { hash(&letters_of(word)) };
        self.register.gate.bits(hash ^ PLACE) & bits != 0
    }

    /// Looks for the number or the name of a house before a postcode that ends with the latest word.
    fn postcode(&mut self, last: Word, in_two: bool) {
        let first = if in_two { self.back(1).copied() } else { Some(last) };
        let Some(first) = first.filter(|first| last.end - first.start <= 8) else { return };
        let span = Span::new(first.start, last.end);
        let Some(postcode) = span.of(self.text).and_then(detail::postcode) else { return };
        let from = self.text.floor_char_boundary(first.start.saturating_sub(TO_POSTCODE));
        let mut houses: Vec<(usize, String)> = Vec::new();
        for (house, _) in self.weak.iter().rev().take_while(|(weak, _)| weak.start >= from).take(MOST_NEAR) {
            houses.push((house.start, house.of(self.text).unwrap_or_default().to_ascii_lowercase()));
        }
        for (start, piece) in pieces(self.text, from, first.start) {
            let mut words = piece.char_indices().filter(|(at, c)| {
                !c.is_whitespace() && piece.get(..*at).is_none_or(|b| b.is_empty() || b.ends_with(char::is_whitespace))
            });
            let mut starts: Vec<usize> = words.by_ref().map(|(at, _)| at).collect();
            starts.reverse();
            for at in starts.into_iter().take(4) {
                houses.push((start + at, letters_of(piece.get(at..).unwrap_or_default())));
            }
        }
        for (start, house) in houses.iter().filter(|(_, house)| !house.is_empty()) {
            if let Some(people) = self.register.find_if_likely(self.form.house(house, &postcode)) {
                let span = Span::new(*start, last.end);
                self.found.push(Found { span, kind: Kind::STREET_ADDRESS, people });
            }
        }
        self.weak.push((span, Weak::Postcode(postcode)));
    }
}

/// Returns the pieces between commas and line breaks of a stretch of text, with where each starts.
fn pieces(text: &str, from: usize, to: usize) -> Vec<(usize, &str)> {
    let stretch = text.get(from..to).unwrap_or_default();
    let mut at = from;
    let mut pieces: Vec<(usize, &str)> = Vec::new();
    for piece in stretch.split_inclusive([',', '\n', ';']) {
        let own = piece.trim_end_matches([',', '\n', ';', ' ']);
        pieces.push((at, own));
        at += piece.len();
    }
    let skip = pieces.len().saturating_sub(4);
    pieces.split_off(skip)
}

/// Returns whether a gap may stand between two pieces of an identifier.
fn is_joint(gap: Option<&str>) -> bool {
    gap.is_some_and(|gap| gap.len() <= 3 && gap.bytes().all(|b| b" -./:()_+'\n".contains(&b)) && !gap.contains("\n\n"))
}

/// Fills in the words behind `at` with their ends, and whether each is parted from the one before by more than a space.
fn words_behind<'t>(text: &'t str, at: usize, words: &mut [(&'t str, usize, bool)]) -> usize {
    let (mut at, mut count) = (at, 0);
    for slot in words.iter_mut() {
        let rest = text.get(at..).unwrap_or_default();
        let gap = rest.bytes().take(3).take_while(|b| b" ,\n".contains(b)).count();
        let word = rest.get(gap..).unwrap_or_default();
        let len = word.find(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-').unwrap_or(word.len());
        if gap == 0 || len == 0 || len > 24 {
            break;
        }
        let parted = rest.get(..gap) != Some(" ");
        *slot = (word.get(..len).unwrap_or_default(), at + gap + len, parted);
        at += gap + len;
        count += 1;
    }
    count
}

/// Returns whether words behind a number may be a street: with a capital, or with what streets are called among them.
fn looks_like_street(words: &[(&str, usize, bool)]) -> bool {
    let capital = words.first().is_some_and(|(word, _, _)| word.starts_with(char::is_uppercase));
    capital || words.iter().take(STREET_WORDS).skip(1).any(|(word, _, _)| detail::is_street_type(word))
}

/// Second details beside names.
pub(super) struct Near<'s> {
    register: &'s Register,
    text: &'s str,
    found: Vec<(Span, &'s People)>,
    weak: &'s [(Span, Weak)],
    dates: Vec<(Span, Vec<Date>)>,
    /// How far the text has been searched for dates.
    searched: usize,
    form: Form,
}

/// What a name comes to with what stands near it.
pub(super) struct Settled {
    pub(super) confidence: Option<Confidence>,
    /// Whom the second details are of; none where there are none.
    pub(super) people: Option<Vec<u32>>,
    /// Weak details that are theirs.
    pub(super) weak: Vec<(Span, Kind)>,
}

impl<'s> Near<'s> {
    pub(super) fn new(search: &'s Search<'_>) -> Self {
        let mut found: Vec<(Span, &People)> = search.found.iter().map(|one| (one.span, &one.people)).collect();
        found.sort_unstable_by_key(|(span, _)| *span);
        Self {
            register: search.register,
            text: search.text,
            found,
            weak: &search.weak,
            dates: Vec::new(),
            searched: 0,
            form: Form::default(),
        }
    }

    /// Returns how sure a name is with what stands near it.
    pub(super) fn settle(&mut self, name: &Named) -> Settled {
        let from = self.text.floor_char_boundary(name.span.start.saturating_sub(NEAR));
        let to = self.text.ceil_char_boundary((name.span.end + NEAR).min(self.text.len()));
        let mut tied = Vec::new();
        let mut weak = Vec::new();
        let start = self.found.partition_point(|(span, _)| span.start < from);
        let near = self.found.get(start..).unwrap_or_default();
        for (_, people) in near.iter().take_while(|(span, _)| span.end <= to).take(MOST_NEAR) {
            self.tie(&name.people, people, &mut tied);
        }
        let surname = name.surname.as_str();
        self.search_dates(from, to);
        let start = self.dates.partition_point(|(span, _)| span.start < from);
        let end = self.dates.partition_point(|(span, _)| span.start < to).min(start + MOST_NEAR);
        for (span, dates) in self.dates.get(start..end).unwrap_or_default() {
            for date in dates {
                let people = self.register.find(self.form.born(surname, *date));
                if people.is_some_and(|people| self.tie(&name.people, &people, &mut tied)) {
                    weak.push((*span, Kind::DATE_OF_BIRTH));
                }
            }
        }
        let start = self.weak.partition_point(|(span, _)| span.start < from);
        let near = self.weak.get(start..).unwrap_or_default().iter().take_while(|(span, _)| span.end <= to);
        for (span, detail) in near.take(MOST_NEAR) {
            match detail {
                Weak::Postcode(postcode) => {
                    let people = self.register.find(self.form.postcode(surname, postcode));
                    if people.is_some_and(|people| self.tie(&name.people, &people, &mut tied)) {
                        weak.push((*span, Kind::fixed("UK_POSTCODE")));
                    }
                }
                Weak::House => self.street(name, *span, &mut tied, &mut weak),
            }
        }
        tied.sort_unstable();
        tied.dedup();
        let confidence = if tied.is_empty() { name.confidence } else { Some(Confidence::Certain) };
        Settled { confidence, people: (!tied.is_empty()).then_some(tied), weak }
    }

    fn street(&mut self, name: &Named, number: Span, tied: &mut Vec<u32>, weak: &mut Vec<(Span, Kind)>) {
        let mut words = [("", 0, false); STREET_WORDS];
        let count = words_behind(self.text, number.end, &mut words);
        let words = words.get(..count).unwrap_or_default();
        if !looks_like_street(words) {
            return;
        }
        let house = number.of(self.text).unwrap_or_default().to_ascii_lowercase();
        let mut street: Vec<&str> = Vec::with_capacity(STREET_WORDS);
        for (word, end, parted) in words {
            if *parted && !street.is_empty() {
                return;
            }
            street.push(word);
            let people = self.register.find(self.form.street(&name.surname, &house, &detail::street_name(&street)));
            if people.is_some_and(|people| self.tie(&name.people, &people, tied)) {
                weak.push((Span::new(number.start, *end), Kind::STREET_ADDRESS));
            }
        }
    }

    /// Adds those who share both forms, and returns whether anybody does.
    fn tie(&self, one: &People, other: &People, tied: &mut Vec<u32>) -> bool {
        let before = tied.len();
        tied.extend(
            one.told.iter().map(|told| told.subject).filter(|subject| self.register.is_one_of(other, *subject)),
        );
        tied.extend(
            other.told.iter().map(|told| told.subject).filter(|subject| self.register.is_one_of(one, *subject)),
        );
        tied.len() > before
    }

    /// Finds the dates up to `to`; what stands before `from` and was not searched is passed over.
    fn search_dates(&mut self, from: usize, to: usize) {
        let bytes = self.text.as_bytes();
        let mut at = self.searched.max(from);
        while at < to {
            let starts = bytes.get(at).is_some_and(u8::is_ascii_alphanumeric)
                && !at.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(u8::is_ascii_alphanumeric);
            if starts
                && may_start_date(bytes.get(at..).unwrap_or_default())
                && let Some((len, dates)) = self.text.get(at..).and_then(detail::date_at)
            {
                self.dates.push((Span::new(at, at + len), dates));
                at += len;
                continue;
            }
            at += 1;
        }
        self.searched = self.searched.max(at);
    }
}

/// Returns whether a word may start a date: a figure, a month with a capital, an ordinal.
fn may_start_date(word: &[u8]) -> bool {
    let Some(first) = word.first() else { return false };
    if first.is_ascii_digit() {
        return true;
    }
    let len = word.iter().take(16).take_while(|b| b.is_ascii_alphabetic() || **b == b'-').count();
    let ordinal =
        word.get(..len).is_some_and(|word| [&b"th"[..], b"st", b"nd", b"rd"].iter().any(|end| word.ends_with(end)));
    ordinal || first.is_ascii_uppercase() && b"JFMASONDIGCERTH".contains(first)
}
