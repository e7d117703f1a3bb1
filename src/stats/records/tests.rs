#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::check::Requirement;
use super::classes::Codes;
use super::hierarchy::{Hierarchy, Ladder};
use super::lattice::{self, Problem};
use super::*;

const SEXES: [&str; 2] = ["f", "m"];
const TOWNS: [&str; 4] = ["Wix", "Manning", "Diss", "?"];
const OFFENCES: [&str; 3] = ["theft", "fraud", ""];

fn csv(rows: &[(u8, u8, u8, u8)]) -> String {
    let line = |(age, sex, town, offence): &(u8, u8, u8, u8)| {
        let (sex, town) = (SEXES[usize::from(sex % 2)], TOWNS[usize::from(town % 4)]);
        format!("Ann Lee,{age},{sex},{town},{}\n", OFFENCES[usize::from(offence % 3)])
    };
    format!("name,age,sex,town,offence\n{}", rows.iter().map(line).collect::<String>())
}

fn towns() -> Hierarchy {
    Hierarchy::from_csv("Wix,Essex\nManning,Essex\nDiss,Norfolk\n").unwrap()
}

fn read(rows: &[(u8, u8, u8, u8)]) -> Records {
    Records::from_csv(csv(rows).as_bytes()).unwrap()
}

fn rows() -> impl Strategy<Value = Vec<(u8, u8, u8, u8)>> {
    prop::collection::vec((15_u8..60, 0_u8..2, 0_u8..4, 0_u8..3), 1..40)
}

/// The best loss over all combinations of levels, each tried by maps of whole rows.
fn best_by_trying(records: &Records, ladders: &[Ladder], k: usize, l: usize, limit: usize) -> Option<f64> {
    let quasi = records.quasi().unwrap();
    let offences = records.of_role(ColumnRole::Sensitive).next().unwrap().1;
    let tops: Vec<usize> = ladders.iter().map(|ladder| ladder.levels.len()).collect();
    let mut best: Option<f64> = None;
    for node in 0..tops.iter().product::<usize>() {
        let mut rest = node;
        let levels: Vec<usize> = tops.iter().map(|top| (rest % top, rest /= top).0).collect();
        let mut classes: BTreeMap<Vec<u32>, Vec<usize>> = BTreeMap::new();
        let label = |row: usize, c: usize| ladders[c].levels[levels[c]].map[quasi[c].codes()[row] as usize];
        for row in 0..records.len() {
            classes.entry((0..quasi.len()).map(|c| label(row, c)).collect()).or_default().push(row);
        }
        let (mut out, mut lost) = (0, 0.0);
        for rows in classes.values() {
            let mut values: Vec<u32> = rows.iter().map(|row| offences.codes()[*row]).filter(|code| *code > 0).collect();
            values.sort_unstable();
            values.dedup();
            if rows.len() < k || values.len() < l {
                out += rows.len();
                lost += rows.len() as f64;
                continue;
            }
            for row in rows {
                let loss = |c: usize| ladders[c].levels[levels[c]].loss[label(*row, c) as usize];
                lost += (0..quasi.len()).map(loss).sum::<f64>() / quasi.len() as f64;
            }
        }
        let loss = lost / records.len() as f64;
        if out <= limit && best.is_none_or(|best| loss < best) {
            best = Some(loss);
        }
    }
    best
}

proptest! {
    /// No combination of levels loses less than the one that is found.
    #[test]
    fn the_lattice_finds_the_best_levels(rows in rows(), k in 1_u64..6, l in 1_u32..3, limit in 0_u64..6) {
        let records = read(&rows);
        let quasi = records.quasi().unwrap();
        let ladders: Vec<Ladder> = quasi.iter().map(|column| {
            let hierarchy = if column.name() == "town" { towns() } else { Hierarchy::suited(column) };
            Ladder::of(column, &hierarchy).unwrap()
        }).collect();
        let codes: Vec<Codes<'_>> = quasi.iter().map(|column| column.coded()).collect();
        let requirement = Requirement::new().with_k(k).with_diversity(Diversity::Distinct(l));
        let sensitive: Vec<_> =
            records.of_role(ColumnRole::Sensitive).map(|(_, column)| release::ranked(column, None)).collect();
        let problem = Problem {
            ladders: &ladders, columns: &codes, weights: None, sensitive: &sensitive, requirement: &requirement, limit,
        };
        let found = lattice::search(&problem).unwrap().first().map(|solution| solution.loss);
        let best = best_by_trying(&records, &ladders, k as usize, l as usize, limit as usize);
        prop_assert_eq!(found.is_some(), best.is_some());
        if let Some((found, best)) = found.zip(best) {
            prop_assert!((found - best).abs() < 1e-9, "{} is not {}", found, best);
        }
    }

    /// What is released meets the requirement when it is read again, tells nothing of names, and does not depend on the
    /// order of the rows.
    #[test]
    fn what_is_released_meets_the_requirement(
        rows in rows(), k in 1_u64..6, l in 1_u32..3, t in prop::option::of(0.1_f64..0.9), mondrian in any::<bool>()
    ) {
        let mut requirement = Requirement::new().with_k(k).with_diversity(Diversity::Distinct(l));
        if let Some(t) = t {
            requirement = requirement.with_closeness(t);
        }
        let method = if mondrian { Method::Mondrian } else { Method::Lattice };
        let recoding = Recoding::new().with_method(method).with_limit(0.1).with_hierarchy("town", towns());
        let RecordsOutcome::Released(release) = read(&rows).release(&requirement, &recoding).unwrap() else {
            return Ok(());
        };
        prop_assert!(!release.csv().contains("Ann Lee") && !release.csv().contains("name"));
        let written = Records::from_csv(release.csv().as_bytes()).unwrap();
        let check = written.check(&requirement).unwrap();
        prop_assert!(check.passes(), "{}", check.to_text());
        prop_assert_eq!(written.len() as u64 + release.loss().left_out, rows.len() as u64);
        prop_assert!(release.loss().left_out as f64 <= 0.1 * rows.len() as f64);
        let mut reversed = rows.clone();
        reversed.reverse();
        let RecordsOutcome::Released(again) = read(&reversed).release(&requirement, &recoding).unwrap() else {
            panic!("the order of rows decides");
        };
        if mondrian {
            prop_assert_eq!(again.csv(), release.csv());
        } else {
            prop_assert!((again.loss().mean - release.loss().mean).abs() < 1e-9);
        }
    }
}

#[test]
fn rows_that_stand_out_are_left_out_up_to_the_limit() {
    let mut rows = vec![(30, 0, 0, 0); 30];
    rows.extend(vec![(30, 0, 0, 1); 30]);
    rows.push((59, 1, 2, 0));
    let released =
        |limit: f64| match read(&rows).release(&Requirement::new(), &Recoding::new().with_limit(limit)).unwrap() {
            RecordsOutcome::Released(release) => release,
            RecordsOutcome::Refused(refusal) => panic!("{:?}", refusal.reasons()),
        };
    let release = released(0.02);
    assert_eq!(release.loss().left_out, 1);
    assert!(release.csv().contains("\n30,f,Wix,theft\n"), "the others stay as they are");
    let release = released(0.0);
    assert_eq!(release.loss().left_out, 0);
    assert!(release.csv().contains("\n*,*,*,theft\n"), "with one of them nothing can be told of anybody");
}

#[test]
fn mondrian_tells_the_least_that_covers_a_class() {
    let rows: Vec<(u8, u8, u8, u8)> = (0..24).map(|n| (20 + n, n % 2, n % 2, n / 2)).collect();
    let recoding = Recoding::new().with_method(Method::Mondrian).with_hierarchy("town", towns());
    let RecordsOutcome::Released(release) = read(&rows).release(&Requirement::new(), &recoding).unwrap() else {
        panic!("refused");
    };
    assert!(release.check().classes > 1);
    assert!(release.csv().contains(" to "), "{}", release.csv());
    assert!(release.loss().mean < 1.0);
}

#[test]
fn what_cannot_be_made_safe_is_refused_with_a_remedy() {
    for method in [Method::Lattice, Method::Mondrian] {
        let rows = [(30, 0, 0, 0), (31, 0, 0, 0), (32, 0, 0, 0)];
        let recoding = Recoding::new().with_method(method);
        let outcome = read(&rows).release(&Requirement::new().with_k(2), &recoding).unwrap();
        let RecordsOutcome::Refused(refusal) = outcome else { panic!("everybody did the same") };
        assert!(refusal.reasons()[0].contains("table of counts"), "{:?}", refusal.reasons());
        assert!(!format!("{refusal:?}").contains("theft"));
    }
}
