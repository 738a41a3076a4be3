//! What a search over the hierarchy remembers: where one is and, only where it matters, over which edge one came.

use crate::index::network::{Arrive, Cost, Edge, Effort, Graph, Leave, Spot, Step};

/// Of an edge that cannot be driven.
const NONE: u32 = u32::MAX;

/// The states of a network. At most nodes every turn is allowed, and one state is enough; an edge from which some turn is
/// forbidden has, where it ends, a state of its own. Nodes come first, under their own numbers.
#[derive(Debug)]
pub(super) struct States {
    nodes: u32,
    /// By edge: the state one is in at its end.
    at_end: Vec<u32>,
    count: u32,
}

/// A state at which a way begins or ends, with what lies between it and the spot.
#[derive(Clone, Copy, Debug)]
pub(super) struct Door {
    pub state: u32,
    /// The part of an edge between spot and state; `None` when the spot is the state's node.
    pub step: Option<Step>,
}

impl States {
    pub fn of(graph: &Graph) -> Self {
        let nodes = graph.node_count();
        let mut count = nodes;
        let at_end = (0..graph.edge_count() as u32).map(|edge| match () {
            () if !graph.is_drivable(edge) => NONE,
            () if graph.out_of(graph.head(edge)).iter().all(|next| graph.may_turn(edge, *next)) => graph.head(edge),
            () => {
                count += 1;
                count - 1
            }
        });
        let at_end = at_end.collect();
        States { nodes, at_end, count }
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// How many nodes there are; greater states belong to edges.
    pub fn nodes(&self) -> u32 {
        self.nodes
    }

    /// The state one is in at the end of an edge.
    pub fn at_end(&self, edge: Edge) -> u32 {
        self.at_end[edge as usize]
    }

    /// States of a node from which an edge may be taken; with no edge, all of them.
    fn before<'s>(&'s self, graph: &'s Graph, node: u32, edge: Option<Edge>) -> impl Iterator<Item = u32> + 's {
        let of_edges = graph.into(node).iter().copied().filter(|last| self.at_end(*last) >= self.nodes);
        let allowed = of_edges.filter(move |last| edge.is_none_or(|edge| graph.may_turn(*last, edge)));
        allowed.map(|last| self.at_end(last)).chain([node])
    }

    /// Every pair of states that an edge joins.
    pub fn for_each_hop(&self, graph: &Graph, mut take: impl FnMut(u32, u32, Edge)) {
        for edge in (0..graph.edge_count() as u32).filter(|edge| graph.is_drivable(*edge)) {
            let to = self.at_end(edge);
            self.before(graph, graph.tail(edge), Some(edge)).for_each(|from| take(from, to, edge));
        }
    }

    /// States in which a way from a spot begins.
    pub fn starts(&self, graph: &Graph, from: Spot) -> Vec<Door> {
        if let Spot::Node(node) = from {
            return vec![Door { state: node, step: None }];
        }
        let leaves = from.leaves(graph).into_iter();
        let rest = |Leave { edge, from }| Step { edge, from, to: graph.piece(edge).length };
        leaves.map(|leave| Door { state: self.at_end(leave.edge), step: Some(rest(leave)) }).collect()
    }

    /// States in which a way to a spot ends.
    pub fn ends(&self, graph: &Graph, to: Spot) -> Vec<Door> {
        if let Spot::Node(node) = to {
            return self.before(graph, node, None).map(|state| Door { state, step: None }).collect();
        }
        let arrives = to.arrives(graph).into_iter();
        let doors = |Arrive { edge, to }| {
            let step = Some(Step { edge, from: 0, to });
            self.before(graph, graph.tail(edge), Some(edge)).map(move |state| Door { state, step }).collect::<Vec<_>>()
        };
        arrives.flat_map(doors).collect()
    }
}

impl Door {
    pub fn effort(&self, graph: &Graph, cost: Cost) -> Effort {
        self.step.map_or(Effort::NONE, |step| Effort::of(graph, step, cost))
    }
}
