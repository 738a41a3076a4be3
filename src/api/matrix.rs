//! `/matrix`: how far many places are from many others.

use axum::response::Response;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::coded::{NameBody, OptimiseCode};
use super::common_params::DayParams;
use super::params::asked;
use super::problem::{Problem, Refusals};
use super::question::Question;
use super::road_answers::{CAVEAT, metres, minutes, place};
use super::road_bodies::{RoadPlaceBody, VehicleBody};
use super::road_params::{OptimiseParams, RoadParams, optimise, roads, roads_asked};
use crate::model::Optimise;
use crate::query::matrix::{Cell, matrix};

/// From where to where.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct MatrixParams {
    /// Up to 50 places, separated by semicolons: `lot:ID`, `zone:ID`, `node:ID` or `lon,lat`.
    #[param(example = "zone:kcn-song-cong-2;zone:kcn-diem-thuy")]
    from: String,
    /// Up to 50 places, separated by semicolons.
    #[param(example = "node:air-noi-bai;105.883,21.46")]
    to: String,
}

asked!(
    /// What `/matrix` may be asked.
    Matrices: MatrixParams, RoadParams, OptimiseParams, DayParams
);

/// How far many places are from many others.
#[derive(Serialize, ToSchema)]
#[schema(as = Matrix)]
pub struct MatrixBody<'a> {
    /// The places one starts from; null where nobody knows where one is.
    pub from: Vec<Option<RoadPlaceBody<'a>>>,
    /// The places one goes to.
    pub to: Vec<Option<RoadPlaceBody<'a>>>,
    #[serde(flatten)]
    /// What drives.
    pub vehicle: VehicleBody,
    /// Roads open by this day count.
    pub network_on: String,
    /// What the ways are made short by.
    pub optimise: OptimiseCode,
    /// A row for each of `from`; null = no way.
    pub distance_m: Vec<Vec<Option<f64>>>,
    /// The time on the same ways.
    pub minutes: Vec<Vec<Option<f64>>>,
    /// How this answer may be used.
    pub caveat: NameBody<'a>,
}

/// How far many places are from many others, by the quickest ways unless `optimise=distance`
#[utoipa::path(get, path = "/api/v1/matrix", tag = "roads", params(MatrixParams, RoadParams, OptimiseParams, DayParams), responses(
    (status = 200, description = "Distances and times.", body = MatrixBody), Refusals))]
pub async fn find_matrix(question: Question<Matrices>) -> Result<Response, Problem> {
    question.aside(answer).await
}

fn answer(question: Question<Matrices>) -> Result<Response, Problem> {
    let params = &question.params;
    let roads = roads(&question.view, roads_asked(params)?);
    let optimise = optimise(params, Optimise::Time)?;
    let (from, to) = (question.places("from", &roads)?, question.places("to", &roads)?);
    if let Some(unchanged) = question.unchanged() {
        return Ok(unchanged);
    }
    let cells = matrix(&roads, &from, &to, optimise);
    let table = |figure: fn((u32, u32)) -> f64| -> Vec<Vec<Option<f64>>> {
        cells.iter().map(|row| row.iter().map(|cell: &Cell| cell.map(figure)).collect()).collect()
    };
    question.json(&MatrixBody {
        from: from.iter().map(|one| place(&question.view, &roads, one, None)).collect(),
        to: to.iter().map(|one| place(&question.view, &roads, one, None)).collect(),
        vehicle: roads.vehicle.into(),
        network_on: roads.network_on.to_string(),
        optimise: optimise.into(),
        distance_m: table(|(distance, _)| metres(distance)),
        minutes: table(|(_, time)| minutes(time)),
        caveat: CAVEAT,
    })
}
