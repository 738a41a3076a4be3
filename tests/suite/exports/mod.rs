//! Layers as files: written by the real worker, read back by it as an import would.

mod command_line;
mod formats;
mod http;
mod privacy;
mod read;
mod special;
pub mod world;

use std::path::PathBuf;

use kcn_atlas::gis::Worker;

fn worker() -> Worker {
    Worker::at(PathBuf::from(env!("CARGO_BIN_EXE_kcn-atlas-gdal")))
}
