//! A Shapefile: shapes, their index and their attributes agree, and none ends early.

use std::fs::File;
use std::io::BufReader;

use super::{TableHead, big_endian, bytes_at, companion, length, named, said};
use crate::wire::Flaw;

/// Length of the head of a .shp and a .shx.
const HEAD: u64 = 100;

/// The first number of every Shapefile.
const MAGIC: u32 = 9994;

/// More bad records than this say nothing new.
const MOST_BAD: usize = 20;

/// How much of the attributes is looked at for letters that are no UTF-8.
const LETTERS_LOOKED_AT: u64 = 1 << 20;

pub fn look(file: &str, flaws: &mut Vec<Flaw>) -> Result<(), String> {
    let (index, attributes) = (companion(file, "shx")?, companion(file, "dbf")?);
    match (&index, &attributes) {
        (None, None) => {
            flaws.push(Flaw::Incomplete { files: vec![named(file, "shx"), named(file, "dbf")] });
            return Ok(());
        }
        (None, Some(_)) => {
            flaws.push(Flaw::IndexRebuilt { file: named(file, "shx") });
            gdal::config::set_config_option("SHAPE_RESTORE_SHX", "YES").map_err(said)?;
        }
        (Some(_), None) => flaws.push(Flaw::NoAttributes { file: named(file, "dbf") }),
        (Some(_), Some(_)) => {}
    }
    for part in index.iter().chain(&attributes) {
        if length(&format!("./{part}"))? == 0 {
            flaws.push(Flaw::Empty { file: part.clone() });
        }
    }
    let is_cut = is_cut(file)?;
    if is_cut {
        flaws.push(Flaw::Cut { file: file.to_owned() });
    }
    let mut shapes = None;
    if let Some(index) = &index {
        let lengths = Index::read(index)?;
        if !is_cut {
            look_at_records(file, &lengths, flaws)?;
        }
        shapes = Some((index.clone(), lengths.0.len() as u64));
    }
    if let Some(attributes) = attributes {
        look_at_attributes(file, &attributes, shapes, flaws)?;
    }
    Ok(())
}

fn is_cut(file: &str) -> Result<bool, String> {
    let mut opened = File::open(format!("./{file}")).map_err(said)?;
    let head = bytes_at(&mut opened, 0, HEAD)?;
    let promised = match (big_endian(&head, 0), big_endian(&head, 24)) {
        (Some(MAGIC), Some(words)) => u64::from(words) * 2,
        // Not a Shapefile at all: the driver says so.
        _ => return Ok(false),
    };
    Ok(opened.metadata().map_err(said)?.len() < promised)
}

/// (offset, length of the content) of every record, in bytes.
struct Index(Vec<(u64, u64)>);

impl Index {
    fn read(file: &str) -> Result<Self, String> {
        use std::io::{Read, Seek, SeekFrom};
        let mut opened = BufReader::new(File::open(format!("./{file}")).map_err(said)?);
        opened.seek(SeekFrom::Start(HEAD)).map_err(said)?;
        let (mut records, mut entry) = (Vec::new(), [0; 8]);
        while opened.read_exact(&mut entry).is_ok() {
            let words = |at| u64::from(big_endian(&entry, at).unwrap_or(0)) * 2;
            records.push((words(0), words(4)));
        }
        Ok(Index(records))
    }
}

/// The head of a record says the same length as the index, and the record is inside the file.
fn look_at_records(file: &str, index: &Index, flaws: &mut Vec<Flaw>) -> Result<(), String> {
    use std::io::{Read, Seek, SeekFrom};
    let mut opened = File::open(format!("./{file}")).map_err(said)?;
    let end = opened.metadata().map_err(said)?.len();
    let mut bad = 0;
    for (at, (offset, content)) in index.0.iter().enumerate() {
        let mut head = [0; 8];
        let read = opened.seek(SeekFrom::Start(*offset)).and_then(|_| opened.read_exact(&mut head));
        let says = big_endian(&head, 4).map(|words| u64::from(words) * 2);
        if read.is_err() || says != Some(*content) || offset + 8 + content > end {
            flaws.push(Flaw::BadRecord { file: file.to_owned(), record: at as u64 + 1 });
            bad += 1;
        }
        if bad == MOST_BAD {
            break;
        }
    }
    Ok(())
}

fn look_at_attributes(
    file: &str,
    attributes: &str,
    shapes: Option<(String, u64)>,
    flaws: &mut Vec<Flaw>,
) -> Result<(), String> {
    let Some(head) = TableHead::read(attributes)? else {
        if length(&format!("./{attributes}"))? > 0 {
            flaws.push(Flaw::Cut { file: attributes.to_owned() });
        }
        return Ok(());
    };
    if !head.is_whole {
        flaws.push(Flaw::Cut { file: attributes.to_owned() });
    }
    if let Some(shapes) = shapes.filter(|(_, count)| *count != head.records) {
        flaws.push(Flaw::Unequal { one: shapes, other: (attributes.to_owned(), head.records) });
    }
    let Some(says) = companion(file, "cpg")? else { return Ok(()) };
    let declared = bytes_at(&mut File::open(format!("./{says}")).map_err(said)?, 0, 64)?;
    let declared = String::from_utf8_lossy(&declared).trim().to_uppercase();
    if matches!(declared.as_str(), "UTF-8" | "UTF8" | "65001") {
        let mut opened = File::open(format!("./{attributes}")).map_err(said)?;
        // The head holds numbers, not letters: records begin after it.
        let start = bytes_at(&mut opened, 8, 2)?;
        let start = start.first_chunk().map_or(0, |bytes| u64::from(u16::from_le_bytes(*bytes)));
        let letters = bytes_at(&mut opened, start, LETTERS_LOOKED_AT)?;
        if std::str::from_utf8(&letters).is_err_and(|error| error.error_len().is_some()) {
            flaws.push(Flaw::NoUtf8 { file: attributes.to_owned(), says });
        }
    }
    Ok(())
}
