//! What of the network lies near a new road: nodes, links, nodes of expressways.

use std::collections::HashSet;

use geo::Coord;

use super::super::snap::{SNAP_WITHIN_M, Straight, on_grid};
use super::super::way::point_at;
use super::noding::{EXACT_M, Ground, Noder, TOLERANCE_M};
use super::plane::{Spot2, box_of, distance, nearest};
use super::sketch::Sketch;
use crate::model::RoadClass;

/// What a new road meets.
pub(super) struct Met {
    pub node: u32,
    pub at: Coord<f64>,
    pub piece: u32,
}

impl Noder<'_, '_> {
    /// Open parts of links within the tolerance of a point.
    pub(super) fn parts_near(&self, point: Spot2, within: f64) -> Vec<Straight> {
        let (low, high) = box_of([point, point], within);
        self.ground.network.snaps().parts_within(low, high).filter(|part| self.is_open(part.piece)).collect()
    }

    /// The node within the tolerance of a point that is nearest.
    pub(super) fn old_node_near(&self, here: Spot2) -> Option<Met> {
        let parts = self.parts_near(here, TOLERANCE_M);
        let ends = parts.iter().flat_map(|part| self.ends_of(part.piece));
        let at_links = ends.map(|met| (distance(on_grid(self.frame, met.at), here), met));
        let near = self.interchanges.iter().filter(|(place, ..)| (place[0] - here[0]).abs() <= TOLERANCE_M);
        let at_expressways = near.map(|(place, node, piece)| {
            let at = self.position_of(*piece, *node);
            (distance(*place, here), Met { node: *node, at, piece: *piece })
        });
        let near = at_links.chain(at_expressways).filter(|(away, _)| *away <= TOLERANCE_M);
        near.min_by(|(one, met), (other, also)| one.total_cmp(other).then(met.node.cmp(&also.node))).map(|(_, met)| met)
    }

    pub(super) fn ends_of(&self, piece: u32) -> [Met; 2] {
        let own = &self.graph.pieces()[piece as usize];
        [own.tail, own.head].map(|node| Met { node, at: self.position_of(piece, node), piece })
    }

    pub(super) fn position_of(&self, piece: u32, node: u32) -> Coord<f64> {
        let own = &self.graph.pieces()[piece as usize];
        let vertices = own.vertices.start as usize..own.vertices.end as usize;
        let at = if own.tail == node { vertices.start } else { vertices.end - 1 };
        self.graph.vertices[at]
    }

    /// The node in the middle of a piece, or at its end when that is within the tolerance.
    pub(super) fn node_on(&mut self, piece: u32, at: u32, tolerance_m: f64) -> Met {
        let own = &self.graph.pieces()[piece as usize];
        let (tolerance, to_end) = ((tolerance_m * 1e3) as u32, own.length.saturating_sub(at));
        if at.min(to_end) <= tolerance {
            let node = if at <= to_end { own.tail } else { own.head };
            let position = point_at(self.graph, piece, if at <= to_end { 0 } else { own.length });
            return Met { node, at: position, piece };
        }
        let known =
            self.spots.entry(piece).or_default().iter().find(|(other, _)| other.abs_diff(at) <= tolerance).copied();
        let (at, node) = known.unwrap_or_else(|| (at, self.fresh()));
        if known.is_none() {
            self.spots.entry(piece).or_default().push((at, node));
        }
        Met { node, at: point_at(self.graph, piece, at), piece }
    }

    pub(super) fn any_piece_at(&self, node: u32) -> Option<u32> {
        let edges = self.graph.out_of(node).iter().chain(self.graph.into(node));
        edges.map(|edge| edge / 2).find(|piece| self.is_open(*piece))
    }

    /// The link that has a point on it.
    pub(super) fn link_at(&mut self, at: Coord<f64>) -> Option<Met> {
        let here = on_grid(self.frame, at);
        let parts = self.parts_near(here, EXACT_M);
        let part = parts.iter().find(|part| nearest(part.ends, here).1 <= EXACT_M)?;
        let share = nearest(part.ends, here).0;
        Some(self.node_on(part.piece, part_at(part, share), EXACT_M))
    }

    /// The link within the tolerance of a point that is nearest; not in the middle of a bridge.
    pub(super) fn link_near(&mut self, here: Spot2) -> Option<Met> {
        let parts = self.parts_near(here, TOLERANCE_M);
        let near = parts.iter().filter(|part| !self.is_fixed(part.piece)).map(|part| (nearest(part.ends, here), part));
        let best =
            near.min_by(|((_, one), part), ((_, other), also)| one.total_cmp(other).then(part.piece.cmp(&also.piece)));
        let ((share, away), part) = best?;
        let (piece, at) = (part.piece, part_at(part, share));
        (away <= TOLERANCE_M).then(|| self.node_on(piece, at, TOLERANCE_M))
    }

    pub(super) fn is_fixed(&self, piece: u32) -> bool {
        self.ground.fixed.contains(&self.graph.pieces()[piece as usize].link)
    }
}

/// Millimetres from the start of a piece to a point of a part of it.
pub(super) fn part_at(part: &Straight, share: f64) -> u32 {
    part.from + (f64::from(part.to - part.from) * share).round() as u32
}

/// Nodes of open expressways in the box around the new roads: position on the grid, node, piece.
pub(super) fn interchanges(ground: Ground<'_>, sketches: &[Sketch<'_>]) -> Vec<(Spot2, u32, u32)> {
    let (graph, frame) = (ground.network.graph(), ground.network.snaps().frame());
    let vertices = || sketches.iter().filter(|sketch| !sketch.road.is_recorded()).flat_map(|sketch| &sketch.metric);
    let fold = |start: f64, pick: fn(f64, f64) -> f64| {
        [0, 1].map(|axis| vertices().map(|vertex| vertex[axis]).fold(start, pick))
    };
    let (low, high) = (fold(f64::INFINITY, f64::min), fold(f64::NEG_INFINITY, f64::max));
    let margin = TOLERANCE_M + SNAP_WITHIN_M;
    let mut found: Vec<(Spot2, u32, u32)> = vec![];
    let mut seen = HashSet::new();
    for (number, piece) in (0_u32..).zip(graph.pieces()) {
        if piece.class != RoadClass::Expressway || ground.closed[number as usize] {
            continue;
        }
        let vertices = [piece.vertices.start, piece.vertices.end - 1];
        for (node, vertex) in [piece.tail, piece.head].into_iter().zip(vertices) {
            let place = on_grid(frame, graph.vertices[vertex as usize]);
            let is_near = (0..2).all(|axis| low[axis] - margin <= place[axis] && place[axis] <= high[axis] + margin);
            if is_near && seen.insert(node) {
                found.push((place, node, number));
            }
        }
    }
    found
}
