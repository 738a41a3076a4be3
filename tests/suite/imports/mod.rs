//! Files of offices, read through the real worker.

mod bad_files;
mod formats;
mod record;
mod walls;

use std::path::PathBuf;

use kcn_atlas::gis::Worker;

fn worker() -> Worker {
    Worker::at(PathBuf::from(env!("CARGO_BIN_EXE_kcn-atlas-gdal")))
}
