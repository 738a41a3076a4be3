//! `/clearance`: how far each area being cleared has come.

use axum::response::Response;
use utoipa::IntoParams;

use super::clearance_answers::properties;
use super::clearance_bodies::{ClearanceCollection, ClearanceProperties};
use super::common_params::{BoxParams, DayParams, PageParams};
use super::geojson::Feature;
use super::params::{ParamError, Params, asked};
use super::period::{PeriodParams, period};
use super::problem::{Problem, Refusals};
use super::question::{Question, USUAL_PAGE};
use crate::index::View;
use crate::model::{Audience, Coded, Date, Refused, Stage, parse_code};
use crate::query::clearance::{self, AreaAnswer, Blocked, ClearanceFilter, ClearanceSort};

/// Which clearance areas.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct ClearanceParams {
    /// Ids of zones, separated by commas.
    zone: Option<String>,
    /// Ids of parts, separated by commas.
    zone_part: Option<String>,
    /// The furthest stage reached: codes separated by commas; `none` = nothing recorded yet.
    #[param(example = "NOTICE,INVENTORY")]
    stage: Option<String>,
    /// Category of an open bottleneck, or `any`.
    bottleneck: Option<String>,
    /// `true`: a commitment about it is overdue.
    late: Option<bool>,
    /// `id` (default), `-remaining_ha`, `-handed_over_ha`.
    sort: Option<String>,
}

asked!(
    /// What `/clearance` may be asked.
    Clearance: ClearanceParams, PeriodParams, BoxParams, PageParams, DayParams
);

const SORTS: [(&str, ClearanceSort); 3] = [
    ("id", ClearanceSort::Id),
    ("-remaining_ha", ClearanceSort::Remaining),
    ("-handed_over_ha", ClearanceSort::HandedOver),
];

/// How far each area being cleared has come
#[utoipa::path(get, path = "/api/v1/clearance", tag = "clearance", params(ClearanceParams, PeriodParams, BoxParams, PageParams, DayParams), responses(
    (status = 200, description = "Clearance areas.", body = ClearanceCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_clearance(asked: Question<Clearance>) -> Result<Response, Problem> {
    let filter = filter(&asked.params, asked.audience)?;
    let sort = asked.params.choice("sort", &SORTS)?.unwrap_or_default();
    let (from, view) = period(&asked.params, &asked.view)?;
    let page = asked.page(USUAL_PAGE)?;
    if let Some(unchanged) = asked.unchanged() {
        return Ok(unchanged);
    }
    let found = clearance::clearance(&view, &filter, sort, &page);
    asked.collection(&found, |answer| feature(&view, answer, from))
}

fn filter(params: &Params, audience: Audience) -> Result<ClearanceFilter, ParamError> {
    Ok(ClearanceFilter {
        zones: params.ids("zone")?.unwrap_or_default(),
        parts: params.ids("zone_part")?.unwrap_or_default(),
        stages: params.read("stage", |text| text.split(',').map(stage).collect())?.unwrap_or_default(),
        blocked: params.read("bottleneck", blocked)?,
        late: params.flag("late")?,
        bbox: params.bbox("bbox")?,
        audience,
    })
}

fn stage(word: &str) -> Result<Option<Stage>, Refused> {
    if word == "none" {
        return Ok(None);
    }
    let order = |stage: &&Stage| stage.is_for(Audience::Public);
    let known = Stage::ALL.iter().filter(order).find(|stage| stage.code() == word);
    known.copied().map(Some).ok_or_else(|| {
        let words = Stage::ALL.iter().filter(order).map(|stage| stage.code()).collect::<Vec<_>>().join(", ");
        let words = format!("none, {words}");
        Refused::new("stage", word, &words, &words)
    })
}

fn blocked(word: &str) -> Result<Blocked, Refused> {
    if word == "any" {
        return Ok(Blocked::ByAnything);
    }
    parse_code(word).map(Blocked::By).map_err(|mut refused| {
        refused.allowed.vi.push_str(", any");
        refused.allowed.en.push_str(", any");
        refused
    })
}

fn feature<'a>(view: &'a View, answer: &'a AreaAnswer<'a>, from: Option<Date>) -> Feature<'a, ClearanceProperties<'a>> {
    Feature {
        id: answer.record.id.as_str().into(),
        version: answer.record.version,
        geometry: Some(answer.area.geometry.get().into()),
        properties: properties(view, answer, from),
    }
}
