//! The bad files that were handed over with the samples, where they are at hand: the same must become of them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::bad_rows::ROWS;
use super::fixtures::Files;

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/bad");
    let there = folder.is_dir();
    if !there {
        eprintln!("skipped: {} is not there", folder.display());
    }
    there.then_some(folder)
}

/// A file and its companions: of the formats that have some, what has the same stem.
fn files(folder: &Path, file: &str) -> Files {
    let (stem, ending) = file.rsplit_once('.').unwrap();
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let has_companions = matches!(ending, "shp" | "tab");
    names
        .retain(|name| name == file || has_companions && name.rsplit_once('.').is_some_and(|(other, _)| other == stem));
    names.into_iter().map(|name| (name.clone(), std::fs::read(folder.join(name)).unwrap())).collect()
}

#[test]
fn every_file_of_the_list_has_a_row_here() {
    let Some(folder) = folder() else { return };
    let list = std::fs::read_to_string(folder.join("EXPECTED.csv")).unwrap();
    let names = list.lines().skip(1).filter_map(|line| line.split(',').next()).flat_map(|names| names.split(" / "));
    let theirs: BTreeSet<&str> = names.collect();
    let ours: BTreeSet<&str> = ROWS.iter().map(|row| row.file).collect();
    assert_eq!(theirs, ours);
}

#[tokio::test]
async fn the_same_becomes_of_every_file_of_the_samples() {
    let Some(folder) = folder() else { return };
    for row in ROWS {
        row.holds_for(&files(&folder, row.file)).await;
    }
}
