//! What an edit builds again, and that what is built step by step is what is built at once.

use std::sync::Arc;

use kcn_atlas::index::network::Cost;
use kcn_atlas::index::{Live, Snapshot};
use kcn_atlas::model::*;
use kcn_atlas::query::places::class_distances;
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;

use super::scene::{RoadScene, ban};
use super::search::closed;
use crate::random_world::random_world;
use crate::scene::{Scene, day, id, snapshot_of, source};

fn world() -> Scene {
    random_world(23, 2, 6)
        .from("2020-01-01")
        .section("ql", RoadClass::National)
        .section("dh", RoadClass::District)
        .link("ql.1", ("n-1", "n-2"), &[(-1_000.0, -200.0), (3_000.0, -200.0)])
        .link_with("ql.2", ("n-2", "n-3"), &[(3_000.0, -200.0), (9_000.0, -200.0)], |link| {
            link.banned_turns = vec![ban("n-2", "dh.1")];
        })
        .link("dh.1", ("n-2", "n-4"), &[(3_000.0, -200.0), (3_000.0, 3_000.0)])
        .stop("ga", NodeClass::RailStation, 3_000.0, 3_000.0)
        .stop("icd", NodeClass::Icd, 8_000.0, -150.0)
}

/// Every distance that lots and zones show today and on another day, as text.
fn seen(snapshot: &Snapshot) -> String {
    let live = Live::new(snapshot.clone());
    let mut text = String::new();
    for on in [None, Some(day("2024-06-30"))] {
        let view = live.view(on).unwrap();
        let roads = view.roads(None, Vehicle::TRUCK);
        for (position, shard) in view.snapshot.zones().iter().enumerate() {
            let access = view.access_at(position, &roads);
            text.push_str(&format!("{} {:?}\n", shard.id, class_distances(&roads, &access.zone)));
            for at in 0..shard.lots.len() {
                let distances = access.of_lot(at).map(|origin| class_distances(&roads, origin));
                text.push_str(&format!("{} {distances:?}\n", shard.lots[at].id));
            }
        }
    }
    text
}

#[test]
fn roads_told_one_by_one_lead_to_the_same_distances_as_all_at_once() {
    let mut facts = world().facts().to_vec();
    facts.shuffle(&mut StdRng::seed_from_u64(3));
    let mut stepwise = snapshot_of(facts[..facts.len() / 2].to_vec());
    for at in facts.len() / 2..facts.len() {
        let key = facts[at].key.clone();
        let timeline: Vec<Fact> = facts[..=at].iter().filter(|fact| fact.key == key).cloned().collect();
        stepwise = stepwise.with(&[key], timeline, 2);
    }
    let whole = snapshot_of(facts);
    assert_eq!(seen(&stepwise), seen(&whole));
    assert!(seen(&whole).contains("RailStation"), "something is reached");
}

#[test]
fn an_edit_of_land_leaves_the_roads_as_they_are_and_an_edit_of_roads_the_land() {
    let scene = world();
    let before = scene.snapshot();
    let key = RowKey { kind: Kind::Lot, id: before.zones()[0].lots[0].id.clone(), facet: id("servicing") };
    let body = Body::Servicing(Servicing { state: ServicingState::Serviced, source: source() });
    let fact = Fact { key: key.clone(), valid_from: day("2026-11-01"), revision: 2, body: Some(body) };
    let land = before.with(&[key], vec![fact], 2);
    assert!(Arc::ptr_eq(before.roads().today(), land.roads().today()));
    let road = closed(&before, "dh.1", scene.facts());
    assert!(!Arc::ptr_eq(before.roads().today(), road.roads().today()));
    assert!(before.zones().iter().zip(road.zones()).all(|(before, after)| Arc::ptr_eq(before, after)));
    assert_ne!(seen(&before), seen(&road), "what was reached over the closed link is not reached any more");
}

#[test]
fn a_transport_node_that_begins_to_operate_is_reached_at_once() {
    let planned = |scene: Scene| {
        scene.stop_with("cang", NodeClass::RiverPort, 1_000.0, -200.0, |node| node.status = NodeStatus::Planned)
    };
    let before = planned(world()).snapshot();
    let scene = planned(world()).from("2026-11-01").stop("cang", NodeClass::RiverPort, 1_000.0, -200.0);
    let timeline: Vec<Fact> = scene.facts().iter().filter(|fact| fact.key.id.as_str() == "cang").cloned().collect();
    let after = before.with(&[timeline[0].key.clone()], timeline, 2);
    assert!(!seen(&before).contains("RiverPort") && seen(&after).contains("RiverPort"));
    assert_eq!(seen(&after), seen(&scene.snapshot()));
}

#[test]
fn a_gate_of_a_later_day_is_not_used_before_though_the_roads_were_the_same() {
    let scene = world().from("2026-03-01").gate("z-00.a.cong-moi", 2_900.0, -150.0, None);
    let live =
        scene.from("2026-03-01").internal_road("z-00.a.d", (0.0, 0.0), (2_900.0, -150.0), &["z-00.a.cong-moi"]).live();
    let of_zone = |on: &str| {
        let view = live.view(Some(day(on))).unwrap();
        let roads = view.roads(None, Vehicle::Car);
        assert!(Arc::ptr_eq(&roads.network, view.snapshot.roads().today()), "nothing changed on the roads");
        view.access_at(0, &roads).into_owned()
    };
    assert_eq!(of_zone("2026-03-01"), of_zone("2026-11-24"));
    assert_ne!(of_zone("2026-02-28"), of_zone("2026-11-24"));
}

#[test]
fn another_today_has_the_roads_of_that_day() {
    let scene = world().from("2025-05-05").ends(Kind::RoadLink, "dh.1", "core");
    let today = scene.snapshot();
    let same = today.on_day(day("2025-06-01"));
    assert!(Arc::ptr_eq(today.roads().today(), same.roads().today()), "nothing changed between the two days");
    let other = today.on_day(day("2024-06-30"));
    assert_eq!(other.roads().today().graph().pieces().len(), today.roads().today().graph().pieces().len() + 1);
    let on = |snapshot: &Snapshot, on: &str| {
        let view = Live::new(snapshot.clone()).view(Some(day(on))).unwrap();
        let roads = view.roads(None, Vehicle::Car);
        view.snapshot
            .zones()
            .iter()
            .map(|shard| class_distances(&roads, &view.zone_origin(shard, &roads)))
            .collect::<Vec<_>>()
    };
    assert_eq!(on(&other, "2024-06-30"), on(&today, "2024-06-30"));
    assert_eq!(other.roads().today().graph().cost(0, 1_000, Cost::Distance), 1_000);
}

#[test]
fn a_banned_turn_that_names_no_link_or_no_node_is_reported() {
    let scene = Scene::new()
        .section("a", RoadClass::District)
        .link_with("a.1", ("n-1", "n-2"), &[(0.0, 0.0), (100.0, 0.0)], |link| {
            link.banned_turns = vec![ban("n-2", "a.2"), ban("n-2", "a.9"), ban("n-7", "a.2")];
        })
        .link("a.2", ("n-2", "n-3"), &[(100.0, 0.0), (200.0, 0.0)]);
    let found: Vec<(&str, String)> =
        scene.snapshot().inconsistencies().into_iter().map(|one| (one.field, one.value)).collect();
    assert_eq!(found, [("banned_turns.onto", "a.9".to_owned()), ("banned_turns.at", "n-7".to_owned())]);
}
