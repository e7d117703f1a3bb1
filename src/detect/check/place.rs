//! Checks of places written as numbers or words.

use super::{Check, digits};

/// Returns the check that rows call `name`.
pub(super) fn lookup(name: &str) -> Option<Check> {
    Some(match name {
        "coordinates" => coordinates,
        "os-grid" => os_grid,
        "institution" => institution,
        _ => return None,
    })
}

/// Latitude and longitude in decimal degrees (WGS 84).
fn coordinates(text: &str) -> bool {
    let numbers: Vec<f64> = text
        .split(|c: char| !c.is_ascii_digit() && c != '.' && c != '-')
        .filter_map(|word| word.parse().ok())
        .collect();
    match numbers.as_slice() {
        [latitude, longitude] => latitude.abs() <= 90.0 && longitude.abs() <= 180.0,
        _ => false,
    }
}

/// Institution with its place: the words before it are no rank, title or given name, behind which a person could hide.
fn institution(text: &str) -> bool {
    !text.split(|c: char| !c.is_alphabetic()).any(crate::detect::people::marks_a_person)
}

/// Letters of the 100 km squares of the National Grid that hold land (Ordnance Survey).
const SQUARES: &str = " HL HM HN HO HP HT HU HW HX HY HZ NA NB NC ND NF NG NH NJ NK NL NM NN NO NR NS NT NU NW NX NY NZ OV SC SD SE SH SJ SK \
SM SN SO SP SR SS ST SU SV SW SX SY SZ TA TF TG TL TM TQ TR TV ";

/// Grid reference: a square that holds land and as many figures east as north.
fn os_grid(text: &str) -> bool {
    let square = text.get(..2).unwrap_or_default().to_ascii_uppercase();
    let figures = digits(text).count();
    // West of the land of SC there is sea; Scottish charities have numbers of that form (OSCR, Scottish Charity Register).
    let charity = square == "SC" && digits(text).next() == Some(0);
    !charity && SQUARES.contains(&format!(" {square} ")) && figures.is_multiple_of(2) && (4..=10).contains(&figures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_on_the_map() {
        assert!(coordinates("51.7890, 1.1530") && coordinates("-33.8568 151.2153") && !coordinates("95.1234, 1.1530"));
        assert!(os_grid("TM 1234 5678") && os_grid("NN166712") && !os_grid("AA 1234 5678") && !os_grid("TM 12345"));
    }
}
