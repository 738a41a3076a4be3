//! What must agree: with other rows, with the record, and the states of a lot with each other.

use kcn_atlas::command::import::ImportReport;
use kcn_atlas::import::issue::{Issue, IssueKind, Severity};
use kcn_atlas::model::{AdminLevel, AdminUnit, Body, BuildStatus, GeometryAccuracy, Kind, Name};

use super::layers::{feature, import, line, point};
use super::record::{Record, a_park};
use crate::scene::rect;

fn found(report: &ImportReport, kind: IssueKind) -> Vec<&Issue> {
    report.issues.iter().filter(|issue| issue.kind == kind).collect()
}

fn lot(label: &str, more: &str, x: f64) -> String {
    let properties = format!(r#"{{"label":"{label}","zone_part":"kcn-a.gd1","land_use":"SKK"{more}}}"#);
    feature(&properties, Some(rect(x, 0.0, 100.0, 100.0)))
}

#[tokio::test]
async fn land_on_record_that_the_file_does_not_name_may_not_be_drawn_again() {
    let record = Record::of(a_park().lot("kcn-a.gd1.a-01", rect(0.0, 0.0, 100.0, 100.0))).await;
    let report = import(&record, "lots", &[lot("A-02", "", 50.0)]).await;
    let overlap = found(&report, IssueKind::Overlap);
    assert_eq!((overlap[0].severity, overlap[0].found.as_str()), (Severity::Refused, "5000.0 m² / kcn-a.gd1.a-01"));
    // The same lot moved aside in the same file makes room.
    let report = import(&record, "lots", &[lot("A-01", "", 200.0), lot("A-02", "", 50.0)]).await;
    assert!(found(&report, IssueKind::Overlap).is_empty() && report.revision.is_some(), "{:?}", report.issues);
}

#[tokio::test]
async fn parts_of_a_zone_are_disjoint_and_neighbours_may_touch() {
    let record = Record::with_a_park().await;
    let part = |name: &str, x: f64| {
        let properties = format!(r#"{{"label":"{name}","zone":"kcn-a"}}"#);
        feature(&properties, Some(rect(x, 3000.0, 500.0, 500.0)))
    };
    let report = import(&record, "zone-parts", &[part("Khu 2", 0.0), part("Khu 3", 499.0)]).await;
    assert_eq!(found(&report, IssueKind::Overlap).len(), 1, "{:?}", report.issues);
    let report = import(&record, "zone-parts", &[part("Khu 2", 0.0), part("Khu 3", 500.0)]).await;
    assert!(report.revision.is_some(), "{:?}", report.issues);
}

#[tokio::test]
async fn what_a_record_names_must_be_there() {
    let record = Record::with_a_park().await;
    let road = |leads_to: &str| {
        let properties = format!(
            r#"{{"id":"kcn-a.gd1.d-1","zone_part":"kcn-a.gd1","label":"D1","status":"built","leads_to":"{leads_to}"}}"#
        );
        feature(&properties, Some(line(&[(0.0, 0.0), (100.0, 0.0)])))
    };
    let cases = [
        ("internal-roads", road("kcn-a.gd1.cong-9"), "leads_to"),
        ("lots", lot("A-01", r#","opens_onto":"kcn-a.gd1.d-9""#, 0.0), "opens_onto"),
        (
            "gates",
            feature(r#"{"id":"kcn-a.gd9.cong-1","label":"1","status":"built"}"#, Some(point(0.0, 0.0))),
            "zone_part",
        ),
        (
            "places",
            feature(r#"{"name":"Xã A","class":"village","rank":3,"admin_unit":"xa-a"}"#, Some(point(0.0, 0.0))),
            "admin_unit",
        ),
        ("zones", feature(r#"{"name":"KCN B","kind":"park","commune":"xa-a"}"#, Some(point(0.0, 0.0))), "commune"),
        (
            "resettlement-sites",
            feature(r#"{"name":"TĐC","kind":"resettlement","serves":"kcn-b.gd1"}"#, Some(point(0.0, 0.0))),
            "serves",
        ),
        (
            "roads",
            feature(
                r#"{"id":"ql3.1","section":"ql3","from_node":"a","to_node":"b"}"#,
                Some(line(&[(0.0, 0.0), (9.0, 0.0)])),
            ),
            "section",
        ),
    ];
    for (layer, row, field) in cases {
        let report = import(&record, layer, &[row]).await;
        let nowhere = found(&report, IssueKind::Reference);
        assert_eq!(
            nowhere.first().and_then(|issue| issue.field.as_deref()),
            Some(field),
            "{layer}: {:?}",
            report.issues
        );
        assert_eq!(report.revision, None, "{layer}");
    }
    let gate = feature(r#"{"id":"kcn-a.gd1.cong-9","label":"9","status":"Đã xây dựng"}"#, Some(point(100.0, 0.0)));
    assert!(import(&record, "gates", &[gate]).await.revision.is_some());
    assert!(import(&record, "internal-roads", &[road("kcn-a.gd1.cong-9")]).await.revision.is_some());
    let snapshot = record.atlas.live().snapshot();
    let gate = snapshot.zone("kcn-a").unwrap().gates[0].core.entries().next().unwrap().1.unwrap().clone();
    assert_eq!((gate.status, gate.geometry_accuracy), (BuildStatus::Built, GeometryAccuracy::Digitised));
}

#[tokio::test]
async fn what_is_former_may_be_named() {
    let unit = AdminUnit {
        name: Name::new("Huyện A", "Huyện A"),
        level: AdminLevel::District,
        code: None,
        parent: None,
        successors: vec![],
        crs: None,
        geometry: None,
        claims: vec![],
    };
    let scene = a_park().fact("huyen-a", "core", Body::AdminUnit(unit)).from("2025-07-01");
    let record = Record::of(scene.ends(Kind::AdminUnit, "huyen-a", "core")).await;
    let zone = feature(r#"{"name":"KCN B","kind":"park","former_district":"huyen-a"}"#, Some(point(0.0, 0.0)));
    let report = import(&record, "zones", &[zone]).await;
    assert!(report.revision.is_some(), "{:?}", report.issues);
}

#[tokio::test]
async fn states_that_contradict_each_other_are_told() {
    for (states, field) in [
        (r#","occupation.occupation":"operating","tenure.tenure":"not_allocated""#, Some("occupation.occupation")),
        (r#","marketing.marketing":"offered","occupation.occupation":"operating""#, Some("marketing.marketing")),
        (r#","marketing.marketing":"offered","land_use":"DKV""#, Some("marketing.marketing")),
        (r#","occupation.occupation":"operating","tenure.tenure":"allocated""#, None),
        (r#","occupation.occupation":"operating""#, None),
        (r#","marketing.marketing":"offered","occupation.occupation":"vacant""#, None),
    ] {
        let record = Record::with_a_park().await;
        let row = lot("A-01", states, 0.0);
        let row = if states.contains("land_use") { row.replace(r#""land_use":"SKK","#, "") } else { row };
        let report = import(&record, "lots", &[row]).await;
        let told = found(&report, IssueKind::Contradiction);
        assert_eq!(told.first().and_then(|issue| issue.field.as_deref()), field, "{states}: {:?}", report.issues);
        assert!(report.revision.is_some(), "told, and not refused: {states}");
    }
    let scene = a_park().lot("kcn-a.gd1.a-01", rect(0.0, 0.0, 100.0, 100.0)).lease(
        "kcn-a.gd1.hd-1",
        &["kcn-a.gd1.a-01"],
        "2024-01-01",
        "2074-01-01",
    );
    let record = Record::of(scene).await;
    let report = import(&record, "lots", &[lot("A-01", r#","marketing.marketing":"offered""#, 0.0)]).await;
    assert!(found(&report, IssueKind::Contradiction)[0].found.contains("Leased"), "a lease is in force");
}

#[tokio::test]
async fn a_ring_that_the_file_leaves_open_is_closed_and_told() {
    let record = Record::with_a_park().await;
    let closed = lot("A-01", "", 0.0);
    let (open, _) = closed.rsplit_once(",[").unwrap();
    let report = import(&record, "lots", &[format!("{open}]]}}}}")]).await;
    let told = found(&report, IssueKind::UnclosedRing);
    assert_eq!(told.len(), 1, "{:?}", report.issues);
    assert_eq!(told[0].found, "100.00 m");
    assert!(report.revision.is_some());
}
