//! A register of a million people: what it takes to make, hold, open and scan with, and what it finds and does not.
//!
//! `cargo bench --bench register` prints a table; a number behind `--` is the number of entries. Everybody is invented
//! ([`people`]). The peak of memory is read from Linux; elsewhere it is 0.

#![allow(missing_docs, reason = "a bench")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]
#![allow(clippy::print_stdout, reason = "a bench")]

mod corpus;
mod people;

use std::collections::{BTreeMap, HashSet};
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use people::{Forms, People, Person, Random, WAYS};
use withhold::register::{Builder, Register};
use withhold::{Confidence, Engine, Key, Policy};

const STRANGERS: usize = 100_000;
const PLANTED: usize = 10_000;

fn main() {
    let entries = std::env::args().filter_map(|arg| arg.parse().ok()).next().unwrap_or(1_000_000);
    let mut people = People::new(1);
    let members: Vec<Person> = (0..entries).map(|_| people.one()).collect();
    let strangers: Vec<Person> = (0..STRANGERS).map(|_| people.one()).collect();
    let list: String = members.iter().enumerate().map(|(index, person)| person.json(index)).collect();
    let key = Key::new(*b"a key for the bench only").unwrap();
    println!("{entries} entries, a list of {} MB", list.len() >> 20);

    let before = peak();
    let (started, work) = (Instant::now(), cpu());
    let mut builder = Builder::new(&key, "bench").unwrap();
    builder.add_all(list.as_bytes()).unwrap();
    let read = started.elapsed();
    let blind = builder.finish().unwrap();
    println!(
        "build            {:.1} s ({:.1} s of it reading), {:.1} s of the processor, {} MB more at the peak",
        started.elapsed().as_secs_f64(),
        read.as_secs_f64(),
        cpu() - work,
        peak() - before
    );
    println!("file             {:.1} MB, {} records", blind.as_bytes().len() as f64 / 1e6, blind.records());
    let bytes = blind.into_bytes();
    let path = std::env::temp_dir().join("withhold-bench.register");
    std::fs::write(&path, &bytes).unwrap();
    let mut times: Vec<f64> = (0..5)
        .map(|_| {
            let started = cpu();
            black_box(Register::open(std::fs::read(&path).unwrap(), &key).unwrap());
            (cpu() - started) * 1e3
        })
        .collect();
    std::fs::remove_file(&path).unwrap();
    times.sort_by(f64::total_cmp);
    println!("open             {:.0} ms of the processor (of five: {:.0} to {:.0})", times[2], times[0], times[4]);
    println!("in the file      {} of the values in clear", in_clear(&bytes, &members));
    let register = Arc::new(Register::open(bytes, &key).unwrap());
    drop(list);

    scan(&register);
    planted(&register, &members);
    false_hits(&register, &strangers, &Forms::of(&members));
}

/// Returns how many names, addresses, numbers and handles of at least eight bytes stand in the file, whatever their case.
fn in_clear(bytes: &[u8], members: &[Person]) -> usize {
    let mut starts = HashSet::new();
    for person in members {
        let values = [
            format!("{} {}", person.given, person.surname),
            format!("{}{}", person.given, person.surname),
            format!("{} {}", person.house, person.street),
            person.phone.clone(),
            person.phone.replace(' ', ""),
            person.plate.clone(),
            person.handle.clone(),
            person.handle.replace(['@', '_'], ""),
        ];
        for value in values {
            if let Some(start) = value.to_lowercase().as_bytes().first_chunk::<8>() {
                starts.insert(u64::from_le_bytes(*start));
            }
        }
    }
    let lower = |window: &[u8]| u64::from_le_bytes(window.to_ascii_lowercase().try_into().unwrap());
    bytes.windows(8).filter(|window| starts.contains(&lower(window))).count()
}

/// Times releases with and without the register, by turns.
fn scan(register: &Arc<Register>) {
    for (name, off) in [("without models", "\"tagger\", \"numbers\""), ("everything", "")] {
        for density in [corpus::Density::Sparse, corpus::Density::Clean, corpus::Density::Dense] {
            let policy =
                format!("[policy]\nname = \"b\"\nversion = \"1\"\nextends = [\"press\"]\n[detectors]\noff = [{off}]\n");
            let builder = || Engine::builder(Policy::from_toml(&policy, "b").unwrap());
            let (bare, with) = (builder().build().unwrap(), builder().register(Arc::clone(register)).build().unwrap());
            let mut documents = corpus::documents(density);
            documents.truncate(250);
            let run = |engine: &Engine| {
                let started = cpu();
                for text in documents.iter().chain(&documents).chain(&documents).chain(&documents) {
                    let _ = black_box(engine.release_text(black_box(text)).unwrap());
                }
                cpu() - started
            };
            let mut ratios: Vec<f64> = (0..7)
                .map(|_| {
                    let one = run(&bare);
                    run(&with) / one
                })
                .collect();
            ratios.sort_by(f64::total_cmp);
            println!("release          {name}, {density:?}: {:.2} times the time without a register", ratios[3]);
        }
    }
    let documents = corpus::documents(corpus::Density::Sparse);
    let started = cpu();
    let found: usize = documents.iter().map(|text| register.mentions(black_box(text), None).unwrap().len()).sum();
    let bytes: usize = documents.iter().map(String::len).sum();
    println!(
        "mentions         {:.1} ms a MB with folding, {found} found in {} documents",
        (cpu() - started) * 1e9 / bytes as f64,
        documents.len()
    );
}

/// Tells how many planted entries are found, by the way in which they are told of.
fn planted(register: &Arc<Register>, members: &[Person]) {
    let mut random = Random::new(7);
    let mut ways: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut missed = Vec::new();
    for index in 0..PLANTED {
        let which = random.below(members.len());
        let person = &members[which];
        let (way, text) = person.told(index % WAYS, &mut random);
        let reference = register.reference(which as u32);
        let mentions = register.mentions(&text, None).unwrap();
        let found = mentions.iter().any(|mention| mention.reference.as_ref().is_none_or(|own| *own == reference));
        let count = ways.entry(way).or_default();
        *count = (count.0 + usize::from(found), count.1 + 1);
        if !found {
            missed.push(format!("{way}: {text:?}"));
        }
    }
    let found: usize = ways.values().map(|count| count.0).sum();
    println!("planted          {found} of {PLANTED} found, {:.2} %", 100.0 * found as f64 / PLANTED as f64);
    for (way, (found, all)) in &ways {
        println!("  {way:18} {found} of {all}");
    }
    missed.iter().take(12).for_each(|text| println!("  missed: {text}"));
    let rare: Vec<&Person> = members.iter().filter(|person| person.surname.len() >= 6).take(20_000).collect();
    let found = (0..2_000)
        .filter(|_| {
            let text = rare[random.below(rare.len())].misspelled(&mut random);
            !register.mentions(&text, None).unwrap().is_empty()
        })
        .count();
    println!("misspelled       {found} of 2000 surnames of six letters or more with one wrong");
}

/// Tells in how many documents of people who are not registered somebody is found.
fn false_hits(register: &Arc<Register>, strangers: &[Person], forms: &Forms) {
    let mut alike = 0;
    let mut random = Random::new(8);
    let mut counts: BTreeMap<Confidence, usize> = BTreeMap::new();
    let mut shown = Vec::new();
    for person in strangers {
        let (year, month, day) = person.born;
        let text = format!(
            "{} {}, of {} {}, {} {}, was born on {day}/{month}/{year}. The car, {}, is in use; call {} or write to {}. {}",
            person.given,
            person.surname,
            person.house,
            person.street,
            person.town,
            person.postcode,
            person.plate,
            person.phone,
            person.handle,
            "The force said on Tuesday that the road is open again and thanked residents for their patience.",
        );
        let mentions = register.mentions(&text, None).unwrap();
        if forms.hold(person) {
            alike += usize::from(!mentions.is_empty());
            continue;
        }
        if let Some(surest) = mentions.iter().map(|mention| mention.confidence).max() {
            *counts.entry(surest).or_default() += 1;
            if random.below(4) == 0 && shown.len() < 12 {
                let spans =
                    mentions.iter().filter_map(|mention| mention.span.of(&text)).collect::<Vec<_>>().join(" | ");
                shown.push(format!("{surest}: {spans}"));
            }
        }
    }
    println!("namesakes        found in {alike} documents of people whose name is a form of a name in the register");
    println!(
        "strangers        found in {} of {} documents: {counts:?}",
        counts.values().sum::<usize>(),
        strangers.len()
    );
    shown.iter().for_each(|text| println!("  {text}"));
}

/// Returns the seconds of the processor so far, in steps of 10 ms, so that others on the machine do not show; elsewhere
/// than on Linux the time of the clock.
fn cpu() -> f64 {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks: Vec<f64> = stat
        .rsplit(") ")
        .next()
        .unwrap_or_default()
        .split(' ')
        .skip(11)
        .take(2)
        .filter_map(|n| n.parse().ok())
        .collect();
    if ticks.len() == 2 { (ticks[0] + ticks[1]) / 100.0 } else { START.elapsed().as_secs_f64() }
}

/// Returns the greatest memory so far in MB.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<usize>().ok()).unwrap_or(0) >> 10
}
