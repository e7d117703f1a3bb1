//! The gazetteer: places, what contains them, where they are and how many people live there.
//!
//! A name goes in; every place of that name comes out, which is how ambiguity is told: nothing is guessed. Of the United
//! Kingdom it holds the nations, counties, local authorities, police areas, towns and villages, of the world the
//! countries and larger places. The table lies in the crate and is searched in place. Lists are evidence, not verdicts:
//! that a word names a place somewhere does not make it one where it stands. Sources and limits: `docs/places.md`.
//!
//! ```
//! use withhold::place::{self, PlaceKind};
//!
//! let frinton = place::look_up("Frinton").next().ok_or("not there")?;
//! assert_eq!(frinton.name(), "Frinton-on-Sea");
//! let above: Vec<String> = frinton.parents().map(|place| place.to_string()).collect();
//! assert_eq!(above, ["Tendring", "Essex", "England", "the United Kingdom"]);
//! assert_eq!(frinton.police_area().map(|place| place.name()), Some("Essex Police"));
//!
//! // There is more than one Newport, and nothing here says which is meant.
//! assert!(place::look_up("Newport").filter(|place| place.kind() >= PlaceKind::City).count() > 1);
//! # Ok::<(), &str>(())
//! ```

mod around;
mod body;
mod table;

use std::fmt;

pub(crate) use around::{Meant, Surroundings, meant, town_behind};
pub(crate) use body::{is_in_name_of_body, may_be_in_name_of_body};
use table::TABLE;

/// What kind of place it is, from the largest to the smallest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum PlaceKind {
    /// A continent, or a part of the world in many countries.
    Continent,
    /// A country, by ISO 3166-1; a dependency that has a code of its own counts as one.
    Country,
    /// A country of the United Kingdom.
    Nation,
    /// A state, an island or a part of a country that people speak of.
    Region,
    /// A county; in Scotland, Wales and Northern Ireland also the area of a council.
    County,
    /// The area of a territorial police force, under the name of the force.
    PoliceArea,
    /// A district, borough or other local authority within a county.
    District,
    /// A place of 100,000 people or more.
    City,
    /// A place of 5,000 people or more.
    Town,
    /// A smaller place, or one of which the number of people is not known.
    Village,
}

impl PlaceKind {
    /// Every kind, in the order of the table.
    const ALL: [Self; 10] = [
        Self::Continent,
        Self::Country,
        Self::Nation,
        Self::Region,
        Self::County,
        Self::PoliceArea,
        Self::District,
        Self::City,
        Self::Town,
        Self::Village,
    ];

    /// Returns whether people live in it together: a city, a town or a village, not an area with many of them.
    #[must_use]
    pub fn is_settlement(self) -> bool {
        self >= Self::City
    }
}

/// A place of the gazetteer.
///
/// It is a number into the table and costs nothing to copy. It is written with its article: `the Isle of Wight`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place(u32);

/// Returns every place that is called `name`, the one with most people of each kind first; none where nothing is known.
///
/// Case, accents, apostrophes, full stops and hyphens do not matter; other names are known as well (`Clacton`, `Abertawe`,
/// `Herts`, `UK`). A place that has the name by itself comes before one that is only also called so.
pub fn look_up(name: &str) -> impl Iterator<Item = Place> + use<> {
    let name = name.trim();
    let rest =
        name.split_at_checked(4).filter(|(the, _)| the.eq_ignore_ascii_case("the ")).map_or(name, |(_, rest)| rest);
    let key = table::key(rest);
    let range = key.as_deref().map_or(0..0, |key| TABLE.named(key));
    let also = key.as_deref().map_or(0..0, |key| TABLE.also_named(key));
    range.map(Place).chain(also.filter_map(|at| TABLE.alias(at)).map(Place))
}

impl Place {
    /// Returns the name, without an article: `Frinton-on-Sea`, `Isle of Wight`.
    #[must_use]
    pub fn name(self) -> &'static str {
        TABLE.record(self.0).map_or("", |record| record.name())
    }

    /// Returns what kind of place it is.
    #[must_use]
    pub fn kind(self) -> PlaceKind {
        let kind = TABLE.record(self.0).and_then(|record| PlaceKind::ALL.get(record.kind()).copied());
        kind.unwrap_or(PlaceKind::Village)
    }

    /// Returns whether an article stands before its name in a sentence: "in the Isle of Wight".
    #[must_use]
    pub fn takes_article(self) -> bool {
        TABLE.record(self.0).is_some_and(|record| record.takes_article())
    }

    /// Returns the smallest area that surely contains it, or `None` for countries and continents.
    #[must_use]
    pub fn parent(self) -> Option<Self> {
        TABLE.record(self.0)?.parent().and_then(|area| TABLE.area(area)).map(Self)
    }

    /// Returns what contains it, from the smallest to the country: district, county, nation, country.
    pub fn parents(self) -> impl Iterator<Item = Self> {
        // A table with a ring in it must not hold anybody up.
        std::iter::successors(self.parent(), |place| place.parent()).take(8)
    }

    /// Returns the police area in which it lies, where it lies in one only.
    #[must_use]
    pub fn police_area(self) -> Option<Self> {
        TABLE.record(self.0)?.police().and_then(|area| TABLE.area(area)).map(Self)
    }

    /// Returns the country in which it lies, itself where it is one, or `None` for continents.
    #[must_use]
    pub fn country(self) -> Option<Self> {
        std::iter::once(self).chain(self.parents()).find(|place| place.kind() == PlaceKind::Country)
    }

    /// Returns latitude and longitude in degrees (WGS 84), within half a kilometre.
    ///
    /// Of a British village without a population it is the middle of its postcode district, within some kilometres; of a
    /// local authority the middle of its postcodes. Other areas have none.
    #[must_use]
    pub fn coordinates(self) -> Option<(f64, f64)> {
        TABLE.record(self.0)?.coordinates()
    }

    /// Returns how many people live there, to three figures, where the source knows it.
    #[must_use]
    pub fn population(self) -> Option<u64> {
        TABLE.record(self.0)?.population()
    }

    /// Returns whether the other place lies in this one.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        other.parents().any(|area| area == self) || other.police_area() == Some(self)
    }

    /// Returns whether it lies in the United Kingdom, or is it.
    pub(crate) fn is_british(self) -> bool {
        self.country().is_some_and(|country| country.name() == "United Kingdom")
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let article = if self.takes_article() { "the " } else { "" };
        write!(f, "{article}{}", self.name())
    }
}

impl fmt::Debug for Place {
    /// Prints the number in the table and the kind, and no name: it may be the place that was withheld.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Place({}, {:?})", self.0, self.kind())
    }
}

#[cfg(test)]
mod tests;
