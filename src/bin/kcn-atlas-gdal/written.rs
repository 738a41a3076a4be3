//! Shapes that a table writes as text: a column `wkt`, continued in `wkt#2`, `wkt#3` … where a cell holds no more.

use std::ffi::CString;

use gdal_sys::{OGR_G_CreateFromWkt, OGR_G_DestroyGeometry, OGRErr, OGRGeometryH};

use crate::read::shape;
use crate::wire::{Bytes, FieldHead, Flattened, Text, Value};

/// The columns of a table that hold shapes.
#[derive(Default)]
pub struct Written {
    /// In the order of the text.
    columns: Vec<usize>,
}

impl Written {
    /// Takes those columns out of the fields.
    pub fn take(fields: &mut Vec<FieldHead>) -> Self {
        let piece = |field: &FieldHead| -> Option<u32> {
            let name = std::str::from_utf8(&field.name.0).ok()?.trim().to_lowercase();
            match name.strip_prefix("wkt")? {
                "" => Some(1),
                rest => rest.strip_prefix('#')?.parse().ok(),
            }
        };
        let mut pieces: Vec<(u32, usize)> =
            fields.iter().enumerate().filter_map(|(at, field)| Some((piece(field)?, at))).collect();
        pieces.sort_unstable();
        let columns: Vec<usize> = pieces.into_iter().map(|(_, at)| at).collect();
        let mut at = 0;
        fields.retain(|_| {
            at += 1;
            !columns.contains(&(at - 1))
        });
        Written { columns }
    }

    /// Takes the shape out of the values of a row.
    ///
    /// **Errors**: what GDAL says of a text that is no shape.
    pub fn shape(&self, values: &mut Vec<Value>) -> Result<(Option<Bytes>, Vec<Flattened>), String> {
        if self.columns.is_empty() {
            return Ok((None, Vec::new()));
        }
        let mut text: Vec<u8> = Vec::new();
        for at in &self.columns {
            if let Some(Value::Text(Text(piece))) = values.get(*at) {
                text.extend(piece);
            }
        }
        let mut at = 0;
        values.retain(|_| {
            at += 1;
            !self.columns.contains(&(at - 1))
        });
        if text.trim_ascii().is_empty() { Ok((None, Vec::new())) } else { read(text) }
    }
}

fn read(text: Vec<u8>) -> Result<(Option<Bytes>, Vec<Flattened>), String> {
    let text = CString::new(text).map_err(|_| "a shape with a zero byte".to_owned())?;
    // SAFETY: GDAL moves its own copy of the pointer along the text; the geometry is ours and is destroyed here.
    unsafe {
        let mut geometry: OGRGeometryH = std::ptr::null_mut();
        let mut at = text.as_ptr().cast_mut();
        let read = OGR_G_CreateFromWkt(&mut at, std::ptr::null_mut(), &mut geometry);
        let shape =
            if read == OGRErr::OGRERR_NONE { Ok(shape(geometry)) } else { Err("a shape that is no WKT".to_owned()) };
        OGR_G_DestroyGeometry(geometry);
        shape
    }
}
