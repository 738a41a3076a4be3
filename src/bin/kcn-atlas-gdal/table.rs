//! Tables of text (CSV, TXT): read here, not by GDAL, whose guess of the delimiter a comma in a heading defeats.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek};

use csv::{ByteRecord, ReaderBuilder};

use crate::Answers;
use crate::heading::{Heading, ROWS_LOOKED_AT, find};
use crate::wire::{Description, Frame, Layer, Row, Text, Value};
use crate::written::Written;

/// Delimiters that are tried, the likeliest in Vietnamese files first.
const DELIMITERS: [u8; 4] = [b';', b'\t', b',', b'|'];

/// Records that are looked at to find the delimiter.
const RECORDS_LOOKED_AT: usize = 20;

/// Bytes they may take.
const LOOKED_AT: u64 = 1 << 20;

/// Whether a file is a table of text, by its name: its content can be anything.
pub fn is_table(file: &str) -> bool {
    let name = file.to_lowercase();
    name.ends_with(".csv") || name.ends_with(".txt")
}

/// Describes a table.
pub fn describe(file: &str) -> Result<Description, String> {
    let mut rows = 0;
    let heading = each_row(file, |_| {
        rows += 1;
        Ok(())
    })?;
    let Heading { mut fields, .. } = heading;
    Written::take(&mut fields);
    let layer = Layer {
        name: Text(file.as_bytes().to_vec()),
        rows: Some(rows),
        geometry: "None".to_owned(),
        fields,
        crs: None,
        extent: None,
    };
    Ok(Description { driver: "CSV".to_owned(), layers: vec![layer], flaws: vec![] })
}

/// Gives every row of a table. A row with fewer fields than headings is filled up, one with more is told.
pub fn read(file: &str, answers: &mut Answers) -> Result<(), String> {
    let Heading { mut fields, .. } = head(file)?;
    let columns = fields.len();
    let written = Written::take(&mut fields);
    let mut number = 0;
    each_row(file, |mut values| {
        number += 1;
        let mut told = Vec::new();
        if values.len() > columns {
            told.push(format!("row {number} has {} fields, the heading {columns}", values.len()));
        }
        values.resize(columns, Value::Null);
        let (wkb, flattened) = written.shape(&mut values).unwrap_or_else(|reason| {
            told.push(format!("row {number}: {reason}"));
            (None, Vec::new())
        });
        for warning in told {
            answers.give(&Frame::Warning(warning)).map_err(|error| error.to_string())?;
        }
        let row = Row { number, wkb, flattened, values };
        answers.give(&Frame::Row(row)).map_err(|error| error.to_string())
    })?;
    answers.give(&Frame::Done { rows: number }).map_err(|error| error.to_string())
}

type Records = csv::ByteRecordsIntoIter<BufReader<File>>;

/// The lines of a table, and the first of them.
fn open(file: &str) -> Result<(Vec<Vec<Value>>, Records), String> {
    let file = crate::describe::in_this_folder(file)?;
    let mut content = BufReader::new(File::open(file).map_err(|error| error.to_string())?);
    let delimiter = delimiter(&mut content)?;
    skip_mark(&mut content)?;
    let reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(content);
    let mut records = reader.into_byte_records();
    let mut first = Vec::new();
    for record in records.by_ref().take(ROWS_LOOKED_AT) {
        first.push(values(&record.map_err(|error| error.to_string())?));
    }
    Ok((first, records))
}

fn head(file: &str) -> Result<Heading, String> {
    let heading = find(&open(file)?.0);
    if heading.fields.is_empty() { Err("the table is empty".to_owned()) } else { Ok(heading) }
}

/// Calls `take` for every row below the heading that has anything in it.
fn each_row(file: &str, mut take: impl FnMut(Vec<Value>) -> Result<(), String>) -> Result<Heading, String> {
    let (first, records) = open(file)?;
    let heading = find(&first);
    if heading.fields.is_empty() {
        return Err("the table is empty".to_owned());
    }
    let filled = |row: &[Value]| row.iter().any(|value| *value != Value::Null);
    for row in first.into_iter().skip(heading.first_row).filter(|row| filled(row)) {
        take(row)?;
    }
    for record in records {
        let row = values(&record.map_err(|error| error.to_string())?);
        if filled(&row) {
            take(row)?;
        }
    }
    Ok(heading)
}

fn values(record: &ByteRecord) -> Vec<Value> {
    let value = |field: &[u8]| if field.is_empty() { Value::Null } else { Value::Text(Text(field.to_vec())) };
    record.iter().map(value).collect()
}

/// The delimiter by which most records have the same number of fields, and more than one; of two, the one that gives more fields.
///
/// Records are read as the delimiter would cut them, quotes and all: a list inside quotes has delimiters of its own.
fn delimiter(content: &mut (impl Read + Seek)) -> Result<u8, String> {
    let mut start = Vec::new();
    content.by_ref().take(LOOKED_AT).read_to_end(&mut start).map_err(|error| error.to_string())?;
    content.rewind().map_err(|error| error.to_string())?;
    // Titles above the heading have no delimiter: what most records agree on counts, not what the first one says.
    let agreeing = |delimiter: u8| {
        let reader =
            ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(start.as_slice());
        let fields =
            reader.into_byte_records().take(RECORDS_LOOKED_AT).map_while(Result::ok).map(|record| record.len());
        let counts: Vec<usize> = fields.collect();
        let same = |count: &usize| counts.iter().filter(|other| *other == count).count();
        counts.iter().filter(|count| **count > 1).map(|count| (same(count), *count)).max().unwrap_or_default()
    };
    let best = DELIMITERS.into_iter().rev().max_by_key(|delimiter| agreeing(*delimiter));
    // Instruments write columns between spaces; words have spaces too, so these are the last that are tried.
    let is_cut = |delimiter: u8| agreeing(delimiter).0 > 0;
    Ok(best.filter(|delimiter| is_cut(*delimiter)).unwrap_or(if is_cut(b' ') { b' ' } else { b',' }))
}

/// A mark of byte order is no part of the first heading.
fn skip_mark(content: &mut impl BufRead) -> Result<(), String> {
    let start = content.fill_buf().map_err(|error| error.to_string())?;
    if start.starts_with(b"\xef\xbb\xbf") {
        content.consume(3);
    }
    Ok(())
}
