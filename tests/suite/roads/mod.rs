//! Roads: the engine against plain twins, and the answers about road connection through the front door.

mod access;
mod clock;
mod edits;
pub mod grid;
mod labels;
mod lists;
mod oracle;
mod problems;
mod rules;
pub mod scene;
pub mod search;
mod snap;
