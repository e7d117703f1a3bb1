//! Which mentions of a text are the same person.
//!
//! Names go in as the text writes them, folded; for each comes out the mention that stands for its person, the fullest
//! that there is. Full names are one person where the surname is the same and the given names may be: equal, an initial
//! of the other, or a short form of it. A single word belongs to the one person whom it fits; a word that fits two
//! belongs to neither, unless the text has called one of them so before it named the other, or a title tells which. The
//! order in which the mentions are given never changes the answer.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::LazyLock;

use super::sex::Sex;
use super::vocabulary::is_particle;
use super::words::look_up;

/// A name as it stands in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mention<'t> {
    /// The folded name, without titles.
    pub(crate) name: &'t str,
    /// Whether a rank or an office stands with it.
    pub(crate) office: bool,
    /// The index of the mention that it is said to be another name of: "known as".
    pub(crate) other_name_of: Option<usize>,
    /// What a title or a relation before it tells of the person.
    pub(crate) sex: Option<Sex>,
    /// Where it stands among the mentions of the text.
    pub(crate) place: usize,
}

/// How much a spelling may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// Not at all.
    Exact,
    /// By one letter, where no list knows the surname.
    OneLetter,
}

/// Returns for each mention the index of the mention that stands for its person.
pub(crate) fn persons(mentions: &[Mention<'_>], spelling: Spelling) -> Vec<usize> {
    if mentions.len() < 2 {
        return (0..mentions.len()).collect();
    }
    let mut distinct: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for (index, mention) in mentions.iter().enumerate() {
        let call = Call::of(mention.name);
        // Of a full name the rank makes no other person, nor does the title.
        let alone = call.given.is_empty();
        let key = Key { call, office: mention.office && alone, sex: mention.sex.filter(|_| alone) };
        distinct.entry(key).or_default().push(index);
    }
    let mut people = People::default();
    let surnames: BTreeSet<&str> = distinct.keys().map(|key| key.call.surname.as_str()).collect();
    if spelling == Spelling::OneLetter {
        people.join_spellings(&surnames);
    }
    let offices = |indexes: &[usize]| indexes.iter().any(|index| mentions.get(*index).is_some_and(|one| one.office));
    let mut person_of = vec![usize::MAX; mentions.len()];
    // The fullest names first, then what is behind a rank, then the other single words.
    let mut order: Vec<_> = distinct.iter().collect();
    order.sort_by_key(|(key, _)| {
        (key.call.given.is_empty(), Reverse(key.call.fullness()), Reverse(key.office), Reverse(key.sex))
    });
    for (key, indexes) in order {
        let own = || indexes.iter().filter_map(|index| mentions.get(*index));
        let told = own().find_map(|mention| mention.sex);
        let person = people.add(&Known {
            call: &key.call,
            office: key.office || offices(indexes),
            sex: told.or_else(|| Sex::of_given(key.call.given.first()?)),
            first: own().map(|mention| mention.place).min().unwrap_or_default(),
        });
        for index in indexes {
            if let Some(slot) = person_of.get_mut(*index) {
                *slot = person;
            }
        }
    }
    for (index, mention) in mentions.iter().enumerate() {
        let alone = |person: usize| {
            people.people.get(person).is_some_and(|person| person.calls.iter().all(|call| call.given.is_empty()))
        };
        if let Some(other) = mention.other_name_of
            && let (Some(one), Some(other)) = (person_of.get(index).copied(), person_of.get(other).copied())
            && (alone(one) || alone(other))
        {
            let (from, to) = if alone(one) { (one, other) } else { (other, one) };
            for slot in person_of.iter_mut().filter(|slot| **slot == from) {
                *slot = to;
            }
        }
    }
    representatives(&distinct, &person_of)
}

/// Returns whether the folded words between two names say that the second is another name of the person.
pub(crate) fn says_also_called(between: &str) -> bool {
    const ENDS: &[&str] = &[
        "known as",
        "nicknamed",
        "known to friends as",
        "aka",
        "a.k.a.",
        "alias",
        "called himself",
        "called herself",
        "calls himself",
        "calls herself",
        "goes by",
        "real name",
        "real name is",
        "real name was",
        "full name is",
        "whose real name is",
        "went by",
        "formerly",
        "nee",
        "born",
    ];
    let words = between.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').to_ascii_lowercase();
    ENDS.iter().any(|end| crate::detect::caseless::strip_end(&words, end).is_some()) && !words.contains(". ")
}

/// Returns for each mention the first of the fullest mentions of the same person.
fn representatives(distinct: &BTreeMap<Key, Vec<usize>>, person_of: &[usize]) -> Vec<usize> {
    let mut best: HashMap<usize, (&Call, usize)> = HashMap::new();
    for (Key { call, .. }, indexes) in distinct {
        let Some(first) = indexes.first().copied() else { continue };
        let Some(person) = person_of.get(first).copied() else { continue };
        let known = best.entry(person).or_insert((call, first));
        if call.fullness() > known.0.fullness() {
            *known = (call, first);
        }
    }
    (0..).zip(person_of).map(|(index, person)| best.get(person).map_or(index, |(_, first)| *first)).collect()
}

/// What tells mentions apart before anything is known of the people.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    call: Call,
    office: bool,
    sex: Option<Sex>,
}

/// What is known of mentions that are alike.
struct Known<'c> {
    call: &'c Call,
    office: bool,
    sex: Option<Sex>,
    /// Where the first of them stands.
    first: usize,
}

/// The words of a name, in lower case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Call {
    given: Vec<String>,
    /// The surname with its particles, or the only word.
    surname: String,
    /// Which of the given names stands in quotation marks: `Jason 'Jase' Muldoon`.
    quoted: Option<usize>,
}

/// Words before a given name that describe: "Big Kev".
const EPITHETS: &[&str] = &["big", "little", "lil", "old", "young", "fat", "mad", "wee", "tall", "skinny", "ginger"];

impl Call {
    fn of(name: &str) -> Self {
        let name = name.strip_suffix("'s").unwrap_or(name);
        let own: Vec<&str> = super::forms::words_of(name).map(|word| word.trim_matches('\'')).collect();
        let mut words: Vec<String> = own.iter().map(|word| word.to_lowercase()).collect();
        if let Some((surname, _)) = name.split_once(',') {
            let surname = super::forms::words_of(surname).count().min(words.len());
            words.rotate_left(surname);
        }
        let upper = |word: Option<&str>| word.is_some_and(|word| word.len() > 1 && super::is_upper(word));
        if !name.contains(',') && words.len() > 1 && upper(own.first().copied()) && !upper(own.last().copied()) {
            words.rotate_left(1); // "SMITH John"
        }
        if words.len() == 2 && words.first().is_some_and(|word| EPITHETS.contains(&word.as_str())) {
            words.remove(0);
        }
        let mut from = words.len().saturating_sub(1);
        let bare = own.first().is_some_and(|first| first.starts_with(char::is_lowercase));
        while from > usize::from(!bare) && words.get(from - 1).is_some_and(|word| is_particle(word)) {
            from -= 1;
        }
        let surname = words.split_off(from).concat();
        let quote = name.find(" \"").or_else(|| name.find(" '"));
        let quoted = quote.and_then(|at| name.get(..at)).map(|before| super::forms::words_of(before).count());
        Self { given: words, surname, quoted: quoted.filter(|at| *at > 0) }
    }

    /// What makes a name the better one to know a person by.
    fn fullness(&self) -> (bool, bool, usize, usize) {
        let first = self.given.first().map_or("", String::as_str);
        let formal = !SHORT_FORMS.contains_key(first);
        (is_whole(first), formal, self.given.len(), self.given.iter().map(String::len).sum())
    }

    /// Returns whether both may be names of one person who has their surname.
    fn may_be(&self, other: &Self) -> bool {
        self.given.iter().zip(&other.given).all(|(one, other)| same_given(one, other))
    }
}

/// Returns whether a word may be a given name cut short: a few letters that are no well-known name themselves.
fn is_clipped(word: &str) -> bool {
    (3..=5).contains(&word.len()) && look_up(word).given() < 2 && !look_up(word).is_ordinary()
}

/// Returns whether a given name is more than an initial.
fn is_whole(given: &str) -> bool {
    given.chars().nth(1).is_some()
}

/// Returns whether one person may be called both.
fn same_given(one: &str, other: &str) -> bool {
    if is_whole(one) && is_whole(other) {
        return one == other
            || formal(one).any(|name| name == other || formal(other).any(|known| known == name))
            || formal(other).any(|name| name == one);
    }
    one.chars().next() == other.chars().next()
}

/// The names that each short form stands for.
static SHORT_FORMS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut forms: HashMap<&str, Vec<&str>> = HashMap::new();
    for line in include_str!("nicknames.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_ascii_whitespace();
        let Some(name) = words.next() else { continue };
        words.for_each(|short| forms.entry(short).or_default().push(name));
    }
    forms
});

/// The short forms of each name.
static LONG_FORMS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let lines = include_str!("nicknames.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(' ')).map(|(name, rest)| (name, rest.split(' ').collect())).collect()
});

/// Returns the names that `short` may stand for.
pub(crate) fn formal<'n>(short: &'n str) -> impl Iterator<Item = &'n str> {
    SHORT_FORMS.get(short).into_iter().flatten().map(|name| -> &'n str { name })
}

/// Returns what somebody whose given name is `given`, in lower case, is called for short.
pub(crate) fn short_forms(given: &str) -> &'static [&'static str] {
    LONG_FORMS.get(given).map_or(&[], Vec::as_slice)
}

#[derive(Default)]
struct Person {
    calls: Vec<Call>,
    office: bool,
    sex: Option<Sex>,
    /// Where the person is first named.
    first: usize,
}

#[derive(Default)]
struct People {
    people: Vec<Person>,
    /// The people of each surname, the halves of one with a hyphen included.
    by_surname: BTreeMap<String, BTreeSet<usize>>,
    /// The people of each given name and of every name that it may stand for.
    by_given: BTreeMap<String, BTreeSet<usize>>,
    /// The people of each surname by their given name, every name that it may stand for, and the initial.
    by_both: BTreeMap<(String, String), BTreeSet<usize>>,
    /// Other spellings of a surname.
    spellings: BTreeMap<String, String>,
}

/// The most people of one surname whom a full name is compared with.
const MOST_ALIKE: usize = 64;
/// The most names of one person that another is compared with.
const MOST_CALLS: usize = 16;
/// The most surnames that are compared with each other for a letter that is wrong.
pub(super) const MOST_RARE: usize = 256;
/// The fewest letters of a surname that may have one wrong.
pub(super) const SHORTEST_RARE: usize = 6;

impl People {
    /// Finds surnames that differ by a letter and that no list knows, so that one is a slip for the other.
    fn join_spellings(&mut self, surnames: &BTreeSet<&str>) {
        let rare: Vec<&str> = surnames.iter().copied().filter(|name| is_rare(name)).take(MOST_RARE).collect();
        for (index, one) in rare.iter().enumerate() {
            for other in rare.iter().skip(index + 1).filter(|other| is_slip(one, other)) {
                let first = self.spellings.get(*one).cloned().unwrap_or_else(|| (*one).to_owned());
                self.spellings.entry((*other).to_owned()).or_insert(first);
            }
        }
    }

    fn spelling<'s>(&'s self, surname: &'s str) -> &'s str {
        self.spellings.get(surname).map_or(surname, String::as_str)
    }

    /// Returns the person who is called that, a new one where nobody or more than one could be.
    fn add(&mut self, known: &Known<'_>) -> usize {
        let &Known { call, office, sex, first } = known;
        let surname = self.spelling(&call.surname).to_owned();
        let fits = if call.given.is_empty() { self.called(known, &surname) } else { self.named(call, &surname) };
        let only = if fits.len() == 1 { fits.first().copied() } else { self.named_before(&fits, known) };
        if let Some(only) = only
            && let Some(person) = self.people.get_mut(only)
        {
            if person.calls.len() < MOST_CALLS {
                person.calls.push(call.clone());
            }
            person.office |= office;
            person.first = person.first.min(first);
            person.sex = person.sex.or(sex);
            self.know(only, call, &surname);
            return only;
        }
        let new = self.people.len();
        self.people.push(Person { calls: vec![call.clone()], office, sex, first });
        // A single word that fits two people is nobody whom a later word could mean.
        if fits.is_empty() || !call.given.is_empty() {
            self.know(new, call, &surname);
        }
        new
    }

    /// Returns the one person of several whom a single word fits that had been named when the text first used it: so the
    /// text calls this person. Where one holds an office and another does not, nobody is.
    fn named_before(&self, fits: &BTreeSet<usize>, known: &Known<'_>) -> Option<usize> {
        if !known.call.given.is_empty() || fits.len() > MOST_ALIKE {
            return None;
        }
        let people: Vec<(usize, &Person)> = fits.iter().filter_map(|at| Some((*at, self.people.get(*at)?))).collect();
        let alike = people.iter().all(|(_, person)| !person.office);
        let mut named = people.iter().filter(|(_, person)| person.first < known.first);
        let only = named.next().filter(|_| named.next().is_none())?;
        alike.then_some(only.0)
    }

    /// Returns the people whom a single word fits.
    fn called(&self, known: &Known<'_>, surname: &str) -> BTreeSet<usize> {
        let word = &known.call.surname;
        let by_given = std::iter::once(self.by_given.get(word)).chain(formal(word).map(|name| self.by_given.get(name)));
        let people = std::iter::once(self.by_surname.get(surname)).chain(by_given).flatten().flatten().copied();
        let may_be = |person: &Person| {
            let same_sex = person.sex.is_none() || known.sex.is_none() || person.sex == known.sex;
            same_sex && (person.office || !known.office)
        };
        let fits = |index: &usize| self.people.get(*index).is_some_and(may_be);
        let found: BTreeSet<usize> = people.filter(fits).collect();
        if found.is_empty() && is_clipped(word) {
            // "Vik" for Vikram: the start of a given name, that is no name of its own.
            let longer =
                self.by_given.range::<str, _>((Bound::Included(word.as_str()), Bound::Unbounded)).take(MOST_ALIKE);
            let longer = longer.take_while(|(name, _)| name.starts_with(word.as_str()));
            return longer.flat_map(|(_, people)| people).copied().filter(fits).collect();
        }
        found
    }

    /// Returns the people whom a full name fits.
    fn named(&self, call: &Call, surname: &str) -> BTreeSet<usize> {
        let first = call.given.first().map_or("", String::as_str);
        let people: BTreeSet<usize> = std::iter::once(first)
            .chain(formal(first))
            .filter_map(|name| self.by_both.get(&(surname.to_owned(), name.to_owned())))
            .flatten()
            .copied()
            .take(MOST_ALIKE + 1)
            .collect();
        if people.len() > MOST_ALIKE {
            return people; // too many to tell: it is tied to none
        }
        let fits = |person: &Person| {
            let mut known = person.calls.iter();
            // B. and R. are Robert, called Bob.
            if is_whole(first) { known.all(|one| one.may_be(call)) } else { known.any(|one| one.may_be(call)) }
        };
        people.into_iter().filter(|index| self.people.get(*index).is_some_and(fits)).collect()
    }

    fn know(&mut self, person: usize, call: &Call, surname: &str) {
        let add = |map: &mut BTreeMap<String, BTreeSet<usize>>, name: &str| {
            map.entry(name.to_owned()).or_default().insert(person);
        };
        add(&mut self.by_surname, surname);
        if let Some(quoted) = call.quoted.and_then(|at| call.given.get(at)) {
            self.by_given.entry(quoted.clone()).or_default().insert(person);
        }
        let Some(first) = call.given.first() else { return };
        for half in surname.split('-').filter(|half| half.len() < surname.len()) {
            add(&mut self.by_surname, half);
        }
        let initial = first.chars().next().map(String::from).unwrap_or_default();
        for name in std::iter::once(first.as_str()).chain(formal(first)) {
            self.by_given.entry(name.to_owned()).or_default().insert(person);
            self.by_both.entry((surname.to_owned(), name.to_owned())).or_default().insert(person);
        }
        for initial in std::iter::once(initial).chain(formal(first).filter_map(|name| name.get(..1).map(str::to_owned)))
        {
            self.by_both.entry((surname.to_owned(), initial)).or_default().insert(person);
        }
    }
}

/// Returns whether a surname, in lower case, is so rare that another that differs by a letter is a slip for it.
pub(super) fn is_rare(surname: &str) -> bool {
    let known = look_up(surname);
    surname.chars().count() >= SHORTEST_RARE && !known.is_ordinary() && !known.is_place() && known.surname() < 3
}

/// Returns whether one of two rare surnames is the other with a letter wrong.
pub(super) fn is_slip(one: &str, other: &str) -> bool {
    one.chars().next() == other.chars().next()
        && one.len().abs_diff(other.len()) <= 2
        && (look_up(one).surname() == 0 || look_up(other).surname() == 0)
        && strsim::osa_distance(one, other) == 1
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

    use super::*;

    /// Returns who each name stands for; `*` before a name is a rank.
    fn who<'t>(names: &[&'t str]) -> Vec<&'t str> {
        who_in_order(names, |_| 0)
    }

    /// Returns who each name stands for where `place` says in what order they stand.
    fn who_in_order<'t>(names: &[&'t str], place: impl Fn(usize) -> usize) -> Vec<&'t str> {
        let mention = |(index, name): (usize, &&'t str)| {
            let bare = name.trim_start_matches('*');
            let sex = bare.split_once(' ').and_then(|(title, _)| Sex::told_before(&format!("{title} ")));
            let name = if sex.is_some() { bare.split_once(' ').map_or(bare, |(_, name)| name) } else { bare };
            Mention { name, office: bare != names[index], other_name_of: None, sex, place: place(index) }
        };
        let mentions: Vec<_> = names.iter().enumerate().map(mention).collect();
        persons(&mentions, Spelling::OneLetter).into_iter().map(|index| names[index]).collect()
    }

    #[test]
    fn every_form_of_a_name_is_one_person() {
        let names =
            ["Bob", "Robert Tolliver", "TOLLIVER, Robert", "R. Tolliver", "Bob Tolliver", "Tolliver's", "Big Rob"];
        assert!(
            who(&names).iter().all(|name| ["Robert Tolliver", "TOLLIVER, Robert"].contains(name)),
            "{:?}",
            who(&names)
        );
        assert_eq!(who(&["Jase", "Jason 'Jase' Muldoon", "Jason Muldoon"])[0], "Jason 'Jase' Muldoon");
        assert_eq!(who(&["Bigsy", "Robert \"Bigsy\" Tolliver"])[0], "Robert \"Bigsy\" Tolliver");
        assert_eq!(who(&["Doyle-Watts", "Kieran Doyle-Watts", "Watts"]), ["Kieran Doyle-Watts"; 3]);
        assert_eq!(who(&["van der Berg", "Anna van der Berg"])[0], "Anna van der Berg");
    }

    #[test]
    fn who_shares_a_name_stays_two() {
        let names = ["Robert Tolliver", "Maureen Tolliver", "Tolliver", "R. Tolliver", "Maureen"];
        let wanted = ["Robert Tolliver", "Maureen Tolliver", "Tolliver", "Robert Tolliver", "Maureen Tolliver"];
        assert_eq!(who(&names), wanted);
        assert_eq!(
            who(&["Alexander Holt", "Alexandra Holt", "Alex Holt"]),
            ["Alexander Holt", "Alexandra Holt", "Alex Holt"]
        );
        assert_eq!(who(&["James Harlow", "Sandra James", "James"])[2], "James");
    }

    #[test]
    fn a_rank_tells_people_with_one_surname_apart() {
        let names = ["*Aidan Marwood", "Gemma Marwood", "*Marwood", "Marwood"];
        assert_eq!(who(&names), ["*Aidan Marwood", "Gemma Marwood", "*Aidan Marwood", "Marwood"]);
        assert_eq!(who(&["*Holt", "Jane Holt"]), ["*Holt", "Jane Holt"]);
    }

    #[test]
    fn a_title_tells_two_with_one_surname_apart() {
        let names = ["Raymond Tuck", "Barbara Tuck", "Mr Tuck", "Mrs Tuck"];
        assert_eq!(who(&names), ["Raymond Tuck", "Barbara Tuck", "Raymond Tuck", "Barbara Tuck"]);
        assert_eq!(who(&["Mrs Pendry", "Alfred Pendry"]), ["Mrs Pendry", "Alfred Pendry"]);
        assert_eq!(who(&["Mr Ngata", "Mrs Ngata"]), ["Mr Ngata", "Mrs Ngata"]);
        assert_eq!(who(&["Mrs Barbara Tuck", "Tuck"]), ["Mrs Barbara Tuck"; 2]);
    }

    #[test]
    fn a_surname_goes_on_to_mean_whom_it_meant_before_the_other_was_named() {
        let names = ["Deborah Hallam", "Hallam", "Clive Hallam", "Hallam"];
        let wanted = ["Deborah Hallam", "Deborah Hallam", "Clive Hallam", "Deborah Hallam"];
        assert_eq!(who_in_order(&names, |index| index), wanted);
        let names = ["Deborah Hallam", "Clive Hallam", "Hallam"];
        assert_eq!(who_in_order(&names, |index| index)[2], "Hallam");
        let names = ["*Aidan Marwood", "Marwood", "Gemma Marwood"];
        assert_eq!(who_in_order(&names, |index| index)[1], "Marwood", "an officer's name is not taken for a victim's");
    }

    #[test]
    fn a_given_name_may_be_cut_short() {
        assert_eq!(who(&["Vikram Sethi", "Vik"]), ["Vikram Sethi"; 2]);
        assert_eq!(who(&["Anna Sethi", "Ann"]), ["Anna Sethi", "Ann"]);
    }

    #[test]
    fn a_letter_may_be_wrong_in_a_rare_name_only() {
        assert_eq!(who(&["Piotr Wasilewskij", "Wasilevskij"]), ["Piotr Wasilewskij"; 2]);
        assert_eq!(who(&["Ann Harris", "Harrie"]), ["Ann Harris", "Harrie"]);
    }

    #[test]
    fn the_order_of_the_mentions_tells_nothing() {
        let names = ["Bob", "Robert Tolliver", "Maureen Tolliver", "*Tolliver", "Mo", "Tolliver", "R. Tolliver"];
        let forwards = who(&names);
        let mut backwards: Vec<&str> = names.to_vec();
        backwards.reverse();
        let mut again = who(&backwards);
        again.reverse();
        assert_eq!(forwards, again);
    }
}
