//! What of a geometry a layer takes, before anything is repaired.

use geo::{Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};

use super::finding::{self, metres};
use super::part::Part;
use super::ring::{self, signed_area};
use super::surface;
use super::{Finding, Limits, Repaired};
use crate::import::issue::{IssueKind, Severity};

/// A geometry taken apart by kind.
#[derive(Default)]
struct Sorted {
    points: Vec<Point<f64>>,
    lines: Vec<LineString<f64>>,
    surfaces: Vec<Polygon<f64>>,
    /// What the file called it.
    called: &'static str,
    /// Whether the file said there may be several.
    several: bool,
}

fn sorted(geometry: Geometry<f64>) -> Sorted {
    let mut sorted = Sorted {
        called: name(&geometry),
        several: matches!(geometry, Geometry::MultiPolygon(_)),
        ..Default::default()
    };
    // A list, not a recursion: a file may nest collections as deep as it likes.
    let mut waiting = vec![geometry];
    while let Some(geometry) = waiting.pop() {
        match geometry {
            Geometry::Point(point) => sorted.points.push(point),
            Geometry::MultiPoint(points) => sorted.points.extend(points),
            Geometry::Line(line) => sorted.lines.push(LineString(vec![line.start, line.end])),
            Geometry::LineString(line) => sorted.lines.push(line),
            Geometry::MultiLineString(lines) => sorted.lines.extend(lines),
            Geometry::Polygon(polygon) => sorted.surfaces.push(polygon),
            Geometry::MultiPolygon(polygons) => sorted.surfaces.extend(polygons),
            Geometry::Rect(rect) => sorted.surfaces.push(rect.to_polygon()),
            Geometry::Triangle(triangle) => sorted.surfaces.push(triangle.to_polygon()),
            Geometry::GeometryCollection(GeometryCollection(members)) => waiting.extend(members.into_iter().rev()),
        }
    }
    sorted.lines.retain(|line| !line.0.is_empty());
    sorted.surfaces.retain(|polygon| !polygon.exterior().0.is_empty());
    sorted
}

fn name(geometry: &Geometry<f64>) -> &'static str {
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

impl Sorted {
    fn refused(self, vi: &str, en: &str) -> Repaired {
        if self.points.is_empty() && self.lines.is_empty() && self.surfaces.is_empty() {
            return refusal(finding::empty());
        }
        let at = self.points.first().map(|point| point.0).or_else(|| self.lines.first().map(|line| line.0[0]));
        let at = at.or_else(|| self.surfaces.first().map(|polygon| polygon.exterior().0[0]));
        refusal(Finding::new(IssueKind::WrongShape, Severity::Refused, self.called, vi, en).at(at))
    }
}

fn refusal(finding: Finding) -> Repaired {
    Repaired { geometry: None, findings: vec![finding] }
}

/// What was left aside, told once.
fn aside(found: &str, at: Option<Coord<f64>>, vi: &str, en: &str) -> Finding {
    Finding::new(IssueKind::WrongShape, Severity::Repaired, found, vi, en).at(at)
}

/// The surfaces of a geometry, repaired. Closed lines are outlines where there is no surface.
pub fn surface(geometry: Geometry<f64>, limits: &Limits) -> Repaired {
    let mut sorted = sorted(geometry);
    let mut findings = Vec::new();
    if sorted.surfaces.is_empty() {
        let lines = std::mem::take(&mut sorted.lines);
        sorted.surfaces = lines.iter().filter_map(|line| outline(line, limits, &mut findings)).collect();
        if sorted.surfaces.is_empty() && !findings.is_empty() {
            return Repaired { geometry: None, findings };
        }
        // One open line does not refuse its neighbours.
        findings.iter_mut().for_each(|finding| finding.severity = Severity::Repaired);
    }
    if sorted.surfaces.is_empty() {
        return sorted.refused("vùng (Polygon, MultiPolygon)", "a surface (Polygon, MultiPolygon)");
    }
    let left = sorted.points.len() + sorted.lines.len();
    if left > 0 {
        let found = format!("{}: {} Point, {} LineString", sorted.called, sorted.points.len(), sorted.lines.len());
        let at = sorted.points.first().map(|point| point.0).or_else(|| sorted.lines.first().map(|line| line.0[0]));
        findings.push(aside(
            &found,
            at,
            "chỉ lấy các vùng; phần còn lại bỏ qua",
            "surfaces only; the rest is left out",
        ));
    }
    let parts = sorted.surfaces.into_iter().map(Part::from).collect();
    let parts = surface::repair(parts, limits, &mut findings);
    Repaired { geometry: parts.map(|parts| surface_geometry(parts, sorted.several)), findings }
}

fn surface_geometry(parts: Vec<Part>, several: bool) -> Geometry<f64> {
    let mut polygons: Vec<Polygon<f64>> = parts.into_iter().map(Polygon::from).collect();
    match polygons.pop() {
        Some(polygon) if polygons.is_empty() && !several => Geometry::Polygon(polygon),
        last => {
            polygons.extend(last);
            Geometry::MultiPolygon(MultiPolygon(polygons))
        }
    }
}

/// The outline a polyline draws: closed, or open by no more than a drafting gap.
fn outline(line: &LineString<f64>, limits: &Limits, findings: &mut Vec<Finding>) -> Option<Polygon<f64>> {
    let (start, end) = (line.0[0], line.0[line.0.len() - 1]);
    let gap = ring::distance(start, end);
    if line.0.len() < 3 || gap > limits.close_gap_m {
        let vi = format!("đường khép kín (hai đầu cách nhau không quá {})", metres(limits.close_gap_m));
        let en = format!("a closed polyline (ends no more than {} apart)", metres(limits.close_gap_m));
        let open = Finding::new(IssueKind::OpenPolyline, Severity::Refused, metres(gap), &vi, &en);
        findings.push(open.at(Some(end)));
        return None;
    }
    // The end of a line that was meant to close is the start, drawn a little off.
    let corners = ring::corners(line);
    let area = signed_area(&corners).abs();
    if gap > 0.0 {
        findings.push(finding::unclosed(end, gap).areas(area, area));
    } else {
        let (vi, en) = ("vùng; đường khép kín được chuyển thành vùng", "a surface; the closed polyline became one");
        let closed = Finding::new(IssueKind::ClosedPolyline, Severity::Repaired, "LineString", vi, en);
        findings.push(closed.at(Some(start)).areas(area, area));
    }
    Some(Polygon::new(ring::closed(corners), vec![]))
}

/// The lines of a geometry, without repeated points.
pub fn line(geometry: Geometry<f64>) -> Repaired {
    let several = matches!(geometry, Geometry::MultiLineString(_));
    let mut sorted = sorted(geometry);
    if sorted.lines.is_empty() {
        return sorted.refused("đường (LineString, MultiLineString)", "a line (LineString, MultiLineString)");
    }
    let mut findings = Vec::new();
    let left = sorted.points.first().map(|point| point.0);
    let left = left.or_else(|| sorted.surfaces.first().map(|polygon| polygon.exterior().0[0]));
    if left.is_some() {
        let found = format!("{}: {} Point, {} Polygon", sorted.called, sorted.points.len(), sorted.surfaces.len());
        findings.push(aside(
            &found,
            left,
            "chỉ lấy các đường; phần còn lại bỏ qua",
            "lines only; the rest is left out",
        ));
    }
    drop_repeats(&mut sorted.lines, &mut findings);
    let start = sorted.lines[0].0[0];
    let drawn = sorted.lines.len();
    sorted.lines.retain(|line| line.0.len() > 1);
    let short = drawn - sorted.lines.len();
    if short > 0 {
        let severity = if short == drawn { Severity::Refused } else { Severity::Repaired };
        let (vi, en) = ("đường có ít nhất hai đỉnh khác nhau", "a line of at least two different points");
        findings.push(Finding::new(IssueKind::WrongShape, severity, "0.00 m", vi, en).at(Some(start)));
    }
    Repaired { geometry: line_geometry(sorted.lines, several), findings }
}

fn line_geometry(mut lines: Vec<LineString<f64>>, several: bool) -> Option<Geometry<f64>> {
    match lines.len() {
        0 => None,
        1 if !several => lines.pop().map(Geometry::LineString),
        _ => Some(Geometry::MultiLineString(MultiLineString(lines))),
    }
}

fn drop_repeats(lines: &mut [LineString<f64>], findings: &mut Vec<Finding>) {
    let mut repeats = ring::Tally::default();
    for line in lines {
        line.0.dedup_by(|next, kept| {
            let repeated = next == kept;
            if repeated {
                repeats.add(*next);
            }
            repeated
        });
    }
    if repeats.count > 0 {
        findings.push(surface::repeated(repeats));
    }
}

/// The positions of a geometry.
pub fn point(geometry: Geometry<f64>) -> Repaired {
    let sorted = sorted(geometry);
    if sorted.points.is_empty() {
        return sorted.refused("điểm (Point, MultiPoint)", "a position (Point, MultiPoint)");
    }
    let mut findings = Vec::new();
    if !sorted.lines.is_empty() || !sorted.surfaces.is_empty() {
        let found = format!("{}: {} LineString, {} Polygon", sorted.called, sorted.lines.len(), sorted.surfaces.len());
        let at = Some(sorted.points[0].0);
        findings.push(aside(
            &found,
            at,
            "chỉ lấy các điểm; phần còn lại bỏ qua",
            "positions only; the rest is left out",
        ));
    }
    let geometry = match sorted.points.as_slice() {
        [only] if sorted.called != "MultiPoint" => Geometry::Point(*only),
        _ => Geometry::MultiPoint(MultiPoint(sorted.points)),
    };
    Repaired { geometry: Some(geometry), findings }
}
