//! The small words and the verbs by which the reader of claims finds its way.
//!
//! They are data (`grammar.toml`); a word and the name of a list go in, and whether it stands there comes out.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

/// The lists.
#[derive(Default)]
pub(crate) struct Lists {
    /// Words that end a noun phrase: prepositions, conjunctions, auxiliaries, pronouns, determiners.
    pub(crate) stops: Words,
    /// Verbs and predicates that follow a bare number of people: "two live abroad", "nine missing".
    pub(crate) predicates: Words,
    /// Words before a number that make it a reference, an age or a score.
    pub(crate) references: Words,
    /// What is measured, not counted: its numbers say nothing about people.
    pub(crate) measures: Words,
    /// What happens in public view and is reported every day: an arrest, an injury, a hearing.
    pub(crate) public_events: Words,
    /// What is true of people and of nothing else that is counted.
    pub(crate) of_people: Words,
    /// Verbs by which a total is said to change.
    pub(crate) changes: Words,
    /// Words that make a group sensitive, whoever is in it.
    pub(crate) sensitive: Words,
    /// What the police do for or about a whole group.
    pub(crate) done_to_all: Words,
}

/// One list of words.
#[derive(Default)]
pub(crate) struct Words(HashSet<String>);

impl Words {
    pub(crate) fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

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
}

static LISTS: LazyLock<Result<Lists, String>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("grammar.toml")).map_err(|error| error.to_string())?;
    let words = |list: String| Words(list.split_whitespace().map(str::to_owned).collect());
    Ok(Lists {
        stops: words(file.stops),
        predicates: words(file.predicates),
        references: words(file.references),
        measures: words(file.measures),
        public_events: words(file.public_events),
        of_people: words(file.of_people),
        changes: words(file.changes),
        sensitive: words(file.sensitive),
        done_to_all: words(file.done_to_all),
    })
});

/// Returns the lists; empty ones when they cannot be read, which [`are_read`] tells.
pub(crate) fn lists() -> &'static Lists {
    static EMPTY: LazyLock<Lists> = LazyLock::new(Lists::default);
    LISTS.as_ref().unwrap_or_else(|_| &EMPTY)
}

/// Returns whether the lists were read; without them nothing can be looked for.
pub(crate) fn are_read() -> bool {
    LISTS.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_read() {
        assert!(are_read(), "{:?}", LISTS.as_ref().err());
        assert!(lists().stops.has("of") && lists().measures.has("weeks") && !lists().stops.has("men"));
    }
}
