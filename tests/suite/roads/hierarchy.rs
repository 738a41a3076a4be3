//! The hierarchy against other searches: the same costs, the same ways, and no turn that is forbidden.

use kcn_atlas::command::generate;
use kcn_atlas::index::network::{Cost, Graph, Network, Spot, route};
use kcn_atlas::index::{Description, Snapshot, SnapshotBuilder};
use kcn_atlas::model::*;
use kcn_atlas::rules::Rules;
use proptest::prelude::*;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::grid::{Town, town_of};
use super::oracle::{Oracle, Unit};
use super::search::{random_place, spot};
use super::twins::{OtherHierarchy, Pairs, Plain, prove, random_spot};
use crate::scene::{TODAY, day};

const COSTS: [Cost; 3] = [Cost::Distance, Cost::Car, Cost::Truck];

/// A town with all that makes a search hard: bans, one-way streets, an expressway street here and there, and links that trucks may not use.
fn hard_town(side: usize, seed: u64, bend: bool) -> Town {
    let mut random = StdRng::seed_from_u64(seed ^ 0x5eed);
    town_of(side, seed, bend, |street| {
        if random.random_bool(0.1) {
            street.class = RoadClass::Expressway;
        }
        street.no_trucks = random.random_bool(0.06);
        street.most = [0.06, 0.05, 0.05].map(|share| random.random_bool(share).then(|| random.random_range(2.0..40.0)));
    })
}

/// A spot of any kind: a node, or midway on a piece.
fn any_spot(random: &mut StdRng, graph: &Graph) -> Spot {
    if random.random_bool(0.4) {
        return Spot::Node(random.random_range(0..graph.node_count()));
    }
    let (piece, at) = random_spot(random, graph);
    Spot::On { piece, at }
}

fn assert_same_ways(network: &Network, pairs: usize, random: &mut StdRng) {
    let graph = network.graph();
    for cost in COSTS.into_iter().filter(|cost| network.is_prepared(*cost)) {
        for _ in 0..pairs {
            let (from, to) = (any_spot(random, graph), any_spot(random, graph));
            assert_eq!(network.route(from, to, cost), route(graph, from, to, cost), "{cost:?} {from:?} {to:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// Small worlds, for cars and for trucks: step by step what the plain search drives, and as cheap as the search over streets.
    #[test]
    fn ways_over_the_hierarchy_are_those_of_the_plain_search(seed in 0..1_000_000_u64, side in 2..7_usize, bend in any::<bool>()) {
        let town = hard_town(side, seed, bend);
        let snapshot = town.scene.snapshot();
        let mut random = StdRng::seed_from_u64(seed);
        let roads = snapshot.roads();
        let of_trucks = town.oracle.open_to(|street| !street.no_trucks);
        for (network, oracle, cost) in [(roads.today(), &town.oracle, Cost::Car), (roads.today_for_trucks(), &of_trucks, Cost::Truck)] {
            prop_assert_eq!(network.graph().pieces().len(), oracle.streets.len());
            if oracle.streets.is_empty() {
                continue;
            }
            prop_assert!(network.is_prepared(Cost::Distance) && network.is_prepared(cost));
            assert_same_ways(network, 30, &mut random);
            assert_as_short(network, oracle, &mut random);
        }
    }
}

/// By distance, because the plain search over streets knows no speeds of trucks.
fn assert_as_short(network: &Network, oracle: &Oracle, random: &mut StdRng) {
    for _ in 0..12 {
        let from = random_place(random, oracle);
        let ends = oracle.to_every_end(from, Unit::Millimetres);
        for _ in 0..4 {
            let to = random_place(random, oracle);
            let way = network.route(spot(from), spot(to), Cost::Distance);
            let length = way.map(|way| u64::from(way.cost(network.graph(), Cost::Distance)));
            assert_eq!(length, oracle.between(&ends, from, to, Unit::Millimetres), "{from:?} {to:?}");
        }
    }
}

#[test]
fn a_table_holds_what_each_way_costs_by_every_measure() {
    for seed in 0..10 {
        let town = hard_town(6, 90 + seed, seed % 2 == 0);
        let snapshot = town.scene.snapshot();
        let network = snapshot.roads().today();
        let graph = network.graph();
        let mut random = StdRng::seed_from_u64(seed);
        let mut spots = |count| (0..count).map(|_| any_spot(&mut random, graph)).collect::<Vec<Spot>>();
        let (mut from, to) = (spots(7), spots(11));
        from.push(to[3]);
        for cost in [Cost::Distance, Cost::Car] {
            let table = network.table(&from, &to, cost);
            for (from, row) in from.iter().zip(&table) {
                for (to, cell) in to.iter().zip(row) {
                    let way = route(graph, *from, *to, cost);
                    let figures = way.map(|way| COSTS.map(|cost| way.cost(graph, cost)));
                    assert_eq!(cell.map(|cell| cell.figures), figures, "{cost:?} {from:?} {to:?}");
                    assert_eq!(cell.map(|cell| cell.effort.cost), figures.map(|figures| figures[cost as usize]));
                }
            }
        }
        assert!(network.table(&[], &to, Cost::Car).is_empty());
        assert_eq!(network.table(&from, &[], Cost::Car), vec![vec![]; from.len()]);
    }
}

/// A network that was not prepared answers by the plain search at first, and over a hierarchy once it is asked often.
#[test]
fn a_network_of_another_day_answers_alike_before_and_after_it_has_a_hierarchy() {
    let town = hard_town(7, 3, true);
    let live = town.scene.live();
    let view = live.view(Some(day("2025-05-05"))).unwrap();
    let heavy = Vehicle::Truck(Truck { gross_weight_t: Some(21.0), ..Truck::default() });
    let network = view.roads(None, heavy).network;
    let graph = network.graph();
    assert!(!network.is_prepared(Cost::Truck));
    let mut random = StdRng::seed_from_u64(1);
    let pairs: Vec<(Spot, Spot)> =
        (0..40).map(|_| (any_spot(&mut random, graph), any_spot(&mut random, graph))).collect();
    for (from, to) in &pairs {
        assert_eq!(network.route(*from, *to, Cost::Truck), route(graph, *from, *to, Cost::Truck));
    }
    assert!(network.is_prepared(Cost::Truck), "asked often enough");
    let starts: Vec<Spot> = pairs.iter().map(|(from, _)| *from).take(3).collect();
    let first = network.table(&starts, &starts, Cost::Distance);
    assert!(!network.is_prepared(Cost::Distance));
    let again: Vec<_> = (0..10).map(|_| network.table(&starts, &starts, Cost::Distance)).collect();
    assert!(network.is_prepared(Cost::Distance) && again.iter().all(|table| *table == first));
}

/// A generated province. Every 37th link is closed to trucks.
fn province(lots: usize, streets: usize) -> Snapshot {
    let mut builder = SnapshotBuilder::default();
    let mut links = 0;
    let mut take = |(key, valid_from, mut body)| {
        if let Body::RoadLink(link) = &mut body {
            links += 1;
            link.trucks = (links % 37 == 0).then_some(false);
        }
        builder.add(Fact { key, valid_from, revision: 1, body: Some(body) });
    };
    generate::generate_roads(lots, streets, &mut take).unwrap();
    let name = Name::new("Tỉnh thử", "Trial province");
    let description = Description { name, extent: generate::extent(lots).unwrap(), edition: String::new() };
    builder.build(1, day(TODAY), description, Rules::built_in().unwrap())
}

fn prove_province(snapshot: &Snapshot, pairs: Pairs) {
    let roads = snapshot.roads();
    let mut random = StdRng::seed_from_u64(2907);
    assert!(roads.today_for_trucks().graph().edge_count() < roads.today().graph().edge_count());
    for (network, cost) in [(roads.today(), Cost::Car), (roads.today_for_trucks(), Cost::Truck)] {
        let (plain, other, lost) = prove(network, cost, pairs, &mut random);
        assert_eq!((plain, other), (pairs.sources * pairs.targets, pairs.others));
        assert!(lost * 10 < plain, "{lost} of {plain} pairs have no way");
    }
}

#[test]
fn ways_over_a_generated_province_are_as_cheap_as_those_of_two_other_searches() {
    prove_province(&province(1_500, 8), Pairs { sources: 10, targets: 50, others: 2_000 });
}

#[test]
#[ignore = "200 000 edges, 100 000 pairs for cars and as many for trucks: `make test-full` runs it optimised"]
fn a_hundred_thousand_ways_over_two_hundred_thousand_edges_are_as_cheap_as_those_of_two_other_searches() {
    let snapshot = province(100_000, 10);
    let graph = snapshot.roads().today().graph();
    let directed = (0..graph.edge_count() as u32).filter(|edge| graph.is_drivable(*edge)).count();
    assert!(directed > 190_000, "{directed} directed edges");
    prove_province(&snapshot, Pairs { sources: 250, targets: 400, others: 20_000 });
}

/// The twins must be able to disagree: one that ignores a ban finds a way that the network does not have.
#[test]
fn a_graph_with_bans_is_none_for_the_other_hierarchy() {
    let town = hard_town(5, 8, true);
    let snapshot = town.scene.snapshot();
    assert!(OtherHierarchy::of(snapshot.roads().today().graph(), Cost::Car).is_none());
    let _ = Plain::new(snapshot.roads().today().graph());
}
