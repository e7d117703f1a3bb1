//! What is out already, or goes out together: earlier releases and tables beside a text.
//!
//! Texts and tables go in, each with a name; their numbers of people are kept, each with the words that say whom it counts.
//! A text that is looked at with them is asked the same questions as with itself: a number here and a number there are
//! statements of one system.

use std::collections::{BTreeSet, HashMap};
use std::fmt;

use super::disclosure;
use super::{Interval, Profiles};
use crate::{Address, Part, Unfinished, fold};

/// Numbers of people that readers know already. Made once, used for any number of texts; its `Debug` form holds no numbers.
///
/// ```
/// use withhold::risk::{Interval, Known, disclosures_with};
/// use withhold::Policy;
///
/// let policy = Policy::builtin("foi")?;
/// let june = "There are 15 registered offenders in the district.";
/// let july = "There are 14 registered offenders in the district without Eastgate.";
/// let known = Known::new().with_text("june.txt", june)?;
///
/// let found = disclosures_with(july, &known, policy.profiles())?;
/// assert_eq!(found[0].derived.and_then(Interval::exact), Some(1));
/// assert!(found[0].derivation.as_ref().unwrap().to_string().contains("june.txt"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default)]
pub struct Known {
    names: Vec<String>,
    pub(crate) counts: Vec<Count>,
    /// Of tables: a total and its parts, by their places among the counts.
    pub(crate) sums: Vec<(usize, Vec<usize>)>,
    /// Where each word stands among the counts; of a cell only its first, for all of them have to be said.
    places: HashMap<String, Vec<usize>>,
    #[cfg(feature = "stats")]
    tables: Vec<crate::stats::table::Table>,
}

/// A number of people with the words that say whom it counts.
#[derive(Clone)]
pub(crate) struct Count {
    /// Words that belong to it: whom, where, under what condition.
    pub(crate) words: BTreeSet<String>,
    /// Of a cell: words that its table says of all its cells; none where it does not say whom it counts.
    pub(crate) context: Option<Context>,
    /// What is told.
    pub(crate) value: Interval,
    /// Whether the total leaves something out.
    pub(crate) without: bool,
    /// Whether it is told by a mark in the place of a number.
    pub(crate) hidden: bool,
    /// How a derivation names it.
    pub(crate) name: String,
}

/// What a table says of all its cells.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) words: BTreeSet<String>,
    /// Whether it says whom it counts.
    pub(crate) tells_whom: bool,
}

impl Known {
    /// Returns what nobody knows: nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the numbers of a plain text under a name, which derivations tell.
    ///
    /// # Errors
    /// [`Unfinished`] when it could not be read.
    pub fn with_text(mut self, name: &str, text: &str) -> Result<Self, Unfinished> {
        self.add_part(name, &Part::plain(Address::Text, text))?;
        self.names.push(name.to_owned());
        Ok(self)
    }

    /// Adds the numbers and marks of a table, under its name. Tables that share cells are one net.
    ///
    /// # Errors
    /// [`ErrorKind::Input`](crate::ErrorKind::Input) when tables print different numbers for the same people.
    #[cfg(feature = "stats")]
    pub fn with_table(mut self, table: &crate::stats::table::Table, profiles: &Profiles) -> crate::Result<Self> {
        self.names.push(table.name().to_owned());
        self.tables.push(table.clone());
        // Cells of tables stand behind the counts of texts; the net is made anew with the new table in it.
        let of_texts = self.counts.iter().position(|count| count.context.is_some()).unwrap_or(self.counts.len());
        self.counts.truncate(of_texts);
        let (cells, sums) = crate::stats::table::known_cells(&self.tables, &profiles.general)?;
        let place = |cell: usize| of_texts + cell;
        self.sums =
            sums.into_iter().map(|(total, parts)| (place(total), parts.into_iter().map(place).collect())).collect();
        self.counts.extend(cells);
        self.sort_words();
        Ok(self)
    }

    /// Returns the names of what was added, in order.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Returns whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    pub(crate) fn add_part(&mut self, name: &str, part: &Part<'_>) -> Result<(), Unfinished> {
        let Some(profiles) = Profiles::usual() else {
            return Err(Unfinished { reason: "the profiles cannot be read".to_owned() });
        };
        // The short extra readings are of broken pieces, which are no sentences.
        if let Some(reading) = fold::readings(part).first() {
            let told = disclosure::told(reading, &profiles, name)?;
            // Cells of tables stay last.
            let at = self.counts.iter().position(|count| count.context.is_some()).unwrap_or(self.counts.len());
            let added = told.len();
            self.counts.splice(at..at, told);
            let moved = |cell: &mut usize| *cell += added;
            for (total, parts) in &mut self.sums {
                moved(total);
                parts.iter_mut().for_each(moved);
            }
            self.sort_words();
        }
        Ok(())
    }

    /// Returns the places of the counts that may have to do with one of which `words` are said.
    pub(crate) fn near(&self, words: &BTreeSet<String>) -> BTreeSet<usize> {
        words.iter().filter_map(|word| self.places.get(word)).flatten().copied().collect()
    }

    fn sort_words(&mut self) {
        self.places.clear();
        for (at, count) in self.counts.iter().enumerate() {
            let words = if count.context.is_some() { 1 } else { count.words.len() };
            for word in count.words.iter().take(words) {
                self.places.entry(word.clone()).or_default().push(at);
            }
        }
    }

    pub(crate) fn add_name(&mut self, name: &str) {
        self.names.push(name.to_owned());
    }
}

/// Prints names and how many numbers, never a number.
impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Known").field("names", &self.names).field("counts", &self.counts.len()).finish()
    }
}

/// Returns the words of a label or a name that say whom or what it counts.
#[cfg(feature = "stats")]
pub(crate) fn words_of(label: &str) -> BTreeSet<String> {
    let words = label.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1);
    words.map(str::to_lowercase).filter(|word| !EMPTY.contains(&word.as_str())).map(|word| stem(&word)).collect()
}

/// Returns a word in the singular, as far as its ending tells.
pub(crate) fn stem(word: &str) -> String {
    const IRREGULAR: [(&str, &str); 6] = [
        ("men", "man"),
        ("women", "woman"),
        ("children", "child"),
        ("people", "person"),
        ("persons", "person"),
        ("abuses", "abuse"),
    ];
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| *many == word) {
        return (*one).to_owned();
    }
    match word.strip_suffix("ies") {
        Some(stem) if stem.len() > 2 => format!("{stem}y"),
        _ => word
            .strip_suffix('s')
            .filter(|one| one.len() > 2 && !one.ends_with(['s', 'u', 'i']))
            .unwrap_or(word)
            .to_owned(),
    }
}

/// Words that tell nothing of whom a number counts.
#[cfg(feature = "stats")]
const EMPTY: &[&str] = &[
    "the", "of", "in", "at", "on", "by", "and", "or", "for", "to", "from", "with", "all", "total", "number", "numbers",
    "count", "counts", "figure", "csv", "table", "txt",
];
