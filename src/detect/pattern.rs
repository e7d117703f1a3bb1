//! The scanner: all rows tried together near digits and other triggers.
//!
//! Nearly every identifier holds a digit, `@`, `/` or `#`, or a rare literal. From such a trigger the scanner walks back a
//! bounded number of bytes and tries the word starts there with one anchored automaton that holds the patterns of every
//! row and reports all matches, so competing kinds are all found and the cost does not grow with the number of rows.
//! Rows that only a label makes speak have wide shapes; they have an automaton of their own, tried only behind a label.
//! What the automata find is then put to the row's bounds, check and labels. Every step is bounded, so time is linear.

use std::collections::HashSet;
use std::panic::{RefUnwindSafe, UnwindSafe};

use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::{pool::Pool, syntax};
use regex_automata::{Anchored, Input, MatchKind, PatternID};

use super::caseless::{strip_end, strip_start};
use super::context::{Phrases, RowSet, Surroundings, field_words};
use super::cues::Asker;
use super::phrasebook::Phrasebook;
use super::registry::{Bounds, Row, builtin_rows};
use super::{Detector, Findings, Unfinished, check};
use crate::fold::{LANES, Lanes, Reading, begins_a_line};
use crate::{Confidence, DetectorId, Error, ErrorKind, Evidence, EvidenceSet, Kind, Result, Span};

/// Finds what the rows describe.
pub(crate) struct Scanner {
    rows: Vec<Compiled>,
    /// The rows that may speak wherever they match.
    free: Shapes,
    /// The rows that speak only behind a label of theirs or in a field.
    bound: Shapes,
    /// The same rows as a set.
    bound_rows: RowSet,
    /// Rare literals of rows that are not built in.
    anchors: Option<Phrasebook>,
    labels: Phrases,
    /// Names of fields that are no labels in a text.
    fields: Phrases,
    context: Phrases,
    scratch: Pool<Scratch, Box<dyn Fn() -> Scratch + Send + Sync + UnwindSafe + RefUnwindSafe>>,
}

/// The patterns of some rows as one automaton.
struct Shapes {
    automaton: DFA,
    /// The row of each pattern.
    row_of: Vec<u16>,
}

/// A row in the form in which it is tried.
struct Compiled {
    id: DetectorId,
    kind: Kind,
    bounds: Bounds,
    check: Option<check::Check>,
    alone: Option<Confidence>,
    near: Option<Confidence>,
    labelled: Option<Confidence>,
    has_labels: bool,
    has_context: bool,
    not_before: Vec<String>,
    not_after: Vec<String>,
}

/// Buffers that are reused from document to document.
struct Scratch {
    free: Cache,
    bound: Cache,
    ends: Vec<(u16, usize)>,
    /// For each row, the place of its longest match in `ends`, counted from one; 0 for none.
    longest: Vec<usize>,
    /// For each row, where its last match ended: what lies inside a match is not reported again.
    last_end: Vec<usize>,
    surroundings: Surroundings,
    labelled: RowSet,
    /// The start whose labels `labelled` holds.
    labels_at: Option<usize>,
    near: RowSet,
    field: RowSet,
    triggers: Vec<u64>,
    dead: Dead,
    /// The rest of the unbroken run in which a match was last carried on.
    run: Span,
}

/// How far before a trigger a match may start.
const LOOK_BACK: usize = 24;
/// The same before `@`: the local part of an e-mail address (RFC 5321, section 4.5.3.1.1).
const LOOK_BACK_AT: usize = 64;
/// The longest match; one that is still going on there is carried to the next space.
const LONGEST: usize = 320;
/// Memory for the states that the automaton makes while it runs.
const CACHE_BYTES: usize = 8 << 20;

impl Scanner {
    /// Returns the scanner for `rows`.
    ///
    /// # Errors
    /// [`ErrorKind::Row`] when a pattern cannot be used.
    pub(crate) fn new(rows: &[&Row]) -> Result<Self> {
        let mut labels = Phrases::default();
        let mut fields = Phrases::default();
        let mut context = Phrases::default();
        let mut compiled = Vec::with_capacity(rows.len());
        let (mut free, mut bound) = (Vec::new(), Vec::new());
        let mut bound_rows = RowSet::default();
        bound_rows.clear(rows.len());
        for row in rows {
            let index =
                u16::try_from(compiled.len()).map_err(|_| Error::new(ErrorKind::Row, "more than 65,535 rows"))?;
            for label in &row.labels {
                labels.add(label, index);
            }
            for field in &row.fields {
                // What is a label of a row nowhere else is one of its columns only.
                let names = if row.labels.is_empty() { &mut fields } else { &mut labels };
                names.add(&field_words(field), index);
            }
            for phrase in &row.context {
                context.add(phrase, index);
            }
            if row.alone.is_none() && row.context.is_empty() {
                bound_rows.insert(index);
                bound.push((index, *row));
            } else {
                free.push((index, *row));
            }
            compiled.push(Compiled::new(row));
        }
        let count = compiled.len();
        let (free, bound) = (Shapes::new(&free)?, Shapes::new(&bound)?);
        let automata = (free.automaton.clone(), bound.automaton.clone());
        let make: Box<dyn Fn() -> Scratch + Send + Sync + UnwindSafe + RefUnwindSafe> =
            Box::new(move || Scratch::new(automata.0.create_cache(), automata.1.create_cache(), count));
        Ok(Self {
            rows: compiled,
            free,
            bound,
            bound_rows,
            anchors: anchors(rows)?,
            labels,
            fields,
            context,
            scratch: Pool::new(make),
        })
    }

    /// Returns the kinds that its rows report.
    fn row_kinds(&self) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = self.rows.iter().map(|row| row.kind.clone()).collect();
        kinds.sort();
        kinds.dedup();
        kinds
    }

    /// Collects in `scratch.ends` every row and end at which a match that starts at `start` may end.
    fn matches_at(&self, scratch: &mut Scratch, reading: &Reading<'_>, start: usize) -> Result<(), Unfinished> {
        for (row, _) in scratch.ends.drain(..) {
            scratch.longest.get_mut(usize::from(row)).into_iter().for_each(|place| *place = 0);
        }
        let bytes = reading.text().as_bytes();
        let beginning = Dead::beginning(bytes, start);
        if !beginning.is_some_and(|beginning| scratch.dead.has(beginning)) {
            let died = self.run(&self.free, |scratch| &mut scratch.free, scratch, reading.text(), start)?;
            let early = died.is_some_and(|at| at < start + 4) && scratch.ends.is_empty();
            if let Some(beginning) = beginning.filter(|_| early) {
                scratch.dead.insert(beginning);
            }
        }
        self.read_labels(scratch, reading, start);
        if scratch.labelled.meets(&self.bound_rows) || scratch.field.meets(&self.bound_rows) {
            self.run(&self.bound, |scratch| &mut scratch.bound, scratch, reading.text(), start)?;
        }
        Ok(())
    }

    /// Runs one automaton from `start` and returns where it was dead, if it was.
    fn run(
        &self,
        shapes: &Shapes,
        cache: impl Fn(&mut Scratch) -> &mut Cache,
        scratch: &mut Scratch,
        text: &str,
        start: usize,
    ) -> Result<Option<usize>, Unfinished> {
        let failed = |_| Unfinished { reason: "the automaton of the rows ran out of states".to_owned() };
        let bytes = text.as_bytes();
        let automaton = &shapes.automaton;
        let input = Input::new(text).anchored(Anchored::Yes).range(start..);
        let mut state = automaton
            .start_state_forward(cache(scratch), &input)
            .map_err(|_| Unfinished { reason: "the automaton of the rows could not start".to_owned() })?;
        let limit = (start + LONGEST).min(bytes.len());
        let mut at = start;
        loop {
            // A match shows one byte late, so the byte after the last one is fed too.
            state = match bytes.get(at).filter(|_| at <= limit) {
                Some(b'\n') => automaton.next_state(cache(scratch), state, b' ').map_err(failed)?,
                Some(byte) => automaton.next_state(cache(scratch), state, *byte).map_err(failed)?,
                None => automaton.next_eoi_state(cache(scratch), state).map_err(failed)?,
            };
            if state.is_tagged() {
                if state.is_match() {
                    for index in 0..automaton.match_len(cache(scratch), state) {
                        let pattern: PatternID = automaton.match_pattern(cache(scratch), state, index);
                        if let Some(row) = shapes.row_of.get(pattern.as_usize()) {
                            self.add_end(scratch, *row, at, bytes.get(at), limit);
                        }
                    }
                    if scratch.ends.len() > MOST_ENDS {
                        keep_longest(&mut scratch.ends, &mut scratch.longest);
                    }
                }
                if state.is_dead() || state.is_quit() {
                    return Ok(state.is_dead().then_some(at));
                }
            }
            if at >= limit {
                if limit < bytes.len() {
                    self.carry_on(scratch, bytes, limit);
                }
                return Ok(None);
            }
            at += 1;
        }
    }

    /// Adds the end of a match that `next` follows, if the bounds of the row let it end there.
    ///
    /// A match that may be carried on past `limit` has its bound there. Where nothing but bounds decides, only the longest
    /// counts: a long run of matches would else be sorted at every start in it.
    fn add_end(&self, scratch: &mut Scratch, row: u16, end: usize, next: Option<&u8>, limit: usize) {
        let Some(rules) = self.rows.get(usize::from(row)) else { return };
        if end + 1 < limit && !rules.bounds.allow(next) {
            return;
        }
        let plain = rules.check.is_none() && rules.not_after.is_empty();
        let Some(place) = scratch.longest.get_mut(usize::from(row)) else { return };
        match scratch.ends.get_mut(place.wrapping_sub(1)).filter(|_| plain) {
            Some((_, known)) => *known = end,
            None => {
                scratch.ends.push((row, end));
                *place = scratch.ends.len();
            }
        }
    }

    /// Carries matches that were still going on at the limit to the end of the unbroken run they stand in.
    ///
    /// A row with a check has none that is so long. Where a run ends is looked up once for all starts in it.
    fn carry_on(&self, scratch: &mut Scratch, bytes: &[u8], limit: usize) {
        for (row, end) in &mut scratch.ends {
            let has_check = self.rows.get(usize::from(*row)).is_some_and(|rules| rules.check.is_some());
            if *end + 1 < limit || has_check {
                continue;
            }
            if !(scratch.run.start..scratch.run.end).contains(end) {
                scratch.run = Span::new(*end, run_end(bytes, *end));
            }
            *end = scratch.run.end.max(*end);
        }
    }

    /// Puts what matched at `start` to bounds, checks and labels, and reports the longest of each row that holds.
    fn judge(
        &self,
        scratch: &mut Scratch,
        reading: &Reading<'_>,
        start: usize,
        after_letter: bool,
        findings: &mut Findings<'_>,
    ) {
        let mut ends = std::mem::take(&mut scratch.ends);
        // Longest first within each row.
        ends.sort_unstable_by_key(|(row, end)| (*row, std::cmp::Reverse(*end)));
        ends.dedup();
        let mut context_read = false;
        let mut settled = None;
        let mut mistyped: Option<(u16, usize)> = None;
        for (row, end) in ends.iter().copied() {
            if settled == Some(row) {
                continue;
            }
            if let Some((failed, failed_end)) = mistyped.take_if(|(failed, _)| *failed != row) {
                self.report_mistyped(scratch, reading, Span::new(start, failed_end), failed, findings);
            }
            let Some(rules) = self.rows.get(usize::from(row)) else { continue };
            if after_letter && rules.bounds != Bounds::Digit {
                continue;
            }
            if scratch.last_end.get(usize::from(row)).is_some_and(|last| end <= *last) {
                settled = Some(row);
                continue;
            }
            let end = start + own_lines(reading.text(), start, end);
            let Some(value) = reading.text().get(start..end) else { continue };
            if !rules.stands_free(reading.text(), start, end) {
                continue;
            }
            if rules.check.is_some_and(|check| !check(value)) {
                if mistyped.is_none() {
                    mistyped = Some((row, end));
                }
                continue;
            }
            settled = Some(row);
            mistyped = None;
            self.report(scratch, reading, Span::new(start, end), row, &mut context_read, findings);
        }
        if let Some((failed, failed_end)) = mistyped {
            self.report_mistyped(scratch, reading, Span::new(start, failed_end), failed, findings);
        }
        scratch.ends = ends;
    }

    fn report(
        &self,
        scratch: &mut Scratch,
        reading: &Reading<'_>,
        span: Span,
        row: u16,
        context_read: &mut bool,
        findings: &mut Findings<'_>,
    ) {
        let Some(rules) = self.rows.get(usize::from(row)) else { return };
        let mut evidence = EvidenceSet::of(Evidence::Shape);
        if rules.check.is_some() {
            evidence = evidence.with(Evidence::Check);
        }
        let mut confidence = rules.alone;
        if rules.has_labels && self.is_labelled(scratch, reading, span.start, row) {
            evidence = evidence.with(if scratch.field.has(row) { Evidence::Field } else { Evidence::Label });
            confidence = confidence.max(rules.labelled);
        } else if rules.has_context && self.is_near(scratch, reading, span, row, context_read) {
            evidence = evidence.with(Evidence::Context);
            confidence = confidence.max(rules.near);
        }
        let Some(confidence) = confidence else { return };
        if let Some(last) = scratch.last_end.get_mut(usize::from(row)) {
            *last = span.end;
        }
        findings.push(span, rules.kind.clone(), confidence, evidence, rules.id.clone());
    }

    /// Reports a value whose check digit fails, if a label says what it is: a mistyped number is still somebody's.
    fn report_mistyped(
        &self,
        scratch: &mut Scratch,
        reading: &Reading<'_>,
        span: Span,
        row: u16,
        findings: &mut Findings<'_>,
    ) {
        let Some(rules) = self.rows.get(usize::from(row)) else { return };
        let has_digit = span.of(reading.text()).is_some_and(|value| value.bytes().any(|b| b.is_ascii_digit()));
        if !has_digit || !rules.has_labels || !self.is_labelled(scratch, reading, span.start, row) {
            return;
        }
        if let Some(last) = scratch.last_end.get_mut(usize::from(row)) {
            *last = span.end;
        }
        let told = if scratch.field.has(row) { Evidence::Field } else { Evidence::Label };
        let evidence = EvidenceSet::of(Evidence::Shape).with(Evidence::CheckFailed).with(told);
        findings.push(span, rules.kind.clone(), Confidence::Likely, evidence, rules.id.clone());
    }

    fn is_labelled(&self, scratch: &mut Scratch, reading: &Reading<'_>, start: usize, row: u16) -> bool {
        self.read_labels(scratch, reading, start);
        scratch.labelled.has(row) || scratch.field.has(row)
    }

    /// Fills `scratch.labelled` with the rows whose label stands before `start`.
    fn read_labels(&self, scratch: &mut Scratch, reading: &Reading<'_>, start: usize) {
        if scratch.labels_at != Some(start) {
            scratch.labels_at = Some(start);
            scratch.labelled.clear(self.rows.len());
            scratch.surroundings.labels(&self.labels, reading.text(), start, &mut scratch.labelled);
        }
    }

    fn is_near(
        &self,
        scratch: &mut Scratch,
        reading: &Reading<'_>,
        span: Span,
        row: u16,
        context_read: &mut bool,
    ) -> bool {
        if !*context_read {
            *context_read = true;
            scratch.near.clear(self.rows.len());
            scratch.surroundings.near(&self.context, reading.text(), span.start, span.end, &mut scratch.near);
        }
        scratch.near.has(row)
    }

    /// Fills `scratch.triggers`: the trigger marks of the text, and the places of rare literals.
    fn mark_triggers(&self, scratch: &mut Scratch, reading: &Reading<'_>) -> Result<(), Unfinished> {
        scratch.triggers.clear();
        scratch.triggers.extend_from_slice(&reading.marks().triggers);
        let mut mark = |at: usize| {
            if let Some(block) = scratch.triggers.get_mut(at / 64) {
                *block |= 1 << (at % 64);
            }
        };
        reading.cues(Asker::Rows)?.for_each(|cue| mark(cue.start));
        // In a column whose name says what it holds the value needs no digit.
        if scratch.field.meets(&self.bound_rows) {
            mark(reading.text().len() - reading.text().trim_start().len());
        }
        if let Some(anchors) = &self.anchors {
            anchors.find(reading, |_, span| mark(span.start));
        }
        Ok(())
    }
}

impl Detector for Scanner {
    fn id(&self) -> DetectorId {
        DetectorId::fixed("rows")
    }

    fn kinds(&self) -> Vec<Kind> {
        self.row_kinds()
    }

    fn detect(&self, reading: &Reading<'_>, findings: &mut Findings<'_>) -> Result<(), Unfinished> {
        let mut scratch = self.scratch.get();
        let scratch = &mut *scratch;
        scratch.begin(self.rows.len());
        if let Some(field) = reading.field() {
            let name = field_words(field);
            scratch.surroundings.labels(&self.labels, &name, name.len(), &mut scratch.field);
            scratch.surroundings.labels(&self.fields, &name, name.len(), &mut scratch.field);
        }
        self.mark_triggers(scratch, reading)?;
        let text = reading.text();
        let bytes = text.as_bytes();
        let mut untried = 0;
        let mut starts = Starts::default();
        for block in 0..scratch.triggers.len() {
            let mut bits = scratch.triggers.get(block).copied().unwrap_or(0);
            while bits != 0 {
                let trigger = block * 64 + bits.trailing_zeros() as usize;
                bits &= bits - 1;
                let reach = if bytes.get(trigger) == Some(&b'@') { LOOK_BACK_AT } else { LOOK_BACK };
                let mut at = untried.max(trigger.saturating_sub(reach));
                while let Some((start, after_letter)) = starts.next(bytes, at, trigger) {
                    self.matches_at(scratch, reading, start)?;
                    if !scratch.ends.is_empty() {
                        self.judge(scratch, reading, start, after_letter, findings);
                    }
                    at = start + 1;
                }
                untried = untried.max(trigger + 1);
            }
        }
        Ok(())
    }
}

/// Where matches may start, worked out for 64 bytes when the first of them is asked about.
#[derive(Default)]
struct Starts {
    /// The block that was worked out, counted from one.
    block: usize,
    /// Words, signs that an identifier may begin with, and digits behind a letter.
    all: u64,
    /// The digits behind a letter.
    after_letter: u64,
}

impl Starts {
    /// Returns the first start from `from` to `last`, and whether a letter stands directly before it.
    fn next(&mut self, bytes: &[u8], mut from: usize, last: usize) -> Option<(usize, bool)> {
        while from <= last {
            let block = from / LANES;
            if self.block != block + 1 {
                self.look_at(bytes, block);
            }
            let bits = self.all >> (from % LANES);
            if bits != 0 {
                let at = from + bits.trailing_zeros() as usize;
                return (at <= last).then_some((at, self.after_letter >> (at % LANES) & 1 == 1));
            }
            from = (block + 1) * LANES;
        }
        None
    }

    fn look_at(&mut self, bytes: &[u8], block: usize) {
        let start = block * LANES;
        let lanes = Lanes::of(bytes.get(start..).unwrap_or_default());
        let before = start.checked_sub(1).and_then(|before| bytes.get(before)).copied().unwrap_or(b' ');
        let (digits, letters) = (lanes.within(b'0', b'9'), lanes.letters());
        let words = digits | letters;
        let inner = words << 1 | u64::from(before.is_ascii_alphanumeric());
        self.after_letter = digits & (letters << 1 | u64::from(before.is_ascii_alphabetic()));
        let signs = [b'+', b'(', b'/', b'@', b'#', b'[', b':', 0xc2].into_iter();
        self.all = signs.fold(words & !inner | self.after_letter, |starts, sign| starts | lanes.is(sign));
        self.block = block + 1;
    }
}

/// First bytes behind which the automaton was seen to be dead: most words near a number are no part of it.
struct Dead(Vec<u32>);

impl Dead {
    /// How many beginnings are remembered.
    const SLOTS: usize = 1 << 12;

    /// Returns the number of the first four bytes at `start`, which are never 0 where a match may start.
    fn beginning(bytes: &[u8], start: usize) -> Option<u32> {
        bytes.get(start..)?.first_chunk().map(|first| u32::from_le_bytes(*first))
    }

    fn slot(beginning: u32) -> usize {
        (beginning.wrapping_mul(0x9e37_79b1) >> 20) as usize % Self::SLOTS
    }

    fn has(&self, beginning: u32) -> bool {
        self.0.get(Self::slot(beginning)) == Some(&beginning)
    }

    fn insert(&mut self, beginning: u32) {
        self.0.get_mut(Self::slot(beginning)).into_iter().for_each(|slot| *slot = beginning);
    }
}

impl Default for Dead {
    fn default() -> Self {
        Self(vec![0; Self::SLOTS])
    }
}

/// The most ends of one start that are held before the short ones are let go.
const MOST_ENDS: usize = 1024;
/// How many ends of a row are then kept: a longer match hides a shorter one unless something next to it vetoes it.
const ENDS_OF_A_ROW: usize = 4;

/// Returns how long a match is without the word of the next line that it goes on into, where that is a rank or a label:
/// "14/4471/25\nPC Lee", "YE/4471/25\nDP: Holt".
fn own_lines(text: &str, start: usize, end: usize) -> usize {
    let value = text.get(start..end).unwrap_or_default();
    let Some((own, word)) = value.rsplit_once('\n') else { return value.len() };
    let label = text.get(end..).is_some_and(|after| after.starts_with(':'));
    let word = text.get(end - word.len()..end + usize::from(label)).unwrap_or_default();
    if begins_a_line(word.as_bytes()) { own.trim_end().len() } else { value.len() }
}

/// Keeps the longest few matches of each row, and in `longest` where they then are.
fn keep_longest(ends: &mut Vec<(u16, usize)>, longest: &mut [usize]) {
    ends.sort_unstable_by_key(|(row, end)| (*row, std::cmp::Reverse(*end)));
    let (mut row, mut kept) = (u16::MAX, 0);
    ends.retain(|(own, _)| {
        kept = if *own == row { kept + 1 } else { 1 };
        row = *own;
        kept <= ENDS_OF_A_ROW
    });
    for (index, (row, _)) in ends.iter().enumerate() {
        longest.get_mut(usize::from(*row)).into_iter().for_each(|place| *place = index + 1);
    }
}

/// Returns where the unbroken run of bytes that goes on at `at` ends.
fn run_end(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let breaks = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'"' | b'<' | b'>');
    at + rest.iter().position(breaks).unwrap_or(rest.len())
}

impl Bounds {
    /// Returns whether `byte` may stand next to a match.
    fn allow(self, byte: Option<&u8>) -> bool {
        byte.is_none_or(|byte| match self {
            Self::Word | Self::Figures => !byte.is_ascii_alphanumeric(),
            Self::Digit => !byte.is_ascii_digit(),
        })
    }
}

impl Compiled {
    fn new(row: &Row) -> Self {
        Self {
            id: DetectorId::new(&row.id),
            kind: row.kind.clone(),
            bounds: row.bounds,
            check: row.check.as_deref().and_then(check::lookup),
            alone: row.alone,
            near: row.near,
            labelled: row.labelled,
            has_labels: !row.labels.is_empty() || !row.fields.is_empty(),
            has_context: !row.context.is_empty(),
            not_before: row.not_before.iter().map(|phrase| phrase.trim().to_owned()).collect(),
            not_after: row.not_after.iter().map(|phrase| phrase.trim().to_owned()).collect(),
        }
    }

    /// Returns whether nothing next to `start..end` speaks against the match.
    fn stands_free(&self, text: &str, start: usize, end: usize) -> bool {
        let bytes = text.as_bytes();
        let before = start.checked_sub(1).and_then(|before| bytes.get(before));
        if !self.bounds.allow(bytes.get(end)) || !self.bounds.allow(before) {
            return false;
        }
        if self.bounds == Bounds::Figures && is_in_figures(text, start, end) {
            return false;
        }
        let blank = [' ', '\n'];
        let before = text.get(..start).unwrap_or_default().trim_end_matches(blank);
        let after = text.get(end..).unwrap_or_default().trim_start_matches(blank);
        !self.not_before.iter().any(|veto| ends_with_phrase(before, veto))
            && !self.not_after.iter().any(|veto| starts_with_phrase(after, veto))
    }
}

/// Returns whether another number stands beside `start..end`, in its line or, where it goes over a line break, in any.
fn is_in_figures(text: &str, start: usize, end: usize) -> bool {
    let (Some(before), Some(value), Some(after)) = (text.get(..start), text.get(start..end), text.get(end..)) else {
        return false;
    };
    let gap = |c: char| c == ' ' || c == '\n' && value.contains('\n');
    let digit = |c: char| c.is_ascii_digit();
    let behind = after.strip_prefix(gap).unwrap_or_default();
    let rest = behind.trim_start_matches(digit);
    let goes_on = rest.len() < behind.len() && (rest.is_empty() || rest.starts_with([' ', '\n', ',']));
    goes_on || before.strip_suffix(gap).is_some_and(|before| before.ends_with(digit))
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// Returns whether `text` ends with `phrase` as whole words, whatever its case.
fn ends_with_phrase(text: &str, phrase: &str) -> bool {
    strip_end(text, phrase).is_some_and(|before| !(phrase.starts_with(is_word) && before.ends_with(is_word)))
}

/// Returns whether `text` starts with `phrase` as whole words, whatever its case.
fn starts_with_phrase(text: &str, phrase: &str) -> bool {
    strip_start(text, phrase).is_some_and(|after| !(phrase.ends_with(is_word) && after.starts_with(is_word)))
}

impl Scratch {
    fn new(free: Cache, bound: Cache, rows: usize) -> Self {
        let mut scratch = Self {
            free,
            bound,
            ends: Vec::new(),
            longest: vec![0; rows],
            last_end: Vec::new(),
            surroundings: Surroundings::default(),
            labelled: RowSet::default(),
            labels_at: None,
            near: RowSet::default(),
            field: RowSet::default(),
            triggers: Vec::new(),
            dead: Dead::default(),
            run: Span::default(),
        };
        scratch.begin(rows);
        scratch
    }

    /// Makes it ready for another text.
    fn begin(&mut self, rows: usize) {
        self.run = Span::default();
        self.last_end.clear();
        self.last_end.resize(rows, 0);
        self.labels_at = None;
        self.labelled.clear(rows);
        self.near.clear(rows);
        self.field.clear(rows);
    }
}

impl Shapes {
    fn new(rows: &[(u16, &Row)]) -> Result<Self> {
        let row_of = rows.iter().flat_map(|(index, row)| row.shapes().map(|_| *index)).collect();
        let automaton = automaton(rows.iter().map(|(_, row)| *row))?;
        Ok(Self { automaton, row_of })
    }
}

/// Returns the automaton of all patterns of some rows, in order.
fn automaton<'r>(rows: impl Iterator<Item = &'r Row>) -> Result<DFA> {
    let mut shapes = Vec::new();
    for row in rows {
        let config = syntax::Config::new().unicode(false).utf8(false).case_insensitive(!row.case);
        for pattern in row.shapes() {
            let shape = syntax::parse_with(&pattern, &config).map_err(|error| {
                Error::new(ErrorKind::Row, format!("row `{}`: pattern `{pattern}`: {error}", row.id))
            })?;
            if shape.properties().minimum_len().unwrap_or(0) == 0 {
                return Err(Error::new(
                    ErrorKind::Row,
                    format!("row `{}`: pattern `{pattern}` matches the empty text", row.id),
                ));
            }
            if !shape.properties().look_set().is_empty() {
                let remedy = "bounds are the scanner's work; leave out `^`, `$` and `\\b`";
                return Err(Error::new(ErrorKind::Row, format!("row `{}`: pattern `{pattern}`: {remedy}", row.id)));
            }
            shapes.push(shape);
        }
    }
    let cannot = |error: &dyn std::fmt::Display| {
        Error::new(ErrorKind::Row, format!("the patterns cannot be compiled together: {error}"))
    };
    let nfa = thompson::Compiler::new()
        .configure(thompson::Config::new().utf8(false).which_captures(WhichCaptures::None))
        .build_many_from_hir(&shapes)
        .map_err(|error| cannot(&error))?;
    DFA::builder()
        .configure(DFA::config().match_kind(MatchKind::All).cache_capacity(CACHE_BYTES))
        .build_from_nfa(nfa)
        .map_err(|error| cannot(&error))
}

/// Returns the book of the rare literals that stand in for triggers, or `None` when all are those of built-in rows, which
/// the cues hold.
fn anchors(rows: &[&Row]) -> Result<Option<Phrasebook>> {
    let builtin: HashSet<&String> = builtin_rows()?.iter().flat_map(|row| &row.anchors).collect();
    let mut anchors = Vec::new();
    for row in rows {
        for anchor in row.anchors.iter().filter(|anchor| !builtin.contains(anchor)) {
            if Phrasebook::new([anchor.as_str()]).is_err() {
                let remedy = "an anchor needs a letter or digit and one more character behind it";
                return Err(Error::new(ErrorKind::Row, format!("row `{}`: anchor `{anchor}`: {remedy}", row.id)));
            }
            anchors.push(anchor.as_str());
        }
    }
    if anchors.is_empty() {
        return Ok(None);
    }
    let book = Phrasebook::new(anchors).map_err(|_| Error::new(ErrorKind::Row, "the rows have too many anchors"))?;
    Ok(Some(book))
}

#[cfg(test)]
mod tests;
