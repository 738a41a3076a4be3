//! Roads: the engine against plain twins, and the answers about road connection through the front door.

mod access;
mod clock;
mod edits;
mod grid;
mod hierarchy;
mod labels;
mod lists;
mod oracle;
mod problems;
mod rules;
pub mod scene;
mod search;
mod snap;
mod trucks;
pub mod twins;
