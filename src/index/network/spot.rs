//! Where a way begins and ends.

use super::{Edge, Graph};

/// A spot of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A node.
    Node(u32),
    /// Between the ends of a piece.
    On {
        /// Which piece.
        piece: u32,
        /// Millimetres from its start, more than 0 and less than its length.
        at: u32,
    },
}

/// An edge on which a way begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leave {
    /// Which edge.
    pub edge: Edge,
    /// Millimetres from the start of the edge.
    pub from: u32,
}

/// An edge on which a way ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrive {
    /// Which edge.
    pub edge: Edge,
    /// Millimetres from the start of the edge.
    pub to: u32,
}

impl Spot {
    /// Edges on which one may leave, in ascending order.
    pub fn leaves(self, graph: &Graph) -> Vec<Leave> {
        match self {
            Spot::Node(node) => graph.out_of(node).iter().map(|edge| Leave { edge: *edge, from: 0 }).collect(),
            Spot::On { .. } => self.both_ways(graph).map(|(edge, from)| Leave { edge, from }).collect(),
        }
    }

    /// Edges on which one may arrive, in ascending order.
    pub fn arrives(self, graph: &Graph) -> Vec<Arrive> {
        match self {
            Spot::Node(node) => {
                graph.into(node).iter().map(|edge| Arrive { edge: *edge, to: graph.piece(*edge).length }).collect()
            }
            Spot::On { .. } => self.both_ways(graph).map(|(edge, to)| Arrive { edge, to }).collect(),
        }
    }

    /// The drivable edges of a spot between nodes, with the millimetres from the start of each.
    fn both_ways(self, graph: &Graph) -> impl Iterator<Item = (Edge, u32)> {
        let (piece, at) = match self {
            Spot::On { piece, at } => (piece, at),
            Spot::Node(_) => (u32::MAX, 0),
        };
        let length = graph.pieces().get(piece as usize).map_or(0, |piece| piece.length);
        let edges = [(piece.wrapping_mul(2), at), (piece.wrapping_mul(2) | 1, length.saturating_sub(at))];
        edges.into_iter().filter(move |(edge, _)| length > 0 && graph.is_drivable(*edge))
    }
}
