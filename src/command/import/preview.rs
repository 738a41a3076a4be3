//! The shapes of a file for a map: a bounded number of rows, thinned, as they stand in the file and as they were placed.

use std::collections::{BTreeMap, BTreeSet};

use geo::{Coord, Geometry, MapCoords};

use super::bodies::Record;
use super::intake::Intake;
use super::thin::thin;
use super::{Fate, ImportReport};
use crate::import::issue::{Issue, Severity};
use crate::import::mapping::Understood;
use crate::import::place::SourceCrs;
use crate::import::table::{Cell, Table, TableRow};
use crate::model::Id;

/// The most rows that are shown.
const MOST_ROWS: usize = 2_000;

/// The most of them that are shown only because something is wrong with them.
const MOST_WRONG: usize = 500;

/// The most points of all shapes together: about two megabytes on the wire.
const MOST_POINTS: usize = 100_000;

/// The shapes of a file, thinned.
#[derive(Clone, Debug, Default)]
pub struct Shapes {
    /// How many rows have a shape.
    pub matched: usize,
    /// Those that are shown, in the order of the file: all of a short one; of a long one some, evenly chosen, and those that could not be read.
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
    pub difference: Option<Fate>,
    /// The worst that is said of the row; `None` = nothing.
    pub severity: Option<Severity>,
}

impl Shapes {
    /// Where the rows would lie if the file were in this system. Rows with a point that cannot be there are left out.
    pub fn placed_by(&self, crs: SourceCrs, swapped: bool) -> Vec<(u64, Geometry<f64>)> {
        let placed = self.rows.iter().map(|row| Some((row.row, degrees(&row.raw, crs, swapped)?)));
        placed.flatten().collect()
    }
}

fn degrees(shape: &Geometry<f64>, crs: SourceCrs, swapped: bool) -> Option<Geometry<f64>> {
    let turned = |at: Coord<f64>| if swapped { Coord { x: at.y, y: at.x } } else { at };
    shape.try_map_coords(|at| crs.to_degrees(turned(at)).ok_or(())).ok()
}

/// The rows of a file that may be shown, gathered while they go by: a file of a million rows is never held for a picture.
pub(super) struct Preview {
    /// One row in so many is shown, besides those that something is wrong with.
    stride: usize,
    label: Option<usize>,
    matched: usize,
    wrong: usize,
    kept: Vec<Kept>,
}

/// A row that may be shown.
struct Kept {
    row: u64,
    label: Option<String>,
    raw: Geometry<f64>,
}

impl Preview {
    pub fn new(intake: &Intake, understood: &Understood) -> Self {
        let stride = intake.rows.div_ceil(MOST_ROWS - MOST_WRONG).max(1);
        let stride = if intake.rows <= MOST_ROWS { 1 } else { stride };
        Preview { stride, label: label_column(&intake.table, understood), matched: 0, wrong: 0, kept: Vec::new() }
    }

    /// A row goes by, and what is wrong with it.
    pub fn see(&mut self, row: TableRow, issues: &[Issue]) {
        let Some(raw) = row.geometry else { return };
        let is_next = self.matched.is_multiple_of(self.stride);
        self.matched += 1;
        let is_wrong = issues.iter().any(|issue| issue.severity < Severity::Note) && self.wrong < MOST_WRONG;
        if is_next || is_wrong {
            self.wrong += usize::from(!is_next);
            let label = self.label.and_then(|at| text(row.values.get(at)?));
            self.kept.push(Kept { row: row.number, label, raw });
        }
    }

    /// The shapes; `records` are what the rows came to, none while nobody knows where they are.
    pub fn finish(self, report: &ImportReport, records: &[Record]) -> Shapes {
        let severities = severities(report);
        let shown: BTreeSet<u64> = self.kept.iter().map(|kept| kept.row).collect();
        // Of a road's row the link is drawn, not its section.
        let drawn = |record: &&Record| shown.contains(&record.row) && record.body.shape().is_some();
        let by_row: BTreeMap<u64, &Record> = records.iter().filter(drawn).map(|record| (record.row, record)).collect();
        let shape = |kept: &Kept| Some(by_row.get(&kept.row)?.body.shape()?.get().clone());
        let repaired = thin_some(self.kept.iter().map(shape).collect());
        let (names, raw): (Vec<_>, Vec<_>) =
            self.kept.into_iter().map(|kept| ((kept.row, kept.label), kept.raw)).unzip();
        let rows = names.into_iter().zip(thin(raw, MOST_POINTS)).zip(repaired).filter_map(|((name, raw), repaired)| {
            let ((row, label), raw) = (name, raw?);
            let record = by_row.get(&row);
            let as_it_was = || degrees(&raw, report.crs?, report.swapped);
            Some(RowShape {
                row,
                label,
                placed: repaired.or_else(as_it_was),
                raw,
                id: record.map(|record| record.key.id.clone()),
                difference: record.map(|record| record.fate.clone()),
                severity: severities.get(&row).copied(),
            })
        });
        Shapes { matched: self.matched, rows: rows.collect() }
    }
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

/// The column that fills the record's label or name.
fn label_column(table: &Table, understood: &Understood) -> Option<usize> {
    let names = |keys: &str, wanted: &str| keys.split(", ").any(|key| key == wanted);
    let of = |wanted: &str| understood.used.iter().find(|(_, keys)| names(keys, wanted)).map(|(column, _)| column);
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
