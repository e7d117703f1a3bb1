//! The flow: bytes are read, looked at, decided upon, edited, written and proved.
//!
//! Each stage hands its values on and none reaches back. An engine is made once from a policy; it is read-only and can
//! be shared between threads. Whatever did not finish, could not be read or is still there in the written bytes makes
//! the answer a refusal.

mod build;
mod known;
mod many;
mod record;
mod windows;

use std::sync::Arc;

use crate::audit::Kept;
use crate::detect::offence::{self, Offences};
use crate::detect::{Detector, Findings, quasi};
use crate::fold::{self, Reading};
use crate::format::{self, Change, Edit, Format, Written};
use crate::outcome::{Outcome, Reason, ReasonCode};
use crate::policy::{Circumstances, Treatment};
use crate::prove::Prover;
use crate::public;
use crate::resolve::{self, Found, Item};
use crate::risk::{Known, Together};
use crate::sweep::{Elsewhere, Sweep};
use crate::treat::{Aliases, Treater, Withheld};
use crate::value::Value;
use crate::{
    Address, Confidence, DetectorId, Document, Evidence, EvidenceSet, Finding, Key, Kind, Part, Policy, Result, Role,
    Span,
};
use record::Record;

pub use build::EngineBuilder;
pub use windows::{Gathered, Long, Sink, Window};

/// Decides what of a document may go out. Made once, used for many documents, from any number of threads.
pub struct Engine {
    policy: Policy,
    key: Option<Key>,
    detectors: Vec<Box<dyn Detector>>,
    /// Rows whose matches are public by nature.
    public: Vec<DetectorId>,
    /// Kinds that the policy switches off.
    kinds_off: Vec<Kind>,
    /// The public lines that the policy names.
    contacts: Sweep,
    /// Lines that the policy named and that hold no more: no desk before them makes them public.
    lapsed: Vec<Value>,
    about: About,
}

/// What every audit of this engine says alike.
struct About {
    policy: crate::audit::PolicyRecord,
    detectors: String,
    key: Option<String>,
    looked_for: Arc<[Kind]>,
    not_looked_for: Arc<[crate::audit::NotLookedFor]>,
    expired: Vec<String>,
    register: Option<crate::audit::RegisterRecord>,
}

/// How often a document is written and looked at again before it is refused as unsettled.
const ROUNDS: usize = 4;

/// A document with everything found in it.
struct Examined {
    found: Vec<Found>,
    /// Spans that are public by nature or by the policy's contacts, by part.
    public: Vec<(usize, Span)>,
    /// What was found and stays, counted for the audit.
    kept: Vec<Kept>,
}

/// What a document is examined for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    /// For what is to be withheld; what stays is counted.
    First,
    /// For what is still to be withheld, and where a value may stand because the policy permits it.
    Second,
}

/// What is known beside a document. For a document that is read in one piece it is only what readers know already.
struct Beside<'k> {
    /// What readers know already.
    known: &'k Known,
    /// The offences that other windows of the same text speak of.
    offences: Offences,
    /// What is withheld in other windows.
    elsewhere: Elsewhere,
    /// Who and what is withheld in other windows, by number.
    subjects: Option<windows::Subjects>,
    /// The aliases given in earlier windows.
    aliases: Aliases,
}

impl<'k> Beside<'k> {
    fn known(known: &'k Known) -> Self {
        Self {
            known,
            offences: Offences::default(),
            elsewhere: Elsewhere::default(),
            subjects: None,
            aliases: Aliases::default(),
        }
    }

    /// Returns the regions to be withheld, in order.
    fn items(&mut self, found: &[Found], document: &Document<'_>) -> Vec<Item> {
        let mut items = resolve::items(found, &document.parts, &self.elsewhere);
        if let Some(subjects) = &mut self.subjects {
            subjects.number(&mut items, found);
        }
        items
    }
}

/// What came of one round of editing and writing.
struct Round {
    items: Vec<Item>,
    replaced: Vec<Replaced>,
    written: Written,
    aliases: Aliases,
}

/// What stands in the place of an item, and the name of what was done.
struct Replaced {
    text: Arc<str>,
    treatment: &'static str,
}

impl Engine {
    /// Returns an engine for `policy` with the built-in detectors and no key.
    ///
    /// # Errors
    /// When a row of the policy cannot be used.
    pub fn new(policy: Policy) -> Result<Self> {
        Self::builder(policy).build()
    }

    /// Returns a builder for an engine with a key, a date, or detectors of the caller's own.
    pub fn builder(policy: Policy) -> EngineBuilder {
        EngineBuilder::new(policy)
    }

    /// Returns the policy that decides.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Returns the kinds that are looked for, sorted.
    #[must_use]
    pub fn looked_for(&self) -> &[Kind] {
        &self.about.looked_for
    }

    /// Decides on a plain text.
    ///
    /// # Errors
    /// When the text is longer than 4 GiB.
    pub fn release_text(&self, text: &str) -> Result<Outcome> {
        self.release(text.as_bytes(), Format::Text)
    }

    /// Decides on a record: the value is written as JSON, and the release is JSON too.
    ///
    /// # Errors
    /// [`ErrorKind::Input`](crate::ErrorKind::Input) when the value cannot be written as JSON.
    pub fn release_record(&self, record: &impl serde::Serialize) -> Result<Outcome> {
        let json = serde_json::to_vec(record)
            .map_err(|_| crate::Error::new(crate::ErrorKind::Input, "the record cannot be written as JSON"))?;
        self.release(&json, Format::Json)
    }

    /// Decides on a document: returns the release, with every byte outside the edits as it was, or the refusal.
    ///
    /// # Errors
    /// [`ErrorKind::Input`](crate::ErrorKind::Input) when the bytes are not what `format` says; the message names the
    /// place and never quotes the document.
    pub fn release(&self, input: &[u8], format: Format) -> Result<Outcome> {
        self.release_with(input, format, &Known::new())
    }

    /// Decides on a document as [`release`](Self::release), with what readers know already: earlier releases, and tables that
    /// go out with it. A number that is safe by itself and not together with what is known is a finding like any other.
    ///
    /// ```
    /// use withhold::{Engine, Format, Policy, risk::Known};
    ///
    /// let engine = Engine::new(Policy::builtin("foi")?)?;
    /// let known = Known::new().with_text("june.txt", "There are 15 registered offenders in the district.").unwrap();
    /// let text = b"The office is open. There are 14 registered offenders in the district without Eastgate.";
    ///
    /// let together = engine.release_with(text, Format::Text, &known)?;
    /// assert_eq!(together.audit().entries.len(), 1);
    /// assert!(engine.release(text, Format::Text)?.audit().entries.is_empty());
    /// # Ok::<(), withhold::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`release`](Self::release).
    pub fn release_with(&self, input: &[u8], format: Format, known: &Known) -> Result<Outcome> {
        self.release_beside(input, format, &mut Beside::known(known), |_, _, _| ())
    }

    /// Decides on a document. `settled` is given what was found when nothing more comes to light.
    fn release_beside(
        &self,
        input: &[u8],
        format: Format,
        beside: &mut Beside<'_>,
        settled: impl FnOnce(&mut Beside<'_>, &Document<'_>, (&[Found], &[Item])),
    ) -> Result<Outcome> {
        let document = format::read(input, format)?;
        let names = beside.known.names();
        let mut record = Record { engine: self, input, format, document: &document, known: names, kept: Vec::new() };
        let examined = match self.examine(&document, &Readings::of(&document), beside, Look::First) {
            Ok(examined) => examined,
            Err(reason) => return Ok(record.refused(Vec::new(), Vec::new(), vec![reason])),
        };
        let Examined { mut found, kept, .. } = examined;
        record.kept = kept;
        let mut items = beside.items(&found, &document);
        let held = reasons_to_hold(&document, &items, &found);
        if !held.is_empty() {
            return Ok(record.refused(found, items, held));
        }
        if items.is_empty() {
            let round = Round::unchanged(input);
            return Ok(record.released(found, round, Vec::new()));
        }
        for last in (0..ROUNDS).map(|round| round + 1 == ROUNDS) {
            let mut round = self.edit(&document, input, format, &found, items, beside.aliases.clone())?;
            let again = format::read(&round.written.bytes, format)?;
            let reason = match self.second_look(&document, &again, &round, &mut found, beside) {
                Ok(Seen::Settled) => {
                    settled(beside, &document, (&found, &round.items));
                    beside.aliases = std::mem::take(&mut round.aliases);
                    let origins =
                        record::origins(&document, &round.items, |part| Some(again.parts.get(part)?.address.clone()));
                    return Ok(record.released(found, round, origins));
                }
                Ok(Seen::Survivors(count)) if last => Some(survivors_left(count)),
                Ok(Seen::Survivors(_) | Seen::More) => None,
                Err(reason) => Some(reason),
            };
            items = beside.items(&found, &document);
            if let Some(reason) = reason {
                return Ok(record.refused(found, items, vec![reason]));
            }
            let held = reasons_to_hold(&document, &items, &found);
            if !held.is_empty() {
                return Ok(record.refused(found, items, held));
            }
        }
        let reason = Reason {
            code: ReasonCode::Unsettled,
            message: "withholding some details kept bringing others to light; rewrite the passage".to_owned(),
        };
        Ok(record.refused(found, items, vec![reason]))
    }

    /// Finds, decides and sweeps: everything that is known of a document before it is edited.
    fn examine(
        &self,
        document: &Document<'_>,
        readings: &Readings<'_, '_>,
        beside: &Beside<'_>,
        look: Look,
    ) -> Result<Examined, Reason> {
        let together = Together::of(beside.known, self.policy.profiles());
        let mut found = Vec::new();
        let mut public = Vec::new();
        let mut offences = beside.offences;
        let mut findings = Vec::new();
        let mut counts = Vec::with_capacity(document.parts.len());
        for part in 0..document.parts.len() {
            let start = findings.len();
            let mut unfinished = None;
            let mut detect = |reading: &Reading<'_>| {
                let together = together.as_ref().map(|together| together as &dyn Detector);
                for detector in self.detectors.iter().map(|detector| &**detector).chain(together) {
                    if let Err(error) = detector.detect(reading, &mut Findings::new(reading, &mut findings)) {
                        unfinished.get_or_insert_with(|| reason_of(&detector.id(), &error));
                    }
                }
            };
            document.parts.get(part).into_iter().flat_map(fold::cells).for_each(|cell| detect(&cell));
            readings.each(part, &mut |reading| {
                detect(reading);
                if !reading.is_rejoined() {
                    offences = offences.union(offence::spoken_of(reading));
                }
                self.contacts.run(reading, |span, _| public.push((part, reading.to_source(span))));
            });
            if let Some(reason) = unfinished {
                return Err(reason);
            }
            if let (Some(read), Some(found)) = (document.parts.get(part), findings.get_mut(start..)) {
                quasi::tie(&read.text, found);
            }
            counts.push(findings.len() - start);
        }
        if look == Look::First {
            found.reserve_exact(findings.len());
        }
        // From the last on, so that the memory of findings is given back as they are decided upon.
        for (part, count) in counts.into_iter().enumerate().rev() {
            let Some(read) = document.parts.get(part) else { continue };
            let circumstances = Circumstances { offences, address: &read.address, field: read.field.as_deref() };
            if let Some(whole) = self.whole(read, &circumstances) {
                found.push(self.decide(part, read, whole, &circumstances));
            }
            for _ in 0..count {
                let Some(finding) = findings.pop() else { break };
                give_back(&mut findings);
                if self.kinds_off.contains(&finding.kind) {
                    continue;
                }
                if self.public.contains(&finding.detector) {
                    public.push((part, public::with_case_name(&read.text, finding.span)));
                    continue;
                }
                let of_body = public::is_address_of_body(&read.text, &finding)
                    || public::is_campaign(&read.text, &finding)
                    || public::is_line_of_body(&read.text, &finding) && !self.has_lapsed(&read.text, &finding);
                if of_body {
                    public.push((part, finding.span));
                }
                let one = self.decide(part, read, finding, &circumstances);
                if look == Look::First || one.is_withheld() || one.is_allowed() {
                    found.push(one);
                }
            }
        }
        public.sort_unstable();
        resolve::mark_public(&mut found, &public);
        resolve::sort(&mut found);
        let each_reading = |part, each: &mut dyn FnMut(&Reading<'_>)| readings.each(part, each);
        if resolve::sweep(&mut found, &document.parts, &public, each_reading, &beside.elsewhere) {
            resolve::mark_public(&mut found, &public);
            resolve::sort(&mut found);
        }
        let mut kept = Vec::new();
        if look == Look::First {
            kept = record::kept(&self.policy, &found);
            // Who stays counts for who is who.
            found.retain(|one| one.is_withheld() || one.finding.kind == Kind::PERSON);
        }
        found.shrink_to_fit();
        Ok(Examined { found, public, kept })
    }

    fn decide(&self, part: usize, read: &Part<'_>, finding: Finding, circumstances: &Circumstances<'_>) -> Found {
        let text = finding.span.of(&read.text).unwrap_or_default();
        let decision = self.policy.decide(&finding, circumstances, text);
        Found { part, finding, decision, public: false }
    }

    /// Returns a finding over the whole part when the policy names its field.
    fn whole(&self, part: &Part<'_>, circumstances: &Circumstances<'_>) -> Option<Finding> {
        let is_value = !matches!(part.address, Address::Key(_) | Address::Cell { row: 0, .. });
        if part.text.is_empty() || !is_value || !self.policy.withholds_whole(circumstances) {
            return None;
        }
        Some(Finding {
            span: Span::new(0, part.text.len()),
            kind: Kind::FIELD,
            role: Role::Unknown,
            confidence: Confidence::Certain,
            evidence: EvidenceSet::of(Evidence::Field),
            detector: DetectorId::fixed("field"),
        })
    }

    /// Makes the edits of `items` and writes the document.
    fn edit(
        &self,
        document: &Document<'_>,
        input: &[u8],
        format: Format,
        found: &[Found],
        items: Vec<Item>,
        aliases: Aliases,
    ) -> Result<Round> {
        let mut treater = Treater::new(self.key.as_ref(), aliases);
        let mut edits: Vec<Edit> = Vec::with_capacity(items.len());
        let mut replaced = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let (Some(part), Some(lead)) = (document.parts.get(item.part), item.lead(found)) else { continue };
            let withheld = Withheld {
                part: &part.text,
                span: item.span,
                kind: &lead.finding.kind,
                role: lead.finding.role,
                treatment: &item.decision.treatment,
                label: self.policy.label(&lead.finding.kind),
                ground: &item.decision.ground,
                subject: item.subject,
                identity: &item.identity,
            };
            let mut replacement = treater.replace(&withheld);
            let from = edits.last().filter(|edit| edit.part == item.part).map_or(0, |edit| edit.span.end);
            let to = items
                .get(index + 1)
                .filter(|next| next.part == item.part)
                .map_or(part.text.len(), |next| next.span.start);
            if replacement.span.start < from || replacement.span.end > to || !replacement.span.contains(item.span) {
                // There is no room for a wording that reaches into the words around.
                replacement = treater.label(&withheld);
            }
            let after = part.text.get(replacement.span.end..).unwrap_or_default();
            let text = format::dress(format, replacement.text, after);
            edits.push(Edit { part: item.part, span: replacement.span, replacement: Arc::clone(&text) });
            replaced.push(Replaced { text, treatment: replacement.done.name() });
        }
        let written = format::write(document, input, format, &edits)?;
        Ok(Round { items, replaced, written, aliases: treater.into_aliases() })
    }

    /// Looks at what was written as if it had come in, and searches it for every withheld value.
    ///
    /// What newly comes to light is added to `found`.
    fn second_look(
        &self,
        document: &Document<'_>,
        again: &Document<'_>,
        round: &Round,
        found: &mut Vec<Found>,
        beside: &Beside<'_>,
    ) -> Result<Seen, Reason> {
        if again.parts.len() != document.parts.len() {
            return Err(Reason {
                code: ReasonCode::Unread,
                message: "the edited document does not open with the same parts; release it as plain text".to_owned(),
            });
        }
        let readings = Readings::of(again);
        let examined = self.examine(again, &readings, beside, Look::Second)?;
        let placed = Placed(&round.written.changes);
        let mut more = Vec::new();
        for one in examined.found.iter().filter(|one| one.is_withheld()) {
            if let Some(span) = placed.back(one.part, one.finding.span) {
                let mut again = one.clone();
                again.finding.span = span;
                again.finding.evidence = again.finding.evidence.with(Evidence::SecondLook);
                more.push(again);
            }
        }
        if !more.is_empty() {
            found.append(&mut more);
            resolve::sort(found);
            return Ok(Seen::More);
        }
        let permitted = resolve::Permitted::of(&examined.found, &examined.public);
        drop(examined);
        let survivors = self.survivors(&readings, document, found, &permitted, &placed)?;
        if survivors.is_empty() {
            return Ok(Seen::Settled);
        }
        // Whoever is kept in one place and withheld in another is withheld in both.
        let count = survivors.len();
        let more =
            resolve::repeats(found, &document.parts, &again.parts, survivors, |part, span| placed.back(part, span));
        Ok(match more {
            Some(mut more) => {
                found.append(&mut more);
                resolve::sort(found);
                Seen::Survivors(count)
            }
            None => return Err(survivors_left(count)),
        })
    }

    /// Returns the places of the written document in which a withheld value stands, by part.
    fn survivors(
        &self,
        readings: &Readings<'_, '_>,
        document: &Document<'_>,
        found: &[Found],
        permitted: &resolve::Permitted,
        placed: &Placed<'_>,
    ) -> Result<Vec<(usize, Span)>, Reason> {
        let values = found.iter().filter(|one| one.is_withheld()).filter_map(|one| {
            let text = one.finding.span.of(&document.parts.get(one.part)?.text)?;
            resolve::own_value(&one.finding.kind, text)
        });
        let prover =
            Prover::new(values).map_err(|error| Reason { code: ReasonCode::Survivor, message: error.to_string() })?;
        let mut survivors = Vec::new();
        for part in 0..readings.document.parts.len() {
            readings.each(part, &mut |reading| {
                let may_stand = |span: Span| {
                    let span = reading.to_source(span);
                    placed.back(part, span).is_none() || permitted.covers(part, span)
                };
                let spans = prover.survivors(reading, may_stand).into_iter();
                survivors.extend(spans.map(|span| (part, reading.to_source(span))));
            });
        }
        Ok(survivors)
    }

    /// Returns whether a finding is a line that the policy named and that holds no more.
    fn has_lapsed(&self, text: &str, finding: &Finding) -> bool {
        let value = || finding.span.of(text).and_then(|value| Value::of(&Kind::PERSON, value));
        !self.lapsed.is_empty()
            && value().is_some_and(|value| self.lapsed.iter().any(|lapsed| lapsed.letters == value.letters))
    }
}

/// Prints the policy's name and the number of detectors.
impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("policy", &self.policy.name()).field("detectors", &self.detectors.len()).finish()
    }
}

/// What a second look at the written document came to.
enum Seen {
    /// Nothing new, and no withheld value is left.
    Settled,
    /// More came to light.
    More,
    /// A withheld value was left in so many places; they are findings now.
    Survivors(usize),
}

impl Round {
    fn unchanged(input: &[u8]) -> Self {
        let written = Written { bytes: input.to_vec(), placed: Vec::new(), changes: Vec::new() };
        Self { items: Vec::new(), replaced: Vec::new(), written, aliases: Aliases::default() }
    }
}

/// The readings of a document: kept while there are few parts, made again for each use where there are many.
struct Readings<'d, 'a> {
    document: &'d Document<'a>,
    kept: Vec<Vec<Reading<'d>>>,
}

/// The most parts whose readings are kept.
const FEW_PARTS: usize = 64;

impl<'d, 'a> Readings<'d, 'a> {
    fn of(document: &'d Document<'a>) -> Self {
        let kept = if document.parts.len() <= FEW_PARTS {
            document.parts.iter().map(fold::readings).collect()
        } else {
            Vec::new()
        };
        Self { document, kept }
    }

    fn each(&self, part: usize, call: &mut dyn FnMut(&Reading<'_>)) {
        if let Some(kept) = self.kept.get(part) {
            kept.iter().for_each(call);
        } else if let Some(part) = self.document.parts.get(part) {
            fold::readings(part).iter().for_each(call);
        }
    }
}

/// Where replacements stand in the parts of the written document, for the way back to the source.
struct Placed<'r>(&'r [Change]);

impl Placed<'_> {
    /// Returns where `span` of the written part stands in the source, or `None` when it lies inside a replacement.
    ///
    /// A span that reaches into a replacement takes the whole of what was replaced.
    fn back(&self, part: usize, span: Span) -> Option<Span> {
        let last = span.end.saturating_sub(1).max(span.start);
        let (before_start, before_end) = (self.before(part, span.start), self.before(part, last));
        if let (Some(one), Some(other)) = (before_start, before_end)
            && one == other
            && one.written.contains(span)
        {
            return None;
        }
        let start = match before_start {
            Some(change) if span.start < change.written.end => change.source.start,
            Some(change) => change.source.end + (span.start - change.written.end),
            None => span.start,
        };
        let end = match before_end {
            Some(change) if last < change.written.end => change.source.end,
            Some(change) => change.source.end + (last + 1 - change.written.end),
            None => last + 1,
        };
        Some(Span::new(start, end))
    }

    /// Returns the last change that starts at or before `at`.
    fn before(&self, part: usize, at: usize) -> Option<&Change> {
        let after = self.0.partition_point(|change| (change.part, change.written.start) <= (part, at));
        self.0.get(after.checked_sub(1)?).filter(|change| change.part == part)
    }
}

/// Returns why a document is held or refused before anything is edited.
fn reasons_to_hold(document: &Document<'_>, items: &[Item], found: &[Found]) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for unread in &document.unread {
        let message = format!("{} could not be read: {}", unread.place, unread.reason);
        reasons.push(Reason { code: ReasonCode::Unread, message });
    }
    for item in items {
        let Some(lead) = item.lead(found) else { continue };
        let (code, what) = match item.decision.treatment {
            Treatment::Refuse => (ReasonCode::Refuse, "refuses a document that holds"),
            Treatment::Review => (ReasonCode::Review, "holds for a person to look at"),
            _ => continue,
        };
        let message = format!("rule `{}` {what} a detail of kind {}", item.decision.rule, lead.finding.kind);
        let reason = Reason { code, message };
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons
}

fn reason_of(detector: &DetectorId, error: &crate::Unfinished) -> Reason {
    Reason { code: ReasonCode::Unfinished, message: format!("detector `{detector}` did not finish: {}", error.reason) }
}

fn survivors_left(count: usize) -> Reason {
    let places = if count == 1 { "one place" } else { "several places" };
    Reason {
        code: ReasonCode::Survivor,
        message: format!("a withheld value would still stand in {places} of the release"),
    }
}

/// Gives memory back that a list which is emptied no longer needs; long ones only, and seldom.
fn give_back<T>(list: &mut Vec<T>) {
    if list.capacity() > 4096 && list.len() < list.capacity() / 2 {
        list.shrink_to_fit();
    }
}
