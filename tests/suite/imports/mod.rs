//! Files of offices, read through the real worker.

mod agreement;
mod bad_files;
mod bad_rows;
mod bad_sample;
mod beside_honest;
mod columns;
mod connections;
mod corners;
mod differences;
mod drawings;
mod expectation;
mod fixtures;
mod formats;
mod http_life;
mod http_office;
mod http_refusals;
mod http_story;
mod http_wire;
mod interrupted;
mod issues_file;
mod layers;
mod no_system;
mod proj;
pub mod record;
mod walls;

use std::path::PathBuf;

use kcn_atlas::gis::Worker;

pub fn worker() -> Worker {
    Worker::at(PathBuf::from(env!("CARGO_BIN_EXE_kcn-atlas-gdal")))
}
