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
    /// Length of what is drawn.
    pub length_km: f64,
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
    ($($(#[$meta:meta])* $collection:ident = $name:literal $properties:ident $shapes:expr;)+) => { $(
        impl $crate::api::geojson::Layer for $properties<'_> {
            const NAME: &'static str = $name;
            const SHAPES: &'static [&'static str] = &$shapes;
        }
        $(#[$meta])*
        pub type $collection = $crate::api::geojson::Collection<'static, $properties<'static>>;
    )+ };
}
pub(super) use layers;

layers! {
    /// A page of roads.
    RoadCollection = "Road" RoadProperties ["MultiLineString"];
    /// A page of transport nodes.
    TransportNodeCollection = "TransportNode" TransportNodeProperties ["Point"];
    /// A page of constraints.
    ConstraintCollection =
        "Constraint" ConstraintProperties ["LineString", "MultiLineString", "Polygon", "MultiPolygon"];
    /// A page of places.
    PlaceCollection = "Place" PlaceProperties ["Point"];
}

/// A feature of a record.
pub fn feature<'v, P>(id: &'v Id, version: Revision, shape: impl Into<Shape<'v>>, properties: P) -> Feature<'v, P> {
    Feature { id: Cow::Borrowed(id.as_str()), version, geometry: Some(shape.into()), properties }
}

/// A road section as a feature.
pub fn road(answer: RoadAnswer<'_>) -> Feature<'_, RoadProperties<'_>> {
    let section = answer.section;
    let properties = RoadProperties {
        r#ref: section.road_ref.as_deref(),
        name: (&section.name).into(),
        class: section.class.into(),
        ring: section.ring,
        status: section.status.into(),
        lanes: section.lanes,
        present_grade: section.present_grade.as_deref(),
        planned_grade: section.planned_grade.as_deref(),
        length_km: length_km(&answer.lines),
        data_class: section.data_class.into(),
        geometry_accuracy: answer.geometry_accuracy.map(Code),
    };
    feature(&answer.record.id, answer.version, Geometry::MultiLineString(answer.lines), properties)
}

/// Length on the ground of what is drawn, to ten metres.
fn length_km(lines: &MultiLineString<f64>) -> f64 {
    let metric = MetricFrame::new(Crs::THAI_NGUYEN).to_metric(lines);
    (Euclidean.length(&metric.0) / 10.0).round() / 100.0
}

/// A transport node as a feature.
pub fn transport_node<'v>((record, node): Found<'v, TransportNode>) -> Feature<'v, TransportNodeProperties<'v>> {
    let properties = TransportNodeProperties {
        class: node.class.into(),
        name: (&node.name).into(),
        status: node.status.into(),
        geometry_accuracy: node.geometry_accuracy.into(),
        data_class: node.data_class.into(),
    };
    feature(&record.id, record.version, node.geometry.get(), properties)
}

/// A constraint as a feature.
pub fn constraint<'v>((record, constraint): Found<'v, Constraint>) -> Feature<'v, ConstraintProperties<'v>> {
    let properties = ConstraintProperties {
        class: constraint.class.into(),
        name: (&constraint.name).into(),
        status: constraint.status.map(Code),
        geometry_accuracy: constraint.geometry_accuracy.into(),
        data_class: constraint.data_class.into(),
    };
    feature(&record.id, record.version, constraint.geometry.get(), properties)
}

/// A place as a feature.
pub fn place<'v>((record, place): Found<'v, Place>) -> Feature<'v, PlaceProperties<'v>> {
    let properties = PlaceProperties { name: (&place.name).into(), class: place.class.into(), rank: place.rank };
    feature(&record.id, record.version, place.geometry.get(), properties)
}
