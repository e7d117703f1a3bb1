//! Where a text tells a number of something: the amount, what is counted, and of how many.
//!
//! One sentence goes in; its mentions come out in order. A mention knows its own words only: which group it belongs to is
//! for the whole of the text ([`discourse`](super::discourse)).

use super::exceptions;
use super::facts::Facts;
use super::nouns::{self, Class, Noun};
use super::quantity::{self, Amount, number};
use super::reference::{is_extreme, is_ratio, is_reference};
use super::words::{Form, Text};

/// A number of something.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mention {
    pub(crate) sentence: usize,
    /// The first word.
    pub(crate) start: usize,
    /// The word behind the last.
    pub(crate) end: usize,
    pub(crate) amount: Amount,
    /// "the nine": spoken of before, or all there are.
    pub(crate) definite: bool,
    pub(crate) head: Head,
    pub(crate) of: Of,
    pub(crate) lead: Lead,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Head {
    People(Noun),
    /// Anything else.
    Object,
    /// The number stands by itself: "two are abroad".
    Bare,
}

/// Of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    Nothing,
    /// Of those before: "two of them", "of whom two".
    Them,
    /// Of a group without a number: "two of the men".
    Some(Head),
    /// Of so many: "two of the nine men".
    Number(Amount, Head),
}

/// How a mention is led in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lead {
    Plain,
    /// "including two children": some of those before.
    Including,
    /// "Of the nine, …": what follows is of these.
    Frame,
    /// "five men and a woman": one more, told together with others.
    Joined,
}

/// Returns whether a mention can start at a word.
fn may_open(text: &Text<'_>, at: usize) -> bool {
    match text.word(at) {
        "of" | "out" | "among" | "amongst" => {
            text.is(at + 1, QUANTITY) || text.is_one_of(at + 1, &["whom", "which", "of", "them"])
        }
        "a" | "an" => is_including(text, at) || quantity::may_start(text, at),
        _ => quantity::may_start(text, at),
    }
}

/// What a quantity starts with.
pub(crate) const QUANTITY: Facts = Facts::FIGURES.and(Facts::NUMERAL).and(Facts::LEAD);

/// Returns the mentions of a sentence.
pub(crate) fn of_sentence(text: &Text<'_>, sentence: usize) -> Vec<Mention> {
    let (from, to) = text.sentence(sentence);
    let mut mentions = Vec::new();
    let mut at = from;
    while at < to {
        if !text.is(at, QUANTITY) || !may_open(text, at) {
            at += 1;
            continue;
        }
        let framed = mentions.last().is_some_and(|last: &Mention| {
            let near = last.end == at
                || at - last.end < FRAME
                    && (last.end..at).all(|at| text.form(at) == Some(Form::Letters))
                    && quantity::read(text, at).is_some_and(|read| stands_before_verb(text, read.end));
            last.lead == Lead::Frame && near
        });
        let found = frame(text, sentence, from, at).or_else(|| mention(text, sentence, at, framed));
        match found.filter(|mention| mention.end > at && mention.end <= to) {
            Some(mention) => {
                at = mention.end;
                let joined = one_joined(text, &mention).filter(|joined| joined.end <= to);
                mentions.push(mention);
                if let Some(joined) = joined {
                    at = joined.end;
                    mentions.push(joined);
                }
            }
            None => at += 1,
        }
    }
    mentions
}

/// Reads "Of the nine men, …" and "Of these, …".
fn frame(text: &Text<'_>, sentence: usize, from: usize, at: usize) -> Option<Mention> {
    if !text.is_one_of(at, &["of", "out", "among", "amongst"]) {
        return None;
    }
    let opens = at == from
        || text.is_one_of(at - 1, &[";", "(", "-", ":", ".", ",", "and", "but", "that", "while", "whilst", "whereas"])
        || text.form(at - 1) == Some(Form::Break);
    if !opens {
        return None;
    }
    let next = text.after_any(at, &["of", "out of", "among", "amongst"])?;
    let (of, end) = base(text, next)?;
    let closed = text.word(end) == "," || (end..end + 8).any(|at| text.word(at) == ",") && matches!(of, Of::Number(..));
    // "of seven offenders supervised in the parish two had been recalled"
    let told = || {
        (end..end + FRAME)
            .take_while(|at| text.form(*at) == Some(Form::Letters))
            .any(|at| quantity::read(text, at).is_some_and(|read| stands_before_verb(text, read.end)))
    };
    if !closed && quantity::read(text, end).is_none() && !told() {
        return None;
    }
    let (amount, head) = match of {
        Of::Number(amount, head) => (amount, head),
        Of::Them if text.word(end) == "," => (Amount::All, Head::Bare),
        _ => return None,
    };
    Some(Mention { sentence, start: at, end, amount, definite: true, head, of, lead: Lead::Frame })
}

/// The most words between "of the nine" and the number that is of them.
const FRAME: usize = 9;

/// Returns whether a verb of people stands at a word: "two had been recalled".
fn stands_before_verb(text: &Text<'_>, at: usize) -> bool {
    let word = text.word(at);
    text.is_one_of(
        at,
        &["are", "is", "were", "was", "have", "has", "had", "did", "will", "could", "may", "live", "remain"],
    ) || word.len() > 4 && word.ends_with("ed")
}

/// Reads a mention at a word; `framed` behind "of the nine".
fn mention(text: &Text<'_>, sentence: usize, at: usize, framed: bool) -> Option<Mention> {
    // "none of it without exception": all of those spoken of
    if text.is_one_of(at, &["without", "to"]) {
        let read = quantity::read(text, at)?;
        let (amount, head, of, lead) = (read.amount, Head::Bare, Of::Them, Lead::Plain);
        return Some(Mention { sentence, start: at, end: read.end, amount, definite: false, head, of, lead });
    }
    // "of which paid during the year: 7"
    if let Some(labelled) = of_which_labelled(text, at) {
        let (amount, end) = labelled;
        let (head, of, lead) = (Head::Bare, Of::Them, Lead::Plain);
        return Some(Mention { sentence, start: at, end, amount, definite: false, head, of, lead });
    }
    // "of whom two are abroad"
    let whom = (text.word(at) == "of").then(|| text.after(at + 1, "whom|which|these|those|them")).flatten();
    let start = whom.unwrap_or(at);
    let including = is_including(text, at);
    if let Some(one) = one_more_person(text, start).filter(|_| including) {
        let amount = Amount::exactly(1);
        let (start, end) = (at, one.at + 1);
        return Some(Mention {
            sentence,
            start,
            end,
            amount,
            definite: false,
            head: Head::People(one),
            of: Of::Nothing,
            lead: Lead::Including,
        });
    }
    let all = exceptions::read(text, sentence, at);
    if all.is_some() {
        return all;
    }
    // "Every patient on the unit"
    if text.is_one_of(at, &["every", "each"])
        && let (Head::People(noun), end) = noun_phrase(text, at + 1)
        && !noun.plural
        && text.word(end) != "of"
    {
        let (amount, head, of) = (Amount::All, Head::Bare, Of::Some(Head::People(noun)));
        let lead = Lead::Plain;
        return Some(Mention { sentence, start: at, end, amount, definite: false, head, of, lead });
    }
    let read = quantity::read(text, start)?;
    if is_reference(text, start, read.end) {
        return None;
    }
    // "no two of them from the same parish" counts nobody
    if text.is_one_of(start.wrapping_sub(1), &["no"]) && read.amount.exact() == Some(2) {
        return None;
    }
    // "between 12.4% and 15.1%": rates have ends
    let closes_a_range = matches!(read.amount, Amount::Share { .. })
        && text.is_one_of(start.wrapping_sub(1), &["and", "to"])
        && text.is_one_of(start.wrapping_sub(2), &["%", "cent", "percent"])
        && text.has(start.saturating_sub(7), start, &["between", "from"]);
    if closes_a_range {
        return None;
    }
    let (mut of, mut head, mut end);
    (of, head) = (Of::Nothing, Head::Bare);
    // "0 (out of 12)"
    let open = if text.word(read.end) == "(" { read.end + 1 } else { read.end };
    let joint = text.is_one_of(open, &["of", "out", "from", "among"]);
    let joint = joint.then(|| text.after_any(open, &["of", "out of", "from among", "among"])).flatten();
    // "half the eight men"
    let halved =
        matches!(read.amount, Amount::Share { .. }) && text.is_one_of(read.end, &["the", "those", "these", "our"]);
    let joint = joint.or(halved.then_some(read.end));
    if read.amount == Amount::All && number(text, read.end).is_some() {
        (of, end) = base(text, read.end)?;
        // "all five of our stations"
        if let Of::Number(amount, Head::Bare) = of
            && let Some(next) = text.after_any(end, &["of the|our|its|their|these|those"])
        {
            let (named, behind) = noun_phrase(text, next);
            (of, end) = (Of::Number(amount, named), behind);
        }
    } else if let Some(found) = joint.and_then(|next| base(text, next)) {
        (of, end) = found;
    } else if matches!(read.amount, Amount::Both | Amount::Neither) {
        (head, end) = noun_phrase(text, read.end);
        // "both in English and in Chinese", "neither he nor she"
        if !matches!(head, Head::People(_)) && text.has(end, end + 8, &["and", "nor"]) {
            return None;
        }
        of = Of::Number(Amount::exactly(2), head);
    } else {
        (head, end) = noun_phrase(text, read.end);
        if text.is_one_of(read.end - 1, &["nobody", "one"]) && read.amount == Amount::None && head == Head::Bare {
            head = Head::People(Noun { class: Class::Person, role: crate::Role::Unknown, plural: false, at: start });
        }
        if head == Head::Object && end > read.end && text.is(read.end, Facts::MEASURE) {
            return None;
        }
    }
    // "14 complainants, 7.1% male"
    if matches!(read.amount, Amount::Share { .. }) && text.is_one_of(read.end, &["male", "female"]) {
        (head, end) = (Head::Bare, read.end);
    }
    // "neither of the boys": they are two.
    if let (Of::Some(of_whom), Amount::Both | Amount::Neither) = (of, read.amount) {
        of = Of::Number(Amount::exactly(2), of_whom);
    }
    // "three wards out of eight"
    if of == Of::Nothing
        && head != Head::Bare
        && let Some(next) = text.after_any(end, &["out of", "among|amongst"])
        && let Some((whole, behind)) = base(text, next)
        && let Of::Number(amount, _) = whole
    {
        (of, end) = (Of::Number(amount, head), behind);
    }
    if whom.is_some() {
        of = Of::Them;
    }
    // "in two cases a child is involved": two of those before.
    let cases = head == Head::Object
        && of == Of::Nothing
        && text.is_one_of(start.wrapping_sub(1), &["in"])
        && text.is(end - 1, Facts::CASE);
    if cases {
        (head, of) = (Head::Bare, Of::Them);
    }
    let lone = head == Head::Bare && of == Of::Nothing;
    if lone && is_ratio(text, start, read.end) {
        return None;
    }
    if lone && text.is_one_of(start, &["under", "over", "below"]) {
        return None; // an age
    }
    let one = read.amount == Amount::exactly(1) && matches!(text.word(read.end - 1), "one");
    // "one more than last year" is a change, "the youngest was 16" an age.
    if lone && (text.after(read.end, "more|fewer|less than").is_some() || is_extreme(text, start)) {
        return None;
    }
    // "For two it was a sexual offence."
    let for_them = text.is_one_of(start.wrapping_sub(1), &["for", "with"])
        && opens_clause(text, start - 1)
        && text.is_one_of(end, &["it", "this", "that"]);
    // "In ten, there was a plan.": in so many of them
    let in_them = text.is_one_of(start.wrapping_sub(1), &["in"])
        && opens_clause(text, start - 1)
        && (text.word(end) == ","
            && text.is_one_of(end + 1, &["there", "it", "the", "a", "an", "no", "they", "he", "she"])
            || text.is_one_of(end, &["there", "it", "no"]));
    // "or 200 if the ward is left out", "the mainland alone accounts for 44"
    let besides = text.is_one_of(start.wrapping_sub(1), &["or"])
        && text.is_one_of(end, &["if", "when", "without", "excluding", "once", "leaving", "not"]);
    let accounted = start >= 2 && text.after(start - 2, "account|accounts|accounted for") == Some(start);
    if lone && in_them {
        of = Of::Them;
    }
    let lone = lone && !in_them;
    let said = framed || besides || accounted || including || for_them || is_labelled(text, start, end);
    if lone && !said && (!stands_alone(text, start, end, read.amount) || one && !opens_clause(text, start)) {
        return None;
    }
    let lead = if including { Lead::Including } else { Lead::Plain };
    // "The six residents have all reoffended."
    let place = if text.is_one_of(end, &["of", "at", "in", "on"]) { end + 5 } else { end };
    let floating = (end..=place)
        .take_while(|at| text.form(*at) == Some(Form::Letters))
        .find_map(|at| text.after_any(at, &["have|has|had|are|were all|each|both", "all|each|both have|had|are|were"]));
    if read.definite
        && of == Of::Nothing
        && let Some(next) = floating.filter(|next| !text.is_one_of(*next, &["of", "but"]))
    {
        let of = Of::Number(read.amount, head);
        return Some(Mention { sentence, start: at, end: next, amount: Amount::All, definite: true, head, of, lead });
    }
    Some(Mention { sentence, start: at, end, amount: read.amount, definite: read.definite, head, of, lead })
}

/// Reads "of which paid during the year: 7": a label of a part, and its number at the end of the line.
fn of_which_labelled(text: &Text<'_>, at: usize) -> Option<(Amount, usize)> {
    const LABEL: usize = 8;
    let next = text.after_any(at, &["of which|whom|these|them"])?;
    let colon =
        (next..next + LABEL).take_while(|at| text.form(*at) != Some(Form::Break)).find(|at| text.word(*at) == ":")?;
    let (number, end) = number(text, colon + 1)?;
    let closes =
        end >= text.words.len() || text.form(end) == Some(Form::Break) || matches!(text.word(end), "." | ";" | ",");
    (colon > next && closes).then_some((Amount::exactly(number), end))
}

/// Returns whether a number stands behind its label: "(female 9, male 2)".
fn is_labelled(text: &Text<'_>, start: usize, end: usize) -> bool {
    let Some(label) = start.checked_sub(1) else { return false };
    let opens = label.checked_sub(1).is_none_or(|before| matches!(text.form(before), Some(Form::Mark | Form::Break)));
    let closes = end >= text.words.len()
        || matches!(text.word(end), "," | ";" | ")" | ".")
        || text.form(end) == Some(Form::Break);
    opens
        && closes
        && text.form(start) == Some(Form::Figures)
        && nouns::of(text, label).is_some_and(|noun| noun.class.is_subject())
}

/// Reads what stands behind "of": "them", "the nine men", "the men".
pub(super) fn base(text: &Text<'_>, at: usize) -> Option<(Of, usize)> {
    let from = text.after_any(
        at,
        &[
            "the|those|these|our|his|her|its|their|all last|first|previous|remaining",
            "all the|those|these",
            "the|those|these|our|his|her|its|their|all",
        ],
    );
    let group = ["the|this|that|a|his|their group|party|list|gang|total|family|household|class of", "a total of"];
    let from = text.after_any(at, &group).or(from);
    let next = from.unwrap_or(at);
    if let Some(read) = quantity::read(text, next)
        && !matches!(read.amount, Amount::Share { .. } | Amount::Rest(_) | Amount::More(_))
    {
        if is_reference(text, next, read.end) {
            return None;
        }
        let (head, end) = noun_phrase(text, read.end);
        let amount = if read.amount == Amount::All {
            number(text, read.end).map_or(Amount::All, |(n, _)| Amount::exactly(n))
        } else {
            read.amount
        };
        let (head, end) = if read.amount == Amount::All {
            number(text, read.end).map_or((head, end), |(_, e)| noun_phrase(text, e))
        } else {
            (head, end)
        };
        // "all three of the other sites"
        let (head, end) = match text.after_any(end, &["of the|these|those other", "of the|these|those"]) {
            Some(next) if head == Head::Bare => noun_phrase(text, next),
            _ => (head, end),
        };
        return Some((Of::Number(amount, head), end));
    }
    if text.is_one_of(at, &["them", "whom", "which", "us"]) {
        return Some((Of::Them, at + 1));
    }
    if text.is_one_of(at, &["these", "those"]) && !matches!(noun_phrase(text, at + 1).0, Head::People(_)) {
        return Some((Of::Them, at + 1));
    }
    let (head, end) = noun_phrase(text, next);
    (end > next).then_some((Of::Some(head), end))
}

/// The most words between a number and what it counts.
const LONGEST: usize = 6;

/// Reads what is counted: the last noun of the phrase decides, but a plural for people ends it.
pub(super) fn noun_phrase(text: &Text<'_>, at: usize) -> (Head, usize) {
    let mut known: Option<Noun> = None;
    // "three more complainants"
    let more = text.is_one_of(at, &["more", "other", "further"])
        && (at + 1..at + 4)
            .any(|next| nouns::of(text, next).is_some_and(|noun| noun.plural && noun.class.is_subject()));
    let at = if more { at + 1 } else { at };
    let mut end = at;
    while end < at + LONGEST {
        let hyphen = text.word(end) == "-" && text.is_glued(end) && text.is_glued(end + 1) && end > at;
        if hyphen {
            end += 1;
            continue;
        }
        if text.form(end) == Some(Form::Break) && end > at && text.form(end + 1) == Some(Form::Letters) {
            end += 1;
            continue;
        }
        if let Some(next) = text.after_any(end, &["stop and search|account"]) {
            end = next;
            continue;
        }
        // "four never events", as hospitals call them
        if text.word(end) == "never" && text.is_one_of(end + 1, &["event", "events"]) {
            return (Head::Object, end + 2);
        }
        // "nine in-patients"
        if text.is_one_of(end, &["in", "out"])
            && text.word(end + 1) == "-"
            && text.is_glued(end + 1)
            && text.is_glued(end + 2)
        {
            end += 2;
            continue;
        }
        let word = text.word(end);
        let is_word = matches!(text.form(end), Some(Form::Letters));
        let number = text.is(end, Facts::NUMERAL) && !text.is(end, Facts::WHOLE);
        let but = end > at && matches!(word, "bar" | "save");
        if !is_word || number || but || text.is(end, Facts::STOP) || word.ends_with("'s") {
            break;
        }
        let noun = nouns::of(text, end).filter(|_| text.word(end + 1) != "'" || !text.is_glued(end + 1));
        if end == at && noun.is_none() && text.is(end, Facts::PREDICATE) && !is_adjective(text, end) {
            break;
        }
        end += 1;
        if let Some(noun) = noun {
            known = Some(noun);
            let more = nouns::of(text, end);
            let possessive = text.word(end) == "'" && text.is_glued(end);
            if noun.plural && more.is_none() && !possessive {
                return (Head::People(noun), end);
            }
        } else if known.is_some_and(|noun| !noun.plural) && known.is_some_and(|noun| noun.at + 1 == end - 1) {
            // "one man missing", not "two child seats"
            if word.ends_with("ing") || word.ends_with("ed") || text.is(end - 1, Facts::PREDICATE) {
                end -= 1;
                break;
            }
            known = None;
        }
    }
    match known {
        Some(noun) => (Head::People(noun), noun.at + 1),
        None if end == at + 1 && (text.word(at).ends_with("ed") || text.word(at).ends_with("ing")) => (Head::Bare, at),
        None if end > at && is_verb(text, at, end) => (Head::Bare, at),
        None if end > at => (Head::Object, end),
        None => (Head::Bare, at),
    }
}

/// Returns whether a participle behind a number is its verb: "one disclosed abuse", "four moving abroad", not "two parked cars".
fn is_verb(text: &Text<'_>, at: usize, end: usize) -> bool {
    let word = text.word(at);
    let participle = word.len() > 4 && (word.ends_with("ed") || word.ends_with("ing"));
    let plural = text.word(end - 1).ends_with('s');
    let one = text.is_one_of(at.wrapping_sub(1), &["one", "1"]) && text.is(end, Facts::PREDICATE);
    participle && !plural && !one
}

/// Returns whether a predicate word is an adjective of a noun that follows: "two missing men", "nine British nationals".
fn is_adjective(text: &Text<'_>, at: usize) -> bool {
    let adjective = [
        "missing",
        "wanted",
        "male",
        "female",
        "homeless",
        "foreign",
        "british",
        "english",
        "disabled",
        "pregnant",
        "married",
        "single",
        "unemployed",
        "dead",
        "absent",
        "more",
        "known",
        "serving",
        "living",
    ];
    text.is_one_of(at, &adjective) && (at + 1..at + 4).any(|next| nouns::of(text, next).is_some_and(|noun| noun.plural))
}

/// Reads "and a woman" behind "five men".
fn one_joined(text: &Text<'_>, before: &Mention) -> Option<Mention> {
    let whom = matches!(before.head, Head::People(noun) if noun.class.is_subject() && noun.plural);
    if !whom || before.of != Of::Nothing {
        return None;
    }
    let start = text.after_any(before.end, &["and", "plus", ", and"])?;
    let noun = one_more_person(text, start).filter(|noun| noun.class.is_subject() && text.word(noun.at + 1) != "'")?;
    let (amount, head, lead) = (Amount::exactly(1), Head::People(noun), Lead::Joined);
    Some(Mention { start, end: noun.at + 1, amount, definite: false, head, of: Of::Nothing, lead, ..*before })
}

/// Reads "a child" in "including a child".
fn one_more_person(text: &Text<'_>, at: usize) -> Option<Noun> {
    let next = text.after(at, "a|an")?;
    (next..next + 3)
        .map_while(|at| (text.form(at) == Some(Form::Letters) && !text.is(at, Facts::STOP)).then_some(at))
        .find_map(|at| nouns::of(text, at))
        .filter(|noun| !noun.plural)
}

fn is_including(text: &Text<'_>, at: usize) -> bool {
    let last = at.wrapping_sub(1);
    if !text.is_one_of(
        last,
        &["including", "them", "notably", "comprising", "of", "namely", "included", "includes", "include"],
    ) {
        return false;
    }
    let before = |phrase: &str| {
        let words = phrase.split(' ').count();
        at.checked_sub(words).is_some_and(|from| text.after(from, phrase) == Some(at))
    };
    [
        "including",
        "among them",
        "amongst them",
        "notably",
        "comprising",
        "consisting of",
        "made up of",
        "namely",
        "included",
        "includes",
        "include",
    ]
    .iter()
    .any(|lead| before(lead))
}

/// Returns whether a number without a noun stands for people or things that were counted before.
fn stands_alone(text: &Text<'_>, start: usize, end: usize, amount: Amount) -> bool {
    let whole = matches!(
        amount,
        Amount::None | Amount::All | Amount::Both | Amount::Neither | Amount::Rest(_) | Amount::AllBut(_)
    );
    let after = text.word(end);
    let closes = end >= text.words.len()
        || matches!(after, "." | "," | ";" | ")" | "!" | "?" | ":")
        || text.form(end) == Some(Form::Break);
    let verb = text.is(end, Facts::PREDICATE) || (after.ends_with("ed") || after.ends_with("ing")) && after.len() > 3;
    if whole {
        return verb || closes;
    }
    let before = start.checked_sub(1).map_or("", |before| text.word(before));
    let value = matches!(
        before,
        "has" | "have" | "had" | "were" | "are" | "was" | "is" | ":" | "with" | "to" | "by" | "from" | "as"
    );
    opens_clause(text, start) && verb || closes && (value || opens_clause(text, start)) || value && verb
}

/// Returns whether a clause starts at a word.
pub(super) fn opens_clause(text: &Text<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    matches!(text.form(before), Some(Form::Mark | Form::Break))
        || text.is_one_of(
            before,
            &[
                "and",
                "but",
                "while",
                "whilst",
                "whereas",
                "that",
                "though",
                "although",
                "with",
                "because",
                "when",
                "if",
                "said",
                "far",
                "today",
                "yesterday",
                "only",
                "also",
                "then",
                "where",
            ],
        )
}

impl Head {
    /// Returns the class of what is counted; `None` for a bare number.
    pub(crate) fn class(self) -> Option<Class> {
        match self {
            Self::People(noun) => Some(noun.class),
            Self::Object => Some(Class::Thing),
            Self::Bare => None,
        }
    }
}
