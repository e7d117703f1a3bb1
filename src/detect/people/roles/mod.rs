//! Who a named person is, by the words that stand next to the name.
//!
//! A role is told by apposition ("the victim, Jane Holt", "Jane Holt, a witness"), by what was done to the person or by them
//! ("Holt was attacked", "police arrested Holt"), by an age under 18, or by rank and office. Mere nearness tells nothing.
//! What protects more wins: an officer who was assaulted is a victim. `words` holds the nouns and verbs, `ties` reads what a
//! small word or a relation ties to a name, `office` the offices held in public, `introduction` reads the sentence before the one that gives a name.

mod introduction;
mod office;
mod ties;
mod words;

use self::words::{ACCUSED, DEEDS, DID, DOING_TO, DONE_TO, NOUNS, OFFENCES, SUFFERED};
use super::vocabulary::Lead;
use crate::detect::caseless::is_one_of;
use crate::{Role, Span};

/// How far the words that tell a role may stand, in bytes.
const REACH: usize = 72;

/// Returns who the person named at `span` is, as far as the words next to the name tell.
pub(super) fn role(text: &str, span: Span, lead: Option<Lead>) -> Role {
    let from = text.ceil_char_boundary(span.start.saturating_sub(REACH));
    let to = text.floor_char_boundary((span.end + REACH).min(text.len()));
    let before = sentence_end(text.get(from..span.start).unwrap_or_default());
    let after = sentence_start(text.get(span.end..to).unwrap_or_default());
    let mut near = words(before).rev();
    let (noun, ahead) = (near.next(), near.next());
    let of_family = noun.is_some_and(|noun| is_of_family(ahead, noun));
    let mut role = lead.filter(|_| !of_family).map_or(Role::Unknown, Lead::role);
    role = more_protective(role, before_name(before));
    let acts = is_quoted_for_a_body(before, after)
        || ties::appears_in_court(after)
        || ties::pleads_too(before, after)
        || ties::is_quoted_lawyer(before, after)
        || office::is_held(before, after);
    if role == Role::Unknown && acts && !of_family {
        role = Role::Official;
    }
    if role == Role::Unknown && ties::is_of_the_press(before, after) {
        role = Role::Journalist;
    }
    let mut told = more_protective(after_name(after, is_public(role)), ties::deed(before));
    told = more_protective(told, ties::relation(before, after));
    if ties::is_answered(text, span, before) {
        told = more_protective(told, Role::Requester);
    }
    if told == Role::Unknown && !is_public(role) {
        told = introduction::role(text, span.start, after);
    }
    if told == Role::Unknown && role == Role::Unknown {
        told = ties::signs(text, span);
    }
    // Who acts in public sees, hears, reports and denies things at work, is somebody's brother and may ask for a review.
    let private = matches!(told, Role::Witness | Role::Relative | Role::Requester);
    if is_public(role) && private { role } else { more_protective(role, told) }
}

/// Returns the role that protects more.
pub(crate) fn more_protective(one: Role, other: Role) -> Role {
    let rank = |role: Role| match role {
        Role::Informant => 11,
        Role::Child => 10,
        Role::Victim => 9,
        Role::Witness => 8,
        Role::Suspect => 7,
        Role::Offender => 6,
        Role::Relative => 5,
        Role::Requester => 4,
        Role::Officer => 3,
        Role::Official => 2,
        Role::Journalist => 1,
        _ => 0,
    };
    if rank(other) > rank(one) { other } else { one }
}

/// Returns whether a word names a role: "CHIS", "victim".
pub(super) fn is_role_noun(word: &str) -> bool {
    NOUNS.role_of(word).is_some()
}

/// Returns the role that a noun names, or [`Role::Unknown`].
pub(crate) fn role_of_noun(word: &str) -> Role {
    NOUNS.role_of(word).unwrap_or_default()
}

/// Returns the role of whom a verb, or a noun for a deed, does something to: "raped", "raping", "arrested", "rape".
pub(crate) fn done_to(word: &str) -> Role {
    let deed = || DEEDS.iter().find(|(noun, ..)| word.eq_ignore_ascii_case(noun)).map(|(.., role)| *role);
    DONE_TO.role_of(word).or_else(|| DOING_TO.role_of(word)).or_else(deed).unwrap_or_default()
}

/// Returns what a verb behind "was" tells of whom it is said.
pub(crate) fn suffered(verb: &str) -> Role {
    SUFFERED.role_of(verb).unwrap_or_default()
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'')
        .filter(|word| word.starts_with(char::is_alphanumeric))
}

/// Words for anybody, which say nothing without what stands before them: "the injured man".
const ANYBODY: &[&str] = &[
    "man",
    "woman",
    "person",
    "male",
    "female",
    "driver",
    "cyclist",
    "pedestrian",
    "pensioner",
    "motorist",
    "passenger",
    "father",
    "mother",
    "couple",
    "party",
];

/// Returns who "the injured man" is.
fn described(adjective: Option<&str>, noun: &str) -> Role {
    if !is_one_of(noun, ANYBODY) {
        return Role::Unknown;
    }
    let Some(adjective) = adjective else { return Role::Unknown };
    if adjective.eq_ignore_ascii_case("dead") {
        return Role::Victim;
    }
    SUFFERED.role_of(adjective).unwrap_or(Role::Unknown)
}

fn before_name(before: &str) -> Role {
    let comma = before.trim_end().ends_with([',', ':', '(']);
    // Titles and ranks stand between the noun and the name: "the victim, Mrs Holt".
    let mut near =
        words(before).rev().filter(|word| super::vocabulary::lead(&[word]).is_none() || NOUNS.role_of(word).is_some());
    let (Some(last), second) = (near.next(), near.next()) else { return Role::Unknown };
    if comma && let Some(role) = speaks_for(before) {
        return role;
    }
    if let Some(role) = NOUNS.role_of(last) {
        // "told the officer Jane Holt had left" does not make her the officer.
        let told = || near.take(2).chain(second).any(|word| is_one_of(word, TELLING));
        if is_public(role) && !comma && told() {
            return Role::Unknown;
        }
        // "the victim's neighbour, X" is about the neighbour, "the victim said X" about neither.
        // "A former custody officer, X"
        let phrase =
            words(before).rev().skip(1).take(4).take_while(|word| !is_one_of(word, &["a", "an", "the", "and"]));
        let left = second.is_some_and(is_of_the_past) || comma && phrase.into_iter().any(is_of_the_past);
        let private = left || is_of_family(second, last);
        return if is_public(role) && private { Role::Unknown } else { role };
    }
    let told = described(second, last);
    if told != Role::Unknown {
        return told;
    }
    // "chief executive Paul Dunning", "the Police Federation chair, Mark Sefton".
    let heads = |body: &str| {
        is_one_of(body, BODIES)
            || is_one_of(body, LED)
            || is_one_of(body, &["chief"]) && is_one_of(last, &["executive"])
    };
    if is_one_of(last, SPEAKERS) && second.is_some_and(heads) {
        return Role::Official;
    }
    if let Some(years) = years_before(last) {
        return if years < ADULT { Role::Child } else { Role::Unknown };
    }
    if !comma && let Some(role) = DONE_TO.role_of(last) {
        return role;
    }
    if ties::is_agent(before) {
        return Role::Suspect;
    }
    if is_one_of(last, &["is", "was"])
        && let Some(role) = subject_of(before)
    {
        return role;
    }
    if comma && let Some(role) = heads_apposition(before) {
        return role;
    }
    // "Informant ABC (true name Jane Holt)", "Children seen there: Maisie and Jude"
    if last.eq_ignore_ascii_case("name") && second.is_some_and(|word| is_one_of(word, &["true", "real"])) {
        return words(before).rev().find_map(|word| NOUNS.role_of(word)).unwrap_or_default();
    }
    if let Some((label, listed)) = before.rsplit_once(':')
        && words(label).next().is_some_and(|first| is_one_of(first, &["children", "kids"]))
        && words(listed).all(|word| word.starts_with(char::is_uppercase) || word == "and")
    {
        return Role::Child;
    }
    match (last, second) {
        ("as" | "called" | "named" | "is" | "was", Some(noun)) => NOUNS.role_of(noun).unwrap_or(Role::Unknown),
        _ => Role::Unknown,
    }
}

/// Returns who the subject of the "is" is that `before` ends with: "the complainant in the Weeley case is".
fn subject_of(before: &str) -> Option<Role> {
    const FARTHEST: usize = 7;
    let clause = before.rsplit([',', ':', '"']).next().unwrap_or_default();
    let near: Vec<&str> = words(clause).rev().take(FARTHEST).collect();
    let at = near.iter().rposition(|word| NOUNS.role_of(word).is_some())?;
    let the = near.get(at + 1).is_some_and(|word| is_one_of(word, &["the", "our", "my", "your", "alleged"]));
    near.get(at).filter(|_| the).and_then(|noun| NOUNS.role_of(noun)).filter(|role| !is_public(*role))
}

/// Returns who is set beside a name by a noun with what belongs to it: "The complainant in the linked rape case, ".
fn heads_apposition(before: &str) -> Option<Role> {
    const LONGEST: usize = 8;
    let clause = before.trim_end().strip_suffix(',')?;
    let clause = clause.rsplit([',', ':', '"', '(']).next().unwrap_or_default();
    let near: Vec<&str> = words(clause).collect();
    let at = near.iter().position(|word| NOUNS.role_of(word).is_some())?;
    let role = near.get(at).and_then(|noun| NOUNS.role_of(noun)).filter(|role| !is_public(*role))?;
    let led = near
        .get(..at)?
        .iter()
        .rev()
        .take(3)
        .any(|word| is_one_of(word, &["the", "a", "an", "our", "alleged", "another", "second"]));
    let held = near.get(at + 1..)?;
    let tied = held.first().is_some_and(|word| is_one_of(word, &["in", "of", "to", "from", "at", "on", "who"]));
    let plain = !held.iter().any(|word| {
        is_one_of(word, AUXILIARIES)
            || NOUNS.role_of(word).is_some()
            || is_one_of(word, TELLING)
            || matches!(*word, "said" | "saw" | "named" | "met")
    });
    (led && tied && plain && held.len() <= LONGEST).then_some(role)
}

/// The age from which on somebody is no child.
const ADULT: u32 = 18;

/// Returns the years of "ten-year-old" and "10-year-old".
fn years_before(word: &str) -> Option<u32> {
    let end = word.len().checked_sub("-year-old".len())?;
    let (number, rest) = word.split_at_checked(end)?;
    let years = || number.parse().ok().or_else(|| crate::numeral::value(number));
    if rest.eq_ignore_ascii_case("-year-old") { years() } else { None }
}

/// Returns who is meant by "a spokesman for the fire service," before a name: an office, what it is held in, and nothing
/// else between them that could be somebody.
fn speaks_for(before: &str) -> Option<Role> {
    let clause = before.trim_end().strip_suffix(',')?;
    let clause = clause.rsplit([',', ':', '"', '(']).next().unwrap_or_default();
    let mut near: Vec<&str> = words(clause).rev().take(FARTHEST_OFFICE).collect();
    near.reverse();
    let at = near.iter().rposition(|word| is_one_of(word, &["for", "of", "at", "from", "with"]))?;
    let noun = near.get(at.checked_sub(1)?)?;
    let body = near.get(at + 1..)?;
    let person = |word: &&str| NOUNS.role_of(word).is_some() || is_one_of(word, ANYBODY) || is_one_of(word, TELLING);
    let last = body.last()?;
    if body.iter().any(person) || is_one_of(last, &["family", "families", "parents", "couple", "relatives"]) {
        return None;
    }
    // The head of a school speaks for it, the head of a gang does not.
    let heads = is_one_of(noun, SPEAKERS) && (is_one_of(last, BODIES) || is_one_of(last, LED));
    let role = NOUNS.role_of(noun).or_else(|| heads.then_some(Role::Official))?;
    is_public(role).then_some(role)
}

/// Last words of what has a head in public, besides bodies.
const LED: &[&str] = &[
    "school",
    "academy",
    "college",
    "university",
    "hospital",
    "charity",
    "trust",
    "board",
    "committee",
    "union",
    "communications",
    "profession",
    "media",
    "bank",
    "company",
    "club",
    "church",
    "museum",
    "centre",
];

/// Last words of bodies that people speak for.
const BODIES: &[&str] = &[
    "service",
    "police",
    "constabulary",
    "force",
    "council",
    "federation",
    "commission",
    "agency",
    "authority",
    "association",
    "ministry",
    "department",
    "ombudsman",
    "inspectorate",
];

/// Returns whether somebody is quoted as of a body: "said Lesley Quill of the Probation Service", "the Ambulance
/// Service's Claire Dobbin said", "Lesley Quill, from the Probation Service, said".
fn is_quoted_for_a_body(before: &str, after: &str) -> bool {
    let says = |word: Option<&str>| word.is_some_and(|word| is_one_of(word, &["said", "says", "added", "explained"]));
    let said_before = says(words(before).next_back());
    if let Some(body) = before.trim_end().strip_suffix("'s").and_then(|body| words(body).next_back()) {
        return is_body(body) && says(words(after).next());
    }
    let rest = after.trim_start_matches([',', ' ']);
    let Some(rest) = ["of ", "from ", "for "].iter().find_map(|of| rest.strip_prefix(of)) else { return false };
    let mut near = words(rest).skip_while(|word| *word == "the").peekable();
    let mut last = "";
    while let Some(word) = near.next_if(|word| word.starts_with(char::is_uppercase) || matches!(*word, "and" | "for")) {
        last = word;
    }
    // "said Jo Holt from Estuary Police custody" speaks for nobody.
    // "of the GLAA, said"
    let acronym = (3..=6).contains(&last.len()) && last.bytes().all(|byte| byte.is_ascii_uppercase());
    if acronym && says(near.peek().copied()) && rest.starts_with("the ") {
        return true;
    }
    let ends = rest.split_once(last).is_none_or(|(_, behind)| !behind.starts_with([' ', '-']));
    is_body(last) && (said_before && ends || says(near.next()))
}

fn is_body(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && is_one_of(word, BODIES)
}

/// How many words before a name may tell its office.
const FARTHEST_OFFICE: usize = 8;

/// Nouns of those who head or speak for what "of" or "for" names.
const SPEAKERS: &[&str] = &[
    "head",
    "director",
    "chair",
    "chairman",
    "chairwoman",
    "chairperson",
    "leader",
    "chief",
    "executive",
    "secretary",
];

/// Returns the years of "6 YRS" and "6yo", as logs have them behind a name.
fn years_in_log(rest: &str) -> Option<u32> {
    let digits = rest.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let (years, unit) = rest.split_at_checked(digits)?;
    let unit = words(unit).next()?;
    let is_unit = is_one_of(unit, &["yrs", "yr", "years", "yo", "y"]);
    years.parse().ok().filter(|_| is_unit)
}

/// Returns whether "is in Year 9", "who had just started Year 7" follows.
fn is_in_school_year(rest: &str) -> bool {
    const NEAR: usize = 6;
    let mut near = words(rest).take(NEAR).skip_while(|word| !word.eq_ignore_ascii_case("year"));
    let is = words(rest).take(2).any(|word| is_one_of(word, AUXILIARIES) || is_one_of(word, &["started", "attends"]));
    let year = near.nth(1);
    is && year.is_some_and(|year| year.parse::<u32>().is_ok_and(|year| (1..=13).contains(&year)))
}

fn after_name(after: &str, public: bool) -> Role {
    let after = after.strip_prefix('"').unwrap_or(after);
    let mut role = Role::Unknown;
    let mut rest = after.trim_start_matches([' ', '\n']);
    if years_in_log(rest).is_some_and(|years| years < ADULT) || is_in_school_year(rest) {
        return Role::Child;
    }
    // ", 14," and "(14)" tell a child.
    if let Some(age) = rest.strip_prefix([',', '(']).map(str::trim_start) {
        let age = age.strip_prefix("aged ").unwrap_or(age);
        let digits = age.bytes().take_while(u8::is_ascii_digit).count();
        let behind = age.get(digits..).unwrap_or_default();
        // "Jane Holt, 14 Mill Lane" tells where she lives.
        let house = behind.strip_prefix(' ').is_some_and(|next| next.starts_with(char::is_uppercase));
        let ends = !house && (behind.is_empty() || behind.starts_with([',', ')', ' ', ';', '\n']));
        if let Some(years) = age.get(..digits).filter(|_| ends).and_then(|years| years.parse::<u32>().ok()) {
            if years < ADULT {
                return Role::Child;
            }
            let behind = age.get(digits..).unwrap_or_default();
            rest = behind.trim_start_matches([',', ')', ' ', '\n']);
            // "Jane Holt, 34, the victim, said"
            if words(rest).next().is_some_and(|word| is_one_of(word, &["a", "an", "the"])) {
                let apposition = rest.split([',', '.', ';']).next().unwrap_or_default();
                role = beside(apposition);
                rest = rest.get(apposition.len()..).unwrap_or_default().trim_start_matches([',', ' ']);
            }
            return more_protective(role, clause(rest, public));
        }
        // An apposition up to the next comma: ", the victim," ", a witness to the crash,".
        let apposition = age.split([',', '.', ';']).next().unwrap_or_default();
        role = beside(apposition);
        let behind = age.get(apposition.len()..).unwrap_or_default().trim_start_matches([',', ' ']);
        let goes_on = words(apposition).next().is_some_and(|word| word == "who" || is_one_of(word, AUXILIARIES));
        let told = clause(if goes_on { apposition } else { behind }, public);
        return more_protective(role, told);
    }
    more_protective(role, clause(rest, public))
}

/// Verbs that take a listener and a sentence.
const TELLING: &[&str] =
    &["told", "tell", "tells", "telling", "asked", "informed", "assured", "reminded", "warned", "shown"];

/// Returns whether the word says that somebody holds a rank no longer.
pub(super) fn is_of_the_past(word: &str) -> bool {
    is_one_of(word, &["former", "ex", "retired", "disgraced", "suspended", "sacked", "dismissed", "off-duty"])
}

/// Returns whether who speaks does so for a family, which leads to whom it is about: "a family spokesman".
fn is_of_family(before: Option<&str>, noun: &str) -> bool {
    before.is_some_and(|word| is_one_of(word, &["family", "family's", "family’s"]))
        && is_one_of(noun, &["spokesman", "spokeswoman", "spokesperson"])
}

/// Returns whether people in the role are named as a rule.
pub(crate) fn is_public(role: Role) -> bool {
    matches!(role, Role::Officer | Role::Official | Role::Journalist)
}

/// Returns what an apposition says: "the victim", "a witness to the crash", "who speaks for the school".
fn beside(apposition: &str) -> Role {
    let mut near = words(apposition);
    if near.next().is_some_and(|who| who.eq_ignore_ascii_case("who")) {
        let speaks =
            near.next().is_some_and(|verb| is_one_of(verb, &["speaks", "spoke"])) && near.next() == Some("for");
        let body = near.take(5).any(|word| is_one_of(word, LED) || is_one_of(word, BODIES));
        return if speaks && body { Role::Official } else { Role::Unknown };
    }
    // "Marcus, the complainant in the case is Ann Moss" is a sentence, and about her.
    let has = |list: &[&str]| words(apposition).skip(1).any(|word| is_one_of(word, list));
    if !has(&["who", "whom", "whose", "that", "which"]) && has(&["is", "was", "are", "were", "has", "had"]) {
        return Role::Unknown;
    }
    if ties::appears_in_court(apposition) { Role::Official } else { apposed(words(apposition).take(4)) }
}

/// Returns what the first telling noun among `words` says: "a registered sex offender", "the injured man".
fn apposed<'t>(words: impl Iterator<Item = &'t str>) -> Role {
    let (mut last, mut left) = (None, false);
    let mut words = words.peekable();
    while let Some(word) = words.next() {
        if ["of", "to", "for", "in", "at", "with", "by", "who"].contains(&word) {
            break;
        }
        if let Some(role) = NOUNS.role_of(word) {
            // "Jane Holt, Detective Moss and others" names two people.
            let other = words.peek().is_some_and(|next| next.starts_with(char::is_uppercase));
            let private = other || left || is_of_family(last, word);
            return if is_public(role) && private { Role::Unknown } else { role };
        }
        left |= is_of_the_past(word);
        let role = described(last, word);
        if role != Role::Unknown {
            return role;
        }
        last = Some(word);
    }
    Role::Unknown
}

/// Verbs that lead to a verb.
const AUXILIARIES: &[&str] = &["was", "were", "is", "are", "remains", "got", "has", "have", "had", "been", "being"];

/// Words that a clause about a person may start with, and that tell nothing.
const SKIPPED: &[&str] = &[
    "who",
    "had",
    "then",
    "later",
    "also",
    "now",
    "still",
    "been",
    "being",
    "both",
    "already",
    "recently",
    "allegedly",
    "seriously",
    "fatally",
    "sexually",
    "badly",
    "first",
];

/// Returns what is said of a name and those that it is joined with: behind "and Ann Moss" of "Jo Holt and Ann Moss were".
fn behind_others(rest: &str) -> &str {
    const MOST: usize = 5;
    let Some(mut others) = rest.trim_start().strip_prefix("and ") else { return rest };
    let mut names = 0;
    while names < MOST && others.starts_with(char::is_uppercase) {
        let (_, behind) = others.split_once(' ').unwrap_or((others, ""));
        (others, names) = (behind, names + 1);
    }
    let several = others.split(' ').next().is_some_and(|verb| matches!(verb, "were" | "have" | "had" | "are"));
    if names > 0 && several { others } else { rest }
}

/// Returns what a clause that goes on from a name tells of the person, who may act in public.
fn clause(rest: &str, public: bool) -> Role {
    let rest = behind_others(rest);
    let near: Vec<&str> = words(rest).take(7).filter(|word| !is_one_of(word, SKIPPED)).collect();
    if reported(&near) {
        return Role::Witness;
    }
    let mut words = words(rest).take(9).peekable();
    let mut passive = false;
    while let Some(word) = words.next_if(|word| is_one_of(word, AUXILIARIES) || is_one_of(word, SKIPPED)) {
        passive |= is_one_of(word, &["was", "were", "is", "are", "remains", "got", "been", "being"]);
    }
    if !passive {
        let Some(verb) = words.next() else { return Role::Unknown };
        // Headlines and logs leave "was" out: "Holt arrested after a chase", "STOBBS DETAINED BY PC RENSHAW".
        let left_out = words.peek().is_some_and(|next| is_one_of(next, &["by", "after", "on", "for", "over"]));
        let suffered = SUFFERED.role_of(verb).filter(|_| left_out);
        let accused = || {
            let role = ACCUSED.role_of(verb)?;
            let offence = public && words.next().is_some_and(|what| is_one_of(what, OFFENCES));
            (!public || offence).then_some(role)
        };
        return suffered.or_else(|| DID.role_of(verb)).or_else(accused).unwrap_or_default();
    }
    match words.next() {
        // What somebody is by trade does not tell that they speak for it here.
        Some(second) if is_one_of(second, &["a", "an", "the"]) => {
            Some(apposed(words.take(4))).filter(|role| !is_public(*role)).unwrap_or_default()
        }
        // "Dylan Frost is 17.", not "was 9 minutes late"
        Some(second) if second.parse::<u32>().is_ok_and(|years| years < ADULT) => {
            let age = words.next().is_none_or(|next| is_one_of(next, &["and", "but", "years"]));
            if age { Role::Child } else { Role::Unknown }
        }
        Some(second) if second.eq_ignore_ascii_case("on") => match words.next() {
            Some("licence" | "parole" | "probation" | "tag") => Role::Offender,
            Some("bail" | "remand") => Role::Suspect,
            _ => Role::Unknown,
        },
        Some(second) if second.eq_ignore_ascii_case("found") => match words.next() {
            Some(verdict) if verdict.eq_ignore_ascii_case("guilty") => Role::Offender,
            Some(state) if is_one_of(state, &["dead", "hanged", "unconscious", "injured", "unresponsive"]) => {
                Role::Victim
            }
            _ => Role::Unknown,
        },
        Some(second) => SUFFERED.role_of(second).unwrap_or(Role::Unknown),
        None => Role::Unknown,
    }
}

/// Returns what verbs with an object tell of whoever does it: "rang 999", "gave evidence", "raised the alarm".
fn reported(words: &[&str]) -> bool {
    const DEEDS: &[(&[&str], &[&str])] = &[
        (
            &["rang", "called", "dialled", "phoned", "alerted"],
            &["999", "101", "police", "officers", "paramedics", "emergency"],
        ),
        (&["raised"], &["the", "alarm"]),
        (&["gave"], &["evidence", "chase"]),
        (&["gave", "made", "provided"], &["statement"]),
        (&["chased"], &["him", "her", "them"]),
    ];
    let Some((verb, rest)) = words.split_first() else { return false };
    let own = rest.iter().any(|word| is_one_of(word, &["own", "defence"]));
    !own && DEEDS
        .iter()
        .any(|(verbs, objects)| is_one_of(verb, verbs) && rest.iter().take(2).any(|word| is_one_of(word, objects)))
}

/// Returns the end of `before` that belongs to the sentence of what follows.
fn sentence_end(before: &str) -> &str {
    let bytes = before.as_bytes();
    for at in (0..before.len()).rev() {
        let next = bytes.get(at + 1).copied().unwrap_or(b'x');
        let stop = match bytes.get(at) {
            Some(b'!' | b'?' | b';') => true,
            Some(b'.') => {
                matches!(next, b' ' | b'\n' | b'"') && !ends_in_short_word(before.get(..at).unwrap_or_default())
            }
            Some(b'\n') => next == b'\n',
            _ => false,
        };
        if stop {
            return before.get(at + 1..).unwrap_or_default();
        }
    }
    before
}

fn ends_in_short_word(text: &str) -> bool {
    let len = text.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    let word = text.get(text.len() - len..).unwrap_or_default();
    len == 1 || ["Mr", "Mrs", "Ms", "Dr", "Sgt", "Insp", "Supt", "Prof", "Rev", "St"].contains(&word)
}

/// Returns the start of `after` that belongs to the sentence of what stands before it.
fn sentence_start(after: &str) -> &str {
    let bytes = after.as_bytes();
    for at in 0..after.len() {
        let stop = match bytes.get(at) {
            Some(b'!' | b'?' | b';') => true,
            Some(b'.') => at > 1 && matches!(bytes.get(at + 1), None | Some(b' ' | b'\n' | b'"')),
            Some(b'\n') => bytes.get(at + 1) == Some(&b'\n'),
            _ => false,
        };
        if stop {
            return after.get(..at).unwrap_or_default();
        }
    }
    after
}
