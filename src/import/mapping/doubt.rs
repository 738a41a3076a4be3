//! Columns whose numbers can be read in two ways: 1,234 is a little over one, or more than a thousand; 62 along a road is Km62, or 62 m.

use std::collections::BTreeMap;

use super::chainage::{ChainageUnit, chainage, is_doubtful};
use super::value::{Sign, decimal, sign_of};
use crate::import::table::Cell;

/// A column whose numbers can be read in two ways.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubtful {
    /// The column.
    pub column: String,
    /// A number of it.
    pub example: String,
    /// As what it was read.
    pub read_as: f64,
    /// Between which ways.
    pub between: Between,
}

/// The ways in which a number can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    /// A sign that starts decimals, or groups thousands.
    DecimalsAndThousands,
    /// A place along a road in kilometres or in metres.
    KilometresAndMetres,
}

/// What was seen of the numbers of a file so far.
#[derive(Clone, Debug, Default)]
pub struct Doubts {
    by_column: BTreeMap<String, Seen>,
    chainages: BTreeMap<String, Doubtful>,
}

#[derive(Clone, Debug, Default)]
struct Seen {
    example: Option<String>,
    has_decimals: bool,
}

impl Doubts {
    /// Looks at one number.
    pub fn see(&mut self, column: &str, text: &str) {
        if self.by_column.get(column).is_some_and(|seen| seen.has_decimals) {
            return;
        }
        let sign = sign_of(text);
        if sign == Sign::Clear {
            return;
        }
        let seen = self.by_column.entry(column.to_owned()).or_default();
        match sign {
            Sign::Decimal => seen.has_decimals = true,
            Sign::Doubtful if seen.example.is_none() => seen.example = Some(text.trim().to_owned()),
            _ => {}
        }
    }

    /// Looks at one place along a road.
    pub fn see_chainage(&mut self, column: &str, cell: &Cell, unit: ChainageUnit) {
        let text = match cell {
            Cell::Text(text) => text.trim().to_owned(),
            Cell::Number(number) => number.to_string(),
            Cell::Nothing => return,
        };
        if self.chainages.contains_key(column) || !is_doubtful(&text, unit) {
            return;
        }
        if let Ok(read_as) = chainage(&text, unit) {
            let between = Between::KilometresAndMetres;
            self.chainages
                .insert(column.to_owned(), Doubtful { column: column.to_owned(), example: text, read_as, between });
        }
    }

    /// The columns whose places along a road tell no unit, and those in which every number with a sign could be thousands.
    pub fn columns(self) -> Vec<Doubtful> {
        let doubtful = |(column, seen): (String, Seen)| {
            let example = seen.example.filter(|_| !seen.has_decimals)?;
            let read_as = decimal(&example).ok()?;
            Some(Doubtful { column, example, read_as, between: Between::DecimalsAndThousands })
        };
        let mut columns: Vec<Doubtful> = self.chainages.into_values().collect();
        columns.extend(self.by_column.into_iter().filter_map(doubtful));
        columns
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubtful(numbers: &[&str]) -> Vec<Doubtful> {
        let mut doubts = Doubts::default();
        numbers.iter().for_each(|number| doubts.see("dt", number));
        doubts.columns()
    }

    #[test]
    fn a_column_is_doubtful_until_one_number_can_only_be_decimals() {
        assert_eq!(doubtful(&["950", "1,234", "2,500"])[0].example, "1,234");
        assert_eq!(doubtful(&["1,234"])[0].read_as, 1.234);
        assert!(doubtful(&["1,234", "2,5"]).is_empty());
        assert!(doubtful(&["950", "12"]).is_empty());
    }
}
