//! Any bytes as each format with structure.
#![no_main]

#[path = "../../tests/properties/mod.rs"]
mod properties;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use withhold::{Engine, Format};

static STRICT: LazyLock<Engine> = LazyLock::new(properties::strict);

fuzz_target!(|input: &[u8]| {
    for format in [Format::Json, Format::JsonLines, Format::Csv, Format::Markdown, Format::Html] {
        properties::all(&STRICT, input, format);
    }
});
