//! The policy file: TOML in, one resolved [`File`] out, or an error that names the line and the near key.
//!
//! Layers are read first to last; later layers add bars, permissions, rules, contacts and rows, and replace `[default]` and
//! single labels. An id stands once in all layers: ids name decisions in audits, and a later layer must not loosen an
//! earlier one by taking its name.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::ground::Ground;
use super::{Coarseness, Treatment};
use crate::detect::offence::Offence;
use crate::detect::registry::{self, Row, builtin_rows, line_column};
use crate::risk::{Changes, Profile, Profiles};
use crate::{Confidence, Date, Error, ErrorKind, Kind, Result, Role};

/// A policy file as written.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(title = "withhold policy"))]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// Name, version and layers.
    pub(super) policy: Head,
    /// What happens to a kind that nothing else names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) default: Option<DefaultText>,
    /// Templates of labels, by kind: `{ground}` and `{kind}` are filled in.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) labels: BTreeMap<String, String>,
    /// Which detectors look.
    #[serde(default, skip_serializing_if = "DetectorsText::is_empty")]
    pub(super) detectors: DetectorsText,
    /// Statutory bars: no permission lifts them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) bar: Vec<Clause>,
    /// Explicit permissions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) allow: Vec<Clause>,
    /// Rules.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) rule: Vec<Clause>,
    /// How numbers of people are judged.
    #[serde(default, skip_serializing_if = "CountsText::is_empty")]
    pub(super) counts: CountsText,
    /// Public lines of the body, which stay.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) contact: Vec<ContactText>,
    /// Detector rows of the body's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) row: Vec<Row>,
}

/// Name, version and layers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    /// The name that audits give.
    pub(super) name: String,
    /// The version that audits give.
    pub(super) version: String,
    /// Built-in policies or files that come before this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) extends: Vec<String>,
    /// In a resolved policy: the layers it was made of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) made_of: Vec<String>,
    /// Kinds of the caller's own detectors, so that rules may name them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) kinds: Vec<String>,
}

/// What happens to a kind that nothing else names.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct DefaultText {
    /// The treatment; `keep` is not one.
    #[cfg_attr(feature = "schema", schemars(with = "TreatmentSchema"))]
    pub(super) treatment: Spanned<toml::Value>,
    /// Less sure findings that no rule matches stay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<Confidence>"))]
    pub(super) min_confidence: Option<Spanned<String>>,
    /// The ground, with its paragraph.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub(super) ground: Spanned<String>,
    /// The harm that the ground guards against.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) harm: String,
}

/// A bar, a rule or a permission. What it leaves out of the first six keys matches everything.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Clause {
    /// Its name in audits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub(super) id: Option<Spanned<String>>,
    /// Kinds; `*` is every kind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub(super) kinds: Vec<Spanned<String>>,
    /// Who the finding is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<Role>"))]
    pub(super) roles: Vec<Spanned<String>>,
    /// Offences of which the document must speak.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub(super) offences: Vec<Spanned<String>>,
    /// How sure a finding must be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<Confidence>"))]
    pub(super) min_confidence: Option<Spanned<String>>,
    /// JSON Pointers of the fields; `*` is any one step, `**` any number of them. Without `kinds` the whole value matches.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) pointers: Vec<String>,
    /// Names of columns or members, whatever their case and separators. Without `kinds` the whole value matches.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) columns: Vec<String>,
    /// Bars and rules: what is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<TreatmentSchema>"))]
    pub(super) treatment: Option<Spanned<toml::Value>>,
    /// Bars and rules: the ground, with its paragraph.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub(super) ground: Option<Spanned<String>>,
    /// Bars and rules: the harm that the ground guards against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub(super) harm: Option<Spanned<String>>,
    /// Bars and rules: `would` or `would be likely`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub(super) likelihood: Option<Spanned<String>>,
    /// Bars and rules: what ends the need to withhold, such as `charged`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub(super) review_when: Option<Spanned<String>>,
    /// Permissions: only these values, however they are written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<Vec<String>>"))]
    pub(super) values: Option<Spanned<Vec<String>>>,
    /// Permissions: why they may go out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub(super) reason: Option<Spanned<String>>,
    /// Permissions: the last day on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub(super) expires: Option<Spanned<toml::Value>>,
}

impl Clause {
    pub(super) fn id(&self) -> &str {
        text_of(self.id.as_ref())
    }

    /// Checks a bar or a rule of the file's section `section`.
    fn check_rule(&self, section: &str, source: Source<'_>) -> Result<()> {
        let misplaced = [place(&self.values), place(&self.reason), place(&self.expires)];
        if let Some(at) = misplaced.into_iter().flatten().next() {
            let message =
                format!("`values`, `reason` and `expires` belong to an `[[allow]]`, not to a `[[{section}]]`");
            return Err(source.error(at, &message));
        }
        let at = place(&self.id).or(place(&self.treatment)).or(place(&self.ground)).unwrap_or(0);
        for (key, there) in [
            ("id", !self.id().trim().is_empty()),
            ("treatment", self.treatment.is_some()),
            ("ground", self.ground.is_some()),
        ] {
            if !there {
                return Err(source.error(at, &format!("a `[[{section}]]` needs `{key}`")));
            }
        }
        if let Some(place) = &self.treatment {
            treatment(place, source)?;
        }
        if let Some(ground) = &self.ground {
            check_ground(ground, source)?;
        }
        let limbs = ["would", "would be likely"];
        if let Some(likelihood) = self.likelihood.as_ref().filter(|one| !limbs.contains(&one.get_ref().as_str())) {
            let message = "`likelihood` is `would` or `would be likely` (the two limbs of the prejudice test)";
            return Err(source.at(likelihood, message));
        }
        // Nobody knows who a whole value is about, and it is there for certain.
        let whole = self.kinds.is_empty() && !(self.pointers.is_empty() && self.columns.is_empty());
        match self.roles.first() {
            Some(role) if whole => {
                let message =
                    "without `kinds` the whole value goes, whoever it is about: leave out `roles`, or name `kinds`";
                Err(source.at(role, message))
            }
            _ => Ok(()),
        }
    }

    fn check_allow(&self, source: Source<'_>) -> Result<()> {
        let rules = [place(&self.ground), place(&self.harm), place(&self.likelihood), place(&self.review_when)];
        if let Some(at) = rules.into_iter().flatten().chain(place(&self.treatment)).next() {
            let message =
                "an `[[allow]]` lets something out: it has a `reason`, and no treatment, ground, harm or likelihood";
            return Err(source.error(at, message));
        }
        if text_of(self.reason.as_ref()).trim().is_empty() {
            let at = place(&self.reason).or(place(&self.id)).or(self.kinds.first().map(|kind| kind.span().start));
            return Err(source.error(at.unwrap_or(0), "an `[[allow]]` needs a `reason`: the audit shows it"));
        }
        let narrowed = !self.roles.is_empty()
            || !self.pointers.is_empty()
            || !self.columns.is_empty()
            || self.values.as_ref().is_some_and(|values| !values.get_ref().is_empty())
            || !self.kinds.is_empty() && self.kinds.iter().all(|kind| kind.get_ref() != "*");
        if !narrowed {
            let at = self.kinds.first().map(|kind| kind.span().start).or(place(&self.reason)).unwrap_or(0);
            let message =
                "this `[[allow]]` lets everything out: name `kinds`, `roles`, `values`, `pointers` or `columns`";
            return Err(source.error(at, message));
        }
        if let Some(values) = self.values.as_ref().filter(|values| values.get_ref().is_empty()) {
            return Err(source.at(values, "`values` is empty: name the values, or leave the key out"));
        }
        date(self.expires.as_ref(), source)?;
        Ok(())
    }

    fn check_matcher(&self, kinds: &BTreeSet<String>, source: Source<'_>) -> Result<()> {
        for kind in &self.kinds {
            check_kind(kind, kinds, source)?;
        }
        for one in &self.roles {
            role(one, source)?;
        }
        for offence in &self.offences {
            if Offence::from_name(offence.get_ref()).is_none() {
                let known = Offence::NAMES.map(|(name, _)| name).join(", ");
                return Err(source.at(offence, &format!("unknown offence `{}`; there are {known}", offence.get_ref())));
            }
        }
        confidence(self.min_confidence.as_ref(), source)?;
        Ok(())
    }

    /// Returns the kinds that it names, or `None` for all of them.
    pub(super) fn kinds(&self) -> Option<Vec<Kind>> {
        if self.kinds.is_empty() || self.kinds.iter().any(|kind| kind.get_ref() == "*") {
            return None;
        }
        Some(self.kinds.iter().map(|kind| Kind::new(kind.get_ref())).collect())
    }
}

fn place<T>(value: &Option<Spanned<T>>) -> Option<usize> {
    value.as_ref().map(|value| value.span().start)
}

/// Returns the text of a key, empty when it is not there.
pub(super) fn text_of(text: Option<&Spanned<String>>) -> &str {
    text.map_or("", |text| text.get_ref().as_str())
}

/// A public line of the body.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct ContactText {
    /// The number, address or name, however it is written.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub(super) value: Spanned<String>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) owner: String,
    /// The last day on which it is public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub(super) expires: Option<Spanned<toml::Value>>,
    /// What it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) note: String,
}

/// Which detectors look.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct DetectorsText {
    /// Countries whose identifiers are looked for besides those of the United Kingdom (ISO 3166 codes).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub(super) countries: Vec<Spanned<String>>,
    /// Rows or detectors that do not look.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub(super) off: Vec<Spanned<String>>,
    /// Kinds that are not looked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub(super) kinds_off: Vec<Spanned<String>>,
}

impl DetectorsText {
    fn is_empty(&self) -> bool {
        self.countries.is_empty() && self.off.is_empty() && self.kinds_off.is_empty()
    }
}

/// How numbers of people are judged. What is left out is `foi-lt5`, and `sensitive-le5` for sensitive groups.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct CountsText {
    /// The profile for numbers of people: `foi-lt5`, `sensitive-le5`, `health-7r5`, `research-10` or `round5`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub(super) profile: Option<Spanned<String>>,
    /// The profile for offenders, complainants, children, informants and health.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub(super) sensitive: Option<Spanned<String>>,
    /// Numbers of the profile that are changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<Changes>"))]
    pub(super) change: Option<Spanned<Changes>>,
    /// Numbers of the sensitive profile that are changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<Changes>"))]
    pub(super) change_sensitive: Option<Spanned<Changes>>,
}

impl CountsText {
    fn is_empty(&self) -> bool {
        self.profile.is_none() && self.sensitive.is_none() && self.change.is_none() && self.change_sensitive.is_none()
    }

    /// Returns the profiles that it names, with the numbers that it changes.
    pub(super) fn profiles(&self, source: Source<'_>) -> Result<Profiles> {
        let one = |name: Option<&Spanned<String>>, change: Option<&Spanned<Changes>>, default: &str| {
            let profile = match name {
                None => Profile::builtin(default)?,
                Some(name) => Profile::builtin(name.get_ref()).map_err(|error| {
                    let near = nearest(name.get_ref(), Profile::BUILTIN);
                    let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                    source.at(name, &format!("{error}{near}"))
                })?,
            };
            match change {
                None => Ok(profile),
                Some(change) => profile.with(change.get_ref()).map_err(|message| source.at(change, &message)),
            }
        };
        Ok(Profiles {
            general: one(self.profile.as_ref(), self.change.as_ref(), "foi-lt5")?,
            sensitive: one(self.sensitive.as_ref(), self.change_sensitive.as_ref(), "sensitive-le5")?,
        })
    }

    /// Writes every number of the profiles out, so that the digest of the policy covers them.
    pub(super) fn spell_out(&mut self, profiles: &Profiles) {
        let place = |text: &str| Spanned::new(0..0, text.to_owned());
        self.profile = Some(place(&profiles.general.name));
        self.sensitive = Some(place(&profiles.sensitive.name));
        self.change = Some(Spanned::new(0..0, profiles.general.numbers()));
        self.change_sensitive = Some(Spanned::new(0..0, profiles.sensitive.numbers()));
    }

    /// Adds a later layer: a profile that it names is a new start, with no numbers changed but its own.
    fn add(&mut self, later: Self) {
        if later.profile.is_some() {
            (self.profile, self.change) = (later.profile, None);
        }
        if later.sensitive.is_some() {
            (self.sensitive, self.change_sensitive) = (later.sensitive, None);
        }
        self.change = later.change.or(self.change.take());
        self.change_sensitive = later.change_sensitive.or(self.change_sensitive.take());
    }
}

/// What a treatment may be, for the schema.
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[serde(untagged)]
#[allow(dead_code, reason = "stands for the form of a TOML value in the schema")]
enum TreatmentSchema {
    /// `remove`, `label`, `alias`, `mask`, `token`, `review` or `refuse`.
    Name(String),
    /// How far it is coarsened: `district`, `town`, `county`, `country`, `abroad`, `month`, `year` or `band`.
    Coarsen { coarsen: String },
    /// A label of its own.
    Label { label: String },
}

/// A text with its name, for errors that point at a line.
#[derive(Clone, Copy)]
pub(super) struct Source<'t> {
    pub(super) name: &'t str,
    pub(super) text: &'t str,
}

impl Source<'_> {
    /// Returns an error at byte `at`.
    pub(super) fn error(self, at: usize, message: &str) -> Error {
        let (line, column) = line_column(self.text, at);
        Error::new(ErrorKind::Policy, format!("policy `{}`: {message}", self.name)).at_line(line, column)
    }

    fn at<T>(self, place: &Spanned<T>, message: &str) -> Error {
        self.error(place.span().start, message)
    }
}

/// Every key that stands somewhere in a policy file, for suggestions.
const KEYS: &[&str] = &[
    "policy",
    "bar",
    "allow",
    "rule",
    "default",
    "labels",
    "contact",
    "detectors",
    "row",
    "name",
    "version",
    "extends",
    "made_of",
    "kinds",
    "roles",
    "offences",
    "min_confidence",
    "pointers",
    "columns",
    "treatment",
    "ground",
    "harm",
    "likelihood",
    "review_when",
    "id",
    "values",
    "reason",
    "expires",
    "value",
    "owner",
    "note",
    "counts",
    "profile",
    "sensitive",
    "change",
    "change_sensitive",
    "hide_from",
    "hide_to",
    "low_to",
    "zeros",
    "round_to",
    "mark",
    "low_mark",
    "wording",
    "fewest_values",
    "smallest_base",
    "fewest_numerators",
    "smallest_group",
    "k",
    "l",
    "countries",
    "off",
    "kinds_off",
    "coarsen",
    "label",
    "patterns",
    "templates",
    "labels",
    "context",
    "fields",
    "check",
    "must",
    "never",
];

/// Returns the file that `source` holds.
pub(super) fn parse(source: Source<'_>) -> Result<File> {
    let mut file: File = toml::from_str(source.text).map_err(|error| {
        let mut message = error.message().lines().next().unwrap_or_default().to_owned();
        let unknown = message.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next());
        if let Some(near) = unknown.and_then(|key| nearest(key, KEYS.iter().copied())) {
            message = format!("{message}; did you mean `{near}`?");
        }
        source.error(error.span().map_or(0, |span| span.start), &message)
    })?;
    for row in &file.row {
        row.validate(source.name)?;
    }
    check(&file, source)?;
    for (index, allow) in file.allow.iter_mut().enumerate() {
        let name = format!("{}-allow-{}", file.policy.name, index + 1);
        allow.id.get_or_insert_with(|| Spanned::new(0..0, name));
    }
    Ok(file)
}

/// Returns where `key` stands at the start of a line.
fn key_place(text: &str, key: &str) -> usize {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let rest = line.trim_start().trim_start_matches(['"', '\'']);
        if rest.strip_prefix(key).is_some_and(|rest| rest.trim_start_matches(['"', '\'']).trim_start().starts_with('='))
        {
            return at + indent;
        }
        at += line.len();
    }
    0
}

/// Returns the known word nearest to `word`, if one is near.
pub(super) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let score = |other: &str| strsim::damerau_levenshtein(&lower, &other.to_lowercase());
    known
        .into_iter()
        .map(|other| (score(other), other))
        .filter(|(d, other)| *d <= 1 + other.len() / 4)
        .min()
        .map(|(_, o)| o)
}

/// Returns every kind that a rule may name.
pub(super) fn known_kinds(file: &File) -> BTreeSet<String> {
    let rows = builtin_rows().unwrap_or_default().iter().chain(&file.row).map(|row| row.kind.to_string());
    super::GRAMMAR_KINDS.iter().map(|kind| (*kind).to_owned()).chain(rows).chain(file.policy.kinds.clone()).collect()
}

/// Checks every word of a file that has a fixed set of values.
fn check(file: &File, source: Source<'_>) -> Result<()> {
    if file.policy.name.trim().is_empty() || file.policy.version.trim().is_empty() {
        return Err(source.error(0, "`[policy]` needs a `name` and a `version`: audits give them"));
    }
    let kinds = known_kinds(file);
    for (section, clauses) in [("bar", &file.bar), ("rule", &file.rule)] {
        for clause in clauses {
            clause.check_matcher(&kinds, source)?;
            clause.check_rule(section, source)?;
        }
    }
    for clause in &file.allow {
        clause.check_matcher(&kinds, source)?;
        clause.check_allow(source)?;
    }
    for contact in &file.contact {
        if contact.value.get_ref().trim().is_empty() {
            return Err(source.at(&contact.value, "a contact needs a `value`"));
        }
        date(contact.expires.as_ref(), source)?;
    }
    if let Some(default) = &file.default {
        treatment(&default.treatment, source)?;
        check_ground(&default.ground, source)?;
        confidence(default.min_confidence.as_ref(), source)?;
    }
    file.counts.profiles(source)?;
    for kind in file.detectors.kinds_off.iter() {
        check_kind(kind, &kinds, source)?;
    }
    if let Some(kind) = file.labels.keys().find(|kind| *kind != "*" && !kinds.contains(*kind)) {
        let near = nearest(kind, kinds.iter().map(String::as_str)).map(|near| format!("; did you mean `{near}`?"));
        let message = format!("`[labels]` names the unknown kind `{kind}`{}", near.unwrap_or_default());
        return Err(source.error(key_place(source.text, kind), &message));
    }
    let ids: BTreeSet<&str> = builtin_rows()?.iter().chain(&file.row).map(|row| row.id.as_str()).collect();
    for off in &file.detectors.off {
        let id = off.get_ref().as_str();
        if !ids.contains(id) && !super::GRAMMAR_DETECTORS.contains(&id) {
            let near = nearest(id, ids.iter().copied()).map(|near| format!("; did you mean `{near}`?"));
            return Err(source.at(off, &format!("there is no detector `{id}`{}", near.unwrap_or_default())));
        }
    }
    let countries: BTreeSet<&str> = builtin_rows()?.iter().filter_map(|row| row.country.as_deref()).collect();
    for country in &file.detectors.countries {
        if !countries.contains(country.get_ref().as_str()) {
            let known = countries.iter().copied().collect::<Vec<_>>().join(", ");
            return Err(
                source.at(country, &format!("no detectors for the country `{}`; there are {known}", country.get_ref()))
            );
        }
    }
    Ok(())
}

fn check_kind(kind: &Spanned<String>, kinds: &BTreeSet<String>, source: Source<'_>) -> Result<()> {
    let name = kind.get_ref();
    if name == "*" || kinds.contains(name) {
        return Ok(());
    }
    let remedy = match nearest(name, kinds.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "kinds of your own detectors go into `[policy] kinds`".to_owned(),
    };
    Err(source.at(kind, &format!("unknown kind `{name}`; {remedy}")))
}

fn check_ground(ground: &Spanned<String>, source: Source<'_>) -> Result<()> {
    Ground::read(ground.get_ref()).map(|_| ()).map_err(|message| source.at(ground, &message))
}

/// Returns the role that a text names.
pub(super) fn role(text: &Spanned<String>, source: Source<'_>) -> Result<Role> {
    let name = text.get_ref().as_str();
    Role::ALL.into_iter().find(|role| role.as_str() == name).ok_or_else(|| {
        let known = Role::ALL.map(Role::as_str);
        let near = nearest(name, known).map(|near| format!("did you mean `{near}`?"));
        source.at(
            text,
            &format!("unknown role `{name}`; {}", near.unwrap_or_else(|| format!("there are {}", known.join(", ")))),
        )
    })
}

/// Returns the confidence that a text names; `possible` when there is none.
pub(super) fn confidence(text: Option<&Spanned<String>>, source: Source<'_>) -> Result<Confidence> {
    let Some(text) = text else { return Ok(Confidence::Possible) };
    match text.get_ref().as_str() {
        "possible" => Ok(Confidence::Possible),
        "likely" => Ok(Confidence::Likely),
        "certain" => Ok(Confidence::Certain),
        other => Err(source.at(text, &format!("unknown confidence `{other}`; there are possible, likely, certain"))),
    }
}

/// Returns the day that a value names.
pub(super) fn date(value: Option<&Spanned<toml::Value>>, source: Source<'_>) -> Result<Option<Date>> {
    let Some(place) = value else { return Ok(None) };
    let text = match place.get_ref() {
        toml::Value::String(text) => text.clone(),
        toml::Value::Datetime(date) => date.to_string(),
        _ => String::new(),
    };
    text.parse().map(Some).map_err(|message: String| source.at(place, &format!("`expires`: {message}")))
}

/// Returns the treatment that a value names.
pub(super) fn treatment(place: &Spanned<toml::Value>, source: Source<'_>) -> Result<Treatment> {
    const NAMES: [(&str, Treatment); 7] = [
        ("remove", Treatment::Remove),
        ("label", Treatment::Label(None)),
        ("alias", Treatment::Alias),
        ("mask", Treatment::Mask),
        ("token", Treatment::Token),
        ("review", Treatment::Review),
        ("refuse", Treatment::Refuse),
    ];
    let known = "remove, label, alias, mask, token, review, refuse, { coarsen = \"…\" }, { label = \"…\" }";
    match place.get_ref() {
        toml::Value::String(name) => {
            if let Some((_, treatment)) = NAMES.iter().find(|(known, _)| known == name) {
                return Ok(treatment.clone());
            }
            let remedy = match (name.as_str(), nearest(name, NAMES.iter().map(|(name, _)| *name))) {
                ("keep", _) => "what may go out is said by an `[[allow]]` with its reason".to_owned(),
                (_, Some(near)) => format!("did you mean `{near}`?"),
                (_, None) => format!("there are {known}"),
            };
            Err(source.at(place, &format!("unknown treatment `{name}`; {remedy}")))
        }
        toml::Value::Table(table) if table.len() == 1 => {
            let text = |key: &str| table.get(key).and_then(toml::Value::as_str);
            if let Some(template) = text("label") {
                return Ok(Treatment::Label(Some(template.to_owned())));
            }
            let Some(name) = text("coarsen") else {
                return Err(source.at(place, &format!("unknown treatment; there are {known}")));
            };
            Coarseness::from_name(name).map(Treatment::Coarsen).ok_or_else(|| {
                let names = Coarseness::ALL.map(Coarseness::name).join(", ");
                source.at(place, &format!("unknown coarseness `{name}`; there are {names}"))
            })
        }
        _ => Err(source.at(place, &format!("unknown treatment; there are {known}"))),
    }
}

impl File {
    /// Adds a later layer.
    pub(super) fn add(&mut self, later: Self) -> Result<()> {
        let taken: BTreeSet<&str> = self.ids().collect();
        if let Some(id) = later.ids().find(|id| taken.contains(id)) {
            let message =
                format!("the id `{id}` stands in two layers; ids name decisions in audits, so give this one another");
            return Err(Error::new(ErrorKind::Policy, message));
        }
        self.policy = later.policy;
        self.default = later.default.or(self.default.take());
        self.labels.extend(later.labels);
        self.detectors.countries.extend(later.detectors.countries);
        self.detectors.off.extend(later.detectors.off);
        self.detectors.kinds_off.extend(later.detectors.kinds_off);
        self.bar.extend(later.bar);
        self.allow.extend(later.allow);
        self.rule.extend(later.rule);
        self.counts.add(later.counts);
        self.contact.extend(later.contact);
        registry::reject_twins(self.row.iter().chain(&later.row))?;
        self.row.extend(later.row);
        Ok(())
    }

    fn clauses(&self) -> impl Iterator<Item = &Clause> {
        self.bar.iter().chain(&self.rule).chain(&self.allow)
    }

    /// Returns the ids of bars, rules and permissions.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.clauses().map(Clause::id)
    }

    /// Refuses an id that stands twice in one file.
    pub(super) fn reject_twins(&self, source: Source<'_>) -> Result<()> {
        let mut seen = BTreeSet::new();
        for id in self.clauses().filter_map(|clause| clause.id.as_ref()) {
            if !seen.insert(id.get_ref()) {
                return Err(source.at(id, &format!("the id `{}` stands twice", id.get_ref())));
            }
        }
        Ok(())
    }
}
