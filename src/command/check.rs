//! Whether the record is whole, row by row and together.

use crate::index::Inconsistency;
use crate::model::{Date, Revision};
use crate::store::{Defect, Store};

use super::CommandError;
use super::read::read_snapshot;

/// What is wrong with a record; nothing is, when both lists are empty.
#[derive(Debug)]
pub struct CheckReport {
    /// The last revision.
    pub revision: Revision,
    /// Broken pages, gaps in the revisions, rows that do not read.
    pub defects: Vec<Defect>,
    /// References that lead nowhere. Empty when defects kept the rows from being read.
    pub inconsistencies: Vec<Inconsistency>,
}

impl CheckReport {
    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.defects.is_empty() && self.inconsistencies.is_empty()
    }
}

/// Checks the whole record.
///
/// **Errors**: [`CommandError`] when it cannot be read at all.
pub async fn check(store: &Store, today: Date) -> Result<CheckReport, CommandError> {
    let revision = store.head().await?;
    let defects = store.check().await?;
    let inconsistencies =
        if defects.is_empty() { read_snapshot(store, today).await?.inconsistencies() } else { Vec::new() };
    Ok(CheckReport { revision, defects, inconsistencies })
}
