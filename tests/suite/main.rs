//! One test binary, so that it links once. Each module is a room, a front door or a story.

mod api_problems;
mod architecture;
mod bless;
mod door;
mod lots;
mod openapi;
mod random_world;
mod sample;
mod scene;
mod snapshot;
mod store;
