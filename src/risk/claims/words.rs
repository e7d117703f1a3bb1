//! A text as words and sentences, with the way back to its bytes.
//!
//! A reading's folded text goes in; words, figures and marks come out in lower case, each with its span, and where sentences
//! start and end. Folding to lower case is by ASCII letters, so that every offset stays.

use super::facts::{self, Facts};
use super::gate::{self, Stretch};
use crate::Span;

/// A text taken apart.
pub(crate) struct Text<'t> {
    /// The text as it stands.
    pub(crate) source: &'t str,
    pub(crate) words: Vec<Word>,
    /// Where each sentence starts and ends, by word.
    pub(crate) sentences: Vec<(usize, usize)>,
    /// Of each sentence, whether its numbers may be of people.
    numbers: Vec<bool>,
    lower: String,
}

/// A word, a figure or a mark.
#[derive(Clone, Copy)]
pub(crate) struct Word {
    pub(crate) span: Span,
    pub(crate) form: Form,
    /// Whether nothing stands between it and what is before.
    pub(crate) glued: bool,
    /// What is known of it.
    pub(crate) facts: Facts,
}

/// What a word is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Letters,
    /// Figures with or without thousands commas.
    Figures,
    /// Figures with anything else: decimals, times, ordinals, references.
    Mixed,
    Mark,
    /// The end of a line.
    Break,
}

/// Abbreviations whose full stop ends no sentence.
pub(super) const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "st", "no", "nos", "prof", "rev", "sgt", "insp", "supt", "pc", "dc", "ds", "di", "dci",
    "det", "const", "approx", "e.g", "i.e", "etc", "vs", "v", "para", "paras", "s", "ss", "art", "fig", "vol", "jan",
    "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "inc", "ltd", "hon",
];

impl<'t> Text<'t> {
    /// Reads all of a text.
    pub(crate) fn of(source: &'t str) -> Self {
        Self::of_stretches(source, &[gate::whole(source)])
    }

    /// Reads stretches of a text; what is passed over stands as sentences without words.
    pub(crate) fn of_stretches(source: &'t str, stretches: &[Stretch]) -> Self {
        let lower = source.to_ascii_lowercase();
        let mut text = Self { source, words: Vec::new(), sentences: Vec::new(), numbers: Vec::new(), lower };
        for stretch in stretches {
            let start = text.words.len();
            text.sentences.extend(std::iter::repeat_n((start, start), stretch.skipped));
            text.numbers.resize(text.sentences.len(), false);
            words_of(&text.lower, stretch.span, &mut text.words);
            let sentences = text.split(start);
            text.sentences.extend(sentences);
            text.numbers.resize(text.sentences.len(), stretch.numbers);
        }
        text
    }

    /// Returns whether the numbers of a sentence may be of people.
    pub(crate) fn counts(&self, sentence: usize) -> bool {
        self.numbers.get(sentence).copied().unwrap_or_default()
    }

    /// Returns a word in lower case; empty past the end.
    pub(crate) fn word(&self, at: usize) -> &str {
        self.words.get(at).and_then(|word| word.span.of(&self.lower)).unwrap_or_default()
    }

    pub(crate) fn form(&self, at: usize) -> Option<Form> {
        self.words.get(at).map(|word| word.form)
    }

    /// Returns whether a word stands directly behind the one before.
    pub(crate) fn is_glued(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.glued)
    }

    pub(crate) fn is_capital(&self, at: usize) -> bool {
        let span = self.words.get(at).map(|word| word.span);
        span.and_then(|span| span.of(self.source)).is_some_and(|word| word.starts_with(char::is_uppercase))
    }

    pub(crate) fn is_one_of(&self, at: usize, list: &[&str]) -> bool {
        let word = self.word(at);
        !word.is_empty() && list.contains(&word)
    }

    /// Returns where the words behind a phrase start, when it stands at `at`. `|` parts what may stand in one place.
    pub(crate) fn after(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut at = at;
        let mut rest = phrase.as_bytes();
        loop {
            let (stands, behind) = stands(rest, self.word(at).as_bytes());
            if !stands {
                return None;
            }
            at += 1;
            match behind {
                Some(behind) => rest = behind,
                None => return Some(at),
            }
        }
    }

    /// Returns what stands behind the first of several phrases that stands at `at`.
    pub(crate) fn after_any(&self, at: usize, phrases: &[&str]) -> Option<usize> {
        phrases.iter().find_map(|phrase| self.after(at, phrase))
    }

    /// Returns the bytes from one word up to another, that one not included.
    pub(crate) fn span(&self, from: usize, to: usize) -> Span {
        let start = self.words.get(from).map_or(self.source.len(), |word| word.span.start);
        let end = to.checked_sub(1).and_then(|last| self.words.get(last)).map_or(start, |word| word.span.end);
        Span::new(start, end)
    }

    pub(crate) fn sentence(&self, index: usize) -> (usize, usize) {
        self.sentences.get(index).copied().unwrap_or_default()
    }

    /// Returns whether any of a list stands between two words.
    pub(crate) fn has(&self, from: usize, to: usize, list: &[&str]) -> bool {
        (from..to).any(|at| self.is_one_of(at, list))
    }

    /// Returns what is known of a word.
    pub(crate) fn facts(&self, at: usize) -> Facts {
        self.words.get(at).map_or(Facts::default(), |word| word.facts)
    }

    /// Returns whether any of some facts is true of a word.
    pub(crate) fn is(&self, at: usize, facts: Facts) -> bool {
        self.facts(at).has(facts)
    }

    /// Returns whether any of some facts is true of a word between two words.
    pub(crate) fn any(&self, from: usize, to: usize, facts: Facts) -> bool {
        (from..to).any(|at| self.is(at, facts))
    }

    /// Returns all that is known of the words of a sentence together.
    pub(crate) fn facts_of(&self, sentence: usize) -> Facts {
        let (from, to) = self.sentence(sentence);
        self.words.get(from..to).unwrap_or_default().iter().fold(Facts::default(), |all, word| all.and(word.facts))
    }

    /// Returns the sentences from a word on.
    fn split(&self, start: usize) -> Vec<(usize, usize)> {
        let (first, mut sentences, mut start) = (start, Vec::new(), start);
        for at in first..self.words.len() {
            if !matches!(self.form(at), Some(Form::Mark | Form::Break)) {
                // What goes on without an end is cut: nothing is told across so many words.
                if at - start >= LONGEST {
                    sentences.push((start, at));
                    start = at;
                }
            } else if self.ends_sentence(at) {
                // Quotes and brackets behind the stop are still of the sentence.
                if self.form(at) == Some(Form::Break)
                    || !(self.is_glued(at + 1) && self.is_one_of(at + 1, &["\"", ")", "'", "]"]))
                {
                    sentences.push((start, at + 1));
                    start = at + 1;
                }
            } else if self.is_one_of(at, &["\"", ")", "'", "]"]) && at > start && self.ends_sentence(at - 1) {
                sentences.push((start, at + 1));
                start = at + 1;
            }
        }
        if start < self.words.len() {
            sentences.push((start, self.words.len()));
        }
        sentences.retain(|(from, to)| (*from..*to).any(|at| self.form(at) != Some(Form::Break)));
        sentences
    }

    fn ends_sentence(&self, at: usize) -> bool {
        let break_before = |at: usize| self.form(at) == Some(Form::Break);
        if break_before(at) {
            // A blank line, a list, or a line that is long finished: a single break inside a sentence is only a break.
            let ends = at == 0
                || break_before(at + 1)
                || break_before(at - 1)
                || self.is_one_of(at + 1, &["-", "*", "#", "|"]);
            let listed = self.form(at + 1) == Some(Form::Figures)
                && self.is_one_of(at + 2, &[")", "."])
                && self.is_glued(at + 2);
            return ends
                || listed
                || self.is_one_of(at - 1, &[":"])
                || self.is_capital(at + 1) && self.is_label(at + 1);
        }
        match self.word(at) {
            "!" | "?" => true,
            "." => {
                if self.is_glued(at + 1) && !break_before(at + 1) && !self.is_one_of(at + 1, &["\"", ")", "'", "]"]) {
                    return false;
                }
                let before = at.checked_sub(1).map_or("", |before| self.word(before));
                let initial = before.len() == 1 && before.bytes().all(|b| b.is_ascii_lowercase()) && before != "i";
                let numbered = before != "no" && before != "nos" || self.form(at + 1) == Some(Form::Figures);
                let short = ABBREVIATIONS.contains(&before) && numbered || initial;
                !short || break_before(at + 1) && break_before(at + 2) || at + 1 >= self.words.len()
            }
            _ => false,
        }
    }

    /// Returns whether a line starts as a list of values does: "Abroad: 2".
    fn is_label(&self, at: usize) -> bool {
        (at + 1..at + 5).take_while(|at| self.form(*at) != Some(Form::Break)).any(|at| self.word(at) == ":")
    }
}

/// The most words of one sentence.
const LONGEST: usize = 240;

/// Returns whether a phrase starts with a word in one of its alternatives, and what of the phrase is behind.
fn stands<'p>(phrase: &'p [u8], word: &[u8]) -> (bool, Option<&'p [u8]>) {
    let (mut rest, mut stands) = (phrase, false);
    loop {
        let behind = rest.strip_prefix(word).filter(|_| !word.is_empty());
        stands |= behind.is_some_and(|behind| matches!(behind.first(), None | Some(b' ' | b'|')));
        let Some(end) = rest.iter().position(|byte| matches!(byte, b' ' | b'|')) else { return (stands, None) };
        let next = rest.get(end + 1..).unwrap_or_default();
        if rest.get(end) == Some(&b' ') {
            return (stands, Some(next));
        }
        rest = next;
    }
}

/// Adds the words of a stretch of a text in lower case.
fn words_of(lower: &str, stretch: Span, words: &mut Vec<Word>) {
    let lower = lower.get(..stretch.end).unwrap_or_default();
    let bytes = lower.as_bytes();
    words.reserve(stretch.len() / 5);
    let mut at = stretch.start;
    let mut end_of_last = usize::MAX;
    while let Some(byte) = bytes.get(at) {
        let start = at;
        let form = match byte {
            b' ' | b'\t' | b'\r' => {
                at += 1;
                continue;
            }
            b'\n' => {
                at += 1;
                Form::Break
            }
            b'0'..=b'9' => {
                let (end, form) = figures(lower, at);
                at = end;
                form
            }
            b'a'..=b'z' => {
                at = letters(lower, at);
                Form::Letters
            }
            0x80.. => match lower.get(at..).and_then(|rest| rest.chars().next()) {
                Some(c) if c.is_alphanumeric() => {
                    at = letters(lower, at);
                    Form::Letters
                }
                c => {
                    at += c.map_or(1, char::len_utf8);
                    Form::Mark
                }
            },
            _ => {
                at += 1;
                Form::Mark
            }
        };
        let facts = match form {
            Form::Letters => facts::of(lower.get(start..at).unwrap_or_default()),
            Form::Figures | Form::Mixed => Facts::FIGURES,
            Form::Mark | Form::Break => Facts::default(),
        };
        words.push(Word { span: Span::new(start, at), form, glued: start == end_of_last, facts });
        end_of_last = at;
    }
}

/// Returns where a word ends: letters, with apostrophes between them.
fn letters(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    loop {
        match bytes.get(at) {
            Some(byte) if byte.is_ascii_alphanumeric() => at += 1,
            Some(b'\'') if bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphabetic()) && at > start => at += 1,
            Some(0x80..) => match text.get(at..).and_then(|rest| rest.chars().next()).filter(|c| c.is_alphanumeric()) {
                Some(c) => at += c.len_utf8(),
                None => return at,
            },
            _ => return at,
        }
    }
}

/// Returns where figures end, and whether they are one whole number.
fn figures(text: &str, start: usize) -> (usize, Form) {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = start;
    let mut plain = true;
    loop {
        let run = (at..).take_while(|at| digit(*at)).count();
        at += run;
        match bytes.get(at) {
            Some(b',') if (at + 1..at + 4).all(digit) && !digit(at + 4) => at += 1,
            Some(b'.' | b':' | b'/') if digit(at + 1) => {
                plain = false;
                at += 1;
            }
            _ => break,
        }
    }
    let end = letters(text, at);
    let form = if plain && end == at { Form::Figures } else { Form::Mixed };
    (end, form)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice)]

    use super::*;

    fn sentences(source: &str) -> Vec<&str> {
        let text = Text::of(source);
        (0..text.sentences.len())
            .map(|index| text.sentence(index))
            .map(|(from, to)| text.span(from, to).of(source).unwrap())
            .collect()
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        for (source, wanted) in [
            ("Nine are missing. Two are abroad.", vec!["Nine are missing.", "Two are abroad."]),
            (
                "Mr. A. Example said no. 2 went up by 4.2 per cent.",
                vec!["Mr. A. Example said no. 2 went up by 4.2 per cent."],
            ),
            ("He said: \"No.\" Then he left.", vec!["He said: \"No.\"", "Then he left."]),
            ("one line\nand the next\n\nanother", vec!["one line\nand the next\n", "another"]),
            ("Missing: 9\nAbroad: 2", vec!["Missing: 9\n", "Abroad: 2"]),
            ("(Earlier: 15.) It is.", vec!["(Earlier: 15.)", "It is."]),
        ] {
            let found: Vec<&str> = sentences(source);
            assert_eq!(
                found.iter().map(|s| s.trim()).collect::<Vec<_>>(),
                wanted.iter().map(|s| s.trim()).collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn figures_are_told_from_references() {
        let text = Text::of("1,208 replies, 4.2 per cent, 14:30, 10pm, 3rd, 2,15");
        let forms: Vec<bool> = (0..text.words.len())
            .filter(|at| text.word(*at).as_bytes()[0].is_ascii_digit())
            .map(|at| text.form(at) == Some(Form::Figures))
            .collect();
        assert_eq!(forms, [true, false, false, false, false, true, true]);
        let text = Text::of("£21.50 – Zürich’s");
        let words: Vec<&str> = (0..text.words.len()).map(|at| text.word(at)).collect();
        assert_eq!(words, ["£", "21.50", "–", "zürich", "’", "s"]);
    }
}
