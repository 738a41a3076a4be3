//! Registers of the land along roads: connection points, roads as straight lines, parks without a connection, drafts in Word.

mod diagram;
mod dossier;
mod gaps;
mod points;
pub mod scene;
