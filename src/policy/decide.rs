//! From a finding to a decision.
//!
//! Bars, permissions and rules are compiled once; a decision looks only at those that may match the kind. The result is
//! the most protective of the highest level that matches.

use std::collections::HashSet;
use std::sync::Arc;

use super::file::{self, Clause, Source, text_of};
use super::ground::{EXCLUDE, Ground};
use super::{Circumstances, Decision, Level, Policy, Treatment};
use crate::detect::offence::{Offence, Offences};
use crate::fold::fold_text;
use crate::value::letters_of;
use crate::{Address, Confidence, Date, Error, ErrorKind, Finding, Kind, Result, Role};

/// A bar, a permission or a rule in the form in which it is tried.
#[derive(Clone, Debug)]
pub(super) struct Compiled {
    pub(super) id: Arc<str>,
    pub(super) level: Level,
    /// Whether it has not expired.
    pub(super) applies: bool,
    /// The kinds it names; `None` for all.
    pub(super) kinds: Option<Vec<Kind>>,
    roles: Option<Vec<Role>>,
    offences: Offences,
    min_confidence: Confidence,
    pointers: Vec<Vec<String>>,
    columns: Vec<String>,
    /// Whether it names fields and no kinds: then whole values match.
    whole: bool,
    values: HashSet<String>,
    expires: Option<Date>,
    ground: Ground,
    decision: Arc<Decision>,
}

impl Compiled {
    pub(super) fn of_rule(rule: &Clause, level: Level, source: Source<'_>) -> Result<Self> {
        let ground = text_of(rule.ground.as_ref());
        let treatment = rule.treatment.as_ref().map(|treatment| file::treatment(treatment, source)).transpose()?;
        let decision = Decision {
            treatment: treatment.unwrap_or(Treatment::Refuse), // the file was checked: there is one
            level,
            rule: Arc::from(rule.id()),
            ground: Arc::from(ground),
            harm: Arc::from(text_of(rule.harm.as_ref())),
            likelihood: Arc::from(text_of(rule.likelihood.as_ref())),
            review_when: Arc::from(text_of(rule.review_when.as_ref())),
        };
        let mut compiled = Self::of(rule, decision, source)?;
        compiled.ground = Ground::read(ground).unwrap_or_default();
        Ok(compiled)
    }

    pub(super) fn of_allow(allow: &Clause, source: Source<'_>) -> Result<Self> {
        let decision = Decision {
            treatment: Treatment::Keep,
            level: Level::Allow,
            rule: Arc::from(allow.id()),
            ground: Arc::from(""),
            harm: Arc::from(text_of(allow.reason.as_ref())),
            likelihood: Arc::from(""),
            review_when: Arc::from(""),
        };
        let mut compiled = Self::of(allow, decision, source)?;
        compiled.values = allow
            .values
            .iter()
            .flat_map(|values| values.get_ref())
            .map(|value| letters_of(&fold_text(value)))
            .collect();
        compiled.expires = file::date(allow.expires.as_ref(), source)?;
        compiled.judge(None);
        Ok(compiled)
    }

    fn of(matcher: &Clause, decision: Decision, source: Source<'_>) -> Result<Self> {
        let mut roles = Vec::new();
        for role in &matcher.roles {
            roles.push(file::role(role, source)?);
        }
        let offences = matcher.offences.iter().filter_map(|name| Offence::from_name(name.get_ref()));
        let steps = |pointer: &String| pointer.trim_start_matches('/').split('/').map(str::to_owned).collect();
        Ok(Self {
            id: Arc::clone(&decision.rule),
            level: decision.level,
            applies: true,
            kinds: matcher.kinds(),
            roles: Some(roles).filter(|roles| !roles.is_empty()),
            offences: offences.fold(Offences::default(), Offences::with),
            min_confidence: file::confidence(matcher.min_confidence.as_ref(), source)?,
            pointers: matcher.pointers.iter().map(steps).collect(),
            columns: matcher.columns.iter().map(|column| plain_name(column)).collect(),
            whole: matcher.kinds.is_empty() && !(matcher.pointers.is_empty() && matcher.columns.is_empty()),
            values: HashSet::new(),
            expires: None,
            ground: Ground::default(),
            decision: Arc::new(decision),
        })
    }

    /// Decides whether it applies on a day: what expires some day does not apply when no day is given.
    pub(super) fn judge(&mut self, today: Option<Date>) {
        self.applies = self.expires.is_none_or(|last| today.is_some_and(|today| today <= last));
    }

    pub(super) fn names(&self, kind: &Kind) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.contains(kind))
    }

    fn matches(&self, finding: &Finding, circumstances: &Circumstances<'_>, text: &str) -> bool {
        self.applies
            && finding.confidence >= self.min_confidence
            && self.roles.as_ref().is_none_or(|roles| roles.contains(&finding.role))
            && self.speaks_of(circumstances.offences)
            && self.is_in_field(circumstances)
            && (self.values.is_empty() || self.values.contains(&letters_of(&fold_text(text))))
    }

    fn speaks_of(&self, offences: Offences) -> bool {
        self.offences == Offences::default() || self.offences.meets(offences)
    }

    fn is_in_field(&self, circumstances: &Circumstances<'_>) -> bool {
        if self.pointers.is_empty() && self.columns.is_empty() {
            return true;
        }
        let named = circumstances
            .field
            .is_some_and(|field| !self.columns.is_empty() && self.columns.contains(&plain_name(field)));
        named || !self.pointers.is_empty() && self.is_pointed_at(circumstances.address)
    }

    fn is_pointed_at(&self, address: &Address) -> bool {
        let Address::Value(pointer) = address else { return false };
        let pointer = pointer.to_string();
        let steps: Vec<&str> = pointer.trim_start_matches('/').split('/').collect();
        self.pointers.iter().any(|pattern| fits(pattern, &steps))
    }

    /// Returns whether it decides, at the same level, wherever `other` matches.
    pub(super) fn always_beats(&self, other: &Self) -> bool {
        self.level == other.level
            && self.decision.treatment > other.decision.treatment
            && self.min_confidence <= other.min_confidence
            && self.offences == Offences::default()
            && self.pointers.is_empty()
            && self.columns.is_empty()
            && self.covers_roles(other)
            && match (&self.kinds, &other.kinds) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(own), Some(others)) => others.iter().all(|kind| own.contains(kind)),
            }
    }

    fn covers_roles(&self, other: &Self) -> bool {
        match (&self.roles, &other.roles) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(own), Some(others)) => others.iter().all(|role| own.contains(role)),
        }
    }

    /// Returns whether the two may match the same finding.
    fn meets(&self, other: &Self) -> bool {
        let kinds = match (&self.kinds, &other.kinds) {
            (Some(own), Some(others)) => own.iter().any(|kind| others.contains(kind)),
            _ => true,
        };
        let roles = match (&self.roles, &other.roles) {
            (Some(own), Some(others)) => own.iter().any(|role| others.contains(role)),
            _ => true,
        };
        kinds && roles
    }
}

/// Refuses two rules, or two bars, that rest on s.30 and on s.31 and may match the same finding.
pub(super) fn reject_exclusions(rules: &[Compiled], source: &str) -> Result<()> {
    for (index, one) in rules.iter().enumerate() {
        let twin = rules
            .iter()
            .skip(index + 1)
            .find(|other| one.level == other.level && one.ground.excludes(other.ground) && one.meets(other));
        if let Some(other) = twin {
            let message = format!("policy `{source}`: `{}` and `{}`: {EXCLUDE}", one.id, other.id);
            return Err(Error::new(ErrorKind::Policy, message));
        }
    }
    Ok(())
}

/// Returns whether the steps of a pointer fit a pattern.
///
/// Only the last `**` ever needs to give way, so that the time is bounded by pattern times steps, whatever a record nests.
fn fits(pattern: &[String], steps: &[&str]) -> bool {
    let (mut at, mut step) = (0, 0);
    let mut give_way: Option<(usize, usize)> = None;
    while let Some(own) = steps.get(step) {
        match pattern.get(at).map(String::as_str) {
            Some("**") => {
                at += 1;
                give_way = Some((at, step));
            }
            Some(wanted) if wanted == "*" || wanted == *own => (at, step) = (at + 1, step + 1),
            _ => match &mut give_way {
                Some((after, taken)) => {
                    *taken += 1;
                    (at, step) = (*after, *taken);
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(at).all(|rest| rest == "**")
}

/// Returns a field name without case and separators: `dateOfBirth` and `Date of birth` are the same.
fn plain_name(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Policy {
    /// Returns what the policy says of a finding of that kind, role and confidence in a text that speaks of no offence.
    #[must_use]
    pub fn decision(&self, kind: &Kind, role: Role, confidence: Confidence) -> Decision {
        let finding = Finding {
            span: crate::Span::default(),
            kind: kind.clone(),
            role,
            confidence,
            evidence: crate::EvidenceSet::default(),
            detector: crate::DetectorId::fixed("none"),
        };
        let nowhere = Circumstances { offences: Offences::default(), address: &Address::Text, field: None };
        Arc::unwrap_or_clone(self.decide(&finding, &nowhere, ""))
    }

    /// Returns what the policy says of `finding`, whose source text is `text`.
    pub(crate) fn decide(&self, finding: &Finding, circumstances: &Circumstances<'_>, text: &str) -> Arc<Decision> {
        let candidates = self.by_kind.get(&finding.kind).unwrap_or(&self.any_kind);
        let mut best: Option<&Compiled> = None;
        let mut bar: Option<&Compiled> = None;
        for rule in candidates.iter().filter_map(|index| self.rules.get(*index)) {
            // Bars come first, then permissions, then rules. A permission ends the search unless a bar has spoken; then
            // rules can still make the bar's treatment stricter, so that a bar never reveals more either.
            match best.map(|best| best.level) {
                Some(Level::Allow) => break,
                Some(Level::Bar) if rule.level == Level::Allow => continue,
                _ => {}
            }
            let better = best.is_none_or(|best| rule.decision.treatment > best.decision.treatment);
            if better && rule.matches(finding, circumstances, text) {
                best = Some(rule);
                bar = best.filter(|best| best.level == Level::Bar).or(bar);
            }
        }
        match (bar, best) {
            // A stricter rule makes the treatment stricter; the ground stays the statute.
            (Some(bar), Some(best)) if best.decision.treatment != bar.decision.treatment => {
                let treatment = best.decision.treatment.clone();
                Arc::new(Decision { treatment, ..Decision::clone(&bar.decision) })
            }
            (Some(rule), _) | (_, Some(rule)) => Arc::clone(&rule.decision),
            (_, None) if finding.confidence < self.default_min => Arc::clone(&self.unsure),
            (_, None) => Arc::clone(&self.default),
        }
    }

    /// Returns the template of labels that the policy sets for `kind`.
    pub(crate) fn label(&self, kind: &Kind) -> Option<&str> {
        self.labels.get(kind).or(self.any_label.as_ref()).map(String::as_str)
    }

    /// Returns whether a bar or rule withholds whole values where the circumstances are such.
    pub(crate) fn withholds_whole(&self, circumstances: &Circumstances<'_>) -> bool {
        self.rules.iter().any(|rule| {
            rule.whole
                && rule.level != Level::Allow
                && rule.speaks_of(circumstances.offences)
                && rule.is_in_field(circumstances)
        })
    }

    /// Returns why a decision lets a finding stay.
    pub(crate) fn reason_to_keep(&self, decision: &Decision) -> String {
        match decision.level {
            Level::Allow => decision.harm.to_string(),
            _ => format!("less sure than `{}`, which the default asks for", self.default_min),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fits;

    fn fit(pattern: &str, pointer: &str) -> bool {
        let pattern: Vec<String> = pattern.split('/').map(str::to_owned).collect();
        fits(&pattern, &pointer.split('/').collect::<Vec<_>>())
    }

    #[test]
    fn a_star_is_one_step_and_two_are_any_number() {
        for (pattern, pointer) in [
            ("people/*/name", "people/0/name"),
            ("**/name", "name"),
            ("**/name", "people/0/name"),
            ("people/**", "people"),
            ("people/**", "people/0/home/town"),
            ("**/home/**/town", "home/a/home/b/town"),
            ("**/a/*/**", "x/a/b"),
        ] {
            assert!(fit(pattern, pointer), "{pattern} {pointer}");
        }
        for (pattern, pointer) in [
            ("people/*/name", "people/name"),
            ("people/*/name", "people/0/1/name"),
            ("**/name", "people/0/names"),
            ("people/*", "people"),
            ("**/home/**/town", "town/home"),
            ("people", "people/0"),
        ] {
            assert!(!fit(pattern, pointer), "{pattern} {pointer}");
        }
    }

    /// With one try for each way of sharing the steps among the `**`, this would not end.
    #[test]
    fn many_stars_over_a_deep_record_are_tried_in_bounded_time() {
        assert!(!fit(&format!("{}b", "**/a/".repeat(20)), &["a"; 2_000].join("/")));
    }
}
