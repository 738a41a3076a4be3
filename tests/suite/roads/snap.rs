//! Where places meet the network, against a scan of every link.

use geo::{Closest, ClosestPoint, Coord, Distance, Euclidean, LineString, Point};
use kcn_atlas::index::network::{Network, Spot};
use kcn_atlas::model::*;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::grid::town;
use super::scene::RoadScene;
use crate::scene::{Scene, position};

fn network_of(scene: &Scene) -> std::sync::Arc<Network> {
    std::sync::Arc::clone(scene.snapshot().roads().today())
}

#[test]
fn a_place_meets_the_link_that_a_scan_of_all_links_finds() {
    let mut town = town(12, 5, true);
    // An expressway through the middle is nearest to many places, and is never met midway.
    town.scene =
        town.scene.section("ct", RoadClass::Expressway).link("ct.1", ("x", "y"), &[(-900.0, 700.0), (2_500.0, 900.0)]);
    let network = network_of(&town.scene);
    let mut random = StdRng::seed_from_u64(1);
    for _ in 0..1_500 {
        let (x, y) = (random.random_range(-800.0..2_500.0), random.random_range(-800.0..2_500.0));
        let snap = network.snap(position(x, y)).unwrap();
        let off = |street: &super::oracle::Street| {
            Euclidean.distance(&Point::new(x, y), &LineString::from(street.line.clone()))
        };
        let nearest = town.oracle.streets.iter().map(off).fold(f64::MAX, f64::min);
        assert!((f64::from(snap.off_network) / 1e3 - nearest).abs() < 0.002, "{x}, {y}: {snap:?}, {nearest} m");
        // `ct.1` comes before every street in the order of ids.
        let street = &town.oracle.streets[snap.piece as usize - 1];
        assert!((off(street) - nearest).abs() < 0.002);
        let line = LineString::from(street.line.clone());
        let (Closest::SinglePoint(foot) | Closest::Intersection(foot)) = line.closest_point(&Point::new(x, y)) else {
            panic!()
        };
        let expected: Coord<f64> = position(foot.x(), foot.y());
        let apart = (snap.position.x - expected.x).abs().max((snap.position.y - expected.y).abs());
        assert!(apart < 1e-7, "{snap:?} is not at {expected:?}");
        if let Spot::On { piece, at } = snap.spot {
            assert_eq!(piece, snap.piece);
            assert!(0 < at && at < network.graph().pieces()[piece as usize].length);
        }
    }
}

#[test]
fn the_side_is_left_or_right_in_the_direction_in_which_the_road_is_drawn() {
    let road = |line: &[(f64, f64)]| Scene::new().section("a", RoadClass::District).link("a.1", ("n-1", "n-2"), line);
    let side = |scene: &Scene, x: f64, y: f64| network_of(scene).snap(position(x, y)).unwrap().side;
    let eastwards = road(&[(0.0, 0.0), (1_000.0, 0.0)]);
    assert_eq!(side(&eastwards, 500.0, 20.0), Some(Side::Left));
    assert_eq!(side(&eastwards, 500.0, -20.0), Some(Side::Right));
    assert_eq!(side(&eastwards, 500.0, 0.0), None);
    let westwards = road(&[(1_000.0, 0.0), (0.0, 0.0)]);
    assert_eq!(side(&westwards, 500.0, 20.0), Some(Side::Right));
    let northwards = road(&[(0.0, 0.0), (0.0, 1_000.0)]);
    assert_eq!(side(&northwards, -5.0, 500.0), Some(Side::Left));
}

#[test]
fn a_place_more_than_five_kilometres_from_every_road_is_off_the_network() {
    let network = network_of(&Scene::new().section("a", RoadClass::District).link(
        "a.1",
        ("n-1", "n-2"),
        &[(0.0, 0.0), (1_000.0, 0.0)],
    ));
    assert_eq!(network.snap(position(500.0, 4_999.0)).map(|snap| snap.off_network), Some(4_999_000));
    assert_eq!(network.snap(position(500.0, 5_001.0)), None);
    for far in [(-74.0, 40.7), (0.0, 0.0), (180.0, 90.0), (-180.0, -90.0)] {
        assert_eq!(network.snap(Coord { x: far.0, y: far.1 }), None, "{far:?}");
    }
}

#[test]
fn a_place_beyond_the_end_of_a_road_meets_its_end_and_a_vertex_drawn_twice_does_no_harm() {
    let line = [(0.0, 0.0), (500.0, 0.0), (500.0, 0.0), (1_000.0, 0.0)];
    let network = network_of(&Scene::new().section("a", RoadClass::District).link("a.1", ("n-1", "n-2"), &line));
    let end = network.snap(position(1_030.0, 40.0)).unwrap();
    assert_eq!(end.spot, Spot::Node(network.graph().node("n-2").unwrap()));
    assert_eq!(end.off_network, 50_000);
    assert_eq!(network.snap(position(500.0, 30.0)).unwrap().spot, Spot::On { piece: 0, at: 500_000 });
}

#[test]
fn a_world_without_roads_has_a_network_without_edges() {
    let network = network_of(&Scene::new());
    assert_eq!(network.graph().edge_count(), 0);
    assert_eq!(network.snap(position(0.0, 0.0)), None);
}
