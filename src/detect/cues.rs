//! The words that lead the grammar detectors to what they look for, found in one pass over a reading.
//!
//! Each detector lists its own words; a reading is searched for all of them together, once, when the first detector asks.
//! A cue starts where a word does and may end inside one: what bounds it needs is the business of its detector.

use std::sync::LazyLock;

use super::phrasebook::Phrasebook;
use super::{moment, offence, place, registry, spoken};
use crate::fold::Reading;

/// The detector that asks for a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asker {
    Moments,
    Offences,
    Premises,
    /// The scanner of the built-in rows: their anchors.
    Rows,
    Spoken,
    Streets,
}

/// One of the words, where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cue {
    pub(crate) asker: Asker,
    /// Which of the detector's words it is.
    pub(crate) word: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

struct Words {
    book: Phrasebook,
    of: Vec<(Asker, usize)>,
}

static WORDS: LazyLock<Option<Words>> = LazyLock::new(|| {
    let anchors = registry::builtin_rows().ok()?.iter().flat_map(|row| &row.anchors).map(String::as_str);
    let lists: [(Asker, Vec<&str>); 6] = [
        (Asker::Moments, moment::words().collect()),
        (Asker::Offences, offence::words().collect()),
        (Asker::Premises, place::premises_words().collect()),
        (Asker::Rows, anchors.collect()),
        (Asker::Spoken, spoken::STARTS.to_vec()),
        (Asker::Streets, place::street_words().collect()),
    ];
    let mut words = Vec::new();
    let mut of = Vec::new();
    for (asker, list) in lists {
        for (index, word) in list.into_iter().enumerate() {
            words.push(word);
            of.push((asker, index));
        }
    }
    Some(Words { book: Phrasebook::new(words).ok()?, of })
});

/// Returns every cue of a reading, in order of their words, or `None` when the words cannot be searched for.
pub(crate) fn find(reading: &Reading<'_>) -> Option<Vec<Cue>> {
    let words = WORDS.as_ref()?;
    let mut cues = Vec::with_capacity(64);
    words.book.find(reading, |index, span| {
        cues.extend(words.of.get(index).map(|(asker, word)| Cue {
            asker: *asker,
            word: *word,
            start: span.start,
            end: span.end,
        }));
    });
    Some(cues)
}
