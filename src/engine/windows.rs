//! Long plain texts, released window by window in bounded memory.
//!
//! A text that can be read again from its start goes in; what may go out is handed on window by window. It is read several
//! times. First it is cut into windows, between paragraphs where there are any, never inside a finding, and the offences
//! it speaks of are gathered. Then every window is released like a document of its own, except that what any window
//! withholds is withheld in all of them, under the same number and alias. That is repeated until nothing more comes to light;
//! what was handed on before is then taken back. Only the values themselves are kept, each as a hash (see
//! [`Elsewhere`](crate::sweep::Elsewhere)).
//!
//! The findings are those of the text in one piece with two exceptions: a label and its value that a cut parts, which is
//! why cuts are made between paragraphs, and what only numbers in different windows tell together.

mod cut;

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, Read, Seek, SeekFrom};

use super::{Beside, Engine, ROUNDS, Readings, Record};
use crate::audit::{AuditOutcome, Digester, Entry, Kept};
use crate::detect::offence::{self, Offences};
use crate::fold::fold_text;
use crate::format::Format;
use crate::outcome::{Outcome, Reason, ReasonCode, Region};
use crate::resolve::{self, Found, Item};
use crate::risk::Known;
use crate::sweep::Hashed;
use crate::value::letters_of;
use crate::{Audit, Document, Error, ErrorKind, Kind, Result, Span};
use cut::Cutter;

const CHANGED: &str = "the text changed while it was read; try again";

/// The bytes of a window, about.
const WINDOW: usize = 1 << 20;

/// A piece of a long text as it may go out.
pub struct Window<'w> {
    /// The text.
    pub text: &'w str,
    /// The entries of the audit for it, with places in the whole released text.
    pub entries: Vec<Entry>,
    /// What is withheld in it, with spans in the whole input.
    pub regions: Vec<Region>,
}

/// Where a long release goes. Nothing is given to it before all windows were read once.
pub trait Sink {
    /// Returns whether windows can be taken back. If not, the text is read once more, so that nothing has to be.
    fn can_restart(&self) -> bool {
        true
    }

    /// Takes the next window.
    ///
    /// # Errors
    /// Those of writing.
    fn window(&mut self, window: Window<'_>) -> io::Result<()>;

    /// Takes back every window: more came to light, or the text is refused.
    ///
    /// # Errors
    /// Those of writing.
    fn restart(&mut self) -> io::Result<()>;
}

/// What a long release comes to, beside what its [`Sink`] was given.
#[derive(Clone, Debug)]
pub struct Long {
    /// The audit without its entries: [`Audit::outcome`] says whether the text is released.
    pub audit: Audit,
    /// How many entries the audit has.
    pub entries: u64,
}

/// Gathers a release in memory.
#[derive(Clone, Default)]
pub struct Gathered {
    /// The released text.
    pub text: String,
    /// The entries of its audit.
    pub entries: Vec<Entry>,
    /// What is withheld.
    pub regions: Vec<Region>,
}

impl Sink for Gathered {
    fn window(&mut self, window: Window<'_>) -> io::Result<()> {
        self.text.push_str(window.text);
        self.entries.extend(window.entries);
        self.regions.extend(window.regions);
        Ok(())
    }

    fn restart(&mut self) -> io::Result<()> {
        *self = Self::default();
        Ok(())
    }
}

/// Prints lengths, not the text.
impl std::fmt::Debug for Gathered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gathered").field("bytes", &self.text.len()).field("entries", &self.entries.len()).finish()
    }
}

impl Engine {
    /// Decides on a plain text of any length in bounded memory: some tens of megabytes, and some fifty bytes for each
    /// different value that is withheld.
    ///
    /// What may go out is handed to `sink` window by window, with the entries of the audit. When the text is refused, `sink`
    /// has been told to take everything back. The text is read from its start several times and must not change meanwhile.
    ///
    /// Findings are those of [`release`](Self::release), except where a cut between two windows of about a megabyte parts
    /// a label from its value, and for numbers that tell something only together with numbers of another window.
    ///
    /// ```
    /// use std::io::Cursor;
    /// use withhold::{Engine, Gathered, Policy};
    ///
    /// let engine = Engine::new(Policy::builtin("press")?)?;
    /// let mut release = Gathered::default();
    /// let long = engine.release_long(&mut Cursor::new("Call Jo Fenwick on 07700 900123."), &mut release)?;
    ///
    /// assert_eq!(long.audit.outcome, withhold::AuditOutcome::Released);
    /// assert_eq!(long.entries, 2);
    /// assert!(!release.text.contains("900123"));
    /// # Ok::<(), withhold::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Input`](crate::ErrorKind::Input) when the text is not UTF-8, cannot be read, changes while it is read, or
    /// has a place of several megabytes in which no cut can be made, and when `sink` cannot write.
    pub fn release_long(&self, input: &mut (impl Read + Seek), sink: &mut impl Sink) -> Result<Long> {
        self.release_in_windows(input, sink, WINDOW)
    }

    fn release_in_windows(&self, input: &mut (impl Read + Seek), sink: &mut impl Sink, size: usize) -> Result<Long> {
        let known = Known::new();
        let mut beside = Beside::known(&known);
        beside.subjects = Some(Subjects::default());
        let mut windows = Windows { input, cuts: Vec::new(), bytes: Vec::new() };
        let digest = self.cut(&mut windows, size, &mut beside.offences)?;
        let mut audit = self.empty_audit();
        audit.input = digest;
        let mut refused: Vec<Reason> = Vec::new();
        let (mut reads, mut settled) = (0, false);
        while reads <= ROUNDS || settled {
            let writes = if sink.can_restart() { reads > 0 } else { settled };
            let pass = self.pass(&mut windows, &mut beside, writes.then_some(&mut *sink))?;
            if pass.input.finish() != audit.input {
                return Err(Error::new(ErrorKind::Input, CHANGED));
            }
            refused = pass.refused;
            if !refused.is_empty() {
                break;
            }
            if writes && !pass.grew {
                audit.outcome = AuditOutcome::Released;
                audit.output = Some(pass.output.finish());
                audit.kept = pass.kept;
                return Ok(Long { audit, entries: u64::from(pass.entries) });
            }
            if writes {
                sink.restart().map_err(cannot_write)?;
            }
            settled = !pass.grew;
            reads += 1;
        }
        if refused.is_empty() {
            let message = "withholding some details kept bringing others to light; rewrite the passage".to_owned();
            refused.push(Reason { code: ReasonCode::Unsettled, message });
        }
        sink.restart().map_err(cannot_write)?;
        audit.reasons = refused;
        Ok(Long { audit, entries: 0 })
    }

    /// Cuts the text into windows, gathers the offences it speaks of, and returns what the audit says of it.
    fn cut<R: Read + Seek>(
        &self,
        windows: &mut Windows<'_, R>,
        size: usize,
        offences: &mut Offences,
    ) -> Result<crate::audit::DigestRecord> {
        windows.input.seek(SeekFrom::Start(0)).map_err(cannot_read)?;
        let mut digester = Digester::of_input(self.key.as_ref());
        let mut cutter = Cutter::new(self, size);
        while let Some(len) = cutter.next(&mut *windows.input)? {
            windows.cuts.push(len);
            let text = cutter.text(len)?;
            digester.update(text.as_bytes());
            let document = Document::of_text(text);
            Readings::of(&document).each(0, &mut |reading| {
                *offences = offences.union(offence::spoken_of(reading));
            });
            cutter.drop_first(len);
        }
        Ok(digester.finish())
    }

    /// Releases every window once, to `sink` where there is one.
    fn pass<R: Read + Seek>(
        &self,
        windows: &mut Windows<'_, R>,
        beside: &mut Beside<'_>,
        mut sink: Option<&mut impl Sink>,
    ) -> Result<Pass> {
        windows.input.seek(SeekFrom::Start(0)).map_err(cannot_read)?;
        beside.aliases = crate::treat::Aliases::default();
        beside.subjects = Some(Subjects::default());
        let mut pass = Pass {
            input: Digester::of_input(self.key.as_ref()),
            output: Digester::of_release(),
            kept: Vec::new(),
            refused: Vec::new(),
            grew: false,
            entries: 0,
        };
        let mut so_far = SoFar { input: 0, output: 0, lines: 0, entries: 0 };
        for index in 0..windows.cuts.len() {
            let bytes = windows.read(index)?;
            pass.input.update(bytes);
            let mut grew = false;
            let settled = |beside: &mut Beside<'_>, document: &Document<'_>, found: (&[Found], &[Item])| {
                grew = remember(beside, document, found);
            };
            let outcome = self.release_beside(bytes, Format::Text, beside, settled)?;
            pass.grew |= grew;
            match outcome {
                Outcome::Released(release) => {
                    pass.output.update(release.bytes());
                    add_kept(&mut pass.kept, &release.audit.kept);
                    let window = so_far.place(bytes, &release);
                    if let Some(sink) = sink.as_deref_mut().filter(|_| pass.refused.is_empty()) {
                        sink.window(window).map_err(cannot_write)?;
                    }
                }
                Outcome::Refused(refusal) => {
                    let new = refusal.reasons.into_iter().filter(|reason| !pass.refused.contains(reason));
                    pass.refused = pass.refused.iter().cloned().chain(new).collect();
                }
            }
        }
        pass.entries = so_far.entries;
        Ok(pass)
    }

    /// Returns the audit of nothing: what every audit of this engine says alike.
    fn empty_audit(&self) -> Audit {
        let document = Document::default();
        let record = Record {
            engine: self,
            input: &[],
            format: Format::Text,
            document: &document,
            known: &[],
            kept: Vec::new(),
        };
        let refused = record.refused(Vec::new(), Vec::new(), Vec::new());
        refused.audit().clone()
    }
}

/// What came of reading all windows once.
struct Pass {
    input: Digester,
    output: Digester,
    kept: Vec<Kept>,
    refused: Vec<Reason>,
    /// Whether a window withholds what no other had withheld before.
    grew: bool,
    entries: u32,
}

/// How far a pass has come.
struct SoFar {
    input: usize,
    output: u64,
    lines: u64,
    entries: u32,
}

impl SoFar {
    /// Returns the release of the next window with its places in the whole.
    fn place<'w>(&mut self, input: &[u8], release: &'w crate::Release) -> Window<'w> {
        let mut regions = release.regions();
        for region in &mut regions {
            region.span = moved(region.span, self.input);
            region.input = moved(region.input, self.input);
        }
        let mut entries = release.audit.entries.clone();
        for entry in &mut entries {
            entry.number = entry.number.saturating_add(self.entries);
            if let Some(place) = &mut entry.place {
                place.start += self.output;
                place.end += self.output;
                place.line += self.lines;
            }
        }
        self.input += input.len();
        self.output += release.bytes().len() as u64;
        self.lines += memchr::memchr_iter(b'\n', release.bytes()).count() as u64;
        self.entries = self.entries.saturating_add(u32::try_from(entries.len()).unwrap_or(u32::MAX));
        Window { text: release.text(), entries, regions }
    }
}

fn moved(span: Span, by: usize) -> Span {
    Span::new(span.start + by, span.end + by)
}

/// Adds what a window withholds to what is withheld elsewhere, and returns whether any of it is new.
fn remember(beside: &mut Beside<'_>, document: &Document<'_>, (found, items): (&[Found], &[Item])) -> bool {
    let mut grew = false;
    for item in items {
        let of_person = item.lead(found).is_some_and(|lead| lead.finding.kind == Kind::PERSON);
        for (_, one) in item.withheld(found).filter(|(_, one)| !one.is_repeat()) {
            let part = document.parts.get(one.part).map_or("", |part| &part.text);
            let Some(text) = one.finding.span.of(part) else { continue };
            let mut values = Vec::new();
            resolve::values_of(&one.finding.kind, text, |value| values.push(value));
            let name = if of_person { Cow::Borrowed(&*item.identity) } else { letters_of(&fold_text(text)).into() };
            grew |= beside.elsewhere.add(one, &name, values);
        }
    }
    grew
}

/// Adds counts of what was found and stays.
fn add_kept(all: &mut Vec<Kept>, more: &[Kept]) {
    let tell = |one: &Kept| (one.kind.clone(), one.role, one.rule.clone(), one.reason.clone());
    for one in more {
        match all.binary_search_by_key(&tell(one), tell) {
            Ok(at) => all.get_mut(at).into_iter().for_each(|known| known.count = known.count.saturating_add(one.count)),
            Err(at) => all.insert(at, one.clone()),
        }
    }
}

/// Numbers for people and values that hold in every window.
#[derive(Default)]
pub(super) struct Subjects(HashMap<u64, u32, BuildHasherDefault<Hashed>>);

impl Subjects {
    /// Gives each subject of a window its number in the whole text.
    pub(super) fn number(&mut self, items: &mut [Item], found: &[Found]) {
        let mut of_window: HashMap<u32, u32> = HashMap::new();
        for item in items {
            let kind = item.lead(found).map_or("", |lead| lead.finding.kind.as_str());
            let mut hasher = DefaultHasher::new();
            (kind, &*item.identity).hash(&mut hasher);
            let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
            let key = hasher.finish();
            item.subject = *of_window.entry(item.subject).or_insert_with(|| *self.0.entry(key).or_insert(next));
        }
    }
}

/// The text, read one window after the other.
struct Windows<'r, R> {
    input: &'r mut R,
    /// The bytes of each window.
    cuts: Vec<usize>,
    bytes: Vec<u8>,
}

impl<R: Read + Seek> Windows<'_, R> {
    fn read(&mut self, index: usize) -> Result<&[u8]> {
        let len = self.cuts.get(index).copied().unwrap_or_default();
        self.bytes.clear();
        let read = (&mut *self.input).take(len as u64).read_to_end(&mut self.bytes).map_err(cannot_read)?;
        if read < len {
            return Err(Error::new(ErrorKind::Input, CHANGED));
        }
        Ok(&self.bytes)
    }
}

fn cannot_read(error: io::Error) -> Error {
    Error::new(ErrorKind::Input, format!("the text cannot be read: {error}"))
}

fn cannot_write(error: io::Error) -> Error {
    Error::new(ErrorKind::Input, format!("the release cannot be written: {error}"))
}

#[cfg(test)]
mod tests;
