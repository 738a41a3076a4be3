//! How long an import lives: it is stopped, waits its turn, is forgotten, and leaves nothing behind.

use std::path::Path;
use std::time::Duration;

use kcn_atlas::command::imports::Desk;
use serde_json::{Value, json};

use super::http_office::{Office, Part, endless, impostor, lots, lots_written};
use super::record::{collection, lot};

const CSV: Part<'static> = Part::File("x.csv", b"a\n1\n");

async fn started(office: &Office) -> String {
    let answer = office.send(&[CSV, Part::Text("layer", "lots")]).await;
    assert_eq!(answer.status, 202, "{}", answer.json());
    answer.json()["id"].as_str().unwrap().to_owned()
}

/// Whether a process is there.
fn lives(pid: &str) -> bool {
    Path::new(&format!("/proc/{pid}")).exists()
}

#[tokio::test]
async fn a_running_import_says_how_far_it_is_and_is_stopped_with_its_worker_and_its_files() {
    let scripts = tempfile::tempdir().unwrap();
    let office = Office::with(endless(scripts.path()), |_| {}).await;
    let id = started(&office).await;
    let import = office.when(&id, |import| import["progress"]["rows"].as_u64().unwrap() > 10).await;
    let progress = &import["progress"];
    assert_eq!((&progress["step"], &progress["rows_expected"]), (&json!("read"), &json!(1_000_000)), "{import}");
    assert_eq!((&import["state"], &import["report"]), (&json!("running"), &Value::Null));
    let folder = office.folders().pop().unwrap();
    let pid = std::fs::read_to_string(folder.join("worker.pid")).unwrap().trim().to_owned();
    assert!(lives(&pid));
    let again = office.answer(&id, &lots()).await;
    assert_eq!((again.status.as_u16(), &again.json()["type"]), (409, &json!("urn:kcn-atlas:problem:conflict")));
    assert_eq!(office.get(&format!("/{id}/shapes")).await.status, 409);
    assert_eq!(office.delete(&id).await.status, 204);
    assert!(!lives(&pid), "the worker is gone");
    assert!(office.folders().is_empty(), "so are the files");
    assert_eq!(office.get(&format!("/{id}")).await.status, 404);
    assert_eq!(office.record.atlas.store().head().await.unwrap(), 1, "nothing was written");
}

#[tokio::test]
async fn a_worker_that_hangs_in_the_middle_of_a_row_is_stopped_as_well() {
    let scripts = tempfile::tempdir().unwrap();
    let office = Office::with(impostor(scripts.path(), "exec sleep 1000"), |_| {}).await;
    let id = started(&office).await;
    assert_eq!(office.delete(&id).await.status, 204);
    assert!(office.folders().is_empty());
}

#[tokio::test]
async fn two_are_read_at_a_time_and_the_others_wait_their_turn() {
    let scripts = tempfile::tempdir().unwrap();
    let office = Office::with(endless(scripts.path()), |_| {}).await;
    let (one, two, three) = (started(&office).await, started(&office).await, started(&office).await);
    let is_read = |import: &Value| import["progress"]["rows"].as_u64().unwrap() > 0;
    office.when(&one, is_read).await;
    office.when(&two, is_read).await;
    let waiting = office.get(&format!("/{three}")).await.json();
    assert_eq!((&waiting["state"], &waiting["progress"]["rows"]), (&json!("running"), &json!(0)));
    office.delete(&one).await;
    office.when(&three, is_read).await;
    let four = started(&office).await;
    assert_eq!(office.delete(&four).await.status, 204, "one that waits is forgotten at once");
    office.desk.close().await;
    assert!(office.folders().is_empty());
}

#[tokio::test]
async fn eight_are_kept_a_ninth_is_refused_and_an_hour_after_the_last_look_there_is_room() {
    let office = Office::open().await;
    let mut ids = vec![];
    for _ in 0..8 {
        let id = started(&office).await;
        office.ended(&id).await;
        ids.push(id);
    }
    let ninth = office.send(&[CSV]).await;
    assert_eq!((ninth.status.as_u16(), &ninth.json()["type"]), (429, &json!("urn:kcn-atlas:problem:too-many")));
    let list = office.get("").await.json();
    assert_eq!(list["imports"][0]["id"], json!(ids[7]), "the newest first");
    assert_eq!((list["imports"].as_array().unwrap().len(), office.folders().len()), (8, 8));
    office.pass(59);
    assert_eq!(office.get(&format!("/{}", ids[3])).await.json()["kept_until"], "2026-11-24T09:59:00Z");
    office.pass(1);
    assert_eq!(office.get(&format!("/{}", ids[0])).await.status, 404);
    assert_eq!((office.get("").await.json()["imports"].as_array().unwrap().len(), office.folders().len()), (1, 1));
    office.pass(59);
    office.desk.tidy();
    assert!(office.folders().is_empty(), "the clock alone is enough");
}

#[tokio::test]
async fn what_runs_is_not_forgotten_however_long_it_takes() {
    let scripts = tempfile::tempdir().unwrap();
    let office = Office::with(endless(scripts.path()), |_| {}).await;
    let id = started(&office).await;
    office.pass(600);
    assert_eq!(office.get(&format!("/{id}")).await.json()["state"], "running");
    office.delete(&id).await;
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_a_failed_import_and_may_be_answered_again() {
    let office = Office::open().await;
    let answers = lots().to_string();
    let import = office.sent(&[Part::File("x.geojson", b"<html>"), Part::Text("answers", &answers)]).await;
    let problem = &import["problem"];
    assert_eq!(
        (&import["state"], &problem["title"]["vi"]),
        (&json!("failed"), &json!("Không đọc được tệp")),
        "{import}"
    );
    assert!(problem["detail"]["en"].as_str().unwrap().contains("x.geojson is not of its format"), "{problem}");
    assert_eq!(office.answer(import["id"].as_str().unwrap(), &lots()).await.status, 202);
    let broken = Office::with(kcn_atlas::command::imports::Worker::at("/nowhere/worker".into()), |_| {}).await;
    let import = broken.sent(&[CSV, Part::Text("layer", "lots")]).await;
    let detail = import["problem"]["detail"]["vi"].as_str().unwrap();
    assert!(detail.contains("kcn-atlas-gdal") && !detail.contains("/nowhere"), "{detail}");
}

#[tokio::test]
async fn a_server_that_is_stopped_leaves_no_file_and_one_that_was_killed_is_cleaned_up_after() {
    let scripts = tempfile::tempdir().unwrap();
    let office = Office::with(endless(scripts.path()), |_| {}).await;
    let id = started(&office).await;
    office.when(&id, |import| import["progress"]["rows"].as_u64().unwrap() > 0).await;
    office.desk.close().await;
    assert!(office.folders().is_empty());
    assert_eq!(office.send(&[CSV]).await.status, 503);
    let left = office.parent().join("desk-killed/import-1");
    std::fs::create_dir_all(&left).unwrap();
    std::fs::write(left.join("x.csv"), "a").unwrap();
    let settings = office.desk.settings().clone();
    let next = Desk::open(office.record.atlas.clone(), super::worker(), settings).unwrap();
    assert!(!left.exists(), "what a killed server left is gone");
    assert!(next.list().is_empty());
}

#[tokio::test]
async fn a_commit_that_has_begun_is_not_stopped() {
    let office = Office::open().await;
    let lots: Vec<String> = (0..40).map(|at| lot(&format!("A-{at}"), f64::from(at) * 40.0, 0.0, 30.0, 90.0)).collect();
    let (file, answers) = (collection(&lots), lots_written().to_string());
    for _ in 0..6 {
        let office = &office;
        let sent = office.send(&[Part::File("x.geojson", file.as_bytes()), Part::Text("answers", &answers)]).await;
        let id = sent.json()["id"].as_str().unwrap().to_owned();
        let head = office.record.atlas.store().head().await.unwrap();
        tokio::time::sleep(Duration::from_millis(1)).await;
        let stopped = office.delete(&id).await.status;
        match stopped.as_u16() {
            // Stopped in time, or written before: then there is a revision or there is none.
            204 => assert!(office.record.atlas.store().head().await.unwrap() <= head + 1),
            409 => {
                let import = office.ended(&id).await;
                assert!(import["report"]["revision"].is_u64(), "{import}");
            }
            other => panic!("{other}"),
        }
    }
}
