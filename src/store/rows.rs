//! Reading rows in great numbers: one thread asks SQLite, the others decode.

use std::path::Path;
use std::sync::mpsc::{SyncSender, sync_channel};

use rayon::prelude::*;
use rusqlite::Connection;

use super::body::{Sources, decode};
use super::{Content, Row, StoreError, reader};
use crate::model::{Coded, Fact, Id, Kind, Refused, Revision, RowKey, parse_date};

/// Rows are decoded side by side, this many at a time.
const ROWS_AT_A_TIME: usize = 16_384;

/// Every revision there is or will be: SQLite counts to here.
pub const ALL_REVISIONS: Revision = i64::MAX as Revision;

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

/// Where a reader puts rows that are to be decoded.
pub struct Chunks {
    full: SyncSender<Vec<RawRow>>,
    waiting: Vec<RawRow>,
}

impl Chunks {
    /// Adds a row.
    pub fn push(&mut self, row: RawRow) -> Result<(), StoreError> {
        self.waiting.push(row);
        if self.waiting.len() < ROWS_AT_A_TIME { Ok(()) } else { self.send() }
    }

    fn send(&mut self) -> Result<(), StoreError> {
        // Nobody takes it only when decoding failed; that error is the one reported.
        self.full.send(std::mem::take(&mut self.waiting)).map_err(|_| StoreError::ShutDown)
    }
}

/// Runs `read` on this thread and `decode` on the others; `sink` takes what was decoded, chunk by chunk in the order it was read.
pub fn in_chunks<T: Send>(
    read: impl FnOnce(&mut Chunks) -> Result<(), StoreError>,
    decode: impl Fn(&RawRow, &Sources) -> Result<T, StoreError> + Sync + Send,
    mut sink: impl FnMut(Vec<T>) + Send,
) -> Result<(), StoreError> {
    let (full, chunks) = sync_channel::<Vec<RawRow>>(2);
    std::thread::scope(|scope| {
        let decoder = scope.spawn(move || {
            let sources = Sources::default();
            for chunk in chunks {
                let decoded: Result<Vec<T>, StoreError> = chunk.par_iter().map(|row| decode(row, &sources)).collect();
                sink(decoded?);
            }
            Ok(())
        });
        let mut out = Chunks { full, waiting: Vec::with_capacity(ROWS_AT_A_TIME) };
        let read = read(&mut out).and_then(|()| out.send());
        drop(out);
        decoder.join().unwrap_or(Err(StoreError::ShutDown)).and(read)
    })
}

/// Every row, as published.
pub fn rows(connection: &Connection, path: &Path) -> Result<Vec<Row>, StoreError> {
    let mut rows = Vec::new();
    in_chunks(
        |out| each_row(connection, path, ALL_REVISIONS, |row| out.push(row)),
        |row, sources| row.decode(sources),
        |mut chunk| rows.append(&mut chunk),
    )?;
    Ok(rows)
}

/// Hands out what holds at a revision, chunk by chunk in the order of keys and days.
pub fn each_facts(
    connection: &Connection,
    path: &Path,
    at: Option<Revision>,
    sink: impl FnMut(Vec<Fact>) + Send,
) -> Result<(), StoreError> {
    let head = reader::head(connection, path)?;
    let revision = at.unwrap_or(head);
    if revision > head {
        return Err(StoreError::UnknownRevision { asked: revision, head });
    }
    let read = |out: &mut Chunks| {
        let mut latest = Latest::default();
        each_row(connection, path, revision, |row| latest.push(row).map_or(Ok(()), |row| out.push(row)))?;
        latest.finish().map_or(Ok(()), |row| out.push(row))
    };
    in_chunks(read, |row, sources| row.decode(sources).map(fact), sink)
}

/// What holds at a revision, sorted by key and day.
pub fn facts(connection: &Connection, path: &Path, at: Option<Revision>) -> Result<Vec<Fact>, StoreError> {
    let mut facts = Vec::new();
    each_facts(connection, path, at, |mut chunk| facts.append(&mut chunk))?;
    Ok(facts)
}

/// The timelines of some keys at a revision, sorted by key and day. Few rows: they are decoded where they are read.
pub fn facts_of_keys(
    connection: &Connection,
    path: &Path,
    keys: &[RowKey],
    revision: Revision,
) -> Result<Vec<Fact>, StoreError> {
    let failed = |error| StoreError::of_file(path, error);
    let mut statement = connection.prepare_cached(include_str!("sql/rows_of_key.sql")).map_err(failed)?;
    let sources = Sources::default();
    let (mut latest, mut facts) = (Latest::default(), Vec::new());
    for key in keys {
        let named = (key.kind.code(), key.id.as_str(), key.facet.as_str(), revision as i64);
        let mut rows = statement.query(named).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            if let Some(row) = latest.push(raw_row(key.kind, row).map_err(failed)?) {
                facts.push(fact(row.decode(&sources)?));
            }
        }
    }
    if let Some(row) = latest.finish() {
        facts.push(fact(row.decode(&sources)?));
    }
    Ok(facts)
}

/// Of rows that come sorted, the latest of each key and day is the last before the next key or day. Retracted ones are dropped.
#[derive(Default)]
struct Latest {
    last: Option<RawRow>,
}

impl Latest {
    /// Takes the next row; gives the one before when that was the last word on its key and day.
    fn push(&mut self, row: RawRow) -> Option<RawRow> {
        let replaced = self.last.as_ref().is_some_and(|last| last.is_about_the_same(&row));
        self.last.replace(row).filter(|before| !replaced && before.state != "retracted")
    }

    fn finish(self) -> Option<RawRow> {
        self.last.filter(|row| row.state != "retracted")
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
