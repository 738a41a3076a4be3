//! The road network: a province of 100 000 lots with streets so dense that there are 200 000 directed edges.

use std::sync::Arc;
use std::time::Duration;

use kcn_atlas::command::generate;
use kcn_atlas::index::network::{Cost, Network, Spot};
use kcn_atlas::index::{Description, Live, Snapshot, SnapshotBuilder, View};
use kcn_atlas::model::*;
use kcn_atlas::query::lots::{LotFilter, LotSort, MaxAccess, lots};
use kcn_atlas::query::page::PageRequest;
use kcn_atlas::rules::Rules;

use crate::measure::{p50_p99, timed};
use crate::scenarios::{self, Scenarios};
use crate::server::TODAY;

const LOTS: usize = 100_000;
/// Streets to a cell of 1.6 km: a crossing every 160 m.
const STREETS: usize = 10;

/// Figures of the road network.
pub struct Roads {
    pub edges: usize,
    pub network_s: f64,
    pub edit_s: f64,
    pub route: (f64, f64),
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
    let network = Arc::clone(snapshot.roads().today());
    let graph = network.graph();
    let edges = (0..graph.edge_count() as u32).filter(|edge| graph.is_drivable(*edge)).count();
    let view = Live::new(snapshot).view(None).expect("today");
    let (plain, near, near_share) = filters(&view);
    Roads {
        edges,
        network_s: network_time.as_secs_f64(),
        edit_s: edit_time.as_secs_f64(),
        route: route_times(&network),
        access: access_times(&network),
        plain,
        near,
        near_share,
        scenarios: scenarios::measure(&view, &generate::extent(LOTS).expect("an extent")),
    }
}

fn built(mut builder: SnapshotBuilder, with_land: bool) -> Snapshot {
    let mut take = |(key, valid_from, body)| builder.add(Fact { key, valid_from, revision: 1, body: Some(body) });
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

fn route_times(network: &Network) -> (f64, f64) {
    let times = (0..200).map(|number| {
        let (from, to) = (spot(network, number), spot(network, number * 31 + 5));
        timed(|| network.route(from, to, Cost::Car)).1
    });
    p50_p99(times.collect())
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
