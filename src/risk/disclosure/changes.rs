//! Changes: a sensitive number at two times.
//!
//! "The number of registered offenders rose from eight to nine", "has doubled to four", "are now five, up from four": the
//! people between are a few. So are those between two totals of one group that two sentences tell, each with its time. What
//! a change of staff or of things gives away is nobody.

use super::super::claims::{Amount, Class, Facts, Form, Head, Noun, Text, is_reference, noun_at, number};
use super::super::{Derivation, Interval};
use super::{Disclosure, Prose, Way, clause};
use crate::Role;

/// Verbs by which a number gets smaller.
const FALLS: &[&str] = &[
    "fell",
    "fallen",
    "fall",
    "falls",
    "falling",
    "decreased",
    "decrease",
    "dropped",
    "drop",
    "declined",
    "reduced",
    "reduction",
    "dwindled",
    "shrank",
    "shrunk",
    "down",
];

/// Verbs by which a number becomes a multiple of itself.
const MULTIPLES: [(&str, i64); 4] = [("doubled", 2), ("trebled", 3), ("tripled", 3), ("quadrupled", 4)];

/// Words that tell a time, besides months and years.
const TIMES: &[&str] = &[
    "now",
    "today",
    "currently",
    "ago",
    "earlier",
    "previously",
    "then",
    "last",
    "this",
    "previous",
    "before",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "time",
    "later",
    "since",
    "present",
    "after",
];

pub(super) fn find(prose: &Prose<'_, '_>, found: &mut Vec<Disclosure>) {
    let text = prose.text;
    for index in prose.sentences(&[Facts::CHANGE, Facts::NOUN.and(Facts::CASE), super::claims::QUANTITY]) {
        let (from, to) = text.sentence(index);
        let told = (from..to).filter(|at| text.is(*at, Facts::CHANGE)).find_map(|verb| {
            let noun = changed(text, index, verb)?;
            let ends = ends(text, from, verb, to)?;
            Some((verb, noun, ends))
        });
        let Some((verb, noun, (before, after, end))) = told else { continue };
        let left = before.zip(after).map(|(before, after)| before.abs_diff(after));
        let profile = &prose.profiles.sensitive;
        let hides = |number: Option<i64>| number.and_then(|n| u64::try_from(n).ok()).is_some_and(|n| profile.hides(n));
        let left = left.and_then(|left| i64::try_from(left).ok());
        if !(hides(left) || hides(before) || hides(after)) {
            continue;
        }
        let span = clause::droppable(text, index, clause::start(text, index, verb), end);
        let mut one = Disclosure::new(span, Way::Differencing, noun.role);
        if let (Some(before), Some(after), Some(left)) = (before, after, left) {
            one.derived = Some(Interval::new(left, left));
            one.derivation =
                Some(Derivation::difference(before.max(after), before.min(after), left, text.word(noun.at)));
        }
        found.push(one);
    }
    up_by(prose, found);
    more_than_before(prose, found);
    series(prose, found);
    corrected(prose, found);
}

/// Reports a number that the next sentence, or the one behind it, gives otherwise: "now stands at nine. Our lunchtime post gave
/// it as eight.", "We put the number of patients at 31. We now say 33."
fn corrected(prose: &Prose<'_, '_>, found: &mut Vec<Disclosure>) {
    const AGAIN: usize = 2;
    let text = prose.text;
    let profile = &prose.profiles.sensitive;
    let told = |from: usize, to: usize, led: &[&str]| {
        (from..to).find_map(|at| {
            let next = text.after_any(at, led)?;
            let next = (next..(next + 8).min(to)).find(|at| number(text, *at).is_some())?;
            let (value, end) = number(text, next)?;
            (!is_reference(text, next, end) && !text.is(end, Facts::MEASURE)).then_some(value)
        })
    };
    for index in prose.sentences(&[Facts::NOUN, super::claims::QUANTITY]) {
        let (from, to) = text.sentence(index);
        let Some(noun) = (from..to).find_map(|at| {
            let next = text.after_any(at, &["number|total of"])?;
            (next..(next + 4).min(to))
                .find_map(|at| noun_at(text, at))
                .filter(|noun| noun.plural && noun.class.is_subject())
        }) else {
            continue;
        };
        let sensitive = noun.class == Class::Supervised || text.any(from, to, Facts::SENSITIVE);
        let first = told(noun.at, to, &["stands|stood|now at", "affected|was|is|at at", "at", "was|is|were|are"]);
        let Some(first) = first.filter(|_| sensitive) else { continue };
        for other in index + 1..=index + AGAIN {
            let (from, to) = text.sentence(other);
            let second = told(
                from,
                to,
                &["gave|put|had it|this at|as", "now say|put|count|give", "said it was", "it|this was then|previously"],
            );
            let left = second.and_then(|second| i64::try_from(first.abs_diff(second)).ok());
            let Some(left) = left.filter(|left| *left > 0 && profile.hides(left.unsigned_abs())) else { continue };
            let mut one = Disclosure::new(clause::sentence(text, other), Way::Differencing, noun.role);
            one.derived = Some(Interval::new(left, left));
            found.push(one);
            break;
        }
    }
}

/// Reports "Up by one since May, the number of informants stands at nine".
fn up_by(prose: &Prose<'_, '_>, found: &mut Vec<Disclosure>) {
    let text = prose.text;
    let profile = &prose.profiles.sensitive;
    for index in prose.sentences(&[Facts::CHANGE, Facts::NOUN, super::claims::QUANTITY]) {
        let (from, to) = text.sentence(index);
        let told = (from..to).find_map(|at| {
            let next = text.after_any(at, &["up|down by", "up|down"])?;
            let (left, end) = number(text, next)?;
            let since =
                text.is_one_of(end, &["since", "on", "from", "in", "over", "this", "last", "compared", "against"]);
            let opens = at == from || text.is_one_of(at - 1, &[",", "(", "-", ";"]);
            (since && opens && !is_reference(text, next, end)).then_some((at, end, left))
        });
        let Some((at, end, left)) = told else { continue };
        let mut nouns =
            (from..to).filter_map(|at| noun_at(text, at)).filter(|noun| noun.plural && noun.class.is_subject());
        let Some(noun) = nouns.next() else { continue };
        let known = noun.class == Class::Supervised
            || text.any(from, to, Facts::SENSITIVE)
            || text.has(from, to, &["terrorism"]);
        if known && left > 0 && profile.hides(left.unsigned_abs()) {
            let span = if at == from { clause::sentence(text, index) } else { clause::droppable(text, index, at, end) };
            let mut one = Disclosure::new(span, Way::Differencing, noun.role);
            one.derived = Some(Interval::new(left, left));
            found.push(one);
        }
    }
}

/// Reports "eight informants, one more than last year".
fn more_than_before(prose: &Prose<'_, '_>, found: &mut Vec<Disclosure>) {
    let text = prose.text;
    let hides =
        |number: i64| u64::try_from(number).is_ok_and(|number| number > 0 && prose.profiles.sensitive.hides(number));
    for index in prose.sentences(&[Facts::WITHOUT.and(Facts::STOP), Facts::NOUN, Facts::NUMERAL.and(Facts::FIGURES)]) {
        let (from, to) = text.sentence(index);
        let told = (from..to).find_map(|at| {
            let (left, end) = number(text, at)?;
            let than = text.after(end, "more|fewer|less than").or_else(|| {
                let noun = text.after(end, "more|fewer|less").and_then(|next| noun_at(text, next))?;
                text.after(noun.at + 1, "than")
            })?;
            let past = text.is_one_of(than, &["last", "in", "the", "a", "before", "at", "previously", "when"]);
            past.then_some((at, left, than))
        });
        let Some((at, left, than)) = told else { continue };
        // Whoever knows the number now knows the one before.
        let before = told_before(text, from, at).and_then(|now| now.checked_sub(left));
        let noun = (from..than).filter_map(|at| noun_at(text, at)).find(|noun| noun.class <= Class::Vulnerable);
        let Some(noun) = noun else { continue };
        if (noun.class == Class::Supervised || text.any(from, to, Facts::SENSITIVE))
            && let Some(tells) = [Some(left), before].into_iter().flatten().find(|number| hides(*number))
        {
            let mut one = Disclosure::new(clause::droppable(text, index, at, than), Way::Differencing, noun.role);
            one.derived = Some(Interval::new(tells, tells));
            found.push(one);
        }
    }
}

/// Returns the sensitive group whose number a verb changes.
fn changed(text: &Text<'_>, index: usize, verb: usize) -> Option<Noun> {
    let (from, to) = text.sentence(index);
    // "Five offenders, up from four": the group stands before the comma.
    let open = if text.is_one_of(verb, &["up", "down"]) { from } else { clause::start(text, index, verb) };
    let noun = (open..verb).filter_map(|at| noun_at(text, at)).rfind(|noun| noun.plural);
    // "Recalls to the hostel went from six to eight": each is somebody's.
    let case = (open..verb).find(|at| text.is(*at, Facts::CASE));
    let of_case = |at| Noun { class: Class::Person, role: Role::Unknown, plural: true, at };
    let noun = noun.or_else(|| case.map(of_case))?;
    let known = text.any(from, to, Facts::SENSITIVE.and(Facts::SMALL_PLACE))
        || text.has(from, to, &["list", "plan", "care", "caseload"]);
    let sensitive = match noun.class {
        Class::Supervised => true,
        Class::Vulnerable => known,
        Class::Person => {
            text.any(from, to, Facts::SENSITIVE) || case == Some(noun.at) && text.any(open, to, Facts::SMALL_PLACE)
        }
        _ => false,
    };
    sensitive.then_some(noun)
}

/// Returns the number before and after a change, as far as they are told, and where that ends.
fn ends(text: &Text<'_>, from: usize, verb: usize, to: usize) -> Option<(Option<i64>, Option<i64>, usize)> {
    let read = |word: &str, from: usize, to: usize| {
        (from..to).filter(|at| text.word(*at) == word).find_map(|at| {
            let (number, end) = number(text, at + 1)?;
            let share = text.is_one_of(end, &["%", "per", "percent"]) || text.is(end, Facts::MEASURE);
            (end <= to && !share && !is_reference(text, at + 1, end)).then_some((number, end))
        })
    };
    let (first, last, by) = (read("from", verb, to), read("to", verb, to), read("by", verb, to));
    let end = [first, last, by].iter().flatten().map(|(_, end)| *end).max()?;
    let number = |read: Option<(i64, usize)>| read.map(|(number, _)| number);
    let (first, last, by) = (number(first), number(last), number(by));
    let falls = text.has(from.max(verb.saturating_sub(1)), verb + 2, FALLS);
    let sign = if falls { -1 } else { 1 };
    let multiple = MULTIPLES.iter().find(|(word, _)| *word == text.word(verb)).map(|(_, times)| *times);
    let halved = (text.word(verb) == "halved").then_some(2);
    let (before, after) = match (first, last, by) {
        (Some(first), Some(last), _) => (Some(first), Some(last)),
        (None, Some(last), Some(by)) => (last.checked_sub(by.checked_mul(sign)?), Some(last)),
        (Some(first), None, Some(by)) => (Some(first), first.checked_add(by.checked_mul(sign)?)),
        (None, Some(last), None) => match (multiple, halved) {
            (Some(times), _) => (last.checked_div(times).filter(|_| last % times == 0), Some(last)),
            (_, Some(times)) => (last.checked_mul(times), Some(last)),
            _ => return None,
        },
        // "There are five now, up from four"
        (Some(first), None, None) if text.is_one_of(verb, &["up", "down"]) => {
            (Some(first), told_before(text, from, verb))
        }
        (None, None, Some(by)) => (Some(0), Some(by)),
        _ => return None,
    };
    Some((before, after, end))
}

/// Returns the last number before a word that is no reference.
fn told_before(text: &Text<'_>, from: usize, verb: usize) -> Option<i64> {
    (from..verb).rev().find_map(|at| {
        let (value, end) = number(text, at).filter(|(_, end)| *end <= verb)?;
        (!is_reference(text, at, end) && !text.is(end, Facts::MEASURE)).then_some(value)
    })
}

/// Reports two totals of one sensitive group in neighbouring sentences, each with its time, when a few people are between.
fn series(prose: &Prose<'_, '_>, found: &mut Vec<Disclosure>) {
    let profile = &prose.profiles.sensitive;
    let times = |sentence: usize| {
        let (from, to) = prose.text.sentence(sentence);
        let is_time = |at: &usize| {
            let year = prose.text.form(*at) == Some(Form::Figures) && prose.text.word(*at).len() == 4;
            year || prose.text.is_one_of(*at, TIMES)
        };
        (from..to).filter(is_time).count()
    };
    let wholes = prose.nodes.iter().filter(|node| node.parent.is_none() && !node.is_base);
    let totals: Vec<_> = wholes.filter_map(|node| Some((node, node.amount.exact()?))).collect();
    for pair in totals.windows(2) {
        let [(one, before), (other, after)] = pair else { continue };
        let apart = other.sentence - one.sentence;
        let class = one.class.filter(|class| *class <= Class::Vulnerable);
        let alike = class.is_some() && (other.class == class || is_bare(prose, other.mention));
        let left = before.abs_diff(*after);
        let timed =
            if apart == 0 { times(one.sentence) > 1 } else { times(one.sentence) > 0 && times(other.sentence) > 0 };
        if apart > 2
            || !timed
            || !alike
            || left == 0
            || !profile.hides(left)
            || !matches!(other.amount, Amount::Number { .. })
            || class == Some(Class::Vulnerable) && !is_known(prose, one.sentence)
        {
            continue;
        }
        let Ok(left) = i64::try_from(left) else { continue };
        let role = if other.role == Role::Unknown { one.role } else { other.role };
        let mut disclosure = Disclosure::new(clause::sentence(prose.text, other.sentence), Way::Differencing, role);
        disclosure.derived = Some(Interval::new(left, left));
        disclosure.derivation =
            Some(Derivation::difference(*before.max(after), *before.min(after), left, "between the dates"));
        found.push(disclosure);
    }
}

fn is_bare(prose: &Prose<'_, '_>, mention: usize) -> bool {
    prose.mentions.get(mention).is_some_and(|mention| mention.head == Head::Bare)
}

/// Returns whether a sentence speaks of something sensitive or of a place where people are known.
fn is_known(prose: &Prose<'_, '_>, sentence: usize) -> bool {
    let (from, to) = prose.text.sentence(sentence);
    prose.text.any(from, to, Facts::SENSITIVE.and(Facts::SMALL_PLACE))
        || (from..to)
            .any(|at| prose.text.after_any(at, &["looked - after", "looked after", "child protection"]).is_some())
}
