//! `/access`: the nearest of each class by road.

use axum::response::Response;
use utoipa::IntoParams;

use super::access_bodies::{AccessBody, AccessWaysBody};
use super::common_params::DayParams;
use super::params::asked;
use super::problem::{Problem, Refusals};
use super::question::Question;
use super::road_answers::{CAVEAT, class_way, no_way, place};
use super::road_params::{OptimiseParams, RoadParams, optimise, roads, roads_asked};
use crate::model::{AccessClass, Coded, Optimise};
use crate::query::access::access;

/// From where, to what.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct AccessParams {
    /// The place: `lot:ID`, `zone:ID`, `node:ID` or `lon,lat`.
    #[param(example = "zone:kcn-song-cong-2")]
    from: String,
    /// Classes, separated by commas; all unless given: `expressway_interchange`, `national_road`, `provincial_road`,
    /// `rail_station`, `icd`, `river_port`, `seaport`, `airport`, `border_gate`.
    #[param(example = "expressway_interchange,icd")]
    to: Option<String>,
    /// Whether the lines of the ways are wanted; they are unless `false`.
    geometry: Option<bool>,
}

asked!(
    /// What `/access` may be asked.
    Accesses: AccessParams, RoadParams, OptimiseParams, DayParams
);

/// Road connection: the nearest of each class
#[utoipa::path(get, path = "/api/v1/access", tag = "roads", params(AccessParams, RoadParams, OptimiseParams, DayParams), responses(
    (status = 200, description = "The nearest of each class, and the way there.", body = AccessBody), Refusals))]
pub async fn find_access(question: Question<Accesses>) -> Result<Response, Problem> {
    // By distance every answer is looked up; by time there is a search from each door.
    match optimise(&question.params, Optimise::Distance)? {
        Optimise::Distance => question.on_roads(answer).await,
        Optimise::Time => question.aside(answer).await,
    }
}

fn answer(question: Question<Accesses>) -> Result<Response, Problem> {
    let params = &question.params;
    let roads = roads(&question.view, roads_asked(params)?);
    let mut classes = params.codes("to")?.unwrap_or_else(|| AccessClass::ALL.to_vec());
    classes.sort_unstable();
    classes.dedup();
    let optimise = optimise(params, Optimise::Distance)?;
    let with_geometry = params.flag("geometry")?.unwrap_or(true);
    let from = question.place("from", &roads)?;
    if let Some(unchanged) = question.unchanged() {
        return Ok(unchanged);
    }
    let view = &question.view;
    let found = access(view, &roads, &from, &classes, optimise);
    let door = found.iter().find_map(|(_, found)| found.as_ref().ok()).map(|access| access.door);
    let way = |class: AccessClass| {
        let (_, found) = found.iter().find(|(asked, _)| *asked == class)?;
        found.as_ref().ok().map(|access| class_way(access, with_geometry))
    };
    let missing = found.iter().filter_map(|(class, found)| {
        found.as_ref().err().map(|reason| (class.code(), no_way(*reason, Some(*class), &roads)))
    });
    question.json(&AccessBody {
        from: place(view, &roads, &from, door),
        vehicle: roads.vehicle.into(),
        network_on: roads.network_on.to_string(),
        optimise: optimise.into(),
        access: AccessWaysBody::of(way),
        missing: missing.collect(),
        caveat: CAVEAT,
    })
}
