//! `/api/v1/exports/{layer}`, through the whole router.

use axum::http::Method;
use kcn_atlas::gis::{Job, Worker};
use kcn_atlas::import::table::read_layer;
use serde_json::Value;

use super::read::text;
use super::worker;
use super::world::scene;
use crate::door::{Answer, Door};

fn door() -> Door {
    Door::with_worker(scene().snapshot(), worker())
}

/// The ids in a file that was answered.
fn ids(answer: &Answer, name: &str) -> Vec<String> {
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    let parent = tempfile::tempdir().unwrap();
    let mut job = Job::new(parent.path()).unwrap();
    job.take(name, &mut answer.body.as_ref()).unwrap();
    let file = job
        .names()
        .find(|name| !name.ends_with(".columns.csv") && name.contains(".shp") || !name.contains("dbf"))
        .unwrap()
        .to_owned();
    let (description, _) = worker().describe(&job, &file).unwrap();
    let table = read_layer(&description.layers[0], worker().read(&job, &file, 0).unwrap(), None).unwrap();
    (0..table.rows.len()).map(|row| text(&table, row, "id")).collect()
}

#[tokio::test]
async fn a_layer_comes_as_a_file_with_a_name_a_type_and_a_tag() {
    let door = door();
    for (format, media_type, name) in [
        ("gpkg", "application/geopackage+sqlite3", "lots-2026-11-24.gpkg"),
        ("shp", "application/zip", "lots-2026-11-24.zip"),
        ("geojson", "application/geo+json", "lots-2026-11-24.geojson"),
        ("fgb", "application/flatgeobuf", "lots-2026-11-24.fgb"),
        ("kml", "application/vnd.google-earth.kml+xml", "lots-2026-11-24.kml"),
        ("dxf", "image/vnd.dxf", "lots-2026-11-24-epsg9213.dxf"),
        ("csv", "text/csv; charset=utf-8", "lots-2026-11-24.csv"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "lots-2026-11-24.xlsx"),
    ] {
        let address = format!("/api/v1/exports/lots?format={format}");
        let answer = door.get(&address).await;
        assert_eq!(answer.status, 200, "{format}: {}", String::from_utf8_lossy(&answer.body));
        assert_eq!(answer.header("content-type"), media_type);
        assert_eq!(answer.header("content-disposition"), format!("attachment; filename=\"{name}\""));
        assert_eq!(answer.header("content-length"), answer.body.len().to_string());
        assert_eq!((answer.header("x-export-rows"), answer.header("x-export-left-out")), ("3", "0"));
        let tag = answer.header("etag").to_owned();
        let again = door.ask(Method::GET, &address, &[("if-none-match", &tag)]).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{format}");
    }
}

#[tokio::test]
async fn the_filters_are_those_of_the_api() {
    let door = door();
    for (address, wanted) in [
        ("lots?format=gpkg", vec!["ccn-b.q.l-1", "kcn-a.gd1.a-01", "kcn-a.gd1.a-02"]),
        ("lots?format=gpkg&zone=kcn-a&tenure=allocated", vec!["kcn-a.gd1.a-01"]),
        ("lots?format=gpkg&sort=-area_ha", vec!["kcn-a.gd1.a-01", "ccn-b.q.l-1", "kcn-a.gd1.a-02"]),
        ("lots?format=gpkg&display_status=leased", vec!["ccn-b.q.l-1"]),
        ("gates?format=gpkg&zone=ccn-b", vec![]),
        ("zone-parts?format=gpkg&zone=kcn-a", vec!["kcn-a.gd1", "kcn-a.gd2"]),
        ("resettlement-sites?format=gpkg&zone=kcn-a", vec!["tdc-1", "tdc-2", "tdc-3"]),
        ("constraints?format=gpkg&bbox=105,21,105.8,21.6", vec![]),
        ("constraints?format=gpkg&bbox=105,21,106,21.6", vec!["rung", "song-cau"]),
        ("lots?format=gpkg&as_of=2019-06-30", vec![]),
    ] {
        let answer = door.get(&format!("/api/v1/exports/{address}")).await;
        assert_eq!(ids(&answer, "x.gpkg"), wanted, "{address}");
    }
    let then = door.get("/api/v1/exports/lots?format=csv&as_of=2025-12-31&crs=EPSG:3405").await;
    assert!(then.header("content-disposition").contains("lots-2025-12-31-epsg3405.csv"));
    let listed = door.get("/api/v1/lots?stale=include").await.json();
    let filed = door.get("/api/v1/exports/lots?format=geojson&stale=include").await.json();
    let ids = |of: &Value, path: &str| -> Vec<Value> {
        of["features"].as_array().unwrap().iter().map(|feature| feature.pointer(path).unwrap().clone()).collect()
    };
    assert_eq!(ids(&listed, "/id"), ids(&filed, "/properties/id"));
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_with_what_is_allowed() {
    let door = door();
    for (address, status, parameter, allowed) in [
        ("lost?format=gpkg", 404, "layer", "zones, zone-parts, lots"),
        ("lots", 400, "format", "gpkg, shp, geojson, fgb, kml, dxf, csv, xlsx"),
        ("lots?format=tab", 400, "format", "gpkg, shp, geojson, fgb, kml, dxf, csv, xlsx"),
        ("lots?format=gpkg&crs=EPSG:32648", 400, "crs", "EPSG:4326, EPSG:9205–9218"),
        ("lots?format=kml&crs=EPSG:9213", 400, "crs", "EPSG:4326"),
        ("lots?format=gpkg&limit=5", 400, "limit", "format, crs, available"),
        ("roads?format=gpkg&clean=true", 400, "clean", "format, crs, bbox, as_of"),
        ("roads?format=gpkg&zone=kcn-a", 400, "zone", "format, crs, bbox, as_of"),
        ("gates?format=gpkg&near=105,21", 400, "near", "format, crs, zone, bbox, as_of"),
        ("lots?format=gpkg&as_of=2030-01-01", 400, "as_of", "2026-11-24"),
    ] {
        let refused = door.ask(Method::GET, &format!("/api/v1/exports/{address}"), &[("accept-language", "en")]).await;
        let problem = refused.json();
        assert_eq!(
            (refused.status.as_u16(), problem["parameter"].as_str()),
            (status, Some(parameter)),
            "{address}: {problem}"
        );
        assert!(problem["allowed"].as_str().unwrap().contains(allowed), "{address}: {problem}");
        assert_eq!(refused.header("content-type"), "application/problem+json");
    }
}

#[tokio::test]
async fn without_its_worker_a_server_writes_what_needs_none() {
    let door = Door::with_worker(scene().snapshot(), Worker::at("/nowhere/kcn-atlas-gdal".into()));
    for format in ["geojson", "csv", "xlsx"] {
        assert_eq!(door.get(&format!("/api/v1/exports/lots?format={format}")).await.status, 200, "{format}");
    }
    for format in ["gpkg", "shp", "fgb", "kml", "dxf"] {
        let refused = door.get(&format!("/api/v1/exports/lots?format={format}")).await;
        let problem = refused.json();
        assert_eq!((refused.status.as_u16(), &problem["type"]), (503, &"urn:kcn-atlas:problem:unavailable".into()));
        assert!(problem["detail"].as_str().unwrap().contains("geojson, csv, xlsx"), "{problem}");
        assert!(!problem.to_string().contains("/nowhere"), "where programs are is nobody's business: {problem}");
    }
}

#[tokio::test]
async fn what_a_file_leaves_out_is_counted_and_what_shrinks_is_packed() {
    let door = door();
    let drawing = door.get("/api/v1/exports/roads?format=dxf").await;
    assert_eq!((drawing.header("x-export-rows"), drawing.header("x-export-left-out")), ("2", "1"));
    let packed = [("accept-encoding", "gzip")];
    let text = door.ask(Method::GET, "/api/v1/exports/roads?format=geojson", &packed).await;
    let sheet = door.ask(Method::GET, "/api/v1/exports/roads?format=xlsx", &packed).await;
    assert_eq!((text.header("content-encoding"), sheet.header("content-encoding")), ("gzip", ""));
}
