//! Outlines: rings are closed and cleaned, crossings resolved, holes and shells put in order.

use geo::orient::Direction;
use geo::{
    Area, BooleanOps, Euclidean, Geometry, Length, LineString, MultiPolygon, Orient, Polygon, Validation, Winding,
    unary_union,
};

use super::rings::{gap, without_repeats, without_spikes};
use super::{Finding, Limits, Repaired, name_of, wrong_shape};
use crate::import::issue::{IssueKind, Severity};

/// Beyond this many vertices a ring is resolved by overlay at once: asking first whether it is sound costs the square of its length.
const TOO_LONG_TO_ASK: usize = 5_000;

/// Square metres below which areas are equal.
const NOTHING_M2: f64 = 1e-6;

/// Whether a shape holds an outline, or a line that is closed.
pub fn has_surface(geometry: &Geometry<f64>) -> bool {
    match geometry {
        Geometry::Polygon(_) | Geometry::MultiPolygon(_) | Geometry::Rect(_) | Geometry::Triangle(_) => true,
        Geometry::LineString(line) => line.0.len() > 3 && line.is_closed(),
        _ => false,
    }
}

/// Makes an outline sound.
pub fn repair(geometry: Geometry<f64>, limits: &Limits) -> Repaired {
    let mut work = Work { limits, findings: Vec::new() };
    let polygons = match work.polygons(geometry) {
        Ok(polygons) => polygons,
        Err(refused) => return refused,
    };
    let before: f64 = polygons.iter().map(enclosed).sum();
    let pieces: Vec<MultiPolygon<f64>> = polygons.into_iter().filter_map(|polygon| work.polygon(polygon)).collect();
    if pieces.is_empty() {
        let found = "0 m²".to_owned();
        work.findings.push(Finding::new(
            IssueKind::ZeroArea,
            Severity::Refused,
            found,
            "vùng có diện tích",
            "an outline with an area",
        ));
        return Repaired { geometry: None, findings: work.findings };
    }
    let together = work.together(pieces);
    work.finish(together, before)
}

/// What a polygon encloses, as it stands: crossings make pieces, not nothing.
fn enclosed(polygon: &Polygon<f64>) -> f64 {
    let shell = resolved(polygon.exterior().clone());
    let holes: Vec<Polygon<f64>> = polygon.interiors().iter().flat_map(|hole| resolved(hole.clone()).0).collect();
    if holes.is_empty() { shell.unsigned_area() } else { shell.difference(&unary_union(&holes)).unsigned_area() }
}

/// A ring with its crossings made into corners: ground encircled an odd number of times.
fn resolved(ring: LineString<f64>) -> MultiPolygon<f64> {
    Polygon::new(ring, vec![]).union(&MultiPolygon::<f64>(vec![]))
}

struct Work<'l> {
    limits: &'l Limits,
    findings: Vec<Finding>,
}

impl Work<'_> {
    fn tell(&mut self, kind: IssueKind, severity: Severity, found: String, vi: &str, en: &str) {
        self.findings.push(Finding::new(kind, severity, found, vi, en));
    }

    /// The outlines of a shape; closed lines become outlines.
    fn polygons(&mut self, geometry: Geometry<f64>) -> Result<Vec<Polygon<f64>>, Repaired> {
        match geometry {
            Geometry::Polygon(polygon) => Ok(vec![polygon]),
            Geometry::MultiPolygon(polygons) => Ok(polygons.0),
            Geometry::Rect(rect) => Ok(vec![rect.to_polygon()]),
            Geometry::Triangle(triangle) => Ok(vec![triangle.to_polygon()]),
            Geometry::LineString(line) => self.closed(line).map(|polygon| vec![polygon]),
            Geometry::MultiLineString(lines) => lines.0.into_iter().map(|line| self.closed(line)).collect(),
            Geometry::GeometryCollection(parts) => {
                let (surfaces, others): (Vec<_>, Vec<_>) = parts.0.into_iter().partition(has_surface);
                if surfaces.is_empty() {
                    return Err(wrong_shape(&Geometry::GeometryCollection(others.into()), "vùng", "an outline"));
                }
                for other in others {
                    self.tell(
                        IssueKind::WrongShape,
                        Severity::Repaired,
                        name_of(&other).to_owned(),
                        "chỉ vùng",
                        "outlines alone",
                    );
                }
                surfaces
                    .into_iter()
                    .map(|part| self.polygons(part))
                    .collect::<Result<Vec<_>, _>>()
                    .map(|parts| parts.concat())
            }
            other => Err(wrong_shape(&other, "vùng", "an outline")),
        }
    }

    /// A line that comes back to where it began, as an outline.
    fn closed(&mut self, line: LineString<f64>) -> Result<Polygon<f64>, Repaired> {
        match gap(&line) {
            Some(gap) if gap <= self.limits.close_gap_m => {
                let found = format!("{gap:.3} m");
                self.tell(IssueKind::ClosedPolyline, Severity::Repaired, found, "vùng", "an outline");
                Ok(Polygon::new(line, vec![]))
            }
            gap => {
                let found = gap.map_or_else(|| format!("{} đỉnh / points", line.0.len()), |gap| format!("{gap:.2} m"));
                let finding =
                    Finding::new(IssueKind::OpenPolyline, Severity::Refused, found, "đường khép kín", "a closed line");
                Err(Repaired { geometry: None, findings: vec![finding] })
            }
        }
    }

    /// One polygon made sound; `None` when nothing of it is left.
    fn polygon(&mut self, polygon: Polygon<f64>) -> Option<MultiPolygon<f64>> {
        let (exterior, interiors) = polygon.into_inner();
        let was_wound = exterior.winding_order();
        let exterior = self.ring(exterior)?;
        let interiors: Vec<LineString<f64>> = interiors.into_iter().filter_map(|hole| self.ring(hole)).collect();
        let polygon = Polygon::new(exterior, interiors);
        let length = polygon.exterior().0.len() + polygon.interiors().iter().map(|hole| hole.0.len()).sum::<usize>();
        if length <= TOO_LONG_TO_ASK && polygon.is_valid() {
            if was_wound == Some(geo::winding_order::WindingOrder::Clockwise) {
                self.tell(
                    IssueKind::Winding,
                    Severity::Note,
                    "theo chiều kim đồng hồ / clockwise".to_owned(),
                    "ngược chiều kim đồng hồ",
                    "counter-clockwise",
                );
                return Some(MultiPolygon(vec![polygon.orient(Direction::Default)]));
            }
            return Some(MultiPolygon(vec![polygon]));
        }
        self.overlaid(polygon)
    }

    /// A ring without repeats and needles; `None` when it encloses nothing.
    fn ring(&mut self, ring: LineString<f64>) -> Option<LineString<f64>> {
        let (mut ring, repeats) = without_repeats(ring);
        if repeats > 0 {
            self.tell(
                IssueKind::DuplicatePoints,
                Severity::Repaired,
                format!("{repeats}"),
                "mỗi đỉnh một lần",
                "each point once",
            );
        }
        ring.close();
        let (ring, needles) = without_spikes(ring);
        if needles > 0 {
            self.tell(
                IssueKind::Spike,
                Severity::Repaired,
                format!("{needles} đỉnh / points"),
                "không có gai",
                "no needle",
            );
        }
        let encloses = ring.0.len() >= 4 && resolved(ring.clone()).unsigned_area() > NOTHING_M2;
        encloses.then_some(ring)
    }

    /// Crossings, holes and shells put in order by overlay.
    fn overlaid(&mut self, polygon: Polygon<f64>) -> Option<MultiPolygon<f64>> {
        let (exterior, interiors) = polygon.into_inner();
        let is_long = exterior.0.len() > TOO_LONG_TO_ASK;
        let crosses = !is_long && !Polygon::new(exterior.clone(), vec![]).is_valid();
        let shell = resolved(exterior);
        if crosses {
            self.tell(
                IssueKind::SelfIntersection,
                Severity::Repaired,
                format!("{} mảnh / pieces", shell.0.len()),
                "đường bao không tự cắt",
                "an outline that does not cross itself",
            );
        }
        let mut holes: Vec<Polygon<f64>> = Vec::new();
        let mut holes_area = 0.0;
        for hole in interiors {
            let hole = resolved(hole);
            if hole.intersection(&shell).unsigned_area() < NOTHING_M2 {
                let found = format!("{:.1} m²", hole.unsigned_area());
                self.tell(
                    IssueKind::HoleOutside,
                    Severity::Repaired,
                    found,
                    "lỗ nằm trong vùng",
                    "a hole inside its shell",
                );
                continue;
            }
            holes_area += hole.unsigned_area();
            holes.extend(hole.0);
        }
        let holes = unary_union(&holes);
        let overlap = holes_area - holes.unsigned_area();
        if overlap > NOTHING_M2 {
            self.tell(
                IssueKind::HolesOverlap,
                Severity::Repaired,
                format!("{overlap:.1} m²"),
                "các lỗ tách nhau",
                "holes apart from each other",
            );
        }
        let left = if holes.0.is_empty() { shell } else { shell.difference(&holes) };
        (left.unsigned_area() > NOTHING_M2).then_some(left)
    }

    /// The pieces of one record; ground that two of them hold counts once.
    fn together(&mut self, pieces: Vec<MultiPolygon<f64>>) -> MultiPolygon<f64> {
        let sum: f64 = pieces.iter().map(Area::unsigned_area).sum();
        let polygons: Vec<Polygon<f64>> = pieces.into_iter().flat_map(|piece| piece.0).collect();
        if polygons.len() < 2 {
            return MultiPolygon(polygons);
        }
        let union = unary_union(&polygons);
        let twice = sum - union.unsigned_area();
        if twice > NOTHING_M2 {
            self.tell(
                IssueKind::NestedShells,
                Severity::Repaired,
                format!("{twice:.1} m²"),
                "mỗi phần đất tính một lần",
                "all ground counted once",
            );
            return union;
        }
        MultiPolygon(polygons)
    }

    /// Drops slivers, refuses what was changed too much, winds the rest.
    fn finish(mut self, together: MultiPolygon<f64>, before: f64) -> Repaired {
        let many = together.0.len() > 1;
        let (kept, slivers): (Vec<_>, Vec<_>) =
            together.0.into_iter().partition(|piece| !many || !self.is_sliver(piece));
        if !slivers.is_empty() {
            let area: f64 = slivers.iter().map(Area::unsigned_area).sum();
            self.tell(
                IssueKind::Sliver,
                Severity::Repaired,
                format!("{} mảnh / pieces, {area:.2} m²", slivers.len()),
                "không có mảnh vụn",
                "no slivers",
            );
        }
        let kept = MultiPolygon(kept);
        let after = kept.unsigned_area();
        let is_repaired = self.findings.iter().any(|finding| finding.severity == Severity::Repaired);
        if is_repaired {
            for finding in self.findings.iter_mut().filter(|finding| finding.severity == Severity::Repaired) {
                finding.found.push_str(&format!("; {before:.1} → {after:.1} m²"));
            }
            if (after - before).abs() > self.limits.area_change * before.max(NOTHING_M2) {
                let found = format!("{before:.1} → {after:.1} m²");
                let most = 100.0 * self.limits.area_change;
                self.tell(
                    IssueKind::AreaChanged,
                    Severity::Refused,
                    found,
                    &format!("đổi không quá {most} %"),
                    &format!("a change of at most {most} %"),
                );
                return Repaired { geometry: None, findings: self.findings };
            }
        }
        let wound = if is_repaired { kept.orient(Direction::Default) } else { kept };
        let geometry = match wound.0.len() {
            0 => None,
            1 => wound.0.into_iter().next().map(Geometry::Polygon),
            _ => Some(Geometry::MultiPolygon(wound)),
        };
        Repaired { geometry, findings: self.findings }
    }

    fn is_sliver(&self, piece: &Polygon<f64>) -> bool {
        let (area, around) = (piece.unsigned_area(), Euclidean.length(piece.exterior()));
        area < self.limits.sliver_m2 || 2.0 * area / around.max(NOTHING_M2) < self.limits.sliver_width_m
    }
}
