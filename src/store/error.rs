//! What can go wrong with the record, one variant per wrong thing.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::model::{Name, Refused, Revision};

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Not a place a record can be kept.
    #[error("{text:?} is no place for a database; write sqlite:PATH or sqlite::memory:")]
    BadLocation {
        /// What was given.
        text: String,
    },
    /// PostgreSQL comes later.
    #[error("PostgreSQL is not supported yet; write sqlite:PATH")]
    PostgresNotYet,
    /// A folder stands where a file should.
    #[error("{path} is a folder; a database is a file")]
    IsAFolder {
        /// Which.
        path: PathBuf,
    },
    /// A file of no bytes: something was lost, and starting anew would hide it.
    #[error("{path} is empty; a database is never empty. Restore a backup, or move the file away to start anew")]
    EmptyFile {
        /// Which.
        path: PathBuf,
    },
    /// Some other file.
    #[error("{path} is not a SQLite database")]
    NotADatabase {
        /// Which.
        path: PathBuf,
    },
    /// A database, but not ours.
    #[error("{path} is a database of another program (application id {application_id:#x})")]
    OtherProgram {
        /// Which.
        path: PathBuf,
        /// Whose.
        application_id: i32,
    },
    /// Written by a later version of this program.
    #[error("{path} has schema {found}; this program knows up to {known}. Use a newer program")]
    NewerSchema {
        /// Which.
        path: PathBuf,
        /// Its version.
        found: i32,
        /// The newest known here.
        known: i32,
    },
    /// The file is broken.
    #[error("{path} is damaged ({detail}). Restore a backup; the file was not touched")]
    Damaged {
        /// Which.
        path: PathBuf,
        /// What SQLite says.
        detail: String,
    },
    /// There is no such file.
    #[error("{path} does not exist")]
    Missing {
        /// Which.
        path: PathBuf,
    },
    /// The file or its folder may not be written.
    #[error("{path} cannot be written ({detail})")]
    NotWritable {
        /// Which.
        path: PathBuf,
        /// What the system says.
        detail: String,
    },
    /// Something is there already and would be lost.
    #[error("{path} exists and is not overwritten")]
    AlreadyExists {
        /// Which.
        path: PathBuf,
    },
    /// Somebody has the database open.
    #[error("{path} is in use by another process; stop it first")]
    InUse {
        /// Which.
        path: PathBuf,
    },
    /// The disk is full.
    #[error("no space left for {path}; nothing was written")]
    DiskFull {
        /// Which.
        path: PathBuf,
    },
    /// A bundle is loaded into an empty record only.
    #[error("the record holds {head} revisions already; a bundle is loaded into an empty one")]
    NotEmpty {
        /// The last revision.
        head: Revision,
    },
    /// A change without rows.
    #[error("the change has no rows")]
    EmptyChange,
    /// A time of commit that is none.
    #[error("{recorded_at:?} is not a time; write RFC 3339, for example 2026-11-24T09:00:00Z")]
    BadRecordedAt {
        /// What was given.
        recorded_at: String,
    },
    /// A row the record does not take.
    #[error("{row}: {refused}")]
    RefusedRow {
        /// Which row.
        row: String,
        /// Why.
        refused: Box<Refused>,
    },
    /// Two rows of one change say something of the same key and day.
    #[error("{row} stands twice in one change")]
    DuplicateRow {
        /// Which row.
        row: String,
    },
    /// A retraction of nothing.
    #[error("{row} cannot be retracted: nothing is said there")]
    NothingToRetract {
        /// Which row.
        row: String,
    },
    /// A revision that does not exist yet.
    #[error("revision {asked} does not exist; the last one is {head}")]
    UnknownRevision {
        /// Which was asked.
        asked: Revision,
        /// The last one.
        head: Revision,
    },
    /// A row in the database that does not read.
    #[error("{row} revision {revision} does not read: {refused}")]
    UnreadableRow {
        /// Which row.
        row: String,
        /// Of which revision.
        revision: Revision,
        /// Why.
        refused: Box<Refused>,
    },
    /// The group of changes could not be made durable.
    #[error("the change was not written: {}", .why.en)]
    NotWritten {
        /// What went wrong, in both languages: every change of the group is told the same.
        why: Name,
    },
    /// The store was shut down while it was asked.
    #[error("the store is shut down")]
    ShutDown,
    /// Anything SQLite says that has no name above.
    #[error("the database could not be used")]
    Sqlite(#[source] rusqlite::Error),
}

impl StoreError {
    /// Names what SQLite says of a file.
    pub(super) fn of_file(path: &Path, error: rusqlite::Error) -> Self {
        let (path, detail) = (path.to_owned(), error.to_string());
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => StoreError::NotADatabase { path },
            Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged { path, detail },
            Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                StoreError::NotWritable { path, detail }
            }
            Some(ErrorCode::DiskFull) => StoreError::DiskFull { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::InUse { path },
            Some(ErrorCode::SystemIoFailure) if is_writing(&error) => StoreError::NotWritable { path, detail },
            _ => StoreError::Sqlite(error),
        }
    }

    /// Names what the system says of a file.
    pub(super) fn of_io(path: &Path, error: &std::io::Error) -> Self {
        let path = path.to_owned();
        match error.kind() {
            std::io::ErrorKind::NotFound => StoreError::Missing { path },
            std::io::ErrorKind::AlreadyExists => StoreError::AlreadyExists { path },
            std::io::ErrorKind::StorageFull => StoreError::DiskFull { path },
            _ => StoreError::NotWritable { path, detail: error.to_string() },
        }
    }
}

/// Whether the system failed to write: a quota, a limit on files, a disk that is gone.
fn is_writing(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error().map(|error| error.extended_code);
    use rusqlite::ffi::{SQLITE_IOERR_FSYNC, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE};
    matches!(code, Some(SQLITE_IOERR_WRITE | SQLITE_IOERR_FSYNC | SQLITE_IOERR_TRUNCATE))
}
