//! ESRI Shapefile: what its tables cannot hold is carried another way, and said in a table of names.
//!
//! Names have ten letters: `<layer>.columns.csv` says which column each is. A text has 254 bytes: longer ones go on in further
//! columns. A file has one kind of shape: a layer of several is several files. All of it comes as one zip.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::Path;

use geo::Geometry;
use zip::write::SimpleFileOptions;

use super::pieces::{Cell, Pieces};
use super::target::Placing;
use super::vector::wkb;
use super::write::{id_of, wire_value};
use super::{ExportError, Flat, TargetCrs, Value};
use crate::gis::Worker;
use crate::gis::wire::{ColumnKind, Driver, NewRow, Shape, WriteColumn, WriteLayer, Writing};
use crate::model::Name;

/// A text cell of a DBF table. Blanks at its end are filling.
const CELL: Cell = Cell { most: 254, measure: char::len_utf8, is_trimmed: true };

/// Letters of a column's name.
const LONGEST_NAME: usize = 10;

/// More columns than programs open.
const MOST_COLUMNS: usize = 255;

/// Digits of a number that all programs read.
const WIDEST_NUMBER: usize = 19;

/// Writes a layer into a folder, and zips it.
///
/// **Shape**: how many rows. **Errors**: [`ExportError`].
pub fn write_layer(
    flat: &Flat<'_>,
    crs: TargetCrs,
    worker: &Worker,
    folder: &Path,
    zip: &Path,
) -> Result<u64, ExportError> {
    let table = Table::survey(flat)?;
    let families = families(flat);
    let parts = folder.join("parts");
    fs::create_dir(&parts)?;
    names(flat, &table, &parts.join(format!("{}.columns.csv", flat.name())))?;
    let layer = |family: &Option<Family>| {
        let name = match family {
            Some(family) if families.len() > 1 => format!("{}_{}", flat.name(), family.name()),
            _ => flat.name().to_owned(),
        };
        let shape = family.map_or(Shape::None, Family::shape);
        WriteLayer { file: format!("{name}.shp"), name, shape }
    };
    let layers = families.iter().map(layer).collect();
    let writing = Writing { driver: Driver::Shapefile, layers, columns: table.columns.clone(), epsg: Some(crs.epsg()) };
    let mut files = worker.write(&parts, writing)?;
    let placing = Placing::new(crs);
    for row in flat.rows() {
        let row = row?;
        let family = row.geometry.as_ref().and_then(Family::of);
        // A row without a shape stands with the first kind there is.
        let layer = families.iter().position(|other| family.is_some() && *other == family).unwrap_or(0);
        let wkb = wkb(row.geometry.as_ref(), &placing, flat.name(), id_of(&row.values))?;
        let values = table.pieces.apart(&row.values);
        let values =
            values.iter().zip(&table.columns).map(|(value, column)| wire_value(&fitted(value, column))).collect();
        files.put(NewRow { layer, wkb, values })?;
    }
    files.finish()?;
    pack(&parts, zip)?;
    Ok(flat.len() as u64)
}

/// The kinds of shapes a Shapefile tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Family {
    Point,
    Line,
    Polygon,
}

impl Family {
    fn of(geometry: &Geometry<f64>) -> Option<Self> {
        match geometry {
            Geometry::Point(_) => Some(Family::Point),
            Geometry::LineString(_) | Geometry::MultiLineString(_) => Some(Family::Line),
            Geometry::Polygon(_) | Geometry::MultiPolygon(_) => Some(Family::Polygon),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Family::Point => "point",
            Family::Line => "line",
            Family::Polygon => "polygon",
        }
    }

    fn shape(self) -> Shape {
        match self {
            Family::Point => Shape::Point,
            Family::Line => Shape::Line,
            Family::Polygon => Shape::Polygon,
        }
    }
}

/// The kinds there are; `None` alone where no row has a shape.
fn families(flat: &Flat<'_>) -> Vec<Option<Family>> {
    let found: BTreeSet<Family> = flat.shapes().flatten().filter_map(Family::of).collect();
    if found.is_empty() { vec![None] } else { found.into_iter().map(Some).collect() }
}

/// The columns of the DBF table, wide enough for every row.
struct Table {
    pieces: Pieces,
    /// Names as the layer has them, those of further pieces too.
    keys: Vec<String>,
    columns: Vec<WriteColumn>,
}

impl Table {
    /// Looks at every row.
    fn survey(flat: &Flat<'_>) -> Result<Self, ExportError> {
        let mut pieces = Pieces::new(CELL, flat.columns.len());
        let mut digits = vec![Digits::default(); flat.columns.len()];
        for row in flat.rows() {
            let row = row?;
            pieces.see(&row.values);
            digits.iter_mut().zip(&row.values).for_each(|(digits, value)| digits.see(value));
            let columns = pieces.counts.iter().sum::<usize>();
            if columns > MOST_COLUMNS {
                let reason = Name::new(
                    format!("cần {columns} cột, Shapefile chỉ có {MOST_COLUMNS}; hãy chọn gpkg"),
                    format!("{columns} columns are needed and a Shapefile has {MOST_COLUMNS}; take gpkg"),
                );
                return Err(ExportError::record(flat.name(), id_of(&row.values), reason));
            }
        }
        let keys = pieces.names(flat.columns.iter().map(|column| column.key.as_str()));
        let widths = flat.kinds.iter().zip(&digits).zip(&pieces.counts).flat_map(|((kind, digits), count)| {
            let column = digits.column(*kind);
            std::iter::repeat_n(column, *count)
        });
        let columns = short_names(&keys).into_iter().zip(widths);
        let columns = columns.map(|(name, (kind, width))| WriteColumn { name, kind, width }).collect();
        Ok(Table { pieces, keys, columns })
    }
}

/// What the values of a column need.
#[derive(Clone, Copy, Debug, Default)]
struct Digits {
    whole: usize,
    decimals: usize,
}

impl Digits {
    fn see(&mut self, value: &Value) {
        if let Value::Number(number) = value {
            let text = number.to_string();
            let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
            self.whole = self.whole.max(whole.len());
            self.decimals = self.decimals.max(decimals.len());
        }
    }

    /// How a column of a kind is kept: with as many digits as its numbers have, or as text where those are too many.
    fn column(self, kind: ColumnKind) -> (ColumnKind, Option<(u8, u8)>) {
        let text = (ColumnKind::Text, Some((254, 0)));
        match kind {
            ColumnKind::Text => text,
            ColumnKind::Bool => (ColumnKind::Text, Some((5, 0))),
            ColumnKind::Date => (ColumnKind::Date, None),
            ColumnKind::Number => {
                let width = self.whole.max(1) + if self.decimals > 0 { 1 + self.decimals } else { 0 };
                match (u8::try_from(width), u8::try_from(self.decimals)) {
                    (Ok(width), Ok(decimals)) if usize::from(width) <= WIDEST_NUMBER => (kind, Some((width, decimals))),
                    _ => text,
                }
            }
        }
    }
}

/// A value as its column keeps it.
fn fitted(value: &Value, column: &WriteColumn) -> Value {
    match (column.kind, value) {
        (ColumnKind::Text, Value::Bool(bool)) => Value::Text(bool.to_string()),
        (ColumnKind::Text, Value::Number(number)) => Value::Text(number.to_string()),
        // Four digits of year are all that a table has.
        (_, value) => value.clone(),
    }
}

/// Names of at most ten letters, each its own: `declared_a`, `tenure_val`, `claims_2`.
fn short_names(keys: &[String]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let short = |key: &String| {
        let plain: String =
            key.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }).collect();
        let cut = |length: usize| plain.chars().take(length).collect::<String>();
        let mut name = cut(LONGEST_NAME);
        let mut number = 2;
        while !taken.insert(name.to_ascii_lowercase()) {
            let ending = format!("_{number}");
            name = format!("{}{ending}", cut(LONGEST_NAME - ending.len()));
            number += 1;
        }
        name
    };
    keys.iter().map(short).collect()
}

/// Which column of the layer each column of the table is.
fn names(flat: &Flat<'_>, table: &Table, file: &Path) -> Result<(), ExportError> {
    let mut out = csv::Writer::from_path(file).map_err(super::csv::disk)?;
    out.write_record(["dbf_name", "column"]).map_err(super::csv::disk)?;
    debug_assert!(table.keys.len() == table.columns.len() && table.keys.len() >= flat.columns.len());
    for (column, key) in table.columns.iter().zip(&table.keys) {
        out.write_record([&column.name, key]).map_err(super::csv::disk)?;
    }
    out.flush()?;
    Ok(())
}

/// Zips every file of a folder, in order of name.
fn pack(folder: &Path, to: &Path) -> Result<(), ExportError> {
    let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    let mut names: Vec<String> = entries.iter().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let mut zip = zip::ZipWriter::new(File::create_new(to)?);
    for name in names {
        zip.start_file(&name, SimpleFileOptions::default().large_file(false))?;
        io::copy(&mut File::open(folder.join(&name))?, &mut zip)?;
    }
    zip.finish()?.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_are_ten_letters_and_each_its_own() {
        let keys = [
            "declared_area_ha",
            "tenure.valid_from",
            "tenure.valuation",
            "claims",
            "claims#2",
            "calc.zone_name.vi",
            "calc.zone_name.en",
        ];
        let names = short_names(&keys.map(String::from));
        assert_eq!(names, ["declared_a", "tenure_val", "tenure_v_2", "claims", "claims_2", "calc_zone_", "calc_zon_2"]);
    }

    #[test]
    fn a_number_keeps_every_digit_or_becomes_a_text() {
        let mut digits = Digits::default();
        for number in [2.35, -1_234.0, 0.000_25] {
            digits.see(&Value::Number(number));
        }
        assert_eq!(digits.column(ColumnKind::Number), (ColumnKind::Number, Some((11, 5))));
        digits.see(&Value::Number(1.0 / 3.0));
        assert_eq!(digits.column(ColumnKind::Number), (ColumnKind::Text, Some((254, 0))));
    }
}
