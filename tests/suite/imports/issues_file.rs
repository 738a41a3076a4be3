//! The file of issues, read back through the worker as the CAD operator's program would.

use kcn_atlas::gis::Job;
use kcn_atlas::import::table::{Cell, Table, read_layer};
use serde_json::Value;

use super::http_office::{Office, Part, lots};
use super::record::{collection, feature, lot};
use super::worker;

fn read(name: &str, bytes: &[u8]) -> Table {
    let parent = tempfile::tempdir().unwrap();
    let mut job = Job::new(parent.path()).unwrap();
    job.take(name, &mut &*bytes).unwrap();
    let (description, _) = worker().describe(&job, name).unwrap();
    read_layer(&description.layers[0], worker().read(&job, name, 0).unwrap(), None).unwrap()
}

fn cell<'t>(table: &'t Table, row: usize, column: &str) -> &'t Cell {
    let at = table.fields.iter().position(|field| field == column);
    &table.rows[row].values[at.unwrap_or_else(|| panic!("{column} in {:?}", table.fields))]
}

#[tokio::test]
async fn the_file_of_issues_is_read_back_in_both_formats() {
    let office = Office::open().await;
    let bowtie = r#"{"type":"Polygon","coordinates":[[[105.8264,21.5140],[105.8274,21.5150],[105.8274,21.5140],[105.8264,21.5150],[105.8264,21.5140]]]}"#;
    let file =
        collection(&[lot("A-01", 500.0, 500.0, 100.0, 100.0), feature("A-02", bowtie), feature("=A-03", "null")]);
    let answers = lots().to_string();
    let import = office.sent(&[Part::File("lô.geojson", file.as_bytes()), Part::Text("answers", &answers)]).await;
    let id = import["id"].as_str().unwrap();
    let told: Vec<Value> = import["report"]["issues"]["first"].as_array().unwrap().clone();
    assert!(told.len() >= 2, "{import}");
    for (format, name) in [("geojson", "loi.geojson"), ("xlsx", "loi.xlsx")] {
        let answer = office.get(&format!("/{id}/issues?format={format}")).await;
        let disposition = answer.header("content-disposition").to_owned();
        assert!(
            disposition.starts_with("attachment; filename=\"loi-") && disposition.contains(format),
            "{disposition}"
        );
        let table = read(name, &answer.body);
        assert_eq!(table.rows.len(), told.len(), "{format}");
        let tangled = told.iter().position(|issue| issue["kind"] == "self_intersection").unwrap();
        assert_eq!(*cell(&table, tangled, "Loại lỗi"), Cell::Text("Tự cắt".into()), "{format}");
        assert_eq!(*cell(&table, tangled, "Tệp"), Cell::Text("lô.geojson".into()));
        assert_eq!(*cell(&table, tangled, "Dòng"), Cell::Number(2.0));
        let Cell::Number(north) = cell(&table, tangled, "X (m, bắc)") else { panic!("{format}: {table:?}") };
        let Cell::Number(east) = cell(&table, tangled, "Y (m, đông)") else { panic!("{format}") };
        assert!((2_380_000.0..2_381_000.0).contains(north) && (430_000.0..431_000.0).contains(east), "{north} {east}");
        if format == "geojson" {
            assert!(table.rows[tangled].geometry.is_some() && answer.header("content-type") == "application/geo+json");
        }
    }
    assert_eq!(
        office.get(&format!("/{id}/issues")).await.header("content-type"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    );
}
