//! Hostile files cost their own import and nothing else: everybody who asks meanwhile gets an answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use kcn_atlas::api::{ApiState, Origin, router};
use kcn_atlas::import::issue::Severity;
use tower::ServiceExt;

use super::bad_rows;
use super::expectation::job;
use super::fixtures::Files;
use super::record::{Record, collection, lot};
use crate::cli::{Desk, Server, sample};

/// Who asks at the same time.
const READERS: usize = 4;

/// How a file gets in: today through the library, in the process that answers.
async fn import(record: &Record, files: &Files) {
    let parent = tempfile::tempdir().unwrap();
    let Ok(job) = job(parent.path(), files) else { return };
    if let Ok(report) = record.import_job(&job, |request| request.crs = None).await {
        let bad = report.count(Severity::Refused) + report.count(Severity::Question);
        assert!(report.revision.is_none() && bad > 0, "a hostile file went in: {report:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_reader_is_answered_while_ten_hostile_files_come_in() {
    let record = Record::with_a_park().await;
    let honest = collection(&[lot("A-01", 0.0, 0.0, 100.0, 200.0), lot("A-02", 100.0, 0.0, 100.0, 200.0)]);
    assert_eq!(record.import("lô.geojson", &honest, |_| {}).await.unwrap().revision, Some(2));
    let state = ApiState::default();
    state.open(Arc::clone(record.atlas.live()), Origin::Record);
    let router = router(state);
    let (over, answered) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let readers = (0..READERS).map(|_| {
        let (router, over, answered) = (router.clone(), over.clone(), answered.clone());
        tokio::spawn(async move {
            while !over.load(Ordering::Relaxed) {
                let request = Request::get("/api/v1/lots?stale=include").body(Body::empty()).unwrap();
                let answer = router.clone().oneshot(request).await.unwrap();
                assert_eq!(answer.status(), 200);
                let body = answer.into_body().collect().await.unwrap().to_bytes();
                let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
                assert_eq!(body["numberMatched"], 2);
                answered.fetch_add(1, Ordering::Relaxed);
            }
        })
    });
    let readers: Vec<_> = readers.collect();
    let hostile = bad_rows::hostile();
    assert_eq!(hostile.len(), 10);
    for files in &hostile {
        let before = answered.load(Ordering::Relaxed);
        import(&record, files).await;
        while answered.load(Ordering::Relaxed) < before + READERS {
            assert!(readers.iter().all(|reader| !reader.is_finished()), "a reader failed");
            tokio::task::yield_now().await;
        }
    }
    over.store(true, Ordering::Relaxed);
    for reader in readers {
        reader.await.unwrap();
    }
    assert_eq!((record.atlas.store().head().await.unwrap(), record.lots()), (2, 2));
}

#[test]
fn a_running_server_has_no_library_of_files_in_its_memory() {
    let desk = Desk::new();
    let server = Server::start(&desk, &["serve", "--listen", "127.0.0.1:0", "--sample", "--sample-bundle", &sample()]);
    assert!(server.get("/api/v1/lots?limit=1").unwrap().starts_with("HTTP/1.1 200"));
    let maps = std::fs::read_to_string(format!("/proc/{}/maps", server.child.id())).unwrap();
    assert!(maps.contains("libc.so"), "{maps}");
    for stranger in ["libgdal", "libproj", "libsqlite3", "libexpat"] {
        assert!(!maps.contains(stranger), "{stranger} is loaded");
    }
}
