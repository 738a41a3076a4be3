//! Service roads beside a road (đường gom): those whose record says so, and those that run parallel within 100 m.

use geo::{Coord, Geometry, LineString};

use super::stretch::joined;
use super::{Stretch, Vicinity};
use crate::index::{Record, View};
use crate::model::{Id, Metric, RoadClass, RoadSection};

/// A service road no record places beside a road must run this near to it, metres.
pub const PARALLEL_WITHIN_M: f64 = 100.0;

/// One whose record names the road may lie farther out, metres.
const RECORDED_WITHIN_M: f64 = 500.0;

/// And it must not turn away from it by more than this, degrees.
const PARALLEL_DEG: f64 = 25.0;

/// It is walked in steps of this length, metres.
const STEP_M: f64 = 20.0;

/// Where it leaves the road for less than this it goes on, metres.
const PAUSE_M: f64 = 60.0;

/// Beside the road for less than this it only joins it, metres.
const LEAST_M: f64 = 60.0;

/// A service road beside a road.
#[derive(Clone, Debug)]
pub struct ServiceRoad<'v> {
    /// Its record.
    pub record: &'v Record<RoadSection>,
    /// The service road.
    pub road: &'v RoadSection,
    /// Whether its record names the road; `false` = concluded from how it runs.
    pub is_recorded: bool,
    /// Where along which side; `None` when nobody drew it.
    pub stretch: Option<Stretch>,
}

/// Service roads beside a road on the day of the view, in order of chainage; those nobody drew come last.
pub fn service_roads<'v>(view: &'v View, road: &Vicinity<'_>) -> Vec<ServiceRoad<'v>> {
    let base = view.snapshot.base();
    let around = road.bbox_within(PARALLEL_WITHIN_M);
    let mut found = vec![];
    for record in &base.road_sections.records {
        let Some(section) = record.timeline.at(view.as_of).filter(|_| record.id != *road.line.section()) else {
            continue;
        };
        let is_recorded = section.beside.as_ref() == Some(road.line.section());
        if !is_recorded && (section.class != RoadClass::Service || section.beside.is_some()) {
            continue;
        }
        let lines = lines_of(view, &record.id);
        let boxes = lines.iter().filter_map(|line| crate::model::Bbox::around(&Geometry::LineString(line.clone())));
        let is_around = |bbox: crate::model::Bbox| around.is_some_and(|around| around.intersects(&bbox));
        if !is_recorded && !boxes.into_iter().any(is_around) {
            continue;
        }
        let stretches = beside(road, &lines, is_recorded);
        let of = |stretch| ServiceRoad { record, road: section, is_recorded, stretch };
        if stretches.is_empty() && is_recorded {
            found.push(of(None));
        }
        found.extend(stretches.into_iter().map(|stretch| of(Some(stretch))));
    }
    let key = |one: &ServiceRoad| one.stretch.map_or(f64::INFINITY, |stretch| stretch.from_m);
    found.sort_by(|one, other| key(one).total_cmp(&key(other)));
    found
}

fn lines_of(view: &View, section: &Id) -> Vec<LineString<f64>> {
    let base = view.snapshot.base();
    let positions = base.links_of_section.get(section).map(Vec::as_slice).unwrap_or_default();
    let links = positions.iter().filter_map(|at| base.road_links.records[*at as usize].timeline.at(view.as_of));
    let lines = links.filter(|link| link.section == *section).map(|link| link.geometry.get());
    lines
        .filter_map(|line| match line {
            Geometry::LineString(line) => Some(line.clone()),
            _ => None,
        })
        .collect()
}

/// Where lines in degrees run along the road.
fn beside(road: &Vicinity<'_>, lines: &[LineString<f64>], is_recorded: bool) -> Vec<Stretch> {
    let mut found = vec![];
    for line in lines {
        let metric = road.line.frame().to_metric(line).0;
        metric.lines().for_each(|edge| walk(road, edge.start, edge.end, is_recorded, &mut found));
    }
    joined(found, PAUSE_M, LEAST_M)
}

fn walk(road: &Vicinity<'_>, from: Coord<f64>, to: Coord<f64>, is_recorded: bool, found: &mut Vec<Stretch>) {
    let step = to - from;
    let length = step.x.hypot(step.y);
    let steps = (length / STEP_M).ceil().max(1.0);
    let bearing = step.x.atan2(step.y).to_degrees();
    let within = if is_recorded { RECORDED_WITHIN_M } else { PARALLEL_WITHIN_M };
    let spot = |at: f64| {
        let at = from + step * (at / steps);
        let located = road
            .is_near(at, within)
            .then(|| road.line.locate(road.line.frame().to_degrees(&Metric(geo::Point(at))).0))?;
        Some((located.side?, located.chainage_m, located.offset_m))
    };
    let mut last = spot(0.0);
    let mut at = 0.0;
    while at < steps {
        let next = spot(at + 1.0);
        if let (Some((side, one_m, one_off)), Some((other_side, other_m, other_off))) = (last, next)
            && side == other_side
            && is_parallel(road, (one_m + other_m) / 2.0, bearing)
        {
            let (from_m, to_m, offset_m) = (one_m.min(other_m), one_m.max(other_m), one_off.min(other_off));
            // Round a bend the foot jumps; that much of the road is not beside it.
            if to_m - from_m < 4.0 * STEP_M {
                found.push(Stretch { side, from_m, to_m, offset_m });
            }
        }
        last = next;
        at += 1.0;
    }
}

fn is_parallel(road: &Vicinity<'_>, chainage_m: f64, bearing: f64) -> bool {
    let Some(along) = road.line.bearing(chainage_m) else { return false };
    let turned = (bearing - along).rem_euclid(180.0);
    turned.min(180.0 - turned) <= PARALLEL_DEG
}
