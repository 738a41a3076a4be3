//! Which records of a layer are wanted.

use crate::model::{Bbox, DataLayer, Id, Kind};
use crate::query::lots::{LotFilter, LotSort, StaleRule};

/// Which records are wanted; every condition must hold. Lots have their own filter, which says of zones and box too.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// In one of these zones; empty = all.
    pub zones: Vec<Id>,
    /// Sharing a point with this box.
    pub bbox: Option<Bbox>,
    /// Which lots.
    pub lots: LotFilter,
    /// In which order lots come.
    pub lot_sort: LotSort,
}

impl Selection {
    /// Everything in these zones, records past their age too; no zone = everything there is.
    pub fn of_zones(zones: Vec<Id>) -> Self {
        let lots = LotFilter { zones: zones.clone(), stale: StaleRule::Include, ..LotFilter::default() };
        Selection { zones, lots, ..Selection::default() }
    }

    /// Whether a zone is wanted.
    pub fn takes(&self, zone: &Id) -> bool {
        self.zones.is_empty() || self.zones.contains(zone)
    }
}

/// Whether the records of a layer belong to zones, or serve them.
pub fn is_of_zones(layer: DataLayer) -> bool {
    let kind = layer.kind();
    kind.belongs_to_zone() || matches!(kind, Kind::Zone | Kind::ResettlementSite | Kind::ConnectionPoint)
}
