//! All but a few: "all the residents bar one", "every one of the twelve except three", "with one exception, the nine", "the
//! eight stayed, save for one".
//!
//! A place in a text goes in; the mention of all, or of all but so many, comes out.

use super::facts::Facts;
use super::mentions::{Head, Lead, Mention, Of, base, noun_phrase};
use super::quantity::{self, Amount, number};
use super::words::{Form, Text};

/// The most words between "every one of the nine" and "save one".
const LONG_CLAUSE: usize = 16;

/// Reads all, or all but a few, of a group at a word.
pub(super) fn read(text: &Text<'_>, sentence: usize, at: usize) -> Option<Mention> {
    all_of_them_but(text, sentence, at)
        .or_else(|| every_one_but(text, sentence, at))
        .or_else(|| with_exceptions(text, sentence, at))
        .or_else(|| group_but(text, sentence, at))
}

/// Reads "all the residents bar one".
fn all_of_them_but(text: &Text<'_>, sentence: usize, at: usize) -> Option<Mention> {
    if !text.is_one_of(at, &["all", "every"]) {
        return None;
    }
    let next = text
        .after_any(at, &["all of the|our|their|these|those", "all the|our|their|these|those", "every"])
        .or_else(|| {
            // "all detainees bar two"
            let plain = matches!(noun_phrase(text, at + 1).0, Head::People(noun) if noun.plural);
            (text.word(at) == "all" && plain).then_some(at + 1)
        })?;
    let (head, end) = noun_phrase(text, next);
    // "every complainant in the inquiry save one"
    let away = (end..end + LONG_CLAUSE)
        .take_while(|at| *at < text.words.len() && !matches!(text.word(*at), "." | ";" | ","))
        .find(|at| text.is_one_of(*at, &["but", "bar", "save", "except"]) && number(text, *at + 1).is_some());
    let but = text
        .after_any(end, &["but|bar|save", "except for", "except", "apart from", "with the exception of"])
        .or(away.map(|at| at + 1))?;
    let (few, end) = number(text, but)?;
    let (amount, of, lead) = (Amount::AllBut(few), Of::Some(head), Lead::Plain);
    matches!(head, Head::People(_)).then_some(Mention {
        sentence,
        start: at,
        end,
        amount,
        definite: false,
        head: Head::Bare,
        of,
        lead,
    })
}

/// Reads "every one of the twelve men except three", "everyone on the list of eight, apart from two" and, where nobody is
/// left out, "every member of the group of eight" and "without exception, the six residents".
fn every_one_but(text: &Text<'_>, sentence: usize, at: usize) -> Option<Mention> {
    let named = text.after_any(
        at,
        &[
            "every|each member|one of the|this|that group|list|party|family of",
            "everyone|everybody on|in|from the|this list|group|family|house of",
            "every|each member of the|this|our",
        ],
    );
    let flat = at >= 2 && text.after(at.wrapping_sub(2), "without exception") == Some(at)
        || at >= 3 && text.after(at - 3, "without exception") == Some(at - 1) && text.word(at - 1) == ",";
    let each = (text.is_one_of(at, &["every", "each"]) && matches!(noun_phrase(text, at + 1).0, Head::People(_)))
        .then(|| text.after(noun_phrase(text, at + 1).1, "of"))
        .flatten();
    let bar = text.is_one_of(at.wrapping_sub(1), &["bar", "except", "excepting", "excluding", "barring"])
        || at >= 2
            && text.after_any(at - 2, &["apart from", "except for", "other than", "save for", "aside from", "but for"])
                == Some(at)
        || at >= 4 && text.after(at - 4, "with the exception of") == Some(at);
    // "bar one, the nine", "save for one pensioner, the nine householders"
    let behind = |next: usize| {
        let close = if text.word(next) == "," { next } else { noun_phrase(text, next).1 };
        (text.word(close) == ",").then_some(close)
    };
    if bar && let Some((few, next)) = number(text, at).and_then(|(few, next)| Some((few, behind(next)?))) {
        // "Bar one, every trainee named in the file"
        let every = text.is_one_of(next + 1, &["every", "all", "each"]).then(|| noun_phrase(text, next + 2));
        let every = every.filter(|(head, _)| matches!(head, Head::People(_))).map(|(head, end)| (Of::Some(head), end));
        let (of, end) = every.or_else(|| base(text, next + 1))?;
        let (amount, lead, head) = (Amount::AllBut(few), Lead::Plain, Head::Bare);
        let counted = matches!(of, Of::Number(Amount::Number { .. }, _) | Of::Some(Head::People(_)));
        return counted.then_some(Mention { sentence, start: at, end, amount, definite: false, head, of, lead });
    }
    let counted = (text.word(at) == "all" && number(text, at + 1).is_some()).then_some(at + 1);
    let each = each.or(counted);
    let named = named.or_else(|| text.after(at, "the whole|entire group|family|class|party|household of"));
    let plain = text.after_any(
        at,
        &["every|each one of", "every|each single one of", "each of", "all of", "everyone|everybody of"],
    );
    let (of, end) = base(text, named.or(plain).or(each).or(flat.then_some(at))?)?;
    // "of the twelve in Cross House save one"
    let away = (end..end + 6)
        .take_while(|at| !text.is(*at, Facts::NUMERAL) && text.form(*at) == Some(Form::Letters))
        .find(|at| text.is_one_of(*at, &["but", "bar", "save", "except"]));
    // "was excluded, save one."
    let last = (end..end + LONG_CLAUSE)
        .take_while(|at| *at < text.words.len() && !matches!(text.word(*at), "." | ";"))
        .find(|at| text.word(*at) == "," && text.is_one_of(*at + 1, &["save", "bar", "except", "but", "apart"]))
        .map(|comma| comma + 1);
    let next = last.unwrap_or(if text.word(end) == "," { end + 1 } else { away.unwrap_or(end) });
    let but = text.after_any(
        next,
        &["but|bar|save|except|excluding", "except|save for", "apart from", "other than", "with the exception of"],
    );
    let few = but.and_then(|but| number(text, but));
    let (amount, end) = match few {
        Some((few, end)) => (Amount::AllBut(few), end),
        None if named.is_some() || flat => (Amount::All, end),
        None => return None,
    };
    let (lead, head) = (Lead::Plain, Head::Bare);
    let counted =
        matches!(of, Of::Number(Amount::Number { .. }, _)) || few.is_some() && matches!(of, Of::Some(Head::People(_)));
    counted.then_some(Mention { sentence, start: at, end, amount, definite: false, head, of, lead })
}

/// Reads "with one exception, the nine men".
fn with_exceptions(text: &Text<'_>, sentence: usize, at: usize) -> Option<Mention> {
    if !text.is_one_of(at.wrapping_sub(1), &["with"]) {
        return None;
    }
    let (few, next) = number(text, at)?;
    let end = text.after(next, "exception|exceptions")?;
    let from = (end..end + 4).find(|at| quantity::read(text, *at).is_some())?;
    let (of, end) = base(text, from)?;
    let (amount, lead, head) = (Amount::AllBut(few), Lead::Plain, Head::Bare);
    matches!(of, Of::Number(..)).then_some(Mention {
        sentence,
        start: at,
        end,
        amount,
        definite: false,
        head,
        of,
        lead,
    })
}

/// Reads "the eight officers remain on duty, save for one who is suspended".
fn group_but(text: &Text<'_>, sentence: usize, at: usize) -> Option<Mention> {
    if !text.is_one_of(at, &["the", "our", "these", "those", "its"]) {
        return None;
    }
    let (of, end) = base(text, at)?;
    let comma = (end..end + LONG_CLAUSE)
        .take_while(|at| *at < text.words.len() && !matches!(text.word(*at), "." | ";"))
        .find(|at| {
            matches!(text.word(*at), "," | "-")
                && text.is_one_of(*at + 1, &["save", "bar", "barring", "except", "apart", "excepting"])
        })?;
    let but = text.after_any(comma + 1, &["save|except for", "apart from", "save|bar|barring|except|excepting"])?;
    let (few, _) = number(text, but)?;
    let (amount, lead, head) = (Amount::AllBut(few), Lead::Plain, Head::Bare);
    let counted = matches!(of, Of::Number(Amount::Number { .. }, Head::People(_)));
    counted.then_some(Mention { sentence, start: at, end, amount, definite: false, head, of, lead })
}
