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
    for index in prose.sentences(&[Facts::COUNTED.and(Facts::DWELLING), Facts::NOUN.and(Facts::CASE)]) {
        spread(prose, index, found)?;
    }
    for index in prose.sentences(&[Facts::WHOLE]) {
        each(prose, index, found);
    }
    Ok(())
}

/// Reports people who are spread over so many places that each has a known number: equally, none without one, no more than so
/// many in each, as many as there are.
fn spread(prose: &Prose<'_, '_>, index: usize, found: &mut Vec<Disclosure>) -> Result<(), Unsolved> {
    let text = prose.text;
    let (from, own_end) = text.sentence(index);
    let Some((people, places, at)) = people_and_places(prose, index) else { return Ok(()) };
    // What the next sentence says of the places.
    let to = if index + 1 < text.sentences.len() { text.sentence(index + 1).1.max(own_end) } else { own_end };
    let empty = (from..to).find_map(|at| {
        // "only Coast has none"
        let only = text.after_any(at, &["only|just"]).filter(|next| text.is_capital(*next))?;
        (only..(only + 4).min(to)).any(|at| text.after_any(at, &["has|had|have none|no"]).is_some()).then_some(1)
    });
    let places = places - empty.unwrap_or(0);
    if !(2..=MOST_PLACES).contains(&places) || people < places {
        return Ok(());
    }
    let equally = text.has(from, to, &["equally", "evenly"])
        || (from..to).any(|at| text.after_any(at, &["one in|at|to|on each|every", "one each", "one apiece"]).is_some());
    let no_two = (from..to).any(|at| {
        text.after(at, "no two").is_some_and(|next| (next..(next + 6).min(to)).any(|at| text.word(at) == "same"))
    });
    let separate =
        people == places && (no_two || text.has(from, own_end, &["separate", "different"]) || is_paired(text, at));
    // "Six surgeries reported a patient"
    let reported = (at..(at + 4).min(own_end))
        .any(|at| text.after_any(at, &["reported|recorded|notified|had|saw|have a|one"]).is_some());
    let covered = reported
        || empty.is_some()
        || (from..to).any(|at| {
            text.after_any(at, &["at least one in|at|on each|every", "each has|having|with at least one"]).is_some()
                || text.after(at, "no|not").is_some_and(|next| {
                    (next..(next + 4).min(to)).any(|at| {
                        text.is(at, Facts::COUNTED)
                            && text.after_any(at + 1, &["without one|any", "has none", "is without"]).is_some()
                    })
                })
        });
    let fewest = fewest_in_each(text, from, to);
    let most = (from..own_end).find_map(|at| {
        let next = text.after_any(at, &["never|no|not more than", "at most", "a maximum of"])?;
        let (most, end) = number(text, next)?;
        let per = (end..(end + 4).min(to))
            .any(|at| text.after_any(at, &["to|in|on|at|per a|an|each|any|every", "per"]).is_some());
        per.then_some(most)
    });
    let mut system = System::new();
    let least = fewest.unwrap_or_else(|| i64::from(covered || separate));
    let each: Vec<_> = (0..places)
        .map(|index| {
            system.variable(
                format!("place {}", index + 1),
                Interval { least, greatest: most.filter(|most| *most >= least) },
            )
        })
        .collect();
    system.equal(&Expression::sum(each.iter().copied()), people, "all places together");
    if equally && people % places == 0 {
        for one in &each {
            system.equal(&(*one).into(), people / places, "equally");
        }
    } else if !covered && !separate && most.is_none() && fewest.is_none() {
        return Ok(());
    }
    let Some(first) = each.first() else { return Ok(()) };
    let answer = match system.audit(&[(*first).into()], &Limits::default()) {
        Ok(answers) => answers.into_iter().next(),
        Err(Unsolved::Contradiction { .. }) => None,
        Err(error) => return Err(error),
    };
    let Some(answer) = answer else { return Ok(()) };
    if answer.interval.values().is_none_or(|values| values >= prose.profiles.sensitive.fewest_values) {
        return Ok(());
    }
    let mut one = Disclosure::new(clause::sentence(text, index), Way::Pigeonhole, prose.role_in(from, to));
    one.derived = Some(answer.interval);
    one.derivation = Some(answer.derivation);
    found.push(one);
    Ok(())
}

/// Returns how many each of the places has at least: "at least two in every house", "no home had fewer than two".
fn fewest_in_each(text: &super::Text<'_>, from: usize, to: usize) -> Option<i64> {
    (from..to).find_map(|at| {
        if let Some((fewest, end)) =
            text.after_any(at, &["at least", "no|not fewer|less than"]).and_then(|next| number(text, next))
        {
            let each = (end..(end + 3).min(to)).any(|at| text.after_any(at, &["in|at|on|per each|every"]).is_some());
            return each.then_some(fewest);
        }
        let fewer = text.after_any(at, &["had|has|with|saw|have fewer|less than"])?;
        let none = (at.saturating_sub(4).max(from)..at).any(|at| text.is_one_of(at, &["no", "none", "neither"]));
        number(text, fewer).filter(|_| none).map(|(fewest, _)| fewest)
    })
}

/// Returns whether the places are told directly behind the people: "5 pupils, 5 schools".
fn is_paired(text: &super::Text<'_>, end: usize) -> bool {
    let before = end.saturating_sub(4);
    (before..end).any(|at| text.word(at) == "," && number(text, at + 1).is_some())
}

/// Reports "one apiece in Ely and March", "each from a separate place" of people or cases that are sensitive.
fn each(prose: &Prose<'_, '_>, index: usize, found: &mut Vec<Disclosure>) {
    let text = prose.text;
    let (from, to) = text.sentence(index);
    let told = (from..to).find(|at| {
        text.after_any(
            *at,
            &[
                "one apiece|each in|at|on",
                "each came|come|is|was|lives from|in|at a separate|different",
                "each from|in|at a separate|different",
                "one in|at each",
            ],
        )
        .is_some()
    });
    let counted = prose.mentions_in(index, index).iter().any(|mention| {
        let few = mention.amount.exact().is_some_and(|number| prose.profiles.sensitive.hides(number.unsigned_abs()));
        let class = mention.head.class();
        few && (class.is_some_and(|class| class <= super::claims::Class::Vulnerable)
            || mention.end > 0 && text.is(mention.end - 1, Facts::CASE)
            || class.is_some_and(|class| class.is_subject()) && text.any(from, to, Facts::SENSITIVE))
    });
    if let Some(at) = told.filter(|_| counted) {
        found.push(Disclosure::new(
            clause::droppable(text, index, at, at + 1),
            Way::Pigeonhole,
            prose.role_in(from, to),
        ));
    }
}

/// Returns how many people and how many places a sentence tells, and where the places stand; the people may be told in the one
/// before.
fn people_and_places(prose: &Prose<'_, '_>, index: usize) -> Option<(i64, i64, usize)> {
    let text = prose.text;
    let (from, to) = text.sentence(index);
    let mut people = None;
    let mut places = None;
    let mut at = from;
    while at < to {
        let Some((many, end)) = number(text, at) else {
            at += 1;
            continue;
        };
        let words = (end..(end + 4).min(to)).take_while(|at| text.form(*at) == Some(Form::Letters));
        for word in words {
            if text.is(word, Facts::CASE)
                || super::claims::noun_at(text, word).is_some_and(|noun| noun.class.is_subject() && noun.plural)
            {
                people = people.or(Some(many));
                break;
            }
            if text.is(word, Facts::COUNTED.and(Facts::DWELLING)) {
                places = places.or(Some((many, end)));
                break;
            }
        }
        at = end;
    }
    let (places, at) = places?;
    // "Eight pupils were referred. The referrals involve eight different schools."
    let before = || {
        let mentions = prose.mentions_in(index.checked_sub(1)?, index - 1);
        mentions
            .iter()
            .rev()
            .find(|mention| mention.head.class().is_some_and(|class| class.is_subject()))?
            .amount
            .exact()
    };
    Some((people.or_else(before)?, places, at))
}

/// Returns how many places there are and how many have none, where a mention says so.
fn places_left(prose: &Prose<'_, '_>, mention: &Mention) -> Option<(i64, i64)> {
    let text = prose.text;
    let end = clause::end(text, mention.sentence, mention.end);
    let begin = clause::start(text, mention.sentence, mention.start);
    let none = text.has(mention.end, end, &["none", "nobody", "zero", "nil", "0"])
        || (mention.end..end).any(|at| {
            // "saw no evictions", "had no such pupil"
            text.word(at) == "no"
                && (at + 1..at + 4).any(|at| {
                    text.is(at, Facts::CASE)
                        || super::claims::noun_at(text, at).is_some_and(|noun| noun.class.is_subject())
                })
        });
    let all_have = (mention.end..end).any(|at| {
        text.after_any(at, &["at least one", "one or more"]).is_some()
            || text.after_any(at, &["housed|held|had|has|saw|lost|recorded|reported a|an|one"]).is_some_and(|next| {
                (next..next + 3).any(|at| {
                    super::claims::noun_at(text, at).is_some_and(|noun| noun.class.is_subject() && !noun.plural)
                })
            })
    });
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
        // "five of our six custody suites had a juvenile in": those five have at least one
        (Of::Number(_, Head::Object), amount) if all_have && counted(mention.start, mention.end) => {
            Some((amount.exact()?, 0))
        }
        // "in ten wards, of which three had none"; "there were none in three"
        (Of::Them | Of::Nothing | Of::Some(Head::Object), amount)
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
            let counted = counted
                || text.after_any(end, &["in all|total", "altogether", "between them"]).is_some()
                || (at.saturating_sub(6).max(from)..at).any(|at| text.is_one_of(at, &["total"]));
            let place = words.clone().next().is_some_and(|at| text.is(at, Facts::COUNTED));
            let distance = near.start.abs_diff(at);
            if counted && !place && nearest.is_none_or(|(other, _)| distance < other) {
                nearest = Some((distance, number));
            }
        }
    }
    nearest.map(|(_, number)| number)
}
