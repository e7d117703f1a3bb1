//! `withhold pipe`: a line in, a line out, in order, one at a time.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, BufWriter, Write};

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

pub(crate) fn run(args: &Pipe, options: &Options) -> Result<Status, Failure> {
    let engine = input::engine(options)?;
    // How each text is to be read; a record is always JSON.
    let format = options.input_format.map(Format::from).unwrap_or_default();
    let mut lines = BufReader::with_capacity(64 << 10, io::stdin().lock());
    let mut out = BufWriter::new(io::stdout().lock());
    let mut line = Vec::new();
    loop {
        line.clear();
        if lines.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        answer(&engine, &line, format, args.findings_only, &mut out)?;
        // Whoever waits for this line gets it before the next one is waited for.
        if !lines.buffer().contains(&b'\n') {
            out.flush()?;
        }
    }
    out.flush()?;
    Ok(Status::Fine)
}

fn answer(
    engine: &Engine,
    line: &[u8],
    format: Format,
    findings_only: bool,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let request: Request<'_> = match serde_json::from_slice(line) {
        Ok(request) => request,
        Err(error) => {
            // The message of the parser could quote the line; its place says enough.
            let what = if error.is_data() { "not a request" } else { "not JSON" };
            let message = format!(
                "{what} (column {}): give {{\"id\": …, \"text\": \"…\"}} or {{\"id\": …, \"record\": {{…}}}}",
                error.column().max(1)
            );
            return write(out, &failed(None, message));
        }
    };
    let outcome = match (request.text, request.record) {
        (Some(text), None) => match serde_json::from_str::<Text<'_>>(text.get()) {
            Ok(text) => engine.release(text.0.as_bytes(), format),
            Err(_) => {
                return write(out, &failed(request.id, "\"text\" is not a string of Unicode characters".to_owned()));
            }
        },
        (None, Some(record)) => engine.release(record.get().as_bytes(), Format::Json),
        _ => {
            let message = "give either \"text\" or \"record\"".to_owned();
            return write(out, &failed(request.id, message));
        }
    };
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(error) => return write(out, &failed(request.id, error.to_string())),
    };
    let released = match &outcome {
        Outcome::Released(release) if !findings_only => Some(release.text()),
        _ => None,
    };
    let is_record = request.record.is_some();
    let record = released.filter(|_| is_record).map(serde_json::from_str::<&RawValue>).transpose();
    let record = record.map_err(|_| Failure::Message("a released record is no JSON".to_owned()))?;
    let regions = outcome.regions();
    let answer = Answer {
        id: request.id,
        outcome: if matches!(outcome, Outcome::Released(_)) { "released" } else { "refused" },
        text: released.filter(|_| !is_record),
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
