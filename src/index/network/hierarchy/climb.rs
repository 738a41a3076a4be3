//! From one spot to another: both climb to where they meet.

use super::scratch::{Label, Scratch};
use super::states::Door;
use super::topology::TOP;
use super::weights::Made;
use super::{Hierarchy, straight};
use crate::index::network::{Edge, Effort, Graph, Spot, Step, Way};

/// The way of least effort between two spots.
pub(super) fn climb(hierarchy: &Hierarchy, graph: &Graph, from: Spot, to: Spot) -> Option<Way> {
    let direct = straight(graph, from, to, hierarchy.cost);
    let climb = Climb {
        hierarchy,
        graph,
        starts: hierarchy.topology.states.starts(graph, from),
        ends: hierarchy.topology.states.ends(graph, to),
    };
    let least = direct.map_or(Effort::FAR, |(effort, _)| effort);
    let over = Scratch::lend(hierarchy.topology.len(), |scratch| {
        let meeting = climb.meet(scratch, least)?;
        Some(climb.way(scratch, meeting))
    });
    over.or_else(|| direct.map(|(_, step)| Way { steps: vec![step] }))
}

struct Climb<'h> {
    hierarchy: &'h Hierarchy,
    graph: &'h Graph,
    starts: Vec<Door>,
    ends: Vec<Door>,
}

impl Climb<'_> {
    fn rank(&self, door: &Door) -> u32 {
        self.hierarchy.topology.rank(door.state)
    }

    fn effort(&self, door: &Door) -> Effort {
        door.effort(self.graph, self.hierarchy.cost)
    }

    /// The rank at which the best way over the hierarchy turns from climbing to descending; `None` when none is better than `best`.
    ///
    /// All that a state is joined to lies on one chain of ranks above it, so that no queue is needed: the chains of all starts and
    /// ends are walked from the lowest rank up, and each label is final when its turn comes.
    fn meet(&self, scratch: &mut Scratch, mut best: Effort) -> Option<u32> {
        let Scratch { forwards, backwards, touched, chain, .. } = scratch;
        chain.clear();
        for (doors, labels) in [(&self.starts, &mut *forwards), (&self.ends, &mut *backwards)] {
            for door in doors {
                let (rank, effort) = (self.rank(door), self.effort(door));
                if effort < labels[rank as usize].effort {
                    labels[rank as usize] = Label { effort, ..Label::NEW };
                }
                Scratch::put(chain, rank);
            }
        }
        let mut meeting = None;
        while let Some(rank) = chain.pop() {
            touched.push(rank);
            let (there, back) = (forwards[rank as usize].effort, backwards[rank as usize].effort);
            let both = there.and(back);
            if both < best {
                (best, meeting) = (both, Some(rank));
            }
            if there < best {
                for hop in self.hierarchy.up.of(rank) {
                    offer(
                        &mut forwards[hop.head as usize],
                        Label { effort: there.and(hop.effort), before: rank, via: hop.via },
                    );
                }
            }
            if back < best {
                for hop in self.hierarchy.down.of(rank) {
                    offer(
                        &mut backwards[hop.head as usize],
                        Label { effort: back.and(hop.effort), before: rank, via: hop.via },
                    );
                }
            }
            Scratch::put(chain, self.hierarchy.topology.above[rank as usize]);
        }
        meeting
    }

    /// The way over a meeting point, as the plain search would drive it.
    fn way(&self, scratch: &Scratch, meeting: u32) -> Way {
        let mut edges = vec![];
        let mut climbed = vec![];
        let mut rank = meeting;
        while let Label { before, via, .. } = scratch.forwards[rank as usize]
            && before != TOP
        {
            climbed.push((before, rank, via.made()));
            rank = before;
        }
        let start = self.door(&self.starts, rank, &scratch.forwards);
        climbed.into_iter().rev().for_each(|(from, to, made)| self.hierarchy.unpack(from, to, made, &mut edges));
        rank = meeting;
        while let Label { before, via, .. } = scratch.backwards[rank as usize]
            && before != TOP
        {
            self.hierarchy.unpack(rank, before, via.made(), &mut edges);
            rank = before;
        }
        let end = self.door(&self.ends, rank, &scratch.backwards);
        let whole = |edge: Edge| Step { edge, from: 0, to: self.graph.piece(edge).length };
        Way { steps: start.into_iter().chain(edges.into_iter().map(whole)).chain(end).collect() }
    }

    /// The part of an edge between a spot and the state at which its way begins or ends.
    fn door(&self, doors: &[Door], rank: u32, labels: &[Label]) -> Option<Step> {
        let own = |door: &&Door| self.rank(door) == rank && self.effort(door) == labels[rank as usize].effort;
        doors.iter().find(own)?.step
    }
}

#[inline]
fn offer(known: &mut Label, label: Label) {
    if label.effort < known.effort {
        *known = label;
    }
}

impl Hierarchy {
    /// Appends the edges of a hop between two ranks.
    fn unpack(&self, from: u32, to: u32, made: Made, edges: &mut Vec<Edge>) {
        let mut waiting = vec![(from, to, made)];
        while let Some((from, to, made)) = waiting.pop() {
            let low = match made {
                Made::Edge(edge) => {
                    edges.push(edge);
                    continue;
                }
                Made::At(low) => low,
            };
            // Both halves were kept, because they are parts of a cheapest way.
            let second = self.up.via(low, to).map(|via| (low, to, via.made()));
            let first = self.down.via(low, from).map(|via| (from, low, via.made()));
            waiting.extend(second.into_iter().chain(first));
        }
    }
}
