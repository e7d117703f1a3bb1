//! Checks of names of accounts.

use super::Check;
use crate::detect::caseless::is_one_of;

/// Returns the check that rows call `name`.
pub(super) fn lookup(name: &str) -> Option<Check> {
    Some(match name {
        "handle" => handle,
        _ => return None,
    })
}

/// What stands in a column of accounts where no account is named.
const NOTHING: &[&str] = &[
    "yes", "no", "none", "nil", "unknown", "na", "n.a", "tbc", "refused", "declined", "not", "active", "private",
    "deleted",
];

/// Name of an account: it has a letter, and does not only say that there is one.
fn handle(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_alphabetic()) && !is_one_of(text, NOTHING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_and_counts_are_no_accounts() {
        assert!(handle("kareno_77") && handle("@jane.holt") && handle("bigkev"));
        assert!(!handle("12") && !handle("Yes") && !handle("n.a"));
    }
}
