//! One test for each rule; the plots are 400 m or 20 m wide, as in the broken files we are sent.

use geo::{GeometryCollection, MultiLineString, MultiPoint, Point};

use super::*;
use crate::import::repair::close_ring;

fn refused(geometry: Geometry<f64>, wanted: Wanted, kind: IssueKind) {
    let repaired = repair(geometry, wanted, &Limits::default());
    assert_eq!(repaired.geometry, None);
    assert_eq!((repaired.only().kind, repaired.only().severity), (kind, Severity::Refused));
}

#[test]
fn a_sound_outline_passes_untouched() {
    let plain = with_holes(rectangle(0.0, 0.0, 20.0, 20.0), vec![reversed(rectangle(5.0, 5.0, 2.0, 2.0))]);
    // Two parts and a hole that touch in single points are allowed.
    let touching = Geometry::MultiPolygon(MultiPolygon(vec![
        Polygon::new(
            rectangle(0.0, 0.0, 20.0, 20.0),
            vec![ring(&[(0.0, 10.0), (5.0, 15.0), (10.0, 10.0), (5.0, 5.0), (0.0, 10.0)])],
        ),
        Polygon::new(rectangle(20.0, 20.0, 5.0, 5.0), vec![]),
        // An island in the hole, standing on three of its corners.
        Polygon::new(ring(&[(0.0, 10.0), (5.0, 6.0), (10.0, 10.0), (5.0, 14.0), (0.0, 10.0)]), vec![]),
    ]));
    for sound in [plain, touching] {
        let repaired = repaired(sound.clone());
        assert_eq!(repaired.findings, vec![]);
        assert_eq!(repaired.geometry, Some(sound));
    }
}

#[test]
fn what_is_not_a_number_or_out_of_this_world_is_refused() {
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, 1.1e7] {
        let shape = ring(&[(0.0, 0.0), (20.0, 0.0), (bad, 20.0), (0.0, 0.0)]);
        refused(outline(shape.clone()), Wanted::Surface, IssueKind::OutOfRange);
        refused(Geometry::LineString(shape), Wanted::Line, IssueKind::OutOfRange);
        refused(Geometry::Point(Point::new(0.0, bad)), Wanted::Point, IssueKind::OutOfRange);
    }
    let many = (0..500_001).map(|at| Coord { x: f64::from(at), y: f64::from(at % 2) }).collect();
    refused(Geometry::LineString(many), Wanted::Line, IssueKind::OutOfRange);
}

#[test]
fn dust_beside_an_axis_lies_on_it() {
    let dust = [(7.3e-310, 1.9e-314), (0.0, 0.0), (0.0, 2.2e-312), (0.0, 2.1e-307), (7.3e-310, 1.9e-314)];
    refused(outline(LineString::from(dust.to_vec())), Wanted::Surface, IssueKind::ZeroArea);
}

#[test]
fn each_layer_refuses_the_other_kinds() {
    let point = || Geometry::Point(Point::new(EAST, NORTH));
    let line = || Geometry::LineString(ring(&[(0.0, 0.0), (9.0, 0.0)]));
    let surface = || outline(rectangle(0.0, 0.0, 20.0, 20.0));
    refused(point(), Wanted::Surface, IssueKind::WrongShape);
    refused(surface(), Wanted::Line, IssueKind::WrongShape);
    refused(point(), Wanted::Line, IssueKind::WrongShape);
    refused(line(), Wanted::Point, IssueKind::WrongShape);
    refused(surface(), Wanted::Point, IssueKind::WrongShape);
    for wanted in [Wanted::Surface, Wanted::Line, Wanted::Point] {
        refused(Geometry::GeometryCollection(GeometryCollection(vec![])), wanted, IssueKind::NoGeometry);
        refused(Geometry::MultiPolygon(MultiPolygon(vec![])), wanted, IssueKind::NoGeometry);
    }
}

#[test]
fn a_collection_gives_what_the_layer_takes_and_tells_the_rest() {
    let (point, line) = (Point::new(EAST, NORTH), ring(&[(0.0, 0.0), (9.0, 0.0)]));
    let square = outline(rectangle(0.0, 0.0, 20.0, 20.0));
    let mixed = Geometry::GeometryCollection(GeometryCollection(vec![
        Geometry::Point(point),
        Geometry::LineString(line.clone()),
        square.clone(),
    ]));
    for (wanted, taken) in
        [(Wanted::Surface, square), (Wanted::Line, Geometry::LineString(line)), (Wanted::Point, Geometry::Point(point))]
    {
        let repaired = repair(mixed.clone(), wanted, &Limits::default());
        assert_eq!(repaired.only().kind, IssueKind::WrongShape);
        assert_eq!(repaired.only().severity, Severity::Repaired);
        assert_eq!(repaired.geometry, Some(taken));
    }
}

#[test]
fn a_closed_polyline_becomes_an_outline() {
    let repaired = repaired(Geometry::LineString(rectangle(0.0, 0.0, 20.0, 20.0)));
    assert_eq!(repaired.only().kind, IssueKind::ClosedPolyline);
    assert_areas(repaired.only(), 400.0, 400.0);
    assert_eq!(repaired.geometry, Some(outline(rectangle(0.0, 0.0, 20.0, 20.0))));
}

#[test]
fn a_drafting_gap_is_closed_and_a_wider_one_refused() {
    let open = |gap: f64| Geometry::LineString(ring(&[(0.0, 0.0), (20.0, 0.0), (20.0, 20.0), (0.0, 20.0), (0.0, gap)]));
    let closed = repaired(open(0.14));
    assert_eq!(closed.only().kind, IssueKind::UnclosedRing);
    assert_eq!(closed.only().found, "0.14 m");
    assert_areas(closed.only(), 400.0, 400.0);
    refused(open(0.16), Wanted::Surface, IssueKind::OpenPolyline);
    let straight = Geometry::LineString(ring(&[(0.0, 0.0), (0.1, 0.0)]));
    refused(straight, Wanted::Surface, IssueKind::OpenPolyline);
}

#[test]
fn of_several_polylines_the_closed_ones_are_taken() {
    let lines = vec![rectangle(0.0, 0.0, 20.0, 20.0), ring(&[(50.0, 0.0), (60.0, 0.0), (60.0, 9.0)])];
    let repaired = repaired(Geometry::MultiLineString(MultiLineString(lines)));
    assert_eq!(repaired.kinds(), [IssueKind::ClosedPolyline, IssueKind::OpenPolyline]);
    assert!(near(repaired.area(), 400.0));
}

#[test]
fn a_ring_left_open_in_the_file_is_closed_and_told() {
    let (closed, finding) = close_ring(ring(&[(0.0, 0.0), (20.0, 0.0), (20.0, 20.0), (0.0, 20.0)]));
    assert_eq!(closed, rectangle(0.0, 0.0, 20.0, 20.0));
    let finding = finding.unwrap();
    assert_eq!((finding.kind, finding.found.as_str()), (IssueKind::UnclosedRing, "20.00 m"));
    assert_eq!(close_ring(closed.clone()), (closed, None));
    assert_eq!(close_ring(LineString(vec![])).1, None);
}

#[test]
fn repeated_points_are_dropped() {
    let twice: LineString<f64> = rectangle(0.0, 0.0, 20.0, 20.0).0.iter().flat_map(|corner| [*corner; 2]).collect();
    let repaired = repaired(outline(twice));
    assert_eq!(repaired.only().kind, IssueKind::DuplicatePoints);
    assert_eq!(repaired.only().found, "5");
    assert_areas(repaired.only(), 400.0, 400.0);
    assert_eq!(repaired.geometry, Some(outline(rectangle(0.0, 0.0, 20.0, 20.0))));
}

#[test]
fn a_ring_drawn_twice_over_counts_once() {
    let once = rectangle(0.0, 0.0, 20.0, 20.0);
    let twice = once.0.iter().chain(&once.0[1..]).copied().collect();
    let repaired = repaired(outline(twice));
    assert_eq!(repaired.only().kind, IssueKind::DuplicatePoints);
    assert_eq!(repaired.geometry, Some(outline(once)));
}

#[test]
fn rings_that_enclose_nothing_are_refused() {
    let two_points = ring(&[(0.0, 0.0), (400.0, 0.0), (0.0, 0.0)]);
    let flat = ring(&[(0.0, 0.0), (400.0, 0.0), (800.0, 0.0), (400.0, 0.0), (0.0, 0.0)]);
    let slanted = ring(&[(0.0, 0.0), (100.0, 33.3), (300.0, 99.9), (200.0, 66.6), (0.0, 0.0)]);
    let one_point = ring(&[(0.0, 0.0); 5]);
    for nothing in [two_points, flat, slanted, one_point] {
        let repaired = repaired(outline(nothing));
        assert_eq!(repaired.geometry, None);
        assert_eq!(repaired.findings[0].kind, IssueKind::ZeroArea);
        assert_eq!(repaired.findings[0].severity, Severity::Refused);
    }
}

#[test]
fn a_flat_part_or_hole_falls_away_alone() {
    let flat = ring(&[(50.0, 0.0), (60.0, 0.0), (50.0, 0.0), (50.0, 0.0)]);
    let square = rectangle(0.0, 0.0, 20.0, 20.0);
    for shape in [multi(vec![square.clone(), flat.clone()]), with_holes(square, vec![flat])] {
        let repaired = repaired(shape);
        let zero = repaired.findings.iter().find(|finding| finding.kind == IssueKind::ZeroArea).unwrap();
        assert_eq!(zero.severity, Severity::Repaired);
        assert_eq!(repaired.area(), 400.0);
    }
}

#[test]
fn a_spike_of_sixteen_kilometres_is_taken_out() {
    let spiked = ring(&[
        (0.0, 0.0),
        (400.0, 0.0),
        (400.0, 200.0),
        (16_400.0, 200.0),
        (400.0, 200.0),
        (400.0, 400.0),
        (0.0, 400.0),
        (0.0, 0.0),
    ]);
    let repaired = repaired(outline(spiked));
    assert_eq!(repaired.only().kind, IssueKind::Spike);
    assert_eq!(repaired.only().found, "16000.00 m");
    assert_eq!(repaired.only().at, Some(Coord { x: EAST + 16_400.0, y: NORTH + 200.0 }));
    assert_areas(repaired.only(), 160_000.0, 160_000.0);
    assert_eq!(repaired.area(), 160_000.0);
}

#[test]
fn spikes_unravel_corner_by_corner_and_inward_too() {
    let bent = [(20.0, 10.0), (30.0, 10.0), (30.0, 20.0), (30.0, 10.0), (20.0, 10.0)];
    let inward = [(10.0, 20.0), (10.0, 12.0), (10.0, 20.0)];
    let corners = [&[(0.0, 0.0), (20.0, 0.0)][..], &bent, &[(20.0, 20.0)], &inward, &[(0.0, 20.0), (0.0, 0.0)]];
    let repaired = repaired(outline(ring(&corners.concat())));
    assert_eq!(repaired.only().kind, IssueKind::Spike);
    assert_eq!(repaired.area(), 400.0);
}

#[test]
fn a_needle_within_rounding_is_a_spike_and_a_wedge_is_not() {
    let wedge = |width: f64| {
        let base = 10.0 + width;
        outline(ring(&[
            (0.0, 0.0),
            (20.0, 0.0),
            (20.0, 10.0),
            (50.0, 10.0),
            (20.0, base),
            (20.0, 20.0),
            (0.0, 20.0),
            (0.0, 0.0),
        ]))
    };
    let needle = repaired(wedge(0.000_5));
    assert_eq!(needle.only().kind, IssueKind::Spike);
    assert!(near(needle.area(), 400.0));
    assert_eq!(repaired(wedge(0.05)).findings, vec![]);
    // As narrow, but only 200 times as long as wide: a tooth of 10 cm that somebody may have drawn.
    let tooth = [(20.0, 10.0), (20.1, 10.0), (20.0, 10.000_5)];
    let corners = [&[(0.0, 0.0), (20.0, 0.0)][..], &tooth, &[(20.0, 20.0), (0.0, 20.0), (0.0, 0.0)]];
    assert_eq!(repaired(outline(ring(&corners.concat()))).findings, vec![]);
}

#[test]
fn a_bowtie_becomes_two_triangles() {
    let bowtie = ring(&[(0.0, 0.0), (400.0, 400.0), (400.0, 0.0), (0.0, 400.0), (0.0, 0.0)]);
    let repaired = repaired(outline(bowtie));
    assert_eq!(repaired.only().kind, IssueKind::SelfIntersection);
    assert_eq!(repaired.only().at, Some(Coord { x: EAST + 200.0, y: NORTH + 200.0 }));
    assert_areas(repaired.only(), 80_000.0, 80_000.0);
    assert_eq!(repaired.pieces(), 2);
    assert!(near(repaired.area(), 80_000.0));
}

#[test]
fn ground_run_around_twice_is_not_guessed() {
    // A pentagram: is its heart inside or outside?
    let star: Vec<_> = (0..=5)
        .map(|at| (f64::from(at) * 144.0).to_radians())
        .map(|way| (100.0 * way.cos(), 100.0 * way.sin()))
        .collect();
    let repaired = repaired(outline(ring(&star)));
    assert_eq!(repaired.geometry, None);
    let finding = repaired.only();
    assert_eq!((finding.kind, finding.severity), (IssueKind::AreaChanged, Severity::Refused));
    assert!(finding.area_before_m2.unwrap() > 1.3 * finding.area_after_m2.unwrap());
}

#[test]
fn a_small_loop_at_a_corner_is_a_sliver() {
    // The digitiser overshot the corner by 0.5 m and came back: the loop of 0.25 m² lies outside, or two lie inside.
    let overshot = ring(&[(0.0, 0.0), (20.5, 0.0), (20.5, -0.5), (20.0, -0.5), (20.0, 20.0), (0.0, 20.0), (0.0, 0.0)]);
    let looped = ring(&[(0.0, 0.0), (20.5, 0.0), (20.5, 0.5), (20.0, -0.5), (20.0, 20.0), (0.0, 20.0), (0.0, 0.0)]);
    for shape in [overshot, looped] {
        let repaired = repaired(outline(shape));
        assert!(repaired.kinds().contains(&IssueKind::SelfIntersection), "{:?}", repaired.findings);
        assert!(repaired.kinds().contains(&IssueKind::Sliver), "{:?}", repaired.findings);
        assert_eq!(repaired.pieces(), 1);
        assert!((repaired.area() - 400.0).abs() < 0.3, "{}", repaired.area());
    }
}

#[test]
fn slivers_that_were_drawn_or_that_matter_stay() {
    // A grave plot of 0.5 m² drawn beside a bowtie, and a bowtie that is itself tiny.
    let bowtie = |size: f64| ring(&[(0.0, 0.0), (size, size), (size, 0.0), (0.0, size), (0.0, 0.0)]);
    let beside = repaired(multi(vec![bowtie(40.0), rectangle(60.0, 0.0, 1.0, 0.5)]));
    assert_eq!(beside.kinds(), [IssueKind::SelfIntersection]);
    assert_eq!(beside.pieces(), 3);
    let tiny = repaired(outline(bowtie(1.0)));
    assert_eq!((tiny.kinds(), tiny.pieces()), (vec![IssueKind::SelfIntersection], 2));
}

#[test]
fn a_keyhole_becomes_a_hole_and_a_touching_ring_splits() {
    let keyhole = ring(&[
        (0.0, 0.0),
        (20.0, 0.0),
        (20.0, 20.0),
        (10.0, 20.0),
        (10.0, 15.0),
        (15.0, 15.0),
        (15.0, 5.0),
        (5.0, 5.0),
        (5.0, 15.0),
        (10.0, 15.0),
        (10.0, 20.0),
        (0.0, 20.0),
        (0.0, 0.0),
    ]);
    let repaired_keyhole = repaired(outline(keyhole));
    assert_areas(repaired_keyhole.only(), 300.0, 300.0);
    assert_eq!(polygons(repaired_keyhole.geometry.as_ref().unwrap())[0].interiors().len(), 1);

    let touching = ring(&[(0.0, 0.0), (10.0, 10.0), (20.0, 0.0), (20.0, 20.0), (10.0, 10.0), (0.0, 20.0), (0.0, 0.0)]);
    let split = repaired(outline(touching));
    assert_areas(split.only(), 200.0, 200.0);
    assert_eq!((split.only().kind, split.pieces()), (IssueKind::SelfIntersection, 2));
}

#[test]
fn a_hole_outside_its_shell_is_dropped() {
    let repaired_away =
        repaired(with_holes(rectangle(0.0, 0.0, 20.0, 20.0), vec![reversed(rectangle(60.0, 60.0, 10.0, 10.0))]));
    assert_eq!(repaired_away.only().kind, IssueKind::HoleOutside);
    assert_areas(repaired_away.only(), 300.0, 400.0);
    assert!(near(repaired_away.area(), 400.0));

    let reaching_out = vec![reversed(rectangle(15.0, 5.0, 10.0, 10.0))];
    let repaired = repaired(with_holes(rectangle(0.0, 0.0, 20.0, 20.0), reaching_out));
    assert_areas(repaired.only(), 300.0, 350.0);
    assert!(near(repaired.area(), 350.0));
}

#[test]
fn holes_that_overlap_are_joined() {
    let shell = || rectangle(0.0, 0.0, 20.0, 20.0);
    let over = vec![reversed(rectangle(4.0, 4.0, 8.0, 8.0)), reversed(rectangle(8.0, 8.0, 8.0, 8.0))];
    let repaired_over = repaired(with_holes(shell(), over));
    assert_eq!(repaired_over.only().kind, IssueKind::HolesOverlap);
    assert_areas(repaired_over.only(), 272.0, 288.0);
    let within = vec![reversed(rectangle(4.0, 4.0, 8.0, 8.0)), reversed(rectangle(6.0, 6.0, 2.0, 2.0))];
    let repaired_within = repaired(with_holes(shell(), within));
    assert_eq!(repaired_within.only().kind, IssueKind::HolesOverlap);
    assert_areas(repaired_within.only(), 332.0, 336.0);
    let beside = vec![reversed(rectangle(4.0, 4.0, 4.0, 4.0)), reversed(rectangle(8.0, 4.0, 4.0, 4.0))];
    let repaired_beside = repaired(with_holes(shell(), beside));
    assert_eq!(repaired_beside.only().kind, IssueKind::HolesOverlap);
    assert_areas(repaired_beside.only(), 368.0, 368.0);
}

#[test]
fn a_shell_inside_a_shell_counts_once() {
    let nested = repaired(multi(vec![rectangle(0.0, 0.0, 20.0, 20.0), rectangle(4.0, 4.0, 4.0, 4.0)]));
    assert_eq!(nested.only().kind, IssueKind::NestedShells);
    assert_areas(nested.only(), 416.0, 400.0);
    assert_eq!(nested.pieces(), 1);
    // A part over another's hole fills it, one inside the hole does not touch it.
    let holed = || Polygon::new(rectangle(0.0, 0.0, 20.0, 20.0), vec![reversed(rectangle(4.0, 4.0, 8.0, 8.0))]);
    let filled = MultiPolygon(vec![holed(), Polygon::new(rectangle(2.0, 2.0, 12.0, 12.0), vec![])]);
    let filled = repaired(Geometry::MultiPolygon(filled));
    assert_eq!(filled.only().kind, IssueKind::NestedShells);
    assert_areas(filled.only(), 480.0, 400.0);
    let island = MultiPolygon(vec![holed(), Polygon::new(rectangle(5.0, 5.0, 2.0, 2.0), vec![])]);
    assert_eq!(repaired(Geometry::MultiPolygon(island)).findings, vec![]);
}

#[test]
fn parts_that_overlap_or_share_an_edge_are_merged() {
    let overlapping = repaired(multi(vec![rectangle(0.0, 0.0, 20.0, 20.0), rectangle(10.0, 0.0, 20.0, 20.0)]));
    assert_eq!(overlapping.only().kind, IssueKind::Overlap);
    assert_areas(overlapping.only(), 800.0, 600.0);
    let beside = repaired(multi(vec![rectangle(0.0, 0.0, 20.0, 20.0), rectangle(20.0, 0.0, 20.0, 20.0)]));
    assert_areas(beside.only(), 800.0, 800.0);
    let same = repaired(multi(vec![rectangle(0.0, 0.0, 20.0, 20.0), rectangle(0.0, 0.0, 20.0, 20.0)]));
    assert_areas(same.only(), 800.0, 400.0);
    // Two parts that cross only through each other's corners.
    let diamond = ring(&[(10.0, -10.0), (30.0, 10.0), (10.0, 30.0), (-10.0, 10.0), (10.0, -10.0)]);
    let square = ring(&[(0.0, 0.0), (20.0, 0.0), (40.0, 10.0), (20.0, 20.0), (0.0, 20.0), (0.0, 0.0)]);
    let corners = repaired(multi(vec![diamond, square]));
    assert_eq!(corners.only().kind, IssueKind::Overlap);
}

#[test]
fn the_wrong_way_round_is_turned_and_noted() {
    let turned = repaired(outline(reversed(rectangle(0.0, 0.0, 20.0, 20.0))));
    assert_eq!((turned.only().kind, turned.only().severity), (IssueKind::Winding, Severity::Note));
    assert_areas(turned.only(), 400.0, 400.0);
    assert_eq!(turned.geometry, Some(outline(rectangle(0.0, 0.0, 20.0, 20.0))));
    let hole = repaired(with_holes(rectangle(0.0, 0.0, 20.0, 20.0), vec![rectangle(4.0, 4.0, 2.0, 2.0)]));
    assert_eq!(hole.only().kind, IssueKind::Winding);
}

#[test]
fn lines_and_positions_lose_only_repeats() {
    let line = Geometry::LineString(ring(&[(0.0, 0.0), (0.0, 0.0), (9.0, 0.0)]));
    let repaired_line = repair(line, Wanted::Line, &Limits::default());
    assert_eq!(repaired_line.only().kind, IssueKind::DuplicatePoints);
    assert_eq!(repaired_line.geometry, Some(Geometry::LineString(ring(&[(0.0, 0.0), (9.0, 0.0)]))));
    let dot = repair(Geometry::LineString(ring(&[(1.0, 1.0); 3])), Wanted::Line, &Limits::default());
    assert_eq!((dot.geometry, dot.findings.len()), (None, 2));
    let points = Geometry::MultiPoint(MultiPoint(vec![Point::new(EAST, NORTH)]));
    let same = repair(points.clone(), Wanted::Point, &Limits::default());
    assert_eq!((same.geometry, same.findings), (Some(points), vec![]));
}

#[test]
fn every_finding_speaks_two_languages() {
    let bowtie = ring(&[(0.0, 0.0), (400.0, 400.0), (400.0, 0.0), (0.0, 400.0), (0.0, 0.0)]);
    let shapes =
        [outline(bowtie), multi(vec![rectangle(0.0, 0.0, 9.0, 9.0); 2]), Geometry::Point(Point::new(0.0, 0.0))];
    for finding in shapes.into_iter().flat_map(|shape| repaired(shape).findings) {
        assert!(!finding.found.is_empty() && !finding.expected.vi.is_empty() && !finding.expected.en.is_empty());
    }
}
