//! From the end of every edge to the nearest target of a class: one search from all targets at once, against the traffic.
//!
//! Kept per edge and not per node, because a banned turn makes the distance depend on where one comes from. With labels the
//! access of a place is a look-up, and the way can be followed edge by edge.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Cost, Edge, Graph, Leave, Spot, Step, Targets, Way};

const FAR: u32 = u32::MAX;

/// What comes after an edge on the way to the nearest target.
///
/// 0: the target is where the edge ends. Otherwise one more than twice the next edge, plus one when the target lies on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Next(u32);

impl Next {
    const HERE: Next = Next(0);

    fn through(edge: Edge) -> Self {
        Next(1 + 2 * edge)
    }

    fn last(edge: Edge) -> Self {
        Next(2 + 2 * edge)
    }

    /// The next edge, and whether it is the last.
    fn edge(self) -> Option<(Edge, bool)> {
        let number = self.0.checked_sub(1)?;
        Some((number / 2, number % 2 == 1))
    }
}

/// What lies ahead of the end of an edge.
#[derive(Clone, Copy, Debug)]
struct Label {
    distance: u32,
    car: u32,
    truck: u32,
    target: u32,
    next: Next,
}

/// For every edge the way from its end to the nearest target of a class, by distance.
#[derive(Clone, Debug)]
pub struct Labels {
    labels: Vec<Label>,
}

/// The nearest target of a class, seen from a spot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// Millimetres over the network.
    pub distance: u32,
    /// Milliseconds of a car on that way.
    pub car: u32,
    /// Milliseconds of a truck on that way.
    pub truck: u32,
    /// Of a transport node: its place in [`Targets::nodes`]. Of a road: the position of its section.
    pub target: u32,
    first: Option<(Leave, Next)>,
}

impl Labels {
    /// Searches from every target of a class.
    pub(super) fn build(graph: &Graph, targets: &Targets) -> Self {
        let unknown = Label { distance: FAR, car: FAR, truck: FAR, target: FAR, next: Next(FAR) };
        let mut search = Search { graph, labels: vec![unknown; graph.edge_count()], queue: BinaryHeap::new() };
        for (node, target) in targets.nodes_reached() {
            for edge in graph.into(node) {
                search.offer(*edge, Label { distance: 0, car: 0, truck: 0, target, next: Next::HERE });
            }
        }
        for edge in targets.edges() {
            for (to, target) in targets.on_edge(edge) {
                search.offer_before(edge, *to, *target);
            }
        }
        for edge in (0..graph.edge_count() as u32).filter(|edge| targets.is_road(graph, *edge)) {
            search.offer_before(edge, 0, graph.piece(edge).section);
        }
        search.run();
        Labels { labels: search.labels }
    }

    /// The nearest target from a spot; `None` when none can be reached. Of equally near ways the one over the lowest edge.
    pub fn nearest(&self, graph: &Graph, targets: &Targets, from: Spot) -> Option<Nearest> {
        let there = |target| Some(Nearest { distance: 0, car: 0, truck: 0, target, first: None });
        match from {
            Spot::Node(node) => {
                if let Some(target) = targets.at_node(node) {
                    return there(target);
                }
            }
            Spot::On { piece, .. } => {
                let edges = [2 * piece, 2 * piece + 1];
                if let Some(edge) = edges.into_iter().find(|edge| targets.is_road(graph, *edge)) {
                    return there(graph.piece(edge).section);
                }
            }
        }
        let ways = from.leaves(graph).into_iter().flat_map(|leave| self.ahead(graph, targets, leave));
        ways.min_by_key(|way| way.distance)
    }

    /// Ways that begin on an edge: to what lies on it, and over its end.
    fn ahead(&self, graph: &Graph, targets: &Targets, leave: Leave) -> Vec<Nearest> {
        let Leave { edge, from } = leave;
        let mut ways = vec![];
        if from == 0 && targets.is_road(graph, edge) {
            let target = graph.piece(edge).section;
            ways.push(Nearest { distance: 0, car: 0, truck: 0, target, first: None });
        }
        let part = |to: u32, cost| graph.cost(edge, to - from, cost);
        for (to, target) in targets.on_edge(edge).iter().filter(|(to, _)| *to >= from) {
            let (car, truck) = (part(*to, Cost::Car), part(*to, Cost::Truck));
            let first = Some((leave, Next::last(edge)));
            ways.push(Nearest { distance: to - from, car, truck, target: *target, first });
        }
        let (end, label) = (graph.piece(edge).length, self.labels[edge as usize]);
        if label.distance < FAR {
            ways.push(Nearest {
                distance: (end - from).saturating_add(label.distance),
                car: part(end, Cost::Car).saturating_add(label.car),
                truck: part(end, Cost::Truck).saturating_add(label.truck),
                target: label.target,
                first: Some((leave, label.next)),
            });
        }
        ways
    }

    /// The way to a target that [`Labels::nearest`] found.
    pub fn way(&self, graph: &Graph, targets: &Targets, nearest: &Nearest) -> Way {
        let mut steps = vec![];
        let mut push = |edge: Edge, from: u32, to: u32| {
            if to > from {
                steps.push(Step { edge, from, to });
            }
        };
        let end_on = |edge: Edge| {
            let ends = targets.on_edge(edge).iter().filter(|(_, target)| *target == nearest.target);
            ends.map(|(to, _)| *to).next().unwrap_or(0)
        };
        let Some((Leave { edge, from }, mut next)) = nearest.first else { return Way::default() };
        if next == Next::last(edge) && end_on(edge) >= from && nearest.distance == end_on(edge) - from {
            push(edge, from, end_on(edge));
            return Way { steps };
        }
        push(edge, from, graph.piece(edge).length);
        while let Some((edge, is_last)) = next.edge() {
            if is_last {
                push(edge, 0, end_on(edge));
                break;
            }
            push(edge, 0, graph.piece(edge).length);
            next = self.labels[edge as usize].next;
        }
        Way { steps }
    }
}

struct Search<'g> {
    graph: &'g Graph,
    labels: Vec<Label>,
    queue: BinaryHeap<Reverse<(u32, Edge)>>,
}

impl Search<'_> {
    /// A target on an edge, seen from the edges before it.
    fn offer_before(&mut self, edge: Edge, to: u32, target: u32) {
        let graph = self.graph;
        let [car, truck] = [Cost::Car, Cost::Truck].map(|cost| graph.cost(edge, to, cost));
        let label = Label { distance: to, car, truck, target, next: Next::last(edge) };
        graph.before(edge).for_each(|before| self.offer(before, label));
    }

    fn offer(&mut self, edge: Edge, label: Label) {
        let known = &mut self.labels[edge as usize];
        let nearer = label.distance < known.distance;
        // Of equally near ways the lowest next edge, whatever was found first.
        if nearer || label.distance == known.distance && label.next < known.next {
            *known = label;
        }
        if nearer {
            self.queue.push(Reverse((label.distance, edge)));
        }
    }

    fn run(&mut self) {
        let graph = self.graph;
        while let Some(Reverse((distance, edge))) = self.queue.pop() {
            let label = self.labels[edge as usize];
            if distance > label.distance {
                continue;
            }
            let piece = graph.piece(edge);
            let through = Label {
                distance: distance.saturating_add(piece.length),
                car: label.car.saturating_add(piece.car),
                truck: label.truck.saturating_add(piece.truck),
                target: label.target,
                next: Next::through(edge),
            };
            graph.before(edge).for_each(|before| self.offer(before, through));
        }
    }
}
