//! What it costs to get from one state to another that it is joined to.

use super::topology::Topology;
use crate::index::network::{Cost, Edge, Effort, Graph, Step};

/// Over which edge, or by way of which lower state, one gets from one state to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Via(u32);

/// What a way over a [`Via`] is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Made {
    /// The edge.
    Edge(Edge),
    /// Two ways, which meet at a lower rank.
    At(u32),
}

impl Via {
    const EDGE: u32 = 1 << 31;

    /// Nothing: where a way begins.
    pub const NONE: Via = Via(0);

    fn edge(edge: Edge) -> Self {
        Via(edge | Via::EDGE)
    }

    fn at(rank: u32) -> Self {
        Via(rank)
    }

    pub fn made(self) -> Made {
        if self.0 & Via::EDGE == 0 { Made::At(self.0) } else { Made::Edge(self.0 ^ Via::EDGE) }
    }
}

/// A way from one state to another that it is joined to. `head` is the upper of the two.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hop {
    pub effort: Effort,
    pub head: u32,
    pub via: Via,
}

/// Hops by their lower rank, and what each costs by the other measures.
#[derive(Debug, Default)]
pub(super) struct Hops {
    starts: Vec<u32>,
    hops: Vec<Hop>,
    /// Distance, car and truck.
    measures: Vec<[u32; 3]>,
}

impl Hops {
    #[inline]
    pub fn of(&self, low: u32) -> &[Hop] {
        &self.hops[self.range(low)]
    }

    #[inline]
    pub fn measured(&self, low: u32) -> impl Iterator<Item = (&Hop, &[u32; 3])> {
        self.hops[self.range(low)].iter().zip(&self.measures[self.range(low)])
    }

    #[inline]
    fn range(&self, low: u32) -> std::ops::Range<usize> {
        self.starts[low as usize] as usize..self.starts[low as usize + 1] as usize
    }

    fn find(&self, low: u32, head: u32) -> Option<usize> {
        let at = self.of(low).binary_search_by_key(&head, |hop| hop.head).ok()?;
        Some(self.starts[low as usize] as usize + at)
    }

    /// How the hop between two ranks is made.
    pub fn via(&self, low: u32, head: u32) -> Option<Via> {
        self.find(low, head).map(|at| self.hops[at].via)
    }

    fn measure(&self, low: u32, head: u32) -> [u32; 3] {
        self.find(low, head).map_or([0; 3], |at| self.measures[at])
    }

    pub fn len(&self) -> usize {
        self.hops.len()
    }
}

/// Figures of two ways, one after the other.
pub(super) fn sum(one: [u32; 3], other: [u32; 3]) -> [u32; 3] {
    [0, 1, 2].map(|at| one[at].saturating_add(other[at]))
}

/// One direction of every pair while it is worked out.
struct Lane {
    efforts: Vec<Effort>,
    vias: Vec<Via>,
}

impl Lane {
    fn new(pairs: usize) -> Self {
        Lane { efforts: vec![Effort::FAR; pairs], vias: vec![Via(0); pairs] }
    }

    #[inline]
    fn offer(&mut self, pair: usize, effort: Effort, via: Via) {
        if effort < self.efforts[pair] {
            self.efforts[pair] = effort;
            self.vias[pair] = via;
        }
    }
}

/// Works out the hops up and down. First each pair learns its best way over lower states, from the lowest up. Then, from the top down,
/// pairs between which some other way is cheaper are dropped: no cheapest way goes over them.
pub(super) fn weigh(graph: &Graph, topology: &Topology, cost: Cost) -> (Hops, Hops) {
    let (mut up, mut down) = (Lane::new(topology.pair_count()), Lane::new(topology.pair_count()));
    topology.states.for_each_hop(graph, |from, to, edge| {
        let (from, to) = (topology.rank(from), topology.rank(to));
        let whole = Step { edge, from: 0, to: graph.piece(edge).length };
        if let Some(pair) = topology.pair(from.min(to), from.max(to)) {
            let lane = if from < to { &mut up } else { &mut down };
            lane.offer(pair, Effort::of(graph, whole, cost), Via::edge(edge));
        }
    });
    for low in 0..topology.len() as u32 {
        topology.for_each_triangle(low, |middle, upper, across| {
            up.offer(across, down.efforts[middle].and(up.efforts[upper]), Via::at(low));
            down.offer(across, down.efforts[upper].and(up.efforts[middle]), Via::at(low));
        });
    }
    let least = least(topology, &up.efforts, &down.efforts);
    let mut kept = (keep(topology, &up, &least.0), keep(topology, &down, &least.1));
    measure(graph, topology, &mut kept);
    kept
}

/// The least effort between each pair over any way, up and down.
fn least(topology: &Topology, up: &[Effort], down: &[Effort]) -> (Vec<Effort>, Vec<Effort>) {
    let (mut least_up, mut least_down) = (up.to_vec(), down.to_vec());
    for low in (0..topology.len() as u32).rev() {
        topology.for_each_triangle(low, |middle, upper, across| {
            let (to_upper, to_middle) = (least_up[across], least_down[across]);
            least_up[middle] = least_up[middle].min(up[upper].and(to_middle));
            least_up[upper] = least_up[upper].min(up[middle].and(to_upper));
            least_down[middle] = least_down[middle].min(to_upper.and(down[upper]));
            least_down[upper] = least_down[upper].min(to_middle.and(down[middle]));
        });
    }
    (least_up, least_down)
}

fn keep(topology: &Topology, lane: &Lane, least: &[Effort]) -> Hops {
    let mut kept = Hops { starts: vec![0], ..Hops::default() };
    for low in 0..topology.len() as u32 {
        for pair in
            topology.pairs(low).filter(|pair| lane.efforts[*pair].is_way() && lane.efforts[*pair] == least[*pair])
        {
            kept.hops.push(Hop { effort: lane.efforts[pair], head: topology.head(pair), via: lane.vias[pair] });
        }
        kept.starts.push(kept.hops.len() as u32);
    }
    kept.hops.shrink_to_fit();
    kept
}

/// Adds up every measure of every hop, from the lowest up: what a hop is made of stands lower, and was kept because it is part of a cheapest way.
fn measure(graph: &Graph, topology: &Topology, (up, down): &mut (Hops, Hops)) {
    let of_edge = |edge| {
        let piece = graph.piece(edge);
        [piece.length, piece.car, piece.truck]
    };
    for low in 0..topology.len() as u32 {
        for at in up.range(low) {
            let Hop { head, via, .. } = up.hops[at];
            let figures = match via.made() {
                Made::Edge(edge) => of_edge(edge),
                Made::At(rank) => sum(down.measure(rank, low), up.measure(rank, head)),
            };
            up.measures.push(figures);
        }
        for at in down.range(low) {
            let Hop { head, via, .. } = down.hops[at];
            let figures = match via.made() {
                Made::Edge(edge) => of_edge(edge),
                Made::At(rank) => sum(down.measure(rank, head), up.measure(rank, low)),
            };
            down.measures.push(figures);
        }
    }
}
