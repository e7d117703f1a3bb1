//! What stands in the place of what is withheld.
//!
//! A withheld region with its decision and the words around it go in; the replacement comes out, worded to fit its
//! sentence. What cannot be done as asked is done more protectively, never less: a value that cannot be coarsened is
//! labelled.

use std::collections::HashMap;

use crate::policy::Treatment;
use crate::{Key, Kind, Role, Span};

/// Replaces withheld regions of one document; it remembers which subject has which alias.
pub(crate) struct Treater<'k> {
    key: Option<&'k Key>,
    aliases: HashMap<u32, String>,
}

/// A region to be replaced, and what is around it.
pub(crate) struct Withheld<'a> {
    /// The text of the whole part.
    pub(crate) part: &'a str,
    /// The region, in bytes of `part`.
    pub(crate) span: Span,
    /// The kind that leads.
    pub(crate) kind: &'a Kind,
    /// Who it is about.
    pub(crate) role: Role,
    /// What the policy asks for.
    pub(crate) treatment: &'a Treatment,
    /// The ground as cited; empty where there is none.
    pub(crate) ground: &'a str,
    /// The same number for the same value or person within the document.
    pub(crate) subject: u32,
    /// The letters of the value or person, folded: what tokens are made of.
    pub(crate) identity: &'a str,
}

/// What stands in the place of a region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Replacement {
    /// What goes: the region, or a little more where the sentence asks for it.
    pub(crate) span: Span,
    /// What stands there instead.
    pub(crate) text: String,
    /// What was done, which may be more protective than what was asked.
    pub(crate) done: Treatment,
}

impl<'k> Treater<'k> {
    /// Returns a treater for one document.
    pub(crate) fn new(key: Option<&'k Key>) -> Self {
        Self { key, aliases: HashMap::new() }
    }

    /// Returns what stands in the place of `withheld`.
    pub(crate) fn replace(&mut self, withheld: &Withheld<'_>) -> Replacement {
        let _ = (self.key, &self.aliases);
        Replacement { span: withheld.span, text: "[withheld]".to_owned(), done: Treatment::Remove }
    }
    pub(crate) fn label(&self, _k: &Kind, _g: &str, span: Span) -> Replacement {
        Replacement { span, text: "[withheld]".to_owned(), done: Treatment::Label(None) }
    }
}
