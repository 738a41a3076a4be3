//! The table of a Shapefile: short names, texts cut into columns, numbers as wide as they are.

use std::collections::BTreeSet;

use super::pieces::{Cell, Pieces};
use super::wire_row::id_of;
use super::{ExportError, Flat, Value};
use crate::gis::wire::{ColumnKind, WriteColumn};
use crate::model::Name;

/// A text cell of a DBF table. Blanks at its end are filling.
const CELL: Cell = Cell { most: 254, measure: char::len_utf8, is_trimmed: true };

/// Letters of a column's name.
const LONGEST_NAME: usize = 10;

/// More columns than programs open.
const MOST_COLUMNS: usize = 255;

/// Digits of a number that all programs read.
const WIDEST_NUMBER: usize = 19;

/// The columns of the DBF table, wide enough for every row.
pub struct Table {
    /// How texts are cut.
    pub pieces: Pieces,
    /// Names as the layer has them, those of further pieces too.
    pub keys: Vec<String>,
    /// Names as the table has them, and widths.
    pub columns: Vec<WriteColumn>,
}

impl Table {
    /// Looks at every row.
    ///
    /// **Errors**: [`ExportError`] for a record that needs more columns than there are.
    pub fn survey(flat: &Flat<'_>) -> Result<Self, ExportError> {
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
pub fn fitted(value: &Value, column: &WriteColumn) -> Value {
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
