//! What keeps a truck off a link, through the front door. All links are driven at 36 km/h, ten metres a second.

use kcn_atlas::model::*;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};

use super::grid::town_of;
use super::oracle::Unit;
use super::rules::{at, route};
use super::scene::RoadScene;
use super::search::{random_place, spot};
use crate::door::Door;
use crate::scene::{Scene, id, rect};
use kcn_atlas::index::network::Cost;

const FROM: (f64, f64) = (-500.0, 0.0);
const TO: (f64, f64) = (1_500.0, 0.0);
const STRAIGHT: f64 = 2_000.0;
const ROUND: f64 = 500.0 + 1_300.0 + 1_300.0 + 500.0;

/// A short link with a limit, and a long way round of which nothing is known.
fn limited(change: impl FnOnce(&mut RoadLink)) -> Scene {
    Scene::new()
        .section("a", RoadClass::District)
        .link_with("a.1", ("w", "e"), &[(0.0, 0.0), (1_000.0, 0.0)], change)
        .link("a.2", ("w", "n"), &[(0.0, 0.0), (500.0, 1_200.0)])
        .link("a.3", ("n", "e"), &[(500.0, 1_200.0), (1_000.0, 0.0)])
        .link("a.4", ("e", "end"), &[(1_000.0, 0.0), (2_000.0, 0.0)])
        .link("a.5", ("start", "w"), &[(-1_000.0, 0.0), (0.0, 0.0)])
}

async fn metres(scene: &Scene, profile: &str) -> f64 {
    route(scene, FROM, TO, &format!("&profile={profile}")).await["distance_m"].as_f64().unwrap()
}

#[tokio::test]
async fn a_link_closed_to_trucks_is_open_to_cars_and_one_of_which_nothing_is_known_to_all() {
    let closed = limited(|link| link.trucks = Some(false));
    assert_eq!(metres(&closed, "car").await, STRAIGHT);
    for truck in ["truck", "truck:5", "truck:::3"] {
        assert_eq!(metres(&closed, truck).await, ROUND, "{truck}");
    }
    for said in [None, Some(true)] {
        assert_eq!(metres(&limited(|link| link.trucks = said), "truck").await, STRAIGHT, "{said:?}");
    }
}

#[tokio::test]
async fn axle_load_and_height_are_compared_where_both_are_known() {
    let axle = limited(|link| link.max_axle_t = Some(10.0));
    for (profile, way) in [
        ("truck", STRAIGHT),
        ("truck:40", STRAIGHT),
        ("truck::10", STRAIGHT),
        ("truck:9:10.5", ROUND),
        ("truck::11:4", ROUND),
    ] {
        assert_eq!(metres(&axle, profile).await, way, "{profile}");
    }
    let low = limited(|link| link.max_height_m = Some(4.2));
    for (profile, way) in [
        ("truck", STRAIGHT),
        ("truck:40:12", STRAIGHT),
        ("truck:::4.2", STRAIGHT),
        ("truck:::4.3", ROUND),
        ("car", STRAIGHT),
    ] {
        assert_eq!(metres(&low, profile).await, way, "{profile}");
    }
}

#[tokio::test]
async fn what_nobody_recorded_is_told_for_whatever_was_asked_about() {
    let scene = limited(|link| (link.max_axle_t, link.max_weight_t) = (Some(10.0), Some(30.0)));
    let all = route(&scene, FROM, TO, "&profile=truck:25:9.5:4").await;
    assert_eq!((&all["profile"], &all["gross_weight_t"]), (&json!("truck"), &json!(25.0)));
    assert_eq!((&all["axle_load_t"], &all["height_m"]), (&json!(9.5), &json!(4.0)));
    assert_eq!(all["unknown_limits"], json!({"links": 2, "distance_m": 1_000.0}));
    assert_eq!(all["unknown_axle_limits"], json!({"links": 2, "distance_m": 1_000.0}));
    assert_eq!(all["unknown_height_limits"], json!({"links": 3, "distance_m": 2_000.0}));
    let plain = route(&scene, FROM, TO, "&profile=truck:25").await;
    assert_eq!((&plain["axle_load_t"], &plain["unknown_axle_limits"]), (&Value::Null, &Value::Null));
    assert_eq!((&plain["height_m"], &plain["unknown_height_limits"]), (&Value::Null, &Value::Null));
}

/// A park on a street whose short way to the national road is closed to trucks.
fn park() -> Scene {
    limited(|link| link.trucks = Some(false))
        .section("ql", RoadClass::National)
        .link("ql.1", ("end", "far"), &[(2_000.0, 0.0), (2_000.0, 5_000.0)])
        .park("z", rect(-900.0, 10.0, 300.0, 300.0))
        .gate("z.p.g", -500.0, 5.0, None)
        .internal_road("z.p.d", (-500.0, 5.0), (-500.0, 200.0), &["z.p.g"])
        .lot_with("z.p.l-1", rect(-700.0, 20.0, 100.0, 100.0), |lot| lot.opens_onto = vec![id("z.p.d")])
}

#[tokio::test]
async fn lists_and_access_measure_trucks_over_their_own_network() {
    let door = Door::to(park().snapshot());
    let get = async |address: String| {
        let answer = door.get(&format!("/api/v1/{address}")).await;
        assert_eq!(answer.status, 200, "{}", answer.json());
        answer.json()
    };
    for (profile, distance) in [("car", 2_500.0), ("truck", 500.0 + 2_600.0 + 1_000.0), ("truck:12", 4_100.0)] {
        let access = get(format!("access?from=lot:z.p.l-1&to=national_road&profile={profile}")).await;
        assert_eq!(access["access"]["national_road"]["distance_m"], json!(distance), "{profile}");
        let by_time = get(format!("access?from=lot:z.p.l-1&to=national_road&optimise=time&profile={profile}")).await;
        assert_eq!(by_time["access"]["national_road"]["distance_m"], json!(distance), "{profile}");
        for (list, record) in [("lots", "lots/z.p.l-1"), ("zones", "zones/z")] {
            let one = get(format!("{record}?profile={profile}")).await;
            assert_eq!(
                one["properties"]["access"]["national_road"]["distance_m"],
                json!(distance),
                "{record} {profile}"
            );
            let all = get(format!("{list}?profile={profile}")).await;
            assert_eq!(
                all["features"][0]["properties"]["access"]["national_road"]["distance_m"],
                json!(distance),
                "{list} {profile}"
            );
        }
        let near = get(format!("lots?max_access_km=national_road:3&profile={profile}")).await;
        assert_eq!(near["numberMatched"], json!(u8::from(profile == "car")), "{profile}");
        let (from, to) = (at(-500.0, 5.0), at(1_900.0, 0.0));
        let matrix = get(format!("matrix?from={from}&to={to}&profile={profile}&optimise=distance")).await;
        assert_eq!(matrix["distance_m"][0][0], json!(distance - 100.0), "{profile}");
    }
    let heavy = get("isochrone?from=zone:z&minutes=4&profile=truck".into()).await;
    let light = get("isochrone?from=zone:z&minutes=4".into()).await;
    let length = |answer: &Value| answer["features"][0]["properties"]["length_m"].as_f64().unwrap();
    assert!(length(&heavy) != length(&light));
    assert_eq!((&heavy["profile"], &heavy["axle_load_t"]), (&json!("truck"), &Value::Null));
}

#[tokio::test]
async fn an_impossible_truck_is_refused_in_both_languages() {
    let door = Door::to(park().snapshot());
    for profile in [
        "truck:::",
        "truck:30:0",
        "truck:30:-2",
        "truck:30:nan",
        "truck:30:9999",
        "truck:30::0",
        "truck:30::11",
        "truck:30:10:4:2",
        "truck:NaN",
    ] {
        for question in ["route?from=zone:z&to=zone:z", "lots?limit=1", "zones/z?", "isochrone?from=zone:z&minutes=5"] {
            let answer = door.get(&format!("/api/v1/{question}&profile={profile}")).await;
            let problem = answer.json();
            assert_eq!(
                (answer.status.as_u16(), &problem["parameter"]),
                (400, &json!("profile")),
                "{question} {profile}"
            );
            assert_eq!(problem["value"], json!(profile));
            assert!(problem["allowed"].as_str().is_some_and(|allowed| allowed.contains("truck:30::4.2")), "{problem}");
        }
    }
}

/// Random towns with limits of every kind, random trucks: as short as the search over the streets that admit them.
#[test]
fn trucks_of_any_measures_drive_what_admits_them() {
    let mut found = 0;
    for seed in 0..15 {
        let mut dice = StdRng::seed_from_u64(seed);
        let town = town_of(6, 700 + seed, seed % 2 == 0, |street| {
            street.no_trucks = dice.random_bool(0.05);
            street.most = [0, 1, 2].map(|_| dice.random_bool(0.1).then(|| f64::from(dice.random_range(2..40))));
        });
        let live = town.scene.live();
        let view = live.view(None).unwrap();
        for _ in 0..4 {
            let own = [0, 1, 2].map(|_| dice.random_bool(0.6).then(|| f64::from(dice.random_range(2..40))));
            let [gross_weight_t, axle_load_t, height_m] = own;
            let roads = view.roads(None, Vehicle::Truck(Truck { gross_weight_t, axle_load_t, height_m }));
            let oracle = town.oracle.open_to(|street| {
                let fits = |kind: usize| own[kind].zip(street.most[kind]).is_none_or(|(own, most)| own <= most);
                !street.no_trucks && (0..3).all(fits)
            });
            assert_eq!(roads.network.graph().pieces().len(), oracle.streets.len());
            for _ in 0..6 {
                let (from, to) = (random_place(&mut dice, &oracle), random_place(&mut dice, &oracle));
                let ends = oracle.to_every_end(from, Unit::Millimetres);
                let way = roads.network.route(spot(from), spot(to), Cost::Distance);
                let length = way.map(|way| u64::from(way.cost(roads.network.graph(), Cost::Distance)));
                assert_eq!(length, oracle.between(&ends, from, to, Unit::Millimetres), "town {seed} {own:?}");
                found += usize::from(length.is_some());
            }
        }
    }
    assert!(found > 150, "{found} ways");
}
