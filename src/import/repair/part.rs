//! An outline and its holes, as corners.

use geo::Polygon;

use super::ring::{self, Ring};

/// One outline with its holes.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The outer ring.
    pub shell: Ring,
    /// The holes.
    pub holes: Vec<Ring>,
}

impl Part {
    /// The outer ring, then the holes.
    pub fn rings(&self) -> impl Iterator<Item = &Ring> {
        std::iter::once(&self.shell).chain(&self.holes)
    }
}

impl From<Polygon<f64>> for Part {
    fn from(polygon: Polygon<f64>) -> Self {
        let (shell, holes) = polygon.into_inner();
        Part { shell: ring::corners(&shell), holes: holes.iter().map(ring::corners).collect() }
    }
}

impl From<Part> for Polygon<f64> {
    fn from(part: Part) -> Self {
        Polygon::new(ring::closed(part.shell), part.holes.into_iter().map(ring::closed).collect())
    }
}
