//! What is looked for: everything of a class, where it is reached with new roads beside the network.

use std::collections::{HashMap, HashSet};

use geo::{Coord, Geometry};

use super::super::targets::is_target;
use super::super::{Edge, Spot, Targets};
use super::doors::Doorstep;
use super::overlay::Overlay;
use crate::index::Base;
use crate::model::{AccessClass, Date, RoadClass};

/// Everything of one class.
#[derive(Clone, Debug, Default)]
pub struct Ends {
    /// Of a class of road: the class; every open edge of it is an end.
    pub(super) road: Option<RoadClass>,
    /// Nodes at which something is reached.
    pub(super) nodes: HashSet<u32>,
    /// Ends midway on edges: millimetres from the start.
    pub(super) on_edge: HashMap<Edge, Vec<u32>>,
}

impl Ends {
    /// Finds everything of a class that operates on a day.
    ///
    /// A transport node is reached where the network reached it, and on a new road that is nearer to it.
    pub fn of(overlay: &Overlay<'_>, class: AccessClass, base: &Base, day: Date) -> Self {
        let mut ends = Ends { road: class.road_class(), ..Ends::default() };
        if ends.road.is_some() {
            return ends;
        }
        let targets = overlay.network.targets(class);
        for target in &targets.nodes {
            ends.add(overlay, Doorstep::Old(target.spot));
        }
        for (record, node) in (0_u32..).zip(&base.transport_nodes.records) {
            let Some(node) = node.timeline.at(day).filter(|node| is_target(node, class)) else { continue };
            let Geometry::Point(point) = node.geometry.get() else { continue };
            if let Some(step) = nearer_new(overlay, targets, record, point.0) {
                ends.add(overlay, step);
            }
        }
        ends
    }

    fn add(&mut self, overlay: &Overlay<'_>, step: Doorstep) {
        match step {
            Doorstep::Old(Spot::Node(node)) => drop(self.nodes.insert(node)),
            Doorstep::Old(spot @ Spot::On { .. }) => {
                for arrive in spot.arrives(overlay.graph()) {
                    if overlay.is_open(arrive.edge) {
                        self.on_edge.entry(arrive.edge).or_default().push(arrive.to);
                    }
                }
            }
            Doorstep::New { extra, at } => {
                let edge = overlay.edge_of(extra);
                let length = overlay.length(edge);
                for (edge, to) in [(edge, at), (edge | 1, length.saturating_sub(at))] {
                    if overlay.is_open(edge) {
                        self.on_edge.entry(edge).or_default().push(to);
                    }
                }
            }
        }
    }

    /// Whether an edge is itself what is looked for.
    pub(super) fn is_road(&self, overlay: &Overlay<'_>, edge: Edge) -> bool {
        self.road.is_some_and(|road| overlay.class(edge) == road && overlay.is_open(edge))
    }

    /// Ends midway on an edge: millimetres from its start.
    pub(super) fn on_edge(&self, edge: Edge) -> &[u32] {
        self.on_edge.get(&edge).map_or(&[], Vec::as_slice)
    }
}

/// The spot of a new road that is nearer to a transport node than where it is reached already.
fn nearer_new(overlay: &Overlay<'_>, targets: &Targets, record: u32, at: Coord<f64>) -> Option<Doorstep> {
    let old = targets.nodes.iter().find(|target| target.record == record);
    let old = old.filter(|target| overlay.is_left_open(target.spot));
    let (step, off_network) = overlay.snap_new(at)?;
    old.is_none_or(|target| off_network < target.off_network).then_some(step)
}
