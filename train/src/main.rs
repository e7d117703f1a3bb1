//! Trains the tagger of names and measures it.
//!
//! `cargo run --release --manifest-path train/Cargo.toml` reads `../shared/data`, writes
//! `src/detect/people/tagger/weights.bin` and prints dev scores; `--score` prints the scores of the weights as they are.
//! The same data give the same file.

mod corpus;
mod fit;
mod generate;
mod lists;
mod names;
mod random;
mod score;
mod sets;

use std::path::{Path, PathBuf};

use withhold::training::Model;

use crate::random::Random;

fn main() -> Result<(), String> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let data = here.join("../../shared/data");
    let weights = here.join("../src/detect/people/tagger/weights.bin");
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words = lists::words(&data.join("lexicon"))?;
    let sets = sets::read(&data)?;
    if !arguments.iter().any(|argument| argument == "--score") {
        train(&data, &weights, &words, &sets)?;
    }
    let file = std::fs::read(&weights).map_err(|error| format!("{}: {error}", weights.display()))?;
    let model = Model::read(&file).ok_or("the weights are not of this version; train again")?;
    sets.measure(&model, &words, &here);
    if arguments.iter().any(|argument| argument == "--sweep") {
        sets.sweep(&file);
    }
    if let Some(at) = arguments.iter().position(|argument| argument == "--errors") {
        sets.errors(&model, arguments.get(at + 1).map_or("", String::as_str));
    }
    Ok(())
}

/// How much the same word elsewhere in a document counts.
const MEMORY: f32 = 2.0;
/// From which chance on a mention is possible, likely, certain: of people, places, bodies.
const THRESHOLDS: [f32; 9] = [0.07, 0.5, 0.9, 0.3, 0.5, 0.9, 0.3, 0.5, 0.9];

fn train(data: &Path, weights: &Path, words: &[lists::Word], sets: &sets::Sets) -> Result<(), String> {
    let lists = lists::build(&data.join("lexicon"), words)?;
    // The features need the lists and no weights.
    let empty = fit::Fitted { features: Vec::new(), follows: Default::default() };
    let file = fit::write(&empty, &lists, 0.0, THRESHOLDS);
    let model = Model::read(&file).ok_or("the empty weights cannot be read")?;
    let mut random = Random::new(1);
    let instances = sets.instances(&model, words, &mut random);
    let fitted = fit::fit(&instances, &mut random);
    let file = fit::write(&fitted, &lists, MEMORY, THRESHOLDS);
    println!("{} bytes", file.len());
    std::fs::write(weights, file).map_err(|error| format!("{}: {error}", weights.display()))
}
