//! Many writers at once.

use std::collections::BTreeSet;

use kcn_atlas::model::*;
use kcn_atlas::store::{Content, StoreError};

use super::scene::{change, key, open, serviced};

const WRITERS: usize = 64;
const EACH: usize = 8;

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_writers_are_each_acknowledged_once_and_a_bad_change_fails_alone() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder.path().join("atlas.db")).await;
    let writers = (0..WRITERS).map(|writer| {
        let store = store.clone();
        tokio::spawn(async move {
            let mut numbers = vec![];
            for count in 0..EACH {
                if writer == 7 {
                    let row = (key(Kind::Lot, "kcn-a.p.1", "tenure"), "2020-01-01", Content::Retracted);
                    let error = store.commit(change(vec![row])).await.unwrap_err();
                    assert!(matches!(error, StoreError::NothingToRetract { .. }), "{error}");
                    let row = || (key(Kind::Lot, "kcn-a.p.1", "tenure"), "2020-01-01", Content::Ended);
                    let error = store.commit(change(vec![row(), row()])).await.unwrap_err();
                    assert!(matches!(error, StoreError::DuplicateRow { .. }), "{error}");
                } else {
                    let lot = format!("kcn-a.p.{writer}-{count}");
                    let committed = store.commit(serviced(&lot, "2020-01-01", ServicingState::None)).await.unwrap();
                    assert_eq!(committed.facts.len(), 1);
                    assert_eq!(committed.facts[0].revision, committed.info.number);
                    numbers.push(committed.info.number);
                }
            }
            assert!(numbers.is_sorted(), "a writer that waits sees its revisions in order");
            numbers
        })
    });
    let mut acknowledged = vec![];
    for writer in writers.collect::<Vec<_>>() {
        acknowledged.extend(writer.await.unwrap());
    }
    let expected = ((WRITERS - 1) * EACH) as Revision;
    assert_eq!(acknowledged.len(), expected as usize);
    assert_eq!(BTreeSet::from_iter(acknowledged), BTreeSet::from_iter(1..=expected));
    assert_eq!(store.head().await.unwrap(), expected);
    let numbers: Vec<Revision> = store.revisions().await.unwrap().iter().map(|info| info.number).collect();
    assert_eq!(numbers, (1..=expected).collect::<Vec<_>>());
    assert_eq!(store.check().await.unwrap(), vec![]);
    assert_eq!(store.rows().await.unwrap().len(), expected as usize);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_commit_returns_is_the_timeline_at_its_own_revision_however_many_follow() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder.path().join("atlas.db")).await;
    let writers = (0..WRITERS).map(|writer| {
        let store = store.clone();
        tokio::spawn(async move {
            let day = format!("20{:02}-01-01", writer + 10);
            let committed = store.commit(serviced("kcn-a.p.1", &day, ServicingState::None)).await.unwrap();
            assert_eq!(committed.facts.len() as Revision, committed.info.number, "one day was added by each revision");
            assert!(committed.facts.iter().all(|fact| fact.revision <= committed.info.number));
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
}
