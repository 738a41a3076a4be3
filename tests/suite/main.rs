//! One test binary, so that it links once. Each file is a room or a front door.

mod api_problems;
mod architecture;
mod bless;
mod door;
mod openapi;
mod store;
