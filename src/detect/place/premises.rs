//! Buildings that are tied to people: hostels, refuges, approved premises, workplaces; and schools by their name.

use super::super::caseless::{is_one_of, strip_end, strip_start};
use super::super::cues::Asker;
use super::report;
use super::walk::{before, capitals_before, ends_with_one_of, next_word, word_at, word_start};
use crate::fold::Reading;
use crate::{Confidence, Evidence, Findings, Kind, Span, Unfinished};

/// What leads to a finding.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// A kind of house in which people are kept or kept safe.
    Shelter,
    /// The last word of a school's name.
    School,
    /// The first word of a Welsh school's name.
    WelshSchool,
    /// Words behind which a place stands that somebody goes to: a workplace, a pub, a place of worship.
    Work,
    /// A ward of a hospital.
    Ward,
    /// Words behind which a house stands that takes guests, or a site.
    Stay,
    /// Words behind which a place of worship stands.
    Worship,
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
    (" primary", Lead::School),
    (" infants", Lead::School),
    (" juniors", Lead::School),
    ("ysgol ", Lead::WelshSchool),
    ("works at ", Lead::Work),
    ("worked at ", Lead::Work),
    ("working at ", Lead::Work),
    ("employed at ", Lead::Work),
    ("employed by ", Lead::Work),
    ("works for ", Lead::Work),
    ("volunteers at ", Lead::Work),
    ("job at ", Lead::Work),
    ("shift at ", Lead::Work),
    ("the bar at ", Lead::Work),
    ("regular at ", Lead::Work),
    ("drinks at ", Lead::Work),
    ("drinking at ", Lead::Work),
    ("landlord of ", Lead::Work),
    ("landlady of ", Lead::Work),
    ("worships at ", Lead::Work),
    ("prays at ", Lead::Work),
    ("worshipped at ", Lead::Work),
    (" ward", Lead::Ward),
    ("employee of ", Lead::Work),
    ("employee at ", Lead::Work),
    ("cleaner at ", Lead::Work),
    ("chef at ", Lead::Work),
    ("cook at ", Lead::Work),
    ("barmaid at ", Lead::Work),
    ("barman at ", Lead::Work),
    ("waiter at ", Lead::Work),
    ("waitress at ", Lead::Work),
    ("carer at ", Lead::Work),
    ("cashier at ", Lead::Work),
    ("apprentice at ", Lead::Work),
    ("labourer at ", Lead::Work),
    ("mechanic at ", Lead::Work),
    ("receptionist at ", Lead::Work),
    ("doorman at ", Lead::Work),
    ("bouncer at ", Lead::Work),
    ("gardener at ", Lead::Work),
    ("driver for ", Lead::Work),
    ("worker at ", Lead::Work),
    ("assistant at ", Lead::Work),
    ("trains at ", Lead::Work),
    ("staying at ", Lead::Stay),
    ("stayed at ", Lead::Stay),
    ("stays at ", Lead::Stay),
    ("living at ", Lead::Stay),
    ("lives at ", Lead::Stay),
    ("lived at ", Lead::Stay),
    ("lodging at ", Lead::Stay),
    ("lodges at ", Lead::Stay),
    ("sleeping at ", Lead::Stay),
    ("booked into ", Lead::Stay),
    ("checked into ", Lead::Stay),
    ("room at ", Lead::Stay),
    ("caravan at ", Lead::Stay),
    ("pitch at ", Lead::Stay),
    ("living in ", Lead::Stay),
    ("lives in ", Lead::Stay),
    ("staying in ", Lead::Stay),
    ("bailed to ", Lead::Stay),
    ("attends ", Lead::Worship),
    ("attended ", Lead::Worship),
    ("goes to ", Lead::Worship),
    ("went to ", Lead::Worship),
    ("prayers at ", Lead::Worship),
    ("worshipper at ", Lead::Worship),
    ("congregation of ", Lead::Worship),
    ("congregation at ", Lead::Worship),
    ("choir at ", Lead::Worship),
    ("sings at ", Lead::Worship),
    ("member of ", Lead::Worship),
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
    "school is",
    "school was",
    "school named",
    "school called",
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
    "sixth form at",
    "form at",
    "lessons at",
    "cleaner at",
    "assistant at",
    "cook at",
    "nurse at",
    "headteacher at",
    "governor at",
    "job at",
    "reception at",
    "collected from",
    "mother at",
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
            Lead::WelshSchool if !inside(found.start.checked_sub(1)) => welsh_school(text, found.start, findings),
            Lead::Work if !inside(found.start.checked_sub(1)) && !is_of_a_thing(text, found.start) => {
                workplace(text, found.end, findings)
            }
            Lead::Stay if !inside(found.start.checked_sub(1)) => named_end(text, found.end, GUESTS, findings),
            Lead::Worship if !inside(found.start.checked_sub(1)) => named_end(text, found.end, WORSHIP, findings),
            Lead::Ward if !inside(Some(found.end)) => ward(text, Span::new(found.start + 1, found.end), findings),
            _ => {}
        }
    }
    Ok(())
}

/// Words before a shelter that do not name it.
const UNNAMED: &[&str] = &[
    "The",
    "A",
    "An",
    "Each",
    "Every",
    "All",
    "Our",
    "This",
    "That",
    "No",
    "Some",
    "Most",
    "Many",
    "New",
    "National",
    "Women's",
    "Any",
    "In",
    "At",
    "Under",
    "When",
    "If",
    "For",
    "Bail",
    "Probation",
    "Youth",
    "Approved",
    "Local",
    "Children's",
    "Care",
    "Nursing",
    "Tax",
    "Wildlife",
    "Animal",
    "Dog",
    "Bus",
    "Air",
    "Bomb",
];

/// Words behind a shelter that make a body or a text of it.
const TITLES: &[&str] = &[
    "Group",
    "Review",
    "Inquiry",
    "Report",
    "Network",
    "Association",
    "Act",
    "Strategy",
    "Manual",
    "Standard",
    "Standards",
    "Regulations",
    "Policy",
    "Programme",
    "Service",
    "Services",
    "Team",
    "Directory",
    "Charity",
    "Foundation",
    "Trust",
    "Fund",
    "Forum",
    "Project",
];

/// "Rowan House approved premises", "the hostel in Wellesley Road", "Rowan House, a bail hostel".
fn shelter(text: &str, word: Span, findings: &mut Findings<'_>) {
    let mut report = |span| report(findings, span, Kind::PREMISES, Confidence::Likely, Evidence::Context);
    let rest = text.get(word.end..).unwrap_or_default();
    let next = rest.strip_prefix([' ', '\n']).map(|rest| word_at(rest, 0)).unwrap_or_default();
    if is_one_of(next, TITLES) {
        return;
    }
    let start = capitals_before(text, word.start, 4);
    let named = text.get(start..word.start).unwrap_or_default().trim();
    if named.split([' ', '\n']).any(|word| !word.is_empty() && !is_one_of(word, UNNAMED)) {
        let lead = ["The ", "At ", "In ", "A "].into_iter().find(|lead| named.starts_with(lead)).map_or(0, str::len);
        report(Span::new(start + lead, word.end));
        return;
    }
    if let Some(house) = house_before(text, start) {
        report(house);
        return;
    }
    let joint =
        [" in ", " on ", " at ", "\nin ", "\non ", "\nat "].iter().find(|joint| strip_start(rest, joint).is_some());
    let called =
        [" called ", " named ", " known as ", ", called "].iter().find(|joint| strip_start(rest, joint).is_some());
    let Some(joint) = joint.or(called) else { return };
    let at = word.end + joint.len();
    let (end, last) = capitals_behind(text, at, |word| is_one_of(word, STREETS) || is_one_of(word, HOUSES));
    let (all, _) = capitals_behind(text, at, |_| true);
    if is_one_of(last, STREETS) {
        report(Span::new(word.start, end));
    } else if is_one_of(last, HOUSES) {
        report(Span::new(at, end));
    } else if called.is_some() && all > at {
        report(Span::new(at, all));
    }
}

/// Last words of streets.
pub(super) const STREETS: &[&str] = &[
    "Road", "Street", "Lane", "Avenue", "Close", "Drive", "Crescent", "Terrace", "Hill", "Way", "Gardens", "Grove",
    "Place", "Square", "Parade", "Row",
];

/// Last words of houses in which people are put up.
const HOUSES: &[&str] = &["House", "Court", "Lodge", "Villa", "Hall", "Manor", "Grange", "Hostel"];

/// Returns the name that stands before ", a " at `at`: "Rowan House, an approved premises".
fn house_before(text: &str, at: usize) -> Option<Span> {
    let ahead = text.get(..at)?;
    let ahead =
        [" a ", " an ", " the ", "\na ", "\nan "].iter().find_map(|article| strip_end(ahead, article)).unwrap_or(ahead);
    let name = ahead.trim_end_matches([' ', '\n']).strip_suffix([',', '('])?.trim_end_matches(' ');
    let last = word_start(text, name.len());
    let start = capitals_before(text, last, 3);
    (start < last && is_one_of(name.get(last..)?, HOUSES)).then(|| Span::new(start, name.len()))
}

/// Returns where the last of at most four capitalised words from `at` on that is `wanted` ends, and the word.
fn capitals_behind(text: &str, at: usize, wanted: impl Fn(&str) -> bool) -> (usize, &str) {
    let mut next = at;
    let mut found = (at, "");
    for _ in 0..4 {
        let word = word_at(text, next);
        if !word.starts_with(char::is_uppercase) {
            break;
        }
        let end = next + word.len();
        if wanted(word) {
            found = (end, word);
        }
        match next_word(text, end) {
            Some(at) if !text.get(end..).is_some_and(|rest| rest.starts_with('.')) => next = at,
            _ => break,
        }
    }
    found
}

/// "treated on Kestrel Ward"; electors have wards too.
fn ward(text: &str, word: Span, findings: &mut Findings<'_>) {
    let start = capitals_before(text, word.start, 3);
    let leads = [
        "treated on",
        "treated in",
        "admitted to",
        "patient on",
        "patient in",
        "detained on",
        "detained in",
        "nurse on",
        "transferred to",
        "discharged from",
        "is on",
        "was on",
    ];
    let capital = text.as_bytes().get(word.start).is_some_and(u8::is_ascii_uppercase);
    let ahead = before(text, start, 32);
    let ahead = strip_end(ahead.trim_end(), " the").unwrap_or(ahead);
    if capital && start < word.start && ends_with_one_of(ahead, &leads) {
        report(findings, Span::new(start, word.end), Kind::PREMISES, Confidence::Likely, Evidence::Context);
    }
}

/// "Ysgol Gynradd Pontdu".
fn welsh_school(text: &str, start: usize, findings: &mut Findings<'_>) {
    let first = word_at(text, start);
    let mut end = start + first.len();
    let mut named = None;
    for _ in 0..5 {
        let Some(next) = next_word(text, end) else { break };
        let word = word_at(text, next);
        let capital = word.starts_with(char::is_uppercase);
        if !capital && !["y", "yr"].contains(&word) || text.get(end..next).is_some_and(|gap| gap.contains('.')) {
            break;
        }
        end = next + word.len();
        named = if capital { Some(end) } else { named };
    }
    if let Some(end) = named
        && first.starts_with(char::is_uppercase)
    {
        report_school(text, Span::new(start, end), findings);
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
        || text.get(word.end..).is_some_and(|rest| NO_SCHOOL_IF.iter().any(|word| rest.starts_with(word)))
    {
        return;
    }
    // "Chilton Primary" is one where a pupil or a teacher is told of; "Primary Care" is none.
    if is_one_of(last, &["primary", "infants", "juniors"])
        && (!ends_clause(text, word.end)
            || !(ends_with_one_of(before(text, start, 40), PUPILS)
                || ends_with_year(before(text, start, 40))
                || ends_with_one_of(before(text, start, 12), &["of", "at", "from"])))
    {
        return;
    }
    if last.eq_ignore_ascii_case("high")
        && !ends_with_one_of(before(text, start, 32), &["attends", "attended", "pupil at", "student at", "goes to"])
    {
        return;
    }
    let start = if strip_start(name, "the ").is_some() { start + 4 } else { start };
    report_school(text, Span::new(start, word.end), findings);
}

/// What makes of a school's name before it a street, a university or a text.
const NO_SCHOOL_IF: &[&str] = &[
    " of ",
    " Road",
    " Lane",
    " Street",
    " London",
    " Oxford",
    " Cambridge",
    ", Oxford",
    ", Cambridge",
    " Hospital",
    " Inquiry",
    " Review",
    " Act",
];

/// Reports a school, likely if a person is tied to it.
fn report_school(text: &str, span: Span, findings: &mut Findings<'_>) {
    let ahead = before(text, span.start, 40);
    let ahead = ahead.trim_end_matches("the ").trim_end_matches("The ").trim_end_matches("THE ");
    if ends_with_one_of(ahead, PUPILS) || ends_with_year(ahead) {
        report(findings, span, Kind::SCHOOL, Confidence::Likely, Evidence::Context);
    } else {
        report(findings, span, Kind::SCHOOL, Confidence::Possible, Evidence::Shape);
    }
}

/// Returns whether a clause ends at a place: a mark follows, or nothing.
fn ends_clause(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| rest.is_empty() || rest.starts_with([',', '.', ';', '\n', ')', '"', ':']))
}

/// Returns whether a text ends in "Year 9 at" or "Year 9, ".
fn ends_with_year(ahead: &str) -> bool {
    let Some(year) = strip_end(ahead.trim_end(), " at")
        .or_else(|| strip_end(ahead.trim_end(), " of"))
        .or_else(|| ahead.trim_end().strip_suffix(','))
    else {
        return false;
    };
    let class = year.trim_end_matches(|c: char| c.is_ascii_digit());
    class.len() < year.len() && ends_with_one_of(class, &["year", "class", "form", "years"])
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

/// Returns whether a thing is said to work: "it only works for". `at` is where the verb stands.
fn is_of_a_thing(text: &str, at: usize) -> bool {
    ends_with_one_of(before(text, at, 16), &["it", "this", "that", "which", "only", "also", "what", "scheme", "system"])
}

/// Last words of houses and sites that take guests.
const GUESTS: &[&str] = &[
    "Hotel",
    "Inn",
    "Travelodge",
    "Guesthouse",
    "Hostel",
    "Motel",
    "Campsite",
    "Marina",
    "Lodges",
    "Chalets",
    "Backpackers",
    "Almshouses",
];

/// Last words of places of worship.
const WORSHIP: &[&str] =
    &["Church", "Chapel", "Mosque", "Temple", "Synagogue", "Gurdwara", "Tabernacle", "Citadel", "Masjid"];

/// "staying at the Grand Hotel", "attends St Peter's Church": a name with capitals that ends in one of a list.
fn named_end(text: &str, at: usize, ends: &[&str], findings: &mut Findings<'_>) {
    let rest = text.get(at..).unwrap_or_default();
    let rest = ["the ", "a "].iter().find_map(|article| strip_start(rest, article)).unwrap_or(rest);
    let start = text.len() - rest.len();
    let is_pair = |word: &str| is_one_of(word, &["House", "Inn", "Park"]);
    let pair = |before: &str| {
        ends.len() == GUESTS.len() && ends_with_one_of(before, &["Guest", "Premier", "Caravan", "Holiday"])
    };
    let (end, last) = capitals_behind(text, start, |word| is_one_of(word, ends) || is_pair(word));
    let head = text.get(start..end.saturating_sub(last.len())).unwrap_or_default();
    let named = is_one_of(last, ends) && (head.contains(' ') || last == "Travelodge") || is_pair(last) && pair(head);
    let of_all = ["Catholic", "Methodist", "Anglican", "Orthodox"].contains(&head.trim());
    if named && !of_all {
        report(findings, Span::new(start, end), Kind::PREMISES, Confidence::Likely, Evidence::Context);
    }
}

/// "works at the Red Lion".
pub(super) fn workplace(text: &str, at: usize, findings: &mut Findings<'_>) {
    let rest = text.get(at..).unwrap_or_default();
    let rest = strip_start(rest, "the ").unwrap_or(rest);
    let start = text.len() - rest.len();
    let (end, _) = capitals_behind(text, start, |_| true);
    let name = text.get(start..end).unwrap_or_default();
    let acronym = name.len() <= 4 && name.chars().all(char::is_uppercase);
    let cut = text.get(end..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let school =
        ["School", "Academy", "College", "Nursery", "Pre-School", "Playgroup"].iter().any(|end| name.ends_with(end));
    if !name.is_empty() && !school && !acronym && !cut && !PUBLIC.iter().any(|body| name.contains(body)) {
        report(findings, Span::new(start, end), Kind::PREMISES, Confidence::Likely, Evidence::Context);
    }
}

/// Words in the names of public bodies, and words with capitals behind "works at" that name no place.
const PUBLIC: &[&str] = &[
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
    "Authority",
    "Commission",
    "Crown",
    "Government",
    "Parliament",
    "Christmas",
    "Easter",
    "Height",
    "Level",
    "Grade",
    "January",
    "February",
    "March",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
