//! Things that bear the names of people: ships, storms, engines, vans, towers, and what is called after the famous dead.
//!
//! A name goes in with its text; the answer is whether it is a thing's. A name that the text plainly tells of somebody (an
//! age, a title, a role) is asked nothing here.

use super::words::look_up;
use crate::Span;
use crate::detect::caseless::is_one_of;

/// Words for what is launched, driven or hauled under a name.
const VESSELS: &[&str] = &[
    "trawler",
    "trawlers",
    "ferry",
    "ferries",
    "ship",
    "ships",
    "vessel",
    "vessels",
    "yacht",
    "yachts",
    "boat",
    "boats",
    "lifeboat",
    "lifeboats",
    "warship",
    "tug",
    "tugs",
    "barge",
    "barges",
    "cutter",
    "liner",
    "launch",
    "steamer",
    "dredger",
    "tanker",
    "frigate",
    "submarine",
    "schooner",
    "ketch",
    "catamaran",
    "water-bus",
    "narrowboat",
    "locomotive",
    "engine",
    "diesel",
    "tram",
    "gritter",
    "gritters",
    "lorries",
    "pump",
    "helicopter",
    "hovercraft",
    "storm",
    "hurricane",
    "typhoon",
    "cyclone",
    "dog",
    "dogs",
    "horse",
    "horses",
];
/// Prefixes of ships.
const PREFIXES: &[&str] = &["HMS", "RNLB", "MV", "SS", "RFA", "TS", "FV", "MSC", "RMS", "RRS", "HMY", "RAF", "HMP"];
/// What is no person and is "called" or "named" something.
const CALLED: &[&str] = &[
    "van",
    "lorry",
    "lorries",
    "gritter",
    "gritters",
    "boat",
    "ship",
    "ferry",
    "vessel",
    "bridge",
    "tower",
    "towers",
    "building",
    "buildings",
    "web-chat",
    "chatbot",
    "assistant",
    "system",
    "tool",
    "app",
    "software",
    "scheme",
    "project",
    "programme",
    "storm",
    "robot",
    "drone",
    "tram",
    "bus",
    "train",
    "engine",
    "locomotive",
    "diesel",
    "computer",
    "game",
    "song",
    "album",
    "film",
    "play",
    "book",
    "ward",
    "room",
    "hall",
    "cat",
    "kitten",
    "dog",
    "puppy",
    "spaniel",
    "labrador",
    "terrier",
    "alsatian",
    "horse",
    "pony",
    "parrot",
    "rabbit",
    "tortoise",
    "budgie",
];
/// Last words of names of things, and words behind a name that make a thing of it.
const THINGS: &[&str] = &[
    "Birthplace",
    "Attraction",
    "Ferry",
    "Terminal",
    "Velodrome",
    "Boulevard",
    "Parade",
    "Battery",
    "Harriers",
    "Boat",
    "Museum",
    "Gallery",
    "Pool",
    "Wall",
    "Bridge",
    "Stadium",
    "Arena",
    "Theatre",
    "Pavilion",
    "Lido",
    "Gardens",
    "Cup",
    "Trophy",
    "Award",
    "Awards",
    "Medal",
    "Prize",
    "Lecture",
    "Foundation",
    "Fund",
    "Express",
    "Protocol",
    "Law",
    "Quay",
    "Dock",
    "Lock",
    "Viaduct",
    "Tunnel",
    "Roundabout",
    "Interchange",
    "Suite",
    "Wing",
    "Ward",
    "Building",
    "Institute",
    "Society",
    "Homes",
    "Recreation",
    "Playing",
    "Reservoir",
    "Golf",
    "Orchestra",
    "Band",
    "Choir",
    "Singers",
    "Brothers",
    "Line",
    "Renewables",
    "Sons",
    "Road",
    "Street",
    "Lane",
    "Avenue",
    "Way",
    "Close",
    "Drive",
    "Crescent",
    "Square",
    "Terrace",
    "Place",
];
/// Words with a capital that start the name of a place or a house.
const LANDMARKS: &[&str] =
    &["Castle", "Fort", "Loch", "Lough", "Plas", "Ysgol", "Glan", "Mount", "Port", "Firth", "Cape", "Maes"];
/// Sovereigns and their kin, as they are named behind "King" and "Queen".
const SOVEREIGNS: &[&str] = &[
    "Charles",
    "Elizabeth",
    "Victoria",
    "George",
    "Edward",
    "William",
    "Camilla",
    "Anne",
    "Henry",
    "James",
    "Mary",
    "John",
    "Richard",
    "Alfred",
    "Harold",
    "Harald",
    "Stephen",
    "Arthur",
    "Alexandra",
    "Adelaide",
    "Caroline",
    "Charlotte",
    "Philip",
];
/// People of history after whom things are called, and who are nobody a release is about: the dead, and the inventor of the web.
const FAMOUS: &[&str] = &[
    "Alan Turing",
    "Alexander Fleming",
    "Andrew Carnegie",
    "Aneurin Bevan",
    "Beatrix Potter",
    "Bobby Moore",
    "Captain Cook",
    "Charles Darwin",
    "Charles Dickens",
    "Edward Colston",
    "Edward Jenner",
    "Elizabeth Fry",
    "Emily Davison",
    "Emmeline Pankhurst",
    "Florence Nightingale",
    "Francis Drake",
    "Isaac Newton",
    "Isambard Kingdom Brunel",
    "J M W Turner",
    "Jane Austen",
    "John Constable",
    "John Keats",
    "Joseph Rowntree",
    "Marie Curie",
    "Mary Seacole",
    "Nelson Mandela",
    "Oliver Cromwell",
    "Robert Burns",
    "Robert Peel",
    "Robert the Bruce",
    "Rosalind Franklin",
    "Tim Berners-Lee",
    "Walter Scott",
    "William Shakespeare",
    "William Wallace",
    "William Wilberforce",
    "William Wordsworth",
    "Winston Churchill",
    "Owain Glyndŵr",
    "Dylan Thomas",
    "Matthew Boulton",
    "James Watt",
    "Josiah Wedgwood",
    "Henry Cooper",
    "Edward Elgar",
    "Benjamin Britten",
    "Grace Darling",
    "Guy Fawkes",
    "Robin Hood",
    "Lady Godiva",
    "Godiva",
];
/// Titles between the word for a thing and its name.
const HONOURS: &[&str] = &["Sir", "Lady", "Queen", "King", "Prince", "Princess", "Saint", "Lord", "Dame", "the"];

/// Verbs of people alone: a ship says nothing.
const SPEAKS: &[&str] = &[
    "said",
    "says",
    "told",
    "added",
    "denied",
    "admitted",
    "pleaded",
    "asked",
    "wrote",
    "wept",
    "cried",
    "begged",
    "screamed",
    "thanked",
    "complained",
    "reported",
    "alleged",
    "claimed",
    "who",
];
/// Verbs behind people and things.
const DOES: &[&str] = &[
    "was", "is", "had", "has", "saw", "rang", "left", "went", "ran", "fell", "rode", "stole", "drove", "got", "came",
    "took", "did",
];
/// Words behind which a park stands, and nobody whose surname is Park.
const WHERE: &[&str] =
    &["at", "in", "near", "around", "through", "outside", "beside", "into", "across", "towards", "behind", "to", "off"];

/// Returns the first word of a text, without the space before it.
fn following(behind: &str) -> &str {
    behind.trim_start_matches([' ', '\n']).split(|c: char| !c.is_alphabetic()).next().unwrap_or_default()
}

/// Returns the last word of a text.
fn preceding(before: &str) -> &str {
    before.trim_end_matches([' ', '\n']).rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default()
}

/// Returns whether a name is that of a thing.
pub(super) fn is_named(text: &str, name: Span) -> bool {
    let (Some(own), Some(before), Some(behind)) = (name.of(text), text.get(..name.start), text.get(name.end..)) else {
        return false;
    };
    if behind.starts_with(' ') && is_one_of(following(behind), SPEAKS) {
        return false;
    }
    FAMOUS.contains(&own)
        || is_sovereign(own, before)
        || is_doctrine(before, behind)
        || is_paired_by_ampersand(text, name)
        || is_landmark(own, before, behind)
        || ends_in_a_thing(own, before)
        || goes_on_as_a_thing(own, before, behind)
        || is_marked(own, before)
        || is_launched(own, before, behind)
}

/// "Castle Stuart", "Cyngor Sir Ceredigion", "Storm Hollis"; "HOLMES 2", "Park and ride", "Rivers Trust"
fn is_landmark(own: &str, before: &str, behind: &str) -> bool {
    let led = before.strip_suffix(' ').and_then(|before| before.rsplit([' ', '\n']).next()).unwrap_or_default();
    let capital = behind.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase));
    LANDMARKS.contains(&led)
        || before.ends_with("Cyngor Sir ")
        || before.ends_with("Comhairle nan ")
        || capital && (LANDMARKS.contains(&own) || matches!(own, "Storm" | "Hurricane" | "Typhoon"))
        || own.strip_prefix("Storm ").is_some_and(|rest| !rest.contains(' '))
        || own == "HOLMES" && behind.starts_with(" 2")
        || own == "Park" && behind.starts_with(" and ride")
        || own == "Rivers" && [" Trust", " and ", " Agency"].iter().any(|rest| behind.starts_with(rest))
}

/// "Gregory Boulevard", "RNLB Michael", "Albert Park", "Red Eagle": by its last word, its first, or a colour.
fn ends_in_a_thing(own: &str, before: &str) -> bool {
    let Some((first, last)) = own.split_once([' ', '\n']) else { return false };
    let end = last.rsplit([' ', '\n', '-']).next().unwrap_or_default();
    // Ward, Lane and Law are surnames too.
    let thing = THINGS.contains(&end)
        && look_up(end).surname() < 2
        && (look_up(first).given() < 2 || last.contains(' ') || is_placed(before));
    let listed = [" Park, ", " Park and "].iter().any(|other| before.ends_with(other));
    let park = end == "Park" && (listed || is_one_of(preceding(before), WHERE));
    let coloured = matches!(first, "Red" | "Blue" | "Green" | "White" | "Black" | "Golden" | "Silver")
        && !last.contains(' ')
        && look_up(last).is_ordinary()
        && look_up(last).surname() < 3;
    let thing = thing || matches!(end, "Brothers" | "Sons");
    thing || park || coloured || PREFIXES.contains(&first)
}

/// Returns whether a word of place or an article stands ahead, or the last of a list is a thing: "along Mill Road, Gregory
/// Boulevard"; not "met Aaron Band".
fn is_placed(before: &str) -> bool {
    let last = preceding(before);
    let kept = before.trim_end_matches([' ', '\n']);
    let listed = kept.strip_suffix(',').or_else(|| kept.strip_suffix(" and"));
    is_one_of(last, WHERE)
        || is_one_of(last, &["the", "along", "on", "of", "from", "by", "launch"])
        || listed.is_some_and(|list| THINGS.contains(&preceding(list)))
}

/// "the Andrew Moss Birthplace Museum", "the Moss bicentenary exhibition"
fn goes_on_as_a_thing(own: &str, before: &str, behind: &str) -> bool {
    let first = own.split([' ', '\n']).next().unwrap_or_default();
    // "his son is Ryan Terrace"
    if behind.starts_with(' ') && !own.contains([' ', '\n']) && look_up(first).given() >= 2 && !is_placed(before) {
        return false;
    }
    let next = behind.strip_prefix("'s ").or_else(|| behind.strip_prefix(' ')).unwrap_or_default();
    let next = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    THINGS.contains(&next)
        || is_one_of(next, &["bicentenary", "exhibition", "centenary", "trail", "statue", "festival"])
}

/// "a van called Doris": what is no person and is called something.
fn is_marked(own: &str, before: &str) -> bool {
    const MARKS: &[&str] = &["called", "named", "christened", "nicknamed", "dubbed"];
    let before = without_honours(before);
    let mut near = before.rsplit([' ', '\n', '(']).filter(|word| !word.is_empty());
    if !near.next().is_some_and(|mark| is_one_of(mark, MARKS)) || own.len() > LONGEST_NAME {
        return false;
    }
    let noun = near.find(|word| !matches!(*word, "is" | "was")).unwrap_or_default();
    is_one_of(noun, CALLED)
}

/// The longest name of a thing, in bytes.
const LONGEST_NAME: usize = 40;

/// "the lifeboat Walter Quill", "the tugs Odin and Thor", "the hopper barge Mary Ann": behind a word for what is launched, with no
/// verb of people behind a name of two words, as in "on the boat Emma Holt screamed".
fn is_launched(own: &str, before: &str, behind: &str) -> bool {
    let next = following(behind);
    let acts = behind.starts_with(' ') && (is_one_of(next, DOES) || next.ends_with("ed") || next.ends_with("ing"));
    let before = without_honours(before);
    let mut near = before.rsplit([' ', '\n', '(']).filter(|word| !word.is_empty());
    let (last, second) = (near.next().unwrap_or_default(), near.next().unwrap_or_default());
    if own.contains([' ', '\n']) && acts && is_one_of(last, CARRIES) {
        return false;
    }
    PREFIXES.contains(&last) && last != "HMP"
        || is_one_of(last, VESSELS)
        || last.starts_with(char::is_uppercase) && is_one_of(second, VESSELS)
        || is_listed(before)
}

/// Words for what somebody may be on, or have with them.
const CARRIES: &[&str] =
    &["boat", "boats", "dog", "dogs", "horse", "horses", "engine", "ship", "tram", "storm", "helicopter"];

/// Returns a text without the titles and quotes at its end.
fn without_honours(before: &str) -> &str {
    let mut before = before.trim_end_matches([' ', '"', '\'', '“', '‘', '\n']);
    while let Some(rest) = HONOURS.iter().find_map(|honour| before.strip_suffix(honour)) {
        before = rest.trim_end_matches([' ', '"', '“', '‘']);
    }
    before
}

/// Returns whether a rule of law or of conduct is called by the name: "the Nolan principles", "the McCloud remedy".
fn is_doctrine(before: &str, behind: &str) -> bool {
    // "the McCloud and Sargeant judgments"
    let other = behind.strip_prefix(" and ").and_then(|rest| rest.split([' ', '\n']).nth(1));
    let next = other.unwrap_or_else(|| following(behind));
    let led = before.ends_with("the ") || before.ends_with(" and ");
    led && (behind.starts_with(' ') && is_one_of(next, &["principles", "remedy", "judgments", "formula"]))
}

/// Returns whether a surname is joined to another by "&", as firms are called: "Harland & Wolff".
fn is_paired_by_ampersand(text: &str, name: Span) -> bool {
    let (Some(own), Some(before), Some(behind)) = (name.of(text), text.get(..name.start), text.get(name.end..)) else {
        return false;
    };
    let other = behind.strip_prefix(" & ").map(following).or_else(|| before.strip_suffix(" & ").map(preceding));
    let surname = |word: &str| {
        word.starts_with(char::is_uppercase)
            && look_up(word).given() < 2
            && !is_one_of(word, &["mr", "mrs", "ms", "dr"])
    };
    !own.contains(' ') && surname(own) && other.is_some_and(surname)
}

/// Returns whether a name goes on with a list of ships: "the tugs Odin and", "the trawlers Charisma, Adenia,".
fn is_listed(before: &str) -> bool {
    const REACH: usize = 90;
    let from = before.floor_char_boundary(before.len().saturating_sub(REACH));
    let clause = before.get(from..).unwrap_or_default().rsplit(['.', ';', ':']).next().unwrap_or_default();
    let Some(kept) = clause.strip_suffix(',').or_else(|| clause.strip_suffix(" and")) else { return false };
    // Nothing but names stands between the noun and the list's next one.
    let mut words = kept.rsplit([' ', '\n', ',']).filter(|word| !word.is_empty() && *word != "and");
    let noun = words
        .find(|word| !word.starts_with(char::is_uppercase) && !matches!(*word, "include" | "called" | "named" | "are"))
        .unwrap_or_default();
    noun.ends_with('s') && is_one_of(noun, VESSELS)
}

/// Returns whether it is a king's or a queen's name: "King Charles III", "Queen Elizabeth".
fn is_sovereign(own: &str, before: &str) -> bool {
    let reigns = ["King ", "Queen ", "King\n", "Queen\n"].iter().any(|title| before.ends_with(title));
    let mut words = own.split([' ', '\n']);
    let named = words.next().is_some_and(|name| SOVEREIGNS.contains(&name));
    reigns
        && named
        && words.all(|word| {
            word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'))
                || THINGS.contains(&word)
                || matches!(word, "Park" | "Hospital")
        })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn things_are_told_from_people() {
        let named = |text: &str, name: &str| {
            let start = text.find(name).unwrap();
            is_named(text, Span::new(start, start + name.len()))
        };
        for (text, name) in [
            ("the lifeboat Walter F Quill was", "Walter F Quill"),
            ("the tug Sir Orrin has", "Orrin"),
            ("Storm Hollis will", "Hollis"),
            ("the steam pump \"Lady Godiva\" and", "Godiva"),
            ("a van called Doris", "Doris"),
            ("the diesel named Sir Owen Gristle, leaves", "Owen Gristle"),
            ("the trawlers Charisma, Adenia, Christina S, Lunar", "Christina S"),
            ("the Andrew Moss Birthplace Museum", "Andrew Moss"),
            ("King Charles III", "Charles III"),
            ("the RNLB Michael and", "RNLB Michael"),
            ("a ginger cat called Marmalade", "Marmalade"),
            ("along Gregory Boulevard and", "Gregory Boulevard"),
        ] {
            assert!(named(text, name), "{text}");
        }
        for (text, name) in [
            ("a man called Doris", "Doris"),
            ("he left the boat. Emma Holt said", "Emma Holt"),
            ("the skippers, Emma and Jane", "Jane"),
            ("at the storm drain. Hollis was", "Hollis"),
            ("King Okafor said", "Okafor"),
            ("On the boat Emma Holt screamed for help", "Emma Holt"),
            ("the dog Emma Holt was walking", "Emma Holt"),
            ("at the market Tom Ward fell", "Tom Ward"),
            ("She met Emily Lane there", "Emily Lane"),
            ("The tenant was Daniel Park.", "Daniel Park"),
            ("Storm Hollis said she ran", "Storm Hollis"),
            ("with her nan Edna on", "Edna"),
            ("I met Aaron Band on the ferry", "Aaron Band"),
            ("The tenant, Dean Terrace, owes", "Dean Terrace"),
            ("on the boat with Emma and Jane", "Jane"),
        ] {
            assert!(!named(text, name), "{text}");
        }
    }
}
