//! Buildings that are tied to people: hostels, refuges, approved premises, workplaces; and schools by their name.

use super::super::cues::Asker;
use super::report;
use super::walk::{before, capitals_before, ends_with_one_of, next_word, word_at};
use crate::fold::Reading;
use crate::{Confidence, Evidence, Findings, Kind, Span, Unfinished};

/// What leads to a finding.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// A kind of house in which people are kept or kept safe.
    Shelter,
    /// The last word of a school's name.
    School,
    /// Words behind which a workplace stands.
    Work,
}

const LEADS: &[(&str, Lead)] = &[
    ("approved premises", Lead::Shelter),
    ("bail hostel", Lead::Shelter),
    ("probation hostel", Lead::Shelter),
    ("women's refuge", Lead::Shelter),
    ("refuge", Lead::Shelter),
    ("hostel", Lead::Shelter),
    ("safe house", Lead::Shelter),
    ("children's home", Lead::Shelter),
    ("care home", Lead::Shelter),
    ("nursing home", Lead::Shelter),
    ("shelter", Lead::Shelter),
    ("halfway house", Lead::Shelter),
    ("foster home", Lead::Shelter),
    ("secure unit", Lead::Shelter),
    (" school", Lead::School),
    (" academy", Lead::School),
    (" college", Lead::School),
    (" nursery", Lead::School),
    (" pre-school", Lead::School),
    (" playgroup", Lead::School),
    (" high", Lead::School),
    (" sixth form", Lead::School),
    (" grammar", Lead::School),
    ("works at ", Lead::Work),
    ("worked at ", Lead::Work),
    ("working at ", Lead::Work),
    ("employed at ", Lead::Work),
    ("employed by ", Lead::Work),
    ("works for ", Lead::Work),
];

/// Returns the words that lead to a finding.
pub(in crate::detect) fn words() -> impl Iterator<Item = &'static str> {
    LEADS.iter().map(|(words, _)| *words)
}

/// Words that tie a person to a school.
const PUPILS: &[&str] = &[
    "pupil at",
    "pupils at",
    "student at",
    "students at",
    "attends",
    "attended",
    "attending",
    "teacher at",
    "teaches at",
    "taught at",
    "goes to",
    "went to",
    "head of",
    "headteacher of",
    "head teacher of",
    "school",
    "children at",
    "child at",
    "boy at",
    "girl at",
    "left",
    "near",
    "outside",
    "enrolled at",
    "expelled from",
    "governor of",
    "caretaker at",
    "works at",
    "worked at",
    "from",
    "daughter at",
    "son at",
    "class at",
    "pupil of",
    "parent at",
    "staff at",
    "year at",
];

pub(super) fn find(reading: &Reading<'_>, findings: &mut Findings<'_>) -> Result<(), Unfinished> {
    let text = reading.text();
    for found in reading.cues(Asker::Premises)? {
        let Some((_, lead)) = LEADS.get(found.word) else { continue };
        let bytes = text.as_bytes();
        let inside = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
        match lead {
            Lead::Shelter if !inside(found.start.checked_sub(1)) && !inside(Some(found.end)) => {
                shelter(text, Span::new(found.start, found.end), findings)
            }
            Lead::School if !inside(Some(found.end)) => school(text, Span::new(found.start + 1, found.end), findings),
            Lead::Work => workplace(text, found.end, findings),
            _ => {}
        }
    }
    Ok(())
}

/// "Rowan House approved premises", "the hostel in Wellesley Road".
fn shelter(text: &str, word: Span, findings: &mut Findings<'_>) {
    let start = capitals_before(text, word.start, 4);
    let named = text.get(start..word.start).unwrap_or_default().trim();
    let generic = [
        "", "The", "A", "An", "Each", "Every", "All", "Our", "This", "That", "No", "Some", "Most", "Many", "New",
        "National", "Women's", "Any", "In", "At", "Under", "When", "If", "For",
    ];
    if !generic.contains(&named) {
        let lead = ["The ", "At ", "In ", "A "].into_iter().find(|lead| named.starts_with(lead)).map_or(0, str::len);
        report(findings, Span::new(start + lead, word.end), Kind::PREMISES, Confidence::Likely, Evidence::Context);
        return;
    }
    let rest = text.get(word.end..).unwrap_or_default();
    let Some(rest) = [" in ", " on ", " at ", "\nin ", "\non "].iter().find_map(|joint| rest.strip_prefix(joint))
    else {
        return;
    };
    let mut at = text.len() - rest.len();
    let mut end = None;
    for _ in 0..4 {
        let word = word_at(text, at);
        if !word.starts_with(char::is_uppercase) {
            break;
        }
        let stop = at + word.len();
        if [
            "Road", "Street", "Lane", "Avenue", "Close", "Drive", "Crescent", "Terrace", "Hill", "Way", "Court",
            "Gardens", "Grove", "Place", "Square", "Parade", "Row",
        ]
        .contains(&word)
        {
            end = Some(stop);
        }
        match next_word(text, stop) {
            Some(next) => at = next,
            None => break,
        }
    }
    if let Some(end) = end {
        report(findings, Span::new(word.start, end), Kind::PREMISES, Confidence::Likely, Evidence::Context);
    }
}

/// "Frinmouth Primary School", "The Ashdene Academy".
fn school(text: &str, word: Span, findings: &mut Findings<'_>) {
    let last = word.of(text).unwrap_or_default();
    if !last.starts_with(char::is_uppercase) {
        return;
    }
    let start = capitals_before(text, word.start, 6);
    let name = text.get(start..word.start).unwrap_or_default();
    let own = name.split([' ', '\n']).filter(|word| !word.is_empty() && !GENERIC.contains(word)).count();
    let public = [
        "University",
        "Police",
        "Royal College",
        "Law",
        "Business",
        "Medical",
        "Staff",
        "Imperial",
        "Judicial",
        "Electoral",
    ]
    .iter()
    .any(|public| name.contains(public));
    if own == 0
        || public
        || text.get(word.end..).is_some_and(|rest| {
            rest.starts_with(" of ")
                || rest.starts_with(" Road")
                || rest.starts_with(" Lane")
                || rest.starts_with(" Street")
        })
    {
        return;
    }
    if last.eq_ignore_ascii_case("high")
        && !ends_with_one_of(before(text, start, 32), &["attends", "attended", "pupil at", "student at", "goes to"])
    {
        return;
    }
    let start = if name.starts_with("The ") { start + 4 } else { start };
    let tied = ends_with_one_of(before(text, start, 40).trim_end_matches("the ").trim_end_matches("The "), PUPILS);
    let confidence = if tied { Confidence::Likely } else { Confidence::Possible };
    report(
        findings,
        Span::new(start, word.end),
        Kind::SCHOOL,
        confidence,
        if tied { Evidence::Context } else { Evidence::Shape },
    );
}

/// Words in names of schools that are not names themselves.
const GENERIC: &[&str] = &[
    "Primary",
    "Secondary",
    "Infant",
    "Infants",
    "Junior",
    "High",
    "Grammar",
    "Community",
    "Free",
    "Special",
    "The",
    "A",
    "An",
    "State",
    "Public",
    "Private",
    "Independent",
    "Middle",
    "Upper",
    "Lower",
    "Boarding",
    "Day",
    "Nursery",
    "Sixth",
    "Form",
    "Technical",
    "Comprehensive",
    "Faith",
    "Church",
    "School",
    "Every",
    "Each",
    "Local",
    "Sunday",
    "In",
    "At",
    "Of",
    "Our",
    "And",
    "Safer",
    "Maintained",
    "Further",
    "Education",
    "Art",
];

/// "works at the Red Lion".
fn workplace(text: &str, at: usize, findings: &mut Findings<'_>) {
    let rest = text.get(at..).unwrap_or_default();
    let rest = rest.strip_prefix("the ").or_else(|| rest.strip_prefix("The ")).unwrap_or(rest);
    let start = text.len() - rest.len();
    let mut end = start;
    let mut next = start;
    for _ in 0..4 {
        let word = word_at(text, next);
        if !word.starts_with(char::is_uppercase) {
            break;
        }
        end = next + word.len();
        match next_word(text, end) {
            Some(at) if !text.get(end..).is_some_and(|rest| rest.starts_with('.')) => next = at,
            _ => break,
        }
    }
    let public = [
        "Police",
        "Council",
        "Service",
        "Office",
        "Court",
        "NHS",
        "University",
        "Agency",
        "Ministry",
        "Department",
        "Constabulary",
    ];
    let name = text.get(start..end).unwrap_or_default();
    if end > start && !public.iter().any(|body| name.contains(body)) {
        report(findings, Span::new(start, end), Kind::PREMISES, Confidence::Likely, Evidence::Context);
    }
}
