//! An office's file of 200 000 outlines on its way into a record: tried, committed, and found unchanged.
//!
//! `make bench` runs it and writes the table of `docs/benchmarks.md`. The file is a GeoPackage in the province's own grid; the record
//! has the zones and their parts, and no lots. The program is run as a planner runs it; time is its own, memory the most it ever held.

mod gpkg;
mod province;
mod run;

use std::process::ExitCode;

const PAGE: &str = "docs/benchmarks.md";
const START: &str = "<!-- imports: written by make bench -->";
const END: &str = "<!-- end of imports -->";

fn main() -> ExitCode {
    let sizes = std::env::var("KCN_ATLAS_BENCH_IMPORTS").unwrap_or_else(|_| "20000,200000".into());
    let sizes = sizes.split(',').map(|size| size.parse().expect("sizes are numbers separated by commas"));
    let mut table = String::from(
        "| outlines | file MB | step | seconds | CPU s | most memory MB | worker's MB |\n|---:|---:|---|---:|---:|---:|---:|\n",
    );
    for lots in sizes {
        measure(lots, &mut table);
    }
    println!("{table}");
    let page = std::fs::read_to_string(PAGE).expect("docs/benchmarks.md");
    let (before, rest) = page.split_once(START).expect("the start marker");
    let (_, after) = rest.split_once(END).expect("the end marker");
    std::fs::write(PAGE, format!("{before}{START}\n\n{table}\n{END}{after}")).expect("docs/benchmarks.md");
    ExitCode::SUCCESS
}

fn measure(lots: usize, table: &mut String) {
    let folder = tempfile::tempdir().expect("a folder");
    let (database, file) = (folder.path().join("atlas.db"), folder.path().join("lo.gpkg"));
    province::without_lots(lots, &database);
    gpkg::write(&province::outlines(lots), &file);
    let megabytes = std::fs::metadata(&file).expect("the file").len() as f64 / 1e6;
    for (step, is_trial) in [("tried", true), ("committed", false), ("again, unchanged", false)] {
        let cost = run::import(&file, &database, is_trial);
        table.push_str(&format!(
            "| {lots} | {megabytes:.0} | {step} | {:.2} | {:.2} | {:.0} | {:.0} |\n",
            cost.seconds, cost.cpu_seconds, cost.most_mb, cost.worker_mb
        ));
    }
}
