//! The clean-land ledger: hectares by what they are, by zone, part, kind, commune or month, and how they moved.

use super::grouping::{GroupBy, Grouped, Grouping, Row, Sums, grouped};
use super::land_sums::{LandSums, land_of_zone};
use super::lots::LotHit;
use super::page::{Page, PageBuilder, PageRequest};
use crate::index::{LotDay, View};
use crate::model::{DisplayStatus, MarketingState};

/// A row of the ledger.
pub type LedgerRow = Row<LandSums>;

impl Sums for LandSums {
    fn merge(&mut self, other: &Self) {
        LandSums::merge(self, other);
    }
}

/// One figure of a row, whose records can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Industrial and service land.
    Leasable,
    /// Leased.
    Leased,
    /// Reserved.
    Reserved,
    /// Offered and vacant.
    Available,
    /// Clean.
    Clean,
    /// Ready.
    Ready,
    /// Past its age.
    Stale,
    /// What the map shows.
    Shown(DisplayStatus),
}

impl Cell {
    /// Whether a lot counts in this figure. It counts where [`LandSums::add`] adds it.
    pub fn counts(self, lot: &LotDay) -> bool {
        let holds = match self {
            Cell::Leasable => true,
            Cell::Leased => lot.marketing == Some(MarketingState::Leased),
            Cell::Reserved => lot.marketing == Some(MarketingState::Reserved),
            Cell::Available => lot.available,
            Cell::Clean => lot.clean,
            Cell::Ready => lot.ready,
            Cell::Stale => lot.stale,
            Cell::Shown(status) => lot.display == Some(status),
        };
        lot.land_use.is_leasable() && holds
    }
}

/// Adds up the ledger. Parts without a lot have no row.
pub fn ledger(view: &View, grouping: &Grouping) -> Grouped<LandSums> {
    grouped(view, grouping, &|view, shard| {
        let (_, parts) = land_of_zone(view, shard);
        let parts = shard.parts.iter().zip(parts).filter(|(_, land)| land.lots > 0);
        parts.map(|(record, land)| (record.id.clone(), land)).collect()
    })
}

/// The lots behind one figure of one row, one page of them, in order of zone and id.
///
/// **Shape**: `key` as in the row; for months and totals every lot counts, whatever the key.
pub fn records<'v>(
    view: &'v View,
    grouping: &Grouping,
    key: Option<&str>,
    cell: Cell,
    page: &PageRequest,
) -> Page<LotHit<'v>> {
    debug_assert_eq!(view.as_of, grouping.to, "records are those of the view's day");
    let mut builder = PageBuilder::new(page);
    for shard in grouping.zones_of(view).filter(|shard| grouping.row_holds(view, shard, key)) {
        for (at, day) in view.lot_days(shard).iter().enumerate() {
            let Some(day) = day.filter(|day| cell.counts(day)) else { continue };
            let in_part = grouping.group_by != GroupBy::Part
                || key.is_none_or(|key| {
                    shard.parts.get(usize::from(day.part)).is_some_and(|part| part.id.as_str() == key)
                });
            if in_part {
                let hit = || LotHit { shard, at, day, distance: None };
                builder.add(0.0, Some(&shard.id), &shard.lots[at].id, hit);
            }
        }
    }
    builder.finish(|hit| (Some(hit.shard.id.clone()), hit.shard.lots[hit.at].id.clone()))
}
