//! The words, numbers and marks of a reading, with what the eye sees of them.
//!
//! A folded text goes in; a [`Sheet`] of tokens comes out, in order and apart from each other. Possessive `'s` is a token
//! of its own, `O'Brien`, `al-Hakim` and `U.S.` are one; text whose tokens stand a space apart reads the same as text as
//! it is printed. Each token knows whether it may belong to a name: in prose where it has a capital, in a passage all in
//! capitals or a text without any, wherever it is a word.

use crate::Span;

/// How a passage uses capitals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Case {
    /// As in prose.
    #[default]
    Mixed,
    /// A heading or a text all in capitals.
    Capitals,
    /// A text without capitals.
    Small,
}

/// What a token is made of.
pub(super) mod is {
    /// Begins with a capital.
    pub(crate) const CAPITAL: u16 = 1;
    /// Has small letters.
    pub(crate) const SMALL: u16 = 2;
    /// Has capitals behind its first letter.
    pub(crate) const INNER: u16 = 4;
    /// Has digits.
    pub(crate) const DIGIT: u16 = 8;
    /// Has letters.
    pub(crate) const LETTER: u16 = 16;
    /// Has a hyphen.
    pub(crate) const HYPHEN: u16 = 32;
    /// Has an apostrophe.
    pub(crate) const APOSTROPHE: u16 = 64;
    /// Has a full stop.
    pub(crate) const STOP: u16 = 128;
    /// Is the end of a line.
    pub(crate) const BREAK: u16 = 256;
    /// May belong to a name.
    pub(crate) const CANDIDATE: u16 = 512;
    /// Is a small word that names have inside: `of`, `de`, `bin`.
    pub(crate) const LINK: u16 = 1024;
    /// Is a word that begins sentences and no name.
    pub(crate) const OPENER: u16 = 2048;
    /// Has a capital anywhere.
    pub(crate) const UPPER: u16 = 8192;
    /// Stands in a label that a release puts in the place of something.
    pub(crate) const LABEL: u16 = 4096;
}

/// A word, a number or a mark.
#[derive(Clone, Copy, Debug, Default)]
pub struct Token {
    /// Where it starts, in bytes of the reading.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// The hash of its lower-case bytes.
    pub hash: u64,
    pub(super) flags: u16,
    pub(super) case: Case,
    /// What the lexicon says, once it was asked.
    pub(super) known: Option<super::lexicon::Known>,
}

impl Token {
    pub(super) fn has(self, flag: u16) -> bool {
        self.flags & flag != 0
    }

    pub(super) fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    pub(super) fn len(self) -> usize {
        self.span().len()
    }

    /// Returns whether it may belong to a name.
    #[must_use]
    pub fn is_candidate(self) -> bool {
        self.has(is::CANDIDATE)
    }
}

/// The tokens of one reading.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub(super) tokens: Vec<Token>,
}

/// Words that begin sentences, or stand in a text without capitals, and never begin a name that is looked for.
const OPENERS: &[&str] = &[
    "a", "about", "after", "again", "all", "also", "although", "an", "and", "another", "any", "anyone", "are", "as",
    "at", "be", "because", "been", "before", "both", "but", "by", "can", "could", "did", "do", "does", "during",
    "each", "for", "from", "had", "has", "have", "he", "her", "here", "his", "how", "however", "i", "if", "in", "into",
    "is", "it", "its", "just", "many", "more", "most", "my", "no", "not", "of", "on", "one", "only", "or", "other",
    "our", "out", "over", "she", "should", "since", "so", "some", "such", "than", "that", "the", "their", "them",
    "then", "there", "these", "they", "this", "those", "though", "through", "to", "two", "under", "until", "up", "was",
    "we", "were", "what", "when", "where", "which", "while", "who", "why", "with", "would", "you", "your",
];

/// Small words inside names of people, places and bodies.
const LINKS: &[&str] = &[
    "of", "and", "for", "the", "de", "del", "de", "la", "las", "le", "los", "du", "des", "van", "von", "der", "den",
    "ter", "ten", "bin", "bint", "ibn", "al", "el", "ul", "ur", "y", "e", "da", "das", "do", "dos", "di", "della",
    "zu", "zur", "av", "af", "&", "'s", "upon", "on", "in", "under", "le", "st", "san",
];

/// Returns the hash of the lower-case bytes of a word: FNV-1a, 64 bits.
#[must_use]
pub fn hash(word: &[u8]) -> u64 {
    word.iter().fold(SEED, |hash, byte| step(hash, byte.to_ascii_lowercase()))
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

#[inline]
const fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3)
}

/// A set of words by their hashes, small enough to be looked up for every token.
struct Words {
    slots: [u64; 256],
}

impl Words {
    #[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, within bounds")]
    const fn of(words: &[&str]) -> Self {
        let mut slots = [0; 256];
        let mut index = 0;
        while index < words.len() {
            let bytes = words[index].as_bytes();
            let (mut hash, mut at) = (SEED, 0);
            while at < bytes.len() {
                hash = step(hash, bytes[at]);
                at += 1;
            }
            let mut slot = slot_of(hash);
            while slots[slot] != 0 && slots[slot] != hash {
                slot = (slot + 1) % 256;
            }
            slots[slot] = hash;
            index += 1;
        }
        Self { slots }
    }

    fn has(&self, hash: u64) -> bool {
        let mut slot = slot_of(hash);
        loop {
            match self.slots.get(slot) {
                Some(known) if *known == hash => return true,
                Some(0) | None => return false,
                Some(_) => slot = (slot + 1) % 256,
            }
        }
    }
}

const fn slot_of(hash: u64) -> usize {
    (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as usize
}

static OPENER_WORDS: Words = Words::of(OPENERS);
static LINK_WORDS: Words = Words::of(LINKS);

/// What each byte of a word adds to its flags; nothing where a word may end.
#[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, within bounds")]
const KINDS: [u16; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' | 0x80.. => is::SMALL | is::LETTER,
            b'A'..=b'Z' => is::UPPER | is::LETTER,
            b'0'..=b'9' => is::DIGIT,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

/// Returns what the mark at `at` joins, if a word goes on behind it; `piece` letters stand before it.
fn joint(bytes: &[u8], at: usize, piece: usize, flags: u16) -> Option<u16> {
    let next = bytes.get(at + 1).copied().unwrap_or(b' ');
    match bytes.get(at)? {
        b'\'' if next.is_ascii_alphabetic() && !possessive(bytes, at) => Some(is::APOSTROPHE),
        b'-' if next.is_ascii_alphanumeric() => Some(is::HYPHEN),
        b'.' if piece == 1
            && flags & (is::SMALL | is::DIGIT) == 0
            && next.is_ascii_uppercase()
            && !bytes.get(at + 2).is_some_and(u8::is_ascii_alphabetic) =>
        {
            Some(is::STOP)
        }
        b'&' if flags & is::SMALL == 0 && next.is_ascii_uppercase() => Some(is::LETTER),
        _ => None,
    }
}

/// Longer words than this are cut, in bytes: nobody's name is.
const LONGEST: usize = 64;

impl Sheet {
    /// Returns the hashes of the tokens of a name.
    #[cfg(feature = "train")]
    pub fn hashes(&mut self, name: &str) -> Vec<u64> {
        self.read(name);
        self.tokens.iter().map(|token| token.hash).collect()
    }

    /// Reads `text`, over what was read before.
    pub fn read(&mut self, text: &str) {
        self.tokens.clear();
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at).copied() {
            let end = match byte {
                b' ' => {
                    at += 1;
                    continue;
                }
                b'\n' => {
                    let end = bytes.iter().skip(at).position(|b| *b != b'\n').map_or(bytes.len(), |len| at + len);
                    self.push(at, end, u64::from(b'\n'), is::BREAK);
                    end
                }
                b'\'' if possessive(bytes, at) => {
                    self.push(at, at + 2, step(step(SEED, b'\''), b's'), is::SMALL | is::LINK);
                    at + 2
                }
                _ if byte.is_ascii_alphanumeric() => self.word(bytes, at),
                _ if byte.is_ascii() => {
                    let flags = if byte == b'&' { is::LINK } else { 0 };
                    self.push(at, at + 1, step(SEED, byte), flags);
                    at + 1
                }
                _ => {
                    let c = text.get(at..).and_then(|rest| rest.chars().next());
                    let len = c.map_or(1, char::len_utf8);
                    if c.is_some_and(char::is_alphanumeric) {
                        self.word(bytes, at)
                    } else {
                        let end = (at + len).min(bytes.len());
                        self.push(at, end, hash(bytes.get(at..end).unwrap_or_default()), 0);
                        end
                    }
                }
            };
            at = end.max(at + 1);
        }
        self.settle_case();
    }

    fn push(&mut self, start: usize, end: usize, hash: u64, flags: u16) {
        let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) else { return };
        self.tokens.push(Token { start, end, hash, flags, case: Case::Mixed, known: None });
    }

    /// Reads the word at `start` and returns where it ends.
    fn word(&mut self, bytes: &[u8], start: usize) -> usize {
        let (mut at, mut hash, mut flags) = (start, SEED, 0);
        let mut piece = 0; // letters since the last joint
        let mut first = is::CAPITAL;
        let rest = bytes.get(start..(start + LONGEST).min(bytes.len())).unwrap_or_default();
        for byte in rest {
            let kind = KINDS.get(usize::from(*byte)).copied().unwrap_or(0);
            if kind != 0 {
                flags |= kind;
                if kind & is::UPPER != 0 {
                    flags |= first;
                }
                piece += 1;
            } else if let Some(joint) = joint(bytes, at, piece, flags) {
                flags |= joint;
                piece = 0;
            } else {
                break;
            }
            first = is::INNER;
            hash = step(hash, byte.to_ascii_lowercase());
            at += 1;
        }
        while bytes.get(at).is_some_and(|byte| (0x80..0xc0).contains(byte)) {
            at += 1; // what was cut ends with a whole character
        }
        // The stop of an initial or of "U.S." belongs to it.
        let initial = piece == 1 && (flags & is::STOP != 0 || at - start == 1 && flags & is::CAPITAL != 0);
        if initial && bytes.get(at) == Some(&b'.') {
            flags |= is::STOP;
            at += 1;
        }
        // Nobody's name has digits: roads, postcodes and codes have.
        if flags & is::UPPER != 0 && flags & is::DIGIT == 0 {
            flags |= is::CANDIDATE;
        }
        if OPENER_WORDS.has(hash) {
            flags |= is::OPENER;
        }
        if flags & (is::CAPITAL | is::INNER) == 0 && LINK_WORDS.has(hash) {
            flags |= is::LINK;
        }
        self.push(start, at, hash, flags);
        at
    }

    /// Decides for each token how its passage uses capitals and whether it may belong to a name.
    fn settle_case(&mut self) {
        let (mut words, mut capitals, mut upper, mut labels) = (0_usize, 0_usize, 0_usize, false);
        for token in &self.tokens {
            upper += usize::from(token.has(is::LETTER) && !token.has(is::SMALL));
            labels |= token.hash == OPEN || token.hash == PERSON;
        }
        if labels {
            self.pass_over_labels();
        }
        for token in self.tokens.iter().filter(|token| token.has(is::LETTER) && !token.has(is::LABEL)) {
            words += 1;
            capitals += usize::from(token.has(is::CAPITAL | is::INNER));
        }
        if words >= 2 && capitals * 25 < words {
            for token in self.tokens.iter_mut().filter(|token| token.has(is::LETTER) && !token.has(is::LABEL)) {
                token.case = Case::Small;
                if token.has(is::OPENER | is::DIGIT) || token.len() < 2 {
                    token.flags &= !is::CANDIDATE;
                } else {
                    token.flags |= is::CANDIDATE;
                    token.flags &= !is::LINK;
                }
            }
            return;
        }
        if upper >= 3 {
            self.mark_capitals();
        }
        let mut opens = true;
        for index in 0..self.tokens.len() {
            let before_name = self.tokens.get(index + 1).is_some_and(|next| next.is_candidate());
            let Some(token) = self.tokens.get_mut(index) else { break };
            if token.has(is::OPENER) && token.is_candidate() {
                // "The Home Office": the article is no part; "IT" and "US" in capitals and the "A" of "J A Hale" may be.
                let article = token.has(is::SMALL) && (opens || token.len() == 3);
                let letter = token.len() == 1 && (opens || !before_name);
                if article || letter {
                    token.flags &= !is::CANDIDATE;
                }
            }
            opens = !token.has(is::LETTER | is::DIGIT);
        }
    }

    /// Takes what stands in square brackets with small words, `[name withheld]`, and `Person A` for what a release puts in
    /// the place of a name: what was released once is read the same again.
    fn pass_over_labels(&mut self) {
        const REACH: usize = 12;
        for index in 0..self.tokens.len() {
            let Some(token) = self.tokens.get(index).copied() else { break };
            if token.hash == PERSON {
                let len = usize::from(
                    self.tokens.get(index + 1).is_some_and(|next| next.has(is::CAPITAL) && next.len() <= 2),
                ) + 1;
                self.label(index..index + len);
            }
            if token.hash == OPEN {
                let inside = self.tokens.get(index + 1..).unwrap_or_default().iter().take(REACH);
                let len = inside.take_while(|token| token.hash != CLOSE && !token.has(is::BREAK)).count();
                let range = index + 1..index + 1 + len;
                let inside = self.tokens.get(range.clone()).unwrap_or_default();
                let small = |token: &Token| token.has(is::LETTER) && !token.has(is::CAPITAL | is::LINK);
                if inside.iter().any(small) && self.tokens.get(range.end).is_some_and(|token| token.hash == CLOSE) {
                    self.label(range);
                }
            }
        }
    }

    fn label(&mut self, range: std::ops::Range<usize>) {
        for token in self.tokens.iter_mut().take(range.end).skip(range.start) {
            token.flags = token.flags & !is::CANDIDATE | is::LABEL;
        }
    }

    /// Finds the passages in which at least three words in a row have no small letter.
    fn mark_capitals(&mut self) {
        let (mut start, mut words, mut letters, mut last) = (0, 0, 0, 0);
        for index in 0..=self.tokens.len() {
            let token =
                self.tokens.get(index).copied().unwrap_or(Token { flags: is::SMALL | is::BREAK, ..Token::default() });
            let small = token.has(is::SMALL) && token.hash != POSSESSIVE;
            if !small {
                if token.has(is::LETTER) && token.len() > 1 && !token.has(is::STOP | is::DIGIT) {
                    words += 1;
                    letters += token.len();
                    last = index + 1;
                } else if token.has(is::LETTER) {
                    last = index + 1;
                }
                continue;
            }
            if words >= 3 && letters >= 12 {
                for token in self.tokens.iter_mut().take(last).skip(start) {
                    token.case = Case::Capitals;
                    if token.has(is::OPENER) {
                        token.flags &= !is::CANDIDATE;
                    }
                    if LINK_WORDS.has(token.hash) {
                        token.flags |= is::LINK;
                    }
                }
            }
            (start, words, letters) = (index + 1, 0, 0);
        }
    }
}

const POSSESSIVE: u64 = step(step(SEED, b'\''), b's');
const OPEN: u64 = step(SEED, b'[');
const CLOSE: u64 = step(SEED, b']');
const PERSON: u64 = step(step(step(step(step(step(SEED, b'p'), b'e'), b'r'), b's'), b'o'), b'n');

/// Returns whether `'s` stands at `at` and ends there.
fn possessive(bytes: &[u8], at: usize) -> bool {
    bytes.get(at) == Some(&b'\'')
        && matches!(bytes.get(at + 1), Some(b's' | b'S'))
        && !bytes.get(at + 2).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut sheet = Sheet::default();
        sheet.read(text);
        sheet.tokens.iter().map(|token| &text[token.span().start..token.span().end]).collect()
    }

    #[test]
    fn names_stay_whole_and_possessives_come_off() {
        assert_eq!(words("Mr O'Brien's dog, J.R. al-Hakim"), ["Mr", "O'Brien", "'s", "dog", ",", "J.R.", "al-Hakim"]);
        assert_eq!(words("Mr O'Brien 's dog"), ["Mr", "O'Brien", "'s", "dog"]);
        assert_eq!(words("in the U.S. on 2-1"), ["in", "the", "U.S.", "on", "2-1"]);
    }

    #[test]
    fn passages_in_capitals_and_texts_without_are_seen() {
        let mut sheet = Sheet::default();
        sheet.read("MAN HELD AFTER STABBING\nPolice in Frinmouth said");
        assert!(sheet.tokens[0].case == Case::Capitals && sheet.tokens[5].case == Case::Mixed);
        sheet.read("we saw sandra penhale there");
        assert!(sheet.tokens[2].is_candidate() && sheet.tokens[2].case == Case::Small);
        assert!(!sheet.tokens[0].is_candidate());
    }
}
