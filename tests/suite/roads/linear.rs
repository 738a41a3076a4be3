//! Places along a road: chainage against plain arithmetic, and properties of any road.

use kcn_atlas::index::View;
use kcn_atlas::index::linear::{Curve, SectionLine};
use kcn_atlas::model::*;
use proptest::prelude::*;

use super::connection_scene::ConnectionScene;
use super::scene::RoadScene;
use crate::scene::{Scene, day, id, position};

fn line_of(scene: &Scene, section: &str) -> SectionLine {
    let live = scene.live();
    let view: View = live.view(Some(day("2026-01-01"))).unwrap();
    SectionLine::of(&view, &id(section)).unwrap()
}

fn near(one: f64, other: f64, within: f64) -> bool {
    (one - other).abs() < within
}

/// A straight road eastwards in links of a kilometre.
fn straight(links: usize) -> Scene {
    let scene = Scene::new().section("a", RoadClass::National);
    (0..links).fold(scene, |scene, at| {
        let (from, to) = (at as f64 * 1e3, (at + 1) as f64 * 1e3);
        scene.link(&format!("a.{at}"), (&format!("n-{at}"), &format!("n-{}", at + 1)), &[(from, 0.0), (to, 0.0)])
    })
}

#[test]
fn without_posts_chainage_is_the_length_from_the_start_of_the_section() {
    let mut scene = straight(3);
    scene = scene.section_with("a", RoadClass::National, |section| {
        section.start_chainage = Some(Metres::new(62_000.0).unwrap());
    });
    let line = line_of(&scene, "a");
    let (from, to) = line.span();
    assert!(near(from, 62_000.0, 1e-3) && near(to, 65_000.0, 1e-3), "{from} {to}");
    let there = line.locate(position(1_250.0, 40.0));
    assert!(near(there.chainage_m, 63_250.0, 0.01) && near(there.offset_m, 40.0, 0.01), "{there:?}");
    assert_eq!((there.basis, there.side), (ChainageBasis::Computed, Some(Side::Left)));
    assert_eq!(line.locate(position(1_250.0, -40.0)).side, Some(Side::Right));
    assert_eq!(line.locate(position(1_250.0, 0.0)).side, None);
    assert!(near(line.bearing(63_250.0).unwrap(), 90.0, 1e-6));
    assert_eq!(line.at(61_990.0), None);
}

#[test]
fn between_surveyed_posts_chainage_is_surveyed_and_beyond_them_it_is_computed() {
    // The posts say that there are 1 010 m on a drawn kilometre.
    let scene = straight(3).post("a.p1", 62_000.0, 500.0, 3.0).post("a.p2", 63_010.0, 1_500.0, -4.0);
    let line = line_of(&scene, "a");
    let middle = line.locate(position(1_000.0, 10.0));
    assert!(near(middle.chainage_m, 62_505.0, 0.01), "{middle:?}");
    assert_eq!(middle.basis, ChainageBasis::Surveyed);
    let beyond = line.locate(position(2_000.0, 10.0));
    assert!(near(beyond.chainage_m, 63_510.0, 0.01), "{beyond:?}");
    assert_eq!(beyond.basis, ChainageBasis::Computed);
    assert!(near(line.span().0, 61_500.0, 0.01));
}

#[test]
fn a_post_that_is_no_survey_or_a_sketched_road_makes_chainage_computed() {
    let sketched_post = straight(3).post("a.p1", 0.0, 0.0, 0.0).post_with("a.p2", 3_000.0, 3_000.0, 0.0, |post| {
        post.geometry_accuracy = GeometryAccuracy::Schematic;
    });
    assert_eq!(line_of(&sketched_post, "a").locate(position(500.0, 5.0)).basis, ChainageBasis::Computed);
    let sketched_road = straight(2)
        .link_with("a.9", ("n-2", "n-9"), &[(2_000.0, 0.0), (3_000.0, 0.0)], |link| {
            link.geometry_accuracy = GeometryAccuracy::Schematic;
        })
        .post("a.p1", 0.0, 0.0, 0.0)
        .post("a.p2", 1_000.0, 1_000.0, 0.0)
        .post("a.p3", 3_000.0, 3_000.0, 0.0);
    let line = line_of(&sketched_road, "a");
    assert_eq!(line.locate(position(500.0, 5.0)).basis, ChainageBasis::Surveyed);
    assert_eq!(line.locate(position(2_500.0, 5.0)).basis, ChainageBasis::Computed);
}

#[test]
fn posts_that_fall_along_the_drawing_turn_sides_round() {
    let scene = straight(2).post("a.p1", 2_000.0, 0.0, 0.0).post("a.p2", 0.0, 2_000.0, 0.0);
    let there = line_of(&scene, "a").locate(position(500.0, 30.0));
    assert!(near(there.chainage_m, 1_500.0, 0.01));
    assert_eq!(there.side, Some(Side::Right));
}

#[test]
fn a_post_of_another_road_or_against_the_others_is_told_and_not_used() {
    let scene = straight(3)
        .post("a.p1", 0.0, 0.0, 0.0)
        .post("a.p2", 1_000.0, 1_000.0, 0.0)
        .post("a.p3", 400.0, 2_000.0, 0.0)
        .post("a.p4", 3_000.0, 3_000.0, 0.0)
        .post("a.p5", 1_500.0, 1_500.0, 900.0);
    let line = line_of(&scene, "a");
    let refused: Vec<&str> = line.posts_refused().iter().map(Id::as_str).collect();
    assert_eq!(refused, ["a.p3", "a.p5"]);
    assert_eq!(line.posts().len(), 3);
}

#[test]
fn a_gap_counts_straight_and_nothing_lies_in_it() {
    let scene = Scene::new()
        .section("a", RoadClass::National)
        .link("a.1", ("n-1", "n-2"), &[(0.0, 0.0), (1_000.0, 0.0)])
        .link("a.2", ("n-4", "n-3"), &[(2_500.0, 0.0), (1_300.0, 0.0)]);
    let line = line_of(&scene, "a");
    assert_eq!(line.runs().len(), 2);
    assert!(near(line.length_m(), 2_200.0, 1e-3));
    // More of it is drawn westwards, so chainage grows westwards.
    assert!(near(line.locate(position(2_500.0, 0.0)).chainage_m, 0.0, 1e-3));
    assert!(near(line.span().1, 2_500.0, 1e-3));
    assert_eq!(line.at(1_350.0), None);
    assert!(line.at(1_199.0).is_some() && line.at(1_501.0).is_some());
    assert_eq!(line.line_between(1_000.0, 1_700.0).0.len(), 2);
}

#[test]
fn a_branch_and_a_second_carriageway_are_no_part_of_the_line() {
    let scene = straight(3).link("a.8", ("n-1", "x-1"), &[(1_000.0, 0.0), (1_000.0, 700.0)]).link(
        "a.9",
        ("y-1", "y-2"),
        &[(2_800.0, 20.0), (200.0, 20.0)],
    );
    let line = line_of(&scene, "a");
    assert_eq!(line.forks().len(), 2);
    assert!(near(line.length_m(), 3_000.0, 1e-3));
}

#[test]
fn a_curve_is_told_where_vertices_show_it_and_not_where_a_corner_is_drawn() {
    let arc: Vec<(f64, f64)> = (0..=90)
        .map(|degrees| f64::from(degrees).to_radians())
        .map(|angle| (300.0 * angle.sin(), 300.0 - 300.0 * angle.cos()))
        .collect();
    let scene = Scene::new().section("a", RoadClass::National).link("a.1", ("n-1", "n-2"), &arc);
    let Some(Curve::Radius(radius)) = line_of(&scene, "a").curve(200.0) else { panic!() };
    assert!(near(radius, 300.0, 1.0), "{radius}");
    assert_eq!(line_of(&straight(2), "a").curve(500.0), Some(Curve::Straight));
    let corner = [(0.0, 0.0), (500.0, 0.0), (500.0, 500.0)];
    let scene = Scene::new().section("a", RoadClass::National).link("a.1", ("n-1", "n-2"), &corner);
    assert_eq!(line_of(&scene, "a").curve(480.0), None);
}

#[test]
fn a_line_beside_the_road_keeps_its_distance_on_the_asked_side() {
    let corner = [(0.0, 0.0), (500.0, 0.0), (500.0, 500.0)];
    let scene = Scene::new().section("a", RoadClass::National).link("a.1", ("n-1", "n-2"), &corner);
    let line = line_of(&scene, "a");
    for side in [Side::Left, Side::Right] {
        let beside = line.beside(100.0, 900.0, side, 20.0);
        for at in &beside.0[0].0 {
            let located = line.locate(*at);
            assert_eq!(located.side, Some(side));
            assert!(located.offset_m > 19.9 && located.offset_m < 28.5, "{located:?}");
        }
    }
}

/// Any road that goes on eastwards, in links that may be drawn either way.
fn roads() -> impl Strategy<Value = (Vec<Vec<(f64, f64)>>, Vec<bool>)> {
    let step = (20.0..400.0_f64, -300.0..300.0_f64);
    let links = proptest::collection::vec(proptest::collection::vec(step, 1..5), 1..6);
    (links, proptest::collection::vec(any::<bool>(), 6)).prop_map(|(links, turned)| {
        let mut here = (0.0, 0.0);
        let lines = links.into_iter().map(|steps| {
            let mut line = vec![here];
            for (dx, y) in steps {
                here = (here.0 + dx, y);
                line.push(here);
            }
            line
        });
        (lines.collect(), turned)
    })
}

fn drawn(lines: &[Vec<(f64, f64)>], turned: &[bool], posts: bool) -> Scene {
    let mut scene = Scene::new().section("a", RoadClass::National);
    for (at, line) in lines.iter().enumerate() {
        let (from, to) = (format!("n-{at}"), format!("n-{}", at + 1));
        let link = format!("a.{at}");
        scene = if turned[at] {
            scene.link(&link, (&to, &from), &line.iter().rev().copied().collect::<Vec<_>>())
        } else {
            scene.link(&link, (&from, &to), line)
        };
    }
    let (first, last) = (lines[0][0], *lines.last().unwrap().last().unwrap());
    if posts {
        scene = scene.post("a.p1", 1_000.0, first.0, first.1).post("a.p2", 9_000.0, last.0, last.1);
    }
    scene
}

fn length(line: &[(f64, f64)]) -> f64 {
    line.windows(2).map(|pair| (pair[1].0 - pair[0].0).hypot(pair[1].1 - pair[0].1)).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn the_spot_at_the_chainage_of_a_place_is_its_foot((lines, turned) in roads(), x in -50.0..2_000.0_f64, y in -500.0..500.0_f64) {
        let line = line_of(&drawn(&lines, &turned, false), "a");
        let located = line.locate(position(x, y));
        let again = line.at(located.chainage_m).unwrap();
        let apart = (again.x - located.at.x).abs().max((again.y - located.at.y).abs());
        prop_assert!(apart < 1e-8, "{} degrees apart", apart);
        let back = line.locate(located.at);
        prop_assert!(near(back.chainage_m, located.chainage_m, 0.01));
    }

    #[test]
    fn chainage_grows_along_the_line_and_pieces_sum_to_it((lines, turned) in roads(), posts in any::<bool>(), shares in proptest::collection::vec(0.0..1.0_f64, 2..8)) {
        let line = line_of(&drawn(&lines, &turned, posts), "a");
        let whole: f64 = lines.iter().map(|line| length(line)).sum();
        prop_assert!(near(line.length_m(), whole, 0.01));
        let (from, to) = line.span();
        let links: f64 = line.links().iter().map(|link| link.to_m - link.from_m).sum();
        prop_assert!(near(links, to - from, 0.01));
        let mut cuts: Vec<f64> = shares.iter().map(|share| from + share * (to - from)).collect();
        cuts.sort_by(f64::total_cmp);
        cuts.insert(0, from);
        cuts.push(to);
        let pieces: f64 = cuts.windows(2).map(|pair| line.length_between(pair[0], pair[1])).sum();
        prop_assert!(near(pieces, whole, 0.01));
        prop_assert!(line.links().windows(2).all(|pair| pair[0].to_m <= pair[1].from_m + 1e-6));
    }

    #[test]
    fn with_posts_the_way_links_are_drawn_changes_nothing((lines, turned) in roads(), x in -50.0..2_000.0_f64, y in -500.0..500.0_f64) {
        let one = line_of(&drawn(&lines, &turned, true), "a").locate(position(x, y));
        let straight = vec![false; 6];
        let other = line_of(&drawn(&lines, &straight, true), "a").locate(position(x, y));
        prop_assert!(near(one.offset_m, other.offset_m, 1e-6));
        // Two spots may be equally near; which is told may then differ.
        if near(one.at.x, other.at.x, 1e-9) {
            prop_assert!(near(one.chainage_m, other.chainage_m, 1e-6));
            prop_assert_eq!((one.side, one.basis), (other.side, other.basis));
        }
    }
}
