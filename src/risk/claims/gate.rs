//! Which sentences are worth reading.
//!
//! A reading goes in; the stretches of it come out that can give somebody away: those with a number that may be of people
//! near words for people, with "the only" before a person, with what the police know, with a refusal. Most prose has none of
//! it and is never taken into words. What is passed over here would be passed over by the grammar too; where that is not
//! certain, it is read.

use std::sync::LazyLock;

use super::facts::{self, Facts};
use super::words::ABBREVIATIONS;
use crate::Span;
use crate::fold::{LANES, Lanes, Reading};
use crate::sieve::Sieve;

/// A stretch of whole sentences that is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch {
    pub(crate) span: Span,
    /// Whether its numbers may be of people; otherwise it is read for other things.
    pub(crate) numbers: bool,
    /// How many sentences are passed over before it, at the least.
    pub(crate) skipped: usize,
}

impl Stretch {
    /// Returns what of it stands in a window, in bytes of the window.
    pub(crate) fn within(self, window: Span) -> Option<Self> {
        let (start, end) = (self.span.start.max(window.start), self.span.end.min(window.end));
        (start < end).then(|| Self { span: Span::new(start - window.start, end - window.start), ..self })
    }
}

/// A sentence or a few, with what stands in it.
#[derive(Clone, Copy)]
struct Piece {
    end: usize,
    seen: Seen,
    read: bool,
    numbers: bool,
}

/// What stands in a piece.
#[derive(Clone, Copy, Default)]
struct Seen(u16);

impl Seen {
    /// A number that may be of people by itself.
    const NUMBER: Self = Self(1);
    /// A number or a word such as "all" that is of people where others are or people are named.
    const WEAK: Self = Self(1 << 1);
    /// Any number at all.
    const ANY_NUMBER: Self = Self(1 << 2);
    /// Words that speak of people or leave some out.
    const PEOPLE: Self = Self(1 << 3);
    /// A noun for people whom a release may be about.
    const SUBJECT: Self = Self(1 << 4);
    /// A noun for anybody.
    const ANYBODY: Self = Self(1 << 5);
    const SINGLED: Self = Self(1 << 6);
    const EXTREME: Self = Self(1 << 7);
    const ORDINAL: Self = Self(1 << 8);
    const TACTICAL: Self = Self(1 << 9);
    const SAYING: Self = Self(1 << 10);
    const ASKING: Self = Self(1 << 11);
    const NOT: Self = Self(1 << 12);

    fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// How many pieces away people are spoken of.
const PEOPLE_REACH: usize = 4;
/// How many pieces away a number is that a bare one is part of.
const NUMBER_REACH: usize = 3;
/// How many pieces before a number tell what it counts.
const CONTEXT: usize = 2;
/// A text of fewer bytes may speak of people and not say so: "Of the nine, two are in Spain."
const SHORT: usize = 1_200;
/// The most sentences that a gap stands for: further than anything reaches.
const GAP: usize = 8;

/// Facts that are asked for here; the rest of the words need no second look.
const ASKED: Facts = Facts::NUMERAL
    .and(Facts::WHOLE)
    .and(Facts::ANYBODY)
    .and(Facts::OF_PEOPLE)
    .and(Facts::CASE)
    .and(Facts::WITHOUT)
    .and(Facts::SINGLING)
    .and(Facts::EXTREME)
    .and(Facts::ORDINAL)
    .and(Facts::TACTICAL)
    .and(Facts::SAYING)
    .and(Facts::ASKING)
    .and(Facts::NEGATION);

/// The words with such facts, by their first eight bytes.
struct Words {
    /// What most words of a text fail.
    sieve: Sieve<256>,
    /// Words of up to eight bytes with what is known of them; a free slot has no bytes.
    short: Vec<(u64, Facts)>,
}

static WORDS: LazyLock<Option<Words>> = LazyLock::new(|| {
    let mut words = Words { sieve: Sieve::default(), short: vec![(0, Facts::default()); SLOTS] };
    for word in facts::words_with(ASKED)?.filter(|word| !word.is_empty()) {
        let head = head(word.as_bytes(), word.len());
        words.sieve.insert(place(head));
        if word.len() <= 8 {
            let free = (place(head)..place(head) + SLOTS).map(|at| at % SLOTS);
            let free = free.into_iter().find(|at| words.short.get(*at).is_some_and(|(taken, _)| *taken == 0))?;
            *words.short.get_mut(free)? = (head, facts::of(word));
        }
    }
    Some(words)
});

/// Room for four times the short words that are listed.
const SLOTS: usize = 1 << 13;

impl Words {
    fn may_have(&self, head: u64) -> bool {
        self.sieve.has(place(head))
    }

    /// Returns what is known of a word of up to eight bytes.
    fn short(&self, head: u64) -> Facts {
        let mut at = place(head) % SLOTS;
        while let Some((known, facts)) = self.short.get(at).filter(|(known, _)| *known != 0) {
            if *known == head {
                return *facts;
            }
            at = (at + 1) % SLOTS;
        }
        Facts::default()
    }
}

/// Returns the stretches of a reading that are worth reading, in order.
pub(crate) fn stretches(reading: &Reading<'_>) -> Vec<Stretch> {
    let text = reading.text();
    let mut pieces = pieces(text);
    look(reading, &mut pieces);
    choose(&mut pieces, text.len() < SHORT);
    let mut stretches: Vec<Stretch> = Vec::new();
    let (mut start, mut skipped) = (0, 0);
    for piece in &pieces {
        let span = Span::new(start, piece.end);
        start = piece.end;
        if !piece.read {
            skipped += 1;
            continue;
        }
        match stretches.last_mut().filter(|last| skipped == 0 && last.numbers == piece.numbers) {
            Some(last) => last.span = last.span.union(span),
            None => stretches.push(Stretch { span, numbers: piece.numbers, skipped: skipped.min(GAP) }),
        }
        skipped = 0;
    }
    stretches
}

/// Returns all of a text as one stretch.
pub(crate) fn whole(text: &str) -> Stretch {
    Stretch { span: Span::new(0, text.len()), numbers: true, skipped: 0 }
}

/// Cuts a text where a sentence ends for certain.
fn pieces(text: &str) -> Vec<Piece> {
    let bytes = text.as_bytes();
    let mut pieces = Vec::with_capacity(bytes.len() / 128 + 1);
    let mut cut = |end| pieces.push(Piece { end, seen: Seen::default(), read: false, numbers: false });
    for (block, chunk) in bytes.chunks(LANES).enumerate() {
        let lanes = Lanes::of(chunk);
        let mut stops = lanes.is(b'.') | lanes.is(b'\n') | lanes.within(b'!', b'!') | lanes.is(b'?');
        while stops != 0 {
            let at = block * LANES + stops.trailing_zeros() as usize;
            stops &= stops - 1;
            if let Some(end) = ends_for_certain(bytes, at) {
                cut(end);
            }
        }
    }
    if pieces.last().is_none_or(|last| last.end < bytes.len()) {
        pieces.push(Piece { end: bytes.len(), seen: Seen::default(), read: false, numbers: false });
    }
    pieces
}

/// Returns where a sentence ends with the mark at `at`, when no reading could go on behind it.
fn ends_for_certain(bytes: &[u8], at: usize) -> Option<usize> {
    let is_space = |place: usize| matches!(bytes.get(place), Some(b' ' | b'\n'));
    if bytes.get(at) == Some(&b'\n') {
        return (at > 0 && bytes.get(at - 1) == Some(&b'\n')).then_some(at + 1);
    }
    let quoted = usize::from(bytes.get(at + 1) == Some(&b'"'));
    if !is_space(at + 1 + quoted) || bytes.get(at) == Some(&b'.') && !ends_with_word(bytes.get(..at)?) {
        return None;
    }
    Some(at + 1 + quoted)
}

/// Returns whether a text ends with a word that is no abbreviation and no initial.
fn ends_with_word(text: &[u8]) -> bool {
    let len = text.iter().rev().take(LONGEST).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let (before, word) = text.split_at(text.len() - len);
    let whole = before.last().is_none_or(|byte| byte.is_ascii() && *byte != b'\'' && *byte != b'.');
    let is_short = |short: &&str| short.len() == len && word.eq_ignore_ascii_case(short.as_bytes());
    whole && len > 1 && (len > 6 || !ABBREVIATIONS.iter().any(is_short))
}

/// Marks what stands in each piece.
fn look(reading: &Reading<'_>, pieces: &mut [Piece]) {
    let Some(words) = WORDS.as_ref() else { return };
    let text = reading.text();
    let bytes = text.as_bytes();
    let mut looker = Looker { text, words, pieces: pieces.iter_mut(), piece: None };
    looker.piece = looker.pieces.next();
    reading.marks().each_word(|start, end| {
        let len = end - start;
        let head = head_at(bytes, start, len);
        if words.may_have(head) || is_figure(head) || len > 5 && ends_like_people(bytes, end) {
            looker.at(Span::new(start, end), head);
        }
    });
}

/// Returns whether a word starts with a figure.
fn is_figure(head: u64) -> bool {
    (head & 0xff).wrapping_sub(u64::from(b'0')) < 10
}

/// Where the look over a text has come to.
struct Looker<'t, 'p> {
    text: &'t str,
    words: &'static Words,
    pieces: std::slice::IterMut<'p, Piece>,
    piece: Option<&'p mut Piece>,
}

impl Looker<'_, '_> {
    /// Marks what a word tells that may be one of those asked for.
    #[inline(never)]
    fn at(&mut self, word: Span, head: u64) {
        let figures = is_figure(head);
        let short = if word.len() <= 8 { self.words.short(head) } else { Facts::default() };
        if !figures && word.len() <= 5 && short == Facts::default() {
            return;
        }
        while self.piece.as_ref().is_some_and(|piece| piece.end <= word.start) {
            self.piece = self.pieces.next();
        }
        if let Some(piece) = self.piece.as_mut() {
            let place = Place::of(self.text, word);
            piece.seen.add(if figures { place.figures() } else { place.letters(short) });
        }
    }
}

/// Chooses the pieces that are read.
fn choose(pieces: &mut [Piece], short: bool) {
    let near = |flag: Seen, reach: usize| {
        let mut near = vec![false; pieces.len()];
        for (index, _) in pieces.iter().enumerate().filter(|(_, piece)| piece.seen.has(flag)) {
            let from = index.saturating_sub(reach);
            near.iter_mut().skip(from).take(index - from + reach + 1).for_each(|near| *near = true);
        }
        near
    };
    let people = near(Seen::PEOPLE, PEOPLE_REACH);
    let numbers = near(Seen::NUMBER, NUMBER_REACH);
    for (piece, (people, numbers)) in pieces.iter_mut().zip(people.into_iter().zip(numbers)) {
        let seen = piece.seen;
        let people = people || short;
        piece.numbers = people && seen.has(Seen::NUMBER)
            || seen.has(Seen::WEAK) && (people && numbers || seen.has(Seen::SUBJECT) || short);
        piece.read = piece.numbers
            || seen.has(Seen::SINGLED) && seen.has(Seen::ANYBODY)
            || seen.has(Seen::EXTREME) && seen.has(Seen::ANY_NUMBER)
            || seen.has(Seen::ORDINAL) && seen.has(Seen::SUBJECT)
            || seen.has(Seen::TACTICAL)
            || seen.has(Seen::SAYING) && seen.has(Seen::NOT) && (seen.has(Seen::ASKING) || seen.has(Seen::ANY_NUMBER));
    }
    for index in 0..pieces.len() {
        if pieces.get(index).is_some_and(|piece| piece.numbers) {
            let before = pieces.iter_mut().take(index).rev().take(CONTEXT);
            before.for_each(|piece| piece.read = true);
        }
    }
}

/// A word of a reading with its surroundings.
struct Place<'t> {
    text: &'t str,
    bytes: &'t [u8],
    word: Span,
    /// The word before it.
    last: Span,
}

impl<'t> Place<'t> {
    fn of(text: &'t str, word: Span) -> Self {
        let bytes = text.as_bytes();
        let before = bytes.get(..word.start).unwrap_or_default();
        let is_letter = |byte: &&u8| byte.is_ascii_alphanumeric();
        let gap = before.iter().rev().take(3).take_while(|byte| !is_letter(byte)).count();
        let end = word.start - gap;
        let len = before.iter().rev().skip(gap).take(LONGEST).take_while(is_letter).count();
        Self { text, bytes, word, last: Span::new(end - len, end) }
    }

    /// Returns what a word of letters tells.
    fn letters(&self, short: Facts) -> Seen {
        let facts = if short == Facts::default() { self.facts(self.word) } else { short };
        let mut seen = Seen::default();
        let mut when = |fact: Facts, flag: Seen| {
            if facts.has(fact) {
                seen.add(flag);
            }
        };
        when(
            Facts::ANYBODY.and(Facts::OF_PEOPLE).and(Facts::CASE).and(Facts::WITHOUT).and(Facts::EXTREME),
            Seen::PEOPLE,
        );
        // "A third of them", not "the third this year".
        let part = !facts.has(Facts::ORDINAL) || self.bytes.get(self.word.end..self.word.end + 4) == Some(b" of ");
        when(if part { Facts::WHOLE } else { Facts::default() }, Seen::WEAK);
        when(Facts::EXTREME, Seen::EXTREME);
        when(Facts::ORDINAL, Seen::ORDINAL);
        when(Facts::TACTICAL, Seen::TACTICAL);
        when(Facts::SAYING, Seen::SAYING);
        when(Facts::ASKING, Seen::ASKING);
        when(Facts::NEGATION, Seen::NOT);
        when(Facts::OF_PEOPLE, Seen::SUBJECT);
        when(Facts::SUBJECT, Seen::SUBJECT);
        when(Facts::ANYBODY, Seen::ANYBODY);
        if facts.has(Facts::SINGLING) && self.is_singled() {
            // "The only Latvian in the village" needs no noun.
            let capital = self.bytes.get(self.word.end + 1).is_some_and(u8::is_ascii_uppercase);
            seen.add(if facts.has(Facts::WHOLE) && !facts.has(Facts::ORDINAL) || capital {
                both(Seen::SINGLED, Seen::ANYBODY)
            } else {
                Seen::SINGLED
            });
        }
        if facts.has(Facts::NUMERAL) {
            seen.add(self.number_word(facts));
        }
        seen
    }

    /// Returns whether a word such as "only" stands behind one that makes it single somebody out.
    fn is_singled(&self) -> bool {
        const OPEN: &[&str] = &["the", "our", "its", "their", "very", "only", "one", "last", "and", "s", "first"];
        let before = self.last.of(self.text).unwrap_or_default();
        OPEN.iter().any(|open| before.eq_ignore_ascii_case(open))
    }

    /// Returns what a number word tells.
    fn number_word(&self, facts: Facts) -> Seen {
        let any = Seen::ANY_NUMBER;
        if facts.has(Facts::WHOLE) {
            return any;
        }
        let next = self.next();
        let (gap, then) = (self.between(self.word, next), self.facts(next));
        // "two-year-old", but "twenty-one"
        if gap == "-" && !then.has(Facts::NUMERAL) || self.is_measured(gap, then) {
            return any;
        }
        let timed = self.is_before(&["at"]) && (gap != " " || next.is_empty());
        if timed || self.is_loose_share(gap, next) { both(any, Seen::WEAK) } else { both(any, Seen::NUMBER) }
    }

    /// Returns what figures tell: references, years, dates, addresses, money and times are no numbers of people.
    fn figures(&self) -> Seen {
        let any = Seen::ANY_NUMBER;
        let (start, end) = (self.word.start, self.word.end);
        let word = self.bytes.get(start..end).unwrap_or_default();
        let at = |place: usize| self.bytes.get(place).copied().unwrap_or(b' ');
        let before = start.checked_sub(1).map_or(b' ', at);
        let digit_behind = at(end + 1).is_ascii_digit();
        if !word.iter().all(u8::is_ascii_digit) || matches!(before, b'$' | b'#' | b'/' | b'@') {
            return any;
        }
        if self.bytes.get(..start).is_some_and(|before| {
            before.ends_with("£".as_bytes()) || before.ends_with("€".as_bytes()) || before.ends_with("§ ".as_bytes())
        }) {
            return any;
        }
        // The rest of a number with commas or a decimal is not looked at by itself.
        if matches!(before, b',' | b'.' | b':') && start >= 2 && at(start - 2).is_ascii_digit() {
            return any;
        }
        let is_year = word.len() == 4 && (word.starts_with(b"19") || word.starts_with(b"20"));
        if word.first() == Some(&b'0') || word.len() > 6 || is_year {
            return any;
        }
        let next = self.next();
        let gap = self.between(self.word, next);
        let comma = at(end) == b',' && digit_behind;
        if at(end) == b'%' {
            let of = self.bytes.get(end + 1..end + 5) == Some(b" of ");
            return both(any, if of { Seen::NUMBER } else { Seen::WEAK });
        }
        if matches!(at(end), b'.' | b':' | b'/') && digit_behind {
            return both(any, Seen::WEAK); // a decimal share, a time, a date
        }
        if comma {
            return both(any, Seen::NUMBER);
        }
        let then = self.facts(next);
        let next_is_figure = self.bytes.get(next.start).is_some_and(u8::is_ascii_digit);
        let last_is_figure = self.bytes.get(self.last.start).is_some_and(u8::is_ascii_digit);
        let gap_before = self.between(self.last, self.word);
        // "s 20" is a section, "it's 20" is not.
        let short = self.last.start.checked_sub(1).map_or(b' ', at) == b'\'';
        let behind_reference = !short && self.facts(self.last).has(Facts::REFERENCE);
        let is_reference = matches!(at(end), b'/' | b'+' | b'&') && at(end + 1) != b' '
            || gap == "-" && !next_is_figure
            || gap == " " && next_is_figure
            || gap_before == " " && (last_is_figure || behind_reference)
            || before == b'(' && at(end) == b')';
        // "2 Mill Lane", "2 May"; not "2 Polish prisoners"
        let is_capital = |word: Span| self.bytes.get(word.start).is_some_and(u8::is_ascii_uppercase);
        let is_named = gap == " " && is_capital(next) && !then.has(Facts::NOUN) && {
            let noun = self.behind(next);
            self.between(next, noun) != " " || is_capital(noun) || !self.facts(noun).has(Facts::NOUN)
        };
        if is_reference || is_named || self.is_measured(gap, then) || self.is_set_off(word) {
            return any;
        }
        let timed = gap_before == " " && self.is_before(&["at"]) && gap != " ";
        if timed || self.is_loose_share(gap, next) { both(any, Seen::WEAK) } else { both(any, Seen::NUMBER) }
    }

    /// Returns whether a number is measured in what follows: "three weeks".
    fn is_measured(&self, gap: &str, then: Facts) -> bool {
        gap == " " && then.has(Facts::MEASURE) && !then.has(Facts::LOOSE_MEASURE)
    }

    /// Returns whether a number is a share of nothing: "by four per cent".
    fn is_loose_share(&self, gap: &str, next: Span) -> bool {
        let then = next.of(self.text).unwrap_or_default();
        let percent = gap == " " && (then.eq_ignore_ascii_case("per") || then.eq_ignore_ascii_case("percent"));
        let behind = self.bytes.get(next.end..).unwrap_or_default();
        let behind = behind.strip_prefix(b" cent").unwrap_or(behind);
        percent && !behind.starts_with(b" of ")
    }

    /// Returns whether figures are an age between commas: "Ben Marsh, 12, was hurt", "[name withheld], 12, was hurt".
    fn is_set_off(&self, word: &[u8]) -> bool {
        let at = |place: usize| self.bytes.get(place).copied().unwrap_or(b' ');
        let between = self.between(self.last, self.word);
        let behind_a_name = || {
            let first = self.bytes.get(..self.last.start.saturating_sub(1)).unwrap_or_default();
            let first = first.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).last();
            at(self.last.start).is_ascii_uppercase()
                && first.is_some_and(u8::is_ascii_uppercase)
                && at(self.last.start - 1) == b' '
        };
        word.len() <= 2
            && (between == "], " || between == ", " && self.last.start >= 2 && behind_a_name())
            && matches!(at(self.word.end), b',' | b'.' | b';')
    }

    fn is_before(&self, words: &[&str]) -> bool {
        let before = self.last.of(self.text).unwrap_or_default();
        words.iter().any(|word| before.eq_ignore_ascii_case(word))
    }

    /// Returns the next word on the line, empty where none is near.
    fn next(&self) -> Span {
        self.behind(self.word)
    }

    fn behind(&self, word: Span) -> Span {
        let behind = self.bytes.get(word.end..).unwrap_or_default();
        let gap = behind.iter().take(3).take_while(|byte| !byte.is_ascii_alphanumeric()).count();
        let start = word.end + gap;
        let rest = self.bytes.get(start..).unwrap_or_default();
        Span::new(start, start + rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count())
    }

    fn between(&self, one: Span, other: Span) -> &str {
        self.text.get(one.end..other.start).unwrap_or_default()
    }

    fn facts(&self, word: Span) -> Facts {
        let mut lower = [0; LONGEST];
        let Some(there) = self.bytes.get(word.start..word.end) else { return Facts::default() };
        let Some(own) = lower.get_mut(..there.len()) else { return Facts::default() };
        own.copy_from_slice(there);
        own.make_ascii_lowercase();
        std::str::from_utf8(own).map(facts::of).unwrap_or_default()
    }
}

/// No word that is listed is longer.
const LONGEST: usize = 24;

fn both(one: Seen, other: Seen) -> Seen {
    Seen(one.0 | other.0)
}

/// Returns the first eight bytes of a word as a number that does not depend on the case of ASCII letters.
fn head_at(bytes: &[u8], start: usize, len: usize) -> u64 {
    match bytes.get(start..).and_then(<[u8]>::first_chunk::<8>) {
        Some(chunk) => masked(u64::from_le_bytes(*chunk), len),
        None => head(bytes.get(start..).unwrap_or_default(), len),
    }
}

fn head(word: &[u8], len: usize) -> u64 {
    let mut chunk = [0; 8];
    chunk.iter_mut().zip(word).for_each(|(to, from)| *to = *from);
    masked(u64::from_le_bytes(chunk), len)
}

fn masked(head: u64, len: usize) -> u64 {
    (head | 0x2020_2020_2020_2020) & (u64::MAX >> (8 * 8_usize.saturating_sub(len)))
}

/// Returns the place of a word in the sieve.
fn place(head: u64) -> usize {
    (head.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 50) as usize // Knuth's multiplicative hash
}

/// Returns whether a word ends as words for people do that no list has: "gunmen", "policewoman", "evacuees".
fn ends_like_people(bytes: &[u8], end: usize) -> bool {
    let tail = end.checked_sub(3).and_then(|from| bytes.get(from..end)).and_then(<[u8]>::first_chunk::<3>);
    tail.is_some_and(|[one, two, three]| {
        let tail = u32::from_le_bytes([*one, *two, *three, 0]) | 0x0020_2020;
        tail == u32::from_le_bytes(*b"men\0")
            || tail == u32::from_le_bytes(*b"man\0")
            || tail == u32::from_le_bytes(*b"ees\0")
    })
}
