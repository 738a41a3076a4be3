//! Where a drawn road joins others, and where it does not.

use kcn_atlas::model::*;
use serde_json::{Value, json};

use super::world::{ask, line, province};
use crate::door::Door;
use crate::roads::scene::RoadScene;
use crate::scene::{Scene, position};

/// A road from south to north at x = 0 in two links that meet at y = 1 000.
fn street(class: RoadClass, structure: Option<RoadStructure>) -> Scene {
    Scene::new()
        .section("a", class)
        .link_with("a.1", ("n-1", "n-2"), &[(0.0, 0.0), (0.0, 1_000.0)], |link| link.structure = structure)
        .link_with("a.2", ("n-2", "n-3"), &[(0.0, 1_000.0), (0.0, 2_000.0)], |link| link.structure = structure)
        .section("z", RoadClass::District)
        .link("z.1", ("n-8", "n-9"), &[(-800.0, -300.0), (800.0, -300.0)])
}

/// The joins of one road: kind, section, metres added.
async fn joins_of(scene: Scene, road: Value) -> Vec<(String, String, f64)> {
    let answer = ask(&Door::to(scene.snapshot()), &json!({ "add": [road], "all": true })).await;
    answer["added"][0]["joins"].as_array().unwrap().iter().map(told).collect()
}

fn told(join: &Value) -> (String, String, f64) {
    let text = |key: &str| join[key].as_str().unwrap_or_default().to_owned();
    (text("kind"), text("section"), join["off_network_m"].as_f64().unwrap())
}

fn join(kind: &str, section: &str, off: f64) -> (String, String, f64) {
    (kind.into(), section.into(), off)
}

#[tokio::test]
async fn a_line_joins_what_it_crosses_and_its_ends_reach_the_nearest_road() {
    // Its west end is 700 m from the street, which it meets anyway; its east end 200 m from the other road.
    let across = json!({ "geometry": line(&[(-700.0, 500.0), (600.0, 500.0), (700.0, -100.0)]) });
    let joins = joins_of(street(RoadClass::Provincial, None), across).await;
    assert_eq!(joins, [join("end", "z", 200.0), join("crossing", "a", 0.0)]);
}

#[tokio::test]
async fn the_part_to_the_nearest_road_is_part_of_the_road() {
    let answer = ask(
        &Door::to(street(RoadClass::Provincial, None).snapshot()),
        &json!({ "add": [{ "geometry": line(&[(0.0, 500.0), (500.0, 500.0), (500.0, -100.0)]) }], "all": true }),
    )
    .await;
    let road = &answer["added"][0];
    assert_eq!(road["length_m"], json!(500.0 + 600.0 + 200.0));
    let last = road["geometry"]["coordinates"].as_array().unwrap().last().unwrap().clone();
    let foot = position(500.0, -300.0);
    assert!((last[0].as_f64().unwrap() - foot.x).abs() < 2e-7 && (last[1].as_f64().unwrap() - foot.y).abs() < 2e-7);
}

#[tokio::test]
async fn an_expressway_is_joined_at_its_nodes_only() {
    let across =
        |y: f64| json!({ "geometry": line(&[(-700.0, -290.0), (-700.0, y), (0.0, y), (600.0, y), (700.0, -290.0)]) });
    let ends = [join("end", "z", 0.0), join("end", "z", 0.0)];
    let joins = joins_of(street(RoadClass::Expressway, None), across(500.0)).await;
    assert_eq!(joins, ends, "over or under it");
    let joins = joins_of(street(RoadClass::Expressway, None), across(1_015.0)).await;
    assert_eq!(joins[1], join("vertex", "a", 0.0), "a vertex 15 m from its node");
    assert_eq!(joins.len(), 3);
    let joins = joins_of(street(RoadClass::Expressway, None), across(1_025.0)).await;
    assert_eq!(joins, ends, "25 m from its node");
}

#[tokio::test]
async fn a_new_expressway_joins_nothing_that_it_crosses_but_what_its_ends_reach() {
    let across = json!({ "class": "expressway", "geometry": line(&[(-700.0, -290.0), (-700.0, 500.0), (600.0, 500.0), (700.0, -290.0)]) });
    let joins = joins_of(street(RoadClass::Provincial, None), across).await;
    assert_eq!(joins, [join("end", "z", 0.0), join("end", "z", 0.0)]);
}

#[tokio::test]
async fn a_bridge_is_not_joined_midway() {
    let across = |y: f64| json!({ "geometry": line(&[(-700.0, -290.0), (-700.0, y), (0.0, y), (600.0, y)]) });
    let joins = joins_of(street(RoadClass::Provincial, Some(RoadStructure::Bridge)), across(500.0)).await;
    assert!(!joins.iter().any(|(kind, ..)| kind != "end"), "{joins:?}");
    let joins = joins_of(street(RoadClass::Provincial, Some(RoadStructure::Bridge)), across(1_000.0)).await;
    assert!(joins.contains(&join("vertex", "a", 0.0)), "its end may be: {joins:?}");
}

#[tokio::test]
async fn a_vertex_within_twenty_metres_lies_on_the_road() {
    let beside =
        |x: f64| json!({ "geometry": line(&[(-700.0, -290.0), (x, 400.0), (-400.0, 800.0)]), "one_way": false });
    let joins = joins_of(street(RoadClass::Provincial, None), beside(-15.0)).await;
    assert!(joins.contains(&join("vertex", "a", 0.0)), "{joins:?}");
    let joins = joins_of(street(RoadClass::Provincial, None), beside(-25.0)).await;
    assert!(!joins.iter().any(|(kind, ..)| kind == "vertex"), "{joins:?}");
}

/// The second road begins in the middle of the first and ends at the interchange; neither helps without the other.
#[tokio::test]
async fn new_roads_join_each_other() {
    let door = Door::to(province().snapshot());
    let one =
        json!({ "geometry": line(&[(0.0, 10_000.0), (-10_000.0, 10_000.0), (-10_000.0, 6_000.0)]), "speed_kmh": 90.0 });
    let other = json!({ "geometry": line(&[(-9_990.0, 8_000.0), (-20_000.0, 0.0)]), "speed_kmh": 90.0 });
    let classes = json!(["expressway_interchange"]);
    for roads in [[&one, &other], [&other, &one]] {
        let answer =
            ask(&door, &json!({ "add": roads, "classes": classes, "optimise": "distance", "all": true })).await;
        let after = &super::world::figures(&answer, "far", "expressway_interchange")[1]["distance_m"];
        let expected = 10_000.0 + 2_000.0 + 10_000_f64.hypot(8_000.0);
        // The end of the second was drawn 10 m off, and is moved onto the first.
        assert!((after.as_f64().unwrap() - expected).abs() < 0.2, "{after} for {expected}");
        let joined: Vec<&Value> = answer["added"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|road| road["joins"].as_array().unwrap())
            .filter(|join| !join["added"].is_null())
            .collect();
        assert_eq!(joined.len(), 2, "{joined:?}");
    }
}
