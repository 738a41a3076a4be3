//! Roads that are only thought of, laid over a network that stays as it is.
//!
//! ```text
//! proposal: what is thought of ─▶ noding: where it joins ─▶ overlay: edges beside those of the graph ─▶ reach: how far everything is then
//! ```
//!
//! Nothing of the graph is taken apart. Where a new road joins in the middle of a piece, the piece stays and its parts are added beside
//! it; they cost together what it costs. So every way there was before is still there at the same cost to the millimetre, a new
//! road can make none longer, and what was known before is where the search for what is better begins. Closed links are left out.
//!
//! Invariant: the network below is only read; an overlay lives as long as one question.

mod doors;
mod ends;
mod noding;
mod overlay;
mod plane;
mod proposal;
mod reach;

pub use doors::Doorstep;
pub use ends::Ends;
pub use overlay::{Laid, Overlay};
pub use proposal::{Join, JoinKind, NewRoad};
pub use reach::{Measure, Reach, Spent};
