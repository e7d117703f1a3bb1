//! Which words go, so that the sentence still reads.
//!
//! A clause that can be left out goes with the mark or conjunction that ties it on: "Nine are missing; two are abroad."
//! becomes "Nine are missing." Where the telling words are the sentence's own subject, the whole sentence goes. What is
//! left never depends on the number that went.

use super::super::claims::{Facts, Form, Text, quantity_at};
use crate::Span;

/// Words that tie a clause on.
const TIES: &[&str] = &[
    "and",
    "but",
    "with",
    "while",
    "whilst",
    "whereas",
    "including",
    "among",
    "them",
    "though",
    "although",
    "of",
    "whom",
    "only",
    "just",
    "plus",
];
/// Ties that a clause can start with in the middle of a sentence without a mark.
const JOINTS: &[&str] =
    &["and", "but", "while", "whilst", "whereas", "including", "though", "although", "with", "plus"];

/// Words with which a phrase opens that is no sentence by itself.
const OPENINGS: &[&str] = &[
    "of",
    "out",
    "among",
    "amongst",
    "in",
    "by",
    "with",
    "without",
    "according",
    "since",
    "at",
    "on",
    "from",
    "for",
    "excluding",
    "when",
    "while",
    "although",
    "though",
    "after",
    "before",
    "as",
    "if",
    "because",
    "during",
    "until",
    "under",
    "over",
    "within",
    "despite",
    "unlike",
    "like",
    "based",
    "given",
    "whereas",
    "last",
    "this",
    "overall",
    "however",
];

/// Returns the words from `start` to where their clause ends.
pub(super) fn end(text: &Text<'_>, sentence: usize, start: usize) -> usize {
    let (_, last) = text.sentence(sentence);
    let mut at = start;
    while at < last {
        let word = text.word(at);
        let stop = matches!(word, ";" | "." | "!" | "?" | ")" | ":" | "(" | "\"")
            && !(word == "." && text.is_glued(at + 1) && at + 1 < last);
        let dash = word == "-" && !text.is_glued(at);
        let next = at + 1;
        let comma = word == ",";
        let joint = matches!(word, "and" | "but" | "while" | "whilst" | "whereas") && quantity_at(text, next).is_some();
        if stop || dash || comma || joint && at > start {
            return at;
        }
        at += 1;
    }
    last
}

/// Returns the first word of the clause that `start` stands in.
pub(super) fn start(text: &Text<'_>, sentence: usize, start: usize) -> usize {
    let (first, _) = text.sentence(sentence);
    let mut at = start;
    while at > first {
        let word = text.word(at - 1);
        let dash = word == "-" && !(text.is_glued(at - 1) && text.is_glued(at));
        if matches!(word, ";" | ":" | "(" | "," | "\"") || dash {
            break;
        }
        at -= 1;
    }
    at
}

/// Returns the bytes that go when the words from `start` to `end` must not stand.
pub(super) fn droppable(text: &Text<'_>, sentence: usize, from: usize, to: usize) -> Span {
    let (first, last) = text.sentence(sentence);
    let mut tie = from;
    while tie > first && TIES.contains(&text.word(tie - 1)) {
        tie -= 1;
    }
    let mark = tie.checked_sub(1).filter(|_| tie > first).map_or("", |at| text.word(at));
    let bracket = mark == "(";
    let dash = mark == "-" && !text.is_glued(tie);
    let marked = matches!(mark, ";" | "," | ":") || bracket || dash;
    // "Abroad: 2" goes with its label, "Nine are missing: two are abroad" leaves the nine.
    let label = mark == ":" && !(first..tie).any(|at| quantity_at(text, at).is_some());
    // "Of the nine, two are abroad": what stands before the comma is no sentence.
    let opening = mark == ","
        && OPENINGS.contains(&text.word((first..tie).find(|at| text.form(*at) != Some(Form::Break)).unwrap_or(first)))
        && !(first..tie - 1).any(|at| matches!(text.word(at), ";" | ","));
    let start = if label || opening {
        return whole(text, first, last);
    } else if marked && tie - 1 > first {
        tie - 1
    } else if let Some(joint) = (tie..from).find(|at| JOINTS.contains(&text.word(*at))).filter(|at| *at > first) {
        joint
    } else if let Some(tied) = tied_before(text, first, tie) {
        tied
    } else {
        return whole(text, first, last);
    };
    let mut stop = end(text, sentence, to);
    let closing = text.word(stop);
    let paired = bracket && closing == ")" || dash && closing == "-";
    if paired || mark == "," && closing == "," && continues(text, stop + 1) {
        stop += 1;
    }
    text.span(start, stop)
}

/// Returns where a clause starts that is tied on with a mark and stands before its telling words: ", and it is said that two".
fn tied_before(text: &Text<'_>, first: usize, at: usize) -> Option<usize> {
    let start = (first + 1..at).rev().find(|at| matches!(text.word(*at), ";" | "," | "("))?;
    let joined = matches!(text.word(start), ";" | "(") || JOINTS.contains(&text.word(start + 1));
    joined.then_some(start)
}

/// Returns the bytes of a whole sentence.
pub(super) fn sentence(text: &Text<'_>, sentence: usize) -> Span {
    let (first, last) = text.sentence(sentence);
    whole(text, first, last)
}

fn whole(text: &Text<'_>, first: usize, last: usize) -> Span {
    let is_break = |at: usize| text.form(at) == Some(Form::Break);
    let from = (first..last).find(|at| !is_break(*at)).unwrap_or(first);
    // The mark of a list stays with its line.
    let from = if matches!(text.word(from), "-" | "*" | "#") && !text.is_glued(from + 1) { from + 1 } else { from };
    let to = (from..last).rev().find(|at| !is_break(*at)).map_or(last, |at| at + 1);
    text.span(from, to)
}

/// Returns whether what stands at a word goes on with the clause before an insertion: "Nine, two of them boys, are missing".
fn continues(text: &Text<'_>, at: usize) -> bool {
    text.is(at, Facts::PREDICATE) && !matches!(text.word(at), "and" | "but" | "or" | "who" | "that" | "whom" | "whose")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::string_slice, clippy::indexing_slicing)]

    use super::*;

    #[test]
    fn what_is_left_still_reads() {
        for (source, telling, left) in [
            ("Nine are missing; two are abroad.", "two", "Nine are missing."),
            ("Nine are missing, two of them abroad.", "two", "Nine are missing."),
            ("Nine are missing (two abroad).", "two", "Nine are missing ."),
            ("Nine men, including two boys, are missing.", "two", "Nine men are missing."),
            ("Nine are missing and two are abroad.", "two", "Nine are missing ."),
            ("Nine are missing - two of them abroad - and may be armed.", "two", "Nine are missing  and may be armed."),
            ("It is so. Two of the nine are abroad. It was.", "Two", "It is so.  It was."),
            ("Nine are missing: two are abroad, three are here.", "three", "Nine are missing: two are abroad."),
        ] {
            let text = Text::of(source);
            let at = (0..text.words.len()).find(|at| text.span(*at, *at + 1).of(source) == Some(telling)).unwrap();
            let sentence = (0..text.sentences.len()).find(|index| text.sentence(*index).1 > at).unwrap();
            let span = droppable(&text, sentence, at, at + 1);
            let rest = format!("{}{}", &source[..span.start], &source[span.end..]);
            assert_eq!(rest, left, "{source}");
        }
    }
}
