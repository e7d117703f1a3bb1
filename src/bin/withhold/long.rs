//! `withhold release` for a plain text too long to be held: window by window, each file written as it comes.

use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::Path;

use withhold::{AuditOutcome, AuditWriter, Engine, Format, Long, Sink, Window};

use crate::args::{Options, Release, Style, When};
use crate::input;
use crate::output::{self, Failure, Files, Status};

/// Files of more bytes are read window by window.
const LONG: u64 = 8 << 20;

/// Returns the file to be read window by window, or `None` where a document is read in one piece.
pub(crate) fn wanted<'p>(
    args: &Release,
    options: &Options,
    input: Option<&'p Path>,
) -> Result<Option<&'p Path>, Failure> {
    let is_text = input::format(input, options) == Format::Text;
    let in_one_piece = !args.known.is_empty() || args.schedule.is_some();
    let usable = input.filter(|_| is_text && !in_one_piece);
    match args.windows {
        When::Never => Ok(None),
        When::Auto => Ok(usable.filter(|path| path.metadata().is_ok_and(|data| data.is_file() && data.len() > LONG))),
        When::Always if usable.is_none() => Err(Failure::Message(
            "only a plain text in a file can be read in windows, without --known and --schedule; \
             leave out --windows always"
                .to_owned(),
        )),
        When::Always => Ok(usable),
    }
}

pub(crate) fn run(args: &Release, options: &Options, engine: &Engine, path: &Path) -> Result<Status, Failure> {
    let wrong = |error: &dyn std::fmt::Display| Failure::Message(format!("{}: {error}", path.display()));
    let mut text = File::open(path).map_err(|error| wrong(&error))?;
    let mut files = Files::default();
    let document = match args.output.as_deref().filter(|path| path.as_os_str() != "-") {
        Some(path) => Document::File(BufWriter::new(files.open(path)?)),
        None => Document::Screen(BufWriter::new(io::stdout())),
    };
    let audit = match &args.audit {
        Some(path) => Some(AuditWriter::new(BufWriter::new(files.open(path)?))?),
        None => None,
    };
    let mut sink = Written { document, audit };
    let long = engine.release_long(&mut text, &mut sink).map_err(|error| wrong(&error))?;
    let is_refused = long.audit.outcome == AuditOutcome::Refused;
    if !args.quiet || is_refused {
        let json = options.format == Style::Json;
        output::notes(|out| if json { summary_json(&long, out) } else { summary(&long, args, out) });
    }
    if is_refused {
        return Ok(Status::Something);
    }
    sink.document.finish()?;
    if let Some(audit) = sink.audit {
        let mut file = audit.finish(&long)?;
        writeln!(file)?;
        file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    }
    files.commit()?;
    Ok(Status::Fine)
}

fn summary(long: &Long, args: &Release, out: &mut dyn Write) -> io::Result<()> {
    long.write_summary(out)?;
    match &args.audit {
        Some(path) if long.audit.outcome == AuditOutcome::Released => writeln!(out, "Entries in {}", path.display()),
        Some(_) => Ok(()),
        None => writeln!(out, "The entries are not shown; --audit FILE keeps them."),
    }
}

/// Writes the audit with the number of its entries in the place of the entries.
fn summary_json(long: &Long, out: &mut dyn Write) -> io::Result<()> {
    let mut audit = serde_json::to_value(&long.audit)?;
    if let Some(audit) = audit.as_object_mut() {
        audit.insert("entries".to_owned(), long.entries.into());
    }
    serde_json::to_writer_pretty(&mut *out, &audit)?;
    writeln!(out)
}

/// The released text and its audit on their way into files.
struct Written {
    document: Document,
    audit: Option<AuditWriter<BufWriter<File>>>,
}

enum Document {
    File(BufWriter<File>),
    Screen(BufWriter<io::Stdout>),
}

impl Document {
    fn finish(self) -> io::Result<()> {
        match self {
            Self::File(file) => file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all(),
            Self::Screen(mut out) => out.flush(),
        }
    }
}

impl Sink for Written {
    /// What stands on the screen is out.
    fn can_restart(&self) -> bool {
        matches!(self.document, Document::File(_))
    }

    fn window(&mut self, window: Window<'_>) -> io::Result<()> {
        match &mut self.document {
            Document::File(file) => file.write_all(window.text.as_bytes())?,
            Document::Screen(out) => out.write_all(window.text.as_bytes())?,
        }
        self.audit.as_mut().map_or(Ok(()), |audit| audit.add(&window.entries))
    }

    fn restart(&mut self) -> io::Result<()> {
        if let Document::File(file) = &mut self.document {
            empty(file)?;
        }
        if let Some(audit) = self.audit.take() {
            let mut file = audit.into_inner();
            empty(&mut file)?;
            self.audit = Some(AuditWriter::new(file)?);
        }
        Ok(())
    }
}

fn empty(file: &mut BufWriter<File>) -> io::Result<()> {
    file.seek(SeekFrom::Start(0))?;
    file.get_mut().set_len(0)
}
