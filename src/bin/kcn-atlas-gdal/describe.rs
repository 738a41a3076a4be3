//! What is in a file.

use std::ffi::CStr;

use crate::wire::{Description, FieldHead, FileCrs, Layer, Text};
use gdal::vector::{Defn, LayerAccess, geometry_type_to_name};
use gdal::{Dataset, DatasetOptions, GdalOpenFlags};
use gdal_sys::{OGR_FD_GetFieldDefn, OGR_Fld_GetNameRef, OGR_Fld_GetType, OGR_GetFieldTypeName, OGR_L_GetName};

/// The only drivers that may open a file: content, not its name, decides which, and none of these reads another file or address.
const DRIVERS: [&str; 11] =
    ["GPKG", "ESRI Shapefile", "GeoJSON", "FlatGeobuf", "DXF", "DGN", "MapInfo File", "LIBKML", "KML", "GML", "CSV"];

/// The path of a file of the job folder. A name that means an address or another folder to GDAL is none.
pub fn in_this_folder(file: &str) -> Result<String, String> {
    let is_plain = !file.is_empty() && !file.contains('/') && !file.contains('\\') && !file.starts_with('.');
    if is_plain { Ok(format!("./{file}")) } else { Err(format!("{file} is no file of this folder")) }
}

/// Opens a file of the job folder.
pub fn open(file: &str) -> Result<Dataset, String> {
    let path = in_this_folder(file)?;
    keep_letters_of_1258(&path)?;
    let options = DatasetOptions {
        open_flags: GdalOpenFlags::GDAL_OF_VECTOR | GdalOpenFlags::GDAL_OF_READONLY,
        allowed_drivers: Some(&DRIVERS),
        open_options: None,
        sibling_files: None,
    };
    Dataset::open_ex(path, options).map_err(|error| error.to_string())
}

/// A drawing says in its head in which code page its letters are. GDAL reads them all but one: of page 1258 it drops the last letter of
/// every text, so those stay as the bytes they are.
fn keep_letters_of_1258(path: &str) -> Result<(), String> {
    use std::io::Read;
    let mut head = Vec::new();
    let opened = std::fs::File::open(path).and_then(|file| file.take(16 * 1024).read_to_end(&mut head));
    opened.map_err(|error| error.to_string())?;
    if head.windows(9).any(|window| window == b"ANSI_1258") {
        gdal::config::set_config_option("DXF_ENCODING", "UTF-8").map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Describes a file.
pub fn describe(file: &str) -> Result<Description, String> {
    let dataset = open(file)?;
    let layers = dataset.layers().map(|layer| layer_of(&layer)).collect();
    Ok(Description { driver: dataset.driver().short_name(), layers, flaws: vec![] })
}

fn layer_of(layer: &gdal::vector::Layer<'_>) -> Layer {
    // SAFETY: the layer is alive; GDAL gives a C string that lives as long as it.
    let name = unsafe { bytes(OGR_L_GetName(layer.c_layer())) };
    Layer {
        name: Text(name),
        rows: layer.try_feature_count(),
        geometry: geometry_type_to_name(layer.defn().geometry_type()),
        fields: fields_of(layer.defn()),
        crs: layer.spatial_ref().map(|crs| crs_of(&crs)),
        extent: layer
            .try_get_extent()
            .ok()
            .flatten()
            .map(|extent| [extent.MinX, extent.MinY, extent.MaxX, extent.MaxY]),
    }
}

/// The fields of a layer, their names as bytes.
pub fn fields_of(defn: &Defn) -> Vec<FieldHead> {
    // SAFETY: positions below the count are valid; GDAL owns what it points at, and it is copied at once.
    let head = |at: i32| unsafe {
        let field = OGR_FD_GetFieldDefn(defn.c_defn(), at);
        FieldHead {
            name: Text(bytes(OGR_Fld_GetNameRef(field))),
            kind: text(OGR_GetFieldTypeName(OGR_Fld_GetType(field))),
        }
    };
    let count = unsafe { gdal_sys::OGR_FD_GetFieldCount(defn.c_defn()) };
    (0..count).map(head).collect()
}

fn crs_of(crs: &gdal::spatial_ref::SpatialRef) -> FileCrs {
    let is_epsg = crs.auth_name().is_some_and(|name| name == "EPSG");
    FileCrs {
        name: crs.name().unwrap_or_default(),
        epsg: is_epsg.then(|| crs.auth_code().ok()).flatten().and_then(|code| u32::try_from(code).ok()),
        proj4: crs.to_proj4().unwrap_or_default(),
        datum: crs.get_attr_value("DATUM", 0).ok().flatten(),
        is_geographic: crs.is_geographic(),
    }
}

/// Copies a C string; nothing for a null pointer.
///
/// # Safety
/// `text` is null or points at a C string that is alive.
pub unsafe fn bytes(text: *const std::ffi::c_char) -> Vec<u8> {
    if text.is_null() {
        return Vec::new();
    }
    // SAFETY: as the caller promises.
    unsafe { CStr::from_ptr(text) }.to_bytes().to_vec()
}

/// The same, of GDAL's own words, which are ASCII.
unsafe fn text(text: *const std::ffi::c_char) -> String {
    // SAFETY: as the caller promises.
    String::from_utf8_lossy(&unsafe { bytes(text) }).into_owned()
}

/// Where a column is: KML layers have some of their own before ours, the name of a placemark among them.
pub fn position(layer: &gdal::vector::Layer<'_>, name: &str) -> Option<i32> {
    let names = fields_of(layer.defn());
    names.iter().position(|field| field.name.0 == name.as_bytes()).and_then(|at| i32::try_from(at).ok())
}
