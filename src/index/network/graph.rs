//! Directed edges and the turns between them.

use std::collections::{HashMap, HashSet};

use geo::Coord;

use super::Spot;
use super::opening::OpenLink;
use super::piece::Piece;
use super::split::{Cell, Pieces, cell, split};
use crate::index::Base;
use crate::model::{Id, MetricFrame, RoadClass};
use crate::rules::Speeds;

/// A piece driven in one direction: twice the piece, plus one against the direction in which it is drawn.
pub type Edge = u32;

/// What a way is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// Millimetres.
    Distance,
    /// Milliseconds of a car.
    Car,
    /// Milliseconds of a truck.
    Truck,
}

/// The network as edges. Pieces are in the order of their links' ids, and along each link.
#[derive(Clone, Debug)]
pub struct Graph {
    pub(super) pieces: Vec<Piece>,
    pub(super) vertices: Vec<Coord<f64>>,
    /// Millimetres from the start of its piece to each vertex.
    pub(super) along: Vec<u32>,
    out: Lists,
    into: Lists,
    banned: HashSet<(Edge, Edge)>,
    /// Whether some turn from an edge is banned: hardly any is, so most turns need no look-up.
    has_ban: Vec<bool>,
    named: HashMap<Id, u32>,
    located: HashMap<Cell, u32>,
}

/// A list of edges for every node, one after the other.
#[derive(Clone, Debug)]
struct Lists {
    starts: Vec<u32>,
    edges: Vec<Edge>,
}

impl Lists {
    fn new(nodes: usize, edges: impl Iterator<Item = (u32, Edge)> + Clone) -> Self {
        let mut starts = vec![0; nodes + 1];
        edges.clone().for_each(|(node, _)| starts[node as usize + 1] += 1);
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let mut next = starts.clone();
        let mut sorted = vec![0; starts[nodes] as usize];
        for (node, edge) in edges {
            let slot = &mut next[node as usize];
            sorted[*slot as usize] = edge;
            *slot += 1;
        }
        Lists { starts, edges: sorted }
    }

    fn of(&self, node: u32) -> &[Edge] {
        &self.edges[self.starts[node as usize] as usize..self.starts[node as usize + 1] as usize]
    }
}

impl Graph {
    /// Builds the graph of open links. `stops` are positions where a link may be left besides its nodes.
    pub(super) fn build(
        base: &Base,
        links: &[OpenLink<'_>],
        stops: &[Coord<f64>],
        frame: &MetricFrame,
        speeds: &Speeds,
    ) -> Self {
        let cut = split(links, stops, frame, speeds);
        let nodes = cut.node_count as usize;
        let pieces = &cut.pieces;
        let directed = (0..2 * pieces.len() as u32).filter(|edge| is_drivable(pieces, *edge));
        let out = Lists::new(nodes, directed.clone().map(|edge| (tail(pieces, edge), edge)));
        let into = Lists::new(nodes, directed.map(|edge| (tail(pieces, edge ^ 1), edge)));
        let banned = HashSet::new();
        let has_ban = vec![false; 2 * pieces.len()];
        let Pieces { pieces, vertices, along, named, located, .. } = cut;
        let mut graph = Graph { pieces, vertices, along, out, into, banned, has_ban, named, located };
        graph.ban_turns(base, links);
        graph
    }

    fn ban_turns(&mut self, base: &Base, links: &[OpenLink<'_>]) {
        for open in links {
            for turn in &open.link.banned_turns {
                let Some(node) = self.named.get(&turn.at).copied() else { continue };
                let onto = base.road_links.records.binary_search_by(|record| record.id.cmp(&turn.onto));
                let Ok(onto) = onto.map(|at| at as u32) else { continue };
                let of_link = |edge: &Edge, link: u32| self.piece(*edge).link == link;
                let from: Vec<Edge> =
                    self.into.of(node).iter().copied().filter(|edge| of_link(edge, open.link_at)).collect();
                let to: Vec<Edge> = self.out.of(node).iter().copied().filter(|edge| of_link(edge, onto)).collect();
                for from in from {
                    // Onto the link itself means turning round, not driving on along it.
                    let banned = to.iter().copied().filter(|to| onto != open.link_at || *to == from ^ 1);
                    for to in banned.collect::<Vec<_>>() {
                        self.banned.insert((from, to));
                        self.has_ban[from as usize] = true;
                    }
                }
            }
        }
    }

    /// How many edges there are, drivable or not; edges are numbered below it.
    pub fn edge_count(&self) -> usize {
        2 * self.pieces.len()
    }

    /// Every piece.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The piece of an edge.
    pub fn piece(&self, edge: Edge) -> &Piece {
        &self.pieces[edge as usize / 2]
    }

    /// Whether an edge may be driven.
    pub fn is_drivable(&self, edge: Edge) -> bool {
        is_drivable(&self.pieces, edge)
    }

    /// The node an edge leads to.
    pub fn head(&self, edge: Edge) -> u32 {
        tail(&self.pieces, edge ^ 1)
    }

    /// The node an edge comes from.
    pub fn tail(&self, edge: Edge) -> u32 {
        tail(&self.pieces, edge)
    }

    /// How many nodes there are; they are numbered below it.
    pub fn node_count(&self) -> u32 {
        self.out.starts.len() as u32 - 1
    }

    /// Edges that leave a node, in ascending order.
    pub fn out_of(&self, node: u32) -> &[Edge] {
        self.out.of(node)
    }

    /// Edges that lead to a node, in ascending order.
    pub fn into(&self, node: u32) -> &[Edge] {
        self.into.of(node)
    }

    /// Edges that may follow an edge.
    pub fn after(&self, edge: Edge) -> impl Iterator<Item = Edge> {
        self.out.of(self.head(edge)).iter().copied().filter(move |next| self.may_turn(edge, *next))
    }

    /// Edges that an edge may follow.
    pub fn before(&self, edge: Edge) -> impl Iterator<Item = Edge> {
        self.into.of(tail(&self.pieces, edge)).iter().copied().filter(move |last| self.may_turn(*last, edge))
    }

    /// Whether one may turn from an edge into one that begins where it ends.
    ///
    /// Turning round is allowed at every node unless banned, so that no new road can make a way longer; never on an expressway.
    pub fn may_turn(&self, from: Edge, to: Edge) -> bool {
        let turns_round = to == from ^ 1;
        let on_expressway = turns_round && self.piece(from).class == RoadClass::Expressway;
        let banned = self.has_ban[from as usize] && self.banned.contains(&(from, to));
        !(on_expressway || banned)
    }

    /// What it costs to drive the first `millimetres` of an edge. Exact for distances; times are rounded once.
    pub fn cost(&self, edge: Edge, millimetres: u32, cost: Cost) -> u32 {
        let piece = self.piece(edge);
        let whole = match cost {
            Cost::Distance => return millimetres,
            Cost::Car => piece.car,
            Cost::Truck => piece.truck,
        };
        let (whole, length) = (u64::from(whole), u64::from(piece.length));
        ((whole * u64::from(millimetres) + length / 2) / length) as u32
    }

    /// The node with an id; `None` when no open link has it.
    pub fn node(&self, id: &str) -> Option<u32> {
        self.named.get(id).copied()
    }

    /// The node at this very position, to seven decimals.
    pub fn node_at(&self, position: Coord<f64>) -> Option<u32> {
        self.located.get(&cell(position)).copied()
    }

    /// The spot so many millimetres from the start of a piece; its ends are nodes.
    pub fn spot(&self, piece: u32, at: u32) -> Spot {
        let own = &self.pieces[piece as usize];
        match at {
            0 => Spot::Node(own.tail),
            at if at >= own.length => Spot::Node(own.head),
            at => Spot::On { piece, at },
        }
    }

    /// The vertices of a piece with the millimetres to each, as drawn.
    pub(super) fn line(&self, piece: u32) -> impl Iterator<Item = (Coord<f64>, u32)> {
        let range = self.pieces[piece as usize].vertices.clone();
        let range = range.start as usize..range.end as usize;
        self.vertices[range.clone()].iter().copied().zip(self.along[range].iter().copied())
    }
}

fn is_drivable(pieces: &[Piece], edge: Edge) -> bool {
    edge & 1 == 0 || !pieces[edge as usize / 2].one_way
}

fn tail(pieces: &[Piece], edge: Edge) -> u32 {
    let piece = &pieces[edge as usize / 2];
    if edge & 1 == 0 { piece.tail } else { piece.head }
}
