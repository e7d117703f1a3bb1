//! Numbers about people: records (one row a person) and tables of counts.
//!
//! CSV goes in. Either a released file comes out with a report of what was done to it, or a refusal that says why not; a
//! check says what a reader could learn from the file as it is. Verdicts rest on whole numbers, results do not depend on
//! hash order, and no report quotes a value of the data.

pub mod records;
pub mod table;
