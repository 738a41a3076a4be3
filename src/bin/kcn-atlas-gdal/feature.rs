//! Rows made into features of a layer.

use std::ffi::CString;

use gdal::Dataset;
use gdal::vector::LayerAccess;
use gdal_sys::*;

use crate::describe::position;
use crate::failure;
use crate::wire::{ColumnKind, Driver, NewRow, Text, Value, WriteColumn, Writing};

/// The layer of a file that rows are put into.
pub struct Target {
    layer: OGRLayerH,
    /// Where each column is in it.
    positions: Vec<i32>,
}

impl Target {
    /// The layer of a file and where its columns are.
    pub fn of(file: &Dataset, columns: &[WriteColumn]) -> Result<Self, String> {
        let layer = file.layer(0).map_err(|error| error.to_string())?;
        let positions = columns.iter().map(|column| position(&layer, &column.name).unwrap_or(-1)).collect();
        // SAFETY: the handle lives as long as the dataset, which outlives the targets.
        Ok(Target { layer: unsafe { layer.c_layer() }, positions })
    }

    /// Puts a row into it.
    pub fn put(&self, writing: &Writing, row: &NewRow) -> Result<(), String> {
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
