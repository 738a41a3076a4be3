//! Layers of the province on the wire: roads, transport nodes, constraints, places.

use std::borrow::Cow;

use geo::{Euclidean, Geometry, Length, MultiLineString};
use serde::Serialize;
use utoipa::ToSchema;

use super::coded::*;
use super::geojson::{Feature, Shape};
use crate::model::{Constraint, Crs, Id, MetricFrame, Place, Revision, TransportNode};
use crate::query::layers::{Found, RoadAnswer};

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

macro_rules! layers {
    ($($(#[$meta:meta])* $collection:ident = $name:literal $properties:ident $shapes:expr, unlocated: $unlocated:literal;)+) => { $(
        impl Layer for $properties<'_> {
            const NAME: &'static str = $name;
            const SHAPES: &'static [&'static str] = &$shapes;
            const MAY_BE_UNLOCATED: bool = $unlocated;
        }
        $(#[$meta])*
        pub type $collection = $crate::api::geojson::Collection<'static, $properties<'static>>;
    )+ };
}
pub(super) use layers;

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
