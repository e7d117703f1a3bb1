//! Pigeonholes: seven cases in ten wards of which three had none leave one for each of the seven.
//!
//! A number of cases or people and a number of places with some of them empty become one system: each place that is left
//! has at least one, all together have the number. What each can be is asked as of any quantity.

use super::super::claims::{Amount, Facts, Form, Head, Mention, Of, number};
use super::super::{Expression, Interval, Limits, System, Unsolved};
use super::{Disclosure, Prose, Way, clause};

/// More places than this are no places in which each is known.
const MOST_PLACES: i64 = 400;

pub(super) fn find(prose: &Prose<'_, '_>, found: &mut Vec<Disclosure>) -> Result<(), Unsolved> {
    for empty in prose.sentences(&[Facts::COUNTED]).flat_map(|index| prose.mentions_in(index, index)) {
        let Some((places, none)) = places_left(prose, empty) else { continue };
        let left = places.saturating_sub(none);
        let Some(cases) = cases(prose, empty) else { continue };
        if !(1..=MOST_PLACES).contains(&left) || cases < left {
            continue;
        }
        let mut system = System::new();
        let each: Vec<_> = (0..left)
            .map(|index| system.variable(format!("place {}", index + 1), Interval { least: 1, greatest: None }))
            .collect();
        system.equal(&Expression::sum(each.iter().copied()), cases, "all places together");
        let Some(first) = each.first() else { continue };
        let Some(answer) = system.audit(&[(*first).into()], &Limits::default())?.into_iter().next() else { continue };
        let few = answer.interval.values().is_some_and(|values| values < prose.profiles.sensitive.fewest_values);
        if !few {
            continue;
        }
        let mut one = Disclosure::new(
            clause::droppable(prose.text, empty.sentence, empty.start, empty.end),
            Way::Pigeonhole,
            crate::Role::Unknown,
        );
        one.derived = Some(answer.interval);
        one.derivation = Some(answer.derivation);
        found.push(one);
    }
    Ok(())
}

/// Returns how many places there are and how many have none, where a mention says so.
fn places_left(prose: &Prose<'_, '_>, mention: &Mention) -> Option<(i64, i64)> {
    let text = prose.text;
    let end = clause::end(text, mention.sentence, mention.end);
    let begin = clause::start(text, mention.sentence, mention.start);
    let none = text.has(mention.end, end, &["none", "nobody", "zero", "nil", "0"])
        || (mention.end..end).any(|at| text.word(at) == "no" && text.is(at + 1, Facts::CASE));
    let all_have = (mention.end..end).any(|at| text.after_any(at, &["at least one", "one or more"]).is_some());
    let counted = |from: usize, to: usize| (from..to.min(from + 8)).any(|at| text.is(at, Facts::COUNTED));
    match (mention.of, mention.amount) {
        // "three of the ten wards had none"
        (Of::Number(places, Head::Object), amount) if none && counted(mention.start, mention.end) => {
            Some((places.exact()?, amount.exact()?))
        }
        // "all ten wards had at least one"
        (Of::Number(places, Head::Object), Amount::All) if all_have && counted(mention.start, mention.end) => {
            Some((places.exact()?, 0))
        }
        // "in ten wards, of which three had none"; "there were none in three"
        (Of::Them | Of::Nothing, amount)
            if none && (mention.head == Head::Bare || counted(mention.start, mention.end)) =>
        {
            let few = amount.exact()?;
            let earlier = prose
                .mentions_in(mention.sentence.saturating_sub(2), mention.sentence)
                .iter()
                .filter(|other| other.start < begin.max(mention.start) && other.head == Head::Object);
            let places = earlier
                .filter(|other| counted(other.start, other.end))
                .filter_map(|other| other.amount.exact())
                .rfind(|places| *places > few)?;
            Some((places, few))
        }
        _ => None,
    }
}

/// Returns how many cases or people a text tells near a mention.
fn cases(prose: &Prose<'_, '_>, near: &Mention) -> Option<i64> {
    let text = prose.text;
    let mut nearest: Option<(usize, i64)> = None;
    for index in near.sentence.saturating_sub(2)..=near.sentence + 1 {
        let (from, to) = text.sentence(index);
        for at in from..to {
            let bound = at >= 2 && text.after(at - 2, "at least") == Some(at);
            if bound || near.start <= at && at < near.end {
                continue;
            }
            let Some((number, end)) = number(text, at) else { continue };
            let words = (end..(end + 3).min(to)).take_while(|at| text.form(*at) == Some(Form::Letters));
            let counted = words.clone().any(|at| {
                text.is(at, Facts::CASE)
                    || super::claims::noun_at(text, at).is_some_and(|noun| noun.class.is_subject() && noun.plural)
            });
            let counted = counted || text.after_any(end, &["in all|total", "altogether"]).is_some();
            let place = words.clone().next().is_some_and(|at| text.is(at, Facts::COUNTED));
            let distance = near.start.abs_diff(at);
            if counted && !place && nearest.is_none_or(|(other, _)| distance < other) {
                nearest = Some((distance, number));
            }
        }
    }
    nearest.map(|(_, number)| number)
}
