//! The shape of the database and how an older one becomes the current one.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::StoreError;
use super::copy::copy_to_new_file;

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

#[cfg(test)]
mod tests {
    use super::super::open::open;
    use super::super::{Location, StoreError};
    use super::*;

    /// Every statement the store asks, by the name of its file.
    fn statements() -> Vec<(String, String)> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/sql");
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let files = files.filter(|path| path.extension().is_some_and(|extension| extension == "sql"));
        files.map(|path| (path.display().to_string(), std::fs::read_to_string(path).unwrap())).collect()
    }

    #[test]
    fn every_statement_can_be_prepared_and_says_what_comes_back() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, MIGRATIONS).unwrap();
        let statements = statements();
        assert!(statements.len() > 10);
        for (file, sql) in statements {
            assert!(sql.starts_with("-- "), "{file}: the first line says what comes back");
            connection.prepare(&sql).unwrap_or_else(|error| panic!("{file}: {error}"));
        }
    }

    #[test]
    fn an_older_database_is_copied_before_it_is_migrated() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("atlas.db");
        let location = Location::Sqlite(path.clone());
        drop(open(&location, MIGRATIONS).unwrap());

        let next = [MIGRATIONS, &["ALTER TABLE description ADD COLUMN motto TEXT"]].concat();
        let opened = open(&location, &next).unwrap();
        assert_eq!(version(&opened.writer).unwrap(), newest(&next));
        assert!(opened.writer.prepare("SELECT motto FROM description").is_ok());
        drop(opened);
        let copy = folder.path().join(format!("atlas.db.before-schema-{}", newest(&next)));
        let copy = Connection::open(copy).unwrap();
        assert_eq!(version(&copy).unwrap(), newest(MIGRATIONS));
        assert!(copy.prepare("SELECT motto FROM description").is_err());

        let error = open(&location, MIGRATIONS).err().unwrap();
        assert!(matches!(error, StoreError::NewerSchema { .. }), "{error}");
    }

    #[test]
    fn a_migration_that_fails_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("atlas.db");
        let location = Location::Sqlite(path.clone());
        drop(open(&location, MIGRATIONS).unwrap());
        let broken = [MIGRATIONS, &["ALTER TABLE description ADD COLUMN motto TEXT", "NONSENSE"]].concat();
        assert!(open(&location, &broken).is_err());
        let opened = open(&location, MIGRATIONS).unwrap();
        assert_eq!(version(&opened.writer).unwrap(), newest(MIGRATIONS));
        assert!(opened.writer.prepare("SELECT motto FROM description").is_err());
    }
}
