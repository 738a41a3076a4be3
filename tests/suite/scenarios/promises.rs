//! What holds in every town: an added road makes nothing worse, a closed one nothing better, and nothing stays behind.

use kcn_atlas::model::*;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};

use super::oracle::{Settled, settled};
use super::world::{line, send};
use crate::door::Door;
use crate::roads::scene::RoadScene;
use crate::scene::rect;

const CLASSES: [&str; 3] = ["rail_station", "national_road", "icd"];

/// Whole deltas of every zone and class: metres and minutes, by what ways are made short by; null before or after.
fn changes<'a>(answer: &'a Value, by: &str) -> Vec<(&'a Value, &'a Value, Option<f64>)> {
    let key = if by == "time" { "delta_minutes" } else { "delta_m" };
    let zones = answer["zones"].as_array().unwrap().iter();
    let classes = zones.flat_map(|zone| zone["classes"].as_object().unwrap().values());
    classes.map(|class| (&class["before"], &class["after"], class[key].as_f64())).collect()
}

fn random_line(random: &mut StdRng, extent: f64) -> Value {
    let mut at = || (random.random_range(-200.0..extent + 200.0), random.random_range(-200.0..extent + 200.0));
    let vertices: Vec<(f64, f64)> = (0..3).map(|_| at()).collect();
    line(&vertices)
}

/// The town with parks that lie off the streets besides, so that a new road may pass them nearer.
fn town(seed: u64) -> Settled {
    let mut settled = settled(5, seed);
    let mut random = StdRng::seed_from_u64(seed);
    for park in 0..4 {
        let (x, y) = (random.random_range(0.0..settled.extent), random.random_range(0.0..settled.extent));
        settled.scene = settled.scene.park(&format!("off-{park}"), rect(x, y, 30.0, 30.0));
        settled.scene = settled.scene.stop(&format!("depot-{park}"), NodeClass::Icd, y, x);
    }
    settled
}

#[tokio::test]
async fn an_added_road_makes_nothing_worse() {
    let (mut better, mut asked) = (0, 0);
    for seed in 0..12 {
        let town = town(9_000 + seed);
        let door = Door::to(town.scene.snapshot());
        let mut random = StdRng::seed_from_u64(seed);
        for round in 0..8 {
            let by = ["time", "distance"][round % 2];
            let classes = ["expressway", "national", "district"];
            let road = json!({
                "geometry": random_line(&mut random, town.extent), "class": classes[round % 3],
                "one_way": round % 4 == 0, "speed_kmh": random.random_range(10.0..110.0),
            });
            let scenario = json!({ "add": [road], "classes": CLASSES, "optimise": by, "all": true, "profile": "car" });
            let answer = send(&door, scenario.to_string()).await;
            if answer.status != 200 {
                continue;
            }
            let answer = answer.json();
            asked += 1;
            for (before, after, delta) in changes(&answer, by) {
                assert!(before.is_null() || !after.is_null(), "a way is lost: {answer}");
                assert!(delta.is_none_or(|delta| delta <= 0.0), "town {seed}, {by}: {before} became {after}");
                better += usize::from(delta.is_some_and(|delta| delta < 0.0));
            }
            assert_eq!(answer["summary"]["zones_worse"], json!(0));
            assert!(answer["zones"].as_array().unwrap().iter().all(|zone| zone["loses"] == json!([])));
        }
    }
    assert!(asked > 60 && better > 100, "{asked} scenarios, {better} better");
}

#[tokio::test]
async fn a_closed_road_makes_nothing_better() {
    let mut worse = 0;
    for seed in 0..8 {
        let town = town(7_000 + seed);
        let door = Door::to(town.scene.snapshot());
        let mut random = StdRng::seed_from_u64(seed);
        for by in ["time", "distance"] {
            let close: Vec<String> = (0..3).map(|_| town.street(random.random_range(0..town.streets))).collect();
            let scenario = json!({ "close": close, "classes": CLASSES, "optimise": by, "all": true, "profile": "car" });
            let answer = send(&door, scenario.to_string()).await.json();
            for (before, after, delta) in changes(&answer, by) {
                assert!(!before.is_null() || after.is_null(), "a way is found: {answer}");
                assert!(delta.is_none_or(|delta| delta >= 0.0), "town {seed}, {by}: {before} became {after}");
                worse += usize::from(delta != Some(0.0));
            }
            assert_eq!(
                (&answer["summary"]["zones_better"], &answer["summary"]["zones_gaining"]),
                (&json!(0), &json!(0))
            );
        }
    }
    assert!(worse > 20, "{worse} worse");
}

/// What is added lives as long as the question: every other answer has the same bytes before and after, and so has the scenario.
#[tokio::test]
async fn nothing_stays_behind() {
    let town = town(42);
    let door = Door::to(town.scene.snapshot());
    let questions =
        ["access?from=zone:z-0", "zones?limit=100", "matrix?from=zone:z-0;zone:z-1&to=zone:z-2;zone:off-1", "roads"];
    let mut before = vec![];
    for question in questions {
        before.push(door.get(&format!("/api/v1/{question}")).await.body);
    }
    let road = random_line(&mut StdRng::seed_from_u64(1), town.extent);
    let scenario = json!({ "add": [{ "geometry": road }], "close": [town.street(3)], "classes": CLASSES, "all": true, "rank": true });
    let first = send(&door, scenario.to_string()).await;
    assert_eq!(first.status, 200, "{}", first.json());
    assert_eq!(first.header("cache-control"), "no-store");
    for (question, before) in questions.iter().zip(before) {
        assert_eq!(door.get(&format!("/api/v1/{question}")).await.body, before, "{question}");
    }
    // The way back: what was before is told the same, whatever is added.
    assert_eq!(send(&door, scenario.to_string()).await.body, first.body);
    let nothing = json!({ "close": [town.street(0)], "classes": CLASSES, "all": true });
    let other = send(&door, nothing.to_string()).await.json();
    for (one, other) in first.json()["zones"].as_array().unwrap().iter().zip(other["zones"].as_array().unwrap()) {
        for class in CLASSES {
            assert_eq!(one["classes"][class]["before"], other["classes"][class]["before"]);
        }
    }
}
