//! A road that is thought of, and how it joins others.

use geo::{Coord, LineString};

use crate::model::{Id, RoadClass};
use crate::rules::LinkSpeed;

/// A road that is thought of.
#[derive(Clone, Debug)]
pub struct NewRoad {
    /// Its centreline, degrees: at least two vertices, not all at one place.
    pub line: LineString<f64>,
    /// Management class.
    pub class: RoadClass,
    /// How fast one drives on it.
    pub speed: LinkSpeed,
    /// Whether it may only be driven as it is drawn.
    pub one_way: bool,
    /// The nodes it runs between, when it is on record. Such a road meets others where the record says so and nowhere else.
    pub nodes: Option<(Id, Id)>,
}

impl NewRoad {
    pub(super) fn is_recorded(&self) -> bool {
        self.nodes.is_some()
    }
}

/// How a new road comes to meet another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinKind {
    /// One of its ends.
    End,
    /// It crosses the other.
    Crossing,
    /// A vertex of it lies on the other, or beside it within the tolerance.
    Vertex,
}

/// Where a new road meets another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Join {
    /// The position, degrees.
    pub at: Coord<f64>,
    /// How they come to meet.
    pub kind: JoinKind,
    /// A piece of the road that was there; `None` when it is another new one.
    pub piece: Option<u32>,
    /// The number of the other new road.
    pub road: Option<usize>,
    /// How much was added to the end of the line as it was drawn to reach the other road, millimetres.
    pub off_network: u32,
}
