//! What traffic may do, on tiny worlds through the front door. All links are driven at 36 km/h, ten metres a second.

use kcn_atlas::model::*;
use serde_json::{Value, json};

use super::scene::{RoadScene, ban};
use crate::door::Door;
use crate::scene::{Scene, position};

/// `lon,lat` of metres.
pub fn at(x: f64, y: f64) -> String {
    let position = position(x, y);
    format!("{:.7},{:.7}", position.x, position.y)
}

/// The properties of a route, after it was checked that the answer is a feature.
pub async fn route(scene: &Scene, from: (f64, f64), to: (f64, f64), more: &str) -> Value {
    let (from, to) = (at(from.0, from.1), at(to.0, to.1));
    let answer = Door::to(scene.snapshot()).get(&format!("/api/v1/route?from={from}&to={to}{more}")).await;
    let body = answer.json();
    assert_eq!(answer.status, 200, "{body}");
    assert_eq!(
        body["geometry"].is_null(),
        body["properties"]["distance_m"].as_f64().is_none_or(|length| length == 0.0)
    );
    body["properties"].clone()
}

async fn metres(scene: &Scene, from: (f64, f64), to: (f64, f64), more: &str) -> Option<f64> {
    route(scene, from, to, more).await["distance_m"].as_f64()
}

fn district() -> Scene {
    Scene::new().section("a", RoadClass::District)
}

#[tokio::test]
async fn a_way_along_one_road_is_as_long_as_the_road_between_the_two_places() {
    let scene = district().link("a.1", ("n-1", "n-2"), &[(0.0, 0.0), (3_000.0, 0.0)]);
    let way = route(&scene, (300.0, 12.0), (2_100.0, -40.0), "").await;
    assert_eq!((&way["distance_m"], &way["minutes"]), (&json!(1_800.0), &json!(3.0)));
    assert_eq!((&way["off_network_m"], &way["target_off_network_m"]), (&json!(12.0), &json!(40.0)));
    assert_eq!((&way["from"]["side"], &way["to"]["side"]), (&json!("left"), &json!("right")));
    assert_eq!(way["from"]["road"], json!({"section": "a", "ref": "A", "class": "district"}));
    assert_eq!(way["legs"].as_array().unwrap().len(), 1);
    assert_eq!(metres(&scene, (2_100.0, 0.0), (300.0, 0.0), "").await, Some(1_800.0), "and back");
    assert_eq!(metres(&scene, (700.0, 0.0), (700.0, 5.0), "").await, Some(0.0), "one is there already");
}

/// A block: its south side is one-way to the east.
fn block() -> Scene {
    district()
        .link_with("a.1", ("sw", "se"), &[(0.0, 0.0), (1_000.0, 0.0)], |link| link.one_way = Some(true))
        .link("a.2", ("se", "ne"), &[(1_000.0, 0.0), (1_000.0, 400.0)])
        .link("a.3", ("ne", "nw"), &[(1_000.0, 400.0), (0.0, 400.0)])
        .link("a.4", ("nw", "sw"), &[(0.0, 400.0), (0.0, 0.0)])
}

#[tokio::test]
async fn a_one_way_road_is_driven_as_it_is_drawn_and_round_the_block_otherwise() {
    assert_eq!(metres(&block(), (200.0, 0.0), (700.0, 0.0), "").await, Some(500.0));
    let back = 300.0 + 400.0 + 1_000.0 + 400.0 + 200.0;
    assert_eq!(metres(&block(), (700.0, 0.0), (200.0, 0.0), "").await, Some(back));
    assert_eq!(
        metres(&block(), (1_000.0, 300.0), (0.0, 300.0), "").await,
        Some(1_200.0),
        "the north side goes both ways"
    );
    let dead_end =
        district().link_with("a.1", ("n-1", "n-2"), &[(0.0, 0.0), (900.0, 0.0)], |link| link.one_way = Some(true));
    let missing = route(&dead_end, (700.0, 0.0), (200.0, 0.0), "").await;
    assert_eq!((&missing["distance_m"], &missing["missing"]["reason"]), (&Value::Null, &json!("no_route")));
}

/// A crossing: from the west one may not turn north.
fn crossing() -> Scene {
    district()
        .link_with("a.1", ("w", "c"), &[(-1_000.0, 0.0), (0.0, 0.0)], |link| link.banned_turns = vec![ban("c", "a.2")])
        .link("a.2", ("c", "n"), &[(0.0, 0.0), (0.0, 500.0)])
        .link("a.3", ("c", "e"), &[(0.0, 0.0), (300.0, 0.0)])
}

#[tokio::test]
async fn a_banned_turn_is_not_made_but_one_may_turn_round_farther_on() {
    let (west, north) = ((-800.0, 0.0), (0.0, 400.0));
    assert_eq!(metres(&crossing(), west, north, "").await, Some(800.0 + 300.0 + 300.0 + 400.0));
    assert_eq!(metres(&crossing(), north, west, "").await, Some(1_200.0), "the ban is of one direction");
    assert_eq!(metres(&crossing(), (200.0, 0.0), north, "").await, Some(600.0), "and of one link");
}

#[tokio::test]
async fn a_link_banned_onto_itself_means_no_turning_round_there() {
    let scene = |bans: Vec<BannedTurn>| {
        district()
            .link_with("a.1", ("w", "e"), &[(0.0, 0.0), (500.0, 0.0), (1_000.0, 0.0)], |link| link.banned_turns = bans)
            .link("a.2", ("m", "n"), &[(500.0, 0.0), (500.0, 300.0)])
            .link_with("a.3", ("m", "s"), &[(500.0, 0.0), (500.0, -300.0)], |link| {
                link.banned_turns = vec![ban("m", "a.2")]
            })
    };
    // From the south one may not go straight on to the north: the shortest way turns round at the end of a.1.
    let (south, north) = ((500.0, -100.0), (500.0, 100.0));
    assert_eq!(metres(&scene(vec![]), south, north, "").await, Some(1_200.0));
    assert_eq!(metres(&scene(vec![ban("w", "a.1"), ban("e", "a.1")]), south, north, "").await, None);
    let along = metres(&scene(vec![ban("m", "a.1")]), (100.0, 0.0), (900.0, 0.0), "").await;
    assert_eq!(along, Some(800.0), "driving on along a link is no turn onto it");
}

/// A short bridge that bears ten tonnes, and a long way round without a recorded limit.
fn bridge() -> Scene {
    district()
        .link_with("a.1", ("w", "e"), &[(0.0, 0.0), (1_000.0, 0.0)], |link| link.max_weight_t = Some(10.0))
        .link("a.2", ("w", "n"), &[(0.0, 0.0), (500.0, 1_200.0)])
        .link("a.3", ("n", "e"), &[(500.0, 1_200.0), (1_000.0, 0.0)])
        .link("a.4", ("e", "end"), &[(1_000.0, 0.0), (2_000.0, 0.0)])
        .link("a.5", ("start", "w"), &[(-1_000.0, 0.0), (0.0, 0.0)])
}

#[tokio::test]
async fn a_heavy_truck_goes_round_a_weak_bridge_and_unknown_limits_are_reported() {
    let (from, to) = ((-500.0, 0.0), (1_500.0, 0.0));
    for light in ["", "&profile=truck", "&profile=truck:10"] {
        let way = route(&bridge(), from, to, light).await;
        assert_eq!(way["distance_m"], json!(2_000.0), "{light}");
        let weakest = &way["weakest_link"];
        assert_eq!(
            (&weakest["link"], &weakest["reason"], &weakest["max_weight_t"]),
            (&json!("a.1"), &json!("max_weight"), &json!(10.0))
        );
        assert_eq!(way["unknown_limits"], json!({"links": 2, "distance_m": 1_000.0}));
    }
    let two_limits = bridge().link_with("a.4", ("e", "end"), &[(1_000.0, 0.0), (2_000.0, 0.0)], |link| {
        link.max_weight_t = Some(20.0);
    });
    assert_eq!(
        route(&two_limits, from, to, "").await["weakest_link"]["link"],
        json!("a.1"),
        "the lowest of two limits"
    );
    let heavy = route(&bridge(), from, to, "&profile=truck:10.1").await;
    assert_eq!(heavy["distance_m"], json!(500.0 + 1_300.0 + 1_300.0 + 500.0));
    assert_eq!(heavy["unknown_limits"], json!({"links": 4, "distance_m": 3_600.0}));
    assert_eq!(heavy["gross_weight_t"], json!(10.1));
    assert_eq!(heavy["weakest_link"]["reason"], json!("class"));
}

#[tokio::test]
async fn an_expressway_is_entered_and_left_at_its_nodes_only() {
    let scene = Scene::new()
        .section("ct", RoadClass::Expressway)
        .section("dh", RoadClass::District)
        .link("ct.1", ("w", "e"), &[(0.0, 0.0), (9_000.0, 0.0)])
        .link("dh.1", ("w", "village"), &[(0.0, 0.0), (0.0, 900.0), (3_000.0, 900.0)])
        .link("dh.2", ("e", "town"), &[(9_000.0, 0.0), (9_000.0, 900.0)]);
    let way = route(&scene, (3_000.0, 50.0), (9_000.0, 500.0), "").await;
    assert_eq!(way["off_network_m"], json!(850.0), "the expressway 50 m away is of no use");
    assert_eq!(way["distance_m"], json!(3_000.0 + 900.0 + 9_000.0 + 500.0));
    assert_eq!(way["classes"][0], json!({"class": "expressway", "distance_m": 9_000.0}));
    let lost = route(&scene, (4_500.0, -4_900.0), (9_000.0, 500.0), "").await;
    assert_eq!(lost["missing"]["reason"], json!("off_network"));
    assert_eq!(lost["from"]["off_network_m"], Value::Null);
    let alone =
        Scene::new().section("ct", RoadClass::Expressway).link("ct.1", ("w", "e"), &[(0.0, 0.0), (9_000.0, 0.0)]);
    assert_eq!(route(&alone, (100.0, 0.0), (200.0, 0.0), "").await["missing"]["reason"], json!("off_network"));
}

#[tokio::test]
async fn nobody_turns_round_on_an_expressway() {
    // From the south one may not turn west onto the expressway; east of it the expressway only goes on to a dead end.
    let scene = |class: RoadClass| {
        Scene::new()
            .section("ct", class)
            .section("dh", RoadClass::District)
            .link("ct.1", ("w", "c"), &[(-5_000.0, 0.0), (0.0, 0.0)])
            .link("ct.2", ("c", "e"), &[(0.0, 0.0), (2_000.0, 0.0)])
            .link("dh.1", ("w", "v"), &[(-5_000.0, 0.0), (-5_000.0, 900.0)])
            .link_with("dh.2", ("s", "c"), &[(0.0, -900.0), (0.0, 0.0)], |link| {
                link.banned_turns = vec![ban("c", "ct.1"), ban("c", "dh.2")];
            })
    };
    let (from, to) = ((0.0, -800.0), (-5_000.0, 800.0));
    let turned = metres(&scene(RoadClass::National), from, to, "").await;
    assert_eq!(turned, Some(800.0 + 4_000.0 + 5_000.0 + 800.0), "another road is turned round on");
    assert_eq!(metres(&scene(RoadClass::Expressway), from, to, "").await, None);
}

#[tokio::test]
async fn roads_meet_where_a_vertex_is_a_node_and_nowhere_else() {
    let main = || district().link("a.1", ("w", "e"), &[(0.0, 0.0), (500.0, 0.0), (1_000.0, 0.0)]);
    let side = ((100.0, 0.0), (500.0, 200.0));
    let meeting = main().link("a.2", ("m", "n"), &[(500.0, 0.0), (500.0, 300.0)]);
    assert_eq!(metres(&meeting, side.0, side.1, "").await, Some(600.0));
    let crossing = main().link("a.2", ("s", "n"), &[(500.0, -300.0), (500.0, 300.0)]);
    assert_eq!(metres(&crossing, side.0, side.1, "").await, None, "a bridge: no node where they cross");
    let two_nodes = meeting.link("a.3", ("other", "s"), &[(500.0, 0.0), (500.0, -300.0)]);
    assert_eq!(
        metres(&two_nodes, side.0, side.1, "").await,
        None,
        "two nodes at one place: nobody knows which is meant"
    );
    let near_miss = main().link("a.2", ("m", "n"), &[(500.0, 0.1), (500.0, 300.0)]);
    assert_eq!(metres(&near_miss, side.0, side.1, "").await, None, "ten centimetres apart do not meet");
}

#[tokio::test]
async fn a_truck_keeps_its_own_ceiling_and_assumed_speeds_are_reported() {
    let scene = Scene::new()
        .section("ct", RoadClass::Expressway)
        .section_with("dt", RoadClass::Provincial, |section| section.present_grade = Some("IV".into()))
        .link_with("dt.1", ("s", "w"), &[(-3_000.0, 0.0), (0.0, 0.0)], |link| link.speed_kmh = None)
        .link_with("ct.1", ("w", "e"), &[(0.0, 0.0), (24_000.0, 0.0)], |link| link.speed_kmh = Some(120.0))
        .link("dt.2", ("e", "t"), &[(24_000.0, 0.0), (25_000.0, 0.0)]);
    let minutes = |way: &Value| way["minutes"].as_f64().unwrap();
    let car = route(&scene, (-2_000.0, 0.0), (24_600.0, 0.0), "").await;
    assert_eq!(minutes(&car), 2.0 + 12.0 + 1.0, "60 km/h of grade IV, 120 as signed, 36 as signed");
    assert_eq!(car["assumed_speed"], json!({"links": 1, "distance_m": 2_000.0}));
    let truck = route(&scene, (-2_000.0, 0.0), (24_600.0, 0.0), "&profile=truck").await;
    assert_eq!(minutes(&truck), 2.0 + 18.0 + 1.0, "no truck drives more than 80 km/h");
}

#[tokio::test]
async fn the_quickest_way_need_not_be_the_shortest() {
    let scene = district()
        .link_with("a.1", ("w", "e"), &[(0.0, 0.0), (1_000.0, 0.0)], |link| link.speed_kmh = Some(10.0))
        .link_with("a.2", ("w", "n"), &[(0.0, 0.0), (500.0, 1_200.0)], |link| link.speed_kmh = Some(80.0))
        .link_with("a.3", ("n", "e"), &[(500.0, 1_200.0), (1_000.0, 0.0)], |link| link.speed_kmh = Some(80.0))
        .link("a.4", ("e", "t"), &[(1_000.0, 0.0), (2_000.0, 0.0)])
        .link("a.5", ("s", "w"), &[(-1_000.0, 0.0), (0.0, 0.0)]);
    let (from, to) = ((-100.0, 0.0), (1_100.0, 0.0));
    assert_eq!(metres(&scene, from, to, "").await, Some(2_800.0), "quickest unless said otherwise");
    assert_eq!(metres(&scene, from, to, "&optimise=distance").await, Some(1_200.0));
}

#[tokio::test]
async fn the_weakest_link_is_the_lowest_class_then_the_lowest_grade() {
    let scene = Scene::new()
        .section_with("dt", RoadClass::Provincial, |section| section.present_grade = Some("III".into()))
        .section_with("dh-1", RoadClass::District, |section| section.present_grade = Some("IV".into()))
        .section_with("dh-2", RoadClass::District, |section| section.present_grade = Some("V".into()))
        .link("dt.1", ("a", "b"), &[(0.0, 0.0), (1_000.0, 0.0)])
        .link("dh-1.1", ("b", "c"), &[(1_000.0, 0.0), (5_000.0, 0.0)])
        .link("dh-2.1", ("c", "d"), &[(5_000.0, 0.0), (5_300.0, 0.0)]);
    let way = route(&scene, (100.0, 0.0), (5_200.0, 0.0), "").await;
    assert_eq!(
        way["weakest_link"],
        json!({"link": "dh-2.1", "section": "dh-2", "ref": "DH-2", "reason": "grade", "class": "district", "grade": "V",
               "max_weight_t": null, "distance_m": 200.0})
    );
    let short = route(&scene, (100.0, 0.0), (4_000.0, 0.0), "").await;
    assert_eq!((&short["weakest_link"]["link"], &short["weakest_link"]["reason"]), (&json!("dh-1.1"), &json!("class")));
    assert_eq!(short["legs"].as_array().unwrap().len(), 2);
}
