//! Rings cut where they meet, so that any two edges share an end, lie on each other, or have nothing in common.
//!
//! Corners are put on a grid of a micron first. On it sums, middles and orientations are exact in `f64`, and a ring
//! through a rounded crossing cannot bend over its neighbour unnoticed: cutting goes on until no edge meets another.
//!
//! Not `geo`'s overlay: up to version 4.5 the extraction it rests on fails on rings that touch in several corners
//! (`assertion failed: overlay_rule.is_fill_top`), which is just what broken outlines do.

use geo::line_intersection::{LineIntersection, line_intersection};
use geo::{Coord, Line};
use rstar::RTree;

use super::crossing::{Edge, TooTangled, edges, spend, spend_meeting};
use super::ring::{Ring, distance};

/// The grid, metres: 2⁻²⁰, about a micron. A power of two, so that 10 000 km take 44 of 53 bits.
const GRID_M: f64 = 1.0 / 1_048_576.0;

/// The most rounds of cutting; each moves edges by half a micron at most, and three rounds are rare.
const ROUNDS: usize = 16;

fn snap(place: Coord<f64>) -> Coord<f64> {
    // Adding zero turns −0 into 0, so that equal places have equal bits.
    Coord { x: (place.x / GRID_M).round() * GRID_M + 0.0, y: (place.y / GRID_M).round() * GRID_M + 0.0 }
}

/// The rings on the grid, with a corner wherever they meet.
///
/// **Errors**: [`TooTangled`] after `comparisons` pairs of edges in one round, or if cutting does not end.
pub fn node(rings: &[&[Coord<f64>]], comparisons: usize) -> Result<Vec<Ring>, TooTangled> {
    let mut noded: Vec<Ring> =
        rings.iter().map(|ring| once(ring.iter().map(|&corner| snap(corner)).collect())).collect();
    for _ in 0..ROUNDS {
        let cuts = cuts(&noded, comparisons)?;
        if cuts.is_empty() {
            return Ok(noded);
        }
        noded = cut(noded, cuts);
    }
    Err(TooTangled)
}

fn once(mut ring: Ring) -> Ring {
    ring.dedup();
    while ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    ring
}

/// A corner to be put into an edge.
struct Cut {
    ring: usize,
    at: usize,
    place: Coord<f64>,
}

fn cuts(rings: &[Ring], comparisons: usize) -> Result<Vec<Cut>, TooTangled> {
    let rings: Vec<&[_]> = rings.iter().map(Vec::as_slice).collect();
    let tree: RTree<Edge> = RTree::bulk_load(edges(&rings));
    let (mut left, mut cuts) = (comparisons, Vec::new());
    for (one, other) in tree.intersection_candidates_with_other_tree(&tree) {
        spend(&mut left)?;
        if (one.ring, one.at) >= (other.ring, other.at) {
            continue;
        }
        for place in meeting(one.line, other.line).into_iter().flatten() {
            let inside = [one, other].into_iter().filter(|edge| place != edge.line.start && place != edge.line.end);
            for edge in inside {
                spend_meeting(&mut left)?;
                cuts.push(Cut { ring: edge.ring, at: edge.at, place });
            }
        }
    }
    Ok(cuts)
}

/// Where two edges meet: nowhere, in one place, or along a piece with two ends.
fn meeting(one: Line<f64>, other: Line<f64>) -> [Option<Coord<f64>>; 2] {
    match line_intersection(one, other) {
        None => [None, None],
        Some(LineIntersection::SinglePoint { intersection, .. }) => [Some(snap(intersection)), None],
        Some(LineIntersection::Collinear { intersection }) => [Some(intersection.start), Some(intersection.end)],
    }
}

fn cut(rings: Vec<Ring>, mut cuts: Vec<Cut>) -> Vec<Ring> {
    let along = |cut: &Cut| distance(rings[cut.ring][cut.at], cut.place);
    cuts.sort_by(|one, other| {
        (one.ring, one.at).cmp(&(other.ring, other.at)).then_with(|| along(one).total_cmp(&along(other)))
    });
    let mut cuts = cuts.into_iter().peekable();
    let mut with_cuts = |number: usize, ring: &Ring| {
        let mut longer = Vec::with_capacity(ring.len());
        for (at, &corner) in ring.iter().enumerate() {
            longer.push(corner);
            while let Some(cut) = cuts.next_if(|cut| (cut.ring, cut.at) == (number, at)) {
                longer.push(cut.place);
            }
        }
        once(longer)
    };
    rings.iter().enumerate().map(|(number, ring)| with_cuts(number, ring)).collect()
}
