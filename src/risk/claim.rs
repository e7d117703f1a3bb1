//! Numbers of people as a text tells them: who, how many, of whom, where, when.
//!
//! A text goes in; claims come out, in order. A claim holds places in the text and a range of numbers, never a copy of the text.
//! They are what the disclosures of a text are worked out from; other sources (tables, earlier releases) are put beside them
//! by whoever holds those.

use super::Interval;
use super::claims::{Amount, Class, Form, Head, Mention, Of, Text, noun_at, of_sentence, resolve};
use crate::Span;

/// One number that a text tells.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Claim {
    /// The number with what it counts, in bytes of the text.
    pub span: Span,
    /// Who or what is counted; none for a bare number.
    pub population: Option<Span>,
    /// What is said of them: the rest of the clause.
    pub condition: Option<Span>,
    /// Where: "at the hostel".
    pub place: Option<Span>,
    /// When: "last October", "in 2024".
    pub date: Option<Span>,
    /// The number as told; none for a share or a rest, which hang on other claims.
    pub value: Option<Interval>,
    /// What is counted.
    pub unit: Unit,
    /// Whether a number is given.
    pub mode: Mode,
    /// The claim, by its place in the list, that this is a part of.
    pub part_of: Option<usize>,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unit {
    /// People whom a release may be about.
    People,
    /// People who work for a public body.
    Staff,
    /// Anything else: things, cases, offences.
    Things,
    /// The text does not say.
    Unsaid,
}

/// Whether a number is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mode {
    /// It is.
    Stated,
    /// It is said that it is not given: "we cannot say how many".
    Withheld,
}

/// Prints places, never a number.
impl std::fmt::Debug for Claim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Claim").field("span", &self.span).field("unit", &self.unit).field("mode", &self.mode).finish()
    }
}

/// Returns the numbers that a plain text tells, in order, and those that it says it does not tell.
///
/// ```
/// use withhold::risk::{Interval, Unit, claims};
///
/// let text = "Nine offenders were missing in October; two of them are abroad.";
/// let found = claims(text);
/// assert_eq!(found[0].value, Some(Interval::new(9, 9)));
/// assert_eq!(found[0].date.and_then(|date| date.of(text)), Some("in October"));
/// assert_eq!((found[1].part_of, found[1].unit), (Some(0), Unit::People));
/// ```
#[must_use]
pub fn claims(text: &str) -> Vec<Claim> {
    let text = Text::of(text);
    let mentions: Vec<Mention> = (0..text.sentences.len()).flat_map(|sentence| of_sentence(&text, sentence)).collect();
    let nodes = resolve(&text, &mentions);
    let mut claims: Vec<Claim> = nodes
        .iter()
        .filter_map(|node| {
            let mention = mentions.get(node.mention)?;
            let unit = match node.class {
                Some(class) if class.is_subject() => Unit::People,
                Some(Class::Staff) => Unit::Staff,
                Some(_) => Unit::Things,
                None => Unit::Unsaid,
            };
            Some(Claim {
                span: text.span(mention.start, mention.end),
                population: population(&text, mention, node.is_base),
                condition: clause(&text, mention.sentence, mention.end),
                place: phrase(&text, mention, &["at", "in", "from", "across"], false),
                date: phrase(&text, mention, &["in", "on", "since", "last", "this"], true),
                value: value(node.amount),
                unit,
                mode: Mode::Stated,
                part_of: node.parent,
            })
        })
        .collect();
    claims.extend((0..text.sentences.len()).filter_map(|sentence| withheld(&text, sentence)));
    claims
}

fn value(amount: Amount) -> Option<Interval> {
    match amount {
        Amount::Number { least, greatest, .. } => Some(Interval { least, greatest }),
        Amount::None | Amount::Neither => Some(Interval::new(0, 0)),
        Amount::Both => Some(Interval::new(2, 2)),
        Amount::More(number) | Amount::Rest(Some(number)) => Some(Interval::new(number, number)),
        Amount::All | Amount::AllBut(_) | Amount::Share { .. } | Amount::Rest(None) => None,
    }
}

/// Returns the noun that is counted.
fn population(text: &Text<'_>, mention: &Mention, is_base: bool) -> Option<Span> {
    let head = match (mention.head, mention.of) {
        (_, Of::Number(_, head)) if is_base => head,
        (Head::Bare, Of::Number(_, head) | Of::Some(head)) => head,
        (head, _) => head,
    };
    match head {
        Head::People(noun) => Some(text.span(noun.at, noun.at + 1)),
        Head::Object => Some(text.span(mention.end - 1, mention.end)),
        Head::Bare => None,
    }
}

/// Returns the rest of a clause.
fn clause(text: &Text<'_>, sentence: usize, from: usize) -> Option<Span> {
    let (_, last) = text.sentence(sentence);
    let ends = |at: &usize| text.form(*at) == Some(Form::Mark) && !text.is_glued(at + 1);
    let end = (from..last).find(ends).unwrap_or(last);
    (end > from).then(|| text.span(from, end))
}

/// Returns a phrase of place, or of time, in the sentence of a mention.
fn phrase(text: &Text<'_>, mention: &Mention, leads: &[&str], of_time: bool) -> Option<Span> {
    const TIMES: &[&str] = &[
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
        "year",
        "month",
        "week",
        "quarter",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "yesterday",
        "today",
    ];
    let (first, last) = text.sentence(mention.sentence);
    // "At least six" is no place.
    let opens = |at: usize| {
        of_time
            || text.is_capital(at + 1)
            || text.is_one_of(at + 1, &["the", "a", "an", "our", "this", "that", "one", "their"])
    };
    (first..last).filter(|at| text.is_one_of(*at, leads) && opens(*at)).find_map(|at| {
        let end = (at + 1..(at + 6).min(last))
            .take_while(|at| {
                text.form(*at) != Some(Form::Mark)
                    && text.form(*at) != Some(Form::Break)
                    && !text.is_one_of(*at, &["and", "is", "are", "was", "were", "has", "have", "had", "since", "last"])
            })
            .last()?;
        let year = |at: usize| text.form(at) == Some(Form::Figures) && text.word(at).len() == 4;
        let time = (at + 1..=end).find(|at| TIMES.contains(&text.word(*at)) || year(*at));
        // A place ends where a time begins.
        let place = (at + 1..=end).take_while(|at| !text.is_one_of(*at, &["in", "on"])).last();
        match (of_time, time) {
            (true, Some(time)) => Some(text.span(at, time + 1)),
            (false, time) => place
                .filter(|end| time.is_none_or(|time| time > *end) && noun_at(text, *end).is_none())
                .map(|end| text.span(at, end + 1)),
            _ => None,
        }
    })
}

/// Returns the claim that a number is not given: "we cannot say how many of them are abroad".
fn withheld(text: &Text<'_>, sentence: usize) -> Option<Claim> {
    let (first, last) = text.sentence(sentence);
    let asked = (first..last).find_map(|at| text.after(at, "how many"))?;
    let refused = text.has(first, asked, &["not", "cannot", "can't", "won't", "unable", "declined", "refused"]);
    let people = (asked..last).find_map(|at| noun_at(text, at));
    refused.then(|| Claim {
        span: text.span(asked - 2, asked),
        population: people.map(|noun| text.span(noun.at, noun.at + 1)),
        condition: clause(text, sentence, asked),
        place: None,
        date: None,
        value: None,
        unit: people.map_or(Unit::Unsaid, |noun| if noun.class.is_subject() { Unit::People } else { Unit::Staff }),
        mode: Mode::Withheld,
        part_of: None,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;

    #[test]
    fn a_claim_says_who_how_many_where_and_when() {
        let text = "At least six men lived at the hostel in 2024. Two boats and four officers came. We cannot say how many of the men are abroad.";
        let found = claims(text);
        let said = |span: Option<Span>| span.and_then(|span| span.of(text));
        assert_eq!(found.len(), 4, "{found:?}");
        assert_eq!(found[0].value, Some(Interval { least: 6, greatest: None }));
        assert_eq!((said(found[0].population), said(found[0].place)), (Some("men"), Some("at the hostel")));
        assert_eq!((said(found[0].date), found[0].unit), (Some("in 2024"), Unit::People));
        assert_eq!((found[1].unit, found[2].unit), (Unit::Things, Unit::Staff));
        assert_eq!((found[3].mode, found[3].value), (Mode::Withheld, None));
        assert!(!format!("{found:?}").contains("value"));
    }
}
