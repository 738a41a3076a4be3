//! Layers of the map: roads, nodes, limits, places, and what lies inside zones.
//!
//! Each takes a box and comes by id, in pages that are as long as they may be.

use axum::response::Response;
use utoipa::IntoParams;

use super::common_params::DayParams;
use super::layer_bodies::*;
use super::params::{Asked, asked};
use super::problem::{Problem, Refusals};
use super::question::{LARGEST_PAGE, Question};
use super::zone_layer_bodies::*;
use crate::model::Bbox;
use crate::query::layers::{self, ZoneLayerFilter};
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

/// The box and the page that every layer is asked for.
fn ask<Q: Asked>(question: &Question<Q>) -> Result<(Option<Bbox>, PageRequest), Problem> {
    Ok((question.params.bbox("bbox")?, question.page(LARGEST_PAGE)?))
}

/// The same, of some zones.
fn ask_of_zones(question: &Question<OfZones>) -> Result<(ZoneLayerFilter, PageRequest), Problem> {
    let (bbox, page) = ask(question)?;
    Ok((ZoneLayerFilter { bbox, zones: question.params.ids("zone")?.unwrap_or_default() }, page))
}

/// Public roads, one feature per managed section
#[utoipa::path(get, path = "/api/v1/roads", tag = "layers", params(LayerParams, DayParams), responses(
    (status = 200, description = "A page of the layer.", body = RoadCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_roads(question: Question<OfProvince>) -> Result<Response, Problem> {
    let (bbox, page) = ask(&question)?;
    match question.unchanged() {
        Some(unchanged) => Ok(unchanged),
        None => question.collection(layers::roads(&question.view, bbox.as_ref(), &page), |found| Some(road(found))),
    }
}

/// Interchanges, stations, ports
#[utoipa::path(get, path = "/api/v1/transport-nodes", tag = "layers", params(LayerParams, DayParams), responses(
    (status = 200, description = "A page of the layer.", body = TransportNodeCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_transport_nodes(question: Question<OfProvince>) -> Result<Response, Problem> {
    let (bbox, page) = ask(&question)?;
    match question.unchanged() {
        Some(unchanged) => Ok(unchanged),
        None => question.collection(layers::transport_nodes(&question.view, bbox.as_ref(), &page), |found| {
            Some(transport_node(found))
        }),
    }
}

/// What limits the use of land: water, railways, power lines, protected land
#[utoipa::path(get, path = "/api/v1/constraints", tag = "layers", params(LayerParams, DayParams), responses(
    (status = 200, description = "A page of the layer.", body = ConstraintCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_constraints(question: Question<OfProvince>) -> Result<Response, Problem> {
    let (bbox, page) = ask(&question)?;
    match question.unchanged() {
        Some(unchanged) => Ok(unchanged),
        None => question
            .collection(layers::constraints(&question.view, bbox.as_ref(), &page), |found| Some(constraint(found))),
    }
}

/// Named places, for labels
#[utoipa::path(get, path = "/api/v1/places", tag = "layers", params(LayerParams, DayParams), responses(
    (status = 200, description = "A page of the layer.", body = PlaceCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_places(question: Question<OfProvince>) -> Result<Response, Problem> {
    let (bbox, page) = ask(&question)?;
    match question.unchanged() {
        Some(unchanged) => Ok(unchanged),
        None => question.collection(layers::places(&question.view, bbox.as_ref(), &page), |found| Some(place(found))),
    }
}

/// Roads inside zones
#[utoipa::path(get, path = "/api/v1/internal-roads", tag = "layers", params(LayerParams, OwnerParams, DayParams), responses(
    (status = 200, description = "A page of the layer.", body = InternalRoadCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_internal_roads(question: Question<OfZones>) -> Result<Response, Problem> {
    let (filter, page) = ask_of_zones(&question)?;
    match question.unchanged() {
        Some(unchanged) => Ok(unchanged),
        None => question
            .collection(layers::internal_roads(&question.view, &filter, &page), |found| Some(internal_road(found))),
    }
}

/// Doors of zones, with the standing of their connection to the public road
#[utoipa::path(get, path = "/api/v1/gates", tag = "layers", params(LayerParams, OwnerParams, DayParams), responses(
    (status = 200, description = "A page of the layer.", body = GateCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_gates(question: Question<OfZones>) -> Result<Response, Problem> {
    let (filter, page) = ask_of_zones(&question)?;
    match question.unchanged() {
        Some(unchanged) => Ok(unchanged),
        None => question.collection(layers::gates(&question.view, &filter, &page), |found| Some(gate(found))),
    }
}

/// Land being cleared, with the stage it has reached
#[utoipa::path(get, path = "/api/v1/clearance-areas", tag = "layers", params(LayerParams, OwnerParams, DayParams), responses(
    (status = 200, description = "A page of the layer.", body = ClearanceAreaCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_clearance_areas(question: Question<OfZones>) -> Result<Response, Problem> {
    let (filter, page) = ask_of_zones(&question)?;
    match question.unchanged() {
        Some(unchanged) => Ok(unchanged),
        None => question
            .collection(layers::clearance_areas(&question.view, &filter, &page), |found| Some(clearance_area(found))),
    }
}
