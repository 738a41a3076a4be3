//! "Within so many metres of here."

use geo::{Closest, ClosestPoint, Coord, Distance, Euclidean, Geometry, Intersects, Point};

use crate::model::{Bbox, Metres, MetricFrame};

/// A circle on the ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// Its centre, degrees.
    pub position: Coord<f64>,
    /// Its radius.
    pub within: Metres,
}

impl Near {
    /// A box that surely holds the circle.
    pub fn bbox(&self) -> Bbox {
        Bbox::around_position(self.position, self.within.get())
    }

    /// The distance from the centre to a geometry, when it lies within the circle.
    pub fn distance_within(&self, geometry: &Geometry<f64>, frame: &MetricFrame) -> Option<Metres> {
        let distance = distance_to(self.position, geometry, frame)?;
        (distance <= self.within).then_some(distance)
    }
}

/// The straight distance from a position to a geometry, in metres of the frame's zone; 0 inside an outline. `None` for an empty geometry.
pub fn distance_to(position: Coord<f64>, geometry: &Geometry<f64>, frame: &MetricFrame) -> Option<Metres> {
    let position = frame.to_metric(&Point(position)).0;
    let geometry = frame.to_metric(geometry).0;
    if geometry.intersects(&position) {
        return Metres::new(0.0).ok();
    }
    match geometry.closest_point(&position) {
        Closest::Intersection(point) | Closest::SinglePoint(point) => {
            Metres::new(Euclidean.distance(position, point)).ok()
        }
        Closest::Indeterminate => None,
    }
}
