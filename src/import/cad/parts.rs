//! Outlines that carry ids put together: parts of one record, and the holes in them.

use std::collections::{BTreeMap, BTreeSet};

use geo::{Coord, CoordsIter, Geometry, Intersects, LineString, MultiLineString, MultiPolygon, Polygon};

use super::outline;
use crate::import::issue::{Issue, IssueKind, Severity};
use crate::import::mapping::TargetShape;
use crate::import::repair::join_labels;
use crate::import::table::{Cell, Table, TableRow};
use crate::model::{Id, Name};

/// The field that names the layer of a drawing.
const LAYER: &str = "Layer";

/// How the layer of texts ends that are ids and nothing else (*mã*), as exports write them.
const IDS: &str = "_MA";

/// The texts of labels that stand in a layer of ids.
pub fn ids(table: &Table, labels: &[TableRow], text: usize) -> BTreeSet<String> {
    let Some(layer) = table.fields.iter().position(|field| field == LAYER) else { return BTreeSet::new() };
    let of_ids = |row: &&TableRow| matches!(row.values.get(layer), Some(Cell::Text(name)) if name.ends_with(IDS));
    let texts = labels.iter().filter(of_ids).filter_map(|row| match row.values.get(text) {
        Some(Cell::Text(text)) => Some(text.clone()),
        _ => None,
    });
    texts.collect()
}

/// Makes holes of outlines without a text inside one with an id, and one row of rows with the same id.
/// `ids` are texts that are known to be ids.
pub fn join(table: &mut Table, text: usize, shape: TargetShape, ids: &BTreeSet<String>) {
    if shape.takes_surfaces() {
        holes(table, text, ids);
    }
    parts(table, text, shape, ids);
}

/// The id on a row: one that is known, or a text of small letters, digits, dots and hyphens, which people do not write on drawings.
fn id<'r>(row: &'r TableRow, text: usize, ids: &BTreeSet<String>) -> Option<&'r str> {
    match row.values.get(text)? {
        Cell::Text(text) if ids.contains(text) => Some(text),
        Cell::Text(text) if (text.contains('.') || text.contains('-')) && Id::new(text).is_ok() => Some(text),
        _ => None,
    }
}

fn holes(table: &mut Table, text: usize, ids: &BTreeSet<String>) {
    let layer = table.fields.iter().position(|field| field == LAYER);
    let outlines: Vec<MultiPolygon<f64>> = table.rows.iter().map(outline).collect();
    let named: Vec<usize> = (0..table.rows.len()).filter(|at| id(&table.rows[*at], text, ids).is_some()).collect();
    let bare = |at: &usize| table.rows[*at].values.get(text) == Some(&Cell::Nothing) && !outlines[*at].0.is_empty();
    let bare: Vec<usize> = (0..table.rows.len()).filter(bare).collect();
    if named.is_empty() || bare.is_empty() {
        return;
    }
    let around: Vec<MultiPolygon<f64>> = named.iter().map(|at| outlines[*at].clone()).collect();
    let starts: Vec<(Coord<f64>, String)> =
        bare.iter().filter_map(|at| Some((outlines[*at].coords_iter().next()?, String::new()))).collect();
    let joined = join_labels(&around, &starts);
    let mut gone = vec![false; table.rows.len()];
    for (shell, inside) in joined.per_outline.iter().enumerate() {
        let shell = named[shell];
        for hole in inside.iter().map(|start| bare[*start]) {
            let is_inside = outlines[hole].coords_iter().all(|corner| outlines[shell].intersects(&corner));
            let cell = |row: usize| layer.and_then(|layer| table.rows[row].values.get(layer));
            if is_inside && cell(hole) == cell(shell) {
                cut(&mut table.rows[shell], &outlines[hole]);
                gone[hole] = true;
                let name = id(&table.rows[shell], text, ids).unwrap_or_default().to_owned();
                let expected = Name::new("lỗ của vùng có mã này", "a hole of the outline with this id");
                table.issues.push(told(&table.layer, table.rows[hole].number, name, expected));
            }
        }
    }
    drop_rows(table, &gone);
}

fn cut(row: &mut TableRow, hole: &MultiPolygon<f64>) {
    let mut ground = outline(row);
    if let (Some(part), Some(hole)) = (ground.0.first_mut(), hole.0.first()) {
        part.interiors_push(hole.exterior().clone());
    }
    row.geometry = match ground.0.len() {
        1 => ground.0.pop().map(Geometry::Polygon),
        _ => Some(Geometry::MultiPolygon(ground)),
    };
}

fn parts(table: &mut Table, text: usize, shape: TargetShape, ids: &BTreeSet<String>) {
    let mut of_id: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, row) in table.rows.iter().enumerate() {
        if let Some(id) = id(row, text, ids) {
            of_id.entry(id.to_owned()).or_default().push(at);
        }
    }
    let mut gone = vec![false; table.rows.len()];
    for (id, rows) in of_id.into_iter().filter(|(_, rows)| rows.len() > 1) {
        let joined = joined(rows.iter().map(|at| &table.rows[*at]), shape);
        let Some(geometry) = joined else { continue };
        let (first, number) = (rows[0], table.rows[rows[0]].number);
        table.rows[first].geometry = Some(geometry);
        rows[1..].iter().for_each(|at| gone[*at] = true);
        let (vi, en) =
            (format!("{} phần của một đối tượng", rows.len()), format!("{} parts of one record", rows.len()));
        table.issues.push(told(&table.layer, number, id, Name::new(vi, en)));
    }
    drop_rows(table, &gone);
}

/// Several outlines, or several lines where the layer takes several, as one shape.
fn joined<'r>(rows: impl Iterator<Item = &'r TableRow> + Clone, shape: TargetShape) -> Option<Geometry<f64>> {
    let grounds: Vec<MultiPolygon<f64>> = rows.clone().map(outline).collect();
    if shape.takes_surfaces() && grounds.iter().all(|ground| !ground.0.is_empty()) {
        let polygons: Vec<Polygon<f64>> = grounds.into_iter().flat_map(|ground| ground.0).collect();
        return Some(Geometry::MultiPolygon(MultiPolygon(polygons)));
    }
    let line = |row: &TableRow| match &row.geometry {
        Some(Geometry::LineString(line)) => Some(line.clone()),
        _ => None,
    };
    let lines: Option<Vec<LineString<f64>>> = rows.map(line).collect();
    let lines = lines.filter(|_| shape == TargetShape::LineOrSurface);
    lines.map(|lines| Geometry::MultiLineString(MultiLineString(lines)))
}

fn drop_rows(table: &mut Table, gone: &[bool]) {
    let mut at = 0;
    table.rows.retain(|_| {
        at += 1;
        !gone[at - 1]
    });
}

fn told(layer: &str, row: u64, found: String, expected: Name) -> Issue {
    let (severity, kind) = (Severity::Note, IssueKind::Parts);
    Issue { severity, kind, layer: layer.to_owned(), row: Some(row), field: None, found, expected, at: None }
}
