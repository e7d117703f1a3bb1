//! Postcodes: the areas in use, the post town that names each, the county or region around it, and the country.
//!
//! An area that lies in several counties has its region: a county that is only probable would be a guess in a release.
//! Towns are those of Royal Mail's area names; counties and regions are those of the Office for National Statistics.

/// Area, town, county or region, country.
const AREAS: &[(&str, &str, &str, &str)] = &[
    ("AB", "Aberdeen", "Aberdeenshire or Moray", "Scotland"),
    ("AL", "St Albans", "Hertfordshire", "England"),
    ("B", "Birmingham", "the West Midlands", "England"),
    ("BA", "Bath", "the South West", "England"),
    ("BB", "Blackburn", "Lancashire", "England"),
    ("BD", "Bradford", "Yorkshire", "England"),
    ("BH", "Bournemouth", "Dorset or Hampshire", "England"),
    ("BL", "Bolton", "Greater Manchester or Lancashire", "England"),
    ("BN", "Brighton", "Sussex", "England"),
    ("BR", "Bromley", "Greater London or Kent", "England"),
    ("BS", "Bristol", "the South West", "England"),
    ("BT", "Belfast", "Northern Ireland", "Northern Ireland"),
    ("CA", "Carlisle", "Cumbria", "England"),
    ("CB", "Cambridge", "the East of England", "England"),
    ("CF", "Cardiff", "South Wales", "Wales"),
    ("CH", "Chester", "Cheshire or the Wirral", "England"),
    ("CM", "Chelmsford", "Essex", "England"),
    ("CO", "Colchester", "Essex or Suffolk", "England"),
    ("CR", "Croydon", "Greater London or Surrey", "England"),
    ("CT", "Canterbury", "Kent", "England"),
    ("CV", "Coventry", "the Midlands", "England"),
    ("CW", "Crewe", "Cheshire, Shropshire or Staffordshire", "England"),
    ("DA", "Dartford", "Kent or Greater London", "England"),
    ("DD", "Dundee", "Tayside or Fife", "Scotland"),
    ("DE", "Derby", "the Midlands", "England"),
    ("DG", "Dumfries", "Dumfries and Galloway", "Scotland"),
    ("DH", "Durham", "County Durham or Tyne and Wear", "England"),
    ("DL", "Darlington", "the North of England", "England"),
    ("DN", "Doncaster", "Yorkshire, Lincolnshire or Nottinghamshire", "England"),
    ("DT", "Dorchester", "Dorset or Somerset", "England"),
    ("DY", "Dudley", "the West Midlands", "England"),
    ("E", "East London", "Greater London or Essex", "England"),
    ("EC", "the City of London", "Greater London", "England"),
    ("EH", "Edinburgh", "the Lothians or the Borders", "Scotland"),
    ("EN", "Enfield", "Greater London or Hertfordshire", "England"),
    ("EX", "Exeter", "Devon or Cornwall", "England"),
    ("FK", "Falkirk", "Central Scotland", "Scotland"),
    ("FY", "Blackpool", "Lancashire", "England"),
    ("G", "Glasgow", "Greater Glasgow", "Scotland"),
    ("GL", "Gloucester", "Gloucestershire, Wiltshire or Worcestershire", "England"),
    ("GU", "Guildford", "Surrey, Hampshire or Sussex", "England"),
    ("GY", "Guernsey", "the Channel Islands", "the Channel Islands"),
    ("HA", "Harrow", "Greater London", "England"),
    ("HD", "Huddersfield", "Yorkshire", "England"),
    ("HG", "Harrogate", "Yorkshire", "England"),
    ("HP", "Hemel Hempstead", "Hertfordshire or Buckinghamshire", "England"),
    ("HR", "Hereford", "Herefordshire", "England"),
    ("HS", "Lewis and Harris", "the Western Isles", "Scotland"),
    ("HU", "Hull", "Yorkshire", "England"),
    ("HX", "Halifax", "Yorkshire", "England"),
    ("IG", "Ilford", "Greater London or Essex", "England"),
    ("IM", "the Isle of Man", "the Isle of Man", "the Isle of Man"),
    ("IP", "Ipswich", "Suffolk or Norfolk", "England"),
    ("IV", "Inverness", "the Highlands or Moray", "Scotland"),
    ("JE", "Jersey", "the Channel Islands", "the Channel Islands"),
    ("KA", "Kilmarnock", "Ayrshire", "Scotland"),
    ("KT", "Kingston", "Surrey or Greater London", "England"),
    ("KW", "Kirkwall", "the Highlands or Orkney", "Scotland"),
    ("KY", "Kirkcaldy", "Fife or Kinross", "Scotland"),
    ("L", "Liverpool", "Merseyside or Lancashire", "England"),
    ("LA", "Lancaster", "Lancashire, Cumbria or Yorkshire", "England"),
    ("LD", "Llandrindod Wells", "Powys", "Wales"),
    ("LE", "Leicester", "Leicestershire, Rutland or Northamptonshire", "England"),
    ("LL", "Llandudno", "North Wales", "Wales"),
    ("LN", "Lincoln", "Lincolnshire", "England"),
    ("LS", "Leeds", "Yorkshire", "England"),
    ("LU", "Luton", "Bedfordshire or Buckinghamshire", "England"),
    ("M", "Manchester", "Greater Manchester", "England"),
    ("ME", "Medway", "Kent", "England"),
    ("MK", "Milton Keynes", "Buckinghamshire or Bedfordshire", "England"),
    ("ML", "Motherwell", "Lanarkshire", "Scotland"),
    ("N", "North London", "Greater London", "England"),
    ("NE", "Newcastle", "the North East", "England"),
    ("NG", "Nottingham", "the East Midlands", "England"),
    ("NN", "Northampton", "Northamptonshire or Buckinghamshire", "England"),
    ("NP", "Newport", "South Wales", "Wales"),
    ("NR", "Norwich", "Norfolk or Suffolk", "England"),
    ("NW", "North West London", "Greater London", "England"),
    ("OL", "Oldham", "Greater Manchester, Lancashire or Yorkshire", "England"),
    ("OX", "Oxford", "Oxfordshire or Northamptonshire", "England"),
    ("PA", "Paisley", "the West of Scotland", "Scotland"),
    ("PE", "Peterborough", "the East of England or Lincolnshire", "England"),
    ("PH", "Perth", "Perthshire or the Highlands", "Scotland"),
    ("PL", "Plymouth", "Devon or Cornwall", "England"),
    ("PO", "Portsmouth", "Hampshire, Sussex or the Isle of Wight", "England"),
    ("PR", "Preston", "Lancashire or Merseyside", "England"),
    ("RG", "Reading", "Berkshire, Hampshire or Oxfordshire", "England"),
    ("RH", "Redhill", "Surrey or Sussex", "England"),
    ("RM", "Romford", "Greater London or Essex", "England"),
    ("S", "Sheffield", "Yorkshire, Derbyshire or Nottinghamshire", "England"),
    ("SA", "Swansea", "South or West Wales", "Wales"),
    ("SE", "South East London", "Greater London", "England"),
    ("SG", "Stevenage", "Hertfordshire, Bedfordshire or Cambridgeshire", "England"),
    ("SK", "Stockport", "Greater Manchester, Cheshire or Derbyshire", "England"),
    ("SL", "Slough", "Berkshire or Buckinghamshire", "England"),
    ("SM", "Sutton", "Greater London or Surrey", "England"),
    ("SN", "Swindon", "Wiltshire", "England"),
    ("SO", "Southampton", "Hampshire or Wiltshire", "England"),
    ("SP", "Salisbury", "Wiltshire, Hampshire or Dorset", "England"),
    ("SR", "Sunderland", "the North East", "England"),
    ("SS", "Southend-on-Sea", "Essex", "England"),
    ("ST", "Stoke-on-Trent", "Staffordshire or Cheshire", "England"),
    ("SW", "South West London", "Greater London", "England"),
    ("SY", "Shrewsbury", "Shropshire, Cheshire or Mid Wales", "England or Wales"),
    ("TA", "Taunton", "Somerset", "England"),
    ("TD", "Galashiels", "the Borders or Northumberland", "Scotland or England"),
    ("TF", "Telford", "Shropshire or Staffordshire", "England"),
    ("TN", "Tonbridge", "Kent or Sussex", "England"),
    ("TQ", "Torquay", "Devon", "England"),
    ("TR", "Truro", "Cornwall", "England"),
    ("TS", "Teesside", "the North East or Yorkshire", "England"),
    ("TW", "Twickenham", "Greater London or Surrey", "England"),
    ("UB", "Southall", "Greater London or Buckinghamshire", "England"),
    ("W", "West London", "Greater London", "England"),
    ("WA", "Warrington", "Cheshire", "England"),
    ("WC", "Central London", "Greater London", "England"),
    ("WD", "Watford", "Hertfordshire or Greater London", "England"),
    ("WF", "Wakefield", "Yorkshire", "England"),
    ("WN", "Wigan", "Greater Manchester or Lancashire", "England"),
    ("WR", "Worcester", "Worcestershire or Herefordshire", "England"),
    ("WS", "Walsall", "the West Midlands or Staffordshire", "England"),
    ("WV", "Wolverhampton", "the West Midlands", "England"),
    ("YO", "York", "Yorkshire", "England"),
    ("ZE", "Lerwick", "Shetland", "Scotland"),
];

/// Districts that lie elsewhere than the rest of their area: the first and last number, county or region, country.
const ELSEWHERE: &[(&str, u8, u8, &str, &str)] = &[
    ("CH", 4, 4, "Cheshire or North Wales", "England or Wales"),
    ("CH", 5, 8, "North Wales", "Wales"),
    ("CM", 21, 23, "Hertfordshire", "England"),
    ("HR", 3, 3, "Herefordshire or Powys", "England or Wales"),
    ("HR", 5, 5, "Herefordshire or Powys", "England or Wales"),
    ("LD", 7, 8, "Powys, Shropshire or Herefordshire", "Wales or England"),
    ("NP", 7, 7, "South Wales or Herefordshire", "Wales or England"),
    ("NP", 16, 16, "South Wales or Gloucestershire", "Wales or England"),
    ("NP", 25, 25, "South Wales, Gloucestershire or Herefordshire", "Wales or England"),
    ("SN", 6, 7, "Wiltshire or Oxfordshire", "England"),
    ("SY", 1, 9, "Shropshire", "England"),
    ("WA", 3, 3, "Cheshire or Greater Manchester", "England"),
    ("WA", 9, 12, "Merseyside", "England"),
    ("WA", 14, 15, "Greater Manchester or Cheshire", "England"),
];

/// Returns whether letters are those of a postcode area in use (Royal Mail, with the Crown dependencies), in any case.
pub(crate) fn is_area(letters: &str) -> bool {
    AREAS.iter().any(|(area, ..)| area.eq_ignore_ascii_case(letters))
}

/// A postcode taken apart.
pub(crate) struct Postcode {
    /// Its district: `CO15`.
    pub(crate) district: String,
    /// The post town of its area.
    pub(crate) town: &'static str,
    /// The county or region of its area.
    pub(crate) county: &'static str,
    /// The country.
    pub(crate) country: &'static str,
}

impl Postcode {
    /// Returns the last postcode that stands in a folded text.
    pub(crate) fn last_in(text: &str) -> Option<Self> {
        let words: Vec<&str> =
            text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let spaced = words.windows(2).rev().find_map(|pair| match pair {
            [outward, inward] if is_inward(inward) => Self::of_outward(outward),
            _ => None,
        });
        spaced.or_else(|| {
            words.iter().rev().find_map(|word| {
                let (outward, inward) = word.split_at_checked(word.len().checked_sub(3)?)?;
                is_inward(inward).then(|| Self::of_outward(outward)).flatten()
            })
        })
    }

    fn of_outward(outward: &str) -> Option<Self> {
        let district = outward.to_ascii_uppercase();
        let letters = district.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (area, number) = district.split_at_checked(letters)?;
        let numbered = number.starts_with(|c: char| c.is_ascii_digit()) && number.len() <= 2;
        let (_, town, county, country) = AREAS.iter().find(|(known, ..)| *known == area).filter(|_| numbered)?;
        let number: Option<u8> = number.parse().ok();
        let lies_in = |first: u8, last: u8| number.is_some_and(|number| (first..=last).contains(&number));
        let elsewhere = ELSEWHERE.iter().find(|(known, first, last, ..)| *known == area && lies_in(*first, *last));
        let (county, country) = elsewhere.map_or((county, country), |(.., county, country)| (county, country));
        Some(Self { district, town, county, country })
    }
}

fn is_inward(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() == 3
        && bytes.first().is_some_and(u8::is_ascii_digit)
        && bytes.iter().skip(1).all(u8::is_ascii_alphabetic)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn every_area_stands_once_and_in_order() {
        assert_eq!(AREAS.len(), 124);
        assert!(AREAS.is_sorted_by(|a, b| a.0 < b.0));
        for (area, town, ..) in AREAS {
            assert!(is_area(&area.to_lowercase()));
            assert_eq!(Postcode::last_in(&format!("{area}1 2AB")).unwrap().town, *town);
        }
        assert!(!is_area("MP") && !is_area(""));
    }

    #[test]
    fn a_district_that_lies_elsewhere_is_not_put_into_its_area() {
        let of = |text: &str| Postcode::last_in(text).map(|postcode| (postcode.county, postcode.country)).unwrap();
        assert_eq!(of("CH5 1AB"), ("North Wales", "Wales"));
        assert_eq!(of("CH1 1AB"), ("Cheshire or the Wirral", "England"));
        assert_eq!(of("CM23 1AB"), ("Hertfordshire", "England"));
        assert_eq!(of("CM2 1AB"), ("Essex", "England"));
        assert_eq!(of("SY23 1AB"), ("Shropshire, Cheshire or Mid Wales", "England or Wales"));
        for (area, first, last, ..) in ELSEWHERE {
            assert!(is_area(area) && first <= last);
        }
    }

    #[test]
    fn postcodes_are_taken_apart() {
        for (text, district) in [("CO15 4AB", "CO15"), ("12 Mill Lane, sw1a1aa", "SW1A"), ("M1 1AE", "M1")] {
            assert_eq!(Postcode::last_in(text).unwrap().district, district);
        }
        assert!(Postcode::last_in("12 Mill Lane, Frinmouth").is_none());
    }
}
