//! Files of offices turned into records: what they say is decoded, placed, mapped, repaired and listed; nothing is decided silently.
//!
//! ```text
//! rows of the worker ──▶ charset ──▶ place ──▶ mapping ──▶ repair ──▶ (records, issues)
//! ```

pub mod cad;
pub mod charset;
pub mod columns_of_points;
pub mod flaw;
pub mod issue;
pub mod mapping;
pub mod place;
pub mod repair;
pub mod table;
pub mod wkb;

pub use crate::gis::{Job, JobError, Worker, WorkerError};
