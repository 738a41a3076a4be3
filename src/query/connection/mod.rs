//! May a branch road connect here? A preliminary check against the rules of a day, and the nearest lawful alternatives.
//!
//! ```text
//! Asked ─▶ site: which road, where, which side ─▶ spacing ─ surroundings ─▶ verdicts ─▶ overall
//!                  known: roads and their points        └▶ free ─▶ alternatives ─▶ fix (of a whole zone part)
//! ```
//!
//! The date chooses rules and authorities, the view's day the records. Nothing here approves anything.

mod alternatives;
mod authority;
mod check;
pub mod corridor;
mod fix;
mod free;
mod interchange;
mod known;
mod level_crossing;
mod neighbours;
mod site;
mod spacing;
mod surroundings;
mod verdicts;

pub use alternatives::Alternative;
pub use authority::{Authority, authority};
pub use check::{Checked, check};
pub use fix::{Fix, Nearest, best_fix};
pub use known::{KnownRoads, Road};
pub use site::{AskError, Asked, Place, Site};
pub use verdicts::{NeighbourFact, RuleVerdict};

pub use crate::rules::connection::{Basis, Grade, Regime, Widths};
