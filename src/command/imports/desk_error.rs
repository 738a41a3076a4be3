//! Why the desk did not do what it was asked.

use crate::import::JobError;

/// Why the desk did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// As many imports lie here as may.
    #[error("{most} imports are kept already")]
    TooMany {
        /// How many may.
        most: usize,
    },
    /// No such import, or no longer.
    #[error("there is no import {0}")]
    Unknown(String),
    /// It is still being read.
    #[error("the import is still running")]
    Running,
    /// It is being written this moment.
    #[error("the import is being written")]
    Committing,
    /// It was written; that cannot be done again.
    #[error("the import was written as revision {revision}")]
    Committed {
        /// As which revision.
        revision: u64,
    },
    /// It came to nothing that could be shown.
    #[error("the import has nothing to show yet")]
    NothingYet,
    /// No file came.
    #[error("no file came")]
    NoFile,
    /// A file is not taken.
    #[error(transparent)]
    Job(#[from] JobError),
    /// The server is being stopped.
    #[error("the server is being stopped")]
    Closed,
}
