//! Files of offices turned into records: what they say is decoded, placed, mapped, repaired and listed; nothing is decided silently.
//!
//! ```text
//! rows of the worker ──▶ charset ──▶ corners, cad, osm ──▶ place ──▶ mapping ──▶ repair ──▶ (records, issues)
//! ```

pub mod cad;
pub mod charset;
pub mod corners;
pub mod flaw;
pub mod issue;
pub mod mapping;
pub mod osm;
pub mod place;
pub mod repair;
pub mod table;
pub mod wkb;

pub use crate::gis::job::LARGEST_JOB;
pub use crate::gis::{Job, JobError, Watch, Worker, WorkerError};
