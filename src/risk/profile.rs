//! Profiles: which numbers of people are hidden, and how the others are printed.
//!
//! They are data (`profiles.toml`), named and versioned; a policy names the one for numbers in general and the one for
//! sensitive groups, and may change any number. A profile says what is flagged. Whether a flagged number is personal data
//! is for a person to reason: who could find out, from what, how.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::{Error, ErrorKind, Result};

/// The numbers of one profile of disclosure control.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Profile {
    /// Its name, as policies and audits give it: `foi-lt5`.
    pub name: String,
    /// Its version; `changed` is added where a policy has changed a number.
    pub version: String,
    /// What it is made for.
    pub purpose: String,
    /// The smallest number that is hidden.
    pub hide_from: u64,
    /// The largest number that is hidden; none are where it is below `hide_from`.
    pub hide_to: u64,
    /// Numbers from 1 up to this are printed as [`low_mark`](Self::low_mark).
    pub low_to: u64,
    /// Whether 0 is printed.
    pub zeros: Zeros,
    /// Other numbers are printed to the nearest multiple of this.
    pub round_to: u64,
    /// What stands in a table for a hidden number, primary or secondary.
    pub mark: String,
    /// What stands in a table for a low number.
    pub low_mark: String,
    /// What stands in prose.
    pub wording: String,
    /// So many values must be left for a hidden number.
    pub fewest_values: u64,
    /// No percentage on fewer people.
    pub smallest_base: u64,
    /// No percentage that fewer numerators round to.
    pub fewest_numerators: u64,
    /// No mean, youngest or oldest of fewer people.
    pub smallest_group: u64,
    /// Records: a group of fewer is looked at by a person.
    pub k: u64,
    /// Records: so many different values of a sensitive field in each group.
    pub l: u64,
}

/// Whether a profile prints zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Zeros {
    /// They are.
    Shown,
    /// They are, unless they say that everybody in a group shares a trait.
    UnlessAll,
    /// They are not.
    Hidden,
}

/// The profiles that a policy names: in general, and for sensitive groups.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Profiles {
    /// For numbers of people in general.
    pub general: Profile,
    /// For offenders, complainants, children, informants and health.
    pub sensitive: Profile,
}

/// Numbers of a profile that a policy has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct Changes {
    /// The smallest number that is hidden.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) hide_from: Option<u64>,
    /// The largest number that is hidden.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) hide_to: Option<u64>,
    /// Numbers from 1 up to this are printed as low.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) low_to: Option<u64>,
    /// Whether 0 is printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) zeros: Option<Zeros>,
    /// Other numbers are printed to the nearest multiple of this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) round_to: Option<u64>,
    /// What stands in a table for a hidden number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) mark: Option<String>,
    /// What stands in a table for a low number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) low_mark: Option<String>,
    /// What stands in prose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) wording: Option<String>,
    /// So many values must be left for a hidden number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) fewest_values: Option<u64>,
    /// No percentage on fewer people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) smallest_base: Option<u64>,
    /// No percentage that fewer numerators round to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) fewest_numerators: Option<u64>,
    /// No mean, youngest or oldest of fewer people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) smallest_group: Option<u64>,
    /// Records: a group of fewer is looked at by a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) k: Option<u64>,
    /// Records: so many different values of a sensitive field in each group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) l: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    profile: Vec<Profile>,
}

static BUILTIN: LazyLock<Result<Vec<Profile>, String>> = LazyLock::new(|| {
    toml::from_str::<File>(include_str!("profiles.toml")).map(|file| file.profile).map_err(|error| error.to_string())
});

/// Takes what is changed into a profile.
macro_rules! each_number {
    ($profile:ident, $changes:ident, $($field:ident),*) => {
        $(if let Some(changed) = $changes.$field.clone() { $profile.$field = changed; })*
    };
}

impl Profile {
    /// The names of the built-in profiles.
    pub const BUILTIN: [&str; 5] = ["foi-lt5", "sensitive-le5", "health-7r5", "research-10", "round5"];

    /// Returns a built-in profile.
    ///
    /// # Errors
    /// [`ErrorKind::Policy`] when there is none of that name; the message says which there are.
    pub fn builtin(name: &str) -> Result<Self> {
        let all = BUILTIN.as_ref().map_err(|error| Error::new(ErrorKind::Policy, format!("profiles: {error}")))?;
        all.iter().find(|profile| profile.name == name).cloned().ok_or_else(|| {
            let known = Self::BUILTIN.join(", ");
            Error::new(ErrorKind::Policy, format!("there is no profile `{name}`; there are {known}"))
        })
    }

    /// Returns the profile with the numbers that a policy has changed.
    ///
    /// # Errors
    /// What is wrong with the numbers, for the place in the policy.
    pub(crate) fn with(mut self, changes: &Changes) -> Result<Self, String> {
        let before = self.clone();
        each_number!(
            self,
            changes,
            hide_from,
            hide_to,
            low_to,
            zeros,
            round_to,
            mark,
            low_mark,
            wording,
            fewest_values,
            smallest_base,
            fewest_numerators,
            smallest_group,
            k,
            l
        );
        if self.round_to == 0 {
            return Err("`round_to` is 1 for exact numbers, not 0".to_owned());
        }
        if self.fewest_values < 2 {
            return Err("`fewest_values` is at least 2: one value left is the number itself".to_owned());
        }
        if [&self.mark, &self.low_mark, &self.wording].iter().any(|text| text.trim().is_empty()) {
            return Err("a mark or a wording is empty: readers must see that something is left out".to_owned());
        }
        if self != before && !self.version.ends_with(CHANGED) {
            self.version.push_str(CHANGED);
        }
        Ok(self)
    }

    /// Returns every number, as changes that make this profile out of any.
    pub(crate) fn numbers(&self) -> Changes {
        Changes {
            hide_from: Some(self.hide_from),
            hide_to: Some(self.hide_to),
            low_to: Some(self.low_to),
            zeros: Some(self.zeros),
            round_to: Some(self.round_to),
            mark: Some(self.mark.clone()),
            low_mark: Some(self.low_mark.clone()),
            wording: Some(self.wording.clone()),
            fewest_values: Some(self.fewest_values),
            smallest_base: Some(self.smallest_base),
            fewest_numerators: Some(self.fewest_numerators),
            smallest_group: Some(self.smallest_group),
            k: Some(self.k),
            l: Some(self.l),
        }
    }

    /// Returns whether a number of people is hidden or printed as low. Of 0 see [`zeros`](Self::zeros).
    #[must_use]
    pub fn hides(&self, number: u64) -> bool {
        number > 0 && ((self.hide_from..=self.hide_to).contains(&number) || number <= self.low_to)
    }

    /// Returns name and version as footnotes and audits give them: `foi-lt5 2026.1`.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{} {}", self.name, self.version)
    }
}

impl Profiles {
    /// Returns a pair of profiles: one for numbers of people in general, one for those of sensitive groups.
    #[must_use]
    pub const fn new(general: Profile, sensitive: Profile) -> Self {
        Self { general, sensitive }
    }

    /// Returns those that are used where a policy names none.
    pub(super) fn usual() -> Option<Self> {
        let profile = |name| Profile::builtin(name).ok();
        Some(Self { general: profile("foi-lt5")?, sensitive: profile("sensitive-le5")? })
    }
}

/// Stands in the version of a profile that a policy has changed.
const CHANGED: &str = " changed";

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_builtin_profiles_are_those_that_are_named() {
        let names: Vec<&str> = BUILTIN.as_ref().unwrap().iter().map(|profile| profile.name.as_str()).collect();
        assert_eq!(names, Profile::BUILTIN);
        assert_eq!(Profile::builtin("foi-lt5").unwrap().label(), "foi-lt5 2026.1");
        assert!(Profile::builtin("foi").unwrap_err().to_string().contains("foi-lt5"));
    }

    #[test]
    fn each_hides_its_own_numbers() {
        let hidden = |name: &str| {
            let profile = Profile::builtin(name).unwrap();
            (0..=12).filter(|number| profile.hides(*number)).collect::<Vec<u64>>()
        };
        assert_eq!(hidden("foi-lt5"), [1, 2, 3, 4]);
        assert_eq!(hidden("sensitive-le5"), [1, 2, 3, 4, 5]);
        assert_eq!(hidden("health-7r5"), [1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(hidden("research-10"), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(hidden("round5"), [1, 2]);
    }

    #[test]
    fn a_changed_number_shows_in_the_version() {
        let profile = Profile::builtin("foi-lt5").unwrap();
        let changes = Changes { hide_to: Some(9), ..Changes::default() };
        let changed = profile.clone().with(&changes).unwrap();
        assert!(changed.hides(9));
        assert_eq!(changed.label(), "foi-lt5 2026.1 changed");
        assert_eq!(changed.clone().with(&changed.numbers()).unwrap(), changed);
        assert_eq!(profile.clone().with(&profile.numbers()).unwrap(), profile);
        assert!(profile.with(&Changes { fewest_values: Some(1), ..Changes::default() }).is_err());
    }
}
