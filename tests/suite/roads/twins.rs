//! Two other searches over the same graph: a plain one over edges, and another hierarchy, of `fast_paths`, over nodes.
//!
//! [`prove`] compares a network with both; any network will do, also one read from an extract of OpenStreetMap.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use fast_paths::{FastGraph, InputGraph, PathCalculator};
use kcn_atlas::index::network::{Cost, Graph, Network, Spot, Way};
use kcn_atlas::model::RoadClass;
use rand::Rng;
use rand::rngs::StdRng;

/// What an edge costs, whole.
fn whole(graph: &Graph, edge: u32, cost: Cost) -> u64 {
    let piece = &graph.pieces()[edge as usize / 2];
    u64::from([piece.length, piece.car, piece.truck][cost as usize])
}

/// What the first millimetres of an edge cost; a half counts up.
fn part(graph: &Graph, edge: u32, millimetres: u32, cost: Cost) -> u64 {
    let length = u64::from(graph.pieces()[edge as usize / 2].length);
    (2 * whole(graph, edge, cost) * u64::from(millimetres) + length) / (2 * length)
}

/// The edges that touch a spot midway on a piece, with the millimetres before it.
fn touching(graph: &Graph, (piece, at): (u32, u32)) -> Vec<(u32, u32)> {
    let own = &graph.pieces()[piece as usize];
    let mut edges = vec![(2 * piece, at)];
    if !own.one_way {
        edges.push((2 * piece + 1, own.length - at));
    }
    edges
}

/// The plain search: what it costs to come to the end of every edge.
pub struct Plain<'g> {
    graph: &'g Graph,
    /// Edges by the node they leave.
    leaving: Vec<Vec<u32>>,
}

impl<'g> Plain<'g> {
    pub fn new(graph: &'g Graph) -> Self {
        let mut leaving: Vec<Vec<u32>> = vec![];
        for (number, piece) in (0_u32..).zip(graph.pieces()) {
            let most = piece.tail.max(piece.head) as usize;
            leaving.resize(leaving.len().max(most + 1), vec![]);
            leaving[piece.tail as usize].push(2 * number);
            if !piece.one_way {
                leaving[piece.head as usize].push(2 * number + 1);
            }
        }
        Plain { graph, leaving }
    }

    fn to_every_end(&self, from: (u32, u32), cost: Cost) -> Vec<u64> {
        let mut ends = vec![u64::MAX; 2 * self.graph.pieces().len()];
        let mut queue = BinaryHeap::new();
        for (edge, before) in touching(self.graph, from) {
            let rest = self.graph.pieces()[edge as usize / 2].length - before;
            queue.push(Reverse((part(self.graph, edge, rest, cost), edge)));
        }
        while let Some(Reverse((spent, edge))) = queue.pop() {
            if ends[edge as usize] < u64::MAX {
                continue;
            }
            ends[edge as usize] = spent;
            let piece = &self.graph.pieces()[edge as usize / 2];
            let node = if edge % 2 == 0 { piece.head } else { piece.tail };
            for next in &self.leaving[node as usize] {
                if ends[*next as usize] == u64::MAX && self.graph.may_turn(edge, *next) {
                    queue.push(Reverse((spent + whole(self.graph, *next, cost), *next)));
                }
            }
        }
        ends
    }

    /// What the cheapest way to a spot costs, given that to every end.
    fn between(
        &self,
        ends: &[u64],
        arriving: &[Vec<u32>],
        from: (u32, u32),
        to: (u32, u32),
        cost: Cost,
    ) -> Option<u64> {
        let over = touching(self.graph, to).into_iter().filter_map(|(edge, before)| {
            let piece = &self.graph.pieces()[edge as usize / 2];
            let node = if edge % 2 == 0 { piece.tail } else { piece.head };
            let last = arriving[node as usize].iter().filter(|last| self.graph.may_turn(**last, edge));
            let there = last.map(|last| ends[*last as usize]).min().filter(|there| *there < u64::MAX)?;
            Some(there + part(self.graph, edge, before, cost))
        });
        over.chain(along(self.graph, from, to, cost)).min()
    }

    fn arriving(&self) -> Vec<Vec<u32>> {
        let mut arriving = vec![vec![]; self.leaving.len()];
        for edge in self.leaving.iter().flatten() {
            let piece = &self.graph.pieces()[*edge as usize / 2];
            arriving[if edge % 2 == 0 { piece.head } else { piece.tail } as usize].push(*edge);
        }
        arriving
    }
}

/// Straight along the piece on which both spots lie.
fn along(graph: &Graph, from: (u32, u32), to: (u32, u32), cost: Cost) -> Option<u64> {
    let ends = touching(graph, to);
    let starts = touching(graph, from).into_iter();
    let straight = starts.filter_map(|(edge, before)| {
        let (_, end) = ends.iter().find(|(other, end)| *other == edge && *end >= before)?;
        Some(part(graph, edge, end - before, cost))
    });
    straight.min()
}

/// Another hierarchy over the nodes, for graphs in which nothing but turning round is forbidden: no cheapest way between nodes turns round.
pub struct OtherHierarchy<'g> {
    graph: &'g Graph,
    cost: Cost,
    prepared: FastGraph,
    calculator: PathCalculator,
}

impl<'g> OtherHierarchy<'g> {
    /// `None` when some other turn is forbidden.
    pub fn of(graph: &'g Graph, cost: Cost) -> Option<Self> {
        let mut input = InputGraph::new();
        for edge in (0..graph.edge_count() as u32).filter(|edge| graph.is_drivable(*edge)) {
            let is_banned = |next: &u32| *next != edge ^ 1 && !graph.may_turn(edge, *next);
            if graph.out_of(graph.head(edge)).iter().any(is_banned) {
                return None;
            }
            if graph.tail(edge) != graph.head(edge) {
                input.add_edge(graph.tail(edge) as usize, graph.head(edge) as usize, whole(graph, edge, cost) as usize);
            }
        }
        input.freeze();
        let prepared = fast_paths::prepare(&input);
        let calculator = fast_paths::create_calculator(&prepared);
        Some(OtherHierarchy { graph, cost, prepared, calculator })
    }

    /// What the cheapest way between two spots costs.
    pub fn between(&mut self, from: (u32, u32), to: (u32, u32)) -> Option<u64> {
        let (graph, cost) = (self.graph, self.cost);
        let starts = touching(graph, from).into_iter().map(|(edge, before)| {
            let rest = graph.pieces()[edge as usize / 2].length - before;
            (graph.head(edge) as usize, part(graph, edge, rest, cost) as usize)
        });
        let ends = touching(graph, to).into_iter();
        let ends = ends.map(|(edge, before)| (graph.tail(edge) as usize, part(graph, edge, before, cost) as usize));
        let found =
            self.calculator.calc_path_multiple_sources_and_targets(&self.prepared, starts.collect(), ends.collect());
        found.map(|path| path.get_weight() as u64).into_iter().chain(along(graph, from, to, cost)).min()
    }
}

/// A spot between the ends of a random piece, not of an expressway.
pub fn random_spot(random: &mut StdRng, graph: &Graph) -> (u32, u32) {
    loop {
        let piece = random.random_range(0..graph.pieces().len() as u32);
        let own = &graph.pieces()[piece as usize];
        if own.length > 1 && own.class != RoadClass::Expressway {
            return (piece, random.random_range(1..own.length));
        }
    }
}

fn spot((piece, at): (u32, u32)) -> Spot {
    Spot::On { piece, at }
}

/// Panics unless a way may be driven from one spot to the other.
pub fn assert_drivable(graph: &Graph, way: &Way, from: (u32, u32), to: (u32, u32)) {
    let at = |edge: u32, along: u32| {
        let length = graph.pieces()[edge as usize / 2].length;
        (edge / 2, if edge.is_multiple_of(2) { along } else { length - along })
    };
    let Some((first, last)) = way.steps.first().zip(way.steps.last()) else { return assert_eq!(from, to) };
    assert_eq!((at(first.edge, first.from), at(last.edge, last.to)), (from, to), "{way:?}");
    for pair in way.steps.windows(2) {
        let length = graph.pieces()[pair[0].edge as usize / 2].length;
        assert_eq!((pair[0].to, pair[1].from), (length, 0), "pieces are driven whole in between");
        assert_eq!(graph.head(pair[0].edge), graph.tail(pair[1].edge));
        assert!(graph.may_turn(pair[0].edge, pair[1].edge), "{way:?}");
    }
    assert!(way.steps.iter().all(|step| graph.is_drivable(step.edge) && step.from < step.to));
}

/// How many pairs are compared.
#[derive(Clone, Copy)]
pub struct Pairs {
    /// Places from which the plain search goes everywhere …
    pub sources: usize,
    /// … and places to which each of its answers is compared.
    pub targets: usize,
    /// Pairs that are compared with the other hierarchy, where it can be asked.
    pub others: usize,
}

/// Compares the ways of a network with the plain search and, where nothing but turning round is forbidden, with the other hierarchy.
/// Returns how many pairs were compared with each, and how many of them had no way.
pub fn prove(network: &Network, cost: Cost, pairs: Pairs, random: &mut StdRng) -> (usize, usize, usize) {
    let graph = network.graph();
    let (plain, mut compared, mut lost) = (Plain::new(graph), 0, 0);
    let arriving = plain.arriving();
    for _ in 0..pairs.sources {
        let from = random_spot(random, graph);
        let ends = plain.to_every_end(from, cost);
        for _ in 0..pairs.targets {
            let to = random_spot(random, graph);
            let way = network.route(spot(from), spot(to), cost);
            let found = way.as_ref().map(|way| u64::from(way.cost(graph, cost)));
            assert_eq!(found, plain.between(&ends, &arriving, from, to, cost), "{cost:?} from {from:?} to {to:?}");
            way.iter().for_each(|way| assert_drivable(graph, way, from, to));
            compared += 1;
            lost += usize::from(found.is_none());
        }
    }
    let mut other = OtherHierarchy::of(graph, cost).filter(|_| pairs.others > 0);
    let mut with_other = 0;
    while let Some(other) = other.as_mut().filter(|_| with_other < pairs.others) {
        let (from, to) = (random_spot(random, graph), random_spot(random, graph));
        let found = network.route(spot(from), spot(to), cost).map(|way| u64::from(way.cost(graph, cost)));
        assert_eq!(found, other.between(from, to), "{cost:?} from {from:?} to {to:?}");
        with_other += 1;
    }
    (compared, with_other, lost)
}
