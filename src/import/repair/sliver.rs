//! Scraps that an overlay leaves behind: pieces and holes too small or too narrow for anyone to have drawn them.

use super::finding::square_metres;
use super::part::Part;
use super::ring::{Ring, Tally, distance, signed_area};
use super::{Finding, Limits};
use crate::import::issue::{IssueKind, Severity};

/// How far a corner may move, in metres, and its ring still count as the drawn one.
const SAME_M: f64 = 0.001;

/// Drops slivers that were not drawn, smallest first, as long as all of them together stay within the change of area
/// allowed; the largest piece always stays. Tells what was dropped.
pub fn drop_slivers(parts: &mut Vec<Part>, drawn: &[Part], limits: &Limits) -> Option<Finding> {
    let drawn = Drawn::of(drawn);
    let before = total(parts);
    let mut allowance = before * limits.area_change.min(1.0);
    let mut dropped = Tally::default();
    let largest = parts.iter().map(|part| signed_area(&part.shell).abs()).fold(0.0, f64::max);
    // The largest piece is past every threshold of "smallest first"; its equals stay with it.
    let mut pieces: Vec<f64> = Vec::new();
    let sliver = |ring: &Ring| is_narrow(ring, limits) && !drawn.holds(ring);
    for ring in parts.iter().flat_map(Part::rings).filter(|ring| sliver(ring)) {
        let area = signed_area(ring).abs();
        if area < largest {
            pieces.push(area);
        }
    }
    pieces.sort_by(f64::total_cmp);
    let mut threshold = -1.0;
    for area in pieces {
        allowance -= area;
        if allowance < 0.0 {
            break;
        }
        threshold = area;
    }
    let mut keep = |ring: &Ring| {
        let scrap = signed_area(ring).abs() <= threshold && sliver(ring);
        if scrap {
            dropped.add(ring[0]);
        }
        !scrap
    };
    parts.retain_mut(|part| {
        let kept = keep(&part.shell);
        if kept {
            part.holes.retain(&mut keep);
        }
        kept
    });
    if dropped.count == 0 {
        return None;
    }
    let (vi, en) = ("không có mảnh vụn; mảnh do sửa sinh ra đã bỏ", "no scraps; those the repair left were dropped");
    let after = total(parts);
    let found = format!("{}; {} → {}", dropped.count, square_metres(before), square_metres(after));
    let finding = Finding::new(IssueKind::Sliver, Severity::Repaired, found, vi, en);
    Some(finding.at(dropped.first).areas(before, after))
}

fn total(parts: &[Part]) -> f64 {
    let area = |ring: &Ring| signed_area(ring).abs();
    parts.iter().map(|part| area(&part.shell) - part.holes.iter().map(area).sum::<f64>()).sum()
}

fn is_narrow(ring: &Ring, limits: &Limits) -> bool {
    let area = signed_area(ring).abs();
    let around: f64 = ring.iter().zip(ring.iter().cycle().skip(1)).map(|(from, to)| distance(*from, *to)).sum();
    area < limits.sliver_m2 || 2.0 * area < limits.sliver_width_m * around
}

/// The boxes of the rings as they were drawn, from west to east.
struct Drawn(Vec<[f64; 4]>);

impl Drawn {
    fn of(parts: &[Part]) -> Self {
        let mut boxes: Vec<_> = parts.iter().flat_map(Part::rings).map(frame).collect();
        boxes.sort_by(|one, other| one[0].total_cmp(&other[0]));
        Drawn(boxes)
    }

    fn holds(&self, ring: &Ring) -> bool {
        let frame = frame(ring);
        let from = self.0.partition_point(|drawn| drawn[0] < frame[0] - SAME_M);
        let near = self.0[from..].iter().take_while(|drawn| drawn[0] <= frame[0] + SAME_M);
        near.into_iter().any(|drawn| drawn.iter().zip(frame).all(|(drawn, side)| (drawn - side).abs() <= SAME_M))
    }
}

/// West, south, east, north, metres.
fn frame(ring: &Ring) -> [f64; 4] {
    ring.iter().fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |[west, south, east, north], corner| {
        [west.min(corner.x), south.min(corner.y), east.max(corner.x), north.max(corner.y)]
    })
}
