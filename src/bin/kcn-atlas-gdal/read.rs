//! The rows of a layer.

use crate::wire::{Bytes, Flattened, Frame, Row, Text, Value};
use gdal::vector::{Feature, LayerAccess};
use gdal_sys::*;

use crate::Answers;
use crate::describe::{bytes, fields_of, open};

/// Sets what drivers are to do: nothing is recoded, nothing is fetched.
pub fn configure() -> gdal::errors::Result<()> {
    for (key, value) in [
        ("SHAPE_ENCODING", ""),
        ("OGR_GEOJSON_MAX_OBJ_SIZE", "50"),
        ("GDAL_DISABLE_READDIR_ON_OPEN", "FALSE"),
        ("OGR_GMLAS_XERCES_MAX_TIME", "10"),
        ("GML_DOWNLOAD_SCHEMA", "NO"),
        ("GML_SKIP_RESOLVE_ELEMS", "ALL"),
        ("CPL_VSIL_CURL_ALLOWED_FILENAME", ""),
    ] {
        gdal::config::set_config_option(key, value)?;
    }
    Ok(())
}

/// Gives every row of a layer.
pub fn read(file: &str, layer: usize, answers: &mut Answers) -> Result<(), String> {
    let dataset = open(file)?;
    let mut layer = dataset.layer(layer).map_err(|error| error.to_string())?;
    let kinds: Vec<Kind> = fields_of(layer.defn()).iter().map(|field| Kind::of(&field.kind)).collect();
    let mut rows = 0;
    for feature in layer.features() {
        rows += 1;
        let row = row(rows, &feature, &kinds);
        answers.give_warnings().and_then(|()| answers.give(&Frame::Row(row))).map_err(|error| error.to_string())?;
    }
    answers.give_warnings().and_then(|()| answers.give(&Frame::Done { rows })).map_err(|error| error.to_string())
}

/// How a field is read.
#[derive(Clone, Copy)]
enum Kind {
    Number,
    Text,
    List,
}

impl Kind {
    fn of(name: &str) -> Self {
        match name {
            "Integer" | "Integer64" | "Real" => Kind::Number,
            "StringList" => Kind::List,
            _ => Kind::Text,
        }
    }
}

/// Rows are counted from 1, as people count: numbers of formats start anywhere and may come twice.
fn row(number: u64, feature: &Feature<'_>, kinds: &[Kind]) -> Row {
    let (wkb, flattened) = geometry(feature);
    let values = (0_i32..).zip(kinds).map(|(at, kind)| value(feature, at, *kind)).collect();
    Row { number, wkb, flattened, values }
}

fn value(feature: &Feature<'_>, at: i32, kind: Kind) -> Value {
    // SAFETY: the feature is alive and `at` is one of its fields; what GDAL points at is copied at once.
    unsafe {
        let handle = feature.c_feature();
        if OGR_F_IsFieldSetAndNotNull(handle, at) == 0 {
            return Value::Null;
        }
        match kind {
            Kind::Number => {
                let number = OGR_F_GetFieldAsDouble(handle, at);
                if number.is_finite() { Value::Number(number) } else { Value::Null }
            }
            Kind::Text => Value::Text(Text(bytes(OGR_F_GetFieldAsString(handle, at)))),
            Kind::List => Value::Text(Text(list(OGR_F_GetFieldAsStringList(handle, at)))),
        }
    }
}

/// A list of texts as JSON; only formats in UTF-8 have lists.
///
/// # Safety
/// `list` is null or a list of C strings that ends with null, and alive.
unsafe fn list(list: *mut *mut std::ffi::c_char) -> Vec<u8> {
    let mut members = Vec::new();
    if !list.is_null() {
        // SAFETY: as the caller promises; the walk stops at the null that ends the list.
        unsafe {
            let mut at = list;
            while !(*at).is_null() {
                members.push(String::from_utf8_lossy(&bytes(*at)).into_owned());
                at = at.add(1);
            }
        }
    }
    serde_json::to_vec(&members).unwrap_or_default()
}

fn geometry(feature: &Feature<'_>) -> (Option<Bytes>, Vec<Flattened>) {
    // SAFETY: the handle belongs to the feature, which outlives the call.
    unsafe { shape(OGR_F_GetGeometryRef(feature.c_feature())) }
}

/// A geometry in two dimensions and straight lines. GDAL gives a null handle for a shape that is not there.
///
/// # Safety
/// `own` is null or a handle that is alive.
pub unsafe fn shape(own: OGRGeometryH) -> (Option<Bytes>, Vec<Flattened>) {
    // SAFETY: the handle is checked; the linear copy is ours and is destroyed here.
    unsafe {
        if own.is_null() || OGR_G_IsEmpty(own) != 0 {
            return (None, Vec::new());
        }
        let mut flattened = Vec::new();
        if OGR_G_Is3D(own) != 0 || OGR_G_IsMeasured(own) != 0 {
            OGR_G_FlattenTo2D(own);
            flattened.push(Flattened::Ordinates);
        }
        let has_curves = OGR_G_HasCurveGeometry(own, 0) != 0;
        if !has_curves {
            return (wkb(own), flattened);
        }
        flattened.push(Flattened::Curves);
        let linear = OGR_G_GetLinearGeometry(own, 0.0, std::ptr::null_mut());
        let written = if linear.is_null() { None } else { wkb(linear) };
        OGR_G_DestroyGeometry(linear);
        (written, flattened)
    }
}

/// # Safety
/// `geometry` is a handle that is alive.
unsafe fn wkb(geometry: OGRGeometryH) -> Option<Bytes> {
    // SAFETY: the buffer is as long as GDAL says it must be.
    unsafe {
        let mut buffer = vec![0_u8; usize::try_from(OGR_G_WkbSize(geometry)).ok()?];
        let written = OGR_G_ExportToIsoWkb(geometry, OGRwkbByteOrder::wkbNDR, buffer.as_mut_ptr());
        (written == OGRErr::OGRERR_NONE).then_some(Bytes(buffer))
    }
}
