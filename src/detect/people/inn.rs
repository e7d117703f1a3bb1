//! Public houses and parks: "the Rose and Crown", "the Nelson Arms", "at Victoria Park". What is called after somebody is
//! nobody.

use crate::Span;
use crate::detect::caseless::is_one_of;

/// The second halves of the names of houses.
const SECONDS: &[&str] = &[
    "Crown",
    "Anchor",
    "Dragon",
    "Horses",
    "Castle",
    "Hounds",
    "Pheasant",
    "Thistle",
    "Ball",
    "Plough",
    "Bell",
    "Bells",
    "Star",
    "Garter",
    "Hart",
    "Lion",
    "Fleece",
    "Eagle",
    "Pelican",
    "Angel",
    "Compass",
    "Compasses",
    "Bull",
    "Wheatsheaf",
    "Vulture",
    "Gridiron",
    "Feathers",
    "Whistle",
    "Child",
    "Railway",
];

/// Words behind a name that make a house of it.
const HOUSES: &[&str] = &["Arms", "Inn", "Tavern", "Head", "Alehouse", "Brewery", "Hotel"];

/// Words behind which a park stands, and nobody whose surname is Park.
const WHERE: &[&str] = &["at", "near", "around", "through", "outside", "beside", "into", "across", "towards", "behind"];

/// Returns whether a name behind "the" is that of a house, or one behind a word of place that of a park.
pub(super) fn is_named(text: &str, name: Span) -> bool {
    let ahead = text.get(..name.start).unwrap_or_default();
    let noble = ["the Duke of ", "The Duke of ", "the Marquis of ", "the Earl of ", "the Prince of "];
    if noble.iter().any(|noble| ahead.ends_with(noble)) {
        return true;
    }
    let before = ahead.strip_suffix([' ', '\n']).unwrap_or_default().rsplit([' ', '\n']).next().unwrap_or_default();
    let park = |words: &str| words.split([' ', '\n']).count() == 2 && words.ends_with("Park");
    if is_one_of(before, WHERE) && name.of(text).is_some_and(park) {
        return true;
    }
    let article = ["the ", "The ", "THE ", "the\n"].iter().any(|article| ahead.ends_with(article));
    let (Some(words), Some(behind)) = (name.of(text), text.get(name.end..)) else { return false };
    if !article {
        return false;
    }
    let word = |text: &str| text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_owned();
    let next = behind.trim_start_matches("'s").strip_prefix([' ', '\n']).unwrap_or_default();
    let last = words.rsplit([' ', '\n']).next().unwrap_or_default();
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    // "the Red Fox"
    const COLOURS: &[&str] = &["Red", "White", "Black", "Golden", "Blue", "Green", "Silver", "Grey", "Old", "Royal"];
    const SIGNS: &[&str] = &[
        "Fox", "Lion", "Horse", "Swan", "Hart", "Bull", "Boar", "Dragon", "Bear", "Lamb", "Cow", "Stag", "Eagle",
        "Cock", "Ship", "Oak",
    ];
    let signed = words.split_once(' ').is_some_and(|(colour, sign)| COLOURS.contains(&colour) && SIGNS.contains(&sign));
    let paired =
        signed || next.strip_prefix("and ").map(word).is_some_and(|word| capital(&word) && is_one_of(&word, SECONDS));
    let house = capital(next) && is_one_of(&word(next), HOUSES) || words.contains(' ') && is_one_of(last, HOUSES);
    let told = ["pub", "public house", "inn", "public bar"]
        .iter()
        .any(|house| next.strip_prefix(house).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)));
    paired || house || told
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn houses_are_told_from_people() {
        let named = |text: &str, name: &str| {
            let start = text.find(name).unwrap();
            is_named(text, Span::new(start, start + name.len()))
        };
        for (text, name) in [
            ("in the Rose and Crown on Friday", "Rose"),
            ("at the Nelson Arms in town", "Nelson"),
            ("outside the Albert Inn", "Albert Inn"),
            ("The Robin Hood pub was shut", "Robin Hood"),
            ("The Duke of York closed", "York"),
            ("the Queen Victoria's Head", "Queen Victoria"),
            ("the cordon at Victoria Park was", "Victoria Park"),
        ] {
            assert!(named(text, name), "{text}");
        }
        for (text, name) in [
            ("Rose and Crown Prosecution", "Rose"),
            ("the Holt and Marsh families", "Holt"),
            ("with Rose and Daniel", "Rose"),
            ("gave it to Victoria Park, 34", "Victoria Park"),
            ("the Oakfield case", "Oakfield"),
            ("the accused, Rose Holt, and the pub", "Rose Holt"),
        ] {
            assert!(!named(text, name), "{text}");
        }
    }
}
