//! The formats, and what each is called.

use super::TargetCrs;
use crate::gis::wire::Driver;
use crate::model::code::codes;
use crate::model::{Coded, DataLayer, Date};

codes! {
    /// A format of files.
    Format "format" {
        Gpkg = "gpkg" "GeoPackage" "GeoPackage";
        Shp = "shp" "ESRI Shapefile (zip)" "ESRI Shapefile (zip)";
        Geojson = "geojson" "GeoJSON" "GeoJSON";
        Fgb = "fgb" "FlatGeobuf" "FlatGeobuf";
        Kml = "kml" "KML (Google Earth)" "KML (Google Earth)";
        Dxf = "dxf" "DXF (AutoCAD)" "DXF (AutoCAD)";
        Csv = "csv" "CSV, hình dạng WKT" "CSV with WKT";
        Xlsx = "xlsx" "Excel, hình dạng WKT" "Excel with WKT";
    }
}

impl Format {
    /// How the name of its file ends. A Shapefile is several files: they come as one zip.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Gpkg => "gpkg",
            Format::Shp => "zip",
            Format::Geojson => "geojson",
            Format::Fgb => "fgb",
            Format::Kml => "kml",
            Format::Dxf => "dxf",
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
        }
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Format::Gpkg => "application/geopackage+sqlite3",
            Format::Shp => "application/zip",
            Format::Geojson => "application/geo+json",
            Format::Fgb => "application/flatgeobuf",
            Format::Kml => "application/vnd.google-earth.kml+xml",
            Format::Dxf => "image/vnd.dxf",
            Format::Csv => "text/csv; charset=utf-8",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// What a file is called that leaves the house: layer, day, and its coordinate system where the format does not name it.
    pub fn file_name(self, layer: DataLayer, day: Date, crs: TargetCrs) -> String {
        let names_it = !matches!(self, Format::Dxf | Format::Csv | Format::Xlsx);
        let grid = if names_it || crs == TargetCrs::Wgs84 { String::new() } else { format!("-epsg{}", crs.epsg()) };
        format!("{}-{day}{grid}.{}", layer.code(), self.extension())
    }

    /// What the worker writes it with; `None` = it is written here.
    pub fn driver(self) -> Option<Driver> {
        match self {
            Format::Gpkg => Some(Driver::Gpkg),
            Format::Shp => Some(Driver::Shapefile),
            Format::Fgb => Some(Driver::FlatGeobuf),
            Format::Kml => Some(Driver::Kml),
            Format::Dxf => Some(Driver::Dxf),
            Format::Geojson | Format::Csv | Format::Xlsx => None,
        }
    }

    /// Whether it has a place for a record without a shape.
    pub fn takes_shapeless(self) -> bool {
        !matches!(self, Format::Fgb | Format::Dxf)
    }

    /// Whether the format itself says that its coordinates are WGS 84.
    pub fn is_always_wgs84(self) -> bool {
        matches!(self, Format::Geojson | Format::Kml)
    }
}
