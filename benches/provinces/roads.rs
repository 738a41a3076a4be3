//! The road network: a province of 100 000 lots with streets so dense that there are 200 000 directed edges.

use std::sync::Arc;
use std::time::Duration;

use kcn_atlas::command::generate;
use kcn_atlas::index::network::{Cost, Graph, Hierarchy, Network, Spot, reach, route};
use kcn_atlas::index::{Description, Live, Snapshot, SnapshotBuilder, View};
use kcn_atlas::model::*;
use kcn_atlas::query::lots::{LotFilter, LotSort, MaxAccess, lots};
use kcn_atlas::query::page::PageRequest;
use kcn_atlas::query::places::class_distances;
use kcn_atlas::rules::Rules;

use crate::measure::{p50_p99, resident_mb, timed};
use crate::scenarios::{self, Scenarios};
use crate::server::TODAY;

const LOTS: usize = 100_000;
/// Streets to a cell of 1.6 km: a crossing every 160 m.
const STREETS: usize = 10;
/// Of so many links one is closed to trucks, so that trucks have a network of their own.
const CLOSED_TO_TRUCKS: usize = 37;

/// Figures of the road network. Pairs are the median and the 99th percentile, microseconds.
pub struct Roads {
    pub edges: usize,
    /// States and hops of the hierarchy of a car.
    pub size: (usize, usize),
    pub hierarchy_s: f64,
    pub hierarchy_mb: f64,
    pub network_s: f64,
    pub edit_s: f64,
    pub car: (f64, f64),
    pub truck: (f64, f64),
    pub distance: (f64, f64),
    pub plain_search: (f64, f64),
    pub between_nodes: (f64, f64),
    pub fast_paths: (f64, f64),
    pub fast_paths_s: f64,
    pub one_to_thousand: (f64, f64),
    pub fifty_to_fifty: (f64, f64),
    pub one_to_all: (f64, f64),
    pub access_table_ms: f64,
    pub access: (f64, f64),
    pub plain: (f64, f64),
    pub near: (f64, f64),
    pub near_share: f64,
    pub scenarios: Scenarios,
}

pub fn measure() -> Roads {
    eprintln!("roads …");
    let (network_only, network_time) = timed(|| built(SnapshotBuilder::default(), false));
    drop(network_only);
    let snapshot = built(SnapshotBuilder::default(), true);
    let (edited, edit_time) = timed(|| with_a_link_closed(&snapshot));
    drop(edited);
    let (car, truck) = (Arc::clone(snapshot.roads().today()), Arc::clone(snapshot.roads().today_for_trucks()));
    let graph = car.graph();
    let edges = (0..graph.edge_count() as u32).filter(|edge| graph.is_drivable(*edge)).count();
    let before = resident_mb(std::process::id());
    let (hierarchy, hierarchy_time) = timed(|| Hierarchy::of(graph, Cost::Car));
    let hierarchy_mb = resident_mb(std::process::id()) - before;
    let (between_nodes, fast_paths, fast_paths_s) = beside_fast_paths(&car);
    let view = Live::new(snapshot).view(None).expect("today");
    let (plain, near, near_share) = filters(&view);
    Roads {
        edges,
        size: hierarchy.size(),
        hierarchy_s: hierarchy_time.as_secs_f64(),
        hierarchy_mb,
        network_s: network_time.as_secs_f64(),
        edit_s: edit_time.as_secs_f64(),
        car: route_times(&car, 5_000, |from, to| drop(car.route(from, to, Cost::Car))),
        truck: route_times(&truck, 5_000, |from, to| drop(truck.route(from, to, Cost::Truck))),
        distance: route_times(&car, 5_000, |from, to| drop(car.route(from, to, Cost::Distance))),
        plain_search: route_times(&car, 100, |from, to| drop(route(graph, from, to, Cost::Car))),
        between_nodes,
        fast_paths,
        fast_paths_s,
        one_to_thousand: table_times(&car, 1, 1_000),
        fifty_to_fifty: table_times(&car, 50, 50),
        one_to_all: route_times(&car, 50, |from, _| drop(reach(graph, from, Cost::Car, u32::MAX - 1, &[]))),
        access_table_ms: access_table(&view),
        access: access_times(&car),
        plain,
        near,
        near_share,
        scenarios: scenarios::measure(&view, &generate::extent(LOTS).expect("an extent")),
    }
}

fn built(mut builder: SnapshotBuilder, with_land: bool) -> Snapshot {
    let mut links = 0;
    let mut take = |(key, valid_from, mut body)| {
        if let Body::RoadLink(link) = &mut body {
            links += 1;
            link.trucks = (links % CLOSED_TO_TRUCKS == 0).then_some(false);
        }
        builder.add(Fact { key, valid_from, revision: 1, body: Some(body) });
    };
    if with_land {
        generate::generate_land(LOTS, 2907, &mut take).expect("land");
    }
    generate::generate_roads(LOTS, STREETS, &mut take).expect("roads");
    let extent = generate::extent(LOTS).expect("an extent");
    let description = Description { name: Name::new("Tỉnh thử", "Trial province"), extent, edition: String::new() };
    builder.build(1, parse_date(TODAY).expect("a date"), description, Rules::built_in().expect("rules"))
}

fn with_a_link_closed(snapshot: &Snapshot) -> Snapshot {
    let link = snapshot.base().road_links.records[777].id.clone();
    let key = RowKey { kind: Kind::RoadLink, id: link, facet: Id::new("core").expect("an id") };
    snapshot.with(&[key], vec![], 2)
}

/// A spot between nodes; the same numbers give the same spot.
fn spot(network: &Network, number: usize) -> Spot {
    let pieces = network.graph().pieces();
    let piece = number.wrapping_mul(7_919) % pieces.len();
    Spot::On { piece: piece as u32, at: pieces[piece].length / 2 }
}

fn route_times(network: &Network, count: usize, search: impl Fn(Spot, Spot)) -> (f64, f64) {
    let times = (0..count).map(|number| {
        let (from, to) = (spot(network, number), spot(network, number * 31 + 5));
        timed(|| search(from, to)).1
    });
    p50_p99(times.collect())
}

/// Ways between nodes, ours and those of the other hierarchy, and how many seconds that takes to prepare.
fn beside_fast_paths(network: &Network) -> ((f64, f64), (f64, f64), f64) {
    let graph: &Graph = network.graph();
    let mut input = fast_paths::InputGraph::new();
    for edge in (0..graph.edge_count() as u32).filter(|edge| graph.is_drivable(*edge)) {
        input.add_edge(graph.tail(edge) as usize, graph.head(edge) as usize, graph.piece(edge).car as usize);
    }
    input.freeze();
    let (prepared, prepare_time) = timed(|| fast_paths::prepare(&input));
    let mut calculator = fast_paths::create_calculator(&prepared);
    let node = |number: usize| (number.wrapping_mul(7_919) % graph.node_count() as usize) as u32;
    let (mut ours, mut theirs) = (vec![], vec![]);
    for (from, to) in (0..5_000).map(|number| (node(number), node(number * 31 + 5))) {
        let (way, time) = timed(|| network.route(Spot::Node(from), Spot::Node(to), Cost::Car));
        ours.push(time);
        let (path, time) = timed(|| calculator.calc_path(&prepared, from as usize, to as usize));
        theirs.push(time);
        let costs = (way.map(|way| way.cost(graph, Cost::Car) as usize), path.map(|path| path.get_weight()));
        assert_eq!(costs.0, costs.1, "from node {from} to node {to}");
    }
    (p50_p99(ours), p50_p99(theirs), prepare_time.as_secs_f64())
}

fn table_times(network: &Network, from: usize, to: usize) -> (f64, f64) {
    let times = (0..60).map(|round| {
        let spots = |salt: usize, count: usize| -> Vec<Spot> {
            (0..count).map(|number| spot(network, round * 10_007 + number * salt)).collect()
        };
        let (from, to) = (spots(17, from), spots(31, to));
        timed(|| network.table(&from, &to, Cost::Car)).1
    });
    p50_p99(times.collect())
}

/// How far all nine classes are from 10 000 lots, milliseconds.
fn access_table(view: &View) -> f64 {
    let roads = view.roads(None, Vehicle::Car);
    let zones = view.snapshot.zones();
    let all = zones.iter().flat_map(|shard| (0..shard.lots.len()).map(move |at| (shard, at))).take(10_000);
    let distances = |(shard, at): (&Arc<kcn_atlas::index::ZoneShard>, usize)| {
        Some(class_distances(&roads, &*view.lot_origin(shard, at, &roads)?).len())
    };
    let (found, time) = timed(|| all.filter_map(distances).sum::<usize>());
    assert!(found > 50_000, "{found} distances");
    time.as_secs_f64() * 1e3
}

/// The nearest of all nine classes from a spot.
fn access_times(network: &Network) -> (f64, f64) {
    let times = (0..20_000).map(|number| {
        let from = spot(network, number);
        timed(|| AccessClass::ALL.iter().filter_map(|class| network.nearest(*class, from)).count()).1
    });
    p50_p99(times.collect())
}

/// The list of clean lots of the whole province with and without a limit on access, in turn, and the share that the limit lets pass.
fn filters(view: &View) -> ((f64, f64), (f64, f64), f64) {
    let page = PageRequest { limit: 10, after: None };
    let plain = LotFilter { clean: Some(true), min_area: Hectares::new(0.4).ok(), ..LotFilter::default() };
    let limit = MaxAccess { class: AccessClass::ExpresswayInterchange, distance: 15_000_000 };
    let near = LotFilter { max_access: vec![limit], ..plain.clone() };
    let (mut plain_times, mut near_times): (Vec<Duration>, Vec<Duration>) = (vec![], vec![]);
    let (mut all, mut passed) = (0, 0);
    for _ in 0..300 {
        let (found, time) = timed(|| lots(view, &plain, LotSort::Id, &page).matched);
        plain_times.push(time);
        all += found;
        let (found, time) = timed(|| lots(view, &near, LotSort::Id, &page).matched);
        near_times.push(time);
        passed += found;
    }
    (p50_p99(plain_times), p50_p99(near_times), passed as f64 / all as f64)
}
