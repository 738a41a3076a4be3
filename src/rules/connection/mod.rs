//! Connections of branch roads to main roads: rules with validity, strips beside a road, design values, who approves.
//!
//! Numbers stand in `data/rules/connection.toml`; here is how they are read and picked. What a rule says of a case, given what was
//! measured, is in [`verdict`](self::verdict); what is measured is the matter of `query::connection`.

mod grade;
mod rule;
mod strips;
mod table;
mod verdict;

pub use grade::Grade;
pub use rule::{Basis, Case, Family, Rule, Validity};
pub use strips::{Strips, Widths};
pub use table::{Approval, ConnectionRules, Design, Regime};
pub use verdict::{Gap, Sureness, engineering, overall, spacing};
