//! Every rule by plain numbers, and random shapes against independent answers.

mod labels;
mod random;
mod rules;

use geo::algorithm::Validation;
use geo::{Area, Coord, Geometry, LineString, MultiPolygon, Polygon, Winding};

use super::{Finding, Limits, Repaired, Wanted, repair};
use crate::import::issue::{IssueKind, Severity};

/// A place in zone 106°30′, metres: coordinates as large as real ones.
const EAST: f64 = 432_700.0;
const NORTH: f64 = 2_369_400.0;

/// A ring at the test place, from metres east and north of it; closed as written.
fn ring(corners: &[(f64, f64)]) -> LineString<f64> {
    corners.iter().map(|&(x, y)| Coord { x: EAST + x, y: NORTH + y }).collect()
}

/// The rectangle from the south-west corner, counter-clockwise.
fn rectangle(x: f64, y: f64, width: f64, height: f64) -> LineString<f64> {
    ring(&[(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)])
}

fn reversed(ring: LineString<f64>) -> LineString<f64> {
    ring.0.into_iter().rev().collect()
}

fn outline(shell: LineString<f64>) -> Geometry<f64> {
    Geometry::Polygon(Polygon::new(shell, vec![]))
}

fn with_holes(shell: LineString<f64>, holes: Vec<LineString<f64>>) -> Geometry<f64> {
    Geometry::Polygon(Polygon::new(shell, holes))
}

fn multi(shells: Vec<LineString<f64>>) -> Geometry<f64> {
    Geometry::MultiPolygon(MultiPolygon(shells.into_iter().map(|shell| Polygon::new(shell, vec![])).collect()))
}

fn repaired(geometry: Geometry<f64>) -> Repaired {
    repair_checked(geometry, &Limits::default())
}

/// Repairs a surface and checks what every result promises.
fn repair_checked(geometry: Geometry<f64>, limits: &Limits) -> Repaired {
    let repaired = repair(geometry.clone(), Wanted::Surface, limits);
    match &repaired.geometry {
        None => assert!(repaired.findings.iter().any(|finding| finding.severity == Severity::Refused)),
        Some(result) => {
            assert!(repaired.findings.iter().all(|finding| finding.severity != Severity::Refused));
            let valid = result.check_validation();
            assert!(valid.is_ok(), "{valid:?}\nof {geometry:?}\nbecame {result:?}");
            assert_wound(result);
            let again = repair(result.clone(), Wanted::Surface, limits);
            assert_eq!(again.findings, vec![], "repairing twice, first {:?}\nof {geometry:?}", repaired.findings);
            assert_eq!(again.geometry.as_ref(), Some(result));
        }
    }
    repaired
}

fn polygons(geometry: &Geometry<f64>) -> Vec<Polygon<f64>> {
    match geometry {
        Geometry::Polygon(polygon) => vec![polygon.clone()],
        Geometry::MultiPolygon(polygons) => polygons.0.clone(),
        other => panic!("no surface: {other:?}"),
    }
}

fn assert_wound(geometry: &Geometry<f64>) {
    for polygon in polygons(geometry) {
        assert!(polygon.exterior().is_ccw() && polygon.interiors().iter().all(Winding::is_cw));
        assert!(polygon.exterior().is_closed() && polygon.interiors().iter().all(LineString::is_closed));
    }
}

impl Repaired {
    fn kinds(&self) -> Vec<IssueKind> {
        self.findings.iter().map(|finding| finding.kind).collect()
    }

    fn only(&self) -> &Finding {
        assert_eq!(self.findings.len(), 1, "{:?}", self.findings);
        &self.findings[0]
    }

    fn area(&self) -> f64 {
        self.geometry.as_ref().map_or(0.0, Area::unsigned_area)
    }

    fn pieces(&self) -> usize {
        self.geometry.as_ref().map_or(0, |geometry| polygons(geometry).len())
    }
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 0.01 + 1e-6 * other.abs()
}

/// Checks the areas a finding tells, m².
fn assert_areas(finding: &Finding, before: f64, after: f64) {
    let told = (finding.area_before_m2.unwrap(), finding.area_after_m2.unwrap());
    assert!(near(told.0, before) && near(told.1, after), "{told:?} instead of {before} → {after}");
}
