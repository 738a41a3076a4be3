//! `/route`: one way between two places.

use axum::response::Response;
use utoipa::IntoParams;

use super::common_params::DayParams;
use super::geojson::Feature;
use super::params::asked;
use super::problem::{Problem, Refusals};
use super::question::Question;
use super::road_answers::{CAVEAT, legs, no_way, place, way};
use super::road_bodies::{MaybeWayBody, RouteFeature, RouteProperties};
use super::road_params::{OptimiseParams, RoadParams, name_of, optimise, roads, roads_asked};
use crate::model::Optimise;
use crate::query::route::route;

/// From where to where.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct RouteParams {
    /// Where one starts: `lot:ID`, `zone:ID`, `node:ID` or `lon,lat`.
    #[param(example = "zone:kcn-song-cong-2")]
    from: String,
    /// Where one goes: `lot:ID`, `zone:ID`, `node:ID` or `lon,lat`.
    #[param(example = "105.8042,21.2187")]
    to: String,
}

asked!(
    /// What `/route` may be asked.
    Routes: RouteParams, RoadParams, OptimiseParams, DayParams
);

/// One way between two places; the quickest unless `optimise=distance`
#[utoipa::path(get, path = "/api/v1/route", tag = "roads", params(RouteParams, RoadParams, OptimiseParams, DayParams), responses(
    (status = 200, description = "The way.", body = RouteFeature, content_type = "application/geo+json"), Refusals))]
pub async fn find_route(question: Question<Routes>) -> Result<Response, Problem> {
    question.on_roads(answer).await
}

fn answer(question: Question<Routes>) -> Result<Response, Problem> {
    let params = &question.params;
    let roads = roads(&question.view, roads_asked(params)?);
    let optimise = optimise(params, Optimise::Time)?;
    let (from, to) = (question.place("from", &roads)?, question.place("to", &roads)?);
    if let Some(unchanged) = question.unchanged() {
        return Ok(unchanged);
    }
    let view = &question.view;
    let found = route(view, &roads, &from, &to, optimise);
    let found = found.as_ref();
    let doors = found.ok().map(|route| (route.from.0, route.to.0));
    let line = found.ok().and_then(|route| route.way.line.clone());
    let properties = RouteProperties {
        from: place(view, &roads, &from, doors.map(|(from, _)| from)),
        to: place(view, &roads, &to, doors.map(|(_, to)| to)),
        vehicle: roads.vehicle.into(),
        network_on: roads.network_on.to_string(),
        optimise: optimise.into(),
        way: found.map_or_else(
            |_| MaybeWayBody::default(),
            |route| way(&route.way, route.from.1.off_network, route.to.1.off_network).into(),
        ),
        legs: found.map_or_else(|_| vec![], |route| legs(&route.way)),
        missing: found.err().map(|reason| no_way(*reason, None, &roads)),
        caveat: CAVEAT,
    };
    question.feature(&Feature {
        id: format!("{};{}", name_of(&from.asked), name_of(&to.asked)).into(),
        version: view.snapshot.revision(),
        geometry: line.map(|line| geo::Geometry::LineString(line).into()),
        properties,
    })
}
