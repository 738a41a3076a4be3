//! Scaffold of the index while it is being built elsewhere: the interface the API is written against.

use std::sync::Arc;

use arc_swap::ArcSwap;

use crate::model::{Bbox, Date, Name, Revision};

/// What the data set is called and where the map opens.
#[derive(Clone, Debug)]
pub struct Description {
    /// Its name.
    pub name: Name,
    /// Where the map opens.
    pub extent: Bbox,
}

/// One revision of everything.
pub struct Snapshot {
    revision: Revision,
    today: Date,
    description: Description,
}

impl Snapshot {
    /// An empty snapshot.
    pub fn empty(revision: Revision, today: Date, description: Description) -> Self {
        Snapshot { revision, today, description }
    }

    /// Its number.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// What it is called.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// The day it takes for today.
    pub fn today(&self) -> Date {
        self.today
    }
}

/// Hands out the current snapshot.
pub struct Live(ArcSwap<Snapshot>);

impl Live {
    /// Starts with a snapshot.
    pub fn new(snapshot: Snapshot) -> Self {
        Live(ArcSwap::from_pointee(snapshot))
    }

    /// The current snapshot.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.0.load_full()
    }

    /// The current snapshot, seen on a day; today when none is named.
    pub fn view(&self, as_of: Option<Date>) -> View {
        let snapshot = self.snapshot();
        let today = snapshot.today;
        View { as_of: as_of.unwrap_or(today), today, snapshot }
    }
}

/// A snapshot and a day.
pub struct View {
    /// The snapshot.
    pub snapshot: Arc<Snapshot>,
    /// The day asked about.
    pub as_of: Date,
    /// Today.
    pub today: Date,
}
