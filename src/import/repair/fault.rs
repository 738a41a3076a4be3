//! Faults between rings, named by what the rings are to each other.

use std::collections::BTreeSet;

use super::Finding;
use super::crossing::Lie;
use super::finding::square_metres;
use super::part::Part;
use super::ring::Tally;
use crate::import::issue::{IssueKind, Severity};

/// What a ring is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Role {
    /// Which part it belongs to.
    pub part: usize,
    /// The number of that part's shell among all rings.
    shell: usize,
    /// Whether it is a hole.
    pub hole: bool,
}

impl Role {
    /// The roles of all rings, in the order of [`Part::rings`].
    pub fn all(parts: &[Part]) -> Vec<Role> {
        let mut roles = Vec::new();
        for (part, rings) in parts.iter().enumerate() {
            let shell = roles.len();
            roles.extend(rings.rings().enumerate().map(|(number, _)| Role { part, shell, hole: number > 0 }));
        }
        roles
    }

    /// 1 for a shell, −1 for a hole: how its area counts.
    pub fn sign(&self) -> f64 {
        if self.hole { -1.0 } else { 1.0 }
    }
}

/// How often each fault occurs, and where first.
#[derive(Debug, Default)]
pub struct Faults {
    /// Places where a ring crosses or touches itself.
    pub tangled: Tally,
    /// Holes outside their shell, or reaching out of it.
    outside: Tally,
    /// Holes over holes of the same part.
    overlapping_holes: Tally,
    /// Parts inside the ground of another.
    nested: Tally,
    /// Parts that cross others or share an edge with them.
    overlapping: Tally,
}

impl Faults {
    /// Reads the faults out of how the rings lie.
    pub fn of(lie: &Lie, roles: &[Role]) -> Self {
        let mut faults = Faults::default();
        for places in lie.tangled.values() {
            faults.tangled.first = faults.tangled.first.or(places.first);
            faults.tangled.count += places.count();
        }
        for (&(one, other), &place) in &lie.crossing {
            faults.between(roles[one], roles[other]).add(place);
        }
        for (ring, around) in lie.around.iter().enumerate() {
            faults.inside(ring, around, lie, roles);
        }
        faults
    }

    fn between(&mut self, one: Role, other: Role) -> &mut Tally {
        match (one.part == other.part, one.hole && other.hole) {
            (true, true) => &mut self.overlapping_holes,
            (true, false) => &mut self.outside,
            (false, _) => &mut self.overlapping,
        }
    }

    fn inside(&mut self, ring: usize, around: &BTreeSet<usize>, lie: &Lie, roles: &[Role]) {
        let role = roles[ring];
        let crosses = |other: usize| lie.crossing.contains_key(&(ring.min(other), ring.max(other)));
        let start = lie.points[ring];
        if role.hole {
            if !around.contains(&role.shell) && !crosses(role.shell) {
                self.outside.add(start);
            }
            let mates = around.iter().filter(|&&other| roles[other].hole && roles[other].part == role.part);
            if mates.into_iter().any(|&other| !crosses(other)) {
                self.overlapping_holes.add(start);
            }
            return;
        }
        let parts_of = |hole: bool| around.iter().filter(move |&&other| roles[other].hole == hole);
        let spared: BTreeSet<usize> = parts_of(true).map(|&hole| roles[hole].part).collect();
        if parts_of(false).any(|&shell| !spared.contains(&roles[shell].part) && !crosses(shell)) {
            self.nested.add(start);
        }
    }

    /// Whether anything has to be overlaid.
    pub fn any(&self) -> bool {
        let all = [&self.tangled, &self.outside, &self.overlapping_holes, &self.nested, &self.overlapping];
        all.iter().any(|fault| fault.count > 0)
    }

    /// Tells of rings that cross themselves; areas in m².
    pub fn tell_tangled(&self, before: f64, after: f64, findings: &mut Vec<Finding>) {
        let vi = "đường bao không tự cắt, không tự chạm; đã tách tại các chỗ cắt";
        let en = "an outline that neither crosses nor touches itself; it was split where it does";
        tell(IssueKind::SelfIntersection, &self.tangled, (before, after), (vi, en), findings);
    }

    /// Tells of holes at fault; areas in m².
    pub fn tell_holes(&self, before: f64, after: f64, findings: &mut Vec<Finding>) {
        let vi = "lỗ nằm trong vùng; phần nằm ngoài đã bỏ";
        let en = "a hole inside its outline; what lies outside was dropped";
        tell(IssueKind::HoleOutside, &self.outside, (before, after), (vi, en), findings);
        let (vi, en) = ("các lỗ không chồng nhau; đã gộp lại", "holes that do not overlap; they were joined");
        tell(IssueKind::HolesOverlap, &self.overlapping_holes, (before, after), (vi, en), findings);
    }

    /// Tells of parts at fault; areas in m².
    pub fn tell_parts(&self, before: f64, after: f64, findings: &mut Vec<Finding>) {
        let vi = "các phần không nằm trong nhau; đã gộp, diện tích tính một lần";
        let en = "parts that do not lie inside each other; they were merged, the area counts once";
        tell(IssueKind::NestedShells, &self.nested, (before, after), (vi, en), findings);
        let vi = "các phần của một hình không chồng nhau, không chung cạnh; đã gộp";
        let en = "parts of one geometry that neither overlap nor share an edge; they were merged";
        tell(IssueKind::Overlap, &self.overlapping, (before, after), (vi, en), findings);
    }
}

fn tell(kind: IssueKind, fault: &Tally, areas: (f64, f64), (vi, en): (&str, &str), findings: &mut Vec<Finding>) {
    if fault.count > 0 {
        let found = format!("{}; {} → {}", fault.count, square_metres(areas.0), square_metres(areas.1));
        findings.push(Finding::new(kind, Severity::Repaired, found, vi, en).at(fault.first).areas(areas.0, areas.1));
    }
}
