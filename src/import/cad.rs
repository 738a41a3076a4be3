//! Drawings keep an outline and its name apart: texts are joined to the outline they stand in, and become a field of it.

use geo::{Coord, Geometry, MultiPolygon, Polygon};

use super::issue::{Issue, IssueKind, Severity};
use super::repair::join_labels;
use super::table::{Cell, Table, TableRow};
use crate::model::Name;

/// The field in which DXF and DGN files keep a text.
const TEXT: &str = "Text";

/// Ends of a line nearer than this enclose ground, in units of the drawing; the repair decides in metres what is closed.
const CLOSE: f64 = 0.2;

/// Joins the texts of a drawing to its outlines; a table that is no drawing stays as it is.
///
/// **Shape**: rows that are outlines, their *Text* the texts inside, from top to bottom; rows of other shapes stay. A text in no outline is told.
pub fn join(table: &mut Table) {
    let Some(field) = table.fields.iter().position(|field| field == TEXT) else { return };
    let (labels, others): (Vec<TableRow>, Vec<TableRow>) =
        std::mem::take(&mut table.rows).into_iter().partition(|row| label(row, field).is_some());
    let outlines: Vec<MultiPolygon<f64>> = others.iter().map(outline).collect();
    let texts: Vec<(Coord<f64>, String)> = labels.iter().filter_map(|row| label(row, field)).collect();
    let joined = join_labels(&outlines, &texts);
    table.rows = others;
    for (row, inside) in table.rows.iter_mut().zip(&joined.per_outline) {
        let mut inside: Vec<&(Coord<f64>, String)> = inside.iter().map(|at| &texts[*at]).collect();
        inside.sort_by(|one, other| other.0.y.total_cmp(&one.0.y));
        if !inside.is_empty() {
            let words: Vec<&str> = inside.iter().map(|(_, text)| text.as_str()).collect();
            row.values[field] = Cell::Text(words.join(" "));
        }
    }
    for orphan in joined.orphans {
        table.issues.push(Issue {
            severity: Severity::Note,
            kind: IssueKind::Label,
            layer: table.layer.clone(),
            row: labels.get(orphan).map(|row| row.number),
            field: Some(TEXT.to_owned()),
            found: texts[orphan].1.clone(),
            expected: Name::new("nhãn nằm trong một vùng", "a label inside an outline"),
            at: None,
        });
    }
}

/// A row that is a text: a point with words.
fn label(row: &TableRow, field: usize) -> Option<(Coord<f64>, String)> {
    match (row.geometry.as_ref()?, row.values.get(field)?) {
        (Geometry::Point(point), Cell::Text(text)) => Some((point.0, text.clone())),
        _ => None,
    }
}

/// The ground a row encloses; nothing for one that encloses none.
fn outline(row: &TableRow) -> MultiPolygon<f64> {
    match &row.geometry {
        Some(Geometry::Polygon(polygon)) => MultiPolygon(vec![polygon.clone()]),
        Some(Geometry::MultiPolygon(polygons)) => polygons.clone(),
        Some(Geometry::LineString(line)) => match (line.0.first(), line.0.last()) {
            (Some(first), Some(last)) if line.0.len() > 3 && (*first - *last).x.hypot((*first - *last).y) < CLOSE => {
                MultiPolygon(vec![Polygon::new(line.clone(), vec![])])
            }
            _ => MultiPolygon(vec![]),
        },
        _ => MultiPolygon(vec![]),
    }
}
