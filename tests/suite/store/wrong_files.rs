//! A file that is not a whole database of ours is called what it is, and left as it is.

use std::path::Path;

use kcn_atlas::model::ServicingState;
use kcn_atlas::store::{Defect, Location, Store, StoreError};
use rusqlite::Connection;

use super::scene::{open, serviced};

/// A closed record of some hundred rows, in one file.
async fn record(path: &Path) {
    let store = open(path).await;
    for count in 0..300 {
        store.commit(serviced(&format!("kcn-a.p.{count}"), "2020-01-01", ServicingState::None)).await.unwrap();
    }
    drop(store);
    assert!(!path.with_extension("db-wal").exists(), "the last connection folds the log into the file");
}

/// Opens what must not open; the file stays as it was.
async fn refusal(path: &Path) -> StoreError {
    let before = std::fs::read(path).ok();
    let error = Store::open(&Location::Sqlite(path.to_owned())).await.err().expect("this is no record");
    assert_eq!(std::fs::read(path).ok(), before, "the file was touched: {error}");
    let explained = error.explain();
    assert!(!explained.vi.is_empty() && explained.vi != explained.en, "{explained:?}");
    error
}

#[tokio::test]
async fn other_files_are_refused_each_in_its_own_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("atlas.db");

    std::fs::create_dir(&path).unwrap();
    assert!(matches!(refusal(&path).await, StoreError::IsAFolder { .. }));
    std::fs::remove_dir(&path).unwrap();

    std::fs::write(&path, b"").unwrap();
    assert!(matches!(refusal(&path).await, StoreError::EmptyFile { .. }));

    std::fs::write(&path, "id,label,area\n".repeat(500)).unwrap();
    assert!(matches!(refusal(&path).await, StoreError::NotADatabase { .. }));
    std::fs::remove_file(&path).unwrap();

    Connection::open(&path).unwrap().execute_batch("CREATE TABLE head (revision)").unwrap();
    assert!(matches!(refusal(&path).await, StoreError::OtherProgram { application_id: 0, .. }));
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("atlas.db");
    record(&path).await;
    Connection::open(&path).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    assert!(matches!(refusal(&path).await, StoreError::NewerSchema { found: 99, .. }));
}

#[tokio::test]
async fn a_truncated_a_half_written_and_a_scribbled_database_are_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("atlas.db");
    record(&path).await;
    let whole = std::fs::read(&path).unwrap();

    for length in [60, 100, 4096, whole.len() / 2, whole.len() - 4096] {
        std::fs::write(&path, &whole[..length]).unwrap();
        let error = refusal(&path).await;
        assert!(matches!(error, StoreError::Damaged { .. } | StoreError::NotADatabase { .. }), "{length}: {error}");
    }

    let mut half_written = whole.clone();
    half_written[whole.len() / 2..].fill(0);
    std::fs::write(&path, half_written).unwrap();
    assert!(matches!(refusal(&path).await, StoreError::Damaged { .. }));

    let mut scribbled = whole.clone();
    for page in (4096..whole.len()).step_by(4096) {
        scribbled[page..page + 64].fill(0xA5);
    }
    std::fs::write(&path, scribbled).unwrap();
    assert!(matches!(refusal(&path).await, StoreError::Damaged { .. }));
}

#[tokio::test]
async fn a_body_changed_behind_our_back_is_found_by_check_and_stops_reading() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("atlas.db");
    record(&path).await;
    let sql =
        "DROP TRIGGER rows_are_never_changed; DROP TRIGGER revisions_are_never_deleted; PRAGMA foreign_keys = OFF;
         UPDATE rows SET body = replace(body, '\"none\"', '\"gold\"') WHERE id = 'kcn-a.p.7';
         DELETE FROM revisions WHERE number = 5;";
    Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    let store = open(&path).await;
    let defects = store.check().await.unwrap();
    assert_eq!(defects.len(), 3, "{defects:?}");
    assert_eq!(defects[0], Defect::MissingRevision { expected: 5, found: 6 });
    assert_eq!(defects[1], Defect::UnrecordedRevision { revision: 5 });
    assert!(matches!(&defects[2], Defect::UnreadableRow { refused, .. } if refused.field == "servicing"));
    let error = store.facts(None).await.unwrap_err();
    assert!(error.to_string().contains("lot kcn-a.p.7 servicing 2020-01-01") && error.to_string().contains("gold"));
}

#[tokio::test]
async fn what_is_published_cannot_be_changed_even_with_sql() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("atlas.db");
    record(&path).await;
    let connection = Connection::open(&path).unwrap();
    for sql in [
        "UPDATE rows SET state = 'ended', body = NULL",
        "DELETE FROM rows",
        "DELETE FROM revisions",
        "UPDATE revisions SET note = ''",
    ] {
        assert!(connection.execute(sql, []).is_err(), "{sql}");
    }
}

#[tokio::test]
async fn a_place_that_cannot_be_written_is_said_to_be_so() {
    // /proc takes no files, whoever asks.
    let error = refusal(Path::new("/proc/kcn-atlas/atlas.db")).await;
    assert!(matches!(error, StoreError::NotWritable { .. }), "{error}");
}

#[test]
fn a_location_is_a_sqlite_file_or_memory() {
    assert_eq!("sqlite:var/atlas.db".parse::<Location>().unwrap(), Location::Sqlite("var/atlas.db".into()));
    assert_eq!("sqlite::memory:".parse::<Location>().unwrap(), Location::Memory);
    assert!(matches!("postgres://host/atlas".parse::<Location>(), Err(StoreError::PostgresNotYet)));
    for text in ["", "atlas.db", "sqlite:", "mysql:x"] {
        assert!(matches!(text.parse::<Location>(), Err(StoreError::BadLocation { .. })), "{text}");
    }
}
