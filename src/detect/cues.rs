//! The words that lead the grammar detectors to what they look for, found in one pass over a reading.
//!
//! Each detector lists its own words; a reading is searched for all of them together, once, when the first detector asks.
//! A cue starts where a word does and may end inside one: what bounds it needs is the business of its detector.

use std::sync::LazyLock;

use super::phrasebook::Phrasebook;
use super::{moment, offence, place, quasi, registry, spoken};
use crate::fold::Reading;

/// The detector that asks for a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asker {
    Described,
    Houses,
    Moments,
    Offences,
    Premises,
    Quasi,
    /// The scanner of the built-in rows: their anchors.
    Rows,
    Spoken,
    Streets,
}

/// One of the words, where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cue {
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
    let lists: [(Asker, Vec<&str>); 9] = [
        (Asker::Described, place::described_words().collect()),
        (Asker::Houses, place::house_words().collect()),
        (Asker::Moments, moment::words().collect()),
        (Asker::Offences, offence::words().collect()),
        (Asker::Premises, place::premises_words().collect()),
        (Asker::Quasi, quasi::words()?.collect()),
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

/// The cues of a reading, packed: a long text has many. Texts beyond 4 GiB are refused before they get here.
#[derive(Clone)]
pub(crate) struct Cues(Vec<Packed>);

#[derive(Clone, Copy)]
struct Packed {
    start: u32,
    end: u32,
    word: u16,
}

impl Cues {
    /// Returns every cue of a reading, in order of their words, or `None` when the words cannot be searched for.
    pub(crate) fn of(reading: &Reading<'_>) -> Option<Self> {
        let words = WORDS.as_ref()?;
        let mut cues = Vec::with_capacity((reading.text().len() / 32).min(64));
        words.book.find(reading, |word, span| {
            if let (Ok(word), Ok(start), Ok(end)) = (word.try_into(), span.start.try_into(), span.end.try_into()) {
                cues.push(Packed { start, end, word });
            }
        });
        Some(Self(cues))
    }

    /// Returns those that one detector asks for.
    pub(crate) fn asked_by(&self, asker: Asker) -> impl Iterator<Item = Cue> {
        let words = WORDS.as_ref().map(|words| words.of.as_slice()).unwrap_or_default();
        self.0.iter().filter_map(move |cue| {
            let (own, word) = *words.get(usize::from(cue.word))?;
            (own == asker).then_some(Cue { word, start: cue.start as usize, end: cue.end as usize })
        })
    }
}
