//! What the statistical tagger adds to the names that grammar and lists have found.
//!
//! The text and its names go in; the names come out longer, surer and more, and places and bodies are reported. A mention
//! that a rule has seen keeps the role that the rule gave it. What the vocabulary knows to be nobody stays nobody: the
//! model has seen less of police and council prose than the people who wrote those lists.

use super::tagger::{self, Label, Mention, Scratch};
use super::{LONGEST_NAME, Name, doubt, is_capital, roles, vocabulary};
use crate::detect::window::windows;
use crate::place;
use crate::{Confidence, DetectorId, Evidence, EvidenceSet, Findings, Kind, Span, Unfinished};

/// The id under which findings of the tagger alone are reported.
pub(super) const ID: DetectorId = DetectorId::fixed("tagger");

/// Adds people to `names` and reports places and bodies.
///
/// # Errors
/// When the weights cannot be read: then nothing was looked at.
pub(super) fn add(text: &str, names: &mut Vec<Name>, findings: &mut Findings<'_>) -> Result<(), Unfinished> {
    let model =
        tagger::built_in().ok_or_else(|| Unfinished { reason: "the weights of the tagger are damaged".to_owned() })?;
    split_lists(text, names);
    names.sort_by_key(|name| name.span);
    let known: Vec<Span> = names.iter().map(|name| name.span).collect();
    let mut scratch = Scratch::default();
    for window in windows(text) {
        let Some(own) = window.of(text) else { continue };
        model.tag(own, &mut scratch, |mut mention| {
            mention.span = Span::new(window.start + mention.span.start, window.start + mention.span.end);
            match mention.label {
                Label::Person => person(text, mention, &known, names),
                Label::Location if place::is_in_name_of_body(text, mention.span) => {}
                Label::Location => report(mention, Kind::LOCATION, findings),
                Label::Organization => report(mention, Kind::ORGANIZATION, findings),
            }
        });
    }
    Ok(())
}

/// How many names that start before a place are looked at for one that reaches over it.
const NEAREST: usize = 8;

fn report(mention: Mention, kind: Kind, findings: &mut Findings<'_>) {
    findings.push(mention.span, kind, mention.confidence, EvidenceSet::of(Evidence::Model), ID);
}

/// Makes a known name surer or longer, or adds one; the first of `names` are those of the rules, found at `known`, in order.
fn person(text: &str, mention: Mention, known: &[Span], names: &mut Vec<Name>) {
    let Some(span) = without_titles(text, mention.span).filter(|span| !is_of_an_alias(text, *span)) else { return };
    let mut seen = false;
    let after = known.partition_point(|name| name.start < span.end);
    let near = names.get_mut(after.saturating_sub(NEAREST)..after).unwrap_or_default();
    for name in near.iter_mut().filter(|name| name.span.overlaps(span)) {
        seen = true;
        name.evidence = name.evidence.with(Evidence::Model);
        if mention.confidence >= Confidence::Likely {
            name.span = name.span.union(span);
            name.confidence = name.confidence.max(mention.confidence);
        }
    }
    if seen || doubt::is_nobody(text, span, mention.confidence) {
        return;
    }
    let (confidence, evidence) = (mention.confidence, EvidenceSet::of(Evidence::Model));
    names.push(Name { span, confidence, evidence, role: roles::role(text, span, None) });
}

/// Lines shorter than this are lines of a list, in bytes; prose that was broken into lines has longer ones.
const LIST_LINE: usize = 40;

/// Takes names apart that the rules have read over the end of a short line, as in a list of names one a line.
fn split_lists(text: &str, names: &mut Vec<Name>) {
    let mut at = 0;
    while let Some(name) = names.get_mut(at) {
        let own = name.span.of(text).unwrap_or_default();
        if let Some(end) = own.find('\n').map(|len| name.span.start + len)
            && end - text.get(..end).and_then(|before| before.rfind('\n')).map_or(0, |line| line + 1) < LIST_LINE
        {
            let rest = Span::new(end + 1, name.span.end);
            let (confidence, evidence, role) = (name.confidence, name.evidence, name.role);
            name.span.end = end;
            names.push(Name { span: rest, confidence, evidence, role });
        }
        at += 1;
    }
}

/// Returns the span behind titles, ranks and offices and without `'s`, or `None` where nothing else is there.
fn without_titles(text: &str, span: Span) -> Option<Span> {
    const BETWEEN: [char; 3] = [' ', '\n', '.'];
    let own = within_sentence(span.of(text)?);
    let own = own.strip_suffix("'s").unwrap_or(own);
    let end = span.start + own.len();
    let mut rest = own.get(vocabulary::dotted_rank(own).unwrap_or(0)..)?;
    for _ in 0..LONGEST_NAME {
        let words: Vec<&str> = rest.split(BETWEEN).filter(|word| !word.is_empty()).take(4).collect();
        let Some((len, _)) = vocabulary::lead(&words) else { break };
        for word in words.iter().take(len) {
            rest = rest.strip_prefix(word)?.trim_start_matches(BETWEEN);
        }
    }
    rest.starts_with(char::is_alphabetic).then(|| Span::new(end - rest.len(), end))
}

/// Returns whether a mention is an alias, or the letter of one, and what follows it: "A. Det Insp" in "Person A. Det Insp".
fn is_of_an_alias(text: &str, span: Span) -> bool {
    let own = span.of(text).unwrap_or_default();
    let before = text.get(..span.start).and_then(|before| before.strip_suffix(' ')).unwrap_or_default();
    let start = before.rfind(|c: char| !c.is_ascii_alphabetic()).map_or(0, |at| at + 1);
    let (noun, own) = match own.split_once(' ') {
        Some((noun, own)) if is_alias_noun(noun) => (noun, own),
        _ => (before.get(start..).unwrap_or_default(), own),
    };
    let letter = own.len() - own.trim_start_matches(|c: char| c.is_ascii_uppercase()).len();
    let rest = own.get(letter..).unwrap_or_default();
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_nobody = |rest: &str| {
        let rest_span = Span::new(span.end - rest.len(), span.end);
        let words: Vec<&str> = rest.split([' ', '\n', '.']).filter(|word| !word.is_empty()).take(4).collect();
        // A title behind begins the next name, and tells of it without this mention.
        let is_next = letter < own.len() && vocabulary::lead(&words).is_some();
        rest.is_empty() || is_next || is_alias_noun(rest) || without_titles(text, rest_span).is_none()
    };
    letter == 1 && is_alias_noun(noun) && is_nobody(rest)
}

/// Returns whether a release may call somebody that, with a letter behind.
fn is_alias_noun(word: &str) -> bool {
    word.starts_with(is_capital) && (matches!(word, "Person" | "Relative") || roles::is_role_noun(word))
}

/// Returns a name up to the full stop that ends a sentence: one behind a word that is no initial and no abbreviation.
fn within_sentence(name: &str) -> &str {
    const SHORTEST: usize = 4;
    let ends = |(at, _): &(usize, &str)| {
        let (before, after) = name.split_at_checked(*at).unwrap_or_default();
        let word = before.bytes().rev().take_while(|byte| !matches!(byte, b' ' | b'\n' | b'.')).count();
        word >= SHORTEST && !after.get(1..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
    };
    name.match_indices('.').find(ends).map_or(name, |(at, _)| name.get(..at).unwrap_or(name))
}
