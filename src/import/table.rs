//! A layer of a file, decoded: names and values as text, shapes as they stand in the file.
//!
//! A file is held as the worker gave it, compactly; rows are decoded chunk by chunk and forgotten once they have become records.

use std::collections::{BTreeMap, HashSet, VecDeque};

use geo::{Coord, Geometry};
use rayon::prelude::*;

use super::charset::{Charset, Decoded, Detection, decode, detect};
use super::issue::{Issue, IssueKind, Severity};
use super::wkb;
use crate::gis::wire::{Flattened, Layer, Row, Text, Value};
use crate::gis::{Rows, WorkerError};
use crate::model::Name;

/// The most rows that are read: beyond it a file is another kind of thing.
pub const MOST_ROWS: usize = 2_000_000;

/// Different texts that are looked at to tell the charset: more say nothing new.
const TELLING: usize = 20_000;

/// Rows that are decoded together.
pub const CHUNK: usize = 4096;
/// Whether a complaint of GDAL names no row while the rows it means are told of.
pub fn is_told_by_rows(warning: &str) -> bool {
    warning.starts_with("Non closed ring detected")
}

/// A layer of a file.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What the layer is called.
    pub layer: String,
    /// Names of the fields.
    pub fields: Vec<String>,
    /// The rows that could be read.
    pub rows: Vec<TableRow>,
    /// What is wrong with the layer and its rows.
    pub issues: Vec<Issue>,
    /// How its letters were read.
    pub lettering: Lettering,
    /// Columns that became shapes, and what they were taken for.
    pub taken: Vec<(String, String)>,
}

/// How the letters of a layer were read.
#[derive(Clone, Debug, PartialEq)]
pub struct Lettering {
    /// The charset.
    pub charset: Charset,
    /// Whether the texts themselves decided.
    pub is_certain: bool,
    /// Whether a program had taken the bytes for western letters before, as MapInfo files do.
    pub was_recoded: bool,
}

impl Default for Lettering {
    fn default() -> Self {
        Lettering { charset: Charset::Utf8, is_certain: true, was_recoded: false }
    }
}

/// A row of a layer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableRow {
    /// Its number in the file.
    pub number: u64,
    /// Its shape, in the coordinates of the file; `None` = it has none.
    pub geometry: Option<Geometry<f64>>,
    /// First and last corner of rings that the file left open.
    pub unclosed: Vec<[Coord<f64>; 2]>,
    /// One value a field.
    pub values: Vec<Cell>,
}

/// A value of a field.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Nothing,
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
}

/// The rows of a layer as the worker gave them.
#[derive(Debug, Default)]
pub struct Raw {
    chunks: VecDeque<Vec<Row>>,
    /// How many there are.
    pub rows: usize,
}

/// Reads a layer. `charset` is what a person decided.
///
/// **Errors**: [`WorkerError`] when the file cannot be read at all; what is wrong with single rows is an issue.
pub fn read_layer(head: &Layer, rows: Rows, charset: Option<Charset>) -> Result<Table, WorkerError> {
    let (mut table, mut raw) = read_raw(head, rows, charset, &BTreeMap::new())?;
    raw.decode_all(&mut table);
    Ok(table)
}

/// Reads a layer without decoding its rows: everything about it as a whole. `names` are the full names of fields whose format cuts them.
///
/// **Errors**: as [`read_layer`].
pub fn read_raw(
    head: &Layer,
    mut rows: Rows,
    charset: Option<Charset>,
    names: &BTreeMap<String, String>,
) -> Result<(Table, Raw), WorkerError> {
    let mut raw = Raw::default();
    let mut chunk = Vec::new();
    for row in rows.by_ref() {
        if raw.rows >= MOST_ROWS {
            return Err(WorkerError::Refused(format!("more than {MOST_ROWS} rows")));
        }
        raw.rows += 1;
        let mut row = row?;
        // A whole file of rows is held like this: no room is kept that nothing will fill.
        row.values.shrink_to_fit();
        chunk.push(row);
        if chunk.len() == CHUNK {
            raw.chunks.push_back(std::mem::take(&mut chunk));
        }
    }
    raw.chunks.push_back(chunk);
    let lettering = lettering(head, raw.chunks.iter().flatten(), charset);
    let layer = text_of(&head.name, &lettering).text;
    let mut table = Table { layer, lettering, ..Table::default() };
    let full = |name: String| names.get(&name).cloned().unwrap_or(name);
    table.fields = head.fields.iter().map(|field| full(text_of(&field.name, &table.lettering).text)).collect();
    table.tell_of_the_whole(head, raw.rows, &rows.warnings);
    Ok((table, raw))
}

impl Raw {
    /// The first position of the first `most` rows that have a shape.
    pub fn positions(&self, most: usize) -> Vec<Coord<f64>> {
        let shapes = self.chunks.iter().flatten().filter_map(|row| row.wkb.as_ref());
        shapes.filter_map(|wkb| wkb::first_position(&wkb.0)).take(most).collect()
    }

    /// Whether any row has a shape.
    pub fn has_shapes(&self) -> bool {
        self.chunks.iter().flatten().any(|row| row.wkb.is_some())
    }

    /// Gives every row its number as a value more.
    pub fn number_rows(&mut self) {
        for row in self.chunks.iter_mut().flatten() {
            row.values.push(Value::Text(Text(row.number.to_string().into_bytes())));
        }
    }

    /// Decodes the next rows and forgets their raw form; `None` when there are no more.
    ///
    /// **Shape**: the rows in order, and what is wrong with them.
    pub fn next(&mut self, table: &Table) -> Option<(Vec<TableRow>, Vec<Issue>)> {
        let chunk = self.chunks.pop_front()?;
        let in_pieces: Vec<bool> = (0..table.fields.len()).map(|at| is_in_pieces(at, &table.fields)).collect();
        let decoded: Vec<(TableRow, Vec<Issue>)> =
            chunk.into_par_iter().map(|row| Decoder { table, in_pieces: &in_pieces }.row(row)).collect();
        let (rows, issues): (Vec<TableRow>, Vec<Vec<Issue>>) = decoded.into_iter().unzip();
        Some((rows, issues.into_iter().flatten().collect()))
    }

    /// Decodes every row into the table.
    pub fn decode_all(&mut self, table: &mut Table) {
        while let Some((rows, issues)) = self.next(table) {
            table.rows.extend(rows);
            table.issues.extend(issues);
        }
    }
}

/// Of a further piece of a long text (`claims#2`): the position of its first column, and its number.
pub fn piece_of(field: &str, fields: &[String]) -> Option<(usize, u32)> {
    let (whole, number) = field.rsplit_once('#')?;
    let number = number.parse().ok().filter(|number| *number >= 2)?;
    Some((fields.iter().position(|other| other == whole)?, number))
}

fn is_in_pieces(at: usize, fields: &[String]) -> bool {
    let is_first = || fields.iter().any(|field| piece_of(field, fields).is_some_and(|(whole, _)| whole == at));
    piece_of(&fields[at], fields).is_some() || is_first()
}

/// The charset of a layer: as decided, else as its texts say, if need be after undoing what another program did to them.
fn lettering<'r>(head: &Layer, rows: impl Iterator<Item = &'r Row>, decided: Option<Charset>) -> Lettering {
    let names = head.fields.iter().map(|field| &field.name);
    let values = rows.flat_map(|row| &row.values).filter_map(|value| match value {
        Value::Text(text) => Some(text),
        _ => None,
    });
    let texts = telling(names.chain(values).map(|text| text.0.as_slice()));
    let plain = detect(texts.iter().copied());
    let western: Option<Vec<Vec<u8>>> = texts.iter().map(|text| western_bytes(text)).collect();
    let undone: Option<Detection> =
        western.filter(|_| !texts.is_empty()).map(|texts| detect(texts.iter().map(Vec::as_slice).collect::<Vec<_>>()));
    match (decided, undone) {
        (Some(charset), undone) => {
            Lettering { charset, is_certain: true, was_recoded: charset != Charset::Utf8 && undone.is_some() }
        }
        (None, Some(undone)) if !plain.is_certain() && undone.is_certain() => {
            Lettering { charset: undone.charset, is_certain: true, was_recoded: true }
        }
        (None, undone) => {
            // Sound UTF-8 with a letter that no western page has cannot be anything else, whatever its words are.
            let is_unicode = plain.charset == Charset::Utf8 && undone.is_none();
            Lettering { charset: plain.charset, is_certain: is_unicode || plain.is_certain(), was_recoded: false }
        }
    }
}

/// The different texts that tell a charset: the first of those with a letter beyond ASCII, and beyond these only what is no UTF-8.
fn telling<'t>(texts: impl Iterator<Item = &'t [u8]>) -> Vec<&'t [u8]> {
    let mut seen: HashSet<&[u8]> = HashSet::new();
    let mut kept = Vec::new();
    for text in texts.filter(|text| !text.is_ascii()) {
        let is_wanted = kept.len() < TELLING || kept.len() < 2 * TELLING && std::str::from_utf8(text).is_err();
        if is_wanted && seen.insert(text) {
            kept.push(text);
        }
    }
    kept
}

/// The bytes a text had before a program took them for western letters; `None` when it holds any other letter.
fn western_bytes(text: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(text).ok()?;
    let (bytes, _, has_others) = encoding_rs::WINDOWS_1252.encode(text);
    (!has_others).then(|| bytes.into_owned())
}

fn text_of(text: &Text, lettering: &Lettering) -> Decoded {
    let undone = lettering.was_recoded.then(|| western_bytes(&text.0)).flatten();
    decode(undone.as_deref().unwrap_or(&text.0), lettering.charset)
}

impl Table {
    fn tell_of_the_whole(&mut self, head: &Layer, came: usize, warnings: &[String]) {
        if let Some(promised) = head.rows.filter(|promised| *promised != came as u64) {
            let found = format!("{came} / {promised}");
            let (vi, en) = (format!("tệp ghi có {promised} dòng"), format!("the file promises {promised} rows"));
            self.tell(Severity::Refused, IssueKind::MissingRows, None, None, found, Name::new(vi, en));
        }
        if !self.lettering.is_certain {
            let expected = Name::new("hãy chọn bảng mã", "choose the charset");
            let found = format!("{:?}?", self.lettering.charset);
            self.tell(Severity::Question, IssueKind::Text, None, None, found, expected);
        }
        if came == 0 && head.rows.is_none_or(|promised| promised == 0) {
            let expected = Name::new("ít nhất một dòng", "at least one row");
            self.tell(Severity::Note, IssueKind::MissingRows, None, None, "0".to_owned(), expected);
        }
        for warning in warnings.iter().filter(|warning| !is_told_by_rows(warning)) {
            let expected = Name::new("tệp nguyên vẹn", "a sound file");
            self.tell(Severity::Note, IssueKind::Unreadable, None, None, warning.clone(), expected);
        }
    }

    fn tell(
        &mut self,
        severity: Severity,
        kind: IssueKind,
        row: Option<u64>,
        field: Option<String>,
        found: String,
        expected: Name,
    ) {
        self.issues.push(Issue { severity, kind, layer: self.layer.clone(), row, field, found, expected, at: None });
    }
}

/// Decodes rows.
struct Decoder<'d> {
    table: &'d Table,
    in_pieces: &'d [bool],
}

impl Decoder<'_> {
    fn issue(&self, severity: Severity, kind: IssueKind, row: u64, found: String, expected: Name) -> Issue {
        let layer = self.table.layer.clone();
        Issue { severity, kind, layer, row: Some(row), field: None, found, expected, at: None }
    }

    fn row(&self, row: Row) -> (TableRow, Vec<Issue>) {
        let number = row.number;
        let mut issues = Vec::new();
        for flattened in &row.flattened {
            let (kind, vi, en) = match flattened {
                Flattened::Ordinates => (IssueKind::OrdinatesDropped, "hai chiều", "two dimensions"),
                Flattened::Curves => (IssueKind::CurvesFlattened, "đoạn thẳng", "straight lines"),
            };
            issues.push(self.issue(Severity::Note, kind, number, String::new(), Name::new(vi, en)));
        }
        let mut decoded = TableRow { number, ..TableRow::default() };
        match row.wkb.map(|bytes| wkb::read(&bytes.0)) {
            None => {}
            Some(Ok(shape)) => (decoded.geometry, decoded.unclosed) = (Some(shape.geometry), shape.unclosed),
            Some(Err(error)) => {
                let expected = Name::new("một hình đọc được", "a geometry that can be read");
                issues.push(self.issue(Severity::Refused, IssueKind::NoGeometry, number, error.to_string(), expected));
            }
        }
        let values = row.values.into_iter().enumerate();
        decoded.values = values.map(|(at, value)| self.cell(number, at, value, &mut issues)).collect();
        (decoded, issues)
    }

    fn cell(&self, row: u64, at: usize, value: Value, issues: &mut Vec<Issue>) -> Cell {
        let text = match value {
            Value::Null => return Cell::Nothing,
            Value::Number(number) => return Cell::Number(number),
            Value::Text(text) => text_of(&text, &self.table.lettering),
        };
        if !text.lost.is_empty() {
            let expected = Name::new("chữ đọc được theo bảng mã của tệp", "text in the charset of the file");
            let told = self.issue(Severity::Refused, IssueKind::Text, row, text.text.clone(), expected);
            issues.push(Issue { field: self.table.fields.get(at).cloned(), ..told });
        }
        // Where a long text was cut, a space belongs to it.
        let is_piece = self.in_pieces.get(at).copied().unwrap_or(false);
        let kept = if is_piece { text.text.as_str() } else { text.text.trim() };
        if kept.is_empty() { Cell::Nothing } else { Cell::Text(kept.to_owned()) }
    }
}
