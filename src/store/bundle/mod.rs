//! The native bundle: the whole record as files a person can read and compare. `docs/bundle.md` is its contract.
//!
//! Invariant: reading collects every problem before it gives up, and gives nothing when there is one.
//! Invariant: one record has one bundle, byte for byte.

mod container;
mod error;
mod feature;
mod files;
mod manifest;
mod read;
mod write;

pub use self::error::{BundleError, BundleProblem};
pub use self::read::read;
pub use self::write::write;
