//! One test binary, so that it links once. A module per room or story.

mod lots;
mod random_world;
mod sample;
mod scene;
mod snapshot;
mod store;
