//! The road network of a day: what may be driven, and how far it is.
//!
//! Links that are open become [`Graph`], whose states are directed edges rather than nodes: a banned turn is a pair of
//! edges, and no search over nodes can respect one. Lengths are whole millimetres and times whole milliseconds, so that
//! sums are exact, equal ways are told apart the same way every time, and closing a road changes only the ways over it.
//!
//! ```text
//! opening: which links ─▶ split: pieces between nodes ─▶ graph ─▶ snap: where a place meets it
//!                                                          ├──▶ search: from a place onwards
//!                                                          ├──▶ labels: from every edge to the nearest of a class
//!                                                          └──▶ what_if: roads that are only thought of, laid over it
//! ```
//!
//! Invariant: a [`Network`] never changes; [`Roads`] keeps today's and a few others.
//! Invariant: what is not known to be closed, one-way or limited is open both ways, and the answer says so.

mod graph;
mod labels;
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

pub use graph::{Cost, Edge, Graph};
pub use labels::{Labels, Nearest};
pub(in crate::index) use opening::crs_of;
pub use piece::Piece;
pub(in crate::index) use roads::measured_alike;
pub use roads::{Network, NetworkDay, Roads};
pub use search::{Reached, reach, route};
pub use snap::{Snap, SnapIndex};
pub use spot::{Arrive, Leave, Spot};
pub use targets::{Target, Targets};
pub use way::{Step, Way};
