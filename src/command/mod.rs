//! Everything done *for a person* that changes or guards the record: opening it, committing an edit, checking it, making a trial province.
//!
//! Invariant: a write is acknowledged only after the snapshot that shows it has been swapped in.

mod atlas;
mod check;
pub mod generate;
pub mod import;
pub mod imports;
mod read;

pub use atlas::{Atlas, CommandError};
pub use check::{CheckReport, check};
