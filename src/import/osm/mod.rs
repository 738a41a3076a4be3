//! Extracts of OpenStreetMap turned into a table of roads with the record's own columns: links, their sections, and places of transport.
//!
//! ```text
//! rows of the worker ─▶ extract: what tags say ─▶ links: cut where roads meet ─▶ sections, turns ─▶ rows, as of any file of roads
//! ```

mod extract;
mod facts;
mod links;
mod rows;
mod rules;
mod sections;
mod sign;
mod table;
mod tally;
mod turns;
mod units;

pub use rows::Roads;
pub use rules::{CLASSES, Rules};

pub use crate::gis::wire::Description;

/// Whether the worker found an extract.
pub fn is_extract(description: &Description) -> bool {
    description.driver.starts_with("OSM ")
}
