//! One overlay of outlines at fault, told step by step: each ring by itself, then its holes, then the parts together.

use geo::{Area, Coord, MultiPolygon};

use super::crossing::Lie;
use super::fault::Faults;
use super::finding::{percent, square_metres};
use super::overlay::{self, Grid};
use super::surface::Part;
use super::{Finding, Limits, sliver};
use crate::import::issue::{IssueKind, Severity};

/// What the rings enclose before anything is overlaid.
pub struct Ground {
    /// Per ring, all it runs around, m².
    pub areas: Vec<f64>,
    /// Shells less holes, m².
    pub enclosed: f64,
    /// The grid of the overlays.
    pub grid: Grid,
}

/// A part whose rings are untangled, each for itself.
struct Untangled {
    shell: MultiPolygon<f64>,
    holes: Vec<MultiPolygon<f64>>,
}

/// Overlays the parts into valid ones; `None` if that leaves nothing or takes away too much of what they enclose, and
/// then the last finding says so.
pub fn resolve(
    parts: &[Part],
    lie: &Lie,
    faults: &Faults,
    ground: &Ground,
    limits: &Limits,
    findings: &mut Vec<Finding>,
) -> Option<Vec<Part>> {
    let grid = ground.grid;
    let untangled: Vec<Untangled> = parts.iter().map(|part| untangle(part, grid)).collect();
    let kept = untangled.iter().map(Untangled::area).sum::<f64>().max(0.0);
    if faults.tangled.count > 0 {
        let share = lost_m2(&untangled, lie, ground) / ground.enclosed.max(f64::MIN_POSITIVE);
        if share > limits.area_change {
            findings.push(too_much(share, limits, faults.tangled.first).areas(ground.enclosed, kept));
            return None;
        }
        faults.tell_tangled(ground.enclosed, kept, findings);
    }
    let cut: Vec<_> = untangled.iter().map(|part| grid.cut(&part.shell, &part.holes)).collect();
    let cut_area = cut.iter().map(Area::unsigned_area).sum();
    faults.tell_holes(kept, cut_area, findings);
    let joined = if let [only] = cut.as_slice() { only.clone() } else { grid.union(&cut) };
    faults.tell_parts(cut_area, joined.unsigned_area(), findings);
    let mut resolved = overlay::parts(joined);
    findings.extend(sliver::drop_slivers(&mut resolved, parts, limits));
    if resolved.is_empty() {
        let (vi, en) = ("đường bao có diện tích", "an outline that encloses some ground");
        let nothing = Finding::new(IssueKind::ZeroArea, Severity::Refused, square_metres(0.0), vi, en);
        findings.push(nothing.areas(ground.enclosed, 0.0));
        return None;
    }
    Some(resolved)
}

fn untangle(part: &Part, grid: Grid) -> Untangled {
    Untangled { shell: grid.even_odd(&part.shell), holes: part.holes.iter().map(|hole| grid.even_odd(hole)).collect() }
}

impl Untangled {
    fn rings(&self) -> impl Iterator<Item = &MultiPolygon<f64>> {
        std::iter::once(&self.shell).chain(&self.holes)
    }

    fn area(&self) -> f64 {
        self.shell.unsigned_area() - self.holes.iter().map(Area::unsigned_area).sum::<f64>()
    }
}

/// What rings enclosed and no longer do: ground they run around twice could be meant as inside or as outside.
fn lost_m2(untangled: &[Untangled], lie: &Lie, ground: &Ground) -> f64 {
    let rings = untangled.iter().flat_map(Untangled::rings).zip(&ground.areas).enumerate();
    let lost = rings.filter(|(number, _)| lie.tangled.contains_key(number));
    lost.map(|(_, (after, before))| (before - after.unsigned_area()).max(0.0)).sum()
}

fn too_much(share: f64, limits: &Limits, at: Option<Coord<f64>>) -> Finding {
    let vi = format!("đường bao tự cắt mà sửa không làm đổi quá {} diện tích", percent(limits.area_change));
    let en = format!(
        "a self-crossing outline whose repair changes no more than {} of its area",
        percent(limits.area_change)
    );
    Finding::new(IssueKind::AreaChanged, Severity::Refused, percent(share), &vi, &en).at(at)
}
