//! Scenarios: roads that are only thought of against roads that are on record, through the front door.

mod closing;
mod joins;
mod known;
mod oracle;
mod promises;
mod refusals;
mod world;
