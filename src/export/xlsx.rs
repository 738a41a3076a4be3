//! Excel sheets. Texts are written as texts: what starts like a formula stays inert.

use std::path::Path;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::csv::{WKT, with_wkt};
use super::pieces::{Cell, Pieces};
use super::target::Placing;
use super::{Column, ExportError, Flat, Table, TargetCrs, Value};
use crate::model::Name;

/// Excel's limits: rows of a sheet with its heading, and characters of a cell.
pub const MOST_ROWS: usize = 1_048_576;
/// See [`MOST_ROWS`].
pub const LONGEST_TEXT: usize = 32_767;

/// Columns of a sheet.
const MOST_COLUMNS: usize = 16_384;

const CELL: Cell = Cell { most: LONGEST_TEXT, measure: char::len_utf16, is_trimmed: false };

/// Writes a table as a sheet: a heading with the columns' keys, then the rows. Shapes are not written.
///
/// **Errors**: more rows or longer texts than a sheet takes.
pub fn write(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let looks = Looks::new();
    let sheet = workbook.add_worksheet();
    heading(sheet, table.columns.iter().map(|column| column.key.as_str()), &looks)?;
    for (at, row) in (1_u32..).zip(&table.rows) {
        put(sheet, at, &row.values, &looks)?;
    }
    workbook.save_to_buffer()
}

/// Writes a layer, row by row: a sheet with its rows, shapes as WKT in the last column, and a sheet that says what the columns are.
/// Texts longer than a cell go on in further columns.
///
/// **Shape**: how many rows. **Errors**: [`ExportError`], more rows or columns than a sheet takes too.
pub fn write_layer(flat: &Flat<'_>, crs: TargetCrs, path: &Path) -> Result<u64, ExportError> {
    let placing = Placing::new(crs);
    let mut pieces = Pieces::new(CELL, flat.columns.len() + 1);
    for row in with_wkt(flat, &placing) {
        pieces.see(&row?);
    }
    let keys = || flat.columns.iter().map(|column| column.key.as_str()).chain([WKT]);
    let names = pieces.names(keys());
    fits(flat.len(), names.len())?;
    let mut workbook = Workbook::new();
    let looks = Looks::new();
    // Rows leave the memory as they are written.
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name(flat.name())?;
    sheet.set_freeze_panes(1, 1)?;
    heading(sheet, names.iter().map(String::as_str), &looks)?;
    for (at, row) in (1_u32..).zip(with_wkt(flat, &placing)) {
        put(sheet, at, &pieces.apart(&row?), &looks)?;
    }
    meanings(workbook.add_worksheet(), flat, crs, &looks)?;
    workbook.save(path)?;
    Ok(flat.len() as u64)
}

fn fits(rows: usize, columns: usize) -> Result<(), ExportError> {
    if rows < MOST_ROWS && columns <= MOST_COLUMNS {
        return Ok(());
    }
    Err(ExportError::DoesNotFit(Name::new(
        format!("{rows} dòng, {columns} cột không vừa một trang Excel; hãy chọn gpkg"),
        format!("{rows} rows and {columns} columns do not fit a sheet; take gpkg"),
    )))
}

/// The sheet that says what the columns are.
fn meanings(sheet: &mut Worksheet, flat: &Flat<'_>, crs: TargetCrs, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name("columns")?;
    heading(sheet, ["column", "tiếng Việt", "English"].into_iter(), looks)?;
    let shape = Column {
        key: WKT.to_owned(),
        label: Name::new(
            format!("Hình dạng, tọa độ {crs}, hướng đông trước"),
            format!("Shape in {crs}, easting first"),
        ),
    };
    for (row, column) in (1_u32..).zip(flat.columns.iter().chain([&shape])) {
        for (at, text) in (0_u16..).zip([&column.key, &column.label.vi, &column.label.en]) {
            sheet.write_string(row, at, text)?;
        }
    }
    for (at, width) in [(0, 28.0), (1, 44.0), (2, 44.0)] {
        sheet.set_column_width(at, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// How cells look.
struct Looks {
    heading: Format,
    day: Format,
}

impl Looks {
    fn new() -> Self {
        Looks { heading: Format::new().set_bold(), day: Format::new().set_num_format("yyyy-mm-dd") }
    }
}

fn heading<'h>(sheet: &mut Worksheet, names: impl Iterator<Item = &'h str>, looks: &Looks) -> Result<(), XlsxError> {
    for (at, name) in (0_u16..).zip(names) {
        sheet.write_string_with_format(0, at, name, &looks.heading)?;
    }
    Ok(())
}

fn put(sheet: &mut Worksheet, row: u32, values: &[Value], looks: &Looks) -> Result<(), XlsxError> {
    for (at, value) in (0_u16..).zip(values) {
        match value {
            Value::Nothing => {}
            Value::Text(text) => drop(sheet.write_string(row, at, text)?),
            Value::Number(number) => drop(sheet.write_number(row, at, *number)?),
            Value::Bool(bool) => drop(sheet.write_boolean(row, at, *bool)?),
            Value::Date(day) => {
                let parts = (u16::try_from(day.year()), u8::try_from(day.month()), u8::try_from(day.day()));
                // A sheet has no days before 1900.
                match parts {
                    (Ok(year @ 1900..), Ok(month), Ok(day)) => {
                        let day = ExcelDateTime::from_ymd(year, month, day)?;
                        sheet.write_datetime_with_format(row, at, &day, &looks.day)?;
                    }
                    _ => drop(sheet.write_string(row, at, day.to_string())?),
                }
            }
        }
    }
    Ok(())
}
