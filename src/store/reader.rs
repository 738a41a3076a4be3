//! Reading: rows as they were published, and what holds at a revision.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use rusqlite::{Connection, OptionalExtension};
use tokio::sync::Semaphore;

use super::body::{Sources, decode};
use super::open::Door;
use super::{Content, Description, Row, StoreError};
use crate::model::{Bbox, Coded, Fact, Id, Kind, Name, Refused, Revision, RevisionInfo, RowKey, parse_date};

/// Rows are decoded side by side, this many at a time.
const ROWS_AT_A_TIME: usize = 16_384;

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

/// A row as SQLite hands it out.
pub struct RawRow {
    /// Kind of record.
    pub kind: Kind,
    /// Id.
    pub id: String,
    /// Part.
    pub part: String,
    /// Day.
    pub valid_from: String,
    /// Revision.
    pub revision: Revision,
    /// `body`, `ended` or `retracted`.
    pub state: String,
    /// The body.
    pub body: Option<String>,
}

impl RawRow {
    fn is_about_the_same(&self, other: &RawRow) -> bool {
        self.kind == other.kind && self.valid_from == other.valid_from && self.id == other.id && self.part == other.part
    }

    /// Checks and decodes it.
    pub fn decode(&self, sources: &Sources) -> Result<Row, StoreError> {
        self.read(sources).map_err(|refused| StoreError::UnreadableRow {
            row: format!("{} {} {} {}", self.kind.code(), self.id, self.part, self.valid_from),
            revision: self.revision,
            refused: Box::new(refused),
        })
    }

    fn read(&self, sources: &Sources) -> Result<Row, Refused> {
        let key = RowKey { kind: self.kind, id: Id::new(&self.id)?, facet: Id::new(&self.part)? };
        let valid_from = parse_date(&self.valid_from).map_err(|refused| refused.of_field("valid_from"))?;
        let content = match (self.state.as_str(), &self.body) {
            ("body", Some(text)) => Content::Body(decode(self.kind, &self.part, text, sources)?),
            ("ended", None) => Content::Ended,
            ("retracted", None) => Content::Retracted,
            (other, _) => {
                let allowed = "body, ended, retracted";
                return Err(Refused::new("state", other, allowed, allowed));
            }
        };
        Ok(Row { key, valid_from, revision: self.revision, content })
    }
}

/// Hands every row known at `revision` to `each`, in the order of keys, days and revisions.
pub fn each_row(
    connection: &Connection,
    path: &Path,
    revision: Revision,
    mut each: impl FnMut(RawRow) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let failed = |error| StoreError::of_file(path, error);
    let mut statement = connection.prepare_cached(include_str!("sql/rows_of_kind.sql")).map_err(failed)?;
    for kind in Kind::ALL {
        let mut rows = statement.query((kind.code(), revision as i64)).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            each(raw_row(*kind, row).map_err(failed)?)?;
        }
    }
    Ok(())
}

fn raw_row(kind: Kind, row: &rusqlite::Row<'_>) -> Result<RawRow, rusqlite::Error> {
    Ok(RawRow {
        kind,
        id: row.get(0)?,
        part: row.get(1)?,
        valid_from: row.get(2)?,
        revision: row.get::<_, i64>(3)?.unsigned_abs(),
        state: row.get(4)?,
        body: row.get(5)?,
    })
}

/// Every row, as published.
pub fn rows(connection: &Connection, path: &Path) -> Result<Vec<Row>, StoreError> {
    let sources = Sources::default();
    let mut decoded = Vec::new();
    let mut waiting: Vec<RawRow> = Vec::with_capacity(ROWS_AT_A_TIME);
    let mut decode_waiting = |waiting: &mut Vec<RawRow>| -> Result<(), StoreError> {
        let chunk: Result<Vec<Row>, StoreError> = waiting.par_iter().map(|row| row.decode(&sources)).collect();
        decoded.append(&mut chunk?);
        waiting.clear();
        Ok(())
    };
    each_row(connection, path, i64::MAX as Revision, |row| {
        waiting.push(row);
        if waiting.len() == ROWS_AT_A_TIME { decode_waiting(&mut waiting) } else { Ok(()) }
    })?;
    decode_waiting(&mut waiting)?;
    Ok(decoded)
}

/// What holds at a revision: of the rows that say something of one key and day, the latest; retracted ones dropped.
pub fn facts(connection: &Connection, path: &Path, at: Option<Revision>) -> Result<Vec<Fact>, StoreError> {
    let head = head(connection, path)?;
    let revision = at.unwrap_or(head);
    if revision > head {
        return Err(StoreError::UnknownRevision { asked: revision, head });
    }
    let mut resolving = Resolving::default();
    each_row(connection, path, revision, |row| resolving.push(row))?;
    resolving.finish()
}

/// The timelines of some keys at a revision, sorted by key and day.
pub fn facts_of_keys(
    connection: &Connection,
    path: &Path,
    keys: &[RowKey],
    revision: Revision,
) -> Result<Vec<Fact>, StoreError> {
    let failed = |error| StoreError::of_file(path, error);
    let mut statement = connection.prepare_cached(include_str!("sql/rows_of_key.sql")).map_err(failed)?;
    let mut resolving = Resolving::default();
    for key in keys {
        let named = (key.kind.code(), key.id.as_str(), key.facet.as_str(), revision as i64);
        let mut rows = statement.query(named).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            resolving.push(raw_row(key.kind, row).map_err(failed)?)?;
        }
    }
    resolving.finish()
}

/// Rows on their way to facts. They come sorted, so the latest of a key and day is the last before the next key or day.
#[derive(Default)]
struct Resolving {
    sources: Sources,
    last: Option<RawRow>,
    waiting: Vec<RawRow>,
    facts: Vec<Fact>,
}

impl Resolving {
    fn push(&mut self, row: RawRow) -> Result<(), StoreError> {
        if let Some(last) = self.last.take()
            && !last.is_about_the_same(&row)
            && last.state != "retracted"
        {
            self.waiting.push(last);
            if self.waiting.len() == ROWS_AT_A_TIME {
                self.decode_waiting()?;
            }
        }
        self.last = Some(row);
        Ok(())
    }

    fn decode_waiting(&mut self) -> Result<(), StoreError> {
        let sources = &self.sources;
        let chunk: Result<Vec<Fact>, StoreError> =
            self.waiting.par_iter().map(|row| row.decode(sources).map(fact)).collect();
        self.facts.append(&mut chunk?);
        self.waiting.clear();
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<Fact>, StoreError> {
        self.waiting.extend(self.last.take().filter(|row| row.state != "retracted"));
        self.decode_waiting()?;
        Ok(self.facts)
    }
}

fn fact(row: Row) -> Fact {
    let body = match row.content {
        Content::Body(body) => Some(body),
        // A retracted row is dropped before it is decoded.
        Content::Ended | Content::Retracted => None,
    };
    Fact { key: row.key, valid_from: row.valid_from, revision: row.revision, body }
}
