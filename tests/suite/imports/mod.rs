//! Files of offices, read through the real worker.

mod agreement;
mod bad_files;
mod columns;
mod corners;
mod differences;
mod drawings;
mod formats;
mod layers;
mod record;
mod walls;

use std::path::PathBuf;

use kcn_atlas::gis::Worker;

fn worker() -> Worker {
    Worker::at(PathBuf::from(env!("CARGO_BIN_EXE_kcn-atlas-gdal")))
}
