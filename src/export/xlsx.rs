//! Excel sheets. Texts are written as texts: what starts like a formula stays inert.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::{Table, Value};

/// Excel's limits: rows of a sheet with its heading, and characters of a cell.
pub const MOST_ROWS: usize = 1_048_576;
/// See [`MOST_ROWS`].
pub const LONGEST_TEXT: usize = 32_767;

/// Writes a table as a sheet: a heading with the columns' keys, then the rows. Shapes are not written.
///
/// **Errors**: more rows or longer texts than a sheet takes.
pub fn write(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let (bold, day) = (Format::new().set_bold(), Format::new().set_num_format("yyyy-mm-dd"));
    for (at, column) in (0_u16..).zip(&table.columns) {
        sheet.write_string_with_format(0, at, &column.key, &bold)?;
    }
    for (row, values) in (1_u32..).zip(table.rows.iter().map(|row| &row.values)) {
        for (at, value) in (0_u16..).zip(values) {
            match value {
                Value::Nothing => {}
                Value::Text(text) => drop(sheet.write_string(row, at, text)?),
                Value::Number(number) => drop(sheet.write_number(row, at, *number)?),
                Value::Bool(bool) => drop(sheet.write_boolean(row, at, *bool)?),
                Value::Date(date) => drop(sheet.write_string_with_format(row, at, date.to_string(), &day)?),
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}
