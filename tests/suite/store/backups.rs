//! Backup and restore: the same record comes back, and nothing is overwritten by accident.

use kcn_atlas::model::ServicingState;
use kcn_atlas::store::{Location, Store, StoreError};

use super::scene::{bundle, open, serviced};

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_taken_while_others_write_is_one_moment_and_comes_back_whole() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (folder.path().join("atlas.db"), folder.path().join("copy.db"));
    let store = open(&path).await;
    store.load_bundle(bundle()).await.unwrap();
    let writing = tokio::spawn({
        let store = store.clone();
        async move {
            for count in 0..200 {
                store.commit(serviced(&format!("kcn-a.p.{count}"), "2020-01-01", ServicingState::None)).await.unwrap();
            }
        }
    });
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    store.backup(&copy).await.unwrap();
    writing.await.unwrap();
    assert!(matches!(store.backup(&copy).await, Err(StoreError::AlreadyExists { .. })));

    let restored = folder.path().join("restored/atlas.db");
    Store::restore(&copy, &Location::Sqlite(restored.clone()), false).await.unwrap();
    let restored = open(&restored).await;
    assert_eq!(restored.check().await.unwrap(), vec![]);
    let head = restored.head().await.unwrap();
    assert!((2..=202).contains(&head), "{head}");
    let mut expected = store.to_bundle().await.unwrap();
    expected.revisions.retain(|info| info.number <= head);
    expected.rows.retain(|row| row.revision <= head);
    assert_eq!(restored.to_bundle().await.unwrap(), expected);
}

#[tokio::test]
async fn a_restore_does_not_lose_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (folder.path().join("atlas.db"), folder.path().join("copy.db"));
    let to = Location::Sqlite(path.clone());
    let store = open(&path).await;
    store.load_bundle(bundle()).await.unwrap();
    store.backup(&copy).await.unwrap();
    store.commit(serviced("kcn-a.p.1", "2020-01-01", ServicingState::None)).await.unwrap();
    assert!(matches!(Store::restore(&copy, &to, true).await, Err(StoreError::InUse { .. })), "it is open");
    drop(store);

    assert!(matches!(Store::restore(&copy, &to, false).await, Err(StoreError::AlreadyExists { .. })));
    assert_eq!(open(&path).await.head().await.unwrap(), 3);
    Store::restore(&copy, &to, true).await.unwrap();
    assert_eq!(open(&path).await.head().await.unwrap(), 2);
    assert_eq!(open(&folder.path().join("atlas.db.before-restore")).await.head().await.unwrap(), 3);
    assert!(copy.exists());
}

#[tokio::test]
async fn a_damaged_backup_is_not_restored() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (folder.path().join("atlas.db"), folder.path().join("copy.db"));
    let store = open(&path).await;
    store.load_bundle(bundle()).await.unwrap();
    store.backup(&copy).await.unwrap();
    drop(store);
    let whole = std::fs::read(&copy).unwrap();
    let before = std::fs::read(&path).unwrap();
    std::fs::write(&copy, &whole[..whole.len() / 2]).unwrap();
    let to = Location::Sqlite(path.clone());
    assert!(matches!(Store::restore(&copy, &to, true).await, Err(StoreError::Damaged { .. })));
    assert!(matches!(Store::restore(&folder.path().join("none.db"), &to, true).await, Err(StoreError::Missing { .. })));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}
