//! A piece of a link between two nodes.

use std::ops::Range;

use crate::model::RoadClass;

/// A piece of a link between two nodes.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The position of its link among the links of the base.
    pub link: u32,
    /// The position of its section.
    pub section: u32,
    /// The node it is drawn from.
    pub tail: u32,
    /// The node it is drawn to.
    pub head: u32,
    /// Length in millimetres, at least 1.
    pub length: u32,
    /// Time of a car in milliseconds, at least 1.
    pub car: u32,
    /// Time of a truck in milliseconds, at least 1.
    pub truck: u32,
    /// Class of its road.
    pub class: RoadClass,
    /// Whether it may only be driven as it is drawn.
    pub one_way: bool,
    /// What tells ways over it from equally cheap ones, along and against its direction: those of its link.
    pub(super) ties: [u32; 2],
    /// Its vertices among those of the graph.
    pub(super) vertices: Range<u32>,
}
