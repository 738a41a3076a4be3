//! DXF: outlines and lines as polylines, each with the id of its record as a text that stands in it.
//!
//! A drawing has no columns and no coordinate system: only shapes and ids travel. Shapes lie on a DXF layer named after the layer,
//! texts on `<LAYER>_MA`. A hole is a closed polyline of its own, without a text.

use std::path::Path;

use geo::line_measures::InterpolatableLine;
use geo::{Euclidean, Geometry, InteriorPoint, LineString, Point, Polygon};

use super::target::Placing;
use super::wire_row::placed_wkb;
use super::wire_row::{id_of, wire_value};
use super::{ExportError, Flat, TargetCrs, Value};
use crate::gis::wire::{ColumnKind, Driver, NewRow, Shape, WriteColumn, WriteLayer, Writing};
use crate::gis::{Worker, WritingFiles};

/// How high a text is: to be read where a lot fills the screen.
const HEIGHT_M: f64 = 4.0;

/// The same in degrees.
const HEIGHT_DEGREES: f64 = 4e-5;

/// Writes a layer.
///
/// **Shape**: how many rows are in the drawing: those that have a shape. **Errors**: [`ExportError`].
pub fn write_layer(flat: &Flat<'_>, crs: TargetCrs, worker: &Worker, folder: &Path) -> Result<u64, ExportError> {
    let column = |(name, kind): (&str, ColumnKind)| WriteColumn { name: name.to_owned(), kind, width: None };
    let columns = [("layer", ColumnKind::Text), ("text", ColumnKind::Text), ("height", ColumnKind::Number)];
    let layer = WriteLayer { name: "entities".to_owned(), file: format!("{}.dxf", flat.name()), shape: Shape::Any };
    // The format names no coordinate system.
    let writing = Writing { driver: Driver::Dxf, layers: vec![layer], columns: columns.map(column).into(), epsg: None };
    let height = if crs == TargetCrs::Wgs84 { HEIGHT_DEGREES } else { HEIGHT_M };
    let mut drawing = Drawing { files: worker.write(folder, writing)?, name: flat.name(), height };
    let placing = Placing::new(crs);
    let mut drawn = 0;
    for row in flat.rows() {
        let row = row?;
        let id = id_of(&row.values);
        if let Some(geometry) = &row.geometry {
            drawing.draw(&*placing.place(geometry, flat.name(), id)?, id)?;
            drawn += 1;
        }
    }
    drawing.files.finish()?;
    Ok(drawn)
}

struct Drawing {
    files: WritingFiles,
    name: &'static str,
    height: f64,
}

impl Drawing {
    /// Draws a shape; each of its parts has the id.
    fn draw(&mut self, geometry: &Geometry<f64>, id: &str) -> Result<(), ExportError> {
        match geometry {
            Geometry::Point(point) => {
                self.shape(geometry, id)?;
                self.text(*point, id)
            }
            Geometry::LineString(line) => self.line(line, id),
            Geometry::MultiLineString(lines) => lines.iter().try_for_each(|line| self.line(line, id)),
            Geometry::Polygon(polygon) => self.outline(polygon, id),
            Geometry::MultiPolygon(polygons) => polygons.iter().try_for_each(|polygon| self.outline(polygon, id)),
            // The record holds no other shape.
            _ => Ok(()),
        }
    }

    fn line(&mut self, line: &LineString<f64>, id: &str) -> Result<(), ExportError> {
        self.shape(&Geometry::LineString(line.clone()), id)?;
        let middle = line.point_at_ratio_from_start(&Euclidean, 0.5);
        middle.map_or(Ok(()), |middle| self.text(middle, id))
    }

    fn outline(&mut self, polygon: &Polygon<f64>, id: &str) -> Result<(), ExportError> {
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            self.shape(&Geometry::LineString(ring.clone()), id)?;
        }
        polygon.interior_point().map_or(Ok(()), |inside| self.text(inside, id))
    }

    fn shape(&mut self, geometry: &Geometry<f64>, id: &str) -> Result<(), ExportError> {
        let layer = self.name.to_uppercase();
        self.entity(geometry, id, [Value::Text(layer), Value::Nothing, Value::Number(self.height)])
    }

    fn text(&mut self, at: Point<f64>, id: &str) -> Result<(), ExportError> {
        let layer = format!("{}_MA", self.name.to_uppercase());
        let values = [Value::Text(layer), Value::Text(id.to_owned()), Value::Number(self.height)];
        self.entity(&Geometry::Point(at), id, values)
    }

    fn entity(&mut self, geometry: &Geometry<f64>, id: &str, values: [Value; 3]) -> Result<(), ExportError> {
        let wkb = placed_wkb(geometry, self.name, id)?;
        self.files.put(NewRow { layer: 0, wkb: Some(wkb), values: values.iter().map(wire_value).collect() })?;
        Ok(())
    }
}
