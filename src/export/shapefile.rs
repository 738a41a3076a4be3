//! ESRI Shapefile: what its tables cannot hold is carried another way, and said in a table of names.
//!
//! Names have ten letters: `<layer>.columns.csv` says which column each is. A text has 254 bytes: longer ones go on in further
//! columns. A file has one kind of shape: a layer of several is several files. All of it comes as one zip.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::Path;

use geo::Geometry;
use zip::write::SimpleFileOptions;

use super::dbf::{Table, fitted};
use super::target::Placing;
use super::wire_row::wkb;
use super::wire_row::{id_of, wire_value};
use super::{ExportError, Flat, TargetCrs};
use crate::gis::Worker;
use crate::gis::wire::{Driver, NewRow, Shape, WriteLayer, Writing};

/// Writes a layer into a folder, and zips it.
///
/// **Shape**: how many rows. **Errors**: [`ExportError`].
pub fn write_layer(
    flat: &Flat<'_>,
    crs: TargetCrs,
    worker: &Worker,
    folder: &Path,
    zip: &Path,
) -> Result<u64, ExportError> {
    let table = Table::survey(flat)?;
    let families = families(flat);
    let parts = folder.join("parts");
    fs::create_dir(&parts)?;
    names(flat, &table, &parts.join(format!("{}.columns.csv", flat.name())))?;
    let layer = |family: &Option<Family>| {
        let name = match family {
            Some(family) if families.len() > 1 => format!("{}_{}", flat.name(), family.name()),
            _ => flat.name().to_owned(),
        };
        let shape = family.map_or(Shape::None, Family::shape);
        WriteLayer { file: format!("{name}.shp"), name, shape }
    };
    let layers = families.iter().map(layer).collect();
    let writing = Writing { driver: Driver::Shapefile, layers, columns: table.columns.clone(), epsg: Some(crs.epsg()) };
    let mut files = worker.write(&parts, writing)?;
    let placing = Placing::new(crs);
    for row in flat.rows() {
        let row = row?;
        let family = row.geometry.as_ref().and_then(Family::of);
        // A row without a shape stands with the first kind there is.
        let layer = families.iter().position(|other| family.is_some() && *other == family).unwrap_or(0);
        let wkb = wkb(row.geometry.as_ref(), &placing, flat.name(), id_of(&row.values))?;
        let values = table.pieces.apart(&row.values);
        let values =
            values.iter().zip(&table.columns).map(|(value, column)| wire_value(&fitted(value, column))).collect();
        files.put(NewRow { layer, wkb, values })?;
    }
    files.finish()?;
    pack(&parts, zip)?;
    Ok(flat.len() as u64)
}

/// The kinds of shapes a Shapefile tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Family {
    Point,
    Line,
    Polygon,
}

impl Family {
    fn of(geometry: &Geometry<f64>) -> Option<Self> {
        match geometry {
            Geometry::Point(_) => Some(Family::Point),
            Geometry::LineString(_) | Geometry::MultiLineString(_) => Some(Family::Line),
            Geometry::Polygon(_) | Geometry::MultiPolygon(_) => Some(Family::Polygon),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Family::Point => "point",
            Family::Line => "line",
            Family::Polygon => "polygon",
        }
    }

    fn shape(self) -> Shape {
        match self {
            Family::Point => Shape::Point,
            Family::Line => Shape::Line,
            Family::Polygon => Shape::Polygon,
        }
    }
}

/// The kinds there are; `None` alone where no row has a shape.
fn families(flat: &Flat<'_>) -> Vec<Option<Family>> {
    let found: BTreeSet<Family> = flat.shapes().flatten().filter_map(Family::of).collect();
    if found.is_empty() { vec![None] } else { found.into_iter().map(Some).collect() }
}

/// Which column of the layer each column of the table is.
fn names(flat: &Flat<'_>, table: &Table, file: &Path) -> Result<(), ExportError> {
    let mut out = csv::Writer::from_path(file).map_err(super::error::disk)?;
    out.write_record(["dbf_name", "column"]).map_err(super::error::disk)?;
    debug_assert!(table.keys.len() == table.columns.len() && table.keys.len() >= flat.columns.len());
    for (column, key) in table.columns.iter().zip(&table.keys) {
        out.write_record([&column.name, key]).map_err(super::error::disk)?;
    }
    out.flush()?;
    Ok(())
}

/// Zips every file of a folder, in order of name.
fn pack(folder: &Path, to: &Path) -> Result<(), ExportError> {
    let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    let mut names: Vec<String> = entries.iter().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let mut zip = zip::ZipWriter::new(File::create_new(to)?);
    for name in names {
        zip.start_file(&name, SimpleFileOptions::default().large_file(false))?;
        io::copy(&mut File::open(folder.join(&name))?, &mut zip)?;
    }
    zip.finish()?.sync_all()?;
    Ok(())
}
