#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use std::fmt::Write;

use super::*;
use crate::Finding;
use crate::detect::examples::{assert_nothing_in, cases, found_by, unmark};

fn found(text: &str, field: Option<&str>) -> Vec<Finding> {
    found_by(&People::new(false), text, field)
}

/// Texts with the names between `«` and `»`, and the role of each name.
const NAMED: &[(&str, &[Role])] = {
    use Role::*;
    &[
        ("Mr «Darren Oakfield» left.", &[Unknown]),
        ("Mrs «Begum» and Dr «Sarah Penhale» were there.", &[Unknown, Unknown]),
        ("Detective Chief Inspector «Helen Marsh» said so.", &[Officer]),
        ("DCI «Marsh» and PC «Tom Ray» attended.", &[Officer, Officer]),
        ("Det. Sgt. «Ann Moss» of Estuary Police", &[Officer]),
        ("Police and Crime Commissioner «Roger Hale» said", &[Official]),
        ("His Honour Judge «Whitcombe» told the court", &[Official]),
        ("Cllr «Priya Sharma» asked", &[Official]),
        ("a spokesperson, «Tom Ray», said", &[Official]),
        ("Officers spoke to «James Harlow» on Friday.", &[Unknown]),
        ("They met «Aisha Begum», «Kwame Okafor» and «Siobhan O'Brien».", &[Unknown, Unknown, Unknown]),
        ("«Tomasz Nowak» and «Mei Chen» ran.", &[Unknown, Unknown]),
        ("«Carlos Alvarez» was arrested on Monday.", &[Suspect]),
        ("The victim, «Leah Thornton», is recovering.", &[Victim]),
        ("«Owen Price», the victim, is recovering.", &[Victim]),
        ("«Zainab Hussain», who was assaulted, went home.", &[Victim]),
        ("A witness, «Oliver Whitcombe», called.", &[Witness]),
        ("«Jack Thornton», 14, was found.", &[Child]),
        ("«Jack Thornton» (34) was jailed.", &[Offender]),
        ("Convicted rapist «Alan Hodge» fled.", &[Offender]),
        ("Police arrested «Martin Sykes» at noon.", &[Suspect]),
        ("The source, «Paul Denham», gave details.", &[Informant]),
        ("PC «Jane Holt», who was assaulted, is at home.", &[Victim]),
        ("«J. Whitcombe» signed it.", &[Unknown]),
        ("«J.R. Harlow» and «P. Okafor» signed.", &[Unknown, Unknown]),
        ("«SMITH, John» (14/03/1979)", &[Unknown]),
        ("«HARLOW James» of this parish", &[Unknown]),
        ("Name: «john smith»", &[Unknown]),
        ("Victim: «JANE HOLT»", &[Victim]),
        ("Complainant: Mrs «Oakley»", &[Victim]),
        ("Surname: «Ojukwu-Bello»", &[Unknown]),
        ("The man was named as «Zed Quillivan».", &[Unknown]),
        ("also known as «Bigsy»", &[Unknown]),
        ("her son «Tyler» was there", &[Relative]),
        ("a girl called «Mia» was there", &[Child]),
        ("«Kayla», 14, was there", &[Child]),
        ("«Tyler»'s mother rang", &[Unknown]),
        ("a letter from «Anna van der Berg» came", &[Unknown]),
        ("«Mohammed bin Salim» was questioned", &[Suspect]),
        ("«Seán Ó Briain» and «José Núñez» met", &[Unknown, Unknown]),
        ("The man, «Иван Петров», lives here in the town.", &[Unknown]),
        ("Lawyers for «Will Harlow» said", &[Unknown]),
        ("«JOHN SMITH» WAS HERE", &[Unknown]),
        ("THE VICTIM WAS «ANDREW HARLOW» OF NOWHERE", &[Victim]),
        ("«Fatima Al-Sayed» told police", &[Unknown]),
        ("said Inspector «Ann Moss» yesterday", &[Officer]),
        ("«Sian Rees» MP said", &[Official]),
        ("the defendant «Lee Grant» denied it", &[Suspect]),
        ("«Joanne Smith-Jones» lives there", &[Unknown]),
    ]
};

const NOBODY: &[&str] = &[
    "The Public Interest Test was applied.",
    "Chelmsford Crown Court sat on Monday.",
    "Under the Human Rights Act 1998",
    "Victoria Road and Charlotte Square are closed.",
    "King's Lynn, St Albans and Jordan were named.",
    "The Home Secretary told the House of Commons.",
    "Will the force publish it? Mark the form and grant access in May.",
    "Clare's Law and Sarah's Law are schemes.",
    "The Macpherson Report made 70 recommendations.",
    "Marks and Spencer, Lloyds Bank and Smith & Sons Ltd",
    "Good Friday, St George's Day and Remembrance Sunday",
    "The Chief Constable of Essex and the Detective Inspector on call",
    "Annual Report of the Audit Committee",
    "Grant Funding Agreement",
    "A Level results rose; I Can Do It is a scheme.",
    "Operation Lantern began in Harwich.",
    "The Florence Nightingale Hospital opened.",
    "Name: not known",
    "Subject: minutes of the meeting",
    "St John Ambulance and the Samaritans helped.",
    "The trawler went from Grimsby to Norway.",
    "Police Scotland and the Crown Office",
    "Thames Valley and West Mercia forces",
    "Part VI of the Criminal Justice Act",
    "The Duke of York's barracks",
    "Estuary Police Statement",
    "Professor of Law at the university",
    "Officers in Charge of stations",
];

#[test]
fn names_are_found_with_their_roles() {
    let mut wrong = String::new();
    for (marked, roles) in NAMED {
        let (text, names) = unmark(marked);
        let wanted: Vec<(Span, Role)> = names.iter().map(|(span, _)| *span).zip(roles.iter().copied()).collect();
        let mut got: Vec<(Span, Role)> = found(&text, None).iter().map(|f| (f.span, f.role)).collect();
        got.dedup();
        if got != wanted || names.len() != roles.len() {
            let spans: Vec<_> = got.iter().map(|(span, role)| (span.of(&text).unwrap(), role)).collect();
            writeln!(wrong, "{marked}: {spans:?}, wanted {roles:?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn nobody_is_found_where_nobody_is_named() {
    assert_nothing_in(&People::new(false), NOBODY);
}

#[test]
fn fields_speak_for_their_values() {
    let names = |text: &str, field: &str| {
        found(text, Some(field)).iter().map(|f| (f.span.of(text).unwrap().to_owned(), f.role)).collect::<Vec<_>>()
    };
    assert_eq!(names("quillivan", "lastName"), [("quillivan".to_owned(), Role::Unknown)]);
    assert_eq!(names("Иван", "first_name"), [("Иван".to_owned(), Role::Unknown)].map(|x| x));
    assert_eq!(names("zed quillivan", "victim_name")[0].1, Role::Victim);
    assert!(names("yes", "victim").is_empty());
    assert!(names("sunny day in the park", "title").is_empty());
}

/// Names of many origins in sentences of many forms.
#[test]
fn names_of_every_origin_are_found() {
    const GIVEN: &[&str] = &[
        "James",
        "Emily",
        "Siobhan",
        "Declan",
        "Priya",
        "Arjun",
        "Mohammed",
        "Fatima",
        "Chinedu",
        "Ngozi",
        "Kwame",
        "Agnieszka",
        "Piotr",
        "Wei",
        "Mei",
        "Carlos",
        "Lucia",
        "Delroy",
        "Marcia",
        "Owain",
        "Carys",
        "Hamish",
        "Ewan",
        "Ayesha",
        "Yusuf",
        "Olena",
        "Ivan",
        "Hiroshi",
        "Thi",
        "Leroy",
    ];
    const SURNAMES: &[&str] = &[
        "Thornton",
        "Whitcombe",
        "O'Connor",
        "Docherty",
        "Sharma",
        "Patel",
        "Hussain",
        "Begum",
        "Okafor",
        "Adeyemi",
        "Mensah",
        "Nowak",
        "Kowalski",
        "Chen",
        "Nguyen",
        "Alvarez",
        "Fernandez",
        "Campbell",
        "Beckford",
        "Llewellyn",
        "MacDonald",
        "Khan",
        "Yilmaz",
        "Kovalenko",
        "Tanaka",
    ];
    const FRAMES: &[&str] = &[
        "Officers spoke to {} on Friday.",
        "{} was seen at the harbour.",
        "The house belongs to {}, police believe.",
        "A letter to {} was returned.",
        "“I saw nothing,” {} said.",
        "Enquiries lead to {} and others.",
        "In {}'s statement there is more.",
        "According to {}, it was dark.",
    ];
    let (mut made, mut missed) = (0, String::new());
    let mut misses = 0;
    for (index, given) in GIVEN.iter().enumerate() {
        for (step, surname) in SURNAMES.iter().enumerate() {
            let name = format!("{given} {surname}");
            let text = FRAMES[(index + step) % FRAMES.len()].replace("{}", &name);
            made += 1;
            let covered = found(&text, None).iter().any(|f| f.span.of(&text).unwrap() == name);
            if !covered {
                misses += 1;
                writeln!(missed, "{text}").unwrap();
            }
        }
    }
    assert!(misses * 50 <= made, "{misses} of {made} missed:\n{missed}");
}

/// Returns the names in a text in order; of several findings in one place the widest with the most protective role.
fn covered(text: &str) -> Vec<(String, String)> {
    let mut findings = found(text, None);
    findings.sort_by_key(|f| f.span);
    let mut merged: Vec<(Span, Role)> = Vec::new();
    for finding in findings {
        match merged.last_mut() {
            Some((span, role)) if span.overlaps(finding.span) => {
                *span = span.union(finding.span);
                *role = roles::more_protective(*role, finding.role);
            }
            _ => merged.push((finding.span, finding.role)),
        }
    }
    merged.into_iter().map(|(span, role)| (span.of(text).unwrap().to_owned(), role.as_str().to_owned())).collect()
}

#[test]
fn the_names_of_the_cases_are_found() {
    let mut wrong = String::new();
    for marked in cases(include_str!("cases/named.txt")) {
        let (text, names) = unmark(&marked);
        let role = |code: &str| if code.is_empty() { "unknown" } else { code }.to_owned();
        let wanted: Vec<_> =
            names.iter().map(|(span, code)| (span.of(&text).unwrap().to_owned(), role(code))).collect();
        let got = covered(&text);
        if got != wanted {
            writeln!(wrong, "{marked}: {got:?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn clean_prose_names_nobody() {
    assert_nothing_in(&People::new(false), cases(include_str!("cases/prose.txt")));
}

/// A name is found wherever it stands in a long run of capitals.
#[test]
fn no_name_is_cut_in_two() {
    for before in 0..40 {
        let text = format!(
            "{}OFFICERS SPOKE TO AISHA BEGUM ABOUT THE MATTER THERE",
            "THE FORCE ".repeat(before / 2) + ["", "AND "][before % 2]
        );
        let name = text.find("AISHA BEGUM").unwrap();
        let wanted = Span::new(name, name + "AISHA BEGUM".len());
        assert!(found(&text, None).iter().any(|f| f.span == wanted), "{before}: {:?}", covered(&text));
    }
}

/// Texts that would be slow, or too deep, if anything looked further than it must.
#[test]
fn long_runs_are_read_to_the_end() {
    for piece in [
        "A ",
        "MR ",
        "Mr. ",
        "John Smith ",
        "Name: Mr ",
        "Ann-",
        "O'",
        "van der ",
        "Иван ",
        "王",
        "SMITH, ",
        "J. ",
        "PC 1 ",
    ] {
        let text = format!("Name: {}", piece.repeat(1 << 14));
        let end = found(&text, None).iter().map(|f| f.span.end).max().unwrap_or(0);
        assert!(end <= text.len());
    }
}

/// Given names and surnames from the whole list, each in ten sentences, in small letters and in capitals.
#[test]
fn names_of_the_whole_list_are_found() {
    const FRAMES: [&str; 10] = [
        "Officers spoke to {} on Friday.",
        "{} was seen at the harbour.",
        "The van belongs to {} and was seized.",
        "The victim, {}, is recovering.",
        "A letter was sent to {} last week.",
        "It was {} who rang the station.",
        "Nobody but {} had a key.",
        "We understand that {}, 41, has left.",
        "He lived with {} until then.",
        "The allegation concerns {} alone.",
    ];
    let listed = |fits: fn(words::Word) -> bool| {
        let names = include_str!("names.txt").lines().filter_map(|line| line.get(..line.len() - 1));
        let names: Vec<String> = names
            .filter(|name| name.len() > 2 && fits(look_up(name)) && !is_ambiguous(name) && !is_nobody(name))
            .filter(|name| !makes_no_person(name) && !bars_person_after(name) && vocabulary::lead(&[name]).is_none())
            .map(|name| name[..1].to_uppercase() + &name[1..])
            .collect();
        names
    };
    let given = listed(|word| word.given() >= 2 && !word.is_place() && !word.is_ordinary());
    let surnames = listed(|word| word.surname() >= 2 && !word.is_ordinary());
    let (mut made, mut misses, mut missed) = (0, 0, String::new());
    for (index, given) in given.iter().enumerate().step_by(5) {
        let surname = &surnames[index * 7919 % surnames.len()];
        let name = format!("{given} {surname}");
        let frame = FRAMES[index / 5 % FRAMES.len()];
        for (name, frame) in [(name.clone(), frame.to_owned()), (name.to_uppercase(), frame.to_uppercase())] {
            let text = frame.replace("{}", &name);
            made += 1;
            if !found(&text, None).iter().any(|f| f.span.of(&text).unwrap() == name) {
                misses += 1;
                writeln!(missed, "{text} {:?}", covered(&text)).unwrap();
            }
        }
    }
    assert!(made > 2000, "{made}");
    assert!(misses * 50 <= made, "{misses} of {made} missed:\n{missed}");
}

#[test]
fn the_number_behind_an_officer_is_his() {
    let numbers = |text: &str| -> Vec<String> {
        found_by(&People::new(false), text, None)
            .iter()
            .filter(|finding| finding.kind.as_str() == "COLLAR_NUMBER")
            .map(|finding| finding.span.of(text).unwrap().to_owned())
            .collect()
    };
    assert_eq!(numbers("PC Holt 71482 attended with Sgt Oakes (204)."), ["71482", "204"]);
    assert_eq!(numbers("DC Ann Holt, 4471, took the statement."), ["4471"]);
    for text in [
        "PC Holt 2026 review",
        "told PC Holt 400 people had left",
        "PC Holt, 1200 miles away",
        "PC Holt 14/03/2026",
        "Mr Holt 71482",
    ] {
        assert_eq!(numbers(text), [""; 0], "{text}");
    }
}
