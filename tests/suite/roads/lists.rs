//! Access in the lists of lots and zones: what they show is what `/access` says, on any day and network.

use kcn_atlas::model::*;
use serde_json::{Value, json};

use super::scene::RoadScene;
use crate::door::Door;
use crate::lot_parameters::all;
use crate::random_world::random_world;
use crate::scene::{Scene, day};

/// A random world of parks in a row, whose roads change over the years.
fn world() -> Scene {
    let mut scene = random_world(17, 4, 12).from("2020-01-01");
    for (section, class) in [("ql", RoadClass::National), ("dt", RoadClass::Provincial), ("ct", RoadClass::Expressway)]
    {
        scene = scene.section(section, class);
    }
    scene = scene
        .link_with("ql.1", ("n-1", "n-2"), &[(-2_000.0, -900.0), (13_000.0, -900.0)], |link| {
            link.max_weight_t = Some(25.0)
        })
        .link("dt.1", ("n-2", "n-3"), &[(13_000.0, -900.0), (13_000.0, 4_000.0)])
        .link("dt.2", ("n-3", "n-4"), &[(13_000.0, 4_000.0), (-2_000.0, 3_000.0)])
        .link_with("dt.3", ("n-4", "n-1"), &[(-2_000.0, 3_000.0), (-2_000.0, -900.0)], |link| {
            link.opens_on = Some(day("2028-01-01"))
        })
        .stop("ic", NodeClass::ExpresswayInterchange, -2_000.0, -900.0)
        .stop("ga", NodeClass::RailStation, 6_000.0, 3_600.0);
    scene.from("2025-06-01").stop("ic-2", NodeClass::ExpresswayInterchange, 13_000.0, 2_000.0)
}

async fn access(door: &Door, place: &str, more: &str) -> Value {
    let answer = door.get(&format!("/api/v1/access?from={place}&geometry=false{more}")).await;
    assert_eq!(answer.status, 200);
    answer.json()["access"].clone()
}

const QUESTIONS: [&str; 5] =
    ["", "&as_of=2024-06-30", "&profile=truck", "&network_on=2028-06-01", "&profile=truck:30&as_of=2025-09-01"];

#[tokio::test]
async fn lots_and_zones_show_what_access_says() {
    let door = Door::to(world().snapshot());
    let mut shown = 0;
    for more in QUESTIONS {
        let lots = all(&door, &format!("/api/v1/lots?limit=1000&stale=include{more}")).await;
        let zones = all(&door, &format!("/api/v1/zones?limit=1000{more}")).await;
        let lots = lots.iter().step_by(3).map(|lot| ("lot", lot));
        for (kind, feature) in lots.chain(zones.iter().map(|zone| ("zone", zone))) {
            let place = format!("{kind}:{}", feature["id"].as_str().unwrap());
            let told = access(&door, &place, more).await;
            for (class, summary) in feature["properties"]["access"].as_object().unwrap() {
                let figures = |of: &Value| json!([of["distance_m"], of["minutes"], of["off_network_m"]]);
                assert_eq!(figures(summary), figures(&told[class]), "{place} {class} {more}");
                shown += usize::from(!summary.is_null());
            }
        }
        let one = format!("/api/v1/lots/z-01.a.l-002?x{more}").replace("?x&", "?").replace("?x", "");
        let lot = door.get(&one).await.json();
        let listed = all(&door, &format!("/api/v1/lots?limit=1000&stale=include&zone=z-01{more}")).await;
        let listed = listed.iter().find(|listed| listed["id"] == lot["id"]).unwrap();
        assert_eq!(lot["properties"]["access"], listed["properties"]["access"]);
    }
    assert!(shown > 200, "{shown}");
}

#[tokio::test]
async fn max_access_finds_the_lots_whose_shown_distance_is_short_enough() {
    let door = Door::to(world().snapshot());
    let mut kinds_of_answer = [false; 3];
    for more in QUESTIONS {
        let unfiltered = all(&door, &format!("/api/v1/lots?limit=1000&stale=include{more}")).await;
        for limits in [
            &[("national_road", 0.3)][..],
            &[("expressway_interchange", 5.2)],
            &[("expressway_interchange", 8.0), ("rail_station", 9.5)],
            &[("provincial_road", 2.5), ("national_road", 9.0)],
            &[("seaport", 900.0)],
        ] {
            let asked: String = limits.iter().map(|(class, km)| format!("&max_access_km={class}:{km}")).collect();
            let found = all(&door, &format!("/api/v1/lots?limit=1000&stale=include{more}{asked}")).await;
            let near = |lot: &Value, class: &str, km: f64| {
                lot["properties"]["access"][class]["distance_m"].as_f64().is_some_and(|metres| metres <= km * 1_000.0)
            };
            let expected: Vec<&Value> = unfiltered
                .iter()
                .filter(|lot| limits.iter().all(|(class, km)| near(lot, class, *km)))
                .map(|lot| &lot["id"])
                .collect();
            assert_eq!(found.iter().map(|lot| &lot["id"]).collect::<Vec<_>>(), expected, "{asked}{more}");
            let kind = if expected.is_empty() {
                0
            } else if expected.len() < unfiltered.len() {
                1
            } else {
                2
            };
            kinds_of_answer[kind] = true;
        }
    }
    assert!(kinds_of_answer[0] && kinds_of_answer[1], "{kinds_of_answer:?}");
}
