//! What is planned at a point.

use geo::{Coord, Geometry, Intersects, Point};

use super::near::{Near, distance_to};
use crate::index::{Layer, Record, View, ZoneShard};
use crate::model::{
    AdminUnit, Bbox, Constraint, Crs, GeometryAccuracy, Id, Metres, MetricFrame, RoadLink, RoadSection, Zone, ZonePart,
};
use crate::query::lots::{LotAnswer, LotHit, answer};

/// How far around a point limits on land are listed, metres.
const CONSTRAINTS_WITHIN_M: f64 = 500.0;
/// Beyond this a road is of no use to the answer, metres.
const ROADS_WITHIN_M: f64 = 50_000.0;
/// The first ring in which the nearest record is looked for, metres; it doubles until something is found.
const FIRST_RING_M: f64 = 500.0;

/// What is planned at a point on a day.
#[derive(Clone, Debug)]
pub struct PlanningInfo<'v> {
    /// The zone around the point.
    pub zone: Option<(&'v Id, &'v Zone)>,
    /// The part around the point.
    pub part: Option<(&'v Id, &'v ZonePart)>,
    /// The lot around the point.
    pub lot: Option<LotAnswer<'v>>,
    /// Limits on land within 500 m, nearest first.
    pub constraints: Vec<(&'v Id, &'v Constraint, Metres)>,
    /// The nearest public road that is there.
    pub nearest_road: Option<NearestRoad<'v>>,
    /// The nearest seat of a commune or ward of that day; boundaries are not on record.
    pub nearest_commune: Option<(&'v Id, &'v AdminUnit, Metres)>,
}

/// A public road near a point.
#[derive(Clone, Debug)]
pub struct NearestRoad<'v> {
    /// The record of its section.
    pub record: &'v Record<RoadSection>,
    /// The section.
    pub section: &'v RoadSection,
    /// How its nearest link was drawn.
    pub geometry_accuracy: GeometryAccuracy,
    /// How far it is.
    pub distance: Metres,
}

/// What is planned at a position, degrees.
pub fn planning_info(view: &View, position: Coord<f64>) -> PlanningInfo<'_> {
    let here = Bbox { min_lon: position.x, min_lat: position.y, max_lon: position.x, max_lat: position.y };
    let point = Point(position);
    let shards: Vec<&ZoneShard> = view.snapshot.zones_intersecting(&here).map(AsRef::as_ref).collect();
    let part = shards.iter().find_map(|shard| part_around(view, shard, &point));
    let lot = shards.iter().find_map(|shard| lot_around(view, shard, &point));
    let zone = part
        .map(|(id, _)| id.zone())
        .or(lot.as_ref().map(|lot| lot.zone_id.zone()))
        .and_then(|id| view.snapshot.zone(id))
        .and_then(|shard| Some((&shard.id, shard.zone.at(view.as_of)?)));
    let frame = MetricFrame::new(Crs::THAI_NGUYEN);
    PlanningInfo {
        zone,
        part,
        lot,
        constraints: constraints_around(view, position, &frame),
        nearest_road: nearest_road(view, position, &frame),
        nearest_commune: nearest_commune(view, position, &frame),
    }
}

fn part_around<'v>(view: &View, shard: &'v ZoneShard, point: &Point<f64>) -> Option<(&'v Id, &'v ZonePart)> {
    shard.zone.at(view.as_of)?;
    let parts = shard.parts.iter().filter_map(|record| Some((&record.id, record.timeline.at(view.as_of)?)));
    parts
        .into_iter()
        .find(|(_, part)| part.geometry.as_ref().is_some_and(|outline| outline.polygons().intersects(point)))
}

fn lot_around<'v>(view: &'v View, shard: &'v ZoneShard, point: &Point<f64>) -> Option<LotAnswer<'v>> {
    let at = shard
        .lots
        .iter()
        .position(|lot| lot.core.at(view.as_of).is_some_and(|core| core.geometry.get().intersects(point)))?;
    let day = view.lot_day(shard, at)?;
    answer(view, &LotHit { shard, at, day, distance: None })
}

fn constraints_around<'v>(
    view: &'v View,
    position: Coord<f64>,
    frame: &MetricFrame,
) -> Vec<(&'v Id, &'v Constraint, Metres)> {
    let Ok(within) = Metres::new(CONSTRAINTS_WITHIN_M) else { return Vec::new() };
    let near = Near { position, within };
    let records = view.snapshot.base().constraints.within(Some(&near.bbox()), view.as_of);
    let mut found: Vec<_> = records
        .into_iter()
        .filter_map(|(record, value)| Some((&record.id, value, near.distance_within(value.geometry.get(), frame)?)))
        .collect();
    found.sort_by(|one, other| one.2.get().total_cmp(&other.2.get()));
    found
}

fn nearest_road<'v>(view: &'v View, position: Coord<f64>, frame: &MetricFrame) -> Option<NearestRoad<'v>> {
    let base = view.snapshot.base();
    let section_of = |link: &RoadLink| {
        let record = base.road_sections.find(link.section.as_str())?;
        Some((record, record.timeline.at(view.as_of)?))
    };
    // A road that is only planned leads nowhere yet.
    let line_of = |link: &'v RoadLink| {
        section_of(link).filter(|(_, section)| section.status.is_open()).map(|_| link.geometry.get())
    };
    let ((_, link), distance) = nearest(&base.road_links, view, position, frame, line_of)?;
    let (record, section) = section_of(link)?;
    Some(NearestRoad { record, section, geometry_accuracy: link.geometry_accuracy, distance })
}

fn nearest_commune<'v>(
    view: &'v View,
    position: Coord<f64>,
    frame: &MetricFrame,
) -> Option<(&'v Id, &'v AdminUnit, Metres)> {
    use crate::model::AdminLevel::{Commune, Township, Ward};
    let communes = |unit: &'v AdminUnit| {
        matches!(unit.level, Commune | Township | Ward).then(|| unit.geometry.as_ref().map(|at| at.get())).flatten()
    };
    let ((record, unit), distance) = nearest(&view.snapshot.base().admin_units, view, position, frame, communes)?;
    Some((&record.id, unit, distance))
}

/// The nearest record of a layer on the asked day, looked for in rings that double.
pub(super) fn nearest<'v, T>(
    layer: &'v Layer<T>,
    view: &View,
    position: Coord<f64>,
    frame: &MetricFrame,
    geometry_of: impl Fn(&'v T) -> Option<&'v Geometry<f64>>,
) -> Option<((&'v Record<T>, &'v T), Metres)> {
    let mut ring = FIRST_RING_M;
    while ring <= ROADS_WITHIN_M * 2.0 {
        let near = Near { position, within: Metres::new(ring).ok()? };
        let candidates = layer
            .within(Some(&near.bbox()), view.as_of)
            .into_iter()
            .filter_map(|found| distance_to(position, geometry_of(found.1)?, frame).map(|distance| (found, distance)));
        let best = candidates.min_by(|one, other| one.1.get().total_cmp(&other.1.get()));
        // Outside the ring's box there could still be something nearer than what a corner of the box holds.
        if let Some(best) = best.filter(|(_, distance)| distance.get() <= ring) {
            return (best.1.get() <= ROADS_WITHIN_M).then_some(best);
        }
        ring *= 2.0;
    }
    None
}
