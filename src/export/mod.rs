//! Answers as files: a table of named columns and shapes, written in the formats offices use.
//!
//! ```text
//! View ──▶ flat: rows of a layer ──▶ format ──▶ a file in a folder of its own (GDAL's formats by the worker)
//! ```
//!
//! Invariant: nothing is worked out here. A column is a key of the record's own written form, or an answer of `query`.
//! Invariant: a file is whole or it is not there. Rows are made one by one: no layer is ever held as text.

pub mod csv;
mod dbf;
pub mod dossier;
mod drawing;
mod error;
pub mod flat;
mod format;
pub mod geojson;
pub mod issues;
mod pieces;
mod shapefile;
pub mod table;
mod target;
mod vector;
mod wire_row;
mod wkt;
mod write;
pub mod xlsx;

pub use error::{ExportError, Fault};
pub use flat::{Flat, Selection};
pub use format::Format;
pub use table::{Column, Table, TableRow, Value};
pub use target::TargetCrs;
pub use write::{Exported, write};

pub use crate::gis::Worker;
