//! Layers of land inside zones on the wire: internal roads, gates, clearance areas.

use serde::Serialize;
use utoipa::ToSchema;

use super::coded::*;
use super::geojson::Feature;
use super::layer_bodies::{feature, layers};
use crate::query::layers::{ClearanceAreaAnswer, GateAnswer, InternalRoadAnswer};

/// Roads inside zones.
#[derive(Serialize, ToSchema)]
pub struct InternalRoadProperties<'a> {
    /// The zone it lies in.
    pub zone: &'a str,
    /// The part it lies in.
    pub zone_part: &'a str,
    /// The label on the sign.
    pub label: &'a str,
    /// Whether it stands yet.
    pub status: BuildStatusCode,
    /// Width of the road reserve.
    pub width_m: Option<f64>,
    /// How it was drawn.
    pub geometry_accuracy: GeometryAccuracyCode,
    /// What the record is.
    pub data_class: DataClassCode,
}

/// Doors of zones, with the standing of their connection to the public road.
#[derive(Serialize, ToSchema)]
pub struct GateProperties<'a> {
    /// The zone it opens.
    pub zone: &'a str,
    /// The part it opens.
    pub zone_part: &'a str,
    /// The label on the sign.
    pub label: &'a str,
    /// Whether it stands yet.
    pub status: BuildStatusCode,
    /// Whether its connection to the public road is accepted; null = unknown.
    pub connection: Option<ConnectionStateCode>,
    /// How it was located.
    pub geometry_accuracy: GeometryAccuracyCode,
    /// What the record is.
    pub data_class: DataClassCode,
}

/// Land being cleared, with the stage it has reached.
#[derive(Serialize, ToSchema)]
pub struct ClearanceAreaProperties<'a> {
    /// The zone it is cleared for.
    pub zone: &'a str,
    /// The part it is cleared for.
    pub zone_part: &'a str,
    /// What it is called.
    pub label: NameBody<'a>,
    /// Law it runs under.
    pub regime: LandRegimeCode,
    /// The latest stage reached; null = none recorded.
    pub stage: Option<StageCode>,
    /// Share handed over; null = no outline to measure it on.
    pub handed_over_pct: Option<f64>,
    /// How the outline was made.
    pub geometry_accuracy: GeometryAccuracyCode,
    /// What the record is.
    pub data_class: DataClassCode,
}

layers! {
    /// A page of internal roads.
    InternalRoadCollection = "InternalRoad" InternalRoadProperties ["LineString", "MultiLineString"];
    /// A page of gates.
    GateCollection = "Gate" GateProperties ["Point"];
    /// A page of clearance areas.
    ClearanceAreaCollection = "ClearanceArea" ClearanceAreaProperties ["Polygon", "MultiPolygon"];
}

/// An internal road as a feature.
pub fn internal_road(answer: InternalRoadAnswer<'_>) -> Feature<'_, InternalRoadProperties<'_>> {
    let road = answer.road;
    let properties = InternalRoadProperties {
        zone: answer.zone.as_str(),
        zone_part: road.zone_part.as_str(),
        label: &road.label,
        status: road.status.into(),
        width_m: road.width.map(|width| tenths(width.get())),
        geometry_accuracy: road.geometry_accuracy.into(),
        data_class: road.data_class.into(),
    };
    feature(&answer.record.id, answer.record.version, road.geometry.get(), properties)
}

/// A gate as a feature.
pub fn gate(answer: GateAnswer<'_>) -> Feature<'_, GateProperties<'_>> {
    let gate = answer.gate;
    let properties = GateProperties {
        zone: answer.zone.as_str(),
        zone_part: gate.zone_part.as_str(),
        label: &gate.label,
        status: gate.status.into(),
        connection: answer.connection.map(|connection| connection.state.into()),
        geometry_accuracy: gate.geometry_accuracy.into(),
        data_class: gate.data_class.into(),
    };
    feature(&answer.record.id, answer.record.version, gate.geometry.get(), properties)
}

/// A clearance area as a feature.
pub fn clearance_area(answer: ClearanceAreaAnswer<'_>) -> Feature<'_, ClearanceAreaProperties<'_>> {
    let area = answer.area;
    let properties = ClearanceAreaProperties {
        zone: answer.zone.as_str(),
        zone_part: area.zone_part.as_str(),
        label: (&area.label).into(),
        regime: area.regime.into(),
        stage: answer.stage.map(Code),
        handed_over_pct: answer.handed_over_pct.map(|share| tenths(share.into())),
        geometry_accuracy: area.geometry_accuracy.into(),
        data_class: area.data_class.into(),
    };
    feature(&answer.record.id, answer.record.version, area.geometry.get(), properties)
}
