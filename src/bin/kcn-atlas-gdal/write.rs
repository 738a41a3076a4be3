//! Writes files: rows come one by one and are written as they come; a file is whole only when `Done` was said.

use std::ffi::CString;
use std::io::{BufRead, Read};

use gdal::spatial_ref::{AxisMappingStrategy, SpatialRef};
use gdal::vector::{LayerAccess, LayerOptions};
use gdal::{Dataset, DriverManager};
use gdal_sys::*;

use crate::describe::in_this_folder;
use crate::wire::{
    ColumnKind, Driver, Frame, Given, LONGEST_LINE, NewRow, Shape, Text, Value, WriteColumn, WriteLayer, Writing,
};
use crate::{Answers, FAILURE};

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

/// Where a column is: KML layers have some of their own before ours, the name of a placemark among them.
fn position(layer: &gdal::vector::Layer<'_>, name: &str) -> Option<i32> {
    let names = crate::describe::fields_of(layer.defn());
    names.iter().position(|field| field.name.0 == name.as_bytes()).and_then(|at| i32::try_from(at).ok())
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

/// What GDAL failed at meanwhile: some drivers say so only by the way.
fn failure() -> Result<(), String> {
    let failure = FAILURE.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
    failure.map_or(Ok(()), Err)
}

/// The layer of a file that rows are put into.
struct Target {
    layer: OGRLayerH,
    /// Where each column is in it.
    positions: Vec<i32>,
}

impl Target {
    fn of(file: &Dataset, columns: &[WriteColumn]) -> Result<Self, String> {
        let layer = file.layer(0).map_err(|error| error.to_string())?;
        let positions = columns.iter().map(|column| position(&layer, &column.name).unwrap_or(-1)).collect();
        // SAFETY: the handle lives as long as the dataset, which outlives the targets.
        Ok(Target { layer: unsafe { layer.c_layer() }, positions })
    }

    fn put(&self, writing: &Writing, row: &NewRow) -> Result<(), String> {
        // SAFETY: the layer is alive; the feature is destroyed on every way out.
        unsafe {
            let feature = OGR_F_Create(OGR_L_GetLayerDefn(self.layer));
            if feature.is_null() {
                return Err("no memory for a row".to_owned());
            }
            let filled =
                self.fill(feature, writing, row).and_then(|()| match OGR_L_CreateFeature(self.layer, feature) {
                    OGRErr::OGRERR_NONE => Ok(()),
                    error => Err(failure().err().unwrap_or_else(|| format!("it could not be written ({error})"))),
                });
            OGR_F_Destroy(feature);
            filled
        }
    }
    /// # Safety
    /// `feature` is alive and one of this layer.
    unsafe fn fill(&self, feature: OGRFeatureH, writing: &Writing, row: &NewRow) -> Result<(), String> {
        // SAFETY: as the caller promises; a geometry that was taken over belongs to the feature.
        unsafe {
            if let Some(wkb) = &row.wkb {
                let mut geometry: OGRGeometryH = std::ptr::null_mut();
                let length = i32::try_from(wkb.0.len()).map_err(|error| error.to_string())?;
                let read = OGR_G_CreateFromWkb(wkb.0.as_ptr().cast(), std::ptr::null_mut(), &mut geometry, length);
                if read != OGRErr::OGRERR_NONE {
                    return Err("a geometry that cannot be read".to_owned());
                }
                OGR_F_SetGeometryDirectly(feature, geometry);
            }
            if writing.driver == Driver::Dxf {
                return draw(feature, row);
            }
            for ((at, column), value) in self.positions.iter().zip(&writing.columns).zip(&row.values) {
                if *at < 0 {
                    return Err(format!("column {} is not in the file", column.name));
                }
                set(feature, *at, column.kind, value)?;
            }
        }
        Ok(())
    }
}

/// # Safety
/// `feature` is alive and has a field at `at`.
unsafe fn set(feature: OGRFeatureH, at: i32, kind: ColumnKind, value: &Value) -> Result<(), String> {
    // SAFETY: as the caller promises; GDAL copies the text.
    unsafe {
        match (kind, value) {
            (_, Value::Null) => OGR_F_SetFieldNull(feature, at),
            (ColumnKind::Bool, Value::Number(number)) => OGR_F_SetFieldInteger(feature, at, (*number != 0.0).into()),
            (_, Value::Number(number)) => OGR_F_SetFieldDouble(feature, at, *number),
            (ColumnKind::Date, Value::Text(text)) => {
                let (year, month, day) = day(text).ok_or("a day that cannot be read")?;
                OGR_F_SetFieldDateTime(feature, at, year, month, day, 0, 0, 0, 0);
            }
            (_, Value::Text(text)) => OGR_F_SetFieldString(feature, at, c_text(text)?.as_ptr()),
        }
    }
    Ok(())
}

/// An entity of a drawing: its DXF layer and, for a text, the text and its height.
///
/// # Safety
/// `feature` is alive and one of a drawing.
unsafe fn draw(feature: OGRFeatureH, row: &NewRow) -> Result<(), String> {
    let [Value::Text(layer), text, Value::Number(height)] = row.values.as_slice() else {
        return Err("an entity has a layer, a text and a height".to_owned());
    };
    // SAFETY: as the caller promises; GDAL copies the texts.
    unsafe {
        let position = OGR_F_GetFieldIndex(feature, c"Layer".as_ptr());
        OGR_F_SetFieldString(feature, position, c_text(layer)?.as_ptr());
        if let Value::Text(text) = text {
            let text = String::from_utf8_lossy(&text.0).replace(['"', '\\'], "");
            let style = format!("LABEL(f:\"Arial\",t:\"{text}\",s:{height}g,p:5)");
            OGR_F_SetStyleString(feature, CString::new(style).map_err(|error| error.to_string())?.as_ptr());
        }
    }
    Ok(())
}

fn c_text(text: &Text) -> Result<CString, String> {
    CString::new(text.0.clone()).map_err(|error| error.to_string())
}

/// Year, month and day of `2026-11-24`.
fn day(text: &Text) -> Option<(i32, i32, i32)> {
    let text = std::str::from_utf8(&text.0).ok()?;
    let mut parts = text.split('-').map(|part| part.parse::<i32>().ok());
    match (parts.next()??, parts.next()??, parts.next()??, parts.next()) {
        (year, month, day, None) => Some((year, month, day)),
        _ => None,
    }
}
