//! What can be reached: transport nodes that operate, and the nearest road of a class.

use std::collections::HashMap;

use super::{Arrive, Edge, Graph, SnapIndex, Spot};
use crate::index::Base;
use crate::model::{AccessClass, Date, NodeStatus, TransportNode};

/// A place of a class where the network reaches it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// Of a transport node: its position among those of the base. Of a road: the position of its section.
    pub record: u32,
    /// Where it is reached; of a road, the node at which one drives onto it.
    pub spot: Spot,
    /// From the network to the transport node as the crow flies, millimetres.
    pub off_network: u32,
}

/// Everything of one class.
#[derive(Clone, Debug, Default)]
pub struct Targets {
    /// Transport nodes on the network, in order of id. Empty for roads, of which every edge is one.
    pub nodes: Vec<Target>,
    /// Whether anything of the class operates at all, on the network or not.
    pub any: bool,
    /// Ends by edge, with the position of the target in `nodes`.
    ends: HashMap<Edge, Vec<(u32, u32)>>,
    at_node: HashMap<u32, u32>,
    class: Option<AccessClass>,
}

impl Targets {
    /// Finds everything of a class that operates on a day.
    pub(super) fn of(class: AccessClass, base: &Base, day: Date, graph: &Graph, snaps: &SnapIndex) -> Self {
        let mut targets = Targets { class: Some(class), ..Targets::default() };
        if let Some(road) = class.road_class() {
            targets.any = graph.pieces().iter().any(|piece| piece.class == road);
            return targets;
        }
        for (record, node) in (0_u32..).zip(&base.transport_nodes.records) {
            let Some(node) = node.timeline.at(day).filter(|node| is_target(node, class)) else { continue };
            targets.any = true;
            if let Some((spot, off_network)) = spot_of(node, graph, snaps) {
                targets.add(Target { record, spot, off_network }, graph);
            }
        }
        targets
    }

    fn add(&mut self, target: Target, graph: &Graph) {
        let number = self.nodes.len() as u32;
        self.nodes.push(target);
        match target.spot {
            Spot::Node(node) => drop(self.at_node.entry(node).or_insert(number)),
            spot @ Spot::On { .. } => {
                for Arrive { edge, to } in spot.arrives(graph) {
                    self.ends.entry(edge).or_default().push((to, number));
                }
            }
        }
    }

    /// Ends midway on an edge: millimetres from its start, and the target. In order of id.
    pub(super) fn on_edge(&self, edge: Edge) -> &[(u32, u32)] {
        self.ends.get(&edge).map_or(&[], Vec::as_slice)
    }

    /// Every edge with ends on it, in ascending order.
    pub(super) fn edges(&self) -> Vec<Edge> {
        let mut edges: Vec<Edge> = self.ends.keys().copied().collect();
        edges.sort_unstable();
        edges
    }

    /// Nodes that are targets, in ascending order.
    pub(super) fn nodes_reached(&self) -> Vec<(u32, u32)> {
        let mut nodes: Vec<(u32, u32)> = self.at_node.iter().map(|(node, target)| (*node, *target)).collect();
        nodes.sort_unstable();
        nodes
    }

    /// The target at a node.
    pub(super) fn at_node(&self, node: u32) -> Option<u32> {
        self.at_node.get(&node).copied()
    }

    /// Whether an edge is itself what is looked for: a road of the class.
    pub(super) fn is_road(&self, graph: &Graph, edge: Edge) -> bool {
        let class = self.class.and_then(AccessClass::road_class);
        class.is_some_and(|class| graph.piece(edge).class == class && graph.is_drivable(edge))
    }

    /// Every edge on which something of the class is arrived at, with the record it belongs to.
    pub fn arrives(&self, graph: &Graph) -> Vec<(Arrive, u32)> {
        if self.class.and_then(AccessClass::road_class).is_some() {
            let roads = (0..graph.edge_count() as u32).filter(|edge| self.is_road(graph, *edge));
            return roads.map(|edge| (Arrive { edge, to: 0 }, graph.piece(edge).section)).collect();
        }
        let of = |target: &Target| -> Vec<_> {
            target.spot.arrives(graph).into_iter().map(|arrive| (arrive, target.record)).collect()
        };
        self.nodes.iter().flat_map(of).collect()
    }
}

pub(super) fn is_target(node: &TransportNode, class: AccessClass) -> bool {
    node.status == NodeStatus::Operating && class.node_class() == Some(node.class)
}

/// Where a transport node meets the network: its own position when the network passes it, else the nearest link.
pub(super) fn spot_of(node: &TransportNode, graph: &Graph, snaps: &SnapIndex) -> Option<(Spot, u32)> {
    let geo::Geometry::Point(point) = node.geometry.get() else { return None };
    match graph.node_at(point.0) {
        Some(node) => Some((Spot::Node(node), 0)),
        None => snaps.snap(graph, point.0).map(|snap| (snap.spot, snap.off_network)),
    }
}
