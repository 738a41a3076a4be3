//! For an expressway: the way to the nearest interchange.

use geo::{Coord, Geometry, LineString};

use super::known::KnownRoads;
use crate::model::{AccessClass, Id, TransportNode, Vehicle};

/// The nearest interchange by road.
#[derive(Clone, Debug)]
pub(super) struct Interchange<'v> {
    pub id: &'v Id,
    pub node: &'v TransportNode,
    /// Its position, degrees.
    pub at: Option<Coord<f64>>,
    /// Over the network, metres; from where the position meets it.
    pub length_m: f64,
    /// The way, degrees.
    pub line: LineString<f64>,
}

/// The nearest interchange to a position; `None` when none can be reached.
pub(super) fn nearest_interchange<'v>(known: &KnownRoads<'v>, position: Coord<f64>) -> Option<Interchange<'v>> {
    let view = known.view;
    let roads = view.roads(None, Vehicle::Car);
    let class = AccessClass::ExpresswayInterchange;
    let snap = roads.network.snap(position)?;
    let nearest = roads.network.nearest(class, snap.spot)?;
    let target = roads.network.targets(class).nodes.get(nearest.target as usize)?;
    let record = view.snapshot.base().transport_nodes.records.get(target.record as usize)?;
    let node = record.timeline.at(view.as_of)?;
    let at = match node.geometry.get() {
        Geometry::Point(point) => Some(point.0),
        _ => None,
    };
    let line = roads.network.way(class, &nearest).line(roads.network.graph());
    Some(Interchange { id: &record.id, node, at, length_m: f64::from(nearest.distance) / 1e3, line })
}
