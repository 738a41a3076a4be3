//! One test binary, so that it links once. Each file is a room.

mod api_problems;
mod architecture;
mod bless;
mod door;
mod openapi;
