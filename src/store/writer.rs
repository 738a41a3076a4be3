//! The one thread that writes. Changes that wait together share one transaction, each its own revision.
//!
//! Invariant: a reply is sent after COMMIT returned, so an acknowledged change survives the death of the process.
//! Invariant: revision numbers are taken from the head row inside the transaction: gapless, in the order of commit.

use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use rayon::prelude::*;
use rusqlite::{CachedStatement, Connection, ErrorCode, OptionalExtension, Transaction, TransactionBehavior, params};
use tokio::sync::{mpsc, oneshot};

use super::row::row_name;
use super::{Bundle, Content, Row, StoreError, body};
use crate::model::{Coded, Date, Revision, RevisionInfo, RowKey};

/// At most this many changes share a transaction: enough to hide the disk, few enough that the first does not wait long.
const LARGEST_GROUP: usize = 256;

/// How many changes may wait before their senders wait.
const LONGEST_QUEUE: usize = 1024;

/// Rows of a bundle are encoded side by side, this many at a time.
const ROWS_AT_A_TIME: usize = 8192;

/// A row whose body is already text.
pub struct TextRow {
    /// What it is about.
    pub key: RowKey,
    /// From which day.
    pub valid_from: Date,
    /// What it says.
    pub content: TextContent,
}

/// What a row says, as it is stored.
pub enum TextContent {
    /// The text of a body.
    Body(String),
    /// See [`Content::Ended`].
    Ended,
    /// See [`Content::Retracted`].
    Retracted,
}

impl TextContent {
    /// The columns `state` and `body`.
    fn columns(&self) -> (&'static str, Option<&str>) {
        match self {
            TextContent::Body(text) => ("body", Some(text)),
            TextContent::Ended => ("ended", None),
            TextContent::Retracted => ("retracted", None),
        }
    }

    /// The stored form of a content.
    pub fn of(content: &Content) -> Result<Self, crate::model::Refused> {
        Ok(match content {
            Content::Body(body) => TextContent::Body(body::encode(body)?),
            Content::Ended => TextContent::Ended,
            Content::Retracted => TextContent::Retracted,
        })
    }
}

/// A change that is ready to be written; its number is still to be given.
pub struct TextChange {
    /// Everything but the number.
    pub info: RevisionInfo,
    /// The rows.
    pub rows: Vec<TextRow>,
}

type Reply = oneshot::Sender<Result<RevisionInfo, StoreError>>;

enum Work {
    Commit(TextChange, Reply),
    Load(Box<Bundle>, Reply),
}

/// The queue in front of the thread.
pub struct Writer {
    queue: Option<mpsc::Sender<Work>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread.
    pub fn start(connection: Connection, path: PathBuf) -> Result<Self, StoreError> {
        let (queue, waiting) = mpsc::channel(LONGEST_QUEUE);
        let thread = std::thread::Builder::new()
            .name("kcn-atlas-writer".into())
            .spawn({
                let path = path.clone();
                move || write_all(connection, waiting, &path)
            })
            .map_err(|error| StoreError::of_io(&path, &error))?;
        Ok(Writer { queue: Some(queue), thread: Some(thread) })
    }

    /// Writes one change and waits until it is durable.
    pub async fn commit(&self, change: TextChange) -> Result<RevisionInfo, StoreError> {
        self.ask(|reply| Work::Commit(change, reply)).await
    }

    /// Writes a whole bundle into an empty record.
    pub async fn load(&self, bundle: Bundle) -> Result<RevisionInfo, StoreError> {
        self.ask(|reply| Work::Load(Box::new(bundle), reply)).await
    }

    async fn ask(&self, work: impl FnOnce(Reply) -> Work) -> Result<RevisionInfo, StoreError> {
        let (reply, answer) = oneshot::channel();
        let queue = self.queue.as_ref().ok_or(StoreError::ShutDown)?;
        queue.send(work(reply)).await.map_err(|_| StoreError::ShutDown)?;
        answer.await.map_err(|_| StoreError::ShutDown)?
    }
}

impl Drop for Writer {
    /// Waits for the changes still in the queue, so that the file may be moved once the store is gone.
    fn drop(&mut self) {
        self.queue.take();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn write_all(mut connection: Connection, mut waiting: mpsc::Receiver<Work>, path: &Path) {
    let mut next = None;
    while let Some(work) = next.take().or_else(|| waiting.blocking_recv()) {
        match work {
            Work::Load(bundle, reply) => {
                let loaded = load(&mut connection, *bundle, path);
                let _ = reply.send(loaded);
            }
            Work::Commit(change, reply) => {
                let mut group = vec![(change, reply)];
                while group.len() < LARGEST_GROUP {
                    match waiting.try_recv() {
                        Ok(Work::Commit(change, reply)) => group.push((change, reply)),
                        Ok(other) => {
                            next = Some(other);
                            break;
                        }
                        Err(_) => break,
                    }
                }
                commit_group(&mut connection, group, path);
            }
        }
    }
}

/// Writes a group of changes in one transaction and answers each.
fn commit_group(connection: &mut Connection, group: Vec<(TextChange, Reply)>, path: &Path) {
    let (changes, replies): (Vec<_>, Vec<_>) = group.into_iter().unzip();
    let answers = match write_group(connection, &changes, path) {
        Ok(answers) => answers,
        Err(error) => {
            tracing::error!(%error, changes = changes.len(), "a group of changes was not written");
            let why = error.explain();
            changes.iter().map(|_| Err(StoreError::NotWritten { why: why.clone() })).collect()
        }
    };
    for (reply, answer) in replies.into_iter().zip(answers) {
        // Whoever asked may have gone away; the change is written all the same.
        let _ = reply.send(answer);
    }
}

/// One answer for each change, or one error when none was written.
fn write_group(
    connection: &mut Connection,
    changes: &[TextChange],
    path: &Path,
) -> Result<Vec<Result<RevisionInfo, StoreError>>, StoreError> {
    let failed = |error| StoreError::of_file(path, error);
    let mut transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    let mut head = read_head(&transaction).map_err(failed)?;
    let mut answers = Vec::with_capacity(changes.len());
    for change in changes {
        let info = RevisionInfo { number: head + 1, ..change.info.clone() };
        let savepoint = transaction.savepoint().map_err(failed)?;
        match write_change(&savepoint, &info, &change.rows, path) {
            Ok(()) => {
                savepoint.commit().map_err(failed)?;
                head = info.number;
                answers.push(Ok(info));
            }
            // A full disk ends the whole transaction, not only this change.
            Err(error) if savepoint.is_autocommit() => return Err(error),
            Err(error) => {
                savepoint.finish().map_err(failed)?;
                answers.push(Err(error));
            }
        }
    }
    write_head(&transaction, head).map_err(failed)?;
    transaction.commit().map_err(failed)?;
    Ok(answers)
}

fn write_change(connection: &Connection, info: &RevisionInfo, rows: &[TextRow], path: &Path) -> Result<(), StoreError> {
    let failed = |error| StoreError::of_file(path, error);
    write_revision(connection, info).map_err(failed)?;
    let mut insert = connection.prepare_cached(include_str!("sql/insert_row.sql")).map_err(failed)?;
    for row in rows {
        if matches!(row.content, TextContent::Retracted) && !is_said(connection, row).map_err(failed)? {
            return Err(StoreError::NothingToRetract { row: row_name(&row.key, row.valid_from) });
        }
        write_row(&mut insert, row, info.number).map_err(|error| match error.sqlite_error_code() {
            Some(ErrorCode::ConstraintViolation) => {
                StoreError::DuplicateRow { row: row_name(&row.key, row.valid_from) }
            }
            _ => failed(error),
        })?;
    }
    Ok(())
}

/// Whether something is said of the row's key and day and not taken back.
fn is_said(connection: &Connection, row: &TextRow) -> Result<bool, rusqlite::Error> {
    let key = (row.key.kind.code(), row.key.id.as_str(), row.key.facet.as_str(), row.valid_from.to_string());
    let mut statement = connection.prepare_cached(include_str!("sql/last_state.sql"))?;
    let state: Option<String> = statement.query_row(key, |row| row.get(0)).optional()?;
    Ok(state.is_some_and(|state| state != "retracted"))
}

fn write_row(insert: &mut CachedStatement<'_>, row: &TextRow, revision: Revision) -> Result<(), rusqlite::Error> {
    let (state, body) = row.content.columns();
    let (kind, id, part) = (row.key.kind.code(), row.key.id.as_str(), row.key.facet.as_str());
    let number = revision as i64;
    insert.execute(params![kind, id, part, row.valid_from.to_string(), number, state, body]).map(|_| ())
}

fn write_revision(connection: &Connection, info: &RevisionInfo) -> Result<(), rusqlite::Error> {
    let mut insert = connection.prepare_cached(include_str!("sql/insert_revision.sql"))?;
    insert.execute(params![info.number as i64, info.recorded_at, info.author, info.note]).map(|_| ())
}

fn read_head(connection: &Connection) -> Result<Revision, rusqlite::Error> {
    let mut statement = connection.prepare_cached(include_str!("sql/head.sql"))?;
    statement.query_row([], |row| row.get::<_, i64>(0)).map(i64::unsigned_abs)
}

fn write_head(connection: &Connection, head: Revision) -> Result<(), rusqlite::Error> {
    connection.prepare_cached(include_str!("sql/set_head.sql"))?.execute([head as i64]).map(|_| ())
}

/// Writes a whole bundle, all or nothing.
fn load(connection: &mut Connection, bundle: Bundle, path: &Path) -> Result<RevisionInfo, StoreError> {
    let failed = |error| StoreError::of_file(path, error);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    let head = read_head(&transaction).map_err(failed)?;
    if head != 0 {
        return Err(StoreError::NotEmpty { head });
    }
    let Some(last) = bundle.revisions.last().cloned() else { return Err(StoreError::EmptyChange) };
    for info in &bundle.revisions {
        write_revision(&transaction, info).map_err(failed)?;
    }
    load_rows(&transaction, &bundle.rows, path)?;
    let (name, extent) = (&bundle.description.name, bundle.description.extent);
    let described = params![name.vi, name.en, extent.min_lon, extent.min_lat, extent.max_lon, extent.max_lat];
    transaction.execute(include_str!("sql/insert_description.sql"), described).map_err(failed)?;
    write_head(&transaction, last.number).map_err(failed)?;
    transaction.commit().map_err(failed)?;
    Ok(last)
}

fn load_rows(transaction: &Transaction<'_>, rows: &[Row], path: &Path) -> Result<(), StoreError> {
    let failed = |error| StoreError::of_file(path, error);
    let mut insert = transaction.prepare_cached(include_str!("sql/insert_row.sql")).map_err(failed)?;
    for chunk in rows.chunks(ROWS_AT_A_TIME) {
        let encoded: Vec<Result<TextRow, StoreError>> = chunk.par_iter().map(encoded).collect();
        for (row, text) in chunk.iter().zip(encoded) {
            write_row(&mut insert, &text?, row.revision).map_err(|error| match error.sqlite_error_code() {
                Some(ErrorCode::ConstraintViolation) => {
                    StoreError::DuplicateRow { row: row_name(&row.key, row.valid_from) }
                }
                _ => failed(error),
            })?;
        }
    }
    Ok(())
}

fn encoded(row: &Row) -> Result<TextRow, StoreError> {
    let content = TextContent::of(&row.content).map_err(|refused| StoreError::RefusedRow {
        row: row_name(&row.key, row.valid_from),
        refused: Box::new(refused),
    })?;
    Ok(TextRow { key: row.key.clone(), valid_from: row.valid_from, content })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Id, Kind, parse_date};
    use crate::store::Location;
    use crate::store::open::open;
    use crate::store::schema::MIGRATIONS;

    /// A change of so many rows of about a kilobyte.
    fn change(rows: usize) -> TextChange {
        let row = |at: usize| TextRow {
            key: RowKey {
                kind: Kind::Lot,
                id: Id::new(&format!("kcn-a.p.{at}")).unwrap(),
                facet: Id::new("tenure").unwrap(),
            },
            valid_from: parse_date("2026-11-24").unwrap(),
            content: TextContent::Body(" ".repeat(1000)),
        };
        let info = RevisionInfo {
            number: 0,
            recorded_at: "2026-11-24T00:00:00Z".into(),
            author: "test".into(),
            note: "rows".into(),
        };
        TextChange { info, rows: (0..rows).map(row).collect() }
    }

    #[tokio::test]
    async fn a_change_that_finds_no_space_is_told_so_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let opened = open(&Location::Sqlite(path.clone()), MIGRATIONS).unwrap();
        let pages: i64 = opened.writer.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        opened.writer.pragma_update(None, "max_page_count", pages + 50).unwrap();
        let reader = opened.door.connect().unwrap();
        let writer = Writer::start(opened.writer, path.clone()).unwrap();
        let error = writer.commit(change(500)).await.unwrap_err();
        let why = error.explain();
        assert!(why.vi.contains("hết chỗ trống") && why.en.contains("no space left"), "{why:?}");
        assert_eq!(read_head(&reader).unwrap(), 0);
        assert_eq!(writer.commit(change(5)).await.unwrap().number, 1, "what fits is written all the same");
        let sound: String = reader.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(sound, "ok");
    }
}
