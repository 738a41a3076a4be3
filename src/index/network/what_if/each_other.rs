//! Where new roads meet one another.

use super::noding::{EXACT_M, Noder, TOLERANCE_M};
use super::plane::{box_of, crossing, distance, nearest};
use super::proposal::JoinKind;
use super::sketch::{Cut, Sketch};
use crate::model::RoadClass;

impl Noder<'_, '_> {
    /// Joins every two new roads where they cross, and where a vertex of one lies on the other.
    pub(super) fn join_each_other(&mut self) {
        for one in 0..self.sketches.len() {
            for other in (0..self.sketches.len()).filter(|other| *other != one) {
                if one < other && self.may_cross(one, other) {
                    self.join_where_crossing(one, other);
                }
                self.join_where_touching(one, other);
            }
        }
    }

    fn may_cross(&self, one: usize, other: usize) -> bool {
        let roads = [one, other].map(|number| self.sketches[number].road);
        let is_drawn = roads.iter().any(|road| !road.is_recorded());
        is_drawn && roads.iter().all(|road| road.class != RoadClass::Expressway)
    }

    fn join_where_crossing(&mut self, one: usize, other: usize) {
        let mut found = vec![];
        for (own, pair) in self.sketches[one].metric.windows(2).enumerate() {
            let straight = [pair[0], pair[1]];
            for (theirs, at) in self.sketches[other].parts_within(box_of(straight, 0.0)) {
                if let Some((share, their_share)) = crossing(straight, theirs) {
                    found.push((own as f64 + share, at as f64 + their_share));
                }
            }
        }
        found.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
        found.into_iter().for_each(|(place, theirs)| self.join_new(one, place, other, theirs, JoinKind::Crossing));
    }

    /// Joins vertices of one new road that lie on another.
    fn join_where_touching(&mut self, one: usize, other: usize) {
        let (own, theirs) = (&self.sketches[one], &self.sketches[other]);
        let both_recorded = own.road.is_recorded() && theirs.road.is_recorded();
        let tolerance = if both_recorded { EXACT_M } else { TOLERANCE_M };
        let [own_last, their_last] = [own, theirs].map(|sketch| sketch.line.len() - 1);
        let mut found = vec![];
        for (vertex, here) in own.metric.iter().enumerate() {
            let is_end = vertex == 0 || vertex == own_last;
            if !is_end && (own.road.class == RoadClass::Expressway || both_recorded) {
                continue;
            }
            let near = theirs.parts_within(box_of([*here, *here], tolerance));
            let near = near.map(|(ends, at)| (nearest(ends, *here), at));
            let best = near.min_by(|((_, one), at), ((_, other), also)| one.total_cmp(other).then(at.cmp(also)));
            let Some(((share, _), at)) = best.filter(|((_, away), _)| *away <= tolerance) else { continue };
            let place = at as f64 + share;
            let is_their_end = place == 0.0 || place == their_last as f64;
            if theirs.road.class != RoadClass::Expressway || is_their_end {
                found.push((vertex as f64, place, if is_end { JoinKind::End } else { JoinKind::Vertex }));
            }
        }
        found.into_iter().for_each(|(place, their_place, kind)| self.join_new(one, place, other, their_place, kind));
    }

    /// Makes two new roads share a node: one that either has nearby, or a fresh one.
    fn join_new(&mut self, one: usize, place: f64, other: usize, their_place: f64, kind: JoinKind) {
        let (own, theirs) = (&self.sketches[one], &self.sketches[other]);
        let here = own.metric_at(place);
        let near = |sketch: &Sketch<'_>| {
            let found = sketch.cuts_here.iter().position(|cut| distance(*cut, here) <= TOLERANCE_M);
            found.map(|at| sketch.cuts[at])
        };
        let (mine, yours) = (near(own), near(theirs));
        let (node, at) = match (mine, yours) {
            (Some(_), Some(_)) => return,
            (Some(cut), None) | (None, Some(cut)) => (cut.node, cut.at),
            (None, None) => (self.fresh(), self.sketches[other].position_at(their_place)),
        };
        self.cut(one, Cut { place, node, at }, kind, None, Some(other));
        self.cut(other, Cut { place: their_place, node, at }, kind, None, Some(one));
    }
}
