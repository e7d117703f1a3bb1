//! Dates of birth and ages.
//!
//! A reading goes in; `DATE_OF_BIRTH` and `AGE` findings come out. A date counts only where words speak of birth, or in
//! brackets behind a name as forms have it; hearings, meetings and offences have dates too. A year alone is not reported,
//! nor is a band of ages: both are what a release may say instead.

use super::cues::Asker;
use crate::fold::Reading;
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
    /// "year-old" behind the number.
    YearOld,
    /// "aged" before the number.
    Aged,
    /// "years of age" behind the number.
    OfAge,
    /// "was 9 at the time".
    AtTheTime,
}

const LEADS: &[(&str, Lead)] = &[
    ("born", Lead::Birth),
    ("birth", Lead::Birth),
    ("dob", Lead::Birth),
    ("d.o.b", Lead::Birth),
    ("birthday", Lead::Birth),
    ("(b.", Lead::Birth),
    ("birthdate", Lead::Birth),
    ("d o b", Lead::Birth),
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
    ("aged", Lead::Aged),
    ("age ", Lead::Aged),
    ("age: ", Lead::Aged),
    ("age is ", Lead::Aged),
    ("turned ", Lead::Aged),
    ("age\n", Lead::Aged),
    ("age of ", Lead::Aged),
    ("man of ", Lead::Aged),
    ("woman of ", Lead::Aged),
    ("boy of ", Lead::Aged),
    ("girl of ", Lead::Aged),
    ("years of age", Lead::OfAge),
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
                Lead::AtTheTime => at_the_time(text, found.start, findings),
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

/// Reports the date behind or before a word of birth.
fn born(text: &str, start: usize, end: usize, findings: &mut Findings<'_>) {
    let to = text.floor_char_boundary((end + BIRTH_REACH).min(text.len()));
    let mut at = end;
    while at < to {
        let rest = text.get(at..).unwrap_or_default();
        // The sentence ends: what follows is another date.
        if rest.starts_with(". ") && at > end + 1 || rest.starts_with("\n\n") || rest.starts_with(['!', '?', ';']) {
            break;
        }
        let free = !is_letter_at(text, at.checked_sub(1));
        if free && let Some(len) = date_at(rest) {
            report(
                findings,
                Span::new(at, at + len),
                Kind::DATE_OF_BIRTH,
                Confidence::Certain,
                Evidence::Context,
                Role::Unknown,
            );
            return;
        }
        at += rest.chars().next().map_or(1, char::len_utf8);
    }
    // "14/03/1979 (DOB)"
    let from = text.ceil_char_boundary(start.saturating_sub(36));
    let mut at = from;
    while at < start {
        let rest = text.get(at..).unwrap_or_default();
        if !is_letter_at(text, at.checked_sub(1))
            && let Some(len) = date_at(rest)
            && text.get(at + len..start).is_some_and(|gap| gap.trim_matches([' ', '(', ',', '-', '\n']).is_empty())
        {
            report(
                findings,
                Span::new(at, at + len),
                Kind::DATE_OF_BIRTH,
                Confidence::Certain,
                Evidence::Context,
                Role::Unknown,
            );
            return;
        }
        at += rest.chars().next().map_or(1, char::len_utf8);
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

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

/// `14/03/1979`, `14.3.79`, `14 03 1979`, `1979-03-14`, `14031979`.
fn figures(text: &str) -> Option<usize> {
    let first = digits(text);
    let eight = text.bytes().take_while(u8::is_ascii_digit).count();
    if eight == 8 {
        let year = text.get(4..8)?;
        return (is_number(text, 2, 31)
            && is_number(text.get(2..)?, 2, 12)
            && (year.starts_with("19") || year.starts_with("20")))
        .then_some(8);
    }
    let separator = *text.as_bytes().get(first)?;
    if !matches!(separator, b'/' | b'.' | b'-' | b' ') {
        return None;
    }
    let gap = first + 1;
    let second = digits(text.get(gap..)?);
    if text.as_bytes().get(gap + second) != Some(&separator) {
        return None;
    }
    let third_at = gap + second + 1;
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

/// Returns the length of the month's name that `text` starts with.
fn month(text: &str) -> Option<usize> {
    let len = text.bytes().take(12).take_while(u8::is_ascii_alphabetic).count();
    let word = text.get(..len)?.to_ascii_lowercase();
    let known = len >= 3
        && MONTHS
            .iter()
            .any(|month| *month == word || month.get(..3) == Some(&word) || len == 4 && month.get(..4) == Some(&word))
        || WELSH_MONTHS.contains(&word.as_str());
    known.then(|| len + usize::from(text.get(len..).is_some_and(|rest| rest.starts_with('.'))))
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
    let joint = ["\nof ", " of ", " ", "\n", "-", "/"].iter().find(|joint| rest.starts_with(**joint))?;
    at += joint.len();
    at += month(text.get(at..)?)?;
    Some(at + year(text.get(at..)?).unwrap_or(0))
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

/// Number words of years.
const YEAR_WORDS: &[&str] = &[
    "nineteen",
    "twenty",
    "two",
    "thousand",
    "and",
    "hundred",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "one",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "oh",
];

/// `the fourteenth of March nineteen seventy-nine`.
fn in_words(text: &str) -> Option<usize> {
    let start = ["the ", "The ", "THE "].iter().find(|the| text.starts_with(**the)).map_or(0, |the| the.len());
    let rest = text.get(start..)?;
    let len = rest.bytes().take(16).take_while(|b| b.is_ascii_alphabetic() || *b == b'-').count();
    let word = rest.get(..len)?.to_ascii_lowercase();
    SPOKEN.contains(&word.as_str()).then_some(())?;
    let mut at = start + len;
    let rest = text.get(at..)?;
    let joint = [" day of ", " of ", "\nof ", " "].iter().find(|joint| rest.starts_with(**joint))?;
    at += joint.len();
    at += month(text.get(at..)?)?;
    let mut end = at;
    for _ in 0..8 {
        let Some(rest) = text.get(end..).and_then(|rest| rest.strip_prefix([' ', '-', '\n', ','])) else { break };
        let skip = text.len() - rest.len();
        let len = rest.bytes().take(12).take_while(u8::is_ascii_alphabetic).count();
        if !rest.get(..len).is_some_and(|word| YEAR_WORDS.iter().any(|known| word.eq_ignore_ascii_case(known))) {
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
];

/// Reports the number before "year-old".
fn years_old(text: &str, start: usize, end: usize, findings: &mut Findings<'_>) {
    // "10 to 17 year olds" is a band.
    let before = text.get(..start).unwrap_or_default().trim_end_matches([' ', '-', '\n']);
    let Some(from) = number_before(before) else { return };
    let ahead = text.get(..from).unwrap_or_default();
    let band = [" to ", "-", " and ", "between ", "under ", "over ", "/", " or ", "than ", "."].iter().any(|joint| {
        ahead.ends_with(joint)
            && (*joint != "-"
                || ahead.ends_with('-')
                    && ahead.len() > 1
                    && ahead.get(..ahead.len() - 1).is_some_and(|a| a.ends_with(|c: char| c.is_ascii_digit())))
    });
    let after = text.get(end..).unwrap_or_default();
    let mut nouns = after.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let (noun, second) = (nouns.next().unwrap_or_default(), nouns.next().unwrap_or_default());
    let is_thing = |word: &str| THINGS.iter().any(|thing| word.eq_ignore_ascii_case(thing));
    let near = after.starts_with([' ', '\n']);
    if band || near && (is_thing(noun) || is_thing(second) && !is_person(noun)) {
        return;
    }
    let number = text.get(from..before.len()).unwrap_or_default();
    let years = number.parse::<u32>().ok();
    let unit = text.get(start..end).unwrap_or_default().to_ascii_lowercase();
    let young = unit.starts_with('m')
        || unit.starts_with('w')
        || unit.starts_with('d')
        || years.is_some_and(|years| years < 18)
        || years.is_none() && is_young(number);
    if years.is_some_and(|years| years > 120) {
        return;
    }
    let role = match (young, noun.to_ascii_lowercase().as_str()) {
        (true, _) => Role::Child,
        (_, "victim" | "complainant") => Role::Victim,
        _ => Role::Unknown,
    };
    report(findings, Span::new(from, end), Kind::AGE, Confidence::Likely, Evidence::Shape, role);
}

/// Reports the number in "was 9 at the time".
fn at_the_time(text: &str, start: usize, findings: &mut Findings<'_>) {
    let before = text.get(..start).unwrap_or_default().trim_end_matches([' ', '\n']);
    let Some(from) = number_before(before) else { return };
    let lead = text.get(..from).unwrap_or_default().trim_end_matches([' ', '\n']);
    let word = lead.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let number = text.get(from..before.len()).unwrap_or_default();
    let years = number.parse::<u32>().ok();
    if !["was", "only", "just", "is"].contains(&word) || years.is_some_and(|years| years > 99) {
        return;
    }
    let young = years.map_or_else(|| is_young(number), |years| years < 18);
    let role = if young { Role::Child } else { Role::Unknown };
    report(findings, Span::new(from, before.len()), Kind::AGE, Confidence::Likely, Evidence::Grammar, role);
}

fn is_person(word: &str) -> bool {
    [
        "man", "woman", "boy", "girl", "driver", "victim", "suspect", "male", "female", "son", "daughter", "mother",
        "father",
    ]
    .iter()
    .any(|known| word.eq_ignore_ascii_case(known))
}

/// Number words below eighteen.
fn is_young(words: &str) -> bool {
    let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "eighteen", "nineteen"];
    !tens.iter().any(|ten| words.to_ascii_lowercase().contains(ten))
}

const NUMBER_WORDS: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
];

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
        if !NUMBER_WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)) {
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

/// Reports the number behind "aged".
fn aged(text: &str, start: usize, end: usize, findings: &mut Findings<'_>) {
    let rest = text.get(end..).unwrap_or_default();
    let number = rest.trim_start_matches([' ', ':', '\n']);
    let from = text.len() - number.len();
    if from - end > 3 {
        return;
    }
    let figures = digits(number);
    let len = match figures {
        1..=3 => figures,
        0 => {
            let len = number.bytes().take(16).take_while(|b| b.is_ascii_alphabetic() || *b == b'-').count();
            let word = number.get(..len).unwrap_or_default();
            let known = word.split('-').all(|piece| NUMBER_WORDS.iter().any(|known| piece.eq_ignore_ascii_case(known)));
            if !known || word.is_empty() {
                return;
            }
            len
        }
        _ => return,
    };
    let after = number.get(len..).unwrap_or_default();
    let band = [" to ", "-", " and ", " or ", "+", "/", "%", " plus", " per", " years and", "s", "th", "st", "."]
        .iter()
        .any(|joint| {
            after.starts_with(joint)
                && (*joint != "." || after.get(1..).is_some_and(|a| a.starts_with(|c: char| c.is_ascii_digit())))
        })
        && !after.starts_with(" and ")
            | after.get(5..).is_some_and(|rest| {
                rest.starts_with(|c: char| c.is_ascii_digit())
                    || rest.starts_with("over")
                    || rest.starts_with("under")
                    || rest.starts_with("above")
            });
    let before = text.get(..start).unwrap_or_default().trim_end_matches([' ', '\n', ',', '(']);
    let word = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    if band || is_letter_at(text, Some(from + len)) || GROUPS.iter().any(|group| word.eq_ignore_ascii_case(group)) {
        return;
    }
    let lead = text.get(start..end).unwrap_or_default().to_ascii_lowercase();
    // "a man of 34": the noun stays. "turned 18": so does the verb.
    let starts_at = if lead.starts_with("aged") { start } else { from };
    if lead == "age "
        && !before.is_empty()
        && !word.is_empty()
        && word.chars().all(char::is_lowercase)
        && !["at", "his", "her", "their", "the", "of"].contains(&word)
    {
        return;
    }
    let years: Option<u32> = number.get(..len).and_then(|number| number.parse().ok());
    if years.is_some_and(|years| years > 120) {
        return;
    }
    let young = years.map_or_else(|| is_young(number.get(..len).unwrap_or_default()), |years| years < 18);
    let role = if young { Role::Child } else { Role::Unknown };
    report(findings, Span::new(starts_at, from + len), Kind::AGE, Confidence::Likely, Evidence::Context, role);
}

/// Reports `, 34,`, `(34)` and `(14/03/1979)` behind a name.
fn behind_names(reading: &Reading<'_>, findings: &mut Findings<'_>) {
    let text = reading.text();
    let bytes = text.as_bytes();
    for (block, triggers) in reading.marks().triggers.iter().enumerate() {
        let mut bits = *triggers;
        while bits != 0 {
            let at = block * 64 + bits.trailing_zeros() as usize;
            bits &= bits - 1;
            let open = at.checked_sub(1).and_then(|before| bytes.get(before));
            let bracket = open == Some(&b'(');
            let comma = matches!(open, Some(b' ' | b'\n'))
                && at.checked_sub(2).and_then(|before| bytes.get(before)) == Some(&b',');
            if !bracket && !comma || !bytes.get(at).is_some_and(u8::is_ascii_digit) {
                continue;
            }
            let Some(before) = text.get(..at - if bracket { 1 } else { 2 }) else { continue };
            let rest = text.get(at..).unwrap_or_default();
            if let Some(len) = date_at(rest)
                && bracket
                && ends_with_name(before)
                && rest.get(len..).is_some_and(|rest| rest.starts_with(')'))
            {
                report(
                    findings,
                    Span::new(at, at + len),
                    Kind::DATE_OF_BIRTH,
                    Confidence::Likely,
                    Evidence::Shape,
                    Role::Unknown,
                );
                continue;
            }
            let len = digits(rest);
            let after = rest.get(len..).unwrap_or_default();
            let closed = if bracket {
                after.starts_with(')')
            } else {
                after.starts_with([',', ';'])
                    || after.starts_with(" of ")
                    || after.starts_with(". ")
                    || after.starts_with(" from ")
            };
            if (1..=2).contains(&len) && closed && ends_with_name(before) {
                let years: u32 = rest.get(..len).and_then(|years| years.parse().ok()).unwrap_or(0);
                let role = if years < 18 { Role::Child } else { Role::Unknown };
                report(findings, Span::new(at, at + len), Kind::AGE, Confidence::Likely, Evidence::Grammar, role);
            }
        }
    }
}

/// Returns whether a text ends in two words with capitals, or in one behind a comma or a word that names a person.
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
    let person = [
        "Section", "Table", "Figure", "Rule", "Part", "Article", "Item", "Page", "Act", "Order", "Schedule", "Level",
        "Grade", "Council", "Court", "Police",
    ];
    capital(last) && capital(first) && !person.contains(&last) && !person.contains(&first) && last.chars().count() > 1
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
            let got: Vec<(&str, String)> =
                found(&text, None).iter().map(|f| (f.span.of(&text).unwrap(), f.kind.to_string())).collect();
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
}
