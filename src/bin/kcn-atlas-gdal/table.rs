//! Tables of text (CSV, TXT): read here, not by GDAL, whose guess of the delimiter a comma in a heading defeats.

use std::fs::File;
use std::io::{BufRead, BufReader, Seek};

use csv::{ByteRecord, ReaderBuilder};

use crate::Answers;
use crate::wire::{Description, FieldHead, Frame, Layer, Row, Text, Value};

/// Delimiters that are tried, the likeliest in Vietnamese files first.
const DELIMITERS: [u8; 4] = [b';', b'\t', b',', b'|'];

/// Lines that are looked at to find the delimiter.
const LINES_LOOKED_AT: usize = 20;

/// Whether a file is a table of text, by its name: its content can be anything.
pub fn is_table(file: &str) -> bool {
    let name = file.to_lowercase();
    name.ends_with(".csv") || name.ends_with(".txt")
}

/// Describes a table.
pub fn describe(file: &str) -> Result<Description, String> {
    let (mut reader, heads) = open(file)?;
    let mut rows = 0;
    let mut record = ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(|error| error.to_string())? {
        rows += 1;
    }
    let field = |name: &[u8]| FieldHead { name: Text(name.to_vec()), kind: "String".to_owned() };
    let layer = Layer {
        name: Text(file.as_bytes().to_vec()),
        rows: Some(rows),
        geometry: "None".to_owned(),
        fields: heads.iter().map(field).collect(),
        crs: None,
        extent: None,
    };
    Ok(Description { driver: "CSV".to_owned(), layers: vec![layer], flaws: vec![] })
}

/// Gives every row of a table. A row with fewer fields than headings is filled up, one with more is told.
pub fn read(file: &str, answers: &mut Answers) -> Result<(), String> {
    let (mut reader, heads) = open(file)?;
    let (mut rows, mut record) = (0, ByteRecord::new());
    while reader.read_byte_record(&mut record).map_err(|error| error.to_string())? {
        rows += 1;
        if record.len() > heads.len() {
            let told = format!("row {rows} has {} fields, the heading {}", record.len(), heads.len());
            answers.give(&Frame::Warning(told)).map_err(|error| error.to_string())?;
        }
        let value = |at: usize| match record.get(at) {
            None | Some(b"") => Value::Null,
            Some(text) => Value::Text(Text(text.to_vec())),
        };
        let values = (0..heads.len()).map(value).collect();
        let row = Row { number: rows, wkb: None, flattened: vec![], values };
        answers.give(&Frame::Row(row)).map_err(|error| error.to_string())?;
    }
    answers.give(&Frame::Done { rows }).map_err(|error| error.to_string())
}

fn open(file: &str) -> Result<(csv::Reader<BufReader<File>>, ByteRecord), String> {
    let file = crate::describe::in_this_folder(file)?;
    let mut content = BufReader::new(File::open(file).map_err(|error| error.to_string())?);
    let delimiter = delimiter(&mut content)?;
    skip_mark(&mut content)?;
    let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(content);
    let heads = reader.byte_headers().map_err(|error| error.to_string())?.clone();
    if heads.is_empty() { Err("the table has no heading".to_owned()) } else { Ok((reader, heads)) }
}

/// The delimiter by which most lines have the same number of fields, and more than one.
fn delimiter(content: &mut (impl BufRead + Seek)) -> Result<u8, String> {
    let mut lines = Vec::new();
    for line in content.split(b'\n').take(LINES_LOOKED_AT) {
        lines.push(line.map_err(|error| error.to_string())?);
    }
    content.rewind().map_err(|error| error.to_string())?;
    let agreeing = |delimiter: u8| {
        let counts: Vec<usize> =
            lines.iter().map(|line| line.iter().filter(|byte| **byte == delimiter).count()).collect();
        let first = counts.first().copied().unwrap_or(0);
        if first == 0 { 0 } else { counts.iter().filter(|count| **count == first).count() }
    };
    let best = DELIMITERS.into_iter().rev().max_by_key(|delimiter| agreeing(*delimiter));
    Ok(best.unwrap_or(b','))
}

/// A mark of byte order is no part of the first heading.
fn skip_mark(content: &mut impl BufRead) -> Result<(), String> {
    let start = content.fill_buf().map_err(|error| error.to_string())?;
    if start.starts_with(b"\xef\xbb\xbf") {
        content.consume(3);
    }
    Ok(())
}
