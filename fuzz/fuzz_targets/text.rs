//! Any bytes as a text, under a strict policy and under the press policy.
#![no_main]

#[path = "../../tests/properties/mod.rs"]
mod properties;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use withhold::{Engine, Format, Policy};

static STRICT: LazyLock<Engine> = LazyLock::new(properties::strict);
static PRESS: LazyLock<Engine> = LazyLock::new(|| Engine::new(Policy::builtin("press").unwrap()).unwrap());

fuzz_target!(|input: &[u8]| {
    properties::all(&STRICT, input, Format::Text);
    properties::all(&PRESS, input, Format::Text);
});
