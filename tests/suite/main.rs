//! One test binary for everything that goes through the front doors of the rooms.
#![allow(clippy::unwrap_used, reason = "a panic in a test is the report")]

mod store;
