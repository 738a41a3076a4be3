//! What is missing between parks and roads: service roads along frontages, known lawful connections, and points that have to go.
//!
//! ```text
//! frontages: outline along a road ─ service roads beside it        zones: points and gates on record ─▶ standing ─▶ fix
//! removals: points with a roadmap, the most overdue first
//! ```
//!
//! Invariant: what nobody recorded is unknown. Nothing here says that a park is connected unlawfully.

mod fixes;
pub mod frontages;
pub mod removals;
pub mod zones;

pub use fixes::{Lacking, lacking};

use crate::model::{Id, RoadClass};

/// Which zones and roads are looked at. Every condition must hold.
#[derive(Clone, Debug, PartialEq)]
pub struct GapFilter {
    /// One of these zones; empty = all.
    pub zones: Vec<Id>,
    /// One of these sections; empty = all.
    pub sections: Vec<Id>,
    /// Roads of these classes.
    pub classes: Vec<RoadClass>,
}

impl GapFilter {
    /// Whether a road is looked at.
    pub fn takes_road(&self, section: &Id, class: RoadClass) -> bool {
        self.classes.contains(&class) && (self.sections.is_empty() || self.sections.contains(section))
    }

    /// Whether a zone is looked at, by the zone of a record's id.
    pub fn takes_zone(&self, zone: &str) -> bool {
        self.zones.is_empty() || self.zones.iter().any(|wanted| wanted.as_str() == zone)
    }
}
