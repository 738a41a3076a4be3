//! Any bytes as a zip, any text as a name: what is taken lies in the folder of the job, and nothing anywhere else.
#![no_main]

use std::io::{Cursor, Write};
use std::path::Path;

use kcn_atlas::gis::Job;
use libfuzzer_sys::fuzz_target;

/// Everything below a folder, as paths from it.
fn found(folder: &Path, below: &Path, files: &mut Vec<String>) {
    for entry in std::fs::read_dir(below).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found(folder, &path, files);
        } else {
            files.push(path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned());
        }
    }
}

fn zipped(names: &str) -> Option<Vec<u8>> {
    let mut writer = zip::ZipWriter::new(Cursor::new(vec![]));
    for name in names.lines().take(20) {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).ok()?;
        writer.write_all(b"x").ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

fuzz_target!(|bytes: &[u8]| {
    let around = tempfile::tempdir().unwrap();
    let parent = around.path().join("jobs");
    let mut job = Job::new(&parent).unwrap();
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let packed = if bytes.starts_with(b"PK") { Some(bytes.to_vec()) } else { zipped(text) };
    if let Some(packed) = packed {
        let _ = job.take("x.zip", &mut packed.as_slice());
    }
    for name in text.lines().take(20) {
        let _ = job.take(name, &mut b"x".as_slice());
    }
    let mut files = vec![];
    found(around.path(), around.path(), &mut files);
    let folder = job.folder().file_name().unwrap().to_str().unwrap().to_owned();
    // What was refused half-way may lie there too; it goes with the folder.
    assert!(files.iter().all(|file| file.starts_with(&format!("jobs/{folder}/"))), "{files:?}");
    assert!(files.iter().all(|file| file.matches('/').count() == 2), "{files:?}");
    drop(job);
    assert_eq!(std::fs::read_dir(&parent).unwrap().count(), 0);
});
