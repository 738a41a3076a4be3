//! A row as the worker takes it: its id, its values, its shape.

use geo::Geometry;
use geozero::{CoordDimensions, ToWkb};

use super::target::Placing;
use super::{ExportError, Value};
use crate::gis::wire::{self, Bytes};
use crate::model::Name;

/// The id of a row: its first value.
pub(super) fn id_of(values: &[Value]) -> &str {
    match values.first() {
        Some(Value::Text(id)) => id,
        _ => "",
    }
}

/// A value as the worker takes it.
pub(super) fn wire_value(value: &Value) -> wire::Value {
    match value {
        Value::Nothing => wire::Value::Null,
        Value::Text(text) => wire::Value::Text(wire::Text(text.as_bytes().to_vec())),
        Value::Number(number) => wire::Value::Number(*number),
        Value::Bool(bool) => wire::Value::Number(if *bool { 1.0 } else { 0.0 }),
        Value::Date(day) => wire::Value::Text(wire::Text(day.to_string().into_bytes())),
    }
}

/// The shape of a row in the coordinates of the file.
pub(super) fn wkb(
    geometry: Option<&Geometry<f64>>,
    placing: &Placing,
    layer: &'static str,
    id: &str,
) -> Result<Option<Bytes>, ExportError> {
    let Some(geometry) = geometry else { return Ok(None) };
    placed_wkb(&*placing.place(geometry, layer, id)?, layer, id).map(Some)
}

/// A shape that is placed already.
pub(super) fn placed_wkb(geometry: &Geometry<f64>, layer: &'static str, id: &str) -> Result<Bytes, ExportError> {
    geometry.to_wkb(CoordDimensions::xy()).map(Bytes).map_err(|error| {
        let (vi, en) = (format!("hình không ghi được ({error})"), format!("a shape that cannot be written ({error})"));
        ExportError::record(layer, id, Name::new(vi, en))
    })
}
