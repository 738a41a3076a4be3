//! Lots on the wire.

use serde::Serialize;
use utoipa::ToSchema;

use super::access_bodies::AccessSummaryBody;
use super::coded::*;
use super::figures::SourceBody;
use super::geojson::{Collection, Feature, Layer};

/// A lot on a day: what is recorded, and the words derived from it.
#[derive(Serialize, ToSchema)]
pub struct LotProperties<'a> {
    /// The label on the sign and in the detailed plan.
    pub label: &'a str,
    /// The zone it lies in.
    pub zone: &'a str,
    /// What that zone is called.
    pub zone_name: NameBody<'a>,
    /// What kind of zone it is.
    pub zone_kind: ZoneKindCode,
    /// The part it lies in.
    pub zone_part: &'a str,
    /// What that part is called.
    pub zone_part_label: NameBody<'a>,
    /// Its area: the declared one if there is one, else the measured.
    pub area_ha: f64,
    /// Which of the two `area_ha` is.
    pub area_basis: AreaBasis,
    /// Area as declared in the plan or certificate.
    pub declared_area_ha: Option<f64>,
    /// Area of the outline, measured on the VN-2000 grid.
    pub measured_area_ha: f64,
    /// Land-use code.
    pub land_use: LandUseCode,
    /// Permitted sectors; empty = no limit recorded.
    pub sectors: Vec<SectorCode>,
    /// What is recorded of each of its states.
    pub states: LotStatesBody<'a>,
    /// Offered and vacant.
    pub available: bool,
    /// Cleared, allocated, not disputed, no grave left, not leased.
    pub clean: bool,
    /// When it can be leased and built on.
    pub ready: ReadyBody,
    /// What the map shows; null for land that is not for lease.
    pub display_status: Option<DisplayStatusCode>,
    /// Internal roads it fronts.
    pub opens_onto: Vec<&'a str>,
    /// Gates reached over them.
    pub gates: Vec<&'a str>,
    /// Asking price; null = none recorded.
    pub price: Option<PriceBody>,
    /// Years until the part's term ends.
    pub remaining_years: Option<f64>,
    /// How far each class of target is by road, from the lot's gate if it has one.
    pub access: AccessSummaryBody,
    /// Distance from the asked position; null unless one was asked for.
    pub distance_m: Option<f64>,
    /// Whether the record is past its age.
    pub stale: bool,
    /// When somebody last confirmed the record.
    pub confirmed_on: Option<String>,
    /// Lots it was split from or merged of.
    pub predecessors: Vec<&'a str>,
    /// How the outline was made.
    pub geometry_accuracy: GeometryAccuracyCode,
    /// What the record is.
    pub data_class: DataClassCode,
    /// Who says so.
    pub source: SourceBody<'a>,
}

/// A lot with the history of its states.
#[derive(Serialize, ToSchema)]
pub struct LotDetailProperties<'a> {
    #[serde(flatten)]
    /// What a list shows.
    pub lot: LotProperties<'a>,
    /// Each state from day to day, oldest first.
    pub history: LotHistoryBody,
}

/// Which area is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AreaBasis {
    /// As declared.
    Declared,
    /// As measured.
    Measured,
}

/// The states of a lot, each with its own day and source. A state that nobody recorded is null.
#[derive(Serialize, ToSchema)]
#[schema(as = LotStates)]
pub struct LotStatesBody<'a> {
    /// Clearance, computed from the hand-overs that cover the lot.
    pub clearance: ClearanceBody,
    /// Who holds the right to the land.
    pub tenure: TenureBody<'a>,
    /// Roads, power, water, drains.
    pub servicing: ServicingBody<'a>,
    /// On the market or taken; leases counted.
    pub marketing: MarketingBody<'a>,
    /// What stands on it.
    pub occupation: OccupationBody<'a>,
}

/// How far clearance has come.
#[derive(Serialize, ToSchema)]
#[schema(as = LotClearance)]
pub struct ClearanceBody {
    /// The state; null = no clearance area is recorded.
    pub state: Option<ClearanceStateCode>,
    /// The latest stage reached by the land still to clear.
    pub stage: Option<StageCode>,
    /// Share handed over.
    pub cleared_pct: Option<f64>,
    /// Since when.
    pub since: Option<String>,
    /// Graves: true = some are left, false = all moved, null = none on record.
    pub graves_left: Option<bool>,
}

/// Who holds the right to the land.
#[derive(Serialize, ToSchema)]
#[schema(as = LotTenure)]
pub struct TenureBody<'a> {
    /// The state; null = unknown.
    pub state: Option<TenureStateCode>,
    /// The decision it rests on.
    pub decision: Option<&'a str>,
    /// Mortgaged; null = unknown.
    pub mortgaged: Option<bool>,
    /// Disputed; null = no dispute on record.
    pub disputed: Option<bool>,
    /// Since when.
    pub since: Option<String>,
    /// Who says so.
    pub source: Option<SourceBody<'a>>,
}

macro_rules! state_body {
    ($(#[$meta:meta])* $name:ident as $schema:ident, $code:ty) => {
        $(#[$meta])*
        #[derive(Serialize, ToSchema)]
        #[schema(as = $schema)]
        pub struct $name<'a> {
            /// The state; null = unknown.
            pub state: Option<$code>,
            /// Since when.
            pub since: Option<String>,
            /// Who says so.
            pub source: Option<SourceBody<'a>>,
        }
    };
}
state_body!(
    /// Roads, power, water, drains.
    ServicingBody as LotServicing, ServicingStateCode
);
state_body!(
    /// On the market or taken.
    MarketingBody as LotMarketing, MarketingStateCode
);
state_body!(
    /// What stands on it.
    OccupationBody as LotOccupation, OccupationStateCode
);

/// When a lot can be leased and built on.
#[derive(Serialize, ToSchema)]
#[schema(as = Ready)]
pub struct ReadyBody {
    /// Ready on the day asked about.
    pub now: bool,
    /// One chance in ten that it is ready by this day.
    pub p10: Option<String>,
    /// An even chance.
    pub p50: Option<String>,
    /// Nine chances in ten.
    pub p90: Option<String>,
    /// What the forecast rests on; `none` = there is no forecast.
    pub basis: &'static str,
    /// What keeps it from being ready, in the order in which it is usually mended.
    pub missing: Vec<MissingCode>,
}

/// An asking price per square metre, with everything needed to compare it.
#[derive(Serialize, ToSchema)]
#[schema(as = Price)]
pub struct PriceBody {
    /// Amount per m².
    pub amount: f64,
    /// In this currency.
    pub currency: CurrencyCode,
    /// For this time.
    pub basis: PriceBasisCode,
    /// When the term ends.
    pub term_end: Option<String>,
    /// VAT included; null = unknown.
    pub vat_included: Option<bool>,
    /// Land rent to the State included; null = unknown.
    pub land_rent_included: Option<bool>,
    /// Management fee per m² and year.
    pub management_fee: Option<f64>,
    /// Infrastructure fee per m² and year.
    pub infrastructure_fee: Option<f64>,
    /// Wastewater fee per m³.
    pub wastewater_fee: Option<f64>,
}

/// The states of a lot from day to day, oldest first.
#[derive(Default, Serialize, ToSchema)]
#[schema(as = LotHistory)]
pub struct LotHistoryBody {
    /// Clearance.
    pub clearance: Vec<ClearanceChange>,
    /// Tenure.
    pub tenure: Vec<StateChange>,
    /// Servicing.
    pub servicing: Vec<StateChange>,
    /// Marketing; leases counted.
    pub marketing: Vec<StateChange>,
    /// Occupation.
    pub occupation: Vec<StateChange>,
}

/// Clearance from a day on.
#[derive(Serialize, ToSchema)]
pub struct ClearanceChange {
    /// From this day.
    pub from: String,
    /// The state; null = unknown again.
    pub state: Option<ClearanceStateCode>,
    /// Share handed over.
    pub cleared_pct: Option<f64>,
}

/// A state from a day on.
#[derive(Serialize, ToSchema)]
pub struct StateChange {
    /// From this day.
    pub from: String,
    /// The state; null = unknown again.
    pub state: Option<&'static str>,
}

impl Layer for LotProperties<'_> {
    const NAME: &'static str = "Lot";
    const SHAPES: &'static [&'static str] = &["Polygon", "MultiPolygon"];
}

impl Layer for LotDetailProperties<'_> {
    const NAME: &'static str = "LotDetail";
    const SHAPES: &'static [&'static str] = &["Polygon", "MultiPolygon"];
}

/// A page of lots.
pub type LotCollection = Collection<'static, LotProperties<'static>>;

/// One lot.
pub type LotDetailFeature = Feature<'static, LotDetailProperties<'static>>;
