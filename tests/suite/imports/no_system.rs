//! A file with the right numbers that names no coordinate system is never placed in silence, whatever driver reads it.

use kcn_atlas::import::issue::IssueKind::Placement;

use super::expectation::{Ask, Outcome, Row};
use super::fixtures::shapefile::{Letters, shapefile};
use super::fixtures::{COMMUNES, Files, cad, communes, geopackage, gml, mapinfo, one, without};

/// A list of points, as a surveyor writes it.
fn points() -> String {
    let rows = communes().into_iter().map(|commune| {
        let (east, north) = commune.middle();
        format!("{};{};{north};{east}\n", commune.code, commune.name)
    });
    std::iter::once("ma_xa;ten_xa;X (m);Y (m)\n".to_owned()).chain(rows).collect()
}

#[tokio::test]
async fn every_format_that_names_no_system_is_asked_about() {
    let files: [(&'static str, Files); 9] = [
        ("shp", without(shapefile("x", Letters::Utf8, 106.5), "prj")),
        ("gpkg", one("x.gpkg", geopackage::geopackage())),
        ("dxf", one("x.dxf", cad::dxf())),
        ("dgn", one("x.dgn", cad::dgn())),
        ("tab", mapinfo::table("x")),
        ("mif", mapinfo::interchange("x", "")),
        ("mif NonEarth", mapinfo::interchange("x", "CoordSys NonEarth Units \"m\" Bounds (0, 0) (9000000, 9000000)\n")),
        ("gml", one("x.gml", gml::gml())),
        ("csv", one("x.csv", points())),
    ];
    for (file, files) in files {
        let outcome = Outcome::KeptOut { rows: Some(COMMUNES), issues: &[(Placement, 1)], offered: Some("EPSG:9213") };
        Row { file, ask: Ask::Communes, outcome }.holds_for(&files).await;
    }
}
