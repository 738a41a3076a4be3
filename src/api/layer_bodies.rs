//! Layers of the map on the wire.

use serde::Serialize;
use utoipa::ToSchema;

use super::coded::*;
use super::geojson::{Collection, Layer};

/// Public roads, one feature per managed section.
#[derive(Serialize, ToSchema)]
pub struct RoadProperties<'a> {
    /// Number on the sign (QL3, ĐT.261).
    pub r#ref: Option<&'a str>,
    /// What it is called.
    pub name: NameBody<'a>,
    /// Management class.
    pub class: RoadClassCode,
    /// Whether it is a ring road.
    pub ring: bool,
    /// Whether it is there.
    pub status: RoadStatusCode,
    /// Lanes, both ways.
    pub lanes: Option<u8>,
    /// Technical grade it has.
    pub present_grade: Option<&'a str>,
    /// Technical grade it is planned to have.
    pub planned_grade: Option<&'a str>,
    /// Length of what is drawn; null when it was never drawn.
    pub length_km: Option<f64>,
    /// What the record is.
    pub data_class: DataClassCode,
    /// How the centrelines were drawn: the worst of them.
    pub geometry_accuracy: Option<GeometryAccuracyCode>,
}

/// Interchanges, stations, ports.
#[derive(Serialize, ToSchema)]
pub struct TransportNodeProperties<'a> {
    /// Class.
    pub class: NodeClassCode,
    /// What it is called.
    pub name: NameBody<'a>,
    /// Whether it works.
    pub status: NodeStatusCode,
    /// How it was located.
    pub geometry_accuracy: GeometryAccuracyCode,
    /// What the record is.
    pub data_class: DataClassCode,
}

/// What limits the use of land: water, railways, power lines, protected land.
#[derive(Serialize, ToSchema)]
pub struct ConstraintProperties<'a> {
    /// What kind.
    pub class: ConstraintClassCode,
    /// What it is called.
    pub name: NameBody<'a>,
    /// Whether it is there; null = unknown.
    pub status: Option<ConstraintStatusCode>,
    /// How it was drawn.
    pub geometry_accuracy: GeometryAccuracyCode,
    /// What the record is.
    pub data_class: DataClassCode,
}

/// Named places, for labels.
#[derive(Serialize, ToSchema)]
pub struct PlaceProperties<'a> {
    /// What it is called.
    pub name: NameBody<'a>,
    /// What kind of place.
    pub class: PlaceClassCode,
    /// 1 is drawn first, 4 last.
    pub rank: u8,
}

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
    /// Share handed over.
    pub handed_over_pct: f64,
    /// How the outline was made.
    pub geometry_accuracy: GeometryAccuracyCode,
    /// What the record is.
    pub data_class: DataClassCode,
}

macro_rules! layers {
    ($($(#[$meta:meta])* $collection:ident = $name:literal $properties:ident $shapes:expr, unlocated: $unlocated:literal;)+) => { $(
        impl Layer for $properties<'_> {
            const NAME: &'static str = $name;
            const SHAPES: &'static [&'static str] = &$shapes;
            const MAY_BE_UNLOCATED: bool = $unlocated;
        }
        $(#[$meta])*
        pub type $collection = Collection<'static, $properties<'static>>;
    )+ };
}
layers! {
    /// A page of roads.
    RoadCollection = "Road" RoadProperties ["MultiLineString"], unlocated: true;
    /// A page of transport nodes.
    TransportNodeCollection = "TransportNode" TransportNodeProperties ["Point"], unlocated: false;
    /// A page of constraints.
    ConstraintCollection = "Constraint" ConstraintProperties ["LineString", "MultiLineString", "Polygon", "MultiPolygon"], unlocated: false;
    /// A page of places.
    PlaceCollection = "Place" PlaceProperties ["Point"], unlocated: false;
    /// A page of internal roads.
    InternalRoadCollection = "InternalRoad" InternalRoadProperties ["LineString", "MultiLineString"], unlocated: false;
    /// A page of gates.
    GateCollection = "Gate" GateProperties ["Point"], unlocated: false;
    /// A page of clearance areas.
    ClearanceAreaCollection = "ClearanceArea" ClearanceAreaProperties ["Polygon", "MultiPolygon"], unlocated: false;
}
