//! A GeoPackage is a SQLite database as long as its head says.

use std::fs::File;

use super::{big_endian, bytes_at, said};
use crate::wire::Flaw;

const MAGIC: &[u8] = b"SQLite format 3\0";

pub fn look(file: &str, flaws: &mut Vec<Flaw>) -> Result<(), String> {
    let mut opened = File::open(format!("./{file}")).map_err(said)?;
    let head = bytes_at(&mut opened, 0, 100)?;
    if !head.starts_with(MAGIC) {
        flaws.push(Flaw::NoDatabase { file: file.to_owned() });
        return Ok(());
    }
    let page = match head.get(16..18) {
        Some([0, 1]) => 65_536,
        Some([high, low]) => u64::from(u16::from_be_bytes([*high, *low])),
        _ => 0,
    };
    let pages = u64::from(big_endian(&head, 28).unwrap_or(0));
    if opened.metadata().map_err(said)?.len() < page * pages {
        flaws.push(Flaw::Cut { file: file.to_owned() });
    }
    Ok(())
}
