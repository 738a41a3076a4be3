//! The law and our own limits, as data: every number stands in `data/rules/*.toml` with its citation and certainty.
//!
//! Invariant: no rule number is written in code.

mod clearance;
mod clearance_check;
pub mod connection;
mod freshness;
mod speeds;

pub use clearance::{ClearanceRules, LandGroup, Order, Required, Wait};
pub use clearance_check::{Check, StageDate, StageDates};
pub use connection::ConnectionRules;
pub use freshness::Freshness;
pub use speeds::{LinkSpeed, SpeedSource, Speeds};

/// The rule tables the program was built with, read once at start.
#[derive(Clone, Debug)]
pub struct Rules {
    /// How long a confirmation is good for.
    pub freshness: Freshness,
    /// Stages of clearance in law.
    pub clearance: ClearanceRules,
    /// Connections of branch roads to main roads.
    pub connection: ConnectionRules,
    /// How fast one drives where no speed is recorded.
    pub speeds: Speeds,
}

impl Rules {
    /// Reads the built-in tables.
    ///
    /// **Errors**: [`RuleError`] names the table that is broken; a test reads them all, so a released program has none.
    pub fn built_in() -> Result<Self, RuleError> {
        Ok(Rules {
            freshness: Freshness::parse(include_str!("../../data/rules/freshness.toml"))?,
            clearance: ClearanceRules::parse(include_str!("../../data/rules/clearance.toml"))?,
            connection: ConnectionRules::parse(include_str!("../../data/rules/connection.toml"))?,
            speeds: Speeds::parse(include_str!("../../data/rules/speeds.toml"))?,
        })
    }
}

/// A rule table that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    /// The TOML is not what the table expects.
    #[error("rule table {table} is broken: {message}")]
    Broken {
        /// File name below `data/rules`.
        table: &'static str,
        /// What is wrong and where.
        message: String,
    },
}
