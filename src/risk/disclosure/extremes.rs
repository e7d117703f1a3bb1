//! Extremes and means of a few: "The youngest of the three is 16."
//!
//! The youngest and the oldest have an exact age of one person; a mean of a few gives the last age to whoever knows the
//! others. Where a group is large enough (the profile says from which size on), they may be given.

use super::super::claims::{Facts, Form, Head, Of, QUANTITY, noun_at, number, quantity_at};
use super::{Disclosure, Prose, Way, clause};

pub(super) fn find(prose: &Prose<'_, '_>, found: &mut Vec<Disclosure>) {
    let text = prose.text;
    for index in prose.sentences(&[Facts::EXTREME, QUANTITY]) {
        let (from, to) = text.sentence(index);
        for at in (from..to).filter(|at| text.is(*at, Facts::EXTREME)) {
            let extreme = text
                .after_any(at, &["youngest|oldest|eldest"])
                .or_else(|| text.after(at, "baby of the group|gang|family|party|class|house"));
            let mean = text.after_any(
                at,
                &[
                    "average|mean|median age|ages",
                    "averaged|averages",
                    "ranged|ranging|range|run|ran|span|spanned|spanning from",
                    "range|ranged|ran|run|span|spanned",
                    "mean|median|average",
                ],
            );
            // "aged 42 on average"
            let aged = (at.saturating_sub(7).max(from)..at).find(|before| {
                text.word(at) == "average" && text.is_one_of(*before, &["aged"]) && number(text, before + 1).is_some()
            });
            if let Some(aged) = aged {
                let size = size(prose, index, from, aged);
                let fewest = i64::try_from(prose.profiles.general.smallest_group).unwrap_or(i64::MAX);
                if size.is_some_and(|size| size < fewest) {
                    let span = clause::droppable(text, index, aged, at + 1);
                    let mut one = Disclosure::new(span, Way::Extreme, prose.role_in(from, to));
                    one.derived = number(text, aged + 1).map(|(age, _)| super::Interval::new(age, age));
                    found.push(one);
                    break;
                }
            }
            if let Some(one) = led_by_age(prose, index, at) {
                found.push(one);
                break;
            }
            if most(prose, index, at, found) {
                break;
            }
            let Some(next) = extreme.or(mean) else { continue };
            let stop = (next..to).find(|at| text.is_one_of(*at, &[";", "!", "?"])).unwrap_or(to);
            // The age: a number behind a verb, "aged" or a comma, or in brackets.
            let Some(age) = (next..stop).find(|at| is_age(prose, *at, next)) else { continue };
            if mean.is_some() && !text.has(from, age + 3, &["age", "ages", "aged", "old"]) {
                continue;
            }
            let size = size(prose, index, next, age);
            let fewest = i64::try_from(prose.profiles.general.smallest_group).unwrap_or(i64::MAX);
            let is_group = size.is_some_and(|size| size < fewest);
            let people = text.has(from, to, &["them", "whom", "victim", "victims", "one", "ones"])
                || (from..to).any(|at| super::claims::noun_at(text, at).is_some_and(|noun| noun.class.is_subject()));
            let unknown = size.is_none()
                && extreme.is_some()
                && people
                && !text.has(
                    from,
                    to,
                    &[
                        "eligible",
                        "minimum",
                        "maximum",
                        "ever",
                        "must",
                        "population",
                        "council",
                        "parliament",
                        "assembly",
                        "board",
                        "cabinet",
                        "committee",
                        "squad",
                        "club",
                    ],
                );
            let sport = text.has(
                from,
                to,
                &[
                    "competitor",
                    "competitors",
                    "runner",
                    "runners",
                    "entrant",
                    "entrants",
                    "player",
                    "players",
                    "winner",
                    "race",
                ],
            );
            if !(is_group || unknown) || sport || is_of_things(prose, index, next) {
                continue;
            }
            let end = clause::end(text, index, age);
            let article = text.is_one_of(at.wrapping_sub(1), &["the", "their", "an", "a"]);
            let begin = if article { at - 1 } else { at };
            let span = clause::droppable(text, index, begin, end.max(age + 1));
            let mut one = Disclosure::new(span, Way::Extreme, prose.role_in(from, to));
            one.derived = number(text, age).map(|(age, _)| super::Interval::new(age, age));
            found.push(one);
            break;
        }
    }
}

/// Reads "At 88, the oldest had lived there since it was built" and "at 91 he is the oldest of the seven".
fn led_by_age(prose: &Prose<'_, '_>, index: usize, at: usize) -> Option<Disclosure> {
    let text = prose.text;
    let (from, to) = text.sentence(index);
    let next = text.after_any(at, &["youngest|oldest|eldest"])?;
    let led = (at.saturating_sub(8).max(from)..at).rev().find(|before| text.is_one_of(*before, &["at", "aged"]))?;
    let (age, end) = number(text, led + 1).filter(|(age, end)| (1..120).contains(age) && *end < at)?;
    let between = (end..at)
        .all(|at| text.is_one_of(at, &[",", "the", "he", "she", "is", "was", "and", "years", "old", "years-old"]));
    let size = size(prose, index, next, led).or_else(|| size(prose, index, from, led));
    let fewest = i64::try_from(prose.profiles.general.smallest_group).unwrap_or(i64::MAX);
    let of_people = !is_of_things(prose, index, next)
        && ((from..to).any(|at| noun_at(text, at).is_some_and(|noun| noun.class.is_subject()))
            || prose.nodes_until(index).take(1).any(|node| node.class.is_some_and(|class| class.is_subject())));
    if !between || !of_people || size.is_none_or(|size| size >= fewest) {
        return None;
    }
    let span = clause::droppable(text, index, led, end);
    let mut one = Disclosure::new(span, Way::Extreme, prose.role_in(from, to));
    one.derived = Some(super::Interval::new(age, age));
    Some(one)
}

/// Reports "nobody in the trio was older than eleven".
pub(super) fn bounds(prose: &Prose<'_, '_>, found: &mut Vec<Disclosure>) {
    let text = prose.text;
    for index in prose.sentences(&[Facts::NOUN, QUANTITY, Facts::WHOLE]) {
        let (from, to) = text.sentence(index);
        let Some(none) = (from..to).find(|at| {
            text.is_one_of(*at, &["nobody", "none", "neither"])
                || text.after(*at, "no one|member|boy|girl|child").is_some()
        }) else {
            continue;
        };
        let Some((at, end)) = (none..to).find_map(|at| {
            let next = text.after_any(at, &["was|is|were|are older|younger than", "was|is|were|are over|under"])?;
            number(text, next).filter(|(age, _)| (1..120).contains(age)).map(|(_, end)| (at, end))
        }) else {
            continue;
        };
        let size = size(prose, index, none, at);
        let fewest = i64::try_from(prose.profiles.general.smallest_group).unwrap_or(i64::MAX);
        let people = (none..at).any(|at| noun_at(text, at).is_some_and(|noun| noun.class.is_subject()));
        if people && size.is_some_and(|size| size < fewest) {
            let span = clause::droppable(text, index, none, end);
            found.push(Disclosure::new(span, Way::Extreme, prose.role_in(from, to)));
        }
    }
}

/// Reports "the children, of whom there were six, are aged between 2 and 11": the ends are two of them.
pub(super) fn ends(prose: &Prose<'_, '_>, found: &mut Vec<Disclosure>) {
    let text = prose.text;
    for index in prose.sentences(&[Facts::NOUN, QUANTITY, Facts::STOP]) {
        let (from, to) = text.sentence(index);
        let Some((at, next)) = (from..to).find_map(|at| {
            let next = text.after_any(at, &["are|were aged between|from", "are|were all|each aged between|from"])?;
            Some((at, next))
        }) else {
            continue;
        };
        let (Some((low, end)), true) = (number(text, next), next < to) else { continue };
        let Some((high, end)) = text.after(end, "and|to").and_then(|next| number(text, next)) else { continue };
        let size = size(prose, index, from, at);
        let fewest = i64::try_from(prose.profiles.general.smallest_group).unwrap_or(i64::MAX);
        let people = (from..at).any(|at| noun_at(text, at).is_some_and(|noun| noun.plural && noun.class.is_subject()));
        let band = low % 10 == 0 || high % 10 == 9;
        if people && !band && low < high && high < 120 && size.is_some_and(|size| size < fewest) {
            let span = clause::droppable(text, index, at, end);
            found.push(Disclosure::new(span, Way::Extreme, prose.role_in(from, to)));
        }
    }
}

/// Reports what is told of the first or the last of a few: "Of the seven, the longest-serving has been inside for 41 years".
fn most(prose: &Prose<'_, '_>, index: usize, at: usize, found: &mut Vec<Disclosure>) -> bool {
    let text = prose.text;
    let (from, to) = text.sentence(index);
    let next = text.after_any(
        at,
        &[
            "longest|shortest - serving|standing|term",
            "longest|shortest|highest|lowest|largest|smallest",
            "junior|senior",
            "best|worst",
        ],
    );
    // "the longest term": of things
    let of_thing = next.is_some_and(|next| {
        text.form(next) == Some(Form::Letters)
            && !text.is(next, Facts::STOP)
            && !text.is(next, Facts::PREDICATE)
            && noun_at(text, next).is_none()
            && !text.is_one_of(next, &["served", "got"])
    });
    if of_thing {
        return false;
    }
    let listed = text.is_one_of(at.wrapping_sub(1), &[":", ","])
        && text.is(next.unwrap_or(at), Facts::FIGURES.and(Facts::NUMERAL));
    let led = listed || text.is_one_of(at.wrapping_sub(1), &["the", "most", "least", "whose", "did", "came", "fared"]);
    let Some(next) = next.filter(|_| led) else { return false };
    let stop = (next..to).find(|at| text.is_one_of(*at, &[";", "!", "?"])).unwrap_or(to);
    let value = (next..stop).find_map(|at| {
        let (_, end) = number(text, at)?;
        let money = text.is_one_of(at.wrapping_sub(1), &["£", "$", "€"]);
        let verb = (next..at).any(|at| {
            text.is(at, Facts::PREDICATE)
                || text.is_one_of(at, &["got", "served", "serves", "turned", "aged", "just", "only"])
        });
        ((verb || listed) && (money || text.is(end, Facts::MEASURE) || is_age(prose, at, next))).then_some(end)
    });
    let size = size(prose, index, from, at);
    let fewest = i64::try_from(prose.profiles.general.smallest_group).unwrap_or(i64::MAX);
    let people = (from..at).any(|at| noun_at(text, at).is_some_and(|noun| noun.class.is_subject()))
        || prose.nodes_until(index).take(1).any(|node| node.class.is_some_and(|class| class.is_subject()));
    let Some(end) = value.filter(|_| people && size.is_some_and(|size| size < fewest)) else { return false };
    let begin = if text.is_one_of(at.wrapping_sub(2), &["the"]) { at - 2 } else { at.saturating_sub(1).max(from) };
    found.push(Disclosure::new(clause::droppable(text, index, begin, end), Way::Extreme, prose.role_in(from, to)));
    true
}

/// Returns whether a number behind "youngest" is an age.
fn is_age(prose: &Prose<'_, '_>, at: usize, from: usize) -> bool {
    let text = prose.text;
    // "had celebrated her 91st birthday"
    if text.is_one_of(at + 1, &["birthday"]) && text.word(at).starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    let Some((age, end)) = number(text, at).filter(|(age, _)| (0..=120).contains(age)) else { return false };
    let led = (from..at).rev().take(3).any(|at| {
        text.is_one_of(
            at,
            &[
                "is", "was", "being", "aged", "age", "turned", "just", "only", "are", "were", ",", "(", "at", "of",
                "-", "about", "around",
            ],
        )
    });
    let then = text.word(end);
    let years = matches!(then, "years" | "year" | "months") || text.word(end) == "-" && text.word(end + 1) == "year";
    let closes = text.form(end) == Some(Form::Mark)
        || text.form(end).is_none()
        || matches!(then, "and" | "but" | "while" | "when" | "at" | "in" | "last" | "to" | "or");
    // "the youngest of the three": that is how many they are.
    let counts = text.is_one_of(at.wrapping_sub(1), &["the", "of", "those", "these", "our"])
        && text.word(at.wrapping_sub(1)) != "of"
        || text.is_one_of(at.wrapping_sub(1), &["of"]) && !text.is_one_of(at.wrapping_sub(2), &["age", "ages"]);
    (led || at == from) && !counts && (years || closes) && age > 0
}

/// Returns how many they are: as said there, or the group that was last told.
fn size(prose: &Prose<'_, '_>, sentence: usize, from: usize, to: usize) -> Option<i64> {
    let text = prose.text;
    let (_, end) = text.sentence(sentence);
    let group = |at: usize| {
        let read = quantity_at(text, at).filter(|read| read.end <= to || at > to)?;
        let of = at > to
            && text.after(read.end, "of them|these|those|us").is_none()
            && !text.is_one_of(at.wrapping_sub(1), &["the", "of", "those", "these"]);
        read.amount.exact().filter(|number| *number > 1 && !of)
    };
    let said = (from..to).chain(to + 1..end).find_map(group);
    said.or_else(|| {
        let near = prose.nodes_until(sentence + 1).filter(|node| node.sentence + 2 >= sentence);
        let before = |node: &&super::Node| {
            prose.mentions.get(node.mention).is_some_and(|mention| mention.start < from || mention.sentence > sentence)
        };
        near.filter(before)
            .filter(|node| node.class.is_none_or(|class| class.is_subject()))
            .find_map(|node| node.amount.exact())
            .filter(|number| *number > 1)
    })
}

/// Returns whether what is compared is said to be no people: "the oldest of the three bridges".
fn is_of_things(prose: &Prose<'_, '_>, sentence: usize, from: usize) -> bool {
    let text = prose.text;
    let own = prose.mentions_in(sentence, sentence).iter().find(|mention| mention.start >= from);
    let object = own.is_some_and(|mention| {
        mention.start <= from + 3
            && (mention.head == Head::Object
                || matches!(mention.of, Of::Number(_, Head::Object) | Of::Some(Head::Object)))
    });
    let followed =
        text.form(from) == Some(Form::Letters) && !text.is(from, Facts::STOP) && !text.is(from, Facts::PREDICATE);
    object
        || followed && super::claims::noun_at(text, from).is_none() && super::claims::noun_at(text, from + 1).is_none()
}
