//! Which file of a delivery is the data, and what its companions say of it.

use std::collections::BTreeMap;

use super::ImportError;
use crate::import::table::{Cell, read_layer};
use crate::import::{Job, Worker, WorkerError};
use crate::model::Refused;

/// Names that stand beside a file and are no file of their own.
const COMPANIONS: [&str; 14] =
    ["shx", "dbf", "prj", "cpg", "sbn", "sbx", "qix", "dat", "map", "id", "mid", "xsd", "gfs", "xml"];

/// How the table of full column names of a Shapefile ends: its format keeps ten characters.
const NAMES: &str = ".columns.csv";

/// The file that is to be read: the asked one, or the only one that is no companion.
pub fn main_file(job: &Job, asked: Option<&str>) -> Result<String, ImportError> {
    let ending = |name: &str| name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    let is_data = |name: &&str| {
        (!COMPANIONS.contains(&ending(name).as_str()) || name.to_lowercase().ends_with(".osm.xml"))
            && !name.to_lowercase().ends_with(NAMES)
    };
    let mut names: Vec<String> = job.names().filter(is_data).map(str::to_owned).collect();
    if names.is_empty() {
        // A table of attributes without shapes, as a layer that nobody has drawn is exported.
        names = job.names().filter(|name| ending(name) == "dbf").map(str::to_owned).collect();
    }
    match asked {
        Some(asked) => {
            names.iter().find(|name| *name == asked).cloned().ok_or_else(|| choose("file", asked, names.clone()))
        }
        None if names.len() == 1 => Ok(names[0].clone()),
        None => Err(choose("file", "", names)),
    }
}

/// Asks for one of several.
pub fn choose(field: &'static str, given: &str, choices: Vec<String>) -> ImportError {
    let (vi, en) = match choices.as_slice() {
        [] => (
            "một tệp đọc được (.gpkg, .shp, .dxf, .dgn, .tab, .kml, .geojson, .osm.pbf, .xlsx, .csv …)".to_owned(),
            "a file that can be read (.gpkg, .shp, .dxf, .dgn, .tab, .kml, .geojson, .osm.pbf, .xlsx, .csv …)"
                .to_owned(),
        ),
        names => (names.join(", "), names.join(", ")),
    };
    ImportError::Choose { refused: Refused::new(field, given, &vi, &en), choices }
}

/// The full names of the columns of a Shapefile, where a table of them came along: name in the file → full name.
///
/// **Errors**: [`WorkerError`] when the table is there and cannot be read.
pub fn full_names(worker: &Worker, job: &Job, file: &str) -> Result<BTreeMap<String, String>, WorkerError> {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    // `lots_polygon.shp` may share the table of `lots`.
    let whole = ["_point", "_line", "_polygon"].iter().find_map(|shape| stem.strip_suffix(shape)).unwrap_or(stem);
    let wanted = [format!("{stem}{NAMES}"), format!("{whole}{NAMES}")];
    let Some(name) = wanted.iter().find(|wanted| job.names().any(|name| name == *wanted)) else {
        return Ok(BTreeMap::new());
    };
    let (description, _) = worker.describe(job, name)?;
    let Some(head) = description.layers.first() else { return Ok(BTreeMap::new()) };
    let table = read_layer(head, worker.read(job, name, 0)?, None)?;
    let pair = |values: &[Cell]| match values {
        [Cell::Text(short), Cell::Text(full), ..] => Some((short.clone(), full.clone())),
        _ => None,
    };
    Ok(table.rows.iter().filter_map(|row| pair(&row.values)).collect())
}
