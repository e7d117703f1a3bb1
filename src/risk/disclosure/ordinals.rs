//! Ordinals that count: "the third time this year that a girl has gone missing from the home".
//!
//! An ordinal with a span of time says how many there have been. It is told apart from the second man of two ("a second man
//! ran off") by the span, and from the news of the day as any number is.

use super::super::Interval;
use super::super::claims::{Class, Facts, noun_at};
use super::{Disclosure, Prose, Way, clause};

const ORDINALS: [&str; 9] = ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
const SPANS: &[&str] = &[
    "this|last year|month|week|term|summer|winter",
    "since",
    "so far",
    "in as many",
    "in the last|past",
    "in a year|month|week",
    "in two|three|four|five|six|ten|twelve",
    "within a|the",
    "of the year",
];

pub(super) fn find(prose: &Prose<'_, '_>, found: &mut Vec<Disclosure>) {
    let text = prose.text;
    for index in prose.sentences(&[Facts::ORDINAL, Facts::NOUN.and(Facts::SENSITIVE)]) {
        let (from, to) = text.sentence(index);
        let Some((at, count)) =
            (from..to).find_map(|at| Some((at, ORDINALS.iter().position(|word| *word == text.word(at))? + 2)))
        else {
            continue;
        };
        if !text.is_one_of(at.wrapping_sub(1), &["the", "a", "their", "our", "its"]) {
            continue;
        }
        // "A second pupil at the school has been diagnosed" needs no time.
        let one =
            (at + 1..at + 4).filter_map(|at| noun_at(text, at)).find(|noun| !noun.plural && noun.class.is_subject());
        let placed = text.any(at, to, Facts::SMALL_PLACE);
        let another =
            placed && one.is_some_and(|one| one.class == Class::Supervised || text.any(at, to, Facts::SENSITIVE));
        if !another && !(at..to).any(|at| text.after_any(at, SPANS).is_some()) {
            continue;
        }
        // What is counted, or whom it happened to.
        let group = (at + 1..to)
            .filter_map(|at| noun_at(text, at))
            .filter(|noun| noun.class.is_subject())
            .min_by_key(|noun| noun.class);
        let counted = (at + 1..(at + 4).min(to)).any(|at| {
            text.is_one_of(at, &["time", "escape", "attempt", "attack", "rape", "assault", "incident", "overdose"])
                || text.is(at, Facts::CASE)
                || noun_at(text, at).is_some_and(|noun| noun.class.is_subject() && !noun.plural)
        });
        // "the third rape at the hostel since May": who they are is not said, and known there.
        let unnamed = group.is_none() && placed && text.any(at, at + 3, Facts::SENSITIVE);
        if !counted || group.is_none() && !unnamed {
            continue;
        }
        let in_place = (at..to).any(|at| text.is(at, Facts::SMALL_PLACE));
        let news = text.any(from, to, Facts::PUBLIC_EVENT);
        let told = match group.map(|noun| noun.class) {
            Some(Class::Supervised) | None => true,
            Some(_) => in_place && !news,
        };
        let Ok(count) = i64::try_from(count) else { continue };
        if told && u64::try_from(count).is_ok_and(|count| prose.profiles.sensitive.hides(count)) {
            let role = group.map_or(crate::Role::Unknown, |noun| noun.role);
            let mut one = Disclosure::new(clause::sentence(text, index), Way::SmallCount, role);
            one.derived = Some(Interval::new(count, count));
            found.push(one);
        }
    }
}
