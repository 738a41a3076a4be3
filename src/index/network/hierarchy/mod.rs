//! A hierarchy over the network, in which a way is found by looking at a few hundred of its states instead of half of them.
//!
//! States are nodes, and where some turn is forbidden also the edges one came by ([`states`]). They are taken out one after the other, those that
//! separate the network into halves last ([`order`]), and whatever a state was joined to is joined to each other, so that no way is lost
//! ([`topology`]). What a hop over states that were taken out costs is worked out for each cost ([`weights`]). A way then climbs from both
//! ends to where they meet ([`climb`]); one to many descends from there ([`table`]).
//!
//! ```text
//! graph ─▶ states ─▶ order ─▶ topology ─┬─▶ weights by distance ─┬─▶ climb: one way
//!                                       ├─▶ … of a car           └─▶ table: many costs
//!                                       └─▶ … of a truck
//! ```
//!
//! Invariant: every answer is the one that the plain search ([`super::reach`]) gives, to the last step.

mod climb;
mod order;
mod scratch;
mod states;
mod table;
mod topology;
mod weights;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use self::topology::Topology;
use self::weights::{Hops, weigh};
use super::{Cost, Effort, Graph, Spot, Step, Way};

pub use table::Measured;

/// The hierarchy of one cost.
#[derive(Debug)]
pub struct Hierarchy {
    topology: Arc<Topology>,
    cost: Cost,
    /// From each state to those above it …
    up: Hops,
    /// … and from those above it to each state.
    down: Hops,
}

impl Hierarchy {
    /// That of a graph and a cost, for itself.
    pub fn of(graph: &Graph, cost: Cost) -> Self {
        Hierarchy::build(graph, &Arc::new(Topology::of(graph)), cost)
    }

    fn build(graph: &Graph, topology: &Arc<Topology>, cost: Cost) -> Self {
        let (up, down) = weigh(graph, topology, cost);
        Hierarchy { topology: Arc::clone(topology), cost, up, down }
    }

    /// The cheapest way from one spot of its graph to another; `None` when there is none.
    pub fn route(&self, graph: &Graph, from: Spot, to: Spot) -> Option<Way> {
        if from == to { Some(Way::default()) } else { climb::climb(self, graph, from, to) }
    }

    /// What the cheapest ways from each spot to each other one cost: a row for each of `from`; `None` = no way.
    pub fn table(&self, graph: &Graph, from: &[Spot], to: &[Spot]) -> Vec<Vec<Option<Measured>>> {
        table::table(self, graph, from, to)
    }

    /// How many states and hops it has.
    pub fn size(&self) -> (usize, usize) {
        (self.topology.len(), self.up.len() + self.down.len())
    }
}

/// The way along the edge on which both spots lie, without leaving it.
fn straight(graph: &Graph, from: Spot, to: Spot, cost: Cost) -> Option<(Effort, Step)> {
    let (Spot::On { piece, .. }, Spot::On { piece: other, .. }) = (from, to) else { return None };
    if piece != other {
        return None;
    }
    let ends = to.arrives(graph);
    let steps = from.leaves(graph).into_iter().filter_map(|leave| {
        let end = ends.iter().find(|end| end.edge == leave.edge && leave.from < end.to)?;
        let step = Step { edge: leave.edge, from: leave.from, to: end.to };
        Some((Effort::of(graph, step, cost), step))
    });
    steps.min_by_key(|(effort, _)| *effort)
}

/// So many questions about a network that is not today's are answered by the plain search, before its hierarchy is worth building.
const WORTH_BUILDING: usize = 16;

/// The hierarchies of a network, built when they are needed.
#[derive(Debug, Default)]
pub(super) struct Hierarchies {
    topology: OnceLock<Arc<Topology>>,
    of: [OnceLock<Hierarchy>; 3],
    asked: [AtomicUsize; 3],
}

impl Hierarchies {
    /// Builds those of some costs now.
    pub fn prepare(&self, graph: &Graph, costs: &[Cost]) {
        // Before the threads part: it uses several itself, and one of them could be given another cost to prepare and wait for itself.
        self.topology(graph);
        costs.par_iter().for_each(|cost| {
            self.get_or_build(graph, *cost);
        });
    }

    fn get_or_build(&self, graph: &Graph, cost: Cost) -> &Hierarchy {
        let topology = self.topology(graph);
        self.of[cost as usize].get_or_init(|| Hierarchy::build(graph, topology, cost))
    }

    fn topology(&self, graph: &Graph) -> &Arc<Topology> {
        self.topology.get_or_init(|| Arc::new(Topology::of(graph)))
    }

    /// That of a cost, if it is there or by now worth building. `questions` is how many are asked at once.
    pub fn of(&self, graph: &Graph, cost: Cost, questions: usize) -> Option<&Hierarchy> {
        if let Some(ready) = self.of[cost as usize].get() {
            return Some(ready);
        }
        let before = self.asked[cost as usize].fetch_add(questions, Ordering::Relaxed);
        (before >= WORTH_BUILDING).then(|| self.get_or_build(graph, cost))
    }

    /// Whether that of a cost is there.
    pub fn is_ready(&self, cost: Cost) -> bool {
        self.of[cost as usize].get().is_some()
    }
}
