//! How a road lies at a chainage: its bearing, and how tight it curves where it is drawn well enough to tell.

use geo::Coord;

use super::SectionLine;
use super::order::apart;
use crate::model::GeometryAccuracy;

/// The radius is read off three spots this far apart, metres.
const ARM_M: f64 = 40.0;
/// Within this distance a curve must show vertices, metres.
const WINDOW_M: f64 = 100.0;
/// As many vertices as these make a curve; fewer make a corner nobody can measure.
const CURVE_VERTICES: usize = 3;
/// A road that turns by less than this within the window is straight, radians.
const STRAIGHT_RAD: f64 = 0.01;

/// How a road curves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Curve {
    /// It does not.
    Straight,
    /// With this radius, metres.
    Radius(f64),
}

impl SectionLine {
    /// The bearing in which chainage grows, degrees clockwise from grid north, 0 ≤ bearing < 360; `None` where nothing is drawn.
    pub fn bearing(&self, chainage_m: f64) -> Option<f64> {
        let forward = self.forward(self.chainage.along(chainage_m))?;
        Some(forward.x.atan2(forward.y).to_degrees().rem_euclid(360.0))
    }

    /// How the road curves at a chainage; `None` where it is a sketch, ends, or has too few vertices to tell.
    pub fn curve(&self, chainage_m: f64) -> Option<Curve> {
        let along = self.chainage.along(chainage_m);
        let window = (along - WINDOW_M)..=(along + WINDOW_M);
        let segments = || {
            let pairs = self.runs.iter().flat_map(|run| run.vertices.windows(2));
            pairs.filter(|pair| pair[0].along < *window.end() && pair[1].along > *window.start())
        };
        let to_scale = |accuracy| matches!(accuracy, GeometryAccuracy::Surveyed | GeometryAccuracy::Digitised);
        if !segments().all(|pair| to_scale(self.links[pair[0].link].accuracy)) {
            return None;
        }
        let [before, here, after] = [along - ARM_M, along, along + ARM_M].map(|along| self.spot(along));
        let (before, here, after) = (before?, here?, after?);
        let headings: Vec<f64> = segments().map(|pair| heading(pair[1].at - pair[0].at)).collect();
        let turns: Vec<f64> =
            headings.windows(2).map(|pair| turn(pair[0], pair[1])).filter(|turn| turn.abs() > 1e-6).collect();
        if turns.iter().map(|turn| turn.abs()).sum::<f64>() < STRAIGHT_RAD {
            return Some(Curve::Straight);
        }
        if turns.len() < CURVE_VERTICES {
            return None;
        }
        Some(radius_through(before, here, after).map_or(Curve::Straight, Curve::Radius))
    }
}

fn heading(step: Coord<f64>) -> f64 {
    step.y.atan2(step.x)
}

fn turn(from: f64, to: f64) -> f64 {
    let full = std::f64::consts::TAU;
    (to - from + full / 2.0).rem_euclid(full) - full / 2.0
}

/// The radius of the circle through three points; `None` when they lie on a line.
fn radius_through(one: Coord<f64>, two: Coord<f64>, three: Coord<f64>) -> Option<f64> {
    let doubled = ((two - one).x * (three - one).y - (two - one).y * (three - one).x).abs();
    let sides = apart(one, two) * apart(two, three) * apart(three, one);
    (doubled > 1e-6).then(|| sides / (2.0 * doubled))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_points_of_a_circle_tell_its_radius() {
        let at = |degrees: f64| Coord { x: 250.0 * degrees.to_radians().cos(), y: 250.0 * degrees.to_radians().sin() };
        let radius = radius_through(at(0.0), at(9.0), at(18.0)).unwrap();
        assert!((radius - 250.0).abs() < 1e-6);
    }

    #[test]
    fn a_turn_over_the_back_is_a_small_one() {
        assert!((turn(3.1, -3.1) - 0.083_185_307).abs() < 1e-6);
    }
}
