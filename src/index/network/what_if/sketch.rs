//! A line that is being cut at its nodes.

use geo::Coord;
use rstar::primitives::{GeomWithData, Line};
use rstar::{AABB, RTree};

use super::super::snap::on_grid;
use super::noding::TOLERANCE_M;
use super::plane::{Spot2, along, box_of, distance, nearest};
use super::proposal::{Join, NewRoad};
use crate::model::MetricFrame;

/// A new road between two nodes.
pub(super) struct Stretch {
    pub tail: u32,
    pub head: u32,
    /// Degrees.
    pub line: Vec<Coord<f64>>,
}

/// A node on a line: at a place (vertex number, and share of the way to the next one).
#[derive(Clone, Copy)]
pub(super) struct Cut {
    pub place: f64,
    pub node: u32,
    pub at: Coord<f64>,
}

/// A line that is being cut.
pub(super) struct Sketch<'r> {
    pub road: &'r NewRoad,
    pub line: Vec<Coord<f64>>,
    pub metric: Vec<Spot2>,
    /// What was added at either end, millimetres.
    pub legs: [u32; 2],
    /// Its straight parts, by the number of the vertex they begin at.
    pub parts: RTree<GeomWithData<Line<Spot2>, usize>>,
    pub cuts: Vec<Cut>,
    /// Where the nodes are on the grid, in the order in which they were found.
    pub cuts_here: Vec<Spot2>,
    pub joins: Vec<Join>,
}

impl<'r> Sketch<'r> {
    /// A line without any nodes yet.
    pub(super) fn new(road: &'r NewRoad, frame: &MetricFrame) -> Self {
        let line = road.line.0.clone();
        let metric: Vec<Spot2> = line.iter().map(|vertex| on_grid(frame, *vertex)).collect();
        let parts = parts_of(&metric);
        Sketch { road, line, metric, legs: [0, 0], parts, cuts: vec![], cuts_here: vec![], joins: vec![] }
    }

    /// Goes on to a position at its start (0) or its end (1), so many millimetres away.
    pub(super) fn extend(&mut self, end: usize, position: Coord<f64>, here: Spot2, millimetres: u32) {
        let place = if end == 0 { 0 } else { self.line.len() };
        self.line.insert(place, position);
        self.metric.insert(place, here);
        self.legs[end] = millimetres;
        self.parts = parts_of(&self.metric);
    }

    /// Whether the line comes within the tolerance of a point.
    pub(super) fn passes(&self, here: Spot2) -> bool {
        self.parts_within(box_of([here, here], TOLERANCE_M)).any(|(ends, _)| nearest(ends, here).1 <= TOLERANCE_M)
    }

    /// Straight parts whose box touches a box, with the number of the vertex each begins at.
    pub(super) fn parts_within(&self, (low, high): (Spot2, Spot2)) -> impl Iterator<Item = ([Spot2; 2], usize)> {
        let inside = self.parts.locate_in_envelope_intersecting(&AABB::from_corners(low, high));
        inside.map(|part| ([part.geom().from, part.geom().to], part.data))
    }

    pub(super) fn metric_at(&self, place: f64) -> Spot2 {
        let vertex = (place as usize).min(self.metric.len() - 2);
        along([self.metric[vertex], self.metric[vertex + 1]], place - vertex as f64)
    }

    pub(super) fn position_at(&self, place: f64) -> Coord<f64> {
        let vertex = (place as usize).min(self.line.len() - 2);
        let (from, to) = (self.line[vertex], self.line[vertex + 1]);
        match place - vertex as f64 {
            share if share <= 0.0 => from,
            share if share >= 1.0 => to,
            share => from + (to - from) * share,
        }
    }

    /// Metres along the line between two places.
    pub(super) fn walked(&self, one: f64, other: f64) -> f64 {
        let (from, to) = (one.min(other), one.max(other));
        let between = vertices_between(from, to);
        let mut walked = 0.0;
        let mut last = self.metric_at(from);
        for next in between.map(|vertex| self.metric[vertex]).chain([self.metric_at(to)]) {
            walked += distance(last, next);
            last = next;
        }
        walked
    }

    pub(super) fn stretches(&self) -> Vec<Stretch> {
        let pairs = self.cuts.windows(2).filter(|pair| {
            pair[0].node != pair[1].node || self.walked(pair[0].place, pair[1].place) > 2.0 * TOLERANCE_M
        });
        let stretch = |pair: &[Cut]| {
            let (from, to) = (pair[0], pair[1]);
            let between = vertices_between(from.place, to.place).map(|vertex| self.line[vertex]);
            Stretch {
                tail: from.node,
                head: to.node,
                line: [from.at].into_iter().chain(between).chain([to.at]).collect(),
            }
        };
        pairs.map(stretch).collect()
    }
}

/// The numbers of the vertices between two places, neither of which they are.
fn vertices_between(from: f64, to: f64) -> std::ops::Range<usize> {
    (from + 1e-9).floor() as usize + 1..(to - 1e-9).ceil() as usize
}

/// The straight parts of a line, for finding those near a place.
fn parts_of(metric: &[Spot2]) -> RTree<GeomWithData<Line<Spot2>, usize>> {
    let parts = metric.windows(2).enumerate().map(|(at, pair)| GeomWithData::new(Line::new(pair[0], pair[1]), at));
    RTree::bulk_load(parts.collect())
}
