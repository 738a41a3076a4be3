//! Roads: the engine against plain twins, and the answers about road connection through the front door.

mod access;
mod clock;
mod connection;
mod connection_finder;
mod connection_problems;
pub mod connection_scene;
mod edits;
pub mod grid;
mod labels;
mod linear;
mod lists;
mod oracle;
mod problems;
mod registers;
mod rules;
pub mod scene;
pub mod search;
mod snap;
