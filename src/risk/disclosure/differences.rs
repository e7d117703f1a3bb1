//! Differencing: two totals of which one leaves a few people out.
//!
//! "The district, without Eastgate, has 14. (Earlier: 15.)" gives one person in Eastgate. Two totals in one text, one of them
//! said to be without something, are subtracted.

use super::super::claims::{Class, Facts, Form, Noun, QUANTITY, noun_at, number};
use super::super::{Derivation, Interval};
use super::{Disclosure, Prose, Way, clause};

/// Words that leave something out of a total.
const WITHOUT: &[&str] = &[
    "without",
    "excluding",
    "except",
    "except for",
    "not counting|including|counted|included",
    "apart from",
    "other than",
    "leaving out|aside",
    "left out|aside",
    "less",
    "minus",
    "outside",
    "discounting",
    "taken|stripped|left|counted out",
    "is|are removed|excluded|disregarded|discounted|ignored|omitted",
    "is|are included|added|counted",
    "included|includes|include those|everybody|everyone|people",
];

/// Words by which something is put into a total.
const WITH: &[&str] = &["is|are included|added|counted", "included|includes|include those|everybody|everyone|people"];

/// Returns whether words at a place leave something out of a total, or put it in.
fn parts_with(text: &super::Text<'_>, at: usize) -> bool {
    // "Take Hawkby out and it is 20"
    let take = text.is_one_of(at, &["take", "leave"]) && text.has(at + 1, at + 5, &["out", "away", "aside"]);
    text.is(at, Facts::WITHOUT) && (take || text.after_any(at, WITHOUT).is_some())
}

/// How many sentences two totals may stand apart.
const REACH: usize = 3;

/// The most totals that are looked at around one.
const NEAREST: usize = 16;

/// A number that a sentence gives, and whether it leaves something out.
struct Total {
    sentence: usize,
    at: usize,
    end: usize,
    number: i64,
    without: Option<usize>,
    noun: Option<Noun>,
    is_thing: bool,
    /// Whether what is named is put in, not left out.
    adds: bool,
}

pub(super) fn find(prose: &Prose<'_, '_>, found: &mut Vec<Disclosure>) {
    let leaves_out = |index: &usize| {
        let (from, to) = prose.text.sentence(*index);
        (from..to).any(|at| parts_with(prose.text, at))
    };
    let sentences: Vec<usize> = prose.sentences(&[Facts::WITHOUT, QUANTITY]).filter(leaves_out).collect();
    if sentences.is_empty() {
        return;
    }
    let totals = totals(prose, &sentences);
    for (index, one) in totals.iter().enumerate().filter(|(_, one)| one.without.is_some() && !one.is_thing) {
        let near = totals.iter().skip(index.saturating_sub(NEAREST)).take(2 * NEAREST).filter(|other| {
            other.without.is_none()
                && !other.is_thing
                && other.at != one.at
                && other.sentence.abs_diff(one.sentence) <= REACH
        });
        let Some((left, other)) = near
            .map(|other| (other.number.saturating_sub(one.number), other))
            // "If academies are included the number is 13": more than before.
            .map(|(left, other)| (if one.adds { left.saturating_neg() } else { left }, other))
            .filter(|(left, _)| *left > 0)
            .min_by_key(|(left, _)| *left)
        else {
            continue;
        };
        let class = one.noun.or(other.noun);
        let sensitive = class.is_none_or(|noun| noun.class <= Class::Vulnerable);
        let profile = prose.profile(sensitive);
        let disciplined = || {
            let (from, to) = (prose.text.sentence(one.sentence).0, prose.text.sentence(other.sentence).1);
            super::parts::is_of_staff(prose.text, from.min(to), to.max(from))
                || super::parts::is_of_staff(prose.text, prose.text.sentence(other.sentence).0, to)
        };
        if class.is_some_and(|noun| !(noun.class.is_subject() || noun.class == Class::Staff && disciplined()))
            || !u64::try_from(left).is_ok_and(|left| profile.hides(left))
        {
            continue;
        }
        let span = clause::sentence(prose.text, one.sentence);
        let mut disclosure =
            Disclosure::new(span, Way::Differencing, class.map_or(crate::Role::Unknown, |noun| noun.role));
        disclosure.derived = Some(Interval::new(left, left));
        let name = one.without.map(|at| left_out(prose, at)).unwrap_or_default();
        disclosure.derivation =
            Some(Derivation::difference(other.number.max(one.number), other.number.min(one.number), left, &name));
        found.push(disclosure);
    }
}

/// Returns the numbers of people, or of what is not said, in each sentence.
fn totals(prose: &Prose<'_, '_>, around: &[usize]) -> Vec<Total> {
    let text = prose.text;
    let mut totals = Vec::new();
    let near = |index: &usize| {
        let next = around.partition_point(|one| one + REACH < *index);
        around.get(next).is_some_and(|one| one.abs_diff(*index) <= REACH)
    };
    for index in prose.sentences(&[QUANTITY]).filter(near) {
        let (from, to) = text.sentence(index);
        let mut at = from;
        while at < to {
            let Some((number, end)) = number(text, at).filter(|(_, end)| *end <= to) else {
                at += 1;
                continue;
            };
            if !super::claims::is_reference(text, at, end) && !text.is(end, Facts::MEASURE) {
                let mention =
                    prose.mentions_in(index, index).iter().find(|mention| mention.start <= at && at < mention.end);
                let noun = (end..(end + 4).min(to))
                    .map_while(|at| (text.form(at) == Some(Form::Letters)).then_some(at))
                    .find_map(|at| noun_at(text, at));
                let bare = matches!(text.word(end), "." | "," | ";" | ")" | "" | "if" | "when" | "once")
                    || text.form(end) == Some(Form::Break);
                let is_thing = !text.is(end, Facts::CASE)
                    && noun.is_none()
                    && !bare
                    && mention.is_none_or(|mention| mention.head.class() == Some(Class::Thing));
                let (begin, stop) = segment(prose, from, to, at);
                let phrase = |at: &usize| parts_with(text, *at);
                // What is left out is of the number that stands nearest to it.
                let away = |phrase: usize, other: usize| {
                    let between = phrase.min(other)..phrase.max(other);
                    phrase.abs_diff(other) + 50 * between.filter(|at| text.word(*at) == ",").count()
                };
                let nearest = |phrase: &usize| {
                    let distance = away(*phrase, at);
                    !(begin..stop).any(|other| {
                        let is_nearer = away(*phrase, other) < distance;
                        is_nearer && text.is(other, QUANTITY) && super::claims::number(text, other).is_some()
                    })
                };
                let without = (begin..stop).find(phrase).filter(nearest);
                let adds = without.is_some_and(|at| text.after_any(at, WITH).is_some());
                totals.push(Total { sentence: index, at, end, number, without, noun, is_thing, adds });
            }
            at = end;
        }
    }
    totals.retain(|total| total.end > total.at);
    totals
}

/// Returns the part of a sentence between semicolons that a word stands in.
fn segment(prose: &Prose<'_, '_>, from: usize, to: usize, at: usize) -> (usize, usize) {
    let is_mark = |at: &usize| matches!(prose.text.word(*at), ";" | "(" | ")");
    let begin = (from..at).rev().find(is_mark).map_or(from, |mark| mark + 1);
    (begin, (at..to).find(is_mark).unwrap_or(to))
}

/// Returns what a total leaves out, as the text says it.
fn left_out(prose: &Prose<'_, '_>, at: usize) -> String {
    let text = prose.text;
    let from = text.after_any(at, WITHOUT).unwrap_or(at + 1);
    let to = (from..from + 5).find(|at| {
        text.form(*at) != Some(Form::Letters)
            || text.is_one_of(*at, &["has", "have", "had", "there", "is", "are", "was", "were"])
    });
    text.span(from, to.unwrap_or(from + 5)).of(text.source).unwrap_or_default().to_owned()
}
