//! Edges beside those of a graph: new roads, and the parts of the pieces they join.

use std::collections::{BTreeMap, HashMap, HashSet};

use geo::{Coord, LineString};
use rstar::RTree;
use rstar::primitives::{GeomWithData, Line};

use super::super::snap::on_grid;
use super::super::split::milliseconds;
use super::super::{Cost, Edge, Graph, Network};
use super::noding::{FIRST_NEW, Ground, NodedRoad, Stretch, node};
use super::plane::distance;
use super::proposal::{Join, NewRoad};
use super::reach::{Measure, Spent};
use crate::model::RoadClass;

/// A piece beside those of the graph.
#[derive(Clone, Debug)]
pub(super) struct Extra {
    pub tail: u32,
    pub head: u32,
    pub length: u32,
    car: u32,
    truck: u32,
    pub class: RoadClass,
    pub one_way: bool,
    /// The piece of the graph it is a part of.
    parent: Option<u32>,
}

/// A node in the middle of a piece of the graph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    /// Millimetres from the start of the piece.
    pub at: u32,
    /// The edges that lead to it along the piece: as it is drawn, and against.
    pub into: [Edge; 2],
}

/// A new road as it was laid.
#[derive(Clone, Debug)]
pub struct Laid {
    /// Its length with what was added at its ends, millimetres.
    pub length: u64,
    /// Where it meets others, along the line.
    pub joins: Vec<Join>,
    /// The line it follows, degrees.
    pub line: LineString<f64>,
}

/// A straight part of a new road.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    /// Which extra piece.
    pub extra: usize,
    /// Millimetres from its start to the start …
    pub from: u32,
    /// … and the end of the segment.
    pub to: u32,
}

/// A network with closed links left out and new roads beside it.
pub struct Overlay<'n> {
    pub(super) network: &'n Network,
    /// By piece of the graph.
    closed: Vec<bool>,
    extra: Vec<Extra>,
    out: HashMap<u32, Vec<Edge>>,
    into: HashMap<u32, Vec<Edge>>,
    cuts: BTreeMap<u32, Vec<Cut>>,
    roads: Vec<Laid>,
    pub(super) segments: RTree<GeomWithData<Line<[f64; 2]>, Segment>>,
}

impl<'n> Overlay<'n> {
    /// A network without some links, by their position in the base.
    pub fn closing(network: &'n Network, links: &HashSet<u32>) -> Self {
        let closed = network.graph().pieces().iter().map(|piece| links.contains(&piece.link)).collect();
        Overlay {
            network,
            closed,
            extra: vec![],
            out: HashMap::new(),
            into: HashMap::new(),
            cuts: BTreeMap::new(),
            roads: vec![],
            segments: RTree::new(),
        }
    }

    /// The same network with new roads. `fixed` are links that are joined at their nodes only, by their position in the base.
    pub fn with(&self, roads: &[NewRoad], fixed: &HashSet<u32>) -> Self {
        let ground = Ground { network: self.network, closed: &self.closed, fixed };
        let noded = node(ground, roads);
        let none = HashSet::new();
        let mut next = Overlay { closed: self.closed.clone(), ..Overlay::closing(self.network, &none) };
        for (piece, spots) in noded.spots {
            next.add_parts(piece, &spots);
        }
        let mut segments = vec![];
        for (road, noded) in roads.iter().zip(noded.roads) {
            let laid = next.lay(road, noded, &mut segments);
            next.roads.push(laid);
        }
        next.segments = RTree::bulk_load(segments);
        next
    }

    /// The new roads, in the order in which they were given.
    pub fn roads(&self) -> &[Laid] {
        &self.roads
    }

    /// The parts of a piece between the nodes on it: together they cost what it costs.
    fn add_parts(&mut self, piece: u32, spots: &[(u32, u32)]) {
        let graph = self.network.graph();
        let own = &graph.pieces()[piece as usize];
        let to = |at: u32| [Cost::Distance, Cost::Car, Cost::Truck].map(|cost| graph.cost(2 * piece, at, cost));
        let ends = spots.iter().copied().chain([(own.length, own.head)]);
        let (mut start, mut tail) = (0, own.tail);
        let mut cuts: Vec<Cut> = vec![];
        for (at, head) in ends {
            let [length, car, truck] = [0, 1, 2].map(|kind| to(at)[kind] - to(start)[kind]);
            let (class, one_way) = (own.class, own.one_way);
            let edge = self.add(Extra { tail, head, length, car, truck, class, one_way, parent: Some(piece) });
            if let Some(cut) = cuts.last_mut() {
                cut.into[1] = edge | 1;
            }
            if at < own.length {
                cuts.push(Cut { at, into: [edge, edge] });
            }
            (start, tail) = (at, head);
        }
        self.cuts.insert(piece, cuts);
    }

    fn add(&mut self, extra: Extra) -> Edge {
        let edge = self.first_extra() + 2 * self.extra.len() as u32;
        for edge in if extra.one_way { vec![edge] } else { vec![edge, edge | 1] } {
            let (from, to) = if edge & 1 == 0 { (extra.tail, extra.head) } else { (extra.head, extra.tail) };
            self.out.entry(from).or_default().push(edge);
            self.into.entry(to).or_default().push(edge);
        }
        self.extra.push(extra);
        edge
    }

    fn lay(
        &mut self,
        road: &NewRoad,
        noded: NodedRoad,
        segments: &mut Vec<GeomWithData<Line<[f64; 2]>, Segment>>,
    ) -> Laid {
        let mut laid = Laid { length: 0, joins: noded.joins, line: LineString(vec![]) };
        for stretch in noded.stretches {
            let extra = self.lay_stretch(road, &stretch, segments);
            laid.length += u64::from(extra);
            let is_start = laid.line.0.last() == stretch.line.first();
            laid.line.0.extend(stretch.line.into_iter().skip(usize::from(is_start)));
        }
        laid
    }

    fn lay_stretch(
        &mut self,
        road: &NewRoad,
        stretch: &Stretch,
        segments: &mut Vec<GeomWithData<Line<[f64; 2]>, Segment>>,
    ) -> u32 {
        let frame = self.network.snaps().frame();
        let metric: Vec<[f64; 2]> = stretch.line.iter().map(|vertex: &Coord<f64>| on_grid(frame, *vertex)).collect();
        let (mut length, mut car, mut truck) = (0_u32, 0_u32, 0_u32);
        let mut own = vec![];
        for pair in metric.windows(2) {
            // Rounded as the graph rounds, so that a road that is built later is as long as it was thought of.
            let millimetres = (distance(pair[0], pair[1]) * 1000.0).round() as u32;
            if pair[0] != pair[1] {
                own.push((Line::new(pair[0], pair[1]), length, length.saturating_add(millimetres)));
            }
            length = length.saturating_add(millimetres);
            car = car.saturating_add(milliseconds(millimetres, road.speed.car));
            truck = truck.saturating_add(milliseconds(millimetres, road.speed.truck));
        }
        let extra = self.extra.len();
        let (tail, head, class, one_way) = (stretch.tail, stretch.head, road.class, road.one_way);
        let [whole, car, truck] = [length, car, truck].map(|cost| cost.max(1));
        self.add(Extra { tail, head, length: whole, car, truck, class, one_way, parent: None });
        // An expressway is entered at its nodes only.
        if class != RoadClass::Expressway {
            segments
                .extend(own.into_iter().map(|(line, from, to)| GeomWithData::new(line, Segment { extra, from, to })));
        }
        length
    }

    pub(super) fn graph(&self) -> &'n Graph {
        self.network.graph()
    }

    fn first_extra(&self) -> u32 {
        self.graph().edge_count() as u32
    }

    /// How many edges there are; they are numbered below it.
    pub(super) fn edge_count(&self) -> usize {
        self.graph().edge_count() + 2 * self.extra.len()
    }

    /// The extra piece of an edge; `None` for one of the graph's.
    fn extra(&self, edge: Edge) -> Option<&Extra> {
        self.extra.get((edge.checked_sub(self.first_extra())? / 2) as usize)
    }

    /// The edge along an extra piece, as it is drawn.
    pub(super) fn edge_of(&self, extra: usize) -> Edge {
        self.first_extra() + 2 * extra as u32
    }

    /// Whether an edge may be driven.
    pub(super) fn is_open(&self, edge: Edge) -> bool {
        match self.extra(edge) {
            Some(extra) => edge & 1 == 0 || !extra.one_way,
            None => !self.closed[edge as usize / 2] && self.graph().is_drivable(edge),
        }
    }

    pub(super) fn class(&self, edge: Edge) -> RoadClass {
        self.extra(edge).map_or_else(|| self.graph().piece(edge).class, |extra| extra.class)
    }

    pub(super) fn length(&self, edge: Edge) -> u32 {
        self.extra(edge).map_or_else(|| self.graph().piece(edge).length, |extra| extra.length)
    }

    /// What it costs to drive all of an edge.
    pub(super) fn whole(&self, edge: Edge, measure: Measure) -> Spent {
        self.part(edge, self.length(edge), measure)
    }

    /// What it costs to drive so many millimetres of an edge.
    pub(super) fn part(&self, edge: Edge, millimetres: u32, measure: Measure) -> Spent {
        let time = match self.extra(edge) {
            None => self.graph().cost(edge, millimetres, measure.time),
            Some(extra) => extra.time(millimetres, measure.time),
        };
        measure.spent(millimetres, time)
    }

    /// The node an edge leads to.
    pub(super) fn head(&self, edge: Edge) -> u32 {
        self.tail(edge ^ 1)
    }

    fn tail(&self, edge: Edge) -> u32 {
        match self.extra(edge) {
            Some(extra) => {
                if edge & 1 == 0 {
                    extra.tail
                } else {
                    extra.head
                }
            }
            None => self.graph().head(edge ^ 1),
        }
    }

    /// Open edges that leave a node.
    pub(super) fn out_of(&self, node: u32) -> impl Iterator<Item = Edge> {
        let old = if node < FIRST_NEW { self.graph().out_of(node) } else { &[] };
        let open = old.iter().copied().filter(|edge| !self.closed[*edge as usize / 2]);
        open.chain(self.out.get(&node).into_iter().flatten().copied())
    }

    /// Open edges that lead to a node.
    pub(super) fn into(&self, node: u32) -> impl Iterator<Item = Edge> {
        let old = if node < FIRST_NEW { self.graph().into(node) } else { &[] };
        let open = old.iter().copied().filter(|edge| !self.closed[*edge as usize / 2]);
        // Most networks have nothing beside them, and no look-up is needed.
        let extra = if self.extra.is_empty() { None } else { self.into.get(&node) };
        open.chain(extra.into_iter().flatten().copied())
    }

    /// Edges that an edge may follow.
    pub(super) fn before(&self, edge: Edge) -> impl Iterator<Item = Edge> {
        let node = self.tail(edge);
        self.into(node).filter(move |last| self.may_turn(*last, edge, node))
    }

    /// Whether one may turn at a node. A part of a piece is turned from and into as the piece is.
    fn may_turn(&self, from: Edge, to: Edge, node: u32) -> bool {
        let parent = |edge: Edge| match self.extra(edge) {
            None => Some(edge),
            Some(extra) => extra.parent.map(|piece| 2 * piece + (edge & 1)),
        };
        match (parent(from), parent(to)) {
            (Some(from), Some(to)) if node < FIRST_NEW => self.graph().may_turn(from, to),
            _ => to != from ^ 1 || self.class(from) != RoadClass::Expressway,
        }
    }

    /// Nodes in the middle of a piece of the graph, along it.
    pub(super) fn cuts(&self, piece: u32) -> &[Cut] {
        self.cuts.get(&piece).map_or(&[], Vec::as_slice)
    }

    /// Nodes of what is beside the graph, each once, in order.
    pub(super) fn new_ends(&self) -> Vec<u32> {
        let mut nodes: Vec<u32> = self.extra.iter().flat_map(|extra| [extra.tail, extra.head]).collect();
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }
}

impl Extra {
    /// The time of so many millimetres of it, milliseconds, rounded once.
    fn time(&self, millimetres: u32, cost: Cost) -> u32 {
        let whole = match cost {
            Cost::Distance => return millimetres,
            Cost::Car => self.car,
            Cost::Truck => self.truck,
        };
        let (whole, length) = (u64::from(whole), u64::from(self.length.max(1)));
        ((whole * u64::from(millimetres) + length / 2) / length) as u32
    }
}
