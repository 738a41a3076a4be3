//! GeoPackage, FlatGeobuf and KML: one layer, columns of any length, written by the worker.

use std::path::Path;

use geo::{Geometry, MultiLineString, MultiPolygon};

use super::target::Placing;
use super::wire_row::{id_of, wire_value, wkb};
use super::{ExportError, Flat, Format, TargetCrs, Value};
use crate::gis::Worker;
use crate::gis::wire::{ColumnKind, Driver, NewRow, Shape, WriteColumn, WriteLayer, Writing};

/// The columns that tell a person which record it is, the first there is.
const TITLES: [&str; 4] = ["label", "label.vi", "name.vi", "section.name.vi"];

/// Writes a layer.
///
/// **Shape**: how many rows are in the file. **Errors**: [`ExportError`].
pub fn write_layer(
    flat: &Flat<'_>,
    format: Format,
    crs: TargetCrs,
    worker: &Worker,
    folder: &Path,
) -> Result<u64, ExportError> {
    let driver = match format {
        Format::Fgb => Driver::FlatGeobuf,
        Format::Kml => Driver::Kml,
        _ => Driver::Gpkg,
    };
    let column = |(column, kind): (&super::Column, &ColumnKind)| WriteColumn {
        name: column.key.clone(),
        kind: kept(*kind, format),
        width: None,
    };
    let mut columns: Vec<WriteColumn> = flat.columns.iter().zip(&flat.kinds).map(column).collect();
    // What a placemark is called on the globe; everything else stands in its table.
    let title = (format == Format::Kml).then(|| TITLES.iter().find_map(|key| flat.position(key)).unwrap_or(0));
    if title.is_some() {
        columns.push(WriteColumn { name: "Name".to_owned(), kind: ColumnKind::Text, width: None });
    }
    // A placemark is what it is; a table wants one type.
    let shape = if format == Format::Kml { Shape::Any } else { shape_of(flat) };
    let layer =
        WriteLayer { name: flat.name().to_owned(), file: format!("{}.{}", flat.name(), format.extension()), shape };
    let kinds: Vec<ColumnKind> = columns.iter().map(|column| column.kind).collect();
    let mut files = worker.write(folder, Writing { driver, layers: vec![layer], columns, epsg: Some(crs.epsg()) })?;
    let placing = Placing::new(crs);
    let mut written = 0;
    for row in flat.rows() {
        let mut row = row?;
        if row.geometry.is_none() && !format.takes_shapeless() {
            continue;
        }
        row.geometry = row.geometry.map(|geometry| of_shape(geometry, shape));
        let wkb = wkb(row.geometry.as_ref(), &placing, flat.name(), id_of(&row.values))?;
        let title = title.and_then(|at| row.values.get(at));
        let values =
            row.values.iter().chain(title).zip(&kinds).map(|(value, kind)| wire_value(&said(value, *kind))).collect();
        files.put(NewRow { layer: 0, wkb, values })?;
        written += 1;
    }
    files.finish()?;
    Ok(written)
}

/// How a kind of column is kept: FlatGeobuf has moments, but no days; KML has words for yes and no.
fn kept(kind: ColumnKind, format: Format) -> ColumnKind {
    match (kind, format) {
        (ColumnKind::Date, Format::Fgb | Format::Kml) | (ColumnKind::Bool, Format::Kml) => ColumnKind::Text,
        (kind, _) => kind,
    }
}

/// A value as its column keeps it.
fn said(value: &Value, kind: ColumnKind) -> Value {
    match (value, kind) {
        (Value::Bool(bool), ColumnKind::Text) => Value::Text(bool.to_string()),
        (value, _) => value.clone(),
    }
}

/// What the shapes of a layer are. Programs like a layer of one type best: where lines or outlines have one part here and several
/// there, all are written as of several.
fn shape_of(flat: &Flat<'_>) -> Shape {
    let mut found = None;
    for geometry in flat.shapes().flatten() {
        let shape = match geometry {
            Geometry::Point(_) => Shape::Point,
            Geometry::LineString(_) => Shape::Line,
            Geometry::MultiLineString(_) => Shape::MultiLine,
            Geometry::Polygon(_) => Shape::Polygon,
            Geometry::MultiPolygon(_) => Shape::MultiPolygon,
            _ => Shape::Any,
        };
        found = Some(match (found, shape) {
            (None, shape) => shape,
            (Some(found), shape) if found == shape => shape,
            (Some(Shape::Line | Shape::MultiLine), Shape::Line | Shape::MultiLine) => Shape::MultiLine,
            (Some(Shape::Polygon | Shape::MultiPolygon), Shape::Polygon | Shape::MultiPolygon) => Shape::MultiPolygon,
            _ => return Shape::Any,
        });
    }
    // A layer without any shape is one that shapes may still be drawn into.
    found.unwrap_or(Shape::Any)
}

/// A shape as its layer wants it.
fn of_shape(geometry: Geometry<f64>, shape: Shape) -> Geometry<f64> {
    match (geometry, shape) {
        (Geometry::LineString(line), Shape::MultiLine) => Geometry::MultiLineString(MultiLineString(vec![line])),
        (Geometry::Polygon(polygon), Shape::MultiPolygon) => Geometry::MultiPolygon(MultiPolygon(vec![polygon])),
        (geometry, _) => geometry,
    }
}
