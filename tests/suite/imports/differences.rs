//! What a file changes: told by key, by id or by land, and not by the last digit of a coordinate.

use kcn_atlas::import::issue::IssueKind;
use kcn_atlas::model::{GeometryAccuracy, Name};

use super::layers::{feature, import, point};
use super::record::{Record, a_park};
use crate::scene::{Scene, day, position, rect};

fn with_a_lot() -> Scene {
    a_park().lot_with("kcn-a.gd1.a-01", rect(0.0, 0.0, 100.0, 200.0), |lot| {
        lot.declared_area = Some(kcn_atlas::model::Hectares::new(2.0).unwrap());
    })
}

#[tokio::test]
async fn keys_that_change_are_named_and_keys_without_a_column_stay() {
    let record = Record::of(with_a_lot()).await;
    let file = [feature(
        r#"{"id":"kcn-a.gd1.a-01","land_use":"TMD","Pháp lý":"Đã giao","geometry_accuracy":"surveyed"}"#,
        Some(rect(0.0, 0.0, 100.0, 200.0)),
    )];
    let report = import(&record, "lots", &file).await;
    assert_eq!(report.differences.changes.values().next().unwrap(), &["land_use", "tenure"], "{:?}", report.issues);
    let snapshot = record.atlas.live().snapshot();
    let lot = snapshot.zone("kcn-a").unwrap().lots[0].core.at(day("2026-11-24")).unwrap().clone();
    assert_eq!((lot.label.as_str(), lot.declared_area.map(|area| area.get())), ("A-01", Some(2.0)));
    let empty = [feature(r#"{"id":"kcn-a.gd1.a-01","declared_area_ha":null}"#, Some(rect(0.0, 0.0, 100.0, 200.0)))];
    let report = import(&record, "lots", &empty).await;
    assert_eq!(
        report.differences.changes.values().next().unwrap(),
        &["declared_area_ha"],
        "an empty cell says unknown"
    );
}

#[tokio::test]
async fn a_shape_within_a_millimetre_is_no_change_and_beyond_it_is_one() {
    for (metres, changes) in [(0.0004, false), (0.004, true)] {
        let record = Record::of(with_a_lot()).await;
        let file = [feature(r#"{"id":"kcn-a.gd1.a-01"}"#, Some(rect(metres, 0.0, 100.0 - metres, 200.0)))];
        let report = import(&record, "lots", &file).await;
        assert_eq!(report.revision.is_some(), changes, "{metres} m: {:?}", report.differences);
    }
    let record = Record::of(with_a_lot()).await;
    let file = [feature(r#"{"id":"kcn-a.gd1.a-01","land_use":"TMD"}"#, Some(rect(0.0004, 0.0, 99.9996, 200.0)))];
    let shape = |record: &Record| {
        let snapshot = record.atlas.live().snapshot();
        snapshot.zone("kcn-a").unwrap().lots[0].core.at(day("2026-11-24")).unwrap().geometry.clone()
    };
    let before = shape(&record);
    assert!(import(&record, "lots", &file).await.revision.is_some());
    assert_eq!(shape(&record), before, "another key changes, and the record keeps its own shape");
}

#[tokio::test]
async fn corners_are_kept_to_a_tenth_of_a_millimetre() {
    let record = Record::with_a_park().await;
    let at = position(10.0, 10.0);
    let properties = r#"{"id":"kcn-a.gd1.cong-1","zone_part":"kcn-a.gd1","label":"1","status":"built"}"#;
    let report = import(&record, "gates", &[feature(properties, Some(point(10.0, 10.0)))]).await;
    assert!(report.revision.is_some(), "{:?}", report.issues);
    let snapshot = record.atlas.live().snapshot();
    let gate = snapshot.zone("kcn-a").unwrap().gates[0].core.at(day("2026-11-24")).unwrap().clone();
    let geo::Geometry::Point(kept) = gate.geometry.get() else { panic!() };
    assert!((kept.x() - at.x).abs() <= 6e-10 && (kept.y() - at.y).abs() <= 6e-10, "{kept:?} {at:?}");
}

#[tokio::test]
async fn a_row_without_an_id_is_the_record_whose_land_it_draws() {
    let record = Record::of(with_a_lot()).await;
    let named = |name: &str, width: f64| {
        let properties = format!(r#"{{"label":"{name}","zone_part":"kcn-a.gd1","land_use":"SKK"}}"#);
        [feature(&properties, Some(rect(0.0, 0.0, width, 200.0)))]
    };
    let report = import(&record, "lots", &named("Lô 1 mới", 98.0)).await;
    let matched = report.issues.iter().find(|issue| issue.kind == IssueKind::Matched).unwrap();
    assert!(matched.found.starts_with("kcn-a.gd1.a-01 (98.0"), "{}", matched.found);
    assert_eq!(record.lots(), 1, "{:?}", report.issues);
    assert!(report.differences.changes.values().next().unwrap().contains(&"label".to_owned()));
    let record = Record::of(with_a_lot()).await;
    let report = import(&record, "lots", &named("Lô 2", 50.0)).await;
    assert!(report.issues.iter().any(|issue| issue.kind == IssueKind::Overlap), "half of it is another plot");
}

#[tokio::test]
async fn a_name_in_the_other_language_stays_while_this_one_does() {
    let scene = Scene::new().zone_with("kcn-a", kcn_atlas::model::ZoneKind::Park, |zone| {
        zone.name = Name::new("KCN A", "A Park");
    });
    for (name, english) in [("KCN A", "A Park"), ("KCN A mới", "KCN A mới")] {
        let record = Record::of(Scene::new().fact("kcn-a", "core", scene.facts()[0].body.clone().unwrap())).await;
        let properties = format!(r#"{{"id":"kcn-a","Tên KCN":"{name}","commune":null}}"#);
        let report = import(&record, "zones", &[feature(&properties, Some(point(0.0, 0.0)))]).await;
        assert!(report.revision.is_some(), "{:?}", report.issues);
        let snapshot = record.atlas.live().snapshot();
        let zone = snapshot.zone("kcn-a").unwrap().zone.at(day("2026-11-24")).unwrap().clone();
        assert_eq!(zone.name.en, english);
    }
}

#[tokio::test]
async fn a_row_with_a_day_of_its_own_is_compared_with_what_held_then() {
    let record = Record::of(with_a_lot()).await;
    let row = |day: &str| {
        let properties = format!(r#"{{"id":"kcn-a.gd1.a-01","valid_from":"{day}"}}"#);
        [feature(&properties, Some(rect(0.0, 0.0, 100.0, 200.0)))]
    };
    assert_eq!(import(&record, "lots", &row("2024-01-01")).await.revision, None);
    let properties = r#"{"id":"kcn-a.gd1.a-01","valid_from":"2019-01-01","label":"A-01","land_use":"SKK"}"#;
    let earlier = import(&record, "lots", &[feature(properties, Some(rect(0.0, 0.0, 100.0, 200.0)))]).await;
    assert_eq!(
        earlier.differences.changes.values().next(),
        Some(&vec!["valid_from".to_owned()]),
        "{:?}",
        earlier.issues
    );
    assert_eq!(
        record.atlas.live().snapshot().zone("kcn-a").unwrap().lots[0].core.at(day("2019-06-01")).unwrap().label,
        "A-01"
    );
    assert_eq!(report_accuracy(&record), GeometryAccuracy::Surveyed);
}

fn report_accuracy(record: &Record) -> GeometryAccuracy {
    let snapshot = record.atlas.live().snapshot();
    snapshot.zone("kcn-a").unwrap().lots[0].core.at(day("2026-11-24")).unwrap().geometry_accuracy
}
