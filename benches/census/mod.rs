//! Records like those of a census, made by a small seeded generator: nine columns, the last one sensitive. Nobody in them is real.

#![allow(dead_code, reason = "each user calls some of it")]

use crate::corpus::Random;

const WORK: [&str; 8] = ["private", "self", "own firm", "federal", "local", "state", "unpaid", "none"];
const MARITAL: [&str; 7] = ["married", "divorced", "single", "separated", "widowed", "absent", "forces"];
const RACE: [&str; 5] = ["white", "black", "asian", "mixed", "other"];

/// Returns a number from 0 that is the rarer, the larger.
fn skewed(random: &mut Random, bound: usize) -> usize {
    let roll = random.below(1_000).min(random.below(1_000)).min(random.below(1_000));
    roll * bound / 1_000
}

/// Returns `rows` records as CSV: age, work, education, marital status, occupation, race, sex, country, income.
pub(crate) fn csv(rows: usize) -> String {
    let mut random = Random::new(17);
    let mut text = String::from("age,work,education,marital,occupation,race,sex,country,income\n");
    for _ in 0..rows {
        let age = 17 + (random.below(74) + random.below(74)) / 2;
        let (work, education) = (WORK[skewed(&mut random, 8)], skewed(&mut random, 16));
        let marital = MARITAL[if age < 25 { 2 } else { skewed(&mut random, 7) }];
        let occupation = (education + random.below(5)) % 14;
        let (race, sex) = (RACE[skewed(&mut random, 5)], ["m", "f"][random.below(2)]);
        let country = if random.below(10) > 0 { 0 } else { 1 + skewed(&mut random, 40) };
        let income = skewed(&mut random, 60) * 1_000;
        text.push_str(&format!(
            "{age},{work},grade {education},{marital},trade {occupation},{race},{sex},country {country},{income}\n"
        ));
    }
    text
}

/// Returns `rows` records of twelve columns with a reference, dates and postcodes.
pub(crate) fn wide(rows: usize) -> String {
    let mut random = Random::new(23);
    let mut text = String::from("reference,seen,born,postcode,sex,ward,trade,marital,race,work,visits,offence\n");
    for row in 0..rows {
        let (month, day, year) = (1 + random.below(12), 1 + random.below(28), 1940 + random.below(70));
        let (race, work, marital) =
            (RACE[skewed(&mut random, 5)], WORK[skewed(&mut random, 8)], MARITAL[skewed(&mut random, 7)]);
        text.push_str(&format!(
            "R{row},2025-{month:02}-{day:02},{year},CO{} {}QT,{},ward {},trade {},{marital},{race},{work},{},offence {}\n",
            1 + random.below(16),
            random.below(9),
            ["m", "f"][random.below(2)],
            random.below(40),
            random.below(14),
            skewed(&mut random, 30),
            skewed(&mut random, 20)
        ));
    }
    text
}
