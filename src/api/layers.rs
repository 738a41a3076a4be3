//! Layers of the map: roads, nodes, limits, places, and what lies inside zones.
//!
//! Each takes a box and comes by id, in pages that are as long as they may be.

use axum::response::Response;
use utoipa::IntoParams;

use super::coded::{Code, tenths};
use super::common_params::DayParams;
use super::geojson::Feature;
use super::layer_bodies::*;
use super::params::asked;
use super::problem::{Problem, Refusals};
use super::question::{LARGEST_PAGE, Question};
use crate::index::Record;
use crate::model::{Bbox, Constraint, Place, TransportNode};
use crate::query::layers::{self, ClearanceAreaAnswer, GateAnswer, InternalRoadAnswer, RoadAnswer, ZoneLayerFilter};
use crate::query::page::PageRequest;

/// Which part of a layer.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct LayerParams {
    /// Box that records must touch: `min_lon,min_lat,max_lon,max_lat`.
    #[param(example = "105.8,21.4,105.9,21.5")]
    bbox: Option<String>,
    /// Records in a page.
    #[param(minimum = 1, maximum = 1000, default = 1000)]
    limit: Option<u16>,
    /// From the `next` link of the page before.
    cursor: Option<String>,
}

/// Of which zones.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct OwnerParams {
    /// Ids of zones, separated by commas.
    #[param(example = "kcn-song-cong-2")]
    zone: Option<String>,
}

asked!(
    /// What a layer of the province may be asked.
    OfProvince: LayerParams, DayParams
);
asked!(
    /// What a layer of land inside zones may be asked.
    OfZones: LayerParams, OwnerParams, DayParams
);

/// What a layer of the province is asked.
fn ask(question: &Question<OfProvince>) -> Result<(Option<Bbox>, PageRequest), Problem> {
    Ok((question.params.bbox("bbox")?, question.page(LARGEST_PAGE)?))
}

/// What a layer of land inside zones is asked.
fn ask_of_zones(question: &Question<OfZones>) -> Result<(ZoneLayerFilter, PageRequest), Problem> {
    let bbox = question.params.bbox("bbox")?;
    let zones = question.params.ids("zone")?.unwrap_or_default();
    Ok((ZoneLayerFilter { bbox, zones }, question.page(LARGEST_PAGE)?))
}

/// Public roads, one feature per managed section
#[utoipa::path(get, path = "/api/v1/roads", tag = "layers", params(LayerParams, DayParams), responses(
    (status = 200, description = "A page of the layer.", body = RoadCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_roads(question: Question<OfProvince>) -> Result<Response, Problem> {
    let (bbox, page) = ask(&question)?;
    match question.unchanged() {
        Some(unchanged) => Ok(unchanged),
        None => question.collection(&layers::roads(&question.view, bbox.as_ref(), &page), road),
    }
}

/// Interchanges, stations, ports
#[utoipa::path(get, path = "/api/v1/transport-nodes", tag = "layers", params(LayerParams, DayParams), responses(
    (status = 200, description = "A page of the layer.", body = TransportNodeCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_transport_nodes(question: Question<OfProvince>) -> Result<Response, Problem> {
    let (bbox, page) = ask(&question)?;
    match question.unchanged() {
        Some(unchanged) => Ok(unchanged),
        None => question.collection(&layers::transport_nodes(&question.view, bbox.as_ref(), &page), transport_node),
    }
}

/// What limits the use of land: water, railways, power lines, protected land
#[utoipa::path(get, path = "/api/v1/constraints", tag = "layers", params(LayerParams, DayParams), responses(
    (status = 200, description = "A page of the layer.", body = ConstraintCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_constraints(question: Question<OfProvince>) -> Result<Response, Problem> {
    let (bbox, page) = ask(&question)?;
    match question.unchanged() {
        Some(unchanged) => Ok(unchanged),
        None => question.collection(&layers::constraints(&question.view, bbox.as_ref(), &page), constraint),
    }
}

/// Named places, for labels
#[utoipa::path(get, path = "/api/v1/places", tag = "layers", params(LayerParams, DayParams), responses(
    (status = 200, description = "A page of the layer.", body = PlaceCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_places(question: Question<OfProvince>) -> Result<Response, Problem> {
    let (bbox, page) = ask(&question)?;
    match question.unchanged() {
        Some(unchanged) => Ok(unchanged),
        None => question.collection(&layers::places(&question.view, bbox.as_ref(), &page), place),
    }
}

/// Roads inside zones
#[utoipa::path(get, path = "/api/v1/internal-roads", tag = "layers", params(LayerParams, OwnerParams, DayParams), responses(
    (status = 200, description = "A page of the layer.", body = InternalRoadCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_internal_roads(question: Question<OfZones>) -> Result<Response, Problem> {
    let (filter, page) = ask_of_zones(&question)?;
    match question.unchanged() {
        Some(unchanged) => Ok(unchanged),
        None => question.collection(&layers::internal_roads(&question.view, &filter, &page), internal_road),
    }
}

/// Doors of zones, with the standing of their connection to the public road
#[utoipa::path(get, path = "/api/v1/gates", tag = "layers", params(LayerParams, OwnerParams, DayParams), responses(
    (status = 200, description = "A page of the layer.", body = GateCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_gates(question: Question<OfZones>) -> Result<Response, Problem> {
    let (filter, page) = ask_of_zones(&question)?;
    match question.unchanged() {
        Some(unchanged) => Ok(unchanged),
        None => question.collection(&layers::gates(&question.view, &filter, &page), gate),
    }
}

/// Land being cleared, with the stage it has reached
#[utoipa::path(get, path = "/api/v1/clearance-areas", tag = "layers", params(LayerParams, OwnerParams, DayParams), responses(
    (status = 200, description = "A page of the layer.", body = ClearanceAreaCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_clearance_areas(question: Question<OfZones>) -> Result<Response, Problem> {
    let (filter, page) = ask_of_zones(&question)?;
    match question.unchanged() {
        Some(unchanged) => Ok(unchanged),
        None => question.collection(&layers::clearance_areas(&question.view, &filter, &page), clearance_area),
    }
}

fn road<'a>(answer: &'a RoadAnswer<'a>) -> Feature<'a, RoadProperties<'a>> {
    let section = answer.section;
    let properties = RoadProperties {
        r#ref: section.road_ref.as_deref(),
        name: (&section.name).into(),
        class: section.class.into(),
        ring: section.ring,
        status: section.status.into(),
        lanes: section.lanes,
        present_grade: section.present_grade.as_deref(),
        planned_grade: section.planned_grade.as_deref(),
        length_km: answer.length.map(|length| tenths(length.get() / 1000.0)),
        data_class: section.data_class.into(),
        geometry_accuracy: answer.geometry_accuracy.map(Code),
    };
    let geometry = (!answer.lines.0.is_empty()).then(|| geo::Geometry::from(answer.lines.clone()).into());
    Feature { id: answer.record.id.as_str().into(), version: answer.version, geometry, properties }
}

/// A record of a layer that belongs to no zone.
fn plain<'a, T, P>(record: &'a Record<T>, geometry: &'a geo::Geometry<f64>, properties: P) -> Feature<'a, P> {
    Feature { id: record.id.as_str().into(), version: record.version, geometry: Some(geometry.into()), properties }
}

fn transport_node<'a>(found: &'a layers::Found<'a, TransportNode>) -> Feature<'a, TransportNodeProperties<'a>> {
    let (record, node) = found;
    let properties = TransportNodeProperties {
        class: node.class.into(),
        name: (&node.name).into(),
        status: node.status.into(),
        geometry_accuracy: node.geometry_accuracy.into(),
        data_class: node.data_class.into(),
    };
    plain(record, node.geometry.get(), properties)
}

fn constraint<'a>(found: &'a layers::Found<'a, Constraint>) -> Feature<'a, ConstraintProperties<'a>> {
    let (record, constraint) = found;
    let properties = ConstraintProperties {
        class: constraint.class.into(),
        name: (&constraint.name).into(),
        status: constraint.status.map(Code),
        geometry_accuracy: constraint.geometry_accuracy.into(),
        data_class: constraint.data_class.into(),
    };
    plain(record, constraint.geometry.get(), properties)
}

fn place<'a>(found: &'a layers::Found<'a, Place>) -> Feature<'a, PlaceProperties<'a>> {
    let (record, place) = found;
    let properties = PlaceProperties { name: (&place.name).into(), class: place.class.into(), rank: place.rank };
    plain(record, place.geometry.get(), properties)
}

fn internal_road<'a>(answer: &'a InternalRoadAnswer<'a>) -> Feature<'a, InternalRoadProperties<'a>> {
    let road = answer.road;
    let properties = InternalRoadProperties {
        zone: answer.zone.as_str(),
        zone_part: road.zone_part.as_str(),
        label: &road.label,
        status: road.status.into(),
        width_m: road.width.map(|width| width.get()),
        geometry_accuracy: road.geometry_accuracy.into(),
        data_class: road.data_class.into(),
    };
    plain(answer.record, road.geometry.get(), properties)
}

fn gate<'a>(answer: &'a GateAnswer<'a>) -> Feature<'a, GateProperties<'a>> {
    let (record, gate) = (answer.record, answer.gate);
    let properties = GateProperties {
        zone: answer.zone.as_str(),
        zone_part: gate.zone_part.as_str(),
        label: &gate.label,
        status: gate.status.into(),
        connection: answer.connection.map(|connection| Code(connection.state)),
        geometry_accuracy: gate.geometry_accuracy.into(),
        data_class: gate.data_class.into(),
    };
    let geometry = Some(gate.geometry.get().into());
    Feature { id: record.id.as_str().into(), version: record.version, geometry, properties }
}

fn clearance_area<'a>(answer: &'a ClearanceAreaAnswer<'a>) -> Feature<'a, ClearanceAreaProperties<'a>> {
    let (record, area) = (answer.record, answer.area);
    let properties = ClearanceAreaProperties {
        zone: answer.zone.as_str(),
        zone_part: area.zone_part.as_str(),
        label: (&area.label).into(),
        regime: area.regime.into(),
        stage: answer.stage.map(Code),
        handed_over_pct: tenths(answer.handed_over_pct),
        geometry_accuracy: area.geometry_accuracy.into(),
        data_class: area.data_class.into(),
    };
    let geometry = Some(area.geometry.get().into());
    Feature { id: record.id.as_str().into(), version: record.version, geometry, properties }
}
