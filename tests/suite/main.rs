//! One test binary, so that it links once. A module per room or story.

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
