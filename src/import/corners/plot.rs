//! The corners of one plot, and the shape they make.

use geo::{Contains, Coord, Geometry, LineString, MultiPolygon, Point, Polygon};

use crate::import::mapping::TargetShape;
use crate::import::table::Cell;

/// The corners of one plot.
#[derive(Debug)]
pub struct Plot {
    /// The row of its first corner.
    pub row: u64,
    /// What it is called.
    pub name: Option<String>,
    /// The first value of every column.
    pub values: Vec<Cell>,
    /// Rings that were closed, then the one that is being drawn.
    rings: Vec<Vec<Coord<f64>>>,
    is_closed: bool,
}

impl Plot {
    /// A plot without corners.
    pub fn new(row: u64, name: Option<String>) -> Self {
        Plot { row, name, values: Vec::new(), rings: vec![Vec::new()], is_closed: false }
    }

    /// Whether its last ring came back to its first corner.
    pub fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// One corner more, and what its row says.
    pub fn add(&mut self, at: Coord<f64>, values: Vec<Cell>) {
        if self.is_closed {
            self.rings.push(Vec::new());
            self.is_closed = false;
        }
        if let Some(ring) = self.rings.last_mut() {
            ring.push(at);
            self.is_closed = ring.len() > 3 && ring.first() == ring.last();
        }
        self.values.resize(values.len().max(self.values.len()), Cell::Nothing);
        for (known, value) in self.values.iter_mut().zip(values) {
            if *known == Cell::Nothing {
                *known = value;
            }
        }
    }

    /// Its shape: a single corner is a point, an outline is closed where the layer takes outlines.
    pub fn shape(&self, wanted: TargetShape) -> Geometry<f64> {
        let first = self.rings.first().map(Vec::as_slice).unwrap_or_default();
        match first {
            [only] => Geometry::Point(Point(*only)),
            [_, _] => Geometry::LineString(LineString(first.to_vec())),
            _ if wanted == TargetShape::Line || wanted == TargetShape::LineOrSurface && !self.is_closed => {
                Geometry::LineString(LineString(self.rings.concat()))
            }
            _ => outline(&self.rings),
        }
    }
}

/// Rings one after the other: what lies inside an earlier one is its hole, anything else a further part.
fn outline(rings: &[Vec<Coord<f64>>]) -> Geometry<f64> {
    let mut parts: Vec<Polygon<f64>> = Vec::new();
    for ring in rings.iter().filter(|ring| !ring.is_empty()) {
        let around = parts.iter_mut().find(|part| part.contains(&Point(ring[0])));
        match around {
            Some(part) => part.interiors_push(LineString(ring.clone())),
            None => parts.push(Polygon::new(LineString(ring.clone()), vec![])),
        }
    }
    match parts.len() {
        1 => Geometry::Polygon(parts.remove(0)),
        _ => Geometry::MultiPolygon(MultiPolygon(parts)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot(corners: &[(f64, f64)]) -> Plot {
        let mut plot = Plot::new(1, None);
        corners.iter().for_each(|(x, y)| plot.add(Coord { x: *x, y: *y }, vec![]));
        plot
    }

    const SQUARE: [(f64, f64); 5] = [(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0), (0.0, 0.0)];

    #[test]
    fn an_outline_is_the_same_closed_or_not_and_what_follows_is_a_hole_or_a_part() {
        let closed = plot(&SQUARE).shape(TargetShape::Surface);
        assert_eq!(plot(&SQUARE[..4]).shape(TargetShape::Surface), closed);
        let hole = [(1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (1.0, 1.0)];
        let Geometry::Polygon(holed) = plot(&[&SQUARE[..], &hole].concat()).shape(TargetShape::Surface) else {
            panic!()
        };
        assert_eq!(holed.interiors().len(), 1);
        let beside = hole.map(|(x, y)| (x + 20.0, y));
        let parts = plot(&[&SQUARE[..], &beside].concat()).shape(TargetShape::Surface);
        assert!(matches!(parts, Geometry::MultiPolygon(parts) if parts.0.len() == 2));
        assert!(matches!(plot(&SQUARE[..1]).shape(TargetShape::SurfaceOrPoint), Geometry::Point(_)));
        assert!(matches!(plot(&SQUARE[..4]).shape(TargetShape::LineOrSurface), Geometry::LineString(_)));
        assert!(matches!(plot(&SQUARE).shape(TargetShape::LineOrSurface), Geometry::Polygon(_)));
        assert!(matches!(plot(&SQUARE).shape(TargetShape::Line), Geometry::LineString(_)));
    }
}
