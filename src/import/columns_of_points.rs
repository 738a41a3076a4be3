//! Tables without shapes whose columns are coordinates: lists of points, as surveyors and spreadsheets give them.

use geo::{Coord, Geometry, Point};

use super::issue::{Issue, IssueKind, Severity};
use super::mapping::decimal;
use super::table::{Cell, Table, TableRow};
use crate::model::{Name, Refused, fold};

/// Pairs of headings, east or longitude first; compared without marks and case, what stands in brackets is passed over. In Việt Nam X is
/// north and Y east, so a pair of bare letters is read so, and `place` turns it where that does not fit.
const PAIRS: [(&[&str], &[&str]); 3] = [
    (&["lon", "long", "lng", "longitude", "kinh do"], &["lat", "latitude", "vi do"]),
    (&["e", "easting", "dong", "toa do dong"], &["n", "northing", "bac", "toa do bac"]),
    (&["y", "toa do y", "y m"], &["x", "toa do x", "x m"]),
];

/// Gives the rows of a table without shapes the points their columns name; any other table stays as it is.
///
/// A row whose coordinates cannot be read has no shape, and what is wrong with it is told; one whose coordinates are empty has none.
pub fn take(table: &mut Table) {
    if table.rows.iter().any(|row| row.geometry.is_some()) {
        return;
    }
    let heads: Vec<String> =
        table.fields.iter().map(|field| fold(field.split('(').next().unwrap_or(field)).trim().to_owned()).collect();
    let of = |names: &[&str]| heads.iter().position(|head| names.contains(&head.as_str()));
    let Some((east, north)) = PAIRS.iter().find_map(|(east, north)| Some((of(east)?, of(north)?))) else { return };
    let mut issues = Vec::new();
    for row in &mut table.rows {
        let numbers = [east, north].map(|at| number(row, at));
        for (at, number) in [east, north].into_iter().zip(&numbers) {
            if let Err(refused) = number {
                issues.push(bad(&table.layer, &table.fields[at], row.number, refused));
            }
        }
        if let [Ok(Some(x)), Ok(Some(y))] = numbers {
            row.geometry = Some(Geometry::Point(Point(Coord { x, y })));
        }
    }
    table.issues.extend(issues);
}

fn number(row: &TableRow, at: usize) -> Result<Option<f64>, Refused> {
    match row.values.get(at) {
        None | Some(Cell::Nothing) => Ok(None),
        Some(Cell::Number(number)) => Ok(Some(*number)),
        Some(Cell::Text(text)) => decimal(text).map(Some),
    }
}

fn bad(layer: &str, field: &str, row: u64, refused: &Refused) -> Issue {
    Issue {
        severity: Severity::Refused,
        kind: IssueKind::BadValue,
        layer: layer.to_owned(),
        row: Some(row),
        field: Some(field.to_owned()),
        found: refused.value.clone(),
        expected: Name::new("tọa độ là một số", "a coordinate as a number"),
        at: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(fields: [&str; 2], rows: &[[&str; 2]]) -> Table {
        let cell = |text: &&str| if text.is_empty() { Cell::Nothing } else { Cell::Text((*text).to_owned()) };
        let rows = (1..).zip(rows).map(|(number, values)| TableRow {
            number,
            geometry: None,
            values: values.iter().map(cell).collect(),
        });
        Table { fields: fields.map(str::to_owned).to_vec(), rows: rows.collect(), ..Table::default() }
    }

    #[test]
    fn headings_of_both_languages_give_points_and_vietnamese_x_is_north() {
        let east_first = Some(Geometry::Point(Point::new(105.5, 21.25)));
        for (fields, row) in [
            (["lon", "lat"], ["105.5", "21.25"]),
            (["Vĩ độ", "Kinh độ"], ["21,25", "105,5"]),
            (["X (m, bắc)", "Y (m, đông)"], ["21.25", "105.5"]),
            (["N", "E"], ["21.25", "105.5"]),
        ] {
            let mut table = table(fields, &[row]);
            take(&mut table);
            assert_eq!(table.rows[0].geometry, east_first, "{fields:?}");
        }
        let mut other = table(["a", "b"], &[["1", "2"]]);
        take(&mut other);
        assert_eq!(other.rows[0].geometry, None);
    }

    #[test]
    fn what_is_no_number_is_told_of_its_row_and_column() {
        let mut table = table(["lon", "lat"], &[["105.5", "21.4"], ["x", "1e309"], ["", ""]]);
        take(&mut table);
        let told: Vec<_> =
            table.issues.iter().map(|issue| (issue.row, issue.field.as_deref(), issue.found.as_str())).collect();
        assert_eq!(told, [(Some(2), Some("lon"), "x"), (Some(2), Some("lat"), "1e309")]);
        assert_eq!(table.rows.iter().filter(|row| row.geometry.is_some()).count(), 1);
    }
}
