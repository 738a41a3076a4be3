//! Files read back by the worker, as an import reads them.

use std::fs::File;

use geo::{Geometry, MapCoords};
use kcn_atlas::export::{Exported, Flat, Format, Selection, TargetCrs, write};
use kcn_atlas::gis::Job;
use kcn_atlas::gis::wire::Description;
use kcn_atlas::import::place::SourceCrs;
use kcn_atlas::import::table::{Cell, Table, read_layer};
use kcn_atlas::index::View;
use kcn_atlas::model::{Audience, DataLayer};

use super::worker;

pub fn crs(text: &str) -> TargetCrs {
    TargetCrs::parse(text).unwrap()
}

/// A whole layer, for the office.
pub fn export(view: &View, layer: DataLayer, format: Format, target: TargetCrs) -> Exported {
    let flat = Flat::of(view, layer, &Selection::of_zones(vec![]), Audience::Office);
    write(&flat, format, target, &worker()).unwrap_or_else(|error| panic!("{layer:?} {format:?}: {error}"))
}

/// A file and what is in it: one table a file that can be read.
pub struct Read {
    pub names: Vec<String>,
    pub described: Vec<Description>,
    pub tables: Vec<Table>,
    parent: tempfile::TempDir,
    _job: Job,
}

impl Read {
    /// The text of the file whose name ends so.
    pub fn companion(&self, end: &str) -> String {
        let job = std::fs::read_dir(self.parent.path()).unwrap().next().unwrap().unwrap().path();
        let name = self.names.iter().find(|name| name.ends_with(end)).unwrap_or_else(|| panic!("no {end}"));
        std::fs::read_to_string(job.join(name)).unwrap()
    }
}

pub fn read(exported: &Exported) -> Read {
    let parent = tempfile::tempdir().unwrap();
    let mut job = Job::new(parent.path()).unwrap();
    let name = exported.path().file_name().unwrap().to_str().unwrap();
    job.take(name, &mut File::open(exported.path()).unwrap()).unwrap();
    let names: Vec<String> = job.names().map(str::to_owned).collect();
    let is_data = |name: &&String| {
        let is_companion = name.ends_with(".columns.csv");
        !is_companion
            && ["gpkg", "shp", "geojson", "fgb", "kml", "dxf", "csv", "xlsx"].iter().any(|end| name.ends_with(end))
    };
    let mut files: Vec<String> = names.iter().filter(is_data).cloned().collect();
    // A table without shapes is a DBF alone.
    if files.is_empty() {
        files = names.iter().filter(|name| name.ends_with(".dbf")).cloned().collect();
    }
    let (mut described, mut tables) = (vec![], vec![]);
    for file in &files {
        let (description, _) = worker().describe(&job, file).unwrap_or_else(|error| panic!("{file}: {error}"));
        let rows = worker().read(&job, file, 0).unwrap();
        tables.push(read_layer(&description.layers[0], rows, None).unwrap());
        described.push(description);
    }
    Read { names, described, tables, parent, _job: job }
}

/// A value of a row.
pub fn cell<'t>(table: &'t Table, row: usize, field: &str) -> &'t Cell {
    let at = table
        .fields
        .iter()
        .position(|name| name == field)
        .unwrap_or_else(|| panic!("no {field} in {:?}", table.fields));
    &table.rows[row].values[at]
}

/// The same as text; nothing is an empty one.
pub fn text(table: &Table, row: usize, field: &str) -> String {
    match cell(table, row, field) {
        Cell::Nothing => String::new(),
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) => text.clone(),
    }
}

/// The shape of a row, in degrees.
pub fn shape(table: &Table, row: usize, target: TargetCrs) -> Option<Geometry<f64>> {
    let source = SourceCrs::parse(&target.to_string()).unwrap();
    table.rows[row].geometry.as_ref().map(|geometry| geometry.map_coords(|at| source.to_degrees(at).unwrap()))
}
