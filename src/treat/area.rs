//! A larger area in the place of a place: "in Frinton" becomes "in Tendring", "in Essex" or "in England".
//!
//! The place and its sentence go in; the area that surely holds it comes out, worded to fit, or nothing where the gazetteer
//! does not know or cannot tell what is meant. What comes out never holds the name that went in.

use crate::Span;
use crate::place::{self, Meant, Place, PlaceKind, Surroundings, may_be_in_name_of_body, meant, town_behind};
use crate::policy::Coarseness;

/// What can be said instead of a place.
enum Coarser {
    /// The area that holds it.
    Area(Place),
    /// What kind of area it is itself.
    Noun(&'static str),
    /// That it is in another country.
    Abroad,
}

/// Returns what goes and what stands there instead of the place `span` of `part`, whose folded text is `text`.
pub(super) fn of_place(
    part: &str,
    span: Span,
    text: &str,
    to: Coarseness,
    near: &mut Surroundings,
) -> Option<(Span, String)> {
    let meant =
        meant(part, span, near).or_else(|| meant(text, Span::new(0, text.len()), &mut Surroundings::default()))?;
    let after = part.get(span.end..)?;
    if goes_on(after) {
        return None; // part of a longer name: "Frinton Road"
    }
    let span = with_part(part, span);
    let before = part.get(..span.start)?;
    if may_be_in_name_of_body(part, span) {
        return None; // there is another court in the county town
    }
    if let Some(start) = apposition(before, &meant) {
        return Some((Span::new(start, span.end), String::new()));
    }
    let is_only = |county: Place| near.is_only_county(part, span, county);
    match coarser(&meant, text, to, is_only)? {
        Coarser::Area(area) => Some(name_area(before, span, area)),
        Coarser::Noun(noun) if !ends_with_determiner(before) => Some((span, at_start(before, noun))),
        Coarser::Abroad if !ends_with_determiner(before) => Some(abroad(before, span)),
        _ => None,
    }
}

/// Returns whether a name goes on: "Frinton Road", "Kent and Essex Serious Crime Directorate".
fn goes_on(after: &str) -> bool {
    let Some(rest) = after.strip_prefix(' ') else { return false };
    let capital = |text: &str| text.starts_with(char::is_uppercase);
    let joined = rest.strip_prefix("and ").filter(|rest| capital(rest)).and_then(|rest| rest.split_once(' '));
    capital(rest)
        || joined.is_some_and(|(first, rest)| first.chars().all(|c| c.is_alphanumeric() || c == '-') && capital(rest))
}

/// Returns the span with the word before it that tells which part of the place is meant: of "north Leeds" nothing stays.
fn with_part(part: &str, span: Span) -> Span {
    const PARTS: &[&str] = &[
        "north",
        "south",
        "east",
        "west",
        "north-east",
        "north-west",
        "south-east",
        "south-west",
        "central",
        "inner",
        "outer",
        "northern",
        "southern",
        "eastern",
        "western",
        "mid",
        "downtown",
    ];
    let before = part.get(..span.start).unwrap_or_default();
    let Some(rest) = before.strip_suffix(' ') else { return span };
    let start = rest
        .rfind(|c: char| !c.is_alphanumeric() && c != '-')
        .map_or(0, |at| at + rest.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let is_part = PARTS.iter().any(|word| rest.get(start..).is_some_and(|last| last.eq_ignore_ascii_case(word)));
    if is_part { Span::new(start, span.end) } else { span }
}

/// Returns where an address ends with the town behind it, and the town or larger area in which it lies: "12 Mill Lane,
/// Frinton-on-Sea, Essex".
pub(super) fn of_address(
    part: &str,
    span: Span,
    text: &str,
    to: Coarseness,
    near: &mut Surroundings,
) -> Option<(usize, String)> {
    let inside = last_place(text);
    let mut behind = || {
        let town = town_behind(part, span.end)?;
        let whole = town_behind(part, town.end);
        let meant = meant(part, town, near)?;
        let end = whole.filter(|whole| holds(part, *whole, &meant)).map_or(town.end, |whole| whole.end);
        Some((end, meant))
    };
    let (end, found) = inside.map(|meant| (span.end, meant)).or_else(&mut behind)?;
    let is_town = |area: &Place| matches!(area.kind(), PlaceKind::City | PlaceKind::Town);
    let wanted = |area: &Place| is_coarse_enough(*area, to) || to == Coarseness::Town && is_town(area);
    // A town and the district that is called by its name are one.
    let own = found.places().iter().copied().find(|town| {
        let mut others = found.places().iter().filter(|other| *other != town);
        others.all(|other| other.contains(*town))
    });
    own.into_iter().chain(found.shared()).find(wanted).map(|area| (end, area.to_string()))
}

/// Returns whether the name at `whole` is that of an area which holds what is meant.
fn holds(part: &str, whole: Span, meant: &Meant) -> bool {
    let areas = whole.of(part).into_iter().flat_map(place::look_up);
    areas.into_iter().any(|area| meant.places().iter().all(|place| area.contains(*place)))
}

/// Returns what the end of an address names.
///
/// A house may be called like a town: only what stands behind the street is heard, each piece within the next.
fn last_place(text: &str) -> Option<Meant> {
    let mut start = text.len();
    let mut found = None;
    while let Some(comma) = text.get(..start).and_then(|text| text.rfind([',', '\n'])) {
        let own = text.get(comma + 1..)?.trim_start();
        let here = Span::new(text.len() - own.len(), text.len());
        let Some(here) = meant(text, here, &mut Surroundings::default()) else { break };
        found = Some(here);
        start = comma;
    }
    found
}

/// Returns whether an area is as coarse as a level asks.
fn is_coarse_enough(area: Place, to: Coarseness) -> bool {
    let kind = area.kind();
    match to {
        Coarseness::District | Coarseness::Town => !kind.is_settlement(),
        Coarseness::County => kind <= PlaceKind::County,
        Coarseness::Country => matches!(kind, PlaceKind::Country | PlaceKind::Nation),
        Coarseness::Abroad => kind == PlaceKind::Country,
        _ => false,
    }
}

/// Returns what can be said instead of the places that a name may mean.
fn coarser(
    meant: &Meant,
    text: &str,
    to: Coarseness,
    mut is_only_county: impl FnMut(Place) -> bool,
) -> Option<Coarser> {
    if !matches!(
        to,
        Coarseness::District | Coarseness::Town | Coarseness::County | Coarseness::Country | Coarseness::Abroad
    ) {
        return None;
    }
    let all_abroad = meant.places().iter().all(|place| is_abroad(*place));
    if to == Coarseness::Abroad && all_abroad {
        return Some(Coarser::Abroad);
    }
    if !meant.is_part {
        match meant.kind() {
            Some(PlaceKind::County)
                if to <= Coarseness::County && meant.places().iter().all(|county| is_only_county(*county)) =>
            {
                return Some(Coarser::Noun("the county"));
            }
            Some(PlaceKind::District) if to <= Coarseness::Town => return Some(Coarser::Noun("the district")),
            _ => {}
        }
    }
    let area = meant.shared().find(|area| is_coarse_enough(*area, to) && !holds_name(*area, meant, text));
    match area {
        Some(area) => Some(Coarser::Area(area)),
        None if all_abroad => Some(Coarser::Abroad),
        None => None,
    }
}

/// Returns whether a place surely lies in a foreign country; the Crown dependencies are neither here nor abroad.
fn is_abroad(place: Place) -> bool {
    let country = place.country().map_or("", Place::name);
    !["", "United Kingdom", "Isle of Man", "Jersey", "Guernsey"].contains(&country)
}

/// Returns whether the name of an area would tell that of the place: "Brighton and Hove".
fn holds_name(area: Place, meant: &Meant, text: &str) -> bool {
    let words = |name: &str| format!(" {} ", name.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " "));
    let area = words(area.name());
    let said = words(text);
    if meant.is_part {
        return area == said;
    }
    area.contains(&said) || meant.places().iter().any(|place| area.contains(&words(place.name())))
}

/// Returns where the comma stands before an area that follows a place within it: "in Frinton, Essex".
fn apposition(before: &str, area: &Meant) -> Option<usize> {
    let rest = before.strip_suffix(", ").or_else(|| before.strip_suffix(",\n"))?;
    let start = rest.floor_char_boundary(rest.len().saturating_sub(48));
    let near = rest.get(start..)?;
    let inside = |name: &str| {
        name.starts_with(char::is_uppercase)
            && place::look_up(name).any(|place| area.places().iter().any(|area| area.contains(place)))
    };
    let starts = near
        .char_indices()
        .filter(|(at, c)| c.is_uppercase() && !near.get(..*at).is_some_and(|b| b.ends_with(char::is_alphanumeric)));
    let is_inside = starts.map(|(at, _)| near.get(at..).unwrap_or_default()).any(inside);
    is_inside.then_some(rest.len())
}

/// Returns a text as it stands at the start of a sentence, where it does.
fn at_start(before: &str, text: &str) -> String {
    let before = before.trim_end_matches([' ', '"', '“', '\'', '(', '*', '_']);
    if before.is_empty() || before.ends_with(['.', '!', '?', '\n', ':']) { capital(text) } else { text.to_owned() }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Returns whether a text ends with a word behind which a noun with an article of its own cannot stand.
fn ends_with_determiner(before: &str) -> bool {
    const DETERMINERS: &[&str] =
        &["a", "an", "the", "his", "her", "its", "their", "our", "this", "that", "every", "each", "greater"];
    let Some(before) = before.strip_suffix([' ', '\n']) else { return false };
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    DETERMINERS.iter().any(|word| last.eq_ignore_ascii_case(word))
}

/// Puts the name of an area there: the article fits, and stands once.
fn name_area(before: &str, span: Span, area: Place) -> (Span, String) {
    let word = |article: &str| {
        let rest = before.strip_suffix(article)?;
        (!rest.ends_with(char::is_alphanumeric)).then_some(())
    };
    if ["the ", "The ", "THE "].into_iter().any(|article| word(article).is_some()) {
        return (span, area.name().to_owned());
    }
    let Some(article) = ["a ", "an ", "A ", "An "].into_iter().find(|article| word(article).is_some()) else {
        return (span, at_start(before, &area.to_string()));
    };
    let name = area.name();
    let vowel = name.starts_with(['A', 'E', 'I', 'O']) || name.starts_with('U') && !name.starts_with("Un");
    let fitting = if vowel { "an " } else { "a " };
    let fitting = if article.starts_with('A') { capital(fitting) } else { fitting.to_owned() };
    (Span::new(span.start - article.len(), span.end), format!("{fitting}{name}"))
}

/// Says that it is abroad: "in Spain" becomes "abroad", "from Spain" "from abroad", "of Spain" "of another country".
fn abroad(before: &str, span: Span) -> (Span, String) {
    const GO: &[&str] = &["in", "to", "at", "into", "within", "around", "across", "near", "throughout", "towards"];
    let words = before.strip_suffix([' ', '\n']).unwrap_or(before);
    let start = words
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |at| at + words.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let last = words.get(start..).unwrap_or_default();
    if GO.iter().any(|word| last.eq_ignore_ascii_case(word)) && words.len() < before.len() {
        let is_capital = last.starts_with(char::is_uppercase);
        let text = if is_capital { "Abroad" } else { "abroad" };
        return (Span::new(start, span.end), text.to_owned());
    }
    if last.eq_ignore_ascii_case("from") {
        return (span, "abroad".to_owned());
    }
    (span, at_start(before, "another country"))
}
