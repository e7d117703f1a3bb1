//! Parts and wholes: what a reader works out from numbers of one group.
//!
//! The nodes of a text become one system of statements: a part and what is not part of it are the whole. Of each part and of
//! each remainder it is asked what it can be. A number that the profile hides, nobody, everybody, a share of a few, and too
//! few values left are disclosures. What happens in public view (arrests, injuries, hearings) is news and no statistic.

use super::super::claims::{Amount, Class, Facts, Head, Lead, Node, Of, Text};
use super::super::{Expression, Interval, Limits, Profile, System, Unsolved, Variable, Zeros};
use super::{Disclosure, Prose, Way, clause};
use crate::{Confidence, Role, Span};

/// Above so many people a few of them are no group in which each knows the others.
pub(super) const CROWD: i64 = 100;

/// From this age on nobody is a child (Children Act 1989, s.105).
const ADULT: i64 = 18;

/// The most parts of one group that are worked out together.
const MOST_PARTS: usize = 24;

pub(super) fn find(prose: &Prose<'_, '_>, found: &mut Vec<Disclosure>) -> Result<(), Unsolved> {
    let mut families: Vec<Vec<usize>> = vec![Vec::new(); prose.nodes.len()];
    for (index, node) in prose.nodes.iter().enumerate() {
        if let Some(family) = families.get_mut(node.root) {
            family.push(index);
        }
    }
    for (root, family) in families.iter().enumerate() {
        match family.split_first() {
            Some((_, [])) => {
                if let Some(node) = prose.node(root).filter(|node| !node.is_base) {
                    prose.alone(node, found);
                }
            }
            Some((_, parts)) => {
                for some in parts.chunks(MOST_PARTS) {
                    prose.family_of(root, some, found)?;
                }
            }
            None => {}
        }
    }
    Ok(())
}

/// A part, with the variables that stand for it and for the rest of its whole.
struct Part {
    node: usize,
    own: Variable,
    rest: Variable,
}

impl Prose<'_, '_> {
    fn node(&self, index: usize) -> Option<&Node> {
        self.nodes.get(index)
    }

    /// Judges the parts of one group.
    fn family_of(&self, root: usize, some: &[usize], found: &mut Vec<Disclosure>) -> Result<(), Unsolved> {
        if !some.iter().any(|index| self.node(*index).is_some_and(|node| self.who(node).is_some())) {
            return Ok(());
        }
        let mut system = System::new();
        let mut variables: Vec<(usize, Variable)> = Vec::new();
        let mut parts: Vec<Part> = Vec::new();
        for index in [root].into_iter().chain(some.iter().copied()) {
            let Some(node) = self.node(index) else { continue };
            let own = system.count(self.name(node));
            variables.push((index, own));
            let source = format!("sentence {}", node.sentence + 1);
            let parent = node.parent.and_then(|parent| variables.iter().find(|(other, _)| *other == parent));
            let Some((whole, parent)) = parent.copied() else {
                state(&mut system, own, node.amount, &source);
                continue;
            };
            let rest = system.count(format!("not {}", self.name(node)));
            system.equal(&Expression::sum([own, rest]).minus(parent), 0, "a part and the rest are the whole");
            let number = self.node(whole).and_then(|whole| whole.amount.exact());
            match node.amount {
                Amount::None | Amount::Neither => system.equal(&own.into(), 0, source),
                Amount::All | Amount::Both => system.equal(&rest.into(), 0, source),
                Amount::AllBut(few) => system.equal(&rest.into(), few, source),
                Amount::Share { per_mille, step, parts } => match (number, parts) {
                    (Some(number), Some((above, below))) if number < CROWD && (number * above) % below == 0 => {
                        system.equal(&Expression::default().and(own, below).and(parent, -above), 0, source);
                    }
                    _ => system.share(own, parent, per_mille, step, source),
                },
                Amount::Rest(_) => {
                    let before: Vec<Variable> = parts
                        .iter()
                        .filter(|part| {
                            self.node(part.node)
                                .is_some_and(|other| other.parent == node.parent && other.sentence + 1 >= node.sentence)
                        })
                        .map(|part| part.own)
                        .collect();
                    system.equal(&Expression::sum(before.into_iter().chain([own])).minus(parent), 0, source);
                }
                amount => state(&mut system, own, amount, &source),
            }
            parts.push(Part { node: index, own, rest });
        }
        let quantities: Vec<Expression> = parts.iter().flat_map(|part| [part.own.into(), part.rest.into()]).collect();
        let answers = match system.audit(&quantities, &Limits::default()) {
            Ok(answers) => answers,
            // The numbers are not of one group after all, or the text is wrong: a person must look.
            Err(Unsolved::Contradiction { .. }) => {
                self.doubtful(root, some, found);
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        for (part, pair) in parts.iter().zip(answers.chunks_exact(2)) {
            let (Some(node), [own, rest]) = (self.node(part.node), pair) else { continue };
            let Some(judged) = self.judge(node, own.interval, rest.interval) else { continue };
            let mut one = self.at(node, judged.way);
            one.confidence = judged.confidence;
            // What is said is known; what is worked out is what to show.
            let worked_out =
                if matches!(node.amount, Amount::Number { .. } | Amount::More(_) | Amount::None | Amount::Neither) {
                    rest
                } else {
                    own
                };
            let worked_out = if matches!(node.amount, Amount::AllBut(_)) { rest } else { worked_out };
            one.derived = Some(worked_out.interval);
            one.derivation = Some(worked_out.derivation.clone());
            // "All but three of the sixteen" tells of the three and of the thirteen.
            let others = (judged.way == Way::AllBut && own.interval.exact().is_some()).then(|| {
                let mut others = self.at(node, Way::Complement);
                others.confidence = judged.confidence;
                others.derived = Some(own.interval);
                others.derivation = Some(own.derivation.clone());
                others
            });
            found.push(one);
            found.extend(others);
        }
        Ok(())
    }

    /// Decides whether a part or what is left of its whole is protected.
    fn judge(&self, node: &Node, own: Interval, rest: Interval) -> Option<Judged> {
        let who = self.who(node)?;
        let whole = self.root(node);
        let event =
            self.is_event(whole) && (self.is_event(node) || self.is_verbless(node)) && !self.is_trait(whole, node);
        if who.class != Class::Supervised && event || self.names_somebody(node) {
            return None;
        }
        let profile = self.profile(who.sensitive);
        let total = (own.least.checked_add(rest.least)).zip(own.exact()).map(|(total, _)| total);
        let hides = |interval: Interval| interval.exact().is_some_and(|number| hides(profile, number));
        let nobody = own.exact() == Some(0) || rest.exact() == Some(0);
        let base = whole.amount.exact().or(total);
        let is_share = matches!(node.amount, Amount::Share { .. });
        let small_base =
            is_share && base.is_some_and(|base| base < i64::try_from(profile.smallest_base).unwrap_or(i64::MAX));
        let few =
            |interval: Interval, fewest: u64| interval.values().is_some_and(|values| values > 1 && values < fewest);
        let way = if matches!(node.amount, Amount::AllBut(_)) && hides(rest) {
            Way::AllBut
        } else if small_base
            || is_share && who.sensitive && own.values().is_some_and(|values| values < profile.fewest_numerators)
            || is_share && (hides(own) || hides(rest))
        {
            Way::SmallBase
        } else if nobody
            && !who.sensitive
            && matches!(node.amount, Amount::Both | Amount::Neither)
            && !self.in_dwelling(node)
        {
            return None; // "Both applicants withdrew" says little of people whom few know
        } else if nobody && !who.sensitive && self.is_event(node) {
            return None; // "52 passengers, and none was hurt"
        } else if nobody {
            let everybody = rest.exact() == Some(0)
                && self.words(node).is_some_and(|(from, to)| self.text.any(from, to, Facts::DONE_TO_ALL));
            // "for each of 11,400 pupils": of a crowd that nothing sensitive is said of
            let crowded = base.is_some_and(|base| base >= CROWD)
                && self.words(node).is_some_and(|(from, to)| !self.text.any(from, to, Facts::SENSITIVE));
            let told = !crowded && base.is_some_and(|base| base > 1) && profile.zeros != Zeros::Shown && !everybody;
            return told.then_some(Judged { way: Way::ZeroOrAll, confidence: Confidence::Likely });
        } else if hides(own)
            || hides(rest)
            || few(own, profile.fewest_values)
            || is_narrow(profile, own, who.sensitive)
            || is_narrow(profile, rest, who.sensitive)
        {
            Way::Complement
        } else {
            return None;
        };
        let crowd = !who.sensitive && base.is_some_and(|base| base >= CROWD);
        let confidence = if crowd { Confidence::Possible } else { Confidence::Likely };
        Some(Judged { way, confidence })
    }

    /// Judges a number that is no part and has none.
    fn alone(&self, node: &Node, found: &mut Vec<Disclosure>) {
        let Some(who) = self.who(node) else { return };
        if self.is_event(node) && who.class != Class::Supervised {
            return;
        }
        let profile = self.profile(true);
        if let Amount::AllBut(few) = node.amount {
            if hides(profile, few) {
                let mut one = self.at(node, Way::AllBut);
                one.derived = Some(Interval::new(few, few));
                found.push(one);
            }
            return;
        }
        if self.mentions.get(node.mention).is_some_and(|mention| mention.lead == Lead::Joined) {
            return; // told with those before it
        }
        if node.amount == Amount::All {
            self.all_of_some(node, who.class, found);
            return;
        }
        let number = match node.amount {
            Amount::None => Some(0),
            // "at most two of the patients"
            Amount::Number { greatest: Some(greatest), .. } => Some(greatest),
            amount => amount.exact(),
        };
        let news = self.words(node).is_some_and(|(from, to)| {
            let at_home = (from..to).any(|at| self.text.after_any(at, &["live|lives|living|lived with"]).is_some());
            is_news(self.text, from, to) && !at_home && !self.text.has(from, to, ILLNESSES)
        });
        let Some(number) = number.filter(|_| !news || node.amount == Amount::None) else { return };
        let (from, to) = (self.list_start(node.sentence), self.text.sentence(node.sentence).1);
        let told = self.is_told(from, to);
        let places = if told { Facts::SMALL_PLACE.and(Facts::DWELLING) } else { Facts::SMALL_PLACE };
        let enrolled = (from..to).any(|at| {
            self.text.after_any(at, &["on our|the|its|their roll|books|caseload|ward|unit|wing|list"]).is_some()
        });
        let in_place = enrolled
            || (from + 1..to).any(|at| {
                self.text.is(at, places)
                    && self.text.has(at.saturating_sub(6).max(from), at, &["in", "on", "at", "from", "of", "this"])
            });
        let named = (from + 1..to).any(|at| is_named_place(self.text, at));
        let flagged = match who.class {
            Class::Supervised => number > 0 || (in_place || named) && profile.zeros == Zeros::Hidden,
            Class::Vulnerable if number == 0 => in_place && told && profile.zeros == Zeros::Hidden,
            Class::Vulnerable => in_place || told && (named || self.is_part(node)),
            _ => told && (in_place || named || self.is_part(node)),
        };
        if flagged && (hides(profile, number) || number == 0) {
            let mut one = self.at(node, if number == 0 { Way::ZeroOrAll } else { Way::SmallCount });
            let least = if let Amount::Number { least, .. } = node.amount { least } else { number };
            one.derived = Some(Interval::new(least, number));
            found.push(one);
        }
    }

    /// Returns where the words that say of whom a sentence speaks start: with the line that ends in a colon, for a line of its list.
    fn list_start(&self, sentence: usize) -> usize {
        const LONGEST_LIST: usize = 8;
        let text = self.text;
        let (own, _) = text.sentence(sentence);
        let opens =
            |at: usize| text.is_one_of(at, &["-", "*"]) || text.form(at) == Some(super::super::claims::Form::Figures);
        if !(own..own + 2).any(opens) {
            return own;
        }
        let header = (sentence.saturating_sub(LONGEST_LIST)..sentence).rev().find(|before| {
            let (from, to) = text.sentence(*before);
            let last = (from..to).rev().find(|at| text.form(*at) != Some(super::super::claims::Form::Break));
            last.is_some_and(|last| text.word(last) == ":")
        });
        header.map_or(own, |header| text.sentence(header).0)
    }

    /// Returns whether a number is of a group whose size is not told: "two of the children".
    fn is_part(&self, node: &Node) -> bool {
        self.mentions.get(node.mention).is_some_and(|mention| matches!(mention.of, Of::Some(Head::People(_))))
    }

    /// Judges "all of the detainees": their number is not told, what is true of each is.
    fn all_of_some(&self, node: &Node, class: Class, found: &mut Vec<Disclosure>) {
        let (from, to) = self.text.sentence(node.sentence);
        let told = self.text.any(from, to, Facts::SENSITIVE) && !self.is_event(node);
        let done = self.text.any(from, to, Facts::DONE_TO_ALL)
            || self.text.has(
                from,
                to,
                &["must", "should", "will", "may", "can", "right", "deserves", "deserve", "shall"],
            );
        let of_place = class <= Class::Person && self.in_dwelling(node);
        if (class == Class::Supervised || of_place) && told && !done && self.profile(true).zeros != Zeros::Shown {
            found.push(self.at(node, Way::ZeroOrAll));
        }
    }

    /// Returns whether words speak of something sensitive.
    fn is_told(&self, from: usize, to: usize) -> bool {
        self.text.any(from, to, Facts::SENSITIVE) || (from..to).any(|at| self.text.after_any(at, TOLD).is_some())
    }

    /// Reports numbers that do not add up for a person to look at; a share of a few that no number rounds to ("more than half
    /// of the seven") is still a share of a few.
    fn doubtful(&self, root: usize, some: &[usize], found: &mut Vec<Disclosure>) {
        let base = self.node(root).and_then(|root| root.amount.exact());
        for node in some.iter().filter_map(|index| self.node(*index)) {
            let Some(who) = self.who(node) else { continue };
            let smallest = i64::try_from(self.profile(who.sensitive).smallest_base).unwrap_or(i64::MAX);
            let small_base = matches!(node.amount, Amount::Share { .. }) && base.is_some_and(|base| base < smallest);
            if small_base && !self.is_event(node) {
                found.push(self.at(node, Way::SmallBase));
            } else if who.sensitive {
                let mut one = self.at(node, Way::Unread);
                one.confidence = Confidence::Possible;
                found.push(one);
            }
        }
    }

    /// Returns whom a node counts, when they are people.
    pub(super) fn who(&self, node: &Node) -> Option<Who> {
        let root = self.root(node);
        let said = |node: &Node| self.words(node).is_some_and(|(from, to)| self.text.any(from, to, Facts::OF_PEOPLE));
        let class = match node.class {
            Some(class) => class,
            // A part of a group of which the whole text names nothing else.
            None if said(node)
                || said(root)
                || node.parent.is_some() && !matches!(node.amount, Amount::Both | Amount::Neither) =>
            {
                Class::Person
            }
            None => return None,
        };
        let disciplined = || {
            [node, root]
                .into_iter()
                .any(|node| self.words(node).is_some_and(|(from, to)| is_of_staff(self.text, from, to)))
        };
        let class = if class == Class::Staff && node.parent.is_some() && disciplined() { Class::Person } else { class };
        if !class.is_subject() {
            return None;
        }
        let class = if class == Class::Person && self.is_under_age(node) { Class::Vulnerable } else { class };
        let sensitive = class <= Class::Vulnerable
            || [node, root].into_iter().any(|node| {
                self.words(node).is_some_and(|(from, to)| self.is_told(from, to) || is_of_staff(self.text, from, to))
            });
        Some(Who { class, sensitive })
    }

    /// Returns whether a node tells of children by their age: "subjects aged under 14".
    fn is_under_age(&self, node: &Node) -> bool {
        let Some((from, to)) = self.words(node) else { return false };
        let under = (from..to).find_map(|at| self.text.after_any(at, &["aged under|below", "under the age of"]));
        under.and_then(|at| super::claims::number(self.text, at)).is_some_and(|(age, _)| age <= ADULT)
    }

    fn root<'n>(&'n self, node: &'n Node) -> &'n Node {
        self.node(node.root).unwrap_or(node)
    }

    /// Returns the words in which a node is told: of a part its clause, of a group all up to the next number.
    fn words(&self, node: &Node) -> Option<(usize, usize)> {
        let mention = self.mentions.get(node.mention)?;
        let start = clause::start(self.text, node.sentence, mention.start);
        if node.parent.is_some() || node.is_base {
            return Some((start, clause::end(self.text, node.sentence, mention.end)));
        }
        let (_, last) = self.text.sentence(node.sentence);
        let next = self.mentions.get(node.mention + 1).map_or(last, |next| next.start.min(last));
        let mark = (mention.end..next).find(|at| self.text.is_one_of(*at, &[";", ":", "("]));
        Some((start, mark.unwrap_or(next).max(mention.end)))
    }

    /// Returns the words that say whom a node counts: its clause, of a group all of it.
    pub(super) fn said(&self, node: &Node) -> Option<(usize, usize)> {
        let mention = self.mentions.get(node.mention)?;
        let (from, to) = self.words(node)?;
        let start = clause::start(self.text, node.sentence, mention.start);
        Some((from.min(start), to))
    }

    /// Returns whether a node tells of something that happens in public view, and not of what people in one place are, or of
    /// what they did before.
    pub(super) fn is_event(&self, node: &Node) -> bool {
        const PAST: &[&str] = &["before", "previously", "previous", "ever", "history", "mental"];
        const LODGERS: &[&str] = &["residents", "tenants", "occupants", "lodgers", "patients"];
        let text = self.text;
        self.words(node).is_some_and(|(from, to)| {
            let past = text.has(from, to, PAST)
                || (from..to).any(|at| {
                    text.after_any(
                        at,
                        &[
                            "had|have been convicted",
                            "had|have convictions",
                            "already out|on|wanted|subject|serving|known",
                        ],
                    )
                    .is_some()
                });
            let known = text.any(from, to, Facts::SENSITIVE) && text.has(from, to, LODGERS);
            // What happens in a street happens in public.
            let indoors =
                (from..to).any(|at| text.is(at, Facts::DWELLING) && !text.is_one_of(at, &["street", "streets"]));
            is_news(text, from, to) && !text.has(from, to, ILLNESSES) && !past && !known && !indoors
        })
    }

    /// Returns whether a part of a number that is no single event's says what its people are by race, belief, orientation or
    /// disability (characteristics of the Equality Act 2010, s.4): "37 of the 40 people stopped were Black".
    fn is_trait(&self, whole: &Node, node: &Node) -> bool {
        const STATISTIC: i64 = 10;
        const TRAITS: &[&str] = &[
            "black",
            "white",
            "asian",
            "mixed",
            "roma",
            "romany",
            "gypsy",
            "muslim",
            "christian",
            "catholic",
            "jewish",
            "hindu",
            "sikh",
            "buddhist",
            "gay",
            "lesbian",
            "bisexual",
            "transgender",
            "trans",
            "disabled",
            "deaf",
            "blind",
            "autistic",
        ];
        let is = |at| self.text.is_one_of(at, &["was", "were", "is", "are", "identified"]);
        let told = |at| {
            self.text.is_one_of(at, TRAITS) || self.text.is_one_of(at, &["as"]) && self.text.is_one_of(at + 1, TRAITS)
        };
        whole.amount.exact().is_some_and(|number| number >= STATISTIC)
            && self.words(node).is_some_and(|(from, to)| (from..to).any(|at| is(at) && told(at + 1)))
    }

    /// Returns whether a node is told of people in one place.
    fn in_dwelling(&self, node: &Node) -> bool {
        self.words(node).is_some_and(|(from, to)| {
            self.text.any(from, to, Facts::DWELLING.and(Facts::SMALL_PLACE))
                || self.text.has(from, to, &["residents", "tenants", "occupants", "lodgers", "inmates"])
        })
    }

    /// Returns whether a part says who somebody is: "one was Danny Crouch", "one was [name withheld]". That is a matter of
    /// names.
    fn names_somebody(&self, node: &Node) -> bool {
        let Some(mention) = self.mentions.get(node.mention) else { return false };
        let (be, name) = (mention.end, mention.end + 1);
        let behind = self.text.source.get(self.text.span(be, name).end..).unwrap_or_default().trim_start();
        let named = self.text.is_capital(name) && self.text.is_capital(name + 1) || behind.starts_with(['[', '█']);
        self.text.is_one_of(be, &["is", "was"]) && named
    }

    /// Returns whether a part is only put beside its whole: "one of them a woman".
    fn is_verbless(&self, node: &Node) -> bool {
        let Some(mention) = self.mentions.get(node.mention) else { return false };
        let end = clause::end(self.text, node.sentence, mention.end);
        (mention.of == Of::Them || mention.lead == Lead::Including)
            && !self.text.any(mention.end, end, Facts::PREDICATE)
    }

    pub(super) fn at(&self, node: &Node, way: Way) -> Disclosure {
        let span = self.mentions.get(node.mention).map_or(Span::default(), |mention| {
            clause::droppable(self.text, mention.sentence, mention.start, mention.end)
        });
        Disclosure::new(span, way, node.role)
    }

    /// Returns what a node is called in a derivation: what is said of it, or what is counted.
    fn name(&self, node: &Node) -> String {
        let Some(mention) = self.mentions.get(node.mention) else { return String::new() };
        let text = self.text;
        let said = |from: usize| {
            let to = clause::end(text, node.sentence, from);
            let verb = (from..to).find(|at| text.is_one_of(*at, AUXILIARIES)).unwrap_or(from);
            let from = (verb..to).find(|at| !text.is_one_of(*at, AUXILIARIES)).unwrap_or(to);
            text.span(from, to.min(from + 6)).of(text.source).unwrap_or_default().to_owned()
        };
        let counted = (mention.start..mention.end).rev().find_map(|at| super::super::claims::noun_at(text, at));
        let noun = counted.map(|noun| text.word(noun.at).to_owned());
        let name = match (node.parent, noun) {
            (None, Some(noun)) => noun,
            (Some(_), Some(noun)) if mention.of == Of::Nothing && mention.head.class().is_some() => noun,
            _ => said(mention.end),
        };
        if name.is_empty() { "people".to_owned() } else { name }
    }
}

/// Phrases that make a group of children or victims sensitive.
const TOLD: &[&str] = &[
    "child protection",
    "in|into care",
    "looked after",
    "forced marriage|marriages",
    "domestic abuse|violence",
    "mental health",
    "at risk",
    "referred to channel|prevent|social",
    "on the|this|our ward|wing|unit",
];

/// Returns whether words tell of what happens in public view.
fn is_news(text: &Text<'_>, from: usize, to: usize) -> bool {
    // "evicted from Gorse Court" is no court.
    let named = |at: usize| text.is_capital(at) && text.is_capital(at.wrapping_sub(1));
    (from..to).any(|at| text.is(at, Facts::PUBLIC_EVENT) && !named(at))
        || (from..to).any(|at| text.after(at, "on board").is_some())
}

/// Returns whether a place with a name stands at a word: "in Holm", not "in England", "in May".
pub(super) fn is_named_place(text: &Text<'_>, at: usize) -> bool {
    const WIDE: &[&str] = &[
        "england",
        "wales",
        "scotland",
        "britain",
        "ireland",
        "europe",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "the",
        "northern",
    ];
    let of = text.is_one_of(at, &["of"])
        && super::super::claims::noun_at(text, at.wrapping_sub(1)).is_some_and(|noun| noun.class.is_subject());
    // "at the Willows"; "Gonorrhoea diagnoses, Barra, 2022:"
    if text.is_one_of(at, &["at", "in"])
        && text.is_one_of(at + 1, &["the"])
        && text.is_capital(at + 2)
        && !text.is_capital(at + 3)
    {
        return true;
    }
    if text.is_one_of(at, &[","]) && text.is_capital(at + 1) && text.is_one_of(at + 2, &[",", ":"]) {
        return text
            .span(at + 1, at + 2)
            .of(text.source)
            .is_some_and(|name| crate::place::look_up(name).next().is_some());
    }
    if text.is_capital(at) && text.is_one_of(at + 1, &["of"]) && text.is_capital(at + 2) {
        let name = text.span(at, at + 3).of(text.source).unwrap_or_default();
        return crate::place::look_up(name).next().is_some();
    }
    (of || text.is_one_of(at, &["in", "at", "from"])) && text.is_capital(at + 1) && !text.is_one_of(at + 1, WIDE)
}

/// Illnesses, and results of tests, that nobody is told of in public.
const ILLNESSES: &[&str] = &[
    "positive",
    "hiv",
    "aids",
    "tuberculosis",
    "tb",
    "hepatitis",
    "leprosy",
    "syphilis",
    "gonorrhoea",
    "chlamydia",
    "dementia",
    "schizophrenia",
];

/// What is said of staff that makes a few of them people like others.
const OF_STAFF: &[&str] = &[
    "steroids",
    "affair",
    "accused",
    "conviction",
    "convictions",
    "misconduct",
    "harassment",
    "hiv",
    "suspended",
    "dismissed",
    "sacked",
    "disciplined",
    "grievance",
    "grievances",
    "vetting",
    "whistleblower",
    "suicide",
    "polygraph",
];

/// Returns whether words tell of staff what makes a few of them people like others.
pub(super) fn is_of_staff(text: &Text<'_>, from: usize, to: usize) -> bool {
    text.has(from, to, OF_STAFF)
        || (from..to).any(|at| {
            text.after_any(
                at,
                &[
                    "under investigation",
                    "under criminal|misconduct|disciplinary|active|current|internal investigation",
                    "served|issued notices|papers",
                    "served|issued with notices|papers",
                    "on|to restricted|light duties|duty",
                    "tested|testing positive",
                    "gross misconduct",
                    "off with stress",
                ],
            )
            .is_some()
        })
}

/// Words between a number and what is said of it.
const AUXILIARIES: &[&str] = &[
    "are", "is", "was", "were", "be", "been", "has", "have", "had", "of", "them", "whom", "these", "those", "being",
    "also", "still", "now",
];

/// Whom a node counts.
pub(super) struct Who {
    pub(super) class: Class,
    pub(super) sensitive: bool,
}

struct Judged {
    way: Way,
    confidence: Confidence,
}

fn hides(profile: &Profile, number: i64) -> bool {
    u64::try_from(number).is_ok_and(|number| profile.hides(number))
}

/// Returns whether a bound says more than the profile's own wording does: "fewer than three", "at least eight of the nine".
fn is_narrow(profile: &Profile, interval: Interval, sensitive: bool) -> bool {
    let Some(greatest) = interval.greatest.filter(|_| interval.exact().is_none()) else { return false };
    hides(profile, greatest) && (sensitive || hides(profile, greatest.saturating_add(1)) || interval.least > 0)
}

fn state(system: &mut System, variable: Variable, amount: Amount, source: &str) {
    let expression = Expression::from(variable);
    match amount {
        Amount::Number { least, greatest: Some(greatest), .. } if least == greatest => {
            system.equal(&expression, least, source)
        }
        Amount::Number { least, greatest: Some(greatest), .. } => {
            system.within(&expression, Interval::new(least, greatest), source)
        }
        Amount::Number { least, greatest: None, .. } => system.at_least(&expression, least, source),
        Amount::Both => system.equal(&expression, 2, source),
        Amount::More(number) => system.equal(&expression, number, source),
        _ => {}
    }
}

impl Prose<'_, '_> {
    /// Returns the role of the people of whom a sentence speaks.
    pub(super) fn role_in(&self, from: usize, to: usize) -> Role {
        let nouns = (from..to).filter_map(|at| super::super::claims::noun_at(self.text, at));
        nouns.map(|noun| noun.role).find(|role| *role != Role::Unknown).unwrap_or(Role::Unknown)
    }
}
