//! What checking and coarsening records costs, over generated records like those of a census.

#![allow(missing_docs, reason = "a bench")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

mod census;
mod corpus;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use withhold::stats::records::{ColumnRole, Method, Recoding, Records, RecordsOutcome, Requirement};

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

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(3));
    targets = records
}
criterion_main!(benches);
