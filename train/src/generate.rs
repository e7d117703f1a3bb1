//! Sentences from templates, with names of every origin.
//!
//! `data/templates.txt` holds lists (`@job: lorry driver|nurse`), and documents a blank line apart. In a document `{P1}` is
//! the full name of person 1, `{G1}` the given name, `{S1}` the surname, `{I1}` initial and surname, `{U1}` and `{R1}` the
//! surname first, `{X1}` any form; `{L}` is a town, `{C}` a country, `{O}` a body, `{B}` a team that is called like a town,
//! `{N}` what people of a country are called; other words name lists or numbers. `data/news.txt` holds a document a line; in
//! it `[Sabre Records]` is a body and `<Mount Orrin>` a place, written out.

use std::collections::HashMap;

use crate::corpus::{Document, Gold, Span};
use crate::names::{Names, Person};
use crate::random::Random;

const TEMPLATES: &str = include_str!("../data/templates.txt");
/// How many of a hundred names that are written out give way to another.
const EXCHANGED: usize = 30;
const NEWS: &str = include_str!("../data/news.txt");

pub struct Templates {
    lists: HashMap<String, Vec<String>>,
    documents: Vec<String>,
    /// From which document on they are news, where marks of their own are read.
    news: usize,
}

impl Templates {
    pub fn read() -> Self {
        let mut templates = Self { lists: HashMap::new(), documents: Vec::new(), news: 0 };
        for block in TEMPLATES.split("\n\n") {
            let lines: Vec<&str> = block.lines().filter(|line| !line.starts_with("# ")).collect();
            for line in &lines {
                if let Some((name, items)) = line.strip_prefix('@').and_then(|line| line.split_once(": ")) {
                    templates.lists.entry(name.to_owned()).or_default().extend(items.split('|').map(str::to_owned));
                }
            }
            if lines.iter().any(|line| line.starts_with('@')) {
                continue;
            }
            if block.trim_start().starts_with("# each") {
                templates.documents.extend(lines.iter().filter(|line| !line.is_empty()).map(|line| (*line).to_owned()));
            } else if !lines.is_empty() {
                templates.documents.push(lines.join("\n"));
            }
        }
        templates.news = templates.documents.len();
        templates.documents.extend(NEWS.lines().filter(|line| !line.starts_with('#')).map(str::to_owned));
        templates
    }

    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Returns how often a document is filled: what is written out in news wears off sooner.
    pub fn rounds(&self, index: usize) -> usize {
        if index < self.news { 40 } else { 30 }
    }

    pub fn document(&self, index: usize, names: &Names, origin: Option<usize>, random: &mut Random) -> Document {
        let mut made = Made {
            names,
            lists: &self.lists,
            origin,
            people: HashMap::new(),
            places: HashMap::new(),
            document: Document::default(),
            written_out: false,
            open: None,
        };
        made.written_out = index >= self.news;
        made.fill(&self.documents[index], random);
        made.document
    }
}

struct Made<'n> {
    names: &'n Names,
    lists: &'n HashMap<String, Vec<String>>,
    origin: Option<usize>,
    people: HashMap<char, Person>,
    places: HashMap<String, String>,
    document: Document,
    written_out: bool,
    /// Where the mark was opened, and of what.
    open: Option<(usize, Gold)>,
}

impl Made<'_> {
    fn fill(&mut self, template: &str, random: &mut Random) {
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            self.plain(before, random);
            let (slot, after) = after.split_once('}').unwrap_or((after, ""));
            self.slot(slot, random);
            rest = after;
        }
        self.plain(rest, random);
    }

    /// Adds text without slots, and takes out the marks of names that are written out.
    fn plain(&mut self, text: &str, random: &mut Random) {
        let mut rest = text;
        while let Some(at) = rest.find(['[', '<', ']', '>']).filter(|_| self.written_out) {
            self.document.text.push_str(&rest[..at]);
            let here = self.document.text.len();
            match &rest[at..=at] {
                "[" => self.open = Some((here, Gold::Organization)),
                "<" => self.open = Some((here, Gold::Location)),
                _ => {
                    if let Some((start, gold)) = self.open.take() {
                        self.document.spans.retain(|span| span.start < start);
                        let other = match gold {
                            Gold::Organization => self.names.body(random),
                            _ => self.names.town(random),
                        };
                        if random.chance(EXCHANGED) {
                            self.document.text.truncate(start);
                            self.named(&other, gold);
                        } else {
                            self.document.spans.push(Span { start, end: here, gold });
                        }
                    }
                }
            }
            rest = &rest[at + 1..];
        }
        self.document.text.push_str(rest);
    }

    fn named(&mut self, text: &str, gold: Gold) {
        let start = self.document.text.len();
        self.document.text.push_str(text);
        self.document.spans.push(Span { start, end: self.document.text.len(), gold });
    }

    fn person(&mut self, id: char, random: &mut Random) -> Person {
        let (names, origin) = (self.names, self.origin);
        self.people
            .entry(id)
            .or_insert_with(|| match origin {
                Some(origin) => names.person_of(origin, random),
                None => names.person(random),
            })
            .clone()
    }

    fn slot(&mut self, slot: &str, random: &mut Random) {
        let kind = slot.chars().next().unwrap_or(' ');
        let id = slot.chars().nth(1).unwrap_or('1');
        if slot.len() <= 2 && "PGSIURXT".contains(kind) {
            let person = self.person(id, random);
            let initial = person.given.chars().next().unwrap_or('J');
            match kind {
                'P' => self.named(&person.full, Gold::Person),
                'G' => self.named(&person.given, Gold::Person),
                'S' => self.named(&person.surname, Gold::Person),
                'I' if random.chance(50) => self.named(&format!("{initial}. {}", person.surname), Gold::Person),
                'I' => self.named(&format!("{initial} {}", person.surname), Gold::Person),
                'U' => self.named(&format!("{}, {}", person.surname.to_uppercase(), person.given), Gold::Person),
                'R' => self.named(&format!("{}, {}", person.surname, person.given), Gold::Person),
                'T' => {
                    let title =
                        *random.pick(&["Mr", "Mrs", "Ms", "Miss", "Dr", "Mr.", "Mrs.", "Dr.", "Professor", "Sir"]);
                    self.document.text.push_str(title);
                    self.document.text.push(' ');
                    if random.chance(60) {
                        self.named(&person.surname, Gold::Person)
                    } else {
                        self.named(&person.full, Gold::Person)
                    }
                }
                _ => match random.below(4) {
                    0 => self.named(&person.surname, Gold::Person),
                    1 => self.named(&person.given, Gold::Person),
                    _ => self.named(&person.full, Gold::Person),
                },
            }
            return;
        }
        let (key, numbered) = match slot.strip_suffix(|c: char| c.is_ascii_digit()) {
            Some(key) => (key, true),
            None => (slot, false),
        };
        let text = match key {
            "L" | "B" => self.kept(slot, numbered, random, |names, random| names.town(random)),
            "C" => self.kept(slot, numbered, random, |names, random| random.pick(&names.countries).0.clone()),
            "O" => self.kept(slot, numbered, random, |names, random| names.body(random)),
            "N" => self.kept(slot, numbered, random, |names, random| random.pick(&names.countries).1.clone()),
            "n" => format!("{}", 1 + random.below(9)),
            "nn" => format!("{}", 10 + random.below(80)),
            "nnn" => format!("{}", 100 + random.below(900)),
            "y" => format!("{}", 1960 + random.below(68)),
            "a" => format!("{}", 16 + random.below(70)),
            "CAPS" => {
                let word = random.pick(&self.names.words).to_uppercase();
                word
            }
            "Word" => random.pick(&self.names.words).clone(),
            "word" => random.pick(&self.names.words).to_lowercase(),
            _ => {
                let Some(list) = self.lists.get(key) else { panic!("no list {key}") };
                let item = random.pick(list).clone();
                self.fill(&item, random);
                return;
            }
        };
        match key {
            "L" | "C" => self.named(&text, Gold::Location),
            "O" | "B" => self.named(&text, Gold::Organization),
            _ => self.document.text.push_str(&text),
        }
    }

    fn kept(
        &mut self,
        slot: &str,
        numbered: bool,
        random: &mut Random,
        make: impl Fn(&Names, &mut Random) -> String,
    ) -> String {
        let names = self.names;
        if !numbered {
            return make(names, random);
        }
        self.places.entry(slot.to_owned()).or_insert_with(|| make(names, random)).clone()
    }
}
