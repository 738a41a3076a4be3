//! The bitemporal record: rows, revisions, versioned bodies, SQLite, the native bundle.
//!
//! ```text
//! Change ─▶ writer thread ─▶ rows ─▶ at revision R: the latest row ≤ R of each (key, day) ─▶ Facts ─▶ index
//! Bundle ─▶       "           │
//!        ◀────────────────────┘ every row, nothing derived
//! ```
//!
//! Invariant: this room alone knows SQL. Invariant: nothing published is changed or deleted.
//! Invariant: an acknowledged commit is on the disk.
//! What rows refer to (does the part of a lot exist?) is not looked at here: the index sees all records at once.

pub mod body;
pub mod bundle;

mod backup;
mod check;
mod copy;
mod error;
mod explain;
mod file;
mod location;
mod open;
mod reader;
mod row;
mod rows;
mod schema;
mod writer;

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

pub use self::check::Defect;
pub use self::error::StoreError;
pub use self::location::Location;
use self::reader::Readers;
use self::row::row_name;
pub use self::row::{Bundle, Change, Committed, Content, Description, NewRow, Row};
use self::writer::{TextChange, TextContent, TextRow, Writer};
use crate::model::{Fact, Revision, RevisionInfo, RowKey};

/// A handle on one record. Clones share it; the last one to go waits for what is still being written.
#[derive(Clone)]
pub struct Store {
    shared: Arc<Shared>,
}

struct Shared {
    // Fields go in this order: the writer finishes before the lock is given up.
    writer: Writer,
    readers: Arc<Readers>,
    _lock: Option<File>,
}

impl Store {
    /// Opens a record, making an empty one where there is none.
    ///
    /// An older schema is migrated after a copy was put beside it. What the file is, is found out before anything is written to it.
    ///
    /// **Errors**: one of [`StoreError`] for a folder, an empty file, another file, a database of another program or of a newer version, a damaged one, a place that cannot be written.
    pub async fn open(location: &Location) -> Result<Store, StoreError> {
        let location = location.clone();
        blocking(move || {
            let opened = open::open(&location, schema::MIGRATIONS)?;
            let writer = Writer::start(opened.writer, opened.door.path.clone())?;
            let readers = Arc::new(Readers::new(opened.door));
            Ok(Store { shared: Arc::new(Shared { writer, readers, _lock: opened.lock }) })
        })
        .await
    }

    /// The number of the last revision; 0 = nothing was ever published.
    pub async fn head(&self) -> Result<Revision, StoreError> {
        self.shared.readers.ask(reader::head).await
    }

    /// Every revision, oldest first.
    pub async fn revisions(&self) -> Result<Vec<RevisionInfo>, StoreError> {
        self.shared.readers.ask(reader::revisions).await
    }

    /// What holds at a revision (`None` = the last): of the rows about one key and day the latest, retracted ones dropped.
    ///
    /// **Shape**: sorted by key, then by day.
    ///
    /// **Errors**: [`StoreError::UnknownRevision`]; [`StoreError::UnreadableRow`] for a row that was tampered with.
    pub async fn facts(&self, at: Option<Revision>) -> Result<Vec<Fact>, StoreError> {
        self.shared.readers.ask(move |connection, path| rows::facts(connection, path, at)).await
    }

    /// Hands out what [`Store::facts`] returns, chunk by chunk, so that a caller need not hold a million lots twice.
    pub async fn each_facts(
        &self,
        at: Option<Revision>,
        sink: impl FnMut(Vec<Fact>) + Send + 'static,
    ) -> Result<(), StoreError> {
        self.shared.readers.ask(move |connection, path| rows::each_facts(connection, path, at, sink)).await
    }

    /// Every row as it was published, sorted by key, day and revision.
    pub async fn rows(&self) -> Result<Vec<Row>, StoreError> {
        self.shared.readers.ask(rows::rows).await
    }

    /// Publishes a change as one revision, all or nothing. When this returns, it is on the disk.
    ///
    /// **Errors**: [`StoreError::EmptyChange`], [`StoreError::BadRecordedAt`], [`StoreError::RefusedRow`],
    /// [`StoreError::DuplicateRow`], [`StoreError::NothingToRetract`]; nothing is written then, and other changes are not held up.
    pub async fn commit(&self, change: Change) -> Result<Committed, StoreError> {
        let (change, keys) = blocking(move || prepared(&change)).await?;
        let info = self.shared.writer.commit(change).await?;
        let number = info.number;
        let facts =
            self.shared.readers.ask(move |connection, path| rows::facts_of_keys(connection, path, &keys, number));
        Ok(Committed { info, facts: facts.await? })
    }

    /// Loads a bundle into an empty record, with its revisions as they are.
    ///
    /// **Shape**: the last revision.
    ///
    /// **Errors**: [`StoreError::NotEmpty`]; nothing is written then.
    pub async fn load_bundle(&self, bundle: Bundle) -> Result<RevisionInfo, StoreError> {
        self.shared.writer.load(bundle).await
    }

    /// The whole record, as one moment, to be written as a bundle.
    pub async fn to_bundle(&self) -> Result<Bundle, StoreError> {
        let read = |connection: &rusqlite::Connection, path: &Path| {
            Ok(Bundle {
                description: reader::description(connection, path)?,
                revisions: reader::revisions(connection, path)?,
                rows: rows::rows(connection, path)?,
            })
        };
        self.shared.readers.ask(read).await
    }

    /// What the record is a record of, as its bundle said.
    pub async fn describe(&self) -> Result<Description, StoreError> {
        self.shared.readers.ask(reader::description).await
    }

    /// Everything wrong with the record: broken pages, gaps in the revisions, rows that do not read.
    pub async fn check(&self) -> Result<Vec<Defect>, StoreError> {
        self.shared.readers.ask(check::check).await
    }

    /// Copies one moment of the record into a new file, while it is in use.
    ///
    /// **Errors**: [`StoreError::AlreadyExists`].
    pub async fn backup(&self, to: &Path) -> Result<(), StoreError> {
        let to = to.to_owned();
        self.shared.readers.ask(move |connection, _| copy::copy_to_new_file(connection, &to)).await
    }

    /// Puts a backup in the place of a record nobody has open. The backup is checked first.
    ///
    /// **Errors**: [`StoreError::AlreadyExists`] where a record would be lost, unless `replace`: then it is kept beside as
    /// `….before-restore`. [`StoreError::InUse`] while anybody has the record open.
    pub async fn restore(from: &Path, to: &Location, replace: bool) -> Result<(), StoreError> {
        let (from, to) = (from.to_owned(), to.clone());
        blocking(move || backup::restore(&from, &to, replace)).await
    }
}

/// Runs work that waits for the disk off the async threads.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| StoreError::ShutDown)?
}

/// Checks a change and turns its bodies into text; beside it the keys it touches, sorted.
fn prepared(change: &Change) -> Result<(TextChange, Vec<RowKey>), StoreError> {
    if change.rows.is_empty() {
        return Err(StoreError::EmptyChange);
    }
    if !row::is_time(&change.recorded_at) {
        return Err(StoreError::BadRecordedAt { recorded_at: change.recorded_at.clone() });
    }
    let sources = body::Sources::default();
    let rows = change.rows.iter().map(|row| prepared_row(row, &sources)).collect::<Result<Vec<_>, _>>()?;
    let mut keys: Vec<RowKey> = change.rows.iter().map(|row| row.key.clone()).collect();
    keys.sort();
    keys.dedup();
    let info = RevisionInfo {
        number: 0,
        recorded_at: change.recorded_at.clone(),
        author: change.author.clone(),
        note: change.note.clone(),
    };
    Ok((TextChange { info, rows }, keys))
}

fn prepared_row(row: &NewRow, sources: &body::Sources) -> Result<TextRow, StoreError> {
    let text = body::check_key(&row.key).and_then(|()| body::check_fit(&row.key, &row.content)).and_then(|()| {
        let text = TextContent::of(&row.content)?;
        if let TextContent::Body(body) = &text {
            // What is written must read back: a body made by hand around the model's checks stops here.
            body::decode(row.key.kind, row.key.facet.as_str(), body, sources)?;
        }
        if let Content::Body(body) = &row.content {
            body::check_outline(body)?;
        }
        Ok(text)
    });
    let content = text.map_err(|refused| StoreError::RefusedRow {
        row: row_name(&row.key, row.valid_from),
        refused: Box::new(refused),
    })?;
    Ok(TextRow { key: row.key.clone(), valid_from: row.valid_from, content })
}
