//! Places along a road (lý trình): the links of a section as one line with chainage.
//!
//! ```text
//! links ─▶ chain: runs of links that meet ─▶ order: one run after the other ─▶ posts: what chainage each metre has
//!                                                                                └▶ locate, reading, curve: what is asked
//! ```
//!
//! Lengths are measured in the province's VN-2000 zone. A gap between runs counts with its straight length: the road goes
//! on where nobody drew it. Invariant: chainage grows strictly along the line, whichever way its links are drawn.

mod chain;
mod curve;
mod line;
mod locate;
mod order;
mod posts;
mod reading;

pub use curve::Curve;
pub use line::{LinkSpan, Post, RunSpan, SectionLine};
pub use locate::Located;
