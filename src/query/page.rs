//! Where a page of an answer starts and how long it may be.

use geo::Coord;

use crate::model::{Id, Metres};

/// One page of an answer.
#[derive(Clone, Debug)]
pub struct Page {
    /// Begin behind this record.
    pub after: Option<After>,
    /// At most so many records.
    pub limit: usize,
}

/// The last record of the page before: its sort key and its id.
#[derive(Clone, Debug, PartialEq)]
pub struct After {
    /// By what it was sorted.
    pub key: SortKey,
    /// Its id, which decides between equal keys.
    pub id: Id,
}

/// By what a record was sorted.
#[derive(Clone, Debug, PartialEq)]
pub enum SortKey {
    /// By id alone.
    Id,
    /// By a number; `None` = unknown, sorted last.
    Number(Option<f64>),
    /// By a folded name.
    Text(String),
}

/// A page of an answer.
#[derive(Clone, Debug)]
pub struct Found<T> {
    /// How many records match in all.
    pub matched: usize,
    /// The records of this page.
    pub items: Vec<T>,
    /// Where the next page begins; `None` = this is the last.
    pub next: Option<After>,
}

/// A circle around a position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// Centre, degrees.
    pub position: Coord<f64>,
    /// Radius.
    pub within: Metres,
}
