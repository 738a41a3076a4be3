//! A road as a straight line, on the wire.

use serde::Serialize;
use utoipa::ToSchema;

use super::coded::*;
use super::geojson::Position;
use super::road_bodies::RoadBody;

/// A road as a straight line: everything on and beside it by chainage.
#[derive(Serialize, ToSchema)]
#[schema(as = RoadDiagram)]
pub struct DiagramBody<'a> {
    /// The road.
    pub section: DiagramSection<'a>,
    /// The day it speaks of.
    pub as_of: String,
    /// The revision that is answered from.
    pub revision: u64,
    /// Its first chainage; null when nobody drew it: then only what has a chainage on file is placed.
    pub from_m: Option<f64>,
    /// Its last chainage.
    pub to_m: Option<f64>,
    /// How chainage is known at both ends; between two surveyed posts it may be surveyed all the same.
    pub basis: Option<ChainageBasisCode>,
    /// Length of what is drawn, gaps left out.
    pub length_m: Option<f64>,
    /// How it was drawn: the worst of its links.
    pub geometry_accuracy: Option<GeometryAccuracyCode>,
    /// Stretches without a gap.
    pub runs: Vec<SpanBody>,
    /// Posts the chainage is told by.
    pub km_posts: Vec<KmPostBody<'a>>,
    /// Posts that stand away from the road or contradict the others, and are not used.
    pub km_posts_refused: Vec<&'a str>,
    /// Connection points.
    pub points: Vec<DiagramPoint<'a>>,
    /// Junctions with other public roads: nodes that links of both share.
    pub junctions: Vec<JunctionBody<'a>>,
    /// Bridges, viaducts, tunnels.
    pub structures: Vec<StructureBody>,
    /// Railways, rivers and canals that cross.
    pub crossings: Vec<CrossingBody<'a>>,
    /// Parts of zones whose outline comes within 150 m of the centreline, or through which the road runs.
    pub zones: Vec<FrontageBody<'a>>,
    /// Service roads beside it.
    pub service_roads: Vec<DiagramServiceRoad<'a>>,
    /// Room between successive connection points of a side.
    pub spacing: SidesBody<'a>,
    /// How this may be used.
    pub caveat: NameBody<'static>,
}

/// The road of a diagram.
#[derive(Serialize, ToSchema)]
pub struct DiagramSection<'a> {
    /// Its id.
    pub id: &'a str,
    /// Number on the sign.
    pub r#ref: Option<&'a str>,
    /// What it is called.
    pub name: NameBody<'a>,
    /// Management class.
    pub class: RoadClassCode,
    /// Technical grade it has; null = unknown.
    pub present_grade: Option<&'a str>,
    /// Technical grade it is planned to have, by which spacing is judged; null = unknown.
    pub planned_grade: Option<&'a str>,
    /// Who manages it; null = unknown.
    pub agency: Option<NamedRecordBody<'a>>,
    /// Whether it is there.
    pub status: RoadStatusCode,
    /// What the record is.
    pub data_class: DataClassCode,
}

/// From one chainage to another.
#[derive(Serialize, ToSchema)]
#[schema(as = ChainageSpan)]
pub struct SpanBody {
    /// Where it begins.
    pub from_m: f64,
    /// Where it ends.
    pub to_m: f64,
}

/// A post that tells the chainage.
#[derive(Serialize, ToSchema)]
#[schema(as = DiagramKmPost)]
pub struct KmPostBody<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it says.
    pub chainage_m: f64,
    /// The spot of the centreline, degrees.
    #[schema(value_type = Option<[f64; 2]>)]
    pub at: Option<Position>,
    /// Whether its place was surveyed.
    pub surveyed: bool,
}

/// A connection point of a diagram.
#[derive(Serialize, ToSchema)]
pub struct DiagramPoint<'a> {
    /// Its id.
    pub id: &'a str,
    /// What the office calls it.
    pub label: Option<&'a str>,
    /// Chainage; null = neither on file nor to be read off.
    pub chainage_m: Option<f64>,
    /// How the chainage is known.
    pub basis: Option<ChainageBasisCode>,
    /// The side.
    pub side: Option<SideCode>,
    /// Its position, degrees.
    #[schema(value_type = Option<[f64; 2]>)]
    pub at: Option<Position>,
    /// How far its permit has come; null = unknown.
    pub permit_state: Option<PermitStateCode>,
    /// What is known of its right to be there.
    pub standing: ConnectionStandingCode,
    /// What joins.
    pub branch_type: BranchTypeCode,
    /// The part it serves.
    pub zone_part: Option<&'a str>,
    /// The last day on which the approval holds.
    pub expires_on: Option<String>,
}

/// A junction.
#[derive(Serialize, ToSchema)]
#[schema(as = Junction)]
pub struct JunctionBody<'a> {
    /// Where.
    pub chainage_m: f64,
    /// Where, degrees.
    #[schema(value_type = [f64; 2])]
    pub at: Position,
    /// The roads that meet it.
    pub roads: Vec<JunctionRoad<'a>>,
    /// The side to which all of them leave; null = to both, or straight on.
    pub side: Option<SideCode>,
}

/// A road at a junction.
#[derive(Serialize, ToSchema)]
pub struct JunctionRoad<'a> {
    #[serde(flatten)]
    /// Which road.
    pub road: RoadBody<'a>,
    /// Whether it is there.
    pub status: RoadStatusCode,
    /// The side to which it leaves; null = to both, or straight on.
    pub side: Option<SideCode>,
}

/// What carries a stretch.
#[derive(Serialize, ToSchema)]
#[schema(as = RoadStructureSpan)]
pub struct StructureBody {
    /// What it is.
    pub kind: RoadStructureCode,
    /// Where it begins.
    pub from_m: f64,
    /// Where it ends.
    pub to_m: f64,
    /// `recorded`: a link says so; `derived`: water crosses there and no link says what carries the road.
    #[schema(example = "derived")]
    pub basis: &'static str,
}

/// Something that crosses.
#[derive(Serialize, ToSchema)]
#[schema(as = RoadCrossing)]
pub struct CrossingBody<'a> {
    /// Railway, river or canal.
    pub kind: ConstraintClassCode,
    /// Its record.
    pub constraint: &'a str,
    /// What it is called.
    pub name: NameBody<'a>,
    /// The middle of the crossing.
    pub chainage_m: f64,
    /// The middle of the crossing, degrees.
    #[schema(value_type = [f64; 2])]
    pub at: Position,
    /// Whether it is there; null = unknown. Whether road and railway cross on one level is not on record.
    pub status: Option<ConstraintStatusCode>,
}

/// A part of a zone along the road.
#[derive(Serialize, ToSchema)]
#[schema(as = Frontage)]
pub struct FrontageBody<'a> {
    /// The zone.
    pub zone: &'a str,
    /// The part.
    pub zone_part: &'a str,
    /// What the zone is called.
    pub name: NameBody<'a>,
    /// The side it lies on.
    pub side: SideCode,
    /// Where it begins.
    pub from_m: f64,
    /// Where it ends.
    pub to_m: f64,
    /// How near to the centreline it comes.
    pub offset_m: f64,
    /// The less accurate of the road and the outline: on sketches chainage and offset are rough.
    pub geometry_accuracy: GeometryAccuracyCode,
}

/// A service road beside the road.
#[derive(Serialize, ToSchema)]
pub struct DiagramServiceRoad<'a> {
    /// Its section.
    pub section: &'a str,
    /// Number on the sign.
    pub r#ref: Option<&'a str>,
    /// What it is called.
    pub name: NameBody<'a>,
    /// Whether it is there.
    pub status: RoadStatusCode,
    /// `recorded`: its record names the road; `derived`: it runs parallel within 100 m.
    #[schema(example = "recorded")]
    pub basis: &'static str,
    /// The side; null when nobody drew it.
    pub side: Option<SideCode>,
    /// Where it begins.
    pub from_m: Option<f64>,
    /// Where it ends.
    pub to_m: Option<f64>,
}

/// Room between successive points, by side.
#[derive(Serialize, ToSchema)]
#[schema(as = DiagramSpacing)]
pub struct SidesBody<'a> {
    /// On the left.
    pub left: Vec<RoomBody<'a>>,
    /// On the right.
    pub right: Vec<RoomBody<'a>>,
}

/// Room between two successive points.
#[derive(Serialize, ToSchema)]
#[schema(as = DiagramRoom)]
pub struct RoomBody<'a> {
    /// The one with smaller chainage.
    pub from: &'a str,
    /// The one with greater chainage.
    pub to: &'a str,
    /// Along the chainage.
    pub gap_m: f64,
    /// Surveyed when both chainages are.
    pub basis: ChainageBasisCode,
}
