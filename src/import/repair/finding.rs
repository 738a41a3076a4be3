//! What a repair found, in sentences for the person who drew it.

use geo::Coord;

use crate::import::issue::{IssueKind, Severity};
use crate::model::Name;

/// One fault of a geometry and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What was wrong.
    pub kind: IssueKind,
    /// What became of it.
    pub severity: Severity,
    /// What was found: a count, a length or an area with its unit, or the name of a type.
    pub found: String,
    /// What was expected, and what was done.
    pub expected: Name,
    /// Where, metres; the first place if there are several.
    pub at: Option<Coord<f64>>,
    /// Area before the repair, m²: for tangled rings all the ground they enclose.
    pub area_before_m2: Option<f64>,
    /// Area after the repair, m².
    pub area_after_m2: Option<f64>,
}

impl Finding {
    /// A finding without place or area.
    pub fn new(kind: IssueKind, severity: Severity, found: impl Into<String>, vi: &str, en: &str) -> Self {
        Finding {
            kind,
            severity,
            found: found.into(),
            expected: Name::new(vi, en),
            at: None,
            area_before_m2: None,
            area_after_m2: None,
        }
    }

    /// The finding, at a place.
    pub fn at(mut self, at: Option<Coord<f64>>) -> Self {
        self.at = at;
        self
    }

    /// The finding, with the area in m² before and after.
    pub fn areas(mut self, before: f64, after: f64) -> Self {
        self.area_before_m2 = Some(before);
        self.area_after_m2 = Some(after);
        self
    }
}

/// An area in words: `1234.5 m²`.
pub fn square_metres(area: f64) -> String {
    format!("{area:.1} m²")
}

/// A length in words: `12.34 m`.
pub fn metres(length: f64) -> String {
    format!("{length:.2} m")
}

/// A share in words: `12.5 %`.
pub fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

/// A coordinate no zone has.
pub fn out_of_range(coord: Coord<f64>, reach_m: f64) -> Finding {
    let vi = format!("số hữu hạn, không quá ±{reach_m:.0} m");
    let en = format!("finite numbers within ±{reach_m:.0} m");
    let at = (coord.x.is_finite() && coord.y.is_finite()).then_some(coord);
    Finding::new(IssueKind::OutOfRange, Severity::Refused, format!("[{}, {}]", coord.x, coord.y), &vi, &en).at(at)
}

/// More than a geometry may have.
pub fn too_many_vertices(vertices: usize, most: usize) -> Finding {
    let vi = format!("nhiều nhất {most} đỉnh trong một hình");
    let en = format!("at most {most} vertices in one geometry");
    Finding::new(IssueKind::OutOfRange, Severity::Refused, vertices.to_string(), &vi, &en)
}

/// A ring of a polygon left open in the file.
pub fn unclosed(end: Coord<f64>, gap_m: f64) -> Finding {
    let vi = "vòng kết thúc ở đỉnh đầu; đã khép lại";
    let en = "a ring that ends where it starts; it was closed";
    Finding::new(IssueKind::UnclosedRing, Severity::Repaired, metres(gap_m), vi, en).at(Some(end))
}

/// A geometry without any position.
pub fn empty() -> Finding {
    Finding::new(IssueKind::NoGeometry, Severity::Refused, "0", "một hình có tọa độ", "a geometry with coordinates")
}

/// Edges that cross so often that nobody can tell what was meant.
pub fn too_tangled(comparisons: usize) -> Finding {
    let vi = "đường bao không tự cắt; hình rối quá mức, không thể sửa tự động";
    let en = "an outline that does not cross itself; this one is too tangled to repair by itself";
    Finding::new(IssueKind::SelfIntersection, Severity::Refused, format!("> {comparisons}"), vi, en)
}

/// An outline that was still at fault after the last round.
pub fn not_repairable(at: Option<Coord<f64>>) -> Finding {
    let vi = "đường bao hợp lệ; các lần sửa không cho kết quả ổn định";
    let en = "a valid outline; repairing it did not come to an end";
    Finding::new(IssueKind::SelfIntersection, Severity::Refused, "?", vi, en).at(at)
}
