//! What goes out comes in again: every layer, in every format, is found unchanged by an import.

use std::collections::BTreeMap;
use std::fs::File;

use kcn_atlas::command::import::{ImportReport, ImportRequest, Progress, import};
use kcn_atlas::export::{Exported, Flat, Format, Selection, TargetCrs, write};
use kcn_atlas::gis::Job;
use kcn_atlas::import::issue::Severity;
use kcn_atlas::import::place::SourceCrs;
use kcn_atlas::index::Live;
use kcn_atlas::model::{Audience, Coded, DataLayer, GeometryAccuracy};

use crate::exports::world::scene;
use crate::imports::record::Record;
use crate::imports::worker;
use crate::scene::{TODAY, day};

fn exported(record: &Record, layer: DataLayer, format: Format, crs: &str) -> Exported {
    let view = Live::new((*record.atlas.live().snapshot()).clone()).view(None).unwrap();
    let flat = Flat::of(&view, layer, &Selection::of_zones(vec![]), Audience::Office);
    write(&flat, format, TargetCrs::parse(crs).unwrap(), &worker())
        .unwrap_or_else(|error| panic!("{layer:?} {format:?}: {error}"))
}

/// Imports an export; a Shapefile of several types file by file.
async fn again(record: &Record, layer: DataLayer, exported: &Exported, crs: &str, dry_run: bool) -> Vec<ImportReport> {
    let parent = tempfile::tempdir().unwrap();
    let mut job = Job::new(parent.path()).unwrap();
    let name = exported.path().file_name().unwrap().to_str().unwrap();
    job.take(name, &mut File::open(exported.path()).unwrap()).unwrap();
    let mut files: Vec<String> = job.names().filter(|name| name.ends_with(".shp")).map(str::to_owned).collect();
    if files.is_empty() {
        let companion = |name: &str| [".columns.csv", ".cpg", ".prj"].iter().any(|end| name.ends_with(end));
        let data = |name: &&str| !companion(name);
        files = job.names().filter(data).map(str::to_owned).collect();
    }
    let mut reports = Vec::new();
    for file in files {
        let request = ImportRequest {
            layer: layer.code().into(),
            file: Some(file),
            // A workbook has a second sheet that says what the columns are.
            file_layer: name.ends_with(".xlsx").then(|| layer.code().into()),
            charset: None,
            crs: Some(SourceCrs::parse(crs).unwrap()),
            columns: BTreeMap::new(),
            set: BTreeMap::new(),
            accuracy: GeometryAccuracy::Digitised,
            valid_from: day(TODAY),
            dry_run,
            author: "test".into(),
            recorded_at: "2026-11-24T00:00:00Z".into(),
        };
        let report = import(&record.atlas, &worker(), &job, &request, &Progress::default()).await;
        reports.push(report.unwrap_or_else(|error| panic!("{} {name}: {error}", layer.code())));
    }
    reports
}

async fn is_found_unchanged(record: &Record, layer: DataLayer, format: Format, crs: &str) {
    let exported = exported(record, layer, format, crs);
    let reports = again(record, layer, &exported, crs, true).await;
    let what = format!("{} as {} in {crs}", layer.code(), format.code());
    for report in &reports {
        let bad: Vec<_> = report
            .issues
            .iter()
            .filter(|issue| issue.severity <= Severity::Question && issue.severity != Severity::Repaired)
            .collect();
        assert!(bad.is_empty(), "{what}: {bad:?}");
        let found = &report.differences;
        assert!(found.added.is_empty() && found.changed.is_empty(), "{what}: {:?} {:?}", found.added, found.changes);
    }
    let rows: usize = reports.iter().map(|report| report.rows).sum();
    assert_eq!(rows as u64, exported.rows, "{what}");
    // What nobody has drawn has no place in a drawing or a FlatGeobuf.
    assert!(rows > 0 || exported.left_out > 0 && !format.takes_shapeless(), "{what}");
}

/// Formats that carry a layer whole, and the systems they are tried in.
async fn all_are_found_unchanged(formats: &[Format], systems: &[&str]) {
    let record = Record::of(scene()).await;
    for format in formats {
        for layer in DataLayer::ALL {
            for crs in systems {
                is_found_unchanged(&record, *layer, *format, crs).await;
            }
        }
    }
}

#[tokio::test]
async fn every_layer_comes_back_unchanged_in_the_formats_of_gis() {
    all_are_found_unchanged(&[Format::Gpkg, Format::Fgb], &["EPSG:9213"]).await;
    all_are_found_unchanged(&[Format::Geojson, Format::Kml], &["EPSG:4326"]).await;
}

#[tokio::test]
async fn every_layer_comes_back_unchanged_through_its_name_table_and_as_text() {
    all_are_found_unchanged(&[Format::Shp, Format::Csv, Format::Xlsx], &["EPSG:9213"]).await;
}

#[tokio::test]
async fn a_drawing_keeps_ids_and_shapes() {
    all_are_found_unchanged(&[Format::Dxf], &["EPSG:9213"]).await;
}
