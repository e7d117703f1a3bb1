//! What is told to the model of a token that may belong to a name.
//!
//! A sheet and a chunk of it go in; for each token of the chunk a list of hashes comes out, one for each thing that can be
//! seen: the word, its parts and shape, what lists and clusters say of it, its neighbours, the words at both ends of the
//! run of capitals it stands in, its place on the line. Training and inference read the same list.

use std::ops::Range;

use super::bodies::{Bodies, Part};
use super::lexicon::{Known, Lexicon, join};
use super::tokens::{Case, Sheet, Token, is};

/// The number of things that can be told of one token.
pub const MOST: usize = 54;

/// The features of one token: hashes, with the number of the template in the order of asking.
#[derive(Clone, Debug)]
pub struct Features {
    hashes: [u64; MOST],
    /// Which template each hash is of: training drops words by it.
    #[cfg(feature = "train")]
    templates: [u8; MOST],
    len: usize,
}

impl Default for Features {
    fn default() -> Self {
        Self {
            hashes: [0; MOST],
            #[cfg(feature = "train")]
            templates: [0; MOST],
            len: 0,
        }
    }
}

impl Features {
    /// Returns the hashes.
    #[must_use]
    pub fn hashes(&self) -> &[u64] {
        self.hashes.get(..self.len).unwrap_or_default()
    }

    /// Returns the templates, in the order of the hashes.
    #[cfg(feature = "train")]
    #[must_use]
    pub fn templates(&self) -> &[u8] {
        self.templates.get(..self.len).unwrap_or_default()
    }

    #[inline]
    fn add(&mut self, template: u8, value: u64) {
        #[cfg(feature = "train")]
        if let Some(own) = self.templates.get_mut(self.len) {
            *own = template;
        }
        if let Some(hash) = self.hashes.get_mut(self.len) {
            let salted = value ^ u64::from(template).wrapping_mul(0xa076_1d64_78bd_642f);
            let mixed = (salted ^ salted >> 31).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            *hash = mixed ^ mixed >> 32;
            self.len += 1;
        }
    }
}

fn pair(a: u64, b: u64) -> u64 {
    (a.rotate_left(23) ^ b).wrapping_mul(0xff51_afd7_ed55_8ccd)
}

/// The templates that hold the token's own letters.
#[cfg(feature = "train")]
pub const OWN_WORD: Range<u8> = 1..10;
/// The templates that hold letters of words around.
#[cfg(feature = "train")]
pub const OTHER_WORDS: Range<u8> = 10..30;

/// What is seen of a token.
#[derive(Clone, Copy, Default)]
struct Seen {
    word: u64,
    shape: u64,
    known: Known,
    lists: u64,
    cluster: u64,
    coarse: u64,
}

/// Looks up what is told of the tokens of a chunk.
pub(super) struct Teller<'s, 't, 'w> {
    pub(super) sheet: &'s mut Sheet,
    pub(super) text: &'t str,
    pub(super) lexicon: Lexicon<'w>,
    pub(super) bodies: Bodies<'w>,
}

/// The run of capitals that a token stands in, without the links of the chunk.
struct Run {
    start: usize,
    end: usize,
    lists: u64,
    left: [Seen; 2],
    right: [Seen; 2],
    last: Seen,
    /// The clusters of the nearest words on both sides.
    near: u64,
    starts_line: bool,
    ends_line: bool,
    opens: bool,
}

impl Teller<'_, '_, '_> {
    /// Calls `told` with the features of each token of the chunk, in order.
    pub(super) fn tell(
        &mut self,
        chunk: Range<usize>,
        features: &mut Features,
        mut told: impl FnMut(usize, &Features),
    ) {
        let mut run: Option<Run> = None;
        let mut listed = chunk.start..chunk.start;
        for index in chunk {
            if index >= listed.end {
                listed = index..index + self.listed(index);
            }
            if run.as_ref().is_none_or(|run| index >= run.end) {
                run = Some(self.run(index));
            }
            if let Some(run) = &run {
                features.len = 0;
                self.token(index, run, features);
                self.body(index, part(index, &listed), features);
                told(index, features);
            }
        }
    }

    fn at(&mut self, index: Option<usize>) -> Seen {
        let Some(token) = index.and_then(|index| self.sheet.tokens.get_mut(index)) else {
            return Seen { word: 1, ..Seen::default() };
        };
        let known = self.lexicon.know(token);
        let word =
            if token.has(is::DIGIT) && !token.has(is::LETTER) { 2 + token.len().min(5) as u64 } else { token.hash };
        Seen {
            word,
            shape: shape(*token),
            known,
            lists: known.lists(),
            cluster: known.cluster(),
            coarse: self.lexicon.coarse(known),
        }
    }

    fn run(&mut self, index: usize) -> Run {
        let is_candidate = |sheet: &Sheet, at: usize| sheet.tokens.get(at).is_some_and(|token| token.is_candidate());
        let case = self.sheet.tokens.get(index).map_or(Case::Mixed, |token| token.case);
        let (mut start, mut end) = (index, index + 1);
        if is_candidate(self.sheet, index) {
            while start > 0 && index - start < 6 && is_candidate(self.sheet, start - 1) {
                start -= 1;
            }
            while end - index < 6 && is_candidate(self.sheet, end) {
                end += 1;
            }
        }
        let before = |n: usize| start.checked_sub(n);
        let left = [self.at(before(1)), self.at(before(2))];
        let right = [self.at(Some(end)), self.at(Some(end + 1))];
        let mut lists = case as u64 + 1;
        for at in start..end.min(start + 5) {
            lists = lists << 12 | self.at(Some(at)).known.coarse() << 1 | u64::from(at > start);
            lists = lists.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 3;
        }
        let is_break =
            |at: Option<usize>| at.is_none_or(|at| self.sheet.tokens.get(at).is_none_or(|token| token.has(is::BREAK)));
        let (starts_line, ends_line) = (is_break(before(1)), is_break(Some(end)));
        let opens = starts_line || self.opens(start);
        let last = self.at(Some(end - 1));
        let (near_left, near_right) = (self.nearest(start, false), self.nearest(end - 1, true));
        let near = pair(self.at(near_left).cluster, self.at(near_right).cluster);
        Run { start, end, lists, left, right, last, near, starts_line, ends_line, opens }
    }

    /// Returns whether a sentence may begin at the token.
    fn opens(&self, start: usize) -> bool {
        let mark = start.checked_sub(1).and_then(|before| self.sheet.tokens.get(before)).copied().unwrap_or_default();
        let byte = self.text.as_bytes().get(mark.start as usize).copied();
        matches!(byte, Some(b'.' | b'!' | b'?' | b':' | b'"' | b'\n' | b'*' | b'-')) && !mark.has(is::LETTER)
    }

    /// Returns the nearest word in a direction, over marks but not over lines.
    fn nearest(&self, from: usize, forward: bool) -> Option<usize> {
        let mut at = from;
        for _ in 0..3 {
            at = if forward { at + 1 } else { at.checked_sub(1)? };
            let token = self.sheet.tokens.get(at)?;
            if token.has(is::BREAK) {
                return None;
            }
            if token.has(is::LETTER) {
                return Some(at);
            }
        }
        None
    }

    fn token(&mut self, index: usize, run: &Run, features: &mut Features) {
        let Some(token) = self.sheet.tokens.get(index).copied() else { return };
        let before = |n: usize| index.checked_sub(n);
        let own = self.at(Some(index));
        let (l1, l2) = (self.at(before(1)), self.at(before(2)));
        let (r1, r2) = (self.at(Some(index + 1)), self.at(Some(index + 2)));
        let case = token.case as u64;
        let from_start = (index - run.start).min(3) as u64;
        let from_end = (run.end - 1).saturating_sub(index).min(3) as u64;
        let len = (run.end - run.start).min(4) as u64;
        let bytes = self.text.as_bytes().get(token.span().start..token.span().end).unwrap_or_default();
        let part = |range: Range<usize>| bytes.get(range).map(super::tokens::hash);
        let n = bytes.len();

        // Its own letters.
        features.add(1, own.word);
        for (template, part) in [(3, part(0..3)), (4, part(0..4))] {
            if let Some(part) = part {
                features.add(template, part);
            }
        }
        for (template, len) in [(5, 2), (6, 3), (7, 4)] {
            if let Some(part) = n.checked_sub(len).and_then(|from| part(from..n)) {
                features.add(template, part);
            }
        }
        // Letters around.
        features.add(10, l1.word);
        features.add(11, r1.word);
        features.add(12, l2.word);
        features.add(13, r2.word);
        features.add(14, pair(l1.word, r1.word));
        let [left, left2] = run.left;
        let [right, right2] = run.right;
        features.add(15, pair(left.word, from_start));
        features.add(16, pair(right.word, from_end));
        features.add(17, pair(pair(left2.word, left.word), from_start.min(1)));
        features.add(18, pair(pair(right.word, right2.word), from_end.min(1)));
        features.add(19, pair(run.last.word, from_end));
        features.add(20, pair(pair(right.word, right2.shape), from_end.min(1)));
        features.add(21, pair(pair(left.word, right.word), own.shape));
        features.add(22, pair(run.lists, pair(left.word, from_start)));
        features.add(23, pair(l1.word, own.shape));
        // Shapes and places.
        features.add(30, pair(own.shape, case));
        features.add(31, pair(own.lists, own.shape));
        features.add(32, pair(pair(l1.shape, own.shape), r1.shape));
        features.add(33, from_start << 16 | from_end << 8 | len << 4 | case);
        features.add(34, pair(u64::from(run.opens) << 1 | 1, pair(own.lists, from_start)));
        let line = u64::from(run.starts_line) | u64::from(run.ends_line) << 1;
        features.add(35, line << 8 | len);
        features.add(36, pair(pair(line, run.lists), from_start));
        // Lists.
        features.add(37, own.lists << 2 | case);
        features.add(40, pair(pair(l1.lists, own.lists), r1.lists));
        features.add(41, pair(run.lists, from_start));
        // Clusters.
        features.add(43, own.cluster);
        features.add(44, l1.cluster);
        features.add(45, r1.cluster);
        features.add(46, pair(l1.coarse, own.coarse));
        features.add(47, pair(left.cluster, from_start));
        features.add(48, pair(right.cluster, from_end));
        features.add(49, pair(pair(left.coarse, right.coarse), from_start.min(1) << 1 | from_end.min(1)));
        features.add(50, pair(run.last.cluster, from_end));
        features.add(51, pair(run.near, own.lists));
        features.add(53, pair(pair(left.shape, right.shape), len << 4 | from_start));
        if let Some(place) = self.long_place(index) {
            features.add(54, place);
        }
    }

    /// Returns how many tokens the longest listed body has that begins here.
    fn listed(&self, index: usize) -> usize {
        let tokens = self.sheet.tokens.get(index..).unwrap_or_default();
        self.bodies.longest(tokens.iter().map(|token| token.hash))
    }

    /// Adds which part of a listed body the token is.
    fn body(&mut self, index: usize, part: Part, features: &mut Features) {
        if part != Part::None {
            let own = self.at(Some(index));
            features.add(56, part as u64);
            features.add(57, pair(part as u64, own.lists));
            features.add(58, pair(part as u64, own.shape));
        }
    }

    /// Returns whether the token begins or ends a place of two words that is listed.
    fn long_place(&self, index: usize) -> Option<u64> {
        let hash = |at: usize| self.sheet.tokens.get(at).filter(|token| token.has(is::LETTER)).map(|token| token.hash);
        let own = hash(index)?;
        let is_place = |a: u64, b: u64| self.lexicon.look_up(join(a, b)).is_place();
        let begins = hash(index + 1).is_some_and(|next| is_place(own, next));
        let ends = index.checked_sub(1).and_then(hash).is_some_and(|before| is_place(before, own));
        (begins || ends).then_some(u64::from(begins) | u64::from(ends) << 1)
    }
}

/// Returns which part of a listed name a token is.
fn part(index: usize, listed: &Range<usize>) -> Part {
    match (index == listed.start, index + 1 == listed.end) {
        _ if !listed.contains(&index) => Part::None,
        (true, true) => Part::Whole,
        (true, false) => Part::First,
        (false, true) => Part::Last,
        (false, false) => Part::Inner,
    }
}

/// Returns the shape of a token as a number.
fn shape(token: Token) -> u64 {
    let kind = u64::from(
        token.flags
            & (is::CAPITAL
                | is::SMALL
                | is::INNER
                | is::DIGIT
                | is::LETTER
                | is::HYPHEN
                | is::APOSTROPHE
                | is::STOP
                | is::BREAK),
    );
    let len = match token.len() {
        1 => 1,
        2..=3 => 2,
        4..=6 => 3,
        _ => 4_u64,
    };
    // Marks are told apart.
    if kind == 0 { token.hash } else { kind << 4 | if token.has(is::SMALL) { 0 } else { len } }
}
