//! Ways on the wire.

use serde::Serialize;
use utoipa::ToSchema;

use super::coded::*;
use super::geojson::{Feature, Layer, Position};

/// Where a place is left for the road, or reached from it.
#[derive(Serialize, ToSchema)]
#[schema(as = RoadPlace)]
pub struct RoadPlaceBody<'a> {
    /// What was asked: `lot:ID`, `zone:ID`, `node:ID`; null for a position.
    pub id: Option<String>,
    /// The position of the gate or point, degrees.
    #[schema(value_type = [f64; 2])]
    pub at: Position,
    /// What that position is.
    pub basis: PlaceBasisCode,
    /// The gate it is.
    pub gate: Option<&'a str>,
    /// Where it meets the network; null when no road is within 5 km.
    #[schema(value_type = Option<[f64; 2]>)]
    pub snapped: Option<Position>,
    /// The side of the road it lies on, in the direction in which the road is drawn; null on the road itself.
    pub side: Option<SideCode>,
    /// From the position to the network as the crow flies; not part of any distance.
    pub off_network_m: Option<f64>,
    /// The road that it meets.
    pub road: Option<RoadBody<'a>>,
}

/// A road that is only named here.
#[derive(Serialize, ToSchema)]
#[schema(as = RoadNamed)]
pub struct RoadBody<'a> {
    /// Id of its section.
    pub section: &'a str,
    /// Number on the sign.
    pub r#ref: Option<&'a str>,
    /// Management class.
    pub class: RoadClassCode,
}

/// What drives.
#[derive(Serialize, ToSchema)]
#[schema(as = RoadVehicle)]
pub struct VehicleBody {
    /// `car` or `truck`.
    pub profile: &'static str,
    /// Its gross weight, tonnes; null = not said.
    pub gross_weight_t: Option<f64>,
    /// Load of its heaviest axle, tonnes; null = not said.
    pub axle_load_t: Option<f64>,
    /// Its height, metres; null = not said.
    pub height_m: Option<f64>,
}

/// Why there is no way.
#[derive(Serialize, ToSchema)]
#[schema(as = NoWay)]
pub struct NoWayBody {
    /// The reason.
    pub reason: NoAccessCode,
    /// The reason in words.
    pub text: TextBody,
}

/// A sentence in both languages.
#[derive(Serialize, ToSchema)]
#[schema(as = Text)]
pub struct TextBody {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

/// A way over the network, with what is known of its roads.
#[derive(Serialize, ToSchema)]
#[schema(as = Way)]
pub struct WayBody<'a> {
    /// Length over the network.
    pub distance_m: f64,
    /// Time of the vehicle.
    pub minutes: f64,
    /// From the place to the network as the crow flies; not part of the distance.
    pub off_network_m: f64,
    /// From the network to the target as the crow flies; not part of the distance.
    pub target_off_network_m: f64,
    /// Length by class of road.
    pub classes: Vec<ClassLengthBody>,
    /// The link a heavy truck would like least: the lowest known weight limit, else the lowest class of road, else the lowest grade.
    pub weakest_link: Option<WeakestLinkBody<'a>>,
    /// Where nobody recorded a weight limit: unknown is not unlimited.
    pub unknown_limits: ShareBody,
    /// Where nobody recorded an axle load limit; null unless an axle load was asked about.
    pub unknown_axle_limits: Option<ShareBody>,
    /// Where nobody recorded the headroom; null unless a height was asked about.
    pub unknown_height_limits: Option<ShareBody>,
    /// Where the speed had to be assumed from grade or class.
    pub assumed_speed: ShareBody,
    /// What the records of the roads are: the least factual of them; null when the way has no length.
    pub data_class: Option<DataClassCode>,
    /// How the roads were drawn: the least accurate of them.
    pub geometry_accuracy: Option<GeometryAccuracyCode>,
}

/// Length on a class of road.
#[derive(Serialize, ToSchema)]
#[schema(as = ClassLength)]
pub struct ClassLengthBody {
    /// The class.
    pub class: RoadClassCode,
    /// Length driven on it.
    pub distance_m: f64,
}

/// The weakest link of a way.
#[derive(Serialize, ToSchema)]
#[schema(as = WeakestLink)]
pub struct WeakestLinkBody<'a> {
    /// Id of the link.
    pub link: &'a str,
    /// Id of its section.
    pub section: &'a str,
    /// Number on the sign.
    pub r#ref: Option<&'a str>,
    /// What makes it the weakest.
    pub reason: WeakReasonCode,
    /// Management class.
    pub class: RoadClassCode,
    /// Technical grade; null = unknown.
    pub grade: Option<&'a str>,
    /// Weight limit, tonnes; null = unknown.
    pub max_weight_t: Option<f64>,
    /// Length driven on it.
    pub distance_m: f64,
}

/// How much of a way something is true of.
#[derive(Serialize, ToSchema)]
#[schema(as = WayShare)]
pub struct ShareBody {
    /// Links.
    pub links: usize,
    /// Length.
    pub distance_m: f64,
}

/// A way between two places. All figures are null when there is none.
#[derive(Serialize, ToSchema)]
pub struct RouteProperties<'a> {
    /// Where it begins; null when nobody knows where that is.
    pub from: Option<RoadPlaceBody<'a>>,
    /// Where it ends; null when nobody knows where that is.
    pub to: Option<RoadPlaceBody<'a>>,
    #[serde(flatten)]
    /// What drives.
    pub vehicle: VehicleBody,
    /// Roads open by this day count.
    pub network_on: String,
    /// What the way is made short by.
    pub optimise: OptimiseCode,
    #[serde(flatten)]
    /// The way.
    pub way: MaybeWayBody<'a>,
    /// The way section by section.
    pub legs: Vec<LegBody<'a>>,
    /// Why there is no way.
    pub missing: Option<NoWayBody>,
    /// How this answer may be used.
    pub caveat: NameBody<'a>,
}

/// A way, or nothing.
#[derive(Default, Serialize, ToSchema)]
#[schema(as = MaybeWay)]
pub struct MaybeWayBody<'a> {
    /// Length over the network.
    pub distance_m: Option<f64>,
    /// Time of the vehicle.
    pub minutes: Option<f64>,
    /// From the first place to the network as the crow flies; not part of the distance.
    pub off_network_m: Option<f64>,
    /// From the network to the last place as the crow flies; not part of the distance.
    pub target_off_network_m: Option<f64>,
    /// Length by class of road.
    pub classes: Option<Vec<ClassLengthBody>>,
    /// The link a heavy truck would like least.
    pub weakest_link: Option<WeakestLinkBody<'a>>,
    /// Where nobody recorded a weight limit: unknown is not unlimited.
    pub unknown_limits: Option<ShareBody>,
    /// Where nobody recorded an axle load limit; null unless an axle load was asked about.
    pub unknown_axle_limits: Option<ShareBody>,
    /// Where nobody recorded the headroom; null unless a height was asked about.
    pub unknown_height_limits: Option<ShareBody>,
    /// Where the speed had to be assumed from grade or class.
    pub assumed_speed: Option<ShareBody>,
    /// What the records of the roads are: the least factual of them.
    pub data_class: Option<DataClassCode>,
    /// How the roads were drawn: the least accurate of them.
    pub geometry_accuracy: Option<GeometryAccuracyCode>,
}

/// A part of a way on one section.
#[derive(Serialize, ToSchema)]
#[schema(as = Leg)]
pub struct LegBody<'a> {
    /// Id of the section.
    pub section: &'a str,
    /// Number on the sign.
    pub r#ref: Option<&'a str>,
    /// What it is called.
    pub name: NameBody<'a>,
    /// Management class.
    pub class: RoadClassCode,
    /// Length.
    pub distance_m: f64,
    /// Time.
    pub minutes: f64,
}

impl Layer for RouteProperties<'_> {
    const NAME: &'static str = "Route";
    const SHAPES: &'static [&'static str] = &["LineString"];
    const MAY_BE_UNLOCATED: bool = true;
}

/// A way as a feature.
pub type RouteFeature = Feature<'static, RouteProperties<'static>>;
