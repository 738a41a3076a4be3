//! A snapshot and a day: what every question is asked of.

use std::borrow::Cow;
use std::sync::Arc;

use super::{LotDay, Snapshot, ZoneShard};
use crate::model::{Date, Id};

/// A snapshot seen on a day.
#[derive(Clone)]
pub struct View {
    /// The snapshot.
    pub snapshot: Arc<Snapshot>,
    /// The day that is asked about, never after `today`.
    pub as_of: Date,
    /// The day it is.
    pub today: Date,
}

impl View {
    /// Zones with these ids, in order of id; all of them when none is named.
    pub fn zones_among<'v>(&'v self, wanted: &'v [Id]) -> impl Iterator<Item = &'v Arc<ZoneShard>> {
        self.snapshot.zones().iter().filter(move |shard| wanted.is_empty() || wanted.contains(&shard.id))
    }

    /// Every lot of a shard on the asked day, in the order of its lots: ready-made for today, worked out for other days.
    pub fn lot_days<'s>(&self, shard: &'s ZoneShard) -> Cow<'s, [Option<LotDay>]> {
        if self.as_of == shard.today {
            return Cow::Borrowed(&shard.lot_days);
        }
        let rules = self.snapshot.rules();
        Cow::Owned((0..shard.lots.len()).map(|at| shard.lot_day(at, self.as_of, rules)).collect())
    }

    /// One lot of a shard on the asked day.
    pub fn lot_day(&self, shard: &ZoneShard, at: usize) -> Option<LotDay> {
        if self.as_of == shard.today {
            return shard.lot_days.get(at).copied().flatten();
        }
        shard.lot_day(at, self.as_of, self.snapshot.rules())
    }
}
