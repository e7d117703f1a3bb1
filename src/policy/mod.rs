//! What a body has decided: bars, permissions, rules and the default.
//!
//! A policy file goes in (TOML, layers included); for each finding a [`Decision`] comes out. Precedence is
//! **bar > allow > rule > default**; among what matches at one level the most protective treatment wins. Adding a bar or
//! a rule never reveals more. What no rule matches and is less sure than the default asks for stays, and is counted.

mod decide;
mod file;
mod ground;

use std::collections::HashMap;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::detect::offence::Offences;
use crate::detect::registry::Row;
use crate::risk::Profiles;
use crate::{Address, Confidence, Date, Error, ErrorKind, Kind, Result};
use decide::Compiled;
use file::{File, Source};

/// What is done to a finding, from the least to the most protective.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Treatment {
    /// It stays.
    Keep,
    /// A mark of fixed length stands in its place.
    Mask,
    /// Something less precise stands in its place.
    Coarsen(Coarseness),
    /// A name that is the same for the same subject: `Person A`.
    Alias,
    /// A keyed token that is the same for the same value (HMAC-SHA-256).
    Token,
    /// A label made from a template: `[address withheld: s.38(1)(b)]`.
    Label(Option<String>),
    /// It goes, and the sentence closes up.
    Remove,
    /// The whole document waits for a person.
    Review,
    /// The whole document is refused.
    Refuse,
}

impl Treatment {
    /// Returns the name as written in policies and audits.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Mask => "mask",
            Self::Coarsen(_) => "coarsen",
            Self::Alias => "alias",
            Self::Token => "token",
            Self::Label(_) => "label",
            Self::Remove => "remove",
            Self::Review => "review",
            Self::Refuse => "refuse",
        }
    }
}

/// How far something is coarsened, from finer to coarser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Coarseness {
    /// Local authority; postcode district (`CO15`), or a grid square of the same order.
    District,
    /// Town or postcode area.
    Town,
    /// County.
    County,
    /// Country.
    Country,
    /// In the United Kingdom, or abroad.
    Abroad,
    /// Month and year.
    Month,
    /// Year.
    Year,
    /// Ages and numbers in bands.
    Band,
}

impl Coarseness {
    /// Every coarseness, in the order in which they are listed to users.
    pub const ALL: [Self; 8] =
        [Self::District, Self::Town, Self::County, Self::Country, Self::Abroad, Self::Month, Self::Year, Self::Band];

    /// Returns the name as written in policies.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::District => "district",
            Self::Town => "town",
            Self::County => "county",
            Self::Country => "country",
            Self::Abroad => "abroad",
            Self::Month => "month",
            Self::Year => "year",
            Self::Band => "band",
        }
    }

    /// Returns the coarseness of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = if name == "area" { "town" } else { name };
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// The level at which a decision was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// No bar, permission or rule spoke.
    Default,
    /// A rule.
    Rule,
    /// An explicit permission.
    Allow,
    /// A statutory bar.
    Bar,
}

impl Level {
    /// Returns the level as written in audits.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Rule => "rule",
            Self::Allow => "allow",
            Self::Bar => "bar",
        }
    }
}

/// What the policy says of one finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What is done.
    pub treatment: Treatment,
    /// Who decided.
    pub level: Level,
    /// The id of the bar, permission or rule; `default` for the default.
    pub rule: Arc<str>,
    /// The ground, as cited: `s.38(1)(b)`; empty where none is needed.
    pub ground: Arc<str>,
    /// The harm that the ground guards against; for a permission its reason.
    pub harm: Arc<str>,
    /// `would`, `would be likely` or empty.
    pub likelihood: Arc<str>,
    /// What ends the need to withhold: `charged`; empty where nothing does.
    pub review_when: Arc<str>,
}

/// Where a finding stands and what its document speaks of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Circumstances<'a> {
    /// The offences that the document speaks of.
    pub(crate) offences: Offences,
    /// Where its part stands.
    pub(crate) address: &'a Address,
    /// The record field or column.
    pub(crate) field: Option<&'a str>,
}

/// Kinds of the detectors that are grammar, and of findings that the engine makes.
const GRAMMAR_KINDS: &[&str] = &[
    "PERSON",
    "STREET_ADDRESS",
    "PREMISES",
    "SCHOOL",
    "LOCATION",
    "DATE_OF_BIRTH",
    "AGE",
    "PHONE_NUMBER",
    "FIELD",
    "DATE_TIME",
    "ORGANIZATION",
    "SEX",
    "OCCUPATION",
    "KINSHIP",
    "SCHOOL_YEAR",
    "NRP",
    "HEALTH",
    "DISTINGUISHING_MARK",
    "SMALL_COUNT",
    "UNIQUE_DESCRIPTION",
    "TACTIC",
];

/// Ids of the detectors that are grammar.
const GRAMMAR_DETECTORS: &[&str] = &["people", "tagger", "places", "moments", "spoken", "quasi", "numbers"];

const BUILTIN: [(&str, &str); 4] = [
    ("press", include_str!("builtin/press.toml")),
    ("foi", include_str!("builtin/foi.toml")),
    ("court", include_str!("builtin/court.toml")),
    ("internal", include_str!("builtin/internal.toml")),
];

/// A policy, resolved and checked.
#[derive(Clone, Debug)]
pub struct Policy {
    file: File,
    rules: Vec<Compiled>,
    /// For each kind that a rule names, the rules that may match it, the highest level first.
    by_kind: HashMap<Kind, Vec<usize>>,
    /// The rules that may match any kind.
    any_kind: Vec<usize>,
    default: Arc<Decision>,
    /// The default for what is less sure than it asks for.
    unsure: Arc<Decision>,
    default_min: Confidence,
    profiles: Profiles,
    labels: HashMap<Kind, String>,
    any_label: Option<String>,
    today: Option<Date>,
    text: String,
    digest: String,
}

impl Policy {
    /// The names of the built-in policies.
    pub const BUILTIN: [&str; 4] = ["press", "foi", "court", "internal"];

    /// Returns a built-in policy.
    ///
    /// # Errors
    /// [`ErrorKind::Policy`] when there is none of that name; the message says which there are.
    pub fn builtin(name: &str) -> Result<Self> {
        match BUILTIN.iter().find(|(known, _)| *known == name) {
            Some((_, text)) => Self::from_toml(text, name),
            None => Err(unknown_policy(name)),
        }
    }

    /// Returns the policy that a TOML text describes; it may extend built-in policies. `source` is the name in errors.
    ///
    /// # Errors
    /// [`ErrorKind::Policy`] with line and column; the message names the key and suggests the near one.
    pub fn from_toml(text: &str, source: &str) -> Result<Self> {
        Self::from_toml_with(text, source, &mut |name| Err(unknown_policy(name)))
    }

    /// Like [`from_toml`](Self::from_toml); `load` returns the text of a layer that is not built in.
    ///
    /// # Errors
    /// The errors of `from_toml`, of a layer, and of `load`.
    pub fn from_toml_with(text: &str, source: &str, load: &mut dyn FnMut(&str) -> Result<String>) -> Result<Self> {
        let mut open = Vec::new();
        let file = resolve(Source { name: source, text }, load, &mut open)?;
        Self::compile(file, source)
    }

    /// Returns the policy as of `today`: permissions and contacts that have expired do not apply.
    #[must_use]
    pub fn with_today(mut self, today: Date) -> Self {
        self.today = Some(today);
        for rule in &mut self.rules {
            rule.judge(Some(today));
        }
        self
    }

    /// Returns the name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.file.policy.name
    }

    /// Returns the version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.file.policy.version
    }

    /// Returns the layers that it was made of, the first one first, itself last.
    #[must_use]
    pub fn layers(&self) -> &[String] {
        &self.file.policy.made_of
    }

    /// Returns the resolved policy as TOML: it reads again as a policy that decides the same.
    #[must_use]
    pub fn to_toml(&self) -> &str {
        &self.text
    }

    /// Returns the SHA-256 of the resolved text: `sha256:` and 64 hexadecimal digits.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Returns a policy file to start from.
    #[must_use]
    pub fn template() -> &'static str {
        include_str!("builtin/template.toml")
    }

    /// Returns the JSON Schema of policy files.
    #[cfg(feature = "schema")]
    #[must_use]
    pub fn schema() -> String {
        serde_json::to_string_pretty(&schemars::schema_for!(File)).unwrap_or_default()
    }

    /// Returns what is allowed but worth a second thought: permissions that have expired or lift nothing, contacts without
    /// an owner, rules that a stricter one always beats, rows that do not do with their own examples what they say.
    #[must_use]
    pub fn lint(&self) -> Vec<String> {
        let mut notes: Vec<String> = self
            .expired()
            .into_iter()
            .map(|what| format!("{what} has expired or has no date to be judged by"))
            .collect();
        for contact in self.file.contact.iter().filter(|contact| contact.owner.trim().is_empty()) {
            let at = if contact.note.is_empty() { "without a note" } else { &contact.note };
            notes.push(format!("a contact ({at}) has no owner: nobody answers for it"));
        }
        for row in self.rows() {
            match row.trial() {
                Ok(wrong) => notes.extend(wrong),
                Err(error) => notes.push(error.to_string()),
            }
        }
        for (index, rule) in self.rules.iter().enumerate().filter(|(_, rule)| rule.level == Level::Rule) {
            let beaten =
                self.rules.iter().enumerate().find(|(other, strict)| *other != index && strict.always_beats(rule));
            if let Some((_, strict)) = beaten {
                notes
                    .push(format!("rule `{}` never decides: `{}` is stricter wherever it matches", rule.id, strict.id));
            }
        }
        notes
    }

    /// Returns the day on which it is judged, if one was given.
    pub(crate) fn today(&self) -> Option<Date> {
        self.today
    }

    /// Returns the permissions and contacts that do not apply because they have expired, or because they expire some day
    /// and no date was given.
    pub(crate) fn expired(&self) -> Vec<String> {
        let mut expired = Vec::new();
        for rule in self.rules.iter().filter(|rule| !rule.applies) {
            expired.push(format!("permission `{}`", rule.id));
        }
        for contact in &self.file.contact {
            if !self.holds(contact) {
                expired
                    .push(format!("contact of {}", if contact.owner.is_empty() { "nobody" } else { &contact.owner }));
            }
        }
        expired
    }

    /// Returns the public lines that hold today.
    pub(crate) fn contacts(&self) -> impl Iterator<Item = &str> {
        self.file.contact.iter().filter(|contact| self.holds(contact)).map(|contact| contact.value.get_ref().as_str())
    }

    /// Returns the public lines that hold no more.
    pub(crate) fn lapsed_contacts(&self) -> impl Iterator<Item = &str> {
        self.file.contact.iter().filter(|contact| !self.holds(contact)).map(|contact| contact.value.get_ref().as_str())
    }

    fn holds(&self, contact: &file::ContactText) -> bool {
        let source = Source { name: "", text: "" };
        match file::date(contact.expires.as_ref(), source) {
            Ok(None) => true,
            Ok(Some(last)) => self.today.is_some_and(|today| today <= last),
            Err(_) => false,
        }
    }

    /// Returns the detector rows of the policy's own.
    pub(crate) fn rows(&self) -> &[Row] {
        &self.file.row
    }

    /// Returns whether the policy switches a kind off, whichever detector reports it.
    pub(crate) fn is_off(&self, kind: &Kind) -> bool {
        self.file.detectors.kinds_off.iter().any(|off| off.get_ref() == kind.as_str())
    }

    /// Returns why a detector or kind does not look, or `None` when it does.
    pub(crate) fn why_off(&self, id: &str, kind: &Kind, country: Option<&str>) -> Option<String> {
        let detectors = &self.file.detectors;
        if detectors.off.iter().any(|off| off.get_ref() == id) {
            return Some("switched off by the policy".to_owned());
        }
        if self.is_off(kind) {
            return Some("its kind is switched off by the policy".to_owned());
        }
        let foreign = country.filter(|country| !country.eq_ignore_ascii_case("gb"))?;
        let on = detectors.countries.iter().any(|on| on.get_ref().eq_ignore_ascii_case(foreign));
        (!on).then(|| format!("identifiers of `{foreign}` are not switched on by the policy"))
    }

    /// Returns the profiles by which numbers of people are judged, with the numbers that the policy has changed.
    #[must_use]
    pub fn profiles(&self) -> &Profiles {
        &self.profiles
    }

    fn compile(mut file: File, source: &str) -> Result<Self> {
        let profiles = file.counts.profiles(Source { name: source, text: "" })?;
        file.counts.spell_out(&profiles);
        let cannot = |error: toml::ser::Error| {
            Error::new(ErrorKind::Policy, format!("policy `{source}` cannot be written out: {error}"))
        };
        let text = toml::to_string_pretty(&file).map_err(cannot)?;
        let digest = format!("sha256:{}", crate::audit::hex(&Sha256::digest(&text)));
        let place = Source { name: source, text: &text };
        let mut rules = Vec::new();
        for (texts, level) in [(&file.bar, Level::Bar), (&file.rule, Level::Rule)] {
            for rule in texts {
                rules.push(Compiled::of_rule(rule, level, place)?);
            }
        }
        for allow in &file.allow {
            rules.push(Compiled::of_allow(allow, place)?);
        }
        decide::reject_exclusions(&rules, source)?;
        rules.sort_by_key(|rule| std::cmp::Reverse(rule.level));
        let Some(default) = &file.default else {
            let remedy = "add `[default]` with `treatment` and `ground`, or extend a built-in policy";
            return Err(Error::new(ErrorKind::Policy, format!("policy `{source}` has no default: {remedy}")));
        };
        let default_min = file::confidence(default.min_confidence.as_ref(), place)?;
        let default = Decision {
            treatment: file::treatment(&default.treatment, place)?,
            level: Level::Default,
            rule: Arc::from("default"),
            ground: Arc::from(default.ground.get_ref().as_str()),
            harm: Arc::from(default.harm.as_str()),
            likelihood: Arc::from(""),
            review_when: Arc::from(""),
        };
        let unsure = Arc::new(Decision { treatment: Treatment::Keep, ..default.clone() });
        let default = Arc::new(default);
        let mut by_kind: HashMap<Kind, Vec<usize>> = HashMap::new();
        for kind in rules.iter().flat_map(|rule| rule.kinds.iter().flatten()) {
            by_kind.entry(kind.clone()).or_default();
        }
        for (kind, candidates) in &mut by_kind {
            candidates.extend((0..rules.len()).filter(|index| rules.get(*index).is_some_and(|rule| rule.names(kind))));
        }
        let any_kind =
            (0..rules.len()).filter(|index| rules.get(*index).is_some_and(|rule| rule.kinds.is_none())).collect();
        let any_label = file.labels.get("*").cloned();
        let labels = file.labels.iter().map(|(kind, text)| (Kind::new(kind), text.clone())).collect();
        Ok(Self {
            file,
            rules,
            by_kind,
            any_kind,
            default,
            unsure,
            default_min,
            profiles,
            labels,
            any_label,
            today: None,
            text,
            digest,
        })
    }
}

fn unknown_policy(name: &str) -> Error {
    let near = file::nearest(name, Policy::BUILTIN).map(|near| format!("did you mean `{near}`? "));
    let known = Policy::BUILTIN.join(", ");
    Error::new(
        ErrorKind::Policy,
        format!(
            "there is no policy `{name}`; {}built in are {known}; a file is named with its path",
            near.unwrap_or_default()
        ),
    )
}

/// The most layers that may stand on each other.
const DEEPEST: usize = 16;

/// Returns the file with all its layers.
fn resolve(source: Source<'_>, load: &mut dyn FnMut(&str) -> Result<String>, open: &mut Vec<String>) -> Result<File> {
    if open.iter().any(|name| name == source.name) || open.len() > DEEPEST {
        open.push(source.name.to_owned());
        let message = format!("policies extend each other in a circle: {}", open.join(" → "));
        return Err(Error::new(ErrorKind::Policy, message));
    }
    let mut file = file::parse(source)?;
    file.reject_twins(source)?;
    open.push(source.name.to_owned());
    let mut resolved: Option<File> = None;
    for name in std::mem::take(&mut file.policy.extends) {
        let builtin = BUILTIN.iter().find(|(known, _)| *known == name);
        let text = match builtin {
            Some((_, text)) => (*text).to_owned(),
            None => load(&name)?,
        };
        let layer = resolve(Source { name: &name, text: &text }, load, open)?;
        match &mut resolved {
            None => resolved = Some(layer),
            Some(resolved) => {
                let mut made_of = std::mem::take(&mut resolved.policy.made_of);
                made_of.extend(layer.policy.made_of.iter().cloned());
                resolved.add(layer)?;
                resolved.policy.made_of = made_of;
            }
        }
    }
    open.pop();
    let own = format!("{} {}", file.policy.name, file.policy.version);
    let Some(mut resolved) = resolved else {
        if file.policy.made_of.is_empty() {
            file.policy.made_of.push(own);
        }
        return Ok(file);
    };
    let mut made_of = std::mem::take(&mut resolved.policy.made_of);
    let mut kinds = std::mem::take(&mut resolved.policy.kinds);
    made_of.push(own);
    kinds.extend(std::mem::take(&mut file.policy.kinds));
    resolved.add(file)?;
    resolved.policy.made_of = made_of;
    resolved.policy.kinds = kinds;
    Ok(resolved)
}

#[cfg(test)]
mod tests;
