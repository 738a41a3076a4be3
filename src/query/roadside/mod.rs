//! What lies along a road: connection points, junctions, bridges, crossings, fronting zones, service roads, each with chainage and side.
//!
//! ```text
//! SectionLine ─▶ points ─ junctions ─ crossings ─ frontage ─ service_roads ─▶ diagram
//! ```
//!
//! The road's own line tells where everything is; nothing here is stored. Distances are metres on the province's grid.

pub mod crossings;
pub mod diagram;
pub mod frontage;
pub mod junctions;
pub mod points;
pub mod service_roads;
mod stretch;
mod vicinity;

pub use diagram::{Diagram, diagram};
pub use stretch::{Stretch, uncovered};
pub use vicinity::Vicinity;
