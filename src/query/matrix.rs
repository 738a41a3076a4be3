//! How far many places are from many others.

use super::places::Place;
use super::way_facts::cost_of;
use super::ways::ways;
use crate::index::RoadsOn;
use crate::index::network::Cost;
use crate::model::Optimise;

/// Millimetres and milliseconds of one way.
pub type Cell = Option<(u32, u32)>;

/// The ways from each place to each other one: a row for each of `from`; `None` = no way.
pub fn matrix(roads: &RoadsOn, from: &[Place<'_>], to: &[Place<'_>], optimise: Optimise) -> Vec<Vec<Cell>> {
    let time = cost_of(roads.vehicle, Optimise::Time);
    let table = ways(roads, from, to, optimise);
    let cell = |way: &Option<_>| {
        way.as_ref().map(|way: &super::ways::DoorWay<'_>| (way.measured.by(Cost::Distance), way.measured.by(time)))
    };
    table.iter().map(|row| row.iter().map(cell).collect()).collect()
}
