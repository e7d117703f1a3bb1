//! Numbers of people in prose, as claims.
//!
//! A text goes in; claims come out: how many of whom, of which group, where in the text. Figures and number words, shares,
//! "none", "all but one", "the rest", "of whom two" are read by a grammar of quantities over lists of nouns for people
//! (`people.toml`). Numbers of things, staff, years, money, references and addresses are no claims about people and are told
//! apart. What is not understood is no claim; a number near a sensitive group that was not read is reported as such.

mod discourse;
mod exceptions;
mod facts;
mod gate;
mod grammar;
mod mentions;
mod nouns;
mod quantity;
mod reference;
mod words;

pub(super) use discourse::{Node, resolve};
pub(super) use facts::{Facts, of as facts_of};
#[cfg(test)]
pub(super) use gate::whole;
pub(super) use gate::{Stretch, stretches};
pub(super) use mentions::{Head, Lead, Mention, Of, QUANTITY, of_sentence};
pub(super) use nouns::{Class, Noun, of as noun_at};
pub(super) use quantity::{Amount, number, read as quantity_at};
pub(super) use reference::is_reference;
pub(super) use words::{Form, Text};

/// Returns whether the lists were read; without them nothing can be looked for.
pub(super) fn are_ready() -> bool {
    facts::are_read()
}
