//! What a release costs: detect, decide, treat, write, look again, prove and audit, over generated texts.
//!
//! `yardstick` runs the same rows' patterns one by one with `regex` and ASCII bounds over the same bytes in the same run,
//! so that a ratio says something on any machine.

#![allow(missing_docs, reason = "a bench")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

mod corpus;

use std::hint::black_box;
use std::time::Duration;

use corpus::Density;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use withhold::{Engine, Format, Key, Policy, builtin_rows};

fn engine() -> Engine {
    engine_without(&[])
}

/// Rules, rows and lists alone: what the yardstick is compared with.
const MODELS: &[&str] = &["tagger", "numbers"];

fn engine_without(off: &[&str]) -> Engine {
    let policy =
        format!("[policy]\nname = \"bench\"\nversion = \"1\"\nextends = [\"press\"]\n[detectors]\noff = {off:?}\n");
    Engine::builder(Policy::from_toml(&policy, "bench").unwrap())
        .key(Key::new(b"0123456789abcdef".to_vec()).unwrap())
        .build()
        .unwrap()
}

fn release_all(engine: &Engine, documents: &[String]) -> usize {
    documents.iter().map(|text| engine.release_text(black_box(text)).unwrap().regions().len()).sum()
}

fn bytes(documents: &[String]) -> Throughput {
    Throughput::Bytes(documents.iter().map(String::len).sum::<usize>() as u64)
}

fn densities(c: &mut Criterion) {
    let engine = engine();
    let mut group = c.benchmark_group("release");
    for density in [Density::Sparse, Density::Dense, Density::Clean] {
        let documents = corpus::documents(density);
        group.throughput(bytes(&documents));
        group.bench_function(format!("{density:?}").to_lowercase(), |b| b.iter(|| release_all(&engine, &documents)));
    }
    let typographic = corpus::documents(Density::Sparse);
    for (name, off) in [("sparse-without-models", MODELS), ("sparse-without-tagger", &["tagger"])] {
        let engine = engine_without(off);
        group.bench_function(name, |b| b.iter(|| release_all(&engine, &typographic)));
    }
    let ascii: Vec<String> = typographic.iter().map(|text| corpus::ascii(text)).collect();
    group.throughput(bytes(&ascii));
    group.bench_function("sparse-ascii", |b| b.iter(|| release_all(&engine, &ascii)));
    let csv = corpus::csv(5_000);
    group.throughput(Throughput::Bytes(csv.len() as u64));
    group.bench_function("csv", |b| {
        b.iter(|| engine.release(black_box(csv.as_bytes()), Format::Csv).unwrap().regions().len())
    });
    group.finish();
}

fn one_statement(c: &mut Criterion) {
    let engine = engine();
    let text = corpus::documents(Density::Sparse).swap_remove(0);
    let bare = engine_without(MODELS);
    c.bench_function("statement-2kb-without-models", |b| {
        b.iter(|| bare.release_text(black_box(&text)).unwrap().regions().len())
    });
    c.bench_function("statement-2kb", |b| b.iter(|| engine.release_text(black_box(&text)).unwrap().regions().len()));
    c.bench_function("engine", |b| b.iter(|| Engine::new(Policy::builtin("press").unwrap()).unwrap()));
}

fn growth(c: &mut Criterion) {
    let engine = engine();
    let mut group = c.benchmark_group("growth");
    for megabytes in [1_usize, 4, 16, 64] {
        let text = corpus::document(&mut corpus::Random::new(5), Density::Sparse, megabytes << 20);
        group.throughput(Throughput::Bytes(text.len() as u64));
        let id = BenchmarkId::from_parameter(megabytes);
        group.bench_function(id, |b| b.iter(|| engine.release_text(black_box(&text)).unwrap().regions().len()));
    }
    group.finish();
    let mut group = c.benchmark_group("hostile");
    for len in [50_000, 100_000] {
        for (name, text) in corpus::hostile(len) {
            group.throughput(Throughput::Bytes(text.len() as u64));
            let id = BenchmarkId::new(name, len);
            group.bench_function(id, |b| b.iter(|| engine.release_text(black_box(&text)).unwrap().regions().len()));
        }
    }
    group.finish();
}

/// The scanner alone with the first so many rows, through a policy that switches the other rows off.
fn rows(c: &mut Criterion) {
    let documents = corpus::documents(Density::Sparse);
    let rows: Vec<_> = builtin_rows().unwrap().iter().filter(|row| row.is_on_by_default()).collect();
    let mut group = c.benchmark_group("rows");
    group.throughput(bytes(&documents));
    for count in [10, 40, 100] {
        let off: Vec<String> = rows.iter().skip(count).map(|row| format!("{:?}", row.id)).collect();
        let policy = format!(
            "[policy]\nname = \"rows\"\nversion = \"1\"\nextends = [\"press\"]\n[detectors]\noff = [{}]\n",
            off.join(", ")
        );
        let engine = Engine::new(Policy::from_toml(&policy, "rows").unwrap()).unwrap();
        group.bench_function(BenchmarkId::from_parameter(count), |b| b.iter(|| release_all(&engine, &documents)));
    }
    group.finish();
}

fn yardstick(c: &mut Criterion) {
    let documents = corpus::documents(Density::Sparse);
    let patterns: Vec<regex::bytes::Regex> = builtin_rows()
        .unwrap()
        .iter()
        .filter(|row| row.is_on_by_default())
        .flat_map(|row| row.patterns.iter().map(move |pattern| (row.case, pattern)))
        .map(|(case, pattern)| {
            let bounded = format!("(?-u:\\b)(?:{pattern})(?-u:\\b)");
            regex::bytes::RegexBuilder::new(&bounded).unicode(false).case_insensitive(!case).build().unwrap()
        })
        .collect();
    let mut group = c.benchmark_group("yardstick");
    group.throughput(bytes(&documents));
    group.sample_size(10);
    group.bench_function(format!("regex-one-by-one-{}", patterns.len()), |b| {
        b.iter(|| -> usize {
            let count = |text: &String| patterns.iter().map(|p| p.find_iter(text.as_bytes()).count()).sum::<usize>();
            documents.iter().map(|text| count(black_box(text))).sum()
        });
    });
    group.bench_function("memchr-newline", |b| {
        b.iter(|| -> usize {
            documents.iter().map(|text| memchr::memchr_iter(b'\n', black_box(text.as_bytes())).count()).sum()
        });
    });
    group.finish();
}

/// The tagger alone, with `--features train`, beside `unicode_words` over the same texts.
fn tagger(c: &mut Criterion) {
    let documents = corpus::documents(Density::Sparse);
    let mut group = c.benchmark_group("tagger");
    group.throughput(bytes(&documents));
    #[cfg(feature = "train")]
    {
        let model = withhold::training::Model::read(include_bytes!("../src/detect/people/tagger/weights.bin")).unwrap();
        let mut scratch = withhold::training::Scratch::default();
        group.bench_function("tag", |b| {
            b.iter(|| {
                let mut found = 0;
                for text in &documents {
                    model.tag(black_box(text), &mut scratch, |_| found += 1);
                }
                found
            });
        });
    }
    group.bench_function("unicode-words", |b| {
        use unicode_segmentation::UnicodeSegmentation;
        b.iter(|| -> usize { documents.iter().map(|text| black_box(text).unicode_words().count()).sum() });
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
    targets = densities, one_statement, rows, tagger, yardstick, growth
}
criterion_main!(benches);
