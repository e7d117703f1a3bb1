//! Answers: a small number behind a question that says whom it counts.
//!
//! "How many of the registered offenders are women? Answer: 2." The answer has no noun of its own; the question has it.

use super::super::Interval;
use super::super::claims::{Class, Facts, Form, is_reference, noun_at, number};
use super::{Disclosure, Prose, Way, clause};

/// The most words before the number of an answer.
const LEAD: usize = 8;

/// Returns the words of a question.
fn asked_from(text: &super::Text<'_>, index: usize) -> std::ops::Range<usize> {
    let (from, to) = text.sentence(index);
    from..to
}

pub(super) fn find(prose: &Prose<'_, '_>, found: &mut Vec<Disclosure>) {
    let text = prose.text;
    for index in prose.sentences(&[Facts::ASKING, Facts::NOUN]) {
        let (from, to) = text.sentence(index);
        let Some(asked) = (from..to).find_map(|at| text.after_any(at, &["how many", "the number of", "number of"]))
        else {
            continue;
        };
        let group = (asked..to).filter_map(|at| noun_at(text, at)).find(|noun| noun.class.is_subject());
        let ends = (from..to).rev().find(|at| text.form(*at) != Some(Form::Break));
        // "You asked how many …. It was four."
        let asks = (from..asked).any(|at| {
            text.after_any(at, &["asked", "wanted to know", "want to know", "request for", "asking"]).is_some()
        });
        let Some(noun) = group.filter(|_| asks || ends.is_some_and(|end| text.word(end) == "?")) else { continue };
        let known = text.any(from, to, Facts::SENSITIVE);
        let placed = text.any(from, to, Facts::SMALL_PLACE);
        let told = match noun.class {
            Class::Supervised => true,
            Class::Vulnerable => true,
            _ => known && (placed || noun.class == Class::Person),
        };
        if !told {
            continue;
        }
        let answer = (index + 1..=index + 2).find_map(|answer| {
            let (from, to) = text.sentence(answer);
            // "Nil.", "None.": of so many that were asked for
            let counted = (asked_from(text, index)).any(|at| number(text, at).is_some());
            if counted && (from..(from + 3).min(to)).any(|at| text.is_one_of(at, &["nil", "none", "nobody", "all"])) {
                return Some((answer, 0));
            }
            let first = (from..to).find(|at| number(text, *at).is_some())?;
            let words = (from..first).filter(|at| text.form(*at) == Some(Form::Letters)).count();
            let (number, end) = number(text, first)?;
            let closes = end >= to || !matches!(text.form(end), Some(Form::Letters)) || noun_at(text, end).is_some();
            let fits = words <= LEAD && closes && !is_reference(text, first, end) && text.word(end) != "%";
            fits.then_some((answer, number))
        });
        let Some((answer, number)) = answer else { continue };
        if number == 0 {
            found.push(Disclosure::new(clause::sentence(text, answer), Way::ZeroOrAll, noun.role));
        } else if number > 0 && u64::try_from(number).is_ok_and(|number| prose.profiles.sensitive.hides(number)) {
            let mut one = Disclosure::new(clause::sentence(text, answer), Way::SmallCount, noun.role);
            one.derived = Some(Interval::new(number, number));
            found.push(one);
        }
    }
}
