//! One ring: closing it, dropping repeated points and spikes.
//!
//! A [`Ring`] holds each corner once: the closing point is implied.

use std::collections::VecDeque;

use geo::algorithm::kernels::{Kernel, Orientation, RobustKernel};
use geo::{Coord, LineString};

use super::{Finding, Limits, finding};

/// The corners of a ring, the first not repeated at the end.
pub type Ring = Vec<Coord<f64>>;

/// Closes a ring as a file holds it, before `geo` closes it silently.
///
/// A ring of a polygon is meant to be closed, so any gap is closed and told; its width is in the finding.
pub fn close_ring(mut ring: LineString<f64>) -> (LineString<f64>, Option<Finding>) {
    let (Some(first), Some(last)) = (ring.0.first().copied(), ring.0.last().copied()) else {
        return (ring, None);
    };
    if ring.is_closed() {
        return (ring, None);
    }
    ring.0.push(first);
    (ring, Some(finding::unclosed(last, distance(first, last))))
}

/// The corners of a closed line.
pub fn corners(line: &LineString<f64>) -> Ring {
    let mut ring = line.0.clone();
    if ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    ring
}

/// The ring as `geo` and files want it: the first corner again at the end.
pub fn closed(mut ring: Ring) -> LineString<f64> {
    ring.extend(ring.first().copied());
    LineString(ring)
}

/// Metres between two positions.
pub fn distance(from: Coord<f64>, to: Coord<f64>) -> f64 {
    (to.x - from.x).hypot(to.y - from.y)
}

/// The area a ring runs around, m²: positive if counter-clockwise, 0 for a balanced bowtie.
pub fn signed_area(ring: &[Coord<f64>]) -> f64 {
    let Some(&origin) = ring.first() else { return 0.0 };
    // Seen from its first corner: northings of millions of metres would swallow the decimals of a plot.
    let seen = |at: usize| ring[at % ring.len()] - origin;
    (0..ring.len()).map(|at| cross(seen(at), seen(at + 1))).sum::<f64>() / 2.0
}

fn cross(one: Coord<f64>, other: Coord<f64>) -> f64 {
    one.x * other.y - one.y * other.x
}

/// What was taken out of rings.
#[derive(Debug, Default)]
pub struct Swept {
    /// Points equal to the one before, and the first of them.
    pub repeats: Tally,
    /// Tips of spikes, and the first of them.
    pub spikes: Tally,
    /// The longest spike, metres.
    pub longest_spike_m: f64,
    /// The ground the spikes enclosed, m²; rounding apart, nothing.
    pub spike_m2: f64,
}

/// How many, and where the first one is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// How many.
    pub count: usize,
    /// Where the first one is.
    pub first: Option<Coord<f64>>,
}

impl Tally {
    /// One more.
    pub fn add(&mut self, at: Coord<f64>) {
        self.count += 1;
        self.first.get_or_insert(at);
    }
}

/// Drops repeated points and spikes; a ring that encloses nothing is left with fewer than three corners.
pub fn sweep(ring: &mut Ring, limits: &Limits, swept: &mut Swept) {
    drop_repeats(ring, swept);
    if ring.len() >= 3 {
        drop_spikes(ring, limits, swept);
    }
}

fn drop_repeats(ring: &mut Ring, swept: &mut Swept) {
    ring.dedup_by(|next, kept| {
        let repeated = next == kept;
        if repeated {
            swept.repeats.add(*next);
        }
        repeated
    });
    while ring.len() > 1 && ring.first() == ring.last() {
        swept.repeats.first.get_or_insert(ring[0]);
        swept.repeats.count += 1;
        ring.pop();
    }
    // Run around twice, corner by corner: once is meant.
    while ring.len() >= 6 && ring.len().is_multiple_of(2) && ring[..ring.len() / 2] == ring[ring.len() / 2..] {
        let once = ring.len() / 2;
        swept.repeats.first.get_or_insert(ring[0]);
        swept.repeats.count += once;
        ring.truncate(once);
    }
}

/// Corners in a circle, of which some are taken out.
struct Circle {
    next: Vec<usize>,
    previous: Vec<usize>,
    kept: Vec<bool>,
    left: usize,
}

impl Circle {
    fn new(corners: usize) -> Self {
        Circle {
            next: (0..corners).map(|at| (at + 1) % corners).collect(),
            previous: (0..corners).map(|at| (at + corners - 1) % corners).collect(),
            kept: vec![true; corners],
            left: corners,
        }
    }

    fn take_out(&mut self, at: usize) {
        let (previous, next) = (self.previous[at], self.next[at]);
        self.next[previous] = next;
        self.previous[next] = previous;
        self.kept[at] = false;
        self.left -= 1;
    }
}

/// Taking out a tip gives its two neighbours another look, so the work is linear and spikes of many corners unravel.
fn drop_spikes(ring: &mut Ring, limits: &Limits, swept: &mut Swept) {
    let mut circle = Circle::new(ring.len());
    let mut waiting: VecDeque<usize> = (0..ring.len()).collect();
    while let Some(at) = waiting.pop_front() {
        if circle.left < 3 || !circle.kept[at] {
            continue;
        }
        let (previous, next) = (circle.previous[at], circle.next[at]);
        let (from, tip, to) = (ring[previous], ring[at], ring[next]);
        if tip == next_of(&circle, ring, at) {
            // Both sides of a spike ended in the same corner.
            circle.take_out(at);
        } else if let Some(length) = spike_length(from, tip, to, limits) {
            swept.spikes.add(tip);
            swept.longest_spike_m = swept.longest_spike_m.max(length);
            swept.spike_m2 += (cross(tip - from, to - from) / 2.0).abs();
            circle.take_out(at);
        } else {
            continue;
        }
        waiting.extend([previous, next]);
    }
    let mut at = 0;
    ring.retain(|_| {
        at += 1;
        circle.kept[at - 1]
    });
    if ring.len() < 3 {
        ring.clear();
    }
}

fn next_of(circle: &Circle, ring: &[Coord<f64>], at: usize) -> Coord<f64> {
    ring[circle.next[at]]
}

/// The length in metres of the way out and back again at `tip`; `None` if the corner encloses something.
fn spike_length(from: Coord<f64>, tip: Coord<f64>, to: Coord<f64>, limits: &Limits) -> Option<f64> {
    let (mut shorter, mut longer) = (from - tip, to - tip);
    if shorter.x.hypot(shorter.y) > longer.x.hypot(longer.y) {
        std::mem::swap(&mut shorter, &mut longer);
    }
    let turns_back = shorter.x * longer.x + shorter.y * longer.y > 0.0;
    if !turns_back {
        return None;
    }
    let (length, reach) = (shorter.x.hypot(shorter.y), longer.x.hypot(longer.y));
    let width = cross(shorter, longer).abs() / reach;
    let needle = width <= limits.spike_width_m && length >= limits.spike_ratio * width;
    (needle || RobustKernel::orient2d(from, tip, to) == Orientation::Collinear).then_some(length)
}
