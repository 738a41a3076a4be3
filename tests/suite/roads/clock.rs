//! Which roads are open on which day.

use kcn_atlas::model::*;
use serde_json::{Value, json};

use super::rules::{at, route};
use super::scene::RoadScene;
use crate::door::Door;
use crate::scene::{Scene, day};

const FROM: (f64, f64) = (100.0, 0.0);
const TO: (f64, f64) = (1_900.0, 0.0);

/// Two roads with a gap of a kilometre, and whatever fills it.
fn gap(status: RoadStatus, opens_on: Option<&str>) -> Scene {
    Scene::new()
        .section("a", RoadClass::District)
        .section_with("new", RoadClass::District, |section| section.status = status)
        .link("a.1", ("n-1", "n-2"), &[(0.0, 0.0), (500.0, 0.0)])
        .link_with("new.1", ("n-2", "n-3"), &[(500.0, 0.0), (1_500.0, 0.0)], |link| link.opens_on = opens_on.map(day))
        .link("a.2", ("n-3", "n-4"), &[(1_500.0, 0.0), (2_000.0, 0.0)])
}

async fn is_through(scene: &Scene, more: &str) -> bool {
    let way = route(scene, FROM, TO, more).await;
    assert_eq!(way["distance_m"].is_null(), way["missing"]["reason"] == json!("no_route"), "{way}");
    way["distance_m"] == json!(1_800.0)
}

#[tokio::test]
async fn a_road_counts_from_the_day_it_opens() {
    let scene = gap(RoadStatus::Planned, Some("2027-06-30"));
    assert!(!is_through(&scene, "").await);
    assert!(!is_through(&scene, "&network_on=2027-06-29").await);
    assert!(is_through(&scene, "&network_on=2027-06-30").await);
    assert!(is_through(&scene, "&network_on=2100-12-31&profile=truck:30").await);
    let late = gap(RoadStatus::Operating, Some("2027-06-30"));
    assert!(!is_through(&late, "").await, "a section that operates may have a link that does not yet");
}

#[tokio::test]
async fn a_road_that_is_only_planned_never_counts_without_a_date() {
    for status in [RoadStatus::Planned, RoadStatus::Proposed, RoadStatus::Assumed] {
        assert!(!is_through(&gap(status, None), "&network_on=2100-12-31").await, "{status:?}");
    }
    for status in [RoadStatus::Operating, RoadStatus::PartlyOperating] {
        assert!(is_through(&gap(status, None), "").await, "{status:?}");
    }
}

#[tokio::test]
async fn the_record_of_the_asked_day_counts() {
    // The link was built in 2022, its section began to operate in 2024, and the link was closed in 2026.
    let mut scene = gap(RoadStatus::Planned, None).from("2024-03-01");
    scene = scene.section("new", RoadClass::District).from("2026-05-05").ends(Kind::RoadLink, "new.1", "core");
    assert!(!is_through(&scene, "&as_of=2024-02-29").await);
    assert!(is_through(&scene, "&as_of=2024-03-01").await);
    assert!(is_through(&scene, "&as_of=2026-05-04").await);
    assert!(!is_through(&scene, "").await);
    assert!(
        !is_through(&scene, "&as_of=2024-02-29&network_on=2025-01-01").await,
        "plans are judged by what was on record"
    );
}

#[tokio::test]
async fn only_nodes_that_operate_on_the_asked_day_are_reached() {
    let scene = Scene::new()
        .section("a", RoadClass::District)
        .link("a.1", ("n-1", "n-2"), &[(0.0, 0.0), (5_000.0, 0.0)])
        .stop_with("icd-near", NodeClass::Icd, 1_000.0, 0.0, |node| node.status = NodeStatus::Planned)
        .stop("icd-far", NodeClass::Icd, 4_000.0, 0.0)
        .from("2025-01-01")
        .stop("icd-near", NodeClass::Icd, 1_000.0, 0.0);
    let door = Door::to(scene.snapshot());
    for (on, target) in [("2024-12-31", "icd-far"), ("2025-01-01", "icd-near"), ("2026-11-24", "icd-near")] {
        let from = at(100.0, 0.0);
        let answer = door.get(&format!("/api/v1/access?from={from}&to=icd&as_of={on}")).await.json();
        assert_eq!(answer["access"]["icd"]["target"]["id"], json!(target), "{on}");
    }
}

#[tokio::test]
async fn networks_of_many_days_and_weights_are_told_apart() {
    let mut scene = Scene::new().section("a", RoadClass::District);
    let name = |number: usize| format!("n-{number}");
    // A chain whose links open month by month and bear less and less.
    for number in 0..12 {
        let x = number as f64 * 100.0;
        let link = format!("a.{number:02}");
        scene = scene.link_with(&link, (&name(number), &name(number + 1)), &[(x, 0.0), (x + 100.0, 0.0)], |link| {
            link.opens_on = Some(day(&format!("2027-{:02}-01", number + 1)));
            link.max_weight_t = Some(40.0 - number as f64);
        });
    }
    let door = Door::to(scene.snapshot());
    let reached = async |on: &str, weight: usize| -> Value {
        let nodes = (1..=12).map(|number| at(number as f64 * 100.0 - 1.0, 0.0)).collect::<Vec<_>>().join(";");
        let from = at(1.0, 0.0);
        let address =
            format!("/api/v1/matrix?from={from}&to={nodes}&network_on={on}&profile=truck:{weight}&optimise=distance");
        let answer = door.get(&address).await.json();
        let row = answer["distance_m"][0].as_array().unwrap();
        let snapped = answer["to"].as_array().unwrap();
        // A place beyond the open part meets its end; only those on an open link count.
        let on_open = |at: &usize| !row[*at].is_null() && snapped[*at]["off_network_m"] == json!(0.0);
        json!((0..12).filter(on_open).count())
    };
    for round in 0..2 {
        for month in 1..=12_usize {
            for weight in [1_usize, 31, 36, 40] {
                let bearing = 41 - weight.max(29);
                let expected = month.min(bearing);
                let on = format!("2027-{month:02}-15");
                assert_eq!(reached(&on, weight).await, json!(expected), "{on}, {weight} t, round {round}");
            }
        }
    }
}
