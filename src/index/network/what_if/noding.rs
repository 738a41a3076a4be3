//! Where new roads meet the network and one another, and the stretches in between.
//!
//! A drawn line joins an old node, or an old link, that one of its vertices comes within [`TOLERANCE_M`] of; it joins every link it
//! crosses; and its ends are brought to the nearest link within 5 km. Expressways are joined at their nodes only, and nothing is joined in
//! the middle of a bridge, viaduct or tunnel. A road on record meets others where the record says so: at its nodes.

use std::collections::{BTreeMap, HashMap, HashSet};

use geo::Coord;

use super::super::snap::{SNAP_WITHIN_M, Straight, on_grid};
use super::super::way::point_at;
use super::super::{Graph, Network};
use super::plane::{Spot2, along, box_of, crossing, distance, nearest};
use super::proposal::{Join, JoinKind, NewRoad};
use crate::model::{Id, MetricFrame, RoadClass};

/// Nodes that are not the graph's have numbers from here on.
pub(super) const FIRST_NEW: u32 = 1 << 30;

/// A vertex this near to a node or a link is meant to lie on it, metres.
const TOLERANCE_M: f64 = 20.0;

/// Ends on record that are this near meet, metres: seven decimals of a degree.
const EXACT_M: f64 = 0.015;

/// What new roads may join.
#[derive(Clone, Copy)]
pub(super) struct Ground<'n> {
    pub network: &'n Network,
    /// By piece.
    pub closed: &'n [bool],
    /// Links on bridges and viaducts and in tunnels, by their position in the base.
    pub fixed: &'n HashSet<u32>,
}

/// A new road between two nodes.
pub(super) struct Stretch {
    pub tail: u32,
    pub head: u32,
    /// Degrees.
    pub line: Vec<Coord<f64>>,
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

/// A node on a line: at a place (vertex number, and share of the way to the next one).
#[derive(Clone, Copy)]
struct Cut {
    place: f64,
    node: u32,
    at: Coord<f64>,
}

/// A line that is being cut.
struct Sketch<'r> {
    road: &'r NewRoad,
    line: Vec<Coord<f64>>,
    metric: Vec<Spot2>,
    /// What was added at either end, millimetres.
    legs: [u32; 2],
    cuts: Vec<Cut>,
    joins: Vec<Join>,
}

struct Noder<'n, 'r> {
    ground: Ground<'n>,
    graph: &'n Graph,
    frame: &'n MetricFrame,
    sketches: Vec<Sketch<'r>>,
    /// Nodes of expressways near the new roads, which no index of links holds.
    interchanges: Vec<(Spot2, u32, u32)>,
    spots: BTreeMap<u32, Vec<(u32, u32)>>,
    named: HashMap<&'r Id, u32>,
    next: u32,
}

/// What a new road meets.
struct Met {
    node: u32,
    at: Coord<f64>,
    piece: u32,
}

impl<'n, 'r> Noder<'n, 'r> {
    fn new(ground: Ground<'n>, roads: &'r [NewRoad]) -> Self {
        let (graph, frame) = (ground.network.graph(), ground.network.snaps().frame());
        let sketch = |road: &'r NewRoad| {
            let line = road.line.0.clone();
            let metric = line.iter().map(|vertex| on_grid(frame, *vertex)).collect();
            Sketch { road, line, metric, legs: [0, 0], cuts: vec![], joins: vec![] }
        };
        let sketches: Vec<Sketch<'r>> = roads.iter().map(sketch).collect();
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

    fn is_open(&self, piece: u32) -> bool {
        !self.ground.closed[piece as usize]
    }

    fn fresh(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    /// Open parts of links within the tolerance of a point.
    fn parts_near(&self, point: Spot2, within: f64) -> Vec<Straight> {
        let (low, high) = box_of([point, point], within);
        self.ground.network.snaps().parts_within(low, high).filter(|part| self.is_open(part.piece)).collect()
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
            let sketch = &mut self.sketches[number];
            let place = if end == 0 { 0 } else { sketch.line.len() };
            sketch.line.insert(place, snap.position);
            sketch.metric.insert(place, on_grid(self.frame, snap.position));
            sketch.legs[end] = snap.off_network;
        }
    }

    fn is_on_another(&self, number: usize, here: Spot2) -> bool {
        let mut others = self.sketches.iter().enumerate().filter(|(other, _)| *other != number);
        others.any(|(_, other)| other.passes(here))
    }

    /// The node within the tolerance of a point that is nearest.
    fn old_node_near(&self, here: Spot2) -> Option<Met> {
        let parts = self.parts_near(here, TOLERANCE_M);
        let ends = parts.iter().flat_map(|part| self.ends_of(part.piece));
        let at_links = ends.map(|met| (distance(on_grid(self.frame, met.at), here), met));
        let at_expressways = self.interchanges.iter().map(|(place, node, piece)| {
            let at = self.position_of(*piece, *node);
            (distance(*place, here), Met { node: *node, at, piece: *piece })
        });
        let near = at_links.chain(at_expressways).filter(|(away, _)| *away <= TOLERANCE_M);
        near.min_by(|(one, met), (other, also)| one.total_cmp(other).then(met.node.cmp(&also.node))).map(|(_, met)| met)
    }

    fn ends_of(&self, piece: u32) -> [Met; 2] {
        let own = &self.graph.pieces()[piece as usize];
        [own.tail, own.head].map(|node| Met { node, at: self.position_of(piece, node), piece })
    }

    fn position_of(&self, piece: u32, node: u32) -> Coord<f64> {
        let own = &self.graph.pieces()[piece as usize];
        let vertices = own.vertices.start as usize..own.vertices.end as usize;
        let at = if own.tail == node { vertices.start } else { vertices.end - 1 };
        self.graph.vertices[at]
    }

    /// The node in the middle of a piece, or at its end when that is within the tolerance.
    fn node_on(&mut self, piece: u32, at: u32, tolerance_m: f64) -> Met {
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

    fn any_piece_at(&self, node: u32) -> Option<u32> {
        let edges = self.graph.out_of(node).iter().chain(self.graph.into(node));
        edges.map(|edge| edge / 2).find(|piece| self.is_open(*piece))
    }

    /// The link that has a point on it.
    fn link_at(&mut self, at: Coord<f64>) -> Option<Met> {
        let here = on_grid(self.frame, at);
        let parts = self.parts_near(here, EXACT_M);
        let part = parts.iter().find(|part| nearest(part.ends, here).1 <= EXACT_M)?;
        let share = nearest(part.ends, here).0;
        Some(self.node_on(part.piece, part_at(part, share), EXACT_M))
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

    /// The link within the tolerance of a point that is nearest; not in the middle of a bridge.
    fn link_near(&mut self, here: Spot2) -> Option<Met> {
        let parts = self.parts_near(here, TOLERANCE_M);
        let near = parts.iter().filter(|part| !self.is_fixed(part.piece)).map(|part| (nearest(part.ends, here), part));
        let best =
            near.min_by(|((_, one), part), ((_, other), also)| one.total_cmp(other).then(part.piece.cmp(&also.piece)));
        let ((share, away), part) = best?;
        let (piece, at) = (part.piece, part_at(part, share));
        (away <= TOLERANCE_M).then(|| self.node_on(piece, at, TOLERANCE_M))
    }

    fn is_fixed(&self, piece: u32) -> bool {
        self.ground.fixed.contains(&self.graph.pieces()[piece as usize].link)
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

    fn join_each_other(&mut self) {
        for one in 0..self.sketches.len() {
            for other in (0..self.sketches.len()).filter(|other| *other != one) {
                if one < other && self.may_cross(one, other) {
                    self.join_where_crossing(one, other);
                }
                self.join_where_touching(one, other);
            }
        }
    }

    fn may_cross(&self, one: usize, other: usize) -> bool {
        let roads = [one, other].map(|number| self.sketches[number].road);
        let is_drawn = roads.iter().any(|road| !road.is_recorded());
        is_drawn && roads.iter().all(|road| road.class != RoadClass::Expressway)
    }

    fn join_where_crossing(&mut self, one: usize, other: usize) {
        let mut found = vec![];
        for (own, pair) in self.sketches[one].metric.windows(2).enumerate() {
            let straight = [pair[0], pair[1]];
            let (low, high) = box_of(straight, 0.0);
            for (at, theirs) in self.sketches[other].metric.windows(2).enumerate() {
                if !touches(theirs, low, high) {
                    continue;
                }
                if let Some((share, their_share)) = crossing(straight, [theirs[0], theirs[1]]) {
                    found.push((own as f64 + share, at as f64 + their_share));
                }
            }
        }
        found.into_iter().for_each(|(place, theirs)| self.join_new(one, place, other, theirs, JoinKind::Crossing));
    }

    /// Joins vertices of one new road that lie on another.
    fn join_where_touching(&mut self, one: usize, other: usize) {
        let (own, theirs) = (&self.sketches[one], &self.sketches[other]);
        let both_recorded = own.road.is_recorded() && theirs.road.is_recorded();
        let tolerance = if both_recorded { EXACT_M } else { TOLERANCE_M };
        let [own_last, their_last] = [own, theirs].map(|sketch| sketch.line.len() - 1);
        let mut found = vec![];
        for (vertex, here) in own.metric.iter().enumerate() {
            let is_end = vertex == 0 || vertex == own_last;
            if !is_end && (own.road.class == RoadClass::Expressway || both_recorded) {
                continue;
            }
            let (low, high) = box_of([*here, *here], tolerance);
            let straights = theirs.metric.windows(2).enumerate().filter(|(_, pair)| touches(pair, low, high));
            let near = straights.map(|(at, pair)| (nearest([pair[0], pair[1]], *here), at));
            let best = near.min_by(|((_, one), _), ((_, other), _)| one.total_cmp(other));
            let Some(((share, _), at)) = best.filter(|((_, away), _)| *away <= tolerance) else { continue };
            let place = at as f64 + share;
            let is_their_end = place == 0.0 || place == their_last as f64;
            if theirs.road.class != RoadClass::Expressway || is_their_end {
                found.push((vertex as f64, place, if is_end { JoinKind::End } else { JoinKind::Vertex }));
            }
        }
        found.into_iter().for_each(|(place, their_place, kind)| self.join_new(one, place, other, their_place, kind));
    }

    /// Makes two new roads share a node: one that either has nearby, or a fresh one.
    fn join_new(&mut self, one: usize, place: f64, other: usize, their_place: f64, kind: JoinKind) {
        let (own, theirs) = (&self.sketches[one], &self.sketches[other]);
        let here = own.metric_at(place);
        let near = |sketch: &Sketch<'_>| {
            sketch.cuts.iter().find(|cut| distance(on_grid(self.frame, cut.at), here) <= TOLERANCE_M).copied()
        };
        let (mine, yours) = (near(own), near(theirs));
        let (node, at) = match (mine, yours) {
            (Some(_), Some(_)) => return,
            (Some(cut), None) | (None, Some(cut)) => (cut.node, cut.at),
            (None, None) => (self.fresh(), self.sketches[other].position_at(their_place)),
        };
        self.cut(one, Cut { place, node, at }, kind, None, Some(other));
        self.cut(other, Cut { place: their_place, node, at }, kind, None, Some(one));
    }

    /// Adds a node to a line, unless it is there already.
    fn cut(&mut self, number: usize, cut: Cut, kind: JoinKind, piece: Option<u32>, road: Option<usize>) {
        let sketch = &mut self.sketches[number];
        let is_known = sketch.cuts.iter().any(|known| {
            let is_same_node = known.node == cut.node && sketch.walked(known.place, cut.place) <= 4.0 * TOLERANCE_M;
            is_same_node || (known.place - cut.place).abs() < 1e-9
        });
        if is_known {
            return;
        }
        sketch.cuts.push(cut);
        if piece.is_some() || road.is_some() {
            let last = (sketch.line.len() - 1) as f64;
            let off_network = match cut.place {
                place if place == 0.0 => sketch.legs[0],
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

impl Sketch<'_> {
    /// Whether the line comes within the tolerance of a point.
    fn passes(&self, here: Spot2) -> bool {
        self.metric.windows(2).any(|pair| nearest([pair[0], pair[1]], here).1 <= TOLERANCE_M)
    }

    fn metric_at(&self, place: f64) -> Spot2 {
        let vertex = (place as usize).min(self.metric.len() - 2);
        along([self.metric[vertex], self.metric[vertex + 1]], place - vertex as f64)
    }

    fn position_at(&self, place: f64) -> Coord<f64> {
        let vertex = (place as usize).min(self.line.len() - 2);
        let (from, to) = (self.line[vertex], self.line[vertex + 1]);
        match place - vertex as f64 {
            share if share <= 0.0 => from,
            share if share >= 1.0 => to,
            share => from + (to - from) * share,
        }
    }

    /// Metres along the line between two places.
    fn walked(&self, one: f64, other: f64) -> f64 {
        let (from, to) = (one.min(other), one.max(other));
        let between = (0..self.metric.len()).filter(|vertex| from < *vertex as f64 && (*vertex as f64) < to);
        let mut walked = 0.0;
        let mut last = self.metric_at(from);
        for next in between.map(|vertex| self.metric[vertex]).chain([self.metric_at(to)]) {
            walked += distance(last, next);
            last = next;
        }
        walked
    }

    fn stretches(&self) -> Vec<Stretch> {
        let pairs = self.cuts.windows(2).filter(|pair| {
            pair[0].node != pair[1].node || self.walked(pair[0].place, pair[1].place) > 2.0 * TOLERANCE_M
        });
        let stretch = |pair: &[Cut]| {
            let (from, to) = (pair[0], pair[1]);
            let is_between = |vertex: &usize| from.place + 1e-9 < *vertex as f64 && (*vertex as f64) < to.place - 1e-9;
            let between = (0..self.line.len()).filter(is_between).map(|vertex| self.line[vertex]);
            Stretch {
                tail: from.node,
                head: to.node,
                line: [from.at].into_iter().chain(between).chain([to.at]).collect(),
            }
        };
        pairs.map(stretch).collect()
    }
}

/// Whether the box around a straight line touches another box.
fn touches(ends: &[Spot2], low: Spot2, high: Spot2) -> bool {
    (0..2).all(|axis| {
        let [from, to] = [ends[0][axis], ends[1][axis]];
        from.max(to) >= low[axis] && from.min(to) <= high[axis]
    })
}

/// Millimetres from the start of a piece to a point of a part of it.
fn part_at(part: &Straight, share: f64) -> u32 {
    part.from + (f64::from(part.to - part.from) * share).round() as u32
}

/// Nodes of open expressways in the box around the new roads: position on the grid, node, piece.
fn interchanges(ground: Ground<'_>, sketches: &[Sketch<'_>]) -> Vec<(Spot2, u32, u32)> {
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
