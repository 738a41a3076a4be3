//! `/lots`: land availability.

use axum::response::Response;

use super::common_params::{DayParams, PageParams, PlaceParams, is_id, is_number};
use super::geojson::Feature;
use super::lot_bodies::{LotCollection, LotDetailFeature, LotDetailProperties, LotProperties};
use super::lot_params::{self, LotParams};
use super::params::asked;
use super::problem::{NoRecord, Problem, Refusals};
use super::question::{Question, RecordId, USUAL_PAGE};
use crate::query::SortKey;
use crate::query::lots::{self, LotAnswer, LotSort};

asked!(
    /// What `/lots` may be asked.
    Lots: LotParams, PlaceParams, PageParams, DayParams
);
asked!(
    /// What `/lots/{id}` may be asked.
    Lot: DayParams
);

fn key_of(sort: LotSort) -> fn(&SortKey) -> bool {
    match sort {
        LotSort::Id => is_id,
        LotSort::Area | LotSort::AreaDescending | LotSort::Price | LotSort::Distance => is_number,
    }
}

/// Which land is available, clean, ready
#[utoipa::path(get, path = "/api/v1/lots", tag = "lots", params(LotParams, PlaceParams, PageParams, DayParams), responses(
    (status = 200, description = "Lots.", body = LotCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_lots(question: Question<Lots>) -> Result<Response, Problem> {
    let filter = lot_params::filter(&question.params)?;
    let sort = lot_params::sort(&question.params)?;
    let page = question.page(USUAL_PAGE, key_of(sort))?;
    if let Some(unchanged) = question.unchanged() {
        return Ok(unchanged);
    }
    question.collection(&lots::list(&question.view, &filter, sort, &page), feature)
}

/// One lot, with the history of its states
#[utoipa::path(get, path = "/api/v1/lots/{id}", tag = "lots",
    params(("id" = String, Path, description = "Id of the lot.", example = "kcn-song-cong-2.gd2.a-07"), DayParams), responses(
    (status = 200, description = "The lot.", body = LotDetailFeature, content_type = "application/geo+json"), Refusals, NoRecord))]
pub async fn find_lot(RecordId(id): RecordId, question: Question<Lot>) -> Result<Response, Problem> {
    let found = lots::find(&question.view, &id).ok_or_else(|| Problem::no_record(id.as_str(), question.view.as_of))?;
    if let Some(unchanged) = question.unchanged() {
        return Ok(unchanged);
    }
    question.feature(&detail(&found))
}

fn feature(answer: &LotAnswer) -> Feature<'_, LotProperties<'_>> {
    match *answer {}
}

fn detail(answer: &LotAnswer) -> Feature<'_, LotDetailProperties<'_>> {
    match *answer {}
}
