//! The worker process that opens files of strangers and writes files for them, and what is said to it.
//!
//! Invariant: no file of a stranger is opened in this process. A worker that crashes, hangs, talks nonsense or never stops
//! costs one import: it is killed, and its caller gets a sentence.

pub mod flaw;
pub mod job;
mod watch;
pub mod wire;
mod worker;
mod writing;

pub use job::{Job, JobError};
pub use watch::Watch;
pub use worker::{Rows, Worker, WorkerError};
pub use writing::WritingFiles;
