//! Looking for what is wrong with a record that opens.

use std::path::Path;

use rusqlite::Connection;

use super::body::Sources;
use super::rows::{ALL_REVISIONS, RawRow, each_row, in_chunks};
use super::{Content, StoreError, body, reader};
use crate::model::{Coded, Kind, Name, Refused, Revision};

/// At most this many defects are listed.
const MOST_DEFECTS: usize = 1000;

/// One thing that is wrong with the record.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Defect {
    /// SQLite finds its own structure broken.
    #[error("the file is damaged: {detail}")]
    DamagedFile {
        /// What SQLite says.
        detail: String,
    },
    /// Revisions are not 1, 2, 3 ….
    #[error("revision {expected} is missing; {found} comes next")]
    MissingRevision {
        /// Which should come.
        expected: Revision,
        /// Which comes.
        found: Revision,
    },
    /// The head names another revision than the last.
    #[error("the head says {head}; the last revision is {last}")]
    WrongHead {
        /// What the head says.
        head: Revision,
        /// The last revision.
        last: Revision,
    },
    /// Rows speak of a revision nobody recorded.
    #[error("rows speak of revision {revision}, which is not recorded")]
    UnrecordedRevision {
        /// Which.
        revision: Revision,
    },
    /// Rows of a kind nobody knows.
    #[error("there are rows of an unknown kind {kind:?}")]
    UnknownKind {
        /// Which.
        kind: String,
    },
    /// A row that does not read.
    #[error("{row} revision {revision} does not read: {refused}")]
    UnreadableRow {
        /// Which row.
        row: String,
        /// Of which revision.
        revision: Revision,
        /// Why.
        refused: Box<Refused>,
    },
}

impl Defect {
    /// The defect in Vietnamese and English.
    pub fn explain(&self) -> Name {
        let vi = match self {
            Defect::DamagedFile { detail } => format!("tệp bị hỏng: {detail}"),
            Defect::MissingRevision { expected, found } => {
                format!("thiếu phiên bản {expected}; tiếp theo là {found}")
            }
            Defect::WrongHead { head, last } => format!("đầu ghi {head}; phiên bản cuối là {last}"),
            Defect::UnrecordedRevision { revision } => {
                format!("có dòng thuộc phiên bản {revision} không được ghi nhận")
            }
            Defect::UnknownKind { kind } => format!("có dòng thuộc loại không biết: {kind:?}"),
            Defect::UnreadableRow { row, revision, refused } => format!(
                "{row} của phiên bản {revision} không đọc được: {} = {}; cho phép: {}",
                refused.field, refused.value, refused.allowed.vi
            ),
        };
        Name::new(vi, self.to_string())
    }
}

/// Everything wrong with the record, up to a bound.
///
/// **Errors**: only when the database cannot be asked at all.
pub fn check(connection: &Connection, path: &Path) -> Result<Vec<Defect>, StoreError> {
    let mut defects = damaged_pages(connection, path)?;
    if !defects.is_empty() {
        // What broken pages say is worth nothing.
        return Ok(defects);
    }
    defects.extend(broken_revisions(connection, path)?);
    let failed = |error| StoreError::of_file(path, error);
    for revision in column::<i64>(connection, include_str!("sql/unknown_revisions.sql")).map_err(failed)? {
        defects.push(Defect::UnrecordedRevision { revision: revision.unsigned_abs() });
    }
    for kind in column::<String>(connection, include_str!("sql/kinds.sql")).map_err(failed)? {
        if crate::model::parse_code::<Kind>(&kind).is_err() {
            defects.push(Defect::UnknownKind { kind });
        }
    }
    defects.extend(unreadable_rows(connection, path)?);
    defects.truncate(MOST_DEFECTS);
    Ok(defects)
}

fn column<T: rusqlite::types::FromSql>(connection: &Connection, sql: &str) -> Result<Vec<T>, rusqlite::Error> {
    connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
}

fn damaged_pages(connection: &Connection, path: &Path) -> Result<Vec<Defect>, StoreError> {
    match column::<String>(connection, "PRAGMA integrity_check(100)") {
        Ok(said) if said == ["ok"] => Ok(vec![]),
        Ok(said) => Ok(said.into_iter().map(|detail| Defect::DamagedFile { detail }).collect()),
        Err(error) => match StoreError::of_file(path, error) {
            StoreError::Damaged { detail, .. } => Ok(vec![Defect::DamagedFile { detail }]),
            other => Err(other),
        },
    }
}

fn broken_revisions(connection: &Connection, path: &Path) -> Result<Vec<Defect>, StoreError> {
    let mut defects = vec![];
    let mut last = 0;
    for info in reader::revisions(connection, path)? {
        if info.number != last + 1 {
            defects.push(Defect::MissingRevision { expected: last + 1, found: info.number });
        }
        last = info.number;
    }
    let head = reader::head(connection, path)?;
    if head != last {
        defects.push(Defect::WrongHead { head, last });
    }
    Ok(defects)
}

fn unreadable_rows(connection: &Connection, path: &Path) -> Result<Vec<Defect>, StoreError> {
    let mut defects = vec![];
    in_chunks(
        |out| each_row(connection, path, ALL_REVISIONS, |row| out.push(row)),
        |row, sources| Ok(unreadable(row, sources)),
        |chunk| defects.extend(chunk.into_iter().flatten()),
    )?;
    Ok(defects)
}

fn unreadable(row: &RawRow, sources: &Sources) -> Option<Defect> {
    let name = || format!("{} {} {} {}", row.kind.code(), row.id, row.part, row.valid_from);
    let refused = match row.decode(sources) {
        Ok(read) => {
            let outline = match &read.content {
                Content::Body(body) => body::check_outline(body),
                _ => Ok(()),
            };
            body::check_key(&read.key).and(outline).err()?
        }
        Err(StoreError::UnreadableRow { refused, .. }) => *refused,
        Err(other) => Refused::new("body", other, "dòng đọc được", "a readable row"),
    };
    Some(Defect::UnreadableRow { row: name(), revision: row.revision, refused: Box::new(refused) })
}
