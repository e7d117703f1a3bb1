//! Shares of a few that no grammar of parts takes in: "re-offending stood at 12.5%, on a caseload of eight men".
//!
//! A per cent or two and one small number of people in a sentence: whoever divides knows how many.

use super::super::claims::{Amount, Facts, Form, is_reference, number, quantity_at};
use super::{Disclosure, Prose, Way, clause};

pub(super) fn find(prose: &Prose<'_, '_>, found: &mut Vec<Disclosure>) {
    let text = prose.text;
    for index in prose.sentences(&[Facts::NOUN, super::claims::QUANTITY]) {
        let (from, to) = text.sentence(index);
        let per_cent = |at: &usize| text.is_one_of(*at, &["%", "per", "percent"]);
        if !(from..to).any(|at| per_cent(&at)) {
            continue;
        }
        let mut groups = (from..to).filter_map(|at| {
            let (number, end) = number(text, at).filter(|(_, end)| !text.is_one_of(*end, &["%", "per", "percent"]))?;
            let noun = (end..(end + 4).min(to))
                .take_while(|at| text.form(*at) == Some(Form::Letters) && !text.is(*at, Facts::STOP))
                .find_map(|at| super::claims::noun_at(text, at))?;
            (noun.plural && noun.class.is_subject() && !is_reference(text, at, end)).then_some((number, noun.class))
        });
        let Some((size, class)) = groups.next().filter(|(size, _)| *size > 1) else { continue };
        let sensitive =
            class <= super::claims::Class::Vulnerable || text.any(from, to, Facts::SENSITIVE.and(Facts::SMALL_PLACE));
        let smallest = i64::try_from(prose.profile(sensitive).smallest_base).unwrap_or(i64::MAX);
        let alone = groups.next().is_none();
        let share = (from..to).find_map(|at| {
            let read = quantity_at(text, at)?;
            let taken = prose.mentions_in(index, index).iter().any(|mention| mention.start <= at && at < mention.end);
            let of_thing = text.is_one_of(read.end, &["of", "more", "less", "fewer", "pay", "interest", "vat", "tax"])
                && !text.is_one_of(read.end + 1, &["them", "those"]);
            let stands =
                text.form(read.end) != Some(Form::Letters) || text.is(read.end, Facts::STOP.and(Facts::PREDICATE));
            (matches!(read.amount, Amount::Share { parts: None, .. })
                && !taken
                && !of_thing
                && stands
                && !is_reference(text, at, read.end))
            .then_some((at, read.end))
        });
        let Some((at, end)) = share.filter(|_| alone && size < smallest && sensitive) else { continue };
        found.push(Disclosure::new(clause::droppable(text, index, at, end), Way::SmallBase, prose.role_in(from, to)));
    }
}
