//! Hectares of land by what they are, added up over lots.

use crate::index::{LotDay, View, ZoneShard};
use crate::model::{ClearanceState, Coded, DisplayStatus, MarketingState};

/// Hectares over a set of lots on one day. Only land that can be leased counts, unless said otherwise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LandSums {
    /// Lots of every use.
    pub lots: usize,
    /// Area of lots of every use.
    pub all_ha: f64,
    /// Industrial and service land.
    pub leasable_ha: f64,
    /// Leased.
    pub leased_ha: f64,
    /// Reserved.
    pub reserved_ha: f64,
    /// Offered and vacant.
    pub available_ha: f64,
    /// Clean.
    pub clean_ha: f64,
    /// Ready.
    pub ready_ha: f64,
    /// By display status, in the order of [`DisplayStatus::ALL`].
    pub display_ha: [f64; 6],
    /// Past their age.
    pub stale_ha: f64,
    /// Industrial land alone.
    pub industrial_ha: f64,
    /// Leased industrial land.
    pub leased_industrial_ha: f64,
    /// Land of which the clearance is known, and how much of it is handed over.
    pub clearance_known_ha: f64,
    /// Handed over.
    pub handed_over_ha: f64,
}

impl LandSums {
    /// Adds one lot.
    pub fn add(&mut self, lot: &LotDay) {
        let area = lot.area.get();
        self.lots += 1;
        self.all_ha += area;
        if !lot.land_use.is_leasable() {
            return;
        }
        let leased = lot.marketing == Some(MarketingState::Leased);
        self.leasable_ha += area;
        if let Some(display) = lot.display {
            self.display_ha[display_position(display)] += area;
        }
        add_if(&mut self.leased_ha, leased, area);
        add_if(&mut self.reserved_ha, lot.marketing == Some(MarketingState::Reserved), area);
        add_if(&mut self.available_ha, lot.available, area);
        add_if(&mut self.clean_ha, lot.clean, area);
        add_if(&mut self.ready_ha, lot.ready, area);
        add_if(&mut self.stale_ha, lot.stale, area);
        add_if(&mut self.industrial_ha, lot.land_use.is_industrial(), area);
        add_if(&mut self.leased_industrial_ha, leased && lot.land_use.is_industrial(), area);
        if let Some(state) = lot.clearance {
            self.clearance_known_ha += area;
            let share =
                if state == ClearanceState::Cleared { 1.0 } else { f64::from(lot.cleared_pct.unwrap_or(0.0)) / 100.0 };
            self.handed_over_ha += area * share;
        }
    }

    /// Adds another sum.
    pub fn merge(&mut self, other: &LandSums) {
        self.lots += other.lots;
        for (mine, theirs) in [
            (&mut self.all_ha, other.all_ha),
            (&mut self.leasable_ha, other.leasable_ha),
            (&mut self.leased_ha, other.leased_ha),
            (&mut self.reserved_ha, other.reserved_ha),
            (&mut self.available_ha, other.available_ha),
            (&mut self.clean_ha, other.clean_ha),
            (&mut self.ready_ha, other.ready_ha),
            (&mut self.stale_ha, other.stale_ha),
            (&mut self.industrial_ha, other.industrial_ha),
            (&mut self.leased_industrial_ha, other.leased_industrial_ha),
            (&mut self.clearance_known_ha, other.clearance_known_ha),
            (&mut self.handed_over_ha, other.handed_over_ha),
        ] {
            *mine += theirs;
        }
        for (mine, theirs) in self.display_ha.iter_mut().zip(other.display_ha) {
            *mine += theirs;
        }
    }

    /// Occupancy by NĐ 35/2022 Art. 2(22): leased of all industrial and service land. `None` without such land.
    pub fn occupancy_nd35_pct(&self) -> Option<f64> {
        share_pct(self.leased_ha, self.leasable_ha)
    }

    /// Occupancy by the older formula (NĐ 82/2018, still used for clusters): industrial land only.
    pub fn occupancy_industrial_pct(&self) -> Option<f64> {
        share_pct(self.leased_industrial_ha, self.industrial_ha)
    }

    /// Share of the land handed over, of the land of which clearance is known. `None` when it is known of none.
    pub fn clearance_pct(&self) -> Option<f64> {
        share_pct(self.handed_over_ha, self.clearance_known_ha)
    }
}

fn add_if(sum: &mut f64, counts: bool, area: f64) {
    if counts {
        *sum += area;
    }
}

fn share_pct(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| 100.0 * part / whole)
}

fn display_position(status: DisplayStatus) -> usize {
    DisplayStatus::ALL.iter().position(|other| *other == status).unwrap_or(0)
}

/// Sums per part (in the order of the shard's parts) and their total.
pub fn land_of_zone(view: &View, shard: &ZoneShard) -> (LandSums, Vec<LandSums>) {
    let mut parts = vec![LandSums::default(); shard.parts.len()];
    for lot in view.lot_days(shard).iter().flatten() {
        if let Some(sums) = parts.get_mut(usize::from(lot.part)) {
            sums.add(lot);
        }
    }
    let mut total = LandSums::default();
    parts.iter().for_each(|sums| total.merge(sums));
    (total, parts)
}
