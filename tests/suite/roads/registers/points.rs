//! The register of connection points: standings on a day, room along the chainage, conditions, pages.

use axum::http::Method;
use kcn_atlas::model::*;
use serde_json::{Value, json};

use super::scene::{RoadsideScene, ask, near};
use crate::door::Door;
use crate::roads::scene::RoadScene;
use crate::scene::{Scene, id, rect};

/// A road of 6 km to the east. North of it, on the left, a, b, c at 1, 2.5 and 4 km; south of it d at 2.4 km.
fn road() -> Scene {
    Scene::new()
        .park("kcn-a", rect(900.0, 30.0, 400.0, 400.0))
        .section("ql1", RoadClass::National)
        .link("ql1.1", ("w", "e"), &[(0.0, 0.0), (6_000.0, 0.0)])
        .point_with("a", "ql1", 1_000.0, 12.0, |point| point.zone_part = Some(id("kcn-a.p")))
        .point("b", "ql1", 2_500.0, 12.0)
        .point("c", "ql1", 4_000.0, 12.0)
        .point("d", "ql1", 2_400.0, -12.0)
}

fn of<'a>(answer: &'a Value, point: &str) -> &'a Value {
    let features = answer["features"].as_array().unwrap();
    &features.iter().find(|feature| feature["id"] == point).unwrap_or_else(|| panic!("no {point}"))["properties"]
}

fn ids(answer: &Value) -> Vec<&str> {
    answer["features"].as_array().unwrap().iter().map(|feature| feature["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn room_is_counted_along_the_chainage_to_the_same_side() {
    let found = ask(&road(), "/api/v1/connection-points").await;
    let b = of(&found, "b");
    assert_eq!(
        (&b["side"], &b["chainage_text"], &b["chainage_basis"]),
        (&json!("left"), &json!("Km2+500"), &json!("computed"))
    );
    assert_eq!((&b["spacing"]["before"]["id"], &b["spacing"]["after"]["id"]), (&json!("a"), &json!("c")));
    assert!(near(&b["spacing"]["before"]["gap_m"], 1_500.0) && near(&b["spacing"]["after"]["gap_m"], 1_500.0));
    let d = of(&found, "d");
    assert_eq!((&d["side"], &d["spacing"]), (&json!("right"), &json!({"before": null, "after": null})));
    assert_eq!(
        b["section"],
        json!({"id": "ql1", "ref": "QL1", "name": {"vi": "ql1", "en": "ql1"}, "class": "national"})
    );
}

#[tokio::test]
async fn a_point_that_is_gone_or_was_never_built_takes_no_room() {
    for (state, expires, takes) in [
        (PermitState::Removed, None, false),
        (PermitState::Rejected, None, false),
        (PermitState::Submitted, None, false),
        (PermitState::DesignApproved, Some("2026-11-23"), false),
        (PermitState::DesignApproved, Some("2026-11-24"), true),
        (PermitState::ToBeRemoved, None, true),
        (PermitState::InOperation, Some("2020-02-01"), true),
    ] {
        let found = ask(&road().permit("b", state, expires), "/api/v1/connection-points").await;
        let expected = if takes { "b" } else { "c" };
        assert_eq!(of(&found, "a")["spacing"]["after"]["id"], expected, "{state:?} {expires:?}");
    }
}

#[tokio::test]
async fn a_lapsed_approval_is_no_approval_and_says_since_when() {
    let scene = road().permit("a", PermitState::DesignApproved, Some("2026-06-30"));
    let found = ask(&scene, "/api/v1/connection-points").await;
    let a = of(&found, "a");
    assert_eq!((&a["standing"], &a["is_expired"]), (&json!("none"), &json!(true)));
    assert!(a["standing_reason"]["vi"].as_str().unwrap().contains("hết hiệu lực từ sau ngày 2026-06-30"));
    let then = ask(&scene, "/api/v1/connection-points?as_of=2026-06-30").await;
    assert_eq!((&of(&then, "a")["standing"], &of(&then, "a")["is_expired"]), (&json!("approved"), &json!(false)));
    let unknown = of(&found, "b");
    assert_eq!((&unknown["standing"], &unknown["permit_state"]), (&json!("unknown"), &Value::Null));
    assert!(!unknown["standing_reason"]["en"].as_str().unwrap().contains("unlawful"));
}

#[tokio::test]
async fn every_condition_narrows_and_together_they_all_hold() {
    let scene = road()
        .permit("a", PermitState::DesignApproved, Some("2027-01-31"))
        .permit("b", PermitState::Submitted, None)
        .permit("c", PermitState::PermitIssued, Some("2026-01-31"))
        .point_with("e", "ql1", 5_000.0, -12.0, |point| {
            point.branch_type = BranchType::PetrolStation;
            point.removal_due = Some(crate::scene::day("2025-12-31"));
        });
    for (question, expected) in [
        ("section=ql1", vec!["a", "b", "c", "d", "e"]),
        ("section=ql9", vec![]),
        ("zone=kcn-a", vec!["a"]),
        ("zone_part=kcn-a.p", vec!["a"]),
        ("zone=kcn-b", vec![]),
        ("permit_state=submitted,unknown", vec!["b", "d", "e"]),
        ("standing=approved", vec!["a"]),
        ("standing=none", vec!["c"]),
        ("expiring_before=2027-02-01", vec!["a", "c"]),
        ("expiring_before=2027-01-31", vec!["c"]),
        ("to_be_removed=true", vec!["e"]),
        ("to_be_removed=false", vec!["a", "b", "c", "d"]),
        ("branch_type=petrol_station", vec!["e"]),
        ("standing=unknown&branch_type=dedicated_kcn", vec!["d"]),
    ] {
        let found = ask(&scene, &format!("/api/v1/connection-points?{question}")).await;
        assert_eq!(ids(&found), expected, "{question}");
        assert_eq!(found["numberMatched"], expected.len());
    }
    let corner = |x: f64, y: f64| crate::scene::position(x, y);
    let (from, to) = (corner(900.0, -50.0), corner(2_450.0, 50.0));
    let found = ask(&scene, &format!("/api/v1/connection-points?bbox={},{},{},{}", from.x, from.y, to.x, to.y)).await;
    assert_eq!(ids(&found), ["a", "d"]);
}

#[tokio::test]
async fn pages_laid_end_to_end_are_the_register_and_an_answer_in_hand_is_not_sent_again() {
    let door = Door::to(road().snapshot());
    let first = door.get("/api/v1/connection-points?limit=3").await;
    let next = first.json()["links"][1]["href"].as_str().unwrap().to_owned();
    let (first_page, rest) = (first.json(), door.get(&next).await.json());
    assert_eq!([ids(&first_page), ids(&rest)].concat(), ["a", "b", "c", "d"]);
    let tag = first.header("etag").to_owned();
    let again = door.ask(Method::GET, "/api/v1/connection-points?limit=3", &[("if-none-match", &tag)]).await;
    assert_eq!(again.status, 304);
}

#[tokio::test]
async fn one_point_tells_its_permit_over_time_up_to_the_asked_day() {
    let scene = road()
        .from("2025-01-10")
        .permit("a", PermitState::Submitted, None)
        .from("2025-03-01")
        .permit("a", PermitState::DesignApproved, Some("2026-09-01"))
        .from("2025-08-15")
        .permit("a", PermitState::PermitIssued, Some("2027-01-01"));
    let point = ask(&scene, "/api/v1/connection-points/a?as_of=2025-06-01").await;
    assert_eq!(point["geometry"]["type"], "Point");
    let history = point["properties"]["history"].as_array().unwrap();
    let told: Vec<_> =
        history.iter().map(|row| (row["from"].as_str().unwrap(), row["permit_state"].as_str().unwrap())).collect();
    assert_eq!(told, [("2025-01-10", "submitted"), ("2025-03-01", "design_approved")]);
    assert_eq!(history[1]["documents"][0]["number"], "design_approved/GP");
    assert_eq!(point["properties"]["permit_state"], "design_approved");
    let missing = Door::to(scene.snapshot()).get("/api/v1/connection-points/zz").await;
    assert_eq!(missing.status, 404);
}

#[tokio::test]
async fn what_is_written_in_the_file_goes_before_what_the_map_tells() {
    let scene = road().point_with("w", "ql1", 3_000.0, 12.0, |point| {
        point.chainage = Metres::new(62_350.0).ok();
        point.chainage_basis = Some(ChainageBasis::Surveyed);
        point.side = Some(Side::Right);
    });
    let found = ask(&scene, "/api/v1/connection-points?section=ql1").await;
    let w = of(&found, "w");
    assert_eq!(
        (&w["chainage_text"], &w["chainage_basis"], &w["side"]),
        (&json!("Km62+350"), &json!("surveyed"), &json!("right"))
    );
    let lost = road().point("x", "never-drawn", 0.0, 0.0);
    let found = ask(&lost, "/api/v1/connection-points?section=never-drawn").await;
    let x = of(&found, "x");
    assert_eq!((&x["section"], &x["chainage_m"], &x["side"]), (&Value::Null, &Value::Null, &Value::Null));
}

#[tokio::test]
async fn a_value_that_does_not_exist_is_refused_with_what_does() {
    let door = Door::to(road().snapshot());
    for (question, parameter) in [
        ("standing=lawful", "standing"),
        ("permit_state=ok", "permit_state"),
        ("expiring_before=soon", "expiring_before"),
        ("to_be_removed=yes", "to_be_removed"),
        ("branch_type=road", "branch_type"),
    ] {
        let problem = door.get(&format!("/api/v1/connection-points?{question}")).await;
        assert_eq!((problem.status.as_u16(), &problem.json()["parameter"]), (400, &json!(parameter)));
    }
}
