//! The shapes of bodies: where they stand, whether two are the same, and those on record laid out for looking up.

use geo::{Area, BooleanOps, BoundingRect, Coord, Geometry, LineString, MultiPolygon, Polygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::known::Known;
use crate::model::{Id, Kind, Metric, MetricFrame};

/// A shape whose corners are all nearer than this to those on record is the shape on record, metres. The way to a grid and back
/// costs up to 0.9 mm, since the shift between the two ellipsoids is made without heights.
const SAME_M: f64 = 0.0015;

/// From this share of both on, two outlines are one piece of land.
const SAME_LAND: f64 = 0.95;

/// Metres of a degree of latitude, near enough to tell a millimetre.
const METRES_PER_DEGREE: f64 = 111_320.0;

/// Whether two shapes in degrees are the same: corner by corner within a millimetre and a half. A ring may start at another corner and run the other way.
pub fn same(one: &Geometry<f64>, other: &Geometry<f64>) -> bool {
    if let (Geometry::Point(one), Geometry::Point(other)) = (one, other) {
        return near(one.0, other.0);
    }
    if let (Some(one), Some(other)) = (lines(one), lines(other)) {
        let same = |(one, other): (&&LineString<f64>, &&LineString<f64>)| {
            one.0.len() == other.0.len() && one.0.iter().zip(&other.0).all(|(one, other)| near(*one, *other))
        };
        return one.len() == other.len() && one.iter().zip(&other).all(same);
    }
    let (Some(one), Some(other)) = (polygons(one), polygons(other)) else { return false };
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same_polygon(one, other))
}

fn lines(geometry: &Geometry<f64>) -> Option<Vec<&LineString<f64>>> {
    match geometry {
        Geometry::LineString(line) => Some(vec![line]),
        Geometry::MultiLineString(lines) => Some(lines.0.iter().collect()),
        _ => None,
    }
}

fn polygons(geometry: &Geometry<f64>) -> Option<&[Polygon<f64>]> {
    match geometry {
        Geometry::Polygon(polygon) => Some(std::slice::from_ref(polygon)),
        Geometry::MultiPolygon(polygons) => Some(&polygons.0),
        _ => None,
    }
}

fn same_polygon(one: &Polygon<f64>, other: &Polygon<f64>) -> bool {
    let (ours, theirs) = (one.interiors(), other.interiors());
    same_ring(one.exterior(), other.exterior())
        && ours.len() == theirs.len()
        && ours.iter().all(|hole| theirs.iter().any(|other| same_ring(hole, other)))
}

fn same_ring(one: &LineString<f64>, other: &LineString<f64>) -> bool {
    let (one, other) = (corners(one), corners(other));
    let count = one.len();
    if count == 0 || count != other.len() {
        return count == other.len();
    }
    let starts = (0..count).filter(|at| near(one[0], other[*at]));
    let runs = |start: usize, is_forward: bool| {
        (0..count).all(|step| {
            let at = if is_forward { start + step } else { start + count - step };
            near(one[step], other[at % count])
        })
    };
    starts.into_iter().any(|start| runs(start, true) || runs(start, false))
}

/// The corners of a ring, each once: one that is repeated on record is no other shape.
fn corners(ring: &LineString<f64>) -> Vec<Coord<f64>> {
    let mut corners: Vec<Coord<f64>> = Vec::with_capacity(ring.0.len());
    for corner in &ring.0 {
        if corners.last().is_none_or(|last| !near(*last, *corner)) {
            corners.push(*corner);
        }
    }
    if corners.len() > 1 && corners.last().is_some_and(|last| near(*last, corners[0])) {
        corners.pop();
    }
    corners
}

fn near(one: Coord<f64>, other: Coord<f64>) -> bool {
    let (east, north) = ((one.x - other.x) * one.y.to_radians().cos(), one.y - other.y);
    east.hypot(north) * METRES_PER_DEGREE <= SAME_M
}

/// The ground of a shape in metres.
pub fn ground(shape: &Geometry<f64>) -> Option<MultiPolygon<f64>> {
    match shape {
        Geometry::Polygon(polygon) => Some(MultiPolygon(vec![polygon.clone()])),
        Geometry::MultiPolygon(polygons) => Some(polygons.clone()),
        _ => None,
    }
}

/// An outline on record.
#[derive(Clone, Debug)]
pub struct Plot {
    /// Whose it is.
    pub id: Id,
    /// Its ground, metres.
    pub ground: MultiPolygon<f64>,
}

type Boxed = GeomWithData<Rectangle<[f64; 2]>, usize>;

/// The outlines on record of a kind, on the day of an import, in metres.
#[derive(Debug, Default)]
pub struct Plots {
    plots: Vec<Plot>,
    tree: RTree<Boxed>,
}

/// The box around some ground, as a tree wants it.
pub fn frame(ground: &MultiPolygon<f64>) -> Option<Rectangle<[f64; 2]>> {
    let rect = ground.bounding_rect()?;
    Some(Rectangle::from_corners(rect.min().into(), rect.max().into()))
}

impl Plots {
    /// Those of a kind.
    pub fn of(known: &Known, kind: Kind, metric: &MetricFrame) -> Self {
        let mut plots = Vec::new();
        known.each(kind, |id, shape| {
            let Some(shape) = shape else { return };
            let Metric(metres) = metric.to_metric(shape.get());
            plots.extend(ground(&metres).map(|ground| Plot { id: id.clone(), ground }));
        });
        let boxed = plots.iter().enumerate().filter_map(|(at, plot)| Some(Boxed::new(frame(&plot.ground)?, at)));
        Plots { tree: RTree::bulk_load(boxed.collect()), plots }
    }

    /// Those whose box meets that of some ground.
    pub fn near<'p>(&'p self, ground: &MultiPolygon<f64>) -> impl Iterator<Item = &'p Plot> {
        let around = ground.bounding_rect().map(|rect| AABB::from_corners(rect.min().into(), rect.max().into()));
        let found = around.map(|around| self.tree.locate_in_envelope_intersecting(&around).map(|boxed| boxed.data));
        let mut found: Vec<usize> = found.map(Iterator::collect).unwrap_or_default();
        found.sort_unstable();
        found.into_iter().map(|at| &self.plots[at])
    }

    /// The one that covers nearly all of some ground and is nearly covered by it, and the smaller of the two shares.
    pub fn same_land(&self, ground: &MultiPolygon<f64>) -> Option<(&Id, f64)> {
        let area = ground.unsigned_area();
        let share = |plot: &'_ Plot| {
            let theirs = plot.ground.unsigned_area();
            if theirs.min(area) < SAME_LAND * theirs.max(area) {
                return 0.0;
            }
            plot.ground.intersection(ground).unsigned_area() / theirs.max(area)
        };
        let shared = self.near(ground).map(|plot| (&plot.id, share(plot))).filter(|(_, share)| *share >= SAME_LAND);
        shared.max_by(|one, other| one.1.total_cmp(&other.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::polygon;

    #[test]
    fn a_shape_is_the_same_within_a_millimetre_wherever_its_ring_starts() {
        let square = polygon![(x: 105.0, y: 21.0), (x: 105.1, y: 21.0), (x: 105.1, y: 21.1), (x: 105.0, y: 21.1)];
        let turned = polygon![(x: 105.1, y: 21.1), (x: 105.1, y: 21.0), (x: 105.0, y: 21.0), (x: 105.0, y: 21.1)];
        let moved =
            |by: f64| polygon![(x: 105.0 + by, y: 21.0), (x: 105.1, y: 21.0), (x: 105.1, y: 21.1), (x: 105.0, y: 21.1)];
        let square = Geometry::Polygon(square);
        assert!(same(&square, &Geometry::Polygon(turned)));
        assert!(same(&square, &Geometry::Polygon(moved(5e-9))), "half a millimetre");
        assert!(!same(&square, &Geometry::Polygon(moved(2e-8))), "two millimetres");
        assert!(!same(&square, &Geometry::Point(geo::Point::new(105.0, 21.0))));
    }
}
