//! What checking and coarsening records costs, over generated records like those of a census, and what hiding numbers in
//! generated two-way tables costs.

#![allow(missing_docs, reason = "a bench")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

mod census;
mod corpus;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use withhold::risk::Profile;
use withhold::stats::records::{ColumnRole, Method, Recoding, Records, RecordsOutcome, Requirement};
use withhold::stats::table::{Table, TableOptions, TableOutcome, release};

fn census(rows: usize) -> Records {
    let quasi = ["age", "work", "education", "marital", "occupation", "race", "sex", "country"];
    let roles = quasi.iter().map(|name| (*name, ColumnRole::Quasi)).chain([("income", ColumnRole::Sensitive)]);
    Records::from_csv(census::csv(rows).as_bytes()).unwrap().with_roles(roles).unwrap()
}

fn released(records: &Records, method: Method) -> usize {
    let recoding = Recoding::new().with_method(method);
    match records.release(black_box(&Requirement::new()), &recoding).unwrap() {
        RecordsOutcome::Released(release) => release.csv().len(),
        RecordsOutcome::Refused(refusal) => panic!("{:?}", refusal.reasons()),
    }
}

fn records(c: &mut Criterion) {
    let mut group = c.benchmark_group("records");
    let small = census(30_162);
    group.bench_function("k-l-t/30k", |b| b.iter(|| small.check(black_box(&Requirement::new())).unwrap().k));
    group.bench_function("lattice/30k", |b| b.iter(|| released(&small, Method::Lattice)));
    group.bench_function("mondrian/30k", |b| b.iter(|| released(&small, Method::Mondrian)));
    let large = census(300_000);
    group.bench_function("k-l-t/300k", |b| b.iter(|| large.check(black_box(&Requirement::new())).unwrap().k));
    group.bench_function("mondrian/300k", |b| b.iter(|| released(&large, Method::Mondrian)));
    let wide = census::wide(1_000_000);
    group.bench_function("read-and-check/1m-x-12", |b| {
        b.iter(|| {
            let records = Records::from_csv(black_box(wide.as_bytes())).unwrap();
            records.check(&Requirement::new()).unwrap().k
        });
    });
    group.finish();
}

/// Returns a two-way table with totals in which about one number in ten is below five.
fn two_way(size: usize) -> Table {
    let mut random = corpus::Random::new(size as u64);
    let mut number = |_| if random.below(10) == 0 { 1 + random.below(4) } else { 6 + random.below(60) };
    let cells: Vec<Vec<usize>> = (0..size).map(|_| (0..size).map(&mut number).collect()).collect();
    let line = |label: &str, cells: Vec<String>| format!("{label},{}\n", cells.join(","));
    let row = |numbers: Vec<usize>| {
        let total = numbers.iter().sum::<usize>();
        numbers.iter().chain([&total]).map(ToString::to_string).collect::<Vec<_>>()
    };
    let mut csv = line("area", (0..size).map(|c| format!("c{c}")).chain(["Total".to_owned()]).collect());
    for (index, numbers) in cells.iter().enumerate() {
        csv.push_str(&line(&format!("r{index}"), row(numbers.clone())));
    }
    csv.push_str(&line("Total", row((0..size).map(|c| cells.iter().map(|numbers| numbers[c]).sum()).collect())));
    Table::from_csv("bench.csv", csv.as_bytes()).unwrap()
}

fn tables(c: &mut Criterion) {
    let profile = Profile::builtin("foi-lt5").unwrap();
    let mut group = c.benchmark_group("tables");
    for size in [10, 20, 60] {
        let table = [two_way(size)];
        group.bench_function(format!("suppress/{size}x{size}"), |b| {
            b.iter(|| match release(black_box(&table), &[], &profile, &TableOptions::new()).unwrap() {
                TableOutcome::Released(release) => release.tables()[0].csv.len(),
                TableOutcome::Refused(refusal) => panic!("{:?}", refusal.reasons()),
            });
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(3));
    targets = records, tables
}
criterion_main!(benches);
