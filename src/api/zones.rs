//! `/zones`: which parks and clusters there are, and what is known of one.

use axum::response::Response;
use utoipa::IntoParams;

use super::common_params::{DayParams, PageParams, PlaceParams, is_id, is_number, is_text};
use super::geojson::Feature;
use super::params::{ParamError, Params, asked};
use super::problem::{NoRecord, Problem, Refusals};
use super::question::{Question, RecordId, USUAL_PAGE};
use super::zone_bodies::{ZoneCollection, ZoneDetailFeature, ZoneDetailProperties, ZoneProperties};
use crate::query::SortKey;
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
    Zones: ZoneParams, PlaceParams, PageParams, DayParams
);
asked!(
    /// What `/zones/{id}` may be asked.
    Zone: DayParams
);

const SORTS: [(&str, ZoneSort); 6] = [
    ("id", ZoneSort::Id),
    ("name", ZoneSort::Name),
    ("-gross_ha", ZoneSort::GrossDescending),
    ("-available_ha", ZoneSort::AvailableDescending),
    ("-clean_ha", ZoneSort::CleanDescending),
    ("-ready_ha", ZoneSort::ReadyDescending),
];

fn filter(params: &Params) -> Result<ZoneFilter, ParamError> {
    Ok(ZoneFilter {
        kinds: params.codes("kind")?,
        statuses: params.codes_or_unknown("status")?,
        text: params.phrase("q", 100)?,
        bbox: params.bbox("bbox")?,
        near: params.near()?,
    })
}

fn key_of(sort: ZoneSort) -> fn(&SortKey) -> bool {
    match sort {
        ZoneSort::Id => is_id,
        ZoneSort::Name => is_text,
        ZoneSort::GrossDescending
        | ZoneSort::AvailableDescending
        | ZoneSort::CleanDescending
        | ZoneSort::ReadyDescending => is_number,
    }
}

/// Which parks and clusters there are
#[utoipa::path(get, path = "/api/v1/zones", tag = "zones", params(ZoneParams, PlaceParams, PageParams, DayParams), responses(
    (status = 200, description = "Zones.", body = ZoneCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_zones(question: Question<Zones>) -> Result<Response, Problem> {
    let filter = filter(&question.params)?;
    let sort = question.params.choice("sort", &SORTS)?.unwrap_or_default();
    let page = question.page(USUAL_PAGE, key_of(sort))?;
    if let Some(unchanged) = question.unchanged() {
        return Ok(unchanged);
    }
    question.collection(&zones::list(&question.view, &filter, sort, &page), feature)
}

/// Everything that is known of one park or cluster
#[utoipa::path(get, path = "/api/v1/zones/{id}", tag = "zones",
    params(("id" = String, Path, description = "Id of the zone.", example = "kcn-song-cong-2"), DayParams), responses(
    (status = 200, description = "The zone.", body = ZoneDetailFeature, content_type = "application/geo+json"), Refusals, NoRecord))]
pub async fn find_zone(RecordId(id): RecordId, question: Question<Zone>) -> Result<Response, Problem> {
    let found = zones::find(&question.view, &id).ok_or_else(|| Problem::no_record(id.as_str(), question.view.as_of))?;
    if let Some(unchanged) = question.unchanged() {
        return Ok(unchanged);
    }
    question.feature(&detail(&found))
}

fn feature(answer: &ZoneAnswer) -> Feature<'_, ZoneProperties<'_>> {
    match *answer {}
}

fn detail(answer: &ZoneAnswer) -> Feature<'_, ZoneDetailProperties<'_>> {
    match *answer {}
}
