//! Random shapes: the result is valid, stable, and as large as an independent count says; nothing panics.

use proptest::prelude::*;
use rand::{Rng, SeedableRng, rngs::StdRng};

use super::*;

/// Nothing is refused for its size and nothing dropped: what is left is the even-odd rule alone.
fn lenient() -> Limits {
    Limits { area_change: f64::INFINITY, sliver_m2: 0.0, sliver_width_m: 0.0, ..Limits::default() }
}

/// The even-odd area of rings, counted without any overlay: the ground between crossings on many parallel lines, m².
fn scanned_area(rings: &[&LineString<f64>], lines: u32) -> f64 {
    let corners = || rings.iter().flat_map(|ring| &ring.0);
    let (low, high) = corners().fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at.y), high.max(at.y)));
    let step = (high - low) / f64::from(lines);
    let length = |line: u32| {
        let y = low + (f64::from(line) + 0.5) * step;
        let edges = rings.iter().flat_map(|ring| ring.lines());
        let cut = edges.filter(|edge| (edge.start.y > y) != (edge.end.y > y));
        let mut x: Vec<f64> = cut.map(|edge| edge.start.x + (y - edge.start.y) * edge.dx() / edge.dy()).collect();
        x.sort_by(f64::total_cmp);
        x.chunks_exact(2).map(|pair| pair[1] - pair[0]).sum::<f64>()
    };
    (0..lines).map(length).sum::<f64>() * step
}

/// The ground under any of the rectangles: every cell between their sides is wholly under one or under none, m².
fn area_under_any(rectangles: &[LineString<f64>]) -> f64 {
    let sides = |along: fn(&Coord<f64>) -> f64| {
        let mut sides: Vec<f64> =
            rectangles.iter().flat_map(|shell| [along(&shell.0[0]), along(&shell.0[2])]).collect();
        sides.sort_by(f64::total_cmp);
        sides
    };
    let (x, y) = (sides(|corner| corner.x), sides(|corner| corner.y));
    let under = |x: f64, y: f64| {
        let holds = |shell: &LineString<f64>| {
            (shell.0[0].x..shell.0[2].x).contains(&x) && (shell.0[0].y..shell.0[2].y).contains(&y)
        };
        rectangles.iter().any(holds)
    };
    let cells = x.windows(2).flat_map(|x| y.windows(2).map(move |y| (x, y)));
    let inside = cells.filter(|(x, y)| under((x[0] + x[1]) / 2.0, (y[0] + y[1]) / 2.0));
    inside.map(|(x, y)| (x[1] - x[0]) * (y[1] - y[0])).sum()
}

fn closed(corners: Vec<(f64, f64)>) -> LineString<f64> {
    let mut line = ring(&corners);
    line.close();
    line
}

fn scribble(corners: impl Into<proptest::collection::SizeRange>) -> impl Strategy<Value = LineString<f64>> {
    prop::collection::vec((0.0..400.0_f64, 0.0..400.0_f64), corners).prop_map(closed)
}

/// Corners on a coarse grid: repeated points, spikes, shared edges and touching corners abound.
fn blocky(corners: std::ops::Range<usize>, side: i32) -> impl Strategy<Value = LineString<f64>> {
    let corner = (0..side, 0..side).prop_map(|(x, y)| (f64::from(x) * 10.0, f64::from(y) * 10.0));
    prop::collection::vec(corner, corners).prop_map(closed)
}

fn check_even_odd(ring: LineString<f64>) {
    let repaired = repair_checked(outline(ring.clone()), &lenient());
    let counted = scanned_area(&[&ring], 800);
    let (area, box_share) = (repaired.area(), 400.0 * 400.0 * 1e-3);
    assert!((area - counted).abs() < box_share + 0.002 * counted, "{area} m² instead of {counted}");
}

proptest! {
    #[test]
    fn a_scribble_keeps_its_even_odd_area(ring in scribble(3..40)) {
        check_even_odd(ring);
    }

    #[test]
    fn a_blocky_scribble_keeps_its_even_odd_area(ring in blocky(3..40, 8)) {
        let half = (ring.0.len() - 1) / 2;
        // A ring run around twice is repaired to once, on purpose.
        prop_assume!(ring.0.len() % 2 == 0 || ring.0[..half] != ring.0[half..2 * half]);
        check_even_odd(ring);
    }

    #[test]
    fn a_scribble_with_scribbled_holes_becomes_valid(shell in blocky(3..14, 6), holes in prop::collection::vec(blocky(3..8, 7), 0..5)) {
        repair_checked(with_holes(shell, holes), &lenient());
    }

    #[test]
    fn many_scribbles_become_valid_together(shells in prop::collection::vec(prop_oneof![blocky(3..10, 6), scribble(3..8)], 1..6)) {
        repair_checked(multi(shells), &lenient());
    }

    #[test]
    fn parts_with_holes_become_valid_together(parts in prop::collection::vec((blocky(4..9, 5), blocky(3..6, 5)), 1..5)) {
        let parts = parts.into_iter().map(|(shell, hole)| Polygon::new(shell, vec![hole])).collect();
        let shape = Geometry::MultiPolygon(MultiPolygon(parts));
        repair_checked(shape.clone(), &lenient());
        repair_checked(shape, &Limits::default());
    }

    #[test]
    fn whatever_the_numbers_nothing_panics(corners in prop::collection::vec((odd_number(), odd_number()), 0..12), wanted in 0..3_usize) {
        let line: LineString<f64> = corners.into_iter().map(|(x, y)| Coord { x, y }).collect();
        let wanted = [Wanted::Surface, Wanted::Line, Wanted::Point][wanted];
        repair(Geometry::LineString(line.clone()), wanted, &Limits::default());
        repair_checked(outline(line.clone()), &Limits::default());
        repair_checked(outline(line), &lenient());
    }

    #[test]
    fn a_star_shaped_outline_passes_bit_by_bit(radii in prop::collection::vec(5.0..200.0_f64, 3..60)) {
        let way = |at: usize| (at as f64 / radii.len() as f64 * 360.0).to_radians();
        let corners = radii.iter().enumerate().map(|(at, radius)| (radius * way(at).cos(), radius * way(at).sin()));
        let star = outline(closed(corners.collect()));
        prop_assume!(star.check_validation().is_ok());
        let repaired = repair(star.clone(), Wanted::Surface, &Limits::default());
        prop_assert_eq!(repaired.findings, vec![]);
        prop_assert_eq!(repaired.geometry, Some(star));
    }

    #[test]
    fn parts_add_up_to_the_ground_under_any_of_them(shells in prop::collection::vec((0.0..300.0_f64, 0.0..300.0_f64, 5.0..100.0_f64, 5.0..100.0_f64), 1..8)) {
        let shells: Vec<_> = shells.into_iter().map(|(x, y, width, height)| rectangle(x, y, width, height)).collect();
        let repaired = repair_checked(multi(shells.clone()), &lenient());
        let counted = area_under_any(&shells);
        prop_assert!((repaired.area() - counted).abs() < 0.01, "{} m² instead of {counted}", repaired.area());
    }
}

/// Found by chance: rings that touch themselves and each other in many corners at once.
#[test]
fn rings_that_touch_in_many_corners_come_apart() {
    check_even_odd(ring(&[
        (20.0, 30.0),
        (30.0, 0.0),
        (30.0, 60.0),
        (40.0, 60.0),
        (70.0, 50.0),
        (0.0, 70.0),
        (30.0, 0.0),
        (40.0, 70.0),
        (20.0, 30.0),
    ]));
    let one =
        [(20.0, 0.0), (0.0, 0.0), (10.0, 50.0), (20.0, 0.0), (30.0, 0.0), (10.0, 50.0), (10.0, 30.0), (20.0, 0.0)];
    let other = [(10.0, 0.0), (20.0, 50.0), (10.0, 50.0), (30.0, 0.0), (10.0, 0.0)];
    assert!(repair_checked(multi(vec![ring(&one), ring(&other)]), &lenient()).geometry.is_some());
}

fn odd_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        8 => (0..4_i32).prop_map(f64::from),
        4 => -1e7..1e7_f64,
        2 => any::<f64>(),
        2 => (0..4_i32).prop_map(|steps| 432_700.0 + f64::from(steps) * f64::EPSILON * 432_700.0),
        1 => prop::sample::select(vec![f64::NAN, f64::INFINITY, -0.0, 5e-324, 1e-300, 1e7, -1e7, 1e308]),
    ]
}

/// A coast with `corners` corners: a circle of 20 km with waves.
fn coast(corners: u32, random: &mut StdRng) -> LineString<f64> {
    let mut corner = |at: u32| {
        let way = f64::from(at) / f64::from(corners) * std::f64::consts::TAU;
        let radius = 20_000.0 + 3_000.0 * (way * 40.0).sin() + random.random_range(0.0..0.1);
        (radius * way.cos(), radius * way.sin())
    };
    closed((0..corners).map(&mut corner).collect())
}

#[test]
fn work_grows_with_the_outline_and_not_with_its_square() {
    let mut random = StdRng::seed_from_u64(9213);
    // Comparisons are counted: 64 a corner (2 million at least), where every edge with every other is 40 000; work that runs
    // out of them gives up as a self-intersection.
    for corners in [1_000, 5_000, 40_000] {
        let shape = coast(corners, &mut random);
        let holes = (0..corners / 100)
            .map(|at| f64::from(at % 100) * 100.0 - 5_000.0)
            .zip((0..).map(|at| f64::from(at / 100) * 100.0));
        // One more hole over the first, so that the overlay runs as well.
        let holes = holes.chain([(-4_980.0, 20.0)]).map(|(x, y)| reversed(rectangle(x, y, 50.0, 50.0))).collect();
        let repaired = repair(with_holes(shape, holes), Wanted::Surface, &Limits::default());
        assert_eq!(repaired.kinds(), [IssueKind::HolesOverlap], "{corners} corners");
        assert!(repaired.geometry.is_some());
    }
}

#[test]
fn a_scribble_beyond_reason_is_given_up_before_it_costs_anything() {
    let mut random = StdRng::seed_from_u64(9214);
    let corners = (0..100_000).map(|_| (random.random_range(0.0..400.0), random.random_range(0.0..400.0))).collect();
    let repaired = repair(outline(closed(corners)), Wanted::Surface, &Limits::default());
    assert_eq!((repaired.only().kind, repaired.only().severity), (IssueKind::SelfIntersection, Severity::Refused));
    // A comb of slanted teeth: no tooth crosses another, but every box does.
    let teeth = (0..60_000).map(|at| f64::from(at) * 0.01);
    let corners = teeth.flat_map(|x| [(x, 0.0), (x + 5_000.0, 5_000.0)]).chain([(9_000.0, -9.0)]).collect();
    assert_eq!(
        repair(outline(closed(corners)), Wanted::Surface, &Limits::default()).kinds().last(),
        Some(&IssueKind::SelfIntersection)
    );
}

#[test]
fn a_hundred_thousand_spikes_go_in_one_sweep() {
    let spikes = (0..100_000).map(f64::from).flat_map(|x| [(x, 0.0), (x, -5.0), (x, 0.0)]);
    let corners = spikes.chain([(100_000.0, 0.0), (100_000.0, 10.0), (0.0, 10.0)]).collect();
    let repaired = repair(outline(closed(corners)), Wanted::Surface, &Limits::default());
    assert_eq!(repaired.kinds(), [IssueKind::Spike]);
    assert!(near(repaired.area(), 1_000_000.0));
}
