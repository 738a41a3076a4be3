//! Labels of drawings and their outlines, against a plain scan of every outline for every label.

use geo::Intersects;
use rand::{Rng, SeedableRng, rngs::StdRng};

use super::*;
use crate::import::repair::{Joined, join_labels};

fn label(x: f64, y: f64) -> (Coord<f64>, String) {
    (Coord { x: EAST + x, y: NORTH + y }, format!("CN-{x}"))
}

fn plot(x: f64, y: f64, width: f64, height: f64) -> MultiPolygon<f64> {
    MultiPolygon(vec![Polygon::new(rectangle(x, y, width, height), vec![])])
}

/// The same answer without any index.
fn scan(outlines: &[MultiPolygon<f64>], labels: &[(Coord<f64>, String)]) -> Joined {
    let mut joined = Joined { per_outline: vec![vec![]; outlines.len()], orphans: vec![] };
    for (label, (position, _)) in labels.iter().enumerate() {
        let around = (0..outlines.len()).filter(|&outline| outlines[outline].intersects(position));
        let area = |outline: usize| outlines[outline].unsigned_area();
        match around.min_by(|&one, &other| area(one).total_cmp(&area(other))) {
            Some(outline) => joined.per_outline[outline].push(label),
            None => joined.orphans.push(label),
        }
    }
    joined
}

#[test]
fn a_label_goes_to_the_outline_it_stands_in() {
    let outlines = [plot(0.0, 0.0, 20.0, 20.0), plot(20.0, 0.0, 30.0, 20.0), plot(5.0, 5.0, 4.0, 4.0)];
    let labels = [
        label(1.0, 1.0),
        label(6.0, 6.0),   // in the plot within the plot
        label(20.0, 10.0), // on the edge of two: the smaller one
        label(40.0, 10.0),
        label(0.0, 0.0), // on a corner
        label(60.0, 10.0),
        (Coord { x: f64::NAN, y: NORTH }, "?".into()),
    ];
    let joined = join_labels(&outlines, &labels);
    assert_eq!(joined.per_outline, [vec![0, 2, 4], vec![3], vec![1]]);
    assert_eq!(joined.orphans, [5, 6]);
    assert_eq!(join_labels(&[], &labels[..1]).orphans, [0]);
    assert_eq!(join_labels(&[MultiPolygon(vec![])], &labels[..1]).orphans, [0]);
}

#[test]
fn among_equals_the_first_outline_takes_the_label() {
    let outlines = [plot(20.0, 0.0, 20.0, 20.0), plot(0.0, 0.0, 20.0, 20.0)];
    assert_eq!(join_labels(&outlines, &[label(20.0, 10.0)]).per_outline, [vec![0], vec![]]);
}

#[test]
fn a_label_in_a_hole_is_an_orphan() {
    let holed = Polygon::new(rectangle(0.0, 0.0, 20.0, 20.0), vec![reversed(rectangle(5.0, 5.0, 10.0, 10.0))]);
    let joined = join_labels(&[MultiPolygon(vec![holed])], &[label(10.0, 10.0), label(5.0, 10.0), label(2.0, 10.0)]);
    assert_eq!((joined.per_outline, joined.orphans), (vec![vec![1, 2]], vec![0]));
}

/// A round outline of many corners, as a zone's boundary.
fn boundary(corners: u32, radius: f64) -> MultiPolygon<f64> {
    let way = |at: u32| f64::from(at) / f64::from(corners) * std::f64::consts::TAU;
    let mut shell: Vec<_> = (0..corners).map(|at| (radius * way(at).cos(), radius * way(at).sin())).collect();
    shell.push(shell[0]);
    MultiPolygon(vec![Polygon::new(ring(&shell), vec![])])
}

#[test]
fn the_index_agrees_with_a_plain_scan() {
    let mut random = StdRng::seed_from_u64(30);
    for _ in 0..20 {
        let mut any = |low: i32, high: i32| f64::from(random.random_range(low..high));
        // Whole metres: edges and corners are hit often.
        let mut outlines: Vec<_> = (0..60).map(|_| plot(any(-30, 30), any(-30, 30), any(1, 12), any(1, 12))).collect();
        outlines.push(boundary(1_000, 25.0));
        let labels: Vec<_> = (0..300).map(|_| label(any(-35, 35), any(-35, 35))).collect();
        assert_eq!(join_labels(&outlines, &labels), scan(&outlines, &labels));
    }
}

#[test]
fn a_hundred_thousand_labels_each_find_the_smallest_outline_they_stand_in() {
    let cell = |at: u32| (f64::from(at % 316) * 10.0 - 1_580.0, f64::from(at / 316) * 10.0 - 1_580.0);
    let mut outlines: Vec<_> = (0..100_000).map(cell).map(|(x, y)| plot(x, y, 9.0, 9.0)).collect();
    outlines.push(boundary(100_000, 1_500.0));
    // Every second label stands between the plots, so that only the boundary can hold it.
    let shift = |at: u32| if at.is_multiple_of(2) { 4.0 } else { 9.5 };
    let labels: Vec<_> = (0..100_000).map(|at| label(cell(at).0 + shift(at), cell(at).1 + shift(at))).collect();
    let joined = join_labels(&outlines, &labels);
    assert!((0..100_000).step_by(2).all(|at| joined.per_outline[at] == [at]));
    assert!(joined.per_outline[100_000].len() > 30_000 && joined.orphans.len() > 10_000);
}
