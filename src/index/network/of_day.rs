//! The network of one day for one vehicle.

use geo::{Coord, Geometry};
use rayon::prelude::*;
use std::sync::OnceLock;

use super::hierarchy::Hierarchies;
use super::opening::{crs_of, open_links};
use super::targets::spot_of;
use super::{Cost, Graph, Labels, Measured, Nearest, Snap, SnapIndex, Spot, Targets, Way, reach};
use crate::index::Base;
use crate::model::{AccessClass, Coded, Date, MetricFrame, TransportNode, Vehicle};
use crate::rules::Rules;

/// Which network is meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NetworkDay {
    /// The day whose record counts.
    pub as_of: Date,
    /// Roads open by this day count; it may be later.
    pub network_on: Date,
    /// What drives; links that are known not to admit it are closed.
    pub vehicle: Vehicle,
}

impl NetworkDay {
    /// The network of a day for a vehicle.
    pub fn of(day: Date, vehicle: Vehicle) -> Self {
        NetworkDay { as_of: day, network_on: day, vehicle }
    }
}

/// The road network of a day, with everything of each class that it reaches.
#[derive(Debug)]
pub struct Network {
    graph: Graph,
    snaps: SnapIndex,
    targets: Vec<Targets>,
    labels: [OnceLock<Labels>; AccessClass::COUNT],
    hierarchies: Hierarchies,
}

impl Network {
    pub(super) fn build(base: &Base, rules: &Rules, on: NetworkDay) -> Self {
        let frame = MetricFrame::new(crs_of(base));
        let nodes = base.transport_nodes.records.iter().filter_map(|record| record.timeline.at(on.as_of));
        let stops: Vec<Coord<f64>> = nodes.filter_map(position_of).collect();
        let graph = Graph::build(base, &open_links(base, on), &stops, &frame, &rules.speeds);
        let snaps = SnapIndex::new(&graph, frame);
        let targets =
            AccessClass::ALL.iter().map(|class| Targets::of(*class, base, on.as_of, &graph, &snaps)).collect();
        Network { graph, snaps, targets, labels: Default::default(), hierarchies: Hierarchies::default() }
    }

    /// Searches the labels of every class and builds the hierarchies of some costs now, so that no request has to.
    pub(super) fn prepare(&self, costs: &[Cost]) {
        let labels = || {
            AccessClass::ALL.par_iter().for_each(|class| {
                self.labels(*class);
            });
        };
        rayon::join(labels, || self.hierarchies.prepare(&self.graph, costs));
    }

    /// Whether ways by a cost are found over a hierarchy that is there: a matter of microseconds.
    pub fn is_prepared(&self, cost: Cost) -> bool {
        self.hierarchies.is_ready(cost)
    }

    /// Its edges.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// Everything of a class that it reaches.
    pub fn targets(&self, class: AccessClass) -> &Targets {
        &self.targets[class as usize]
    }

    fn labels(&self, class: AccessClass) -> &Labels {
        self.labels[class as usize].get_or_init(|| Labels::build(&self.graph, self.targets(class)))
    }

    pub(super) fn snaps(&self) -> &SnapIndex {
        &self.snaps
    }

    /// Where a position in degrees meets it; `None` when no road is within 5 km.
    pub fn snap(&self, position: Coord<f64>) -> Option<Snap> {
        self.snaps.snap(&self.graph, position)
    }

    /// Where a transport node meets it, with the millimetres in between.
    pub fn spot_of(&self, node: &TransportNode) -> Option<(Spot, u32)> {
        spot_of(node, &self.graph, &self.snaps)
    }

    /// The nearest of a class by distance, from a spot.
    pub fn nearest(&self, class: AccessClass, from: Spot) -> Option<Nearest> {
        self.labels(class).nearest(&self.graph, self.targets(class), from)
    }

    /// The record of a target that is reached at a spot without driving: a transport node, or a section for a class of road.
    pub fn here(&self, class: AccessClass, spot: Spot) -> Option<u32> {
        let nearest = self.nearest(class, spot).filter(|nearest| nearest.distance == 0)?;
        let targets = self.targets(class);
        class.road_class().map_or_else(
            || targets.nodes.get(nearest.target as usize).map(|target| target.record),
            |_| Some(nearest.target),
        )
    }

    /// The way to what [`Network::nearest`] found.
    pub fn way(&self, class: AccessClass, nearest: &Nearest) -> Way {
        self.labels(class).way(&self.graph, self.targets(class), nearest)
    }

    /// The cheapest way between two spots; `None` when there is none.
    pub fn route(&self, from: Spot, to: Spot, cost: Cost) -> Option<Way> {
        match self.hierarchies.of(&self.graph, cost, 1) {
            Some(hierarchy) => hierarchy.route(&self.graph, from, to),
            None => super::route(&self.graph, from, to, cost),
        }
    }

    /// What the cheapest ways from each spot to each other one cost: a row for each of `from`; `None` = no way.
    pub fn table(&self, from: &[Spot], to: &[Spot], cost: Cost) -> Vec<Vec<Option<Measured>>> {
        match self.hierarchies.of(&self.graph, cost, from.len()) {
            Some(hierarchy) => hierarchy.table(&self.graph, from, to),
            None => from.iter().map(|from| self.row(*from, to, cost)).collect(),
        }
    }

    /// A row of a table, by the plain search.
    fn row(&self, from: Spot, to: &[Spot], cost: Cost) -> Vec<Option<Measured>> {
        let ends: Vec<_> = to.iter().map(|to| to.arrives(&self.graph)).collect();
        let search = reach(&self.graph, from, cost, u32::MAX - 1, &ends);
        let cell = |(to, ends): (&Spot, &Vec<_>)| {
            if from == *to {
                return Some(Measured::NONE);
            }
            search.to(ends).map(|(_, way)| Measured::of_way(&self.graph, &way, cost))
        };
        to.iter().zip(&ends).map(cell).collect()
    }
}

fn position_of(node: &TransportNode) -> Option<Coord<f64>> {
    match node.geometry.get() {
        Geometry::Point(point) => Some(point.0),
        _ => None,
    }
}
