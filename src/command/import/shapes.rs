//! The shapes of a file for a map: a bounded number of rows, thinned, as they stand in the file and as they were placed.

use std::collections::BTreeMap;

use geo::{Coord, Geometry, MapCoords};

use super::bodies::Record;
use super::thin::thin;
use super::{Difference, ImportReport};
use crate::import::issue::Severity;
use crate::import::place::{SourceCrs, Unit};
use crate::import::table::{Cell, Table, TableRow};
use crate::model::{Id, Metric, MetricFrame};

/// The most rows that are shown.
const MOST_ROWS: usize = 2_000;

/// The most points of all shapes together: about two megabytes on the wire.
const MOST_POINTS: usize = 100_000;

/// The shapes of a file, thinned.
#[derive(Clone, Debug, Default)]
pub struct Shapes {
    /// How many rows have a shape.
    pub matched: usize,
    /// Those that are shown: first whatever is wrong, then as many others, evenly chosen; in the order of the file.
    pub rows: Vec<RowShape>,
}

/// The shape of one row.
#[derive(Clone, Debug)]
pub struct RowShape {
    /// The row's number in the file.
    pub row: u64,
    /// What the row calls it.
    pub label: Option<String>,
    /// As it stands in the file, in the file's own coordinates.
    pub raw: Geometry<f64>,
    /// As it was placed and repaired, degrees; `None` = nobody knows where it is.
    pub placed: Option<Geometry<f64>>,
    /// The record it makes; `None` = none.
    pub id: Option<Id>,
    /// What the record would change; `None` = it was not compared.
    pub difference: Option<Difference>,
    /// The worst that is said of the row; `None` = nothing.
    pub severity: Option<Severity>,
}

impl Shapes {
    /// Where the rows would lie if the file were in this system. Rows with a point that cannot be there are left out.
    pub fn placed_by(&self, crs: SourceCrs, swapped: bool, unit: Unit) -> Vec<(u64, Geometry<f64>)> {
        let scale = if unit == Unit::Millimetres { 1e-3 } else { 1.0 };
        let placed = self.rows.iter().map(|row| Some((row.row, degrees(&row.raw, crs, swapped, scale)?)));
        placed.flatten().collect()
    }
}

fn degrees(shape: &Geometry<f64>, crs: SourceCrs, swapped: bool, scale: f64) -> Option<Geometry<f64>> {
    let turned = |at: Coord<f64>| if swapped { Coord { x: at.y, y: at.x } } else { at };
    shape.try_map_coords(|at| crs.to_degrees(turned(at) * scale).ok_or(())).ok()
}

/// The shapes of a table; `records` are what its rows came to, none while nobody knows where they are.
pub(super) fn placed(table: &Table, report: &ImportReport, records: &[Record]) -> Shapes {
    let severities = severities(report);
    let with_shape: Vec<&TableRow> = table.rows.iter().filter(|row| row.geometry.is_some()).collect();
    let chosen = chosen(&with_shape, &severities);
    let label = label_column(table, report);
    let frame = MetricFrame::new(report.grid);
    let by_row: BTreeMap<u64, &Record> = records.iter().map(|record| (record.row, record)).collect();
    let repaired: Vec<Option<Geometry<f64>>> =
        chosen.iter().map(|row| by_row.get(&row.number)?.metres.clone()).collect();
    let raw = thin(chosen.iter().filter_map(|row| row.geometry.clone()).collect(), MOST_POINTS);
    let repaired = thin_some(repaired);
    let rows = chosen.iter().zip(raw).zip(repaired).filter_map(|((row, raw), repaired)| {
        let raw = raw?;
        let record = by_row.get(&row.number);
        let as_it_was = || degrees(&raw, report.crs?, report.swapped, 1.0);
        Some(RowShape {
            row: row.number,
            label: label.and_then(|at| text(row.values.get(at)?)),
            placed: repaired.map(|metres| frame.to_degrees(&Metric(metres))).or_else(as_it_was),
            raw,
            id: record.map(|record| record.key.id.clone()),
            difference: record.and_then(|record| difference(&record.key.id, report)),
            severity: severities.get(&row.number).copied(),
        })
    });
    Shapes { matched: with_shape.len(), rows: rows.collect() }
}

/// Thins those that are there, and keeps the places of the others.
fn thin_some(shapes: Vec<Option<Geometry<f64>>>) -> Vec<Option<Geometry<f64>>> {
    let there: Vec<bool> = shapes.iter().map(Option::is_some).collect();
    let mut thinned = thin(shapes.into_iter().flatten().collect(), MOST_POINTS).into_iter();
    there.into_iter().map(|there| if there { thinned.next().flatten() } else { None }).collect()
}

/// The worst that is said of each row.
fn severities(report: &ImportReport) -> BTreeMap<u64, Severity> {
    let mut worst = BTreeMap::new();
    for issue in &report.issues {
        let Some(row) = issue.row else { continue };
        let known = worst.entry(row).or_insert(issue.severity);
        *known = issue.severity.min(*known);
    }
    worst
}

/// As many rows as are shown, in order: those that something is wrong with come before the others.
fn chosen<'t>(rows: &[&'t TableRow], severities: &BTreeMap<u64, Severity>) -> Vec<&'t TableRow> {
    if rows.len() <= MOST_ROWS {
        return rows.to_vec();
    }
    let is_wrong = |row: &&&TableRow| severities.get(&row.number).is_some_and(|severity| *severity < Severity::Note);
    let mut chosen: Vec<&TableRow> = rows.iter().filter(is_wrong).take(MOST_ROWS).copied().collect();
    let rest: Vec<&TableRow> = rows.iter().filter(|row| !is_wrong(row)).copied().collect();
    let room = MOST_ROWS - chosen.len();
    chosen.extend((0..room.min(rest.len())).map(|at| rest[at * rest.len() / room.min(rest.len())]));
    chosen.sort_by_key(|row| row.number);
    chosen
}

/// The column that fills the record's label or name.
fn label_column(table: &Table, report: &ImportReport) -> Option<usize> {
    let of = |wanted: &str| report.understood.used.iter().find(|(_, key)| key == wanted).map(|(column, _)| column);
    let column = ["label", "label.vi", "name", "name.vi"].into_iter().find_map(of)?;
    table.fields.iter().position(|field| field == column)
}

fn text(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Nothing => None,
        Cell::Number(number) => Some(number.to_string()),
        Cell::Text(text) => Some(text.chars().take(100).collect()),
    }
}

fn difference(id: &Id, report: &ImportReport) -> Option<Difference> {
    let differences = &report.differences;
    let lists = [
        (&differences.added, Difference::Added),
        (&differences.changed, Difference::Changed),
        (&differences.unchanged, Difference::Unchanged),
    ];
    lists.into_iter().find(|(ids, _)| ids.contains(id)).map(|(_, difference)| difference)
}
