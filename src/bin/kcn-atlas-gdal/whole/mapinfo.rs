//! MapInfo: the parts of a TAB are all there, hold the same number of rows, and the map reaches as far as its index.

use std::fs::File;
use std::io::{BufReader, Read};

use super::{TableHead, companion, length, little_endian, named, said};
use crate::wire::Flaw;

/// A .tab is only a heading: rows stand in .dat, shapes in .map, and .id leads from one to the other.
pub fn look_native(file: &str, flaws: &mut Vec<Flaw>) -> Result<(), String> {
    let mut parts = Vec::new();
    let mut missing = Vec::new();
    for ending in ["dat", "map", "id"] {
        match companion(file, ending)? {
            Some(part) => parts.push(part),
            None => missing.push(named(file, ending)),
        }
    }
    let [rows, map, ids] = parts.as_slice() else {
        flaws.push(Flaw::Incomplete { files: missing });
        return Ok(());
    };
    let map_length = length(&format!("./{map}"))?;
    let (mut count, mut farthest, mut entry) = (0, 0, [0; 4]);
    let mut opened = BufReader::new(File::open(format!("./{ids}")).map_err(said)?);
    while opened.read_exact(&mut entry).is_ok() {
        count += 1;
        farthest = farthest.max(u64::from(little_endian(&entry, 0).unwrap_or(0)));
    }
    // Blocks of a map are full: what an index points at lies before the end.
    if farthest >= map_length || map_length % 512 != 0 {
        flaws.push(Flaw::Cut { file: map.clone() });
    }
    let Some(head) = TableHead::read(rows)? else {
        flaws.push(Flaw::Cut { file: rows.clone() });
        return Ok(());
    };
    if !head.is_whole {
        flaws.push(Flaw::Cut { file: rows.clone() });
    }
    if head.records != count {
        flaws.push(Flaw::Unequal { one: (rows.clone(), head.records), other: (ids.clone(), count) });
    }
    Ok(())
}

/// A .mif holds shapes, the .mid beside it their attributes.
pub fn look_interchange(file: &str, flaws: &mut Vec<Flaw>) -> Result<(), String> {
    if companion(file, "mid")?.is_none() {
        flaws.push(Flaw::Incomplete { files: vec![named(file, "mid")] });
    }
    Ok(())
}
