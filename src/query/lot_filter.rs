//! Which lots are wanted, and in which order.

use super::near::Near;
use crate::model::{
    AccessClass, Bbox, ClearanceState, Currency, Date, DisplayStatus, Hectares, Id, MarketingState, OccupationState,
    PriceBasis, Sector, ServicingState, TenureState, Vehicle, ZoneKind,
};

/// Codes to choose from; `None` stands for *unknown*. An empty list lets everything pass.
#[derive(Clone, Debug, PartialEq)]
pub struct OneOf<T>(pub Vec<Option<T>>);

impl<T> Default for OneOf<T> {
    fn default() -> Self {
        OneOf(Vec::new())
    }
}

impl<T: PartialEq> OneOf<T> {
    /// Whether a value passes.
    pub fn admits(&self, value: Option<T>) -> bool {
        self.0.is_empty() || self.0.contains(&value)
    }
}

/// What to do with lots whose record is past its age.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StaleRule {
    /// Leave them out.
    #[default]
    Exclude,
    /// Show them with the rest.
    Include,
    /// Show nothing else.
    Only,
}

/// A price one is ready to pay per m², with what it is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PriceLimit {
    /// At most this much.
    pub amount: f64,
    /// Compared only with prices of the same basis …
    pub basis: PriceBasis,
    /// … and currency.
    pub currency: Currency,
}

/// How far a class may be over the network. The way from the lot's gate to the network does not count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MaxAccess {
    /// Which class.
    pub class: AccessClass,
    /// At most so many millimetres.
    pub distance: u32,
}

/// Which roads count, and what drives on them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RoadsAsked {
    /// Roads open by this day count; the asked day unless given.
    pub network_on: Option<Date>,
    /// What drives.
    pub vehicle: Vehicle,
}

/// Which lots are wanted. Every condition must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LotFilter {
    /// Offered and vacant, or not.
    pub available: Option<bool>,
    /// Clean, or not.
    pub clean: Option<bool>,
    /// Ready, or not.
    pub ready: Option<bool>,
    /// At least this large.
    pub min_area: Option<Hectares>,
    /// At most this large.
    pub max_area: Option<Hectares>,
    /// Clearance.
    pub clearance: OneOf<ClearanceState>,
    /// Tenure.
    pub tenure: OneOf<TenureState>,
    /// Servicing.
    pub servicing: OneOf<ServicingState>,
    /// Marketing, with leases counted.
    pub marketing: OneOf<MarketingState>,
    /// Occupation.
    pub occupation: OneOf<OccupationState>,
    /// What the map shows.
    pub display: Vec<DisplayStatus>,
    /// In one of these zones.
    pub zones: Vec<Id>,
    /// In one of these parts.
    pub zone_parts: Vec<Id>,
    /// In a zone of one of these kinds.
    pub zone_kinds: Vec<ZoneKind>,
    /// Takes one of these sectors. A lot without a list takes its zone's; without either it is unknown and does not fit.
    pub sectors: Vec<Sector>,
    /// Asked at most this price; a lot without a price does not fit.
    pub max_price: Option<PriceLimit>,
    /// The part's term still runs for so many years; an unknown term does not fit.
    pub min_remaining_years: Option<f64>,
    /// Ready by then. Without a forecast only what is ready already is sure to be.
    pub ready_by: Option<Date>,
    /// Outline shares a point with this box.
    pub bbox: Option<Bbox>,
    /// Outline within so many metres of a position.
    pub near: Option<Near>,
    /// Lots past their age.
    pub stale: StaleRule,
    /// Near enough to each of these; a class that cannot be reached does not fit.
    pub max_access: Vec<MaxAccess>,
    /// The roads that `max_access` is measured on.
    pub roads: RoadsAsked,
}

/// How the answer is sorted. Ties go by zone and id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LotSort {
    /// By zone, then id.
    #[default]
    Id,
    /// Smallest first.
    Area,
    /// Largest first.
    AreaDescending,
    /// Cheapest first, unpriced last.
    Price,
    /// Nearest first; needs `near`.
    Distance,
}
