//! What the numbers of a text give away.
//!
//! A text and the profiles of a policy go in; disclosures come out: which words give something away, in what way, whom it is
//! about, and what a reader works out. Each way has a file. A disclosure is not yet a decision: the policy decides, and
//! whether a small number is personal data is for a person to reason.

mod answers;
mod changes;
mod clause;
mod differences;
mod extremes;
mod ordinals;
mod parts;
mod pigeonhole;
mod ratios;
mod refusals;
mod shares;
mod tactics;
#[cfg(test)]
mod tests;
mod together;
mod unique;

use std::fmt;

use super::claims::{self, Facts, Mention, Node, Text};
use super::known::{Count, Known};
use super::{Derivation, Interval, Profile, Profiles, Unsolved};
use crate::fold::Reading;
use crate::{Address, Confidence, Evidence, Kind, Part, Role, Span, Unfinished, fold};

/// Words of a text that give away more than they say, and how.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Disclosure {
    /// What would have to go: a clause or a sentence, in bytes of the text.
    pub span: Span,
    /// In what way it gives something away.
    pub way: Way,
    /// Whom it is about.
    pub role: Role,
    /// How sure the reading is.
    pub confidence: Confidence,
    /// What a reader works out, where it is a number: protected like the number itself.
    pub derived: Option<Interval>,
    /// How a reader works it out: for the officer's own eyes.
    pub derivation: Option<Derivation>,
}

/// The ways in which numbers and descriptions give something away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Way {
    /// The number itself is small.
    SmallCount,
    /// A part and its whole give the rest.
    Complement,
    /// All but a few.
    AllBut,
    /// A share of so few that it is a number.
    SmallBase,
    /// Nobody, or everybody: a fact about each of them.
    ZeroOrAll,
    /// An exact age of one of a few.
    Extreme,
    /// Two totals whose difference is small.
    Differencing,
    /// So many in so many places that each has one.
    Pigeonhole,
    /// The words of the refusal say what is refused.
    RefusalLeak,
    /// A description that fits one person.
    Unique,
    /// What the police know or watch.
    Tactic,
    /// A number near a sensitive group that was not understood.
    Unread,
}

impl Way {
    /// Every way, in the order in which they are listed.
    pub const ALL: [Self; 12] = [
        Self::SmallCount,
        Self::Complement,
        Self::AllBut,
        Self::SmallBase,
        Self::ZeroOrAll,
        Self::Extreme,
        Self::Differencing,
        Self::Pigeonhole,
        Self::RefusalLeak,
        Self::Unique,
        Self::Tactic,
        Self::Unread,
    ];

    /// Returns the kind of the finding.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Self::Unique => Kind::UNIQUE_DESCRIPTION,
            Self::Tactic => Kind::TACTIC,
            _ => Kind::SMALL_COUNT,
        }
    }

    /// Returns the evidence that an audit names; it holds no number.
    #[must_use]
    pub fn evidence(self) -> Evidence {
        match self {
            Self::SmallCount => Evidence::SmallCount,
            Self::Complement => Evidence::Complement,
            Self::AllBut => Evidence::AllBut,
            Self::SmallBase => Evidence::SmallBase,
            Self::ZeroOrAll => Evidence::ZeroOrAll,
            Self::Extreme => Evidence::Extreme,
            Self::Differencing => Evidence::Differencing,
            Self::Pigeonhole => Evidence::Pigeonhole,
            Self::RefusalLeak => Evidence::RefusalLeak,
            Self::Unique => Evidence::Unique,
            Self::Tactic => Evidence::TacticalKnowledge,
            Self::Unread => Evidence::UnreadNumber,
        }
    }

    /// Returns what it means, in words for an officer. It is true whatever the number is.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::SmallCount => "small number: a few people in one group or place can be known",
            Self::Complement => "complement: the remainder can be worked out",
            Self::AllBut => "all but a few: the few can be worked out",
            Self::SmallBase => "small base: the share is a number of people",
            Self::ZeroOrAll => "nobody or everybody: it says something about each of them",
            Self::Extreme => "extreme: an exact value of one of a few",
            Self::Differencing => "differencing: two totals give the people between them",
            Self::Pigeonhole => "pigeonhole: the places left over have a known number each",
            Self::RefusalLeak => "the words of the refusal say what is refused",
            Self::Unique => "unique: the description fits one person",
            Self::Tactic => "tactical knowledge: it tells what the police know or watch",
            Self::Unread => "a number near a sensitive group was not understood: read it yourself",
        }
    }

    /// Returns wording that gives nothing away and is true for every number, zero included.
    #[must_use]
    pub fn cautious_wording(self) -> &'static str {
        match self {
            Self::Extreme => "Ages are not given.",
            Self::Differencing => "Repeat the definition and the date of the figure given before.",
            Self::Unique => "an officer; a person",
            Self::Tactic => "We do not comment on how people are traced.",
            _ => "No breakdown is given.",
        }
    }
}

/// Prints no number and none of the text.
impl fmt::Debug for Disclosure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Disclosure").field("span", &self.span).field("way", &self.way).finish_non_exhaustive()
    }
}

/// Returns what the numbers of a text give away under the profiles of a policy, in the order of the text.
///
/// This is the view for the officer who checks a text: derivations hold what a reader would work out. The engine keeps them
/// out of audits.
///
/// ```
/// use withhold::{Policy, risk};
///
/// let policy = Policy::builtin("foi")?;
/// let found = risk::disclosures("Nine are missing; two are overseas.", policy.profiles())?;
/// assert_eq!(found[0].way, risk::Way::Complement);
/// assert_eq!(found[0].derived.and_then(risk::Interval::exact), Some(7));
/// assert_eq!(found[0].derivation.as_ref().unwrap().to_string(), "9 missing - 2 overseas = 7 not overseas");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`Unfinished`] when a number could not be worked out; then nothing is known of the text.
pub fn disclosures(text: &str, profiles: &Profiles) -> Result<Vec<Disclosure>, Unfinished> {
    disclosures_with(text, &Known::new(), profiles)
}

/// Returns the same with what readers know already: a number that is safe by itself is not when an earlier release or a table
/// gives away the rest. Derivations name the text ("this text") and what was known by its name.
///
/// # Errors
/// [`Unfinished`] when a number could not be worked out; then nothing is known of the text.
pub fn disclosures_with(text: &str, known: &Known, profiles: &Profiles) -> Result<Vec<Disclosure>, Unfinished> {
    let part = Part::plain(Address::Text, text);
    let mut found = Vec::new();
    // The short extra readings are of broken pieces, which are no sentences.
    if let Some(reading) = fold::readings(&part).first() {
        let stretches = claims::stretches(reading);
        found = of_stretches(reading.text(), &stretches, profiles)?;
        found.extend(of_known(reading.text(), &stretches, known, profiles)?);
        found.sort_by_key(|one| (one.span, one.way, one.role));
        for one in &mut found {
            one.span = reading.to_source(one.span);
        }
    }
    Ok(found)
}

/// Returns the numbers of people that a reading tells, for [`Known`]; `source` names it in derivations.
pub(super) fn told(reading: &Reading<'_>, profiles: &Profiles, source: &str) -> Result<Vec<Count>, Unfinished> {
    with_prose(reading.text(), &claims::stretches(reading), profiles, |prose| Ok(together::told(prose, source)))
}

/// Returns what stretches of a folded text give away together with what is known; spans count its bytes.
pub(super) fn of_known(
    text: &str,
    stretches: &[claims::Stretch],
    known: &Known,
    profiles: &Profiles,
) -> Result<Vec<Disclosure>, Unfinished> {
    if known.is_empty() {
        return Ok(Vec::new());
    }
    with_prose(text, stretches, profiles, |prose| {
        let mut found = Vec::new();
        together::find(prose, known, &mut found)?;
        found.sort_by_key(|one| (one.span, one.way, one.role));
        found.dedup_by(|b, a| a.span == b.span && a.way == b.way && a.derived == b.derived);
        Ok(found)
    })
}

/// Reads stretches of a folded text and asks of them.
fn with_prose<T: Default>(
    text: &str,
    stretches: &[claims::Stretch],
    profiles: &Profiles,
    ask: impl FnOnce(&Prose<'_, '_>) -> Result<T, Unsolved>,
) -> Result<T, Unfinished> {
    if !claims::are_ready() {
        return Err(Unfinished { reason: "its word lists cannot be read".to_owned() });
    }
    if stretches.is_empty() {
        return Ok(T::default());
    }
    let text = Text::of_stretches(text, stretches);
    let facts: Vec<Facts> = (0..text.sentences.len()).map(|sentence| text.facts_of(sentence)).collect();
    let mentions = mentions(&text, &facts);
    let nodes = claims::resolve(&text, &mentions);
    let prose = Prose { text: &text, facts: &facts, mentions: &mentions, nodes: &nodes, profiles };
    ask(&prose).map_err(|error| Unfinished { reason: error.to_string() })
}

/// Returns what the numbers in stretches of a folded text give away; spans count its bytes.
pub(super) fn of_stretches(
    text: &str,
    stretches: &[claims::Stretch],
    profiles: &Profiles,
) -> Result<Vec<Disclosure>, Unfinished> {
    with_prose(text, stretches, profiles, |prose| {
        let mut found = Vec::new();
        parts::find(prose, &mut found)?;
        differences::find(prose, &mut found);
        changes::find(prose, &mut found);
        answers::find(prose, &mut found);
        ratios::find(prose, &mut found)?;
        extremes::find(prose, &mut found);
        extremes::ends(prose, &mut found);
        extremes::bounds(prose, &mut found);
        shares::find(prose, &mut found);
        ordinals::find(prose, &mut found);
        pigeonhole::find(prose, &mut found)?;
        refusals::find(prose, &mut found);
        unique::find(prose, &mut found);
        tactics::find(prose, &mut found);
        unread(prose, &mut found);
        found.sort_by_key(|one| (one.span, one.way, one.role));
        found.dedup_by(|b, a| a.span == b.span && a.way == b.way);
        Ok(found)
    })
}

/// Returns the numbers of a text that may be of people.
fn mentions(text: &Text<'_>, facts: &[Facts]) -> Vec<Mention> {
    // "Imagine a flat with three tenants": of nobody.
    const SUPPOSED: &[&str] = &["imagine", "suppose", "supposing", "assume", "picture"];
    let supposed = |sentence: usize| {
        let (from, to) = text.sentence(sentence);
        // "A household in which both parents work may claim for up to three children": a rule.
        let rule = text.is_one_of(from, &["a", "an", "any", "anyone", "every", "where", "no"])
            && (from..to).any(|at| {
                text.after_any(
                    at,
                    &["may|must|shall claim|sit|apply|attend|bring|stay|be|have", "is|are entitled|eligible"],
                )
                .is_some()
            });
        text.is_one_of(from, SUPPOSED) || rule
    };
    let counted = facts
        .iter()
        .enumerate()
        .filter(|(sentence, own)| own.has(claims::QUANTITY) && text.counts(*sentence) && !supposed(*sentence));
    counted.flat_map(|(sentence, _)| claims::of_sentence(text, sentence)).collect()
}

/// A text with all that was read in it.
struct Prose<'a, 't> {
    text: &'a Text<'t>,
    /// What is known of the words of each sentence together.
    facts: &'a [Facts],
    mentions: &'a [Mention],
    nodes: &'a [Node],
    profiles: &'a Profiles,
}

impl Prose<'_, '_> {
    /// Returns the sentences in which words stand for every one of some facts.
    fn sentences<'p>(&'p self, all: &'p [Facts]) -> impl Iterator<Item = usize> + 'p {
        let fits = |facts: &Facts| all.iter().all(|one| facts.has(*one));
        self.facts.iter().enumerate().filter(move |(_, facts)| fits(facts)).map(|(index, _)| index)
    }

    /// Returns the mentions of some sentences.
    fn mentions_in(&self, from: usize, to: usize) -> &[Mention] {
        let first = self.mentions.partition_point(|mention| mention.sentence < from);
        let last = self.mentions.partition_point(|mention| mention.sentence <= to);
        self.mentions.get(first..last).unwrap_or_default()
    }

    /// Returns the last nodes that were told by a sentence, the last one first.
    fn nodes_until(&self, sentence: usize) -> impl Iterator<Item = &Node> {
        let end = self.nodes.partition_point(|node| node.sentence <= sentence);
        self.nodes.get(..end).unwrap_or_default().iter().rev().take(NEAREST)
    }

    /// Returns the profile for a group.
    fn profile(&self, sensitive: bool) -> &Profile {
        if sensitive { &self.profiles.sensitive } else { &self.profiles.general }
    }
}

/// The most nodes that are looked back at.
const NEAREST: usize = 32;

impl Disclosure {
    fn new(span: Span, way: Way, role: Role) -> Self {
        Self { span, way, role, confidence: Confidence::Likely, derived: None, derivation: None }
    }
}

/// Reports small numbers next to a sensitive group that no reading has taken in.
fn unread(prose: &Prose<'_, '_>, found: &mut Vec<Disclosure>) {
    let text = prose.text;
    let most = i64::try_from(prose.profiles.sensitive.hide_to).unwrap_or(i64::MAX);
    for index in prose.sentences(&[Facts::NOUN, claims::QUANTITY]) {
        let (from, to) = text.sentence(index);
        let mut group = (from..to).filter_map(|at| claims::noun_at(text, at));
        let Some(noun) = group.find(|noun| noun.plural && noun.class == claims::Class::Supervised) else {
            continue;
        };
        let mut at = from;
        while at < to {
            let Some((number, end)) = claims::number(text, at) else {
                at += 1;
                continue;
            };
            let read = prose.mentions_in(index, index).iter().any(|mention| mention.start < end && at < mention.end);
            let harmless = text.is(end, Facts::MEASURE) || claims::is_reference(text, at, end);
            if (1..=most).contains(&number)
                && !read
                && !harmless
                && !text.is_one_of(at.wrapping_sub(1), &["no", "any", "this", "each", "every"])
            {
                let mut one = Disclosure::new(text.span(at, end), Way::Unread, noun.role);
                one.confidence = Confidence::Possible;
                found.push(one);
            }
            at = end;
        }
    }
}
