//! Writes files: rows come one by one and are written as they come; a file is whole only when `Done` was said.

use std::ffi::CString;
use std::io::{BufRead, Read};

use gdal::spatial_ref::{AxisMappingStrategy, SpatialRef};
use gdal::vector::{LayerAccess, LayerOptions};
use gdal::{Dataset, DriverManager};
use gdal_sys::*;

use crate::describe::in_this_folder;
use crate::describe::position;
use crate::feature::Target;
use crate::wire::{ColumnKind, Driver, Frame, Given, LONGEST_LINE, Shape, WriteColumn, WriteLayer, Writing};
use crate::{Answers, failure};

/// Writes what is asked for; `rows` are the lines after the request.
pub fn write(writing: &Writing, rows: &mut impl BufRead, answers: &mut Answers) -> Result<(), String> {
    configure(writing).map_err(|error| error.to_string())?;
    let files = writing.layers.iter().map(|layer| file(writing, layer)).collect::<Result<Vec<_>, _>>()?;
    let written = take(writing, rows, &files)?;
    for file in files {
        close(file)?;
    }
    answers
        .give_warnings()
        .and_then(|()| answers.give(&Frame::Done { rows: written }))
        .map_err(|error| error.to_string())
}

/// Takes rows until it is said that all were given. An end without that word is a caller that died: nothing counts.
fn take(writing: &Writing, rows: &mut impl BufRead, files: &[Dataset]) -> Result<u64, String> {
    let targets = files.iter().map(|file| Target::of(file, &writing.columns)).collect::<Result<Vec<_>, _>>()?;
    let (mut line, mut written) = (Vec::new(), 0);
    loop {
        line.clear();
        let read = rows.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line).map_err(|error| error.to_string())?;
        if read == 0 {
            return Err("the rows ended before all were given".to_owned());
        }
        match serde_json::from_slice(&line).map_err(|error| error.to_string())? {
            Given::Row(row) => {
                let target = targets.get(row.layer).ok_or("a row of a layer that was not asked for")?;
                target.put(writing, &row).map_err(|error| format!("row {}: {error}", written + 1))?;
                failure()?;
                written += 1;
            }
            Given::All { rows } if rows == written => return Ok(written),
            Given::All { rows } => return Err(format!("{written} of {rows} rows came")),
        }
    }
}

fn configure(writing: &Writing) -> gdal::errors::Result<()> {
    gdal::config::set_config_option("SHAPE_ENCODING", "UTF-8")?;
    // One transaction a file: a statement of its own for every row would wait for the disk.
    gdal::config::set_config_option("OGR_SQLITE_SYNCHRONOUS", "OFF")?;
    if writing.driver == Driver::Dxf {
        gdal::config::set_config_option("DXF_WRITE_HATCH", "NO")?;
    }
    Ok(())
}

/// A new file with one layer and its columns.
fn file(writing: &Writing, layer: &WriteLayer) -> Result<Dataset, String> {
    let name = match writing.driver {
        Driver::Gpkg => "GPKG",
        Driver::Shapefile => "ESRI Shapefile",
        Driver::FlatGeobuf => "FlatGeobuf",
        Driver::Kml => "KML",
        Driver::Dxf => "DXF",
    };
    let path = in_this_folder(&layer.file)?;
    let driver = DriverManager::get_driver_by_name(name).map_err(|error| error.to_string())?;
    let mut dataset = driver.create_vector_only(&path).map_err(|error| error.to_string())?;
    let srs = writing.epsg.map(crs).transpose()?;
    let options: &[&str] = if writing.driver == Driver::Shapefile { &["ENCODING=UTF-8"] } else { &[] };
    let options =
        LayerOptions { name: &layer.name, srs: srs.as_ref(), ty: geometry_type(layer.shape), options: Some(options) };
    let made = dataset.create_layer(options).map_err(|error| error.to_string())?;
    // The one layer of a drawing has its fields already.
    if writing.driver != Driver::Dxf {
        let missing = |column: &&WriteColumn| position(&made, &column.name).is_none();
        writing.columns.iter().filter(missing).try_for_each(|column| field(&made, column))?;
    }
    if writing.driver == Driver::Gpkg {
        // SAFETY: the dataset is open; it is committed before it is closed.
        unsafe { GDALDatasetStartTransaction(dataset.c_dataset(), 0) };
    }
    failure()?;
    Ok(dataset)
}

/// Easting or longitude first, as files have it, whatever the authority says.
fn crs(epsg: u16) -> Result<SpatialRef, String> {
    let mut crs = SpatialRef::from_epsg(epsg.into()).map_err(|error| error.to_string())?;
    crs.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
    Ok(crs)
}

fn geometry_type(shape: Shape) -> OGRwkbGeometryType::Type {
    match shape {
        Shape::None => OGRwkbGeometryType::wkbNone,
        Shape::Any => OGRwkbGeometryType::wkbUnknown,
        Shape::Point => OGRwkbGeometryType::wkbPoint,
        Shape::Line => OGRwkbGeometryType::wkbLineString,
        Shape::MultiLine => OGRwkbGeometryType::wkbMultiLineString,
        Shape::Polygon => OGRwkbGeometryType::wkbPolygon,
        Shape::MultiPolygon => OGRwkbGeometryType::wkbMultiPolygon,
    }
}

fn field(layer: &gdal::vector::Layer<'_>, column: &WriteColumn) -> Result<(), String> {
    let kind = match column.kind {
        ColumnKind::Text => OGRFieldType::OFTString,
        ColumnKind::Number => OGRFieldType::OFTReal,
        ColumnKind::Bool => OGRFieldType::OFTInteger,
        ColumnKind::Date => OGRFieldType::OFTDate,
    };
    let name = CString::new(column.name.as_str()).map_err(|error| error.to_string())?;
    // SAFETY: the layer is alive; it copies the definition, which is destroyed here.
    let added = unsafe {
        let field = OGR_Fld_Create(name.as_ptr(), kind);
        if let Some((width, decimals)) = column.width {
            OGR_Fld_SetWidth(field, width.into());
            OGR_Fld_SetPrecision(field, decimals.into());
        }
        if column.kind == ColumnKind::Bool {
            OGR_Fld_SetSubType(field, OGRFieldSubType::OFSTBoolean);
        }
        let added = OGR_L_CreateField(layer.c_layer(), field, 0);
        OGR_Fld_Destroy(field);
        added
    };
    if added == OGRErr::OGRERR_NONE {
        Ok(())
    } else {
        Err(format!("column {} could not be made ({added})", column.name))
    }
}

fn close(mut file: Dataset) -> Result<(), String> {
    // SAFETY: the dataset is open; without a transaction this does nothing.
    let committed = unsafe { GDALDatasetCommitTransaction(file.c_dataset()) };
    let is_fine = matches!(committed, OGRErr::OGRERR_NONE | OGRErr::OGRERR_UNSUPPORTED_OPERATION);
    file.flush_cache().and_then(|()| file.close()).map_err(|error| error.to_string())?;
    failure()?;
    if is_fine { Ok(()) } else { Err(format!("the file could not be completed ({committed})")) }
}
