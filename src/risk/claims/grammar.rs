//! The small words and the verbs by which the reader of claims finds its way.
//!
//! They are data (`grammar.toml`); each list is one fact of its words.

use std::sync::LazyLock;

use serde::Deserialize;

use super::facts::Facts;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    stops: String,
    predicates: String,
    references: String,
    measures: String,
    public_events: String,
    of_people: String,
    changes: String,
    sensitive: String,
    done_to_all: String,
    numerals: String,
    leads: String,
    singling: String,
    extremes: String,
    ordinals: String,
    saying: String,
    without: String,
    tactical: String,
    watching: String,
    watched: String,
    whereabouts: String,
    police: String,
    asking: String,
    negations: String,
    wholes: String,
    loose_measures: String,
}

static FILE: LazyLock<Result<File, String>> =
    LazyLock::new(|| toml::from_str(include_str!("grammar.toml")).map_err(|error| error.to_string()));

/// Returns each list with the fact that it tells.
pub(super) fn lists() -> Result<Vec<(Facts, &'static str)>, String> {
    let file = FILE.as_ref().map_err(Clone::clone)?;
    Ok(vec![
        (Facts::STOP, file.stops.as_str()),
        (Facts::PREDICATE, file.predicates.as_str()),
        (Facts::REFERENCE, file.references.as_str()),
        (Facts::MEASURE, file.measures.as_str()),
        (Facts::PUBLIC_EVENT, file.public_events.as_str()),
        (Facts::OF_PEOPLE, file.of_people.as_str()),
        (Facts::CHANGE, file.changes.as_str()),
        (Facts::SENSITIVE, file.sensitive.as_str()),
        (Facts::DONE_TO_ALL, file.done_to_all.as_str()),
        (Facts::NUMERAL, file.numerals.as_str()),
        (Facts::LEAD, file.leads.as_str()),
        (Facts::SINGLING, file.singling.as_str()),
        (Facts::EXTREME, file.extremes.as_str()),
        (Facts::ORDINAL, file.ordinals.as_str()),
        (Facts::SAYING, file.saying.as_str()),
        (Facts::WITHOUT, file.without.as_str()),
        (Facts::TACTICAL, file.tactical.as_str()),
        (Facts::WATCHING, file.watching.as_str()),
        (Facts::WATCHED, file.watched.as_str()),
        (Facts::WHEREABOUTS, file.whereabouts.as_str()),
        (Facts::POLICE, file.police.as_str()),
        (Facts::ASKING, file.asking.as_str()),
        (Facts::NEGATION, file.negations.as_str()),
        (Facts::WHOLE, file.wholes.as_str()),
        (Facts::LOOSE_MEASURE, file.loose_measures.as_str()),
    ])
}
