//! Registers of the land along roads: connection points, roads as straight lines, parks without a connection, drafts in Word.

mod diagram;
mod documented;
mod dossier;
mod gaps;
mod points;
pub mod scene;
