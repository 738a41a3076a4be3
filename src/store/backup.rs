//! Copies of the database: taken while it is in use, checked before they count, never over something else.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::copy::copy_to_new_file;
use super::file::{beside, check_pages, lock, look_at, move_into_place};
use super::open::inspect;
use super::schema::{MIGRATIONS, free_name, newest};
use super::{Location, StoreError, reader};

/// Puts a backup in the place of a database. The backup is checked first and left as it is.
///
/// **Errors**: [`StoreError::AlreadyExists`] where a record would be lost, unless `replace`: then it is kept beside as
/// `….before-restore`. [`StoreError::InUse`] while anybody has the database open.
pub fn restore(from: &Path, to: &Location, replace: bool) -> Result<(), StoreError> {
    let Location::Sqlite(to) = to else {
        return Err(StoreError::BadLocation { text: to.to_string() });
    };
    inspect(from, newest(MIGRATIONS))?;
    let backup = look_at(from).map_err(|error| StoreError::of_file(from, error))?;
    check_pages(&backup, from)?;
    if to.is_dir() {
        return Err(StoreError::IsAFolder { path: to.clone() });
    }
    let _lock = lock(to, File::try_lock)?;
    if to.exists() && !replace && !holds_nothing(to) {
        return Err(StoreError::AlreadyExists { path: to.clone() });
    }
    let restored = free_name(to, "restoring");
    copy_to_new_file(&backup, &restored)?;
    if to.exists() {
        put_aside(to)?;
    }
    move_into_place(&restored, to)
}

/// Whether a file is a database of ours without a single revision.
fn holds_nothing(path: &Path) -> bool {
    inspect(path, newest(MIGRATIONS)).is_ok()
        && look_at(path).is_ok_and(|connection| matches!(reader::head(&connection, path), Ok(0)))
}

/// Renames a database with its logs, so that it can still be opened under the new name.
fn put_aside(path: &Path) -> Result<PathBuf, StoreError> {
    let aside = free_name(path, "before-restore");
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let (from, to) = (beside(path, suffix), beside(&aside, suffix));
        if from.exists() {
            std::fs::rename(&from, &to).map_err(|error| StoreError::of_io(&from, &error))?;
        }
    }
    Ok(aside)
}
