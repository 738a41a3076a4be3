//! The current snapshot, swapped whole.

use std::sync::Arc;

use arc_swap::ArcSwap;

use super::{Snapshot, View};
use crate::model::Date;

/// Hands out the current snapshot. Readers never wait; a writer builds the next snapshot aside and swaps it in.
pub struct Live {
    current: ArcSwap<Snapshot>,
}

impl Live {
    /// Starts with a snapshot.
    pub fn new(snapshot: Snapshot) -> Self {
        Live { current: ArcSwap::from_pointee(snapshot) }
    }

    /// The current snapshot.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.current.load_full()
    }

    /// The current snapshot seen on a day; `None` = today.
    ///
    /// **Errors**: [`FutureDate`] for a day after today.
    pub fn view(&self, as_of: Option<Date>) -> Result<View, FutureDate> {
        let snapshot = self.snapshot();
        let today = snapshot.today();
        match as_of {
            Some(asked) if asked > today => Err(FutureDate { asked, today }),
            _ => Ok(View { as_of: as_of.unwrap_or(today), today, snapshot }),
        }
    }

    /// Puts the next snapshot in place.
    pub fn swap(&self, next: Snapshot) {
        self.current.store(Arc::new(next));
    }

    /// Works out another day as today, unless it is today already.
    pub fn turn_day(&self, today: Date) {
        let current = self.snapshot();
        if current.today() != today {
            self.swap(current.on_day(today));
        }
    }
}

/// A day that has not come: the record speaks of what was and is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("as_of is {asked}; today is {today} and later days are not on record")]
pub struct FutureDate {
    /// The day that was asked.
    pub asked: Date,
    /// Today.
    pub today: Date,
}
