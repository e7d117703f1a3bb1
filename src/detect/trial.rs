//! Whether a row does with its own examples what it says.
//!
//! A [`Row`] goes in; what does not hold comes out, by the number of the example: the texts themselves may be details of
//! somebody and are not quoted.

use super::pattern::Scanner;
use super::registry::Row;
use super::{Detector, Findings};
use crate::{Address, Error, ErrorKind, Finding, Part, Result, Span, fold};

impl Row {
    /// Returns which of its examples do not hold, by their numbers counted from 1: texts under `must` in which it does not
    /// find just the value between `«` and `»`, texts under `never` in which it finds something.
    ///
    /// # Errors
    /// [`ErrorKind::Row`] when the row cannot be used at all, or did not finish with one of them.
    pub fn trial(&self) -> Result<Vec<String>> {
        let scanner = Scanner::new(&[self])?;
        let mut wrong = Vec::new();
        for (index, example) in self.must.iter().enumerate() {
            let number = index + 1;
            match marked(example) {
                None => wrong.push(format!("row `{}`: text {number} under `must` has no «value»", self.id)),
                Some((text, span)) if found(&scanner, &text)?.iter().any(|finding| finding.span == span) => {}
                Some(_) => {
                    wrong.push(format!("row `{}`: the value of text {number} under `must` is not found", self.id))
                }
            }
        }
        for (index, text) in self.never.iter().enumerate() {
            if !found(&scanner, text)?.is_empty() {
                wrong.push(format!("row `{}`: something is found in text {} under `never`", self.id, index + 1));
            }
        }
        Ok(wrong)
    }
}

/// Returns an example without the marks of its value, and where the value stands.
pub(super) fn marked(example: &str) -> Option<(String, Span)> {
    let (before, rest) = example.split_once('«')?;
    let (value, after) = rest.split_once('»')?;
    let start = before.len();
    Some((format!("{before}{value}{after}"), Span::new(start, start + value.len())))
}

fn found(scanner: &Scanner, text: &str) -> Result<Vec<Finding>> {
    let part = Part::plain(Address::Text, text);
    let mut found = Vec::new();
    for reading in fold::readings(&part) {
        scanner
            .detect(&reading, &mut Findings::new(&reading, &mut found))
            .map_err(|unfinished| Error::new(ErrorKind::Row, unfinished.to_string()))?;
    }
    Ok(found)
}
