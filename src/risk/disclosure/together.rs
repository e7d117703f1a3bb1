//! A text together with what is known already: earlier releases and tables.
//!
//! Each number of the text is put beside the numbers that are known. Those that count the same people, by the words that
//! are said of them, are one unknown; one of which more is said is a part of the other. All of it is one system of
//! statements, asked what is left over: the people between two totals, the rest of a whole, the cells that a table hides.

use std::collections::BTreeSet;

use super::super::claims::{Amount, Class, Facts, Form, Node, noun_at};
use super::super::known::{Count, Known, stem};
use super::super::{Answer, Expression, Interval, Limits, System, Unsolved, Variable};
use super::{Disclosure, Prose, Way};
use crate::Confidence;

/// The most links that are worked out together.
const MOST_LINKS: usize = 200;

/// Words of a clause that do not say whom it counts: verbs of being there, times, and words around numbers.
const EMPTY: &str = "\
    there are live lives living lived remain remains number total figure currently present year month week \
    today now january february march april june july august september october november december earlier \
    recorded people person held counted including said force police whole";

/// How a number of the text and a known one belong together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    /// They count the same people.
    Same,
    /// The number of the text is a part of the known one.
    PartOf,
    /// The known number is a part of the one of the text.
    WholeOf,
}

/// A number of the text with a known one.
struct Pair {
    own: usize,
    known: usize,
    link: Link,
}

/// Returns the numbers of people that a text tells, named after it.
pub(super) fn told(prose: &Prose<'_, '_>, source: &str) -> Vec<Count> {
    prose.nodes.iter().filter_map(|node| count(prose, node, source)).collect()
}

pub(super) fn find(prose: &Prose<'_, '_>, known: &Known, found: &mut Vec<Disclosure>) -> Result<(), Unsolved> {
    let own: Vec<(&Node, Count)> =
        prose.nodes.iter().filter_map(|node| Some((node, count(prose, node, "this text")?))).collect();
    let mut pairs = Vec::new();
    for (index, (_, count)) in own.iter().enumerate() {
        let near = known.near(&count.words).into_iter();
        let links = near.filter_map(|at| Some((at, link(count, known.counts.get(at)?)?)));
        // Of wholes the one of which most is said is the nearest.
        let mut links: Vec<(usize, Link)> = links.collect();
        let words = |at: &usize| known.counts.get(*at).map_or(0, |count| count.words.len());
        links.sort_by_key(|(at, _)| std::cmp::Reverse(words(at)));
        pairs.extend(links.into_iter().map(|(known, link)| Pair { own: index, known, link }));
    }
    for some in pairs.chunks(MOST_LINKS) {
        match together(prose, &own, known, some, found) {
            // The numbers are not of the same people after all, or one is wrong: each pair is looked at by itself.
            Err(Unsolved::Contradiction { .. }) => {
                for pair in some {
                    match together(prose, &own, known, std::slice::from_ref(pair), found) {
                        Err(Unsolved::Contradiction { .. }) | Ok(()) => {}
                        Err(error) => return Err(error),
                    }
                }
            }
            other => other?,
        }
    }
    Ok(())
}

/// Asks the system of some pairs and of the tables that they touch.
fn together(
    prose: &Prose<'_, '_>,
    own: &[(&Node, Count)],
    known: &Known,
    pairs: &[Pair],
    found: &mut Vec<Disclosure>,
) -> Result<(), Unsolved> {
    let mut system = System::new();
    let mut of_known: Vec<Option<Variable>> = vec![None; known.counts.len()];
    let tables = !known.sums.is_empty()
        && pairs.iter().any(|pair| known.counts.get(pair.known).is_some_and(|count| count.context.is_some()));
    let linked: BTreeSet<usize> = pairs.iter().map(|pair| pair.known).collect();
    for (slot, (at, count)) in of_known.iter_mut().zip(known.counts.iter().enumerate()) {
        if tables && count.context.is_some() || linked.contains(&at) {
            let variable = system.variable(&count.name, if count.hidden { count.value } else { Interval::COUNT });
            if !count.hidden {
                system.within(&variable.into(), count.value, &count.name);
            }
            *slot = Some(variable);
        }
    }
    if tables {
        for (total, parts) in &known.sums {
            let variable = |at: &usize| of_known.get(*at).copied().flatten();
            let (Some(total), parts) = (variable(total), parts.iter().filter_map(variable)) else { continue };
            system.equal(&Expression::sum(parts).minus(total), 0, "a total of the table");
        }
    }
    let before = if tables { hidden_cells(&system, known, &of_known)? } else { Vec::new() };
    let mut asked: Vec<(usize, Variable)> = Vec::new();
    for pair in pairs {
        let (Some((_, count)), Some(other)) = (own.get(pair.own), of_known.get(pair.known).copied().flatten()) else {
            continue;
        };
        let Some(is_hidden) = known.counts.get(pair.known).map(|count| count.hidden) else { continue };
        let variable = system.count(&count.name);
        system.within(&variable.into(), count.value, &count.name);
        let (whole, part) = match pair.link {
            Link::Same if is_hidden || known.counts.get(pair.known).is_some_and(|other| other.value == count.value) => {
                system.equal(&Expression::from(variable).minus(other), 0, "the same people");
                continue;
            }
            // The same people at two times, or counted in two ways.
            Link::Same => {
                let more = known.counts.get(pair.known).is_some_and(|other| other.value.least > count.value.least);
                if more { (other, variable) } else { (variable, other) }
            }
            Link::PartOf => (other, variable),
            Link::WholeOf => (variable, other),
        };
        let rest = system.count("between them");
        system.equal(&Expression::sum([part, rest]).minus(whole), 0, "a part and the rest are the whole");
        asked.push((pair.own, rest));
    }
    let quantities: Vec<Expression> = asked.iter().map(|(_, rest)| (*rest).into()).collect();
    let answers = system.audit(&quantities, &Limits::default())?;
    for ((index, _), answer) in asked.iter().zip(answers) {
        let Some((node, _)) = own.get(*index) else { continue };
        report(prose, node, answer, false, found);
    }
    if tables {
        let after = hidden_cells(&system, known, &of_known)?;
        let came_out = before.into_iter().zip(after).filter(|(before, after)| before.interval != after.interval);
        for (_, answer) in came_out {
            // Each number of the text that is linked to a table has its share in it.
            let linked = pairs.iter().filter(|pair| known.counts.get(pair.known).is_some_and(|c| c.context.is_some()));
            let nodes: BTreeSet<usize> = linked.map(|pair| pair.own).collect();
            for (node, _) in nodes.into_iter().filter_map(|index| own.get(index)) {
                report(prose, node, answer.clone(), true, found);
            }
        }
    }
    Ok(())
}

/// Returns what is left of each hidden cell.
fn hidden_cells(system: &System, known: &Known, of_known: &[Option<Variable>]) -> Result<Vec<Answer>, Unsolved> {
    let cells = known.counts.iter().zip(of_known).filter(|(count, _)| count.hidden);
    let quantities: Vec<Expression> = cells.filter_map(|(_, variable)| Some((*variable)?.into())).collect();
    system.audit(&quantities, &Limits::default())
}

/// Reports what is left when it is too little; `of_cell` when a table hides it.
fn report(prose: &Prose<'_, '_>, node: &Node, answer: Answer, of_cell: bool, found: &mut Vec<Disclosure>) {
    let Some(who) = prose.who(node) else { return };
    // What happens in public view is news, unless it is told of a group that is sensitive.
    if (!who.sensitive || who.class == Class::Vulnerable) && prose.is_event(node) {
        return;
    }
    let profile = if who.sensitive { &prose.profiles.sensitive } else { &prose.profiles.general };
    let interval = answer.interval;
    let hides = |number: i64| u64::try_from(number).is_ok_and(|number| profile.hides(number));
    let exact = interval.exact();
    // Nothing between two totals is no news; nothing in a hidden cell is.
    let known = exact.is_some_and(|number| hides(number) || of_cell);
    let narrow = exact.is_none() && interval.values().is_some_and(|values| values < profile.fewest_values);
    if !(known || narrow) || exact == Some(0) && !of_cell {
        return;
    }
    let mut one = prose.at(node, if of_cell { Way::Complement } else { Way::Differencing });
    let crowd = !who.sensitive && node.amount.exact().is_some_and(|number| number >= super::parts::CROWD);
    one.confidence = if crowd { Confidence::Possible } else { Confidence::Likely };
    one.derived = Some(interval);
    one.derivation = Some(answer.derivation);
    found.push(one);
}

/// Returns how two numbers belong together, by the words that are said of them.
fn link(own: &Count, other: &Count) -> Option<Link> {
    if let Some(context) = &other.context {
        let rest: BTreeSet<&String> = own.words.difference(&other.words).collect();
        let meant = rest
            .iter()
            .all(|word| context.words.contains(*word) || !context.tells_whom && (is_whom(word) || is_told(word)));
        let whom = context.tells_whom || own.words.iter().any(|word| is_whom(word));
        return match () {
            () if other.words.is_empty() || !whom || !other.words.is_subset(&own.words) => None,
            () if meant => Some(Link::Same),
            () => Some(Link::PartOf),
        };
    }
    let whom = own.words.intersection(&other.words).any(|word| is_whom(word));
    let whom = whom || own.words.intersection(&other.words).count() > 1;
    if !whom {
        return None;
    }
    if own.words == other.words {
        return Some(match (own.without, other.without) {
            (true, false) => Link::PartOf,
            (false, true) => Link::WholeOf,
            _ => Link::Same,
        });
    }
    if other.words.is_subset(&own.words) && own.value.least <= other.value.greatest.unwrap_or(i64::MAX) {
        return Some(Link::PartOf);
    }
    let covers = own.words.is_subset(&other.words) && other.value.least <= own.value.greatest.unwrap_or(i64::MAX);
    covers.then_some(Link::WholeOf)
}

/// Returns whether a word is a noun for people.
fn is_whom(word: &str) -> bool {
    super::claims::facts_of(word).has(Facts::SUBJECT)
}

/// Returns whether a word says something sensitive of people.
fn is_told(word: &str) -> bool {
    super::claims::facts_of(word).has(Facts::SENSITIVE.and(Facts::OF_PEOPLE))
}

/// Returns a number of people as it can be compared.
fn count(prose: &Prose<'_, '_>, node: &Node, source: &str) -> Option<Count> {
    let text = prose.text;
    prose.who(node)?;
    let value = match node.amount {
        Amount::Number { least, greatest, about: false } => Interval { least, greatest },
        Amount::Both => Interval::new(2, 2),
        Amount::None => Interval::new(0, 0),
        _ => return None,
    };
    let mut words = BTreeSet::new();
    let mut without = false;
    let mut next = Some(node);
    for _ in 0..4 {
        let Some(node) = next else { break };
        let (from, to) = prose.said(node)?;
        let mut at = from;
        while at < to {
            if !without && text.is(at, Facts::WITHOUT) && !text.is_one_of(at, &["not", "other", "less"]) {
                // What is left out says nothing of those who are counted.
                without = true;
                at += 1;
                while at < to && text.form(at) == Some(Form::Letters) && !text.is(at, Facts::PREDICATE) {
                    at += 1;
                }
                continue;
            }
            if text.form(at) == Some(Form::Letters) {
                let word = text.word(at);
                let content = text.is(at, Facts::OF_PEOPLE.and(Facts::SENSITIVE).and(Facts::NOUN))
                    || !text.is(at, Facts::STOP.and(Facts::NUMERAL).and(Facts::WHOLE).and(Facts::PREDICATE));
                if content && word.len() > 2 && !EMPTY.split(' ').any(|empty| empty == word) {
                    words.insert(stem(word.trim_end_matches("'s")));
                }
            }
            at += 1;
        }
        next = node.parent.and_then(|parent| prose.nodes.get(parent));
    }
    (!words.is_empty()).then(|| {
        let (from, to) = prose.said(node).unwrap_or_default();
        let noun = (from..to).filter_map(|at| noun_at(text, at)).next();
        let name = noun.map_or("people", |noun| text.word(noun.at));
        let (but, name) = (if without { ", some left out" } else { "" }, name.to_owned());
        Count { words, context: None, value, without, hidden: false, name: format!("{name} ({source}{but})") }
    })
}
