//! Outlines at fault drawn anew, told step by step: each ring by itself, then its holes, then the parts together.

use geo::Coord;

use super::crossing::{Lie, TooTangled};
use super::fault::{Faults, Role};
use super::finding::{self, percent, square_metres};
use super::part::Part;
use super::region::{Depth, Region, Windings};
use super::ring::signed_area;
use super::{Finding, Limits, noding, sliver, tracing};
use crate::import::issue::{IssueKind, Severity};

/// What rings run around, m².
pub struct Ground {
    /// Shells less holes, all that each runs around.
    pub enclosed: f64,
    /// The same by the even-odd rule: ground a ring runs around twice is outside.
    pub even_odd: f64,
    /// What tangled rings enclose and do not by the even-odd rule: it could be meant either way.
    doubtful: f64,
}

impl Ground {
    /// Measures rings, each for itself.
    ///
    /// **Errors**: [`TooTangled`].
    pub fn measure(rings: &[&[Coord<f64>]], roles: &[Role], lie: &Lie, comparisons: usize) -> Result<Self, TooTangled> {
        let mut ground = Ground { enclosed: 0.0, even_odd: 0.0, doubtful: 0.0 };
        for (number, (ring, role)) in rings.iter().zip(roles).enumerate() {
            let [enclosed, even_odd] = match lie.tangled.contains_key(&number) {
                true => tangled_areas(ring, comparisons)?,
                false => [signed_area(ring).abs(); 2],
            };
            ground.enclosed += role.sign() * enclosed;
            ground.even_odd += role.sign() * even_odd;
            ground.doubtful += enclosed - even_odd;
        }
        // Holes may be larger than their shell.
        ground.enclosed = ground.enclosed.max(0.0);
        ground.even_odd = ground.even_odd.max(0.0);
        Ok(ground)
    }
}

fn tangled_areas(ring: &[Coord<f64>], comparisons: usize) -> Result<[f64; 2], TooTangled> {
    let depth = |windings: &Windings| {
        let winding = windings.get(&0).copied().unwrap_or(0);
        [i32::from(winding != 0), winding.rem_euclid(2)]
    };
    Ok(Region::new(&noding::node(&[ring], comparisons)?, comparisons, depth)?.areas())
}

/// Draws parts at fault anew as valid ones; `None` if nothing is left or too much of what they enclose would be lost,
/// and then the last finding says so.
pub fn resolve(
    parts: &[Part],
    faults: &Faults,
    ground: &Ground,
    comparisons: usize,
    limits: &Limits,
    findings: &mut Vec<Finding>,
) -> Option<Vec<Part>> {
    if faults.tangled.count > 0 {
        let share = ground.doubtful / ground.enclosed.max(f64::MIN_POSITIVE);
        if share > limits.area_change {
            findings.push(too_much(share, limits, faults.tangled.first).areas(ground.enclosed, ground.even_odd));
            return None;
        }
        faults.tell_tangled(ground.enclosed, ground.even_odd, findings);
    }
    let Ok(([each, joined], mut resolved)) = redraw(parts, comparisons) else {
        findings.push(finding::too_tangled(comparisons));
        return None;
    };
    faults.tell_holes(ground.even_odd, each, findings);
    faults.tell_parts(each, joined, findings);
    findings.extend(sliver::drop_slivers(&mut resolved, parts, limits));
    if resolved.is_empty() {
        let (vi, en) = ("đường bao có diện tích", "an outline that encloses some ground");
        let nothing = Finding::new(IssueKind::ZeroArea, Severity::Refused, square_metres(0.0), vi, en);
        findings.push(nothing.areas(ground.enclosed, 0.0));
        return None;
    }
    Some(resolved)
}

/// The parts without their faults, and their area each for itself and together, m².
fn redraw(parts: &[Part], comparisons: usize) -> Result<([f64; 2], Vec<Part>), TooTangled> {
    let rings: Vec<&[_]> = parts.iter().flat_map(Part::rings).map(Vec::as_slice).collect();
    let roles = Role::all(parts);
    let region = Region::new(&noding::node(&rings, comparisons)?, comparisons, |windings| depth(windings, &roles))?;
    Ok((region.areas(), tracing::parts(&region, comparisons)?))
}

/// In how many parts a place lies, and whether in any: inside the shell and in no hole, by the even-odd rule.
fn depth(windings: &Windings, roles: &[Role]) -> Depth {
    let odd = || windings.iter().filter(|(_, winding)| *winding % 2 != 0).map(|(&ring, _)| roles[ring]);
    let holed = |part: usize| odd().any(|role| role.hole && role.part == part);
    let parts = odd().filter(|role| !role.hole && !holed(role.part)).count();
    [parts as i32, i32::from(parts > 0)]
}

fn too_much(share: f64, limits: &Limits, at: Option<Coord<f64>>) -> Finding {
    let vi = format!("đường bao tự cắt mà sửa không làm đổi quá {} diện tích", percent(limits.area_change));
    let en = format!(
        "a self-crossing outline whose repair changes no more than {} of its area",
        percent(limits.area_change)
    );
    Finding::new(IssueKind::AreaChanged, Severity::Refused, percent(share), &vi, &en).at(at)
}
