//! The road network of a day: what may be driven, and how far it is.
//!
//! Links that are open become [`Graph`], whose states are directed edges rather than nodes: a banned turn is a pair of
//! edges, and no search over nodes can respect one. Lengths are whole millimetres and times whole milliseconds, so that
//! sums are exact, equal ways are told apart the same way every time, and closing a road changes only the ways over it.
//!
//! ```text
//! opening: which links ─▶ split: pieces between nodes ─▶ graph ─▶ snap: where a place meets it
//!                                                          ├──▶ search: from a place onwards, edge by edge
//!                                                          ├──▶ labels: from every edge to the nearest of a class
//!                                                          ├──▶ hierarchy: from one place to another, to many, in microseconds
//!                                                          └──▶ what_if: roads that are only thought of, laid over it
//! ```
//!
//! ([`Network`]: all of this for one day and vehicle)
//!
//! Invariant: a [`Network`] never changes; [`Roads`] keeps today's, of cars and of trucks, and a few others.
//! Invariant: of equally cheap ways every search takes the same, that of least [`Effort`].
//! Invariant: what is not known to be closed, one-way or limited is open both ways, and the answer says so.

mod effort;
mod graph;
pub mod hierarchy;
mod labels;
mod of_day;
mod opening;
mod piece;
mod roads;
mod search;
mod snap;
mod split;
mod spot;
mod targets;
mod way;
pub mod what_if;

pub use effort::Effort;
pub use graph::{Cost, Edge, Graph};
pub use hierarchy::{Hierarchy, Measured};
pub use labels::{Labels, Nearest};
pub use of_day::{Network, NetworkDay};
pub(in crate::index) use opening::crs_of;
pub use piece::Piece;
pub use roads::Roads;
pub(in crate::index) use roads::{Today, measured_alike};
pub use search::{Reached, reach, route};
pub use snap::{Snap, SnapIndex};
pub use spot::{Arrive, Leave, Spot};
pub use targets::{Target, Targets};
pub use way::{Step, Way};
