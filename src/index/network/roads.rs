//! Today's network, and a few others that were asked for.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use geo::{Coord, Geometry};
use rayon::prelude::*;

use super::opening::{Changes, NetworkKey, crs_of, open_links};
use super::targets::spot_of;
use super::{Cost, Graph, Labels, Nearest, Snap, SnapIndex, Spot, Targets, Way};
use crate::index::Base;
use crate::model::{AccessClass, Coded, Date, MetricFrame, TransportNode};
use crate::rules::Rules;

/// How many networks of other days or weights are kept.
const OTHERS_KEPT: usize = 6;

/// Which network is meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NetworkDay {
    /// The day whose record counts.
    pub as_of: Date,
    /// Roads open by this day count; it may be later.
    pub network_on: Date,
    /// Gross weight of the vehicle, tonnes; links known to bear less are closed to it.
    pub gross_weight_t: Option<f64>,
}

impl NetworkDay {
    /// The network of a day for any vehicle.
    pub fn of(day: Date) -> Self {
        NetworkDay { as_of: day, network_on: day, gross_weight_t: None }
    }
}

/// The road network of a day, with everything of each class that it reaches.
#[derive(Debug)]
pub struct Network {
    graph: Graph,
    snaps: SnapIndex,
    targets: Vec<Targets>,
    labels: [OnceLock<Labels>; AccessClass::COUNT],
}

impl Network {
    fn build(base: &Base, rules: &Rules, on: NetworkDay) -> Self {
        let frame = MetricFrame::new(crs_of(base));
        let nodes = base.transport_nodes.records.iter().filter_map(|record| record.timeline.at(on.as_of));
        let stops: Vec<Coord<f64>> = nodes.filter_map(position_of).collect();
        let graph = Graph::build(base, &open_links(base, on), &stops, &frame, &rules.speeds);
        let snaps = SnapIndex::new(&graph, frame);
        let targets =
            AccessClass::ALL.iter().map(|class| Targets::of(*class, base, on.as_of, &graph, &snaps)).collect();
        Network { graph, snaps, targets, labels: Default::default() }
    }

    /// Searches the labels of every class now, so that no request has to.
    fn prepare(&self) {
        AccessClass::ALL.par_iter().for_each(|class| {
            self.labels(*class);
        });
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
        super::route(&self.graph, from, to, cost)
    }
}

fn position_of(node: &TransportNode) -> Option<Coord<f64>> {
    match node.geometry.get() {
        Geometry::Point(point) => Some(point.0),
        _ => None,
    }
}

/// The networks of one state of the record.
#[derive(Debug)]
pub struct Roads {
    changes: Changes,
    today: (NetworkKey, Arc<Network>),
    /// Last used first.
    others: Mutex<VecDeque<(NetworkKey, Waiting)>>,
}

/// A network that is there, or that somebody is building.
type Waiting = Arc<OnceLock<Arc<Network>>>;

impl Roads {
    /// Builds today's network with all its labels.
    pub(in crate::index) fn build(base: &Base, rules: &Rules, today: Date) -> Self {
        let changes = Changes::of(base);
        let on = NetworkDay::of(today);
        let network = Network::build(base, rules, on);
        network.prepare();
        Roads { today: (changes.key(on), Arc::new(network)), changes, others: Mutex::default() }
    }

    /// Whether the network of another day is that of today.
    pub(in crate::index) fn is_todays(&self, on: NetworkDay) -> bool {
        self.changes.key(on) == self.today.0
    }

    /// Today's network, for any vehicle.
    pub fn today(&self) -> &Arc<Network> {
        &self.today.1
    }

    /// The network of a day: today's, one that is kept, or a new one. `base` must be that of the snapshot it was built for.
    pub(in crate::index) fn network(&self, base: &Base, rules: &Rules, on: NetworkDay) -> Arc<Network> {
        let key = self.changes.key(on);
        if key == self.today.0 {
            return Arc::clone(&self.today.1);
        }
        let place = self.place(key);
        // Whoever asks for the same network waits for it; others go on.
        Arc::clone(place.get_or_init(|| Arc::new(Network::build(base, rules, on))))
    }

    fn place(&self, key: NetworkKey) -> Waiting {
        // The list is whole after every statement on it, so a panic elsewhere does not spoil it.
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        let known = others.iter().position(|(other, _)| *other == key).and_then(|at| others.remove(at));
        let (_, place) = known.unwrap_or_else(|| (key, Arc::default()));
        others.push_front((key, Arc::clone(&place)));
        others.truncate(OTHERS_KEPT);
        place
    }
}

/// Whether roads measured by one base are measured alike by another: the province's projection zone is the same.
pub(in crate::index) fn measured_alike(one: &Base, other: &Base) -> bool {
    crs_of(one) == crs_of(other)
}
