//! Marks on the body of one person: "a snake tattoo on his neck", "a scar above his left eye". Where it is, and what it
//! shows, belongs to it.

use super::near::{self, is_pronoun, is_somebody};
use crate::Span;
use crate::detect::caseless::is_one_of;

/// Words behind a mark that make it another thing.
const THINGS: &[&str] = &[
    "parlour",
    "parlours",
    "studio",
    "studios",
    "artist",
    "artists",
    "shop",
    "removal",
    "tissue",
    "response",
    "handshake",
    "convention",
];
/// Words that say where a mark is.
const WHERE: &[&str] =
    &["on", "above", "below", "across", "over", "under", "behind", "near", "down", "along", "beneath", "around"];
/// Parts of the body.
const BODY: &[&str] = &[
    "neck", "arm", "arms", "forearm", "forearms", "hand", "hands", "wrist", "leg", "legs", "ankle", "face", "cheek",
    "chin", "forehead", "eye", "eyebrow", "lip", "nose", "ear", "chest", "back", "shoulder", "finger", "fingers",
    "thumb", "knuckles", "stomach", "calf", "thigh", "head", "temple", "hip", "foot", "elbow", "throat", "body", "jaw",
    "shin", "knee",
];

/// Returns the span of a mark that somebody has.
pub(super) fn read(text: &str, mark: Span) -> Option<Span> {
    let (before, after) = (near::before(text, mark.start), near::after(text, mark.end));
    if is_one_of(after.at(0), THINGS) || text.get(mark.end..).is_some_and(|rest| rest.starts_with(['-', '\''])) {
        return None;
    }
    let most = before.modifiers(4);
    if !is_one_of(before.at(most), &["a", "an", "his", "her", "the", "one", "my"]) {
        return None;
    }
    let somebody = |word: &str| is_pronoun(word) || is_somebody(word);
    let owned = before.all().iter().any(|word| somebody(word)) || after.all().iter().take(9).any(|word| somebody(word));
    let end = end_of(text, mark.end, after.all());
    let located = end > mark.end;
    (owned || located && after.has(9, BODY)).then(|| Span::new(start_of(text, mark.start, most, before.all()), end))
}

/// Returns where the words before the mark start that describe it.
fn start_of(text: &str, start: usize, most: usize, before: &[&str]) -> usize {
    let mut at = start;
    for word in before.iter().take(most) {
        let head = text.get(..at).unwrap_or_default().trim_end_matches([' ', '\n']);
        at = head.len() - word.len().min(head.len());
    }
    at
}

/// Returns where the mark's place ends: "on his neck"; before it may stand what it shows: "of an anchor".
fn end_of(text: &str, end: usize, after: &[&str]) -> usize {
    const SHOWN: usize = 5;
    const NEAR: usize = 5;
    let shown = after.first().is_some_and(|of| of.eq_ignore_ascii_case("of"));
    let from = if shown { after.iter().take(SHOWN + 1).position(|word| is_one_of(word, WHERE)) } else { Some(0) };
    let Some(from) = from.filter(|at| after.get(*at).is_some_and(|word| is_one_of(word, WHERE))) else { return end };
    let Some(part) = after.iter().skip(from).take(NEAR).position(|word| is_one_of(word, BODY)) else { return end };
    let last = from + part;
    // Walk the words again to where the last of them ends.
    let mut at = end;
    for word in after.iter().take(last + 1) {
        let Some(found) = text.get(at..).and_then(|rest| rest.find(word)) else { return end };
        at += found + word.len();
    }
    at
}
