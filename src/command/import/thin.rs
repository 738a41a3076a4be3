//! Shapes with fewer points, for a map: what is drawn smaller than a hair is left out. Never for measuring.
//!
//! One pass over the points, whatever they are: a stranger's scribble costs no more than a square of as many points.

use geo::{BoundingRect, Coord, CoordsIter, Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Polygon};

/// Rings and lines of so few points are kept as they are.
const KEPT_WHOLE: usize = 8;

/// The part of a shape's own diagonal that is a hair, to begin with.
const HAIR: f64 = 1.0 / 512.0;

/// Thins shapes until they have at most `most` points together; each of them keeps something.
///
/// **Shape**: in any unit, the same comes out. A geometry with a coordinate that is not finite, or without any, becomes `None`.
pub fn thin(shapes: Vec<Geometry<f64>>, most: usize) -> Vec<Option<Geometry<f64>>> {
    let mut thinned: Vec<Option<Geometry<f64>>> = shapes.into_iter().map(|shape| thinner(&shape, HAIR)).collect();
    let mut hair = HAIR;
    // At two diagonals every shape is down to a handful of points.
    while hair < 2.0 && thinned.iter().flatten().map(CoordsIter::coords_count).sum::<usize>() > most {
        hair *= 2.0;
        thinned = thinned.into_iter().map(|shape| thinner(&shape?, hair)).collect();
    }
    thinned
}

/// A shape without what is smaller than a part of its own diagonal.
fn thinner(shape: &Geometry<f64>, hair: f64) -> Option<Geometry<f64>> {
    let is_finite = |at: Coord<f64>| at.x.is_finite() && at.y.is_finite();
    if !shape.coords_iter().all(is_finite) {
        return None;
    }
    let around = shape.bounding_rect()?;
    let hair = hair * around.width().hypot(around.height());
    Some(match shape {
        Geometry::LineString(line) => Geometry::LineString(thin_line(line, hair)),
        Geometry::MultiLineString(lines) => {
            let kept = parts(&lines.0, hair, |line| line.bounding_rect()).map(|line| thin_line(line, hair));
            Geometry::MultiLineString(MultiLineString(kept.collect()))
        }
        Geometry::Polygon(polygon) => Geometry::Polygon(thin_polygon(polygon, hair)),
        Geometry::MultiPolygon(polygons) => {
            let kept = parts(&polygons.0, hair, |polygon| polygon.bounding_rect());
            Geometry::MultiPolygon(MultiPolygon(kept.map(|polygon| thin_polygon(polygon, hair)).collect()))
        }
        Geometry::MultiPoint(points) => {
            let line: LineString<f64> = points.0.iter().copied().collect();
            Geometry::MultiPoint(MultiPoint(thin_line(&line, hair).into_points()))
        }
        Geometry::Point(_) => shape.clone(),
        // Whatever else there is, a map is content with where it is.
        _ => Geometry::Polygon(around.to_polygon()),
    })
}

/// The parts that are larger than a hair, or at least the first.
fn parts<'p, T>(
    parts: &'p [T],
    hair: f64,
    around: impl Fn(&T) -> Option<geo::Rect<f64>> + 'p,
) -> impl Iterator<Item = &'p T> {
    let is_large = move |part: &T| around(part).is_some_and(|rect| rect.width().hypot(rect.height()) > hair);
    let none = !parts.iter().any(&is_large);
    parts.iter().enumerate().filter(move |(at, part)| (none && *at == 0) || is_large(part)).map(|(_, part)| part)
}

fn thin_polygon(polygon: &Polygon<f64>, hair: f64) -> Polygon<f64> {
    let is_large =
        |ring: &&LineString<f64>| ring.bounding_rect().is_some_and(|rect| rect.width().hypot(rect.height()) > hair);
    let holes = polygon.interiors().iter().filter(is_large).map(|ring| thin_ring(ring, hair));
    Polygon::new(thin_ring(polygon.exterior(), hair), holes.collect())
}

/// A ring stays one: where too few points are left, the box around it stands for it.
fn thin_ring(ring: &LineString<f64>, hair: f64) -> LineString<f64> {
    let thinned = thin_line(ring, hair);
    match ring.bounding_rect() {
        Some(around) if thinned.0.len() < 4 => around.to_polygon().exterior().clone(),
        _ => thinned,
    }
}

/// Points nearer than a hair to the one before are left out; the ends stay.
fn thin_line(line: &LineString<f64>, hair: f64) -> LineString<f64> {
    let Some((last, points)) = line.0.split_last().filter(|_| line.0.len() > KEPT_WHOLE) else { return line.clone() };
    let mut kept: Vec<Coord<f64>> = Vec::new();
    for point in points {
        if kept.last().is_none_or(|before| (point.x - before.x).hypot(point.y - before.y) > hair) {
            kept.push(*point);
        }
    }
    kept.push(*last);
    LineString(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circle(points: usize, radius: f64) -> Geometry<f64> {
        let at = |step: usize| {
            let turn = step as f64 / points as f64 * std::f64::consts::TAU;
            Coord { x: radius * turn.cos(), y: radius * turn.sin() }
        };
        Geometry::Polygon(Polygon::new(LineString((0..points).map(at).collect()), vec![]))
    }

    #[test]
    fn a_lot_stays_as_it_is_and_a_coastline_keeps_its_look() {
        let square = Geometry::Polygon(geo::Rect::new((0.0, 0.0), (1e-3, 2e-3)).to_polygon());
        assert_eq!(thin(vec![square.clone()], 1000), [Some(square)]);
        let thinned = thin(vec![circle(100_000, 5.0)], 100_000).remove(0).unwrap();
        assert!((500..2000).contains(&thinned.coords_count()), "{}", thinned.coords_count());
        let Geometry::Polygon(ring) = &thinned else { panic!("{thinned:?}") };
        assert!(ring.exterior().is_closed());
        assert!(ring.exterior().0.iter().all(|at| (at.x.hypot(at.y) - 5.0).abs() < 1e-9), "no point is made up");
    }

    #[test]
    fn however_much_there_is_it_fits_and_nothing_disappears() {
        let scribble = Geometry::LineString((0..50_000).map(|at| (f64::from(at % 2), f64::from(at))).collect());
        let crumbs = Geometry::MultiPolygon(MultiPolygon(
            (0..20_000).map(|at| geo::Rect::new((at as f64, 0.0), (at as f64 + 0.5, 1.0)).to_polygon()).collect(),
        ));
        let mut shapes = vec![scribble, crumbs];
        shapes.extend((0..50).map(|at| circle(20_000, 1.0 + at as f64)));
        let thinned = thin(shapes, 2_000);
        assert!(thinned.iter().all(Option::is_some));
        let points: usize = thinned.iter().flatten().map(CoordsIter::coords_count).sum();
        assert!(points <= 2_000, "{points}");
    }

    #[test]
    fn what_is_nowhere_is_not_drawn() {
        let nowhere = Geometry::Point(geo::Point::new(f64::NAN, 1.0));
        let empty = Geometry::MultiPolygon(MultiPolygon(vec![]));
        assert_eq!(thin(vec![nowhere, empty], 10), [None, None]);
    }
}
