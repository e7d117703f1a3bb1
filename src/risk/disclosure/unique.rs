//! Descriptions that fit one person: "the only female sergeant in the unit".
//!
//! "Only", "sole", "one remaining", "first" and "last" before a noun for one person, or "the only one". It is the
//! description that goes, with what stands behind the noun in its phrase. Rules for office holders ("the only person who
//! may authorise it") describe whoever holds the office, and a public office is held in public.

use super::super::claims::{Facts, Form, noun_at};
use super::{Disclosure, Prose, Way};
use crate::Role;

/// The most words between "only" and the noun.
const LONGEST: usize = 5;

/// Verbs that make a description a rule about an office.
const RULES: &[&str] = &[
    "may",
    "can",
    "must",
    "shall",
    "should",
    "could",
    "would",
    "authorised",
    "allowed",
    "permitted",
    "entitled",
    "able",
    "empowered",
    "required",
];

/// Offices that are held in public.
const OFFICES: &[&str] = &[
    "chief",
    "commissioner",
    "minister",
    "mayor",
    "president",
    "chancellor",
    "lord",
    "judge",
    "justice",
    "secretary",
    "constable",
    "bishop",
    "mp",
    "chair",
    "chairman",
    "chairwoman",
    "director",
    "general",
    "ambassador",
    "governor",
    "sheriff",
    "lieutenant",
    "king",
    "queen",
    "prime",
    "council",
    "led",
    "chaired",
    "elected",
];

pub(super) fn find(prose: &Prose<'_, '_>, found: &mut Vec<Disclosure>) {
    let text = prose.text;
    for index in prose.sentences(&[Facts::SINGLING]) {
        let (from, to) = text.sentence(index);
        let mut at = from;
        while at < to {
            let singled = text.any(at, at + 5, Facts::SINGLING) && text.is_one_of(at, &["the", "our", "its", "their"])
                || text.word(at).ends_with("'s") && text.is_one_of(at + 1, &["only", "sole", "lone", "one", "single"])
                || text.is_one_of(at, &["only", "just", "no", "never", "one"]);
            match singled.then(|| described(prose, at, to)).flatten() {
                Some((end, role)) => {
                    found.push(Disclosure::new(text.span(at, end), Way::Unique, role));
                    at = end;
                }
                None => at += 1,
            }
        }
    }
}

/// Returns where a description that fits one person ends, and who that is.
fn described(prose: &Prose<'_, '_>, at: usize, to: usize) -> Option<(usize, Role)> {
    let text = prose.text;
    if let Some(end) = alone_among(prose, at, to) {
        return Some((end, prose.role_in(at, to)));
    }
    let strong = text.after_any(
        at,
        &[
            "the|our|its|their only|sole|lone|single",
            "the|our|its|their one and only",
            "the|our only remaining|other|surviving|known",
            "the one|last remaining|surviving",
        ],
    );
    let ordinal = text.after_any(
        at,
        &[
            "the|our|its first|last|youngest|oldest|eldest",
            "the|our|its very|country's|county's|force's|town's first|last|youngest|oldest",
            "the first|second|third ever",
        ],
    );
    let strong = strong.or_else(|| {
        text.word(at)
            .ends_with("'s")
            .then(|| text.after_any(at + 1, &["only|sole|lone|single", "one and only"]))
            .flatten()
    });
    // "the longest-serving and only woman"
    let strong = strong.or_else(|| {
        let and = (at + 1..(at + 5).min(to)).find(|at| text.after(*at, "and only|sole").is_some())?;
        (text.word(at) == "the").then_some(and + 2)
    });
    // "Our one female handler was placed on restricted duties"
    let staffed = text.after_any(at, &["our|its|their one"]).filter(|next| {
        let run = (*next..(next + 4).min(to))
            .take_while(|at| text.form(*at) == Some(Form::Letters) && !text.is(*at, Facts::STOP));
        let noun = run.filter_map(|at| noun_at(text, at)).last();
        noun.is_some_and(|noun| !noun.plural && noun.at > *next && noun.class != super::claims::Class::Thing)
            && text.any(*next, to, Facts::PREDICATE)
    });
    let strong = strong.or(staffed);
    // "our one informant", "the last prisoner on the wing"
    let one = text
        .after_any(at, &["the|our|its|their one"])
        .filter(|next| is_supervised(prose, *next, to) || is_set_apart(prose, *next, to));
    let strong = strong.or(one);
    let last = text.after(at, "the last").filter(|next| is_supervised(prose, *next, next + 2));
    let next = strong.or(ordinal)?;
    // "the only Latvian in the village"
    if strong.is_some() && text.is_capital(next) && text.is_one_of(next + 1, &["in", "on", "at"]) {
        let end = phrase_end(prose, next + 1, to);
        if text.any(next + 1, end, Facts::DWELLING.and(Facts::SMALL_PLACE).and(Facts::COUNTED)) {
            return Some((end, Role::Unknown));
        }
    }
    // "a Polish man, the only one at the hostel"
    if let Some(behind) = strong.and_then(|next| text.after(next, "one")) {
        let end = phrase_end(prose, behind, to);
        let whom = (at.saturating_sub(6)..at).any(|at| noun_at(text, at).is_some_and(|noun| noun.class.is_subject()));
        if whom && text.any(behind, end, Facts::DWELLING.and(Facts::SMALL_PLACE).and(Facts::COUNTED)) {
            return Some((end, prose.role_in(at.saturating_sub(6), to)));
        }
    }
    // "the first Syrian to be recalled to Elmfield"
    if text.is_capital(next)
        && noun_at(text, next).is_none()
        && !text.is_capital(next + 1)
        && ["an", "ish", "ese", "ole", "ech", "ane", "urk", "qi", "ni", "li"]
            .iter()
            .any(|end| text.word(next).ends_with(end))
        && text.after_any(next + 1, &["to be|have", "in|at|on"]).is_some()
        && text.any(next, to, Facts::SENSITIVE.and(Facts::SMALL_PLACE))
    {
        return Some((phrase_end(prose, next + 1, to), Role::Unknown));
    }
    if let Some(end) =
        strong.and_then(|next| text.after_any(next, &["one of them|these|those|whom", "one who", "survivor"]))
    {
        let people = text.has(next, end, &["who", "whom", "survivor"])
            || prose.nodes.iter().any(|node| node.class.is_some_and(|class| class.is_subject()));
        return people.then(|| (end, prose.role_in(at, to)));
    }
    let noun = (next..(next + LONGEST).min(to))
        .map_while(|at| {
            let hyphen = text.word(at) == "-" && text.is_glued(at);
            let inside = hyphen || text.form(at) == Some(Form::Letters) && !text.is(at, Facts::STOP);
            inside.then_some(at)
        })
        .filter_map(|at| noun_at(text, at))
        .last()
        .filter(|noun| !noun.plural)?;
    let behind = noun.at + 1;
    // "the only child seat", "the only driver error": the noun belongs to another.
    if text.form(behind) == Some(Form::Letters)
        && !text.is_one_of(behind, &["ever", "still", "left", "alive"])
        && !text.is(behind, Facts::STOP)
        && !text.is(behind, Facts::PREDICATE)
        && !text.word(behind).ends_with("ed")
        && !text.word(behind).ends_with("ing")
        || text.word(behind) == "'"
        || text.word(behind) == "-" && text.is_glued(behind)
    {
        return None;
    }
    if noun.class == super::claims::Class::Thing {
        return None;
    }
    let end = phrase_end(prose, behind, to);
    // "the only Black patient could be identified from it"
    let found_out = (behind..(behind + 4).min(to)).any(|at| {
        text.after_any(at, &["be identified|recognised|named|traced", "easily|readily be identified|recognised|traced"])
            .is_some()
    });
    // "the first woman ever to lead the force"
    let leads = (behind..to)
        .any(|at| text.after_any(at, &["lead the force|constabulary|council|country|service|party"]).is_some());
    if leads
        || !found_out && text.has(behind, end.max(behind + 5).min(to), RULES)
        || text.has(next, end.max(behind + 6).min(to), OFFICES)
    {
        return None;
    }
    // "the first person" needs to be told apart by what follows: "to be treated", "in the county".
    let told = text.is_one_of(behind, &["who", "in", "ever", "still", "left"])
        || last.is_some() && text.is_one_of(behind, &["on", "at"])
        || text.word(behind) == "to"
            && !text.is_capital(behind + 1)
            && !text.is(behind + 1, Facts::STOP.and(Facts::NOUN))
        || text.after(behind, "to be|have").is_some()
        || text.after(end, "ever").is_some()
        || (behind..(end + 1).min(to)).any(|at| text.after(at, "ever to").is_some());
    // "the only witness", "the first person" say nothing by themselves: what sets somebody apart is a word before the noun or
    // a phrase behind it.
    let described = noun.at > next
        && !text.has(next, noun.at, &["other", "known", "remaining", "surviving", "living", "possible", "named"]);
    let generic = [
        "person",
        "individual",
        "witness",
        "victim",
        "suspect",
        "defendant",
        "driver",
        "passenger",
        "casualty",
        "adult",
    ];
    // "the first person in Holm to be put under an order"
    let known = text.any(behind, to, Facts::SENSITIVE) || text.has(behind, to, &["order", "orders"]);
    let named = known && (behind..end).any(|at| super::parts::is_named_place(text, at));
    let owner = text.word(at).strip_suffix("'s").map(super::claims::facts_of).unwrap_or_default();
    let owned = owner.has(Facts::SMALL_PLACE.and(Facts::COUNTED));
    let placed = named || owned || text.any(behind, end, Facts::DWELLING.and(Facts::SMALL_PLACE).and(Facts::COUNTED));
    let apart = described || if generic.contains(&text.word(noun.at)) { placed } else { end > behind || owned };
    // "our first female informant"
    let supervised = noun.class == super::claims::Class::Supervised;
    let sensitive = described && supervised;
    if strong.is_none() && !(told && end > behind) && !sensitive || !(apart || supervised && strong.is_some()) {
        return None;
    }
    // "the first officer at the scene", "the last person to leave": an order of arrival.
    if ordinal.is_some()
        && strong.is_none()
        && text.has(
            behind,
            end,
            &[
                "scene", "arrive", "arrived", "leave", "speak", "call", "attend", "respond", "see", "visit", "queue",
                "line",
            ],
        )
    {
        return None;
    }
    Some((end, noun.role))
}

/// Returns whether a noun for one person stands at a word and is told apart behind it: "resident of Holm with a prosthetic arm".
fn is_set_apart(prose: &Prose<'_, '_>, at: usize, to: usize) -> bool {
    let text = prose.text;
    let noun =
        (at..(at + 3).min(to)).find_map(|at| noun_at(text, at)).filter(|noun| !noun.plural && noun.class.is_subject());
    noun.is_some_and(|noun| text.is_one_of(noun.at + 1, &["of", "with", "in", "on", "at", "whose"]))
}

/// Reads "no other teenager in Holm is on the register besides the lad", "only the one lad there on an order".
fn alone_among(prose: &Prose<'_, '_>, at: usize, to: usize) -> Option<usize> {
    let text = prose.text;
    let one = |next: usize| {
        let noun = (next..(next + 4).min(to)).find_map(|at| noun_at(text, at));
        noun.filter(|noun| !noun.plural && noun.class.is_subject()).map(|noun| noun.at + 1)
    };
    let sensitive = |from: usize| text.any(from, to, Facts::SENSITIVE.and(Facts::SMALL_PLACE));
    if let Some(behind) = text.after(at, "only|just the one").and_then(one) {
        return sensitive(behind).then(|| phrase_end(prose, behind, to).max(behind));
    }
    // "A midwife - there's just the one on the rota"
    if let Some(behind) = text.after(at, "only|just the one")
        && text.is_one_of(behind, &["on", "in", "at", "here", "there", "for"])
        && (at.saturating_sub(8)..at)
            .any(|at| noun_at(text, at).is_some_and(|noun| !noun.plural && noun.class != super::claims::Class::Thing))
    {
        return Some(phrase_end(prose, behind, to).max(behind));
    }
    // "There has never been more than one blind prisoner at the jail"
    if let Some(behind) = text.after_any(at, &["never been|had more than one", "never more than one"]).and_then(one) {
        return (sensitive(behind) || text.is_one_of(behind, &["in", "at", "on"]))
            .then(|| phrase_end(prose, behind, to).max(behind));
    }
    // "Just one pupil in Year 9 uses a wheelchair, and it is that child", "Only one surgeon here does this, and he has been named"
    let one_of_staff = |next: usize| {
        let noun = (next..(next + 4).min(to)).find_map(|at| noun_at(text, at));
        noun.filter(|noun| !noun.plural && noun.class != super::claims::Class::Thing).map(|noun| noun.at + 1)
    };
    if let Some(behind) = text.after_any(at, &["only|just one"]).and_then(one_of_staff)
        && let Some(mark) = (behind..to).find(|at| {
            text.is_one_of(*at, &[",", ";", "-"])
                && text.after_any(at + 1, &["and it is|was that|this|the", "and he|she|they", "he|she"]).is_some()
        })
        // "Only one person was hurt, and she was treated" tells what happened, not what sets somebody apart.
        && !(behind..mark).any(|at| text.is_one_of(at, &["was", "were", "had", "came"]) || text.word(at).ends_with("ed"))
    {
        return Some(phrase_end(prose, behind, to).max(behind));
    }
    // "one person alone had worked in the laundry"
    if text.word(at) == "one"
        && let Some(behind) = one(at + 1)
        && text.word(behind) == "alone"
        && text.is(behind + 1, Facts::PREDICATE)
    {
        return Some(to.saturating_sub(1).max(behind + 1));
    }
    let next = text.after(at, "no other")?;
    let behind = one(next).or_else(|| text.after(next, "under"))?;
    // "No other pupil is fostered, and the girl who was assaulted is."
    let joined = (behind..to).any(|at| text.word(at) == "," && text.is_one_of(at + 1, &["and", "but", "while"]));
    let so = (behind..to)
        .any(|at| text.word(at) == "," && text.is_one_of(at + 1, &["so"]) && text.is_one_of(at + 2, &["the"]));
    if so || joined && text.any(behind, to, Facts::SENSITIVE) {
        return Some(to.saturating_sub(1));
    }
    let besides = (behind..to).find_map(|at| {
        text.after_any(
            at,
            &["besides", "apart|aside from", "other than", "except|than|but the|this|that|your|my|her|his|him"],
        )
    })?;
    sensitive(behind).then_some(besides.max(to.saturating_sub(1)))
}

/// Returns whether a noun for one member of a group that is sensitive by itself stands near a word.
fn is_supervised(prose: &Prose<'_, '_>, at: usize, to: usize) -> bool {
    let mut nouns = (at..(at + 3).min(to)).filter_map(|at| noun_at(prose.text, at));
    nouns.any(|noun| !noun.plural && noun.class == super::claims::Class::Supervised)
}

/// Returns where the phrase ends that a noun opens: "in the unit", "with a beard".
fn phrase_end(prose: &Prose<'_, '_>, behind: usize, to: usize) -> usize {
    let text = prose.text;
    if text.is_one_of(behind, &["who", "whom", "whose", "to", "that", "ever", "still", "left"]) {
        // A clause: as far as it goes.
        return (behind..to)
            .find(|at| {
                let glued = text.is_glued(at + 1) && text.form(at + 1) != Some(Form::Break);
                text.form(*at) == Some(Form::Mark) && !glued
            })
            .unwrap_or(to)
            .min(behind + 14);
    }
    let mut at = behind;
    let mut end = behind;
    while at < to && text.is_one_of(at, &["in", "at", "on", "of", "from", "with", "for", "within", "under", "over"]) {
        let mut inside = at + 1;
        while inside < to && inside < at + 6 && text.form(inside) != Some(Form::Mark) {
            let word = text.word(inside);
            let determiner =
                text.is_one_of(inside, &["the", "a", "an", "our", "their", "its", "this", "that", "his", "her"]);
            if !determiner && text.is(inside, Facts::STOP.and(Facts::PREDICATE)) {
                break;
            }
            if inside > at + 2 && (word.ends_with("ed") || word == "said" || word == "told") {
                break;
            }
            inside += 1;
        }
        if inside == at + 1 {
            break;
        }
        end = inside;
        at = inside;
    }
    end
}
