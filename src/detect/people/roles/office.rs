//! Who holds an office that is told with a capital: "The Minister for Policing, Dame Jane Holt, said", "Its chair was Jane
//! Holt", "the review by Dame Jane Holt". Who acts in such an office does so in public.

use super::{is_of_the_past, words};
use crate::detect::caseless::is_one_of;

/// The words that offices end in, or stand before "of", "for" and what they are held in.
const HEADS: &[&str] = &[
    "Minister",
    "Secretary",
    "Director",
    "Commissioner",
    "Chairman",
    "Chairwoman",
    "Chair",
    "Convener",
    "Convenor",
    "General",
    "Ombudsman",
    "Llywydd",
    "Speaker",
    "Mayor",
    "Provost",
    "Lieutenant",
    "Sheriff",
    "Chancellor",
    "Comptroller",
    "MP",
    "MSP",
    "MLA",
    "President",
    "Principal",
    "Registrar",
    "Inspector",
    "Governor",
    "Controller",
    "Archbishop",
    "Bishop",
    "Dean",
    "Moderator",
    "Commander",
    "Counsel",
    "Advocate",
    "Solicitor",
    "Auditor",
    "Examiner",
    "Regulator",
    "Adviser",
    "Officer",
    "Taoiseach",
    "Premier",
];

/// The words that tie an office to what it is held in.
const TIES: &[&str] = &["of", "for", "and", "the", "to", "in", "on"];
/// Titles between an office and a name.
const TITLES: &[&str] = &[
    "dame",
    "sir",
    "lord",
    "lady",
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "rt",
    "hon",
    "group",
    "captain",
];
/// The most words of an office with all that it is held in.
const LONGEST: usize = 10;

/// Returns whether the words around a name say that who bears it holds a public office.
pub(super) fn is_held(before: &str, after: &str) -> bool {
    stands_before(before) || stands_behind(after) || chairs(before) || reviews(before) || leads(before, after)
}

/// "The Traffic Commissioner for Scotland, ", "the leader of Plaid Cymru, "
fn stands_before(before: &str) -> bool {
    let mut rest = before.trim_end();
    while let Some(title) = words(rest).next_back().filter(|word| is_one_of(word, TITLES)) {
        let Some(less) = rest.trim_end_matches('.').strip_suffix(title) else { break };
        rest = less.trim_end();
    }
    let Some(clause) = rest.strip_suffix(',') else { return false };
    let clause = clause.rsplit(['.', ';', ':', '"', '(']).next().unwrap_or_default();
    // "the Comptroller and Auditor General", "the Minister for Policing, Fire and Crime"
    let mut near: Vec<&str> = words(clause).rev().take(LONGEST).collect();
    near.reverse();
    let Some(head) = near.iter().rposition(|word| is_head(word)) else { return false };
    let held = near.get(head + 1..).unwrap_or_default();
    let named = held.iter().all(|word| is_one_of(word, TIES) || word.starts_with(char::is_uppercase));
    let tied = held.first().is_none_or(|word| matches!(*word, "of" | "for" | "to" | "in" | "on"));
    let led = near.get(..head).unwrap_or_default();
    named && tied && !led.iter().rev().take(4).any(|word| is_of_the_past(word) || *word == "a" || *word == "an")
}

/// Returns whether a word is the head of an office: with a capital, but for those that are written small everywhere.
fn is_head(word: &str) -> bool {
    HEADS.contains(&word) || matches!(word, "leader" | "ombudsman" | "convener")
}

/// ", President of the King's Bench Division", ", counsel to the inquest"
fn stands_behind(after: &str) -> bool {
    let Some(rest) = after.strip_prefix(',') else { return false };
    let rest = rest.strip_prefix(" KC,").unwrap_or(rest);
    let apposition = rest.split(['.', ';', ',']).next().unwrap_or_default();
    let near: Vec<&str> = words(apposition).take(LONGEST).collect();
    let Some(tie) = near.iter().position(|word| matches!(*word, "of" | "for" | "to")) else { return false };
    let head = tie.checked_sub(1).and_then(|at| near.get(at)).copied().unwrap_or_default();
    let past = near.iter().take(tie).any(|word| is_of_the_past(word) || matches!(*word, "a" | "an"));
    let counsel = head == "counsel" && near.get(tie).is_some_and(|word| matches!(*word, "to" | "for"));
    (is_head(head) || counsel) && !past
}

/// "chaired by", "Its chair was", "an inquiry led by"
fn chairs(before: &str) -> bool {
    let mut near = words(before).rev().filter(|word| !is_one_of(word, TITLES));
    let (last, second) = (near.next().unwrap_or_default(), near.next().unwrap_or_default());
    let third = near.next().unwrap_or_default();
    last == "by" && matches!(second, "chaired" | "presided" | "convened")
        || is_one_of(last, &["was", "is"])
            && is_one_of(second, &["chair", "chairman", "chairwoman", "convener"])
            && is_one_of(third, &["its", "the", "our"])
}

/// "the review by Dame ", "the inquiry led by Sir "
fn reviews(before: &str) -> bool {
    const REVIEWS: &[&str] = &["review", "inquiry", "report", "inspection", "evaluation", "study"];
    let mut near = words(before).rev().filter(|word| !is_one_of(word, TITLES));
    let last = near.next().unwrap_or_default();
    let (second, third) = (near.next().unwrap_or_default(), near.next().unwrap_or_default());
    last == "by" && (is_one_of(second, REVIEWS) || is_one_of(second, &["led", "written"]) && is_one_of(third, REVIEWS))
}

/// "Professor Holt led the work", "the team, under Professor Holt"
fn leads(before: &str, after: &str) -> bool {
    const WORK: &[&str] = &["work", "review", "inquiry", "study", "research", "panel", "inspection", "evaluation"];
    let mut near = words(after);
    let verb = matches!(near.next(), Some("led" | "chaired" | "leads" | "chairs"));
    let work = near.take(3).any(|word| is_one_of(word, WORK));
    let under = before.trim_end().strip_suffix("Professor").is_some_and(|rest| rest.ends_with("under "));
    let own = after
        .strip_prefix("'s ")
        .and_then(|rest| words(rest).next())
        .is_some_and(|what| is_one_of(what, &["review", "report", "inquiry"]));
    let honoured = ["Sir ", "Dame ", "Lord ", "Lady "].iter().any(|title| before.ends_with(title));
    verb && work || under || honoured && own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_stand_before_and_behind_names() {
        for before in [
            "The Minister for Policing, Dame ",
            "It was so. The Director of Public Prosecutions, ",
            "The Comptroller and Auditor General, ",
            "then called the leader of Plaid Cymru, ",
            "Public Services Ombudsman for Wales, ",
            "The MP for Holm and Weeley, ",
            "an inquiry chaired by Lord ",
            "Its chair was ",
            "the review by Dame ",
        ] {
            assert!(is_held(before, " said"), "{before}");
        }
        assert!(is_held("Professor ", " led the work") && is_held("the team, under Professor ", ", looked"));
        assert!(is_held("approved by Dame ", ", President of the Family Division, at"));
        assert!(is_held("Present: Ms ", ", counsel to the inquest; family"));
        for (before, after) in [
            ("a former Director, ", " said"),
            ("He told the director of the firm, ", " said"),
            ("The complainant, ", " said"),
            ("They robbed the chair, ", " said"),
            ("by a Director, ", ""),
            ("", ", the driver of the car, said"),
        ] {
            assert!(!is_held(before, after), "{before}…{after}");
        }
    }
}
