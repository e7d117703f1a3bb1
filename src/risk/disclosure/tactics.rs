//! Tactical knowledge: what the police know, watch or are about to do.
//!
//! "We know which country", "officers are watching his mother's house": it makes tracing harder whether or not anybody is
//! named (s.31). Each form is a subject that speaks for the police, a verb and an object; one alone says nothing.

use super::super::claims::{Class, Facts, Text, noun_at};
use super::{Disclosure, Prose, Way, clause};
use crate::Role;

const OWNED: &[&str] = &[
    "his", "her", "their", "the", "a", "an", "him", "them", "its", "several", "two", "three", "certain", "known", "all",
];

pub(super) fn find(prose: &Prose<'_, '_>, found: &mut Vec<Disclosure>) {
    let text = prose.text;
    for index in prose.sentences(&[Facts::TACTICAL]) {
        let (from, to) = text.sentence(index);
        if !text.any(from, to, Facts::POLICE.and(Facts::WATCHED)) {
            // "A tracker was fitted to the Audi": nobody need be told of.
            let Some((start, end)) =
                (from..to).find_map(|at| covert(text, from, at, to).or_else(|| watched(text, from, at, to)))
            else {
                continue;
            };
            let span = clause::droppable(text, index, start, end);
            found.push(Disclosure::new(span, Way::Tactic, Role::Unknown));
            continue;
        }
        let told = (from..to).find_map(|at| {
            known(text, from, at, to)
                .or_else(|| overheard(text, from, at, to))
                .or_else(|| watched(text, from, at, to))
                .or_else(|| covert(text, from, at, to))
                .or_else(|| planned(text, from, at, to))
                .or_else(|| cornered(text, from, at, to))
                .or_else(|| lying_in_wait(text, from, at, to))
                .or_else(|| hidden(text, from, at, to))
                .or_else(|| routine(text, from, at, to))
        });
        let Some((start, end)) = told else { continue };
        let span = clause::droppable(text, index, start, end);
        let role = match prose.role_in(from, to) {
            Role::Unknown | Role::Officer => Role::Unknown,
            role => role,
        };
        found.push(Disclosure::new(span, Way::Tactic, role));
    }
}

/// "We know which countries", "officers have established where he is staying".
fn known(text: &Text<'_>, from: usize, at: usize, to: usize) -> Option<(usize, usize)> {
    let next = text.after_any(
        at,
        &[
            "know|knows|knew",
            "have|has established|identified|discovered|learned|learnt",
            "have|has worked out",
            "are|is|were aware",
            "are|is certain|sure",
            "have|has a good|fair idea",
            "can see|tell",
            "believe we|they know",
        ],
    )?;
    let subject = police_before(text, from, at)?;
    if text.has(subject, at, &["not", "never", "don't", "public"]) {
        return None;
    }
    let next = text.after_any(next, &["of", "exactly", "precisely"]).unwrap_or(next);
    let wh = text.after_any(next, &["which|what"]).filter(|next| {
        (*next..(next + 4).min(to)).any(|at| text.is(at, Facts::WHEREABOUTS))
            && !text.has(*next, (next + 3).min(to), &["happened", "works", "matters"])
    });
    let whereabouts = text.after_any(next, &["where"]).filter(|next| {
        let somebody = text.is_one_of(
            *next,
            &[
                "he", "she", "they", "he's", "she's", "they're", "each", "both", "all", "some", "most", "two", "three",
                "four", "many",
            ],
        ) || (*next..(next + 4).min(to))
            .any(|at| noun_at(text, at).is_some_and(|noun| noun.class.is_subject()));
        somebody
            && text.has(
                *next,
                to,
                &[
                    "is", "are", "was", "were", "he's", "she's", "they're", "went", "lives", "live", "staying",
                    "hiding", "been", "gone", "stays", "works", "sleeps", "living",
                ],
            )
    });
    let relation = text
        .after_any(next, &["who"])
        .filter(|next| text.has(*next, to, &["hiding", "sheltering", "helping", "harbouring", "staying"]));
    let object = text.after_any(next, &["his|her|their"]).filter(|next| {
        text.has(*next, (next + 4).min(to), &["whereabouts", "location", "address", "movements", "hideout"])
    });
    let end = wh.or(whereabouts).or(relation).or(object)?;
    Some((subject, end))
}

/// "Officers are watching his mother's house"; "his phone is being tracked".
fn watched(text: &Text<'_>, from: usize, at: usize, to: usize) -> Option<(usize, usize)> {
    if text.is(at, Facts::WATCHING) {
        let subject = police_before(text, from, at)?;
        let next = at + 1;
        let direct = text.is_one_of(
            next,
            &["ports", "airports", "addresses", "phones", "accounts", "him", "her", "them", "borders"],
        );
        let object = direct
            || OWNED.contains(&text.word(next)) && (next..(next + 5).min(to)).any(|at| text.is(at, Facts::WATCHED));
        let simple = text.word(at).ends_with('s') || text.is_one_of(subject, &["we"]) && subject + 1 == at;
        let active = simple
            || text.has(
                subject,
                at,
                &["are", "is", "been", "were", "was", "be", "we're", "keep", "start", "started", "we've"],
            );
        return (object && active).then_some((subject, (next + 4).min(to)));
    }
    // "A warrant will be executed at the lock-up on Thursday", "detectives get an alert"
    let warrant =
        text.after_any(at, &["warrant|warrants will be executed|carried", "will be raided|searched|arrested"]);
    if let Some(end) = warrant {
        let when = text.has(
            end,
            to,
            &[
                "tonight",
                "tomorrow",
                "dawn",
                "light",
                "monday",
                "tuesday",
                "wednesday",
                "thursday",
                "friday",
                "saturday",
                "sunday",
                "morning",
            ],
        );
        return when.then_some((from, to));
    }
    let alerted =
        text.after_any(at, &["get|gets|receive|receives|have an alert|alerts", "are|is alerted when|whenever|if"]);
    if let (Some(end), Some(subject)) = (alerted, police_before(text, from, at)) {
        return Some((subject, end));
    }
    let passive = text.after_any(
        at,
        &[
            "is|are|being|been under surveillance|observation",
            "is|are being watched|tracked|monitored|tapped|bugged|intercepted|followed|filmed",
            "has|have been bugged|tapped|intercepted|monitored|tracked|watched",
            "is|are bugged|tapped",
        ],
    );
    if let Some(end) = passive {
        let owned = (at.saturating_sub(6).max(from)..at).find(|at| {
            text.is(*at, Facts::WATCHED)
                || noun_at(text, *at).is_some_and(|noun| noun.class.is_subject() && noun.class != Class::Person)
        })?;
        let hospital = text.has(from, to, &["hospital", "ward", "doctors", "medical"]);
        return (!hospital).then_some((owned.saturating_sub(1).max(from), end));
    }
    let keeping = text.after_any(at, &["keeping|have|has|had|kept|keep"])?;
    let subject = police_before(text, from, at)?;
    let end = (keeping..(keeping + 7).min(to))
        .find_map(|at| text.after_any(at, &["under surveillance|observation|watch"]))?;
    Some((subject, end))
}

/// "We are listening in on his girlfriend's calls"; "detectives believe that he is staying with a relative in the flats".
fn overheard(text: &Text<'_>, from: usize, at: usize, to: usize) -> Option<(usize, usize)> {
    if let Some(end) = text.after_any(at, &["listening in on|to", "listening to"]) {
        let calls = text.any(end, (end + 5).min(to), Facts::WATCHED);
        return police_before(text, from, at).filter(|_| calls).map(|subject| (subject, end));
    }
    let believed =
        text.after_any(at, &["believe|think|suspect|understand that", "believe|think|suspect|understand"])?;
    let subject = police_before(text, from, at)?;
    let stays = (believed..to).find(|at| {
        text.after_any(
            *at,
            &["is|are staying|hiding|living|sheltering|holed with|at|in|up", "is|are being hidden|sheltered by|at|in"],
        )
        .is_some()
    })?;
    let whom = (believed..stays).any(|at| {
        text.is_one_of(at, &["he", "she", "they"]) || noun_at(text, at).is_some_and(|noun| noun.class.is_subject())
    });
    let where_he_is = text.any(stays, to, Facts::WHEREABOUTS.and(Facts::WATCHED));
    (whom && where_he_is).then_some((subject, to))
}

/// "Undercover officers are in the club"; "a tracker has been fitted to his car".
fn covert(text: &Text<'_>, from: usize, at: usize, to: usize) -> Option<(usize, usize)> {
    if let Some(next) = text.after_any(
        at,
        &[
            "undercover|covert|plainclothes officers|officer|detectives|agents",
            "plain - clothes officers|officer|detectives",
        ],
    ) {
        let end = text.after_any(next, &["is|are|was|were|has|have|will"])?;
        let general = text.has(
            from,
            to,
            &[
                "may",
                "must",
                "authorised",
                "authorisation",
                "inquiry",
                "act",
                "code",
                "legislation",
                "policy",
                "training",
            ],
        );
        return (!general).then_some((at, end));
    }
    let device = text.after_any(
        at,
        &[
            "tracker|bug|trackers|bugs",
            "tracking|listening device|devices",
            "hidden|covert|concealed camera|cameras|microphone|microphones",
        ],
    )?;
    let placed = text.has(from, to, &["fitted", "placed", "installed", "put", "planted", "attached", "hidden"]);
    let somewhere = (device..to).any(|at| text.is(at, Facts::WATCHED) && OWNED.contains(&text.word(at - 1)));
    // "A tracker was fitted to the Audi", "a covert camera in the flat opposite"
    let was_placed = (device..(device + 5).min(to)).any(|at| {
        text.after_any(
            at,
            &[
                "was|is|has been|were fitted|placed|planted|hidden|attached",
                "fitted|placed|planted|attached to|on|in|under",
            ],
        )
        .is_some()
    });
    let hidden = text.is_one_of(at, &["hidden", "covert", "concealed"]);
    let come_upon = text.has(from, at, &["found", "recovered", "seized", "discovered"]);
    let trained = hidden
        && !come_upon
        && text.is_one_of(device, &["in", "opposite", "inside", "at", "on", "overlooking"])
        && police_before(text, from, at).is_some()
        || hidden && (device..to).any(|at| text.after_any(at, &["trained|pointed|focused on|at"]).is_some());
    // "We've a tracker on his girlfriend's car"
    let placed = placed
        || text.is_one_of(device, &["on", "in", "inside", "under"])
            && text.is_one_of(at.wrapping_sub(1), &["a", "the", "our"])
            && police_before(text, from, at).is_some();
    let general = text.has(from, to, &["may", "must", "policy", "authorised", "code", "guidance", "tag"]);
    (placed && somewhere || (was_placed || trained) && !general).then_some((from, to))
}

/// "We plan to arrest him on Friday"; "officers will raid the house".
fn planned(text: &Text<'_>, from: usize, at: usize, to: usize) -> Option<(usize, usize)> {
    let next = text.after_any(
        at,
        &[
            "will|shall",
            "plan|intend|hope|expect|prepare to",
            "are planning|preparing|going|intending|about to",
            "are waiting|poised to",
        ],
    )?;
    let subject = police_before(text, from, at)?;
    let verb = text.after_any(
        next,
        &["arrest|raid|storm|ambush|intercept|seize", "search his|her|their", "be arresting|raiding"],
    )?;
    let owned = OWNED.contains(&text.word(verb))
        && (text.any(verb, verb + 3, Facts::WATCHED) || (verb..verb + 3).any(|at| noun_at(text, at).is_some()));
    let somebody = owned || text.is_one_of(verb - 1, &["his", "her", "their"]) || noun_at(text, verb).is_some();
    let policy = text.has(from, to, &["if", "anyone", "who", "drivers", "any", "offenders", "those"]);
    (somebody && !policy).then_some((subject, verb))
}

/// "We have traced him to an address"; "armed officers are waiting for him".
fn cornered(text: &Text<'_>, from: usize, at: usize, to: usize) -> Option<(usize, usize)> {
    let traced = text.after_any(at, &["have|has traced|tracked|followed|located him|her|them to"]);
    let traced = traced.filter(|next| (*next..(next + 4).min(to)).any(|at| text.is(at, Facts::WHEREABOUTS)));
    let waiting = text.after_any(at, &["are|is waiting|ready for him|her|them"]).or_else(|| {
        let next = text.after_any(at, &["are|is waiting for"])?;
        (next..(next + 9).min(to))
            .find_map(|at| text.after_any(at, &["to turn|show up", "to arrive|come|appear|surface|return|leave"]))
    });
    // "We have bank alerts on five"
    let alerts = text.after_any(at, &["have|has got", "have|has"]).and_then(|next| {
        (next..(next + 4).min(to)).find_map(|at| {
            text.after_any(at, &["alerts|trackers|taps|bugs|cameras on", "alerts|markers against", "eyes on"])
        })
    });
    let end = traced.or(waiting).or(alerts)?;
    Some((police_before(text, from, at)?, end))
}

/// "Three detectives in plain clothes will be waiting inside the bank"
fn lying_in_wait(text: &Text<'_>, from: usize, at: usize, to: usize) -> Option<(usize, usize)> {
    let end = text.after_any(
        at,
        &[
            "be|are|is waiting inside|outside|in|at|behind|near",
            "be|are|is lying in wait",
            "be|are|is sitting up|outside|off",
            "be|are|is hiding|posted|stationed|concealed|hidden in|inside|behind|outside|near",
        ],
    )?;
    let subject = police_before(text, from, at)?;
    let planned = text.is_one_of(end - 1, &["up", "off"])
        || text.has(subject, at, &["will", "plain", "armed", "undercover", "covert"])
        || text.after(at, "are|is lying|hiding|concealed|hidden").is_some();
    planned.then_some((subject, end.min(to)))
}

/// "She is being moved to a safe house near Holm": where somebody protected is.
fn hidden(text: &Text<'_>, from: usize, at: usize, to: usize) -> Option<(usize, usize)> {
    let end =
        text.after_any(at, &["a|the|another safe house|address|place", "a|the|another safehouse|refuge|hideaway"])?;
    let placed = (end..(end + 5).min(to)).any(|at| {
        text.is_one_of(at, &["in", "near", "outside", "at", "on", "off", "by"])
            && (at + 1..(at + 4).min(to)).any(|at| text.is_capital(at))
    });
    let moved = text.has(
        from,
        at,
        &[
            "moved",
            "taken",
            "moving",
            "staying",
            "living",
            "lives",
            "hiding",
            "placed",
            "housed",
            "put",
            "rehoused",
            "relocated",
        ],
    );
    (placed && moved).then_some((from, to))
}

/// "The six men are followed on weekdays only; there is no surveillance at weekends."
fn routine(text: &Text<'_>, from: usize, at: usize, to: usize) -> Option<(usize, usize)> {
    // "The witness is under guard at a seaside hotel"
    if let Some(end) =
        text.after_any(at, &["is|are|being under guard|protection", "is|are under police|armed guard|protection"])
        && text.is_one_of(end, &["at", "in", "on", "near"])
        && (at.saturating_sub(6).max(from)..at).any(|at| {
            noun_at(text, at).is_some_and(|noun| noun.class.is_subject()) || text.is_one_of(at, &["he", "she", "they"])
        })
    {
        return Some((from, to));
    }
    let gap = text.after_any(at, &["there is|are no surveillance|observation", "no surveillance is|on"]);
    if let Some(end) = gap {
        let policy = text.has(from, to, &["was", "evidence", "policy", "law", "allegation"]);
        return (!policy).then_some((at, end));
    }
    let visited = text.after_any(at, &["is|are|being visited"]);
    let plain = visited.is_some()
        && text.has(at, to, &["plain", "plainclothes", "undercover", "covert"])
        && text.has(at, to, &["detective", "detectives", "officer", "officers"]);
    if plain {
        return Some((from, to));
    }
    let end = text.after_any(at, &["is|are|being followed|watched|tailed|shadowed|monitored|trailed"])?;
    let hours = (end..(end + 6).min(to)).any(|at| {
        text.after_any(
            at,
            &[
                "round the clock",
                "day and night",
                "on weekdays|weekends|weeknights",
                "at night|weekends",
                "24 hours",
                "every day|night|evening|weekday",
                "from dawn|noon|dusk",
            ],
        )
        .is_some()
    });
    let whom = (at.saturating_sub(5).max(from)..at).find(|at| {
        noun_at(text, *at).is_some_and(|noun| noun.class.is_subject()) || text.is_one_of(*at, &["he", "she", "they"])
    });
    Some((whom?, end)).filter(|_| hours)
}

/// Returns where a subject that speaks for the police stands, a few words before a verb.
fn police_before(text: &Text<'_>, from: usize, verb: usize) -> Option<usize> {
    // "Officers will make visits on Thursdays and are watching": the subject of two verbs
    let joined =
        text.is_one_of(verb.wrapping_sub(1), &["and", "are", "is"]) && text.has(verb.saturating_sub(2), verb, &["and"]);
    let reach = if joined { 14 } else { 6 };
    let nearest = (verb.saturating_sub(reach).max(from)..verb).rev().find(|at| text.is(*at, Facts::POLICE))?;
    // "The officers" begins with its article.
    let article = nearest.checked_sub(1).filter(|at| *at >= from && text.is_one_of(*at, &["the", "our", "these"]));
    let between = text.has(nearest + 1, verb, &["who", "said", "that", "public", "residents"]);
    (!between).then_some(article.unwrap_or(nearest))
}
