//! `/zones`: which parks and clusters there are, and what is known of one.

use axum::response::Response;
use utoipa::IntoParams;

use super::common_params::{DayParams, PageParams, PlaceParams};
use super::geojson::Feature;
use super::params::{ParamError, Params, asked};
use super::problem::{NoRecord, Problem, Refusals};
use super::question::{Question, RecordId, USUAL_PAGE};
use super::road_params::{RoadParams, roads, roads_asked};
use super::zone_answers::{detail_properties, properties};
use super::zone_bodies::{ZoneCollection, ZoneDetailFeature, ZoneDetailProperties, ZoneProperties};
use crate::index::{RoadsOn, View};
use crate::model::Id;
use crate::query::zones::{self, ZoneAnswer, ZoneFilter, ZoneSort};

/// Which zones.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct ZoneParams {
    /// Kinds, separated by commas: `park`, `cluster`, `it_park`, `craft_cluster`.
    #[param(example = "park,cluster")]
    kind: Option<String>,
    /// Stages, separated by commas, `unknown` among them: `in_plan`, `approved`, `clearing`, `building_infrastructure`,
    /// `partly_operating`, `operating`, `removed_from_plan`.
    status: Option<String>,
    /// Part of a name; case and diacritics do not matter.
    #[param(max_length = 100, example = "diem thuy")]
    q: Option<String>,
    /// Order: `id` (default), `name`, `-gross_ha`, `-available_ha`, `-clean_ha`, `-ready_ha`.
    sort: Option<String>,
}

asked!(
    /// What `/zones` may be asked.
    Zones: ZoneParams, RoadParams, PlaceParams, PageParams, DayParams
);
asked!(
    /// What `/zones/{id}` may be asked.
    Zone: RoadParams, DayParams
);

const SORTS: [(&str, ZoneSort); 6] = [
    ("id", ZoneSort::Id),
    ("name", ZoneSort::Name),
    ("-gross_ha", ZoneSort::Gross),
    ("-available_ha", ZoneSort::Available),
    ("-clean_ha", ZoneSort::Clean),
    ("-ready_ha", ZoneSort::Ready),
];

fn filter(params: &Params) -> Result<ZoneFilter, ParamError> {
    Ok(ZoneFilter {
        kinds: params.codes("kind")?.unwrap_or_default(),
        statuses: params.codes_or_unknown("status")?.unwrap_or_default(),
        text: params.phrase("q", 100)?,
        bbox: params.bbox("bbox")?,
        near: params.near()?,
    })
}

/// Which parks and clusters there are
#[utoipa::path(get, path = "/api/v1/zones", tag = "zones", params(ZoneParams, RoadParams, PlaceParams, PageParams, DayParams), responses(
    (status = 200, description = "Zones.", body = ZoneCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_zones(question: Question<Zones>) -> Result<Response, Problem> {
    question.on_roads(page_of_zones).await
}

fn page_of_zones(question: Question<Zones>) -> Result<Response, Problem> {
    let filter = filter(&question.params)?;
    let sort = question.params.choice("sort", &SORTS)?.unwrap_or_default();
    let page = question.page(USUAL_PAGE)?;
    let roads = roads(&question.view, roads_asked(&question.params)?);
    if let Some(unchanged) = question.unchanged() {
        return Ok(unchanged);
    }
    let view = &question.view;
    question.collection(&zones::zones(view, &filter, sort, &page), |answer| feature(view, &roads, answer))
}

/// Everything that is known of one park or cluster
#[utoipa::path(get, path = "/api/v1/zones/{id}", tag = "zones",
    params(("id" = String, Path, description = "Id of the zone.", example = "kcn-song-cong-2"), RoadParams, DayParams), responses(
    (status = 200, description = "The zone.", body = ZoneDetailFeature, content_type = "application/geo+json"), Refusals, NoRecord))]
pub async fn find_zone(RecordId(id): RecordId, question: Question<Zone>) -> Result<Response, Problem> {
    question.on_roads(move |question| zone(&question, &id)).await
}

fn zone(question: &Question<Zone>, id: &Id) -> Result<Response, Problem> {
    let roads = roads(&question.view, roads_asked(&question.params)?);
    let found = zones::find_zone(&question.view, id.as_str())
        .ok_or_else(|| Problem::no_record(id.as_str(), question.view.as_of))?;
    if let Some(unchanged) = question.unchanged() {
        return Ok(unchanged);
    }
    question.feature(&detail(&question.view, &roads, &found))
}

fn feature<'a>(view: &'a View, roads: &RoadsOn, answer: &'a ZoneAnswer<'a>) -> Feature<'a, ZoneProperties<'a>> {
    Feature {
        id: answer.shard.id.as_str().into(),
        version: answer.shard.zone_version,
        geometry: answer.geometry().map(Into::into),
        properties: properties(view, roads, answer),
    }
}

fn detail<'a>(view: &'a View, roads: &RoadsOn, answer: &'a ZoneAnswer<'a>) -> Feature<'a, ZoneDetailProperties<'a>> {
    let Feature { id, version, geometry, properties } = feature(view, roads, answer);
    Feature { id, version, geometry, properties: detail_properties(properties, answer) }
}
