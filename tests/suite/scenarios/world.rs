//! Questions about scenarios, and a small province to ask them of.

use axum::body::Body;
use axum::http::{Method, Request};
use kcn_atlas::model::*;
use serde_json::{Value, json};

use crate::door::{Answer, Door};
use crate::roads::scene::RoadScene;
use crate::scene::{Scene, position, rect};

pub const ADDRESS: &str = "/api/v1/scenarios/access";

/// Sends a scenario.
pub async fn send(door: &Door, body: impl Into<Body>) -> Answer {
    let request = Request::builder().method(Method::POST).uri(ADDRESS).header("accept-language", "en");
    door.send(request.body(body.into()).unwrap()).await
}

/// The answer to a scenario that is in order.
pub async fn ask(door: &Door, scenario: &Value) -> Value {
    let answer = send(door, scenario.to_string()).await;
    assert_eq!(answer.status, 200, "{}", answer.json());
    answer.json()
}

/// A line in metres of the scene, as GeoJSON.
pub fn line(metres: &[(f64, f64)]) -> Value {
    let coordinates: Vec<[f64; 2]> = metres.iter().map(|(x, y)| position(*x, *y)).map(|at| [at.x, at.y]).collect();
    json!({ "type": "LineString", "coordinates": coordinates })
}

/// The figures of a zone and class: `[before, after]`.
pub fn figures(answer: &Value, zone: &str, class: &str) -> [Value; 2] {
    let zones = answer["zones"].as_array().unwrap();
    let of_zone = zones.iter().find(|one| one["id"] == zone).unwrap_or_else(|| panic!("{zone} is not told: {answer}"));
    ["before", "after"].map(|when| of_zone["classes"][class][when].clone())
}

pub fn zone<'a>(answer: &'a Value, zone: &str) -> &'a Value {
    answer["zones"].as_array().unwrap().iter().find(|one| one["id"] == zone).unwrap()
}

/// A road of 20 km to the west along y = 0 with an interchange at its end (0, 0); two parks along a road of 10 km to the north:
/// `far` at its end with a gate on it, two clean hectares and one that is not; `bare` without lots half way.
///
/// ```text
/// far   (0, 10 000) ── gate
///  │  north.1, north.2 (36 km/h)
/// bare  (0, 5 000)
///  │
/// (0, 0) ─────────── west.1 (36 km/h) ─────────── (−20 000, 0) interchange
/// ```
pub fn province() -> Scene {
    Scene::new()
        .section("west", RoadClass::National)
        .section("north", RoadClass::District)
        .link("west.1", ("n-o", "n-w"), &[(0.0, 0.0), (-20_000.0, 0.0)])
        .link("north.1", ("n-o", "n-m"), &[(0.0, 0.0), (0.0, 5_000.0)])
        .link("north.2", ("n-m", "n-n"), &[(0.0, 5_000.0), (0.0, 10_000.0)])
        .stop("ic", NodeClass::ExpresswayInterchange, -20_000.0, 0.0)
        .park("far", rect(100.0, 9_900.0, 400.0, 400.0))
        .gate("far.p.g", 0.0, 10_000.0, None)
        .lot("far.p.l-1", rect(100.0, 9_900.0, 200.0, 100.0))
        .lot("far.p.l-2", rect(300.0, 9_900.0, 100.0, 100.0))
        .park("bare", rect(100.0, 4_900.0, 400.0, 400.0))
        .gate("bare.p.g", 0.0, 5_000.0, None)
        .clean("far.p.l-1")
}

/// What makes a lot clean.
pub trait Clean {
    fn clean(self, lot: &str) -> Self;
}

impl Clean for Scene {
    fn clean(self, lot: &str) -> Self {
        let area = format!("far.p.a-{}", &lot[lot.len() - 1..]);
        self.clearance_area(&area, rect(100.0, 9_900.0, 200.0, 100.0))
            .event(&area, "1", Stage::Handover, None)
            .tenure(lot, TenureState::Allocated)
            .offer(lot, OfferState::Offered)
    }
}
