//! What a filter needs to know of a lot on one day, packed small: a million of them are scanned for one answer.

use super::ZoneShard;
use crate::model::{
    ClearanceState, Coded, Date, DisplayStatus, Hectares, LandUse, MarketingState, OccupationState, Sector,
    ServicingState, TenureState, derive,
};
use crate::rules::Rules;

/// A lot on one day. `None` in a state = nobody recorded it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LotDay {
    /// Declared area where it was declared, else measured.
    pub area: Hectares,
    /// Share handed over, 0–100; `None` = unknown.
    pub cleared_pct: Option<f32>,
    /// Sectors taken, one bit per [`Sector`]; 0 = no limit recorded.
    pub sectors: u32,
    /// Position of its part among the shard's parts; `u16::MAX` when the part does not exist on that day.
    pub part: u16,
    /// Land use.
    pub land_use: LandUse,
    /// Clearance.
    pub clearance: Option<ClearanceState>,
    /// Tenure.
    pub tenure: Option<TenureState>,
    /// Servicing.
    pub servicing: Option<ServicingState>,
    /// Marketing with leases counted.
    pub marketing: Option<MarketingState>,
    /// Occupation.
    pub occupation: Option<OccupationState>,
    /// What the map shows; `None` for land that is not for lease.
    pub display: Option<DisplayStatus>,
    /// Offered and vacant.
    pub available: bool,
    /// Clean land.
    pub clean: bool,
    /// Ready to lease.
    pub ready: bool,
    /// The record is past its age.
    pub stale: bool,
}

/// The bit of a sector in [`LotDay::sectors`].
pub fn sector_bit(sector: Sector) -> u32 {
    Sector::ALL.iter().position(|other| *other == sector).map_or(0, |at| 1 << at)
}

impl ZoneShard {
    /// A lot on a day; `None` when the lot, its part or the zone does not exist then.
    pub fn lot_day(&self, at: usize, day: Date, rules: &Rules) -> Option<LotDay> {
        let lot = &self.lots[at];
        let core = lot.core.at(day)?;
        self.zone.at(day)?;
        let part = self.parts.binary_search_by(|part| part.id.cmp(&core.zone_part)).ok()?;
        self.parts[part].timeline.at(day)?;
        let states = self.lot_states(at, day)?;
        let derived = derive(&states);
        Some(LotDay {
            area: core.declared_area.unwrap_or(lot.measured),
            cleared_pct: lot.clearance.at(day).map(|clearance| clearance.cleared_pct),
            sectors: core.sectors.iter().fold(0, |bits, sector| bits | sector_bit(*sector)),
            part: u16::try_from(part).unwrap_or(u16::MAX),
            land_use: core.land_use,
            clearance: states.clearance,
            tenure: states.tenure,
            servicing: states.servicing,
            marketing: states.marketing(),
            occupation: states.occupation,
            display: derived.display,
            available: derived.available,
            clean: derived.clean,
            ready: derived.ready,
            stale: rules.freshness.lot_is_stale(core.confirmed_on, day),
        })
    }
}
