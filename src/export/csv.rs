//! CSV (RFC 4180): commas, a point in numbers, UTF-8 with a mark so that Excel takes the letters for what they are.
//!
//! Commas, because every program reads them so; a Vietnamese Excel expects semicolons and decimal commas and is better served
//! by XLSX. A text that a spreadsheet would take for a formula has an apostrophe before it, and so has one that starts with one:
//! who takes one apostrophe away has the text again.

use std::io::Write;

use super::error::disk;
use super::target::Placing;
use super::wkt::wkt;
use super::{ExportError, Flat, TargetCrs, Value};

/// The column in which shapes stand.
pub const WKT: &str = "wkt";

const MARK: &[u8] = b"\xef\xbb\xbf";

/// Writes a layer, row by row, shapes as WKT in the last column.
///
/// **Shape**: how many rows. **Errors**: [`ExportError`].
pub fn write_layer(flat: &Flat<'_>, crs: TargetCrs, to: &mut impl Write) -> Result<u64, ExportError> {
    to.write_all(MARK)?;
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(to);
    let heads = flat.columns.iter().map(|column| column.key.as_str()).chain([WKT]);
    out.write_record(heads).map_err(disk)?;
    let placing = Placing::new(crs);
    let mut rows = 0;
    for row in with_wkt(flat, &placing) {
        out.write_record(row?.iter().map(cell)).map_err(disk)?;
        rows += 1;
    }
    out.flush()?;
    Ok(rows)
}

/// The values of every row, its shape as WKT last.
pub(super) fn with_wkt<'f>(
    flat: &'f Flat<'_>,
    placing: &'f Placing,
) -> impl Iterator<Item = Result<Vec<Value>, ExportError>> + use<'f> {
    flat.rows().map(|row| {
        let mut row = row?;
        let shape = match &row.geometry {
            None => Value::Nothing,
            Some(geometry) => {
                let id = super::wire_row::id_of(&row.values);
                Value::Text(wkt(&*placing.place(geometry, flat.name(), id)?, placing.crs))
            }
        };
        row.values.push(shape);
        Ok(row.values)
    })
}

fn cell(value: &Value) -> String {
    match value {
        Value::Nothing => String::new(),
        Value::Text(text) if is_taken_for_a_formula(text) => format!("'{text}"),
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(bool) => bool.to_string(),
        Value::Date(day) => day.to_string(),
    }
}

fn is_taken_for_a_formula(text: &str) -> bool {
    let is_number = || text.parse::<f64>().is_ok_and(f64::is_finite);
    text.starts_with(['=', '+', '@', '\t', '\r', '\'']) || (text.starts_with('-') && !is_number())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_starts_like_a_formula_is_made_inert_and_can_be_had_again() {
        for text in ["=1+1", "+84 208", "@SUM(A1)", "\tx", "-cmd|' /C calc'!A0", "'tick", "-"] {
            assert_eq!(cell(&Value::Text(text.to_owned())), format!("'{text}"));
        }
        for text in ["-12.5", "A-07", "", "lô = 1"] {
            assert_eq!(cell(&Value::Text(text.to_owned())), text);
        }
        assert_eq!(cell(&Value::Number(-2.50)), "-2.5");
    }
}
