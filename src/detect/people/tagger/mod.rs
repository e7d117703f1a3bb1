//! The statistical tagger: names of people, places and organizations by what they look like and what stands around them.
//!
//! A folded text goes in; [`Mention`]s with a label and a confidence come out. Only words that may belong to a name are
//! looked at, in chunks: a linear model over hashed features gives scores, a chain over the chunk makes chances of them,
//! and what the same word is elsewhere in the document is weighed in before the last reading. The weights lie in the
//! crate and are used in place; the same text gives the same mentions on every run. How they were made, and what they
//! reach, stands in `docs/tagger.md`.
#![allow(unreachable_pub, reason = "the training program reaches what other builds keep inside")]

mod bodies;
mod decode;
mod features;
mod lexicon;
mod memory;
mod model;
mod tokens;

use std::ops::Range;
use std::sync::LazyLock;

use crate::{Confidence, Span};
use decode::Row;
use features::{Features, Teller};
use memory::Memory;
pub(super) use model::Model;
use tokens::{Sheet, is};

/// What a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// A natural person.
    Person,
    /// A place.
    Location,
    /// A body of people: company, agency, club.
    Organization,
}

impl Label {
    /// Every label, in the order of the tags.
    pub const ALL: [Self; 3] = [Self::Person, Self::Location, Self::Organization];
}

/// A name that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mention {
    /// Where, in bytes of the text.
    pub span: Span,
    /// What it names.
    pub label: Label,
    /// How likely that is, from 0 to 1.
    pub score: f32,
    /// How sure that is, by the thresholds of the model.
    pub confidence: Confidence,
}

/// The longest chunk, in tokens; what is longer is read in pieces.
const LONGEST_CHUNK: usize = 48;

/// Space that is used again from text to text.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    sheet: Sheet,
    chunks: Vec<Chunk>,
    scores: Vec<Row>,
    chances: Vec<Row>,
    forward: Vec<Row>,
    own: Vec<Row>,
    tags: Vec<u8>,
    memory: Memory,
}

/// Tokens that are read together, and where their scores begin.
#[derive(Clone, Debug)]
struct Chunk {
    tokens: Range<usize>,
    scores: usize,
}

static BUILT_IN: LazyLock<Option<Model<'static>>> = LazyLock::new(Model::built_in);

/// Returns the model of the crate, or `None` if its weights are damaged.
pub(super) fn built_in() -> Option<&'static Model<'static>> {
    BUILT_IN.as_ref()
}

/// Returns the next chunk at or behind `from`.
fn chunk(sheet: &Sheet, from: usize) -> Option<Range<usize>> {
    let start = from + sheet.tokens.get(from..)?.iter().position(|token| token.is_candidate())?;
    let mut end = start + 1;
    while end - start < LONGEST_CHUNK {
        let is_candidate = |at: usize| sheet.tokens.get(at).is_some_and(|token| token.is_candidate());
        if is_candidate(end) {
            end += 1;
            continue;
        }
        let Some(token) = sheet.tokens.get(end) else { break };
        let links =
            (end..end + 3).take_while(|at| sheet.tokens.get(*at).is_some_and(|token| token.has(is::LINK))).count();
        // The stop of "St. Mary" and "Gen. Hale".
        let short = links == 0
            && !token.has(is::LETTER | is::DIGIT | is::BREAK)
            && token.len() == 1
            && sheet.tokens.get(end - 1).is_some_and(|last| last.len() <= 3 && last.has(is::SMALL))
            && token.hash == STOP;
        let skip = if short { 1 } else { links };
        if skip == 0 || !is_candidate(end + skip) {
            break;
        }
        end += skip + 1;
    }
    Some(start..end)
}

/// The hash of a full stop.
const STOP: u64 = (0xcbf2_9ce4_8422_2325 ^ b'.' as u64).wrapping_mul(0x0000_0100_0000_01b3);

impl Model<'_> {
    /// Calls `found` with every mention in `text`, in order of the text for each chunk.
    pub fn tag(&self, text: &str, scratch: &mut Scratch, mut found: impl FnMut(Mention)) {
        self.weigh(text, scratch);
        let Scratch { sheet, chunks, chances, tags, .. } = scratch;
        for chunk in chunks.iter() {
            let Some(chances) = chances.get(chunk.scores..chunk.scores + chunk.tokens.len()) else { continue };
            decode::likeliest(chances, tags);
            self.mentions(sheet, chunk.tokens.start, chances, tags, &mut found);
        }
    }

    /// Fills the chances of every token of every chunk.
    fn weigh(&self, text: &str, scratch: &mut Scratch) {
        let Scratch { sheet, chunks, scores, chances, forward, own, memory, .. } = scratch;
        sheet.read(text);
        chunks.clear();
        scores.clear();
        chances.clear();
        memory.clear();
        let mut features = Features::default();
        let mut at = 0;
        while let Some(tokens) = chunk(sheet, at) {
            at = tokens.end;
            let first = scores.len();
            chunks.push(Chunk { tokens: tokens.clone(), scores: first });
            Teller { sheet: &mut *sheet, text, lexicon: self.lexicon, bodies: self.bodies }.tell(
                tokens.clone(),
                &mut features,
                |_, features| {
                    scores.push(self.score(features.hashes()));
                },
            );
            decode::chances(scores.get(first..).unwrap_or_default(), &self.follows, forward, own);
            chances.extend_from_slice(own);
            for (offset, index) in tokens.enumerate() {
                if let Some(token) = sheet.tokens.get(index).filter(|token| token.is_candidate() && token.len() > 2) {
                    memory.note(token.hash, first + offset);
                }
            }
        }
        let mut changed = memory.recall(self.memory, chances, scores).iter().map(|place| *place as usize).peekable();
        for chunk in chunks.iter() {
            let range = chunk.scores..chunk.scores + chunk.tokens.len();
            if changed.next_if(|place| range.contains(place)).is_none() {
                continue;
            }
            while changed.next_if(|place| range.contains(place)).is_some() {}
            decode::chances(scores.get(range.clone()).unwrap_or_default(), &self.follows, forward, own);
            if let Some(chances) = chances.get_mut(range) {
                chances.copy_from_slice(own);
            }
        }
    }

    /// Reports what the tags of a chunk say, and where a person is likely enough without being the likeliest.
    fn mentions(&self, sheet: &Sheet, start: usize, chances: &[Row], tags: &mut [u8], found: &mut impl FnMut(Mention)) {
        let possible = self.thresholds.first().map_or(1.0, |levels| levels[0]);
        let person = |at: usize| chances.get(at).map_or(0.0, |row| memory::labels(row)[1]);
        let is_word = |at: usize| sheet.tokens.get(start + at).is_some_and(|token| token.is_candidate());
        let mut at = 0;
        while at < tags.len() {
            let Some(tag) = tags.get(at).copied() else { break };
            let label = usize::from(tag).div_ceil(2);
            let mut end = at + 1;
            if label != 0 {
                while tags.get(end).is_some_and(|next| usize::from(*next) == label * 2) {
                    end += 1;
                }
                self.mention(sheet, start, at..end, label, chances, found);
            }
            at = end;
        }
        // People who are not the likeliest reading.
        let mut at = 0;
        while at < tags.len() {
            let is_unsaid = |at: usize| {
                tags.get(at).is_some_and(|tag| usize::from(*tag).div_ceil(2) != 1)
                    && is_word(at)
                    && person(at) >= possible
            };
            if !is_unsaid(at) {
                at += 1;
                continue;
            }
            let mut end = at + 1;
            while is_unsaid(end) {
                end += 1;
            }
            self.mention(sheet, start, at..end, 1, chances, found);
            at = end;
        }
    }

    fn mention(
        &self,
        sheet: &Sheet,
        start: usize,
        range: Range<usize>,
        label: usize,
        chances: &[Row],
        found: &mut impl FnMut(Mention),
    ) {
        let (Some(first), Some(last)) =
            (sheet.tokens.get(start + range.start), sheet.tokens.get(start + range.end - 1))
        else {
            return;
        };
        let rows = chances.get(range).unwrap_or_default();
        let sum: f32 = rows.iter().map(|row| memory::labels(row).get(label).copied().unwrap_or(0.0)).sum();
        let score = sum / rows.len().max(1) as f32;
        let Some([possible, likely, certain]) = self.thresholds.get(label - 1).copied() else { return };
        let confidence = match score {
            score if score >= certain => Confidence::Certain,
            score if score >= likely => Confidence::Likely,
            score if score >= possible => Confidence::Possible,
            _ => return,
        };
        let Some(label) = Label::ALL.get(label - 1).copied() else { return };
        found(Mention { span: Span::new(first.start as usize, last.end as usize), label, score, confidence });
    }
}

/// What the training program shares with inference. Not for anybody else, and not stable.
#[cfg(feature = "train")]
pub mod training {
    pub use super::bodies::write_bodies;
    pub use super::decode::{Row, chances};
    pub use super::features::{Features, MOST, OTHER_WORDS, OWN_WORD};
    pub use super::lexicon::{Known, Lexicon, join, write};
    pub use super::model::{MAGIC, Model, TAGS, row_of};
    pub use super::tokens::{Case, Sheet, Token, hash};
    pub use super::{Label, Mention, Scratch};

    /// Calls `told` with the tokens and features of every chunk of `text`; `forget` tells of which tokens the lists know nothing.
    pub fn tell(
        model: &Model<'_>,
        text: &str,
        mut forget: impl FnMut(&Token) -> bool,
        mut told: impl FnMut(usize, Token, &Features),
    ) {
        let mut sheet = Sheet::default();
        sheet.read(text);
        for token in &mut sheet.tokens {
            if forget(token) {
                token.known = Some(Known::default());
            }
        }
        let (mut at, mut number) = (0, 0);
        let mut features = Features::default();
        while let Some(tokens) = super::chunk(&sheet, at) {
            at = tokens.end;
            let own: Vec<Token> = tokens.clone().filter_map(|index| sheet.tokens.get(index).copied()).collect();
            let first = tokens.start;
            let mut teller = super::Teller { sheet: &mut sheet, text, lexicon: model.lexicon, bodies: model.bodies };
            teller.tell(tokens, &mut features, |index, features| {
                if let Some(token) = own.get(index - first) {
                    told(number, *token, features);
                }
            });
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests;
