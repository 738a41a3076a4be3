//! Answers of `/access`, `/matrix` and `/isochrone` on tiny worlds, and on the sample.

use kcn_atlas::model::*;
use serde_json::{Value, json};

use super::rules::at;
use super::scene::RoadScene;
use crate::door::Door;
use crate::sample::sample;
use crate::scene::{Scene, id, rect};

async fn get(door: &Door, address: &str) -> Value {
    let answer = door.get(address).await;
    assert_eq!(answer.status, 200, "{}", answer.json());
    answer.json()
}

/// A park beside a district road that leads east to a national road and an interchange on it. All at ten metres a second.
fn park() -> Scene {
    Scene::new()
        .section("dh", RoadClass::District)
        .section("ql", RoadClass::National)
        .section("ct", RoadClass::Expressway)
        .link("dh.1", ("n-1", "n-2"), &[(0.0, 0.0), (4_000.0, 0.0)])
        .link("ql.1", ("n-0", "n-2"), &[(4_000.0, -2_000.0), (4_000.0, 0.0)])
        .link("ql.2", ("n-2", "n-3"), &[(4_000.0, 0.0), (4_000.0, 3_000.0)])
        .link("ct.1", ("n-3", "n-9"), &[(4_000.0, 3_000.0), (40_000.0, 3_000.0)])
        .stop("ic", NodeClass::ExpresswayInterchange, 4_000.0, 3_000.0)
        .stop("icd-1", NodeClass::Icd, 4_000.0 + 25.0, -1_000.0)
        .stop("port", NodeClass::Seaport, 900_000.0, 0.0)
        .park("a", rect(500.0, 100.0, 2_000.0, 1_000.0))
        .gate("a.p.cong-1", 1_000.0, 60.0, None)
        .gate("a.p.cong-2", 3_000.0, 80.0, None)
        .internal_road("a.p.d-1", (1_000.0, 60.0), (1_000.0, 900.0), &["a.p.cong-1"])
        .internal_road("a.p.d-2", (1_000.0, 500.0), (2_400.0, 500.0), &["a.p.cong-1", "a.p.cong-2"])
        .lot_with("a.p.l-1", rect(600.0, 200.0, 100.0, 100.0), |lot| lot.opens_onto = vec![id("a.p.d-1")])
        .lot_with("a.p.l-2", rect(800.0, 200.0, 100.0, 100.0), |lot| lot.opens_onto = vec![id("a.p.d-2")])
        .lot("a.p.l-3", rect(2_000.0, 600.0, 100.0, 100.0))
        .zone("b", ZoneKind::Cluster)
        .part("b.p", None, |_| {})
}

#[tokio::test]
async fn the_nearest_of_each_class_is_told_with_the_way_and_why_others_are_missing() {
    let door = Door::to(park().snapshot());
    let answer = get(&door, "/api/v1/access?from=lot:a.p.l-1").await;
    let from = &answer["from"];
    assert_eq!(
        (&from["id"], &from["basis"], &from["gate"]),
        (&json!("lot:a.p.l-1"), &json!("gate"), &json!("a.p.cong-1"))
    );
    assert_eq!((&from["side"], &from["off_network_m"]), (&json!("left"), &json!(60.0)));
    let interchange = &answer["access"]["expressway_interchange"];
    assert_eq!((&interchange["target"]["id"], &interchange["distance_m"]), (&json!("ic"), &json!(6_000.0)));
    assert_eq!((&interchange["minutes"], &interchange["off_network_m"]), (&json!(10.0), &json!(60.0)));
    assert_eq!(
        interchange["classes"],
        json!([{"class": "national", "distance_m": 3_000.0}, {"class": "district", "distance_m": 3_000.0}])
    );
    assert_eq!(interchange["geometry"]["coordinates"].as_array().unwrap().len(), 3);
    assert_eq!(interchange["weakest_link"]["link"], json!("dh.1"));
    let national = &answer["access"]["national_road"];
    assert_eq!((&national["target"]["id"], &national["distance_m"]), (&json!("ql"), &json!(3_000.0)));
    let icd = &answer["access"]["icd"];
    assert_eq!((&icd["distance_m"], &icd["target_off_network_m"]), (&json!(4_000.0), &json!(25.0)));
    for (class, reason) in [("provincial_road", "no_target"), ("airport", "no_target"), ("seaport", "no_route")] {
        assert_eq!(answer["access"][class], Value::Null);
        assert_eq!(answer["missing"][class]["reason"], json!(reason), "{class}");
        assert!(answer["missing"][class]["text"]["vi"].as_str().unwrap().len() > 20);
    }
    assert!(answer["missing"]["icd"].is_null() && answer["caveat"]["en"].is_string());
}

#[tokio::test]
async fn the_best_of_several_gates_counts_and_a_lot_without_a_gate_starts_at_itself() {
    let door = Door::to(park().snapshot());
    let answer = get(&door, "/api/v1/access?from=lot:a.p.l-2&to=national_road&geometry=false").await;
    let national = &answer["access"]["national_road"];
    assert_eq!((&national["distance_m"], &national["gate"]), (&json!(1_000.0), &json!("a.p.cong-2")));
    assert_eq!((&answer["from"]["gate"], &national["geometry"]), (&json!("a.p.cong-2"), &Value::Null));
    let own = get(&door, "/api/v1/access?from=lot:a.p.l-3&to=national_road").await;
    assert_eq!((&own["from"]["basis"], &own["from"]["gate"]), (&json!("lot"), &Value::Null));
    assert_eq!(own["access"]["national_road"]["distance_m"], json!(1_950.0));
    assert_eq!(own["access"]["national_road"]["off_network_m"], json!(650.0));
    let zone = get(&door, "/api/v1/access?from=zone:a&to=national_road").await;
    assert_eq!(zone["access"]["national_road"]["gate"], json!("a.p.cong-2"));
    assert!(zone["missing"].as_object().unwrap().is_empty(), "what was not asked for is not missing");
}

#[tokio::test]
async fn a_place_that_nobody_located_or_far_from_every_road_is_explained() {
    let door = Door::to(park().snapshot());
    let unlocated = get(&door, "/api/v1/access?from=zone:b").await;
    assert_eq!((&unlocated["from"], &unlocated["missing"]["icd"]["reason"]), (&Value::Null, &json!("unlocated")));
    let far = get(&door, &format!("/api/v1/access?from={}", at(-50_000.0, 0.0))).await;
    assert_eq!(far["missing"]["national_road"]["reason"], json!("off_network"));
    assert_eq!((&far["from"]["basis"], &far["from"]["snapped"]), (&json!("point"), &Value::Null));
    let empty = get(&Door::open(), "/api/v1/access?from=105.8,21.5&to=icd").await;
    assert_eq!(empty["missing"]["icd"]["reason"], json!("off_network"));
    for other in ["route?from=zone:b&to=zone:a", "isochrone?from=zone:b&minutes=10"] {
        let answer = get(&door, &format!("/api/v1/{other}")).await;
        let missing =
            if answer["properties"].is_null() { &answer["missing"] } else { &answer["properties"]["missing"] };
        assert_eq!(missing["reason"], json!("unlocated"), "{other}");
    }
}

/// By distance the depot on the slow lane is nearer, by time the one on the fast road.
#[tokio::test]
async fn the_nearest_by_time_need_not_be_the_nearest_by_distance() {
    let scene = Scene::new()
        .section("a", RoadClass::District)
        .section("ql", RoadClass::National)
        .link_with("a.1", ("w", "c"), &[(-1_000.0, 0.0), (0.0, 0.0)], |link| link.speed_kmh = Some(5.0))
        .link_with("ql.1", ("c", "e"), &[(0.0, 0.0), (9_000.0, 0.0)], |link| link.speed_kmh = Some(90.0))
        .link("a.2", ("c", "n"), &[(0.0, 0.0), (0.0, 300.0)])
        .stop("icd-slow", NodeClass::Icd, -1_000.0, 0.0)
        .stop("icd-fast", NodeClass::Icd, 6_000.0, 0.0);
    let door = Door::to(scene.snapshot());
    let from = at(0.0, 100.0);
    for (optimise, target, metres) in [("distance", "icd-slow", 1_100.0), ("time", "icd-fast", 6_100.0)] {
        let answer = get(&door, &format!("/api/v1/access?from={from}&to=icd,national_road&optimise={optimise}")).await;
        let icd = &answer["access"]["icd"];
        assert_eq!((&icd["target"]["id"], &icd["distance_m"]), (&json!(target), &json!(metres)));
        assert_eq!(answer["access"]["national_road"]["distance_m"], json!(100.0), "{optimise}");
    }
    let on_it = get(&door, &format!("/api/v1/access?from={}&to=national_road&optimise=time", at(3_000.0, 4.0))).await;
    assert_eq!(on_it["access"]["national_road"]["distance_m"], json!(0.0));
    assert_eq!(on_it["access"]["national_road"]["geometry"], Value::Null);
}

#[tokio::test]
async fn a_matrix_holds_what_routes_say() {
    let door = Door::to(park().snapshot());
    let places = ["zone:a", "lot:a.p.l-1", "node:ic", "node:icd-1", "node:port", "zone:b", &at(100.0, -30.0)];
    let list = places.join(";");
    for more in ["", "&profile=truck:20&optimise=distance"] {
        let matrix = get(&door, &format!("/api/v1/matrix?from={list}&to={list}{more}")).await;
        for (row, from) in places.iter().enumerate() {
            for (column, to) in places.iter().enumerate() {
                let route = get(&door, &format!("/api/v1/route?from={from}&to={to}{more}")).await;
                for figure in ["distance_m", "minutes"] {
                    assert_eq!(matrix[figure][row][column], route["properties"][figure], "{figure} {from} {to}");
                }
            }
        }
        assert_eq!(matrix["from"][5], Value::Null);
        assert_eq!(matrix["to"][2]["id"], json!("node:ic"));
    }
}

#[tokio::test]
async fn an_isochrone_counts_every_metre_once_and_nearest_first() {
    let scene = Scene::new()
        .section("a", RoadClass::District)
        .link("a.1", ("w", "c"), &[(-3_000.0, 0.0), (0.0, 0.0)])
        .link("a.2", ("c", "e"), &[(0.0, 0.0), (600.0, 0.0)])
        .link_with("a.3", ("c", "n"), &[(0.0, 0.0), (0.0, 2_000.0)], |link| link.one_way = Some(true))
        .zone_with("z-near", ZoneKind::Park, |zone| {
            zone.location = Some(crate::scene::degrees(&geo::Geometry::Point(geo::Point::new(400.0, 0.0))))
        })
        .zone_with("z-far", ZoneKind::Park, |zone| {
            zone.location = Some(crate::scene::degrees(&geo::Geometry::Point(geo::Point::new(-2_900.0, 0.0))))
        });
    let door = Door::to(scene.snapshot());
    let from = at(-500.0, 0.0);
    // Ten metres a second: 600, 1 200 and 3 000 metres.
    let answer = get(&door, &format!("/api/v1/isochrone?from={from}&minutes=5,1,2,2")).await;
    let lengths: Vec<&Value> =
        answer["features"].as_array().unwrap().iter().map(|band| &band["properties"]["length_m"]).collect();
    // 1 min: 500 east and 600 west, then 100 m each of a.2 and a.3. 2 min: 600 west, the rest of a.2, 600 north.
    // 5 min: 1 300 west to the end, and north to the end.
    assert_eq!(lengths, [&json!(1_100.0 + 100.0 + 100.0), &json!(600.0 + 500.0 + 600.0), &json!(1_300.0 + 1_300.0)]);
    assert_eq!(answer["features"][0]["geometry"]["type"], json!("MultiLineString"));
    let zones = json!([{"id": "z-near", "minutes": 1.5}, {"id": "z-far", "minutes": 4.0}]);
    let shown: Vec<Value> = answer["zones"]
        .as_array()
        .unwrap()
        .iter()
        .map(|zone| json!({"id": zone["id"], "minutes": zone["minutes"]}))
        .collect();
    assert_eq!(json!(shown), zones);
    let north = get(&door, &format!("/api/v1/isochrone?from={}&minutes=10", at(0.0, 1_500.0))).await;
    assert_eq!(north["features"][0]["properties"]["length_m"], json!(500.0), "a one-way road is not driven back");
}

#[tokio::test]
async fn song_cong_2_is_a_few_kilometres_from_its_interchange_and_no_way_leads_over_a_planned_road() {
    let door = Door::to(sample().clone());
    let answer = get(&door, "/api/v1/access?from=zone:kcn-song-cong-2&profile=truck").await;
    let interchange = &answer["access"]["expressway_interchange"];
    assert_eq!(interchange["target"]["id"], json!("ic-ic-songcong"));
    let metres = interchange["distance_m"].as_f64().unwrap();
    assert!((3_000.0..9_000.0).contains(&metres), "{metres}");
    let airport = answer["access"]["airport"]["distance_m"].as_f64().unwrap();
    assert!((30_000.0..50_000.0).contains(&airport), "Nội Bài is some forty kilometres away: {airport}");
    let seaport = answer["access"]["seaport"]["distance_m"].as_f64().unwrap();
    assert!((110_000.0..170_000.0).contains(&seaport), "Hải Phòng: {seaport}");
    assert_eq!(answer["missing"]["border_gate"]["reason"], json!("no_target"));
    let base = sample().base();
    let network = sample().roads().today();
    for piece in network.graph().pieces() {
        let section = base.road_sections.records[piece.section as usize].timeline.at(sample().today()).unwrap();
        assert!(section.status.is_open());
    }
}

/// On the sample every zone that has a road within 5 km reaches an interchange, Nội Bài and the sea.
#[tokio::test]
async fn every_zone_of_the_sample_near_a_road_reaches_the_classes_that_operate() {
    let door = Door::to(sample().clone());
    let zones = get(&door, "/api/v1/zones?limit=200&profile=truck").await;
    let mut near_a_road = 0;
    for zone in zones["features"].as_array().unwrap() {
        let access = &zone["properties"]["access"];
        let Some(interchange) = access["expressway_interchange"]["distance_m"].as_f64() else {
            assert!(access.as_object().unwrap().values().all(Value::is_null), "{}", zone["id"]);
            continue;
        };
        near_a_road += 1;
        for class in ["national_road", "provincial_road", "rail_station", "icd", "river_port", "seaport", "airport"] {
            assert!(access[class]["distance_m"].as_f64().is_some(), "{} {class}", zone["id"]);
        }
        assert!(interchange < 60_000.0, "{}: {interchange}", zone["id"]);
    }
    assert!(near_a_road > 45, "{near_a_road}");
}
