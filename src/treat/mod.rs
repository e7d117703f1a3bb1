//! What stands in the place of what is withheld.
//!
//! A withheld region with its decision and the words around it go in; the replacement comes out, worded to fit its
//! sentence. What cannot be done as asked is done more protectively, never less: a value that cannot be coarsened is
//! labelled. No replacement depends on the length of what it replaces.

mod area;
mod coarsen;
#[cfg(feature = "stats")]
pub(crate) use coarsen::month_and_year;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::place::Surroundings;
use crate::policy::Treatment;
use crate::report::name_of;
use crate::{Key, Kind, Role, Span};

/// Replaces withheld regions of one document; it remembers which subject has which alias.
pub(crate) struct Treater<'k> {
    key: Option<&'k Key>,
    aliases: Aliases,
    /// Labels that were made, by kind, ground and whether by the policy's template: most of a document's are alike.
    labels: HashMap<(Kind, Arc<str>, bool), Arc<str>>,
    /// The places that the text around the last region names.
    surroundings: Surroundings,
}

/// Which subject has which alias.
#[derive(Clone, Default)]
pub(crate) struct Aliases {
    given: HashMap<u32, String>,
    taken: HashSet<String>,
    counts: HashMap<String, u32>,
}

/// A region to be replaced, and what is around it.
pub(crate) struct Withheld<'a> {
    /// The text of the whole part.
    pub(crate) part: &'a str,
    /// The region, in bytes of `part`.
    pub(crate) span: Span,
    /// The kind that leads.
    pub(crate) kind: &'a Kind,
    /// Who it is about.
    pub(crate) role: Role,
    /// What the policy asks for.
    pub(crate) treatment: &'a Treatment,
    /// The policy's template of labels for the kind, where it has one.
    pub(crate) label: Option<&'a str>,
    /// The ground as cited; empty where there is none.
    pub(crate) ground: &'a Arc<str>,
    /// The same number for the same value or person within the document.
    pub(crate) subject: u32,
    /// The letters of the value or person, folded: what tokens are made of.
    pub(crate) identity: &'a str,
}

/// What stands in the place of a region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Replacement {
    /// What goes: the region, or a little more where the sentence asks for it.
    pub(crate) span: Span,
    /// What stands there instead.
    pub(crate) text: Arc<str>,
    /// What was done, which may be more protective than what was asked.
    pub(crate) done: Treatment,
}

/// The mask: always the same, whatever it covers.
const MASK: &str = "█████";

impl<'k> Treater<'k> {
    /// Returns a treater for one document, in which `aliases` have been given already.
    pub(crate) fn new(key: Option<&'k Key>, aliases: Aliases) -> Self {
        Self { key, aliases, labels: HashMap::new(), surroundings: Surroundings::default() }
    }

    /// Returns the aliases that were given, for what comes after.
    pub(crate) fn into_aliases(self) -> Aliases {
        self.aliases
    }

    /// Returns what stands in the place of `withheld`.
    pub(crate) fn replace(&mut self, withheld: &Withheld<'_>) -> Replacement {
        let span = withheld.span;
        let done = withheld.treatment.clone();
        let plain = |text: String| Replacement { span, text: text.into(), done: done.clone() };
        match withheld.treatment {
            Treatment::Mask => plain(MASK.to_owned()),
            Treatment::Coarsen(to) => {
                let coarse = coarsen::coarsen(withheld.part, span, withheld.kind, *to, &mut self.surroundings);
                coarse.unwrap_or_else(|| self.label(withheld))
            }
            Treatment::Alias => plain(self.alias(withheld)),
            Treatment::Token => match self.key {
                Some(key) => plain(token(key, withheld)),
                None => self.label(withheld),
            },
            Treatment::Remove => remove(withheld.part, span).unwrap_or_else(|| self.label(withheld)),
            // Of `Keep`, `Review` and `Refuse` nothing is released; and were it, nothing would be told.
            _ => self.label(withheld),
        }
    }

    /// Returns a label of the same region and no more: also where another wording has no room. Only a treatment that asks for
    /// a label uses a template: what could not be done as asked says so plainly.
    pub(crate) fn label(&mut self, withheld: &Withheld<'_>) -> Replacement {
        let make = |template| Arc::from(label(template, withheld.kind, withheld.ground));
        let text = if let Treatment::Label(Some(template)) = withheld.treatment {
            make(Some(template))
        } else {
            let template = withheld.label.filter(|_| *withheld.treatment == Treatment::Label(None));
            let key = (withheld.kind.clone(), Arc::clone(withheld.ground), template.is_some());
            Arc::clone(self.labels.entry(key).or_insert_with(|| make(template)))
        };
        Replacement { span: withheld.span, text, done: Treatment::Label(None) }
    }

    fn alias(&mut self, withheld: &Withheld<'_>) -> String {
        if let Some(alias) = self.aliases.given.get(&withheld.subject) {
            return alias.clone();
        }
        let noun = noun(withheld.kind, withheld.role);
        let alias = match self.key {
            Some(key) => self.keyed_alias(key, &noun, withheld),
            None => {
                let count = self.aliases.counts.entry(noun.clone()).or_default();
                *count += 1;
                format!("{noun} {}", letters(*count))
            }
        };
        self.aliases.taken.insert(alias.clone());
        self.aliases.given.insert(withheld.subject, alias.clone());
        alias
    }

    /// Returns an alias that the same person has in every document that is read with the same key.
    fn keyed_alias(&self, key: &Key, noun: &str, withheld: &Withheld<'_>) -> String {
        let value = [withheld.kind.as_str().as_bytes(), withheld.identity.as_bytes()];
        let code = consonants(&key.digest("alias", &value));
        // Two people whose codes begin alike get longer ones.
        (4..=code.len())
            .filter_map(|len| Some(format!("{noun} {}", code.get(..len)?)))
            .find(|alias| !self.aliases.taken.contains(alias))
            .unwrap_or_else(|| format!("{noun} {code}"))
    }
}

fn noun(kind: &Kind, role: Role) -> String {
    // What somebody does stands for the person.
    let kind = if *kind == Kind::OCCUPATION { &Kind::PERSON } else { kind };
    let noun = match (kind.as_str(), role) {
        ("PERSON", Role::Offender) => "Offender",
        ("PERSON", Role::Suspect) => "Suspect",
        ("PERSON", Role::Victim) => "Victim",
        ("PERSON", Role::Witness) => "Witness",
        ("PERSON", Role::Informant) => "Source",
        ("PERSON", Role::Child) => "Child",
        ("PERSON", Role::Officer) => "Officer",
        ("PERSON", Role::Official) => "Official",
        ("PERSON", Role::Journalist) => "Reporter",
        ("PERSON", Role::Requester) => "Requester",
        ("PERSON", Role::Relative) => "Relative",
        ("PERSON", _) => "Person",
        ("STREET_ADDRESS" | "PREMISES" | "UK_POSTCODE", _) => "Address",
        ("UK_VEHICLE_REGISTRATION", _) => "Vehicle",
        ("PHONE_NUMBER", _) => "Telephone",
        ("SCHOOL", _) => "School",
        _ => {
            let name = name_of(kind);
            let mut chars = name.chars();
            return chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default();
        }
    };
    noun.to_owned()
}

/// Returns A, B … Z, AA, AB …
fn letters(mut count: u32) -> String {
    let mut out = Vec::new();
    while count > 0 {
        count -= 1;
        out.push(char::from(b'A' + u8::try_from(count % 26).unwrap_or(0)));
        count /= 26;
    }
    out.iter().rev().collect()
}

/// Returns sixteen letters that spell no word, made of the first bytes of a digest.
fn consonants(digest: &[u8; 32]) -> String {
    const ALPHABET: &[u8; 16] = b"BCDFGHJKLMNPQRST";
    let halves = digest.iter().take(8).flat_map(|byte| [byte >> 4, byte & 15]);
    halves.filter_map(|half| ALPHABET.get(usize::from(half)).map(|letter| char::from(*letter))).collect()
}

fn token(key: &Key, withheld: &Withheld<'_>) -> String {
    let value = [withheld.kind.as_str().as_bytes(), withheld.identity.as_bytes()];
    format!("[{}:{}]", withheld.kind, consonants(&key.digest("token", &value)))
}

/// Returns a label; of a ground only the first citation is shown: a statute behind it would tell who the person is.
fn label(template: Option<&str>, kind: &Kind, ground: &str) -> String {
    let cited = ground.split(';').next().unwrap_or_default().trim().trim_end_matches(" FOIA");
    let template =
        template.unwrap_or(if cited.is_empty() { "[{kind} withheld]" } else { "[{kind} withheld: {ground}]" });
    template.replace("{kind}", &name_of(kind)).replace("{ground}", cited)
}

/// Takes a region out and closes the sentence up: no double space, no empty brackets, no comma before a full stop. Returns
/// `None` when nothing would be left: a reader must see that something was there, and a part must stay a part.
fn remove(part: &str, span: Span) -> Option<Replacement> {
    let (mut start, mut end) = (span.start, span.end);
    let before = |at: usize| part.get(..at).unwrap_or_default();
    let after = |at: usize| part.get(at..).unwrap_or_default();
    let brackets = [('(', ')'), ('[', ']'), ('"', '"'), ('“', '”')];
    let trimmed = before(start).trim_end_matches(' ');
    let behind = after(end).trim_start_matches(' ');
    if let Some((open, close)) =
        brackets.iter().find(|(open, close)| trimmed.ends_with(*open) && behind.starts_with(*close))
    {
        start = trimmed.len() - open.len_utf8();
        end = part.len() - behind.len() + close.len_utf8();
    }
    if before(start).trim_end_matches(' ').ends_with(',') && after(end).starts_with([',', '.', ';', '!', '?']) {
        start = before(start).trim_end_matches(' ').len() - 1;
    }
    let spaced = before(start).ends_with(' ') || start == 0 || before(start).ends_with('\n');
    if before(start).ends_with(' ') && after(end).starts_with(['.', ',', ';', ':', '!', '?', ')', '\n'])
        || after(end).is_empty()
    {
        start = before(start).trim_end_matches(' ').len();
    } else if spaced && after(end).starts_with(' ') {
        end += 1;
    }
    let is_all = before(start).trim().is_empty() && after(end).trim().is_empty();
    (!is_all).then(|| Replacement { span: Span::new(start, end), text: Arc::default(), done: Treatment::Remove })
}

#[cfg(test)]
mod tests;
