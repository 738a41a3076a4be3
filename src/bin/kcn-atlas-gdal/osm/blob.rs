//! The blobs of a PBF: where each begins and ends, and what it holds unpacked.
//!
//! The library unpacks them too, but stops at the size that is allowed without a word, and what came until then may well be a block.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use flate2::read::ZlibDecoder;
use osmpbf::{Blob, BlobReader};

/// The largest blob, packed or unpacked, bytes: what the format allows.
const LARGEST: u64 = 32 << 20;

/// The largest head of a blob, bytes.
const LARGEST_HEAD: u64 = 64 << 10;

/// Why a file cannot be opened.
pub enum Broken {
    /// It ends inside a blob.
    Cut,
    /// In words.
    Said(String),
}

impl From<String> for Broken {
    fn from(said: String) -> Self {
        Broken::Said(said)
    }
}

/// Where a blob stands.
pub struct Frame {
    /// What it holds: `OSMHeader`, `OSMData`.
    pub kind: String,
    /// Where its content begins.
    pub at: u64,
    /// How long that is.
    pub size: u64,
}

/// Every blob of a file, none of which ends after it.
pub fn frames(file: &mut File) -> Result<Vec<Frame>, Broken> {
    let length = file.metadata().map_err(|error| error.to_string())?.len();
    let (mut frames, mut at) = (Vec::new(), 0);
    while at < length {
        let number = frames.len() + 1;
        let size = take(file, at, 4, length)?.iter().fold(0, |size, byte| size << 8 | u64::from(*byte));
        if size > LARGEST_HEAD {
            return Err(format!("the head of blob {number} says it has {size} bytes").into());
        }
        let head = take(file, at + 4, size, length)?;
        let (mut kind, mut says) = (String::new(), 0);
        for field in fields(&head) {
            match field.map_err(|()| format!("the head of blob {number} cannot be read"))? {
                (1, Value::Bytes(name)) => kind = String::from_utf8_lossy(name).chars().take(40).collect(),
                (3, Value::Number(size)) => says = size,
                _ => {}
            }
        }
        if says > LARGEST {
            return Err(format!("blob {number} says it has {says} bytes").into());
        }
        let content = at + 4 + size;
        if content + says > length {
            return Err(Broken::Cut);
        }
        frames.push(Frame { kind, at: content, size: says });
        at = content + says;
    }
    Ok(frames)
}

fn take(file: &mut File, at: u64, count: u64, length: u64) -> Result<Vec<u8>, Broken> {
    if at + count > length {
        return Err(Broken::Cut);
    }
    let mut bytes = vec![0; usize::try_from(count).map_err(|error| error.to_string())?];
    let read = file.seek(SeekFrom::Start(at)).and_then(|_| file.read_exact(&mut bytes));
    read.map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// A blob, unpacked, as the library wants it.
pub fn blob(file: &mut File, frame: &Frame) -> Result<Blob, String> {
    let packed = take(file, frame.at, frame.size, u64::MAX).map_err(|_| "it is cut off".to_owned())?;
    let (mut raw, mut zlib, mut says) = (None, None, None);
    for field in fields(&packed) {
        match field.map_err(|()| "it is no blob".to_owned())? {
            (1, Value::Bytes(content)) => raw = Some(content),
            (2, Value::Number(size)) => says = Some(size),
            (3, Value::Bytes(content)) => zlib = Some(content),
            (4..=7, _) => return Err("it is packed in a manner that is not understood: zlib is".to_owned()),
            _ => {}
        }
    }
    let content = match (raw, zlib) {
        (Some(raw), None) => raw.to_vec(),
        (None, Some(zlib)) => inflated(zlib, says.unwrap_or(0))?,
        _ => return Err("it holds nothing".to_owned()),
    };
    // The library takes a part that goes beyond the end of the block for one that ends there.
    if fields(&content).any(|field| field.is_err()) {
        return Err("a part of it goes beyond its end".to_owned());
    }
    let mut plain = Vec::with_capacity(content.len() + 64);
    let (mut head, mut body) = (Vec::new(), Vec::with_capacity(content.len() + 16));
    bytes(&mut body, 1, &content);
    drop(content);
    bytes(&mut head, 1, frame.kind.as_bytes());
    head.push(3 << 3);
    varint(&mut head, body.len() as u64);
    plain.extend((head.len() as u32).to_be_bytes());
    plain.extend(head);
    plain.extend(body);
    let blob = BlobReader::new(plain.as_slice()).next().ok_or("it holds nothing")?;
    blob.map_err(|error| error.to_string())
}

/// Unpacks; what comes is exactly as long as was said.
fn inflated(zlib: &[u8], says: u64) -> Result<Vec<u8>, String> {
    if says >= LARGEST {
        return Err(format!("it says it unpacks to {says} bytes"));
    }
    let mut content = Vec::new();
    let read = ZlibDecoder::new(zlib).take(says + 1).read_to_end(&mut content);
    read.map_err(|error| format!("it cannot be unpacked ({error})"))?;
    let is_as_said = content.len() as u64 == says;
    if is_as_said { Ok(content) } else { Err(format!("it says it unpacks to {says} bytes and does not")) }
}

/// A value of a field, as far as blobs have them.
enum Value<'v> {
    Number(u64),
    Bytes(&'v [u8]),
    Other,
}

/// The fields of a message; an error for one that goes beyond its end, and then no more.
fn fields(message: &[u8]) -> impl Iterator<Item = Result<(u64, Value<'_>), ()>> {
    let mut rest = Some(message);
    std::iter::from_fn(move || {
        let mut left = rest.take().filter(|left| !left.is_empty())?;
        let found = field(&mut left);
        if found.is_some() {
            rest = Some(left);
        }
        Some(found.ok_or(()))
    })
}

fn field<'m>(rest: &mut &'m [u8]) -> Option<(u64, Value<'m>)> {
    let head = read_varint(rest)?;
    let value = match head & 7 {
        0 => Value::Number(read_varint(rest)?),
        2 => {
            let length = usize::try_from(read_varint(rest)?).ok()?;
            Value::Bytes(split(rest, length)?)
        }
        1 => split(rest, 8).map(|_| Value::Other)?,
        5 => split(rest, 4).map(|_| Value::Other)?,
        _ => return None,
    };
    Some((head >> 3, value))
}

fn split<'m>(rest: &mut &'m [u8], count: usize) -> Option<&'m [u8]> {
    let (taken, left) = rest.split_at_checked(count)?;
    *rest = left;
    Some(taken)
}

fn read_varint(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for (at, byte) in rest.iter().enumerate().take(10) {
        number |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            *rest = &rest[at + 1..];
            return Some(number);
        }
    }
    None
}

fn bytes(out: &mut Vec<u8>, field: u8, content: &[u8]) {
    out.push(field << 3 | 2);
    varint(out, content.len() as u64);
    out.extend(content);
}

fn varint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}
