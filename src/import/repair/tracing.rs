//! The outlines of a region, drawn along the edges that have the inside on one side only.

use std::collections::HashMap;

use geo::{Coord, Line};
use rstar::RTree;

use super::crossing::{TooTangled, bits, edges, rings_around, spend, turns_between};
use super::part::Part;
use super::region::Region;
use super::ring::{Ring, signed_area};

/// The parts of what is inside by the second rule: shells counter-clockwise, holes clockwise, rings that touch nothing
/// but single corners of each other and never themselves.
///
/// **Errors**: [`TooTangled`] after `comparisons` choices at corners where many edges meet.
pub fn parts(region: &Region, comparisons: usize) -> Result<Vec<Part>, TooTangled> {
    let mut left = comparisons;
    let (mut parts, mut loose): (Vec<Part>, Vec<Ring>) = (Vec::new(), Vec::new());
    for walk in walks(&boundary(region), &mut left)? {
        let (mut shells, holes): (Vec<Ring>, Vec<Ring>) =
            loops(walk).into_iter().partition(|ring| signed_area(ring) > 0.0);
        match (shells.pop(), shells.is_empty()) {
            (Some(shell), true) => parts.push(Part { shell, holes }),
            (last, _) => {
                // A hole that touches no shell, or what rounding could not tell apart.
                parts.extend(shells.into_iter().chain(last).map(|shell| Part { shell, holes: vec![] }));
                loose.extend(holes);
            }
        }
    }
    put_into_shells(loose, &mut parts, &mut left)?;
    Ok(parts)
}

/// The edges with the inside on their left and the outside on their right.
fn boundary(region: &Region) -> Vec<Line<f64>> {
    let one_sided = region.spans.iter().filter_map(|span| match (span.left[1] > 0, span.right[1] > 0) {
        (true, false) => Some(span.line),
        (false, true) => Some(Line::new(span.line.end, span.line.start)),
        _ => None,
    });
    one_sided.collect()
}

/// Closed walks with the same piece of the inside on the left all along. They may pass a corner several times.
fn walks(boundary: &[Line<f64>], left: &mut usize) -> Result<Vec<Ring>, TooTangled> {
    let mut leaving: HashMap<[u64; 2], Vec<usize>> = HashMap::new();
    for (number, edge) in boundary.iter().enumerate() {
        leaving.entry(bits(edge.start)).or_default().push(number);
    }
    let mut walked = vec![false; boundary.len()];
    let mut walks = Vec::new();
    for first in 0..boundary.len() {
        let (mut walk, mut at) = (Ring::new(), first);
        while !walked[at] {
            walked[at] = true;
            walk.push(boundary[at].start);
            let Some(next) = next(at, boundary, &leaving, left)? else { break };
            at = next;
        }
        if !walk.is_empty() {
            walks.push(walk);
        }
    }
    Ok(walks)
}

/// The first edge clockwise from where the walk came: between the two lies nothing but the inside.
fn next(
    at: usize,
    boundary: &[Line<f64>],
    leaving: &HashMap<[u64; 2], Vec<usize>>,
    left: &mut usize,
) -> Result<Option<usize>, TooTangled> {
    let Line { start: back, end: here } = boundary[at];
    let mut best: Option<usize> = None;
    for &way in leaving.get(&bits(here)).into_iter().flatten() {
        spend(left)?;
        let sooner = best.is_none_or(|best| turns_between(here, boundary[best].end, back, boundary[way].end));
        best = if sooner { Some(way) } else { best };
    }
    Ok(best)
}

/// A walk taken apart at corners it passes again, so that each ring passes each corner once.
fn loops(walk: Ring) -> Vec<Ring> {
    let (mut loops, mut trail): (Vec<Ring>, Ring) = (Vec::new(), Vec::new());
    let mut passed: HashMap<[u64; 2], usize> = HashMap::new();
    for corner in walk {
        if let Some(&since) = passed.get(&bits(corner)) {
            let ring = trail.split_off(since);
            ring.iter().for_each(|corner| {
                passed.remove(&bits(*corner));
            });
            loops.push(ring);
        }
        passed.insert(bits(corner), trail.len());
        trail.push(corner);
    }
    loops.push(trail);
    loops.retain(|ring| ring.len() >= 3);
    loops
}

/// Gives each hole to the smallest shell around it.
fn put_into_shells(holes: Vec<Ring>, parts: &mut [Part], left: &mut usize) -> Result<(), TooTangled> {
    let shells: Vec<&[Coord<f64>]> = parts.iter().map(|part| part.shell.as_slice()).collect();
    let areas: Vec<f64> = shells.iter().map(|shell| signed_area(shell)).collect();
    let tree = RTree::bulk_load(edges(&shells));
    let mut owners = Vec::with_capacity(holes.len());
    for hole in &holes {
        // The middle of an edge lies on no other edge.
        let around = rings_around(&tree, (hole[0] + hole[1]) / 2.0, left)?;
        owners.push(around.into_iter().min_by(|&one, &other| areas[one].total_cmp(&areas[other])));
    }
    for (hole, owner) in holes.into_iter().zip(owners) {
        if let Some(owner) = owner {
            parts[owner].holes.push(hole);
        }
    }
    Ok(())
}
