//! Lists of corners: tables with a row for each corner of a plot become tables with a row for each plot.
//!
//! Consecutive rows of one plot are its outline, closed by itself or by repeating the first corner; what follows a closed ring is a hole
//! or a further part. A plot is named in every row, in its first row, or in a row of its own above its corners.

mod axes;
mod plot;

use std::collections::BTreeMap;

use geo::Coord;

pub use self::axes::ROLES;
use self::axes::{Axes, find};
use self::plot::Plot;
use super::issue::{Issue, IssueKind, Severity};
use super::mapping::{Target, TargetShape, decimal, naming_column};
use super::table::{Cell, Table, TableRow};
use crate::model::{Name, Refused};

/// What the reader of tables calls the columns of a table without a heading, before their number.
const UNNAMED: &str = "column ";

/// Joins the corners of a table without shapes; any other table stays as it is. A table without a heading is asked about.
pub fn join(table: &mut Table, target: &Target, said: &BTreeMap<String, String>) {
    if table.rows.iter().any(|row| row.geometry.is_some()) {
        return;
    }
    let Some(axes) = find(&table.fields, said) else {
        ask_for_columns(table, said);
        return;
    };
    let naming = naming_column(&table.fields, target, said).filter(|at| ![axes.east, axes.north].contains(at));
    let naming = naming.filter(|at| axes.point != Some(*at) || target.shape == TargetShape::Point);
    if !target.shape.takes_points() && naming.is_some_and(|naming| is_a_row_a_record(table, naming)) {
        // A position beside what is said of each record is no outline.
        return;
    }
    take_columns(table, &axes, target);
    let corners = std::mem::take(&mut table.rows);
    let mut joining = Joining { table, target, axes, naming, plots: Vec::new(), title: None, has_titles: false };
    for row in corners {
        joining.row(row);
    }
    joining.finish();
}

/// A table whose columns have no names is never read by their order alone.
fn ask_for_columns(table: &mut Table, said: &BTreeMap<String, String>) {
    let is_unnamed = |field: &String| field.starts_with(UNNAMED) && !said.contains_key(field);
    if table.fields.is_empty() || !table.fields.iter().all(is_unnamed) {
        return;
    }
    let first = table.rows.first().map(|row| row.values.iter().map(shown).collect::<Vec<_>>().join(" | "));
    let roles = ROLES.join(", ");
    table.issues.push(Issue {
        severity: Severity::Question,
        kind: IssueKind::Columns,
        layer: table.layer.clone(),
        row: None,
        field: None,
        found: first.unwrap_or_default(),
        expected: Name::new(
            format!(
                "dòng tiêu đề, hoặc chỉ rõ từng cột “column 1”, “column 2” … là gì ({roles}, hay một khóa của lớp)"
            ),
            format!("a heading, or say what “column 1”, “column 2” … are ({roles}, or a key of the layer)"),
        ),
        at: None,
    });
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) => text.clone(),
    }
}

/// Whether every row names another record than the one before.
fn is_a_row_a_record(table: &Table, naming: usize) -> bool {
    let name = |row: &TableRow| row.values.get(naming).cloned().unwrap_or_default();
    table.rows.iter().all(|row| name(row) != Cell::Nothing)
        && table.rows.windows(2).all(|pair| name(&pair[0]) != name(&pair[1]))
}

/// Tells for what the columns of corners were taken.
fn take_columns(table: &mut Table, axes: &Axes, target: &Target) {
    let point = axes.point.filter(|_| target.shape != TargetShape::Point);
    for (at, role) in [(Some(axes.east), "easting"), (Some(axes.north), "northing"), (point, "point")] {
        table.taken.extend(at.map(|at| (table.fields[at].clone(), role.to_owned())));
    }
}

struct Joining<'j> {
    table: &'j mut Table,
    target: &'j Target,
    axes: Axes,
    naming: Option<usize>,
    plots: Vec<Plot>,
    title: Option<String>,
    has_titles: bool,
}

impl Joining<'_> {
    fn row(&mut self, row: TableRow) {
        match (self.number(&row, self.axes.east), self.number(&row, self.axes.north)) {
            (Ok(Some(x)), Ok(Some(y))) => self.corner(row, Coord { x, y }),
            (Ok(None), Ok(None)) => self.without_corner(&row),
            (east, north) => {
                let missing = || Refused::new("number", "", "hai tọa độ", "both coordinates");
                let at = if matches!(east, Ok(Some(_))) { self.axes.north } else { self.axes.east };
                let refused = east.err().or(north.err()).unwrap_or_else(missing);
                let field = self.table.fields.get(at).cloned();
                self.table.issues.push(Issue {
                    severity: Severity::Refused,
                    kind: IssueKind::BadValue,
                    layer: self.table.layer.clone(),
                    row: Some(row.number),
                    field,
                    found: refused.value,
                    expected: refused.allowed,
                    at: None,
                });
            }
        }
    }

    fn number(&self, row: &TableRow, at: usize) -> Result<Option<f64>, Refused> {
        match row.values.get(at) {
            Some(Cell::Number(number)) => Ok(Some(*number)),
            Some(Cell::Text(text)) => decimal(text).map(Some),
            Some(Cell::Nothing) | None => Ok(None),
        }
    }

    /// A row with a single text and no coordinates stands above the corners of the plot it names; in a list of points, and with more in it,
    /// it is a record that lacks its place. An empty row is none.
    fn without_corner(&mut self, row: &TableRow) {
        let filled: Vec<&Cell> = row.values.iter().filter(|cell| **cell != Cell::Nothing).collect();
        match filled.as_slice() {
            [] => {}
            [Cell::Text(title)] if self.target.shape != TargetShape::Point => {
                self.title = Some(title.clone());
                self.has_titles = true;
            }
            [first, ..] => {
                let found = shown(first);
                self.table.issues.push(Issue {
                    severity: Severity::Refused,
                    kind: IssueKind::NoGeometry,
                    layer: self.table.layer.clone(),
                    row: Some(row.number),
                    field: self.table.fields.get(self.axes.east).cloned(),
                    found,
                    expected: Name::new("hai tọa độ", "both coordinates"),
                    at: None,
                });
            }
        }
    }

    fn corner(&mut self, row: TableRow, at: Coord<f64>) {
        let name = match self.naming.and_then(|naming| row.values.get(naming)) {
            Some(Cell::Text(text)) => Some(text.clone()),
            Some(Cell::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        let is_point_layer = self.target.shape == TargetShape::Point;
        let is_unnamed = self.naming.is_none() && !self.has_titles;
        let is_new = match self.plots.last() {
            None => true,
            Some(_) if is_point_layer || self.title.is_some() => true,
            Some(plot) => name.is_some() && name != plot.name || is_unnamed && plot.is_closed(),
        };
        if is_new {
            let name = name.or_else(|| self.title.take());
            self.title = None;
            self.plots.push(Plot::new(row.number, name));
        }
        if let Some(plot) = self.plots.last_mut() {
            plot.add(at, row.values);
        }
    }

    /// Makes a row of every plot.
    fn finish(self) {
        let Joining { table, target, axes, plots, has_titles, naming, .. } = self;
        let keeps_point = target.shape == TargetShape::Point && naming.is_none();
        let gone = |at: usize| at == axes.east || at == axes.north || axes.point == Some(at) && naming != Some(at);
        let name_field = naming.is_none() && (has_titles || keeps_point);
        let kept: Vec<usize> = (0..table.fields.len()).filter(|at| !gone(*at)).collect();
        for plot in plots {
            let name = match (&plot.name, axes.point.filter(|_| keeps_point)) {
                (Some(name), _) => Cell::Text(name.clone()),
                (None, Some(point)) => plot.values.get(point).cloned().unwrap_or_default(),
                (None, None) => Cell::Nothing,
            };
            let mut values: Vec<Cell> =
                kept.iter().map(|at| plot.values.get(*at).cloned().unwrap_or_default()).collect();
            values.extend(name_field.then_some(name));
            table.rows.push(TableRow {
                number: plot.row,
                geometry: Some(plot.shape(target.shape)),
                unclosed: Vec::new(),
                values,
            });
        }
        table.fields = kept.iter().map(|at| table.fields[*at].clone()).collect();
        table.fields.extend(name_field.then(|| target.text.clone()));
    }
}
