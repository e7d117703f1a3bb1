//! `withhold pipe`: a line in, a line out, in order.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::num::NonZeroUsize;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use withhold::{Address, Audit, Engine, Format, Outcome, Region};

use crate::args::{Options, Pipe};
use crate::input;
use crate::output::{Failure, Status};

/// A line as it comes in.
#[derive(Deserialize)]
struct Request<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(borrow, default)]
    text: Option<&'a RawValue>,
    #[serde(borrow, default)]
    record: Option<&'a RawValue>,
}

/// A JSON string, borrowed where it has no escapes.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// A line as it goes out.
#[derive(Serialize)]
struct Answer<'a> {
    id: Option<&'a RawValue>,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<Vec<Finding<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    audit: Option<&'a Audit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

#[derive(Serialize)]
struct Finding<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    start: usize,
    end: usize,
    kind: &'a str,
    role: &'static str,
    confidence: &'static str,
    score: f64,
    detector: &'a str,
}

/// How many lines are worked on at a time for each thread.
const LINES_A_THREAD: usize = 16;

pub(crate) fn run(args: &Pipe, options: &Options) -> Result<Status, Failure> {
    let engine = input::engine(options)?;
    // How each text is to be read; a record is always JSON.
    let format = options.input_format.map(Format::from).unwrap_or_default();
    let jobs = input::jobs(args.jobs);
    let most = if jobs.get() == 1 { 1 } else { jobs.get() * LINES_A_THREAD };
    let mut input = BufReader::with_capacity(64 << 10, io::stdin().lock());
    let mut out = BufWriter::new(io::stdout().lock());
    let mut lines = Vec::new();
    loop {
        lines.clear();
        let mut at_end = false;
        // Whoever waits for this line gets it before the next one is waited for.
        while lines.is_empty() || lines.len() < most && input.buffer().contains(&b'\n') {
            let mut line = Vec::new();
            if input.read_until(b'\n', &mut line)? == 0 {
                at_end = true;
                break;
            }
            if !line.iter().all(u8::is_ascii_whitespace) {
                lines.push(line);
            }
        }
        answer(&engine, &lines, format, jobs, args.findings_only, &mut out)?;
        if at_end || !input.buffer().contains(&b'\n') {
            out.flush()?;
        }
        if at_end {
            return Ok(Status::Fine);
        }
    }
}

/// Answers lines in their order.
fn answer(
    engine: &Engine,
    lines: &[Vec<u8>],
    format: Format,
    jobs: NonZeroUsize,
    findings_only: bool,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let asked: Vec<Result<Asked<'_>, Refused<'_>>> = lines.iter().map(|line| read(line, format)).collect();
    let documents: Vec<(&[u8], Format)> = asked.iter().flatten().map(|asked| (&*asked.bytes, asked.format)).collect();
    let mut outcomes = engine.release_all(&documents, jobs).into_iter();
    for asked in &asked {
        match asked {
            Err(refused) => write(out, &failed(refused.id, refused.message.clone()))?,
            Ok(asked) => match outcomes.next() {
                Some(Ok(outcome)) => write_outcome(asked, &outcome, findings_only, out)?,
                Some(Err(error)) => write(out, &failed(asked.id, error.to_string()))?,
                None => {}
            },
        }
    }
    Ok(())
}

/// A document that a line asks about.
struct Asked<'a> {
    id: Option<&'a RawValue>,
    bytes: Cow<'a, [u8]>,
    format: Format,
    is_record: bool,
}

/// A line that asks nothing that can be answered.
struct Refused<'a> {
    id: Option<&'a RawValue>,
    message: String,
}

fn read(line: &[u8], format: Format) -> Result<Asked<'_>, Refused<'_>> {
    let wrong = |what: &str, column: usize| {
        let message = format!(
            "{what} (column {}): give {{\"id\": …, \"text\": \"…\"}} or {{\"id\": …, \"record\": {{…}}}}",
            column.max(1)
        );
        Refused { id: None, message }
    };
    // The message of the parser could quote the line; its place says enough.
    let request: Request<'_> = serde_json::from_slice(line)
        .map_err(|error| wrong(if error.is_data() { "not a request" } else { "not JSON" }, error.column()))?;
    let start = line.len() - line.trim_ascii_start().len();
    if line.get(start) != Some(&b'{') {
        return Err(wrong("not a request", start + 1)); // an array of the members in their order
    }
    let refuse = |message: &str| Refused { id: request.id, message: message.to_owned() };
    let (bytes, format) = match (request.text, request.record) {
        (Some(text), None) => match serde_json::from_str(text.get()) {
            Ok(Text(Cow::Borrowed(text))) => (Cow::Borrowed(text.as_bytes()), format),
            Ok(Text(Cow::Owned(text))) => (Cow::Owned(text.into_bytes()), format),
            Err(_) => return Err(refuse("\"text\" is not a string of Unicode characters")),
        },
        (None, Some(record)) => (Cow::Borrowed(record.get().as_bytes()), Format::Json),
        _ => return Err(refuse("give either \"text\" or \"record\"")),
    };
    Ok(Asked { id: request.id, bytes, format, is_record: request.record.is_some() })
}

fn write_outcome(
    asked: &Asked<'_>,
    outcome: &Outcome,
    findings_only: bool,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let released = match outcome {
        Outcome::Released(release) if !findings_only => Some(release.text()),
        _ => None,
    };
    let record = released.filter(|_| asked.is_record).map(serde_json::from_str::<&RawValue>).transpose();
    let record = record.map_err(|_| Failure::Message("a released record is no JSON".to_owned()))?;
    let regions = outcome.regions();
    let answer = Answer {
        id: asked.id,
        outcome: if matches!(outcome, Outcome::Released(_)) { "released" } else { "refused" },
        text: released.filter(|_| !asked.is_record),
        record,
        findings: Some(regions.iter().map(finding).collect()),
        audit: (!findings_only).then(|| outcome.audit()),
        error: None,
    };
    write(out, &answer)
}

fn finding(region: &Region) -> Finding<'_> {
    Finding {
        pointer: match &region.address {
            Address::Value(pointer) | Address::Key(pointer) => Some(pointer.to_string()),
            _ => None,
        },
        start: region.span.start,
        end: region.span.end,
        kind: region.kind.as_str(),
        role: region.role.as_str(),
        confidence: region.confidence.as_str(),
        score: region.confidence.score(),
        detector: region.detector.as_str(),
    }
}

fn failed(id: Option<&RawValue>, message: String) -> Answer<'_> {
    Answer { id, outcome: "error", text: None, record: None, findings: None, audit: None, error: Some(message) }
}

fn write(out: &mut impl Write, answer: &Answer<'_>) -> Result<(), Failure> {
    serde_json::to_writer(&mut *out, answer).map_err(io::Error::from)?;
    out.write_all(b"\n")?;
    Ok(())
}
