//! Dates of birth and ages.
//!
//! A reading goes in; `DATE_OF_BIRTH` and `AGE` findings come out. A date counts only where words speak of birth, or in
//! brackets behind a name as forms have it; hearings, meetings and offences have dates too. A year alone is not reported,
//! nor is a band of ages: both are what a release may say instead.

use super::caseless::{is_one_of, starts_with_one_of, strip_end, strip_start};
use super::cues::Asker;
use crate::date::MONTHS;
use crate::fold::Reading;
use crate::numeral;
use crate::{Confidence, Detector, DetectorId, Evidence, EvidenceSet, Findings, Kind, Role, Span, Unfinished};

/// Finds dates of birth and ages.
pub(crate) struct Moments;

impl Moments {
    /// Returns the detector.
    pub(crate) fn new() -> Self {
        Self
    }
}

/// What leads to a finding.
#[derive(Clone, Copy)]
enum Lead {
    /// A word of birth, before or behind the date.
    Birth,
    /// "b." directly before the date.
    ShortBirth,
    /// "year-old" behind the number.
    YearOld,
    /// "aged" before the number.
    Aged,
    /// "years of age" behind the number.
    OfAge,
    /// "was 9 at the time".
    AtTheTime,
    /// "when he was 9".
    When,
}

const LEADS: &[(&str, Lead)] = &[
    ("born", Lead::Birth),
    ("birth", Lead::Birth),
    ("dob", Lead::Birth),
    ("dobs", Lead::Birth),
    ("d.o.b", Lead::Birth),
    ("birthday", Lead::Birth),
    ("b.", Lead::ShortBirth),
    ("birthdate", Lead::Birth),
    ("d o b", Lead::Birth),
    ("d/o/b", Lead::Birth),
    ("d of b", Lead::Birth),
    ("ganwyd", Lead::Birth),
    ("ganed", Lead::Birth),
    ("dyddiad geni", Lead::Birth),
    ("year-old", Lead::YearOld),
    ("year old", Lead::YearOld),
    ("years-old", Lead::YearOld),
    ("years old", Lead::YearOld),
    ("yr-old", Lead::YearOld),
    ("yr old", Lead::YearOld),
    ("y/o", Lead::YearOld),
    ("yrs old", Lead::YearOld),
    ("month-old", Lead::YearOld),
    ("months old", Lead::YearOld),
    ("month old", Lead::YearOld),
    ("months-old", Lead::YearOld),
    ("week-old", Lead::YearOld),
    ("weeks old", Lead::YearOld),
    ("day-old", Lead::YearOld),
    ("year-\nold", Lead::YearOld),
    ("year\nold", Lead::YearOld),
    ("years\nold", Lead::YearOld),
    ("month-\nold", Lead::YearOld),
    ("aged", Lead::Aged),
    ("age ", Lead::Aged),
    ("age: ", Lead::Aged),
    ("age is ", Lead::Aged),
    ("age was ", Lead::Aged),
    ("age as ", Lead::Aged),
    ("turned ", Lead::Aged),
    ("age\n", Lead::Aged),
    ("age of ", Lead::Aged),
    ("man of ", Lead::Aged),
    ("woman of ", Lead::Aged),
    ("boy of ", Lead::Aged),
    ("girl of ", Lead::Aged),
    ("years of age", Lead::OfAge),
    ("years of\nage", Lead::OfAge),
    ("years\nof age", Lead::OfAge),
    ("when he was ", Lead::When),
    ("when she was ", Lead::When),
    ("when i was ", Lead::When),
    ("when they were ", Lead::When),
    ("at the time", Lead::AtTheTime),
];

/// Returns the words that lead to a finding.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    LEADS.iter().map(|(words, _)| *words)
}

impl Detector for Moments {
    fn id(&self) -> DetectorId {
        DetectorId::fixed("moments")
    }

    fn kinds(&self) -> Vec<Kind> {
        vec![Kind::DATE_OF_BIRTH, Kind::AGE]
    }

    fn detect(&self, reading: &Reading<'_>, findings: &mut Findings<'_>) -> Result<(), Unfinished> {
        let text = reading.text();
        if let Some(field) = reading.field() {
            in_field(text, field, findings);
        }
        for found in reading.cues(Asker::Moments)? {
            let Some((_, lead)) = LEADS.get(found.word) else { continue };
            if is_letter_at(text, found.start.checked_sub(1)) && !matches!(lead, Lead::YearOld | Lead::OfAge) {
                continue;
            }
            match lead {
                Lead::Birth if !is_letter_at(text, Some(found.end)) => born(text, found.start, found.end, findings),
                Lead::YearOld if !is_letter_at(text, Some(found.end)) => {
                    years_old(text, found.start, found.end, findings)
                }
                Lead::ShortBirth => born_short(text, found.start, found.end, findings),
                Lead::AtTheTime => at_the_time(text, found.start, findings),
                Lead::When => when(text, found.end, findings),
                Lead::OfAge => years_old(text, found.start, found.end, findings),
                Lead::Aged => aged(text, found.start, found.end, findings),
                _ => {}
            }
        }
        behind_names(reading, findings);
        Ok(())
    }
}

fn is_letter_at(text: &str, at: Option<usize>) -> bool {
    at.and_then(|at| text.as_bytes().get(at)).is_some_and(u8::is_ascii_alphanumeric)
}

fn report(findings: &mut Findings<'_>, span: Span, kind: Kind, confidence: Confidence, evidence: Evidence, role: Role) {
    let detector = DetectorId::fixed("moments");
    if let Some(finding) = findings.push(span, kind, confidence, EvidenceSet::of(evidence), detector) {
        finding.role = role;
    }
}

fn in_field(text: &str, field: &str, findings: &mut Findings<'_>) {
    let words = super::context::field_words(field);
    let words: Vec<&str> = words.split_whitespace().collect();
    let whole = Span::new(text.len() - text.trim_start().len(), text.trim_end().len());
    if whole.is_empty() {
        return;
    }
    let is_birth = ["dob", "birth", "birthdate", "birthday", "born"].iter().any(|word| words.contains(word))
        && !words.contains(&"place");
    if is_birth && text.bytes().any(|b| b.is_ascii_digit()) {
        report(findings, whole, Kind::DATE_OF_BIRTH, Confidence::Certain, Evidence::Field, Role::Unknown);
    }
    if words.last() == Some(&"age") && whole.len() <= 3 && text.trim().bytes().all(|b| b.is_ascii_digit()) {
        let role = if text.trim().parse::<u32>().is_ok_and(|years| years < 18) { Role::Child } else { Role::Unknown };
        report(findings, whole, Kind::AGE, Confidence::Certain, Evidence::Field, role);
    }
}

/// How far from a word of birth its date may stand.
const BIRTH_REACH: usize = 44;

/// Words between a word of birth and a date that make it the date of something else.
const OTHER_DATES: &[&str] = &[
    "letter",
    "letters",
    "response",
    "request",
    "requested",
    "hearing",
    "decision",
    "report",
    "reported",
    "dated",
    "meeting",
    "email",
    "withheld",
    "redacted",
    "disclosed",
    "arrested",
    "charged",
    "released",
    "died",
    "convicted",
    "sentenced",
    "until",
    "after",
    "before",
    "between",
    "since",
];

/// Words that may stand between a date and the word of birth behind it.
const TO_BIRTH: &[&str] =
    &["is", "was", "being", "given", "as", "recorded", "her", "his", "their", "my", "the", "date", "of", "victim", "s"];

/// Reports the date behind or before a word of birth.
fn born(text: &str, start: usize, end: usize, findings: &mut Findings<'_>) {
    if let Some(span) = date_behind(text, end).or_else(|| date_before(text, start)) {
        let (kind, role) = (Kind::DATE_OF_BIRTH, Role::Unknown);
        report(findings, span, kind, Confidence::Certain, Evidence::Context, role);
    }
}

/// Returns the first date behind a word of birth that ends at `end`, in its sentence.
fn date_behind(text: &str, end: usize) -> Option<Span> {
    let to = text.floor_char_boundary((end + BIRTH_REACH).min(text.len()));
    let mut at = end;
    while at < to {
        let rest = text.get(at..)?;
        // The sentence ends: what follows is another date.
        if rest.starts_with(". ") && at > end + 1 || rest.starts_with("\n\n") || rest.starts_with(['!', '?', ';']) {
            return None;
        }
        if !is_letter_at(text, at.checked_sub(1)) {
            let gap = text.get(end..at)?;
            let direct = !gap.bytes().any(|b| b.is_ascii_alphanumeric());
            if let Some(len) = date_at(rest).or_else(|| if direct { six_figures(rest) } else { None }) {
                let mut words = gap.split(|c: char| !c.is_ascii_alphabetic());
                let other = words.any(|word| OTHER_DATES.iter().any(|other| word.eq_ignore_ascii_case(other)));
                return (!other).then(|| Span::new(at, at + len));
            }
        }
        at += rest.chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// Returns the date in "14/03/1979 (DOB)" or "14/03/1979 is her date of birth", where the word of birth is at `start`.
fn date_before(text: &str, start: usize) -> Option<Span> {
    let mut at = text.ceil_char_boundary(start.saturating_sub(BIRTH_REACH));
    while at < start {
        let rest = text.get(at..)?;
        if !is_letter_at(text, at.checked_sub(1))
            && let Some(len) = date_at(rest)
            && let Some(gap) = text.get(at + len..start)
        {
            let mut words = gap.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).peekable();
            // On another line it is another entry, unless a sentence runs on.
            let bound =
                gap.contains("\n\n") || gap.contains(['.', ';']) || gap.contains('\n') && words.peek().is_none();
            let told = words.peek().is_none_or(|first| is_one_of(first, &["is", "was", "being", "given", "recorded"]));
            if !bound && told && words.all(|word| is_one_of(word, TO_BIRTH)) {
                return Some(Span::new(at, at + len));
            }
        }
        at += rest.chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// Reports the date behind "b." in brackets or behind a name; in lists "b." is a number.
fn born_short(text: &str, start: usize, end: usize, findings: &mut Findings<'_>) {
    let before = text.get(..start).unwrap_or_default();
    let name = before.trim_end_matches([' ', ',']);
    let word = name.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    if !before.ends_with('(') && !word.starts_with(char::is_uppercase) {
        return;
    }
    let rest = text.get(end..).unwrap_or_default();
    let date = rest.trim_start_matches([' ', '\n']);
    let at = text.len() - date.len();
    if at <= end + 1
        && let Some(len) = date_at(date)
    {
        let (span, kind) = (Span::new(at, at + len), Kind::DATE_OF_BIRTH);
        report(findings, span, kind, Confidence::Certain, Evidence::Context, Role::Unknown);
    }
}

/// Month names in Welsh.
const WELSH_MONTHS: [&str; 12] = [
    "ionawr",
    "chwefror",
    "mawrth",
    "ebrill",
    "mai",
    "mehefin",
    "gorffennaf",
    "awst",
    "medi",
    "hydref",
    "tachwedd",
    "rhagfyr",
];

/// Returns the length of the date of a day, or of a month of a year, that `text` starts with.
fn date_at(text: &str) -> Option<usize> {
    let first = *text.as_bytes().first()?;
    if first.is_ascii_digit() {
        return figures(text).or_else(|| day_month(text));
    }
    if !first.is_ascii_alphabetic() {
        return None;
    }
    month_first(text).or_else(|| in_words(text))
}

fn digits(text: &str) -> usize {
    text.bytes().take(5).take_while(u8::is_ascii_digit).count()
}

fn is_number(text: &str, len: usize, most: u32) -> bool {
    text.get(..len).and_then(|number| number.parse::<u32>().ok()).is_some_and(|number| (1..=most).contains(&number))
}

/// `14/03/1979`, `14.3.79`, `14 03 1979`, `14 / 03 / 1979`, `1979-03-14`, `14031979`, `19790314`.
fn figures(text: &str) -> Option<usize> {
    let first = digits(text);
    let run = text.bytes().take(9).take_while(u8::is_ascii_digit).count();
    if run == 8 {
        let century = |at: usize| text.get(at..at + 2).is_some_and(|century| century == "19" || century == "20");
        let day_first = is_number(text, 2, 31) && is_number(text.get(2..)?, 2, 12) && century(4);
        let year_first = century(0) && is_number(text.get(4..)?, 2, 12) && is_number(text.get(6..)?, 2, 31);
        return (day_first || year_first).then_some(8);
    }
    let spaced =
        [" / ", " - ", " . "].into_iter().find(|joint| text.get(first..).is_some_and(|t| t.starts_with(joint)));
    let joint = match spaced {
        Some(joint) => joint,
        None => text.get(first..first + 1).filter(|joint| matches!(*joint, "/" | "." | "-" | " "))?,
    };
    let gap = first + joint.len();
    let second = digits(text.get(gap..)?);
    if !text.get(gap + second..)?.starts_with(joint) {
        return None;
    }
    let third_at = gap + second + joint.len();
    let third = digits(text.get(third_at..)?);
    let end = third_at + third;
    let ends = !text.as_bytes().get(end).is_some_and(u8::is_ascii_alphanumeric);
    let day_first = (1..=2).contains(&first) && (1..=2).contains(&second) && (third == 4 || third == 2);
    let year_first = first == 4 && (1..=2).contains(&second) && (1..=2).contains(&third);
    let shape = if day_first {
        let (one, two) = (text, text.get(gap..)?);
        is_number(one, first, 31) && is_number(two, second, 12)
            || is_number(one, first, 12) && is_number(two, second, 31)
    } else {
        year_first && is_number(text.get(gap..)?, second, 12) && is_number(text.get(third_at..)?, third, 31)
    };
    (shape && ends).then_some(end)
}

/// `140379`, which only a label directly before it makes a date.
fn six_figures(text: &str) -> Option<usize> {
    let run = text.bytes().take(7).take_while(u8::is_ascii_digit).count();
    let ends = !text.as_bytes().get(6).is_some_and(u8::is_ascii_alphanumeric);
    (run == 6 && ends && is_number(text, 2, 31) && is_number(text.get(2..)?, 2, 12)).then_some(6)
}

/// Returns the length of the month's name that `text` starts with.
fn month(text: &str) -> Option<usize> {
    let len = text.bytes().take(12).take_while(u8::is_ascii_alphabetic).count();
    let word = text.get(..len)?;
    let is = |name: &str, len: usize| name.get(..len).is_some_and(|name| name.eq_ignore_ascii_case(word));
    let english = |month: &&str| is(month, month.len()) || is(month, 3) || len == 4 && is(month, 4);
    let welsh = |month: &&str| is(month, month.len());
    let known = len >= 3 && MONTHS.iter().any(english) || WELSH_MONTHS.iter().any(welsh);
    // The stop of "Mar. 1979", not the one that ends a sentence.
    let stopped = text.get(len..).and_then(|rest| rest.strip_prefix(". ")).is_some_and(|rest| digits(rest) > 0);
    known.then(|| len + usize::from(len <= 4 && stopped))
}

/// Returns the length of `text` up to a year behind a gap of spaces, commas and `of`.
fn year(text: &str) -> Option<usize> {
    let gap = text.len() - text.trim_start_matches([' ', ',', '\n', '\'', '-', '/']).len();
    let rest = text.get(gap..)?;
    let len = digits(rest);
    let number = rest.get(..len)?;
    let fits = len == 4 && (number.starts_with("19") || number.starts_with("20")) || len == 2 && gap > 0;
    (fits && !rest.as_bytes().get(len).is_some_and(u8::is_ascii_alphanumeric)).then_some(gap + len)
}

/// `14 March 1979`, `14th of March`, `14-Mar-79`.
fn day_month(text: &str) -> Option<usize> {
    let day = digits(text);
    if !(1..=2).contains(&day) || !is_number(text, day, 31) {
        return None;
    }
    let mut at = day;
    if ["st", "nd", "rd", "th"].iter().any(|end| text.get(at..at + 2).is_some_and(|t| t.eq_ignore_ascii_case(end))) {
        at += 2;
    }
    let rest = text.get(at..)?;
    let joint = ["\nof ", " of ", " ", "\n", "-", "/", "."]
        .iter()
        .find(|joint| strip_start(rest, joint).is_some())
        .unwrap_or(&"");
    at += joint.len();
    at += month(text.get(at..)?)?;
    let rest = text.get(at..)?;
    // "14Mar79" has nothing between month and year.
    let tight = joint.is_empty() && digits(rest) == 2 && !rest.as_bytes().get(2).is_some_and(u8::is_ascii_alphanumeric);
    if rest.starts_with(char::is_alphabetic) {
        return None;
    }
    Some(at + if tight { 2 } else { year(rest).unwrap_or(0) })
}

/// `March 14, 1979`, `March 1979`.
fn month_first(text: &str) -> Option<usize> {
    let month = month(text)?;
    let rest = text.get(month..)?;
    let space = rest.strip_prefix([' ', '\n'])?;
    let day = digits(space);
    if (1..=2).contains(&day) && is_number(space, day, 31) {
        let mut at = month + 1 + day;
        if ["st", "nd", "rd", "th"].iter().any(|end| text.get(at..at + 2).is_some_and(|t| t.eq_ignore_ascii_case(end)))
        {
            at += 2;
        }
        return Some(at + year(text.get(at..)?).unwrap_or(0));
    }
    if let Some(the) = strip_start(space, "the ") {
        let len = the.bytes().take(16).take_while(|b| b.is_ascii_alphabetic() || *b == b'-').count();
        if the.get(..len).is_some_and(|day| SPOKEN.iter().any(|known| day.eq_ignore_ascii_case(known))) {
            let at = text.len() - the.len() + len;
            return Some(at + year(text.get(at..)?).unwrap_or(0));
        }
    }
    Some(month + year(rest)?)
}

/// Number words that dates are spoken with.
const SPOKEN: &[&str] = &[
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "thirtieth",
    "thirty-first",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
];

/// Returns whether years are spoken with a word: `nineteen seventy-nine`, `two thousand and four`.
fn is_of_a_year(word: &str) -> bool {
    is_numeral(word) || ["thousand", "and", "hundred", "oh"].iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// `the fourteenth of March nineteen seventy-nine`.
fn in_words(text: &str) -> Option<usize> {
    let start = strip_start(text, "the ").map_or(0, |rest| text.len() - rest.len());
    let rest = text.get(start..)?;
    let len = rest.bytes().take(16).take_while(|b| b.is_ascii_alphabetic() || *b == b'-').count();
    let word = rest.get(..len)?.to_ascii_lowercase();
    SPOKEN.contains(&word.as_str()).then_some(())?;
    let mut at = start + len;
    let rest = text.get(at..)?;
    let joint = [" day of ", " of ", "\nof ", " "].iter().find(|joint| strip_start(rest, joint).is_some())?;
    at += joint.len();
    at += month(text.get(at..)?)?;
    let mut end = at;
    for _ in 0..8 {
        let Some(rest) = text.get(end..).and_then(|rest| rest.strip_prefix([' ', '-', '\n', ','])) else { break };
        let skip = text.len() - rest.len();
        let len = rest.bytes().take(12).take_while(u8::is_ascii_alphabetic).count();
        if !rest.get(..len).is_some_and(is_of_a_year) {
            break;
        }
        end = skip + len;
    }
    Some(end + if end == at { year(text.get(at..)?).unwrap_or(0) } else { 0 })
}

/// Things that have an age.
const THINGS: &[&str] = &[
    "church",
    "building",
    "house",
    "home",
    "bridge",
    "report",
    "agreement",
    "policy",
    "tree",
    "oak",
    "company",
    "tradition",
    "law",
    "act",
    "contract",
    "record",
    "car",
    "vehicle",
    "van",
    "ship",
    "boat",
    "trawler",
    "scheme",
    "plan",
    "system",
    "site",
    "station",
    "school",
    "data",
    "wall",
    "case",
    "feud",
    "dispute",
    "investigation",
    "mystery",
    "murder",
    "business",
    "club",
    "firm",
    "figures",
    "figure",
    "statistics",
    "rule",
    "code",
    "strategy",
    "computer",
    "software",
    "hall",
    "pub",
    "castle",
    "cottage",
    "ban",
    "conviction",
    "offence",
    "offences",
    "lease",
    "loan",
    "deal",
    "programme",
    "project",
    "custody",
    "cold",
    "historic",
    "whisky",
    "wine",
    "chapel",
    "cathedral",
    "pier",
    "prison",
    "inquiry",
    "probe",
    "review",
    "strike",
    "siege",
    "campaign",
    "trial",
    "operation",
    "application",
    "request",
    "backlog",
    "delay",
    "allegation",
    "allegations",
    "claim",
    "claims",
    "evidence",
    "equipment",
    "technology",
    "machine",
    "laptop",
    "phone",
    "estate",
    "village",
    "town",
    "monument",
    "war",
    "debt",
    "image",
    "images",
    "footage",
    "document",
    "documents",
    "file",
    "files",
    "statute",
    "convention",
    "treaty",
    "test",
    "wound",
    "injury",
];

/// Reports the number before "year-old".
fn years_old(text: &str, start: usize, end: usize, findings: &mut Findings<'_>) {
    // "10 to 17 year olds" is a band.
    let before = text.get(..start).unwrap_or_default().trim_end_matches([' ', '-', '\n']);
    let Some(from) = number_before(before) else { return };
    let ahead = text.get(..from).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    if joins_a_band(ahead) || opens_a_band(after) || is_of_a_thing(ahead, after) {
        return;
    }
    let number = text.get(from..before.len()).unwrap_or_default();
    let years = number.parse::<u32>().ok();
    let unit = text.get(start..end).unwrap_or_default().to_ascii_lowercase();
    let young = unit.starts_with(['m', 'w', 'd'])
        || years.is_some_and(|years| years < 18)
        || years.is_none() && is_young(number);
    if years.is_some_and(|years| years > 120) {
        return;
    }
    let noun = after.split(|c: char| !c.is_ascii_alphabetic()).find(|word| !word.is_empty()).unwrap_or_default();
    let role = match (young, noun.to_ascii_lowercase().as_str()) {
        (true, _) => Role::Child,
        (_, "victim" | "complainant") => Role::Victim,
        _ => Role::Unknown,
    };
    report(findings, Span::new(from, end), Kind::AGE, Confidence::Likely, Evidence::Shape, role);
}

/// Returns whether what stands before an age makes it the end of a band or a limit: "10 to", "at least".
fn joins_a_band(ahead: &str) -> bool {
    let joints =
        [" to ", " and ", "between ", "under ", "over ", "/", " or ", "than ", ".", "least ", "until ", "from "];
    let hyphen = ahead.strip_suffix('-').is_some_and(|ahead| ahead.ends_with(|c: char| c.is_ascii_digit()));
    // In "a 34-year-old and a 52-year-old" an article stands between.
    hyphen || joints.iter().any(|joint| strip_end(ahead, joint).is_some())
}

/// Returns whether what follows an age makes it a limit: "years of age or over".
fn opens_a_band(after: &str) -> bool {
    let Some(rest) = strip_start(after, " and ").or_else(|| strip_start(after, " or ")) else {
        return after.starts_with('+') || strip_start(after, " plus").is_some();
    };
    ["over", "under", "above", "below", "older", "younger", "more", "less", "upwards"]
        .iter()
        .any(|limit| strip_start(rest, limit).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
}

/// Returns whether "34-year-old" speaks of a thing: by the noun behind it, or the subject before "is 34 years old".
fn is_of_a_thing(ahead: &str, after: &str) -> bool {
    let is_thing = |word: &str| THINGS.iter().any(|thing| word.eq_ignore_ascii_case(thing));
    let mut nouns = after.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let (noun, second) = (nouns.next().unwrap_or_default(), nouns.next().unwrap_or_default());
    let from = ahead.ceil_char_boundary(ahead.len().saturating_sub(48));
    let mut words = ahead.get(from..).unwrap_or_default().rsplit(|c: char| !c.is_ascii_alphabetic());
    let told = ["is", "was", "are", "were"];
    let skipped = ["", "now", "only", "just", "nearly", "about", "almost", "already", "that", "which", "then"];
    let before = words.find(|word| !is_one_of(word, &skipped)).unwrap_or_default();
    if is_one_of(before, &told) {
        return words.find(|word| !is_one_of(word, &skipped)).is_some_and(is_thing);
    }
    // "a 20-year-old company director"
    after.starts_with([' ', '\n']) && (is_thing(noun) && !is_person(second) || is_thing(second) && !is_person(noun))
}

/// Reports the number in "was 9 at the time".
fn at_the_time(text: &str, start: usize, findings: &mut Findings<'_>) {
    let before = text.get(..start).unwrap_or_default().trim_end_matches([' ', '\n']);
    let Some(from) = number_before(before) else { return };
    if is_said_of_somebody(text.get(..from).unwrap_or_default()) {
        report_years(text, Span::new(from, before.len()), findings);
    }
}

/// Reports the number in "when he was 9".
fn when(text: &str, end: usize, findings: &mut Findings<'_>) {
    let rest = text.get(end..).unwrap_or_default();
    // Figures behind "he was" are read where they stand.
    let plural = text.get(..end).is_some_and(|lead| lead.trim_end().ends_with(['e', 'E']));
    let len = match digits(rest) {
        0 => number_word(rest),
        figures if plural => figures,
        _ => return,
    };
    let after = rest.get(len..).unwrap_or_default();
    if (1..=16).contains(&len) && !is_letter_at(rest, Some(len)) && ends_clause(after) {
        report_years(text, Span::new(end, end + len), findings);
    }
}

/// Reports a number of years that somebody has lived.
fn report_years(text: &str, span: Span, findings: &mut Findings<'_>) {
    let number = span.of(text).unwrap_or_default();
    let years = number.parse::<u32>().ok();
    if years.is_some_and(|years| years > 110) {
        return;
    }
    let young = years.map_or_else(|| is_young(number), |years| years < 18);
    let role = if young { Role::Child } else { Role::Unknown };
    report(findings, span, Kind::AGE, Confidence::Likely, Evidence::Grammar, role);
}

/// Returns whether a text ends in "he is", "the victim was only", "Mia was".
fn is_said_of_somebody(ahead: &str) -> bool {
    let from = ahead.ceil_char_boundary(ahead.len().saturating_sub(40));
    let tail = ahead.get(from..).unwrap_or_default();
    let mut words = tail.rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut word = words.next().unwrap_or_default();
    while is_one_of(word, &["only", "just", "now", "then", "still", "about", "nearly"]) {
        word = words.next().unwrap_or_default();
    }
    if !is_one_of(word, &["is", "was", "s"]) {
        return false;
    }
    let Some(subject) = words.next() else { return false };
    let pronoun = ["he", "she", "who", "i"].iter().any(|pronoun| subject.eq_ignore_ascii_case(pronoun));
    let named = subject.starts_with(char::is_uppercase)
        && subject.chars().skip(1).all(char::is_lowercase)
        && !["It", "This", "That", "There", "What", "Which", "Total", "Figure", "Here"].contains(&subject);
    if word.eq_ignore_ascii_case("s") || pronoun {
        return pronoun; // "'s" after a name is a genitive
    }
    let typical = words.next().is_some_and(|word| is_one_of(word, &["average", "typical", "median", "mean"]));
    // "was" after "the total" tells a number.
    !typical && (is_person(subject) || named && subject.len() > 1)
}

/// Returns whether a bare number may be an age by what follows it: the clause ends, or says when.
fn ends_clause(after: &str) -> bool {
    let rest = after.trim_start_matches(['*', '_', '"', ')']);
    if rest.is_empty() || rest.starts_with("\n\n") || rest.starts_with(['!', '?', ';']) {
        return true;
    }
    if let Some(rest) = rest.strip_prefix(['.', ',']) {
        return !rest.starts_with(|c: char| c.is_alphanumeric());
    }
    let Some(rest) = rest.strip_prefix([' ', '\n']) else { return false };
    let word = rest.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    ["when", "at", "and", "in", "on", "last", "this", "next", "but", "as", "or", "while", "before", "after"]
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known))
}

/// Words for one person, of those that do not end as trades do.
const PERSONS: &[&str] = &[
    "man",
    "woman",
    "boy",
    "girl",
    "victim",
    "suspect",
    "male",
    "female",
    "son",
    "complainant",
    "child",
    "baby",
    "toddler",
    "infant",
    "pupil",
    "student",
    "defendant",
    "witness",
    "husband",
    "wife",
    "niece",
    "nephew",
    "friend",
    "cyclist",
    "pedestrian",
    "youth",
    "resident",
    "patient",
    "informant",
    "patron",
    "accused",
    "deceased",
    "nurse",
    "gentleman",
    "lady",
    "lad",
    "carer",
    "actor",
    "doctor",
    "tutor",
    "director",
    "author",
    "solicitor",
    "councillor",
    "motorist",
    "artist",
    "therapist",
    "chef",
    "builder",
    "mum",
    "dad",
    "guard",
    "clerk",
    "assistant",
    "apprentice",
    "partner",
    "parent",
    "someone",
    "chairman",
    "fisherman",
    "policeman",
    "policewoman",
    "postman",
    "salesman",
    "cousin",
    "uncle",
    "aunt",
    "twin",
    "soldier",
    "sailor",
];

/// Words that end as words for persons do and are none.
const NO_PERSONS: &[&str] = &[
    "number",
    "paper",
    "order",
    "letter",
    "matter",
    "river",
    "tower",
    "water",
    "after",
    "under",
    "over",
    "other",
    "never",
    "centre",
    "register",
    "computer",
    "offer",
    "power",
    "server",
    "trailer",
    "tanker",
    "trawler",
    "cluster",
    "chapter",
    "charter",
    "corner",
    "quarter",
    "summer",
    "winter",
    "september",
    "october",
    "november",
    "december",
    "answer",
    "shelter",
    "whether",
    "however",
    "rather",
    "either",
    "border",
    "folder",
    "header",
    "footer",
    "timer",
    "printer",
    "scanner",
    "newsletter",
    "disorder",
    "murder",
    "manslaughter",
];

fn is_person(word: &str) -> bool {
    let is_in = |list: &[&str]| list.iter().any(|known| word.eq_ignore_ascii_case(known));
    let ends = |end: &str| word.len().checked_sub(end.len()).and_then(|at| word.get(at..)) == Some(end);
    is_in(PERSONS) || word.len() > 4 && (ends("er") || ends("ER")) && !is_in(NO_PERSONS)
}

/// Number words below eighteen.
fn is_young(words: &str) -> bool {
    let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "eighteen", "nineteen"];
    !tens.iter().any(|ten| words.to_ascii_lowercase().contains(ten))
}

/// Returns whether a word tells a number of years.
fn is_numeral(word: &str) -> bool {
    numeral::value(word).is_some_and(|value| value > 0)
}

/// Returns where the number starts that `before` ends with: figures or words.
fn number_before(before: &str) -> Option<usize> {
    let figures = before.bytes().rev().take(4).take_while(u8::is_ascii_digit).count();
    if figures > 0 {
        let from = before.len() - figures;
        return (figures <= 3 && !is_letter_at(before, from.checked_sub(1))).then_some(from);
    }
    let mut from = None;
    let mut end = before.len();
    for _ in 0..2 {
        let len = before.get(..end)?.bytes().rev().take(10).take_while(u8::is_ascii_alphabetic).count();
        let word = before.get(end - len..end)?;
        if !is_numeral(word) {
            break;
        }
        from = Some(end - len);
        if !before.get(..end - len)?.ends_with(['-', ' ']) {
            break;
        }
        end = (end - len).checked_sub(1)?;
    }
    from
}

/// Words before "aged" that speak of a group, not of somebody.
const GROUPS: &[&str] = &[
    "people",
    "those",
    "anyone",
    "persons",
    "children",
    "adults",
    "men",
    "women",
    "residents",
    "drivers",
    "pupils",
    "population",
    "everyone",
    "all",
    "boys",
    "girls",
    "are",
    "were",
    "males",
    "females",
    "victims",
    "offenders",
    "suspects",
    "individuals",
    "students",
    "patients",
    "someone",
    "applicants",
    "average",
    "cent",
    "voters",
    "members",
    "mean",
    "median",
    "minimum",
    "legal",
    "pension",
    "retirement",
    "any",
    "consent",
];

/// Returns the length of the number in words that `text` starts with, or 0.
fn number_word(text: &str) -> usize {
    let len = text.bytes().take(16).take_while(|b| b.is_ascii_alphabetic() || *b == b'-').count();
    let word = text.get(..len).unwrap_or_default();
    let known = word.split('-').all(is_numeral);
    if known { len } else { 0 }
}

/// Reports the number behind "aged".
fn aged(text: &str, start: usize, end: usize, findings: &mut Findings<'_>) {
    let rest = text.get(end..).unwrap_or_default();
    let number = rest.trim_start_matches([' ', ':', '\n', '-', '=']);
    let from = text.len() - number.len();
    let gap = text.get(end..from).unwrap_or_default();
    if gap.len() > 3 || gap.ends_with('-') && gap.len() == 1 {
        return;
    }
    let len = match digits(number) {
        0 => number_word(number),
        figures @ 1..=3 => figures,
        _ => return,
    };
    let lead = text.get(start..end).unwrap_or_default().to_ascii_lowercase();
    let after = number.get(len..).unwrap_or_default();
    if len == 0 || is_letter_at(text, Some(from + len)) || follows_in_a_band(after) {
        return;
    }
    let before = text.get(..start).unwrap_or_default().trim_end_matches([' ', '\n', ',', '(']);
    let mut words = before.rsplit(|c: char| !c.is_ascii_alphabetic());
    let word = words.next().unwrap_or_default();
    let is_own = |word: &str| ["his", "her", "their", "my", "s"].iter().any(|own| word.eq_ignore_ascii_case(own));
    let fits = match lead.trim_end() {
        "aged" => !GROUPS.iter().any(|group| word.eq_ignore_ascii_case(group)),
        "age is" | "age was" | "age as" => is_own(word),
        // "at the age of 14", not "under the age of 16"
        "age of" => {
            let at = words.find(|word| !word.is_empty()).unwrap_or_default();
            is_own(word) || word.eq_ignore_ascii_case("the") && at.eq_ignore_ascii_case("at")
        }
        "turned" => ends_clause(after),
        lead if lead.ends_with(" of") => ends_clause(after) || after.starts_with(' '),
        _ => {
            word.is_empty() || !word.chars().all(char::is_lowercase) || is_own(word) || word.eq_ignore_ascii_case("at")
        }
    };
    let is_group = GROUPS.iter().any(|group| word.eq_ignore_ascii_case(group));
    let years: Option<u32> = number.get(..len).and_then(|number| number.parse().ok());
    if !fits || is_group || years.is_some_and(|years| years > 120) {
        return;
    }
    // "a man of 34": the noun stays. "turned 18": so does the verb.
    let starts_at = if lead.starts_with("aged") { start } else { from };
    let young = years.map_or_else(|| is_young(number.get(..len).unwrap_or_default()), |years| years < 18);
    let role = if young { Role::Child } else { Role::Unknown };
    report(findings, Span::new(starts_at, from + len), Kind::AGE, Confidence::Likely, Evidence::Context, role);
}

/// Returns whether what follows the number behind "aged" makes it a band, an ordinal or another number.
fn follows_in_a_band(after: &str) -> bool {
    let after = strip_start(after, " years").unwrap_or(after);
    if opens_a_band(after) || strip_start(after, " to ").is_some() || after.starts_with(['-', '+', '/', '%']) {
        return true;
    }
    let digit = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    let joined = [" and ", " or ", ".", ",", ", "].iter().any(|joint| strip_start(after, joint).is_some_and(digit));
    joined || starts_with_one_of(after, &[" per", "th", "st"])
}

/// Reports `, 34,`, `(34)` and `(14/03/1979)` behind a name, "34yo" and "she is 34".
fn behind_names(reading: &Reading<'_>, findings: &mut Findings<'_>) {
    let text = reading.text();
    let bytes = text.as_bytes();
    for at in reading.marks().trigger_places() {
        let open = at.checked_sub(1).and_then(|before| bytes.get(before));
        if !bytes.get(at).is_some_and(u8::is_ascii_digit) || open.is_some_and(u8::is_ascii_alphanumeric) {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let bracket = open == Some(&b'(');
        let spaced = matches!(open, Some(b' ' | b'\n'));
        let comma = spaced && at.checked_sub(2).and_then(|before| bytes.get(before)) == Some(&b',');
        if bracket {
            in_brackets(text, at, rest, findings);
        }
        let len = digits(rest);
        if !(1..=2).contains(&len) {
            continue;
        }
        let span = Span::new(at, at + len);
        let after = rest.get(len..).unwrap_or_default();
        let before = text.get(..at - usize::from(spaced || bracket)).unwrap_or_default();
        if let Some(end) = ["yo", " yo"].iter().find_map(|unit| strip_start(after, unit))
            && !end.starts_with(char::is_alphanumeric)
        {
            let role = if rest.get(..len).is_some_and(|years| years.parse().is_ok_and(|years: u32| years < 18)) {
                Role::Child
            } else {
                Role::Unknown
            };
            let span = Span::new(at, text.len() - end.len());
            report(findings, span, Kind::AGE, Confidence::Likely, Evidence::Shape, role);
        } else if bracket && after.starts_with(')') && ends_with_name(before)
            || comma && closes_age(after) && (ends_with_name(before) || ends_with_person(before))
            || spaced && !comma && ends_clause(after) && is_said_of_somebody(before) && !counts_on(after)
        {
            report_years(text, span, findings);
        }
    }
}

/// Returns whether what follows "is 34" makes it a count, or is read elsewhere.
fn counts_on(after: &str) -> bool {
    strip_start(after, " at the time").is_some()
        || [" and ", " or ", ", "].iter().any(|joint| strip_start(after, joint).is_some_and(|rest| digits(rest) > 0))
}

/// Reports the date at `at`, behind a bracket behind a name.
fn in_brackets(text: &str, at: usize, rest: &str, findings: &mut Findings<'_>) {
    let Some(len) = date_at(rest) else { return };
    let before = text.get(..at.saturating_sub(1)).unwrap_or_default();
    if rest.get(len..).is_some_and(|rest| rest.starts_with(')')) && ends_with_name(before) {
        let (span, kind) = (Span::new(at, at + len), Kind::DATE_OF_BIRTH);
        report(findings, span, kind, Confidence::Likely, Evidence::Shape, Role::Unknown);
    }
}

/// Returns whether what follows ", 34" lets it be an age.
fn closes_age(after: &str) -> bool {
    if after.starts_with([',', ';']) {
        // A number more makes a list of it: "Pages 12, 14", "vol. 28, 61-72".
        let rest = after.get(1..).unwrap_or_default();
        return digits(rest.strip_prefix(' ').unwrap_or(rest)) == 0;
    }
    let verbs = [" of ", ". ", " from ", " denied", " admitted", " pleaded", " appeared", " died", " who ", " told "];
    starts_with_one_of(after, &verbs)
}

/// Returns whether a text ends in a word for one person: "a man,".
fn ends_with_person(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\n', ',']);
    let word = before.get(before.ceil_char_boundary(before.len().saturating_sub(16))..).unwrap_or_default();
    let word = word.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    PERSONS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Words in capitals that are no part of a person's name: bodies, regions, offences, pieces of documents.
const NOBODY: &[&str] = &[
    "Section",
    "Table",
    "Figure",
    "Rule",
    "Part",
    "Article",
    "Item",
    "Page",
    "Act",
    "Order",
    "Schedule",
    "Level",
    "Grade",
    "Council",
    "Court",
    "Police",
    "Committee",
    "Office",
    "Board",
    "Ministry",
    "Department",
    "Agency",
    "Commission",
    "Report",
    "Inquiry",
    "Review",
    "Bill",
    "Regulations",
    "Guidance",
    "Policy",
    "Service",
    "Authority",
    "Group",
    "Tribunal",
    "Notice",
    "Strategy",
    "Plan",
    "Times",
    "Gazette",
    "News",
    "Herald",
    "House",
    "Lords",
    "Commons",
    "Appeal",
    "Home",
    "Crown",
    "High",
    "Supreme",
    "Public",
    "Criminal",
    "Violent",
    "Drug",
    "Drugs",
    "Theft",
    "Vehicle",
    "Sexual",
    "Domestic",
    "Damage",
    "Robbery",
    "Burglary",
    "Possession",
    "Weapons",
    "Offences",
    "Crime",
    "North",
    "South",
    "East",
    "West",
    "Northern",
    "Southern",
    "Eastern",
    "Western",
    "Greater",
    "Great",
    "Upper",
    "Lower",
    "Central",
    "County",
    "City",
    "Borough",
    "District",
    "Ward",
    "New",
    "Old",
    "Road",
    "Street",
    "Team",
    "Unit",
    "Force",
    "Constabulary",
    "University",
    "College",
    "School",
    "Hospital",
    "Trust",
    "Party",
    "Union",
    "Association",
    "Society",
    "Foundation",
    "Network",
    "Centre",
    "Institute",
    "Institution",
    "The",
    "Total",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Rights",
    "Code",
    "Standards",
    "Note",
    "Annex",
    "Appendix",
    "Chapter",
    "Clause",
    "Paragraph",
    "Question",
    "Version",
    "Volume",
];

/// Returns whether a text ends in two words with capitals that could be a name.
fn ends_with_name(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\n']);
    let from = before.ceil_char_boundary(before.len().saturating_sub(48));
    let tail = before.get(from..).unwrap_or_default();
    let mut words = tail.rsplit([' ', '\n']).filter(|word| !word.is_empty());
    let (Some(last), Some(first)) = (words.next(), words.next()) else { return false };
    let capital = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '-' | '.' | ','))
    };
    let nobody = |word: &str| {
        let word = word.trim_end_matches([',', '.']);
        NOBODY.iter().any(|known| word.eq_ignore_ascii_case(known))
    };
    capital(last) && capital(first) && !nobody(last) && !nobody(first) && last.chars().count() > 1
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

    use std::fmt::Write;

    use super::*;
    use crate::{Address, Finding, Part, fold};

    fn found(text: &str, field: Option<&str>) -> Vec<Finding> {
        let mut part = Part::plain(Address::Text, text);
        part.field = field.map(Into::into);
        let mut found = Vec::new();
        for reading in fold::readings(&part).iter().filter(|reading| !reading.is_rejoined()) {
            Moments::new().detect(reading, &mut Findings::new(reading, &mut found)).unwrap();
        }
        found
    }

    const MOMENTS: &[(&str, &str)] = &[
        ("She was born on «14 March 1979» in town.", "DATE_OF_BIRTH"),
        ("DOB «14/03/79»", "DATE_OF_BIRTH"),
        ("d.o.b.: «14.3.1979»", "DATE_OF_BIRTH"),
        ("Date of birth: «1979-03-14»", "DATE_OF_BIRTH"),
        ("born in «March 1979»", "DATE_OF_BIRTH"),
        ("born on «the fourteenth of March nineteen seventy-nine» here", "DATE_OF_BIRTH"),
        ("born «March 14, 1979»", "DATE_OF_BIRTH"),
        ("SMITH, John («14/03/1979»)", "DATE_OF_BIRTH"),
        ("his birthday is on «14 March»", "DATE_OF_BIRTH"),
        ("«14/03/1979» (DOB)", "DATE_OF_BIRTH"),
        ("was born to a family here on «14th Mar 1979».", "DATE_OF_BIRTH"),
        ("ganwyd / born «14 Mawrth 1979»", "DATE_OF_BIRTH"),
        ("a «34-year-old» man", "AGE"),
        ("a «34 year old» woman", "AGE"),
        ("He is «34 years old».", "AGE"),
        ("a man «aged 34» was", "AGE"),
        ("Age: «34»", "AGE"),
        ("Jane Holt, «34», of town", "AGE"),
        ("Jane Holt («34») left", "AGE"),
        ("a «thirty-four-year-old» man", "AGE"),
        ("a «six-month-old» baby", "AGE"),
        ("a girl of «14» was", "AGE"),
        ("he is «14 years of age»", "AGE"),
        ("She turned «18» in May", "AGE"),
        ("a pupil, was «9» at the time", "AGE"),
    ];

    const HARMLESS: &[&str] = &[
        "The meeting was held on 14 March 2026.",
        "A 200-year-old church and a 20-year-old report",
        "people aged 18 to 24, children aged 10 or over, under-18s",
        "Just over 29 per cent are aged 65 or over.",
        "10 to 17 year olds and 18-24 year olds",
        "a 12-year sentence for a crime of 2012",
        "the average age of 34 in the force",
        "born in 1979",
        "He is in his 30s.",
        "in the newborn unit on 14 March 2026",
        "Stubborn resistance until 14 March 2026",
        "Minutes of the Audit Committee, 17 September 2025, item 6",
        "the Court of Appeal (14 March 2026) said",
        "Section 31 and Table 4, 12 rows",
        "at the age of criminal responsibility",
        "Work in Zones B and D, 12 in all",
        "Pages 12, 14, 16",
    ];

    #[test]
    fn moments_are_found() {
        let mut wrong = String::new();
        for (marked, kind) in MOMENTS {
            let text = marked.replace(['«', '»'], "");
            let wanted = marked.split('«').nth(1).unwrap().split('»').next().unwrap();
            let mut got: Vec<(&str, String)> =
                found(&text, None).iter().map(|f| (f.span.of(&text).unwrap(), f.kind.to_string())).collect();
            got.dedup();
            if got != [(wanted, (*kind).to_owned())] {
                writeln!(wrong, "{marked}: {got:?}").unwrap();
            }
        }
        assert!(wrong.is_empty(), "\n{wrong}");
    }

    #[test]
    fn harmless_prose_has_no_moments() {
        let mut wrong = String::new();
        for text in HARMLESS {
            for finding in found(text, None) {
                writeln!(wrong, "{text}: {}", finding.span.of(text).unwrap()).unwrap();
            }
        }
        assert!(wrong.is_empty(), "\n{wrong}");
    }

    /// Lines of a file of cases, without remarks, with their line breaks.
    fn cases(file: &str) -> impl Iterator<Item = String> {
        file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| line.replace("\\n", "\n"))
    }

    #[test]
    fn every_case_is_found_with_its_bounds() {
        let mut wrong = String::new();
        for marked in cases(include_str!("moment/found.txt")) {
            let (mut text, mut wanted) = (String::new(), Vec::new());
            for (index, piece) in marked.split(['«', '»']).enumerate() {
                if index % 2 == 0 {
                    text.push_str(piece);
                    continue;
                }
                let (value, code) = piece.rsplit_once('|').unwrap();
                let kind = if code.starts_with('b') { Kind::DATE_OF_BIRTH } else { Kind::AGE };
                let role = if code.ends_with('!') { Role::Child } else { Role::Unknown };
                wanted.push((Span::new(text.len(), text.len() + value.len()), kind, role));
                text.push_str(value);
            }
            let findings = found(&text, None);
            let sure = findings.iter().all(|f| f.confidence >= Confidence::Likely);
            let mut got: Vec<_> = findings.iter().map(|f| (f.span, f.kind.clone(), f.role)).collect();
            got.sort_by_key(|(span, ..)| span.start);
            got.dedup();
            if got != wanted || !sure {
                let got: Vec<_> =
                    got.iter().map(|(span, kind, role)| (span.of(&text).unwrap(), kind.as_str(), *role)).collect();
                writeln!(wrong, "{marked}: {got:?}").unwrap();
            }
        }
        assert!(wrong.is_empty(), "\n{wrong}");
    }

    #[test]
    fn no_harmless_case_has_a_moment() {
        let mut wrong = String::new();
        for text in cases(include_str!("moment/harmless.txt")) {
            for finding in found(&text, None) {
                writeln!(wrong, "{text}: {}", finding.span.of(&text).unwrap()).unwrap();
            }
        }
        assert!(wrong.is_empty(), "\n{wrong}");
    }

    #[test]
    fn every_form_of_a_date_is_found_behind_every_label() {
        const FORMS: &[&str] = &[
            "14/03/1979",
            "14/3/79",
            "14-03-1979",
            "14.03.1979",
            "14 03 1979",
            "1979-03-14",
            "1979/03/14",
            "03/14/1979",
            "14031979",
            "14 March 1979",
            "14th March 1979",
            "14th of March 1979",
            "14 Mar 1979",
            "14 Mar. 1979",
            "14-Mar-1979",
            "14-Mar-79",
            "March 14, 1979",
            "March 14th 1979",
            "Mar 14 1979",
            "the fourteenth of March 1979",
            "MARCH 1979",
        ];
        const LABELS: &[&str] = &[
            "DOB {}",
            "Date of birth: {}",
            "born on {}.",
            "D.O.B. {}",
            "birthday: {}",
            "(b. {})",
            "Birth date {}",
            "{} (DOB)",
            "He was born, his mother said, on {}",
        ];
        let mut missed = String::new();
        for form in FORMS {
            for label in LABELS {
                let text = label.replace("{}", form);
                if !found(&text, None).iter().any(|f| f.span.of(&text).unwrap() == *form) {
                    writeln!(missed, "{text}").unwrap();
                }
            }
        }
        assert!(missed.is_empty(), "\n{missed}");
    }

    #[test]
    fn fields_and_children() {
        assert_eq!(found("14031979", Some("dateOfBirth"))[0].kind, Kind::DATE_OF_BIRTH);
        assert_eq!(found("9", Some("age"))[0].role, Role::Child);
        assert_eq!(found("a 14-year-old girl", None)[0].role, Role::Child);
        assert_eq!(found("a six-year-old boy", None)[0].role, Role::Child);
        assert_eq!(found("a sixty-year-old man", None)[0].role, Role::Unknown);
    }

    #[test]
    fn most_cases_are_found_in_capitals() {
        let (mut all, mut missed) = (0, String::new());
        for marked in cases(include_str!("moment/found.txt")) {
            let value = |piece: &str| piece.split('|').next().unwrap().to_ascii_uppercase();
            let plain: String = marked
                .split(['«', '»'])
                .enumerate()
                .map(|(index, piece)| if index % 2 == 1 { value(piece) } else { piece.to_ascii_uppercase() })
                .collect();
            let findings = found(&plain, None);
            for wanted in marked.split('«').skip(1).map(value) {
                all += 1;
                if !findings.iter().any(|f| f.span.of(&plain).unwrap().contains(&wanted)) {
                    writeln!(missed, "{plain}").unwrap();
                }
            }
        }
        let lost = missed.lines().count();
        assert!(lost * 100 <= all, "{lost} of {all}\n{missed}");
    }

    mod properties {
        use proptest::prelude::*;

        use super::*;

        proptest! {
            /// Whatever stands next to what, nothing panics and every span stands on characters.
            #[test]
            fn pieces_in_any_order_are_read(pieces in proptest::collection::vec(proptest::sample::select(vec![
                "born ", "on ", "DOB", ": ", "14", "/", "03", "1979", " March ", "Mar", ".", ",", "(", ")", " b. ", "aged ",
                "-year-old", "yo", " at the time", "when she was ", "nine", "thirty-four", "Jane Holt", ", ", "\n", " of ",
                "the ", "fourteenth", "é", "１４", "\u{200b}", "age of ", "man", " is ", "140379", "'79", "Mawrth", "nd",
            ]), 0..14)) {
                let text: String = pieces.concat();
                for finding in found(&text, None) {
                    prop_assert!(finding.span.of(&text).is_some_and(|value| !value.is_empty()), "{:?}", text);
                }
            }
        }
    }
}
