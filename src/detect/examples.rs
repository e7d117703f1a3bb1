//! What the tests of the detectors share: texts with marks, and what a detector finds in them.

#![allow(clippy::expect_used)]

use crate::{Address, Detector, Finding, Findings, Part, Span, fold};

/// Returns what a detector reports in a plain text, or in the value of a field.
pub(super) fn found_by(detector: &dyn Detector, text: &str, field: Option<&str>) -> Vec<Finding> {
    let mut part = Part::plain(Address::Text, text);
    part.field = field.map(Into::into);
    let mut found = Vec::new();
    for reading in fold::readings(&part).iter().filter(|reading| !reading.is_rejoined()) {
        detector.detect(reading, &mut Findings::new(reading, &mut found)).expect("the detector finishes");
    }
    found
}

/// Returns the lines of a file of cases: no remarks, `\n` as a line break.
pub(super) fn cases(file: &str) -> impl Iterator<Item = String> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| line.replace("\\n", "\n"))
}

/// Takes the marks out of `«value»` and `«value|code»`; returns the text, and where each value stands with its code.
pub(super) fn unmark(marked: &str) -> (String, Vec<(Span, &str)>) {
    let (mut text, mut values) = (String::new(), Vec::new());
    for (index, piece) in marked.split(['«', '»']).enumerate() {
        if index % 2 == 0 {
            text.push_str(piece);
            continue;
        }
        let (value, code) = piece.rsplit_once('|').unwrap_or((piece, ""));
        values.push((Span::new(text.len(), text.len() + value.len()), code));
        text.push_str(value);
    }
    (text, values)
}

/// Fails where a detector reports anything, with all that it reports.
pub(super) fn assert_nothing_in<T: AsRef<str>>(detector: &dyn Detector, texts: impl IntoIterator<Item = T>) {
    let mut wrong = String::new();
    for text in texts {
        let text = text.as_ref();
        for finding in found_by(detector, text, None) {
            let value = finding.span.of(text).expect("a span stands on characters");
            wrong += &format!("{text}: {value} {} {:?}\n", finding.confidence, finding.evidence);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
