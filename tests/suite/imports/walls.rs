//! The worker is walled in, and whatever happens inside costs one import.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use kcn_atlas::gis::{Job, Worker, WorkerError};

use super::worker;

fn job(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Job) {
    let parent = tempfile::tempdir().unwrap();
    let mut job = Job::new(parent.path()).unwrap();
    for (name, content) in files {
        job.take(name, &mut &**content).unwrap();
    }
    (parent, job)
}

/// A stand-in for the worker that does as the script says.
fn impostor(folder: &Path, script: &str) -> Worker {
    let path = folder.join("worker");
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    Worker::at(path)
}

/// What the dynamic linker loads for a program, and for what it loads in turn: glibc lists it instead of starting.
fn libraries(program: &str) -> String {
    let listed = Command::new(program).env_clear().env("LD_TRACE_LOADED_OBJECTS", "1").output().unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    assert!(listed.contains("libc.so"), "no list of libraries: {listed}");
    listed
}

#[test]
fn the_server_does_not_load_gdal_and_the_worker_does() {
    let server = libraries(env!("CARGO_BIN_EXE_kcn-atlas"));
    for stranger in ["libgdal", "libproj", "libsqlite3", "libexpat", "libxerces"] {
        assert!(!server.contains(stranger), "the server must not meet a stranger's file: {server}");
    }
    assert!(libraries(env!("CARGO_BIN_EXE_kcn-atlas-gdal")).contains("libgdal"));
}

#[test]
fn a_worker_that_hangs_crashes_or_talks_nonsense_is_told_of_and_gone() {
    let (parent, job) = job(&[("x.csv", b"a;b\n1;2\n")]);
    let patience = Duration::from_millis(300);
    for (script, expected) in [
        ("exec sleep 60", "TooLong"),
        ("kill -SEGV $$", "Crashed"),
        ("echo nonsense", "Crashed"),
        ("exit 0", "Crashed"),
        (r#"echo '{"done":{"rows":7}}'"#, "Crashed"),
        (r#"echo '{"failed":"broken"}'"#, "Refused"),
        ("cat /dev/zero", "TooLong Crashed"),
    ] {
        let worker = impostor(parent.path(), script).with_patience(patience);
        let error = worker.describe(&job, "x.csv").unwrap_err();
        let kind = format!("{error:?}");
        assert!(expected.split(' ').any(|expected| kind.starts_with(expected)), "{script}: {kind}");
    }
    let missing = Worker::at(PathBuf::from("/nowhere/kcn-atlas-gdal")).describe(&job, "x.csv");
    assert!(matches!(missing, Err(WorkerError::Missing { .. })));
}

#[test]
fn no_file_but_those_of_the_job_can_be_named() {
    let (_parent, job) = job(&[("x.csv", b"a;b\n1;2\n")]);
    for name in
        ["../x.csv", "/etc/passwd", "/vsicurl/http://example.vn/x.csv", "a/b.csv", "", ".packed", "..", "/vsizip/x.zip"]
    {
        assert!(worker().describe(&job, name).is_err(), "{name}");
    }
    let (description, _) = worker().describe(&job, "x.csv").unwrap();
    assert_eq!(description.layers[0].rows, Some(1));
}

#[test]
fn rows_are_read_while_they_come_and_the_worker_goes_when_nobody_listens() {
    let table: String = std::iter::once("a;b\n".to_owned()).chain((0..20_000).map(|at| format!("{at};x\n"))).collect();
    let (_parent, job) = job(&[("x.csv", table.as_bytes())]);
    let mut rows = worker().read(&job, "x.csv", 0).unwrap();
    assert_eq!(rows.next().unwrap().unwrap().number, 1);
    drop(rows);
    let all = worker().read(&job, "x.csv", 0).unwrap();
    assert_eq!(all.filter(|row| row.is_ok()).count(), 20_000);
}
