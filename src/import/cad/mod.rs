//! Drawings keep a shape and its name apart: texts are joined to the shape they stand in, on or at, and become a field of it.
//!
//! A drawing that came out of this program carries ids as its texts: the same id on several outlines is one record of several parts, and an
//! outline without a text inside one with an id is a hole. Names that people write are not put together: two plots called CX are two plots.

mod parts;

use geo::{
    BoundingRect, Coord, Distance, Euclidean, Geometry, InterpolateLine, LineString, MultiPolygon, Point, Polygon,
};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::issue::{Issue, IssueKind, Severity};
use super::mapping::{TEXT, TargetShape};
use super::repair::join_labels;
use super::table::{Cell, Table, TableRow};
use crate::model::Name;

/// Ends of a line nearer than this enclose ground, and a text nearer than this stands on a line or at a point, in units of the drawing;
/// the repair decides in metres what is closed.
const CLOSE: f64 = 0.2;

/// Joins the texts of a drawing to its shapes; a table that is no drawing stays as it is.
///
/// **Shape**: rows that are shapes, their *Text* the texts of the shape, from top to bottom. Texts go to points and lines where the layer
/// takes these, else to the outline they stand in. A text that belongs to nothing is told; in a layer of points without points it is one.
pub fn join(table: &mut Table, shape: TargetShape) {
    let Some(field) = table.fields.iter().position(|field| field == TEXT) else { return };
    let (labels, mut others): (Vec<TableRow>, Vec<TableRow>) =
        std::mem::take(&mut table.rows).into_iter().partition(|row| label(row, field).is_some());
    if shape == TargetShape::Point && !others.iter().any(|row| matches!(row.geometry, Some(Geometry::Point(_)))) {
        others.extend(labels);
        others.sort_by_key(|row| row.number);
        table.rows = others;
        return;
    }
    let ids = parts::ids(table, &labels, field);
    let texts: Vec<(Coord<f64>, String)> = labels.iter().filter_map(|row| label(row, field)).collect();
    let joined = Texts { texts: &texts, shape }.places(&others);
    let mut per_row: Vec<Vec<usize>> = vec![Vec::new(); others.len()];
    for (text, row) in joined.iter().enumerate() {
        match row {
            Some(row) => per_row[*row].push(text),
            None => table.issues.push(orphan(&table.layer, labels.get(text), &texts[text].1)),
        }
    }
    for (row, mut inside) in others.iter_mut().zip(per_row).filter(|(_, inside)| !inside.is_empty()) {
        inside.sort_by(|one, other| texts[*other].0.y.total_cmp(&texts[*one].0.y));
        let words: Vec<&str> = inside.iter().map(|text| texts[*text].1.as_str()).collect();
        row.values[field] = Cell::Text(words.join(" "));
    }
    table.rows = others;
    parts::join(table, field, shape, &ids);
}

fn orphan(layer: &str, row: Option<&TableRow>, text: &str) -> Issue {
    Issue {
        severity: Severity::Note,
        kind: IssueKind::Label,
        layer: layer.to_owned(),
        row: row.map(|row| row.number),
        field: Some(TEXT.to_owned()),
        found: text.to_owned(),
        expected: Name::new("nhãn nằm trong một vùng", "a label inside an outline"),
        at: None,
    }
}

/// A row that is a text: a point with words.
fn label(row: &TableRow, field: usize) -> Option<(Coord<f64>, String)> {
    match (row.geometry.as_ref()?, row.values.get(field)?) {
        (Geometry::Point(point), Cell::Text(text)) => Some((point.0, text.clone())),
        _ => None,
    }
}

/// The box around a line, its row, and the line.
type BoxedLine = GeomWithData<Rectangle<[f64; 2]>, (usize, LineString<f64>)>;

/// Texts that look for their shapes.
struct Texts<'t> {
    texts: &'t [(Coord<f64>, String)],
    shape: TargetShape,
}

impl Texts<'_> {
    /// For each text the row it belongs to.
    fn places(&self, rows: &[TableRow]) -> Vec<Option<usize>> {
        let mut found = self.near(rows);
        if self.shape.takes_surfaces() {
            let rest: Vec<usize> = (0..self.texts.len()).filter(|text| found[*text].is_none()).collect();
            let outlines: Vec<MultiPolygon<f64>> = rows.iter().map(outline).collect();
            let texts: Vec<(Coord<f64>, String)> = rest.iter().map(|text| self.texts[*text].clone()).collect();
            let joined = join_labels(&outlines, &texts);
            for (row, inside) in joined.per_outline.iter().enumerate() {
                inside.iter().for_each(|text| found[rest[*text]] = Some(row));
            }
        }
        found
    }

    /// For each text the nearest point or line that is near enough.
    fn near(&self, rows: &[TableRow]) -> Vec<Option<usize>> {
        let boxed = rows.iter().enumerate().filter_map(|(at, row)| {
            let line = self.line(row)?;
            let rect = line.bounding_rect()?;
            Some(GeomWithData::new(Rectangle::from_corners(rect.min().into(), rect.max().into()), (at, line)))
        });
        let tree: RTree<BoxedLine> = RTree::bulk_load(boxed.collect());
        // Shapes may lie upon each other: a text stands in the middle of its own, and each has one.
        let mut taken = vec![false; rows.len()];
        let millimetres = |metres: f64| (metres * 1000.0).round() as u64;
        let mut nearest = |(at, _): &(Coord<f64>, String)| {
            let around = AABB::from_corners([at.x - CLOSE, at.y - CLOSE], [at.x + CLOSE, at.y + CLOSE]);
            let near = tree.locate_in_envelope_intersecting(&around).filter_map(|boxed| {
                let (row, line) = &boxed.data;
                let (distance, from_middle) = distances(*at, line);
                let key = (millimetres(distance), millimetres(from_middle), taken[*row], *row);
                (distance <= CLOSE).then_some(key)
            });
            let (.., row) = near.min()?;
            taken[row] = true;
            Some(row)
        };
        self.texts.iter().map(&mut nearest).collect()
    }

    /// What of a row a text can stand on, where the layer takes it: its point as a line of one vertex, or its open line.
    fn line(&self, row: &TableRow) -> Option<LineString<f64>> {
        match row.geometry.as_ref()? {
            Geometry::Point(point) if self.shape.takes_points() => Some(LineString(vec![point.0])),
            Geometry::LineString(line) if self.shape.takes_lines() => {
                let is_outline = self.shape.takes_surfaces() && encloses(line);
                (!is_outline).then(|| line.clone())
            }
            _ => None,
        }
    }
}

/// How far a position is from a line, and from the middle of it.
fn distances(at: Coord<f64>, line: &LineString<f64>) -> (f64, f64) {
    let at = Point(at);
    match line.0.as_slice() {
        [only] => (Euclidean.distance(at, Point(*only)), 0.0),
        _ => {
            let middle = Euclidean.point_at_ratio_from_start(line, 0.5);
            (Euclidean.distance(&at, line), middle.map_or(f64::MAX, |middle| Euclidean.distance(at, middle)))
        }
    }
}

fn encloses(line: &LineString<f64>) -> bool {
    match (line.0.first(), line.0.last()) {
        (Some(first), Some(last)) => line.0.len() > 3 && (*first - *last).x.hypot((*first - *last).y) < CLOSE,
        _ => false,
    }
}

/// The ground a row encloses; nothing for one that encloses none.
fn outline(row: &TableRow) -> MultiPolygon<f64> {
    match &row.geometry {
        Some(Geometry::Polygon(polygon)) => MultiPolygon(vec![polygon.clone()]),
        Some(Geometry::MultiPolygon(polygons)) => polygons.clone(),
        Some(Geometry::LineString(line)) if encloses(line) => MultiPolygon(vec![Polygon::new(line.clone(), vec![])]),
        _ => MultiPolygon(vec![]),
    }
}
