//! How the service grows from 10 000 to a million lots: build, memory, one-lot edit, filtered lists in the process and over HTTP; the road network; checks of connections.
//!
//! `make bench` runs it and writes the tables of `docs/benchmarks.md`. Figures are ratios on one machine in one run: over HTTP,
//! requests per second of the server's own CPU time, beside a bare handler that returns the same bytes.

mod connections;
mod load;
mod measure;
mod report;
mod roads;
mod server;

use std::process::ExitCode;

fn main() -> ExitCode {
    // The benchmark starts itself once per size as the server, so that CPU time and memory are the server's alone.
    if let Ok(lots) = std::env::var("KCN_ATLAS_BENCH_SERVE") {
        return server::run(lots.parse().expect("a number of lots"));
    }
    let sizes = std::env::var("KCN_ATLAS_BENCH_SIZES").unwrap_or_else(|_| "10000,100000,1000000".into());
    let sizes = sizes.split(',').map(|size| size.parse().expect("sizes are numbers separated by commas"));
    let rows: Vec<report::Row> = sizes.map(load::measure).collect();
    connections::say(connections::measure());
    report::write(&rows, &roads::measure());
    ExitCode::SUCCESS
}
