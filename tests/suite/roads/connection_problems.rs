//! Questions about connections that have no answer: each is refused in a sentence that names the key.

use serde_json::{Value, json};

use super::connection::ask;
use super::scene::RoadScene;
use crate::door::Door;
use crate::scene::{Scene, position};
use kcn_atlas::model::*;

fn door() -> Door {
    Door::to(
        Scene::new()
            .section_with("ql", RoadClass::National, |section| section.planned_grade = Some("III".to_owned()))
            .link("ql.1", ("n-1", "n-2"), &[(0.0, 0.0), (5_000.0, 0.0)])
            .section("bare", RoadClass::National)
            .snapshot(),
    )
}

#[tokio::test]
async fn a_bad_question_is_refused_with_its_key_and_what_is_allowed() {
    let (on_line, far) = (position(100.0, 0.0), position(0.0, 5_100.0));
    let cases: Vec<(Value, u16, &str)> = vec![
        (json!({}), 400, "at"),
        (json!({ "at": [105.8, 21.5], "section": "ql", "chainage_m": 1, "side": "left" }), 400, "at"),
        (json!({ "section": "ql", "side": "left" }), 400, "chainage_m"),
        (json!({ "chainage_m": 10, "side": "left" }), 400, "section"),
        (json!({ "section": "ql", "chainage_m": 10 }), 400, "side"),
        (json!({ "section": "ql", "chainage_m": 10, "side": "north" }), 400, "side"),
        (json!({ "section": "ql", "chainage_m": 5_001.0, "side": "left" }), 400, "chainage_m"),
        (json!({ "section": "ql", "chainage_m": -1, "side": "left" }), 400, "chainage_m"),
        (json!({ "section": "ql", "chainage_m": 1e300, "side": "left" }), 400, "chainage_m"),
        (json!({ "section": "ql-9", "chainage_m": 10, "side": "left" }), 404, "section"),
        (json!({ "section": "QL 9", "chainage_m": 10, "side": "left" }), 400, "section"),
        (json!({ "at": [200, 21.5] }), 400, "at"),
        (json!({ "at": [105.8] }), 400, "at"),
        (json!({ "at": [on_line.x, on_line.y], "zone_part": "kcn-x.p" }), 404, "zone_part"),
        (json!({ "at": [far.x, far.y] }), 400, "at"),
        (json!({ "at": [0, 0] }), 400, "at"),
        (json!({ "at": [on_line.x, on_line.y], "date": "1989-12-31" }), 400, "date"),
        (json!({ "at": [on_line.x, on_line.y], "date": "2047-01-01" }), 400, "date"),
        (json!({ "at": [on_line.x, on_line.y], "date": "soon" }), 400, "date"),
        (json!({ "at": [on_line.x, on_line.y], "as_of": "2027-01-01" }), 400, "as_of"),
        (json!({ "at": [on_line.x, on_line.y], "branch_type": "alley" }), 400, "branch_type"),
        (json!({ "at": [on_line.x, on_line.y], "branch": [[105.8, 21.5]] }), 400, "branch"),
        (json!({ "at": [on_line.x, on_line.y], "colour": "red" }), 400, "colour"),
        (json!([1]), 400, "body"),
    ];
    let door = door();
    for (body, status, key) in cases {
        let answer = ask(&door, &body).await;
        let problem = answer.json();
        assert_eq!(answer.status.as_u16(), status, "{body}: {problem}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        if key != "as_of" {
            assert_eq!(problem["parameter"], key, "{body}: {problem}");
        }
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.len() > 10));
    }
    let undrawn = ask(&door, &json!({ "section": "bare", "chainage_m": 10, "side": "left" })).await;
    assert_eq!(undrawn.status.as_u16(), 404);
}

#[tokio::test]
async fn a_position_on_the_centreline_needs_a_side_and_takes_one() {
    let at = position(2_500.0, 0.0);
    let door = door();
    let refused = ask(&door, &json!({ "at": [at.x, at.y] })).await;
    assert_eq!(refused.json()["parameter"], "side");
    let taken = ask(&door, &json!({ "at": [at.x, at.y], "side": "left" })).await.json();
    assert_eq!((&taken["located"]["side"], &taken["located"]["chainage_text"]), (&json!("left"), &json!("Km2+500")));
}

#[tokio::test]
async fn a_far_place_is_told_how_far_the_nearest_road_is() {
    let far = position(0.0, 5_100.0);
    let problem = ask(&door(), &json!({ "at": [far.x, far.y] })).await.json();
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("5.1 km") && detail.contains("5 km"), "{detail}");
}

#[tokio::test]
async fn a_body_longer_than_is_taken_is_refused_before_it_is_read() {
    let long = "x".repeat(70_000);
    let answer = ask(&door(), &json!({ "section": long })).await;
    assert_eq!(answer.status.as_u16(), 413);
}

#[tokio::test]
async fn the_corridor_has_the_widths_of_the_planned_grade_and_says_that_it_is_approximate() {
    use geo::Area;
    let answer = door().get("/api/v1/roads/ql/corridor").await.json();
    let features = answer["features"].as_array().unwrap();
    let strips: Vec<(&str, f64)> = features
        .iter()
        .map(|feature| {
            (feature["properties"]["strip"].as_str().unwrap(), feature["properties"]["width_m"].as_f64().unwrap())
        })
        .collect();
    assert_eq!(strips, [("protection", 2.0), ("corridor", 13.0)]);
    for (feature, (_, width)) in features.iter().zip(strips) {
        assert_eq!(feature["properties"]["approximate"], true);
        let shape: geojson::Geometry = serde_json::from_value(feature["geometry"].clone()).unwrap();
        let outline: geo::MultiPolygon<f64> = shape.try_into().unwrap();
        let area = MetricFrame::new(Crs::THAI_NGUYEN).to_metric(&outline);
        let metres = area.0.unsigned_area();
        assert!((metres - 2.0 * 5_000.0 * width).abs() < 20.0, "{metres}");
    }
    let ungraded = door().get("/api/v1/roads/bare/corridor").await;
    assert_eq!(ungraded.status.as_u16(), 404);
    assert_eq!(door().get("/api/v1/roads/none/corridor").await.status.as_u16(), 404);
}

#[tokio::test]
async fn the_question_shown_in_the_documentation_is_answered_by_the_sample() {
    let page = std::fs::read_to_string("docs/roads-connection.md").unwrap();
    let (_, rest) = page.split_once("-d '").unwrap();
    let body: Value = serde_json::from_str(rest.split_once('\'').unwrap().0).unwrap();
    let answer = ask(&Door::to(crate::sample::sample().clone()), &body).await;
    assert!(answer.status.is_success(), "{}", answer.json());
    // No road of the sample has a planned grade: nothing is lawful or unlawful, data are missing.
    assert_eq!(answer.json()["overall"], "missing_data");
}
