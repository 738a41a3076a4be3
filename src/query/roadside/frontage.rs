//! Which parts of zones lie along a road (mặt tiền): their outlines projected onto its line.
//!
//! A part fronts a road where its outline comes within 150 m of the centreline: half a roadbed and the widest safety corridor take
//! some 35 m, and most roads and outlines on record are sketches that may be a hundred metres off. Where the road runs through a part,
//! both sides are frontage.

use std::sync::Arc;

use geo::{Contains, Coord, MultiPolygon};

use super::stretch::joined;
use super::{Stretch, Vicinity};
use crate::index::{Record, View, ZoneShard};
use crate::model::{GeometryAccuracy, Metric, Side, ZonePart, ZoneStatus};

/// How near to the centreline an outline must come, metres.
pub const FRONTAGE_WITHIN_M: f64 = 150.0;

/// Outlines and roads are walked in steps of this length, metres.
const STEP_M: f64 = 20.0;

/// Gaps in a frontage shorter than this are notches of the outline, metres.
const NOTCH_M: f64 = 50.0;

/// What is shorter is a corner, metres.
const CORNER_M: f64 = 10.0;

/// Two spots of an outline a step apart have feet on the road no farther apart than this, metres; one that moves farther along the road
/// jumps from one arm of a loop to the other.
const JUMP_M: f64 = 2.0 * FRONTAGE_WITHIN_M + STEP_M;

/// How often the place where an outline comes near is halved.
const HALVINGS: usize = 8;

/// A part of a zone along a road.
#[derive(Clone, Debug)]
pub struct Frontage<'v> {
    /// The zone.
    pub shard: &'v Arc<ZoneShard>,
    /// The part's record.
    pub record: &'v Record<ZonePart>,
    /// The part.
    pub part: &'v ZonePart,
    /// Where along which side, and how near it comes.
    pub stretch: Stretch,
    /// The less accurate of the road and the outline.
    pub accuracy: GeometryAccuracy,
}

/// Parts along a road on the day of the view, in order of chainage. Parts taken out of the plan are left out.
pub fn frontages<'v>(view: &'v View, road: &Vicinity<'_>) -> Vec<Frontage<'v>> {
    let Some(bbox) = road.bbox_within(FRONTAGE_WITHIN_M) else { return vec![] };
    let mut found = vec![];
    for shard in view.snapshot.zones_intersecting(&bbox) {
        if shard.zone.at(view.as_of).is_none() {
            continue;
        }
        for record in &shard.parts {
            let Some(part) = record.timeline.at(view.as_of) else { continue };
            let Some(outline) = part.geometry.as_ref().map(|geometry| geometry.polygons()) else { continue };
            if part.status == Some(ZoneStatus::RemovedFromPlan) || outline.0.is_empty() {
                continue;
            }
            let drawn = part.geometry_accuracy.unwrap_or(GeometryAccuracy::Illustrative);
            found.extend(stretches(road, &outline).into_iter().map(|stretch| {
                let accuracy =
                    drawn.max(road.line.accuracy_at(stretch.from_m)).max(road.line.accuracy_at(stretch.to_m));
                Frontage { shard, record, part, stretch, accuracy }
            }));
        }
    }
    found.sort_by(|one, other| one.stretch.from_m.total_cmp(&other.stretch.from_m));
    found
}

/// The stretches along which an outline in degrees fronts a road.
pub fn stretches(road: &Vicinity<'_>, outline: &MultiPolygon<f64>) -> Vec<Stretch> {
    let metric = road.line.frame().to_metric(outline).0;
    let mut found = vec![];
    for ring in metric.0.iter().map(|polygon| polygon.exterior()) {
        ring.lines().for_each(|edge| walk_edge(road, edge.start, edge.end, &mut found));
    }
    found.extend(through(road, &metric));
    joined(found, NOTCH_M, CORNER_M)
}

/// A position of the outline that is near the road.
#[derive(Clone, Copy)]
struct NearSpot {
    side: Side,
    chainage_m: f64,
    offset_m: f64,
}

fn near_spot(road: &Vicinity<'_>, at: Coord<f64>) -> Option<NearSpot> {
    if !road.is_near(at, FRONTAGE_WITHIN_M) {
        return None;
    }
    let located = road.line.locate(road.line.frame().to_degrees(&Metric(geo::Point(at))).0);
    Some(NearSpot { side: located.side?, chainage_m: located.chainage_m, offset_m: located.offset_m })
}

/// Walks an edge of an outline and notes what of it is near the road.
fn walk_edge(road: &Vicinity<'_>, from: Coord<f64>, to: Coord<f64>, found: &mut Vec<Stretch>) {
    let length = (to - from).x.hypot((to - from).y);
    let steps = (length / STEP_M).ceil().max(1.0);
    let spot = |step: f64| from + (to - from) * (step / steps);
    let mut last = near_spot(road, from);
    let mut step = 0.0;
    while step < steps {
        let next = near_spot(road, spot(step + 1.0));
        match (last, next) {
            (Some(one), Some(other)) => note(one, other, found),
            (Some(near), None) => note(near, edge_of_vicinity(road, near, (spot(step), spot(step + 1.0))), found),
            (None, Some(near)) => note(near, edge_of_vicinity(road, near, (spot(step + 1.0), spot(step))), found),
            (None, None) => {}
        }
        last = next;
        step += 1.0;
    }
}

/// The last spot that is near the road on the way from a near position to a far one.
fn edge_of_vicinity(
    road: &Vicinity<'_>,
    mut near: NearSpot,
    (mut inner, mut outer): (Coord<f64>, Coord<f64>),
) -> NearSpot {
    for _ in 0..HALVINGS {
        let middle = (inner + outer) / 2.0;
        match near_spot(road, middle) {
            Some(spot) => (near, inner) = (spot, middle),
            None => outer = middle,
        }
    }
    near
}

fn note(one: NearSpot, other: NearSpot, found: &mut Vec<Stretch>) {
    if one.side != other.side || (one.chainage_m - other.chainage_m).abs() > JUMP_M {
        return;
    }
    found.push(Stretch {
        side: one.side,
        from_m: one.chainage_m.min(other.chainage_m),
        to_m: one.chainage_m.max(other.chainage_m),
        offset_m: one.offset_m.min(other.offset_m),
    });
}

/// The stretches of the road inside the outline, metres: on both sides.
fn through(road: &Vicinity<'_>, outline: &MultiPolygon<f64>) -> Vec<Stretch> {
    let is_inside = |chainage: f64| {
        let at = road.line.at(chainage).map(|at| road.line.frame().to_metric(&geo::Point(at)).0);
        at.is_some_and(|at| outline.contains(&at))
    };
    let mut found = vec![];
    for run in road.line.runs() {
        let steps = ((run.to_m - run.from_m) / STEP_M).ceil().max(1.0);
        let chainage = |step: f64| run.from_m + (run.to_m - run.from_m) * step / steps;
        let mut step = 0.0;
        while step < steps {
            let (from_m, to_m) = (chainage(step), chainage(step + 1.0));
            if is_inside((from_m + to_m) / 2.0) {
                found.extend([Side::Left, Side::Right].map(|side| Stretch { side, from_m, to_m, offset_m: 0.0 }));
            }
            step += 1.0;
        }
    }
    found
}
