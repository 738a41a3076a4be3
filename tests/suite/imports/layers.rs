//! Every layer, as a file with the record's own columns and as one with an office's.

use kcn_atlas::command::import::ImportReport;
use kcn_atlas::import::issue::{IssueKind, Severity};
use kcn_atlas::model::{BuildStatus, Coded, ConnectionState, DataLayer, Kind, RoadClass, ServicingState, TenureState};

use super::record::{Record, a_park, collection};
use crate::roads::scene::RoadScene;
use crate::scene::{day, degrees, rect};

/// A feature with any properties.
pub fn feature(properties: &str, geometry: Option<geo::Geometry<f64>>) -> String {
    let geometry = geometry.map_or("null".to_owned(), |geometry| {
        serde_json::to_string(&geojson::Geometry::from(degrees(&geometry).get())).unwrap()
    });
    format!(r#"{{"type":"Feature","properties":{properties},"geometry":{geometry}}}"#)
}

pub fn point(x: f64, y: f64) -> geo::Geometry<f64> {
    geo::Geometry::Point(geo::Point::new(x, y))
}

pub fn line(corners: &[(f64, f64)]) -> geo::Geometry<f64> {
    geo::Geometry::LineString(geo::LineString::from(corners.to_vec()))
}

pub async fn import(record: &Record, layer: &str, features: &[String]) -> ImportReport {
    let file = collection(features);
    let report = record.import("x.geojson", &file, |request| {
        request.layer = layer.to_owned();
        request.set.clear();
    });
    report.await.unwrap()
}

fn refusals(report: &ImportReport) -> Vec<(IssueKind, Option<String>, String)> {
    let refused = report.issues.iter().filter(|issue| issue.severity == Severity::Refused);
    refused.map(|issue| (issue.kind, issue.field.clone(), issue.found.clone())).collect()
}

#[tokio::test]
async fn every_layer_is_read_committed_and_found_unchanged() {
    let square = rect(100.0, 100.0, 200.0, 200.0);
    let way = line(&[(0.0, 0.0), (500.0, 0.0)]);
    for (layer, properties, shape, kinds) in [
        (
            "zones",
            r#"{"id":"ccn-b","kind":"cluster","name.vi":"CCN B","name.en":"Cluster B","claims":"[{\"figure\":\"gross_area_ha\",\"value\":75,\"accuracy\":\"stated\",\"source\":{\"kind\":\"press\",\"title\":\"Báo\"}}]","sectors":"electronics; food"}"#,
            Some(point(0.0, 0.0)),
            vec![Kind::Zone],
        ),
        (
            "zone-parts",
            r#"{"id":"kcn-a.gd2","zone":"kcn-a","label.vi":"Giai đoạn 2","status":"approved","term":"{\"start\":\"2024-01-01\",\"end\":\"2074-01-01\"}"}"#,
            Some(rect(3000.0, 0.0, 500.0, 500.0)),
            vec![Kind::ZonePart],
        ),
        (
            "lots",
            r#"{"id":"kcn-a.gd1.a-01","zone_part":"kcn-a.gd1","label":"A-01","land_use":"SKK","declared_area_ha":4,"parcels":"tờ 1 thửa 2; tờ 1 thửa 3","tenure.tenure":"allocated","tenure.valid_from":"2025-02-01","servicing.servicing":"planned"}"#,
            Some(square.clone()),
            vec![Kind::Lot],
        ),
        (
            "clearance-areas",
            r#"{"id":"kcn-a.gd1.gpmb-1","zone_part":"kcn-a.gd1","label.vi":"Khu 1","regime":"land_law_2024","area_by_land_code":"{\"LUC\":3.5}","graves.remaining":4,"money.paid_bn_vnd":12.5}"#,
            Some(square.clone()),
            vec![Kind::ClearanceArea],
        ),
        (
            "resettlement-sites",
            r#"{"id":"tdc-a","name.vi":"Khu TĐC A","kind":"resettlement","serves":"kcn-a.gd1","plots.needed":120,"plots.ready":80}"#,
            Some(square.clone()),
            vec![Kind::ResettlementSite],
        ),
        (
            "roads",
            r#"{"id":"ql3.1","section":"ql3","from_node":"n1","to_node":"n2","one_way":false,"speed_kmh":60,"section.ref":"QL3","section.name.vi":"Quốc lộ 3","section.class":"national","section.ring":false,"section.status":"operating","section.lanes":4,"section.median":true,"section.urban":false,"section.design_speed_kmh":80,"section.terrain":"flat","section.start_chainage_m":33000,"trucks":true,"structure":"bridge"}"#,
            Some(way.clone()),
            vec![Kind::RoadLink, Kind::RoadSection],
        ),
        (
            "connection-points",
            r#"{"id":"dn-1","section":"dt261","label":"Cổng 1","chainage_m":62350,"side":"left","branch_type":"dedicated_kcn","zone_part":"kcn-a.gd1","removal_due":"2027-12-31","permit.permit_state":"position_agreed","permit.documents":"[{\"number\":\"1123/SXD\",\"date\":\"2025-05-12\"}]","permit.expires_on":"2026-11-12","permit.approval_regime":"nd165_2024","permit.valid_from":"2025-05-12"}"#,
            Some(point(0.0, 0.0)),
            vec![Kind::ConnectionPoint],
        ),
        (
            "km-posts",
            r#"{"id":"dt261.km62","section":"dt261","chainage_m":62000}"#,
            Some(point(0.0, 0.0)),
            vec![Kind::KmPost],
        ),
        (
            "gates",
            r#"{"id":"kcn-a.gd1.cong-1","zone_part":"kcn-a.gd1","label":"Cổng 1","status":"built","connection.connection":"accepted"}"#,
            Some(point(0.0, 500.0)),
            vec![Kind::Gate],
        ),
        (
            "internal-roads",
            r#"{"id":"kcn-a.gd1.d-1","zone_part":"kcn-a.gd1","label":"D1","status":"planned","width_m":25.5}"#,
            Some(way.clone()),
            vec![Kind::InternalRoad],
        ),
        (
            "transport-nodes",
            r#"{"id":"nut-giao-a","class":"expressway_interchange","name.vi":"Nút giao A","status":"operating"}"#,
            Some(point(9000.0, 0.0)),
            vec![Kind::TransportNode],
        ),
        (
            "material-zones",
            r#"{"id":"che-tan-cuong","name.vi":"Chè Tân Cương","commodity.vi":"Chè","commodity.en":"Tea","kind":"agriculture"}"#,
            Some(square.clone()),
            vec![Kind::MaterialZone],
        ),
        (
            "constraints",
            r#"{"id":"song-cau","class":"river","name.vi":"Sông Cầu"}"#,
            Some(way.clone()),
            vec![Kind::Constraint],
        ),
        (
            "admin-units",
            r#"{"id":"xa-a","name.vi":"Xã A","level":"commune","code":"05401"}"#,
            Some(square.clone()),
            vec![Kind::AdminUnit],
        ),
        (
            "places",
            r#"{"id":"xa-a-trung-tam","name.vi":"Xã A","class":"village","rank":3}"#,
            Some(point(10.0, 10.0)),
            vec![Kind::Place],
        ),
    ] {
        let record = Record::of(a_park().section("dt261", RoadClass::Provincial)).await;
        let file = [feature(properties, shape)];
        let done = import(&record, layer, &file).await;
        assert!(refusals(&done).is_empty() && done.revision == Some(2), "{layer}: {:?}", done.issues);
        assert!(done.understood.unused.is_empty(), "{layer}: {:?}", done.understood.unused);
        let facts = record.atlas.store().facts(None).await.unwrap();
        for kind in kinds {
            assert!(
                facts.iter().any(|fact| fact.key.kind == kind && fact.revision == 2),
                "{layer}: no {}",
                kind.code()
            );
        }
        let again = import(&record, layer, &file).await;
        assert_eq!((again.revision, again.differences.changed.len()), (None, 0), "{layer}: {:?}", again.differences);
    }
    assert_eq!(DataLayer::ALL.len(), 15, "a new layer wants a row above");
}

#[tokio::test]
async fn an_office_writes_its_own_headings_and_its_own_words() {
    let record = Record::with_a_park().await;
    let lot = r#"{"Ký hiệu lô":"A-01","Giai đoạn":"kcn-a.gd1","Loại đất":"Đất công nghiệp","Diện tích (m2)":"40.000","Pháp lý đất":"Đã cấp sổ","Tình trạng hạ tầng":"Đang thi công","Tình trạng cho thuê":"Chào thuê","Hiện trạng sử dụng":"Bỏ trống","Thế chấp":"không"}"#;
    let report = import(&record, "lots", &[feature(lot, Some(rect(100.0, 100.0, 200.0, 200.0)))]).await;
    assert!(refusals(&report).is_empty(), "{:?}", report.issues);
    let snapshot = record.atlas.live().snapshot();
    let lot = &snapshot.zone("kcn-a").unwrap().lots[0];
    let today = day("2026-11-24");
    assert_eq!(
        lot.tenure.at(today).map(|tenure| (tenure.state, tenure.mortgaged)),
        Some((TenureState::Certified, Some(false)))
    );
    assert_eq!(lot.servicing.at(today).map(|servicing| servicing.state), Some(ServicingState::UnderWay));
    assert!(lot.marketing.at(today).is_some() && lot.occupation.at(today).is_some());
    assert!(lot.tenure.at(day("2026-10-31")).is_none(), "a state holds from the day of the import");
    let gate = r#"{"Tên cổng":"Cổng 2","Khu":"kcn-a.gd1","Hiện trạng":"Đã xây dựng","Đấu nối":"Đã chấp thuận"}"#;
    let report = import(&record, "gates", &[feature(gate, Some(point(0.0, 500.0)))]).await;
    assert!(refusals(&report).is_empty(), "{:?}", report.issues);
    let snapshot = record.atlas.live().snapshot();
    let gate = &snapshot.zone("kcn-a").unwrap().gates[0];
    assert_eq!(gate.id.as_str(), "kcn-a.gd1.cong-2");
    assert_eq!(gate.core.at(today).unwrap().status, BuildStatus::Built);
    assert_eq!(gate.connection.at(today).unwrap().state, ConnectionState::Accepted);
}

#[tokio::test]
async fn a_word_that_is_no_code_is_refused_with_every_code_and_its_label() {
    let record = Record::with_a_park().await;
    let lot = r#"{"label":"A-01","zone_part":"kcn-a.gd1","land_use":"SKK","Tình trạng cho thuê":"Đã cho thuê"}"#;
    let report = import(&record, "lots", &[feature(lot, Some(rect(100.0, 100.0, 200.0, 200.0)))]).await;
    let issue = report.issues.iter().find(|issue| issue.kind == IssueKind::BadValue).unwrap();
    assert_eq!(issue.field.as_deref(), Some("Tình trạng cho thuê"));
    assert!(issue.expected.vi.contains("reserved (Đã giữ chỗ)"), "{}", issue.expected.vi);
    assert_eq!(report.revision, None);
}

#[tokio::test]
async fn links_of_a_section_must_agree_about_it_and_a_row_without_a_shape_is_a_section() {
    let record = Record::with_a_park().await;
    let link = |id: &str, from: &str, to: &str, lanes: u8, x: f64| {
        let properties = format!(
            r#"{{"id":"{id}","section":"ql3","from_node":"{from}","to_node":"{to}","section.name.vi":"Quốc lộ 3","section.class":"national","section.ring":"false","section.status":"operating","section.lanes":{lanes}}}"#
        );
        feature(&properties, Some(line(&[(x, 0.0), (x + 100.0, 0.0)])))
    };
    let report = import(&record, "roads", &[link("ql3.1", "a", "b", 4, 0.0), link("ql3.2", "b", "c", 2, 100.0)]).await;
    assert_eq!(refusals(&report)[0].0, IssueKind::SectionDiffers, "{:?}", report.issues);
    let alone = r#"{"section":"dt261","section.name.vi":"Đường tỉnh 261","section.class":"Đường tỉnh","section.ring":"không","section.status":"planned"}"#;
    let file = [link("ql3.1", "a", "b", 4, 0.0), link("ql3.2", "b", "c", 4, 100.0), feature(alone, None)];
    let report = import(&record, "roads", &file).await;
    assert!(report.revision.is_some(), "{:?}", report.issues);
    let snapshot = record.atlas.live().snapshot();
    assert_eq!(snapshot.base().road_links.records.len(), 2);
    let sections: Vec<&str> = snapshot.base().road_sections.records.iter().map(|section| section.id.as_str()).collect();
    assert_eq!(sections, ["dt261", "ql3"]);
}

#[tokio::test]
async fn a_file_without_shapes_says_something_of_what_is_on_record() {
    let scene = a_park().lot("kcn-a.gd1.a-01", rect(0.0, 0.0, 100.0, 100.0));
    let record = Record::of(scene).await;
    let csv = "Mã lô;Pháp lý đất\nkcn-a.gd1.a-01;Đã giao\n";
    let report = record.import("x.csv", csv, |request| request.set.clear()).await.unwrap();
    assert_eq!(report.revision, Some(2), "{:?}", report.issues);
    assert_eq!(report.differences.changes.values().next().unwrap(), &["tenure"]);
    let facts = record.atlas.store().facts(None).await.unwrap();
    let written: Vec<&str> =
        facts.iter().filter(|fact| fact.revision == 2).map(|fact| fact.key.facet.as_str()).collect();
    assert_eq!(written, ["tenure"], "what the file does not speak of is not written again");
    let unknown = csv.replace("a-01", "a-99");
    let report = record.import("x.csv", &unknown, |request| request.set.clear()).await.unwrap();
    assert_eq!((refusals(&report)[0].0, report.revision), (IssueKind::NoGeometry, None));
}
