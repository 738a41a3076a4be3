//! `/isochrone`: roads and zones reached within so many minutes.

use std::borrow::Cow;

use axum::response::Response;
use geo::{Geometry, MultiLineString};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::coded::{NameBody, tenths};
use super::common_params::DayParams;
use super::geojson::{Feature, Layer};
use super::params::{ParamError, Params, asked};
use super::problem::{Problem, Refusals};
use super::question::Question;
use super::road_answers::{CAVEAT, minutes, no_way, place};
use super::road_bodies::{NoWayBody, RoadPlaceBody, VehicleBody};
use super::road_params::{RoadParams, roads, roads_asked};
use crate::model::{Refused, Revision};
use crate::query::isochrone::{Band, isochrone};

/// From where, and how long.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct IsochroneParams {
    /// Where one starts: `lot:ID`, `zone:ID`, `node:ID` or `lon,lat`.
    #[param(example = "zone:kcn-song-cong-2")]
    from: String,
    /// Up to four times in minutes, separated by commas, each above 0 and at most 240.
    #[param(example = "15,30,60")]
    minutes: String,
}

asked!(
    /// What `/isochrone` may be asked.
    Isochrones: IsochroneParams, RoadParams, DayParams
);

const MOST_TIMES: usize = 4;
const LONGEST_MINUTES: f64 = 240.0;

/// Milliseconds, ascending, each once.
fn times(params: &Params) -> Result<Vec<u32>, ParamError> {
    let (vi, en) = (
        "1–4 số phút, trên 0 đến 240, cách nhau bằng dấu phẩy",
        "1–4 numbers of minutes, above 0 up to 240, separated by commas",
    );
    let read = params.read("minutes", |text| {
        let refuse = || Refused::new("minutes", text, vi, en);
        let one = |word: &str| {
            let is_plain = word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            let time: Option<f64> =
                word.parse().ok().filter(|time| is_plain && *time > 0.0 && *time <= LONGEST_MINUTES);
            time.map(|time| (time * 6e4).round() as u32).ok_or_else(refuse)
        };
        let mut times: Vec<u32> = text.split(',').take(MOST_TIMES + 1).map(one).collect::<Result<_, _>>()?;
        times.sort_unstable();
        times.dedup();
        if text.split(',').count() > MOST_TIMES { Err(refuse()) } else { Ok(times) }
    })?;
    read.ok_or_else(|| Params::missing("minutes", vi, en))
}

/// Roads reached within some time, and not within the one before.
#[derive(Serialize, ToSchema)]
pub struct IsochroneProperties {
    /// Within so many minutes.
    pub minutes: f64,
    /// Length of these roads; a road counts once, not once for each direction.
    pub length_m: f64,
}

impl Layer for IsochroneProperties {
    const NAME: &'static str = "Isochrone";
    const SHAPES: &'static [&'static str] = &["MultiLineString"];
}

/// What is reached from a place. Reach is said of roads, not of the land between them.
#[derive(Serialize, ToSchema)]
#[serde(tag = "type", rename = "FeatureCollection")]
#[schema(as = Isochrones)]
pub struct IsochroneBody<'a> {
    /// Where one starts; null when nobody knows where that is.
    pub from: Option<RoadPlaceBody<'a>>,
    #[serde(flatten)]
    /// What drives.
    pub vehicle: VehicleBody,
    /// Roads open by this day count.
    pub network_on: String,
    /// One for each time, nearest first.
    #[schema(value_type = Vec<IsochroneFeature>)]
    pub features: Vec<Feature<'a, IsochroneProperties>>,
    /// Zones with a gate or position in reach, nearest first.
    pub zones: Vec<ZoneInReachBody<'a>>,
    /// Why nothing is reached.
    pub missing: Option<NoWayBody>,
    /// How this answer may be used.
    pub caveat: NameBody<'a>,
}

/// The description of a band.
pub type IsochroneFeature = Feature<'static, IsochroneProperties>;

/// A zone in reach.
#[derive(Serialize, ToSchema)]
#[schema(as = ZoneInReach)]
pub struct ZoneInReachBody<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it is called.
    pub name: NameBody<'a>,
    /// Time to its nearest gate, or to its position.
    pub minutes: f64,
}

/// Roads and zones reached within so many minutes
#[utoipa::path(get, path = "/api/v1/isochrone", tag = "roads", params(IsochroneParams, RoadParams, DayParams), responses(
    (status = 200, description = "Roads by the time it takes to reach them.", body = IsochroneBody, content_type = "application/geo+json"), Refusals))]
pub async fn find_isochrone(question: Question<Isochrones>) -> Result<Response, Problem> {
    question.aside(answer).await
}

fn answer(question: Question<Isochrones>) -> Result<Response, Problem> {
    let params = &question.params;
    let roads = roads(&question.view, roads_asked(params)?);
    let times = times(params)?;
    let from = question.place("from", &roads)?;
    if let Some(unchanged) = question.unchanged() {
        return Ok(unchanged);
    }
    let view = &question.view;
    let reached = isochrone(view, &roads, &from, &times);
    let zones = reached.zones.iter().map(|(id, name, time)| ZoneInReachBody {
        id: id.as_str(),
        name: (*name).into(),
        minutes: minutes(*time),
    });
    question.geojson(&IsochroneBody {
        from: place(view, &roads, &from, None),
        vehicle: roads.vehicle.into(),
        network_on: roads.network_on.to_string(),
        features: reached.bands.into_iter().map(|band| feature(band, view.snapshot.revision())).collect(),
        zones: zones.collect(),
        missing: from.lost().map(|reason| no_way(reason, None, &roads)),
        caveat: CAVEAT,
    })
}

fn feature(band: Band, revision: Revision) -> Feature<'static, IsochroneProperties> {
    let lines = Geometry::MultiLineString(MultiLineString(band.lines));
    Feature {
        id: Cow::Owned(minutes(band.within).to_string()),
        version: revision,
        geometry: Some(lines.into()),
        properties: IsochroneProperties { minutes: minutes(band.within), length_m: tenths(band.length as f64 / 1e3) },
    }
}
