//! What a reader could learn of somebody from the records as they are.
//!
//! Records with their roles and a [`Requirement`] go in; a [`Check`] comes out with k, l and t, the chances of three
//! intruders, and what falls short. A report names columns and numbers records; it never quotes a value.
//!
//! k-anonymity: Samarati, Protecting Respondents' Identities in Microdata Release, IEEE TKDE 13(6), 2001; Sweeney,
//! k-Anonymity: A Model for Protecting Privacy, IJUFKS 10(5), 2002.

use std::collections::HashMap;
use std::fmt::Write;

use serde::Serialize;

use super::classes::{Classes, Codes, Neighbours};
use super::closeness::{Distance, Everybody};
use super::data::{Column, MISSING, input};
use super::diversity::{Diversity, Spread};
use super::risk::{Risks, Size};
use super::unique::{self, UniqueSets};
use super::{ColumnRole, Records};
use crate::Result;

/// What must hold before records may go out.
#[derive(Clone, Debug, PartialEq)]
pub struct Requirement {
    k: u64,
    diversity: Diversity,
    closeness: Option<f64>,
    unique_sets: usize,
    ordered: Vec<String>,
}

impl Default for Requirement {
    fn default() -> Self {
        Self { k: 5, diversity: Diversity::Distinct(2), closeness: None, unique_sets: 0, ordered: Vec::new() }
    }
}

impl Requirement {
    /// Returns the usual requirement: k 5, at least two distinct values of every sensitive column, t reported only.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the requirement with at least `k` people alike in all quasi-identifiers. Below 11 an officer has to look; 11
    /// is for offenders, complainants, children, informants and health.
    #[must_use]
    pub fn with_k(mut self, k: u64) -> Self {
        self.k = k.max(1);
        self
    }

    /// Returns the requirement with this diversity of every sensitive column.
    #[must_use]
    pub fn with_diversity(mut self, diversity: Diversity) -> Self {
        self.diversity = diversity;
        self
    }

    /// Returns the requirement that no class is further than `t` (0 to 1) from everybody in a sensitive column.
    #[must_use]
    pub fn with_closeness(mut self, t: f64) -> Self {
        self.closeness = Some(t);
        self
    }

    /// Returns the requirement with a search for minimal unique sets of up to so many columns; they are reported, and fail
    /// nothing by themselves.
    #[must_use]
    pub fn with_unique_sets(mut self, largest: usize) -> Self {
        self.unique_sets = largest;
        self
    }

    /// Returns the requirement with `column` ranked in the order in which its values first stand in the data, for t.
    /// Columns of numbers are ranked without being named.
    #[must_use]
    pub fn with_ordered(mut self, column: impl Into<String>) -> Self {
        self.ordered.push(column.into());
        self
    }

    pub(super) fn k(&self) -> u64 {
        self.k
    }

    pub(super) fn diversity(&self) -> Diversity {
        self.diversity
    }

    pub(super) fn closeness(&self) -> Option<f64> {
        self.closeness
    }
}

/// What a check measured. People are rows, or what a count column says.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Check {
    /// The rows.
    pub records: usize,
    /// The people they stand for.
    pub people: u64,
    /// The quasi-identifiers.
    pub quasi: Vec<String>,
    /// The direct identifiers in the data.
    pub direct: Vec<String>,
    /// The combinations of quasi-identifiers that occur.
    pub classes: usize,
    /// The fewest people that are alike.
    pub k: u64,
    /// How many people stand for whom too few are alike.
    pub people_below_k: u64,
    /// The combinations that are unique.
    pub unique: u64,
    /// Every sensitive column.
    pub sensitive: Vec<SensitiveCheck>,
    /// The chances of three intruders.
    pub risks: Risks,
    /// Which few facts single somebody out, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unique_sets: Option<UniqueSets>,
    /// What falls short; empty if nothing does.
    pub failures: Vec<Failure>,
    /// What a reader of this check has to know.
    pub notes: Vec<String>,
}

/// What would be learned of one sensitive column.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SensitiveCheck {
    /// Its name.
    pub column: String,
    /// The fewest distinct values in a class: distinct l.
    pub distinct: u64,
    /// The least e to the entropy of a class: entropy l.
    pub entropy: f64,
    /// The greatest distance of a class from everybody: t.
    pub closeness: f64,
    /// How the distance was measured: `equal` or `ordered`.
    pub distance: &'static str,
}

/// One thing that falls short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Failure {
    /// `direct`, `k`, `l` or `t`.
    pub criterion: &'static str,
    /// The column it is about, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// How many classes fall short.
    pub classes: usize,
    /// How many people are in them.
    pub people: u64,
    /// Some of the records in them, numbered from 1 without the header, at most ten.
    pub records: Vec<usize>,
    /// The same for a reader.
    pub message: String,
}

impl Check {
    /// Returns whether nothing falls short.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.failures.is_empty()
    }

    /// Returns the check as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Returns the check for a reader.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        let _ = writeln!(
            out,
            "{} records of {} people, {} classes over {}",
            self.records,
            self.people,
            self.classes,
            self.quasi.join(", ")
        );
        let _ =
            writeln!(out, "k {}; {} people below the required k; {} unique", self.k, self.people_below_k, self.unique);
        for column in &self.sensitive {
            let _ = writeln!(
                out,
                "{}: distinct l {}, entropy l {:.2}, t {:.3} ({})",
                column.column, column.distinct, column.entropy, column.closeness, column.distance
            );
        }
        let Risks { prosecutor, journalist, marketer, .. } = &self.risks;
        let _ = writeln!(
            out,
            "chance of being recognised: prosecutor at most {:.4}, on average {:.4}; journalist at most {:.4}; marketer {:.4}",
            prosecutor.highest, prosecutor.average, journalist.highest, marketer
        );
        for set in self.unique_sets.iter().flat_map(|sets| &sets.sets) {
            let _ = writeln!(out, "{} records are singled out by {}", set.records, set.columns.join(" + "));
        }
        for note in &self.notes {
            let _ = writeln!(out, "note: {note}");
        }
        for failure in &self.failures {
            let _ = writeln!(out, "falls short: {}", failure.message);
        }
        out
    }
}

/// How many records a failure names.
const NAMED: usize = 10;

/// A sensitive column, ready to be measured.
struct Sensitive<'a> {
    column: &'a Column,
    /// For each code its rank from 1; 0 for a missing value.
    ranks: Vec<u32>,
    everybody: Everybody,
    check: SensitiveCheck,
    sparse: Tally,
    far: Tally,
}

/// Classes that fall short.
#[derive(Default)]
struct Tally {
    classes: usize,
    people: u64,
    records: Vec<usize>,
}

impl Tally {
    fn add(&mut self, people: u64, rows: &[u32]) {
        self.classes += 1;
        self.people += people;
        let room = NAMED.saturating_sub(self.records.len());
        self.records.extend(rows.iter().take(room).map(|row| *row as usize + 1));
    }

    fn failure(self, criterion: &'static str, column: Option<&str>, says: &str) -> Option<Failure> {
        let Self { classes, people, mut records } = self;
        records.sort_unstable();
        let first: Vec<String> = records.iter().map(ToString::to_string).collect();
        let more = if people > records.len() as u64 { ", …" } else { "" };
        let message = format!("{says}: {people} people in {classes} classes, records {}{more}", first.join(", "));
        (classes > 0).then(|| Failure {
            criterion,
            column: column.map(str::to_owned),
            classes,
            people,
            records,
            message,
        })
    }
}

impl Records {
    /// Returns what a reader could learn of somebody from these records.
    ///
    /// # Errors
    /// [`ErrorKind::Input`](crate::ErrorKind::Input) when no column is a quasi-identifier, or a count is no whole number.
    pub fn check(&self, requirement: &Requirement) -> Result<Check> {
        check(self, None, requirement)
    }

    /// Returns the same as [`Records::check`], with the chances of journalist and marketer measured against `population`: a
    /// register of everybody with the same quasi-identifiers under the same names. The journalist's smallest class is
    /// k-map (Sweeney, 2001).
    ///
    /// # Errors
    /// As [`Records::check`], and when the population lacks a quasi-identifier.
    pub fn check_against(&self, population: &Self, requirement: &Requirement) -> Result<Check> {
        check(self, Some(population), requirement)
    }

    /// Returns the quasi-identifiers.
    ///
    /// # Errors
    /// When there are none.
    pub(super) fn quasi(&self) -> Result<Vec<&Column>> {
        let quasi: Vec<&Column> = self.of_role(ColumnRole::Quasi).map(|(_, column)| column).collect();
        if quasi.is_empty() {
            let message = "no column is known to be a quasi-identifier, so nothing can be compared; name those that somebody \
                           may know from elsewhere";
            return Err(input(message));
        }
        Ok(quasi)
    }
}

impl Column {
    pub(super) fn coded(&self) -> Codes<'_> {
        Codes { of: self.codes(), count: self.values().len() }
    }
}

fn check(records: &Records, population: Option<&Records>, requirement: &Requirement) -> Result<Check> {
    for name in &requirement.ordered {
        records.index(name)?;
    }
    let quasi = records.quasi()?;
    let codes: Vec<Codes<'_>> = quasi.iter().map(|column| column.coded()).collect();
    let weights = records.weights()?;
    let weight = |row: u32| weights.as_ref().map_or(1, |w| w.get(row as usize).copied().unwrap_or(0));
    let people_of =
        |rows: &[u32]| weights.as_ref().map_or(rows.len() as u64, |_| rows.iter().map(|row| weight(*row)).sum());
    let classes = Classes::of(&codes, records.len());
    let neighbours = Neighbours::of(&codes, &classes);
    let own: Vec<u64> = classes.iter().map(people_of).collect();
    let known = population.map(|population| outside(&quasi, &own, &classes, records, population)).transpose()?;
    let mut sensitive: Vec<Sensitive<'_>> =
        records.of_role(ColumnRole::Sensitive).map(|(_, column)| Sensitive::of(column, requirement, &weight)).collect();

    let (mut sizes, mut small, mut unique) = (Vec::with_capacity(own.len()), Tally::default(), 0);
    let (mut scratch, mut counts) = (Vec::new(), Vec::new());
    for (index, (rows, own_people)) in classes.iter().zip(&own).enumerate() {
        if *own_people == 0 {
            continue; // rows that stand for nobody
        }
        let alike: &[u32] = match &neighbours {
            Neighbours::Of(lists) => lists.get(index).map_or(&[], Vec::as_slice),
            Neighbours::None | Neighbours::TooMany => &[],
        };
        let of_others = |other: &u32| own.get(*other as usize).copied().unwrap_or(0);
        let people = if alike.is_empty() { *own_people } else { alike.iter().map(of_others).sum() };
        let outside = known.as_ref().and_then(|known| known.get(index)).copied().unwrap_or(0);
        sizes.push(Size { own: *own_people, data: people, population: people.max(outside) });
        unique += u64::from(people == 1);
        if people < requirement.k {
            small.add(*own_people, rows);
        }
        for column in &mut sensitive {
            scratch.clear();
            if alike.is_empty() {
                column.collect(rows, &weight, &mut scratch);
            }
            for other in alike {
                column.collect(classes.rows(*other as usize), &weight, &mut scratch);
            }
            tally(&mut scratch, &mut counts);
            column.measure(&counts, requirement, *own_people, rows);
        }
    }

    let direct: Vec<String> = records.of_role(ColumnRole::Direct).map(|(_, column)| column.name().to_owned()).collect();
    let mut failures: Vec<Failure> = direct
        .iter()
        .map(|name| Failure {
            criterion: "direct",
            column: Some(name.clone()),
            classes: 0,
            people: own.iter().sum(),
            records: Vec::new(),
            message: format!("{name} identifies people by itself"),
        })
        .collect();
    let people_below_k = small.people;
    failures.extend(small.failure("k", None, &format!("fewer than {} people are alike", requirement.k)));
    let mut notes = notes(records, requirement, &neighbours, &quasi);
    let mut checks = Vec::new();
    for column in sensitive {
        let name = column.column.name();
        let says = format!("{name} is not {} diverse", requirement.diversity);
        failures.extend(column.sparse.failure("l", Some(name), &says));
        let says = format!("{name} tells more of a class than of everybody");
        failures.extend(column.far.failure("t", Some(name), &says));
        checks.push(column.check);
    }
    let unique_sets = (requirement.unique_sets > 0).then(|| {
        let names: Vec<&str> = quasi.iter().map(|column| column.name()).collect();
        let rows = 0..u32::try_from(records.len()).unwrap_or(u32::MAX);
        let twice: Vec<u32> = rows.flat_map(|row| std::iter::repeat_n(row, weight(row).min(2) as usize)).collect();
        unique::search(&codes, &names, &twice, requirement.unique_sets)
    });
    if unique_sets.as_ref().is_some_and(|sets| !sets.is_complete) {
        notes.push("the search for unique sets was stopped: there may be more; ask for smaller ones".to_owned());
    }
    Ok(Check {
        records: records.len(),
        people: own.iter().sum(),
        quasi: quasi.iter().map(|column| column.name().to_owned()).collect(),
        direct,
        classes: sizes.len(),
        k: sizes.iter().map(|size| size.data).min().unwrap_or(0),
        people_below_k,
        unique,
        sensitive: checks,
        risks: Risks::of(&sizes, requirement.k, known.is_some()),
        unique_sets,
        failures,
        notes,
    })
}

fn notes(records: &Records, requirement: &Requirement, neighbours: &Neighbours, quasi: &[&Column]) -> Vec<String> {
    let mut notes = Vec::new();
    for column in records.columns().iter().filter(|column| column.is_guessed() && column.role() != ColumnRole::Other) {
        notes.push(format!(
            "{} was taken for {} by its name or values; say so if it is not",
            column.name(),
            column.role()
        ));
    }
    let missing: usize = quasi.iter().map(|column| column.missing()).sum();
    match neighbours {
        Neighbours::None => {}
        Neighbours::Of(_) => notes.push(format!(
            "{missing} missing values of quasi-identifiers count as any value; a missing sensitive value counts as none"
        )),
        Neighbours::TooMany => notes.push(format!(
            "{missing} missing values of quasi-identifiers are too mixed to count as any value: each counts as a value of \
             its own, which finds smaller classes"
        )),
    }
    if (5..11).contains(&requirement.k) {
        notes.push(
            "k from 5 to 10 asks for an officer's review; offenders, complainants, children, informants and health ask for 11"
                .to_owned(),
        );
    }
    if records.of_role(ColumnRole::Sensitive).next().is_none() {
        notes.push("no column is sensitive, so l and t say nothing".to_owned());
    }
    if records.is_empty() {
        notes.push("there are no records".to_owned());
    }
    notes
}

impl<'a> Sensitive<'a> {
    fn of(column: &'a Column, requirement: &Requirement, weight: &impl Fn(u32) -> u64) -> Self {
        let (ranks, is_number) = ranks(column);
        let is_ordered = is_number || requirement.ordered.iter().any(|name| name == column.name());
        let distance = if is_ordered { Distance::Ordered } else { Distance::Equal };
        let most = ranks.iter().max().copied().unwrap_or(0);
        let mut counts = vec![0_u64; most as usize + 1];
        for (row, code) in (0_u32..).zip(column.codes()) {
            if let Some(count) = ranks.get(*code as usize).and_then(|rank| counts.get_mut(*rank as usize)) {
                *count += weight(row);
            }
        }
        let everybody = Everybody::of(counts.get(1..).unwrap_or_default(), distance);
        let check = SensitiveCheck {
            column: column.name().to_owned(),
            distinct: u64::MAX,
            entropy: f64::INFINITY,
            closeness: 0.0,
            distance: distance.name(),
        };
        Self { column, ranks, everybody, check, sparse: Tally::default(), far: Tally::default() }
    }

    /// Adds rank and people of the rows that have a value.
    fn collect(&self, rows: &[u32], weight: &impl Fn(u32) -> u64, into: &mut Vec<(u32, u64)>) {
        let codes = self.column.codes();
        into.extend(rows.iter().filter_map(|row| {
            let code = codes.get(*row as usize)?;
            let rank = self.ranks.get(*code as usize)?.checked_sub(1)?;
            Some((rank, weight(*row)))
        }));
    }

    fn measure(&mut self, counts: &[(u32, u64)], requirement: &Requirement, people: u64, rows: &[u32]) {
        let spread = Spread::of(counts.iter().map(|(_, people)| *people));
        let far = self.everybody.distance_of(counts);
        self.check.distinct = self.check.distinct.min(spread.distinct);
        self.check.entropy = self.check.entropy.min(spread.entropy);
        self.check.closeness = self.check.closeness.max(far);
        if !requirement.diversity.holds(&spread) {
            self.sparse.add(people, rows);
        }
        if requirement.closeness.is_some_and(|t| far > t + 1e-9) {
            self.far.add(people, rows);
        }
    }
}

/// Sums people by rank, ranks rising.
fn tally(pairs: &mut [(u32, u64)], into: &mut Vec<(u32, u64)>) {
    pairs.sort_unstable_by_key(|(rank, _)| *rank);
    into.clear();
    for (rank, people) in pairs.iter().filter(|(_, people)| *people > 0) {
        match into.last_mut() {
            Some(last) if last.0 == *rank => last.1 += people,
            _ => into.push((*rank, *people)),
        }
    }
}

/// Returns for each code the rank of its value from 1, and whether the values are numbers and ranked by size. Texts that
/// differ only in case are one value.
pub(super) fn ranks(column: &Column) -> (Vec<u32>, bool) {
    let values = column.values();
    let numbers: Option<Vec<f64>> =
        values.iter().skip(1).map(|value| value.parse::<f64>().ok().filter(|number| number.is_finite())).collect();
    let mut ranks = vec![MISSING; values.len()];
    if let Some(numbers) = numbers.filter(|numbers| !numbers.is_empty()) {
        let mut order: Vec<(f64, usize)> = numbers.into_iter().zip(1..).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mut rank, mut before) = (0, f64::NAN);
        for (number, code) in order {
            rank += u32::from(number != before);
            before = number;
            if let Some(place) = ranks.get_mut(code) {
                *place = rank;
            }
        }
        return (ranks, true);
    }
    let mut known: HashMap<String, u32> = HashMap::new();
    for (value, place) in values.iter().zip(&mut ranks).skip(1) {
        let next = u32::try_from(known.len() + 1).unwrap_or(u32::MAX);
        *place = *known.entry(value.to_lowercase()).or_insert(next);
    }
    (ranks, false)
}

/// Returns for each class how many of the population have exactly its quasi-identifiers.
fn outside(
    quasi: &[&Column],
    own: &[u64],
    classes: &Classes,
    records: &Records,
    population: &Records,
) -> Result<Vec<u64>> {
    let weights = population.weights()?;
    // The population's codes in the words of the data, behind the data's own.
    let mut joined: Vec<Vec<u32>> = Vec::new();
    for column in quasi {
        let theirs = population.columns().get(population.index(column.name())?).map(|c| (c.values(), c.codes()));
        let (values, codes) = theirs.unwrap_or_default();
        let ours: HashMap<&str, u32> =
            column.values().iter().zip(0..).skip(1).map(|(v, code)| (v.as_ref(), code)).collect();
        let none = u32::try_from(column.values().len()).unwrap_or(u32::MAX);
        let translated: Vec<u32> = std::iter::once(MISSING)
            .chain(values.iter().skip(1).map(|value| ours.get(value.as_ref()).copied().unwrap_or(none)))
            .collect();
        let own = column.codes().iter().copied();
        let foreign = codes.iter().map(|code| translated.get(*code as usize).copied().unwrap_or(none));
        joined.push(own.chain(foreign).collect());
    }
    let codes: Vec<Codes<'_>> =
        joined.iter().zip(quasi).map(|(of, column)| Codes { of, count: column.values().len() + 1 }).collect();
    let together = Classes::of(&codes, records.len() + population.len());
    // The class of a row of the data.
    let mut class_of = vec![0_usize; records.len()];
    for (index, rows) in classes.iter().enumerate() {
        for row in rows {
            if let Some(place) = class_of.get_mut(*row as usize) {
                *place = index;
            }
        }
    }
    let mut outside = vec![0; own.len()];
    for rows in together.iter() {
        let Some(class) = rows.first().and_then(|row| class_of.get(*row as usize)) else { continue };
        let foreign = rows.iter().filter_map(|row| (*row as usize).checked_sub(records.len()));
        let people = foreign.map(|row| weights.as_ref().map_or(1, |w| w.get(row).copied().unwrap_or(0))).sum();
        if let Some(place) = outside.get_mut(*class) {
            *place = people;
        }
    }
    Ok(outside)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;

    fn records(csv: &str, sensitive: &str, quasi: &[&str]) -> Records {
        let named = quasi.iter().map(|name| (*name, ColumnRole::Quasi)).chain([(sensitive, ColumnRole::Sensitive)]);
        Records::from_csv(csv.as_bytes()).unwrap().with_roles(named).unwrap()
    }

    /// The inpatient table of the l-diversity paper (figure 2), coarsened to k 4, with invented codes of places.
    const INPATIENTS: &str = "place,age,condition\n\
        130**,<30,heart\n130**,<30,heart\n130**,<30,viral\n130**,<30,viral\n\
        1485*,>=40,cancer\n1485*,>=40,heart\n1485*,>=40,viral\n1485*,>=40,viral\n\
        130**,3*,cancer\n130**,3*,cancer\n130**,3*,cancer\n130**,3*,cancer\n";

    #[test]
    fn the_homogeneous_class_of_the_paper_is_found() {
        let check = records(INPATIENTS, "condition", &["place", "age"]).check(&Requirement::new().with_k(4)).unwrap();
        assert_eq!((check.k, check.classes, check.unique), (4, 3, 0));
        assert_eq!(check.sensitive[0].distinct, 1);
        assert!((check.sensitive[0].entropy - 1.0).abs() < 1e-9);
        // The third class is all cancer, which 5 of 12 have: 1 - 5/12.
        assert!((check.sensitive[0].closeness - 7.0 / 12.0).abs() < 1e-9);
        assert_eq!(check.failures.len(), 1);
        assert_eq!(check.failures[0].criterion, "l");
        assert_eq!(check.failures[0].records, [9, 10, 11, 12]);
        assert!(!check.to_json().contains("cancer") && !check.to_text().contains("130"), "no value is quoted");
    }

    #[test]
    fn a_missing_value_may_be_any() {
        let csv = "sex,age,offence\nf,30,a\nf,30,b\nf,?,c\nm,?,d\n";
        let check = records(csv, "offence", &["sex", "age"]).check(&Requirement::new().with_k(3)).unwrap();
        // The women cannot be told apart; the man is alone.
        assert_eq!(check.k, 1);
        assert_eq!(check.people_below_k, 1);
        assert_eq!(check.failures[0].records, [4]);
        assert!(check.notes.iter().any(|note| note.starts_with("2 missing values")));
    }

    #[test]
    fn missing_sensitive_values_add_no_diversity() {
        let csv = "sex,offence\nf,a\nf,A\nf,?\n";
        let check = records(csv, "offence", &["sex"]).check(&Requirement::new().with_k(3)).unwrap();
        assert_eq!(check.sensitive[0].distinct, 1);
    }

    #[test]
    fn counts_weigh_rows_and_a_population_makes_the_journalist_wrong() {
        let data =
            records("sex,town,n\nf,Wix,3\nm,Wix,1\n", "n", &["sex", "town"]).with_role("n", ColumnRole::Count).unwrap();
        let check = data.check(&Requirement::new().with_k(3)).unwrap();
        assert_eq!((check.k, check.people), (1, 4));
        let population = "town,sex\nWix,m\nWix,m\nWix,m\nWix,m\nManning,f\nWix,f\n";
        let population = Records::from_csv(population.as_bytes()).unwrap();
        let check = data.check_against(&population, &Requirement::new().with_k(3)).unwrap();
        assert_eq!(check.risks.prosecutor.highest, 1.0);
        assert!((check.risks.journalist.highest - 1.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn nothing_to_compare_is_an_error_and_direct_identifiers_a_failure() {
        let records = Records::from_csv("x,y\n1,2\n".as_bytes()).unwrap();
        assert!(records.check(&Requirement::new()).unwrap_err().to_string().contains("quasi-identifier"));
        let records = Records::from_csv("surname,sex\nLee,f\nLee,f\n".as_bytes()).unwrap();
        let check = records.check(&Requirement::new().with_k(2)).unwrap();
        assert_eq!(check.failures.iter().map(|f| f.criterion).collect::<Vec<_>>(), ["direct"]);
    }
}
