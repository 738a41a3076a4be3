//! What goes into the record and what comes out of it.

use crate::model::{Bbox, Body, Date, Fact, Name, Revision, RevisionInfo, RowKey};

/// What a row says.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "nearly every row is a body")]
pub enum Content {
    /// This holds from the row's day on.
    Body(Body),
    /// The record stops being true on the row's day.
    Ended,
    /// An earlier row with the same key and day was wrong and is taken back.
    Retracted,
}

/// One row of the record, as it was published.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is about.
    pub key: RowKey,
    /// From which day it holds.
    pub valid_from: Date,
    /// Which revision said so.
    pub revision: Revision,
    /// What it says.
    pub content: Content,
}

/// One row to publish.
#[derive(Clone, Debug, PartialEq)]
pub struct NewRow {
    /// What it is about.
    pub key: RowKey,
    /// From which day it holds.
    pub valid_from: Date,
    /// What it says.
    pub content: Content,
}

/// Rows that are published together as one revision, or not at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Who publishes.
    pub author: String,
    /// Why.
    pub note: String,
    /// When, RFC 3339, from the injected clock.
    pub recorded_at: String,
    /// What is said; at most one row for a key and day.
    pub rows: Vec<NewRow>,
}

/// A published change.
#[derive(Clone, Debug)]
pub struct Committed {
    /// The revision it became.
    pub info: RevisionInfo,
    /// The complete timeline, at this revision, of every key the change touched: sorted by key and day.
    /// A key that is missing here has nothing left: everything said of it was retracted.
    pub facts: Vec<Fact>,
}

/// What the record is a record of.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// What the province or data set is called.
    pub name: Name,
    /// Where the map opens.
    pub extent: Bbox,
}

impl Default for Description {
    /// A record nobody named yet opens on mainland Việt Nam.
    fn default() -> Self {
        Description {
            name: Name::new("Việt Nam", "Việt Nam"),
            extent: Bbox { min_lon: 102.1, min_lat: 8.4, max_lon: 109.5, max_lat: 23.4 },
        }
    }
}

/// The whole record, as a bundle holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Bundle {
    /// What it is a record of.
    pub description: Description,
    /// Every revision, gapless from 1.
    pub revisions: Vec<RevisionInfo>,
    /// Every row, sorted by key, day and revision.
    pub rows: Vec<Row>,
}

/// How a row is named in a message.
pub(super) fn row_name(key: &RowKey, valid_from: Date) -> String {
    use crate::model::Coded as _;
    format!("{} {} {} {valid_from}", key.kind.code(), key.id, key.facet)
}

/// Whether a text is a time in RFC 3339.
pub(super) fn is_time(text: &str) -> bool {
    text.parse::<jiff::Timestamp>().is_ok()
}
