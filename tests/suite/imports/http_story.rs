//! A file goes in over HTTP: looked at, asked about, answered, written, and on the map.

use serde_json::{Value, json};

use super::http_office::{Office, Part, TOKEN, lots, lots_written};
use super::record::{collection, feature, lot};

fn two_lots() -> String {
    collection(&[lot("A-01", 0.0, 0.0, 100.0, 200.0), lot("A-02", 100.0, 0.0, 100.0, 200.0)])
}

#[tokio::test]
async fn a_file_is_tried_answered_written_and_shown_on_the_map() {
    let office = Office::open().await;
    let file = two_lots();
    let answers = lots().to_string();
    let import = office.sent(&[Part::File("lô đất.geojson", file.as_bytes()), Part::Text("answers", &answers)]).await;
    assert_eq!((&import["state"], &import["state_label"]["vi"]), (&json!("finished"), &json!("Đã xong")), "{import}");
    assert_eq!(import["files"], json!(["lô đất.geojson"]));
    assert_eq!((&import["answers"]["dry_run"], &import["answers"]["charset"]), (&json!(true), &json!("auto")));
    assert_eq!(import["answers"]["valid_from"], "2026-11-24", "today, where nothing was said");
    assert_eq!(
        (&import["started_at"], &import["kept_until"]),
        (&json!("2026-11-24T08:00:00Z"), &json!("2026-11-24T09:00:00Z"))
    );
    let report = &import["report"];
    assert_eq!((&report["rows"], &report["kind"], &report["revision"]), (&json!(2), &json!("lot"), &Value::Null));
    assert_eq!(report["crs"], json!({"code": "EPSG:4326", "swapped": false}));
    assert_eq!((&report["differences"]["added"], &report["may_be_written"]), (&json!(2), &json!(true)), "{report}");
    assert_eq!(report["differences"]["added_ids"], json!(["kcn-a.gd1.a-01", "kcn-a.gd1.a-02"]));
    assert_eq!(report["columns"]["used"][0], json!({"column": "Ký hiệu", "key": "label"}));
    assert!(report["keys"].as_array().unwrap().contains(&json!("declared_area_ha")));
    assert_eq!(office.record.lots(), 0, "a trial writes nothing");

    let id = import["id"].as_str().unwrap();
    let shapes = office.get(&format!("/{id}/shapes")).await.json();
    assert_eq!((&shapes["type"], &shapes["numberMatched"]), (&json!("FeatureCollection"), &json!(2)));
    let properties = &shapes["features"][0]["properties"];
    assert_eq!(
        *properties,
        json!({"row": 1, "id": "kcn-a.gd1.a-01", "label": "A-01", "difference": "added", "severity": null})
    );
    assert_eq!(shapes["features"][0]["geometry"]["type"], "Polygon");

    let import = office.answered(id, &lots_written()).await;
    assert_eq!((&import["report"]["revision"], office.record.lots()), (&json!(2), 2), "{import}");
    let lots = office.door.get("/api/v1/lots?stale=include").await.json();
    let labels: Vec<&Value> =
        lots["features"].as_array().unwrap().iter().map(|lot| &lot["properties"]["label"]).collect();
    assert_eq!(labels, ["A-01", "A-02"], "the map shows what was written");
    let again = office.answer(id, &lots_written()).await;
    assert_eq!((again.status.as_u16(), &again.json()["type"]), (409, &json!("urn:kcn-atlas:problem:conflict")));
    let list = office.get("").await.json();
    assert_eq!((&list["imports"][0]["id"], &list["imports"][0]["report"]), (&json!(id), &Value::Null));
}

#[tokio::test]
async fn curl_with_plain_parts_does_the_same_in_one_line() {
    let office = Office::open().await;
    let csv = "Mã lô;Ký hiệu;Vùng\n1;A-01;x\n";
    let file = two_lots();
    let parts = [
        Part::Text("layer", "lots"),
        Part::Text("set", "zone_part=kcn-a.gd1"),
        Part::File("lo.geojson", file.as_bytes()),
        Part::File("khac.csv", csv.as_bytes()),
        Part::Text("file_name", "lo.geojson"),
        Part::Text("crs", "EPSG:4326"),
        Part::Text("column", "Ký hiệu=label"),
        Part::Text("accuracy", "surveyed"),
        Part::Text("valid_from", "2026-11-01"),
        Part::Text("charset", "utf-8"),
        Part::Text("dry_run", "false"),
    ];
    let import = office.sent(&parts).await;
    assert_eq!((&import["report"]["revision"], office.record.lots()), (&json!(2), 2), "{import}");
    let answers = &import["answers"];
    assert_eq!(
        (&answers["accuracy"], &answers["columns"]["Ký hiệu"], &answers["valid_from"], &answers["charset"]),
        (&json!("surveyed"), &json!("label"), &json!("2026-11-01"), &json!("utf-8"))
    );
    let revision = office.record.atlas.store().revisions().await.unwrap().pop().unwrap();
    assert_eq!((revision.author.as_str(), revision.recorded_at.as_str()), ("office", "2026-11-24T08:00:00Z"));
}

#[tokio::test]
async fn what_must_be_chosen_is_asked_with_what_is_there() {
    let office = Office::open().await;
    let file = two_lots();
    let parts = [Part::File("lô.geojson", file.as_bytes()), Part::File("ranh.geojson", file.as_bytes())];
    let import = office.sent(&parts).await;
    let id = import["id"].as_str().unwrap().to_owned();
    let problem = &import["problem"];
    assert_eq!((&import["state"], &problem["parameter"]), (&json!("failed"), &json!("layer")), "{import}");
    assert!(problem["choices"].as_array().unwrap().contains(&json!("lots")) && import["report"].is_null());
    let mut answers = lots();
    answers["layer"] = json!("houses");
    let import = office.answered(&id, &answers).await;
    assert_eq!((&import["problem"]["parameter"], &import["problem"]["value"]), (&json!("layer"), &json!("houses")));
    assert!(import["problem"]["choices"].as_array().unwrap().contains(&json!("lots")), "{import}");
    let import = office.answered(&id, &lots()).await;
    let problem = &import["problem"];
    assert_eq!(
        (&problem["parameter"], &problem["choices"], &problem["title"]["vi"]),
        (&json!("file"), &json!(["lô.geojson", "ranh.geojson"]), &json!("Cần chọn"))
    );
    assert_eq!(office.get(&format!("/{id}/shapes")).await.status, 409, "nothing was read yet");
    let mut answers = lots();
    answers["file"] = json!("lô.geojson");
    let import = office.answered(&id, &answers).await;
    assert_eq!((&import["state"], &import["report"]["file"]), (&json!("finished"), &json!("lô.geojson")), "{import}");
}

#[tokio::test]
async fn two_layers_in_one_file_are_asked_about_and_one_is_answered() {
    let office = Office::open().await;
    let point = |name: &str, x: f64| {
        format!("<Placemark><name>{name}</name><Point><coordinates>{x},21.52</coordinates></Point></Placemark>")
    };
    let folder = |name: &str, content: &str| format!("<Folder><name>{name}</name>{content}</Folder>");
    let kml = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}{}</Document></kml>"#,
        folder("lô", &point("A-01", 105.83)),
        folder("ranh", &point("B-01", 105.84)),
    );
    let zip = zipped("hồ sơ/khu.kml", kml.as_bytes());
    let places = json!({"layer": "places", "set": {"class": "village", "rank": "4"}});
    let answers = places.to_string();
    let import = office.sent(&[Part::File("hồ sơ.zip", &zip), Part::Text("answers", &answers)]).await;
    let problem = &import["problem"];
    assert_eq!(
        (&problem["parameter"], &problem["choices"], &import["files"]),
        (&json!("file_layer"), &json!(["lô", "ranh"]), &json!(["khu.kml"])),
        "{import}"
    );
    let mut chosen = places.clone();
    chosen["file_layer"] = json!("ranh");
    let import = office.answered(import["id"].as_str().unwrap(), &chosen).await;
    assert_eq!((&import["state"], &import["report"]["file_layer"]), (&json!("finished"), &json!("ranh")), "{import}");
}

fn zipped(name: &str, content: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(vec![]));
    writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    writer.write_all(content).unwrap();
    writer.finish().unwrap().into_inner()
}

#[tokio::test]
async fn a_file_without_a_system_is_shown_where_each_candidate_would_put_it() {
    let office = Office::open().await;
    // Metres of EPSG:9213 that claim to be degrees.
    let ring = "[[[430000,2380000],[430100,2380000],[430100,2380100],[430000,2380100],[430000,2380000]]]";
    let file = collection(&[feature("A-01", &format!(r#"{{"type":"Polygon","coordinates":{ring}}}"#))]);
    let mut answers = lots();
    answers["crs"] = Value::Null;
    let text = answers.to_string();
    let import = office.sent(&[Part::File("x.geojson", file.as_bytes()), Part::Text("answers", &text)]).await;
    let report = &import["report"];
    assert_eq!((&report["crs"], &report["may_be_written"]), (&Value::Null, &json!(false)), "{report}");
    assert!(report["placement"][0]["vi"].as_str().is_some_and(|text| !text.is_empty()));
    let first = &report["candidates"][0];
    assert_eq!(
        (&first["crs"], &first["swapped"], &first["unit"], &first["inside_pct"], &first["name"]["vi"]),
        (
            &json!("EPSG:9213"),
            &json!(false),
            &json!("metres"),
            &json!(100.0),
            &json!("VN-2000, kinh tuyến trục 106°30′")
        )
    );
    let id = import["id"].as_str().unwrap();
    let placed = office.get(&format!("/{id}/shapes")).await.json();
    assert_eq!((&placed["numberMatched"], &placed["numberReturned"]), (&json!(1), &json!(0)), "nobody knows where");
    let shown = office.get(&format!("/{id}/shapes?crs=EPSG:9213&swapped=false")).await.json();
    let corner = &shown["features"][0]["geometry"]["coordinates"][0][0];
    let (lon, lat) = (corner[0].as_f64().unwrap(), corner[1].as_f64().unwrap());
    assert!((lon - 105.8263).abs() < 0.001 && (lat - 21.5139).abs() < 0.001, "{corner}");
    assert_eq!(shown["features"][0]["properties"]["row"], 1, "people count from one");
    let elsewhere = office.get(&format!("/{id}/shapes?crs=EPSG:9213&swapped=true")).await.json();
    assert_eq!(elsewhere["numberReturned"], 0, "there it cannot be");
    answers["crs"] = json!("EPSG:9213");
    let import = office.answered(id, &answers).await;
    assert_eq!((&import["report"]["crs"]["code"], &import["problem"]), (&json!("EPSG:9213"), &Value::Null), "{import}");
    let placed = office.get(&format!("/{id}/shapes")).await.json();
    assert_eq!(placed["features"][0]["geometry"]["coordinates"][0].as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn what_is_wrong_is_told_by_row_and_shown_on_the_map() {
    let office = Office::open().await;
    let file = collection(&[
        lot("A-01", 0.0, 0.0, 100.0, 100.0),
        lot("A-02", 50.0, 0.0, 100.0, 100.0),
        feature("A-03", "null"),
        lot("A-04", 1950.0, 300.0, 100.0, 100.0),
    ]);
    let answers = lots_written().to_string();
    let import = office.sent(&[Part::File("x.geojson", file.as_bytes()), Part::Text("answers", &answers)]).await;
    let issues = &import["report"]["issues"];
    assert_eq!((&issues["refused"], &import["report"]["revision"]), (&json!(3), &Value::Null), "{issues}");
    let first = &issues["first"][0];
    assert_eq!((&first["severity"], &first["severity_label"]["vi"]), (&json!("refused"), &json!("Bị từ chối")));
    let kinds: Vec<&str> =
        issues["first"].as_array().unwrap().iter().map(|issue| issue["kind"].as_str().unwrap()).collect();
    for kind in ["overlap", "no_geometry", "outside_owner"] {
        assert!(kinds.contains(&kind), "{kind} in {kinds:?}");
    }
    let id = import["id"].as_str().unwrap();
    let shapes = office.get(&format!("/{id}/shapes")).await.json();
    let severity = |at: usize| shapes["features"][at]["properties"]["severity"].clone();
    assert_eq!([severity(0), severity(1), severity(2)], [Value::Null, json!("refused"), json!("refused")], "{shapes}");
    assert_eq!(office.record.lots(), 0, "all or nothing");
    let answer = office.door.ask(axum::http::Method::GET, &format!("/api/v1/imports/{id}"), &[TOKEN]).await;
    assert_eq!((answer.header("cache-control"), answer.header("etag")), ("no-store", ""));
}
