//! The grid of cells that zones stand in, and what is said of them.

use crate::model::{Body, Date, RowKey};

/// How many lots a zone has.
pub(super) const LOTS_PER_ZONE: usize = 200;
/// South-west corner of the grid on EPSG:9213, metres; 320 × 320 cells of it stay within the zone's useful width.
pub(super) const ORIGIN: (f64, f64) = (380_000.0, 2_330_000.0);
/// Width of a cell, metres.
pub(super) const CELL_M: f64 = 1_600.0;

/// One generated statement.
pub type Statement = (RowKey, Date, Body);
