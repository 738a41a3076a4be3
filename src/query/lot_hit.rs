//! One lot that fits a question.

use crate::index::{LotDay, LotRecord, ZoneShard};
use crate::model::Metres;

/// One matching lot.
#[derive(Clone, Debug)]
pub struct LotHit<'v> {
    /// Its zone.
    pub shard: &'v ZoneShard,
    /// Its position among the zone's lots.
    pub at: usize,
    /// The lot on the asked day.
    pub day: LotDay,
    /// Distance from the asked position.
    pub distance: Option<Metres>,
}

impl LotHit<'_> {
    /// Its record.
    pub(super) fn record(&self) -> &LotRecord {
        &self.shard.lots[self.at]
    }
}
