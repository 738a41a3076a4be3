//! What single formats do with what they cannot hold: names, long texts, shapes of several kinds, drawings — and refusals.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use geo::{Contains, Geometry};
use kcn_atlas::export::{ExportError, Flat, Format, Selection, TargetCrs, write};
use kcn_atlas::gis::wire::{
    ColumnKind, Driver, Given, NewRow, Request, Shape, Text, Value, WriteColumn, WriteLayer, Writing,
};
use kcn_atlas::gis::{Worker, WorkerError};
use kcn_atlas::import::cad;
use kcn_atlas::import::mapping::TargetShape;
use kcn_atlas::import::place::SourceCrs;
use kcn_atlas::import::table::Cell;
use kcn_atlas::index::{Live, View};
use kcn_atlas::model::{Audience, DataLayer};

use super::read::{crs, export, read, text};
use super::worker;
use super::world::{MANY_CLAIMS, scene_with, view};

fn everything(view: &View, layer: DataLayer) -> Flat<'_> {
    Flat::of(view, layer, &Selection::of_zones(vec![]), Audience::Office)
}

fn with_many_claims() -> View {
    Live::new(scene_with(MANY_CLAIMS).snapshot()).view(None).unwrap()
}

#[test]
fn a_shapefile_has_a_table_of_names_a_code_page_and_a_file_for_each_kind_of_shape() {
    let view = view();
    let sites = read(&export(&view, DataLayer::ResettlementSites, Format::Shp, crs("EPSG:9213")));
    for file in ["resettlement-sites.columns.csv", "resettlement-sites_point.shp", "resettlement-sites_polygon.prj"] {
        assert!(sites.names.iter().any(|name| name == file), "{file} is not in {:?}", sites.names);
    }
    assert_eq!(sites.companion("_point.cpg").trim(), "UTF-8");
    let ids =
        |at: usize| (0..sites.tables[at].rows.len()).map(|row| text(&sites.tables[at], row, "id")).collect::<Vec<_>>();
    assert_eq!((ids(0), ids(1)), (vec!["tdc-1".to_owned(), "tdc-3".to_owned()], vec!["tdc-2".to_owned()]));
    assert_eq!(text(&sites.tables[0], 0, "name_vi"), "Khu tái định cư Hồng Tiến");
    let names = sites.companion(".columns.csv");
    assert!(names.starts_with("dbf_name,column\nid,id\nvalid_from,valid_from\n"), "{names}");
    assert!(names.contains("\nplots_need,plots.needed\n"), "{names}");
    let areas = read(&export(&view, DataLayer::ClearanceAreas, Format::Shp, crs("EPSG:9213")));
    let names = areas.companion(".columns.csv");
    assert!(names.contains("\nclaims,claims\nclaims_2,claims#2\nclaims_3,claims#3\n"), "{names}");
}

#[test]
fn a_text_longer_than_a_cell_of_a_sheet_goes_on_in_the_next_and_a_table_with_too_many_is_refused() {
    let view = with_many_claims();
    let flat = everything(&view, DataLayer::ClearanceAreas);
    let at = flat.position("claims").unwrap();
    let kcn_atlas::export::Value::Text(claims) = flat.rows().next().unwrap().unwrap().values[at].clone() else {
        panic!()
    };
    let sheet = read(&export(&view, DataLayer::ClearanceAreas, Format::Xlsx, crs("EPSG:4326")));
    let pieces = ["claims", "claims#2", "claims#3"].map(|column| text(&sheet.tables[0], 0, column));
    assert!(claims.len() > 65_534, "two cells are not enough: {}", claims.len());
    assert_eq!(pieces.concat(), claims);
    assert_eq!(sheet.described[0].layers.len(), 2, "a second sheet says what the columns are");
    let refused = write(&flat, Format::Shp, crs("EPSG:4326"), &worker()).unwrap_err();
    let said = refused.explain();
    assert!(said.en.contains("kcn-a.gd1.gpmb-2") && said.en.contains("255") && said.en.contains("gpkg"), "{said:?}");
    assert!(said.vi.contains("kcn-a.gd1.gpmb-2") && said.vi.contains("cột"), "{said:?}");
}

#[test]
fn a_drawing_has_an_id_in_every_outline_and_an_import_joins_them_again() {
    let exported = export(&view(), DataLayer::Lots, Format::Dxf, crs("EPSG:9213"));
    let mut table = read(&exported).tables.remove(0);
    let layers: Vec<String> = (0..table.rows.len()).map(|row| text(&table, row, "Layer")).collect();
    assert_eq!(
        layers.iter().filter(|layer| *layer == "LOTS").count(),
        5,
        "three lots, one in two parts, one with a hole"
    );
    assert_eq!(layers.iter().filter(|layer| *layer == "LOTS_MA").count(), 4);
    for row in table.rows.iter().filter(|row| row.values.contains(&Cell::Text("LOTS".into()))) {
        let Some(Geometry::LineString(line)) = &row.geometry else { panic!("{:?}", row.geometry) };
        assert!(line.is_closed());
    }
    let lot = everything(&view(), DataLayer::Lots).rows().map(|row| row.unwrap()).nth(1).unwrap().geometry.unwrap();
    let id = table.rows.iter().find(|row| row.values.contains(&Cell::Text("kcn-a.gd1.a-01".into()))).unwrap();
    let Some(Geometry::Point(at)) = &id.geometry else { panic!("{:?}", id.geometry) };
    let degrees = SourceCrs::parse("EPSG:9213").unwrap().to_degrees(at.0).unwrap();
    assert!(lot.contains(&geo::Point(degrees)), "the text stands on the land, not in the hole");
    cad::join(&mut table, TargetShape::Surface);
    let mut ids: Vec<String> = (0..table.rows.len()).map(|row| text(&table, row, "Text")).collect();
    ids.sort();
    assert_eq!(ids, ["ccn-b.q.l-1", "kcn-a.gd1.a-01", "kcn-a.gd1.a-02"], "parts and holes went back to their lots");
}

#[test]
fn lines_and_points_of_a_drawing_carry_their_ids_and_what_has_no_shape_is_counted() {
    let exported = export(&view(), DataLayer::Roads, Format::Dxf, crs("EPSG:9213"));
    assert_eq!((exported.rows, exported.left_out), (2, 1));
    let table = read(&exported).tables.remove(0);
    let texts: Vec<String> =
        (0..table.rows.len()).map(|row| text(&table, row, "Text")).filter(|id| !id.is_empty()).collect();
    assert_eq!(texts, ["ql3.1", "ql3.2"]);
    let gates = read(&export(&view(), DataLayer::Gates, Format::Dxf, crs("EPSG:9213"))).tables.remove(0);
    let at = |wanted: &str| {
        let is = |row: &usize| text(&gates, *row, "Text") == wanted;
        gates.rows[(0..gates.rows.len()).find(is).unwrap()].geometry.clone().unwrap()
    };
    let Geometry::Point(gate) = at("kcn-a.gd1.cong-1") else { panic!() };
    assert!((gate.x() - 430_010.0).abs() < 0.001 && (gate.y() - 2_380_010.0).abs() < 0.001, "{gate:?}");
}

#[test]
fn a_format_that_is_wgs84_by_definition_refuses_a_grid_and_a_drawing_takes_that_of_the_province() {
    let view = view();
    for format in [Format::Geojson, Format::Kml] {
        let refused = TargetCrs::of(format, Some(crs("EPSG:9213")), &view).unwrap_err();
        assert_eq!((refused.field.as_str(), refused.value.as_str()), ("crs", "EPSG:9213"));
        assert!(refused.allowed.en.starts_with("EPSG:4326") && refused.allowed.vi.contains("luôn là WGS 84"));
        assert_eq!(TargetCrs::of(format, None, &view), Ok(TargetCrs::Wgs84));
    }
    assert_eq!(TargetCrs::of(Format::Dxf, None, &view), Ok(crs("EPSG:9213")));
    let refused = TargetCrs::parse("EPSG:32648").unwrap_err();
    assert!(refused.allowed.en.contains("EPSG:4326") && refused.allowed.en.contains("9205–9218"), "{refused:?}");
}

/// A program that takes the worker's place.
fn impostor(folder: &Path, script: &str) -> Worker {
    let program = folder.join("kcn-atlas-gdal");
    std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    Worker::at(program)
}

#[test]
fn a_worker_that_dies_midway_is_missing_or_lies_leaves_nothing() {
    let view = view();
    let flat = everything(&view, DataLayer::Lots);
    let folder = tempfile::tempdir().unwrap();
    let dies = impostor(folder.path(), "head -n 2 > lots.gpkg; kill -9 $$");
    let died = write(&flat, Format::Gpkg, crs("EPSG:4326"), &dies).unwrap_err();
    assert!(matches!(&died, ExportError::Worker(WorkerError::Crashed(_))), "{died:?}");
    assert!(died.explain().vi.contains("dừng đột ngột"));
    let lies = impostor(folder.path(), r#"cat > lots.gpkg; echo '{"done":{"rows":2}}'"#);
    assert!(matches!(write(&flat, Format::Gpkg, crs("EPSG:4326"), &lies), Err(ExportError::Worker(_))));
    let refuses = impostor(folder.path(), r#"head -n 1 > /dev/null; echo '{"failed":"no space left"}'"#);
    let refused = write(&flat, Format::Gpkg, crs("EPSG:4326"), &refuses).unwrap_err();
    assert_eq!(refused.explain().en, "the file could not be written (no space left)");
    let missing = Worker::at("/nowhere/kcn-atlas-gdal".into());
    let said = write(&flat, Format::Shp, crs("EPSG:4326"), &missing).unwrap_err().explain();
    assert!(said.en.contains("geojson, csv and xlsx do not") && said.vi.contains("không khởi động được"), "{said:?}");
    for format in [Format::Geojson, Format::Csv, Format::Xlsx] {
        assert_eq!(write(&flat, format, crs("EPSG:4326"), &missing).unwrap().rows, 3);
    }
}

#[test]
fn the_file_goes_with_its_folder() {
    let exported = export(&view(), DataLayer::Places, Format::Gpkg, crs("EPSG:4326"));
    let (file, folder) = (exported.path().to_owned(), exported.folder().to_owned());
    assert!(file.is_file());
    drop(exported);
    assert!(!folder.exists());
}

#[test]
fn rows_are_given_again_as_often_as_they_are_wanted() {
    let view = view();
    let flat = everything(&view, DataLayer::Roads);
    let rows = || flat.rows().map(|row| row.unwrap()).collect::<Vec<_>>();
    assert_eq!(rows(), rows());
}

/// What the worker says to these lines, in a folder.
fn told(folder: &Path, lines: &[String]) -> String {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_kcn-atlas-gdal"))
        .current_dir(folder)
        .env_clear()
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    for line in lines {
        // A worker that has refused reads no further.
        let _ = writeln!(stdin, "{line}");
    }
    drop(stdin);
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
}

#[test]
fn what_is_not_ended_by_the_word_that_all_were_given_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let column = WriteColumn { name: "id".into(), kind: ColumnKind::Text, width: None };
    let request = |file: &str| {
        let layer = WriteLayer { name: "lots".into(), file: file.into(), shape: Shape::Point };
        let writing =
            Writing { driver: Driver::Gpkg, layers: vec![layer], columns: vec![column.clone()], epsg: Some(4326) };
        serde_json::to_string(&Request::Write(writing)).unwrap()
    };
    let row = |layer: usize| {
        let values = vec![Value::Text(Text(b"a".to_vec()))];
        serde_json::to_string(&Given::Row(NewRow { layer, wkb: None, values })).unwrap()
    };
    let all = |rows: u64| serde_json::to_string(&Given::All { rows }).unwrap();
    for (lines, said) in [
        (vec![request("a.gpkg"), row(0)], "the rows ended before all were given"),
        (vec![request("b.gpkg"), row(0), all(2)], "1 of 2 rows came"),
        (vec![request("c.gpkg"), row(7)], "a row of a layer that was not asked for"),
        (vec![request("d.gpkg"), "not json".into()], "expected"),
        (vec![request("../e.gpkg"), row(0), all(1)], "is no file of this folder"),
        (vec![request("/tmp/f.gpkg"), row(0), all(1)], "is no file of this folder"),
    ] {
        let answer = told(folder.path(), &lines);
        assert!(
            answer.contains("\"failed\"") && answer.contains(said) && !answer.contains("\"done\""),
            "{said}: {answer}"
        );
    }
    let answer = told(folder.path(), &[request("g.gpkg"), row(0), all(1)]);
    assert!(answer.contains(r#"{"done":{"rows":1}}"#), "{answer}");
}
