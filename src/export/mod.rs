//! Answers as files: a table of named columns and shapes, written in the formats offices use.
//!
//! ```text
//! View ──▶ flat: rows of a layer ──▶ Table ──▶ format ──▶ bytes (GDAL's formats by the worker)
//! ```
//!
//! Invariant: nothing is worked out here. A column is a key of the record's own written form, or an answer of `query`.

pub mod geojson;
pub mod issues;
pub mod table;
pub mod xlsx;

pub use table::{Column, Table, TableRow, Value};
