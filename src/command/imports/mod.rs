//! The desk on which files of offices lie while somebody looks at what is in them: uploaded once, read as often as the answers change.
//!
//! ```text
//! arrival: files come in ─▶ entry: kept for an hour ─▶ run: at most two at a time ─▶ outcome: report, issues, shapes
//!                                   ▲──────────────── other answers ───────────────────┘
//! ```
//!
//! Invariant: what lies here is bounded — so many imports, so many bytes, so long — and goes with the desk.

mod answers;
mod arrival;
mod desk;
mod desk_error;
mod entry;
mod folder;
mod outcome;

pub use answers::Answers;
pub use arrival::Arrival;
pub use desk::{Desk, DeskSettings, Now};
pub use desk_error::DeskError;
pub use entry::{ImportState, Seen};
pub use outcome::{Counts, MOST_IDS, MOST_ISSUES, Outcome};

pub use crate::import::charset::Charset;
pub use crate::import::issue::{Issue, IssueKind, Severity};
pub use crate::import::mapping::Target;
pub use crate::import::place::{Candidate, SourceCrs, Unit};
pub use crate::import::{JobError, Worker, WorkerError};
