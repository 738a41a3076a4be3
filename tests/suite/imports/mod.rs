//! Files of offices, read through the real worker.

mod bad_files;
mod formats;
mod http_life;
mod http_office;
mod http_refusals;
mod http_story;
mod http_wire;
mod issues_file;
mod record;
mod walls;

use std::path::PathBuf;

use kcn_atlas::gis::Worker;

fn worker() -> Worker {
    Worker::at(PathBuf::from(env!("CARGO_BIN_EXE_kcn-atlas-gdal")))
}
