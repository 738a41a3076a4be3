//! An office's file of 200 000 outlines, and an extract of OpenStreetMap of five million nodes, on their way into a record: tried,
//! committed, and found unchanged.
//!
//! `make bench` runs it and writes the table of `docs/benchmarks.md`. The file is a GeoPackage in the province's own grid; the record
//! has the zones and their parts, and no lots. The program is run as a planner runs it; time is its own, memory the most it ever held.

mod gpkg;
mod osm;
#[path = "../../tests/suite/imports/fixtures/pbf.rs"]
#[allow(dead_code)]
mod pbf;
mod province;
mod run;

use std::path::Path;
use std::process::ExitCode;

const PAGE: &str = "docs/benchmarks.md";
const START: &str = "<!-- imports: written by make bench -->";
const END: &str = "<!-- end of imports -->";
const OSM_START: &str = "<!-- osm: written by make bench -->";
const OSM_END: &str = "<!-- end of osm -->";

/// Steps of an import, and whether it is a trial.
const STEPS: [(&str, bool); 3] = [("tried", true), ("committed", false), ("again, unchanged", false)];

/// Sizes named by a variable: numbers separated by commas; none = that table stays as it is.
fn sizes(variable: &str, usual: &str) -> Vec<usize> {
    let named = std::env::var(variable).unwrap_or_else(|_| usual.to_owned());
    let sizes = named.split(',').filter(|size| !size.is_empty());
    sizes.map(|size| size.parse().expect("sizes are numbers separated by commas")).collect()
}

fn main() -> ExitCode {
    let outlines = sizes("KCN_ATLAS_BENCH_IMPORTS", "20000,200000");
    if !outlines.is_empty() {
        let mut table = String::from(
            "| outlines | file MB | step | seconds | CPU s | most memory MB | worker's MB |\n|---:|---:|---|---:|---:|---:|---:|\n",
        );
        outlines.into_iter().for_each(|lots| measure(lots, &mut table));
        write(START, END, &table);
    }
    let nodes = sizes("KCN_ATLAS_BENCH_OSM", "5200000");
    if !nodes.is_empty() {
        let mut table = String::from(
            "| nodes | streets | file MB | step | seconds | CPU s | most memory MB | worker's MB |\n|---:|---:|---:|---|---:|---:|---:|---:|\n",
        );
        nodes.into_iter().for_each(|nodes| measure_extract(nodes as i64, &mut table));
        write(OSM_START, OSM_END, &table);
    }
    ExitCode::SUCCESS
}

/// Writes a table into the page.
fn write(start: &str, end: &str, table: &str) {
    println!("{table}");
    let page = std::fs::read_to_string(PAGE).expect("docs/benchmarks.md");
    let (before, rest) = page.split_once(start).expect("the start marker");
    let (_, after) = rest.split_once(end).expect("the end marker");
    std::fs::write(PAGE, format!("{before}{start}\n\n{table}\n{end}{after}")).expect("docs/benchmarks.md");
}

fn measure(lots: usize, table: &mut String) {
    let folder = tempfile::tempdir().expect("a folder");
    let (database, file) = (folder.path().join("atlas.db"), folder.path().join("lo.gpkg"));
    province::without_lots(lots, &database);
    gpkg::write(&province::outlines(lots), &file);
    let start = format!("| {lots} ");
    steps(&file, "lots", &database, &start, table);
}

fn measure_extract(nodes: i64, table: &mut String) {
    let folder = tempfile::tempdir().expect("a folder");
    let (database, file) = (folder.path().join("atlas.db"), folder.path().join("vung.osm.pbf"));
    province::without_lots(1000, &database);
    let extent = kcn_atlas::command::generate::extent(1000).expect("an extent");
    let (nodes, streets) = osm::write(nodes, &extent, &file);
    steps(&file, "roads", &database, &format!("| {nodes} | {streets} "), table);
}

fn steps(file: &Path, layer: &str, database: &Path, start: &str, table: &mut String) {
    let megabytes = std::fs::metadata(file).expect("the file").len() as f64 / 1e6;
    for (step, is_trial) in STEPS {
        let cost = run::import(file, layer, database, is_trial);
        table.push_str(&format!(
            "{start}| {megabytes:.0} | {step} | {:.2} | {:.2} | {:.0} | {:.0} |\n",
            cost.seconds, cost.cpu_seconds, cost.most_mb, cost.worker_mb
        ));
    }
}
