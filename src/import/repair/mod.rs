//! Geometry as CAD leaves it, made sound: every repair is told with the area before and after; what cannot be repaired is refused.
//!
//! Everything here is in metres. A sound outline that winds the right way passes bit for bit, and repairing a result finds nothing more.

mod rings;
mod surface;
#[cfg(test)]
mod tests;

use geo::{Coord, CoordsIter, Geometry, InteriorPoint, LineString, MultiLineString};

use super::issue::{IssueKind, Severity};
use super::mapping::TargetShape;
use crate::model::Name;

/// How far a repair may go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The share of the enclosed area that a repair may add or take, 0 to 1.
    pub area_change: f64,
    /// Ends of a line that are nearer than this close it, metres: a drafting gap.
    pub close_gap_m: f64,
    /// Pieces smaller than this are dropped, m².
    pub sliver_m2: f64,
    /// Pieces whose mean width is less than this are dropped, metres.
    pub sliver_width_m: f64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { area_change: 0.02, close_gap_m: 0.15, sliver_m2: 1.0, sliver_width_m: 0.05 }
    }
}

/// A shape after repair.
#[derive(Clone, Debug, PartialEq)]
pub struct Repaired {
    /// The sound shape; `None` = refused.
    pub geometry: Option<Geometry<f64>>,
    /// What was wrong.
    pub findings: Vec<Finding>,
}

/// One thing that was wrong with a shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What.
    pub kind: IssueKind,
    /// Whether it was repaired.
    pub severity: Severity,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: Name,
    /// Where, metres.
    pub at: Option<Coord<f64>>,
}

impl Finding {
    fn new(kind: IssueKind, severity: Severity, found: String, vi: &str, en: &str) -> Self {
        Finding { kind, severity, found, expected: Name::new(vi, en), at: None }
    }
}

/// Makes a shape sound for a layer.
pub fn repair(geometry: Geometry<f64>, wanted: TargetShape, limits: &Limits) -> Repaired {
    let at = geometry.coords_iter().next();
    if let Some(wild) = geometry.coords_iter().find(|point| !point.x.is_finite() || !point.y.is_finite()) {
        let found = format!("{}, {}", wild.x, wild.y);
        let finding =
            Finding::new(IssueKind::OutOfRange, Severity::Refused, found, "tọa độ hữu hạn", "finite coordinates");
        return Repaired { geometry: None, findings: vec![finding] };
    }
    let mut repaired = match wanted {
        TargetShape::Surface => surface::repair(geometry, limits),
        TargetShape::Line => lines(geometry),
        TargetShape::LineOrSurface if surface::has_surface(&geometry) => surface::repair(geometry, limits),
        TargetShape::LineOrSurface => lines(geometry),
        TargetShape::Point => point(geometry),
    };
    for finding in &mut repaired.findings {
        finding.at = finding.at.or(at);
    }
    repaired
}

fn wrong_shape(found: &Geometry<f64>, vi: &str, en: &str) -> Repaired {
    let finding = Finding::new(IssueKind::WrongShape, Severity::Refused, name_of(found).to_owned(), vi, en);
    Repaired { geometry: None, findings: vec![finding] }
}

/// What a geometry is called in GeoJSON.
pub(super) fn name_of(geometry: &Geometry<f64>) -> &'static str {
    match geometry {
        Geometry::Point(_) => "Point",
        Geometry::Line(_) | Geometry::LineString(_) => "LineString",
        Geometry::Polygon(_) | Geometry::Rect(_) | Geometry::Triangle(_) => "Polygon",
        Geometry::MultiPoint(_) => "MultiPoint",
        Geometry::MultiLineString(_) => "MultiLineString",
        Geometry::MultiPolygon(_) => "MultiPolygon",
        Geometry::GeometryCollection(_) => "GeometryCollection",
    }
}

fn lines(geometry: Geometry<f64>) -> Repaired {
    let lines: Vec<LineString<f64>> = match &geometry {
        Geometry::LineString(line) => vec![line.clone()],
        Geometry::MultiLineString(lines) => lines.0.clone(),
        Geometry::Line(line) => vec![LineString::from(*line)],
        other => return wrong_shape(other, "đường", "a line"),
    };
    let mut lines: Vec<LineString<f64>> = lines.into_iter().map(|line| rings::without_repeats(line).0).collect();
    lines.retain(|line| line.0.len() > 1);
    match lines.len() {
        0 => wrong_shape(&geometry, "đường có ít nhất hai đỉnh", "a line of at least two points"),
        1 => Repaired { geometry: lines.pop().map(Geometry::LineString), findings: vec![] },
        _ => Repaired { geometry: Some(Geometry::MultiLineString(MultiLineString(lines))), findings: vec![] },
    }
}

fn point(geometry: Geometry<f64>) -> Repaired {
    let inside = match &geometry {
        Geometry::Point(point) => Some(*point),
        Geometry::MultiPoint(points) if points.0.len() == 1 => points.0.first().copied(),
        Geometry::Polygon(polygon) => polygon.interior_point(),
        Geometry::MultiPolygon(polygons) => polygons.interior_point(),
        _ => None,
    };
    match inside {
        Some(point) => Repaired { geometry: Some(Geometry::Point(point)), findings: vec![] },
        None => wrong_shape(&geometry, "điểm", "a point"),
    }
}
