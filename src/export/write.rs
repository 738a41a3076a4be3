//! One door for all formats: a layer goes in, a file in a folder of its own comes out.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{ExportError, Flat, Format, TargetCrs, csv, drawing, geojson, shapefile, vector, xlsx};
use crate::gis::Worker;

/// A file that is whole. It goes with its folder when dropped.
#[derive(Debug)]
pub struct Exported {
    folder: TempDir,
    file: PathBuf,
    /// How many rows are in it.
    pub rows: u64,
    /// How many are not: a drawing and a FlatGeobuf have no place for a record without a shape.
    pub left_out: u64,
}

impl Exported {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.file
    }

    /// The folder it is in, which holds nothing else that is worth keeping.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// Writes a layer.
///
/// **Errors**: [`ExportError`]; then nothing is left behind.
pub fn write(flat: &Flat<'_>, format: Format, crs: TargetCrs, worker: &Worker) -> Result<Exported, ExportError> {
    let folder = tempfile::Builder::new().prefix("export-").tempdir()?;
    let file = folder.path().join(format!("{}.{}", flat.name(), format.extension()));
    let rows = match format {
        Format::Geojson => written(&file, |to| geojson::write_layer(flat, to))?,
        Format::Csv => written(&file, |to| csv::write_layer(flat, crs, to))?,
        Format::Xlsx => xlsx::write_layer(flat, crs, &file)?,
        Format::Gpkg | Format::Fgb | Format::Kml => vector::write_layer(flat, format, crs, worker, folder.path())?,
        Format::Shp => shapefile::write_layer(flat, crs, worker, folder.path(), &file)?,
        Format::Dxf => drawing::write_layer(flat, crs, worker, folder.path())?,
    };
    let left_out = (flat.len() as u64).saturating_sub(rows);
    Ok(Exported { folder, file, rows, left_out })
}

fn written(
    file: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<u64, ExportError>,
) -> Result<u64, ExportError> {
    let mut to = BufWriter::new(File::create_new(file)?);
    let rows = write(&mut to)?;
    to.flush()?;
    Ok(rows)
}
