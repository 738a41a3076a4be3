//! From each of many spots to each of many others.
//!
//! One climb from a spot labels the states above it. Then the states that some end can see above it are gone through once from the top down,
//! and each takes the best of those it is joined to. These states are the same for all starts and are looked up once; for a single end
//! they are a few hundred, for thousands of ends most of the network, which one pass goes through in a fraction of the time of a search.

use super::scratch::{Label, Scratch};
use super::states::Door;
use super::weights::sum;
use super::{Hierarchy, straight};
use crate::index::network::{Cost, Effort, Graph, Spot, Step, Way};

/// What a way costs by every measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    /// What it is made short by, with what tells it from equally cheap ways.
    pub effort: Effort,
    /// Millimetres, milliseconds of a car, milliseconds of a truck.
    pub figures: [u32; 3],
}

impl Measured {
    /// Of a way without length.
    pub const NONE: Measured = Measured { effort: Effort::NONE, figures: [0; 3] };

    /// Of part of an edge.
    fn of(graph: &Graph, step: Option<Step>, by: Cost) -> Self {
        step.map_or(Measured::NONE, |step| Measured {
            effort: Effort::of(graph, step, by),
            figures: [Cost::Distance, Cost::Car, Cost::Truck].map(|cost| graph.cost(step.edge, step.length(), cost)),
        })
    }

    /// Of a way that is known step by step.
    pub(in crate::index::network) fn of_way(graph: &Graph, way: &Way, by: Cost) -> Self {
        way.steps.iter().fold(Measured::NONE, |sum, step| sum.and(Measured::of(graph, Some(*step), by)))
    }

    fn and(self, next: Measured) -> Self {
        Measured { effort: self.effort.and(next.effort), figures: sum(self.figures, next.figures) }
    }

    /// One of the figures.
    pub fn by(&self, cost: Cost) -> u32 {
        self.figures[cost as usize]
    }
}

/// A row for each of `from` with an entry for each of `to`; `None` = no way.
pub(super) fn table(hierarchy: &Hierarchy, graph: &Graph, from: &[Spot], to: &[Spot]) -> Vec<Vec<Option<Measured>>> {
    let topology = &hierarchy.topology;
    let ends: Vec<Vec<(u32, Measured)>> =
        to.iter().map(|to| doors(hierarchy, graph, topology.states.ends(graph, *to))).collect();
    let above = above(hierarchy, ends.iter().flatten().map(|(rank, _)| *rank));
    let row = |start: &Spot| {
        let starts = doors(hierarchy, graph, topology.states.starts(graph, *start));
        Scratch::lend(topology.len(), |scratch| {
            climb(hierarchy, scratch, &starts);
            descend(hierarchy, scratch, &above);
            let cell = |(end, doors): (&Spot, &Vec<(u32, Measured)>)| match start == end {
                true => Some(Measured::NONE),
                false => cheapest(graph, hierarchy.cost, scratch, (*start, *end), doors),
            };
            to.iter().zip(&ends).map(cell).collect()
        })
    };
    from.iter().map(row).collect()
}

fn doors(hierarchy: &Hierarchy, graph: &Graph, doors: Vec<Door>) -> Vec<(u32, Measured)> {
    let of = |door: Door| (hierarchy.topology.rank(door.state), Measured::of(graph, door.step, hierarchy.cost));
    doors.into_iter().map(of).collect()
}

/// All ranks that these can see above them, and themselves; descending.
fn above(hierarchy: &Hierarchy, ranks: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut is_above = vec![false; hierarchy.topology.len()];
    for mut rank in ranks {
        while let Some(seen) = is_above.get_mut(rank as usize).filter(|seen| !**seen) {
            *seen = true;
            rank = hierarchy.topology.above[rank as usize];
        }
    }
    (0..is_above.len() as u32).rev().filter(|rank| is_above[*rank as usize]).collect()
}

/// Labels all states above the starts.
fn climb(hierarchy: &Hierarchy, scratch: &mut Scratch, starts: &[(u32, Measured)]) {
    let Scratch { forwards, measures, touched, chain, .. } = scratch;
    let mut offer = |rank: u32, way: Measured| {
        if way.effort < forwards[rank as usize].effort {
            forwards[rank as usize] = Label { effort: way.effort, ..Label::NEW };
            measures[rank as usize] = way.figures;
        }
        Measured { effort: forwards[rank as usize].effort, figures: measures[rank as usize] }
    };
    chain.clear();
    for (rank, way) in starts {
        offer(*rank, *way);
        Scratch::put(chain, *rank);
    }
    while let Some(rank) = chain.pop() {
        touched.push(rank);
        let here = offer(rank, Measured { effort: Effort::FAR, figures: [0; 3] });
        if here.effort.is_way() {
            for (hop, figures) in hierarchy.up.measured(rank) {
                offer(hop.head, here.and(Measured { effort: hop.effort, figures: *figures }));
            }
        }
        Scratch::put(chain, hierarchy.topology.above[rank as usize]);
    }
}

/// Completes the labels of these ranks, which descend.
fn descend(hierarchy: &Hierarchy, scratch: &mut Scratch, ranks: &[u32]) {
    let Scratch { forwards, measures, touched, .. } = scratch;
    for rank in ranks {
        let (mut least, mut figures) = (forwards[*rank as usize].effort, measures[*rank as usize]);
        for (hop, of_hop) in hierarchy.down.measured(*rank) {
            let effort = forwards[hop.head as usize].effort.and(hop.effort);
            if effort < least {
                (least, figures) = (effort, sum(measures[hop.head as usize], *of_hop));
            }
        }
        forwards[*rank as usize].effort = least;
        measures[*rank as usize] = figures;
    }
    touched.extend_from_slice(ranks);
}

/// The cheapest way to any of these doors of a spot, or straight along the road that both spots lie on.
fn cheapest(
    graph: &Graph,
    cost: Cost,
    scratch: &Scratch,
    (start, end): (Spot, Spot),
    doors: &[(u32, Measured)],
) -> Option<Measured> {
    let over = doors.iter().map(|(rank, rest)| {
        let there =
            Measured { effort: scratch.forwards[*rank as usize].effort, figures: scratch.measures[*rank as usize] };
        there.and(*rest)
    });
    let direct = straight(graph, start, end, cost).map(|(_, step)| Measured::of(graph, Some(step), cost));
    direct.into_iter().chain(over).min_by_key(|way| way.effort).filter(|way| way.effort.is_way())
}
