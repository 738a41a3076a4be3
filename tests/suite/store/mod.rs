//! The record: what was published is found again, whatever happens in between.

mod backups;
mod bodies;
mod bundles;
mod committers;
mod history;
mod kill;
mod outlines;
mod scene;
mod wrong_files;
