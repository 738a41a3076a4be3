//! Leases of land, as they stand on a day.

use super::page::{Page, PageBuilder, PageRequest};
use crate::index::{Record, View, ZoneShard};
use crate::model::{Hectares, Id, Lease, LeaseStatus};

/// Which leases are wanted. Every condition must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LeaseFilter {
    /// In one of these zones; empty = all.
    pub zones: Vec<Id>,
    /// In one of these parts; empty = all.
    pub parts: Vec<Id>,
    /// Standing like this; empty = all.
    pub statuses: Vec<LeaseStatus>,
}

/// A lease on a day.
#[derive(Clone, Copy, Debug)]
pub struct LeaseAnswer<'v> {
    /// Its zone.
    pub shard: &'v ZoneShard,
    /// The record.
    pub record: &'v Record<Lease>,
    /// The lease itself.
    pub lease: &'v Lease,
    /// Land of those of its lots that exist on the day; `None` when none does.
    pub area: Option<Hectares>,
}

impl<'v> LeaseAnswer<'v> {
    /// The tenant's name, where it may be told.
    pub fn tenant(&self) -> Option<&'v str> {
        self.lease.tenant.as_deref().filter(|_| self.lease.tenant_public)
    }
}

/// Leases, one page of them, in order of zone and id.
pub fn leases<'v>(view: &'v View, filter: &'v LeaseFilter, page: &PageRequest) -> Page<LeaseAnswer<'v>> {
    let mut builder = PageBuilder::new(page);
    for shard in view.zones_among(&filter.zones) {
        for record in &shard.leases {
            let Some(lease) = record.timeline.at(view.as_of).filter(|lease| filter.takes(lease)) else { continue };
            builder.add(0.0, Some(&shard.id), &record.id, || LeaseAnswer {
                shard,
                record,
                lease,
                area: land_of(view, shard, lease),
            });
        }
    }
    builder.finish(|answer| (Some(answer.shard.id.clone()), answer.record.id.clone()))
}

impl LeaseFilter {
    fn takes(&self, lease: &Lease) -> bool {
        (self.parts.is_empty() || self.parts.contains(&lease.zone_part))
            && (self.statuses.is_empty() || self.statuses.contains(&lease.status))
    }
}

fn land_of(view: &View, shard: &ZoneShard, lease: &Lease) -> Option<Hectares> {
    let lots = lease.lots.iter().filter_map(|id| view.lot_day(shard, shard.find_lot(id.as_str())?));
    let area = lots.map(|lot| lot.area.get()).reduce(|one, other| one + other)?;
    Hectares::new(area).ok()
}
