//! Findings of a caller's detector that overlap in any way.
#![no_main]

#[path = "../../tests/properties/mod.rs"]
mod properties;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use withhold::Span;

#[derive(Arbitrary, Debug)]
struct Case {
    letters: Vec<u8>,
    places: Vec<(u8, u8)>,
}

fuzz_target!(|case: Case| {
    // Single spaces and ASCII: such a text reads as it stands, so its spans are those of its reading.
    let words = case.letters.chunks(5).take(40).map(|word| word.iter().map(|b| char::from(b'a' + b % 5)).collect());
    let text = words.collect::<Vec<String>>().join(" ");
    let bound = |at: u8| usize::from(at).min(text.len());
    let places = case.places.iter().take(12);
    let spans = places.map(|(at, len)| Span::new(bound(*at), bound(at.saturating_add(*len))));
    let spans: Vec<Span> = spans.filter(|span| !span.is_empty()).collect();
    properties::findings_are_covered(&text, &spans);
    let (first, second) = spans.split_at(spans.len() / 2);
    properties::order_does_not_matter(&text, first, second);
});
