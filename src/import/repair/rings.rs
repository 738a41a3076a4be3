//! One ring or line at a time: repeated points, spikes, gaps.

use geo::{Coord, LineString};

/// Points nearer than this are one, metres: a tenth of a millimetre.
const SAME_M: f64 = 1e-4;

/// A spike's two sides are nearer to each other than this, metres.
const SPIKE_M: f64 = 1e-3;

fn distance(one: Coord<f64>, other: Coord<f64>) -> f64 {
    (one.x - other.x).hypot(one.y - other.y)
}

/// The line without points that repeat the one before, and how many there were.
pub fn without_repeats(line: LineString<f64>) -> (LineString<f64>, usize) {
    let before = line.0.len();
    let mut points = line.0;
    points.dedup_by(|next, kept| distance(*next, *kept) < SAME_M);
    let dropped = before - points.len();
    (LineString(points), dropped)
}

/// How far the ends of a line are from each other; `None` for fewer than three points.
pub fn gap(line: &LineString<f64>) -> Option<f64> {
    match (line.0.first(), line.0.last()) {
        (Some(first), Some(last)) if line.0.len() >= 3 => Some(distance(*first, *last)),
        _ => None,
    }
}

/// The ring without needles that go out and come back the same way, and how many there were. The ring is closed.
pub fn without_spikes(ring: LineString<f64>) -> (LineString<f64>, usize) {
    let mut points = ring.0;
    points.pop();
    let before = points.len();
    // Dropping a tip may uncover another: a needle can have several points.
    let (mut at, mut quiet) = (0, 0);
    while points.len() >= 3 && quiet < points.len() {
        let count = points.len();
        let (previous, tip, next) = (points[(at + count - 1) % count], points[at % count], points[(at + 1) % count]);
        if is_needle(previous, tip, next) {
            points.remove(at % count);
            at = (at % count).saturating_sub(1);
            quiet = 0;
        } else {
            at = (at + 1) % count;
            quiet += 1;
        }
    }
    let dropped = before - points.len();
    if let Some(first) = points.first().copied() {
        points.push(first);
    }
    (LineString(points), dropped)
}

/// Whether the way to the tip and the way back lie upon each other.
fn is_needle(previous: Coord<f64>, tip: Coord<f64>, next: Coord<f64>) -> bool {
    let (back, on) =
        (Coord { x: previous.x - tip.x, y: previous.y - tip.y }, Coord { x: next.x - tip.x, y: next.y - tip.y });
    let (long, short) = if back.x.hypot(back.y) >= on.x.hypot(on.y) { (back, on) } else { (on, back) };
    let length = long.x.hypot(long.y);
    if length < SAME_M || short.x.hypot(short.y) < SAME_M {
        return true;
    }
    let along = short.x * long.x + short.y * long.y;
    let aside = (short.x * long.y - short.y * long.x).abs() / length;
    along > 0.0 && aside < SPIKE_M
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_needle_of_several_points_goes_and_the_plot_stays() {
        let ring = LineString::from(vec![
            (0.0, 0.0),
            (10.0, 0.0),
            (10.0, 10.0),
            (5.0, 10.0),
            (5.0, 16000.0),
            (5.0, 8000.0),
            (5.0, 10.0),
            (0.0, 10.0),
            (0.0, 0.0),
        ]);
        let (ring, dropped) = without_spikes(ring);
        assert_eq!(dropped, 3, "the needle, and the point at its foot that it came back to");
        assert_eq!(
            ring,
            LineString::from(vec![(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (5.0, 10.0), (0.0, 10.0), (0.0, 0.0)])
        );
    }

    #[test]
    fn a_square_has_neither_repeats_nor_spikes() {
        let square = LineString::from(vec![(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]);
        assert_eq!(without_repeats(square.clone()), (square.clone(), 0));
        assert_eq!(without_spikes(square.clone()), (square, 0));
    }
}
