//! `/lots`: land availability.

use axum::response::Response;

use super::common_params::{DayParams, PageParams, PlaceParams};
use super::geojson::Feature;
use super::lot_answers::history;
use super::lot_bodies::{LotCollection, LotDetailFeature, LotDetailProperties, LotProperties};
use super::lot_params::{self, LotParams};
use super::params::asked;
use super::problem::{NoRecord, Problem, Refusals};
use super::question::{Question, RecordId, USUAL_PAGE};
use super::road_params::{RoadParams, roads, roads_asked};
use crate::model::Id;
use crate::query::lots::{self, LotAnswer};

asked!(
    /// What `/lots` may be asked.
    Lots: LotParams, RoadParams, PlaceParams, PageParams, DayParams
);
asked!(
    /// What `/lots/{id}` may be asked.
    Lot: RoadParams, DayParams
);

/// Which land is available, clean, ready
#[utoipa::path(get, path = "/api/v1/lots", tag = "lots", params(LotParams, RoadParams, PlaceParams, PageParams, DayParams), responses(
    (status = 200, description = "Lots.", body = LotCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_lots(question: Question<Lots>) -> Result<Response, Problem> {
    question.on_roads(page_of_lots).await
}

fn page_of_lots(question: Question<Lots>) -> Result<Response, Problem> {
    let filter = lot_params::filter(&question.params)?;
    let sort = lot_params::sort(&question.params)?;
    let page = question.page(USUAL_PAGE)?;
    if let Some(unchanged) = question.unchanged() {
        return Ok(unchanged);
    }
    let view = &question.view;
    let roads = roads(view, filter.roads);
    let found = lots::lots(view, &filter, sort, &page).filter_map(|hit| lots::answer_on(view, &hit, &roads));
    question.collection(&found, feature)
}

/// One lot, with the history of its states
#[utoipa::path(get, path = "/api/v1/lots/{id}", tag = "lots",
    params(("id" = String, Path, description = "Id of the lot.", example = "kcn-song-cong-2.gd2.a-07"), RoadParams, DayParams), responses(
    (status = 200, description = "The lot.", body = LotDetailFeature, content_type = "application/geo+json"), Refusals, NoRecord))]
pub async fn find_lot(RecordId(id): RecordId, question: Question<Lot>) -> Result<Response, Problem> {
    question.on_roads(move |question| lot(&question, &id)).await
}

fn lot(question: &Question<Lot>, id: &Id) -> Result<Response, Problem> {
    let view = &question.view;
    let roads = roads(view, roads_asked(&question.params)?);
    let hit = lots::find_lot(view, id);
    let found = hit.and_then(|hit| Some((lots::answer_on(view, &hit, &roads)?, history(&hit, view.as_of))));
    let (answer, history) = found.ok_or_else(|| Problem::no_record(id.as_str(), view.as_of))?;
    if let Some(unchanged) = question.unchanged() {
        return Ok(unchanged);
    }
    let Feature { id, version, geometry, properties } = feature(&answer);
    let properties = LotDetailProperties { lot: properties, history };
    question.feature(&Feature { id, version, geometry, properties })
}

/// A lot as a feature.
pub fn feature<'a>(answer: &'a LotAnswer<'a>) -> Feature<'a, LotProperties<'a>> {
    Feature {
        id: answer.record.id.as_str().into(),
        version: answer.record.version,
        geometry: Some(answer.lot.geometry.get().into()),
        properties: answer.into(),
    }
}
