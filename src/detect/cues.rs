//! The words that lead the grammar detectors to what they look for, found in one pass over a reading.
//!
//! Each detector lists its own words; a reading is searched for all of them together, once, when the first detector asks.
//! A cue may stand inside a longer word: what bounds it needs is the business of its detector.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::{moment, offence, place, spoken};

/// The detector that asks for a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asker {
    Moments,
    Offences,
    Premises,
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
    searcher: AhoCorasick,
    of: Vec<(Asker, usize)>,
}

static WORDS: LazyLock<Option<Words>> = LazyLock::new(|| {
    let lists: [(Asker, Vec<&str>); 5] = [
        (Asker::Moments, moment::words().collect()),
        (Asker::Offences, offence::words().collect()),
        (Asker::Premises, place::premises_words().collect()),
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
    let searcher = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::DFA))
        .match_kind(MatchKind::Standard)
        .build(words)
        .ok()?;
    Some(Words { searcher, of })
});

/// Returns every cue of a text, in order of their ends, or `None` when the words cannot be searched for.
pub(crate) fn find(text: &str) -> Option<Vec<Cue>> {
    let words = WORDS.as_ref()?;
    let found = words.searcher.find_overlapping_iter(text);
    let cue = |found: aho_corasick::Match| {
        let (asker, word) = *words.of.get(found.pattern().as_usize())?;
        Some(Cue { asker, word, start: found.start(), end: found.end() })
    };
    Some(found.filter_map(cue).collect())
}
