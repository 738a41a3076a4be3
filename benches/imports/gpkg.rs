//! A GeoPackage of lots, as an office's GIS writes it.

use std::path::Path;

use geo::{CoordsIter, Polygon};
use rusqlite::{Connection, params};

use crate::province::Outline;

const SCHEMA: &str = r#"
PRAGMA application_id = 0x47504B47;
PRAGMA user_version = 10200;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
    last_change DATETIME NOT NULL DEFAULT '2026-11-24T00:00:00Z', min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name));
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian', -1, 'NONE', -1, 'undefined', ''), ('Undefined geographic', 0, 'NONE', 0, 'undefined', ''),
    ('WGS 84', 4326, 'EPSG', 4326, 'undefined', ''), ('VN-2000 / TM-3 106-30', 9213, 'EPSG', 9213, 'undefined', '');
INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('lo', 'features', 'lo', 9213);
INSERT INTO gpkg_geometry_columns VALUES ('lo', 'geom', 'POLYGON', 9213, 0, 0);
CREATE TABLE lo (fid INTEGER PRIMARY KEY, geom POLYGON, "Ký hiệu" TEXT, "Giai đoạn" TEXT, "Diện tích (m²)" REAL, "Loại đất" TEXT);
"#;

/// Writes outlines in metres of EPSG:9213.
pub fn write(outlines: &[Outline], path: &Path) {
    let mut connection = Connection::open(path).expect("a new file");
    connection.execute_batch(SCHEMA).expect("the schema");
    let transaction = connection.transaction().expect("a transaction");
    {
        let mut insert = transaction
            .prepare(r#"INSERT INTO lo (geom, "Ký hiệu", "Giai đoạn", "Diện tích (m²)", "Loại đất") VALUES (?1, ?2, ?3, ?4, ?5)"#)
            .expect("a statement");
        for Outline { part, label, square_metres, land_use, polygon } in outlines {
            insert.execute(params![blob(polygon), label, part, square_metres, land_use]).expect("a row");
        }
    }
    transaction.commit().expect("the rows");
}

/// A GeoPackage geometry: its header without a box, and WKB.
fn blob(polygon: &Polygon<f64>) -> Vec<u8> {
    let mut bytes = b"GP\x00\x01".to_vec();
    bytes.extend(9213_i32.to_le_bytes());
    bytes.push(1);
    bytes.extend(3_u32.to_le_bytes());
    bytes.extend(1_u32.to_le_bytes());
    bytes.extend((polygon.exterior().coords_count() as u32).to_le_bytes());
    for corner in polygon.exterior().coords() {
        bytes.extend(corner.x.to_le_bytes());
        bytes.extend(corner.y.to_le_bytes());
    }
    bytes
}
