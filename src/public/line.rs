//! Lines and mailboxes of a body, by the words before them: "the highways desk on 0300 500 8080", "Enquiries: 01592 630922".
//!
//! The number of a desk is nobody's own. What speaks for one is a noun for a desk or a call to everybody in the same sentence;
//! what speaks against one is any word for a person whose number it could be.

use crate::detect::people;
use crate::{Finding, Kind};

/// How far the words may stand, in bytes.
const REACH: usize = 120;

/// The most words of a label before a number.
const LABEL: usize = 3;

/// Nouns for what is staffed, whoever answers.
const DESKS: &[&str] = &[
    "desk",
    "line",
    "lines",
    "helpline",
    "hotline",
    "freephone",
    "switchboard",
    "reception",
    "enquiries",
    "enquiry",
    "bookings",
    "advice",
    "centre",
    "team",
    "unit",
    "register",
    "department",
    "service",
    "services",
    "hub",
    "secretariat",
    "floodline",
    "ombudsman",
    "inspectorate",
    "hearings",
    "journalists",
    "editors",
    "details",
    "highways",
    "complaints",
    "appeals",
];
/// Two words that are such a noun together.
const OFFICES: &[(&str, &str)] = &[
    ("press", "office"),
    ("listing", "office"),
    ("court", "office"),
    ("box", "office"),
    ("control", "room"),
    ("front", "office"),
    ("registry", "office"),
    ("coroner's", "office"),
    ("news", "room"),
    ("media", "office"),
    ("fees", "office"),
];
/// Words that ask everybody to get in touch, at the start of a clause.
const CALLS: &[&str] = &[
    "ring",
    "call",
    "phone",
    "contact",
    "telephone",
    "text",
    "tell",
    "report",
    "questions",
    "questions:",
    "tel",
    "freephone",
    "e-mail",
    "email",
    "write",
    "forward",
    "send",
];
/// Words for somebody whose number or address it could be.
const SOMEBODY: &[&str] = &[
    "his",
    "her",
    "their",
    "my",
    "he",
    "she",
    "him",
    "me",
    "i",
    "mother",
    "father",
    "mum",
    "dad",
    "son",
    "daughter",
    "wife",
    "husband",
    "partner",
    "victim",
    "complainant",
    "witness",
    "suspect",
    "offender",
    "defendant",
    "informant",
    "source",
    "neighbour",
    "brother",
    "sister",
    "mobile",
    "personal",
    "home",
    "girl",
    "boy",
    "woman",
    "man",
    "caller",
    "landlord",
    "parent",
    "family",
    "aunt",
    "uncle",
    "friend",
    "nominal",
    "subject",
    "tenant",
    "resident",
    "patient",
    "requester",
    "complainant's",
    "victim's",
    "driver",
];
/// Ends of domains of public bodies.
const DOMAINS: &[&str] = &[
    ".gov.uk",
    "@gov.uk",
    ".police.uk",
    ".nhs.uk",
    ".nhs.net",
    "@nhs.net",
    ".parliament.uk",
    "@parliament.uk",
    ".mod.uk",
    ".judiciary.uk",
    ".police.example",
    ".gov.example",
    ".council.example",
    ".nhs.example",
];
/// Mailboxes of those who speak to the press or answer requests.
const PRESS: &[&str] = &[
    "press",
    "pressoffice",
    "press.office",
    "press-office",
    "press_office",
    "media",
    "newsdesk",
    "foi",
    "mediaoffice",
];
/// What labels of domains of public bodies end in.
const BODIES: &[&str] = &["police", "constabulary", "council", "nhs", "fireandrescue", "ambulance", "coastguard"];
/// Words of mailboxes that many people read, and that are names of people too or in no list.
const MAILBOXES: &[&str] = &[
    "parks",
    "grants",
    "rates",
    "wards",
    "banks",
    "waters",
    "brand",
    "grant",
    "bus",
    "marine",
    "forest",
    "pool",
    "bridges",
    "taser",
    "foi",
    "comms",
    "mash",
    "ctsa",
    "grc",
    "enquiries",
    "enquiry",
];

/// Returns whether a finding is the telephone number or the mailbox of a desk and not of a person.
pub(crate) fn is_line_of_body(text: &str, finding: &Finding) -> bool {
    if finding.kind.as_str() == "EMAIL_ADDRESS" {
        return finding.span.of(text).is_some_and(is_mailbox);
    }
    if finding.kind.as_str() == "SOCIAL_HANDLE" {
        return finding.span.of(text).is_some_and(is_handle_of_a_body);
    }
    if finding.kind != Kind::PHONE_NUMBER {
        return false;
    }
    let number = finding.span.of(text).unwrap_or_default();
    let Some(before) = sentence_before(text, finding.span.start) else { return false };
    let near: Vec<String> = words(before).map(str::to_lowercase).collect();
    let to = text.floor_char_boundary((finding.span.end + REACH).min(text.len()));
    let behind = text.get(finding.span.end..to).unwrap_or_default();
    let behind = behind.get(..behind.find(['.', '\n']).unwrap_or(behind.len())).unwrap_or_default();
    let somebody = |word: &str| SOMEBODY.contains(&word.to_lowercase().as_str());
    // A charity for victims is none.
    let support = near.windows(2).any(|two| matches!(two, [one, other] if one == "victim" && other == "support"));
    if near.iter().any(|word| somebody(word) && !(support && word == "victim"))
        || words(behind).take(6).any(somebody)
        || names_somebody(before)
        || is_mobile(number)
    {
        return false;
    }
    // "Call 01632 960001 or 101."
    let or_public = [" or 101", " or 0800 555 111", " or Crimestoppers", " or dial 101", ", 101 or"]
        .iter()
        .any(|or| behind.starts_with(or));
    let desk = or_public
        || near.iter().any(|word| DESKS.contains(&word.as_str()))
        || near.windows(2).any(|two| matches!(two, [one, other] if OFFICES.contains(&(one, other))));
    let called = near.first().is_some_and(|first| CALLS.contains(&first.as_str()));
    let asked = [
        " to ask ",
        " to book ",
        " for details",
        " for more ",
        " if you ",
        " to report ",
        " between ",
        " for a form",
        " to find out",
    ]
    .iter()
    .any(|ask| behind.starts_with(ask));
    // A number that only bodies are given, in a sentence of nobody; a label says nothing.
    let told = near.len() > LABEL && is_for_bodies(number) && !words(before).any(people::may_be_a_name);
    desk || told || called && (is_for_bodies(number) || asked)
}

/// Returns what stands before a place in its sentence; a label of the line before belongs to it.
fn sentence_before(text: &str, at: usize) -> Option<&str> {
    let from = text.ceil_char_boundary(at.saturating_sub(REACH));
    let before = text.get(from..at)?;
    let ends =
        [". ", "? ", "! ", "; ", "\n", ".\n"].iter().filter_map(|end| before.rfind(end).map(|at| at + end.len()));
    let sentence = before.get(ends.max().unwrap_or(0)..)?;
    // "The press desk is on 01632 960001, the duty officer on": what stands before another number is of that one.
    let behind = sentence.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
    sentence.get(behind..)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '-')).filter(|word| !word.is_empty())
}

/// Returns whether words with capitals stand there that are a person's: "Ring Anna Holt of the press team on".
fn names_somebody(text: &str) -> bool {
    words(text).skip(1).any(|word| word.starts_with(char::is_uppercase) && people::marks_a_person(word))
}

/// Mobile telephones and personal numbers are somebody's until a policy says otherwise (Ofcom, National Telephone Numbering
/// Plan).
fn is_mobile(number: &str) -> bool {
    let national = national(number);
    national.starts_with("07")
}

/// Numbers that organisations alone are given, 03 and 080, or pay for, 0843 to 0872 (Ofcom, National Telephone Numbering Plan).
fn is_for_bodies(number: &str) -> bool {
    let national = national(number);
    ["03", "080", "084", "087"].iter().any(|prefix| national.starts_with(prefix))
}

fn national(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("44") {
        Some(rest) if !number.starts_with('0') => format!("0{}", rest.trim_start_matches('0')),
        _ => digits,
    }
}

/// Returns whether a handle is that of a force or a council: "@EstuaryPolice".
fn is_handle_of_a_body(handle: &str) -> bool {
    const OTHERS: &[&str] = &["gov", "fedpolice"];
    let lower = handle.trim_start_matches('@').to_ascii_lowercase();
    let rest = BODIES.iter().chain(OTHERS).find_map(|body| {
        lower.strip_suffix(body).or_else(|| lower.strip_suffix("uk").and_then(|rest| rest.strip_suffix(body)))
    });
    // "@annapolice" may be Anna's.
    rest.is_some_and(|rest| rest.len() > 3 && !people::marks_a_person(rest.trim_end_matches('_')))
}

/// Returns whether an address at a public body is a mailbox: ordinary words, none of them somebody's name or initials.
fn is_mailbox(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let Some((local, domain)) = lower.split_once('@') else { return false };
    // "pressoffice@", wherever it is
    if PRESS.contains(&local) {
        return true;
    }
    let parts = || local.split(['.', '-', '_', '+']).filter(|part| !part.is_empty());
    // "enquiries@sussexpolice.example"
    let of_body = BODIES.iter().any(|body| domain.split('.').any(|label| label.ends_with(body)));
    (of_body || DOMAINS.iter().any(|domain| lower.ends_with(domain)))
        && parts().count() <= 4
        && parts().all(|part| MAILBOXES.contains(&part) || is_plain(part))
        && parts().any(|part| part.len() > 2)
}

/// Returns whether a part of a mailbox is an ordinary word, a number of few figures, or two ordinary words together.
fn is_plain(part: &str) -> bool {
    let ordinary = |word: &str| word.len() > 3 && people::is_plain_word(word);
    part.bytes().all(|byte| byte.is_ascii_digit()) && part.len() < 4
        || part.len() == 3 && people::is_plain_word(part)
        || ordinary(part)
        || (4..part.len().saturating_sub(3))
            .any(|at| part.split_at_checked(at).is_some_and(|(one, other)| ordinary(one) && ordinary(other)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{Confidence, DetectorId, EvidenceSet, Role, Span};

    fn is_line(text: &str, value: &str, kind: Kind) -> bool {
        let start = text.find(value).unwrap();
        let finding = Finding {
            span: Span::new(start, start + value.len()),
            kind,
            role: Role::Unknown,
            confidence: Confidence::Likely,
            evidence: EvidenceSet::default(),
            detector: DetectorId::fixed("test"),
        };
        is_line_of_body(text, &finding)
    }

    #[test]
    fn desks_are_told_from_people() {
        for (text, number) in [
            ("It is so. Ring the press desk on 01632 960001 if you wish.", "01632 960001"),
            ("Enquiries: 01632 960002.", "01632 960002"),
            ("Ring 0808 157 0001 about faults.", "0808 157 0001"),
            ("Ring 01632 960004 to ask about lockers.", "01632 960004"),
            ("Questions to the listing office on 01632 960003.", "01632 960003"),
            ("The helpline for teachers is staffed by experts: 0306 999 0001, weekdays", "0306 999 0001"),
        ] {
            assert!(is_line(text, number, Kind::PHONE_NUMBER), "{text}");
        }
        for (text, number) in [
            ("Ring her on 0808 157 0001.", "0808 157 0001"),
            ("The victim's line is 01632 960001.", "01632 960001"),
            ("Ring Anna Holt of the press team on 01632 960001.", "01632 960001"),
            ("The press desk is on 07700 900123.", "07700 900123"),
            ("Telephone: 01632 960001", "01632 960001"),
            ("He rang the helpline from 01632 960001", "01632 960001"),
            ("Ring 01632 960001.", "01632 960001"),
            ("Ring 0808 157 0001, his work phone", "0808 157 0001"),
            ("Please can you ring Zhang on 0306 999 0001.", "0306 999 0001"),
            ("The press desk is on 01632 960001, the duty officer on 01632 960002", "01632 960002"),
        ] {
            assert!(!is_line(text, number, Kind::PHONE_NUMBER), "{text}");
        }
    }

    #[test]
    fn mailboxes_are_told_from_people() {
        for address in [
            "events@frinmouth.gov.uk",
            "crimereports@estuary.police.example",
            "parks@frinmouth.gov.uk",
            "enquiries@estuarypolice.example",
            "pressoffice@estuary.example",
        ] {
            assert!(is_line(address, address, Kind::new("EMAIL_ADDRESS")), "{address}");
        }
        for address in [
            "anna.holt@estuary.police.example",
            "aholt@frinmouth.gov.uk",
            "anna@frinmouth.gov.uk",
            "events@mail.example",
            "a.h@frinmouth.gov.uk",
            "anna@estuarypolice.example",
            "press.holt@estuary.example",
            "holta@frinmouth.gov.uk",
        ] {
            assert!(!is_line(address, address, Kind::new("EMAIL_ADDRESS")), "{address}");
        }
    }
}
