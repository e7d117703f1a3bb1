//! `withhold check`: what would be withheld, where and why, with the values masked.

use std::fmt::Write;
use std::io::IsTerminal;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anstyle::{AnsiColor, Style as Paint};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use withhold::risk::{Known, Profiles};
use withhold::{Engine, Format, Outcome, Region};

use crate::args::{Check, Options, Style};
use crate::input::{self, Document};
use crate::output::{self, Failure, Status};
use crate::{numbers, sarif};

/// What was found in one file.
pub(crate) struct Checked {
    pub(crate) name: String,
    pub(crate) outcome: Outcome,
    pub(crate) regions: Vec<Region>,
    /// Line and column, from 1, of each region.
    pub(crate) places: Vec<(usize, usize)>,
}

/// How many files are held at a time for each thread.
const FILES_A_THREAD: usize = 4;

pub(crate) fn run(args: &Check, options: &Options) -> Result<Status, Failure> {
    let engine = input::engine(options)?;
    let known = input::known(&args.known, options, engine.policy().profiles())?;
    let show_text = args.show_text && std::io::stdout().is_terminal() && options.format == Style::Text;
    if args.show_text && !show_text {
        output::note("withhold: values stay masked: --show-text is for text on a terminal");
    }
    let stdin = [PathBuf::from("-")];
    let files = if args.files.is_empty() { &stdin[..] } else { &args.files };
    let bar = progress(files.len());
    let started = Instant::now();
    let (mut checked, mut status) = (Vec::new(), Status::Fine);
    let jobs = input::jobs(args.jobs);
    for files in files.chunks(if jobs.get() == 1 { 1 } else { jobs.get() * FILES_A_THREAD }) {
        for answer in several(&engine, &known, files, options, jobs) {
            let shown = answer.and_then(|(document, outcome)| {
                show(engine.policy().profiles(), &known, &document, outcome, options, show_text)
            });
            match shown {
                Ok(one) => {
                    if !one.regions.is_empty() || matches!(one.outcome, Outcome::Refused(_)) {
                        status = if status == Status::Trouble { status } else { Status::Something };
                    }
                    checked.push(one);
                }
                Err(Failure::BrokenPipe) => return Err(Failure::BrokenPipe),
                Err(Failure::Message(message)) => {
                    bar.suspend(|| output::note(&format!("withhold: {message}")));
                    status = Status::Trouble;
                }
            }
            if started.elapsed() > Duration::from_secs(1) {
                bar.inc(0);
            }
            bar.inc(1);
        }
    }
    bar.finish_and_clear();
    match options.format {
        Style::Text => {}
        Style::Json => output::print(&format!("{}\n", json(&checked)))?,
        Style::Sarif => output::print(&format!("{}\n", sarif::log(&checked)))?,
    }
    let count: usize = checked.iter().map(|one| one.regions.len()).sum();
    output::note(&format!(
        "{count} to be withheld in {} of {} under policy {}",
        amount(checked.len()),
        files.len(),
        engine.policy().name()
    ));
    Ok(status)
}

fn amount(files: usize) -> String {
    if files == 1 { "1 file".to_owned() } else { format!("{files} files") }
}

/// Returns a bar that shows itself when several files take more than a moment and somebody is looking.
fn progress(files: usize) -> ProgressBar {
    let visible = files > 1 && std::io::stderr().is_terminal();
    let target = if visible { ProgressDrawTarget::stderr_with_hz(4) } else { ProgressDrawTarget::hidden() };
    let style = ProgressStyle::with_template("{pos}/{len} files {wide_bar} {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(Some(files as u64), target).with_style(style)
}

/// Reads files and decides on them, in order.
fn several(
    engine: &Engine,
    known: &Known,
    files: &[PathBuf],
    options: &Options,
    jobs: NonZeroUsize,
) -> Vec<Result<(Document, Outcome), Failure>> {
    let read: Vec<Result<Document, Failure>> = files.iter().map(|file| input::document(Some(file), options)).collect();
    let documents: Vec<(&[u8], Format)> =
        read.iter().flatten().map(|document| (document.bytes.as_slice(), document.format)).collect();
    let mut outcomes = engine.release_all_with(&documents, known, jobs).into_iter();
    let mut decided = Vec::with_capacity(files.len());
    for document in read {
        decided.push(document.and_then(|document| match outcomes.next() {
            Some(Ok(outcome)) => Ok((document, outcome)),
            Some(Err(error)) => Err(Failure::Message(format!("{}: {error}", document.name))),
            None => Err(Failure::Message(format!("{}: there is no answer", document.name))),
        }));
    }
    decided
}

/// Prints what was found in a document.
fn show(
    profiles: &Profiles,
    known: &Known,
    document: &Document,
    outcome: Outcome,
    options: &Options,
    show_text: bool,
) -> Result<Checked, Failure> {
    let regions = outcome.regions();
    let places = places(&document.bytes, &regions);
    let checked = Checked { name: document.name.clone(), outcome, regions, places };
    if options.format == Style::Text {
        output::print(&report(&document.bytes, &checked, show_text))?;
        if show_text {
            let format = document.format;
            output::print(&numbers::derivations(&checked.name, &document.bytes, format, known, profiles))?;
        }
    }
    Ok(checked)
}

/// Returns line and column, from 1 and in characters, of each region.
fn places(bytes: &[u8], regions: &[Region]) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..regions.len()).collect();
    let start = |index: &usize| regions.get(*index).map_or(0, |region| region.input.start);
    order.sort_by_key(start);
    let mut places = vec![(1, 1); regions.len()];
    let (mut at, mut line, mut line_start, mut column) = (0, 1, 0, 1);
    for index in order {
        let to = start(&index);
        for byte in bytes.get(at..to).unwrap_or_default() {
            if *byte == b'\n' {
                (line, column) = (line + 1, 1);
            } else if *byte & 0xc0 != 0x80 {
                column += 1;
            }
        }
        at = at.max(to);
        line_start = line_start.max(at);
        if let Some(place) = places.get_mut(index) {
            *place = (line, column);
        }
    }
    places
}

const MASK: &str = "█████";

/// Returns the findings of one file for a reader.
fn report(bytes: &[u8], checked: &Checked, show_text: bool) -> String {
    let mut out = String::new();
    let strong = Paint::new().bold();
    let red = Paint::new().fg_color(Some(AnsiColor::Red.into())).bold();
    let entries = &checked.outcome.audit().entries;
    for (index, (region, (line, column))) in checked.regions.iter().zip(&checked.places).enumerate() {
        let ground = if region.ground.is_empty() { String::new() } else { format!(", {}", region.ground) };
        let _ = writeln!(
            out,
            "{strong}{}:{line}:{column}{strong:#}: {red}{}{red:#} ({}, {}) → {} by `{}`{ground}",
            checked.name, region.kind, region.role, region.confidence, region.treatment, region.rule
        );
        let (excerpt, caret, len) = excerpt(bytes, region, &checked.regions, show_text);
        let number = line.to_string();
        let gap = " ".repeat(number.len());
        let _ = writeln!(out, " {number} | {excerpt}");
        let _ = writeln!(out, " {gap} | {}{red}{}{red:#}", " ".repeat(caret), "^".repeat(len));
        if let Some(advice) = entries.get(index).and_then(numbers::advice) {
            let _ = writeln!(out, " {gap} = {advice}");
        }
    }
    if let Outcome::Refused(refusal) = &checked.outcome {
        for reason in refusal.reasons() {
            let _ = writeln!(out, "{strong}{}{strong:#}: {red}refused{red:#}: {}", checked.name, reason.message);
        }
    }
    out
}

/// How many bytes of a line are shown on each side.
const SIDE: usize = 48;

/// Returns a piece of the region's line with what is withheld masked, and where in it the region stands, in characters.
fn excerpt(bytes: &[u8], region: &Region, all: &[Region], show_text: bool) -> (String, usize, usize) {
    let span = region.input;
    let window = |from: usize, to: usize| bytes.get(from..to).unwrap_or_default();
    let from = span.start.saturating_sub(SIDE);
    let from = window(from, span.start).iter().rposition(|b| *b == b'\n').map_or(from, |at| from + at + 1);
    let to = (span.end + SIDE).min(bytes.len());
    let to = window(span.end, to).iter().position(|b| *b == b'\n').map_or(to, |at| span.end + at);
    // Neither end cuts a character.
    let inside = |at: usize| bytes.get(at).is_some_and(|b| b & 0xc0 == 0x80);
    let from = (from..span.start).find(|at| !inside(*at)).unwrap_or(span.start);
    let to = (span.end..=to).rev().find(|at| !inside(*at)).unwrap_or(span.end);
    let mut text = String::new();
    let (mut caret, mut len) = (0, 1);
    let mut at = from;
    // Regions come in the order of the input; those of attributes may not.
    let mut near: Vec<_> =
        all.iter().map(|other| other.input).filter(|other| other.start < to && other.end > from).collect();
    near.sort_unstable();
    near.dedup();
    for other in near.iter().filter(|_| !show_text) {
        push(&mut text, window(at, other.start.max(at)));
        if *other == span {
            (caret, len) = (text.chars().count(), MASK.chars().count());
        }
        text.push_str(MASK);
        at = at.max(other.end);
    }
    if show_text {
        push(&mut text, window(at, span.start));
        caret = text.chars().count();
        push(&mut text, window(span.start, span.end));
        len = text.chars().count() - caret;
        at = span.end;
    }
    push(&mut text, window(at, to.max(at)));
    (text, caret, len)
}

/// Adds bytes of the input as characters that take one column each.
fn push(text: &mut String, bytes: &[u8]) {
    let shown = String::from_utf8_lossy(bytes);
    text.extend(shown.chars().map(|c| {
        if c.is_control() || matches!(c, '\u{200b}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}') {
            '·'
        } else {
            c
        }
    }));
}

#[derive(Serialize)]
struct FileRecord<'a> {
    file: &'a str,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reasons: Vec<&'a str>,
    findings: Vec<FindingRecord<'a>>,
}

#[derive(Serialize)]
struct FindingRecord<'a> {
    line: usize,
    column: usize,
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    kind: &'a str,
    role: &'static str,
    confidence: &'static str,
    detector: &'a str,
    treatment: &'a str,
    rule: &'a str,
    ground: &'a str,
}

/// Returns the findings of all files as JSON; `start` and `end` are bytes of the input.
fn json(checked: &[Checked]) -> String {
    let files: Vec<FileRecord<'_>> = checked
        .iter()
        .map(|one| FileRecord {
            file: &one.name,
            outcome: if matches!(one.outcome, Outcome::Released(_)) { "released" } else { "refused" },
            reasons: match &one.outcome {
                Outcome::Refused(refusal) => refusal.reasons().iter().map(|reason| reason.message.as_str()).collect(),
                Outcome::Released(_) => Vec::new(),
            },
            findings: one.regions.iter().zip(&one.places).map(|(region, place)| record(region, *place)).collect(),
        })
        .collect();
    serde_json::to_string_pretty(&serde_json::json!({ "files": files })).unwrap_or_default()
}

fn record(region: &Region, (line, column): (usize, usize)) -> FindingRecord<'_> {
    FindingRecord {
        line,
        column,
        start: region.input.start,
        end: region.input.end,
        field: region.address.field(),
        kind: region.kind.as_str(),
        role: region.role.as_str(),
        confidence: region.confidence.as_str(),
        detector: region.detector.as_str(),
        treatment: &region.treatment,
        rule: &region.rule,
        ground: &region.ground,
    }
}
