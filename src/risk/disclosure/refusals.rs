//! Refusals whose words say what is refused.
//!
//! "We cannot say which of the two involved a child" says that at least one did. "How many" and "whether" presuppose
//! nothing and may stand. A reason that would not be true of zero ("the numbers are too small") says that it is not zero.

use super::super::claims::{Class, Facts, Form, Head, Mention, Of, noun_at, quantity_at};
use super::{Disclosure, Prose, Way, clause};
use crate::Confidence;

/// Verbs of what is not done.
const SAYING: &[&str] = &[
    "say",
    "confirm",
    "disclose",
    "reveal",
    "tell",
    "identify",
    "name",
    "specify",
    "state",
    "discuss",
    "comment",
    "release",
    "provide",
    "give",
    "indicate",
    "confirming",
    "disclosing",
    "revealing",
    "naming",
    "identifying",
    "saying",
    "withholding",
    "drawn",
    "break",
];

pub(super) fn find(prose: &Prose<'_, '_>, found: &mut Vec<Disclosure>) {
    let text = prose.text;
    for index in prose.sentences(&[Facts::SAYING]) {
        let (from, to) = text.sentence(index);
        if denies_zero(prose, index) || singles_out(prose, from, to) || is_low(prose, from, to) {
            found.push(Disclosure::new(clause::sentence(text, index), Way::RefusalLeak, prose.role_in(from, to)));
            continue;
        }
        let Some(verb) = (from..to).find(|at| SAYING.contains(&text.word(*at)) && is_refused(prose, from, *at)) else {
            continue;
        };
        let leak = (verb + 1..to).find(|at| presupposes(prose, index, *at, verb, to));
        if leak.is_some() {
            found.push(Disclosure::new(clause::sentence(text, index), Way::RefusalLeak, prose.role_in(from, to)));
            continue;
        }
        let small = (from..to)
            .any(|at| text.after_any(at, &["because|as|since|given", "due to", "owing to"]).is_some())
            && (from..to).any(|at| {
                text.after_any(
                    at,
                    &[
                        "low numbers",
                        "small numbers",
                        "numbers are too|so|very|extremely small|low",
                        "numbers are small|low",
                        "number is too|so|very small|low",
                        "number is small|low",
                        "figure is too|so|very small|low",
                        "figures are too|so|very small|low",
                        "small numbers involved",
                    ],
                )
                .is_some()
            });
        if small {
            let mut one = Disclosure::new(clause::sentence(text, index), Way::RefusalLeak, prose.role_in(from, to));
            let counted =
                (from..to).any(|at| text.after_any(at, &["number of"]).is_some_and(|next| subject_at(prose, next, to)));
            if !(counted && text.any(from, to, Facts::SENSITIVE.and(Facts::PUBLIC_EVENT))) {
                one.confidence = Confidence::Possible;
            }
            found.push(one);
        }
    }
}

/// Returns whether a sentence says of a number that is not told that it is not zero: "The number, though small, is not nil."
fn denies_zero(prose: &Prose<'_, '_>, index: usize) -> bool {
    let text = prose.text;
    let (own, to) = text.sentence(index);
    // "The figure is exempt. We can say that it is not nil."
    let from =
        index.checked_sub(1).filter(|_| text.has(own, to, &["it"])).map_or(own, |before| text.sentence(before).0);
    let number = (from..to).find(|at| text.is_one_of(*at, &["number", "figure", "total", "count", "answer"]));
    let zero = |at| {
        text.after_any(
            at,
            &["not nil|zero|nought|none", "more|greater|higher than nil|zero|nought|none", "isn't nil|zero"],
        )
    };
    number.is_some_and(|number| (number..to).any(|at| zero(at).is_some()))
}

/// Returns whether a number is refused because it is low: "withheld because it is so low that", "would risk identifying them
/// because the number is so low". The reason is not true of zero.
fn is_low(prose: &Prose<'_, '_>, from: usize, to: usize) -> bool {
    let text = prose.text;
    let counted = (from..to).any(|at| {
        text.after_any(at, &["how many", "number of", "figure for", "total of"])
            .is_some_and(|next| subject_at(prose, next, to))
    });
    let refused = text.has(from, to, &["withheld", "withhold", "refused", "exempt", "redacted"])
        || (from..to).any(|at| text.after_any(at, &["would|could|might|may risk|identify|lead|reveal"]).is_some());
    let low = (from..to).any(|at| {
        text.after_any(
            at,
            &[
                "because|as|since it|they is|are so|too|very|extremely low|small",
                "number|figure|numbers|figures is|are so|too|very|extremely low|small",
            ],
        )
        .is_some()
    });
    counted && refused && low
}

/// Returns whether a reason for a refusal tells of one, or of so many: "it would single him out", "the identities of the two
/// women".
fn singles_out(prose: &Prose<'_, '_>, from: usize, to: usize) -> bool {
    let text = prose.text;
    let refused = text.has(
        from,
        to,
        &[
            "refuses",
            "refused",
            "refuse",
            "refusing",
            "withheld",
            "withhold",
            "withholding",
            "not",
            "cannot",
            "redacted",
            "blanked",
            "unable",
            "declined",
            "exempt",
            "decline",
            "can't",
        ],
    );
    let single = |at| {
        text.after_any(
            at,
            &[
                "single|singles|singled him|her out",
                "identify|identifies|reveal|expose him|her",
                "point to him|her alone",
                "point|points straight|directly at|to",
                "relate|relates|refer|refers|apply|applies to a|one|only single|individual|one|person",
                "work|works out who he|she",
                "know|knows|guess|tell|see who he|she",
                "show|shows|reveal|showing just|only one|a",
            ],
        )
    };
    let identities = |at: usize| {
        let next = text.after_any(at, &["identity|identities|names|name of the"])?;
        let read = quantity_at(text, next).filter(|read| {
            read.amount.exact().is_some_and(|number| prose.profiles.sensitive.hides(number.unsigned_abs()))
        })?;
        noun_at(text, read.end).filter(|noun| noun.class.is_subject())
    };
    refused && (from..to).any(|at| single(at).is_some() || identities(at).is_some())
}

/// Returns whether what a verb of saying says is refused: "cannot say", "will not confirm", "unable to disclose".
fn is_refused(prose: &Prose<'_, '_>, from: usize, verb: usize) -> bool {
    let text = prose.text;
    let near = verb.saturating_sub(6).max(from);
    text.has(
        near,
        verb,
        &[
            "not",
            "cannot",
            "can't",
            "won't",
            "unable",
            "declined",
            "decline",
            "refused",
            "refuse",
            "never",
            "nor",
            "neither",
            "wouldn't",
            "couldn't",
            "impossible",
            "inappropriate",
            "wrong",
            "don't",
            "didn't",
            "isn't",
            "refuses",
        ],
    ) || text.is_one_of(verb, &["withholding"])
}

/// Returns whether words behind a refusal take for granted that there is somebody: "which of the two", "the two who".
fn presupposes(prose: &Prose<'_, '_>, sentence: usize, at: usize, verb: usize, to: usize) -> bool {
    let text = prose.text;
    // "whether it was the father or the son who had been tagged"
    if let Some(next) = text.after(at, "whether it was the") {
        let other = (next..(next + 5).min(to)).any(|at| text.after(at, "or the").is_some());
        return other && (next..(next + 8).min(to)).any(|at| text.is_one_of(at, &["who", "that"]));
    }
    if text.is_one_of(at, &["which", "who"]) {
        let next = text.after_any(at + 1, &["one|ones", "person|man|woman|child|victim|officer"]).unwrap_or(at + 1);
        let of = text.after_any(next, &["of", "among", "amongst", "out of"]);
        return match of {
            Some(of) => {
                let thing = of_things(prose, sentence, of, to);
                let some = quantity_at(text, of).is_some()
                    || text.after(of, "the|those|these").and_then(|at| quantity_at(text, at)).is_some()
                    || text.is_one_of(of, &["them", "these", "those"])
                    || text.after(of, "the|this|that pair|couple|duo|trio|group").is_some()
                    || subject_at(prose, of, to);
                some && !thing
            }
            None => text.word(at) == "which" && next > at + 1 && subject_at(prose, at, next),
        };
    }
    // "the two who had …", "the one whose …"
    let number =
        text.after(at, "the").and_then(|next| quantity_at(text, next)).filter(|read| at > verb && read.end < to);
    number.is_some_and(|read| {
        // "the one surviving victim"
        let lone = read.amount.exact() == Some(1)
            && (read.end..(read.end + 3).min(to))
                .find_map(|at| noun_at(text, at))
                .is_some_and(|noun| noun.class != Class::Thing);
        if lone {
            return true;
        }
        let people =
            noun_at(text, read.end).filter(|noun| noun.class.is_subject()).map_or(read.end, |noun| noun.at + 1);
        text.is_one_of(people, &["who", "whose", "that"])
    })
}

fn subject_at(prose: &Prose<'_, '_>, from: usize, to: usize) -> bool {
    let text = prose.text;
    (from..to.min(from + 6))
        .filter(|at| text.form(*at) == Some(Form::Letters))
        .find_map(|at| noun_at(text, at))
        .is_some_and(|noun| {
            noun.class.is_subject()
                || noun.class == Class::Staff && super::parts::is_of_staff(text, noun.at, to.max(noun.at + 8))
        })
}

/// Returns whether it is about things: "which of the two roads".
fn of_things(prose: &Prose<'_, '_>, sentence: usize, of: usize, to: usize) -> bool {
    let text = prose.text;
    let head = |mention: &Mention| {
        mention.head == Head::Object || matches!(mention.of, Of::Number(_, Head::Object) | Of::Some(Head::Object))
    };
    let own = prose
        .mentions_in(sentence, sentence)
        .iter()
        .any(|mention| mention.start <= of + 2 && of < mention.end && head(mention));
    let start = text.after(of, "the|those|these").unwrap_or(of);
    let pair = text.is_one_of(start, &["pair", "couple", "duo", "trio", "group"]);
    let end = quantity_at(text, start).map_or(start + usize::from(pair), |read| read.end);
    let next = text.word(end);
    let noun = text.form(end) == Some(Form::Letters)
        && !text.is(end, Facts::PREDICATE)
        && !text.is(end, Facts::STOP)
        && !next.ends_with("ed")
        && noun_at(text, end).is_none_or(|noun| {
            noun.class == Class::Thing || noun.class == Class::Staff && !super::parts::is_of_staff(text, end, to)
        });
    (own || noun)
        && end < to
        && !(end..(end + 3).min(to)).any(|at| {
            noun_at(text, at).is_some_and(|noun| noun.class.is_subject())
                && !text.is(end, Facts::PREDICATE)
                && !next.ends_with("ed")
        })
}
