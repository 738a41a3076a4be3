//! Which states the hierarchy joins, whatever ways cost: one for all costs.

use super::order::order;
use super::states::States;
use crate::index::network::Graph;

/// No state stands above this one.
pub(super) const TOP: u32 = u32::MAX;

/// States by rank, each joined to those above it that it can reach over states below it.
#[derive(Debug)]
pub(super) struct Topology {
    pub states: States,
    /// By state.
    rank: Vec<u32>,
    /// By rank: the lowest rank it is joined to. All it is joined to are among the ranks one comes to by going on like that.
    pub above: Vec<u32>,
    /// By rank: where the ranks it is joined to begin in `heads`.
    starts: Vec<u32>,
    /// Ranks, of each ascending.
    heads: Vec<u32>,
}

impl Topology {
    pub fn of(graph: &Graph) -> Self {
        let states = States::of(graph);
        let rank = ranks(graph, &states);
        let mut joined: Vec<Vec<u32>> = vec![vec![]; rank.len()];
        states.for_each_hop(graph, |from, to, _| {
            let (from, to) = (rank[from as usize], rank[to as usize]);
            if from != to {
                joined[from.min(to) as usize].push(from.max(to));
            }
        });
        let mut topology = Topology { states, above: vec![TOP; rank.len()], rank, starts: vec![0], heads: vec![] };
        for low in 0..joined.len() {
            let mut heads = std::mem::take(&mut joined[low]);
            heads.sort_unstable();
            heads.dedup();
            // Taking a state out joins all that it was joined to; it is enough to tell the lowest of them about the others.
            if let Some((lowest, others)) = heads.split_first() {
                topology.above[low] = *lowest;
                joined[*lowest as usize].extend_from_slice(others);
            }
            topology.heads.extend(heads);
            topology.starts.push(topology.heads.len() as u32);
        }
        topology
    }

    /// The rank of a state.
    pub fn rank(&self, state: u32) -> u32 {
        self.rank[state as usize]
    }

    /// How many states there are.
    pub fn len(&self) -> usize {
        self.rank.len()
    }

    /// How many pairs are joined.
    pub fn pair_count(&self) -> usize {
        self.heads.len()
    }

    /// The pairs of a rank with those above it, by their numbers.
    pub fn pairs(&self, low: u32) -> std::ops::Range<usize> {
        self.starts[low as usize] as usize..self.starts[low as usize + 1] as usize
    }

    /// The upper rank of a pair.
    pub fn head(&self, pair: usize) -> u32 {
        self.heads[pair]
    }

    /// The number of a pair; `None` when it is not joined.
    pub fn pair(&self, low: u32, high: u32) -> Option<usize> {
        let pairs = self.pairs(low);
        self.heads[pairs.clone()].binary_search(&high).ok().map(|at| pairs.start + at)
    }

    /// Every triangle whose lowest corner is a rank: its pairs with the middle corner and the upper one, and the pair of these.
    #[inline]
    pub fn for_each_triangle(&self, low: u32, mut visit: impl FnMut(usize, usize, usize)) {
        let pairs = self.pairs(low);
        for middle in pairs.clone() {
            let mut across = self.pairs(self.heads[middle]).start;
            for upper in middle + 1..pairs.end {
                // Both were joined when the lowest corner was taken out, so the pair is there.
                while self.heads[across] < self.heads[upper] {
                    across += 1;
                }
                visit(middle, upper, across);
            }
        }
    }
}

/// The states of a node stand together.
fn ranks(graph: &Graph, states: &States) -> Vec<u32> {
    let mut rank = vec![0; states.count() as usize];
    let mut next = 0;
    for node in order(graph) {
        let of_edges =
            graph.into(node).iter().map(|edge| states.at_end(*edge)).filter(|state| *state >= states.nodes());
        for state in of_edges.chain([node]) {
            rank[state as usize] = next;
            next += 1;
        }
    }
    rank
}
