//! Records: one row a person, as a data set goes to a researcher or onto an open-data page.
//!
//! [`Records`] reads CSV and guesses what each column is ([`ColumnRole`]); the caller confirms or corrects it.
//! [`Records::check`] measures how easily somebody is singled out and what would be learned of them;
//! [`Records::release`] makes quasi-identifiers coarser and leaves out what is left until a [`Requirement`] holds, and then
//! measures what it wrote once more. Direct identifiers are never released.
//!
//! ```
//! use withhold::stats::records::{Recoding, Records, RecordsOutcome, Requirement};
//!
//! let csv = "age,town,offence\n21,Frinmouth,theft\n24,Frinmouth,fraud\n23,Frinmouth,theft\n22,Frinmouth,assault\n";
//! let records = Records::from_csv(csv.as_bytes())?;
//! let requirement = Requirement::new().with_k(4);
//! assert!(!records.check(&requirement)?.passes(), "every age stands alone");
//!
//! let RecordsOutcome::Released(release) = records.release(&requirement, &Recoding::new())? else { panic!("refused") };
//! assert!(release.csv().starts_with("age,town,offence\n20 to 24,Frinmouth,assault\n"), "{}", release.csv());
//! # Ok::<(), withhold::Error>(())
//! ```

mod check;
mod classes;
mod closeness;
mod data;
mod diversity;
mod hierarchy;
mod lattice;
mod mondrian;
mod release;
mod risk;
mod role;
#[cfg(test)]
mod tests;
mod unique;

pub use check::{Check, Failure, Requirement, SensitiveCheck};
pub use closeness::Distance;
pub use data::{Column, Records};
pub use diversity::Diversity;
pub use hierarchy::Hierarchy;
pub use release::{ColumnLoss, Loss, Method, Recoding, RecordsOutcome, RecordsRefusal, RecordsRelease};
pub use risk::{Risk, Risks};
pub use role::ColumnRole;
pub use unique::{UniqueSet, UniqueSets};
