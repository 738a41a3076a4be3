//! Connections that read, and the small questions: head, revisions, description.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, OptionalExtension};
use tokio::sync::Semaphore;

use super::open::Door;
use super::{Description, StoreError};
use crate::model::{Bbox, Name, Revision, RevisionInfo};

/// How many connections read at the same time.
const READERS: usize = 4;

/// Connections that read, made when they are first needed.
pub struct Readers {
    door: Door,
    free: Mutex<Vec<Connection>>,
    permits: Semaphore,
}

impl Readers {
    /// No connection yet.
    pub fn new(door: Door) -> Self {
        Readers { door, free: Mutex::default(), permits: Semaphore::new(READERS) }
    }

    /// Asks `question` of one snapshot of the database, off the async threads.
    pub async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        question: impl FnOnce(&Connection, &Path) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let _permit = self.permits.acquire().await.map_err(|_| StoreError::ShutDown)?;
        let readers = self.clone();
        let asked = tokio::task::spawn_blocking(move || {
            let idle = readers.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let connection = idle.map_or_else(|| readers.door.connect(), Ok)?;
            let path: PathBuf = readers.door.path.clone();
            // Everything a question reads belongs to one moment.
            let answer = connection
                .unchecked_transaction()
                .map_err(|error| StoreError::of_file(&path, error))
                .and_then(|moment| question(&moment, &path));
            readers.free.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
            answer
        });
        asked.await.map_err(|_| StoreError::ShutDown)?
    }
}

/// The number of the last revision.
pub fn head(connection: &Connection, path: &Path) -> Result<Revision, StoreError> {
    let read = |connection: &Connection| {
        connection.prepare_cached(include_str!("sql/head.sql"))?.query_row([], |row| row.get::<_, i64>(0))
    };
    read(connection).map(i64::unsigned_abs).map_err(|error| StoreError::of_file(path, error))
}

/// Every revision, oldest first.
pub fn revisions(connection: &Connection, path: &Path) -> Result<Vec<RevisionInfo>, StoreError> {
    let read = |connection: &Connection| {
        let mut statement = connection.prepare_cached(include_str!("sql/revisions.sql"))?;
        let revisions = statement.query_map([], |row| {
            Ok(RevisionInfo {
                number: row.get::<_, i64>(0)?.unsigned_abs(),
                recorded_at: row.get(1)?,
                author: row.get(2)?,
                note: row.get(3)?,
            })
        })?;
        revisions.collect::<Result<Vec<_>, _>>()
    };
    read(connection).map_err(|error| StoreError::of_file(path, error))
}

/// What the record is a record of.
pub fn description(connection: &Connection, path: &Path) -> Result<Description, StoreError> {
    let read = connection.query_row(include_str!("sql/description.sql"), [], |row| {
        let extent = Bbox { min_lon: row.get(2)?, min_lat: row.get(3)?, max_lon: row.get(4)?, max_lat: row.get(5)? };
        Ok(Description { name: Name::new(row.get::<_, String>(0)?, row.get::<_, String>(1)?), extent })
    });
    read.optional().map(Option::unwrap_or_default).map_err(|error| StoreError::of_file(path, error))
}
