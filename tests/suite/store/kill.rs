//! An acknowledged change survives the death of the process.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use kcn_atlas::model::*;
use rand::Rng;

use super::scene::{open, serviced};

/// Set for the process that is to be killed: where the record is.
const WRITER: &str = "KCN_ATLAS_TEST_WRITER";

/// Not a test by itself: what the killed process does until it is killed.
#[test]
fn writer_process() {
    let Ok(path) = std::env::var(WRITER) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    runtime.block_on(async {
        let store = open(Path::new(&path)).await;
        let mut writers = vec![];
        for writer in 0..8 {
            let store = store.clone();
            writers.push(tokio::spawn(async move {
                for count in 0.. {
                    let process = std::process::id();
                    let lot = format!("kcn-a.p.{process}-{writer}-{count}");
                    let committed = store.commit(serviced(&lot, "2020-01-01", ServicingState::None)).await.unwrap();
                    let mut out = std::io::stdout().lock();
                    writeln!(out, "\nacknowledged {} {lot} .", committed.info.number).unwrap();
                    out.flush().unwrap();
                }
            }));
        }
        for writer in writers {
            writer.await.unwrap();
        }
    });
}

/// Runs the writer, kills it at a moment it cannot foresee, and returns what it acknowledged.
fn killed_writer(path: &Path) -> BTreeMap<Revision, String> {
    let mut writer = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "store::kill::writer_process", "--nocapture", "--test-threads=1"])
        .env(WRITER, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(writer.stdout.take().unwrap()).lines();
    let acknowledged = |line: &str| {
        let mut words = line.split(' ');
        match (words.next(), words.next(), words.next(), words.next()) {
            (Some("acknowledged"), Some(number), Some(lot), Some(".")) => {
                Some((number.parse().unwrap(), lot.to_owned()))
            }
            _ => None,
        }
    };
    let first = lines.by_ref().find_map(|line| acknowledged(&line.unwrap())).expect("the writer writes");
    let killer = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_micros(rand::rng().random_range(0..150_000)));
        writer.kill().unwrap();
        writer.wait().unwrap()
    });
    let rest: Vec<_> = lines.map_while(Result::ok).filter_map(|line| acknowledged(&line)).collect();
    assert!(!killer.join().unwrap().success());
    std::iter::once(first).chain(rest).collect()
}

#[test]
fn ten_killed_writers_lose_nothing_they_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("atlas.db");
    let mut acknowledged = BTreeMap::new();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    for _ in 0..10 {
        acknowledged.extend(killed_writer(&path));
        runtime.block_on(async {
            let store = open(&path).await;
            assert_eq!(store.check().await.unwrap(), vec![]);
            let head = store.head().await.unwrap();
            let numbers: Vec<Revision> = store.revisions().await.unwrap().iter().map(|info| info.number).collect();
            assert_eq!(numbers, (1..=head).collect::<Vec<_>>());
            let rows = store.rows().await.unwrap();
            let found: BTreeMap<Revision, String> =
                rows.into_iter().map(|row| (row.revision, row.key.id.to_string())).collect();
            for (number, lot) in &acknowledged {
                assert_eq!(found.get(number), Some(lot), "revision {number} was acknowledged");
            }
        });
    }
}
