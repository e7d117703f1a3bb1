//! Ratios: "women outnumber men two to one" among twelve is eight women.
//!
//! The sides of a ratio are shares of the group last told: the smaller side is worked out. A ratio of many or of an unknown
//! number of people gives nobody away.

use super::super::claims::{Facts, noun_at, number};
use super::super::{Expression, Limits, System, Unsolved};
use super::{Disclosure, Prose, Way, clause};

pub(super) fn find(prose: &Prose<'_, '_>, found: &mut Vec<Disclosure>) -> Result<(), Unsolved> {
    let text = prose.text;
    for index in prose.sentences(&[Facts::NUMERAL.and(Facts::FIGURES)]) {
        let (from, to) = text.sentence(index);
        let Some(verb) = (from..to)
            .find(|at| text.is_one_of(*at, &["outnumber", "outnumbers", "outnumbered", "outnumbering", "ratio"]))
        else {
            continue;
        };
        let Some((above, below, end)) = (verb..(verb + 9).min(to)).find_map(|at| sides(prose, at)) else { continue };
        let group = prose.nodes_until(index + 1).find(|node| {
            let near = node.sentence.abs_diff(index) <= 2;
            near && node.class.is_some_and(|class| class.is_subject()) && node.amount.exact().is_some_and(|n| n > 1)
        });
        let Some((group, total)) = group.and_then(|group| Some((group, group.amount.exact()?))) else { continue };
        let people = (from..to).any(|at| noun_at(text, at).is_some_and(|noun| noun.class.is_subject()));
        let profile = &prose.profiles.sensitive;
        if !people || total >= i64::try_from(profile.smallest_base).unwrap_or(i64::MAX) {
            continue;
        }
        let (Some(shares), mut system) = (above.checked_add(below), System::new()) else { continue };
        let share = system.count(if below == 1 { "the smaller side" } else { "one share" });
        system.equal(&Expression::default().and(share, shares), total, "both sides are the whole");
        // What does not add up is a rounded ratio: of so few it still tells nearly the number.
        let answers = system.audit(
            &[if below == 1 { share.into() } else { Expression::default().and(share, below) }],
            &Limits::default(),
        );
        let (span, way) = (clause::droppable(text, index, clause::start(text, index, verb), end), Way::SmallBase);
        let mut one = Disclosure::new(span, way, group.role);
        match answers {
            Ok(answers) => {
                if let Some(answer) = answers.into_iter().next() {
                    one.derived = Some(answer.interval);
                    one.derivation = Some(answer.derivation);
                }
            }
            Err(Unsolved::Contradiction { .. }) => {}
            Err(error) => return Err(error),
        }
        found.push(one);
    }
    Ok(())
}

/// Reads "two to one", "3:1" and "2 for every 1", the larger side first.
fn sides(prose: &Prose<'_, '_>, at: usize) -> Option<(i64, i64, usize)> {
    let text = prose.text;
    if let Some((one, other)) = text.word(at).split_once(':') {
        let (one, other): (i64, i64) = (one.parse().ok()?, other.parse().ok()?);
        return (one > 0 && other > 0).then_some((one.max(other), one.min(other), at + 1));
    }
    let (one, next) = number(text, at)?;
    let (other, end) = number(text, text.after_any(next, &["to", "for every", ":"])?)?;
    (one > 0 && other > 0).then_some((one.max(other), one.min(other), end))
}
