//! Files of a database: locked, looked at without touching, checked, and moved into place whole.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::StoreError;

/// How long a connection waits for another process before it gives up.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// Refuses a database in which SQLite finds a broken page.
pub fn check_pages(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let said: String = connection
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(|error| StoreError::of_file(path, error))?;
    if said == "ok" { Ok(()) } else { Err(StoreError::Damaged { path: path.to_owned(), detail: said }) }
}

/// A connection that only reads. Without a log beside it the file is declared immutable, so that not even a lock file is made.
pub fn look_at(path: &Path) -> Result<Connection, rusqlite::Error> {
    let log_exists = ["-wal", "-journal"].iter().any(|suffix| beside(path, suffix).exists());
    let mut name = String::from("file:");
    for &byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => name.push(char::from(byte)),
            _ => name.push_str(&format!("%{byte:02X}")),
        }
    }
    if !log_exists {
        name.push_str("?immutable=1");
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(name, flags)?;
    connection.busy_timeout(PATIENCE)?;
    Ok(connection)
}

/// `atlas.db` and a suffix.
pub fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.to_owned().into_os_string();
    name.push(suffix);
    name.into()
}

/// Takes the lock file beside a database, making the folder first.
pub fn lock(path: &Path, take: fn(&File) -> Result<(), TryLockError>) -> Result<File, StoreError> {
    let failed = |error: std::io::Error| StoreError::of_io(path, &error);
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)
            .map_err(|error| StoreError::NotWritable { path: folder.to_owned(), detail: error.to_string() })?;
    }
    let name = beside(path, ".lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&name)
        .map_err(|error| StoreError::NotWritable { path: name.clone(), detail: error.to_string() })?;
    match take(&file) {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse { path: path.to_owned() }),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// Gives a finished file its name, never over another, and makes the new name durable.
pub fn move_into_place(from: &Path, to: &Path) -> Result<(), StoreError> {
    let failed = |error: std::io::Error| StoreError::of_io(to, &error);
    File::open(from).and_then(|file| file.sync_all()).map_err(failed)?;
    // A link is refused where the name is taken; a rename would overwrite what appeared there meanwhile.
    match std::fs::hard_link(from, to) {
        Ok(()) => std::fs::remove_file(from).map_err(failed)?,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => return Err(failed(error)),
        Err(_) if to.exists() => return Err(StoreError::AlreadyExists { path: to.to_owned() }),
        // Some file systems have no links.
        Err(_) => std::fs::rename(from, to).map_err(failed)?,
    }
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)
}
