//! Makers, shops and firms that are called after people: "a Ralph Lauren jacket", "Balfour Beatty". Names that many people bear
//! too ("John Lewis") are not among them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::words::look_up;
use crate::Span;
use crate::detect::caseless::is_one_of;

/// The words before the last one, and the last one. Facts of public knowledge.
const BRANDS: &[(&str, &str)] = &[
    ("Alexander", "McQueen"),
    ("Alfa", "Romeo"),
    ("Aston", "Martin"),
    ("Balfour", "Beatty"),
    ("Calvin", "Klein"),
    ("Christian", "Dior"),
    ("Christian", "Louboutin"),
    ("Ernst and", "Young"),
    ("Ernst &", "Young"),
    ("Fortnum and", "Mason"),
    ("Fortnum &", "Mason"),
    ("Galliford", "Try"),
    ("Hargreaves", "Lansdown"),
    ("Harley", "Davidson"),
    ("Holland and", "Barrett"),
    ("Holland &", "Barrett"),
    ("Hugo", "Boss"),
    ("Jimmy", "Choo"),
    ("John", "Deere"),
    ("Johnson", "Matthey"),
    ("Laing", "O'Rourke"),
    ("Louis", "Vuitton"),
    ("Marks and", "Spencer"),
    ("Marks &", "Spencer"),
    ("Massey", "Ferguson"),
    ("Mercedes", "Benz"),
    ("Michael", "Kors"),
    ("Morgan", "Sindall"),
    ("Mott", "MacDonald"),
    ("Patek", "Philippe"),
    ("Pinsent", "Masons"),
    ("Ralph", "Lauren"),
    ("Rolls", "Royce"),
    ("Taylor", "Wimpey"),
    ("Tommy", "Hilfiger"),
    ("Willmott", "Dixon"),
    ("Yves Saint", "Laurent"),
];

/// Firms and public bodies whose whole name a list of them has, and few people bear; a text that tells of somebody is not asked.
static FIRMS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("firms.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| line.split(", ")).collect()
});
/// Words that stand near firms, so that one that people bear too is read as one.
const FIRM_CUES: &[&str] = &[
    "shop",
    "shops",
    "store",
    "stores",
    "retailer",
    "retailers",
    "supermarket",
    "supermarkets",
    "chain",
    "chains",
    "firm",
    "firms",
    "company",
    "companies",
    "contractor",
    "contractors",
    "supplier",
    "suppliers",
    "bookmaker",
    "bookmakers",
    "bank",
    "banks",
    "pharmacies",
    "pharmacy",
    "brand",
    "brands",
    "maker",
    "makers",
    "plc",
    "ltd",
    "limited",
    "group",
    "auditor",
    "auditors",
    "fieldwork",
    "contract",
    "built",
    "supplied",
    "designed",
    "mini-diggers",
    "vans",
    "cars",
    "register",
    "network",
    "lent",
    "excavators",
    "tractors",
    "plan",
    "council's",
    "warehouse",
    "warehouses",
    "depot",
    "depots",
    "outlet",
    "outlets",
    "designer",
    "watch",
    "handbag",
    "trainers",
    "branch",
    "branches",
    "workplaces",
    "sponsor",
    "sponsors",
    "sponsored",
    "contracted",
    "fined",
    "insurance",
    "tickets",
    "raise",
    "raised",
    "shipyards",
    "shipyard",
    "vessel",
    "motorcycles",
    "vehicles",
    "drones",
    "aircraft",
    "fund",
    "according",
    "agreement",
    "cost",
];
/// How far around a name such a word may stand, in bytes.
const CUE_REACH: usize = 160;

/// Returns whether a name is that of a firm, where words for trade stand near it.
pub(super) fn is_firm(text: &str, name: Span) -> bool {
    let words = name.of(text).unwrap_or_default();
    if !FIRMS.contains(words) {
        return false;
    }
    let from = text.ceil_char_boundary(name.start.saturating_sub(CUE_REACH));
    let to = text.floor_char_boundary((name.end + CUE_REACH).min(text.len()));
    let near = |text: &str| {
        text.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '\'')).any(|word| is_one_of(word, FIRM_CUES))
    };
    let (before, behind) = (text.get(from..name.start).unwrap_or_default(), text.get(name.end..to).unwrap_or_default());
    // A surname that many bear needs more: what makes a firm of it behind it, or another firm beside it.
    if look_up(words).surname() >= 2 {
        let next = behind.trim_start().split(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or_default();
        let made = is_one_of(
            next,
            &[
                "plc",
                "ltd",
                "limited",
                "group",
                "designed",
                "built",
                "supplied",
                "did",
                "stores",
                "store",
                "mini-diggers",
            ],
        );
        let beside = [", ", " and "].iter().any(|joint| {
            let after = behind.strip_prefix(joint).unwrap_or_default();
            FIRMS.iter().any(|firm| {
                before.strip_suffix(joint).is_some_and(|rest| rest.ends_with(firm)) || after.starts_with(firm)
            })
        });
        let hired = (before.ends_with(" by ") || before.ends_with(" with "))
            && before
                .split(' ')
                .any(|word| is_one_of(word, &["contract", "works", "contractor", "tender", "supplied", "framework"]));
        return made || beside || hired;
    }
    near(before) || near(behind)
}

/// Returns whether a name is that of a brand, or a word of it.
pub(super) fn is_named(text: &str, name: Span) -> bool {
    let words = name.of(text).unwrap_or_default();
    BRANDS.iter().any(|(head, last)| {
        let len = head.len() + 1 + last.len();
        let start = if words.ends_with(last) {
            name.end.checked_sub(len)
        } else {
            (head.starts_with(words) && head.contains(' ')).then_some(name.start)
        };
        let phrase = start.and_then(|start| text.get(start..start + len));
        let is_brand = |phrase: &str| {
            phrase
                .strip_prefix(head)
                .and_then(|rest| rest.strip_suffix(last))
                .is_some_and(|gap| matches!(gap, " " | "\n" | "-"))
        };
        start.is_some_and(|start| start <= name.start) && phrase.is_some_and(is_brand)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn brands_are_told_from_people() {
        let named = |text: &str, name: &str| {
            let start = text.find(name).unwrap();
            is_named(text, Span::new(start, start + name.len()))
        };
        assert!(named("a Ralph Lauren jacket", "Ralph Lauren"));
        assert!(named("a Harley-Davidson", "Davidson"));
        assert!(named("outside Marks and Spencer", "Marks") && named("outside Marks and Spencer", "Spencer"));
        assert!(!named("Ralph and Lauren left", "Lauren"));
        assert!(!named("Kevin Ralph Lauren Holt", "Kevin Ralph Lauren"), "somebody's longer name");
        assert!(!named("John Lewis, 34, left", "John Lewis"));
    }

    #[test]
    fn firms_need_a_word_of_trade() {
        let firm = |text: &str, name: &str| {
            let start = text.find(name).unwrap();
            is_firm(text, Span::new(start, start + name.len()))
        };
        assert!(firm("John Lewis, Boots and Greggs are among the shops", "John Lewis"));
        assert!(firm("Kantar did the fieldwork", "Kantar"));
        assert!(!firm("John Lewis saw the car", "John Lewis"));
        assert!(!firm("Young was sacked by the shop", "Young") && firm("Young, Boots and others are shops", "Young"));
    }
}
