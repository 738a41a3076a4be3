//! Real extracts beside the project, laid where the record is: every block of a PBF says from where its positions are counted, so a
//! country is moved by a number a block.

use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use flate2::read::ZlibDecoder;
use kcn_atlas::index::Snapshot;

use super::import_bytes;
use crate::imports::fixtures::pbf::{Packing, blob, number};
use crate::imports::record::Record;

/// A file of the shared data; `None` = the data is not there, and said.
pub fn shared(name: &str) -> Option<Vec<u8>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/osm").join(name);
    let content = std::fs::read(&path).ok();
    if content.is_none() {
        eprintln!("skipped: {} is not there", path.display());
    }
    content
}

/// The roads of Liechtenstein (2015), moved to Thái Nguyên, as a snapshot: a real network to compare routes on. `None` = the shared
/// data is not there, and said.
pub async fn liechtenstein() -> Option<Arc<Snapshot>> {
    let content = moved(&shared("liechtenstein_2015.osm.pbf")?, 96.3, -25.6);
    let record = Record::with_a_park().await;
    let report = import_bytes(&record, "liechtenstein.osm.pbf", &content).await.unwrap();
    assert!(report.revision.is_some(), "{:?}", report.issues);
    Some(record.atlas.live().snapshot())
}

/// The same extract so many degrees further east and north.
pub fn moved(file: &[u8], east: f64, north: f64) -> Vec<u8> {
    let (mut rest, mut out) = (file, Vec::new());
    while !rest.is_empty() {
        let (length, after) = rest.split_at(4);
        let (head, after) = after.split_at(u32::from_be_bytes(length.try_into().unwrap()) as usize);
        let size = fields(head).into_iter().find_map(|(field, value)| (field == 3).then_some(value)).unwrap();
        let Value::Number(size) = size else { panic!("a size") };
        let (packed, after) = after.split_at(size as usize);
        rest = after;
        let is_data = fields(head).iter().any(|(_, value)| matches!(value, Value::Bytes(b"OSMData")));
        let mut content = unpacked(packed);
        if is_data {
            // The last value of a field counts. Positions begin at nought in all files there are.
            number(&mut content, 19, (north * 1e9) as i64 as u64);
            number(&mut content, 20, (east * 1e9) as i64 as u64);
        }
        out.extend(blob(if is_data { "OSMData" } else { "OSMHeader" }, &content, Packing::Raw));
    }
    out
}

fn unpacked(blob: &[u8]) -> Vec<u8> {
    for (field, value) in fields(blob) {
        if let (3, Value::Bytes(packed)) = (field, value) {
            let mut content = Vec::new();
            ZlibDecoder::new(packed).read_to_end(&mut content).unwrap();
            return content;
        }
    }
    panic!("a blob that is packed")
}

#[derive(Clone, Copy)]
enum Value<'v> {
    Number(u64),
    Bytes(&'v [u8]),
}

/// The fields of a message.
fn fields(mut rest: &[u8]) -> Vec<(u64, Value<'_>)> {
    let mut found = Vec::new();
    while !rest.is_empty() {
        let head = varint(&mut rest);
        let value = match head & 7 {
            0 => Value::Number(varint(&mut rest)),
            2 => {
                let length = varint(&mut rest) as usize;
                let (bytes, after) = rest.split_at(length);
                rest = after;
                Value::Bytes(bytes)
            }
            other => panic!("wire type {other}"),
        };
        found.push((head >> 3, value));
    }
    found
}

fn varint(rest: &mut &[u8]) -> u64 {
    let mut number = 0;
    for (at, byte) in rest.iter().enumerate() {
        number |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            *rest = &rest[at + 1..];
            return number;
        }
    }
    panic!("a number without an end")
}
