//! Where a long text may be cut.
//!
//! Between paragraphs if possible, best behind a sentence that has ended; else between lines, sentences or words. A cut is
//! taken only where the text around it, examined by itself, has no finding that reaches over it.

use std::io::Read;

use super::cannot_read;
use crate::engine::{Beside, Engine, Look, Readings};
use crate::risk::Known;
use crate::{Document, Error, ErrorKind, Result};

/// How many bytes on each side of a cut are examined for what reaches over it.
const AROUND: usize = 2048;
/// How many times as long a window may become where no cut can be made.
const MOST: usize = 8;
/// How many places of one sort are tried.
const TRIED: usize = 24;
/// How many line breaks are looked at, from the last one back.
const LINES: usize = 20_000;

/// Reads a text and finds where its next window ends.
pub(super) struct Cutter<'e> {
    engine: &'e Engine,
    size: usize,
    /// What was read and is not yet in a window.
    ahead: Vec<u8>,
    /// Bytes before `ahead`.
    gone: usize,
    at_end: bool,
}

impl<'e> Cutter<'e> {
    pub(super) fn new(engine: &'e Engine, size: usize) -> Self {
        Self { engine, size, ahead: Vec::new(), gone: 0, at_end: false }
    }

    /// Returns the length of the next window, or `None` at the end of the text.
    pub(super) fn next(&mut self, input: &mut impl Read) -> Result<Option<usize>> {
        let mut size = self.size;
        loop {
            // What stands behind the cut is examined too.
            let wanted = size + AROUND;
            if !self.at_end && self.ahead.len() < wanted {
                let missing = wanted - self.ahead.len();
                let read = input.by_ref().take(missing as u64).read_to_end(&mut self.ahead).map_err(cannot_read)?;
                self.at_end = read < missing;
            }
            let text = self.valid()?;
            if self.at_end && text.len() <= wanted {
                return Ok(Some(text.len()).filter(|len| *len > 0));
            }
            if let Some(cut) = self.best(text, size) {
                return Ok(Some(cut));
            }
            size *= 2;
            if size > self.size * MOST {
                let message = "there is no place to cut the text into windows within several megabytes; \
                               put line breaks into it, or release it in one piece";
                return Err(Error::new(ErrorKind::Input, message).at_byte(self.gone));
            }
        }
    }

    /// Returns the first `len` bytes of what was read.
    pub(super) fn text(&self, len: usize) -> Result<&str> {
        Ok(self.valid()?.get(..len).unwrap_or_default())
    }

    /// Goes on behind a window.
    pub(super) fn drop_first(&mut self, len: usize) {
        self.ahead.drain(..len.min(self.ahead.len()));
        self.gone += len;
    }

    /// Returns what was read as text, without a character that is not read to its end.
    fn valid(&self) -> Result<&str> {
        match std::str::from_utf8(&self.ahead) {
            Ok(text) => Ok(text),
            Err(error) if error.error_len().is_none() && !self.at_end => {
                let whole = self.ahead.get(..error.valid_up_to()).unwrap_or_default();
                Ok(std::str::from_utf8(whole).unwrap_or_default())
            }
            Err(error) => {
                let message = match self.ahead.as_slice() {
                    [0xff, 0xfe, ..] | [0xfe, 0xff, ..] if self.gone == 0 => {
                        "the text is in UTF-16; save it as UTF-8 and try again"
                    }
                    _ => "the text is not UTF-8; save it as UTF-8 and try again",
                };
                Err(Error::new(ErrorKind::Input, message).at_byte(self.gone + error.valid_up_to()))
            }
        }
    }

    /// Returns the best cut in the second half of the first `size` bytes.
    fn best(&self, text: &str, size: usize) -> Option<usize> {
        let half = size / 2;
        let mut sorts: [Vec<usize>; 4] = Default::default();
        let head = text.get(..text.floor_char_boundary(size)).unwrap_or_default();
        for at in memchr::memrchr_iter(b'\n', head.as_bytes()).take_while(|at| *at >= half).take(LINES) {
            let line_start = memchr::memrchr(b'\n', head.as_bytes().get(..at).unwrap_or_default());
            let line = head.get(line_start.map_or(0, |start| start + 1)..at).unwrap_or_default();
            let is_blank = line.trim().is_empty();
            let before = head.get(..at).unwrap_or_default().trim_end();
            let ended = before.trim_end_matches(['"', '\'', '\u{201d}', '\u{2019}', ')']).ends_with(['.', '!', '?']);
            let sort = 2 * usize::from(!is_blank) + usize::from(!ended);
            sorts
                .get_mut(sort)
                .filter(|places| places.len() < TRIED)
                .into_iter()
                .for_each(|places| places.push(at + 1));
            if sorts.first().is_some_and(|best| best.len() == TRIED) {
                break;
            }
        }
        let spaces = memchr::memrchr_iter(b' ', head.as_bytes()).take_while(|at| *at >= half).map(|at| at + 1);
        let (ended, any): (Vec<usize>, Vec<usize>) = spaces
            .take(LINES)
            .partition(|at| head.get(..*at).is_some_and(|before| before.trim_end().ends_with(['.', '!', '?'])));
        let places = sorts.iter().flatten().chain(ended.iter().take(TRIED)).chain(any.iter().take(TRIED));
        places.copied().find(|at| self.is_free(text, *at))
    }

    /// Returns whether nothing that is found around a cut reaches over it; what cannot be examined is not free.
    fn is_free(&self, text: &str, cut: usize) -> bool {
        let start = text.ceil_char_boundary(cut.saturating_sub(AROUND));
        let end = text.floor_char_boundary((cut + AROUND).min(text.len()));
        let Some(around) = text.get(start..end) else { return false };
        let (document, known) = (Document::of_text(around), Known::new());
        let examined = self.engine.examine(&document, &Readings::of(&document), &Beside::known(&known), Look::First);
        let cut = cut - start;
        let over = |span: crate::Span| span.start < cut && span.end > cut;
        examined.is_ok_and(|examined| !examined.found.iter().any(|one| over(one.finding.span)))
    }
}
