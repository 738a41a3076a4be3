//! Outlines that cross themselves are refused at the door: the ground they enclose is nobody's to tell, and overlays of them go wrong.

use geo::algorithm::kernels::{Kernel, Orientation, RobustKernel};
use geo::{Coord, Geometry, Line, LinesIter, MultiPolygon, Polygon};
use rstar::{AABB, RTree, RTreeObject};

use crate::model::{Body, Refused};

/// Up to so many edges every pair is looked at: for lots, cheaper than a tree.
const FEW_EDGES: usize = 48;

/// Refuses a body with an outline whose edges cross each other. Rings may touch in points.
///
/// **Errors**: [`Refused`] (field `geometry`) naming the place, longitude and latitude.
pub fn check_outline(body: &Body) -> Result<(), Refused> {
    match body.shape().map(|shape| shape.get()) {
        Some(Geometry::Polygon(polygon)) => refuse(crossing_of(polygon)),
        Some(Geometry::MultiPolygon(polygons)) => refuse(crossing_within(polygons)),
        _ => Ok(()),
    }
}

fn refuse(crossing: Option<Coord<f64>>) -> Result<(), Refused> {
    let Some(at) = crossing else { return Ok(()) };
    let value = format!("{:.7}, {:.7}", at.x, at.y);
    Err(Refused::new(
        "geometry",
        value,
        "đường bao không tự cắt (các cạnh cắt nhau tại vị trí này)",
        "an outline that does not cross itself (edges cross at this place)",
    ))
}

fn crossing_of(polygon: &Polygon<f64>) -> Option<Coord<f64>> {
    first_crossing(polygon.lines_iter().collect())
}

fn crossing_within(polygons: &MultiPolygon<f64>) -> Option<Coord<f64>> {
    first_crossing(polygons.lines_iter().collect())
}

/// Where two edges cross; nothing when none do.
fn first_crossing(edges: Vec<Line<f64>>) -> Option<Coord<f64>> {
    if edges.len() <= FEW_EDGES {
        let pairs = edges.iter().enumerate().flat_map(|(at, one)| edges[..at].iter().map(move |other| (one, other)));
        return pairs.into_iter().find(|(one, other)| cross(one, other)).map(|(one, other)| meeting(one, other));
    }
    let tree = RTree::bulk_load(edges.iter().copied().map(Edge).collect());
    edges.iter().find_map(|one| {
        let mut near = tree.locate_in_envelope_intersecting(&Edge(*one).envelope());
        near.find(|Edge(other)| cross(one, other)).map(|Edge(other)| meeting(one, other))
    })
}

#[derive(Clone, Copy)]
struct Edge(Line<f64>);

impl RTreeObject for Edge {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners(self.0.start.into(), self.0.end.into())
    }
}

/// Whether each edge has an end strictly on either side of the other: exact, so a touch is no crossing.
fn cross(one: &Line<f64>, other: &Line<f64>) -> bool {
    let apart = |a0: f64, a1: f64, b0: f64, b1: f64| a0.max(a1) < b0.min(b1) || b0.max(b1) < a0.min(a1);
    if apart(one.start.x, one.end.x, other.start.x, other.end.x)
        || apart(one.start.y, one.end.y, other.start.y, other.end.y)
    {
        return false;
    }
    parts(one, other) && parts(other, one)
}

/// Whether the ends of `other` lie strictly on either side of `line`.
fn parts(line: &Line<f64>, other: &Line<f64>) -> bool {
    let side = |end| RobustKernel::orient2d(line.start, line.end, end);
    matches!(
        (side(other.start), side(other.end)),
        (Orientation::Clockwise, Orientation::CounterClockwise)
            | (Orientation::CounterClockwise, Orientation::Clockwise)
    )
}

/// Where two crossing edges meet, to be told.
fn meeting(one: &Line<f64>, other: &Line<f64>) -> Coord<f64> {
    let (d, e) = (one.delta(), other.delta());
    let between = other.start - one.start;
    let share = (between.x * e.y - between.y * e.x) / (d.x * e.y - d.y * e.x);
    one.start + d * share.clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn polygon(points: &[(f64, f64)]) -> Polygon<f64> {
        Polygon::new(points.to_vec().into(), vec![])
    }

    #[test]
    fn a_bowtie_is_refused_at_its_crossing_and_a_pinch_is_not() {
        let bowtie = polygon(&[(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0)]);
        assert_eq!(crossing_of(&bowtie), Some(Coord { x: 1.0, y: 1.0 }));
        let pinch = polygon(&[(0.0, 0.0), (1.0, 1.0), (2.0, 0.0), (2.0, 2.0), (1.0, 1.0), (0.0, 2.0)]);
        assert_eq!(crossing_of(&pinch), None);
    }

    #[test]
    fn a_hole_and_a_part_that_reach_over_another_are_refused() {
        let shell = polygon(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]);
        let hole = |x: f64| vec![(x, 1.0), (x + 2.0, 1.0), (x + 2.0, 3.0), (x, 3.0)].into();
        assert_eq!(crossing_of(&Polygon::new(shell.exterior().clone(), vec![hole(1.0)])), None);
        assert!(crossing_of(&Polygon::new(shell.exterior().clone(), vec![hole(3.0)])).is_some());
        let beside = polygon(&[(4.0, 0.0), (8.0, 0.0), (8.0, 4.0), (4.0, 4.0)]);
        let over = polygon(&[(3.0, 1.0), (8.0, 1.0), (8.0, 3.0), (3.0, 3.0)]);
        assert_eq!(crossing_within(&MultiPolygon(vec![shell.clone(), beside])), None);
        assert!(crossing_within(&MultiPolygon(vec![shell, over])).is_some());
    }

    proptest! {
        /// The tree and every pair of edges agree.
        #[test]
        fn many_edges_are_told_as_few_are(points in prop::collection::vec((0_i32..40, 0_i32..40), 4..90)) {
            let points: Vec<(f64, f64)> = points.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).collect();
            let edges: Vec<Line<f64>> = polygon(&points).lines_iter().collect();
            let any = edges.iter().enumerate().any(|(at, one)| edges[..at].iter().any(|other| cross(one, other)));
            prop_assert_eq!(first_crossing(edges).is_some(), any);
        }
    }
}
