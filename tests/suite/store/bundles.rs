//! The bundle: lossless there and back, and every problem of a bad one is listed.

use std::io::Write;
use std::path::Path;

use kcn_atlas::store::bundle::{BundleError, BundleProblem, read, write};
use kcn_atlas::store::{Location, Store, StoreError};
use sha2::{Digest, Sha256};

use super::scene::{bundle, serviced};

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

/// Edits a file of a bundle and signs it again, as a person with a text editor would.
fn edit(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from} is not in {file}");
    let edited = text.replacen(from, to, 1);
    std::fs::write(&path, &edited).unwrap();
    if file == "manifest.json" {
        return;
    }
    let sum = |text: &str| Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    edit(folder, "manifest.json", &sum(&text), &sum(&edited));
}

fn problems(folder: &Path) -> Vec<BundleProblem> {
    match read(folder) {
        Err(BundleError::Problems(problems)) => problems,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("this bundle is bad"),
    }
}

async fn through_a_store(path: &Path) -> kcn_atlas::store::Bundle {
    let store = Store::open(&Location::Memory).await.unwrap();
    store.load_bundle(read(path).unwrap()).await.unwrap();
    assert_eq!(store.check().await.unwrap(), vec![]);
    store.to_bundle().await.unwrap()
}

#[tokio::test]
async fn dump_load_dump_is_the_same_bytes_as_folder_and_as_zip() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    write(&bundle(), &at("first")).unwrap();
    write(&through_a_store(&at("first")).await, &at("second")).unwrap();
    assert_eq!(files(&at("first")), files(&at("second")));
    assert_eq!(read(&at("first")).unwrap(), bundle(), "nothing is lost");

    write(&bundle(), &at("first.zip")).unwrap();
    write(&through_a_store(&at("first.zip")).await, &at("second.zip")).unwrap();
    assert_eq!(std::fs::read(at("first.zip")).unwrap(), std::fs::read(at("second.zip")).unwrap());
    write(&read(&at("first.zip")).unwrap(), &at("third")).unwrap();
    assert_eq!(files(&at("first")), files(&at("third")));

    assert!(matches!(write(&bundle(), &at("first")), Err(BundleError::AlreadyExists { .. })));
    assert!(matches!(write(&bundle(), &at("first.zip")), Err(BundleError::AlreadyExists { .. })));
    assert_eq!(files(folder.path().join("first").as_path()).len(), 3);
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 5, "no unfinished file stays: {left:?}");
}

#[tokio::test]
async fn the_sample_province_survives_dump_and_load() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/thai-nguyen");
    if !sample.join("manifest.json").exists() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    write(&through_a_store(&sample).await, &first).unwrap();
    write(&through_a_store(&first).await, &second).unwrap();
    assert_eq!(files(&first), files(&second));
}

#[tokio::test]
async fn a_bundle_is_loaded_into_an_empty_record_only() {
    let store = Store::open(&Location::Memory).await.unwrap();
    store.commit(serviced("kcn-a.p.1", "2020-01-01", kcn_atlas::model::ServicingState::None)).await.unwrap();
    assert!(matches!(store.load_bundle(bundle()).await, Err(StoreError::NotEmpty { head: 1 })));
    assert_eq!(store.rows().await.unwrap().len(), 1);

    let store = Store::open(&Location::Memory).await.unwrap();
    let info = store.load_bundle(bundle()).await.unwrap();
    assert_eq!(info.number, 2);
    assert_eq!(store.describe().await.unwrap(), bundle().description);
    assert_eq!(store.revisions().await.unwrap(), bundle().revisions);
    // One fact was retracted, one ended.
    assert_eq!(store.facts(None).await.unwrap().len(), 4);
    assert_eq!(store.facts(Some(1)).await.unwrap().len(), 4);
}

#[test]
fn what_is_not_a_whole_bundle_is_called_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().join("bundle");
    assert!(matches!(read(&at), Err(BundleError::Missing { .. })));
    std::fs::write(&at, "not a zip").unwrap();
    assert!(matches!(read(&at), Err(BundleError::NotABundle { .. })));
    std::fs::remove_file(&at).unwrap();
    std::fs::create_dir(&at).unwrap();
    assert!(matches!(read(&at), Err(BundleError::NoManifest { .. })));
    write(&bundle(), &at).unwrap();

    edit(&at, "manifest.json", "\"version\": 1", "\"version\": 2");
    assert!(matches!(read(&at), Err(BundleError::TooNew { found: 2, known: 1, .. })));
    edit(&at, "manifest.json", "\"version\": 2", "\"version\": 1");
    edit(&at, "manifest.json", "kcn-atlas-bundle", "other");
    assert!(matches!(read(&at), Err(BundleError::OtherFormat { found, .. }) if found == "other"));
    edit(&at, "manifest.json", "\"other\"", "\"kcn-atlas-bundle\"");

    let lots = std::fs::read(at.join("lots.geojson")).unwrap();
    std::fs::write(at.join("lots.geojson"), &lots[..lots.len() - 1]).unwrap();
    let error = read(&at).unwrap_err();
    assert!(matches!(&error, BundleError::WrongChecksum { file, .. } if file == "lots.geojson"), "{error}");
    assert_ne!(error.explain().vi, error.explain().en);
    std::fs::remove_file(at.join("lots.geojson")).unwrap();
    assert!(matches!(read(&at), Err(BundleError::MissingFile { file }) if file == "lots.geojson"));
}

#[test]
fn every_bad_value_is_listed_with_file_row_field_value_and_what_is_allowed() {
    let cases = [
        ("zones.geojson", "\"kind\":\"park\"", "\"kind\":\"estate\"", 1, "kind", "estate"),
        ("zones.geojson", "\"v\":1", "\"v\":1,\"colour\":\"red\"", 1, "colour", "colour"),
        ("zones.geojson", "\"v\":1", "\"v\":2", 1, "v", "2"),
        ("zones.geojson", "\"v\":1,", "", 1, "v", ""),
        ("zones.geojson", "\"part\":\"core\"", "\"part\":\"tenure\"", 1, "part", "tenure"),
        ("zones.geojson", "\"part\":\"core\",", "", 1, "part", ""),
        ("zones.geojson", "\"id\":\"kcn-thu\"", "\"id\":\"KCN\"", 1, "id", "KCN"),
        ("zones.geojson", "\"id\":\"kcn-thu\"", "\"id\":\"kcn.thu\"", 1, "id", "kcn.thu"),
        ("zones.geojson", "2020-01-01", "2020-02-30", 1, "valid_from", "2020-02-30"),
        ("zones.geojson", "\"revision\":1", "\"revision\":3", 1, "revision", "3"),
        ("zones.geojson", "\"revision\":1", "\"revision\":\"1\"", 1, "revision", "\"1\""),
        ("zones.geojson", "KCN Thử", "KCN Thu\u{309}", 1, "text", "U+0309"),
        ("zones.geojson", "\"geometry\":null,", "\"geometry\":null,\"colour\":1,", 1, "feature", ""),
        ("zones.geojson", "FeatureCollection", "Features", 0, "type", "Features"),
        ("lots.geojson", "\"state\":\"ended\"", "\"state\":\"gone\"", 5, "state", "gone"),
        ("lots.geojson", "\"state\":\"ended\"", "\"state\":\"ended\",\"v\":1", 5, "v", "v"),
        (
            "lots.geojson",
            "\"valid_from\":\"2022-01-01\",\"revision\":1",
            "\"valid_from\":\"2022-01-02\",\"revision\":1",
            4,
            "state",
            "retracted",
        ),
        (
            "lots.geojson",
            "\"valid_from\":\"2022-01-01\",\"revision\":1",
            "\"valid_from\":\"2021-01-01\",\"revision\":1",
            3,
            "id",
            "",
        ),
        ("manifest.json", "\"number\": 2", "\"number\": 3", 0, "revisions[1].number", "3"),
        ("manifest.json", "2026-11-24T00:00:00Z", "hôm qua", 0, "revisions[0].recorded_at", "hôm qua"),
        ("manifest.json", "\"rows\": 5", "\"rows\": 6", 0, "rows", "5"),
        ("manifest.json", "\"lots.geojson\"", "\"lost.geojson\"", 0, "files", "lost.geojson"),
    ];
    for (file, from, to, row, field, value) in cases {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().join("bundle");
        write(&bundle(), &at).unwrap();
        edit(&at, file, from, to);
        let problems = problems(&at);
        let found = problems.iter().find(|problem| problem.row == row && problem.field == field);
        let found = found.unwrap_or_else(|| panic!("{from} → {to}: {problems:?}"));
        assert!(value.is_empty() || found.value == value, "{found:?}");
        assert!(!found.allowed.vi.is_empty() && !found.allowed.en.is_empty());
    }
}

#[test]
fn all_problems_are_listed_together_up_to_a_bound() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().join("bundle");
    let mut many = bundle();
    let lot = many.rows[3].clone();
    many.rows.extend((0..1500).map(|count| {
        let mut row = lot.clone();
        row.key.id = kcn_atlas::model::Id::new(&format!("kcn-thu.toan-khu.b-{count}")).unwrap();
        row
    }));
    write(&many, &at).unwrap();
    let text = std::fs::read_to_string(at.join("lots.geojson")).unwrap();
    edit(&at, "lots.geojson", &text, &text.replace("\"serviced\"", "\"paved\""));
    edit(&at, "zones.geojson", "\"kind\":\"park\"", "\"kind\":\"estate\"");
    let problems = problems(&at);
    assert_eq!(problems.len(), 1000);
    assert_eq!((problems[0].file.as_str(), problems[0].value.as_str()), ("zones.geojson", "estate"));
    assert_eq!(problems[1].value, "paved");
}

#[test]
fn a_zip_with_a_path_in_it_is_refused() {
    for name in ["../manifest.json", "/etc/passwd", "bundle/manifest.json", "..\\x"] {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().join("bundle.zip");
        let mut zip = zip::ZipWriter::new(std::fs::File::create(&at).unwrap());
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(b"{}").unwrap();
        zip.finish().unwrap();
        let error = read(&at).unwrap_err();
        assert!(matches!(error, BundleError::BadEntry { .. }), "{name}: {error}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
