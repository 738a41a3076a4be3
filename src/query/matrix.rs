//! How far many places are from many others.

use super::places::Place;
use super::way_facts::cost_of;
use super::ways::ways;
use crate::index::RoadsOn;
use crate::index::network::{Cost, Way};
use crate::model::Optimise;

/// Millimetres and milliseconds of one way.
pub type Cell = Option<(u32, u32)>;

/// The ways from each place to each other one: a row for each of `from`; `None` = no way.
pub fn matrix(roads: &RoadsOn, from: &[Place<'_>], to: &[Place<'_>], optimise: Optimise) -> Vec<Vec<Cell>> {
    let graph = roads.network.graph();
    let measure =
        |way: &Way| (way.cost(graph, Cost::Distance), way.cost(graph, cost_of(roads.vehicle, Optimise::Time)));
    let row = |from: &Place<'_>| {
        let found = ways(roads, from, to, optimise);
        found.iter().map(|way| way.as_ref().map(|way| measure(&way.way))).collect()
    };
    from.iter().map(row).collect()
}
