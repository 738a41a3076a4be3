//! GeoJSON (RFC 7946), one feature a line, so that two files can be compared by a person.

use std::io::{self, Write};

use geojson::{Feature, JsonObject};
use serde_json::json;

use super::{Table, Value};

/// Writes a table. Unknown values are `null`.
///
/// **Errors**: those of the writer.
pub fn write(table: &Table, to: &mut impl Write) -> io::Result<()> {
    write!(to, "{{\"type\":\"FeatureCollection\",\"name\":{},\"features\":[", json!(table.name))?;
    for (at, row) in table.rows.iter().enumerate() {
        let mut properties = JsonObject::new();
        for (column, value) in table.columns.iter().zip(&row.values) {
            properties.insert(column.key.clone(), plain(value));
        }
        let feature = Feature {
            geometry: row.geometry.as_ref().map(geojson::Geometry::from),
            properties: Some(properties),
            ..Feature::default()
        };
        to.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *to, &feature)?;
    }
    to.write_all(b"\n]}\n")
}

fn plain(value: &Value) -> serde_json::Value {
    match value {
        Value::Nothing => serde_json::Value::Null,
        Value::Text(text) => json!(text),
        Value::Number(number) => json!(number),
        Value::Bool(bool) => json!(bool),
        Value::Date(date) => json!(date.to_string()),
    }
}
