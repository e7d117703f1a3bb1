//! What a small word, a relation or a letter ties to a name: "the death of", "punched by", "his sister", "Dear".

use super::words::{DEEDS, NOUNS, SUFFERED};
use super::{SKIPPED, more_protective, words};
use crate::detect::caseless::{is_one_of, strip_end};
use crate::detect::people::vocabulary;
use crate::detect::quasi::is_kin;
use crate::{Role, Span};

/// The most words between a noun and the small word that ties it to a name: "a complaint made by".
const BETWEEN: usize = 2;

/// Returns the words before a name, the nearest first, titles and ranks left out.
fn backwards(before: &str) -> impl Iterator<Item = &str> {
    let leads = |word: &&str| vocabulary::lead(&[*word]).is_some() && NOUNS.role_of(word).is_none() && !is_kin(word);
    words(before).rev().skip_while(leads)
}

/// Returns what "the death of", "a complaint made against" or "a request from" before a name says of the person.
pub(super) fn deed(before: &str) -> Role {
    if before.trim_end().ends_with([',', ':', '(']) {
        return Role::Unknown;
    }
    let mut near = backwards(before);
    let Some(tie) = near.next().filter(|word| word.len() <= 7) else { return Role::Unknown };
    let of = |noun: &str| {
        let fits = |(known, small, _): &&(&str, &str, Role)| {
            noun.eq_ignore_ascii_case(known) && tie.eq_ignore_ascii_case(small)
        };
        DEEDS.iter().find(fits).map(|(.., role)| *role)
    };
    // "the complaint made by Nadia Sheppey against"
    let most = if tie.eq_ignore_ascii_case("against") { 3 * BETWEEN } else { BETWEEN };
    near.take(most + 1).find_map(of).unwrap_or_default()
}

/// Returns whether the person did what somebody suffered: "was attacked by", "punched by a customer,".
pub(super) fn is_agent(before: &str) -> bool {
    let mut near = backwards(before).take(5).peekable();
    if before.trim_end().ends_with(',') {
        // The noun that the name is set beside, and its article.
        let noun = near.next().is_some_and(|noun| noun.starts_with(char::is_lowercase));
        let article = near.find(|word| is_one_of(word, &["a", "an", "the"]) || word.eq_ignore_ascii_case("by"));
        if !noun || article.is_none_or(|word| word.eq_ignore_ascii_case("by")) {
            return false;
        }
    }
    near.next().is_some_and(|by| by.eq_ignore_ascii_case("by"))
        && near.next().is_some_and(|verb| SUFFERED.role_of(verb) == Some(Role::Victim))
}

/// Words that make a relation somebody's.
const OWNERS: &[&str] = &["his", "her", "their", "my", "whose"];

/// Relations that are titles too.
const RELIGIOUS: &[&str] = &["mother", "father", "sister", "brother", "uncle", "aunt", "auntie", "nan", "gran"];

/// How many words may stand between an owner and the relation: "his two younger brothers".
const FARTHEST_OWNER: usize = 3;

/// Returns [`Role::Relative`] for "his sister, X", "Kofi's aunt X", "X, his sister," and "X, mother of the boy".
pub(super) fn relation(before: &str, after: &str) -> Role {
    let near: Vec<&str> = backwards(before).take(FARTHEST_OWNER + 1).collect();
    if let Some((kin, rest)) = near.split_first().filter(|(word, _)| is_kin(word)) {
        // Logs and lists: "DAUGHTER SUMMER CORDERY". "Mother", "Sister" and the like are titles too.
        let bare = rest.first().is_none_or(|word| word.eq_ignore_ascii_case("and")) && !is_one_of(kin, RELIGIOUS);
        if bare || rest.iter().any(|word| is_owner(word)) {
            return Role::Relative;
        }
    }
    more_protective(apposed(after), said(after))
}

/// Returns whether a word makes what follows somebody's: "his", "Kofi's".
fn is_owner(word: &str) -> bool {
    is_one_of(word, OWNERS) || word.ends_with("'s") || word.ends_with("s'")
}

/// Reads ", his mother," and ", mother of the boy," behind a name.
fn apposed(after: &str) -> Role {
    let Some(rest) = after.strip_prefix(',') else { return Role::Unknown };
    // An age may stand between: "Pauline, 52, his aunt".
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == ',');
    let apposition = rest.split([',', '.', ';']).next().unwrap_or_default();
    // "Ray Tuck, 66, and his wife Barbara" says it of her.
    if apposition.starts_with("and ") || apposition.starts_with("who ") { Role::Unknown } else { kin_in(apposition) }
}

/// Reads "is the nephew of" and "was his brother" behind a name.
fn said(after: &str) -> Role {
    let mut rest = words(after).skip_while(|word| is_one_of(word, SKIPPED));
    let is = rest.next().is_some_and(|word| is_one_of(word, &["is", "was"]));
    let clause = after.trim_start().split_once(' ').map_or("", |(_, rest)| rest);
    if is { kin_in(clause.split([',', '.', ';']).next().unwrap_or_default()) } else { Role::Unknown }
}

fn kin_in(phrase: &str) -> Role {
    const MOST: usize = 5;
    let near: Vec<&str> = words(phrase).take(MOST + 2).collect();
    let Some(at) = near.iter().take(MOST).position(|word| is_kin(word)) else { return Role::Unknown };
    // "last seen by her husband" is about him.
    let before = near.get(..at).unwrap_or_default();
    if before.iter().any(|word| {
        is_one_of(word, &["by", "with", "to", "for", "from", "at", "in", "of", "and", "on", "as", "near", "like"])
    }) {
        return Role::Unknown;
    }
    // "Lee Holt, his brother Sam and" is about Sam.
    let other = near.get(at + 1).is_some_and(|word| word.starts_with(char::is_uppercase));
    let owned = !other && near.iter().take(at).any(|word| is_owner(word));
    // "mother of two" is nobody's relative.
    let of = near.get(at + 1).is_some_and(|word| matches!(*word, "of" | "to" | "OF"))
        && near.get(at + 2).is_some_and(|word| {
            word.starts_with(char::is_uppercase) && word.parse::<u32>().is_err()
                || is_one_of(word, &["the", "one", "both", "a"]) && near.get(at + 3).is_some()
                || is_one_of(word, OWNERS)
        });
    if owned || of { Role::Relative } else { Role::Unknown }
}

/// Last words of the names of newspapers and broadcasters.
const PRESS: &[&str] = &[
    "gazette",
    "echo",
    "herald",
    "chronicle",
    "telegraph",
    "guardian",
    "observer",
    "argus",
    "courier",
    "tribune",
    "bbc",
    "itv",
    "itn",
    "advertiser",
    "mercury",
    "times",
    "news",
    "newspaper",
    "radio",
];

/// Returns whether somebody is of a newspaper or a broadcaster: "the Gazette's Ellie Tranmer", "Ellie Tranmer of the Echo".
pub(super) fn is_of_the_press(before: &str, after: &str) -> bool {
    let named = |word: &str| word.starts_with(char::is_uppercase) && is_one_of(word, PRESS);
    if let Some(owner) = strip_end(before.trim_end(), "'s") {
        return words(owner).next_back().is_some_and(named);
    }
    let rest = after.trim_start_matches([',', ' ', '(']);
    let Some(rest) = ["of ", "from ", "at "].iter().find_map(|of| rest.strip_prefix(of)) else { return false };
    let mut near = words(rest).skip_while(|word| word.eq_ignore_ascii_case("the"));
    near.by_ref().take_while(|word| word.starts_with(char::is_uppercase)).take(4).any(named)
}

/// How far behind "Dear Mr X" a letter says that it answers a request, in bytes.
const SALUTATION: usize = 240;

/// Returns whether a letter to the person answers their request: "Dear Mr X, Thank you for your request".
pub(super) fn is_answered(text: &str, span: Span, before: &str) -> bool {
    if !backwards(before).next().is_some_and(|word| word.eq_ignore_ascii_case("dear")) {
        return false;
    }
    let to = text.floor_char_boundary((span.end + SALUTATION).min(text.len()));
    let letter = text.get(span.end..to).unwrap_or_default();
    let near: Vec<&str> = words(letter).collect();
    near.windows(2).any(|pair| {
        let &[first, second] = pair else { return false };
        first.eq_ignore_ascii_case("your")
            && is_one_of(second, &["request", "application", "freedom", "foi", "enquiry"])
            || first.eq_ignore_ascii_case("you") && is_one_of(second, &["asked", "requested", "ask", "request"])
    })
}

/// What stands above the name at the end of a letter.
const CLOSINGS: &[&str] = &["sincerely", "faithfully", "regards", "wishes", "truly"];

/// Last words of what staff sign as.
const POSTS: &[&str] = &[
    "officer",
    "manager",
    "adviser",
    "advisor",
    "head",
    "director",
    "lead",
    "coordinator",
    "assistant",
    "team",
    "unit",
    "department",
    "executive",
];

/// Parts of a public body that a head of them acts for in public.
const FUNCTIONS: &[&str] = &[
    "information",
    "communications",
    "media",
    "legal",
    "disclosure",
    "governance",
    "corporate",
    "press",
    "records",
    "data",
    "policy",
    "professional",
    "compliance",
    "transparency",
];

/// Returns whether somebody acts for a party in court: "prosecuting", "for the Crown", "for the defence".
pub(super) fn appears_in_court(after: &str) -> bool {
    let mut near = words(after);
    let first = near.next().unwrap_or_default();
    if is_one_of(first, &["prosecuting", "defending", "mitigating"]) {
        return true;
    }
    first.eq_ignore_ascii_case("for")
        && near.next().is_some_and(|the| the.eq_ignore_ascii_case("the"))
        && near.next().is_some_and(|party| {
            is_one_of(party, &["crown", "prosecution", "defence", "claimant", "respondent", "applicant", "appellant"])
        })
        && near.next().is_none_or(|next| !is_one_of(next, &["witness", "witnesses", "court", "prosecution"]))
        || pleads(after)
}

/// "Mr Holt appeared for the council, and Miss Moss for the mother"
pub(super) fn pleads_too(before: &str, after: &str) -> bool {
    before.contains(" appeared for ") && after.starts_with(" for the ")
}

/// "The family's solicitor, Jane Holt of Moss Holt, said"
pub(super) fn is_quoted_lawyer(before: &str, after: &str) -> bool {
    const NEAR: usize = 8;
    let noun = words(before.trim_end_matches([',', ' '])).next_back().unwrap_or_default();
    let says = |word: &str| is_one_of(word, &["said", "says", "added", "told"]);
    is_one_of(noun, &["solicitor", "lawyer", "barrister", "counsel"]) && words(after).take(NEAR).any(says)
}

/// Returns whether a party is spoken for: "appeared for the local authority", ", for the youths, said".
fn pleads(after: &str) -> bool {
    let rest = after.trim_start_matches([',', ' ']);
    let appeared = ["appeared for ", "appeared on behalf of ", "represented the ", "acted for "]
        .iter()
        .any(|acts| rest.starts_with(acts));
    let speaks = after.strip_prefix(", for ").is_some_and(|party| {
        let (party, verb) = party.split_once(", ").unwrap_or_default();
        words(party).count() <= 4
            && words(verb).next().is_some_and(|verb| is_one_of(verb, &["said", "told", "argued", "submitted", "asked"]))
    });
    appeared || speaks
}

/// Words in a letter that asks for information.
const ASKING: &[&str] = &[
    "please supply",
    "please provide",
    "please send",
    "please could you",
    "i request",
    "like to request",
    "freedom of information act",
];
/// How far before its end a letter may say so, in bytes.
const LETTER: usize = 1500;

/// Returns who signs: for a body, where a post stands below the name at the end of a letter, or behind it, or in brackets as
/// in the head of an e-mail; for themselves, at the end of a letter that asks for information.
pub(super) fn signs(text: &str, span: Span) -> Role {
    if signs_for_a_body(text, span) {
        return Role::Official;
    }
    let from = text.ceil_char_boundary(span.start.saturating_sub(48));
    let before = text.get(from..span.start).unwrap_or_default();
    if !before.ends_with('\n') || !closes(before) {
        return Role::Unknown;
    }
    let letter = text.get(text.ceil_char_boundary(span.start.saturating_sub(LETTER))..span.start).unwrap_or_default();
    let letter = letter.to_ascii_lowercase();
    if ASKING.iter().any(|words| letter.contains(words)) { Role::Requester } else { Role::Unknown }
}

/// Returns whether a text ends as a letter does.
fn closes(before: &str) -> bool {
    words(before).rev().take(3).any(|word| is_one_of(word, CLOSINGS))
}

fn signs_for_a_body(text: &str, span: Span) -> bool {
    let from = text.ceil_char_boundary(span.start.saturating_sub(48));
    let to = text.floor_char_boundary((span.end + 64).min(text.len()));
    let (before, after) = (text.get(from..span.start).unwrap_or_default(), text.get(span.end..to).unwrap_or_default());
    if let Some(rest) = after.strip_prefix(" (").or_else(|| after.strip_prefix(", ")) {
        let inside = rest.split([')', ',', '.', '\n']).next().unwrap_or_default();
        let mut near = words(inside);
        let (first, second, third) =
            (near.next().unwrap_or_default(), near.next().unwrap_or_default(), near.next().unwrap_or_default());
        let heads = is_one_of(first, &["head", "director"]) && second == "of" && is_one_of(third, FUNCTIONS);
        let office = is_one_of(first, &["press", "media", "communications"])
            && is_one_of(second, &["office", "officer", "team", "manager", "desk"]);
        // "Freedom of Information Officer"
        let titled = inside.starts_with(char::is_uppercase)
            && words(inside).next_back().is_some_and(|post| is_one_of(post, POSTS))
            && words(inside).any(|word| is_one_of(word, FUNCTIONS));
        return heads || office || titled;
    }
    let Some(below) = after.strip_prefix('\n').and_then(|rest| rest.split('\n').next()) else { return false };
    let post = below.split(',').next().unwrap_or_default();
    closes(before)
        && words(post).count() <= 6
        && (words(post).next_back().is_some_and(|word| is_one_of(word, POSTS))
            || words(post).next().is_some_and(|word| is_one_of(word, &["head", "director"])))
}
