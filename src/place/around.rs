//! Which place a name means where it stands.
//!
//! A text and a name in it go in; the places that may be meant come out, after what stands around has been heard. A name
//! is narrowed only where the text says so ("Richmond, North Yorkshire") or nobody could mean another place; all others stay
//! in, and then only what holds all of them can be said.

use std::collections::HashMap;

use super::{Place, PlaceKind, look_up};
use crate::Span;

/// A text is heard in pieces of so many bytes,
const PIECE: usize = 2_048;
/// with so many before and behind them.
const NEAR: usize = 1_500;
/// How many capitalised words of a piece are looked up, and how many places of it are listened to.
const WORDS_HEARD: usize = 192;
const MOST: usize = 24;
/// The most words of a name.
const WORDS: usize = 5;

/// How many times more people make a place the one that is meant.
const FAR_LARGER: u64 = 50;
/// How many people a place has that is known everywhere.
const KNOWN_EVERYWHERE: u64 = 1_000_000;
/// How many people a place needs to be meant where a hamlet has the same name.
const KNOWN_WELL: u64 = 25_000;
/// How many people a village is taken to have of which nothing is known.
const UNKNOWN: u64 = 500;

/// Countries whose places are named like British ones: a suburb that no list holds may have the name of one of them.
const NAMED_ALIKE: &[&str] =
    &["United States", "Canada", "Australia", "New Zealand", "South Africa", "Ireland", "Jamaica", "Isle of Man"];

/// The places that a name may mean where it stands; at least one.
pub(crate) struct Meant {
    places: Vec<Place>,
    /// It is a part of them that is spoken of: "north Essex".
    pub(crate) is_part: bool,
}

impl Meant {
    /// Returns the places.
    pub(crate) fn places(&self) -> &[Place] {
        &self.places
    }

    /// Returns the areas that hold the place whichever it is, from the smallest; itself where only a part of it is spoken of.
    pub(crate) fn shared(&self) -> impl Iterator<Item = Place> {
        let own = self.places.first().copied().filter(|_| self.is_part);
        let first = self.places.first().into_iter().flat_map(|place| place.parents());
        own.into_iter()
            .chain(first)
            .filter(|area| self.places.iter().all(|place| area == place || place.parents().any(|one| one == *area)))
    }

    /// Returns the one kind of place that it is, if it is.
    pub(crate) fn kind(&self) -> Option<PlaceKind> {
        let kind = self.places.first()?.kind();
        self.places.iter().all(|place| place.kind() == kind).then_some(kind)
    }
}

/// What was heard of the last piece of a text: a document names its places again and again.
#[derive(Default)]
pub(crate) struct Surroundings {
    /// Where the text lies and how long it is, and which piece of it.
    piece: Option<(usize, usize, usize)>,
    /// The places that are surely named there.
    named: Vec<Place>,
    /// What was made of a name there.
    heard: HashMap<String, Option<Vec<Place>>>,
}

impl Surroundings {
    /// Goes to the piece of a text in which `at` lies.
    fn go_to(&mut self, text: &str, at: usize) {
        let number = at / PIECE;
        let piece = Some((text.as_ptr().addr(), text.len(), number));
        if self.piece != piece {
            let from = text.ceil_char_boundary((number * PIECE).saturating_sub(NEAR));
            let to = text.floor_char_boundary(((number + 1) * PIECE).saturating_add(NEAR));
            self.named = named_in(text.get(from..to).unwrap_or_default());
            self.heard.clear();
            self.piece = piece;
        }
    }

    /// Returns those of the places called `name` that remain after hearing what stands around.
    fn hear(&mut self, text: &str, span: Span, name: &str, places: Vec<Place>) -> Option<Vec<Place>> {
        if is_known_alone(&places) {
            return Some(places);
        }
        self.go_to(text, span.start);
        if let Some(known) = self.heard.get(name) {
            return known.clone();
        }
        let result = heard(places, &self.named);
        self.heard.insert(name.to_owned(), result.clone());
        result
    }

    /// Returns whether no other county is spoken of near `span`, so that "the county" is this one.
    pub(crate) fn is_only_county(&mut self, text: &str, span: Span, county: Place) -> bool {
        self.go_to(text, span.start);
        !self.named.iter().any(|place| county_of(*place).is_some_and(|own| own != county))
    }
}

/// Returns whether nothing around could change what a name means: an area or a town of one name.
fn is_known_alone(places: &[Place]) -> bool {
    matches!(places, [only] if only.is_british() && only.kind() != PlaceKind::Village)
}

/// Returns what the name at `span` of a folded text may mean, or `None` where that is not known.
///
/// The name may hold what contains it: "Frinton-on-Sea, Essex".
pub(crate) fn meant(text: &str, span: Span, surroundings: &mut Surroundings) -> Option<Meant> {
    let mut pieces = span.of(text)?.split([',', '\n', '(', ')']).map(str::trim).filter(|piece| !piece.is_empty());
    let name = pieces.next()?;
    let (mut places, is_part) = named(name)?;
    let mut is_told = false;
    for piece in pieces {
        let (wholes, _) = named(piece)?;
        places.retain(|place| wholes.iter().any(|whole| lies_in(*place, *whole)));
        is_told = true;
    }
    if let Some(wholes) = behind(text, span.end) {
        let inside: Vec<Place> =
            places.iter().copied().filter(|place| wholes.iter().any(|whole| lies_in(*place, *whole))).collect();
        if !inside.is_empty() {
            (places, is_told) = (inside, true);
        } else if wholes.iter().all(|whole| !whole.kind().is_settlement()) {
            return None; // a place in that area which is not listed
        }
    }
    if !is_told {
        places = surroundings.hear(text, span, name, places)?;
    }
    (!places.is_empty()).then_some(Meant { places, is_part })
}

/// Returns the county in which a place lies, itself where it is one.
fn county_of(place: Place) -> Option<Place> {
    std::iter::once(place).chain(place.parents()).find(|area| area.kind() == PlaceKind::County)
}

/// Returns where the name of the town or area stands that follows an address that ends at `end`: ", Frinton-on-Sea".
pub(crate) fn town_behind(text: &str, end: usize) -> Option<Span> {
    let rest = text.get(end..)?;
    let name = rest.strip_prefix(", ").or_else(|| rest.strip_prefix(",\n"))?;
    let (len, _) = longest(name)?;
    let start = text.len() - name.len();
    Some(Span::new(start, start + len))
}

/// Returns the places of that name, and whether a part of them is spoken of.
fn named(name: &str) -> Option<(Vec<Place>, bool)> {
    const PARTS: &[&str] =
        &["north", "south", "east", "west", "north-east", "north-west", "south-east", "south-west", "central", "mid"];
    const ENDS: &[&str] = &[" area", " city centre", " town centre", " village", " seafront", " town"];
    let found: Vec<Place> = look_up(name).collect();
    if !found.is_empty() {
        return Some((found, false));
    }
    let lower = name.to_ascii_lowercase();
    let shorter = ENDS.iter().find_map(|end| lower.strip_suffix(end)).unwrap_or(&lower);
    let rest = shorter.split_once(' ').filter(|(first, _)| PARTS.contains(first)).map(|(_, rest)| rest);
    let found: Vec<Place> = look_up(rest.unwrap_or(shorter)).collect();
    (!found.is_empty()).then_some((found, rest.is_some()))
}

/// Returns whether one place lies in another, or both in one county: "Springfield, Chelmsford".
fn lies_in(place: Place, whole: Place) -> bool {
    let beside = || {
        let own = county_of(place);
        whole.kind().is_settlement() && place != whole && own.is_some() && county_of(whole) == own
    };
    whole.contains(place) || beside()
}

/// Returns the places of the name that follows at `end`: ", Essex", " (Essex)", " in Essex".
fn behind(text: &str, end: usize) -> Option<Vec<Place>> {
    let rest = text.get(end..)?;
    let rest = [", ", ",\n", " (", " in ", "\nin "].iter().find_map(|joint| rest.strip_prefix(joint))?;
    let rest = ["the ", "north ", "south ", "east ", "west ", "mid "]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    let (_, found) = longest(rest)?;
    // "in Cambridge, Essex Police said"
    found.iter().all(|place| place.kind() != PlaceKind::PoliceArea).then_some(found)
}

/// Returns the end of the longest name of a place with which a text begins, and its places.
fn longest(text: &str) -> Option<(usize, Vec<Place>)> {
    let mut ends = [0; WORDS];
    let mut count = 0;
    let mut at = 0;
    while count < WORDS {
        let rest = text.get(at..)?;
        let joint = |c: char| matches!(c, '\'' | '-' | '’');
        let len = rest.find(|c: char| !c.is_alphanumeric() && !joint(c)).unwrap_or(rest.len());
        let word = rest.get(..len)?;
        let small =
            matches!(word, "of" | "and" | "upon" | "on" | "the" | "in" | "under" | "by" | "le" | "de" | "la" | "del");
        if len == 0
            || count == 0 && !word.starts_with(char::is_uppercase)
            || !small && !word.starts_with(char::is_uppercase)
        {
            break;
        }
        at += len;
        if let Some(end) = ends.get_mut(count) {
            *end = at;
        }
        count += 1;
        if !text.get(at..).is_some_and(|rest| rest.starts_with([' ', '\n'])) {
            break;
        }
        at += 1;
    }
    ends.iter().take(count).rev().find_map(|end| {
        let found: Vec<Place> = look_up(text.get(..*end)?).collect();
        (!found.is_empty()).then_some((*end, found))
    })
}

/// Returns the places that are surely named in a text, each once.
fn named_in(text: &str) -> Vec<Place> {
    let mut found = Vec::new();
    let mut at = 0;
    for _ in 0..WORDS_HEARD {
        let Some(word) = text.get(at..).and_then(|rest| rest.find(char::is_uppercase)).map(|len| at + len) else {
            break;
        };
        let (Some(before), Some(rest)) = (text.get(..word), text.get(word..)) else { break };
        let inside = before.ends_with(char::is_alphanumeric);
        match longest(rest).filter(|_| !inside) {
            Some((len, places)) => {
                let place = sure(&places).filter(|place| !found.contains(place));
                if is_spoken_of(before, rest.get(len..).unwrap_or_default(), &places) {
                    found.extend(place);
                }
                at = word + len;
            }
            None => at = word + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()).max(1),
        }
        if found.len() >= MOST {
            break;
        }
    }
    found
}

/// Returns whether a name between two pieces of text is that of a place there, and not of a person.
fn is_spoken_of(before: &str, after: &str, places: &[Place]) -> bool {
    const BEFORE: &[&str] = &[
        "in",
        "at",
        "near",
        "from",
        "to",
        "of",
        "around",
        "across",
        "for",
        "and",
        "the",
        "into",
        "outside",
        "throughout",
    ];
    const AFTER: &[&str] = &[
        "County",
        "Council",
        "Police",
        "Constabulary",
        "Fire",
        "Ambulance",
        "Coroner",
        "Crown",
        "Magistrates",
        "Borough",
        "District",
        "City",
        "Town",
        "Parish",
        "police",
        "area",
    ];
    let before = before.trim_end();
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let next = after.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    before.ends_with([',', '('])
        || BEFORE.iter().any(|word| last.eq_ignore_ascii_case(word))
        || AFTER.contains(&next)
        || places.iter().any(|place| place.kind() == PlaceKind::PoliceArea)
}

/// Returns the place that a name means whatever stands around: the only one, or the only area among them.
fn sure(places: &[Place]) -> Option<Place> {
    let mut areas = places.iter().filter(|place| !place.kind().is_settlement());
    match (places, areas.next(), areas.next()) {
        ([only], ..) => Some(*only),
        (_, Some(area), None) => Some(*area),
        _ => None,
    }
}

/// Returns those of the places that remain after hearing what is named around, or `None` where none is sure.
fn heard(places: Vec<Place>, around: &[Place]) -> Option<Vec<Place>> {
    let around: Vec<Place> = around
        .iter()
        .copied()
        .filter(|area| !matches!(area.name(), "England" | "United Kingdom") && area.kind() != PlaceKind::Continent)
        // A name does not speak for itself.
        .filter(|area| !places.contains(area))
        .collect();
    let heavy = |places: &[Place]| places.iter().copied().map(weight).max().unwrap_or(0);
    let (backed, other): (Vec<Place>, Vec<Place>) =
        places.iter().copied().partition(|place| around.iter().any(|area| speaks_for(*area, *place)));
    // What is named abroad says nothing of a larger place at home.
    let is_outweighed = || {
        !backed.iter().any(|place| place.is_british())
            && other.iter().any(|place| place.is_british() && weight(*place) >= heavy(&backed))
    };
    if !backed.is_empty() && !is_outweighed() {
        // A force speaks of the large town in the next county too.
        let most = heavy(&backed);
        let too = other.into_iter().filter(|place| weight(*place) >= 100_000.max(most.saturating_mul(FAR_LARGER)));
        return Some(backed.iter().copied().chain(too).collect());
    }
    let (british, abroad): (Vec<Place>, Vec<Place>) = places.into_iter().partition(|place| place.is_british());
    // A text that speaks of Britain alone means Cambridge in Cambridgeshire.
    let is_at_home = !around.is_empty() && around.iter().all(|area| area.is_british());
    let (here, there) = if is_at_home { (2, 1) } else { (1, 2) };
    let kept = if heavy(&british).saturating_mul(here) >= heavy(&abroad).saturating_mul(there) {
        largest(british, KNOWN_WELL)
    } else if heavy(&british) <= UNKNOWN && (british.is_empty() || heavy(&abroad) >= KNOWN_EVERYWHERE) {
        largest(abroad, 0)
    } else {
        british.into_iter().chain(abroad).collect()
    };
    let unlikely = |place: &Place| {
        place.kind().is_settlement()
            && weight(*place) < KNOWN_EVERYWHERE / 2
            && !place.is_british()
            && is_named_alike(*place)
    };
    if kept.iter().any(unlikely) {
        return None;
    }
    // A village elsewhere, or a suburb here that is not listed: both stay possible.
    let here = around.iter().copied().filter(|area| area.is_british());
    let is_village = kept.iter().all(|place| place.is_british() && place.kind() == PlaceKind::Village);
    let here: Vec<Place> = if is_village { here.collect() } else { Vec::new() };
    Some(kept.into_iter().chain(here).collect())
}

/// Returns whether a place lies where places are named like British ones.
fn is_named_alike(place: Place) -> bool {
    place.country().is_some_and(|country| country.name() == "United Kingdom" || NAMED_ALIKE.contains(&country.name()))
}

/// Returns whether the name of one place in a text speaks for another: it holds it, or lies beside it.
fn speaks_for(area: Place, place: Place) -> bool {
    let same = |of: fn(Place) -> Option<Place>| of(area).is_some() && of(area) == of(place);
    area.contains(place)
        || same(county_of)
        || same(Place::police_area)
        || !is_named_alike(place) && same(Place::country)
}

/// Returns the places that may be meant: the largest alone where the others are far smaller.
fn largest(places: Vec<Place>, least: u64) -> Vec<Place> {
    let most = places.iter().copied().map(weight).max().unwrap_or(0);
    let close = |place: &Place| weight(*place).saturating_mul(FAR_LARGER) > most;
    if most < least { places } else { places.into_iter().filter(close).collect() }
}

/// Returns how many people a place stands for when two of one name are compared.
fn weight(place: Place) -> u64 {
    let known = place.population();
    match place.kind() {
        PlaceKind::Continent | PlaceKind::Country => 100_000_000,
        PlaceKind::Nation => 5_000_000,
        PlaceKind::Region | PlaceKind::County | PlaceKind::PoliceArea => 1_000_000,
        PlaceKind::District => 100_000,
        _ => known.unwrap_or(UNKNOWN),
    }
}
