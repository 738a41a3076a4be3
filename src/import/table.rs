//! A layer of a file, decoded: names and values as text, shapes as they stand in the file.

use geo::Geometry;

use super::charset::{Charset, Decoded, Detection, decode, detect};
use super::issue::{Issue, IssueKind, Severity};
use super::wkb;
use crate::gis::wire::{Flattened, Layer, Row, Text, Value};
use crate::gis::{Rows, WorkerError};
use crate::model::Name;

/// The most rows that are read: beyond it a file is another kind of thing.
pub const MOST_ROWS: usize = 2_000_000;

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
#[derive(Clone, Debug, PartialEq)]
pub struct TableRow {
    /// Its number in the file.
    pub number: u64,
    /// Its shape, in the coordinates of the file; `None` = it has none.
    pub geometry: Option<Geometry<f64>>,
    /// One value a field.
    pub values: Vec<Cell>,
}

/// A value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Nothing,
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
}

/// Reads a layer. `charset` is what a person decided.
///
/// **Errors**: [`WorkerError`] when the file cannot be read at all; what is wrong with single rows is an issue.
pub fn read_layer(head: &Layer, rows: Rows, charset: Option<Charset>) -> Result<Table, WorkerError> {
    let mut rows = rows;
    let mut read: Vec<Row> = Vec::new();
    for row in rows.by_ref() {
        if read.len() >= MOST_ROWS {
            return Err(WorkerError::Refused(format!("more than {MOST_ROWS} rows")));
        }
        read.push(row?);
    }
    let lettering = lettering(head, &read, charset);
    let layer = text_of(&head.name, &lettering).text;
    let mut table = Table { layer, lettering, ..Table::default() };
    table.fields = head.fields.iter().map(|field| text_of(&field.name, &table.lettering).text).collect();
    table.tell_of_the_whole(head, read.len(), &rows.warnings);
    for row in read {
        table.take(row);
    }
    Ok(table)
}

/// The charset of a layer: as decided, else as its texts say, if need be after undoing what another program did to them.
fn lettering(head: &Layer, rows: &[Row], decided: Option<Charset>) -> Lettering {
    let names = head.fields.iter().map(|field| &field.name);
    let values = rows.iter().flat_map(|row| &row.values).filter_map(|value| match value {
        Value::Text(text) => Some(text),
        _ => None,
    });
    let texts: Vec<&[u8]> = names.chain(values).map(|text| text.0.as_slice()).filter(|text| !text.is_ascii()).collect();
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
        (None, _) => Lettering { charset: plain.charset, is_certain: plain.is_certain(), was_recoded: false },
    }
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

    fn take(&mut self, row: Row) {
        let number = row.number;
        for flattened in &row.flattened {
            let (kind, vi, en) = match flattened {
                Flattened::Ordinates => (IssueKind::OrdinatesDropped, "hai chiều", "two dimensions"),
                Flattened::Curves => (IssueKind::CurvesFlattened, "đoạn thẳng", "straight lines"),
            };
            self.tell(Severity::Note, kind, Some(number), None, String::new(), Name::new(vi, en));
        }
        let geometry = row.wkb.and_then(|wkb| match wkb::read(&wkb.0) {
            Ok(shape) => {
                if let Some(last) = shape.first_unclosed {
                    let found = format!("{}; {}, {}", shape.unclosed, last.x, last.y);
                    let expected = Name::new("vòng khép kín; đã khép lại", "a closed ring; it was closed");
                    self.tell(Severity::Repaired, IssueKind::UnclosedRing, Some(number), None, found, expected);
                }
                Some(shape.geometry)
            }
            Err(error) => {
                let expected = Name::new("một hình đọc được", "a geometry that can be read");
                self.tell(Severity::Refused, IssueKind::NoGeometry, Some(number), None, error.to_string(), expected);
                None
            }
        });
        let values = row.values.into_iter().enumerate().map(|(at, value)| self.cell(number, at, value)).collect();
        self.rows.push(TableRow { number, geometry, values });
    }

    fn cell(&mut self, row: u64, at: usize, value: Value) -> Cell {
        match value {
            Value::Null => Cell::Nothing,
            Value::Number(number) => Cell::Number(number),
            Value::Text(text) => {
                let decoded = text_of(&text, &self.lettering);
                if !decoded.lost.is_empty() {
                    let expected = Name::new("chữ đọc được theo bảng mã của tệp", "text in the charset of the file");
                    let field = self.fields.get(at).cloned();
                    self.tell(Severity::Refused, IssueKind::Text, Some(row), field, decoded.text.clone(), expected);
                }
                let text = decoded.text.trim();
                if text.is_empty() { Cell::Nothing } else { Cell::Text(text.to_owned()) }
            }
        }
    }
}
