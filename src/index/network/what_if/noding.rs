//! Where new roads meet the network and one another, and the stretches in between.
//!
//! A drawn line joins an old node, or an old link, that one of its vertices comes within [`TOLERANCE_M`] of; it joins every link it
//! crosses; and its ends are brought to the nearest link within 5 km. Expressways are joined at their nodes only, and nothing is joined in
//! the middle of a bridge, viaduct or tunnel. A road on record meets others where the record says so: at its nodes.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::snap::on_grid;
use super::super::{Graph, Network};
use super::plane::{Spot2, box_of, crossing};
use super::proposal::{Join, JoinKind, NewRoad};
use super::sketch::{Cut, Sketch, Stretch};
use super::surroundings::{Met, interchanges, part_at};
use crate::model::{Id, MetricFrame, RoadClass};

/// Nodes that are not the graph's have numbers from here on.
pub(super) const FIRST_NEW: u32 = 1 << 30;

/// A vertex this near to a node or a link is meant to lie on it, metres.
pub(super) const TOLERANCE_M: f64 = 20.0;

/// Ends on record that are this near meet, metres: seven decimals of a degree.
pub(super) const EXACT_M: f64 = 0.015;

/// What new roads may join.
#[derive(Clone, Copy)]
pub(super) struct Ground<'n> {
    pub network: &'n Network,
    /// By piece.
    pub closed: &'n [bool],
    /// Links on bridges and viaducts and in tunnels, by their position in the base.
    pub fixed: &'n HashSet<u32>,
}

/// A new road with its nodes.
#[derive(Default)]
pub(super) struct NodedRoad {
    pub stretches: Vec<Stretch>,
    pub joins: Vec<Join>,
}

/// New roads with their nodes.
pub(super) struct Noded {
    pub roads: Vec<NodedRoad>,
    /// Nodes in the middle of old pieces: millimetres from the start, and the node; in order.
    pub spots: BTreeMap<u32, Vec<(u32, u32)>>,
}

/// Finds the nodes of new roads.
pub(super) fn node(ground: Ground<'_>, roads: &[NewRoad]) -> Noded {
    let mut noder = Noder::new(ground, roads);
    noder.extend_ends();
    for road in 0..roads.len() {
        noder.name_ends(road);
        noder.join_vertices(road);
        noder.join_crossings(road);
    }
    noder.join_each_other();
    noder.finish()
}

/// Lines on their way to nodes.
pub(super) struct Noder<'n, 'r> {
    pub ground: Ground<'n>,
    pub graph: &'n Graph,
    pub frame: &'n MetricFrame,
    pub sketches: Vec<Sketch<'r>>,
    /// Nodes of expressways near the new roads, which no index of links holds.
    pub interchanges: Vec<(Spot2, u32, u32)>,
    pub spots: BTreeMap<u32, Vec<(u32, u32)>>,
    named: HashMap<&'r Id, u32>,
    next: u32,
}

impl<'n, 'r> Noder<'n, 'r> {
    fn new(ground: Ground<'n>, roads: &'r [NewRoad]) -> Self {
        let (graph, frame) = (ground.network.graph(), ground.network.snaps().frame());
        let sketches: Vec<Sketch<'r>> = roads.iter().map(|road| Sketch::new(road, frame)).collect();
        let interchanges = interchanges(ground, &sketches);
        Noder {
            ground,
            graph,
            frame,
            sketches,
            interchanges,
            spots: BTreeMap::new(),
            named: HashMap::new(),
            next: FIRST_NEW,
        }
    }

    pub(super) fn is_open(&self, piece: u32) -> bool {
        !self.ground.closed[piece as usize]
    }

    pub(super) fn fresh(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    /// Brings the ends of drawn lines to the nearest link, unless they lie on a road already.
    fn extend_ends(&mut self) {
        let mut found = vec![];
        for (number, sketch) in self.sketches.iter().enumerate().filter(|(_, sketch)| !sketch.road.is_recorded()) {
            for (end, vertex) in [(0, 0), (1, sketch.line.len() - 1)] {
                let here = sketch.metric[vertex];
                let is_met = self.old_node_near(here).is_some() || self.is_on_another(number, here);
                let snap = || {
                    let snaps = self.ground.network.snaps();
                    snaps.snap_where(self.graph, sketch.line[vertex], |piece| self.is_open(piece))
                };
                let Some(snap) = (!is_met).then(snap).flatten() else { continue };
                // A line that meets that road anyway is not led back to it.
                if f64::from(snap.off_network) > TOLERANCE_M * 1e3 && !sketch.passes(on_grid(self.frame, snap.position))
                {
                    found.push((number, end, snap));
                }
            }
        }
        // The far end first, so that the near one moves no number.
        for (number, end, snap) in found.into_iter().rev() {
            let here = on_grid(self.frame, snap.position);
            self.sketches[number].extend(end, snap.position, here, snap.off_network);
        }
    }

    fn is_on_another(&self, number: usize, here: Spot2) -> bool {
        let mut others = self.sketches.iter().enumerate().filter(|(other, _)| *other != number);
        others.any(|(_, other)| other.passes(here))
    }

    /// Gives the ends of a road on record the nodes that it names.
    fn name_ends(&mut self, number: usize) {
        let road = self.sketches[number].road;
        let Some((from, to)) = &road.nodes else { return };
        let last = self.sketches[number].line.len() - 1;
        for (id, vertex) in [(from, 0), (to, last)] {
            let at = self.sketches[number].line[vertex];
            let old = self.graph.node(id.as_str()).or_else(|| self.graph.node_at(at));
            let met = match old {
                Some(node) => self.any_piece_at(node).map(|piece| Met { node, at, piece }),
                None => self.link_at(at),
            };
            let node = match (&met, self.named.get(id)) {
                (Some(met), _) => met.node,
                (None, Some(node)) => *node,
                (None, None) => self.fresh(),
            };
            self.named.insert(id, node);
            let cut = Cut { place: vertex as f64, node, at };
            self.cut(number, cut, JoinKind::End, met.map(|met| met.piece), None);
        }
    }

    fn join_vertices(&mut self, number: usize) {
        let road = self.sketches[number].road;
        let last = self.sketches[number].line.len() - 1;
        for vertex in 0..=last {
            let is_end = vertex == 0 || vertex == last;
            let met = if road.is_recorded() {
                let at = self.sketches[number].line[vertex];
                let node = (!is_end).then(|| self.graph.node_at(at)).flatten();
                node.and_then(|node| Some(Met { node, at, piece: self.any_piece_at(node)? }))
            } else {
                let here = self.sketches[number].metric[vertex];
                let may_join_links = is_end || road.class != RoadClass::Expressway;
                self.old_node_near(here).or_else(|| if may_join_links { self.link_near(here) } else { None })
            };
            let Some(met) = met else { continue };
            let kind = if is_end { JoinKind::End } else { JoinKind::Vertex };
            self.cut(number, Cut { place: vertex as f64, node: met.node, at: met.at }, kind, Some(met.piece), None);
        }
    }

    fn join_crossings(&mut self, number: usize) {
        let road = self.sketches[number].road;
        if road.is_recorded() || road.class == RoadClass::Expressway {
            return;
        }
        for vertex in 1..self.sketches[number].line.len() {
            let straight = [self.sketches[number].metric[vertex - 1], self.sketches[number].metric[vertex]];
            let (low, high) = box_of(straight, 0.0);
            let parts = self.ground.network.snaps().parts_within(low, high);
            let open = parts.filter(|part| self.is_open(part.piece) && !self.is_fixed(part.piece));
            let mut crossed: Vec<(f64, u32, u32)> = open
                .filter_map(|part| {
                    crossing(straight, part.ends).map(|(own, share)| (own, part.piece, part_at(&part, share)))
                })
                .collect();
            crossed.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
            for (share, piece, at) in crossed {
                let met = self.node_on(piece, at, TOLERANCE_M);
                let cut = Cut { place: (vertex - 1) as f64 + share, node: met.node, at: met.at };
                self.cut(number, cut, JoinKind::Crossing, Some(piece), None);
            }
        }
    }

    /// Adds a node to a line, unless it is there already.
    pub(super) fn cut(&mut self, number: usize, cut: Cut, kind: JoinKind, piece: Option<u32>, road: Option<usize>) {
        let sketch = &mut self.sketches[number];
        let is_known = sketch.cuts.iter().any(|known| {
            let is_same_node = known.node == cut.node && sketch.walked(known.place, cut.place) <= 4.0 * TOLERANCE_M;
            is_same_node || (known.place - cut.place).abs() < 1e-9
        });
        if is_known {
            return;
        }
        sketch.cuts.push(cut);
        sketch.cuts_here.push(on_grid(self.frame, cut.at));
        if piece.is_some() || road.is_some() {
            let last = (sketch.line.len() - 1) as f64;
            let off_network = match cut.place {
                0.0 => sketch.legs[0],
                place if place == last => sketch.legs[1],
                _ => 0,
            };
            sketch.joins.push(Join { at: cut.at, kind, piece, road, off_network });
        }
    }

    fn finish(mut self) -> Noded {
        let mut roads = vec![];
        for number in 0..self.sketches.len() {
            for vertex in [0, self.sketches[number].line.len() - 1] {
                let at = self.sketches[number].line[vertex];
                let is_cut = self.sketches[number].cuts.iter().any(|cut| cut.place == vertex as f64);
                if !is_cut {
                    let node = self.fresh();
                    self.sketches[number].cuts.push(Cut { place: vertex as f64, node, at });
                }
            }
            let sketch = &mut self.sketches[number];
            sketch.cuts.sort_by(|one, other| one.place.total_cmp(&other.place));
            roads.push(NodedRoad { stretches: sketch.stretches(), joins: std::mem::take(&mut sketch.joins) });
        }
        self.spots.values_mut().for_each(|spots| spots.sort_unstable());
        Noded { roads, spots: self.spots }
    }
}
