//! An import that the disk or a kill ends in the middle leaves the record as it was, sound, and open to the next.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use kcn_atlas::store::{Location, Store};
use rand::Rng;

use super::fixtures::geojson::collection;
use crate::cli::Desk;

/// Enough outlines for a megabyte of record.
const MANY: usize = 2500;

/// Squares of 40 m, each alone, in a file that is smaller than what becomes of it.
fn outlines(prefix: &str, count: usize) -> String {
    let feature = |at: usize| {
        let (x, y) = (105.5 + 0.001 * (at % 100) as f64, 21.4 + 0.001 * (at / 100) as f64);
        let corners = [(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)];
        let ring = corners.map(|(dx, dy)| format!("[{:.4},{:.4}]", x + 1e-4 * f64::from(dx), y + 1e-4 * f64::from(dy)));
        format!(
            r#"{{"type":"Feature","properties":{{"ten":"{prefix} {at}"}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}"#,
            ring.join(",")
        )
    };
    collection((0..count).map(feature))
}

const IMPORT: [&str; 6] = ["import", "x.geojson", "--layer", "constraints", "--set", "class=forest"];

fn write(desk: &Desk, content: &str) {
    std::fs::write(desk.path("x.geojson"), content).unwrap();
}

/// A command whose temporary files stand beside the record.
fn import(desk: &Desk) -> Command {
    let mut command = desk.command(&IMPORT);
    command.env("TMPDIR", desk.path("tmp"));
    command
}

/// The head and how many rows there are, of a record in which nothing is wrong.
fn sound(desk: &Desk) -> (u64, usize) {
    assert!(desk.done(&["check"]).out.contains("nothing is wrong"));
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let location: Location = format!("sqlite:{}", desk.path("atlas.db")).parse().unwrap();
        let store = Store::open(&location).await.unwrap();
        assert_eq!(store.check().await.unwrap(), vec![]);
        let head = store.head().await.unwrap();
        let numbers: Vec<u64> = store.revisions().await.unwrap().iter().map(|info| info.number).collect();
        assert_eq!(numbers, (1..=head).collect::<Vec<_>>(), "revisions have a gap");
        (head, store.rows().await.unwrap().len())
    })
}

#[test]
fn a_full_disk_ends_an_import_with_a_sentence_and_the_next_one_works() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("tmp")).unwrap();
    write(&desk, &outlines("Trước", 1));
    assert!(import(&desk).status().unwrap().success());
    let before = sound(&desk);
    write(&desk, &outlines("Sau", MANY));
    // No file may grow beyond 700 kB, which is between the file and what it becomes: for SQLite the disk is full. Without the trap the
    // system would end the process.
    let limited = r#"trap "" XFSZ; ulimit -S -f 1400; exec "$0" "$@""#;
    let whole = import(&desk);
    let mut command = Command::new("sh");
    command.arg("-c").arg(limited).arg(whole.get_program()).args(whole.get_args()).env_clear();
    command.current_dir(whole.get_current_dir().unwrap()).stdin(Stdio::null());
    command.envs(whole.get_envs().filter_map(|(key, value)| Some((key, value?))));
    let ended = command.output().unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(1), "{said}");
    assert!(said.contains("không ghi được") && said.contains("not written"), "{said}");
    assert_eq!(sound(&desk), before, "{said}");
    assert_eq!(std::fs::read_dir(desk.path("tmp")).unwrap().count(), 0, "something is left");
    assert!(import(&desk).status().unwrap().success());
    assert_eq!(sound(&desk), (before.0 + 1, before.1 + MANY));
}

/// Kills an import as soon as so many bytes of its commit are on the disk; it may have ended before.
fn kill_at(desk: &Desk, bytes: u64) {
    let log = desk.path("atlas.db-wal");
    let mut child = import(desk).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let written = || std::fs::metadata(Path::new(&log)).map_or(0, |log| log.len());
    while child.try_wait().unwrap().is_none() && written() < bytes {
        std::thread::sleep(Duration::from_micros(20));
    }
    // It may have ended in between.
    let _ = child.kill();
    child.wait().unwrap();
}

#[test]
fn an_import_that_is_killed_while_it_commits_is_there_as_a_whole_or_not_at_all() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("tmp")).unwrap();
    write(&desk, &outlines("Đầu", 1));
    assert!(import(&desk).status().unwrap().success());
    let mut before = sound(&desk);
    let count = 1500;
    for round in 0..6 {
        write(&desk, &outlines(&format!("Lần {round}"), count));
        // The log begins with a head of 32 bytes; every other time the first page behind it is enough.
        kill_at(&desk, if round % 2 == 0 { 33 } else { rand::rng().random_range(33..600_000) });
        let after = sound(&desk);
        assert!([before, (before.0 + 1, before.1 + count)].contains(&after), "{before:?} became {after:?}");
        before = after;
    }
    write(&desk, &outlines("Cuối", count));
    assert!(import(&desk).status().unwrap().success(), "what a killed import leaves must not stop the next");
    assert_eq!(sound(&desk), (before.0 + 1, before.1 + count));
}
