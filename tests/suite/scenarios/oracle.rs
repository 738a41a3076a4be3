//! Scenarios against worlds in which the road is on record: the whole snapshot is built again, and asked through another door.

use geo::{Coord, Geometry};
use kcn_atlas::model::*;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};

use super::world::{line, send};
use crate::door::Door;
use crate::roads::grid::{Town, corner_id, street_id, town};
use crate::roads::scene::RoadScene;
use crate::roads::search::closed;
use crate::scene::{Scene, position, rect, snapshot_of};

/// A random town with parks whose gates stand at corners, and stations at other corners.
pub struct Settled {
    pub scene: Scene,
    /// Metres from its south-western to its north-eastern corner.
    pub extent: f64,
    pub streets: usize,
    corners: Vec<(f64, f64)>,
}

impl Settled {
    pub fn street(&self, number: usize) -> String {
        street_id(number)
    }
}

const PARKS: usize = 5;

pub fn settled(side: usize, seed: u64) -> Settled {
    let Town { mut scene, oracle, side } = town(side, seed, true);
    let mut corners = vec![(f64::NAN, f64::NAN); side * side];
    for street in &oracle.streets {
        corners[street.from] = street.line[0];
        corners[street.to] = *street.line.last().unwrap();
    }
    let mut random = StdRng::seed_from_u64(seed ^ 0xABCD);
    let mut corner = || loop {
        let at = corners[random.random_range(0..corners.len())];
        if at.0.is_finite() {
            return at;
        }
    };
    for park in 0..PARKS {
        let (x, y) = corner();
        let zone = format!("z-{park}");
        scene = scene.park(&zone, rect(x, y, 20.0, 20.0)).gate(&format!("{zone}.p.g"), x, y, None);
    }
    for stop in 0..2 {
        let (x, y) = corner();
        scene = scene.stop(&format!("st-{stop}"), NodeClass::RailStation, x, y);
    }
    let extent = corners.iter().filter(|at| at.0.is_finite()).map(|at| at.0.max(at.1)).fold(0.0, f64::max);
    Settled { scene, extent, streets: oracle.streets.len(), corners }
}

/// Panics unless a zone is as far on record as the scenario says; ways over split streets may differ by roundings.
async fn agree(built: &Door, answer: &Value, when: &str, by: &str, slack: f64) {
    for zone in answer["zones"].as_array().unwrap() {
        for class in ["rail_station", "national_road"] {
            let name = zone["id"].as_str().unwrap();
            let address = format!("/api/v1/access?from=zone:{name}&to={class}&optimise={by}&profile=car");
            let found = built.get(&address).await.json()["access"][class].clone();
            let said = &zone["classes"][class][when];
            for key in ["distance_m", "minutes", "off_network_m"] {
                let is_free = by == "distance" && key == "minutes" || by == "time" && key == "distance_m";
                match (said[key].as_f64(), found[key].as_f64()) {
                    (Some(said), Some(found)) => {
                        // Of two ways that are equal to the rounding, either may be told.
                        let slack = if is_free && slack > 0.0 { f64::INFINITY } else { slack };
                        assert!((said - found).abs() <= slack + 1e-9, "{name} {class} {key}: {said} for {found}");
                    }
                    (said, found) => assert_eq!(said, found, "{name} {class} {key}: {answer}"),
                }
            }
        }
    }
}

fn scenario(add: Value, close: Value, by: &str) -> Value {
    json!({ "add": add, "close": close, "classes": ["rail_station", "national_road"], "optimise": by, "profile": "car", "all": true })
}

#[tokio::test]
async fn before_is_what_the_nearest_is_by_road() {
    for (seed, by) in [(1, "time"), (2, "distance")] {
        let town = settled(6, seed);
        let door = Door::to(town.scene.snapshot());
        let answer = send(&door, scenario(json!([]), json!([town.street(0)]), by).to_string()).await.json();
        agree(&door, &answer, "before", by, 0.0).await;
    }
}

#[tokio::test]
async fn closed_streets_are_as_if_they_had_ended() {
    for seed in 0..6 {
        let by = ["time", "distance"][seed as usize % 2];
        let town = settled(6, 300 + seed);
        let street = town.street(seed as usize * 5);
        let snapshot = town.scene.snapshot();
        let built = Door::to(closed(&snapshot, &street, town.scene.facts()));
        let answer = send(&Door::to(snapshot), scenario(json!([]), json!([street]), by).to_string()).await.json();
        agree(&built, &answer, "after", by, 0.0).await;
    }
}

/// A straight road from one corner to another: nothing in the town has to be cut but what it crosses.
#[tokio::test]
async fn an_added_road_is_as_far_as_the_same_road_on_record() {
    let (mut crossed, mut better) = (0, 0);
    for seed in 0..24 {
        let by = ["time", "distance"][seed as usize % 2];
        let town = settled(6, 500 + seed);
        let mut random = StdRng::seed_from_u64(seed);
        let mut corner = || town.corners[random.random_range(0..town.corners.len())];
        let (from, to) = (corner(), corner());
        if !from.0.is_finite() || !to.0.is_finite() || from == to {
            continue;
        }
        let class = ["national", "district", "expressway"][seed as usize % 3];
        let road =
            json!({ "geometry": line(&[from, to]), "class": class, "speed_kmh": 60.0, "one_way": seed % 4 == 3 });
        let answer = send(&Door::to(town.scene.snapshot()), scenario(json!([road]), json!([]), by).to_string()).await;
        assert_eq!(answer.status, 200, "{}", answer.json());
        let answer = answer.json();
        let built = Door::to(snapshot_of(on_record(&town, &answer, &road)));
        agree(&built, &answer, "after", by, 0.11).await;
        crossed +=
            answer["added"][0]["joins"].as_array().unwrap().iter().filter(|join| join["kind"] == "crossing").count();
        better += answer["summary"]["zones_better"].as_u64().unwrap();
    }
    assert!(crossed > 20 && better > 10, "{crossed} crossings, {better} zones better");
}

fn coordinate(position: &Value) -> Coord<f64> {
    Coord { x: position[0].as_f64().unwrap(), y: position[1].as_f64().unwrap() }
}

fn cell(at: Coord<f64>) -> (i64, i64) {
    ((at.x * 1e7).round() as i64, (at.y * 1e7).round() as i64)
}

/// The facts of the town with the road as it was laid: cut into links at its joins, and with a vertex on every street it joins midway.
fn on_record(town: &Settled, answer: &Value, road: &Value) -> Vec<Fact> {
    let laid = &answer["added"][0];
    let vertices: Vec<Coord<f64>> =
        laid["geometry"]["coordinates"].as_array().unwrap().iter().map(coordinate).collect();
    let joins: Vec<Coord<f64>> = laid["joins"].as_array().unwrap().iter().map(|join| coordinate(&join["at"])).collect();
    let corner_at = |at: Coord<f64>| {
        let is_here = |corner: &(f64, f64)| corner.0.is_finite() && cell(position(corner.0, corner.1)) == cell(at);
        town.corners.iter().position(is_here)
    };
    let mut facts = town.scene.facts().to_vec();
    for at in joins.iter().filter(|at| corner_at(**at).is_none()) {
        put_vertex(&mut facts, *at);
    }
    let node = |number: usize| corner_at(vertices[number]).map_or_else(|| format!("x-{number}"), corner_id);
    let is_cut = |number: &usize| {
        *number == 0 || *number == vertices.len() - 1 || joins.iter().any(|join| cell(*join) == cell(vertices[*number]))
    };
    let cuts: Vec<usize> = (0..vertices.len()).filter(is_cut).collect();
    let mut new = Scene::new().section("new", parse_code(road["class"].as_str().unwrap()).unwrap());
    for (number, pair) in cuts.windows(2).enumerate() {
        let ends = (node(pair[0]), node(pair[1]));
        new = new.link_with(&format!("new.{number:03}"), (&ends.0, &ends.1), &[(0.0, 0.0), (1.0, 0.0)], |link| {
            link.geometry = LonLat::new(Geometry::LineString(vertices[pair[0]..=pair[1]].to_vec().into())).unwrap();
            link.speed_kmh = road["speed_kmh"].as_f64();
            link.one_way = road["one_way"].as_bool();
        });
    }
    facts.extend(new.facts().iter().cloned());
    facts
}

/// Puts a vertex on the street that is nearest.
fn put_vertex(facts: &mut [Fact], at: Coord<f64>) {
    let mut best: Option<(f64, usize, usize)> = None;
    for (number, fact) in facts.iter().enumerate() {
        let Some(Body::RoadLink(link)) = &fact.body else { continue };
        let Geometry::LineString(street) = link.geometry.get() else { continue };
        for (segment, pair) in street.0.windows(2).enumerate() {
            let detour = |a: Coord<f64>, b: Coord<f64>| (a.x - b.x).hypot(a.y - b.y);
            let more = detour(pair[0], at) + detour(at, pair[1]) - detour(pair[0], pair[1]);
            if best.is_none_or(|(least, ..)| more < least) {
                best = Some((more, number, segment));
            }
        }
    }
    let (_, number, segment) = best.unwrap();
    let Some(Body::RoadLink(link)) = &mut facts[number].body else { unreachable!() };
    let Geometry::LineString(street) = link.geometry.get() else { unreachable!() };
    let mut vertices = street.0.clone();
    vertices.insert(segment + 1, at);
    link.geometry = LonLat::new(Geometry::LineString(vertices.into())).unwrap();
}
