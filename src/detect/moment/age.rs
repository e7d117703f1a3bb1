//! Ages behind and before words of age, told from bands, limits and the ages of things.

use super::behind::unit_of_years;
use super::{digits, is_letter_at, is_numeral, report, word};
use crate::detect::caseless::{is_one_of, starts_with_one_of, strip_end, strip_start};
use crate::numeral;
use crate::{Confidence, Evidence, Findings, Kind, Role, Span};

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
pub(super) fn years_old(text: &str, start: usize, end: usize, findings: &mut Findings<'_>) {
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
    if years.is_some_and(|years| years > 120) {
        return;
    }
    let noun = after.split(|c: char| !c.is_ascii_alphabetic()).find(|word| !word.is_empty()).unwrap_or_default();
    let role = match noun.to_ascii_lowercase().as_str() {
        _ if unit.starts_with(['m', 'w', 'd']) => Role::Child,
        "victim" | "complainant" if role_at(number) != Role::Child => Role::Victim,
        _ => role_at(number),
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
    let is_thing = |word: &str| is_one_of(word, THINGS);
    let mut nouns = after.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let (noun, second) = (nouns.next().unwrap_or_default(), nouns.next().unwrap_or_default());
    let from = ahead.ceil_char_boundary(ahead.len().saturating_sub(48));
    let mut words = ahead.get(from..).unwrap_or_default().rsplit(|c: char| !c.is_ascii_alphabetic());
    let told = ["is", "was", "are", "were", "reaches", "reach", "reached"];
    let skipped = ["", "now", "only", "just", "nearly", "about", "almost", "already", "that", "which", "then"];
    let before = words.find(|word| !is_one_of(word, &skipped)).unwrap_or_default();
    if is_one_of(before, &told) {
        return words.find(|word| !is_one_of(word, &skipped)).is_some_and(is_thing);
    }
    // "a 20-year-old company director"
    after.starts_with([' ', '\n']) && (is_thing(noun) && !is_person(second) || is_thing(second) && !is_person(noun))
}

/// Reports the number in "was 9 at the time".
pub(super) fn at_the_time(text: &str, start: usize, findings: &mut Findings<'_>) {
    let before = text.get(..start).unwrap_or_default().trim_end_matches([' ', '\n']);
    let Some(from) = number_before(before) else { return };
    if is_said_of_somebody(text.get(..from).unwrap_or_default()) {
        report_years(text, Span::new(from, before.len()), findings);
    }
}

/// Reports the number in "when he was 9".
pub(super) fn when(text: &str, end: usize, findings: &mut Findings<'_>) {
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
pub(super) fn report_years(text: &str, span: Span, findings: &mut Findings<'_>) {
    let number = span.of(text).unwrap_or_default();
    let number = number.get(..digits(number)).filter(|figures| !figures.is_empty()).unwrap_or(number);
    if number.parse::<u32>().is_ok_and(|years| years > 110) {
        return;
    }
    let role = match role_at(number) {
        Role::Child => Role::Child,
        _ if is_said_of_a_victim(text.get(..span.start).unwrap_or_default()) => Role::Victim,
        role => role,
    };
    report(findings, span, Kind::AGE, Confidence::Likely, Evidence::Grammar, role);
}

/// Returns whether a text ends in "the complainant was" or "the victim of the rape, who was".
fn is_said_of_a_victim(ahead: &str) -> bool {
    let from = ahead.ceil_char_boundary(ahead.len().saturating_sub(60));
    let sentence = ahead.get(from..).unwrap_or_default().rsplit(['.', '!', '?', ';']).next().unwrap_or_default();
    let mut words = sentence.rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    while words.next_if(|word| is_one_of(word, &["only", "just", "then", "still", "about", "now"])).is_some() {}
    if words.next_if(|word| is_one_of(word, &["was", "is"])).is_none() {
        return false;
    }
    let reach = if words.next_if(|word| is_one_of(word, &["who"])).is_some() { 6 } else { 1 };
    words.take(reach).any(|word| is_one_of(word, &["victim", "complainant", "survivor"]))
}

/// Returns whether a text ends in "he is", "the victim was only", "Mia was".
pub(super) fn is_said_of_somebody(ahead: &str) -> bool {
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
    let pronoun = is_one_of(subject, &["he", "she", "who", "i"]);
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
pub(super) fn ends_clause(after: &str) -> bool {
    let rest = after.trim_start_matches(['*', '_', '"', ')']);
    if rest.is_empty() || rest.starts_with("\n\n") || rest.starts_with(['!', '?', ';']) {
        return true;
    }
    if let Some(rest) = rest.strip_prefix(['.', ',']) {
        return !rest.starts_with(|c: char| c.is_alphanumeric());
    }
    let Some(rest) = rest.strip_prefix([' ', '\n']) else { return false };
    let word = rest.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    is_one_of(
        word,
        &["when", "at", "and", "in", "on", "last", "this", "next", "but", "as", "or", "while", "before", "after"],
    )
}

/// Words for one person, of those that do not end as trades do.
pub(super) const PERSONS: &[&str] = &[
    "man",
    "woman",
    "boy",
    "girl",
    "vic",
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
    let trade = word.len() > 4 && (word.ends_with("er") || word.ends_with("ER"));
    is_one_of(word, PERSONS) || trade && !is_one_of(word, NO_PERSONS)
}

/// Returns the role of somebody of an age in figures or words: a child below eighteen.
pub(super) fn role_at(number: &str) -> Role {
    let years = || number.split(|c: char| !c.is_ascii_alphabetic()).filter_map(numeral::value);
    let young = number.parse::<u32>().map_or_else(|_| years().all(|years| years < 18), |years| years < 18);
    if young { Role::Child } else { Role::Unknown }
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
    let word = word(text);
    if word.split('-').all(is_numeral) { word.len() } else { 0 }
}

/// Words between "aged" and its number.
const HEDGES: &[&str] =
    &[" only ", " just ", " about ", " around ", " approximately ", " approx ", " approx. ", " c. "];

/// Reports the number behind "aged".
pub(super) fn aged(text: &str, start: usize, end: usize, findings: &mut Findings<'_>) {
    let rest = text.get(end..).unwrap_or_default();
    let hedge = HEDGES.iter().find_map(|hedge| strip_start(rest, hedge)).unwrap_or(rest);
    let number = hedge.trim_start_matches([' ', ':', '\n', '-', '=']);
    let from = text.len() - number.len();
    let gap = text.get(text.len() - hedge.len()..from).unwrap_or_default();
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
    let unit = unit_of_years(after);
    if len == 0 || unit == 0 && is_letter_at(text, Some(from + len)) {
        return;
    }
    let before = text.get(..start).unwrap_or_default().trim_end_matches([' ', '\n', ',', '(']);
    let mut words = before.rsplit(|c: char| !c.is_ascii_alphabetic());
    let word = words.next().unwrap_or_default();
    if follows_in_a_band(after) {
        let apposed = text.get(..start).is_some_and(|ahead| ahead.ends_with(", "));
        if lead.trim_end() == "aged" && (apposed || !is_one_of(word, GROUPS) || words.next().is_some_and(tells_which)) {
            several(text, from, findings);
        }
        return;
    }
    let is_own = |word: &str| is_one_of(word, &["his", "her", "their", "my", "s"]);
    let fits = match lead.trim_end() {
        "aged" => !is_one_of(word, GROUPS),
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
    let is_group = is_one_of(word, GROUPS);
    let number = number.get(..len).unwrap_or_default();
    if !fits || is_group || number.parse::<u32>().is_ok_and(|years| years > 120) {
        return;
    }
    // "a man of 34": the noun stays. "turned 18": so does the verb.
    let starts_at = if lead.starts_with("aged") { start } else { from };
    let span = Span::new(starts_at, from + len + unit);
    report(findings, span, Kind::AGE, Confidence::Likely, Evidence::Context, role_at(number));
}

/// Returns whether a word before "brothers" makes certain brothers of them: "his two brothers".
fn tells_which(word: &str) -> bool {
    is_one_of(word, &["his", "her", "their", "my", "our", "s", "both", "other"])
        || numeral::value(word).is_some_and(|count| (2..10).contains(&count))
}

/// Reports the numbers of "aged 9 and 11", "aged 4, 9 and 11"; a limit or a band behind one of them makes none of it an age.
fn several(text: &str, from: usize, findings: &mut Findings<'_>) {
    const MOST: usize = 8;
    let mut spans = Vec::new();
    let mut at = from;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let len = digits(rest);
        if !(1..=2).contains(&len) || spans.len() == MOST {
            return;
        }
        spans.push(Span::new(at, at + len));
        at += len;
        let after = text.get(at..).unwrap_or_default();
        let joint = [" and ", ", and ", ", "]
            .iter()
            .find(|joint| strip_start(after, joint).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())));
        match joint {
            Some(joint) => at += joint.len(),
            None if is_letter_at(text, Some(at)) || follows_in_a_band(after) => return,
            None => break,
        }
    }
    spans.into_iter().for_each(|span| report_years(text, span, findings));
}

/// Returns whether what follows the number behind "aged" makes it a band, an ordinal or another number.
pub(super) fn follows_in_a_band(after: &str) -> bool {
    let after = strip_start(after, " years").unwrap_or(after);
    if opens_a_band(after) || strip_start(after, " to ").is_some() || after.starts_with(['-', '+', '/', '%']) {
        return true;
    }
    let digit = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    let joined = [" and ", " or ", ".", ",", ", "].iter().any(|joint| strip_start(after, joint).is_some_and(digit));
    joined || starts_with_one_of(after, &[" per", "th", "st"])
}
