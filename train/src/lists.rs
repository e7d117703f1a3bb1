//! The word lists and clusters, and the lexicon that is made of them.

use std::collections::HashMap;
use std::path::Path;

use withhold::training::{self, Known};

pub struct Word {
    pub text: String,
    pub given: u32,
    pub surname: u32,
    pub place: u32,
    pub ordinary: u32,
    pub rank: i64,
}

/// How many words the lexicon has room for.
pub const SLOTS: usize = 400_000;
/// How full it is made.
const MOST: usize = 330_000;

fn lines(path: &Path) -> Result<Vec<Vec<String>>, String> {
    let file = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(file.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}

pub fn words(folder: &Path) -> Result<Vec<Word>, String> {
    let lines = lines(&folder.join("words.tsv"))?;
    let number = |text: Option<&String>| text.and_then(|text| text.parse().ok()).unwrap_or(0_i64);
    Ok(lines
        .iter()
        .map(|line| Word {
            text: line[0].clone(),
            given: number(line.get(1)) as u32,
            surname: number(line.get(2)) as u32,
            place: number(line.get(3)) as u32,
            ordinary: number(line.get(4)) as u32,
            rank: number(line.get(6)),
        })
        .collect())
}

/// The lexicon as it lies in the file: coarse clusters, then slots; and the listed bodies.
pub struct Lists {
    pub coarse: Vec<u8>,
    pub slots: Vec<u8>,
    pub bodies: Vec<u8>,
}

/// Bodies of the world: companies, papers, parties, clubs, ministries.
const BODIES: &str = include_str!("../data/bodies.txt");
/// How many beginnings of their names the table has room for.
const BODY_SLOTS: usize = 1 << 15;

/// Returns the names of the listed bodies.
pub fn bodies() -> impl Iterator<Item = &'static str> {
    BODIES.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Returns the table of the listed bodies.
fn body_table() -> Vec<u8> {
    let mut sheet = training::Sheet::default();
    let mut names: Vec<Vec<u64>> = Vec::new();
    for body in bodies() {
        training::with_reading(body, |reading| names.push(sheet.hashes(reading.text())));
    }
    training::write_bodies(&names, BODY_SLOTS)
}

pub fn build(folder: &Path, words: &[Word]) -> Result<Lists, String> {
    let fold = |text: &str| training::with_reading(text, |reading| reading.text().to_lowercase()).unwrap_or_default();
    let mut clusters: HashMap<String, u32> = HashMap::new();
    let mut votes = vec![HashMap::<u32, u32>::new(); 512];
    for (rank, line) in lines(&folder.join("clus.tsv"))?.iter().enumerate() {
        let (Some(coarse), Some(fine)) =
            (line.get(1).and_then(|n| n.parse::<u32>().ok()), line.get(2).and_then(|n| n.parse::<u32>().ok()))
        else {
            continue;
        };
        // Cluster 0 stands for none.
        let fine = fine.max(1);
        if rank < 120_000 {
            clusters.entry(line[0].clone()).or_insert(fine);
        }
        *votes[fine as usize].entry(coarse).or_default() += 1;
    }
    let coarse = votes
        .iter()
        .map(|votes| {
            votes.iter().max_by_key(|(coarse, count)| (**count, **coarse)).map_or(0, |(coarse, _)| *coarse as u8 + 1)
        })
        .collect();
    let mut entries: HashMap<String, (i64, Known)> = HashMap::new();
    for word in words {
        let text = fold(&word.text);
        if text.is_empty() || text.contains(' ') {
            continue;
        }
        let cluster = clusters.get(&word.text).copied().unwrap_or(0);
        let known = Known::of(word.given, word.surname, word.place, word.ordinary, cluster);
        let level = i64::from(word.given.max(word.surname).max(word.place));
        if level == 0 && word.ordinary == 0 && cluster == 0 {
            continue;
        }
        // Words that are common, then names that are sure.
        let rank = if word.rank >= 0 { word.rank } else { 400_000 + i64::from(text.len() as u32) };
        let order = rank - level * 150_000;
        let entry = entries.entry(text).or_insert((order, known));
        if order < entry.0 {
            *entry = (order, known);
        }
    }
    let mut entries: Vec<(i64, String, Known)> =
        entries.into_iter().map(|(text, (order, known))| (order, text, known)).collect();
    entries.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    let mut all: Vec<(u64, Known)> = Vec::new();
    for line in lines(&folder.join("placen.tsv"))? {
        let text = fold(&line[0]);
        let level = line.get(1).and_then(|level| level.parse().ok()).unwrap_or(1);
        let hashes: Vec<u64> = text.split(' ').map(|word| training::hash(word.as_bytes())).collect();
        if let [first, second, ..] = hashes[..] {
            all.push((training::join(first, second), Known::of(0, 0, level, 0, 0)));
        }
    }
    all.extend(entries.iter().map(|(_, text, known)| (training::hash(text.as_bytes()), *known)));
    all.truncate(MOST);
    eprintln!("lexicon: {} entries of {}", all.len(), entries.len());
    Ok(Lists { coarse, slots: training::write(&all, SLOTS), bodies: body_table() })
}
