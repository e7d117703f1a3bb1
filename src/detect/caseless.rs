//! Words and phrases compared whatever their case, without copying them.

/// Returns whether a word is one of a list.
pub(super) fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Returns what follows `phrase` when `text` starts with it.
pub(super) fn strip_start<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    if !alike(text.as_bytes().first()?, phrase.as_bytes().first()) {
        return None;
    }
    let rest = text.get(phrase.len()..)?;
    text.get(..phrase.len())?.eq_ignore_ascii_case(phrase).then_some(rest)
}

/// Returns what stands before `phrase` when `text` ends with it.
pub(super) fn strip_end<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    if !alike(text.as_bytes().last()?, phrase.as_bytes().last()) {
        return None;
    }
    let at = text.len().checked_sub(phrase.len())?;
    text.get(at..)?.eq_ignore_ascii_case(phrase).then(|| text.get(..at))?
}

/// Compares one byte of each first: that is all that most comparisons need.
fn alike(byte: &u8, known: Option<&u8>) -> bool {
    known.is_none_or(|known| byte.eq_ignore_ascii_case(known))
}

/// Returns whether `text` starts with one of a list.
pub(super) fn starts_with_one_of(text: &str, list: &[&str]) -> bool {
    list.iter().any(|phrase| strip_start(text, phrase).is_some())
}
