//! Whom a quasi-identifier is about.
//!
//! The findings of a part go in when all detectors have looked; each quasi-identifier, and each age behind a name, gets the
//! role of the person whom its sentence ties it to: a name or a noun that tells a role, the nearest before it, or what was
//! done to whoever it describes. A sentence with a pronoun and nobody else goes on with the person of the one before. The
//! order of the findings never changes the answer.

use super::ID;
use super::near;
use crate::detect::caseless::is_one_of;
use crate::detect::people::{self, more_protective};
use crate::{Confidence, Finding, Kind, Role, Span};

/// How far a sentence reaches to either side, in bytes.
const REACH: usize = 240;
/// How many sentences back a pronoun may go.
const BACK: usize = 2;

/// Somebody whom a sentence speaks of.
#[derive(Clone, Copy)]
struct Anchor {
    span: Span,
    role: Role,
}

/// Gives the quasi-identifiers among the findings of a part the roles of those whom they are about. `text` is the part's.
pub(crate) fn tie(text: &str, findings: &mut [Finding]) {
    if !findings.iter().any(is_tied) {
        return;
    }
    let people = people_of(findings);
    let accused = people.iter().any(|one| matches!(one.role, Role::Suspect | Role::Offender));
    let mut sentence = Sentence::default();
    for finding in findings.iter_mut().filter(|finding| is_tied(finding)) {
        if finding.kind == Kind::AGE {
            let before = people.partition_point(|one| one.span.end <= finding.span.start);
            let named = before.checked_sub(1).and_then(|at| people.get(at));
            if let Some(one) = named.filter(|one| is_set_beside(text, one.span, finding.span)) {
                finding.role = more_protective(finding.role, one.role);
            } else {
                finding.role = more_protective(finding.role, of_somebody_unnamed(text, finding.span));
            }
            continue;
        }
        if !sentence.span.contains(finding.span) {
            sentence = Sentence::around(text, finding.span, &people);
        }
        let behind = sentence.anchors.iter().find(|one| directly_behind(text, finding.span, one.span));
        if finding.kind == Kind::OCCUPATION && finding.confidence == Confidence::Possible && behind.is_some() {
            finding.confidence = Confidence::Likely;
        }
        let told = told(text, finding.span);
        let role = if finding.kind == Kind::KINSHIP {
            let owner = sentence.nearest(finding.span).map_or(Role::Unknown, |one| one.role);
            // Of a relation only what protects matters: an officer's brother is no officer.
            let owner =
                if matches!(owner, Role::Victim | Role::Child | Role::Informant) { owner } else { Role::Unknown };
            let role = more_protective(more_protective(told, owner), behind.map_or(Role::Unknown, |one| one.role));
            let accused =
                accused || sentence.anchors.iter().any(|one| matches!(one.role, Role::Suspect | Role::Offender));
            // A child has a family; that tells who it is in proceedings against one of them.
            let protected = matches!(role, Role::Victim | Role::Informant) || role == Role::Child && accused;
            if protected { role } else { Role::Unknown }
        } else if told != Role::Unknown {
            told
        } else if let Some(one) = behind.copied().or_else(|| sentence.nearest(finding.span)) {
            one.role
        } else {
            let (role, any) = sentence.goes_on(text, finding.span, &people);
            let special = [Kind::NRP, Kind::HEALTH, Kind::DISTINGUISHING_MARK].contains(&finding.kind);
            let of_the_writer =
                near::before(text, finding.span.start).all().iter().any(|word| matches!(*word, "I" | "my" | "My"));
            if !any && !of_the_writer && special && finding.confidence == Confidence::Likely {
                // Nobody is there whom it could describe but somebody without a name.
                finding.confidence = Confidence::Possible;
            }
            role
        };
        finding.role = more_protective(finding.role, role);
    }
}

fn is_tied(finding: &Finding) -> bool {
    finding.detector == ID || finding.kind == Kind::AGE
}

/// Returns who is named, in order; where names overlap, the role that protects more.
fn people_of(findings: &[Finding]) -> Vec<Anchor> {
    let named = findings.iter().filter(|finding| finding.kind == Kind::PERSON);
    let mut people: Vec<Anchor> = named.map(|one| Anchor { span: one.span, role: one.role }).collect();
    people.sort_unstable_by_key(|one| one.span);
    let mut apart: Vec<Anchor> = Vec::with_capacity(people.len());
    for one in people {
        match apart.last_mut() {
            Some(last) if one.span.start < last.span.end => {
                *last = Anchor { span: last.span.union(one.span), role: more_protective(last.role, one.role) };
            }
            _ => apart.push(one),
        }
    }
    apart
}

/// A sentence and those whom it speaks of.
#[derive(Default)]
struct Sentence {
    span: Span,
    anchors: Vec<Anchor>,
}

impl Sentence {
    /// Returns the sentence around `span`, cut where it is too long.
    fn around(text: &str, span: Span, people: &[Anchor]) -> Self {
        let from = text.ceil_char_boundary(span.start.saturating_sub(REACH));
        let before = text.get(from..span.start).unwrap_or_default();
        let start = last_stop(before).map_or(from, |at| from + at);
        let to = text.floor_char_boundary((span.end + REACH).min(text.len()));
        let after = text.get(span.end..to).unwrap_or_default();
        let end = first_stop(after).map_or(to, |at| span.end + at);
        Self::of(text, Span::new(start, end), people)
    }

    fn of(text: &str, span: Span, people: &[Anchor]) -> Self {
        let first = people.partition_point(|one| one.span.end <= span.start);
        let named = people.get(first..).unwrap_or_default().iter().take_while(|one| one.span.start < span.end);
        let mut anchors: Vec<Anchor> = named.copied().collect();
        let named = anchors.len();
        let own = span.of(text).unwrap_or_default();
        let mut at = 0;
        for piece in own.split_inclusive(|c: char| !c.is_alphanumeric() && c != '-') {
            let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
            let role = people::role_of_noun(word);
            let start = span.start + at;
            at += piece.len();
            let place = Span::new(start, start + word.len());
            let inside = anchors.get(..named).unwrap_or_default().iter().any(|one| one.span.overlaps(place));
            if role != Role::Unknown && !inside {
                anchors.push(Anchor { span: place, role });
            }
        }
        anchors.sort_unstable_by_key(|one| one.span);
        Self { span, anchors }
    }

    /// Returns whoever stands nearest before `span`, or else first behind it.
    fn nearest(&self, span: Span) -> Option<Anchor> {
        let before = self.anchors.iter().rev().find(|one| one.span.end <= span.start);
        before.or_else(|| self.anchors.iter().find(|one| one.span.start >= span.end)).copied()
    }

    /// Returns the role of those whom the sentences before speak of, where a pronoun ties this one to them, and whether
    /// there is anybody.
    fn goes_on(&self, text: &str, span: Span, people: &[Anchor]) -> (Role, bool) {
        let own = self.span.of(text).unwrap_or_default();
        let mut words = own.split(|c: char| !c.is_alphanumeric());
        if !words.any(|word| is_one_of(word, &["he", "she", "him", "his", "her", "hers"])) {
            return (Role::Unknown, false);
        }
        let mut end = self.span.start;
        for _ in 0..BACK {
            let from = text.ceil_char_boundary(end.saturating_sub(REACH));
            let before = text.get(from..end).unwrap_or_default();
            let trimmed = before.trim_end_matches(|c: char| !c.is_alphanumeric());
            let start = last_stop(trimmed).map_or(from, |at| from + at);
            let earlier = Self::of(text, Span::new(start, from + trimmed.len()), people);
            if !earlier.anchors.is_empty() && start < span.start {
                let role = earlier.anchors.iter().fold(Role::Unknown, |role, one| more_protective(role, one.role));
                return (role, true);
            }
            end = start;
        }
        (Role::Unknown, false)
    }
}

/// Returns where the last sentence of a text starts that has an end before it.
fn last_stop(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    (1..bytes.len()).rev().find(|at| is_stop(bytes, at - 1)).map(|at| text.ceil_char_boundary(at))
}

/// Returns where the first sentence of a text ends.
fn first_stop(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    (0..bytes.len()).find(|at| is_stop(bytes, *at))
}

fn is_stop(bytes: &[u8], at: usize) -> bool {
    let next = bytes.get(at + 1).copied().unwrap_or(b' ');
    match bytes.get(at) {
        Some(b'.') => {
            // "Mr. Holt", "J. Holt"
            let len = bytes.get(..at).unwrap_or_default().iter().rev().take_while(|b| b.is_ascii_alphabetic()).count();
            !next.is_ascii_alphanumeric() && next != b',' && len > 2
        }
        Some(b'!' | b'?') => true,
        Some(b'\n') => next == b'\n',
        _ => false,
    }
}

/// Returns whether nothing but the joint of an apposition stands between a name and an age: ", ", " (", ", aged ".
fn is_set_beside(text: &str, name: Span, age: Span) -> bool {
    let between = text.get(name.end..age.start).unwrap_or_default();
    between.len() <= 9 && is_one_of(between.trim_matches([' ', ',', '(']), &["", "aged", "age", "a", "an", "the"])
}

/// Returns whether a name stands directly behind what describes it: "paramedic Ann Moss", "his sister, Ann Moss".
fn directly_behind(text: &str, one: Span, name: Span) -> bool {
    name.start >= one.end
        && text
            .get(one.end..name.start)
            .is_some_and(|gap| gap.len() <= 2 && gap.trim_matches([' ', ',', '\n']).is_empty())
}

/// Returns the role of somebody without a name whose age stands at `span`: "the victim, aged 34", "a 34-year-old victim",
/// "a 34-year-old woman was raped". Only what protects matters.
fn of_somebody_unnamed(text: &str, span: Span) -> Role {
    let (before, after) = (near::before(text, span.start), near::after(text, span.end));
    let beside = before.all().iter().take(3).copied().chain([after.at(0)]);
    let role = beside.map(people::role_of_noun).fold(told(text, span), more_protective);
    if matches!(role, Role::Victim | Role::Informant | Role::Child) { role } else { Role::Unknown }
}

/// Returns what was done to whoever the words at `span` describe: "raped his step-daughter", "a Polish student was robbed".
fn told(text: &str, span: Span) -> Role {
    const MOST: usize = 6;
    let (before, after) = (near::before(text, span.start), near::after(text, span.end));
    for word in before.all().iter().take(MOST) {
        let role = people::done_to(word);
        if role != Role::Unknown {
            return role;
        }
        let passed =
            near::is_modifier(word) || near::is_pronoun(word) || near::is_capital(word) || word.ends_with("'s");
        if !passed && !is_one_of(word, &["a", "an", "the", "of", "on", "against", "to", "her", "their", "with"]) {
            break;
        }
    }
    // The noun may be a word or two behind an adjective.
    let passive = |at: usize| {
        let was = is_one_of(after.at(at), &["was", "were", "been", "being"]);
        if was {
            more_protective(people::suffered(after.at(at + 1)), people::suffered(after.at(at + 2)))
        } else {
            Role::Unknown
        }
    };
    (0..3).map(passive).find(|role| *role != Role::Unknown).unwrap_or_default()
}
