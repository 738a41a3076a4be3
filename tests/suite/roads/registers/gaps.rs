//! Frontages without a service road, parks without a known lawful connection, points to be removed.

use kcn_atlas::model::*;
use serde_json::{Value, json};

use super::scene::{RoadsideScene, ask, near};
use crate::door::Door;
use crate::roads::scene::RoadScene;
use crate::scene::{Scene, day, id, rect};

/// A national road of 6 km to the east, grade III, outside town.
fn road() -> Scene {
    Scene::new()
        .section_with("ql1", RoadClass::National, |section| {
            (section.planned_grade, section.urban) = (Some("III".into()), Some(false));
        })
        .link("ql1.1", ("w", "e"), &[(0.0, 0.0), (6_000.0, 0.0)])
}

fn serving(part: &str) -> impl FnOnce(&mut ConnectionPoint) {
    let part = id(part);
    |point| point.zone_part = Some(part)
}

async fn zones(scene: &Scene, more: &str) -> Value {
    ask(scene, &format!("/api/v1/service-roads/gaps?show=zones{more}")).await
}

fn item<'a>(answer: &'a Value, zone: &str) -> &'a Value {
    let items = answer["items"].as_array().unwrap();
    items.iter().find(|item| item["zone"]["id"] == zone).unwrap_or_else(|| panic!("{zone} is not among {answer}"))
}

fn ids<'a>(list: &'a Value, key: &str) -> Vec<&'a str> {
    list.as_array().unwrap().iter().map(|item| item.pointer(key).unwrap().as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_park_of_which_nothing_is_recorded_is_unknown_and_never_unlawful() {
    let scene = road().park("kcn-a", rect(1_000.0, 50.0, 500.0, 400.0));
    let found = zones(&scene, "").await;
    let park = item(&found, "kcn-a");
    assert_eq!((&park["standing"], &park["known_points"]), (&json!("unknown"), &json!([])));
    assert_eq!(park["nearest_road"]["id"], "ql1");
    assert!(near(&park["nearest_road"]["distance_m"], 50.0));
    assert_eq!(park["fix"]["kind"], "new_point");
    assert_eq!((&park["fix"]["point"]["section"], &park["fix"]["point"]["side"]), (&json!("ql1"), &json!("left")));
    let text = found.to_string().to_lowercase();
    assert!(!text.contains("unlawful") && !text.contains("trái phép"), "{text}");
    assert!(
        found["question"]["en"]
            .as_str()
            .unwrap()
            .starts_with("Which parks lack a known lawful connection to a national road or provincial road")
    );
}

#[tokio::test]
async fn a_point_in_force_settles_it_until_it_lapses() {
    let scene = road()
        .park("kcn-a", rect(1_000.0, 50.0, 500.0, 400.0))
        .point_with("a", "ql1", 1_200.0, 12.0, serving("kcn-a.p"))
        .permit("a", PermitState::DesignApproved, Some("2027-03-31"));
    let found = zones(&scene, "").await;
    assert_eq!((&found["total"], &found["known"][0]["evidence"]), (&json!(0), &json!("connection_point")));
    assert_eq!(found["known"][0]["points"], json!(["a"]));
    let later = zones(&scene, "&date=2027-04-01").await;
    let park = item(&later, "kcn-a");
    assert_eq!((&park["standing"], &park["known_points"][0]["standing"]), (&json!("none"), &json!("none")));
    assert_eq!(park["fix"]["kind"], "complete_permit", "the lapsed approval is asked for anew");
    assert!(park["fix"]["text"]["vi"].as_str().unwrap().contains("Xin chấp thuận lại"));
}

#[tokio::test]
async fn a_gate_on_record_counts_where_no_point_tells_more() {
    let scene = road()
        .park("kcn-a", rect(1_000.0, 50.0, 500.0, 400.0))
        .gate("kcn-a.p.g1", 1_200.0, 50.0, Some(ConnectionState::Accepted))
        .park("kcn-b", rect(3_000.0, 50.0, 500.0, 400.0))
        .gate("kcn-b.p.g1", 3_200.0, 50.0, Some(ConnectionState::Accepted))
        .point_with("b", "ql1", 3_200.0, 12.0, serving("kcn-b.p"))
        .permit("b", PermitState::DesignApproved, Some("2026-01-31"))
        .park("kcn-c", rect(4_500.0, 50.0, 500.0, 400.0))
        .gate("kcn-c.p.g1", 4_700.0, 50.0, Some(ConnectionState::InProgress));
    let found = zones(&scene, "").await;
    assert_eq!(found["known"].as_array().unwrap().len(), 1);
    assert_eq!((&found["known"][0]["id"], &found["known"][0]["evidence"]), (&json!("kcn-a"), &json!("gate")));
    let contradicted = item(&found, "kcn-b");
    assert_eq!((&contradicted["standing"], &contradicted["is_contradicted"]), (&json!("none"), &json!(true)));
    assert_eq!(contradicted["reason"]["vi"], "Chấp thuận đã hết hiệu lực.");
    let under_way = item(&found, "kcn-c");
    assert_eq!((&under_way["standing"], &under_way["fix"]["kind"]), (&json!("in_progress"), &json!("complete_permit")));
    assert!(under_way["fix"]["text"]["vi"].as_str().unwrap().contains("theo hồ sơ cổng"));
}

#[tokio::test]
async fn every_standing_comes_of_what_is_on_record() {
    let with = |state: Option<PermitState>| {
        let scene = road().park("kcn-a", rect(1_000.0, 50.0, 500.0, 400.0)).point_with(
            "a",
            "ql1",
            1_200.0,
            12.0,
            serving("kcn-a.p"),
        );
        match state {
            Some(state) => scene.permit("a", state, None),
            None => scene,
        }
    };
    for (state, standing, kind) in [
        (None, "unknown", None),
        (Some(PermitState::Submitted), "in_progress", Some("complete_permit")),
        (Some(PermitState::SupplementRequested), "in_progress", Some("complete_permit")),
        (Some(PermitState::Rejected), "refused", None),
        (Some(PermitState::Withdrawn), "refused", None),
        (Some(PermitState::Removed), "none", None),
        (Some(PermitState::Expired), "none", Some("complete_permit")),
    ] {
        let found = zones(&with(state), "").await;
        let park = item(&found, "kcn-a");
        assert_eq!(park["standing"], standing, "{state:?}");
        if let Some(kind) = kind {
            assert_eq!(
                (&park["fix"]["kind"], &park["fix"]["point"]["section"]),
                (&json!(kind), &json!("ql1")),
                "{state:?}"
            );
        }
    }
    for state in [PermitState::PositionAgreed, PermitState::UnderConstruction, PermitState::InOperation] {
        assert_eq!(zones(&with(Some(state)), "").await["total"], 0, "{state:?}");
    }
}

#[tokio::test]
async fn a_connection_to_a_lesser_road_is_none_to_a_national_one() {
    let scene = road()
        .section("dh", RoadClass::District)
        .link("dh.1", ("x", "y"), &[(0.0, 600.0), (6_000.0, 600.0)])
        .park("kcn-a", rect(1_000.0, 50.0, 500.0, 500.0))
        .gate("kcn-a.p.g1", 1_200.0, 550.0, Some(ConnectionState::Accepted))
        .point_with("a", "dh", 1_200.0, 590.0, serving("kcn-a.p"))
        .permit("a", PermitState::InOperation, None);
    let found = zones(&scene, "").await;
    assert_eq!(
        (&item(&found, "kcn-a")["standing"], &item(&found, "kcn-a")["known_points"]),
        (&json!("unknown"), &json!([]))
    );
    let district = zones(&scene, "&class=district").await;
    assert_eq!((&district["total"], &district["known"][0]["evidence"]), (&json!(0), &json!("connection_point")));
}

#[tokio::test]
async fn parts_are_told_apart_and_a_park_out_of_the_plan_is_not_asked_about() {
    let scene = road()
        .park("kcn-a", rect(1_000.0, 50.0, 500.0, 400.0))
        .part("kcn-a.q", Some(rect(1_000.0, 450.0, 500.0, 400.0)), |_| {})
        .part("kcn-a.r", Some(rect(1_000.0, 850.0, 500.0, 400.0)), |part| {
            part.status = Some(ZoneStatus::RemovedFromPlan)
        })
        .point_with("a", "ql1", 1_200.0, 12.0, serving("kcn-a.p"))
        .permit("a", PermitState::InOperation, None)
        .zone("kcn-out", ZoneKind::Park)
        .part("kcn-out.p", Some(rect(3_000.0, 50.0, 100.0, 100.0)), |part| {
            part.status = Some(ZoneStatus::RemovedFromPlan)
        })
        .zone("ccn-lost", ZoneKind::Cluster);
    let found = zones(&scene, "").await;
    assert_eq!((&found["known"][0]["id"], &found["known"][0]["parts_without"]), (&json!("kcn-a"), &json!(["kcn-a.q"])));
    assert_eq!(ids(&found["items"], "/zone/id"), ["ccn-lost"]);
    let lost = item(&found, "ccn-lost");
    assert_eq!(
        (&lost["nearest_road"], &lost["zone"]["location"], &lost["fix"]["kind"]),
        (&Value::Null, &Value::Null, &json!("none_found"))
    );
}

#[tokio::test]
async fn parks_come_first_and_a_limit_keeps_the_count() {
    let scene = road().zone("ccn-a", ZoneKind::Cluster).zone("kcn-b", ZoneKind::Park).zone("kcn-c", ZoneKind::Park);
    let found = zones(&scene, "&limit=2").await;
    assert_eq!((ids(&found["items"], "/zone/id"), &found["total"]), (vec!["kcn-b", "kcn-c"], &json!(3)));
    assert_eq!(ids(&zones(&scene, "&zone=ccn-a").await["items"], "/zone/id"), ["ccn-a"]);
}

#[tokio::test]
async fn a_frontage_is_measured_with_and_without_its_service_road() {
    let scene = road()
        .park("kcn-a", rect(1_000.0, 60.0, 2_000.0, 400.0))
        .gate("kcn-a.p.g1", 1_100.0, 60.0, None)
        .gate("kcn-a.p.g2", 1_500.0, 60.0, None)
        .gate("kcn-a.p.g3", 2_500.0, 60.0, None)
        .gate("kcn-a.p.back", 1_500.0, 460.0, None)
        .section_with("gom", RoadClass::Service, |section| section.beside = Some(id("ql1")))
        .link("gom.1", ("ga", "gb"), &[(1_400.0, 35.0), (2_000.0, 35.0)])
        .section_with("gom-plan", RoadClass::Service, |section| {
            (section.beside, section.status) = (Some(id("ql1")), RoadStatus::Planned);
        })
        .link("gom-plan.1", ("gc", "gd"), &[(2_000.0, 35.0), (3_000.0, 35.0)]);
    let found = ask(&scene, "/api/v1/service-roads/gaps?show=frontages&date=2024-06-30").await;
    assert_eq!(found["total"], 1);
    let front = &found["items"][0];
    assert!(near(&front["length_m"], 2_000.0) && near(&front["covered_m"], 600.0), "{front}");
    assert_eq!(
        (&front["service_roads"], &front["side"]),
        (&json!(["gom"]), &json!("left")),
        "a planned one covers nothing yet"
    );
    let uncovered = front["uncovered"].as_array().unwrap();
    assert!(
        near(&uncovered[0]["from_m"], 1_000.0)
            && near(&uncovered[0]["to_m"], 1_400.0)
            && near(&uncovered[1]["from_m"], 2_000.0)
    );
    assert_eq!(front["gates"].as_array().unwrap().len(), 3, "the gate at the back is not on the road");
    // 2 000 m at 1 500 m have room for two; there are three gates.
    assert_eq!((&front["room_for"], &front["ways_out"], &front["required"]), (&json!(2), &json!(3), &json!(true)));
    assert_eq!((&front["spacing"]["rule"], &front["spacing"]["in_force"]), (&json!("SPC-III"), &json!(true)));
    let today = ask(&scene, "/api/v1/service-roads/gaps?show=frontages").await;
    assert_eq!(today["items"][0]["spacing"]["in_force"], false, "the figure lapsed at the end of 2024");
    assert!(found["heuristic"]["vi"].as_str().unwrap().contains("không phải quy định"));
}

#[tokio::test]
async fn without_a_planned_grade_nobody_knows_whether_a_service_road_is_needed() {
    let scene = Scene::new()
        .section("ql1", RoadClass::National)
        .link("ql1.1", ("w", "e"), &[(0.0, 0.0), (6_000.0, 0.0)])
        .park("kcn-a", rect(1_000.0, 60.0, 2_000.0, 400.0));
    let found = ask(&scene, "/api/v1/service-roads/gaps?show=frontages").await;
    let front = &found["items"][0];
    assert_eq!((&front["spacing"], &front["room_for"], &front["required"]), (&Value::Null, &Value::Null, &Value::Null));
    assert_eq!(front["covered_m"], 0.0);
}

#[tokio::test]
async fn points_to_be_removed_come_with_the_most_overdue_first() {
    let due = |text: &str| {
        let due = day(text);
        move |point: &mut ConnectionPoint| point.removal_due = Some(due)
    };
    let scene = road()
        .section("dh", RoadClass::District)
        .point_with("late", "ql1", 1_000.0, 12.0, due("2026-11-14"))
        .point_with("later", "ql1", 2_000.0, 12.0, due("2025-11-24"))
        .point_with("soon", "ql1", 3_000.0, 12.0, due("2026-12-04"))
        .point("undated", "ql1", 4_000.0, 12.0)
        .permit("undated", PermitState::ToBeRemoved, None)
        .point_with("gone", "ql1", 5_000.0, 12.0, due("2024-01-01"))
        .permit("gone", PermitState::Removed, None)
        .point_with("elsewhere", "dh", 5_000.0, 12.0, due("2024-01-01"));
    let found = ask(&scene, "/api/v1/service-roads/gaps?show=points_to_remove").await;
    assert_eq!(ids(&found["items"], "/id"), ["later", "late", "soon", "undated"]);
    let days: Vec<_> = found["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["days_overdue"].clone(), one["overdue"].clone()))
        .collect();
    assert_eq!(
        days,
        [(json!(365), json!(true)), (json!(10), json!(true)), (json!(-10), json!(false)), (Value::Null, json!(false))]
    );
    let due_today = road().point_with("a", "ql1", 1_000.0, 12.0, due("2026-11-24"));
    let found = ask(&due_today, "/api/v1/service-roads/gaps?show=points_to_remove").await;
    assert_eq!(
        (&found["items"][0]["overdue"], &found["items"][0]["days_overdue"]),
        (&json!(false), &json!(0)),
        "the day itself is not late"
    );
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_with_what_can() {
    let door = Door::to(road().snapshot());
    for (question, parameter) in [
        ("show=all", "show"),
        ("class=motorway", "class"),
        ("date=2026-13-01", "date"),
        ("limit=0", "limit"),
        ("zones=a", "zones"),
    ] {
        let problem = door.get(&format!("/api/v1/service-roads/gaps?{question}")).await;
        assert_eq!((problem.status.as_u16(), &problem.json()["parameter"]), (400, &json!(parameter)));
    }
}
