//! Checks of the rows of the theme `uk`.

use super::Check;

/// Returns the check that rows call `name`.
pub(super) fn lookup(name: &str) -> Option<Check> {
    let _ = name;
    None
}
