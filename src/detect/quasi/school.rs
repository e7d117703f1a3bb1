//! School years: "in Year 9", "a Year 11 pupil", "a sixth-former". Years of a plan and pupils in general are none.

use super::near::{self, is_pronoun, is_somebody};
use super::rows::is_kin;
use crate::Span;
use crate::detect::caseless::is_one_of;

/// Words behind the year for one child.
const PUPILS: &[&str] =
    &["pupil", "student", "boy", "girl", "child", "schoolboy", "schoolgirl", "classmate", "learner"];

/// Returns the span of a school year that is somebody's.
pub(super) fn read(text: &str, year: Span) -> Option<Span> {
    let (before, after) = (near::before(text, year.start), near::after(text, year.end));
    let next = after.at(0);
    if is_one_of(next, PUPILS) {
        return Some(year);
    }
    let words = year.of(text)?;
    let former = words.ends_with("former") || words.ends_with("FORMER");
    if former {
        return (is_one_of(before.at(0), &["a", "an", "the"]) || before.at(0).is_empty()).then_some(year);
    }
    if near::is_general(&before) || is_one_of(next, &["of", "college", ":", "pupils", "students", "places", "children"])
    {
        return None;
    }
    let led = is_one_of(
        before.at(0),
        &["in", "into", "started", "starting", "entering", "finished", "finishing", "joined", "repeating", "left"],
    );
    let whose = before.all().iter().any(|word| is_pronoun(word) || is_somebody(word) || is_kin(word))
        || near::has_name(&before);
    (led && whose).then_some(year)
}
