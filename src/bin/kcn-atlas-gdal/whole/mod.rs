//! Whether a file is whole, seen from its bytes before any driver opens it: drivers read cut and twisted files without a word.
//!
//! Nothing here trusts a number of the file further than the file is long, and nothing is held as a whole.

mod database;
mod drawing;
mod json;
mod mapinfo;
mod shapefile;
mod text;

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use crate::wire::Flaw;

/// What is wrong with a file of the job folder and its companions.
///
/// **Errors**: a sentence when it cannot be read at all. A text in UTF-16 is turned into UTF-8 in its place.
pub fn look(file: &str) -> Result<Vec<Flaw>, String> {
    let path = crate::describe::in_this_folder(file)?;
    if length(&path)? == 0 {
        return Ok(vec![Flaw::Empty { file: file.to_owned() }]);
    }
    let mut flaws = Vec::new();
    crate::osm::look(file, &mut flaws);
    let ending = ending(file);
    match ending.as_str() {
        "shp" => shapefile::look(file, &mut flaws)?,
        "tab" => mapinfo::look_native(file, &mut flaws)?,
        "gpkg" => database::look(file, &mut flaws)?,
        "dgn" => drawing::look_dgn(file, &mut flaws)?,
        "geojson" | "json" | "kml" | "gml" | "csv" | "txt" | "dxf" | "mif" => {
            text::to_utf8(file, &mut flaws)?;
            match ending.as_str() {
                "dxf" => drawing::look_dxf(file, &mut flaws)?,
                "mif" => mapinfo::look_interchange(file, &mut flaws)?,
                "geojson" | "json" => json::look(file, &mut flaws)?,
                _ => {}
            }
        }
        _ => {}
    }
    // Content decides what a file is, not its name.
    if text::first_letter(&path)? == Some(b'<') && flaws.is_empty() {
        text::look_for_entities(file, &mut flaws)?;
    }
    Ok(flaws)
}

fn ending(file: &str) -> String {
    file.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
}

/// A companion's name as it stands in the folder, whatever the case of its ending; `None` = it is not there.
fn companion(file: &str, ending: &str) -> Result<Option<String>, String> {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let wanted = format!("{stem}.{ending}");
    for entry in std::fs::read_dir(".").map_err(said)? {
        let name = entry.map_err(said)?.file_name();
        if let Some(name) = name.to_str().filter(|name| name.to_lowercase() == wanted.to_lowercase()) {
            return Ok(Some(name.to_owned()));
        }
    }
    Ok(None)
}

/// What a companion would be called.
fn named(file: &str, ending: &str) -> String {
    format!("{}.{ending}", file.rsplit_once('.').map_or(file, |(stem, _)| stem))
}

fn length(path: &str) -> Result<u64, String> {
    std::fs::metadata(path).map(|found| found.len()).map_err(said)
}

/// Up to `most` bytes of a file from a position on; fewer at its end.
fn bytes_at(file: &mut File, at: u64, most: u64) -> Result<Vec<u8>, String> {
    file.seek(SeekFrom::Start(at)).map_err(said)?;
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes).map_err(said)?;
    Ok(bytes)
}

fn big_endian(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn little_endian(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// The head of a table of attributes (DBF, and DAT, which is written alike).
struct TableHead {
    /// Records it promises.
    records: u64,
    /// Whether they are all there.
    is_whole: bool,
}

impl TableHead {
    fn read(file: &str) -> Result<Option<Self>, String> {
        let mut opened = File::open(format!("./{file}")).map_err(said)?;
        let head = bytes_at(&mut opened, 0, 12)?;
        let (Some(records), Some(sizes)) = (little_endian(&head, 4), little_endian(&head, 8)) else { return Ok(None) };
        let (head_length, record_length) = (u64::from(sizes & 0xffff), u64::from(sizes >> 16));
        let needed = head_length + u64::from(records) * record_length;
        let is_whole = opened.metadata().map_err(said)?.len() >= needed;
        Ok(Some(TableHead { records: u64::from(records), is_whole }))
    }
}
