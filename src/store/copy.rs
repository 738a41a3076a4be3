//! A copy of a database, taken while it is in use, whole or not at all.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::StoreError;
use super::file::{beside, check_pages, look_at, move_into_place};

/// Copies one moment of a database into a new file. Writers go on meanwhile.
pub fn copy_to_new_file(connection: &Connection, to: &Path) -> Result<(), StoreError> {
    if to.exists() {
        return Err(StoreError::AlreadyExists { path: to.to_owned() });
    }
    let unfinished = beside(to, &format!(".partial-{}", std::process::id()));
    let copied = copy(connection, &unfinished)
        .map_err(|error| StoreError::of_file(to, error))
        .and_then(|()| check_pages(&look_at(&unfinished).map_err(|error| StoreError::of_file(to, error))?, to))
        .and_then(|()| move_into_place(&unfinished, to));
    if copied.is_err() {
        let _ = std::fs::remove_file(&unfinished);
    }
    copied
}

fn copy(from: &Connection, to: &Path) -> Result<(), rusqlite::Error> {
    let mut copy = Connection::open(to)?;
    {
        let backup = Backup::new(from, &mut copy)?;
        // All pages in one step belong to one moment; in smaller steps every commit would start the copy anew.
        backup.step(-1)?;
    }
    // The copy is one file, without a log beside it.
    copy.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    copy.close().map_err(|(_, error)| error)
}
