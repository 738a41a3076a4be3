//! One test binary for everything that goes through the front doors of the rooms.

mod store;
