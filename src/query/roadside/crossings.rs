//! Bridges, tunnels, and what crosses a road: railways, rivers, canals.
//!
//! A bridge on record is a link that says so. Where water crosses and no link says what carries the road, a bridge is concluded,
//! and marked as concluded.

use geo::{Contains, Coord, Geometry, LineString};

use super::Vicinity;
use crate::index::{Record, View};
use crate::model::{Constraint, ConstraintClass, RoadStructure};

/// Crossings of one thing nearer than this are one, metres along the road.
const ONE_CROSSING_M: f64 = 5.0;

/// A bridge on record within this distance is the one over the water, metres.
const SAME_BRIDGE_M: f64 = 50.0;

/// Something that crosses a road.
#[derive(Clone, Debug)]
pub struct Crossing<'v> {
    /// Its record.
    pub record: &'v Record<Constraint>,
    /// What it is.
    pub constraint: &'v Constraint,
    /// Where it begins to cross, metres.
    pub from_m: f64,
    /// Where that ends: the same for what is drawn as a line.
    pub to_m: f64,
    /// The middle, degrees.
    pub at: Coord<f64>,
}

impl Crossing<'_> {
    /// Its middle, metres.
    pub fn chainage_m(&self) -> f64 {
        (self.from_m + self.to_m) / 2.0
    }
}

/// What carries a stretch of a road.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StructureSpan {
    /// What it is.
    pub kind: RoadStructure,
    /// Where it begins, metres.
    pub from_m: f64,
    /// Where it ends, metres.
    pub to_m: f64,
    /// Whether a link says so; `false` = concluded from water that crosses.
    pub is_recorded: bool,
}

impl StructureSpan {
    /// How far a place of the road is from it, metres; 0 on it.
    pub fn apart_m(&self, chainage_m: f64) -> f64 {
        (self.from_m - chainage_m).max(chainage_m - self.to_m).max(0.0)
    }
}

/// Railways, rivers and canals that cross a road on the day of the view, in order of chainage.
pub fn crossings<'v>(view: &'v View, road: &Vicinity<'_>) -> Vec<Crossing<'v>> {
    let Some(bbox) = road.bbox_within(0.0) else { return vec![] };
    let around = view.snapshot.base().constraints.within(Some(&bbox), view.as_of);
    let mut found: Vec<Crossing> = vec![];
    for (record, constraint) in around.into_iter().filter(|(_, constraint)| crosses(constraint.class)) {
        let spans = spans(road, constraint.geometry.get());
        found.extend(spans.into_iter().map(|(from_m, to_m)| {
            let middle = (from_m + to_m) / 2.0;
            let at = road.line.at(middle).or_else(|| road.line.at(from_m)).unwrap_or_default();
            Crossing { record, constraint, from_m, to_m, at }
        }));
    }
    found.sort_by(|one, other| one.from_m.total_cmp(&other.from_m));
    found
}

fn crosses(class: ConstraintClass) -> bool {
    matches!(class, ConstraintClass::Railway | ConstraintClass::River | ConstraintClass::Canal)
}

/// The stretches over which a shape crosses the road, in order.
fn spans(road: &Vicinity<'_>, shape: &Geometry<f64>) -> Vec<(f64, f64)> {
    let frame = road.line.frame();
    match shape {
        Geometry::LineString(line) => points(road, [frame.to_metric(line).0].iter()),
        Geometry::MultiLineString(lines) => points(road, frame.to_metric(lines).0.0.iter()),
        Geometry::Polygon(_) | Geometry::MultiPolygon(_) => within(road, shape),
        _ => vec![],
    }
}

fn points<'g>(road: &Vicinity<'_>, lines: impl Iterator<Item = &'g LineString<f64>>) -> Vec<(f64, f64)> {
    let mut at = chainages(road, lines);
    at.dedup_by(|next, last| *next - *last < ONE_CROSSING_M);
    at.into_iter().map(|chainage| (chainage, chainage)).collect()
}

/// The stretches of the road inside an outline.
fn within(road: &Vicinity<'_>, outline: &Geometry<f64>) -> Vec<(f64, f64)> {
    let polygons = match outline {
        Geometry::Polygon(polygon) => geo::MultiPolygon(vec![polygon.clone()]),
        Geometry::MultiPolygon(polygons) => polygons.clone(),
        _ => return vec![],
    };
    let metric = road.line.frame().to_metric(&polygons).0;
    let rings = metric.0.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    let (first, last) = road.line.span();
    let edges = [first].into_iter().chain(chainages(road, rings)).chain([last]).collect::<Vec<_>>();
    let is_inside = |pair: &&[f64]| {
        let middle = road.line.at((pair[0] + pair[1]) / 2.0);
        pair[1] > pair[0] && middle.is_some_and(|at| polygons.contains(&geo::Point(at)))
    };
    edges.windows(2).filter(is_inside).map(|pair| (pair[0], pair[1])).collect()
}

/// Where lines on the grid cross the road, in order of chainage.
fn chainages<'g>(road: &Vicinity<'_>, lines: impl Iterator<Item = &'g LineString<f64>>) -> Vec<f64> {
    let in_degrees = |at: Coord<f64>| road.line.frame().to_degrees(&crate::model::Metric(geo::Point(at))).0;
    let at = lines.flat_map(|line| road.crossed_by(line));
    let mut at: Vec<f64> = at.map(|at| road.line.locate(in_degrees(at)).chainage_m).collect();
    at.sort_by(f64::total_cmp);
    at
}

/// What carries the road, in order of chainage: what its links say, and bridges over water that no link tells of.
pub fn structures(road: &Vicinity<'_>, crossings: &[Crossing<'_>]) -> Vec<StructureSpan> {
    let mut found = recorded(road);
    let water = crossings.iter().filter(|crossing| crossing.constraint.class != ConstraintClass::Railway);
    let told = |crossing: &&Crossing| {
        found
            .iter()
            .any(|span| span.from_m - SAME_BRIDGE_M <= crossing.to_m && crossing.from_m <= span.to_m + SAME_BRIDGE_M)
    };
    let concluded: Vec<StructureSpan> = water
        .filter(|crossing| !told(crossing))
        .map(|crossing| StructureSpan {
            kind: RoadStructure::Bridge,
            from_m: crossing.from_m,
            to_m: crossing.to_m,
            is_recorded: false,
        })
        .collect();
    found.extend(concluded);
    found.sort_by(|one, other| one.from_m.total_cmp(&other.from_m));
    found
}

fn recorded(road: &Vicinity<'_>) -> Vec<StructureSpan> {
    let mut spans: Vec<StructureSpan> = vec![];
    for link in road.line.links() {
        let Some(kind) = link.structure else { continue };
        let goes_on = |last: &&mut StructureSpan| last.kind == kind && (link.from_m - last.to_m).abs() < 1.0;
        match spans.last_mut().filter(goes_on) {
            Some(last) => last.to_m = link.to_m,
            None => spans.push(StructureSpan { kind, from_m: link.from_m, to_m: link.to_m, is_recorded: true }),
        }
    }
    spans
}
