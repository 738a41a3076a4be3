//! Opening: what a file is, is found out before anything is written to it.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::{Connection, OpenFlags};

use super::file::{PATIENCE, beside, check_pages, lock, look_at, move_into_place};
use super::schema::{APPLICATION_ID, back_up_before_migration, migrate, newest, version};
use super::{Location, StoreError};

/// Up to this size a database is checked page by page whenever it is opened; it takes about a tenth of a second.
const CHECKED_WHEN_OPENED: u64 = 64 * 1024 * 1024;

/// A file shorter than SQLite's smallest page would be taken for a database nobody wrote to yet.
const SMALLEST_PAGE: u64 = 512;

/// How connections to one database are made.
#[derive(Clone, Debug)]
pub struct Door {
    /// The file, or a name for the database in memory.
    pub path: PathBuf,
    in_memory: bool,
}

impl Door {
    /// A new connection. Every connection waits for others and makes every commit durable.
    pub fn connect(&self) -> Result<Connection, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = if self.in_memory {
            let name = format!("file:{}?vfs=memdb", self.path.display());
            let flags = flags | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_URI;
            Connection::open_with_flags(name, flags)
        } else {
            Connection::open_with_flags(&self.path, flags)
        };
        opened.and_then(set_up).map_err(|error| StoreError::of_file(&self.path, error))
    }
}

fn set_up(connection: Connection) -> Result<Connection, rusqlite::Error> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(32);
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(connection)
}

/// A database that was found, made or migrated, and its first connection.
pub struct Opened {
    /// How to make further connections.
    pub door: Door,
    /// The connection that writes.
    pub writer: Connection,
    /// Held as long as the database is open, so that nobody restores over it.
    pub lock: Option<File>,
}

/// Opens a database, making or migrating it first.
pub fn open(location: &Location, migrations: &[&str]) -> Result<Opened, StoreError> {
    let path = match location {
        Location::Memory => return open_in_memory(migrations),
        Location::Sqlite(path) => path,
    };
    if path.is_dir() {
        return Err(StoreError::IsAFolder { path: path.clone() });
    }
    let found = if path.exists() { Some(inspect(path, newest(migrations))?) } else { None };
    let lock = lock(path, File::try_lock_shared)?;
    if found.is_none() {
        create(path, migrations)?;
    }
    let door = Door { path: path.clone(), in_memory: false };
    let mut writer = door.connect()?;
    let failed = |error| StoreError::of_file(path, error);
    if let Some(found) = found
        && found < newest(migrations)
    {
        let copy = back_up_before_migration(&writer, path, found)?;
        tracing::info!(copy = %copy.display(), from = found, to = newest(migrations), "migrating the database");
        migrate(&mut writer, migrations).map_err(failed)?;
    }
    writer.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).map_err(failed)?;
    Ok(Opened { door, writer, lock: Some(lock) })
}

fn open_in_memory(migrations: &[&str]) -> Result<Opened, StoreError> {
    static OPENED: AtomicU64 = AtomicU64::new(0);
    // The name starts with a slash because SQLite shares only such databases between connections.
    let path = PathBuf::from(format!("/kcn-atlas-{}", OPENED.fetch_add(1, Ordering::Relaxed)));
    let door = Door { path, in_memory: true };
    let mut writer = door.connect()?;
    migrate(&mut writer, migrations).map_err(|error| StoreError::of_file(&door.path, error))?;
    Ok(Opened { door, writer, lock: None })
}

/// Finds out what a file is without writing to it.
///
/// **Shape**: the version of its schema.
pub fn inspect(path: &Path, known: i32) -> Result<i32, StoreError> {
    let size = path.metadata().map_err(|error| StoreError::of_io(path, &error))?.len();
    if path.is_dir() {
        return Err(StoreError::IsAFolder { path: path.to_owned() });
    }
    if size == 0 {
        return Err(StoreError::EmptyFile { path: path.to_owned() });
    }
    if size < SMALLEST_PAGE {
        return Err(StoreError::NotADatabase { path: path.to_owned() });
    }
    let failed = |error| StoreError::of_file(path, error);
    let connection = look_at(path).map_err(failed)?;
    let application_id: i32 = connection.query_row("PRAGMA application_id", [], |row| row.get(0)).map_err(failed)?;
    let found = version(&connection).map_err(failed)?;
    if application_id != APPLICATION_ID {
        return Err(StoreError::OtherProgram { path: path.to_owned(), application_id });
    }
    if found > known {
        return Err(StoreError::NewerSchema { path: path.to_owned(), found, known });
    }
    if size <= CHECKED_WHEN_OPENED {
        check_pages(&connection, path)?;
    }
    connection.query_row(include_str!("sql/head.sql"), [], |_| Ok(())).map_err(|error| damaged(path, error))?;
    Ok(found)
}

/// A database of ours without its head row was broken by somebody.
fn damaged(path: &Path, error: rusqlite::Error) -> StoreError {
    StoreError::Damaged { path: path.to_owned(), detail: error.to_string() }
}

/// Makes a new database under another name and moves it into place, so that a half-made one never stands there.
fn create(path: &Path, migrations: &[&str]) -> Result<(), StoreError> {
    let unfinished = beside(path, &format!(".new-{}", std::process::id()));
    let made = Connection::open(&unfinished).and_then(|mut connection| {
        migrate(&mut connection, migrations)?;
        connection.close().map_err(|(_, error)| error)
    });
    let moved =
        made.map_err(|error| StoreError::of_file(path, error)).and_then(|()| move_into_place(&unfinished, path));
    if moved.is_err() {
        let _ = std::fs::remove_file(&unfinished);
    }
    moved
}
