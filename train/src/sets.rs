//! Which texts are trained on and which are measured.
//!
//! Trained on: WNUT17, BTC, wikigold (four fifths), re3d of the US and Australian governments (four fifths), TAB train,
//! forms, generated sentences and invented news. Measured only: their dev parts, and texts under share-alike terms.

use std::path::Path;

use withhold::training::Model;

use crate::corpus::{self, Document, Gold};
use crate::fit::Instances;
use crate::generate::Templates;
use crate::lists::Word;
use crate::names::{self, Names};
use crate::random::Random;
use crate::score;

pub struct Sets {
    train: Vec<(String, Vec<Document>)>,
    dev: Vec<(String, Vec<Document>)>,
}

fn plain(label: &str) -> Option<Gold> {
    match label {
        "PER" | "person" | "PERSON" | "Person" | "politician" | "PERSON_NAME" => Some(Gold::Person),
        "LOC" | "location" | "Location" | "country" => Some(Gold::Location),
        "ORG" | "corporation" | "group" | "Organisation" | "organisation" | "politicalparty" | "ORGANIZATION_NAME" => {
            Some(Gold::Organization)
        }
        _ => None,
    }
}

pub fn read(data: &Path) -> Result<Sets, String> {
    let countries: Vec<String> = names::countries()
        .into_iter()
        .map(|(country, _)| country)
        .chain(["US", "UK", "USA", "U.S.", "Republic of Turkey"].map(str::to_owned))
        .collect();
    let open = |name: &str, held_out: &dyn Fn(usize, &serde_json::Value) -> bool| {
        corpus::read(&data.join(name), &countries, plain, held_out)
    };
    let none = |_: usize, _: &serde_json::Value| false;
    let all = |_: usize, _: &serde_json::Value| true;
    let split = |documents: Vec<Document>| -> (Vec<Document>, Vec<Document>) {
        documents.into_iter().partition(|document| !document.held_out)
    };
    let (wiki, wiki_dev) = split(open("wikigold.jsonl", &|index, _| index / 17 % 5 == 2)?);
    let (re3d, re3d_dev) = split(open("re3d_us_au.jsonl", &|index, _| index % 5 == 2)?);
    let (tab, tab_dev) = split(open("tab_train_dev_113.jsonl", &|_, value| value["meta"]["split"] == "dev")?);
    let (forms, forms_dev) = split(open("pii_anon_forms_en.jsonl", &|index, _| index % 8 == 2)?);
    let mut re3d: Vec<Document> = re3d;
    let mut re3d_dev = re3d_dev;
    let mut re3d_wiki = open("re3d_wikipedia_bysa.jsonl", &all)?;
    for document in re3d.iter_mut().chain(&mut re3d_dev).chain(&mut re3d_wiki) {
        // Descriptions are not names: what has no capital, or more than six words.
        let text = document.text.clone();
        document.spans.retain(|span| {
            let own = &text[span.start..span.end];
            own.starts_with(char::is_uppercase) && own.split_whitespace().count() <= 6
        });
    }
    let mut tab = tab;
    let mut tab_dev = tab_dev;
    for document in tab.iter_mut().chain(&mut tab_dev) {
        let text = document.text.clone();
        for span in &mut document.spans {
            let own = &text[span.start..span.end];
            if span.gold == Gold::Organization && own.ends_with("Government") {
                span.gold = Gold::Unscored;
            }
        }
    }
    let politics = open("crossner_politics_dev_bysa.jsonl", &all)?;
    Ok(Sets {
        train: vec![
            ("wnut".into(), open("wnut17_train.jsonl", &none)?),
            ("btc".into(), open("btc_train.jsonl", &none)?),
            ("wiki".into(), wiki),
            ("re3d".into(), re3d),
            ("tab".into(), tab),
            ("forms".into(), forms),
        ],
        dev: vec![
            ("wikigold held out".into(), corpus::join(&wiki_dev, 17)),
            ("CrossNER politics".into(), politics),
            ("re3d US/AU held out".into(), re3d_dev),
            ("re3d Wikipedia".into(), re3d_wiki),
            ("TAB dev".into(), tab_dev),
            ("EWT dev".into(), open("ewt_uner_dev.jsonl", &all)?),
            ("BTC dev".into(), open("btc_dev.jsonl", &all)?),
            ("WNUT17 dev".into(), open("wnut17_dev.jsonl", &all)?),
            ("forms held out".into(), forms_dev),
            ("newswire, written".into(), vec![corpus::marked(include_str!("../data/newswire.txt"))]),
        ],
    })
}

impl Sets {
    /// Returns everything to train on, with names replaced and in other cases.
    pub fn instances(&self, model: &Model<'_>, words: &[Word], random: &mut Random) -> Instances {
        let names = Names::of(words, false);
        let mut instances = Instances::default();
        for (name, documents) in &self.train {
            let spaced = matches!(name.as_str(), "wnut" | "btc" | "wiki");
            let social = matches!(name.as_str(), "wnut" | "btc");
            let documents = if name == "wiki" { corpus::join(documents, 4) } else { documents.clone() };
            let from = instances.tokens();
            for document in &documents {
                let printed = if spaced && random.chance(50) { corpus::printed(document) } else { document.clone() };
                instances.add(model, &printed, 0, random);
                if !document.spans.is_empty() {
                    for round in 0..if social { 2 } else { 4 } {
                        let document =
                            if spaced && random.chance(50) { corpus::printed(document) } else { document.clone() };
                        let other = renamed(&document, &names, random);
                        instances.add(model, &other, if round % 2 == 0 { 20 } else { 0 }, random);
                    }
                }
                if name != "forms" {
                    for capitals in [true, false] {
                        if random.chance(if social { 15 } else { 30 }) {
                            let document =
                                if random.chance(50) { renamed(document, &names, random) } else { document.clone() };
                            instances.add(model, &corpus::recased(&document, capitals), 0, random);
                        }
                    }
                }
            }
            eprintln!("{name}: {} tokens", instances.tokens() - from);
        }
        let templates = Templates::read();
        let from = instances.tokens();
        for index in 0..templates.len() {
            for round in 0..templates.rounds(index) {
                let document = templates.document(index, &names, None, random);
                let document = if document.text.contains(" ,") && random.chance(40) {
                    corpus::printed(&document)
                } else {
                    document
                };
                let document = match round % 12 {
                    5 => corpus::recased(&document, true),
                    9 => corpus::recased(&document, false),
                    _ => document,
                };
                instances.add(model, &document, if round % 4 == 0 { 12 } else { 0 }, random);
            }
        }
        eprintln!("{} templates: {} tokens", templates.len(), instances.tokens() - from);
        instances
    }

    pub fn measure(&self, model: &Model<'_>, words: &[Word], here: &Path) {
        score::heading();
        for (name, documents) in &self.dev {
            score::line(name, model, documents);
        }
        println!(
            "\n| rules and model together | PERSON exact, likely: P / R / F1 | any part, possible: P / R | LOCATION exact, likely: P / R / F1 |\n|---|---|---|---|"
        );
        for (name, documents) in &self.dev {
            score::together(name, documents);
        }
        println!();
        score::heading();
        let wiki = &self.dev[0].1;
        score::line("wikigold, printed", model, &wiki.iter().map(corpus::printed).collect::<Vec<_>>());
        score::line(
            "wikigold, capitals",
            model,
            &wiki.iter().map(|document| corpus::recased(document, true)).collect::<Vec<_>>(),
        );
        score::line(
            "wikigold, small",
            model,
            &wiki.iter().map(|document| corpus::recased(document, false)).collect::<Vec<_>>(),
        );
        score::line(
            "TAB dev, capitals",
            model,
            &self.dev[4].1.iter().map(|document| corpus::recased(document, true)).collect::<Vec<_>>(),
        );
        let names = Names::of(words, true);
        let templates = Templates::read();
        println!("\n| origin | PERSON any part, possible: P / R | exact, likely: R |\n|---|---|---|");
        for origin in 0..names.origins.len() {
            let mut random = Random::new(77);
            let documents: Vec<Document> = (0..templates.len() * 2)
                .map(|index| templates.document(index / 2, &names, Some(origin), &mut random))
                .collect();
            let [person, ..] = score::count(model, &documents);
            println!(
                "| {} | {:.1} / {:.1} | {:.1} |",
                names.origins[origin].name,
                person[0].right(),
                person[0].touched(),
                person[1].recall()
            );
        }
        if let Ok(clean) = std::fs::read_to_string(here.join("../tests/clean/official.txt")) {
            let documents: Vec<Document> =
                clean.split("\n\n").map(|text| Document { text: text.to_owned(), ..Document::default() }).collect();
            let mut scratch = withhold::training::Scratch::default();
            let mut total = [0; 3];
            let mut shown = String::new();
            for document in &documents {
                for mention in score::found(model, document, &mut scratch) {
                    if mention.label == withhold::training::Label::Person {
                        total[mention.confidence as usize] += 1;
                        shown += &format!(
                            " {:?} {:.2}",
                            &document.text[mention.span.start..mention.span.end],
                            mention.score
                        );
                    }
                }
            }
            println!("{} clean paragraphs: {total:?} possible, likely, certain people:{shown}", documents.len());
        }
    }

    /// Prints, for each chance from which on a person is possible, what is found of news, official and social text.
    pub fn sweep(&self, file: &[u8]) {
        println!("\n| possible from | news P / R | official P / R | social P / R |\n|---|---|---|---|");
        for from in [0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5_f32] {
            let mut file = file.to_vec();
            file[FIRST_THRESHOLD..FIRST_THRESHOLD + 4].copy_from_slice(&from.to_le_bytes());
            let Some(model) = Model::read(&file) else { continue };
            let mut cells = Vec::new();
            for group in [&[0, 1, 5][..], &[2, 3, 4][..], &[6, 7][..]] {
                let mut all = score::Counts::default();
                for index in group {
                    let [person, ..] = score::count(&model, &self.dev[*index].1);
                    all.gold += person[0].gold;
                    all.found += person[0].found;
                    all.touched += person[0].touched;
                    all.right += person[0].right;
                }
                cells.push(format!("{:.1} / {:.1}", all.right(), all.touched()));
            }
            println!("| {from} | {} |", cells.join(" | "));
        }
    }

    pub fn errors(&self, model: &Model<'_>, set: &str) {
        let mut scratch = withhold::training::Scratch::default();
        for (_, documents) in self.dev.iter().filter(|(name, _)| name.contains(set)) {
            for document in documents {
                let mentions = score::found(model, document, &mut scratch);
                let around = |start: usize, end: usize| {
                    let from = document.text.floor_char_boundary(start.saturating_sub(40));
                    let to = document.text.ceil_char_boundary((end + 40).min(document.text.len()));
                    format!(
                        "{}[[{}]]{}",
                        &document.text[from..start],
                        &document.text[start..end],
                        &document.text[end..to]
                    )
                    .replace('\n', "⏎")
                };
                for span in &document.spans {
                    let touched = mentions.iter().any(|m| {
                        score::gold_of(m.label) == span.gold && m.span.start < span.end && m.span.end > span.start
                    });
                    if !touched {
                        println!("MISS {:?} {}", span.gold, around(span.start, span.end));
                    }
                }
                for finding in withhold::training::findings(&document.text) {
                    let (start, end) = (finding.span.start, finding.span.end);
                    let exact = document
                        .spans
                        .iter()
                        .any(|span| span.start == start && span.end == end && span.gold == Gold::Person);
                    if finding.kind == withhold::Kind::PERSON && finding.detector.as_str() == "people" && !exact {
                        println!("RULE {} {:?} {}", finding.confidence, finding.evidence, around(start, end));
                    }
                }
                for m in &mentions {
                    let gold = document.spans.iter().find(|span| m.span.start < span.end && m.span.end > span.start);
                    if gold.is_none_or(|gold| gold.gold != score::gold_of(m.label)) {
                        println!(
                            "FALSE {:?} ({:?}) {:.2} {}",
                            m.label,
                            gold.map(|gold| gold.gold),
                            m.score,
                            around(m.span.start, m.span.end)
                        );
                    }
                }
            }
        }
    }
}

/// Where the file holds from which chance on a person is possible: behind its name, three sizes, scale and memory.
const FIRST_THRESHOLD: usize = 28;

/// Replaces names, the same name by the same other name.
fn renamed(document: &Document, names: &Names, random: &mut Random) -> Document {
    let mut known: Vec<(String, String)> = Vec::new();
    let mut people: Vec<(String, names::Person)> = Vec::new();
    corpus::replaced(document, |own, gold| {
        if let Some((_, other)) = known.iter().find(|(name, _)| name == own) {
            return Some(other.clone());
        }
        if !own.starts_with(char::is_uppercase) {
            return None;
        }
        let other = match gold {
            Gold::Person => {
                let last = own.rsplit([' ', '.']).next().unwrap_or(own).to_owned();
                let person = match people.iter().find(|(name, _)| *name == last) {
                    Some((_, person)) => person.clone(),
                    None => {
                        let person = names.person(random);
                        people.push((last, person.clone()));
                        person
                    }
                };
                let count = own.split_whitespace().count();
                if count == 1 && !own.contains('.') {
                    if random.chance(70) { person.surname } else { person.given }
                } else if own.contains('.') || own.split(' ').next().is_some_and(|first| first.len() == 1) {
                    let initial = person.given.chars().next().unwrap_or('J');
                    format!("{initial}. {}", person.surname)
                } else {
                    person.full
                }
            }
            Gold::Location if random.chance(60) && !own.contains(' ') => names.town(random),
            Gold::Organization if random.chance(50) && !own.contains("Court") => names.body(random),
            _ => return None,
        };
        known.push((own.to_owned(), other.clone()));
        Some(other)
    })
}
