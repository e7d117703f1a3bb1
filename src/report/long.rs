//! The record of a long release, written while it is made: entries as they come, what is said of the whole behind them.

use std::io::{self, Write};

use crate::{Entry, Long};

/// Writes the audit of a long release, JSON version 1, without holding it. Its `entries` stand first.
pub struct AuditWriter<W> {
    out: W,
    is_empty: bool,
}

impl<W: Write> AuditWriter<W> {
    /// Begins an audit.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(mut out: W) -> io::Result<Self> {
        out.write_all(b"{\n  \"entries\": [")?;
        Ok(Self { out, is_empty: true })
    }

    /// Writes entries, as a [`Sink`](crate::Sink) is given them.
    ///
    /// # Errors
    /// Those of the output.
    pub fn add(&mut self, entries: &[Entry]) -> io::Result<()> {
        for entry in entries {
            self.out.write_all(if self.is_empty { b"\n    " } else { b",\n    " })?;
            self.is_empty = false;
            serde_json::to_writer(&mut self.out, entry)?;
        }
        Ok(())
    }

    /// Ends the audit of `long` and returns the output.
    ///
    /// # Errors
    /// Those of the output.
    pub fn finish(mut self, long: &Long) -> io::Result<W> {
        let serde_json::Value::Object(mut rest) = serde_json::to_value(&long.audit)? else { return Ok(self.out) };
        rest.remove("entries");
        let rest = serde_json::to_string_pretty(&rest)?;
        // Its own opening brace stands at the head.
        write!(self.out, "\n  ],{}", rest.strip_prefix('{').unwrap_or_default())?;
        Ok(self.out)
    }

    /// Gives up what was written and returns the output.
    pub fn into_inner(self) -> W {
        self.out
    }
}

/// Prints nothing of what was written.
impl<W> std::fmt::Debug for AuditWriter<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AuditWriter(..)")
    }
}

impl Long {
    /// Writes for an officer's screen what the text view of an audit says beside its entries.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_summary(&self, out: &mut dyn Write) -> io::Result<()> {
        self.audit.write_text_of(usize::try_from(self.entries).unwrap_or(usize::MAX), out)
    }
}
