//! The search from a place onwards: Dijkstra over directed edges.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::{Arrive, Cost, Edge, Effort, Graph, Leave, Spot, Step, Way};

/// No edge: the way begins at the start of this one.
const NONE: Edge = Edge::MAX;
/// Not reached.
const FAR: u32 = u32::MAX;

/// What a search found: for every edge the least cost at its start, and the edge before it.
///
/// Of equally cheap ways the one of least [`Effort`] is kept, as by the hierarchy. So closing a link that a way does not use cannot change it.
pub struct Reached<'g> {
    graph: &'g Graph,
    cost: Cost,
    leaves: Vec<Leave>,
    at_start: Vec<Effort>,
    before: Vec<Edge>,
}

/// Searches from a spot as far as `within` (inclusive).
///
/// **Shape**: each of `wanted` is the list of edges on which one place is arrived at. Once the cheapest way to every one of
/// them is known the search stops; with no place at all it goes as far as it may.
pub fn reach<'g>(graph: &'g Graph, from: Spot, cost: Cost, within: u32, wanted: &[Vec<Arrive>]) -> Reached<'g> {
    let mut search = Reached {
        graph,
        cost,
        leaves: from.leaves(graph),
        at_start: vec![Effort::FAR; graph.edge_count()],
        before: vec![NONE; graph.edge_count()],
    };
    search.run(within, wanted);
    search
}

/// The cheapest way from one spot to another; `None` when there is none.
pub fn route(graph: &Graph, from: Spot, to: Spot, cost: Cost) -> Option<Way> {
    if from == to {
        return Some(Way::default());
    }
    let wanted = [to.arrives(graph)];
    reach(graph, from, cost, FAR - 1, &wanted).to(&wanted[0]).map(|(_, way)| way)
}

impl<'g> Reached<'g> {
    fn run(&mut self, within: u32, wanted: &[Vec<Arrive>]) {
        let graph = self.graph;
        let mut queue: BinaryHeap<Reverse<(Effort, Edge)>> = BinaryHeap::new();
        let mut wanted = Wanted::new(self, wanted);
        for leave in self.leaves.clone() {
            if leave.from == 0 {
                self.offer(&mut queue, leave.edge, Effort::NONE, NONE);
                continue;
            }
            let rest = Step { edge: leave.edge, from: leave.from, to: graph.piece(leave.edge).length };
            let effort = Effort::of(graph, rest, self.cost);
            graph.after(leave.edge).for_each(|next| self.offer(&mut queue, next, effort, leave.edge));
        }
        while let Some(Reverse((effort, edge))) = queue.pop() {
            if effort > self.at_start[edge as usize] {
                continue;
            }
            if effort.cost > within.min(wanted.enough) {
                break;
            }
            wanted.arrived(graph, self.cost, edge, effort.cost);
            let whole = Step { edge, from: 0, to: graph.piece(edge).length };
            let next_effort = effort.and(Effort::of(graph, whole, self.cost));
            graph.after(edge).for_each(|next| self.offer(&mut queue, next, next_effort, edge));
        }
    }

    fn offer(&mut self, queue: &mut BinaryHeap<Reverse<(Effort, Edge)>>, edge: Edge, effort: Effort, before: Edge) {
        let known = &mut self.at_start[edge as usize];
        if effort < *known {
            *known = effort;
            self.before[edge as usize] = before;
            queue.push(Reverse((effort, edge)));
        }
    }

    /// The least cost at the start of an edge; `None` when it was not reached.
    pub fn at_start(&self, edge: Edge) -> Option<u32> {
        Some(self.at_start[edge as usize]).filter(|effort| effort.is_way()).map(|effort| effort.cost)
    }

    /// Where the search began.
    pub fn leaves(&self) -> &[Leave] {
        &self.leaves
    }

    /// The cheapest way to any of these ends, with its cost.
    pub fn to(&self, ends: &[Arrive]) -> Option<(u32, Way)> {
        let (effort, end, direct) = self.best(ends)?;
        Some((effort.cost, direct.map_or_else(|| self.trace(*end), |leave| straight(leave, *end))))
    }

    /// The cost of the cheapest way to any of these ends.
    pub fn cost_to(&self, ends: &[Arrive]) -> Option<u32> {
        self.best(ends).map(|(effort, ..)| effort.cost)
    }

    fn best<'e>(&self, ends: &'e [Arrive]) -> Option<(Effort, &'e Arrive, Option<Leave>)> {
        let of = |edge, from, to| Effort::of(self.graph, Step { edge, from, to }, self.cost);
        let ways = ends.iter().flat_map(|end| {
            let driven = (self.at_start[end.edge as usize].and(of(end.edge, 0, end.to)), end, None);
            let on_it =
                self.leaves.iter().find(|leave| leave.edge == end.edge && 0 < leave.from && leave.from <= end.to);
            let direct = on_it.map(|leave| (of(end.edge, leave.from, end.to), end, Some(*leave)));
            direct.into_iter().chain([driven])
        });
        ways.min_by_key(|(effort, ..)| *effort).filter(|(effort, ..)| effort.is_way())
    }

    fn trace(&self, end: Arrive) -> Way {
        let mut steps = vec![];
        if end.to > 0 {
            steps.push(Step { edge: end.edge, from: 0, to: end.to });
        }
        let mut edge = self.before[end.edge as usize];
        while edge != NONE {
            let length = self.graph.piece(edge).length;
            // Whoever starts midway on an edge has left it before anybody could have driven all of it.
            if let Some(leave) = self.leaves.iter().find(|leave| leave.edge == edge && leave.from > 0) {
                steps.push(Step { edge, from: leave.from, to: length });
                break;
            }
            steps.push(Step { edge, from: 0, to: length });
            edge = self.before[edge as usize];
        }
        steps.reverse();
        Way { steps }
    }
}

fn straight(leave: Leave, end: Arrive) -> Way {
    let step = Step { edge: end.edge, from: leave.from, to: end.to };
    Way { steps: if step.length() > 0 { vec![step] } else { vec![] } }
}

/// Places that are looked for, with the least cost known so far.
struct Wanted {
    by_edge: HashMap<Edge, Vec<(usize, u32)>>,
    least: Vec<u32>,
    /// Nothing dearer than this is of interest.
    enough: u32,
}

impl Wanted {
    fn new(search: &Reached<'_>, places: &[Vec<Arrive>]) -> Self {
        let mut by_edge: HashMap<Edge, Vec<(usize, u32)>> = HashMap::new();
        for (place, ends) in places.iter().enumerate() {
            ends.iter().for_each(|end| by_edge.entry(end.edge).or_default().push((place, end.to)));
        }
        // Nothing is reached yet but what lies ahead on the very edge one starts on.
        let least = places.iter().map(|ends| search.cost_to(ends).unwrap_or(FAR)).collect();
        let mut wanted = Wanted { by_edge, least, enough: FAR };
        wanted.tighten();
        wanted
    }

    fn arrived(&mut self, graph: &Graph, cost: Cost, edge: Edge, at_start: u32) {
        let Some(ends) = self.by_edge.get(&edge) else { return };
        for (place, to) in ends {
            let all = at_start.saturating_add(graph.cost(edge, *to, cost));
            self.least[*place] = self.least[*place].min(all);
        }
        self.tighten();
    }

    fn tighten(&mut self) {
        self.enough = self.least.iter().copied().max().unwrap_or(FAR);
    }
}
