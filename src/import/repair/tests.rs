//! Each kind of damage with plain numbers, and random shapes against an independent count.

use geo::{Area, Contains, Geometry, LineString, MultiPolygon, Point, Polygon, Validation, Winding};
use rand::{Rng, SeedableRng, rngs::StdRng};

use super::*;

fn ring(points: &[(f64, f64)]) -> LineString<f64> {
    LineString::from(points.to_vec())
}

fn polygon(points: &[(f64, f64)], holes: &[&[(f64, f64)]]) -> Geometry<f64> {
    Geometry::Polygon(Polygon::new(ring(points), holes.iter().map(|hole| ring(hole)).collect()))
}

fn repaired(geometry: Geometry<f64>) -> (Option<f64>, Vec<IssueKind>) {
    let repaired = repair(geometry, TargetShape::Surface, &Limits::default());
    let kinds = repaired.findings.iter().map(|finding| finding.kind).collect();
    (repaired.geometry.map(|geometry| geometry.unsigned_area()), kinds)
}

const SQUARE: [(f64, f64); 5] = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0), (0.0, 0.0)];

#[test]
fn a_sound_outline_passes_untouched() {
    let square = polygon(&SQUARE, &[&[(10.0, 10.0), (10.0, 20.0), (20.0, 20.0), (20.0, 10.0), (10.0, 10.0)]]);
    let repaired = repair(square.clone(), TargetShape::Surface, &Limits::default());
    assert_eq!(repaired, Repaired { geometry: Some(square), findings: vec![] });
}

#[test]
fn each_damage_is_named_and_the_area_is_right() {
    let bowtie = polygon(&[(0.0, 0.0), (100.0, 100.0), (100.0, 0.0), (0.0, 100.0), (0.0, 0.0)], &[]);
    assert_eq!(repaired(bowtie), (Some(5000.0), vec![IssueKind::SelfIntersection]));
    let twice: Vec<(f64, f64)> = SQUARE.iter().flat_map(|point| [*point, *point]).collect();
    assert_eq!(repaired(polygon(&twice, &[])), (Some(10000.0), vec![IssueKind::DuplicatePoints]));
    let spike = [
        (0.0, 0.0),
        (100.0, 0.0),
        (100.0, 100.0),
        (50.0, 100.0),
        (50.0, 16000.0),
        (50.0, 100.0),
        (0.0, 100.0),
        (0.0, 0.0),
    ];
    assert_eq!(repaired(polygon(&spike, &[])), (Some(10000.0), vec![IssueKind::Spike]));
    let outside: &[(f64, f64)] = &[(200.0, 0.0), (210.0, 0.0), (210.0, 10.0), (200.0, 10.0), (200.0, 0.0)];
    assert_eq!(repaired(polygon(&SQUARE, &[outside])), (Some(10000.0), vec![IssueKind::HoleOutside]));
    let one: &[(f64, f64)] = &[(10.0, 10.0), (30.0, 10.0), (30.0, 30.0), (10.0, 30.0), (10.0, 10.0)];
    let other: &[(f64, f64)] = &[(20.0, 10.0), (40.0, 10.0), (40.0, 30.0), (20.0, 30.0), (20.0, 10.0)];
    assert_eq!(repaired(polygon(&SQUARE, &[one, other])), (Some(9400.0), vec![IssueKind::HolesOverlap]));
    let inner = Polygon::new(ring(&[(10.0, 10.0), (20.0, 10.0), (20.0, 20.0), (10.0, 20.0), (10.0, 10.0)]), vec![]);
    let nested = Geometry::MultiPolygon(MultiPolygon(vec![Polygon::new(ring(&SQUARE), vec![]), inner]));
    assert_eq!(repaired(nested), (Some(10000.0), vec![IssueKind::NestedShells]));
    let mut clockwise = SQUARE;
    clockwise.reverse();
    assert_eq!(repaired(polygon(&clockwise, &[])), (Some(10000.0), vec![IssueKind::Winding]));
}

#[test]
fn closed_lines_become_outlines_and_open_ones_are_refused() {
    let line = |points: &[(f64, f64)]| Geometry::LineString(ring(points));
    assert_eq!(repaired(line(&SQUARE)), (Some(10000.0), vec![IssueKind::ClosedPolyline]));
    let gap = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0), (0.0, 0.1)];
    let (area, kinds) = repaired(line(&gap));
    assert!((area.unwrap() - 10000.0).abs() < 10.0 && kinds == [IssueKind::ClosedPolyline], "a gap of 10 cm");
    assert_eq!(repaired(line(&SQUARE[..4])), (None, vec![IssueKind::OpenPolyline]));
}

#[test]
fn what_encloses_nothing_or_is_no_outline_is_refused() {
    let flat = polygon(&[(0.0, 0.0), (50.0, 0.0), (100.0, 0.0), (0.0, 0.0)], &[]);
    assert!(repaired(flat).1.contains(&IssueKind::ZeroArea));
    let back = polygon(&[(0.0, 0.0), (100.0, 100.0), (0.0, 0.0)], &[]);
    assert!(repaired(back).1.contains(&IssueKind::ZeroArea));
    assert_eq!(repaired(Geometry::Point(Point::new(1.0, 2.0))), (None, vec![IssueKind::WrongShape]));
    for wild in [f64::NAN, f64::INFINITY] {
        assert_eq!(
            repaired(polygon(&[(0.0, 0.0), (wild, 0.0), (1.0, 1.0), (0.0, 0.0)], &[])),
            (None, vec![IssueKind::OutOfRange])
        );
    }
    let mixed = Geometry::GeometryCollection(vec![Geometry::Point(Point::new(0.0, 0.0)), polygon(&SQUARE, &[])].into());
    assert_eq!(
        repaired(mixed),
        (Some(10000.0), vec![IssueKind::WrongShape]),
        "its outlines are taken, the rest is told"
    );
}

/// Square metres encircled an odd number of times, counted on a grid of 50 cm by casting rays.
fn counted(ring: &LineString<f64>) -> f64 {
    let inside = |x: f64, y: f64| {
        let crossings = ring.lines().filter(|line| {
            let spans = (line.start.y > y) != (line.end.y > y);
            spans && x < line.start.x + (y - line.start.y) / (line.end.y - line.start.y) * (line.end.x - line.start.x)
        });
        crossings.count() % 2 == 1
    };
    let steps = 200;
    let hits = (0..steps).flat_map(|x| (0..steps).map(move |y| (x, y)));
    hits.filter(|(x, y)| inside(f64::from(*x) * 0.5 + 0.251, f64::from(*y) * 0.5 + 0.249)).count() as f64 * 0.25
}

#[test]
fn random_rings_become_sound_keep_their_ground_and_need_no_second_repair() {
    let mut random = StdRng::seed_from_u64(6210);
    for round in 0..200 {
        let corners = random.random_range(3..12);
        let mut points: Vec<(f64, f64)> = (0..corners)
            .map(|_| (f64::from(random.random_range(0..100)), f64::from(random.random_range(0..100))))
            .collect();
        points.push(points[0]);
        let raw = ring(&points);
        let expected = counted(&raw);
        let repaired = repair(Geometry::Polygon(Polygon::new(raw, vec![])), TargetShape::Surface, &Limits::default());
        let Some(geometry) = repaired.geometry else {
            assert!(expected < 60.0, "round {round}: {expected} m² were refused: {:?}", repaired.findings);
            continue;
        };
        assert!(geometry.is_valid(), "round {round}");
        // The grid sees a square of 25 cm² as a whole or not at all.
        assert!(
            (geometry.unsigned_area() - expected).abs() < 60.0 + 0.03 * expected,
            "round {round}: {} for {expected}",
            geometry.unsigned_area()
        );
        let again = repair(geometry.clone(), TargetShape::Surface, &Limits::default());
        assert_eq!(again.findings.len(), 0, "round {round}: {:?}", again.findings);
        let shells: Vec<&Polygon<f64>> = match &geometry {
            Geometry::Polygon(polygon) => vec![polygon],
            Geometry::MultiPolygon(polygons) => polygons.0.iter().collect(),
            other => panic!("{other:?}"),
        };
        assert!(shells.iter().all(|shell| shell.exterior().is_ccw()), "round {round}");
    }
}

#[test]
fn a_point_layer_takes_a_point_inside_an_outline() {
    let repaired = repair(polygon(&SQUARE, &[]), TargetShape::Point, &Limits::default());
    let Some(Geometry::Point(point)) = repaired.geometry else { panic!() };
    assert!(Polygon::new(ring(&SQUARE), vec![]).contains(&point));
}
