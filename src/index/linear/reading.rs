//! What lies at a chainage, and between two of them.

use geo::{Coord, LineString, MultiLineString};

use super::SectionLine;
use super::line::Run;
use super::locate::direction;
use crate::model::{ChainageBasis, GeometryAccuracy, Metric, Side};

impl SectionLine {
    /// The spot at a chainage, degrees; `None` beyond the ends and in a gap.
    pub fn at(&self, chainage_m: f64) -> Option<Coord<f64>> {
        self.spot(self.chainage.along(chainage_m)).map(|at| self.in_degrees(at))
    }

    /// How the chainage is known there.
    pub fn basis_at(&self, chainage_m: f64) -> ChainageBasis {
        self.basis_along(self.chainage.along(chainage_m))
    }

    /// How the road was drawn there; beyond the ends as at the end.
    pub fn accuracy_at(&self, chainage_m: f64) -> GeometryAccuracy {
        self.accuracy_along(self.chainage.along(chainage_m))
    }

    /// Metres along the centreline between two chainages, a gap straight: what one drives, whatever the posts say.
    pub fn length_between(&self, from_m: f64, to_m: f64) -> f64 {
        (self.chainage.along(to_m) - self.chainage.along(from_m)).abs()
    }

    /// The centreline between two chainages in degrees, one line for each run; empty when none of it is drawn.
    pub fn line_between(&self, from_m: f64, to_m: f64) -> MultiLineString<f64> {
        self.frame.to_degrees(&self.metric_between(from_m, to_m))
    }

    /// The same in metres.
    pub fn metric_between(&self, from_m: f64, to_m: f64) -> Metric<MultiLineString<f64>> {
        let (from, to) = (self.chainage.along(from_m.min(to_m)), self.chainage.along(from_m.max(to_m)));
        Metric(MultiLineString(self.runs.iter().filter_map(|run| run.between(from, to)).collect()))
    }

    /// The line beside the road between two chainages, so many metres out on a side; degrees. Corners are cut, never looped.
    pub fn beside(&self, from_m: f64, to_m: f64, side: Side, out_m: f64) -> MultiLineString<f64> {
        let lines = self.metric_between(from_m, to_m).0;
        let out_m = if side == Side::Left { out_m } else { -out_m };
        let lines = lines.0.iter().map(|line| moved_out(line, out_m)).filter(|line| line.0.len() >= 2).collect();
        self.frame.to_degrees(&Metric(MultiLineString(lines)))
    }

    /// A spot so many metres out from a chainage on a side, degrees.
    pub fn beside_at(&self, chainage_m: f64, side: Side, out_m: f64) -> Option<Coord<f64>> {
        let along = self.chainage.along(chainage_m);
        let (at, forward) = (self.spot(along)?, self.forward(along)?);
        let out_m = if side == Side::Left { out_m } else { -out_m };
        Some(self.in_degrees(at + Coord { x: -forward.y, y: forward.x } * out_m))
    }

    /// The spot of a metre of the line.
    pub(super) fn spot(&self, along: f64) -> Option<Coord<f64>> {
        self.runs.iter().find_map(|run| run.spot(along))
    }

    /// The direction in which chainage grows at a metre of the line, one metre long; `None` where nothing is drawn.
    pub(super) fn forward(&self, along: f64) -> Option<Coord<f64>> {
        let run = self.runs.iter().find(|run| run.spot(along).is_some())?;
        direction(&run.vertices[run.segment_at(along)..])
    }
}

impl Run {
    /// The segment that holds a metre of the line.
    pub(super) fn segment_at(&self, along: f64) -> usize {
        let after = self.vertices.partition_point(|vertex| vertex.along <= along);
        after.saturating_sub(1).min(self.vertices.len().saturating_sub(2))
    }

    /// The spot of a metre of the line, when this run has it. A chainage read off and given back may miss the end by noise.
    fn spot(&self, along: f64) -> Option<Coord<f64>> {
        let (first, last) = (self.vertices.first()?.along, self.vertices.last()?.along);
        if !(first - 1e-3..=last + 1e-3).contains(&along) {
            return None;
        }
        let segment = self.segment_at(along);
        let (from, to) = (self.vertices[segment], self.vertices.get(segment + 1)?);
        let length = to.along - from.along;
        let share = if length > 0.0 { ((along - from.along) / length).clamp(0.0, 1.0) } else { 0.0 };
        Some(from.at + (to.at - from.at) * share)
    }

    fn between(&self, from: f64, to: f64) -> Option<LineString<f64>> {
        let (first, last) = (self.vertices.first()?.along, self.vertices.last()?.along);
        let (from, to) = (from.max(first), to.min(last));
        if from >= to {
            return None;
        }
        let inside =
            self.vertices.iter().filter(|vertex| from < vertex.along && vertex.along < to).map(|vertex| vertex.at);
        let mut line: Vec<Coord<f64>> = self.spot(from).into_iter().chain(inside).chain(self.spot(to)).collect();
        line.dedup();
        (line.len() >= 2).then_some(LineString(line))
    }
}

/// A line moved to its left; vertices of a bend too tight for it are left out.
fn moved_out(line: &LineString<f64>, out_m: f64) -> LineString<f64> {
    let steps: Vec<Coord<f64>> = line
        .lines()
        .map(|step| {
            let (dx, dy) = (step.dx(), step.dy());
            Coord { x: dx, y: dy } / dx.hypot(dy).max(f64::MIN_POSITIVE)
        })
        .collect();
    let mut moved: Vec<Coord<f64>> = vec![];
    for (at, vertex) in line.0.iter().enumerate() {
        let before = steps[at.saturating_sub(1).min(steps.len() - 1)];
        let after = steps[at.min(steps.len() - 1)];
        let middle = before + after;
        let length = middle.x.hypot(middle.y);
        if length < 0.1 {
            continue;
        }
        // At a bend the corner lies farther out than the sides; a sharp one is cut off.
        let out = out_m * (2.0 / length).min(2.0);
        let next = *vertex + Coord { x: -middle.y, y: middle.x } * (out / length);
        // On the inside of a bend the moved vertices would run backwards.
        let goes_on = moved.last().is_none_or(|last| (next - *last).x * before.x + (next - *last).y * before.y > 0.0);
        if goes_on || at + 1 == line.0.len() {
            moved.push(next);
        }
    }
    LineString(moved)
}
