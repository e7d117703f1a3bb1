//! From findings to regions: what overlaps is one region, what stands elsewhere is found again, the same value is the
//! same subject.
//!
//! Findings of all parts go in with what the policy says of each; [`Item`]s come out, in order and apart from each other.
//! An item covers the union of its findings, so no loser of an overlap keeps a byte; its decision is the most protective
//! of all; every hypothesis stays in it. The order in which findings arrive never changes the answer.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::detect::people::{self, Mention, Spelling};
use crate::fold::{Reading, fold_text};
use crate::policy::{Decision, Level, Treatment};
use crate::sweep::{self, Elsewhere, Sweep};
use crate::value::{Value, letters_of};
use crate::{Confidence, Evidence, EvidenceSet, Finding, Kind, Part, Span};

/// A finding, where it stands and what the policy says of it.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// Index of the part.
    pub(crate) part: usize,
    /// The finding, its span in the part's source text.
    pub(crate) finding: Finding,
    /// What the policy says.
    pub(crate) decision: Arc<Decision>,
    /// Whether it lies in something public by nature and is not covered by a bar.
    pub(crate) public: bool,
}

impl Found {
    /// Returns whether it must not go out.
    pub(crate) fn is_withheld(&self) -> bool {
        !self.public && self.decision.treatment != Treatment::Keep
    }

    /// Returns whether an explicit permission lets it go out.
    pub(crate) fn is_allowed(&self) -> bool {
        self.decision.level == Level::Allow && self.decision.treatment == Treatment::Keep
    }

    /// Returns whether nothing but a value found elsewhere says that it is one.
    pub(crate) fn is_repeat(&self) -> bool {
        let repeat = EvidenceSet::of(Evidence::Repeat);
        [repeat, repeat.with(Evidence::SecondLook)].contains(&self.finding.evidence)
    }

    /// What decides among findings of one region: the surest, then what is registered, then the longest, then the first name.
    fn rank(&self) -> (std::cmp::Reverse<Confidence>, bool, std::cmp::Reverse<usize>, &Kind, &str, crate::Role) {
        let finding = &self.finding;
        let (confidence, len) = (std::cmp::Reverse(finding.confidence), std::cmp::Reverse(finding.span.len()));
        let unregistered = !finding.evidence.has(Evidence::Register);
        (confidence, unregistered, len, &finding.kind, finding.detector.as_str(), finding.role)
    }
}

/// One region to be withheld.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// Index of the part.
    pub(crate) part: usize,
    /// The union of its findings, in bytes of the part's source text, on grapheme boundaries.
    pub(crate) span: Span,
    /// Indexes into the findings: those in between that are withheld are its hypotheses.
    findings: Range<usize>,
    /// The index of the finding that names it.
    lead: usize,
    /// The most protective decision of all.
    pub(crate) decision: Arc<Decision>,
    /// The same number for the same value or person.
    pub(crate) subject: u32,
    /// The folded letters under which that value or person is known.
    pub(crate) identity: Arc<str>,
}

impl Item {
    /// Returns the index of its first finding; those of later items come later.
    pub(crate) fn first(&self) -> usize {
        self.findings.start
    }

    /// Returns the finding that names it.
    pub(crate) fn lead<'f>(&self, found: &'f [Found]) -> Option<&'f Found> {
        found.get(self.lead)
    }

    /// Returns every hypothesis, the one that names it first.
    pub(crate) fn hypotheses<'f>(&self, found: &'f [Found]) -> Vec<&'f Found> {
        let mut hypotheses: Vec<(usize, &Found)> = self.withheld(found).collect();
        hypotheses.sort_by(|(_, a), (_, b)| self.rank(a).cmp(&self.rank(b)));
        hypotheses.into_iter().map(|(_, one)| one).collect()
    }

    /// Returns its withheld findings with their indexes.
    pub(crate) fn withheld<'f>(&self, found: &'f [Found]) -> impl Iterator<Item = (usize, &'f Found)> {
        let own = found.get(self.findings.clone()).unwrap_or_default();
        self.findings.clone().zip(own).filter(|(_, one)| one.is_withheld())
    }

    /// What covers the whole region names it: an address, not the postcode at its end.
    fn rank<'f>(&self, one: &'f Found) -> impl Ord + use<'f> {
        (!one.finding.span.contains(self.span), one.rank())
    }

    /// Chooses what names it and takes the most protective decision.
    fn settle(&mut self, found: &[Found]) {
        let lead = self.withheld(found).min_by(|(_, a), (_, b)| self.rank(a).cmp(&self.rank(b)));
        let strongest = self.withheld(found).map(|(_, one)| one).reduce(|a, b| self.stronger(a, b));
        if let (Some((lead, _)), Some(strongest)) = (lead, strongest) {
            (self.lead, self.decision) = (lead, Arc::clone(&strongest.decision));
        }
    }

    /// Returns the more protective of two; between equals that of the higher level, then the one that ranks first.
    fn stronger<'f>(&self, a: &'f Found, b: &'f Found) -> &'f Found {
        let strength = |one: &'f Found| (&one.decision.treatment, one.decision.level);
        let b_wins = strength(b).cmp(&strength(a)).then_with(|| self.rank(a).cmp(&self.rank(b))).is_gt();
        if b_wins { b } else { a }
    }
}

/// Sorts findings into the order in which everything later sees them, and drops exact repeats.
pub(crate) fn sort(found: &mut Vec<Found>) {
    found.sort_unstable_by(|a, b| (a.part, a.finding.span, a.rank()).cmp(&(b.part, b.finding.span, b.rank())));
    found.dedup_by(|b, a| {
        let same = a.part == b.part
            && a.finding.span == b.finding.span
            && a.finding.kind == b.finding.kind
            && a.finding.role == b.finding.role
            && a.finding.detector == b.finding.detector
            && a.decision == b.decision
            && a.public == b.public;
        if same {
            a.finding.evidence = a.finding.evidence.union(b.finding.evidence);
            a.finding.confidence = a.finding.confidence.max(b.finding.confidence);
        }
        same
    });
}

/// Marks as public what lies wholly inside one of the `public` spans, unless a bar speaks.
pub(crate) fn mark_public(found: &mut [Found], public: &[(usize, Span)]) {
    for one in found.iter_mut().filter(|one| one.decision.level != Level::Bar) {
        one.public |= lies_in(public, one.part, one.finding.span);
    }
}

/// Returns whether `span` lies wholly inside one of the sorted `spans`.
fn lies_in(spans: &[(usize, Span)], part: usize, span: Span) -> bool {
    around(spans, part, span.start).any(|(p, s)| *p == part && s.contains(span))
}

/// How many spans that start before a place are looked at for one that reaches over it.
const NEAREST: usize = 8;

/// Returns the last few of the sorted `spans` that start at or before `at`.
fn around<T: AsPlace>(spans: &[T], part: usize, at: usize) -> impl Iterator<Item = &T> {
    let after = spans.partition_point(|place| place.place() <= (part, at));
    spans.get(after.saturating_sub(NEAREST)..after).unwrap_or_default().iter()
}

/// Something that starts at a place of a part.
trait AsPlace {
    fn place(&self) -> (usize, usize);
}

impl AsPlace for (usize, Span) {
    fn place(&self) -> (usize, usize) {
        (self.0, self.1.start)
    }
}

impl AsPlace for (usize, Span, usize) {
    fn place(&self) -> (usize, usize) {
        (self.0, self.1.start)
    }
}

/// Adds a finding for every other occurrence of a withheld value, here or `elsewhere`, and returns whether any was added.
///
/// `each_reading` calls back with every reading of a part.
pub(crate) fn sweep(
    found: &mut Vec<Found>,
    parts: &[Part<'_>],
    public: &[(usize, Span)],
    each_reading: impl Fn(usize, &mut dyn FnMut(&Reading<'_>)),
    elsewhere: &Elsewhere,
) -> bool {
    let brought = brought(parts, &each_reading, elsewhere);
    let of_elsewhere = |index: usize| elsewhere.template(brought.get(index.checked_sub(found.len())?)?.1);
    let source_at = |index: usize| found.get(index).or_else(|| of_elsewhere(index));
    let sweep = values_to_sweep(found, parts, &brought, source_at);
    if sweep.is_empty() {
        return false;
    }
    let covered = Covered::of(found);
    let mut added: Vec<Found> = Vec::new();
    // The last addition from each source: occurrences that overlap each other are one.
    let mut latest: HashMap<usize, usize> = HashMap::new();
    for part in 0..parts.len() {
        each_reading(part, &mut |reading| {
            sweep.run(reading, |span, source| {
                let span = reading.to_source(span);
                let index = source;
                let Some(source) = source_at(index) else { return };
                let is_public = source.decision.level != Level::Bar && lies_in(public, part, span);
                let text = parts.get(part).and_then(|part| span.of(&part.text)).unwrap_or_default();
                if is_public
                    || covered.covers(part, span)
                    || covered.permits(found, part, span, &source.finding)
                    || source.finding.kind == Kind::PERSON && ends_in_an_article(text)
                {
                    return;
                }
                let last = latest.get(&index).and_then(|last| added.get_mut(*last));
                match last.filter(|last| last.part == part && last.finding.span.overlaps(span)) {
                    Some(last) => last.finding.span = last.finding.span.union(span),
                    None => {
                        latest.insert(index, added.len());
                        added.push(repeat_of(source, part, span));
                    }
                }
            });
        });
    }
    drop_across_sentences(found, &mut added, parts);
    let any = !added.is_empty();
    found.append(&mut added);
    any
}

/// Returns whether a name with a capital ends in a small letter that stands alone, which is no initial: "Price, a driver".
fn ends_in_an_article(name: &str) -> bool {
    name.starts_with(char::is_uppercase) && (name.ends_with(" a") || name.ends_with("\na"))
}

/// Drops names that are read over the end of a sentence where each of their words is withheld by itself: "We met Craig.
/// Venner had left".
fn drop_across_sentences(found: &[Found], added: &mut Vec<Found>, parts: &[Part<'_>]) {
    let text = |one: &Found| parts.get(one.part).and_then(|part| one.finding.span.of(&part.text)).unwrap_or_default();
    let (crossing, mut rest): (Vec<Found>, Vec<Found>) =
        std::mem::take(added).into_iter().partition(|one| one.finding.kind == Kind::PERSON && ends_within(text(one)));
    if !crossing.is_empty() {
        let covered = Covered::by(found.iter().chain(&rest).filter(|one| one.is_withheld()));
        let words_are = |one: &Found| {
            let mut at = one.finding.span.start;
            text(one).split_inclusive(char::is_whitespace).all(|piece| {
                let word = piece.trim_start_matches(|c: char| !c.is_alphanumeric());
                let start = at + piece.len() - word.len();
                let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
                at += piece.len();
                word.is_empty() || covered.covers(one.part, Span::new(start, start + word.len()))
            })
        };
        rest.extend(crossing.into_iter().filter(|one| !words_are(one)));
    }
    *added = rest;
}

/// Returns whether a sentence ends inside a text: a stop, perhaps a quotation mark, and white space behind a word that
/// is no initial.
fn ends_within(text: &str) -> bool {
    let mut words = text.split_whitespace().peekable();
    std::iter::from_fn(|| words.next().filter(|_| words.peek().is_some())).any(|word| {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let behind = word.get(bare.len()..).unwrap_or_default();
        behind.contains(['.', '!', '?']) && bare.chars().nth(2).is_some()
    })
}

/// Returns the values withheld elsewhere that stand in the parts.
fn brought(
    parts: &[Part<'_>],
    each_reading: impl Fn(usize, &mut dyn FnMut(&Reading<'_>)),
    elsewhere: &Elsewhere,
) -> Vec<(Value, sweep::Entry)> {
    if elsewhere.is_empty() {
        return Vec::new();
    }
    let mut brought: Vec<(Value, sweep::Entry)> = elsewhere.long().cloned().collect();
    let mut seen = HashSet::new();
    for part in 0..parts.len() {
        each_reading(part, &mut |reading| {
            elsewhere.each_in(reading, |value, entry| {
                if !seen.contains(&value.letters) {
                    seen.insert(value.letters.clone());
                    brought.push((value, entry));
                }
            });
        });
    }
    brought
}

/// Returns the values of everything withheld and those `brought` from elsewhere, each with the finding that is treated
/// most protectively.
fn values_to_sweep<'f>(
    found: &'f [Found],
    parts: &[Part<'_>],
    brought: &[(Value, sweep::Entry)],
    source_at: impl Fn(usize) -> Option<&'f Found>,
) -> Sweep {
    let mut values: Vec<(Value, usize)> = Vec::new();
    let treatment = |index: usize| source_at(index).map(|one| std::cmp::Reverse(&one.decision.treatment));
    let join_equal = |values: &mut Vec<(Value, usize)>| {
        // The strongest first, then the earliest.
        values.sort_unstable_by(|a, b| (&a.0, treatment(a.1), a.1).cmp(&(&b.0, treatment(b.1), b.1)));
        values.dedup_by(|b, a| a.0 == b.0);
    };
    let mut most = 1 << 12;
    for (index, one) in found.iter().enumerate().filter(|(_, one)| one.is_withheld()) {
        let Some(text) = parts.get(one.part).and_then(|part| one.finding.span.of(&part.text)) else { continue };
        values_of(&one.finding.kind, text, |value| values.push((value, index)));
        if values.len() > most {
            join_equal(&mut values);
            most = most.max(2 * values.len());
        }
    }
    values.extend(brought.iter().zip(found.len()..).map(|((value, _), index)| (value.clone(), index)));
    join_equal(&mut values);
    values.sort_unstable_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
    Sweep::new(values)
}

/// Returns findings for places of a written document, `again`, in which a withheld value of `parts` is left; `back` leads
/// to where they stand in the source. Returns `None` when one of them leads nowhere.
pub(crate) fn repeats(
    found: &[Found],
    parts: &[Part<'_>],
    again: &[Part<'_>],
    places: Vec<(usize, Span)>,
    back: impl Fn(usize, Span) -> Option<Span>,
) -> Option<Vec<Found>> {
    let mut sources: HashMap<String, &Found> = HashMap::new();
    for one in found.iter().filter(|one| one.is_withheld()) {
        let text = parts.get(one.part).and_then(|part| one.finding.span.of(&part.text)).unwrap_or_default();
        if let Some(value) = own_value(&one.finding.kind, text) {
            let source = sources.entry(value.letters).or_insert(one);
            if source.decision.treatment < one.decision.treatment {
                *source = one;
            }
        }
    }
    let repeat = |(part, span): (usize, Span)| {
        let text = again.get(part).and_then(|part| span.of(&part.text))?;
        let source = sources.get(letters_of(&fold_text(text)).as_str())?;
        let mut repeat = repeat_of(source, part, back(part, span)?);
        repeat.finding.evidence = repeat.finding.evidence.with(Evidence::SecondLook);
        Some(repeat)
    };
    places.into_iter().map(repeat).collect()
}

fn repeat_of(source: &Found, part: usize, span: Span) -> Found {
    let mut again = source.clone();
    again.part = part;
    again.finding.span = span;
    again.finding.evidence = EvidenceSet::of(Evidence::Repeat);
    again
}

/// Hands on the values under which other occurrences of a finding are recognised: its own and, for a name, its forms.
pub(crate) fn values_of(kind: &Kind, source: &str, mut take: impl FnMut(Value)) {
    let folded = fold_text(source);
    let is_person = *kind == Kind::PERSON;
    // A name that is one ordinary word counts only where it has a capital: then it is one of its forms.
    Value::of_folded(kind, &folded).filter(|_| !(is_person && people::needs_capital(&folded))).map(&mut take);
    if is_person {
        let forms = people::forms(&folded).into_iter();
        forms.for_each(|form| take(Value { letters: form.letters, capital: form.capital }));
    }
}

/// Returns the value of a withheld text itself, without the other forms of a name.
pub(crate) fn own_value(kind: &Kind, source: &str) -> Option<Value> {
    let folded = fold_text(source);
    let mut own = Value::of_folded(kind, &folded)?;
    own.capital = *kind == Kind::PERSON && people::needs_capital(&folded);
    Some(own)
}

/// What is withheld and what is permitted, by part, for looking up places.
struct Covered {
    withheld: Vec<(usize, Span)>,
    allowed: Vec<(usize, Span, usize)>,
}

impl Covered {
    fn of(found: &[Found]) -> Self {
        let mut allowed: Vec<(usize, Span, usize)> = found
            .iter()
            .enumerate()
            .filter(|(_, one)| one.is_allowed() || one.public)
            .map(|(index, one)| (one.part, one.finding.span, index))
            .collect();
        allowed.sort_unstable();
        Self { allowed, ..Self::by(found.iter().filter(|one| one.is_withheld())) }
    }

    /// Returns what `found` covers.
    fn by<'f>(found: impl Iterator<Item = &'f Found>) -> Self {
        let mut withheld: Vec<(usize, Span)> = Vec::new();
        let mut spans: Vec<(usize, Span)> = found.map(|one| (one.part, one.finding.span)).collect();
        spans.sort_unstable();
        for (part, span) in spans {
            match withheld.last_mut() {
                Some((last_part, last)) if *last_part == part && span.start <= last.end => *last = last.union(span),
                _ => withheld.push((part, span)),
            }
        }
        Self { withheld, allowed: Vec::new() }
    }

    fn covers(&self, part: usize, span: Span) -> bool {
        let after = self.withheld.partition_point(|(p, s)| (*p, s.start) <= (part, span.start));
        after.checked_sub(1).and_then(|at| self.withheld.get(at)).is_some_and(|(p, s)| *p == part && s.contains(span))
    }

    /// Returns whether `span` is only a piece of something of the same kind that an explicit permission lets out: the
    /// surname of a spokesperson who shares it with a victim. A name that stands behind a rank or an office is another's
    /// than one that does not.
    fn permits(&self, found: &[Found], part: usize, span: Span, source: &Finding) -> bool {
        let has_office = |finding: &Finding| finding.evidence.has(Evidence::Office);
        around(&self.allowed, part, span.start).any(|(p, s, index)| {
            let Some(one) = found.get(*index).filter(|_| *p == part && s.contains(span)) else { return false };
            let told_apart = !has_office(source) && has_office(&one.finding) && one.finding.kind == source.kind;
            if *s == span { told_apart } else { one.public || one.finding.kind == source.kind }
        })
    }
}

/// What may stand in a written document although it is a withheld value elsewhere.
pub(crate) struct Permitted {
    spans: Vec<(usize, Span)>,
}

impl Permitted {
    /// Returns the spans that an explicit permission or their public nature lets out.
    pub(crate) fn of(found: &[Found], public: &[(usize, Span)]) -> Self {
        let allowed = found.iter().filter(|one| one.is_allowed() || one.public);
        let mut spans: Vec<(usize, Span)> = allowed.map(|one| (one.part, one.finding.span)).collect();
        spans.extend(public);
        spans.sort_unstable();
        Self { spans }
    }

    /// Returns whether `span` lies in one of them.
    pub(crate) fn covers(&self, part: usize, span: Span) -> bool {
        lies_in(&self.spans, part, span)
    }
}

/// Returns the regions to be withheld, in order. `found` must be sorted.
pub(crate) fn items(found: &[Found], parts: &[Part<'_>], elsewhere: &Elsewhere) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for (index, one) in found.iter().enumerate().filter(|(_, one)| one.is_withheld()) {
        let text = parts.get(one.part).map_or("", |part| part.text.as_ref());
        let span = crate::grapheme::widen(text, one.finding.span);
        match items.last_mut() {
            Some(item) if item.part == one.part && span.start < item.span.end => {
                item.span = item.span.union(span);
                item.findings.end = index + 1;
            }
            _ => items.push(Item {
                part: one.part,
                span,
                findings: index..index + 1,
                lead: index,
                decision: Arc::clone(&one.decision),
                subject: 0,
                identity: Arc::default(),
            }),
        }
    }
    items.shrink_to_fit();
    for item in items.iter_mut().filter(|item| item.findings.len() > 1) {
        item.settle(found);
    }
    Subjects::of(found, parts, elsewhere).number(&mut items, found);
    items
}

/// Which findings are about the same value or person.
struct Subjects {
    /// The folded letters under which the value or person of each finding is known.
    names: Vec<Arc<str>>,
    /// Findings that describe somebody who is named, and count as the person.
    described: HashSet<usize>,
}

impl Subjects {
    fn of(found: &[Found], parts: &[Part<'_>], elsewhere: &Elsewhere) -> Self {
        let text = |one: &Found| {
            let text = parts.get(one.part).and_then(|part| one.finding.span.of(&part.text)).unwrap_or_default();
            let is_told = one.is_withheld() || one.finding.kind == Kind::PERSON;
            if is_told { fold_text(text) } else { Cow::default() }
        };
        let folded: Vec<Cow<'_, str>> = found.iter().map(text).collect();
        let mut names: Vec<Arc<str>> = folded.iter().map(|text| letters_of(text).into()).collect();
        // Who stays counts too: a surname may be theirs.
        let people: Vec<usize> =
            (0..).zip(found).filter(|(_, one)| one.finding.kind == Kind::PERSON).map(|(index, _)| index).collect();
        let mentions: Vec<Mention<'_>> = people
            .iter()
            .enumerate()
            .filter_map(|(at, index)| {
                let (one, name) = (found.get(*index)?, folded.get(*index)?);
                let office = one.finding.evidence.has(Evidence::Office);
                let before = at.checked_sub(1).and_then(|before| found.get(*people.get(before)?));
                let other_name_of = at.checked_sub(1).filter(|_| before.is_some_and(|b| ties_names(b, one, parts)));
                let part = parts.get(one.part).map_or("", |part| part.text.as_ref());
                let sex = people::sex_before(part, one.finding.span.start);
                Some(Mention { name, office, other_name_of, sex, place: at })
            })
            .collect();
        for (index, person) in people.iter().zip(people::persons(&mentions, Spelling::OneLetter)) {
            let full = people.get(person).filter(|full| *full != index);
            // Whom a text calls by a form alone may have been named in full in another window.
            let name = match full {
                Some(full) => names.get(*full).cloned(),
                None => names.get(*index).and_then(|own| elsewhere.name_of(own)).map(Arc::from),
            };
            if let (Some(slot), Some(name)) = (names.get_mut(*index), name) {
                *slot = name;
            }
        }
        let described = tie_descriptions(found, parts, &people, &mut names);
        Self { names, described }
    }

    fn number(&self, items: &mut [Item], found: &[Found]) {
        let registered = self.registered(items, found);
        let mut numbers: HashMap<(&str, Arc<str>), u32> = HashMap::new();
        let mut entries: HashMap<&str, u32> = HashMap::new();
        let mut next = 0;
        for item in items {
            let Some(lead) = item.lead(found) else { continue };
            let name = self.names.get(item.lead).cloned().unwrap_or_default();
            // Equal names are held once.
            let described = self.described.contains(&item.lead);
            let kind = if described { "PERSON" } else { lead.finding.kind.as_str() };
            let entry = numbers.entry((kind, name));
            item.identity = Arc::clone(&entry.key().1);
            let of_register = registered.get(entry.key()).and_then(|reference| *reference);
            item.subject = *entry.or_insert_with(|| match of_register {
                Some(reference) => *entries.entry(reference).or_insert_with(|| take_next(&mut next)),
                None => take_next(&mut next),
            });
        }
    }

    /// Returns the entry of the register that each name and value is of; none where it is of two.
    fn registered<'f>(&self, items: &[Item], found: &'f [Found]) -> HashMap<(&'f str, Arc<str>), Option<&'f str>> {
        let mut registered = HashMap::new();
        for item in items {
            let Some(lead) = item.lead(found) else { continue };
            for (_, one) in item.withheld(found) {
                if let Some(reference) = crate::register::reference_in(&one.finding.detector) {
                    let name = self.names.get(item.lead).cloned().unwrap_or_default();
                    let known = registered.entry((lead.finding.kind.as_str(), name)).or_insert(Some(reference));
                    *known = known.filter(|known| *known == reference);
                }
            }
        }
        registered
    }
}

fn take_next(next: &mut u32) -> u32 {
    let number = *next;
    *next = next.saturating_add(1);
    number
}

/// Makes withheld descriptions that stand beside a name ("Holt, the former coxswain,"), and others of the same words, the
/// person's. Returns their indexes.
fn tie_descriptions(found: &[Found], parts: &[Part<'_>], people: &[usize], names: &mut [Arc<str>]) -> HashSet<usize> {
    let is_description = |one: &Found| one.finding.kind == Kind::OCCUPATION && one.is_withheld();
    let all: Vec<usize> = (0..).zip(found).filter(|(_, one)| is_description(one)).map(|(index, _)| index).collect();
    let place = |index: usize| found.get(index).map(|one| (one.part, one.finding.span.start));
    let mut whose: HashMap<Arc<str>, Option<Arc<str>>> = HashMap::new();
    for index in all.iter().copied() {
        let (Some(one), Some(words)) = (found.get(index), names.get(index)) else { continue };
        let next = people.partition_point(|person| place(*person) < place(index));
        let near = [next.checked_sub(1), Some(next)].into_iter().flatten().filter_map(|at| people.get(at));
        let beside = near.copied().find(|at| found.get(*at).is_some_and(|person| stand_together(one, person, parts)));
        let Some(person) = beside.and_then(|at| names.get(at)).cloned() else { continue };
        // Of two roofers neither is meant by "the roofer".
        whose
            .entry(Arc::clone(words))
            .and_modify(|known| *known = known.take().filter(|known| *known == person))
            .or_insert(Some(person));
    }
    let mut described = HashSet::new();
    for index in all {
        if let Some(slot) = names.get_mut(index)
            && let Some(Some(person)) = whose.get(slot)
        {
            *slot = Arc::clone(person);
            described.insert(index);
        }
    }
    described
}

/// Returns whether nothing but an article, an age or a comma stands between a description and a name.
fn stand_together(one: &Found, person: &Found, parts: &[Part<'_>]) -> bool {
    const FARTHEST: usize = 24;
    let (first, second) = if one.finding.span < person.finding.span { (one, person) } else { (person, one) };
    let gap = Span::new(first.finding.span.end, second.finding.span.start.max(first.finding.span.end));
    let words = parts.get(one.part).and_then(|part| gap.of(&part.text)).unwrap_or_default();
    let joint = |word: &str| {
        ["", "a", "an", "the", "aged"].contains(&word)
            || word.ends_with("-old")
            || word.bytes().all(|b| b.is_ascii_digit())
    };
    one.part == person.part && gap.len() <= FARTHEST && words.split([' ', ',', '\n', '(', ')']).all(joint)
}

/// The most bytes between a name and another name of the same person.
const TIE: usize = 48;

/// Returns whether the words between two names say that the second is another name of the first.
fn ties_names(first: &Found, second: &Found, parts: &[Part<'_>]) -> bool {
    let between = Span::new(first.finding.span.end, second.finding.span.start.max(first.finding.span.end));
    first.part == second.part
        && between.len() <= TIE
        && parts
            .get(first.part)
            .and_then(|part| between.of(&part.text))
            .is_some_and(|words| people::says_also_called(&fold_text(words)))
}
