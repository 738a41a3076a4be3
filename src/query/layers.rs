//! What the map is drawn of besides zones and lots: roads, water, places, gates, clearance areas.

use geo::{Euclidean, Geometry, Intersects, Length, LineString, MultiLineString};

use super::page::{Page, PageBuilder, PageRequest};
use crate::index::{ClearanceRecord, GateRecord, Layer, Record, View, ZoneShard};
use crate::model::{
    Bbox, ClearanceArea, Constraint, Crs, Gate, GateConnection, GeometryAccuracy, Id, InternalRoad, Metres,
    MetricFrame, Place, Revision, RoadLink, RoadSection, Stage, TransportNode,
};

/// A road section with the lines of its links.
#[derive(Clone, Debug)]
pub struct RoadAnswer<'v> {
    /// The record.
    pub record: &'v Record<RoadSection>,
    /// The section itself.
    pub section: &'v RoadSection,
    /// Its centrelines, degrees; empty when it was never drawn.
    pub lines: MultiLineString<f64>,
    /// The least accurate of its links.
    pub geometry_accuracy: Option<GeometryAccuracy>,
    /// Length of what is drawn; `None` when it was never drawn.
    pub length: Option<Metres>,
    /// The last revision that touched the section or a link.
    pub version: Revision,
}

/// Road sections that share a point with the box.
pub fn roads<'v>(view: &'v View, bbox: Option<&Bbox>, page: &PageRequest) -> Page<RoadAnswer<'v>> {
    let base = view.snapshot.base();
    let mut builder = PageBuilder::new(page);
    for (record, section) in base.road_sections.within(bbox, view.as_of) {
        let links: Vec<(&Record<RoadLink>, &RoadLink)> = base
            .links_of_section
            .get(&record.id)
            .into_iter()
            .flatten()
            .map(|at| &base.road_links.records[*at as usize])
            .filter_map(|link| Some((link, link.timeline.at(view.as_of)?)))
            .collect();
        let lines = MultiLineString(links.iter().flat_map(|(_, link)| lines_of(link.geometry.get())).collect());
        if bbox.is_some_and(|bbox| !lines.intersects(&bbox.rect())) {
            continue;
        }
        builder.add(0.0, None, &record.id, || RoadAnswer {
            length: length_of(&lines),
            record,
            section,
            geometry_accuracy: links.iter().map(|(_, link)| link.geometry_accuracy).max(),
            version: links.iter().map(|(record, _)| record.version).fold(record.version, Revision::max),
            lines,
        });
    }
    builder.finish(|answer| (None, answer.record.id.clone()))
}

/// Length on the grid; `None` without a line.
fn length_of(lines: &MultiLineString<f64>) -> Option<Metres> {
    let metric = MetricFrame::new(Crs::THAI_NGUYEN).to_metric(lines).0;
    (!metric.0.is_empty()).then(|| Metres::new(Euclidean.length(&metric)).ok()).flatten()
}

fn lines_of(geometry: &Geometry<f64>) -> Vec<LineString<f64>> {
    match geometry {
        Geometry::LineString(line) => vec![line.clone()],
        Geometry::MultiLineString(lines) => lines.0.clone(),
        _ => Vec::new(),
    }
}

/// Transport nodes within the box.
pub fn transport_nodes<'v>(view: &'v View, bbox: Option<&Bbox>, page: &PageRequest) -> Page<Found<'v, TransportNode>> {
    plain_layer(view, &view.snapshot.base().transport_nodes, bbox, page, |node| node.geometry.get())
}

/// Constraints that share a point with the box.
pub fn constraints<'v>(view: &'v View, bbox: Option<&Bbox>, page: &PageRequest) -> Page<Found<'v, Constraint>> {
    plain_layer(view, &view.snapshot.base().constraints, bbox, page, |constraint| constraint.geometry.get())
}

/// Places within the box.
pub fn places<'v>(view: &'v View, bbox: Option<&Bbox>, page: &PageRequest) -> Page<Found<'v, Place>> {
    plain_layer(view, &view.snapshot.base().places, bbox, page, |place| place.geometry.get())
}

/// A record and what it is on the asked day.
pub type Found<'v, T> = (&'v Record<T>, &'v T);

fn plain_layer<'v, T>(
    view: &View,
    layer: &'v Layer<T>,
    bbox: Option<&Bbox>,
    page: &PageRequest,
    geometry_of: impl Fn(&T) -> &Geometry<f64>,
) -> Page<Found<'v, T>> {
    let mut builder = PageBuilder::new(page);
    for (record, value) in layer.within(bbox, view.as_of) {
        if bbox.is_none_or(|bbox| geometry_of(value).intersects(&bbox.rect())) {
            builder.add(0.0, None, &record.id, || (record, value));
        }
    }
    builder.finish(|(record, _)| (None, record.id.clone()))
}

/// Where in which zones to look.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ZoneLayerFilter {
    /// Shares a point with this box.
    pub bbox: Option<Bbox>,
    /// In one of these zones; empty = all.
    pub zones: Vec<Id>,
}

/// An internal road and its zone.
#[derive(Clone, Debug)]
pub struct InternalRoadAnswer<'v> {
    /// Its zone.
    pub zone: &'v Id,
    /// The record.
    pub record: &'v Record<InternalRoad>,
    /// The road itself.
    pub road: &'v InternalRoad,
}

/// A gate, its zone and its connection.
#[derive(Clone, Debug)]
pub struct GateAnswer<'v> {
    /// Its zone.
    pub zone: &'v Id,
    /// The record.
    pub record: &'v GateRecord,
    /// The gate itself.
    pub gate: &'v Gate,
    /// Its connection; `None` = unknown.
    pub connection: Option<&'v GateConnection>,
}

/// A clearance area, its zone and how far it has come.
#[derive(Clone, Debug)]
pub struct ClearanceAreaAnswer<'v> {
    /// Its zone.
    pub zone: &'v Id,
    /// The record.
    pub record: &'v ClearanceRecord,
    /// The area itself.
    pub area: &'v ClearanceArea,
    /// The furthest stage any of its land has reached; `None` before the first event.
    pub stage: Option<Stage>,
    /// Share handed over, 0–100.
    pub handed_over_pct: f64,
}

/// Internal roads of the wanted zones.
pub fn internal_roads<'v>(
    view: &'v View,
    filter: &ZoneLayerFilter,
    page: &PageRequest,
) -> Page<InternalRoadAnswer<'v>> {
    let mut builder = PageBuilder::new(page);
    for shard in wanted_shards(view, filter) {
        for record in &shard.internal_roads {
            let Some(road) = record.timeline.at(view.as_of) else { continue };
            if touches(filter, road.geometry.get()) {
                builder.add(0.0, Some(&shard.id), &record.id, || InternalRoadAnswer { zone: &shard.id, record, road });
            }
        }
    }
    builder.finish(|answer| (Some(answer.zone.clone()), answer.record.id.clone()))
}

/// Gates of the wanted zones.
pub fn gates<'v>(view: &'v View, filter: &ZoneLayerFilter, page: &PageRequest) -> Page<GateAnswer<'v>> {
    let mut builder = PageBuilder::new(page);
    for shard in wanted_shards(view, filter) {
        for record in &shard.gates {
            let Some(gate) = record.core.at(view.as_of) else { continue };
            if touches(filter, gate.geometry.get()) {
                let connection = record.connection.at(view.as_of);
                builder.add(0.0, Some(&shard.id), &record.id, || GateAnswer {
                    zone: &shard.id,
                    record,
                    gate,
                    connection,
                });
            }
        }
    }
    builder.finish(|answer| (Some(answer.zone.clone()), answer.record.id.clone()))
}

/// Clearance areas of the wanted zones.
pub fn clearance_areas<'v>(
    view: &'v View,
    filter: &ZoneLayerFilter,
    page: &PageRequest,
) -> Page<ClearanceAreaAnswer<'v>> {
    let mut builder = PageBuilder::new(page);
    for shard in wanted_shards(view, filter) {
        for record in &shard.clearance_areas {
            let Some(area) = record.core.at(view.as_of) else { continue };
            if touches(filter, area.geometry.get()) {
                let stage = furthest_stage(view, record);
                builder.add(0.0, Some(&shard.id), &record.id, || ClearanceAreaAnswer {
                    zone: &shard.id,
                    record,
                    area,
                    stage,
                    handed_over_pct: 100.0 * record.progress.handed_over_share(view.as_of),
                });
            }
        }
    }
    builder.finish(|answer| (Some(answer.zone.clone()), answer.record.id.clone()))
}

fn furthest_stage(view: &View, record: &ClearanceRecord) -> Option<Stage> {
    let happened = record.events.iter().filter_map(|(_, timeline)| timeline.at(view.as_of));
    happened.map(|event| event.stage).filter(|stage| *stage <= Stage::Handover).max()
}

fn wanted_shards<'v>(view: &'v View, filter: &ZoneLayerFilter) -> impl Iterator<Item = &'v ZoneShard> {
    let shards: Vec<&'v ZoneShard> = match filter.bbox {
        Some(bbox) => view.snapshot.zones_intersecting(&bbox).map(AsRef::as_ref).collect(),
        None => view.snapshot.zones().iter().map(AsRef::as_ref).collect(),
    };
    let wanted = |shard: &&ZoneShard| {
        (filter.zones.is_empty() || filter.zones.contains(&shard.id)) && shard.zone.at(view.as_of).is_some()
    };
    shards.into_iter().filter(wanted).collect::<Vec<_>>().into_iter()
}

fn touches(filter: &ZoneLayerFilter, geometry: &Geometry<f64>) -> bool {
    filter.bbox.is_none_or(|bbox| geometry.intersects(&bbox.rect()))
}
