//! Grounds: which exemption is cited, and whether it may be.
//!
//! An exemption of the Freedom of Information Act 2000 must name its paragraph. Sections 30 and 31 exclude each other:
//! information held for an investigation is exempt under 30 and *not* under 31 (s.31(1), "information which is not exempt
//! information by virtue of section 30"), unless the answer neither confirms nor denies. Citations of other laws are text;
//! a law is named with its year. What is not understood is refused: a ground that nobody checked helps nobody.

/// What a ground cites.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ground {
    /// Section 30, other than its duty to confirm or deny.
    pub(super) investigation: bool,
    /// Section 31, other than its duty to confirm or deny.
    pub(super) enforcement: bool,
}

/// The Freedom of Information Act 2000 as it stands before or after a section, longest first.
const FOIA: &[&str] = &[
    "of the Freedom of Information Act 2000",
    "Freedom of Information Act 2000",
    "of the FOIA",
    "FOI Act 2000",
    "FOIA 2000",
    "FOIA",
];
/// The Freedom of Information (Scotland) Act 2002, longest first.
const FOISA: &[&str] = &[
    "of the Freedom of Information (Scotland) Act 2002",
    "Freedom of Information (Scotland) Act 2002",
    "FOISA 2002",
    "FOISA",
];
/// What joins two citations of one clause.
const JOINTS: &[&str] = &["read with ", "by virtue of ", "with ", "and ", "& ", "/"];
/// What stands between the first and the last of a range of paragraphs.
const RANGES: &[&str] = &["-", "–", "to "];
/// What a section is written with, in lower case.
const SECTION: &[&str] = &["sections ", "section ", "ss. ", "ss.", "s. ", "s.", "s "];
/// Words that end the name of a law with a year.
const LAWS: &[&str] = &["Act", "Regulations", "Order", "Rules", "Measure"];

/// Why sections 30 and 31 do not go together.
pub(super) const EXCLUDE: &str = "s.30 and s.31 may not both cover the same information: s.31(1) is for what is not exempt \
under s.30; cite one, or the limbs s.30(3) and s.31(3) when neither confirming nor denying";

/// A section with its paragraphs: `31`, `["1", "b"]`.
#[derive(Clone, Default)]
struct Exemption<'t> {
    section: &'t str,
    paragraphs: Vec<&'t str>,
}

/// One citation of a clause.
enum Citation<'t> {
    Exemption(Exemption<'t>),
    /// An exemption of the Scottish Act.
    Scottish,
    /// Another law.
    Law,
}

impl Ground {
    /// Returns what `text` cites, or what is wrong with it and the remedy.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Err("a ground is needed: name the exemption with its paragraph, such as `s.38(1)(a)`".to_owned());
        }
        let mut ground = Self::default();
        let (mut bar, mut names_statute) = (false, false);
        let mut before = None;
        for clause in clauses(text) {
            let mut rest = clause;
            while !rest.is_empty() {
                let (citation, after) = citation(rest, before.as_ref())?;
                rest = JOINTS.iter().find_map(|joint| after.strip_prefix(joint)).unwrap_or(after).trim_start();
                match citation {
                    Citation::Law => names_statute = true,
                    Citation::Scottish => {}
                    Citation::Exemption(exemption) => {
                        let neither = exemption.paragraphs == ["3"];
                        ground.investigation |= exemption.section == "30" && !neither;
                        ground.enforcement |= exemption.section == "31" && !neither;
                        bar |= exemption.section == "44" && exemption.paragraphs.first() == Some(&"1");
                        before = Some(exemption);
                    }
                }
            }
        }
        if bar && !names_statute {
            return Err("s.44(1) is a statutory bar: name the statute after it, such as `s.44(1); Sexual Offences \
                        (Amendment) Act 1992 s.1`"
                .to_owned());
        }
        if ground.investigation && ground.enforcement {
            return Err(EXCLUDE.to_owned());
        }
        Ok(ground)
    }

    /// Returns whether two grounds may not stand on the same information.
    pub(super) fn excludes(self, other: Self) -> bool {
        self.investigation && other.enforcement || self.enforcement && other.investigation
    }
}

/// Returns the clauses between commas and semicolons. The comma in `Crime and Policing Act` stands before a capital and
/// belongs to the name of a law.
fn clauses(text: &str) -> Vec<&str> {
    let mut clauses = Vec::new();
    let mut start = 0;
    for (at, mark) in text.match_indices([',', ';']) {
        let after = text.get(at + mark.len()..).unwrap_or_default().trim_start();
        let goes_on = mark == "," && is_name(after) && text.get(start..at).is_some_and(|own| is_name(own.trim_start()));
        if !goes_on {
            clauses.extend(text.get(start..at));
            start = at + mark.len();
        }
    }
    clauses.extend(text.get(start..));
    clauses.into_iter().map(str::trim).filter(|clause| !clause.is_empty()).collect()
}

/// Returns whether a text starts as the name of a law does: with a capital, and not with a section.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase()) && section(text, None).is_none()
}

/// Reads the citation at the start of `text` and returns it with what stands after it.
fn citation<'t>(text: &'t str, before: Option<&Exemption<'t>>) -> Result<(Citation<'t>, &'t str), String> {
    let lead = |names: &[&str]| names.iter().find_map(|name| text.strip_prefix(name)).map(str::trim_start);
    if let Some((exemption, after)) = lead(FOISA).and_then(|rest| section(rest, None)) {
        return scottish(&exemption, text).map(|citation| (citation, after.trim_start()));
    }
    let own = lead(FOIA).and_then(|rest| section(rest, None));
    let Some((mut exemption, after)) = own.or_else(|| section(text, before)) else {
        return law(text).map(|citation| (citation, ""));
    };
    let mut after = after.trim_start();
    if let Some(after) = FOISA.iter().find_map(|name| after.strip_prefix(name)) {
        return scottish(&exemption, text).map(|citation| (citation, after.trim_start()));
    }
    if let Some((last, rest)) = range_end(after).filter(|_| exemption.paragraphs.len() > 1) {
        check(&exemption, text)?;
        exemption.paragraphs.pop();
        exemption.paragraphs.push(last);
        after = rest.trim_start();
    }
    after = FOIA.iter().find_map(|name| after.strip_prefix(name)).unwrap_or(after).trim_start();
    let ends = after.is_empty() || JOINTS.iter().any(|joint| after.starts_with(joint));
    if ends {
        check(&exemption, text)?;
        return Ok((Citation::Exemption(exemption), after));
    }
    // `s.45 Youth Justice and Criminal Evidence Act 1999` is a section of another law.
    if !after.split_whitespace().any(is_law) {
        return Err(format!("the ground `{text}` is not understood: separate citations with `,` or `;`"));
    }
    law(text).map(|citation| (citation, ""))
}

/// Reads `s.31(1)(b)`, or after another citation `40(3A)(a)` or `(b)`.
fn section<'t>(text: &'t str, before: Option<&Exemption<'t>>) -> Option<(Exemption<'t>, &'t str)> {
    if let (true, Some(before)) = (text.starts_with('('), before) {
        let (own, after) = paragraphs(text);
        // `(b)` after s.31(1)(a) is s.31(1)(b).
        let mut exemption = before.clone();
        exemption.paragraphs.truncate(1);
        exemption.paragraphs.extend(own);
        return Some((exemption, after));
    }
    let written = SECTION.iter().find_map(|lead| {
        let head = text.get(..lead.len())?;
        head.eq_ignore_ascii_case(lead).then(|| text.get(lead.len()..)).flatten()
    });
    let bare = text.strip_prefix(['s', 'S']).or_else(|| before.map(|_| text));
    let rest = written.or(bare).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let (section, rest) = rest.split_at_checked(end)?;
    let (paragraphs, after) = paragraphs(rest);
    Some((Exemption { section, paragraphs }, after))
}

fn paragraphs(text: &str) -> (Vec<&str>, &str) {
    let mut paragraphs = Vec::new();
    let mut rest = text;
    while let Some((inner, after)) = rest.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
        if inner.is_empty() || inner.len() > 4 || !inner.bytes().all(|b| b.is_ascii_alphanumeric()) {
            break;
        }
        paragraphs.push(inner);
        rest = after;
    }
    (paragraphs, rest)
}

/// Reads `-(c)` and returns the last paragraph of the range with what stands after it.
fn range_end(after: &str) -> Option<(&str, &str)> {
    let rest = RANGES.iter().find_map(|mark| after.strip_prefix(mark))?.trim_start();
    let (last, rest) = paragraphs(rest);
    match last.as_slice() {
        [last] => Some((last, rest)),
        _ => None,
    }
}

fn is_law(word: &str) -> bool {
    LAWS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// Accepts the citation of another law.
fn law(text: &str) -> Result<Citation<'_>, String> {
    let is_year = |word: &str| {
        let digits = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit())
    };
    if text.split_whitespace().any(is_law) && !text.split_whitespace().any(is_year) {
        return Err(format!("the ground `{text}` names a law without its year: `Contempt of Court Act 1981 s.2`"));
    }
    if text.split_whitespace().nth(1).is_none() {
        return Err(format!("the ground `{text}` is not understood: cite `s.38(1)(b)`, or a law with its year"));
    }
    Ok(Citation::Law)
}

/// Returns what an exemption of the Act of 2000 lacks, with the remedy.
fn check(exemption: &Exemption<'_>, cited: &str) -> Result<(), String> {
    let within = |letter: &str, last: u8| letter.len() == 1 && letter.bytes().all(|b| (b'a'..=last).contains(&b));
    let (enough, remedy) = match (exemption.section, exemption.paragraphs.as_slice()) {
        ("30", ["1", letter] | ["1", letter, "i" | "ii"]) => (within(letter, b'c'), "s.30(1)(a), (b) or (c)"),
        // Both (a) and (b) of s.30(2) must hold, so that the subsection names them.
        ("30", ["2"] | ["2", "a" | "b"] | ["2", "a", "i" | "ii" | "iii" | "iv"] | ["3"]) => (true, ""),
        ("30", _) => (false, "s.30(1)(a), (b) or (c), s.30(2), or s.30(3)"),
        ("31", ["1", letter]) if within(letter, b'i') => (true, ""),
        ("31", ["2", letter]) => (within(letter, b'j'), "s.31(1)(g) with s.31(2)(a) to (j)"),
        ("31", ["3"]) => (true, ""),
        ("31", _) => (false, "s.31(1)(a) crime, (b) apprehension or prosecution, (c) justice … (i), or s.31(3)"),
        ("38", ["1", "a" | "b"] | ["2"]) => (true, ""),
        ("38", _) => (false, "s.38(1)(a) health or (b) safety, or s.38(2)"),
        ("40", ["1" | "2" | "3B" | "4A" | "5A"] | ["5B", ..] | ["3A" | "4A", "a" | "b"]) => (true, ""),
        ("40", _) => (false, "s.40(2) with s.40(3A)(a) for a third party, s.40(1) for the requester, or s.40(5B)"),
        ("44", ["1"] | ["1", "a" | "b" | "c"] | ["2"]) => (true, ""),
        ("44", _) => (false, "s.44(1) and the statute that prohibits disclosure, or s.44(2)"),
        ("22A", [_, ..]) => (true, ""),
        (section, paragraphs) => match section.parse::<u8>() {
            Ok(21..=44) => (!paragraphs.is_empty(), "at least the subsection, such as s.42(1)"),
            _ => {
                return Err(format!(
                    "the ground `{cited}` is no exemption of the Freedom of Information Act 2000: if it belongs to another \
                     law, name the law"
                ));
            }
        },
    };
    if enough { Ok(()) } else { Err(format!("the ground `{cited}` is not enough: name the paragraph: {remedy}")) }
}

/// Accepts an exemption of the Scottish Act that names its paragraph.
fn scottish<'t>(exemption: &Exemption<'_>, cited: &str) -> Result<Citation<'t>, String> {
    if matches!(exemption.section.parse::<u8>(), Ok(18 | 25..=41)) && !exemption.paragraphs.is_empty() {
        return Ok(Citation::Scottish);
    }
    Err(format!("the ground `{cited}` is not enough: name the paragraph, such as `s.38(1)(b) FOISA`"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use super::*;

    #[test]
    fn grounds_that_may_be_cited() {
        for text in [
            "s.31(1)(b), s.38(1)(b)",
            "s.40(2) with 40(3A)(a)",
            "s.40(2) by virtue of s.40(3A)(a) FOIA",
            "section 40(2) of the Freedom of Information Act 2000",
            "s.44(1) FOIA; Sexual Offences (Amendment) Act 1992 s.1",
            "s.44(1) FOIA with Sexual Offences (Amendment) Act 1992 s.1",
            "s.30(3), s.31(3), s.38(2), s.40(5B)(a)(i), s.44(2)",
            "s.30(2)",
            "s.30(2)(a)(i) and (b)",
            "s.30(1)(a)-(c)",
            "s.30(1)(a) to (c) FOIA",
            "s.31(1)(a), (b)",
            "s31(1)(a)",
            "s.31(1)(g) with s.31(2)(b)",
            "s.42(1)",
            "Contempt of Court Act 1981 s.2",
            "s.45 Youth Justice and Criminal Evidence Act 1999",
            "s.1 of the Sexual Offences (Amendment) Act 1992",
            "FOISA s.38(1)(b)",
            "s.34(1)(a) FOISA; s.35(1)(a) FOISA",
            "Anti-social Behaviour, Crime and Policing Act 2014 s.122A",
            "UK GDPR article 6(1)(e)",
            "common law confidence",
        ] {
            assert!(Ground::read(text).is_ok(), "{text}: {:?}", Ground::read(text));
        }
    }

    #[test]
    fn grounds_that_are_not_enough_say_what_is_missing() {
        for (text, wanted) in [
            ("", "a ground is needed"),
            ("s.31", "name the paragraph"),
            ("s31", "name the paragraph"),
            ("S.31", "name the paragraph"),
            ("ss.31", "name the paragraph"),
            ("FOIA s.31", "name the paragraph"),
            ("section 31 of the Freedom of Information Act 2000", "name the paragraph"),
            ("s.31 and s.40", "name the paragraph"),
            ("s.40(2) with s.31", "name the paragraph"),
            ("s.38(1)(b)/s.40", "name the paragraph"),
            ("s.31(1)", "s.31(1)(a)"),
            ("s.31(1)(j)", "s.31(1)(a)"),
            ("s.31(1)(a)-(z)", "s.31(1)(a)"),
            ("s.31(2)(z)", "s.31(2)(a) to (j)"),
            ("s.40", "name the paragraph"),
            ("s.38(1)", "s.38(1)(a)"),
            ("s.30(1)", "s.30(1)(a)"),
            ("s.30(2)(z)", "s.30(2)"),
            ("s.42", "the subsection"),
            ("s.14(1)", "no exemption"),
            ("s.44(1)", "name the statute"),
            ("s.44(1), s.40(2)", "name the statute"),
            ("s.44(1), s.14", "no exemption"),
            ("s.38 FOISA", "s.38(1)(b) FOISA"),
            ("FOISA s.38", "s.38(1)(b) FOISA"),
            ("Contempt of Court Act s.2", "without its year"),
            ("s.31 for harm", "not understood"),
            ("confidential", "not understood"),
            ("s.30(1)(a), s.31(1)(a)", "may not both cover"),
            ("s.30(1)(a) and s.31(1)(a)", "may not both cover"),
            ("s.30(1)(a), s.31(1)(a)-(c)", "may not both cover"),
        ] {
            let error = Ground::read(text).err().unwrap_or_else(|| panic!("{text} is taken"));
            assert!(error.contains(wanted), "{text}: {error}");
        }
    }

    #[test]
    fn thirty_and_thirty_one_exclude_each_other() {
        let ground = |text| Ground::read(text).unwrap();
        assert!(ground("s.30(1)(a)").excludes(ground("s.31(1)(b)")));
        assert!(ground("s.31(1)(a)-(c)").excludes(ground("s.30(2)")));
        assert!(!ground("s.30(3)").excludes(ground("s.31(1)(b)")));
    }
}
