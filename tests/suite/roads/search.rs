//! Ways against the plain search, and what closing a road changes.

use std::collections::BTreeMap;

use kcn_atlas::index::Snapshot;
use kcn_atlas::index::network::{Cost, Graph, Network, Spot, Way, reach};
use kcn_atlas::model::*;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::grid::{Town, corner_id, street_id, town};
use super::oracle::{On, Oracle, Unit};
use super::scene::RoadScene;
use crate::scene::{Scene, day, id};

/// A place on a random street, not at its ends.
pub fn random_place(random: &mut StdRng, oracle: &Oracle) -> On {
    let street = random.random_range(0..oracle.streets.len());
    (street, random.random_range(1..oracle.length(street)))
}

pub fn spot((street, at): On) -> Spot {
    Spot::On { piece: street as u32, at: at as u32 }
}

/// Panics unless one may drive the way, and it leads from one place to the other.
fn assert_drivable(oracle: &Oracle, way: &Way, from: On, to: On) {
    let driven: Vec<(usize, bool, u64, u64)> = way
        .steps
        .iter()
        .map(|step| ((step.edge / 2) as usize, step.edge % 2 == 0, u64::from(step.from), u64::from(step.to)))
        .collect();
    let from_start =
        |(street, forwards): (usize, bool), at: u64| if forwards { at } else { oracle.length(street) - at };
    let Some((first, last)) = driven.first().zip(driven.last()) else { return assert_eq!(from, to) };
    assert_eq!((first.0, from_start((first.0, first.1), first.2)), from);
    assert_eq!((last.0, from_start((last.0, last.1), last.3)), to);
    for pair in driven.windows(2) {
        assert_eq!((pair[0].3, pair[1].2), (oracle.length(pair[0].0), 0), "streets are driven whole in between");
        assert!(oracle.may_follow((pair[0].0, pair[0].1), (pair[1].0, pair[1].1)), "{way:?}");
    }
    for (street, forwards, ..) in driven {
        assert!(forwards || !oracle.streets[street].one_way);
    }
}

fn prove_pairs(town: &Town, sources: usize, targets: usize, seed: u64) {
    let snapshot = town.scene.snapshot();
    let network = snapshot.roads().today();
    assert_eq!(network.graph().pieces().len(), town.oracle.streets.len(), "every street is one piece");
    let mut random = StdRng::seed_from_u64(seed);
    let (mut found, mut lost) = (0, 0);
    for source in 0..sources {
        let (unit, cost) =
            if source % 2 == 0 { (Unit::Millimetres, Cost::Distance) } else { (Unit::Milliseconds, Cost::Car) };
        let from = random_place(&mut random, &town.oracle);
        let ends = town.oracle.to_every_end(from, unit);
        for _ in 0..targets {
            let to = random_place(&mut random, &town.oracle);
            let expected = town.oracle.between(&ends, from, to, unit);
            let way = network.route(spot(from), spot(to), cost);
            let cost = way.as_ref().map(|way| u64::from(way.cost(network.graph(), cost)));
            assert_eq!(cost, expected, "{unit:?} from {from:?} to {to:?}");
            if let Some(way) = way {
                assert_drivable(&town.oracle, &way, from, to);
            }
            *(if expected.is_some() { &mut found } else { &mut lost }) += 1;
        }
    }
    assert!(found > 9 * lost, "{found} ways, {lost} lost pairs");
}

#[test]
fn ways_are_as_short_as_those_of_a_plain_search() {
    prove_pairs(&town(75, 7, true), 20, 50, 1);
}

#[test]
fn ways_are_as_short_as_those_of_a_plain_search_where_every_block_is_alike() {
    prove_pairs(&town(20, 8, false), 20, 50, 2);
}

/// Streets that meet one way round a block or another, and dead ends that banned turns make.
#[test]
fn many_small_towns_agree_with_the_plain_search() {
    for seed in 0..60 {
        let town = town(4, 1_000 + seed, seed % 2 == 0);
        let snapshot = town.scene.snapshot();
        let network = snapshot.roads().today();
        let mut random = StdRng::seed_from_u64(seed);
        for _ in 0..40 {
            let (from, to) = (random_place(&mut random, &town.oracle), random_place(&mut random, &town.oracle));
            let ends = town.oracle.to_every_end(from, Unit::Millimetres);
            let way = network.route(spot(from), spot(to), Cost::Distance);
            let length = way.as_ref().map(|way| u64::from(way.cost(network.graph(), Cost::Distance)));
            assert_eq!(length, town.oracle.between(&ends, from, to, Unit::Millimetres), "town {seed}: {from:?} {to:?}");
            way.iter().for_each(|way| assert_drivable(&town.oracle, way, from, to));
        }
    }
}

#[test]
#[ignore = "200 000 edges and 10 000 pairs: `make test-full` runs it optimised"]
fn ten_thousand_ways_over_two_hundred_thousand_edges_are_as_short_as_those_of_a_plain_search() {
    let town = town(250, 2907, true);
    let directed = town.oracle.streets.iter().map(|street| if street.one_way { 1 } else { 2 }).sum::<usize>();
    assert!(directed >= 200_000, "{directed} directed edges");
    prove_pairs(&town, 200, 50, 3);
}

/// A way as the streets it uses, which have the same names however many others there are.
fn streets_of(graph: &Graph, snapshot: &Snapshot, way: &Way) -> Vec<(String, u32, u32)> {
    let links = &snapshot.base().road_links.records;
    let name = |edge: u32| format!("{} {}", links[graph.piece(edge).link as usize].id, edge % 2);
    way.steps.iter().map(|step| (name(step.edge), step.from, step.to)).collect()
}

type Ways = BTreeMap<(usize, usize), Option<Vec<(String, u32, u32)>>>;

fn ways_between_corners(snapshot: &Snapshot, corners: &[usize], cost: Cost) -> Ways {
    let network: &Network = snapshot.roads().today();
    let mut ways = Ways::new();
    for from in corners {
        for to in corners {
            let nodes = network.graph().node(&corner_id(*from)).zip(network.graph().node(&corner_id(*to)));
            let way = nodes.and_then(|(from, to)| network.route(Spot::Node(from), Spot::Node(to), cost));
            ways.insert((*from, *to), way.map(|way| streets_of(network.graph(), snapshot, &way)));
        }
    }
    ways
}

/// Ends a link today.
pub fn closed(snapshot: &Snapshot, link: &str, facts: &[Fact]) -> Snapshot {
    let key = RowKey { kind: Kind::RoadLink, id: id(link), facet: id("core") };
    let mut timeline: Vec<Fact> = facts.iter().filter(|fact| fact.key == key).cloned().collect();
    assert!(!timeline.is_empty());
    timeline.push(Fact { key: key.clone(), valid_from: day(crate::scene::TODAY), revision: 2, body: None });
    snapshot.with(&[key], timeline, 2)
}

fn prove_closing(town: &Town, cost: Cost, closings: usize) {
    let before = town.scene.snapshot();
    let corners: Vec<usize> = (0..town.side * town.side).step_by(5).collect();
    let ways = ways_between_corners(&before, &corners, cost);
    let mut random = StdRng::seed_from_u64(5);
    let mut touched = 0;
    for _ in 0..closings {
        let street = street_id(random.random_range(0..town.oracle.streets.len()));
        let after = ways_between_corners(&closed(&before, &street, town.scene.facts()), &corners, cost);
        for (pair, way) in &ways {
            let used = way.iter().flatten().any(|(link, ..)| link.starts_with(&street));
            touched += usize::from(used);
            let now = &after[pair];
            assert_eq!(used, now != way, "{street} closed, {pair:?}: {way:?} became {now:?}");
            assert!(now.iter().flatten().all(|(link, ..)| !link.starts_with(&street)));
        }
    }
    assert!(touched > 20, "{touched} ways were touched");
}

#[test]
fn closing_a_link_changes_exactly_the_ways_that_used_it() {
    prove_closing(&town(10, 21, true), Cost::Distance, 12);
    prove_closing(&town(10, 22, true), Cost::Car, 6);
}

#[test]
fn closing_a_link_changes_exactly_the_ways_that_used_it_where_many_ways_are_equally_long() {
    prove_closing(&town(10, 23, false), Cost::Distance, 12);
}

/// One search for many places finds for each what a search for it alone finds.
#[test]
fn a_search_for_many_places_finds_what_a_search_for_each_finds() {
    let town = town(14, 44, true);
    let snapshot = town.scene.snapshot();
    let network = snapshot.roads().today();
    let mut random = StdRng::seed_from_u64(9);
    for _ in 0..20 {
        let from = spot(random_place(&mut random, &town.oracle));
        let to: Vec<Spot> = (0..6).map(|_| spot(random_place(&mut random, &town.oracle))).collect();
        let wanted: Vec<_> = to.iter().map(|to| to.arrives(network.graph())).collect();
        let search = reach(network.graph(), from, Cost::Distance, u32::MAX - 1, &wanted);
        for (to, ends) in to.iter().zip(&wanted) {
            let alone = network.route(from, *to, Cost::Distance);
            assert_eq!(search.to(ends).map(|(_, way)| way), alone);
        }
    }
}

#[test]
fn a_new_road_never_makes_a_way_longer() {
    let town = town(8, 31, true);
    let after = town.scene.snapshot();
    let corners: Vec<usize> = (0..64).step_by(3).collect();
    let length = |way: &Option<Vec<(String, u32, u32)>>| {
        way.as_ref().map_or(u64::MAX, |steps| steps.iter().map(|(_, from, to)| u64::from(to - from)).sum())
    };
    let with = ways_between_corners(&after, &corners, Cost::Distance);
    for street in (0..town.oracle.streets.len()).step_by(9) {
        let without = closed(&after, &street_id(street), town.scene.facts());
        for (pair, way) in ways_between_corners(&without, &corners, Cost::Distance) {
            assert!(length(&with[&pair]) <= length(&way), "street {street}, {pair:?}");
        }
    }
}

#[test]
fn a_link_is_as_long_cut_as_whole() {
    let whole = Scene::new().section("a", RoadClass::District).link(
        "a.1",
        ("n-1", "n-2"),
        &[(0.0, 0.0), (333.3, 1.7), (1_000.1, 3.3)],
    );
    let cut = Scene::new()
        .section("a", RoadClass::District)
        .link("a.1", ("n-1", "n-2"), &[(0.0, 0.0), (333.3, 1.7), (1_000.1, 3.3)])
        .link("a.2", ("n-3", "n-4"), &[(333.3, 1.7), (333.3, 500.0)]);
    let length = |scene: &Scene| {
        let snapshot = scene.snapshot();
        let network = snapshot.roads().today();
        let [from, to] = ["n-1", "n-2"].map(|node| Spot::Node(network.graph().node(node).unwrap()));
        let way = network.route(from, to, Cost::Distance).unwrap();
        let costs = [Cost::Distance, Cost::Car, Cost::Truck].map(|cost| way.cost(network.graph(), cost));
        (costs, way.steps.len())
    };
    let ((whole, one), (cut, two)) = (length(&whole), length(&cut));
    assert_eq!((whole, one, two), (cut, 1, 2));
    assert!((i64::from(whole[0]) - 1_000_106).abs() < 3, "{whole:?}");
}
