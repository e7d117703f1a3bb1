//! A long text in pieces, for detectors that hold much of what they read.
//!
//! What a detector puts together from far apart reaches no further than a window, and neither does the memory it takes.

use crate::Span;

/// The longest window, in bytes.
const LONGEST: usize = 1 << 18;

/// Cuts a text into windows, at the end of a paragraph, a line, a sentence or a word, whichever the last quarter has first.
pub(crate) fn windows(text: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let longest = rest.get(..rest.floor_char_boundary(LONGEST))?;
        let mut end = longest.len();
        if end < rest.len() {
            let tail = longest.get(longest.ceil_char_boundary(LONGEST / 4 * 3)..)?;
            let cut = ["\n\n", "\n", ". ", " "].iter().find_map(|mark| Some(tail.rfind(mark)? + mark.len()));
            end -= cut.map_or(0, |cut| tail.len() - cut);
        }
        start += end;
        Some(Span::new(start - end, start))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::string_slice)]

    use super::*;

    #[test]
    fn windows_cover_a_text_and_cut_no_word() {
        for text in ["Ann went on. ".repeat(60_000), "Ann".repeat(300_000), "é".repeat(300_000), String::new()] {
            let mut end = 0;
            for window in windows(&text) {
                assert!(window.start == end && window.len() <= LONGEST && !window.is_empty());
                assert!(!text.contains(' ') || window.end == text.len() || text[..window.end].ends_with(". "));
                end = window.end;
            }
            assert_eq!(end, text.len());
        }
    }
}
