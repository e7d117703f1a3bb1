//! Makers, shops and firms that are called after people: "a Ralph Lauren jacket", "Balfour Beatty". Names that many people bear
//! too ("John Lewis") are not among them.

use crate::Span;

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
}
