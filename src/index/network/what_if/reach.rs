//! How far everything is from what is looked for: one search against the traffic, and what new roads make better of it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::{Cost, Edge, Spot};
use super::doors::Doorstep;
use super::ends::Ends;
use super::overlay::Overlay;
use crate::model::Optimise;

/// What is made least, and the vehicle whose time counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// Distance or time.
    pub by: Optimise,
    /// The time of which vehicle.
    pub time: Cost,
}

/// What a way costs: first what is made least, then the other, so that of equal ways the better one is told, whatever was found first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spent {
    least: u32,
    other: u32,
}

const NOTHING: Spent = Spent { least: 0, other: 0 };
const FAR: Spent = Spent { least: u32::MAX, other: u32::MAX };

impl Measure {
    pub(super) fn spent(self, distance: u32, time: u32) -> Spent {
        match self.by {
            Optimise::Distance => Spent { least: distance, other: time },
            Optimise::Time => Spent { least: time, other: distance },
        }
    }

    /// Millimetres.
    pub fn distance(self, spent: Spent) -> u32 {
        if self.by == Optimise::Distance { spent.least } else { spent.other }
    }

    /// Milliseconds.
    pub fn time(self, spent: Spent) -> u32 {
        if self.by == Optimise::Distance { spent.other } else { spent.least }
    }
}

impl Spent {
    fn plus(self, more: Spent) -> Spent {
        Spent { least: self.least.saturating_add(more.least), other: self.other.saturating_add(more.other) }
    }
}

/// For every edge, what it costs from its end to the nearest of a class.
#[derive(Clone, Debug)]
pub struct Reach {
    measure: Measure,
    labels: Vec<Spent>,
}

impl Reach {
    /// Searches from everything of a class.
    pub fn search(overlay: &Overlay<'_>, ends: &Ends, measure: Measure) -> Self {
        let mut search = Search::new(overlay, ends, measure, vec![FAR; overlay.edge_count()]);
        search.offer_ends();
        search.run();
        Reach { measure, labels: search.labels }
    }

    /// What becomes of it when new roads are laid beside the same network: what was known is where the search begins, and only what
    /// becomes better is looked at again. Equal to a search from the start.
    pub fn with_new_roads(&self, overlay: &Overlay<'_>, ends: &Ends) -> Self {
        let mut labels = self.labels.clone();
        labels.truncate(overlay.graph().edge_count());
        labels.resize(overlay.edge_count(), FAR);
        let mut search = Search::new(overlay, ends, self.measure, labels);
        search.offer_ends_beside();
        for node in overlay.new_ends() {
            for edge in overlay.out_of(node) {
                search.offer_through(edge);
            }
        }
        search.run();
        Reach { measure: self.measure, labels: search.labels }
    }

    /// What it costs from a place to the nearest of the class; `None` when there is no way.
    pub fn from(&self, overlay: &Overlay<'_>, ends: &Ends, step: Doorstep) -> Option<Spent> {
        let found = match step {
            Doorstep::Old(Spot::Node(node)) => self.from_node(overlay, ends, node),
            Doorstep::Old(Spot::On { piece, at }) => {
                let length = overlay.graph().pieces()[piece as usize].length;
                let ways = [(2 * piece, at), (2 * piece + 1, length.saturating_sub(at))];
                self.from_edges(overlay, ends, ways)
            }
            Doorstep::New { extra, at } => {
                let edge = overlay.edge_of(extra);
                let rest = overlay.length(edge).saturating_sub(at);
                self.from_edges(overlay, ends, [(edge, at), (edge | 1, rest)])
            }
        };
        Some(found).filter(|spent| spent.least < FAR.least)
    }

    fn from_node(&self, overlay: &Overlay<'_>, ends: &Ends, node: u32) -> Spent {
        let is_there = ends.nodes.contains(&node) || overlay.out_of(node).any(|edge| ends.is_road(overlay, edge));
        if is_there {
            return NOTHING;
        }
        overlay.out_of(node).map(|edge| self.ahead(overlay, ends, edge, 0)).min().unwrap_or(FAR)
    }

    /// From the middle of a piece, in both directions.
    fn from_edges(&self, overlay: &Overlay<'_>, ends: &Ends, ways: [(Edge, u32); 2]) -> Spent {
        if ways.iter().any(|(edge, _)| ends.is_road(overlay, *edge)) {
            return NOTHING;
        }
        let open = ways.into_iter().filter(|(edge, _)| overlay.is_open(*edge));
        open.map(|(edge, from)| self.ahead(overlay, ends, edge, from)).min().unwrap_or(FAR)
    }

    /// From so many millimetres along an edge: to what lies on it, over a new road that joins it, and over its end.
    fn ahead(&self, overlay: &Overlay<'_>, ends: &Ends, edge: Edge, from: u32) -> Spent {
        let part = |to: u32| overlay.part(edge, to - from, self.measure);
        let on_it = ends.on_edge(edge).iter().filter(|to| **to >= from).map(|to| part(*to));
        let joins = joins_on(overlay, edge).filter(|(at, _)| *at >= from);
        let over_joins = joins.map(|(at, into)| part(at).plus(self.labels[into as usize]));
        let over_end = part(overlay.length(edge)).plus(self.labels[edge as usize]);
        on_it.chain(over_joins).chain([over_end]).min().unwrap_or(FAR)
    }
}

/// Nodes in the middle of an edge of the graph: millimetres from its start, and the edge that leads to it along the piece.
fn joins_on<'o>(overlay: &'o Overlay<'_>, edge: Edge) -> impl Iterator<Item = (u32, Edge)> + 'o {
    let is_old = (edge as usize) < overlay.graph().edge_count();
    let cuts = if is_old { overlay.cuts(edge / 2) } else { &[] };
    let length = overlay.length(edge);
    cuts.iter().map(move |cut| match edge & 1 {
        0 => (cut.at, cut.into[0]),
        _ => (length - cut.at, cut.into[1]),
    })
}

struct Search<'o, 'n> {
    overlay: &'o Overlay<'n>,
    ends: &'o Ends,
    measure: Measure,
    labels: Vec<Spent>,
    queue: BinaryHeap<Reverse<(Spent, Edge)>>,
}

impl<'o, 'n> Search<'o, 'n> {
    fn new(overlay: &'o Overlay<'n>, ends: &'o Ends, measure: Measure, labels: Vec<Spent>) -> Self {
        Search { overlay, ends, measure, labels, queue: BinaryHeap::new() }
    }

    fn offer(&mut self, edge: Edge, spent: Spent) {
        let known = &mut self.labels[edge as usize];
        if spent < *known {
            *known = spent;
            self.queue.push(Reverse((spent, edge)));
        }
    }

    /// Offers an edge's cost to the edges before it.
    fn offer_before(&mut self, edge: Edge, spent: Spent) {
        let overlay = self.overlay;
        overlay.before(edge).for_each(|before| self.offer(before, spent));
    }

    /// Everything that is looked for, seen from the edges before it.
    fn offer_ends(&mut self) {
        let (overlay, ends) = (self.overlay, self.ends);
        for node in &ends.nodes {
            overlay.into(*node).for_each(|edge| self.offer(edge, NOTHING));
        }
        for (edge, tos) in &ends.on_edge {
            tos.iter().for_each(|to| self.offer_on(*edge, *to));
        }
        if ends.road.is_some() {
            let roads = (0..overlay.edge_count() as u32).filter(|edge| ends.is_road(overlay, *edge));
            roads.for_each(|edge| self.offer_before(edge, NOTHING));
        }
    }

    /// The same, only what new roads can have brought nearer.
    fn offer_ends_beside(&mut self) {
        let (overlay, ends) = (self.overlay, self.ends);
        for node in overlay.new_ends() {
            if ends.nodes.contains(&node) {
                overlay.into(node).for_each(|edge| self.offer(edge, NOTHING));
            }
            if overlay.out_of(node).any(|edge| ends.is_road(overlay, edge)) {
                let roads: Vec<Edge> = overlay.out_of(node).filter(|edge| ends.is_road(overlay, *edge)).collect();
                roads.into_iter().for_each(|edge| self.offer_before(edge, NOTHING));
            }
        }
        for (edge, tos) in &ends.on_edge {
            tos.iter().for_each(|to| self.offer_on(*edge, *to));
        }
    }

    /// An end midway on an edge, seen from its start and from the nodes on it before.
    fn offer_on(&mut self, edge: Edge, to: u32) {
        self.offer_before(edge, self.overlay.part(edge, to, self.measure));
        let joins: Vec<(u32, Edge)> = joins_on(self.overlay, edge).filter(|(at, _)| *at <= to).collect();
        for (at, into) in joins {
            let spent = self.overlay.part(edge, to - at, self.measure);
            // Whoever comes to that node from anywhere may drive on along the piece.
            let overlay = self.overlay;
            overlay.into(overlay.head(into)).for_each(|edge| self.offer(edge, spent));
        }
    }

    fn offer_through(&mut self, edge: Edge) {
        let label = self.labels[edge as usize];
        if label < FAR {
            self.offer_before(edge, label.plus(self.overlay.whole(edge, self.measure)));
        }
    }

    fn run(&mut self) {
        while let Some(Reverse((spent, edge))) = self.queue.pop() {
            if spent == self.labels[edge as usize] {
                self.offer_through(edge);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_ways_that_are_equally_quick_the_shorter_one_is_told() {
        let quick = Measure { by: Optimise::Time, time: Cost::Car };
        assert!(quick.spent(900, 60) < quick.spent(1_000, 60) && quick.spent(9_000, 59) < quick.spent(900, 60));
        let spent = quick.spent(900, 60);
        assert_eq!((quick.distance(spent), quick.time(spent)), (900, 60));
        let short = Measure { by: Optimise::Distance, time: Cost::Car };
        assert!(short.spent(900, 70) < short.spent(1_000, 60));
        assert_eq!(FAR.plus(spent), FAR, "nothing is farther than nowhere");
    }
}
