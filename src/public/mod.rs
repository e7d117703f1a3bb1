//! What is public because of what stands before or behind it: the address of a body that is named, the name of a case that is
//! cited.
//!
//! Rows say what is public by its own shape; here only findings are looked at, a bounded way back from each.

mod line;

use crate::detect::people;
use crate::{Finding, Kind, Span};

pub(crate) use line::is_line_of_body;

/// How far back the name of a body may stand.
const BODY_REACH: usize = 140;
/// The most pieces between commas of an address.
const MOST_PIECES: usize = 7;
/// How far back the name of a case may start.
const CASE_REACH: usize = 140;
/// The most words of the name of one party.
const MOST_WORDS: usize = 12;

/// Returns whether a finding is the address, or a piece of it, of a public body that is named directly before: "Estuary Police
/// Headquarters, PO Box 2, Springfield".
pub(crate) fn is_address_of_body(text: &str, finding: &Finding) -> bool {
    if finding.kind != Kind::STREET_ADDRESS && finding.kind.as_str() != "UK_POSTCODE" {
        return false;
    }
    let from = text.ceil_char_boundary(finding.span.end.saturating_sub(BODY_REACH));
    let Some(ahead) = text.get(from..finding.span.end) else { return false };
    let is_full = ends_with_postcode(ahead) || text.get(finding.span.end..).is_some_and(starts_with_postcode);
    // A blank line, or a sentence, ends what belongs together.
    let ahead = ["\n\n", "\r\n\r\n", ". ", "; ", ": "]
        .iter()
        .filter_map(|end| ahead.rsplit_once(*end))
        .map(|(_, rest)| rest)
        .min_by_key(|rest| rest.len())
        .unwrap_or(ahead);
    for piece in ahead.rsplit([',', '\n']).map(str::trim).filter(|piece| !piece.is_empty()).take(MOST_PIECES) {
        if let Some(body) = body_in(piece) {
            return body == Body::Building || is_full;
        }
        if !is_piece_of_address(piece) {
            return false;
        }
    }
    false
}

/// Returns whether a finding is the name of an operation that is told of as a campaign: "Operation Kestrel Watch is the force's
/// seasonal campaign against hare coursing".
pub(crate) fn is_campaign(text: &str, finding: &Finding) -> bool {
    const REACH: usize = 60;
    const CAMPAIGNS: &[&str] = &["campaign", "initiative", "crackdown", "scheme", "programme", "partnership"];
    const LEADS: &[&str] = &[" is the ", " is our ", " is a ", " is an ", ", the ", ", our ", ", a "];
    if finding.kind.as_str() != "OPERATION_NAME" {
        return false;
    }
    let to = text.floor_char_boundary((finding.span.end + REACH).min(text.len()));
    let behind = text.get(finding.span.end..to).unwrap_or_default();
    let behind = behind.split(['.', ';', '\n']).next().unwrap_or_default();
    LEADS.iter().any(|lead| {
        behind.strip_prefix(lead).is_some_and(|rest| {
            let mut words = rest.split([' ', ',']).take(6);
            words.any(|word| CAMPAIGNS.contains(&word))
        })
    })
}

fn ends_with_postcode(text: &str) -> bool {
    let mut words = text.rsplit([' ', '\n', ',']).filter(|word| !word.is_empty());
    let inward = words.next().unwrap_or_default();
    inward.len() == 3 && inward.starts_with(|c: char| c.is_ascii_digit()) && words.next().is_some_and(is_outward)
}

fn starts_with_postcode(text: &str) -> bool {
    let mut words = text.trim_start_matches([' ', ',', '\n', '\r']).split(|c: char| !c.is_ascii_alphanumeric());
    // The town may stand between.
    let mut words = words.by_ref().filter(|word| !word.is_empty()).take(5);
    words.any(is_outward)
}

fn is_outward(word: &str) -> bool {
    (2..=4).contains(&word.len())
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.bytes().any(|b| b.is_ascii_digit())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Body {
    /// A building that the public may go to.
    Building,
    /// A body: it may be the employer of somebody whose address follows, unless that is whole.
    Organisation,
}

/// What a building is called that the public may go to, by its last two words; `*` is any word with a capital.
const BUILDINGS: &[(&str, &str)] = &[
    ("Police", "Station"),
    ("Police", "Headquarters"),
    ("Force", "Headquarters"),
    ("Constabulary", "Headquarters"),
    ("Service", "Headquarters"),
    ("Police", "HQ"),
    ("Police", "Office"),
    ("Council", "Offices"),
    ("Civic", "Offices"),
    ("Civic", "Centre"),
    ("Town", "Hall"),
    ("County", "Hall"),
    ("City", "Hall"),
    ("Shire", "Hall"),
    ("Crown", "Court"),
    ("Magistrates", "Court"),
    ("County", "Court"),
    ("Family", "Court"),
    ("Youth", "Court"),
    ("Combined", "Court"),
    ("Coroner", "Court"),
    ("Law", "Courts"),
    ("Justice", "Centre"),
    ("*", "Hospital"),
    ("*", "Infirmary"),
    ("Fire", "Station"),
    ("Ambulance", "Station"),
    ("*", "Library"),
    ("Probation", "Office"),
    ("Commissioner", "Office"),
];

/// The last words of bodies.
const ORGANISATIONS: &[&str] = &["Council", "Constabulary", "Police"];

/// Words before the name of a body that make an address one near it; "to" does behind the words of the second list.
const NEAR: &[&str] = &[
    "near",
    "opposite",
    "behind",
    "beside",
    "outside",
    "off",
    "lives",
    "living",
    "past",
    "by",
    "facing",
    "overlooking",
];
const NEAR_TO: &[&str] = &["next", "close", "adjacent", "opposite", "near"];

/// Words before the name of a body with which somebody had to do; "to" is one but behind the words of the second list.
const DEALT_WITH: &[&str] =
    &["for", "with", "called", "told", "informed", "alerted", "contacted", "phoned", "rang", "rung", "met", "via"];
const WRITTEN_TO: &[&str] =
    &["write", "writing", "sent", "send", "post", "posted", "addressed", "letter", "letters", "returned"];

/// Returns what body a piece between commas ends with; "at 3 Station Road" may follow its name.
fn body_in(piece: &str) -> Option<Body> {
    let parts = [" is at ", " is in ", " at ", " in ", " on ", " ("];
    let names = parts.iter().filter_map(|joint| piece.rsplit_once(joint)).map(|(name, _)| name);
    names.chain([piece]).find_map(body_of)
}

fn body_of(name: &str) -> Option<Body> {
    let mut words = name.rsplit(' ').map(|word| word.split(['\'', '’']).next().unwrap_or_default());
    let (last, first) = (words.next()?, words.next()?);
    let capital = |word: &str| word.starts_with(|c: char| c.is_ascii_uppercase());
    if !capital(first) {
        return None;
    }
    let mut words = words.skip_while(|word| capital(word) || ["and", "of", "the"].contains(word));
    let (lead, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_near = NEAR.contains(&lead) || lead == "to" && NEAR_TO.contains(&second);
    // "Reported to Estuary Police, 12 Mill Lane": the address is somebody's who dealt with the body.
    let is_dealt_with =
        DEALT_WITH.contains(&lead) || lead == "to" && !WRITTEN_TO.iter().any(|word| word.eq_ignore_ascii_case(second));
    let is_prison = [first, last].iter().any(|word| ["HMP", "HMYOI"].contains(word)) && last != "HMP";
    let building = BUILDINGS.iter().any(|(one, other)| last == *other && (*one == "*" || first.starts_with(one)));
    if is_near {
        None
    } else if building || is_prison {
        Some(Body::Building)
    } else {
        (ORGANISATIONS.contains(&last) && !is_dealt_with).then_some(Body::Organisation)
    }
}

/// Returns whether a piece between commas can stand in the address of a body: a number, a street, a town, a postcode, a PO box.
fn is_piece_of_address(piece: &str) -> bool {
    let words = || piece.split(' ').filter(|word| !word.is_empty());
    words().count() <= 6
        && words().all(|word| {
            let plain = ["of", "on", "the", "and", "upon", "under", "in"].contains(&word);
            plain || word.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit())
        })
        && !words().any(|word| ["Flat", "Room", "Apartment"].contains(&word) || people::marks_a_person(word))
}

/// Returns the span of a citation with the name of the case before it: "R (Catt) v ACPO [2015] UKSC 9".
pub(crate) fn with_case_name(text: &str, citation: Span) -> Span {
    let is_of_case = citation.of(text).is_some_and(|citation| citation.starts_with(['[', '(']));
    let from = text.ceil_char_boundary(citation.start.saturating_sub(CASE_REACH));
    let Some(ahead) = text.get(from..citation.start).filter(|_| is_of_case) else { return citation };
    let ahead = ahead.trim_end_matches([' ', '\n', ',', '*', '_', ':']);
    let Some((before, defendant)) = [" v ", " v. ", " -v- ", "\nv ", " v\n"]
        .iter()
        .filter_map(|versus| ahead.rsplit_once(*versus))
        .max_by_key(|(before, _)| before.len())
    else {
        return citation;
    };
    let fits = |word: &str| is_capital(word) || SMALL.contains(&bare(word));
    let ends_sentence = |word: &str| word.ends_with(['.', ';']) && bare(word).len() > 3;
    let defendant_fits = defendant.split([' ', '\n']).all(|word| fits(word) && !ends_sentence(word));
    if !defendant_fits || defendant.split([' ', '\n']).count() > MOST_WORDS {
        return citation;
    }
    let mut start = None;
    let mut end = before.len();
    for word in before.rsplit([' ', '\n']).take(MOST_WORDS) {
        let at = end.saturating_sub(word.len());
        if !fits(word) || ends_sentence(word) || LEADS.contains(&bare(word)) {
            break;
        }
        if is_capital(word) {
            start = Some(at);
        }
        end = at.saturating_sub(1);
    }
    start.map_or(citation, |start| Span::new(from + start, citation.end))
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_capital(word: &str) -> bool {
    bare(word).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// Small words in the names of cases.
const SMALL: &[&str] = &[
    "on",
    "the",
    "application",
    "of",
    "and",
    "for",
    "by",
    "a",
    "an",
    "minor",
    "in",
    "ex",
    "parte",
    "another",
    "others",
    "ors",
    "anor",
    "child",
    "plc",
    "to",
    "",
];

/// Words with capitals that stand before the name of a case and are no part of it.
const LEADS: &[&str] = &["In", "See", "Per", "Following", "Applying", "Cf", "And", "As", "The", "Since", "Under"];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::string_slice)]

    use super::*;
    use crate::{Confidence, DetectorId, EvidenceSet, Role};

    fn is_public(text: &str, address: &str, kind: &str) -> bool {
        let start = text.find(address).unwrap();
        let finding = Finding {
            span: Span::new(start, start + address.len()),
            kind: Kind::new(kind),
            role: Role::Unknown,
            confidence: Confidence::Likely,
            evidence: EvidenceSet::default(),
            detector: DetectorId::fixed("test"),
        };
        is_address_of_body(text, &finding)
    }

    #[test]
    fn operations_that_are_told_as_campaigns_are_public() {
        let told = |text: &str| {
            let finding = Finding {
                span: Span::new(0, "Operation Larkspur".len()),
                kind: Kind::new("OPERATION_NAME"),
                role: Role::Unknown,
                confidence: Confidence::Likely,
                evidence: EvidenceSet::default(),
                detector: DetectorId::fixed("test"),
            };
            is_campaign(text, &finding)
        };
        assert!(told("Operation Larkspur is the force's seasonal campaign against hare coursing."));
        assert!(told("Operation Larkspur, our summer road safety campaign, begins in June."));
        assert!(!told("Operation Larkspur is looking into the campaign of arson."));
        assert!(!told("Operation Larkspur, the murder inquiry, goes on."));
    }

    #[test]
    fn addresses_of_named_bodies_are_public() {
        for (text, address) in [
            ("Write to Estuary Police Headquarters, PO Box 2, Springfield, Frinmouth CM2 6DA.", "PO Box 2"),
            (
                "Frinmouth Police Station, 3 Station Road, Frinmouth CO15 4AD is open.",
                "3 Station Road, Frinmouth CO15 4AD",
            ),
            ("Frinmouth Town Council, Council Offices, 12 High Street, Frinmouth", "12 High Street, Frinmouth"),
            (
                "He will appear at Frinmouth Magistrates’ Court, 4 Victoria Road.",
                "Frinmouth Magistrates’ Court, 4 Victoria Road",
            ),
            ("Estuary Police\nPO Box 2\nSpringfield\nFrinmouth\nCM2 6DA", "PO Box 2\nSpringfield\nFrinmouth\nCM2 6DA"),
            ("Frinmouth Police Station at 3 Station Road", "3 Station Road"),
            ("Write to Estuary Council, 2 Quay Street, Frinmouth CO15 4AD.", "2 Quay Street, Frinmouth CO15 4AD"),
            ("HMP Frinmouth, 1 Prison Road, holds 400", "1 Prison Road"),
            ("taken to Frinmouth General Hospital, Turner Road", "Turner Road"),
        ] {
            assert!(is_public(text, address, "STREET_ADDRESS"), "{text}");
        }
        let text = "taken to Frinmouth General Hospital, Turner Road, Frinmouth CO15 4AE";
        assert!(is_public(text, "CO15 4AE", "UK_POSTCODE"));
    }

    #[test]
    fn addresses_of_others_are_not() {
        for (text, address) in [
            ("The police went to 12 Mill Lane, Frinmouth CO15 4AB.", "12 Mill Lane, Frinmouth CO15 4AB"),
            ("She reported it at Frinmouth Police Station. 12 Mill Lane was empty.", "12 Mill Lane"),
            ("at Frinmouth Police Station, Darren Oakfield, 12 Mill Lane", "12 Mill Lane"),
            ("lives opposite Frinmouth Police Station, 12 Mill Lane", "12 Mill Lane"),
            ("He works for Estuary Police, 12 Mill Lane is his home.", "12 Mill Lane"),
            ("Frinmouth Police Station, Flat 2, 12 Mill Lane", "12 Mill Lane"),
            ("Estuary Police: address 12 Mill Lane", "12 Mill Lane"),
            ("Reported to Estuary Police, 12 Mill Lane, Frinmouth CO15 4AB", "12 Mill Lane, Frinmouth CO15 4AB"),
            ("Frinmouth Town Council\n\n12 Mill Lane, Frinmouth CO15 4AB", "12 Mill Lane, Frinmouth CO15 4AB"),
        ] {
            assert!(!is_public(text, address, "STREET_ADDRESS"), "{text}");
        }
    }

    #[test]
    fn citations_take_the_name_of_their_case() {
        for (text, wanted) in [
            ("In R (Catt) v ACPO [2015] UKSC 9 the court", "R (Catt) v ACPO [2015] UKSC 9"),
            ("See Holt v Estuary Police [2020] EWCA Civ 1058.", "Holt v Estuary Police [2020] EWCA Civ 1058"),
            (
                "as in R (on the application of Holt) v Chief Constable of Estuary Police [2020] EWHC 12",
                "R (on the application of Holt) v Chief Constable of Estuary Police [2020] EWHC 12",
            ),
            ("Mr Holt was seen. Later, v was [2020] UKSC 9", "[2020] UKSC 9"),
            ("Mr Holt said so [2020] UKSC 9", "[2020] UKSC 9"),
            ("Ann Holt left. Smith v Jones [2020] UKSC 9", "Smith v Jones [2020] UKSC 9"),
        ] {
            let start = text.find(['[']).unwrap();
            let end = start + text[start..].find(['.', 't']).unwrap_or(text.len() - start);
            let citation = Span::new(start, text[..end].trim_end().len());
            assert_eq!(with_case_name(text, citation).of(text).unwrap(), wanted);
        }
    }
}
