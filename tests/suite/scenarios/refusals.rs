//! Scenarios that are refused: each names the field, and what is allowed, in both languages.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};

use super::world::{ADDRESS, line, province, send};
use crate::door::{Answer, Door};

fn degrees(coordinates: Value) -> Value {
    json!({ "add": [{ "geometry": { "type": "LineString", "coordinates": coordinates } }] })
}

fn road(key: &str, value: Value) -> Value {
    let mut road = json!({ "geometry": line(&[(0.0, 0.0), (1_000.0, 1_000.0)]) });
    road[key] = value;
    json!({ "add": [road] })
}

fn with(key: &str, value: Value) -> Value {
    let mut scenario = road("name", json!("a"));
    scenario[key] = value;
    scenario
}

async fn in_language(door: &Door, body: String, language: &str) -> Answer {
    let request = Request::builder().method(Method::POST).uri(ADDRESS).header("accept-language", language);
    door.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn what_cannot_be_worked_out_is_refused_with_the_field_and_what_is_allowed() {
    let door = Door::to(province().snapshot());
    let many: Vec<[f64; 2]> = (0..10_000).map(|at| [105.8 + f64::from(at) * 1e-5, 21.5]).collect();
    let road_of = |x: f64, y: f64| json!({ "geometry": line(&[(x, y), (x + 500.0, y + 500.0)]) });
    let cases: Vec<(Value, u16, &str)> = vec![
        (json!([]), 400, "body"),
        (json!({}), 400, "add"),
        (json!({ "add": "a" }), 400, "add"),
        (json!({ "adds": [] }), 400, "adds"),
        (json!({ "add": [{ "geom": 1 }] }), 400, "add[0].geom"),
        (json!({ "add": [{}] }), 400, "add[0].geometry"),
        (json!({ "add": vec![road_of(0.0, 0.0); 11] }), 400, "add"),
        (json!({ "close": vec!["west"; 51] }), 400, "close"),
        (json!({ "close": ["west", "nowhere"] }), 400, "close[1]"),
        (json!({ "close": ["KHÔNG"] }), 400, "close[0]"),
        (json!({ "add": [{ "section": "nowhere" }] }), 400, "add[0].section"),
        (json!({ "add": [{ "section": "west" }] }), 400, "add[0].section"),
        (json!({ "add": [{ "section": "west", "class": "national" }] }), 400, "add[0].class"),
        (road("class", json!("motorway")), 400, "add[0].class"),
        (road("speed_kmh", json!(0)), 400, "add[0].speed_kmh"),
        (road("speed_kmh", json!(121)), 400, "add[0].speed_kmh"),
        (road("max_weight_t", json!(-1)), 400, "add[0].max_weight_t"),
        (road("name", json!("a".repeat(121))), 400, "add[0].name"),
        (road("one_way", json!("yes")), 400, "add[0].one_way"),
        (
            json!({ "add": [{ "geometry": { "type": "Point", "coordinates": [[1.0, 2.0]] } }] }),
            400,
            "add[0].geometry.type",
        ),
        (degrees(json!([[105.8], [105.9, 21.5]])), 400, "add[0].geometry.coordinates[0]"),
        (degrees(json!([[105.8, "21.5"], [105.9, 21.5]])), 400, "add[0].geometry.coordinates[0][1]"),
        (degrees(json!([[105.8, 21.5]])), 422, "add[0].geometry"),
        (degrees(json!([[105.8, 21.5], [105.8, 21.5]])), 422, "add[0].geometry"),
        (degrees(json!([[21.5, 105.8], [21.6, 105.8]])), 422, "add[0].geometry"),
        (degrees(json!([[2.35, 48.85], [2.36, 48.86]])), 422, "add[0].geometry"),
        (degrees(json!([[105.0, 10.0], [105.0, 14.0]])), 422, "add[0].geometry"),
        (degrees(json!([[105.8, 21.5], [105.9, 21.5], [105.9, 21.6], [105.85, 21.4]])), 422, "add[0].geometry"),
        (degrees(json!(many)), 422, "add[0].geometry"),
        (json!({ "add": [road_of(60_000.0, 60_000.0)] }), 422, "add[0].geometry"),
        (json!({ "add": [road_of(0.0, 0.0), road_of(60_000.0, 60_000.0)] }), 422, "add[1].geometry"),
        (with("classes", json!([])), 400, "classes"),
        (with("classes", json!(["icd", "motorway"])), 400, "classes[1]"),
        (with("profile", json!("lorry")), 400, "profile"),
        (with("profile", json!("truck:9999")), 400, "profile"),
        (with("optimise", json!("fuel")), 400, "optimise"),
        (with("limit_km", json!(0)), 400, "limit_km"),
        (with("limit_km", json!(501)), 400, "limit_km"),
        (with("limit_km", json!("15")), 400, "limit_km"),
        (with("as_of", json!("2026-02-30")), 400, "as_of"),
        (with("as_of", json!("2026-11-25")), 400, "as_of"),
        (with("network_on", json!("9999-01-01")), 400, "network_on"),
        (with("network_on", json!("soon")), 400, "network_on"),
        (with("rank", json!(1)), 400, "rank"),
    ];
    for (scenario, status, field) in cases {
        let shown: String = scenario.to_string().chars().take(120).collect();
        let mut said = vec![];
        for language in ["vi", "en"] {
            let answer = in_language(&door, scenario.to_string(), language).await;
            let problem = answer.json();
            assert_eq!((answer.status.as_u16(), &problem["parameter"]), (status, &json!(field)), "{shown}: {problem}");
            assert!(problem["allowed"].as_str().is_some_and(|allowed| !allowed.is_empty()), "{shown}: {problem}");
            said.push(problem["detail"].clone());
        }
        assert_ne!(said[0], said[1], "{shown}");
    }
}

#[tokio::test]
async fn the_count_of_too_many_vertices_is_told() {
    let many: Vec<[f64; 2]> = (0..10_000).map(|at| [105.8 + f64::from(at) * 1e-5, 21.5]).collect();
    let problem = send(&Door::to(province().snapshot()), degrees(json!(many)).to_string()).await.json();
    assert!(problem["value"].as_str().unwrap().starts_with("10000"), "{problem}");
    assert_eq!(problem["type"], json!("urn:kcn-atlas:problem:unfit-line"));
}

#[tokio::test]
async fn what_is_no_json_or_too_long_is_refused_before_it_is_read() {
    let door = Door::to(province().snapshot());
    let bodies =
        ["", "{", "nul", "{\"add\":[]} {}", "{\"limit_km\":1e999,\"close\":[\"west\"]}", "{\"limit_km\":NaN}", "\u{0}"];
    for body in bodies {
        let answer = send(&door, body).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["type"]),
            (400, &json!("urn:kcn-atlas:problem:bad-value")),
            "{body}"
        );
    }
    let deep = "[".repeat(100_000);
    assert_eq!(send(&door, format!("{{\"add\":{deep}")).await.status, 400);
    let long = " ".repeat(1024 * 1024 + 1);
    assert_eq!(send(&door, long.clone()).await.status, 413);
    let told = Request::builder().method(Method::POST).uri(ADDRESS).header("content-length", long.len());
    assert_eq!(door.send(told.body(Body::from(long)).unwrap()).await.status, 413);
    let asked = Request::builder().method(Method::POST).uri(format!("{ADDRESS}?as_of=2026-01-01"));
    let answer = door.send(asked.body(Body::from("{}")).unwrap()).await;
    assert_eq!(answer.json()["type"], json!("urn:kcn-atlas:problem:unknown-parameter"));
    assert_eq!(door.get(ADDRESS).await.status, 405);
}

#[tokio::test]
async fn a_vehicle_too_heavy_for_a_road_is_told_so() {
    let door = Door::to(province().snapshot());
    let mut scenario = road("max_weight_t", json!(10));
    scenario["profile"] = json!("truck:30");
    let problem = send(&door, scenario.to_string()).await.json();
    assert_eq!(problem["parameter"], json!("add[0].max_weight_t"));
    scenario["profile"] = json!("truck:10");
    assert_eq!(send(&door, scenario.to_string()).await.status, 200);
}

/// A line of 2 000 vertices is long, and is taken.
#[tokio::test]
async fn the_longest_line_is_taken() {
    let vertices: Vec<(f64, f64)> =
        (0..2_000).map(|at| (f64::from(at) * 10.0, f64::from(at % 2) * 7.0 + 500.0)).collect();
    let scenario = json!({ "add": [{ "geometry": line(&vertices) }] }).to_string();
    assert!(scenario.len() > 64 * 1024, "{}", scenario.len());
    let answer = send(&Door::to(province().snapshot()), scenario).await;
    assert_eq!(answer.status, 200, "{}", answer.json());
}
