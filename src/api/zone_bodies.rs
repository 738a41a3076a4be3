//! Zones and their parts on the wire.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::access_bodies::AccessSummaryBody;
use super::coded::*;
use super::figures::{ClaimBody, LeadingFigureBody, SourceBody};
use super::geojson::{Collection, Feature, Layer, Position, Shape};
use super::geojson_schema::AnyShape;

/// Hectares of lots by what they are. All null when no lot is recorded: that is unknown, not nothing.
#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = Land)]
pub struct LandBody<'a> {
    /// Land of lots that can be leased (SKK, SKN, SKC, SCT, TMD).
    pub leasable_ha: Option<f64>,
    /// Of it, leased.
    pub leased_ha: Option<f64>,
    /// Of it, reserved.
    pub reserved_ha: Option<f64>,
    /// Of it, offered and vacant.
    pub available_ha: Option<f64>,
    /// Of it, clean land.
    pub clean_ha: Option<f64>,
    /// Of it, ready to lease.
    pub ready_ha: Option<f64>,
    /// The same land by what the map shows; these add up to the whole.
    pub display_ha: Option<DisplayLand>,
    /// Of it, on records past their age.
    pub stale_ha: Option<f64>,
    /// How much of it is taken.
    pub occupancy_pct: OccupancyBody<'a>,
    /// How much of it is cleared.
    pub clearance_pct: ClearanceShareBody<'a>,
}

/// Hectares by what the map shows.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub struct DisplayLand {
    /// Leased.
    pub leased: f64,
    /// Reserved.
    pub reserved: f64,
    /// Ready to lease.
    pub ready: f64,
    /// Clean land.
    pub clean: f64,
    /// In clearance.
    pub in_clearance: f64,
    /// Planned.
    pub planned: f64,
}

/// Occupancy by both legal formulas, computed from lots, beside what is claimed.
#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = Occupancy)]
pub struct OccupancyBody<'a> {
    /// Leased of all industrial and service land (Decree 35/2022).
    pub nd35_2022: Option<f64>,
    /// Leased of industrial land alone (the older formula).
    pub industrial_only: Option<f64>,
    /// The leading claim, when every part has one.
    pub claimed: Option<LeadingFigureBody<'a>>,
}

/// Clearance computed from lots, beside what is claimed.
#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = ClearanceShare)]
pub struct ClearanceShareBody<'a> {
    /// Handed over, of the land of lots.
    pub lots: Option<f64>,
    /// The leading claim, when every part has one.
    pub claimed: Option<LeadingFigureBody<'a>>,
}

/// A park or cluster. Its figures are sums of its parts.
#[derive(Serialize, ToSchema)]
pub struct ZoneProperties<'a> {
    /// Park, cluster, IT park or craft-village cluster.
    pub kind: ZoneKindCode,
    /// What it is called.
    pub name: NameBody<'a>,
    /// How far the furthest of its parts has come; null = unknown.
    pub status: Option<ZoneStatusCode>,
    /// A representative position, longitude and latitude; null = not located.
    #[schema(value_type = Option<[f64; 2]>)]
    pub location: Option<Position>,
    /// How well the position is known.
    pub location_accuracy: LocationAccuracyCode,
    /// The commune or ward of today.
    pub commune: Option<NamedRecordBody<'a>>,
    /// The district of before July 2025.
    pub former_district: Option<NamedRecordBody<'a>>,
    /// Communes of before July 2025.
    pub former_communes: Vec<&'a str>,
    /// Sectors it wants.
    pub sectors: Vec<SectorCode>,
    /// How many parts it has.
    pub parts_count: usize,
    /// How many lots are recorded.
    pub lots_count: usize,
    /// Sum of its parts' leading gross areas; null when no part has one.
    pub gross_ha: Option<f64>,
    /// How many parts that sum is made of.
    pub gross_ha_known_parts: usize,
    #[serde(flatten)]
    /// Hectares of its lots.
    pub land: LandBody<'a>,
    /// How far each class of target is by road, from the best of its gates that stand, else from its position.
    pub access: AccessSummaryBody,
    /// How its outline was made: the worst of its parts.
    pub geometry_accuracy: Option<GeometryAccuracyCode>,
    /// What the record of the zone is.
    pub data_class: DataClassCode,
    /// What the records of its lots are: the worst of them; null without lots.
    pub lots_data_class: Option<DataClassCode>,
}

/// A zone with everything that is known of it.
#[derive(Serialize, ToSchema)]
pub struct ZoneDetailProperties<'a> {
    #[serde(flatten)]
    /// What a list shows.
    pub zone: ZoneProperties<'a>,
    /// A remark.
    pub note: Option<NameBody<'a>>,
    /// Where it is described.
    pub sources: Vec<SourceBody<'a>>,
    /// Every claim about the zone as a whole.
    pub claims: Vec<ClaimBody<'a>>,
    /// Its parts.
    pub parts: Vec<ZonePartBody<'a>>,
}

/// A phase or section: the legal unit.
#[derive(Serialize, ToSchema)]
#[schema(as = ZonePart)]
pub struct ZonePartBody<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it is called within the zone.
    pub label: NameBody<'a>,
    /// How far it has come; null = unknown.
    pub status: Option<ZoneStatusCode>,
    /// Outline, or a point when only the place is known.
    #[schema(value_type = Option<AnyShape>)]
    pub geometry: Option<Shape<'a>>,
    /// How the outline was made.
    pub geometry_accuracy: Option<GeometryAccuracyCode>,
    /// What the record is.
    pub data_class: DataClassCode,
    /// Decisions of the authorities.
    pub decisions: Vec<DecisionBody<'a>>,
    /// Who builds the infrastructure.
    pub developers: Vec<DeveloperBody<'a>>,
    /// For how long the land is given.
    pub term: Option<TermBody>,
    /// The leading figure of each kind that was claimed.
    pub figures: BTreeMap<&'static str, LeadingFigureBody<'a>>,
    /// Every claim.
    pub claims: Vec<ClaimBody<'a>>,
    /// How many lots are recorded.
    pub lots_count: usize,
    /// Area of the outline, measured; null without an outline.
    pub measured_ha: Option<f64>,
    #[serde(flatten)]
    /// Hectares of its lots.
    pub land: LandBody<'a>,
}

/// A decision of an authority.
#[derive(Serialize, ToSchema)]
#[schema(as = Decision)]
pub struct DecisionBody<'a> {
    /// Number, as on the paper.
    pub number: &'a str,
    /// When it was signed: a year, a month or a day.
    pub date: Option<String>,
    /// What it decides.
    pub subject: NameBody<'a>,
    /// Where it was read.
    pub source: Option<SourceBody<'a>>,
}

/// Who builds and runs the infrastructure.
#[derive(Serialize, ToSchema)]
#[schema(as = Developer)]
pub struct DeveloperBody<'a> {
    /// Name of the company or authority.
    pub name: &'a str,
    /// Where it was read.
    pub source: Option<SourceBody<'a>>,
}

/// From when to when.
#[derive(Serialize, ToSchema)]
#[schema(as = Term)]
pub struct TermBody {
    /// First day.
    pub start: String,
    /// Last day.
    pub end: String,
}

impl Layer for ZoneProperties<'_> {
    const NAME: &'static str = "Zone";
    const SHAPES: &'static [&'static str] = &["MultiPolygon", "Point"];
    const MAY_BE_UNLOCATED: bool = true;
}

impl Layer for ZoneDetailProperties<'_> {
    const NAME: &'static str = "ZoneDetail";
    const SHAPES: &'static [&'static str] = &["MultiPolygon", "Point"];
    const MAY_BE_UNLOCATED: bool = true;
}

/// A page of zones.
pub type ZoneCollection = Collection<'static, ZoneProperties<'static>>;

/// One zone.
pub type ZoneDetailFeature = Feature<'static, ZoneDetailProperties<'static>>;
