//! Writing: standard output, notes on standard error, files that appear whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::args::Color;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// Nothing found, released, fits.
    Fine,
    /// Something found, refused, does not fit.
    Something,
    /// Trouble.
    Trouble,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Fine => 0,
            Status::Something => 1,
            Status::Trouble => 2,
        })
    }
}

/// Why a command could not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Whoever read standard output has gone away.
    BrokenPipe,
    /// What is wrong, with the remedy.
    Message(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::BrokenPipe,
            _ => Self::Message(error.to_string()),
        }
    }
}

impl From<withhold::Error> for Failure {
    fn from(error: withhold::Error) -> Self {
        Self::Message(error.to_string())
    }
}

/// Sets when colour is used, for both streams.
pub(crate) fn choose_color(color: Color) {
    match color {
        Color::Auto => {}
        Color::Always => anstream::ColorChoice::Always.write_global(),
        Color::Never => anstream::ColorChoice::Never.write_global(),
    }
}

/// Writes bytes to standard output as they are.
pub(crate) fn stdout(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(())
}

/// Writes text to standard output; colours are left out where there is no terminal.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Writes a line to standard error; nothing can be done when that fails.
pub(crate) fn note(text: &str) {
    let mut err = anstream::stderr().lock();
    let _ = writeln!(err, "{}", text.trim_end());
}

/// Writes to standard error what may be long; nothing can be done when that fails.
pub(crate) fn notes(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    let mut err = BufWriter::new(anstream::stderr().lock());
    let _ = write(&mut err).and_then(|()| err.flush());
}

/// Files that are written together: all of them appear, or none.
#[derive(Default)]
pub(crate) struct Files {
    pending: Vec<(PathBuf, PathBuf)>,
}

impl Files {
    /// Writes to a temporary file beside `path`.
    pub(crate) fn stage(
        &mut self,
        path: &Path,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let wrong = |error: io::Error| Failure::Message(format!("{}: {error}", path.display()));
        let mut file = BufWriter::new(self.open(path)?);
        write(&mut file).map_err(wrong)?;
        file.into_inner().map_err(|error| wrong(error.into_error()))?.sync_all().map_err(wrong)
    }

    /// Opens a temporary file beside `path`, which takes its place at the end.
    pub(crate) fn open(&mut self, path: &Path) -> Result<File, Failure> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if path.is_dir() {
            return Err(Failure::Message(format!("{} is a folder; name a file in it", path.display())));
        }
        let temporary = folder.join(format!(".withhold-{}-{}.tmp", std::process::id(), self.pending.len()));
        let file = File::options().write(true).create_new(true).open(&temporary);
        let file = file.map_err(|error| Failure::Message(format!("{}: {error}", path.display())))?;
        self.pending.push((temporary, path.to_owned()));
        Ok(file)
    }

    /// Puts every file in its place.
    pub(crate) fn commit(mut self) -> Result<(), Failure> {
        for (temporary, path) in std::mem::take(&mut self.pending) {
            if let Err(error) = fs::rename(&temporary, &path) {
                let _ = fs::remove_file(&temporary);
                return Err(Failure::Message(format!("{}: {error}", path.display())));
            }
        }
        Ok(())
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        for (temporary, _) in &self.pending {
            let _ = fs::remove_file(temporary);
        }
    }
}
