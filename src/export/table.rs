//! A table of named columns and shapes: what every format is written from.

use geo::Geometry;

use crate::model::{Date, Name};

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name in the file, as an import reads it: `id`, `label`, `name.vi`, `tenure.decision`.
    pub key: String,
    /// What it is called in a sheet for people.
    pub label: Name,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Not known, or does not apply.
    Nothing,
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// Yes or no.
    Bool(bool),
    /// A day.
    Date(Date),
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRow {
    /// One value a column.
    pub values: Vec<Value>,
    /// Its shape in WGS 84 degrees; `None` = it has none.
    pub geometry: Option<Geometry<f64>>,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What it is called: the name of the layer, or of the sheet.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// Its rows, in order.
    pub rows: Vec<TableRow>,
}
