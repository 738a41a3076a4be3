//! `/planning-info`: what is planned at a point.

use axum::response::Response;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::coded::*;
use super::common_params::DayParams;
use super::geojson::Position;
use super::params::{Params, asked};
use super::problem::{Problem, Refusals};
use super::question::Question;
use super::zone_answers::decision;
use super::zone_bodies::DecisionBody;
use crate::model::Date;
use crate::query::planning_info as query;

/// What is said under every answer about a point.
const CAVEAT: NameBody<'static> = NameBody {
    vi: "Rà soát sơ bộ, không thay văn bản của cơ quan có thẩm quyền. Ranh giới sơ đồ và minh họa không dùng để định vị.",
    en: "A preliminary check, no substitute for a document of the competent authority. Schematic and illustrative outlines locate nothing.",
};

/// At which point.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct PointParams {
    /// The position, `lon,lat`.
    #[param(example = "105.842,21.498")]
    at: String,
}

asked!(
    /// What `/planning-info` may be asked.
    Point: PointParams, DayParams
);

/// What is planned at a point.
#[derive(Serialize, ToSchema)]
pub struct PlanningInfo<'a> {
    /// The position that was asked about.
    #[schema(value_type = [f64; 2])]
    pub at: Position,
    /// The day that was asked about.
    pub as_of: String,
    /// The zone it lies in.
    pub zone: Option<PointZone<'a>>,
    /// The part it lies in.
    pub zone_part: Option<PointZonePart<'a>>,
    /// The lot it lies in.
    pub lot: Option<PointLot<'a>>,
    /// Land-use code of the lot.
    pub land_use: Option<LandUseCode>,
    /// Limits on land at or near the point, nearest first.
    pub constraints: Vec<NearConstraint<'a>>,
    /// The nearest public road.
    pub nearest_road: Option<NearRoad<'a>>,
    /// The nearest seat of a commune or ward.
    pub nearest_commune: Option<NearCommune<'a>>,
    /// How this answer may be used.
    pub caveat: NameBody<'a>,
}

/// The zone at a point.
#[derive(Serialize, ToSchema)]
pub struct PointZone<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it is called.
    pub name: NameBody<'a>,
    /// What kind of zone.
    pub kind: ZoneKindCode,
}

/// The part at a point.
#[derive(Serialize, ToSchema)]
pub struct PointZonePart<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it is called within the zone.
    pub label: NameBody<'a>,
    /// How far it has come; null = unknown.
    pub status: Option<ZoneStatusCode>,
    /// Decisions of the authorities.
    pub decisions: Vec<DecisionBody<'a>>,
}

/// The lot at a point.
#[derive(Serialize, ToSchema)]
pub struct PointLot<'a> {
    /// Its id.
    pub id: &'a str,
    /// The label on the sign.
    pub label: &'a str,
    /// What the map shows; null for land that is not for lease.
    pub display_status: Option<DisplayStatusCode>,
    /// Land-use code.
    pub land_use: LandUseCode,
    /// Its area.
    pub area_ha: f64,
}

/// A limit on land near a point.
#[derive(Serialize, ToSchema)]
pub struct NearConstraint<'a> {
    /// Its id.
    pub id: &'a str,
    /// What kind.
    pub class: ConstraintClassCode,
    /// What it is called.
    pub name: NameBody<'a>,
    /// How far; 0 inside.
    pub distance_m: f64,
}

/// A road near a point.
#[derive(Serialize, ToSchema)]
pub struct NearRoad<'a> {
    /// Id of its section.
    pub id: &'a str,
    /// Number on the sign.
    pub r#ref: Option<&'a str>,
    /// What it is called.
    pub name: NameBody<'a>,
    /// Management class.
    pub class: RoadClassCode,
    /// How far.
    pub distance_m: f64,
    /// How the centreline was drawn.
    pub geometry_accuracy: GeometryAccuracyCode,
}

/// A seat of a commune or ward near a point.
#[derive(Serialize, ToSchema)]
pub struct NearCommune<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it is called.
    pub name: NameBody<'a>,
    /// How far.
    pub distance_m: f64,
}

/// What is planned at a point
#[utoipa::path(get, path = "/api/v1/planning-info", tag = "find", params(PointParams, DayParams), responses(
    (status = 200, description = "What is planned there.", body = PlanningInfo), Refusals))]
pub async fn find_planning_info(question: Question<Point>) -> Result<Response, Problem> {
    let position = question.params.position("at")?;
    let position = position.ok_or_else(|| Params::missing("at", "kinh_độ,vĩ_độ", "lon,lat"))?;
    if let Some(unchanged) = question.unchanged() {
        return Ok(unchanged);
    }
    let answer = query::planning_info(&question.view, position);
    question.json(&info(&answer, position, question.view.as_of))
}

fn info<'a>(answer: &'a query::PlanningInfo<'a>, position: geo::Coord<f64>, day: Date) -> PlanningInfo<'a> {
    let constraints = answer.constraints.iter().map(|(id, constraint, distance)| NearConstraint {
        id: id.as_str(),
        class: constraint.class.into(),
        name: (&constraint.name).into(),
        distance_m: tenths(distance.get()),
    });
    PlanningInfo {
        at: Position(position),
        as_of: day.to_string(),
        zone: answer.zone.map(|(id, zone)| PointZone {
            id: id.as_str(),
            name: (&zone.name).into(),
            kind: zone.kind.into(),
        }),
        zone_part: answer.part.map(|(id, part)| PointZonePart {
            id: id.as_str(),
            label: (&part.label).into(),
            status: part.status.map(Code),
            decisions: part.decisions.iter().map(decision).collect(),
        }),
        lot: answer.lot.as_ref().map(|lot| PointLot {
            id: lot.record.id.as_str(),
            label: &lot.lot.label,
            display_status: lot.day.display.map(Code),
            land_use: lot.lot.land_use.into(),
            area_ha: ha(lot.day.area.get()),
        }),
        land_use: answer.lot.as_ref().map(|lot| Code(lot.lot.land_use)),
        constraints: constraints.collect(),
        nearest_road: answer.nearest_road.as_ref().map(|road| NearRoad {
            id: road.record.id.as_str(),
            r#ref: road.section.road_ref.as_deref(),
            name: (&road.section.name).into(),
            class: road.section.class.into(),
            distance_m: tenths(road.distance.get()),
            geometry_accuracy: road.geometry_accuracy.into(),
        }),
        nearest_commune: answer.nearest_commune.map(|(id, unit, distance)| NearCommune {
            id: id.as_str(),
            name: (&unit.name).into(),
            distance_m: tenths(distance.get()),
        }),
        caveat: CAVEAT,
    }
}
