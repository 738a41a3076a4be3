//! Files of offices, read through the real worker.

mod bad_files;
mod bad_rows;
mod bad_sample;
mod beside_honest;
mod expectation;
mod fixtures;
mod formats;
mod interrupted;
mod no_system;
mod proj;
mod record;
mod walls;

use std::path::PathBuf;

use kcn_atlas::gis::Worker;

fn worker() -> Worker {
    Worker::at(PathBuf::from(env!("CARGO_BIN_EXE_kcn-atlas-gdal")))
}
