//! One revision of everything, in memory, made for reading.
//!
//! A [`Snapshot`] never changes. It holds an R-tree of zones; each zone is a [`ZoneShard`] with its parts, lots,
//! leases, clearance areas, gates and internal roads; what belongs to no zone (roads, places, water …) is the [`Base`].
//! Every valid-time timeline is kept, so any day can be asked. What is asked most, today, is worked out beforehand.
//!
//! [`Live`] hands out the current snapshot; an edit of land rebuilds one shard and swaps. A [`View`] is a snapshot and a day.
//!
//! Invariant: no I/O and no clock. Invariant: nothing derived here is ever stored.

mod base;
mod box_tree;
mod clearance;
mod clearance_progress;
mod coverage;
mod inconsistency;
pub mod linear;
mod live;
mod lot_day;
pub mod network;
mod road_check;
mod search;
mod shard;
mod shard_access;
mod shard_check;
mod shard_facts;
mod shard_states;
mod snapshot;
mod view;

pub use base::{Base, Layer};
pub use box_tree::BoxTree;
pub use clearance_progress::{AreaProgress, LandBasis, StageProgress};
pub use inconsistency::Inconsistency;
pub use live::{FutureDate, Live};
pub use lot_day::{LotDay, sector_bit};
pub use search::{NameEntry, NameHit, NameIndex};
pub use shard::{ClearanceRecord, GateRecord, LotRecord, ZoneShard};
pub use shard_access::{Origin, RoadsOn, ShardAccess, Start};
pub use snapshot::{Description, Snapshot, SnapshotBuilder};
pub use view::View;

use crate::model::{Id, Revision, Timeline};

/// A record with one facet.
#[derive(Clone, Debug)]
pub struct Record<T> {
    /// Its id.
    pub id: Id,
    /// The last revision that touched it.
    pub version: Revision,
    /// What it is, day by day.
    pub timeline: Timeline<T>,
}

/// Finds a record in a list sorted by id.
pub fn find_record<'r, T>(records: &'r [Record<T>], id: &str) -> Option<&'r Record<T>> {
    records.binary_search_by(|record| record.id.as_str().cmp(id)).ok().map(|at| &records[at])
}
