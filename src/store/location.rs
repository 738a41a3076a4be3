//! Where the record is kept.

use std::path::PathBuf;
use std::str::FromStr;

use super::StoreError;

/// Where the record is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// One SQLite file.
    Sqlite(PathBuf),
    /// In memory, gone with the process.
    Memory,
}

impl FromStr for Location {
    type Err = StoreError;

    /// Reads `sqlite:var/atlas.db` or `sqlite::memory:`.
    fn from_str(text: &str) -> Result<Self, StoreError> {
        match text.split_once(':') {
            Some(("sqlite", ":memory:")) => Ok(Location::Memory),
            Some(("sqlite", path)) if !path.is_empty() => Ok(Location::Sqlite(path.into())),
            Some(("postgres" | "postgresql", _)) => Err(StoreError::PostgresNotYet),
            _ => Err(StoreError::BadLocation { text: text.to_owned() }),
        }
    }
}

impl std::fmt::Display for Location {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Location::Sqlite(path) => write!(formatter, "sqlite:{}", path.display()),
            Location::Memory => formatter.write_str("sqlite::memory:"),
        }
    }
}
