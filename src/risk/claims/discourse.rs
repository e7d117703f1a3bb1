//! Which number is part of which: the mentions of a whole text as groups and parts of groups.
//!
//! "Nine are missing; two are abroad": the two are of the nine. Mentions go in, in order; nodes come out, each with the node
//! that it is a part of. A number that stands alone is of the group last spoken of that is large enough; "of them" says
//! it; "the rest" is what the parts before it leave. A reading that could be wrong makes a part where there is none rather
//! than the other way round: a part that is no part is harmless as long as neither number is small.

use super::facts::Facts;
use super::mentions::{Head, Lead, Mention, Of};
use super::nouns::{self, Class};
use super::quantity::Amount;
use super::words::{Form, Text};
use crate::Role;

/// A group, or a part of one.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// The mention that tells it.
    pub(crate) mention: usize,
    pub(crate) sentence: usize,
    /// How many: of a part as said, of a group its number.
    pub(crate) amount: Amount,
    /// The node that it is a part of.
    pub(crate) parent: Option<usize>,
    /// The group that it is part of at last: its parent's, or itself.
    pub(crate) root: usize,
    /// Whom it counts, as far as the text says.
    pub(crate) class: Option<Class>,
    pub(crate) role: Role,
    /// Whether it was told only as that of which something is a part: "two of the nine".
    pub(crate) is_base: bool,
}

/// How many sentences later a bare number can still be of a group.
const REACH: usize = 3;

/// The most nodes that are looked back at.
const NEAREST: usize = 32;

/// Returns the nodes of a text.
pub(crate) fn resolve(text: &Text<'_>, mentions: &[Mention]) -> Vec<Node> {
    let mut discourse = Discourse { text, mentions, nodes: Vec::new(), frame: None, sentence: usize::MAX };
    let mut index = 0;
    while let Some(mention) = mentions.get(index) {
        if mention.sentence != discourse.sentence {
            (discourse.sentence, discourse.frame) = (mention.sentence, None);
        }
        let taken = discourse.apposition(index);
        if taken == 0 {
            discourse.place(index, mention);
        }
        index += taken.max(1);
    }
    discourse.nodes
}

struct Discourse<'a, 't> {
    text: &'a Text<'t>,
    mentions: &'a [Mention],
    nodes: Vec<Node>,
    /// The group that a sentence starts with: "Of the nine, …".
    frame: Option<usize>,
    sentence: usize,
}

impl Discourse<'_, '_> {
    fn place(&mut self, index: usize, mention: &Mention) {
        if self.is_change(mention) {
            return;
        }
        match (mention.lead, mention.of, mention.amount) {
            (Lead::Frame, Of::Number(amount, head), _) => self.frame = Some(self.base(index, mention, amount, head)),
            (Lead::Frame, ..) => self.frame = self.fitting(mention.amount, true),
            (_, Of::Number(amount, head), _) => {
                let base = self.base(index, mention, amount, head);
                self.add(index, mention, Some(base));
            }
            (_, Of::Them, _) => {
                let base = self.frame.or_else(|| self.fitting(mention.amount, true)).or_else(|| self.equal(mention));
                self.add(index, mention, base);
            }
            // "Seven of the allegations": each is somebody's.
            (_, Of::Some(Head::Object), _) if self.is_cases(mention) => {
                let base = self.frame.or_else(|| self.fitting(mention.amount, true));
                self.add(index, mention, base);
            }
            (_, Of::Some(head), _) => {
                let base = self.like(head, mention.amount);
                self.add(index, mention, base);
            }
            (Lead::Including, ..) => {
                let base = self.fitting(mention.amount, true);
                self.add(index, mention, base);
            }
            (_, Of::Nothing, Amount::Rest(_)) => {
                let base = self.frame.or_else(|| self.parted()).or_else(|| self.fitting(mention.amount, false));
                self.add(index, mention, base);
            }
            (_, Of::Nothing, Amount::More(_)) => {
                let base = self.frame.or_else(|| self.parted());
                self.add(index, mention, base);
            }
            (_, Of::Nothing, _) => self.loose(index, mention),
        }
    }

    /// Places a number without "of".
    fn loose(&mut self, index: usize, mention: &Mention) {
        if mention.head == Head::Bare {
            let base = self.frame.or_else(|| self.fitting(mention.amount, false)).or_else(|| self.equal(mention));
            self.add(index, mention, base);
            return;
        }
        if mention.definite && self.find(mention.amount, mention.head).is_some() {
            return; // "the nine men": spoken of before
        }
        let base = self.frame.filter(|_| mention.head.class() != Some(Class::Thing));
        self.add(index, mention, base);
    }

    fn add(&mut self, index: usize, mention: &Mention, parent: Option<usize>) {
        let is_rest = matches!(mention.amount, Amount::Rest(_));
        let whole_is_needed =
            is_rest || matches!(mention.amount, Amount::None | Amount::All | Amount::Share { .. } | Amount::AllBut(_));
        let of_people = matches!(mention.of, Of::Some(Head::People(noun)) if noun.class.is_subject());
        let people = of_people || mention.head.class().is_some_and(Class::is_subject);
        if parent.is_none() && whole_is_needed && !people {
            return; // "None objected": of nobody knows whom
        }
        let up = parent.and_then(|parent| self.nodes.get(parent));
        let (mut class, mut role) = match (mention.head, mention.of) {
            (Head::People(noun), _) | (_, Of::Some(Head::People(noun)) | Of::Number(_, Head::People(noun))) => {
                (Some(noun.class), noun.role)
            }
            (_, Of::Some(Head::Object)) if parent.is_some() && self.is_cases(mention) => (None, Role::Unknown),
            // A case of something sensitive is somebody's.
            (Head::Object, _) if self.is_cases(mention) && self.is_told(mention) => {
                (Some(Class::Person), Role::Unknown)
            }
            (Head::Object, _) | (_, Of::Some(Head::Object) | Of::Number(_, Head::Object)) => {
                (Some(Class::Thing), Role::Unknown)
            }
            _ => (None, Role::Unknown),
        };
        if let Some(up) = up {
            class = match (class, up.class) {
                (Some(own), Some(other)) if own.is_subject() && other.is_subject() => Some(own.min(other)),
                // Of staff or things, whatever else is said of them.
                (_, Some(other)) if !other.is_subject() => Some(other),
                (own, other) => own.or(other),
            };
            if role == Role::Unknown {
                role = up.role;
            }
        }
        if class.is_none() {
            (class, role) = self.spoken_of(mention);
        }
        let root = up.map_or(self.nodes.len(), |up| up.root);
        self.nodes.push(Node {
            mention: index,
            sentence: mention.sentence,
            amount: mention.amount,
            parent,
            root,
            class,
            role,
            is_base: false,
        });
    }

    /// Returns the group that a base names: one that has been told, or a new one.
    fn base(&mut self, index: usize, mention: &Mention, amount: Amount, head: Head) -> usize {
        if let Some(known) = self.find(amount, head) {
            return known;
        }
        let (class, role) = match head {
            Head::People(noun) => (Some(noun.class), noun.role),
            Head::Object => (Some(Class::Thing), Role::Unknown),
            Head::Bare => self.spoken_of(mention),
        };
        self.nodes.push(Node {
            mention: index,
            sentence: mention.sentence,
            amount,
            parent: None,
            root: self.nodes.len(),
            class,
            role,
            is_base: true,
        });
        self.nodes.len() - 1
    }

    /// Returns the last group of that number whose noun does not gainsay it.
    fn find(&self, amount: Amount, head: Head) -> Option<usize> {
        let wanted = amount.exact()?;
        self.nodes.iter().enumerate().rev().take(NEAREST).find_map(|(index, node)| {
            let same_kind = match (head.class(), node.class) {
                (Some(own), Some(other)) => own.is_subject() == other.is_subject(),
                _ => true,
            };
            (node.amount.exact() == Some(wanted) && same_kind).then_some(index)
        })
    }

    /// Returns the last group with the noun of "two of the men".
    fn like(&self, head: Head, amount: Amount) -> Option<usize> {
        let class = head.class()?;
        let near = self
            .nodes
            .iter()
            .enumerate()
            .rev()
            .take(NEAREST)
            .filter(|(_, node)| self.sentence - node.sentence <= REACH);
        near.filter(|(_, node)| {
            node.class.is_none_or(|other| other == class || class == Class::Person && other.is_subject())
        })
        .find_map(|(index, node)| fits(amount, node.amount).then_some(index))
    }

    /// Returns the group last spoken of that such a part fits into. A bare number after a part is its sibling; "of them"
    /// can also be of the part.
    fn fitting(&self, amount: Amount, of_parts: bool) -> Option<usize> {
        let near = |node: &Node| self.sentence.saturating_sub(node.sentence) <= REACH;
        for may_be_governed in [false, true] {
            for (index, node) in self.nodes.iter().enumerate().rev().take(NEAREST) {
                let sibling = node.parent.filter(|_| !of_parts);
                let index = sibling.unwrap_or(index);
                let Some(node) = self.nodes.get(index) else { continue };
                if near(node) && fits(amount, node.amount) && (may_be_governed || !self.is_governed(node)) {
                    return Some(index);
                }
            }
        }
        None
    }

    /// Returns the group of the same number in this sentence or the one before: "Nine are missing; nine are abroad."
    fn equal(&self, mention: &Mention) -> Option<usize> {
        let number = mention.amount.exact()?;
        let mut near = self.nodes.iter().enumerate().rev().take(NEAREST);
        let (index, _) =
            near.find(|(_, node)| node.amount.exact() == Some(number) && node.sentence + 1 >= mention.sentence)?;
        Some(index)
    }

    /// Returns the group that the last part is of.
    fn parted(&self) -> Option<usize> {
        let part = self.nodes.iter().rev().take(NEAREST).find(|node| node.parent.is_some())?;
        (self.sentence - part.sentence <= 1).then_some(part.parent)?
    }

    /// Returns whether a preposition governs a group: "nine men from two hostels".
    fn is_governed(&self, node: &Node) -> bool {
        let Some(mention) = self.mentions.get(node.mention).filter(|_| !node.is_base) else { return false };
        let before = mention.start.checked_sub(1).unwrap_or(usize::MAX);
        self.text.is_one_of(
            before,
            &["in", "at", "from", "on", "of", "across", "to", "for", "with", "over", "within", "between"],
        )
    }

    /// Returns what the words before a bare number speak of: the last plural, for people or for things.
    fn spoken_of(&self, mention: &Mention) -> (Option<Class>, Role) {
        // "Informants on the books: 8": a label names its group first.
        let (own, _) = self.text.sentence(mention.sentence);
        if self.text.is_one_of(mention.start.wrapping_sub(1), &[":"])
            && let Some(noun) = (own..mention.start).find_map(|at| nouns::of(self.text, at)).filter(|noun| noun.plural)
        {
            return (Some(noun.class), noun.role);
        }
        // "Bids received: seven": things
        let label = own..mention.start.saturating_sub(1);
        if self.text.is_one_of(mention.start.wrapping_sub(1), &[":"])
            && label.clone().any(|at| {
                let word = self.text.word(at);
                word.len() > 3
                    && word.ends_with('s')
                    && !word.ends_with("ss")
                    && !self.text.is(at, Facts::OF_PEOPLE.and(Facts::STOP).and(Facts::PREDICATE))
            })
            && !label
                .into_iter()
                .any(|at| self.text.any(at, at + 1, Facts::OF_PEOPLE.and(Facts::SENSITIVE).and(Facts::CASE)))
        {
            return (Some(Class::Thing), Role::Unknown);
        }
        let first = mention.sentence.saturating_sub(2);
        let (from, _) = self.text.sentence(first);
        let mut one = None;
        for at in (from..mention.start).rev() {
            match nouns::of(self.text, at) {
                Some(noun) if noun.plural => return (Some(noun.class), noun.role),
                Some(noun) if noun.class <= Class::Vulnerable => one = one.or(Some(noun)),
                None if self.is_plural_thing(from, at) => return (Some(Class::Thing), Role::Unknown),
                _ => {}
            }
        }
        one.map_or((None, Role::Unknown), |noun| (Some(noun.class), noun.role))
    }

    /// Returns whether the sentence of a mention speaks of something sensitive.
    fn is_told(&self, mention: &Mention) -> bool {
        let (from, to) = self.text.sentence(mention.sentence);
        self.text.any(from, to, Facts::SENSITIVE)
    }

    /// Returns whether a mention is of cases, each of which is somebody's.
    fn is_cases(&self, mention: &Mention) -> bool {
        mention.end.checked_sub(1).is_some_and(|last| self.text.is(last, Facts::CASE))
    }

    /// Returns whether a word is a plural noun for things, as far as its form and its determiner tell: "the actions".
    fn is_plural_thing(&self, from: usize, at: usize) -> bool {
        let word = self.text.word(at);
        let plural = word.len() > 3
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !word.ends_with("us")
            && !word.ends_with("is")
            && !word.ends_with("'s");
        let known = self.text.is(at, Facts::STOP.and(Facts::PREDICATE).and(Facts::MEASURE));
        plural
            && !known
            && (at.saturating_sub(3).max(from)..at).any(|before| {
                let number = matches!(self.text.form(before), Some(Form::Figures));
                number
                    || self.text.is_one_of(
                        before,
                        &["the", "these", "those", "our", "its", "all", "of", "several", "new", "more", "many"],
                    )
            })
    }

    /// Returns whether a number is an end of a change: "from two to four", "up from 14".
    fn is_change(&self, mention: &Mention) -> bool {
        let before = mention.start.checked_sub(1).unwrap_or(usize::MAX);
        let (from, _) = self.text.sentence(mention.sentence);
        mention.head == Head::Bare
            && mention.of == Of::Nothing
            && self.text.is_one_of(before, &["from", "to", "by", "at"])
            && self.text.any(from, mention.start, Facts::CHANGE)
    }

    /// Reads "nine people, two men and seven women": parts that add up to the group before them. Returns how many mentions.
    fn apposition(&mut self, index: usize) -> usize {
        let Some(whole) = self.mentions.get(index) else { return 0 };
        let Some(total) =
            whole.amount.exact().filter(|total| *total > 1 && whole.of == Of::Nothing && whole.lead == Lead::Plain)
        else {
            return 0;
        };
        let (mut sum, mut taken, mut end) = (0_i64, 0, whole.end);
        for part in self.mentions.iter().skip(index + 1) {
            let Some(number) =
                part.amount.exact().filter(|_| part.sentence == whole.sentence && part.of == Of::Nothing)
            else {
                break;
            };
            let colon = part.start > 0 && self.text.word(part.start - 1) == ":";
            let gap = if taken > 0 {
                6
            } else if colon {
                16
            } else {
                5
            };
            // "nine people, two men and seven women", "the nine are two men and seven women"
            let marked = taken > 0
                || (end..part.start).any(|at| self.text.form(at) == Some(Form::Mark))
                || part.start > end && self.text.is_one_of(part.start - 1, &["are", "were", "comprise", "comprised"]);
            if part.start.saturating_sub(end) > gap || !marked || matches!(part.head, Head::Object) {
                break;
            }
            (sum, taken, end) = (sum.saturating_add(number), taken + 1, part.end);
            if sum >= total {
                break;
            }
        }
        if sum != total || taken < 2 {
            return 0;
        }
        self.loose(index, whole);
        let Some(parent) = self.nodes.len().checked_sub(1) else { return 0 };
        for (at, part) in self.mentions.iter().enumerate().skip(index + 1).take(taken) {
            self.add(at, part, Some(parent));
        }
        taken + 1
    }
}

/// Returns whether a part can be of a group.
fn fits(part: Amount, group: Amount) -> bool {
    let Some(most) = group.exact().or(match group {
        Amount::Number { greatest, .. } => Some(greatest.unwrap_or(i64::MAX)),
        _ => None,
    }) else {
        return false;
    };
    match part {
        Amount::Number { least, .. } => least < most,
        Amount::More(number) | Amount::AllBut(number) => number < most,
        Amount::Rest(number) => number.unwrap_or(1) < most,
        Amount::Both | Amount::Neither => most == 2,
        Amount::None | Amount::All | Amount::Share { .. } => most > 1,
    }
}
