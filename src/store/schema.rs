//! The shape of the database and how an older one becomes the current one.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::StoreError;
use super::backup::copy_to_new_file;

/// "KCNA": marks a database as ours (see SQLite's `PRAGMA application_id`).
pub const APPLICATION_ID: i32 = 0x4B43_4E41;

/// The steps from an empty database to the current shape; the version of a shape is the number of steps made.
pub const MIGRATIONS: &[&str] = &[include_str!("sql/migrations/0001_rows.sql")];

/// The version in which `migrations` leave a database.
pub fn newest(migrations: &[&str]) -> i32 {
    i32::try_from(migrations.len()).unwrap_or(i32::MAX)
}

/// Reads the version of a database.
pub fn version(connection: &Connection) -> Result<i32, rusqlite::Error> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Makes every step that is still to be made, all or none.
pub fn migrate(connection: &mut Connection, migrations: &[&str]) -> Result<(), rusqlite::Error> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let made = usize::try_from(version(&transaction)?).unwrap_or(0);
    for step in migrations.iter().skip(made) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", newest(migrations))?;
    transaction.commit()
}

/// Copies the database beside itself before it is migrated. An earlier copy is kept.
pub fn back_up_before_migration(connection: &Connection, path: &Path, version: i32) -> Result<PathBuf, StoreError> {
    let copy = free_name(path, &format!("before-schema-{}", version + 1));
    copy_to_new_file(connection, &copy)?;
    Ok(copy)
}

/// `atlas.db.SUFFIX`, or with a number behind it when that exists.
pub fn free_name(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.to_owned().into_os_string();
    name.push(format!(".{suffix}"));
    let mut candidate = PathBuf::from(&name);
    for number in 2.. {
        if !candidate.exists() {
            break;
        }
        let mut numbered = name.clone();
        numbered.push(format!("-{number}"));
        candidate = numbered.into();
    }
    candidate
}
