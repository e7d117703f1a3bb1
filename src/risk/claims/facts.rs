//! What is known of each word, looked up once.
//!
//! Every list of words is one bit; a word goes in and all its bits come out. Whatever asks later asks the bits, and a sentence
//! whose bits say that nothing can be found in it is not looked at. One hash a word is all that prose without numbers costs.

use std::sync::LazyLock;

use super::nouns::Class;
use super::{grammar, nouns};

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts(u64);

macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident = $bit:expr;)*) => {
        impl Facts {
            $($(#[$doc])* pub(crate) const $name: Self = Self(1 << $bit);)*
        }
    };
}

facts! {
    /// Ends a noun phrase.
    STOP = 0;
    /// Follows a bare number.
    PREDICATE = 1;
    /// Makes a number behind it a reference.
    REFERENCE = 2;
    /// Is measured, not counted.
    MEASURE = 3;
    /// Happens in public view.
    PUBLIC_EVENT = 4;
    /// Is true of people only.
    OF_PEOPLE = 5;
    /// Tells a change.
    CHANGE = 6;
    /// Makes a group sensitive.
    SENSITIVE = 7;
    /// Is done by the police for or about a whole group.
    DONE_TO_ALL = 8;
    /// A number word.
    NUMERAL = 9;
    /// Can start a quantity.
    LEAD = 10;
    /// Singles one person out.
    SINGLING = 11;
    /// An end or the middle of a range.
    EXTREME = 12;
    /// An ordinal.
    ORDINAL = 13;
    /// A verb of what a refusal does not do.
    SAYING = 14;
    /// Leaves something out.
    WITHOUT = 15;
    /// Can tell something tactical.
    TACTICAL = 16;
    /// A noun for people or their like.
    NOUN = 17;
    /// A place where people are known to each other.
    DWELLING = 18;
    /// A place below a district.
    SMALL_PLACE = 19;
    /// A place or time that is counted.
    COUNTED = 20;
    /// Stands for one person each.
    CASE = 21;
    /// Figures.
    FIGURES = 22;
    /// Verbs of watching.
    WATCHING = 26;
    /// What is watched.
    WATCHED = 25;
    /// Where somebody is, or how they move and speak.
    WHEREABOUTS = 24;
    /// Who acts for the police.
    POLICE = 23;
    /// A noun for people whom a release may be about.
    SUBJECT = 27;
    /// A noun for anybody, staff too.
    ANYBODY = 28;
    /// A word that asks for one of several, or for their number.
    ASKING = 29;
    /// Denies, or refuses.
    NEGATION = 30;
    /// Stands for a number, for all or for none, and is said of much else.
    WHOLE = 31;
    /// Is measured, and is said of much else: "two may go".
    LOOSE_MEASURE = 32;
}

/// Where the noun's place in the list of nouns stands.
const NOUN_SHIFT: u32 = 40;

impl Facts {
    /// Returns whether it has any of `other`.
    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns the place of the noun in the list of nouns.
    pub(crate) fn noun(self) -> Option<usize> {
        self.has(Self::NOUN).then(|| usize::try_from(self.0 >> NOUN_SHIFT).ok()).flatten()
    }

    fn of_noun(place: usize, class: Class) -> Self {
        let whom = match class {
            Class::Thing => Self::default(),
            Class::Staff => Self::ANYBODY,
            _ => Self::ANYBODY.and(Self::SUBJECT),
        };
        Self(Self::NOUN.0 | whom.0 | (place as u64) << NOUN_SHIFT)
    }
}

/// All words with their facts, by hash; a slot is empty or has a word.
struct Table {
    slots: Vec<Option<(u64, Box<str>, Facts)>>,
}

static TABLE: LazyLock<Result<Table, String>> = LazyLock::new(|| {
    let mut words: std::collections::BTreeMap<String, Facts> = std::collections::BTreeMap::new();
    let mut add = |word: String, facts: Facts| {
        let known = words.entry(word).or_default();
        *known = known.and(facts);
    };
    for (facts, list) in grammar::lists()? {
        list.split_whitespace().for_each(|word| add(word.to_owned(), facts));
    }
    for (facts, word) in nouns::places()? {
        add(word, facts);
    }
    for (place, (word, class, ..)) in nouns::list()?.iter().enumerate() {
        add(word.clone(), Facts::of_noun(place, *class));
    }
    let mut table = Table { slots: vec![None; (words.len() * 4).next_power_of_two()] };
    for (word, facts) in words {
        let hash = hash(word.as_bytes());
        let mut at = hash;
        loop {
            let place = table.place(at);
            match table.slots.get_mut(place) {
                Some(slot @ None) => {
                    *slot = Some((hash, word.into(), facts));
                    break;
                }
                Some(Some(_)) => at = at.wrapping_add(1),
                None => return Err("a table without slots".to_owned()),
            }
        }
    }
    Ok(table)
});

impl Table {
    fn place(&self, hash: u64) -> usize {
        usize::try_from(hash).unwrap_or_default() & (self.slots.len() - 1)
    }

    fn get(&self, word: &str) -> Facts {
        let hash = hash(word.as_bytes());
        let mut at = hash;
        while let Some(Some((other, known, facts))) = self.slots.get(self.place(at)) {
            if *other == hash && **known == *word {
                return *facts;
            }
            at = at.wrapping_add(1);
        }
        Facts::default()
    }
}

/// Mixes the bytes of a word, eight at a time, so that the low bits depend on all.
fn hash(word: &[u8]) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |hash: u64, bytes: u64| (hash.rotate_left(29) ^ bytes).wrapping_mul(ODD);
    let (eights, rest) = word.as_chunks::<8>();
    let hash = eights.iter().fold(word.len() as u64, |hash, eight| mix(hash, u64::from_le_bytes(*eight)));
    let hash = mix(hash, rest.iter().fold(0, |bytes, byte| bytes << 8 | u64::from(*byte)));
    hash ^ hash >> 32
}

/// Returns what is known of a word in lower case.
pub(crate) fn of(word: &str) -> Facts {
    let facts = TABLE.as_ref().map(|table| table.get(word)).unwrap_or_default();
    if facts == Facts::default() && word.len() > 5 {
        nouns::by_ending(word).map_or(facts, |(place, class)| Facts::of_noun(place, class))
    } else {
        facts
    }
}

/// Returns the words that have any of some facts; none where the lists cannot be read.
pub(crate) fn words_with(any: Facts) -> Option<impl Iterator<Item = &'static str>> {
    let table = TABLE.as_ref().ok()?;
    Some(table.slots.iter().flatten().filter(move |(_, _, facts)| facts.has(any)).map(|(_, word, _)| &**word))
}

/// Returns whether the lists were read; without them nothing can be looked for.
pub(crate) fn are_read() -> bool {
    TABLE.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_the_facts_of_all_their_lists() {
        assert!(are_read(), "{:?}", TABLE.as_ref().err());
        assert!(of("of").has(Facts::STOP) && of("of").has(Facts::LEAD) && !of("of").has(Facts::NOUN));
        assert!(of("weeks").has(Facts::MEASURE) && of("nine").has(Facts::NUMERAL));
        assert!(
            of("women").has(Facts::NOUN) && of("policemen").has(Facts::NOUN) && of("hostel").has(Facts::SMALL_PLACE)
        );
        assert_eq!(of("xyzzy"), Facts::default());
    }
}
