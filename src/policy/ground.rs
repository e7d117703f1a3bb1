//! Grounds: which exemption is cited, and whether it may be.
//!
//! An exemption of the Freedom of Information Act 2000 must name its paragraph. Sections 30 and 31 exclude each other:
//! information held for an investigation is exempt under 30 and *not* under 31 (s.31(1), "information which is not exempt
//! information by virtue of section 30"), unless the answer neither confirms nor denies. Citations of other laws are text.

/// What a ground cites.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ground {
    /// Section 30, other than its duty to confirm or deny.
    pub(super) investigation: bool,
    /// Section 31, other than its duty to confirm or deny.
    pub(super) enforcement: bool,
}

/// The limbs by which a body neither confirms nor denies.
const NEITHER: &[&str] = &["30(3)", "31(3)", "38(2)", "40(5B)", "44(2)", "24(2)", "23(5)", "27(4)", "41(2)", "42(2)"];

impl Ground {
    /// Returns what `text` cites, or what is wrong with it and the remedy.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Err("a ground is needed: name the exemption with its paragraph, such as `s.38(1)(a)`".to_owned());
        }
        let mut ground = Self::default();
        let mut names_statute = false;
        let mut bar = false;
        for clause in text.split([',', ';']).map(str::trim).filter(|clause| !clause.is_empty()) {
            let Some((section, paragraphs)) = exemption(clause) else {
                names_statute = true;
                continue;
            };
            let cited = format!("{section}{paragraphs}");
            if NEITHER.contains(&cited.as_str()) {
                continue;
            }
            let first = paragraphs.get(1..).and_then(|rest| rest.split(')').next()).unwrap_or_default();
            let letter = paragraphs.split(['(', ')']).filter(|p| !p.is_empty()).nth(1).unwrap_or_default();
            let needs = |letters: &str| letter.len() == 1 && letters.contains(letter);
            let remedy = match (section, first) {
                (_, "") => Some("name the paragraph"),
                (30, "1") if !needs("abc") => Some("name the paragraph: s.30(1)(a), (b) or (c)"),
                (31, "1") if !needs("abcdefghi") => {
                    Some("name the paragraph: s.31(1)(a) crime, (b) apprehension or prosecution, (c) justice …")
                }
                (38, "1") if !needs("ab") => Some("name the paragraph: s.38(1)(a) health or (b) safety"),
                (40, first) if !["1", "2"].contains(&first) => {
                    Some("cite s.40(2) for a third party, s.40(1) for the requester")
                }
                (30, first) if !["1", "2"].contains(&first) => Some("cite s.30(1)(a) to (c) or s.30(2)"),
                (38, first) if first != "1" => Some("cite s.38(1)(a) or (b)"),
                _ => None,
            };
            if let Some(remedy) = remedy {
                return Err(format!("the ground `{clause}` is not enough: {remedy}"));
            }
            ground.investigation |= section == 30;
            ground.enforcement |= section == 31;
            bar |= section == 44;
        }
        if bar && !names_statute {
            return Err("s.44(1) is a statutory bar: name the statute after it, such as `s.44(1); Sexual Offences (Amendment) Act 1992 s.1`".to_owned());
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

/// Why sections 30 and 31 do not go together.
pub(super) const EXCLUDE: &str = "s.30 and s.31 may not both cover the same information: s.31(1) is for what is not exempt \
under s.30; cite one, or the limbs s.30(3) and s.31(3) when neither confirming nor denying";

/// Returns section and paragraphs of an exemption of the Freedom of Information Act 2000, or `None` for other text.
fn exemption(clause: &str) -> Option<(u32, &str)> {
    let rest = ["section ", "sections ", "s. ", "s.", "s "].iter().find_map(|lead| {
        let head = clause.get(..lead.len())?;
        head.eq_ignore_ascii_case(lead).then(|| clause.get(lead.len()..)).flatten()
    })?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let section: u32 = rest.get(..digits)?.parse().ok()?;
    let rest = rest.get(digits..)?;
    let paragraphs = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'(' | b')')).count();
    let (paragraphs, tail) = rest.split_at_checked(paragraphs)?;
    let tail = tail.trim_start();
    let own = tail.is_empty()
        || [
            "FOIA",
            "of the Freedom of Information Act",
            "Freedom of Information Act",
            "with ",
            "read with",
            "to ",
            "–",
        ]
        .iter()
        .any(|known| tail.starts_with(known));
    (own && (21..=44).contains(&section)).then_some((section, paragraphs))
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
            "section 40(2) of the Freedom of Information Act 2000",
            "s.44(1) FOIA; Sexual Offences (Amendment) Act 1992 s.1",
            "s.30(3), s.31(3)",
            "s.30(2)",
            "Contempt of Court Act 1981 s.2",
            "FOISA s.38(1)(b)",
            "Anti-social Behaviour, Crime and Policing Act 2014 s.122A",
        ] {
            assert!(Ground::read(text).is_ok(), "{text}: {:?}", Ground::read(text));
        }
    }

    #[test]
    fn grounds_that_are_not_enough_say_what_is_missing() {
        for (text, wanted) in [
            ("", "a ground is needed"),
            ("s.31", "name the paragraph"),
            ("s.31(1)", "s.31(1)(a)"),
            ("s.40", "name the paragraph"),
            ("s.38(1)", "s.38(1)(a)"),
            ("s.30(1)", "s.30(1)(a)"),
            ("s.44(1)", "name the statute"),
            ("s.30(1)(a), s.31(1)(a)", "may not both cover"),
        ] {
            let error = Ground::read(text).err().unwrap_or_else(|| panic!("{text} is taken"));
            assert!(error.contains(wanted), "{text}: {error}");
        }
    }

    #[test]
    fn thirty_and_thirty_one_exclude_each_other() {
        let ground = |text| Ground::read(text).unwrap();
        assert!(ground("s.30(1)(a)").excludes(ground("s.31(1)(b)")));
        assert!(!ground("s.30(3)").excludes(ground("s.31(1)(b)")));
    }
}
