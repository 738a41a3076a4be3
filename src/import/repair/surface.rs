//! Outlines made valid, round by round until nothing is found.

use super::crossing::{self, Lie};
use super::fault::{Faults, Role};
use super::finding::{self, square_metres};
use super::part::Part;
use super::ring::{self, Ring, Swept, Tally, signed_area};
use super::untangle::{self, Ground};
use super::{Finding, Limits};
use crate::import::issue::{IssueKind, Severity};

/// The most times an outline is cleaned and drawn anew; two are usual, since drawing anew may lay bare a spike.
pub const ROUNDS: usize = 6;

/// Makes parts valid together; `None` if they are refused, with the reason as last finding.
pub fn repair(mut parts: Vec<Part>, limits: &Limits, findings: &mut Vec<Finding>) -> Option<Vec<Part>> {
    let mut place = None;
    for _ in 0..ROUNDS {
        let mut round = Vec::new();
        let outcome = one_round(parts, limits, &mut round);
        place = round.iter().find_map(|finding| finding.at).or(place);
        // What a later round finds of the same kind is a consequence of the first.
        round.retain(|new| new.severity == Severity::Refused || findings.iter().all(|told| told.kind != new.kind));
        findings.extend(round);
        match outcome {
            Outcome::Refused => return None,
            Outcome::Valid(valid) => return Some(valid),
            Outcome::Again(changed) => parts = changed,
        }
    }
    findings.push(finding::not_repairable(place));
    None
}

enum Outcome {
    Refused,
    Valid(Vec<Part>),
    Again(Vec<Part>),
}

fn one_round(mut parts: Vec<Part>, limits: &Limits, findings: &mut Vec<Finding>) -> Outcome {
    let swept = sweep(&mut parts, limits, findings);
    if parts.is_empty() {
        return Outcome::Refused;
    }
    let rings: Vec<&[_]> = parts.iter().flat_map(Part::rings).map(Vec::as_slice).collect();
    let comparisons = limits.comparisons(rings.iter().map(|ring| ring.len()).sum());
    let roles = Role::all(&parts);
    let surveyed = crossing::compare(&rings, comparisons)
        .and_then(|lie| Ok((Ground::measure(&rings, &roles, &lie, comparisons)?, lie)));
    let Ok((ground, lie)) = surveyed else {
        findings.push(finding::too_tangled(comparisons));
        return Outcome::Refused;
    };
    tell_swept(&swept, ground.enclosed, findings);
    rewind(&mut parts, &lie, ground.enclosed, findings);
    let faults = Faults::of(&lie, &roles);
    if !faults.any() {
        return Outcome::Valid(parts);
    }
    match untangle::resolve(&parts, &faults, &ground, comparisons, limits, findings) {
        Some(resolved) => Outcome::Again(resolved),
        None => Outcome::Refused,
    }
}

fn sweep(parts: &mut Vec<Part>, limits: &Limits, findings: &mut Vec<Finding>) -> Swept {
    let (mut swept, mut flat) = (Swept::default(), Tally::default());
    let mut sweep = |ring: &mut Ring| {
        let start = ring.first().copied();
        ring::sweep(ring, limits, &mut swept);
        let encloses = ring.len() >= 3;
        if let (false, Some(start)) = (encloses, start) {
            flat.add(start);
        }
        encloses
    };
    parts.retain_mut(|part| {
        let encloses = sweep(&mut part.shell);
        part.holes.retain_mut(&mut sweep);
        encloses
    });
    if flat.count > 0 {
        let severity = if parts.is_empty() { Severity::Refused } else { Severity::Repaired };
        let vi = "vòng bao quanh một diện tích; vòng này chỉ là đường hoặc điểm";
        let en = "a ring that encloses some ground; this one is only a line or a point";
        findings.push(Finding::new(IssueKind::ZeroArea, severity, square_metres(0.0), vi, en).at(flat.first));
    }
    swept
}

/// Repeated points that were dropped, without areas.
pub fn repeated(repeats: Tally) -> Finding {
    let (vi, en) = ("mỗi đỉnh một lần; đỉnh trùng đã bỏ", "each point once; repeated ones were dropped");
    Finding::new(IssueKind::DuplicatePoints, Severity::Repaired, repeats.count.to_string(), vi, en).at(repeats.first)
}

fn tell_swept(swept: &Swept, enclosed: f64, findings: &mut Vec<Finding>) {
    if swept.repeats.count > 0 {
        findings.push(repeated(swept.repeats).areas(enclosed, enclosed));
    }
    if swept.spikes.count > 0 {
        let found = finding::metres(swept.longest_spike_m);
        let (vi, en) = ("đường bao không có gai; gai đã bỏ", "an outline without spikes; they were taken out");
        let spike = Finding::new(IssueKind::Spike, Severity::Repaired, found, vi, en);
        findings.push(spike.at(swept.spikes.first).areas(enclosed + swept.spike_m2, enclosed));
    }
}

/// Turns rings the way RFC 7946 wants them; a tangled ring has no way round.
fn rewind(parts: &mut [Part], lie: &Lie, enclosed: f64, findings: &mut Vec<Finding>) {
    let (mut number, mut turned) = (0, Tally::default());
    let mut turn = |ring: &mut Ring, wanted: f64| {
        if signed_area(ring) * wanted < 0.0 && !lie.tangled.contains_key(&number) {
            // The first corner stays the first.
            ring[1..].reverse();
            turned.add(ring[0]);
        }
        number += 1;
    };
    for part in parts {
        turn(&mut part.shell, 1.0);
        part.holes.iter_mut().for_each(|hole| turn(hole, -1.0));
    }
    if turned.count > 0 {
        let vi = "vòng ngoài ngược chiều kim đồng hồ, lỗ cùng chiều (RFC 7946); đã đảo chiều";
        let en = "outer rings counter-clockwise, holes clockwise (RFC 7946); they were turned";
        let note = Finding::new(IssueKind::Winding, Severity::Note, turned.count.to_string(), vi, en);
        findings.push(note.at(turned.first).areas(enclosed, enclosed));
    }
}
