//! The same fifteen communes in every format and charset an office has.

use std::fs::File;
use std::path::{Path, PathBuf};

use geo::{Area, MapCoords};
use kcn_atlas::gis::Job;
use kcn_atlas::import::cad;
use kcn_atlas::import::charset::Charset;
use kcn_atlas::import::mapping::TargetShape;
use kcn_atlas::import::place::{Home, Placement, SourceCrs, place};
use kcn_atlas::import::repair::{Limits, Wanted, repair};
use kcn_atlas::import::table::{Cell, Table, TableRow, read_layer};
use kcn_atlas::model::{Bbox, Crs, Metric, MetricFrame};
use serde_json::Value;

use super::worker;

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/formats");
    let there = folder.is_dir();
    if !there {
        eprintln!("skipped: {} is not there", folder.display());
    }
    there.then_some(folder)
}

fn home() -> Home {
    Home { extent: Bbox::new(105.2, 21.2, 106.4, 22.8).unwrap(), zone: 9213 }
}

/// The communes of the truth: name and hectares on the grid.
fn truth(folder: &Path) -> Vec<(String, String, f64)> {
    let text = std::fs::read_to_string(folder.join("truth.json")).unwrap();
    let truth: Value = serde_json::from_str(&text).unwrap();
    let commune = |feature: &Value| {
        let text = |key: &str| feature[key].as_str().unwrap().to_owned();
        (text("code"), text("name"), feature["area_ha_tm3_10630"].as_f64().unwrap())
    };
    truth["features"].as_array().unwrap().iter().map(commune).collect()
}

/// Reads the first layer of a file and its companions.
fn read(folder: &Path, file: &str, chosen: Option<SourceCrs>) -> (Table, Placement) {
    let parent = tempfile::tempdir().unwrap();
    let mut job = Job::new(parent.path()).unwrap();
    let stem = file.rsplit_once('.').unwrap().0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name == file || (name.rsplit_once('.').is_some_and(|(other, _)| other == stem) && !file.ends_with(".zip")) {
            job.take(&name, &mut File::open(&path).unwrap()).unwrap();
        }
    }
    let file = if file.ends_with(".zip") {
        job.names().find(|name| name.ends_with(".shp")).unwrap().to_owned()
    } else {
        file.to_owned()
    };
    let (description, _) = worker().describe(&job, &file).unwrap();
    let table = read_layer(&description.layers[0], worker().read(&job, &file, 0).unwrap(), None).unwrap();
    let mut table = table;
    cad::join(&mut table, TargetShape::Surface);
    let points: Vec<_> = table.rows.iter().filter_map(|row| row.geometry.as_ref()).filter_map(first_point).collect();
    let placement = place(&points, description.layers[0].crs.as_ref(), chosen, &home());
    (table, placement)
}

fn first_point(geometry: &geo::Geometry<f64>) -> Option<geo::Coord<f64>> {
    use geo::CoordsIter;
    geometry.coords_iter().next()
}

/// Hectares on the grid of the province.
fn hectares(row: &TableRow, crs: SourceCrs) -> f64 {
    let degrees = row.geometry.as_ref().unwrap().map_coords(|point| crs.to_degrees(point).unwrap());
    let Metric(metres) = MetricFrame::new(Crs::THAI_NGUYEN).to_metric(&degrees);
    let repaired = repair(metres, Wanted::Surface, &Limits::default());
    repaired.geometry.unwrap_or_else(|| panic!("{:?}", repaired.findings)).unsigned_area() / 10_000.0
}

fn holds(row: &TableRow, text: &str) -> bool {
    row.values.iter().any(|value| *value == Cell::Text(text.to_owned()))
}

#[test]
fn names_are_exact_and_areas_agree_in_every_format_with_polygons() {
    let Some(folder) = folder() else { return };
    let truth = truth(&folder);
    let tm3 = SourceCrs::Vn2000 { epsg: 9213 };
    for (file, charset, crs, must_ask) in [
        ("xa_wgs84.geojson", Charset::Utf8, SourceCrs::Wgs84, false),
        ("xa_vn2000_10630.shp", Charset::Utf8, tm3, false),
        ("xa_tcvn3.shp", Charset::Tcvn3, tm3, false),
        ("xa_cp1258.shp", Charset::Cp1258, tm3, false),
        ("xa_utm48_vn2000.gpkg", Charset::Utf8, SourceCrs::Vn2000 { epsg: 3405 }, false),
        ("xa_vn2000.tab", Charset::Tcvn3, tm3, true),
        ("xa_vn2000.mif", Charset::Tcvn3, tm3, true),
        ("xa_wgs84.kml", Charset::Utf8, SourceCrs::Wgs84, false),
        ("xa_vn2000.gml", Charset::Utf8, tm3, false),
        ("xa_vn2000.dxf", Charset::Utf8, tm3, true),
        ("xa_vn2000_v7.dgn", Charset::Utf8, tm3, true),
        ("xa_wgs84.fgb", Charset::Utf8, SourceCrs::Wgs84, false),
        ("zip_with_vietnamese_names.zip", Charset::Utf8, tm3, false),
    ] {
        if !folder.join(file).exists() {
            panic!(
                "{file} is not there: {:?}",
                std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>()
            );
        }
        let (table, placement) = read(&folder, file, None);
        assert_eq!(table.lettering.charset, charset, "{file}");
        assert_eq!(table.rows.len(), truth.len(), "{file}");
        assert_eq!(placement.crs, (!must_ask).then_some(crs), "{file}: {:?}", placement.findings);
        if must_ask {
            assert_eq!(placement.candidates[0].crs, crs, "{file}");
        }
        for (code, name, area) in &truth {
            // A drawing carries one text an outline: the DXF its name, the DGN its code.
            let is_drawing = file.ends_with(".dxf") || file.ends_with(".dgn");
            let row = table.rows.iter().find(|row| holds(row, code) || is_drawing && holds(row, name));
            let row = row.unwrap_or_else(|| panic!("{file}: neither {code} nor {name}"));
            assert!(is_drawing || holds(row, name), "{file}: {code} is not {name} in {:?}", row.values);
            let measured = hectares(row, crs);
            assert!((measured / area - 1.0).abs() < 0.0005, "{file}: {name} has {measured} ha, not {area}");
        }
    }
}
