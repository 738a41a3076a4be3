//! Clearance areas on the wire.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::belonging::Belonging;
use super::coded::*;
use super::figures::{ClaimBody, LeadingFigureBody, SourceBody};
use super::geojson::{Collection, Layer};

/// Where the hectares of a stage come from.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HaBasis {
    /// An event names the whole area.
    Whole,
    /// Measured on the outline of the event.
    Drawn,
    /// The source gives hectares; nobody drew them.
    Stated,
}

/// What a count of households rests on.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HouseholdsBasis {
    /// The figure of a public source.
    Published,
    /// Rounded to the nearest 5.
    #[serde(rename = "rounded_to_5")]
    RoundedToFive,
    /// A figure of a public source and a rounded one.
    Mixed,
}

/// How far an area being cleared has come.
#[derive(Serialize, ToSchema)]
pub struct ClearanceProperties<'a> {
    #[serde(flatten)]
    /// Whose it is.
    pub belonging: Belonging<'a>,
    /// What it is called.
    pub label: NameBody<'a>,
    /// Under which land law it is cleared; it decides the order of the stages.
    pub regime: LandRegimeCode,
    /// Its size, measured.
    pub area_ha: f64,
    /// Handed over.
    pub handed_over_ha: f64,
    /// Share handed over, per cent.
    pub handed_over_pct: f64,
    /// Not handed over.
    pub remaining_ha: f64,
    /// The furthest stage that happened to any of it; null = nothing is recorded yet.
    pub stage: Option<StageCode>,
    /// Every stage that happened, in the order of its law.
    pub stages: Vec<StageBody>,
    /// Money, together; null = nobody stated it.
    pub money: Option<MoneyBody<'a>>,
    /// Graves; null = nobody counted.
    pub graves: Option<GravesBody<'a>>,
    /// The leading figure of each kind that was claimed; counts of households are rounded to 5 unless published.
    pub figures: BTreeMap<&'static str, LeadingFigureBody<'a>>,
    /// What moved since `from`; null = it was not asked.
    pub movement: Option<MovementBody>,
    /// Bottlenecks that block it, or its part as a whole.
    pub bottlenecks_open: usize,
    /// How many of them are past their date.
    pub bottlenecks_overdue: usize,
    /// Commitments about it that are overdue.
    pub commitments_late: usize,
    /// How its outline was made.
    pub geometry_accuracy: GeometryAccuracyCode,
    /// What the record is.
    pub data_class: DataClassCode,
    /// Every claim.
    pub claims: Vec<ClaimBody<'a>>,
    /// Who says so.
    pub source: SourceBody<'a>,
}

/// One stage of one area.
#[derive(Serialize, ToSchema)]
#[schema(as = ClearanceStage)]
pub struct StageBody {
    /// The stage.
    pub stage: StageCode,
    /// Hectares it has reached; null = only households are told.
    pub ha: Option<f64>,
    /// Of the area, per cent.
    pub pct: Option<f64>,
    /// Where the hectares come from.
    pub ha_basis: Option<HaBasis>,
    /// First event.
    pub first: String,
    /// Last event.
    pub last: String,
    /// How many events.
    pub events: usize,
    /// Households; null = nobody stated it.
    pub households: Option<u64>,
    /// What that count rests on.
    pub households_basis: Option<HouseholdsBasis>,
    /// Organisations; null = nobody stated it.
    pub organisations: Option<u64>,
}

/// Money of an area, billions of đồng.
#[derive(Serialize, ToSchema)]
#[schema(as = ClearanceMoney)]
pub struct MoneyBody<'a> {
    /// What the approved plans come to.
    pub approved_bn_vnd: Option<f64>,
    /// What was made available.
    pub funded_bn_vnd: Option<f64>,
    /// What was paid.
    pub paid_bn_vnd: Option<f64>,
    /// Since when it stands so.
    pub as_of: String,
    /// Who says so.
    pub source: SourceBody<'a>,
}

/// Graves of an area.
#[derive(Serialize, ToSchema)]
#[schema(as = ClearanceGraves)]
pub struct GravesBody<'a> {
    /// How many there were.
    pub total: Option<u32>,
    /// How many are left.
    pub remaining: u32,
    /// Since when it stands so.
    pub as_of: String,
    /// Who says so.
    pub source: SourceBody<'a>,
}

/// What moved in a period.
#[derive(Serialize, ToSchema)]
#[schema(as = ClearanceMovement)]
pub struct MovementBody {
    /// Since the evening of this day.
    pub from: String,
    /// Until the evening of this one.
    pub to: String,
    /// Hectares handed over in between.
    pub handed_over_ha: f64,
    /// Hectares that reached each stage in between; stages that did not move are left out.
    pub stages: Vec<StageMovement>,
}

/// Hectares that reached a stage in a period.
#[derive(Serialize, ToSchema)]
pub struct StageMovement {
    /// The stage.
    pub stage: StageCode,
    /// Hectares.
    pub ha: f64,
}

impl Layer for ClearanceProperties<'_> {
    const NAME: &'static str = "Clearance";
    const SHAPES: &'static [&'static str] = &["Polygon", "MultiPolygon"];
}

/// A page of clearance areas.
pub type ClearanceCollection = Collection<'static, ClearanceProperties<'static>>;
