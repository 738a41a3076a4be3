//! Whether the record is whole, row by row and together.

use crate::index::{Description, Inconsistency, Snapshot};
use crate::model::{Date, Revision};
use crate::rules::Rules;
use crate::store::{Defect, Store};

use super::CommandError;

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
    let inconsistencies = if defects.is_empty() {
        let described = store.describe().await?;
        let description = Description { name: described.name, extent: described.extent };
        Snapshot::build(store.facts(None).await?, revision, today, description, Rules::built_in()?).inconsistencies()
    } else {
        Vec::new()
    };
    Ok(CheckReport { revision, defects, inconsistencies })
}
