//! The office at its desk: a server with one park and the administrator's token `secret`, and forms sent to it.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request};
use jiff::{SignedDuration, Timestamp};
use kcn_atlas::api::{AdminToken, ApiState, Origin};
use kcn_atlas::command::imports::{Desk, DeskSettings, Worker};
use serde_json::{Value, json};

use super::record::Record;
use crate::door::{Answer, Door};

pub const TOKEN: (&str, &str) = ("authorization", "Bearer secret");
pub const BOUNDARY: &str = "----lo-dat";

/// A server that takes imports.
pub struct Office {
    pub record: Record,
    pub door: Door,
    pub state: ApiState,
    pub desk: Desk,
    clock: Arc<Mutex<Timestamp>>,
    folder: tempfile::TempDir,
}

impl Office {
    pub async fn open() -> Self {
        Office::with(super::worker(), |_| {}).await
    }

    /// With another worker, or other limits.
    pub async fn with(worker: Worker, change: impl FnOnce(&mut DeskSettings)) -> Self {
        let (record, folder) = (Record::with_a_park().await, tempfile::tempdir().unwrap());
        let clock: Arc<Mutex<Timestamp>> = Arc::new(Mutex::new("2026-11-24T08:00:00Z".parse().unwrap()));
        let told = clock.clone();
        let mut settings = DeskSettings::usual(folder.path().to_owned(), Arc::new(move || *told.lock().unwrap()));
        change(&mut settings);
        let state = ApiState::new(AdminToken::new("secret")).with_worker(worker);
        state.open(record.atlas.live().clone(), Origin::Record);
        let desk = state.take_imports(record.atlas.clone(), settings).unwrap();
        Office { record, door: Door::of(state.clone()), state, desk, clock, folder }
    }

    /// An hour of the clock, more or less.
    pub fn pass(&self, minutes: i64) {
        let mut now = self.clock.lock().unwrap();
        *now = now.checked_add(SignedDuration::from_mins(minutes)).unwrap();
    }

    /// Where things may be left lying about.
    pub fn parent(&self) -> &Path {
        self.folder.path()
    }

    /// Folders of imports on the disk.
    pub fn folders(&self) -> Vec<PathBuf> {
        let desks = std::fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let inside = desks.filter(|path| path.is_dir()).flat_map(|desk| std::fs::read_dir(desk).unwrap());
        inside.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect()
    }

    pub async fn get(&self, address: &str) -> Answer {
        self.door.ask(Method::GET, &format!("/api/v1/imports{address}"), &[TOKEN]).await
    }

    pub async fn delete(&self, id: &str) -> Answer {
        self.door.ask(Method::DELETE, &format!("/api/v1/imports/{id}"), &[TOKEN]).await
    }

    pub async fn answer(&self, id: &str, answers: &Value) -> Answer {
        let request = Request::put(format!("/api/v1/imports/{id}/answers")).header(TOKEN.0, TOKEN.1);
        self.door.send(request.body(Body::from(answers.to_string())).unwrap()).await
    }

    pub async fn send(&self, parts: &[Part<'_>]) -> Answer {
        self.door.send(request(parts, Some(TOKEN.1))).await
    }

    /// Sends files, and waits until they are read.
    pub async fn sent(&self, parts: &[Part<'_>]) -> Value {
        let answer = self.send(parts).await;
        assert_eq!(answer.status, 202, "{}", answer.json());
        let id = answer.json()["id"].as_str().unwrap().to_owned();
        assert_eq!(answer.header("location"), format!("/api/v1/imports/{id}"));
        self.ended(&id).await
    }

    /// Answers, and waits until the files are read again.
    pub async fn answered(&self, id: &str, answers: &Value) -> Value {
        let answer = self.answer(id, answers).await;
        assert_eq!(answer.status, 202, "{}", answer.json());
        self.ended(id).await
    }

    /// Waits until an import runs no longer.
    pub async fn ended(&self, id: &str) -> Value {
        self.when(id, |import| import["state"] != "running").await
    }

    /// Waits until an import stands as it should.
    pub async fn when(&self, id: &str, holds: impl Fn(&Value) -> bool) -> Value {
        for _ in 0..6_000 {
            let import = self.get(&format!("/{id}")).await.json();
            if holds(&import) {
                return import;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("an import did not come to what was waited for");
    }
}

/// A part of a form.
pub enum Part<'p> {
    File(&'p str, &'p [u8]),
    Text(&'p str, &'p str),
}

pub fn form(parts: &[Part<'_>]) -> Vec<u8> {
    let mut form = Vec::new();
    for part in parts {
        form.extend_from_slice(format!("--{BOUNDARY}\r\n").as_bytes());
        let (head, content) = match part {
            Part::File(name, content) => (
                format!(
                    "content-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: application/octet-stream\r\n\r\n"
                ),
                *content,
            ),
            Part::Text(name, text) => {
                (format!("content-disposition: form-data; name=\"{name}\"\r\n\r\n"), text.as_bytes())
            }
        };
        form.extend_from_slice(head.as_bytes());
        form.extend_from_slice(content);
        form.extend_from_slice(b"\r\n");
    }
    form.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    form
}

pub fn request(parts: &[Part<'_>], token: Option<&str>) -> Request<Body> {
    let mut request =
        Request::post("/api/v1/imports").header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"));
    if let Some(token) = token {
        request = request.header("authorization", token);
    }
    request.body(Body::from(form(parts))).unwrap()
}

/// What is answered about files of lots in the scene's part.
pub fn lots() -> Value {
    json!({"layer": "lots", "crs": "EPSG:4326", "set": {"zone_part": "kcn-a.gd1", "land_use": "SKK"}})
}

/// The same, and written.
pub fn lots_written() -> Value {
    let mut answers = lots();
    answers["dry_run"] = json!(false);
    answers
}

/// A stand-in for the worker that does as the script says.
pub fn impostor(folder: &Path, script: &str) -> Worker {
    let path = folder.join("worker");
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    Worker::at(path)
}

/// A worker whose file never ends: it describes a table, and gives row after row.
pub fn endless(folder: &Path) -> Worker {
    let script = r#"read request
case "$request" in
  *'"describe"'*) echo '{"described":{"driver":"CSV","layers":[{"name":"x","rows":1000000,"geometry":"None","fields":[{"name":"a","kind":"String"}],"crs":null,"extent":null}]}}'
    echo '{"done":{"rows":0}}' ;;
  *) echo $$ > worker.pid
     while :; do echo '{"row":{"number":1,"wkb":null,"values":["x"]}}'; done ;;
esac"#;
    impostor(folder, script)
}
