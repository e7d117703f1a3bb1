//! Tables of counts of people: what a reader works out of them, and tables that withstand it.
//!
//! [`Table::from_csv`] reads a table with its totals and marks. [`check`] says what must not be printed and what can be
//! worked out of what is not; [`release`] hides, rounds or joins until nothing can, and then reads and attacks what it wrote
//! once more. Several tables are taken together: what is hidden in one must not come out of another.
//!
//! ```
//! use withhold::risk::Profile;
//! use withhold::stats::table::{Table, TableOptions, TableOutcome, check, release};
//!
//! let csv = "Town,Theft,Fraud,Total\nWix,3,20,23\nManning,30,9,39\nDiss,12,40,52\nTotal,45,69,114\n";
//! let table = Table::from_csv("offences.csv", csv.as_bytes())?;
//! let profile = Profile::builtin("foi-lt5")?;
//! assert!(!check(&[table.clone()], &[], &profile)?.passes(), "three thefts in Wix");
//!
//! let TableOutcome::Released(release) = release(&[table], &[], &profile, &TableOptions::new())? else { panic!("refused") };
//! assert!(release.tables()[0].csv.starts_with("Town,Theft,Fraud,Total\nWix,[c],[c],23\nManning,30,9,39\nDiss,[c],[c],52\n"));
//! # Ok::<(), withhold::Error>(())
//! ```

mod attack;
mod check;
mod cover;
mod cycle;
mod dimension;
mod known;
mod mark;
mod net;
mod primary;
mod read;
mod redesign;
mod release;
mod round;
mod suppress;
#[cfg(test)]
mod tests;

pub(crate) use known::known_cells;

pub use check::{HiddenCell, TableCheck, TableFailure, check};
pub use primary::{is_dominated, is_estimable};
pub use read::Table;
pub use release::{TableMethod, TableOptions, TableOutcome, TableRefusal, TableRelease, WrittenTable, release};
