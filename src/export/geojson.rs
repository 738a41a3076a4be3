//! GeoJSON (RFC 7946), one feature a line, so that two files can be compared by a person.

use std::io::{self, Write};

use geojson::Geometry;
use serde_json::json;

use super::{Column, ExportError, Flat, Table, TableRow, Value};

/// Writes a table. Unknown values are `null`.
///
/// **Errors**: those of the writer.
pub fn write(table: &Table, to: &mut impl Write) -> io::Result<()> {
    start(&table.name, to)?;
    for (at, row) in table.rows.iter().enumerate() {
        feature(&table.columns, row, at == 0, to)?;
    }
    end(to)
}

/// Writes a layer, row by row.
///
/// **Shape**: how many rows. **Errors**: [`ExportError`].
pub fn write_layer(flat: &Flat<'_>, to: &mut impl Write) -> Result<u64, ExportError> {
    start(flat.name(), to)?;
    let mut rows = 0;
    for row in flat.rows() {
        feature(&flat.columns, &row?, rows == 0, to)?;
        rows += 1;
    }
    end(to)?;
    Ok(rows)
}

fn start(name: &str, to: &mut impl Write) -> io::Result<()> {
    write!(to, "{{\"type\":\"FeatureCollection\",\"name\":{},\"features\":[", json!(name))
}

fn end(to: &mut impl Write) -> io::Result<()> {
    to.write_all(b"\n]}\n")
}

/// Properties in the order of the columns.
fn feature(columns: &[Column], row: &TableRow, is_first: bool, to: &mut impl Write) -> io::Result<()> {
    to.write_all(if is_first { b"\n" } else { b",\n" })?;
    to.write_all(b"{\"type\":\"Feature\",\"geometry\":")?;
    serde_json::to_writer(&mut *to, &row.geometry.as_ref().map(Geometry::from))?;
    to.write_all(b",\"properties\":{")?;
    for (at, (column, value)) in columns.iter().zip(&row.values).enumerate() {
        if at > 0 {
            to.write_all(b",")?;
        }
        serde_json::to_writer(&mut *to, &column.key)?;
        to.write_all(b":")?;
        serde_json::to_writer(&mut *to, &plain(value))?;
    }
    to.write_all(b"}}")
}

fn plain(value: &Value) -> serde_json::Value {
    match value {
        Value::Nothing => serde_json::Value::Null,
        Value::Text(text) => json!(text),
        // 195, not 195.0: a person reads it.
        Value::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => json!(*number as i64),
        Value::Number(number) => json!(number),
        Value::Bool(bool) => json!(bool),
        Value::Date(date) => json!(date.to_string()),
    }
}
