//! What columns of our own exports hold: JSON, shapes as text, cut names with a table beside them, apostrophes, worked-out figures.

use kcn_atlas::import::issue::{IssueKind, Severity};
use rust_xlsxwriter::Workbook;

use super::record::{Record, a_park};
use crate::scene::{day, degrees, rect};

/// A rectangle as WKT with nine decimals.
fn wkt(x: f64, y: f64, width: f64, height: f64) -> String {
    let geo::Geometry::Polygon(polygon) = degrees(&rect(x, y, width, height)).get().clone() else { unreachable!() };
    let corners: Vec<String> = polygon.exterior().0.iter().map(|at| format!("{:.9} {:.9}", at.x, at.y)).collect();
    format!("POLYGON (({}))", corners.join(","))
}

#[tokio::test]
async fn a_table_with_shapes_as_text_is_asked_where_it_lies_and_read() {
    let record = Record::with_a_park().await;
    let csv = format!(
        "id,label,land_use,calc.display_status,wkt\nkcn-a.gd1.a-01,A-01,SKK,planned,\"{}\"\n",
        wkt(0.0, 0.0, 100.0, 200.0)
    );
    let asked = record.import("lots.csv", &csv, |request| request.crs = None).await.unwrap();
    assert!(asked.crs.is_none() && asked.count(Severity::Question) == 1, "{:?}", asked.issues);
    let report = record.import("lots.csv", &csv, |_| {}).await.unwrap();
    assert_eq!(report.revision, Some(2), "{:?}", report.issues);
    assert!(report.understood.unused.is_empty() && report.understood.used.iter().all(|(column, _)| column != "wkt"));
    let snapshot = record.atlas.live().snapshot();
    assert!((snapshot.zone("kcn-a").unwrap().lots[0].measured.get() - 2.0).abs() < 1e-6);
    let broken = csv.replace("POLYGON", "POLYGONE");
    let report = record.import("lots.csv", &broken, |_| {}).await.unwrap();
    assert!(report.issues.iter().any(|issue| issue.found == "row 1: a shape that is no WKT"), "{:?}", report.issues);
}

#[tokio::test]
async fn a_shape_that_one_cell_cannot_hold_goes_on_in_the_next() {
    let record = Record::with_a_park().await;
    let shape = wkt(0.0, 0.0, 100.0, 200.0);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, (heading, value)) in (0..).zip([
        ("label", "'=A-01"),
        ("land_use", "SKK"),
        ("confirmed_on", ""),
        ("wkt", &shape[..40]),
        ("wkt#2", &shape[40..]),
    ]) {
        sheet.write(0, column, heading).unwrap();
        sheet.write(1, column, value).unwrap();
    }
    let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 9, 30).unwrap();
    sheet.write_with_format(1, 2, &date, &rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy")).unwrap();
    let report = record.import_files(&[("x.xlsx", &book.save_to_buffer().unwrap())], |_| {}).await.unwrap();
    assert_eq!(report.revision, Some(2), "{:?}", report.issues);
    let snapshot = record.atlas.live().snapshot();
    let lot = snapshot.zone("kcn-a").unwrap().lots[0].core.at(day("2026-11-24")).unwrap().clone();
    assert_eq!((lot.label.as_str(), lot.confirmed_on), ("=A-01", Some(day("2026-09-30"))));
    assert_eq!(lot.data_class, kcn_atlas::model::DataClass::Fact);
}

#[tokio::test]
async fn cut_names_are_made_whole_by_the_table_beside_the_file() {
    let record = Record::with_a_park().await;
    let claim = r#"[{"figure":"gross_area_ha","value":400,"accuracy":"stated","source":{"kind":"press","title":"Báo Thái Nguyên"}}]"#;
    let file = format!(
        r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"id":"kcn-a.gd1","claims":{},"claims_1":{}}},"geometry":null}}]}}"#,
        serde_json::Value::from(&claim[..30]),
        serde_json::Value::from(&claim[30..])
    );
    let names = "dbf name,column\nclaims_1,claims#2\n";
    let files: [(&str, &[u8]); 2] =
        [("zone-parts.geojson", file.as_bytes()), ("zone-parts.columns.csv", names.as_bytes())];
    let report = record.import_files(&files, |request| {
        request.layer = "zone-parts".into();
        request.set.clear();
    });
    let report = report.await.unwrap();
    assert_eq!(report.revision, Some(2), "{:?}", report.issues);
    assert_eq!(report.differences.changes.values().next().unwrap(), &["claims"]);
    let snapshot = record.atlas.live().snapshot();
    let shard = snapshot.zone("kcn-a").unwrap();
    let part = shard.parts[0].timeline.at(day("2026-11-24")).unwrap();
    assert_eq!(part.claims[0].value, 400.0);
    assert!(part.geometry.is_some(), "a file without shapes takes none away");
}

#[tokio::test]
async fn json_that_is_none_and_numbers_that_may_be_thousands_are_told() {
    let record = Record::of(a_park()).await;
    let csv =
        format!("label;land_use;price;Diện tích (ha);wkt\nA-01;SKK;95 USD;1,234;{}\n", wkt(0.0, 0.0, 100.0, 123.4));
    let report = record.import("x.csv", &csv, |_| {}).await.unwrap();
    let bad = report.issues.iter().find(|issue| issue.kind == IssueKind::BadValue).unwrap();
    assert_eq!((bad.field.as_deref(), bad.found.as_str()), (Some("price"), "95 USD"));
    let doubtful = &report.understood.doubtful[0];
    assert_eq!(
        (doubtful.column.as_str(), doubtful.example.as_str(), doubtful.read_as),
        ("Diện tích (ha)", "1,234", 1.234)
    );
    assert!(
        report.issues.iter().any(|issue| issue.kind == IssueKind::DoubtfulNumber && issue.severity == Severity::Note)
    );
}
