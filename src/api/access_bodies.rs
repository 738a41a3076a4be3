//! The nearest of each class on the wire.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::coded::*;
use super::geojson::{Position, Shape};
use super::geojson_schema::AnyShape;
use super::road_bodies::{NoWayBody, RoadPlaceBody, VehicleBody, WayBody};
use crate::model::AccessClass;

/// The nearest of each class.
#[derive(Serialize, ToSchema)]
#[schema(as = Access)]
pub struct AccessBody<'a> {
    /// Where the place is left on the way to the first class that can be reached; null when nobody knows where it is.
    pub from: Option<RoadPlaceBody<'a>>,
    #[serde(flatten)]
    /// What drives.
    pub vehicle: VehicleBody,
    /// Roads open by this day count.
    pub network_on: String,
    /// What the ways are made short by.
    pub optimise: OptimiseCode,
    /// The nearest of each class; null when there is none, and then `missing` says why, or when it was not asked for.
    pub access: AccessWaysBody<'a>,
    /// By class that cannot be reached: why.
    pub missing: BTreeMap<&'static str, NoWayBody>,
    /// How this answer may be used.
    pub caveat: NameBody<'a>,
}

/// The nearest of a class and the way there.
#[derive(Serialize, ToSchema)]
#[schema(as = ClassWay)]
pub struct ClassWayBody<'a> {
    /// What is reached.
    pub target: TargetBody<'a>,
    /// The gate from which it is nearest; null when the place has none.
    pub gate: Option<&'a str>,
    #[serde(flatten)]
    /// The way.
    pub way: WayBody<'a>,
    /// The line of the way; null when it was not asked for or has no length.
    #[schema(value_type = Option<AnyShape>)]
    pub geometry: Option<Shape<'a>>,
}

/// What is reached: a transport node, or the section of a road.
#[derive(Serialize, ToSchema)]
#[schema(as = AccessTarget)]
pub struct TargetBody<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it is called.
    pub name: NameBody<'a>,
    /// Its position; of a road the point at which one drives onto it.
    #[schema(value_type = [f64; 2])]
    pub at: Position,
}

/// Something for every class of target. The schema generator reads plain structs, not generic ones.
macro_rules! by_class {
    ($(#[$meta:meta])* $name:ident $(<$life:lifetime>)? as $schema:ident of $body:ty) => {
        $(#[$meta])*
        #[derive(Serialize, ToSchema)]
        #[schema(as = $schema)]
        pub struct $name $(<$life>)? {
            /// Expressway interchange.
            pub expressway_interchange: Option<$body>,
            /// National road.
            pub national_road: Option<$body>,
            /// Provincial road.
            pub provincial_road: Option<$body>,
            /// Rail station.
            pub rail_station: Option<$body>,
            /// Inland depot.
            pub icd: Option<$body>,
            /// River port.
            pub river_port: Option<$body>,
            /// Seaport.
            pub seaport: Option<$body>,
            /// Airport.
            pub airport: Option<$body>,
            /// Border gate.
            pub border_gate: Option<$body>,
        }

        impl $(<$life>)? $name $(<$life>)? {
            /// Asks for every class.
            pub fn of(of: impl Fn(AccessClass) -> Option<$body>) -> Self {
                $name {
                    expressway_interchange: of(AccessClass::ExpresswayInterchange),
                    national_road: of(AccessClass::NationalRoad),
                    provincial_road: of(AccessClass::ProvincialRoad),
                    rail_station: of(AccessClass::RailStation),
                    icd: of(AccessClass::Icd),
                    river_port: of(AccessClass::RiverPort),
                    seaport: of(AccessClass::Seaport),
                    airport: of(AccessClass::Airport),
                    border_gate: of(AccessClass::BorderGate),
                }
            }
        }
    };
}
by_class!(
    /// How far each class is over the network; null when it cannot be reached.
    AccessSummaryBody as AccessSummary of ClassDistanceBody
);
by_class!(
    /// The nearest of each class and the way there; null when there is none or it was not asked for.
    AccessWaysBody<'a> as AccessWays of ClassWayBody<'a>
);

/// How far a class is over the network.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[schema(as = ClassDistance)]
pub struct ClassDistanceBody {
    /// Length over the network, by the shortest way.
    pub distance_m: f64,
    /// Time of the vehicle on that way.
    pub minutes: f64,
    /// From the gate or point to the network as the crow flies; not part of the distance.
    pub off_network_m: f64,
}
