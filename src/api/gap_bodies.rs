//! Gaps between parks and roads, on the wire.

use serde::Serialize;
use utoipa::ToSchema;

use super::coded::*;
use super::diagram_bodies::SpanBody;
use super::geojson::{Position, Shape};
use super::geojson_schema::AnyShape;
use super::road_bodies::TextBody;
use super::roadside_bodies::SectionBody;

/// Gaps between parks and roads: one of three lists, as `show` asks.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub enum RoadGaps<'a> {
    /// Zones without a known lawful connection.
    Zones(ZoneGaps<'a>),
    /// Frontages and their service roads.
    Frontages(FrontageGaps<'a>),
    /// Points that have to go.
    Removals(PointRemovals<'a>),
}

/// Which parks lack a known lawful connection to a road of the asked classes, and what would fix each.
#[derive(Serialize, ToSchema)]
pub struct ZoneGaps<'a> {
    /// Always `zones`.
    pub show: &'static str,
    /// The question in words.
    pub question: TextBody,
    /// The day of the records.
    pub as_of: String,
    /// The day of rules and permits.
    pub date: String,
    /// The revision that is answered from.
    pub revision: u64,
    /// Classes of road that were looked at.
    pub classes: Vec<RoadClassCode>,
    /// How many zones lack one in all.
    pub total: usize,
    /// Parks first, then clusters; of each, by id.
    pub items: Vec<ZoneGap<'a>>,
    /// Zones with a known lawful connection, and how it is known.
    pub known: Vec<KnownConnection<'a>>,
    /// How this may be used.
    pub caveat: NameBody<'static>,
}

/// A zone without a known lawful connection.
#[derive(Serialize, ToSchema)]
pub struct ZoneGap<'a> {
    /// The zone.
    pub zone: GapZone<'a>,
    /// `in_progress`; `refused`: refused or withdrawn; `none`: lapsed, to be removed, or a gate's record says none; `unknown`: nothing is
    /// on record, which does not mean that there is none.
    #[schema(example = "unknown")]
    pub standing: &'static str,
    /// What is on record, in words.
    pub reason: TextBody,
    /// Parts without a known connection of their own.
    pub zone_parts: Vec<&'a str>,
    /// Connection points that serve it on roads of these classes.
    pub known_points: Vec<KnownPoint<'a>>,
    /// Gates whose connection is on record.
    pub gates: Vec<KnownGate<'a>>,
    /// Whether a gate's record says accepted and the points of its part say otherwise: to be cleared up.
    pub is_contradicted: bool,
    /// The nearest road of these classes in use; null = none within 5 km, or nobody knows where the zone lies.
    pub nearest_road: Option<NearestRoad<'a>>,
    /// What would fix it.
    pub fix: ZoneFix,
    /// What the record of the zone is.
    pub data_class: DataClassCode,
}

/// The zone of a gap.
#[derive(Serialize, ToSchema)]
pub struct GapZone<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it is called.
    pub name: NameBody<'a>,
    /// What it is.
    pub kind: ZoneKindCode,
    /// Its position, degrees; null = unknown.
    #[schema(value_type = Option<[f64; 2]>)]
    pub location: Option<Position>,
    /// How well that is known.
    pub location_accuracy: LocationAccuracyCode,
}

/// A connection point of a zone.
#[derive(Serialize, ToSchema)]
pub struct KnownPoint<'a> {
    /// Its id.
    pub id: &'a str,
    /// The section it lies on.
    pub section: &'a str,
    /// What is known of its right to be there.
    pub standing: ConnectionStandingCode,
    /// How far its permit has come; null = unknown.
    pub permit_state: Option<PermitStateCode>,
    /// The last day on which the approval holds.
    pub expires_on: Option<String>,
}

/// A gate whose connection is on record.
#[derive(Serialize, ToSchema)]
pub struct KnownGate<'a> {
    /// Its id.
    pub id: &'a str,
    /// What its record says.
    pub connection: ConnectionStateCode,
}

/// The nearest road.
#[derive(Serialize, ToSchema)]
pub struct NearestRoad<'a> {
    #[serde(flatten)]
    /// Which road.
    pub section: SectionBody<'a>,
    /// From the gates, else the outline, else the position, to the centreline.
    pub distance_m: f64,
    /// The spot of the centreline, degrees.
    #[schema(value_type = [f64; 2])]
    pub at: Position,
}

/// What would fix it.
#[derive(Serialize, ToSchema)]
pub struct ZoneFix {
    /// What.
    pub kind: FixKindCode,
    /// In words.
    pub text: TextBody,
    /// The point that is completed, made or shared; null = it has no place on record.
    pub point: Option<FixPoint>,
    /// The point that is shared.
    pub share_with: Option<String>,
    /// The service road that is built.
    pub service_road: Option<FixServiceRoad>,
    /// What the rules say of it, as a whole.
    pub verdict: VerdictCode,
}

/// A place along a road.
#[derive(Serialize, ToSchema)]
pub struct FixPoint {
    /// The section.
    pub section: String,
    /// Chainage.
    pub chainage_m: f64,
    /// The chainage as it stands on plans.
    #[schema(example = "Km62+350")]
    pub chainage_text: String,
    /// The side.
    pub side: SideCode,
    /// Where, degrees.
    #[schema(value_type = [f64; 2])]
    pub at: Position,
}

/// A service road that would have to be built.
#[derive(Serialize, ToSchema)]
pub struct FixServiceRoad {
    /// Its length.
    pub length_m: f64,
    /// Its line; null = not drawn.
    #[schema(value_type = Option<AnyShape>)]
    pub geometry: Option<Shape<'static>>,
}

/// A zone with a known lawful connection.
#[derive(Serialize, ToSchema)]
pub struct KnownConnection<'a> {
    /// The zone.
    pub id: &'a str,
    /// What it is called.
    pub name: NameBody<'a>,
    /// `connection_point`: a point with an approval in force; `gate`: known from the gate's record alone.
    #[schema(example = "connection_point")]
    pub evidence: &'static str,
    /// Points with an approval in force.
    pub points: Vec<&'a str>,
    /// Gates whose record says accepted.
    pub gates: Vec<&'a str>,
    /// Whether a gate's record says accepted and the points of its part say otherwise.
    pub is_contradicted: bool,
    /// Parts without a known connection of their own.
    pub parts_without: Vec<&'a str>,
}

/// Frontages of parks along roads in use, with their service roads.
#[derive(Serialize, ToSchema)]
pub struct FrontageGaps<'a> {
    /// Always `frontages`.
    pub show: &'static str,
    /// The day of the records.
    pub as_of: String,
    /// The day of rules and permits.
    pub date: String,
    /// The revision that is answered from.
    pub revision: u64,
    /// Classes of road that were looked at.
    pub classes: Vec<RoadClassCode>,
    /// How many frontages there are in all.
    pub total: usize,
    /// Those that need a service road and lack it first, then the longest without one.
    pub items: Vec<FrontageGapBody<'a>>,
    /// What `required` means.
    pub heuristic: NameBody<'static>,
    /// How this may be used.
    pub caveat: NameBody<'static>,
}

/// A frontage and the service roads along it.
#[derive(Serialize, ToSchema)]
#[schema(as = FrontageGap)]
pub struct FrontageGapBody<'a> {
    /// The zone.
    pub zone: &'a str,
    /// What it is called.
    pub name: NameBody<'a>,
    /// The part.
    pub zone_part: &'a str,
    /// The road.
    pub section: SectionBody<'a>,
    /// The side it lies on.
    pub side: SideCode,
    /// Where it begins.
    pub from_m: f64,
    /// Where it ends.
    pub to_m: f64,
    /// Its length.
    pub length_m: f64,
    /// How much of it has a service road in use.
    pub covered_m: f64,
    /// The stretches without one.
    pub uncovered: Vec<SpanBody>,
    /// Service roads in use along it.
    pub service_roads: Vec<&'a str>,
    /// Connection points along it that take room, whomever they serve.
    pub points: Vec<&'a str>,
    /// Gates of the part along it.
    pub gates: Vec<&'a str>,
    /// Ways out: points or gates, whichever are more.
    pub ways_out: usize,
    /// The spacing that was applied; null = the planned grade is unknown or no figure is on file.
    pub spacing: Option<FrontageSpacing<'a>>,
    /// How many points the frontage has room for at that spacing.
    pub room_for: Option<usize>,
    /// Whether a service road is needed, by the rule of thumb; null = the spacing is unknown.
    pub required: Option<bool>,
    /// The less accurate of the road and the outline.
    pub geometry_accuracy: GeometryAccuracyCode,
}

/// A spacing and where it comes from.
#[derive(Serialize, ToSchema)]
pub struct FrontageSpacing<'a> {
    /// Metres.
    pub value_m: f64,
    /// The rule.
    pub rule: &'a str,
    /// Where it stands.
    pub citation: &'a str,
    /// How sure that is.
    pub certainty: CertaintyCode,
    /// Whether it is in force on the date; a lapsed figure is for orientation only.
    pub in_force: bool,
    /// Whether it was assumed that the road runs outside inner cities and towns, which is not on record.
    pub assumed_rural: bool,
}

/// Connection points that have to go.
#[derive(Serialize, ToSchema)]
pub struct PointRemovals<'a> {
    /// Always `points_to_remove`.
    pub show: &'static str,
    /// The day of the records.
    pub as_of: String,
    /// The revision that is answered from.
    pub revision: u64,
    /// Classes of road that were looked at.
    pub classes: Vec<RoadClassCode>,
    /// How many there are in all.
    pub total: usize,
    /// The most overdue first, those without a date last.
    pub items: Vec<PointRemoval<'a>>,
    /// How this may be used.
    pub caveat: NameBody<'static>,
}

/// A point that has to go.
#[derive(Serialize, ToSchema)]
pub struct PointRemoval<'a> {
    /// Its id.
    pub id: &'a str,
    /// What the office calls it.
    pub label: Option<&'a str>,
    /// The section it lies on; null = not on record that day.
    pub section: Option<SectionBody<'a>>,
    /// Chainage.
    pub chainage_m: Option<f64>,
    /// The chainage as it stands on plans.
    pub chainage_text: Option<String>,
    /// The side.
    pub side: Option<SideCode>,
    /// Its position, degrees.
    #[schema(value_type = Option<[f64; 2]>)]
    pub at: Option<Position>,
    /// What joins.
    pub branch_type: BranchTypeCode,
    /// The part it serves.
    pub zone_part: Option<&'a str>,
    /// How far its permit has come; null = unknown.
    pub permit_state: Option<PermitStateCode>,
    /// By when it must be removed; null = no date is on record.
    pub removal_due: Option<String>,
    /// Whether that day has passed.
    pub overdue: bool,
    /// Days past it, negative while days are left.
    pub days_overdue: Option<i32>,
    /// What the record is.
    pub data_class: DataClassCode,
}
