//! How much of a lot a set of outlines covers.

use geo::{Area, BooleanOps, Contains, Intersects, MultiPolygon, Polygon, unary_union};

use crate::model::Bbox;

/// An outline with its box, ready to be laid over many lots.
pub struct Cover<'o> {
    outline: &'o MultiPolygon<f64>,
    bbox: Bbox,
}

/// What one outline does to one lot.
enum Lay {
    Misses,
    CoversAll,
    CoversPart(MultiPolygon<f64>),
}

impl<'o> Cover<'o> {
    /// Prepares an outline; `None` for an empty one.
    pub fn new(outline: &'o MultiPolygon<f64>) -> Option<Self> {
        use geo::BoundingRect;
        outline.bounding_rect().map(|rect| Cover { outline, bbox: rect.into() })
    }

    /// Whether the outline and the lot share any ground.
    pub fn touches(&self, lot: &MultiPolygon<f64>, lot_box: &Bbox) -> bool {
        match self.lay(lot, lot_box) {
            Lay::Misses => false,
            Lay::CoversAll => true,
            Lay::CoversPart(piece) => piece.unsigned_area() > 0.0,
        }
    }

    fn lay(&self, lot: &MultiPolygon<f64>, lot_box: &Bbox) -> Lay {
        if !self.bbox.intersects(lot_box) {
            return Lay::Misses;
        }
        let frame = lot_box.rect().to_polygon();
        // Most lots lie clear of every edge of the outline: then one corner decides for the whole lot.
        if !edges_meet(self.outline, &frame) {
            return if self.outline.contains(&frame) { Lay::CoversAll } else { Lay::Misses };
        }
        Lay::CoversPart(self.outline.intersection(lot))
    }
}

fn edges_meet(outline: &MultiPolygon<f64>, frame: &Polygon<f64>) -> bool {
    outline
        .iter()
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
        .any(|ring| ring.intersects(frame))
}

/// The share of a lot, 0 to 1, covered by the outlines together; ground covered twice counts once.
///
/// Shares are the same in degrees as in metres: over one lot the scale of the two axes does not change.
pub fn covered_share(lot: &MultiPolygon<f64>, lot_box: &Bbox, covers: &[Cover<'_>]) -> f64 {
    let mut pieces = Vec::new();
    for cover in covers {
        match cover.lay(lot, lot_box) {
            Lay::Misses => {}
            Lay::CoversAll => return 1.0,
            Lay::CoversPart(piece) => pieces.extend(piece),
        }
    }
    let whole = lot.unsigned_area();
    if pieces.is_empty() || whole <= 0.0 {
        return 0.0;
    }
    (unary_union(&pieces).unsigned_area() / whole).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use geo::Rect;
    use rand::{Rng, SeedableRng, rngs::StdRng};

    use super::*;

    fn rect(x: f64, y: f64, width: f64, height: f64) -> MultiPolygon<f64> {
        MultiPolygon(vec![Rect::new((x, y), (x + width, y + height)).to_polygon()])
    }

    fn share(lot: &MultiPolygon<f64>, outlines: &[MultiPolygon<f64>]) -> f64 {
        use geo::BoundingRect;
        let covers: Vec<_> = outlines.iter().filter_map(Cover::new).collect();
        covered_share(lot, &lot.bounding_rect().unwrap().into(), &covers)
    }

    #[test]
    fn halves_add_up_and_overlaps_count_once() {
        let lot = rect(0.0, 0.0, 10.0, 10.0);
        let (left, right, middle) =
            (rect(-1.0, -1.0, 6.0, 12.0), rect(5.0, -1.0, 6.0, 12.0), rect(4.0, 0.0, 2.0, 10.0));
        assert!((share(&lot, std::slice::from_ref(&left)) - 0.5).abs() < 1e-6);
        assert!((share(&lot, &[left.clone(), right]) - 1.0).abs() < 1e-6);
        assert!((share(&lot, &[left, middle]) - 0.6).abs() < 1e-6);
        assert_eq!(share(&lot, &[rect(-5.0, -5.0, 30.0, 30.0)]), 1.0);
        assert_eq!(share(&lot, &[rect(20.0, 20.0, 5.0, 5.0)]), 0.0);
    }

    #[test]
    fn the_short_cut_agrees_with_the_plain_intersection() {
        let mut random = StdRng::seed_from_u64(8);
        for _ in 0..300 {
            let mut any = |low: f64, high: f64| random.random_range(low..high);
            let lot = rect(any(0.0, 10.0), any(0.0, 10.0), any(0.5, 3.0), any(0.5, 3.0));
            let outline = rect(any(0.0, 8.0), any(0.0, 8.0), any(1.0, 8.0), any(1.0, 8.0));
            let plain = outline.intersection(&lot).unsigned_area() / lot.unsigned_area();
            assert!((share(&lot, &[outline]) - plain).abs() < 1e-6);
        }
    }
}
