//! One test binary, so that it links once. Each module is a room, a front door or a story.
// A helper's panic is the report, as in a test; clippy.toml covers only the tests themselves.
#![allow(clippy::unwrap_used)]

mod answers;
mod api_pages;
mod api_problems;
mod architecture;
mod bless;
mod clearance;
mod clearance_privacy;
mod cli;
mod dated_facts;
mod door;
#[cfg(feature = "gdal")]
mod exports;
mod import_columns;
#[cfg(feature = "gdal")]
mod imports;
mod ledger;
mod lookups;
mod lot_parameters;
mod lots;
mod openapi;
mod random_world;
mod readme;
mod restart;
mod road_record;
mod roads;
#[cfg(feature = "gdal")]
mod round_trip;
mod sample;
mod sample_connections;
mod scenarios;
mod scene;
mod snapshot;
mod store;
